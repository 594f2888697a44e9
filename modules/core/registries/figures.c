/* figures: what each version of a record counts for, on which days; tallies that grow and shrink with it, in the transaction of the change.
 * A tally says by how much a figure grows on a day, so its value on any day, a past one too, is a sum over one range of an index. */
#include "core/registries/figures.h"
#include "web/components.h"

enum { RECORDS_AT_ONCE = 200 };

str registry_figure_facet(arena *a, const char *figure) { return str_format(a, "@%s", figure); }

/* ---- the days on which a version counts ---- */

struct looking_at { /* one version */
	struct ctx *c;
	const struct registry *r;
	const struct registry_versions_kept *v;
	const struct form_answers *said;
};

static day day_stored(str iso)
{
	day d = DAY_FOREVER;
	day_parse(iso, &d);
	return d;
}

static const struct form_answer *answer_of(const struct looking_at *k, const struct form_field *f)
{
	const struct form_field *there = registry_field_there(k->said->form, f);
	const struct form_answer *v = there && form_field_asked(k->said, there, 0) ? form_answer_to(k->said, there, 0) : NULL;
	return v && v->filled && !v->wrong ? v : NULL;
}

static bool in_state(const struct looking_at *k, uint32_t states)
{
	for (size_t i = 0; i < k->r->nstates; i++)
		if (str_is(k->v->state, k->r->states[i].name))
			return states & UINT32_C(1) << i;
	return false;
}

static err days_named(const struct looking_at *k, const struct registry_condition *w, struct spans *out)
{
	struct ctx *c = k->c;
	const struct registry *by;
	struct registry_named_days_rows rows = {0};
	err e = registry_of(c, str_of(w->registry), &by);
	if (!e)
		e = registry_named_days(c, registry_link_kind(c->a, k->r->code), k->v->record_id, str_of(w->through), by->id,
			registry_figure_facet(c->a, w->figure), &rows);
	if (e && e->kind != NOT_FOUND)
		return e;
	struct span *v = NEWN(c->a, struct span, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct span){day_stored(rows.v[i].valid_from), day_stored(rows.v[i].valid_to)};
	*out = registry_spans_sorted(c->a, v, rows.n);
	if (w->is == RECORD_NOT_NAMED)
		*out = registry_spans_others(c->a, *out);
	return NULL;
}

static struct spans days_of_date(const struct looking_at *k, const struct registry_condition *w)
{
	arena *a = k->c->a;
	const struct form_answer *v = answer_of(k, w->field);
	day on;
	if (!v || !day_parse(v->text, &on))
		return registry_spans_one(a, 0, 0);
	if (w->is == RECORD_VALID)
		return registry_spans_one(a, DAY_FIRST, on + 1);
	return w->is == RECORD_OVER ? registry_spans_one(a, on + 1, DAY_FOREVER)
				    : registry_spans_one(a, on - (day)w->days, on + 1);
}

static bool holds(const struct looking_at *k, const struct registry_condition *w)
{
	const struct form_answer *v = w->field ? answer_of(k, w->field) : NULL;
	switch (w->is) {
	case RECORD_ONE_OF: return v && texts_have(w->values, v->text);
	case RECORD_FILLED: return v != NULL;
	case RECORD_EMPTY: return !v;
	default: return in_state(k, w->states);
	}
}

static err days_counted(const struct looking_at *k, const struct registry_figure *f, struct spans *out)
{
	arena *a = k->c->a;
	*out = registry_spans_one(a, day_stored(k->v->valid_from), day_stored(k->v->valid_to));
	for (size_t i = 0; i < f->nwhere && out->n; i++) {
		const struct registry_condition *w = &f->where[i];
		struct spans days = {0};
		if (w->is == RECORD_NAMED || w->is == RECORD_NOT_NAMED)
			TRY(days_named(k, w, &days));
		else if (w->is == RECORD_VALID || w->is == RECORD_OVER || w->is == RECORD_ENDING)
			days = days_of_date(k, w);
		else if (holds(k, w))
			continue;
		*out = registry_spans_both(a, *out, days);
	}
	return NULL;
}

static void parts_of(const struct looking_at *k, const struct registry_figure *f, struct registry_counted *out)
{
	out->parts[out->nparts++] = S("");
	if (f->by_state)
		out->parts[out->nparts++] = str_format(k->c->a, REGISTRY_STATE "=%.*s", STR_ARG(k->v->state));
	for (size_t i = 0; i < f->by.n; i++) {
		const struct form_answer *v = answer_of(k, f->by.v[i]);
		if (v)
			out->parts[out->nparts++] = str_format(k->c->a, "%s=%.*s", f->by.v[i]->name, STR_ARG(v->text));
	}
}

