# reviewsheet-tools: GNU make, one file.  `make help` lists the targets.
VERSION = 0.1.0
PREFIX ?= /usr/local
B ?= build
BIN ?= bin
CC ?= cc
CFLAGS ?= -O2 -g
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -pthread $(WARN) -Icommon -I$(B) \
	-DVERSION='"$(VERSION)"' $(CFLAGS)

TOOLS = sheet2ndjson budget-extract payee-agg indicator-check
SRC = $(sort $(wildcard common/*/*.c))
OBJ = $(SRC:%.c=$(B)/%.o)
LIB = $(B)/libreviewsheet.a
LIBS_sheet2ndjson = -ldl -lexpat -lutf8proc -lz
LIBS_budget-extract = -lutf8proc -lz
LIBS_payee-agg = -lutf8proc -lz
LIBS_indicator-check = -lutf8proc -lz

all: $(TOOLS:%=$(BIN)/%) ## build the four tools into bin/

$(BIN)/%: $(B)/tools/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) -Wl,--as-needed $(LIBS_$*)

$(LIB): $(OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The labels of the form are data: share/form/labels.tsv, compiled in.
$(B)/labels.inc: share/form/labels.tsv share/form/labels.awk
	@mkdir -p $(@D)
	LC_ALL=C sort -t '	' -k3,3 share/form/labels.tsv | \
		awk -f share/form/labels.awk > $@.tmp
	mv $@.tmp $@
$(OBJ): | $(B)/labels.inc
$(B)/common/form/labels.o: $(B)/labels.inc

# So are the words that tell a text's kind.
$(B)/words.inc: share/form/words.tsv share/form/words.awk
	@mkdir -p $(@D)
	awk -f share/form/words.awk share/form/words.tsv > $@.tmp
	mv $@.tmp $@
$(OBJ): | $(B)/words.inc

# So are labels with their remarks, as dumps hold them.
$(B)/dump_labels.inc: share/form/dump-labels.tsv share/form/dump-labels.awk
	@mkdir -p $(@D)
	awk -f share/form/dump-labels.awk share/form/dump-labels.tsv > $@.tmp
	mv $@.tmp $@
$(OBJ): | $(B)/dump_labels.inc
$(B)/common/dump/dump.o: $(B)/dump_labels.inc

# So are the columns of the RS System's tables and their homes.
$(B)/rs_columns.inc: share/form/rs-columns.tsv share/form/rs-columns.awk
	@mkdir -p $(@D)
	awk -f share/form/rs-columns.awk share/form/rs-columns.tsv > $@.tmp
	mv $@.tmp $@
$(OBJ): | $(B)/rs_columns.inc
$(patsubst %.c,$(B)/%.o,$(wildcard common/rs/*.c)): $(B)/rs_columns.inc

# So are legal forms and placeholders among the names of payees.
NAMES = share/names/legal-forms.tsv share/names/placeholders.tsv
$(B)/names.inc: share/names/names.awk $(NAMES)
	@mkdir -p $(@D)
	awk -f share/names/names.awk $(NAMES) > $@.tmp
	mv $@.tmp $@
$(B)/common/value/name.o: $(B)/names.inc

# DIR: a directory of y_*.json, n_*.json, i_*.json as in JSONTestSuite.
DIR ?= $(B)/conform/cases
conform: $(B)/conform/json_check ## run the JSON reader on y_, n_, i_ files of DIR
	@mkdir -p $(B)/conform/cases
	@$(B)/conform/json_check --make $(B)/conform/cases
	tests/conform/run.sh $(B)/conform/json_check $(DIR)

$(B)/conform/json_check: tests/conform/json_check.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) -lz

schema: all ## write share/schema anew from the description of the records
	bin/sheet2ndjson --schema=sheet > share/schema/sheet.schema.json
	bin/sheet2ndjson --schema=budget_row > share/schema/budget-row.schema.json
	bin/sheet2ndjson --schema=finding > share/schema/finding.schema.json

# -- tests --

UNIT = $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/*_test.c))
TEST_LIBS = -ldl -lexpat -lutf8proc -lz

$(B)/tests/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/unit -MMD -MP $(LDFLAGS) -o $@ $< $(WITH) \
		$(LIB) $(TEST_LIBS)

# starved_test runs the tools themselves, and is asked for all memory.
WRAPPED = malloc calloc realloc XML_ParserCreate inflateInit2_
$(B)/tests/unit/starved_test: WITH = $(TOOLS:%=$(B)/tests/tools/%.o) \
	$(WRAPPED:%=-Wl,--wrap=%)
$(B)/tests/unit/starved_test: $(TOOLS:%=$(B)/tests/tools/%.o)
$(B)/tests/tools/%.o: tools/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Dmain=$(subst -,_,$*)_main -MMD -MP -c -o $@ $<

check: all ## unit, cli, lint and asan; ends with "N passed, N failed"
	@tests/check.sh "$(MAKE)" unit cli lint asan

unit: $(UNIT) ## test the rooms of common/
	@tests/unit.sh $(UNIT)

# make cli T=archives: only tests/cli/archives.bats
T ?= *
cli: all ## test what the tools do and say
	@B="$(B)" BIN="$(abspath $(BIN))" tests/cli.sh tests/cli/$(T).bats

ASAN = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
asan: ## unit and cli under AddressSanitizer and UBSan
	@tests/check.sh "$(MAKE) B=build/asan BIN=build/asan/bin" \
		unit cli CFLAGS="$(ASAN)"

# make fuzz FUZZ=json SECONDS=60: one harness for a minute
FUZZ ?= *
SECONDS ?= 30
fuzz: ## run each harness of tests/fuzz for SECONDS seconds (wants clang)
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang \
		CFLAGS="$(ASAN) -fsanitize=fuzzer-no-link" fuzz-run
FUZZERS = $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,\
	$(wildcard tests/fuzz/$(FUZZ)_fuzz.c))
$(B)/tests/fuzz/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -MMD -MP $(LDFLAGS) -o $@ $< \
		$(LIB) $(TEST_LIBS)
fuzz-run: $(FUZZERS)
	@tests/fuzz.sh $(SECONDS) $(FUZZERS)

coverage: ## how many lines the tests reach
	@$(MAKE) --no-print-directory B=build/coverage BIN=build/coverage/bin \
		CFLAGS="-O0 -g --coverage -DCOVERAGE" unit cli
	@tests/coverage.sh build/coverage

bench: all ## measure the tools against others
	@if [ -x tests/bench/run ]; then tests/bench/run; \
	else echo "bench: tests/bench/run is not there"; fi

lint: ## layout, headers on their own, shell, manuals
	@CC="$(CC)" CFLAGS="-std=c11 -D_GNU_SOURCE $(WARN) -Icommon -I$(B)" \
		tests/lint.sh

demo: all ## the main job on the sample sheets of share/examples
	@if [ -x share/examples/demo ]; then BIN="$(BIN)" share/examples/demo; \
	else echo "demo: share/examples/demo is not there"; fi

# -- installing and packing --

deps: ## install what building and testing needs (Debian, Ubuntu)
	@.ci/deps

MAN = $(wildcard doc/*.[157])
install: all ## into $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(TOOLS:%=$(BIN)/%) $(DESTDIR)$(PREFIX)/bin
	for page in $(MAN); do \
		dir=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; \
		install -d $$dir && install -m 644 $$page $$dir || exit 1; \
	done
	for dir in schema completion jq; do \
		for f in share/$$dir/*; do \
			[ -f "$$f" ] || continue; \
			to=$(DESTDIR)$(PREFIX)/$$(tests/where.sh $$f); \
			install -d $$(dirname $$to) && \
			install -m 644 $$f $$to || exit 1; \
		done; \
	done

uninstall: ## remove what install put there
	rm -f $(TOOLS:%=$(DESTDIR)$(PREFIX)/bin/%)
	for page in $(notdir $(MAN)); do \
		rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$$page; \
	done
	for f in share/schema/* share/completion/* share/jq/*; do \
		rm -f $(DESTDIR)$(PREFIX)/$$(tests/where.sh $$f); \
	done
	-rmdir $(DESTDIR)$(PREFIX)/share/reviewsheet-tools/schema \
		$(DESTDIR)$(PREFIX)/share/reviewsheet-tools/jq \
		$(DESTDIR)$(PREFIX)/share/reviewsheet-tools 2>/dev/null

DIST = reviewsheet-tools-$(VERSION)
dist: ## a tarball of what is committed, the same bytes each time
	git archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n \
		> $(DIST).tar.gz

distcheck: dist ## unpack, build, test, install, uninstall to nothing
	tests/distcheck.sh $(DIST) "$(MAKE)"

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

clean: ## remove what was built
	rm -rf build bin $(DIST).tar.gz

-include $(OBJ:.o=.d) $(TOOLS:%=$(B)/tools/%.d) $(UNIT:=.d) \
	$(TOOLS:%=$(B)/tests/tools/%.d)
.PHONY: all asan bench check clean cli conform coverage demo deps dist \
	distcheck fuzz fuzz-run help install lint schema uninstall unit
.DELETE_ON_ERROR:
