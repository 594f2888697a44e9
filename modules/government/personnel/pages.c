/* pages: a record in the office: seen, written, corrected, printed. */
#include "government/personnel/pages.h"
#include "government/personnel/personnel.html.h"
#include "web/input.h"
#include "web/query.h"
#include "web/request.h"
#include "web/services/audit.h"

/* ---- seen ---- */

static err file_of(struct req *q, struct personnel_file_get *f)
{
	struct personnel_file_get own;
	TRY(personnel_file_get(&q->ctx, q->id, q->ctx.unit, &own));
	return personnel_file_whose(&q->ctx, own.id, f);
}

/* One's own record is nobody else's data. */
static void looked(struct req *q, const struct personnel_file_get *f, const char *purpose)
{
	if (!f->account_id.set || f->account_id.v != q->ctx.actor)
		audit_look(q, "personnel", f->id, purpose);
}

static err show(struct req *q, enum personnel_reader reader, const char *purpose)
{
	struct personnel_file_get f;
	struct personnel_view v;
	TRY(file_of(q, &f));
	TRY(personnel_view_load(q, &f, reader, &v));
	looked(q, &f, purpose);
	return reply(q, &v, personnel_page);
}
err personnel_record_show(struct req *q) { return show(q, PERSONNEL_BY_OFFICE, "Xem hồ sơ cán bộ"); }
err personnel_sensitive_show(struct req *q)
{
	return show(q, PERSONNEL_OF_SENSITIVE, "Xem phần riêng của hồ sơ cán bộ (sức khỏe, gia đình, kỷ luật, Đảng)");
}

err personnel_kind_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct personnel_kind_view v = {0};
	struct personnel_file_get f;
	struct personnel_entries_on_rows rows;
	TRY(file_of(q, &f));
	TRY(personnel_kind_reached(q, &v.of));
	TRY(personnel_entries_of(c, f.id, v.of->code, &rows));
	v.id = f.id;
	v.version = f.version;
	v.name = f.name;
	v.kind = v.of->code;
	v.title = v.of->form->title;
	v.base = str_format(c->a, "/ho-so-can-bo/%lld", (long long)f.id);
	v.may_write = may(q, PERSONNEL_KEEP) && !(f.account_id.set && f.account_id.v == c->actor);
	v.lines.v = NEWN(c->a, struct personnel_line, rows.n + 1);
	for (; v.lines.n < rows.n; v.lines.n++)
		TRY(personnel_line_of(q, &rows.v[v.lines.n], !may(q, PERSONNEL_KEEP), &v.lines.v[v.lines.n]));
	looked(q, &f, str_format(c->a, "Xem diễn biến hồ sơ cán bộ: %.*s", STR_ARG(v.title)).s);
	return reply(q, &v, personnel_kind_page);
}

/* ---- written ---- */

struct entry_form {
	int64_t corrects, seen;
	str valid_from, decision_number, decision_on, decision_signer, reason;
};
static const struct field entry_fields[] = {JSON_FIELD("answers", "Nội dung của mục"),
	INT(struct entry_form, corrects, "Mục bị sai, khi đính chính", 0, INT64_MAX),
	DATE(struct entry_form, valid_from, "Từ ngày", OPTIONAL),
	TEXT(struct entry_form, decision_number, "Số, ký hiệu quyết định", 0, 60),
	DATE(struct entry_form, decision_on, "Ngày quyết định", OPTIONAL),
	TEXT(struct entry_form, decision_signer, "Người ký", 0, 120), TEXT(struct entry_form, reason, "Lý do đính chính", 0, 300),
	INT(struct entry_form, seen, "Lần sửa đã xem", 0, INT64_MAX)};
const struct input personnel_entry_input = INPUT("personnel_entry_new", entry_fields);

/* The entry that the form corrects: of that record and kind. */
static err corrected(struct req *q, int64_t id, const struct personnel_file_get *f, struct personnel_form_view *v)
{
	struct personnel_entries_on e;
	v->corrects = id;
	if (!id)
		return NULL;
	TRY(personnel_entry_get(&q->ctx, id, &e));
	if (e.file_id != f->id || !str_eq(e.kind, v->of->code))
		return FAIL(&q->ctx, NOT_FOUND, PERSONNEL_ENTRY);
	v->answers = e.answers;
	v->valid_from = e.valid_from;
	v->decision = (struct personnel_decision){e.decision_number, e.decision_on, e.decision_signer};
	return personnel_line_of(q, &e, false, &v->was);
}

static int64_t number_typed(struct req *q, const char *name, const char *asked)
{
	int64_t id = 0;
	if (!q->page.again)
		return query_int(q, asked, 0);
	return str_int(page_value(&q->page, name, S("")), &id) ? id : 0;
}

