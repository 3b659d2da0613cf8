#include "dump/parts.h"

#include "dump/head.h"
#include "dump/rows.h"
#include "value/text.h"

/*
 * 政策評価 of a dump in paragraphs: 政策, 施策, the rows 実績値 and 目標値 of
 * each 測定指標, and 本事業の成果と上位施策・測定指標との関係.
 */

enum {
	YEARS = 3, /* before the sheet's own, which both rows have */
	COLUMNS_MAX = YEARS + 2, /* with 中間目標 and 目標年度 */
	ROWS_MAX = 8, /* of indicators that a page has room for */
	UNIT_MAX = 40, /* bytes of a unit */
	SENTENCE = 40, /* display columns of a line that says how it relates */
	ACROSS = 60, /* display columns that no cell beside another has */
};

/* 実績値 or 目標値, and what stands behind it before the next label. */
struct measure_row {
	size_t unit; /* token, or dump->n */
	size_t figures[COLUMNS_MAX * ROWS_MAX + 1]; /* tokens */
	size_t n;
};

struct measures {
	struct dump *dump;
	struct measure_row rows[ROWS_MAX]; /* 実績値 and 目標値 in turn */
	size_t n;
};

static bool
is_label(const struct token *t, int label)
{
	return t->kind == TOKEN_LABEL && t->label == label;
}

/* Pieces of the headings: 平成29年 / 度, 中間目 / 標, 測 / 定 */
static bool
is_heading(const struct dump *dump, str s)
{
	static const char heading[] =
	    "平成令和元年度中間目標最終測定指単位0123456789-()";
	str folded = text_fold(dump->arena, s);
	size_t len;

	for (; folded.n; folded = str_skip(folded, len)) {
		str_char(folded, &len);
		if (!str_has(str_of(heading), str_take(folded, len)))
			return false;
	}
	return true;
}

/* A paragraph without labels: a text, maybe behind its number (２ 恩給). */
static bool
is_paragraph(const struct dump *dump, size_t i, size_t *to)
{
	const struct token *t = dump->tokens;
	size_t end = i;

	while (end < dump->n && t[end].kind != TOKEN_LABEL && !t[end].used &&
	    t[end].paragraph == t[i].paragraph)
		end++;
	*to = end;
	return end > i && t[end - 1].kind == TOKEN_TEXT && t[i].opens &&
	    (i == 0 || t[i - 1].paragraph != t[i].paragraph);
}

/* The lines behind the label at i, or the paragraph below; dump->n: none. */
static size_t
named_end(const struct dump *dump, size_t i)
{
	const struct token *t = dump->tokens, *label = &t[i];
	size_t to = i + 1;

	if (to == dump->n || !label->opens || label->part > PART_POLICY ||
	    t[to].kind == TOKEN_LABEL || t[to].used)
		return dump->n;
	if (t[to].at != label->last)
		return is_paragraph(dump, to, &to) ? to : dump->n;
	to = dump_line_end(dump, to);
	while (to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	    t[to].paragraph == label->paragraph &&
	    !is_heading(dump, t[to].text))
		to++;
	return to;
}

/* 政策 and 施策, beside their labels or below. */
static void
read_named(struct dump *dump, int label, str *slot, bool below)
{
	const struct token *t = dump->tokens;
	size_t i = dump_find(dump, 0, label), to = dump->n;

	for (; i < dump->n; i = dump_find(dump, i + 1, label)) {
		to = named_end(dump, i);
		if (to < dump->n && (below || t[i + 1].at == t[i].last))
			break;
	}
	if (i == dump->n)
		return;
	str text = dump_take(dump, i + 1, to);
	if (!text_is_void(text))
		*slot = text;
}

/* A line of the cell that stands across the page. */
static bool
relates(const struct token *t, int width)
{
	return t->kind == TOKEN_TEXT && !t->used && t->opens &&
	    rows_display_width(t->text) >= width &&
	    !str_has(t->text, S("分野："));
}

