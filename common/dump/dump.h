/*
 * dump: text without geometry, taken apart.  A sheet's lines become tokens:
 * labels of the form, also where a dump breaks them over lines or scatters
 * them between the lines of a neighbour, and what is left between them.
 */
#ifndef DUMP_DUMP_H
#define DUMP_DUMP_H

#include "base/arena.h"
#include "form/labels.h"
#include "record/record.h"

/* Labels that only a dump meets as pieces of their own. */
enum dump_label {
	DUMP_TITLE = LABELS, /* 平成30年度行政事業レビューシート */
	DUMP_YEAR, /* 平成29年度, 29年度 */
	DUMP_YEAR_OUTLOOK, /* 30年度活動見込 */
	DUMP_YEAR_REQUEST, /* 31年度要求 */
	DUMP_YEAR_INITIAL, /* 30年度当初予算 */
	DUMP_YEAR_NONE, /* - 年度 */
	DUMP_ITEMS, /* 平成30・31年度予算内訳 */
	DUMP_OPEN_END, /* 終了予定なし */
	DUMP_VERDICT, /* 事業内容の一部改善, set upright */
	DUMP_METHOD, /* 一般競争契約（総合評価）, in a list of payees */
	DUMP_NOTE, /* a remark of the form, no label of a value */
	DUMP_LABELS
};

/* The parts of a sheet, in the order of the form. */
enum part {
	PART_NONE, /* the label stands in several parts */
	PART_HEAD,
	PART_BUDGET,
	PART_ITEMS,
	PART_OUTCOME,
	PART_OUTPUT,
	PART_UNIT_COST,
	PART_POLICY,
	PART_REVIEW,
	PART_OPINION,
	PART_PAST,
	PART_FLOW,
	PART_SPENDING,
	PART_PAYEES,
	PART_OBLIGATIONS,
	PARTS
};

enum token_kind {
	TOKEN_LABEL,
	TOKEN_FIGURE, /* a number, a rate, dashes, an error value */
	TOKEN_MARK, /* ○ △ × 有 無, alone between white space */
	TOKEN_TEXT,
};

struct token {
	enum token_kind kind;
	int label; /* enum label or enum dump_label */
	int year; /* of a DUMP_YEAR... */
	str group; /* of a question; the verdict or method itself; else null */
	str text; /* as printed; a slice of the sheet's text */
	str whole; /* of a label: all its pieces */
	size_t line; /* in the document, from 1 */
	int last; /* index of the line where a label ends, from 0 */
	int at; /* index of its line, from 0 */
	int x,
	    end; /* display columns of its line, as far as spaces keep them */
	int paragraph; /* between blank lines */
	int page;
	enum part part;
	bool opens, closes; /* first, last on its line */
	bool used; /* placed in the record, or a label */
};

struct dump {
	struct arena *arena; /* holds everything */
	struct token *tokens;
	size_t n;
	int lines; /* that hold text */
	int years; /* sheet_year, 0 when the title is missing */
	size_t title; /* the token of the title, or n */
	bool flat; /* no blank lines: what pdftotext -raw writes */
	bool columns; /* cells kept apart by spaces: pdftotext -layout */
};

/*
 * Takes a text apart; borrows it.  line is the number of its first line.
 * Linear in its size.
 */
void dump_init(struct dump *, struct arena *, str text, size_t line);

/* The free tokens of a line from i on; their end. */
size_t dump_line_end(const struct dump *, size_t i);
/* The end of the line that i is on, whatever its tokens are; to at most. */
size_t dump_whole_line(const struct dump *, size_t i, size_t to);

/* The tokens of one part, in order: indices into tokens. */
size_t dump_part(const struct dump *, enum part, size_t **indices);

/* The text from one token to another of the same line, as printed. */
str dump_span(const struct token *from, const struct token *to);

/*
 * What the tokens of a range say that are neither used nor labels: lines that
 * a narrow cell wrapped are joined again, a bullet begins a new line.  Marks
 * them used.  Null when there are none.
 */
str dump_take(struct dump *, size_t from, size_t to);
str dump_text(const struct dump *, size_t from, size_t to); /* only looks */
/* The same for tokens from anywhere; marks them used. */
str dump_join(struct dump *, const size_t *tokens, size_t n);
/* The same for lines of text, without marking anything. */
str dump_lines(const struct dump *, const str *lines, size_t n);

/*
 * A run of free tokens without a label between them, and on a dump with blank
 * lines without one of those between them either.
 */
struct run {
	size_t from, to; /* tokens, to exclusive */
	str text; /* dump_text */
	int lines;
	int before, after; /* the labels at its sides, LABEL_NONE at the ends */
	bool glued; /* its first line begins with the label before */
	bool figures; /* nothing but figures */
	bool taken;
};

/* The runs among the tokens [from, to) of a part (PART_NONE: any). */
size_t dump_runs(
    const struct dump *, size_t from, size_t to, enum part, struct run **);

/* The next label token of that kind at or after from, or dump->n. */
size_t dump_find(const struct dump *, size_t from, int label);

/* Everything unused goes to sheet->unparsed. */
void dump_rest(struct dump *, struct sheet *);

/* A．NAME or A.NAME: the length of the letters and the point, or 0. */
size_t dump_letters(str);
/* The kth 契約方式等 of the forms; null behind the last. */
str dump_method(size_t k);
bool dump_is_mark(str piece);
bool dump_is_figure(str piece); /* what TOKEN_FIGURE says */
bool dump_is_formula(str piece); /* 309/3, 345,000／16,307 */

/* "A", "B.", "ＡＡ": a block's letters alone, one letter once or twice. */
bool dump_is_letters(str);
str dump_block_letters(struct arena *, str); /* folded, without full stops */

#endif
