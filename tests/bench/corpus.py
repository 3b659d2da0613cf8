#!/usr/bin/env python3
"""corpus.py SEED MEGABYTES: sheet records like those of SEED, to standard output.

Every record gets a number of its own; payees get names and corporate numbers out
of 5,000; every 50th record a total that its parts do not add up to.
"""
import json
import sys

PAYEES = 5000
VARIANTS = 3000


def corporate_number(n):
    body = "%012d" % (n * 7919 + 100000000000)
    digits = [int(c) for c in reversed(body)]
    weighted = sum(d * (1 + i % 2) for i, d in enumerate(digits))
    return str(9 - weighted % 9) + body


def vary(record, n):
    record["number"] = "@"
    for i, payee in enumerate(record["payees"]):
        who = (n * 31 + i * 17) % PAYEES
        payee["corporate_number"] = corporate_number(who)
        payee["name"] = "株式会社%04d商会" % who
        if payee["amount"]:
            payee["amount"] += n % 97 * 1000000
    for year in record["budget"]["years"]:
        if n % 50 == 0 and year["total"] and year["initial"]:
            year["total"] += 10 * year["initial"] + 100000000
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        seed = f.read().splitlines()
    size = int(sys.argv[2]) * 1000000
    variants = [
        vary(json.loads(seed[n % len(seed)]), n).encode().split(b'"number":"@"', 1)
        for n in range(VARIANTS)
    ]
    written = n = 0
    out = sys.stdout.buffer
    while written < size:
        head, tail = variants[n % VARIANTS]
        written += out.write(b'%s"number":"%07d"%s\n' % (head, n, tail))
        n += 1


main()
