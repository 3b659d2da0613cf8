#!/bin/sh
# Adds up gcov's lines for each source file: coverage.sh BUILD
find "$1" -name '*.gcda' ! -path '*/tests/*' | sort | while read -r data; do
	gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null
done | awk '
	/^File / { split($0, part, "\047"); file = part[2] }
	/^Lines executed/ && file ~ /^(common|tools)\/.*\.c$/ {
		split($2, part, /[:%]/)
		n = $NF
		lines = part[2] * n / 100
		if (lines > hit[file])
			hit[file] = lines
		all[file] = n
	}
	END {
		for (file in all) {
			printf "%6.1f%% of %5d  %s\n",
				100 * hit[file] / all[file], all[file], file
			h += hit[file]
			a += all[file]
		}
		printf "%6.1f%% of %5d  all\n", a ? 100 * h / a : 0, a
	}
' | sort -k4
