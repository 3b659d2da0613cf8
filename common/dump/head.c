#include "dump/parts.h"

#include "dump/rows.h"
#include "value/text.h"

/* What a slot of the head looks like when it is filled. */
static const struct kind {
	enum label slot;
	const char *ends; /* words a value ends with, | between */
	const char *holds; /* words a value holds */
	const char *spoils; /* words it never holds */
} kinds[] = {
    {LABEL_BUREAU, "局|部|庁|官房|本部|院|局長|統括官|会議|センター", NULL,
	"法|会計|課長|室長| 年度"},
    {LABEL_DIVISION, "課|室|官|付|班|チーム|グループ", NULL,
	"法第|会計区|課長 |室長 "},
    {LABEL_OFFICERS, NULL, "課長|室長|参事官|企画官|官 |長 |管理官|調整官",
	"会計、|法第|閣議"},
    {LABEL_ACCOUNTS, "会計|勘定", "一般会計|特別会計", "法第"},
    {LABEL_LEGAL_BASIS, "条|項|号|法|令|規則|省令|規程|協定|条約",
	"法第|令第|法（|設置法|条約|協定|憲章|決議|法律", "課長|室長"},
    {LABEL_RELATED_PLANS, "計画|戦略|方針|決定）|決定)|通知|要綱|プラン",
	"閣議決定|計画|戦略|方針|プラン|要綱|ビジョン|大綱|アジェンダ|宣言|"
	"決議|施策|憲章",
	"課長|室長"},
    {LABEL_POLICIES, NULL,
	"科学技術・イノベーション|地方創生|ＩＴ戦略|男女共同参画|観光立国|"
	"ＯＤＡ|国土強靱化|国土強靭化|子ども・若者|高齢社会対策|障害者施策|"
	"少子化社会対策|海洋政策|宇宙開発|オリパラ|クールジャパン|"
	"医療分野の研究|知的財産|自殺対策|交通安全対策|食育|温暖化対策|"
	"薬物乱用|犯罪被害者|がん対策|肝炎|遺伝子",
	"法第|閣議決定"},
    {LABEL_EXPENSE_CLASS, "費|費等|経費|負担金",
	"対策費|推進費|関係費|整備費|給付費|協力費|振興費|事項経費",
	"閣議|法第|年度"},
    {LABEL_METHODS, NULL, "直接実施|委託・請負|補助|負担|交付|貸付|出資",
	"。|法|費|会計|経費|年度"},
};

static bool
any_of(str s, const char *words, bool at_end)
{
	str rest = words ? str_of(words) : S("");

	while (rest.n) {
		struct str_cut cut = str_cut(rest, '|');
		if (at_end ? str_ends(s, cut.head) : str_has(s, cut.head))
			return true;
		rest = cut.tail;
	}
	return false;
}

static int
likeness(const struct kind *kind, str s)
{
	int score = 0;

	if (any_of(s, kind->spoils, false))
		return -4;
	if (any_of(s, kind->ends, true))
		score += 2;
	if (any_of(s, kind->holds, false))
		score += 2;
	return score;
}

static str *
slot_of(struct sheet *sheet, enum label label)
{
	switch ((int)label) {
	case LABEL_NAME:
		return &sheet->name;
	case LABEL_BUREAU:
		return &sheet->bureau;
	case LABEL_DIVISION:
		return &sheet->division;
	case LABEL_LEGAL_BASIS:
		return &sheet->legal_basis;
	case LABEL_RELATED_PLANS:
		return &sheet->related_plans;
	case LABEL_EXPENSE_CLASS:
		return &sheet->expense_class;
	case LABEL_PURPOSE:
		return &sheet->purpose;
	case LABEL_SUMMARY:
		return &sheet->summary;
	case LABEL_ISSUES:
		return &sheet->issues;
	case LABEL_SUMMARY_URL:
		return &sheet->summary_url;
	default:
		return NULL;
	}
}

static struct list *
list_of(struct sheet *sheet, enum label label)
{
	switch ((int)label) {
	case LABEL_OFFICERS:
		return &sheet->officers;
	case LABEL_ACCOUNTS:
		return &sheet->accounts;
	case LABEL_POLICIES:
		return &sheet->policies;
	case LABEL_METHODS:
		return &sheet->methods;
	default:
		return NULL;
	}
}

/* Whether a folded text is all of a number, or may be a piece of one. */
static bool
is_number(str s, bool whole)
{
	size_t digits = 0, others = 0, run = 0, len;

	for (str rest = s; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = str_char(rest, &len);
		if (c >= '0' && c <= '9') {
			digits++;
			run++;
		} else {
			run = 0;
			others += c != '-';
		}
	}
	if (others > 4 || s.n > 40 || run > 4)
		return false;
	if (whole && str_starts(s, S("新")) && digits < 6)
		return false;
	return !whole ||
	    (digits >= 2 && (run >= 2 || digits >= 7) &&
		!str_starts(s, S("-")) && !str_ends(s, S("-")));
}

/* Only behind its year, or with 新, a number has other letters. */
static bool
may_go_on(str number, str piece)
{
	for (size_t i = 0; i < piece.n; i++)
		if ((unsigned char)piece.p[i] > 127)
			return str_has(piece, S("新")) ||
			    str_starts(piece, S("20")) ||
			    (number.n >= 4 && number.n <= 5 &&
				str_starts(number, S("20")));
	return true;
}

/* The tokens from i on that may be pieces of a number; *end behind them. */
static str
number_from(const struct dump *dump, size_t i, size_t *end)
{
	struct text text = {.arena = dump->arena};
	size_t to = i;

	for (; to < dump->n && to < i + 9; to++) {
		const struct token *t = &dump->tokens[to];
		str piece = text_number(dump->arena, t->text);
		if (t->kind == TOKEN_LABEL || t->used || t->text.n > 40 ||
		    str_ends(t->text, S("省")) || str_ends(t->text, S("庁")) ||
		    !is_number(piece, false) ||
		    !may_go_on(text_str(&text), piece))
			break;
		if (text.n && text.p[text.n - 1] != '-' && piece.p[0] != '-')
			text_char(&text, '-');
		text_put(&text, piece);
	}
	*end = to;
	return text_str(&text);
}

