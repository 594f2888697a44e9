/* land: the parcels of a commune (thửa đất): map sheets, parcels with what they are used for and where they lie, rights with their holders,
 * certificates, restrictions. Facts of law: Land Law 2024, Circulars 08/2024/TT-BTNMT and 19/2026/TT-BNNMT.
 *
 * A sheet is known by the commune that drew it and its number there: communes that became one each numbered theirs from 1. Its central
 * meridian is its own (geo.h). A parcel is known by sheet and number; the number is given once. The code of twelve characters stands beside it
 * with the point and the version of the algorithm that it was made by.
 *
 * Nothing is overwritten: facts, rights, certificates and restrictions have days. A change holds from a day on; a correction takes the place
 * of what was wrong, which stays readable with who corrected it and why. Split and merge are one transaction each: areas and shapes add up within
 * the tolerance of the settings, old parcels end and lead to the new ones, which get the next numbers of the sheet, with the rights and
 * the restrictions of the old ones; mortgage, dispute and distraint refuse it. A part that is smaller than the least area of the province becomes one
 * with a neighbour in the same transaction (Land Law 2024, art. 220): it gets its number and ends the same day.
 *
 * Procedures of land (catalogue/land_procedures.tsv) end in the register: a form names a parcel ("to": "own_parcel"; a citizen his own by his proved
 * number, an officer those of his unit) and is filled from it; what is written on the ground of a dossier is kept beside both, and one that ended
 * and changed nothing leaves a task.
 *
 * The list, the map and a parcel are shown as of any day. The list's files (CSV, XLSX, GeoJSON) come in again by /nhap-du-lieu and change nothing. */
#pragma once
#include "db/db.h"
#include "geo/geo.h"
#include "web/choice.h"

struct module;

enum {
	LAND_USES_MAX = 8,
	LAND_HOLDERS_MAX = 30,
	LAND_SHARE_MAX = 1000, /* denominator of a share */
	LAND_NUMBER_MAX = 99999,
	LAND_AREA_MAX = 400000000 /* square metres: twenty kilometres squared */
};

/* ---- what land is used for: catalogue/land_use_codes.tsv ---- */
struct land_use_code {
	str code, title, group, suggested; /* suggested: of today, for one that old papers bear; advice alone */
	bool is_current, is_aggregate;
};
const struct land_use_code *land_use_code(str code); /* NULL: there is none */
struct land_use {
	str code;
	int64_t area; /* hundredths of a square metre */
};
struct land_uses {
	struct land_use v[LAND_USES_MAX];
	size_t n;
};
/* "ONT 200; CLN 312,5", one a line or parted by ";"; a single code means all of `area`. Empty: read; else the sentence. The areas must make up `area`. */
MUST_USE str land_uses_read(arena *a, str typed, int64_t area, struct land_uses *out);
str land_uses_text(arena *a, const struct land_uses *u);  /* as it is kept and may be typed again: "ONT 200; CLN 312.5" */
str land_uses_shown(arena *a, const struct land_uses *u); /* "Đất ở tại nông thôn (ONT): 200 m²; .." */
str land_uses_brief(arena *a, str kept);                  /* what is kept, as people write numbers: "ONT 200; CLN 312,5" */
bool land_area_read(str typed, int64_t *out);             /* "1.234,5", "1234.5"; hundredths */
str land_area_shown(arena *a, int64_t area);              /* "1.234,5 m²" */

/* ---- shapes as people have them: typed.c ---- */
/* Points of VN-2000, one a line, in any order of east and north ("571200.05 2524300.10", "X=.. Y=..", with or without a number before them), POLYGON of WKT, GeoJSON
 * (degrees of WGS84, or metres), rings parted by a line of "-". Degrees, north first as maps copy them, are welcome too. Empty: read; else the sentence. */
MUST_USE err land_shape_read(struct ctx *c, int64_t meridian, str typed, struct ground *out, str *wrong);
/* The same for several: parts are blocks parted by an empty line. */
MUST_USE err land_shapes_read(struct ctx *c, int64_t meridian, str typed, struct grounds *out, str *wrong);
MUST_USE err land_line_read(struct ctx *c, int64_t meridian, str typed, struct ground_point **line, size_t *n, str *wrong);

