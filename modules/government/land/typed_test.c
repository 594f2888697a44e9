/* What people and programs write: areas, uses, shapes. */
#include "tests/unit/store.h"
#include "government/land/inside.h"

static void same_area(const char *typed, int64_t wanted)
{
	int64_t area = -1;
	if (!land_area_read(str_of(typed), &area) || area != wanted)
		fail_msg("%s: %lld", typed, (long long)area);
}

static void areas_are_read_as_written_here_and_by_programs(void **state)
{
	(void)state;
	arena a = {0};
	same_area("512,5", 51250);
	same_area("1.234,56", 123456);
	same_area("1234.5", 123450);
	same_area("1.234", 123400);
	same_area("1.234.567", 123456700);
	same_area(" 200 ", 20000);
	int64_t area;
	static const char *const wrong[] = {"", "-1", "1,2,3", "abc", "12,", ",5", "1,234", "1.2.3", "12.34.567", "1234.567,5",
		"1e3", "1..2", "999999999999", "400000001"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (land_area_read(str_of(wrong[i]), &area))
			fail_msg("taken: %s as %lld", wrong[i], (long long)area);
	assert_string_equal(land_area_shown(&a, 123450).s, "1.234,5 m²");
	assert_string_equal(land_area_shown(&a, 123405).s, "1.234,05 m²");
	assert_string_equal(land_area_shown(&a, 20000).s, "200 m²");
	arena_free(&a);
}

static void uses_make_up_the_area_and_bear_codes_of_either_era(void **state)
{
	(void)state;
	arena a = {0};
	struct land_uses u;
	assert_int_equal(land_uses_read(&a, S("ont 200; CLN 312,5"), 51250, &u).n, 0);
	assert_string_equal(land_uses_text(&a, &u).s, "ONT 200; CLN 312.5");
	assert_string_equal(
		land_uses_shown(&a, &u).s, "Đất ở tại nông thôn (ONT): 200 m²; Đất trồng cây lâu năm (CLN): 312,5 m²");
	assert_int_equal(land_uses_read(&a, land_uses_text(&a, &u), 51250, &u).n, 0);
	assert_int_equal(land_uses_read(&a, S("BHK"), 51250, &u).n, 0);
	assert_true(str_has(land_uses_shown(&a, &u), S("mã cũ, nay tương ứng HNK")) && u.v[0].area == 51250);
	assert_int_equal(land_uses_read(&a, S("ONT 200 m²\nCLN 312,5 m²"), 51250, &u).n, 0);
	static const char *const wrong[][2] = {{"", "ít nhất một mã"}, {"XYZ 10", "Không có mã"},
		{"KKT 512,5", "chỉ tiêu tổng hợp"}, {"ONT 200; CLN 300", "cộng lại là 500 m²"}, {"ONT 200; ONT 312,5", "hai lần"},
		{"ONT; CLN 312,5", "Ghi diện tích"}, {"ONT x; CLN 312,5", "mét vuông"}, {"ONT 0; CLN 512,5", "mét vuông"}};
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (!str_has(land_uses_read(&a, str_of(wrong[i][0]), 51250, &u), str_of(wrong[i][1])))
			fail_msg("%s: %s", wrong[i][0], land_uses_read(&a, str_of(wrong[i][0]), 51250, &u).s);
	arena_free(&a);
}

static str read_as(struct ctx *c, const char *typed, str *wrong)
{
	struct ground g;
	OK(land_shape_read(c, 6300, str_of(typed), &g, wrong));
	return wrong->n ? S("") : ground_text(c->a, &g);
}

static void shapes_are_read_in_any_of_their_ways(void **state)
{
	arena a = {0};
	struct ctx c = {.a = &a};
	str wrong;
	(void)state;
	const char *kept = "581000.000 2256000.000, 581020.000 2256000.000, 581020.500 2256040.000";
	static const char *const same[] = {"581000 2256000\n581020 2256000\n581020.5 2256040",
		"2256000 581000\n2256000 581020\n2256040 581020.5",
		"1; 581000,000; 2256000,000\r\n2; 581020,0; 2256000\r\n3; 581020,5; 2256040,0\r\n1; 581000; 2256000",
		"X = 2256000 Y = 581000\nX = 2256000 Y = 581020\nX = 2256040 Y = 581020.5",
		"581000,2256000\n581020,2256000\n581020.5,2256040",
		"POLYGON((581000 2256000, 581020 2256000, 581020.5 2256040, 581000 2256000))",
		"polygon ((581000 2256000,581020 2256000,\n581020.5 2256040))",
		"{\"type\":\"Polygon\",\"coordinates\":[[[581000,2256000],[581020,2256000],[581020.5,2256040],[581000,2256000]]]"
		"}",
		"{\"type\":\"Feature\",\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[581000,2256000],[581020,"
		"2256000],[581020.5,2256040]]]]}}"};
	for (size_t i = 0; i < COUNT(same); i++) {
		str text = read_as(&c, same[i], &wrong);
		if (!str_is(text, kept))
			fail_msg("%s: %.*s %.*s", same[i], STR_ARG(text), STR_ARG(wrong));
	}
	assert_string_equal(read_as(&c,
				    "POLYGON((581000 2256000, 581100 2256000, 581100 2256080, 581000 2256080),(581040 2256030, "
				    "581060 2256030, 581060 2256050))",
				    &wrong)
				    .s,
		"581000.000 2256000.000, 581100.000 2256000.000, 581100.000 2256080.000, 581000.000 2256080.000; 581040.000 "
		"2256030.000, "
		"581060.000 2256030.000, 581060.000 2256050.000");
	assert_true(str_has(
		read_as(&c, "581000 2256000\n581100 2256000\n581100 2256080\n-\n581080 2256030\n581090 2256030\n581090 2256035",
			&wrong),
		S("; ")));
	/* a phone's map: north first, in degrees */
	assert_true(str_starts(
		read_as(&c, "20.3222, 105.75\n20.3222, 105.7502\n20.3224, 105.7502", &wrong), S("578122.053 2248097.518")));
	arena_free(&a);
}

static void bad_shapes_are_refused_by_a_sentence(void **state)
{
	arena a = {0};
	struct ctx c = {.a = &a};
	str wrong;
	(void)state;
	static const char *const bad[][2] = {{"", "chưa có đỉnh"}, {"581000 2256000\n581020 2256000", "ít nhất 3 đỉnh"},
		{"abc", "dòng 1 không đọc được"}, {"581000 2256000\n581020 x\n1 2", "dòng 2"},
		{"581000 2256000\n581020 2256000\n581020 9256000", "dòng 3 không có tọa độ VN-2000"},
		{"581000 2256000\n581020 2256040\n581020 2256000\n581000 2256040", "cắt hoặc chạm nhau"},
		{"581000 2256000\n581020 2256000\n581040 2256000", "Hãy xem lại"},
		{"401000 2256000\n581020 2256000\n581040 2256100", "rộng hơn 20 km"}, {"POLYGON((581000 2256000", "WKT"},
		{"POLYGON EMPTY", "WKT"}, {"POLYGON(((1 2)))", "WKT"}, {"{\"type\":\"Point\",\"coordinates\":[1,2]}", "Polygon"},
		{"{", "GeoJSON"}, {"{\"type\":\"Polygon\",\"coordinates\":[[[581000,2256000],[\"x\",1],[2,3]]]}", "hai con số"},
		{"{\"type\":\"Polygon\",\"coordinates\":[[[1e300,2256000],[2,3],[4,5]]]}", "hai con số"},
		{"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,2]]],[[[3,4]]]]}", "vùng liền"},
		{"790000 2256000\n790020 2256000\n790020 2256040", "nằm ngoài Việt Nam"}};
	for (size_t i = 0; i < COUNT(bad); i++) {
		read_as(&c, bad[i][0], &wrong);
		if (!str_has(wrong, str_of(bad[i][1])))
			fail_msg("%s: %.*s", bad[i][0], STR_ARG(wrong));
	}
	buf many = {.a = &a};
	for (int i = 0; i <= GROUND_POINTS_MAX + 5; i++)
		buf_printf(&many, "%d.%03d 2256000\n", 581000 + i / 2, i % 1000);
	read_as(&c, many.s, &wrong);
	assert_true(str_has(wrong, S("nhiều nhất 2000 đỉnh")));
	arena_free(&a);
}

static void parts_are_blocks_and_a_line_has_two_ends(void **state)
{
	arena a = {0};
	struct ctx c = {.a = &a};
	struct grounds parts;
	struct ground_point *line;
	size_t n;
	str wrong;
	(void)state;
	OK(land_shapes_read(&c, 6300,
		S("581000 2256000\n581010 2256000\n581010 2256040\n \t\n\nPOLYGON((581010 2256000,581020 2256000,581020 "
		  "2256040))\n"),
		&parts, &wrong));
	assert_true(!wrong.n && parts.n == 2 && parts.v[1].points[0][0] == 581010000);
	OK(land_shapes_read(&c, 6300, S("581000 2256000\n581010 2256000\n581010 2256040\n\n581010 2256000"), &parts, &wrong));
	assert_true(str_starts(wrong, S("phần 2 cần ít nhất 3")));
	OK(land_line_read(&c, 6300, S("20.3222, 105.75\n578200 2248100"), &line, &n, &wrong));
	assert_true(!wrong.n && n == 2 && line[0].east == 578122053 && line[1].north == 2248100000);
	OK(land_line_read(&c, 6300, S("578200 2248100"), &line, &n, &wrong));
	assert_true(str_has(wrong, S("ít nhất 2 điểm")));
	arena_free(&a);
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(areas_are_read_as_written_here_and_by_programs),
		cmocka_unit_test(uses_make_up_the_area_and_bear_codes_of_either_era),
		cmocka_unit_test(shapes_are_read_in_any_of_their_ways), cmocka_unit_test(bad_shapes_are_refused_by_a_sentence),
		cmocka_unit_test(parts_are_blocks_and_a_line_has_two_ends)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
