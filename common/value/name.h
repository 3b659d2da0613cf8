/*
 * name: names of payees.  The canonical form makes ㈱, （株） and 株式会社
 * alike; it serves to group rows and never replaces what a sheet prints.
 * Tables: share/names/legal-forms.tsv and placeholders.tsv.
 */
#ifndef VALUE_NAME_H
#define VALUE_NAME_H

#include "base/arena.h"
#include "base/str.h"

/* What made a name differ from its canonical form or key. */
enum name_step {
	NAME_SPACE = 1, /* white space removed */
	NAME_WIDTH = 2, /* full-width, half-width, composed forms (NFKC) */
	NAME_FORM = 4, /* a legal form written out */
	NAME_DASH = 8, /* a dash that is not -; ー is a letter and stays */
};

/*
 * NFKC, white space removed, abbreviated legal forms written out.  Borrows
 * when nothing changes.  Adds to *steps (if not NULL) what did.
 */
str name_canonical(struct arena *, str name, unsigned *steps);
/* A canonical form with all dashes made -: names with one key are one. */
str name_key(struct arena *, str canonical, unsigned *steps);
/* NFKC without white space: keys such as the methods of a contract. */
str name_compact(struct arena *, str text);
/*
 * Whether a key names nobody in particular: 個人A, A社, その他, 非公表, 〃.
 * A key without any letter is one too.
 */
bool name_is_placeholder(str key);

#endif
