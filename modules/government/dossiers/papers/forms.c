/* forms: the forms of TT 03/2025/TT-VPCP, Phụ lục I, that are issued while a dossier is dealt with, on A5: Mẫu 02 to 05 from what
 * papers.c kept, and Mẫu 06, the control sheet, from the event log. */
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/rules/tally.h"
#include "core/units/units.h"
#include "doc/doc.h"
#include "web/reply.h"

typedef struct papers_issued paper;

/* Inside a sentence: "Xã Gia Lâm" -> "Ủy ban nhân dân xã Gia Lâm". */
static str committee_named(struct ctx *c, str unit)
{
	bool special = str_starts(unit, S("Đ")); /* đặc khu: two bytes */
	str rest = {unit.s + (special ? 2 : 1), unit.n - (special ? 2 : 1)};
	if (!unit.n || (!special && (unit.s[0] < 'A' || unit.s[0] > 'Z')))
		return unit;
	return special ? str_format(c->a, "Ủy ban nhân dân đ%.*s", STR_ARG(rest))
		       : str_format(c->a, "Ủy ban nhân dân %c%.*s", unit.s[0] + ('a' - 'A'), STR_ARG(rest));
}

str dossier_committee_short(arena *a, str unit) { return str_format(a, "UBND %.*s", STR_ARG(lower_first(a, unit))); }

/* NĐ 30/2020: a vice-chair signs for the chair, both for the committee. */
str dossier_signing_capacity(struct ctx *c, str title)
{
	if (str_has(title, S("Phó Chủ tịch")))
		return S("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH");
	if (str_has(title, S("Chủ tịch")))
		return S("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH");
	return upper_case(c->a, title);
}

static void title(struct pdf *p, str text)
{
	pdf_paragraph(p, text, (struct pdf_text){.size = 12, .bold = true, .align = PDF_CENTRE, .before = 8, .after = 4});
}

static void say(struct pdf *p, str text)
{
	pdf_paragraph(p, text, (struct pdf_text){.align = PDF_JUSTIFY, .indent = 18, .before = 2, .after = 3});
}

static void applicant(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d, str of)
{
	pdf_labelled(p, of, d->applicant_name);
	pdf_labelled(p, S("Mã hồ sơ"), d->code);
	pdf_labelled(p, S("Nội dung yêu cầu giải quyết"),
		str_format(c->a, "%.*s (mã %.*s)", STR_ARG(d->procedure_name), STR_ARG(d->procedure_code)));
	pdf_labelled(p, S("Địa chỉ"), d->applicant_address);
	pdf_labelled(p, S("Số điện thoại"), d->applicant_phone);
	if (d->applicant_email.n)
		pdf_labelled(p, S("Thư điện tử"), d->applicant_email);
}

/* Begun before the last sentences: a signature does not stand alone on a page. */
static void sign(struct pdf *p, str what, const char *note, str name)
{
	pdf_space(p, 10);
	pdf_signatures(p, (struct pdf_signature[]){{{0}, {0}, {0}}, {what, str_of(note), name}}, 2);
	pdf_together_end(p);
}

/* ---- Mẫu 02 ---- */

static err items_table(struct ctx *c, struct pdf *p, int64_t id)
{
	struct dossier_paper_items_rows items;
	TRY(dossier_paper_items(c, id, &items));
	if (!items.n)
		return NULL;
	str *cells = NEWN(c->a, str, (items.n + 1) * 4);
	const str head[] = {S("TT"), S("Thành phần hồ sơ"), S("Bản chính"), S("Bản sao")};
	memcpy(cells, head, sizeof head);
	for (size_t i = 0; i < items.n; i++) {
		const struct dossier_paper_items *k = &items.v[i];
		str *row = cells + (i + 1) * 4;
		row[0] = str_format(c->a, "%zu", i + 1);
		row[1] = k->name;
		row[2] = k->originals ? str_format(c->a, "%02lld", (long long)k->originals) : S("");
		row[3] = k->copies ? str_format(c->a, "%02lld", (long long)k->copies) : S("");
	}
	pdf_table(p, (double[]){0.08, 0.64, 0.14, 0.14}, cells, 4, items.n + 1);
	return NULL;
}

