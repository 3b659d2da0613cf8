# labels.tsv -> C: the enum of ids and the table.
BEGIN { FS = "\t" }
/^#/ || NF < 3 { next }
{
	id = toupper($1)
	if (!(id in seen)) { seen[id] = 1; ids[++n] = id }
	rows[++m] = sprintf("\t{ LABEL_%s, '%s', { \"%s\", sizeof \"%s\" - 1 }, \"%s\" },", \
	    id, $2, $3, $3, ($2 == "?" ? $4 : ""))
}
END {
	print "/* made from share/form/labels.tsv */"
	print "#ifdef LABELS_ENUM"
	for (i = 1; i <= n; i++) printf "\tLABEL_%s,\n", ids[i]
	print "#else"
	for (i = 1; i <= m; i++) print rows[i]
	print "#endif"
}
