#include "base/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/* The one state of the process that is about the process itself. */
static struct {
	str tool;
	bool verbose;
	_Atomic int worst;
} state = { .tool = { "reviewsheet", 11 } };

void
diag_init(str tool)
{
	state.tool = tool;
}

void
diag_verbose(bool on)
{
	state.verbose = on;
}

/* Control characters of a name or a value must not reach the terminal. */
static void
put_clean(FILE *to, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		if (c < 0x20 || c == 0x7f)
			fprintf(to, "\\x%02x", c);
		else
			fputc(c, to);
	}
}

static void
put_place(FILE *to, const struct place *at)
{
	if (!at || !at->file.p)
		return;
	if (str_eq(at->file, S("-")))
		fputs("<stdin>", to);
	else
		put_clean(to, at->file.p, at->file.n);
	if (at->member.p) {
		fputc('(', to);
		put_clean(to, at->member.p, at->member.n);
		fputc(')', to);
	}
	if (at->line)
		fprintf(to, ":%zu", at->line);
	if (at->where.n) {
		fputc(':', to);
		put_clean(to, at->where.p, at->where.n);
	}
	fputs(": ", to);
}

static void
say(const struct place *at, const char *format, va_list ap, int error)
{
	char text[2048];
	int n = vsnprintf(text, sizeof text, format, ap);

	if (n < 0)
		n = 0;
	flockfile(stderr);
	fprintf(stderr, "%.*s: ", STR_ARG(state.tool));
	put_place(stderr, at);
	put_clean(stderr, text,
	    (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
	if (error)
		fprintf(stderr, ": %s", strerror(error));
	fputc('\n', stderr);
	funlockfile(stderr);
}

void
diag_error(const struct place *at, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(at, format, ap, 0);
	va_end(ap);
	state.worst = TROUBLE;
}

void
diag_errno(const struct place *at, const char *format, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, format);
	say(at, format, ap, error);
	va_end(ap);
	state.worst = TROUBLE;
}

void
diag_warn(const struct place *at, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(at, format, ap, 0);
	va_end(ap);
}

void
diag_note(const struct place *at, const char *format, ...)
{
	va_list ap;

	if (!state.verbose)
		return;
	va_start(ap, format);
	say(at, format, ap, 0);
	va_end(ap);
}

enum status
diag_status(enum status s)
{
	return (int)s > state.worst ? s : (enum status)state.worst;
}
