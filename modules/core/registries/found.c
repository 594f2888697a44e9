/* found: records that bear the words that somebody types. The index knows those of every day, also of records that have ended: they are looked
 * at some at a time, until there are enough. */
#include "core/registries/inside.h"

enum { BATCH = 100 };

/* What begins with a word is gathered as a whole before the newest of it is known; what bears it is read from the newest on. */
static str asked(struct ctx *c, const struct registry *r, str key, bool begins)
{
	str words = str_format(c->a, "%.*s %.*s", STR_ARG(registry_marks(c->a, r->id, c->unit)), STR_ARG(key));
	return begins ? db_search_begun(c, words) : db_search_whole(c, words);
}

err registry_found_some(
	struct ctx *c, const struct registry *r, str typed, str day, struct registry_finding *k, struct registry_rows_rows *out)
{
	struct registry_search_find_rows found = {0};
	str key = search_key(c->a, typed), words = key.n ? asked(c, r, key, k->begins) : (str){0};
	*out = (struct registry_rows_rows){0};
	if (words.s)
		TRY(registry_search_find(c, words, k->after, BATCH, &found));
	int64_t *ids = NEWN(c->a, int64_t, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		k->after = ids[i] = found.v[i].id;
	bool last = found.n < BATCH;
	k->whole = last && (k->begins || !key.n);
	if (last && !k->whole)
		*k = (struct registry_finding){.after = INT64_MAX, .begins = true};
	return found.n ? registry_records_found(c, (struct ints){ids, found.n}, r->id, c->unit, day, out) : NULL;
}

err registry_found_first(struct ctx *c, const struct registry *r, str typed, size_t most, struct registry_rows_rows *out)
{
	struct registry_rows *v = NEWN(c->a, struct registry_rows, most + 1);
	str today = day_iso(c->a, day_of(c->now));
	struct registry_finding k = {.after = INT64_MAX};
	size_t n = 0;
	for (size_t looked = 0; !k.whole && n < most && looked < REGISTRY_LOOKED_MOST; looked += BATCH) {
		struct registry_rows_rows some;
		TRY(registry_found_some(c, r, typed, today, &k, &some));
		for (size_t i = 0; i < some.n && n < most; i++)
			v[n++] = some.v[i];
	}
	*out = (struct registry_rows_rows){.v = v, .n = n};
	return NULL;
}
