/* Inside geometry: geometry.c reads, geometry_exact.c says what crosses what, geometry_said.c writes and measures. */
#pragma once
#include "core/forms/geometry.h"

extern const char *const geometry_types[GEOMETRY_SHAPES]; /* "Point", as GeoJSON has it */
struct geometry_reading {
	struct ctx *c;
	struct geometry *g;
	bool typed; /* by a person: north first */
	str problem;
};
/* Empty: no edge of a polygon crosses or touches another, and each hole lies in it; else what is wrong and near which point. */
str geometry_crossed(arena *a, const struct geometry *g);
