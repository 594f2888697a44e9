/* front: what of units stands on the pages of the house: the hits of the search; where a unit, an agency, a hamlet is found. */
#include "front.h"
#include "units.h"
#include "web/request.h"

err units_hits(struct req *q, str typed, struct hits *hits)
{
	struct ctx *c = &q->ctx;
	struct named_places found = {0};
	TRY(places_named(c, typed, &found));
	for (size_t i = 0; i < found.n; i++)
		hit_add(hits, (struct hit){.title = found.v[i].place,
				      .detail = S(""),
				      .path = str_format(c->a, "/don-vi/%lld", (long long)found.v[i].id)});
	hits->list = ADDRESS(c->a, "/don-vi", {"tim", typed});
	return NULL;
}

err unit_object(struct req *q, int64_t id, struct object_seen *out)
{
	TRY(unit_place(&q->ctx, id, &out->title));
	out->path = str_format(q->ctx.a, "/don-vi/%lld", (long long)id);
	return NULL;
}
