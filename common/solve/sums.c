#include "solve/sums.h"

#include <string.h>

enum {
	ODD = 2, /* a step that is none of either way */
	TURN = 1, /* from one way to the other */
	SWAPPED = 3, /* the second column before the first */
	APART = 1, /* sums apart from their columns */
	AS_TOLD = -3,
	NEARLY_AS_TOLD = 1,
	NOT_AS_TOLD = 6,
	COST_MAX = 8,
	KEPT = 16, /* answers */
	VOID_ROW = 2, /* a row of two dashes */
	VOID_COLUMN = 1,
	ROUNDED = 2, /* a sum that is so by rounding */
	NEVER = 1000,
	NODES = 150 * 1000,
};

enum way { NO_WAY, ACROSS, DOWN };

struct answer {
	size_t at[2][SUMS_ROWS + 1];
	int cost;
};

struct search {
	struct sums *s;
	size_t at[2][SUMS_ROWS + 1];
	int next[2]; /* rows filled */
	int64_t sum[2], half[2];
	int last; /* column filled last */
	int open; /* columns whose sum may still turn out as told */
	int limit; /* what an answer may cost */
	int nodes;
	int64_t most; /* the largest figure */
	struct answer answers[KEPT];
	int n;
};

/* What it costs that a figure of a column follows the last one. */
static int
step_cost(const struct search *q, int side, enum way way, enum way *next)
{
	int rows = q->s->rows, k = q->next[side], other = q->next[!side];

	*next = way;
	if (q->last < 0)
		return side ? SWAPPED : 0;
	bool across = q->last != side && k == (side ? other - 1 : other);
	bool down = q->last == side;
	if (across || down) {
		enum way now = across ? ACROSS : DOWN;
		*next = now;
		return way == NO_WAY || way == now || rows == 1 ? 0 : TURN;
	}
	if (other == rows + 1 && k == 0)
		return side ? 0 : SWAPPED;
	if (other == rows && (k == 0 || k == rows))
		return APART;
	return ODD;
}

/* The price at which a column adds up to a figure at its end, or NEVER. */
static int
sum_cost(const struct search *q, int side, const struct grid_figure *total)
{
	int64_t sum = q->sum[side];

	if (!total->known || !total->value)
		return sum == 0 ? VOID_COLUMN : NEVER;
	if (!sum || total->value < 0)
		return NEVER;
	/* 10 + 20 = 31 may be rounding; 1 + 1 = 3 is nothing. */
	int64_t slack = q->s->rows < 2 ? 0 : q->half[side] + total->half;
	int64_t apart = sum - total->value;
	if (!apart)
		return 0;
	return slack <= total->value / 2 && apart <= slack && -apart <= slack
	    ? ROUNDED
	    : NEVER;
}

static int
told_cost(const struct search *q, int side, const struct grid_figure *total)
{
	const struct grid_figure *told = &q->s->told[side];
	int64_t apart = (total->known ? total->value : 0) - told->value;

	if (!told->known)
		return 0;
	/* What was rounded before it was added up. */
	return apart == 0 ? AS_TOLD
	    : -apart <= 2 * told->half && apart <= 2 * told->half
	    ? NEARLY_AS_TOLD
	    : NOT_AS_TOLD;
}

static void
keep(struct search *q, int cost)
{
	int at = q->n;

	if (q->n < KEPT)
		q->n++;
	else
		for (int i = at = 0; i < KEPT; i++)
			if (q->answers[i].cost > q->answers[at].cost)
				at = i;
	if (at < q->n - 1 && q->answers[at].cost <= cost)
		return;
	memcpy(q->answers[at].at, q->at, sizeof q->at);
	q->answers[at].cost = cost;
}

static void go(struct search *, size_t i, int cost, enum way);

/* A row without amounts on either side. */
static bool
is_void(const struct search *q, int row)
{
	return row < q->s->rows && q->next[0] > row && q->next[1] > row &&
	    !q->s->figures[q->at[0][row]].figure.known &&
	    !q->s->figures[q->at[1][row]].figure.known;
}

