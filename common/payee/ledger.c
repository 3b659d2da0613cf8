#include "payee/ledger.h"

#include "base/hash.h"
#include "base/varint.h"
#include "value/corp.h"
#include "value/name.h"

#include <string.h>

enum { IN_MEMORY = 256 * 1024, ROW_ROOM = 64, NUMBER = 13 };

/* A sheet that shares an id with another. */
struct ledger_met {
	uint32_t sheet;
	uint32_t twin; /* its number; NO_TWIN: the same was met before */
};

static const uint32_t NO_TWIN = UINT32_MAX;

/* What a row's first byte says. */
enum {
	HAS_AMOUNT = 1,
	IS_FINE = 2, /* the amount has decimals: their number follows it */
	HAS_RATE = 4,
	IS_DIRECT = 8,
	HAS_BIDDERS = 16,
	IS_SINGLE = 32,
};

const char ledger_paths[] =
    "sheet_year ministry number project_id name "
    "flow.nodes.id flow.nodes.block flow.edges.from flow.edges.to "
    "payees.block payees.name payees.corporate_number payees.amount "
    "payees.method payees.bidders payees.award_rate";

void
ledger_init(struct ledger *l, bool keeps_projects)
{
	*l = (struct ledger){
	    .met = paged_of(struct ledger_met),
	    .keeps_projects = keeps_projects,
	};
	heads_init(&l->heads);
	marks_init(&l->ids);
	twins_init(&l->twins);
	intern_init(&l->spellings);
	intern_init(&l->methods);
	intern_init(&l->ministries);
	intern_init(&l->projects);
	intern_init(&l->files);
	spool_init(&l->rows, IN_MEMORY);
}

void
ledger_free(struct ledger *l)
{
	heads_free(&l->heads);
	marks_free(&l->ids);
	twins_free(&l->twins);
	intern_free(&l->spellings);
	intern_free(&l->methods);
	intern_free(&l->ministries);
	intern_free(&l->projects);
	intern_free(&l->files);
	paged_free(&l->met);
	spool_free(&l->rows);
	arena_free(&l->scratch);
}

/* -- which blocks are paid by the ministry -- */

static str
block_of(const struct flow *flow, str id)
{
	for (size_t i = 0; i < flow->nodes.n; i++) {
		const struct flow_node *node =
		    list_at(&flow->nodes, struct flow_node, i);
		if (str_eq(node->id, id))
			return node->block;
	}
	return str_cut(id, '#').head; /* A#2 is another node of block A */
}

struct list
ledger_direct_blocks(struct arena *a, const struct sheet *sheet)
{
	struct list blocks = {0};

	for (size_t i = 0; i < sheet->flow.edges.n; i++) {
		const struct flow_edge *edge =
		    list_at(&sheet->flow.edges, struct flow_edge, i);
		if (str_eq(edge->from, S("0")))
			*list_add(a, &blocks, str) =
			    block_of(&sheet->flow, edge->to);
	}
	return blocks;
}

static bool
is_direct(const struct list *blocks, str block)
{
	for (size_t i = 0; i < blocks->n && block.p; i++)
		if (str_eq(*list_at(blocks, str, i), block))
			return true;
	return false;
}

/* -- rows to bytes and back -- */

static char *
put_dec(char *p, struct dec d, bool with_scale)
{
	p = varint_put(p, varint_fold(d.digits));
	if (with_scale)
		*p++ = (char)d.scale;
	return p;
}

static const char *
get_dec(const char *p, struct dec *d, bool with_scale)
{
	uint64_t folded;

	p = varint_get(p, &folded);
	*d = (struct dec){.digits = varint_unfold(folded), .known = true};
	if (with_scale)
		d->scale = (int8_t)*p++;
	return p;
}

