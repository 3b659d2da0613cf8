#include "xlsx/xml.h"

#include <expat.h>
#include <string.h>

/* expat's message texts are constants; so are ours. */
struct xml {
	XML_Parser parser;
	const struct xml_handlers *handlers;
	void *ctx;
	const char *failed;
	bool stopped, listening;
	unsigned depth;
};

enum { FEED = 64 * 1024 };

/* Without its prefix; most names are a letter or two, as c and v are. */
static const char *
local_name(const char *name)
{
	for (const char *p = name; *p; p++)
		if (*p == ':')
			return p + 1;
	return name;
}

static void
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = data;

	if (++x->depth > XML_DEPTH)
		xml_fail(x, "elements are nested too deeply");
	else if (x->handlers->start)
		x->handlers->start(x, x->ctx, local_name(name), attributes);
}

static void
on_end(void *data, const XML_Char *name)
{
	struct xml *x = data;

	x->depth--;
	if (x->handlers->end)
		x->handlers->end(x, x->ctx, local_name(name));
}

static void
on_text(void *data, const XML_Char *bytes, int n)
{
	struct xml *x = data;

	x->handlers->text(x->ctx, (str){bytes, (size_t)n});
}

static void
on_doctype(void *data, const XML_Char *name, const XML_Char *sysid,
    const XML_Char *pubid, int internal)
{
	(void)name;
	(void)sysid;
	(void)pubid;
	(void)internal;
	xml_fail(data,
	    "has a document type declaration, which an Office "
	    "document must not have");
}

void
xml_listen(struct xml *x, bool on)
{
	if (on == x->listening)
		return;
	x->listening = on;
	XML_SetCharacterDataHandler(
	    x->parser, on && x->handlers->text ? on_text : NULL);
}

/* No handler is called behind a stop, not even for the same tag's end. */
static void
halt(struct xml *x)
{
	x->stopped = true;
	XML_SetElementHandler(x->parser, NULL, NULL);
	XML_SetCharacterDataHandler(x->parser, NULL);
	XML_StopParser(x->parser, XML_FALSE);
}

void
xml_stop(struct xml *x)
{
	if (!x->stopped)
		halt(x);
}

void
xml_fail(struct xml *x, const char *what)
{
	if (x->stopped)
		return;
	x->failed = what;
	halt(x);
}

/* One buffer of bytes through expat; false: stop, for whatever reason. */
static bool
feed(struct xml *x, struct in *in, struct xml_error *error, uint64_t *fed)
{
	void *room = XML_GetBuffer(x->parser, FEED);
	ptrdiff_t got;
	XML_Index at;

	if (!room) {
		error->what = "out of memory";
		return false;
	}
	got = in_read(in, room, FEED);
	if (got < 0) {
		error->what = in->error;
		return false;
	}
	*fed += (uint64_t)got;
	if (XML_ParseBuffer(x->parser, (int)got, got == 0) != XML_STATUS_OK)
		return false;
	at = XML_GetCurrentByteIndex(x->parser);
	if (at >= 0 && *fed - (uint64_t)at > XML_TAG_LIMIT) {
		x->failed = "has a tag of more than 1 MB";
		return false;
	}
	return got > 0;
}

bool
xml_read(struct in *in, const struct xml_handlers *handlers, void *ctx,
    struct xml_error *error)
{
	struct xml x = {.handlers = handlers, .ctx = ctx};
	uint64_t fed = 0;

	*error = (struct xml_error){0};
	x.parser = XML_ParserCreate(NULL);
	if (!x.parser) {
		error->what = "out of memory";
		return false;
	}
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, on_start, on_end);
	XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
	while (feed(&x, in, error, &fed))
		;
	if (!error->what && x.failed)
		error->what = x.failed;
	else if (!error->what && !x.stopped &&
	    XML_GetErrorCode(x.parser) != XML_ERROR_NONE)
		error->what = XML_ErrorString(XML_GetErrorCode(x.parser));
	if (error->what && !in->error) {
		error->line = XML_GetCurrentLineNumber(x.parser);
		error->column = XML_GetCurrentColumnNumber(x.parser) + 1;
	}
	XML_ParserFree(x.parser);
	return !error->what;
}

str
xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(local_name(attributes[0]), name) == 0)
			return str_of(attributes[1]);
	return STR_NULL;
}

bool
xml_is_on(str value)
{
	return str_eq(value, S("1")) || str_eq(value, S("true")) ||
	    str_eq(value, S("on"));
}

int64_t
xml_int(str value, int64_t max)
{
	int64_t n = 0;

	if (!value.n)
		return -1;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return -1;
		n = n * 10 + (value.p[i] - '0');
		if (n > max)
			return -1;
	}
	return n;
}
