/* projection: the adapter of PROJ. Each thread has a context of its own and one operation a meridian, made when first asked for. */
#include "geo.h"
#include <math.h>
#include <proj.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* EPSG's zones of three degrees of VN-2000, by minutes of arc. */
static const struct {
	int64_t minutes, epsg;
} zones[] = {{6180, 9205}, {6240, 9206}, {6270, 9207}, {6285, 9208}, {6300, 5897}, {6330, 9209}, {6345, 9210}, {6360, 9211},
	{6375, 9212}, {6390, 9213}, {6420, 9214}, {6435, 9215}, {6450, 9216}, {6465, 5899}, {6480, 5898}, {6495, 9217},
	{6510, 9218}};

static size_t zone_of(int64_t minutes)
{
	size_t i = 0;
	while (i < COUNT(zones) && zones[i].minutes != minutes)
		i++;
	return i;
}
bool meridian_valid(int64_t minutes) { return zone_of(minutes) < COUNT(zones); }
size_t meridians_count(void) { return COUNT(zones); }
int64_t meridian_at(size_t i) { return zones[i].minutes; }
int64_t meridian_epsg(int64_t minutes) { return meridian_valid(minutes) ? zones[zone_of(minutes)].epsg : 0; }
str meridian_shown(arena *a, int64_t minutes)
{
	return str_format(a, "%lld°%02lld′", (long long)(minutes / 60), (long long)(minutes % 60));
}

/* ---- one context a thread ---- */

struct projections {
	arena a; /* it stands in this one itself */
	PJ_CONTEXT *context;
	PJ *of[COUNT(zones)];
};
static pthread_key_t own;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void close_all(void *arg)
{
	struct projections *p = arg;
	for (size_t i = 0; i < COUNT(zones); i++)
		proj_destroy(p->of[i]);
	proj_context_destroy(p->context);
}
static void thread_ends(void *arg)
{
	arena a = ((struct projections *)arg)->a;
	arena_free(&a);
}
static void key_made(void) { pthread_key_create(&own, thread_ends); }

static err of_thread(struct ctx *c, struct projections **out)
{
	pthread_once(&once, key_made);
	struct projections *p = pthread_getspecific(own);
	if (!p) {
		arena a = {0};
		p = NEW(&a, struct projections);
		p->context = proj_context_create();
		if (!p->context)
			return FAIL(c, BROKEN, "proj: no context");
		proj_context_set_enable_network(p->context, 0);
		proj_log_level(p->context, PJ_LOG_NONE);
		arena_defer(&a, close_all, p);
		p->a = a;
		pthread_setspecific(own, p);
	}
	*out = p;
	return NULL;
}

/* From metres of the zone to degrees. Said whole, so that no data base of PROJ is asked. */
static err projection_of(struct ctx *c, int64_t meridian, PJ **out)
{
	struct projections *p;
	size_t zone = zone_of(meridian);
	if (zone == COUNT(zones))
		return FAIL(c, INVALID, "Kinh tuyến trục %s không phải của hệ tọa độ VN-2000 múi 3 độ.",
			meridian_shown(c->a, meridian).s);
	TRY(of_thread(c, &p));
	if (!p->of[zone]) {
		char said[512];
		snprintf(said, sizeof said,
			"+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0=%.10g +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 "
			"+step +proj=cart +ellps=WGS84 +step +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 "
			"+rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame "
			"+step +inv +proj=cart +ellps=WGS84 +step +proj=unitconvert +xy_in=rad +xy_out=deg",
			(double)meridian / 60);
		p->of[zone] = proj_create(p->context, said);
	}
	if (!p->of[zone])
		return FAIL(c, BROKEN, "proj: %s", proj_context_errno_string(p->context, proj_context_errno(p->context)));
	*out = p->of[zone];
	return NULL;
}

static err moved(struct ctx *c, int64_t meridian, PJ_DIRECTION to, double x, double y, PJ_COORD *out)
{
	PJ *p;
	TRY(projection_of(c, meridian, &p));
	proj_errno_reset(p);
	*out = proj_trans(p, to, proj_coord(x, y, 0, 0));
	if (proj_errno(p) || !isfinite(out->xy.x) || !isfinite(out->xy.y))
		return FAIL(c, INVALID, "Vị trí không nằm trong múi chiếu kinh tuyến trục %s.", meridian_shown(c->a, meridian).s);
	return NULL;
}

err ground_to_earth(struct ctx *c, int64_t meridian, double east, double north, double *longitude, double *latitude)
{
	PJ_COORD at;
	TRY(moved(c, meridian, PJ_FWD, east, north, &at));
	*longitude = at.xy.x;
	*latitude = at.xy.y;
	return NULL;
}

err ground_from_earth(struct ctx *c, int64_t meridian, double longitude, double latitude, struct ground_point *out)
{
	PJ_COORD at;
	TRY(moved(c, meridian, PJ_INV, longitude, latitude, &at));
	*out = (struct ground_point){llround(at.xy.x * 1000), llround(at.xy.y * 1000)};
	return NULL;
}

static void degrees(buf *b, int64_t v)
{
	buf_printf(b, "%s%lld.%07lld", v < 0 ? "-" : "", (long long)(llabs(v) / GROUND_DEGREE),
		(long long)(llabs(v) % GROUND_DEGREE));
}

err ground_on_earth(struct ctx *c, int64_t meridian, const struct ground *g, str *coordinates, struct ground_box *box)
{
	buf b = {.a = c->a};
	*box = (struct ground_box){INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
	buf_lit(&b, "[");
	for (size_t ring = 0, from = 0; ring < g->nrings; from = g->ends[ring++]) {
		size_t n = g->ends[ring] - from;
		buf_str(&b, ring ? S(",[") : S("["));
		for (size_t i = 0; i <= n; i++) {
			const int64_t *at = g->points[from + i % n];
			double longitude, latitude;
			TRY(ground_to_earth(c, meridian, (double)at[0] / 1000, (double)at[1] / 1000, &longitude, &latitude));
			int64_t east = llround(longitude * GROUND_DEGREE), north = llround(latitude * GROUND_DEGREE);
			buf_str(&b, i ? S(",[") : S("["));
			degrees(&b, east);
			buf_lit(&b, ",");
			degrees(&b, north);
			buf_lit(&b, "]");
			box->west = east < box->west ? east : box->west;
			box->east = east > box->east ? east : box->east;
			box->south = north < box->south ? north : box->south;
			box->north = north > box->north ? north : box->north;
		}
		buf_lit(&b, "]");
	}
	buf_lit(&b, "]");
	*coordinates = buf_text(&b);
	return NULL;
}
