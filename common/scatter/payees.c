#include "scatter/money.h"

#include "value/corp.h"
#include "value/name.h"
#include "value/text.h"

/*
 * 支出先上位10者リスト.  A row begins with a name that the flow knows; what
 * stands between it and the next heading or name is the row's.  The rest goes
 * to the rows and boxes that are left, where only one way is open.
 */

enum { ROWS_MAX = BOXES_MAX };

struct row {
	size_t at; /* the name's scrap */
	size_t end; /* the scrap behind the row's stretch */
	int box; /* -1: none */
	struct payee payee;
};

struct list_of {
	struct scatter *s;
	struct money *m;
	struct zone zone;
	struct row rows[ROWS_MAX];
	size_t n;
	str names[BOXES_MAX]; /* of the boxes, canonical */
};

static bool
same_name(struct scatter *s, str a, str b)
{
	return str_eq(name_canonical(s->arena, a, NULL),
	    name_canonical(s->arena, b, NULL));
}

static bool
is_name(const struct list_of *l, str text)
{
	if (!text.n || text.n > 200)
		return false;
	str name = name_canonical(l->s->arena, text, NULL);
	for (size_t k = 0; k < l->m->n; k++)
		if (str_eq(name, l->names[k]))
			return true;
	return false;
}

enum { NAME_LINES = 3 };

/* The name that a scrap is, or begins with: then what the payee does
 * follows on the lines below.  Null when it is none. */
static str
row_name(const struct list_of *l, const struct scrap *scrap, str *description)
{
	struct dump *dump = l->s->dump;

	if (is_name(l, scrap->text))
		return scrap->text;
	for (size_t at = scrap->from + 1;
	     at < scrap->to && at <= scrap->from + NAME_LINES; at++) {
		str name = dump_text(dump, scrap->from, at);
		if (!is_name(l, name))
			continue;
		*description = dump_text(dump, at, scrap->to);
		return name;
	}
	return STR_NULL;
}

static void
find_rows(struct list_of *l)
{
	struct scatter *s = l->s;

	for (size_t i = 0; i < s->n && l->n < ROWS_MAX; i++) {
		str description = STR_NULL;
		str name = scatter_free(s, l->zone, i, SCRAP_TEXT)
		    ? row_name(l, &s->scraps[i], &description)
		    : STR_NULL;
		if (str_is_null(name))
			continue;
		s->scraps[i].used = true;
		struct row *row = &l->rows[l->n++];
		*row = (struct row){.at = i, .end = i + 1, .box = -1};
		row->payee = (struct payee){.block = STR_NULL,
		    .name = name,
		    .corporate_number = STR_NULL,
		    .corporate_number_text = STR_NULL,
		    .description = description,
		    .method = STR_NULL,
		    .reason = STR_NULL};
	}
	for (size_t k = 0; k < l->n; k++) {
		size_t stop = k + 1 < l->n ? l->rows[k + 1].at : s->n;
		size_t end = l->rows[k].at + 1;
		while (end < stop &&
		    (s->scraps[end].kind != SCRAP_LABEL ||
			s->scraps[end].label == DUMP_METHOD) &&
		    s->scraps[end].page == s->scraps[l->rows[k].at].page)
			end++;
		l->rows[k].end = end;
	}
}

static bool
is_corp(struct scatter *s, size_t i)
{
	return s->scraps[i].kind == SCRAP_FIGURE && !s->scraps[i].used &&
	    !str_is_null(corp_digits(s->arena, s->scraps[i].text));
}

static bool
is_description(const struct list_of *l, size_t i)
{
	str text = l->s->scraps[i].text;

	return scatter_free(l->s, l->zone, i, SCRAP_TEXT) && text.n > 12 &&
	    !is_name(l, text);
}

