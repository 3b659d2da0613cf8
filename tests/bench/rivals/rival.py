import json
import sys

job, path = sys.argv[1:]
PARTS = ("initial", "supplementary", "carried_in", "carried_out", "reserve")
out = sys.stdout
show = lambda v: "" if v is None else str(v)
payees = {}
with open(path, encoding="utf-8") as lines:
    for line in lines:
        sheet = json.loads(line)
        if job == "payees":
            for p in sheet["payees"]:
                t = payees.setdefault(p["corporate_number"], [0, 0])
                t[0] += p["amount"] or 0
                t[1] += 1
            continue
        for i, y in enumerate(sheet["budget"]["years"]):
            if job == "budget":
                row = [y[k] for k in ("fiscal_year", "initial", "total", "executed")]
                out.write("\t".join([sheet["number"]] + [show(v) for v in row]) + "\n")
                continue
            parts = [y[k] for k in PARTS if y[k] is not None]
            if y["total"] is not None and parts and sum(parts) != y["total"]:
                out.write("%s\tbudget.years[%d].total\n" % (sheet["number"], i))
for key, (amount, n) in sorted(payees.items(), key=lambda e: (-e[1][0], e[0])):
    out.write("%s\t%d\t%d\n" % (key, amount, n))
