/* front: what of people stands on the pages of the house: the hits of the search, masked as in their list; where a person is found. */
#include "front.h"
#include "find.h"
#include "pages.h"

static str detail_of(struct ctx *c, const struct person_found *p)
{
	str year = {p->birth_on.s, p->birth_on.n < 4 ? p->birth_on.n : 4}, number = mask_number(c->a, p->personal_number);
	return str_format(
		c->a, "%s%.*s%s%.*s", year.n ? "sinh năm " : "", STR_ARG(year), year.n && number.n ? " · " : "", STR_ARG(number));
}

err people_hits(struct req *q, str typed, struct hits *hits)
{
	struct ctx *c = &q->ctx;
	struct persons_found found = {0};
	TRY(person_find(c, c->unit, typed, &found));
	for (size_t i = 0; i < found.n; i++)
		hit_add(hits, (struct hit){.title = found.v[i].name,
				      .detail = detail_of(c, &found.v[i]),
				      .path = str_format(c->a, "/nguoi-dan/%lld", (long long)found.v[i].id)});
	hits->list = ADDRESS(c->a, "/nguoi-dan", {"q", typed});
	return NULL;
}

err person_object(struct req *q, int64_t id, struct object_seen *out)
{
	struct person_seen p;
	if (!may(q, "people.read"))
		return FAIL(&q->ctx, NOT_FOUND, "person");
	TRY(person_seen(&q->ctx, id, q->ctx.unit, &p));
	out->title = p.name;
	out->path = str_format(q->ctx.a, "/nguoi-dan/%lld", (long long)id);
	return NULL;
}
