#include "tests/unit/store.h"
#include "core/forms/geometry.h"
#include "web/json.h"

static const char *const labels = "Vị trí";

static str read_json(struct ctx *c, const char *text, enum geometry_shape shape, struct geometry *g)
{
	const struct node *n;
	OK(json_read(c, str_of(text), &n));
	return geometry_from_json(c, n, shape, labels, g);
}

static void says(struct ctx *c, enum geometry_shape shape, const char *text, const char *words)
{
	struct geometry g;
	str problem = text[0] == '{' ? read_json(c, text, shape, &g) : geometry_from_text(c, str_of(text), shape, labels, &g);
	if (!str_has(problem, str_of(words)))
		fail_msg("%s: said \"%s\", not \"%s\"", text, problem.s, words);
}

#define POINT(x)   "{\"type\":\"Point\",\"coordinates\":" x "}"
#define LINE(x)    "{\"type\":\"LineString\",\"coordinates\":" x "}"
#define POLYGON(x) "{\"type\":\"Polygon\",\"coordinates\":" x "}"

static void what_is_read_is_kept_in_one_way(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		enum geometry_shape shape;
		const char *text, *kept;
	} good[] = {
		{GEOMETRY_POINT, POINT("[105.79050, 20.4012]"), POINT("[105.7905,20.4012]")},
		{GEOMETRY_POINT, POINT("[105.790512349,20.40121235,17.5]"), POINT("[105.7905123,20.4012124]")},
		{GEOMETRY_POINT, POINT("[106, 20]"), POINT("[106.0,20.0]")},
		{GEOMETRY_POINT, "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" POINT("[105.8,20.4]") "}",
			POINT("[105.8,20.4]")},
		{GEOMETRY_POINT, "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":" POINT("[105.8,20.4]") "}]}",
			POINT("[105.8,20.4]")},
		{GEOMETRY_POINT, POINT("[112.335,16.835]"), POINT("[112.335,16.835]")}, /* Hoàng Sa */
		{GEOMETRY_POINT, POINT("[111.92,8.645]"), POINT("[111.92,8.645]")},     /* Trường Sa */
		{GEOMETRY_LINE, LINE("[[105.8,20.4],[105.8,20.4],[105.81,20.41]]"), LINE("[[105.8,20.4],[105.81,20.41]]")},
		{GEOMETRY_LINE, LINE("[[105.8,20.4],[105.81,20.41],[105.8,20.41],[105.81,20.4]]"),
			LINE("[[105.8,20.4],[105.81,20.41],[105.8,20.41],[105.81,20.4]]")}, /* a road may cross itself */
		{GEOMETRY_POLYGON, POLYGON("[[[105.8,20.4],[105.8,20.41],[105.81,20.41],[105.8,20.4]]]"),
			POLYGON("[[[105.8,20.4],[105.81,20.41],[105.8,20.41],[105.8,20.4]]]")},
		{GEOMETRY_POLYGON,
			POLYGON("[[[105.8,20.4],[105.9,20.4],[105.9,20.5],[105.8,20.5],[105.8,20.4]],"
				"[[105.82,20.42],[105.84,20.42],[105.84,20.44],[105.82,20.42]]]"),
			POLYGON("[[[105.8,20.4],[105.9,20.4],[105.9,20.5],[105.8,20.5],[105.8,20.4]],"
				"[[105.82,20.42],[105.84,20.44],[105.84,20.42],[105.82,20.42]]]")},
	};
	for (size_t i = 0; i < COUNT(good); i++) {
		struct geometry g, again;
		str problem = read_json(c, good[i].text, good[i].shape, &g);
		if (problem.n)
			fail_msg("%s: %s", good[i].text, problem.s);
		str kept = geometry_json(c->a, &g);
		assert_string_equal(kept.s, good[i].kept);
		assert_true(geometry_stored(c, kept, &again));
		assert_string_equal(geometry_json(c->a, &again).s, good[i].kept);
		assert_int_equal(again.shape, good[i].shape);
		assert_int_equal(geometry_from_text(c, geometry_typed(c->a, &g), g.shape, labels, &again).n, 0);
		assert_string_equal(geometry_json(c->a, &again).s, good[i].kept);
	}
}

