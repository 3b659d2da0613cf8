#include "dump/item_names.h"

#include "dump/rows.h"

#include <stdlib.h>
#include <string.h>

enum {
	NAME_WIDTH_MIN = 4,
	NAME_WIDTH_MAX = 40,
	CELL_WIDTH_MAX = 28, /* of a cell whose names are wrapped */
	TAIL_WIDTH_MAX = 6, /* of the last line of a name, as a rule */
	NO_ROW = -1,
};

static bool
is_one_of(str text, const char *const *words, size_t n, bool (*test)(str, str))
{
	for (size_t i = 0; i < n; i++)
		if (test(text, str_of(words[i])))
			return true;
	return false;
}

bool
item_names_is_reason(str text)
{
	static const char *const words[] = {"。", "による", "ため", "推進枠",
	    "優先課題", "増。", "減。", "重点", "要望額"};

	return is_one_of(text, words, sizeof words / sizeof *words, str_has);
}

static bool
ends_name(str line)
{
	static const char *const ends[] = {"費", "金", "料", "賃", "税",
	    "その他", "等", "手当", "給", "給与", "支出", "債", "繰入", "額",
	    "費）", "費)", "金）", "金)"};

	return is_one_of(line, ends, sizeof ends / sizeof *ends, str_ends);
}

/*
 * 独立行政法人国際交流基金, 政府開発援助経済協力国際機関等: where the cell ends
 * the name may go on with 運営費交付金, 拠出金.
 */
static bool
may_go_on(str line)
{
	static const char *const ends[] = {"基金", "等", "料"};

	return is_one_of(line, ends, sizeof ends / sizeof *ends, str_ends);
}

struct line {
	size_t token;
	int width;
	size_t group; /* lines of one paragraph without anything between */
};

static bool
may_be_line(const struct token *t, int width)
{
	static const char *const marks[] = {
	    "（", "(", "※", "・", "①", "②", "③", "「", "、", "。", "，"};

	return t->kind == TOKEN_TEXT && !t->used && width <= NAME_WIDTH_MAX &&
	    !str_has(t->text, S("、")) &&
	    !is_one_of(
		t->text, marks, sizeof marks / sizeof *marks, str_starts) &&
	    !item_names_is_reason(t->text);
}

/* Left of a label that was broken before it. */
static bool
is_bracket(str text)
{
	return str_eq(text, S("）")) || str_eq(text, S(")"));
}

static void
find_lines(const struct item_names *s, struct list *lines)
{
	const struct token *tokens = s->dump->tokens;
	size_t group = 0;
	int at = 0;

	for (size_t i = s->from; i < s->to; i++) {
		int width = rows_display_width(tokens[i].text);
		/* Behind a figure of its line: the reason of a change. */
		bool behind = i > s->from && tokens[i - 1].at == tokens[i].at &&
		    tokens[i - 1].kind == TOKEN_FIGURE;
		/* Lines that a label passed are behind it. */
		if ((i > s->from &&
			tokens[i].paragraph != tokens[i - 1].paragraph) ||
		    tokens[i].at < at)
			group++;
		/* The label of the table may stand between lines. */
		if (tokens[i].kind == TOKEN_LABEL || is_bracket(tokens[i].text))
			continue;
		if (!may_be_line(&tokens[i], width) || behind) {
			group++;
			continue;
		}
		at = tokens[i].at;
		*list_add(s->dump->arena, lines, struct line) =
		    (struct line){i, width, group};
	}
}

static int
widest(const struct list *list)
{
	const struct line *lines = list->items;
	int most = 0;

	for (size_t i = 0; i < list->n; i++)
		if (lines[i].width > most && lines[i].width <= CELL_WIDTH_MAX)
			most = lines[i].width;
	return most;
}