/* A paragraph of the head that is all of a number, when only one is. */
static void
number_elsewhere(struct dump *dump, struct sheet *sheet)
{
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE), from = stop, to = 0;
	str found = STR_NULL;

	for (size_t i = 0; i < stop && stop < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t line = dump_line_end(dump, i), end = i;
		if (line == i || !t->opens || !dump->tokens[line - 1].closes ||
		    t->part != PART_HEAD)
			continue;
		str number = number_from(dump, i, &end);
		bool dated = number.n > 12 && str_starts(number, S("20"));
		bool plain = number.n == 4 || str_starts(number, S("新"));
		if (end != line || !is_number(number, true) ||
		    !(sheet->sheet_year > 2020 ? dated : plain))
			continue;
		if (!str_is_null(found))
			return;
		found = number;
		from = i;
		to = end;
	}
	if (str_is_null(found))
		return;
	sheet->number = found;
	for (size_t i = from; i < to; i++)
		dump->tokens[i].used = true;
}

/*
 * -raw can tear a number: what was too wide for its cell stands just before
 * the title, 2023 - 文科 - - behind the label, 新23 0397 there.
 */
static void
head_number(struct dump *dump, struct sheet *sheet)
{
	size_t label = dump_find(dump, 0, LABEL_NUMBER), end = label + 1;
	size_t title = dump->title, from = title, rest;
	str number =
	    label < dump->n ? number_from(dump, label + 1, &end) : S("");
	str torn = S("");

	if (title < dump->n) {
		int at = dump->tokens[title].at - 1;
		while (from > 0 && dump->tokens[from - 1].at == at)
			from--;
		torn = number_from(dump, from, &rest);
		if (rest < title)
			torn = S("");
	}
	if (!torn.n && number.n < 4) { /* or on the very first line */
		from = 0;
		torn = number_from(dump, 0, &title);
	}
	if (!is_number(number, true) && torn.n) {
		while (number.n && number.p[number.n - 1] == '-')
			number.n--;
		if (str_starts(torn, S("-")))
			number = arena_join(dump->arena, number, torn);
		else if (str_starts(number, S("-")))
			number = arena_join(dump->arena, torn, number);
		else
			number = !number.n
			    ? torn
			    : arena_printf(dump->arena, "%.*s-%.*s",
				  STR_ARG(number), STR_ARG(torn));
		for (size_t i = from; i < title; i++)
			dump->tokens[i].used = true;
	}
	if (!is_number(number, true)) {
		if (!dump->flat)
			number_elsewhere(dump, sheet);
		return;
	}
	sheet->number = number;
	for (size_t i = label + 1; i < end; i++)
		dump->tokens[i].used = true;
}

/* 府省庁 that publish sheets, 平成24 to 令和5. */
static const char ministries[] =
    "内閣官房|内閣府|宮内庁|公正取引委員会|警察庁|国家公安委員会|"
    "個人情報保護委員会|カジノ管理委員会|金融庁|消費者庁|こども家庭庁|"
    "デジタル庁|復興庁|総務省|公害等調整委員会|法務省|公安調査庁|外務省|"
    "財務省|国税庁|文部科学省|厚生労働省|農林水産省|経済産業省|国土交通省|"
    "環境省|原子力規制委員会|防衛省|人事院|会計検査院|内閣法制局";

static bool
is_ministry(str s)
{
	for (str rest = str_of(ministries); rest.n;) {
		struct str_cut cut = str_cut(rest, '|');
		if (str_eq(s, cut.head))
			return true;
		rest = cut.tail;
	}
	return false;
}

static void
head_title(struct dump *dump, struct sheet *sheet)
{
	for (size_t i = 0; i < dump->n && str_is_null(sheet->ministry); i++) {
		struct token *t = &dump->tokens[i];
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT ||
		    t->text.n > 60)
			continue;
		str name = text_strip(t->text);
		bool bracket =
		    str_starts(name, S("(")) || str_starts(name, S("（"));
		if (bracket) {
			name = str_skip(name, name.p[0] == '(' ? 1 : 3);
			if (str_ends(name, S(")")))
				name.n--;
			else if (str_ends(name, S("）")))
				name.n -= 3;
			name = text_strip(name);
		}
		if (!is_ministry(name) &&
		    !(bracket && any_of(name, "省|庁|府|委員会|院", true)))
			continue;
		sheet->ministry = text_clean(dump->arena, name);
		t->used = true;
	}
	/* The brackets may have become lines of their own. */
	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		str s = text_strip(t->text);
		if (t->part == PART_HEAD && !t->used && s.n <= 6 &&
		    (str_eq(s, S("(")) || str_eq(s, S(")")) ||
			str_eq(s, S("（")) || str_eq(s, S("）")) ||
			str_eq(s, S("( )")) || str_eq(s, S("（ ）")) ||
			str_eq(s, S("（　）"))))
			t->used = true;
	}
}

/* 開始 is the year behind its label on the same line, whatever else is mixed.
 */
static size_t
year_beside(const struct dump *dump, int label)
{
	size_t i = dump_find(dump, 0, label);

	if (i + 1 < dump->n && dump->tokens[i + 1].kind == TOKEN_LABEL &&
	    dump->tokens[i + 1].label == DUMP_YEAR &&
	    dump->tokens[i + 1].at == dump->tokens[i].last)
		return i + 1;
	return dump->n;
}

/* Start and end are the first two years of the head. */
static void
head_years(struct dump *dump, struct sheet *sheet)
{
	int years[2] = {0, 0}, n = 0;
	size_t start = year_beside(dump, LABEL_START_YEAR);
	size_t end = dump->flat ? dump->n : dump_find(dump, 0, LABEL_PURPOSE);

	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		if (t->part != PART_HEAD)
			continue;
		if (t->kind == TOKEN_LABEL && t->label == DUMP_YEAR &&
		    t->year && n < 2 && i < end)
			years[n++] = t->year;
		if (t->kind == TOKEN_LABEL && t->label == DUMP_OPEN_END)
			sheet->end_open = TRUTH_TRUE;
		if (t->kind == TOKEN_TEXT && str_eq(t->text, S("不明")) && i &&
		    dump->tokens[i - 1].label == LABEL_START_YEAR) {
			sheet->start_year_text = t->text;
			t->used = true;
		}
	}
	if (sheet->end_open == TRUTH_NULL)
		sheet->end_open = TRUTH_FALSE;
	if (n == 2 &&
	    (years[0] > years[1] ||
		(start < dump->n && dump->tokens[start].year == years[1]))) {
		int swap = years[0];
		years[0] = years[1];
		years[1] = swap;
	}
	if (sheet->end_open == TRUTH_TRUE)
		years[1] = 0;
	sheet->start_year = years[0];
	sheet->end_year = years[1];
}

/* -- purpose and summary: the long lines -- */

