/* The adapter of libmicrohttpd 0.9.75: the only file that names it.
 *
 * One request goes: take_target (the request line is read) -> take_head (the head is complete: is it acceptable, what is the
 * plan) -> take_body, as often as data comes -> dispatch, here or on a thread of the crew -> send_reply -> completed. The library calls
 * on_request for all of it; what makes its parser unsafe to trust is written at head_whole. */
#include "inside.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

/* A head of HEAD_MAX, its table of lines and the head of the reply; the library clears all of it after each request, so it is no larger. */
enum { CONNECTION_MEMORY = 48 * 1024, STOP_SECONDS = 5, IDLE_MS = 60 * 1000 };

struct http_server {
	struct MHD_Daemon *daemon;
	struct http_options o;
	struct http_handlers handlers;
	void *user;
	struct crew *crew;
	struct watch *watch;
	int port;
	_Atomic bool stopping, late; /* late: what has not begun by now is not begun */
	_Atomic int64_t requests, refused, timed_out, connections, running;
};

struct exchange { /* one request and its reply; lives in its own arena */
	struct job_link job;
	struct http_server *s;
	struct MHD_Connection *connection;
	struct link *link;
	arena memory;
	struct http_request request;
	struct http_reply reply;
	struct http_head head;
	const char *target_at; /* where the library keeps the target: compared, never read */
	struct http_plan plan;
	int refused;
	bool begun, early, answered, headless; /* early: reply before the body; headless: a HEAD request wants no body */
	int64_t received, body_began;
	struct http_form *form;
	buf body;
};

/* ---- what handlers ask of a request ---- */
str http_header(const struct http_request *r, const char *name)
{
	return head_find(&((const struct exchange *)r->own)->head, name);
}

str http_cookie(const struct http_request *r, const char *name) { return cookie_find(http_header(r, "Cookie"), name); }

str http_query(const struct http_request *r, const char *name) { return query_find(r->a, r->query, name); }

str http_field(const struct http_request *r, const char *name)
{
	for (size_t i = 0; i < r->nparts; i++)
		if (!r->parts[i].filename.s && str_is(r->parts[i].name, name))
			return r->parts[i].value;
	return (str){0};
}

void http_set(struct http_reply *reply, const char *name, str value)
{
	bool sound =
		value.s && !memchr(value.s, '\r', value.n) && !memchr(value.s, '\n', value.n) && !memchr(value.s, '\0', value.n);
	int i = 0;
	while (i < reply->nheaders && strcasecmp(reply->headers[i].name, name) != 0)
		i++;
	bool several = !strcasecmp(name, "Set-Cookie");
	if (several)
		i = reply->nheaders;
	if (!sound || i == (int)COUNT(reply->headers)) {
		log_line(LOG_WARNING, NULL, "header-refused", "name=%s", name);
		return;
	}
	reply->headers[i] = (struct http_own_header){name, value};
	if (i == reply->nheaders)
		reply->nheaders++;
}

/* ---- threads of the library: it has no hook for their end, a thread-specific value has ---- */
static pthread_key_t polling_key;
static pthread_once_t polling_once = PTHREAD_ONCE_INIT;

static void polling_end(void *server)
{
	struct http_server *s = server;
	if (s->handlers.thread_end)
		s->handlers.thread_end(s->user);
}

static void polling_init(void)
{
	if (pthread_key_create(&polling_key, polling_end) != 0)
		abort();
}

static void polling_mark(struct http_server *s)
{
	if (!pthread_getspecific(polling_key))
		pthread_setspecific(polling_key, s);
}

/* ---- the head ---- */
struct collected {
	struct http_line *lines;
	size_t n;
};

static enum MHD_Result collect(
	void *to, enum MHD_ValueKind kind, const char *name, size_t name_size, const char *value, size_t value_size)
{
	struct collected *c = to;
	(void)kind;
	c->lines[c->n++] = (struct http_line){{name, name_size}, {value ? value : "", value ? value_size : 0}};
	return MHD_YES;
}

static void collect_lines(struct exchange *x)
{
	int n = MHD_get_connection_values(x->connection, MHD_HEADER_KIND, NULL, NULL);
	struct collected c = {NEWN(&x->memory, struct http_line, n > 0 ? n : 1), 0};
	MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, collect, &c);
	x->head.lines = c.lines;
	x->head.n = c.n;
}

/* The library cuts the head into C strings where it stands: CR LF and ':' become NUL. It takes a bare LF for a line's end, joins folded
 * lines, and a NUL sent by the other side hides the rest of its line or ends the head. In an honest head each piece begins where the
 * one before it ended, two bytes (CR LF) on; anywhere else something was hidden, and the head is refused. */
