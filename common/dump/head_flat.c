#include "dump/head.h"

#include "dump/rows.h"
#include "value/text.h"

#include <string.h>

/*
 * The short cells of -raw.  It prints a page in two passes, each row by row
 * from left to right: first the cells of one line, then those that wrap.  So
 * the cells of the form, in its order, take what comes next in either pass;
 * of all ways to deal the texts out to them the cheapest is taken.
 */

enum {
	SCRAPS = 80, /* of a pass; a head has some 50 */
	TAKEN = 24, /* scraps that one cell takes at most */
	LABELS_MIN = 4, /* of a head: with fewer it is not one */
	NEVER = 10000,
	/* prices */
	SKIP = 14, /* a text that no cell takes */
	SKIP_LABEL = 10,
	SKIP_STRAY = 2, /* a year or a figure of the budget, or a dash */
	UNLIKE = 6, /* a value that does not look like one */
	LIKELY = 2, /* by its end or by what it holds, not by both */
	TORN = 8, /* a bracket without its other half */
	WIDE = 6, /* a line wider than its cell */
	SHORT = 4, /* a line that ends where the next word had room */
	ROOM = 4, /* columns that a line may leave empty */
	INSIDE = 2, /* a cell that ends within a line without a label */
	ACROSS = 62, /* columns that only prose fills */
};

enum scrap_kind { SCRAP_LABEL, SCRAP_TEXT, SCRAP_YEAR, SCRAP_DASH };

/* The cells of the head in the order of the form. */
static const struct form_cell {
	enum label label;
	enum scrap_kind kind;
	int empty; /* the price of having nothing in it */
	int width; /* of a line that wraps, in display columns; 0: any */
	int first, last; /* years of the form; 0: all */
} cells[] = {
    {LABEL_NAME, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_NAME, SCRAP_TEXT, 20, 58, 0, 0},
    {LABEL_BUREAU, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_BUREAU, SCRAP_TEXT, 12, 22, 0, 0},
    {LABEL_OFFICERS, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_START_YEAR, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_START_YEAR, SCRAP_YEAR, 1, 0, 0, 0},
    {LABEL_END_YEAR, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_END_YEAR, SCRAP_YEAR, 1, 0, 0, 0},
    {LABEL_DIVISION, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_DIVISION, SCRAP_TEXT, 12, 22, 0, 0},
    {LABEL_OFFICERS, SCRAP_TEXT, 8, 28, 0, 0},
    {LABEL_ACCOUNTS, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_ACCOUNTS, SCRAP_TEXT, 6, 0, 0, 0},
    {LABEL_EXPENSE_CLASS, SCRAP_LABEL, 4, 0, 2023, 0},
    {LABEL_EXPENSE_CLASS, SCRAP_TEXT, 6, 0, 2023, 0},
    {LABEL_LEGAL_BASIS, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_LEGAL_BASIS, SCRAP_TEXT, 3, 58, 0, 0},
    {LABEL_RELATED_PLANS, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_RELATED_PLANS, SCRAP_TEXT, 3, 52, 0, 0},
    {LABEL_POLICY, SCRAP_LABEL, 4, 0, 2023, 0},
    {LABEL_POLICY, SCRAP_TEXT, 3, 0, 2023, 0},
    {LABEL_MEASURE, SCRAP_LABEL, 4, 0, 2023, 0},
    {LABEL_MEASURE, SCRAP_TEXT, 3, 0, 2023, 0},
    {LABEL_POLICIES, SCRAP_LABEL, 4, 0, 0, 2022},
    {LABEL_POLICIES, SCRAP_TEXT, 3, 0, 0, 2022},
    {LABEL_EXPENSE_CLASS, SCRAP_LABEL, 4, 0, 0, 2022},
    {LABEL_EXPENSE_CLASS, SCRAP_TEXT, 6, 0, 0, 2022},
    {LABEL_METHODS, SCRAP_LABEL, 4, 0, 0, 0},
    {LABEL_METHODS, SCRAP_TEXT, 4, 0, 0, 0},
};
enum { CELLS = sizeof cells / sizeof *cells };

