import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const [job, path] = process.argv.slice(2);
const parts = ["initial", "supplementary", "carried_in", "carried_out", "reserve"];
const show = (v) => v ?? "";
const payees = new Map();
let out = [];
const put = (...row) => {
	out.push(row.map(show).join("\t"));
	if (out.length >= 4096) {
		process.stdout.write(out.join("\n") + "\n");
		out = [];
	}
};
for await (const line of createInterface({ input: createReadStream(path) })) {
	const sheet = JSON.parse(line);
	if (job === "payees") {
		for (const p of sheet.payees) {
			const t = payees.get(p.corporate_number) ?? [0, 0];
			t[0] += p.amount ?? 0;
			t[1]++;
			payees.set(p.corporate_number, t);
		}
		continue;
	}
	sheet.budget.years.forEach((y, i) => {
		if (job === "budget")
			return put(sheet.number, y.fiscal_year, y.initial, y.total, y.executed);
		const known = parts.map((k) => y[k]).filter((v) => v !== null);
		if (y.total !== null && known.length &&
		    known.reduce((a, b) => a + b) !== y.total)
			put(sheet.number, `budget.years[${i}].total`);
	});
}
for (const [key, [amount, n]] of [...payees].sort((a, b) =>
	b[1][0] - a[1][0] || (a[0] < b[0] ? -1 : 1)))
	put(key, amount, n);
if (out.length)
	process.stdout.write(out.join("\n") + "\n");
