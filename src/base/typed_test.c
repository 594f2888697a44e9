#include "base.h"
#include <stdio.h>
#include <stdlib.h>
#include "tests/unit/texts.h"

/* ---- numbers ---- */

static void numbers_lose_their_grouping(void **state)
{
	(void)state;
	static const char *const same[] = {"037190001234", " 037 190 001 234 ", "037.190.001.234", "037-190-001-234",
		"037\xc2\xa0"
		"190\xe2\x80\xaf"
		"001\xe2\x80\x93"
		"234"};
	for (size_t i = 0; i < COUNT(same); i++)
		SAME(number_ungrouped(&a, str_of(same[i])), "037190001234");
	SAME(number_ungrouped(&a, S(" hoa.gialam ")), "hoa.gialam");
	SAME(number_ungrouped(&a, S("037/190")), "037/190");
	SAME(number_ungrouped(&a, S(" - ")), "-");
	SAME(number_ungrouped(&a, S("")), "");
}

static void every_hundredth_is_read_exactly(void **state)
{
	(void)state;
	char text[40];
	int64_t n;
	for (int whole = 0; whole <= 1000; whole++)
		for (int part = 0; part < 100; part++) {
			snprintf(text, sizeof text, "%d.%02d", whole, part);
			assert_true(hundredths_parse(str_of(text), &n) && n == whole * 100 + part);
			snprintf(text, sizeof text, "-%d.%02d0e0", whole, part);
			assert_true(hundredths_parse(str_of(text), &n) && n == -(whole * 100 + part));
			if (part % 10)
				continue;
			snprintf(text, sizeof text, "%d.%d", whole, part / 10);
			assert_true(hundredths_parse(str_of(text), &n) && n == whole * 100 + part);
		}
	static const struct {
		const char *text;
		int64_t n;
	} more[] = {{"6.41e1", 6410}, {"641E-1", 6410}, {"0.5e+3", 50000}, {"85.500000", 8550}, {"0", 0}, {"-0.01", -1},
		{"10000000000000000", 1000000000000000000}};
	for (size_t i = 0; i < COUNT(more); i++) {
		assert_true(hundredths_parse(str_of(more[i].text), &n));
		assert_int_equal(n, more[i].n);
	}
	static const char *const wrong[] = {"85.555", "0.001", "1e-3", "1e30", "", "-", ".", "1.2.3", "1,5", "1e", "0x1", "1 ",
		"99999999999999999999999999999999999999999999", "nan", "1e99999"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(hundredths_parse(str_of(wrong[i]), &n));
}

/* ---- dates ---- */

static void dates_are_read_as_people_write_them(void **state)
{
	(void)state;
	static const char *const same[] = {"1/2/1990", "01/02/1990", "1-2-1990", "1.2.1990", "1 2 1990", "01021990", "1990-02-01",
		" 1 / 2 / 1990 ", "ngày 1 tháng 2 năm 1990", "1–2–1990",
		"01/\xc2\xa0"
		"02/1990"};
	str iso;
	day d;
	for (size_t i = 0; i < COUNT(same); i++) {
		assert_null(date_typed(&a, str_of(same[i]), false, &iso));
		SAME(iso, "1990-02-01");
		assert_null(date_typed(&a, str_of(same[i]), true, &iso));
		SAME(iso, "1990-02-01");
		assert_true(day_typed(&a, str_of(same[i]), &d) && d == day_make(1990, 2, 1));
	}
}

static void what_is_known_of_a_date_is_kept(void **state)
{
	(void)state;
	static const char *const parts[][3] = {{"1950", "1950", "1950"}, {"00/00/1950", "1950", "1950"},
		{"5/1950", "1950-05", "05/1950"}, {"05-1950", "1950-05", "05/1950"}, {"00/05/1950", "1950-05", "05/1950"},
		{"1950-05", "1950-05", "05/1950"}, {"00001950", "1950", "1950"}, {"năm 1950", "1950", "1950"}};
	str iso;
	day first, last;
	for (size_t i = 0; i < COUNT(parts); i++) {
		assert_null(date_typed(&a, str_of(parts[i][0]), true, &iso));
		SAME(iso, parts[i][1]);
		SAME(show_date(&a, iso), parts[i][2]);
		assert_string_equal(
			date_typed(&a, str_of(parts[i][0]), false, &iso), "phải ghi đủ ngày, tháng và năm, ví dụ 05/09/1984");
		assert_int_equal(iso.n, 0);
	}
	assert_true(date_span(S("1952"), &first, &last) && first == day_make(1952, 1, 1) && last == day_make(1952, 12, 31));
	assert_true(date_span(S("1952-02"), &first, &last) && first == day_make(1952, 2, 1) && last == day_make(1952, 2, 29));
	assert_true(date_span(S("1952-12"), &first, &last) && last == day_make(1952, 12, 31));
	assert_true(date_span(S("1952-12-07"), &first, &last) && first == last);
	static const char *const wrong[] = {"", "195", "1952-13", "1952-00", "1952-1", "19520", "0000", "x", "1952-02-30"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(date_span(str_of(wrong[i]), &first, &last));
	assert_true(dates_agree(S("1950"), S("1950-05-12")) && dates_agree(S("1950-05-31"), S("1950-05")));
	assert_true(dates_agree(S("1950-05-12"), S("1950-05-12")) && dates_agree(S("1950-05"), S("1950")));
	assert_false(dates_agree(S("1950"), S("1951-01-01")) || dates_agree(S("1950-05"), S("1950-06-01")) ||
		     dates_agree(S("1950-05-12"), S("")) || dates_agree(S("1951"), S("1950-12-31")));
	SAME(show_date(&a, S("1950-05-12")), "12/05/1950");
	SAME(show_date(&a, S("không rõ")), "không rõ");
}

static void a_date_that_is_wrong_is_told_how(void **state)
{
	(void)state;
	static const char *const wrong[][2] = {{"30/02/1990", "không có ngày 30/02/1990"},
		{"29-2-2023", "không có ngày 29/02/2023"}, {"31041990", "không có ngày 31/04/1990"},
		{"12/31/1990", "không có tháng 31"}, {"1990-13-01", "không có tháng 13"}, {"5/0/1990", "không có tháng 0"},
		{"0/13/1990", "không có tháng 13"}, {"1/2/90", "bốn chữ số"}, {"010290", "bốn chữ số"}, {"90", "bốn chữ số"},
		{"2/90", "bốn chữ số"}, {"1/2/1700", "từ 1800 đến 2200"}, {"1/2/2201", "từ 1800 đến 2200"},
		{"hôm qua", "ngày/tháng/năm"}, {"1/2", "ngày/tháng/năm"}, {"1/2/199", "ngày/tháng/năm"},
		{"1/2/19900", "ngày/tháng/năm"}, {"1/2/3/1990", "ngày/tháng/năm"}, {"", "ngày/tháng/năm"},
		{"1/2/1990?", "ngày/tháng/năm"}, {"123/2/1990", "ngày/tháng/năm"}, {"1 tháng hai 1990", "ngày/tháng/năm"},
		{"999999999", "ngày/tháng/năm"}};
	str iso;
	for (size_t i = 0; i < COUNT(wrong); i++)
		for (int partly = 0; partly < 2; partly++) {
			const char *said = date_typed(&a, str_of(wrong[i][0]), partly, &iso);
			assert_non_null(said);
			assert_non_null(strstr(said, wrong[i][1]));
			assert_int_equal(iso.n, 0);
		}
	assert_null(date_typed(&a, S("29/2/2024"), false, &iso));
}

static void every_date_is_read_in_every_way(void **state)
{
	(void)state;
	char text[40];
	static const char *const ways[] = {"%d/%d/%04d", "%d.%d.%04d", "%02d-%02d-%04d", "%02d%02d%04d"};
	str iso;
	for (day d = day_make(1899, 12, 1); d < day_make(2001, 2, 1); d += 7) {
		struct date p = day_parts(d);
		for (size_t i = 0; i < COUNT(ways); i++) {
			snprintf(text, sizeof text, ways[i], p.day, p.month, p.year);
			assert_null(date_typed(&a, str_of(text), true, &iso));
			assert_true(str_eq(iso, day_iso(&a, d)));
		}
		arena_reset(&a);
	}
}

/* ---- e-mail ---- */

static void addresses_that_cannot_exist_are_no_addresses(void **state)
{
	(void)state;
	static const char *const good[] = {
		"a@b.vn", "nguyen.van-a+dinh@mail.ninhbinh.gov.vn", "o'brien_1@x-y.com", "a@1.vn", "A@B.VN"};
	static const char *const wrong[] = {"", "a", "a@", "@b.vn", "a@b", "a@b.", "a@vidu", "a@.vn", "a@b..vn", "<a@b.vn>",
		"a@b.v/n", "a b@c.vn", "a@b@c.vn", "a@-b.vn", "a@b-.vn", "a@b.v", "a@1.2", "a@127.0.0.1", ".a@b.vn", "a.@b.vn",
		"a..b@c.vn", "a@b_c.vn", "a@b.vn,", "tên@vidu.vn", "a@b.vn\n", "a\"b@c.vn", "a@b.vn c@d.vn", "a;b@c.vn",
		"a@b.vn."};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(email_valid(str_of(good[i])));
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(email_valid(str_of(wrong[i])));
	char name[80];
	memset(name, 'a', sizeof name);
	assert_true(email_valid(str_format(&a, "%.64s@b.vn", name)));
	assert_false(email_valid(str_format(&a, "%.65s@b.vn", name)));
	assert_true(email_valid(str_format(&a, "a@%.63s.vn", name)));
	assert_false(email_valid(str_format(&a, "a@%.64s.vn", name)));
}

TESTS()
{
	const struct CMUnitTest tests[] = {RESET(numbers_lose_their_grouping), RESET(every_hundredth_is_read_exactly),
		RESET(dates_are_read_as_people_write_them), RESET(what_is_known_of_a_date_is_kept),
		RESET(a_date_that_is_wrong_is_told_how), RESET(every_date_is_read_in_every_way),
		RESET(addresses_that_cannot_exist_are_no_addresses)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return failed;
}
