#include "scatter/parts.h"

#include "form/words.h"
#include "value/text.h"

/*
 * The head of the form.  A value is known by standing behind its label on the
 * same line, by what its words say, or by directly following its label.
 */

enum { LONG_TEXT = 60 }; /* columns of a line that crosses the sheet */

/* Whether a text is nothing but words of a list. */
static bool
is_made_of(struct scatter *s, str text, const char *words)
{
	struct list parts = {0};
	size_t n = text_split_list(s->arena, text, &parts);

	for (size_t i = 0; i < n; i++) {
		str part = *list_at(&parts, str, i);
		if (!str_any(part, words, str_eq))
			return false;
	}
	return n > 0;
}

/* The free text behind a label on its line, or s->n. */
static size_t
behind(const struct scatter *s, int label)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->scraps[i].kind == SCRAP_TEXT && !s->scraps[i].used &&
		    i > 0 && s->scraps[i - 1].kind == SCRAP_LABEL &&
		    s->scraps[i - 1].label == label &&
		    s->scraps[i - 1].last == s->scraps[i].row)
			return i;
	return s->n;
}

/* The free text whose paragraph follows that of a label, or s->n. */
static size_t
below(const struct scatter *s, int label)
{
	for (size_t i = 1; i < s->n; i++)
		if (s->scraps[i].kind == SCRAP_TEXT && !s->scraps[i].used &&
		    s->scraps[i - 1].kind == SCRAP_LABEL &&
		    s->scraps[i - 1].label == label)
			return i;
	return s->n;
}

static void
read_number(struct scatter *s, struct zone zone)
{
	for (size_t i = 0; i < s->n; i++) {
		struct scrap *scrap = &s->scraps[i];
		if (scrap->used || scatter_beside(s, i) != LABEL_NUMBER)
			continue;
		if (scrap->kind != SCRAP_FIGURE && scrap->kind != SCRAP_TEXT)
			continue;
		s->sheet->number =
		    text_number(s->arena, text_fold(s->arena, scrap->text));
		scrap->used = true;
		return;
	}
	/* Loose, it shows by its leading zero. */
	size_t *pool, n = scatter_pool(s, zone, SCRAP_FIGURE, &pool);
	size_t found = s->n;
	for (size_t k = 0; k < n; k++) {
		str text = text_fold(s->arena, s->scraps[pool[k]].text);
		if (text.n != 4 || text.p[0] != '0' || str_has(text, S(".")))
			continue;
		if (found != s->n)
			return;
		found = pool[k];
	}
	if (found != s->n)
		s->sheet->number = text_fold(s->arena, scatter_take(s, found));
}

static void
read_ministry(struct scatter *s)
{
	size_t i = behind(s, DUMP_TITLE);

	for (size_t k = 0; i == s->n && k < s->n; k++)
		if (s->scraps[k].kind == SCRAP_TEXT && !s->scraps[k].used &&
		    s->scraps[k].text.n <= 30 &&
		    str_any(s->scraps[k].text, words_ministry_ends, str_ends))
			i = k;
	if (i == s->n)
		return;
	str text = text_strip(scatter_take(s, i));
	while (str_starts(text, S("（")) || str_starts(text, S("(")))
		text = text_strip(str_skip(text, text.p[0] == '(' ? 1 : 3));
	while (str_ends(text, S("）")) || str_ends(text, S(")")))
		text = text_strip(
		    str_take(text, text.n - (str_ends(text, S(")")) ? 1 : 3)));
	s->sheet->ministry = text;
}

/* サイバー課 課長 木村 公彦: a division and its officer. */
static void
put_division(struct scatter *s, str text)
{
	size_t at = 0, len;

	for (str rest = text; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = str_char(rest, &len);
		if (!text_is_space(c))
			continue;
		str tail = text_strip(rest);
		struct str_cut word = str_cut(tail, ' ');
		if (str_any(word.head, words_post_ends, str_ends)) {
			at = text.n - rest.n;
			break;
		}
	}
	if (!at) {
		s->sheet->division = text;
		return;
	}
	s->sheet->division = text_strip(str_take(text, at));
	*list_add(s->arena, &s->sheet->officers, str) =
	    text_strip(str_skip(text, at));
}

/*
 * The form's first row: 事業名, its value, 担当部局庁, its value; the second
 * has 担当課室 at the same place.
 */
static void
read_names(struct scatter *s, struct zone zone)
{
	struct sheet *sheet = s->sheet;
	size_t i = behind(s, LABEL_BUREAU), k;

	if (i != s->n) {
		sheet->bureau = scatter_take(s, i);
		if (i >= 2 && scatter_free(s, zone, i - 2, SCRAP_TEXT) &&
		    s->scraps[i - 2].last == s->scraps[i].row)
			sheet->name = scatter_take(s, i - 2);
	}
	if ((k = behind(s, LABEL_NAME)) != s->n && str_is_null(sheet->name))
		sheet->name = scatter_take(s, k);
	if ((k = behind(s, LABEL_DIVISION)) != s->n)
		put_division(s, scatter_take(s, k));
	size_t *pool, n = scatter_pool(s, zone, SCRAP_TEXT, &pool);
	for (k = 0; k < n; k++) {
		struct scrap *scrap = &s->scraps[pool[k]];
		str text = scrap->text;
		struct str_cut word = str_cut(text, ' ');
		if (text.n > 120 || str_any(text, "。|、", str_has))
			continue;
		if (!sheet->officers.n && word.found &&
		    str_any(word.head, words_post_ends, str_ends))
			*list_add(s->arena, &sheet->officers, str) =
			    scatter_take(s, pool[k]);
		else if (str_is_null(sheet->bureau) &&
		    str_any(text, "局|庁|官房|統括官", str_ends))
			sheet->bureau = scatter_take(s, pool[k]);
		else if (str_is_null(sheet->division) &&
		    str_any(text, "課|室", str_ends))
			sheet->division = scatter_take(s, pool[k]);
	}
}

