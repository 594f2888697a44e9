/* One's own one-time codes: on, off, new recovery codes. For officers. */
#include "doc/doc.h"
#include "pages.h"
#include "web/reply.h"
#include "auth/auth.h"

/* ---- the offer that a page carries ---- */

static str address(struct req *q, str login, str secret)
{
	buf b = {.a = q->ctx.a};
	buf_lit(&b, "otpauth://totp/Dinh:");
	html_component(&b, login);
	return address_with(b.a, buf_text(&b), QUERY(b.a, {"secret", base32(b.a, secret)}, {"issuer", S("Dinh")}));
}

/* "ABCD EFGH ..": as a person copies it. */
static str in_groups(arena *a, str key)
{
	buf b = {.a = a};
	for (size_t i = 0; i < key.n; i++) {
		if (i && i % 4 == 0)
			buf_lit(&b, " ");
		buf_put(&b, key.s + i, 1);
	}
	return buf_text(&b);
}

err login_offer_fill(struct req *q, int64_t account, struct offer_view *out)
{
	struct ctx *c = &q->ctx;
	struct account_own own;
	buf svg = {.a = c->a};
	str secret;
	out->offer = page_value(&q->page, "offer", S(""));
	if (!codes_offered(c, account, out->offer, &secret)) {
		out->offer = codes_offer(c, account);
		if (!codes_offered(c, account, out->offer, &secret))
			return FAIL(c, BROKEN, "an offer does not open");
	}
	TRY(account_own(c, account, &own));
	TRY(qr_svg(c, address(q, own.login, secret), &svg));
	out->qr = (struct html){buf_text(&svg)};
	out->key = in_groups(c->a, base32(c->a, secret));
	out->account = account;
	return NULL;
}

/* ---- pages ---- */

static err officers_only(struct req *q)
{
	return q->actor->kind == OFFICER ? NULL : FAIL(&q->ctx, DENIED, "Xác thực hai bước dành cho tài khoản cán bộ.");
}

err own_codes_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct own_codes_view v = {0};
	struct totp_of totp;
	struct recovery_left left;
	bool on;
	TRY(officers_only(q));
	TRY(totp_of(c, c->actor, &totp, &on));
	if (!on) {
		TRY(login_offer_fill(q, c->actor, &v.offer));
		enrolment_page(&q->page, &v.offer);
		return NULL;
	}
	TRY(recovery_left(c, c->actor, &left));
	v.since = totp.made_at;
	v.left = left.left;
	own_codes_on_page(&q->page, &v);
	return NULL;
}

static err show_recovery(struct req *q, const struct enrolment *e)
{
	struct recovery_view v = {.codes = e->recovery, .then = S("/tai-khoan")};
	recovery_page(&q->page, &v);
	return NULL;
}

err own_codes_post(struct req *q)
{
	struct step_form f;
	struct enrolment e = {.account = q->ctx.actor};
	struct totp_of totp;
	bool on;
	TRY(officers_only(q));
	TRY(read_input(q, &f));
	TRY(totp_of(&q->ctx, q->ctx.actor, &totp, &on));
	if (on)
		return FAIL(&q->ctx, CONFLICT, "Tài khoản này đã bật xác thực hai bước.");
	e.offer = f.offer;
	e.code = f.code;
	TRY(apply(&q->ctx, codes_enrol, &e));
	return show_recovery(q, &e);
}

struct coded {
	err (*rule)(struct ctx *c, struct enrolment *e);
	struct enrolment e;
};

OWN_RULE(coded, struct coded)
static err coded(struct ctx *c, struct coded *k) { return k->rule(c, &k->e); }

/* Off and renew ask for a code; a wrong one counts like a wrong password. */
static err with_code(struct req *q, err (*rule)(struct ctx *c, struct enrolment *e), struct enrolment *e)
{
	struct step_form f;
	struct source from = login_source(q, q->ctx.actor);
	bool open;
	TRY(officers_only(q));
	TRY(read_input(q, &f));
	TRY(attempts_open(&q->ctx, q->ctx.actor, from, &open));
	if (!open)
		return FAIL_FIELD(&q->ctx, "code", "Nhập sai quá nhiều lần: hãy thử lại sau 15 phút.");
	struct coded k = {rule, {.account = q->ctx.actor, .code = f.code}};
	err wrong = apply(&q->ctx, coded, &k);
	*e = k.e;
	if (wrong && wrong->kind == INVALID)
		TRY(attempt_wrong(&q->ctx, q->ctx.actor, from));
	return wrong;
}

err own_codes_off_post(struct req *q)
{
	struct enrolment e;
	TRY(with_code(q, codes_drop, &e));
	flash(q, "Đã tắt xác thực hai bước.");
	return see_other(q, "/tai-khoan");
}

err own_codes_renew_post(struct req *q)
{
	struct enrolment e;
	TRY(with_code(q, codes_renew, &e));
	return show_recovery(q, &e);
}
