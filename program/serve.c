/* dinh serve: start order, signals, stop order. */
#include "main.h"
#include "web/services/services.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include "http/http.h"
#include "web/services/setting.h"
#include "web/site.h"
#include "web/web.h"

/* "127.0.0.1:8080", "[::1]:8080" */
static err read_listen(struct call *call, const char *text, struct http_options *o)
{
	const char *colon = strrchr(text, ':');
	bool bracketed = *text == '[';
	int64_t port;
	unsigned char raw[16];
	if (!colon || !str_int(str_of(colon + 1), &port) || port < 0 || port > 65535 || (bracketed && colon[-1] != ']'))
		return wrong_usage(call, "--listen %s: expected ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080", text);
	str address = {text + bracketed, (size_t)(colon - text) - 2 * (size_t)bracketed};
	o->address = str_c(call->ctx.a, address);
	o->port = (int)port;
	if (inet_pton(bracketed ? AF_INET6 : AF_INET, o->address, raw) != 1)
		return wrong_usage(call, "--listen %s: `%s` is no address; an IPv6 address stands in brackets", text, o->address);
	return NULL;
}

/* One descriptor a connection and an upload, beside the store's own. */
static void raise_limits(void)
{
	struct rlimit files;
	if (!getrlimit(RLIMIT_NOFILE, &files) && files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max < 65536 ? files.rlim_max : 65536;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

/* Signals are for the main thread alone, which waits for them; every thread started from here on inherits the mask. */
static void block_signals(sigset_t *ends)
{
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(ends);
	sigaddset(ends, SIGTERM);
	sigaddset(ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, ends, NULL);
}

static void say_ready(struct call *call, const struct http_options *o, int port)
{
	bool six = strchr(o->address, ':') != NULL, any = !strcmp(o->address, "0.0.0.0") || !strcmp(o->address, "::");
	char origin[128];
	printf("Listening on http://%s%s%s:%d\n", six ? "[" : "", o->address, six ? "]" : "", port);
	fflush(stdout);
	snprintf(origin, sizeof origin, "http://%s%s%s:%d", six && !any ? "[" : "", any ? "127.0.0.1" : o->address,
		six && !any ? "]" : "", port);
	site_listens(origin);
	say_site(call);
}

static err serve_until_signal(struct call *call, struct http_options *o, const sigset_t *ends)
{
	struct ctx *c = &call->ctx;
	struct http_server *server;
	int64_t began = c->now;
	TRY(http_start(c, o, web_handlers(), call->web, &server));
	metrics_server(server);
	web_jobs_start(call->web);
	log_line(LOG_INFO, NULL, "start", "version=%s data=%s port=%d ms=%lld", VERSION, call->data, http_port(server),
		(long long)((clock_now() - began) / 1000));
	say_ready(call, o, http_port(server));
	int which;
	sigwait(ends, &which);
	log_line(LOG_INFO, NULL, "stop", "signal=%d", which);
	signal(SIGTERM, SIG_DFL); /* a second signal ends it at once */
	signal(SIGINT, SIG_DFL);
	pthread_sigmask(SIG_UNBLOCK, ends, NULL);
	metrics_server(NULL);
	http_stop(server);
	return NULL;
}

err command_serve(struct call *call)
{
	struct ctx *c = &call->ctx;
	struct http_options o = {0};
	struct texts certificates = {0};
	sigset_t ends;
	const char *listen = option(call, "--listen");
	if (listen)
		TRY(read_listen(call, listen, &o));
	TRY(make_folders(c, call->data));
	TRY(lock_folder(call));
	bool fresh = folder_is_fresh(call);
	raise_limits();
	block_signals(&ends);
	if (call->postgres)
		TRY(db_outside(c, call->postgres, &certificates));
	if (!option(call, "--no-sandbox"))
		sandbox(c, call->data, call->ini, certificates);
	TRY(open_store(call));
	pthread_sigmask(SIG_UNBLOCK, &ends, NULL); /* who is asked may leave */
	err site = choose_site(call, fresh);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	TRY(site);
	TRY(fill_store(call)); /* a feature that is new in this program: its permissions, its part of the catalogue */
	if (!listen)
		TRY(read_listen(call, str_c(c->a, setting_text(c, "server.listen")), &o));
	o.trust_proxy = setting_int(c, "server.trust_proxy");
	o.upload_folder = data_path(call, "tmp").s;
	return serve_until_signal(call, &o, &ends);
}
