/* map: units as shapes on a page, coloured by what is said of each. Drawn by the server as SVG with titles and links, so it is there without
 * scripts and on paper; assets/scripts/map.js puts Leaflet over it, which reads the same outlines from `source` (GeoJSON of our own: nothing
 * comes from elsewhere). Beside it a table of all places, also of those whose outline nobody has; a number joins the two.
 *
 *	% area_map(p, &(struct area_map){.id = "dung-han", .title = S("Tỷ lệ đúng hạn"), .of = "Tỷ lệ đúng hạn", .source = address, .places = v->places, .n = n,
 *	%	.keys = keys, .nkeys = 4});
 */
#pragma once
#include "base/base.h"

/* Rings of points in ten-thousandths of a degree, east and north; the last point of a ring joins the first. */
struct outline {
	const int32_t (*points)[2];
	const size_t *ends; /* of each ring, in points */
	size_t nrings;
	int32_t west, south, east, north;
};
enum map_look { MAP_PLAIN, MAP_GOOD, MAP_MIDDLE, MAP_BAD, MAP_HERE };
struct map_place {
	int64_t id; /* as in the GeoJSON */
	str title, said, href;
	enum map_look look;
	const struct outline *outline; /* NULL: it stands in the table alone */
};
struct map_key {
	enum map_look look;
	const char *title;
};
struct area_map {
	const char *id; /* its own on the page */
	str title;
	const char *of; /* what `said` is: a heading of the table; NULL: nothing is said */
	str source;     /* address of the GeoJSON */
	const struct map_place *places;
	size_t n;
	const struct outline *around; /* what they lie in; may be NULL */
	const struct map_key *keys;
	size_t nkeys;
	bool islands; /* of the whole country: its archipelagos are named */
};

/* ---- what the template asks ---- */
enum { MAP_WIDTH = 1000, MAP_HEIGHT = 1000, MAP_MARGIN = 12, MAP_NUMBERED = 20 };
struct map_plan {
	const struct area_map *m;
	int32_t west, north;
	double across, down; /* units of the picture for one of the outlines' */
	int64_t width, height;
	size_t drawn; /* places with an outline */
};
struct map_plan map_plan_of(const struct area_map *m);
int64_t map_x(const struct map_plan *g, int32_t east);
int64_t map_y(const struct map_plan *g, int32_t north);
str map_path(arena *a, const struct map_plan *g, const struct outline *o); /* of <path d>: small islands stay as dots */
void map_middle(const struct outline *o, int32_t *east, int32_t *north);   /* of its largest ring */
str map_degrees(arena *a, int32_t v);                                      /* "105.8169" */
const char *map_look_name(enum map_look look);
int64_t map_number(
	const struct map_plan *g, size_t i); /* of a place that is drawn, from 1; 0: it is not, or too many are for numbers */