/* ---- sheets ---- */
struct sheet_work {
	int64_t id, unit, old_unit, number, scale, meridian; /* id 0: a new one. meridian in minutes of arc */
	str drawn_on;                                        /* what is known of the date: "2003" */
};
RULE(land_sheet_keep, struct sheet_work)

/* ---- parcels ---- */
enum land_how { LAND_CHANGE, LAND_CORRECT };
struct land_holding {
	str kind;                /* "person", or "record": an organisation of the registry to-chuc */
	int64_t id, part, whole; /* whole 0: they hold it together, without shares */
};
struct land_holdings {
	struct land_holding v[LAND_HOLDERS_MAX];
	size_t n;
};
struct parcel_work {
	int64_t parcel, seen;      /* seen: version of the row that the editor saw */
	int64_t sheet, number;     /* of a new one; number 0: the next */
	int64_t area;              /* on paper, hundredths of a square metre */
	str uses, address, shape;  /* shape: as kept (ground_text); empty: not measured */
	str old_sheet, old_number; /* on the map before, for looking up */
	str day, basis, reason;    /* day: from when; of a correction none */
	enum land_how how;
	struct land_holdings holdings; /* of a new one; none: the state manages it */
	int64_t dossier;               /* on whose ground; 0: none */
};
RULE(land_parcel_add, struct parcel_work) /* sets parcel */
RULE(land_parcel_facts, struct parcel_work)

/* ---- rights ---- */
extern const struct choice land_certificate_kinds[], land_restriction_kinds[], land_right_kinds[], land_origins[];
struct right_work {
	int64_t parcel, seen;
	struct land_holdings holdings; /* none: the state manages it */
	int64_t origin;                /* 1 .. 16 of the national land register; 0: not said */
	str term;                      /* until when (ISO); empty: for good */
	str day, basis;
	enum land_how how;
	int64_t dossier;
};
RULE(land_right_keep, struct right_work)
/* Exactly one whole, or all without shares. Empty: so it is; else the sentence. */
MUST_USE str land_shares_wrong(arena *a, const struct land_holdings *h);

struct certificate_work {
	int64_t parcel, id;
	str kind, serial, book, issued_on, issuer;
	str day, reason; /* of a revocation */
};
RULE(land_certificate_add, struct certificate_work)
RULE(land_certificate_revoke, struct certificate_work)
str land_serial_wrong(arena *a, str kind, str serial); /* empty: as certificates of that time are numbered */

struct restriction_work {
	int64_t parcel, id;
	str kind, said, basis, day;
};
RULE(land_restriction_add, struct restriction_work)
RULE(land_restriction_lift, struct restriction_work)

/* ---- split and merge: divide.c ---- */
struct split_work {
	int64_t parcel, seen;
	struct grounds parts;
	struct texts uses; /* of each part, as typed; fewer or empty: as the old parcel, when it has one use */
	struct ints
		joins; /* of each part: the neighbour that it becomes one with at once, whose holders get it; 0, fewer: none */
	str day, basis;
	int64_t dossier, event;
	struct ints made; /* out, in the order of the parts; of one that joins a neighbour: what they became */
};
RULE(land_split, struct split_work)
struct merge_work {
	struct ints parcels, seen;
	str day, basis;
	int64_t dossier, event, made;
};
RULE(land_merge, struct merge_work)
/* What stands against it: empty, or the sentence, which names the restriction. */
MUST_USE err land_forbidden(struct ctx *c, int64_t parcel, str *why);
struct split_preview { /* what a split would give; nothing is written */
	struct split_part {
		int64_t area, joins; /* hundredths; number of the neighbour, 0: none */
		str uses, shape;
	} * v;
	size_t n;
	int64_t before, after; /* areas on paper, hundredths */
	int64_t allowed;       /* difference that the tolerance allows */
	struct ground_fit fit; /* square millimetres */
	int64_t fit_allowed;
	str wrong; /* empty: it can be done */
};
MUST_USE err land_split_preview(struct ctx *c, const struct split_work *w, struct split_preview *out);

extern const struct module land_module;
