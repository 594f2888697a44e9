/* units: finding units, what became of them and their agencies. */
#include "units.h"
#include "core/units/units.sql.h"
#include "web/naming.h"

err unit_find(struct ctx *c, str level, str code, day on, int64_t *id)
{
	struct unit_by_code found;
	bool there;
	str on_day = day_iso(c->a, on);
	TRY(unit_by_code(c, level, code, on_day, &found, &there));
	if (!there) {
		struct unit_by_other_code other;
		TRY(unit_by_other_code(c, level, code, on_day, &other, &there));
		found.id = other.id;
	}
	if (!there)
		return FAIL(c, NOT_FOUND, "Không có đơn vị hành chính mã %.*s vào ngày %s.", STR_ARG(code), show_day(c->a, on).s);
	*id = found.id;
	return NULL;
}

err unit_place(struct ctx *c, int64_t unit, str *text)
{
	struct unit_get u;
	TRY(unit_get(c, unit, &u));
	buf b = {.a = c->a};
	buf_str(&b, u.full_name);
	if (u.parent_name.n)
		buf_printf(&b, ", %.*s", STR_ARG(u.parent_name));
	if (u.grand_name.n)
		buf_printf(&b, ", %.*s", STR_ARG(u.grand_name));
	*text = buf_text(&b);
	return NULL;
}

err unit_communes_of_district(struct ctx *c, str district_code, struct communes *out)
{
	struct unit_of_district_rows rows;
	TRY(unit_of_district(c, district_code, &rows));
	if (!rows.n)
		return FAIL(c, NOT_FOUND, "Không có huyện cũ mã %.*s.", STR_ARG(district_code));
	out->v = NEWN(c->a, struct commune, rows.n);
	out->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		out->v[i] = (struct commune){rows.v[i].id, rows.v[i].code, rows.v[i].full_name, rows.v[i].agency_code};
	return NULL;
}

err unit_successor_of(struct ctx *c, int64_t unit, struct successor *out)
{
	struct unit_kin_old_rows rows;
	TRY(unit_kin_new(c, unit, &rows));
	*out = (struct successor){.n = rows.n};
	for (size_t i = 0; i < rows.n; i++)
		out->partial |= str_is(rows.v[i].extent, "partial");
	if (rows.n == 1 && !out->partial)
		out->id = rows.v[0].id;
	return NULL;
}

err agency_find(struct ctx *c, int64_t unit, str kind, int64_t *id)
{
	struct agency_by_kind found;
	bool there;
	TRY(agency_by_kind(c, unit, kind, &found, &there));
	if (!there)
		return FAIL(c, NOT_FOUND, "Đơn vị này không có cơ quan loại đó.");
	*id = found.id;
	return NULL;
}

err unit_called(struct ctx *c, str typed, struct named_list *out)
{
	struct named_places found;
	TRY(places_named(c, typed, &found));
	*out = (struct named_list){NEWN(c->a, struct named, found.n + 1), found.n};
	for (size_t i = 0; i < found.n; i++)
		out->v[i] = (struct named){found.v[i].id, found.v[i].place};
	return NULL;
}

err unit_typed(struct ctx *c, const char *field, str typed, int64_t *unit)
{
	struct named_places found;
	TRY(places_named(c, typed, &found));
	*unit = found.n == 1 ? found.v[0].id : 0;
	for (size_t i = 0; i < found.n && !*unit; i++)
		if (str_eq(fold(c->a, found.v[i].place), fold(c->a, typed)))
			*unit = found.v[i].id;
	if (!found.n)
		return FAIL_FIELD(c, field, "Không có đơn vị nào tên như vậy. Hãy ghi tên xã, phường hoặc tỉnh.");
	if (!*unit)
		return FAIL_FIELD(c, field, "Có nhiều đơn vị tên như vậy. Hãy ghi đủ, ví dụ “%.*s”.", STR_ARG(found.v[0].place));
	return NULL;
}
