#include "dump/dump.h"

#include "form/words.h"
#include "value/era.h"
#include "value/text.h"

#include <string.h>

/* Labels with their remarks, # for a year or a number: dump-labels.tsv. */
static const struct long_label {
	int label;
	const char *text;
} long_labels[] = {
#define LONG(label, text) {label, text},
#include "dump_labels.inc"
#undef LONG
};

/* The part of the form a label stands in; labels of several are missing. */
static const unsigned char label_parts[DUMP_LABELS] = {
    [LABEL_BUREAU] = PART_HEAD,
    [LABEL_OFFICERS] = PART_HEAD,
    [LABEL_START_YEAR] = PART_HEAD,
    [LABEL_END_YEAR] = PART_HEAD,
    [LABEL_DIVISION] = PART_HEAD,
    [LABEL_ACCOUNTS] = PART_HEAD,
    [LABEL_LEGAL_BASIS] = PART_HEAD,
    [LABEL_RELATED_PLANS] = PART_HEAD,
    [LABEL_POLICIES] = PART_HEAD,
    [LABEL_EXPENSE_CLASS] = PART_HEAD,
    [LABEL_PURPOSE] = PART_HEAD,
    [LABEL_SUMMARY] = PART_HEAD,
    [LABEL_METHODS] = PART_HEAD,
    [LABEL_EVALUATION_URL] = PART_HEAD,
    [LABEL_ISSUES] = PART_HEAD,
    [LABEL_SUMMARY_URL] = PART_HEAD,
    [LABEL_BUDGET] = PART_BUDGET,
    [LABEL_BUDGET_STATE] = PART_BUDGET,
    [LABEL_INITIAL] = PART_BUDGET,
    [LABEL_SUPPLEMENTARY] = PART_BUDGET,
    [LABEL_CARRIED_IN] = PART_BUDGET,
    [LABEL_CARRIED_OUT] = PART_BUDGET,
    [LABEL_RESERVE] = PART_BUDGET,
    [LABEL_EXECUTED] = PART_BUDGET,
    [LABEL_EXECUTION_RATE] = PART_BUDGET,
    [LABEL_EXECUTION_RATE_INITIAL] = PART_BUDGET,
    [LABEL_ITEM] = PART_ITEMS,
    [LABEL_CHANGE_REASON] = PART_ITEMS,
    [LABEL_OUTCOME] = PART_OUTCOME,
    [LABEL_OUTCOME_GOAL] = PART_OUTCOME,
    [LABEL_OUTCOME_INDICATOR] = PART_OUTCOME,
    [LABEL_OUTCOME_ACTUAL] = PART_OUTCOME,
    [LABEL_ATTAINMENT] = PART_OUTCOME,
    [LABEL_EVIDENCE] = PART_OUTCOME,
    [LABEL_INTERIM] = PART_OUTCOME,
    [LABEL_FINAL] = PART_OUTCOME,
    [LABEL_OUTCOME_MORE] = PART_OUTCOME,
    [LABEL_OUTPUT] = PART_OUTPUT,
    [LABEL_ACTIVITY] = PART_OUTPUT,
    [LABEL_OUTPUT_GOAL] = PART_OUTPUT,
    [LABEL_OUTPUT_INDICATOR] = PART_OUTPUT,
    [LABEL_OUTPUT_ACTUAL] = PART_OUTPUT,
    [LABEL_OUTPUT_PLANNED] = PART_OUTPUT,
    [LABEL_OUTPUT_OUTLOOK] = PART_OUTPUT,
    [LABEL_OUTPUT_MORE] = PART_OUTPUT,
    [LABEL_UNIT_COST] = PART_UNIT_COST,
    [LABEL_UNIT_COST_BASIS] = PART_UNIT_COST,
    [LABEL_FORMULA] = PART_UNIT_COST,
    [LABEL_POLICY_EVALUATION] = PART_POLICY,
    [LABEL_POLICY_EVALUATION_SIDE] = PART_POLICY,
    [LABEL_MEASURE_INDICATORS] = PART_POLICY,
    [LABEL_MEASURE_INDICATOR] = PART_POLICY,
    [LABEL_MEASURE_ACTUAL] = PART_POLICY,
    [LABEL_MEASURE_FINAL] = PART_POLICY,
    [LABEL_RELATION] = PART_POLICY,
    [LABEL_REFORM] = PART_POLICY,
    [LABEL_REFORM_URL] = PART_POLICY,
    [LABEL_REFORM_ITEM] = PART_POLICY,
    [LABEL_REFORM_AREA] = PART_POLICY,
    [LABEL_REFORM_LOCATION] = PART_POLICY,
    [LABEL_KPI_FIRST] = PART_POLICY,
    [LABEL_KPI_SECOND] = PART_POLICY,
    [LABEL_REVIEW] = PART_REVIEW,
    [LABEL_REVIEW_QUESTION] = PART_REVIEW,
    [LABEL_REVIEW_RATING] = PART_REVIEW,
    [LABEL_REVIEW_COMMENT] = PART_REVIEW,
    [LABEL_GROUP] = PART_REVIEW,
    [LABEL_RELATED_MINISTRY] = PART_REVIEW,
    [LABEL_QUESTION] = PART_REVIEW,
    [LABEL_REVIEW_RESULTS] = PART_REVIEW,
    [LABEL_REVIEW_RESULT] = PART_REVIEW,
    [LABEL_REVIEW_DIRECTION] = PART_REVIEW,
    [LABEL_REVIEW_EFFECT] = PART_REVIEW,
    [LABEL_EXPERT] = PART_OPINION,
    [LABEL_TEAM] = PART_OPINION,
    [LABEL_RESPONSE] = PART_OPINION,
    [LABEL_PUBLIC_REVIEW] = PART_OPINION,
    [LABEL_REMARKS] = PART_OPINION,
    [LABEL_PAST] = PART_PAST,
    [LABEL_PAST_NOTE] = PART_PAST,
    [LABEL_FLOW] = PART_FLOW,
    [LABEL_FLOW_NOTE] = PART_FLOW,
    [LABEL_SPENDING] = PART_SPENDING,
    [LABEL_SPENDING_ITEM] = PART_SPENDING,
    [LABEL_SPENDING_USE] = PART_SPENDING,
    [LABEL_SPENDING_AMOUNT] = PART_SPENDING,
    [LABEL_SPENDING_MORE] = PART_SPENDING,
    [LABEL_PAYEES] = PART_PAYEES,
    [LABEL_PAYEES_MORE] = PART_PAYEES,
    [LABEL_PAYEE_NAME] = PART_PAYEES,
    [LABEL_CONTRACTOR] = PART_PAYEES,
    [LABEL_PAYEE_NUMBER] = PART_PAYEES,
    [LABEL_PAYEE_DESCRIPTION] = PART_PAYEES,
    [LABEL_PAYEE_AMOUNT] = PART_PAYEES,
    [LABEL_PAYEE_METHOD] = PART_PAYEES,
    [LABEL_PAYEE_BIDDERS] = PART_PAYEES,
    [LABEL_PAYEE_AWARD_RATE] = PART_PAYEES,
    [LABEL_PAYEE_REASON] = PART_PAYEES,
    [LABEL_PAYEE_BLOCK] = PART_PAYEES,
    [LABEL_OBLIGATIONS] = PART_OBLIGATIONS,
    [LABEL_OBLIGATIONS_MORE] = PART_OBLIGATIONS,
    [DUMP_TITLE] = PART_HEAD,
    [DUMP_ITEMS] = PART_ITEMS,
    [DUMP_YEAR_INITIAL] = PART_ITEMS,
};

