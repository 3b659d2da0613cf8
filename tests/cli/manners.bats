#!/usr/bin/env bats
# The manners that every tool owes, whatever its job.

# shellcheck disable=SC2154 # stderr and the like are set by run
bats_require_minimum_version 1.5.0

setup_file() {
	export SHEET=$ROOT/tests/fixtures/lighthouse.txt
	export RECORDS=$BATS_FILE_TMPDIR/records.ndjson
	sheet2ndjson "$SHEET" "$ROOT/tests/fixtures/ferry.txt" >"$RECORDS"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

filters='budget-extract payee-agg indicator-check'
tools="sheet2ndjson $filters"

# What the tool reads: table text or records.
input_of() {
	case $1 in
	sheet2ndjson) echo "$SHEET" ;;
	*) echo "$RECORDS" ;;
	esac
}

# is WHAT GOT WANT: bats shows only the last command, so say more
is() {
	[ "$2" = "$3" ] && return
	echo "$1: got \"$2\", want \"$3\""
	return 1
}

# begins WHAT TEXT HEAD
begins() {
	[[ $2 == "$3"* ]] && return
	echo "$1: \"$2\" does not begin with \"$3\""
	return 1
}

# A finding is no trouble: 1 is as good as 0 where nothing is wrong.
is_fine() {
	[ "$2" -eq 0 ] && return
	[ "$1" = indicator-check ] && [ "$2" -eq 1 ] && return
	echo "$1: exit status $2"
	return 1
}

@test "--help goes to standard output and names the tool" {
	for tool in $tools; do
		run --separate-stderr "$tool" --help
		is "$tool: status" "$status" 0
		begins "$tool" "$output" "Usage: $tool "
		is "$tool: stderr" "$stderr" ""
	done
}

@test "--version names tool and version" {
	for tool in $tools; do
		run --separate-stderr "$tool" --version
		is "$tool: status" "$status" 0
		begins "$tool" "$output" "$tool (reviewsheet-tools) "
	done
}

@test "an unknown option is a usage error, told in one line" {
	for tool in $tools; do
		for option in --no-such-option -%; do
			run --separate-stderr "$tool" "$option"
			is "$tool: status" "$status" 2
			is "$tool: stdout" "$output" ""
			begins "$tool" "$stderr" "$tool: unknown option"
			is "$tool: lines" "$(wc -l <<<"$stderr")" 1
		done
	done
}

@test "an option is named as it is given" {
	for tool in $tools; do
		run --separate-stderr "$tool" -%
		is "$tool" "$stderr" "$tool: unknown option: -% (try $tool --help)"
		run --separate-stderr "$tool" -j
		is "$tool" "$stderr" \
			"$tool: option wants a value: -j (try $tool --help)"
		run --separate-stderr "$tool" --jobs=many
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" "$tool: bad value \"many\" of --jobs, want "
	done
}

@test "no file takes the place of a closed standard stream" {
	[ -e /proc/self/fd ] || skip "there is no /proc"
	mkfifo pipe
	for tool in $tools; do
		"$tool" pipe <&- >&- 2>&- &
		exec 9>pipe # when this returns, the pipe is open there too
		for fd in 0 1 2; do
			is "$tool: $fd" "$(readlink "/proc/$!/fd/$fd")" /dev/null
		done
		exec 9>&-
		wait $! || true
	done
}

@test "-- ends the options" {
	for tool in $tools; do
		run --separate-stderr "$tool" -- --help
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" "$tool: --help: cannot open: No such file"
	done
}

@test "a missing file is reported, the others are read, the status tells" {
	for tool in $tools; do
		input=$(input_of "$tool")
		run --separate-stderr "$tool" no-such-file "$input"
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" \
			"$tool: no-such-file: cannot open: No such file or directory"
		is "$tool: stdout" "$output" "$("$tool" "$input")"
	done
}

@test "a directory is no input for a filter" {
	mkdir dir
	for tool in $filters; do
		run --separate-stderr "$tool" dir
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" "$tool: dir: is a directory"
	done
}

@test "a full disk is trouble, for --help too" {
	[ -w /dev/full ] || skip "there is no /dev/full"
	for tool in $tools; do
		input=$(input_of "$tool")
		run --separate-stderr bash -c "$tool '$input' >/dev/full"
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" "$tool: <stdout>: cannot write: No space"
		run --separate-stderr bash -c "$tool --help >/dev/full"
		is "$tool: status of --help" "$status" 2
	done
}

@test "a closed standard output is trouble" {
	for tool in $tools; do
		run --separate-stderr bash -c "$tool '$(input_of "$tool")' >&-"
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" "$tool: <stdout>: cannot write: Bad file"
	done
}

