#include "words/spaced.h"

#include "form/labels.h"
#include "words/sheet.h"
#include "value/text.h"

#include <string.h>

/*
 * pdftotext -layout counts characters, not their widths: each piece of text
 * begins at the column (characters from the beginning of the line) that its
 * left edge has on the page, and edges that are one on paper are one here.
 * White is kept only as far as it keeps the order of edges.
 *
 * A line of the dump is a row: text less than half a type size apart in y.
 * Rows are no lines of a cell: where cells side by side are centred, their
 * lines fall between one another.  What tells is text above text, at least a
 * line of a cell apart; n line feeds, at least n type sizes; and lines of one
 * column with rows of others between, which share the step (find_steps).
 */
enum {
	EM = 100, /* the type size */
	COLUMN = 50, /* a character's: as much as a figure's */
	HEIGHT = 130, /* of a word's box: see word_finish */
	PITCH = 130, /* line to line within a cell */
	APART = 65, /* row to row, where nothing stands below another */
	COLUMNS_MAX = 50 * 1000, /* no line is that wide */
	ROWS_MAX = 10 * 1000 * 1000,
};

/* A word of the page being read; its box is set at the page's end. */
struct run {
	size_t column, columns, line;
	str text;
};

struct row {
	size_t first, n; /* of its runs */
	int feeds; /* line feeds since the row before */
	int step; /* from the row before */
	int y;
};

struct page {
	struct arena arena;
	struct list runs, rows;
	size_t columns; /* of the widest row */
	int feeds;
};

static void
add_run(struct page *p, struct row *row, str text, size_t column, size_t n,
    size_t line)
{
	if (!n)
		return;
	*list_add(&p->arena, &p->runs, struct run) =
	    (struct run){column, n, line, arena_copy(&p->arena, text)};
	row->n++;
	if (column + n > p->columns)
		p->columns = column + n;
}

/* Headings are set with spaces between the characters (費　目). */
static void
join_spaced(struct page *p, struct row *row)
{
	enum { MOST = 5, GAP = 12 };
	struct run *run = list_at(&p->runs, struct run, row->first);
	size_t n = 0;

	for (size_t i = 0, best; i < row->n; i = best + 1) {
		struct text t = {.arena = &p->arena};
		best = i;
		for (size_t k = i; k < row->n && k < i + MOST; k++) {
			if (run[k].columns > 1 ||
			    (k > i && run[k].column > run[k - 1].column + GAP))
				break;
			text_put(&t, run[k].text);
			if (k > i && label_find(text_str(&t), NULL))
				best = k;
		}
		size_t end = run[best].column + run[best].columns;
		run[n] = run[i];
		if (best > i) {
			struct text label = {.arena = &p->arena};
			for (size_t k = i; k <= best; k++)
				text_put(&label, run[k].text);
			run[n].text = text_str(&label);
		}
		run[n].columns = end - run[n].column;
		n++;
	}
	p->runs.n -= row->n - n;
	row->n = n;
}

/* One run between spaces each. */
static void
add_line(struct page *p, str line, size_t number)
{
	size_t column = 0, begin = 0, from = 0, len, i;
	struct row row = {.first = p->runs.n, .feeds = p->feeds++};

	for (i = 0; i < line.n && column < COLUMNS_MAX; i += len) {
		uint32_t c = str_char(str_skip(line, i), &len);
		if (text_is_space(c)) {
			add_run(p, &row, str_slice(line, from, i), begin,
			    column - begin, number);
			from = i + len;
			begin = column + 1;
		}
		column++;
	}
	add_run(p, &row, str_skip(line, from), begin,
	    column > begin ? column - begin : 0, number);
	if (!row.n || p->rows.n > ROWS_MAX)
		return;
	join_spaced(p, &row);
	*list_add(&p->arena, &p->rows, struct row) = row;
	p->feeds = 1;
}

/* -- y -- */

/*
 * A row with lines of a column right above and below it, and none of its own
 * there, lies between them: the steps to and from it share one line's height.
 */
static void
share_steps(struct row *row, size_t from, size_t to)
{
	enum { MOST = 3 };

	if (to - from < 2 || to - from > MOST)
		return;
	for (size_t i = from + 1; i <= to; i++)
		if (row[i].feeds > 1)
			return;
	for (size_t i = from + 1; i <= to; i++)
		if (row[i].step > PITCH / (int)(to - from))
			row[i].step = PITCH / (int)(to - from);
}

/* What stood last at a column: its row from 1, and whether it began there. */
struct above {
	size_t row;
	bool begins;
	int y;
	str text;
};

/* 単位当たり and コスト, centred in two lines. */
static bool
is_label(struct page *p, str upper, str lower)
{
	return label_find(
		   text_fold(&p->arena, arena_join(&p->arena, upper, lower)),
		   NULL) != LABEL_NONE;
}

