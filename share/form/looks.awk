# looks.tsv -> the tables of common/dump/head_looks.c.
BEGIN { FS = "\t" }
/^#/ || NF < 3 { next }
$1 == "ministry" {
	ministries = ministries (ministries == "" ? "" : "|") $3
	next
}
$2 !~ /^[$~!]$/ {
	print FILENAME ":" FNR ": unknown match " $2 > "/dev/stderr"
	exit failed = 1
}
{
	if (!($1 in seen)) { seen[$1] = 1; ids[++n] = $1 }
	key = $1 SUBSEP $2
	words[key] = words[key] (words[key] == "" ? "" : "|") $3
}
function list(id, match_) {
	return "\"" words[id, match_] "\""
}
END {
	if (failed)
		exit 1
	print "/* made from share/form/looks.tsv */"
	print "static const struct look looks[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{ LABEL_%s, %s, %s, %s },\n", toupper(ids[i]), \
		    list(ids[i], "$"), list(ids[i], "~"), list(ids[i], "!")
	print "};"
	printf "static const char ministries[] = \"%s\";\n", ministries
}