/* A box of that name whose amount, rounded, is the figure; -1: none. */
static int
box_of(const struct list_of *l, str name, struct dec value)
{
	for (size_t k = 0; k < l->m->n; k++) {
		const struct box *box = &l->m->boxes[k];
		if (box->payee < 0 && same_name(l->s, name, box->name) &&
		    dec_eq(dec_round(box->amount, value.scale), value))
			return (int)k;
	}
	return -1;
}

static void
put_box(struct list_of *l, size_t row, int box)
{
	l->rows[row].box = box;
	l->rows[row].payee.block = l->m->boxes[box].block;
	l->m->boxes[box].payee = (int)row;
}

/* One stretch: number, description, amount, method, bidders and rate. */
static void
read_row(struct list_of *l, size_t k)
{
	struct scatter *s = l->s;
	struct row *row = &l->rows[k];
	struct payee *p = &row->payee;
	bool amount = false, method = false;

	for (size_t i = row->at + 1; i < row->end; i++) {
		struct scrap *scrap = &s->scraps[i];
		if (scrap->used)
			continue;
		if (is_corp(s, i)) {
			if (str_is_null(p->corporate_number))
				p->corporate_number =
				    corp_digits(s->arena, scatter_take(s, i));
		} else if (is_description(l, i)) {
			if (str_is_null(p->description) && !amount)
				p->description = scatter_take(s, i);
		} else if (scrap->kind == SCRAP_FIGURE && !amount) {
			int box = box_of(l, p->name, scrap->value);
			if (box < 0)
				continue;
			put_box(l, k, box);
			p->amount.value = dec_yen(scrap->value, 6);
			scrap->used = amount = true;
		} else if (scrap->label == DUMP_METHOD && amount && !method) {
			p->method = scatter_take(s, i);
			method = true;
		} else if (scrap->kind == SCRAP_FIGURE && method &&
		    scrap->columns == 2 && scrap->column == 0 && !scrap->rate) {
			p->bidders.value = scrap->value;
			scrap->used = true;
			if (i + 1 < row->end && s->scraps[i + 1].rate &&
			    s->scraps[i + 1].row == scrap->row) {
				p->award_rate.value = s->scraps[i + 1].value;
				s->scraps[i + 1].used = true;
			}
			break;
		}
	}
}

/* Rows without a box and boxes without a row, of one name: in order. */
static void
match_rest(struct list_of *l)
{
	for (size_t k = 0; k < l->n; k++) {
		size_t rows = 0, boxes = 0;
		int box = -1;
		if (l->rows[k].box >= 0)
			continue;
		for (size_t j = 0; j < l->n; j++)
			rows += l->rows[j].box < 0 &&
			    same_name(l->s, l->rows[j].payee.name,
				l->rows[k].payee.name);
		for (size_t b = l->m->n; b-- > 0;)
			if (l->m->boxes[b].payee < 0 &&
			    same_name(l->s, l->m->boxes[b].name,
				l->rows[k].payee.name)) {
				boxes++;
				box = (int)b;
			}
		/* As long as nothing else tells the rows apart, any will do. */
		if (boxes == rows && str_is_null(l->rows[k].payee.description))
			put_box(l, k, box);
	}
}

/* The amount that is printed loose, else that of the box. */
static void
read_amounts(struct list_of *l)
{
	struct scatter *s = l->s;

	for (size_t k = 0; k < l->n; k++) {
		struct row *row = &l->rows[k];
		if (row->box < 0 || row->payee.amount.value.known)
			continue;
		struct dec amount = l->m->boxes[row->box].amount;
		row->payee.amount.value = dec_yen(amount, 6);
		size_t i = 0;
		while (i < s->n &&
		    (!scatter_free(s, l->zone, i, SCRAP_FIGURE) ||
			!dec_eq(s->scraps[i].value, amount)))
			i++;
		if (i < s->n)
			s->scraps[i].used = true;
		else
			record_note(s->arena, s->sheet, "amount-inferred",
			    S("payees"),
			    "the amount of %.*s was taken from the flow",
			    STR_ARG(row->payee.name));
	}
}

