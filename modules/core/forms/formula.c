/* formula: what a formula over the answers to one form says becomes the answer to a field of another. A field alone keeps its type and
 * choices; what is calculated or joined is a number or a text. */
#include "core/forms/inside.h"
#include "web/hooks.h"

err form_formula_read(struct ctx *c, arena *a, const struct form *f, str text, const struct expression **out)
{
	return form_expression_read(&(struct scope){.c = c, .a = a, .form = f}, text, out);
}

const struct form_field *form_formula_field(const struct expression *e) { return form_expression_field(e); }

/* ---- may it? ---- */

static bool is_words(enum form_type t) { return t == FORM_TEXT || t == FORM_LONG_TEXT; }
static bool is_quantity(enum form_type t) { return t == FORM_INTEGER || t == FORM_DECIMAL || t == FORM_MONEY; }
static enum form_type type_of(const struct form_field *f) { return f->type == FORM_COMPUTED ? f->shown_as : f->type; }

static err refuse(struct ctx *c, const struct form_field *from, const struct form_field *to, const char *why)
{
	return FAIL(c, INVALID, "“%s” (%s) không ghi vào “%s” (%s) được%s", from->label, form_types[type_of(from)].title,
		to->label, form_types[to->type].title, why);
}

/* Each choice of the one is a choice of the other. */
static err choices_fit(struct ctx *c, const struct form_field *from, const struct form_field *to)
{
	if (from->list || to->list)
		return from->list == to->list ? NULL : refuse(c, from, to, ": hai danh mục khác nhau");
	for (size_t i = 0; i < from->nchoices; i++)
		if (!form_choice_has(to, str_of(from->choices[i].value)))
			return FAIL(c, INVALID, "“%s” chọn được “%s” mà “%s” không có lựa chọn ấy (%s)", from->label,
				from->choices[i].label, to->label, from->choices[i].value);
	return NULL;
}

static err field_fits(struct ctx *c, const struct form_field *from, const struct form_field *to)
{
	enum form_type is = type_of(from), wanted = to->type;
	if (is_words(wanted) || (is_quantity(is) && is_quantity(wanted)))
		return NULL;
	if (wanted == FORM_PHONE || wanted == FORM_PERSONAL_NUMBER)
		return is == wanted || is_words(is) ? NULL : refuse(c, from, to, "");
	if (is != wanted || wanted == FORM_FILE || wanted == FORM_PHOTOS || wanted == FORM_NOTE || wanted == FORM_COMPUTED)
		return refuse(c, from, to, "");
	if (wanted == FORM_CHOICE || wanted == FORM_CHOICES)
		return choices_fit(c, from, to);
	if (wanted == FORM_REFERENCE && strcmp(from->to->kind, to->to->kind) != 0)
		return refuse(c, from, to, ": hai loại mục khác nhau");
	if (wanted == FORM_GEOMETRY && from->shape != to->shape)
		return refuse(c, from, to, ": hai dạng hình khác nhau");
	return NULL;
}

err form_formula_fits(struct ctx *c, const struct expression *e, const struct form_field *to)
{
	const struct form_field *from = form_expression_field(e);
	str constant = form_expression_constant(e);
	bool text = form_expression_is_text(e);
	if (from)
		return field_fits(c, from, to);
	if (constant.s && to->type == FORM_CHOICE && !to->list)
		return form_choice_has(to, constant)
			       ? NULL
			       : FAIL(c, INVALID, "“%s” không có lựa chọn “%.*s”", to->label, STR_ARG(constant));
	if (is_words(to->type) || (text && to->type == FORM_PHONE) || (!text && (is_quantity(to->type) || to->type == FORM_YEAR)))
		return NULL;
	return FAIL(
		c, INVALID, "“%s” cần %s; công thức này cho ra %s", to->label, form_types[to->type].title, text ? "chữ" : "số");
}

/* ---- its value ---- */

static str text_of(struct ctx *c, const struct form_field *from, const struct form_answer *said)
{
	return str_trim(text_clean(c->a, form_answer_shown(c, from, said), false));
}

static void field_take(struct ctx *c, const struct form_field *from, const struct form_answer *said, const struct form_field *to,
	struct form_answer *out)
{
	if (!said || !said->filled || said->wrong)
		return;
	bool words = is_words(to->type), same = type_of(from) == to->type;
	if (words && !same && !(is_words(type_of(from)))) {
		*out = (struct form_answer){.filled = true, .text = text_of(c, from, said)};
		return;
	}
	*out = *said;
	if (to->type == FORM_PLACE && !to->with_detail)
		out->detail = S("");
}

void form_formula_take(struct ctx *c, const struct expression *e, const struct form_answers *from, const struct form_field *to,
	struct form_answer *out)
{
	const struct form_field *field = form_expression_field(e);
	*out = (struct form_answer){0};
	if (field) {
		field_take(c, field, form_answer_to(from, field, 0), to, out);
		return;
	}
	struct result r = form_expression_value(c, e, from, from->form->n, 0);
	if (!r.set)
		return;
	*out = (struct form_answer){.filled = true, .text = r.text, .number = r.number};
	if (!r.is_text && !form_type_is_number(to->type))
		out->text = form_number_of(c->a, FORM_DECIMAL, r.number);
}

bool form_formula_is_number(const struct expression *e) { return !form_expression_is_text(e); }

opt_int form_formula_number(struct ctx *c, const struct expression *e, const struct form_answers *from)
{
	struct result r = form_expression_value(c, e, from, from->form->n, 0);
	return r.set && !r.is_text ? some_int(r.number) : (opt_int){0};
}

/* ---- several forms as one ---- */

const struct form *form_beside(arena *a, const struct form *one, const struct form *other)
{
	struct form *f = NEW(a, struct form);
	*f = *one;
	f->n = one->n + other->n;
	f->sections = NEWN(a, struct form_section, f->n + 1);
	for (size_t i = 0; i < f->n; i++) {
		struct form_section *s = &f->sections[i];
		const struct form_section *was = i < one->n ? &one->sections[i] : &other->sections[i - one->n];
		*s = *was;
		s->slot = i;
		s->fields = NEWN(a, struct form_field, s->n + 1);
		for (size_t k = 0; k < s->n; k++) {
			s->fields[k] = was->fields[k];
			s->fields[k].section = s;
		}
	}
	return f;
}

struct form_answers *form_answers_beside(
	arena *a, const struct form *f, const struct form_answers *one, const struct form_answers *other)
{
	struct form_answers *v = NEW(a, struct form_answers);
	*v = (struct form_answers){.form = f, .sections = NEWN(a, struct form_rows, f->n + 1)};
	for (size_t i = 0; i < f->n; i++)
		v->sections[i] = i < one->form->n ? one->sections[i] : other->sections[i - one->form->n];
	return v;
}
