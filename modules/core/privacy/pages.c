/* pages: a new request from an account or at the desk, one request for both sides, what is done with it, the copy that was made. */
#include "core/privacy/pages.h"
#include "core/privacy/privacy.html.h"
#include "core/units/units.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/object.h"
#include "web/query.h"
#include "web/reply.h"
#include "web/route.h"
#include "web/services/audit.h"

/* ---- a new one ---- */

static const struct choice channels[] = {{"desk", "Đến quầy"}, {"paper", "Gửi văn bản"}, {NULL, NULL}};
static const struct field own_fields[] = {
	CHOICE(struct privacy_asking, kind, "Ông/bà muốn gì", NEEDED, privacy_kinds),
	TEXT(struct privacy_asking, unit_typed, "Đơn vị giữ dữ liệu", 1, 200),
	TEXTS(struct privacy_asking, about, "Dữ liệu nào", 0, 30),
	LONG_TEXT(struct privacy_asking, wish, "Nội dung yêu cầu", 0, 2000),
};
const struct input privacy_own_input = INPUT("new_own_data_request", own_fields);
static const struct field desk_fields[] = {
	CHOICE(struct privacy_asking, channel, "Yêu cầu đến bằng cách nào", NEEDED, channels),
	TEXT(struct privacy_asking, name, "Họ và tên người có dữ liệu", 1, 100),
	NUMBER_TEXT(struct privacy_asking, number, "Số định danh cá nhân", 1, 12),
	TEXT(struct privacy_asking, contact, "Điện thoại hoặc địa chỉ để trả lời", 1, 200),
	TEXT(struct privacy_asking, asker, "Người yêu cầu thay", 0, 100),
	TEXT(struct privacy_asking, asker_basis, "Giấy tờ cho thấy được yêu cầu thay", 0, 300),
	BOOL(struct privacy_asking, is_proved, "Đã đối chiếu giấy tờ tùy thân"),
	TEXT(struct privacy_asking, proof, "Giấy tờ đã đối chiếu", 0, 300),
	CHOICE(struct privacy_asking, kind, "Yêu cầu gì", NEEDED, privacy_kinds),
	TEXTS(struct privacy_asking, about, "Dữ liệu nào", 0, 30),
	LONG_TEXT(struct privacy_asking, wish, "Nội dung yêu cầu", 0, 2000),
};
const struct input privacy_desk_input = INPUT("new_data_request", desk_fields);

static err form_show(struct req *q, enum privacy_side side)
{
	struct privacy_form_view v = {.side = side, .holdings = holdings_all(q->ctx.a), .is_proved = q->actor->person != 0};
	if (side == PRIVACY_CITIZEN) {
		struct privacy_reader he;
		TRY(privacy_reader(&q->ctx, q->ctx.actor, &he));
		if (he.unit_id.set)
			TRY(unit_place(&q->ctx, he.unit_id.v, &v.unit));
	}
	privacy_new_page(&q->page, &v);
	return NULL;
}
err privacy_own_form(struct req *q) { return form_show(q, PRIVACY_CITIZEN); }
err privacy_desk_form(struct req *q) { return form_show(q, PRIVACY_DESK); }

err privacy_own_ask(struct req *q)
{
	struct privacy_asking n = {.from_account = true};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, privacy_ask, &n));
	flash(q, "Đã gửi yêu cầu. Ông/bà sẽ được báo ở biểu tượng chuông khi có trả lời.");
	return see_other(q, "/quyen-du-lieu/%lld", (long long)n.id);
}
err privacy_desk_ask(struct req *q)
{
	struct privacy_asking n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, privacy_ask, &n));
	flash(q, "Đã ghi yêu cầu số %lld.", (long long)n.id);
	return see_other(q, "/yeu-cau-du-lieu/%lld", (long long)n.id);
}

/* ---- one request ---- */

static enum privacy_side side_of(const struct req *q)
{
	return str_starts(str_of(q->route->path), S("/quyen-du-lieu")) ? PRIVACY_CITIZEN : PRIVACY_DESK;
}

static err steps_of(struct req *q, struct privacy_view *v)
{
	struct privacy_events_rows rows;
	TRY(privacy_events(&q->ctx, q->id, &rows));
	v->steps.v = NEWN(q->ctx.a, struct privacy_step, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct flow_action *a = flow_action(&privacy_flow, rows.v[i].action);
		bool his = v->side == PRIVACY_CITIZEN;
		if (his && a && a->inside)
			continue;
		const char *what = !a ? "Đã nhận yêu cầu" : his ? flow_plain_words(a) : a->done;
		v->steps.v[v->steps.n++] = (struct privacy_step){rows.v[i].happened_at, str_of(what), rows.v[i].note};
	}
	return NULL;
}

