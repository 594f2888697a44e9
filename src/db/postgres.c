/* The adapter of PostgreSQL (libpq): a connection per thread, named prepared statements, serializable write transactions that
 * run again when the server says that two of them cannot both be right, repeatable-read snapshots for readers. */
#include "inside.h"
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	PARAMS = 64,
	ATTEMPTS = 12, /* of one closure before BUSY */
	ALONE_AFTER =
		2 /* attempts side by side; from here on those that run again take turns, so that one of them gets through */
};
enum { OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701, OID_TEXTS = 1009, OID_INTS = 1016 };
#define LOCK_MIGRATE "7310008810"
#define LOCK_RETRY   "7310008811"
#define TEXT_UNKNOWN                                                                                                                                                        \
	"Mất kết nối tới cơ sở dữ liệu đúng lúc ghi, chưa rõ dữ liệu đã được lưu hay chưa. Hãy kiểm tra lại trước khi gửi lần " \
	"nữa."

struct link {
	struct db db;
	PGconn *h;
	struct running *running;
	unsigned prepared;
	int64_t in_read; /* queries since the read transaction began; -1 = not begun (that waits for the first query) */
	bool again;      /* the server asks to run this transaction again */
	bool lost;       /* the connection broke */
};
struct running {
	struct rows rows;
	struct running *next;
	PGresult *result;
	int row;
	bool streams; /* one row a result, fetched as they are asked for */
};
struct server { /* a store of this backend */
	char *uri;
	struct link *admin; /* migrations, sizes; under the store's lock once started */
};

static struct link *link_of(struct db *d) { return (struct link *)d; }
static struct server *server_of(const struct store *s) { return s->own; }

/* ---- errors ---- */

static bool is_state(const char *state, const char *codes) { return state && strlen(state) == 5 && strstr(codes, state); }

static err failure(struct ctx *c, struct link *l, const PGresult *r, const char *what)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	text = text ? text : PQerrorMessage(l->h);
	if (PQstatus(l->h) != CONNECTION_OK || is_state(state, "57P01 57P02 57P03 08000 08003 08006")) {
		l->lost = true;
		log_line(LOG_WARNING, c, "postgres_lost", "statement=%s text=\"%s\"", what, text);
		return FAIL(c, BUSY, TEXT_BUSY);
	}
	if (is_state(state, "40001 40P01")) {
		l->again = true;
		return FAIL(c, BUSY, TEXT_BUSY);
	}
	if (is_state(state, "23505 23503")) {
		log_line(LOG_DEBUG, c, "constraint", "statement=%s text=\"%s\"", what, text);
		return FAIL(c, CONFLICT, "%s", is_state(state, "23505") ? TEXT_TWICE : TEXT_RELATED);
	}
	if (is_state(state, "53000 53100 53200 53300 55P03 57014")) {
		log_line(LOG_ERROR, c, "postgres_busy", "statement=%s state=%s text=\"%s\"", what, state, text);
		return FAIL(c, BUSY, "%s", is_state(state, "53100") ? TEXT_FULL : TEXT_BUSY);
	}
	return FAIL(c, BROKEN, "%s: %s (PostgreSQL %s)", what, text, state ? state : "?");
}

static bool good(const PGresult *r)
{
	ExecStatusType s = PQresultStatus(r);
	return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK || s == PGRES_SINGLE_TUPLE;
}

static err command(struct ctx *c, struct link *l, const char *text)
{
	PGresult *r = PQexec(l->h, text);
	err e = good(r) ? NULL : failure(c, l, r, "command");
	PQclear(r);
	return e;
}

/* ---- connections ---- */

static void finish(struct running *r);

static void disconnect(struct db *d)
{
	struct link *l = link_of(d);
	while (l->running)
		finish(l->running);
	cache_free(&d->cache, NULL);
	PQfinish(l->h);
	free(l);
}

#define SESSION                                                                                                                  \
	"set client_min_messages = warning; set lock_timeout = '10s'; set jit = off; set bytea_output = hex;"                    \
	"set extra_float_digits = 1; set idle_in_transaction_session_timeout = '10min'"

enum { OPTIONS_MAX = 64 };
/* Everything a connection needs to know, looked up by db_outside; keys[0] NULL: nothing has been. Lives as long as the program. */
static struct known {
	const char *keys[OPTIONS_MAX], *values[OPTIONS_MAX];
	char *uri;
} known;