enum {
	PROSE = 60, /* columns of a line that only prose fills */
	LINES_MAX = 1000, /* of purpose and summary: more is no sheet */
	LINE_MAX = 600, /* bytes of a line that is looked at closely */
};

static int
width_of(const struct token *t)
{
	return rows_display_width(t->text);
}

static int
looks(enum label slot, str s)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].slot == slot)
			return likeness(&kinds[i], s);
	return 0;
}

/* 直接実施、委託・請負: what follows the summary on the form. */
static bool
is_methods_line(const struct token *t)
{
	return t->opens && t->closes && t->text.n <= 90 &&
	    looks(LABEL_METHODS, t->text) >= 2;
}

/* The text behind a label up to the next one, in the second pass of -raw. */
static size_t
behind(const struct dump *dump, size_t label)
{
	size_t to = label + 1;

	while (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL &&
	    !dump->tokens[to].used && dump->tokens[to].part == PART_HEAD &&
	    !is_methods_line(&dump->tokens[to]))
		to++;
	return to;
}

/* 男女共同参画, ＩＴ戦略、地方創生: it ends as a policy does */
static bool
is_policies(const struct token *t)
{
	if (t->text.n > 150)
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].slot == LABEL_POLICIES)
			return any_of(
				   text_strip(t->text), kinds[i].holds, true) ||
			    str_ends(t->text, S("子ども・若者育成支援"));
	return false;
}

static void
flat_prose(struct dump *dump, struct sheet *sheet)
{
	static const enum label labels[] = {LABEL_PURPOSE, LABEL_SUMMARY};
	size_t title = dump->title;
	struct list open = {0};

	for (size_t k = 0; k < 2; k++) {
		size_t i = dump_find(dump, 0, (int)labels[k]);
		str *slot = slot_of(sheet, labels[k]);
		if (i == dump->n)
			continue;
		size_t to = behind(dump, i);
		if (i > title && to > i + 1) {
			str text = dump_take(dump, i + 1, to);
			if (!text_is_void(text))
				*slot = text;
		} else if (to > i + 1 &&
		    dump->tokens[i + 1].at == dump->tokens[i].at) {
			*slot = dump_take(dump, i + 1, i + 2);
		} else {
			*list_add(dump->arena, &open, enum label) = labels[k];
		}
	}
	/* One that fills a single line stands in the first pass. */
	size_t next = 0;
	for (size_t i = 0; i < title && next < open.n; i++) {
		struct token *t = &dump->tokens[i];
		if (t->used || t->part != PART_HEAD || !t->opens ||
		    !t->closes || width_of(t) < PROSE)
			continue;
		str *slot = slot_of(sheet, *list_at(&open, enum label, next++));
		*slot = dump_take(dump, i, i + 1);
	}
}

/* Lines of the paragraphs that have a long one, in order. */
static size_t
prose_lines(const struct dump *dump, size_t **lines)
{
	struct list list = {0};
	size_t from = dump_find(dump, 0, LABEL_EXPENSE_CLASS);

	if (from == dump->n)
		from = 0;
	int line = dump->columns && from ? dump->tokens[from].at : -1;
	for (size_t i = from; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		bool prose = false;
		if (t->kind == TOKEN_LABEL && t->label == LABEL_METHODS &&
		    dump->columns)
			break;
		if (t->at <= line || (t->text.n <= 3 && t->kind == TOKEN_TEXT))
			continue;
		if (t->part > PART_HEAD)
			break;
		if (t->used || t->kind == TOKEN_LABEL ||
		    (!dump->columns &&
			(is_methods_line(t) || str_starts(t->text, S("http")))))
			continue;
		for (size_t k = i > 12 ? i - 12 : 0; k < i + 12 && k < dump->n;
		     k++)
			prose = prose ||
			    (dump->tokens[k].paragraph == t->paragraph &&
				dump->tokens[k].kind == TOKEN_TEXT &&
				!dump->tokens[k].used &&
				width_of(&dump->tokens[k]) >= PROSE);
		if (prose)
			*list_add(dump->arena, &list, size_t) = i;
	}
	*lines = list.items;
	return list.n;
}

/* Lines of the range that stand before and behind a label: centred? */
static int
off_centre(const struct dump *dump, size_t label, const size_t *lines,
    size_t from, size_t to)
{
	const struct token *l = &dump->tokens[label];
	int above = 0, below = 0;

	if (label == dump->n)
		return 0;
	for (size_t i = from; i < to; i++) {
		above += dump->tokens[lines[i]].at < l->at;
		below += dump->tokens[lines[i]].at > l->last;
	}
	return above > below ? above - below : below - above;
}

static void
set_text(str *slot, str text)
{
	if (!text_is_void(text))
		*slot = text;
}

/* The texts of [from, to), without what other cells have left there. */
static str
prose_between(struct dump *dump, size_t from, size_t to)
{
	struct list tokens = {0};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->kind == TOKEN_LABEL || is_methods_line(t) ||
		    str_starts(t->text, S("http")))
			continue;
		*list_add(dump->arena, &tokens, size_t) = i;
	}
	return tokens.n ? dump_join(dump, tokens.items, tokens.n) : STR_NULL;
}

/* Whether a text of its own paragraph begins behind the label. */
static bool
heads_text(const struct dump *dump, size_t label)
{
	const struct token *l = &dump->tokens[label], *t = l + 1;

	return label + 1 < dump->n && label > 0 && t->kind == TOKEN_TEXT &&
	    !t->used && t->paragraph != l->paragraph && width_of(t) >= PROSE &&
	    (l[-1].kind == TOKEN_LABEL || l[-1].used ||
		l[-1].paragraph != l->paragraph);
}

/* Each text in paragraphs between its label and the next. */
static bool
plain_prose(struct dump *dump, struct sheet *sheet)
{
	size_t purpose = dump_find(dump, 0, LABEL_PURPOSE);
	size_t summary = dump_find(dump, 0, LABEL_SUMMARY);
	size_t issues = dump_find(dump, 0, LABEL_ISSUES);
	size_t end = dump_find(dump, summary, LABEL_METHODS);
	size_t url = dump_find(dump, summary, LABEL_SUMMARY_URL);

	if (url < end)
		end = url;
	if (dump->columns || summary == dump->n || purpose > summary ||
	    !heads_text(dump, purpose) || !heads_text(dump, summary))
		return false;
	if (end == dump->n || dump->tokens[end].part != PART_HEAD)
		return false;
	bool middle = issues > purpose && issues < summary;
	if (middle && !heads_text(dump, issues))
		return false;
	set_text(&sheet->purpose,
	    prose_between(dump, purpose + 1, middle ? issues : summary));
	if (middle)
		set_text(
		    &sheet->issues, prose_between(dump, issues + 1, summary));
	set_text(&sheet->summary, prose_between(dump, summary + 1, end));
	return true;
}