@test "a reader that goes away ends the tool quietly, by SIGPIPE" {
	for _ in $(seq 300); do cat "$RECORDS"; done >many.ndjson
	for _ in $(seq 100); do cat "$SHEET"; done >many.txt
	for tool in sheet2ndjson budget-extract; do
		many=many.ndjson
		[ "$tool" = sheet2ndjson ] && many=many.txt
		run --separate-stderr bash -c \
			"$tool $many | head -c 1 >/dev/null; exit \${PIPESTATUS[0]}"
		is "$tool: status" "$status" 141
		is "$tool: stderr" "$stderr" ""
	done
}

@test "what is known is written before a slow writer goes on" {
	# More than a reader looks at to know what it is given.
	for _ in $(seq 20); do cat "$SHEET"; done >many.txt
	for tool in sheet2ndjson budget-extract; do
		input=$RECORDS
		[ "$tool" = sheet2ndjson ] && input=many.txt
		mkfifo slow
		{ cat "$input"; touch waiting; sleep 3; touch late; } >slow &
		"$tool" <slow | { head -n 1 >first; [ ! -e late ] && touch early; cat; } \
			>/dev/null
		wait
		[ -s first ] || is "$tool" "no first record" "one"
		[ -e early ] || is "$tool" "a record at the end" "one at once"
		rm -f slow waiting late early first
	done
}

@test "nothing in is nothing out for a filter" {
	for tool in $filters; do
		run --separate-stderr "$tool" <<<""
		is "$tool: stdout" "$output" ""
		is "$tool: stderr" "$stderr" ""
		is_fine "$tool" "$status"
		run --separate-stderr "$tool" /dev/null
		is "$tool: stdout" "$output" ""
		is_fine "$tool" "$status"
	done
}

@test "a last line without its line break counts" {
	for tool in $tools; do
		want=$("$tool" <"$(input_of "$tool")") || true
		run --separate-stderr "$tool" \
			< <(head -c -1 "$(input_of "$tool")")
		is "$tool" "$output" "$want"
		is_fine "$tool" "$status"
	done
}

@test "line breaks of DOS and a byte order mark change nothing" {
	for tool in $tools; do
		want=$("$tool" <"$(input_of "$tool")") || true
		run --separate-stderr "$tool" < <(
			printf '\xef\xbb\xbf'
			sed 's/$/\r/' "$(input_of "$tool")"
		)
		is "$tool" "$output" "$want"
		is "$tool: stderr" "$stderr" ""
		is_fine "$tool" "$status"
	done
}

@test "gzip is read as what is in it" {
	for tool in $tools; do
		want=$("$tool" <"$(input_of "$tool")") || true
		run --separate-stderr "$tool" \
			< <(gzip -c "$(input_of "$tool")")
		is "$tool" "$output" "$want"
		is_fine "$tool" "$status"
	done
}

@test "a NUL in a record is an error of that line, the rest is read" {
	{ printf '{"a":"\0"}\n'; cat "$RECORDS"; } >nul.ndjson
	for tool in $filters; do
		want=$("$tool" <"$RECORDS") || true
		run --separate-stderr "$tool" nul.ndjson
		is "$tool: status" "$status" 2
		begins "$tool" "$stderr" "$tool: nul.ndjson:1"
		is "$tool" "$output" "$want"
	done
}

@test "a line of 20 MB is read or refused, within 300 MB" {
	{
		printf '{"schema":"reviewsheet/1","name":"'
		head -c 20000000 /dev/zero | tr '\0' x
		printf '"}\n'
		cat "$RECORDS"
	} >huge.ndjson
	{
		cat "$SHEET"
		head -c 20000000 /dev/zero | tr '\0' x
	} >huge.txt
	for tool in $tools; do
		huge=huge.ndjson
		[ "$tool" = sheet2ndjson ] && huge=huge.txt
		limit=300000
		[ -z "${SANITIZED-}" ] || limit=unlimited
		run --separate-stderr timeout 20 \
			bash -c "ulimit -v $limit; $tool $huge | wc -c"
		is "$tool: status" "$status" 0
		[ "$output" -gt 100 ]
	done
}

@test "records in several files are as good as in one" {
	head -n 1 "$RECORDS" >one
	tail -n 1 "$RECORDS" >two
	for tool in budget-extract payee-agg; do
		is "$tool" "$("$tool" one two)" "$("$tool" "$RECORDS")"
		is "$tool" "$("$tool" - two <one)" "$("$tool" "$RECORDS")"
	done
}

@test "every --jobs takes the same numbers" {
	for tool in $tools; do
		run --separate-stderr "$tool" -j1024 </dev/null
		[[ "$stderr" != *--jobs* ]]
		for bad in 1025 -1 1e1 99999999999999999999 ''; do
			run --separate-stderr "$tool" "--jobs=$bad" </dev/null
			[ "$status" -eq 2 ]
			begins "$tool" "$stderr" \
				"$tool: bad value \"$bad\" of --jobs, want a number from 0 to 1024 "
		done
	done
}

@test "a value that wants its = is not taken for an operand" {
	run --separate-stderr sheet2ndjson --schema finding
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "$stderr" = "sheet2ndjson: --schema takes its value with =: --schema=finding" ]
}
