#!/bin/sh
# Writes doc/reviewsheet-rs.5 anew: what stands around COLUMNS stays, the
# columns come from rs-columns.tsv.  A test compares.
page=${1:-doc/reviewsheet-rs.5}
sed '/^\.Sh COLUMNS/q' "$page"
awk -f share/form/rs-manual.awk share/form/rs-columns.tsv
sed -n '/^\.Sh DIAGNOSTICS/,$p' "$page"
