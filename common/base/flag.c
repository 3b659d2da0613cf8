#include "base/flag.h"

#include "base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>

#ifndef VERSION
#define VERSION "0"
#endif

const char tool_version[] = VERSION;

/*
 * A file that is opened takes the place of a standard stream that is closed,
 * and messages would be written into it.  What stands there instead refuses
 * what the stream is for, as a closed one does.
 */
static void
hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			open("/dev/null",
			    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void
flags_init(
    struct flags *f, const struct flag_usage *usage, int argc, char **argv)
{
	*f =
	    (struct flags){.usage = usage, .argc = argc, .argv = argv, .at = 1};
	diag_init(str_of(usage->tool));
	hold_streams();
}

static bool
is_optional(const struct flag *f)
{
	return f->arg && f->arg[0] == '[';
}

/* What --help shows behind the name: "", "=N" or "[=N]". */
static size_t
arg_width(const struct flag *f)
{
	return f->arg ? strlen(f->arg) + !is_optional(f) : 0;
}

void
flag_help(struct out *out, const struct flag_usage *usage)
{
	size_t width = 0;

	out_format(out, "Usage: %s %s\n%s\n\nOptions:\n", usage->tool,
	    usage->synopsis, usage->about);
	for (const struct flag *f = usage->flags; f->name; f++) {
		size_t n = strlen(f->name) + arg_width(f);
		width = n > width ? n : width;
	}
	for (const struct flag *f = usage->flags; f->name; f++) {
		int used = (int)(strlen(f->name) + arg_width(f));
		if (f->id > 0 && f->id < 256)
			out_format(out, "  -%c, --%s", f->id, f->name);
		else
			out_format(out, "      --%s", f->name);
		if (f->arg)
			out_format(out, is_optional(f) ? "%s" : "=%s", f->arg);
		out_format(out, "%*s%s\n", (int)width - used + 2, "", f->help);
	}
	if (usage->footer)
		out_format(out, "\n%s\n", usage->footer);
}

static void
answer(const struct flag_usage *usage, int id)
{
	struct out out;

	out_open(&out, STDOUT_FILENO);
	if (id == FLAG_HELP)
		flag_help(&out, usage);
	else
		out_format(&out, "%s (reviewsheet-tools) %s\n", usage->tool,
		    tool_version);
	out_close(&out, S("<stdout>"));
	exit(diag_status(OK));
}

static int
bad(const struct flags *f, const char *what, const char *dash, str name)
{
	diag_error(NULL, "%s: %s%.*s (try %s --help)", what, dash,
	    STR_ARG(name), f->usage->tool);
	return FLAG_BAD;
}

static int
found(struct flags *f, const struct flag *flag)
{
	f->last = flag;
	if (flag->id == FLAG_HELP || flag->id == FLAG_VERSION)
		answer(f->usage, flag->id);
	return flag->id;
}

static int
long_flag(struct flags *f, str arg)
{
	struct str_cut cut = str_cut(str_skip(arg, 2), '=');

	for (const struct flag *flag = f->usage->flags; flag->name; flag++) {
		if (!str_eq(cut.head, str_of(flag->name)))
			continue;
		if (!flag->arg && cut.found)
			return bad(f, "option takes no value", "", arg);
		if (flag->arg && cut.found)
			f->value = cut.tail;
		else if (is_optional(flag))
			f->value = STR_NULL;
		else if (flag->arg && f->at < f->argc)
			f->value = str_of(f->argv[f->at++]);
		else if (flag->arg)
			return bad(f, "option wants a value", "", arg);
		return found(f, flag);
	}
	return bad(f, "unknown option", "", arg);
}

static int
short_flag(struct flags *f)
{
	char c = *f->rest++;
	str name = {f->rest - 1, 1};

	for (const struct flag *flag = f->usage->flags; flag->name; flag++) {
		if (flag->id != c)
			continue;
		if (flag->arg && *f->rest)
			f->value = str_of(f->rest);
		else if (flag->arg && f->at < f->argc)
			f->value = str_of(f->argv[f->at++]);
		else if (flag->arg)
			return bad(f, "option wants a value", "-", name);
		if (flag->arg)
			f->rest = NULL;
		return found(f, flag);
	}
	return bad(f, "unknown option", "-", name);
}

int
flags_next(struct flags *f)
{
	const char *arg;

	f->value = STR_NULL;
	if (f->rest && *f->rest)
		return short_flag(f);
	f->rest = NULL;
	if (f->at >= f->argc)
		return FLAG_END;
	arg = f->argv[f->at++];
	if (!f->operands && strcmp(arg, "--") == 0) {
		f->operands = true;
		return flags_next(f);
	}
	if (!f->operands && arg[0] == '-' && arg[1] == '-')
		return long_flag(f, str_of(arg));
	if (!f->operands && arg[0] == '-' && arg[1]) {
		f->rest = arg + 1;
		return short_flag(f);
	}
	f->operand = arg;
	f->value = str_of(arg);
	return FLAG_OPERAND;
}

void
flags_bad_value(const struct flags *f, const char *want)
{
	diag_error(NULL, "bad value \"%.*s\" of --%s, want %s (try %s --help)",
	    STR_ARG(f->value), f->last->name, want, f->usage->tool);
}

bool
flags_number(const struct flags *f, int64_t from, int64_t to, int64_t *number)
{
	str s = f->value;
	int64_t n = 0;
	bool ok = s.n > 0;

	for (size_t i = 0; i < s.n && ok; i++) {
		int digit = s.p[i] - '0';
		ok = digit >= 0 && digit <= 9 && n <= (to - digit) / 10;
		n = n * 10 + digit;
	}
	if (!ok || n < from) {
		char want[64];
		snprintf(want, sizeof want, "a number from %lld to %lld",
		    (long long)from, (long long)to);
		flags_bad_value(f, want);
		return false;
	}
	*number = n;
	return true;
}
