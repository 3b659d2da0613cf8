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
LIBS_sheet2ndjson = -larchive -lexpat -lutf8proc -lz
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
	awk -f share/form/labels.awk share/form/labels.tsv > $@.tmp
	mv $@.tmp $@
$(OBJ): | $(B)/labels.inc
$(B)/common/form/labels.o: $(B)/labels.inc

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

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

clean: ## remove what was built
	rm -rf build bin

-include $(OBJ:.o=.d) $(TOOLS:%=$(B)/tools/%.d)
.PHONY: all conform help clean
.DELETE_ON_ERROR:
