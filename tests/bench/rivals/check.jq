.number as $n | .budget.years | to_entries[] | .key as $i | .value
| [.initial, .supplementary, .carried_in, .carried_out, .reserve]
    as $parts
| select(.total != null and any($parts[]; . != null)
    and ([$parts[] // 0] | add) != .total)
| [$n, "budget.years[\($i)].total"] | @tsv
