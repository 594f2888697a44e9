#include "inside.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

enum { STACK = 2 * 1024 * 1024 };

struct hand { /* a waiting thread; it stands on that thread's stack */
	struct hand *below;
	struct job_link *job;
	sem_t wake; /* posted with the lock free: who wakes has nothing to wait for */
};
struct crew {
	pthread_mutex_t lock;
	pthread_cond_t empty;
	pthread_attr_t attributes;
	struct hand *idle; /* the one that worked last is on top: its caches are warm, the others may leave */
	struct job_link *first, **last;
	int threads, most, idle_ms;
	bool stopping;
	void (*run)(struct job_link *);
	void (*leave)(void *);
	void *user;
};

static void unlink_hand(struct crew *w, struct hand *me)
{
	for (struct hand **at = &w->idle; *at; at = &(*at)->below)
		if (*at == me) {
			*at = me->below;
			return;
		}
}

static struct job_link *first_waiting(struct crew *w)
{
	struct job_link *job = w->first;
	if (job && !(w->first = job->next))
		w->last = &w->first;
	return job;
}

/* False: nobody woke it in its time, more or less: the clock may be set, and the thread sanitizer does not know sem_clockwait. */
static bool woken(struct hand *me, int idle_ms)
{
	struct timespec until;
	int rc;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += idle_ms / 1000;
	until.tv_nsec += idle_ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	while ((rc = sem_timedwait(&me->wake, &until)) && errno == EINTR)
		continue;
	return !rc;
}

/* NULL: nothing came in its time, or there will be nothing any more. */
static struct job_link *next_job(struct crew *w, struct hand *me)
{
	pthread_mutex_lock(&w->lock);
	struct job_link *job = first_waiting(w);
	bool waits = !job && !w->stopping;
	if (waits) {
		me->job = NULL;
		me->below = w->idle;
		w->idle = me;
	}
	pthread_mutex_unlock(&w->lock);
	if (!waits)
		return job;
	bool in_time = woken(me, w->idle_ms);
	if (in_time && me->job)
		return me->job;
	pthread_mutex_lock(&w->lock);
	if (!me->job)
		unlink_hand(w, me);
	pthread_mutex_unlock(&w->lock);
	while (me->job && !in_time && sem_wait(&me->wake) && errno == EINTR) /* given just now: the call for it is under way */
		continue;
	return me->job;
}

struct birth {
	struct crew *crew;
	struct job_link *job;
};

static void *work(void *argument)
{
	struct birth *birth = argument;
	struct crew *w = birth->crew;
	struct job_link *job = birth->job;
	free(birth);
	struct hand me = {0};
	sem_init(&me.wake, 0, 0);
	while (job) {
		w->run(job);
		job = next_job(w, &me);
	}
	sem_destroy(&me.wake);
	w->leave(w->user);
	pthread_mutex_lock(&w->lock);
	if (!--w->threads)
		pthread_cond_broadcast(&w->empty);
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct crew *crew_start(int most, int idle_ms, void (*run)(struct job_link *), void (*leave)(void *), void *user)
{
	struct crew *w = calloc(1, sizeof *w);
	if (!w)
		return NULL;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->empty, NULL);
	pthread_attr_init(&w->attributes);
	pthread_attr_setdetachstate(&w->attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&w->attributes, STACK);
	w->last = &w->first;
	w->most = most;
	w->idle_ms = idle_ms;
	w->run = run;
	w->leave = leave;
	w->user = user;
	return w;
}

static bool one_more(struct crew *w, struct job_link *job)
{
	struct birth *birth = malloc(sizeof *birth);
	pthread_t id;
	if (!birth)
		return false;
	*birth = (struct birth){w, job};
	if (pthread_create(&id, &w->attributes, work, birth) != 0) {
		free(birth);
		return false;
	}
	w->threads++;
	return true;
}

bool crew_give(struct crew *w, struct job_link *job)
{
	bool taken = true;
	pthread_mutex_lock(&w->lock);
	struct hand *hand = w->idle;
	if (w->stopping) {
		taken = false;
	} else if (hand) {
		w->idle = hand->below;
		hand->job = job;
	} else if (w->threads == w->most || !one_more(w, job)) {
		taken = w->threads > 0;
		if (taken) {
			job->next = NULL;
			*w->last = job;
			w->last = &job->next;
		}
		hand = NULL;
	}
	pthread_mutex_unlock(&w->lock);
	if (taken && hand)
		sem_post(&hand->wake);
	return taken;
}

void crew_stop(struct crew *w)
{
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	for (struct hand *hand = w->idle; hand; hand = hand->below)
		sem_post(&hand->wake);
	while (w->threads)
		pthread_cond_wait(&w->empty, &w->lock);
	pthread_mutex_unlock(&w->lock);
}

void crew_free(struct crew *w)
{
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->empty);
	pthread_attr_destroy(&w->attributes);
	free(w);
}
