/* Which version of which form holds, kept in memory. */
#include "government/eforms/inside.h"
#include "government/eforms/eforms.sql.h"
#include "web/kept.h"
#include "web/catalogue.h"

/* ---- versions in memory ---- */

struct version {
	struct form *form;
	int64_t eform;
	day from, to;
};
struct versions {
	struct version *v;
	size_t n;
	const struct choice *provinces;
};

/* One that cannot be read (it names a kind of a module that was taken out) takes no other down; `dinh verify` tells of it too. */
static err read_version(struct ctx *c, arena *a, const struct eforms_published *row, struct version *v, bool *readable)
{
	*v = (struct version){.eform = row->eform_id, .to = INT32_MAX};
	err e = form_parse(c, a, row->definition, &v->form);
	*readable = !e;
	if (e && e->kind == INVALID) {
		log_line(LOG_ERROR, c, "eform", "version=%lld text=\"%.*s\"", (long long)row->id, STR_ARG(e->text));
		return NULL;
	}
	TRY(e);
	v->form->id = row->id;
	day_parse(row->valid_from, &v->from);
	if (row->valid_to.s)
		day_parse(row->valid_to, &v->to);
	return NULL;
}

static err load(struct ctx *c, arena *a, const void **out)
{
	bool readable;
	struct eforms_published_rows rows;
	struct versions *all = NEW(a, struct versions);
	TRY(eforms_published(c, day_iso(c->a, day_of(c->now)), &rows));
	all->v = NEWN(a, struct version, rows.n + 1);
	TRY(form_provinces_of_today(c, a, &all->provinces));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(read_version(c, a, &rows.v[i], &all->v[all->n], &readable));
		if (readable)
			all->v[all->n++].form->provinces = all->provinces;
	}
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "eforms", .load = load};

err eforms_changed(struct ctx *c) { return kept_changed(c, &kept); }

static err versions_of_now(struct ctx *c, const struct versions **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

static bool serves(const struct form *f, str code)
{
	for (size_t i = 0; i < f->procedures.n; i++)
		if (str_eq(f->procedures.v[i], code))
			return true;
	return false;
}

static const struct form *in_force(const struct versions *all, str procedure, day on)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct version *v = &all->v[i];
		bool right = procedure.n ? serves(v->form, procedure) : eform_is_default(v->form);
		if (right && v->from <= on && on < v->to)
			return v->form;
	}
	return NULL;
}

/* What a store without catalogue still has. */
static err built_in(struct ctx *c, const struct versions *all, const struct form **out)
{
	struct form *f;
	TRY(form_parse(c, c->a, catalogue_file("eforms/mac-dinh.json"), &f));
	f->provinces = all->provinces;
	*out = f;
	return NULL;
}

err eform_for(struct ctx *c, int64_t procedure, const struct form **out)
{
	const struct versions *all;
	str code;
	TRY(versions_of_now(c, &all));
	TRY(procedure_code(c, procedure, &code));
	*out = in_force(all, code, day_of(c->now));
	if (!*out)
		*out = in_force(all, S(""), day_of(c->now));
	return *out ? NULL : built_in(c, all, out);
}

err eform_get(struct ctx *c, int64_t id, const struct form **out)
{
	const struct versions *all;
	struct eform_version_get v;
	struct form *f;
	TRY(versions_of_now(c, &all));
	if (!id)
		return built_in(c, all, out);
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].form->id == id) {
			*out = all->v[i].form;
			return NULL;
		}
	TRY(eform_version_get(c, id, &v)); /* a draft, or one that no longer holds */
	TRY(form_parse(c, c->a, v.definition, &f));
	f->id = id;
	f->provinces = all->provinces;
	*out = f;
	return NULL;
}

err eform_taken(struct ctx *c, int64_t eform, struct texts procedures, str *code, str *title)
{
	const struct versions *all;
	*code = S("");
	TRY(versions_of_now(c, &all));
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < procedures.n && all->v[i].eform != eform; k++)
			if (serves(all->v[i].form, procedures.v[k])) {
				*code = procedures.v[k];
				*title = all->v[i].form->title;
			}
	return NULL;
}

bool eform_is_default(const struct form *f) { return str_is(f->code, "mac-dinh"); }
