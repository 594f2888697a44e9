/* Names in data, definitions as trees, days of versions. */
#include "tests/unit/store.h"
#include "core/editor/editor.h"

static bool nobody(const void *of, str name)
{
	(void)of, (void)name;
	return false;
}

static bool first_two(const void *of, str name)
{
	(void)of;
	return str_is(name, "ten") || str_is(name, "ten_2");
}

static void names_are_made_of_labels(void **state)
{
	static const struct {
		const char *label, *name;
	} cases[] = {{"Tên giếng", "ten_gieng"}, {"Độ sâu (m)", "do_sau_m"}, {"  Đ  ", "d"}, {"2026", "f_2026"}, {"???", "f"},
		{"abcdefghijklmnopqrstuvwxyzabc d", "abcdefghijklmnopqrstuvwxyzabc"},
		{"Một nhãn thật là dài đến nỗi không ai nhớ được hết", "mot_nhan_that_la_dai_den_noi_k"}};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(editor_name_made(c->a, str_of(cases[i].label), nobody, NULL).s, cases[i].name);
	assert_string_equal(editor_name_made(c->a, S("Tên"), first_two, NULL).s, "ten_3");
}

static struct tree *tree_read(struct ctx *c, const char *text)
{
	const struct node *n;
	OK(json_read(c, str_of(text), &n));
	return tree_of(c->a, n);
}

static void what_is_the_same_is_so_however_it_is_written(void **state)
{
	static const struct {
		const char *x, *y;
		bool same;
	} cases[] = {{"{\"a\":1,\"b\":[1,2]}", "{ \"b\": [1, 2], \"a\": 1 }", true}, {"{\"b\":[1,2]}", "{\"b\":[2,1]}", false},
		{"{\"a\":1}", "{\"a\":1,\"b\":2}", false}, {"{\"a\":1,\"b\":2}", "{\"a\":1}", false},
		{"{\"a\":true}", "{\"a\":false}", false}, {"{\"a\":\"x\"}", "{\"a\":\"y\"}", false},
		{"{\"a\":1}", "{\"b\":1}", false}, {"{\"a\":1.5}", "{\"a\":1.25}", false}};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(tree_same(c->a, tree_read(c, cases[i].x), tree_read(c, cases[i].y)), cases[i].same);
}

static void trees_are_changed(void **state)
{
	struct ctx *c = test_store(state);
	struct tree *list = tree_read(c, "[1,2,3]");
	assert_false(tree_move(list, 0, -1));
	assert_false(tree_move(list, 2, 1));
	assert_true(tree_move(list, 2, -1));
	assert_int_equal(tree_nth(list, 1)->i, 3);
	assert_true(tree_drop(list, 0));
	assert_int_equal(tree_count(list), 2);
	assert_false(tree_drop(list, 2));
}

static void versions_hold_from_a_day(void **state)
{
	struct ctx *c = test_store(state);
	const char *colour;
	day today = day_of(c->now);
	assert_string_equal(editor_version_state(c->a, S(""), S(""), false, today, &colour), "Bản thảo");
	assert_string_equal(editor_version_state(c->a, S("2026-11-23"), (str){0}, true, today, &colour), "Đang dùng");
	assert_string_equal(colour, "green");
	assert_string_equal(
		editor_version_state(c->a, S("2026-11-24"), (str){0}, true, today, &colour), "Có hiệu lực từ 24/11/2026");
	assert_string_equal(editor_version_state(c->a, S("2026-11-01"), S("2026-11-23"), true, today, &colour), "Không còn dùng");
	FAILS(INVALID, editor_from_asked(c, S("2026-11-22"), S("")));
	FAILS(INVALID, editor_from_asked(c, S("nay"), S("")));
	FAILS(INVALID, editor_from_asked(c, S("2026-11-23"), S("2026-11-24")));
	OK(editor_from_asked(c, S("2026-11-23"), S("2026-11-23")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_made_of_labels),
		cmocka_unit_test(what_is_the_same_is_so_however_it_is_written),
		cmocka_unit_test(trees_are_changed),
		cmocka_unit_test(versions_hold_from_a_day),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
