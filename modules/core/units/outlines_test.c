/* Outlines: which version of a unit has one, and that what is written of it is GeoJSON that says the same. */
#include "tests/unit/store.h"
#include "units_pages.h"
#include "web/json.h"
#include <stdlib.h>

static const str since = {"2025-07-01", 10}, holds = {NULL, 0};

static void outlines_are_of_their_days(void **state)
{
	(void)state;
	assert_non_null(unit_outline(S("commune"), S("14389"), since, holds));
	assert_non_null(unit_outline(S("province"), S("37"), since, holds));
	assert_non_null(unit_outline(S("province"), S("75"), S("2026-04-30"), holds)); /* became a city, where it was */
	assert_non_null(unit_outline(S("province"), S("75"), since, S("2026-04-30")));
	assert_null(unit_outline(
		S("commune"), S("01501"), S("2025-01-01"), S("2025-07-01")));        /* xã Chí Viễn, the code's first place */
	assert_non_null(unit_outline(S("commune"), S("01501"), since, holds));       /* xã Đàm Thủy */
	assert_null(unit_outline(S("commune"), S("14389"), S("2026-05-01"), holds)); /* nobody knows its edge yet */
	assert_null(unit_outline(S("commune"), S("37"), since, holds));
	assert_null(unit_outline(S("district"), S("372"), S("2025-01-01"), S("2025-07-01")));
	assert_null(unit_outline(S("commune"), S("00001"), since, holds));
	assert_null(unit_outline(S("commune"), S(""), since, holds));
	assert_null(unit_outline(S("commune"), S("14389"), S(""), holds));
	static const char code[] = "14389143891438914389143891438914389143891438914389143891438914389";
	assert_null(unit_outline(S("commune"), str_of(code), since, holds));
}

static int32_t degrees(const struct node *n) { return (int32_t)(strtod(str_of(n->text.s).s, NULL) * 10000 + 0.5); }

static void what_is_written_says_the_same(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const codes[][2] = {
		{"province", "56"}, {"province", "48"}, {"commune", "12943"}, {"commune", "14389"}, {"province", "01"}};
	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct outline *o = unit_outline(str_of(codes[i][0]), str_of(codes[i][1]), since, holds);
		const struct node *tree, *polygon;
		buf b = {.a = c->a};
		size_t ring = 0, from = 0;
		outline_write(&b, o);
		OK(json_read(c, buf_text(&b), &tree));
		for (polygon = json_member(tree, "coordinates")->first; polygon;
			polygon = polygon->next, from = o->ends[ring++]) {
			const struct node *point = polygon->first->first, *first = point;
			assert_null(polygon->first->next); /* no holes */
			for (size_t k = from; k < o->ends[ring]; k++, point = point->next) {
				assert_int_equal(degrees(point->first), o->points[k][0]);
				assert_int_equal(degrees(point->first->next), o->points[k][1]);
				assert_true(o->points[k][0] >= o->west && o->points[k][0] <= o->east);
				assert_true(o->points[k][1] >= o->south && o->points[k][1] <= o->north);
			}
			assert_true(point && !point->next && str_eq(point->first->text, first->first->text)); /* closed */
		}
		assert_int_equal(ring, o->nrings);
	}
	const struct outline *khanh_hoa = unit_outline(S("province"), S("56"), since, holds);
	assert_true(khanh_hoa->nrings > 50 && khanh_hoa->east > 1170000); /* with Trường Sa */
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(outlines_are_of_their_days),
		cmocka_unit_test_setup_teardown(what_is_written_says_the_same, test_open, test_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