static enum part
part_of(int label)
{
	return (enum part)label_parts[label];
}

/* A stretch between white space, and what became of it. */
struct piece {
	str text, folded;
	size_t line;
	int at, paragraph, page;
	int x, end; /* display columns */
	bool opens, closes;
	bool apart; /* two spaces or more before it */
	bool label; /* belongs to a label */
	int token; /* index of the label that begins here, or -1 */
};

struct pattern {
	int label;
	str text; /* folded */
	str group;
};

enum {
	BUCKETS = 256,
	GAP_PIECES = 5, /* pieces of a neighbour between two of a label */
	GAP_LINES = 3,
	PIECES_OF_LABEL = 64,
};

struct cutter {
	struct arena *arena;
	struct list pieces; /* of struct piece */
	struct list buckets[BUCKETS]; /* of struct pattern */
	struct list found; /* of struct token */
	int near; /* the sheet's year */
	int gap;
	bool columns, flat; /* as of the dump */
	enum part part; /* of the label found last */
};

/* What # takes: an era's name, then digits or 元. */
enum number_char { NO_NUMBER, NUMBER_ERA, NUMBER_DIGIT };

static enum number_char
number_char(str s, size_t *len)
{
	static const char *const era[] = {"平", "成", "令", "和", "昭"};

	*len = 1;
	if (s.p[0] >= '0' && s.p[0] <= '9')
		return NUMBER_DIGIT;
	*len = 3;
	if (str_starts(s, S("元")))
		return NUMBER_DIGIT;
	for (size_t i = 0; i < sizeof era / sizeof *era; i++)
		if (s.n >= 3 && memcmp(s.p, era[i], 3) == 0)
			return NUMBER_ERA;
	return NO_NUMBER;
}

