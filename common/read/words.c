#include "read/words.h"

#include "form/form.h"
#include "read/words_form.h"
#include "read/words_page.h"
#include "value/text.h"

#include <limits.h>

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
	WORDS_MAX = 4 * 1000 * 1000, /* of one sheet */
	FAR = 4 * 1000 * 1000, /* no page is that wide, in hundredths */
	TOUCH_PDF = 14, /* gap within a word, in hundredths of an em */
	TOUCH_SCAN = 17, /* the same where boxes hug the glyphs */
};

struct scan {
	struct reading *r;
	struct in *in;
	struct arena page_arena; /* the words of the page being read */
	struct list page; /* of struct word */
	struct list sheet; /* of struct word, in r->arena */
	int pages; /* read so far */
	int touch;
	int first_page; /* of the sheet */
	int line0, line1; /* top and bottom of the line being read */
	int skipped; /* pages before it without a title */
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

/* -- sheets -- */

static bool
has_title(struct words page)
{
	for (size_t i = 0; i < page.n; i++)
		if (str_has(page.p[i]->key, S("レビューシート")) &&
		    form_title_year(page.p[i]->text))
			return true;
	return false;
}

/*
 * A page begins a sheet when it shows a title, and the name of the project
 * below it: the title alone may be a running head.
 */
static bool
begins_sheet(struct scan *s)
{
	struct word *w = s->page.items;
	struct words all = {
	    arena_new(&s->page_arena, struct word *, s->page.n + 1), s->page.n};
	bool name = false;

	for (size_t i = 0; i < s->page.n; i++) {
		all.p[i] = &w[i];
		name = name || str_eq(w[i].key, S("事業名"));
	}
	if (has_title(all) && name)
		return true;
	/* a title set in several words, as a scan has it */
	words_sort_lines(all);
	str key = words_key(&s->page_arena, all);
	size_t at = str_find(key, S("行政事業レビューシート"), 0);
	return at < key.n && at < 600 && str_find(key, S("事業名"), at) < key.n;
}

static void
end_sheet(struct scan *s)
{
	struct reading *r = s->r;
	struct sheet sheet = {.source = r->source};
	struct grid grid;
	struct words ws;

	if (s->sheet.n) {
		sheet.source.first_line = s->first_page;
		grid_init(&grid, r->arena);
		ws = words_canvas(
		    r->arena, s->sheet.items, s->sheet.n, s->touch);
		words_form(&grid, ws);
		form_read(&grid, &sheet);
		if (s->skipped)
			record_note(r->arena, &sheet, "helper-skipped",
			    STR_NULL, "%d pages before the title were not read",
			    s->skipped);
		reading_put(r, &sheet);
		s->skipped = 0;
	}
	s->sheet = (struct list){0};
}

static bool
end_page(struct scan *s)
{
	struct word *w = s->page.items;

	bool title = s->page.n && begins_sheet(s);

	if (title)
		end_sheet(s);
	if (!title && !s->sheet.n) { /* a cover, or hints how to fill it in */
		s->skipped += s->page.n > 0;
		s->page = (struct list){0};
	}
	if (s->page.n && !s->sheet.n)
		s->first_page = s->pages;
	if (s->sheet.n + s->page.n > WORDS_MAX)
		return reading_fail(s->r, "more words than a sheet can have",
		    s->in->line, STR_NULL);
	for (size_t i = 0; i < s->page.n; i++) {
		struct word *copy =
		    list_add(s->r->arena, &s->sheet, struct word);
		*copy = w[i];
		copy->text = arena_copy(s->r->arena, w[i].text);
		copy->key = arena_copy(s->r->arena, w[i].key);
	}
	s->page = (struct list){0};
	arena_reset(&s->page_arena);
	return true;
}

static bool
begin_page(struct scan *s)
{
	bool ok = end_page(s);

	s->pages++;
	return ok;
}

static void
add_word(struct scan *s, struct word w)
{
	if (w.x1 <= w.x0 || w.y1 <= w.y0 || text_is_blank(w.text))
		return;
	w.page = s->pages;
	w.text = arena_copy(&s->page_arena, w.text);
	word_finish(&s->page_arena, &w, s->touch == TOUCH_SCAN);
	*list_add(&s->page_arena, &s->page, struct word) = w;
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
		reading_report(s->r, (struct place){.line = s->in->line},
		    "a word without a box, want left, top, width and height");
		return true;
	}
	if (!str_eq(field[CONF], S("100")) && field[CONF].n)
		s->touch = TOUCH_SCAN;
	w.x1 = w.x0 + width;
	w.y1 = w.y0 + height;
	/* a scan's box is as low as its glyph (一, 、): the line is right */
	if (s->touch == TOUCH_SCAN && s->line0 <= w.y0 && w.y1 <= s->line1 &&
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
			reading_report(s->r,
			    (struct place){.line = s->in->line},
			    "a word without a box, want xMin, yMin, xMax "
			    "and yMax");
			continue;
		}
		w.text = text_unhtml(&s->page_arena, str_take(text, end));
		add_word(s, w);
	}
	return true;
}

bool
words_read(struct reading *r, struct in *in)
{
	struct scan s = {.r = r, .in = in, .touch = TOUCH_PDF};
	bool tabs = str_has(in_peek(in, 9), S("level\t")), ok = true;
	enum next next = NEXT_END;
	size_t before = r->sheets;
	str line;

	r->source.reader = S("words");
	while (ok && (next = in_line(in, &line)) == NEXT_ITEM)
		ok = tabs ? tsv_line(&s, line) : element_line(&s, line);
	if (ok)
		ok = end_page(&s);
	if (ok)
		end_sheet(&s);
	arena_free(&s.page_arena);
	if (next == NEXT_ERROR)
		return reading_fail(r, in->error, in->line, STR_NULL);
	if (ok && r->sheets == before)
		return reading_refuse(r, "has no page with a sheet's title");
	return ok;
}

static int
recognise(str head)
{
	if (str_starts(head, S("level\tpage_num\t")))
		return 100;
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
