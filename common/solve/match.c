#include "solve/match.h"

#include <limits.h>

/*
 * The Hungarian method with potentials (H. W. Kuhn, The Hungarian method for
 * the assignment problem, 1955), on a square of costs.  Row and column 0 are
 * the start of each search.
 */
struct square {
	size_t n;
	int *cost; /* [(row - 1) * n + column - 1] */
	int *rows, *columns; /* potentials */
	size_t *row_of; /* column -> row */
	size_t *way; /* column -> the column before it on the path */
};

static void
add_row(struct square *q, struct arena *arena, size_t row)
{
	int *least = arena_new(arena, int, q->n + 1);
	bool *seen = arena_new(arena, bool, q->n + 1);
	size_t column = 0;

	for (size_t j = 0; j <= q->n; j++)
		least[j] = INT_MAX;
	q->row_of[0] = row;
	do {
		size_t from = q->row_of[column], next = 0;
		int delta = INT_MAX;
		seen[column] = true;
		for (size_t j = 1; j <= q->n; j++) {
			if (seen[j])
				continue;
			int cost = q->cost[(from - 1) * q->n + j - 1] -
			    q->rows[from] - q->columns[j];
			if (cost < least[j]) {
				least[j] = cost;
				q->way[j] = column;
			}
			if (least[j] < delta) {
				delta = least[j];
				next = j;
			}
		}
		for (size_t j = 0; j <= q->n; j++) {
			if (seen[j]) {
				q->rows[q->row_of[j]] += delta;
				q->columns[j] -= delta;
			} else if (j) {
				least[j] -= delta;
			}
		}
		column = next;
	} while (q->row_of[column]);
	while (column) {
		size_t before = q->way[column];
		q->row_of[column] = q->row_of[before];
		column = before;
	}
}

bool
match_best(struct arena *arena, const int *worth, size_t left, size_t right,
    int *answer)
{
	struct square q = {.n = left > right ? left : right};

	for (size_t l = 0; l < left; l++)
		answer[l] = -1;
	if (q.n > MATCH_MAX)
		return false;
	q.cost = arena_new(arena, int, q.n *q.n + 1);
	q.rows = arena_new(arena, int, q.n + 1);
	q.columns = arena_new(arena, int, q.n + 1);
	q.row_of = arena_new(arena, size_t, q.n + 1);
	q.way = arena_new(arena, size_t, q.n + 1);
	for (size_t l = 0; l < left; l++)
		for (size_t r = 0; r < right; r++)
			q.cost[l * q.n + r] = -worth[l * right + r];
	for (size_t row = 1; row <= q.n; row++)
		add_row(&q, arena, row);
	for (size_t j = 1; j <= q.n; j++)
		if (q.row_of[j] <= left && j <= right)
			answer[q.row_of[j] - 1] = (int)j - 1;
	return true;
}
