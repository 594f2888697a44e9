/* An account is its owner's again: whoever else was in it is out, whole, and he sees what is still there. */
#include "pages.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "web/services/setting.h"
#include "auth/auth.h"

static err remaining(struct ctx *c, int64_t account, struct review_view *out)
{
	struct totp_of totp;
	struct recovery_left left;
	struct delegations_open open;
	TRY(links_kept(c, account, &out->links));
	TRY(totp_of(c, account, &totp, &out->has_codes));
	TRY(recovery_left(c, account, &left));
	TRY(delegations_open(c, account, today_iso(c), &open));
	out->codes_since = out->has_codes ? totp.made_at : 0;
	out->codes_left = left.left;
	out->delegations = open.n;
	return NULL;
}

err account_recover(struct ctx *c, int64_t account, str hash, const char *kept)
{
	struct review_view left = {0};
	TRY(account_set_password(c, account, hash));
	TRY(account_reach_doubted(c, account, str_of(kept)));
	TRY(remaining(c, account, &left));
	bool any = left.links.n || left.has_codes || left.delegations;
	return account_review(c, account, any ? some_int(c->now) : (opt_int){0});
}

/* ---- the page he sees first ---- */

err access_review_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct review_view v = {.provider = provider_configured(c) ? setting_text(c, "oidc.title") : S("")};
	struct tokens tokens;
	struct sessions sessions;
	TRY(remaining(c, c->actor, &v));
	TRY(account_own(c, c->actor, &v.account));
	TRY(token_list(c, c->actor, &tokens));
	TRY(session_list(c, c->actor, &sessions));
	v.tokens = (int64_t)tokens.n;
	v.sessions = (int64_t)sessions.n;
	own_review_page(&q->page, &v);
	return NULL;
}

OWN_RULE(reviewed, struct nothing)
static err reviewed(struct ctx *c, struct nothing *none)
{
	(void)none;
	TRY(account_review(c, c->actor, (opt_int){0}));
	return audit_add(c, "account.review", "account", c->actor, S(""));
}

err access_review_post(struct req *q)
{
	TRY(apply(&q->ctx, reviewed, NULL));
	flash(q, "Đã ghi nhận. Ông/bà xem lại những mục này ở trang Tài khoản của tôi bất cứ lúc nào.");
	return see_other(q, "/tai-khoan");
}

/* ---- who is still he (struct module: prove) ---- */

err account_prove_now(struct req *q)
{
	struct ctx *c = &q->ctx;
	str typed = text_secret(c->a, http_field(q->http, "proof"));
	if (!q->actor->has_password)
		return FAIL_FIELD(c, "proof", "Đã quá 10 phút từ khi đăng nhập. Hãy đăng nhập lại rồi làm tiếp.");
	if (!typed.n)
		return FAIL_FIELD(c, "proof", "Nhập mật khẩu của ông/bà để làm việc này.");
	err wrong = account_check_own(c, login_source(q, c->actor), typed);
	return wrong && wrong->kind == INVALID ? FAIL_FIELD(c, "proof", "Mật khẩu của ông/bà không đúng.") : wrong;
}
