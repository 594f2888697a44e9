/* view: one set as pages and the catalogue show it. */
#include "core/open_data/inside.h"
#include "core/registries/registries.h"
#include "web/request.h"

str open_file_path(arena *a, str code, str format)
{
	return str_format(a, OPEN_PUBLIC_PATH "/%.*s/du-lieu.%.*s", STR_ARG(code), STR_ARG(format));
}

/* What values there are, or what the definition says of the field; how to type a place helps no reader. */
static str noted(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	if (f->type == FORM_GEOMETRY)
		return S("CSV: vĩ độ, kinh độ; JSON: GeoJSON, kinh độ trước");
	for (size_t i = 0; i < f->nchoices && !f->list; i++)
		buf_printf(&b, "%s%s", i ? "; " : "", f->choices[i].label);
	return b.n ? buf_text(&b) : f->hint ? str_of(f->hint) : S("");
}

static struct open_field_rows explained(arena *a, const struct open_giving *g)
{
	struct open_field_rows out = {NEWN(a, struct open_field_row, g->fields.n + 1), 0};
	for (size_t i = 0; i < g->fields.n; i++) {
		const struct form_field *f = g->fields.v[i];
		out.v[out.n++] = (struct open_field_row){str_of(f->name), str_of(f->label), open_type_words(a, f), noted(a, f)};
	}
	if (g->has_state)
		out.v[out.n++] =
			(struct open_field_row){S("record_state"), S("Trạng thái"), S("một trong các giá trị đã định"), S("")};
	return out;
}

err open_view_of(struct req *q, const struct open_set_get *s, struct open_set_view *v)
{
	struct ctx *c = &q->ctx;
	const struct open_licence *l = open_licence_of(c->a, s->licence);
	int64_t unit = c->unit;
	*v = (struct open_set_view){.set = *s};
	c->unit = s->unit_id;
	err e = open_giving_of(c, s, &v->giving, &v->why);
	c->unit = unit;
	TRY(e);
	TRY(open_files(c, s->id, &v->files));
	v->licence_title = str_of(l ? l->title : "");
	v->licence_url = str_of(l ? l->url : "");
	v->frequency_title = str_of(choice_label(open_frequencies, s->frequency));
	v->registry_title = v->giving.registry ? v->giving.registry->title : s->registry;
	v->fields = explained(c->a, &v->giving);
	v->narrowed = v->why.n ? S("") : open_narrowed_words(c->a, &v->giving);
	return NULL;
}
