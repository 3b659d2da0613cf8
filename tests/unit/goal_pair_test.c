#include "unit.h"

#include "dump/goal_pair.h"

/* What an invented sheet says elsewhere, in lines as wide as its page. */
static const char prose[] = "港湾を利用する船舶の数を増やすため、岸壁の水深を深"
			    "くする工事を行う。港湾の\n"
			    "整備により、大型の貨物船が入港できるようになり、入"
			    "港した船舶の数が増えた。\n";

static const struct {
	const char *reason, *text; /* | parts blocks, > the label is beside */
	const char *left, *right; /* NULL: not told */
} cases[] = {
    {"lines of both stand between those of the longer",
	"港湾を利用する船\n舶の数を増やすた "
	"入港した船舶の数\nめ、岸壁を深くす\nる。",
	"港湾を利用する船/舶の数を増やすた/め、岸壁を深くす/る。",
	"入港した船舶の数"},
    {"with one line more they alternate",
	"港湾を利用する船\n入港した大型の貨\n舶の数を増やす。\n物船の数",
	"港湾を利用する船/舶の数を増やす。", "入港した大型の貨/物船の数"},
    {"one cell may come behind the other",
	">港湾を利用する船\n舶の数を増やす。|入港した大型の貨\n物船の数",
	"港湾を利用する船/舶の数を増やす。", "入港した大型の貨/物船の数"},
    {"a cell of one line without words to go on is not told",
	"北の町に会う\n南の丘に立つ", NULL, NULL},
    {"words of Latin script keep their space",
	"港湾を利用する船\n舶の数を AIS data 入港した大型の貨\n"
	"で調べて増やす。 物船の数",
	"港湾を利用する船/舶の数を AIS data/で調べて増やす。",
	"入港した大型の貨/物船の数"},
};

static str
joined(struct arena *arena, const struct list *lines)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < lines->n; i++) {
		if (i)
			text_char(&text, '/');
		text_put(&text, *list_at(lines, const str, i));
	}
	return text_str(&text);
}

static size_t
lines_of(str text, struct goal_pair_line lines[GOAL_PAIR_LINES])
{
	size_t n = 0;
	int block = 0;

	while (text.n) {
		struct str_cut part = str_cut(text, '|');
		for (str rest = part.head; rest.n; n++) {
			struct str_cut line = str_cut(rest, '\n');
			bool first = str_starts(line.head, S(">"));
			lines[n] = (struct goal_pair_line){
			    .text = str_skip(line.head, first),
			    .block = block,
			    .first = first};
			rest = line.tail;
		}
		text = part.tail;
		block++;
	}
	return n;
}

int
main(void)
{
	struct arena arena = {0};
	struct dump dump;
	struct joins joins;

	dump_init(&dump, &arena, str_of(prose), 1);
	joins_init(&joins, &dump);
	CHECK("words of the sheet go on over a break",
	    joins_count(&joins, S("大型の"), S("貨物船")) == 4 &&
		joins_count(&joins, S("大型の"), S("貨車")) == 3 &&
		joins_count(&joins, S("水の"), S("貨車")) == 2 &&
		joins_count(&joins, S("北"), S("南")) == 0);
	CHECK("and over those of its own wide lines",
	    joins_count(&joins, S("港湾の"), S("整備")) == 4);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct goal_pair_line lines[GOAL_PAIR_LINES];
		struct goal_pair pair;
		size_t n = lines_of(str_of(cases[i].text), lines);
		bool told = goal_pair_solve(&arena, &joins, lines, n, &pair);
		if (!cases[i].left) {
			CHECK(cases[i].reason, !told);
			continue;
		}
		CHECK(cases[i].reason,
		    told &&
			str_eq(joined(&arena, &pair.left),
			    str_of(cases[i].left)) &&
			str_eq(joined(&arena, &pair.right),
			    str_of(cases[i].right)));
	}
	struct goal_pair_line many[GOAL_PAIR_LINES + 1] = {{.text = S("港")}};
	struct goal_pair pair;
	CHECK("more lines than a cell ever has are not tried",
	    !goal_pair_solve(&arena, &joins, many, GOAL_PAIR_LINES + 1, &pair));
	arena_free(&arena);
	return unit_done();
}