static void numbers_are_read_as_phones_and_people_write_them(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const same[] = {"21.0285, 105.8542", "21.0285,105.8542", "21.0285 105.8542", "21,0285; 105,8542",
		"21,0285 105,8542", "21,0285, 105,8542", "(21.0285, 105.8542)", "21.0285° N, 105.8542° E", "21.0285N 105.8542E",
		"105.8542E 21.0285N", "E105.8542 N21.0285", "21.0285 B, 105.8542 Đ", "  21.02850 ,\t105.85420  ",
		"21°01'42.6\"N 105°51'15.12\"E", "21°1.71' 105°51.252'", "21° 01′ 42,6″ B; 105° 51′ 15,12″ Đ",
		"105°51'15.12\"E 21°01'42.6\"N", POINT("[105.8542,21.0285]")};
	for (size_t i = 0; i < COUNT(same); i++) {
		struct geometry g;
		says(c, GEOMETRY_POINT, same[i], "");
		str problem = geometry_from_text(c, str_of(same[i]), GEOMETRY_POINT, labels, &g);
		if (problem.n || g.points[0][0] != 1058542000 || g.points[0][1] != 210285000)
			fail_msg("%s: %s", same[i], problem.n ? problem.s : geometry_json(c->a, &g).s);
	}
	struct geometry g;
	assert_int_equal(
		geometry_from_text(c, S("20.4, 105.8\n\n20.4, 105.81\r\n20.41, 105.81\n"), GEOMETRY_POLYGON, labels, &g).n, 0);
	assert_string_equal(geometry_json(c->a, &g).s, POLYGON("[[[105.8,20.4],[105.81,20.4],[105.81,20.41],[105.8,20.4]]]"));
	assert_string_equal(geometry_typed(c->a, &g).s, "20.4, 105.8\n20.4, 105.81\n20.41, 105.81");
}

static void what_is_wrong_is_said(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		enum geometry_shape shape;
		const char *text, *words;
	} bad[] = {
		{GEOMETRY_POINT, POINT("[20.4012,105.7905]"), "kinh độ trước, vĩ độ sau: [105.7905, 20.4012]"},
		{GEOMETRY_POINT, "105.7905, 20.4012", "vĩ độ trước, kinh độ sau: 20.4012, 105.7905"},
		{GEOMETRY_POINT, "13.75, 100.5", "nằm ngoài Việt Nam"},      /* Bangkok */
		{GEOMETRY_POINT, "17.9757, 102.6331", "nằm ngoài Việt Nam"}, /* Viêng Chăn */
		{GEOMETRY_POINT, "20.03, 110.32", "nằm ngoài Việt Nam"},     /* Hải Khẩu */
		{GEOMETRY_POINT, "23.45, 105.32", ""},                       /* Lũng Cú's border is near enough */
		{GEOMETRY_POINT, "24.1, 105.32", "nằm ngoài Việt Nam"}, {GEOMETRY_POINT, "200, 300", "vĩ độ từ 6 đến 24"},
		{GEOMETRY_POINT, POINT("[-105.8,20.4]"), "vĩ độ từ 6 đến 24"},
		{GEOMETRY_POINT, "gần đình", "ghi vĩ độ rồi kinh độ"}, {GEOMETRY_POINT, "20.4", "ghi vĩ độ rồi kinh độ"},
		{GEOMETRY_POINT, "20.4, 105.8, 3", "ghi vĩ độ rồi kinh độ"},
		{GEOMETRY_POINT, "20°61'00\"N 105°51'00\"E", "ghi vĩ độ rồi kinh độ"},
		{GEOMETRY_POINT, "20.4, 105.8\n20.5, 105.9", "chỉ ghi một điểm"},
		{GEOMETRY_POINT, POINT("[105.8]"), "phải là một điểm"},
		{GEOMETRY_POINT, POINT("[105.8,20.4,1,2]"), "phải là một điểm"},
		{GEOMETRY_POINT, POINT("[\"105.8\",\"20.4\"]"), "phải là một điểm"},
		{GEOMETRY_POINT, POINT("[1.058e2,20.4]"), "số thập phân"}, {GEOMETRY_POINT, POINT("[]"), "phải là một điểm"},
		{GEOMETRY_POINT, LINE("[[105.8,20.4],[105.81,20.41]]"), "phải là một điểm"},
		{GEOMETRY_POINT, "{\"type\":\"FeatureCollection\",\"features\":[]}", "phải là một điểm"},
		{GEOMETRY_LINE, LINE("[[105.8,20.4]]"), "cần ít nhất 2 điểm"},
		{GEOMETRY_LINE, LINE("[[105.8,20.4],[105.8,20.4]]"), "cần ít nhất 2 điểm"},
		{GEOMETRY_LINE, LINE("[]"), "cần ít nhất 2 điểm"}, {GEOMETRY_POLYGON, POLYGON("[]"), "phải là một vùng"},
		{GEOMETRY_POLYGON, POLYGON("[[[105.8,20.4],[105.81,20.4],[105.81,20.41]]]"), "khép kín"},
		{GEOMETRY_POLYGON, POLYGON("[[[105.8,20.4],[105.81,20.4],[105.8,20.4]]]"), "cần ít nhất 3 điểm"},
		{GEOMETRY_POLYGON, "20.4, 105.8\n20.41, 105.81\n20.4, 105.81\n20.41, 105.8",
			"cắt hoặc chạm nhau"},                                                       /* a bow tie */
		{GEOMETRY_POLYGON, "20.4, 105.8\n20.4, 105.82\n20.4, 105.81", "cắt hoặc chạm nhau"}, /* no area */
		{GEOMETRY_POLYGON, "20.4, 105.8\n20.4, 105.82\n20.42, 105.82\n20.4, 105.81\n20.42, 105.8",
			"cắt hoặc chạm nhau"}, /* a corner on an edge */
		{GEOMETRY_POLYGON, "20.4, 105.8\n20.4, 105.82\n20.4, 105.81\n20.42, 105.81", "cắt hoặc chạm nhau"}, /* a spike */
		{GEOMETRY_POLYGON,
			POLYGON("[[[105.8,20.4],[105.81,20.4],[105.81,20.41],[105.8,20.4]],"
				"[[105.9,20.42],[105.91,20.42],[105.91,20.43],[105.9,20.42]]]"),
			"không nằm trong vùng"},
		{GEOMETRY_POLYGON,
			POLYGON("[[[105.8,20.4],[105.9,20.4],[105.9,20.5],[105.8,20.5],[105.8,20.4]],"
				"[[105.82,20.42],[105.88,20.42],[105.88,20.48],[105.82,20.48],[105.82,20.42]],"
				"[[105.84,20.44],[105.86,20.44],[105.86,20.46],[105.84,20.44]]]"),
			"không nằm trong vùng"}, /* a hole in a hole */
	};
	for (size_t i = 0; i < COUNT(bad); i++)
		says(c, bad[i].shape, bad[i].text, bad[i].words);
}

