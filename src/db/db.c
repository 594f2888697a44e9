/* The functions of db.h: dispatch to the store's backend, connections per thread, transactions. */
#include "inside.h"
#include <stdlib.h>

/* ---- statements ---- */

err db_failed(struct ctx *c, err e)
{
	if (c->db->writing && !c->db->failed)
		c->db->failed = e;
	return e;
}

/* PostgreSQL refuses broken UTF-8 by itself; SQLite would keep it for ever. */
static err check_texts(struct ctx *c, const struct sql *q, const struct value *values)
{
	for (int i = 0; i < q->params; i++)
		if (values[i].type == V_TEXT && !utf8_valid(values[i].s))
			return db_failed(c, FAIL(c, BROKEN, "%s: parameter %d is not UTF-8", q->name, i + 1));
	return NULL;
}

err db_may(struct ctx *c, const struct sql *q, const struct value *values)
{
	struct db *d = c->db;
	if (!d)
		return FAIL(c, BROKEN, "%s: no connection; db_use comes first", q->name);
	if (d->failed)
		return d->failed;
	if (q->writes && !d->writing)
		return FAIL(c, BROKEN, "%s writes outside db_write", q->name);
	if (q->writes)
		TRY(check_texts(c, q, values));
	atomic_store_explicit(
		&d->reads, atomic_load_explicit(&d->reads, memory_order_relaxed) + !q->writes, memory_order_relaxed);
	return NULL;
}

err db_query(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out)
{
	TRY(db_may(c, q, values));
	if (c->db->nlate_of)
		TRY(late_before(c, q));
	return c->db->store->back->query(c, q, values, out);
}

const struct error each_stop = {.where = HERE};
err db_stream(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out)
{
	TRY(db_may(c, q, values));
	if (c->db->nlate_of)
		TRY(late_before(c, q));
	if (!c->db->reading && !c->db->writing)
		return FAIL(c, BROKEN, "%s: rows that are streamed need db_read_begin or db_write", q->name);
	return c->db->store->back->stream(c, q, values, out);
}

void db_ahead(struct ctx *c, const struct sql *q, const struct value *values)
{
	struct db *d = c->db;
	if (d && !d->failed && db_is_reading(c) && d->store->back->ahead)
		d->store->back->ahead(c, q, values);
}

err db_next(struct ctx *c, struct rows *r, bool *more) { return r->db->store->back->next(c, r, more); }
bool row_null(struct rows *r, int column) { return r->db->store->back->null(r, column); }
int64_t row_int(struct rows *r, int column) { return r->db->store->back->integer(r, column); }
double row_real(struct rows *r, int column) { return r->db->store->back->real(r, column); }
str row_text(struct rows *r, int column, arena *a) { return r->db->store->back->text(r, column, a); }
str row_blob(struct rows *r, int column, arena *a) { return r->db->store->back->blob(r, column, a); }
void db_done(struct rows *r) { r->db->store->back->done(r); }
int64_t db_changes(struct rows *r) { return r->db->store->back->changes(r); }

/* The linker gathers what sqlc registered between these two. */
extern const struct sql *const __start_statements[] __attribute__((weak));
extern const struct sql *const __stop_statements[] __attribute__((weak));

const struct sql *const *db_statements(size_t *n)
{
	*n = (size_t)(__stop_statements - __start_statements);
	return __start_statements;
}

/* ---- lists as one value ---- */

str json_list(arena *a, const struct value *v)
{
	buf b = {.a = a};
	buf_lit(&b, "[");
	for (int64_t i = 0; i < v->i; i++) {
		if (i)
			buf_lit(&b, ",");
		if (v->type == V_INTS)
			buf_printf(&b, "%lld", (long long)((const int64_t *)v->list)[i]);
		else
			json_str(&b, ((const str *)v->list)[i]);
	}
	buf_lit(&b, "]");
	return buf_text(&b);
}