static err supplement_form(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d, const paper *f)
{
	title(p, S("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"));
	applicant(c, p, d, S("Hồ sơ của"));
	pdf_labelled(p, S("Giai đoạn"), str_is(f->stage, "intake") ? S("kiểm tra khi tiếp nhận") : S("thẩm định hồ sơ"));
	say(p, S("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"));
	TRY(items_table(c, p, f->id));
	say(p, str_format(c->a, "Lý do: %.*s", STR_ARG(f->reason)));
	pdf_together(p);
	if (f->legal_basis.n)
		pdf_labelled(p, S("Căn cứ"), f->legal_basis);
	say(p, str_format(c->a, "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông/bà liên hệ với %.*s để được hướng dẫn.",
		       STR_ARG(f->contact)));
	sign(p, S("NGƯỜI HƯỚNG DẪN"), "(Ký, ghi rõ họ tên)", f->signer);
	return NULL;
}

/* ---- Mẫu 03, 04, 05 ---- */

static err refusal_form(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d, const paper *f)
{
	struct desk desk;
	TRY(unit_desk(c, f->unit_id, day_of(f->issued_at), &desk));
	title(p, S("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"));
	applicant(c, p, d, str_format(c->a, "%.*s đã xem xét hồ sơ của", STR_ARG(desk.title)));
	say(p, str_format(c->a, "Qua xem xét, %.*s thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
		       STR_ARG(desk.name)));
	say(p, f->reason);
	pdf_labelled(p, S("Căn cứ"), f->legal_basis);
	pdf_together(p);
	say(p, S("Xin thông báo để ông/bà được biết và thực hiện./."));
	sign(p, S("NGƯỜI TIẾP NHẬN HỒ SƠ"), "(Ký, ghi rõ họ tên)", f->signer);
	return NULL;
}

static err apology_form(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d, const paper *f)
{
	struct desk desk;
	int64_t received_at = d->received_at.set ? d->received_at.v : f->issued_at;
	TRY(unit_desk(c, d->receiving_unit_id, day_of(received_at), &desk));
	title(p, S("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN\nTHỜI GIAN GIẢI QUYẾT HỒ SƠ"));
	pdf_paragraph(p, str_format(c->a, "Kính gửi: Ông/bà %.*s", STR_ARG(d->applicant_name)),
		(struct pdf_text){.align = PDF_CENTRE, .bold = true, .before = 2, .after = 6});
	say(p, str_format(c->a, "Ngày %.*s, %.*s tiếp nhận hồ sơ đề nghị giải quyết thủ tục “%.*s” của ông/bà.",
		       STR_ARG(show_day(c->a, day_of(received_at))), STR_ARG(desk.name), STR_ARG(d->procedure_name)));
	pdf_labelled(p, S("Mã hồ sơ"), d->code);
	pdf_labelled(p, S("Thời gian hẹn trả kết quả"), f->due_old_at.set ? show_time_long(c->a, f->due_old_at.v) : S(""));
	say(p, str_format(c->a, "Tuy nhiên, %.*s không kịp trả kết quả đúng thời hạn nêu trên. Lý do: %.*s",
		       STR_ARG(committee_named(c, f->unit_name)), STR_ARG(f->reason)));
	say(p, str_format(c->a, "%.*s xin lỗi ông/bà vì sự chậm trễ này và hẹn trả kết quả vào:",
		       STR_ARG(committee_named(c, f->unit_name))));
	pdf_paragraph(p, f->due_new_at.set ? show_time_long(c->a, f->due_new_at.v) : S(""),
		(struct pdf_text){.bold = true, .align = PDF_CENTRE, .before = 2, .after = 4});
	pdf_together(p);
	say(p, S("Việc hẹn lại chỉ thực hiện một lần. Rất mong ông/bà thông cảm./."));
	sign(p, dossier_signing_capacity(c, f->signer_title), "(Ký, ghi rõ họ tên, đóng dấu)", f->signer);
	return NULL;
}

static err stop_form(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d, const paper *f)
{
	title(p, S("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"));
	applicant(c, p, d, S("Kính gửi ông/bà"));
	say(p, str_format(c->a, "Xét đề nghị của ông/bà: %.*s", STR_ARG(f->reason)));
	say(p, str_format(c->a, "Hồ sơ chưa có quyết định giải quyết. %.*s thông báo dừng giải quyết hồ sơ nêu trên kể từ %.*s.",
		       STR_ARG(committee_named(c, f->unit_name)), STR_ARG(show_time_long(c->a, f->issued_at))));
	if (f->legal_basis.n)
		pdf_labelled(p, S("Căn cứ"), f->legal_basis);
	pdf_labelled(p, S("Phí, lệ phí đã nộp"), f->fees.n ? f->fees : S("không có"));
	pdf_together(p);
	say(p, S("Muốn được giải quyết lại, ông/bà nộp hồ sơ mới./."));
	sign(p, dossier_signing_capacity(c, f->signer_title), "(Ký, ghi rõ họ tên, đóng dấu)", f->signer);
	return NULL;
}

