/* Rules on 成果目標及び成果実績(アウトカム). */
#include "check/rules.h"

#include "value/text.h"

#include <string.h>

/* -- the way up -- */

static bool
has_any(str text, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (str_has(text, str_of(words[i])))
			return true;
	return false;
}

/* Wording of goals that rise, and of goals that fall. */
static const char *const up_words[] = {"以上", "増加", "向上", "拡大", "上昇",
    "増やす", "引き上げ", "引上げ", "上回る", "上がると良い", NULL};
static const char *const down_words[] = {"以下", "未満", "減少", "削減", "低減",
    "縮減", "短縮", "抑制", "低下", "減らす", "半減", "下回る", "引き下げ",
    "引下げ", "ゼロ", "解消", "下がると良い", NULL};
/* What is counted here grows when the goal falls: 削減量, 減少率 ... */
static const char *const amount_words[] = {"削減量", "削減率", "削減額",
    "削減数", "削減効果", "減少量", "減少率", "減少額", "低減量", "低減率",
    "低減額", "短縮率", "短縮時間", "抑制量", "抑制率", "縮減額", "縮減率",
    "解消率", "解消数", NULL};

enum way
way_of(struct check *c, const struct outcome *o)
{
	str text = arena_join(&c->arena, o->goal, o->indicator);
	bool up, down;

	/* 改善の上向き／下向き of the RS System speaks first. */
	if (str_has(o->rs, S("下がると良い")))
		return WAY_DOWN;
	if (str_has(o->rs, S("上がると良い")))
		return WAY_UP;
	if (has_any(text, amount_words))
		return WAY_UNKNOWN;
	up = has_any(text, up_words);
	down = has_any(text, down_words);
	return up == down ? WAY_UNKNOWN : up ? WAY_UP : WAY_DOWN;
}

/* -- the columns of an outcome -- */

/* A year's column, the interim one or the final one. */
struct column {
	const struct outcome *outcome;
	const struct outcome_year *year;
	size_t i; /* of the outcome */
	size_t j; /* of the year, when name is NULL */
	const char *name; /* "interim", "final" */
};

typedef void visit(struct check *, const struct column *, enum fit);

static void
each_column(struct check *c, visit *see, enum fit wanted)
{
	const struct list *outcomes = &c->sheet->outcomes;

	for (size_t i = 0; i < outcomes->n; i++) {
		const struct outcome *o = ITEM(outcome, *outcomes, i);
		struct column col = {.outcome = o, .i = i};
		for (col.j = 0; col.j < o->years.n; col.j++) {
			col.year = ITEM(outcome_year, o->years, col.j);
			see(c, &col, wanted);
		}
		if (o->interim) {
			col.year = o->interim;
			col.name = "interim";
			see(c, &col, wanted);
		}
		if (o->final) {
			col.year = o->final;
			col.name = "final";
			see(c, &col, wanted);
		}
	}
}

static str
column_path(struct check *c, const struct column *col, const char *key)
{
	if (col->name)
		return check_path(
		    c, "outcomes[%zu].%s.%s", col->i, col->name, key);
	return check_path(
	    c, "outcomes[%zu].years[%zu].%s", col->i, col->j, key);
}

/* -- attainment -- */

/* By which formula a printed attainment follows from actual and target. */
enum reckoning {
	UNCHECKED, /* a figure is missing, or the target is no divisor */
	RATIO, /* actual / target, as the form has it */
	RATIO_CUT, /* the same, cut off */
	INVERSE, /* target / actual */
	ODD, /* some other honest practice: see odd_reckoning */
	NO_RECKONING,
};

/*
 * Practices met on honest sheets: 100 as a cap; for goals that fall
 * (2 x target - actual) / target; a percentage taken for its own attainment;
 * the ratio as a fraction; the distance.
 */
static const char *
odd_reckoning(const struct outcome_year *y, struct interval ratio, enum way way)
{
	struct interval stated = interval_printed(y->attainment.value);
	struct interval full = interval_exact(dec_of(100));
	bool is_full = dec_eq(y->attainment.value, dec_of(100));

	if (is_full && way != WAY_DOWN && !interval_below(ratio, full))
		return "100 % taken as the most";
	if (is_full && way == WAY_DOWN && !interval_below(full, ratio))
		return "100 % taken as the most";
	if (way == WAY_DOWN &&
	    interval_meet(
		stated, interval_sub(interval_exact(dec_of(200)), ratio)))
		return "(2 x target - actual) / target";
	if (dec_eq(y->attainment.value, y->actual.value))
		return "the actual figure itself";
	if (interval_meet(interval_shift(stated, 2), ratio))
		return "a fraction instead of a percentage";
	if (dec_eq(
		y->attainment.value, dec_sub(y->actual.value, y->target.value)))
		return "actual - target";
	return NULL;
}

