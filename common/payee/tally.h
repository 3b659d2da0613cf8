/*
 * tally: groups of the rows in a ledger and what they add to.  Decides which
 * rows are one payee's: a corporate number whose check digit holds is the
 * key; a row without one goes by the canonical name, and to a numbered payee
 * only when exactly one of them bears that name.  Placeholders (個人A, A社,
 * その他) and rows without a name are never joined across sheets.
 */
#ifndef PAYEE_TALLY_H
#define PAYEE_TALLY_H

#include "hash/pairs.h"
#include "payee/ledger.h"
#include "value/sum.h"

enum tally_key {
	TALLY_PAYEE,
	TALLY_NUMBER, /* the corporate number alone, or none */
	TALLY_MINISTRY,
	TALLY_METHOD,
	TALLY_YEAR, /* of the sheet */
	TALLY_PROJECT,
	TALLY_KEYS,
};

struct tally_options {
	enum tally_key by[TALLY_KEYS];
	size_t n_by;
	bool direct_only; /* only rows that the ministry itself pays */
	bool measures; /* .measured and .payees of each group */
};

/* An amount over rows of which some may have none. */
struct tally_amount {
	struct sum sum;
	uint32_t rows, known; /* nothing known of some rows is null */
};

struct tally_measured {
	struct tally_amount bidding; /* rows with a number of bidders */
	struct sum award_rates;
	uint32_t award_rows;
	uint32_t payees; /* chain of struct tally_share */
};

struct tally_group {
	struct tally_amount all, direct, single;
	uint32_t sheets, last_sheet;
	uint32_t names; /* chain of struct tally_name */
	uint32_t methods; /* chain of struct tally_method */
	uint32_t issuers; /* chain of struct pair: ministry and year */
	uint32_t name; /* see tally_name */
	bool misses_flow; /* one of its sheets shows no flow */
};

struct tally_name {
	struct pair pair; /* item: a spelling */
	uint32_t rows;
};

struct tally_method {
	struct pair pair; /* item: in forms of methods; or INTERN_NONE */
	struct tally_amount amount;
};

struct tally_share {
	struct pair pair; /* item: a party */
	struct sum sum;
};

struct tally {
	const struct tally_options *options;
	struct ledger *ledger;
	struct paged spellings; /* struct tally_spelling */
	struct intern forms; /* canonical names and their keys */
	struct paged form_keys; /* uint32_t: the key of each form */
	struct paged bearers; /* uint32_t: whose name a key is */
	struct intern parties;
	struct paged party_groups; /* uint32_t: its group, plus one */
	struct intern method_forms; /* NFKC, without white space */
	struct paged methods; /* uint32_t: the form of each method */
	const struct ledger_walk *walk; /* over the rows being added */
	uint32_t issuer; /* of the sheet at hand */
	struct paged owns; /* struct tally_own */
	struct arena own_ids;
	struct intern issuers; /* ministry and year */
	struct intern groups; /* the keys, uint32_t each */
	struct paged sums; /* struct tally_group */
	struct paged measured; /* struct tally_measured, if asked for */
	struct pairs names, group_methods, group_issuers, shares;
	struct arena scratch;
	size_t rows_left_out, sheets_left_out; /* --direct-only, no flow */
	bool names_wanted; /* a key is the payee */
	bool too_large; /* a sum overflowed */
};

/* A sheet with payees that are joined with nobody's. */
struct tally_own {
	uint32_t sheet;
	uint32_t ministry;
	int32_t year;
	uint64_t digest;
	str id; /* what names it in its ministry and year; "" if nothing does */
};

struct tally_spelling {
	uint32_t form; /* in forms; INTERN_NONE: there is no name */
	uint32_t party; /* INTERN_NONE: another one on each sheet */
	bool counts; /* a sheet that counts has it */
};

/* Groups all rows; borrows ledger and options until tally_free. */
void tally_make(struct tally *, struct ledger *, const struct tally_options *);
void tally_free(struct tally *);

size_t tally_count(const struct tally *);
struct tally_group *tally_group(const struct tally *, uint32_t group);
struct tally_measured *tally_measured(const struct tally *, uint32_t group);
/* The value of a key, by the place it has in options.by. */
uint32_t tally_value(const struct tally *, uint32_t group, size_t place);
/* The corporate number of a party, or null. */
str tally_number(const struct tally *, uint32_t party);
/* The canonical name of a group of one payee; null when it has none. */
str tally_name(struct tally *, uint32_t group);
str tally_method_form(const struct tally *, uint32_t method);
/* The ministry and year of an issuer. */
str tally_issuer(const struct tally *, uint32_t issuer, int32_t *year);
/*
 * The first `top` groups (0: all) in the order of the contract: amount, then
 * the keys.
 */
uint32_t *
tally_sorted(struct arena *, struct tally *, size_t top, size_t *count);

/* Null when no row says an amount, unless there is no row. */
bool tally_is_null(const struct tally_amount *);
bool tally_direct_is_null(const struct tally_group *);

#endif
