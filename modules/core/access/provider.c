/* Signing in through an OpenID provider (VNeID): authorization code with PKCE. What must be remembered between leaving and coming
 * back is in one cookie; state, nonce and verifier are derived from it with a key of the installation, so nothing is stored. */
#include "http/client.h"
#include "pages.h"
#include "web/sealed.h"
#include "web/json.h"
#include <pthread.h>
#include "http/http.h"
#include "web/cookies.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "web/services/setting.h"
#include "web/site.h"
#include "auth/auth.h"

#define AWAY     (15 * MINUTE) /* somebody may look for his telephone */
#define KEPT     (10 * MINUTE)
#define KEY_WAIT MINUTE /* an unknown key makes us ask for the keys anew, but not all the time */

/* ---- the provider, asked now and then ---- */

struct provider {
	struct oidc_provider facts;
	str jwks, client, secret;
};
static struct {
	pthread_mutex_t lock;
	arena a;
	str issuer, discovery, jwks;
	int64_t at;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

bool provider_configured(struct ctx *c) { return setting_text(c, "oidc.issuer").n && setting_text(c, "oidc.client_id").n; }

static bool recall(struct ctx *c, str issuer, int64_t age, str *discovery, str *jwks)
{
	pthread_mutex_lock(&kept.lock);
	bool good = str_eq(kept.issuer, issuer) && kept.issuer.n && c->now - kept.at < age && c->now >= kept.at;
	if (good) {
		*discovery = str_copy(c->a, kept.discovery);
		*jwks = str_copy(c->a, kept.jwks);
	}
	pthread_mutex_unlock(&kept.lock);
	return good;
}

static void keep(struct ctx *c, str issuer, str discovery, str jwks)
{
	pthread_mutex_lock(&kept.lock);
	arena_reset(&kept.a);
	kept.issuer = str_copy(&kept.a, issuer);
	kept.discovery = str_copy(&kept.a, discovery);
	kept.jwks = str_copy(&kept.a, jwks);
	kept.at = c->now;
	pthread_mutex_unlock(&kept.lock);
}

static err ask(struct ctx *c, const struct fetch *f, str *body)
{
	struct fetched answer;
	TRY(http_fetch(c, f, &answer));
	if (answer.status != 200) {
		log_line(LOG_WARNING, c, "oidc", "url=%.*s status=%d", STR_ARG(f->url), answer.status);
		return FAIL(c, answer.status >= 500 ? BUSY : INVALID,
			"Hệ thống định danh không chấp nhận yêu cầu. Hãy đăng nhập lại, hoặc dùng mật khẩu.");
	}
	*body = answer.body;
	return NULL;
}

/* What is known of the provider, not older than `age`. Outside a transaction: it may ask the network. */
static err provider_load(struct ctx *c, int64_t age, struct provider *out)
{
	str issuer = setting_text(c, "oidc.issuer"), discovery, jwks;
	if (!provider_configured(c))
		return FAIL(c, NOT_FOUND, "Chưa cài đặt đăng nhập bằng định danh điện tử.");
	bool known = recall(c, issuer, age, &discovery, &jwks);
	size_t n = issuer.n && issuer.s[issuer.n - 1] == '/' ? issuer.n - 1 : issuer.n;
	struct fetch f = {.url = str_format(c->a, "%.*s/.well-known/openid-configuration", (int)n, issuer.s)};
	if (!known)
		TRY(ask(c, &f, &discovery));
	TRY(oidc_discovery(c, discovery, issuer, &out->facts));
	if (!known) {
		f.url = out->facts.jwks;
		TRY(ask(c, &f, &jwks));
		keep(c, issuer, discovery, jwks);
	}
	out->jwks = jwks;
	out->client = setting_text(c, "oidc.client_id");
	out->secret = setting_text(c, "oidc.client_secret");
	return NULL;
}

/* ---- what is remembered of one going away, sealed: "use account then" ---- */

struct trip {
	enum identity_use use;
	str cookie, then;
};
static const struct seal of_trip = {.purpose = "identity provider", .lasts = AWAY};

static err derived(struct ctx *c, str cookie, const char *what, str *out)
{
	str key;
	TRY(secret_key(c, S("oidc"), &key));
	struct sha256 mac = hmac_sha256(key, str_format(c->a, "%s %.*s", what, STR_ARG(cookie)));
	*out = base64url(c->a, mac.bytes, sizeof mac.bytes);
	return NULL;
}

static str pack(struct ctx *c, enum identity_use use, str then)
{
	return sealed(c, &of_trip, str_format(c->a, "%d %lld %.*s", (int)use, (long long)c->actor, STR_ARG(then)));
}

/* A link is for the account that asked for it. */
static bool unpack(struct ctx *c, str cookie, struct trip *out)
{
	str facts, use_text, account_text, rest;
	int64_t use, account;
	if (!unsealed(c, &of_trip, cookie, &facts) || !str_cut(facts, ' ', &use_text, &rest) || !str_int(use_text, &use) ||
		use < AS_CITIZEN || use > TO_LINK || !str_cut(rest, ' ', &account_text, &rest) ||
		!str_int(account_text, &account))
		return false;
	*out = (struct trip){(enum identity_use)use, cookie, rest};
	return out->use != TO_LINK || account == c->actor;
}

/* ---- going ---- */

static void parameter(buf *b, const char *name, str value)
{
	buf_printf(b, "%s%s=", b->n ? "&" : "", name);
	html_component(b, value);
}

static err go(struct req *q, enum identity_use use, str then)
{
	struct ctx *c = &q->ctx;
	struct provider p;
	str state, nonce, verifier, acr = setting_text(c, "oidc.acr");
	db_read_end(c); /* the network may be slow; nobody's view of the store waits for it */
	TRY(provider_load(c, KEPT, &p));
	TRY(db_read_begin(c));
	str cookie = pack(c, use, local_path(q, then, ""));
	TRY(derived(c, cookie, "state", &state));
	TRY(derived(c, cookie, "nonce", &nonce));
	TRY(derived(c, cookie, "verifier", &verifier));
	struct sha256 challenge = sha256_of(verifier);
	buf b = {.a = c->a};
	parameter(&b, "response_type", S("code"));
	parameter(&b, "client_id", p.client);
	parameter(&b, "redirect_uri", site_url(q, "/dang-nhap/dinh-danh/ve"));
	parameter(&b, "scope", setting_text(c, "oidc.scopes"));
	parameter(&b, "state", state);
	parameter(&b, "nonce", nonce);
	parameter(&b, "code_challenge", base64url(c->a, challenge.bytes, sizeof challenge.bytes));
	parameter(&b, "code_challenge_method", S("S256"));
	if (acr.n)
		parameter(&b, "acr_values", acr);
	if (q->actor->kind != NOBODY) /* who comes again is to show again that it is he */
		parameter(&b, "prompt", S("login"));
	step_cookie(q, cookie, AWAY / SECOND);
	char joint = memchr(p.facts.authorization.s, '?', p.facts.authorization.n) ? '&' : '?';
	return see_other(q, "%.*s%c%.*s", STR_ARG(p.facts.authorization), joint, STR_ARG(buf_text(&b)));
}

/* What went wrong between here and there is no fault of a form: a page that leads back. */
static err explain(struct req *q, err e)
{
	static const int statuses[] = {[INVALID] = 422, [DENIED] = 403, [CONFLICT] = 409, [BUSY] = 503};
	if (!e || e->kind >= (int)COUNT(statuses) || !statuses[e->kind])
		return e;
	q->reply->status = statuses[e->kind];
	provider_failed_page(&q->page, str_c(q->ctx.a, e->text));
	return NULL;
}

err provider_go(struct req *q)
{
	bool officer = str_is(query_text(q, "vai"), "can-bo");
	return explain(q, go(q, officer ? AS_OFFICER : AS_CITIZEN, query_text(q, "tiep")));
}

static err officers_only(struct req *q)
{
	if (q->actor->kind != OFFICER)
		return FAIL(&q->ctx, DENIED, "Chỉ tài khoản cán bộ cần liên kết; công dân đăng nhập thẳng bằng định danh.");
	return provider_configured(&q->ctx) ? NULL : FAIL(&q->ctx, NOT_FOUND, "Chưa cài đặt đăng nhập bằng định danh điện tử.");
}

err link_page(struct req *q)
{
	struct link_view v = {0};
	TRY(officers_only(q));
	TRY(link_of(&q->ctx, q->ctx.actor, setting_text(&q->ctx, "oidc.issuer"), &v.link, &v.has_link));
	own_link_page(&q->page, &v);
	return NULL;
}

/* Its form brought the proof that the route asks for: now the page shows the way to the provider. No form leads there itself: the policy
 * of our pages lets none leave this site. */
err link_post(struct req *q)
{
	TRY(officers_only(q));
	return see_other(q, "/tai-khoan/lien-ket");
}

err provider_link(struct req *q)
{
	TRY(officers_only(q));
	return explain(q, go(q, TO_LINK, S("/tai-khoan")));
}

/* ---- coming back ---- */

static err exchange(struct req *q, const struct provider *p, str verifier, str *id_token, str *access_token)
{
	struct ctx *c = &q->ctx;
	const struct node *answer, *n;
	str body;
	buf b = {.a = c->a};
	parameter(&b, "grant_type", S("authorization_code"));
	parameter(&b, "code", query_raw(q, "code"));
	parameter(&b, "redirect_uri", site_url(q, "/dang-nhap/dinh-danh/ve"));
	parameter(&b, "code_verifier", verifier);
	struct fetch f = {.url = p->facts.token};
	bool in_header = p->secret.n && !p->facts.secret_in_form;
	if (!in_header)
		parameter(&b, "client_id", p->client);
	if (p->secret.n && p->facts.secret_in_form)
		parameter(&b, "client_secret", p->secret);
	buf user = {.a = c->a}, password = {.a = c->a}; /* RFC 6749, 2.3.1: encoded like a form first */
	html_component(&user, p->client);
	html_component(&password, p->secret);
	if (in_header) {
		f.user = buf_text(&user);
		f.password = buf_text(&password);
	}
	f.form = buf_text(&b);
	TRY(ask(c, &f, &body));
	TRY(json_read(c, body, &answer));
	n = json_member(answer, "id_token");
	*id_token = n && n->type == N_TEXT ? n->text : S("");
	n = json_member(answer, "access_token");
	*access_token = n && n->type == N_TEXT ? n->text : S("");
	return NULL;
}

/* Signed with a key we have not seen: the provider may have new ones. */
static err check_token(struct ctx *c, struct provider *p, str token, const struct oidc_expected *e, const struct node **claims)
{
	err wrong = oidc_id_token(c, token, p->jwks, e, claims);
	if (!wrong || wrong->kind != NOT_FOUND)
		return wrong;
	TRY(provider_load(c, KEY_WAIT, p));
	wrong = oidc_id_token(c, token, p->jwks, e, claims);
	return wrong && wrong->kind == NOT_FOUND ? FAIL(c, INVALID, "%.*s", STR_ARG(wrong->text)) : wrong;
}

static err ask_userinfo(
	struct ctx *c, const struct provider *p, str access_token, const struct node *claims, const struct node **userinfo)
{
	str body;
	struct fetch f = {.url = p->facts.userinfo, .bearer = access_token};
	*userinfo = NULL;
	if (!p->facts.userinfo.n || !access_token.n)
		return NULL;
	TRY(ask(c, &f, &body));
	TRY(json_read(c, body, userinfo));
	const struct node *a = json_member(claims, "sub"), *b = json_member(*userinfo, "sub");
	if (!b || b->type != N_TEXT || !str_eq(a->text, b->text))
		return FAIL(c, INVALID, "Thông tin từ hệ thống định danh không khớp (sub). Hãy đăng nhập lại.");
	return NULL;
}

static struct oidc_names names(struct ctx *c)
{
	return (struct oidc_names){setting_text(c, "oidc.claim_number"), setting_text(c, "oidc.claim_name"),
		setting_text(c, "oidc.claim_birth"), setting_text(c, "oidc.claim_sex"), setting_text(c, "oidc.claim_phone"),
		setting_text(c, "oidc.claim_email")};
}

/* Asks the provider who it is that came back. Outside a transaction. */
static err identify(struct req *q, const struct trip *t, struct identified *out, str *hint)
{
	struct ctx *c = &q->ctx;
	struct provider p;
	const struct node *claims, *userinfo;
	struct oidc_names mapped = names(c);
	struct oidc_expected e;
	str verifier;
	TRY(derived(c, t->cookie, "nonce", &e.nonce));
	TRY(derived(c, t->cookie, "verifier", &verifier));
	db_read_end(c);
	TRY(provider_load(c, KEPT, &p));
	TRY(exchange(q, &p, verifier, hint, &e.access_token));
	e.issuer = p.facts.issuer;
	e.client = p.client;
	TRY(check_token(c, &p, *hint, &e, &claims));
	TRY(ask_userinfo(c, &p, e.access_token, claims, &userinfo));
	oidc_identity(c, claims, userinfo, &mapped, &out->who);
	out->issuer = p.facts.issuer;
	return db_read_begin(c);
}

/* Is this the answer to the question that this very browser was sent away with? */
static err check_answer(struct req *q, const struct trip *t)
{
	struct ctx *c = &q->ctx;
	str state, issuer = query_raw(q, "iss");
	TRY(derived(c, t->cookie, "state", &state));
	if (!same_secret(state, query_raw(q, "state")))
		return FAIL(c, INVALID,
			"Lần đăng nhập này không bắt đầu từ trình duyệt của ông/bà hoặc đã quá lâu. Hãy đăng nhập lại.");
	if (issuer.s && !str_eq(issuer, setting_text(c, "oidc.issuer")))
		return FAIL(c, INVALID, "Câu trả lời không phải từ hệ thống định danh đã cài đặt.");
	if (query_raw(q, "error").s || !query_raw(q, "code").n)
		return FAIL(c, INVALID,
			"Ông/bà chưa đồng ý hoặc hệ thống định danh chưa xác nhận. Có thể đăng nhập lại, hoặc dùng mật khẩu.");
	return NULL;
}

static err come_back(struct req *q)
{
	struct trip t;
	struct identified n = {0};
	str hint;
	bool known = unpack(&q->ctx, step_cookie_value(q), &t);
	step_cookie(q, S(""), 0); /* one answer a question */
	if (!known)
		return FAIL(&q->ctx, INVALID, "Đã quá 15 phút hoặc trình duyệt chặn cookie. Hãy đăng nhập lại.");
	TRY(check_answer(q, &t));
	if (t.use == TO_LINK && q->actor->kind != OFFICER)
		return FAIL(&q->ctx, SIGN_IN, "Hãy đăng nhập để tiếp tục");
	n.use = t.use;
	TRY(identify(q, &t, &n, &hint));
	TRY(apply(&q->ctx, identity_accept, &n));
	if (t.use == TO_LINK) {
		flash(q, "Đã liên kết. Từ nay ông/bà vào tài khoản cán bộ này bằng định danh điện tử được.");
		return see_other(q, "/tai-khoan");
	}
	int64_t showed = n.who.auth_time * SECOND;
	return arrival_session(q, &(struct arrival){.account = n.account,
					  .then = t.then,
					  .by_provider = true,
					  .proved_at = showed > 0 && showed < q->ctx.now ? showed : q->ctx.now,
					  .hint = hint.n < 4000 ? hint : S("")});
}

err provider_back(struct req *q) { return explain(q, come_back(q)); }

/* ---- the link of an officer's account; signing out there too ---- */

OWN_RULE(unlink_it, const str)
static err unlink_it(struct ctx *c, const str *issuer)
{
	TRY(link_drop(c, c->actor, *issuer));
	return audit_add(c, "account.unlink", "account", c->actor, S(""));
}

err provider_unlink(struct req *q)
{
	str issuer = setting_text(&q->ctx, "oidc.issuer");
	TRY(apply(&q->ctx, unlink_it, &issuer));
	flash(q, "Đã bỏ liên kết.");
	return see_other(q, "/tai-khoan");
}

str provider_leave(struct req *q, str hint)
{
	struct provider p;
	buf b = {.a = q->ctx.a};
	if (!hint.n || !provider_configured(&q->ctx) || provider_load(&q->ctx, DAY, &p) || !p.facts.end_session.n)
		return S("");
	parameter(&b, "id_token_hint", hint);
	parameter(&b, "client_id", p.client);
	parameter(&b, "post_logout_redirect_uri", site_url(q, "/"));
	char joint = memchr(p.facts.end_session.s, '?', p.facts.end_session.n) ? '&' : '?';
	return str_format(q->ctx.a, "%.*s%c%s", STR_ARG(p.facts.end_session), joint, b.s);
}
