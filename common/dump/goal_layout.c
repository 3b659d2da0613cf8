/*
 * Goals of -layout: rows are lines, texts stand left of their labels.
 */
#include "dump/goal_lines.h"

#include "dump/beside.h"
#include "value/text.h"

#include <limits.h>
#include <string.h>

/* Spaces before a token on its line; at most four are counted. */
static int
spaces_before(const struct dump *dump, size_t i)
{
	str text = dump->tokens[i].text;
	int n = 0;

	while (n < 4 && text.p > dump->tokens[0].text.p && text.p[-1] == ' ') {
		text.p--;
		n++;
	}
	return n;
}

struct layout {
	struct goal_lined *table;
	enum goal_kind kind;
	int row, row_line; /* the row label met last, -1: it has its figures */
	size_t orphan, orphan_end; /* figures of a line without a label */
	int orphan_line;
	bool evidence;
	bool started; /* a row of the table was met */
	int label_x; /* of the row labels */
};

static bool
is_scrap(str s)
{
	static const char *const scraps[] = {
	    "度", "み", "込", "標", "年", "見込", "年度", "た", "コスト", "）"};

	for (size_t i = 0; i < sizeof scraps / sizeof *scraps; i++)
		if (str_eq(s, str_of(scraps[i])))
			return true;
	return false;
}

static int
figures_of(const struct dump *dump, size_t from, size_t to)
{
	int n = 0;

	for (size_t i = from; i < to; i++)
		n += dump->tokens[i].kind == TOKEN_FIGURE ||
		    (dump->tokens[i].kind == TOKEN_TEXT &&
			!str_is_null(goal_formula_of(dump->tokens[i].text)));
	return n;
}

/* Which row a label names, in the table's kind; -1: none. */
static int
row_label(enum goal_kind kind, const struct token *t)
{
	for (int i = 0; i < goal_forms[kind].nrows; i++)
		if (goal_is_label(t, goal_forms[kind].rows[i]))
			return i;
	return -1;
}

/* A dash right behind the label is the unit's, and so is one too many. */
static void
drop_unit(struct goal_reader *r, struct goal_line *line, enum goal_kind kind,
    size_t from)
{
	struct dump *dump = r->dump;
	bool near = from > 0 && spaces_before(dump, from) < 2 &&
	    row_label(kind, &dump->tokens[from - 1]) >= 0 &&
	    dump->tokens[from - 1].at == dump->tokens[from].at;

	if (!line->n || !str_is_null(line->unit) ||
	    !text_is_none(line->cells[0].text) ||
	    line->cells[0].token != from + 1 ||
	    (!near && line->n <= goal_column_count(kind, r->sheet->sheet_year)))
		return;
	dump->tokens[from].used = true;
	line->n--;
	memmove(line->cells, line->cells + 1,
	    (size_t)line->n * sizeof *line->cells);
}

static void
take_row(
    struct goal_reader *r, struct layout *l, int row, size_t from, size_t to)
{
	if (!l->table || l->table->has[row])
		return;
	l->table->has[row] = true;
	l->started = true;
	goal_read_cells(r, &l->table->lines[row], from, to);
	drop_unit(r, &l->table->lines[row], l->kind, from);
}

/* 中間目標 and 目標最終年度 of -layout, told apart by their places. */
static void
layout_goal_years(
    struct goal_reader *r, struct layout *l, size_t from, size_t to)
{
	int found = 0, year = 0, seen = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (goal_is_label(t, DUMP_YEAR) &&
		    (t->year < r->sheet->sheet_year - 3 ||
			t->year > r->sheet->sheet_year - 1 || t->text.n < 7)) {
			found++;
			year = t->year;
			if (seen == 0 && i + 1 < to)
				l->table->interim = year;
			else
				l->table->final = year;
			seen++;
		} else if (goal_is_label(t, LABEL_YEAR_WORD) && i > from &&
		    t[-1].kind == TOKEN_FIGURE) {
			seen++;
		}
	}
}

/* Kinds whose texts are told apart by columns. */
static bool
is_gathered(enum goal_kind kind)
{
	return kind != GOAL_MEASURE;
}

static void
layout_text(struct goal_reader *r, struct layout *l, size_t i)
{
	struct token *t = &r->dump->tokens[i];
	struct goal_lined *table = l->table;

	if (!table || t->used || t->kind == TOKEN_LABEL || is_scrap(t->text))
		return;
	if (is_gathered(l->kind)) /* with all lines known: see gather_texts */
		return;
	*list_add(r->dump->arena, &table->texts, size_t) = i;
}