err personnel_form_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct personnel_form_view v = {0};
	struct personnel_file_get f;
	TRY(file_of(q, &f));
	TRY(personnel_kind_reached(q, &v.of));
	TRY(corrected(q, number_typed(q, "corrects", "sua"), &f, &v));
	v.id = f.id;
	v.version = f.version;
	v.name = f.name;
	v.title = v.of->form->title;
	v.base = str_format(c->a, "/ho-so-can-bo/%lld", (long long)f.id);
	v.action = str_format(c->a, "%.*s/ghi/%.*s", STR_ARG(v.base), STR_ARG(v.of->code));
	v.kept = files_kept(q, &FILES_OF("papers", c->unit));
	looked(q, &f, "Mở để ghi hồ sơ cán bộ");
	personnel_form_page(&q->page, &v);
	return NULL;
}

err personnel_write_post(struct req *q)
{
	struct entry_form in = {0};
	struct personnel_file_get f;
	const struct personnel_kind *k;
	struct personnel_writing w = {.file = q->id};
	TRY(file_of(q, &f));
	TRY(personnel_kind_reached(q, &k));
	err wrong = read_input(q, &in), unanswered = form_read(q, k->form, true, &w.answers);
	TRY(wrong);
	TRY(unanswered);
	TRY(files_sent(q, &FILES_OF("papers", q->ctx.unit), &w.papers));
	w.seen = in.seen;
	w.kind = k->code;
	w.corrects = in.corrects;
	w.valid_from = in.valid_from;
	w.decision = (struct personnel_decision){in.decision_number, in.decision_on, in.decision_signer};
	w.reason = in.reason;
	w.may_sensitive = may(q, PERSONNEL_SENSITIVE);
	TRY(apply(&q->ctx, personnel_write, &w));
	flash(q, in.corrects ? "Đã đính chính. Nội dung sai vẫn xem được ở diễn biến." : "Đã ghi vào hồ sơ.");
	return see_other(q, "/ho-so-can-bo/%lld/muc/%.*s", (long long)q->id, STR_ARG(k->code));
}

struct end_form {
	str day;
	int64_t seen;
};
static const struct field end_fields[] = {
	DATE(struct end_form, day, "Thôi từ ngày", NEEDED), INT(struct end_form, seen, "Lần sửa đã xem", 0, INT64_MAX)};
const struct input personnel_end_input = INPUT("personnel_entry_end", end_fields);

static err entry_kind(struct req *q, int64_t id, struct personnel_entries_on *e, struct personnel_file_get *f)
{
	TRY(personnel_entry_get(&q->ctx, id, e));
	return personnel_file_get(&q->ctx, e->file_id, q->ctx.unit, f);
}

err personnel_end_post(struct req *q)
{
	struct end_form in = {0};
	struct personnel_entries_on e;
	struct personnel_file_get f;
	TRY(entry_kind(q, q->id, &e, &f));
	TRY(read_input(q, &in));
	struct personnel_ending w = {
		.entry = q->id, .seen = in.seen, .day = in.day, .may_sensitive = may(q, PERSONNEL_SENSITIVE)};
	TRY(apply(&q->ctx, personnel_end, &w));
	flash(q, "Đã ghi ngày thôi.");
	return see_other(q, "/ho-so-can-bo/%lld/muc/%.*s", (long long)w.file, STR_ARG(e.kind));
}

/* The form that ends an entry stands on the page of its kind. */
err personnel_end_again(struct req *q)
{
	struct personnel_entries_on e;
	struct personnel_file_get f;
	TRY(entry_kind(q, q->id, &e, &f));
	q->id = f.id;
	q->key = e.kind;
	return personnel_kind_show(q);
}

static const struct field open_fields[] = {
	FIELD_OF(struct personnel_opening, account, "Tài khoản", .type = I_INT, .min = 0, .max = INT64_MAX),
	TEXT(struct personnel_opening, name, "Họ và tên", 0, 100)};
const struct input personnel_open_input = INPUT("personnel_new", open_fields);

err personnel_open_form(struct req *q)
{
	struct personnel_unrecorded_rows all;
	TRY(personnel_unrecorded(&q->ctx, q->ctx.unit, personnel_today(&q->ctx), &all));
	struct choice *v = NEWN(q->ctx.a, struct choice, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		v[i] = (struct choice){
			str_format(q->ctx.a, "%lld", (long long)all.v[i].account_id).s, str_c(q->ctx.a, all.v[i].name)};
	personnel_open_page(&q->page, &(struct personnel_open_view){v});
	return NULL;
}

err personnel_open_post(struct req *q)
{
	struct personnel_opening n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, personnel_open, &n));
	flash(q, "Đã mở hồ sơ. Hãy ghi lần lượt các mục còn thiếu.");
	return see_other(q, "/ho-so-can-bo/%lld", (long long)n.id);
}

static const struct field leave_fields[] = {DATE(struct personnel_leaving, day, "Thôi làm việc từ ngày", OPTIONAL),
	INT(struct personnel_leaving, seen, "Lần sửa đã xem", 0, INT64_MAX)};
const struct input personnel_leave_input = INPUT("personnel_leave", leave_fields);

