/* 費目・使途, 支出先上位10者リスト and 国庫債務負担行為等による契約先. */
#include "form/flow.h"
#include "form/form_part.h"
#include "value/corp.h"
#include "value/text.h"

/* -- block letters -- */

bool
form_block(struct arena *a, str text, bool alone, str *block, str *name)
{
	struct text letters = {.arena = a};
	str s = text_strip(text);
	size_t len;
	uint32_t c = 0;

	while (s.n && letters.n < 3) {
		c = text_fold_code(str_char(s, &len));
		/* behind Z the form goes on with a, b ... */
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
			break;
		text_char(&letters, (char)c);
		s = str_skip(s, len);
	}
	if (letters.n < 1 || letters.n > 2)
		return false;
	while (s.n && text_is_space(str_char(s, &len)))
		s = str_skip(s, len);
	*block = text_str(&letters);
	*name = STR_NULL;
	if (!s.n)
		return alone;
	c = text_fold_code(str_char(s, &len));
	if (c != '.' && c != 0x3002 && c != 0xff0e)
		return false;
	*name = text_strip(str_skip(s, len));
	if (!name->n)
		*name = STR_NULL;
	return true;
}

/* -- 費目・使途 -- */

struct side {
	struct spending now;
	bool open;
};

struct spending_table {
	struct list_column columns[6]; /* item, use, amount; twice */
	size_t n; /* 0, 3 or 6 */
	struct side sides[2];
};

static bool
says(const struct figure *figure)
{
	return figure->value.known || !str_is_empty(figure->text);
}

static void
close_side(struct form *f, struct side *side)
{
	struct spending *s = &side->now;

	if (side->open &&
	    (!str_is_null(s->payee) || s->items.n ||
		(says(&s->total) && !dec_is_zero(s->total.value))))
		*list_add(f->a, &f->s->spending, struct spending) = *s;
	*side = (struct side){.open = false};
}

static void
close_sides(struct form *f, struct spending_table *t)
{
	close_side(f, &t->sides[0]);
	close_side(f, &t->sides[1]);
}

/* The cells of a line that name blocks; at most two. */
static size_t
block_cells(struct form *f, const struct line *line, struct cell *cells[2])
{
	size_t n = 0;
	str block, name;

	for (size_t i = 0; i < line->n; i++) {
		if (line->label[i] != LABEL_NONE)
			continue;
		if (!form_block(f->a, line->c[i].text, false, &block, &name))
			return 0;
		if (n == 2)
			return 0;
		cells[n++] = &line->c[i];
	}
	return n;
}

static void
open_blocks(
    struct form *f, struct spending_table *t, struct cell *cells[2], size_t n)
{
	close_sides(f, t);
	for (size_t i = 0; i < n; i++) {
		size_t k = i;
		if (n == 1 && t->n == 6 && f->g->exact &&
		    cells[0]->col >= t->columns[3].col)
			k = 1;
		t->sides[k].open = true;
		cells[i]->use = CELL_VALUE;
		form_block(f->a, cells[i]->text, false, &t->sides[k].now.block,
		    &t->sides[k].now.payee);
	}
}

static void
spending_heading(const struct line *line, struct spending_table *t)
{
	static const enum label labels[3] = {
	    LABEL_SPENDING_ITEM, LABEL_SPENDING_USE, LABEL_SPENDING_AMOUNT};
	size_t at = 0;

	t->n = 0;
	for (size_t k = 0; k < 6; k++) {
		size_t i = line_label(line, labels[k % 3], at);
		if (i == line->n)
			break;
		t->columns[k] = (struct list_column){.label = labels[k % 3],
		    .kind = k % 3 == 2 ? KIND_AMOUNT : KIND_TEXT,
		    .col = line->c[i].col};
		t->n = k + 1;
		at = i + 1;
	}
	t->n = t->n >= 6 ? 6 : t->n >= 3 ? 3 : 0;
	for (size_t k = 0; k < t->n; k++)
		t->columns[k].end =
		    k + 1 < t->n ? t->columns[k + 1].col : 1 << 20;
}

