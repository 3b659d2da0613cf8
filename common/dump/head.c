#include "dump/head.h"

#include "dump/parts.h"
#include "value/text.h"

static const enum label slots[] = {LABEL_NAME, LABEL_BUREAU, LABEL_DIVISION,
    LABEL_OFFICERS, LABEL_ACCOUNTS, LABEL_LEGAL_BASIS, LABEL_RELATED_PLANS,
    LABEL_POLICIES, LABEL_EXPENSE_CLASS, LABEL_METHODS};
enum { SLOTS = sizeof slots / sizeof *slots };

/* A line of -raw that is plainly of another cell: 一般会計, ＯＤＡ */
static bool
is_strange(const struct dump *dump, enum label label, const struct token *t)
{
	static const enum label plain[] = {LABEL_ACCOUNTS, LABEL_POLICIES};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (dump->flat && label != plain[i] && t->text.n <= 120 &&
		    head_looks(plain[i], t->text) >= 2)
			return true;
	return false;
}

/* On one of the label's lines; -raw has its last line only. */
static bool
is_beside(const struct token *label, const struct token *t)
{
	return t->at >= label->at && t->at <= label->last;
}

/* How far the cell of a label reaches. */
static size_t
cell_end(const struct dump *dump, size_t label)
{
	const struct token *l = &dump->tokens[label];
	size_t from = label + 1, to = from;
	bool same = from < dump->n && is_beside(l, &dump->tokens[from]);
	size_t title = dump->title;

	while (to < dump->n) {
		const struct token *t = &dump->tokens[to];
		if (t->kind == TOKEN_LABEL || t->used || t->part != PART_HEAD)
			break;
		if (to > from && t->at != dump->tokens[to - 1].at &&
		    (dump->flat ? same && label < title
				: t->paragraph != dump->tokens[from].paragraph))
			break;
		if (to > from && t->at != dump->tokens[to - 1].at && same &&
		    !dump->flat &&
		    (l->label != LABEL_POLICIES ||
			head_is_policies(&dump->tokens[to - 1]) ||
			str_ends(dump->tokens[to - 1].text, S("その他"))))
			break;
		if (to > from && t->at != dump->tokens[to - 1].at &&
		    is_strange(dump, (enum label)l->label, t))
			break;
		to++;
	}
	return to;
}

/* スポーツ・青少年 / 局: some of a narrow cell is on a line below. */
static bool
is_torn_bureau(const struct dump *dump, size_t i, str s)
{
	enum { NEAR = 3, PIECE = 6 }; /* tokens; display columns */
	const struct token *t = dump->tokens;

	if (dump->flat || dump->columns || head_looks(LABEL_BUREAU, s) >= 2)
		return false;
	for (size_t k = i + 1; k < dump->n && k <= i + NEAR; k++)
		if (t[k].paragraph == t[i].paragraph && !t[k].used &&
		    t[k].kind == TOKEN_TEXT && head_width(&t[k]) <= PIECE)
			return true;
	return false;
}

static bool
is_short(int label)
{
	return label == LABEL_EXPENSE_CLASS || label == LABEL_METHODS ||
	    label == LABEL_POLICIES || label == LABEL_ACCOUNTS;
}

/* only_short: the cells of one line, which a paragraph may join to others. */
static void
labelled_cells(struct dump *dump, struct sheet *sheet, bool only_short)
{
	size_t title = dump->title;

	for (size_t i = 0; i + 1 < dump->n; i++) {
		const struct token *l = &dump->tokens[i], *t = l + 1;
		bool slot = false;
		for (size_t k = 0; k < SLOTS; k++)
			slot = slot || (int)slots[k] == l->label;
		if (only_short && !is_short(l->label))
			continue;
		if (l->kind != TOKEN_LABEL || !slot || t->used ||
		    t->kind == TOKEN_LABEL || t->part != PART_HEAD)
			continue;
		/* In the first pass of -raw a cell stands beside its label. */
		if (dump->flat && i < title && t->at != l->at)
			continue;
		size_t to = cell_end(dump, i);
		str s = dump_text(dump, i + 1, to);
		enum label label = (enum label)l->label;
		if (label != LABEL_NAME && head_looks(label, s) < 0)
			continue;
		if (label == LABEL_BUREAU && is_torn_bureau(dump, i + 1, s))
			continue;
		bool other = str_eq(s, S("その他")) &&
		    (label == LABEL_METHODS || label == LABEL_POLICIES);
		if (!dump->flat && !is_beside(l, t) && label != LABEL_NAME &&
		    !other && head_looks(label, s) < 2)
			continue;
		head_take(dump, sheet, label, i + 1, to);
	}
}

