/* Closures that wait for a writer, first come, first served; each lives on the stack of its thread. */
#include "inside.h"
#include <errno.h>

enum { QUEUE = 4096 }; /* closures that may wait */

void queue_open(struct queue *k, int most)
{
	k->most = most ? most : QUEUE;
	k->tail = &k->head;
	pthread_mutex_init(&k->lock, NULL);
	pthread_cond_init(&k->work, NULL);
}

void queue_close(struct queue *k)
{
	pthread_mutex_lock(&k->lock);
	k->closing = true;
	pthread_cond_broadcast(&k->work);
	pthread_mutex_unlock(&k->lock);
}

void queue_free(struct queue *k)
{
	pthread_cond_destroy(&k->work);
	pthread_mutex_destroy(&k->lock);
}

struct job *queue_take(struct queue *k, bool wait)
{
	pthread_mutex_lock(&k->lock);
	while (wait && !k->head && !k->closing)
		pthread_cond_wait(&k->work, &k->lock);
	struct job *all = k->head;
	k->head = NULL;
	k->tail = &k->head;
	pthread_mutex_unlock(&k->lock);
	return all;
}

static void keep(struct job *j)
{
	void *before = arena_room(j->c->a, j->size);
	if (j->size)
		memcpy(before, j->arg, j->size);
	j->before = before;
	j->c_before = *j->c;
}

/* What did not change is not written: it may be const. */
void job_anew(struct job *j)
{
	if (j->size && memcmp(j->arg, j->before, j->size) != 0)
		memcpy(j->arg, j->before, j->size);
	*j->c = j->c_before;
	j->result = NULL;
	atomic_fetch_add(&j->reader->store->retries, 1);
}

err queue_run(struct queue *k, struct job *j)
{
	struct store *s = j->reader->store;
	keep(j);
	sem_init(&j->done, 0, 0);
	pthread_mutex_lock(&k->lock);
	bool full = k->closing || atomic_load(&s->waiting) >= k->most;
	if (!full) {
		atomic_fetch_add(&s->waiting, 1);
		*k->tail = j;
		k->tail = &j->next;
	}
	pthread_mutex_unlock(&k->lock);
	if (!full)
		pthread_cond_signal(&k->work); /* with the lock free: it would wake only to wait for it */
	while (!full && sem_wait(&j->done) && errno == EINTR)
		continue;
	sem_destroy(&j->done);
	return full ? FAIL(j->c, BUSY, TEXT_BUSY) : j->result;
}

void job_answer(struct job *j)
{
	struct store *s = j->reader->store;
	if (!j->result)
		atomic_fetch_add(&s->writes, 1);
	atomic_fetch_sub(&s->waiting, 1);
	sem_post(&j->done); /* j is gone from here on */
}
