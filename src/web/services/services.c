/* services: the threads beside the requests, and the program's own periodic jobs. */
#include "web/services/services.h"
#include "web/pages/menu.h"
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "web/edge/edge.h"

enum { RUNNERS = 2 };
static struct {
	struct store *store;
	pthread_t runners[RUNNERS], housekeeper;
	pthread_mutex_t lock;
	pthread_cond_t ends; /* on the monotonic clock */
	bool stopping;
} all = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Sleeps; true when it is time to end. */
static bool pause_for(int64_t microseconds)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += microseconds / SECOND;
	until.tv_nsec += microseconds % SECOND * 1000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	pthread_mutex_lock(&all.lock);
	while (!all.stopping && !pthread_cond_timedwait(&all.ends, &all.lock, &until))
		;
	bool stopping = all.stopping;
	pthread_mutex_unlock(&all.lock);
	return stopping;
}

static err begin(struct ctx *c, arena *a)
{
	arena_reset(a);
	*c = (struct ctx){.a = a, .now = clock_now(), .request_id = S("service")};
	return db_use(c, all.store);
}

static void complain(const struct ctx *c, const char *event, err e)
{
	if (e)
		log_line(LOG_ERROR, c, event, "error=%.*s at=%s", STR_ARG(e->text), e->where);
}

/* ---- job runners ---- */

static void *run_jobs(void *unused)
{
	arena a = {0};
	struct ctx c;
	bool ran = false;
	(void)unused;
	while (!pause_for(ran ? 0 : SECOND / 4)) {
		ran = false;
		err e = begin(&c, &a);
		if (!e)
			e = jobs_run_one(&c, &ran);
		complain(&c, "jobs", e);
		if (e && pause_for(SECOND))
			break;
	}
	arena_free(&a);
	db_thread_end();
	return NULL;
}

OWN_RULE(prepare, const bool)
static err prepare(struct ctx *c, const bool *alone)
{
	if (*alone) /* one program a SQLite store: whoever ran these jobs is gone */
		TRY(jobs_recover(c));
	return jobs_schedule(c);
}

/* ---- housekeeper ---- */

static void *keep_house(void *unused)
{
	arena a = {0};
	struct ctx c;
	int64_t extended = 0, reloaded = clock_now();
	bool shared = db_is_postgres(all.store), last = false;
	(void)unused;
	while (!last) {
		last = pause_for(SECOND / 5);
		err e = begin(&c, &a);
		if (!e)
			complain(&c, "looks", audit_flush(&c));
		if (!e)
			complain(&c, "sessions", actors_flush(&c));
		if (!e)
			complain(&c, "menu", menu_flush(&c));
		complain(&c, "store", e);
		if (!e && c.now - extended >= MINUTE) {
			complain(&c, "leases", jobs_extend(&c));
			extended = c.now;
		}
		if (!e && shared && c.now - reloaded >= 15 * SECOND) {
			complain(&c, "settings", settings_reload(&c));
			reloaded = c.now;
		}
	}
	arena_free(&a);
	db_thread_end();
	return NULL;
}

void services_start(struct store *s)
{
	arena a = {0};
	struct ctx c;
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&all.ends, &monotonic);
	pthread_condattr_destroy(&monotonic);
	all.store = s;
	all.stopping = false;
	err e = begin(&c, &a);
	bool alone = !db_is_postgres(s);
	if (!e)
		e = apply(&c, prepare, &alone);
	complain(&c, "jobs", e);
	arena_free(&a);
	for (int i = 0; i < RUNNERS; i++)
		pthread_create(&all.runners[i], NULL, run_jobs, NULL);
	pthread_create(&all.housekeeper, NULL, keep_house, NULL);
}

void services_stop(void)
{
	if (!all.store)
		return;
	pthread_mutex_lock(&all.lock);
	all.stopping = true;
	pthread_cond_broadcast(&all.ends);
	pthread_mutex_unlock(&all.lock);
	for (int i = 0; i < RUNNERS; i++)
		pthread_join(all.runners[i], NULL);
	pthread_join(all.housekeeper, NULL);
	pthread_cond_destroy(&all.ends);
	all.store = NULL;
}

struct store *services_store(void) { return all.store; }
