/* Codes and secrets as people type them. */
#include "tests/unit/store.h"
#include "government/dossiers/dossiers.h"

static void codes(void **state)
{
	(void)state;
	arena a = {0};
	static const char *const same[] = {"H42.17-261123-0001", "h42.17-261123-0001", " H42.17 - 261123 - 0001 ",
		"h42.17 261123 0001", "H42.172611230001", "h42.17–261123–0001", "H42.17 2611230001", "H42.17261123-0001",
		"h42.17-261123-1", "H42.17_261123_0001", "http://127.0.0.1:8080/tra-cuu?ma=H42.17-261123-0001&bi-mat=ABCD2345",
		"https://dichvucong.example.vn/tra-cuu?bi-mat=ABCD2345&ma=h42.17-261123-0001"};
	for (size_t i = 0; i < COUNT(same); i++) {
		str code = dossier_code_typed(&a, str_of(same[i]));
		if (!str_is(code, "H42.17-261123-0001"))
			print_error("%s -> %.*s\n", same[i], STR_ARG(code));
		assert_true(str_is(code, "H42.17-261123-0001"));
	}
	assert_true(str_is(dossier_code_typed(&a, S("h42.17-261123-12345")), "H42.17-261123-12345"));
	assert_true(str_is(dossier_code_typed(&a, S("H42.1726112312345")), "H42.17-261123-12345"));
	assert_true(str_is(dossier_code_typed(&a, S("")), ""));
	assert_true(str_is(dossier_code_typed(&a, S("xin chào")), "XIN CHàO"));
	assert_true(str_is(dossier_code_typed(&a, S("h42-999999-0001")), "H42-999999-0001"));
	assert_true(str_is(dossier_code_typed(&a, S("1 2 3 4 5 6")), "1 2 3 4 5 6"));
	arena_free(&a);
}

static void secrets(void **state)
{
	(void)state;
	arena a = {0};
	static const char *const same[] = {
		"ABCD2345", "abcd2345", " abcd 2345 ", "ABCD-2345", "http://x/tra-cuu?ma=H42-261123-0001&bi-mat=ABCD2345"};
	for (size_t i = 0; i < COUNT(same); i++)
		assert_true(str_is(dossier_secret_typed(&a, str_of(same[i])), "ABCD2345"));
	assert_true(str_is(dossier_secret_typed(&a, S("")), ""));
	arena_free(&a);
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(codes), cmocka_unit_test(secrets)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