static unsigned
bucket_of(str s)
{
	size_t len;

	if (s.p[0] == '#' || number_char(s, &len) != NO_NUMBER)
		return 0;
	return 1 +
	    (unsigned)(str_hash(str_take(s, s.n < 3 ? 1 : 3)) % (BUCKETS - 1));
}

static void
add_pattern(struct cutter *c, int label, str text, str group)
{
	str folded = text_fold(c->arena, text);
	struct list *bucket = &c->buckets[bucket_of(folded)];

	*list_add(c->arena, bucket, struct pattern) =
	    (struct pattern){label, folded, group};
}

static void
add_verdicts(struct cutter *c, str words)
{
	while (words.n) {
		struct str_cut cut = str_cut(words, '|');
		add_pattern(c, DUMP_VERDICT, cut.head, cut.head);
		words = cut.tail;
	}
}

static void
add_patterns(struct cutter *c)
{
	for (size_t i = 0; i < sizeof long_labels / sizeof *long_labels; i++) {
		add_pattern(c, long_labels[i].label,
		    str_of(long_labels[i].text), STR_NULL);
	}
	add_verdicts(c, str_of(words_team_verdicts));
	add_verdicts(c, str_of(words_response_verdicts));
	for (size_t i = 0; i < label_count; i++) {
		const struct label_row *row = &label_rows[i];
		if (row->match == '=' || row->match == '^')
			add_pattern(c, (int)row->label, row->text, STR_NULL);
		else if (row->match == '?')
			add_pattern(
			    c, (int)row->label, row->text, str_of(row->group));
	}
}

/* How far a pattern is matched. */
struct progress {
	size_t at;
	int digits; /* of #, so far */
};

/* True when the whole piece continues the pattern. */
static bool
advance(const struct pattern *p, struct progress *progress, str piece)
{
	struct progress now = *progress;

	if (now.digits) /* digits do not go on in another piece */
		now = (struct progress){now.at + 1, 0};
	while (piece.n) {
		size_t len;
		if (now.at >= p->text.n)
			return false;
		if (p->text.p[now.at] == '#') {
			enum number_char kind = number_char(piece, &len);
			if (kind == NUMBER_DIGIT ||
			    (kind == NUMBER_ERA && !now.digits)) {
				now.digits += kind == NUMBER_DIGIT;
				piece = str_skip(piece, len);
				continue;
			}
			if (!now.digits || now.digits > 4)
				return false;
			now = (struct progress){now.at + 1, 0};
			continue;
		}
		if (piece.p[0] != p->text.p[now.at])
			return false;
		piece = str_skip(piece, 1);
		now.at++;
	}
	*progress = now;
	return true;
}

