/* One's own account: facts, password, where one is signed in. */
#include "pages.h"
#include "http/http.h"
#include "web/cookies.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "web/services/setting.h"
#include "auth/auth.h"

/* ---- what a session shows ---- */

/* "Chrome trên Android": enough for its owner to know the device again. */
static str device(arena *a, str agent)
{
	static const char *const browsers[][2] = {{"coc_coc", "Cốc Cốc"}, {"Edg", "Edge"}, {"OPR/", "Opera"},
		{"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}};
	static const char *const systems[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
		{"Windows", "Windows"}, {"Mac OS", "máy Mac"}, {"Linux", "Linux"}};
	const char *browser = NULL, *system = NULL;
	for (size_t i = 0; !browser && i < COUNT(browsers); i++)
		if (str_has(agent, str_of(browsers[i][0])))
			browser = browsers[i][1];
	for (size_t i = 0; !system && i < COUNT(systems); i++)
		if (str_has(agent, str_of(systems[i][0])))
			system = systems[i][1];
	if (!browser)
		return S("Thiết bị khác");
	return system ? str_format(a, "%s trên %s", browser, system) : str_of(browser);
}

/* Where an address is, as far as it says so itself. */
static str place(str peer)
{
	str first, second, rest;
	int64_t n = 0;
	str_cut(peer, '.', &first, &rest);
	str_cut(rest, '.', &second, &rest);
	str_int(second, &n);
	if (str_is(first, "127") || str_is(peer, "::1"))
		return S("Chính máy chủ này");
	bool inside = str_is(first, "10") || (str_is(first, "192") && n == 168) || (str_is(first, "172") && n >= 16 && n <= 31) ||
		      str_starts(peer, S("fd")) || str_starts(peer, S("fe80:"));
	return inside ? S("Mạng nội bộ") : S("Internet");
}

static err fill_sessions(struct req *q, struct own_sessions *out)
{
	struct sessions s;
	TRY(session_list(&q->ctx, q->ctx.actor, &s));
	*out = (struct own_sessions){NEWN(q->ctx.a, struct own_session, s.n), s.n};
	for (size_t i = 0; i < s.n; i++)
		out->v[i] = (struct own_session){
			.id = s.v[i].id,
			.device = device(q->ctx.a, s.v[i].agent),
			.peer = s.v[i].peer,
			.place = place(s.v[i].peer),
			.created_at = s.v[i].created_at,
			.seen_at = s.v[i].seen_at,
			.is_current = s.v[i].id == q->actor->session,
		};
	return NULL;
}

err own_page(struct req *q)
{
	struct own_view v = {.unit_name = q->actor->unit_name, .title = q->actor->title, .has_units = q->actor->has_units};
	struct totp_of codes;
	struct link_of link;
	TRY(account_own(&q->ctx, q->ctx.actor, &v.account));
	TRY(totp_of(&q->ctx, q->ctx.actor, &codes, &v.has_codes));
	struct accounts_fallen_rows fallen;
	TRY(accounts_fallen(&q->ctx, q->ctx.actor, &fallen));
	v.fallen = fallen.n > 0;
	if (provider_configured(&q->ctx)) {
		v.provider = setting_text(&q->ctx, "oidc.title");
		TRY(link_of(&q->ctx, q->ctx.actor, setting_text(&q->ctx, "oidc.issuer"), &link, &v.has_link));
		v.link_asleep = v.has_link && link.asleep_since.set;
	}
	TRY(fill_sessions(q, &v.sessions));
	return reply(q, &v, own_account_page);
}

/* ---- changing the password ---- */

static const struct field password_fields[] = {
	SECRET(struct password_form, current, "Mật khẩu hiện tại", 0, 200),
	SECRET(struct password_form, password, "Mật khẩu mới", 1, 200),
	SECRET(struct password_form, again, "Mật khẩu mới lần thứ hai", 1, 200),
};
const struct input own_password_input = INPUT("own_password", password_fields);

struct new_password {
	int64_t session;
	str hash, peer, agent, token;
};

OWN_RULE(change, struct new_password)
static err change(struct ctx *c, struct new_password *n)
{
	struct session_note was;
	TRY(session_notes(c, n->session, &was));
	TRY(account_set_password(c, c->actor, n->hash));
	struct new_session s = {.account = c->actor, .peer = n->peer, .agent = n->agent, .unit = was.unit, .hint = was.hint};
	return session_begin(c, &s, &n->token);
}

err own_password_post(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct password_form f;
	TRY(read_input(q, &f));
	if (!str_eq(f.password, f.again))
		return FAIL_FIELD(c, "again", "Hai lần nhập mật khẩu không giống nhau.");
	TRY(q->actor->has_password ? account_check_own(c, login_source(q, c->actor), f.current) : prove_fresh(q));
	struct new_password n = {.session = q->actor->session, .peer = q->http->peer, .agent = agent_of(q)};
	struct account_own own;
	TRY(account_own(c, c->actor, &own));
	const str about[] = {own.name, own.login, own.email, q->actor->unit_name};
	TRY(password_make(c, f.password, (struct texts){about, COUNT(about)}, &n.hash));
	TRY(apply(c, change, &n));
	if (q->json)
		return session_reply(q, n.token);
	session_cookie(q, n.token);
	flash(q, q->actor->has_password ? "Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."
					: "Đã đặt mật khẩu. Các thiết bị khác đã được đăng xuất.");
	return see_other(q, "/tai-khoan");
}

/* ---- ending a session ---- */

OWN_RULE(end, const int64_t)
static err end(struct ctx *c, const int64_t *which)
{
	int64_t id = *which;
	struct sessions s;
	size_t i = 0;
	TRY(session_list(c, c->actor, &s));
	while (i < s.n && s.v[i].id != id)
		i++;
	if (i == s.n)
		return FAIL(c, NOT_FOUND, "Phiên đăng nhập này đã kết thúc.");
	TRY(session_end(c, id));
	return audit_add(c, "session.end", "account", c->actor, S(""));
}

err own_session_post(struct req *q)
{
	TRY(apply(&q->ctx, end, &q->id));
	if (q->json) {
		q->reply->status = 204;
		return NULL;
	}
	flash(q, "Đã đăng xuất thiết bị đó.");
	return see_other(q, "/tai-khoan");
}

OWN_RULE(end_others, const int64_t)
static err end_others(struct ctx *c, const int64_t *id)
{
	TRY(session_end_others(c, c->actor, *id));
	return audit_add(c, "session.end", "account", c->actor, S("mọi thiết bị khác"));
}

err own_others_post(struct req *q)
{
	int64_t mine = q->actor->session;
	TRY(apply(&q->ctx, end_others, &mine));
	if (q->json) {
		q->reply->status = 204;
		return NULL;
	}
	flash(q, "Đã đăng xuất mọi thiết bị khác.");
	return see_other(q, "/tai-khoan");
}

/* ---- shapes ---- */

static const struct member own_session_members[] = {
	MEMBER(struct own_session, id, M_INT),
	MEMBER(struct own_session, device, M_TEXT),
	MEMBER(struct own_session, peer, M_TEXT),
	MEMBER(struct own_session, place, M_TEXT),
	MEMBER(struct own_session, created_at, M_INT),
	MEMBER(struct own_session, seen_at, M_INT),
	MEMBER(struct own_session, is_current, M_INT),
};
static const struct shape own_session_shape = SHAPE("own_session", struct own_session, own_session_members);
static const struct member own_view_members[] = {
	ONE(struct own_view, account, account_own),
	MEMBER(struct own_view, unit_name, M_TEXT),
	MEMBER(struct own_view, title, M_TEXT),
	MANY(struct own_view, sessions, own_session),
};
const struct shape own_view_shape = SHAPE("me", struct own_view, own_view_members);
static const struct member session_view_members[] = {
	MEMBER(struct session_view, token, M_TEXT),
	MEMBER(struct session_view, login, M_TEXT),
	MEMBER(struct session_view, name, M_TEXT),
	MEMBER(struct session_view, kind, M_TEXT),
	MEMBER(struct session_view, unit_name, M_TEXT),
	MEMBER(struct session_view, expires_at, M_INT),
};
const struct shape session_view_shape = SHAPE("session", struct session_view, session_view_members);
