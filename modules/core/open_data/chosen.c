/* chosen: what a set gives, judged by the registry each time it is asked. */
#include "core/open_data/inside.h"
#include "web/choice.h"
#include "web/hooks.h"

enum { AT_ONCE = 100 };

/* ---- of a registry ---- */

static bool offered(const struct form_field *f) { return f->type != FORM_NOTE && f->type != FORM_FILE; }

err open_choices_of(struct ctx *c, str registry, struct open_choices *out)
{
	*out = (struct open_choices){0};
	TRY(registry_of(c, registry, &out->registry));
	const struct registry *r = out->registry;
	TRY(registry_closed(c, r, &out->why));
	out->v = NEWN(c->a, struct open_choice, FORM_SECTIONS_MAX * FORM_FIELDS_MAX);
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++) {
			struct open_choice *one = &out->v[out->n];
			one->field = &r->form->sections[i].fields[k];
			if (!offered(one->field))
				continue;
			TRY(registry_field_closed(c, r, one->field, &one->why));
			out->n++;
		}
	return NULL;
}

/* ---- of a set ---- */

static err field_given(struct ctx *c, struct open_giving *g, str name, str *why)
{
	const struct form_field *f = registry_field(g->registry, name);
	if (!f) {
		*why = str_format(c->a, "Sổ không còn trường “%.*s”.", STR_ARG(name));
		return NULL;
	}
	TRY(registry_field_closed(c, g->registry, f, why));
	if (why->n)
		*why = str_format(c->a, "Trường “%s” %.*s nên không được công bố.", f->label, STR_ARG(*why));
	else if (g->fields.n == OPEN_FIELDS_MAX)
		*why = str_format(c->a, "Một bộ dữ liệu có nhiều nhất %d trường.", OPEN_FIELDS_MAX);
	else if (!registry_among(&g->fields, f))
		g->fields.v[g->fields.n++] = f;
	return NULL;
}

static err fields_given(struct ctx *c, struct open_giving *g, str names, str *why)
{
	for (str rest = names, one; rest.n && !why->n;) {
		str_cut(rest, ' ', &one, &rest);
		TRY(field_given(c, g, one, why));
	}
	for (size_t i = 0; i < g->fields.n && !g->place; i++)
		if (g->fields.v[i]->type == FORM_GEOMETRY)
			g->place = g->fields.v[i];
	if (!why->n && !g->fields.n)
		*why = S("Chọn ít nhất một trường.");
	return NULL;
}

/* A value that the field cannot have (any more) finds nothing, and would look like an empty registry. */
static bool can_be(const struct registry *r, const struct form_field *filter, str value)
{
	if (!filter) {
		for (size_t i = 0; i < r->nstates; i++)
			if (str_is(value, r->states[i].name))
				return true;
		return false;
	}
	if (filter->type == FORM_YES_NO)
		return str_is(value, "0") || str_is(value, "1");
	return choice_label(filter->choices, value)[0];
}

static bool narrow(struct open_giving *g, str name, str value)
{
	const struct registry *r = g->registry;
	if (str_is(name, "state")) {
		g->asked.state = value;
		return can_be(r, NULL, value);
	}
	for (size_t i = 0; i < r->filters.n; i++)
		if (str_is(name, r->filters.v[i]->name)) {
			g->asked.narrowed[i] = value;
			return can_be(r, r->filters.v[i], value);
		}
	return false;
}

static err filter_given(struct ctx *c, const struct open_giving *g, str name, str *why)
{
	const struct form_field *f = registry_field(g->registry, name); /* NULL: the state */
	if (f)
		TRY(registry_field_closed(c, g->registry, f, why));
	if (why->n)
		*why = str_format(c->a, "Trường “%s” %.*s nên không được công bố, kể cả để lọc.", f->label, STR_ARG(*why));
	return NULL;
}

/* Without what narrows it, more would go out than was chosen. That a record is among those of a value says the value. */
static err narrowed_given(struct ctx *c, struct open_giving *g, str lines, str *why)
{
	for (str rest = lines, line, name, value; rest.n && !why->n;) {
		str_cut(rest, '\n', &line, &rest);
		if (!str_cut(line, '=', &name, &value) || !narrow(g, name, value))
			*why = str_format(c->a, "Sổ không còn lọc được theo “%.*s”.", STR_ARG(line));
		else
			TRY(filter_given(c, g, name, why));
	}
	return NULL;
}