err personnel_leave_post(struct req *q)
{
	struct personnel_leaving w = {0};
	TRY(read_input(q, &w));
	w.file = q->id;
	TRY(apply(&q->ctx, personnel_leave, &w));
	flash(q, w.day.n ? "Đã ghi ngày thôi làm việc." : "Đã ghi là đang làm việc.");
	return see_other(q, "/ho-so-can-bo/%lld", (long long)q->id);
}

/* ---- printed, counted ---- */

static err send_sheet(struct req *q, int64_t file)
{
	buf out = {.a = q->ctx.a};
	TRY(personnel_sheet(&q->ctx, file, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(q->ctx.a, "so-yeu-ly-lich-%lld.pdf", (long long)file), "application/pdf", false);
}

err personnel_sheet_send(struct req *q)
{
	struct personnel_file_get f;
	TRY(file_of(q, &f));
	looked(q, &f, "In sơ yếu lý lịch");
	return send_sheet(q, f.id);
}

err personnel_figures_show(struct req *q)
{
	struct personnel_ages ages;
	struct personnel_figures_view v = {.day = personnel_today(&q->ctx)};
	TRY(personnel_figures(&q->ctx, q->ctx.unit, v.day, &v.of));
	v.staff = v.of.staff;
	v.complete = v.of.complete;
	v.signature = v.of.signature;
	v.mailbox = v.of.mailbox;
	v.skill = v.of.skill;
	v.is_retirement_known = personnel_ages_set(&q->ctx, &ages);
	return reply(q, &v, personnel_figures_page);
}

/* ---- one's own ---- */

static err own_file(struct req *q, struct personnel_file_get *f, bool *found)
{
	struct personnel_file_get own;
	TRY(personnel_file_own(&q->ctx, q->ctx.actor, &own, found));
	return *found ? personnel_file_whose(&q->ctx, own.id, f) : NULL;
}

err personnel_own_show(struct req *q)
{
	struct personnel_file_get f;
	struct personnel_view v = {.reader = PERSONNEL_BY_HIMSELF};
	bool found;
	TRY(own_file(q, &f, &found));
	if (!found && q->json)
		return FAIL(&q->ctx, NOT_FOUND, "personnel");
	if (!found) {
		personnel_none_page(&q->page);
		return NULL;
	}
	TRY(personnel_view_load(q, &f, PERSONNEL_BY_HIMSELF, &v));
	return reply(q, &v, personnel_page);
}

err personnel_own_sheet(struct req *q)
{
	struct personnel_file_get f;
	bool found;
	TRY(own_file(q, &f, &found));
	return found ? send_sheet(q, f.id) : FAIL(&q->ctx, NOT_FOUND, "personnel");
}

struct ask_form {
	int64_t entry;
	str valid_from, reason;
};
static const struct field ask_fields[] = {JSON_FIELD("answers", "Nội dung đúng"),
	INT(struct ask_form, entry, "Mục bị sai; để trống khi đề nghị ghi thêm", 0, INT64_MAX),
	DATE(struct ask_form, valid_from, "Từ ngày", OPTIONAL), TEXT(struct ask_form, reason, "Lý do", 3, 300)};
const struct input personnel_ask_input = INPUT("personnel_request_new", ask_fields);

static err own_kind(struct req *q, struct personnel_file_get *f, const struct personnel_kind **k)
{
	const struct personnel_kinds *all;
	bool found;
	TRY(personnel_kinds(&q->ctx, &all));
	*k = personnel_kind_named(all, q->key);
	TRY(own_file(q, f, &found));
	return *k && found ? NULL : FAIL(&q->ctx, NOT_FOUND, "personnel");
}

err personnel_ask_form(struct req *q)
{
	struct personnel_form_view v = {.asks = true, .base = S("/ho-so-cua-toi")};
	struct personnel_file_get f;
	TRY(own_kind(q, &f, &v.of));
	TRY(corrected(q, number_typed(q, "entry", "sua"), &f, &v));
	v.name = f.name;
	v.title = v.of->form->title;
	v.action = str_format(q->ctx.a, "/ho-so-cua-toi/de-nghi-sua/%.*s", STR_ARG(v.of->code));
	v.kept = files_kept(q, &FILES_OF("papers", q->ctx.unit));
	personnel_form_page(&q->page, &v);
	return NULL;
}

err personnel_ask_post(struct req *q)
{
	struct ask_form in = {0};
	struct personnel_file_get f;
	const struct personnel_kind *k;
	struct personnel_asking w = {0};
	TRY(own_kind(q, &f, &k));
	err wrong = read_input(q, &in), unanswered = form_read(q, k->form, true, &w.answers);
	TRY(wrong);
	TRY(unanswered);
	TRY(files_sent(q, &FILES_OF("papers", q->ctx.unit), &w.papers));
	w.kind = k->code;
	w.entry = in.entry;
	w.valid_from = in.valid_from;
	w.reason = in.reason;
	TRY(apply(&q->ctx, personnel_ask, &w));
	flash(q, "Đã gửi đề nghị. Ông/bà nhận thông báo khi có trả lời.");
	return see_other(q, "/ho-so-cua-toi/de-nghi/%lld", (long long)w.id);
}