static bool
is_whole(const struct pattern *p, const struct progress *progress)
{
	size_t at = progress->at;

	if (at < p->text.n && p->text.p[at] == '#' && progress->digits)
		at++;
	return at >= p->text.n;
}

struct match {
	const struct pattern *pattern;
	size_t pieces[PIECES_OF_LABEL];
	size_t n;
};

/* Where columns are known a label goes on below itself, or right behind. */
static bool
may_follow(
    const struct cutter *c, const struct piece *above, const struct piece *p)
{
	if (!c->columns)
		return true;
	if (above->at == p->at)
		return p == above + 1;
	int left = above->x - p->x;
	int middle = (above->x + above->end) / 2 - (p->x + p->end) / 2;
	return (middle <= 16 && middle >= -16) || (left <= 14 && left >= -14);
}

/* Tries a pattern from piece i on, over small gaps. */
static bool
try_pattern(const struct cutter *c, const struct pattern *p, size_t i,
    struct match *match)
{
	const struct piece *pieces = c->pieces.items;
	struct progress progress = {0, 0};
	int gap = 0;

	match->pattern = p;
	match->n = 0;
	if (!advance(p, &progress, pieces[i].folded))
		return false;
	match->pieces[match->n++] = i;
	for (size_t j = i + 1, last = i; !is_whole(p, &progress); j++) {
		if (j >= c->pieces.n || match->n == PIECES_OF_LABEL ||
		    pieces[j].page != pieces[i].page ||
		    pieces[j].at - pieces[last].at > GAP_LINES)
			return false;
		if (!pieces[j].label &&
		    may_follow(c, &pieces[last], &pieces[j]) &&
		    advance(p, &progress, pieces[j].folded)) {
			match->pieces[match->n++] = j;
			last = j;
			gap = 0;
		} else if (++gap >
		    (p->label >= DUMP_YEAR && p->label <= DUMP_YEAR_NONE &&
				c->gap
			    ? 1
			    : c->gap)) {
			return false;
		}
	}
	return true;
}

static str
joined(const struct cutter *c, const struct match *m)
{
	struct text text = {.arena = c->arena};

	for (size_t i = 0; i < m->n; i++)
		text_put(&text,
		    list_at(&c->pieces, struct piece, m->pieces[i])->text);
	return text_str(&text);
}

/* A pattern of fewer pieces wins over one of the same length. */
static bool
better(const struct match *a, const struct match *b)
{
	if (!b->pattern || a->pattern->text.n != b->pattern->text.n)
		return !b->pattern || a->pattern->text.n > b->pattern->text.n;
	return a->n < b->n;
}

/* その他 is a method among payees only, a verdict stands beside opinions. */
static bool
belongs(const struct cutter *c, int label)
{
	if (label == DUMP_METHOD)
		return c->part >= PART_PAYEES;
	if (label == DUMP_OPEN_END)
		return c->part <= PART_HEAD;
	if (label == DUMP_VERDICT)
		return c->part >= PART_REVIEW && c->part <= PART_PAST;
	return true;
}

/* 平成27 heads 歳出予算目 of 予算内訳 with the word that 費目・使途 has. */
static int
label_here(const struct cutter *c, int label)
{
	bool items = c->part >= PART_BUDGET && c->part <= PART_POLICY;

	return label == LABEL_SPENDING_ITEM && items && c->flat ? LABEL_ITEM
								: label;
}

