/* Arriving: whoever has proved who he is, by password or through the identity provider, gets a session; an account that uses one-time
 * codes waits in a half session for its second step (step.c). */
#include "pages.h"
#include "web/edge/edge.h"
#include "http/http.h"
#include "web/cookies.h"
#include "web/reply.h"
#include "web/services/audit.h"

struct beginning {
	struct new_session session;
	int64_t replaces; /* the session this browser had */
	bool by_provider;
	struct source from;
	str token;
};

OWN_RULE(begin, struct beginning)
static err begin(struct ctx *c, struct beginning *b)
{
	if (b->replaces)
		TRY(session_end(c, b->replaces));
	struct account_living living;
	TRY(account_living(c, b->session.account, &living));
	if (!b->session.half && !b->by_provider)
		TRY(attempts_passed(c, b->session.account, b->from));
	TRY(session_begin(c, &b->session, &b->token));
	if (b->session.half)
		return NULL;
	c->actor = b->session.account;
	return audit_add(c, "session.begin", "account", b->session.account, b->by_provider ? S("định danh điện tử") : S(""));
}

str agent_of(struct req *q)
{
	str agent = http_header(q->http, "User-Agent");
	return (str){agent.s ? agent.s : "", agent.n < 200 ? agent.n : 200};
}

/* Where somebody goes who asked for no page in particular: leaders to their board, administrators to administration, another officer to
 * the first entry of his menu. */
str account_home_path(struct req *q)
{
	if (q->actor->kind == CITIZEN)
		return S("/");
	const struct menu_entry *first = NULL;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->menu.n; i++) {
			const struct menu_entry *e = &(*m)->menu.v[i];
			bool open =
				strcmp(e->permission, PUBLIC) && may(q, e->permission) && (e->place == MENU_OFFICER || e->home);
			bool before = !first || e->home > first->home ||
				      (e->home == first->home &&
					      (e->place < first->place || (e->place == first->place && e->rank < first->rank)));
			if (open && before)
				first = e;
		}
	return str_of(first ? first->path : "/tai-khoan");
}

err session_reply(struct req *q, str token)
{
	struct account_own own;
	TRY(account_own(&q->ctx, q->actor->account, &own));
	struct session_view v = {token, own.login, own.name, own.kind, q->actor->unit_name, q->ctx.now + SESSION_LIFE};
	q->reply->status = 201;
	return reply_json(q, &v);
}

/* Begins the session, half or whole; from here on a whole one's owner is the request's actor. */
static err open_session(struct req *q, const struct arrival *a, bool half, str *token)
{
	struct ctx *c = &q->ctx;
	struct actor *who = NEW(c->a, struct actor);
	struct beginning b = {.by_provider = a->by_provider, .from = login_source(q, a->account)};
	b.session = (struct new_session){.account = a->account,
		.peer = q->http->peer,
		.agent = agent_of(q),
		.half = half,
		.hint = a->hint,
		.proved_at = a->proved_at};
	if (!q->json)
		b.replaces = q->actor->session;
	TRY(apply(c, begin, &b));
	*token = b.token;
	if (half)
		return NULL;
	TRY(access_identify(c, &(struct session){.account = a->account}, who));
	who->account = a->account;
	q->actor = who;
	q->page.csrf = session_csrf(c->a, b.token);
	return NULL;
}

/* From now on this browser is a device of the account. */
static void know_device(struct req *q, int64_t account)
{
	device_cookie(q, device_made(&q->ctx, account, device_cookie_value(q)), DEVICE_LIFE / SECOND);
}

struct source login_source(struct req *q, int64_t account)
{
	return login_source_made(
		&q->ctx, account, rate_address(q->ctx.a, q->http->peer), q->json ? S("") : device_cookie_value(q));
}

err arrival_here(struct req *q, const struct arrival *a)
{
	str token;
	TRY(open_session(q, a, false, &token));
	session_cookie(q, token);
	know_device(q, a->account);
	return NULL;
}

