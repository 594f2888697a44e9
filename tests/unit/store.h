/* Tests of rules: a fresh store with every module's tables, on SQLite or PostgreSQL, and a ctx with a fixed clock.
 *
 *	static void due_date_skips_tet(void **state)
 *	{
 *		struct ctx *c = test_store(state);
 *		int64_t id;
 *		OK(WRITE(c, holiday_add(c, &new, &id)));
 *		FAILS(CONFLICT, WRITE(c, holiday_add(c, &new, &id)));
 *	}
 *	TESTS()
 *	{
 *		const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(due_date_skips_tet, test_open, test_close)};
 *		return cmocka_run_group_tests(tests, NULL, NULL);
 *	}
 *
 * DINH_TEST_DB=postgres:///dinh?host=FOLDER (see tests/postgres.sh) runs the same on PostgreSQL, in a database of its own.
 * DINH_TEST_RUN=FOLDER: processes with the same value copy the stores that one of them filled (test_open_filled).
 * One store for all tests of a file: cmocka_run_group_tests(tests, test_open, test_close). */
#pragma once
#include "tests/unit/tests.h"
#include "db/db.h"

#define TEST_NOW INT64_C(1795399200000000) /* Monday 23/11/2026, 09:00 in Viet Nam */

int test_open(void **state);  /* a fresh store with the tables of all modules; *state becomes the struct ctx * */
int test_close(void **state); /* closes it and removes every trace */
/* The same, filled. With DINH_TEST_RUN the first program of the run that asks for `name` fills it, the others get a copy: fill no memory. */
int test_open_filled(void **state, const char *name, void (*fill)(struct ctx *c));
int test_open_with(void **state, const struct migrations *list, size_t lists);
struct ctx *test_store(void **state);
struct store *test_handle(const struct ctx *c); /* the store behind a test's ctx */
const char *test_folder(const struct ctx *c);   /* an empty folder that goes away with the store */
const char *test_place(const struct ctx *c);    /* the SQLite file or the connection URI */

/* An expression inside db_write: OK(WRITE(c, rule(c, &input))). The test's own thread runs it, so its locals are at hand. */
#define WRITE(c, expression)                                                                                                     \
	({                                                                                                                       \
		test_begin(c);                                                                                                   \
		test_end((c), (expression));                                                                                     \
	})
void test_begin(struct ctx *c);
MUST_USE err test_end(struct ctx *c, err e); /* commits when e is NULL, else rolls back; what db_write answered */

#define OK(x)          test_ok((x), #x, __FILE__, __LINE__)
#define FAILS(kind, x) test_fails((kind), (x), #x, __FILE__, __LINE__)
void test_ok(err e, const char *what, const char *file, int line);
void test_fails(enum kind kind, err e, const char *what, const char *file, int line);
