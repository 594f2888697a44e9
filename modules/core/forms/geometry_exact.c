/* geometry_exact: whether a polygon is one. All of it is decided in whole numbers: within Viet Nam differences of ten-millionths of a degree have 28
 * bits, their products 57, so nothing is rounded. */
#include "core/forms/geometry_inside.h"

struct edge {
	const int32_t *from, *to;
	size_t ring, place, of; /* its place among the edges of its ring, of how many */
};

static int64_t turn(const int32_t *a, const int32_t *b, const int32_t *c)
{
	int64_t n = ((int64_t)b[0] - a[0]) * ((int64_t)c[1] - a[1]) - ((int64_t)b[1] - a[1]) * ((int64_t)c[0] - a[0]);
	return (n > 0) - (n < 0);
}

static bool apart(const struct edge *e, const struct edge *f, int axis)
{
	int32_t e1 = e->from[axis], e2 = e->to[axis], f1 = f->from[axis], f2 = f->to[axis];
	return (e1 > e2 ? e1 : e2) < (f1 < f2 ? f1 : f2) || (f1 > f2 ? f1 : f2) < (e1 < e2 ? e1 : e2);
}

/* Those that do not follow one another have no point in common. */
static bool meet(const struct edge *e, const struct edge *f)
{
	if (apart(e, f, 0) || apart(e, f, 1))
		return false;
	return turn(e->from, e->to, f->from) * turn(e->from, e->to, f->to) <= 0 &&
	       turn(f->from, f->to, e->from) * turn(f->from, f->to, e->to) <= 0;
}

/* Two that follow one another go back over themselves. */
static bool folds(const struct edge *e, const struct edge *next)
{
	const int32_t *a = e->from, *b = e->to, *c = next->to;
	int64_t onward = ((int64_t)b[0] - a[0]) * ((int64_t)c[0] - b[0]) + ((int64_t)b[1] - a[1]) * ((int64_t)c[1] - b[1]);
	return turn(a, b, c) == 0 && onward < 0;
}

static bool clash(const struct edge *e, const struct edge *f)
{
	bool same = e->ring == f->ring;
	if (same && f->place == (e->place + 1) % e->of)
		return folds(e, f);
	if (same && e->place == (f->place + 1) % f->of)
		return folds(f, e);
	return meet(e, f);
}

static size_t edges_of(const struct geometry *g, struct edge *out)
{
	size_t n = 0, from = 0;
	for (size_t ring = 0; ring < g->nrings; from = g->ends[ring++])
		for (size_t i = from, of = g->ends[ring] - from; i < g->ends[ring]; i++)
			out[n++] =
				(struct edge){g->points[i], g->points[i + 1 < g->ends[ring] ? i + 1 : from], ring, i - from, of};
	return n;
}

/* No point lies on an edge: that was looked at before. */
static bool inside(const struct geometry *g, size_t ring, const int32_t *p)
{
	bool in = false;
	size_t from = ring ? g->ends[ring - 1] : 0;
	for (size_t i = from, before = g->ends[ring] - 1; i < g->ends[ring]; before = i++) {
		const int32_t *a = g->points[before], *b = g->points[i];
		if ((a[1] > p[1]) != (b[1] > p[1]) && turn(a, b, p) == (b[1] > a[1] ? 1 : -1))
			in = !in;
	}
	return in;
}

static str near(arena *a, const int32_t *p)
{
	return str_format(a, "%s, %s", geometry_degrees(a, p[1]).s, geometry_degrees(a, p[0]).s);
}

str geometry_crossed(arena *a, const struct geometry *g)
{
	if (g->shape != GEOMETRY_POLYGON)
		return S("");
	struct edge *e = NEWN(a, struct edge, g->n + 1);
	size_t n = edges_of(g, e);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (clash(&e[i], &e[k]))
				return str_format(
					a, "các cạnh cắt hoặc chạm nhau gần %s; hãy vẽ lại chỗ đó", near(a, e[k].from).s);
	for (size_t ring = 1; ring < g->nrings; ring++) {
		const int32_t *p = g->points[g->ends[ring - 1]];
		bool in = inside(g, 0, p);
		for (size_t other = 1; other < g->nrings; other++)
			in &= other == ring || !inside(g, other, p);
		if (!in)
			return str_format(a, "phần khoét ra gần %s không nằm trong vùng", near(a, p).s);
	}
	return S("");
}