struct deadline {
	int64_t account, at;
};

OWN_RULE(set_deadline, struct deadline)
static err set_deadline(struct ctx *c, struct deadline *d) { return codes_deadline(c, d->account, &d->at); }

/* ENROL becomes NO_DEMAND while there is still time; the page after says how much. */
static err give_time(struct req *q, int64_t account, enum demand *demand)
{
	struct deadline d = {.account = account};
	TRY(apply(&q->ctx, set_deadline, &d));
	if (q->ctx.now >= d.at)
		return NULL;
	*demand = NO_DEMAND;
	flash(q, "Từ %s, tài khoản này phải xác thực hai bước mới đăng nhập được. Hãy bật ở trang Tài khoản của tôi.",
		show_day(q->ctx.a, day_of(d.at)).s);
	return NULL;
}

struct passing {
	int64_t account;
	str code;
};

OWN_RULE(pass, const struct passing)
static err pass(struct ctx *c, const struct passing *p) { return codes_pass(c, p->account, p->code); }

err code_check(struct req *q, int64_t account, str code)
{
	struct ctx *c = &q->ctx;
	struct passing p = {account, code};
	struct source from = login_source(q, account);
	bool open;
	TRY(attempts_open(c, account, from, &open));
	if (!open)
		return FAIL_FIELD(c, "code", "Nhập sai quá nhiều lần. Hãy thử lại sau 15 phút.");
	err e = apply(c, pass, &p);
	if (e && e->kind == INVALID)
		TRY(attempt_wrong(c, account, from));
	return e;
}

/* A program answers the demand at once, in the same request. */
static err arrive_program(struct req *q, const struct arrival *a, enum demand demand)
{
	str token;
	if (demand == ENROL)
		return FAIL(&q->ctx, DENIED, "Tài khoản này phải bật xác thực hai bước trên trang web trước.");
	if (demand == CODE && !a->code.n)
		return FAIL_FIELD(&q->ctx, "code", "Tài khoản này xác thực hai bước: gửi thêm mã 6 chữ số trong trường code.");
	if (demand == CODE)
		TRY(code_check(q, a->account, a->code));
	TRY(open_session(q, a, false, &token));
	return session_reply(q, token);
}

/* What waits for his word before anything else. */
static err first_to_see(struct req *q, int64_t account, const char **page)
{
	struct account_to_review review;
	struct accounts_fallen_rows fallen = {0};
	TRY(account_to_review(&q->ctx, account, &review));
	if (q->actor->kind == CITIZEN)
		TRY(accounts_fallen(&q->ctx, account, &fallen));
	*page = review.waits ? "/tai-khoan/kiem-tra" : fallen.n ? "/tai-khoan/duoi-so-cua-toi" : NULL;
	return NULL;
}

err arrival_session(struct req *q, const struct arrival *a)
{
	enum demand demand = NO_DEMAND;
	str token;
	if (!a->proved)
		TRY(codes_demand(&q->ctx, a->account, &demand));
	if (demand == ENROL)
		TRY(give_time(q, a->account, &demand));
	if (q->json)
		return arrive_program(q, a, demand);
	TRY(open_session(q, a, demand != NO_DEMAND, &token));
	session_cookie(q, token);
	if (demand == NO_DEMAND)
		know_device(q, a->account);
	const char *first = NULL;
	if (demand == NO_DEMAND)
		TRY(first_to_see(q, a->account, &first));
	if (first)
		return see_other(q, "%s", first);
	if (demand == NO_DEMAND)
		return see_other(q, "%.*s", STR_ARG(local_path(q, a->then, str_c(q->ctx.a, account_home_path(q)))));
	return see_other(q, "%.*s", STR_ARG(ADDRESS(q->ctx.a, "/dang-nhap/buoc-hai", {"tiep", local_path(q, a->then, "")})));
}
