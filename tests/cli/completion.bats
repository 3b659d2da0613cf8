#!/usr/bin/env bats
# Completion in bash: options and values come from the tools themselves.

# shellcheck disable=SC2154 # COMPREPLY is set by what is sourced
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	# compopt is for real completions only
	# shellcheck disable=SC2317 # it is what was sourced that calls it
	compopt() { :; }
	# shellcheck source=/dev/null
	source "$ROOT/share/completion/payee-agg.bash"
}

# complete_words WORD...: completes the last of them, as readline cuts them
complete_words() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_reviewsheet_tools
	echo "${COMPREPLY[*]}"
}

# is GOT WANT
is() {
	[ "$1" = "$2" ] && return
	echo "got \"$1\", want \"$2\""
	return 1
}

@test "every option of --help completes" {
	for tool in sheet2ndjson budget-extract payee-agg indicator-check; do
		is "$(complete_words "$tool" -- | tr ' ' '\n' | tr -d = | sort)" \
			"$("$tool" --help | grep -oE '^ +(-., )?--[a-z0-9-]+' |
				sed 's/.* //' | sort)"
	done
}

@test "an option completes with its =" {
	is "$(complete_words payee-agg --ou)" --output=
	is "$(complete_words payee-agg --mer)" --merge
}

@test "values that are few complete, behind = and behind a letter" {
	is "$(complete_words payee-agg --output =)" "ndjson csv tsv"
	is "$(complete_words payee-agg --output = c)" csv
	is "$(complete_words payee-agg -o t)" tsv
	is "$(complete_words budget-extract -u '')" "yen thousand million"
	is "$(complete_words indicator-check --min-severity = w)" warning
	is "$(complete_words sheet2ndjson --schema = f)" finding
}

@test "readers and rules complete by their lists" {
	is "$(complete_words sheet2ndjson --reader = rs)" rs-csv
	is "$(complete_words indicator-check --rule = budget-t)" budget-total
	is "$(complete_words indicator-check --ignore = carry-over-m)" \
		carry-over-missing
}

@test "elsewhere files complete, with blanks in their names" {
	touch 'two words.ndjson'
	is "$(complete_words payee-agg tw)" 'two words.ndjson'
	is "$(complete_words indicator-check --baseline = tw)" 'two words.ndjson'
}
