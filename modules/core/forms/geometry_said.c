/* geometry_said: a geometry as programs read it, as people type and read it, and how large it is. */
#include "core/forms/geometry_inside.h"
#include <math.h>

/* ---- numbers ---- */

str geometry_degrees(arena *a, int32_t v)
{
	int64_t all = v, part = (all < 0 ? -all : all) % GEOMETRY_DEGREE;
	int places = 7;
	for (; places > 1 && part % 10 == 0; places--)
		part /= 10;
	return str_format(a, "%s%lld.%0*lld", all < 0 ? "-" : "", (long long)((all < 0 ? -all : all) / GEOMETRY_DEGREE), places,
		(long long)part);
}

/* "1,25": two places at most. */
static str decimal(arena *a, double v)
{
	int64_t hundredths = llround(v * 100);
	str whole = show_int(a, hundredths / 100);
	int part = (int)(hundredths % 100);
	if (!part)
		return whole;
	return part % 10 ? str_format(a, "%.*s,%02d", STR_ARG(whole), part) : str_format(a, "%.*s,%d", STR_ARG(whole), part / 10);
}

/* ---- how large: on the ellipsoid of WGS84 ---- */

#define AXIS   6378137.0
#define SQUARE 0.00669437999014 /* of its eccentricity */

static double radians(int32_t v) { return v / (double)GEOMETRY_DEGREE * (M_PI / 180); }

static double distance(const int32_t *p, const int32_t *q)
{
	double middle = (radians(p[1]) + radians(q[1])) / 2, s = sin(middle), w = 1 - SQUARE * s * s;
	double north = (radians(q[1]) - radians(p[1])) * AXIS * (1 - SQUARE) / (w * sqrt(w));
	double east = (radians(q[0]) - radians(p[0])) * AXIS / sqrt(w) * cos(middle);
	return hypot(north, east);
}

double geometry_metres(const struct geometry *g)
{
	double sum = 0;
	size_t from = 0;
	for (size_t ring = 0; ring < g->nrings; from = g->ends[ring++])
		for (size_t i = from; i < g->ends[ring]; i++)
			if (i + 1 < g->ends[ring] || g->shape == GEOMETRY_POLYGON)
				sum += distance(g->points[i], g->points[i + 1 < g->ends[ring] ? i + 1 : from]);
	return sum;
}

/* Of the band from the equator to a parallel, for one radian of longitude. */
static double band(int32_t north)
{
	double s = sin(radians(north)), e = sqrt(SQUARE);
	return AXIS * AXIS / 2 * (1 - SQUARE) * (s / (1 - SQUARE * s * s) + atanh(e * s) / e);
}

/* More than nothing: against the clock. */
static double ring_area(const struct geometry *g, size_t from, size_t end)
{
	double sum = 0, base = from < end ? band(g->points[from][1]) : 0;
	for (size_t i = from; i < end; i++) {
		const int32_t *p = g->points[i], *q = g->points[i + 1 < end ? i + 1 : from];
		sum -= (radians(q[0]) - radians(p[0])) * ((band(p[1]) - base) + (band(q[1]) - base)) / 2;
	}
	return sum;
}

double geometry_square_metres(const struct geometry *g)
{
	double sum = 0;
	size_t from = 0;
	for (size_t ring = 0; ring < g->nrings && g->shape == GEOMETRY_POLYGON; from = g->ends[ring++])
		sum += (ring ? -1 : 1) * fabs(ring_area(g, from, g->ends[ring]));
	return sum;
}

void geometry_middle(const struct geometry *g, int32_t *east, int32_t *north)
{
	int32_t box[2][2] = {{INT32_MAX, INT32_MIN}, {INT32_MAX, INT32_MIN}};
	for (size_t i = 0; i < g->n; i++)
		for (int axis = 0; axis < 2; axis++) {
			int32_t v = g->points[i][axis];
			box[axis][0] = v < box[axis][0] ? v : box[axis][0];
			box[axis][1] = v > box[axis][1] ? v : box[axis][1];
		}
	*east = (int32_t)(((int64_t)box[0][0] + box[0][1]) / 2);
	*north = (int32_t)(((int64_t)box[1][0] + box[1][1]) / 2);
}