/* The sentences that say how it relates, below their heading or above. */
static void
read_relation(struct dump *dump, str *slot)
{
	const struct token *t = dump->tokens;
	size_t label = dump_find(dump, 0, LABEL_RELATION), i = label, to;

	if (label == 0 || label == dump->n)
		return;
	while (
	    i < dump->n && t[i].part < PART_REVIEW && !relates(&t[i], SENTENCE))
		i++;
	if (i == dump->n || t[i].part >= PART_REVIEW) {
		for (i = label - 1; i > 0 && t[i - 1].kind == TOKEN_TEXT &&
		     t[i - 1].paragraph == t[label - 1].paragraph;)
			i--;
		if (!relates(&t[i], ACROSS))
			return;
	}
	for (to = i; to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	     t[to].paragraph == t[i].paragraph;)
		to++;
	*slot = dump_take(dump, i, to);
}

/*
 * -raw: its lines stand in the second pass, or alone in the first, but they
 * are wider than what else the part has beside 政策 and 施策, whose numbers
 * tell them.
 */
static void
read_flat_relation(struct dump *dump, str *slot)
{
	const struct token *t = dump->tokens;
	size_t i = 0, to;

	while (i < dump->n &&
	    (t[i].part != PART_POLICY || !relates(&t[i], ACROSS) ||
		!t[i].closes || head_is_numbered(t[i].text)))
		i++;
	for (to = i + 1; to < dump->n && t[to].kind == TOKEN_TEXT &&
	     !t[to].used && t[to].opens && t[to].page == t[i].page &&
	     rows_display_width(t[to - 1].text) >= ACROSS;)
		to++;
	if (i < dump->n)
		*slot = dump_take(dump, i, to);
}

/* 取組事項 分野：社会保障 */
static void
read_reform(struct dump *dump, str *slot)
{
	static const char field[] = "分野：";

	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		size_t at = str_find(t->text, str_of(field), 0);
		if (t->kind != TOKEN_TEXT || t->used ||
		    t->part != PART_POLICY || at == t->text.n)
			continue;
		str rest = str_skip(t->text, at + sizeof field - 1);
		if (text_is_void(rest))
			continue;
		*slot = text_clean(dump->arena, rest);
		t->used = true;
		return;
	}
}

/* The row of the label at i; its end. */
static size_t
read_row(const struct dump *dump, size_t i, struct measure_row *row)
{
	const struct token *t = dump->tokens, *label = &t[i];
	size_t k = i + 1;

	*row = (struct measure_row){.unit = dump->n};
	if (k < dump->n && !t[k].used && t[k].kind == TOKEN_TEXT &&
	    t[k].text.n <= UNIT_MAX && !is_heading(dump, t[k].text))
		row->unit = k++;
	else if (k < dump->n && t[k].kind == TOKEN_FIGURE && t[k].closes &&
	    t[k].at == label->last && text_is_none(t[k].text))
		k++; /* a dash that is the unit */
	for (; k < dump->n && t[k].kind == TOKEN_FIGURE && !t[k].used; k++)
		if (row->n < sizeof row->figures / sizeof *row->figures)
			row->figures[row->n++] = k;
	return k;
}

/* All rows, two for each indicator; false where they are not. */
static bool
read_rows(struct measures *m)
{
	struct dump *dump = m->dump;

	for (size_t i = 0; i < dump->n;) {
		const struct token *t = &dump->tokens[i];
		if (t->part != PART_POLICY ||
		    !(is_label(t, LABEL_MEASURE_ACTUAL) ||
			is_label(t, LABEL_OUTCOME_TARGET))) {
			i++;
			continue;
		}
		if (m->n == ROWS_MAX ||
		    is_label(t, LABEL_OUTCOME_TARGET) != (m->n % 2 == 1))
			return false;
		i = read_row(dump, i, &m->rows[m->n++]);
	}
	return m->n > 0 && m->n % 2 == 0;
}

/* How figures stand that all came behind the last label. */
enum order { BY_ROWS, BY_COLUMNS, BY_NEITHER };

