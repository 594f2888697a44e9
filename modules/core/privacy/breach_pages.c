/* breach_pages: the record of breaches, one of them, what is done about it, the notice as a paper. */
#include "core/privacy/breach.h"
#include "core/privacy/breach.html.h"
#include "doc/doc.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/route.h"

/* ---- the record ---- */

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct privacy_breaches_rows found;
	TRY(privacy_breaches(&q->ctx, q->ctx.unit, l->begun ? l->from.id : INT64_MAX, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}
static str state_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(flow_state(&privacy_breach_flow, ((const struct privacy_breaches *)row)->state)->title);
}
static str hours_text(arena *a, const struct listing *l, const void *row)
{
	const struct privacy_breaches *b = row;
	if (!b->is_serious)
		return S("Không phải báo");
	struct privacy_hours h = privacy_hours_of(b->detected_at, b->reported_at, b->report_due_at, l->asker->ctx.now);
	return h.is_reported ? str_format(a, "%lld%s", (long long)h.hours, h.is_late ? ", quá hạn" : "")
	       : h.is_late   ? S("Chưa báo, quá hạn")
			     : S("Chưa báo");
}
#define AT(member) .at = offsetof(struct privacy_breaches, member)
static const struct column columns[] = {
	{.name = "title", .title = "Sự cố", AT(title), .leads = "/su-co-du-lieu/{id}"},
	{.name = "detected", .title = "Phát hiện lúc", .as = COLUMN_TIME, AT(detected_at)},
	{.name = "people", .title = "Số người", .as = COLUMN_NUMBER, AT(people)},
	{.name = "due", .title = "Hạn báo", .as = COLUMN_TIME, AT(report_due_at)},
	{.name = "hours", .title = "Số giờ đến khi báo", .as = COLUMN_MADE, .text = hours_text},
	{.name = "told", .title = "Báo người dân lúc", .as = COLUMN_TIME_OPTIONAL, AT(told_people_at)},
	{.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text},
	{.name = "kept", .title = "Giữ đến", .as = COLUMN_DAY, AT(kept_until), .spare = true},
};
static const struct field fields[] = {
	TEXT(struct privacy_new_breach, title, "Sự cố gì", 5, 200),
	DATE(struct privacy_new_breach, detected_on, "Phát hiện ngày", NEEDED),
	TEXT(struct privacy_new_breach, detected_time, "Phát hiện lúc (giờ:phút)", 1, 5),
	LONG_TEXT(struct privacy_new_breach, happened, "Chuyện gì đã xảy ra, phát hiện bằng cách nào", 10, 4000),
	TEXT(struct privacy_new_breach, kinds, "Những dữ liệu nào", 3, 500),
	INT(struct privacy_new_breach, people, "Của khoảng bao nhiêu người", 1, 1000000000),
	LONG_TEXT(struct privacy_new_breach, harm, "Có thể gây hại gì", 3, 2000),
	BOOL(struct privacy_new_breach, is_serious,
		"Có thể hại đến tính mạng, sức khỏe, danh dự, tài sản, an ninh (phải báo trong 72 giờ)"),
};
const struct input privacy_breach_input = INPUT("new_data_breach", fields);
const struct list privacy_breach_list = {.title = "Sự cố dữ liệu cá nhân",
	.path = "/su-co-du-lieu",
	.file = "su-co-du-lieu",
	.columns = LIST(columns),
	.row = sizeof(struct privacy_breaches),
	.rows = rows,
	.none = {"Chưa có sự cố nào", "Khi dữ liệu cá nhân bị lộ, mất, sai lệch, hãy ghi ngay ở dưới."},
	.adds = {&privacy_breach_input, "privacy.breach", "Ghi một sự cố"}};
const struct shape privacy_breach_list_shape = LIST_SHAPE("data_breaches", breaches, privacy_breaches);

err privacy_breach_add_run(struct req *q)
{
	struct privacy_new_breach n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, privacy_breach_write, &n));
	flash(q, "Đã ghi sự cố.");
	return see_other(q, "/su-co-du-lieu/%lld", (long long)n.id);
}

/* ---- one ---- */

static err view_of(struct req *q, struct privacy_breach_view *v)
{
	struct privacy_breach_work w = {.breach = q->id};
	TRY(privacy_breach_load(&q->ctx, &w));
	v->breach = w.facts;
	v->hours = privacy_hours_of(w.facts.detected_at, w.facts.reported_at, w.facts.report_due_at, q->ctx.now);
	v->hours_to_report = v->hours.hours;
	v->is_late = w.facts.is_serious && v->hours.is_late;
	v->path = str_format(q->ctx.a, "/su-co-du-lieu/%lld", (long long)q->id);
	v->offered = flow_offered(q->ctx.a, &privacy_breach_flow, 0, flow_powers(q, &privacy_breach_flow),
		&(struct flow_place){.state = w.state, .place = &w.at});
	return NULL;
}

