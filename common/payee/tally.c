#include "payee/tally.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/name.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER = 13 };

/* What is known of the bearers of a name key: the party, plus one; else */
#define NOBODY 0
#define SEVERAL UINT32_MAX

#define NOT_CHOSEN (INTERN_NONE - 1) /* a group's name, until it is needed */

static void
init(struct tally *t, struct ledger *ledger, const struct tally_options *o)
{
	*t = (struct tally){
	    .options = o,
	    .ledger = ledger,
	    .spellings = paged_of(struct tally_spelling),
	    .form_keys = paged_of(uint32_t),
	    .bearers = paged_of(uint32_t),
	    .party_groups = paged_of(uint32_t),
	    .methods = paged_of(uint32_t),
	    .sums = paged_of(struct tally_group),
	    .measured = paged_of(struct tally_measured),
	    .owns = paged_of(struct tally_own),
	};
	for (size_t i = 0; i < o->n_by; i++)
		t->names_wanted |= o->by[i] == TALLY_PAYEE;
	intern_init(&t->forms);
	intern_init(&t->parties);
	intern_init(&t->method_forms);
	intern_init(&t->issuers);
	intern_init(&t->groups);
	pairs_init(&t->names, sizeof(struct tally_name));
	pairs_init(&t->group_methods, sizeof(struct tally_method));
	pairs_init(&t->group_issuers, sizeof(struct pair));
	pairs_init(&t->shares, sizeof(struct tally_share));
}

void
tally_free(struct tally *t)
{
	paged_free(&t->spellings);
	paged_free(&t->form_keys);
	paged_free(&t->bearers);
	paged_free(&t->party_groups);
	paged_free(&t->methods);
	paged_free(&t->sums);
	paged_free(&t->measured);
	paged_free(&t->owns);
	intern_free(&t->forms);
	intern_free(&t->parties);
	intern_free(&t->method_forms);
	intern_free(&t->issuers);
	intern_free(&t->groups);
	pairs_free(&t->names);
	pairs_free(&t->group_methods);
	pairs_free(&t->group_issuers);
	pairs_free(&t->shares);
	arena_free(&t->own_ids);
	arena_free(&t->scratch);
}

static struct tally_spelling *
spelling_at(const struct tally *t, uint32_t spelling)
{
	return paged_at(&t->spellings, spelling);
}

static uint32_t *
number_at(const struct paged *numbers, uint32_t i)
{
	return paged_at(numbers, i);
}

/* -- who is who -- */

/* A number for the form and, with it, for its key. */
static uint32_t
form_of(struct tally *t, str form, str key)
{
	uint32_t n = intern_count(&t->forms);
	uint32_t at = intern_add(&t->forms, form);

	if (at < n)
		return at;
	*(uint32_t *)paged_push(&t->form_keys) = at;
	paged_push(&t->bearers);
	if (!str_eq(form, key)) {
		uint32_t k = form_of(t, key, key); /* a key is its own key */
		*number_at(&t->form_keys, at) = k;
	}
	return at;
}

static uint32_t
party_of(struct tally *t, char kind, str text)
{
	struct text key = {.arena = &t->scratch};
	uint32_t n = intern_count(&t->parties), party;

	text_char(&key, kind);
	text_put(&key, text);
	party = intern_add(&t->parties, text_str(&key));
	if (party == n)
		paged_push(&t->party_groups);
	return party;
}

static str
bytes_of(const uint32_t *number)
{
	return (str){(const char *)number, sizeof *number};
}

/* Which spellings are on sheets that count; all of them, unless a sheet was
 * met twice with different rows. */
static void
mark_spellings(struct tally *t)
{
	bool all = t->ledger->twins.repeated == 0;
	struct ledger_walk walk;
	struct ledger_row row;

	for (uint32_t i = 0; i < intern_count(&t->ledger->spellings); i++) {
		struct tally_spelling *s = paged_push(&t->spellings);
		*s = (struct tally_spelling){
		    INTERN_NONE, INTERN_NONE, .counts = all};
	}
	if (all)
		return;
	ledger_walk(&walk, t->ledger);
	while (ledger_next(&walk, &row))
		if (walk.counts)
			spelling_at(t, row.spelling)->counts = true;
	ledger_walk_end(&walk);
}