static size_t
encode(char bytes[ROW_ROOM], const struct ledger_row *row)
{
	bool fine = row->amount.known && row->amount.scale > 0;
	char *p = bytes;

	*p++ = (char)((row->amount.known ? HAS_AMOUNT : 0) |
	    (fine ? IS_FINE : 0) | (row->award_rate.known ? HAS_RATE : 0) |
	    (row->direct ? IS_DIRECT : 0) | (row->bidding ? HAS_BIDDERS : 0) |
	    (row->single ? IS_SINGLE : 0));
	p = varint_put(p, row->spelling);
	p = varint_put(p, (uint64_t)(uint32_t)(row->method + 1));
	if (row->amount.known)
		p = put_dec(p, row->amount, fine);
	if (row->award_rate.known)
		p = put_dec(p, row->award_rate, true);
	return (size_t)(p - bytes);
}

static size_t
decode(const char *bytes, struct ledger_row *row)
{
	const char *p = bytes;
	unsigned bits = (unsigned char)*p++;
	uint64_t n;

	*row = (struct ledger_row){
	    .direct = bits & IS_DIRECT,
	    .bidding = bits & HAS_BIDDERS,
	    .single = bits & IS_SINGLE,
	};
	p = varint_get(p, &n);
	row->spelling = (uint32_t)n;
	p = varint_get(p, &n);
	row->method = (uint32_t)n - 1;
	if (bits & HAS_AMOUNT)
		p = get_dec(p, &row->amount, bits & IS_FINE);
	if (bits & HAS_RATE)
		p = get_dec(p, &row->award_rate, true);
	return (size_t)(p - bytes);
}

/* -- a sheet made ready -- */

struct ledger_draft {
	uint64_t digest; /* of all that the ledger keeps of the sheet */
	uint64_t ids[TWIN_IDS]; /* see twins_marks */
	size_t n_ids;
	bool has_flow;
	uint32_t n;
	struct draft_row {
		struct ledger_row row; /* but for its numbers of texts */
		str key, method; /* what they will be numbers of */
		uint32_t key_hash, method_hash;
	} rows[];
};

/* "4010001054032\0name" or "\0name": the number only if it can be a key. */
static str
spelling_key(struct arena *a, const struct payee *payee)
{
	str number = payee->corporate_number;
	size_t n = 0;
	char *p;

	if (number.n != NUMBER || !corp_is_valid(number))
		number = S("");
	p = arena_alloc(a, number.n + 1 + payee->name.n, 1, 1);
	if (number.n)
		memcpy(p, number.p, n = number.n);
	p[n++] = '\0';
	if (payee->name.n)
		memcpy(p + n, payee->name.p, payee->name.n);
	return (str){p, n + payee->name.n};
}

static struct draft_row
draft_row(struct arena *a, const struct payee *payee, const struct list *direct)
{
	struct dec bidders = payee->bidders.value;
	struct draft_row d = {
	    .row = {.amount = payee->amount.value,
		.award_rate = payee->award_rate.value,
		.direct = is_direct(direct, payee->block),
		.bidding = bidders.known && bidders.digits > 0,
		.single = bidders.known && dec_eq(bidders, dec_of(1))},
	    .key = spelling_key(a, payee),
	    .method = payee->method,
	};

	d.key_hash = intern_hash_of(d.key);
	d.method_hash = intern_hash_of(d.method);
	return d;
}

/* Of what a row says, wherever and in whatever order it was read. */
static uint64_t
row_digest(const struct draft_row *d)
{
	const struct ledger_row *row = &d->row;
	uint64_t bits = (uint64_t)row->direct | (uint64_t)row->bidding << 1 |
	    (uint64_t)row->single << 2 | (uint64_t)row->amount.known << 3 |
	    (uint64_t)row->amount.scale << 8 |
	    (uint64_t)row->award_rate.scale << 16 |
	    (uint64_t)row->award_rate.known << 4;
	uint64_t digest = hash_mix((uint64_t)row->amount.digits, bits);

	digest = hash_mix(digest, (uint64_t)row->award_rate.digits);
	digest = hash_mix(digest, d->key_hash);
	return str_is_null(d->method) ? digest
				      : hash_mix(digest, d->method_hash);
}

