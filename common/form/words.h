/*
 * words: lists of words that tell what a text is where its place does not,
 * for str_any and str_count.  The lists are data: share/form/words.tsv.
 */
#ifndef FORM_WORDS_H
#define FORM_WORDS_H

/* words_ministries, words_policies, ...: "word|word|...", as printed */
#define WORDS(name, list) extern const char words_##name[];
#include "words.inc"
#undef WORDS

#endif
