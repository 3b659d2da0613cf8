#include "payee/heads.h"

#include "base/varint.h"

#include <string.h>

enum {
	IN_MEMORY = 64 * 1024,
	SHORT_ID = 255, /* bytes, fewer than that */
	NUMBERS = 6,
	MOST =
	    1 + NUMBERS * VARINT_MOST + sizeof(uint64_t) + 2 * (1 + SHORT_ID),
};

void
heads_init(struct heads *h)
{
	spool_init(&h->bytes, IN_MEMORY);
	intern_init(&h->long_ids);
}

void
heads_free(struct heads *h)
{
	spool_free(&h->bytes);
	intern_free(&h->long_ids);
}

/* Its length in a byte, then its bytes; a long one has a number instead. */
static char *
put_id(struct heads *h, char *at, str id)
{
	if (id.n >= SHORT_ID) {
		*at++ = (char)SHORT_ID;
		return varint_put(at, intern_add(&h->long_ids, id));
	}
	*at++ = (char)id.n;
	if (id.n)
		memcpy(at, id.p, id.n);
	return at + id.n;
}

static const char *
get_id(const struct heads *h, const char *at, str *id)
{
	size_t n = (unsigned char)*at++;
	uint64_t number;

	if (n == SHORT_ID) {
		at = varint_get(at, &number);
		*id = intern_key(&h->long_ids, (uint32_t)number);
		return at;
	}
	*id = n ? (str){at, n} : STR_NULL;
	return at + n;
}

void
heads_put(struct heads *h, const struct head *head)
{
	char bytes[MOST], *at = bytes;

	*at++ = head->has_flow;
	at = varint_put(at, varint_fold(head->year));
	at = varint_put(at, (uint32_t)(head->ministry + 1));
	at = varint_put(at, (uint32_t)(head->project + 1));
	at = varint_put(at, (uint32_t)(head->file + 1));
	at = varint_put(at, head->rows);
	at = varint_put(at, head->line);
	memcpy(at, &head->digest, sizeof head->digest);
	at += sizeof head->digest;
	at = put_id(h, at, head->number);
	at = put_id(h, at, head->project_id);
	spool_put(&h->bytes, bytes, (size_t)(at - bytes));
}

void
heads_read(struct heads_reader *r, const struct heads *heads)
{
	r->heads = heads;
	spool_read(&r->in, &heads->bytes);
}

static const char *
get_text(const char *at, uint32_t *number)
{
	uint64_t n;

	at = varint_get(at, &n);
	*number = (uint32_t)n - 1;
	return at;
}

bool
heads_next(struct heads_reader *r, struct head *head)
{
	str ahead = spool_peek(&r->in, MOST);
	const char *at = ahead.p;
	uint64_t n;

	if (!ahead.n || r->in.failed)
		return false;
	head->has_flow = *at++;
	at = varint_get(at, &n);
	head->year = (int32_t)varint_unfold(n);
	at = get_text(at, &head->ministry);
	at = get_text(at, &head->project);
	at = get_text(at, &head->file);
	at = varint_get(at, &n);
	head->rows = (uint32_t)n;
	at = varint_get(at, &head->line);
	memcpy(&head->digest, at, sizeof head->digest);
	at += sizeof head->digest;
	at = get_id(r->heads, at, &head->number);
	at = get_id(r->heads, at, &head->project_id);
	spool_skip(&r->in, (size_t)(at - ahead.p));
	return true;
}

void
heads_close(struct heads_reader *r)
{
	spool_close(&r->in);
}
