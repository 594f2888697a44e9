/* label: the point of a parcel that is farthest from its edges, as mapbox's polylabel 2.1.0 (ISC) finds it (cells by what they may hold at best, in a binary
 * heap), and its GeoHash. */
#include "geo.h"
#include <math.h>

/* Long thin parcels have a whole line of equal points; the search ends where it has looked at so many edges, with the best so far. */
enum { EDGES_LOOKED_AT = 20 * 1000 * 1000, CELLS_MAX = 400 * 1000 };
static const double precision = 0.001;

struct cell {
	double x, y, half, distance, most;
};
struct search {
	arena *a;
	const struct ground *g;
	struct cell best, *heap;
	size_t n, room;
	int64_t looked;
};

static double at_x(const struct search *s, size_t i) { return (double)s->g->points[i][0] / 1000; }
static double at_y(const struct search *s, size_t i) { return (double)s->g->points[i][1] / 1000; }

static double segment_squared(double px, double py, double ax, double ay, double bx, double by)
{
	double dx = bx - ax, dy = by - ay;
	if (dx != 0 || dy != 0) {
		double t = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy);
		if (t > 1) {
			ax = bx;
			ay = by;
		} else if (t > 0) {
			ax += dx * t;
			ay += dy * t;
		}
	}
	return (px - ax) * (px - ax) + (py - ay) * (py - ay);
}

/* Inside: how far the nearest edge is; outside: the same, negative. No farther than `enough`: then that, as polylabel says it; which of nearly
 * equal points it finds hangs on it. */
static double distance(struct search *s, double x, double y, double enough)
{
	bool inside = false;
	double least = INFINITY;
	for (size_t ring = 0, from = 0; ring < s->g->nrings; from = s->g->ends[ring++])
		for (size_t i = from, end = s->g->ends[ring], j = end - 1; i < end; j = i++) {
			double ax = at_x(s, i), ay = at_y(s, i), bx = at_x(s, j), by = at_y(s, j);
			if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax)
				inside = !inside;
			double d = segment_squared(x, y, ax, ay, bx, by);
			least = d < least ? d : least;
		}
	s->looked += (int64_t)s->g->n;
	if (enough > 0 && least <= enough * enough)
		return enough;
	return (inside ? 1 : -1) * sqrt(least);
}

static struct cell cell_of(struct search *s, double x, double y, double half, double enough)
{
	double d = distance(s, x, y, enough);
	return (struct cell){x, y, half, d, d + half * M_SQRT2};
}

/* In the coordinates of the zone themselves, as polylabel 2.1.0 does: where many points are nearly equal, the last digits choose. */
static struct cell centroid(struct search *s)
{
	double area = 0, x = 0, y = 0;
	size_t n = s->g->ends[0];
	for (size_t k = 1; k <= n; k++) { /* the edge that closes the ring comes last */
		size_t i = k % n, j = k - 1;
		double ax = at_x(s, i), ay = at_y(s, i), bx = at_x(s, j), by = at_y(s, j), f = ax * by - bx * ay;
		x += (ax + bx) * f;
		y += (ay + by) * f;
		area += f * 3;
	}
	struct cell k = cell_of(s, area == 0 ? 0 : x / area, area == 0 ? 0 : y / area, 0, -1);
	return area == 0 || k.distance < 0 ? cell_of(s, at_x(s, 0), at_y(s, 0), 0, -1) : k;
}

static void push(struct search *s, struct cell k)
{
	s->heap = GROWN(s->a, s->heap, s->n, &s->room, 256);
	size_t at = s->n++;
	for (; at > 0 && s->heap[(at - 1) / 2].most < k.most; at = (at - 1) / 2)
		s->heap[at] = s->heap[(at - 1) / 2];
	s->heap[at] = k;
}

static struct cell pop(struct search *s)
{
	struct cell top = s->heap[0], last = s->heap[--s->n];
	size_t at = 0, half = s->n / 2;
	while (at < half) {
		size_t child = 2 * at + 1;
		if (child + 1 < s->n && s->heap[child + 1].most > s->heap[child].most)
			child++;
		if (s->heap[child].most <= last.most)
			break;
		s->heap[at] = s->heap[child];
		at = child;
	}
	if (s->n)
		s->heap[at] = last;
	return top;
}

static void look(struct search *s, double x, double y, double half)
{
	struct cell k = cell_of(s, x, y, half, s->best.distance - fmax(0, half * M_SQRT2 - precision));
	if (k.most > s->best.distance + precision)
		push(s, k);
	if (k.distance > s->best.distance)
		s->best = k;
}

static void find(struct search *s)
{
	int64_t box[4];
	ground_bounds(s->g, box);
	double west = (double)box[0] / 1000, south = (double)box[1] / 1000, east = (double)box[2] / 1000,
	       north = (double)box[3] / 1000;
	double width = east - west, height = north - south;
	double size = fmin(width, height);
	s->best = centroid(s);
	struct cell middle = cell_of(s, west + width / 2, south + height / 2, 0, -1);
	if (middle.distance > s->best.distance)
		s->best = middle;
	if (size <= precision)
		return;
	for (double x = west; x < east && s->looked < EDGES_LOOKED_AT; x += size)
		for (double y = south; y < north && s->looked < EDGES_LOOKED_AT; y += size)
			look(s, x + size / 2, y + size / 2, size / 2);
	while (s->n && s->n < CELLS_MAX && s->looked < EDGES_LOOKED_AT) {
		struct cell k = pop(s);
		if (k.most - s->best.distance <= precision)
			return;
		double half = k.half / 2;
		look(s, k.x - half, k.y - half, half);
		look(s, k.x + half, k.y - half, half);
		look(s, k.x - half, k.y + half, half);
		look(s, k.x + half, k.y + half, half);
	}
}

/* ---- the code ---- */

static const char letters[] = "0123456789bcdefghjkmnpqrstuvwxyz";

static void geohash(double longitude, double latitude, char out[PARCEL_CODE_LENGTH + 1])
{
	double low[2] = {-180, -90}, high[2] = {180, 90}, at[2] = {longitude, latitude};
	for (int i = 0, bit = 0; i < PARCEL_CODE_LENGTH; i++) {
		int letter = 0;
		for (int k = 0; k < 5; k++, bit++) {
			int axis = bit % 2;
			double middle = (low[axis] + high[axis]) / 2;
			bool upper = at[axis] >= middle;
			*(upper ? &low[axis] : &high[axis]) = middle;
			letter = letter * 2 + upper;
		}
		out[i] = letters[letter];
	}
	out[PARCEL_CODE_LENGTH] = 0;
}

bool parcel_code_like(str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!code.s[i] || !strchr(letters, code.s[i]))
			return false;
	return code.n == PARCEL_CODE_LENGTH;
}

err parcel_code_of(struct ctx *c, int64_t meridian, const struct ground *g, struct parcel_code *out)
{
	struct search s = {.a = c->a, .g = g};
	find(&s);
	out->at = (struct ground_point){llround(s.best.x * 1000), llround(s.best.y * 1000)};
	TRY(ground_to_earth(
		c, meridian, (double)out->at.east / 1000, (double)out->at.north / 1000, &out->longitude, &out->latitude));
	geohash(out->longitude, out->latitude, out->code);
	return NULL;
}
