#!/bin/sh
# xlsx2csv.sh FILE...: all tabs of each workbook as CSV.
for book; do
	xlsx2csv -a "$book"
done
