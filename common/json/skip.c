#include "json/skip.h"

#include "json/scan.h"

#if HAVE_VEC

enum { BLOCK = 64 };

/* What 64 bytes are, a bit for each. */
struct block {
	uint64_t quotes;
	uint64_t unusual; /* backslashes and control characters */
	uint64_t operators; /* { } [ ] , : */
	uint64_t spaces;
};

static inline struct block
classify(const char *p)
{
	vec a = vec_load(p), b = vec_load(p + 16);
	vec c = vec_load(p + 32), d = vec_load(p + 48);

	/* the brackets differ from the braces by 0x20 */
#define BITS(is) \
	vec_bits((vec)(is(a)), (vec)(is(b)), (vec)(is(c)), (vec)(is(d)))
#define QUOTE(v) ((v) == '"')
#define UNUSUAL(v) (((v) == '\\') | ((v) < 0x20))
#define SPACE(v) ((v) == ' ')
#define OPERATOR(v) \
	((((v) | 0x20) == '{') | (((v) | 0x20) == '}') | ((v) == ',') | \
	    ((v) == ':'))
	return (struct block){
	    .quotes = BITS(QUOTE),
	    .unusual = BITS(UNUSUAL),
	    .operators = BITS(OPERATOR),
	    .spaces = BITS(SPACE),
	};
}

/* Each bit becomes the parity of itself and all below. */
static inline uint64_t
parity(uint64_t bits)
{
	bits ^= bits << 1;
	bits ^= bits << 2;
	bits ^= bits << 4;
	bits ^= bits << 8;
	bits ^= bits << 16;
	return bits ^ bits << 32;
}

/*
 * The grammar between words (RFC 8259, 4 and 5) as a table: where we are, the
 * word met, where that leads.  Eight places, eight bits each, so that a row is
 * one number and a step one shift.
 */
enum place {
	AT_KEY = 0, /* behind a comma in an object */
	AT_KEY_OR_END = 8, /* behind { */
	AT_COLON = 16,
	AT_MEMBER = 24, /* a value in an object */
	AT_OBJECT_COMMA = 32, /* or its end */
	AT_ITEM = 40, /* behind a comma in an array */
	AT_ITEM_OR_END = 48, /* behind [ */
	AT_ARRAY_COMMA = 56, /* or its end */
	PLACES = 0x38,
	/* and with it: */
	OPEN = 1,
	CLOSE = 2,
	WRONG = 4,
};

#define ROW(key, key_end, colon, member, comma, item, item_end, array_comma) \
	((uint64_t)(key) | (uint64_t)(key_end) << 8 | \
	    (uint64_t)(colon) << 16 | (uint64_t)(member) << 24 | \
	    (uint64_t)(comma) << 32 | (uint64_t)(item) << 40 | \
	    (uint64_t)(item_end) << 48 | (uint64_t)(array_comma) << 56)

static const uint64_t rows[128] = {
    ['"'] = ROW(AT_COLON, AT_COLON, WRONG, AT_OBJECT_COMMA, WRONG,
	AT_ARRAY_COMMA, AT_ARRAY_COMMA, WRONG),
    [':'] = ROW(WRONG, WRONG, AT_MEMBER, WRONG, WRONG, WRONG, WRONG, WRONG),
    [','] = ROW(WRONG, WRONG, WRONG, WRONG, AT_KEY, WRONG, WRONG, AT_ITEM),
    ['{'] = ROW(WRONG, WRONG, WRONG, AT_KEY_OR_END | OPEN, WRONG,
	AT_KEY_OR_END | OPEN, AT_KEY_OR_END | OPEN, WRONG),
    ['['] = ROW(WRONG, WRONG, WRONG, AT_ITEM_OR_END | OPEN, WRONG,
	AT_ITEM_OR_END | OPEN, AT_ITEM_OR_END | OPEN, WRONG),
    ['}'] = ROW(WRONG, CLOSE, WRONG, WRONG, CLOSE, WRONG, WRONG, WRONG),
    [']'] = ROW(WRONG, WRONG, WRONG, WRONG, WRONG, WRONG, CLOSE, CLOSE),
};

/* Any other word: a number or a literal. */
static const uint64_t scalar_row = ROW(WRONG, WRONG, WRONG, AT_OBJECT_COMMA,
    WRONG, AT_ARRAY_COMMA, AT_ARRAY_COMMA, WRONG);

