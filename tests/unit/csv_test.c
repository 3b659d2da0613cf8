#include "read/csv.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

/*
 * What csv_row makes of a text, written down: cells in [ ], one row a line,
 * with its line number in front; a fault as "N: what".
 */
static str
rows_of(struct arena *a, str text, size_t chunk, size_t lead)
{
	struct text t = {.arena = a};
	struct in in;
	struct csv csv;
	enum next next;
	FILE *file = NULL;

	if (chunk) { /* through a file, a few bytes a time */
		file = tmpfile();
		if (!file || fwrite(text.p, 1, text.n, file) != text.n)
			abort();
		rewind(file);
		in_chunk(chunk);
		in_fd(&in, fileno(file));
	} else {
		in_memory(&in, text);
	}
	csv_init(&csv, &in);
	csv.lead = lead;
	while ((next = csv_row(&csv)) == NEXT_ITEM) {
		text_put(&t, arena_printf(a, "%zu:", csv.line));
		if (csv.fault)
			text_put(&t, arena_printf(a, " %s", csv.fault));
		for (size_t i = 0; i < csv.n; i++) {
			text_put(&t, S("["));
			text_put(&t, csv.cells[i]);
			text_put(&t, S("]"));
		}
		text_put(&t, S("\n"));
	}
	if (next == NEXT_ERROR)
		text_put(&t, S("error\n"));
	csv_free(&csv);
	in_close(&in);
	in_chunk(0);
	if (file)
		fclose(file);
	return text_str(&t);
}

static const struct {
	const char *reason, *text, *rows;
} cases[] = {
    {"a comma separates (RFC 4180, 2.4)", "a,b,c\n", "1:[a][b][c]\n"},
    {"CRLF ends a row (2.1)", "a,b\r\nc,d\r\n", "1:[a][b]\n2:[c][d]\n"},
    {"the last line may lack its end (2.2)", "a,b\nc,d",
	"1:[a][b]\n2:[c][d]\n"},
    {"a byte order mark is skipped",
	"\xef\xbb\xbf"
	"a,b\n",
	"1:[a][b]\n"},
    {"spaces belong to a cell (2.4)", " a , b \n", "1:[ a ][ b ]\n"},
    {"quotes around a cell go (2.5)", "\"a\",\"b\"\n", "1:[a][b]\n"},
    {"a quoted cell may hold commas and breaks (2.6)", "\"a,\r\nb\",c\nd,e\n",
	"1:[a,\r\nb][c]\n3:[d][e]\n"},
    {"two quotes are one (2.7)", "\"a\"\"b\"\"\",\"\"\"\"\n",
	"1:[a\"b\"][\"]\n"},
    {"a quoted cell may be empty", "\"\",\"\"\r\n", "1:[][]\n"},
    {"empty cells are cells", ",,\n", "1:[][][]\n"},
    {"a quote inside a bare cell is text", "a\"b,c\"\n", "1:[a\"b][c\"]\n"},
    {"a CR inside a cell is text", "a\rb,c\n", "1:[a\rb][c]\n"},
    {"empty lines are no rows", "\na,b\n\n\r\nc,d\n\n", "2:[a][b]\n5:[c][d]\n"},
    {"nothing is nothing", "", ""},
    {"text behind a closing quote costs its row", "a,b\n\"c\"d,e\nf,g\n",
	"1:[a][b]\n2: text behind a closing quote\n3:[f][g]\n"},
    {"a quote never closed costs its row", "a,b\nc,\"d\ne,f\n",
	"1:[a][b]\n2: a quote is not closed\n3:[e][f]\n"},
    {"a stray quote does not swallow the rows behind it",
	"a,\"b\nc,d\n\"e\",f\n",
	"1: text behind a closing quote\n2:[c][d]\n3:[e][f]\n"},
    {"a quote at the very end", "a,\"", "1: a quote is not closed\n"},
    {"a quoted cell at the very end", "a,\"b\"", "1:[a][b]\n"},
    {"a quoted cell and a lone CR at the very end", "a,\"b\"\r", "1:[a][b]\n"},
    {"leading cells that repeat are the same",
	"x,y,1\nx,y,2\nx,z,3\nx,z,\"4\"\nx,z,5\n",
	"1:[x][y][1]\n2:[x][y][2]\n3:[x][z][3]\n4:[x][z][4]\n5:[x][z][5]\n"},
    {"quoted leading cells that repeat are the same",
	"\"x,\",\"y\"\"\",1\n\"x,\",\"y\"\"\",2\n\"x,\",y,3\n\"x,\",y,4\n",
	"1:[x,][y\"][1]\n2:[x,][y\"][2]\n3:[x,][y][3]\n4:[x,][y][4]\n"},
    {"a leading cell is no prefix of a longer one", "x,y,1\nx,yy,2\nx,y\n",
	"1:[x][y][1]\n2:[x][yy][2]\n3:[x][y]\n"},
    {"a row may be longer than a vector",
	"abcdefghijklmnopqrstuvwxyz0123456789,あいうえおかきくけこさしすせそ\n",
	"1:[abcdefghijklmnopqrstuvwxyz0123456789][あいうえおかきくけこさしす"
	"せそ]\n"},
};

static void
check_case(size_t i, size_t chunk, size_t lead)
{
	struct arena a = {0};
	str got = rows_of(&a, str_of(cases[i].text), chunk, lead);

	if (!CHECK(cases[i].reason, str_eq(got, str_of(cases[i].rows))))
		printf("chunk %zu, lead %zu, got:\n%.*s\n", chunk, lead,
		    STR_ARG(got));
	arena_free(&a);
}

/* A generated text with every kind of cell; both scanners agree on it. */
static void
check_scanners(void)
{
	static const char *const pieces[] = {"", "a", "\"b,\"", "\"c\nd\"",
	    "灯台", "0123456789abcdefg", "\"e\"\"f\"", " ", "\"", "x\"y"};
	struct arena a = {0};
	struct text t = {.arena = &a};
	unsigned seed = 7;
	str fast, slow;

	for (int i = 0; i < 20000; i++) {
		seed = seed * 1103515245 + 12345;
		text_put(&t, str_of(pieces[(seed >> 16) % 10]));
		text_char(&t, (seed >> 8) % 7 ? ',' : '\n');
	}
	fast = rows_of(&a, text_str(&t), 0, 3);
	csv_plain = true;
	slow = rows_of(&a, text_str(&t), 0, 0);
	csv_plain = false;
	CHECK("the plain scanner and the fast one agree", str_eq(fast, slow));
	CHECK("however the bytes come in",
	    str_eq(fast, rows_of(&a, text_str(&t), 1000, 3)));
	arena_free(&a);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t chunk = 0; chunk < 5; chunk++)
			for (size_t lead = 0; lead < 3; lead++)
				check_case(i, chunk, lead);
	check_scanners();
	return unit_done();
}
