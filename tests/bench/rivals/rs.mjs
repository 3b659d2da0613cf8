// rs.mjs DIRECTORY: one JSON object a project out of the unzipped tables of
// the RS System, each table a list of its rows under its own key.
import { createRequire } from "node:module";
import { readdirSync } from "node:fs";

// as installed by `npm install @duckdb/node-api` in $DUCKDB_DIR
const require = createRequire((process.env.DUCKDB_DIR ?? process.cwd()) + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const dir = process.argv[2];
const shared = ["シート種別", "事業年度", "事業名", "府省庁", "局・庁", "部", "課", "室", "班", "係"]
	.map((name) => `"${name}"`).join(", ");
const tables = readdirSync(dir).filter((f) => f.endsWith(".csv")).sort();
const rows = tables.map((f, i) => `t${i} AS (
    SELECT "予算事業ID" id, list(t) r FROM (SELECT * EXCLUDE (${shared})
	FROM read_csv('${dir}/${f}', all_varchar = true, header = true,
	    quote = '"', delim = ',')) t GROUP BY 1)`);
const keys = tables.map((f, i) => `'${f.slice(0, 3)}', t${i}.r`);
const joins = tables.slice(1).map((_, i) => `LEFT JOIN t${i + 1} USING (id)`);
const db = await DuckDBInstance.create();
const connection = await db.connect();
await connection.run(`COPY (WITH ${rows.join(",\n")}
    SELECT json_object('id', t0.id, ${keys.join(", ")}) FROM t0
    ${joins.join("\n")} ORDER BY t0.id::INT) TO '/dev/stdout'
    (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\\x01')`);
