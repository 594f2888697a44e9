/* typed: what the editor's pages show of a definition, as it is typed there. */
#include "core/editor/inside.h"

const struct choice *editor_kind_choices(arena *a)
{
	size_t n = 0;
	while (form_text_kinds[n].name)
		n++;
	struct choice *v = NEWN(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct choice){form_text_kinds[i].name, form_text_kinds[i].title};
	return v;
}

const struct choice *editor_list_choices(arena *a)
{
	size_t n = 0;
	while (form_lists()[n].name)
		n++;
	struct choice *v = NEWN(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct choice){form_lists()[i].name, form_lists()[i].title};
	return v;
}

const struct choice *editor_type_choices(arena *a, uint32_t without)
{
	struct choice *v = NEWN(a, struct choice, FORM_TYPES + 1);
	size_t n = 0;
	for (size_t i = 0; i < FORM_TYPES; i++)
		if (!(without & UINT32_C(1) << i))
			v[n++] = (struct choice){form_types[i].name, form_types[i].title};
	return v;
}

str editor_choices_typed(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	for (size_t i = 0; f && !f->list && i < f->nchoices; i++)
		buf_printf(&b, "%s | %s\n", f->choices[i].value, f->choices[i].label);
	return buf_text(&b);
}

/* Bounds that the definition leaves open stay empty. */
str editor_bound_typed(arena *a, const struct form_field *f, bool upper)
{
	bool number = f && form_type_is_number(f->type);
	if (!f || !(upper ? f->has_max : f->has_min) || (!upper && f->type == FORM_MONEY && !f->min))
		return S("");
	int64_t n = upper ? f->max : f->min;
	return number ? form_number_of(a, f->type, n) : str_format(a, "%lld", (long long)n);
}

str editor_when_values(arena *a, const struct form_conditions *when, size_t i)
{
	buf b = {.a = a};
	for (size_t k = 0; i < when->n && k < when->v[i].values.n; k++) {
		str value = when->v[i].values.v[k];
		buf_str(&b, k ? S(", ") : S(""));
		buf_str(&b, when->v[i].field->type != FORM_YES_NO ? value : str_is(value, "1") ? S("Có") : S("Không"));
	}
	return buf_text(&b);
}

const char *editor_facts(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	buf_printf(&b, "%s · %s%s", form_types[f->type].title, f->name, f->required ? " · bắt buộc" : "");
	if (f->formula)
		buf_printf(&b, " · = %.*s", STR_ARG(f->formula_text));
	if (f->when.n)
		buf_printf(&b, " · chỉ khi %.*s", STR_ARG(form_conditions_text(a, &f->when)));
	return b.s;
}
