/* entries: how a record is written: a new entry takes the place of the one before from its day on, a correction that of what was wrong. */
#include "government/personnel/inside.h"
#include "web/services/audit.h"

str personnel_today(struct ctx *c) { return day_iso(c->a, day_of(c->now)); }

str personnel_months_after(arena *a, str iso, int64_t months)
{
	day d;
	if (!day_parse(iso, &d))
		return S("");
	struct date p = day_parts(d);
	int64_t at = (int64_t)p.year * 12 + p.month - 1 + months;
	int year = (int)(at / 12), month = (int)(at % 12) + 1;
	day first = day_make(year, month, 1), next = month == 12 ? day_make(year + 1, 1, 1) : day_make(year, month + 1, 1);
	int last = next - first;
	return day_iso(a, first + (p.day < last ? p.day : last) - 1);
}

/* ---- what is checked ---- */

static err check_decision(struct ctx *c, const struct personnel_kind *k, const struct personnel_decision *d)
{
	if (!k->needs_decision && !d->number.n && !d->on.n && !d->signer.n)
		return NULL;
	if (!d->number.n)
		return FAIL_FIELD(c, "decision_number", "Hãy ghi số, ký hiệu của quyết định.");
	if (!d->on.n)
		return FAIL_FIELD(c, "decision_on", "Hãy ghi ngày của quyết định.");
	if (personnel_order(d->on, personnel_today(c)) > 0)
		return FAIL_FIELD(c, "decision_on", "Ngày của quyết định không được sau hôm nay.");
	return d->signer.n ? NULL : FAIL_FIELD(c, "decision_signer", "Hãy ghi người ký quyết định.");
}

/* A record is written by somebody else than the one whose it is. */
static err check_writer(struct ctx *c, const struct personnel_file_get *f, bool sensitive, bool may_sensitive)
{
	if (f->account_id.set && f->account_id.v == c->actor)
		return FAIL(c, DENIED, "Hồ sơ của ông/bà do người khác ghi. Hãy gửi đề nghị ở trang “Hồ sơ của tôi”.");
	if (sensitive && !may_sensitive)
		return FAIL(c, DENIED, "Phần riêng của hồ sơ chỉ người được giao mới ghi được.");
	return NULL;
}

static err wrong_seen(struct ctx *c) { return FAIL(c, CONFLICT, "Hồ sơ vừa được người khác ghi. Hãy xem lại rồi ghi."); }

/* ---- where an entry stands among those of its kind ---- */

/* The one that holds on that day ends then; the new one holds as long as that one did, or until the next begins. */
static err make_room(struct ctx *c, int64_t file, str kind, str from, str *to)
{
	struct personnel_entry_holding was;
	struct personnel_entry_next next;
	bool found;
	TRY(personnel_entry_holding(c, file, kind, from, &was, &found));
	if (found && str_eq(was.valid_from, from))
		return FAIL_FIELD(c, "valid_from",
			"Đã có nội dung từ ngày %.*s. Nếu nội dung ấy sai, hãy chọn “Đính chính” ở mục đó.",
			STR_ARG(show_date(c->a, from)));
	TRY(personnel_entry_next(c, file, kind, from, &next));
	*to = found ? was.valid_to : next.valid_from;
	return found ? personnel_entry_to(c, was.id, from) : NULL;
}

/* A correction may have begun on another day: the one before then ends there, if it ended where the wrong one began. */
static err move_edge(struct ctx *c, const struct personnel_entries_on *wrong, str from)
{
	struct personnel_entry_until before;
	bool found;
	if (str_eq(from, wrong->valid_from))
		return NULL;
	if (wrong->valid_to.s && personnel_order(from, wrong->valid_to) >= 0)
		return FAIL_FIELD(c, "valid_from", "Phải trước ngày %.*s, là ngày mục này thôi giữ giá trị.",
			STR_ARG(show_date(c->a, wrong->valid_to)));
	TRY(personnel_entry_until(c, wrong->file_id, wrong->kind, wrong->valid_from, &before, &found));
	if (found && personnel_order(from, before.valid_from) <= 0)
		return FAIL_FIELD(c, "valid_from", "Phải sau ngày %.*s, là ngày mục đứng trước bắt đầu.",
			STR_ARG(show_date(c->a, before.valid_from)));
	if (found)
		return personnel_entry_to(c, before.id, from);
	struct personnel_entry_holding over;
	TRY(personnel_entry_holding(c, wrong->file_id, wrong->kind, from, &over, &found));
	return found && over.id != wrong->id
		       ? FAIL_FIELD(c, "valid_from", "Ngày này đã có mục khác giữ giá trị. Hãy chọn ngày sau đó.")
		       : NULL;
}

static err correct(struct ctx *c, const struct personnel_kind *k, struct personnel_writing *w, str *to)
{
	struct personnel_entries_on wrong;
	err none = personnel_entry_get(c, w->corrects, &wrong);
	if (none || wrong.file_id != w->file || !str_eq(wrong.kind, w->kind))
		return FAIL(c, NOT_FOUND, PERSONNEL_ENTRY);
	if (wrong.replaced_at.set)
		return FAIL(c, CONFLICT, "Mục này đã được đính chính rồi. Hãy xem lại hồ sơ.");
	if (!w->reason.n)
		return FAIL_FIELD(c, "reason", "Hãy ghi vì sao nội dung cũ là sai.");
	w->valid_from = w->valid_from.n ? w->valid_from : wrong.valid_from;
	*to = wrong.valid_to;
	if (k->is_several && to->s && personnel_order(w->valid_from, *to) >= 0)
		return FAIL_FIELD(c, "valid_from", "Phải trước ngày %.*s.", STR_ARG(show_date(c->a, *to)));
	if (!k->is_several)
		TRY(move_edge(c, &wrong, w->valid_from));
	return personnel_entry_replace(c, wrong.id, c->now, c->actor);
}

