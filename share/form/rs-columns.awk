# From rs-columns.tsv to C: enumerators of a table's columns (their place in a
# row's cells), groups (the objects of added keys), and the two tables that
# rs_table.c includes.  RS21_years_initial is table 2-1, budget.years[].initial;
# of a home's path the last two names count, "rs" left out.
BEGIN { FS = "\t" }
/^#/ || NF < 4 { next }
{
	table = $1 == "*" ? "00" : $1
	gsub(/-/, "", table)
	home = $3
	gsub(/\[\]/, "", home)
	n = split(home, part, ".")
	key = part[n]
	prefix = substr(home, 1, length(home) - length(key) - 1)
	last = ""
	for (i = 1; i < n; i++)
		if (part[i] != "rs")
			last = part[i]
	name = "RS" table "_" (last == "" ? "" : last "_") key
	group = "RSG_none"
	if (prefix ~ /(^|\.)rs(\.|$)/) {
		group = "RSG" table "_" (last == "" ? "rs" : last)
		if (!(group in groups)) {
			groups[group] = 1
			group_list = group_list "\t" group ",\n"
		}
	}
	if (!(name in names)) {
		names[name] = 1
		if (!(table in count)) {
			order[++tables] = table
			count[table] = 0
		}
		enums[table] = enums[table] "\t" name \
		    (table != "00" && !count[table] ? " = RS_COMMONS" : "") ",\n"
		if (table != last_table)
			firsts = firsts "\t" total + 0 ",\n"
		last_table = table
		total++
		count[table]++
		columns = columns "\t{ RS_TABLE_" table ", " name ", " group \
		    ", RS_" toupper($4) ", { \"" key "\", " length(key) " }, \"" $3 "\" },\n"
	}
	headers = headers "\t{ RS_TABLE_" table ", " name ", \"" $2 "\" },\n"
}
END {
	print "#ifndef RS_COLUMNS_ENUMS\n#define RS_COLUMNS_ENUMS"
	print "enum rs_table {"
	for (i = 1; i <= tables; i++)
		print "\tRS_TABLE_" order[i] ","
	print "\tRS_TABLE_other,\n\tRS_TABLES\n};"
	for (i = 1; i <= tables; i++) {
		print "enum rs_columns_" order[i] " {\n" enums[order[i]] \
		    (i == 1 ? "\tRS_COMMONS\n" : "") "};"
		if (i > 1 && count[order[i]] > most)
			most = count[order[i]]
	}
	print "enum { RS_CELLS = RS_COMMONS + " most + 0 " };"
	print "enum rs_group {\n\tRSG_none,\n" group_list "\tRS_GROUPS\n};"
	print "#endif\n#ifdef RS_COLUMNS_TABLES"
	print "static const char *const table_names[] = {"
	for (i = 1; i <= tables; i++)
		print "\t\"" (i == 1 ? "" : substr(order[i], 1, 1) "-" \
		    substr(order[i], 2)) "\","
	print "\t\"\"\n};"
	print "static const size_t firsts[] = {\n" firsts "\t" total "\n};"
	print "static const struct rs_column rs_columns_table[] = {\n" columns "};"
	print "static const struct header headers[] = {\n" headers "};"
	print "#endif"
}