static void
loose_prose(struct dump *dump, struct sheet *sheet)
{
	size_t *lines, n = prose_lines(dump, &lines), at = 0;
	size_t purpose = dump_find(dump, 0, LABEL_PURPOSE);
	size_t summary = dump_find(dump, 0, LABEL_SUMMARY);
	int widest = 0, best = -1;

	if (n > LINES_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		if (width_of(&dump->tokens[lines[i]]) > widest)
			widest = width_of(&dump->tokens[lines[i]]);
	for (size_t i = 1; i < n; i++) {
		const struct token *t = &dump->tokens[lines[i - 1]];
		const struct token *u = &dump->tokens[lines[i]];
		bool ends =
		    width_of(t) < widest - 6 || str_ends(t->text, S("。"));
		int cost = 2 * off_centre(dump, purpose, lines, 0, i) +
		    2 * off_centre(dump, summary, lines, i, n);
		if (t->at == u->at)
			continue;
		if (!ends)
			cost += 30;
		else if (!str_ends(t->text, S("。")))
			cost += 4;
		if (t->paragraph != u->paragraph)
			cost -= 3;
		if (best < 0 || cost < best) {
			best = cost;
			at = ends || dump->columns ? i : 0;
		}
	}
	if (n == 1)
		at = 1;
	if (!at)
		return;
	str text = dump_join(dump, lines, at);
	if (!text_is_void(text))
		sheet->purpose = text;
	text = dump_join(dump, lines + at, n - at);
	if (n > at && !text_is_void(text))
		sheet->summary = text;
}

/* -- the short cells -- */

static const enum label slots[] = {LABEL_NAME, LABEL_BUREAU, LABEL_DIVISION,
    LABEL_OFFICERS, LABEL_ACCOUNTS, LABEL_LEGAL_BASIS, LABEL_RELATED_PLANS,
    LABEL_POLICIES, LABEL_EXPENSE_CLASS, LABEL_METHODS};
enum { SLOTS = sizeof slots / sizeof *slots };

static bool
is_open(struct sheet *sheet, enum label label)
{
	str *text = slot_of(sheet, label);
	struct list *list = list_of(sheet, label);

	return text ? str_is_null(*text) : list && list->n == 0;
}

/* A bracket without its other half: a piece of a cell. */
static bool
is_piece(str s)
{
	int round = 0, square = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		round += (c == '(') - (c == ')');
		square += (c == 0x300C) - (c == 0x300D); /* 「」 */
		if (round < 0 || square < 0)
			return true;
	}
	return round || square;
}

/* False where the value is no whole cell, or the cell is filled. */
static bool
set(struct dump *dump, struct sheet *sheet, enum label label, str value)
{
	str *text = slot_of(sheet, label);
	struct list *list = list_of(sheet, label);
	bool words = label == LABEL_DIVISION || label == LABEL_OFFICERS;

	value = text_clean(dump->arena, value);
	if (text_is_void(value))
		return true;
	if (!is_open(sheet, label))
		return false;
	if (!dump->columns && label != LABEL_NAME && is_piece(value))
		return false;
	/* two columns in one, where a space parts them */
	if (words && !dump->flat && !dump->columns &&
	    (label == LABEL_DIVISION ? str_has(value, S(" ")) : value.n > 90))
		return false;
	if (text)
		*text = value;
	else if (label == LABEL_OFFICERS)
		*list_add(dump->arena, list, str) = value;
	else
		text_split_list(dump->arena, value, list);
	return true;
}

/* Where the officer begins in 総務課 課長 渡邉 浩之; s.n when nowhere. */
static size_t
officer_at(str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t end = i;
		while (end < s.n && s.p[end] != ' ')
			end++;
		str word = str_slice(s, i, end);
		if (end < s.n && word.n <= 45 &&
		    (str_ends(word, S("長")) || str_ends(word, S("官")) ||
			str_ends(word, S("補佐")) || str_ends(word, S("付"))))
			return i;
		i = end;
		while (i < s.n && s.p[i] == ' ')
			i++;
	}
	return s.n;
}

/* Two cells of one line: a split that both sides fit. */
static bool
split(struct dump *dump, struct sheet *sheet, str s)
{
	static const struct {
		enum label left, right;
	} pairs[] = {{LABEL_DIVISION, LABEL_OFFICERS},
	    {LABEL_POLICIES, LABEL_EXPENSE_CLASS},
	    {LABEL_ACCOUNTS, LABEL_EXPENSE_CLASS},
	    {LABEL_LEGAL_BASIS, LABEL_RELATED_PLANS}};

	for (size_t i = 0; i < s.n && s.n <= LINE_MAX; i++) {
		if (s.p[i] != ' ')
			continue;
		str head = str_take(s, i), tail = str_skip(s, i + 1);
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
			if (!is_open(sheet, pairs[k].left) ||
			    !is_open(sheet, pairs[k].right) ||
			    looks(pairs[k].left, head) < 2 ||
			    (looks(pairs[k].right, tail) < 2 &&
				!(pairs[k].right == LABEL_OFFICERS &&
				    officer_at(tail) == 0)))
				continue;
			if (is_piece(head) || is_piece(tail))
				continue;
			set(dump, sheet, pairs[k].left, head);
			set(dump, sheet, pairs[k].right, tail);
			return true;
		}
	}
	return false;
}

/*
 * One account a line, or one of two lines that the first does not end.  What
 * follows is no account; the end of those that are.
 */
static size_t
take_accounts(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	size_t i = from;

	while (i < to) {
		size_t end = dump_line_end(dump, i);
		str s = dump_text(dump, i, end < to ? end : to);
		if (looks(LABEL_ACCOUNTS, s) < 2 && end < to) {
			end = dump_line_end(dump, end);
			s = dump_text(dump, i, end < to ? end : to);
		}
		if (end == i || (i > from && looks(LABEL_ACCOUNTS, s) < 2))
			break;
		text_split_list(dump->arena, s, &sheet->accounts);
		i = end;
	}
	return i < to ? i : to;
}

