/* For tests of texts and of what is drawn: one arena, empty when a RESET test begins. */
#pragma once
#include "base/base.h"
#include "tests.h"

static arena a;

static int reset(void **state)
{
	(void)state;
	arena_reset(&a);
	return 0;
}
#define RESET(test)        cmocka_unit_test_setup(test, reset)
#define SAME(text, wanted) assert_string_equal(str_c(&a, (text)), (wanted))
