/* The writer of PostgreSQL: the design of SQLite's, over the wire. One thread takes every closure that waits, runs one after the other and
 * commits once; an answer means "on the server's disk".
 *
 * A savepoint costs two commands and a transaction number for every closure, and most closures that fail have changed nothing yet. So
 * there are none until one fails after it has changed something: then the transaction is undone and its closures run again, each under a
 * savepoint, as those of the next transactions.
 *
 * Programs that share a database take turns: a transaction begins with one lock that all their writers ask for, and the server
 * hands it out in the order in which they asked. So nobody writes beside a closure, what it has read stays true, and there is nothing to
 * run again; rows that every submission changes (number of the day, tallies, the head of the audit chain) cost no conflict. */
#include "postgres.h"
#include <signal.h>
#include <time.h>

enum {
	BATCH = 60,    /* closures in one commit: a snapshot lists 64 savepoints before looking one up gets dear */
	CAREFUL = 16,  /* transactions with savepoints after a closure failed */
	BATCH_MS = 20, /* no new closure joins a commit after this */
	ATTEMPTS = 4   /* of one closure, when the connection breaks */
};

COMMAND(begin_writing, "begin isolation level read committed");
COMMAND(take_lock, "select pg_advisory_xact_lock(" LOCK_WRITE ")");
COMMAND(undo, "rollback to closure");
COMMAND(release, "release closure");
COMMAND(roll_back, "rollback");

static int64_t milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- one transaction ---- */

static err send_begin(struct ctx *c, struct handle *w)
{
	TRY(link_send(c, w, &begin_writing));
	return link_send(c, w, &take_lock);
}

/* Waits for the turn of this program. A connection that broke while nobody wrote is made again. */
static err begin(struct ctx *c, struct handle *w)
{
	err e = NULL;
	w->again = false;
	w->job = NULL;
	w->bad = NULL;
	for (int tries = 0; tries < 2; tries++) {
		if (link_lost(w->link))
			TRY(link_again(c, w->db.store, w->link));
		e = send_begin(c, w);
		e = e ? e : link_settle(c, w);
		if (!e || !link_lost(w->link))
			break;
	}
	return e;
}

static void end(struct ctx *c, struct handle *w)
{
	w->job = NULL;
	if (link_lost(w->link) || !link_in_transaction(w->link))
		return;
	err e = link_send(c, w, &roll_back);
	e = e ? e : link_settle(c, w);
	if (e)
		log_line(LOG_WARNING, c, "rollback", "text=\"%.*s\"", STR_ARG(e->text));
}

/* waits: for the end of quiet statements too. */
static err outcome(struct handle *w, struct job *j, bool waits)
{
	w->db.failed = NULL;
	w->db.writing = true;
	w->wrote = false;
	j->c->db = &w->db;
	late_begin(&w->db);
	err e = j->fn(j->c, j->arg);
	e = e ? e : late_flush(j->c);
	handle_finish(w);
	if (e || waits) {
		err quiet = link_settle(j->c, w);
		e = e ? e : w->bad == j ? quiet : NULL;
	}
	late_drop(&w->db);
	w->db.writing = false;
	w->db.failed = NULL;
	j->c->db = j->reader;
	return e;
}

/* What a failed closure did is undone; alone: nobody's work stands before it in the transaction. */
static bool take_back(struct handle *w, struct job *j, bool alone, bool saved)
{
	if (alone)
		return !link_send(j->c, w, &roll_back) && !send_begin(j->c, w);
	if (saved)
		return !link_send(j->c, w, &undo) && !link_send(j->c, w, &release);
	return !w->wrote && !w->bad; /* nothing to undo */
}

/* Runs one closure; false when the transaction can no longer be trusted. */
static bool run_closure(struct handle *w, struct job *j, bool alone, bool careful)
{
	w->job = j;
	w->save = careful && !alone;
	j->result = outcome(w, j, careful);
	bool saved = careful && !alone && !w->save;
	w->save = false;
	if (link_lost(w->link) || w->again || (w->bad && w->bad != j))
		return false;
	bool sound = j->result ? take_back(w, j, alone, saved) : !saved || !link_send(j->c, w, &release);
	w->bad = NULL;
	return sound;
}

/* A transaction of its own, and again while the connection breaks before the commit. */
static void run_alone(struct handle *w, struct job *j)
{
	for (int tries = 0; tries < ATTEMPTS; tries++) {
		if (tries)
			job_anew(j);
		j->result = begin(j->c, w);
		bool begun = !j->result, sound = begun && run_closure(w, j, true, false), unknown = false;
		if (sound && !j->result) {
			j->result = link_commit(j->c, w);
			unknown = link_lost(w->link);
		} else if (!sound && !j->result)
			j->result = FAIL(j->c, BUSY, TEXT_BUSY);
		end(j->c, w);
		if (!begun || unknown || j->once || (sound && !w->again))
			break;
	}
}

