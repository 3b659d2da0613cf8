#include "form/words.h"

#define WORDS(name, list) const char words_##name[] = list;
#include "words.inc"