static bool head_whole(const struct exchange *x, const char *method, const char *version)
{
	const struct http_head *h = &x->head;
	const union MHD_ConnectionInfo *size = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	const char *at = method + h->method.n + 1;
	if (!size || x->target_at != at || version != at + h->target.n + 1)
		return false;
	at = version + h->version.n + 2;
	for (size_t i = 0; i < h->n; i++) {
		const char *colon = h->lines[i].name.s + h->lines[i].name.n;
		if (h->lines[i].name.s != at || h->lines[i].value.s <= colon)
			return false;
		at = h->lines[i].value.s + h->lines[i].value.n + 2;
	}
	return at + 2 == method + size->header_size;
}

static void *take_target(void *server, const char *target, struct MHD_Connection *connection)
{
	struct http_server *s = server;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	arena memory = {0};
	struct exchange *x = NEW(&memory, struct exchange);
	x->s = s;
	x->connection = connection;
	x->link = info ? info->socket_context : NULL;
	x->memory = memory;
	x->target_at = target;
	x->head.target = str_copy(&x->memory, str_of(target));
	if (x->link)
		watch_until(x->link, watch_clock() + s->o.head_deadline);
	return x;
}

static void who_asks(struct exchange *x)
{
	struct http_request *r = &x->request;
	r->peer = str_of(x->link->peer);
	if (!x->s->o.trust_proxy || !x->link->loopback)
		return;
	str forwarded = address_last(&x->memory, head_find(&x->head, "X-Forwarded-For"));
	if (forwarded.s)
		r->peer = forwarded;
	r->secure = str_is(head_find(&x->head, "X-Forwarded-Proto"), "https");
}

static void refuse(struct exchange *x, int status)
{
	if (!x->refused)
		x->refused = status;
}

static void plan_body(struct exchange *x)
{
	const struct http_head *h = &x->head;
	x->plan = x->s->handlers.plan(x->s->user, &x->request);
	if (x->plan.refuse)
		refuse(x, x->plan.refuse);
	if (h->length > 0 && (uint64_t)h->length > x->plan.body_max)
		refuse(x, 413);
	if (!x->refused && h->length) {
		x->body.a = &x->memory;
		x->form = http_form_begin(
			&x->memory, head_find(h, "Content-Type"), x->s->o.upload_folder, x->plan.file_max, &x->refused);
	}
	/* What is refused is answered before its body is read; without a body the connection stays usable. */
	x->early = x->refused && h->length;
}

static enum MHD_Result dispatch(struct exchange *x);

static enum MHD_Result take_head(struct exchange *x, const char *method, const char *version)
{
	struct http_request *r = &x->request;
	const union MHD_ConnectionInfo *size = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	x->begun = true;
	x->s->requests++;
	x->s->running++;
	x->head.method = str_copy(&x->memory, str_of(method));
	x->head.version = str_copy(&x->memory, str_of(version));
	collect_lines(x);
	int bad = head_check(&x->memory, &x->head);
	if (!bad && !head_whole(x, method, version))
		bad = 400;
	if (!bad && size && size->header_size > HEAD_MAX)
		bad = 431;
	x->headless = str_is(x->head.method, "HEAD");
	*r = (struct http_request){.a = &x->memory, .path = bad ? S("/") : x->head.path, .query = bad ? S("") : x->head.query};
	r->method = x->headless ? S("GET") : x->head.method;
	r->started = clock_now();
	r->own = x;
	who_asks(x);
	if (bad) { /* where this request ends is anybody's guess: answer and close */
		x->refused = bad;
		x->early = true;
		x->plan.quick = true;
		x->head.n = 0;
	} else {
		plan_body(x);
	}
	x->body_began = watch_clock();
	watch_until(x->link, x->body_began + x->s->o.body_deadline);
	return x->early ? dispatch(x) : MHD_YES;
}

/* ---- the body ---- */
static enum MHD_Result take_body(struct exchange *x, const char *data, size_t *size)
{
	size_t n = *size;
	*size = 0;
	x->received += (int64_t)n;
	watch_until(x->link, x->body_began + x->s->o.body_deadline + x->received * SECOND / RATE_FLOOR);
	if ((uint64_t)x->received > x->plan.body_max) /* the head has promised less */
		return MHD_NO;
	if (x->refused)
		return MHD_YES;
	if (x->form)
		refuse(x, http_form_feed(x->form, data, n));
	else
		buf_put(&x->body, data, n);
	return MHD_YES;
}

static void body_done(struct exchange *x)
{
	struct http_request *r = &x->request;
	if (x->form && !x->refused)
		refuse(x, http_form_end(x->form, &r->parts, &r->nparts));
	r->body = buf_text(&x->body);
}

/* ---- the answer ---- */
static void answer(struct exchange *x)
{
	struct http_server *s = x->s;
	x->reply.fd = -1;
	x->reply.body.a = &x->memory;
	if (x->refused)
		s->refused++;
	s->handlers.answer(s->user, &x->request, &x->reply, x->refused);
	x->answered = true;
}

