/* The adapter of libpq: links, statements prepared once a link, and their answers. See postgres.h. */
#include "postgres.h"
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARAMS = 64, PENDING = 128, FETCHED = 200 /* rows of a cursor at a time */ };
enum { OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701, OID_TEXTS = 1009, OID_INTS = 1016 };

struct pending { /* sent; its answer is not read yet */
	enum { PREPARE, STATEMENT, SYNC } what;
	const struct sql *q;
	const struct job *of; /* whose closure sent it */
	bool heeded;          /* somebody wants to know of an error */
	struct ahead *ahead;  /* who keeps the answer */
};
struct ahead { /* lives in the arena of who asked */
	struct ahead *next;
	const struct sql *q;
	str values;
	PGresult *result; /* NULL: not here yet */
};
struct link {
	PGconn *h;
	struct link *next; /* of the idle ones */
	struct cache cache;
	unsigned prepared, cursors;
	bool lost; /* the connection broke */
	enum link_use use;
	struct pending pending[PENDING];
	int n;
};
struct running {
	struct rows rows;
	struct running *next;
	PGresult *result; /* NULL: an answer that nobody asked for */
	int row;
	bool streams;    /* one row a result, fetched as they are asked for; nothing else can be asked meanwhile */
	unsigned cursor; /* not 0: the result is the next FETCHED rows of this cursor, which ends with its transaction */
};

/* ---- errors ---- */

static bool is_state(const char *state, const char *codes) { return state && strlen(state) == 5 && strstr(codes, state); }

