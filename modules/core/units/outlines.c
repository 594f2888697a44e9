/* outlines: the edges of units, read once from the catalogue, as shapes for a map and as GeoJSON. tools/outlines.mjs has checked them when the
 * program was built. */
#include "units_pages.h"
#include "web/json.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "web/catalogue.h"
#include "web/reply.h"

/* Of what time the outlines are: versions of units that were over before or begin after have none. */
#define FIRST_DAY S("2025-07-01")
#define LAST_DAY  S("2026-04-30")
enum { SCALE = 10000 };
enum { PROVINCES_MAX = 100 };
static struct map known;
static const struct outline *provinces[PROVINCES_MAX]; /* with their islands */
static size_t nprovinces;
static arena memory;

/* ---- reading ---- */

static size_t members(const struct node *list)
{
	size_t n = 0;
	for (const struct node *k = list ? list->first : NULL; k; k = k->next)
		n++;
	return n;
}

static int32_t degrees(const struct node *n)
{
	char text[32] = "";
	if (n)
		snprintf(text, sizeof text, "%.*s", STR_ARG(n->text));
	return (int32_t)lround(strtod(text, NULL) * SCALE);
}

static void widen(struct outline *o, const int32_t *point)
{
	o->west = point[0] < o->west ? point[0] : o->west;
	o->east = point[0] > o->east ? point[0] : o->east;
	o->south = point[1] < o->south ? point[1] : o->south;
	o->north = point[1] > o->north ? point[1] : o->north;
}

/* The last point is the first again: it is left out. */
static size_t add_ring(struct outline *o, int32_t (*points)[2], size_t at, const struct node *ring)
{
	for (const struct node *k = ring->first; k && k->next; k = k->next, at++) {
		points[at][0] = degrees(k->first);
		points[at][1] = degrees(k->first ? k->first->next : NULL);
		widen(o, points[at]);
	}
	return at;
}

static struct outline *outline_of(const struct node *geometry)
{
	const struct node *type = json_member(geometry, "type"), *coordinates = json_member(geometry, "coordinates");
	bool many = type && str_is(type->text, "MultiPolygon");
	const struct node one = {.type = N_LIST, .first = coordinates ? coordinates->first : NULL};
	const struct node all = {.type = N_LIST, .first = many ? one.first : &one};
	size_t rings = 0, points = 0, at = 0;
	for (const struct node *polygon = all.first; polygon; polygon = polygon->next)
		for (const struct node *ring = polygon->first; ring; ring = ring->next, rings++)
			points += members(ring);
	struct outline *o = NEW(&memory, struct outline);
	int32_t(*room)[2] = arena_get(&memory, (points + 1) * sizeof *room);
	size_t *ends = NEWN(&memory, size_t, rings + 1);
	*o = (struct outline){
		.points = room, .ends = ends, .west = INT32_MAX, .south = INT32_MAX, .east = INT32_MIN, .north = INT32_MIN};
	for (const struct node *polygon = all.first; polygon; polygon = polygon->next)
		for (const struct node *ring = polygon->first; ring; ring = ring->next)
			ends[o->nrings++] = at = add_ring(o, room, at, ring);
	return o;
}

static str key_of(arena *a, str level, str code) { return str_format(a, "%.*s %.*s", STR_ARG(level), STR_ARG(code)); }

static void read_file(const char *file, const char *level)
{
	struct ctx c = {.a = &(arena){0}};
	const struct node *tree, *features;
	if (json_read(&c, catalogue_file(file), &tree) || !(features = json_member(tree, "features")))
		abort(); /* the build has checked it */
	for (const struct node *k = features->first; k; k = k->next) {
		const struct node *code = json_member(json_member(k, "properties"), "code");
		struct outline *o = outline_of(json_member(k, "geometry"));
		map_put(&known, key_of(&memory, str_of(level), code->text), o);
		if (!strcmp(level, "province") && nprovinces < PROVINCES_MAX)
			provinces[nprovinces++] = o;
	}
	arena_free(c.a);
}

static void read_all(void)
{
	known.a = &memory;
	read_file("outlines_provinces.geojson", "province");
	read_file("outlines_communes.geojson", "commune");
}

/* Days as texts: they sort as they follow one another. */
static bool comes_after(str day, str other) { return memcmp(day.s, other.s, 10) > 0; }

static pthread_once_t once = PTHREAD_ONCE_INIT;

const struct outline *unit_outline(str level, str code, str valid_from, str valid_to)
{
	char key[64];
	int n = snprintf(key, sizeof key, "%.*s %.*s", STR_ARG(level), STR_ARG(code));
	if (n < 0 || (size_t)n >= sizeof key || valid_from.n != 10 || comes_after(valid_from, LAST_DAY))
		return NULL;
	if (valid_to.n == 10 && !comes_after(valid_to, FIRST_DAY))
		return NULL;
	pthread_once(&once, read_all);
	return map_get(&known, (str){key, (size_t)n});
}

/* ---- is a place in the country? ---- */

/* Of a parallel a degree is shorter: seen from Cà Mau to Hà Giang between 0.92 and 0.99, so that a little more is near to the east. */
static bool by_edge(const int32_t *p, const int32_t *q, double east, double north, double within)
{
	double dx = q[0] - p[0], dy = q[1] - p[1], along = (east - p[0]) * dx + (north - p[1]) * dy, whole = dx * dx + dy * dy;
	double at = whole > 0 ? fmin(1, fmax(0, along / whole)) : 0;
	return hypot(east - p[0] - at * dx, north - p[1] - at * dy) <= within;
}

