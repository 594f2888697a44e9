/* marks: records drawn where they lie, by the server. */
#include "core/registries/map.h"
#include "core/units/units.h"
#include "web/reply.h"
#include "web/services/setting.h"

enum { PADDING = 20, FINER = 1000 };

/* ---- around them ---- */

static void widen(struct outline *o, int32_t east, int32_t north)
{
	o->west = east < o->west ? east : o->west;
	o->east = east > o->east ? east : o->east;
	o->south = north < o->south ? north : o->south;
	o->north = north > o->north ? north : o->north;
}

static void frame(struct marks_map *m)
{
	m->frame = (struct outline){.west = INT32_MAX, .south = INT32_MAX, .east = INT32_MIN, .north = INT32_MIN};
	if (m->around) {
		widen(&m->frame, m->around->west, m->around->south);
		widen(&m->frame, m->around->east, m->around->north);
	}
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->marks[i].at.n; k++)
			for (int side = -PADDING; side <= PADDING; side += 2 * PADDING)
				widen(&m->frame, m->marks[i].at.points[k][0] / FINER + side,
					m->marks[i].at.points[k][1] / FINER + side);
}

err marks_framed(struct req *q, struct marks_map *m)
{
	struct ctx *c = &q->ctx;
	struct registry_unit_edge u;
	TRY(registry_unit_edge(c, c->unit, &u));
	m->unit = c->unit;
	m->around = unit_outline(u.level, u.code, u.valid_from, u.valid_to);
	frame(m);
	m->tiles = setting_text(c, "registries.tiles");
	if (m->tiles.n)
		page_pictures_from(q, m->tiles);
	return NULL;
}

void mark_write(buf *b, const struct registry_mark *k)
{
	buf_printf(b, "{\"type\":\"Feature\",\"properties\":{\"id\":%lld,\"number\":%lld,\"hue\":%zu,\"name\":", (long long)k->id,
		(long long)k->number, k->hue);
	json_str(b, k->name);
	buf_lit(b, ",\"said\":");
	json_str(b, k->said);
	buf_lit(b, ",\"href\":");
	json_str(b, k->href);
	buf_printf(b, "},\"geometry\":%s}", geometry_json(b->a, &k->at).s);
}

err marks_of_record(struct req *q, const struct record_view *v, const struct form_answers *said, struct marks_map *out)
{
	const struct form_field *f = registry_place(v->written);
	const struct form_answer *at = f ? form_answer_to(said, f, 0) : NULL;
	struct registry_mark *mark = NEW(q->ctx.a, struct registry_mark);
	*out = (struct marks_map){.marks = mark};
	if (!at || !at->filled || at->wrong || !geometry_stored(&q->ctx, at->text, &mark->at))
		return NULL;
	mark->id = v->id;
	mark->name = v->name;
	mark->said = v->state_title;
	out->n = 1;
	buf b = {.a = q->ctx.a};
	mark_write(&b, mark);
	out->feature = buf_text(&b);
	out->title = str_format(q->ctx.a, "Vị trí: %.*s", STR_ARG(v->name));
	return marks_framed(q, out);
}

/* ---- drawing ---- */

struct map_plan marks_plan(arena *a, const struct marks_map *m)
{
	struct map_place *frame = NEW(a, struct map_place);
	struct area_map *area = NEW(a, struct area_map);
	*frame = (struct map_place){.outline = &m->frame};
	*area = (struct area_map){.places = frame, .n = 1};
	return map_plan_of(area);
}

static int64_t x_of(const struct map_plan *g, const int32_t *p) { return map_x(g, p[0] / FINER); }
static int64_t y_of(const struct map_plan *g, const int32_t *p) { return map_y(g, p[1] / FINER); }

str mark_path(arena *a, const struct map_plan *g, const struct registry_mark *k)
{
	buf b = {.a = a};
	size_t from = 0;
	for (size_t ring = 0; ring < k->at.nrings; from = k->at.ends[ring++]) {
		for (size_t i = from; i < k->at.ends[ring]; i++)
			buf_printf(&b, "%s%lld %lld", i == from ? "M" : "L", (long long)x_of(g, k->at.points[i]),
				(long long)y_of(g, k->at.points[i]));
		buf_str(&b, k->at.shape == GEOMETRY_POLYGON ? S("z") : S(""));
	}
	return buf_text(&b);
}

str mark_place(arena *a, const struct map_plan *g, const struct registry_mark *k)
{
	int32_t at[2];
	geometry_middle(&k->at, &at[0], &at[1]);
	return str_format(a, "%lld %lld", (long long)x_of(g, at), (long long)y_of(g, at));
}

const char *mark_look(size_t hue)
{
	static const char *const signs[MARK_HUES] = {"M-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0z", "M-10 -10h20v20h-20z",
		"M0 -14l14 14l-14 14l-14 -14z", "M0 -13l13 22h-26z", "M0 13l13 -22h-26z",
		"M-5 -14h10v9h9v10h-9v9h-10v-9h-9v-10h9z", "M0 -13l12 9l-4 15h-16l-4 -15z",
		"M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z"};
	return signs[hue < MARK_HUES ? hue : MARK_HUES - 1];
}
