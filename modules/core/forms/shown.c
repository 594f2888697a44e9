/* shown: answers and conditions as people read them, and what a form page is made of. */
#include "core/forms/inside.h"

/* ---- answers ---- */

static str label_of(const struct form_field *f, str value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (str_is(value, f->choices[i].value))
			return str_of(f->choices[i].label);
	return value;
}

static str labels_of(arena *a, const struct form_field *f, struct texts list)
{
	buf b = {.a = a};
	for (size_t i = 0; i < list.n; i++) {
		buf_str(&b, i ? S("; ") : S(""));
		buf_str(&b, label_of(f, list.v[i]));
	}
	return buf_text(&b);
}

static str with_suffix(arena *a, str number, const char *suffix)
{
	return suffix ? str_format(a, "%.*s %s", STR_ARG(number), suffix) : number;
}

static str geometry_text(struct ctx *c, str json, str (*as)(arena *a, const struct geometry *g))
{
	struct geometry g;
	return geometry_stored(c, json, &g) ? as(c->a, &g) : S("");
}

str form_answer_shown(struct ctx *c, const struct form_field *f, const struct form_answer *v)
{
	enum form_type type = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	if (!v || !v->filled)
		return S("");
	if (v->wrong && type != FORM_PLACE && type != FORM_PHOTOS)
		return v->text;
	switch (type) {
	case FORM_INTEGER:
	case FORM_DECIMAL: return with_suffix(c->a, form_number_typed(c->a, v->number), f->suffix);
	case FORM_MONEY: return with_suffix(c->a, form_number_typed(c->a, v->number), "đồng");
	case FORM_YEAR: return form_number_of(c->a, type, v->number);
	case FORM_MONTH:
	case FORM_DATE: return show_date(c->a, v->text);
	case FORM_CHOICE: return label_of(f, v->text);
	case FORM_CHOICES: return labels_of(c->a, f, v->list);
	case FORM_YES_NO: return v->number ? S("Có") : S("Không");
	case FORM_GEOMETRY: return geometry_text(c, v->text, geometry_said);
	case FORM_PHOTOS: return str_format(c->a, "%zu ảnh", v->list.n);
	default: return v->text;
	}
}

str form_input_value(struct ctx *c, const struct form_field *f, const struct form_answer *v)
{
	if (!v || !v->filled)
		return S("");
	if (v->wrong)
		return v->text;
	switch (f->type) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_MONEY: return form_number_typed(c->a, v->number);
	case FORM_MONTH: return show_date(c->a, v->text);
	case FORM_YES_NO: return v->number ? S("yes") : S("no");
	case FORM_CHOICE: return f->list ? label_of(f, v->text) : v->text;
	case FORM_GEOMETRY: return geometry_text(c, v->text, geometry_typed);
	default: return v->text;
	}
}

const char *form_input_name(arena *a, const struct form_field *f, str key)
{
	if (f->type == FORM_FILE)
		return str_format(a, "component_%lld", (long long)f->component).s;
	if (f->section->name)
		return str_format(a, "e_%s-%.*s-%s", f->section->name, STR_ARG(key), f->name).s;
	size_t n = strlen(f->name);
	char *name = arena_room(a, n + 3); /* asked for with each field of each row of a table */
	memcpy(name, "e_", 2);
	memcpy(name + 2, f->name, n + 1);
	return name;
}

bool form_section_shown(const struct form_answers *a, const struct form_section *s)
{
	bool any = false;
	for (size_t i = 0; i < s->n; i++)
		any |= s->fields[i].type != FORM_NOTE && s->fields[i].type != FORM_FILE;
	return any && a->sections[s->slot].n && form_conditions_hold(a, &s->when, 0);
}

bool form_row_filled(const struct form_answers *a, const struct form_section *s, size_t row)
{
	for (size_t i = 0; i < s->n; i++)
		if (form_answer_to(a, &s->fields[i], row)->filled)
			return true;
	return false;
}

bool form_section_filled(const struct form_answers *a, const struct form_section *s)
{
	for (size_t row = 0; row < a->sections[s->slot].n; row++)
		if (form_row_filled(a, s, row))
			return true;
	return false;
}

bool form_list_used(const struct form *f, const struct form_list *l)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++)
			if (f->sections[i].fields[k].list == l)
				return true;
	return false;
}

static str shown_in_row(struct ctx *c, const struct form_answers *v, const struct form_field *f, size_t row)
{
	return row < v->sections[f->section->slot].n ? form_answer_shown(c, f, form_answer_to(v, f, row)) : S("");
}

/* Others, though as many. */
static str photos_after(struct ctx *c, const struct form_answers *x, const struct form_answers *y, const struct form_field *f)
{
	const struct form_answer *before = form_answer_to(x, f, 0), *after = form_answer_to(y, f, 0);
	str shown = shown_in_row(c, y, f, 0);
	return before && after ? form_photos_changed(c->a, shown, before->list, after->list) : shown;
}