static err dial(struct ctx *c, struct store *s, struct link *l)
{
	static const char *const keys[] = {
		"dbname", "client_encoding", "fallback_application_name", "connect_timeout", "tcp_user_timeout", NULL};
	const char *const values[] = {server_of(s)->uri, "UTF8", "dinh", "10", "30000", NULL};
	bool outside = known.uri && !strcmp(known.uri, server_of(s)->uri);
	l->h = outside ? PQconnectdbParams(known.keys, known.values, 0) : PQconnectdbParams(keys, values, 1);
	l->lost = l->again = false;
	l->in_read = -1;
	if (PQstatus(l->h) == CONNECTION_OK)
		return command(c, l, SESSION);
	log_line(LOG_ERROR, c, "postgres_connect", "text=\"%s\"", PQerrorMessage(l->h));
	return FAIL(c, BUSY, TEXT_BUSY);
}

static void know(size_t *n, const char *key, const char *value)
{
	static arena forever;
	if (*n + 1 == OPTIONS_MAX)
		abort();
	known.keys[*n] = str_c(&forever, str_of(key));
	known.values[(*n)++] = str_c(&forever, str_of(value));
}

static void know_all(const PQconninfoOption *options, const char *password)
{
	static const struct {
		const char *key, *value;
	} ours[] = {{"client_encoding", "UTF8"}, {"fallback_application_name", "dinh"}, {"connect_timeout", "10"},
		{"tcp_user_timeout", "30000"}, {"passfile", "/nonexistent"}};
	size_t n = 0;
	for (; options->keyword; options++) {
		bool replaced = !strcmp(options->keyword, "password") || !strcmp(options->keyword, "service");
		for (size_t i = 0; i < COUNT(ours); i++)
			replaced |= !strcmp(options->keyword, ours[i].key);
		if (options->val && *options->val && !replaced)
			know(&n, options->keyword, options->val);
	}
	for (size_t i = 0; i < COUNT(ours); i++)
		know(&n, ours[i].key, ours[i].value);
	if (password && *password)
		know(&n, "password", password);
}

/* The option, else the file of this name in ~/.postgresql; empty without a home. */
static str certificate(struct ctx *c, const PQconninfoOption *options, const char *key, const char *usual)
{
	const char *home = getenv("HOME");
	for (; options->keyword; options++)
		if (!strcmp(options->keyword, key) && options->val && *options->val)
			return str_copy(c->a, str_of(options->val));
	return home && *home == '/' ? str_format(c->a, "%s/.postgresql/%s", home, usual) : S("");
}

/* /proc shows for ever what a process was started with. */
static void forget_password(void)
{
	char *password = getenv("PGPASSWORD");
	if (password)
		explicit_bzero(password, strlen(password));
	unsetenv("PGPASSWORD");
}

err db_outside(struct ctx *c, const char *postgres, struct texts *files)
{
	static const struct {
		const char *key, *usual;
	} certificates[] = {
		{"sslcert", "postgresql.crt"}, {"sslkey", "postgresql.key"}, {"sslrootcert", "root.crt"}, {"sslcrl", "root.crl"}};
	static const char *const keys[] = {"dbname", NULL};
	const char *const values[] = {postgres, NULL};
	PGconn *k = PQconnectStartParams(keys, values, 1);
	PQconninfoOption *options = PQconninfo(k);
	if (!options) {
		PQfinish(k);
		return FAIL(c, BUSY, TEXT_BUSY);
	}
	know_all(options, PQpass(k));
	known.uri = strdup(postgres);
	str *list = NEWN(c->a, str, COUNT(certificates));
	for (size_t i = 0; i < COUNT(certificates); i++)
		list[i] = certificate(c, options, certificates[i].key, certificates[i].usual);
	*files = (struct texts){list, COUNT(certificates)};
	PQconninfoFree(options);
	PQfinish(k);
	forget_password();
	return NULL;
}

static err connect_thread(struct ctx *c, struct store *s, struct db **out)
{
	struct link *l = calloc(1, sizeof *l);
	if (!l)
		abort();
	l->db.store = s;
	err e = dial(c, s, l);
	if (e) {
		disconnect(&l->db);
		return e;
	}
	*out = &l->db;
	return NULL;
}

/* After a broken connection. What was prepared on the old one is gone. */
static err redial(struct ctx *c, struct link *l)
{
	while (l->running)
		finish(l->running);
	cache_free(&l->db.cache, NULL);
	l->prepared = 0;
	PQfinish(l->h);
	return dial(c, l->db.store, l);
}

/* ---- queries ---- */

