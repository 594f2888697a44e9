/* compared: what two versions of a form ask differently. */
#include "core/forms/inside.h"
#include "web/hooks.h"

static void also(buf *b, str said)
{
	if (said.n)
		buf_printf(b, "%s%.*s", b->n ? "; " : "", STR_ARG(said));
}

static str choices_said(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	if (f->list)
		return str_format(a, "chọn trong danh mục “%s”", f->list->title);
	for (size_t i = 0; i < f->nchoices; i++)
		buf_printf(&b, "%s%s", i ? ", " : "chọn: ", f->choices[i].label);
	return buf_text(&b);
}

static str limits_said(arena *a, const struct form_field *f)
{
	int64_t unit = form_type_is_number(f->type) ? 1 : FORM_UNITS_OF_NUMBER;
	buf b = {.a = a};
	if (f->has_min)
		buf_printf(&b, "từ %s", form_number_of(a, f->type, f->min * unit).s);
	if (f->has_max)
		buf_printf(&b, "%sđến %s", b.n ? " " : "", form_number_of(a, f->type, f->max * unit).s);
	return buf_text(&b);
}

static str past_said(enum form_type type)
{
	return type == FORM_YEAR    ? S("không sau năm nay")
	       : type == FORM_MONTH ? S("không sau tháng này")
				    : S("không sau hôm nay");
}

/* Everything of a field that whoever fills it in notices, in one sentence. */
static str field_said(struct ctx *c, const struct form_field *f)
{
	buf b = {.a = c->a};
	also(&b, f->label ? str_of(f->label) : f->text);
	also(&b, str_of(form_types[f->type].title));
	if (f->type != FORM_NOTE && f->type != FORM_COMPUTED)
		also(&b, f->required ? S("phải ghi") : S("không bắt buộc"));
	also(&b, f->hint ? str_format(c->a, "gợi ý: %s", f->hint) : S(""));
	also(&b, f->kind ? str_of(f->kind->title) : S(""));
	also(&b, f->type == FORM_GEOMETRY ? str_of(geometry_titles[f->shape]) : S(""));
	also(&b, f->to ? str_format(c->a, "loại: %s", f->to->title) : S(""));
	also(&b, choices_said(c->a, f));
	also(&b, limits_said(c->a, f));
	also(&b, f->past ? past_said(f->type) : S(""));
	also(&b, f->formula_text.n ? str_format(c->a, "tính: %.*s", STR_ARG(f->formula_text)) : S(""));
	also(&b, f->component ? str_format(c->a, "giấy tờ số %lld", (long long)f->component) : S(""));
	also(&b, f->when.n ? str_format(c->a, "chỉ khi %.*s", STR_ARG(form_conditions_text(c->a, &f->when))) : S(""));
	return buf_text(&b);
}

/* Fields are known by name within their section, whatever they are called now; notes by what they say. */
static struct difference_parts parts_of(struct ctx *c, const struct form *f)
{
	struct difference_parts out = {NULL, 0};
	size_t most = 0;
	for (size_t i = 0; i < f->n; i++)
		most += f->sections[i].n;
	out.v = NEWN(c->a, struct difference_part, most + 1);
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct form_section *s = &f->sections[i];
			const struct form_field *x = &s->fields[k];
			str key = x->name ? str_of(x->name) : x->text;
			out.v[out.n++] =
				(struct difference_part){.key = str_format(c->a, "%s/%.*s", s->name ? s->name : "", STR_ARG(key)),
					.what = str_format(c->a, "%s: %s", s->title, x->label ? x->label : "ghi chú"),
					.said = field_said(c, x)};
		}
	return out;
}

static str lines_of(arena *a, struct texts t)
{
	buf b = {.a = a};
	for (size_t i = 0; i < t.n; i++)
		buf_printf(&b, "%s%.*s", i ? "\n" : "", STR_ARG(t.v[i]));
	return buf_text(&b);
}

static str sections_of(arena *a, const struct form *f)
{
	buf b = {.a = a};
	for (size_t i = 0; i < f->n; i++)
		buf_printf(&b, "%s%zu. %s", i ? "\n" : "", i + 1, f->sections[i].title);
	return buf_text(&b);
}

struct differences form_compare(struct ctx *c, const struct form *before, const struct form *after)
{
	struct differences d = {.a = c->a};
	difference_add(&d, "Tên biểu mẫu", before->title, after->title);
	difference_add(&d, "Kính gửi", before->addressee, after->addressee);
	difference_add(&d, "Nguồn", before->source, after->source);
	difference_lines(&d, "Thủ tục dùng biểu mẫu", lines_of(c->a, before->procedures), lines_of(c->a, after->procedures));
	difference_add(&d, "Các phần", sections_of(c->a, before), sections_of(c->a, after));
	differences_of_parts(&d, parts_of(c, before), parts_of(c, after));
	return d;
}
