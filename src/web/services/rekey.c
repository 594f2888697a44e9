/* rekey: search keys that the store keeps (folded names, indexed words) are made anew when the functions that make them have changed. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include "web/services/job.h"
#include "web/services/rekey.h"

struct rekey_batch {
	const struct rekey *what;
	int64_t after, last;
};

OWN_RULE(one_batch, struct rekey_batch)
static err one_batch(struct ctx *c, struct rekey_batch *b)
{
	b->last = 0;
	return b->what->batch(c, b->after, &b->last);
}

OWN_RULE(made, const struct rekey)
static err made(struct ctx *c, const struct rekey *r) { return rekey_made(c, str_of(r->name), SEARCH_KEY_VERSION, c->now); }

err rekey_run(struct ctx *c, const struct rekey *r)
{
	arena scratch = {0};
	struct ctx own = *c;
	struct rekey_batch b = {.what = r};
	err e = NULL;
	own.a = &scratch;
	do { /* in short transactions: others write between them */
		e = apply(&own, one_batch, &b);
		if (e)
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
		b.after = b.last;
		arena_reset(&scratch);
	} while (!e && b.last);
	arena_free(&scratch);
	return e ? e : apply(c, made, r);
}

err rekey_begin(struct ctx *c, const struct rekey *r)
{
	struct rekey_version v;
	bool found;
	int64_t last = 0;
	TRY(rekey_version(c, str_of(r->name), &v, &found));
	if (found && v.version == SEARCH_KEY_VERSION)
		return NULL;
	TRY(r->batch(c, 0, &last));
	return last ? job_add(c, r->job, S("keys"), S(""), c->now) : rekey_made(c, str_of(r->name), SEARCH_KEY_VERSION, c->now);
}
