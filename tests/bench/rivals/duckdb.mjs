import { createRequire } from "node:module";

// as installed by `npm install @duckdb/node-api` in $DUCKDB_DIR
const require = createRequire((process.env.DUCKDB_DIR ?? process.cwd()) + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const [job, path] = process.argv.slice(2);
const year = `STRUCT(fiscal_year INT, initial BIGINT, supplementary BIGINT,
    carried_in BIGINT, carried_out BIGINT, reserve BIGINT, total BIGINT,
    executed BIGINT)`;
const columns = {
	payees: "payees: 'STRUCT(corporate_number VARCHAR, amount BIGINT)[]'",
	budget: `number: 'VARCHAR', budget: 'STRUCT(years ${year}[])'`,
};
columns.check = columns.budget;
const from = `read_json('${path}', format = 'newline_delimited',
    columns = {${columns[job]}})`;
const queries = {
	payees: `SELECT p.corporate_number k, sum(coalesce(p.amount, 0)) a, count(*)
	    FROM (SELECT unnest(payees) p FROM ${from}) GROUP BY k
	    ORDER BY a DESC, k`,
	budget: `SELECT number, y.fiscal_year, y.initial, y.total, y.executed
	    FROM (SELECT number, unnest(budget.years) y FROM ${from})`,
	check: `SELECT number, 'budget.years[' || (i - 1) || '].total'
	    FROM (SELECT number, unnest(budget.years) y,
		generate_subscripts(budget.years, 1) i FROM ${from})
	    WHERE coalesce(y.initial, y.supplementary, y.carried_in,
		y.carried_out, y.reserve) IS NOT NULL
	    AND coalesce(y.initial, 0) + coalesce(y.supplementary, 0) +
		coalesce(y.carried_in, 0) + coalesce(y.carried_out, 0) +
		coalesce(y.reserve, 0) <> y.total`,
};
const db = await DuckDBInstance.create();
const connection = await db.connect();
await connection.run(`COPY (${queries[job]}) TO '/dev/stdout'
    (DELIMITER '\t', HEADER false, QUOTE '')`);