struct arguments { /* as libpq wants them: integers, reals, texts and bytes in binary form, lists as text */
	const char *v[PARAMS];
	int length[PARAMS], format[PARAMS];
	Oid type[PARAMS];
	uint64_t number[PARAMS];
};

static void argument(arena *a, struct arguments *x, int i, const struct value *v)
{
	x->format[i] = 1;
	x->v[i] = NULL;
	switch (v->type) {
	case V_INT:
	case V_REAL:
		if (v->type == V_INT)
			x->number[i] = (uint64_t)v->i;
		else
			memcpy(&x->number[i], &v->r, sizeof v->r);
		x->number[i] = htobe64(x->number[i]);
		x->v[i] = (const char *)&x->number[i];
		x->length[i] = 8;
		break;
	case V_TEXT:
	case V_BLOB:
		x->v[i] = v->s.s;
		x->length[i] = (int)v->s.n;
		break;
	case V_INTS:
	case V_TEXTS:
		x->format[i] = 0;
		x->v[i] = array_list(a, v).s;
		break;
	default: break;
	}
}

static void arguments(arena *a, struct arguments *x, const struct sql *q, const struct value *values)
{
	static const Oid oids[] = {0, OID_INT8, OID_FLOAT8, OID_TEXT, OID_BYTEA, OID_INTS, OID_TEXTS};
	for (int i = 0; i < q->params; i++) {
		x->type[i] = q->types ? oids[q->types[i]] : 0;
		argument(a, x, i, &values[i]);
	}
}

static const char *name_of(const struct sql *q) { return q->name ? q->name : "passing"; }

static err prepared(struct ctx *c, struct link *l, const struct sql *q, const struct arguments *x, char name[16])
{
	struct cached *e = cache_find(&l->db.cache, q);
	bool known = e->own;
	if (!known)
		e->own = (void *)(uintptr_t)++l->prepared;
	snprintf(name, 16, "s%u", (unsigned)(uintptr_t)e->own);
	if (known)
		return NULL;
	PGresult *r = PQprepare(l->h, name, q->postgres, q->params, x->type);
	err bad = good(r) ? NULL : failure(c, l, r, q->name);
	PQclear(r);
	if (bad)
		cache_remove(&l->db.cache, q);
	return bad;
}

static err begin_reading(struct ctx *c, struct link *l)
{
	if (!l->db.reading || l->in_read >= 0)
		return NULL;
	TRY(command(c, l, "begin isolation level repeatable read read only"));
	l->in_read = 0;
	return NULL;
}

static err send(struct ctx *c, struct link *l, const struct sql *q, const struct arguments *x, PGresult **out)
{
	*out = NULL;
	TRY(begin_reading(c, l));
	if (!q->name) {
		if (!PQsendQueryParams(l->h, q->postgres, q->params, x->type, x->v, x->length, x->format, 0) ||
			!PQsetSingleRowMode(l->h))
			return failure(c, l, NULL, name_of(q));
		return NULL;
	}
	char name[16];
	TRY(prepared(c, l, q, x, name));
	PGresult *r = PQexecPrepared(l->h, name, q->params, x->v, x->length, x->format, 0);
	if (good(r)) {
		*out = r;
		return NULL;
	}
	err e = failure(c, l, r, q->name);
	PQclear(r);
	return e;
}

/* A reader whose connection broke before it had seen anything of its snapshot starts over once, on a new connection. */
static err query(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out)
{
	struct link *l = link_of(c->db);
	struct arguments x;
	PGresult *result;
	if (q->params > PARAMS)
		return FAIL(c, BROKEN, "%s: more than %d parameters", name_of(q), PARAMS);
	arguments(c->a, &x, q, values);
	if (l->lost && !l->db.writing)
		TRY(redial(c, l));
	err e = send(c, l, q, &x, &result);
	if (e && l->lost && !l->db.writing && l->in_read <= 0) {
		TRY(redial(c, l));
		e = send(c, l, q, &x, &result);
	}
	if (e) {
		if (l->in_read >= 0 && !l->lost && !command(c, l, "rollback")) /* the next query begins a new snapshot */
			l->in_read = -1;
		return db_failed(c, e);
	}
	l->in_read += l->in_read >= 0;
	struct running *r = calloc(1, sizeof *r);
	if (!r)
		abort();
	*r = (struct running){.rows = {&l->db, q}, .next = l->running, .result = result, .row = -1, .streams = !q->name};
	l->running = r;
	*out = &r->rows;
	return NULL;
}