static bool
is_dash(const struct measures *m, size_t figure)
{
	const struct measure_row *last = &m->rows[m->n - 1];

	return text_is_none(m->dump->tokens[last->figures[figure]].text);
}

/* How often the target of a year is that of the year before. */
static int
steady(const struct measures *m, const uint8_t *targets)
{
	const size_t *figures = m->rows[m->n - 1].figures;
	int n = 0;

	for (size_t y = 1; y < YEARS; y++)
		n += dec_eq(dec_cell(m->dump->tokens[figures[targets[y]]].text),
		    dec_cell(m->dump->tokens[figures[targets[y - 1]]].text));
	return n;
}

/*
 * pdfminer puts a column before the rows of two others where these are wider
 * than the space between them: targets that stay the same tell.
 */
static bool
is_column_plain(const struct measures *m)
{
	static const uint8_t targets[][YEARS] = {
	    {1, 3, 5}, {1, 4, 5}, {2, 3, 5}, {3, 4, 5}};

	for (size_t k = 1; k < sizeof targets / sizeof *targets; k++)
		if (m->n == 2 && steady(m, targets[k]) > steady(m, targets[0]))
			return false;
	return true;
}

/*
 * 中間目標 and 目標年度 are dashes as a rule: at the end of each row, or all at
 * the end.
 */
static enum order
order_of(const struct measures *m)
{
	size_t n = m->rows[m->n - 1].n;
	bool rows = n == COLUMNS_MAX * m->n, columns = rows;

	for (size_t k = 0; k < n && (rows || columns); k++) {
		rows = rows && (k % COLUMNS_MAX < YEARS || is_dash(m, k));
		columns = columns && (k < YEARS * m->n || is_dash(m, k));
	}
	columns = columns || n == YEARS * m->n;
	if (rows == columns)
		return BY_NEITHER;
	return rows ? BY_ROWS : is_column_plain(m) ? BY_COLUMNS : BY_NEITHER;
}

/*
 * The figure of a row and a year; dump->n where that is not plain.  Figures
 * stand row by row, or all behind the last label.
 */
static size_t
figure_at(const struct measures *m, size_t row, size_t year)
{
	const struct measure_row *r = &m->rows[row], *last = &m->rows[m->n - 1];
	bool behind = true;
	size_t empty = 0;

	for (size_t k = 0; k < m->n; k++) {
		behind = behind && (m->rows[k].n == 0) == (k + 1 < m->n);
		empty += m->rows[k].n == 0;
	}
	if (!behind && empty) /* some came before their labels */
		return m->dump->n;
	if (!behind)
		return r->n == YEARS || r->n == COLUMNS_MAX ? r->figures[year]
							    : m->dump->n;
	switch (order_of(m)) {
	case BY_ROWS:
		return last->figures[row * COLUMNS_MAX + year];
	case BY_COLUMNS:
		return last->figures[year * m->n + row];
	default:
		return m->dump->n;
	}
}

/* A text that may name an indicator: no heading, no unit of a row. */
static bool
is_name(const struct measures *m, size_t i)
{
	const struct token *t = &m->dump->tokens[i];

	if (t->kind != TOKEN_TEXT || t->used || is_heading(m->dump, t->text) ||
	    rows_display_width(t->text) >= ACROSS)
		return false;
	for (size_t k = 0; k < m->n; k++) {
		size_t unit = m->rows[k].unit;
		if (unit < m->dump->n &&
		    str_eq(m->dump->tokens[unit].text, t->text))
			return false;
	}
	return true;
}

/* 活動費／参加者数: the basis of a unit cost strays here. */
static bool
is_basis(const struct dump *dump, size_t i)
{
	const struct token *t = dump->tokens;
	int paragraph = t[i].paragraph;

	for (; i < dump->n && t[i].paragraph == paragraph; i++)
		if (str_has(t[i].text, S("／")) || str_has(t[i].text, S("/")))
			return true;
	return false;
}

