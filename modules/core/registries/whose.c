/* whose: the records of a unit that are a person's or name him, for the copy that he is given (web/services/holdings.h). What they say of others
 * is left out: numbers of others, persons that are named, telephones and what else is personal in a record that only names him. */
#include "core/registries/pages.h"
#include "web/services/holdings.h"

static bool is_of_others(
	const struct registry *r, const struct form_field *f, const struct form_answer *v, const struct holding_of *of)
{
	if (f->type == FORM_PERSONAL_NUMBER)
		return !str_eq(v->text, of->number);
	if (f->type == FORM_REFERENCE && !strcmp(f->to->kind, "person"))
		return v->number != of->person;
	(void)r;
	return false;
}

static void record_facts(
	struct ctx *c, const struct registry *r, const struct registry_held *h, const struct holding_of *of, struct held_thing *t)
{
	const struct form *form = h->said->form;
	for (size_t i = 0; i < form->n; i++)
		for (size_t k = 0; !form->sections[i].name && k < form->sections[i].n; k++) {
			const struct form_field *f = &form->sections[i].fields[k];
			if (f->type == FORM_NOTE || f->type == FORM_FILE || f->type == FORM_PHOTOS || f->type == FORM_GEOMETRY)
				continue;
			const struct form_answer *v = form_answer_to(h->said, f, 0);
			if (v && v->filled && !v->wrong)
				held_fact(c, t, f->label,
					is_of_others(r, f, v, of) ? S("(của người khác)") : form_answer_shown(c, f, v));
		}
}

static err records_held(struct ctx *c, const struct registry *r, const struct holding_of *of, struct held_things *out)
{
	struct registry_helds all;
	TRY(registry_records_of(c, r, of->number, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].unit == of->unit) {
			struct held_thing *t =
				held_add(c, out, str_format(c->a, "%.*s: %.*s", STR_ARG(r->title), STR_ARG(all.v[i].name)),
					all.v[i].written_at, "record", all.v[i].id);
			record_facts(c, r, &all.v[i], of, t);
		}
	return NULL;
}

/* Records that name him: that they do, and in which registry; what they say is of whomever they are. */
static err named_in(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct registry_naming_person_rows rows;
	TRY(registry_naming_person(c, of->person, of->unit, day_iso(c->a, day_of(c->now)), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct held_thing *t = held_add(c, out, str_format(c->a, "%.*s: có nhắc tới ông/bà", STR_ARG(rows.v[i].title)), 0,
			"record", rows.v[i].record_id);
		held_fact(c, t, "Mục", rows.v[i].name);
	}
	return NULL;
}

err registry_held_of(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct registries all;
	TRY(registries_of_today(c, &all));
	for (size_t i = 0; i < all.n && of->number.n; i++)
		TRY(records_held(c, all.v[i], of, out));
	return of->person ? named_in(c, of, out) : NULL;
}
