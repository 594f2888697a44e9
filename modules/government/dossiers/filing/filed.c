/* filed: what somebody takes away after handing in: code, secret, QR; the same on A5, with the sheet for the envelope when the papers come by
 * post. The receipt proper (Mẫu 01) follows when the dossier is received. */
#include "government/dossiers/filing/drafts.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "doc/doc.h"
#include "web/reply.h"
#include "web/services/setting.h"
#include "web/site.h"

static str tracking_url(struct req *q, const struct dossier_of_unit *d)
{
	return site_url(q, "%.*s", STR_ARG(ADDRESS(q->ctx.a, "/tra-cuu", {"ma", d->code}, {"bi-mat", d->secret})));
}

/* The dark modules as one path, a run of them a stroke: small and sharp at every size. */
static err qr_path(struct ctx *c, str text, struct filed_view *v)
{
	const unsigned char *dark;
	buf b = {.a = c->a};
	TRY(qr_matrix(c, text, &v->side, &dark));
	for (int y = 0; y < v->side; y++)
		for (int x = 0, n; x < v->side; x += n ? n : 1) {
			for (n = 0; x + n < v->side && dark[y * v->side + x + n]; n++)
				;
			if (n)
				buf_printf(&b, "M%d %dh%dv1h-%dz", x, y, n, n);
		}
	v->path = buf_text(&b);
	return NULL;
}

err my_filed(struct req *q)
{
	struct filed_view v = {0};
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &v.dossier));
	TRY(qr_path(&q->ctx, tracking_url(q, &v.dossier), &v));
	filed_page(&q->page, &v);
	return NULL;
}

/* The desk with its province: homonyms exist. */
static err desk_of(struct ctx *c, const struct dossier_of_unit *d, str *out)
{
	struct desk desk;
	TRY(unit_desk(c, d->receiving_unit_id, day_of(d->submitted_at), &desk));
	*out = str_format(c->a, "%.*s, %.*s", STR_ARG(desk.name), STR_ARG(lower_first(c->a, d->province_name)));
	return NULL;
}

static void heading(struct pdf *p, str text)
{
	pdf_paragraph(p, text, (struct pdf_text){.size = 13, .bold = true, .align = PDF_CENTRE, .before = 10, .after = 8});
}

static void facts(struct ctx *c, struct pdf *p, const struct dossier_view *v, str desk, str url)
{
	const struct dossier_of_unit *d = &v->dossier;
	bool post = str_is(d->channel, "post");
	pdf_columns(p, (double[]){0.72, 0.28}, 2);
	pdf_labelled(p, S("Mã hồ sơ"), d->code);
	pdf_labelled(p, S("Thủ tục"), str_format(c->a, "%.*s (mã %.*s)", STR_ARG(d->procedure_name), STR_ARG(d->procedure_code)));
	pdf_labelled(p, S("Nội dung đề nghị"), d->content);
	pdf_labelled(p, S("Nộp tới"), desk);
	pdf_labelled(p, S("Người nộp"), d->applicant_name);
	pdf_labelled(p, S("Số điện thoại"), d->applicant_phone);
	pdf_labelled(p, post ? S("Thời điểm khai") : S("Thời điểm nộp"), show_time_long(c->a, d->submitted_at));
	pdf_column(p);
	pdf_qr(p, url, 96);
	pdf_paragraph(
		p, str_format(c->a, "Mã tra cứu:\n%.*s", STR_ARG(d->secret)), (struct pdf_text){.size = 9, .align = PDF_CENTRE});
	pdf_columns_end(p);
}

/* What was sent with it, by name and number. */
static void sent(struct ctx *c, struct pdf *p, const struct handed_rows *list)
{
	str *cells = NEWN(c->a, str, (list->n + 1) * 3);
	const str head[] = {S("STT"), S("Giấy tờ đã gửi"), S("Số lượng")};
	memcpy(cells, head, sizeof head);
	for (size_t i = 0; i < list->n; i++) {
		const struct handed_row *k = &list->v[i];
		cells[(i + 1) * 3] = str_format(c->a, "%zu", i + 1);
		cells[(i + 1) * 3 + 1] = k->name;
		cells[(i + 1) * 3 + 2] = handed_text(c->a, k->originals, k->copies, k->files);
	}
	pdf_space(p, 8);
	if (list->n)
		pdf_table(p, (double[]){0.08, 0.64, 0.28}, cells, 3, list->n + 1);
}

