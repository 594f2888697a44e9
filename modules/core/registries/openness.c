/* openness: what of a registry may be given to everybody. What is somebody's own is found by what definitions say, of all their versions: a
 * record stays as it was written when its field was somebody's own. */
#include "core/registries/inside.h"
#include "web/hooks.h"

enum { DEPTH_MAX = 3 }; /* of registries that name registries */
#define PERSONAL "là dữ liệu cá nhân"

struct asking {
	struct ctx *c;
	const struct registry *r; /* the version at hand */
	int depth;
	str why;
	err e;
};

static err closed(struct ctx *c, const struct registry *r, int depth, str *why);

static bool of_kind(const struct form_field *f, const char *kind)
{
	return f->type == FORM_TEXT && f->kind && !strcmp(f->kind->name, kind);
}

static bool names_person(const struct form_field *f) { return f->type == FORM_REFERENCE && f->to->of_person; }

/* "record:can-bo": a registry of people names them. One that is not there any more may have. */
static err referred(struct ctx *c, const struct form_field *f, int depth, str *why)
{
	const struct registry *to;
	*why = S("");
	if (f->type != FORM_REFERENCE || !f->to->many)
		return NULL;
	int64_t unit = c->unit;
	c->unit = 0; /* whoever keeps it */
	err e = registry_of(c, str_of(f->to->which), &to);
	c->unit = unit;
	if (e && e->kind != NOT_FOUND)
		return e;
	if (!e)
		TRY(closed(c, to, depth + 1, why));
	if (e || why->n)
		*why = S("nêu tên một người");
	return NULL;
}

static err here(struct ctx *c, const struct registry *r, const struct form_field *f, int depth, str *why);

static bool part_closed(void *arg, const struct form_field *f)
{
	struct asking *k = arg;
	if (!k->e && !k->why.n)
		k->e = here(k->c, k->r, f, k->depth, &k->why);
	return k->why.n > 0;
}

/* In one version. */
static err here(struct ctx *c, const struct registry *r, const struct form_field *f, int depth, str *why)
{
	*why = S("");
	if (registry_among(&r->personal, f) || registry_personal_by_type(f))
		*why = S(PERSONAL);
	else if (of_kind(f, "person_name"))
		*why = S("là tên người");
	else if (of_kind(f, "email"))
		*why = S("là địa chỉ thư của một người hay một cơ quan, không công bố theo danh sách");
	else if (f->type == FORM_PHOTOS)
		*why = S("là ảnh, trong đó có thể có người");
	else if (f->type == FORM_FILE || f->type == FORM_NOTE)
		*why = S("không phải là một giá trị");
	else if (f->type == FORM_COMPUTED) {
		struct asking k = {.c = c, .r = r, .depth = depth};
		if (form_formula_has(f, part_closed, &k))
			*why = S("được tính từ dữ liệu cá nhân");
		return k.e;
	}
	return why->n ? NULL : referred(c, f, depth, why);
}

err registry_field_closed(struct ctx *c, const struct registry *r, const struct form_field *f, str *why)
{
	struct registries all;
	TRY(here(c, r, f, 0, why));
	if (!why->n)
		TRY(registry_versions(c, r->id, &all));
	for (size_t i = 0; !why->n && i < all.n; i++) {
		const struct form_field *there = registry_field(all.v[i], str_of(f->name));
		if (there)
			TRY(here(c, all.v[i], there, 0, why));
	}
	return NULL;
}

/* A record is called by a person's name, or none is without one: its number, who it is. */
static bool of_people(const struct registry *r)
{
	bool people = of_kind(r->name, "person_name") || names_person(r->name);
	for (size_t i = 0; i < r->form->n && !people; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			people |= f->required && !f->when.n && (f->type == FORM_PERSONAL_NUMBER || names_person(f));
		}
	return people;
}

static err closed(struct ctx *c, const struct registry *r, int depth, str *why)
{
	struct registries all;
	*why = S("");
	TRY(registry_versions(c, r->id, &all));
	for (size_t i = 0; i < all.n && !why->n; i++)
		if (of_people(all.v[i]))
			*why = S("mỗi mục của sổ là của một người hoặc một hộ");
		else if (depth >= DEPTH_MAX)
			*why = S("sổ nhắc tới sổ khác quá nhiều lần");
		else
			TRY(referred(c, all.v[i]->name, depth, why));
	return NULL;
}

err registry_closed(struct ctx *c, const struct registry *r, str *why) { return closed(c, r, 0, why); }
