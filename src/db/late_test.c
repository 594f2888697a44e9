/* Late statements on either backend: what a closure adds up stands once in the store, at its end, and is never seen missing. */
#include "tests/unit/store.h"
#include "tests/unit/specimen.sql.h"

static int setup(void **state) { return test_open_with(state, &specimen_migrations, 1); }

static err added(struct ctx *c, const char *key, int64_t by, const char *last)
{
	return specimen_sum_add(c, (opt_int){0}, S("p"), by, str_of(last), str_of(key));
}

static err adds(struct ctx *c, void *arg)
{
	int64_t *seen = arg;
	struct specimen_summed s;
	for (int i = 1; i <= 100; i++)
		TRY(added(c, i % 2 ? "odd" : "even", i, i == 99 ? "ninety-nine" : "another"));
	TRY(specimen_summed(c, &s));
	*seen = s.total;
	TRY(added(c, "odd", -2500, "the end"));
	return added(c, "odd", 7, "the very end");
}

static void sums_and_the_newest_values_stand_there(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_sums_rows rows;
	int64_t seen = 0;
	OK(db_write(c, adds, &seen));
	assert_int_equal(seen, 5050); /* whoever looks within the closure sees all of it */
	OK(specimen_sums(c, &rows));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].total, 2550);
	assert_string_equal(rows.v[0].last.s, "another");
	assert_int_equal(rows.v[1].total, 7);
	assert_string_equal(rows.v[1].last.s, "the very end");
}

static err adds_and_fails(struct ctx *c, void *arg)
{
	(void)arg;
	TRY(added(c, "odd", 1000, "never"));
	return FAIL(c, CONFLICT, "no");
}

static void what_a_failed_closure_added_is_nobodys(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_summed s;
	FAILS(CONFLICT, db_write(c, adds_and_fails, NULL));
	OK(WRITE(c, added(c, "even", 1, "x")));
	OK(specimen_summed(c, &s));
	assert_int_equal(s.rows, 1);
	assert_int_equal(s.total, 1);
}

static err refers_to_nothing(struct ctx *c, void *arg)
{
	(void)arg;
	TRY(added(c, "good", 1, "x"));
	return specimen_sum_add(c, some_int(4711), S("p"), 1, S("x"), S("bad"));
}

static void an_error_at_the_end_is_the_closures(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_summed s;
	FAILS(CONFLICT, db_write(c, refers_to_nothing, NULL));
	OK(specimen_summed(c, &s));
	assert_int_equal(s.rows, 0);
	OK(WRITE(c, added(c, "good", 1, "x")));
}

/* Two keys are one only when each of their parts is the same: here the second breaks the rule that a key is one row. */
static err parts(struct ctx *c, void *arg)
{
	int64_t *specimen = arg;
	TRY(specimen_sum_add(c, some_int(*specimen), S("a"), 1, S("x"), S("b c")));
	TRY(specimen_sum_add(c, some_int(*specimen), S("a b"), 1, S("x"), S("c")));
	TRY(specimen_sum_add(c, (opt_int){0}, S("a"), 1, S("x"), S("d")));
	return specimen_sum_add(c, some_int(*specimen), S("a"), 1, S("x"), S("d"));
}

static void keys_are_told_apart(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_sums_rows rows;
	struct specimen_add row;
	OK(WRITE(c, specimen_add(c, S("one"), (opt_int){0}, (opt_real){0}, (str){0}, (str){0}, &row)));
	OK(db_write(c, parts, &row.id));
	OK(specimen_sums(c, &rows));
	assert_int_equal(rows.n, 3);
	assert_string_equal(rows.v[0].key.s, "b c");
	assert_int_equal(rows.v[0].total, 1);
	assert_int_equal(rows.v[2].total, 2); /* by the store's own rule for a key that is there */
	assert_false(rows.v[2].specimen_id.set);
}

static void nothing_is_added_outside_a_closure(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_summed s;
	FAILS(BROKEN, added(c, "x", 1, "x"));
	FAILS(BROKEN, WRITE(c, added(c, "x", 1, "\xff")));
	OK(specimen_summed(c, &s));
	assert_int_equal(s.rows, 0);
}

static err turn(struct ctx *c, void *arg)
{
	*(uint64_t *)arg = db_turn(c);
	return NULL;
}

static void each_closure_has_a_turn_of_its_own(void **state)
{
	struct ctx *c = test_store(state);
	uint64_t first = 0, second = 0;
	OK(db_write(c, turn, &first));
	OK(db_write(c, turn, &second));
	assert_true(first && second > first);
	assert_int_equal(db_turn(c), 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sums_and_the_newest_values_stand_there, setup, test_close),
		cmocka_unit_test_setup_teardown(what_a_failed_closure_added_is_nobodys, setup, test_close),
		cmocka_unit_test_setup_teardown(an_error_at_the_end_is_the_closures, setup, test_close),
		cmocka_unit_test_setup_teardown(keys_are_told_apart, setup, test_close),
		cmocka_unit_test_setup_teardown(nothing_is_added_outside_a_closure, setup, test_close),
		cmocka_unit_test_setup_teardown(each_closure_has_a_turn_of_its_own, setup, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
