#include "doc/decode.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

/* -- which encoding -- */

/*
 * What the double-byte encodings of Japanese make of bytes: characters they
 * know, of them kana (which every Japanese text has), and violations.
 */
struct score {
	size_t pairs, kana, bad;
};

static bool
between(unsigned char c, int low, int high)
{
	return c >= low && c <= high;
}

/* CP932: lead 81-9F E0-FC, trail 40-7E 80-FC, half-width kana A1-DF alone. */
static struct score
score_cp932(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	struct score score = {0};

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = p[i];
		if (c < 0x80)
			continue;
		if (between(c, 0xa1, 0xdf)) {
			score.pairs++; /* rare in sheets: no kana to count */
			continue;
		}
		if (!between(c, 0x81, 0x9f) && !between(c, 0xe0, 0xfc)) {
			score.bad++;
			continue;
		}
		if (i + 1 == s.n)
			break; /* cut */
		if (between(p[i + 1], 0x40, 0xfc) && p[i + 1] != 0x7f) {
			score.pairs++;
			score.kana += c == 0x82 && p[i + 1] >= 0x9f;
			score.kana += c == 0x83 && p[i + 1] <= 0x96;
			i++;
		} else {
			score.bad++;
		}
	}
	return score;
}

/* EUC-JP: A1-FE twice, 8E and one of A1-DF, 8F and two of A1-FE. */
static struct score
score_eucjp(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	struct score score = {0};

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = p[i];
		size_t more = c == 0x8f ? 2 : 1;
		if (c < 0x80)
			continue;
		if (!between(c, 0xa1, 0xfe) && c != 0x8e && c != 0x8f) {
			score.bad++;
			continue;
		}
		if (i + more >= s.n)
			break; /* cut */
		if (between(p[i + 1], 0xa1, 0xfe) &&
		    (more == 1 || between(p[i + 2], 0xa1, 0xfe))) {
			score.pairs++;
			score.kana += c == 0xa4 || c == 0xa5;
			i += more;
		} else {
			score.bad++;
		}
	}
	return score;
}

/*
 * How a UTF-16 text looks when byte `high` of each pair is the high one: line
 * breaks, tabs and digits have 00 there, kana 30, most kanji 4E to 9F.
 */
static bool
looks_utf16(str s, size_t high)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t units = s.n / 2, fits = 0, ascii = 0, breaks = 0;

	for (size_t i = 0; i + 1 < s.n; i += 2) {
		unsigned char h = p[i + high], l = p[i + 1 - high];
		bool plain = h == 0 && (l >= 0x20 || between(l, 9, 13));
		ascii += plain;
		breaks += h == 0 && (l == '\n' || l == '\t' || l == ' ');
		fits += plain || h == 0x30 || h == 0xff ||
		    between(h, 0x4e, 0x9f) || between(h, 0x20, 0x27);
	}
	return units >= 4 && ascii && breaks && fits >= units - units / 20;
}

static size_t
count_controls(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		n += (c < 0x20 && !between(c, 8, 13) && c != 0x1b) || c == 0x7f;
	}
	return n;
}

/* Invalid bytes and valid characters beyond ASCII, read as UTF-8. */
static struct score
score_utf8(str s)
{
	struct score score = {0};

	while (s.n) {
		size_t valid = str_valid(s);
		for (size_t i = 0; i < valid; i++)
			score.pairs += (unsigned char)s.p[i] >= 0xc0;
		score.bad += valid < s.n;
		s = str_skip(s, valid + 1);
	}
	return score;
}

/* Damage of one in twenty characters is still a text with damage. */
static bool
is_sound(struct score s)
{
	return s.bad <= s.pairs / 20;
}

/* Without a last character that the cut may have gone through. */
static str
to_last_plain(str s)
{
	size_t n = s.n;

	while (n && (unsigned char)s.p[n - 1] >= 0x40)
		n--;
	return n ? str_take(s, n) : s;
}

enum encoding
decode_guess(str head, bool whole)
{
	struct score cp932, eucjp;

	if (str_starts(head, S("\xff\xfe")))
		return ENCODING_UTF16LE;
	if (str_starts(head, S("\xfe\xff")))
		return ENCODING_UTF16BE;
	if (!memchr(head.p, 0, head.n) &&
	    head.n - utf8_valid(head) < (whole ? 1 : 4))
		return ENCODING_UTF8;
	if (looks_utf16(head, 1))
		return ENCODING_UTF16LE;
	if (looks_utf16(head, 0))
		return ENCODING_UTF16BE;
	if (count_controls(head) > head.n / 200 + 2)
		return ENCODING_NONE;
	if (!whole)
		head = to_last_plain(head);
	if (is_sound(score_utf8(head)))
		return ENCODING_UTF8;
	cp932 = score_cp932(head);
	eucjp = score_eucjp(head);
	if (is_sound(cp932) && (!is_sound(eucjp) || cp932.kana >= eucjp.kana))
		return ENCODING_CP932;
	return is_sound(eucjp) ? ENCODING_EUCJP : ENCODING_NONE;
}

/* -- the stream -- */

struct decoder {
	struct in raw;
	enum encoding encoding;
	iconv_t cd; /* unless UTF-8 */
	struct decoded *told, own;
	uint64_t made; /* bytes handed out */
	char pending[8]; /* a character that has yet to be handed out */
	size_t npending;
};

enum { LONGEST = 8 }; /* bytes of any character in any of the encodings */

static void
note_damage(struct decoder *d, size_t bytes, size_t nuls)
{
	if (!d->told->untold)
		d->told->first = d->made;
	d->told->untold = true;
	d->told->last = d->made;
	d->told->damage += bytes;
	d->told->nuls += nuls;
}

