/* Households as answers of forms name them: those of the unit, as of today. */
#include "pages.h"
#include "core/units/units.h"
#include "web/hooks.h"
#include "web/request.h"
#include "web/services/audit.h"

static struct referred said(struct ctx *c, const struct households_on *h)
{
	return (struct referred){.id = h->id,
		.title = str_format(
			c->a, "%.*s (%.*s)", STR_ARG(h->code), STR_ARG(h->head_name.n ? h->head_name : S("không rõ chủ hộ"))),
		.detail = hamlet_shown(c->a, h->hamlet_kind, h->hamlet_name, h->hamlet_note)};
}

/* A title comes back as it was offered: its code finds it. */
static err households_find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	struct ctx *c = &q->ctx;
	struct households_on_rows rows;
	str words, rest;
	(void)to;
	if (!c->unit || !may(q, "population.read"))
		return NULL;
	str_cut(typed, '(', &words, &rest);
	TRY(households_on(c,
		&(struct households_on_in){.unit = c->unit,
			.on_day = day_iso(c->a, day_of(c->now)),
			.words = fold(c->a, str_trim(words)),
			.most = REFERENCES_MOST},
		&rows));
	for (size_t i = 0; i < rows.n; i++)
		reference_add(out, said(c, &rows.v[i]));
	if (rows.n)
		audit_look(q, "unit", c->unit, "tìm hộ để ghi vào biểu mẫu");
	return NULL;
}

static err household_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	struct ctx *c = &q->ctx;
	struct household_of h;
	struct household_members_on_rows members;
	(void)to;
	if (!c->unit || !may(q, "population.read"))
		return FAIL(c, NOT_FOUND, "household");
	TRY(household_of(c, id, c->unit, &h));
	TRY(household_members_on(c, id, day_iso(c->a, day_of(c->now)), &members));
	*out = (struct referred){.id = id,
		.detail = S(""),
		.title = members.n ? str_format(c->a, "%.*s (%.*s)", STR_ARG(h.code), STR_ARG(members.v[0].name)) : h.code};
	audit_look(q, "household", id, "ghi vào biểu mẫu");
	return NULL;
}

const struct reference household_references[1] = {{.kind = "household",
	.title = "Hộ dân của đơn vị (chỉ cán bộ được tra cứu)",
	.of_person = true, /* by its head */
	.of_staff = true,
	.find = households_find,
	.read = household_read}};
