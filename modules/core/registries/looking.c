/* looking: the versions of a list in the order of a facet, some at a time. What must say more than the facet does is passed over by its signs,
 * which stand beside the facet: only what may fit is read. */
#include "core/registries/inside.h"

enum { BATCH = 100, SMALLEST = 20, PASSED_AT_ONCE = 1000, RARE = 1000 };

struct registry_looking registry_look_begin(const struct registry *r, struct registry_look look, str day, bool from_end)
{
	return (struct registry_looking){.r = r,
		.look = look,
		.day = day,
		.from_end = from_end,
		.after = {.at = from_end ? INT64_MAX : 0, .text = from_end ? look.until : S("")}};
}

void registry_look_beside(arena *a, struct registry_looking *k, const char *filter, str value)
{
	struct registry_look look = registry_look_narrowed(a, filter, value);
	if (!value.n || str_eq(look.facet, k->look.facet))
		return;
	k->signs |= registry_sign(str_of(filter), value);
	k->beside[k->nbeside++] = look;
}

static struct registry_rows_in asked(const struct ctx *c, const struct registry_looking *k, int64_t most)
{
	return (struct registry_rows_in){.registry = k->r->id,
		.unit = c->unit,
		.facet = k->look.facet,
		.from = k->look.from,
		.until = k->look.until,
		.after = k->after.text,
		.after_version = k->after.at,
		.on_day = k->day,
		.most = most};
}

static err all_rows(struct ctx *c, struct registry_looking *k, int64_t most, struct registry_rows_rows *out)
{
	struct registry_rows_in in = asked(c, k, most);
	if (!k->from_end)
		return registry_rows(c, &in, out);
	return registry_rows_from_end(c,
		&(struct registry_rows_from_end_in){
			in.registry, in.unit, in.facet, in.from, in.until, in.after, in.after_version, in.on_day, in.most},
		out);
}

static err passed(struct ctx *c, struct registry_looking *k, int64_t most, struct registry_passed_rows *out)
{
	struct registry_rows_in in = asked(c, k, most);
	if (!k->from_end)
		return registry_passed(c,
			&(struct registry_passed_in){in.registry, in.unit, in.facet, in.from, in.until, in.after,
				in.after_version, in.on_day, in.most},
			out);
	return registry_passed_from_end(c,
		&(struct registry_passed_from_end_in){
			in.registry, in.unit, in.facet, in.from, in.until, in.after, in.after_version, in.on_day, in.most},
		out);
}

/* ---- what is rare is read by its own facet, and put in order ---- */

/* Of what else is asked for, the value that the fewest have, where they are few: who goes on along the order would pass all others by. */
static err rarest(struct ctx *c, struct registry_looking *k)
{
	int64_t least = RARE;
	for (size_t i = 0; i < k->nbeside; i++) {
		const struct registry_look *x = &k->beside[i];
		struct registry_facet_count n;
		TRY(registry_facet_count(c, k->r->id, c->unit, x->facet, x->from, x->until, RARE, &n));
		if (n.total < least) {
			least = n.total;
			k->rare = x;
		}
	}
	return NULL;
}

static err rare_rows(struct ctx *c, const struct registry_looking *k, int64_t most, struct registry_passed_rows *out)
{
	struct registry_rare_in in = {.registry = k->r->id,
		.unit = c->unit,
		.rare = k->rare->facet,
		.from = k->rare->from,
		.until = k->rare->until,
		.facet = k->look.facet,
		.after = k->after.text,
		.after_version = k->after.at,
		.on_day = k->day,
		.most = most};
	if (!k->from_end)
		return registry_rare(c, &in, out);
	return registry_rare_from_end(c,
		&(struct registry_rare_from_end_in){in.registry, in.unit, in.rare, in.from, in.until, in.facet, in.after,
			in.after_version, in.on_day, in.most},
		out);
}

/* In the order in which they were passed. */
static err rows_of(struct ctx *c, const struct registry_passed *v, size_t n, struct registry_rows_rows *out)
{
	struct registry_rows_rows read;
	int64_t ids[BATCH];
	struct registry_rows *rows = NEWN(c->a, struct registry_rows, n + 1);
	*out = (struct registry_rows_rows){.v = rows};
	for (size_t i = 0; i < n; i++)
		ids[i] = v[i].version_id;
	TRY(registry_rows_of(c, (struct ints){ids, n}, &read));
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = read.n;
		while (low < high) { /* they come by id */
			size_t middle = (low + high) / 2;
			if (read.v[middle].id < v[i].version_id)
				low = middle + 1;
			else
				high = middle;
		}
		if (low == read.n || read.v[low].id != v[i].version_id)
			continue;
		rows[out->n] = read.v[low];
		rows[out->n++].value = v[i].value;
	}
	return NULL;
}

/* As many as `wanted` more will take, if it goes on as it began; hardly more, for each costs a look. */
static int64_t more_of(int64_t fitted, int64_t passed_by, int64_t wanted)
{
	int64_t n = fitted ? wanted * passed_by / fitted + SMALLEST : PASSED_AT_ONCE;
	return n < PASSED_AT_ONCE ? n : PASSED_AT_ONCE;
}

static err fitting_rows(struct ctx *c, struct registry_looking *k, size_t most, struct registry_rows_rows *out)
{
	struct registry_passed fits[BATCH];
	size_t n = 0;
	int64_t at_once = k->rare ? BATCH : 2 * (int64_t)most, from = (int64_t)k->passed;
	while (n < most && !k->whole && k->passed < REGISTRY_PASSED_MOST) {
		struct registry_passed_rows rows;
		size_t i = 0;
		TRY(k->rare ? rare_rows(c, k, at_once, &rows) : passed(c, k, at_once, &rows));
		for (; i < rows.n && n < most; i++) {
			k->after = (struct list_key){.at = rows.v[i].version_id, .text = rows.v[i].value};
			if ((rows.v[i].signs & k->signs) == k->signs)
				fits[n++] = rows.v[i];
		}
		k->passed += i;
		k->whole = i == rows.n && (int64_t)rows.n < at_once;
		at_once = k->rare ? BATCH : more_of((int64_t)n, (int64_t)k->passed - from, (int64_t)(most - n));
		if (!k->rare && n < most && k->passed >= PASSED_AT_ONCE && !k->looked_for_rare) {
			k->looked_for_rare = true;
			TRY(rarest(c, k));
		}
	}
	*out = (struct registry_rows_rows){0};
	return n ? rows_of(c, fits, n, out) : NULL;
}

err registry_look_some(struct ctx *c, struct registry_looking *k, int64_t wanted, struct registry_rows_rows *out)
{
	int64_t most = wanted < SMALLEST ? SMALLEST : wanted > BATCH ? BATCH : wanted;
	if (k->signs)
		return fitting_rows(c, k, (size_t)most, out);
	TRY(all_rows(c, k, most, out));
	k->whole = (int64_t)out->n < most;
	k->passed += out->n * REGISTRY_PASSED_MOST / REGISTRY_LOOKED_MOST; /* they are read whole */
	if (out->n)
		k->after = (struct list_key){.at = out->v[out->n - 1].id, .text = out->v[out->n - 1].value};
	return NULL;
}
