/* A store on PostgreSQL: open, migrate, close; whole-store work. */
#include "postgres.h"
#include <stdlib.h>

/* ---- the handles of threads ---- */

static err connect_thread(struct ctx *c, struct store *s, struct db **out)
{
	struct handle *h = calloc(1, sizeof *h);
	if (!h)
		abort();
	*h = (struct handle){.db.store = s, .in_read = -1};
	err e = pool_borrow(c, h); /* whoever uses a store learns at once that it is not there */
	pool_give(h);
	if (e)
		free(h);
	else
		*out = &h->db;
	return e;
}

static void disconnect(struct db *d)
{
	struct handle *h = handle_of(d);
	struct ctx c = {.db = d};
	postgres_read_end(&c);
	if (h->own)
		link_close(h->link);
	free(h);
}

/* ---- open, migrate, close ---- */

/* Steps run on a link of their own, which is closed after them. */
static err open_store(struct ctx *c, struct store *s, const struct db_options *o, struct db **admin)
{
	struct server *v = NEW(&s->a, struct server);
	v->uri = str_c(&s->a, str_of(o->postgres));
	s->own = v;
	pool_open(&v->pool);
	queue_open(&v->queue, o->queue_max);
	struct handle *h = NEW(&s->a, struct handle);
	*h = (struct handle){.db.store = s, .in_read = -1, .own = true};
	TRY(link_open(c, s, LINK_MIGRATES, &h->link));
	v->admin = h;
	*admin = &h->db;
	return NULL;
}

static const struct sql tables_made = {"postgres.made", "",
	"select 1 from pg_class where relname = 'migration' and relnamespace = current_schema()::regnamespace", NULL, 0, false};

err db_is_new(struct ctx *c, const char *postgres, bool *is_new)
{
	struct server v = {.uri = str_c(c->a, str_of(postgres))};
	struct store s = {.back = &postgres_backend, .own = &v};
	struct handle h = {.db.store = &s, .in_read = -1, .own = true};
	struct db *before = c->db;
	struct rows *r;
	bool made = false;
	TRY(link_open(c, &s, LINK_READS, &h.link));
	c->db = &h.db;
	err e = postgres_query(c, &tables_made, NULL, &r);
	if (!e) {
		e = postgres_next(c, r, &made);
		postgres_done(r);
	}
	c->db = before;
	link_close(h.link);
	*is_new = !made;
	return e;
}

static void close_admin(struct server *v)
{
	if (v->admin)
		link_close(v->admin->link);
	v->admin = NULL;
}

static err start(struct ctx *c, struct store *s)
{
	close_admin(server_of(s));
	return s->read_only ? NULL : writer_start(c, s);
}

static void close_store(struct store *s)
{
	struct server *v = server_of(s);
	if (!v)
		return;
	writer_stop(s);
	close_admin(v);
	pool_close(&v->pool);
	queue_free(&v->queue);
}

static err exec_text(struct ctx *c, const char *sql)
{
	err e = link_command(c, handle_of(c->db), sql);
	return e ? db_failed(c, e) : NULL;
}

/* Several instances may start together: one migrates, the others wait and find it done. */
static err before_migrations(struct ctx *c, struct store *s)
{
	(void)s;
	return exec_text(c, "set lock_timeout = 0; select pg_advisory_lock(" LOCK_MIGRATE ")");
}

static err copy_aside(struct ctx *c, struct store *s)
{
	(void)s;
	log_line(LOG_INFO, c, "migrating", "note=\"no copy is made of a PostgreSQL database\"");
	return NULL;
}

static err after_migrations(struct ctx *c, struct store *s, bool migrated)
{
	(void)s;
	(void)migrated;
	return exec_text(c, "set lock_timeout = '10s'; select pg_advisory_unlock(" LOCK_MIGRATE ")");
}

/* ---- whole-store work ---- */

/* Rows of one import may refer to later ones, so references wait for the end of it. */
static err before_import(struct ctx *c)
{
	return exec_text(c,
		"do $$ declare k record; begin for k in select conrelid::regclass as t, conname as n from pg_constraint "
		"where contype = 'f' and connamespace = current_schema()::regnamespace loop "
		"execute format('alter table %s alter constraint %I deferrable initially deferred', k.t, k.n); end loop; end $$");
}

/* Identities go on after the greatest id that came in. */
static err after_import(struct ctx *c)
{
	TRY(exec_text(c, "set constraints all immediate"));
	TRY(exec_text(c, "do $$ declare k record; begin for k in select conrelid::regclass as t, conname as n from pg_constraint "
			 "where contype = 'f' and connamespace = current_schema()::regnamespace loop "
			 "execute format('alter table %s alter constraint %I not deferrable', k.t, k.n); end loop; end $$"));
	return exec_text(c,
		"do $$ declare k record; begin for k in select attrelid::regclass as t, attname as n from pg_attribute "
		"join pg_class on pg_class.oid = attrelid where attidentity <> '' and relnamespace = "
		"current_schema()::regnamespace "
		"loop execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %s', "
		"k.t, k.n, k.n, k.t); end loop; end $$");
}

static err backup(struct ctx *c, struct store *s, const char *to)
{
	(void)s;
	(void)to;
	return FAIL(c, INVALID, "Dữ liệu nằm trên PostgreSQL: hãy sao lưu bằng pg_dump (hoặc dinh export).");
}

static const struct sql unsound = {"postgres.unsound", "",
	"select 'index ' || indexrelid::regclass::text from pg_index where not indisvalid union all "
	"select 'constraint ' || conname from pg_constraint where not convalidated",
	NULL, 0, false};

static err check(struct ctx *c, struct store *s)
{
	struct db *before = c->db;
	struct rows *r;
	bool more = false;
	TRY(db_use(c, s));
	err e = postgres_query(c, &unsound, NULL, &r);
	if (!e) {
		e = postgres_next(c, r, &more);
		e = !e && more ? FAIL(c, BROKEN, "not valid: %.*s", STR_ARG(postgres_text(r, 0, c->a))) : e;
		postgres_done(r);
	}
	c->db = before;
	return e;
}

static const struct sql size = {"postgres.size", "", "select pg_database_size(current_database())", NULL, 0, false};

static int64_t bytes(struct store *s)
{
	arena a = {0};
	struct handle h = {.db.store = s, .in_read = -1};
	struct ctx c = {.a = &a, .db = &h.db};
	struct rows *r;
	bool more = false;
	int64_t n = 0;
	if (!postgres_query(&c, &size, NULL, &r)) {
		if (!postgres_next(&c, r, &more) && more)
			n = postgres_integer(r, 0);
		postgres_done(r);
	}
	arena_free(&a);
	return n;
}

const struct backend postgres_backend = {
	.open = open_store,
	.start = start,
	.close = close_store,
	.connect = connect_thread,
	.disconnect = disconnect,
	.query = postgres_query,
	.stream = postgres_stream,
	.ahead = postgres_ahead,
	.next = postgres_next,
	.null = postgres_null,
	.integer = postgres_integer,
	.real = postgres_real,
	.text = postgres_text,
	.blob = postgres_blob,
	.done = postgres_done,
	.changes = postgres_changes,
	.forget = postgres_forget,
	.exec = exec_text,
	.read_begin = postgres_read_begin,
	.read_end = postgres_read_end,
	.write = postgres_write,
	.before_migrations = before_migrations,
	.copy_aside = copy_aside,
	.after_migrations = after_migrations,
	.before_import = before_import,
	.after_import = after_import,
	.backup = backup,
	.check = check,
	.bytes = bytes,
};