/* Numbers that stand apart: when all are one, it is that of the rest. */
static void
read_numbers(struct list_of *l)
{
	struct scatter *s = l->s;
	str number = STR_NULL, name = STR_NULL;

	for (size_t i = 0; i < s->n; i++) {
		if (!scatter_free(s, l->zone, i, SCRAP_FIGURE) ||
		    !is_corp(s, i))
			continue;
		str digits = corp_digits(s->arena, s->scraps[i].text);
		if (!str_is_null(number) && !str_eq(number, digits))
			return;
		number = digits;
	}
	for (size_t k = 0; k < l->n; k++) {
		if (!str_is_null(l->rows[k].payee.corporate_number))
			continue;
		if (!str_is_null(name) &&
		    !same_name(s, name, l->rows[k].payee.name))
			return;
		name = l->rows[k].payee.name;
	}
	if (str_is_null(number) || str_is_null(name))
		return;
	for (size_t k = 0; k < l->n; k++) {
		if (!str_is_null(l->rows[k].payee.corporate_number))
			continue;
		l->rows[k].payee.corporate_number = number;
		for (size_t i = 0; i < s->n; i++)
			if (scatter_free(s, l->zone, i, SCRAP_FIGURE) &&
			    is_corp(s, i)) {
				s->scraps[i].used = true;
				break;
			}
	}
}

/* -- descriptions that stand apart, by the text right behind a box -- */

static void
read_descriptions(struct list_of *l)
{
	struct scatter *s = l->s;
	size_t loose[ROWS_MAX], n = 0, open = 0;

	for (size_t i = 0; i < s->n; i++)
		if (is_description(l, i)) {
			if (n == ROWS_MAX)
				return;
			loose[n++] = i;
		}
	for (size_t k = 0; k < l->n; k++)
		open += l->rows[k].box >= 0 &&
		    str_is_null(l->rows[k].payee.description);
	if (!n || n != open)
		return;
	for (size_t k = 0; k < l->n; k++) {
		struct row *row = &l->rows[k];
		if (row->box < 0 || !str_is_null(row->payee.description))
			continue;
		size_t behind = l->m->boxes[row->box].end + 1;
		for (size_t j = 0; j < n; j++)
			if (!s->scraps[loose[j]].used && behind < s->n &&
			    s->scraps[behind].kind == SCRAP_TEXT &&
			    scatter_like(s, s->scraps[behind].text,
				s->scraps[loose[j]].text) > 850) {
				row->payee.description =
				    scatter_take(s, loose[j]);
				open--;
				break;
			}
	}
	for (size_t k = 0; open == 1 && k < l->n; k++) {
		struct row *row = &l->rows[k];
		if (row->box < 0 || !str_is_null(row->payee.description))
			continue;
		for (size_t j = 0; j < n; j++)
			if (!s->scraps[loose[j]].used) {
				row->payee.description =
				    scatter_take(s, loose[j]);
				break;
			}
	}
}

/*
 * Methods that stand apart.  What the ministry pays itself was tendered or
 * agreed; what a payee passes on is その他.
 */
static void
read_methods(struct list_of *l)
{
	struct scatter *s = l->s;

	for (int direct = 1; direct >= 0; direct--) {
		str method = STR_NULL;
		size_t found = 0, open = 0;
		bool alike = true;
		for (size_t i = 0; i < s->n; i++) {
			const struct scrap *scrap = &s->scraps[i];
			if (scrap->label != DUMP_METHOD || scrap->used ||
			    str_eq(scrap->text, S("その他")) == direct)
				continue;
			alike =
			    alike && (!found || str_eq(scrap->text, method));
			method = scrap->text;
			found++;
		}
		for (size_t k = 0; k < l->n; k++)
			open += l->rows[k].box >= 0 &&
			    l->m->boxes[l->rows[k].box].direct == direct &&
			    str_is_null(l->rows[k].payee.method);
		if (!l->m->edges || !found || found != open || !alike)
			continue;
		for (size_t k = 0; k < l->n; k++)
			if (l->rows[k].box >= 0 &&
			    l->m->boxes[l->rows[k].box].direct == direct &&
			    str_is_null(l->rows[k].payee.method))
				l->rows[k].payee.method = method;
		for (size_t i = 0; i < s->n; i++)
			if (s->scraps[i].label == DUMP_METHOD &&
			    str_eq(s->scraps[i].text, S("その他")) != direct)
				s->scraps[i].used = true;
	}
}