/* More than a column may come to. */
static bool
is_over(const struct search *q, int side)
{
	const struct grid_figure *told = &q->s->told[side];
	int64_t half = q->half[side] + 2 * told->half;

	return q->sum[side] - half > (told->known ? told->value : q->most);
}

static void
take(struct search *q, size_t i, int side, int cost, enum way way)
{
	const struct sums_figure *f = &q->s->figures[i];
	int row = q->next[side], last = q->last, open = q->open;
	int64_t sum = q->sum[side], half = q->half[side];
	enum way next;

	if (row > q->s->rows || !(f->sides >> side & 1))
		return;
	cost += step_cost(q, side, way, &next);
	if (row == q->s->rows) {
		cost += sum_cost(q, side, &f->figure) +
		    told_cost(q, side, &f->figure);
		q->open -= q->s->told[side].known;
	} else if (f->figure.known) {
		if (f->figure.value < 0)
			return;
		q->sum[side] += f->figure.value;
		q->half[side] += f->figure.half;
	}
	q->at[side][row] = i;
	q->next[side]++;
	q->last = side;
	if (is_void(q, row))
		cost += VOID_ROW;
	if (row == q->s->rows || !is_over(q, side))
		go(q, i + 1, cost, next);
	q->next[side]--;
	q->last = last;
	q->open = open;
	q->sum[side] = sum;
	q->half[side] = half;
}

/* All ways to go on with figure i; as deep as there are figures. */
static void
go(struct search *q, size_t i, int cost, enum way way)
{
	int rows = q->s->rows;

	if (cost + AS_TOLD * q->open > q->limit)
		return;
	if (q->next[0] == rows + 1 && q->next[1] == rows + 1) {
		keep(q, cost);
		return;
	}
	size_t open = (size_t)(2 * rows + 2 - q->next[0] - q->next[1]);
	if (i + open > q->s->n || q->nodes == 0)
		return;
	q->nodes--;
	take(q, i, 0, cost, way);
	take(q, i, 1, cost, way);
	/* Others may stand between the columns rather than in them. */
	bool between = (q->next[0] == rows + 1 && !q->next[1]) ||
	    (q->next[1] == rows + 1 && !q->next[0]);
	int skip = q->s->figures[i].skip;
	if (q->last >= 0)
		go(q, i + 1, cost + (between && skip ? 1 : skip), way);
}

static bool
says_same(const struct sums *s, size_t a, size_t b)
{
	const struct grid_figure *f = &s->figures[a].figure;
	const struct grid_figure *g = &s->figures[b].figure;

	return f->known == g->known && (!f->known || f->value == g->value);
}

/* All answers up to a cost; the cheapest, or NULL. */
static const struct answer *
search(struct search *q, int limit)
{
	const struct answer *best = NULL;

	q->limit = limit;
	q->n = 0;
	for (size_t i = 0; i < q->s->n; i++) {
		take(q, i, 0, 0, NO_WAY);
		take(q, i, 1, 0, NO_WAY);
	}
	for (int k = 0; k < q->n; k++)
		if (!best || q->answers[k].cost < best->cost)
			best = &q->answers[k];
	return best;
}

bool
sums_solve(struct sums *s)
{
	struct search q = {.s = s, .last = -1, .nodes = NODES};
	const struct answer *best = NULL;

	for (size_t i = 0; i < s->n; i++)
		if (s->figures[i].figure.known &&
		    s->figures[i].figure.value > q.most)
			q.most = s->figures[i].figure.value;
	q.open = s->told[0].known + s->told[1].known;
	for (int limit = AS_TOLD * q.open; !best && limit <= COST_MAX; limit++)
		best = search(&q, limit);
	if (best)
		best = search(&q, best->cost + s->margin);
	if (!best)
		return false;
	memcpy(s->at, best->at, sizeof s->at);
	s->cost = best->cost;
	for (int side = 0; side < 2; side++)
		for (int row = 0; row <= s->rows; row++) {
			bool sure = q.nodes > 0;
			for (int k = 0; k < q.n; k++)
				if (!says_same(s, best->at[side][row],
					q.answers[k].at[side][row]))
					sure = false;
			s->sure[side][row] = sure;
		}
	return true;
}
