/* Charts: their axis is round and holds every value, whatever the values are; what is drawn stands where its value is; who does not see it
 * is told the same. */
#include "tests/unit/store.h"
#include "tests/unit/texts.h"
#include "web/pictures/chart.html.h"
#include <stdio.h>
#include <stdlib.h>

static const str months[] = {{"01/26", 5}, {"02/26", 5}, {"03/26", 5}, {"04/26", 5}};

static struct chart of(enum chart_kind kind, const struct chart_series *series, size_t nseries, size_t n)
{
	return (struct chart){.id = "hinh",
		.title = S("Số hồ sơ <từng tháng>"),
		.unit = "hồ sơ",
		.of = "Tháng",
		.kind = kind,
		.labels = months,
		.n = n,
		.series = series,
		.nseries = nseries,
		.newest = true};
}

static str printed(const struct chart *c)
{
	buf out = {.a = &a};
	struct page p = {.out = &out, .a = &a, .now = TEST_NOW};
	chart(&p, c);
	return buf_text(&out);
}

static size_t times(str in, const char *part)
{
	size_t n = 0;
	for (str before, rest = in; rest.n; in = rest, n++) {
		const char *at = memmem(in.s, in.n, part, strlen(part));
		if (!at)
			break;
		before = (str){in.s, (size_t)(at - in.s) + strlen(part)};
		rest = (str){in.s + before.n, in.n - before.n};
	}
	return n;
}

static bool round_number(int64_t n)
{
	while (n && n % 10 == 0)
		n /= 10;
	return n == 1 || n == 2 || n == 5;
}

static void assert_axis(const struct chart_plan *g)
{
	assert_true(g->nticks >= 2 && g->nticks <= CHART_TICKS);
	assert_true(g->ticks[0] == g->low && g->ticks[g->nticks - 1] == g->high);
	int64_t step = g->ticks[1] - g->ticks[0];
	assert_true(round_number(step));
	for (size_t i = 0; i < g->nticks; i++)
		assert_true(g->ticks[i] == g->low + (int64_t)i * step && g->ticks[i] % step == 0);
}

/* Any two values: the axis is round, holds both and nothing, and what is drawn stands on it. */
static void axes_hold_every_value(void **state)
{
	(void)state;
	static const int64_t some[] = {0, 1, -1, 3, 4, 5, 7, 10, 99, 100, 101, 999, -1000, 12345, 1000000, 999999999, -7654321,
		INT64_C(99999999999999999), INT64_MAX, INT64_MIN + 1};
	for (size_t i = 0; i < COUNT(some); i++)
		for (size_t k = 0; k < COUNT(some); k++)
			for (enum chart_kind kind = CHART_BARS; kind <= CHART_LINES; kind++) {
				const int64_t values[] = {some[i], some[k]};
				const struct chart_series series[] = {{"Một", values, LOOK_FIRST, 0}};
				struct chart c = of(kind, series, 1, 2);
				struct chart_plan g = chart_plan_of(&a, &c);
				assert_axis(&g);
				assert_true((g.cut && kind == CHART_LINES) || (g.low <= 0 && g.high >= 0));
				for (size_t n = 0; n < 2; n++) {
					int64_t v = chart_value(&series[0], n), y = chart_y(&g, v);
					assert_true(g.low <= v && v <= g.high);
					assert_true(y >= CHART_TOP && y <= CHART_TOP + CHART_HEIGHT);
				}
				assert_int_equal(chart_y(&g, g.low), CHART_TOP + CHART_HEIGHT);
				assert_int_equal(chart_y(&g, g.high), CHART_TOP);
				arena_reset(&a);
			}
}

