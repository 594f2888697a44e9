/* guard: what stands between a route and its handler. The order matters: who, may he, too often, was it his own hand. */
#include "web/edge/edge.h"
#include "http/http.h"
#include "web/module.h"
#include "web/services/setting.h"

/* ---- who ---- */

static err look_up(struct visit *v, str token, struct known *k, bool *found)
{
	struct ctx *c = &v->q.ctx;
	uint64_t epoch = auth_epoch(); /* before reading: a change meanwhile makes the entry stale at once */
	TRY(session_find(c, token, &k->session, found));
	if (!*found)
		return NULL;
	if (k->session.half) { /* nobody yet */
		k->actor = (struct actor){.waiting = k->session.account, .session = k->session.id};
		return NULL;
	}
	err e = FAIL(c, BROKEN, "no module identifies accounts");
	for (size_t i = 0; v->web->list[i]; i++)
		if (v->web->list[i]->identify)
			e = v->web->list[i]->identify(c, &k->session, &k->actor);
	if (e && (e->kind == NOT_FOUND || e->kind == DENIED)) { /* disabled or gone */
		*found = false;
		return NULL;
	}
	TRY(e);
	k->actor.account = k->session.account;
	k->actor.session = k->session.id;
	k->session.scope = S(""); /* its work is done */
	actors_used(k->session.token ? -k->session.token : k->session.id, k->session.seen_at, c->now);
	actors_keep(v->token, c->now, epoch, k);
	return NULL;
}

static str bearer_token(const struct visit *v)
{
	str header = v->q.json ? http_header(v->q.http, "Authorization") : (str){0};
	return str_starts(header, S("Bearer ")) ? str_trim((str){header.s + 7, header.n - 7}) : (str){0};
}

static err identify(struct visit *v)
{
	struct ctx *c = &v->q.ctx;
	str token = bearer_token(v);
	v->bearer = token.n > 0;
	if (!v->bearer)
		token = get_cookie(v, "dinh");
	if (!token.n || (!v->bearer && token_is(token))) /* a program's token is no cookie */
		return NULL;
	struct known k = {0};
	bool found = true;
	v->token = sha256_of(token);
	if (!actors_find(c->a, v->token, c->now, &k))
		TRY(look_up(v, token, &k, &found));
	if (!found)
		return v->bearer ? FAIL(c, SIGN_IN, "Mã truy cập không đúng hoặc đã hết hạn") : NULL;
	v->actor = k.actor;
	if (k.session.half)
		return NULL;
	v->session = k.session;
	c->actor = k.actor.account;
	c->unit = k.actor.unit;
	return NULL;
}

/* ---- may he ---- */

static bool safe_method(str method) { return str_is(method, "GET") || str_is(method, "HEAD"); }

/* A program changes what its scope names and nothing else: not by what everybody may, nor by leave to look. Where a route that is
 * opened by leave to look asks for more inside (one action for many dossiers), it must hold more than that. */
static bool program_may_change(const struct visit *v, const struct target *t)
{
	if (t->permission == ROUTE_PUBLIC || t->permission == ROUTE_SIGNED_IN)
		return false;
	return !permission_reads(t->permission) || !actor_only_reads(&v->actor);
}

static err permit(struct visit *v, const struct target *t)
{
	if (v->session.token && !safe_method(v->q.http->method) && !program_may_change(v, t))
		return FAIL(&v->q.ctx, DENIED, "Mã truy cập của phần mềm không được trao việc này; hãy tự đăng nhập để làm");
	if (t->permission == ROUTE_PUBLIC)
		return NULL;
	if (v->actor.kind == NOBODY)
		return FAIL(&v->q.ctx, SIGN_IN, "Hãy đăng nhập để tiếp tục");
	if (v->session.token && t->route->in_person)
		return FAIL(&v->q.ctx, DENIED, "Mã truy cập của phần mềm không dùng được cho việc này; hãy tự đăng nhập");
	if (t->permission == ROUTE_SIGNED_IN)
		return NULL;
	if (!actor_may(&v->actor, t->permission))
		return FAIL(&v->q.ctx, DENIED, "Tài khoản của ông/bà không có quyền dùng trang này");
	v->q.ctx.behalf = actor_may_for(&v->actor, t->permission);
	return NULL;
}

/* ---- is it still he ---- */

bool page_fresh(const struct page *p)
{
	const struct visit *v = visit_of_page(p);
	return v && session_fresh(&v->session, v->q.ctx.now);
}

OWN_RULE(renew, const int64_t)
static err renew(struct ctx *c, const int64_t *id) { return session_prove(c, *id); }

err prove_fresh(struct req *q)
{
	struct visit *v = visit_of(q);
	if (session_fresh(&v->session, q->ctx.now))
		return NULL;
	if (v->session.token || q->json)
		return FAIL(&q->ctx, DENIED, "Việc này chỉ làm được trong 10 phút sau khi đăng nhập. Hãy đăng nhập lại.");
	if (!strcmp(q->route->method, "GET"))
		return FAIL(&q->ctx, SIGN_IN, "Hãy đăng nhập lại để tiếp tục");
	err e = FAIL(&q->ctx, BROKEN, "no module proves who somebody is");
	for (size_t i = 0; v->web->list[i]; i++)
		if (v->web->list[i]->prove)
			e = v->web->list[i]->prove(q);
	TRY(e);
	TRY(apply(&q->ctx, renew, &v->session.id));
	v->session.proved_at = q->ctx.now;
	return NULL;
}

