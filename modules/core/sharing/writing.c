/* writing: what a program of the other unit writes by an agreement, in the place of the unit that keeps the records. */
#include "core/sharing/sharing.h"
#include "web/services/audit.h"

/* What it writes is the owner's: found, checked and logged as his. */
#define AS_OWNER(c, k, what)                                                                                                     \
	({                                                                                                                       \
		int64_t own_ = (c)->unit;                                                                                        \
		(c)->unit = (k)->facts.owner_id;                                                                                 \
		err said_ = (what);                                                                                              \
		(c)->unit = own_;                                                                                                \
		said_;                                                                                                           \
	})

static str source_of(arena *a, const struct sharing_call *k) { return str_format(a, "sharing/%lld", (long long)k->facts.id); }

static str reason_of(arena *a, const struct sharing_call *k, str said)
{
	str asker = k->facts.asker;
	return said.n ? said : str_format(a, "%.*s, thỏa thuận số %lld", STR_ARG(asker), (long long)k->facts.id);
}

static err is_taken(struct ctx *c, const struct sharing_call *k)
{
	return k->writes && k->call && !k->refused ? NULL : FAIL(c, BROKEN, "what was not agreed would be written");
}

/* ---- a record ---- */

static err put_one(struct ctx *c, const struct sharing_call *k, struct record_upsert *u)
{
	for (size_t i = 0; i < u->names.n; i++)
		if (!str_listed(k->facts.fields, u->names.v[i]))
			return FAIL(c, BROKEN, "a field that was not agreed would be written");
	u->registry = k->r;
	u->source = S("system");
	u->source_ref = source_of(c->a, k);
	u->reason = reason_of(c->a, k, u->reason);
	return AS_OWNER(c, k, registry_record_upsert(c, u));
}

err sharing_write(struct ctx *c, struct sharing_writing *w)
{
	int64_t *ids = NEWN(c->a, int64_t, w->n + 1);
	TRY(is_taken(c, w->call));
	for (size_t i = 0; i < w->n; i++) {
		TRY(put_one(c, w->call, &w->put[i]));
		ids[i] = w->put[i].record;
	}
	return sharing_done(c, &(struct sharing_answered){w->call, {ids, w->n}});
}

/* ---- its end ---- */

struct ending {
	const struct sharing_ending *is;
	struct record_work work;
};

static err finish(struct ctx *c, struct ending *e)
{
	struct registry_held h;
	day since = 0, today = day_of(c->now);
	bool found;
	TRY(registry_record_today(c, e->work.registry, e->is->record, &h, &found));
	if (!found || h.id != e->is->record)
		return FAIL(c, NOT_FOUND, "Trong sổ không có mục này.");
	day_parse(h.since, &since);
	e->work.record = h.id;
	e->work.seen = e->is->seen ? e->is->seen : h.version;
	e->work.valid_from = day_iso(c->a, since < today ? today : since + 1);
	TRY(registry_record_end(c, &e->work));
	return e->work.waits ? FAIL(c, CONFLICT, "%s", REGISTRY_WAITS_SAID) : NULL;
}

err sharing_end(struct ctx *c, struct sharing_ending *w)
{
	const struct sharing_call *k = w->call;
	TRY(is_taken(c, k));
	struct ending e = {.is = w,
		.work = {.registry = k->r,
			.reason = reason_of(c->a, k, w->reason),
			.source = S("system"),
			.source_ref = source_of(c->a, k)}};
	TRY(AS_OWNER(c, k, finish(c, &e)));
	return sharing_done(c, &(struct sharing_answered){k, {&w->record, 1}});
}