/*
 * Other formulas than the form's own must fit without the room that rounded
 * figures leave, lest a wrong figure passes for a right one of another kind;
 * a goal that falls has target / actual as its own.
 */
static enum reckoning
reckoning_of(struct check *c, const struct column *col, const char **odd)
{
	const struct outcome_year *y = col->year;
	struct interval actual, target, ratio;
	enum way way;

	*odd = NULL;
	if (!y->attainment.value.known || !y->actual.value.known ||
	    !y->target.value.known || y->target.value.digits <= 0)
		return UNCHECKED;
	actual = interval_printed(y->actual.value);
	target = interval_printed(y->target.value);
	ratio = percent_interval(actual, target);
	switch (fit_of(y->attainment.value, ratio)) {
	case FITS:
		return RATIO;
	case CUT:
		return RATIO_CUT;
	case MISFIT:
		break;
	}
	way = way_of(c, col->outcome);
	if (way != WAY_DOWN) {
		actual = interval_exact(y->actual.value);
		target = interval_exact(y->target.value);
		ratio = percent_interval(actual, target);
	}
	if (!dec_is_zero(y->actual.value) &&
	    fit_of(y->attainment.value, percent_interval(target, actual)) !=
		MISFIT)
		return INVERSE;
	*odd = odd_reckoning(y, ratio, way);
	return *odd ? ODD : NO_RECKONING;
}

static void
attainment_found(struct check *c, const struct column *col, const char *why)
{
	const struct outcome_year *y = col->year;
	struct dec computed =
	    percent_of(y->actual.value, y->target.value, y->attainment.value);

	check_found(c, column_path(c, col, "attainment"),
	    check_figure(c, y->attainment.value), check_figure(c, computed),
	    "the attainment for %d is %.*s %%, but actual / target is %.*s / "
	    "%.*s = %.*s %%%s",
	    y->fiscal_year, STR_ARG(check_number(c, y->attainment.value)),
	    STR_ARG(check_number(c, y->actual.value)),
	    STR_ARG(check_number(c, y->target.value)),
	    STR_ARG(check_number(c, computed)), why);
}

static void
see_attainment(struct check *c, const struct column *col, enum fit wanted)
{
	const char *odd;
	enum reckoning by = reckoning_of(c, col, &odd);

	if (wanted == CUT && by == RATIO_CUT)
		attainment_found(c, col, ", cut off instead of rounded");
	if (wanted == MISFIT && by == NO_RECKONING)
		attainment_found(c, col, "");
}

void
attainments(struct check *c, enum fit wanted)
{
	each_column(c, see_attainment, wanted);
}

void
rule_attainment(struct check *c)
{
	attainments(c, MISFIT);
}

/*
 * Target / actual where the goal is to rise, or actual / target of a goal
 * that is to fall: above 100 % then means a failure.
 */
static void
see_inverse(struct check *c, const struct column *col, enum fit wanted)
{
	const char *odd;
	enum reckoning by = reckoning_of(c, col, &odd);
	enum way way;

	(void)wanted;
	if (by != INVERSE && by != RATIO)
		return;
	way = way_of(c, col->outcome);
	if (by == INVERSE && way == WAY_UP)
		attainment_found(
		    c, col, "; it is target / actual, and the goal is to rise");
	if (by == RATIO && way == WAY_DOWN &&
	    interval_below(interval_printed(col->year->target.value),
		interval_printed(col->year->actual.value)))
		check_found(c, column_path(c, col, "attainment"),
		    check_figure(c, col->year->attainment.value),
		    check_figure(c,
			percent_of(col->year->target.value,
			    col->year->actual.value,
			    col->year->attainment.value)),
		    "the attainment for %d is %.*s %%, but the goal is to fall "
		    "and the actual %.*s is above the target %.*s",
		    col->year->fiscal_year,
		    STR_ARG(check_number(c, col->year->attainment.value)),
		    STR_ARG(check_number(c, col->year->actual.value)),
		    STR_ARG(check_number(c, col->year->target.value)));
}