static err group_of(struct req *q, const struct privacy_group *g, struct privacy_fact *out)
{
	enum { SHOWN = 20 };
	size_t n = g->things.n < SHOWN ? g->things.n : SHOWN;
	str *lines = NEWN(q->ctx.a, str, n + 1), *paths = NEWN(q->ctx.a, str, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct held_thing *t = &g->things.v[i];
		lines[i] = t->title;
		if (t->kind.n)
			TRY(object_place(q, t->kind, t->id, &paths[i]));
	}
	*out = (struct privacy_fact){.title = str_of(g->holding->title),
		.ground = g->ground,
		.count = (int64_t)g->things.n,
		.lines = {lines, n},
		.paths = {paths, n}};
	return NULL;
}

/* What there is to correct, to erase, to give: for who works on it, and only of somebody proved. */
static err kept_of(struct req *q, struct privacy_view *v)
{
	struct privacy_groups groups;
	bool open = v->request.state == PRIVACY_RECEIVED || v->request.state == PRIVACY_ACCEPTED;
	if (v->side != PRIVACY_DESK || !open || !(v->request.is_proved || v->request.account_id.set))
		return NULL;
	TRY(privacy_kept(&q->ctx, &v->request, &groups));
	v->kept.v = NEWN(q->ctx.a, struct privacy_fact, groups.n + 1);
	for (size_t i = 0; i < groups.n; i++)
		TRY(group_of(q, &groups.v[i], &v->kept.v[v->kept.n++]));
	return NULL;
}

static void about_of(arena *a, struct privacy_view *v)
{
	struct holdings all = holdings_all(a);
	str *out = NEWN(a, str, all.n + 1);
	v->about.v = out;
	for (size_t i = 0; i < all.n && v->request.about.n; i++)
		if (privacy_is_about(v->request.about, all.v[i]))
			out[v->about.n++] = str_of(all.v[i]->title);
}

static err view_of(struct req *q, struct privacy_view *v)
{
	struct privacy_work w = {.side = (int)side_of(q), .request = q->id};
	TRY(privacy_load(&q->ctx, &w));
	v->side = side_of(q);
	v->request = w.facts;
	v->kind = str_of(choice_label(privacy_kinds, w.facts.kind));
	v->state = str_of(flow_state(&privacy_flow, w.state)->code);
	v->state_title = str_of(flow_state(&privacy_flow, w.state)->title);
	bool open = w.state == PRIVACY_RECEIVED || w.state == PRIVACY_ACCEPTED;
	v->is_late = open && ((!w.facts.answered_at.set && w.facts.answer_due_at < q->ctx.now) || w.facts.due_at < q->ctx.now);
	v->is_copy = w.facts.paper_until.set && w.facts.paper_until.v > q->ctx.now;
	v->is_withheld = w.at.is_withheld;
	v->path = str_format(
		q->ctx.a, v->side == PRIVACY_CITIZEN ? "/quyen-du-lieu/%lld" : "/yeu-cau-du-lieu/%lld", (long long)q->id);
	v->offered = flow_offered(q->ctx.a, &privacy_flow, (int)v->side, flow_powers(q, &privacy_flow),
		&(struct flow_place){.state = w.state, .place = &w.at});
	about_of(q->ctx.a, v);
	if (v->side == PRIVACY_CITIZEN) { /* the unit answers, not an officer by name */
		v->request.officer_id = (opt_int){0};
		v->request.officer = (str){0};
	}
	return NULL;
}

err privacy_show(struct req *q)
{
	struct privacy_view v = {0};
	TRY(view_of(q, &v));
	TRY(steps_of(q, &v));
	TRY(kept_of(q, &v));
	if (v.side == PRIVACY_DESK)
		audit_look(q, "privacy_request", q->id, "Giải quyết yêu cầu về dữ liệu");
	return reply(q, &v, privacy_page);
}

err privacy_form(struct req *q)
{
	struct privacy_view v = {0};
	v.action = q->route->action ? q->route->action : flow_action(&privacy_flow, q->key);
	TRY(view_of(q, &v));
	if (!v.action || !(v.action->sides & FLOW_IN(v.side)))
		return FAIL(&q->ctx, NOT_FOUND, "action");
	struct texts grounds = privacy_grounds_of(q->ctx.a, v.request.about);
	v.ground = grounds.n && str_is(v.request.kind, "delete") ? grounds.v[0] : S("");
	privacy_form_page(&q->page, &v);
	return NULL;
}