static const struct official_form {
	const char *number, *mark, *title, *file;
	bool by_committee; /* issued by the People's Committee, not by its one-stop shop */
	err (*write)(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d, const paper *f);
} forms[] = {
	{"02", "HDHS", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "phieu-yeu-cau-bo-sung", false, supplement_form},
	{"03", "TCTN", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "phieu-tu-choi", false, refusal_form},
	{"04", "PXL-UBND", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "van-ban-xin-loi", true, apology_form},
	{"05", "TB-UBND", "Thông báo dừng giải quyết hồ sơ", "thong-bao-dung", true, stop_form},
};

static const struct official_form *form_of(str number)
{
	for (size_t i = 0; i < COUNT(forms); i++)
		if (str_is(number, forms[i].number))
			return &forms[i];
	return &forms[0];
}

const char *paper_title(str form) { return form_of(form)->title; }

str paper_number(arena *a, const struct papers_issued *f)
{
	return str_format(a, "%02lld/%s", (long long)f->number, form_of(f->form)->mark);
}

err paper_send(struct req *q, const struct dossier_of_unit *d)
{
	struct ctx *c = &q->ctx;
	struct papers_issued f;
	struct pdf *p;
	buf out = {.a = c->a};
	int64_t id;
	if (!str_int(q->key, &id))
		return FAIL(c, NOT_FOUND, "paper");
	TRY(dossier_paper_get(c, q->id, id, &f));
	const struct official_form *k = form_of(f.form);
	struct desk desk;
	TRY(unit_desk(c, f.unit_id, day_of(f.issued_at), &desk));
	str above = dossier_committee(c, f.unit_name), shop = upper_case(c->a, desk.title);
	TRY(pdf_begin(c, PDF_A5, str_format(c->a, "%s, hồ sơ %.*s", k->title, STR_ARG(d->code)), &p));
	pdf_official_head(p, &(struct official_head){.above = k->by_committee ? upper_case(c->a, d->province_name) : above,
				     .agency = k->by_committee ? above : shop,
				     .number = str_format(c->a, "Số: %.*s", STR_ARG(paper_number(c->a, &f))),
				     .dated = place_and_day(c->a, f.unit_place, day_of(f.issued_at))});
	TRY(k->write(c, p, d, &f));
	TRY(pdf_end(p, &out));
	paper_printable(q);
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "%s-%.*s.pdf", k->file, STR_ARG(d->code)), "application/pdf", false);
}

/* ---- Mẫu 06 ---- */

static const char *result_of(const struct dossier_events *e)
{
	static const char *const results[] = {[EARLY] = "Trước hạn", [ON_TIME] = "Đúng hạn", [OVERDUE] = "Quá hạn"};
	return e->step_due_at.set ? results[dossier_finished_as(e->happened_at, e->step_due_at)] : "";
}

static const struct dossier_steps *step_of(const struct dossier_view *v, int64_t number)
{
	return number > 0 && (size_t)number <= v->steps.n ? &v->steps.v[number - 1] : NULL;
}

/* A hand-over: the dossier goes to another step, or to another officer of the same one. */
static bool hand_over(const struct dossier_events *e)
{
	return e->from_step != e->to_step || str_is(e->action, "assign") || str_is(e->action, "take") ||
	       str_is(e->action, "return");
}

/* Who has it since: the colleague it was given to; out of a queue, whoever worked on it first. */
static const struct dossier_events *taken_by_event(const struct dossier_view *v, size_t i)
{
	const struct dossier_events *e = &v->events.v[i];
	if (!e->from_step || e->assignee_name.n || str_is(e->action, "return"))
		return e;
	for (size_t k = i + 1; k < v->events.n; k++)
		if (v->events.v[k].who.n && !str_is(v->events.v[k].who_kind, "citizen"))
			return &v->events.v[k];
	return NULL;
}

static str taker_of(const struct dossier_view *v, const struct dossier_events *e, const struct dossier_events *taken)
{
	if (!e->from_step)
		return e->who;
	if (str_is(e->action, "return"))
		return v->dossier.taken_by;
	return e->assignee_name.n ? e->assignee_name : taken ? taken->who : S("");
}