static bool near(const struct outline *o, double east, double north, double within)
{
	size_t from = 0;
	bool in = false;
	if (east < o->west - within || east > o->east + within || north < o->south - within || north > o->north + within)
		return false;
	for (size_t ring = 0; ring < o->nrings; from = o->ends[ring++])
		for (size_t i = from, before = o->ends[ring] - 1; i < o->ends[ring]; before = i++) {
			const int32_t *p = o->points[before], *q = o->points[i];
			if (by_edge(p, q, east, north, within))
				return true;
			if ((p[1] > north) != (q[1] > north) && east < p[0] + (north - p[1]) * (q[0] - p[0]) / (q[1] - p[1]))
				in = !in;
		}
	return in;
}

/* Of Hoàng Sa and Trường Sa the catalogue has no edge of the smallest islands: there all between them is near. */
static bool among_islands(int32_t east, int32_t north) { return east > 1096000000 && north < 175000000; }

bool unit_land_near(int32_t east, int32_t north)
{
	enum {
		FINER = 1000,
		SEA = 2000,
		ISLANDS = 10000
	}; /* ten-millionths in ten-thousandths; twelve sea miles of those, a degree */
	pthread_once(&once, read_all);
	for (size_t i = 0; i < nprovinces; i++)
		if (near(provinces[i], (double)east / FINER, (double)north / FINER, among_islands(east, north) ? ISLANDS : SEA))
			return true;
	return false;
}

/* ---- as GeoJSON ---- */

static void write_degrees(buf *b, int32_t v)
{
	int part = v % SCALE, digits = 4;
	for (; digits > 1 && part % 10 == 0; digits--)
		part /= 10;
	buf_printf(b, "%d.%0*d", v / SCALE, digits, part);
}

static void write_point(buf *b, const int32_t *point)
{
	buf_lit(b, "[");
	write_degrees(b, point[0]);
	buf_lit(b, ",");
	write_degrees(b, point[1]);
	buf_lit(b, "]");
}

/* Outlines have no holes (tools/outlines.mjs refuses them): each ring is a polygon. */
void outline_write(buf *b, const struct outline *o)
{
	size_t from = 0;
	buf_lit(b, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
	for (size_t i = 0; i < o->nrings; from = o->ends[i++]) {
		buf_str(b, i ? S(",[[") : S("[["));
		for (size_t k = from; k < o->ends[i]; k++) {
			write_point(b, o->points[k]);
			buf_lit(b, ",");
		}
		write_point(b, o->points[from]);
		buf_lit(b, "]]");
	}
	buf_lit(b, "]}");
}

static void write_feature(buf *b, int64_t id, str code, str name, bool own, const struct outline *o)
{
	if (!o)
		return;
	buf_printf(b, "%s\n{\"type\":\"Feature\",\"properties\":{\"id\":%lld,\"code\":", b->s[b->n - 1] == '[' ? "" : ",",
		(long long)id);
	json_str(b, code);
	buf_lit(b, ",\"name\":");
	json_str(b, name);
	buf_printf(b, "%s},\"geometry\":", own ? ",\"own\":true" : "");
	outline_write(b, o);
	buf_lit(b, "}");
}

err outlines_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct unit_get u;
	struct unit_list_rows below;
	buf b = {.a = c->a};
	TRY(unit_get(c, q->id, &u));
	TRY(unit_list(c, u.level, u.code, day_iso(c->a, day_of(c->now)), &below));
	buf_lit(&b, "{\"type\":\"FeatureCollection\",\"features\":[");
	write_feature(&b, u.id, u.code, u.full_name, true, unit_outline(u.level, u.code, u.valid_from, u.valid_to));
	for (size_t i = 0; i < below.n; i++) {
		const struct unit_list *k = &below.v[i];
		write_feature(
			&b, k->id, k->code, k->full_name, false, unit_outline(k->level, k->code, k->valid_from, k->valid_to));
	}
	buf_lit(&b, "\n]}\n");
	return reply_tagged(q, buf_text(&b), "application/geo+json");
}

/* ---- where a unit lies ---- */

err unit_neighbours(struct req *q, struct unit_view *v)
{
	struct ctx *c = &q->ctx;
	const struct unit_get *u = &v->unit;
	struct unit_get above;
	struct unit_list_rows all;
	if (!u->parent_id.set || !unit_outline(u->level, u->code, u->valid_from, u->valid_to))
		return NULL;
	TRY(unit_get(c, u->parent_id.v, &above));
	TRY(unit_list(c, above.level, above.code, u->valid_to.s ? u->valid_from : day_iso(c->a, day_of(c->now)), &all));
	v->around = NEWN(c->a, struct map_place, all.n + 1);
	for (size_t i = 0; i < all.n; i++) {
		const struct unit_list *k = &all.v[i];
		bool here = k->id == u->id;
		v->around[v->naround++] = (struct map_place){.id = k->id,
			.title = k->full_name,
			.href = here ? S("") : str_format(c->a, "/don-vi/%lld", (long long)k->id),
			.look = here ? MAP_HERE : MAP_PLAIN,
			.outline = unit_outline(k->level, k->code, k->valid_from, k->valid_to)};
	}
	v->within = unit_outline(above.level, above.code, above.valid_from, above.valid_to);
	v->map_of = above.id;
	return NULL;
}