static err next_streamed(struct ctx *c, struct running *r, bool *more)
{
	struct link *l = link_of(r->rows.db);
	PQclear(r->result);
	r->result = PQgetResult(l->h);
	*more = r->result && PQresultStatus(r->result) == PGRES_SINGLE_TUPLE;
	r->row = 0;
	if (*more || !r->result || good(r->result))
		return NULL;
	err e = db_failed(c, failure(c, l, r->result, name_of(r->rows.q)));
	finish(r);
	return e;
}

static err next(struct ctx *c, struct rows *rows, bool *more)
{
	struct running *r = (struct running *)rows;
	if (r->streams)
		return next_streamed(c, r, more);
	*more = ++r->row < PQntuples(r->result);
	return NULL;
}

static void finish(struct running *r)
{
	struct link *l = link_of(r->rows.db);
	for (struct running **at = &l->running; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			break;
		}
	PQclear(r->result);
	if (r->streams)
		for (PGresult *rest; (rest = PQgetResult(l->h));)
			PQclear(rest);
	free(r);
}

static const char *cell(struct rows *rows, int column, int *n)
{
	struct running *r = (struct running *)rows;
	if (n)
		*n = PQgetlength(r->result, r->row, column);
	return PQgetvalue(r->result, r->row, column);
}

static bool is_null(struct rows *rows, int column)
{
	struct running *r = (struct running *)rows;
	return PQgetisnull(r->result, r->row, column);
}

static int64_t integer(struct rows *r, int column)
{
	const char *s = cell(r, column, NULL);
	return *s == 't' ? 1 : strtoll(s, NULL, 10); /* numeric, the type of sum(), too */
}

static double real(struct rows *r, int column) { return strtod(cell(r, column, NULL), NULL); }

static str text(struct rows *r, int column, arena *a)
{
	int n;
	const char *s = cell(r, column, &n);
	return is_null(r, column) ? (str){0} : str_copy(a, (str){s, (size_t)n});
}

static str blob(struct rows *r, int column, arena *a)
{
	int n;
	const char *s = cell(r, column, &n);
	if (is_null(r, column) || n < 2)
		return (str){0};
	size_t size = ((size_t)n - 2) / 2;
	char *bytes = arena_get(a, size + 1);
	return hex_parse((str){s + 2, size * 2}, bytes, size) ? (str){bytes, size} : (str){0};
}

static void done(struct rows *r) { finish((struct running *)r); }

static int64_t changes(struct rows *r)
{
	return r->q->writes ? strtoll(PQcmdTuples(((struct running *)r)->result), NULL, 10) : 0;
}

static err forget(struct ctx *c, const struct sql *q)
{
	struct link *l = link_of(c->db);
	struct cached *e = cache_find(&l->db.cache, q);
	err bad = e->own ? command(c, l, str_format(c->a, "deallocate s%u", (unsigned)(uintptr_t)e->own).s) : NULL;
	cache_remove(&l->db.cache, q);
	return bad;
}

static err exec_text(struct ctx *c, const char *sql)
{
	err e = command(c, link_of(c->db), sql);
	return e ? db_failed(c, e) : NULL;
}

/* ---- transactions ---- */

static err read_begin(struct ctx *c)
{
	link_of(c->db)->in_read = -1;
	return NULL;
}

static void read_end(struct ctx *c)
{
	struct link *l = link_of(c->db);
	while (l->running)
		finish(l->running);
	if (l->in_read >= 0 && !l->lost) {
		err e = command(c, l, "commit");
		if (e)
			log_line(LOG_WARNING, c, "read_end", "text=\"%.*s\"", STR_ARG(e->text));
	}
	l->in_read = -1;
}

/* The answer to a commit may be lost with the connection: then nobody knows, and running again could do it twice. */
static err commit(struct ctx *c, struct link *l)
{
	PGresult *r = PQexec(l->h, "commit");
	err e = NULL;
	if (!good(r)) {
		e = failure(c, l, r, "commit");
		if (l->lost)
			e = FAIL(c, BUSY, TEXT_UNKNOWN);
	} else if (strcmp(PQcmdStatus(r), "COMMIT"))
		e = FAIL(c, BROKEN, "commit answered %s", PQcmdStatus(r));
	PQclear(r);
	return e;
}

