/* references: units, hamlets and departments as answers of forms name them, as of today. */
#include "front.h"
#include "units.h"
#include "core/units/units.sql.h"
#include "web/request.h"

static err none(struct ctx *c) { return FAIL(c, NOT_FOUND, "reference"); }
static str today(struct ctx *c) { return day_iso(c->a, day_of(c->now)); }
static bool holds(struct ctx *c, str from, str to)
{
	str on = today(c);
	return strcmp(str_c(c->a, from), on.s) <= 0 && (!to.n || strcmp(str_c(c->a, to), on.s) > 0);
}

/* ---- units: provinces and communes of today, everybody's to name ---- */

static err unit_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct unit_get u;
	TRY(unit_get(c, id, &u));
	if (!holds(c, u.valid_from, u.valid_to) || (!str_is(u.level, "province") && !str_is(u.level, "commune")))
		return none(c);
	*out = (struct referred){.id = id, .detail = u.code};
	return unit_place(c, id, &out->title);
}

static err units_find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	struct ctx *c = &q->ctx;
	struct named_places found = {0};
	struct referred own;
	if (!typed.n && c->unit) {
		TRY(unit_read(q, to, c->unit, &own));
		reference_add(out, own);
	}
	if (typed.n)
		TRY(places_named(c, typed, &found));
	for (size_t i = 0; i < found.n; i++)
		reference_add(out, (struct referred){.id = found.v[i].id, .title = found.v[i].place, .detail = S("")});
	return NULL;
}

/* ---- hamlets and departments of the unit that the reader works for ---- */

static str hamlet_title_of(struct ctx *c, const struct hamlets_on *h) { return hamlet_shown(c->a, h->kind, h->name, h->note); }

static err hamlets_find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct hamlets_on_rows rows;
	TRY(hamlets_on(c, c->unit, today(c), &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (reference_fits(c->a, hamlet_title_of(c, &rows.v[i]), typed))
			reference_add(out,
				(struct referred){.id = rows.v[i].id, .title = hamlet_title_of(c, &rows.v[i]), .detail = S("")});
	return NULL;
}

static err hamlet_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct hamlet_of h;
	TRY(hamlet_of(c, id, c->unit, &h));
	if (!holds(c, h.valid_from, h.valid_to))
		return none(c);
	*out = (struct referred){.id = id, .title = hamlet_shown(c->a, h.kind, h.name, h.note), .detail = S("")};
	return NULL;
}

static err agencies_find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct agencies_on_rows rows;
	TRY(agencies_on(c, c->unit, today(c), &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (reference_fits(c->a, rows.v[i].name, typed))
			reference_add(
				out, (struct referred){.id = rows.v[i].id, .title = rows.v[i].name, .detail = rows.v[i].code});
	return NULL;
}

static err agency_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	(void)to;
	struct ctx *c = &q->ctx;
	struct agencies_on_rows rows;
	TRY(agencies_on(c, c->unit, today(c), &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].id == id) {
			*out = (struct referred){.id = id, .title = rows.v[i].name, .detail = rows.v[i].code};
			return NULL;
		}
	return none(c);
}

const struct reference units_references[UNITS_REFERENCES] = {
	{.kind = "unit", .title = "Đơn vị hành chính", .find = units_find, .read = unit_read},
	{.kind = "hamlet", .title = "Thôn, tổ dân phố của đơn vị", .of_staff = true, .find = hamlets_find, .read = hamlet_read},
	{.kind = "agency",
		.title = "Phòng ban, cơ quan của đơn vị",
		.of_staff = true,
		.find = agencies_find,
		.read = agency_read}};
