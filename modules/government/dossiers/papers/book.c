/* book: Mẫu 07, Sổ theo dõi hồ sơ: what a unit received in a period, in the order of reception, on screen and on A4. The number of a row
 * counts from the first reception of its year, as a paper book would. */
#include "government/dossiers/dossier_pages.h"
#include "base/period.h"
#include "doc/doc.h"
#include "web/reply.h"
#include "web/services/audit.h"

enum { PRINTED = 500, COLUMNS = 13 };

/* ---- what was asked: this month up to today, unless other days were ---- */

static err settle(struct req *q, struct listing *l)
{
	struct book_asked *b = l->asked;
	arena *a = q->ctx.a;
	day to = day_of(q->ctx.now), from = period_first(period_of(PERIOD_MONTH, false, to));
	if (!day_parse(b->from_on, &from))
		b->from_on = day_iso(a, from);
	if (!day_parse(b->to_on, &to))
		b->to_on = day_iso(a, to);
	b->since = day_start(from);
	b->until = day_start(to + 1);
	return to < from ? problem(q, NULL, "den", "Ngày kết thúc phải từ ngày bắt đầu trở đi.") : NULL;
}

/* ---- rows ---- */

static int year_of(const struct book_rows *r) { return day_parts(day_of(r->taken_in_at)).year; }

/* The number starts again with each year. */
static err fill_numbers(struct ctx *c, struct book_rows_rows *rows)
{
	struct book_before before;
	struct book_rows *first = rows->v;
	if (!rows->n)
		return NULL;
	TRY(book_before(c, c->unit, day_start(period_first(period_of(PERIOD_YEAR, false, day_of(first->taken_in_at)))),
		first->taken_in_at, first->id, &before));
	first->number = before.total + 1;
	for (size_t i = 1; i < rows->n; i++)
		rows->v[i].number = year_of(&rows->v[i]) == year_of(&rows->v[i - 1]) ? rows->v[i - 1].number + 1 : 1;
	return NULL;
}

static err rows_of(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct book_asked *b = l->asked;
	struct ctx *c = &q->ctx;
	struct book_rows_rows rows;
	struct list_key at = l->begun && l->from.at >= b->since ? l->from : (struct list_key){.at = b->since};
	TRY(book_rows(c, c->unit, b->until, at.at, at.id, most, &rows));
	TRY(fill_numbers(c, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

/* ---- columns ---- */

#define ROW ((const struct book_rows *)row)

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

static str papers_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return handed_text(a, ROW->originals, ROW->copies, ROW->files);
}

static str address_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return str_format(a, "%.*s, %.*s", STR_ARG(ROW->applicant_address), STR_ARG(ROW->applicant_phone));
}

static str competent_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return dossier_committee_short(a, ROW->competent_name);
}

static str day_or_none(arena *a, opt_int at) { return at.set ? show_day(a, day_of(at.v)) : S(""); }

static str way_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return result_way(ROW->result_by);
}

static str remark_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return remark(row);
}

#define OF(member) .at = offsetof(struct book_rows, member)
static const struct column columns[] = {
	{.name = "code", .title = "Mã hồ sơ", OF(code), .leads = "/mot-cua/{id}", .class = "dinh-nowrap"},
	{.name = "number", .title = "STT", .as = COLUMN_NUMBER, OF(number)},
	{.name = "procedure", .title = "Thủ tục", OF(procedure_name), .part = book_procedure},
	{.name = "applicant", .title = "Người nộp", OF(applicant_name)},
	{.name = "address", .title = "Địa chỉ, số điện thoại", .as = COLUMN_MADE, .text = address_text, .spare = true},
	{.name = "papers", .title = "Giấy tờ đã nhận", .as = COLUMN_MADE, .text = papers_text},
	{.name = "competent", .title = "Cơ quan giải quyết", .as = COLUMN_MADE, .text = competent_text},
	{.name = "received", .title = "Nhận", .as = COLUMN_DATE, OF(taken_in_at)},
	{.name = "due", .title = "Hẹn trả", .as = COLUMN_DATE_OPTIONAL, OF(due_at)},
	{.name = "returned", .title = "Đã trả", .as = COLUMN_DATE_OPTIONAL, OF(returned_at)},
	{.name = "way", .title = "Cách nhận kết quả", .as = COLUMN_MADE, .text = way_text, .spare = true},
	{.name = "taker", .title = "Người nhận kết quả", OF(taken_by)},
	{.name = "remark", .title = "Ghi chú", .as = COLUMN_MADE, .text = remark_text, .spare = true},
};

