/* kept: the households of a unit in which somebody is or was, for the copy that he is given (web/services/holdings.h). */
#include "pages.h"
#include "web/services/holdings.h"

static err movements_held(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct resident_spans_rows rows;
	TRY(resident_spans_of(c, of->person, of->unit, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct resident_spans *s = &rows.v[i];
		struct held_thing *t =
			held_add(c, out, str_format(c->a, "Hộ %.*s", STR_ARG(s->code)), 0, "household", s->household_id);
		held_fact(c, t, "Quan hệ với chủ hộ", str_of(choice_label(household_relations, s->relation)));
		held_fact(c, t, "Cư trú", str_of(choice_label(household_residences, s->residence)));
		held_fact(c, t, "Từ ngày", show_date(c->a, s->valid_from));
		held_fact(c, t, "Đến trước ngày", show_date(c->a, s->valid_to.s ? s->valid_to : S("")));
	}
	return NULL;
}

static err identities_held(struct ctx *c, int64_t person, struct held_thing *t)
{
	struct resident_identities_rows rows;
	TRY(resident_identities(c, person, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct resident_identities *is = &rows.v[i];
		held_fact(c, t, resident_identity_title(is->fact).s,
			str_format(c->a, "từ %s%s%s", day_said(c, is->valid_from), is->valid_to.s ? ", đến trước " : "",
				is->valid_to.s ? day_said(c, is->valid_to) : ""));
	}
	return NULL;
}

err population_held(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct resident_one p;
	size_t before = out->n;
	if (!of->person)
		return NULL;
	TRY(movements_held(c, of, out));
	if (out->n == before)
		return NULL;
	TRY(resident_one(c, of->person, &p));
	struct held_thing *t = &out->v[before];
	if (p.ethnicity.s)
		held_fact(c, t, "Dân tộc", str_of(choice_label(resident_ethnicities(), p.ethnicity)));
	if (p.died_on.s)
		held_fact(c, t, "Ngày mất", show_date(c->a, p.died_on));
	return identities_held(c, of->person, t);
}
