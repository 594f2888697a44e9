/* receipt: Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, Phụ lục I), on A5. */
#include "government/dossiers/dossier_pages.h"
#include "doc/doc.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/site.h"

/* "Bản chính", "Điện tử" and their numbers stand line by line in one row of the paper. */
static void kinds_of(struct ctx *c, const struct handed_row *k, str *kinds, str *counts)
{
	const struct {
		int64_t n;
		const char *kind;
	} parts[] = {{k->originals, "Bản chính"}, {k->copies, "Bản sao"}, {k->files, "Điện tử"}};
	buf kind = {.a = c->a}, count = {.a = c->a};
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].n > 0) {
			buf_printf(&kind, "%s%s", kind.n ? "\n" : "", parts[i].kind);
			buf_printf(&count, "%s%02lld", count.n ? "\n" : "", (long long)parts[i].n);
		}
	*kinds = buf_text(&kind);
	*counts = buf_text(&count);
}

/* A name that is a page of law is told by its first sentence; on the dossier's page it stands whole. */
static str name_on_paper(str name) { return paper_long_name(name) ? component_title(name) : name; }

static void handed_table(struct ctx *c, struct pdf *p, const struct dossier_view *v)
{
	const struct handed_rows *list = &v->handed;
	str *cells = NEWN(c->a, str, (list->n + 1) * 4);
	const str head[] = {S("STT"), S("Tên giấy tờ"), S("Loại giấy tờ"), S("Số lượng")};
	memcpy(cells, head, sizeof head);
	if (!list->n) {
		pdf_paragraph(p,
			str_is(v->dossier.channel, "post") ? S("Giấy tờ gửi qua bưu chính: chưa ghi nhận.")
							   : S("Không có giấy tờ kèm theo."),
			(struct pdf_text){.italic = true, .after = 3});
		return;
	}
	for (size_t i = 0; i < list->n; i++) {
		str *row = cells + (i + 1) * 4;
		row[0] = str_format(c->a, "%zu", i + 1);
		row[1] = name_on_paper(list->v[i].name);
		kinds_of(c, &list->v[i], &row[2], &row[3]);
	}
	pdf_table(p, (double[]){0.08, 0.6, 0.18, 0.14}, cells, 4, list->n + 1);
}

static str result_text(struct ctx *c, const struct dossier_of_unit *d)
{
	for (const struct choice *k = dossier_result_choices; k->value; k++)
		if (str_is(d->result_by, k->value))
			return str_format(
				c->a, "%s%s%.*s", k->label, d->result_address.n ? ": " : "", STR_ARG(d->result_address));
	return S("");
}

static void body(struct ctx *c, struct pdf *p, const struct dossier_view *v, str url)
{
	const struct dossier_of_unit *d = &v->dossier;
	pdf_paragraph(p, S("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
		(struct pdf_text){.size = 12, .bold = true, .align = PDF_CENTRE, .before = 8, .after = 5});
	pdf_columns(p, (double[]){0.76, 0.24}, 2);
	pdf_labelled(p, S("Mã hồ sơ"), d->code);
	pdf_labelled(p, S("Tiếp nhận hồ sơ của"), d->applicant_name);
	pdf_labelled(p, S("Số định danh cá nhân"), d->applicant_number);
	pdf_labelled(p, S("Địa chỉ"), d->applicant_address);
	pdf_labelled(p, S("Số điện thoại"), d->applicant_phone);
	if (d->applicant_email.n)
		pdf_labelled(p, S("Thư điện tử"), d->applicant_email);
	pdf_labelled(p, S("Nội dung yêu cầu giải quyết"),
		str_format(c->a, "%.*s (mã %.*s)", STR_ARG(d->procedure_name), STR_ARG(d->procedure_code)));
	pdf_column(p);
	pdf_qr(p, url, 78);
	pdf_paragraph(
		p, str_format(c->a, "Mã tra cứu: %.*s", STR_ARG(d->secret)), (struct pdf_text){.size = 8, .align = PDF_CENTRE});
	pdf_columns_end(p);
	pdf_paragraph(p, S("1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:"),
		(struct pdf_text){.before = 3, .after = 3});
	handed_table(c, p, v);
}

static void promise(struct ctx *c, struct pdf *p, const struct dossier_view *v)
{
	const struct dossier_of_unit *d = &v->dossier;
	pdf_space(p, 3);
	pdf_labelled(p, S("2. Số lượng hồ sơ"), S("01 (bộ)"));
	pdf_labelled(p, S("3. Thời gian giải quyết hồ sơ theo quy định"), v->term);
	pdf_labelled(p, S("4. Thời gian nhận hồ sơ"), d->received_at.set ? show_time_long(c->a, d->received_at.v) : S(""));
	pdf_labelled(p, S("5. Thời gian trả kết quả giải quyết hồ sơ"),
		d->due_at.set            ? show_time_long(c->a, d->due_at.v)
		: d->due_original_at.set ? S("Đang tạm dừng, hẹn lại sau khi bổ sung")
					 : S(""));
	pdf_together(p); /* the signatures stand with the last lines, the page before is full */
	pdf_labelled(p, S("6. Đăng ký nhận kết quả"), result_text(c, d));
	pdf_labelled(p, S("7. Phí, lệ phí"), v->fee);
	pdf_space(p, 8);
}

err receipt_send(struct req *q, const struct dossier_view *v)
{
	struct ctx *c = &q->ctx;
	const struct dossier_of_unit *d = &v->dossier;
	struct pdf *p;
	buf out = {.a = c->a};
	if (!d->received_at.set)
		return FAIL(c, CONFLICT, "Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận.");
	str url = site_url(q, "%.*s", STR_ARG(ADDRESS(q->ctx.a, "/tra-cuu", {"ma", d->code}, {"bi-mat", d->secret})));
	str receiver = S("");
	for (size_t i = 0; i < v->events.n; i++)
		if (str_is(v->events.v[i].action, "receive"))
			receiver = v->events.v[i].who;
	TRY(pdf_begin(c, PDF_A5, str_format(c->a, "Giấy tiếp nhận hồ sơ %.*s", STR_ARG(d->code)), &p));
	TRY(desk_heading(c, p, d->receiving_unit_id, d->received_at.v));
	body(c, p, v, url);
	promise(c, p, v);
	pdf_signatures(p,
		(struct pdf_signature[]){{S("NGƯỜI NỘP HỒ SƠ"), S("(Ký, ghi rõ họ tên)"), d->applicant_name},
			{S("NGƯỜI TIẾP NHẬN HỒ SƠ"), S("(Ký, ghi rõ họ tên)"), receiver}},
		2);
	pdf_together_end(p);
	TRY(pdf_end(p, &out));
	paper_printable(q);
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "giay-tiep-nhan-%.*s.pdf", STR_ARG(d->code)), "application/pdf", false);
}
