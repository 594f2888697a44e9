/* units: administrative units of both eras (three levels until 30/06/2025, two from 01/07/2025) and the agencies in them.
 *
 * A unit is a version: the same code may have named another place before (01501 was xã Chí Viễn, now it is xã Đàm Thủy), so a code
 * means something only together with a date. valid_to is the first day on which the version no longer holds. parent_id names the
 * newest version of the parent; the tree of a day is found by the parent's level and code. */
#pragma once
#include "db/db.h"
#include "web/choice.h"

struct map_place;
struct module;
struct named_list;

/* The unit with that code ("province", "district", "commune") on a day; the codes of the other official list are accepted too.
 * NOT_FOUND when there is none. */
MUST_USE err unit_find(struct ctx *c, str level, str code, day on, int64_t *id);
/* "Xã Gia Lâm, Tỉnh Ninh Bình": homonyms exist, so a place is always named with its province. */
MUST_USE err unit_place(struct ctx *c, int64_t unit, str *text);
MUST_USE err unit_called(
	struct ctx *c, str typed, struct named_list *out); /* for struct naming of what is a unit's: its calendar, .. */
/* The one place of today that was meant by what was typed in that field; INVALID on it: none, or several. */
MUST_USE err unit_typed(struct ctx *c, const char *field, str typed, int64_t *unit);
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

/* Units whose name begins with what was typed, with or without marks, kind and spaces: "gia lam", "Xã Gia Lâm, Ninh Bình", "gia lam ninh
 * binh", "X. Gia Lâm, H. Nho Quan, T. Ninh Bình" (with what that place is today), a code. Its own name first, those of today before
 * history. */
struct unit_search_rows;
enum {
	UNITS_FOUND = 60, /* on a page */
	UNITS_LIKE = 200, /* so many: there may be more (units_like) */
	UNITS_LOOKED_AT = 400
};
MUST_USE err unit_named(struct ctx *c, str typed, struct unit_search_rows *out);
/* The same for other modules: provinces and communes of today. */
struct named_place {
	int64_t id;
	str place; /* "Xã Gia Lâm, Tỉnh Ninh Bình" */
};
struct named_places {
	struct named_place *v;
	size_t n;
};
MUST_USE err places_named(struct ctx *c, str typed, struct named_places *out);

/* The communes of a day that an address may name, whole parts of it compared with the tree of today and of the past; places of the past
 * are followed to what took them over. None: it names none that is known. *sure: exactly one, written with all its marks. */
MUST_USE err communes_of_address(struct ctx *c, str address, day on, struct ints *out, bool *sure);

/* Where the edge of a unit runs (catalogue/outlines_*.geojson: provinces and some communes of the two-level era); NULL: nobody has it. A code
 * named another place before, so the days of the version are asked as well; valid_to.s NULL: it holds. */
struct outline;
const struct outline *unit_outline(str level, str code, str valid_from, str valid_to);
/* In ten-millionths of a degree: in Viet Nam, or no farther from its land and islands than the territorial sea (12 sea miles). */
bool unit_land_near(int32_t east, int32_t north);

/* The agency of a unit of that kind: "committee" (Ủy ban nhân dân), "one_stop" (Trung tâm Phục vụ hành chính công). */
MUST_USE err agency_find(struct ctx *c, int64_t unit, str kind, int64_t *id);

/* The place where a unit takes dossiers in, one name for it everywhere: as it was called on that day, with the unit ("Trung tâm Phục vụ hành
 * chính công xã Gia Lâm") and without. Until 30/06/2025 the law had another name. */
struct desk {
	str name, title;
};
MUST_USE err unit_desk(struct ctx *c, int64_t unit, day on, struct desk *out);
str agency_desk_title(day on); /* of any unit, by the law of that day */

/* Inside db_write: gives a unit that is history its agencies and the code its dossiers bear, so that what happened then can be recorded
 * (demonstration data, old registers). Does nothing to a unit that has them. */
MUST_USE err unit_equip(struct ctx *c, int64_t unit, str agency_code);

