/* The links of readers. A thread borrows one for a query, or from the first query of a read transaction to its end. When all are
 * out threads wait in line, and the one that has waited longest gets the next. */
#include "postgres.h"
#include <errno.h>
#include <time.h>

enum {
	LINKS = 14,   /* with the writer's and one for a migration at most 16 a process */
	LINE = 256,   /* that may wait .. */
	PATIENCE = 10 /* .. and for how many seconds */
};
struct waiter { /* on the stack of its thread */
	struct waiter *next;
	pthread_cond_t called;
	struct link *link;
	bool free; /* a place for a link of its own */
};

void pool_open(struct pool *p)
{
	pthread_mutex_init(&p->lock, NULL);
	p->tail = &p->head;
}

void pool_close(struct pool *p)
{
	while (p->idle) {
		struct link *l = p->idle;
		p->idle = *link_next(l);
		link_close(l);
	}
	pthread_mutex_destroy(&p->lock);
}

/* Under the lock: a link, or a place for one, goes to the first in line. */
static bool call_next(struct pool *p, struct link *l)
{
	struct waiter *w = p->head;
	if (!w)
		return false;
	p->head = w->next;
	p->tail = p->head ? p->tail : &p->head;
	p->waiting--;
	w->link = l;
	w->free = !l;
	pthread_cond_signal(&w->called);
	return true;
}

static void leave(struct pool *p, struct waiter *w)
{
	for (struct waiter **at = &p->head; *at; at = &(*at)->next)
		if (*at == w) {
			*at = w->next;
			if (p->tail == &w->next)
				p->tail = at;
			p->waiting--;
			return;
		}
}

static void stand_in_line(struct pool *p, struct waiter *w)
{
	struct timespec until;
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&w->called, &monotonic);
	pthread_condattr_destroy(&monotonic);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += PATIENCE;
	*p->tail = w;
	p->tail = &w->next;
	p->waiting++;
	while (!w->link && !w->free && pthread_cond_timedwait(&w->called, &p->lock, &until) != ETIMEDOUT)
		;
	if (!w->link && !w->free)
		leave(p, w);
	pthread_cond_destroy(&w->called);
}

err pool_borrow(struct ctx *c, struct handle *h)
{
	struct pool *p = &server_of(h->db.store)->pool;
	struct waiter w = {0};
	if (h->link)
		return NULL;
	pthread_mutex_lock(&p->lock);
	if (!p->head && p->idle) {
		w.link = p->idle;
		p->idle = *link_next(w.link);
	} else if (!p->head && p->open < LINKS) {
		p->open++;
		w.free = true;
	} else if (p->waiting < LINE)
		stand_in_line(p, &w);
	pthread_mutex_unlock(&p->lock);
	h->link = w.link;
	if (w.link)
		return NULL;
	err e = w.free ? link_open(c, h->db.store, LINK_READS, &h->link) : FAIL(c, BUSY, TEXT_BUSY);
	if (!w.free)
		log_line(LOG_WARNING, c, "postgres_line", "text=\"no connection was free in time\"");
	if (e && w.free) {
		pthread_mutex_lock(&p->lock);
		p->open -= !call_next(p, NULL);
		pthread_mutex_unlock(&p->lock);
	}
	return e;
}

void pool_give(struct handle *h)
{
	struct pool *p = &server_of(h->db.store)->pool;
	if (h->own || !h->link)
		return;
	pthread_mutex_lock(&p->lock);
	if (!call_next(p, h->link)) {
		*link_next(h->link) = p->idle;
		p->idle = h->link;
	}
	h->link = NULL;
	pthread_mutex_unlock(&p->lock);
}