static void
layout_heading(struct goal_reader *r, struct layout *l, size_t from, size_t to)
{
	l->table = goal_new_lined(r, l->kind);
	l->table->heading = from;
	l->row = -1;
	l->orphan_line = -9;
	l->evidence = l->started = false;
	for (size_t i = from; i < to; i++)
		if (goal_is_label(&r->dump->tokens[i], LABEL_OUTPUT_GOAL))
			l->table->goal_column = true;
}

/* The last label of a row in the line, and which row it names; -1: none. */
static int
last_row_label(const struct dump *dump, struct layout *l, size_t from,
    size_t to, size_t *label)
{
	int row = -1;

	*label = to;
	for (size_t i = from; i < to; i++) {
		int found = row_label(l->kind, &dump->tokens[i]);
		if (goal_is_label(&dump->tokens[i], LABEL_EVIDENCE))
			l->evidence = true;
		if (found < 0)
			continue;
		row = found;
		*label = i;
		l->evidence = false;
	}
	return row;
}

/* What stands behind the label of a row that has no figures. */
static void
layout_unit(struct dump *dump, struct goal_line *line, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (dump->tokens[i].kind == TOKEN_TEXT &&
		    str_is_null(line->unit)) {
			line->unit =
			    text_clean(dump->arena, dump->tokens[i].text);
			dump->tokens[i].used = true;
		}
}

/*
 * A row by its label: its figures stand behind it, or in the line without a
 * label just above, or will be in one just below.
 */
static void
layout_labelled(
    struct goal_reader *r, struct layout *l, int row, size_t label, size_t to)
{
	struct dump *dump = r->dump;
	int at = dump->tokens[label].at;

	/* 成果実績 ends the label at the left as well */
	if (r->column[label] > GOAL_SIDE || !l->label_x)
		l->label_x = dump->tokens[label].x;
	if (figures_of(dump, label + 1, to) > 0) {
		take_row(r, l, row, label + 1, to);
		l->row = -1;
	} else if (at - l->orphan_line <= 2 && !l->table->has[row]) {
		take_row(r, l, row, l->orphan, l->orphan_end);
		l->orphan_line = -9;
	} else {
		l->row = row;
		l->row_line = at;
		layout_unit(dump, &l->table->lines[row], label + 1, to);
	}
}

/* Figures without a label: those of the label above, or of one to come. */
static void
layout_orphan(struct goal_reader *r, struct layout *l, size_t from, size_t to)
{
	const struct token *tokens = r->dump->tokens;
	int at = tokens[from].at;
	size_t start = from, texts;

	/* texts before the figures are a goal's, the last may be the unit */
	while (start < to && tokens[start].kind != TOKEN_FIGURE &&
	    str_is_null(goal_formula_of(tokens[start].text)))
		start++;
	texts = start;
	while (texts > from && tokens[texts - 1].kind == TOKEN_TEXT &&
	    tokens[texts - 1].x >= l->label_x && l->label_x)
		texts--;
	for (size_t i = from; i < texts; i++)
		layout_text(r, l, i);
	if (l->row >= 0 && at - l->row_line <= 2 && !l->table->has[l->row]) {
		take_row(r, l, l->row, texts, to);
		l->row = -1;
	} else {
		l->orphan = texts;
		l->orphan_end = to;
		l->orphan_line = at;
	}
}

static void
layout_line(struct goal_reader *r, struct layout *l, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	int row, figures = figures_of(dump, from, to);
	size_t label;

	if (goal_heads(dump, from, to, l->kind)) {
		layout_heading(r, l, from, to);
		return;
	}
	if (!l->table)
		return;
	*list_add(dump->arena, &l->table->ranges, struct goal_range) =
	    (struct goal_range){from, to};
	row = last_row_label(dump, l, from, to, &label);
	if (l->kind == GOAL_OUTCOME && !l->started && row < 0)
		layout_goal_years(r, l, from, to);
	if (row >= 0 && l->kind == GOAL_MEASURE && l->table->has[row])
		l->table = goal_new_lined(r, l->kind);
	for (size_t i = from; i < label; i++)
		if (dump->tokens[i].kind == TOKEN_TEXT &&
		    (row >= 0 || figures == 0 || l->evidence) &&
		    (row >= 0 || l->evidence || !l->label_x ||
			dump->tokens[i].x < l->label_x - 3))
			layout_text(r, l, i);
	if (row >= 0)
		layout_labelled(r, l, row, label, to);
	else if (figures >= 2 && !l->evidence)
		layout_orphan(r, l, from, to);
}

