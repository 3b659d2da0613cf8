#include "check/check.h"

#include "check/memory.h"
#include "check/rules.h"
#include "json/write.h"

#include <stdarg.h>
#include <string.h>

const char *const severity_names[] = {"info", "warning", "error"};
const char *const scope_names[] = {"within", "between", "across"};

const struct check_rule check_rules[] = {
#define R(run, name, severity, scope, wants, summary) \
	{name, severity, scope, wants, run, summary},
#include "check/rules.def"
#undef R
};
const size_t check_rules_n = sizeof check_rules / sizeof *check_rules;

_Static_assert(sizeof check_rules / sizeof *check_rules <= CHECK_RULES_MAX,
    "a choice has room for every rule");

int
check_rule_named(str name)
{
	for (size_t i = 0; i < check_rules_n; i++)
		if (str_eq(name, str_of(check_rules[i].name)))
			return (int)i;
	return -1;
}

void
check_want(const struct check_choice *choice, struct record_want *want)
{
	record_want(want, SHAPE_sheet,
	    "source sheet_year ministry number project_id name");
	for (size_t i = 0; i < check_rules_n; i++)
		if (choice->on[i])
			record_want(want, SHAPE_sheet, check_rules[i].wants);
}

static struct check_subject
subject_of(const struct sheet *sheet, str file, size_t line)
{
	return (struct check_subject){
	    .sheet_year = sheet->sheet_year,
	    .ministry = sheet->ministry,
	    .number = sheet->number,
	    .project_id = sheet->project_id,
	    .name = sheet->name,
	    .file = file,
	    .line = line,
	    .source_file = sheet->source.file,
	    .source_member = sheet->source.member,
	};
}

static bool
is_printed_to_the_yen(const struct sheet *sheet)
{
	return str_eq(sheet->source.reader, S("rs-csv"));
}

struct gathering {
	struct check_sink sink;
	struct arena *arena;
	struct list findings;
};

static void
gather(struct check_sink *sink, const struct check_subject *subject,
    const struct finding *finding)
{
	struct gathering *g = (struct gathering *)sink;

	(void)subject;
	*list_add(g->arena, &g->findings, struct finding) = *finding;
}

struct list *
check_alone(const struct check_choice *choice, struct arena *a,
    const struct sheet *sheet)
{
	struct gathering *g = arena_new(a, struct gathering, 1);
	struct check c = {
	    .choice = *choice,
	    .sink = &g->sink,
	    .sheet = sheet,
	    .subject = subject_of(sheet, STR_NULL, 0),
	    .arena = *a,
	    .yen_exact = is_printed_to_the_yen(sheet),
	};

	g->sink.put = gather;
	g->arena = &c.arena; /* the caller's, while the rules run */
	for (size_t i = 0; i < check_rules_n; i++) {
		c.rule = &check_rules[i];
		if (choice->on[i] && c.rule->scope != ACROSS)
			c.rule->run(&c);
	}
	*a = c.arena;
	return &g->findings;
}

static bool
remembers(const struct check_choice *choice)
{
	for (size_t i = 0; i < check_rules_n; i++)
		if (choice->on[i] && check_rules[i].scope == ACROSS)
			return true;
	return false;
}

void
check_sheet(struct check *c, const struct sheet *sheet,
    const struct list *findings, str file, size_t line)
{
	c->yen_exact = is_printed_to_the_yen(sheet);
	c->subject = subject_of(sheet, file, line);
	for (size_t i = 0; i < findings->n; i++)
		c->sink->put(c->sink, &c->subject,
		    list_at(findings, const struct finding, i));
	if (remembers(&c->choice)) {
		if (!c->memory)
			c->memory = memory_new();
		memory_add(c->memory, c, sheet);
	}
	arena_reset(&c->arena);
}

void
check_finish(struct check *c)
{
	const struct project *project;

	if (!c->memory)
		return;
	memory_link(c->memory);
	while ((project = memory_next(c->memory))) {
		c->project = project;
		for (size_t i = 0; i < check_rules_n; i++) {
			c->rule = &check_rules[i];
			if (c->choice.on[i] && c->rule->scope == ACROSS)
				c->rule->run(c);
		}
		arena_reset(&c->arena);
	}
	c->project = NULL;
}

void
check_free(struct check *c)
{
	memory_free(c->memory);
	c->memory = NULL;
	arena_free(&c->arena);
}

str
check_path(struct check *c, const char *format, ...)
{
	va_list ap;
	str path;

	va_start(ap, format);
	path = arena_vprintf(&c->arena, format, ap);
	va_end(ap);
	return path;
}

str
check_number(struct check *c, struct dec d)
{
	char buf[40];

	return arena_copy(&c->arena, dec_text(d, buf));
}

str
check_figure(struct check *c, struct dec d)
{
	return d.known ? check_number(c, d) : STR_NULL;
}

str
check_text(struct check *c, str text)
{
	struct out out;
	str json;

	if (str_is_null(text))
		return STR_NULL;
	out_memory(&out);
	json_put_str(&out, text);
	json = arena_copy(&c->arena, out_bytes(&out));
	out_close(&out, S("memory"));
	return json;
}

str
check_yen(struct check *c, struct dec d)
{
	struct text t = {.arena = &c->arena};
	char buf[40];
	str s = dec_text(d, buf);
	size_t whole = str_find(s, S("."), 0);

	for (size_t i = 0; i < s.n; i++) {
		if (i < whole && i && (whole - i) % 3 == 0 && s.p[i - 1] != '-')
			text_char(&t, ',');
		text_char(&t, s.p[i]);
	}
	text_put(&t, S(" yen"));
	return text_str(&t);
}

void
check_found(struct check *c, str where, str stated, str computed,
    const char *format, ...)
{
	struct finding finding = {
	    .sheet_year = c->subject.sheet_year,
	    .ministry = c->subject.ministry,
	    .number = c->subject.number,
	    .project_id = c->subject.project_id,
	    .name = c->subject.name,
	    .rule = str_of(c->rule->name),
	    .severity = str_of(severity_names[c->rule->severity]),
	    .where = where,
	    .stated = stated,
	    .computed = computed,
	};
	va_list ap;

	va_start(ap, format);
	finding.message = arena_vprintf(&c->arena, format, ap);
	va_end(ap);
	c->sink->put(c->sink, &c->subject, &finding);
}

struct interval
check_amount(const struct check *c, struct figure f)
{
	return interval_yen(f.value, c->yen_exact);
}
