/* paper: a sheet as it is printed and signed. */
#include "doc/doc.h"
#include "government/evaluation/pages.h"
#include "web/request.h"

static void facts(struct ctx *c, struct pdf *p, const struct evaluation_view *v)
{
	pdf_labelled(p, S("Họ và tên"), v->e.name);
	pdf_labelled(p, S("Vị trí"), v->e.title);
	pdf_labelled(p, S("Cơ quan, đơn vị"), v->e.unit_name);
	pdf_labelled(p, S("Kỳ đánh giá"),
		str_format(c->a, "%.*s (từ %.*s đến %.*s)", STR_ARG(v->period_title), STR_ARG(show_date(c->a, v->e.first_on)),
			STR_ARG(show_date(c->a, v->e.last_on))));
}

static void heading(struct pdf *p, str text) { pdf_paragraph(p, text, (struct pdf_text){.bold = true, .before = 8, .after = 3}); }

static void tasks(struct ctx *c, struct pdf *p, const struct evaluation_view *v)
{
	enum { COLUMNS = 7 };
	const str head[COLUMNS] = {
		S("Nhiệm vụ"), S("Hạn"), S("Được giao"), S("Hệ số"), S("Hoàn thành"), S("Đạt chất lượng"), S("Đúng hạn")};
	str *cells = NEWN(c->a, str, (v->tasks.n + 1) * COLUMNS);
	heading(p, S("I. NHIỆM VỤ TRONG KỲ"));
	if (!v->tasks.n) {
		pdf_paragraph(p, S("Không có nhiệm vụ nào được giao trong kỳ."), (struct pdf_text){0});
		return;
	}
	memcpy(cells, head, sizeof head);
	for (size_t i = 0; i < v->tasks.n; i++) {
		const struct evaluation_tasks *t = &v->tasks.v[i];
		const str row[COLUMNS] = {t->title, show_date(c->a, t->due_on),
			str_format(c->a, "%lld %.*s", (long long)t->amount, STR_ARG(t->counted)),
			form_number_typed(c->a, t->coefficient_hundredths), show_int(c->a, t->done), show_int(c->a, t->good),
			show_int(c->a, t->on_time)};
		memcpy(cells + (i + 1) * COLUMNS, row, sizeof row);
	}
	pdf_table(p, (double[]){0.3, 0.14, 0.14, 0.09, 0.11, 0.12, 0.1}, cells, COLUMNS, v->tasks.n + 1);
}

static void points(struct ctx *c, struct pdf *p, const struct evaluation_view *v)
{
	enum { COLUMNS = 3 };
	const str head[COLUMNS] = {S("Chỉ số"), S("Giá trị"), S("Tính từ")};
	str *cells = NEWN(c->a, str, (v->lines.n + 1) * COLUMNS);
	heading(p, S("II. ĐIỂM VÀ CÁCH TÍNH"));
	memcpy(cells, head, sizeof head);
	for (size_t i = 0; i < v->lines.n; i++) {
		const struct evaluation_line *n = &v->lines.v[i];
		const str row[COLUMNS] = {n->label, n->value, n->formula};
		memcpy(cells + (i + 1) * COLUMNS, row, sizeof row);
	}
	pdf_table(p, (double[]){0.42, 0.2, 0.38}, cells, COLUMNS, v->lines.n + 1);
	if (v->e.is_head)
		pdf_labelled(p, S("Hồ sơ thủ tục hành chính của đơn vị xử lý xong trong kỳ (bảng điều hành)"),
			v->dossiers.finished ? str_format(c->a, "%.*s, trước hạn hoặc đúng hạn %.*s (%.*s)",
						       STR_ARG(show_int(c->a, v->dossiers.finished)),
						       STR_ARG(show_int(c->a, v->dossiers.in_time)), STR_ARG(v->in_time))
					     : S("không có"));
}

static void opinions(struct pdf *p, const struct evaluation_view *v)
{
	heading(p, S("III. TỰ ĐÁNH GIÁ VÀ Ý KIẾN"));
	pdf_labelled(p, S("Tự đánh giá"), v->e.self_text);
	for (size_t i = 0; i < v->opinions.n; i++)
		pdf_labelled(p, str_of(choice_label(evaluation_opinion_kinds, v->opinions.v[i].kind)), v->opinions.v[i].said);
}

static void grades(struct pdf *p, const struct evaluation_view *v)
{
	heading(p, S("IV. XẾP LOẠI"));
	pdf_labelled(p, S("Mức theo điểm"), evaluation_grade_title(&v->criteria, v->e.earned));
	pdf_labelled(p, S("Mức đề xuất"), evaluation_grade_title(&v->criteria, v->e.proposed));
	pdf_labelled(p, S("Mức quyết định"), evaluation_grade_title(&v->criteria, v->e.decided));
	if (v->e.document.n)
		pdf_labelled(p, S("Văn bản cho phép vượt tỷ lệ"), v->e.document);
}

static err sheet(struct req *q, int side)
{
	struct ctx *c = &q->ctx;
	struct evaluation_view v = {0};
	struct pdf *p;
	buf out = {.a = c->a};
	TRY(evaluation_view_load(q, side, &v));
	TRY(pdf_begin(c, PDF_A4, S("Phiếu đánh giá, xếp loại"), &p));
	pdf_official_head(p, &(struct official_head){.agency = str_format(c->a, "ỦY BAN NHÂN DÂN\n%.*s",
							     STR_ARG(upper_case(c->a, v.e.unit_name)))});
	pdf_paragraph(p, S("PHIẾU ĐÁNH GIÁ, XẾP LOẠI CÔNG CHỨC"),
		(struct pdf_text){.bold = true, .align = PDF_CENTRE, .before = 14, .after = 2});
	pdf_paragraph(p, str_format(c->a, "(theo %.*s)", STR_ARG(v.criteria.basis)),
		(struct pdf_text){.italic = true, .align = PDF_CENTRE, .after = 8});
	facts(c, p, &v);
	tasks(c, p, &v);
	points(c, p, &v);
	opinions(p, &v);
	pdf_together(p); /* nobody signs a page that says nothing */
	grades(p, &v);
	pdf_space(p, 12);
	pdf_signatures(p,
		(const struct pdf_signature[]){{S("NGƯỜI ĐƯỢC ĐÁNH GIÁ"), S("(Ký, ghi rõ họ tên)"), v.e.name},
			{S("NGƯỜI CÓ THẨM QUYỀN"), S("(Ký, ghi rõ họ tên)"), S("")}},
		2);
	pdf_together_end(p);
	TRY(pdf_end(p, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(c->a, "phieu-danh-gia-%lld.pdf", (long long)v.e.id), "application/pdf", false);
}
err evaluation_sheet_own(struct req *q) { return sheet(q, EVALUATION_OWN); }
err evaluation_sheet_led(struct req *q) { return sheet(q, EVALUATION_HEADS); }
