/* web: the life of a request, from the adapter and back; start and stop. */
#include "web/pages/menu.h"
#include "web/sealed.h"
#include "web/services/services.h"
#include "web/edge/uploads.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "http/http.h"
#include "web/module.h"
#include "web/reply.h"
#include "web/site.h"
#include "web/edge/edge.h"

enum {
	BODY_DEFAULT = 64 * 1024,
	FORM_BESIDE_FILES = 256 * 1024,
	PAGE_ROOM = 32 * 1024 /* most pages fit: their text is not moved while it grows */
};

/* ---- before the body is read ---- */

static bool is_static(str path) { return str_starts(path, S("/static/")); }
static bool is_api(str path) { return str_starts(path, S("/api/")); }

/* Asked before the body of a form with files comes. */
static int refuse_files(struct web *w, const struct http_request *r, const struct target *t, size_t most)
{
	struct ctx c = {.a = r->a, .now = w->clock(), .request_id = S("plan")};
	int64_t length = 0;
	/* A stranger does not fill the disk with files that nobody will take. */
	if (t->permission != ROUTE_PUBLIC && !guard_knows(w, r))
		return 401;
	bool said = str_int(http_header(r, "Content-Length"), &length) && length >= 0 && (uint64_t)length <= most;
	if (said && length <= FORM_BESIDE_FILES)
		return 0; /* a form in which no file was chosen is filed whatever the disk says; a small file is asked about later */
	return uploads_refuse(&c, r, said ? (size_t)length : most);
}

static struct http_plan plan(void *user, const struct http_request *r)
{
	struct match m;
	if (is_static(r->path))
		return (struct http_plan){.quick = true};
	route_match(r->method, r->path, &m);
	if (!m.target)
		return (struct http_plan){.refuse = *m.allow ? 405 : 404};
	const struct route *route = m.target->route;
	if (str_is(str_of(route->method), "GET"))
		return (struct http_plan){.quick = route->quick};
	size_t body = route->body_max ? route->body_max : route->file_max ? route->file_max + FORM_BESIDE_FILES : BODY_DEFAULT;
	int refuse = route->file_max ? refuse_files(user, r, m.target, body) : 0;
	return (struct http_plan){.body_max = body, .file_max = route->file_max, .refuse = refuse};
}

/* ---- the form that comes back ---- */

static const struct problem *one_problem(struct visit *v, const char *field, str text, const struct problem *next)
{
	struct problem *p = NEW(v->q.ctx.a, struct problem);
	*p = (struct problem){next, field, text};
	return p;
}

/* A browser cannot put a chosen file back into a form: say so beside each. */
static const struct problem *with_files(struct visit *v, const struct problem *problems)
{
	const struct http_request *r = v->q.http;
	for (size_t i = r->nparts; i-- > 0;) {
		const struct http_part *part = &r->parts[i];
		if (!part->filename.n || !part->size || part->fd < 0)
			continue;
		const char *field = str_c(v->q.ctx.a, part->name);
		bool named = false;
		for (const struct problem *p = problems; p; p = p->next)
			named |= !strcmp(p->field, field);
		if (!named)
			problems = one_problem(
				v, field, S("Hãy chọn lại tệp: trình duyệt không giữ tệp khi biểu mẫu phải sửa"), problems);
	}
	return problems;
}

static err show_again(struct visit *v, err wrong)
{
	struct req *q = &v->q;
	reply_reset(v);
	q->page.problems = with_files(v, wrong->problems ? wrong->problems : one_problem(v, "", wrong->text, NULL));
	q->page.again = true;
	TRY(db_read_begin(&q->ctx));
	err e = q->route->again(q);
	db_read_end(&q->ctx);
	TRY(e);
	q->reply->status = 422;
	return NULL;
}

/* ---- one request ---- */

static err run(struct visit *v, const struct target *t)
{
	struct req *q = &v->q;
	TRY(guard(v, t));
	uint64_t epoch = auth_epoch();
	err e = q->route->fresh ? prove_fresh(q) : NULL;
	if (!e)
		e = q->route->run(q);
	if (str_is(q->http->method, "GET") || str_is(q->http->method, "HEAD"))
		return e;
	/* What others looked up between a change of accounts and its commit is the old state: forget it too. */
	if (auth_epoch() != epoch)
		auth_changed();
	actors_set_unread(v->token, q->ctx.now, -1);
	return e && e->kind == INVALID && q->route->again && !q->json ? show_again(v, e) : e;
}

