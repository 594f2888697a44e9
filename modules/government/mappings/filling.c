/* filling: a form that is filled from a record of the applicant: which records are his (registries say so by his proved number), which he chose,
 * and what of it stands where in the form. */
#include "government/mappings/inside.h"
#include "web/actor.h"
#include "web/request.h"
#include "web/services/audit.h"

void mapping_fill_take(struct ctx *c, const struct mapping_fill *f, const struct registry_held *h, struct form_answer *out)
{
	for (size_t i = 0; i < f->values.n; i++)
		form_formula_take(c, f->values.v[i].is, h->said, f->values.v[i].to, &out[i]);
}

/* ---- which of his ---- */

static const struct registry_held *with_id(const struct registry_helds *all, int64_t id)
{
	for (size_t i = 0; i < all->n; i++)
		if (id && all->v[i].id == id)
			return &all->v[i];
	return NULL;
}

/* What he has just chosen, else what he said before, else the only one that there is. */
static const struct registry_held *choice(
	struct ctx *c, const struct dossier_asking *of, const struct mapping_fill *f, const struct registry_helds *own)
{
	struct form_answers *said;
	form_answers_stored(c, of->form, of->answers, &said);
	const struct form_answer *named = form_answer_to(said, f->chosen, 0);
	const struct registry_held *now = with_id(own, of->chosen);
	if (!now && named && named->filled && !named->wrong)
		now = with_id(own, named->number);
	return now ? now : own->n == 1 ? &own->v[0] : NULL;
}

/* ---- what is known ---- */

static str source_of(struct ctx *c, const struct mapping_fill *f, const struct registry_held *h)
{
	return str_format(
		c->a, "Lấy từ sổ %.*s, cập nhật ngày %s", STR_ARG(f->registry->title), show_day(c->a, day_of(h->written_at)).s);
}

static void known_add(struct form_known *to, size_t *n, struct form_known one) { to[(*n)++] = one; }

static void fill_known(struct ctx *c, const struct dossier_asking *of, const struct mapping_fill *f,
	const struct registry_held *h, struct form_known *to, size_t *n)
{
	struct form_answer *v = NEWN(c->a, struct form_answer, f->values.n + 1);
	str source = source_of(c, f, h);
	bool anew = of->chosen == h->id;
	mapping_fill_take(c, f, h, v);
	known_add(to, n,
		(struct form_known){.name = f->chosen->name,
			.is = {.filled = true, .number = h->id, .text = h->name},
			.source = source,
			.is_fixed = true,
			.is_anew = anew});
	for (size_t i = 0; i < f->values.n; i++)
		known_add(to, n,
			(struct form_known){.name = f->values.v[i].to->name,
				.is = v[i],
				.source = source,
				.is_fixed = !f->values.v[i].may_change,
				.is_anew = anew});
}

static err own_add(struct ctx *c, const struct registry_held *h, bool chosen, struct dossier_own *out)
{
	struct mapping_unit unit;
	bool found;
	TRY(mapping_unit(c, h->unit, &unit, &found));
	*out = (struct dossier_own){.id = h->id, .title = h->name, .detail = found ? unit.full_name : S(""), .is_chosen = chosen};
	return NULL;
}

static err fill(struct req *q, const struct dossier_asking *of, const struct mapping_fill *f, str number,
	struct dossier_known *out, struct form_known *to)
{
	struct ctx *c = &q->ctx;
	struct registry_helds own;
	TRY(registry_records_of(c, f->registry, number, &own));
	const struct registry_held *chosen = choice(c, of, f, &own);
	out->what = str_of(f->registry->one);
	out->owned = NEWN(c->a, struct dossier_own, own.n + 1);
	out->nowned = own.n;
	for (size_t i = 0; i < own.n; i++)
		TRY(own_add(c, &own.v[i], &own.v[i] == chosen, &out->owned[i]));
	if (!chosen)
		return NULL;
	fill_known(c, of, f, chosen, to, &out->n);
	audit_look(q, "record", chosen->id, "Lấy vào tờ khai của người đứng tên");
	return NULL;
}

err mapping_known(struct req *q, const struct dossier_asking *of, struct dossier_known *out)
{
	struct ctx *c = &q->ctx;
	struct mapping_against at = {.form = of->form};
	const struct mapping_version *v;
	struct mapping m;
	str number;
	if (c->unit) /* an officer, who types what is on paper */
		return NULL;
	TRY(procedure_code(c, of->procedure, &at.procedure));
	TRY(mapping_holding(c, at.procedure, day_of(c->now), &v));
	err e = v ? mapping_read(c, &at, v->definition, &m) : NULL;
	if (!v || (e && e->kind == INVALID)) /* its form is filled in by hand until the mapping is mended */
		return NULL;
	TRY(e);
	TRY(registry_number_proved(c, c->actor, &number));
	out->asked = m.nfills > 0;
	out->proved = number.n > 0;
	struct form_known *known = NEWN(c->a, struct form_known, MAPPING_FILLS_MAX * (MAPPING_FIELDS_MAX + 1));
	out->v = known;
	for (size_t i = 0; i < m.nfills; i++)
		TRY(fill(q, of, &m.fills[i], number, out, known));
	return NULL;
}
