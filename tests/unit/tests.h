/* Tests of a file. All files are linked into one program, build/test/run (run.c); each one runs in a process of its own.
 *
 *	static void names_have_words(void **state) { .. }
 *
 *	TESTS()
 *	{
 *		const struct CMUnitTest tests[] = {cmocka_unit_test(names_have_words)};
 *		return cmocka_run_group_tests(tests, NULL, NULL);
 *	}
 */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct test_file {
	const char *path; /* modules/core/files/files_test.c */
	int (*run)(void); /* how many failed */
};
#define TESTS()                                                                                                                  \
	static int tests_of_this_file(void);                                                                                     \
	static const struct test_file this_file = {__FILE__, tests_of_this_file};                                                \
	static const struct test_file *const registered __attribute__((used, section("test_files"))) = &this_file;               \
	static int tests_of_this_file(void)