/* A line of some other cell of the head, by what it says. */
static bool
is_plainly(const struct token *t, enum label label)
{
	static const enum label plain[] = {
	    LABEL_ACCOUNTS, LABEL_POLICIES, LABEL_EXPENSE_CLASS, LABEL_METHODS};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (label != plain[i] && t->text.n <= 60 &&
		    head_looks(plain[i], t->text) >= 4)
			return true;
	return t->text.n <= 60 && head_looks(LABEL_ACCOUNTS, t->text) >= 2;
}

/*
 * A cell of several lines whose label, set in its middle, pdftotext puts
 * between them: as many lines above as below.
 */
static void
centred_cell(struct dump *dump, struct sheet *sheet, enum label label)
{
	const struct token *t = dump->tokens;
	size_t l = dump_find(dump, 0, (int)label), from = l, to = l + 1;

	if (l == dump->n || t[l].part != PART_HEAD)
		return;
	while (from > 0 && t[from - 1].kind == TOKEN_TEXT &&
	    !t[from - 1].used && t[from - 1].paragraph == t[l].paragraph &&
	    t[from - 1].opens && !is_plainly(&t[from - 1], label))
		from--;
	while (to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	    t[to].paragraph == t[l].paragraph && t[to].closes &&
	    !is_plainly(&t[to], label))
		to++;
	if (to == l + 1 || (from < l && t[from].at == t[l].at))
		return;
	int above = t[l].at - t[from].at, below = t[to - 1].at - t[l].last;
	if (from == l && t[l + 1].at > t[l].last)
		return;
	if (above - below > 1 || below - above > 1)
		return;
	str s = dump_text(dump, from, to);
	if (head_looks(label, s) >= 2 && head_set(dump, sheet, label, s))
		for (size_t i = from; i < to; i++)
			dump->tokens[i].used = true;
}

/* The name may stand just before 担当部局庁. */
static void
name_before_bureau(struct dump *dump, struct sheet *sheet)
{
	size_t to = dump_find(dump, 0, LABEL_BUREAU), from = to;

	if (!head_is_open(sheet, LABEL_NAME) || to == dump->n)
		return;
	while (from > 0 && dump->tokens[from - 1].kind == TOKEN_TEXT &&
	    !dump->tokens[from - 1].used &&
	    dump->tokens[from - 1].paragraph == dump->tokens[to].paragraph &&
	    dump->tokens[to].at - dump->tokens[from - 1].at <= 2)
		from--;
	if (from < to)
		head_take(dump, sheet, LABEL_NAME, from, to);
}

static bool
is_leftover(const struct token *above, const struct token *t)
{
	return t->kind == TOKEN_TEXT && !t->used && t->opens && t->closes &&
	    t->at == above->at + 1 && t->text.n <= 6 && t->part == PART_HEAD &&
	    !str_any(t->text, "長|官|（|(|)|）|-|－", str_has);
}

/* The lines of one paragraph that are 根拠法令 or 関係する計画 as a whole. */
static bool
take_paragraph(struct dump *dump, struct sheet *sheet, size_t i)
{
	static const enum label long_cells[] = {
	    LABEL_LEGAL_BASIS, LABEL_RELATED_PLANS};
	const struct token *t = dump->tokens;
	size_t to = i;

	while (to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	    t[to].paragraph == t[i].paragraph && t[to].opens && t[to].closes &&
	    !is_plainly(&t[to], LABEL_NONE))
		to++;
	if (to < i + 2)
		return false;
	str s = dump_text(dump, i, to);
	for (size_t k = 0; k < 2; k++)
		if (head_is_open(sheet, long_cells[k]) &&
		    head_looks(long_cells[k], s) >= 2 &&
		    head_looks(long_cells[k], s) >
			head_looks(long_cells[!k], s)) {
			head_take(dump, sheet, long_cells[k], i, to);
			return true;
		}
	return false;
}

