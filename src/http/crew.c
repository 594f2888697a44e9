#include "inside.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { IDLE_SECONDS = 60, STACK = 2 * 1024 * 1024 };

struct hand { /* a waiting thread; it stands on that thread's stack */
	struct hand *below;
	struct job_link *job;
	pthread_cond_t wake;
};
struct crew {
	pthread_mutex_t lock;
	pthread_cond_t empty;
	pthread_attr_t attributes;
	struct hand *idle; /* the one that worked last is on top: its caches are warm, the others may leave */
	struct job_link *first, **last;
	int threads, most;
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

/* With the lock held. NULL: nothing came for a minute, or there will be nothing any more. */
static struct job_link *next_job(struct crew *w, struct hand *me)
{
	struct job_link *job = w->first;
	if (job) {
		w->first = job->next;
		if (!w->first)
			w->last = &w->first;
		return job;
	}
	if (w->stopping)
		return NULL;
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += IDLE_SECONDS;
	me->job = NULL;
	me->below = w->idle;
	w->idle = me;
	while (!me->job && !w->stopping)
		if (pthread_cond_timedwait(&me->wake, &w->lock, &until) == ETIMEDOUT)
			break;
	if (!me->job)
		unlink_hand(w, me);
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
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&me.wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	while (job) {
		w->run(job);
		pthread_mutex_lock(&w->lock);
		job = next_job(w, &me);
		pthread_mutex_unlock(&w->lock);
	}
	pthread_cond_destroy(&me.wake);
	w->leave(w->user);
	pthread_mutex_lock(&w->lock);
	if (!--w->threads)
		pthread_cond_broadcast(&w->empty);
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct crew *crew_start(int most, void (*run)(struct job_link *), void (*leave)(void *), void *user)
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
		pthread_cond_signal(&hand->wake);
	} else if (w->threads == w->most || !one_more(w, job)) {
		taken = w->threads > 0;
		if (taken) {
			job->next = NULL;
			*w->last = job;
			w->last = &job->next;
		}
	}
	pthread_mutex_unlock(&w->lock);
	return taken;
}

void crew_stop(struct crew *w)
{
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	for (struct hand *hand = w->idle; hand; hand = hand->below)
		pthread_cond_signal(&hand->wake);
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
