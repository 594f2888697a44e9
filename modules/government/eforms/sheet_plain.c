/* eform_sheet_plain: a form that the law gives no shape prints as an administrative paper all the same: national title and motto, to whom, numbered
 * lines with their leaders, assurance and signature on one page. */
#include "government/eforms/inside.h"
#include "doc/doc.h"

/* "3. Nơi sinh: Bệnh viện ..........." */
static void line(struct pdf *p, struct ctx *c, int *number, str label, str value)
{
	const struct pdf_run runs[] = {
		{str_format(c->a, "%d. %.*s: ", ++*number, STR_ARG(label)), false}, {str_trim(value), true}};
	pdf_runs(p, runs, COUNT(runs), (struct pdf_text){.after = 3}, true);
}

static void heading(struct pdf *p, struct ctx *c, const struct form *f, const struct eform_sheet *s)
{
	const struct pdf_text title = {.size = 15, .bold = true, .align = PDF_CENTRE, .before = 14, .after = 2};
	const struct pdf_text centred = {.italic = true, .align = PDF_CENTRE, .size = 11, .after = 2};
	pdf_official_head(p, &(struct official_head){0});
	pdf_paragraph(p, upper_case(c->a, f->title), title);
	if (s->procedure.n)
		pdf_paragraph(p, str_format(c->a, "(Về việc: %.*s)", STR_ARG(lower_first(c->a, s->procedure))), centred);
	pdf_runs(p,
		(struct pdf_run[]){
			{S("Kính gửi: "), false}, {s->addressee.n ? s->addressee : S("................................"), true}},
		2, (struct pdf_text){.align = PDF_CENTRE, .before = 8, .after = 8}, false);
}

static void applicant(struct pdf *p, struct ctx *c, const struct form_person *who, int *number)
{
	line(p, c, number, S("Họ, chữ đệm, tên người yêu cầu"), who->name);
	line(p, c, number, S("Ngày, tháng, năm sinh"), who->birth_on.n ? show_date(c->a, who->birth_on) : S(""));
	line(p, c, number, S("Số định danh cá nhân"), who->personal_number);
	line(p, c, number, S("Nơi cư trú"), who->address);
	line(p, c, number, S("Số điện thoại"), who->phone);
	if (who->email.n)
		line(p, c, number, S("Thư điện tử"), who->email);
}

static bool printed(const struct eform_sheet *s, const struct form_answers *v, const struct form_field *f, size_t row)
{
	return f->type != FORM_NOTE && f->type != FORM_FILE && (s->blank || form_field_asked(v, f, row));
}

static void box(buf *b, bool on, const char *label) { buf_printf(b, "%s%s %s", b->n ? "    " : "", on ? "☒" : "☐", label); }

/* A choice in print: every box, the chosen ones ticked. */
static str boxes(struct ctx *c, const struct form_field *f, const struct form_answer *a)
{
	buf b = {.a = c->a};
	if (f->type == FORM_YES_NO) {
		box(&b, a->filled && a->number, "Có");
		box(&b, a->filled && !a->number, "Không");
	}
	for (size_t i = 0; i < f->nchoices; i++) {
		bool on = f->type == FORM_CHOICE && a->filled && str_is(a->text, f->choices[i].value);
		for (size_t k = 0; k < a->list.n; k++)
			on |= str_is(a->list.v[k], f->choices[i].value);
		box(&b, on, f->choices[i].label);
	}
	return buf_text(&b);
}

static void answer(struct pdf *p, struct ctx *c, const struct form_answers *v, const struct form_field *f, size_t row, bool blank,
	int *number)
{
	enum { BOXES = 4, BOXES_BY_HAND = 8 };
	const struct form_answer *a = form_answer_to(v, f, row);
	bool choice = f->type == FORM_CHOICE || f->type == FORM_CHOICES || f->type == FORM_YES_NO;
	bool few = choice && f->nchoices <= (blank ? BOXES_BY_HAND : BOXES);
	if (!few) {
		line(p, c, number, str_of(f->label), form_answer_shown(c, f, a));
		return;
	}
	const struct pdf_run runs[] = {{str_format(c->a, "%d. %s:  ", ++*number, f->label), false}, {boxes(c, f, a), false}};
	pdf_runs(p, runs, COUNT(runs), (struct pdf_text){.after = 3}, false);
}

enum { TABLE_COLUMNS = 7 };
#define NUMBER_SHARE 0.08 /* of the width: the column of numbers */