static struct texts names_read(arena *a, const struct open_giving *g)
{
	const struct registry *r = g->registry;
	str *v = NEWN(a, str, g->fields.n + r->filters.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < g->fields.n; i++)
		v[n++] = str_of(g->fields.v[i]->name);
	for (size_t i = 0; i < r->filters.n; i++)
		if (g->asked.narrowed[i].n)
			v[n++] = str_of(r->filters.v[i]->name);
	return (struct texts){v, n};
}

err open_giving_of(struct ctx *c, const struct open_set_get *s, struct open_giving *out, str *why)
{
	*out = (struct open_giving){.has_state = s->has_state};
	*why = S("");
	err e = registry_of(c, s->registry, &out->registry);
	if (e && e->kind == NOT_FOUND) {
		*why = S("Sổ không còn, hoặc không còn là của đơn vị.");
		return NULL;
	}
	TRY(e);
	TRY(registry_closed(c, out->registry, why));
	if (why->n)
		*why = str_format(c->a, "Không công bố được sổ này: %.*s.", STR_ARG(*why));
	else
		TRY(fields_given(c, out, s->fields, why));
	if (!why->n)
		TRY(narrowed_given(c, out, s->narrowed, why));
	out->asked.day = day_iso(c->a, day_of(c->now));
	out->names = names_read(c->a, out);
	return NULL;
}

/* ---- of all sets ---- */

static err visited(struct ctx *c, int64_t id, open_visit *visit, void *arg)
{
	struct open_set_get s;
	struct open_giving g;
	str why;
	bool found;
	int64_t unit = c->unit;
	TRY(open_set_kept(c, id, &s, &found));
	if (!found)
		return NULL;
	c->unit = s.unit_id;
	err e = open_giving_of(c, &s, &g, &why);
	if (!e)
		e = visit(c, &s, &g, why, arg);
	c->unit = unit;
	return e;
}

err open_each_published(struct ctx *c, open_visit *visit, void *arg)
{
	struct open_sets_published_rows rows;
	int64_t after = 0;
	do {
		TRY(open_sets_published(c, after, AT_ONCE, &rows));
		for (size_t i = 0; i < rows.n; i++)
			TRY(visited(c, after = rows.v[i].id, visit, arg));
	} while (rows.n == AT_ONCE);
	return NULL;
}

/* ---- in words ---- */

str open_type_words(arena *a, const struct form_field *f)
{
	enum form_type t = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	const char *title = form_types[t].title;
	if (f->type == FORM_CHOICE || f->type == FORM_CHOICES)
		return S("một trong các giá trị đã định");
	if (f->type == FORM_DATE)
		return f->partly ? S("ngày, tháng hoặc năm (2026-11-23, 2026-11, 2026)") : S("ngày (2026-11-23)");
	if (f->type == FORM_YES_NO)
		return S("có hoặc không (true, false)");
	if (f->type == FORM_GEOMETRY)
		return S("vị trí, hệ tọa độ WGS84");
	return f->suffix ? str_format(a, "%.*s (%s)", STR_ARG(lower_first(a, str_of(title))), f->suffix)
			 : lower_first(a, str_of(title));
}

str open_narrowed_words(arena *a, const struct open_giving *g)
{
	buf b = {.a = a};
	const struct registry *r = g->registry;
	if (g->asked.state.n)
		buf_printf(&b, "trạng thái: %s", registry_state_title(r, g->asked.state));
	for (size_t i = 0; r && i < r->filters.n; i++) {
		str value = g->asked.narrowed[i];
		const struct form_field *f = r->filters.v[i];
		if (!value.n)
			continue;
		const char *said =
			f->type == FORM_YES_NO ? (str_is(value, "1") ? "có" : "không") : choice_label(f->choices, value);
		buf_printf(&b, "%s%s: %s", b.n ? "; " : "", f->label, said);
	}
	return buf_text(&b);
}