static void
take_label(struct cutter *c, size_t i)
{
	struct piece *piece = list_at(&c->pieces, struct piece, i);
	const struct list *bucket = &c->buckets[bucket_of(piece->folded)];
	struct match best = {.pattern = NULL}, match;

	for (size_t k = 0; k < bucket->n; k++) {
		struct pattern *p = list_at(bucket, struct pattern, k);
		if (!belongs(c, p->label))
			continue;
		if (try_pattern(c, p, i, &match) && better(&match, &best))
			best = match;
	}
	if (!best.pattern)
		return;
	int label = label_here(c, best.pattern->label);
	if (part_of(label) != PART_NONE)
		c->part = part_of(label);
	piece->token = (int)c->found.n;
	struct token *t = list_add(c->arena, &c->found, struct token);
	t->kind = TOKEN_LABEL;
	t->label = label;
	t->group = best.pattern->group;
	t->text = piece->text;
	t->used = true;
	for (size_t k = 0; k < best.n; k++) {
		struct piece *p =
		    list_at(&c->pieces, struct piece, best.pieces[k]);
		p->label = true;
		t->last = p->at;
	}
	t->whole = text_clean(c->arena, joined(c, &best));
	if (t->label == DUMP_METHOD)
		t->group = t->whole;
	if (t->label >= DUMP_TITLE && t->label <= DUMP_YEAR_INITIAL)
		t->year = era_year(joined(c, &best), c->near, NULL);
}

/* ▲ 356,601: the sign and its number are one figure. */
static size_t
figure_end(const char *end, const char *stop, str piece)
{
	str rest = {end, (size_t)(stop - end)};
	size_t len;

	if (!str_eq(piece, S("▲")) && !str_eq(piece, S("△")))
		return 0;
	if (!rest.n || *rest.p != ' ' || rest.n < 2)
		return 0;
	uint32_t c = text_fold_code(str_char(str_skip(rest, 1), &len));
	return c >= '0' && c <= '9' ? 1 : 0;
}

static void
cut_line(
    struct cutter *c, str line, size_t number, int at, int paragraph, int page)
{
	size_t first = c->pieces.n;
	const char *stop = line.p + line.n;
	int x = 0, spaces = 2;

	for (const char *p = line.p; p < stop;) {
		size_t len;
		str rest = {p, (size_t)(stop - p)};
		uint32_t code = str_char(rest, &len);
		if (text_is_space(code)) {
			int width = code == 0x3000 ? 2 : 1;
			p += len;
			x += width;
			spaces += width;
			continue;
		}
		const char *begin = p;
		int from = x;
		while (p < stop) {
			rest = (str){p, (size_t)(stop - p)};
			code = str_char(rest, &len);
			if (text_is_space(code)) {
				str piece = {begin, (size_t)(p - begin)};
				if (!figure_end(p, stop, piece))
					break;
			}
			x += text_width(code);
			p += len;
		}
		struct piece *piece =
		    list_add(c->arena, &c->pieces, struct piece);
		piece->text = (str){begin, (size_t)(p - begin)};
		piece->folded = text_fold(c->arena, piece->text);
		piece->line = number;
		piece->at = at;
		piece->paragraph = paragraph;
		piece->page = page;
		piece->x = from;
		piece->end = x;
		piece->apart = spaces > 1;
		piece->token = -1;
		spaces = 0;
	}
	if (c->pieces.n == first)
		return;
	list_at(&c->pieces, struct piece, first)->opens = true;
	list_at(&c->pieces, struct piece, c->pieces.n - 1)->closes = true;
}

/* -layout keeps cells apart by runs of spaces; elsewhere they are rare. */
static bool
has_columns(const struct cutter *c, int lines)
{
	int gaps = 0;

	for (size_t i = 0; i < c->pieces.n; i++) {
		const struct piece *p = list_at(&c->pieces, struct piece, i);
		gaps += p->apart && !p->opens;
	}
	return lines > 20 && gaps > lines / 3;
}

static void
cut_lines(struct cutter *c, struct dump *dump, str text, size_t number)
{
	int at = 0, paragraph = 0, page = 0;
	bool blank = false;

	for (; text.n; number++) {
		struct str_cut cut = str_cut(text, '\n');
		str line = cut.head;
		while (line.n && line.p[0] == '\f') {
			line = str_skip(line, 1);
			page++;
			paragraph++;
		}
		size_t before = c->pieces.n;
		cut_line(c, line, number, at, paragraph, page);
		if (c->pieces.n > before) {
			at++;
		} else if (cut.tail.n) {
			paragraph++;
			blank = true;
		}
		text = cut.tail;
	}
	dump->lines = at;
	dump->flat = !blank;
}

