/* A new password with a code: handed over at the desk, or sent. */
#include "pages.h"
#include "web/reply.h"
#include "auth/auth.h"

static const struct field reset_fields[] = {
	TEXT(struct reset_form, login, "Tên đăng nhập", 1, 100),
	TEXT(struct reset_form, code, "Mã đặt mật khẩu", 1, 40),
	SECRET(struct reset_form, password, "Mật khẩu mới", 1, 200),
	SECRET(struct reset_form, again, "Mật khẩu mới lần thứ hai", 1, 200),
};
const struct input reset_input = INPUT("password_reset", reset_fields);

err reset_page(struct req *q)
{
	password_reset_page(&q->page);
	return NULL;
}

struct resetting {
	struct recovery_try code;
	str password, hash;
	struct texts about;
};

/* What a password is made of is held against the name of the account only when the code is right: else whoever tries passwords would
 * learn the name behind a number. A refusal leaves the code as it was. */
OWN_RULE(redeem, struct resetting)
static err redeem(struct ctx *c, struct resetting *r)
{
	if (r->code.account)
		TRY(recovery_redeem(c, &r->code));
	if (!r->code.by)
		return NULL;
	TRY(password_good(c, r->password, r->about));
	const char *kept = !strcmp(r->code.by, "recover.email") ? "email" : !strcmp(r->code.by, "recover.phone") ? "phone" : "";
	return account_recover(c, r->code.account, r->hash, kept);
}

err reset_post(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct reset_form f;
	struct account_by_login a;
	bool found;
	TRY(read_input(q, &f));
	if (!str_eq(f.password, f.again))
		return FAIL_FIELD(c, "again", "Hai lần nhập mật khẩu không giống nhau.");
	struct resetting r = {.code = {.typed = f.code}, .password = f.password};
	TRY(account_by_login(c, login_normal(c->a, f.login), &a, &found));
	if (found && !a.disabled_at.set)
		r.code.account = a.id;
	r.code.from = login_source(q, r.code.account);
	const str about[] = {f.login, r.code.account ? a.name : S("")};
	r.about = (struct texts){about, COUNT(about)};
	/* Whoever it is: the answer is the same and takes as long. */
	TRY(password_make(c, f.password, (struct texts){about, 1}, &r.hash));
	TRY(apply(c, redeem, &r));
	if (!r.code.by)
		return FAIL_FIELD(c, "code",
			"Mã không đúng, đã dùng hoặc đã hết hạn. Sau 5 lần sai, phải chờ 15 phút mới nhập tiếp được từ nơi này.");
	flash(q, "Đã đặt mật khẩu mới và đăng xuất mọi thiết bị. Hãy đăng nhập bằng mật khẩu mới.");
	return see_other(q, "/dang-nhap");
}
