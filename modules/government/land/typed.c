/* typed: shapes of parcels as programs and papers have them, read into whole millimetres of the sheet's own zone. What is wrong is a sentence. */
#include "land.h"
#include "core/units/units.h"
#include "web/json.h"
#include <math.h>
#include <stdlib.h>

enum { TEXT_MAX = 256 * 1024, NUMBERS_MAX = 3, NUMBER_MAX = 24 };
static const double north_least = 880000, north_most = 2650000, east_least = 200000,
		    east_most = 800000; /* metres, of the whole country */

struct reading {
	struct ctx *c;
	int64_t meridian;
	struct ground *g;
	str wrong;
};

static bool refuse(struct reading *r, str why)
{
	r->wrong = why;
	return false;
}
static err read_end(struct reading *r, err e, str *wrong)
{
	*wrong = r->wrong;
	return e;
}

static struct ground empty(arena *a)
{
	return (struct ground){.points = arena_get(a, (GROUND_POINTS_MAX + 1) * sizeof *((struct ground *)0)->points),
		.ends = NEWN(a, size_t, GROUND_RINGS_MAX + 1)};
}

/* ---- points ---- */

static bool is_east(double v) { return v >= east_least && v <= east_most; }
static bool is_north(double v) { return v >= north_least && v <= north_most; }
static bool is_longitude(double v) { return v >= 102 && v <= 118; }
static bool is_latitude(double v) { return v >= 6 && v <= 24; }

/* Two numbers say by their size which is which. */
static err point_of(struct reading *r, double one, double other, struct ground_point *out)
{
	if (is_east(other) && is_north(one)) {
		double swap = one;
		one = other;
		other = swap;
	}
	if (is_east(one) && is_north(other)) {
		*out = (struct ground_point){llround(one * 1000), llround(other * 1000)};
		return NULL;
	}
	if (is_longitude(other) && is_latitude(one))
		return ground_from_earth(r->c, r->meridian, other, one, out);
	if (is_longitude(one) && is_latitude(other))
		return ground_from_earth(r->c, r->meridian, one, other, out);
	r->wrong = str_format(r->c->a,
		"không có tọa độ VN-2000 nào là %.3f và %.3f; ghi bằng mét, ví dụ 571200.05 2524300.10 (Y, X trên bản đồ)", one,
		other);
	return NULL;
}

static err point_add(struct reading *r, double one, double other)
{
	struct ground *g = r->g;
	struct ground_point p = {0};
	TRY(point_of(r, one, other, &p));
	if (r->wrong.n)
		return NULL;
	if (g->n > GROUND_POINTS_MAX) {
		r->wrong = str_format(r->c->a, "có nhiều nhất %d đỉnh", GROUND_POINTS_MAX);
		return NULL;
	}
	size_t from = g->nrings ? g->ends[g->nrings - 1] : 0;
	if (g->n > from && g->points[g->n - 1][0] == p.east && g->points[g->n - 1][1] == p.north)
		return NULL;
	g->points[g->n][0] = p.east;
	g->points[g->n++][1] = p.north;
	return NULL;
}

static bool ring_end(struct reading *r)
{
	struct ground *g = r->g;
	size_t from = g->nrings ? g->ends[g->nrings - 1] : 0;
	if (g->n - from > 1 && !memcmp(g->points[from], g->points[g->n - 1], sizeof g->points[0]))
		g->n--;
	if (g->n - from < 3)
		return refuse(r, S("cần ít nhất 3 đỉnh khác nhau"));
	if (g->nrings == GROUND_RINGS_MAX)
		return refuse(r, str_format(r->c->a, "có nhiều nhất %d đường bao", GROUND_RINGS_MAX));
	g->ends[g->nrings++] = g->n;
	return true;
}

/* ---- numbers of a text ---- */

static bool number_read(str s, double *out)
{
	char text[NUMBER_MAX + 1];
	if (!s.n || s.n > NUMBER_MAX)
		return false;
	size_t dots = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '.' || s.s[i] == ',') {
			text[i] = '.';
			dots++;
			continue;
		}
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		text[i] = s.s[i];
	}
	text[s.n] = 0;
	*out = strtod(text, NULL);
	return dots <= 1 && text[0] != '.' && text[s.n - 1] != '.';
}