/* ---- in words ---- */

static str place(arena *a, int32_t east, int32_t north)
{
	return str_format(a, "%s, %s", geometry_degrees(a, north).s, geometry_degrees(a, east).s);
}

static str length_said(arena *a, double metres)
{
	return metres < 1000 ? str_format(a, "%s m", decimal(a, metres).s) : str_format(a, "%s km", decimal(a, metres / 1000).s);
}

static str area_said(arena *a, double square)
{
	str metres = show_int(a, llround(square));
	if (square < 10000)
		return str_format(a, "%.*s m²", STR_ARG(metres));
	if (square < 10 * 1000 * 1000)
		return str_format(a, "%s ha (%.*s m²)", decimal(a, square / 10000).s, STR_ARG(metres));
	return str_format(a, "%s km² (%s ha)", decimal(a, square / 1e6).s, decimal(a, square / 10000).s);
}

str geometry_said(arena *a, const struct geometry *g)
{
	int32_t east, north;
	geometry_middle(g, &east, &north);
	str at = place(a, east, north);
	if (g->shape == GEOMETRY_POINT)
		return at;
	if (g->shape == GEOMETRY_LINE)
		return str_format(a, "Dài %s, %zu điểm, quanh %s", length_said(a, geometry_metres(g)).s, g->n, at.s);
	return str_format(a, "Rộng %s, chu vi %s, %zu điểm, quanh %s", area_said(a, geometry_square_metres(g)).s,
		length_said(a, geometry_metres(g)).s, g->n, at.s);
}

str geometry_typed(arena *a, const struct geometry *g)
{
	buf b = {.a = a};
	if (g->nrings != 1)
		return geometry_json(a, g);
	for (size_t i = 0; i < g->n; i++)
		buf_printf(&b, "%s%s", i ? "\n" : "", place(a, g->points[i][0], g->points[i][1]).s);
	return buf_text(&b);
}

/* ---- GeoJSON ---- */

const char *const geometry_types[GEOMETRY_SHAPES] = {"Point", "LineString", "Polygon"};

static void write_point(buf *b, const int32_t *p)
{
	buf_printf(b, "[%s,%s]", geometry_degrees(b->a, p[0]).s, geometry_degrees(b->a, p[1]).s);
}

static void write_ring(buf *b, const struct geometry *g, size_t ring)
{
	size_t from = ring ? g->ends[ring - 1] : 0, n = g->ends[ring] - from;
	bool turned = g->shape == GEOMETRY_POLYGON && (ring_area(g, from, from + n) > 0) != (ring == 0);
	size_t written = g->shape == GEOMETRY_POLYGON ? n + 1 : n;
	buf_lit(b, "[");
	for (size_t i = 0; i < written; i++) {
		buf_str(b, i ? S(",") : S(""));
		write_point(b, g->points[from + (turned ? n - i % n : i) % n]);
	}
	buf_lit(b, "]");
}

str geometry_json(arena *a, const struct geometry *g)
{
	buf b = {.a = a};
	buf_printf(&b, "{\"type\":\"%s\",\"coordinates\":", geometry_types[g->shape]);
	if (g->shape == GEOMETRY_POINT)
		write_point(&b, g->points[0]);
	if (g->shape == GEOMETRY_LINE)
		write_ring(&b, g, 0);
	if (g->shape == GEOMETRY_POLYGON)
		for (size_t ring = 0; ring < g->nrings; ring++) {
			buf_str(&b, ring ? S(",") : S("["));
			write_ring(&b, g, ring);
		}
	buf_str(&b, g->shape == GEOMETRY_POLYGON ? S("]}") : S("}"));
	return buf_text(&b);
}
