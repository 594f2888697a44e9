/* Durable small writes a second: db_write from many threads, against the floor of raw SQLite doing the same inserts in groups.
 *	commits [THREADS [SECONDS]]      DINH_TEST_DB as in tests/unit/store.h */
#include "tests/unit/store.h"
#include "tests/unit/specimen.sql.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS_MAX = 1024 };
static int threads = 64;
static double seconds = 3;
static volatile bool stop;

struct worker {
	struct store *store;
	int number;
	int64_t done, longest;
};

OWN_RULE(one, const str)
static err one(struct ctx *c, const str *arg)
{
	struct specimen_add row;
	return specimen_add(c, *arg, some_int(1), (opt_real){true, 0.5}, (str){0}, S("the note of a small row"), &row);
}

static void *work(void *arg)
{
	struct worker *w = arg;
	arena a = {0};
	struct ctx c = {.a = &a, .now = TEST_NOW};
	OK(db_use(&c, w->store));
	while (!stop) {
		int64_t from = clock_now();
		str name = str_format(&a, "%d-%lld", w->number, (long long)w->done);
		OK(apply(&c, one, &name));
		int64_t took = clock_now() - from;
		w->longest = took > w->longest ? took : w->longest;
		w->done++;
		arena_reset(&a);
	}
	arena_free(&a);
	return NULL;
}

static void ours(struct store *s)
{
	static struct worker w[THREADS_MAX];
	pthread_t t[THREADS_MAX];
	struct db_stats before, after;
	int64_t done = 0, longest = 0;
	db_stats(s, &before);
	for (int i = 0; i < threads; i++) {
		w[i] = (struct worker){.store = s, .number = i};
		pthread_create(&t[i], NULL, work, &w[i]);
	}
	usleep((useconds_t)(seconds * 1e6));
	stop = true;
	for (int i = 0; i < threads; i++) {
		pthread_join(t[i], NULL);
		done += w[i].done;
		longest = w[i].longest > longest ? w[i].longest : longest;
	}
	db_stats(s, &after);
	printf("db_write, %d threads: %.0f/s, %.1f a commit, longest wait %.1f ms, retries %lld\n", threads,
		(double)done / seconds, (double)done / (double)(after.batches - before.batches), (double)longest / 1e3,
		(long long)after.retries);
}

static void must(int rc, sqlite3 *h)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(h));
		exit(1);
	}
}

/* One thread, no queue, no savepoints, default checkpoints: groups of as many inserts as there are threads. */
static void floor_of(const char *path)
{
	sqlite3 *h;
	sqlite3_stmt *s;
	must(sqlite3_open(path, &h), h);
	must(sqlite3_exec(h, "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on", NULL, NULL, NULL), h);
	must(sqlite3_exec(h, specimen_migrations.v[0].sqlite, NULL, NULL, NULL), h);
	must(sqlite3_prepare_v2(h,
		     "insert into specimen (name, amount, ratio, data, note) values (?1, 1, 0.5, null, ?2) returning id", -1, &s,
		     NULL),
		h);
	int64_t done = 0, until = clock_now() + (int64_t)(seconds * 1e6);
	while (clock_now() < until) {
		must(sqlite3_exec(h, "begin immediate", NULL, NULL, NULL), h);
		for (int i = 0; i < threads; i++, done++) {
			char name[32];
			snprintf(name, sizeof name, "%d-%lld", i, (long long)done);
			sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
			sqlite3_bind_text(s, 2, "the note of a small row", -1, SQLITE_STATIC);
			sqlite3_step(s);
			must(sqlite3_reset(s), h);
		}
		must(sqlite3_exec(h, "commit", NULL, NULL, NULL), h);
	}
	sqlite3_finalize(s);
	sqlite3_close(h);
	printf("raw SQLite, groups of %d: %.0f/s\n", threads, (double)done / seconds);
}

int main(int argc, char **argv)
{
	threads = argc > 1 ? atoi(argv[1]) : threads;
	seconds = argc > 2 ? atof(argv[2]) : seconds;
	if (threads < 1 || threads > THREADS_MAX || seconds <= 0) {
		fprintf(stderr, "usage: commits [THREADS [SECONDS]]\n");
		return 2;
	}
	void *state;
	if (test_open_with(&state, &specimen_migrations, 1))
		return 1;
	struct ctx *c = state;
	if (!db_is_postgres(test_handle(c)))
		floor_of(str_format(c->a, "%s/floor.db", test_folder(c)).s);
	ours(test_handle(c));
	test_close(&state);
	return 0;
}
