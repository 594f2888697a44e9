/* pdf_forms: the parts that every state document shares, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I, says. */
#include "doc.h"

static const char NATION[] = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
static const char MOTTO[] = "Độc lập - Tự do - Hạnh phúc";
static const double HALVES[] = {42.5, 1.5, 56}; /* agency, gap, nation */

/* A name slightly too long for one line is set slightly smaller; a longer one takes more lines. */
static void agency_line(struct pdf *p, str name, struct pdf_text style)
{
	style.one_line = pdf_text_width(p, name, style) < pdf_width(p) * 1.2;
	if (name.n)
		pdf_paragraph(p, name, style);
}

static void nation(struct pdf *p, double scale)
{
	struct pdf_text name = {.size = 12.5 * scale, .bold = true, .align = PDF_CENTRE, .one_line = true}, motto = name;
	motto.size = 13.5 * scale;
	pdf_paragraph(p, str_of(NATION), name);
	pdf_paragraph(p, str_of(MOTTO), motto);
	pdf_rule(p, pdf_text_width(p, str_of(MOTTO), motto));
}

static void number_and_date(struct pdf *p, const struct official_head *h, double scale)
{
	pdf_columns(p, HALVES, 3);
	if (h->number.n)
		pdf_paragraph(p, h->number, (struct pdf_text){.size = 13 * scale, .align = PDF_CENTRE});
	pdf_column(p);
	pdf_column(p);
	if (h->dated.n)
		pdf_paragraph(p, h->dated,
			(struct pdf_text){.size = 13.5 * scale, .italic = true, .align = PDF_CENTRE, .one_line = true});
	pdf_columns_end(p);
	pdf_space(p, 8 * scale);
}

void pdf_official_head(struct pdf *p, const struct official_head *h)
{
	double scale = pdf_width(p) < 468 ? pdf_width(p) / 468 : 1; /* the rule's sizes are for A4: 165 mm of text */
	struct pdf_text above = {.size = 12.5 * scale, .align = PDF_CENTRE}, issuer = above;
	if (!h->agency.n) {
		nation(p, scale);
		return;
	}
	issuer.bold = true;
	pdf_columns(p, HALVES, 3);
	agency_line(p, h->above, above);
	agency_line(p, h->agency, issuer);
	pdf_rule(p, pdf_width(p) * 0.4);
	pdf_column(p);
	pdf_column(p);
	nation(p, scale);
	pdf_columns_end(p);
	pdf_space(p, 6 * scale);
	if (h->number.n || h->dated.n)
		number_and_date(p, h, scale);
}

/* "Nơi nhận:" with those who get the paper, a line each. */
static void receivers(struct pdf *p, str title, str list)
{
	pdf_paragraph(p, title, (struct pdf_text){.size = 12, .bold = true, .italic = true});
	for (str one; list.n;) {
		bool more = str_cut(list, ';', &one, &list);
		one = str_trim(one);
		buf line = {.a = pdf_arena(p)};
		buf_str(&line, one);
		buf_str(&line, more ? S(";") : S(""));
		pdf_paragraph(p, buf_text(&line), (struct pdf_text){.size = 11});
	}
}

void pdf_signatures(struct pdf *p, const struct pdf_signature *s, size_t n)
{
	static const double equal[] = {1, 1, 1, 1};
	if (!n || n > COUNT(equal))
		return;
	pdf_columns(p, equal, n);
	for (size_t i = 0; i < n; i++) {
		if (i)
			pdf_column(p);
		if (str_starts(s[i].title, S("Nơi nhận"))) {
			receivers(p, s[i].title, s[i].note);
			continue;
		}
		pdf_paragraph(p, s[i].title, (struct pdf_text){.bold = true, .align = PDF_CENTRE});
		pdf_paragraph(p, s[i].note, (struct pdf_text){.italic = true, .align = PDF_CENTRE});
		pdf_space(p, 54);
		if (s[i].name.n)
			pdf_paragraph(p, s[i].name, (struct pdf_text){.bold = true, .align = PDF_CENTRE});
	}
	pdf_columns_end(p);
}