static err failure(struct ctx *c, struct handle *h, const PGresult *r, const char *what)
{
	struct link *l = h->link;
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	text = text ? text : PQerrorMessage(l->h);
	if (l->lost || PQstatus(l->h) != CONNECTION_OK || is_state(state, "57P01 57P02 57P03 08000 08003 08006")) {
		l->lost = true;
		log_line(LOG_WARNING, c, "postgres_lost", "statement=%s text=\"%s\"", what, text);
		return FAIL(c, BUSY, TEXT_BUSY);
	}
	if (is_state(state, "40001 40P01")) {
		h->again = true;
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

/* ---- links ---- */

/* A statement is planned once a connection: planning the query of a page costs more than running it. So its plan must not hang on how full
 * the tables were just then: by index, row by row, as SQLite does it. tests/unit/statements_test looks at these very plans. */
#define SESSION                                                                                                                  \
	"set client_min_messages = warning; set lock_timeout = '10s'; set jit = off; set bytea_output = hex;"                    \
	"set extra_float_digits = 1; set plan_cache_mode = force_generic_plan;"                                                  \
	"set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"                                       \
	" set idle_in_transaction_session_timeout = "
static const char *const sessions[] = {
	[LINK_READS] =
		SESSION "'10min'; set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on",
	[LINK_WRITES] =
		SESSION "'30s'", /* a program that stands still in the midst of a write gives the others their turn again */
	[LINK_MIGRATES] = SESSION "'10min'",
};

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
	l->lost = false;
	l->n = 0;
	PGresult *r = PQstatus(l->h) == CONNECTION_OK ? PQexec(l->h, sessions[l->use]) : NULL;
	bool ready = r && good(r) && PQenterPipelineMode(l->h);
	PQclear(r);
	if (ready)
		return NULL;
	l->lost = true;
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

err link_open(struct ctx *c, struct store *s, enum link_use use, struct link **out)
{
	struct link *l = calloc(1, sizeof *l);
	if (!l)
		abort();
	l->use = use;
	err e = dial(c, s, l);
	if (e)
		link_close(l);
	else
		*out = l;
	return e;
}

err link_again(struct ctx *c, struct store *s, struct link *l)
{
	cache_free(&l->cache, NULL);
	l->prepared = 0;
	PQfinish(l->h);
	return dial(c, s, l);
}

void link_close(struct link *l)
{
	cache_free(&l->cache, NULL);
	PQfinish(l->h);
	free(l);
}

bool link_lost(const struct link *l) { return l->lost; }
bool link_in_transaction(const struct link *l) { return PQtransactionStatus(l->h) != PQTRANS_IDLE; }
struct link **link_next(struct link *l) { return &l->next; }

/* ---- sending and settling ---- */

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

static err broken(struct ctx *c, struct handle *h, const char *what)
{
	h->link->lost = true;
	return failure(c, h, NULL, what);
}

static void note(struct handle *h, int what, const struct sql *q, bool heeded)
{
	struct link *l = h->link;
	l->pending[l->n++] = (struct pending){.what = what, .q = q, .of = h->job, .heeded = heeded};
}

/* Sent behind what is on its way; prepared when this link sees it for the first time. */
static err put(struct ctx *c, struct handle *h, const struct sql *q, const struct arguments *x, bool heeded)
{
	struct link *l = h->link;
	char name[16];
	if (l->n + 4 > PENDING)
		TRY(link_settle(c, h));
	struct cached *e = cache_find(&l->cache, q);
	bool known = e->own;
	if (!known)
		e->own = (void *)(uintptr_t)++l->prepared;
	snprintf(name, sizeof name, "s%u", (unsigned)(uintptr_t)e->own);
	if (!known) {
		if (!PQsendPrepare(l->h, name, q->postgres, q->params, x->type))
			return broken(c, h, name_of(q));
		note(h, PREPARE, q, heeded);
	}
	if (!PQsendQueryPrepared(l->h, name, q->params, x->v, x->length, x->format, 0))
		return broken(c, h, name_of(q));
	note(h, STATEMENT, q, heeded);
	return NULL;
}

err link_send(struct ctx *c, struct handle *h, const struct sql *command)
{
	static const struct arguments none;
	return put(c, h, command, &none, true);
}

/* The answer to one thing that was sent. What stands behind an error up to the next SYNC is not done at all. */
static err read_one(struct ctx *c, struct handle *h, const struct pending *p, PGresult **keep)
{
	struct link *l = h->link;
	PGresult *r = PQgetResult(l->h);
	ExecStatusType s = PQresultStatus(r);
	err e = NULL;
	if (!r || (p->what == SYNC) != (s == PGRES_PIPELINE_SYNC) || PQstatus(l->h) != CONNECTION_OK)
		l->lost = true;
	bool fine = !l->lost && (p->what == SYNC || good(r));
	if (l->lost || (!fine && s != PGRES_PIPELINE_ABORTED))
		e = failure(c, h, r, p->q ? name_of(p->q) : "sync");
	if (p->what == PREPARE && !fine)
		cache_remove(&l->cache, p->q);
	if (fine && p->ahead)
		p->ahead->result = r;
	else if (fine && keep && p->what == STATEMENT)
		*keep = r;
	else
		PQclear(r);
	while (!l->lost && p->what != SYNC && (r = PQgetResult(l->h)))
		PQclear(r);
	if (e && !p->heeded)
		log_line(LOG_WARNING, c, "postgres_unheeded", "text=\"%.*s\"", STR_ARG(e->text));
	return p->heeded || l->lost ? e : NULL;
}

static bool synchronise(struct handle *h)
{
	if (!PQpipelineSync(h->link->h))
		return false;
	note(h, SYNC, NULL, true);
	return true;
}

/* keep: the answer to the last statement. */
static err settle(struct ctx *c, struct handle *h, PGresult **keep)
{
	struct link *l = h->link;
	err first = synchronise(h) ? NULL : broken(c, h, "sync");
	for (int i = 0; i < l->n && !l->lost; i++) {
		err e = read_one(c, h, &l->pending[i], i + 2 == l->n ? keep : NULL);
		if (e && !first) {
			first = e;
			h->bad = l->pending[i].of;
		}
	}
	l->n = 0;
	if (first && keep) {
		PQclear(*keep);
		*keep = NULL;
	}
	return first;
}

err link_settle(struct ctx *c, struct handle *h) { return h->link->n ? settle(c, h, NULL) : NULL; }

/* A passing text is read row by row, and commands of several statements are no prepared ones: both stand outside the pipeline. */
static err outside_pipeline(struct ctx *c, struct handle *h)
{
	TRY(link_settle(c, h));
	return PQexitPipelineMode(h->link->h) ? NULL : broken(c, h, "pipeline");
}

err link_command(struct ctx *c, struct handle *h, const char *text)
{
	struct link *l = h->link;
	TRY(outside_pipeline(c, h));
	PGresult *r = PQexec(l->h, text);
	err e = good(r) ? NULL : failure(c, h, r, "command");
	PQclear(r);
	if (!l->lost && !PQenterPipelineMode(l->h))
		return broken(c, h, "pipeline");
	return e;
}

/* The answer to a commit may be lost with the connection: then nobody knows, and running again could do it twice. */
err link_commit(struct ctx *c, struct handle *h)
{
	COMMAND(commit, "commit");
	PGresult *r = NULL;
	err e = link_send(c, h, &commit);
	e = e ? e : settle(c, h, &r);
	if (h->link->lost)
		e = FAIL(c, BUSY, TEXT_UNKNOWN);
	else if (!e && strcmp(PQcmdStatus(r), "COMMIT"))
		e = FAIL(c, BROKEN, "commit answered %s", PQcmdStatus(r));
	PQclear(r);
	return e;
}

/* ---- queries ---- */

COMMAND(begin_reading, "begin"); /* what it is stands in the session: said here it costs the server as much again as a query */
COMMAND(end_reading, "commit");
COMMAND(roll_back, "rollback");
COMMAND(savepoint, "savepoint closure");

static PGresult *fetch(struct link *l, unsigned cursor)
{
	char text[64];
	snprintf(text, sizeof text, "fetch %d from each_%u", FETCHED, cursor);
	return PQexec(l->h, text);
}

static err lead_in(struct ctx *c, struct handle *h)
{
	if (h->save) {
		h->save = false;
		return link_send(c, h, &savepoint);
	}
	if (!h->db.reading || h->in_read >= 0)
		return NULL;
	TRY(link_send(c, h, &begin_reading));
	h->in_read = 0;
	return NULL;
}

static err stream(struct ctx *c, struct handle *h, const struct sql *q, const struct arguments *x)
{
	PGconn *k = h->link->h;
	TRY(outside_pipeline(c, h));
	if (PQsendQueryParams(k, q->postgres, q->params, x->type, x->v, x->length, x->format, 0) && PQsetSingleRowMode(k))
		return NULL;
	return broken(c, h, name_of(q));
}

/* Nobody asks how a quiet statement of the writer ended: its error is that of its closure, whenever it shows. */
static bool may_wait(const struct handle *h, const struct sql *q) { return q->quiet && h->job; }

static err send(struct ctx *c, struct handle *h, const struct sql *q, const struct arguments *x, PGresult **out)
{
	*out = NULL;
	TRY(lead_in(c, h));
	if (!q->name)
		return stream(c, h, q, x);
	TRY(put(c, h, q, x, true));
	return may_wait(h, q) ? NULL : settle(c, h, out);
}

/* The answer to what was sent outside the pipeline, which goes on. */
static err answered(struct ctx *c, struct handle *h, const struct sql *q, PGresult *r, PGresult **out)
{
	err e = good(r) ? NULL : failure(c, h, r, name_of(q));
	if (!h->link->lost && !PQenterPipelineMode(h->link->h))
		e = broken(c, h, "pipeline");
	if (e)
		PQclear(r);
	else
		*out = r;
	return e;
}

/* A cursor and its first rows: other queries may be asked between two fetches. */
static err declare(struct ctx *c, struct handle *h, const struct sql *q, const struct arguments *x, PGresult **out)
{
	struct link *l = h->link;
	*out = NULL;
	TRY(lead_in(c, h));
	TRY(outside_pipeline(c, h));
	str text = str_format(c->a, "declare each_%u no scroll cursor for %s", ++l->cursors, q->postgres);
	PGresult *r = PQexecParams(l->h, text.s, q->params, x->type, x->v, x->length, x->format, 0);
	if (good(r)) {
		PQclear(r);
		r = fetch(l, l->cursors);
	}
	return answered(c, h, q, r, out);
}

/* ---- foreseen queries ---- */

static str values_text(arena *a, const struct sql *q, const struct value *values)
{
	buf b = {.a = a};
	for (int i = 0; i < q->params; i++) {
		const struct value *v = &values[i];
		buf_put(&b, (const char *)&v->type, sizeof v->type);
		if (v->type == V_INT)
			buf_put(&b, (const char *)&v->i, sizeof v->i);
		else if (v->type == V_REAL)
			buf_put(&b, (const char *)&v->r, sizeof v->r);
		else if (v->type != V_NULL) {
			str s = v->type == V_INTS || v->type == V_TEXTS ? array_list(a, v) : v->s;
			buf_put(&b, (const char *)&s.n, sizeof s.n);
			buf_str(&b, s);
		}
	}
	return buf_text(&b);
}

static void drop_ahead(struct handle *h)
{
	for (int i = 0; h->ahead && h->link && i < h->link->n; i++)
		h->link->pending[i].ahead = NULL;
	for (; h->ahead; h->ahead = h->ahead->next)
		PQclear(h->ahead->result);
}

void postgres_ahead(struct ctx *c, const struct sql *q, const struct value *values)
{
	struct handle *h = handle_of(c->db);
	struct arguments x;
	if (q->params > PARAMS || pool_borrow(c, h) || h->link->lost)
		return; /* whoever asks next is told */
	arguments(c->a, &x, q, values);
	if (lead_in(c, h) || put(c, h, q, &x, true))
		return;
	struct ahead *a = NEW(c->a, struct ahead);
	*a = (struct ahead){h->ahead, q, values_text(c->a, q, values), NULL};
	h->ahead = h->link->pending[h->link->n - 1].ahead = a;
}

static struct ahead *take_ahead(struct ctx *c, struct handle *h, const struct sql *q, const struct value *values)
{
	for (struct ahead **at = &h->ahead; *at; at = &(*at)->next)
		if ((*at)->q == q && str_eq((*at)->values, values_text(c->a, q, values))) {
			struct ahead *a = *at;
			*at = a->next;
			return a;
		}
	return NULL;
}

/* The answer to what was asked before; NULL: it was not, or it was lost with the connection. */
static err foreseen(struct ctx *c, struct handle *h, const struct sql *q, const struct value *values, PGresult **out)
{
	struct ahead *a = h->ahead ? take_ahead(c, h, q, values) : NULL;
	err e = a && !a->result && !h->link->lost ? settle(c, h, NULL) : NULL;
	*out = a ? a->result : NULL;
	return h->link && h->link->lost ? NULL : e;
}

typedef err sending(struct ctx *c, struct handle *h, const struct sql *q, const struct arguments *x, PGresult **out);
/* A reader whose connection broke before it had seen anything of its snapshot starts over once, on a new connection. */
static err ask(struct ctx *c, struct handle *h, sending *send_it, const struct sql *q, const struct arguments *x, PGresult **out)
{
	struct store *s = h->db.store;
	TRY(pool_borrow(c, h));
	if (h->link->lost && h->in_read > 0)
		return FAIL(c, BUSY, TEXT_BUSY);
	if (h->link->lost && !h->db.writing) {
		drop_ahead(h);
		TRY(link_again(c, s, h->link));
		h->in_read = -1;
	}
	err e = send_it(c, h, q, x, out);
	if (!e || !h->link->lost || h->db.writing || h->in_read > 0)
		return e;
	drop_ahead(h);
	TRY(link_again(c, s, h->link));
	h->in_read = -1;
	return send_it(c, h, q, x, out);
}

static void leave_reading(struct ctx *c, struct handle *h, const struct sql *command)
{
	struct link *l = h->link;
	static const struct arguments none;
	if (l && h->in_read >= 0 && !l->lost && (put(c, h, command, &none, false) || !synchronise(h)))
		l->lost = true; /* whoever takes it next dials again */
	h->in_read = -1;
}

static err query_by(struct ctx *c, sending *send_it, const struct sql *q, const struct value *values, struct rows **out)
{
	struct handle *h = handle_of(c->db);
	struct arguments x;
	PGresult *result;
	if (q->params > PARAMS)
		return FAIL(c, BROKEN, "%s: more than %d parameters", name_of(q), PARAMS);
	if (q->writes) {
		drop_ahead(h); /* what was seen before is no longer so */
		h->wrote = true;
	}
	err e = foreseen(c, h, q, values, &result);
	if (!e && !result) {
		arguments(c->a, &x, q, values);
		e = ask(c, h, send_it, q, &x, &result);
	}
	if (e) {
		drop_ahead(h);
		leave_reading(c, h, &roll_back); /* the next query begins a new snapshot */
		pool_give(h);
		return db_failed(c, e);
	}
	h->in_read += h->in_read >= 0;
	struct running *r = calloc(1, sizeof *r);
	if (!r)
		abort();
	*r = (struct running){.rows = {&h->db, q}, .next = h->running, .result = result, .row = -1, .streams = !q->name};
	r->cursor = send_it == declare ? h->link->cursors : 0;
	h->running = r;
	*out = &r->rows;
	if (h->in_read < 0 && !r->streams)
		pool_give(h); /* the answer is all here */
	return NULL;
}

err postgres_query(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out)
{
	return query_by(c, send, q, values, out);
}

err postgres_stream(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out)
{
	return query_by(c, declare, q, values, out);
}

static void finish(struct running *r)
{
	struct handle *h = handle_of(r->rows.db);
	for (struct running **at = &h->running; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			break;
		}
	PQclear(r->result);
	if (r->streams) {
		for (PGresult *rest; (rest = PQgetResult(h->link->h));)
			PQclear(rest);
		if (!PQenterPipelineMode(h->link->h))
			h->link->lost = true;
		if (h->in_read < 0)
			pool_give(h);
	}
	free(r);
}

void handle_finish(struct handle *h)
{
	drop_ahead(h);
	while (h->running)
		finish(h->running);
}

static err next_streamed(struct ctx *c, struct running *r, bool *more)
{
	struct handle *h = handle_of(r->rows.db);
	PQclear(r->result);
	r->result = PQgetResult(h->link->h);
	*more = r->result && PQresultStatus(r->result) == PGRES_SINGLE_TUPLE;
	r->row = 0;
	if (*more || !r->result || good(r->result))
		return NULL;
	err e = db_failed(c, failure(c, h, r->result, name_of(r->rows.q)));
	finish(r);
	return e;
}

static err next_fetched(struct ctx *c, struct running *r, bool *more)
{
	struct handle *h = handle_of(r->rows.db);
	PQclear(r->result);
	r->result = NULL;
	r->row = 0;
	err e = outside_pipeline(c, h);
	e = e ? e : answered(c, h, r->rows.q, fetch(h->link, r->cursor), &r->result);
	if (!e) {
		*more = PQntuples(r->result) > 0;
		return NULL;
	}
	finish(r);
	leave_reading(c, h, &roll_back);
	pool_give(h);
	return db_failed(c, e);
}

err postgres_next(struct ctx *c, struct rows *rows, bool *more)
{
	struct running *r = (struct running *)rows;
	if (r->streams)
		return next_streamed(c, r, more);
	*more = r->result && ++r->row < PQntuples(r->result);
	return *more || !r->cursor || PQntuples(r->result) < FETCHED ? NULL : next_fetched(c, r, more);
}

static const char *cell(struct rows *rows, int column, int *n)
{
	struct running *r = (struct running *)rows;
	if (n)
		*n = PQgetlength(r->result, r->row, column);
	return PQgetvalue(r->result, r->row, column);
}

bool postgres_null(struct rows *rows, int column)
{
	struct running *r = (struct running *)rows;
	return PQgetisnull(r->result, r->row, column);
}

int64_t postgres_integer(struct rows *r, int column)
{
	const char *s = cell(r, column, NULL);
	return *s == 't' ? 1 : strtoll(s, NULL, 10); /* numeric, the type of sum(), too */
}

double postgres_real(struct rows *r, int column) { return strtod(cell(r, column, NULL), NULL); }

str postgres_text(struct rows *r, int column, arena *a)
{
	int n;
	const char *s = cell(r, column, &n);
	return postgres_null(r, column) ? (str){0} : str_copy(a, (str){s, (size_t)n});
}

str postgres_blob(struct rows *r, int column, arena *a)
{
	int n;
	const char *s = cell(r, column, &n);
	if (postgres_null(r, column) || n < 2)
		return (str){0};
	size_t size = ((size_t)n - 2) / 2;
	char *bytes = arena_get(a, size + 1);
	return hex_parse((str){s + 2, size * 2}, bytes, size) ? (str){bytes, size} : (str){0};
}

void postgres_done(struct rows *r) { finish((struct running *)r); }

int64_t postgres_changes(struct rows *rows)
{
	struct running *r = (struct running *)rows;
	return r->rows.q->writes && r->result ? strtoll(PQcmdTuples(r->result), NULL, 10) : 0;
}

err postgres_forget(struct ctx *c, const struct sql *q)
{
	struct handle *h = handle_of(c->db);
	struct cached *e = cache_find(&h->link->cache, q);
	err bad = e->own ? link_command(c, h, str_format(c->a, "deallocate s%u", (unsigned)(uintptr_t)e->own).s) : NULL;
	cache_remove(&h->link->cache, q);
	return bad;
}

/* ---- read transactions ---- */

err postgres_read_begin(struct ctx *c)
{
	handle_of(c->db)->in_read = -1;
	return NULL;
}

/* Its end is not waited for: whoever has the link next reads the answer. */
void postgres_read_end(struct ctx *c)
{
	struct handle *h = handle_of(c->db);
	handle_finish(h);
	leave_reading(c, h, &end_reading);
	pool_give(h);
}