static void axes_say_short_numbers(void **state)
{
	(void)state;
	static const struct {
		int64_t highest;
		int decimals;
		const char *last;
	} cases[] = {{7, 0, "8"}, {0, 0, "4"}, {45, 0, "60"}, {1500, 0, "1.500"}, {9000, 0, "10.000"}, {36000, 0, "40 nghìn"},
		{7000000, 0, "8 triệu"}, {4000000000, 0, "4 tỷ"}, {10000, 2, "100"}, {3, 2, "0,03"}, {95, 1, "10"}, {0, 2, "4"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const int64_t values[] = {cases[i].highest};
		const struct chart_series series[] = {{"Một", values, LOOK_FIRST, 0}};
		struct chart c = of(CHART_BARS, series, 1, 1);
		c.decimals = cases[i].decimals;
		struct chart_plan g = chart_plan_of(&a, &c);
		SAME(chart_tick(&a, &g, g.high), cases[i].last);
	}
	struct chart hundredths = {.decimals = 2};
	SAME(chart_number(&a, &hundredths, -5), "-0,05");
	SAME(chart_number(&a, &hundredths, -123456), "-1.234,56");
	SAME(chart_number(&a, &hundredths, CHART_NONE), "–");
}

static void piles_stand_on_one_another(void **state)
{
	(void)state;
	static const int64_t one[] = {10, -10, 0, 10}, two[] = {30, -20, 1, -20}, other[] = {5, 5, 0, 0};
	const struct chart_series series[] = {{"A", one, LOOK_GOOD, 0}, {"B", two, LOOK_BAD, 0}, {"C", other, LOOK_PLAIN, 1}};
	struct chart c = of(CHART_BARS, series, 3, 4);
	struct chart_plan g = chart_plan_of(&a, &c);
	assert_true(g.low <= -30 && g.high >= 40 && g.piles == 2);
	for (size_t i = 0; i < 2; i++) {
		struct chart_box low = chart_box_of(&g, 0, i), high = chart_box_of(&g, 1, i), beside = chart_box_of(&g, 2, i);
		assert_true(low.x == high.x && beside.x >= low.x + CHART_BAR);
		assert_int_equal(i ? low.y : low.y + low.height, chart_y(&g, 0));
		assert_int_equal(i ? low.y + low.height : high.y + high.height, i ? high.y : low.y);
		assert_true(high.height > low.height);
		assert_int_equal(beside.y + beside.height, chart_y(&g, 0));
	}
	assert_int_equal(chart_box_of(&g, 1, 3).y, chart_y(&g, 0)); /* what hangs down hangs from nothing */
	assert_int_equal(chart_box_of(&g, 0, 2).height, 0);
	assert_true(chart_box_of(&g, 1, 2).height >= 1); /* little is not nothing */
	static const int64_t huge[] = {1000000}, little[] = {1};
	const struct chart_series far[] = {{"A", huge, LOOK_GOOD, 0}, {"B", little, LOOK_BAD, 1}};
	struct chart apart = of(CHART_BARS, far, 2, 1);
	g = chart_plan_of(&a, &apart);
	assert_int_equal(chart_box_of(&g, 1, 0).height, 1);
}

static void lines_break_where_nothing_is_known(void **state)
{
	(void)state;
	static const int64_t values[] = {9600, CHART_NONE, 9800, 10000};
	const struct chart_series series[] = {{"Tỷ lệ", values, LOOK_GOOD, 0}};
	struct chart c = of(CHART_LINES, series, 1, 4);
	c.decimals = 2;
	struct chart_plan g = chart_plan_of(&a, &c);
	assert_true(g.cut && g.low > 0 && g.high == 10000);
	str text = printed(&c);
	assert_int_equal(times(text, "<polyline"), 2);
	assert_int_equal(times(text, "<circle"), 3 + 1); /* of the key */
	assert_true(str_has(text, S("trục không bắt đầu từ 0")));
	assert_true(str_has(text, S("Mới nhất, 04/26: tỷ lệ 100,00")));
	static const int64_t wide[] = {10, 500};
	const struct chart_series apart[] = {{"Số", wide, LOOK_GOOD, 0}};
	struct chart whole = of(CHART_LINES, apart, 1, 2);
	g = chart_plan_of(&a, &whole);
	assert_true(!g.cut && !g.low);
}

static void parts_fill_the_whole(void **state)
{
	(void)state;
	static const int64_t one[] = {1}, two[] = {2}, none[] = {-5};
	const struct chart_series series[] = {{"A", one, LOOK_GOOD, 0}, {"B", none, LOOK_BAD, 0}, {"C", two, LOOK_PLAIN, 0}};
	struct chart c = of(CHART_SHARE, series, 3, 1);
	assert_int_equal(chart_total(&c), 3);
	assert_int_equal(chart_part(&c, 0, 600), 200);
	assert_int_equal(chart_part(&c, 1, 600), 200);
	assert_int_equal(chart_part(&c, 2, 600), 600);
	str text = printed(&c);
	assert_true(str_has(text, S("A: <strong>1</strong> (33,3 %)")) && str_has(text, S("B: <strong>-5</strong> (0,0 %)")));
	assert_true(str_has(text, S("A: 1 hồ sơ, 33,3 %; B: -5 hồ sơ, 0,0 %; C: 2 hồ sơ, 66,7 %.")));
}

static void who_does_not_see_it_is_told(void **state)
{
	(void)state;
	static const int64_t in[] = {3, 31, 7, 12}, out[] = {1, 2, 3, 4};
	const struct chart_series series[] = {{"Tiếp nhận", in, LOOK_PLAIN, 0}, {"Trễ hạn", out, LOOK_BAD, 1}};
	struct chart c = of(CHART_BARS, series, 2, 4);
	str text = printed(&c);
	assert_true(str_has(text, S("role=\"img\" aria-labelledby=\"hinh-title\" aria-describedby=\"hinh-said\"")));
	assert_true(str_has(text, S("<title id=\"hinh-title\">Số hồ sơ &lt;từng tháng&gt;</title>")));
	assert_true(
		str_has(text, S("<desc id=\"hinh-said\">Mới nhất, 04/26: tiếp nhận 12, trễ hạn 4 (hồ sơ). Tiếp nhận cao nhất: 31 "
				"(02/26). Trễ hạn cao nhất: 4 (04/26).</desc>")));
	assert_int_equal(times(text, "<rect class=\"dinh-chart__edge"), 8 + 2);
	assert_int_equal(times(text, "<pattern id="), 2);
	const char *newest = strstr(text.s, "<th scope=\"row\""); /* the newest stands on top */
	assert_true(newest && !strncmp(strchr(newest, '>') + 1, "04/26", 5));
	c.no_table = true;
	assert_false(str_has(printed(&c), S("<table")));
	c.newest = false;
	assert_false(str_has(printed(&c), S("Mới nhất")) || str_has(printed(&c), S("dinh-chart__roll--newest")));
}

static void nothing_is_said_and_not_drawn(void **state)
{
	(void)state;
	static const int64_t none[] = {CHART_NONE, CHART_NONE}, zero[] = {0, 0};
	const struct chart_series unknown[] = {{"A", none, LOOK_GOOD, 0}}, zeros[] = {{"A", zero, LOOK_GOOD, 0}};
	struct chart cases[] = {of(CHART_BARS, NULL, 0, 0), of(CHART_LINES, unknown, 1, 2), of(CHART_BARS, unknown, 1, 2),
		of(CHART_BARS, zeros, 1, 0), of(CHART_SHARE, zeros, 1, 1), of(CHART_SHARE, unknown, 1, 1)};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(chart_empty(&cases[i]));
		str text = printed(&cases[i]);
		assert_true(str_has(text, S("chưa có số liệu")) && !str_has(text, S("<svg")));
	}
	struct chart drawn = of(CHART_BARS, zeros, 1, 2);
	assert_false(chart_empty(&drawn));
	assert_true(str_has(printed(&drawn), S("<svg")));
}

