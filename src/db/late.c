/* Late statements: a closure adds to counters and moves heads of chains many times; each row is written once, at its end, with the sum or
 * with the newest value. A thousand changes of one row in one transaction cost PostgreSQL a thousand versions that every look walks through. */
#include "inside.h"
#include <stdlib.h>

static atomic_uint_least64_t turns;

void late_begin(struct db *d) { d->turn = 1 + atomic_fetch_add(&turns, 1); }

void late_drop(struct db *d)
{
	d->late = (struct map){0};
	d->nlate_of = 0;
	d->turn = 0;
	arena_reset(&d->late_memory);
}

uint64_t db_turn(const struct ctx *c) { return c->db ? c->db->turn : 0; }

static str key_of(arena *a, const struct sql *q, const struct value *values)
{
	buf b = {.a = a};
	buf_put(&b, (const char *)&q, sizeof q);
	for (int i = 0; i < q->params; i++) {
		const struct value *v = &values[i];
		if (q->late[i] != LATE_KEY)
			continue;
		int64_t n = v->type == V_INT ? v->i : v->type == V_TEXT ? (int64_t)v->s.n : 0;
		buf_put(&b, (const char *)&v->type, sizeof v->type);
		buf_put(&b, (const char *)&n, sizeof n);
		if (v->type == V_TEXT)
			buf_str(&b, v->s);
	}
	return buf_text(&b);
}

static void value_keep(arena *a, struct value *to, const struct value *from)
{
	*to = *from;
	if (from->type == V_TEXT)
		to->s = str_copy(a, from->s);
}

struct pending {
	const struct sql *q;
	struct value values[];
};

static void pending_new(struct db *d, str key, const struct sql *q, const struct value *values)
{
	arena *a = &d->late_memory;
	struct pending *p = arena_get(a, sizeof *p + sizeof *values * (size_t)q->params);
	p->q = q;
	for (int i = 0; i < q->params; i++)
		value_keep(a, &p->values[i], &values[i]);
	map_put(&d->late, str_copy(a, key), p);
	for (int i = 0; i < d->nlate_of; i++)
		if (d->late_of[i] == q)
			return;
	d->late_of[d->nlate_of++] = q;
}

err db_late(struct ctx *c, const struct sql *q, const struct value *values)
{
	struct db *d = c->db;
	TRY(db_may(c, q, values));
	if (d->nlate_of == LATE_MOST)
		TRY(late_flush(c));
	d->late.a = &d->late_memory;
	str key = key_of(c->a, q, values);
	struct pending *p = map_get(&d->late, key);
	if (!p) {
		pending_new(d, key, q, values);
		return NULL;
	}
	for (int i = 0; i < q->params; i++)
		if (q->late[i] == LATE_SUM)
			p->values[i].i += values[i].i;
		else if (q->late[i] == LATE_NEWEST)
			value_keep(&d->late_memory, &p->values[i], &values[i]);
	return NULL;
}

static err run(struct ctx *c, const struct pending *p)
{
	const struct backend *back = c->db->store->back;
	struct rows *r;
	bool more;
	TRY(back->query(c, p->q, p->values, &r));
	TRY(back->next(c, r, &more));
	back->done(r);
	return NULL;
}

err late_flush(struct ctx *c)
{
	struct db *d = c->db;
	struct map all = d->late;
	if (d->failed)
		return d->failed; /* whatever the closure says of itself */
	d->late = (struct map){0};
	d->nlate_of = 0;
	for (size_t i = 0; i < all.n; i++)
		TRY(run(c, all.entries[i].value));
	return NULL; /* the memory goes with the closure */
}

static bool is_word(char x) { return x == '_' || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9'); }

static bool names(const char *text, const char *table, size_t n)
{
	for (const char *at = text; (at = strstr(at, table)); at += n)
		if ((at == text || !is_word(at[-1])) && !is_word(at[n]))
			return true;
	return false;
}

/* "insert into TABLE (..": sqlc takes no other for a late statement. */
enum { LATE_NAME = 64 };
static bool late_table(const struct sql *q, char table[static LATE_NAME])
{
	static const char head[] = "insert into ";
	const char *text = q->sqlite + strspn(q->sqlite, " \n");
	size_t n = 0;
	if (!q->late || strncmp(text, head, sizeof head - 1))
		return false;
	for (const char *s = text + sizeof head - 1; is_word(*s) && n + 1 < LATE_NAME; s++)
		table[n++] = *s;
	table[n] = 0;
	return n > 0;
}

err late_before(struct ctx *c, const struct sql *q)
{
	const struct db *d = c->db;
	char table[LATE_NAME];
	for (int i = 0; i < d->nlate_of; i++)
		if (!late_table(d->late_of[i], table) || names(q->sqlite, table, strlen(table)))
			return late_flush(c);
	return NULL;
}