/* "1; 571200,05; 2524300,10", "X = 2524300.10 Y = 571200.05", "571200.05,2524300.10": the last two numbers are a point. */
static bool numbers_of_line(str line, double v[NUMBERS_MAX], size_t *n)
{
	str words = line;
	*n = 0;
	bool spaced = memchr(line.s, ' ', line.n) || memchr(line.s, '\t', line.n) || memchr(line.s, ';', line.n);
	for (size_t i = 0; i < words.n;) {
		char ch = words.s[i];
		bool letter = (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z');
		if (ch == ' ' || ch == '\t' || ch == ';' || ch == '=' || ch == ':' || ch == ',' || letter) {
			i++;
			continue;
		}
		size_t from = i;
		while (i < words.n &&
			((words.s[i] >= '0' && words.s[i] <= '9') || words.s[i] == '.' || (words.s[i] == ',' && spaced)))
			i++;
		size_t end = i;
		while (end > from && words.s[end - 1] == ',')
			end--;
		if (*n == NUMBERS_MAX || !number_read((str){words.s + from, end - from}, &v[*n]))
			return false;
		++*n;
	}
	return *n >= 2;
}

static err line_read(struct reading *r, str line, size_t number)
{
	double v[NUMBERS_MAX];
	size_t n;
	if (!numbers_of_line(line, v, &n)) {
		r->wrong = str_format(r->c->a,
			"dòng %zu không đọc được; mỗi dòng ghi hai tọa độ của một đỉnh, ví dụ 571200.05 2524300.10", number);
		return NULL;
	}
	TRY(point_add(r, v[n - 2], v[n - 1]));
	if (r->wrong.n)
		r->wrong = str_format(r->c->a, "dòng %zu %.*s", number, STR_ARG(r->wrong));
	return NULL;
}

static err lines_read(struct reading *r, str text, bool as_line)
{
	str line;
	size_t number = 0;
	for (bool more = true; more && !r->wrong.n;) {
		more = str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		number++;
		if (!line.n)
			continue;
		if (line.s[0] == '-' && !as_line)
			(void)ring_end(r);
		else
			TRY(line_read(r, line, number));
	}
	if (!r->wrong.n && !as_line)
		(void)ring_end(r);
	return NULL;
}

/* ---- WKT: POLYGON((e n, e n), (..)) ---- */

static err wkt_read(struct reading *r, str text)
{
	size_t i = 0, depth = 0, rings = 0;
	while (i < text.n && text.s[i] != '(')
		i++;
	for (; i < text.n && !r->wrong.n; i++) {
		char ch = text.s[i];
		if (ch == '(') {
			depth++;
		} else if (ch == ')') {
			if (depth == 2 && ring_end(r))
				rings++;
			if (depth-- == 1)
				break;
		} else if (ch >= '0' && ch <= '9') {
			size_t from = i;
			double v[2];
			size_t n = 0;
			for (; n < 2; n++) {
				while (i < text.n && text.s[i] == ' ')
					i++;
				from = i;
				while (i < text.n && ((text.s[i] >= '0' && text.s[i] <= '9') || text.s[i] == '.'))
					i++;
				if (!number_read((str){text.s + from, i - from}, &v[n]))
					break;
			}
			if (n < 2 || depth != 2) {
				r->wrong = S("WKT phải ghi dạng POLYGON((đông bắc, đông bắc, …))");
				return NULL;
			}
			TRY(point_add(r, v[0], v[1]));
			i--;
		} else if (ch != ' ' && ch != ',' && ch != '\n' && ch != '\r' && ch != '\t') {
			r->wrong = S("WKT phải ghi dạng POLYGON((đông bắc, đông bắc, …))");
		}
	}
	if (!r->wrong.n && (!rings || depth))
		r->wrong = S("WKT phải ghi dạng POLYGON((đông bắc, đông bắc, …))");
	return NULL;
}

/* ---- GeoJSON ---- */

static const struct node *geometry_of(const struct node *n)
{
	for (int level = 0; n && n->type == N_OBJECT && level < 3; level++) {
		const struct node *features = json_member(n, "features"), *inside = json_member(n, "geometry");
		if (features && features->type == N_LIST && features->first && !features->first->next)
			n = features->first;
		else if (inside)
			n = inside;
		else
			break;
	}
	return n && n->type == N_OBJECT ? n : NULL;
}
static bool is_number(const struct node *n) { return n && (n->type == N_INT || n->type == N_REAL); }

static err json_ring(struct reading *r, const struct node *ring)
{
	if (ring->type != N_LIST) {
		r->wrong = S("GeoJSON không có đường bao");
		return NULL;
	}
	for (const struct node *p = ring->first; p && !r->wrong.n; p = p->next) {
		const struct node *x = p->type == N_LIST ? p->first : NULL, *y = x ? x->next : NULL;
		double one, other;
		if (!is_number(x) || !is_number(y) || !number_read(x->text, &one) || !number_read(y->text, &other)) {
			r->wrong = S("GeoJSON có đỉnh không phải hai con số");
			return NULL;
		}
		TRY(point_add(r, one, other));
	}
	if (!r->wrong.n)
		(void)ring_end(r);
	return NULL;
}

static err geojson_read(struct reading *r, str text)
{
	const struct node *tree;
	err e = json_read(r->c, text, &tree);
	const struct node *g = e ? NULL : geometry_of(tree), *type = g ? json_member(g, "type") : NULL;
	const struct node *rings = g ? json_member(g, "coordinates") : NULL;
	if (e || !type || type->type != N_TEXT || !rings || rings->type != N_LIST || !rings->first) {
		r->wrong = S("GeoJSON phải là một Polygon");
		return NULL;
	}
	if (str_is(type->text, "MultiPolygon") && !rings->first->next && rings->first->type == N_LIST)
		rings = rings->first;
	else if (!str_is(type->text, "Polygon")) {
		r->wrong = S("GeoJSON phải là một Polygon; thửa đất là một vùng liền");
		return NULL;
	}
	for (const struct node *ring = rings->first; ring && !r->wrong.n; ring = ring->next)
		TRY(json_ring(r, ring));
	return NULL;
}

/* ---- a whole shape ---- */

/* It fits a parcel, lies in Viet Nam and crosses itself nowhere. */
static err judge(struct reading *r)
{
	int64_t box[4];
	double longitude, latitude;
	struct ground *g = r->g;
	ground_bounds(g, box);
	if (g->n > GROUND_POINTS_MAX) {
		r->wrong = str_format(r->c->a, "có nhiều nhất %d đỉnh", GROUND_POINTS_MAX);
		return NULL;
	}
	if (box[2] - box[0] > GROUND_EXTENT_MAX * INT64_C(1000) || box[3] - box[1] > GROUND_EXTENT_MAX * INT64_C(1000)) {
		r->wrong = str_format(r->c->a, "rộng hơn %d km; hãy kiểm tra lại các đỉnh", GROUND_EXTENT_MAX / 1000);
		return NULL;
	}
	TRY(ground_wrong(r->c, g, &r->wrong));
	if (r->wrong.n)
		return NULL;
	if (ground_hundredths(ground_area(g)) < 1) {
		r->wrong = S("không có diện tích");
		return NULL;
	}
	TRY(ground_to_earth(
		r->c, r->meridian, (double)(box[0] + box[2]) / 2000, (double)(box[1] + box[3]) / 2000, &longitude, &latitude));
	if (!unit_land_near((int32_t)llround(longitude * GROUND_DEGREE), (int32_t)llround(latitude * GROUND_DEGREE)))
		r->wrong =
			str_format(r->c->a, "nằm ngoài Việt Nam theo kinh tuyến trục %s của tờ bản đồ; hãy kiểm tra lại tọa độ",
				meridian_shown(r->c->a, r->meridian).s);
	return NULL;
}

static err shape_read(struct reading *r, str typed)
{
	*r->g = empty(r->c->a);
	typed = str_trim(typed);
	if (typed.n > TEXT_MAX)
		r->wrong = S("dài quá; hãy vẽ giản lược hơn");
	else if (!typed.n)
		r->wrong = S("chưa có đỉnh nào");
	else if (typed.s[0] == '{')
		TRY(geojson_read(r, typed));
	else if (str_starts(upper_case(r->c->a, typed), S("POLYGON")))
		TRY(wkt_read(r, typed));
	else
		TRY(lines_read(r, typed, false));
	return r->wrong.n ? NULL : judge(r);
}

err land_shape_read(struct ctx *c, int64_t meridian, str typed, struct ground *out, str *wrong)
{
	struct reading r = {.c = c, .meridian = meridian, .g = out};
	return read_end(&r, shape_read(&r, typed), wrong);
}

/* Where the next block begins: behind an empty line. */
static bool block_cut(str text, str *block, str *rest)
{
	for (size_t i = 0; i + 1 < text.n; i++) {
		size_t k = i + 1;
		while (text.s[i] == '\n' && k < text.n && (text.s[k] == ' ' || text.s[k] == '\r' || text.s[k] == '\t'))
			k++;
		if (text.s[i] == '\n' && k < text.n && text.s[k] == '\n') {
			*block = (str){text.s, i};
			*rest = str_trim((str){text.s + k, text.n - k});
			return true;
		}
	}
	*block = text;
	*rest = S("");
	return false;
}

err land_shapes_read(struct ctx *c, int64_t meridian, str typed, struct grounds *out, str *wrong)
{
	struct reading r = {.c = c, .meridian = meridian};
	str rest = str_trim(typed), block;
	*out = (struct grounds){NEWN(c->a, struct ground, GROUND_PARTS_MAX), 0};
	for (bool more = rest.n > 0; more && !r.wrong.n;) {
		more = block_cut(rest, &block, &rest);
		if (out->n == GROUND_PARTS_MAX) {
			*wrong = str_format(c->a, "có nhiều nhất %d phần", GROUND_PARTS_MAX);
			return NULL;
		}
		r.g = &out->v[out->n++];
		TRY(shape_read(&r, block));
		if (r.wrong.n)
			r.wrong = str_format(c->a, "phần %zu %.*s", out->n, STR_ARG(r.wrong));
	}
	return read_end(&r, NULL, wrong);
}

err land_line_read(struct ctx *c, int64_t meridian, str typed, struct ground_point **line, size_t *n, str *wrong)
{
	struct ground g = empty(c->a);
	struct reading r = {.c = c, .meridian = meridian, .g = &g};
	if (typed.n > TEXT_MAX)
		r.wrong = S("dài quá");
	else
		TRY(lines_read(&r, str_trim(typed), true));
	if (!r.wrong.n && g.n < 2)
		r.wrong = S("cần ít nhất 2 điểm");
	*n = g.n;
	*line = NEWN(c->a, struct ground_point, g.n + 1);
	for (size_t i = 0; i < g.n; i++)
		(*line)[i] = (struct ground_point){g.points[i][0], g.points[i][1]};
	return read_end(&r, NULL, wrong);
}