static void compare_row(struct ctx *c, struct differences *out, const struct form_answers *x, const struct form_answers *y,
	const struct form_section *s, size_t row)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct form_field *f = &s->fields[i];
		if (f->type == FORM_NOTE || f->type == FORM_FILE)
			continue;
		const char *what = s->name ? str_format(c->a, "%s %zu: %s", s->item, row + 1, f->label).s : f->label;
		difference_add(out, what, shown_in_row(c, x, f, row),
			f->type == FORM_PHOTOS ? photos_after(c, x, y, f) : shown_in_row(c, y, f, row));
	}
}

struct differences form_answers_compare(struct ctx *c, const struct form *f, str before, str after)
{
	struct form_answers *x, *y;
	struct differences out = {.a = c->a};
	form_answers_stored(c, f, before, &x);
	form_answers_stored(c, f, after, &y);
	for (size_t i = 0; i < f->n; i++)
		for (size_t row = 0; row < x->sections[i].n || row < y->sections[i].n; row++)
			compare_row(c, &out, x, y, &f->sections[i], row);
	return out;
}

/* ---- conditions ---- */

static str condition_text(arena *a, const struct form_condition *k)
{
	buf b = {.a = a};
	if (k->is != FORM_ONE_OF)
		return str_format(a, "“%s” %s", k->field->label, k->is == FORM_FILLED ? "đã ghi" : "để trống");
	buf_printf(&b, "“%s” là ", k->field->label);
	for (size_t i = 0; i < k->values.n; i++) {
		str value = k->values.v[i];
		str label =
			k->field->type == FORM_YES_NO ? (str_is(value, "1") ? S("Có") : S("Không")) : label_of(k->field, value);
		buf_printf(&b, "%s“%.*s”", i ? " hoặc " : "", STR_ARG(label));
	}
	return buf_text(&b);
}

str form_conditions_text(arena *a, const struct form_conditions *when)
{
	buf b = {.a = a};
	for (size_t i = 0; i < when->n; i++) {
		buf_str(&b, i ? S(" và ") : S(""));
		buf_str(&b, condition_text(a, &when->v[i]));
	}
	return buf_text(&b);
}

/* The values as the inputs have them. */
static void condition_json(buf *b, const struct form_condition *k, str key)
{
	buf_lit(b, "{\"field\":");
	json_str(b, str_of(form_input_name(b->a, k->field, key)));
	if (k->is != FORM_ONE_OF) {
		buf_str(b, k->is == FORM_FILLED ? S(",\"filled\":true}") : S(",\"filled\":false}"));
		return;
	}
	buf_lit(b, ",\"in\":[");
	for (size_t i = 0; i < k->values.n; i++) {
		str value = k->values.v[i];
		buf_str(b, i ? S(",") : S(""));
		json_str(b, k->field->type == FORM_YES_NO ? str_is(value, "1") ? S("yes") : S("no")
			    : k->field->list ? label_of(k->field, value)
							  : value);
	}
	buf_lit(b, "]}");
}

str form_conditions_json(arena *a, const struct form_conditions *when, str key)
{
	buf b = {.a = a};
	buf_lit(&b, "[");
	for (size_t i = 0; i < when->n; i++) {
		buf_str(&b, i ? S(",") : S(""));
		condition_json(&b, &when->v[i], key);
	}
	buf_lit(&b, "]");
	return buf_text(&b);
}

str form_formula_json(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	form_expression_json(&b, f->formula);
	return buf_text(&b);
}

/* ---- a form page ---- */

const struct form_fields_view *form_fields_view(struct page *p, const struct form *f, const struct form_person *who, str answers)
{
	struct ctx c = {.a = p->a, .now = p->now};
	struct form_fields_view *v = NEW(p->a, struct form_fields_view);
	v->form = f;
	v->who = who;
	if (p->again) {
		v->answers = form_answers_typed(p, f);
		if (answers.n && form_has_photos(f)) {
			struct form_answers *before;
			form_answers_stored(&c, f, answers, &before);
			v->before = before;
		}
		v->autofocus_section = p->typed(p, "e_add");
		return v;
	}
	form_answers_stored(&c, f, answers, &v->answers);
	form_known_take(v->answers, who, answers.n > 0);
	if (who && !answers.n && form_offers_take(&c, v->answers, who))
		form_answers_stored(&c, f, answers, &v->answers);
	form_compute(&c, v->answers);
	return v;
}

bool form_row_focused(const struct form_fields_view *v, const struct form_section *s, size_t row)
{
	return s->name && str_is(v->autofocus_section, s->name) && row + 1 == v->answers->sections[s->slot].n;
}

const char *form_hint(arena *a, const struct form_field *f, const struct form_known *known)
{
	if (!known || !known->is.filled)
		return f->hint;
	return f->hint ? str_format(a, "%s. %.*s", f->hint, STR_ARG(known->source)).s : str_c(a, known->source);
}

size_t form_first_input(const struct form_section *s)
{
	size_t i = 0;
	while (i < s->n && (s->fields[i].type == FORM_NOTE || s->fields[i].type == FORM_COMPUTED))
		i++;
	return i;
}

str form_row_keys_text(arena *a, const struct form_rows *rows)
{
	buf b = {.a = a};
	for (size_t i = 0; i < rows->n; i++)
		buf_printf(&b, "%s%.*s", i ? "," : "", STR_ARG(rows->v[i].key));
	return buf_text(&b);
}