/* What stands under no label of its own, by what it looks like. */
static void
loose_cells(struct dump *dump, struct sheet *sheet)
{
	size_t name = dump_find(dump, 0, LABEL_NAME), title = dump->title;

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t to = i + 1;
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT)
			continue;
		str s = text_clean(dump->arena, t->text);
		if (head_split(dump, sheet, s)) {
			dump->tokens[i].used = true;
			continue;
		}
		if (!dump->flat && !dump->columns &&
		    take_paragraph(dump, sheet, i))
			continue;
		enum label best = LABEL_NONE;
		int score = 1;
		for (size_t k = 1; k < SLOTS; k++) {
			int like = head_looks(slots[k], s);
			if (slots[k] == LABEL_OFFICERS)
				like = head_officer_at(s) == 0 ? 4 : 0;
			if (slots[k] == LABEL_POLICIES && !dump->flat &&
			    head_is_policies(t))
				like = 3;
			if (head_is_open(sheet, slots[k]) && like > score) {
				score = like;
				best = slots[k];
			}
		}
		/* a name that ends as a bureau does is followed by one */
		if (best == LABEL_NONE && to < dump->n && t->opens) {
			while (to < dump->n && to < i + 3 &&
			    dump->tokens[to].kind == TOKEN_TEXT &&
			    !dump->tokens[to].used &&
			    dump->tokens[to].paragraph == t->paragraph &&
			    dump->tokens[to].at ==
				dump->tokens[to - 1].at + 1 &&
			    head_looks(LABEL_BUREAU, dump->tokens[to].text) < 2)
				to++;
			size_t near = dump->flat ? title : name;
			if (head_is_open(sheet, LABEL_NAME) && i > near &&
			    i < near + 8 && t->text.n > 12)
				head_take(dump, sheet, LABEL_NAME, i, to);
			continue;
		}
		if (best == LABEL_NONE)
			continue;
		/* a narrow cell leaves one or two characters: 室, 之 */
		if (dump->flat && t->opens && t->closes && to < dump->n &&
		    (best == LABEL_DIVISION || best == LABEL_OFFICERS) &&
		    is_leftover(t, &dump->tokens[to]))
			to++;
		/* lines that go on */
		while (to < dump->n && to < i + 4 &&
		    dump->tokens[to].kind == TOKEN_TEXT &&
		    !dump->tokens[to].used && dump->tokens[to].opens &&
		    dump->tokens[to].paragraph == t->paragraph &&
		    dump->tokens[to].at == dump->tokens[to - 1].at + 1 &&
		    head_width(&dump->tokens[to]) <= head_width(t) + 1 &&
		    !is_strange(dump, best, &dump->tokens[to]) &&
		    (best == LABEL_LEGAL_BASIS || best == LABEL_RELATED_PLANS))
			to++;
		head_take(dump, sheet, best, i, to);
	}
}

/* Takes what stands in that part of the page as one cell. */
static void
take_area(struct dump *dump, struct sheet *sheet, enum label label, int line,
    int below, int x, int right)
{
	struct list tokens = {0};

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->kind == TOKEN_LABEL || t->at < line ||
		    t->at >= below || t->x < x || t->x >= right ||
		    t->part > PART_HEAD)
			continue;
		*list_add(dump->arena, &tokens, size_t) = i;
	}
	if (!tokens.n)
		return;
	head_set(dump, sheet, label, dump_join(dump, tokens.items, tokens.n));
}

