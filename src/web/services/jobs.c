/* jobs: work that is done after its transaction, at least once. A job is a row; taking it raises `attempts` and gives it a lease;
 * its runner ends it by id and attempts, so one that lost its lease ends nothing. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include <pthread.h>
#include <stdio.h>
#include "web/module.h"
#include "web/services/audit.h"
#include "web/services/job.h"

enum { ATTEMPTS = 8, RUNNERS_MAX = 16 };
#define LEASE      (5 * MINUTE)
#define FIRST_WAIT (10 * SECOND)
#define LONGEST    (6 * HOUR)
#define PERIODIC   S("periodic")

static const struct module *const *declared;

void jobs_declare(const struct module *const *list) { declared = list; }

const struct job_kind *job_kind_find(str name)
{
	for (const struct module *const *m = declared; m && *m; m++)
		for (size_t i = 0; i < (*m)->jobs.n; i++)
			if (str_is(name, (*m)->jobs.v[i].name))
				return &(*m)->jobs.v[i];
	return NULL;
}

err job_add(struct ctx *c, const char *kind, str key, str argument, int64_t not_before)
{
	if (!job_kind_find(str_of(kind)))
		return FAIL(c, BROKEN, "no job kind %s is declared", kind);
	return job_put(c, str_of(kind), key, argument, not_before > c->now ? not_before : c->now, c->now);
}

/* ---- when ---- */

int64_t job_back_off(int64_t attempts)
{
	int64_t wait = FIRST_WAIT;
	while (--attempts > 0 && wait < LONGEST)
		wait *= 2;
	return wait < LONGEST ? wait : LONGEST;
}

bool job_repeats(const struct job_kind *k) { return k->every || k->when.each != EACH_NEVER; }

err job_next_time(struct ctx *c, const struct job_kind *k, int64_t after, int64_t *at)
{
	*at = after + k->every;
	return k->every ? NULL : timetable_next(c, &k->when, after, at);
}

static err plan_next(struct ctx *c, const struct job_kind *k)
{
	int64_t at;
	TRY(job_next_time(c, k, c->now, &at));
	return job_put_periodic(c, str_of(k->name), PERIODIC, k->every ? S("") : day_iso(c->a, day_of(at)), at, c->now);
}

/* What waits for another time than is declared now is planned anew; what is due already is made up for, once. */
static err plan_again(struct ctx *c, const struct job_kind *k)
{
	struct job_planned planned;
	bool found;
	int64_t at;
	TRY(job_planned(c, str_of(k->name), PERIODIC, &planned, &found));
	if (!found || k->every || planned.ready_at <= c->now || planned.attempts)
		return plan_next(c, k);
	TRY(timetable_next(c, &k->when, c->now, &at));
	return at == planned.ready_at ? NULL : job_move(c, planned.id, at, day_iso(c->a, day_of(at)));
}

err jobs_schedule(struct ctx *c)
{
	for (const struct module *const *m = declared; m && *m; m++)
		for (size_t i = 0; i < (*m)->jobs.n; i++)
			if (job_repeats(&(*m)->jobs.v[i]))
				TRY(plan_again(c, &(*m)->jobs.v[i]));
	return NULL;
}

err jobs_check(struct ctx *c)
{
	for (const struct module *const *m = declared; m && *m; m++)
		for (size_t i = 0; i < (*m)->jobs.n; i++) {
			const struct job_kind *k = &(*m)->jobs.v[i];
			bool times = k->when.each != EACH_NEVER;
			if (job_kind_find(str_of(k->name)) != k)
				return FAIL(c, BROKEN, "job %s is declared twice", k->name);
			if ((k->every && (times || k->every < MINUTE || k->every >= DAY)) ||
				(times && !timetable_sound(&k->when)))
				return FAIL(c, BROKEN, "job %s: when it runs makes no sense", k->name);
		}
	return NULL;
}

err jobs_recover(struct ctx *c) { return job_recover(c, c->now); }

/* ---- leases of what runs in this process ---- */

static struct {
	pthread_mutex_t lock;
	struct held {
		int64_t id, attempts; /* id 0 = free */
	} v[RUNNERS_MAX];
} running = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void hold(int64_t was, int64_t id, int64_t attempts)
{
	pthread_mutex_lock(&running.lock);
	for (int i = 0; i < RUNNERS_MAX; i++)
		if (running.v[i].id == was) {
			running.v[i] = (struct held){id, attempts};
			break;
		}
	pthread_mutex_unlock(&running.lock);
}

OWN_RULE(extend, const struct held)
static err extend(struct ctx *c, const struct held *v)
{
	for (int i = 0; i < RUNNERS_MAX; i++)
		if (v[i].id)
			TRY(job_extend(c, v[i].id, v[i].attempts, c->now + LEASE));
	return NULL;
}

err jobs_extend(struct ctx *c)
{
	struct held v[RUNNERS_MAX];
	bool any = false;
	pthread_mutex_lock(&running.lock);
	memcpy(v, running.v, sizeof v);
	pthread_mutex_unlock(&running.lock);
	for (int i = 0; i < RUNNERS_MAX; i++)
		any |= v[i].id != 0;
	return any ? apply(c, extend, v) : NULL;
}

/* ---- running one ---- */

