/*
 * xml: one XML part of an Office document (ECMA-376 Part 2: UTF-8 or UTF-16,
 * no document type declaration), streamed to handlers.  The one module that
 * meets expat.  Names come without their prefix; nothing is expanded, so
 * entity bombs end at their declaration.
 */
#ifndef XLSX_XML_H
#define XLSX_XML_H

#include "base/in.h"

struct xml;

/* Any may be NULL.  Strings are valid for the call. */
struct xml_handlers {
	void (*start)(
	    struct xml *, void *ctx, const char *name, const char **attributes);
	void (*end)(struct xml *, void *ctx, const char *name);
	void (*text)(void *ctx, str bytes); /* in pieces; see xml_listen */
};

struct xml_error {
	const char *what; /* valid as long as the in's own errors */
	size_t line; /* in the part; 0 when the bytes could not be had */
	size_t column;
};

/* Deeper elements and longer tags are refused. */
enum { XML_DEPTH = 256, XML_TAG_LIMIT = 1024 * 1024 };

/*
 * Reads to the end, or until xml_stop.  False after setting *error; what the
 * handlers were told before stands.
 */
bool xml_read(struct in *, const struct xml_handlers *, void *ctx,
    struct xml_error *error);
/* For handlers: text is wanted from here on, or not (the beginning). */
void xml_listen(struct xml *, bool);
/* For handlers: enough was seen; no more is called and xml_read is true. */
void xml_stop(struct xml *);
/* For handlers: what is there makes no sense; xml_read is false. */
void xml_fail(struct xml *, const char *what);
/* The value of an attribute (no prefix in name), or null. */
str xml_attribute(const char **attributes, const char *name);
/* "1", "true" and "on" are true (ST_OnOff). */
bool xml_is_on(str value);
/* A whole number from 0 to max, else -1. */
int64_t xml_int(str value, int64_t max);

#endif