/* ---- many in one ---- */

struct batch {
	struct job *first, **tail;
	int n, good;
	bool careful;
};

static void answer(struct job *first)
{
	for (struct job *j = first, *next; j; j = next) {
		next = j->next;
		job_answer(j);
	}
}

static void fail_all(struct job *first, err e)
{
	for (struct job *j = first; j; j = j->next)
		j->result = FAIL(j->c, e->kind, "%.*s", STR_ARG(e->text));
	answer(first);
}

/* Something of one closure spoilt the work of all: each for itself. */
static void one_by_one(struct handle *w, struct job *first)
{
	for (struct job *j = first, *next; j; j = next) {
		next = j->next;
		job_anew(j);
		run_alone(w, j);
		job_answer(j);
	}
}

/* What was waiting and what comes in meanwhile, within bounds. False: not to be trusted. */
static bool run_closures(struct server *v, struct batch *b, struct job **queued)
{
	int64_t until = milliseconds() + BATCH_MS;
	while (*queued && !(*queued)->once) {
		struct job *j = *queued;
		*queued = j->next;
		j->next = NULL;
		*b->tail = j;
		b->tail = &j->next;
		if (!run_closure(&v->writer, j, !b->good, b->careful))
			return false;
		b->good += !j->result;
		if (++b->n == BATCH || milliseconds() > until)
			break;
		if (!*queued)
			*queued = queue_take(&v->queue, false);
	}
	return true;
}

/* False: not committed, but each for itself may be. */
static bool commit(struct ctx *c, struct handle *w, struct batch *b)
{
	err e = b->good ? link_commit(c, w) : NULL;
	if (e && (w->again || (b->n > 1 && !link_lost(w->link))))
		return false;
	for (struct job *j = b->first; e && j; j = j->next) /* a lost commit: nobody knows */
		if (!j->result)
			j->result = FAIL(j->c, e->kind, "%.*s", STR_ARG(e->text));
	return true;
}

/* Something of one closure spoilt the work of all. Returns those that are to run again. */
static struct job *once_more(struct server *v, struct batch *b, struct job *queued)
{
	if (b->careful || link_lost(v->writer.link)) {
		one_by_one(&v->writer, b->first);
		return queued;
	}
	v->careful = CAREFUL;
	for (struct job *j = b->first; j; j = j->next)
		job_anew(j);
	*b->tail = queued;
	return b->first;
}

static struct job *run_once(struct handle *w, struct job *j)
{
	struct job *rest = j->next;
	run_alone(w, j);
	job_answer(j);
	return rest;
}

/* One transaction; returns what is left over. */
static struct job *run_batch(struct ctx *c, struct server *v, struct job *queued)
{
	struct handle *w = &v->writer;
	struct batch b = {.tail = &b.first, .careful = v->careful > 0};
	if (queued->once)
		return run_once(w, queued);
	err e = begin(c, w);
	if (e) {
		end(c, w);
		fail_all(queued, e);
		return NULL;
	}
	v->careful -= b.careful;
	atomic_fetch_add(&w->db.store->batches, 1);
	bool sound = run_closures(v, &b, &queued) && commit(c, w, &b);
	end(c, w);
	if (!sound)
		return once_more(v, &b, queued);
	answer(b.first);
	return queued;
}

static void *write_loop(void *arg)
{
	struct server *v = arg;
	arena a = {0};
	for (struct job *queued; (queued = queue_take(&v->queue, true));)
		while (queued) {
			struct ctx c = {.a = &a, .db = &v->writer.db};
			queued = run_batch(&c, v, queued);
			arena_reset(&a);
		}
	arena_free(&a);
	return NULL;
}

err postgres_write(struct ctx *c, struct job *j) { return queue_run(&server_of(c->db->store)->queue, j); }

/* ---- start and stop ---- */

err writer_start(struct ctx *c, struct store *s)
{
	struct server *v = server_of(s);
	v->writer = (struct handle){.db.store = s, .in_read = -1, .own = true};
	TRY(link_open(c, s, LINK_WRITES, &v->writer.link));
	sigset_t every, before;
	sigfillset(&every); /* signals are for the threads that expect them */
	pthread_sigmask(SIG_SETMASK, &every, &before);
	int rc = pthread_create(&v->thread, NULL, write_loop, v);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	v->started = !rc;
	return rc ? FAIL(c, BROKEN, "thread: %s", strerror(rc)) : NULL;
}

void writer_stop(struct store *s)
{
	struct server *v = server_of(s);
	if (v->started) {
		queue_close(&v->queue);
		pthread_join(v->thread, NULL);
	}
	if (v->writer.link)
		link_close(v->writer.link);
	arena_free(&v->writer.db.late_memory);
}
