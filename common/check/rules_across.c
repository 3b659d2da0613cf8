/* Rules over the sheets of one project in the stream. */
#include "check/memory.h"
#include "check/rules.h"

#include <string.h>

static void
speak_for(struct check *c, const struct remembered *r)
{
	c->subject = r->subject;
}

/* All at once, with the first project: twins belong to none. */
void
rule_duplicate_sheet(struct check *c)
{
	const struct remembered *r;

	for (size_t i = 0; c->project->first && (r = memory_twin(c->memory, i));
	     i++) {
		speak_for(c, r);
		check_found(c, S("number"),
		    check_text(
			c, r->id.number.n ? r->id.number : r->id.project_id),
		    STR_NULL,
		    "the sheet stands in the stream before, in line %zu of "
		    "%.*s",
		    r->twin->subject.line,
		    STR_ARG(str_eq(r->twin->subject.file, S("-"))
			    ? S("<stdin>")
			    : r->twin->subject.file));
	}
}

/* The sheet of the project before its i-th, or NULL. */
static const struct remembered *
sheet_before(const struct project *p, size_t i)
{
	return i ? p->sheets[i - 1] : NULL;
}

/* -- amounts -- */

static const struct remembered_amount *
amount_of(const struct remembered *r, int32_t year, const char *key)
{
	for (size_t i = 0; i < r->amounts.n; i++) {
		const struct remembered_amount *a =
		    ITEM(remembered_amount, r->amounts, i);
		if (a->fiscal_year == year && strcmp(a->key, key) == 0)
			return a;
	}
	return NULL;
}

/* An initial budget is final when the year begins, the others when it has
 * ended. */
static bool
is_final(const struct remembered *r, const struct remembered_amount *a)
{
	int32_t year = r->subject.sheet_year;

	return strcmp(a->key, "initial") == 0 ? a->fiscal_year <= year
					      : a->fiscal_year < year;
}

void
rule_restated(struct check *c)
{
	const struct project *p = c->project;

	for (size_t i = 0; i < p->n; i++) {
		const struct remembered *new = p->sheets[i];
		const struct remembered *old = sheet_before(p, i);
		for (size_t k = 0; old && k < new->amounts.n; k++) {
			const struct remembered_amount *b =
			    ITEM(remembered_amount, new->amounts, k);
			const struct remembered_amount *a =
			    amount_of(old, b->fiscal_year, b->key);
			if (!a || !is_final(old, a) ||
			    interval_meet(
				interval_yen(a->value, old->yen_exact),
				interval_yen(b->value, new->yen_exact)))
				continue;
			speak_for(c, new);
			check_found(c,
			    check_path(
				c, "budget.years[%u].%s", b->column, b->key),
			    check_figure(c, b->value),
			    check_figure(c, a->value),
			    "%s of %d is %.*s here and was %.*s on the sheet "
			    "of %d",
			    b->key, b->fiscal_year,
			    STR_ARG(check_yen(c, b->value)),
			    STR_ARG(check_yen(c, a->value)),
			    old->subject.sheet_year);
		}
	}
}

/* -- indicators -- */

static const struct remembered_indicator *
indicator_named(const struct remembered *r, str text, size_t *index)
{
	for (size_t i = 0; i < r->indicators.n; i++) {
		const struct remembered_indicator *in =
		    ITEM(remembered_indicator, r->indicators, i);
		if (str_eq(in->text, text)) {
			*index = i;
			return in;
		}
	}
	return NULL;
}

static void
check_lowered(struct check *c, const struct remembered *old,
    const struct remembered *new, const struct remembered_target *b)
{
	const struct remembered_indicator *in =
	    ITEM(remembered_indicator, new->indicators, b->indicator);
	size_t index;

	if (!indicator_named(old, in->text, &index))
		return;
	for (size_t k = 0; k < old->targets.n; k++) {
		const struct remembered_target *a =
		    ITEM(remembered_target, old->targets, k);
		struct interval was = interval_printed(a->value);
		struct interval is = interval_printed(b->value);
		if (a->indicator != index || a->fiscal_year != b->fiscal_year)
			continue;
		if (in->way == WAY_DOWN ? !interval_below(was, is)
					: !interval_below(is, was))
			continue;
		speak_for(c, new);
		check_found(c, check_path(c, "outcomes[%u]", b->indicator),
		    check_figure(c, b->value), check_figure(c, a->value),
		    "the target for %d is %.*s here and was %.*s on the sheet "
		    "of %d",
		    b->fiscal_year, STR_ARG(check_number(c, b->value)),
		    STR_ARG(check_number(c, a->value)),
		    old->subject.sheet_year);
		return;
	}
}

void
rule_target_lowered(struct check *c)
{
	const struct project *p = c->project;

	for (size_t i = 0; i < p->n; i++) {
		const struct remembered *old = sheet_before(p, i);
		for (size_t k = 0; old && k < p->sheets[i]->targets.n; k++)
			check_lowered(c, old, p->sheets[i],
			    ITEM(remembered_target, p->sheets[i]->targets, k));
	}
}

void
rule_indicator_dropped(struct check *c)
{
	const struct project *p = c->project;

	for (size_t i = 0; i < p->n; i++) {
		const struct remembered *new = p->sheets[i];
		const struct remembered *old = sheet_before(p, i);
		if (!old ||
		    new->subject.sheet_year !=
			year_after(old->subject.sheet_year, 1))
			continue;
		for (size_t k = 0; k < old->indicators.n; k++) {
			const struct remembered_indicator *in =
			    ITEM(remembered_indicator, old->indicators, k);
			size_t index;
			if (str_is_empty(in->shown) ||
			    indicator_named(new, in->text, &index))
				continue;
			speak_for(c, new);
			check_found(c, S("outcomes"), STR_NULL,
			    check_text(c, in->shown),
			    "the indicator \"%.*s\" of the sheet of %d is "
			    "gone or reworded",
			    STR_ARG(in->shown), old->subject.sheet_year);
		}
	}
}

/* -- past numbers -- */

void
rule_past_number(struct check *c)
{
	const struct project *p = c->project;

	for (size_t i = 0; c->closed_world && i < p->n; i++) {
		const struct remembered *r = p->sheets[i];
		for (size_t k = 0; k < r->id.past.n; k++) {
			const struct past_number *past =
			    ITEM(past_number, r->id.past, k);
			str ministry = str_is_empty(past->ministry)
			    ? r->subject.ministry
			    : past->ministry;
			if (str_is_empty(past->number) ||
			    past->sheet_year < memory_first_year(c->memory) ||
			    past->sheet_year > memory_last_year(c->memory) ||
			    memory_has(c->memory, past->sheet_year, ministry,
				past->number))
				continue;
			speak_for(c, r);
			check_found(c,
			    check_path(c, "past_numbers[%zu].number", k),
			    check_text(c, past->number), STR_NULL,
			    "no sheet of %d in the stream has the number "
			    "%.*s",
			    past->sheet_year, STR_ARG(past->number));
		}
	}
}
