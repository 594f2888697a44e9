/* map: the records of a registry where they lie, beside their list: marks that the server draws over the edge of the unit; assets/scripts/marks.js puts
 * Leaflet in their place, with clusters. Private to this folder. */
#pragma once
#include "core/registries/pages.h"
#include "web/pictures/map.h"

enum { MARKS_MOST = 2000, MARKS_LINKED = 100, MARK_HUES = 8 };

struct registry_mark {
	int64_t id, number; /* number: of its row in the list beside; 0: it stands on another page of it */
	str name, said, href;
	size_t hue;
	struct geometry at;
};
struct marks_key {
	str title;
	size_t hue, n;
};
struct marks_map {
	str title, source; /* source: GeoJSON of the same marks; empty: there is one, see feature */
	str feature;       /* GeoJSON of the only one, for its own page */
	const char *of;    /* what the colours say */
	const struct registry_mark *marks;
	size_t n;
	bool cut; /* there are more */
	struct marks_key keys[MARK_HUES];
	int64_t unit;
	const struct outline *around; /* of the unit; NULL: nobody has its edge */
	str tiles;                    /* site of a tile server; empty: none */
	struct outline frame;         /* that all of it lies in */
};
struct marks_colour {
	const char *title;
	str href;
	bool is_chosen;
};
struct registry_map_view {
	struct registry_view of;
	struct marks_map map;
	struct marks_colour colours[REGISTRY_FILTERS_MAX + 1];
	size_t ncolours;
};
/* The edge of the reader's unit, what lies around all marks, the tile server and the policy that lets its pictures in. */
MUST_USE err marks_framed(struct req *q, struct marks_map *m);
MUST_USE err marks_of_record(struct req *q, const struct record_view *v, const struct form_answers *said, struct marks_map *out);

void mark_write(buf *b, const struct registry_mark *k); /* as a feature of GeoJSON */

/* ---- what the template asks ---- */
struct map_plan marks_plan(arena *a, const struct marks_map *m);
str mark_path(arena *a, const struct map_plan *g, const struct registry_mark *k);  /* of <path d> */
str mark_place(arena *a, const struct map_plan *g, const struct registry_mark *k); /* "120 340", where a point stands */
const char *mark_look(size_t hue);                                                 /* the d of a hue's sign */
