/* sheet: the filled form on paper. Where the law gives the form a shape, catalogue/layouts/CODE.txt is that shape, line by line; what was said
 * and has no place in it stands under "Nội dung khai thêm": nothing that was declared is lost on paper. */
#include "government/eforms/inside.h"
#include "doc/layout.h"
#include <stdio.h>
#include "web/catalogue.h"
#include "web/layout.h"

struct sheet {
	struct ctx *c;
	const struct form *form;
	const struct form_answers *answers;
	const struct eform_sheet *sheet;
	const struct layout *layout;
	struct date day;
};

/* ---- values ---- */

/* What stands around the answers. An empty form has no date yet. */
static bool around(const struct sheet *s, str name, struct layout_value *out)
{
	const struct eform_sheet *k = s->sheet;
	const struct form_person nobody = {0}, *who = k->applicant ? k->applicant : &nobody;
	const struct {
		const char *name;
		str text;
		bool bare;
	} known[] = {{"addressee", k->addressee, true}, {"form.addressee", s->form->addressee, true}, {"unit", k->unit, true},
		{"place", k->place, true}, {"code", k->code, true}, {"procedure", k->procedure, true},
		{"day", k->blank ? S("") : day_digits(s->c->a, s->day.day), true},
		{"month", k->blank ? S("") : month_digits(s->c->a, s->day.month), true},
		{"year", k->blank ? S("") : str_format(s->c->a, "%d", s->day.year), true}, {"applicant.name", who->name, false},
		{"applicant.number", who->personal_number, false}, {"applicant.phone", who->phone, false},
		{"applicant.email", who->email, false}, {"applicant.address", who->address, false},
		{"applicant.sex",
			str_is(who->sex, "male")     ? S("Nam")
			: str_is(who->sex, "female") ? S("Nữ")
						     : S(""),
			false},
		{"applicant.birth", who->birth_on.n ? show_date(s->c->a, who->birth_on) : S(""), false}};
	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(name, known[i].name)) {
			*out = (struct layout_value){.text = known[i].text,
				.value = str_is(name, "applicant.birth") ? who->birth_on : S(""),
				.bare = known[i].bare};
			return true;
		}
	return false;
}

static struct layout_value said(const struct sheet *s, const struct form_field *f, size_t row)
{
	const struct form_answer *a = form_answer_to(s->answers, f, row);
	if (!a || !a->filled || !form_field_asked(s->answers, f, row))
		return (struct layout_value){0};
	bool yes_no = f->type == FORM_YES_NO, number = f->type == FORM_INTEGER || f->type == FORM_MONEY || f->type == FORM_YEAR;
	return (struct layout_value){.text = form_answer_shown(s->c, f, a),
		.value = yes_no   ? (a->number ? S("1") : S("0"))
			 : number ? str_format(s->c->a, "%lld", (long long)(a->number / FORM_UNITS_OF_NUMBER))
				  : a->text,
		.list = a->list.v,
		.n = a->list.n};
}

static bool get(void *of, str section, size_t row, str name, struct layout_value *out)
{
	const struct sheet *s = of;
	const struct form_section *repeated = section.n ? form_section_find(s->form, section) : NULL;
	const struct form_field *f = repeated ? form_field_find(repeated, name) : NULL;
	for (size_t i = 0; i < s->form->n && !f; i++) {
		row = s->form->sections[i].name ? row : 0;
		f = s->form->sections[i].name ? NULL : form_field_find(&s->form->sections[i], name);
	}
	if (f && f->type != FORM_NOTE && f->type != FORM_FILE) {
		*out = said(s, f, f->section->name ? row : 0);
		return true;
	}
	return around(s, name, out);
}

static bool rows(void *of, str section, size_t *n)
{
	const struct sheet *s = of;
	const struct form_section *k = form_section_find(s->form, section);
	if (k)
		*n = form_section_shown(s->answers, k) ? s->answers->sections[k->slot].n : 0;
	return k != NULL;
}

/* ---- what the form of the law has no place for ---- */