void
rule_attainment_inverse(struct check *c)
{
	each_column(c, see_inverse, MISFIT);
}

static void
see_odd(struct check *c, const struct column *col, enum fit wanted)
{
	const char *odd;
	enum reckoning by = reckoning_of(c, col, &odd);

	(void)wanted;
	if (by == INVERSE && way_of(c, col->outcome) == WAY_UNKNOWN)
		odd = "target / actual";
	if (odd)
		attainment_found(c, col, check_path(c, "; it is %s", odd).p);
}

void
rule_attainment_odd(struct check *c)
{
	each_column(c, see_odd, MISFIT);
}

static void
see_attainment_missing(
    struct check *c, const struct column *col, enum fit wanted)
{
	const struct outcome_year *y = col->year;
	struct dec computed;

	(void)wanted;
	if (y->attainment.value.known || !str_is_null(y->attainment.text) ||
	    !y->actual.value.known || !y->target.value.known ||
	    y->target.value.digits <= 0)
		return;
	computed = percent_of(y->actual.value, y->target.value, dec_of(0));
	check_found(c, column_path(c, col, "attainment"), STR_NULL,
	    check_figure(c, computed),
	    "no attainment is printed for %d, though actual / target is %.*s "
	    "/ %.*s = %.*s %%",
	    y->fiscal_year, STR_ARG(check_number(c, y->actual.value)),
	    STR_ARG(check_number(c, y->target.value)),
	    STR_ARG(check_number(c, computed)));
}

void
rule_attainment_missing(struct check *c)
{
	each_column(c, see_attainment_missing, MISFIT);
}

static void
see_target_zero(struct check *c, const struct column *col, enum fit wanted)
{
	const struct outcome_year *y = col->year;

	(void)wanted;
	if (!y->attainment.value.known || !y->target.value.known ||
	    y->target.value.digits > 0)
		return;
	check_found(c, column_path(c, col, "attainment"),
	    check_figure(c, y->attainment.value), STR_NULL,
	    "an attainment of %.*s %% is printed for %d, but nothing can be "
	    "divided by the target %.*s",
	    STR_ARG(check_number(c, y->attainment.value)), y->fiscal_year,
	    STR_ARG(check_number(c, y->target.value)));
}

void
rule_target_zero(struct check *c)
{
	each_column(c, see_target_zero, MISFIT);
}

/* -- what is missing -- */

static bool
says_nothing(struct figure f)
{
	return !f.value.known && str_is_null(f.text);
}

static void
see_actual_missing(struct check *c, const struct column *col, enum fit wanted)
{
	const struct outcome_year *y = col->year;

	(void)wanted;
	if (!y->target.value.known || !says_nothing(y->actual) ||
	    !y->fiscal_year || y->fiscal_year >= c->sheet->sheet_year)
		return;
	check_found(c, column_path(c, col, "actual"), STR_NULL, STR_NULL,
	    "%d is over and had a target of %.*s, but no actual is printed",
	    y->fiscal_year, STR_ARG(check_number(c, y->target.value)));
}

void
rule_actual_missing(struct check *c)
{
	each_column(c, see_actual_missing, MISFIT);
}

/* What an outcome says in all its columns together. */
struct content {
	bool actual, target, anything;
};

static void
content_add(struct content *content, const struct outcome_year *y)
{
	if (!y)
		return;
	content->actual |= y->actual.value.known;
	content->target |= !says_nothing(y->target);
	content->anything |= !says_nothing(y->actual) ||
	    !says_nothing(y->target) || !says_nothing(y->attainment);
}

static struct content
content_of(const struct outcome *o)
{
	struct content content = {0};

	for (size_t j = 0; j < o->years.n; j++)
		content_add(&content, ITEM(outcome_year, o->years, j));
	content_add(&content, o->interim);
	content_add(&content, o->final);
	return content;
}

void
rule_target_missing(struct check *c)
{
	const struct list *list = &c->sheet->outcomes;

	for (size_t i = 0; i < list->n; i++) {
		struct content content = content_of(ITEM(outcome, *list, i));
		if (content.actual && !content.target)
			check_found(c, check_path(c, "outcomes[%zu]", i),
			    STR_NULL, STR_NULL,
			    "actual figures are printed, but no target in any "
			    "year");
	}
}

