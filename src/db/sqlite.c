/* The adapter of SQLite: WAL, one read-only connection per thread, one writer thread with group commit.
 *
 * A transaction costs one fsync however many closures it carries, so the writer takes everything that waits, runs one closure after the
 * other and commits once. Under a savepoint SQLite copies every page before it changes, and most closures that fail have changed nothing
 * yet. So there are none until one fails after it has changed something: then the transaction is undone and its closures run again, each
 * under a savepoint, as those of the next transactions. The write-ahead log is copied back into the file by a thread of its own, so that no writer
 * waits for that; see wal_grew. No statistics are gathered (ANALYZE): the plans are those that the EXPLAIN test has seen. */
#include "inside.h"
#include "sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	BATCH = 1024,  /* closures in one commit */
	BATCH_MS = 10, /* no new closure joins a commit after this */
	CAREFUL = 16   /* transactions with savepoints after a closure failed */
};

struct connection {
	struct db db;
	sqlite3 *h;
	struct running *running; /* queries not done yet */
	bool defined;            /* by exec: tables, which no count of changes tells */
};
struct running {
	struct rows rows;
	struct running *next;
	sqlite3_stmt *s, *row; /* row: reads what the insertion of one row gives back; see insertion */
	bool cached, busy, inserted;
	int64_t changes;
};
struct files { /* a store of this backend */
	struct store *store;
	char *path;
	struct connection *writer;
	pthread_t write_thread, checkpoint_thread;
	bool started;
	int careful; /* transactions with savepoints that are still to come */
	struct queue queue;
	sem_t checkpoint;
	atomic_bool checkpoint_wanted, checkpoint_end;
	int help_at; /* pages in the log at which the writer helps next */
};

static struct connection *connection_of(struct db *d) { return (struct connection *)d; }
static struct files *files_of(const struct store *s) { return s->own; }

/* ---- errors ---- */

/* What FAIL gives is never NULL; tools that read one file at a time cannot know. */
static err certain(err e)
{
	if (!e)
		__builtin_unreachable();
	return e;
}

static err failure(struct ctx *c, sqlite3 *h, const char *what)
{
	int rc = sqlite3_extended_errcode(h);
	const char *text = sqlite3_errmsg(h);
	switch (rc & 255) {
	case SQLITE_CONSTRAINT:
		log_line(LOG_DEBUG, c, "constraint", "statement=%s text=\"%s\"", what, text);
		if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY || rc == SQLITE_CONSTRAINT_ROWID)
			return FAIL(c, CONFLICT, TEXT_TWICE);
		if (rc == SQLITE_CONSTRAINT_FOREIGNKEY)
			return FAIL(c, CONFLICT, TEXT_RELATED);
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED: log_line(LOG_WARNING, c, "sqlite_busy", "statement=%s", what); return FAIL(c, BUSY, TEXT_BUSY);
	case SQLITE_FULL: log_line(LOG_ERROR, c, "disk_full", "statement=%s", what); return FAIL(c, BUSY, TEXT_FULL);
	default: break;
	}
	return FAIL(c, BROKEN, "%s: %s (SQLite %d)", what, text, rc);
}

/* ---- connections ---- */

static void close_query(struct running *r);

static int exec(sqlite3 *h, const char *text) { return sqlite3_exec(h, text, NULL, NULL, NULL); }

static void shut(struct cached *e)
{
	struct running *r = e->own;
	if (r) {
		sqlite3_finalize(r->s);
		sqlite3_finalize(r->row);
	}
	free(r);
}

static void disconnect(struct db *d)
{
	struct connection *k = connection_of(d);
	while (k->running)
		close_query(k->running);
	cache_free(&d->cache, shut);
	arena_free(&d->late_memory);
	sqlite3_close(k->h);
	free(k);
}

