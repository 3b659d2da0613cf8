# labels.tsv (sorted by label) -> C: the enum of ids and the table.  Labels that
# are searched inside a cell come first, the others in the order of their bytes.
BEGIN { FS = "\t" }
/^#/ || NF < 3 { next }
{
	id = toupper($1)
	if (!(id in seen)) { seen[id] = 1; ids[++n] = id }
	row = sprintf("\t{ LABEL_%s, '%s', { \"%s\", sizeof \"%s\" - 1 }, \"%s\" },", \
	    id, $2, $3, $3, ($2 == "?" ? $4 : ""))
	if ($2 == "~" || $2 == "!")
		inside[++k] = row
	else
		rows[++m] = row
}
END {
	print "/* made from share/form/labels.tsv */"
	print "#ifdef LABELS_ENUM"
	for (i = 1; i <= n; i++) printf "\tLABEL_%s,\n", ids[i]
	print "#else"
	for (i = 1; i <= k; i++) print inside[i]
	for (i = 1; i <= m; i++) print rows[i]
	print "#endif"
	printf "#define LABELS_INSIDE %d /* rows to search inside a cell */\n", k
}