static void answer_on_crew(struct job_link *job)
{
	struct exchange *x = (struct exchange *)job; /* its first member */
	struct MHD_Connection *connection = x->connection;
	if (x->s->late)
		refuse(x, 503);
	answer(x);
	MHD_resume_connection(connection); /* from here on x is the polling thread's, or gone */
}

static struct MHD_Response *build(struct exchange *x)
{
	struct http_reply *reply = &x->reply;
	struct MHD_Response *response;
	if (reply->fd >= 0)
		response = MHD_create_response_from_fd_at_offset64((uint64_t)reply->length, reply->fd, (uint64_t)reply->offset);
	else if (reply->fixed)
		response = MHD_create_response_from_buffer(
			reply->fixed_size, (void *)(uintptr_t)reply->fixed, MHD_RESPMEM_PERSISTENT);
	else
		response = MHD_create_response_from_buffer(reply->body.n, reply->body.s, MHD_RESPMEM_PERSISTENT);
	if (!response) {
		if (reply->fd >= 0)
			close(reply->fd);
		return NULL;
	}
	for (int i = 0; i < reply->nheaders; i++)
		if (MHD_add_response_header(response, reply->headers[i].name, str_c(&x->memory, reply->headers[i].value)) !=
			MHD_YES)
			log_line(LOG_WARNING, NULL, "header-refused", "name=%s", reply->headers[i].name);
	if (x->s->stopping)
		MHD_add_response_header(response, "Connection", "close");
	return response;
}

static enum MHD_Result send_reply(struct exchange *x)
{
	struct http_reply *reply = &x->reply;
	struct MHD_Response *response = build(x);
	if (!response)
		return MHD_NO;
	int64_t length = reply->fd >= 0 ? reply->length : reply->fixed ? (int64_t)reply->fixed_size : (int64_t)reply->body.n;
	watch_until(x->link, watch_clock() + x->s->o.body_deadline + length * SECOND / RATE_FLOOR);
	x->link->linger = x->early;
	enum MHD_Result sent = MHD_queue_response(x->connection, reply->status ? (unsigned)reply->status : 200, response);
	MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result dispatch(struct exchange *x)
{
	watch_until(x->link, INT64_MAX);
	if (!x->plan.quick) {
		MHD_suspend_connection(x->connection);
		if (crew_give(x->s->crew, &x->job))
			return MHD_YES;
		MHD_resume_connection(
			x->connection); /* we are stopping, or out of threads; the reply is sent when it comes back */
		refuse(x, 503);
		answer(x);
		return MHD_YES;
	}
	answer(x);
	return send_reply(x);
}

/* ---- what the library calls ---- */
static enum MHD_Result on_request(void *server, struct MHD_Connection *connection, const char *url, const char *method,
	const char *version, const char *data, size_t *size, void **context)
{
	struct exchange *x = *context;
	(void)connection;
	(void)url;
	polling_mark(server);
	if (!x || !x->link)
		return MHD_NO;
	if (!x->begun)
		return take_head(x, method, version);
	if (*size)
		return take_body(x, data, size);
	if (x->answered)
		return send_reply(x);
	body_done(x);
	return dispatch(x);
}

static void on_completed(void *server, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode why)
{
	struct http_server *s = server;
	struct exchange *x = *context;
	(void)connection;
	if (!x)
		return;
	if (why == MHD_REQUEST_TERMINATED_TIMEOUT_REACHED)
		s->timed_out++;
	if (x->begun)
		s->running--;
	if (x->link)
		watch_until(x->link, watch_clock() + s->o.idle_timeout + s->o.head_deadline);
	arena memory = x->memory; /* x itself stands in it */
	arena_free(&memory);
	*context = NULL;
}

static void on_connection(
	void *server, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
	struct http_server *s = server;
	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (*context) {
			watch_remove(s->watch, *context);
			s->connections--;
		}
		return;
	}
	int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	const struct sockaddr *address = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
	*context = watch_add(s->watch, fd, address, watch_clock() + s->o.head_deadline);
	if (*context) {
		s->connections++;
	} else {
		s->refused++;
		shutdown(fd, SHUT_RDWR);
	}
}

static void on_log(void *server, const char *format, va_list list)
{
	char text[512];
	(void)server;
	if (log_level > LOG_DEBUG)
		return;
	vsnprintf(text, sizeof text, format, list);
	log_line(LOG_DEBUG, NULL, "libmicrohttpd", "text=\"%s\"", text);
}

static size_t keep_encoded(void *server, struct MHD_Connection *connection, char *text)
{
	(void)server;
	(void)connection;
	return strlen(text);
}

