/* Maps: shapes keep their proportions and stand within the picture, small islands stay, who has no outline is counted and stands in the table. */
#include "tests/unit/store.h"
#include "tests/unit/texts.h"
#include "web/pictures/map.html.h"
#include <stdio.h>
#include <stdlib.h>

/* Squares of a tenth of a degree at 60 degrees north, where a degree to the east is half as long. */
static const int32_t square_points[][2] = {{1000000, 600000}, {1001000, 600000}, {1001000, 601000}, {1000000, 601000}};
static const int32_t islands_points[][2] = {{1002000, 600000}, {1006000, 600000}, {1006000, 602000}, {1002000, 602000},
	{1001500, 600100}, {1001501, 600100}, {1001501, 600101}};
static const size_t square_ends[] = {4}, islands_ends[] = {4, 7};
static const struct outline square = {square_points, square_ends, 1, 1000000, 600000, 1001000, 601000};
static const struct outline islands = {islands_points, islands_ends, 2, 1001500, 600000, 1006000, 602000};

static str printed(const struct area_map *m)
{
	buf out = {.a = &a};
	struct page p = {.out = &out, .a = &a, .now = TEST_NOW};
	area_map(&p, m);
	return buf_text(&out);
}

static void shapes_keep_their_proportions(void **state)
{
	(void)state;
	struct map_place one[] = {{.id = 1, .title = S("A"), .outline = &square}};
	struct area_map m = {.id = "m", .places = one, .n = 1};
	struct map_plan g = map_plan_of(&m);
	int64_t wide = map_x(&g, 1001000) - map_x(&g, 1000000), high = map_y(&g, 600000) - map_y(&g, 601000);
	assert_in_range(wide * 100 / high, 49, 51);
	assert_true(g.height == MAP_HEIGHT && map_y(&g, 601000) == MAP_MARGIN && map_x(&g, 1000000) == MAP_MARGIN);
	assert_true(g.width - map_x(&g, 1001000) >= MAP_MARGIN - 1);
	struct map_place both[] = {one[0], {.id = 2, .title = S("B"), .outline = &islands}};
	m = (struct area_map){.id = "m", .places = both, .n = 2};
	g = map_plan_of(&m);
	assert_int_equal(g.width, MAP_WIDTH);
	assert_true(g.height < MAP_HEIGHT && g.drawn == 2);
	assert_true(map_x(&g, 1006000) <= g.width - MAP_MARGIN + 1 && map_y(&g, 600000) <= g.height - MAP_MARGIN + 1);
}

static void small_islands_stay(void **state)
{
	(void)state;
	struct map_place one[] = {{.id = 2, .title = S("B"), .outline = &islands}};
	struct area_map m = {.id = "m", .places = one, .n = 1};
	struct map_plan g = map_plan_of(&m);
	str path = map_path(&a, &g, &islands);
	assert_true(str_ends(path, S("h3v3h-3z"))); /* its shape is lost, its place is not */
	assert_int_equal(*path.s, 'M');
	static const int32_t far_points[][2] = {{900000, 500000}, {1100000, 500000}, {1100000, 650000}};
	static const size_t far_ends[] = {3};
	static const struct outline far = {far_points, far_ends, 1, 900000, 500000, 1100000, 650000};
	struct map_place both[] = {one[0], {.id = 3, .title = S("C"), .outline = &far}};
	m = (struct area_map){.id = "m", .places = both, .n = 2};
	g = map_plan_of(&m);
	assert_true(str_ends(map_path(&a, &g, &islands), S("h3v3h-3z"))); /* seen from further away it is one point */
	int32_t east, north;
	map_middle(&islands, &east, &north);
	assert_true(east == 1004000 && north == 601000); /* of the large one */
	SAME(map_degrees(&a, 1004007), "100.4007");
}

static void who_is_not_drawn_is_counted(void **state)
{
	(void)state;
	struct map_place places[] = {{.id = 7,
					     .title = S("Xã <A>"),
					     .said = S("97,5 %"),
					     .href = S("/don-vi/7"),
					     .look = MAP_GOOD,
					     .outline = &square},
		{.id = 8, .title = S("Xã B"), .said = S("Chưa có"), .href = S("/don-vi/8")},
		{.id = 9, .title = S("Xã C"), .said = S("80,0 %"), .look = MAP_BAD, .outline = &islands}};
	static const struct map_key keys[] = {{MAP_GOOD, "Tốt"}, {MAP_BAD, "Kém"}};
	struct area_map m = {.id = "m",
		.title = S("Tỷ lệ"),
		.of = "Tỷ lệ",
		.source = S("/don-vi/1/ranh-gioi"),
		.places = places,
		.n = 3,
		.around = &islands,
		.keys = keys,
		.nkeys = 2};
	str text = printed(&m);
	static const char *const parts[] = {"1 trên 3 đơn vị chưa có ranh giới", "data-map-source=\"/don-vi/1/ranh-gioi\"",
		"<a href=\"/don-vi/7\" aria-label=\"Xã &lt;A&gt;: 97,5 %\">",
		"data-place=\"9\" data-look=\"bad\" fill=\"url(#m-bad)\"", "<title>Xã C: 80,0 %</title>",
		"class=\"dinh-map__around\"", "Chưa có ranh giới</td>", ">2</text>", "Tốt</li>"};
	for (size_t i = 0; i < COUNT(parts); i++)
		if (!str_has(text, str_of(parts[i])))
			fail_msg("no %s in %s", parts[i], text.s);
	assert_false(str_has(text, S("data-place=\"8\"")) || str_has(text, S(">3</text>")) || str_has(text, S("Hoàng Sa")));
	struct map_plan g = map_plan_of(&m);
	assert_true(map_number(&g, 0) == 1 && map_number(&g, 1) == 0 && map_number(&g, 2) == 2);
	m.islands = true;
	text = printed(&m);
	assert_true(str_has(text, S("Quần đảo Hoàng Sa")) && str_has(text, S("Quần đảo Trường Sa")));
	m.n = 0;
	assert_int_equal(printed(&m).n, 0);
	places[0].outline = NULL;
	m.n = 1;
	assert_int_equal(printed(&m).n, 0); /* nobody to draw: no map */
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		RESET(shapes_keep_their_proportions), RESET(small_islands_stay), RESET(who_is_not_drawn_is_counted)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return failed;
}
