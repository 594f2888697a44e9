/* A small program on src/http alone, for the scripts beside it: it says what it understood of a request.
 *
 * It prints its port, serves until standard input ends, then stops as the real program does. Arguments: NAME=VALUE of the options in
 * main; times in milliseconds. */
#include "http/http.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct http_plan plan(void *user, const struct http_request *r)
{
	(void)user;
	struct http_plan p = {.body_max = 64 * 1024, .quick = !str_starts(r->path, S("/worker"))};
	if (str_is(r->path, "/upload"))
		p = (struct http_plan){.body_max = 8 * 1024 * 1024, .file_max = 4 * 1024 * 1024};
	if (str_starts(r->path, S("/refuse")))
		p.refuse = 403;
	if (str_is(r->method, "GET"))
		p.body_max = 0;
	return p;
}

static void show(buf *b, const char *name, str value)
{
	if (value.s)
		buf_printf(b, "%s=%.*s\n", name, STR_ARG(value));
}

static void show_parts(buf *b, struct http_request *r)
{
	for (size_t i = 0; i < r->nparts; i++) {
		const struct http_part *p = &r->parts[i];
		if (!p->filename.s) {
			buf_printf(b, "field %.*s=%.*s\n", STR_ARG(p->name), STR_ARG(p->value));
			continue;
		}
		struct sha256_state *hash = sha256_begin(r->a);
		char piece[4096];
		for (ssize_t n; (n = read(p->fd, piece, sizeof piece)) > 0;)
			sha256_add(hash, piece, (size_t)n);
		buf_printf(b, "file %.*s name=%.*s type=%.*s size=%lld sha256=%s\n", STR_ARG(p->name), STR_ARG(p->filename),
			STR_ARG(p->content_type), (long long)p->size, sha256_hex(r->a, sha256_end(hash)).s);
	}
}

static void answer(void *user, struct http_request *r, struct http_reply *reply, int refused)
{
	(void)user;
	buf *b = &reply->body;
	http_set(reply, "Content-Type", S("text/plain; charset=utf-8"));
	reply->status = refused;
	if (refused) {
		buf_printf(b, "refused=%d\n", refused);
		return;
	}
	if (str_is(r->path, "/self")) {
		reply->fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
		reply->offset = 1;
		reply->length = 3;
		return;
	}
	if (str_is(r->path, "/split"))
		http_set(reply, "Location", S("/a\r\nSet-Cookie: stolen=1"));
	if (str_is(r->path, "/worker/large"))
		for (int i = 0; i < 4096; i++)
			buf_printf(b, "%-1023d\n", i);
	if (str_is(r->path, "/worker/slow"))
		usleep(400 * 1000);
	buf_printf(b, "method=%.*s\npath=%.*s\nquery=%.*s\npeer=%.*s\nsecure=%d\n", STR_ARG(r->method), STR_ARG(r->path),
		STR_ARG(r->query), STR_ARG(r->peer), r->secure);
	show(b, "q", http_query(r, "q"));
	show(b, "cookie", http_cookie(r, "session"));
	show(b, "body", r->body);
	show_parts(b, r);
}

static int64_t option(int argc, char **argv, const char *name, int64_t fallback)
{
	for (int i = 1; i < argc; i++)
		if (!strncmp(argv[i], name, strlen(name)) && argv[i][strlen(name)] == '=')
			return atoll(argv[i] + strlen(name) + 1);
	return fallback;
}

int main(int argc, char **argv)
{
	arena a = {0};
	struct ctx c = {.a = &a};
	struct http_server *server;
	const char *folder = getenv("TMPDIR");
	struct http_options o = {.address = option(argc, argv, "six", 0) ? "::1" : "127.0.0.1",
		.port = (int)option(argc, argv, "port", 0),
		.workers = (int)option(argc, argv, "workers", 8),
		.connections_each = (int)option(argc, argv, "each", 0),
		.head_deadline = 1000 * option(argc, argv, "head", 0),
		.body_deadline = 1000 * option(argc, argv, "body", 0),
		.idle_timeout = 1000 * option(argc, argv, "idle", 0),
		.trust_proxy = option(argc, argv, "proxy", 0),
		.upload_folder = folder ? folder : "/tmp"};
	struct http_handlers handlers = {plan, answer, NULL};
	crypto_start();
	err e = http_start(&c, &o, &handlers, NULL, &server);
	if (e) {
		fprintf(stderr, "%.*s\n", STR_ARG(e->text));
		return 1;
	}
	printf("%d\n", http_port(server));
	fflush(stdout);
	while (getchar() != EOF)
		;
	http_stop(server);
	arena_free(&a);
	return 0;
}
