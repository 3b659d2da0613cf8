/*
 * json/skip: past an object or array that nobody wants, 64 bytes at a time.
 */
#ifndef JSON_SKIP_H
#define JSON_SKIP_H

/*
 * Behind the object or array whose bracket is at p, when it is surely
 * well-formed; NULL when it needs a closer look, for being malformed, cut
 * short, or just unusual.  Takes for granted that the text is UTF-8.  Nesting
 * deeper than depth is not followed.
 */
const char *skip_container(const char *p, const char *end, unsigned depth);

#endif
