#!/bin/sh
# Runs bats files with the tools of $BIN first in PATH; prints what fails and
# what is skipped, and adds up: cli.sh FILE.bats...
PATH=$BIN:$PATH
ROOT=$PWD
# A wide terminal, no colours, and the same order of names everywhere.
LC_ALL=C.UTF-8
export PATH ROOT LC_ALL

if ! command -v bats >/dev/null; then
	echo "cli: bats is not installed (make deps)"
	echo "0 passed, 1 failed"
	exit 1
fi
[ -e "$1" ] || set --
if [ $# -eq 0 ]; then
	echo "0 passed, 0 failed"
	exit 0
fi
# Sanitizers reserve much more memory than they use: no limits then.
if nm "$BIN/sheet2ndjson" 2>/dev/null | grep -q __asan_init; then
	SANITIZED=1
	export SANITIZED
fi
mkdir -p "$B"
bats --formatter tap "$@" >"$B/cli.tap" 2>&1
status=$?
awk '
	/^ok .*# skip/ { skipped++; print; next }
	/^ok / { passed++; show = 0; next }
	/^not ok / { failed++; show = 1; print; next }
	/^1\.\./ { next }
	{ if (show || !/^#/) print }
	END {
		if (skipped)
			printf "%d skipped\n", skipped
		if (status && !failed)
			failed = 1
		printf "%d passed, %d failed\n", passed, failed
		exit failed != 0
	}
' status="$status" "$B/cli.tap"
