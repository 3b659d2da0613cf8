[inputs | .payees[] | {k: .corporate_number, a: (.amount // 0)}]
| group_by(.k)
| map({k: .[0].k, a: (map(.a) | add), n: length})
| sort_by(-.a, .k)[] | [.k, .a, .n] | @tsv
