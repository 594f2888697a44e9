/* book: Mẫu 07, Sổ theo dõi hồ sơ: what a unit received in a period, in the order of reception, on screen and on A4. The number of a row
 * counts from the first reception of its year, as a paper book would. */
#include "government/dossiers/dossier_pages.h"
#include "base/period.h"
#include "doc/doc.h"

enum { PAGE = 50, PRINTED = 500, COLUMNS = 13 };

static err range_of(struct req *q, struct book_view *v)
{
	struct ctx *c = &q->ctx;
	day to = day_of(c->now), from = period_first(period_of(PERIOD_MONTH, false, to));
	str typed_from = query_text(q, "tu"), typed_to = query_text(q, "den");
	err e = NULL;
	if (typed_from.n && !day_typed(c->a, typed_from, &from))
		e = problem(q, e, "tu", "Ghi ngày bắt đầu theo dạng 01/11/2026.");
	if (typed_to.n && !day_typed(c->a, typed_to, &to))
		e = problem(q, e, "den", "Ghi ngày kết thúc theo dạng 30/11/2026.");
	if (!e && to < from)
		e = problem(q, e, "den", "Ngày kết thúc phải từ ngày bắt đầu trở đi.");
	v->from_on = typed_from.n && e ? typed_from : day_iso(c->a, from);
	v->to_on = typed_to.n && e ? typed_to : day_iso(c->a, to);
	v->since = day_start(from);
	v->until = day_start(to + 1);
	return e;
}

static err rows_of(struct req *q, struct book_view *v, size_t most)
{
	struct ctx *c = &q->ctx;
	struct cursor at = cursor_read(q, 0);
	if (at.at < v->since)
		at = (struct cursor){v->since, 0};
	TRY(book_rows(c, c->unit, v->until, at.at, at.id, (int64_t)most + 1, &v->rows));
	if (v->rows.n > most) {
		const struct book_rows *last = &v->rows.v[--v->rows.n - 1];
		v->next = cursor_text(c, last->taken_in_at, last->id);
	}
	if (!v->rows.n)
		return NULL;
	struct book_before before;
	TRY(book_before(c, c->unit, day_start(period_first(period_of(PERIOD_YEAR, false, day_of(v->rows.v[0].taken_in_at)))),
		v->rows.v[0].taken_in_at, v->rows.v[0].id, &before));
	v->first = before.total + 1;
	return NULL;
}

/* The number starts again with each year. */
int64_t book_number(const struct book_view *v, size_t row)
{
	int64_t number = v->first;
	for (size_t i = 1; i <= row; i++) {
		int year = day_parts(day_of(v->rows.v[i].taken_in_at)).year;
		number = year == day_parts(day_of(v->rows.v[i - 1].taken_in_at)).year ? number + 1 : 1;
	}
	return number;
}

err book(struct req *q)
{
	struct book_view v = {0};
	err e = range_of(q, &v);
	if (e && q->json)
		return e;
	if (e)
		q->page.problems = e->problems;
	else
		TRY(rows_of(q, &v, PAGE));
	if (v.rows.n)
		audit_look(q, "unit", q->ctx.unit, "Xem sổ theo dõi hồ sơ");
	return reply(q, &v, book_page);
}

/* ---- the paper ---- */

static str day_or_none(struct ctx *c, opt_int at) { return at.set ? show_day(c->a, day_of(at.v)) : S(""); }

static str result_way(str by)
{
	return str_is(by, "online") ? S("Trực tuyến") : str_is(by, "post") ? S("Bưu chính") : S("Trực tiếp");
}

static str remark(const struct book_rows *r)
{
	if (r->status == WITHDRAWN || r->status == STOPPED)
		return str_of(status_title(r->status));
	return r->extended_from.set ? S("Xin lỗi, hẹn lại") : S("");
}

static str one_set(struct ctx *c, const struct book_rows *r)
{
	str papers = handed_text(c->a, r->originals, r->copies, r->files);
	return str_format(c->a, "1 bộ%s%.*s", papers.n ? ": " : "", STR_ARG(papers));
}

static str *cells_of(struct ctx *c, const struct book_view *v)
{
	static const char *const heads[COLUMNS] = {"STT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số bộ, giấy tờ đã nhận",
		"Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả",
		"Trả kết quả", "Cách nhận kết quả", "Ký nhận", "Ghi chú"};
	str *cells = NEWN(c->a, str, (v->rows.n + 1) * COLUMNS);
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = str_of(heads[i]);
	for (size_t i = 0; i < v->rows.n; i++) {
		const struct book_rows *r = &v->rows.v[i];
		str *row = cells + (i + 1) * COLUMNS;
		const str texts[COLUMNS] = {str_format(c->a, "%lld", (long long)book_number(v, i)), r->code, r->procedure_name,
			one_set(c, r), r->applicant_name,
			str_format(c->a, "%.*s, %.*s", STR_ARG(r->applicant_address), STR_ARG(r->applicant_phone)),
			committee_short(c->a, r->competent_name), show_day(c->a, day_of(r->taken_in_at)),
			day_or_none(c, r->due_at), day_or_none(c, r->returned_at), result_way(r->result_by), r->taken_by,
			remark(r)};
		memcpy(row, texts, sizeof texts);
	}
	return cells;
}

static err heading(struct ctx *c, struct pdf *p, const struct book_view *v)
{
	TRY(desk_heading(c, p, c->unit, c->now));
	pdf_paragraph(p, S("SỔ THEO DÕI HỒ SƠ"), (struct pdf_text){.size = 14, .bold = true, .align = PDF_CENTRE});
	pdf_paragraph(p,
		str_format(c->a, "Từ ngày %.*s đến ngày %.*s%s", STR_ARG(show_day(c->a, day_of(v->since))),
			STR_ARG(show_day(c->a, day_of(v->until - 1))), v->next.n ? " (còn phần sau)" : ""),
		(struct pdf_text){.italic = true, .size = 11, .align = PDF_CENTRE, .after = 6});
	return NULL;
}

err book_pdf(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct book_view v = {0};
	struct pdf *p;
	buf out = {.a = c->a};
	TRY(range_of(q, &v));
	TRY(rows_of(q, &v, PRINTED));
	audit_look(q, "unit", c->unit, "In sổ theo dõi hồ sơ");
	TRY(pdf_begin(c, PDF_A4_WIDE, S("Sổ theo dõi hồ sơ"), &p));
	TRY(heading(c, p, &v));
	pdf_table(p, (double[]){3.8, 14.8, 14, 7.2, 9, 11, 7, 7, 7, 7, 6, 7.2, 5}, cells_of(c, &v), COLUMNS, v.rows.n + 1);
	TRY(pdf_end(p, &out));
	return reply_bytes(q, buf_text(&out), str_format(c->a, "so-theo-doi-%.*s.pdf", STR_ARG(day_iso(c->a, day_of(v.since)))),
		"application/pdf", false);
}
