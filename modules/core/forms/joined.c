/* joined: two answers to one form become one; what they name becomes another thing. */
#include "core/forms/inside.h"
#include "web/hooks.h"

static bool taken(const struct texts *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_is(names->v[i], name))
			return true;
	return false;
}

static bool fields_taken(
	const struct form_section *s, const struct texts *names, const struct form_answers *from, const struct form_answers *into)
{
	bool any = false;
	for (size_t i = 0; i < s->n; i++)
		if (s->fields[i].name && taken(names, s->fields[i].name)) {
			into->sections[s->slot].v[0].v[i] = from->sections[s->slot].v[0].v[i];
			any = true;
		}
	return any;
}

err form_answers_joined(struct ctx *c, const struct form *f, str into, str from, struct texts names, str *out)
{
	struct form_answers *x, *y;
	bool any = false;
	form_answers_stored(c, f, into, &x);
	form_answers_stored(c, f, from, &y);
	for (size_t i = 0; i < f->n; i++) {
		const struct form_section *s = &f->sections[i];
		bool whole = s->name && taken(&names, s->name);
		if (whole)
			x->sections[s->slot] = y->sections[s->slot];
		any |= whole || (!s->name && fields_taken(s, &names, y, x));
	}
	*out = into;
	if (!any)
		return NULL;
	return form_settled(c, f, form_answers_json(c->a, x), out);
}

bool form_answers_renamed(
	struct ctx *c, const struct form *f, str answers, const struct form_named *from, const struct form_named *to, str *out)
{
	struct form_answers *v;
	bool any = false;
	form_answers_stored(c, f, answers, &v);
	for (size_t i = 0; i < f->n; i++)
		for (size_t row = 0; row < v->sections[i].n; row++)
			for (size_t k = 0; k < f->sections[i].n; k++) {
				const struct form_field *x = &f->sections[i].fields[k];
				struct form_answer *said = &v->sections[i].v[row].v[k];
				if (x->type != FORM_REFERENCE || !said->filled || said->number != from->id ||
					!str_is(from->kind, x->to->kind))
					continue;
				said->number = to->id;
				said->text = to->title;
				any = true;
			}
	*out = any ? form_answers_json(c->a, v) : answers;
	return any;
}
