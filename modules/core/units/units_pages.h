/* What the pages of units show. */
#pragma once
#include "units.h"
#include "core/units/units.sql.h"
#include "web/list/list.h"
#include "web/pictures/map.h"

struct units_view {
	str on_day, typed;
	str no_day; /* what was typed for a day and is none */
	bool searched;
	struct listing list;
	struct unit_search_rows found; /* this page of it */
	int64_t page, found_n;         /* in all: UNITS_FOUND a page */
	int64_t has_more;              /* .. on the next page */
	str next;
	str code_meaning, other_code; /* when an agency's identifier code was typed */
	struct unit_list_rows units;  /* provinces on that day */
};
struct unit_view {
	str on_day, no_day;
	struct unit_get unit;
	str desk_phone, desk_address; /* of its one-stop shop, as it has said itself */
	struct unit_list_rows units;  /* below it, on that day */
	struct unit_kin_old_rows predecessors, successors;
	struct unit_of_district_rows today; /* the communes where an abolished district was */
	struct agencies_on_rows agencies;
	struct hamlets_on_rows hamlets;
	struct map_place *around; /* it and its neighbours, for a map; none: its edge is not known */
	size_t naround;
	const struct outline *within;
	int64_t map_of; /* the unit whose GeoJSON has them */
};
/* words.c */
str validity(arena *a, str valid_from, str valid_to); /* "từ 01/07/2025", "đến hết 30/06/2025" */
str place_of(arena *a, str parent, str grand);        /* "Huyện Nho Quan, Tỉnh Ninh Bình" */

extern const struct list unit_found_list;
err units_page_run(struct req *q);
err unit_page_run(struct req *q);
MUST_USE err unit_neighbours(struct req *q, struct unit_view *v);
err outlines_run(struct req *q);
void outline_write(buf *b, const struct outline *o); /* as the geometry of a GeoJSON feature */
extern const struct shape units_view_shape, unit_view_shape;