/* A word of a text; a label or a year as a whole. */
struct scrap {
	size_t token;
	str text;
	enum scrap_kind kind;
	int label; /* of SCRAP_LABEL */
	int at; /* its line */
};

struct pass {
	struct scrap scraps[SCRAPS];
	size_t n;
	size_t labels;
	bool full;
};

enum move { EMPTY, FROM_FIRST, FROM_SECOND, SKIP_FIRST, SKIP_SECOND };

struct head {
	struct dump *dump;
	struct sheet *sheet;
	struct pass pass[2];
	/* Of the cell c with the k + 1 scraps from i on. */
	uint16_t prices[2][CELLS][SCRAPS][TAKEN];
	/* Of the cells before c and the scraps before i and j, at least. */
	uint16_t best[CELLS + 1][SCRAPS + 1][SCRAPS + 1];
	struct step {
		uint8_t move, taken;
	} steps[CELLS + 1][SCRAPS + 1][SCRAPS + 1];
};

/* -- the scraps -- */

static void
add_scrap(struct pass *pass, struct scrap scrap)
{
	pass->labels += scrap.kind == SCRAP_LABEL;
	if (pass->n < SCRAPS)
		pass->scraps[pass->n++] = scrap;
	else
		pass->full = true;
}

static void
add_words(struct pass *pass, size_t token, const struct token *t)
{
	for (str rest = t->text; rest.n;) {
		struct str_cut cut = str_cut(rest, ' ');
		rest = cut.tail;
		if (cut.head.n)
			add_scrap(pass,
			    (struct scrap){.token = token,
				.text = cut.head,
				.kind = text_is_none(cut.head) ? SCRAP_DASH
							       : SCRAP_TEXT,
				.at = t->at});
	}
}

static void
add_label(struct pass *pass, size_t token, const struct token *t)
{
	bool year = t->label == DUMP_YEAR || t->label == DUMP_OPEN_END;

	for (size_t c = 0; c < CELLS; c++)
		if (year || (int)cells[c].label == t->label) {
			add_scrap(pass,
			    (struct scrap){.token = token,
				.text = t->text,
				.kind = year ? SCRAP_YEAR : SCRAP_LABEL,
				.label = t->label,
				.at = t->at});
			return;
		}
}

/* Where the short cells end: at the texts, or at the budget. */
static bool
is_end(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];
	size_t figures = i;

	if (t->part != PART_HEAD)
		return true;
	if (t->kind == TOKEN_LABEL)
		return t->label == LABEL_PURPOSE || t->label == LABEL_SUMMARY ||
		    t->label == LABEL_ISSUES ||
		    t->label == LABEL_EVALUATION_URL ||
		    (dump->years < 2023 &&
			(t->label == LABEL_POLICY ||
			    t->label == LABEL_MEASURE));
	while (figures < dump->n && dump->tokens[figures].at == t->at &&
	    dump->tokens[figures].kind == TOKEN_FIGURE &&
	    !dump->tokens[figures].used)
		figures++;
	return figures > i + 2 || head_width(t) >= ACROSS;
}

static void
add_pass(struct head *h, struct pass *pass, size_t from, size_t to)
{
	for (size_t i = from; i < to && !is_end(h->dump, i); i++) {
		const struct token *t = &h->dump->tokens[i];
		if (t->kind == TOKEN_LABEL)
			add_label(pass, i, t);
		else if (!t->used)
			add_words(pass, i, t);
	}
}

/* -- prices -- */

/* Scraps of one line. */
static str
line_of(const struct scrap *p, size_t n)
{
	return (str){
	    p->text.p, (size_t)(p[n - 1].text.p + p[n - 1].text.n - p->text.p)};
}

static size_t
line_end(const struct scrap *p, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n && p[end].at == p[i].at)
		end++;
	return end;
}

