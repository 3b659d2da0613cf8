#!/usr/bin/env bats
# What all filters share: how they read records.

# shellcheck disable=SC2154 # stderr and the like are set by run
bats_require_minimum_version 1.5.0

filters='budget-extract payee-agg indicator-check'

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	sheet2ndjson "$ROOT/tests/fixtures/lighthouse.txt" \
		"$ROOT/tests/fixtures/ferry.txt" >two.ndjson
	# 500 times the same sheets under other numbers, and some rubbish
	awk '{ line[NR] = $0 }
	END {
		for (i = 0; i < 500; i++) {
			for (k = 1; k <= NR; k++) {
				text = line[k]
				sub(/"number":"/, "&" i "-", text)
				print text
			}
			if (i % 50 == 7)
				print "{\"number\":" i "}\n\n{\"number\":\"x\","
		}
	}' two.ndjson >many.ndjson
	gzip -k many.ndjson
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return 1
}

@test "any number of jobs gives the same bytes and the same diagnostics" {
	[ "$(wc -c <many.ndjson)" -gt 3000000 ]
	for tool in $filters; do
		$tool -j1 many.ndjson none two.ndjson >1.out 2>1.err || true
		[ "$(wc -l <1.err)" -ge 22 ]
		for jobs in 0 2 3 7; do
			for file in many.ndjson many.ndjson.gz; do
				$tool -j$jobs $file none two.ndjson \
					>n.out 2>n.err || true
				cmp 1.out n.out
				sed 's/ndjson[.]gz/ndjson/' n.err | cmp 1.err -
			done
			$tool -j$jobs - none two.ndjson <many.ndjson \
				>n.out 2>n.err || true
			cmp 1.out n.out
			sed 's/<stdin>/many.ndjson/' n.err | cmp 1.err -
		done
	done
}

@test "what is malformed is named by its line, its byte or place, its source" {
	printf '%s\n' '{"schema":"reviewsheet/1","number":"1"}' '' \
		'{"number":"2"' 'oops' '[1]' \
		'{"number":2}' '{"schema":"reviewsheet/2"}' '{}' \
		'{"source":{"file":"r3.zip","member":"0095.xlsx"},"name":1}' \
		'{"source":{"file":"-","member":null},"x":"\ud8"}' >bad.ndjson
	for tool in $filters; do
		run --separate-stderr "$tool" bad.ndjson
		[ "$status" -eq 2 ]
		cat >want <<-END
		$tool: bad.ndjson:3: byte 14: want , or }
		$tool: bad.ndjson:4: byte 1: want a value
		$tool: bad.ndjson:5: record is an array, want an object
		$tool: bad.ndjson:6: number is a number, want a string or null
		$tool: bad.ndjson:7: schema is reviewsheet/2, want reviewsheet/1
		$tool: bad.ndjson:8: schema is missing, want reviewsheet/1
		$tool: bad.ndjson:9: name is a number, want a string or null (from r3.zip(0095.xlsx))
		$tool: bad.ndjson:10: byte 43: invalid escape (from <stdin>)
		$tool: 8 malformed records were left out
		END
		diff want <(printf '%s\n' "$stderr")
	done
}

@test "skipped text is held to the grammar, too" {
	for text in '[1,]' '{"a":01}' '"\x"' '[[1}]' '{"a" 1}' '[tru]' \
		$'"\t"' $'"\xff"' '{"a":1,}' '-' '"\ud83d\u12"'; do
		printf '{"schema":"reviewsheet/1","x":%s}\n' "$text" >bad.ndjson
		for tool in $filters; do
			run --separate-stderr "$tool" bad.ndjson
			[ "$status" -eq 2 ]
			[[ "$stderr" == "$tool: bad.ndjson:1: byte "* ]]
		done
	done
}

@test "amounts in exponent form and with binary residue are exact" {
	cat >odd.ndjson <<-'END'
	{"schema":"reviewsheet/1","budget":{"years":[{"fiscal_year":2019,"initial":8e1,"total":-1E+2,"executed":1005599.9999999998,"execution_rate":97.0}]}}
	END
	run --separate-stderr budget-extract -o tsv odd.ndjson
	[ "$status" -eq 0 ]
	[ "$(tail -n 1 <<<"$output" | cut -f 7,12,13,15)" = \
		$'80\t-100\t1005600\t97.0' ]
}

@test "ten times the records take the same memory" {
	[ -x /usr/bin/time ] || skip "no /usr/bin/time"
	[ -z "${SANITIZED-}" ] || skip "sanitizers keep what is freed"
	grep -v '^{"number"' many.ndjson | grep . >one.ndjson
	for i in $(seq 10); do sed "s/\"number\":\"/&$i-/" one.ndjson; done \
		>ten.ndjson
	for tool in budget-extract 'indicator-check --rule=budget-total' \
		payee-agg; do
		for jobs in 1 2; do
			for file in one ten; do
				# shellcheck disable=SC2086 # words
				/usr/bin/time -f %M -o $file.kb $tool -j$jobs \
					$file.ndjson >/dev/null || true
			done
			echo "$tool, $jobs jobs: $(tail -n 1 one.kb) KB," \
				"then $(tail -n 1 ten.kb) KB"
			# threads may not have used all their batches before
			# the first is at its end, and spools fill up to what
			# they may hold
			spools=0
			[ "$tool" = payee-agg ] && spools=1024
			[ "$(tail -n 1 ten.kb)" -lt \
				$(($(tail -n 1 one.kb) * 13 / 10 + spools +
					(jobs - 1) * 2048)) ]
			[ "$(tail -n 1 ten.kb)" -lt 8192 ]
		done
	done
}

@test "who gives a sheet itself is told what makes records" {
	for tool in $filters; do
		run --separate-stderr "$tool" "$ROOT/tests/fixtures/ferry.txt"
		[ "$status" -eq 2 ]
		[ "${stderr_lines[-1]}" = "$tool: no sheet record was met: sheet2ndjson makes them of sheets" ]
		run --separate-stderr "$tool" two.ndjson - <<<oops
		[[ "$stderr" != *"no sheet record"* ]]
	done
}
