/* shape: the adapter of GEOS. Each question has a context of its own, which goes with the arena of who asks. Metres from the first point: the numbers
 * stay small, and what is made comes back to whole millimetres. */
#include "geo.h"
#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct shapes {
	struct ctx *c;
	GEOSContextHandle_t g;
	int64_t east, north;
	char said[300];
};
struct held {
	struct shapes *s;
	GEOSGeometry *v;
};

static void note(const char *message, void *arg)
{
	struct shapes *s = arg;
	snprintf(s->said, sizeof s->said, "%s", message);
}
static void finish(void *arg) { GEOS_finish_r(((struct shapes *)arg)->g); }
static void destroy(void *arg)
{
	struct held *h = arg;
	GEOSGeom_destroy_r(h->s->g, h->v);
}

static struct shapes *begin(struct ctx *c, const struct ground *g)
{
	struct shapes *s = NEW(c->a, struct shapes);
	*s = (struct shapes){.c = c, .g = GEOS_init_r(), .east = g->points[0][0], .north = g->points[0][1]};
	GEOSContext_setErrorMessageHandler_r(s->g, note, s);
	arena_defer(c->a, finish, s);
	return s;
}
static err broken(struct shapes *s) { return FAIL(s->c, BROKEN, "geos: %s", s->said); }

/* What the library gave, to be destroyed with the rest; NULL is its refusal. */
static err keep(struct shapes *s, GEOSGeometry *v, GEOSGeometry **out)
{
	if (!v)
		return broken(s);
	struct held *h = NEW(s->c->a, struct held);
	*h = (struct held){s, v};
	arena_defer(s->c->a, destroy, h);
	*out = v;
	return NULL;
}

static GEOSCoordSequence *sequence(struct shapes *s, const int64_t (*points)[2], size_t n, bool closed)
{
	GEOSCoordSequence *q = GEOSCoordSeq_create_r(s->g, (unsigned)(n + closed), 2);
	for (size_t i = 0; q && i < n + closed; i++)
		GEOSCoordSeq_setXY_r(s->g, q, (unsigned)i, (double)(points[i % n][0] - s->east) / 1000,
			(double)(points[i % n][1] - s->north) / 1000);
	return q;
}

static err polygon(struct shapes *s, const struct ground *g, GEOSGeometry **out)
{
	GEOSGeometry *rings[GROUND_RINGS_MAX];
	size_t n = 0;
	for (size_t from = 0; n < g->nrings; from = g->ends[n++]) {
		GEOSCoordSequence *q = sequence(s, (const int64_t(*)[2])g->points + from, g->ends[n] - from, true);
		rings[n] = q ? GEOSGeom_createLinearRing_r(s->g, q) : NULL;
		if (!rings[n])
			break;
	}
	if (n < g->nrings) {
		while (n-- > 0)
			GEOSGeom_destroy_r(s->g, rings[n]);
		return broken(s);
	}
	return keep(s, GEOSGeom_createPolygon_r(s->g, rings[0], rings + 1, (unsigned)n - 1), out);
}

/* ---- is it one ---- */

err ground_wrong(struct ctx *c, const struct ground *g, str *why)
{
	struct shapes *s = begin(c, g);
	GEOSGeometry *v, *where = NULL, *kept;
	char *reason = NULL;
	*why = S("");
	TRY(polygon(s, g, &v));
	char valid = GEOSisValidDetail_r(s->g, v, 0, &reason, &where);
	bool crosses = reason && strstr(reason, "Self-intersection"), hole = reason && strstr(reason, "ole");
	if (reason)
		GEOSFree_r(s->g, reason);
	if (where)
		TRY(keep(s, where, &kept));
	if (valid == 2)
		return broken(s);
	if (valid == 1)
		return NULL;
	double x = 0, y = 0;
	if (where && GEOSGeomTypeId_r(s->g, where) == GEOS_POINT) {
		GEOSGeomGetX_r(s->g, where, &x);
		GEOSGeomGetY_r(s->g, where, &y);
	}
	*why = str_format(c->a, "%s gần điểm E %.3f, N %.3f. Hãy xem lại thứ tự các đỉnh",
		crosses ? "có cạnh cắt hoặc chạm nhau"
		: hole  ? "có phần khoét ra ngoài hoặc chồng lên nhau"
			: "có hình không khép đúng",
		x + (double)s->east / 1000, y + (double)s->north / 1000);
	return NULL;
}

