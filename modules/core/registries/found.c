/* found: records that bear the words that somebody types. The index knows those of every day, also of records that have ended: they are looked
 * at some at a time, until there are enough. */
#include "core/registries/inside.h"

enum { BATCH = 100 };

err registry_found_some(
	struct ctx *c, const struct registry *r, str typed, str day, int64_t *after, bool *whole, struct registry_rows_rows *out)
{
	struct registry_search_find_rows found = {0};
	str key = search_key(c->a, typed), marks = registry_marks(c->a, r->id, c->unit);
	if (key.n)
		TRY(registry_search_find(c, db_search_text(c, str_format(c->a, "%.*s %.*s", STR_ARG(marks), STR_ARG(key))),
			*after, BATCH, &found));
	int64_t *ids = NEWN(c->a, int64_t, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		*after = ids[i] = found.v[i].id;
	*whole = found.n < BATCH;
	*out = (struct registry_rows_rows){0};
	return found.n ? registry_records_found(c, (struct ints){ids, found.n}, r->id, c->unit, day, out) : NULL;
}

err registry_found_first(struct ctx *c, const struct registry *r, str typed, size_t most, struct registry_rows_rows *out)
{
	struct registry_rows *v = NEWN(c->a, struct registry_rows, most + 1);
	str today = day_iso(c->a, day_of(c->now));
	int64_t after = INT64_MAX;
	bool whole = false;
	size_t n = 0;
	for (size_t looked = 0; !whole && n < most && looked < REGISTRY_LOOKED_MOST; looked += BATCH) {
		struct registry_rows_rows some;
		TRY(registry_found_some(c, r, typed, today, &after, &whole, &some));
		for (size_t i = 0; i < some.n && n < most; i++)
			v[n++] = some.v[i];
	}
	*out = (struct registry_rows_rows){.v = v, .n = n};
	return NULL;
}