/* What a cell under a label says, with what ran into it. */
static void
take_cell(struct dump *dump, struct sheet *sheet, enum label label, size_t from,
    size_t to)
{
	str s = dump_text(dump, from, to);
	bool taken = true;

	if (str_is_null(s))
		return;
	if (label == LABEL_DIVISION || label == LABEL_OFFICERS) {
		size_t at = officer_at(s);
		taken = set(dump, sheet, LABEL_DIVISION, str_take(s, at));
		taken =
		    set(dump, sheet, LABEL_OFFICERS, str_skip(s, at)) && taken;
	} else if (label == LABEL_NAME) {
		size_t at = s.n;
		for (size_t i = s.n; i-- > 0 && s.n <= LINE_MAX;)
			if (s.p[i] == ' ' &&
			    looks(LABEL_BUREAU, str_skip(s, i + 1)) >= 2) {
				at = i;
				break;
			}
		taken = set(dump, sheet, LABEL_NAME, str_take(s, at));
		if (at < s.n)
			taken = set(dump, sheet, LABEL_BUREAU,
				    str_skip(s, at + 1)) &&
			    taken;
	} else if (label == LABEL_ACCOUNTS && is_open(sheet, label)) {
		to = take_accounts(dump, sheet, from, to);
	} else {
		taken = set(dump, sheet, label, s);
	}
	for (size_t i = from; i < to && taken; i++)
		dump->tokens[i].used = true;
}

/* A line of -raw that is plainly of another cell: 一般会計, ＯＤＡ */
static bool
is_strange(const struct dump *dump, enum label label, const struct token *t)
{
	static const enum label plain[] = {LABEL_ACCOUNTS, LABEL_POLICIES};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (dump->flat && label != plain[i] && t->text.n <= 120 &&
		    looks(plain[i], t->text) >= 2)
			return true;
	return false;
}

/* On one of the label's lines; -raw has its last line only. */
static bool
is_beside(const struct token *label, const struct token *t)
{
	return t->at >= label->at && t->at <= label->last;
}

/* How far the cell of a label reaches. */
static size_t
cell_end(const struct dump *dump, size_t label)
{
	const struct token *l = &dump->tokens[label];
	size_t from = label + 1, to = from;
	bool same = from < dump->n && is_beside(l, &dump->tokens[from]);
	size_t title = dump->title;

	while (to < dump->n) {
		const struct token *t = &dump->tokens[to];
		if (t->kind == TOKEN_LABEL || t->used || t->part != PART_HEAD)
			break;
		if (to > from && t->at != dump->tokens[to - 1].at &&
		    (dump->flat ? same && label < title
				: t->paragraph != dump->tokens[from].paragraph))
			break;
		if (to > from && t->at != dump->tokens[to - 1].at && same &&
		    !dump->flat &&
		    (l->label != LABEL_POLICIES ||
			is_policies(&dump->tokens[to - 1]) ||
			str_ends(dump->tokens[to - 1].text, S("その他"))))
			break;
		if (to > from && t->at != dump->tokens[to - 1].at &&
		    is_strange(dump, (enum label)l->label, t))
			break;
		to++;
	}
	return to;
}

static bool
is_short(int label)
{
	return label == LABEL_EXPENSE_CLASS || label == LABEL_METHODS ||
	    label == LABEL_POLICIES || label == LABEL_ACCOUNTS;
}

/* only_short: the cells of one line, which a paragraph may join to others. */
static void
labelled_cells(struct dump *dump, struct sheet *sheet, bool only_short)
{
	size_t title = dump->title;

	for (size_t i = 0; i + 1 < dump->n; i++) {
		const struct token *l = &dump->tokens[i], *t = l + 1;
		bool slot = false;
		for (size_t k = 0; k < SLOTS; k++)
			slot = slot || (int)slots[k] == l->label;
		if (only_short && !is_short(l->label))
			continue;
		if (l->kind != TOKEN_LABEL || !slot || t->used ||
		    t->kind == TOKEN_LABEL || t->part != PART_HEAD)
			continue;
		/* In the first pass of -raw a cell stands beside its label. */
		if (dump->flat && i < title && t->at != l->at)
			continue;
		size_t to = cell_end(dump, i);
		str s = dump_text(dump, i + 1, to);
		enum label label = (enum label)l->label;
		if (label != LABEL_NAME && looks(label, s) < 0)
			continue;
		bool other = str_eq(s, S("その他")) &&
		    (label == LABEL_METHODS || label == LABEL_POLICIES);
		if (!dump->flat && !is_beside(l, t) && label != LABEL_NAME &&
		    !other && looks(label, s) < 2)
			continue;
		take_cell(dump, sheet, label, i + 1, to);
	}
}

/* A line of some other cell of the head, by what it says. */
static bool
is_plainly(const struct token *t, enum label label)
{
	static const enum label plain[] = {
	    LABEL_ACCOUNTS, LABEL_POLICIES, LABEL_EXPENSE_CLASS, LABEL_METHODS};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (label != plain[i] && t->text.n <= 60 &&
		    looks(plain[i], t->text) >= 4)
			return true;
	return t->text.n <= 60 && looks(LABEL_ACCOUNTS, t->text) >= 2;
}

/*
 * A cell of several lines whose label, set in its middle, pdftotext puts
 * between them: as many lines above as below.
 */
static void
centred_cell(struct dump *dump, struct sheet *sheet, enum label label)
{
	const struct token *t = dump->tokens;
	size_t l = dump_find(dump, 0, (int)label), from = l, to = l + 1;

	if (l == dump->n || t[l].part != PART_HEAD)
		return;
	while (from > 0 && t[from - 1].kind == TOKEN_TEXT &&
	    !t[from - 1].used && t[from - 1].paragraph == t[l].paragraph &&
	    t[from - 1].opens && !is_plainly(&t[from - 1], label))
		from--;
	while (to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	    t[to].paragraph == t[l].paragraph && t[to].closes &&
	    !is_plainly(&t[to], label))
		to++;
	if (to == l + 1 || (from < l && t[from].at == t[l].at))
		return;
	int above = t[l].at - t[from].at, below = t[to - 1].at - t[l].last;
	if (from == l && t[l + 1].at > t[l].last)
		return;
	if (above - below > 1 || below - above > 1)
		return;
	str s = dump_text(dump, from, to);
	if (looks(label, s) >= 2 && set(dump, sheet, label, s))
		for (size_t i = from; i < to; i++)
			dump->tokens[i].used = true;
}

static bool
is_title(str s)
{
	return s.n >= 6 && (str_ends(s, S("長")) || str_ends(s, S("官")));
}

