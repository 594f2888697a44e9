/* front: what of people stands on the pages of the house: the hits of the search, masked as in their list; where a person is found. */
#include "front.h"
#include "find.h"
#include "pages.h"
#include "web/services/audit.h"

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

/* ---- as answers of forms name them: officers who may look people up, each look with its purpose ---- */

static str title_of(struct ctx *c, str name, str birth_on)
{
	str year = {birth_on.s, birth_on.n < 4 ? birth_on.n : 4};
	return year.n ? str_format(c->a, "%.*s (sinh năm %.*s)", STR_ARG(name), STR_ARG(year)) : name;
}

static err persons_named(struct req *q, const struct reference *to, str typed, struct references *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct persons_found found = {0};
	str name, rest;
	if (!c->unit || !may(q, "people.read"))
		return NULL;
	str_cut(typed, '(', &name, &rest); /* a title comes back as it was offered */
	if (utf8_length(str_trim(name)) >= SEARCH_LEAST)
		TRY(person_find(c, c->unit, str_trim(name), &found));
	for (size_t i = 0; i < found.n && out->n < REFERENCES_MOST; i++) {
		const struct person_found *p = &found.v[i];
		reference_add(
			out, (struct referred){p->id, title_of(c, p->name, p->birth_on), mask_number(c->a, p->personal_number)});
		audit_look(q, "person", p->id, "tìm để ghi vào biểu mẫu");
	}
	return NULL;
}

static err person_named_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct person_seen p;
	if (!c->unit || !may(q, "people.read"))
		return FAIL(c, NOT_FOUND, "person");
	TRY(person_seen(c, id, c->unit, &p));
	*out = (struct referred){.id = id, .title = title_of(c, p.name, p.birth_on), .detail = S("")};
	audit_look(q, "person", id, "ghi vào biểu mẫu");
	return NULL;
}

const struct reference people_references[PEOPLE_REFERENCES] = {{.kind = "person",
	.title = "Người dân của đơn vị (chỉ cán bộ được tra cứu)",
	.of_person = true,
	.of_staff = true,
	.find = persons_named,
	.read = person_named_read}};
