/* reading: records of a registry in an order, narrowed as its list is: for its pages and for whoever gives them on. */
#include "core/registries/inside.h"

enum { BATCH = 100, SMALLEST = 20 };

/* ---- what was asked ---- */

static bool says(const struct registry *r, const struct registry_asked *asked, const struct registry_rows *row,
	const struct form_answers *said)
{
	if (asked->state.n && !str_eq(asked->state, row->state))
		return false;
	for (size_t i = 0; i < r->filters.n; i++) {
		const struct form_field *there = asked->narrowed[i].n ? registry_field_there(said, r->filters.v[i]) : NULL;
		if (asked->narrowed[i].n && (!there || !str_eq(form_answer_to(said, there, 0)->text, asked->narrowed[i])))
			return false;
	}
	return true;
}

err registry_narrowed_by(struct ctx *c, const struct registry *r, const struct registry_asked *asked,
	const struct registry_rows *row, const struct form_answers *said, bool *out)
{
	struct registry_is_counted is;
	*out = says(r, asked, row, said);
	if (!*out || !asked->figure.n)
		return NULL;
	return registry_is_counted(c, row->id, registry_figure_facet(c->a, str_c(c->a, asked->figure)), asked->day, &is, out);
}

/* The first filter has an index of its own when the order is the usual one; what else is asked is looked at row by row. */
static struct registry_look look_of(arena *a, const struct registry_reading *k)
{
	const struct registry *r = k->registry;
	const struct registry_asked *asked = k->asked;
	const struct form_field *by = k->by ? k->by : r->name;
	if (asked->figure.n && by == r->name)
		return (struct registry_look){
			registry_figure_facet(a, str_c(a, asked->figure)), S(""), registry_look_sorted(by).until};
	for (size_t i = 0; i < r->filters.n && by == r->name; i++)
		if (asked->narrowed[i].n)
			return registry_look_narrowed(a, r->filters.v[i]->name, asked->narrowed[i]);
	if (asked->state.n && by == r->name)
		return registry_look_narrowed(a, REGISTRY_STATE, asked->state);
	return registry_look_sorted(by);
}

/* ---- batch after batch ---- */

static err batch(
	struct ctx *c, const struct registry_reading *k, struct registry_look look, int64_t most, struct registry_rows_rows *out)
{
	struct registry_rows_in in = {.registry = k->registry->id,
		.unit = c->unit,
		.facet = look.facet,
		.from = look.from,
		.until = look.until,
		.after = k->value,
		.after_version = k->version,
		.on_day = k->asked->day,
		.most = most};
	if (!k->from_end)
		return registry_rows(c, &in, out);
	return registry_rows_from_end(c,
		&(struct registry_rows_from_end_in){
			in.registry, in.unit, in.facet, in.from, in.until, in.after, in.after_version, in.on_day, in.most},
		out);
}

static int64_t batch_for(int64_t wanted) { return wanted < SMALLEST ? SMALLEST : wanted > BATCH ? BATCH : wanted; }

static void begin(struct registry_reading *k, struct registry_look look)
{
	if (k->begun)
		return;
	k->begun = true;
	k->version = k->from_end ? INT64_MAX : 0;
	k->value = k->from_end ? look.until : S("");
}

/* The rows of a figure's facet are those that it counts. */
static err fits(struct ctx *c, const struct registry_reading *k, struct registry_look look, const struct registry_rows *row,
	const struct form_answers *said, bool *out)
{
	if (!str_starts(look.facet, S("@")))
		return registry_narrowed_by(c, k->registry, k->asked, row, said, out);
	*out = says(k->registry, k->asked, row, said);
	return NULL;
}

err registry_records_read(struct ctx *c, struct registry_reading *k, int64_t most, registry_take *take, void *arg)
{
	struct registry_look look = look_of(c->a, k);
	int64_t taken = 0, looked = 0;
	begin(k, look);
	for (k->whole = false; !k->whole && taken < most && looked < REGISTRY_LOOKED_MOST;) {
		struct registry_rows_rows rows;
		int64_t asked = batch_for(most - taken);
		TRY(batch(c, k, look, asked, &rows));
		for (size_t i = 0; i < rows.n && taken < most; i++) {
			struct form_answers *said;
			bool wanted;
			TRY(registry_said_listed(c, k->registry, rows.v[i].definition_id, rows.v[i].answers, k->fields, &said));
			k->version = rows.v[i].id;
			k->record = rows.v[i].record_id;
			k->value = rows.v[i].value;
			looked++;
			TRY(fits(c, k, look, &rows.v[i], said, &wanted));
			if (!wanted)
				continue;
			take(c, arg, &rows.v[i], said);
			taken++;
		}
		k->whole = (int64_t)rows.n < asked;
	}
	return NULL;
}