/* The year of the title, by which bare years are read. */
static int
title_year(const struct cutter *c)
{
	str title = text_fold(c->arena, S("行政事業レビューシート"));

	for (size_t i = 0; i < c->pieces.n; i++) {
		const struct piece *p = list_at(&c->pieces, struct piece, i);
		size_t at = str_find(p->folded, title, 0);
		if (at == p->folded.n)
			continue;
		int year = era_year(str_take(p->folded, at), 0, NULL);
		if (year)
			return year;
	}
	return 0;
}

bool
dump_is_figure(str piece)
{
	if (text_is_none(piece) || dec_cell(piece).known)
		return true;
	return piece.n >= 4 && piece.p[0] == '#' &&
	    (str_eq(piece, S("#VALUE!")) || str_eq(piece, S("#DIV/0!")) ||
		str_eq(piece, S("#REF!")) || str_eq(piece, S("#N/A")));
}

size_t
dump_letters(str s)
{
	size_t at = 0, len, n = 0;
	uint32_t c = 0, first = 0;

	while (at < s.n) {
		c = text_fold_code(str_char(str_skip(s, at), &len));
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		if (!letter || n == 2 || (n && c != first))
			break;
		first = c;
		at += len;
		n++;
	}
	if (!n)
		return 0;
	while (at < s.n && s.p[at] == ' ')
		at++;
	if (at >= s.n)
		return 0;
	c = text_fold_code(str_char(str_skip(s, at), &len));
	return c == '.' || c == 0x30FB ? at + len : 0;
}

str
dump_method(size_t k)
{
	for (size_t i = 0; i < sizeof long_labels / sizeof *long_labels; i++)
		if (long_labels[i].label == DUMP_METHOD && k-- == 0)
			return str_of(long_labels[i].text);
	return STR_NULL;
}

bool
dump_is_mark(str piece)
{
	static const char *const marks[] = {
	    "○", "◯", "〇", "△", "×", "有", "無", "✕", "✓"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_eq(piece, str_of(marks[i])))
			return true;
	return false;
}

bool
dump_is_formula(str piece)
{
	size_t slashes = 0, digits = 0, len;

	for (str s = piece; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (c == '/' || c == 0x00F7)
			slashes++;
		else if (c >= '0' && c <= '9')
			digits++;
		else if (c != ',' && c != '.' && !text_is_space(c))
			return false;
	}
	return slashes == 1 && digits >= 2;
}

static void
place_token(struct token *t, const struct piece *p)
{
	t->line = p->line;
	t->at = p->at;
	t->paragraph = p->paragraph;
	t->page = p->page;
	t->x = p->x;
	t->end = p->end;
	t->opens = p->opens;
	t->closes = p->closes;
	if (t->kind != TOKEN_LABEL)
		t->last = p->at;
}

/* Pieces to tokens: text between labels and figures stays one token. */
static void
make_tokens(struct cutter *c, struct dump *dump)
{
	struct list tokens = {0};
	bool open = false; /* the last token is text that can grow */

	for (size_t i = 0; i < c->pieces.n; i++) {
		struct piece *p = list_at(&c->pieces, struct piece, i);
		if (p->label) {
			open = false;
			if (p->token < 0)
				continue;
			struct token *t =
			    list_add(c->arena, &tokens, struct token);
			*t = *list_at(&c->found, struct token, p->token);
			place_token(t, p);
			continue;
		}
		bool figure = dump_is_figure(p->text);
		bool mark = !figure && dump_is_mark(p->text);
		if (open && !figure && !mark && !p->opens &&
		    !(dump->columns && p->apart)) {
			struct token *t =
			    list_at(&tokens, struct token, tokens.n - 1);
			t->text.n = (size_t)(p->text.p + p->text.n - t->text.p);
			t->closes = p->closes;
			t->end = p->end;
			continue;
		}
		struct token *t = list_add(c->arena, &tokens, struct token);
		t->kind = figure ? TOKEN_FIGURE
		    : mark	 ? TOKEN_MARK
				 : TOKEN_TEXT;
		t->text = p->text;
		place_token(t, p);
		open = !figure && !mark;
	}
	dump->tokens = tokens.items;
	dump->n = tokens.n;
}