err privacy_form_run(struct req *q)
{
	struct privacy_work w = {.request = q->id};
	struct privacy_said f = {0};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &f));
	w.note = f.note;
	w.article = f.article;
	w.seen = f.seen;
	w.client_key = f.client_key;
	TRY(apply(&q->ctx, privacy_act, &w));
	flash(q, "%s.", w.side == PRIVACY_CITIZEN ? flow_plain_words(w.action) : w.action->done);
	return see_other(q, w.side == PRIVACY_CITIZEN ? "/quyen-du-lieu/%lld" : "/yeu-cau-du-lieu/%lld", (long long)q->id);
}

/* ---- why on that day ---- */

err privacy_due_run(struct req *q)
{
	struct privacy_work w = {.side = (int)side_of(q), .request = q->id};
	struct privacy_dues_rows dues;
	struct privacy_why_view v = {.number = q->id};
	TRY(privacy_load(&q->ctx, &w));
	TRY(privacy_dues(&q->ctx, q->id, &dues));
	v.path = str_format(
		q->ctx.a, side_of(q) == PRIVACY_CITIZEN ? "/quyen-du-lieu/%lld" : "/yeu-cau-du-lieu/%lld", (long long)q->id);
	v.dues.v = NEWN(q->ctx.a, struct privacy_why, dues.n + 1);
	for (size_t i = 0; i < dues.n; i++) {
		struct privacy_why *one = &v.dues.v[v.dues.n++];
		one->title = str_is(dues.v[i].what, "answer")      ? S("Hạn trả lời")
			     : str_is(dues.v[i].what, "carry_out") ? S("Hạn thực hiện")
								   : S("Hạn thực hiện sau khi kéo dài");
		one->at = dues.v[i].due_at;
		TRY(calendar_explain(&q->ctx, dues.v[i].proof, &one->why));
	}
	privacy_why_page(&q->page, &v);
	return NULL;
}

/* ---- the copy ---- */

static err copy_of(struct req *q, struct privacy_work *w, struct privacy_request_paper *paper)
{
	w->side = (int)side_of(q);
	w->request = q->id;
	TRY(privacy_load(&q->ctx, w));
	TRY(privacy_request_paper(&q->ctx, q->id, paper));
	if (!paper->paper.n || !w->facts.paper_until.set || w->facts.paper_until.v <= q->ctx.now)
		return FAIL(&q->ctx, NOT_FOUND, "Yêu cầu này không có bản sao dữ liệu, hoặc đã hết hạn lấy bản sao.");
	if (w->side == PRIVACY_DESK)
		audit_look(q, "privacy_request", q->id, "Lấy bản sao dữ liệu để giao người yêu cầu");
	return NULL;
}

err privacy_copy_run(struct req *q)
{
	struct privacy_work w = {0};
	struct privacy_request_paper paper;
	buf out = {.a = q->ctx.a};
	TRY(copy_of(q, &w, &paper));
	TRY(privacy_copy_pdf(&q->ctx, &w.facts, paper.paper, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(q->ctx.a, "ban-sao-du-lieu-%lld.pdf", (long long)q->id), "application/pdf", false);
}

err privacy_copy_data(struct req *q)
{
	struct privacy_work w = {0};
	struct privacy_request_paper paper;
	TRY(copy_of(q, &w, &paper));
	return reply_bytes(
		q, paper.paper, str_format(q->ctx.a, "ban-sao-du-lieu-%lld.json", (long long)q->id), "application/json", true);
}

/* ---- shapes ---- */

static const struct member step_members[] = {MEMBER(struct privacy_step, happened_at, M_INT),
	MEMBER(struct privacy_step, what, M_TEXT), MEMBER(struct privacy_step, note, M_TEXT)};
static const struct shape privacy_step_shape = SHAPE("data_request_step", struct privacy_step, step_members);
static const struct member fact_members[] = {MEMBER(struct privacy_fact, title, M_TEXT),
	MEMBER(struct privacy_fact, ground, M_TEXT), MEMBER(struct privacy_fact, count, M_INT)};
static const struct shape privacy_fact_shape = SHAPE("data_request_kept", struct privacy_fact, fact_members);
static const struct member view_members[] = {ONE(struct privacy_view, request, privacy_request),
	MEMBER(struct privacy_view, state, M_TEXT), MEMBER(struct privacy_view, is_late, M_INT),
	MEMBER(struct privacy_view, is_copy, M_INT), MEMBER(struct privacy_view, is_withheld, M_INT),
	MANY(struct privacy_view, steps, privacy_step), MANY(struct privacy_view, kept, privacy_fact)};
const struct shape privacy_view_shape = SHAPE("data_request", struct privacy_view, view_members);
