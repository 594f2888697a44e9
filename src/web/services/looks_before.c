/* looks_before: looks from before there was an index are found once, by a job. */
#include "web/services/looks.h"
#include "db/db.h"
#include "web/services/job.h"
#include "web/web.sql.h"

#define JOB "looks.index"
enum { AT_ONCE = 500, INDEX_VERSION = 1 };

err looks_begin(struct ctx *c)
{
	struct rekey_version done;
	bool found;
	TRY(rekey_version(c, S("looks"), &done, &found));
	return found ? NULL : job_add(c, JOB, S("all"), S(""), 0);
}

struct indexing {
	int64_t after, last;
};

OWN_RULE(index_some, struct indexing)
static err index_some(struct ctx *c, struct indexing *k)
{
	struct audit_looks_after_rows rows;
	TRY(audit_looks_after(c, k->after, AT_ONCE, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].action, "look"))
			TRY(look_index(c, &(struct look_written){rows.v[i].id, rows.v[i].happened_at, rows.v[i].actor_id,
						  rows.v[i].object_id, rows.v[i].object_kind}));
	k->last = rows.n ? rows.v[rows.n - 1].id : 0;
	return rows.n ? NULL : rekey_made(c, S("looks"), INDEX_VERSION, c->now);
}

err looks_index_all(struct ctx *c, str argument)
{
	arena some = {0};
	struct ctx w = *c; /* its memory is given back every some hundred rows */
	err e = NULL;
	(void)argument;
	w.a = &some;
	struct indexing k = {0};
	do {
		k.after = k.last;
		arena_reset(&some);
		if ((e = apply(&w, index_some, &k)))
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
	} while (!e && k.last);
	arena_free(&some);
	return e;
}
