/* facts: what an issued result says, field by field, and what those of a procedure may say. */
#include "government/results/templates.h"

static void fact_add(struct result_facts *to, const struct template_field *f, str value)
{
	for (size_t i = 0; i < to->n; i++)
		if (!strcmp(to->v[i].name, f->name))
			return;
	to->v[to->n++] = (struct result_fact){f->name, f->label, f->kind == FIELD_DATE, value};
}

/* The templates of a procedure; of one that has none: none. */
static void own(struct ctx *c, str procedure_code, struct templates *out)
{
	*out = (struct templates){0};
	if (procedure_code.n)
		templates_for(c, procedure_code, out);
}

void result_facts_asked(struct ctx *c, str procedure_code, struct result_facts *out)
{
	struct templates all;
	own(c, procedure_code, &all);
	*out = (struct result_facts){.v = NEWN(c->a, struct result_fact, all.n * TEMPLATE_FIELDS + 1)};
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < all.v[i].n; k++)
			fact_add(out, &all.v[i].fields[k], S(""));
}

bool result_template_of(struct ctx *c, str procedure_code, str name, const char **title)
{
	struct templates all;
	own(c, procedure_code, &all);
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].name, name)) {
			*title = all.v[i].title;
			return true;
		}
	return false;
}

static str value_of(struct ctx *c, const struct template_field *f, str said)
{
	day d;
	return f->kind == FIELD_DATE && day_parse(said, &d) ? day_iso(c->a, d) : said;
}

err result_facts_of(struct ctx *c, int64_t dossier, struct result_facts *out)
{
	struct result_draft_of draft;
	struct result_dossier d;
	struct templates all;
	bool found;
	*out = (struct result_facts){.template = S(""), .number = S(""), .signed_on = S("")};
	TRY(result_dossier(c, dossier, &d, &found));
	if (found)
		TRY(result_draft_of(c, dossier, &draft, &found));
	if (!found || !draft.issued_at.set)
		return NULL;
	own(c, d.procedure_code, &all);
	out->v = NEWN(c->a, struct result_fact, TEMPLATE_FIELDS + 1);
	out->template = draft.template;
	out->number = draft.number;
	out->signed_on = draft.signed_on;
	for (size_t i = 0; i < all.n; i++) {
		const struct template *t = &all.v[i];
		struct result_values values = result_values_read(c, t, draft.fields);
		for (size_t k = 0; k < t->n && str_eq(t->name, draft.template); k++)
			fact_add(out, &t->fields[k], value_of(c, &t->fields[k], values.v[k]));
	}
	return NULL;
}