static void
spending_side(struct form *f, const struct line *line, struct spending_table *t,
    size_t k, int shift)
{
	struct side *side = &t->sides[k];
	struct cell *item = list_cell(line, &t->columns[k * 3], shift);
	struct cell *use = list_cell(line, &t->columns[k * 3 + 1], shift);
	struct cell *amount = list_cell(line, &t->columns[k * 3 + 2], shift);
	struct spending_item row = {0};
	bool total = item && line->label[item - line->c] == LABEL_TOTAL;
	str where = arena_printf(f->a, "spending[%zu]", f->s->spending.n + k);

	if (item && !total && line->label[item - line->c] != LABEL_NONE)
		return; /* 【別紙3】 and the like */
	if (!side->open && !item && !use && !amount)
		return;
	if (total) {
		if (side->open)
			form_yen(f, amount, &side->now.total, where);
		else if (amount &&
		    (text_is_void(amount->text) ||
			dec_is_zero(dec_cell(amount->text))))
			cell_label(amount);
		return;
	}
	row.item = cell_text(item);
	row.use = cell_text(use);
	form_yen(f, amount, &row.amount, where);
	if (str_is_null(row.item) && str_is_null(row.use) && !says(&row.amount))
		return;
	side->open = true;
	*list_add(f->a, &side->now.items, struct spending_item) = row;
}

void
form_spending(struct form *f, struct rows rows)
{
	struct spending_table t = {.n = 0};
	int power = f->power; /* of the sheet */

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		struct cell *cells[2];
		size_t n = block_cells(f, &line, cells);
		int shift;
		if (!line.n || line_has(&line, LABEL_SPENDING_MORE) ||
		    line_has(&line, LABEL_ANNEX))
			continue;
		if (n) {
			open_blocks(f, &t, cells, n);
			continue;
		}
		if (line_has(&line, LABEL_SPENDING_USE)) {
			spending_heading(&line, &t);
			form_unit(f, &line, LABEL_SPENDING_AMOUNT);
			continue;
		}
		if (!t.n)
			continue;
		shift = list_shift(f, &line, t.columns, t.n);
		for (size_t k = 0; k < t.n / 3; k++)
			spending_side(f, &line, &t, k, shift);
	}
	close_sides(f, &t);
	f->power = power;
}

/* -- lists of payees -- */

static const struct {
	enum label label;
	enum column_kind kind;
} payee_kinds[] = {
    {LABEL_NONE, KIND_RANK},
    {LABEL_PAYEE_BLOCK, KIND_TEXT},
    {LABEL_PAYEE_NAME, KIND_TEXT},
    {LABEL_CONTRACTOR, KIND_TEXT},
    {LABEL_PAYEE_NUMBER, KIND_CORPORATE},
    {LABEL_PAYEE_DESCRIPTION, KIND_TEXT},
    {LABEL_PAYEE_AMOUNT, KIND_AMOUNT},
    {LABEL_CONTRACT_AMOUNT, KIND_AMOUNT},
    {LABEL_PAYEE_METHOD, KIND_METHOD},
    {LABEL_PAYEE_BIDDERS, KIND_COUNT},
    {LABEL_PAYEE_AWARD_RATE, KIND_RATE},
    {LABEL_PAYEE_REASON, KIND_TEXT},
};
enum { PAYEE_KINDS = sizeof payee_kinds / sizeof *payee_kinds };

struct payee_table {
	struct list_column columns[PAYEE_KINDS];
	size_t n;
	str block;
	struct list *list;
	const char *key;
};

static void
payee_heading(const struct line *line, struct payee_table *t)
{
	t->n = 0;
	t->columns[t->n++] = (struct list_column){.kind = KIND_RANK};
	for (size_t i = 0; i < line->n; i++)
		for (size_t k = 1; k < PAYEE_KINDS; k++)
			if (payee_kinds[k].label == line->label[i] &&
			    t->n < PAYEE_KINDS) {
				t->columns[t->n - 1].end = line->c[i].col;
				t->columns[t->n++] = (struct list_column){
				    .label = line->label[i],
				    .kind = payee_kinds[k].kind,
				    .col = line->c[i].col};
			}
	t->columns[t->n - 1].end = 1 << 20;
}