/*
 * The first column of row labels on each page: what is left of it is text.
 * Where a page has but the heading, that of the units.
 */
static int *
find_labels(const struct goal_reader *r, enum goal_kind kind)
{
	const struct dump *dump = r->dump;
	size_t pages = dump->n ? (size_t)dump->tokens[dump->n - 1].page + 1 : 0;
	int *labels = arena_new(dump->arena, int, pages + 1);
	int *units = arena_new(dump->arena, int, pages + 1);

	for (size_t i = 0; i < pages; i++)
		labels[i] = units[i] = INT_MAX;
	for (size_t k = 0; k < r->tables[kind].n; k++) {
		const struct goal_lined *t =
		    list_at(&r->tables[kind], const struct goal_lined, k);
		size_t end = dump_whole_line(dump, t->heading, dump->n);
		for (size_t i = t->heading; i < end; i++) {
			int *at = &units[dump->tokens[i].page];
			if (goal_is_label(&dump->tokens[i], LABEL_UNIT) &&
			    r->column[i] < *at)
				*at = r->column[i];
		}
		for (size_t j = 0; j < t->ranges.n; j++) {
			struct goal_range g =
			    *list_at(&t->ranges, struct goal_range, j);
			for (size_t i = g.from; i < g.to; i++) {
				int *at = &labels[dump->tokens[i].page];
				if (row_label(kind, &dump->tokens[i]) >= 0 &&
				    r->column[i] > GOAL_SIDE &&
				    r->column[i] < *at)
					*at = r->column[i];
			}
		}
	}
	for (size_t i = 0; i < pages; i++)
		if (labels[i] == INT_MAX)
			labels[i] = units[i];
	return labels;
}

/*
 * How much of a text at the left, with the space behind it, is a line of the
 * label there: its end is no token of its own where text follows.
 */
static size_t
side_piece(struct arena *a, str text)
{
	static const char labels[] =
	    "成果目標及び成果実績(アウトカム) 活動指標及び活動実績"
	    "(アウトプット) 単位当たりコスト 根拠として用いた統計・データ名"
	    "(出典) アクティビティ";
	struct str_cut cut = str_cut(text, ' ');

	return cut.found && cut.head.n &&
		str_has(str_of(labels), text_fold(a, cut.head))
	    ? cut.head.n + 1
	    : 0;
}

/* A token's words, without `skip` bytes. */
static void
add_words(struct goal_reader *r, struct list *words, size_t i, size_t skip,
    bool behind, bool follows)
{
	const struct token *t = &r->dump->tokens[i];
	int column = r->column[i] + rows_characters(str_take(t->text, skip));
	size_t from = skip, len;

	for (size_t k = skip; k <= t->text.n; k += len) {
		len = 1;
		if (k < t->text.n &&
		    !text_is_space(str_char(str_skip(t->text, k), &len)))
			continue;
		if (k > from) {
			struct beside_word *w =
			    list_add(r->dump->arena, words, struct beside_word);
			*w = (struct beside_word){
			    .text = str_slice(t->text, from, k),
			    .line = t->at,
			    .page = t->page,
			    .behind = behind,
			    .follows = follows,
			    .column = column};
			behind = false;
			follows = true;
		}
		column += rows_characters(str_slice(t->text, from, k)) + 1;
		follows = follows && k > from;
		from = k + len;
	}
}

/*
 * The texts of a table: what stands left of its row labels, and what follows
 * the label of the evidence.
 */
