/* metrics: what happens, in numbers, in Prometheus' text format. Counting is a relaxed addition. */
#include "web/services/services.h"
#include "web/edge/uploads.h"
#include "auth/auth.sql.h"
#include "web/web.sql.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "auth/auth.h"
#include "http/http.h"
#include "web/module.h"
#include "web/reply.h"
#include "web/route.h"
#include "web/services/setting.h"

enum { CLASSES = 5 };
static const int64_t bounds[] = {1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 10000000};
struct counted {
	_Atomic int64_t by_class[CLASSES]; /* 1xx .. 5xx */
	_Atomic int64_t microseconds;
};
static struct {
	const struct module *const *list;
	size_t *first;          /* where a module's routes begin in `routes` */
	struct counted *routes; /* [0]: what no route matched */
	size_t n;
	_Atomic int64_t buckets[COUNT(bounds) + 1], sum;
	_Atomic(const struct http_server *) server;
	int64_t started;
} all;

void metrics_declare(const struct module *const *list)
{
	size_t n = 1, modules = 0;
	while (list[modules])
		modules++;
	free(all.first);
	free(all.routes);
	if (!(all.first = calloc(modules + 1, sizeof *all.first)))
		abort();
	for (size_t m = 0; m < modules; m++) {
		all.first[m] = n;
		n += list[m]->routes.n;
	}
	if (!(all.routes = calloc(n, sizeof *all.routes)))
		abort();
	all.n = n;
	all.list = list;
	all.started = clock_now();
}

static size_t index_of(const struct route *r)
{
	for (size_t m = 0; r && all.list[m]; m++) {
		const struct route *v = all.list[m]->routes.v;
		if (r >= v && r < v + all.list[m]->routes.n)
			return all.first[m] + (size_t)(r - v);
	}
	return 0;
}

#define ADD(counter, by) atomic_fetch_add_explicit(&(counter), (by), memory_order_relaxed)
#define READ(counter)    atomic_load_explicit(&(counter), memory_order_relaxed)

void metrics_request(const struct route *route, int status, int64_t microseconds)
{
	size_t bucket = 0;
	if (!all.n)
		return;
	struct counted *r = &all.routes[index_of(route)];
	ADD(r->by_class[status >= 100 && status < 600 ? status / 100 - 1 : CLASSES - 1], 1);
	ADD(r->microseconds, microseconds);
	while (bucket < COUNT(bounds) && microseconds > bounds[bucket])
		bucket++;
	ADD(all.buckets[bucket], 1);
	ADD(all.sum, microseconds);
}

void metrics_server(const struct http_server *s) { atomic_store(&all.server, s); }

/* ---- printing ---- */

