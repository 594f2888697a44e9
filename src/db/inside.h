/* Inside src/db only: what a backend provides and what both share. */
#pragma once
#include "db.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

/* ---- statement cache of a connection: keyed by the address of struct sql, grows, never evicts ---- */
struct cached {
	const struct sql *q;
	struct cached *next;
	void *own; /* the backend's: what it prepared */
};
struct cache {
	struct cached **slots;
	size_t cap, n;
};
struct cached *cache_find(struct cache *k, const struct sql *q); /* made empty when absent */
void cache_remove(struct cache *k, const struct sql *q);
void cache_free(struct cache *k, void (*close)(struct cached *)); /* close may be NULL */

enum { LATE_MOST = 16 };

/* ---- a connection: used by one thread at a time ---- */
struct db {
	struct store *store;
	struct db *next; /* all of the store */
	struct cache cache;
	bool writing; /* inside a write transaction */
	bool reading; /* between db_read_begin and db_read_end */
	err failed;   /* a statement failed: the transaction can only be rolled back, on both backends alike */
	atomic_llong reads;
	struct map late;                      /* late.c: what waits, by statement and key .. */
	const struct sql *late_of[LATE_MOST]; /* .. of these statements */
	int nlate_of;
	arena late_memory; /* .. until the closure ends */
	uint64_t turn;
};

/* ---- late.c ---- */
void late_begin(struct db *d); /* a closure begins */
void late_drop(struct db *d);  /* .. and ends */
MUST_USE err late_flush(struct ctx *c);
MUST_USE err late_before(struct ctx *c, const struct sql *q); /* what q may look at is written first */
MUST_USE err db_may(
	struct ctx *c, const struct sql *q, const struct value *values); /* db.c: is this the time and place for it? */

/* A query at work. Backends embed it. A struct sql without a name is a passing text: not cached, its rows are streamed. */
struct rows {
	struct db *db;
	const struct sql *q;
};

/* ---- queue.c: closures that wait for the writer; one commit carries many of them ---- */
struct job {
	struct job *next;
	struct ctx *c;
	struct db *reader; /* of its thread */
	err (*fn)(struct ctx *, void *);
	void *arg;
	size_t size; /* of what arg points to */
	bool once;   /* never run again */
	const void *before;
	struct ctx c_before;
	err result;
	sem_t done;
};
struct queue {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job *head, **tail;
	int most;
	bool closing; /* takes nothing more; what waits is still done */
};
void queue_open(struct queue *k, int most); /* most: 0 = 4096 */
void queue_close(struct queue *k);
void queue_free(struct queue *k);
err queue_run(struct queue *k, struct job *j);      /* waits for its answer; BUSY: too many wait */
struct job *queue_take(struct queue *k, bool wait); /* all that wait, in their order; NULL after wait: closing */
void job_anew(struct job *j);                       /* before it runs again: what it was given is as it was; counted */
void job_answer(struct job *j);                     /* its thread goes on */

struct backend {
	err (*open)(struct ctx *c, struct store *s, const struct db_options *o, struct db **admin); /* for migrations */
	err (*start)(struct ctx *c, struct store *s);                                               /* after them */
	void (*close)(struct store *s);
	err (*connect)(struct ctx *c, struct store *s, struct db **out);
	void (*disconnect)(struct db *d);

	err (*query)(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out);
	err (*stream)(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out); /* in a transaction */
	void (*ahead)(struct ctx *c, const struct sql *q, const struct value *values);                    /* may be NULL */
	err (*next)(struct ctx *c, struct rows *r, bool *more);
	bool (*null)(struct rows *r, int column);
	int64_t (*integer)(struct rows *r, int column);
	double (*real)(struct rows *r, int column);
	str (*text)(struct rows *r, int column, arena *a);
	str (*blob)(struct rows *r, int column, arena *a);
	void (*done)(struct rows *r);
	int64_t (*changes)(struct rows *r);
	err (*forget)(struct ctx *c, const struct sql *q); /* a statement whose struct sql goes away */

	err (*exec)(struct ctx *c, const char *text); /* any number of statements without parameters, on c->db */
	err (*read_begin)(struct ctx *c);
	void (*read_end)(struct ctx *c);
	err (*write)(struct ctx *c, struct job *j);

	err (*before_migrations)(struct ctx *c, struct store *s); /* alone from here on */
	err (*copy_aside)(struct ctx *c, struct store *s);        /* of a store that holds data */
	err (*after_migrations)(struct ctx *c, struct store *s, bool migrated);
	err (*before_import)(struct ctx *c);
	err (*after_import)(struct ctx *c);
	err (*backup)(struct ctx *c, struct store *s, const char *to);
	err (*check)(struct ctx *c, struct store *s);
	int64_t (*bytes)(struct store *s);
};
extern const struct backend sqlite_backend, postgres_backend;

struct store {
	const struct backend *back;
	uint64_t id;        /* never used twice: a thread's old connections are recognised by it */
	struct store *next; /* of all open stores */
	pthread_mutex_t lock;
	struct db *connections;
	bool read_only;
	atomic_llong writes, batches, retries, waiting;
	int64_t reads_closed; /* of connections that ended */
	void *own;            /* the backend's */
	arena a;              /* options and what lives as long as the store */
};

err db_transact(struct ctx *c, struct job *j); /* fn, arg, size and once are given */
err db_migrate(struct ctx *c, struct store *s, struct db *admin, const struct migrations *list, size_t lists);
/* A statement failed on c->db: remembers it so that its transaction cannot go on. */
err db_failed(struct ctx *c, err e);
str json_list(arena *a, const struct value *v);  /* V_INTS, V_TEXTS as a JSON array */
str array_list(arena *a, const struct value *v); /* .. as a PostgreSQL array literal */

/* ---- the tables of a store, for export and import ---- */
struct column {
	str name;
	enum value_type type;
	bool folded; /* PostgreSQL's tsvector: text here and in SQLite */
	int64_t key; /* its place in the primary key, 1, 2, ..; 0 = not in it */
};
struct table {
	str name;
	struct column *columns;
	size_t n;
	str *refers; /* to these tables */
	size_t nrefers;
	bool placed; /* in the order of struct tables */
};
struct tables {
	struct table **v;
	size_t n;
};
/* All that moves with the data (see tables.c), in an order that satisfies references, otherwise by name. */
err db_tables(struct ctx *c, struct tables *out);

/* What the user reads; the technical side goes to the log. */
#define TEXT_BUSY    "Hệ thống đang bận, dữ liệu chưa được ghi. Hãy thử lại sau ít giây."
#define TEXT_TWICE   "Dữ liệu này đã có trong hệ thống. Hãy kiểm tra lại."
#define TEXT_RELATED "Dữ liệu liên quan vừa thay đổi hoặc đang được dùng ở nơi khác. Hãy tải lại trang rồi thử lại."