/* Rows of few short fields are a table, as the paper forms print them. */
static bool fits_table(const struct form_section *s)
{
	size_t columns = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (s->fields[i].type == FORM_LONG_TEXT || s->fields[i].when.n)
			return false;
		columns += s->fields[i].type != FORM_NOTE;
	}
	return columns > 0 && columns < TABLE_COLUMNS;
}

static void table(struct pdf *p, struct ctx *c, const struct form_answers *v, const struct form_section *s)
{
	const struct form_rows *rows = &v->sections[s->slot];
	double widths[TABLE_COLUMNS] = {NUMBER_SHARE};
	size_t columns = 1;
	for (size_t i = 0; i < s->n; i++)
		columns += s->fields[i].type != FORM_NOTE;
	str *cells = NEWN(c->a, str, columns * (rows->n + 1));
	cells[0] = S("STT");
	for (size_t k = 0; k < rows->n; k++)
		cells[(k + 1) * columns] = str_format(c->a, "%zu", k + 1);
	for (size_t i = 0, at = 1; i < s->n; i++) {
		if (s->fields[i].type == FORM_NOTE)
			continue;
		widths[at] = (1 - NUMBER_SHARE) / (double)(columns - 1);
		cells[at] = str_of(s->fields[i].label);
		for (size_t k = 0; k < rows->n; k++)
			cells[(k + 1) * columns + at] = form_answer_shown(c, &s->fields[i], form_answer_to(v, &s->fields[i], k));
		at++;
	}
	pdf_table(p, widths, cells, columns, rows->n + 1);
	pdf_space(p, 6);
}

/* By hand: room for some rows. */
static void blank_rows(struct ctx *c, struct form_rows *rows, const struct form_section *s)
{
	enum { BLANK_ROWS = 4 };
	while (rows->n < BLANK_ROWS && (int64_t)rows->n < s->max)
		rows->v[rows->n++] = (struct form_row){S(""), NEWN(c->a, struct form_answer, s->n + 1)};
}

static void section(struct pdf *p, struct ctx *c, const struct form_answers *v, const struct form_section *s,
	const struct eform_sheet *sheet, int *number)
{
	struct form_rows *rows = &v->sections[s->slot];
	if (sheet->blank && s->name)
		blank_rows(c, rows, s);
	if (!sheet->blank && !form_section_shown(v, s))
		return;
	pdf_paragraph(p, str_of(s->title), (struct pdf_text){.bold = true, .before = 8, .after = 3});
	if (s->name && fits_table(s)) {
		table(p, c, v, s);
		return;
	}
	for (size_t row = 0; row < rows->n; row++) {
		if (s->name)
			pdf_paragraph(
				p, str_format(c->a, "%s %zu", s->item, row + 1), (struct pdf_text){.italic = true, .before = 4});
		for (size_t i = 0; i < s->n; i++)
			if (printed(sheet, v, &s->fields[i], row))
				answer(p, c, v, &s->fields[i], row, sheet->blank, number);
	}
}

static void ending(struct pdf *p, struct ctx *c, const struct eform_sheet *s)
{
	const struct pdf_text dated = {.italic = true, .align = PDF_CENTRE};
	pdf_paragraph(p,
		S("Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của "
		  "mình."),
		(struct pdf_text){.align = PDF_JUSTIFY, .indent = 28, .before = 10, .after = 10});
	pdf_columns(p, (double[]){0.42, 0.58}, 2);
	pdf_column(p);
	str date = s->blank ? S("................, ngày ...... tháng ...... năm ..........")
			    : place_and_day(c->a, s->place, day_of(s->at ? s->at : c->now));
	pdf_paragraph(p, date, dated);
	pdf_paragraph(p, S("NGƯỜI YÊU CẦU"), (struct pdf_text){.bold = true, .align = PDF_CENTRE});
	pdf_paragraph(p, S("(Ký, ghi rõ họ, chữ đệm, tên)"), (struct pdf_text){.italic = true, .align = PDF_CENTRE, .after = 48});
	if (s->applicant)
		pdf_paragraph(p, s->applicant->name, (struct pdf_text){.bold = true, .align = PDF_CENTRE});
	pdf_columns_end(p);
}

void eform_sheet_plain(
	struct ctx *c, struct pdf *p, const struct form *f, const struct form_answers *v, const struct eform_sheet *s)
{
	int number = 0;
	heading(p, c, f, s);
	if (s->applicant)
		applicant(p, c, s->applicant, &number);
	for (size_t i = 0; i < f->n; i++)
		section(p, c, v, &f->sections[i], s, &number);
	pdf_together(p);
	ending(p, c, s);
	pdf_together_end(p);
}
