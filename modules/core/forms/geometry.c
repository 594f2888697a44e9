/* geometry: what was sent for a place, read into points. What is wrong is a sentence; nothing is guessed. */
#include "core/forms/geometry_inside.h"
#include "core/units/units.h"
#include "web/json.h"

enum { LEVELS = 3, DIGITS = 3, PLACES = 7, NUMBERS_MAX = 6 };
const char *const geometry_names[GEOMETRY_SHAPES] = {"point", "line", "polygon"};
const char *const geometry_titles[GEOMETRY_SHAPES] = {"một điểm", "một đường", "một vùng"};

/* ---- numbers ---- */

/* "105.85421234" in ten-millionths, the rest rounded; no exponent, no more than three digits before the point. */
static bool degrees_read(str s, int64_t *out)
{
	bool negative = s.n && s.s[0] == '-', dot = false;
	size_t whole = 0, part = 0;
	int64_t v = 0;
	for (size_t i = negative; i < s.n; i++) {
		if (s.s[i] == '.' && !dot && whole) {
			dot = true;
			continue;
		}
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		if (dot ? part < PLACES : ++whole <= DIGITS)
			v = v * 10 + (s.s[i] - '0');
		else if (!dot)
			return false;
		else if (part == PLACES && s.s[i] >= '5')
			v++;
		part += dot;
	}
	for (size_t i = part; i < PLACES; i++)
		v *= 10;
	*out = negative ? -v : v;
	return whole && (!dot || part);
}

/* ---- points ---- */

/* Before its last ring is closed, a point may be one too many. */
static bool room(struct geometry_reading *r)
{
	if (r->g->n <= GEOMETRY_POINTS_MAX)
		return true;
	r->problem = str_format(r->c->a, "có nhiều nhất %d điểm; hãy vẽ giản lược hơn", GEOMETRY_POINTS_MAX);
	return false;
}

static str pair(arena *a, int64_t first, int64_t second)
{
	return str_format(a, "%s, %s", geometry_degrees(a, (int32_t)first).s, geometry_degrees(a, (int32_t)second).s);
}

static bool could_be(int64_t east, int64_t north)
{
	const int64_t d = GEOMETRY_DEGREE;
	return east >= 102 * d && east <= 118 * d && north >= 6 * d && north <= 24 * d;
}

static bool point_add(struct geometry_reading *r, int64_t east, int64_t north)
{
	struct geometry *g = r->g;
	arena *a = r->c->a;
	size_t from = g->nrings ? g->ends[g->nrings - 1] : 0;
	if (!room(r))
		return false;
	if (!could_be(east, north) && could_be(north, east))
		r->problem = r->typed ? str_format(a, "ghi vĩ độ trước, kinh độ sau: %s", pair(a, east, north).s)
				      : str_format(a, "GeoJSON ghi kinh độ trước, vĩ độ sau: [%s]", pair(a, north, east).s);
	else if (!could_be(east, north) || !unit_land_near((int32_t)east, (int32_t)north))
		r->problem =
			east < 0 || east > 180 * (int64_t)GEOMETRY_DEGREE || north < 0 || north > 90 * (int64_t)GEOMETRY_DEGREE
				? S("không phải một vị trí ở Việt Nam; vĩ độ từ 6 đến 24, kinh độ từ 102 đến 118")
				: str_format(a, "vị trí %s nằm ngoài Việt Nam; hãy kiểm tra lại", pair(a, north, east).s);
	if (r->problem.n)
		return false;
	if (g->n > from && g->points[g->n - 1][0] == east && g->points[g->n - 1][1] == north)
		return true;
	g->points[g->n][0] = (int32_t)east;
	g->points[g->n++][1] = (int32_t)north;
	return true;
}

