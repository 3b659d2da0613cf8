#include "dump/goal_lines.h"

#include "value/text.h"

#include <string.h>

const struct goal_form goal_forms[GOAL_KINDS] = {
    [GOAL_OUTCOME] = {{LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR},
	LABEL_OUTCOME,
	{LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT}, 3},
    [GOAL_OUTPUT] = {{LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_GOAL}, LABEL_OUTPUT,
	{LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED, 0}, 2},
    [GOAL_UNIT_COST] = {{LABEL_UNIT_COST_BASIS, 0}, LABEL_UNIT_COST,
	{LABEL_UNIT_COST, LABEL_FORMULA, 0}, 2},
    [GOAL_MEASURE] = {{LABEL_MEASURE_INDICATOR, 0}, 0,
	{LABEL_MEASURE_ACTUAL, LABEL_OUTCOME_TARGET, 0}, 2},
};

bool
goal_is_label(const struct token *t, int label)
{
	return label && t->kind == TOKEN_LABEL && t->label == label;
}

enum goal_kind
goal_kind_of(enum part part)
{
	switch (part) {
	case PART_OUTCOME:
		return GOAL_OUTCOME;
	case PART_OUTPUT:
		return GOAL_OUTPUT;
	case PART_UNIT_COST:
		return GOAL_UNIT_COST;
	case PART_POLICY:
		return GOAL_MEASURE;
	default:
		return GOAL_KINDS;
	}
}

bool
goal_heads(const struct dump *dump, size_t from, size_t to, enum goal_kind kind)
{
	for (size_t i = from; i < to; i++)
		if (goal_is_label(
			&dump->tokens[i], goal_forms[kind].begin[0]) ||
		    goal_is_label(&dump->tokens[i], goal_forms[kind].begin[1]))
			return true;
	return false;
}

struct goal_lined *
goal_new_lined(struct goal_reader *r, enum goal_kind kind)
{
	struct goal_lined *t =
	    list_add(r->dump->arena, &r->tables[kind], struct goal_lined);

	t->kind = kind;
	for (int i = 0; i < GOAL_ROWS; i++)
		t->lines[i].unit = STR_NULL;
	return t;
}

static void
add_cell(struct goal_line *line, size_t token, str text)
{
	if (line->n < GOAL_CELLS)
		line->cells[line->n++] = (struct goal_cell){.token = token + 1,
		    .text = text,
		    .value =
			text_is_none(text) ? (struct dec){0} : dec_cell(text)};
}

/* Formulas of one line stand a space apart. */
static void
add_cells(struct goal_line *line, size_t token, str text)
{
	size_t begin = 0;

	for (size_t i = 1; i <= text.n; i++)
		if (i == text.n || text.p[i] == ' ') {
			str piece = text_strip(str_slice(text, begin, i));
			if (piece.n)
				add_cell(line, token, piece);
			begin = i + 1;
		}
}

void
goal_read_cells(
    struct goal_reader *r, struct goal_line *line, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (t->kind == TOKEN_LABEL || t->used)
			continue;
		if (t->kind == TOKEN_FIGURE) {
			add_cell(line, i, t->text);
			if (line->n && r->column)
				line->cells[line->n - 1].x =
				    2 * r->column[i] + rows_characters(t->text);
		} else if (!str_is_null(goal_formula_of(t->text))) {
			add_cells(line, i, t->text);
		} else if (line->n == 0 && str_is_null(line->unit)) {
			line->unit = text_clean(r->dump->arena, t->text);
			r->dump->tokens[i].used = true;
		} else {
			add_cell(line, i, t->text);
		}
	}
}

int *
goal_find_columns(const struct dump *dump)
{
	int *column = arena_new(dump->arena, int, dump->n + 1);

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		const char *from = dump->tokens[0].text.p, *p = t->text.p;
		bool behind = i > 0 && t[-1].at == t->at;
		if (behind)
			from = t[-1].text.p;
		for (; p > from && p[-1] != '\n' && p[-1] != '\f'; p--)
			column[i] += ((unsigned char)p[-1] & 0xc0) != 0x80;
		if (behind)
			column[i] += column[i - 1];
	}
	return column;
}

void
goal_drop_dash_unit(struct goal_reader *r, struct goal_lined *t)
{
	bool any = false;

	for (int row = 0; row < goal_forms[t->kind].nrows; row++) {
		const struct goal_line *line = &t->lines[row];
		if (!line->n)
			continue;
		if (!str_is_null(line->unit) ||
		    !text_is_none(line->cells[0].text))
			return;
		any = true;
	}
	for (int row = 0; row < goal_forms[t->kind].nrows && any; row++) {
		struct goal_line *line = &t->lines[row];
		if (!line->n)
			continue;
		r->dump->tokens[line->cells[0].token - 1].used = true;
		memmove(line->cells, line->cells + 1,
		    (size_t)--line->n * sizeof *line->cells);
	}
}
