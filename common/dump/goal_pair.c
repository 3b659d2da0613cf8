#include "dump/goal_pair.h"

#include "dump/rows.h"
#include "form/words.h"
#include "solve/lattice.h"

/*
 * Line by line: it is the left cell's, the right cell's, or one of both, cut
 * at a space.  Heights are counted in halves of a line, from where the left
 * cell begins.
 */
enum {
	CUTS = 3, /* spaces of a line that are tried */
	PIECES = 1 + 2 * CUTS, /* of a line: it as a whole, heads and tails */
	SIDES = 2,
	WIDTH = 512,
	MARGIN = 8,
	AGAINST = 5, /* half as much for each line makes an answer doubtful */
	UNPLACED = -1000, /* a height: nothing was placed */
	NEVER = 1000,
	/* What speaks against a way. */
	UPWARD = 2, /* for each half line */
	BLOCK_UPWARD = 2, /* at most, where another block begins */
	NEAR = 1, /* halves of one line that are half a line apart */
	APART = 4, /* for each half line more */
	SHORT = 8, /* a line that goes on though there was room */
	STRANGE = 2, /* characters that the sheet never has together */
	KNOWN_3 = -4,
	KNOWN_4 = -6,
	ENDED = 4, /* a sentence */
	FALSE_BEGIN = 6,
	TRUE_BEGIN = -2,
	BROKEN_OFF = 2, /* a full line before a new paragraph */
	UNBALANCED = 8, /* each bracket */
	WRONG_END = 2,
	RIGHT_END = -2,
	OPEN_END = 8,
	BESIDE = -2, /* the left cell's line beside the row's label */
	LEFT_BEHIND = 2, /* of two at one height the right one first */
	LATIN = 4, /* words of another script cut at their space */
	SPACED = 8, /* a line with a space that is not cut there */
	ROOM = 2, /* columns that a full line may leave */
};

enum { LEFT, RIGHT, CUT }; /* choices; CUT + which space */

struct state {
	int16_t height; /* of the line placed last */
	int16_t lag; /* by how many lines the right cell is longer */
	int8_t count[SIDES], depth[SIDES]; /* lines; open brackets */
	uint16_t last[SIDES]; /* 1 + piece, 0: none */
};

struct fragment {
	str text;
	int width, depth;
};

struct pair {
	const struct joins *joins;
	const struct goal_pair_line *lines;
	size_t n;
	struct fragment *pieces; /* PIECES a line */
	int cuts[GOAL_PAIR_LINES];
	int full[SIDES]; /* how wide a line is that leaves no room */
	struct lattice lattice;
};

/* -- the pieces -- */

static int
bracket_depth(str text)
{
	static const char open[] = "（|「|『|(", close[] = "）|」|』|)";
	int depth = 0;
	size_t len;

	for (size_t i = 0; i < text.n; i += len) {
		str_char(str_skip(text, i), &len);
		str c = str_slice(text, i, i + len);
		depth += str_any(c, open, str_eq);
		depth -= str_any(c, close, str_eq);
	}
	return depth;
}

static struct fragment
piece_of(str text)
{
	return (struct fragment){
	    text, rows_display_width(text), bracket_depth(text)};
}

static void
cut_line(struct pair *p, size_t line)
{
	struct fragment *to = p->pieces + line * PIECES;
	str text = p->lines[line].text;

	to[0] = piece_of(text);
	for (size_t i = 1; i + 1 < text.n && p->cuts[line] < CUTS; i++) {
		if (text.p[i] != ' ')
			continue;
		int k = p->cuts[line]++;
		to[1 + 2 * k] = piece_of(str_take(text, i));
		to[2 + 2 * k] = piece_of(str_skip(text, i + 1));
	}
}

/* Lines of both cells tell how wide each is. */
static void
find_widths(struct pair *p)
{
	int most = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct fragment *piece = p->pieces + i * PIECES;
		if (!p->cuts[i])
			most = piece->width > most ? piece->width : most;
		for (int side = 0; side < SIDES && p->cuts[i] == 1; side++)
			if (piece[1 + side].width > p->full[side])
				p->full[side] = piece[1 + side].width;
	}
	for (int side = 0; side < SIDES; side++)
		p->full[side] = (p->full[side] ? p->full[side] : most) - ROOM;
}

/* -- what a line costs -- */

static bool
begins_new(str text)
{
	return str_any(text, "※|（|(|＜|①|②|③|④|⑤|⑥|⑦|⑧|⑨|・", str_starts);
}

