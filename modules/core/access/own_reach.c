/* The pages of a forgotten password, and of where one's codes are sent. */
#include "pages.h"
#include "web/edge/edge.h"
#include "http/http.h"
#include "web/cookies.h"
#include "web/reply.h"
#include "web/services/setting.h"

/* ---- forgotten ---- */

static const struct field forgotten_fields[] = {TEXT(struct forgotten_form, login, "Tên đăng nhập", 1, 100)};
const struct input forgotten_input = INPUT("forgotten", forgotten_fields);

err forgotten_page(struct req *q)
{
	struct forgotten_view v = {reach_open(&q->ctx), setting_text(&q->ctx, "access.contact")};
	forgotten_password_page(&q->page, &v);
	return NULL;
}

err forgotten_post(struct req *q)
{
	struct forgotten_form f;
	TRY(read_input(q, &f));
	if (!reach_open(&q->ctx))
		return see_other(q, "/quen-mat-khau");
	struct recovery_asking n = {
		.login = f.login, .address = rate_address(q->ctx.a, q->http->peer), .device = device_cookie_value(q)};
	TRY(apply(&q->ctx, recovery_ask, &n));
	flash(q, "Nếu tài khoản này có địa chỉ hoặc số điện thoại đã xác nhận, mã đang được gửi đến đó. Mã dùng được trong 15 "
		 "phút.");
	return see_other(q, "/dat-mat-khau");
}

/* ---- where codes are sent ---- */

static const struct choice channels[] = {{"email", "Thư điện tử"}, {"phone", "Số điện thoại"}, {NULL, NULL}};
static const struct field reach_fields[] = {
	CHOICE(struct reach_form, channel, "Nơi nhận mã", NEEDED, channels),
	TEXT(struct reach_form, email, "Địa chỉ thư", 0, 100),
	TEXT(struct reach_form, phone, "Số điện thoại", 0, 20),
	SECRET(struct reach_form, current, "Mật khẩu hiện tại", 0, 200),
	SECRET(struct reach_form, current_phone, "Mật khẩu hiện tại", 0, 200),
};
const struct input reach_input = INPUT("reach", reach_fields);
static const struct field code_fields[] = {
	CHOICE(struct reach_form, channel, "Nơi nhận mã", NEEDED, channels),
	TEXT(struct reach_form, code, "Mã vừa gửi", 1, 40),
};
const struct input reach_code_input = INPUT("reach_code", code_fields);

err reach_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct reach_view v = {.email_open = channel_open(c, "email"),
		.phone_open = channel_open(c, "phone"),
		.contact = setting_text(c, "access.contact"),
		.channel = query_text(q, "ma")};
	if (page_problem(&q->page, "code"))
		v.channel = page_value(&q->page, "channel", S(""));
	if (!str_is(v.channel, "email") && !str_is(v.channel, "phone"))
		v.channel = S("");
	TRY(account_own(c, c->actor, &v.account));
	v.has_password = q->actor->has_password;
	own_reach_page(&q->page, &v);
	return NULL;
}

static err check_target(struct req *q, struct reach_form *f, bool mail)
{
	struct person_facts facts = {.name = S("Kiểm Tra"), .email = mail ? f->email : S(""), .phone = mail ? S("") : f->phone};
	if (!(mail ? f->email : f->phone).n)
		return FAIL_FIELD(&q->ctx, mail ? "email" : "phone", "Ghi nơi nhận mã.");
	return person_check(q, &facts);
}

err reach_post(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct reach_form f = {0};
	TRY(read_input(q, &f));
	bool mail = str_is(f.channel, "email");
	TRY(check_target(q, &f, mail));
	if (!q->actor->has_password)
		TRY(prove_fresh(q));
	else {
		err wrong = account_check_own(c, login_source(q, c->actor), mail ? f.current : f.current_phone);
		if (wrong && wrong->kind == INVALID)
			return FAIL_FIELD(c, mail ? "current" : "current_phone", "Mật khẩu hiện tại không đúng.");
		TRY(wrong);
	}
	struct proving p = {.channel = mail ? "email" : "phone", .target = mail ? f.email : phone_normal(c->a, f.phone)};
	if (!channel_open(c, p.channel))
		return FAIL(c, CONFLICT, "Hệ thống này chưa gửi được mã qua kênh này.");
	TRY(apply(c, reach_offer, &p));
	flash(q, "Đã gửi mã đến %s. Hãy nhập mã để xác nhận.", str_c(c->a, p.target));
	return see_other(q, "%.*s", STR_ARG(ADDRESS(c->a, "/tai-khoan/lien-lac", {"ma", str_of(p.channel)})));
}

err reach_code_post(struct req *q)
{
	struct reach_form f = {0};
	TRY(read_input(q, &f));
	struct proving p = {.channel = str_is(f.channel, "email") ? "email" : "phone", .code = f.code};
	TRY(apply(&q->ctx, reach_prove, &p));
	if (!p.right)
		return FAIL_FIELD(&q->ctx, "code", "Mã không đúng, đã dùng hoặc đã hết hạn. Sau 5 lần sai phải xin mã mới.");
	flash(q, "Đã xác nhận. Từ nay khi quên mật khẩu, mã được gửi đến đây.");
	return see_other(q, "/tai-khoan");
}