/* The first round: canonical forms, and whose names they are. */
static void
name_spellings(struct tally *t)
{
	for (uint32_t i = 0; i < t->spellings.n; i++) {
		struct tally_spelling *s = spelling_at(t, i);
		str number = ledger_number(t->ledger, i);
		str form, key;
		uint32_t *bearer;
		if (!s->counts)
			continue;
		arena_reset(&t->scratch);
		form = name_canonical(
		    &t->scratch, ledger_name(t->ledger, i), NULL);
		if (form.n) {
			key = name_key(&t->scratch, form, NULL);
			s->form = form_of(t, form, key);
		}
		if (!number.n)
			continue;
		s->party = party_of(t, 'n', number);
		if (!form.n)
			continue;
		bearer =
		    number_at(&t->bearers, *number_at(&t->form_keys, s->form));
		*bearer = *bearer == NOBODY || *bearer == s->party + 1
		    ? s->party + 1
		    : SEVERAL;
	}
}

/* The second: payees without a number go to their name or its one bearer. */
static void
join_spellings(struct tally *t)
{
	for (uint32_t i = 0; i < t->spellings.n; i++) {
		struct tally_spelling *s = spelling_at(t, i);
		uint32_t key, bearer;
		if (!s->counts || s->party != INTERN_NONE ||
		    s->form == INTERN_NONE)
			continue;
		key = *number_at(&t->form_keys, s->form);
		if (name_is_placeholder(intern_key(&t->forms, key)))
			continue;
		bearer = *number_at(&t->bearers, key);
		arena_reset(&t->scratch);
		s->party = bearer != NOBODY && bearer != SEVERAL
		    ? bearer - 1
		    : party_of(t, 'k', bytes_of(&key));
	}
}

static str
ministry_of(const struct tally *t, uint32_t ministry)
{
	return ministry == INTERN_NONE
	    ? STR_NULL
	    : intern_key(&t->ledger->ministries, ministry);
}

/* The sheet at hand among those with payees of their own. */
static uint32_t
own_sheet(struct tally *t)
{
	const struct head *head = &t->walk->head;
	uint32_t n = (uint32_t)t->owns.n;
	struct tally_own *own;

	if (n) {
		own = paged_at(&t->owns, n - 1);
		if (own->sheet == t->walk->sheet)
			return n - 1;
	}
	own = paged_push(&t->owns);
	*own = (struct tally_own){.sheet = t->walk->sheet,
	    .ministry = head->ministry,
	    .year = head->year,
	    .digest = head->digest,
	    .id = S("")};
	if (!head->year || !ministry_of(t, head->ministry).n)
		return n;
	if (head->number.n)
		own->id = arena_join(&t->own_ids, S("n"), head->number);
	else if (head->project_id.n)
		own->id = arena_join(&t->own_ids, S("p"), head->project_id);
	return n;
}

/* The party of a row: for placeholders one of the sheet's own. */
static uint32_t
row_party(struct tally *t, uint32_t spelling)
{
	const struct tally_spelling *s = spelling_at(t, spelling);
	uint32_t own[2];

	if (s->party != INTERN_NONE)
		return s->party;
	own[0] = own_sheet(t);
	own[1] = s->form == INTERN_NONE ? INTERN_NONE
					: *number_at(&t->form_keys, s->form);
	arena_reset(&t->scratch);
	return party_of(t, 'p', (str){(const char *)own, sizeof own});
}

static void
name_methods(struct tally *t)
{
	for (uint32_t i = 0; i < intern_count(&t->ledger->methods); i++) {
		arena_reset(&t->scratch);
		*(uint32_t *)paged_push(&t->methods) =
		    intern_add(&t->method_forms,
			name_compact(
			    &t->scratch, intern_key(&t->ledger->methods, i)));
	}
}

/* -- adding up -- */

static void
add_amount(struct tally *t, struct tally_amount *to, struct dec amount)
{
	to->rows++;
	if (!amount.known)
		return;
	to->known++;
	if (!sum_add(&to->sum, amount))
		t->too_large = true;
}

static uint32_t
key_value(struct tally *t, enum tally_key key, const struct ledger_row *row,
    uint32_t party)
{
	switch (key) {
	case TALLY_PAYEE:
		return party;
	case TALLY_NUMBER:
		return ledger_number(t->ledger, row->spelling).n ? party
								 : INTERN_NONE;
	case TALLY_MINISTRY:
		return t->walk->head.ministry;
	case TALLY_METHOD:
		return row->method == INTERN_NONE
		    ? INTERN_NONE
		    : *number_at(&t->methods, row->method);
	case TALLY_YEAR:
		return (uint32_t)t->walk->head.year;
	case TALLY_PROJECT:
		return t->walk->head.project;
	case TALLY_KEYS:
		break;
	}
	return INTERN_NONE;
}