static void head(buf *b, const char *name, const char *type, const char *help)
{
	buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void single(buf *b, const char *name, const char *type, const char *help, int64_t value)
{
	head(b, name, type, help);
	buf_printf(b, "%s %lld\n", name, (long long)value);
}

static void label(buf *b, const char *s)
{
	for (; *s; s++)
		buf_printf(b, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
}

static void print_route(buf *b, const struct route *r, const struct counted *k)
{
	for (int i = 0; i < CLASSES; i++) {
		int64_t n = READ(k->by_class[i]);
		if (!n)
			continue;
		buf_printf(b, "dinh_requests_total{method=\"%s\",route=\"", r ? r->method : "");
		label(b, r ? r->path : "other");
		buf_printf(b, "\",status=\"%dxx\"} %lld\n", i + 1, (long long)n);
	}
}

void metrics_requests(buf *b)
{
	head(b, "dinh_requests_total", "counter", "Requests by route and class of status.");
	if (all.n)
		print_route(b, NULL, &all.routes[0]);
	for (size_t m = 0, at = 1; all.n && all.list[m]; m++)
		for (size_t i = 0; i < all.list[m]->routes.n; i++)
			print_route(b, &all.list[m]->routes.v[i], &all.routes[at++]);
	head(b, "dinh_request_seconds", "histogram", "Time from the complete head of a request to its reply.");
	int64_t n = 0;
	for (size_t i = 0; i <= COUNT(bounds); i++) {
		n += READ(all.buckets[i]);
		if (i < COUNT(bounds))
			buf_printf(b, "dinh_request_seconds_bucket{le=\"%g\"} %lld\n", (double)bounds[i] / 1e6, (long long)n);
	}
	buf_printf(b, "dinh_request_seconds_bucket{le=\"+Inf\"} %lld\n", (long long)n);
	buf_printf(
		b, "dinh_request_seconds_sum %.6f\ndinh_request_seconds_count %lld\n", (double)READ(all.sum) / 1e6, (long long)n);
}

static void print_store(buf *b, struct store *s)
{
	struct db_stats d = {0};
	db_stats(s, &d);
	single(b, "dinh_writes_total", "counter", "Transactions asked for.", d.writes);
	single(b, "dinh_write_batches_total", "counter", "Commits that carried them.", d.batches);
	single(b, "dinh_write_retries_total", "counter",
		"Closures run again: another one of their commit failed, or the connection.", d.retries);
	single(b, "dinh_reads_total", "counter", "Queries of readers.", d.reads);
	single(b, "dinh_write_queue", "gauge", "Transactions that wait for the writer.", d.waiting);
	single(b, "dinh_store_bytes", "gauge", "Size of the store.", d.bytes);
}

static void print_server(buf *b)
{
	struct http_stats h;
	const struct http_server *s = atomic_load(&all.server);
	if (!s)
		return;
	http_stats(s, &h);
	single(b, "dinh_connections", "gauge", "Open connections.", h.connections);
	single(b, "dinh_refused_total", "counter", "Requests refused as malformed or too large.", h.refused);
	single(b, "dinh_timed_out_total", "counter", "Connections closed by a deadline.", h.timed_out);
}

static int64_t resident(void)
{
	long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	if (!f)
		return 0;
	if (fscanf(f, "%*d %ld", &pages) != 1)
		pages = 0;
	fclose(f);
	return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static void print_room(struct ctx *c, buf *b)
{
	struct room room = uploads_room(c);
	single(b, "dinh_disk_free_bytes", "gauge", "Free on the disk of the data folder.", room.free);
	single(b, "dinh_uploads_stopped", "gauge", "1: less is free than uploads.floor_mb wants, files are refused.",
		room.stopped);
}

static err print_jobs(struct ctx *c, buf *b)
{
	struct job_counts n;
	TRY(job_counts(c, &n));
	head(b, "dinh_jobs", "gauge", "Jobs by state.");
	buf_printf(b, "dinh_jobs{state=\"queued\"} %lld\ndinh_jobs{state=\"running\"} %lld\ndinh_jobs{state=\"dead\"} %lld\n",
		(long long)n.queued, (long long)n.running, (long long)n.dead);
	return NULL;
}

static err print_sessions(struct ctx *c, buf *b)
{
	struct sessions_alive s;
	TRY(sessions_alive(c, c->now - SESSION_IDLE, &s));
	single(b, "dinh_sessions", "gauge", "Sessions in use within the idle time.", s.alive);
	return NULL;
}

static err print_modules(struct ctx *c, buf *b)
{
	for (size_t m = 0; all.n && all.list[m]; m++)
		for (size_t i = 0; i < all.list[m]->metrics.n; i++) {
			const struct metric *k = &all.list[m]->metrics.v[i];
			int64_t value = 0;
			TRY(k->read(c, &value));
			single(b, k->name, "gauge", k->help, value);
		}
	return NULL;
}

/* ---- who may read it ---- */

/* Somebody on this machine, not through a proxy; or whoever knows the token. */
static bool allowed(struct req *q)
{
	str token = setting_text(&q->ctx, "metrics.token"), given = http_header(q->http, "Authorization");
	if (token.n && str_starts(given, S("Bearer ")) && same_secret((str){given.s + 7, given.n - 7}, token))
		return true;
	bool forwarded = http_header(q->http, "X-Forwarded-For").s || http_header(q->http, "Forwarded").s ||
			 http_header(q->http, "X-Real-IP").s;
	return !forwarded &&
	       (str_is(q->http->peer, "127.0.0.1") || str_is(q->http->peer, "::1") || str_is(q->http->peer, "::ffff:127.0.0.1"));
}

err metrics_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	buf b = {.a = c->a};
	if (!allowed(q))
		return FAIL(c, NOT_FOUND, "Không có trang này.");
	metrics_requests(&b);
	print_server(&b);
	print_store(&b, services_store());
	print_room(c, &b);
	TRY(print_jobs(c, &b));
	TRY(print_sessions(c, &b));
	TRY(print_modules(c, &b));
	single(&b, "process_resident_memory_bytes", "gauge", "Memory in use.", resident());
	single(&b, "process_start_time_seconds", "gauge", "When the program started.", all.started / SECOND);
	return reply_bytes(q, buf_text(&b), (str){0}, "text/plain; version=0.0.4; charset=utf-8", false);
}
