/* What db.h promises, on either backend. */
#include "tests/unit/store.h"
#include "tests/unit/specimen.sql.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int setup(void **state) { return test_open_with(state, &specimen_migrations, 1); }

/* ---- values ---- */

static err add(struct ctx *c, const char *name, int64_t amount, int64_t *id)
{
	struct specimen_add row;
	TRY(specimen_add(c, str_of(name), some_int(amount), (opt_real){0}, (str){0}, (str){0}, &row));
	*id = row.id;
	return NULL;
}

static void values_come_back_as_they_went(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_add row;
	struct specimen_get got;
	const str name = S("Xã Gia Lâm ' \" \\ {}, \n 😀"), data = {"\0\1\xff'\\x", 6};
	OK(WRITE(c, specimen_add(c, name, some_int(INT64_MIN), (opt_real){true, 0.1}, data, S(""), &row)));
	OK(specimen_get(c, row.id, &got));
	assert_true(str_eq(got.name, name));
	assert_true(got.amount.set && got.amount.v == INT64_MIN);
	assert_true(got.ratio.set && got.ratio.v == 0.1);
	assert_true(str_eq(got.data, data));
	assert_true(got.note.s && got.note.n == 0);
	OK(WRITE(c, specimen_add(c, S("nulls"), (opt_int){0}, (opt_real){0}, (str){0}, (str){0}, &row)));
	OK(specimen_get(c, row.id, &got));
	assert_false(got.amount.set || got.ratio.set || got.data.s || got.note.s);
	OK(WRITE(c, specimen_add(c, S("empty"), some_int(0), (opt_real){true, 1e300}, S(""), S("x"), &row)));
	OK(specimen_get(c, row.id, &got));
	assert_true(got.data.s && got.data.n == 0);
	assert_true(got.ratio.v == 1e300);
}

static void lists_find_each_of_theirs(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id[3];
	const str odd = S("a\"b\\c{d},'e'");
	OK(WRITE(c, add(c, "một", 1, &id[0])));
	OK(WRITE(c, add(c, odd.s, 2, &id[1])));
	OK(WRITE(c, add(c, "", 3, &id[2])));
	struct specimen_among_rows some;
	OK(specimen_among(c, (struct ints){(int64_t[]){id[2], 999, id[0]}, 3}, &some));
	assert_int_equal(some.n, 2);
	assert_int_equal(some.v[1].id, id[2]);
	OK(specimen_among(c, (struct ints){0}, &some));
	assert_int_equal(some.n, 0);
	struct specimen_named_rows named;
	OK(specimen_named(c, (struct texts){(str[]){odd, S(""), S("NULL")}, 3}, &named));
	assert_int_equal(named.n, 2);
	assert_true(str_eq(named.v[1].name, odd));
	OK(specimen_named(c, (struct texts){0}, &named));
	assert_int_equal(named.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values_come_back_as_they_went, setup, test_close),
		cmocka_unit_test_setup_teardown(lists_find_each_of_theirs, setup, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