/* 1 98.5%: bidders and rates that stand apart, of the tenders left. */
static void
read_rates(struct list_of *l)
{
	struct scatter *s = l->s;
	size_t loose[ROWS_MAX], n = 0, open = 0;

	for (size_t i = 0; i + 1 < s->n; i++)
		if (scatter_free(s, l->zone, i, SCRAP_FIGURE) &&
		    s->scraps[i].columns == 2 && !s->scraps[i].column &&
		    !s->scraps[i].rate && s->scraps[i + 1].rate &&
		    s->scraps[i + 1].row == s->scraps[i].row && n < ROWS_MAX)
			loose[n++] = i;
	for (size_t k = 0; k < l->n; k++)
		open += str_has(l->rows[k].payee.method, S("競争")) &&
		    !l->rows[k].payee.award_rate.value.known;
	if (!n || n != open)
		return;
	/* Of rows that differ in nothing else printed, in the order read. */
	for (size_t k = 0, j = 0; k < l->n; k++) {
		struct payee *p = &l->rows[k].payee;
		if (!str_has(p->method, S("競争")) || p->award_rate.value.known)
			continue;
		p->bidders.value = s->scraps[loose[j]].value;
		p->award_rate.value = s->scraps[loose[j] + 1].value;
		s->scraps[loose[j]].used = s->scraps[loose[j] + 1].used = true;
		j++;
	}
	if (n > 1)
		scatter_note(s, "payees",
		    "rates stand apart and were given to alike rows in the "
		    "order read");
}

/* -- ranks -- */

/* The one loose number before a row's name, with nothing else between. */
static int64_t
rank_before(const struct list_of *l, size_t k)
{
	const struct scatter *s = l->s;
	int64_t rank = 0, value;

	for (size_t i = l->rows[k].at; i-- > 0;) {
		const struct scrap *scrap = &s->scraps[i];
		if (scrap->kind == SCRAP_DASH ||
		    (scrap->kind == SCRAP_LABEL && scrap->label != DUMP_METHOD))
			continue;
		if (scrap->kind != SCRAP_FIGURE || scrap->used ||
		    scrap->columns != 1 || !dec_int(scrap->value, &value) ||
		    value < 1 || value > (int64_t)ROWS_MAX)
			break;
		if (rank)
			return 0;
		rank = value;
	}
	return rank;
}

static bool
ranks_hold(const struct list_of *l, const size_t *rows, size_t n, int *ranks)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t rank = rank_before(l, rows[i]);
		if (rank < 1 || rank > (int64_t)n || seen >> rank & 1)
			return false;
		seen |= (uint64_t)1 << rank;
		ranks[i] = (int)rank;
	}
	return true;
}

/* Larger amounts come first. */
static void
ranks_by_amount(
    const struct list_of *l, const size_t *rows, size_t n, int *ranks)
{
	for (size_t i = 0; i < n; i++) {
		ranks[i] = 1;
		for (size_t j = 0; j < n; j++) {
			int order =
			    dec_cmp(l->m->boxes[l->rows[rows[j]].box].amount,
				l->m->boxes[l->rows[rows[i]].box].amount);
			ranks[i] += order > 0 || (!order && j < i);
		}
	}
}

static bool
take_rank(struct list_of *l, int rank)
{
	struct scatter *s = l->s;

	for (size_t i = 0; i < s->n; i++)
		if (scatter_free(s, l->zone, i, SCRAP_FIGURE) &&
		    s->scraps[i].columns == 1 &&
		    dec_eq(s->scraps[i].value, dec_of(rank))) {
			s->scraps[i].used = true;
			return true;
		}
	return false;
}

