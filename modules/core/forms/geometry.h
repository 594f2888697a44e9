/* geometry: a place on the earth as a field keeps it: a point, a line or a polygon of WGS84, read from GeoJSON or from numbers that somebody
 * typed or pasted. A point is two whole ten-millionths of a degree (a centimetre), so what crosses what is decided exactly and needs no library.
 *
 * Refused, each with a sentence that says what to do: another shape than the field asks for, more than GEOMETRY_POINTS_MAX points, a ring that
 * is not closed, edges that cross or touch, a hole outside its polygon, a place farther from Viet Nam than its territorial sea, and east and
 * north the wrong way round. A third number (height) is left out, as are points that repeat the one before. */
#pragma once
#include "base/base.h"

struct node;

enum geometry_shape { GEOMETRY_POINT, GEOMETRY_LINE, GEOMETRY_POLYGON, GEOMETRY_SHAPES };
enum { GEOMETRY_POINTS_MAX = 1000, GEOMETRY_RINGS_MAX = 20, GEOMETRY_TEXT_MAX = 48 * 1024, GEOMETRY_DEGREE = 10000000 };
extern const char *const geometry_names[GEOMETRY_SHAPES];  /* "point", as a definition has it */
extern const char *const geometry_titles[GEOMETRY_SHAPES]; /* "một điểm" */

struct geometry {
	enum geometry_shape shape;
	int32_t (*points)[2]; /* east, north; of a ring without its first point once more */
	size_t n;
	size_t *ends; /* of each ring, in points; a point or a line has one */
	size_t nrings;
};

/* Empty: *out is what was said; else the sentence, beginning with the label of the field. */
MUST_USE str geometry_from_json(
	struct ctx *c, const struct node *n, enum geometry_shape shape, const char *label, struct geometry *out);
/* GeoJSON, or points, one a line: "21.0285, 105.8542" as a phone's map copies it, north first; "21,0285; 105,8542"; 21°01'42.6"N 105°51'15.1"E */
MUST_USE str geometry_from_text(struct ctx *c, str typed, enum geometry_shape shape, const char *label, struct geometry *out);
bool geometry_kept(struct ctx *c, const struct node *n, struct geometry *out); /* as it was written, whatever is refused today */
bool geometry_stored(struct ctx *c, str json, struct geometry *out); /* the same, of its text; false: it is no geometry */

str geometry_json(arena *a, const struct geometry *g);  /* canonical: rings closed, outer ones against the clock */
str geometry_typed(arena *a, const struct geometry *g); /* as it may be typed again */
str geometry_said(arena *a, const struct geometry *g); /* "20.398100, 105.779000"; "dài 1,25 km, 14 điểm"; "rộng 1,23 ha .." */
double geometry_metres(const struct geometry *g);      /* of a line; of a polygon all its edges */
double geometry_square_metres(const struct geometry *g);
str geometry_degrees(arena *a, int32_t v);                                     /* "105.779" */
void geometry_middle(const struct geometry *g, int32_t *east, int32_t *north); /* of all its points' bounds */
