#include "dump/item_reason.h"

#include "dump/rows.h"
#include "form/words.h"
#include "value/text.h"

/*
 * The column takes the right third of the page: its lines are wider than those
 * of the items at the left of it, and never as wide as the page.
 */
enum {
	WIDTH_MIN = 29,
	WIDTH_MAX = 44,
	LINES_MAX = 20,
	WRAP_SLACK = 6, /* what wrapping leaves free at the end of a line */
};

/* What a line has behind the amounts that open it. */
struct tail {
	size_t from, to; /* tokens; none: it holds a label */
	str text;
	int paragraph;
	bool behind; /* an amount */
};

/* Lines that make up a sentence or more. */
struct reason {
	const struct tail *tails;
	size_t n;
	bool told; /* by what is beside it or how it ends */
};

static bool
tail_of(const struct dump *dump, size_t from, size_t to, struct tail *tail)
{
	size_t i = from;

	*tail = (struct tail){
	    .text = STR_NULL, .paragraph = dump->tokens[from].paragraph};
	while (i < to && dump->tokens[i].kind == TOKEN_FIGURE)
		i++;
	if (i == to)
		return false;
	for (size_t k = i; k < to; k++)
		if (dump->tokens[k].kind == TOKEN_LABEL || dump->tokens[k].used)
			return true;
	tail->from = i;
	tail->to = to;
	tail->behind = i > from;
	tail->text = dump_span(&dump->tokens[i], &dump->tokens[to - 1]);
	return true;
}

/* 重要政策推進枠 57 is a line of its own. */
static bool
is_quota(str line)
{
	return str_any(line, words_change_quotas, str_has) ||
	    str_ends(line, S("百万円"));
}

static bool
is_wide(str line)
{
	int width = rows_display_width(line);

	return width >= WIDTH_MIN && width <= WIDTH_MAX;
}

static bool
follows_label(const struct dump *dump, size_t i)
{
	while (i > 0 && dump->tokens[i - 1].kind == TOKEN_FIGURE)
		i--;
	return i > 0 && dump->tokens[i - 1].kind == TOKEN_LABEL &&
	    dump->tokens[i - 1].label == LABEL_CHANGE_REASON;
}

/*
 * Whether a line goes on with the next.  Where a paragraph ends between them
 * amounts must stand there, that is the next must be behind one.
 */
static bool
goes_on(const struct tail *line, const struct tail *next)
{
	if (!line->to || (!is_wide(line->text) && !is_quota(line->text)))
		return false;
	return line->paragraph == next->paragraph ||
	    (next->behind && !str_ends(line->text, S("。")));
}

/* What ends with a line, with all lines that belong to it. */
static bool
find_reason(const struct dump *dump, const struct tail *tails, size_t end,
    struct reason *r)
{
	const struct tail *last = &tails[end], *first = last;
	bool ends = str_any(last->text, words_change_ends, str_ends);

	if ((!ends && !str_ends(last->text, S("。"))) ||
	    rows_display_width(last->text) > WIDTH_MAX ||
	    dec_cell(str_take(last->text, 1)).known)
		return false;
	while (first > tails && last - first < LINES_MAX &&
	    goes_on(first - 1, first))
		first--;
	if (str_any(first->text, words_torn_starts, str_starts))
		return false;
	/* What stands on it may be the name of an item, or it is torn. */
	if (first > tails && first[-1].to &&
	    first[-1].paragraph == first->paragraph &&
	    !str_any(first[-1].text, words_item_ends, str_ends))
		return false;
	*r = (struct reason){.tails = first, .n = (size_t)(last - first) + 1};
	for (size_t i = 0; i < r->n; i++)
		r->told = r->told || first[i].behind;
	r->told = r->told || ends || follows_label(dump, first->from);
	return r->n > 1 || is_wide(first->text) || r->told;
}

/* The width of what cannot be parted at the start of a line: a Latin word. */
static int
word_width(str line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7f)
		n++;
	return (int)n;
}

static str
take(struct dump *dump, const struct reason *r)
{
	struct text text = {.arena = dump->arena};
	int most = 0;

	for (size_t i = 0; i < r->n; i++) {
		int width = rows_display_width(r->tails[i].text);
		most = width > most ? width : most;
	}
	for (size_t i = 0; i < r->n; i++) {
		const struct tail *p = &r->tails[i];
		text_put(&text, p->text);
		for (size_t k = p->from; k < p->to; k++)
			dump->tokens[k].used = true;
		if (i + 1 < r->n &&
		    rows_display_width(p->text) + word_width(p[1].text) +
			    WRAP_SLACK <
			most)
			text_char(&text, '\n');
	}
	return text_clean(dump->arena, text_str(&text));
}

static void
find_tails(const struct dump *dump, size_t from, size_t to, struct list *tails)
{
	struct tail tail;

	for (size_t i = from; i < to;) {
		size_t end = dump_whole_line(dump, i, to);
		if (tail_of(dump, i, end, &tail))
			*list_add(dump->arena, tails, struct tail) = tail;
		i = end;
	}
}

str
item_reason_take(struct dump *dump, size_t from, size_t to)
{
	struct reason best = {.n = 0}, found;
	struct list list = {0};
	bool rival = false;

	find_tails(dump, from, to, &list);
	const struct tail *tails = list.items;
	for (size_t i = 0; i < list.n; i++) {
		if (i + 1 < list.n &&
		    tails[i + 1].paragraph == tails[i].paragraph &&
		    tails[i + 1].to)
			continue;
		if (!find_reason(dump, tails, i, &found))
			continue;
		if (!best.n || found.told > best.told) {
			best = found;
			rival = false;
		} else if (found.told == best.told) {
			rival = true;
		}
	}
	return best.n && !rival ? take(dump, &best) : STR_NULL;
}
