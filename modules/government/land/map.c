/* map: the parcels of a unit where they lie. What is in sight is asked by its bounding box: parcels when there are not too many squares of the grid, else
 * the squares with how many parcels each holds, so that a commune of 50,000 is as quick as one of 300. */
#include "pages.h"
#include "web/query.h"
#include "web/request.h"
#include <stdlib.h>

enum { PARCELS_MOST = 3000 };

/* ---- the data ---- */

/* "105.77,20.39,105.79,20.41": west, south, east, north */
static bool box_read(str typed, struct ground_box *out)
{
	int64_t *v[] = {&out->west, &out->south, &out->east, &out->north};
	str one;
	for (size_t i = 0; i < COUNT(v); i++) {
		bool more = str_cut(typed, ',', &one, &typed);
		str whole, part;
		int64_t degrees, rest = 0;
		if (more != (i + 1 < COUNT(v)))
			return false;
		if (!str_cut(one, '.', &whole, &part))
			part = S("");
		if (!str_digits(whole) || whole.n > 3 || !str_int(whole, &degrees) || part.n > 17 ||
			(part.n && !str_digits(part)))
			return false;
		for (size_t k = 0; k < 7; k++)
			rest = rest * 10 + (k < part.n ? part.s[k] - '0' : 0);
		*v[i] = degrees * GROUND_DEGREE + rest;
	}
	return out->west < out->east && out->south < out->north && out->east <= INT64_C(1800000000) && out->north <= 900000000;
}

static void degrees(buf *b, int64_t v)
{
	buf_printf(b, "%lld.%07lld", (long long)(v / GROUND_DEGREE), (long long)(v % GROUND_DEGREE));
}
static void corner(buf *b, int64_t east, int64_t north, bool last)
{
	buf_lit(b, "[");
	degrees(b, east);
	buf_lit(b, ",");
	degrees(b, north);
	buf_str(b, last ? S("]") : S("],"));
}

static void parcels_write(arena *a, buf *b, const struct land_in_cells_rows *rows)
{
	buf_lit(b, "{\"type\":\"FeatureCollection\",\"of\":\"parcels\",\"features\":[");
	for (size_t i = 0; i < rows->n; i++) {
		const struct land_in_cells *r = &rows->v[i];
		buf_printf(b, "%s{\"type\":\"Feature\",\"properties\":{\"id\":%lld,\"number\":%lld,\"use\":", i ? ",\n" : "\n",
			(long long)r->id, (long long)r->number);
		json_str(b, r->main_use);
		buf_lit(b, ",\"said\":");
		json_str(b, str_format(a, "%s: %s, %.*s", parcel_called(a, r->sheet, r->number).s, land_area_shown(a, r->area).s,
				    STR_ARG(r->main_use)));
		buf_printf(b, "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%.*s}}", STR_ARG(r->coordinates));
	}
	buf_lit(b, "\n]}\n");
}

struct square {
	int64_t west, south;
};
static struct square square_of(int64_t cell) { return (struct square){cell / 100000 * LAND_CELL, cell % 100000 * LAND_CELL}; }
static bool in_sight(const struct ground_box *in, struct square s)
{
	return s.west <= in->east && s.west + LAND_CELL >= in->west && s.south <= in->north && s.south + LAND_CELL >= in->south;
}

static void cells_write(buf *b, const struct land_cells_filled_rows *rows, const struct ground_box *in)
{
	bool first = true;
	buf_lit(b, "{\"type\":\"FeatureCollection\",\"of\":\"squares\",\"features\":[");
	for (size_t i = 0; i < rows->n; i++) {
		struct square s = square_of(rows->v[i].cell);
		if (!in_sight(in, s))
			continue;
		buf_printf(b,
			"%s{\"type\":\"Feature\",\"properties\":{\"n\":%lld},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
			"[",
			first ? "\n" : ",\n", (long long)rows->v[i].n);
		corner(b, s.west, s.south, false);
		corner(b, s.west + LAND_CELL, s.south, false);
		corner(b, s.west + LAND_CELL, s.south + LAND_CELL, false);
		corner(b, s.west, s.south + LAND_CELL, false);
		corner(b, s.west, s.south, true);
		buf_lit(b, "]]}}");
		first = false;
	}
	buf_lit(b, "\n]}\n");
}

/* A wide view of a commune with few parcels: the squares that hold some; none when together they hold too many. */
static struct ints few_in_sight(arena *a, const struct land_cells_filled_rows *filled, const struct ground_box *box)
{
	int64_t *v = NEWN(a, int64_t, filled->n + 1), sum = 0;
	struct ints out = {v, 0};
	for (size_t i = 0; i < filled->n; i++)
		if (in_sight(box, square_of(filled->v[i].cell))) {
			v[out.n++] = filled->v[i].cell;
			sum += filled->v[i].n;
		}
	return sum <= PARCELS_MOST ? out : (struct ints){0};
}

/* ---- as of a past day ---- */

enum { BOXES_MOST = 100000 };

static int by_cell(const void *one, const void *other)
{
	int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
	return (a > b) - (a < b);
}

/* The squares of that day, each with how many parcels begin there. */
static struct land_cells_filled_rows counted(arena *a, const struct land_boxes_on_rows *boxes)
{
	int64_t *cells = NEWN(a, int64_t, boxes->n + 1);
	struct land_cells_filled_rows out = {.v = NEWN(a, struct land_cells_filled, boxes->n + 1)};
	for (size_t i = 0; i < boxes->n; i++)
		cells[i] = land_cell(boxes->v[i].west, boxes->v[i].south);
	qsort(cells, boxes->n, sizeof *cells, by_cell);
	for (size_t i = 0; i < boxes->n; i++) {
		if (!i || cells[i] != cells[i - 1])
			out.v[out.n++].cell = cells[i];
		out.v[out.n - 1].n++;
	}
	return out;
}