/* Where one word ends with a line, the next cell does not begin: を, り方. */
static bool
is_cut_off(str text)
{
	size_t len;
	uint32_t c = str_char(text, &len);

	return (c >= 0x3041 && c <= 0x309e) || c == 0x30fc || c == 0x3005 ||
	    str_any(text, "、|。|，|）|」|)", str_starts);
}

static int
join_cost(const struct pair *p, const struct state *s, int side, size_t piece)
{
	str text = p->pieces[piece].text;

	if (!s->last[side])
		return is_cut_off(text) ? FALSE_BEGIN
		    : begins_new(text)	? TRUE_BEGIN
					: 0;
	const struct fragment *before = &p->pieces[s->last[side] - 1];
	int known = joins_count(p->joins, before->text, text);
	int cost = known == 4 ? KNOWN_4
	    : known == 3      ? KNOWN_3
	    : known	      ? 0
			      : STRANGE;
	if (begins_new(text))
		cost += before->width < p->full[side] ? 0 : BROKEN_OFF;
	else if (before->width < p->full[side])
		cost += SHORT;
	return cost + (str_ends(before->text, S("。")) ? ENDED : 0);
}

static int
height_at(const struct state *s, int side)
{
	return 2 * s->count[side] - (side == RIGHT ? s->lag : 0);
}

static int
rise_cost(const struct pair *p, const struct state *s, size_t line, int height)
{
	int up = s->height - height;

	if (s->height == UNPLACED || up <= 0)
		return 0;
	up *= UPWARD;
	return line && p->lines[line].block != p->lines[line - 1].block &&
		up > BLOCK_UPWARD
	    ? BLOCK_UPWARD
	    : up;
}

