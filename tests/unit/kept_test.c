#include "unit.h"

#include "record/kept.h"
#include "text/keep.h"

static struct sheet
ferry(struct arena *a)
{
	struct sheet s = {
	    .name = S("離島航路の維持に要する経費"),
	    .ministry = S("国土交通省"),
	};

	*list_add(a, &s.methods, str) = S("補助");
	*list_add(a, &s.methods, str) = S("交付");
	list_add(a, &s.payees, struct payee)->amount.value = dec_of(14600000);
	return s;
}

static void
pieces(void)
{
	struct arena a = {0};
	struct sheet s = ferry(&a);
	struct kept k;

	kept_init(&k, &a, &s);
	CHECK("a value is there", kept_text(&k, S("離島航路の維持")));
	CHECK("spaces are nothing", kept_text(&k, S("国 土 交 通 省")));
	CHECK("brackets are nothing", kept_text(&k, S("（ 国土交通省 ）")));
	CHECK("a piece cut in two is there",
	    kept_text(&k, S("航路の維持国土交通省")));
	CHECK("words of a list are one piece", kept_text(&k, S("補助、交付")));
	CHECK("other text is not", !kept_text(&k, S("港湾の改修")));
	CHECK("two characters say nothing", kept_text(&k, S("港湾")));
	CHECK("what shares less than half is not",
	    !kept_text(&k, S("離島航路事業者の経営改善計画")));
	kept_add(&k, S("港湾の改修"));
	CHECK("what was added is", kept_text(&k, S("港湾の改修")));
	arena_free(&a);
}

static void
figures(void)
{
	struct arena a = {0};
	struct sheet s = ferry(&a);
	struct kept k;

	kept_init(&k, &a, &s);
	CHECK("in million", kept_figure(&k, S("14.6")));
	CHECK("in thousand", kept_figure(&k, S("14,600")));
	CHECK("in yen", kept_figure(&k, S("14600000")));
	CHECK("its sign is another matter", kept_figure(&k, S("▲14.6")));
	CHECK("another is not there", !kept_figure(&k, S("14.7")));
	CHECK("0 is nothing to lose", kept_figure(&k, S("0")));
	arena_free(&a);
}

/* More keys than the set begins with. */
static void
many(void)
{
	struct arena a = {0};
	struct sheet s = {0};
	struct text all = {.arena = &a};
	struct kept k;
	char c[4];

	for (uint32_t i = 0x4e00; i < 0x4e00 + 20000; i++)
		text_put(&all, (str){c, str_encode(i, c)});
	s.purpose = text_str(&all);
	kept_init(&k, &a, &s);
	CHECK("all are found",
	    kept_count(&k, s.purpose).n == 19998 &&
		kept_count(&k, s.purpose).missing == 0);
	CHECK("no other is", kept_count(&k, S("かなの文")).missing == 2);
	arena_free(&a);
}

static size_t
rest_of(struct arena *a, struct sheet *s, const char *text)
{
	keep_rest(a, s, str_of(text), 7);
	return s->unparsed.n;
}

static void
rest(void)
{
	struct arena a = {0};
	struct sheet s = ferry(&a);

	CHECK("what the record says is not repeated",
	    rest_of(&a, &s, "事業名 離島航路の維持に要する経費\n14.6\n") == 0);
	CHECK("labels and remarks are not told",
	    rest_of(&a, &s, "担当部局庁\n（支出額10億\n円以上）\n") == 0);
	CHECK("several cells of one line are looked at one by one",
	    rest_of(&a, &s, "A.国土交通省 B.離島航路の維持\n") == 0);
	CHECK("an amount is known with its unit",
	    rest_of(&a, &s, "１４．６百万円\n") == 0);
	CHECK("what nobody read is told", rest_of(&a, &s, "\n船員の確保\n"));
	const struct unparsed *u = list_at(&s.unparsed, struct unparsed, 0);
	CHECK("with its text", str_eq(u->text, S("船員の確保")));
	CHECK("and its line", u->line == 8);
	CHECK("and once", rest_of(&a, &s, "船員の確保\n") == 1);
	CHECK("a figure too", rest_of(&a, &s, "船員の確保\n35.2\n") == 2);
	arena_free(&a);
}

static void
left_open(void)
{
	static const char *const texts[] = {
	    "離島航路の維持   補助", /* said */
	    "14.6  国土交通省の経費", /* 交通省の経 is not */
	    "省",
	    "港湾の改修",
	};
	struct arena a = {0};
	struct sheet s = ferry(&a);
	struct list left = {0};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*list_add(&a, &left, struct unparsed) = (struct unparsed){
		    .line = (int32_t)i, .text = str_of(texts[i])};
	keep_open(&a, &s, &left);
	CHECK("what another reading placed is not open", s.unparsed.n == 3);
	CHECK("the rest is, in order",
	    list_at(&s.unparsed, struct unparsed, 0)->line == 1 &&
		list_at(&s.unparsed, struct unparsed, 2)->line == 3);
	arena_free(&a);
}

int
main(void)
{
	pieces();
	figures();
	many();
	rest();
	left_open();
	return unit_done();
}
