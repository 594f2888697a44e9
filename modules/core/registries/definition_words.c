/* definition_words: a definition ready for pages, which of its fields may be used for what, and how it reads. */
#include "core/registries/definitions.h"
#include "web/module.h"

err registry_version_parsed(struct ctx *c, str definition, struct registry **out)
{
	TRY(registry_parse(c, c->a, definition, out));
	return form_provinces_of_today(c, c->a, &((struct form *)(*out)->form)->provinces);
}

/* ---- which fields may be used for what ---- */

bool registry_may_name(const struct registry *r, const struct form_field *f)
{
	(void)r;
	return f->required && !f->when.n && !registry_personal_by_type(f) && f->type != FORM_PHOTOS;
}

bool registry_may_key(const struct registry *r, const struct form_field *f)
{
	(void)r;
	return f->type == FORM_TEXT;
}

bool registry_may_list(const struct registry *r, const struct form_field *f)
{
	(void)r, (void)f;
	return true;
}

bool registry_may_sort(const struct registry *r, const struct form_field *f)
{
	(void)r;
	return !registry_personal_by_type(f) && f->type != FORM_GEOMETRY && f->type != FORM_PHOTOS;
}

bool registry_may_filter(const struct registry *r, const struct form_field *f)
{
	(void)r;
	return f->type == FORM_YES_NO || (f->type == FORM_CHOICE && !f->list);
}

const struct choice *registry_field_choices(arena *a, const struct registry *r, registry_use *fits)
{
	size_t n = 0, most = 0;
	for (size_t i = 0; i < r->form->n; i++)
		most += r->form->sections[i].n;
	struct choice *v = NEWN(a, struct choice, most + 1);
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (f == registry_field(r, str_of(f->name)) && fits(r, f))
				v[n++] = (struct choice){f->name, f->label};
		}
	return v;
}

/* ---- how it reads ---- */

str registry_labels(arena *a, const struct registry_fields *list)
{
	buf b = {.a = a};
	for (size_t i = 0; i < list->n; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", list->v[i]->label);
	return buf_text(&b);
}

str registry_move_said(arena *a, const struct registry *r, const struct registry_move *m)
{
	buf b = {.a = a};
	for (size_t i = 0, n = 0; i < r->nstates; i++)
		if (m->from & UINT32_C(1) << i)
			buf_printf(&b, "%s%s", n++ ? ", " : "từ ", r->states[i].title);
	buf_printf(&b, " sang %s", r->states[m->to].title);
	if (m->by.n)
		buf_printf(&b, "; chỉ người có quyền %.*s", STR_ARG(registry_powers_said(a, m->by)));
	return buf_text(&b);
}

struct texts registry_move_from(arena *a, const struct registry *r, const struct registry_move *m)
{
	str *v = NEWN(a, str, r->nstates + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->nstates && m; i++)
		if (m->from & UINT32_C(1) << i)
			v[n++] = str_of(r->states[i].name);
	return (struct texts){v, n};
}

/* Those of registries, and others that a definition was given. */
const struct choice *registry_power_choices(arena *a, const struct registry_move *m)
{
	static const char *const own[] = {REGISTRY_APPROVE, REGISTRY_DESIGN};
	size_t n = 0;
	struct choice *v = NEWN(a, struct choice, COUNT(own) + REGISTRY_POWERS_MAX + 1);
	for (size_t i = 0; i < COUNT(own) + (m ? m->by.n : 0); i++) {
		str name = i < COUNT(own) ? str_of(own[i]) : m->by.v[i - COUNT(own)];
		const struct permission *p = permission_find(name);
		bool there = i >= COUNT(own) && (str_is(name, own[0]) || str_is(name, own[1]));
		if (p && !there)
			v[n++] = (struct choice){str_c(a, name), p->title};
	}
	return v;
}

struct texts registry_names(arena *a, const struct registry_fields *list)
{
	str *v = NEWN(a, str, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		v[i] = str_of(list->v[i]->name);
	return (struct texts){v, list->n};
}
