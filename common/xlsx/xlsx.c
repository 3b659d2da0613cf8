#include "xlsx/xlsx.h"

#include "form/form.h"
#include "xlsx/book.h"
#include "value/text.h"

#include <string.h>

/*
 * A form is some sixty columns wide and has its title on top; a sheet where
 * this many texts stand in one row, or none of so many rows is a title, is
 * something else.
 */
enum { WIDE = 200, TITLE_ROWS = 60, PROOF_ROWS = 40 };

/* -- what a tab is -- */

/* Tabs that help to fill in the form. */
static bool
is_helper_name(str name)
{
	static const char *const parts[] = {"入力規則", "記入要領", "記入例",
	    "記載例", "記載要領", "作成要領", "留意事項", "注意事項", "選択肢",
	    "プルダウン", "リスト(", "マスタ"};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_has(name, str_of(parts[i])))
			return true;
	return false;
}

static bool
is_annex_name(str text)
{
	static const char *const heads[] = {
	    "別紙", "別添", "別表", "別葉", "続紙", "【別", "(別", "[別"};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (str_starts(text, str_of(heads[i])))
			return true;
	return false;
}

/* Labels that only the form has; two of them prove a tab without a title. */
static size_t
form_words(str folded)
{
	static const char *const words[] = {"支出先", "費目・使途", "業務概要",
	    "契約方式", "成果目標及び", "活動指標及び", "資金の流れ",
	    "国庫債務負担行為等", "費目", "使途"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		n += str_starts(folded, str_of(words[i]));
	return n;
}

/* What is seen of a tab while its rows come in. */
struct watch {
	struct arena scratch;
	bool joining; /* a record is open: the tab may belong to it */
	bool title, annex, projects;
	bool other; /* it is something else ... */
	int columns; /* ... so many columns wide */
	size_t rows, words; /* with text; of the form */
};

static void
look_at(struct watch *w, const struct cell *cell)
{
	str folded;

	/* the words looked for are short, but for the title and its like */
	if (cell->text.n > 300)
		return;
	folded = text_fold(&w->scratch, cell->text);
	if (str_has(folded, S("レビューシート")) && form_title_year(cell->text))
		w->title = true;
	if (w->rows == 1 && is_annex_name(folded))
		w->annex = true;
	if (str_starts(folded, S("事業名")) || str_eq(folded, S("事業番号")))
		w->projects = true;
	w->words += form_words(folded);
}

static bool
is_form(const struct watch *w)
{
	return w->annex || w->words >= 2;
}

static bool
see_row(void *ctx, const struct cell *cells, size_t n)
{
	struct watch *w = ctx;

	w->rows++;
	if (w->title) /* nothing that follows makes it anything else */
		return true;
	if (cells[n - 1].col >= w->columns)
		w->columns = cells[n - 1].col + 1;
	for (size_t i = 0; i < n && i < WIDE && w->rows <= TITLE_ROWS; i++)
		look_at(w, &cells[i]);
	arena_reset(&w->scratch);
	if (w->title)
		return !w->joining;
	w->other = n >= WIDE;
	if (!w->joining)
		w->other |= w->rows >= TITLE_ROWS;
	else if (w->rows >= PROOF_ROWS)
		w->other |= !is_form(w);
	return !w->other;
}

/* -- records -- */

struct session {
	struct reading *reading;
	struct xlsx_book book;
	struct grid grid;
	const struct xlsx_tab *tab; /* of the open record, or NULL */
	struct list skipped; /* of str: notes for the next record */
	struct list loose; /* of struct unparsed: texts beside the form */
	str other; /* what a tab of another kind is */
};

static void
new_grid(struct session *s)
{
	grid_init(&s->grid, s->reading->arena);
	s->grid.exact = true;
}

static void
skip(struct session *s, const struct xlsx_tab *tab, const char *what)
{
	*list_add(&s->book.arena, &s->skipped, str) = arena_printf(
	    &s->book.arena, "tab %.*s %s", STR_ARG(tab->name), what);
}

static void
finish_record(struct session *s)
{
	struct reading *r = s->reading;
	struct sheet sheet = {.source = r->source};
	const struct cell *first;

	if (!s->tab)
		return;
	sheet.source.sheet = s->tab->name;
	first =
	    s->grid.cells.n ? list_at(&s->grid.cells, struct cell, 0) : NULL;
	sheet.source.first_line = first ? (int32_t)first->line : 0;
	form_read(&s->grid, &sheet);
	for (size_t i = 0; i < s->grid.boxes.n; i++) {
		/* a text box that stands outside of 資金の流れ */
		const struct box *box = list_at(&s->grid.boxes, struct box, i);
		record_unparsed(
		    r->arena, &sheet, (size_t)box->row + 1, box->text);
	}
	for (size_t i = 0; i < s->loose.n; i++) {
		const struct unparsed *u =
		    list_at(&s->loose, struct unparsed, i);
		record_unparsed(r->arena, &sheet, (size_t)u->line, u->text);
	}
	for (size_t i = 0; i < s->skipped.n; i++) {
		str what = *list_at(&s->skipped, str, i);
		record_note(r->arena, &sheet, "helper-skipped",
		    S("source.sheet"), "%.*s", STR_ARG(what));
	}
	reading_put(r, &sheet);
	s->skipped.n = 0;
	s->loose = (struct list){0};
	s->tab = NULL;
	new_grid(s);
}

static void
report(struct session *s)
{
	reading_report(s->reading, (struct place){.where = s->book.where}, "%s",
	    s->book.error);
}

/* What is hidden on a sheet is not part of it, but it is not kept secret. */
static void
tell_hidden(struct session *s, const struct xlsx_tab *tab,
    const struct xlsx_sheet *sheet)
{
	if (sheet->hidden_texts)
		*list_add(&s->book.arena, &s->skipped, str) =
		    arena_printf(&s->book.arena,
			"%zu texts in hidden rows or columns of tab %.*s were "
			"not read",
			sheet->hidden_texts, STR_ARG(tab->name));
}

/* Names a tab that is no sheet, for when the workbook has none. */
static void
name_other(struct session *s, const struct xlsx_tab *tab, const struct watch *w)
{
	struct arena *a = &s->book.arena;

	if (!str_is_null(s->other) || !w->rows)
		return;
	if (w->projects)
		s->other = arena_printf(a,
		    "is a workbook of another kind: tab %.*s is a table with "
		    "a row for each project, %d columns wide",
		    STR_ARG(tab->name), w->columns);
	else if (w->other && w->columns >= WIDE)
		s->other = arena_printf(a,
		    "is a workbook of another kind: tab %.*s is a table of %d "
		    "columns",
		    STR_ARG(tab->name), w->columns);
}

/* Reads a tab that begins a record, or none.  True: it was begun. */
static bool
read_first(struct session *s, const struct xlsx_tab *tab)
{
	struct watch watch = {0};
	struct xlsx_sheet sheet = {.row = see_row, .ctx = &watch};
	bool cells;

	new_grid(s);
	if (!xlsx_book_read(&s->book, tab, &sheet, &s->grid, &cells))
		report(s);
	arena_free(&watch.scratch);
	if (cells && watch.title) {
		s->tab = tab;
		tell_hidden(s, tab, &sheet);
		return true;
	}
	if (cells && watch.rows)
		skip(s, tab, "has no title of a review sheet");
	name_other(s, tab, &watch);
	arena_reset(s->reading->arena);
	new_grid(s);
	return false;
}

/* Puts a tab's cells and boxes below those of the record, a row apart. */
static void
join(struct grid *to, const struct grid *from)
{
	int offset = grid_rows(to) ? grid_rows(to) + 1 : 0;
	int box = (int)to->boxes.n;

	for (size_t i = 0; i < from->cells.n; i++) {
		const struct cell *c = list_at(&from->cells, struct cell, i);
		struct cell *cell =
		    grid_add(to, c->row + offset, c->col, c->text, c->line);
		*cell = *c;
		cell->row += offset;
	}
	for (size_t i = 0; i < from->boxes.n; i++) {
		struct box b = *list_at(&from->boxes, struct box, i);
		b.row += offset;
		*list_add(to->arena, &to->boxes, struct box) = b;
	}
	for (size_t i = 0; i < from->arrows.n; i++) {
		struct arrow a = *list_at(&from->arrows, struct arrow, i);
		a.from += a.from < 0 ? 0 : box;
		a.to += a.to < 0 ? 0 : box;
		*list_add(to->arena, &to->arrows, struct arrow) = a;
	}
}

/* A page of remarks: nothing of it is lost, nothing misread. */
static void
set_aside(struct session *s, const struct grid *grid)
{
	struct arena *a = s->reading->arena;

	for (size_t i = 0; i < grid->cells.n; i++) {
		const struct cell *c = list_at(&grid->cells, struct cell, i);
		struct unparsed *u = list_add(a, &s->loose, struct unparsed);
		u->line = (int32_t)c->line;
		u->text = c->text;
	}
	for (size_t i = 0; i < grid->boxes.n; i++) {
		const struct box *b = list_at(&grid->boxes, struct box, i);
		struct unparsed *u = list_add(a, &s->loose, struct unparsed);
		u->line = b->row + 1;
		u->text = b->text;
	}
}

/* Reads a tab behind an open record: more of it, the next one, or neither. */
static void
read_more(struct session *s, const struct xlsx_tab *tab)
{
	str folded = text_fold(&s->book.arena, tab->name);
	struct watch watch = {.joining = true, .annex = is_annex_name(folded)};
	struct xlsx_sheet sheet = {.row = see_row, .ctx = &watch};
	struct grid grid;
	bool cells;

	grid_init(&grid, s->reading->arena);
	if (!xlsx_book_read(&s->book, tab, &sheet, &grid, &cells))
		report(s);
	arena_free(&watch.scratch);
	if (!cells)
		return;
	if (watch.title) {
		finish_record(s);
		read_first(s, tab);
	} else if (watch.other) {
		skip(s, tab, "is no part of the form");
	} else if (is_form(&watch)) {
		join(&s->grid, &grid);
		tell_hidden(s, tab, &sheet);
	} else {
		set_aside(s, &grid);
	}
}

/* A tab that is not wanted, though a broken one is told of. */
static void
pass_over(struct session *s, const struct xlsx_tab *tab, const char *why)
{
	bool sound = xlsx_book_check(&s->book, tab);

	if (!sound)
		report(s);
	skip(s, tab, sound ? why : "is broken");
}

static bool
read_book(struct session *s)
{
	struct xlsx_book *b = &s->book;

	for (size_t i = 0; i < b->tabs.n; i++) {
		const struct xlsx_tab *tab =
		    list_at(&b->tabs, struct xlsx_tab, i);
		if (str_is_null(tab->part))
			continue;
		if (tab->hidden)
			pass_over(s, tab, "is hidden");
		else if (is_helper_name(text_fold(&b->arena, tab->name)))
			pass_over(s, tab, "helps to fill in the form");
		else if (s->tab)
			read_more(s, tab);
		else
			read_first(s, tab);
	}
	finish_record(s);
	if (s->reading->sheets)
		return true;
	return reading_refuse(s->reading,
	    str_is_null(s->other)
		? "has no tab with the title of a review sheet"
		: arena_cstr(s->reading->arena, s->other));
}

/* -- the reader -- */

static const str ole = {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8};
static const str ods = {"mimetypeapplication/vnd.oasis.opendocument.s", 44};

/* The name of the first member of a zip, or null. */
static str
first_member(str head)
{
	size_t n;

	if (head.n < 30 || !str_starts(head, S("PK\3\4")))
		return STR_NULL;
	n = (unsigned char)head.p[26] + (size_t)(unsigned char)head.p[27] * 256;
	return str_take(str_skip(head, 30), n);
}

/* Which members begin a package of Office, by the programs that write it. */
static int
recognise(str head)
{
	static const char *const firsts[] = {
	    "[Content_Types].xml", "_rels/", "docProps/", "xl/", "customXml/"};
	str name = first_member(head);

	if (str_starts(head, ole) || str_starts(str_skip(head, 30), ods))
		return 95;
	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
		if (!str_is_null(name) && str_starts(name, str_of(firsts[i])))
			return 95;
	return 0;
}

/* Containers of other programs, with what to do about them; or NULL. */
static const char *
refused(str head)
{
	static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k";

	if (str_starts(str_skip(head, 30), ods))
		return "is an OpenDocument spreadsheet (ods); convert it with: "
		       "libreoffice --headless --convert-to xlsx FILE";
	if (!str_starts(head, ole))
		return archive_kind(head) == ARCHIVE_MEMBERS
		    ? NULL
		    : "is no workbook, want a zip";
	if (str_has(head, (str){encrypted, sizeof encrypted - 1}))
		return "is a workbook encrypted with a password";
	return "is an old workbook (xls); convert it with: "
	       "libreoffice --headless --convert-to xlsx FILE";
}

static bool
read_xlsx(struct reading *r, struct in *in)
{
	const char *refusal = refused(in_peek(in, READER_HEAD));
	struct session s = {.reading = r};
	bool done;

	if (refusal)
		return reading_fail(r, refusal, 0, STR_NULL);
	new_grid(&s);
	done = xlsx_book_open(&s.book, in, r->limits);
	if (!done)
		reading_fail(r, arena_cstr(r->arena, str_of(s.book.error)), 0,
		    arena_copy(r->arena, s.book.where));
	else
		done = read_book(&s);
	xlsx_book_close(&s.book);
	return done;
}

const struct reader xlsx_reader = {
    .name = "xlsx",
    .title = "workbooks of Excel (xlsx, xlsm)",
    .container = true,
    .recognise = recognise,
    .read = read_xlsx,
};
