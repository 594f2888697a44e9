/* wanted: which papers the answers ask for and which they exclude. */
#include "core/forms/inside.h"

enum wanted { FREE, REQUIRED, EXCLUDED };

/* A file field that is not asked excludes its paper, unless another one asks for it. What `papers` says comes first. */
static enum wanted wanted(const struct form_answers *v, int64_t component)
{
	const struct form *f = v->form;
	bool named = false, asked = false, required = false;
	for (size_t i = 0; i < f->npapers; i++)
		if (f->papers[i].component == component && form_conditions_hold(v, &f->papers[i].when, 0))
			return f->papers[i].required ? REQUIRED : EXCLUDED;
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct form_field *d = &f->sections[i].fields[k];
			if (d->type != FORM_FILE || d->component != component)
				continue;
			named = true;
			asked |= form_field_asked(v, d, 0);
			required |= d->required && form_field_asked(v, d, 0);
		}
	return required ? REQUIRED : named && !asked ? EXCLUDED : FREE;
}

const struct form_answers *form_answered(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *v;
	if (!f || !answers.n)
		return NULL;
	form_answers_stored(c, f, answers, &v);
	return v;
}

bool form_file_excluded(const struct form_answers *said, int64_t component)
{
	return said && wanted(said, component) == EXCLUDED;
}
bool form_file_required(const struct form_answers *said, int64_t component)
{
	return said && wanted(said, component) == REQUIRED;
}

/* ---- what misses ---- */

struct checking {
	struct ctx *c;
	const struct form_answers *v;
	struct ints attached;
	const struct problem *first, **tail;
};

static bool has(struct ints list, int64_t n)
{
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i] == n)
			return true;
	return false;
}

static void check_one(struct checking *k, int64_t component, const char *name)
{
	arena *a = k->c->a;
	const char *field = str_format(a, "component_%lld", (long long)component).s;
	if (wanted(k->v, component) != REQUIRED || has(k->attached, component))
		return;
	for (const struct problem *p = k->first; p; p = p->next)
		if (!strcmp(p->field, field))
			return;
	struct problem *p = NEW(a, struct problem);
	*p = (struct problem){NULL, field, str_format(a, "Đính kèm “%s”", name)};
	*k->tail = p;
	k->tail = &p->next;
}

err form_check_files(struct ctx *c, const struct form *f, str answers, struct ints attached)
{
	struct form_answers *v;
	form_answers_stored(c, f, answers, &v);
	struct checking k = {.c = c, .v = v, .attached = attached};
	k.tail = &k.first;
	for (size_t i = 0; i < f->npapers; i++)
		if (f->papers[i].required)
			check_one(&k, f->papers[i].component, f->papers[i].name);
	for (size_t i = 0; i < f->n; i++)
		for (size_t n = 0; n < f->sections[i].n; n++)
			if (f->sections[i].fields[n].type == FORM_FILE)
				check_one(&k, f->sections[i].fields[n].component, f->sections[i].fields[n].label);
	return form_problems(c, k.first);
}