/* Of a spiral of n points. */
static str many(struct ctx *c, size_t n)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "20.%05zu, 105.%05zu\n", 40000 + i, 80000 + i * i % 7);
	return buf_text(&b);
}

static void there_are_bounds(void **state)
{
	struct ctx *c = test_store(state);
	struct geometry g;
	assert_int_equal(geometry_from_text(c, many(c, GEOMETRY_POINTS_MAX), GEOMETRY_LINE, labels, &g).n, 0);
	assert_int_equal(g.n, GEOMETRY_POINTS_MAX);
	assert_true(str_has(
		geometry_from_text(c, many(c, GEOMETRY_POINTS_MAX + 1), GEOMETRY_LINE, labels, &g), S("nhiều nhất 1000 điểm")));
	assert_true(str_has(geometry_from_text(c, many(c, 5000), GEOMETRY_LINE, labels, &g), S("dài quá")));
	buf ring = {.a = c->a}; /* as many points as there may be, and the one that closes it */
	for (int i = 0; i < GEOMETRY_POINTS_MAX; i++)
		buf_printf(&ring, "20.%05d, 105.%05d\n", i < 500 ? 40000 : 40001 + i % 2, 80000 + (i < 500 ? i : 999 - i));
	assert_string_equal(str_c(c->a, geometry_from_text(c, buf_text(&ring), GEOMETRY_POLYGON, labels, &g)), "");
	str kept = geometry_json(c->a, &g);
	assert_int_equal(geometry_from_text(c, kept, GEOMETRY_POLYGON, labels, &g).n, 0);
	assert_string_equal(geometry_json(c->a, &g).s, kept.s);
	buf rings = {.a = c->a};
	for (int i = 0; i <= GEOMETRY_RINGS_MAX; i++)
		buf_printf(&rings, "%s[[105.8,20.%d],[105.9,20.%d],[105.9,20.%d],[105.8,20.%d]]", i ? "," : "", 100 + i, 100 + i,
			200 + i, 100 + i);
	str text = str_format(c->a, "{\"type\":\"Polygon\",\"coordinates\":[%s]}", buf_text(&rings).s);
	assert_true(str_has(read_json(c, text.s, GEOMETRY_POLYGON, &g), S("nhiều nhất 20 đường bao")));
}

