/* The self-review (点検・改善) against the figures of the sheet. */
#include "check/rules.h"

#include "value/text.h"

const struct review_item *
review_question(struct check *c, str words, size_t *index)
{
	const struct list *items = &c->sheet->review.items;

	for (size_t i = 0; i < items->n; i++) {
		const struct review_item *item = ITEM(review_item, *items, i);
		if (!str_has(text_fold(&c->arena, item->question), words))
			continue;
		*index = i;
		return item;
	}
	return NULL;
}

bool
review_is_void(const struct review_item *item)
{
	return text_is_void(item->rating) && text_is_void(item->comment);
}

static bool
is_circle(str rating)
{
	rating = text_strip(rating);
	return str_eq(rating, S("○")) || str_eq(rating, S("〇")) ||
	    str_eq(rating, S("◯"));
}

static bool
is_none(str rating)
{
	return str_eq(text_strip(rating), S("無"));
}

static bool
is_some(str rating)
{
	return str_eq(text_strip(rating), S("有"));
}

static str
rating_path(struct check *c, size_t i)
{
	return check_path(c, "review.items[%zu].rating", i);
}

/* -- how payees were chosen -- */

enum method { METHOD_OTHER, METHOD_COMPETITIVE, METHOD_SMALL, METHOD_SOLE };

/* By the words of the question: 一般競争契約、指名競争契約又は随意契約
 * （企画競争）, and 競争性のない随意契約. */
static enum method
method_of(struct check *c, str method)
{
	str text = text_fold(&c->arena, method);

	if (str_has(text, S("一般競争")) || str_has(text, S("指名競争")) ||
	    str_has(text, S("企画競争")))
		return METHOD_COMPETITIVE;
	if (str_has(text, S("随意契約")) && str_has(text, S("少額")))
		return METHOD_SMALL;
	if (str_eq(text, S("随意契約")) ||
	    (str_has(text, S("随意契約")) && str_has(text, S("その他"))))
		return METHOD_SOLE;
	return METHOD_OTHER;
}

static bool
is_single(const struct payee *p)
{
	return dec_eq(p->bidders.value, dec_of(1));
}

void
rule_review_single_bid(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	size_t q;
	const struct review_item *item = review_question(c, S("一者応札"), &q);

	for (size_t i = 0; item && is_none(item->rating) && i < payees->n;
	     i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (!is_single(p) ||
		    method_of(c, p->method) != METHOD_COMPETITIVE)
			continue;
		check_found(c, rating_path(c, q), check_text(c, item->rating),
		    check_path(c, "\"payees[%zu].bidders\"", i),
		    "the review says that there was no single bid, but %.*s "
		    "(payees[%zu]) was the only bidder",
		    STR_ARG(p->name), i);
		return;
	}
}

void
rule_review_no_single_bid(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	size_t q, competitive = 0;
	const struct review_item *item = review_question(c, S("一者応札"), &q);

	if (!item || !is_some(item->rating))
		return;
	for (size_t i = 0; i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (is_single(p))
			return;
		if (method_of(c, p->method) != METHOD_COMPETITIVE)
			continue;
		if (!p->bidders.value.known)
			return;
		competitive++;
	}
	if (competitive)
		check_found(c, rating_path(c, q), check_text(c, item->rating),
		    STR_NULL,
		    "the review says that there was a single bid, but none of "
		    "the %zu contracts by competition listed had one",
		    competitive);
}

static void
check_sole_source(struct check *c, enum method wanted)
{
	const struct list *payees = &c->sheet->payees;
	size_t q;
	const struct review_item *item =
	    review_question(c, S("競争性のない随意契約"), &q);

	for (size_t i = 0; item && is_none(item->rating) && i < payees->n;
	     i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (method_of(c, p->method) != wanted)
			continue;
		check_found(c, rating_path(c, q), check_text(c, item->rating),
		    check_path(c, "\"payees[%zu].method\"", i),
		    "the review says that there was no contract without "
		    "competition, but %.*s (payees[%zu]) has \"%.*s\"",
		    STR_ARG(p->name), i, STR_ARG(p->method));
		return;
	}
}

void
rule_review_sole_source(struct check *c)
{
	check_sole_source(c, METHOD_SOLE);
}

void
rule_review_small_contract(struct check *c)
{
	check_sole_source(c, METHOD_SMALL);
}

/* -- outcomes and outputs -- */