/* Of the RS System without its table of figures all outcomes are empty. */
static bool
lacks_table(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->notes.n; i++)
		if (str_eq(
			ITEM(note, sheet->notes, i)->code, S("table-missing")))
			return true;
	return false;
}

void
rule_outcome_empty(struct check *c)
{
	const struct list *list = &c->sheet->outcomes;

	if (lacks_table(c->sheet))
		return;
	for (size_t i = 0; i < list->n; i++) {
		const struct outcome *o = ITEM(outcome, *list, i);
		if (!content_of(o).anything && (o->goal.n || o->indicator.n))
			check_found(c, check_path(c, "outcomes[%zu]", i),
			    STR_NULL, STR_NULL,
			    "the outcome has neither an actual nor a target "
			    "in any year");
	}
}

void
rule_final_year(struct check *c)
{
	const struct sheet *sheet = c->sheet;

	/* A project that has ended has its last target year behind it. */
	if (sheet->end_year && sheet->end_year < sheet->sheet_year)
		return;
	for (size_t i = 0; i < sheet->outcomes.n; i++) {
		const struct outcome *o = ITEM(outcome, sheet->outcomes, i);
		if (!o->final || !o->final->fiscal_year ||
		    o->final->fiscal_year >= sheet->sheet_year)
			continue;
		check_found(c,
		    check_path(c, "outcomes[%zu].final.fiscal_year", i),
		    check_figure(c, dec_of(o->final->fiscal_year)),
		    check_figure(c, dec_of(sheet->sheet_year)),
		    "the final target year %d is before the sheet's year %d, "
		    "and the project goes on",
		    o->final->fiscal_year, sheet->sheet_year);
	}
}

/* -- figures that say little -- */

void
rule_actual_constant(struct check *c)
{
	const struct list *list = &c->sheet->outcomes;

	for (size_t i = 0; i < list->n; i++) {
		const struct outcome *o = ITEM(outcome, *list, i);
		struct dec same = {0};
		size_t n = 0, missed = 0;
		for (size_t j = 0; j < o->years.n; j++) {
			const struct outcome_year *y =
			    ITEM(outcome_year, o->years, j);
			if (!y->actual.value.known)
				continue;
			if (n && !dec_eq(same, y->actual.value))
				break;
			same = y->actual.value;
			n++;
			missed += !dec_eq(same, y->target.value);
		}
		/* As planned every year is no finding. */
		if (n < 3 || n < o->years.n || !missed || dec_is_zero(same))
			continue;
		check_found(c, check_path(c, "outcomes[%zu].years", i),
		    check_figure(c, same), STR_NULL,
		    "the actual is %.*s in each of %zu years",
		    STR_ARG(check_number(c, same)), n);
	}
}

/* The latest actual of a year that is over, or an unknown one. */
static struct dec
latest_actual(const struct outcome *o)
{
	struct dec actual = {0};

	for (size_t j = 0; j < o->years.n; j++)
		if (ITEM(outcome_year, o->years, j)->actual.value.known)
			actual = ITEM(outcome_year, o->years, j)->actual.value;
	return actual;
}

void
rule_target_reached(struct check *c)
{
	const struct sheet *sheet = c->sheet;

	for (size_t i = 0; i < sheet->outcomes.n; i++) {
		const struct outcome *o = ITEM(outcome, sheet->outcomes, i);
		struct dec actual = latest_actual(o);
		struct interval reached = interval_printed(actual), target;
		enum way way;
		if (!o->final || o->final->fiscal_year < sheet->sheet_year)
			continue;
		target = interval_printed(o->final->target.value);
		way = way_of(c, o);
		if (!(way == WAY_UP && interval_below(target, reached)) &&
		    !(way == WAY_DOWN && interval_below(reached, target)))
			continue;
		check_found(c, check_path(c, "outcomes[%zu].final.target", i),
		    check_figure(c, o->final->target.value),
		    check_figure(c, actual),
		    "the target for %d is %.*s, but %.*s was reached already",
		    o->final->fiscal_year,
		    STR_ARG(check_number(c, o->final->target.value)),
		    STR_ARG(check_number(c, actual)));
	}
}