static bool
is_word(const char *p, const char *end, const char *word, size_t n)
{
	return (size_t)(end - p) > n && memcmp(p, word, n) == 0;
}

/* Whether a number or literal stands at p and ends before something else. */
static inline bool
is_scalar(const char *p, const char *end)
{
	const char *error = NULL;

	if (*p == 'n' && is_word(p, end, "null", 4))
		p += 4;
	else if (*p == 't' && is_word(p, end, "true", 4))
		p += 4;
	else if (*p == 'f' && is_word(p, end, "false", 5))
		p += 5;
	else
		p = scan_number(p, end, &error);
	return !error && p < end &&
	    (*p == ',' || *p == '}' || *p == ']' || *p == ' ');
}

struct skipper {
	const char *end;
	unsigned depth, deepest;
	uint64_t objects; /* a bit for each level: it is an object */
	enum place place;
	uint64_t in_string; /* all ones when the last block ended in one */
	uint64_t word; /* 1 when it ended in a number or literal */
	uint64_t escaped; /* 1 when it ended in a backslash */
};

/*
 * Checks the escapes of a block and takes the quotes they hide away.  False at
 * a control character, too.
 */
static bool
check_escapes(struct skipper *s, struct block *b, const char *p)
{
	uint64_t rest = b->unusual & ~s->escaped;

	b->quotes &= ~s->escaped;
	s->escaped = 0;
	while (rest) {
		unsigned at = (unsigned)__builtin_ctzll(rest);
		uint64_t next = UINT64_C(2) << at;
		if (p[at] != '\\' || !scan_escape(p + at, s->end))
			return false;
		b->quotes &= ~next;
		rest &= rest - 1;
		rest &= ~next;
		s->escaped = at == 63;
	}
	return true;
}

/*
 * Over the block at p, whose bytes may be a padded copy; *behind is set when
 * the container ends in it.
 */
static inline bool
skip_block(
    struct skipper *s, const char *p, const char *bytes, const char **behind)
{
	struct block b = classify(bytes);
	uint64_t inside, other, words;

	if ((b.unusual | s->escaped) && !check_escapes(s, &b, p))
		return false;
	inside = parity(b.quotes) ^ s->in_string;
	s->in_string = 0 - (inside >> 63);
	other = ~(b.operators | b.spaces | b.quotes | inside);
	/* a word starts at an operator, a quote or a bare beginning */
	words = (b.operators & ~inside) | (b.quotes & inside) |
	    (other & ~(other << 1 | s->word));
	s->word = other >> 63;
	for (; words; words &= words - 1) {
		const char *word = p + __builtin_ctzll(words);
		unsigned char c = (unsigned char)*word;
		uint64_t row = c < 128 ? rows[c] : 0;
		unsigned step;
		if (!row) {
			if (!is_scalar(word, s->end))
				return false;
			row = scalar_row;
		}
		step = row >> s->place & 0xff;
		s->place = step & PLACES;
		if (!(step & (OPEN | CLOSE | WRONG)))
			continue;
		if (step & WRONG)
			return false;
		if (step & OPEN) {
			if (++s->depth > s->deepest)
				return false;
			s->objects = s->objects << 1 | (c == '{');
		} else if (--s->depth == 0) {
			*behind = word + 1;
			return true;
		} else {
			s->objects >>= 1;
			s->place =
			    s->objects & 1 ? AT_OBJECT_COMMA : AT_ARRAY_COMMA;
		}
	}
	return true;
}

const char *
skip_container(const char *p, const char *end, unsigned depth)
{
	struct skipper s = {
	    .end = end,
	    .deepest = depth < 64 ? depth : 64,
	    .place = AT_ITEM,
	};
	const char *behind = NULL;
	char tail[BLOCK];

	for (; p < end; p += BLOCK) {
		const char *bytes = p;
		if (end - p < BLOCK) {
			memset(tail, ' ', sizeof tail);
			memcpy(tail, p, (size_t)(end - p));
			bytes = tail;
		}
		if (!skip_block(&s, p, bytes, &behind) || behind)
			break;
	}
	return behind;
}

#else

const char *
skip_container(const char *p, const char *end, unsigned depth)
{
	(void)p, (void)end, (void)depth;
	return NULL;
}

#endif
