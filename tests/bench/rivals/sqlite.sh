#!/bin/sh
# sqlite.sh JOB FILE
case $1 in
payees) query="SELECT p.value->>'corporate_number' k,
	sum(coalesce(p.value->>'amount', 0)) a, count(*)
	FROM t, json_each(line, '\$.payees') p GROUP BY k ORDER BY a DESC, k" ;;
budget) query="SELECT line->>'number', y.value->>'fiscal_year',
	y.value->>'initial', y.value->>'total', y.value->>'executed'
	FROM t, json_each(line, '\$.budget.years') y" ;;
check) query="SELECT n, 'budget.years[' || k || '].total' FROM (
	SELECT line->>'number' n, y.key k, y.value->>'initial' a,
	y.value->>'supplementary' b, y.value->>'carried_in' c,
	y.value->>'carried_out' d, y.value->>'reserve' e,
	y.value->>'total' total
	FROM t, json_each(line, '\$.budget.years') y)
	WHERE coalesce(a, b, c, d, e) IS NOT NULL AND coalesce(a, 0) +
	coalesce(b, 0) + coalesce(c, 0) + coalesce(d, 0) + coalesce(e, 0)
	<> total" ;;
esac
exec sqlite3 :memory: 'CREATE TABLE t (line TEXT)' '.mode ascii' \
	'.separator "\037" "\n"' ".import $2 t" '.mode tabs' "$query"