/* The record is called as he is. */
static err call_it(struct ctx *c, const struct personnel_kind *k, const struct personnel_writing *w)
{
	str name;
	if (!str_is(k->code, "identity") || !form_said(c, k->form, w->answers, S("full_name"), &name) || !name.n)
		return NULL;
	return personnel_file_name(c, w->file, name, fold(c->a, name));
}

err personnel_entry_write(struct ctx *c, const struct personnel_file_get *f, struct personnel_writing *w)
{
	const struct personnel_kinds *all;
	struct personnel_entry_add made;
	str to = {NULL, 0};
	TRY(personnel_kinds(c, &all));
	const struct personnel_kind *k = personnel_kind_named(all, w->kind);
	if (!k)
		return FAIL(c, NOT_FOUND, PERSONNEL_ENTRY);
	TRY(check_writer(c, f, k->is_sensitive, w->may_sensitive));
	TRY(check_decision(c, k, &w->decision));
	TRY(form_check(c, k->form, w->answers));
	if (w->corrects)
		TRY(correct(c, k, w, &to));
	else if (!w->valid_from.n)
		return FAIL_FIELD(c, "valid_from", "Hãy ghi ngày bắt đầu.");
	else if (!k->is_several)
		TRY(make_room(c, w->file, w->kind, w->valid_from, &to));
	TRY(personnel_entry_add(c,
		&(struct personnel_entry_add_in){.file = w->file,
			.kind = w->kind,
			.form = k->id,
			.answers = w->answers,
			.valid_from = w->valid_from,
			.valid_to = to,
			.number = w->decision.number,
			.decision_on = w->decision.on,
			.signer = w->decision.signer,
			.reason = w->reason,
			.act = w->corrects ? S("correct") : S("add"),
			.corrects = w->corrects ? some_int(w->corrects) : (opt_int){0},
			.now = c->now,
			.by_account = c->actor},
		&made));
	w->id = made.id;
	TRY(file_links_add(c, PERSONNEL_ENTRY, w->id, &w->papers));
	TRY(personnel_file_written(c, w->file, f->version));
	TRY(call_it(c, k, w));
	return audit_add_in(
		c, f->unit_id, w->corrects ? "personnel.correct" : "personnel.write", "personnel", w->file, k->form->title);
}

/* ---- the rules ---- */

err personnel_write(struct ctx *c, struct personnel_writing *w)
{
	struct personnel_file_get f;
	TRY(personnel_file_get(c, w->file, c->unit, &f));
	if (w->seen && w->seen != f.version)
		return wrong_seen(c);
	return personnel_entry_write(c, &f, w);
}

err personnel_end(struct ctx *c, struct personnel_ending *w)
{
	const struct personnel_kinds *all;
	struct personnel_entries_on e;
	struct personnel_file_get f;
	TRY(personnel_kinds(c, &all));
	TRY(personnel_entry_get(c, w->entry, &e));
	TRY(personnel_file_get(c, e.file_id, c->unit, &f));
	const struct personnel_kind *k = personnel_kind_of(all, e.form_id);
	w->file = f.id;
	TRY(check_writer(c, &f, k && k->is_sensitive, w->may_sensitive));
	if (w->seen && w->seen != f.version)
		return wrong_seen(c);
	if (e.replaced_at.set || e.valid_to.s)
		return FAIL(c, CONFLICT, "Mục này đã thôi giữ giá trị.");
	if (personnel_order(w->day, e.valid_from) <= 0)
		return FAIL_FIELD(
			c, "day", "Phải sau ngày %.*s, là ngày mục này bắt đầu.", STR_ARG(show_date(c->a, e.valid_from)));
	TRY(personnel_entry_to(c, e.id, w->day));
	TRY(personnel_file_written(c, f.id, f.version));
	return audit_add(c, "personnel.end", "personnel", f.id, k ? k->form->title : e.kind);
}

err personnel_open(struct ctx *c, struct personnel_opening *n)
{
	struct personnel_file_get his;
	struct personnel_officer officer;
	struct personnel_file_add made;
	bool found;
	if (n->account) {
		TRY(personnel_officer(c, n->account, c->unit, personnel_today(c), &officer, &found));
		if (!found)
			return FAIL_FIELD(c, "account", "Hãy chọn một người đang làm việc tại đơn vị.");
		n->name = officer.name;
		TRY(personnel_file_own(c, n->account, &his, &found));
		if (found)
			return FAIL_FIELD(
				c, "account", "Người này đã có hồ sơ%s.", his.unit_id == c->unit ? "" : " ở đơn vị khác");
	}
	if (!n->name.n)
		return FAIL_FIELD(c, "name", "Hãy chọn một tài khoản hoặc ghi họ và tên.");
	TRY(personnel_file_add(c, c->unit, n->account ? some_int(n->account) : (opt_int){0}, n->name, fold(c->a, n->name), c->now,
		c->actor, &made));
	n->id = made.id;
	return audit_add(c, "personnel.open", "personnel", n->id, n->name);
}

err personnel_leave(struct ctx *c, struct personnel_leaving *w)
{
	struct personnel_file_get f;
	TRY(personnel_file_get(c, w->file, c->unit, &f));
	TRY(check_writer(c, &f, false, false));
	if (w->seen && w->seen != f.version)
		return wrong_seen(c);
	TRY(personnel_file_leave(c, f.id, c->unit, f.version, w->day.n ? w->day : (str){NULL, 0}));
	return audit_add(c, w->day.n ? "personnel.leave" : "personnel.return", "personnel", f.id, f.name);
}