/* The text of n scraps, their lines joined. */
static str
scraps_text(const struct head *h, const struct scrap *p, size_t n)
{
	struct list lines = {0}; /* of str */

	for (size_t i = 0; i < n;) {
		size_t end = line_end(p, i, n);
		*list_add(h->dump->arena, &lines, str) =
		    line_of(&p[i], end - i);
		i = end;
	}
	return dump_lines(h->dump, lines.items, lines.n);
}

/* 統括官(室) */
static str
without_bracket(str s)
{
	if (str_ends(s, S("）")))
		s.n -= 3;
	else if (str_ends(s, S(")")))
		s.n--;
	return s;
}

/* A line goes on with けた調査研究 or る経費: no value begins so. */
static bool
begins_inside(str s)
{
	size_t len;
	uint32_t c = s.n ? str_char(s, &len) : 0;

	return (c >= 0x3041 && c <= 0x3096) || c == 0x3001 || c == 0x3002 ||
	    c == ')' || c == 0xFF09;
}

/* What a text costs as the value of a label; first is its first line. */
static int
likeness_price(enum label label, str s, str first)
{
	int like = head_looks(label, s);

	if (like < 0)
		return 3 * UNLIKE;
	switch ((int)label) {
	case LABEL_NAME: /* longer than （ ） of the title */
		return rows_characters(s) < 4 ? 3 * UNLIKE : 0;
	case LABEL_POLICY:
	case LABEL_MEASURE:
		if (str_has(s, S("http")))
			return NEVER;
		return head_is_numbered(s) ? 0 : UNLIKE;
	case LABEL_OFFICERS:
		return (head_officer_at(s) == 0 ? 0
			       : like		? LIKELY
						: UNLIKE) +
		    (head_officer_at(first) == 0 || head_is_title(first)
			    ? 0
			    : LIKELY);
	case LABEL_DIVISION:
		if (head_officer_at(s) < s.n)
			return 2 * UNLIKE;
		return head_looks(label, without_bracket(s)) > 0 ? 0 : UNLIKE;
	case LABEL_BUREAU:
		return like ? 0 : UNLIKE;
	case LABEL_ACCOUNTS:
		return like && str_has(first, S("会計")) ? 0 : UNLIKE;
	case LABEL_POLICIES:
		return like || str_eq(s, S("その他")) ? 0 : UNLIKE;
	case LABEL_METHODS:
		return like || str_eq(s, S("その他")) ? 0 : NEVER;
	default:
		return like > 2 ? 0 : like ? LIKELY : UNLIKE;
	}
}

/* Lines that wrap fill their cell, and are no wider. */
static int
lines_price(
    const struct form_cell *cell, const struct scrap *p, size_t n, int next)
{
	int widest = 0, price = next == p[n - 1].at ? INSIDE : 0;

	for (size_t i = 0, end; i < n; i = end) {
		end = line_end(p, i, n);
		int width = rows_display_width(line_of(&p[i], end - i));
		widest = width > widest ? width : widest;
	}
	for (size_t i = 0, end; line_end(p, i, n) < n; i = end) {
		end = line_end(p, i, n);
		str line = line_of(&p[i], end - i);
		if (rows_display_width(line) + ROOM < widest &&
		    head_looks(cell->label, line) < 2)
			price += SHORT;
	}
	return price + (cell->width && widest > cell->width ? WIDE : 0);
}

/* A cell with the n scraps from i on, which are words and say text. */
static int
text_price(const struct head *h, int pass, const struct form_cell *cell,
    size_t i, size_t n, str text)
{
	const struct pass *in = &h->pass[pass];
	const struct scrap *p = &in->scraps[i];
	bool more = i + n < in->n && p[n].kind == SCRAP_TEXT;

	if (cell->kind != SCRAP_TEXT)
		return NEVER;
	return likeness_price(
		   cell->label, text, line_of(p, line_end(p, 0, n))) +
	    (begins_inside(text) ? UNLIKE : 0) +
	    lines_price(cell, p, n, more ? p[n].at : -1) +
	    (head_is_piece(text) ? cell->label == LABEL_NAME ? 2 : TORN : 0);
}

