/* What db_search_text and db_search_whole make of anything typed, on either backend. */
#include "tests/unit/store.h"
#include "tests/unit/specimen.sql.h"

static int setup(void **state) { return test_open_with(state, &specimen_migrations, 1); }

static err add(struct ctx *c, const char *name, int64_t *id)
{
	struct specimen_add row;
	TRY(specimen_add(c, str_of(name), some_int(1), (opt_real){0}, (str){0}, (str){0}, &row));
	*id = row.id;
	return NULL;
}

static err search(struct ctx *c, const char *typed, struct specimen_search_rows *out)
{
	str text = db_search_text(c, str_of(typed));
	*out = (struct specimen_search_rows){0};
	return text.s ? specimen_search(c, text, out) : NULL;
}

static err index_of(struct ctx *c, int64_t id, const char *text) { return specimen_index(c, id, fold(c->a, str_of(text))); }

static void search_takes_anything_typed(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const odd[] = {"\"", "'", "*", "a AND", "NOT", "NEAR(", "x:y", "-x", "()", "a\\", "& | ! <-> :*", "^a",
		"{a b}", "ư'ơ\"", "%_", "1e5 2.5 -3", "http://x.vn/?a=b", "\xff\xfe",
		"mot hai ba bon nam sau bay tam chin muoi "
		"muoimot muoihai muoiba muoibon muoilam muoisau muoibay"};
	struct specimen_search_rows rows;
	int64_t id[2];
	OK(WRITE(c, add(c, "a", &id[0])));
	OK(WRITE(c, add(c, "b", &id[1])));
	OK(WRITE(c, index_of(c, id[0], "Đăng ký khai sinh")));
	OK(WRITE(c, index_of(c, id[1], "Đăng ký kết hôn 12/2026 AND")));
	for (size_t i = 0; i < COUNT(odd); i++)
		OK(search(c, odd[i], &rows));
	OK(search(c, "DANG KY", &rows));
	assert_int_equal(rows.n, 2);
	OK(search(c, "  đăng ký kh", &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].id, id[0]);
	OK(search(c, "hôn 2026 and", &rows));
	assert_int_equal(rows.n, 1);
	OK(search(c, "sinh hôn", &rows));
	assert_int_equal(rows.n, 0);
	static const char *const begins[][2] = {{"dan", "3"}, {"ngay 202", "0"}, {"ngay 2026", "1"}, {"h4", "0"}, {"h42", "1"},
		{"ab12", "2"}, {"ab1", "2"}, {"so 1234", "1"}};
	int64_t more[2];
	for (int i = 0; i < 2; i++)
		OK(WRITE(c, add(c, i ? "x" : "y", &more[i])));
	OK(WRITE(c, index_of(c, more[0], "ngay 20261 h42 ab12x so 123456 dan")));
	OK(WRITE(c, index_of(c, more[1], "ab123")));
	for (size_t i = 0; i < COUNT(begins); i++) { /* one to three digits begin nothing; four do, and letters before them */
		OK(search(c, begins[i][0], &rows));
		if (rows.n != (size_t)(begins[i][1][0] - '0'))
			fail_msg("%s: %zu", begins[i][0], rows.n);
	}
	OK(specimen_search(c, db_search_whole(c, S("ab12")), &rows));
	assert_int_equal(rows.n, 0);
	OK(specimen_search(c, db_search_whole(c, S("AB123")), &rows));
	assert_int_equal(rows.n, 1);
	assert_null(db_search_whole(c, S("")).s);
	static const char *const alone[][2] = {
		{"dan", "2"}, {"dang ky kh", "1"}, {"ngay 2026", "1"}, {"ab12", "2"}, {"dang", "0"}, {"dan dan", "0"}};
	for (size_t i = 0; i < COUNT(alone); i++) { /* what bears the word itself is not among what begins with it */
		OK(specimen_search(c, db_search_begun(c, str_of(alone[i][0])), &rows));
		if (rows.n != (size_t)(alone[i][1][0] - '0'))
			fail_msg("%s: %zu begin so", alone[i][0], rows.n);
	}
	assert_null(db_search_begun(c, S("ngay 202")).s);
	assert_null(db_search_begun(c, S("")).s);
	assert_null(db_search_text(c, S(" -- ")).s);
	assert_null(db_search_text(c, S("")).s);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(search_takes_anything_typed, setup, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
