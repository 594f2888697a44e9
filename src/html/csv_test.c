#include "csv.h"
#include "tests/unit/tests.h"

static arena a;

static const char *row_of(const char *const *cells, size_t n)
{
	buf b = {.a = &a};
	csv_begin(&b);
	for (size_t i = 0; i < n; i++)
		csv_text(&b, str_of(cells[i]));
	csv_number(&b, -5);
	csv_row_end(&b);
	return str_c(&a, buf_text(&b));
}

static void cells_are_quoted(void **state)
{
	(void)state;
	static const char *const cells[] = {"Hồ sơ", "a,b", "nói \"vậy\"", "", "hai\ndòng"};
	assert_string_equal(row_of(cells, 5), "\xef\xbb\xbf\"Hồ sơ\",\"a,b\",\"nói \"\"vậy\"\"\",\"\",\"hai\ndòng\",-5\r\n");
}

static void formulas_stay_text(void **state)
{
	(void)state;
	static const char *const run[] = {"=1+1", "+84912", "-2+3", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\uff1d1+1",
		"\r=1", "\x01=1", "\x7f+1", "\u00a0=1", "\u00ad-1", "\u200b@A1", "\u200f=1+1", "\u202a\u202e=1+1", "\u2028=1",
		"\u2066=1", "\u2060=1", "\ufeff=1", "\u3000=1", "\u200f \u200f\uff0b1"};
	for (size_t i = 0; i < COUNT(run); i++) {
		const char *row = row_of(&run[i], 1);
		assert_int_equal(row[3], '"');
		assert_int_equal(row[4], '\'');
	}
	static const char *const plain[] = {
		"a=b", "H42.17-261123-0001", "1-2", "0912", "–", "“=1”", "•=1", "…", "đ=1", "\u200fa=1", "\u2070=1", "\u200f"};
	for (size_t i = 0; i < COUNT(plain); i++)
		assert_int_not_equal(row_of(&plain[i], 1)[4], '\'');
}

static void a_nul_is_left_out(void **state)
{
	(void)state;
	buf b = {.a = &a};
	csv_text(&b, S("a\0b"));
	csv_text(&b, S("\0=1"));
	csv_text(&b, S("\0"));
	assert_string_equal(str_c(&a, buf_text(&b)), "\"ab\",\"'=1\",\"\"");
	assert_int_equal(b.n, strlen(str_c(&a, buf_text(&b))));
}

static void plain_values_stand_bare_and_nothing_else_does(void **state)
{
	static const struct {
		const char *value, *cell;
	} cases[] = {{"12", "12"}, {"-12.5", "-12.5"}, {"true", "true"}, {"", "\"\""}, {"-", "\"'-\""}, {"1.2.3", "\"1.2.3\""},
		{"-cmd", "\"'-cmd\""}, {"=1", "\"'=1\""}, {"1,5", "\"1,5\""}, {"1-2", "\"1-2\""}, {"a1", "\"a1\""},
		{"True", "\"True\""}, {".", "\".\""}};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf b = {.a = &a};
		csv_plain(&b, str_of(cases[i].value));
		assert_string_equal(str_c(&a, buf_text(&b)), cases[i].cell);
	}
	buf b = {.a = &a};
	csv_plain(&b, S(""));
	csv_plain(&b, S("1"));
	assert_string_equal(str_c(&a, buf_text(&b)), "\"\",1");
}

static void rows_begin_without_a_comma(void **state)
{
	(void)state;
	buf b = {.a = &a};
	csv_begin(&b);
	csv_number(&b, 1);
	csv_row_end(&b);
	csv_number(&b, 2);
	csv_text(&b, S("x"));
	csv_row_end(&b);
	assert_string_equal(str_c(&a, buf_text(&b)), "\xef\xbb\xbf"
						     "1\r\n2,\"x\"\r\n");
	b.n = 0; /* what was written is in the file: a row begins at the start of the buffer */
	csv_text(&b, S("6"));
	csv_text(&b, S("x"));
	csv_number(&b, 7);
	assert_string_equal(str_c(&a, buf_text(&b)), "\"6\",\"x\",7");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_quoted),
		cmocka_unit_test(formulas_stay_text),
		cmocka_unit_test(a_nul_is_left_out),
		cmocka_unit_test(plain_values_stand_bare_and_nothing_else_does),
		cmocka_unit_test(rows_begin_without_a_comma),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
