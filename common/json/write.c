#include "json/write.h"

#include "base/utf8.h"
#include "json/scan.h"

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

/* The inside of a string, of valid UTF-8. */
static void
put_inside(struct out *out, str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end) {
		const char *stop = scan_string(p, end);
		out_put(out, (str){p, (size_t)(stop - p)});
		if (stop == end)
			break;
		put_escaped(out, (unsigned char)*stop);
		p = stop + 1;
	}
}

void
json_put_valid(struct out *out, str s)
{
	if (!s.p) {
		out_put(out, S("null"));
		return;
	}
	out_char(out, '"');
	put_inside(out, s);
	out_char(out, '"');
}

void
json_put_str(struct out *out, str s)
{
	size_t n;

	if (!s.p || utf8_is_valid(s)) {
		json_put_valid(out, s);
		return;
	}
	out_char(out, '"');
	while ((n = str_valid(s)) < s.n) {
		put_inside(out, str_take(s, n));
		out_put(out, S("\xef\xbf\xbd"));
		s = str_skip(s, n + 1);
	}
	put_inside(out, s);
	out_char(out, '"');
}

void
json_put_bool(struct out *out, bool value)
{
	out_put(out, value ? S("true") : S("false"));
}