/* Whatever stands in a store is written again or is none. */
static void what_was_kept_is_read_as_it_stands(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		const char *text, *again; /* NULL: it is no geometry */
	} kept[] = {
		{POINT("[2.5,48.5]"), POINT("[2.5,48.5]")}, /* refused today */
		{POLYGON("[[[105.8,20.4],[105.81,20.4],[105.8,20.4]]]"), POLYGON("[[[105.8,20.4],[105.81,20.4],[105.8,20.4]]]")},
		{POINT("[]"), NULL},
		{POINT("[181,20]"), NULL},
		{POINT("[105.8]"), NULL},
		{LINE("[]"), NULL},
		{POLYGON("[]"), NULL},
		{POLYGON("[[]]"), NULL},
		{POLYGON("[[[105.8,20.4]]]"), NULL}, /* closed, but nothing is */
		{POLYGON("[[[105.8,20.4],[105.81,20.4],[105.81,20.41],[105.8,20.4]],[]]"), NULL},
		{POLYGON("[[[105.8,20.4],[105.81,20.4],[105.81,20.41],[105.8,20.4]],[[105.8,20.4]]]"), NULL},
		{"{\"type\":\"Circle\",\"coordinates\":[105.8,20.4]}", NULL},
		{"[105.8,20.4]", NULL},
		{"", NULL},
	};
	for (size_t i = 0; i < COUNT(kept); i++) {
		struct geometry g;
		bool good = geometry_stored(c, str_of(kept[i].text), &g);
		if (good != (kept[i].again != NULL))
			fail_msg("%s: %s", kept[i].text, good ? "read" : "not read");
		if (good)
			assert_string_equal(geometry_json(c->a, &g).s, kept[i].again);
	}
}

static void near_to(double is, double wanted)
{
	if (is < wanted * 0.9999 || is > wanted * 1.0001)
		fail_msg("%f is not %f", is, wanted);
}

/* Expected: lengths and areas on the ellipsoid of WGS84, of PROJ's geod. */
static void how_large_it_is_is_measured_and_said(void **state)
{
	struct ctx *c = test_store(state);
	struct geometry g;
	assert_int_equal(geometry_from_text(c, S("20.4, 105.8\n20.4, 105.9"), GEOMETRY_LINE, labels, &g).n, 0);
	near_to(geometry_metres(&g), 10437.8);
	assert_true(str_has(geometry_said(c->a, &g), S("Dài 10,44 km, 2 điểm, quanh 20.4, 105.85")));
	assert_int_equal(geometry_from_text(c, S("20.4, 105.8\n20.5, 105.8"), GEOMETRY_LINE, labels, &g).n, 0);
	near_to(geometry_metres(&g), 11071.2);
	assert_int_equal(
		geometry_from_text(c, S("20.4, 105.8\n20.4, 105.9\n20.5, 105.9\n20.5, 105.8"), GEOMETRY_POLYGON, labels, &g).n,
		0);
	near_to(geometry_square_metres(&g), 115522000);
	near_to(geometry_metres(&g), 2 * 11071.2 + 10437.8 + 10431.0);
	assert_true(str_has(geometry_said(c->a, &g), S("Rộng 115,5")) && str_has(geometry_said(c->a, &g), S(" km² (11.55")));
	assert_int_equal(geometry_from_text(
				 c, S("20.4, 105.8\n20.4, 105.801\n20.401, 105.801\n20.401, 105.8"), GEOMETRY_POLYGON, labels, &g)
				 .n,
		0);
	assert_true(str_has(geometry_said(c->a, &g), S("Rộng 1,16 ha (11.55")));
	double whole = geometry_square_metres(&g);
	assert_int_equal(read_json(c,
				 POLYGON("[[[105.8,20.4],[105.801,20.4],[105.801,20.401],[105.8,20.401],[105.8,20.4]],"
					 "[[105.8002,20.4002],[105.8007,20.4002],[105.8007,20.4007],[105.8002,20.4007],[105.8002,"
					 "20.4002]]]"),
				 GEOMETRY_POLYGON, &g)
				 .n,
		0);
	near_to(geometry_square_metres(&g), whole * 0.75); /* less its hole */
	assert_int_equal(
		geometry_from_text(c, S("20.4,105.8\n20.4,105.8001\n20.4001,105.8001"), GEOMETRY_POLYGON, labels, &g).n, 0);
	assert_true(str_has(geometry_said(c->a, &g), S("Rộng 58 m²")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_read_is_kept_in_one_way, test_open, test_close),
		cmocka_unit_test_setup_teardown(numbers_are_read_as_phones_and_people_write_them, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_wrong_is_said, test_open, test_close),
		cmocka_unit_test_setup_teardown(there_are_bounds, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_was_kept_is_read_as_it_stands, test_open, test_close),
		cmocka_unit_test_setup_teardown(how_large_it_is_is_measured_and_said, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