/* Beside the label of the table, which is centred. */
static bool
is_middle(const struct item_names *s, size_t token)
{
	const struct token *tokens = s->dump->tokens;

	for (size_t i = s->from; i < token; i++)
		if (tokens[i].kind == TOKEN_LABEL &&
		    tokens[i].label == DUMP_ITEMS &&
		    tokens[i].last > tokens[i].at &&
		    tokens[token].at <= tokens[i].last &&
		    tokens[token].at >= tokens[i].at)
			return true;
	return false;
}

static bool
may_be_tail(const struct item_names *s, const struct item_name *name)
{
	size_t token = name->lines[0];

	return name->n == 1 &&
	    (is_middle(s, token) ||
		rows_display_width(s->dump->tokens[token].text) <=
		    TAIL_WIDTH_MAX);
}

/*
 * The first line of a name may come apart from its last, beside the label of
 * the table: where there is one of each they are one name.  A last line alone
 * is none.
 */
static void
join_parted(struct item_names *s, const struct item_name *head, size_t heads)
{
	struct item_name *names = s->names.items;
	size_t middle = 0, at = 0, n = 0;

	for (size_t i = 0; i < s->names.n; i++)
		if (is_middle(s, names[i].lines[0])) {
			middle++;
			at = i;
		}
	if (!heads)
		return;
	if (heads == 1 && middle == 1 && names[at].n == 1 && head->n == 1) {
		struct item_name joined = *head;
		joined.lines[joined.n++] = names[at].lines[0];
		memmove(names + at, names + at + 1,
		    (s->names.n - at - 1) * sizeof *names);
		for (at = 0; at + 1 < s->names.n &&
		     names[at].lines[0] < joined.lines[0];
		     at++)
			;
		memmove(names + at + 1, names + at,
		    (s->names.n - at - 1) * sizeof *names);
		names[at] = joined;
		return;
	}
	for (size_t i = 0; i < s->names.n; i++)
		if (!may_be_tail(s, &names[i]))
			names[n++] = names[i];
	s->names.n = n;
}

void
item_names_find(struct item_names *s)
{
	struct list list = {0};
	struct item_name name = {.n = 0}, head = {.n = 0};
	size_t heads = 0;

	find_lines(s, &list);
	const struct line *lines = list.items;
	int most = widest(&list);
	s->names = (struct list){0};
	for (size_t i = 0; i < list.n; i++) {
		str text = s->dump->tokens[lines[i].token].text;
		bool last =
		    i + 1 == list.n || lines[i + 1].group != lines[i].group;
		bool full = lines[i].width + 3 >= most;
		if (name.n < ITEM_NAME_LINES)
			name.lines[name.n++] = lines[i].token;
		bool long_enough =
		    name.n > 1 || lines[i].width >= NAME_WIDTH_MIN;
		if (ends_name(text) && long_enough &&
		    (last || !full || !may_go_on(text))) {
			str first = s->dump->tokens[name.lines[0]].text;
			if (!str_starts(first, S("等")))
				*list_add(s->dump->arena, &s->names,
				    struct item_name) = name;
			name.n = 0;
		} else if (last || !full) {
			if (full) {
				head = name;
				heads++;
			}
			name.n = 0;
		}
	}
	if (s->names.n > ITEM_NAMES_MAX) /* no table */
		s->names.n = 0;
	join_parted(s, &head, heads);
}

/* -- which row a name is of -- */

/* The row that an amount is of, or NO_ROW. */
static int
row_of(size_t token, size_t rows, size_t (*amounts)[2])
{
	for (size_t row = 0; row < rows; row++)
		if (amounts[row][0] == token || amounts[row][1] == token)
			return (int)row;
	return NO_ROW;
}

/* Names that stand one on the other; the first and how many. */
struct pile {
	size_t first, n;
	int before, after; /* the rows of the amounts at its sides */
};

static size_t
last_line(const struct item_name *name)
{
	return name->lines[name->n - 1];
}

static bool
is_piled(const struct item_names *s, size_t i)
{
	const struct item_name *names = s->names.items;
	const struct token *tokens = s->dump->tokens;

	size_t end = last_line(&names[i]), next = names[i + 1].lines[0];
	if (tokens[end].paragraph != tokens[next].paragraph)
		return false;
	for (size_t k = end; k < next; k++)
		if (tokens[k].kind == TOKEN_FIGURE)
			return false;
	return true;
}

