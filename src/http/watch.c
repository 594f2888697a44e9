/* Deadlines and limits of connections. libmicrohttpd has an inactivity timeout only: one byte now and then renews it for ever. So
 * every connection has a moment when it is cut, whatever it sends, and one thread looks at all of them four times a second.
 *
 * A descriptor is shut down under the lock under which it is removed before its owner closes it: it cannot be another's by then. */
#include "inside.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 250, BUCKETS = 1024, LINGERING_MAX = 64, LINGER_SECONDS = 5, LINGER_BYTES = 64 * 1024 * 1024 };

struct lingering { /* closed by us; what the other side still sends is read away so that it can read our last words */
	int fd;
	int64_t until, left;
};
struct watch {
	pthread_mutex_t lock;
	pthread_t thread;
	struct link *all, *buckets[BUCKETS];
	int each, wake[2];
	bool spare_loopback, stopping;
	struct lingering lingering[LINGERING_MAX];
	size_t nlingering;
	_Atomic int64_t *cut;
};

int64_t watch_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return t.tv_sec * SECOND + t.tv_nsec / 1000;
}

/* ---- addresses ---- */
static void address_of(struct link *l, const struct sockaddr *address)
{
	static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
	if (address->sa_family == AF_INET) {
		memcpy(l->address, mapped, 12);
		memcpy(l->address + 12, &((const struct sockaddr_in *)address)->sin_addr, 4);
	} else if (address->sa_family == AF_INET6) {
		memcpy(l->address, &six->sin6_addr, 16);
	}
	if (!memcmp(l->address, mapped, 12)) {
		inet_ntop(AF_INET, l->address + 12, l->peer, sizeof l->peer);
		l->loopback = l->address[12] == 127;
	} else {
		inet_ntop(AF_INET6, l->address, l->peer, sizeof l->peer);
		l->loopback = IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
		memset(l->address + 8, 0, 8); /* one customer holds a whole /64 */
	}
}

static struct link **bucket_of(struct watch *w, const struct link *l)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < sizeof l->address; i++)
		h = (h ^ l->address[i]) * 16777619u;
	return &w->buckets[h % BUCKETS];
}

static int of_same_address(const struct link *first, const struct link *l)
{
	int n = 0;
	for (; first; first = first->same)
		n += !memcmp(first->address, l->address, sizeof l->address);
	return n;
}

struct link *watch_add(struct watch *w, int fd, const struct sockaddr *address, int64_t deadline)
{
	struct link *l = calloc(1, sizeof *l);
	if (!l)
		return NULL;
	l->fd = fd;
	atomic_init(&l->deadline, deadline);
	address_of(l, address);
	pthread_mutex_lock(&w->lock);
	struct link **bucket = bucket_of(w, l);
	bool spared = w->spare_loopback && l->loopback;
	bool fits = spared || of_same_address(*bucket, l) < w->each;
	if (fits) {
		l->same = *bucket;
		*bucket = l;
		l->next = w->all;
		if (w->all)
			w->all->prev = l;
		w->all = l;
	}
	pthread_mutex_unlock(&w->lock);
	if (!fits) {
		free(l);
		l = NULL;
	}
	return l;
}

static void linger(struct watch *w, int fd)
{
	if (w->nlingering == LINGERING_MAX)
		return;
	int copy = dup(fd);
	if (copy < 0)
		return;
	w->lingering[w->nlingering++] = (struct lingering){copy, watch_clock() + LINGER_SECONDS * SECOND, LINGER_BYTES};
	if (write(w->wake[1], "", 1) < 0) {
		/* It is awake already. */
	}
}

void watch_remove(struct watch *w, struct link *l)
{
	pthread_mutex_lock(&w->lock);
	struct link **at = bucket_of(w, l);
	while (*at != l)
		at = &(*at)->same;
	*at = l->same;
	if (l->prev)
		l->prev->next = l->next;
	else
		w->all = l->next;
	if (l->next)
		l->next->prev = l->prev;
	if (l->linger)
		linger(w, l->fd);
	pthread_mutex_unlock(&w->lock);
	free(l);
}

/* ---- the thread ---- */
static void cut_late(struct watch *w, int64_t now)
{
	for (struct link *l = w->all; l; l = l->next) {
		if (atomic_load_explicit(&l->deadline, memory_order_relaxed) > now)
			continue;
		watch_until(l, INT64_MAX);
		shutdown(l->fd, SHUT_RDWR);
		++*w->cut;
	}
}

/* Reads away what has come; true: this one is over. */
static bool read_away(struct lingering *l, int64_t now)
{
	char away[16 * 1024];
	ssize_t n = 1;
	while (l->left > 0 && (n = recv(l->fd, away, sizeof away, MSG_DONTWAIT)) > 0)
		l->left -= n;
	return n == 0 || l->left <= 0 || now > l->until || (n < 0 && errno != EAGAIN && errno != EINTR);
}

static void read_all_away(struct watch *w, int64_t now)
{
	for (size_t i = 0; i < w->nlingering;) {
		if (read_away(&w->lingering[i], now)) {
			close(w->lingering[i].fd);
			w->lingering[i] = w->lingering[--w->nlingering];
		} else {
			i++;
		}
	}
}

static void *look(void *argument)
{
	struct watch *w = argument;
	struct pollfd fds[LINGERING_MAX + 1];
	char away[64];
	pthread_mutex_lock(&w->lock);
	while (!w->stopping) {
		nfds_t n = 0;
		fds[n++] = (struct pollfd){.fd = w->wake[0], .events = POLLIN};
		for (size_t i = 0; i < w->nlingering; i++)
			fds[n++] = (struct pollfd){.fd = w->lingering[i].fd, .events = POLLIN};
		pthread_mutex_unlock(&w->lock);
		if (poll(fds, n, TICK_MS) > 0 && fds[0].revents && read(w->wake[0], away, sizeof away) < 0) {
			/* Nothing to read: then we only woke early. */
		}
		pthread_mutex_lock(&w->lock);
		int64_t now = watch_clock();
		cut_late(w, now);
		read_all_away(w, now);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct watch *watch_start(int each, bool spare_loopback, _Atomic int64_t *cut)
{
	struct watch *w = calloc(1, sizeof *w);
	if (!w)
		return NULL;
	pthread_mutex_init(&w->lock, NULL);
	w->each = each;
	w->spare_loopback = spare_loopback;
	w->cut = cut;
	if (pipe2(w->wake, O_CLOEXEC | O_NONBLOCK) != 0 || pthread_create(&w->thread, NULL, look, w) != 0) {
		free(w);
		return NULL;
	}
	return w;
}

void watch_stop(struct watch *w)
{
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_mutex_unlock(&w->lock);
	if (write(w->wake[1], "", 1) < 0) {
		/* It is awake already. */
	}
	pthread_join(w->thread, NULL);
	for (size_t i = 0; i < w->nlingering; i++)
		close(w->lingering[i].fd);
	close(w->wake[0]);
	close(w->wake[1]);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
