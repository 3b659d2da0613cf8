#include "dump/goal_local.h"

#include "dump/blocks.h"
#include "value/era.h"
#include "value/text.h"

/*
 * A table of アウトカム or アウトプット whose figures stand in its own stretch,
 * as pdfminer keeps them.  Both directions of reading are searched; where
 * they differ nothing is sure.
 */
enum {
	COST_MAX = 4,
	OUTPUT_COST_MAX = -3,
	MARGIN = 2,
	SPARE = 4, /* figures more than it has cells */
	HOLDS = -6,
	BROKEN = 5,
};

static const struct kind_form {
	int columns;
	uint8_t open, usual[GOAL_ROWS];
	enum part part;
} forms[] = {
    [GOAL_OUTCOME] = {5, 0x1f, {0x07, 0x07, 0x07}, PART_OUTCOME},
    [GOAL_OUTPUT] = {5, 0x1f, {0x07, 0x0f, 0}, PART_OUTPUT},
};

struct table {
	struct dump *dump;
	const struct sheet *sheet;
	enum goal_kind kind;
	size_t from, to;
	struct block_figures figures;
	struct grid grid;
};

static bool
is_known(const struct grid_figure *f)
{
	return f && f->known;
}

static int
place(const struct grid *g, size_t i, int row, int column)
{
	const struct table *t = g->context;
	const struct grid_figure *f = &g->figures[i];
	int label = t->figures.labels[i], price = 0;

	if (row < 0)
		return 6;
	if (t->kind == GOAL_OUTCOME && f->known && column >= 3 && row != 1)
		price += 2;
	if (t->kind == GOAL_OUTPUT && f->known && row == 0 && column >= 3)
		price += 4;
	for (int r = 0; r < g->rows; r++)
		if (label && label == goal_row_label(t->kind, r))
			price += r == row ? -1 : 2;
	return price;
}

static int
judge_outcome(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct grid_figure *actual = grid_at(g, cells, 0, column);
	const struct grid_figure *target = grid_at(g, cells, 1, column);
	const struct grid_figure *attained = grid_at(g, cells, 2, column);
	int check = goal_attainment(actual, target, attained);

	if (check > 0)
		return HOLDS;
	if (!last)
		return 0;
	if (check < 0)
		return BROKEN;
	if (is_known(attained) && !(is_known(actual) && is_known(target)))
		return 4;
	if (is_known(actual) && is_known(target) && !is_known(attained))
		return target->value ? 2 : 0;
	return 0;
}

static int
judge_output(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct table *t = g->context;
	const struct grid_figure *actual = grid_at(g, cells, 0, column);
	const struct grid_figure *planned = grid_at(g, cells, 1, column);
	const struct grid_figure *done =
	    column < GOAL_FIRST_YEAR ? actual : planned;
	int price = 0;

	(void)last;
	if (is_known(done) && done->value &&
	    goal_is_divisor(t->sheet, column, done))
		price -= 4;
	/* Figures of a year are of like size. */
	if (is_known(actual) && is_known(planned) && actual->value > 0 &&
	    planned->value > 0 &&
	    (actual->value / 20 > planned->value ||
		planned->value / 20 > actual->value))
		price += 2;
	return price;
}

static void
read_figures(struct table *t)
{
	int label = LABEL_NONE, pile = 0;
	bool parted = false;

	for (size_t i = t->from; i < t->to; i++) {
		const struct token *token = &t->dump->tokens[i];
		if (token->kind == TOKEN_LABEL) {
			enum goal_kind kind;
			/* Behind the last row: of another table's columns. */
			if (token->label == LABEL_EVIDENCE && t->figures.n > 5)
				return;
			bool row = goal_row_of(t->dump, i, &kind) >= 0;
			label = row ? token->label : LABEL_NONE;
			pile += row;
			parted = true;
			continue;
		}
		if (token->used || token->kind != TOKEN_FIGURE ||
		    goal_is_year_dash(t->dump, i))
			continue;
		size_t n = t->figures.n;
		blocks_add(t->dump, i, &t->figures, parted);
		if (t->figures.n > n)
			t->figures.labels[n] = pile > 1 ? LABEL_NONE : label;
		if (pile > 1)
			label = LABEL_NONE;
		parted = false;
		pile = 0;
	}
}

