/* arranging: lists are read by facets and words that were written with each record. A new version sorts, narrows, searches and tells
 * records apart by other fields, so those of records that are there are added, some at a time: the first in the transaction that publishes,
 * the rest by a job. Facets of the version before stay: until its last day lists are read by them. Done twice it is the same. */
#include "core/registries/definitions.h"
#include "web/services/job.h"

enum { BATCH = 200, BATCHES_OF_A_JOB = 50 };

struct arranging {
	int64_t version, unit, record; /* behind that record */
	bool more;
};

static err arrange_version(struct ctx *c, const struct registry *r, const struct registry_record_versions_shown *v)
{
	struct form_answers *said;
	TRY(registry_holder_add(c, r, v->record_id, v->id, v->answers));
	form_answers_stored(c, r->form, v->answers, &said);
	TRY(registry_facet_drop(c, v->id, str_of(r->name->name)));
	TRY(registry_facet_drop(c, v->id, S(REGISTRY_STATE "=")));
	for (size_t i = 0; i < r->sorts.n; i++)
		TRY(registry_facet_drop(c, v->id, str_of(r->sorts.v[i]->name)));
	for (size_t i = 0; i < r->filters.n; i++)
		TRY(registry_facet_drop(c, v->id, str_format(c->a, "%s=", r->filters.v[i]->name)));
	return registry_facets_add(c, r,
		&(struct registry_record_version_on){.id = v->id,
			.definition_id = v->definition_id,
			.answers = v->answers,
			.state = v->state,
			.valid_from = v->valid_from,
			.valid_to = v->valid_to},
		said);
}

/* Words and what tells one from another are one for each record: they change on the day from which the version holds. */
static err arrange_record(struct ctx *c, const struct registry *r, const struct registry_records_walk *row)
{
	struct registry_record_versions_shown_rows versions;
	struct form_answers *said;
	TRY(registry_record_versions_shown(c, row->id, &versions));
	for (size_t i = 0; i < versions.n; i++)
		TRY(arrange_version(c, r, &versions.v[i]));
	if (r->from > day_of(c->now))
		return NULL;
	form_answers_stored(c, r->form, row->answers, &said);
	TRY(registry_record_alike_put(c, row->id, registry_alike_text(c, r, said)));
	TRY(registry_search_forget(c, row->id));
	return registry_search_add(c, row->id, registry_words(c, r, said, row->unit_id));
}

static err arrange_rows(struct ctx *c, const struct registry *r, const struct registry_records_walk_rows *rows)
{
	int64_t own = c->unit;
	err e = NULL;
	for (size_t i = 0; i < rows->n && !e; i++) {
		c->unit = rows->v[i].unit_id; /* facets are of the unit whose record it is */
		e = arrange_record(c, r, &rows->v[i]);
	}
	c->unit = own;
	return e;
}

OWN_RULE(arrange_some, struct arranging)
static err arrange_some(struct ctx *c, struct arranging *k)
{
	struct registry_version_get v;
	struct registry_records_walk_rows rows;
	struct registry *r;
	TRY(registry_version_get(c, k->version, &v));
	TRY(registry_version_parsed(c, v.definition, &r));
	r->id = v.registry_id;
	r->version = v.id;
	if (!day_parse(v.valid_from, &r->from))
		return FAIL(c, BROKEN, "registry.arrange: a draft");
	TRY(registry_records_walk(c, r->id, k->unit, k->record, BATCH, &rows));
	TRY(arrange_rows(c, r, &rows));
	k->more = rows.n == BATCH;
	if (rows.n) {
		k->unit = rows.v[rows.n - 1].unit_id;
		k->record = rows.v[rows.n - 1].id;
	}
	return NULL;
}

static err go_on(struct ctx *c, const struct arranging *k, int64_t not_before)
{
	str argument = str_format(c->a, "%lld %lld %lld", (long long)k->version, (long long)k->unit, (long long)k->record);
	return job_add(c, "registry.arrange", argument, argument, not_before);
}

OWN_RULE(arrange_rest, const struct arranging)
static err arrange_rest(struct ctx *c, const struct arranging *k) { return go_on(c, k, 0); }

err registry_arrange(struct ctx *c, int64_t version, int64_t not_before)
{
	struct arranging k = {.version = version};
	if (not_before)
		return go_on(c, &k, not_before);
	TRY(arrange_some(c, &k));
	return k.more ? go_on(c, &k, 0) : NULL;
}

err registry_arrange_old(struct ctx *c)
{
	struct registry_versions_made_before_rows rows;
	TRY(registry_versions_made_before(c, REGISTRY_FACETS, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(go_on(c, &(struct arranging){.version = rows.v[i].id}, 0));
		TRY(registry_version_made(c, rows.v[i].id, REGISTRY_FACETS));
	}
	return NULL;
}

err registry_arrange_run(struct ctx *c, str argument)
{
	arena own = {0}, *const outer = c->a;
	str version, unit, record;
	struct arranging k = {.more = true};
	str_cut(argument, ' ', &version, &unit);
	str_cut(unit, ' ', &unit, &record);
	if (!str_int(version, &k.version) || !str_int(unit, &k.unit) || !str_int(record, &k.record))
		return FAIL(c, BROKEN, "registry.arrange: no numbers");
	err e = NULL;
	for (int i = 0; i < BATCHES_OF_A_JOB && k.more && !e; i++) {
		c->a = &own;
		e = apply(c, arrange_some, &k);
		c->a = outer;
		if (e)
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
		arena_reset(&own);
	}
	arena_free(&own);
	return e ? e : k.more ? apply(c, arrange_rest, &k) : NULL;
}
