/* Rules on the numbers and names of payees. */
#include "check/rules.h"

#include "value/corp.h"
#include "value/name.h"

#include <stdlib.h>
#include <string.h>

str
name_key_of(struct check *c, str name)
{
	return name_key(&c->arena, name_canonical(&c->arena, name, NULL), NULL);
}

/* The key of the i-th payee's name, made once for all rules. */
str
payee_key(struct check *c, size_t i)
{
	const struct list *payees = &c->sheet->payees;

	if (!c->payee_keys)
		c->payee_keys = arena_new(&c->arena, str, payees->n);
	if (str_is_null(c->payee_keys[i]))
		c->payee_keys[i] =
		    name_key_of(c, ITEM(payee, *payees, i)->name);
	return c->payee_keys[i];
}

/* -- corporate numbers -- */

static bool
is_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* 9999999999999 and its kin */
static bool
is_dummy(str number)
{
	if (str_eq(number, S("1234567890123")))
		return true;
	for (size_t i = 1; i < number.n; i++)
		if (number.p[i] != number.p[0])
			return false;
	return number.n > 1;
}

enum number_class {
	NUMBER_GOOD,
	NUMBER_NONE,
	NUMBER_DUMMY,
	NUMBER_LENGTH,
	NUMBER_DIGIT
};

static enum number_class
number_class(const struct payee *p, str *shown)
{
	*shown = p->corporate_number;
	if (str_is_empty(*shown)) {
		*shown = p->corporate_number_text;
		/* words such as 外国法人 are no misspelt number */
		if (str_is_empty(*shown) || !is_digits(*shown))
			return NUMBER_NONE;
	}
	if (is_dummy(*shown))
		return NUMBER_DUMMY;
	if (shown->n != 13 || !is_digits(*shown))
		return NUMBER_LENGTH;
	return corp_is_valid(*shown) ? NUMBER_GOOD : NUMBER_DIGIT;
}

static void
number_found(struct check *c, const char *list, size_t i, const struct payee *p,
    enum number_class class, str number)
{
	const char *key = str_is_empty(p->corporate_number)
	    ? "corporate_number_text"
	    : "corporate_number";
	str what = STR_NULL;

	switch (class) {
	case NUMBER_DIGIT:
		what = check_path(c, "fails its check digit");
		break;
	case NUMBER_LENGTH:
		what = check_path(c, "has %zu digits, want 13", number.n);
		break;
	default:
		what = check_path(c, "is a dummy");
		break;
	}
	check_found(c, check_path(c, "%s[%zu].%s", list, i, key),
	    check_text(c, number), STR_NULL,
	    "the corporate number %.*s of %.*s %.*s", STR_ARG(number),
	    STR_ARG(p->name), STR_ARG(what));
}

static void
check_numbers(struct check *c, const char *name, const struct list *list,
    enum number_class wanted)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct payee *p = ITEM(payee, *list, i);
		str number;
		if (number_class(p, &number) == wanted)
			number_found(c, name, i, p, wanted, number);
	}
}

static void
check_all_numbers(struct check *c, enum number_class wanted)
{
	check_numbers(c, "payees", &c->sheet->payees, wanted);
	check_numbers(c, "obligations", &c->sheet->obligations, wanted);
}

void
rule_corporate_number(struct check *c)
{
	check_all_numbers(c, NUMBER_DIGIT);
}

void
rule_corporate_number_form(struct check *c)
{
	check_all_numbers(c, NUMBER_LENGTH);
}

void
rule_corporate_number_dummy(struct check *c)
{
	check_all_numbers(c, NUMBER_DUMMY);
}

/* Names with these words have a number for certain. */
static bool
is_company(str key)
{
	static const char *const forms[] = {"株式会社", "有限会社", "合同会社",
	    "一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人",
	    "独立行政法人", NULL};

	for (size_t i = 0; forms[i]; i++)
		if (str_starts(key, str_of(forms[i])) ||
		    str_ends(key, str_of(forms[i])))
			return true;
	return false;
}

void
rule_corporate_number_missing(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	bool column = false; /* forms before 2016 have none */

	for (size_t i = 0; i < payees->n; i++)
		column |= ITEM(payee, *payees, i)->corporate_number.n > 0;
	for (size_t i = 0; column && i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (!str_is_empty(p->corporate_number) ||
		    !str_is_empty(p->corporate_number_text) ||
		    !is_company(payee_key(c, i)))
			continue;
		check_found(c, check_path(c, "payees[%zu].corporate_number", i),
		    STR_NULL, STR_NULL,
		    "%.*s is listed without its corporate "
		    "number",
		    STR_ARG(p->name));
	}
}