/* ---- too often ---- */

/* A form that takes files is often sent without one. */
static bool carries_files(const struct http_request *r)
{
	for (size_t i = 0; i < r->nparts; i++)
		if (r->parts[i].filename.s)
			return true;
	return false;
}

static err limit(struct visit *v, enum rate rate)
{
	static const char *const settings[] = {[RATE_LOGIN] = "rate.login",
		[RATE_TRACKING] = "rate.tracking",
		[RATE_SUBMIT] = "rate.submit",
		[RATE_UPLOAD] = "rate.upload",
		[RATE_SUGGEST] = "rate.suggest",
		[RATE_OPEN] = "rate.open"};
	struct ctx *c = &v->q.ctx;
	if (rate == RATE_NONE || (rate == RATE_UPLOAD && !carries_files(v->q.http)))
		return NULL;
	bool by_account = c->actor && (rate == RATE_SUBMIT || rate == RATE_UPLOAD);
	str who = by_account ? str_format(c->a, "account %lld", (long long)c->actor) : rate_address(c->a, v->q.http->peer);
	v->retry_after = rate_take(rate, who, setting_int(c, settings[rate]), c->now);
	if (!v->retry_after)
		return NULL;
	return FAIL(c, LIMITED, "Ông/bà thao tác quá nhanh. Hãy thử lại sau %lld giây.", (long long)v->retry_after);
}

/* ---- his own hand ---- */

static bool same_origin(const struct http_request *r)
{
	str site = http_header(r, "Sec-Fetch-Site");
	if (site.s && !str_is(site, "same-origin") && !str_is(site, "none"))
		return false;
	str origin = http_header(r, "Origin"), scheme, host;
	if (!origin.s)
		return true; /* old browsers; the token decides */
	/* http://HOST may be somebody in between: it is not https://HOST. */
	return str_cut(origin, ':', &scheme, &host) && str_is(scheme, r->secure ? "https" : "http") &&
	       str_starts(host, S("//")) && str_eq((str){host.s + 2, host.n - 2}, http_header(r, "Host"));
}

static err own_hand(struct visit *v)
{
	struct req *q = &v->q;
	/* Without a cookie there is nothing another site could borrow. */
	if (safe_method(q->http->method) || v->bearer || (q->json && !v->session.id))
		return NULL;
	str sent = http_field(q->http, "_csrf");
	if (!sent.s)
		sent = http_header(q->http, "X-CSRF-Token");
	if (same_origin(q->http) && sent.n &&
		(same_secret(csrf_unmasked(q->ctx.a, sent), q->page.csrf) || same_secret(sent, q->page.csrf)))
		return NULL;
	return FAIL(&q->ctx, DENIED, "Biểu mẫu đã cũ hoặc được gửi từ trang khác. Hãy quay lại, tải lại trang và gửi lần nữa");
}

/* The token of forms: of the session, or for somebody not signed in of a random cookie that only his browser has. */
static str form_token(struct visit *v)
{
	if (v->session.id)
		return v->session.csrf;
	arena *a = v->q.ctx.a;
	str cookie = get_cookie(v, "dinh_form");
	if (cookie.n != 22)
		cookie = v->form_cookie = random_token(a, 16);
	struct sha256 mac = hmac_sha256(v->web->secret, str_format(a, "form %.*s", STR_ARG(cookie)));
	return base64url(a, mac.bytes, sizeof mac.bytes);
}

bool guard_knows(struct web *w, const struct http_request *r)
{
	struct visit *v = NEW(r->a, struct visit);
	struct known k = {0};
	bool found = false;
	v->web = w;
	v->q = (struct req){
		.ctx = {.a = r->a, .now = w->clock(), .request_id = S("plan")}, .http = (struct http_request *)(uintptr_t)r};
	v->q.json = str_starts(r->path, S("/api/"));
	str token = bearer_token(v);
	token = token.n ? token : get_cookie(v, "dinh");
	if (!token.n)
		return false;
	v->token = sha256_of(token);
	if (actors_find(r->a, v->token, v->q.ctx.now, &k))
		return true;
	err e = db_use(&v->q.ctx, w->store);
	if (!e)
		e = session_find(&v->q.ctx, token, &k.session, &found);
	return e || (found && !k.session.half); /* what is wrong with the store shows when it is asked */
}

err guard_identify(struct visit *v)
{
	TRY(identify(v));
	if (!v->q.json || v->session.id)
		v->q.page.csrf = form_token(v);
	return NULL;
}

err guard(struct visit *v, const struct target *t)
{
	TRY(guard_identify(v));
	TRY(permit(v, t));
	TRY(limit(v, t->route->rate));
	return own_hand(v);
}
