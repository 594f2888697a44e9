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

void pdf_state_heading(struct pdf *p, str upper_agency, str agency, str number_line, str place_and_date)
{
	double scale = pdf_width(p) < 468 ? pdf_width(p) / 468 : 1; /* the rule's sizes are for A4: 165 mm of text */
	struct pdf_text agencies = {.size = 12.5 * scale, .align = PDF_CENTRE}, issuer = agencies, date = agencies;
	struct pdf_text nation = {.size = 12.5 * scale, .bold = true, .align = PDF_CENTRE, .one_line = true}, motto = nation;
	issuer.bold = date.italic = date.one_line = true;
	motto.size = date.size = 13.5 * scale;
	pdf_columns(p, HALVES, 3);
	agency_line(p, upper_agency, agencies);
	agency_line(p, agency, issuer);
	pdf_rule(p, pdf_width(p) * 0.4);
	pdf_column(p);
	pdf_column(p);
	pdf_paragraph(p, str_of(NATION), nation);
	pdf_paragraph(p, str_of(MOTTO), motto);
	pdf_rule(p, pdf_text_width(p, str_of(MOTTO), motto));
	pdf_columns_end(p);
	pdf_space(p, 6 * scale);
	if (!number_line.n && !place_and_date.n)
		return;
	pdf_columns(p, HALVES, 3);
	if (number_line.n)
		pdf_paragraph(p, number_line, (struct pdf_text){.size = 13 * scale, .align = PDF_CENTRE});
	pdf_column(p);
	pdf_column(p);
	if (place_and_date.n)
		pdf_paragraph(p, place_and_date, date);
	pdf_columns_end(p);
	pdf_space(p, 8 * scale);
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
