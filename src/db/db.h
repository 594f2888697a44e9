/* db: SQL without a dialect. Statements come from .sql files through tools/sqlc; nobody else writes SQL text.
 *
 * Two backends stand behind these functions, of one design: one writer thread with group commit, readers beside it. SQLite: one
 * file, a connection per reading thread. PostgreSQL: few connections that readers borrow, and one writer at a time over all
 * programs that share the database. A rule cannot tell which one it runs on. */
#pragma once
#include "../base/base.h"
#include "../html/html.h"

/* ---- statements and values: used by generated code ---- */
enum value_type { V_NULL, V_INT, V_REAL, V_TEXT, V_BLOB, V_INTS, V_TEXTS };
struct value {
	enum value_type type;
	int64_t i;
	double r;
	str s;
	const void *list; /* V_INTS: const int64_t *, V_TEXTS: const str *; i elements */
};
struct ints {
	const int64_t *v;
	size_t n;
};
struct texts {
	const str *v;
	size_t n;
};
struct sql {
	const char *name;
	const char *sqlite, *postgres; /* parameters are ?1 ?2 .. and $1 $2 .. */
	const unsigned char *types;    /* enum value_type of each parameter */
	int params;
	bool writes;
	bool quiet;       /* nobody asks for rows or their number */
	const char *late; /* NULL, or what each parameter is: LATE_KEY, LATE_SUM, LATE_NEWEST */
};
enum { LATE_KEY = '=', LATE_SUM = '+', LATE_NEWEST = '!' };
static inline struct value v_int(int64_t i) { return (struct value){.type = V_INT, .i = i}; }
static inline struct value v_real(double r) { return (struct value){.type = V_REAL, .r = r}; }
static inline struct value v_text(str s) { return (struct value){.type = V_TEXT, .s = {s.s ? s.s : "", s.n}}; }
static inline struct value v_blob(str s) { return (struct value){.type = V_BLOB, .s = {s.s ? s.s : "", s.n}}; }
static inline struct value v_opt_int(opt_int v) { return (struct value){.type = v.set ? V_INT : V_NULL, .i = v.v}; }
static inline struct value v_opt_real(opt_real v) { return (struct value){.type = v.set ? V_REAL : V_NULL, .r = v.v}; }
static inline struct value v_opt_text(str s) { return (struct value){.type = s.s ? V_TEXT : V_NULL, .s = s}; }
static inline struct value v_opt_blob(str s) { return (struct value){.type = s.s ? V_BLOB : V_NULL, .s = s}; }
static inline struct value v_ints(struct ints l) { return (struct value){.type = V_INTS, .i = (int64_t)l.n, .list = l.v}; }
static inline struct value v_texts(struct texts l) { return (struct value){.type = V_TEXTS, .i = (int64_t)l.n, .list = l.v}; }

struct rows; /* a running query; at most one step ahead of its reader */
MUST_USE err db_query(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out);
/* The same for rows that are too many to hold: the server of PostgreSQL sends them as they are asked for. Inside db_read_begin or db_write. */
MUST_USE err db_stream(struct ctx *c, const struct sql *q, const struct value *values, struct rows **out);
MUST_USE err db_next(struct ctx *c, struct rows *r, bool *more); /* after an error the query is already done */
/* A query of the same view that will be asked for soon, with these very values: it goes to the server with what is sent next, and its
 * answer is there when it is asked for. Nothing is promised: on SQLite, outside a view and after a write of the same closure it does
 * nothing. `many ahead` in a .sql file gives NAME_ahead. */
void db_ahead(struct ctx *c, const struct sql *q, const struct value *values);
/* A statement that waits for the end of its closure, or for a statement that names its table: those of the same key are one by then, with
 * the sum or the newest value (`int+`, `int!`, `text!` in a .sql file). Its error is the closure's. */
MUST_USE err db_late(struct ctx *c, const struct sql *q, const struct value *values);
uint64_t db_turn(const struct ctx *c); /* a number for each run of a closure in this process, never used again; 0: outside */
bool row_null(struct rows *r, int column);
int64_t row_int(struct rows *r, int column);
double row_real(struct rows *r, int column);
str row_text(struct rows *r, int column, arena *a); /* copies; null gives s == NULL */
str row_blob(struct rows *r, int column, arena *a);
void db_done(struct rows *r);
/* What the reader of an `each` query returns when it has seen enough: the query then succeeds. */
extern const struct error each_stop;
#define EACH_STOP (&each_stop)
int64_t db_changes(struct rows *r); /* rows changed; valid after the last db_next, before db_done */

/* ---- transactions ---- */
/* Runs fn in a transaction; an answer means "on disk". fn does database work only: no I/O, no waiting, no clock. If fn fails
 * nothing of it stays. The one writer thread runs everything that waits and commits once. fn runs again when another closure of the
 * commit fails after it has changed something, or on PostgreSQL when the connection breaks before the commit: it finds the store, c and
 * the struct that it was given as they were; what these point to it must not change. Inside a transaction db_write just calls fn.
 * A full queue is BUSY. */
