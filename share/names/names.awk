# legal-forms.tsv and placeholders.tsv -> the tables of common/value/name.c.
BEGIN { FS = "\t" }
/^#/ || NF < 2 { next }
function text(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "{ \"" s "\", sizeof \"" s "\" - 1 }"
}
FILENAME ~ /legal-forms/ {
	if ($2 != "any" && $2 != "end") {
		print FILENAME ":" FNR ": want any or end" > "/dev/stderr"
		exit failed = 1
	}
	forms = forms "\t{ " text($1) ", " text($3) ", " \
	    ($2 == "any" ? "true" : "false") " },\n"
	next
}
{
	if ($1 !~ /^(word|prefix|noun|form|front|count)$/) {
		print FILENAME ":" FNR ": unknown kind " $1 > "/dev/stderr"
		exit failed = 1
	}
	words = words "\t{ " toupper($1) ", " text($2) " },\n"
}
END {
	if (failed)
		exit 1
	print "/* made from share/names */"
	print "static const struct legal_form legal_forms[] = {"
	printf "%s};\n", forms
	print "static const struct placeholder placeholders[] = {"
	printf "%s};\n", words
}
