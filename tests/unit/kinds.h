/*
 * kinds: a document of every kind that is read, in a directory of its own.
 * kinds_make changes into the directory; kinds_remove takes it away.
 */
#ifndef KINDS_H
#define KINDS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const kinds[] = {
    "table.txt",
    "dump.txt",
    "words.tsv",
    "words.bbox",
    "words.scan",
    "book.xlsx",
    "rs",
    "table.txt.gz",
    "members.zip",
    "members.tar",
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static char kinds_dir[] = "/tmp/reviewsheet_kinds.XXXXXX";

static inline bool
kinds_make(void)
{
	char command[100];

	if (!mkdtemp(kinds_dir))
		return false;
	snprintf(
	    command, sizeof command, "tests/fixtures/kinds.sh %s", kinds_dir);
	return system(command) == 0 && chdir(kinds_dir) == 0;
}

static inline void
kinds_remove(void)
{
	char command[100];

	snprintf(command, sizeof command, "rm -rf %s", kinds_dir);
	if (system(command) != 0)
		printf("%s is left behind\n", kinds_dir);
}

#endif