#define db_write(c, fn, arg) db_write_of((c), (fn), (arg), 0)
MUST_USE err db_write_of(
	struct ctx *c, err (*fn)(struct ctx *, void *), void *arg, size_t size); /* size: of what arg points to */
/* A rule and the struct that it takes. RULE(task_close, struct task_work) in a header declares err task_close(struct ctx *, struct
 * task_work *); OWN_RULE does so in a .c file, above a rule that only this file applies. apply(c, task_close, &work) is db_write of it
 * and takes nothing but that struct. In tables: task_close_rule. A rule that needs no input takes struct nothing: apply(c, sweep, NULL).
 * db_write itself is for this macro and for the test's WRITE; tests/tools/rules_test.sh refuses it elsewhere. */
struct nothing {
	char none;
};
#define RULE_OF(name, T, linkage)                                                                                                \
	typedef T name##_takes;                                                                                                  \
	MUST_USE linkage err name(struct ctx *c, T *work);                                                                       \
	static inline err name##_rule(struct ctx *c, void *work) { return name(c, work); }
#define RULE(name, T)        RULE_OF(name, T, extern)
#define OWN_RULE(name, T)    RULE_OF(name, T, static)
#define apply(c, name, work) db_write_of((c), name##_rule, (void *)(uintptr_t)(name##_takes *){(work)}, sizeof(name##_takes))
/* Gives a reader one consistent view until db_read_end; every GET runs in one. Cheap. */
MUST_USE err db_read_begin(struct ctx *c);
void db_read_end(struct ctx *c);
bool db_is_reading(const struct ctx *c); /* in a view or in a write: what is read now belongs together */

/* ---- start and stop ---- */
struct migration {
	const char *module; /* whose .sql file */
	int number;         /* 1, 2, .. within it */
	const char *sqlite, *postgres;
	const char *hash; /* of the text in the .sql file: an applied migration must never change */
};
struct migrations {
	const struct migration *v;
	size_t n;
};
struct db_options {
	const char *path;     /* SQLite file, or NULL */
	const char *postgres; /* connection URI, or NULL */
	int queue_max;        /* waiting write closures before BUSY; 0 = 4096 */
	bool read_only;       /* no writer thread, no migrations */
};
struct store; /* what db_open opened: one a process is usual, tests open more */
/* Opens or creates the store and brings it up to date: unknown migrations run in the order given, a changed one is refused, a
 * store newer than the program is refused; before migrating a SQLite store that holds data a copy is put beside it. */
MUST_USE err db_open(struct ctx *c, const struct db_options *o, const struct migrations *list, size_t lists, struct store **out);
void db_close(struct store *s);
/* What the user reads when a disk is full, of the store or of its files: BUSY. */
#define TEXT_FULL "Máy chủ đã hết chỗ lưu trữ, dữ liệu chưa được ghi. Hãy báo người quản trị rồi thử lại."
/* Before this process gives up the right to open files: what a connection to this URI would look up outside (environment, service file,
 * password file) is read now and serves all later ones. *files: what each of them opens anew, its certificates and its key. */
MUST_USE err db_outside(struct ctx *c, const char *postgres, struct texts *files);
bool db_is_postgres(const struct store *s);
/* Before db_open: has no program ever made its tables in this database? */
MUST_USE err db_is_new(struct ctx *c, const char *postgres, bool *is_new);
/* Gives ctx what this thread reads with (made at first use, cached per thread). */
MUST_USE err db_use(struct ctx *c, struct store *s);
void db_thread_end(void); /* closes this thread's connections */

/* ---- whole-store work: command line and jobs ---- */
MUST_USE err db_backup(struct ctx *c, struct store *s,
	const char *to); /* SQLite: consistent copy, fsynced; PostgreSQL: INVALID, says to use pg_dump */
MUST_USE err db_check(struct ctx *c, struct store *s); /* integrity and foreign keys */
/* Open format: one JSON object a line, {"table":..., "row":{...}}, tables in an order that satisfies references. Moves a commune
 * from SQLite to PostgreSQL and back. Sessions and the installation's keys stay where they are. Import needs an empty store that
 * the same version of the program made. */
MUST_USE err db_export(struct ctx *c, struct store *s, int fd, int64_t *rows);
MUST_USE err db_import(struct ctx *c, struct store *s, int fd, int64_t *rows);
struct db_stats {
	int64_t writes, batches, retries, reads;
	int64_t waiting; /* closures queued now */
	int64_t bytes;   /* size of the store */
};
void db_stats(struct store *s, struct db_stats *out);
/* Every statement that generated code registered (sqlc puts each into a linker section): for the EXPLAIN and PREPARE tests. */
const struct sql *const *db_statements(size_t *n);

/* ---- full-text search ---- */
/* Turns what a person typed into the query text of the store's full-text index: words folded, the last one a prefix (but for one to three
 * digits: "09" begins half of all numbers), all must match; s == NULL when nothing searchable is left. A search table holds folded text
 * (base fold()). */
str db_search_text(struct ctx *c, str typed);
str db_search_whole(
	struct ctx *c, str typed); /* the last word is whole too: the index is read from the newest on, and only so far */
str db_search_begun(struct ctx *c, str typed); /* .. and the others that db_search_text finds; s == NULL: there are none */
