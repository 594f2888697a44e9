#include "web/pictures/map.h"
#include <math.h>

/* A degree to the east is shorter than one to the north, by the cosine of the latitude: near enough for a province or a country. */
static double cosine(int32_t south, int32_t north) { return cos((south + north) / 2.0 / 10000 * (M_PI / 180)); }

static void widen(const struct outline *o, int32_t *box, bool *any)
{
	const int32_t of[] = {o->west, o->south, o->east, o->north};
	for (int i = 0; i < 4; i++)
		if (!*any || (i < 2 ? of[i] < box[i] : of[i] > box[i]))
			box[i] = of[i];
	*any = true;
}

struct map_plan map_plan_of(const struct area_map *m)
{
	struct map_plan g = {.m = m};
	int32_t box[4] = {0, 0, 1, 1};
	bool any = false;
	for (size_t i = 0; i < m->n; i++)
		if (m->places[i].outline) {
			g.drawn++;
			widen(m->places[i].outline, box, &any);
		}
	double wide = (box[2] - box[0]) * cosine(box[1], box[3]), high = box[3] - box[1];
	const double room = MAP_WIDTH - 2 * MAP_MARGIN, tall = MAP_HEIGHT - 2 * MAP_MARGIN;
	g.down = wide <= 0 || high <= 0 ? 1 : room / wide < tall / high ? room / wide : tall / high;
	g.across = g.down * cosine(box[1], box[3]);
	g.west = box[0];
	g.north = box[3];
	g.width = lround(wide * g.down) + 2 * MAP_MARGIN;
	g.height = lround(high * g.down) + 2 * MAP_MARGIN;
	return g;
}

int64_t map_x(const struct map_plan *g, int32_t east) { return lround((east - g->west) * g->across) + MAP_MARGIN; }
int64_t map_y(const struct map_plan *g, int32_t north) { return lround((g->north - north) * g->down) + MAP_MARGIN; }

static void ring(buf *b, const struct map_plan *g, const int32_t (*points)[2], size_t n)
{
	enum { DOT = 3 };
	int64_t x = 0, y = 0;
	size_t kept = 0, before = b->n;
	for (size_t i = 0; i < n; i++) {
		int64_t to_x = map_x(g, points[i][0]), to_y = map_y(g, points[i][1]);
		if (!kept)
			buf_printf(b, "M%lld %lldl", (long long)to_x, (long long)to_y);
		else if (to_x == x && to_y == y)
			continue;
		else
			buf_printf(b, "%s%lld %lld", kept > 1 ? " " : "", (long long)(to_x - x), (long long)(to_y - y));
		x = to_x;
		y = to_y;
		kept++;
	}
	if (kept >= 3) {
		buf_lit(b, "z");
		return;
	}
	b->n = before; /* so small that it has no shape: its place is told all the same */
	if (n)
		buf_printf(b, "M%lld %lldh%dv%dh-%dz", (long long)map_x(g, points[0][0]) - 1,
			(long long)map_y(g, points[0][1]) - 1, DOT, DOT, DOT);
}

str map_path(arena *a, const struct map_plan *g, const struct outline *o)
{
	buf b = {.a = a};
	size_t from = 0;
	for (size_t i = 0; i < o->nrings; from = o->ends[i++])
		ring(&b, g, o->points + from, o->ends[i] - from);
	return buf_text(&b);
}

/* Twice its area, and where its weight lies. */
static double weight(const int32_t (*points)[2], size_t n, double *x, double *y)
{
	double sum = 0, sx = 0, sy = 0, ox = points[0][0], oy = points[0][1];
	for (size_t i = 0; i < n; i++) {
		const int32_t *p = points[i], *q = points[(i + 1) % n];
		double part = (p[0] - ox) * (q[1] - oy) - (q[0] - ox) * (p[1] - oy);
		sum += part;
		sx += (p[0] + q[0] - 2 * ox) * part;
		sy += (p[1] + q[1] - 2 * oy) * part;
	}
	*x = sum != 0 ? ox + sx / (3 * sum) : ox;
	*y = sum != 0 ? oy + sy / (3 * sum) : oy;
	return fabs(sum);
}

void map_middle(const struct outline *o, int32_t *east, int32_t *north)
{
	double most = -1;
	size_t from = 0;
	*east = *north = 0;
	for (size_t i = 0; i < o->nrings; from = o->ends[i++]) {
		double x, y, size = weight(o->points + from, o->ends[i] - from, &x, &y);
		if (size <= most)
			continue;
		most = size;
		*east = (int32_t)lround(x);
		*north = (int32_t)lround(y);
	}
}

str map_degrees(arena *a, int32_t v) { return str_format(a, "%d.%04d", v / 10000, v % 10000); }

const char *map_look_name(enum map_look look)
{
	static const char *const names[] = {"plain", "good", "middle", "bad", "here"};
	return names[look];
}

int64_t map_number(const struct map_plan *g, size_t i)
{
	const struct area_map *m = g->m;
	int64_t number = 0;
	for (size_t k = 0; k <= i; k++)
		number += m->places[k].outline != NULL;
	return m->places[i].outline && g->drawn <= MAP_NUMBERED ? number : 0;
}