/* What was read since the last ring is one; the point that closes it is left out. */
static bool ring_end(struct geometry_reading *r, bool must_close)
{
	struct geometry *g = r->g;
	size_t from = g->nrings ? g->ends[g->nrings - 1] : 0;
	static const size_t least[GEOMETRY_SHAPES] = {1, 2, 3};
	bool ring = g->shape == GEOMETRY_POLYGON;
	bool closed = g->n - from > 1 && !memcmp(g->points[from], g->points[g->n - 1], sizeof *g->points);
	if (ring && must_close && !closed)
		r->problem = S("vùng phải khép kín: điểm cuối trùng điểm đầu");
	g->n -= ring && closed;
	if (!r->problem.n && !room(r))
		return false;
	if (!r->problem.n && g->n - from < least[g->shape])
		r->problem = str_format(r->c->a, "cần ít nhất %zu điểm khác nhau", least[g->shape]);
	if (!r->problem.n && g->shape == GEOMETRY_POINT && g->n - from > 1)
		r->problem = S("chỉ ghi một điểm");
	g->ends[g->nrings++] = g->n;
	return !r->problem.n;
}

/* ---- GeoJSON ---- */

static bool not_geojson(struct geometry_reading *r)
{
	r->problem = str_format(r->c->a, "phải là %s, ví dụ %s", geometry_titles[r->g->shape],
		r->g->shape == GEOMETRY_POINT  ? "{\"type\":\"Point\",\"coordinates\":[105.8542,21.0285]}"
		: r->g->shape == GEOMETRY_LINE ? "{\"type\":\"LineString\",\"coordinates\":[[105.85,21.02],[105.86,21.03]]}"
					       : "{\"type\":\"Polygon\",\"coordinates\":[[[105.85,21.02],[105.86,21.02],"
						 "[105.86,21.03],[105.85,21.02]]]}");
	return false;
}

static bool is_number(const struct node *n) { return n && (n->type == N_INT || n->type == N_REAL); }

static bool position_read(struct geometry_reading *r, const struct node *n)
{
	const struct node *east = n && n->type == N_LIST ? n->first : NULL, *north = east ? east->next : NULL;
	const struct node *height = north ? north->next : NULL;
	int64_t x, y;
	if (!is_number(east) || !is_number(north) || (height && (!is_number(height) || height->next)))
		return not_geojson(r);
	if (!degrees_read(east->text, &x) || !degrees_read(north->text, &y)) {
		r->problem = S("kinh độ, vĩ độ ghi bằng độ, số thập phân");
		return false;
	}
	return point_add(r, x, y);
}

static bool positions_read(struct geometry_reading *r, const struct node *list)
{
	if (list->type != N_LIST)
		return not_geojson(r);
	for (const struct node *k = list->first; k; k = k->next)
		if (!position_read(r, k))
			return false;
	return ring_end(r, true);
}

static bool coordinates_read(struct geometry_reading *r, const struct node *n)
{
	if (r->g->shape == GEOMETRY_POINT)
		return position_read(r, n) && ring_end(r, false);
	if (r->g->shape == GEOMETRY_LINE)
		return positions_read(r, n);
	if (n->type != N_LIST || !n->first)
		return not_geojson(r);
	for (const struct node *ring = n->first; ring; ring = ring->next) {
		if (r->g->nrings == GEOMETRY_RINGS_MAX) {
			r->problem = str_format(r->c->a, "một vùng có nhiều nhất %d đường bao", GEOMETRY_RINGS_MAX);
			return false;
		}
		if (!positions_read(r, ring))
			return false;
	}
	return true;
}

/* A feature, or a collection of one, is what programs copy: its geometry is meant. */
static const struct node *geometry_of(const struct node *n)
{
	for (int level = 0; n && n->type == N_OBJECT && level < LEVELS; level++) {
		const struct node *features = json_member(n, "features"), *inside = json_member(n, "geometry");
		if (features && features->type == N_LIST && features->first && !features->first->next)
			n = features->first;
		else if (inside)
			n = inside;
		else
			break;
	}
	return n;
}