static uint32_t
group_of(struct tally *t, const struct ledger_row *row, uint32_t party)
{
	bool by_party =
	    t->options->n_by == 1 && t->options->by[0] == TALLY_PAYEE;
	uint32_t values[TALLY_KEYS], n = intern_count(&t->groups), group;

	/* the usual case needs no look into the table */
	if (by_party && *number_at(&t->party_groups, party))
		return *number_at(&t->party_groups, party) - 1;
	for (size_t i = 0; i < t->options->n_by; i++)
		values[i] = key_value(t, t->options->by[i], row, party);
	group = intern_add(&t->groups,
	    (str){(const char *)values, t->options->n_by * sizeof *values});
	if (group == n) {
		*(struct tally_group *)paged_push(&t->sums) =
		    (struct tally_group){
			.names = PAIRS_END,
			.methods = PAIRS_END,
			.issuers = PAIRS_END,
			.name = NOT_CHOSEN,
		    };
		if (t->options->measures)
			*(struct tally_measured *)paged_push(&t->measured) =
			    (struct tally_measured){.payees = PAIRS_END};
	}
	if (by_party)
		*number_at(&t->party_groups, party) = group + 1;
	return group;
}

static uint32_t
issuer_of(struct tally *t, const struct head *head)
{
	uint32_t issuer[2] = {head->ministry, (uint32_t)head->year};

	return intern_add(
	    &t->issuers, (str){(const char *)issuer, sizeof issuer});
}

/* Once for each sheet that has a row in the group. */
static void
add_sheet(struct tally *t, uint32_t group)
{
	struct tally_group *g = tally_group(t, group);
	uint32_t sheet = t->walk->sheet;

	if (g->last_sheet == sheet + 1)
		return;
	g->last_sheet = sheet + 1;
	g->sheets++;
	g->misses_flow |= !t->walk->head.has_flow;
	pairs_get(&t->group_issuers, group, t->issuer, &g->issuers);
}

static void
measure(struct tally *t, uint32_t group, const struct ledger_row *row,
    uint32_t party)
{
	struct tally_measured *m = tally_measured(t, group);
	struct tally_share *share =
	    pairs_get(&t->shares, group, party, &m->payees);

	if (!sum_add(&share->sum, row->amount))
		t->too_large = true;
	if (row->bidding)
		add_amount(t, &m->bidding, row->amount);
	if (row->award_rate.known) {
		m->award_rows++;
		if (!sum_add(&m->award_rates, row->award_rate))
			t->too_large = true;
	}
}

static void
add_row(struct tally *t, const struct ledger_row *row)
{
	uint32_t party = row_party(t, row->spelling);
	uint32_t group = group_of(t, row, party);
	struct tally_group *g = tally_group(t, group);

	add_sheet(t, group);
	add_amount(t, &g->all, row->amount);
	if (row->direct)
		add_amount(t, &g->direct, row->amount);
	if (row->single)
		add_amount(t, &g->single, row->amount);
	if (row->method != INTERN_NONE) {
		struct tally_method *m = pairs_get(&t->group_methods, group,
		    *number_at(&t->methods, row->method), &g->methods);
		add_amount(t, &m->amount, row->amount);
	}
	if (t->names_wanted) {
		struct tally_name *name =
		    pairs_get(&t->names, group, row->spelling, &g->names);
		name->rows++;
	}
	if (t->options->measures)
		measure(t, group, row, party);
}

/* Whether the row is asked for; counts what is left out unseen. */
static bool
is_asked_for(
    struct tally *t, const struct ledger_row *row, uint32_t *last_left_out)
{
	uint32_t sheet = t->walk->sheet;

	if (!t->options->direct_only || row->direct)
		return true;
	if (!t->walk->head.has_flow) {
		t->rows_left_out++;
		t->sheets_left_out += *last_left_out != sheet + 1;
		*last_left_out = sheet + 1;
	}
	return false;
}

static void
add_rows(struct tally *t)
{
	uint32_t last_left_out = 0, last = INTERN_NONE;
	struct ledger_walk walk;
	struct ledger_row row;

	ledger_walk(&walk, t->ledger);
	t->walk = &walk;
	while (ledger_next(&walk, &row)) {
		if (walk.sheet != last) {
			last = walk.sheet;
			t->issuer = issuer_of(t, &walk.head);
		}
		if (walk.counts && is_asked_for(t, &row, &last_left_out))
			add_row(t, &row);
	}
	t->walk = NULL;
	ledger_walk_end(&walk);
}