static err connect_as(struct ctx *c, struct store *s, int flags, const char *pragmas, struct connection **out)
{
	struct connection *k = calloc(1, sizeof *k);
	if (!k)
		abort();
	k->db.store = s;
	const char *path = files_of(s)->path;
	int rc = sqlite3_open_v2(path, &k->h, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (!rc) {
		sqlite3_db_config(k->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sqlite3_db_config(k->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
		sqlite3_db_config(k->h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
		sqlite3_db_config(k->h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
		rc = exec(k->h, pragmas);
	}
	if (rc) {
		err e = certain(failure(c, k->h, path));
		disconnect(&k->db);
		return e;
	}
	*out = k;
	return NULL;
}

static err connect_reader(struct ctx *c, struct store *s, struct db **out)
{
	struct connection *k;
	TRY(connect_as(c, s, SQLITE_OPEN_READONLY, SQLITE_READS, &k));
	*out = &k->db;
	return NULL;
}

/* ---- queries ---- */

/* Behind the values of one row, where nothing follows but what is given back; NULL: there is more. */
static const char *end_of_one_row(const char *text)
{
	static const char head[] = "insert into ";
	const char *at = strncmp(text, head, sizeof head - 1) ? NULL : strstr(text, "values (");
	int open = 0;
	for (at = at ? strchr(at, '(') : NULL; at && *at; at++) {
		open += (*at == '(') - (*at == ')');
		if (!open)
			break;
	}
	if (!at || !*at)
		return NULL;
	at += 1 + strspn(at + 1, " \n\t");
	return strncmp(at, "returning ", strlen("returning ")) ? NULL : at;
}

/* `insert into T (..) values (..) returning X`: SQLite makes a table of its own for the rows that it gives back and saves what it may have
 * to undo, and FTS5 writes out its words whenever something is saved. So the row is inserted, and then looked up. */
static int insertion(struct connection *k, const char *text, struct running *r)
{
	const char *end = end_of_one_row(text), *name = text + strlen("insert into ");
	char select[512];
	int length = end ? snprintf(select, sizeof select, "select %s from %.*s where rowid = ?1", end + strlen("returning "),
				   (int)strcspn(name, " ("), name)
			 : -1;
	if (length < 0 || (size_t)length >= sizeof select)
		return sqlite3_prepare_v3(k->h, text, -1, SQLITE_PREPARE_PERSISTENT, &r->s, NULL);
	int rc = sqlite3_prepare_v3(k->h, select, -1, SQLITE_PREPARE_PERSISTENT, &r->row, NULL);
	return rc ? rc : sqlite3_prepare_v3(k->h, text, (int)(end - text), SQLITE_PREPARE_PERSISTENT, &r->s, NULL);
}

static int prepare(struct connection *k, const struct sql *q, bool cached, struct running **out)
{
	struct running *r = calloc(1, sizeof *r);
	if (!r)
		abort();
	*r = (struct running){.rows = {&k->db, q}, .cached = cached};
	int rc = q->writes && q->name
			 ? insertion(k, q->sqlite, r)
			 : sqlite3_prepare_v3(k->h, q->sqlite, -1, cached ? SQLITE_PREPARE_PERSISTENT : 0, &r->s, NULL);
	if (rc) {
		sqlite3_finalize(r->row);
		free(r);
	} else
		*out = r;
	return rc;
}

/* The cached statement, or one of its own when that one is at work (a query within a query) or the text is passing. */
static int statement(struct connection *k, const struct sql *q, struct running **out)
{
	if (!q->name)
		return prepare(k, q, false, out);
	struct cached *e = cache_find(&k->db.cache, q);
	if (!e->own) {
		struct running *made;
		int rc = prepare(k, q, true, &made);
		if (rc)
			return rc;
		e->own = made;
	}
	struct running *r = e->own;
	if (r->busy)
		return prepare(k, q, false, out);
	*out = r;
	return SQLITE_OK;
}

static int bind(struct ctx *c, sqlite3_stmt *s, int at, const struct value *v)
{
	switch (v->type) {
	case V_INT: return sqlite3_bind_int64(s, at, v->i);
	case V_REAL: return sqlite3_bind_double(s, at, v->r);
	case V_TEXT: return sqlite3_bind_text64(s, at, v->s.s, v->s.n, SQLITE_STATIC, SQLITE_UTF8);
	case V_BLOB: return sqlite3_bind_blob64(s, at, v->s.s, v->s.n, SQLITE_STATIC);
	case V_INTS:
	case V_TEXTS: {
		str list = json_list(c->a, v);
		return sqlite3_bind_text64(s, at, list.s, list.n, SQLITE_STATIC, SQLITE_UTF8);
	}
	default: return sqlite3_bind_null(s, at);
	}
}

static const char *name_of(const struct sql *q) { return q->name ? q->name : q->sqlite; }

static err query(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out)
{
	struct connection *k = connection_of(c->db);
	struct running *r;
	int rc = statement(k, q, &r);
	if (rc)
		return certain(db_failed(c, failure(c, k->h, name_of(q))));
	r->busy = true;
	r->inserted = false;
	r->changes = 0;
	r->next = k->running;
	k->running = r;
	for (int i = 0; values && i < q->params && !rc; i++)
		rc = bind(c, r->s, i + 1, &values[i]);
	if (rc) {
		err e = certain(db_failed(c, failure(c, k->h, name_of(q))));
		close_query(r);
		return e;
	}
	*out = &r->rows;
	return NULL;
}

static sqlite3_stmt *handle(struct rows *rows)
{
	struct running *r = (struct running *)rows;
	return r->row ? r->row : r->s;
}

static int step(struct running *r)
{
	int rc = r->inserted ? SQLITE_DONE : sqlite3_step(r->s);
	if (rc == SQLITE_DONE && !r->inserted && !sqlite3_stmt_readonly(r->s))
		r->changes = sqlite3_changes64(sqlite3_db_handle(r->s));
	if (rc != SQLITE_DONE || !r->row)
		return rc;
	if (!r->inserted)
		sqlite3_bind_int64(r->row, 1, sqlite3_last_insert_rowid(sqlite3_db_handle(r->s)));
	r->inserted = true;
	return sqlite3_step(r->row);
}

static err next(struct ctx *c, struct rows *rows, bool *more)
{
	struct running *r = (struct running *)rows;
	int rc = step(r);
	*more = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return NULL;
	err e = certain(db_failed(c, failure(c, sqlite3_db_handle(r->s), name_of(rows->q))));
	close_query(r);
	return e;
}

static bool is_null(struct rows *r, int column) { return sqlite3_column_type(handle(r), column) == SQLITE_NULL; }
static int64_t integer(struct rows *r, int column) { return sqlite3_column_int64(handle(r), column); }
static double real(struct rows *r, int column) { return sqlite3_column_double(handle(r), column); }

/* Texts too: they are stored in UTF-8, and asking for them as such would make SQLite copy each one to end it with a NUL. */
static str bytes_of(struct rows *r, int column, arena *a)
{
	const void *p = sqlite3_column_blob(handle(r), column);
	if (!p && is_null(r, column)) /* an empty one has no address either */
		return (str){0};
	return str_copy(a, (str){p, (size_t)sqlite3_column_bytes(handle(r), column)});
}

static void close_query(struct running *r)
{
	struct connection *k = connection_of(r->rows.db);
	for (struct running **at = &k->running; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			break;
		}
	r->busy = false;
	if (r->cached) {
		sqlite3_reset(r->s);
		sqlite3_reset(r->row);
	} else {
		sqlite3_finalize(r->s);
		sqlite3_finalize(r->row);
		free(r);
	}
}

static void done(struct rows *r) { close_query((struct running *)r); }
static int64_t changes(struct rows *r) { return ((struct running *)r)->changes; }

static err forget(struct ctx *c, const struct sql *q)
{
	struct cached *e = cache_find(&c->db->cache, q);
	shut(e);
	cache_remove(&c->db->cache, q);
	return NULL;
}

static err exec_text(struct ctx *c, const char *sql)
{
	struct connection *k = connection_of(c->db);
	k->defined = true;
	return exec(k->h, sql) ? db_failed(c, failure(c, k->h, "schema")) : NULL;
}

/* ---- transactions of a connection ---- */

#define COMMAND(variable, text) static const struct sql variable = {text, text, NULL, NULL, 0, false}
COMMAND(begin_read, "begin");
COMMAND(begin_write, "begin immediate");
COMMAND(savepoint, "savepoint closure");
COMMAND(undo, "rollback to closure");
COMMAND(release, "release closure");
COMMAND(commit, "commit");
COMMAND(roll_back, "rollback");

static int command(struct connection *k, const struct sql *q)
{
	struct running *r;
	int rc = statement(k, q, &r);
	if (rc)
		return rc;
	rc = sqlite3_step(r->s);
	sqlite3_reset(r->s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static err read_begin(struct ctx *c)
{
	struct connection *k = connection_of(c->db);
	return command(k, &begin_read) ? failure(c, k->h, "begin") : NULL;
}

static void read_end(struct ctx *c)
{
	struct connection *k = connection_of(c->db);
	while (k->running)
		close_query(k->running);
	if (command(k, &commit) && !sqlite3_get_autocommit(k->h))
		command(k, &roll_back);
}

/* ---- the writer: group commit ---- */

static int64_t milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool references_missing(struct connection *k)
{
	int now = 0, high = 0;
	sqlite3_db_status(k->h, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &high, 0);
	return now > 0;
}

static err outcome(struct connection *w, struct job *j)
{
	w->db.failed = NULL;
	w->db.writing = true;
	j->c->db = &w->db;
	late_begin(&w->db);
	err e = j->fn(j->c, j->arg);
	e = e ? e : late_flush(j->c);
	while (w->running)
		close_query(w->running);
	if (!e && references_missing(w))
		e = FAIL(j->c, CONFLICT, TEXT_RELATED);
	late_drop(&w->db);
	w->db.writing = false;
	w->db.failed = NULL;
	j->c->db = j->reader;
	return e;
}

struct batch {
	struct job *first, **tail;
	int n, good;
	bool careful, spoilt; /* spoilt: a closure failed and what it changed still stands in the transaction */
};

/* What a failed closure did is undone; alone: nobody's work stands before it in the transaction. */
static bool take_back(struct connection *w, bool alone, bool saved, bool *spoilt)
{
	if (saved)
		return !command(w, &undo) && !command(w, &release);
	*spoilt = !alone;
	return alone && !command(w, &roll_back) && !command(w, &begin_write);
}

/* Runs one closure; false when the transaction cannot go on: it is spoilt, or gone (a full disk can do that). */
static bool run_closure(struct connection *w, struct job *j, struct batch *b)
{
	bool alone = !b->good, saved = b->careful && !alone;
	if (saved && command(w, &savepoint)) {
		j->result = failure(j->c, w->h, "savepoint");
		return false;
	}
	int64_t changes = sqlite3_total_changes64(w->h);
	w->defined = false;
	j->result = outcome(w, j);
	if (sqlite3_get_autocommit(w->h))
		return false;
	if (!j->result)
		return !saved || !command(w, &release);
	bool changed = w->defined || sqlite3_total_changes64(w->h) != changes || references_missing(w);
	return saved || changed ? take_back(w, alone, saved, &b->spoilt) : true;
}

/* What was waiting and what comes in meanwhile, within bounds. What never runs again has a transaction of its own. */
static bool run_closures(struct files *f, struct batch *b, struct job **queued)
{
	int64_t until = milliseconds() + BATCH_MS;
	while (*queued && !(b->n && (*queued)->once)) {
		struct job *j = *queued;
		*queued = j->next;
		j->next = NULL;
		*b->tail = j;
		b->tail = &j->next;
		if (!run_closure(f->writer, j, b))
			return false;
		b->good += !j->result;
		if (++b->n == BATCH || j->once || milliseconds() > until)
			break;
		if (!*queued)
			*queued = queue_take(&f->queue, false);
	}
	return true;
}

static bool end_transaction(struct connection *w, bool good)
{
	if (good && !command(w, &commit))
		return true;
	log_line(LOG_ERROR, NULL, "commit_failed", "code=%d text=\"%s\"", sqlite3_extended_errcode(w->h), sqlite3_errmsg(w->h));
	return false;
}

/* Tells everybody. Nothing of a lost transaction is on disk, so those that succeeded in it have failed after all. */
static void answer(struct files *f, struct job *ran, bool committed)
{
	while (ran) {
		struct job *j = ran;
		ran = j->next;
		if (!committed && !j->result)
			j->result = failure(j->c, f->writer->h, "commit");
		job_answer(j);
	}
}

/* What one closure left behind spoilt the work of all: they are to run again. */
static struct job *once_more(struct files *f, struct batch *b, struct job *queued)
{
	f->careful = CAREFUL;
	for (struct job *j = b->first; j; j = j->next)
		job_anew(j);
	*b->tail = queued;
	return b->first;
}

/* One transaction; returns what is left over. */
static struct job *run_batch(struct files *f, struct job *queued)
{
	struct connection *w = f->writer;
	struct batch b = {.tail = &b.first, .careful = f->careful > 0};
	f->careful -= b.careful;
	bool good = !command(w, &begin_write);
	if (good)
		good = run_closures(f, &b, &queued);
	else {
		b.first = queued;
		queued = NULL;
	}
	bool committed = !b.spoilt && end_transaction(w, good);
	if (!b.spoilt)
		answer(f, b.first, committed);
	if (!committed && !sqlite3_get_autocommit(w->h))
		command(w, &roll_back);
	if (b.spoilt)
		return once_more(f, &b, queued);
	atomic_fetch_add(&f->store->batches, 1);
	return queued;
}

static void *write_loop(void *arg)
{
	struct files *f = arg;
	for (struct job *queued; (queued = queue_take(&f->queue, true));)
		while (queued)
			queued = run_batch(f, queued);
	return NULL;
}

static err write_closure(struct ctx *c, struct job *j) { return queue_run(&files_of(c->db->store)->queue, j); }

/* ---- the write-ahead log goes back into the file ---- */

static void *checkpoint_loop(void *arg)
{
	struct files *f = arg;
	arena a = {0};
	struct ctx c = {.a = &a};
	struct connection *k;
	err e = connect_as(&c, f->store, SQLITE_OPEN_READWRITE, SQLITE_WRITES, &k);
	if (e) {
		log_line(LOG_ERROR, NULL, "checkpoint", "text=\"%.*s\"", STR_ARG(e->text));
		arena_free(&a);
		return NULL;
	}
	for (;;) {
		while (sem_wait(&f->checkpoint) && errno == EINTR)
			continue;
		if (atomic_load(&f->checkpoint_end))
			break;
		atomic_store(&f->checkpoint_wanted, false);
		sqlite3_wal_checkpoint_v2(k->h, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	}
	disconnect(&k->db);
	arena_free(&a);
	return NULL;
}

/* After each commit. While writes never pause, the thread above is always a few pages short of the end and the log cannot start
 * over; when it has grown long the writer copies that short rest itself. */
static int wal_grew(void *arg, sqlite3 *h, const char *name, int pages)
{
	struct files *f = arg;
	if (pages >= CHECKPOINT_AT && !atomic_exchange(&f->checkpoint_wanted, true))
		sem_post(&f->checkpoint);
	if (pages < WAL_PAGES_MAX)
		f->help_at = WAL_PAGES_MAX;
	else if (pages >= f->help_at) {
		sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
		f->help_at = pages + CHECKPOINT_AT;
	}
	return SQLITE_OK;
}

/* ---- open, migrate, close ---- */

static void only_once(void)
{
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* its counters are a lock that all threads would share */
}

static err sync_path(struct ctx *c, const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	int bad = fd < 0 || fsync(fd);
	err e = bad ? FAIL(c, BROKEN, "%s: fsync: %s", path, strerror(errno)) : NULL;
	if (fd >= 0)
		close(fd);
	return e;
}

static err sync_folder_of(struct ctx *c, const char *path)
{
	const char *slash = strrchr(path, '/');
	str folder = !slash ? S(".") : slash == path ? S("/") : (str){path, (size_t)(slash - path)};
	return sync_path(c, str_c(c->a, folder), O_RDONLY | O_DIRECTORY);
}

/* The store holds personal data: only its owner may read it. SQLite gives its side files the same mode. */
static err create(struct ctx *c, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return FAIL(c, BROKEN, "%s: %s", path, strerror(errno));
	close(fd);
	return sync_folder_of(c, path);
}

static err open_store(struct ctx *c, struct store *s, const struct db_options *o, struct db **admin)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, only_once);
	struct files *f = NEW(&s->a, struct files);
	*f = (struct files){.store = s, .path = str_c(&s->a, str_of(o->path)), .help_at = WAL_PAGES_MAX};
	s->own = f;
	queue_open(&f->queue, o->queue_max);
	sem_init(&f->checkpoint, 0, 0);
	if (s->read_only) {
		struct db *probe;
		TRY(connect_reader(c, s, &probe));
		disconnect(probe);
		return NULL;
	}
	TRY(create(c, f->path));
	TRY(connect_as(
		c, s, SQLITE_OPEN_READWRITE, "pragma busy_timeout=5000; pragma journal_mode=wal;" SQLITE_WRITES, &f->writer));
	sqlite3_wal_hook(f->writer->h, wal_grew, f);
	*admin = &f->writer->db;
	return NULL;
}

static err start(struct ctx *c, struct store *s)
{
	struct files *f = files_of(s);
	if (s->read_only)
		return NULL;
	sigset_t every, before;
	sigfillset(&every); /* signals are for the threads that expect them */
	pthread_sigmask(SIG_SETMASK, &every, &before);
	int rc = pthread_create(&f->write_thread, NULL, write_loop, f);
	if (!rc && (rc = pthread_create(&f->checkpoint_thread, NULL, checkpoint_loop, f))) {
		queue_close(&f->queue);
		pthread_join(f->write_thread, NULL);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	f->started = !rc;
	return rc ? FAIL(c, BROKEN, "thread: %s", strerror(rc)) : NULL;
}

static void close_store(struct store *s)
{
	struct files *f = files_of(s);
	if (!f)
		return;
	if (f->started) {
		queue_close(&f->queue);
		pthread_join(f->write_thread, NULL);
		atomic_store(&f->checkpoint_end, true);
		sem_post(&f->checkpoint);
		pthread_join(f->checkpoint_thread, NULL);
	}
	if (f->writer)
		disconnect(&f->writer->db);
	sem_destroy(&f->checkpoint);
	queue_free(&f->queue);
}

/* A step may rebuild a table, which references must not hinder; they are checked when all steps have run. */
static err before_migrations(struct ctx *c, struct store *s)
{
	(void)s;
	return exec_text(c, "pragma foreign_keys=off");
}

static err first_line(struct ctx *c, const char *pragma, const char *good)
{
	const struct sql q = {.sqlite = pragma};
	struct rows *r;
	bool more;
	TRY(query(c, &q, NULL, &r));
	TRY(next(c, r, &more));
	str line = more ? bytes_of(r, 0, c->a) : (str){0};
	if (more && !str_is(line, good))
		log_line(LOG_ERROR, c, "store_damaged", "check=\"%s\" text=\"%.*s\"", pragma, STR_ARG(line));
	done(r);
	return !more || str_is(line, good) ? NULL : FAIL(c, BROKEN, "%s: %.*s", pragma, STR_ARG(line));
}

static err after_migrations(struct ctx *c, struct store *s, bool migrated)
{
	(void)s;
	if (migrated)
		TRY(first_line(c, "pragma foreign_key_check", ""));
	return exec_text(c, "pragma foreign_keys=on");
}

/* ---- whole-store work ---- */

static err copy_to(struct ctx *c, struct db *d, const char *to)
{
	if (!access(to, F_OK))
		return FAIL(c, CONFLICT, "Tệp %s đã có. Hãy chọn tên khác.", to);
	struct db *before = c->db;
	static const struct sql vacuum = {NULL, "vacuum into ?1", NULL, NULL, 1, false};
	const struct value values[] = {v_text(str_of(to))};
	struct rows *r;
	bool more;
	c->db = d;
	mode_t mask = umask(077);
	err e = query(c, &vacuum, values, &r);
	if (!e)
		e = next(c, r, &more);
	if (!e)
		done(r);
	umask(mask);
	c->db = before;
	if (!e)
		e = sync_path(c, to, O_RDONLY);
	if (!e)
		e = sync_folder_of(c, to);
	if (e)
		unlink(to);
	return e;
}

static err copy_aside(struct ctx *c, struct store *s)
{
	struct files *f = files_of(s);
	struct date d = day_parts(day_of(c->now));
	int64_t second = (c->now - day_start(day_of(c->now))) / SECOND;
	str name = str_format(c->a, "%s.before-%04d%02d%02d-%02d%02d%02d", f->path, d.year, d.month, d.day, (int)(second / 3600),
		(int)(second / 60 % 60), (int)(second % 60));
	str to = name;
	for (int i = 2; !access(to.s, F_OK); i++)
		to = str_format(c->a, "%s-%d", name.s, i);
	TRY(copy_to(c, &f->writer->db, to.s));
	log_line(LOG_INFO, c, "store_copied", "file=%s", to.s);
	return NULL;
}

static err backup(struct ctx *c, struct store *s, const char *to)
{
	struct connection *k;
	TRY(connect_as(c, s, SQLITE_OPEN_READONLY, "pragma busy_timeout=5000", &k));
	err e = copy_to(c, &k->db, to);
	disconnect(&k->db);
	return e;
}

static err check(struct ctx *c, struct store *s)
{
	struct db *before = c->db;
	TRY(connect_reader(c, s, &c->db));
	err e = first_line(c, "pragma integrity_check", "ok");
	if (!e)
		e = first_line(c, "pragma foreign_key_check", "");
	disconnect(c->db);
	c->db = before;
	return e;
}

/* Rows of one import may refer to later ones; the writer checks at the end of the closure. */
static err before_import(struct ctx *c) { return exec_text(c, "pragma defer_foreign_keys=on"); }
static err after_import(struct ctx *c)
{
	(void)c;
	return NULL;
}

static int64_t bytes(struct store *s)
{
	struct stat file;
	return stat(files_of(s)->path, &file) ? 0 : file.st_size;
}

const struct backend sqlite_backend = {
	.open = open_store,
	.start = start,
	.close = close_store,
	.connect = connect_reader,
	.disconnect = disconnect,
	.query = query,
	.stream = query, /* steps row by row anyway */
	.next = next,
	.null = is_null,
	.integer = integer,
	.real = real,
	.text = bytes_of,
	.blob = bytes_of,
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