/* Years with their era's name are those of the project: the columns of the
 * tables go without. */
static void
read_years(struct scatter *s, struct zone zone)
{
	struct sheet *sheet = s->sheet;
	size_t found[3], n = 0;

	sheet->end_open = TRUTH_FALSE;
	for (size_t i = 0; i < s->n; i++) {
		const struct scrap *scrap = &s->scraps[i];
		if (scrap->label == DUMP_OPEN_END)
			sheet->end_open = TRUTH_TRUE;
		if (scatter_free(s, zone, i, SCRAP_TEXT) &&
		    str_eq(scrap->text, S("終了予定なし"))) {
			sheet->end_open = TRUTH_TRUE;
			s->scraps[i].used = true;
		}
		if (scatter_free(s, zone, i, SCRAP_YEAR) && scrap->era &&
		    scrap->label == DUMP_YEAR && n < 3)
			found[n++] = i;
	}
	if (n == 2 && sheet->end_open != TRUTH_TRUE) {
		int a = s->scraps[found[0]].year, b = s->scraps[found[1]].year;
		sheet->start_year = a < b ? a : b;
		sheet->end_year = a < b ? b : a;
	} else if (n == 1 && sheet->end_open == TRUTH_TRUE) {
		sheet->start_year = s->scraps[found[0]].year;
	} else {
		return;
	}
	for (size_t k = 0; k < n; k++)
		s->scraps[found[k]].used = true;
}

/* 事業の目的 and 事業概要 are the texts that cross the sheet. */
static void
read_long(struct scatter *s, struct zone zone)
{
	struct sheet *sheet = s->sheet;
	size_t purpose = below(s, LABEL_PURPOSE);
	size_t summary = below(s, LABEL_SUMMARY);
	size_t *pool, n = scatter_pool(s, zone, SCRAP_TEXT, &pool), rest = 0;
	size_t other = s->n;

	if (purpose != s->n && s->scraps[purpose].width >= LONG_TEXT)
		sheet->purpose = scatter_take(s, purpose);
	if (summary != s->n && s->scraps[summary].width >= LONG_TEXT)
		sheet->summary = scatter_take(s, summary);
	for (size_t k = 0; k < n; k++) {
		const struct scrap *scrap = &s->scraps[pool[k]];
		if (scrap->used || scrap->width < LONG_TEXT ||
		    !str_any(scrap->text, "。", str_has))
			continue;
		if (pool[k] > 0 && s->scraps[pool[k] - 1].kind == SCRAP_LABEL &&
		    s->scraps[pool[k] - 1].label == LABEL_EVIDENCE)
			continue;
		rest++;
		other = pool[k];
	}
	if (rest != 1 ||
	    str_is_null(sheet->purpose) == str_is_null(sheet->summary))
		return;
	if (str_is_null(sheet->purpose))
		sheet->purpose = scatter_take(s, other);
	else
		sheet->summary = scatter_take(s, other);
}

static void
put_list(struct scatter *s, struct list *strs, size_t i)
{
	text_split_list(s->arena, scatter_take(s, i), strs);
}

static void
read_kinds(struct scatter *s, struct zone zone)
{
	struct sheet *sheet = s->sheet;
	size_t *pool, n = scatter_pool(s, zone, SCRAP_TEXT, &pool);

	for (size_t k = 0; k < n; k++) {
		size_t i = pool[k];
		str text = s->scraps[i].text;
		int before = i ? s->scraps[i - 1].label : LABEL_NONE;
		if (s->scraps[i].used || before == LABEL_EVIDENCE)
			continue;
		if (!sheet->accounts.n && text.n <= 120 &&
		    str_any(text, "一般会計|特別会計|勘定", str_ends))
			put_list(s, &sheet->accounts, i);
		else if (!sheet->methods.n &&
		    is_made_of(s, text, words_methods))
			put_list(s, &sheet->methods, i);
		else if (!sheet->policies.n && text.n <= 200 &&
		    !str_any(text, "。|法", str_has) &&
		    str_any(text, words_policies, str_has))
			put_list(s, &sheet->policies, i);
		else if (str_is_null(sheet->expense_class) && text.n <= 90 &&
		    !str_any(text, "。|、", str_has) &&
		    str_any(text, words_expense_classes, str_has))
			sheet->expense_class = scatter_take(s, i);
		else if (str_is_null(sheet->legal_basis) &&
		    str_any(text, words_law_marks, str_has) &&
		    !str_any(text, "。", str_has))
			sheet->legal_basis = scatter_take(s, i);
		else if (str_is_null(sheet->related_plans) &&
		    str_any(text, "決定|計画|戦略|方針|大綱", str_has) &&
		    (before == LABEL_RELATED_PLANS ||
			str_any(text, "決定）|決定)|決定", str_has)) &&
		    str_any(text, words_plan_marks, str_has) &&
		    !str_any(text, "。|する", str_has))
			sheet->related_plans = scatter_take(s, i);
	}
}

void
scatter_head(struct scatter *s)
{
	struct zone zone =
	    SCATTER_ZONE(s, LABEL_BUREAU, LABEL_DIVISION, LABEL_PURPOSE);

	read_number(s, zone);
	read_ministry(s);
	read_names(s, zone);
	read_years(s, zone);
	read_long(s, zone);
	read_kinds(s, zone);
}
