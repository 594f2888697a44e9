/* units: administrative units of both eras (three levels until 30/06/2025, two from 01/07/2025) and the agencies in them.
 *
 * A unit is a version: the same code may have named another place before (01501 was xã Chí Viễn, now it is xã Đàm Thủy), so a code
 * means something only together with a date. valid_to is the first day on which the version no longer holds. parent_id names the
 * newest version of the parent; the tree of a day is found by the parent's level and code. */
#pragma once
#include "web/web.h"

/* The unit with that code ("province", "district", "commune") on a day; the codes of the other official list are accepted too.
 * NOT_FOUND when there is none. */
MUST_USE err unit_find(struct ctx *c, str level, str code, day on, int64_t *id);
/* "Xã Gia Lâm, Tỉnh Ninh Bình": homonyms exist, so a place is always named with its province. */
MUST_USE err unit_place(struct ctx *c, int64_t unit, str *text);
/* The communes of today that took over (parts of) the communes of a district abolished on 01/07/2025: "372" is Nho Quan. */
struct commune {
	int64_t id;
	str code, full_name, agency_code;
};
struct communes {
	struct commune *v;
	size_t n;
};
MUST_USE err unit_communes_of_district(struct ctx *c, str district_code, struct communes *out);
/* What became of a unit: 0 = it still holds; 1 = `id` is its only successor, wholly; otherwise it was split and the reader must be
 * asked (the village or the address decides). */
struct successor {
	int64_t id;
	size_t n;
	bool partial;
};
MUST_USE err unit_successor_of(struct ctx *c, int64_t unit, struct successor *out);

/* Units whose name begins with what was typed, without diacritics: "gia lam", "Xã Gia Lâm, Ninh Bình", "gia lam ninh binh", a code.
 * Those of today first; at most 60. */
struct unit_search_rows;
MUST_USE err unit_named(struct ctx *c, str typed, struct unit_search_rows *out);

/* The agency of a unit of that kind: "committee" (Ủy ban nhân dân), "one_stop" (Trung tâm Phục vụ hành chính công). */
MUST_USE err agency_find(struct ctx *c, int64_t unit, str kind, int64_t *id);

/* Inside db_write: gives a unit that is history its agencies and the code its dossiers bear, so that what happened then can be recorded
 * (demonstration data, old registers). Does nothing to a unit that has them. */
MUST_USE err unit_equip(struct ctx *c, int64_t unit, str agency_code);

extern const struct module units_module;