/* The paragraphs of the table that name an indicator: their first tokens. */
static size_t
find_names(const struct measures *m, size_t *names)
{
	const struct dump *dump = m->dump;
	size_t to = dump_find(dump, 0, LABEL_RELATION), n = 0;
	size_t from = dump_find(dump, 0, LABEL_MEASURE_ACTUAL);
	size_t measure = dump_find(dump, 0, LABEL_MEASURE);

	if (measure < to && measure > from)
		from = measure; /* its figures came first */
	while (from > 0 && !is_label(&dump->tokens[from], LABEL_MEASURE) &&
	    !is_label(&dump->tokens[from], LABEL_POLICY_EVALUATION))
		from--;
	for (size_t i = from, done = dump->n; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->part == PART_UNIT_COST || !is_name(m, i) ||
		    (done < dump->n &&
			dump->tokens[done].paragraph == t->paragraph))
			continue;
		done = i;
		if (is_basis(dump, i))
			continue;
		if (n == ROWS_MAX)
			return 0;
		names[n++] = i;
	}
	return n;
}

/* What a paragraph says beside the labels and units that ran into it. */
static str
take_name(struct measures *m, size_t first)
{
	struct dump *dump = m->dump;
	struct list tokens = {0}; /* of size_t */

	for (size_t i = first; i < dump->n &&
	     dump->tokens[i].paragraph == dump->tokens[first].paragraph;
	     i++)
		if (is_name(m, i))
			*list_add(dump->arena, &tokens, size_t) = i;
	return dump_join(dump, tokens.items, tokens.n);
}

static struct figure
take_figure(struct dump *dump, size_t token)
{
	struct figure f = {0};

	if (token == dump->n)
		return f;
	struct token *t = &dump->tokens[token];
	t->used = true;
	f.value = dec_cell(t->text);
	if (!f.value.known && !text_is_none(t->text))
		f.text = t->text;
	return f;
}

static str
take_unit(struct measures *m, size_t pair)
{
	str unit = STR_NULL;

	for (size_t k = 2; k-- > 0;) {
		size_t token = m->rows[2 * pair + k].unit;
		if (token == m->dump->n)
			continue;
		unit = text_clean(m->dump->arena, m->dump->tokens[token].text);
		m->dump->tokens[token].used = true;
	}
	return text_is_void(unit) ? STR_NULL : unit;
}

/* Marks what 中間目標 and 目標年度 say nothing with. */
static void
drop_dashes(struct measures *m)
{
	for (size_t k = 0; k < m->n; k++)
		for (size_t i = 0; i < m->rows[k].n; i++) {
			struct token *t =
			    &m->dump->tokens[m->rows[k].figures[i]];
			t->used = t->used || text_is_none(t->text);
		}
}

/* A line of its own that begins with a number, and does not go on. */
static bool
is_numbered_line(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];
	size_t end;

	if (t->part != PART_POLICY || !t->opens)
		return false;
	end = dump_line_end(dump, i);
	if (end == i || t[end - i - 1].kind != TOKEN_TEXT ||
	    !head_is_numbered(dump_span(t, &t[end - i - 1])))
		return false;
	return end == dump->n || t[end - i].kind != TOKEN_TEXT ||
	    t[end - i].used || head_is_numbered(t[end - i].text) ||
	    rows_display_width(t[end - i].text) >= ACROSS;
}

enum level { POLICY, MEASURE, EITHER };

/* Ⅱ is a policy's number, ２－２ that of a 施策, ２ may be either's. */
static enum level
level_of(str line)
{
	size_t len;
	str number = str_cut(line, ' ').head;
	uint32_t first = str_char(number, &len);

	if (first >= 0x2160 && first <= 0x216B)
		return POLICY;
	for (str rest = number; rest.n; rest = str_skip(rest, len))
		if (text_fold_code(str_char(rest, &len)) == '-')
			return MEASURE;
	return EITHER;
}