str array_list(arena *a, const struct value *v)
{
	buf b = {.a = a};
	buf_lit(&b, "{");
	for (int64_t i = 0; i < v->i; i++) {
		if (i)
			buf_lit(&b, ",");
		if (v->type == V_INTS) {
			buf_printf(&b, "%lld", (long long)((const int64_t *)v->list)[i]);
			continue;
		}
		str s = ((const str *)v->list)[i];
		buf_lit(&b, "\"");
		for (size_t k = 0; k < s.n; k++) {
			if (s.s[k] == '"' || s.s[k] == '\\')
				buf_lit(&b, "\\");
			buf_put(&b, s.s + k, 1);
		}
		buf_lit(&b, "\"");
	}
	buf_lit(&b, "}");
	return buf_text(&b);
}

/* ---- statement cache ---- */

static size_t slot(const struct cache *k, const struct sql *q)
{
	return (size_t)(((uint64_t)(uintptr_t)q * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (k->cap - 1);
}

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

static void grow(struct cache *k)
{
	struct cache bigger = {.cap = k->cap ? k->cap * 2 : 256, .n = k->n};
	bigger.slots = must(calloc(bigger.cap, sizeof *bigger.slots));
	for (size_t i = 0; i < k->cap; i++)
		for (struct cached *e = k->slots[i], *next; e; e = next) {
			struct cached **to = &bigger.slots[slot(&bigger, e->q)];
			next = e->next;
			e->next = *to;
			*to = e;
		}
	free(k->slots);
	*k = bigger;
}

struct cached *cache_find(struct cache *k, const struct sql *q)
{
	if (k->n >= k->cap)
		grow(k);
	struct cached **at = &k->slots[slot(k, q)];
	for (struct cached *e = *at; e; e = e->next)
		if (e->q == q)
			return e;
	struct cached *e = must(calloc(1, sizeof *e));
	*e = (struct cached){.q = q, .next = *at};
	k->n++;
	return *at = e;
}

void cache_remove(struct cache *k, const struct sql *q)
{
	for (struct cached **at = k->cap ? &k->slots[slot(k, q)] : NULL; at && *at; at = &(*at)->next)
		if ((*at)->q == q) {
			struct cached *gone = *at;
			*at = gone->next;
			free(gone);
			k->n--;
			return;
		}
}

void cache_free(struct cache *k, void (*close)(struct cached *))
{
	for (size_t i = 0; i < k->cap; i++)
		for (struct cached *e = k->slots[i], *next; e; e = next) {
			next = e->next;
			if (close)
				close(e);
			free(e);
		}
	free(k->slots);
	*k = (struct cache){0};
}

/* ---- transactions ---- */

err db_transact(struct ctx *c, struct job *j)
{
	struct db *d = c->db;
	if (!d)
		return FAIL(c, BROKEN, "no connection; db_use comes first");
	if (d->writing)
		return j->fn(c, j->arg);
	if (d->store->read_only)
		return FAIL(c, BROKEN, "the store is open for reading only");
	bool reading = d->reading;
	if (reading)
		db_read_end(c); /* what is read afterwards must show what was written */
	j->c = c;
	j->reader = d;
	err e = d->store->back->write(c, j);
	if (reading) {
		err again = db_read_begin(c);
		return e ? e : again;
	}
	return e;
}

err db_write_of(struct ctx *c, err (*fn)(struct ctx *, void *), void *arg, size_t size)
{
	struct job j = {.fn = fn, .arg = arg, .size = arg ? size : 0};
	return db_transact(c, &j);
}

err db_read_begin(struct ctx *c)
{
	struct db *d = c->db;
	if (!d)
		return FAIL(c, BROKEN, "no connection; db_use comes first");
	if (d->reading || d->writing)
		return NULL;
	TRY(d->store->back->read_begin(c));
	d->reading = true;
	return NULL;
}

bool db_is_reading(const struct ctx *c) { return c->db && (c->db->reading || c->db->writing); }

void db_read_end(struct ctx *c)
{
	struct db *d = c->db;
	if (!d || !d->reading)
		return;
	d->reading = false;
	d->store->back->read_end(c);
}

/* ---- stores and the connections of threads ---- */

struct mine { /* this thread's connection to one store */
	uint64_t store;
	struct db *db;
	struct mine *next;
};
static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;
static struct store *all;
static uint64_t last_id;
static _Thread_local struct mine *mine;
static pthread_key_t thread_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void thread_ends(void *unused)
{
	(void)unused;
	db_thread_end();
}
static void make_key(void) { pthread_key_create(&thread_key, thread_ends); }

err db_use(struct ctx *c, struct store *s)
{
	for (struct mine *m = mine; m; m = m->next)
		if (m->store == s->id) {
			c->db = m->db;
			return NULL;
		}
	struct db *d;
	TRY(s->back->connect(c, s, &d));
	struct mine *m = must(calloc(1, sizeof *m));
	*m = (struct mine){s->id, d, mine};
	mine = m;
	pthread_once(&once, make_key);
	pthread_setspecific(thread_key, m); /* a thread that ends without db_thread_end closes its connections too */
	pthread_mutex_lock(&s->lock);
	d->next = s->connections;
	s->connections = d;
	pthread_mutex_unlock(&s->lock);
	c->db = d;
	return NULL;
}

static void drop(struct store *s, struct db *d)
{
	pthread_mutex_lock(&s->lock);
	for (struct db **at = &s->connections; *at; at = &(*at)->next)
		if (*at == d) {
			*at = d->next;
			break;
		}
	s->reads_closed += atomic_load(&d->reads);
	pthread_mutex_unlock(&s->lock);
	s->back->disconnect(d);
}

void db_thread_end(void)
{
	pthread_mutex_lock(&all_lock);
	while (mine) {
		struct mine *m = mine;
		mine = m->next;
		for (struct store *s = all; s; s = s->next)
			if (s->id == m->store)
				drop(s, m->db);
		free(m);
	}
	pthread_mutex_unlock(&all_lock);
}

static void destroy(struct store *s)
{
	pthread_mutex_destroy(&s->lock);
	arena_free(&s->a);
	free(s);
}

static err bring_up(struct ctx *c, struct store *s, const struct db_options *o, const struct migrations *list, size_t lists)
{
	struct db *admin = NULL;
	TRY(s->back->open(c, s, o, &admin));
	err e = o->read_only ? NULL : db_migrate(c, s, admin, list, lists);
	if (!e)
		e = s->back->start(c, s);
	if (e)
		s->back->close(s);
	return e;
}

err db_open(struct ctx *c, const struct db_options *o, const struct migrations *list, size_t lists, struct store **out)
{
	struct store *s = must(calloc(1, sizeof *s));
	pthread_mutex_init(&s->lock, NULL);
	s->back = o->postgres ? &postgres_backend : &sqlite_backend;
	s->read_only = o->read_only;
	err e = bring_up(c, s, o, list, lists);
	if (e) {
		destroy(s);
		return e;
	}
	pthread_mutex_lock(&all_lock);
	s->id = ++last_id;
	s->next = all;
	all = s;
	pthread_mutex_unlock(&all_lock);
	*out = s;
	return NULL;
}

void db_close(struct store *s)
{
	if (!s)
		return;
	pthread_mutex_lock(&all_lock);
	for (struct store **at = &all; *at; at = &(*at)->next)
		if (*at == s) {
			*at = s->next;
			break;
		}
	pthread_mutex_unlock(&all_lock);
	while (s->connections)
		drop(s, s->connections);
	s->back->close(s);
	destroy(s);
}

bool db_is_postgres(const struct store *s) { return s->back == &postgres_backend; }
err db_backup(struct ctx *c, struct store *s, const char *to) { return s->back->backup(c, s, to); }
err db_check(struct ctx *c, struct store *s) { return s->back->check(c, s); }

void db_stats(struct store *s, struct db_stats *out)
{
	*out = (struct db_stats){.writes = atomic_load(&s->writes),
		.batches = atomic_load(&s->batches),
		.retries = atomic_load(&s->retries),
		.waiting = atomic_load(&s->waiting)};
	pthread_mutex_lock(&s->lock);
	out->reads = s->reads_closed;
	for (struct db *d = s->connections; d; d = d->next)
		out->reads += atomic_load_explicit(&d->reads, memory_order_relaxed);
	pthread_mutex_unlock(&s->lock);
	out->bytes = s->back->bytes(s);
}
