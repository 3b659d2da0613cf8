/*
 * diag: what the tools say on standard error, and the exit status it leads to.
 * One line each: "tool: file(member):place: what".  Library code returns
 * errors; tools (and the document walk, which speaks for them) report here.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/str.h"

enum status {
	OK = 0, /* fine */
	FINDINGS = 1, /* fine, and there is something to see */
	TROUBLE = 2, /* usage, unreadable or malformed input, full disk */
};

/* Where something was met.  Any part may be null or 0. */
struct place {
	str file; /* as given on the command line; "-" is standard input */
	str member; /* path inside an archive */
	str where; /* "sheet!cell", "byte 17" ... */
	size_t line;
};

void diag_init(str tool); /* borrows the name for the whole run */
void diag_verbose(bool); /* -v: diag_note speaks too */
/* Reports and makes the exit status TROUBLE. */
void diag_error(const struct place *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same, with the text of errno behind; call it at once. */
void diag_errno(const struct place *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Reports without any change to the status. */
void diag_warn(const struct place *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same, but only after diag_verbose(true). */
void diag_note(const struct place *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * From here on this thread's lines go to a memory out instead (NULL: to
 * standard error again), for whoever keeps several threads in order.  Returns
 * where they went before.
 */
struct out;
struct out *diag_hold(struct out *);
void diag_release(struct out *); /* writes what was held, and empties it */
/* The worst of s and all that was met; pass it to exit. */
int diag_status(enum status s);

#endif