struct ledger_draft *
ledger_draft(struct arena *a, const struct sheet *sheet)
{
	size_t n = sheet->payees.n;
	struct list direct = ledger_direct_blocks(a, sheet);
	struct ledger_draft *draft =
	    arena_alloc(a, 1, sizeof *draft + n * sizeof *draft->rows,
		_Alignof(struct ledger_draft));

	draft->n = (uint32_t)n;
	draft->has_flow = direct.n > 0;
	draft->digest = twins_digest_of(sheet) + draft->has_flow;
	draft->n_ids = twins_marks(sheet, draft->ids);
	for (size_t i = 0; i < n; i++) {
		draft->rows[i] = draft_row(
		    a, list_at(&sheet->payees, struct payee, i), &direct);
		draft->digest += row_digest(&draft->rows[i]);
	}
	return draft;
}

/* -- taking a sheet in -- */

static uint32_t
number_of(struct intern *t, str s)
{
	return str_is_null(s) ? INTERN_NONE : intern_add(t, s);
}

/* The rows with their numbers of texts; see intern_ask_slot. */
static struct ledger_row *
rows_of(struct ledger *l, const struct ledger_draft *draft)
{
	struct intern *t = &l->spellings;
	struct ledger_row *rows =
	    arena_new(&l->scratch, struct ledger_row, draft->n);

	for (size_t i = 0; i < draft->n; i++)
		intern_ask_slot(t, draft->rows[i].key_hash);
	for (size_t i = 0; i < draft->n; i++)
		intern_ask_entry(t, draft->rows[i].key_hash);
	for (size_t i = 0; i < draft->n; i++)
		intern_ask_bytes(t, draft->rows[i].key_hash);
	for (size_t i = 0; i < draft->n; i++) {
		const struct draft_row *d = &draft->rows[i];
		rows[i] = d->row;
		rows[i].spelling = intern_add_hashed(t, d->key, d->key_hash);
		rows[i].method = str_is_null(d->method)
		    ? INTERN_NONE
		    : intern_add_hashed(&l->methods, d->method, d->method_hash);
	}
	return rows;
}

/* A project is its project_id, or its ministry and name. */
static uint32_t
project_of(struct ledger *l, const struct sheet *sheet)
{
	l->key.n = 0;
	if (sheet->project_id.n) {
		text_char(&l->key, 'p');
		text_put(&l->key, sheet->project_id);
	} else {
		text_char(&l->key, 'n');
		text_put(&l->key, sheet->ministry);
		text_char(&l->key, '\0');
		text_put(&l->key,
		    name_key(&l->scratch,
			name_canonical(&l->scratch, sheet->name, NULL), NULL));
	}
	return intern_add(&l->projects, text_str(&l->key));
}

void
ledger_add(struct ledger *l, const struct sheet *sheet,
    const struct ledger_draft *draft, const struct place *place)
{
	struct head head = {
	    .year = sheet->sheet_year,
	    .ministry = number_of(&l->ministries, sheet->ministry),
	    .project = INTERN_NONE,
	    .file = number_of(&l->files, place->file),
	    .line = place->line,
	    .rows = draft->n,
	    .has_flow = draft->has_flow,
	    .digest = draft->digest,
	    .number = sheet->number,
	    .project_id = sheet->project_id,
	};
	struct ledger_row *rows;

	arena_reset(&l->scratch);
	l->key = (struct text){.arena = &l->scratch};
	rows = rows_of(l, draft);
	if (l->keeps_projects)
		head.project = project_of(l, sheet);
	heads_put(&l->heads, &head);
	for (size_t i = 0; i < draft->n_ids; i++)
		marks_add(&l->ids, draft->ids[i]);
	for (size_t i = 0; i < draft->n; i++) {
		char bytes[ROW_ROOM];
		spool_put(&l->rows, bytes, encode(bytes, &rows[i]));
	}
}

