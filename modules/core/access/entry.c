/* Signing in and signing out. */
#include "pages.h"
#include "web/edge/edge.h"
#include "http/http.h"
#include "web/cookies.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

static const struct field entry_fields[] = {
	TEXT(struct entry_form, login, "Tên đăng nhập", 1, 100),
	SECRET(struct entry_form, password, "Mật khẩu", 1, 200),
	TEXT(struct entry_form, code, "Mã xác thực", 0, 20),
	TEXT(struct entry_form, tiep, "Trang mở sau khi đăng nhập", 0, 500),
};
const struct input entry_input = INPUT("sign_in", entry_fields);

err entry_page(struct req *q)
{
	str typed = query_text(q, "tiep");
	struct entry_view v = {
		.then = page_value(&q->page, "tiep", typed),
		.now_in = q->actor->kind == NOBODY ? S("") : q->actor->name,
	};
	v.then = local_path(q, v.then, "");
	if (provider_configured(&q->ctx)) {
		v.provider = setting_text(&q->ctx, "oidc.title");
		v.to_citizen = ADDRESS(q->ctx.a, "/dang-nhap/dinh-danh", {"tiep", v.then});
		v.to_officer = address_with(q->ctx.a, v.to_citizen, QUERY(q->ctx.a, {"vai", S("can-bo")}));
	}
	sign_in_page(&q->page, &v);
	return NULL;
}

err entry_post(struct req *q)
{
	struct entry_form f;
	TRY(read_input(q, &f));
	struct attempt t = {.login = f.login,
		.password = f.password,
		.address = rate_address(q->ctx.a, q->http->peer),
		.device = q->json ? S("") : device_cookie_value(q)};
	TRY(attempt_check(&q->ctx, &t));
	return arrival_session(q, &(struct arrival){.account = t.account, .then = f.tiep, .code = f.code});
}

OWN_RULE(end, const int64_t)
static err end(struct ctx *c, const int64_t *id)
{
	TRY(session_end(c, *id));
	return audit_add(c, "session.end", "account", c->actor, S(""));
}

err session_leave_post(struct req *q)
{
	int64_t session = q->actor->session;
	struct session_note note;
	TRY(session_notes(&q->ctx, session, &note));
	TRY(apply(&q->ctx, end, &session));
	if (q->json) {
		q->reply->status = 204;
		return NULL;
	}
	session_cookie(q, S(""));
	str there = provider_leave(q, note.hint);
	if (there.n) {
		static const struct actor nobody;
		q->actor = &nobody;
		signed_out_page(&q->page, there);
		return NULL;
	}
	flash(q, "Đã đăng xuất. Nếu dùng máy chung, hãy đóng trình duyệt.");
	return see_other(q, "/");
}
