#include "read/dump_parts.h"

#include "value/era.h"
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

static bool
fill(struct dump *dump, struct sheet *sheet, enum label label, struct run *run)
{
	str *text = slot_of(sheet, label);
	struct list *list = list_of(sheet, label);

	if ((text && !str_is_null(*text)) || (list && list->n) ||
	    (!text && !list))
		return false;
	str value = dump_take(dump, run->from, run->to);
	run->taken = true;
	if (text_is_void(value))
		return true;
	if (text)
		*text = value;
	else if (label == LABEL_OFFICERS)
		*list_add(dump->arena, list, str) = value;
	else
		text_split_list(dump->arena, value, list);
	return true;
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
		    !is_number(piece, false))
			break;
		if (text.n && text.p[text.n - 1] != '-' && piece.p[0] != '-')
			text_char(&text, '-');
		text_put(&text, piece);
	}
	*end = to;
	return text_str(&text);
}

/*
 * -raw can tear a number: what was too wide for its cell stands just before
 * the title, 2023 - 文科 - - behind the label, 新23 0397 there.
 */
static void
head_number(struct dump *dump, struct sheet *sheet)
{
	size_t label = dump_find(dump, 0, LABEL_NUMBER), end = label + 1;
	size_t title = dump_find(dump, 0, DUMP_TITLE), from = title, rest;
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
	if (!is_number(number, true))
		return;
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
	sheet->sheet_year = dump->years;
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

/* Start and end are the first two years of the head. */
static void
head_years(struct dump *dump, struct sheet *sheet)
{
	int years[2] = {0, 0}, n = 0;

	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		if (t->part != PART_HEAD)
			continue;
		if (t->kind == TOKEN_LABEL && t->label == DUMP_YEAR &&
		    t->year && n < 2)
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
	if (n == 2 && years[0] > years[1]) {
		int swap = years[0];
		years[0] = years[1];
		years[1] = swap;
	}
	sheet->start_year = years[0];
	sheet->end_year = years[1];
}

static int
fitness(const struct dump *dump, const struct run *run, enum label slot)
{
	int score = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].slot == slot)
			score = likeness(&kinds[i], run->text);
	if (run->before == (int)slot)
		score += run->glued || dump->flat ? 5 : 3;
	else if (run->before != LABEL_NONE && run->glued)
		score -= 2;
	if (slot == LABEL_NAME) {
		if (run->after == LABEL_BUREAU)
			score += 3;
		if (run->text.n < 6)
			score -= 3;
	}
	return score;
}

/* The runs of the head to the slots they fit best, the surest first. */
static void
head_slots(struct dump *dump, struct sheet *sheet)
{
	static const enum label slots[] = {LABEL_NAME, LABEL_BUREAU,
	    LABEL_DIVISION, LABEL_OFFICERS, LABEL_ACCOUNTS, LABEL_LEGAL_BASIS,
	    LABEL_RELATED_PLANS, LABEL_POLICIES, LABEL_EXPENSE_CLASS,
	    LABEL_METHODS};
	enum { SURE = 3, SLOTS = sizeof slots / sizeof *slots };
	struct run *runs;
	size_t n = dump_runs(dump, 0, dump->n, PART_HEAD, &runs);

	for (int level = 10; level >= SURE; level--)
		for (size_t r = 0; r < n; r++) {
			if (runs[r].taken)
				continue;
			for (size_t s = 0; s < SLOTS; s++)
				if (fitness(dump, &runs[r], slots[s]) >=
					level &&
				    fill(dump, sheet, slots[s], &runs[r]))
					break;
		}
}

void
dump_head(struct dump *dump, struct sheet *sheet)
{
	head_number(dump, sheet);
	head_title(dump, sheet);
	head_years(dump, sheet);
	head_slots(dump, sheet);
}