static int
put(const struct pair *p, struct state *s, int side, size_t piece)
{
	int cost = join_cost(p, s, side, piece);

	s->count[side]++;
	s->depth[side] = (int8_t)(s->depth[side] + p->pieces[piece].depth);
	s->last[side] = (uint16_t)(piece + 1);
	return cost;
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* Whether the space behind a head stands between words of Latin script. */
static bool
is_latin_space(const struct fragment *head)
{
	return is_ascii(head->text.p[head->text.n - 1]) &&
	    is_ascii(head->text.p[head->text.n + 1]);
}

/* The line as a whole is of one cell; what that costs, or NEVER. */
static int
put_whole(const struct pair *p, struct state *s, size_t line, int side)
{
	const struct fragment *piece = p->pieces + line * PIECES;
	int height = height_at(s, side);
	int cost = rise_cost(p, s, line, height);

	/* Too wide for one cell: it is of both. */
	if (p->cuts[line] && piece->width > p->full[side] + 2 * ROOM)
		return NEVER;
	if (side == LEFT && p->lines[line].first)
		cost += BESIDE;
	if (side == LEFT && height == s->height)
		cost += LEFT_BEHIND;
	for (int k = 0; k < p->cuts[line]; k++)
		if (!is_latin_space(&piece[1 + 2 * k]))
			cost += SPACED;
	cost += put(p, s, side, line * PIECES);
	s->height = (int16_t)height;
	return cost;
}

/* The line is of both, cut at its kth space. */
static int
put_cut(const struct pair *p, struct state *s, size_t line, int k)
{
	size_t head = line * PIECES + 1 + 2 * (size_t)k;
	int left = height_at(s, LEFT), right = height_at(s, RIGHT);
	int apart = left < right ? right - left : left - right;
	int cost = rise_cost(p, s, line, (left + right) / 2) +
	    (apart > 1 ? NEAR + APART * (apart - 1) : NEAR * apart);

	if (is_latin_space(&p->pieces[head]))
		cost += LATIN;
	cost += put(p, s, LEFT, head);
	cost += put(p, s, RIGHT, head + 1);
	s->height = (int16_t)(left > right ? left : right);
	return cost;
}

static int
put_line(const struct pair *p, struct state *s, size_t line, uint32_t choice)
{
	return choice < CUT ? put_whole(p, s, line, (int)choice)
			    : put_cut(p, s, line, (int)(choice - CUT));
}

/* A word of which the last line has the end alone: 達, 成. */
static bool
ends_so(str text, str word)
{
	return str_ends(text, word) ||
	    (text.n < word.n && str_ends(word, text));
}

static int
end_cost(const struct pair *p, const struct state *s)
{
	int cost = 0;

	for (int side = 0; side < SIDES; side++) {
		str end = p->pieces[s->last[side] - 1].text;
		int depth = s->depth[side];
		bool goal = str_any(end, words_goal_ends, ends_so);
		bool indicator = str_any(end, words_indicator_ends, ends_so);
		cost += UNBALANCED * (depth < 0 ? -depth : depth);
		cost += (side == LEFT ? goal : indicator)     ? RIGHT_END
		    : goal || indicator			      ? WRONG_END
		    : str_any(end, words_open_ends, str_ends) ? OPEN_END
							      : 0;
	}
	return cost;
}

/* -- the search -- */

static struct state
begin_with(int lag)
{
	return (struct state){.height = UNPLACED, .lag = (int16_t)lag};
}

/* By how many lines one cell is longer is settled before the first line. */
static void
begin(struct pair *p)
{
	int most = (int)p->n;

	for (int lag = -most; lag <= most; lag++) {
		struct state s = begin_with(lag);
		lattice_offer(
		    &p->lattice, 0, &s, 0, (uint32_t)(lag + GOAL_PAIR_LINES));
	}
	lattice_step(&p->lattice);
}

static void
step(struct pair *p, size_t line)
{
	uint32_t choices = CUT + (uint32_t)p->cuts[line];

	for (size_t i = 0; i < lattice_count(&p->lattice); i++)
		for (uint32_t choice = 0; choice < choices; choice++) {
			struct state s = *(const struct state *)lattice_state(
			    &p->lattice, i);
			int cost = put_line(p, &s, line, choice);
			if (cost != NEVER)
				lattice_offer(&p->lattice, i, &s, cost, choice);
		}
	lattice_step(&p->lattice);
}

static bool
end(struct pair *p)
{
	for (size_t i = 0; i < lattice_count(&p->lattice); i++) {
		const struct state *s = lattice_state(&p->lattice, i);
		if (s->count[LEFT] && s->count[RIGHT] &&
		    s->count[RIGHT] - s->count[LEFT] == s->lag)
			lattice_offer(&p->lattice, i, s, end_cost(p, s), LEFT);
	}
	return lattice_step(&p->lattice);
}

static void
add(struct arena *arena, struct list *lines, const struct fragment *piece)
{
	*list_add(arena, lines, str) = piece->text;
}

/* What an answer costs, and all of that which speaks against it. */
static int
measure(const struct pair *p, const uint32_t *choices, int *against)
{
	struct state s = begin_with((int)choices[0] - GOAL_PAIR_LINES);
	int sum = 0;

	*against = 0;
	for (size_t i = 0; i <= p->n; i++) {
		int cost = i < p->n ? put_line(p, &s, i, choices[i + 1])
				    : end_cost(p, &s);
		sum += cost;
		*against += cost > 0 ? cost : 0;
	}
	return sum;
}

static bool
answer(struct pair *p, struct arena *arena, struct goal_pair *to)
{
	uint32_t *choices;
	int *margins, against;

	lattice_best(&p->lattice, &choices, &margins);
	for (size_t i = 0; i < p->n; i++)
		if (margins[i + 1] < MARGIN)
			return false;
	to->cost = measure(p, choices, &against);
	if (2 * against > AGAINST * (int)p->n)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		uint32_t choice = choices[i + 1];
		const struct fragment *piece = p->pieces + i * PIECES;
		if (choice < CUT) {
			add(arena, choice == LEFT ? &to->left : &to->right,
			    piece);
			continue;
		}
		add(arena, &to->left, &piece[1 + 2 * (choice - CUT)]);
		add(arena, &to->right, &piece[2 + 2 * (choice - CUT)]);
	}
	return true;
}

bool
goal_pair_solve(struct arena *arena, const struct joins *joins,
    const struct goal_pair_line *lines, size_t n, struct goal_pair *to)
{
	struct pair p = {.joins = joins, .lines = lines, .n = n};
	struct state start = begin_with(0);

	*to = (struct goal_pair){.cost = 0};
	if (!n || n > GOAL_PAIR_LINES)
		return false;
	p.pieces = arena_new(arena, struct fragment, n * PIECES);
	for (size_t i = 0; i < n; i++)
		cut_line(&p, i);
	find_widths(&p);
	lattice_init(&p.lattice, arena, sizeof start, WIDTH, &start);
	begin(&p);
	for (size_t i = 0; i < n; i++)
		step(&p, i);
	return end(&p) && answer(&p, arena, to);
}