/* -- numbers against names -- */

struct named {
	str number, name;
	size_t i;
};

static int
by_number(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = str_cmp(x->number, y->number);

	return order ? order : (x->i > y->i) - (x->i < y->i);
}

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : (x->i > y->i) - (x->i < y->i);
}

/* The payees with a good number and a name, sorted. */
static struct list
named_payees(struct check *c, int (*order)(const void *, const void *))
{
	const struct list *payees = &c->sheet->payees;
	struct list named = {0};

	for (size_t i = 0; i < payees->n; i++) {
		str number;
		if (number_class(ITEM(payee, *payees, i), &number) !=
		    NUMBER_GOOD)
			continue;
		str name = payee_key(c, i);
		if (!str_is_empty(name))
			*list_add(&c->arena, &named, struct named) =
			    (struct named){number, name, i};
	}
	if (named.n)
		qsort(named.items, named.n, sizeof(struct named), order);
	return named;
}

void
rule_number_two_names(struct check *c)
{
	struct list named = named_payees(c, by_number);

	for (size_t k = 1; k < named.n; k++) {
		const struct named *a = ITEM(named, named, k - 1);
		const struct named *b = ITEM(named, named, k);
		/* a branch or a department behind the name is the same body */
		if (!str_eq(a->number, b->number) ||
		    str_has(a->name, b->name) || str_has(b->name, a->name) ||
		    name_is_placeholder(a->name) ||
		    name_is_placeholder(b->name))
			continue;
		check_found(c, check_path(c, "payees[%zu].name", b->i),
		    check_text(c, b->name), check_text(c, a->name),
		    "the corporate number %.*s stands for %.*s and, in "
		    "payees[%zu], for %.*s",
		    STR_ARG(b->number), STR_ARG(b->name), a->i,
		    STR_ARG(a->name));
	}
}

void
rule_name_two_numbers(struct check *c)
{
	struct list named = named_payees(c, by_name);

	for (size_t k = 1; k < named.n; k++) {
		const struct named *a = ITEM(named, named, k - 1);
		const struct named *b = ITEM(named, named, k);
		if (!str_eq(a->name, b->name) || str_eq(a->number, b->number) ||
		    name_is_placeholder(b->name))
			continue;
		check_found(c,
		    check_path(c, "payees[%zu].corporate_number", b->i),
		    check_text(c, b->number), check_text(c, a->number),
		    "%.*s has the corporate number %.*s here and %.*s in "
		    "payees[%zu]",
		    STR_ARG(b->name), STR_ARG(b->number), STR_ARG(a->number),
		    a->i);
	}
}

/* -- placeholders -- */

static const char *
placeholder_class(str key)
{
	static const struct {
		const char *word, *class;
	} classes[] = {{"個人", "individuals"}, {"職員", "individuals"},
	    {"委員", "individuals"}, {"その他", "others"},
	    {"非公表", "not published"}, {"非公開", "not published"},
	    {"同上", "as above"}, {"〃", "as above"},
	    {"社", "companies by letter"}, {"法人", "bodies by letter"}};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (str_has(key, str_of(classes[i].word)))
			return classes[i].class;
	return "nobody in particular";
}

void
rule_placeholder(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	struct {
		const char *class;
		size_t n, first;
	} seen[8] = {0};

	for (size_t i = 0; i < payees->n; i++) {
		const char *class;
		size_t k = 0;
		str key, number;
		/* whoever has a number is somebody in particular */
		if (number_class(ITEM(payee, *payees, i), &number) ==
		    NUMBER_GOOD)
			continue;
		key = payee_key(c, i);
		if (str_is_empty(key) || !name_is_placeholder(key))
			continue;
		class = placeholder_class(key);
		while (k < 7 && seen[k].class && seen[k].class != class)
			k++;
		if (!seen[k].n++) {
			seen[k].class = class;
			seen[k].first = i;
		}
	}
	for (size_t k = 0; k < 8 && seen[k].class; k++)
		check_found(c, check_path(c, "payees[%zu].name", seen[k].first),
		    check_text(c, ITEM(payee, *payees, seen[k].first)->name),
		    STR_NULL,
		    "%zu of %zu rows name %s (%.*s) instead of a payee",
		    seen[k].n, payees->n, seen[k].class,
		    STR_ARG(ITEM(payee, *payees, seen[k].first)->name));
}