static err attempt(struct ctx *c, err (*fn)(struct ctx *, void *), void *arg, bool *again)
{
	struct link *l = link_of(c->db);
	l->again = false;
	l->db.failed = NULL;
	err e = command(c, l, "begin isolation level serializable");
	if (!e) {
		l->db.writing = true;
		e = fn(c, arg);
		while (l->running)
			finish(l->running);
		e = e ? e : l->db.failed;
		l->db.writing = false;
		l->db.failed = NULL;
	}
	*again = l->again || l->lost; /* surely not committed */
	if (!e && !*again) {
		e = commit(c, l);
		*again = l->again;
	}
	if (!l->lost && PQtransactionStatus(l->h) != PQTRANS_IDLE) {
		err undo = command(c, l, "rollback");
		e = e ? e : undo;
	}
	return *again && !e ? FAIL(c, BUSY, TEXT_BUSY) : e;
}

static err in_turn(struct ctx *c, err (*fn)(struct ctx *, void *), void *arg, bool *again)
{
	struct link *l = link_of(c->db);
	TRY(command(c, l, "select pg_advisory_lock(" LOCK_RETRY ")"));
	err e = attempt(c, fn, arg, again);
	if (!l->lost) {
		err unlocked = command(c, l, "select pg_advisory_unlock(" LOCK_RETRY ")");
		if (unlocked)
			log_line(LOG_ERROR, c, "unlock", "text=\"%.*s\"", STR_ARG(unlocked->text));
	}
	return e;
}

static void wait_a_little(int tries)
{
	uint32_t random;
	random_bytes(&random, sizeof random);
	long most = 1000000L << (tries < 6 ? tries : 6); /* 1 ms .. 64 ms */
	struct timespec t = {0, (long)(random % (uint32_t)most)};
	nanosleep(&t, NULL);
}

static err write_closure(struct ctx *c, err (*fn)(struct ctx *, void *), void *arg, bool once)
{
	struct link *l = link_of(c->db);
	struct store *s = l->db.store;
	err e = NULL;
	atomic_fetch_add(&s->waiting, 1);
	for (int tries = 0;; tries++) {
		bool again = false;
		e = l->lost ? redial(c, l) : NULL;
		if (!e)
			e = (tries >= ALONE_AFTER ? in_turn : attempt)(c, fn, arg, &again);
		if (!again || once || tries + 1 == ATTEMPTS)
			break;
		atomic_fetch_add(&s->retries, 1);
		wait_a_little(tries);
	}
	atomic_fetch_sub(&s->waiting, 1);
	if (!e) {
		atomic_fetch_add(&s->writes, 1);
		atomic_fetch_add(&s->batches, 1);
	}
	return e;
}

/* ---- open, migrate, close ---- */

static err open_store(struct ctx *c, struct store *s, const struct db_options *o, struct db **admin)
{
	struct server *v = NEW(&s->a, struct server);
	v->uri = str_c(&s->a, str_of(o->postgres));
	s->own = v;
	TRY(connect_thread(c, s, admin));
	v->admin = link_of(*admin);
	return NULL;
}

static err start(struct ctx *c, struct store *s)
{
	(void)c;
	(void)s;
	return NULL;
}

static void close_store(struct store *s)
{
	struct server *v = server_of(s);
	if (v && v->admin)
		disconnect(&v->admin->db);
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
	err e = query(c, &unsound, NULL, &r);
	if (!e) {
		e = next(c, r, &more);
		e = !e && more ? FAIL(c, BROKEN, "not valid: %.*s", STR_ARG(text(r, 0, c->a))) : e;
		done(r);
	}
	c->db = before;
	return e;
}

static int64_t bytes(struct store *s)
{
	pthread_mutex_lock(&s->lock);
	PGresult *r = PQexec(server_of(s)->admin->h, "select pg_database_size(current_database())");
	int64_t n = PQntuples(r) == 1 ? strtoll(PQgetvalue(r, 0, 0), NULL, 10) : 0;
	if (PQstatus(server_of(s)->admin->h) != CONNECTION_OK)
		PQreset(server_of(s)->admin->h); /* the next call has a number again */
	PQclear(r);
	pthread_mutex_unlock(&s->lock);
	return n;
}

const struct backend postgres_backend = {
	.open = open_store,
	.start = start,
	.close = close_store,
	.connect = connect_thread,
	.disconnect = disconnect,
	.query = query,
	.next = next,
	.null = is_null,
	.integer = integer,
	.real = real,
	.text = text,
	.blob = blob,
	.done = done,
	.changes = changes,
	.forget = forget,
	.exec = exec_text,
	.read_begin = read_begin,
	.read_end = read_end,
	.write = write_closure,
	.before_migrations = before_migrations,
	.copy_aside = copy_aside,
	.after_migrations = after_migrations,
	.before_import = before_import,
	.after_import = after_import,
	.backup = backup,
	.check = check,
	.bytes = bytes,
};
