/* kept: the parcels of a unit that somebody has a right in, for the copy that he is given (web/services/holdings.h). */
#include "pages.h"
#include "web/services/holdings.h"

static str share_said(struct ctx *c, int64_t right, int64_t person)
{
	struct land_holders_rows rows;
	if (land_holders(c, right, &rows))
		return S("");
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].kind, "person") && rows.v[i].holder_id == person)
			return rows.v[i].whole
				       ? str_format(c->a, "%lld/%lld", (long long)rows.v[i].part, (long long)rows.v[i].whole)
			       : rows.n > 1 ? S("chung, không chia phần")
					    : S("toàn bộ");
	return S("");
}

err land_held(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct land_held_by_rows rows = {0};
	if (of->person)
		TRY(land_held_by(c, S("person"), of->person, of->unit, day_iso(c->a, day_of(c->now)), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct land_parcel p;
		struct land_rights_of_rows rights;
		TRY(land_parcel(c, rows.v[i].parcel_id, of->unit, &p));
		struct held_thing *t = held_add(c, out, parcel_called(c->a, p.sheet, p.number), 0, PARCEL_KIND, p.id);
		held_fact(c, t, "Địa chỉ", p.address);
		held_fact(c, t, "Diện tích", land_area_shown(c->a, p.area));
		held_fact(c, t, "Mục đích sử dụng", p.main_use);
		TRY(land_rights_of(c, p.id, &rights));
		for (size_t k = 0; k < rights.n; k++)
			held_fact(c, t, "Phần quyền", share_said(c, rights.v[k].id, of->person));
	}
	return NULL;
}
