/* Inside the PostgreSQL backend.
 *
 *   postgres.c        the adapter of libpq: links (connections), what is sent on them and what comes back, queries
 *   postgres_pool.c   the links of readers: few, borrowed for a query or for a read transaction
 *   postgres_write.c  the writer: closures of all threads, one commit for many
 *   postgres_store.c  open, migrate, close; whole-store work
 *
 * What need not be answered at once is sent with what comes next (libpq's pipeline): the beginning of a transaction, savepoints,
 * statements of which nobody asks for an answer, queries that are foreseen. An error of theirs shows when the next answer is waited
 * for. */
#pragma once
#include "inside.h"

#define LOCK_MIGRATE "7310008810"
#define LOCK_WRITE   "7310008811"
#define TEXT_UNKNOWN                                                                                                                                                        \
	"Mất kết nối tới cơ sở dữ liệu đúng lúc ghi, chưa rõ dữ liệu đã được lưu hay chưa. Hãy kiểm tra lại trước khi gửi lần " \
	"nữa."

struct link;    /* a connection to the server: postgres.c's */
struct handle { /* what a thread holds; its link is borrowed, or its own for ever */
	struct db db;
	struct link *link;
	struct running *running;
	int64_t in_read;       /* queries since the read transaction began; -1 = not begun (that waits for the first query) */
	bool own;              /* the link is never given back */
	bool again;            /* the server asks to run this transaction again */
	bool save;             /* writer: a savepoint is due before the next statement */
	bool wrote;            /* writer: this closure has changed something */
	struct ahead *ahead;   /* asked before it is needed */
	struct job *job;       /* writer: whose closure runs */
	const struct job *bad; /* .. whose statement failed first */
};
struct pool {
	pthread_mutex_t lock;
	struct link *idle; /* the last one used first */
	int open, waiting;
	struct waiter *head, **tail;
};
struct server { /* a store of this backend */
	char *uri;
	struct pool pool;
	struct queue queue;
	struct handle writer, *admin; /* admin: migrations, before anybody else is there */
	pthread_t thread;
	bool started;
	int careful; /* so many transactions more with a savepoint for each closure */
};

static inline struct handle *handle_of(struct db *d) { return (struct handle *)d; }
static inline struct server *server_of(const struct store *s) { return s->own; }

/* ---- postgres.c ---- */
#define COMMAND(variable, text) static const struct sql variable = {text, text, text, NULL, 0, false}
enum link_use { LINK_READS, LINK_WRITES, LINK_MIGRATES };
err link_open(struct ctx *c, struct store *s, enum link_use use, struct link **out);
err link_again(struct ctx *c, struct store *s, struct link *l); /* after a broken connection; what was prepared on it is gone */
void link_close(struct link *l);
bool link_lost(const struct link *l);
bool link_in_transaction(const struct link *l);
struct link **link_next(struct link *l);
err link_command(struct ctx *c, struct handle *h, const char *text);       /* any number of commands, waits */
err link_send(struct ctx *c, struct handle *h, const struct sql *command); /* does not wait */
err link_settle(struct ctx *c, struct handle *h);                          /* waits for all that was sent; the first error */
err link_commit(struct ctx *c, struct handle *h);                          /* commits; an answer of another kind is an error */
void handle_finish(struct handle *h);                                      /* closes the queries that still run */

err postgres_query(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out);
err postgres_stream(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out);
void postgres_ahead(struct ctx *c, const struct sql *q, const struct value *values);
err postgres_next(struct ctx *c, struct rows *rows, bool *more);
bool postgres_null(struct rows *rows, int column);
int64_t postgres_integer(struct rows *r, int column);
double postgres_real(struct rows *r, int column);
str postgres_text(struct rows *r, int column, arena *a);
str postgres_blob(struct rows *r, int column, arena *a);
void postgres_done(struct rows *r);
int64_t postgres_changes(struct rows *r);
err postgres_forget(struct ctx *c, const struct sql *q);
err postgres_read_begin(struct ctx *c);
void postgres_read_end(struct ctx *c);

/* ---- postgres_pool.c ---- */
void pool_open(struct pool *p);
void pool_close(struct pool *p);
err pool_borrow(struct ctx *c, struct handle *h); /* waits its turn; does nothing when it has a link */
void pool_give(struct handle *h);                 /* unless it is its own */

/* ---- postgres_write.c ---- */
err writer_start(struct ctx *c, struct store *s);
void writer_stop(struct store *s);
err postgres_write(struct ctx *c, struct job *j);