void
rule_review_outcome(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	size_t q;
	const struct review_item *item =
	    review_question(c, S("成果実績は成果目標"), &q);

	if (!item || !is_circle(item->rating))
		return;
	for (size_t i = 0; i < sheet->outcomes.n; i++) {
		const struct outcome *o = ITEM(outcome, sheet->outcomes, i);
		for (size_t j = 0; j < o->years.n; j++) {
			const struct outcome_year *y =
			    ITEM(outcome_year, o->years, j);
			struct dec rate = y->attainment.value;
			if (y->fiscal_year !=
				year_after(sheet->sheet_year, -1) ||
			    !rate.known || dec_cmp(rate, dec_of(100)) >= 0)
				continue;
			check_found(c, rating_path(c, q),
			    check_text(c, item->rating), check_figure(c, rate),
			    "the review says that the outcome matches its "
			    "target, but the attainment of outcomes[%zu] for "
			    "%d is %.*s %%",
			    i, y->fiscal_year, STR_ARG(check_number(c, rate)));
			return;
		}
	}
}

void
rule_review_output(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	size_t q;
	const struct review_item *item =
	    review_question(c, S("活動実績は見込み"), &q);

	if (!item || !is_circle(item->rating))
		return;
	for (size_t i = 0; i < sheet->outputs.n; i++) {
		const struct output *o = ITEM(output, sheet->outputs, i);
		for (size_t j = 0; j < o->years.n; j++) {
			const struct output_year *y =
			    ITEM(output_year, o->years, j);
			/* as printed: 27 of 28 planned is short of it */
			if (!y->actual.value.known || !y->planned.value.known ||
			    dec_cmp(y->actual.value, y->planned.value) >= 0)
				continue;
			check_found(c, rating_path(c, q),
			    check_text(c, item->rating),
			    check_path(
				c, "\"outputs[%zu].years[%zu].actual\"", i, j),
			    "the review says that the activity matches its "
			    "plan, but %.*s of %.*s planned was done in %d "
			    "(outputs[%zu])",
			    STR_ARG(check_number(c, y->actual.value)),
			    STR_ARG(check_number(c, y->planned.value)),
			    y->fiscal_year, i);
			return;
		}
	}
}

/* -- the flow -- */

/* "there is none" at the end of a sentence on money that passes through */
static bool
denies(str comment)
{
	return str_has(comment, S("支出はない")) ||
	    str_has(comment, S("支出はありません")) ||
	    str_has(comment, S("支出は無い")) ||
	    str_has(comment, S("支出はなし")) ||
	    str_has(comment, S("支出なし"));
}

/* A link that does not begin at the ministry, or NULL. */
static const struct flow_edge *
second_level(const struct flow *flow, size_t *index)
{
	for (size_t i = 0; i < flow->edges.n; i++) {
		const struct flow_edge *e = ITEM(flow_edge, flow->edges, i);
		*index = i;
		if (!str_is_empty(e->from) && !str_eq(e->from, S("0")) &&
		    !str_eq(e->from, e->to))
			return e;
	}
	return NULL;
}

/* All payees together, of whatever level. */
static struct interval
all_payments(struct check *c, struct dec *sum)
{
	const struct list *payees = &c->sheet->payees;
	struct interval range = interval_exact(dec_of(0));

	*sum = dec_of(0);
	for (size_t i = 0; i < payees->n; i++) {
		struct figure amount = ITEM(payee, *payees, i)->amount;
		if (!amount.value.known)
			continue;
		*sum = dec_add(*sum, amount.value);
		range = interval_add(range, check_amount(c, amount));
	}
	return range;
}

/*
 * The links of the flow tell; where the figure left none, payees that got
 * more together than was executed do.
 */
void
rule_review_intermediate(struct check *c)
{
	const struct flow *flow = &c->sheet->flow;
	const struct budget_year *year =
	    budget_year_of(c->sheet, year_after(c->sheet->sheet_year, -1));
	size_t q, edge;
	const struct review_item *item = review_question(c, S("中間段階"), &q);
	const struct flow_edge *e;
	struct dec sum;

	if (!item || !denies(item->comment))
		return;
	e = second_level(flow, &edge);
	if (e)
		check_found(c, check_path(c, "review.items[%zu].comment", q),
		    check_text(c, item->comment),
		    check_path(c, "\"flow.edges[%zu]\"", edge),
		    "the review says that no money passes through, but %.*s "
		    "pays %.*s",
		    STR_ARG(e->from), STR_ARG(e->to));
	else if (!flow->edges.n && year && year->executed.value.known &&
	    interval_below(
		check_amount(c, year->executed), all_payments(c, &sum)))
		check_found(c, check_path(c, "review.items[%zu].comment", q),
		    check_text(c, item->comment), check_figure(c, sum),
		    "the review says that no money passes through, but all "
		    "payees together got %.*s of the %.*s that were executed",
		    STR_ARG(check_yen(c, sum)),
		    STR_ARG(check_yen(c, year->executed.value)));
}