static void
find_steps(struct page *p, struct above *above)
{
	enum { SHORT = 8 };
	struct row *row = p->rows.items;

	for (size_t i = 0; i < p->rows.n; i++) {
		const struct run *run =
		    list_at(&p->runs, const struct run, row[i].first);
		row[i].step =
		    row[i].feeds > 1 ? row[i].feeds * EM + EM / 3 : PITCH;
		bool beside = row[i].feeds == 1;
		for (size_t k = 0; k < row[i].n; k++) {
			struct above *at = &above[run[k].column];
			struct above *mid = at + run[k].columns / 2;
			for (size_t c = 0; c < run[k].columns; c++)
				beside = beside && at[c].row != i;
			if (at->begins && run[k].columns > 1)
				share_steps(row, at->row - 1, i);
			else if (mid->row && i + 1 - mid->row == 2 &&
			    run[k].columns <= SHORT &&
			    is_label(p, mid->text, run[k].text))
				share_steps(row, mid->row - 1, i);
			for (size_t c = 0; c < run[k].columns; c++)
				at[c] = (struct above){
				    .row = i + 1, .text = run[k].text};
			at->begins = true;
		}
		/* no text below text: lines of cells side by side */
		if (beside && row[i].step > APART)
			row[i].step = APART;
	}
}

static void
find_heights(struct page *p)
{
	struct above *above =
	    arena_new(&p->arena, struct above, p->columns + 1);
	struct row *row = p->rows.items;
	int y = 0;

	find_steps(p, above);
	memset(above, 0, (p->columns + 1) * sizeof *above);
	for (size_t i = 0; i < p->rows.n; i++) {
		const struct run *run =
		    list_at(&p->runs, const struct run, row[i].first);
		y += i ? row[i].step : 0;
		for (size_t k = 0; k < row[i].n; k++)
			for (size_t c = 0; c < run[k].columns; c++)
				if (above[run[k].column + c].y > y)
					y = above[run[k].column + c].y;
		for (size_t k = 0; k < row[i].n; k++)
			for (size_t c = 0; c < run[k].columns; c++)
				above[run[k].column + c].y = y + PITCH;
		row[i].y = y;
	}
}

static bool
end_page(struct words_sheet *s, struct page *p)
{
	find_heights(p);
	for (size_t i = 0; i < p->rows.n; i++) {
		const struct row *row = list_at(&p->rows, const struct row, i);
		for (size_t k = 0; k < row->n; k++) {
			const struct run *run =
			    list_at(&p->runs, const struct run, row->first + k);
			words_sheet_add(s,
			    (struct word){
				.x0 = (int)run->column * COLUMN,
				.x1 =
				    (int)(run->column + run->columns) * COLUMN,
				.y0 = row->y,
				.y1 = row->y + HEIGHT,
				.line = run->line,
				.text = run->text,
			    });
		}
	}
	arena_reset(&p->arena);
	*p = (struct page){.arena = p->arena};
	return words_sheet_page(s);
}

static bool
layout_read(struct reading *r, struct in *in)
{
	struct words_sheet s = {
	    .r = r, .in = in, .weak = true, .before = r->sheets, .pages = 1};
	struct page page = {0};
	enum next next = NEXT_END;
	bool ok = true;
	str line;

	r->source.reader = S("text");
	while (ok && (next = in_line(in, &line)) == NEXT_ITEM) {
		while (ok && line.n && line.p[0] == '\f') {
			ok = end_page(&s, &page);
			line = str_skip(line, 1);
		}
		if (ok)
			add_line(&page, line, in->line);
	}
	if (ok)
		ok = end_page(&s, &page);
	arena_free(&page.arena);
	return words_sheet_end(&s, ok, next);
}

static const char title[] = "行政事業レビューシート";

/*
 * A title, no tabs, tags or workbook around it, and many lines that hold
 * several runs apart by spaces.
 */
static int
recognise(str head)
{
	size_t lines = 0, apart = 0;
	struct str_cut cut = {.tail = head, .found = true};

	if (str_has(head, S("\t")) || !str_has(head, str_of(title)) ||
	    str_has(head, S("<html")) || str_has(head, S("<?xml")))
		return 0;
	while (cut.found) {
		cut = str_cut(cut.tail, '\n');
		str line = str_trim(cut.head);
		lines += line.n > 0;
		apart += str_has(line, S("   "));
	}
	return apart >= 8 && apart * 5 > lines ? 70 : 0;
}

const struct reader spaced_reader = {
    .name = "layout",
    .title = "text with columns kept by spaces: pdftotext -layout",
    .recognise = recognise,
    .read = layout_read,
};