/* -- the name that is shown -- */

struct form_count {
	uint32_t form;
	uint64_t rows;
};

static int
by_form(const void *a, const void *b)
{
	const struct form_count *x = a, *y = b;

	return (x->form > y->form) - (x->form < y->form);
}

static size_t
code_points(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

/* The most frequent, then the longest, then the first bytewise. */
static bool
is_better_name(const struct tally *t, struct form_count a, struct form_count b)
{
	str x = intern_key(&t->forms, a.form);
	str y = intern_key(&t->forms, b.form);

	if (a.rows != b.rows)
		return a.rows > b.rows;
	if (code_points(x) != code_points(y))
		return code_points(x) > code_points(y);
	return str_cmp(x, y) < 0;
}

static uint32_t
choose_name(struct tally *t, const struct tally_group *g)
{
	struct list counts = {0};
	struct form_count *c, best = {INTERN_NONE, 0};
	const struct tally_name *name;

	arena_reset(&t->scratch);
	for (uint32_t i = g->names; i != PAIRS_END; i = name->pair.next) {
		uint32_t form;
		name = pairs_at(&t->names, i);
		form = spelling_at(t, name->pair.item)->form;
		if (form != INTERN_NONE)
			*list_add(&t->scratch, &counts, struct form_count) =
			    (struct form_count){form, name->rows};
	}
	c = counts.items;
	if (counts.n > 1)
		qsort(c, counts.n, sizeof *c, by_form);
	for (size_t i = 0; i < counts.n; i++) {
		if (i + 1 < counts.n && c[i].form == c[i + 1].form)
			c[i + 1].rows += c[i].rows;
		else if (best.form == INTERN_NONE ||
		    is_better_name(t, c[i], best))
			best = c[i];
	}
	return best.form;
}

str
tally_name(struct tally *t, uint32_t group)
{
	struct tally_group *g = tally_group(t, group);

	if (g->name == NOT_CHOSEN)
		g->name = choose_name(t, g);
	return g->name == INTERN_NONE ? STR_NULL
				      : intern_key(&t->forms, g->name);
}

void
tally_make(
    struct tally *t, struct ledger *ledger, const struct tally_options *options)
{
	init(t, ledger, options);
	mark_spellings(t);
	name_spellings(t);
	join_spellings(t);
	name_methods(t);
	add_rows(t);
}

/* -- what came out -- */

size_t
tally_count(const struct tally *t)
{
	return t->sums.n;
}

struct tally_group *
tally_group(const struct tally *t, uint32_t group)
{
	return paged_at(&t->sums, group);
}

struct tally_measured *
tally_measured(const struct tally *t, uint32_t group)
{
	return paged_at(&t->measured, group);
}

uint32_t
tally_value(const struct tally *t, uint32_t group, size_t place)
{
	uint32_t value;

	memcpy(&value, intern_key(&t->groups, group).p + place * sizeof value,
	    sizeof value);
	return value;
}

str
tally_number(const struct tally *t, uint32_t party)
{
	str key = intern_key(&t->parties, party);

	return key.p[0] == 'n' ? str_skip(key, 1) : STR_NULL;
}

str
tally_method_form(const struct tally *t, uint32_t method)
{
	return method == INTERN_NONE ? STR_NULL
				     : intern_key(&t->method_forms, method);
}

str
tally_issuer(const struct tally *t, uint32_t issuer, int32_t *year)
{
	uint32_t pair[2];

	memcpy(pair, intern_key(&t->issuers, issuer).p, sizeof pair);
	*year = (int32_t)pair[1];
	return pair[0] == INTERN_NONE
	    ? STR_NULL
	    : intern_key(&t->ledger->ministries, pair[0]);
}

bool
tally_is_null(const struct tally_amount *amount)
{
	return amount->rows > 0 && amount->known == 0;
}

bool
tally_direct_is_null(const struct tally_group *g)
{
	return g->misses_flow || tally_is_null(&g->direct);
}

/* -- order -- */

/* Of two parties that one sheet each has: an order that is the sheets', and
 * of what they hold where nothing names them. */
static int
compare_sheets(const struct tally *t, uint32_t a, uint32_t b)
{
	const struct tally_own *x = paged_at(&t->owns, a);
	const struct tally_own *y = paged_at(&t->owns, b);
	int order = (x->year > y->year) - (x->year < y->year);

	if (!order)
		order = str_cmp(
		    ministry_of(t, x->ministry), ministry_of(t, y->ministry));
	if (!order)
		order = str_cmp(x->id, y->id);
	return order ? order
		     : (x->digest > y->digest) - (x->digest < y->digest);
}

static int
compare_parties(const struct tally *t, uint32_t a, uint32_t b)
{
	str x = intern_key(&t->parties, a), y = intern_key(&t->parties, b);
	uint32_t xsheet, ysheet;

	if (x.p[0] != 'p' || y.p[0] != 'p')
		return 0;
	memcpy(&xsheet, x.p + 1, sizeof xsheet);
	memcpy(&ysheet, y.p + 1, sizeof ysheet);
	return compare_sheets(t, xsheet, ysheet);
}

static int
compare_values(
    const struct tally *t, enum tally_key key, uint32_t a, uint32_t b)
{
	switch (key) {
	case TALLY_PAYEE:
		return str_cmp(tally_number(t, a), tally_number(t, b));
	case TALLY_NUMBER:
		return str_cmp(a == INTERN_NONE ? STR_NULL : tally_number(t, a),
		    b == INTERN_NONE ? STR_NULL : tally_number(t, b));
	case TALLY_MINISTRY:
		return str_cmp(ministry_of(t, a), ministry_of(t, b));
	case TALLY_METHOD:
		return str_cmp(
		    tally_method_form(t, a), tally_method_form(t, b));
	case TALLY_YEAR:
		return ((int32_t)a > (int32_t)b) - ((int32_t)a < (int32_t)b);
	case TALLY_PROJECT:
		return str_cmp(intern_key(&t->ledger->projects, a),
		    intern_key(&t->ledger->projects, b));
	case TALLY_KEYS:
		break;
	}
	return 0;
}

static int
compare_groups(struct tally *t, uint32_t a, uint32_t b)
{
	const struct tally_group *x = tally_group(t, a), *y = tally_group(t, b);
	bool xnull = tally_is_null(&x->all), ynull = tally_is_null(&y->all);
	int order = xnull - ynull;

	if (!order && !xnull)
		order = sum_cmp(y->all.sum, x->all.sum);
	for (size_t i = 0; i < t->options->n_by && !order; i++) {
		enum tally_key key = t->options->by[i];
		uint32_t xvalue = tally_value(t, a, i);
		uint32_t yvalue = tally_value(t, b, i);
		order = compare_values(t, key, xvalue, yvalue);
		if (!order && key == TALLY_PAYEE)
			order = str_cmp(tally_name(t, a), tally_name(t, b));
		if (!order && key == TALLY_PAYEE)
			order = compare_parties(t, xvalue, yvalue);
	}
	return order;
}

/* A group and its amount in whole yen, by which nearly all differ. */
struct ranked {
	int64_t yen; /* at its limits where there are more */
	uint32_t group;
};

static struct ranked
rank(const struct tally *t, uint32_t group)
{
	const struct tally_amount *all = &tally_group(t, group)->all;
	dec_wide yen = sum_yen(all->sum);
	struct ranked r = {.group = group, .yen = INT64_MIN};

	if (tally_is_null(all) || yen < INT64_MIN)
		return r;
	r.yen = yen > INT64_MAX ? INT64_MAX : (int64_t)yen;
	return r;
}

static int
by_amount(const void *a, const void *b, void *tally)
{
	const struct ranked *x = a, *y = b;

	if (x->yen != y->yen)
		return x->yen > y->yen ? -1 : 1;
	return compare_groups(tally, x->group, y->group);
}

uint32_t *
tally_sorted(struct arena *a, struct tally *t, size_t top, size_t *count)
{
	size_t all = tally_count(t), n = 0;
	size_t room = top && top < all / 4 ? 4 * top : all;
	struct ranked *ranked = mem_resize(NULL, room + 1, sizeof *ranked);
	int64_t floor = INT64_MIN; /* what is below is not among the top */
	uint32_t *groups;

	for (uint32_t i = 0; i < all; i++) {
		struct ranked r = rank(t, i);
		if (r.yen < floor)
			continue;
		if (n == room) {
			qsort_r(ranked, n, sizeof *ranked, by_amount, t);
			n = top;
			floor = ranked[n - 1].yen;
		}
		ranked[n++] = r;
	}
	qsort_r(ranked, n, sizeof *ranked, by_amount, t);
	*count = top && top < n ? top : n;
	groups = arena_new(a, uint32_t, *count);
	for (size_t i = 0; i < *count; i++)
		groups[i] = ranked[i].group;
	free(ranked);
	return groups;
}
