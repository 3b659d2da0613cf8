#include "words/sheet.h"

#include "form/form.h"
#include "words/form.h"
#include "value/text.h"

enum {
	WORDS_MAX = 4 * 1000 * 1000, /* of one sheet */
	TOUCH_PDF = 14, /* gap within a word, in hundredths of an em */
	TOUCH_SCAN = 17, /* the same where boxes hug the glyphs */
};

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
begins_sheet(struct words_sheet *s)
{
	struct word *w = s->page.items;
	struct words all = {
	    arena_new(&s->arena, struct word *, s->page.n + 1), s->page.n};
	bool name = false;

	for (size_t i = 0; i < s->page.n; i++) {
		all.p[i] = &w[i];
		name = name || str_eq(w[i].key, S("事業名"));
	}
	if (has_title(all) && name)
		return true;
	/* a title set in several words, as a scan has it */
	words_sort_lines(all);
	str key = words_key(&s->arena, all);
	size_t at = str_find(key, S("行政事業レビューシート"), 0);
	return at < key.n && at < 600 && str_find(key, S("事業名"), at) < key.n;
}

static void
end_sheet(struct words_sheet *s)
{
	struct reading *r = s->r;
	struct sheet sheet = {.source = r->source};
	struct grid grid;
	struct words ws;

	if (s->sheet.n) {
		const struct word *first = s->sheet.items;
		sheet.source.first_line = (int32_t)first->line;
		grid_init(&grid, r->arena);
		ws = words_canvas(r->arena, s->sheet.items, s->sheet.n,
		    s->scan ? TOUCH_SCAN : TOUCH_PDF);
		words_form(&grid, ws, s->weak);
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
end_page(struct words_sheet *s)
{
	struct word *w = s->page.items;
	bool title = s->page.n && begins_sheet(s);

	if (title)
		end_sheet(s);
	if (!title && !s->sheet.n) { /* a cover, or hints how to fill it in */
		s->skipped += s->page.n > 0;
		s->page = (struct list){0};
	}
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
	arena_reset(&s->arena);
	return true;
}

bool
words_sheet_page(struct words_sheet *s)
{
	bool ok = end_page(s);

	s->pages++;
	return ok;
}

void
words_sheet_add(struct words_sheet *s, struct word w)
{
	if (w.x1 <= w.x0 || w.y1 <= w.y0 || text_is_blank(w.text))
		return;
	w.page = s->pages;
	w.text = arena_copy(&s->arena, w.text);
	word_finish(&s->arena, &w, s->scan);
	*list_add(&s->arena, &s->page, struct word) = w;
}

bool
words_sheet_end(struct words_sheet *s, bool ok, enum next next)
{
	struct reading *r = s->r;

	if (ok)
		ok = end_page(s);
	if (ok)
		end_sheet(s);
	arena_free(&s->arena);
	if (next == NEXT_ERROR)
		return reading_fail(r, s->in->error, s->in->line, STR_NULL);
	if (ok && r->sheets == s->before)
		return reading_refuse(r, "has no page with a sheet's title");
	return ok;
}