static void
replace(struct decoder *d, size_t bytes)
{
	note_damage(d, bytes, 0);
	in_consume(&d->raw, bytes);
	memcpy(d->pending, "\xef\xbf\xbd", 3);
	d->npending = 3;
}

/* NUL bytes may stand in the middle of a character, too. */
static bool
nul_inside(struct decoder *d, str ahead)
{
	size_t n = 0, used = 0;

	for (; used < ahead.n && used < LONGEST && n < 4; used++) {
		unsigned char c = (unsigned char)ahead.p[used];
		if (c && n && (c & 0xc0) != 0x80)
			break;
		if (c)
			d->pending[n++] = (char)c;
	}
	if (used == n || !n || str_valid((str){d->pending, n}) != n)
		return false;
	note_damage(d, 0, used - n);
	d->npending = n;
	in_consume(&d->raw, used);
	return true;
}

/* Copies what is valid, without looking for characters. */
static size_t
copy_utf8(struct decoder *d, str ahead, char *buf, size_t n)
{
	size_t valid = utf8_valid(str_take(ahead, n));
	size_t len;

	if (valid) {
		memcpy(buf, ahead.p, valid);
		in_consume(&d->raw, valid);
	} else if (nul_inside(d, ahead)) {
		/* the character is whole without it */
	} else if (str_char(ahead, &len) == 0xfffd && len == 1) {
		replace(d, 1);
	} else { /* n is shorter than this character */
		memcpy(d->pending, ahead.p, len);
		d->npending = len;
		in_consume(&d->raw, len);
	}
	return valid;
}

/* How many bytes to give up at what iconv does not know. */
static size_t
bad_length(const struct decoder *d, str ahead)
{
	if (d->encoding == ENCODING_UTF16LE || d->encoding == ENCODING_UTF16BE)
		return ahead.n < 2 ? ahead.n : 2;
	return ahead.n > 1 && (unsigned char)ahead.p[0] >= 0x80 &&
		(unsigned char)ahead.p[1] >= 0x80
	    ? 2
	    : 1;
}

static size_t
convert(struct decoder *d, str ahead, char *buf, size_t n)
{
	char *from = (char *)(uintptr_t)ahead.p, *to = buf;
	size_t left = ahead.n, room = n;
	size_t result = iconv(d->cd, &from, &left, &to, &room);
	bool full = result == (size_t)-1 && errno == E2BIG;

	in_consume(&d->raw, ahead.n - left);
	if (room < n || left < ahead.n)
		return n - room;
	if (full && buf != d->pending)
		d->npending = convert(d, ahead, d->pending, sizeof d->pending);
	else
		replace(d, bad_length(d, ahead));
	return 0;
}

static size_t
drop_nuls(struct decoder *d, char *buf, size_t n)
{
	size_t kept = 0;

	if (!memchr(buf, 0, n))
		return n;
	for (size_t i = 0; i < n; i++)
		if (buf[i])
			buf[kept++] = buf[i];
	note_damage(d, 0, n - kept);
	return kept;
}

static ptrdiff_t
decoder_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct decoder *d = ctx;
	size_t got = 0;

	while (!got) {
		str ahead;
		if (d->npending) {
			got = d->npending < n ? d->npending : n;
			memcpy(buf, d->pending, got);
			d->npending -= got;
			memmove(d->pending, d->pending + got, d->npending);
		} else {
			ahead = in_peek(&d->raw, LONGEST);
			if (!ahead.n) {
				*error = d->raw.error;
				errno = d->raw.error_number;
				return *error ? -1 : 0;
			}
			got = d->encoding == ENCODING_UTF8
			    ? copy_utf8(d, ahead, buf, n)
			    : convert(d, ahead, buf, n);
		}
		got = drop_nuls(d, buf, got);
	}
	d->made += got;
	return (ptrdiff_t)got;
}

static void
decoder_close(void *ctx)
{
	struct decoder *d = ctx;

	if (d->encoding != ENCODING_UTF8)
		iconv_close(d->cd);
	in_close(&d->raw);
	free(d);
}

/* The names by which iconv knows them, the Windows variants first. */
static const struct {
	const char *title, *names[2];
} encodings[] = {
    [ENCODING_UTF16LE] = {"UTF-16LE", {"UTF-16LE"}},
    [ENCODING_UTF16BE] = {"UTF-16BE", {"UTF-16BE"}},
    [ENCODING_CP932] = {"CP932", {"CP932", "SHIFT_JIS"}},
    [ENCODING_EUCJP] = {"EUC-JP", {"EUC-JP-MS", "EUC-JP"}},
};

static iconv_t
open_converter(enum encoding encoding)
{
	iconv_t cd = (iconv_t)-1;

	for (size_t i = 0; i < 2 && cd == (iconv_t)-1; i++)
		if (encodings[encoding].names[i])
			cd = iconv_open("UTF-8", encodings[encoding].names[i]);
	return cd;
}

void
decode_open(struct in *in, enum encoding encoding, struct decoded *told)
{
	struct decoder *d = mem_new(1, sizeof *d);

	d->encoding = encoding;
	d->told = told ? told : &d->own;
	*d->told = (struct decoded){0};
	if (encoding != ENCODING_UTF8) {
		d->told->encoding = encodings[encoding].title;
		d->cd = open_converter(encoding);
		if (d->cd == (iconv_t)-1) {
			free(d);
			in->error = "this system cannot convert its encoding";
			in->ended = true;
			return;
		}
	}
	d->raw = *in;
	in_from(in,
	    (struct in_source){
		.read = decoder_read,
		.close = decoder_close,
		.ctx = d,
	    });
	in->limit = d->raw.limit;
	in->gzip = d->raw.gzip;
}
