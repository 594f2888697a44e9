/* front: what of accounts stands on the pages of the house: the hits of the search, of the unit or of the platform as in their list; where
 * an account is found. */
#include "front.h"
#include "parts.h"
#include "core/access/access.sql.h"
#include "web/request.h"

err accounts_hits(struct req *q, str typed, struct hits *hits)
{
	struct ctx *c = &q->ctx;
	struct account_search s = {.words = typed, .most = HITS_MOST + 1};
	struct position_unit_officers_rows rows = {0};
	TRY(accounts_search(c, &s, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct position_unit_officers *a = &rows.v[i];
		hit_add(hits, (struct hit){.title = str_format(c->a, "%.*s (%.*s)", STR_ARG(a->name), STR_ARG(a->login)),
				      .detail = a->position,
				      .path = str_format(c->a, "/quan-tri/tai-khoan/%lld", (long long)a->id)});
	}
	hits->list = ADDRESS(c->a, "/quan-tri/tai-khoan", {"tim", typed});
	return NULL;
}

err account_object(struct req *q, int64_t id, struct object_seen *out)
{
	struct account_home home;
	if (!may(q, "account.manage"))
		return FAIL(&q->ctx, NOT_FOUND, "account");
	TRY(account_visible(&q->ctx, id, &home));
	TRY(account_titled(&q->ctx, id, &out->title));
	out->path = str_format(q->ctx.a, "/quan-tri/tai-khoan/%lld", (long long)id);
	return NULL;
}