/* -- sheets met twice -- */

static str
text_of(const struct intern *t, uint32_t number)
{
	return number == INTERN_NONE ? STR_NULL : intern_key(t, number);
}

/* Whether the sheet shares an id with another; one that does not, once in
 * some billions, is harmless. */
static bool
shares_id(const struct ledger *l, const struct sheet *sheet)
{
	uint64_t ids[TWIN_IDS];
	size_t n = twins_marks(sheet, ids);

	for (size_t i = 0; i < n; i++)
		if (marks_is_twice(&l->ids, ids[i]))
			return true;
	return false;
}

static void
meet(struct ledger *l, uint32_t number, const struct head *head,
    const struct sheet *sheet)
{
	struct place place = {
	    .file = text_of(&l->files, head->file), .line = head->line};
	struct ledger_met *met = paged_push(&l->met);
	struct twin_weight weight = {
	    .size = head->rows, .digest = head->digest};
	enum twin twin;

	*met = (struct ledger_met){.sheet = number};
	twin = twins_add(&l->twins, sheet, weight, &met->twin);
	if (twin == TWIN_SAME)
		met->twin = NO_TWIN;
	twins_report(&l->twins, &place, sheet, twin);
}

void
ledger_settle(struct ledger *l)
{
	struct heads_reader r;
	struct head head;

	l->failed |= !marks_find(&l->ids);
	if (!l->ids.twice.n)
		return;
	heads_read(&r, &l->heads);
	for (uint32_t i = 0; heads_next(&r, &head); i++) {
		struct sheet sheet = {.sheet_year = head.year,
		    .ministry = text_of(&l->ministries, head.ministry),
		    .number = head.number,
		    .project_id = head.project_id};
		if (shares_id(l, &sheet))
			meet(l, i, &head, &sheet);
	}
	l->failed |= r.in.failed;
	heads_close(&r);
	twins_summary(&l->twins);
}

/* -- reading back -- */

str
ledger_number(const struct ledger *l, uint32_t spelling)
{
	str key = intern_key(&l->spellings, spelling);

	return key.n > NUMBER && key.p[0] ? str_take(key, NUMBER) : STR_NULL;
}

str
ledger_name(const struct ledger *l, uint32_t spelling)
{
	str key = intern_key(&l->spellings, spelling);

	key = str_skip(key, key.p[0] ? NUMBER + 1 : 1);
	return key.n ? key : STR_NULL;
}

void
ledger_walk(struct ledger_walk *w, struct ledger *l)
{
	*w = (struct ledger_walk){.ledger = l, .sheet = UINT32_MAX};
	heads_read(&w->heads, &l->heads);
	spool_read(&w->in, &l->rows);
}

/* Whether the sheet's record counts; asked of one after the other. */
static bool
counts(struct ledger_walk *w)
{
	const struct ledger_met *met;

	if (w->met == w->ledger->met.n)
		return true;
	met = paged_at(&w->ledger->met, w->met);
	if (met->sheet != w->sheet)
		return true;
	w->met++;
	return met->twin != NO_TWIN &&
	    twins_counts(&w->ledger->twins, met->twin);
}

bool
ledger_next(struct ledger_walk *w, struct ledger_row *row)
{
	str ahead;

	while (!w->left) {
		if (!heads_next(&w->heads, &w->head))
			return false;
		w->sheet++;
		w->counts = counts(w);
		w->left = w->head.rows;
	}
	ahead = spool_peek(&w->in, ROW_ROOM);
	if (!ahead.n || w->in.failed)
		return false;
	spool_skip(&w->in, decode(ahead.p, row));
	w->left--;
	return true;
}

void
ledger_walk_end(struct ledger_walk *w)
{
	w->ledger->failed |= w->in.failed || w->heads.in.failed;
	heads_close(&w->heads);
	spool_close(&w->in);
}