/* Where a bare title begins: 室長 勝目 康 behind 人材力活性化・ */
static size_t
bare_title(str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t end = str_find(s, S(" "), i);
		str word = str_slice(s, i, end);
		if (is_title(word) && word.n <= 12 && i > 0)
			return i;
		i = end + 1;
	}
	return s.n;
}

/*
 * 担当課室 and 作成責任者 side by side in one paragraph: what stands behind
 * a bare title is the officer's, all else the division's.
 */
static void
division_and_officers(struct dump *dump, struct sheet *sheet)
{
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE);

	for (size_t i = 0; i < stop; i++) {
		struct token *t = dump->tokens;
		struct text division = {.arena = dump->arena};
		struct list officers = {0}; /* of str */
		size_t end = i;
		if (t[i].used || t[i].kind != TOKEN_TEXT || !t[i].opens ||
		    t[i].part != PART_HEAD)
			continue;
		for (; end < stop && t[end].kind == TOKEN_TEXT &&
		     !t[end].used && t[end].paragraph == t[i].paragraph &&
		     t[end].opens && t[end].closes && t[end].text.n <= 120;
		     end++) {
			str s = text_clean(dump->arena, t[end].text);
			size_t at = bare_title(s);
			text_put(&division, text_strip(str_take(s, at)));
			if (at < s.n)
				*list_add(dump->arena, &officers, str) =
				    str_skip(s, at);
		}
		str s = text_str(&division);
		if (end > i + 1 && officers.n && s.n <= 150 &&
		    is_open(sheet, LABEL_DIVISION) &&
		    is_open(sheet, LABEL_OFFICERS) &&
		    (looks(LABEL_DIVISION, s) >= 2 || str_ends(s, S(")")))) {
			sheet->division = s;
			sheet->officers = officers;
			for (; i < end; i++)
				t[i].used = true;
			return;
		}
	}
}

/* The name may stand just before 担当部局庁. */
static void
name_before_bureau(struct dump *dump, struct sheet *sheet)
{
	size_t to = dump_find(dump, 0, LABEL_BUREAU), from = to;

	if (!is_open(sheet, LABEL_NAME) || to == dump->n)
		return;
	while (from > 0 && dump->tokens[from - 1].kind == TOKEN_TEXT &&
	    !dump->tokens[from - 1].used &&
	    dump->tokens[from - 1].paragraph == dump->tokens[to].paragraph &&
	    dump->tokens[to].at - dump->tokens[from - 1].at <= 2)
		from--;
	if (from < to)
		take_cell(dump, sheet, LABEL_NAME, from, to);
}

static bool
is_leftover(const struct token *above, const struct token *t)
{
	return t->kind == TOKEN_TEXT && !t->used && t->opens && t->closes &&
	    t->at == above->at + 1 && t->text.n <= 6 && t->part == PART_HEAD &&
	    !any_of(t->text, "長|官|（|(|)|）|-|－", false);
}

/* The lines of one paragraph that are 根拠法令 or 関係する計画 as a whole. */
static bool
take_paragraph(struct dump *dump, struct sheet *sheet, size_t i)
{
	static const enum label long_cells[] = {
	    LABEL_LEGAL_BASIS, LABEL_RELATED_PLANS};
	const struct token *t = dump->tokens;
	size_t to = i;

	while (to < dump->n && t[to].kind == TOKEN_TEXT && !t[to].used &&
	    t[to].paragraph == t[i].paragraph && t[to].opens && t[to].closes &&
	    !is_plainly(&t[to], LABEL_NONE))
		to++;
	if (to < i + 2)
		return false;
	str s = dump_text(dump, i, to);
	for (size_t k = 0; k < 2; k++)
		if (is_open(sheet, long_cells[k]) &&
		    looks(long_cells[k], s) >= 2 &&
		    looks(long_cells[k], s) > looks(long_cells[!k], s)) {
			take_cell(dump, sheet, long_cells[k], i, to);
			return true;
		}
	return false;
}

/* What stands under no label of its own, by what it looks like. */
static void
loose_cells(struct dump *dump, struct sheet *sheet)
{
	size_t name = dump_find(dump, 0, LABEL_NAME), title = dump->title;

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t to = i + 1;
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT)
			continue;
		str s = text_clean(dump->arena, t->text);
		if (split(dump, sheet, s)) {
			dump->tokens[i].used = true;
			continue;
		}
		if (!dump->flat && !dump->columns &&
		    take_paragraph(dump, sheet, i))
			continue;
		enum label best = LABEL_NONE;
		int score = 1;
		for (size_t k = 1; k < SLOTS; k++) {
			int like = looks(slots[k], s);
			if (slots[k] == LABEL_OFFICERS)
				like = officer_at(s) == 0 ? 4 : 0;
			if (slots[k] == LABEL_POLICIES && !dump->flat &&
			    is_policies(t))
				like = 3;
			if (is_open(sheet, slots[k]) && like > score) {
				score = like;
				best = slots[k];
			}
		}
		/* a name that ends as a bureau does is followed by one */
		if (best == LABEL_NONE && to < dump->n && t->opens) {
			while (to < dump->n && to < i + 3 &&
			    dump->tokens[to].kind == TOKEN_TEXT &&
			    !dump->tokens[to].used &&
			    dump->tokens[to].paragraph == t->paragraph &&
			    dump->tokens[to].at ==
				dump->tokens[to - 1].at + 1 &&
			    looks(LABEL_BUREAU, dump->tokens[to].text) < 2)
				to++;
			size_t near = dump->flat ? title : name;
			if (is_open(sheet, LABEL_NAME) && i > near &&
			    i < near + 8 && t->text.n > 12)
				take_cell(dump, sheet, LABEL_NAME, i, to);
			continue;
		}
		if (best == LABEL_NONE)
			continue;
		/* a narrow cell leaves one or two characters: 室, 之 */
		if (dump->flat && t->opens && t->closes && to < dump->n &&
		    (best == LABEL_DIVISION || best == LABEL_OFFICERS) &&
		    is_leftover(t, &dump->tokens[to]))
			to++;
		/* lines that go on */
		while (to < dump->n && to < i + 4 &&
		    dump->tokens[to].kind == TOKEN_TEXT &&
		    !dump->tokens[to].used && dump->tokens[to].opens &&
		    dump->tokens[to].paragraph == t->paragraph &&
		    dump->tokens[to].at == dump->tokens[to - 1].at + 1 &&
		    width_of(&dump->tokens[to]) <= width_of(t) + 1 &&
		    !is_strange(dump, best, &dump->tokens[to]) &&
		    (best == LABEL_LEGAL_BASIS || best == LABEL_RELATED_PLANS))
			to++;
		take_cell(dump, sheet, best, i, to);
	}
}