static void tree_read(struct geometry_reading *r, const struct node *n)
{
	n = geometry_of(n);
	const struct node *type = n && n->type == N_OBJECT ? json_member(n, "type") : NULL;
	const struct node *coordinates = type ? json_member(n, "coordinates") : NULL;
	if (!coordinates || type->type != N_TEXT || !str_is(type->text, geometry_types[r->g->shape]))
		not_geojson(r);
	else if (coordinates_read(r, coordinates))
		r->problem = geometry_crossed(r->c->a, r->g);
}

/* ---- as people type ---- */

struct words { /* one line, taken apart */
	int64_t v[NUMBERS_MAX];
	size_t n;
	bool north_named, east_named, east_first;
};

/* How many bytes of what may stand between numbers; 0: it may not. */
static size_t between(str s, struct words *w)
{
	static const char *const north[] = {"N", "n", "B", "b"}, *const east[] = {"E", "e", "Đ", "đ"};
	static const char *const marks[] = {" ", "\t", ";", ",", "(", ")", "°", "º", "'", "’", "′", "\"", "”", "″"};
	for (size_t i = 0; i < COUNT(north); i++)
		if (str_starts(s, str_of(north[i]))) {
			w->north_named = true;
			return strlen(north[i]);
		}
	for (size_t i = 0; i < COUNT(east); i++)
		if (str_starts(s, str_of(east[i]))) {
			w->east_first |= !w->north_named && !w->east_named && w->n <= NUMBERS_MAX / 2;
			w->east_named = true;
			return strlen(east[i]);
		}
	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_starts(s, str_of(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static bool digit(str s, size_t i) { return i < s.n && s.s[i] >= '0' && s.s[i] <= '9'; }

/* A comma before a digit is a decimal one, unless the line has points for that. */
static bool number_read(str *line, bool points, struct words *w)
{
	char number[NUMBERS_MAX * DIGITS + PLACES];
	size_t n = 0, i = 0;
	for (; i < line->n && n < sizeof number; i++)
		if (digit(*line, i))
			number[n++] = line->s[i];
		else if ((line->s[i] == '.' || (line->s[i] == ',' && !points)) && digit(*line, i + 1))
			number[n++] = '.';
		else
			break;
	*line = (str){line->s + i, line->n - i};
	return w->n < NUMBERS_MAX && degrees_read((str){number, n}, &w->v[w->n++]);
}

static bool words_read(str line, struct words *w)
{
	bool points = memchr(line.s, '.', line.n) != NULL;
	while (line.n) {
		size_t n = between(line, w);
		if (!n && !digit(line, 0))
			return false;
		if (!n && !number_read(&line, points, w))
			return false;
		line = (str){line.s + n, line.n - n};
	}
	return w->n == 2 || w->n == 4 || w->n == NUMBERS_MAX;
}

/* Degrees, minutes, seconds; false: more than 59 of those. */
static bool angle(const int64_t *v, size_t n, int64_t *out)
{
	static const int64_t parts[] = {3600, 60, 1};
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (i && v[i] >= 60 * (int64_t)GEOMETRY_DEGREE)
			return false;
		*out += v[i] * parts[i];
	}
	*out = (*out + parts[0] / 2) / parts[0];
	return true;
}

static bool line_read(struct geometry_reading *r, str line)
{
	struct words w = {0};
	int64_t first, second;
	if (!words_read(line, &w) || !angle(w.v, w.n / 2, &first) || !angle(w.v + w.n / 2, w.n / 2, &second)) {
		r->problem = S("ghi vĩ độ rồi kinh độ, ví dụ 21.0285, 105.8542");
		return false;
	}
	return w.east_first ? point_add(r, first, second) : point_add(r, second, first);
}

static void lines_read(struct geometry_reading *r, str typed)
{
	str rest = typed, line;
	r->typed = true;
	while (rest.n) {
		str_cut(rest, '\n', &line, &rest);
		line = str_trim(line);
		if (line.n && !line_read(r, line))
			return;
	}
	if (ring_end(r, false))
		r->problem = geometry_crossed(r->c->a, r->g);
}

/* ---- from outside ---- */

static struct geometry with_room(arena *a, enum geometry_shape shape, size_t points)
{
	return (struct geometry){
		.shape = shape, .points = arena_get(a, points * sizeof(int32_t[2])), .ends = NEWN(a, size_t, GEOMETRY_RINGS_MAX)};
}

static struct geometry_reading begin(struct ctx *c, enum geometry_shape shape, struct geometry *g)
{
	*g = with_room(c->a, shape, GEOMETRY_POINTS_MAX + 1);
	return (struct geometry_reading){.c = c, .g = g, .problem = S("")};
}

static str ended(const struct geometry_reading *r, const char *label)
{
	return r->problem.n ? str_format(r->c->a, "“%s”: %.*s", label, STR_ARG(r->problem)) : S("");
}

str geometry_from_json(struct ctx *c, const struct node *n, enum geometry_shape shape, const char *label, struct geometry *out)
{
	struct geometry_reading r = begin(c, shape, out);
	tree_read(&r, n);
	return ended(&r, label);
}

str geometry_from_text(struct ctx *c, str typed, enum geometry_shape shape, const char *label, struct geometry *out)
{
	struct geometry_reading r = begin(c, shape, out);
	const struct node *tree;
	if (typed.n > GEOMETRY_TEXT_MAX)
		r.problem = S("dài quá; hãy vẽ giản lược hơn");
	else if (!typed.n || typed.s[0] != '{')
		lines_read(&r, typed);
	else if (json_read(c, typed, &tree))
		not_geojson(&r);
	else
		tree_read(&r, tree);
	return ended(&r, label);
}

/* ---- as it was kept ---- */

static bool kept_point(const struct node *n, struct geometry *g)
{
	int64_t x, y;
	if (n->type != N_LIST || !is_number(n->first) || !is_number(n->first->next) || g->n == GEOMETRY_POINTS_MAX ||
		!degrees_read(n->first->text, &x) || !degrees_read(n->first->next->text, &y) || x < -1800000000 ||
		x > 1800000000 || y < -900000000 || y > 900000000)
		return false;
	g->points[g->n][0] = (int32_t)x;
	g->points[g->n++][1] = (int32_t)y;
	return true;
}

static bool kept_ring(const struct node *list, struct geometry *g)
{
	bool ring = g->shape == GEOMETRY_POLYGON;
	size_t from = g->n;
	if (list->type != N_LIST || g->nrings == GEOMETRY_RINGS_MAX)
		return false;
	for (const struct node *k = list->first; k && (k->next || !ring); k = k->next)
		if (!kept_point(k, g))
			return false;
	g->ends[g->nrings++] = g->n;
	return g->n > from;
}

static bool kept_rings(const struct node *coordinates, struct geometry *g)
{
	bool good = coordinates->first != NULL;
	if (g->shape == GEOMETRY_POINT) {
		g->ends[g->nrings++] = 1;
		return kept_point(coordinates, g);
	}
	if (g->shape == GEOMETRY_LINE)
		return kept_ring(coordinates, g);
	for (const struct node *k = coordinates->first; k && good; k = k->next)
		good = kept_ring(k, g);
	return good;
}

bool geometry_kept(struct ctx *c, const struct node *n, struct geometry *g)
{
	const struct node *type = json_member(n, "type"), *coordinates = json_member(n, "coordinates");
	size_t shape = 0;
	while (shape < GEOMETRY_SHAPES && !(type && type->type == N_TEXT && str_is(type->text, geometry_types[shape])))
		shape++;
	if (shape == GEOMETRY_SHAPES || !coordinates || coordinates->type != N_LIST)
		return false;
	/* a map reads thousands of points: each takes room for one */
	*g = with_room(c->a, (enum geometry_shape)shape, shape == GEOMETRY_POINT ? 1 : GEOMETRY_POINTS_MAX);
	return kept_rings(coordinates, g);
}

bool geometry_stored(struct ctx *c, str json, struct geometry *out)
{
	const struct node *tree;
	return json.n && !json_kept(c, json, NULL, &tree) && geometry_kept(c, tree, out);
}