/* A page of failure before any handler: who reads it still keeps his menu. */
static err serve_refusal(struct visit *v, int status, const char *allow)
{
	v->allow = str_copy(v->q.ctx.a, str_of(allow)).s;
	err e = guard_identify(v);
	bool full = status == 503 && uploads_room(&v->q.ctx).stopped;
	if (!e || e->kind == SIGN_IN) /* a stale token changes nothing about the refusal */
		fail_status(v, status, full ? str_of(uploads_no_room) : S(""));
	return e && e->kind != SIGN_IN ? e : NULL;
}

static err serve(struct visit *v, int refused)
{
	struct req *q = &v->q;
	struct match m;
	route_match(q->http->method, q->http->path, &m);
	if (refused || !m.target)
		return serve_refusal(v, refused ? refused : *m.allow ? 405 : 404, m.allow);
	q->route = m.target->route;
	q->id = m.id;
	q->key = m.key;
	memcpy(q->keys, m.keys, sizeof q->keys);
	bool reads = !strcmp(q->route->method, "GET");
	if (reads)
		TRY(db_read_begin(&q->ctx));
	err e = run(v, m.target);
	if (e)
		fail_reply(v, e); /* its page reads too: same view, same transaction */
	else if (reads)
		menu_note(v);
	if (reads)
		db_read_end(&q->ctx);
	return NULL;
}

/* Headers that every reply carries, unless the handler has said otherwise. */
static void set_default(struct visit *v, const char *name, str value)
{
	if (!has_header(v->q.reply, name))
		http_set(v->q.reply, name, value);
}

static void finish(struct visit *v)
{
	struct http_reply *r = v->q.reply;
	if (!r->status)
		r->status = 200;
	if (r->body.n && !has_header(r, "Content-Type")) {
		http_set(r, "Content-Type", S("text/html; charset=utf-8"));
		if (v->form_cookie.n) /* its pages hold forms */
			set_cookie(v, "dinh_form", v->form_cookie, -1);
	}
	if (!has_header(r, "Content-Security-Policy"))
		page_pictures_from(&v->q, S(""));
	set_default(v, "X-Content-Type-Options", S("nosniff"));
	set_default(v, "Referrer-Policy", S("same-origin"));
	set_default(v, "Permissions-Policy", S("camera=(self), microphone=(), geolocation=(self), payment=(), usb=()"));
	set_default(v, "Cross-Origin-Opener-Policy", S("same-origin"));
	set_default(v, "Cross-Origin-Resource-Policy", S("same-origin"));
	set_default(v, "Cache-Control", v->session.id || r->status >= 400 ? S("no-store") : S("private, no-cache"));
	if (v->q.http->secure)
		set_default(v, "Strict-Transport-Security", S("max-age=31536000; includeSubDomains"));
	http_set(r, "X-Request-Id", v->q.ctx.request_id);
	send_packed(v);
}

/* Eight characters, good to read out on the telephone, unlike those of the requests around it. */
static str new_request_id(arena *a)
{
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	static atomic_uint_fast64_t counter;
	static _Atomic uint64_t seed;
	uint64_t x = atomic_load(&seed);
	if (!x) {
		random_bytes(&x, sizeof x);
		atomic_store(&seed, x);
	}
	x += atomic_fetch_add(&counter, 1) * UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 31;
	char *id = arena_get(a, 9);
	for (int i = 0; i < 8; i++, x /= 31)
		id[i] = letters[x % 31];
	return (str){id, 8};
}

static struct visit *begin(struct web *w, struct http_request *r, struct http_reply *reply)
{
	struct visit *v = NEW(r->a, struct visit);
	v->web = w;
	v->q.ctx = (struct ctx){.a = r->a, .now = w->clock(), .request_id = new_request_id(r->a)};
	v->q.http = r;
	v->q.reply = reply;
	v->q.actor = &v->actor;
	v->q.json = is_api(r->path);
	v->q.reply->body = (buf){.s = arena_room(r->a, PAGE_ROOM), .cap = PAGE_ROOM, .a = r->a};
	page_begin(v);
	return v;
}

struct last_thing {
	struct last_thing *next;
	void (*fn)(struct ctx *c, void *arg);
	void *arg;
};

void later(struct req *q, void (*fn)(struct ctx *c, void *arg), void *arg)
{
	struct visit *v = visit_of(q);
	struct last_thing *k = NEW(q->ctx.a, struct last_thing);
	*k = (struct last_thing){v->last, fn, arg};
	v->last = k;
}

void last_things(struct visit *v)
{
	for (struct last_thing *k = v->last; k; k = k->next)
		k->fn(&v->q.ctx, k->arg);
}