static bool
solve(struct table *t)
{
	const struct kind_form *form = &forms[t->kind];
	struct grid *g = &t->grid;
	struct arena *arena = t->dump->arena;
	int rows = goal_row_count(t->kind);

	*g = (struct grid){.rows = rows,
	    .columns = form->columns,
	    .figures = t->figures.figures,
	    .n = t->figures.n,
	    .margin = MARGIN,
	    .context = t,
	    .place = place,
	    .judge = t->kind == GOAL_OUTCOME ? judge_outcome : judge_output};
	for (int r = 0; r < rows; r++) {
		g->open[r] = form->open;
		g->usual[r] = form->usual[r];
	}
	if (t->figures.n < 2 || t->figures.full ||
	    t->figures.n > (size_t)(rows * form->columns + SPARE))
		return false;
	struct grid down = *g;
	down.down = true;
	if (!grid_solve(g, arena) || !grid_solve(&down, arena))
		return false;
	struct grid *best = down.cost < g->cost ? &down : g;
	struct grid *other = best == g ? &down : g;
	bool rival = other->cost <= best->cost + best->margin;
	for (int r = 0; r < rows; r++)
		for (int c = 0; c < form->columns; c++) {
			const struct grid_figure *a =
			    grid_at(best, &best->best, r, c);
			const struct grid_figure *b =
			    grid_at(other, &other->best, r, c);
			if (rival &&
			    (is_known(a) != is_known(b) ||
				(is_known(a) && a->key != b->key)))
				best->sure[r][c] = false;
		}
	*g = *best;
	/* Outputs know no rule but that of their order. */
	return g->cost <= (t->kind == GOAL_OUTPUT ? OUTPUT_COST_MAX : COST_MAX);
}

bool
goal_local_read(struct dump *dump, const struct sheet *sheet,
    enum goal_kind kind, size_t from, size_t to, struct goal_figures *out)
{
	struct table *t = arena_new(dump->arena, struct table, 1);

	*t = (struct table){
	    .dump = dump, .sheet = sheet, .kind = kind, .from = from, .to = to};
	read_figures(t);
	if (!solve(t))
		return false;
	for (int r = 0; r < t->grid.rows; r++)
		for (int c = 0; c < t->grid.columns; c++) {
			unsigned at = t->grid.best.at[r][c];
			if (at && t->grid.sure[r][c] &&
			    t->figures.figures[at - 1].known)
				out->at[r][c] = 1 + t->figures.tokens[at - 1];
		}
	return true;
}

/* The first year of a table's heading, a label or the line of all years. */
static bool
is_heading(const struct dump *dump, size_t i, int year)
{
	const struct token *t = &dump->tokens[i];
	size_t end;

	if (t->kind == TOKEN_LABEL)
		return t->label == DUMP_YEAR && t->year == year;
	return t->kind == TOKEN_TEXT && t->text.n < 80 &&
	    era_year(t->text, year, &end) == year && end <= 18;
}

void
goal_local_stretches(const struct dump *dump, const struct sheet *sheet,
    enum goal_kind kind, struct goal_stretch *all, size_t n)
{
	enum part part = forms[kind].part;
	size_t found = 0, to = n ? all[n - 1].from : 0;
	int year = sheet->sheet_year - GOAL_FIRST_YEAR;

	for (size_t k = 0; k < n; k++) {
		all[k].figures_from = all[k].from;
		all[k].figures_to = all[k].to;
	}
	while (to < dump->n &&
	    (dump->tokens[to].kind != TOKEN_LABEL ||
		dump->tokens[to].part <= part))
		to++;
	for (size_t i = n ? all[0].from : to; i < to; i++)
		found += is_heading(dump, i, year);
	if (!n || found != n)
		return;
	/* The figures of the last may come behind the label of the next. */
	if (part == PART_OUTPUT)
		while (to < dump->n &&
		    dump->tokens[to].part <= PART_UNIT_COST &&
		    !is_heading(dump, to, year) &&
		    dump->tokens[to].label != LABEL_FORMULA)
			to++;
	for (size_t i = all[0].from, k = 0; i < to; i++) {
		if (!is_heading(dump, i, year))
			continue;
		all[k].figures_from = i;
		all[k].figures_to = to;
		if (k)
			all[k - 1].figures_to = i;
		k++;
	}
}