static void
corporate_number(struct form *f, struct cell *cell, struct payee *p, str where)
{
	str text = cell_text(cell);

	if (str_is_null(text))
		return;
	p->corporate_number = corp_digits(f->a, text);
	if (str_is_null(p->corporate_number)) {
		p->corporate_number_text = text;
		record_note(f->a, f->s, "corporate-number-form", where,
		    "%.*s is not 13 digits", STR_ARG(text));
	} else if (!corp_is_valid(p->corporate_number)) {
		record_note(f->a, f->s, "corporate-number-check", where,
		    "the check digit of %.*s does not hold",
		    STR_ARG(p->corporate_number));
	}
}

static void
payee_cell(struct form *f, enum label label, struct cell *cell, struct payee *p,
    str where)
{
	str name;

	switch (label) {
	case LABEL_NONE:
		if (cell_is_number(cell))
			form_figure(f, cell, &p->rank, where);
		break;
	case LABEL_PAYEE_BLOCK:
		if (!form_block(f->a, cell->text, true, &p->block, &name))
			p->block = cell_text(cell);
		cell->use = CELL_VALUE;
		break;
	case LABEL_PAYEE_NAME:
	case LABEL_CONTRACTOR:
		p->name = cell_text(cell);
		break;
	case LABEL_PAYEE_NUMBER:
		corporate_number(f, cell, p, where);
		break;
	case LABEL_PAYEE_DESCRIPTION:
		p->description = cell_text(cell);
		break;
	case LABEL_PAYEE_AMOUNT:
	case LABEL_CONTRACT_AMOUNT:
		form_yen(f, cell, &p->amount, where);
		break;
	case LABEL_PAYEE_METHOD:
		p->method = cell_append(f, p->method, cell, '\n');
		break;
	case LABEL_PAYEE_BIDDERS:
		form_figure(f, cell, &p->bidders, where);
		break;
	case LABEL_PAYEE_AWARD_RATE:
		form_figure(f, cell, &p->award_rate, where);
		break;
	case LABEL_PAYEE_REASON:
		p->reason = cell_append(f, p->reason, cell, '\n');
		break;
	default:
		break;
	}
}

static void
payee_row(struct form *f, const struct line *line, struct payee_table *t)
{
	int shift = list_shift(f, line, t->columns, t->n);
	struct payee p = {.block = t->block};
	str where = arena_printf(f->a, "%s[%zu]", t->key, t->list->n);

	if (!line_values(line))
		return;
	for (size_t k = 0; k < t->n; k++) {
		struct cell *cell = list_cell(line, &t->columns[k], shift);
		if (cell)
			payee_cell(f, t->columns[k].label, cell, &p, where);
	}
	if (str_is_null(p.name) && !says(&p.amount) &&
	    str_is_null(p.description) && str_is_null(p.corporate_number) &&
	    str_is_null(p.method))
		return;
	if (shift)
		record_note(f->a, f->s, "row-shifted", where,
		    "line %zu had lost cells on its left", line->c[0].line);
	*list_add(f->a, t->list, struct payee) = p;
}

static void
read_payees(struct form *f, struct rows rows, struct payee_table *t)
{
	int power = f->power; /* of the sheet */

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		str block, name;
		if (!line.n || line_has(&line, LABEL_PAYEES_MORE) ||
		    line_has(&line, LABEL_OBLIGATIONS_MORE))
			continue;
		if (line.n == 1 &&
		    form_block(f->a, line.c[0].text, true, &block, &name)) {
			t->block = block;
			line.c[0].use = CELL_VALUE;
			continue;
		}
		if (line_has(&line, LABEL_PAYEE_AMOUNT) ||
		    line_has(&line, LABEL_CONTRACT_AMOUNT)) {
			payee_heading(&line, t);
			form_unit(f, &line, LABEL_PAYEE_AMOUNT);
			form_unit(f, &line, LABEL_CONTRACT_AMOUNT);
			continue;
		}
		if (t->n)
			payee_row(f, &line, t);
	}
	f->power = power;
}

void
form_payees(struct form *f, struct rows rows)
{
	struct payee_table t = {.list = &f->s->payees, .key = "payees"};

	read_payees(f, rows, &t);
}

void
form_obligations(struct form *f, struct rows rows)
{
	struct payee_table t = {
	    .list = &f->s->obligations, .key = "obligations"};

	read_payees(f, rows, &t);
}

void
form_flow(struct form *f, struct rows rows)
{
	flow_read(f->g, rows.from, rows.to, f->s);
}
