/* reply: JSON, redirections, cookies, the sentence for the next page. */
#include "web/edge/edge.h"
#include "web/list/list.h"
#include "web/sealed.h"
#include <stdio.h>
#include <strings.h>
#include "http/http.h"
#include "web/cookies.h"
#include "web/input.h"
#include "web/reply.h"
#include "web/services/setting.h"
#include "web/site.h"

/* ---- what a page may load ---- */

void page_pictures_from(struct req *q, str site)
{
	http_set(q->reply, "Content-Security-Policy",
		str_format(q->ctx.a,
			"default-src 'self'; img-src 'self' blob:%s%.*s; object-src 'none'; base-uri 'none'; form-action 'self'; "
			"frame-ancestors 'none'",
			site.n ? " " : "", STR_ARG(site)));
}

/* ---- cookies ---- */

static const char *cookie_name(const struct visit *v, const char *name)
{
	return v->q.http->secure ? str_format(v->q.ctx.a, "__Host-%s", name).s : name;
}

str get_cookie(const struct visit *v, const char *name) { return http_cookie(v->q.http, cookie_name(v, name)); }

void set_cookie(struct visit *v, const char *name, str value, int64_t max_age)
{
	buf b = {.a = v->q.ctx.a};
	buf_printf(&b, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax", cookie_name(v, name), STR_ARG(value));
	if (v->q.http->secure)
		buf_lit(&b, "; Secure");
	if (max_age >= 0)
		buf_printf(&b, "; Max-Age=%lld", (long long)max_age);
	http_set(v->q.reply, "Set-Cookie", buf_text(&b));
}

void session_cookie(struct req *q, str token) { set_cookie(visit_of(q), "dinh", token, token.n ? -1 : 0); }

void step_cookie(struct req *q, str value, int64_t max_age) { set_cookie(visit_of(q), "dinh_step", value, max_age); }

void device_cookie(struct req *q, str value, int64_t max_age) { set_cookie(visit_of(q), "dinh_device", value, max_age); }

str device_cookie_value(const struct req *q) { return get_cookie(visit_of((struct req *)(uintptr_t)q), "dinh_device"); }

str step_cookie_value(const struct req *q) { return get_cookie(visit_of((struct req *)(uintptr_t)q), "dinh_step"); }

bool has_header(const struct http_reply *r, const char *name)
{
	for (int i = 0; i < r->nheaders; i++)
		if (!strcasecmp(r->headers[i].name, name))
			return true;
	return false;
}

/* ---- a sentence for the next page ---- */

static const struct seal of_flash = {.purpose = "flash", .lasts = MINUTE};

void flash(struct req *q, const char *format, ...)
{
	struct visit *v = visit_of(q);
	char text[512];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	str s = utf8_whole(str_of(text));
	if (!q->json)
		set_cookie(v, "dinh_flash", sealed(&q->ctx, &of_flash, s), of_flash.lasts / SECOND);
}

str flash_take(struct visit *v)
{
	str cookie = get_cookie(v, "dinh_flash"), sentence;
	if (!cookie.n)
		return S("");
	set_cookie(v, "dinh_flash", S(""), 0);
	return unsealed(&v->q.ctx, &of_flash, cookie, &sentence) ? sentence : S("");
}

/* ---- addresses ---- */

str local_path(struct req *q, str asked, const char *fallback)
{
	bool ours =
		asked.n && asked.n <= 1000 && asked.s[0] == '/' && (asked.n == 1 || (asked.s[1] != '/' && asked.s[1] != '\\'));
	for (size_t i = 0; ours && i < asked.n; i++)
		ours = (unsigned char)asked.s[i] >= ' ' && asked.s[i] != 0x7f && asked.s[i] != '\\';
	return ours ? asked : str_copy(q->ctx.a, str_of(fallback));
}

str referer_path(struct visit *v)
{
	str referer = http_header(v->q.http, "Referer"), host = http_header(v->q.http, "Host"), scheme, rest;
	if (!host.n || !str_cut(referer, ':', &scheme, &rest) || !str_starts(rest, S("//")))
		return S("/");
	rest = (str){rest.s + 2, rest.n - 2};
	if (!str_starts(rest, host))
		return S("/");
	return local_path(&v->q, (str){rest.s + host.n, rest.n - host.n}, "/");
}

static const char *listens; /* set once, when the server listens already: threads may be reading */

void site_listens(const char *origin)
{
	static char kept[128];
	snprintf(kept, sizeof kept, "%s", origin);
	__atomic_store_n(&listens, kept, __ATOMIC_RELEASE);
}

str site_origin(struct ctx *c)
{
	str site = setting_text(c, "site.url");
	const char *here = __atomic_load_n(&listens, __ATOMIC_ACQUIRE);
	return site.n ? site : str_of(here ? here : "http://127.0.0.1:8080");
}

str site_url(struct req *q, const char *path_format, ...)
{
	char path[2048];
	va_list list;
	va_start(list, path_format);
	vsnprintf(path, sizeof path, path_format, list);
	va_end(list);
	return str_format(q->ctx.a, "%.*s%s", STR_ARG(site_origin(&q->ctx)), path);
}

/* A header is ASCII: what is not is percent-encoded. */
static str ascii_location(arena *a, const char *path)
{
	buf b = {.a = a};
	for (const unsigned char *p = (const unsigned char *)path; *p; p++)
		if (*p <= ' ' || *p >= 0x7f || *p == '"' || *p == '<' || *p == '>')
			buf_printf(&b, "%%%02X", *p);
		else
			buf_put(&b, (const char *)p, 1);
	return buf_text(&b);
}

/* ---- replies ---- */

err reply_json(struct req *q, const void *model)
{
	if (!q->route->shape)
		return FAIL(&q->ctx, BROKEN, "route %s has no shape", q->route->path);
	http_set(q->reply, "Content-Type", S("application/json; charset=utf-8"));
	json_write(&q->reply->body, q->route->shape, model);
	return NULL;
}

err see_other(struct req *q, const char *format, ...)
{
	char path[2048];
	va_list list;
	va_start(list, format);
	int n = vsnprintf(path, sizeof path, format, list);
	va_end(list);
	if (n >= (int)sizeof path)
		return FAIL(&q->ctx, BROKEN, "a redirection of %d bytes", n);
	str location = ascii_location(q->ctx.a, path);
	if (!q->json) {
		q->reply->status = 303;
		http_set(q->reply, "Location", location);
		return NULL;
	}
	location = route_twin(q->ctx.a, location);
	q->reply->status = str_is(q->http->method, "POST") ? 201 : 200;
	http_set(q->reply, "Location", location);
	http_set(q->reply, "Content-Type", S("application/json; charset=utf-8"));
	buf_lit(&q->reply->body, "{\"location\":");
	json_str(&q->reply->body, location);
	buf_lit(&q->reply->body, "}");
	return NULL;
}

/* ---- the query string ---- */

static bool names(const struct field *v, size_t n, const char *name, bool program)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(v[i].name, name))
			return !program || !v[i].on_page;
	return false;
}

bool route_asks(const struct route *r, const char *name, bool program)
{
	return names(r->query.v, r->query.n, name, program) ||
	       (r->input && names(r->input->fields, r->input->n, name, program)) ||
	       (r->list && names(r->list->filters.v, r->list->filters.n, name, program));
}

/* Who reads what his route does not declare reads nothing, so that it is seen at once; tests look for the line. A form that comes back is
 * shown by the handler of another route, which declares it. */
static bool may_ask(const struct req *q, const char *name)
{
	const struct route *r = q->route;
	if (!r || (!q->json && strcmp(r->method, "GET") != 0) || route_asks(r, name, q->json))
		return true;
	log_line(LOG_ERROR, &q->ctx, "query.undeclared", "method=%s path=%s name=%s", r->method, r->path, name);
	return false;
}

str query_raw(const struct req *q, const char *name) { return may_ask(q, name) ? http_query(q->http, name) : (str){0}; }

str query_text(const struct req *q, const char *name) { return text_clean(q->ctx.a, query_raw(q, name), false); }

int64_t query_int(const struct req *q, const char *name, int64_t fallback)
{
	int64_t v;
	return str_int(str_trim(query_raw(q, name)), &v) ? v : fallback;
}