static void answer(void *user, struct http_request *r, struct http_reply *reply, int refused)
{
	struct visit *v = begin(user, r, reply);
	bool asset = !refused && send_asset(v);
	if (!asset) {
		err e = db_use(&v->q.ctx, v->web->store);
		if (!e)
			e = serve(v, refused);
		if (e)
			fail_reply(v, e);
		last_things(v);
	}
	finish(v);
	int64_t took = clock_now() - r->started;
	metrics_request(v->q.route, reply->status, took);
	if (!asset)
		log_line(LOG_INFO, &v->q.ctx, "request", "method=%.*s route=%s status=%d us=%lld", STR_ARG(r->method),
			v->q.route ? v->q.route->path : "-", reply->status, (long long)took);
}

static void thread_end(void *user)
{
	(void)user;
	db_thread_end();
}

const struct http_handlers *web_handlers(void)
{
	static const struct http_handlers handlers = {plan, answer, thread_end};
	return &handlers;
}

/* ---- start and stop ---- */

static err make_folder(struct ctx *c, const char *data, const char *name)
{
	str path = str_format(c->a, "%s%s%s", data, *name ? "/" : "", name);
	if (!mkdir(path.s, 0700) || errno == EEXIST)
		return NULL;
	return FAIL(c, BROKEN, "cannot make the folder %s: %s", path.s, strerror(errno));
}

/* The module list with the edge's own in front. */
static const struct module *const *whole_list(struct web *w)
{
	const struct module *const *modules = modules_all();
	size_t n = 0;
	while (modules[n])
		n++;
	const struct module **list = NEWN(&w->a, const struct module *, n + 2);
	list[0] = &edge_module;
	memcpy(list + 1, modules, n * sizeof *modules);
	return list;
}

static err open_store(struct ctx *c, struct web *w)
{
	size_t modules = 0, n = 1;
	while (w->list[modules])
		modules++;
	struct migrations *all = NEWN(&w->a, struct migrations, modules + 1);
	all[0] = auth_migrations;
	for (size_t i = 0; i < modules; i++)
		if (w->list[i]->migrations)
			all[n++] = *w->list[i]->migrations;
	struct db_options options = {.postgres = w->options.postgres};
	if (!options.postgres)
		options.path = str_format(&w->a, "%s/dinh.db", w->options.data).s;
	TRY(db_open(c, &options, all, n, &w->store));
	return db_use(c, w->store);
}

struct secrets {
	str forms, seal;
};

OWN_RULE(take_secrets, struct secrets)
static err take_secrets(struct ctx *c, struct secrets *s)
{
	TRY(secret_key(c, S("web"), &s->forms));
	return secret_key(c, S("seal"), &s->seal);
}

static err open_web(struct ctx *c, struct web *w)
{
	TRY(make_folder(c, w->options.data, ""));
	TRY(make_folder(c, w->options.data, "files"));
	TRY(make_folder(c, w->options.data, "backup"));
	TRY(make_folder(c, w->options.data, "tmp"));
	TRY(routes_declare(c, w->list));
	jobs_declare(w->list);
	TRY(jobs_check(c));
	metrics_declare(w->list);
	TRY(open_store(c, w));
	TRY(settings_open(c, w->list, w->options.ini));
	struct secrets s;
	if (w->options.to_import)
		return NULL;
	TRY(apply(c, take_secrets, &s));
	w->secret = str_copy(&w->a, s.forms);
	seal_with(s.seal);
	return NULL;
}

err web_open(struct ctx *c, const struct web_options *o, struct web **out)
{
	crypto_start();
	struct web *w = calloc(1, sizeof *w);
	if (!w)
		abort();
	w->options = (struct web_options){.data = str_c(&w->a, str_of(o->data)), .to_import = o->to_import};
	data_folder_set(w->options.data);
	w->options.postgres = o->postgres ? str_c(&w->a, str_of(o->postgres)) : NULL;
	w->options.ini = o->ini ? str_c(&w->a, str_of(o->ini)) : NULL;
	w->clock = clock_now;
	if (o->modules)
		modules_set(o->modules);
	w->list = whole_list(w);
	err e = open_web(c, w);
	if (e) {
		web_close(w);
		return e;
	}
	*out = w;
	return NULL;
}

void web_jobs_start(struct web *w) { services_start(w->store); }

void web_close(struct web *w)
{
	services_stop();
	settings_close();
	if (w->store)
		db_close(w->store);
	routes_forget();
	arena_free(&w->a);
	free(w);
}

struct store *web_store(struct web *w) { return w->store; }
