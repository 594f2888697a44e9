/* ground: shapes in whole millimetres: areas, bounds, how they are kept. Exact: sums of products in 128 bits. */
#include "geo.h"
#include <stdlib.h>
#include <math.h>

static __int128 twice(const int64_t (*p)[2], size_t n)
{
	__int128 sum = 0;
	for (size_t i = 0; i < n; i++) {
		const int64_t *a = p[i], *b = p[(i + 1) % n];
		sum += (__int128)(a[0] - p[0][0]) * (b[1] - p[0][1]) - (__int128)(b[0] - p[0][0]) * (a[1] - p[0][1]);
	}
	return sum < 0 ? -sum : sum;
}

int64_t ground_area(const struct ground *g)
{
	__int128 sum = 0;
	for (size_t ring = 0, from = 0; ring < g->nrings; from = g->ends[ring++]) {
		__int128 one = twice((const int64_t(*)[2])g->points + from, g->ends[ring] - from);
		sum += ring ? -one : one;
	}
	return (int64_t)(sum / 2);
}

int64_t ground_hundredths(int64_t area) { return (area + 5000) / 10000; }

int64_t ground_edge(const struct ground *g)
{
	double sum = 0;
	for (size_t ring = 0, from = 0; ring < g->nrings; from = g->ends[ring++])
		for (size_t i = 0, n = g->ends[ring] - from; i < n; i++) {
			const int64_t *a = g->points[from + i], *b = g->points[from + (i + 1) % n];
			sum += hypot((double)(b[0] - a[0]), (double)(b[1] - a[1]));
		}
	return llround(sum);
}

void ground_bounds(const struct ground *g, int64_t box[4])
{
	box[0] = box[1] = INT64_MAX;
	box[2] = box[3] = INT64_MIN;
	for (size_t i = 0; i < g->n; i++)
		for (int axis = 0; axis < 2; axis++) {
			int64_t v = g->points[i][axis];
			box[axis] = v < box[axis] ? v : box[axis];
			box[axis + 2] = v > box[axis + 2] ? v : box[axis + 2];
		}
}

static void metres(buf *b, int64_t v) { buf_printf(b, "%lld.%03lld", (long long)(v / 1000), (long long)(v % 1000)); }

str ground_text(arena *a, const struct ground *g)
{
	buf b = {.a = a};
	for (size_t ring = 0, from = 0; ring < g->nrings; from = g->ends[ring++])
		for (size_t i = from; i < g->ends[ring]; i++) {
			buf_str(&b, !i ? S("") : i == from ? S("; ") : S(", "));
			metres(&b, g->points[i][0]);
			buf_lit(&b, " ");
			metres(&b, g->points[i][1]);
		}
	return buf_text(&b);
}

static bool millimetres(str text, int64_t *out)
{
	str whole, part;
	int64_t m, mm;
	if (!str_cut(text, '.', &whole, &part) || part.n != 3 || whole.n > 9 || !str_digits(whole) || !str_digits(part) ||
		!str_int(whole, &m) || !str_int(part, &mm))
		return false;
	*out = m * 1000 + mm;
	return true;
}

bool ground_read(arena *a, str kept, struct ground *out)
{
	str rings = kept, ring, point, east, north;
	*out = (struct ground){.points = arena_get(a, (GROUND_POINTS_MAX + 1) * sizeof *out->points),
		.ends = NEWN(a, size_t, GROUND_RINGS_MAX + 1)};
	for (bool more = kept.n > 0; more;) {
		more = str_cut(rings, ';', &ring, &rings);
		if (out->nrings == GROUND_RINGS_MAX)
			return false;
		for (bool points = true; points;) {
			points = str_cut(ring, ',', &point, &ring);
			if (out->n == GROUND_POINTS_MAX || !str_cut(str_trim(point), ' ', &east, &north) ||
				!millimetres(east, &out->points[out->n][0]) || !millimetres(north, &out->points[out->n][1]))
				return false;
			out->n++;
		}
		out->ends[out->nrings++] = out->n;
		if (out->n - (out->nrings > 1 ? out->ends[out->nrings - 2] : 0) < 3)
			return false;
	}
	return out->nrings > 0;
}