/* ---- start and stop ---- */
static err listen_on(struct ctx *c, const struct http_options *o, int *out)
{
	struct sockaddr_storage address = {0};
	struct sockaddr_in *four = (struct sockaddr_in *)&address;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
	socklen_t size = sizeof *four;
	if (o->port < 0 || o->port > 65535)
		return FAIL(c, INVALID, "Cổng %d không hợp lệ.", o->port);
	if (inet_pton(AF_INET, o->address, &four->sin_addr) == 1) {
		four->sin_family = AF_INET;
		four->sin_port = htons((uint16_t)o->port);
	} else if (inet_pton(AF_INET6, o->address, &six->sin6_addr) == 1) {
		six->sin6_family = AF_INET6;
		six->sin6_port = htons((uint16_t)o->port);
		size = sizeof *six;
	} else {
		return FAIL(c, INVALID, "Địa chỉ \"%s\" không phải là địa chỉ IP.", o->address);
	}
	int on = 1, off = 0, fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return FAIL(c, BROKEN, "socket: %s", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (address.ss_family == AF_INET6) /* "::" serves both families */
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
	if (bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 1024) != 0) {
		int why = errno;
		close(fd);
		return FAIL(c, why == EADDRINUSE ? CONFLICT : BROKEN, "%s:%d: %s", o->address, o->port, strerror(why));
	}
	*out = fd;
	return NULL;
}

static int port_of(int fd)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
		return 0;
	return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
						   : ((struct sockaddr_in *)&address)->sin_port);
}

static struct http_options with_defaults(const struct http_options *given)
{
	struct http_options o = *given;
	o.threads = o.threads ? o.threads : (int)sysconf(_SC_NPROCESSORS_ONLN);
	o.workers = o.workers ? o.workers : 64;
	o.connections = o.connections ? o.connections : 4000;
	o.connections_each = o.connections_each ? o.connections_each : 400;
	o.head_deadline = o.head_deadline ? o.head_deadline : 10 * SECOND;
	o.body_deadline = o.body_deadline ? o.body_deadline : 120 * SECOND;
	o.idle_timeout = o.idle_timeout ? o.idle_timeout : 30 * SECOND;
	return o;
}

static struct MHD_Daemon *daemon_start(struct http_server *s, int fd)
{
	unsigned flags =
		MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG;
	unsigned idle = (unsigned)((s->o.idle_timeout + SECOND - 1) / SECOND);
	struct MHD_OptionItem pool[] = {
		{s->o.threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, s->o.threads, NULL}, {MHD_OPTION_END, 0, NULL}};
	/* clang-format off */
	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s,
		MHD_OPTION_EXTERNAL_LOGGER, on_log, s,
		MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_ARRAY, pool,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->o.connections,
		MHD_OPTION_CONNECTION_TIMEOUT, idle,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, s,
		MHD_OPTION_URI_LOG_CALLBACK, take_target, s,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
		MHD_OPTION_END);
	/* clang-format on */
}

/* What is left when nobody serves any more, or never did. */
static void take_down(struct http_server *s)
{
	if (s->watch)
		watch_stop(s->watch);
	if (s->crew) {
		crew_stop(s->crew);
		crew_free(s->crew);
	}
	free(s);
}

err http_start(
	struct ctx *c, const struct http_options *o, const struct http_handlers *handlers, void *user, struct http_server **out)
{
	int fd;
	pthread_once(&polling_once, polling_init);
	TRY(listen_on(c, o, &fd));
	struct http_server *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	s->o = with_defaults(o);
	s->handlers = *handlers;
	s->user = user;
	s->port = port_of(fd);
	/* Signals are the main thread's: the threads made here, and those they make, take none. */
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	s->crew = crew_start(s->o.workers, IDLE_MS, answer_on_crew, polling_end, s);
	s->watch = watch_start(s->o.connections_each, s->o.trust_proxy, &s->timed_out);
	s->daemon = s->crew && s->watch ? daemon_start(s, fd) : NULL;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!s->daemon) {
		take_down(s);
		return FAIL(c, BROKEN, "the http server does not start on %s:%d", o->address, o->port);
	}
	*out = s;
	return NULL;
}

int http_port(const struct http_server *s) { return s->port; }

void http_stats(const struct http_server *s, struct http_stats *out)
{
	*out = (struct http_stats){s->requests, s->refused, s->timed_out, s->connections};
}

void http_stop(struct http_server *s)
{
	s->stopping = true;
	int fd = MHD_quiesce_daemon(s->daemon);
	for (int i = 0; i < STOP_SECONDS * 100 && s->running; i++)
		usleep(10 * 1000);
	s->late = true;
	crew_stop(s->crew);
	MHD_stop_daemon(s->daemon);
	if (fd >= 0)
		close(fd);
	take_down(s);
}
