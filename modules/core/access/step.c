/* The second step of signing in: a one-time code, or enrolling for them when the role must have them and its time is over. */
#include "pages.h"
#include "web/cookies.h"
#include "web/reply.h"
#include "auth/auth.h"

const struct field step_up_fields[] = {
	TEXT(struct step_form, code, "Mã xác thực", 1, 40),
	TEXT(struct step_form, offer, "Mã QR", 0, 500),
	TEXT(struct step_form, tiep, "Trang mở sau khi đăng nhập", 0, 500),
};
const struct input step_up_input = INPUT("second_step", step_up_fields);

static err too_late(struct req *q)
{
	session_cookie(q, S(""));
	flash(q, "Đã quá 10 phút hoặc phiên không còn. Hãy đăng nhập lại.");
	return see_other(q, "/dang-nhap");
}

err step_up_page(struct req *q)
{
	enum demand demand;
	struct step_view v = {.then = local_path(q, page_value(&q->page, "tiep", query_text(q, "tiep")), "")};
	if (!q->actor->waiting)
		return too_late(q);
	TRY(codes_demand(&q->ctx, q->actor->waiting, &demand));
	if (demand == NO_DEMAND)
		return too_late(q);
	if (demand == ENROL)
		TRY(login_offer_fill(q, q->actor->waiting, &v.offer));
	if (demand == ENROL)
		enrolment_forced_page(&q->page, &v);
	else
		second_step_page(&q->page, &v);
	return NULL;
}

err step_up_post(struct req *q)
{
	struct step_form f;
	TRY(read_input(q, &f));
	if (!q->actor->waiting)
		return too_late(q);
	TRY(code_check(q, q->actor->waiting, f.code));
	struct session_note half;
	TRY(session_notes(&q->ctx, q->actor->session, &half));
	return arrival_session(
		q, &(struct arrival){.account = q->actor->waiting, .then = f.tiep, .hint = half.hint, .proved = true});
}

err step_up_enrol_post(struct req *q)
{
	struct step_form f;
	enum demand demand;
	TRY(read_input(q, &f));
	if (!q->actor->waiting)
		return too_late(q);
	TRY(codes_demand(&q->ctx, q->actor->waiting, &demand));
	if (demand != ENROL)
		return too_late(q);
	struct enrolment e = {.account = q->actor->waiting, .offer = f.offer, .code = f.code};
	TRY(apply(&q->ctx, codes_enrol, &e));
	TRY(arrival_here(q, &(struct arrival){.account = e.account, .proved = true}));
	struct recovery_view v = {.codes = e.recovery, .then = local_path(q, f.tiep, str_c(q->ctx.a, account_home_path(q)))};
	recovery_page(&q->page, &v);
	return NULL;
}
