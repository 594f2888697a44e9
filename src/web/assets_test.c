#include "tests/unit/tests.h"
#include "web/catalogue.h"

static void finds_what_is_embedded(void **state)
{
	(void)state;
	const struct asset *css = asset_find(S("static/app.css"));
	assert_non_null(css);
	assert_string_equal(css->mime, "text/css; charset=utf-8");
	struct sha256 whole = sha256_of((str){(const char *)css->data, (size_t)(css->end - css->data)});
	arena a = {0};
	assert_true(str_starts(sha256_hex(&a, whole), str_of(css->hash)));
	assert_int_equal(strlen(css->hash), 10);
	assert_string_equal(css->url, str_format(&a, "/static/app.%s.css", css->hash).s);
	arena_free(&a);
	assert_non_null(asset_find(S("static/app.css.gz")));
	assert_non_null(asset_find(S("catalogue/units_2026-07.tsv")));
}

static void finds_nothing_else(void **state)
{
	(void)state;
	static const str absent[] = {S(""), S("static/"), S("static/app.cs"), S("static/app.css2"), S("../VERSION"), S("zzz")};
	for (size_t i = 0; i < COUNT(absent); i++)
		assert_null(asset_find(absent[i]));
}

static void cuts_rows_into_cells(void **state)
{
	(void)state;
	str rest = S("a\tb\t\tc\r\nx\n"), cells[4];
	assert_true(tsv_row(&rest, cells, 4));
	assert_true(str_is(cells[0], "a") && str_is(cells[1], "b") && str_is(cells[2], "") && str_is(cells[3], "c"));
	assert_true(tsv_row(&rest, cells, 4));
	assert_true(str_is(cells[0], "x") && str_is(cells[1], "") && str_is(cells[3], ""));
	assert_false(tsv_row(&rest, cells, 4));
}

TESTS()
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_is_embedded),
		cmocka_unit_test(finds_nothing_else),
		cmocka_unit_test(cuts_rows_into_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
