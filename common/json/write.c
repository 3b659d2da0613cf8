#include "json/write.h"

#include "base/utf8.h"
#include "base/vec.h"

/* What a byte needs inside a string: 0 nothing, 1 an escape. */
static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c < 0x80;
}

static void
put_escaped(struct out *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char letters[] = "\bb\ff\nn\rr\tt\"\"\\\\";

	out_char(out, '\\');
	for (size_t i = 0; i + 1 < sizeof letters; i += 2)
		if ((unsigned char)letters[i] == c) {
			out_char(out, letters[i + 1]);
			return;
		}
	out_put(out, S("u00"));
	out_char(out, hex[c >> 4]);
	out_char(out, hex[c & 15]);
}

/* Whether no byte of it needs an escape. */
static bool
needs_none(str s)
{
	size_t i = 0;

#ifdef HAVE_VEC
	for (; i + 16 <= s.n; i += 16) {
		vec v = vec_load(s.p + i);
		vec odd = (vec)(v < 0x20) | (vec)(v == '"') | (vec)(v == '\\');
		if (vec_first(odd) < 16)
			return false;
	}
#endif
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 || c == '"' || c == '\\')
			return false;
	}
	return true;
}

void
json_put_str(struct out *out, str s)
{
	size_t from = 0, at = 0;

	if (!s.p) {
		out_put(out, S("null"));
		return;
	}
	out_char(out, '"');
	if (needs_none(s) && utf8_is_valid(s))
		at = s.n; /* as nearly all text */
	while (at < s.n) {
		unsigned char c = (unsigned char)s.p[at];
		size_t len = 1;
		if (is_plain(c)) {
			at++;
			continue;
		}
		if (c >= 0x80) {
			uint32_t code = str_char(str_skip(s, at), &len);
			if (code != 0xfffd || len == 3) {
				at += len;
				continue;
			}
		}
		out_put(out, str_slice(s, from, at));
		if (c >= 0x80)
			out_put(out, S("\xef\xbf\xbd"));
		else
			put_escaped(out, c);
		from = at += len;
	}
	out_put(out, str_skip(s, from));
	out_char(out, '"');
}

void
json_put_int(struct out *out, int64_t value)
{
	out_int(out, value);
}

void
json_put_bool(struct out *out, bool value)
{
	out_put(out, value ? S("true") : S("false"));
}