err privacy_breach_run(struct req *q)
{
	struct privacy_breach_view v = {0};
	TRY(view_of(q, &v));
	TRY(privacy_breach_events(&q->ctx, q->id, &v.events));
	return reply(q, &v, privacy_breach_page);
}

err privacy_breach_form(struct req *q)
{
	struct privacy_breach_view v = {0};
	v.action = q->route->action ? q->route->action : flow_action(&privacy_breach_flow, q->key);
	TRY(view_of(q, &v));
	if (!v.action)
		return FAIL(&q->ctx, NOT_FOUND, "action");
	privacy_breach_form_page(&q->page, &v);
	return NULL;
}

struct said {
	str note, client_key;
	int64_t seen;
};
err privacy_breach_form_run(struct req *q)
{
	struct privacy_breach_work w = {.breach = q->id};
	struct said f = {0};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &f));
	w.note = f.note;
	w.seen = f.seen;
	w.client_key = f.client_key;
	TRY(apply(&q->ctx, privacy_breach_act, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, "/su-co-du-lieu/%lld", (long long)q->id);
}

/* ---- the notice ---- */

static str last_note(const struct privacy_breach_view *v, const char *action)
{
	for (size_t i = 0; i < v->events.n; i++)
		if (str_is(v->events.v[i].action, action))
			return v->events.v[i].note;
	return S("");
}

static void notice_facts(struct pdf *p, struct ctx *c, const struct privacy_breach_view *v)
{
	const struct privacy_breach *b = &v->breach;
	pdf_labelled(p, S("1. Sự cố"), b->title);
	pdf_labelled(p, S("2. Thời điểm phát hiện"), show_time_long(c->a, b->detected_at));
	pdf_labelled(p, S("3. Diễn biến"), b->happened);
	pdf_labelled(p, S("4. Loại dữ liệu"), b->kinds);
	pdf_labelled(p, S("5. Số người có dữ liệu"), str_format(c->a, "khoảng %.*s người", STR_ARG(show_int(c->a, b->people))));
	pdf_labelled(p, S("6. Hậu quả có thể xảy ra"), b->harm);
	pdf_labelled(p, S("7. Biện pháp đã làm"), last_note(v, "contain"));
	pdf_labelled(p, S("8. Báo cho người có dữ liệu"), last_note(v, "tell_people"));
	pdf_labelled(p, S("9. Đơn vị, người liên hệ"), b->unit_name);
}

err privacy_breach_paper(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct privacy_breach_view v = {0};
	struct pdf *p;
	buf out = {.a = c->a};
	TRY(view_of(q, &v));
	TRY(privacy_breach_events(c, q->id, &v.events));
	TRY(pdf_begin(c, PDF_A4, S("Thông báo vi phạm quy định bảo vệ dữ liệu cá nhân"), &p));
	pdf_official_head(p, &(struct official_head){.agency = str_format(c->a, "ỦY BAN NHÂN DÂN\n%.*s",
							     STR_ARG(upper_case(c->a, v.breach.unit_name))),
				     .number = S("Số: ......"),
				     .dated = place_and_day(c->a, v.breach.unit_place, day_of(c->now))});
	pdf_paragraph(p, S("THÔNG BÁO\nVi phạm quy định về bảo vệ dữ liệu cá nhân"),
		(struct pdf_text){.bold = true, .align = PDF_CENTRE, .before = 14, .after = 4});
	pdf_paragraph(p, S("Kính gửi: Cơ quan chuyên trách bảo vệ dữ liệu cá nhân"),
		(struct pdf_text){.align = PDF_CENTRE, .after = 8});
	pdf_paragraph(p, S("Thực hiện Điều 23 Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, đơn vị thông báo:"),
		(struct pdf_text){.align = PDF_JUSTIFY, .indent = 28, .after = 4});
	notice_facts(p, c, &v);
	pdf_together(p);
	pdf_space(p, 12);
	pdf_signatures(p,
		(const struct pdf_signature[]){
			{S(""), S(""), S("")}, {S("NGƯỜI ĐỨNG ĐẦU ĐƠN VỊ"), S("(Ký, ghi rõ họ tên, đóng dấu)"), S("")}},
		2);
	pdf_together_end(p);
	TRY(pdf_end(p, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "thong-bao-su-co-%lld.pdf", (long long)q->id), "application/pdf", false);
}

/* ---- shapes ---- */

static const struct member view_members[] = {ONE(struct privacy_breach_view, breach, privacy_breach),
	MEMBER(struct privacy_breach_view, hours_to_report, M_INT), MEMBER(struct privacy_breach_view, is_late, M_INT),
	MANY(struct privacy_breach_view, events, privacy_breach_events)};
const struct shape privacy_breach_view_shape = SHAPE("data_breach", struct privacy_breach_view, view_members);