/* ---- areas of what is common and what is not ---- */

static err area_of(struct shapes *s, const GEOSGeometry *v, int64_t *out)
{
	double area;
	if (!GEOSArea_r(s->g, v, &area))
		return broken(s);
	*out = llround(area * 1000000);
	return NULL;
}

static err common(struct shapes *s, const GEOSGeometry *a, const GEOSGeometry *b, int64_t *out)
{
	GEOSGeometry *v;
	TRY(keep(s, GEOSIntersection_r(s->g, a, b), &v));
	return area_of(s, v, out);
}
static err without(struct shapes *s, const GEOSGeometry *a, const GEOSGeometry *b, int64_t *out)
{
	GEOSGeometry *v;
	TRY(keep(s, GEOSDifference_r(s->g, a, b), &v));
	return area_of(s, v, out);
}

err ground_overlap(struct ctx *c, const struct ground *a, const struct ground *b, int64_t *area)
{
	struct shapes *s = begin(c, a);
	GEOSGeometry *first, *second;
	TRY(polygon(s, a, &first));
	TRY(polygon(s, b, &second));
	return common(s, first, second, area);
}

static err united(struct shapes *s, GEOSGeometry *const *v, size_t n, GEOSGeometry **out)
{
	*out = v[0];
	for (size_t i = 1; i < n; i++)
		TRY(keep(s, GEOSUnion_r(s->g, *out, v[i]), out));
	return NULL;
}

static err polygons(struct shapes *s, struct grounds parts, GEOSGeometry *v[GROUND_PARTS_MAX])
{
	if (!parts.n || parts.n > GROUND_PARTS_MAX)
		return FAIL(s->c, INVALID, "Mỗi lần tách hoặc hợp từ 1 đến %d thửa.", GROUND_PARTS_MAX);
	for (size_t i = 0; i < parts.n; i++)
		TRY(polygon(s, &parts.v[i], &v[i]));
	return NULL;
}

err ground_fits(struct ctx *c, const struct ground *whole, struct grounds parts, struct ground_fit *out)
{
	struct shapes *s = begin(c, &parts.v[0]);
	GEOSGeometry *v[GROUND_PARTS_MAX], *all, *of;
	int64_t area;
	*out = (struct ground_fit){0};
	TRY(polygons(s, parts, v));
	for (size_t i = 0; i < parts.n; i++)
		for (size_t j = 0; j < i; j++) {
			TRY(common(s, v[i], v[j], &area));
			out->overlap += area;
		}
	if (!whole)
		return NULL;
	TRY(polygon(s, whole, &of));
	TRY(united(s, v, parts.n, &all));
	TRY(without(s, of, all, &out->gap));
	return without(s, all, of, &out->outside);
}

/* ---- shapes that it makes ---- */

static bool ring_take(struct shapes *s, const GEOSGeometry *ring, struct ground *out)
{
	const GEOSCoordSequence *q = GEOSGeom_getCoordSeq_r(s->g, ring);
	unsigned n = 0;
	size_t begun = out->n;
	if (!q || !GEOSCoordSeq_getSize_r(s->g, q, &n) || n < 4 || out->nrings == GROUND_RINGS_MAX)
		return false;
	for (unsigned i = 0; i + 1 < n; i++) {
		double x, y;
		GEOSCoordSeq_getXY_r(s->g, q, i, &x, &y);
		int64_t at[2] = {llround(x * 1000) + s->east, llround(y * 1000) + s->north};
		if (out->n > begun && at[0] == out->points[out->n - 1][0] && at[1] == out->points[out->n - 1][1])
			continue;
		if (out->n == GROUND_POINTS_MAX)
			return false;
		memcpy(out->points[out->n++], at, sizeof at);
	}
	while (out->n > begun + 3 && !memcmp(out->points[out->n - 1], out->points[begun], sizeof out->points[0]))
		out->n--;
	out->ends[out->nrings++] = out->n;
	return out->n - begun >= 3;
}