/* 小野 賢志: two words of few characters each */
static bool
is_person(str s)
{
	struct str_cut cut = str_cut(s, ' ');

	return cut.found && cut.head.n >= 3 && cut.head.n <= 12 &&
	    cut.tail.n >= 3 && cut.tail.n <= 15 && cut.head.n % 3 == 0 &&
	    cut.tail.n % 3 == 0 && !str_has(cut.tail, S(" ")) &&
	    !any_of(s, "会計|年|法|条|課|室|費|局|他|省|庁|ＯＤＡ", false);
}

/* An officer that was wrapped: 外国語教育推進室長 / 小野 賢志 */
static void
wrapped_officer(struct dump *dump, struct sheet *sheet)
{
	struct token *t = dump->tokens;

	if (!dump->flat || !is_open(sheet, LABEL_OFFICERS))
		return;
	for (size_t i = dump->title + 2; i < dump->n; i++) {
		size_t from = i - 1;
		bool lines = true;
		for (size_t k = i - 2; k <= i; k++)
			lines = lines && t[k].part == PART_HEAD &&
			    (k < from ||
				(t[k].kind == TOKEN_TEXT && t[k].opens &&
				    t[k].closes && !t[k].used));
		if (!lines || !is_person(t[i].text) ||
		    !(str_ends(t[from].text, S("長")) ||
			str_ends(t[from].text, S("官"))))
			continue;
		bool rest = str_eq(t[from].text, S("長"));
		if (t[from - 1].kind == TOKEN_TEXT && !t[from - 1].used &&
		    t[from - 1].opens && t[from - 1].closes &&
		    (rest || !any_of(t[from - 1].text, "課|室|官|付|班", true)))
			from--;
		else if (rest)
			continue;
		str title = text_clean(dump->arena, dump_take(dump, from, i));
		str person = text_clean(dump->arena, t[i].text);
		t[i].used = true;
		*list_add(dump->arena, &sheet->officers, str) = title;
		*list_add(dump->arena, &sheet->officers, str) = person;
		return;
	}
}

/* Characters that are no ASCII, no kana and no marks; 0 for other texts. */
static size_t
kanji_of(str s)
{
	size_t n = 0, len;

	for (; s.n; s = str_skip(s, len), n++) {
		uint32_t c = str_char(s, &len);
		if (c < 0x3041 || c > 0x9FFF || (c > 0x3096 && c < 0x3400))
			return 0;
	}
	return n;
}

/* All lines from..to are 課長 松井 俊弘: an officer each. */
static bool
are_officers(const struct dump *dump, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (officer_at(text_clean(dump->arena, dump->tokens[i].text)) !=
		    0)
			return false;
	return true;
}

/*
 * The lines of one cell: 技術政策課 / 通信規格課; 原子力課長 / 岡村 直子; 課長
 * 松井 俊弘 / 課長 山口 修治; 課長 清 / 水 幹治.
 */
static bool
take_words(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	const struct token *t = dump->tokens;
	struct list officers = {0};
	str all = text_clean(dump->arena, dump_text(dump, from, to));
	str title = text_clean(dump->arena, dump_text(dump, from, to - 1));
	str last = text_clean(dump->arena, t[to - 1].text);

	if (all.n > 200)
		return false;
	if (is_person(last) && is_title(title) && !str_has(title, S(" "))) {
		*list_add(dump->arena, &officers, str) = title;
		*list_add(dump->arena, &officers, str) = last;
	} else if (are_officers(dump, from, to)) {
		for (size_t i = from; i < to; i++)
			*list_add(dump->arena, &officers, str) =
			    text_clean(dump->arena, t[i].text);
	} else if (to == from + 2 && are_officers(dump, from, from + 1) &&
	    last.n <= 15 && !is_title(last) &&
	    !any_of(last, "課|室|付|班|局", true)) {
		*list_add(dump->arena, &officers, str) = all;
	} else if (is_open(sheet, LABEL_DIVISION) &&
	    looks(LABEL_DIVISION, all) >= 2 && !str_has(all, S(" ")) &&
	    officer_at(all) == all.n && !is_piece(all)) {
		sheet->division = all;
		return true;
	}
	if (!officers.n || !is_open(sheet, LABEL_OFFICERS))
		return false;
	sheet->officers = officers;
	return true;
}

static void
cells_of_words(struct dump *dump, struct sheet *sheet)
{
	enum { NARROW = 34 }; /* columns of 担当課室 and 作成責任者 */
	struct token *t = dump->tokens;
	size_t name = dump_find(dump, 0, LABEL_BUREAU);
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE);

	for (size_t i = name; i < stop;) {
		size_t to = i;
		while (to < stop && t[to].kind == TOKEN_TEXT && !t[to].used &&
		    t[to].paragraph == t[i].paragraph && t[to].closes &&
		    (to == i || t[to].at == t[to - 1].at + 1) &&
		    width_of(&t[to]) <= NARROW)
			to++;
		bool begins = i > 0 &&
		    (t[i - 1].kind != TOKEN_LABEL
			    ? t[i - 1].paragraph != t[i].paragraph
			    : t[i].opens || t[i - 1].label == LABEL_DIVISION);
		bool ends = to == dump->n ||
		    t[to].paragraph != t[i].paragraph ||
		    t[to].kind == TOKEN_LABEL;
		if (to > i + 1 && begins && ends &&
		    take_words(dump, sheet, i, to))
			for (size_t k = i; k < to; k++)
				t[k].used = true;
		i = to > i ? to : i + 1;
	}
}

/*
 * 課長 and 松田 and 賢一 as paragraphs of their own: the spaces between were
 * too wide.  Only where nothing else of so few characters is left.
 */