static void
gather_texts(struct goal_reader *r, struct goal_lined *t)
{
	struct dump *dump = r->dump;
	struct list words = {0};
	int page = -1, labels = INT_MAX, left = INT_MAX, open = 0;
	enum { TALL = 12 }; /* lines of the evidence */
	int evidence_at = -1; /* the line of its label */

	for (size_t k = 0; k < t->ranges.n && k < BESIDE_LINES; k++) {
		struct goal_range g =
		    *list_at(&t->ranges, struct goal_range, k);
		bool text = false;
		if (dump->tokens[g.from].page != page) {
			page = dump->tokens[g.from].page;
			labels = r->labels[t->kind][page];
			left = INT_MAX;
		}
		for (size_t i = g.from; i < g.to; i++) {
			struct token *token = &dump->tokens[i];
			int column = r->column[i];
			int spaces = spaces_before(dump, i);
			bool near = spaces < 2;
			if (row_label(t->kind, token) >= 0 &&
			    column > GOAL_SIDE) {
				evidence_at = -1;
				break;
			}
			if (goal_is_label(token, LABEL_EVIDENCE))
				evidence_at = token->at;
			bool evidence = evidence_at >= 0;
			/* far below it: another table's */
			if (evidence && token->at - evidence_at > TALL)
				break;
			if (column >= labels)
				break;
			bool behind = spaces < 4 && column > GOAL_SIDE && !text;
			size_t skip = column <= GOAL_SIDE && !text
			    ? side_piece(dump->arena, token->text)
			    : 0;
			behind = behind || skip;
			if (token->kind == TOKEN_LABEL || token->used ||
			    (column <= GOAL_SIDE && !text && !skip))
				continue;
			if (!behind && !text && column < left)
				left = column;
			int brackets = text_brackets(token->text);
			/* the end of a goal may stand beside that label */
			bool closes = open > 0 && brackets < 0;
			if (evidence && !closes &&
			    (text || behind || column <= left + GOAL_SIDE)) {
				*list_add(dump->arena, &t->evidence, size_t) =
				    i;
			} else {
				add_words(
				    r, &words, i, skip, behind, near && text);
				token->used = true;
				open += brackets;
			}
			text = true;
		}
	}
	beside_split(dump->arena, words.items, words.n,
	    t->kind == GOAL_OUTCOME || t->goal_column, &t->goals,
	    &t->indicators);
	if (!t->indicators.n) { /* one column only */
		t->indicators = t->goals;
		t->goals = (struct list){0};
	}
}

/* The page of a row's cells, -1: it has none. */
static int
page_of(const struct dump *dump, const struct goal_line *line)
{
	return line->n ? dump->tokens[line->cells[0].token - 1].page : -1;
}

/*
 * The columns of a row: of the complete rows of its page, which share its
 * places, or of any other one.
 */
static void
learn_columns(struct goal_reader *r, enum goal_kind kind)
{
	int width = goal_column_count(kind, r->sheet->sheet_year), page = -1;
	struct list *tables = &r->tables[kind];
	const struct goal_line *full = NULL;

	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < tables->n; i++) {
			struct goal_lined *t =
			    list_at(tables, struct goal_lined, i);
			for (int row = 0; row < GOAL_ROWS; row++) {
				const struct goal_line *line = &t->lines[row];
				int on = page_of(r->dump, line);
				if (line->n == width && line->cells[0].x) {
					full = line;
					page = on;
				}
				if (!full || (t->x[row][0] && on != page))
					continue;
				for (int y = 0; y < width; y++)
					t->x[row][y] = full->cells[y].x;
			}
		}
}

void
goal_read_layout(struct goal_reader *r)
{
	struct dump *dump = r->dump;
	struct layout l[GOAL_KINDS] = {{0}};

	for (int kind = 0; kind < GOAL_KINDS; kind++)
		l[kind] = (struct layout){
		    .kind = (enum goal_kind)kind, .row = -1, .orphan_line = -9};
	for (size_t i = 0; i < dump->n;) {
		size_t end = dump_whole_line(dump, i, dump->n);
		enum goal_kind kind = GOAL_KINDS;
		/* The part a line is of: of the label that says most. */
		for (size_t k = i; k < end; k++)
			if (goal_kind_of(dump->tokens[k].part) < GOAL_KINDS)
				kind = goal_kind_of(dump->tokens[k].part);
		if (kind < GOAL_KINDS)
			layout_line(r, &l[kind], i, end);
		i = end;
	}
	for (int kind = 0; kind < GOAL_KINDS; kind++) {
		r->labels[kind] = find_labels(r, (enum goal_kind)kind);
		learn_columns(r, (enum goal_kind)kind);
		for (size_t i = 0; i < r->tables[kind].n; i++) {
			struct goal_lined *t =
			    list_at(&r->tables[kind], struct goal_lined, i);
			if (is_gathered((enum goal_kind)kind))
				gather_texts(r, t);
		}
	}
}