static err take(struct shapes *s, const GEOSGeometry *v, struct ground *out)
{
	arena *a = s->c->a;
	*out = (struct ground){
		.points = arena_get(a, GROUND_POINTS_MAX * sizeof *out->points), .ends = NEWN(a, size_t, GROUND_RINGS_MAX)};
	bool whole = ring_take(s, GEOSGetExteriorRing_r(s->g, v), out);
	for (int i = 0, n = GEOSGetNumInteriorRings_r(s->g, v); whole && i < n; i++)
		whole = ring_take(s, GEOSGetInteriorRingN_r(s->g, v, i), out);
	return whole ? NULL : FAIL(s->c, INVALID, "Hình thu được có quá nhiều đỉnh, hoặc quá hẹp để vẽ.");
}

err ground_union(struct ctx *c, struct grounds parts, int64_t snap, struct ground *out)
{
	struct shapes *s = begin(c, &parts.v[0]);
	GEOSGeometry *v[GROUND_PARTS_MAX], *all;
	TRY(polygons(s, parts, v));
	for (size_t i = 1; snap && i < parts.n; i++)
		TRY(keep(s, GEOSSnap_r(s->g, v[i], v[i - 1], (double)snap / 1000), &v[i]));
	TRY(united(s, v, parts.n, &all));
	if (GEOSGeomTypeId_r(s->g, all) != GEOS_POLYGON)
		return FAIL(c, INVALID, "Các thửa không liền nhau theo một cạnh chung nên không hợp được thành một thửa.");
	return take(s, all, out);
}

static int by_place(const void *a, const void *b)
{
	int64_t one[4], other[4];
	ground_bounds(a, one);
	ground_bounds(b, other);
	for (int i = 0; i < 2; i++)
		if (one[i] != other[i])
			return one[i] < other[i] ? -1 : 1;
	return 0;
}

/* Those of the faces that lie inside. */
static err faces_inside(struct shapes *s, const GEOSGeometry *of, const GEOSGeometry *faces, struct grounds *out)
{
	int n = GEOSGetNumGeometries_r(s->g, faces);
	out->v = NEWN(s->c->a, struct ground, n + 1);
	for (int i = 0; i < n; i++) {
		const GEOSGeometry *face = GEOSGetGeometryN_r(s->g, faces, i);
		GEOSGeometry *inner;
		TRY(keep(s, GEOSPointOnSurface_r(s->g, face), &inner));
		if (GEOSContains_r(s->g, of, inner) != 1)
			continue;
		if (out->n == GROUND_PARTS_MAX)
			return FAIL(s->c, INVALID, "Đường tách cắt thửa thành quá nhiều phần.");
		TRY(take(s, face, &out->v[out->n++]));
	}
	qsort(out->v, out->n, sizeof *out->v, by_place);
	return NULL;
}

err ground_cut(struct ctx *c, const struct ground *g, const struct ground_point *line, size_t n, struct grounds *out)
{
	struct shapes *s = begin(c, g);
	GEOSGeometry *of, *edge, *cut, *nodes, *faces;
	*out = (struct grounds){0};
	if (n < 2 || n > GROUND_POINTS_MAX)
		return FAIL(c, INVALID, "Đường tách cần từ 2 đến %d điểm.", GROUND_POINTS_MAX);
	int64_t(*points)[2] = arena_get(c->a, n * sizeof *points);
	for (size_t i = 0; i < n; i++) {
		points[i][0] = line[i].east;
		points[i][1] = line[i].north;
	}
	TRY(polygon(s, g, &of));
	GEOSCoordSequence *q = sequence(s, (const int64_t(*)[2])points, n, false);
	TRY(keep(s, q ? GEOSGeom_createLineString_r(s->g, q) : NULL, &cut));
	TRY(keep(s, GEOSBoundary_r(s->g, of), &edge));
	TRY(keep(s, GEOSUnion_r(s->g, edge, cut), &nodes));
	TRY(keep(s, GEOSPolygonize_r(s->g, (const GEOSGeometry *const[]){nodes}, 1), &faces));
	TRY(faces_inside(s, of, faces, out));
	if (out->n < 2)
		return FAIL(c, INVALID, "Đường tách không cắt qua thửa đất. Hãy cho hai đầu đường tách ra ngoài ranh giới thửa.");
	return NULL;
}
