.number as $n | .budget.years[]
| [$n, .fiscal_year, .initial, .total, .executed] | @tsv