/* One figure of one version; no day: it does not count. */
static err count_one(const struct looking_at *k, const struct registry_figure *f, struct registry_counted *out)
{
	*out = (struct registry_counted){.figure = f};
	const struct form_answer *v = f->of ? answer_of(k, f->of) : NULL;
	if (f->as == FIGURE_SHARE || (f->of && !v))
		return NULL;
	out->amount = v ? v->number : 0;
	TRY(days_counted(k, f, &out->days));
	if (out->days.n)
		parts_of(k, f, out);
	return NULL;
}

static err counts_of(const struct looking_at *k, struct registry_counted out[REGISTRY_FIGURES_MAX])
{
	for (size_t i = 0; i < k->r->nfigures; i++)
		TRY(count_one(k, &k->r->figures[i], &out[i]));
	return NULL;
}

err registry_version_counts(struct ctx *c, const struct registry *r, const struct registry_versions_kept *v,
	struct registry_counted out[REGISTRY_FIGURES_MAX])
{
	struct form_answers *said;
	TRY(registry_said(c, r, v->definition_id, v->answers, &said));
	return counts_of(&(struct looking_at){.c = c, .r = r, .v = v, .said = said}, out);
}

/* ---- tallies ---- */

static err tally_day(struct ctx *c, const struct registry *r, const struct registry_counted *k, str part, day on, int64_t sign)
{
	return registry_tally_add(c, &(struct registry_tally_add_in){.registry = r->id,
					     .unit = c->unit,
					     .figure = str_of(k->figure->name),
					     .part = part,
					     .on_day = day_iso(c->a, on),
					     .n = sign,
					     .total = sign * k->amount});
}

static err tally(struct ctx *c, const struct registry *r, const struct registry_counted *k, int64_t sign)
{
	for (size_t p = 0; p < k->nparts; p++)
		for (size_t i = 0; i < k->days.n; i++) {
			TRY(tally_day(c, r, k, k->parts[p], k->days.v[i].from, sign));
			if (k->days.v[i].to < DAY_FOREVER)
				TRY(tally_day(c, r, k, k->parts[p], k->days.v[i].to, -sign));
		}
	return NULL;
}

static err list_counted(struct ctx *c, const struct registry *r, const struct registry_versions_kept *v,
	const struct registry_counted *k, int64_t signs)
{
	for (size_t i = 0; i < k->days.n; i++)
		TRY(registry_facet_add(
			c, &(struct registry_facet_add_in){.registry = r->id,
				   .unit = c->unit,
				   .facet = registry_figure_facet(c->a, k->figure->name),
				   .value = registry_counted_value(c->a, v->name, day_iso(c->a, k->days.v[i].from)),
				   .version = v->id,
				   .valid_from = day_iso(c->a, k->days.v[i].from),
				   .valid_to = day_iso(c->a, k->days.v[i].to),
				   .signs = signs}));
	return NULL;
}

static err add_counted(struct ctx *c, const struct registry *r, const struct registry_versions_kept *v,
	const struct registry_counted counted[REGISTRY_FIGURES_MAX], int64_t signs)
{
	for (size_t n = 0; n < r->nfigures; n++) {
		TRY(tally(c, r, &counted[n], 1));
		TRY(list_counted(c, r, v, &counted[n], signs));
	}
	return NULL;
}

static err grow(struct ctx *c, const struct registry *r, const struct registry_versions_kept *v,
	const struct registry_counted counted[REGISTRY_FIGURES_MAX])
{
	int64_t signs;
	TRY(registry_signs(c, r, v->definition_id, v->state, v->answers, &signs));
	return add_counted(c, r, v, counted, signs);
}

static err shrink(struct ctx *c, const struct registry *r, const struct registry_versions_kept *v,
	const struct registry_counted counted[REGISTRY_FIGURES_MAX])
{
	for (size_t n = 0; n < r->nfigures; n++)
		TRY(tally(c, r, &counted[n], -1));
	return registry_counts_forget(c, v->id);
}

/* Of a new record all is known already. */
static err count_first(struct ctx *c, const struct registry *r, const struct registry_counting *k)
{
	struct registry_counted counted[REGISTRY_FIGURES_MAX];
	const struct looking_at at = {.c = c, .r = r, .v = k->first, .said = k->first_said};
	TRY(counts_of(&at, counted));
	return add_counted(c, r, k->first, counted, registry_signs_of(r, k->first->state, k->first_said));
}