static struct list_key key_of(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.at = ROW->taken_in_at, .id = ROW->id};
}

static const struct field filters[] = {
	{.name = "tu", .label = "Từ ngày", .type = I_DATE, .at = offsetof(struct book_asked, from_on)},
	{.name = "den", .label = "Đến hết ngày", .type = I_DATE, .at = offsetof(struct book_asked, to_on)},
};
const struct list book_list = {
	.title = "Hồ sơ đã tiếp nhận trong kỳ",
	.path = "/mot-cua/so-theo-doi",
	.file = "so-theo-doi",
	.button = "Xem",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct book_asked),
	.row = sizeof(struct book_rows),
	.rows = rows_of,
	.key = key_of,
	.settle = settle,
	.looked = "unit",
	.purpose = "Xuất sổ theo dõi hồ sơ",
};

static void take_rows(struct book_view *v)
{
	v->rows = (struct book_rows_rows){v->list.rows.v, v->list.rows.n};
	v->first = v->rows.n ? v->rows.v[0].number : 0;
	v->next = v->list.next;
}

err book(struct req *q)
{
	struct book_view v = {0};
	TRY(list_read(q, &book_list, &v.is, &v.list));
	TRY(list_fill(q, &v.list));
	take_rows(&v);
	if (v.rows.n)
		audit_look(q, "unit", q->ctx.unit, "Xem sổ theo dõi hồ sơ");
	return reply(q, &v, book_page);
}

/* ---- the paper ---- */

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
		const str texts[COLUMNS] = {str_format(c->a, "%lld", (long long)r->number), r->code, r->procedure_name,
			one_set(c, r), r->applicant_name,
			str_format(c->a, "%.*s, %.*s", STR_ARG(r->applicant_address), STR_ARG(r->applicant_phone)),
			dossier_committee_short(c->a, r->competent_name), show_day(c->a, day_of(r->taken_in_at)),
			day_or_none(c->a, r->due_at), day_or_none(c->a, r->returned_at), result_way(r->result_by), r->taken_by,
			remark(r)};
		memcpy(row, texts, sizeof texts);
	}
	return cells;
}

static err heading(struct ctx *c, struct pdf *p, const struct book_view *v, bool more)
{
	TRY(desk_heading(c, p, c->unit, c->now));
	pdf_paragraph(p, S("SỔ THEO DÕI HỒ SƠ"), (struct pdf_text){.size = 14, .bold = true, .align = PDF_CENTRE});
	pdf_paragraph(p,
		str_format(c->a, "Từ ngày %.*s đến ngày %.*s%s", STR_ARG(show_day(c->a, day_of(v->is.since))),
			STR_ARG(show_day(c->a, day_of(v->is.until - 1))), more ? " (còn phần sau)" : ""),
		(struct pdf_text){.italic = true, .size = 11, .align = PDF_CENTRE, .after = 6});
	return NULL;
}

err book_pdf(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct book_view v = {0};
	struct pdf *p;
	buf out = {.a = c->a};
	TRY(list_read(q, &book_list, &v.is, &v.list));
	if (q->page.problems)
		return FAIL(c, INVALID, "%.*s", STR_ARG(q->page.problems->text));
	TRY(rows_of(q, &v.list, PRINTED + 1, &v.list.rows));
	bool more = v.list.rows.n > PRINTED;
	v.list.rows.n -= more;
	take_rows(&v);
	audit_look(q, "unit", c->unit, "In sổ theo dõi hồ sơ");
	TRY(pdf_begin(c, PDF_A4_WIDE, S("Sổ theo dõi hồ sơ"), &p));
	TRY(heading(c, p, &v, more));
	pdf_table(p, (double[]){3.8, 14.8, 14, 7.2, 9, 11, 7, 7, 7, 7, 6, 7.2, 5}, cells_of(c, &v), COLUMNS, v.rows.n + 1);
	TRY(pdf_end(p, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "so-theo-doi-%.*s.pdf", STR_ARG(v.is.from_on)), "application/pdf", false);
}