static void
layout_cells(struct dump *dump, struct sheet *sheet)
{
	static const enum label names[] = {LABEL_NAME, LABEL_BUREAU,
	    LABEL_OFFICERS, LABEL_DIVISION, LABEL_ACCOUNTS, LABEL_LEGAL_BASIS,
	    LABEL_RELATED_PLANS, LABEL_POLICIES, LABEL_EXPENSE_CLASS,
	    LABEL_START_YEAR, LABEL_PURPOSE};
	enum {
		L_NAME,
		L_BUREAU,
		L_OFFICERS,
		L_DIVISION,
		L_ACCOUNTS,
		L_LEGAL,
		L_PLANS,
		L_POLICIES,
		L_EXPENSE,
		L_START,
		L_PURPOSE,
		N
	};
	const struct token *l[N];
	enum { WIDE = 10000 };

	for (int k = 0; k < N; k++) {
		size_t i = dump_find(dump, 0, (int)names[k]);
		if (i == dump->n)
			return;
		l[k] = &dump->tokens[i];
	}
	int name = l[L_NAME]->at;
	int accounts = l[L_ACCOUNTS]->at;
	int policies = l[L_POLICIES]->at;
	take_area(dump, sheet, LABEL_NAME, name - 1, name + 2, l[L_NAME]->end,
	    l[L_BUREAU]->x);
	take_area(dump, sheet, LABEL_BUREAU, name - 1, name + 2,
	    l[L_BUREAU]->end - 2, l[L_OFFICERS]->x - 4);
	int officer = WIDE;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_TEXT && !t->used && t->at > name &&
		    t->at < accounts && t->x < officer &&
		    t->x > l[L_DIVISION]->end &&
		    (head_officer_at(t->text) == 0 ||
			(i + 1 < dump->n && t[1].at == t->at &&
			    t[1].kind == TOKEN_TEXT && t->text.n <= 45 &&
			    (str_ends(t->text, S("長")) ||
				str_ends(t->text, S("官"))))))
			officer = t->x;
	}
	if (officer < WIDE) {
		take_area(dump, sheet, LABEL_DIVISION, name + 2, accounts,
		    l[L_DIVISION]->end - 2, officer);
		take_area(dump, sheet, LABEL_OFFICERS, name + 2, accounts,
		    officer, WIDE);
	}
	take_area(dump, sheet, LABEL_ACCOUNTS, accounts, accounts + 1,
	    l[L_ACCOUNTS]->end, WIDE);
	take_area(dump, sheet, LABEL_LEGAL_BASIS, accounts + 1, policies,
	    l[L_LEGAL]->end - 2, l[L_PLANS]->x - 2);
	take_area(dump, sheet, LABEL_RELATED_PLANS, accounts + 1, policies,
	    l[L_PLANS]->x - 2, WIDE);
	take_area(dump, sheet, LABEL_POLICIES, policies, l[L_PURPOSE]->at,
	    l[L_POLICIES]->end - 6, l[L_EXPENSE]->x);
	if (l[L_EXPENSE]->at < l[L_PURPOSE]->at)
		take_area(dump, sheet, LABEL_EXPENSE_CLASS, policies,
		    l[L_EXPENSE]->at + 1, l[L_EXPENSE]->end, WIDE);
}

void
dump_head(struct dump *dump, struct sheet *sheet)
{
	sheet->sheet_year = dump->years;
	head_number(dump, sheet);
	head_title(dump, sheet);
	head_years(dump, sheet);
	if (dump->columns)
		layout_cells(dump, sheet);
	if (dump->flat) {
		head_flat_prose(dump, sheet);
		head_flat_cells(dump, sheet);
	} else {
		labelled_cells(dump, sheet, true);
		head_paragraph_prose(dump, sheet);
		if (!dump->columns) {
			head_people_of_paragraphs(dump, sheet);
			head_plans(dump, sheet);
			centred_cell(dump, sheet, LABEL_RELATED_PLANS);
			centred_cell(dump, sheet, LABEL_BUREAU);
		}
	}
	labelled_cells(dump, sheet, false);
	name_before_bureau(dump, sheet);
	loose_cells(dump, sheet);
	head_officer_in_pieces(dump, sheet);
}
