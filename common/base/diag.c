#include "base/diag.h"

#include "base/mem.h"
#include "base/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The one state of the process that is about the process itself. */
static struct {
	str tool;
	bool verbose;
	_Atomic int worst;
} state = {.tool = {"reviewsheet", 11}};

static _Thread_local struct out *held; /* see diag_hold */

/* Wants no memory itself, and no other thread to be done. */
static void
die_of_hunger(size_t size)
{
	if (held)
		diag_release(held);
	fprintf(stderr, "%.*s: out of memory (%zu bytes wanted)\n",
	    STR_ARG(state.tool), size);
	_exit(TROUBLE);
}

void
diag_init(str tool)
{
	state.tool = tool;
	mem_oom = die_of_hunger;
}

void
diag_verbose(bool on)
{
	state.verbose = on;
}

/* Control characters of a name or a value must not reach the terminal. */
static void
put_clean(struct out *to, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		if (c < 0x20 || c == 0x7f)
			out_format(to, "\\x%02x", c);
		else
			out_char(to, (char)c);
	}
}

static void
put_place(struct out *to, const struct place *at)
{
	if (!at || !at->file.p)
		return;
	if (str_eq(at->file, S("-")))
		out_put(to, S("<stdin>"));
	else
		put_clean(to, at->file.p, at->file.n);
	if (at->member.p) {
		out_char(to, '(');
		put_clean(to, at->member.p, at->member.n);
		out_char(to, ')');
	}
	if (at->line)
		out_format(to, ":%zu", at->line);
	if (at->where.n) {
		out_char(to, ':');
		put_clean(to, at->where.p, at->where.n);
	}
	out_put(to, S(": "));
}

static void
say(const struct place *at, const char *format, va_list ap, int error)
{
	char text[2048];
	int n = vsnprintf(text, sizeof text, format, ap);
	struct out own, *to = held;

	if (n < 0)
		n = 0;
	if (!to)
		out_memory(to = &own);
	out_format(to, "%.*s: ", STR_ARG(state.tool));
	put_place(to, at);
	put_clean(
	    to, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
	if (error)
		out_format(to, ": %s", strerror(error));
	out_char(to, '\n');
	if (to != &own)
		return;
	diag_release(&own);
	out_close(&own, STR_NULL);
}

struct out *
diag_hold(struct out *to)
{
	struct out *before = held;

	held = to;
	return before;
}

/* One write: lines of several processes do not mix. */
void
diag_release(struct out *to)
{
	str text = out_bytes(to);

	if (text.n)
		fwrite(text.p, 1, text.n, stderr);
	out_clear(to);
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

int
diag_status(enum status s)
{
	int met = state.worst;

	return (int)s > met ? (int)s : met;
}
