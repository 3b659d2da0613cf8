/*
 * flag: command-line options, each defined once in a table that parsing,
 * --help and shell completion share.  POSIX utility syntax with GNU long
 * options: -k V, -kV, --key V, --key=V, clustered short flags, "--" ends.
 */
#ifndef BASE_FLAG_H
#define BASE_FLAG_H

#include "base/out.h"
#include "base/str.h"

#include <stdint.h>

struct flag {
	int id; /* a letter for the short form, else any id > 255 */
	const char *name; /* long form without dashes */
	/* name of its value in --help; "[=NAME]": only with =, may be left
	 * out (long form only); NULL: takes none */
	const char *arg;
	const char *help; /* one line, lower case, no final stop */
};

struct flag_usage {
	const char *tool;
	const char *synopsis; /* "[options] [FILE...]" */
	const char *about; /* one or more lines of what it does */
	const struct flag *flags; /* ends with a flag whose name is NULL */
	const char *footer; /* exit status and so on; may be NULL */
};

enum {
	FLAG_END = 0,
	FLAG_OPERAND = -1,
	FLAG_BAD = -2,
	FLAG_HELP = 256,
	FLAG_VERSION = 257
};

/* These two stand in every tool's table. */
#define FLAG_COMMON \
	{FLAG_HELP, "help", 0, "show this help and exit"}, \
	    {FLAG_VERSION, "version", 0, "show the version and exit"}, \
	{ \
		0, 0, 0, 0 \
	}

struct flags {
	const struct flag_usage *usage;
	int argc;
	char **argv;
	int at; /* next argument */
	const char *rest; /* next letter of a cluster */
	bool operands; /* "--" was met */
	const struct flag *last; /* the flag last returned */
	str value; /* of it, or the operand */
	const char *operand;
};

/*
 * To be called first: names the tool to diag, and has /dev/null stand for
 * standard streams that are closed, so that no file takes their place.
 */
void
flags_init(struct flags *, const struct flag_usage *, int argc, char **argv);
/*
 * The id of the next flag, FLAG_OPERAND, FLAG_END, or FLAG_BAD after telling
 * what is wrong.  --help and --version are answered here: the text goes to
 * standard output and the process exits with a checked status.
 */
int flags_next(struct flags *);
/* Reports "bad value" for the flag last returned. */
void flags_bad_value(const struct flags *, const char *want);
/*
 * The value of the flag last returned as a number in plain digits.  False
 * after reporting anything else, or one that is out of range.
 */
bool
flags_number(const struct flags *, int64_t from, int64_t to, int64_t *number);
enum { FLAG_JOBS_MAX = 1024 }; /* what every --jobs takes at most */
void flag_help(struct out *, const struct flag_usage *);

extern const char tool_version[]; /* from the VERSION line of the Makefile */

#endif