struct taken {
	struct job_take job;
	bool found;
	const struct job_kind *kind;
	str state, error; /* how it ended; state empty: again at `ready` */
	int64_t ready, began;
};

OWN_RULE(take, struct taken)
static err take(struct ctx *c, struct taken *t) { return job_take(c, c->now, c->now + LEASE, &t->job, &t->found); }

OWN_RULE(finish, const struct taken)
static err finish(struct ctx *c, const struct taken *t)
{
	if (t->state.n)
		TRY(job_finish(c, t->job.id, t->job.attempts, t->state, t->error, c->now));
	else {
		struct job_waits twin;
		bool waits; /* one of the same key was added meanwhile: it does this one's work too */
		TRY(job_waits(c, t->job.kind, t->job.job_key, &twin, &waits));
		if (waits)
			TRY(job_finish(c, t->job.id, t->job.attempts, S("discarded"), t->error, c->now));
		else
			TRY(job_again(c, t->job.id, t->job.attempts, t->ready, t->error));
	}
	if (!t->state.n || !t->kind || !job_repeats(t->kind) || !str_eq(t->job.job_key, PERIODIC))
		return NULL;
	TRY(job_last_put(c, t->job.kind, t->began, c->now, t->state, t->error));
	return plan_next(c, t->kind);
}

static int64_t attempts_of(const struct job_kind *k) { return k->attempts ? k->attempts : ATTEMPTS; }

static void judge(struct taken *t, err e, int64_t now)
{
	if (!e) {
		t->state = S("done");
		t->error = S("");
		return;
	}
	t->error = e->text;
	if (t->job.attempts >= attempts_of(t->kind))
		t->state = S("dead");
	else
		t->ready = now + job_back_off(t->job.attempts);
}

static void execute(struct ctx *c, struct taken *t)
{
	struct ctx j = {.a = c->a, .db = c->db, .now = c->now};
	j.request_id = str_format(c->a, "job-%lld-%lld", (long long)t->job.id, (long long)t->job.attempts);
	t->kind = job_kind_find(t->job.kind);
	if (!t->kind) {
		t->state = S("dead");
		t->error = S("Chương trình này không có loại công việc đó.");
	} else if (t->job.attempts > attempts_of(t->kind)) {
		t->state = S("dead"); /* each time the process ended under it */
		t->error = S("Chương trình dừng giữa chừng ở mọi lần chạy công việc này.");
	} else {
		err e = t->kind->run(&j, t->job.argument);
		judge(t, e, c->now);
		log_line(e ? LOG_WARNING : LOG_DEBUG, &j, "job", "kind=%s attempt=%lld error=%.*s", t->kind->name,
			(long long)t->job.attempts, STR_ARG(t->error));
	}
}

err jobs_run_one(struct ctx *c, bool *ran)
{
	struct taken t = {.found = false};
	struct job_next next;
	*ran = false;
	TRY(job_next(c, &next, &t.found));
	if (!t.found || next.ready_at > c->now)
		return NULL; /* the usual case costs the writer nothing */
	TRY(apply(c, take, &t));
	if (!t.found)
		return NULL;
	int64_t began = clock_now();
	t.began = c->now;
	hold(0, t.job.id, t.job.attempts);
	execute(c, &t);
	c->now += clock_now() - began;
	hold(t.job.id, 0, 0);
	*ran = true;
	return apply(c, finish, &t);
}

/* ---- the administrator ---- */

struct order {
	int64_t id;
	str what;
};

OWN_RULE(obey, const struct order)
static err obey(struct ctx *c, const struct order *o)
{
	struct job_facts f;
	struct job_waits twin;
	bool waits = false;
	TRY(job_facts(c, o->id, &f));
	if (str_is(o->what, "discard")) {
		TRY(job_discard(c, o->id, c->now));
		const struct job_kind *k = job_kind_find(f.kind);
		if (k && job_repeats(k) && str_eq(f.job_key, PERIODIC))
			TRY(plan_next(c, k));
	} else if (str_is(f.state, "queued"))
		TRY(job_hurry(c, o->id, c->now));
	else {
		TRY(job_waits(c, f.kind, f.job_key, &twin, &waits));
		if (waits)
			return FAIL(c, CONFLICT, "Một công việc cùng loại đang chờ chạy; không cần chạy lại công việc này.");
		TRY(job_retry(c, o->id, c->now));
	}
	return audit_add(c, str_is(o->what, "discard") ? "job.discard" : "job.retry", "job", o->id, f.kind);
}

err job_order(struct ctx *c, int64_t id, str what)
{
	struct order o = {id, what};
	return apply(c, obey, &o);
}

/* What waits is moved to now; what runs is left alone. */
OWN_RULE(hurry, const str)
static err hurry(struct ctx *c, const str *kind)
{
	const struct job_kind *k = job_kind_find(*kind);
	struct job_planned planned;
	bool found;
	if (!k || !job_repeats(k))
		return FAIL(c, NOT_FOUND, "Không có công việc định kỳ này.");
	TRY(job_planned(c, *kind, PERIODIC, &planned, &found));
	if (!found)
		return FAIL(c, CONFLICT, "Công việc này đang chạy.");
	TRY(job_hurry(c, planned.id, c->now));
	return audit_add(c, "job.now", "job", planned.id, *kind);
}

err job_run_now(struct ctx *c, str kind) { return apply(c, hurry, &kind); }