static void
officer_in_pieces(struct dump *dump, struct sheet *sheet)
{
	enum { PIECES = 3, LONGEST = 5 };
	size_t pieces[PIECES], n = 0;
	struct list *officers = &sheet->officers;
	struct text text = {.arena = dump->arena};

	if (dump->flat || officers->n > 1)
		return;
	if (officers->n) {
		str officer = *list_at(officers, str, 0);
		if (str_has(officer, S(" ")) || !is_title(officer))
			return;
		text_put(&text, officer);
	}
	for (size_t i = 1; i + 1 < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t kanji = kanji_of(text_strip(t->text));
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT ||
		    !kanji || kanji > LONGEST)
			continue;
		if (n == PIECES || t[-1].paragraph == t->paragraph ||
		    t[1].paragraph == t->paragraph)
			return;
		pieces[n++] = i;
	}
	size_t names = officers->n ? n : n - 1;
	if (n == 0 || names < 1 || names > 2 ||
	    (!officers->n &&
		!is_title(text_strip(dump->tokens[pieces[0]].text))))
		return;
	for (size_t k = 0; k < n; k++) {
		struct token *t = &dump->tokens[pieces[k]];
		if (text.n)
			text_char(&text, ' ');
		text_put(&text, text_strip(t->text));
		t->used = true;
	}
	if (!officers->n)
		list_add(dump->arena, officers, str);
	*list_at(officers, str, 0) = text_str(&text);
}

/* A division that was wrapped: 技術政策課研究 / 推進室 */
static void
wrapped_division(struct dump *dump, struct sheet *sheet)
{
	size_t title = dump->title;

	if (!dump->flat || !is_open(sheet, LABEL_DIVISION))
		return;
	for (size_t i = title; i + 1 < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		size_t to = i + 1;
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT ||
		    width_of(t) > 30)
			continue;
		for (; to < i + 4 && to <= dump->n; to++) {
			const struct token *end = &dump->tokens[to - 1];
			if (end->kind != TOKEN_TEXT || end->used)
				break;
			str s = dump_text(dump, i, to);
			if (looks(LABEL_DIVISION, s) < 2 || s.n > 120 ||
			    officer_at(s) < s.n)
				continue;
			take_cell(dump, sheet, LABEL_DIVISION, i, to);
			return;
		}
	}
}

/* -- -layout: lines between two labels, columns between two places -- */

/* Takes what stands in that part of the page as one cell. */
static void
take_area(struct dump *dump, struct sheet *sheet, enum label label, int line,
    int below, int x, int right)
{
	struct list tokens = {0};

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->kind == TOKEN_LABEL || t->at < line ||
		    t->at >= below || t->x < x || t->x >= right ||
		    t->part > PART_HEAD)
			continue;
		*list_add(dump->arena, &tokens, size_t) = i;
	}
	if (!tokens.n)
		return;
	set(dump, sheet, label, dump_join(dump, tokens.items, tokens.n));
}

static void
layout_cells(struct dump *dump, struct sheet *sheet)
{
	static const enum label names[] = {LABEL_NAME, LABEL_BUREAU,
	    LABEL_OFFICERS, LABEL_DIVISION, LABEL_ACCOUNTS, LABEL_LEGAL_BASIS,
	    LABEL_RELATED_PLANS, LABEL_POLICIES, LABEL_EXPENSE_CLASS,
	    LABEL_START_YEAR, LABEL_PURPOSE};
	enum {
		L_NAME,
		L_BUREAU,
		L_OFFICERS,
		L_DIVISION,
		L_ACCOUNTS,
		L_LEGAL,
		L_PLANS,
		L_POLICIES,
		L_EXPENSE,
		L_START,
		L_PURPOSE,
		N
	};
	const struct token *l[N];
	enum { WIDE = 10000 };

	for (int k = 0; k < N; k++) {
		size_t i = dump_find(dump, 0, (int)names[k]);
		if (i == dump->n)
			return;
		l[k] = &dump->tokens[i];
	}
	int name = l[L_NAME]->at;
	int accounts = l[L_ACCOUNTS]->at;
	int policies = l[L_POLICIES]->at;
	take_area(dump, sheet, LABEL_NAME, name - 1, name + 2, l[L_NAME]->end,
	    l[L_BUREAU]->x);
	take_area(dump, sheet, LABEL_BUREAU, name - 1, name + 2,
	    l[L_BUREAU]->end - 2, l[L_OFFICERS]->x - 4);
	int officer = WIDE;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_TEXT && !t->used && t->at > name &&
		    t->at < accounts && t->x < officer &&
		    t->x > l[L_DIVISION]->end &&
		    (officer_at(t->text) == 0 ||
			(i + 1 < dump->n && t[1].at == t->at &&
			    t[1].kind == TOKEN_TEXT && t->text.n <= 45 &&
			    (str_ends(t->text, S("長")) ||
				str_ends(t->text, S("官"))))))
			officer = t->x;
	}
	if (officer < WIDE) {
		take_area(dump, sheet, LABEL_DIVISION, name + 2, accounts,
		    l[L_DIVISION]->end - 2, officer);
		take_area(dump, sheet, LABEL_OFFICERS, name + 2, accounts,
		    officer, WIDE);
	}
	take_area(dump, sheet, LABEL_ACCOUNTS, accounts, accounts + 1,
	    l[L_ACCOUNTS]->end, WIDE);
	take_area(dump, sheet, LABEL_LEGAL_BASIS, accounts + 1, policies,
	    l[L_LEGAL]->end - 2, l[L_PLANS]->x - 2);
	take_area(dump, sheet, LABEL_RELATED_PLANS, accounts + 1, policies,
	    l[L_PLANS]->x - 2, WIDE);
	take_area(dump, sheet, LABEL_POLICIES, policies, l[L_PURPOSE]->at,
	    l[L_POLICIES]->end - 6, l[L_EXPENSE]->x);
	if (l[L_EXPENSE]->at < l[L_PURPOSE]->at)
		take_area(dump, sheet, LABEL_EXPENSE_CLASS, policies,
		    l[L_EXPENSE]->at + 1, l[L_EXPENSE]->end, WIDE);
}

void
dump_head(struct dump *dump, struct sheet *sheet)
{
	sheet->sheet_year = dump->years;
	head_number(dump, sheet);
	head_title(dump, sheet);
	head_years(dump, sheet);
	if (dump->columns)
		layout_cells(dump, sheet);
	if (dump->flat) {
		flat_prose(dump, sheet);
	} else {
		labelled_cells(dump, sheet, true);
		if (!plain_prose(dump, sheet))
			loose_prose(dump, sheet);
		if (!dump->columns) {
			cells_of_words(dump, sheet);
			division_and_officers(dump, sheet);
			centred_cell(dump, sheet, LABEL_RELATED_PLANS);
			centred_cell(dump, sheet, LABEL_BUREAU);
		}
	}
	labelled_cells(dump, sheet, false);
	wrapped_officer(dump, sheet);
	wrapped_division(dump, sheet);
	name_before_bureau(dump, sheet);
	loose_cells(dump, sheet);
	officer_in_pieces(dump, sheet);
}