/* ---- departments ---- */
extern const struct choice agency_kinds[]; /* with the names of Decree 150/2025/NĐ-CP */
struct new_agency {
	int64_t unit;
	str kind, name, code, valid_from; /* code: of Decision 20/2020, or empty */
	int64_t id;                       /* out */
};
struct agency_change {
	int64_t unit, agency;
	str name, code, day; /* day: from when it is called so, or exists no longer */
};
/* Inside db_write, of the unit's administrator. A unit keeps one People's Committee. */
RULE(agency_open, struct new_agency)
MUST_USE err agency_check(struct ctx *c, const struct new_agency *n); /* what agency_open would refuse */
RULE(agency_rename_from, struct agency_change)
RULE(agency_end, struct agency_change)
/* The departments that Decree 150/2025/NĐ-CP gives a commune, those it has not yet; *added says how many. */
MUST_USE err agencies_standard(struct ctx *c, int64_t unit, str valid_from, int64_t *added);

/* ---- agency identifier codes ---- */
enum agency_code_kind { CODE_WRONG, CODE_STATE, CODE_STATE_OLD, CODE_ENTERPRISE, CODE_OTHER };
/* What a code is: of a state agency (Decision 20/2020: "H42.17.05", QCVN 102:2016: "000.00.10.H14"), an enterprise's tax code,
 * another organisation's ("Z01" and up to 32 characters). At most 35 characters. */
enum agency_code_kind agency_code_kind(str code);
bool enterprise_code_valid(str code); /* 10 digits with their check digit, with -001 to -999 for a branch */
/* The other way of writing it: by the catalogue of exceptions, else by rule where the rule is unequivocal. INVALID when it is
 * not: an inner group of zeros, a group too long for the old form. */
MUST_USE err agency_code_convert(struct ctx *c, str code, str *out);

/* ---- hamlets: thôn, tổ dân phố and what else they are called; one commune may have two of a name ---- */
extern const struct choice hamlet_kinds[];
struct hamlet_change {
	int64_t unit, hamlet;                   /* hamlet 0: a new one */
	str kind, name, note, legal_basis, day; /* day: from when it is so; note tells two of a name apart */
	int64_t id;                             /* out */
};
RULE(hamlet_open, struct hamlet_change)
RULE(hamlet_rename, struct hamlet_change) /* the old one ends that day */
RULE(hamlet_close, struct hamlet_change)
RULE(hamlet_correct, struct hamlet_change) /* since when and by what: it was written wrongly, nothing else changed */
MUST_USE err hamlet_check(struct ctx *c, const struct hamlet_change *n); /* what hamlet_open would refuse */
str hamlet_shown(arena *a, str kind, str name, str note);                /* "Thôn 3 (xã Gia Sơn cũ)" */

/* ---- the units that one oversees (oversight.c): itself, what became wholly part of it (its history is the unit's), and all that was below any of
 * these on or after a day, level by level. Whoever shows figures of a unit adds up those of its branches. ---- */
enum { UNITS_OVERSEEN = 2000 };
struct overseen {
	int64_t id, above; /* above: of the first 0 */
	str name;          /* of one that is no more with its last day: "Huyện Nho Quan (đến 30/06/2025)" */
};
struct oversight { /* the first is the unit itself */
	struct overseen *v;
	size_t n;
};
MUST_USE err unit_oversight(struct ctx *c, int64_t unit, str since, struct oversight *out); /* since: ISO */
const struct overseen *unit_overseen(const struct oversight *o, int64_t id);                /* NULL: it is elsewhere */
/* The unit directly below the chosen one, or the chosen one itself, that a unit belongs to; 0: it is elsewhere. */
int64_t unit_branch(const struct oversight *o, int64_t chosen, int64_t id);
struct ints unit_branches(arena *a, const struct oversight *o, int64_t chosen); /* the chosen one and all below it */

struct overseen_places {
	struct map_place *v; /* what holds today directly below the chosen one; said, href and look are the caller's to fill */
	size_t n;            /* 0: nobody has an outline of any */
	const struct outline *around;
};
MUST_USE err unit_overseen_places(struct ctx *c, const struct oversight *o, int64_t chosen, struct overseen_places *out);

extern const struct module units_module;