static err count_record(struct ctx *c, const struct registry *r, int64_t record, int64_t sign)
{
	struct registry_versions_kept_rows rows;
	if (!r->nfigures)
		return NULL;
	TRY(registry_versions_kept(c, record, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct registry_versions_kept *v = &rows.v[i];
		struct registry_counted counted[REGISTRY_FIGURES_MAX];
		TRY(registry_version_counts(c, r, v, counted));
		TRY(sign > 0 ? grow(c, r, v, counted) : shrink(c, r, v, counted));
	}
	return NULL;
}

/* ---- around a change ---- */

static bool asks_for(const struct registry *r, str named_by)
{
	for (size_t i = 0; i < r->nfigures; i++)
		for (size_t k = 0; k < r->figures[i].nwhere; k++)
			if (r->figures[i].where[k].registry && str_is(named_by, r->figures[i].where[k].registry))
				return true;
	return false;
}

static err is_stale(struct ctx *c, const struct registry *r, bool *out)
{
	struct registry_counted_by by;
	bool found;
	TRY(registry_counted_by(c, r->id, c->unit, &by, &found));
	*out = !found || by.version_id != r->version;
	return NULL;
}

static err counting_add(struct ctx *c, const struct registry *r, int64_t record, struct registry_counting *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].record == record)
			return NULL;
	k->v[k->n].registry = r;
	k->v[k->n].record = record;
	return is_stale(c, r, &k->v[k->n++].stale);
}

static err counting_named(struct ctx *c, const struct registry *r, str kind, int64_t object, struct registry_counting *k)
{
	const struct registry *of;
	if (!str_starts(kind, registry_link_kind(c->a, S(""))))
		return NULL;
	size_t head = registry_link_kind(c->a, S("")).n;
	err e = registry_of(c, (str){kind.s + head, kind.n - head}, &of);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	return asks_for(of, r->code) ? counting_add(c, of, object, k) : NULL;
}

err registry_counting_begin(
	struct ctx *c, const struct registry *r, int64_t record, const struct form_answers *said, struct registry_counting *k)
{
	struct registry_targets now = registry_targets_said(c, said);
	struct registry_links_of_rows before = {0};
	if (record)
		TRY(registry_links_of(c, record, &before));
	*k = (struct registry_counting){.v = arena_get(c->a, sizeof *k->v * (before.n + now.n + 1))};
	TRY(counting_add(c, r, record, k));
	for (size_t i = 0; i < before.n; i++)
		TRY(counting_named(c, r, before.v[i].kind, before.v[i].object, k));
	for (size_t i = 0; i < now.n; i++)
		TRY(counting_named(c, r, now.v[i].kind, now.v[i].object, k));
	for (size_t i = k->n; i-- > 0;) /* what is named first: it reads what the one that names it counted for */
		if (k->v[i].record && !k->v[i].stale)
			TRY(count_record(c, k->v[i].registry, k->v[i].record, -1));
	return NULL;
}

err registry_counting_end(struct ctx *c, struct registry_counting *k, int64_t record)
{
	k->v[0].record = record;
	if (k->v[0].stale) /* and with it all that ask who names them */
		return registry_unit_count(c, k->v[0].registry, c->unit);
	for (size_t i = 0; i < k->n; i++)
		if (!k->v[i].stale)
			TRY(!i && k->first ? count_first(c, k->v[0].registry, k)
					   : count_record(c, k->v[i].registry, k->v[i].record, 1));
	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].stale)
			TRY(registry_unit_count(c, k->v[i].registry, c->unit));
	return NULL;
}

/* ---- anew, when the definition says otherwise than before ---- */

static err forget_record(struct ctx *c, int64_t record)
{
	struct registry_versions_kept_rows rows;
	TRY(registry_versions_kept(c, record, &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(registry_counts_forget(c, rows.v[i].id));
	return NULL;
}

static err count_records(struct ctx *c, const struct registry *r)
{
	struct registry_records_after_rows rows;
	int64_t after = 0;
	do {
		TRY(registry_records_after(c, r->id, c->unit, after, RECORDS_AT_ONCE, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			after = rows.v[i].id;
			TRY(forget_record(c, after));
			TRY(count_record(c, r, after, 1));
		}
	} while (rows.n == RECORDS_AT_ONCE);
	return NULL;
}

static err count_unit(struct ctx *c, const struct registry *r)
{
	TRY(registry_tallies_forget(c, r->id, c->unit));
	TRY(count_records(c, r));
	return registry_counted_put(c, r->id, c->unit, r->version);
}

err registry_unit_count(struct ctx *c, const struct registry *r, int64_t unit)
{
	struct registries all;
	int64_t own = c->unit;
	c->unit = unit;
	err e = count_unit(c, r);
	if (!e)
		e = registries_of_today(c, &all);
	for (size_t i = 0; !e && i < all.n; i++)
		if (all.v[i] != r && asks_for(all.v[i], r->code))
			e = count_unit(c, all.v[i]);
	c->unit = own;
	return e;
}