/* -raw: 政策 and 施策 whose labels stand in the other pass. */
static void
read_flat_named(struct dump *dump, struct policy_evaluation *p)
{
	size_t lines[2], n = 0;

	for (size_t i = 0; i < dump->n; i++) {
		if (!is_numbered_line(dump, i))
			continue;
		if (n == 2)
			return;
		lines[n++] = i;
	}
	for (size_t k = 0; k < n; k++) {
		size_t end = dump_line_end(dump, lines[k]);
		enum level level = level_of(dump_text(dump, lines[k], end));
		if (level == EITHER && n == 2)
			level = k ? MEASURE : POLICY;
		if (level == EITHER)
			level = !str_is_null(p->policy) ? MEASURE
			    : !str_is_null(p->measure)	? POLICY
							: EITHER;
		str *slot = level == MEASURE ? &p->measure : &p->policy;
		if (level != EITHER && str_is_null(*slot))
			*slot = dump_take(dump, lines[k], end);
	}
}

/*
 * -raw: the one indicator's name, which wraps, stands in the second pass
 * behind the label at the side and the headings.
 */
static void
read_flat_name(struct dump *dump, struct sheet *sheet)
{
	const struct list *list = &sheet->policy_evaluation.indicators;
	const struct token *t = dump->tokens;
	size_t label = dump_find(dump, 0, LABEL_POLICY_EVALUATION), i = label;

	if (list->n != 1 || label == dump->n)
		return;
	struct measure_indicator *m =
	    list_at(list, struct measure_indicator, 0);
	while (i < dump->n && t[i].page == t[label].page &&
	    (t[i].kind != TOKEN_TEXT || t[i].used || !t[i].opens ||
		is_heading(dump, t[i].text) || head_is_numbered(t[i].text)))
		i++;
	size_t to = i;
	while (to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	    t[to].opens && t[to].page == t[label].page &&
	    t[to].part < PART_REVIEW && rows_display_width(t[to].text) < ACROSS)
		to++;
	if (to > i && str_is_null(m->indicator))
		m->indicator = dump_take(dump, i, to);
}

void
dump_measures(struct dump *dump, struct sheet *sheet)
{
	struct measures *m;
	size_t names[ROWS_MAX];

	if (dump->flat) {
		read_flat_named(dump, &sheet->policy_evaluation);
		read_flat_name(dump, sheet);
	}
	if (dump->flat || dump->columns || !sheet->sheet_year)
		return;
	m = arena_new(dump->arena, struct measures, 1);
	m->dump = dump;
	if (!read_rows(m))
		return;
	size_t n = find_names(m, names), pairs = m->n / 2;
	for (size_t i = 0; i < pairs; i++) {
		struct measure_indicator measure = {0};
		bool says = false;
		for (size_t y = 0; y < YEARS; y++) {
			struct measure_year *at = list_add(
			    dump->arena, &measure.years, struct measure_year);
			at->fiscal_year =
			    sheet->sheet_year - YEARS + (int32_t)y;
			at->actual = take_figure(dump, figure_at(m, 2 * i, y));
			at->target =
			    take_figure(dump, figure_at(m, 2 * i + 1, y));
			says = says || at->actual.value.known ||
			    at->target.value.known;
		}
		if (n == pairs)
			measure.indicator = take_name(m, names[i]);
		measure.unit = take_unit(m, i);
		if (says || !str_is_null(measure.indicator))
			*list_add(dump->arena,
			    &sheet->policy_evaluation.indicators,
			    struct measure_indicator) = measure;
	}
	drop_dashes(m);
}

void
dump_policy(struct dump *dump, struct sheet *sheet)
{
	struct policy_evaluation *p = &sheet->policy_evaluation;

	read_reform(dump, &p->reform_item);
	if (dump->flat)
		read_flat_relation(dump, &p->relation);
	if (dump->flat || dump->columns)
		return;
	read_named(dump, LABEL_POLICY, &p->policy, true);
	read_named(dump, LABEL_MEASURE, &p->measure, !str_is_null(p->policy));
	read_relation(dump, &p->relation);
}