/* Labels of several parts, and text, belong to the part they follow. */
static void
set_parts(struct dump *dump)
{
	enum part part = PART_HEAD;

	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL && part_of(t->label) != PART_NONE)
			part = part_of(t->label);
		t->part = part;
	}
}

/*
 * The names above the first tables of 費目・使途 on a page come before any
 * label of that part: A．昭和村.
 */
static void
set_spending_names(struct dump *dump)
{
	for (size_t i = 1; i < dump->n; i++) {
		if (dump->tokens[i].part != PART_SPENDING ||
		    dump->tokens[i - 1].part == PART_SPENDING)
			continue;
		for (size_t k = i; k-- > 0;) {
			struct token *t = &dump->tokens[k];
			if (t->kind != TOKEN_TEXT || t->part == PART_SPENDING ||
			    !dump_letters(t->text))
				break;
			t->part = PART_SPENDING;
		}
	}
}

void
dump_init(struct dump *dump, struct arena *arena, str text, size_t line)
{
	struct cutter c = {.arena = arena};

	*dump = (struct dump){.arena = arena};
	add_patterns(&c);
	cut_lines(&c, dump, text, line);
	c.near = dump->years = title_year(&c);
	c.columns = dump->columns = has_columns(&c, dump->lines);
	if (c.columns)
		dump->flat = false;
	c.flat = dump->flat;
	c.gap = dump->flat ? 0 : c.columns ? 2 * GAP_PIECES : GAP_PIECES;
	for (size_t i = 0; i < c.pieces.n; i++)
		if (!list_at(&c.pieces, struct piece, i)->label)
			take_label(&c, i);
	make_tokens(&c, dump);
	set_parts(dump);
	if (!c.flat && !c.columns)
		set_spending_names(dump);
	dump->title = dump_find(dump, 0, DUMP_TITLE);
}

size_t
dump_part(const struct dump *dump, enum part part, size_t **indices)
{
	struct list list = {0};

	for (size_t i = 0; i < dump->n; i++)
		if (dump->tokens[i].part == part)
			*list_add(dump->arena, &list, size_t) = i;
	*indices = list.items;
	return list.n;
}

size_t
dump_whole_line(const struct dump *dump, size_t i, size_t to)
{
	size_t end = i + 1;

	while (end < to && dump->tokens[end].at == dump->tokens[i].at)
		end++;
	return end;
}

size_t
dump_line_end(const struct dump *dump, size_t i)
{
	size_t to = i;

	while (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL &&
	    !dump->tokens[to].used && dump->tokens[to].at == dump->tokens[i].at)
		to++;
	return to;
}

str
dump_span(const struct token *from, const struct token *to)
{
	return (str){
	    from->text.p, (size_t)(to->text.p + to->text.n - from->text.p)};
}

static bool
is_latin(str s, bool last)
{
	unsigned char c = (unsigned char)(last ? s.p[s.n - 1] : s.p[0]);

	return c < 0x80 && c > ' ' && c != ')' && c != '(' && c != ',';
}

static bool
is_bullet(str s)
{
	static const char *const bullets[] = {"・", "●", "○", "■", "◆", "◎",
	    "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "※"};

	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (str_starts(s, str_of(bullets[i])))
			return true;
	return false;
}

/* Adds a line of a cell to what is there of it. */
static void
join_line(struct text *text, str *last, str line)
{
	if (!line.n)
		return;
	if (last->n && is_bullet(line))
		text_char(text, '\n');
	else if (last->n && is_latin(*last, true) && is_latin(line, false))
		text_char(text, ' ');
	text_put(text, line);
	*last = line;
}

str
dump_text(const struct dump *dump, size_t from, size_t to)
{
	struct text text = {.arena = dump->arena};
	str last = STR_NULL;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used)
			continue;
		const struct token *end = t;
		while (i + 1 < to && !dump->tokens[i + 1].used &&
		    dump->tokens[i + 1].at == t->at)
			end = &dump->tokens[++i];
		join_line(
		    &text, &last, text_clean(dump->arena, dump_span(t, end)));
	}
	return last.n ? text_str(&text) : STR_NULL;
}

