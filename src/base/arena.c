#include "base.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 32 * 1024, ALIGN = 16 };
struct chunk {
	struct chunk *next;
	size_t cap;
	max_align_t data[];
};
struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *arg;
};

/* ---- spare chunks of a thread: every request asks for some and gives them back. Not where the sanitizer looks for late uses. ---- */

#ifdef __SANITIZE_ADDRESS__
enum { SPARE = 0 };
#else
enum { SPARE = 4 };
#endif
static _Thread_local struct spare {
	struct chunk *first;
	int n;
} spare;
static pthread_key_t spare_key;
static pthread_once_t spare_once = PTHREAD_ONCE_INIT;

static void drop_spare(void *of_thread)
{
	struct spare *s = of_thread;
	while (s->first) {
		struct chunk *c = s->first;
		s->first = c->next;
		free(c);
	}
	s->n = SPARE; /* the thread ends: nothing is kept any more */
}

static void make_spare_key(void)
{
	if (pthread_key_create(&spare_key, drop_spare) != 0)
		abort();
}

static void chunk_free(struct chunk *c)
{
	if (c->cap != CHUNK || spare.n >= SPARE) {
		free(c);
		return;
	}
	if (!spare.first) {
		pthread_once(&spare_once, make_spare_key);
		pthread_setspecific(spare_key, &spare);
	}
	c->next = spare.first;
	spare.first = c;
	spare.n++;
}

static struct chunk *chunk_new(arena *a, size_t cap)
{
	struct chunk *c = cap == CHUNK ? spare.first : NULL;
	if (c) {
		spare.first = c->next;
		spare.n--;
	} else
		c = malloc(sizeof *c + cap);
	if (!c) {
		fputs("out of memory\n", stderr);
		abort();
	}
	*c = (struct chunk){.next = a->chunks, .cap = cap};
	return c;
}

void *arena_room(arena *a, size_t size)
{
	if (size > SIZE_MAX / 2)
		abort();
	size_t n = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (a->at && n > CHUNK / 4 && (size_t)(a->end - a->at) < n) {
		/* A large piece gets a chunk of its own behind the current one, which stays in use. */
		struct chunk *big = chunk_new(a, n);
		big->next = a->chunks->next;
		a->chunks->next = big;
		return big->data;
	}
	if (!a->at || (size_t)(a->end - a->at) < n) {
		size_t cap = n > CHUNK ? n : CHUNK;
		a->chunks = chunk_new(a, cap);
		a->at = (char *)a->chunks->data;
		a->end = a->at + cap;
	}
	void *p = a->at;
	a->at += n;
	return p;
}

void *arena_get(arena *a, size_t size) { return memset(arena_room(a, size), 0, size); }

void *arena_grown(arena *a, void *v, size_t n, size_t *room, size_t each, size_t first)
{
	if (n < *room)
		return v;
	*room = *room ? *room * 2 : first;
	void *more = arena_get(a, *room * each);
	if (n)
		memcpy(more, v, n * each);
	return more;
}

void arena_defer(arena *a, void (*fn)(void *), void *arg)
{
	struct deferred *d = NEW(a, struct deferred);
	*d = (struct deferred){a->deferred, fn, arg};
	a->deferred = d;
}

static void run_deferred(arena *a)
{
	while (a->deferred) {
		struct deferred *d = a->deferred;
		a->deferred = d->next;
		d->fn(d->arg);
	}
}

void arena_reset(arena *a)
{
	run_deferred(a);
	struct chunk *keep = NULL;
	while (a->chunks) {
		struct chunk *c = a->chunks;
		a->chunks = c->next;
		if (!keep && c->cap == CHUNK)
			keep = c;
		else
			chunk_free(c);
	}
	*a = (arena){0};
	if (keep) {
		keep->next = NULL;
		*a = (arena){.at = (char *)keep->data, .end = (char *)keep->data + keep->cap, .chunks = keep};
	}
}

void arena_free(arena *a)
{
	arena_reset(a);
	if (a->chunks)
		chunk_free(a->chunks);
	*a = (arena){0};
}
