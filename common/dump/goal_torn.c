#include "dump/goal_torn.h"

#include "dump/goal_costs.h"
#include "value/text.h"

enum {
	NEAR = 100, /* tokens before and behind in which costs are looked for */
	UNIT_MAX = 24, /* bytes of a unit that a rest stands beside */
	COSTS_MIN = 2, /* that tell which formulas go on */
};

struct piece {
	str text;
	size_t token;
};

struct torn {
	const struct dump *dump;
	struct piece begins[TORN_MAX], rests[TORN_MAX];
	size_t nbegins, nrests, end;
	/* Powers of costs near by: of a begin alone, with each of the rests;
	 * whether that is a formula at all. */
	unsigned powers[TORN_MAX][TORN_MAX + 1];
	bool is[TORN_MAX][TORN_MAX + 1];
};

bool
goal_is_piece(str word)
{
	size_t digits = 0, len;

	for (str s = word; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		digits += c >= '0' && c <= '9';
		if ((c < '0' || c > '9') && c != ',' && c != '.' && c != '/' &&
		    c != 0x00F7)
			return false;
	}
	return digits > 0;
}

static bool
has_stroke(str text)
{
	return str_any(text, "/|／|÷", str_has);
}

/* The pieces of a token; false when there are too many. */
static bool
add_pieces(const struct dump *dump, size_t i, struct piece *pieces, size_t *n)
{
	for (str rest = dump->tokens[i].text; rest.n;) {
		struct str_cut cut = str_cut(rest, ' ');
		rest = cut.tail;
		if (!goal_is_piece(cut.head))
			continue;
		if (*n == TORN_MAX)
			return false;
		pieces[(*n)++] = (struct piece){.text = cut.head, .token = i};
	}
	return true;
}

/* The line of token i, and what stands below it in its paragraph. */
static bool
read_paragraph(struct torn *t, size_t i)
{
	const struct dump *dump = t->dump;
	int paragraph = dump->tokens[i].paragraph, line = dump->tokens[i].at;
	size_t k = i, strokes = 0;

	for (; k < dump->n && dump->tokens[k].at == line; k++)
		if (dump->tokens[k].kind == TOKEN_LABEL ||
		    !add_pieces(dump, k, t->begins, &t->nbegins))
			return false;
	for (size_t b = 0; b < t->nbegins; b++)
		strokes += has_stroke(t->begins[b].text);
	for (; k < dump->n && dump->tokens[k].paragraph == paragraph; k++) {
		const struct token *token = &dump->tokens[k];
		size_t before = t->nrests;
		if (token->kind == TOKEN_LABEL || token->text.n > UNIT_MAX ||
		    !add_pieces(dump, k, t->rests, &t->nrests))
			break;
		if (t->nrests > before)
			t->end = k + 1;
	}
	return strokes && t->nrests;
}

/* What is the last of a line without a stroke is the first of the rests. */
static void
move_rest(struct torn *t)
{
	if (t->nbegins < 2 || t->nrests == TORN_MAX ||
	    has_stroke(t->begins[t->nbegins - 1].text))
		return;
	for (size_t k = t->nrests++; k > 0; k--)
		t->rests[k] = t->rests[k - 1];
	t->rests[0] = t->begins[--t->nbegins];
}

static str
join(const struct torn *t, size_t begin, size_t rest)
{
	return rest == TORN_MAX
	    ? t->begins[begin].text
	    : arena_join(
		  t->dump->arena, t->begins[begin].text, t->rests[rest].text);
}

static void
find_powers(struct torn *t, size_t at)
{
	const struct dump *dump = t->dump;
	size_t from = at > NEAR ? at - NEAR : 0;

	for (size_t b = 0; b < t->nbegins; b++)
		for (size_t r = 0; r <= TORN_MAX; r++) {
			struct dec x, y;
			if ((r >= t->nrests && r < TORN_MAX) ||
			    !goal_formula_parts(join(t, b, r), &x, &y))
				continue;
			t->is[b][r] = true;
			for (size_t k = from; k < dump->n && k < at + NEAR; k++)
				if (dump->tokens[k].kind == TOKEN_FIGURE &&
				    dump->tokens[k].page ==
					dump->tokens[at].page)
					t->powers[b][r] |= goal_cost_powers(
					    dec_cell(dump->tokens[k].text), x,
					    y);
		}
}

/* The rest of each begin, by the bits of those that have one. */
static bool
deal(const struct torn *t, unsigned bits, size_t rests[TORN_MAX])
{
	size_t next = 0;

	for (size_t b = 0; b < t->nbegins; b++) {
		rests[b] = bits >> b & 1 ? next++ : TORN_MAX;
		if (!t->is[b][rests[b]])
			return false;
	}
	return next == t->nrests;
}

/* The most formulas of one power whose costs are near by. */
static int
count_costs(const struct torn *t, const size_t rests[TORN_MAX])
{
	int most = 0;

	for (int power = 0; power < 32; power++) {
		int count = 0;
		for (size_t b = 0; b < t->nbegins; b++)
			count += (int)(t->powers[b][rests[b]] >> power & 1);
		most = count > most ? count : most;
	}
	return most;
}

/* All that are no formulas go on, and no others. */
static bool
is_plain(const struct torn *t, size_t rests[TORN_MAX])
{
	unsigned bits = 0;

	for (size_t b = 0; b < t->nbegins; b++)
		bits |= t->is[b][TORN_MAX] ? 0 : 1u << b;
	return deal(t, bits, rests);
}

/* False unless one way of dealing out the rests is better than all others. */
static bool
choose(const struct torn *t, size_t best[TORN_MAX])
{
	int most = COSTS_MIN - 1;
	bool alone = false;

	for (unsigned bits = 1; bits >> t->nbegins == 0; bits++) {
		size_t rests[TORN_MAX];
		if (!deal(t, bits, rests))
			continue;
		int count = count_costs(t, rests);
		if (count < most)
			continue;
		alone = count > most;
		most = count;
		for (size_t b = 0; alone && b < t->nbegins; b++)
			best[b] = rests[b];
	}
	return alone;
}

bool
goal_torn_read(const struct dump *dump, size_t i, struct goal_torn *out)
{
	struct torn t = {.dump = dump};
	size_t rests[TORN_MAX];

	if (!read_paragraph(&t, i))
		return false;
	move_rest(&t);
	find_powers(&t, i);
	if (!is_plain(&t, rests) && !choose(&t, rests))
		return false;
	*out = (struct goal_torn){.n = t.nbegins, .end = t.end};
	for (size_t b = 0; b < t.nbegins; b++)
		out->formulas[b] =
		    (struct torn_formula){.text = join(&t, b, rests[b]),
			.token = t.begins[b].token,
			.rest = rests[b] == TORN_MAX ? dump->n
						     : t.rests[rests[b]].token};
	return true;
}
