/*
 * head: the cells of the head, from 事業名 to 実施方法.  A value is known by
 * standing behind its label or, where a dump parted the two, by what it says.
 */
#ifndef DUMP_HEAD_H
#define DUMP_HEAD_H

#include "dump/dump.h"

/* -- head_looks: what a text of the head may be (share/form/looks.tsv) -- */

/* < 0: never the value of that label; from 2 on it looks like one. */
int head_looks(enum label, str);
bool head_is_ministry(str); /* its whole name */
bool head_is_methods(const struct token *); /* 直接実施、委託・請負 */
bool head_is_policies(const struct token *); /* ends as one does */
bool head_is_piece(str); /* a bracket without its other half */
bool head_is_numbered(str); /* Ⅱ 地方行財政, as 政策 and 施策 are */
bool head_is_title(str); /* 調査課長 */
bool head_is_person(str); /* 小野 賢志 */
/* Where the officer begins in 総務課 課長 渡邉 浩之; s.n when nowhere. */
size_t head_officer_at(str);
int head_width(const struct token *); /* in display columns */

/* -- head_slots: the places of the record that the head fills -- */

bool head_is_open(struct sheet *, enum label); /* a slot without a value */
str *head_slot(struct sheet *, enum label); /* NULL: it is no single text */
/* Adds the values of a cell that is a list. */
void head_list(struct dump *, struct sheet *, enum label, str value);
/* False where the value is no whole cell, or the cell is filled. */
bool head_set(struct dump *, struct sheet *, enum label, str value);
/* What the tokens under a label say, with what ran into it; marks them. */
void
head_take(struct dump *, struct sheet *, enum label, size_t from, size_t to);
/* Two cells of one line: true where it parts so that both fit. */
bool head_split(struct dump *, struct sheet *, str);

/* -- head_title: the number, the ministry, the years -- */

void head_number(struct dump *, struct sheet *);
void head_title(struct dump *, struct sheet *);
void head_years(struct dump *, struct sheet *);

/* -- head_flat: the short cells of -raw -- */

void head_flat_cells(struct dump *, struct sheet *);

/* -- head_prose: 事業の目的, 現状・課題 and 事業概要 -- */

void head_flat_prose(struct dump *, struct sheet *); /* -raw */
void head_paragraph_prose(struct dump *, struct sheet *); /* all others */

/* -- head_plans: 関係する計画、通知等 around its label -- */

void head_plans(struct dump *, struct sheet *);

/* -- head_beside: 担当課室 and 作成責任者 in one block, side by side -- */

void head_people_beside(struct dump *, struct sheet *);

/* -- head_people: 担当課室 and 作成責任者, narrow cells whose lines wrap -- */

/* Dumps in paragraphs: each a cell, or the two side by side. */
void head_people_of_paragraphs(struct dump *, struct sheet *);
/* 課長 and 松田 and 賢一 as paragraphs of their own. */
void head_officer_in_pieces(struct dump *, struct sheet *);

#endif
