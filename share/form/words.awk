# words.tsv -> C: one WORDS(name, "word|word|...") a list.
BEGIN { FS = "\t" }
/^#/ || NF < 2 { next }
!($1 in words) { order[++n] = $1; words[$1] = $2; next }
{ words[$1] = words[$1] "|" $2 }
END {
	print "/* made from share/form/words.tsv */"
	for (i = 1; i <= n; i++)
		printf "WORDS(%s, \"%s\")\n", order[i], words[order[i]]
}
