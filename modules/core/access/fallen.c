/* What was filed under a number before its owner proved it: he sees what there is, and keeps or drops it. */
#include "pages.h"
#include "web/reply.h"

err fallen_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct accounts_fallen_rows rows;
	TRY(accounts_fallen(c, c->actor, &rows));
	struct accounts_fallen_empty empty;
	TRY(accounts_fallen_empty(c, c->actor, &empty));
	struct fallen_view v = {NEWN(c->a, struct fallen_account, rows.n), rows.n, empty.n};
	for (size_t i = 0; i < rows.n; i++) {
		v.v[i] = (struct fallen_account){rows.v[i].id, rows.v[i].created_at, rows.v[i].name, rows.v[i].phone, {0}};
		TRY(account_belongings(c, rows.v[i].id, &v.v[i].things));
	}
	fallen_accounts_page(&q->page, &v);
	return NULL;
}

static const struct choice decisions[] = {{"keep", "Giữ"}, {"drop", "Bỏ"}, {"drop_all", "Bỏ tất cả"}, {NULL, NULL}};
static const struct field fallen_fields[] = {
	INT(struct fallen_form, account, "Tài khoản", 0, INT64_MAX), /* 0: all of them */
	CHOICE(struct fallen_form, decision, "Giữ hay bỏ", NEEDED, decisions),
};
const struct input fallen_input = INPUT("fallen", fallen_fields);

err fallen_post(struct req *q)
{
	struct fallen_form f;
	TRY(read_input(q, &f));
	struct settling n = {f.account, str_is(f.decision, "keep")};
	if (str_is(f.decision, "drop_all"))
		TRY(apply(&q->ctx, accounts_dropped, NULL));
	else
		TRY(apply(&q->ctx, account_settled, &n));
	flash(q, "%s",
		n.keep ? "Đã giữ lại. Hồ sơ nằm ở trang Hồ sơ của tôi."
		       : "Đã bỏ. Nơi tiếp nhận được báo là ông/bà không nộp những hồ sơ này.");
	struct accounts_fallen_rows left;
	TRY(accounts_fallen(&q->ctx, q->ctx.actor, &left));
	return see_other(q, "%s", left.n ? "/tai-khoan/duoi-so-cua-toi" : "/tai-khoan");
}
