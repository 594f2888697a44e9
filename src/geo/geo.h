/* geo: where land lies. Shapes in the plane of VN-2000, as maps of the land register have them, in whole millimetres; the same places on the
 * earth (WGS84); the label point of a parcel and its code.
 *
 * VN-2000 in zones of three degrees: transverse Mercator on the ellipsoid of WGS84, scale 0.9999, false easting 500 km. The central meridian is
 * of the MAP SHEET, never of the province: 17 of 34 provinces hold sheets of two or three of them. To WGS84 by the seven parameters of
 * Decision 05/2007/QD-BTNMT (EPSG 6960, coordinate frame rotation; the other sign is 0.8 m off and gives other codes). projection.c is the
 * adapter of PROJ: no network, no grids, no data base; one context a thread. shape.c is the adapter of GEOS. */
#pragma once
#include "../base/base.h"

struct choice;

enum {
	GROUND_POINTS_MAX = 2000,
	GROUND_RINGS_MAX = 50,
	GROUND_PARTS_MAX = 20,
	GROUND_DEGREE = 10000000,  /* positions on the earth are whole ten-millionths of a degree */
	GROUND_EXTENT_MAX = 20000, /* metres from side to side of one parcel */
	MERIDIAN_FIRST = 102 * 60, /* minutes of arc, what a zone of three degrees may have here */
	MERIDIAN_LAST = 110 * 60
};

struct ground { /* a polygon with holes; east, north in millimetres; a ring has no first point once more */
	int64_t (*points)[2];
	size_t n;
	size_t *ends; /* of each ring, in points; the first one is the outer */
	size_t nrings;
};
struct grounds {
	struct ground *v;
	size_t n;
};
struct ground_point {
	int64_t east, north;
};

/* ---- meridians ---- */
bool meridian_valid(int64_t minutes);          /* one of those that sheets of Viet Nam have, by EPSG */
int64_t meridian_epsg(int64_t minutes);        /* 9210; 0: none */
str meridian_shown(arena *a, int64_t minutes); /* "105°45′" */
size_t meridians_count(void);
int64_t meridian_at(size_t i);

/* ---- projection.c ---- */
/* BROKEN: the library refuses; INVALID: that is no place of the zone. Degrees in double, as the code of a parcel needs them. */
MUST_USE err ground_to_earth(
	struct ctx *c, int64_t meridian, double east, double north, double *longitude, double *latitude); /* metres */
MUST_USE err ground_from_earth(struct ctx *c, int64_t meridian, double longitude, double latitude, struct ground_point *out);
struct ground_box { /* ten-millionths of a degree */
	int64_t west, south, east, north;
};
/* The coordinates of GeoJSON, outer ring against the clock, and the bounds. */
MUST_USE err ground_on_earth(struct ctx *c, int64_t meridian, const struct ground *g, str *coordinates, struct ground_box *box);

/* ---- ground.c: what needs no library ---- */
int64_t ground_area(const struct ground *g);       /* square millimetres */
int64_t ground_hundredths(int64_t area);           /* of a square metre, half up: how areas are kept and shown */
int64_t ground_edge(const struct ground *g);       /* millimetres round it, holes included */
str ground_text(arena *a, const struct ground *g); /* "571200.000 2524300.000, ..; ..": rings; how it is kept */
bool ground_read(arena *a, str kept, struct ground *out);
void ground_bounds(const struct ground *g, int64_t box[4]); /* west, south, east, north */

/* ---- shape.c ---- */
/* Empty: it is a polygon as one may be. Else what is wrong, to follow "Thửa đất": "có cạnh cắt nhau gần điểm .." */
MUST_USE err ground_wrong(struct ctx *c, const struct ground *g, str *why);
/* How well parts make up the whole: square millimetres of the whole that no part covers, of parts outside it, of parts that lie over
 * one another. NULL whole: their union is the measure. */
struct ground_fit {
	int64_t gap, outside, overlap;
};
MUST_USE err ground_fits(struct ctx *c, const struct ground *whole, struct grounds parts, struct ground_fit *out);
/* Several that touch, as one; INVALID when they do not make one polygon. Seams as wide as `snap` millimetres close. */
MUST_USE err ground_union(struct ctx *c, struct grounds parts, int64_t snap, struct ground *out);
/* Cut along a line; *out in the order from west to east, then south to north. INVALID: the line does not go through. */
MUST_USE err ground_cut(struct ctx *c, const struct ground *g, const struct ground_point *line, size_t n, struct grounds *out);
MUST_USE err ground_overlap(struct ctx *c, const struct ground *a, const struct ground *b, int64_t *area);

/* ---- label.c ---- */
/* The point farthest from all edges (polylabel to a millimetre; of equal ones the first that the search meets, beginning with the centroid), and the
 * code of Circular 19/2026/TT-BNNMT, annex I: twelve characters of GeoHash of that point in WGS84. The circular says neither precision
 * nor what holds of equal points, so the version of this way of computing stands beside what it gave, and nothing is computed anew silently. */
enum { PARCEL_CODE_ALGORITHM = 1, PARCEL_CODE_LENGTH = 12 };
struct parcel_code {
	struct ground_point at;     /* in whole millimetres: what stands in the register is what the code was made of */
	double longitude, latitude; /* degrees */
	char code[PARCEL_CODE_LENGTH + 1];
};
MUST_USE err parcel_code_of(struct ctx *c, int64_t meridian, const struct ground *g, struct parcel_code *out);
bool parcel_code_like(str code); /* twelve letters of that alphabet */
