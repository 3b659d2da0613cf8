# dump-labels.tsv -> C: one LONG(label, "text") a row.
BEGIN { FS = "\t"; print "/* made from share/form/dump-labels.tsv */" }
/^#/ || NF < 2 { next }
{
	id = toupper($1)
	id = sub(/^\+/, "", id) ? "DUMP_" id : "LABEL_" id
	printf "LONG(%s, \"%s\")\n", id, $2
}