static void
read_ranks(struct list_of *l)
{
	bool done[ROWS_MAX] = {false};
	int ranks_of[ROWS_MAX] = {0};

	for (size_t k = 0; k < l->n; k++) {
		size_t rows[ROWS_MAX], n = 0;
		int ranks[ROWS_MAX];
		if (l->rows[k].box < 0 || done[k])
			continue;
		for (size_t j = k; j < l->n; j++)
			if (l->rows[j].box >= 0 &&
			    str_eq(l->rows[j].payee.block,
				l->rows[k].payee.block)) {
				rows[n++] = j;
				done[j] = true;
			}
		if (!ranks_hold(l, rows, n, ranks))
			ranks_by_amount(l, rows, n, ranks);
		for (size_t i = 0; i < n; i++)
			ranks_of[rows[i]] = ranks[i];
	}
	for (size_t k = 0; k < l->n; k++)
		if (ranks_of[k]) {
			l->m->boxes[l->rows[k].box].rank = ranks_of[k];
			if (take_rank(l, ranks_of[k]))
				l->rows[k].payee.rank.value =
				    dec_of(ranks_of[k]);
		}
}

static bool
comes_before(const struct list_of *l, size_t a, size_t b)
{
	const struct payee *p = &l->rows[a].payee, *q = &l->rows[b].payee;
	int order = str_cmp(p->block, q->block);
	int ranks[2] = {0, 0};

	if (order)
		return order < 0;
	if (l->rows[a].box >= 0)
		ranks[0] = l->m->boxes[l->rows[a].box].rank;
	if (l->rows[b].box >= 0)
		ranks[1] = l->m->boxes[l->rows[b].box].rank;
	return ranks[0] < ranks[1];
}

/* A., B, C: the letters above the lists, when there are rows for them. */
static void
take_letters(struct list_of *l)
{
	struct scatter *s = l->s;

	for (size_t i = 0; i < s->n; i++) {
		if (!scatter_free(s, l->zone, i, SCRAP_TEXT) ||
		    s->scraps[i].text.n > 8)
			continue;
		str text = text_fold(s->arena, s->scraps[i].text);
		while (str_ends(text, S(".")))
			text.n--;
		for (size_t k = 0; k < l->n; k++)
			if (str_eq(text, l->rows[k].payee.block))
				s->scraps[i].used = true;
	}
}

void
scatter_payees(struct scatter *s, struct money *m)
{
	struct list_of *l = arena_new(s->arena, struct list_of, 1);
	size_t order[ROWS_MAX];

	l->s = s;
	l->m = m;
	l->zone = SCATTER_ZONE(s, LABEL_PAYEE_NAME, LABEL_PAYEE_METHOD);
	if (!m->n)
		return;
	for (size_t k = 0; k < m->n; k++)
		l->names[k] = name_canonical(s->arena, m->boxes[k].name, NULL);
	find_rows(l);
	for (size_t k = 0; k < l->n; k++)
		read_row(l, k);
	match_rest(l);
	read_amounts(l);
	read_numbers(l);
	read_descriptions(l);
	read_methods(l);
	read_rates(l);
	read_ranks(l);
	take_letters(l);
	for (size_t k = 0; k < l->n; k++) {
		size_t at = k;
		for (; at && comes_before(l, k, order[at - 1]); at--)
			order[at] = order[at - 1];
		order[at] = k;
	}
	for (size_t i = 0; i < l->n; i++) {
		struct row *row = &l->rows[order[i]];
		*list_add(s->arena, &s->sheet->payees, struct payee) =
		    row->payee;
		if (row->box < 0)
			continue;
		m->boxes[row->box].description = row->payee.description;
		m->boxes[row->box].method = row->payee.method;
	}
	if (l->n)
		scatter_note(s, "payees",
		    "rows were put together by the boxes of the flow");
}
