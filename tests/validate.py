#!/usr/bin/python3
"""validate.py SCHEMA < NDJSON: every line against a JSON Schema.

Exit 0 when all hold, 1 with the first faults, 3 when python3-jsonschema is
not installed.
"""
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(3)

with open(sys.argv[1], encoding="utf-8") as f:
    schema = json.load(f)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
faults = lines = 0
for lines, line in enumerate(sys.stdin, 1):
    for fault in validator.iter_errors(json.loads(line)):
        faults += 1
        if faults <= 5:
            print("line %d: %s: %s" % (lines, fault.json_path, fault.message[:200]))
print("%d lines, %d faults" % (lines, faults))
sys.exit(faults > 0 or lines == 0)