str
dump_lines(const struct dump *dump, const str *lines, size_t n)
{
	struct text text = {.arena = dump->arena};
	str last = STR_NULL;

	for (size_t i = 0; i < n; i++)
		join_line(&text, &last, text_clean(dump->arena, lines[i]));
	return last.n ? text_str(&text) : STR_NULL;
}

str
dump_join(struct dump *dump, const size_t *tokens, size_t n)
{
	struct text text = {.arena = dump->arena};
	str last = STR_NULL;

	for (size_t i = 0; i < n; i++) {
		struct token *t = &dump->tokens[tokens[i]], *end = t;
		t->used = true;
		while (i + 1 < n && tokens[i + 1] == tokens[i] + 1 &&
		    end[1].at == t->at) {
			end++;
			end->used = true;
			i++;
		}
		join_line(
		    &text, &last, text_clean(dump->arena, dump_span(t, end)));
	}
	return last.n ? text_str(&text) : STR_NULL;
}

str
dump_take(struct dump *dump, size_t from, size_t to)
{
	str text = dump_text(dump, from, to);

	for (size_t i = from; i < to; i++)
		dump->tokens[i].used = true;
	return text;
}

static void
end_run(const struct dump *dump, struct run *run, size_t to)
{
	run->to = to;
	run->figures = true;
	run->lines = 0;
	for (size_t i = run->from, at = 0; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_FIGURE)
			run->figures = false;
		if (!at || (int)at != t->at + 1)
			run->lines++;
		at = (size_t)t->at + 1;
	}
	run->text = dump_text(dump, run->from, to);
	run->after = to < dump->n && dump->tokens[to].kind == TOKEN_LABEL
	    ? dump->tokens[to].label
	    : LABEL_NONE;
}

size_t
dump_runs(const struct dump *dump, size_t from, size_t to, enum part part,
    struct run **runs)
{
	struct list list = {0};
	struct run *run = NULL;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		bool here = !t->used && (part == PART_NONE || t->part == part);
		if (run &&
		    (!here || t->paragraph != dump->tokens[i - 1].paragraph)) {
			end_run(dump, run, i);
			run = NULL;
		}
		if (!here || run)
			continue;
		run = list_add(dump->arena, &list, struct run);
		run->from = i;
		const struct token *b = i ? &dump->tokens[i - 1] : NULL;
		if (b && b->kind == TOKEN_LABEL) {
			run->before = b->label;
			run->glued = b->last == t->at;
		}
	}
	if (run)
		end_run(dump, run, to);
	*runs = list.items;
	return list.n;
}

size_t
dump_find(const struct dump *dump, size_t from, int label)
{
	size_t i = from;

	while (i < dump->n &&
	    (dump->tokens[i].kind != TOKEN_LABEL ||
		dump->tokens[i].label != label))
		i++;
	return i;
}

void
dump_rest(struct dump *dump, struct sheet *sheet)
{
	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i], *to = t;
		if (t->used)
			continue;
		while (i + 1 < dump->n && !dump->tokens[i + 1].used &&
		    dump->tokens[i + 1].at == t->at)
			to = &dump->tokens[++i];
		str span = to->kind == TOKEN_LABEL ? t->text : dump_span(t, to);
		record_unparsed(dump->arena, sheet, t->line, span);
	}
}

bool
dump_is_letters(str s)
{
	uint32_t first = 0;
	size_t n = 0, len;

	for (str rest = text_strip(s); rest.n; rest = str_skip(rest, len)) {
		uint32_t c = text_fold_code(str_char(rest, &len));
		if (c == '.' && n)
			continue;
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) ||
		    (n && c != first))
			return false;
		first = c;
		n++;
	}
	return n == 1 || n == 2;
}

str
dump_block_letters(struct arena *arena, str s)
{
	str folded = text_fold(arena, s);

	while (str_ends(folded, S(".")))
		folded.n--;
	return folded;
}
