#include "procedures_kept.h"
#include "web/kept.h"
#include <stdlib.h>

struct versions {
	struct procedure_version *v; /* by code, then first day */
	const struct procedure_version **by_id;
	size_t n;
};

enum channel channel_of(str name) { return str_is(name, "online") ? ONLINE : str_is(name, "post") ? POST : DESK; }

static struct term term_or_default(arena *a, str unit, int64_t amount)
{
	return str_is(unit, "unknown") ? PROCEDURE_DEFAULT_TERM : (struct term){str_copy(a, unit), amount};
}

static struct procedure_version version_of(arena *a, const struct procedure_versions *r)
{
	struct procedure_version v = {.id = r->id,
		.code = str_copy(a, r->code),
		.name = str_copy(a, r->name),
		.field = str_copy(a, r->field),
		.fee_note = str_copy(a, r->fee_note),
		.to = INT32_MAX};
	day_parse(r->valid_from, &v.from);
	if (r->valid_to.s)
		day_parse(r->valid_to, &v.to);
	/* The desk is always open, also when the source names no such channel. */
	v.channels[DESK] = (struct channel_terms){true, term_or_default(a, r->term_unit, r->term_amount), r->fee.v};
	return v;
}

static int by_id(const void *a, const void *b)
{
	const struct procedure_version *const *x = a, *const *y = b;
	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct procedure_versions_rows rows; /* a row a channel */
	TRY(procedure_versions(c, &rows));
	struct versions *all = NEW(a, struct versions);
	all->v = NEWN(a, struct procedure_version, rows.n);
	all->by_id = NEWN(a, const struct procedure_version *, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct procedure_versions *r = &rows.v[i];
		if (!all->n || all->v[all->n - 1].id != r->id) {
			all->v[all->n] = version_of(a, r);
			all->by_id[all->n] = &all->v[all->n];
			all->n++;
		}
		if (r->channel.s)
			all->v[all->n - 1].channels[channel_of(r->channel)] = (struct channel_terms){
				true, term_or_default(a, r->channel_unit, r->channel_amount.v), r->channel_fee.v};
	}
	qsort(all->by_id, all->n, sizeof *all->by_id, by_id);
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "procedures", .load = load};

static bool holds(const struct procedure_version *v, day on) { return v->from <= on && on < v->to; }

err procedure_version_on(struct ctx *c, int64_t procedure, day on, const struct procedure_version **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	const struct versions *all = facts;
	const struct procedure_version wanted = {.id = procedure}, *key = &wanted, **asked;
	asked = bsearch(&key, all->by_id, all->n, sizeof *all->by_id, by_id);
	*out = NULL;
	if (!asked)
		return NULL;
	const struct procedure_version *v = *asked, *end = all->v + all->n;
	while (v > all->v && str_eq(v[-1].code, v->code))
		v--;
	for (; v < end && str_eq(v->code, (*asked)->code); v++)
		if (holds(v, on))
			*out = v;
	return NULL;
}

err procedures_changed(struct ctx *c) { return kept_changed(c, &kept); }