static void hand_over_row(struct ctx *c, const struct dossier_view *v, size_t i, str *row)
{
	const struct dossier_events *e = &v->events.v[i], *taken = taken_by_event(v, i);
	const struct dossier_steps *to = step_of(v, e->to_step);
	bool first = !e->from_step, last = str_is(e->action, "return");
	str unit = to ? to->unit_name : v->dossier.unit_name, taker = taker_of(v, e, taken);
	str given = show_time_long(c->a, e->happened_at), got = taken ? show_time_long(c->a, taken->happened_at) : S("chưa nhận");
	str authority = dossier_committee_short(c->a, unit);
	row[0] = last ? S("Người nộp hồ sơ")
		 : to ? str_format(c->a, "%.*s\n%.*s", STR_ARG(authority), STR_ARG(to->title))
		      : authority;
	row[1] = str_format(c->a, "1. Giao: %.*s\nNgười giao: %.*s\n2. Nhận: %.*s\nNgười nhận: %.*s", STR_ARG(given),
		STR_ARG(first ? v->dossier.applicant_name : e->who), STR_ARG(got), STR_ARG(taker.n ? taker : S("……………………")));
	row[2] = str_of(first ? "" : result_of(e));
	row[3] = last ? S("") : e->note;
}

static void hand_overs(struct ctx *c, struct pdf *p, const struct dossier_view *v)
{
	str *cells = NEWN(c->a, str, (v->events.n + 1) * 4);
	const str head[] = {S("Tên cơ quan, bước"), S("Thời gian giao, nhận hồ sơ"), S("Kết quả giải quyết"), S("Ghi chú")};
	size_t rows = 1;
	memcpy(cells, head, sizeof head);
	for (size_t i = 0; i < v->events.n; i++)
		if (hand_over(&v->events.v[i]))
			hand_over_row(c, v, i, cells + 4 * rows++);
	pdf_table(p, (double[]){19, 50, 13, 18}, cells, 4, rows);
}

static str due_on_sheet(struct ctx *c, const struct dossier_of_unit *d)
{
	if (!d->due_at.set && str_is(d->step, "closed")) /* withdrawn, stopped */
		return str_format(c->a, "không còn (%.*s)", STR_ARG(lower_first(c->a, str_of(status_plain(d->status)))));
	if (!d->due_at.set)
		return d->finished_at.set ? S("đã giải quyết xong") : S("đang tạm dừng tính thời gian");
	bool late = d->finished_at.set ? d->finished_at.v > d->due_at.v : c->now > d->due_at.v;
	return str_format(c->a, "%.*s%s", STR_ARG(show_time_long(c->a, d->due_at.v)),
		!late                ? ""
		: d->finished_at.set ? " (giải quyết xong sau hẹn)"
				     : " (đã quá hạn)");
}

err dossier_control_sheet_send(struct req *q, const struct dossier_view *v)
{
	struct ctx *c = &q->ctx;
	const struct dossier_of_unit *d = &v->dossier;
	struct pdf *p;
	buf out = {.a = c->a};
	if (!d->received_at.set)
		return FAIL(c, CONFLICT, "Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát.");
	TRY(pdf_begin(c, PDF_A5, str_format(c->a, "Phiếu kiểm soát hồ sơ %.*s", STR_ARG(d->code)), &p));
	TRY(desk_heading(c, p, d->receiving_unit_id, d->received_at.v));
	title(p, S("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"));
	pdf_labelled(p, S("Mã hồ sơ"), d->code);
	pdf_labelled(p, S("Cơ quan (bộ phận) giải quyết hồ sơ"), committee_named(c, d->competent_name));
	pdf_labelled(p, S("Cơ quan phối hợp giải quyết hồ sơ"),
		d->competent_unit_id == d->receiving_unit_id ? S("không có") : committee_named(c, d->unit_name));
	pdf_labelled(p, S("Kèm theo hồ sơ của"),
		str_format(c->a, "%.*s, số điện thoại %.*s", STR_ARG(d->applicant_name), STR_ARG(d->applicant_phone)));
	pdf_labelled(p, S("Thủ tục"), d->procedure_name);
	pdf_labelled(p, S("Nhận hồ sơ"), show_time_long(c->a, d->received_at.v));
	pdf_labelled(p, S("Giấy tờ đã nhận"), v->handed.n ? handed_total(c->a, &v->handed) : S("không có"));
	pdf_labelled(p, S("Hẹn trả kết quả"), due_on_sheet(c, d));
	pdf_space(p, 4);
	hand_overs(c, p, v);
	if (d->extended_from.set)
		pdf_labelled(p, S("Ghi chú"),
			str_format(c->a, "%s hẹn trả %.*s; đã có văn bản xin lỗi và hẹn lại.",
				d->late_since.set ? "Quá hạn; trước đó" : "Trước đó",
				STR_ARG(show_time(c->a, d->extended_from.v))));
	TRY(pdf_end(p, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "phieu-kiem-soat-%.*s.pdf", STR_ARG(d->code)), "application/pdf", false);
}