/* What is more than can be drawn: the newest are; the table has all. Long labels are cut between letters. */
static void many_columns_are_bounded(void **state)
{
	(void)state;
	enum { MANY = 200 };
	str labels[MANY];
	int64_t values[MANY];
	for (int i = 0; i < MANY; i++) {
		labels[i] = str_format(&a, "Xã Tiên Sơn Hạ %d", i);
		values[i] = i;
	}
	const struct chart_series series[] = {{"A", values, LOOK_GOOD, 0}};
	struct chart c = of(CHART_BARS, series, 1, MANY);
	c.labels = labels;
	struct chart_plan g = chart_plan_of(&a, &c);
	assert_true(g.n == CHART_POINTS && g.first == MANY - CHART_POINTS);
	SAME(chart_label(&a, &c, 0), "Xã Tiên Sơn…");
	assert_true(chart_x(&g, MANY - 1) + g.slot / 2 + g.left == g.width);
	str text = printed(&c);
	assert_int_equal(times(text, "<rect class=\"dinh-chart__edge"), CHART_POINTS + 1);
	assert_int_equal(times(text, "<th scope=\"row\""), MANY);
	assert_true(str_has(text, S("mới nhất (60 trên 200)")));
	c.newest = false;
	g = chart_plan_of(&a, &c);
	assert_int_equal(g.first, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {RESET(axes_hold_every_value), RESET(axes_say_short_numbers),
		RESET(piles_stand_on_one_another), RESET(lines_break_where_nothing_is_known), RESET(parts_fill_the_whole),
		RESET(who_does_not_see_it_is_told), RESET(nothing_is_said_and_not_drawn), RESET(many_columns_are_bounded)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return failed;
}