static bool left_over(const struct sheet *s, const struct form_field *f, size_t row)
{
	const struct form_answer *a = form_answer_to(s->answers, f, row);
	str section = f->section->name ? str_of(f->section->name) : S("");
	return f->type != FORM_NOTE && f->type != FORM_FILE && f->type != FORM_COMPUTED && a && a->filled &&
	       form_field_asked(s->answers, f, row) && !layout_names(s->layout, section, str_of(f->name));
}

static void more(void *of, struct pdf *p)
{
	const struct sheet *s = of;
	bool begun = false;
	for (size_t i = 0; i < s->form->n && !s->sheet->blank; i++) {
		const struct form_section *k = &s->form->sections[i];
		size_t n = form_section_shown(s->answers, k) ? s->answers->sections[k->slot].n : 0;
		for (size_t row = 0; row < n; row++)
			for (size_t j = 0; j < k->n; j++) {
				const struct form_field *f = &k->fields[j];
				if (!left_over(s, f, row))
					continue;
				if (!begun)
					pdf_paragraph(p, S("Nội dung khai thêm:"), (struct pdf_text){.before = 4, .after = 2});
				begun = true;
				str label = k->name ? str_format(s->c->a, "- %s %zu, %s", k->item, row + 1, f->label)
						    : str_format(s->c->a, "- %s", f->label);
				pdf_labelled(p, label, form_answer_shown(s->c, f, form_answer_to(s->answers, f, row)));
			}
	}
}

/* ---- the layout ---- */

/* NULL: the law gives this form no shape, or the form has been edited past it. */
static err layout_of(const struct sheet *s, const struct layout_source *source, const struct layout **out)
{
	struct layout *l;
	const struct asset *file = asset_find(str_format(s->c->a, "catalogue/layouts/%.*s.txt", STR_ARG(s->form->code)));
	*out = NULL;
	if (!file)
		return NULL;
	TRY(layout_read(s->c, s->c->a, (str){(const char *)file->data, (size_t)(file->end - file->data)}, &l));
	TRY(layout_check(s->c, l, source));
	*out = l;
	return NULL;
}

static struct layout_source source_of(struct sheet *s)
{
	return (struct layout_source){.of = s, .get = get, .rows = rows, .more = more, .blank = s->sheet->blank};
}

err eform_sheet_verify(struct ctx *c, const struct form *f)
{
	struct form_answers *none;
	const struct eform_sheet sheet = {0};
	form_answers_stored(c, f, S(""), &none);
	struct sheet s = {.c = c, .form = f, .answers = none, .sheet = &sheet};
	struct layout_source source = source_of(&s);
	return layout_of(&s, &source, &s.layout);
}

/* Lines to be written on by hand stand as far apart as the same number of pages allows. */
static err roomy(struct sheet *s, struct layout_source *source, buf *out)
{
	static const double gaps[] = {0, 7, 4, 2};
	int least = 0;
	for (size_t i = 0; i < COUNT(gaps); i++) {
		struct pdf *p;
		buf made = {.a = s->c->a};
		source->gap = gaps[i];
		TRY(pdf_begin(s->c, PDF_A4, s->form->title, &p));
		layout_write(s->c, p, s->layout, source);
		int pages = pdf_pages(p);
		TRY(pdf_end(p, &made));
		least = i ? least : pages;
		if (pages == least)
			*out = made;
		if (i && pages == least)
			return NULL;
	}
	return NULL;
}

err eform_pdf(struct ctx *c, const struct form *f, str answers, const struct eform_sheet *sheet, buf *out)
{
	struct form_answers *v;
	struct pdf *p;
	form_answers_stored(c, f, answers, &v);
	struct sheet s = {
		.c = c, .form = f, .answers = v, .sheet = sheet, .day = day_parts(day_of(sheet->at ? sheet->at : c->now))};
	struct layout_source source = source_of(&s);
	err edited = layout_of(&s, &source, &s.layout);
	if (!edited && s.layout && sheet->blank)
		return roomy(&s, &source, out);
	TRY(pdf_begin(c, PDF_A4, f->title, &p));
	if (sheet->code.n)
		pdf_footer(p, str_format(c->a, "Mã hồ sơ: %.*s", STR_ARG(sheet->code)));
	if (!edited && s.layout)
		layout_write(c, p, s.layout, &source);
	else
		eform_sheet_plain(c, p, f, v, sheet);
	return pdf_end(p, out);
}
