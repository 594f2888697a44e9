/* proposing: which field of a form is meant by which of a registry: the same name, else the same words in their labels, and of a type that fits. */
#include "government/mappings/pages.h"
#include "web/hooks.h"

static bool said_same(arena *a, const struct form_field *one, const struct form_field *other)
{
	str x = fold(a, str_of(one->label)), y = fold(a, str_of(other->label));
	return str_eq(x, y) || (x.n > 5 && str_has(y, x)) || (y.n > 5 && str_has(x, y));
}

static bool may_be(struct ctx *c, const struct form *source, const struct form_field *from, const struct form_field *to)
{
	const struct expression *e;
	return !form_formula_read(c, c->a, source, str_of(from->name), &e) && !form_formula_fits(c, e, to);
}

/* By name first: labels of two forms agree by chance more often. */
static const struct form_field *meant(struct ctx *c, const struct form *source, const struct form_field *to)
{
	for (int by_label = 0; by_label < 2; by_label++)
		for (size_t i = 0; i < source->n; i++)
			for (size_t k = 0; k < source->sections[i].n && !source->sections[i].name; k++) {
				const struct form_field *from = &source->sections[i].fields[k];
				bool same = by_label ? said_same(c->a, from, to) : !strcmp(from->name, to->name);
				if (same && from->type != FORM_NOTE && from->type != FORM_FILE && may_be(c, source, from, to))
					return from;
			}
	return NULL;
}

static void pair(struct ctx *c, const struct form *source, const struct registry *r, struct tree *fields)
{
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++) {
			const struct form_field *to = &r->form->sections[i].fields[k];
			const struct form_field *from = meant(c, source, to);
			if (!from && to == r->key)
				tree_set(c->a, fields, to->name, tree_text(c->a, S("result_number")));
			else if (from)
				tree_set(c->a, fields, to->name, tree_text(c->a, str_of(from->name)));
		}
}

static const struct form_field *choosing(arena *a, const struct form *f, const struct registry *r)
{
	str kind = str_format(a, "own_record:%.*s", STR_ARG(r->code));
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n && !f->sections[i].name; k++)
			if (f->sections[i].fields[k].to && str_is(kind, f->sections[i].fields[k].to->kind))
				return &f->sections[i].fields[k];
	return NULL;
}

err mapping_propose(
	struct ctx *c, const struct mapping_against *at, const struct registry *r, enum mapping_act act, struct tree *out)
{
	const struct form *source;
	struct tree *writes = tree_member(out, "writes"), *w = tree_new(c->a, N_OBJECT), *fields = tree_new(c->a, N_OBJECT);
	const struct form_field *chosen = choosing(c->a, at->form, r);
	TRY(mapping_source_form(c, at, &source));
	if (!writes)
		tree_set(c->a, out, "writes", writes = tree_new(c->a, N_LIST));
	tree_set(c->a, w, "name", tree_text(c->a, str_format(c->a, "write_%zu", tree_count(writes) + 1)));
	tree_set(c->a, w, "registry", tree_text(c->a, r->code));
	tree_set(c->a, w, "act", tree_text(c->a, str_of(mapping_acts[act].value)));
	if (act != MAPPING_CREATE) {
		struct tree *record = tree_new(c->a, N_OBJECT);
		if (chosen)
			tree_set(c->a, record, "chosen", tree_text(c->a, str_of(chosen->name)));
		else
			tree_set(c->a, record, "key", tree_text(c->a, S("result_number")));
		tree_set(c->a, w, "record", record);
	}
	if (act != MAPPING_END) {
		pair(c, source, r, fields);
		tree_set(c->a, w, "fields", fields);
	}
	tree_append(writes, w);
	return NULL;
}