static err past_data(struct req *q, str on, const struct ground_box *box)
{
	struct ctx *c = &q->ctx;
	struct land_in_cells_rows parcels;
	struct land_boxes_on_rows boxes;
	buf b = {.a = c->a};
	TRY(land_in_box_on(c,
		&(struct land_in_box_on_in){.unit = c->unit,
			.day = on,
			.west = box->west,
			.south = box->south,
			.east = box->east,
			.north = box->north,
			.most = PARCELS_MOST + 1},
		&parcels));
	for (size_t i = 0; i < parcels.n; i++) {
		str rest;
		(void)str_cut(parcels.v[i].main_use, ' ', &parcels.v[i].main_use, &rest);
	}
	if (parcels.n <= PARCELS_MOST) {
		parcels_write(c->a, &b, &parcels);
		return reply_tagged(q, buf_text(&b), "application/geo+json");
	}
	TRY(land_boxes_on(c, c->unit, on, BOXES_MOST, &boxes));
	struct land_cells_filled_rows filled = counted(c->a, &boxes);
	cells_write(&b, &filled, box);
	return reply_tagged(q, buf_text(&b), "application/geo+json");
}

/* Empty: today. */
static err past_day(struct req *q, str *on)
{
	str today = day_iso(q->ctx.a, day_of(q->ctx.now));
	day d;
	*on = query_text(q, "ngay");
	if (!on->n || str_eq(*on, today)) {
		*on = S("");
		return NULL;
	}
	if (!day_parse(*on, &d) || d > day_of(q->ctx.now))
		return FAIL_FIELD(&q->ctx, "ngay", "Chọn ngày không ở sau hôm nay.");
	*on = day_iso(q->ctx.a, d);
	return NULL;
}

err land_map_data(struct req *q)
{
	str on;
	struct ctx *c = &q->ctx;
	struct ground_box box;
	struct land_in_cells_rows parcels = {0};
	struct land_cells_filled_rows filled = {0};
	buf b = {.a = c->a};
	if (!box_read(query_text(q, "vung"), &box))
		return FAIL_FIELD(c, "vung", "Ghi vùng cần xem bằng độ: tây,nam,đông,bắc.");
	TRY(past_day(q, &on));
	if (on.n)
		return past_data(q, on, &box);
	struct ints cells = land_cells(c->a, box.west, box.south, box.east, box.north, LAND_CELLS_MOST);
	if (!cells.v) {
		TRY(land_cells_filled(c, c->unit, 0, &filled));
		cells = few_in_sight(c->a, &filled, &box);
	}
	if (cells.v)
		TRY(land_in_cells(c, c->unit, cells, PARCELS_MOST + 1, &parcels));
	if (cells.v && parcels.n <= PARCELS_MOST) {
		parcels_write(c->a, &b, &parcels);
		return reply_tagged(q, buf_text(&b), "application/geo+json");
	}
	if (!filled.n)
		TRY(land_cells_filled(c, c->unit, 0, &filled));
	cells_write(&b, &filled, &box);
	return reply_tagged(q, buf_text(&b), "application/geo+json");
}

/* ---- the page ---- */

static void widen(struct ground_box *box, int64_t west, int64_t south, int64_t east, int64_t north)
{
	box->west = west < box->west ? west : box->west;
	box->south = south < box->south ? south : box->south;
	box->east = east > box->east ? east : box->east;
	box->north = north > box->north ? north : box->north;
}

/* One sheet when the filters name it, else all that the unit has. */
static err framed(struct req *q, struct land_map_view *v)
{
	struct land_cells_filled_rows filled;
	struct land_sheets_rows sheets = {0};
	struct land_sheet_bounds b = {0};
	struct land_boxes_on_rows boxes;
	const struct parcels_asked *f = v->list.asked;
	int64_t old_unit = 0;
	v->box = (struct ground_box){INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
	(void)str_int(f->old_unit, &old_unit);
	if (f->sheet)
		TRY(land_sheets(&q->ctx, q->ctx.unit, old_unit, f->sheet, 0, 0, 2, &sheets));
	if (sheets.n == 1)
		TRY(land_sheet_bounds(&q->ctx, sheets.v[0].id, &b));
	if (b.west.set) {
		widen(&v->box, b.west.v, b.south.v, b.east.v, b.north.v);
		return NULL;
	}
	if (str_eq(f->day, day_iso(q->ctx.a, day_of(q->ctx.now))))
		TRY(land_cells_filled(&q->ctx, q->ctx.unit, 0, &filled));
	else {
		TRY(land_boxes_on(&q->ctx, q->ctx.unit, f->day, BOXES_MOST, &boxes));
		filled = counted(q->ctx.a, &boxes);
	}
	v->is_empty = !filled.n;
	for (size_t i = 0; i < filled.n; i++) {
		struct square s = square_of(filled.v[i].cell);
		widen(&v->box, s.west, s.south, s.west + LAND_CELL, s.south + LAND_CELL);
	}
	return NULL;
}

err land_map_run(struct req *q)
{
	struct land_map_view v = {0};
	struct parcels_asked asked = {0};
	TRY(list_read(q, &land_map_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	TRY(framed(q, &v));
	v.day = str_eq(asked.day, day_iso(q->ctx.a, day_of(q->ctx.now))) ? S("") : asked.day;
	land_map_page(&q->page, &v);
	return NULL;
}
