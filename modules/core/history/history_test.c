#include "core/history/pages.h"
#include "tests/unit/store.h"

static void only_what_differs_stands_in_differences(void **state)
{
	struct ctx *c = test_store(state);
	struct differences d = {.a = c->a};
	difference_add(&d, "Tên", S("An"), S("An"));
	difference_add(&d, "Nơi ở", (str){NULL, 0}, S(""));
	assert_int_equal(d.n, 0);
	for (int i = 0; i < 20; i++)
		difference_add(&d, "Nơi ở", (str){NULL, 0}, str_format(c->a, "Thôn %d", i));
	assert_int_equal(d.n, 20);
	assert_non_null(d.v[0].before.s);
	assert_string_equal(d.v[0].after.s, "Thôn 0");
	assert_string_equal(d.v[19].after.s, "Thôn 19");
	difference_lines(&d, "Giấy tờ", S("Đơn\nẢnh\nThẻ"), S("Đơn\nẢn\nThẻ\nBản sao"));
	assert_int_equal(d.n, 21);
	assert_string_equal(d.v[20].before.s, "Ảnh");
	assert_string_equal(d.v[20].after.s, "Ản\nBản sao");
	difference_lines(&d, "Giấy tờ", S("A\nB"), S("B\nA"));
	assert_int_equal(d.n, 21);
}

static void parts_are_known_by_their_key(void **state)
{
	struct ctx *c = test_store(state);
	struct differences d = {.a = c->a};
	struct difference_part was[] = {{S("a"), S("A"), S("1")}, {S("b"), S("B"), S("2")}, {S("gone"), S("Gone"), S("3")}};
	struct difference_part is[] = {{S("new"), S("New"), S("4")}, {S("b"), S("B renamed"), S("5")}, {S("a"), S("A"), S("1")}};
	differences_of_parts(&d, (struct difference_parts){was, 3}, (struct difference_parts){is, 3});
	assert_int_equal(d.n, 3);
	assert_string_equal(d.v[0].what.s, "New");
	assert_string_equal(d.v[0].before.s, "");
	assert_string_equal(d.v[1].what.s, "B renamed");
	assert_string_equal(d.v[1].before.s, "2");
	assert_string_equal(d.v[1].after.s, "5");
	assert_string_equal(d.v[2].what.s, "Gone");
	assert_string_equal(d.v[2].after.s, "");
}

static void each_object_has_its_own_history(void **state)
{
	struct ctx *c = test_store(state);
	struct history_changes_rows rows;
	struct history_lines_rows lines;
	struct differences d = {.a = c->a};
	OK(WRITE(c, history_add(c, "road", 7, &d))); /* nothing differs: nothing is kept */
	difference_add(&d, "Tên", S("Đường A"), S("Đường B"));
	difference_add(&d, "Dài", S("1"), S("2"));
	OK(WRITE(c, history_add(c, "road", 7, &d)));
	OK(WRITE(c, history_add(c, "road", 8, &d)));
	OK(WRITE(c, history_add(c, "bridge", 7, &d)));
	OK(WRITE(c, history_add(c, "square", 7, &d)));
	c->now++;
	OK(WRITE(c, history_add(c, "road", 7, &d)));
	OK(history_changes(c, S("road"), 7, INT64_MAX, 10, &rows));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].happened_at, c->now);
	OK(history_changes(c, S("road"), 7, rows.v[0].id, 10, &rows));
	assert_int_equal(rows.n, 1);
	OK(history_lines(c, (struct ints){&rows.v[0].id, 1}, &lines));
	assert_int_equal(lines.n, 2);
	assert_string_equal(lines.v[1].what.s, "Dài");
	assert_string_equal(lines.v[1].before.s, "1");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_what_differs_stands_in_differences, test_open, test_close),
		cmocka_unit_test_setup_teardown(parts_are_known_by_their_key, test_open, test_close),
		cmocka_unit_test_setup_teardown(each_object_has_its_own_history, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