static void
find_piles(const struct item_names *s, size_t rows, size_t (*amounts)[2],
    struct list *piles)
{
	const struct item_name *names = s->names.items;
	const struct token *tokens = s->dump->tokens;

	for (size_t i = 0; i < s->names.n; i++) {
		struct pile pile = {.first = i, .n = 1};
		while (i + 1 < s->names.n && is_piled(s, i)) {
			pile.n++;
			i++;
		}
		size_t at = names[pile.first].lines[0];
		size_t end = last_line(&names[i]) + 1;
		pile.before = pile.after = NO_ROW;
		while (at > s->from && tokens[at - 1].kind != TOKEN_FIGURE &&
		    tokens[at - 1].kind != TOKEN_TEXT)
			at--;
		if (at > s->from)
			pile.before = row_of(at - 1, rows, amounts);
		while (end < s->to && tokens[end].kind == TOKEN_LABEL)
			end++;
		if (end < s->to)
			pile.after = row_of(end, rows, amounts);
		*list_add(s->dump->arena, piles, struct pile) = pile;
	}
}

/*
 * Each pile before the amounts of its first name, and one that has none where
 * one row is left.  False where that cannot be.
 */
static bool
place_before(
    const struct item_names *s, const struct list *piles, size_t rows, int *row)
{
	bool taken[ITEM_NAMES_MAX] = {false};
	size_t left = 0, free = 0;

	for (size_t i = 0; i < piles->n; i++) {
		const struct pile *p = list_at(piles, const struct pile, i);
		for (size_t k = 0; k < p->n; k++) {
			size_t at = (size_t)p->after + k;
			row[p->first + k] = NO_ROW;
			if (p->after == NO_ROW)
				continue;
			if (at >= rows || taken[at])
				return false;
			taken[at] = true;
			row[p->first + k] = (int)at;
		}
	}
	for (size_t i = 0; i < s->names.n; i++)
		left += row[i] == NO_ROW;
	while (free < rows && taken[free])
		free++;
	for (size_t i = 0; i < s->names.n; i++)
		if (left == 1 && s->names.n == rows && row[i] == NO_ROW)
			row[i] = (int)free;
	return true;
}

/*
 * Whether the names come in order: nothing beside them says otherwise, or all
 * stand behind the amounts that they get so.
 */
static bool
is_in_order(const struct list *piles)
{
	bool before = true, after = true;

	for (size_t i = 0; i < piles->n; i++) {
		const struct pile *p = list_at(piles, const struct pile, i);
		int row = (int)p->first;
		after = after && (p->after == NO_ROW || p->after == row);
		before = before && p->before == row;
	}
	return before || after;
}

/* Whether names stand between amounts, rather than all on one side. */
static bool
is_among(const struct item_names *s, size_t rows, size_t (*amounts)[2])
{
	const struct item_name *names = s->names.items;

	for (size_t row = 0; row < rows && s->names.n; row++)
		if (amounts[row][0] < names[s->names.n - 1].lines[0])
			return true;
	return false;
}

void
item_names_place(const struct item_names *s, size_t rows, size_t (*amounts)[2],
    struct item_name *out)
{
	int row[ITEM_NAMES_MAX];
	struct list piles = {0};

	for (size_t i = 0; i < rows; i++)
		out[i] = (struct item_name){.n = 0};
	if (s->names.n > rows)
		return;
	find_piles(s, rows, amounts, &piles);
	bool complete = s->names.n == rows;
	bool told = is_among(s, rows, amounts) &&
	    !(complete && is_in_order(&piles)) &&
	    place_before(s, &piles, rows, row);
	if (!told && !complete)
		return;
	for (size_t i = 0; i < s->names.n; i++) {
		int at = told ? row[i] : (int)i;
		if (at != NO_ROW)
			out[at] = list_at(&s->names, struct item_name, i)[0];
	}
}