static void next_steps(struct ctx *c, struct pdf *p, const struct dossier_of_unit *d)
{
	const struct pdf_text item = {.indent = -14, .before = 3, .align = PDF_JUSTIFY};
	bool post = str_is(d->channel, "post");
	pdf_paragraph(p, S("Việc tiếp theo"), (struct pdf_text){.bold = true, .before = 10});
	pdf_paragraph(p,
		post ? S("1. Cho giấy tờ vào phong bì cùng phiếu gửi ở trang sau, gửi qua bưu điện. Nơi tiếp nhận kiểm tra khi "
			 "nhận "
			 "được.")
		     : str_format(c->a, "1. Nơi tiếp nhận kiểm tra hồ sơ và trả lời trong %lld giờ làm việc.",
			       (long long)setting_int_in(c, d->receiving_unit_id, "dossiers.answer_hours")),
		item);
	pdf_paragraph(p,
		S("2. Khi hồ sơ được tiếp nhận, ông/bà nhận Giấy tiếp nhận hồ sơ và hẹn trả kết quả, có ngày hẹn. Giấy này chưa "
		  "phải là Giấy tiếp nhận."),
		item);
	pdf_paragraph(p,
		str_format(c->a,
			"3. Xem tình trạng: quét mã QR, hoặc vào trang Tra cứu hồ sơ, ghi mã hồ sơ %.*s và mã tra cứu. Giữ kín "
			"mã "
			"tra cứu.",
			STR_ARG(d->code)),
		item);
}

static err proof(struct ctx *c, struct pdf *p, const struct dossier_view *v, str desk, str url)
{
	const struct dossier_of_unit *d = &v->dossier;
	TRY(desk_heading(c, p, d->receiving_unit_id, d->submitted_at));
	heading(p, str_is(d->channel, "post") ? S("XÁC NHẬN ĐÃ KHAI HỒ SƠ") : S("XÁC NHẬN ĐÃ NỘP HỒ SƠ TRỰC TUYẾN"));
	facts(c, p, v, desk, url);
	sent(c, p, &v->handed);
	next_steps(c, p, d);
	return NULL;
}

/* A page of its own: it goes into the envelope, the proof stays at home. */
static void envelope(struct ctx *c, struct pdf *p, const struct dossier_view *v, str desk)
{
	const struct dossier_of_unit *d = &v->dossier;
	pdf_page(p);
	heading(p, S("PHIẾU GỬI HỒ SƠ QUA BƯU CHÍNH"));
	pdf_labelled(p, S("Người gửi"),
		str_format(c->a, "%.*s, %.*s, điện thoại %.*s", STR_ARG(d->applicant_name), STR_ARG(d->applicant_address),
			STR_ARG(d->applicant_phone)));
	pdf_labelled(p, S("Nơi nhận"), desk);
	pdf_labelled(p, S("Mã hồ sơ"), d->code);
	pdf_paragraph(p, S("Giấy tờ trong phong bì (đánh dấu giấy tờ đã cho vào):"), (struct pdf_text){.before = 8, .after = 4});
	for (size_t i = 0; i < v->unhanded.n; i++)
		pdf_paragraph(p, str_format(c->a, "☐ %.*s", STR_ARG(v->unhanded.v[i].name)),
			(struct pdf_text){.indent = -14, .before = 3, .align = PDF_JUSTIFY});
}

static err filed_fill(struct ctx *c, struct dossier_view *v)
{
	TRY(dossier_components(c, v->dossier.id, &v->components));
	TRY(dossier_files(c, v->dossier.id, &v->files));
	if (v->dossier.answers.n)
		TRY(eform_get(c, v->dossier.eform_id.v, &v->eform));
	handed_fill(c, v);
	return NULL;
}

err my_filed_sheet(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct dossier_view v = {0};
	struct pdf *p;
	buf out = {.a = c->a};
	str desk;
	TRY(dossier_of_account(c, q->id, c->actor, &v.dossier));
	TRY(filed_fill(c, &v));
	TRY(desk_of(c, &v.dossier, &desk));
	TRY(pdf_begin(c, PDF_A5, str_format(c->a, "Xác nhận nộp hồ sơ %.*s", STR_ARG(v.dossier.code)), &p));
	TRY(proof(c, p, &v, desk, tracking_url(q, &v.dossier)));
	if (str_is(v.dossier.channel, "post"))
		envelope(c, p, &v, desk);
	TRY(pdf_end(p, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "xac-nhan-nop-%.*s.pdf", STR_ARG(v.dossier.code)), "application/pdf", false);
}

err dossier_form_send(struct req *q, const struct dossier_view *v)
{
	struct ctx *c = &q->ctx;
	const struct dossier_of_unit *d = &v->dossier;
	buf out = {.a = c->a};
	if (!v->eform)
		return FAIL(c, NOT_FOUND, "form");
	struct form_person who = {.name = d->applicant_name,
		.personal_number = d->applicant_number,
		.birth_on = d->applicant_birth_on,
		.sex = personal_number_sex(d->applicant_number),
		.phone = d->applicant_phone,
		.email = d->applicant_email,
		.address = d->applicant_address};
	struct eform_sheet sheet = {
		.addressee = str_format(c->a, "Ủy ban nhân dân %.*s", STR_ARG(lower_first(c->a, d->competent_name))),
		.place = d->unit_place,
		.unit = lower_first(c->a, d->competent_name),
		.procedure = d->procedure_name,
		.at = d->submitted_at,
		.code = d->code,
		.applicant = &who};
	TRY(eform_pdf(c, v->eform, d->answers, &sheet, &out));
	return reply_bytes(q, buf_text(&out), str_format(c->a, "to-khai-%.*s.pdf", STR_ARG(d->code)), "application/pdf", false);
}
