#include "words/words.h"

#include "words/sheet.h"
#include "value/text.h"

/*
 * Two formats.  Columns separated by tabs, which tesseract invented and
 * poppler took over:
 *	level page_num par_num block_num line_num word_num
 *	left top width height conf text
 * where level 1 is a page and level 5 a word; and XHTML with an element
 *	<word xMin="1.0" yMin="2.0" xMax="3.0" yMax="4.0">text</word>
 * a line, below <page width="595.3" height="841.9">.
 */

enum {
	FAR = 4 * 1000 * 1000, /* no page is that wide, in hundredths */
};

struct scan {
	struct words_sheet sheet;
	size_t boxless; /* words without a box */
	int line0, line1; /* top and bottom of the line being read */
};

/* A decimal, in hundredths, cut; false when it is none or out of range. */
static bool
hundredths(str s, int *value)
{
	int64_t n = 0;
	int decimals = -1;
	bool minus = s.n && s.p[0] == '-', digit = false;

	for (size_t i = minus; i < s.n; i++) {
		if (s.p[i] == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		digit = true;
		if (decimals >= 2)
			continue;
		n = n * 10 + (s.p[i] - '0');
		if (n > FAR)
			return false;
		decimals += decimals >= 0;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
		n *= 10;
	if (n > FAR)
		return false;
	*value = (int)(minus ? -n : n);
	return digit;
}

static bool
begin_page(struct scan *s)
{
	return words_sheet_page(&s->sheet);
}

static void
add_word(struct scan *s, struct word w)
{
	w.line = (size_t)s->sheet.pages;
	words_sheet_add(&s->sheet, w);
}

/* Of many words without a box the first is told. */
static void
report_box(struct scan *s, const char *want)
{
	if (!s->boxless++)
		reading_report(s->sheet.r,
		    (struct place){.line = s->sheet.in->line},
		    "a word without a box, want %s", want);
}

/* -- the format with tabs -- */

enum { LEVEL, LEFT = 6, TOP, WIDTH, HEIGHT, CONF, TEXT, COLUMNS };

static bool
tsv_line(struct scan *s, str line)
{
	str field[COLUMNS] = {{0}};
	struct word w = {0};
	int width, height;

	for (int i = 0; i < COLUMNS; i++) {
		struct str_cut cut = str_cut(line, '\t');
		field[i] = i == TEXT ? line : cut.head;
		line = cut.tail;
	}
	if (str_eq(field[LEVEL], S("1")))
		return begin_page(s);
	if (str_eq(field[LEVEL], S("4"))) {
		if (!hundredths(field[TOP], &s->line0) ||
		    !hundredths(field[HEIGHT], &height))
			height = 0;
		s->line1 = s->line0 + height;
	}
	if (!str_eq(field[LEVEL], S("5")))
		return true;
	if (!hundredths(field[LEFT], &w.x0) || !hundredths(field[TOP], &w.y0) ||
	    !hundredths(field[WIDTH], &width) ||
	    !hundredths(field[HEIGHT], &height)) {
		report_box(s, "left, top, width and height");
		return true;
	}
	if (!str_eq(field[CONF], S("100")) && field[CONF].n)
		s->sheet.scan = true;
	w.x1 = w.x0 + width;
	w.y1 = w.y0 + height;
	/* a scan's box is as low as its glyph (一, 、): the line is right */
	if (s->sheet.scan && s->line0 <= w.y0 && w.y1 <= s->line1 &&
	    height < (s->line1 - s->line0) * 7 / 10) {
		w.y0 = s->line0;
		w.y1 = s->line1;
	}
	w.text = field[TEXT];
	add_word(s, w);
	return true;
}

/* -- the format with elements -- */

static bool
attribute(str tag, str name, int *value)
{
	size_t at = str_find(tag, name, 0);
	struct str_cut cut = str_cut(str_skip(tag, at + name.n), '"');

	return at < tag.n && cut.found && hundredths(cut.head, value);
}

static bool
element_line(struct scan *s, str line)
{
	size_t at = str_find(line, S("<word "), 0), end;
	struct word w = {0};
	str tag, text;

	if (at == line.n)
		return str_find(line, S("<page "), 0) < line.n ? begin_page(s)
							       : true;
	for (; at < line.n; at = str_find(line, S("<word "), at + 1)) {
		tag = str_slice(line, at, str_find(line, S(">"), at));
		text = str_skip(line, at + tag.n + 1);
		end = str_find(text, S("</word>"), 0);
		if (!attribute(tag, S("xMin=\""), &w.x0) ||
		    !attribute(tag, S("yMin=\""), &w.y0) ||
		    !attribute(tag, S("xMax=\""), &w.x1) ||
		    !attribute(tag, S("yMax=\""), &w.y1)) {
			report_box(s, "xMin, yMin, xMax and yMax");
			continue;
		}
		w.text = text_unhtml(&s->sheet.arena, str_take(text, end));
		add_word(s, w);
	}
	return true;
}

bool
words_read(struct reading *r, struct in *in)
{
	struct scan s = {.sheet = {.r = r, .in = in, .before = r->sheets}};
	bool tabs = str_has(in_peek(in, 9), S("level\t")), ok = true;
	enum next next = NEXT_END;
	str line;

	r->source.reader = S("words");
	while (ok && (next = in_line(in, &line)) == NEXT_ITEM)
		ok = tabs ? tsv_line(&s, line) : element_line(&s, line);
	return words_sheet_end(&s.sheet, ok, next);
}

static int
recognise(str head)
{
	if (str_starts(head, S("level\tpage_num\t")))
		return 100;
	if (!str_has(head, S("<"))) /* the quickest to find out */
		return 0;
	if (str_has(head, S("<word xMin=\"")) &&
	    str_has(head, S("<page width=\"")))
		return 100;
	if (str_has(head, S("<page width=\"")) && str_has(head, S("<doc>")))
		return 95;
	return 0;
}

const struct reader words_reader = {
    .name = "words",
    .title = "words with boxes: pdftotext -tsv, -bbox; tesseract tsv",
    .recognise = recognise,
    .read = words_read,
};