/* A cell with the one scrap at i. */
static int
scrap_price(const struct scrap *p, const struct form_cell *cell)
{
	switch (p->kind) {
	case SCRAP_LABEL:
		return cell->kind == SCRAP_LABEL && p->label == (int)cell->label
		    ? 0
		    : NEVER;
	case SCRAP_YEAR:
		return cell->kind == SCRAP_YEAR ? 0 : NEVER;
	default: /* a dash, which says that there is nothing */
		return cell->kind == SCRAP_LABEL ? NEVER : 0;
	}
}

static bool
is_words(const struct scrap *p, size_t n, bool wraps)
{
	for (size_t k = 0; k < n; k++)
		if (p[k].kind == SCRAP_LABEL || p[k].kind == SCRAP_YEAR ||
		    (!wraps && p[k].at != p->at))
			return false;
	return n > 1 || p->kind != SCRAP_DASH;
}

static void
set_prices(struct head *h, int pass, size_t i)
{
	const struct scrap *p = &h->pass[pass].scraps[i];

	for (size_t k = 0; k < TAKEN; k++) {
		bool words =
		    i + k < h->pass[pass].n && is_words(p, k + 1, pass == 1);
		str text = words ? scraps_text(h, p, k + 1) : STR_NULL;
		for (size_t c = 0; c < CELLS; c++)
			h->prices[pass][c][i][k] = (uint16_t)(words
				? text_price(h, pass, &cells[c], i, k + 1, text)
				: k == 0 ? scrap_price(p, &cells[c])
					 : NEVER);
	}
}

static int
skip_price(const struct scrap *p)
{
	if (p->kind == SCRAP_LABEL)
		return SKIP_LABEL;
	return p->kind == SCRAP_TEXT && !dump_is_figure(p->text) ? SKIP
								 : SKIP_STRAY;
}

/* -- the cheapest way -- */

static void
relax(struct head *h, size_t c, size_t i, size_t j, int price, struct step step)
{
	if (price >= h->best[c][i][j])
		return;
	h->best[c][i][j] = (uint16_t)price;
	h->steps[c][i][j] = step;
}

static void
leave_from(struct head *h, size_t c, size_t i, size_t j)
{
	const struct pass *first = &h->pass[0], *second = &h->pass[1];
	int year = h->sheet->sheet_year, price = h->best[c][i][j];

	if (i < first->n)
		relax(h, c, i + 1, j, price + skip_price(&first->scraps[i]),
		    (struct step){SKIP_FIRST, 1});
	if (j < second->n)
		relax(h, c, i, j + 1, price + skip_price(&second->scraps[j]),
		    (struct step){SKIP_SECOND, 1});
	if (c == CELLS)
		return;
	bool here = (!cells[c].first || year >= cells[c].first) &&
	    (!cells[c].last || year <= cells[c].last);
	relax(h, c + 1, i, j, price + (here ? cells[c].empty : 0),
	    (struct step){EMPTY, 0});
	for (size_t k = 0; k < TAKEN && here; k++) {
		if (i + k < first->n)
			relax(h, c + 1, i + k + 1, j,
			    price + h->prices[0][c][i][k],
			    (struct step){FROM_FIRST, (uint8_t)(k + 1)});
		if (j + k < second->n)
			relax(h, c + 1, i, j + k + 1,
			    price + h->prices[1][c][j][k],
			    (struct step){FROM_SECOND, (uint8_t)(k + 1)});
	}
}

static void
solve(struct head *h)
{
	memset(h->best, 0xff, sizeof h->best);
	h->best[0][0][0] = 0;
	for (size_t c = 0; c <= CELLS; c++)
		for (size_t i = 0; i <= h->pass[0].n; i++)
			for (size_t j = 0; j <= h->pass[1].n; j++)
				if (h->best[c][i][j] < NEVER)
					leave_from(h, c, i, j);
}

