#!/bin/sh
# Layout, headers that compile alone, shell scripts and manuals.  A linter
# that is not installed is named and passed over.
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# tell WHAT COMMAND...: runs it and shows what it says only when it fails
tell() {
	what=$1
	shift
	if "$@" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "lint: $what"
		head -n 20 "$log"
	fi
}

have() {
	command -v "$1" >/dev/null || {
		echo "lint: $1 is not installed, passed over"
		return 1
	}
}

# Pages of ours are not installed when they are checked.
manual() {
	! mandoc -T lint -W style "$1" 2>&1 | 
		grep -v -e 'not found: Xr' -e 'mandoc\.db' | grep .
}

sources=$(find common tools tests -name '*.[ch]' | sort)
if have clang-format; then
	for f in $sources; do
		tell "layout of $f" clang-format --dry-run -Werror "$f"
	done
fi
for f in $(find common tests -name '*.h' | sort); do
	# shellcheck disable=SC2086 # flags are words
	tell "$f on its own" ${CC:-cc} $CFLAGS -Werror -Itests/unit \
		-Wno-unused-function -x c -fsyntax-only -include "$f" /dev/null
done
if have clang; then
	for f in $(find common tools -name '*.c' | sort); do
		# shellcheck disable=SC2086
		tell "$f under clang" clang $CFLAGS -DVERSION='"0"' -Werror \
			-fsyntax-only "$f"
	done
fi
if have shellcheck; then
	# shellcheck disable=SC2013 # names of ours, without blanks
	for f in $(grep -lE '^#! ?/.*(sh|bats)$' -r tests share .ci | sort); do
		tell "$f" shellcheck -x "$f"
	done
fi
if have mandoc; then
	for f in doc/*.[157]; do
		[ -f "$f" ] && tell "$f" manual "$f"
	done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
