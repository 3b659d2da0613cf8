# From rs-columns.tsv to the COLUMNS section of doc/reviewsheet-rs.5.
BEGIN { FS = "\t" }
/^#/ || NF < 5 || $5 == "alias" { next }
$1 != table {
	if (table != "")
		print ".El"
	table = $1
	print ".Ss " (table == "*" ? "All tables" : "Table " table)
	print ".Bl -tag -width Ds"
}
{
	print ".It Sy " $2
	print ".Va " $3
	print "\\(pc " $5 "."
}
END { print ".El" }