/* -- the record -- */

/*
 * 課長 松井 俊弘 / 課長 山口 修治; 原子力課長 / 岡村 直子; 課長 清 / 水 幹治:
 * a line begins an officer with a title, or it is the name below one.
 */
static void
set_officers(struct head *h, const struct scrap *p, size_t n)
{
	struct arena *a = h->dump->arena;
	struct list *officers = &h->sheet->officers;
	size_t from = 0;

	for (size_t i = line_end(p, 0, n); i <= n; i = line_end(p, i, n)) {
		if (i < n) {
			str line = line_of(&p[i], line_end(p, i, n) - i);
			str above = scraps_text(h, &p[from], i - from);
			if (head_officer_at(line) != 0 &&
			    !(head_is_person(line) && head_is_title(above)))
				continue;
		}
		*list_add(a, officers, str) =
		    text_clean(a, scraps_text(h, &p[from], i - from));
		from = i;
	}
}

static void
set_cell(
    struct head *h, const struct form_cell *cell, struct scrap *p, size_t n)
{
	struct dump *dump = h->dump;
	str text = scraps_text(h, p, n);

	if (cell->kind == SCRAP_TEXT && !text_is_void(text)) {
		struct policy_evaluation *policy = &h->sheet->policy_evaluation;
		str *slot = cell->label == LABEL_POLICY ? &policy->policy
		    : cell->label == LABEL_MEASURE
		    ? &policy->measure
		    : head_slot(h->sheet, cell->label);
		if (cell->label == LABEL_OFFICERS)
			set_officers(h, p, n);
		else if (slot)
			*slot = text_clean(dump->arena, text);
		else
			head_list(dump, h->sheet, cell->label, text);
	}
	if (cell->label == LABEL_END_YEAR && p->kind == SCRAP_DASH)
		h->sheet->end_year = 0; /* what head_years took was another's */
	for (size_t k = 0; k < n; k++)
		dump->tokens[p[k].token].used = true;
}

/* A word that no cell took, of a token of which others did. */
static void
keep_skipped(struct head *h, const struct scrap *p)
{
	const struct token *t = &h->dump->tokens[p->token];

	if (p->kind == SCRAP_TEXT && t->used)
		record_unparsed(h->dump->arena, h->sheet, t->line, p->text);
}

static void
walk_back(struct head *h, bool skipped)
{
	size_t c = CELLS, i = h->pass[0].n, j = h->pass[1].n;

	while (c || i || j) {
		struct step step = h->steps[c][i][j];
		switch (step.move) {
		case SKIP_FIRST:
		case SKIP_SECOND: {
			int pass = step.move == SKIP_SECOND;
			size_t at = pass ? --j : --i;
			if (skipped)
				keep_skipped(h, &h->pass[pass].scraps[at]);
			continue;
		}
		case FROM_FIRST:
			i -= step.taken;
			break;
		case FROM_SECOND:
			j -= step.taken;
			break;
		default:
			break;
		}
		c--;
		if (!skipped && step.move != EMPTY)
			set_cell(h, &cells[c],
			    step.move == FROM_FIRST ? &h->pass[0].scraps[i]
						    : &h->pass[1].scraps[j],
			    step.taken);
	}
}

void
head_flat_cells(struct dump *dump, struct sheet *sheet)
{
	struct head *h;

	if (dump->title == dump->n)
		return;
	h = arena_new(dump->arena, struct head, 1);
	h->dump = dump;
	h->sheet = sheet;
	add_pass(h, &h->pass[0], 0, dump->title);
	add_pass(h, &h->pass[1], dump->title + 1, dump->n);
	if (h->pass[0].full || h->pass[1].full ||
	    h->pass[0].labels + h->pass[1].labels < LABELS_MIN)
		return;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < h->pass[pass].n; i++)
			set_prices(h, pass, i);
	solve(h);
	walk_back(h, false);
	walk_back(h, true);
}
