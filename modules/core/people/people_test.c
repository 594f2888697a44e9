/* People: numbers, telephone numbers, who is kept once and whose word counts. */
#include "../../../tests/unit/store.h"
#include <stdio.h>
#include "people.h"
#include "core/people/people.sql.h"
#include "web/request.h"

static void number_has_twelve_digits_of_a_known_province(void **state)
{
	(void)state;
	assert_true(personal_number_valid(S("037084001234"), S(""), S("")));
	assert_false(personal_number_valid(S("03708400123"), S(""), S("")));
	assert_false(personal_number_valid(S("0370840012345"), S(""), S("")));
	assert_false(personal_number_valid(S("03708400123a"), S(""), S("")));
	assert_false(personal_number_valid(S(""), S(""), S("")));
	assert_false(personal_number_valid(S("003084001234"), S(""), S(""))); /* no province 003 */
	assert_false(personal_number_valid(S("000084001234"), S(""), S("")));
	assert_true(personal_number_valid(S("107084001234"), S(""), S("")));  /* born abroad */
	assert_false(personal_number_valid(S("037484001234"), S(""), S(""))); /* born in the 22nd century */
}

static void number_agrees_with_birth_and_sex(void **state)
{
	(void)state;
	assert_true(personal_number_valid(S("079090001001"), S("1990-01-01"), S("male")));
	assert_false(personal_number_valid(S("001099012345"), S("1990-01-01"), S("male"))); /* says 1999 */
	assert_false(personal_number_valid(S("079090001001"), S("2090-01-01"), S("")));
	assert_true(personal_number_valid(S("037305000001"), S("2005-12-31"), S("female")));
	assert_false(personal_number_valid(S("037305000001"), S("1905-12-31"), S("female")));
	assert_false(personal_number_valid(S("079090001001"), S("1990-01-01"), S("female")));
	assert_true(str_is(personal_number_sex(S("037184000001")), "female"));
	assert_true(str_is(personal_number_sex(S("037284000001")), "male"));
	assert_true(str_is(personal_number_sex(S("abc")), ""));
}

static void number_tells_where_a_birth_was_registered(void **state)
{
	(void)state;
	assert_string_equal(personal_number_place(S("037184000001")).s, "Ninh Bình");
	assert_string_equal(personal_number_place(S("001184000001")).s, "Hà Nội");
	assert_string_equal(personal_number_place(S("107184000001")).s, "nước ngoài");
	assert_int_equal(personal_number_place(S("003184000001")).n, 0);
	int known = 0;
	for (int i = 0; i < 1000; i++) {
		char number[16];
		snprintf(number, sizeof number, "%03d084000001", i);
		known += personal_number_valid(str_of(number), S(""), S(""));
	}
	assert_int_equal(known, 63 + 900); /* the provinces of 2016, and the countries */
}

static void tax_codes_have_their_check_digit(void **state)
{
	arena *a = test_store(state)->a;
	static const char *const good[] = {"0102182292", "0101352495", "0100109106", "0100684378", "0104831030", "0102182292-998",
		"0102182292998", "0101243150", "0100112437", "0106869738", "0300588569", "0304741634", "0100686174", "0100150619",
		"0301472278", " 0100 109 106 ", "037084001234"};
	static const char *const bad[] = {"0102182293", "0101352496", "0123456789", "0312345678", "0101234567", "0109876543",
		"0102182292-000", "010218229", "01021822920", "0102182292-99", "010218229a", "", "003084001234",
		"01021822929980"};
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(tax_code_valid(str_of(good[i])));
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(tax_code_valid(str_of(bad[i])));
	}
	assert_string_equal(str_c(a, tax_code_normal(a, S("0102182292998"))), "0102182292-998");
	assert_string_equal(str_c(a, tax_code_normal(a, S("0100 109 106"))), "0100109106");
	int issued = 0; /* where the formula gives 10 no tenth digit is right: one in eleven */
	for (int i = 0; i < 11000; i++) {
		bool any = false;
		for (int last = 0; last < 10; last++) {
			char code[16];
			snprintf(code, sizeof code, "0101%05d%d", i, last);
			any |= tax_code_valid(str_of(code));
		}
		issued += any;
	}
	assert_in_range(issued, 9900, 10100);
}

static void telephone_numbers_come_into_one_form(void **state)
{
	arena *a = test_store(state)->a;
	static const char *const same[] = {"0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 (0)912 345 678",
		"0912-345-678", "84912345678", "0084912345678", "(+84) 912 345 678", "0912–345–678", "0912\302\240345\302\240678",
		"84 0912 345 678", "(0912) 345 678", "00 84 912.345.678", "+84-912-345-678", " 0912/345/678 "};
	for (size_t i = 0; i < COUNT(same); i++) {
		assert_true(phone_valid(str_of(same[i])));
		assert_string_equal(str_c(a, phone_normal(a, str_of(same[i]))), "0912345678");
	}
	assert_true(phone_valid(S("02293 866 123")));
	assert_false(phone_valid(S("91234567")));
	assert_false(phone_valid(S("09123456789")));
	assert_false(phone_valid(S("0912x45678")));
	assert_string_equal(
		str_c(a, phone_normal(a, S("0844666531"))), "0844666531"); /* a national number that begins as 84 does */
	assert_string_equal(str_c(a, phone_normal(a, S("84844666531"))), "0844666531");
	assert_string_equal(str_c(a, phone_normal(a, S("84 24 3812 3456"))), "02438123456");
	static const char *const abroad[][2] = {{"+82 2 312 3456", "+8223123456"}, {"0082-2-312-3456", "+8223123456"},
		{"+1 (415) 555-2671", "+14155552671"}, {"+65 9123 4567", "+6591234567"}, {"+8401", NULL}, {"+0912345678", NULL},
		{"+1234567890123456", NULL}, {"+12 345", NULL}, {"008", NULL}, {"++8223123456", NULL}, {"8223123456", NULL},
		{"8491234567", NULL}, {"849123456789", NULL}};
	for (size_t i = 0; i < COUNT(abroad); i++) {
		assert_int_equal(phone_valid(str_of(abroad[i][0])), abroad[i][1] != NULL);
		if (abroad[i][1])
			assert_string_equal(str_c(a, phone_normal(a, str_of(abroad[i][0]))), abroad[i][1]);
	}
	assert_string_equal(str_c(a, phone_normal(a, S("00082 2312"))), "000822312");
	assert_false(phone_valid(S("0091 234")));
	assert_false(phone_valid(S("")));
	assert_string_equal(str_c(a, phone_normal(a, S("hoa.gialam"))), "hoa.gialam");
}

static size_t problems_on(err e, const char *field)
{
	size_t n = 0;
	for (const struct problem *p = e ? e->problems : NULL; p; p = p->next)
		n += !strcmp(p->field, field);
	return n;
}

static void every_wrong_fact_is_named_at_once(void **state)
{
	struct req q = {.ctx = *test_store(state)};
	struct person_facts f = {.name = S("7"),
		.personal_number = S("123"),
		.birth_on = S("2030-01-01"),
		.sex = S("x"),
		.phone = S("1"),
		.email = S("a@b")};
	err e = person_check(&q, &f);
	static const char *const fields[] = {"name", "personal_number", "birth_on", "sex", "phone", "email"};
	assert_non_null(e);
	assert_int_equal(e->kind, INVALID);
	for (size_t i = 0; i < COUNT(fields); i++)
		assert_int_equal(problems_on(e, fields[i]), 1);
	struct person_facts good = {.name = S("H'Hen Niê"),
		.personal_number = S("066192000123"),
		.birth_on = S("1992-05-15"),
		.sex = S("female"),
		.phone = S("0912 345 678"),
		.email = S("hhen@vidu.vn")};
	assert_null(person_check(&q, &good));
	assert_null(person_check(&q, &(struct person_facts){.name = S("Nguyễn Văn A")}));
}

static void a_number_is_one_person(void **state)
{
	struct ctx *c = test_store(state);
	struct person_facts f = {.name = S("NGUYỄN VĂN ANH"), .personal_number = S("037084001234"), .phone = S("+84912345678")};
	struct person_by_number known;
	int64_t first, second;
	bool found;
	OK(WRITE(c, person_save(c, &f, &first)));
	OK(WRITE(c, person_save(c, &f, &second)));
	assert_int_equal(first, second);
	OK(person_by_number(c, f.personal_number, &known, &found));
	assert_true(found);
	assert_string_equal(str_c(c->a, known.name), "Nguyễn Văn Anh");
	assert_string_equal(str_c(c->a, known.phone), "0912345678");
	assert_string_equal(str_c(c->a, known.sex), "male");
	struct person_facts nobody = {.name = S("Không Số")};
	OK(WRITE(c, person_save(c, &nobody, &first)));
	OK(WRITE(c, person_save(c, &nobody, &second)));
	assert_int_not_equal(first, second);
}

static void who_somebody_is_stays_and_the_rest_follows_the_officer(void **state)
{
	struct ctx *c = test_store(state);
	struct person_facts f = {.name = S("Nguyễn Văn Bình"), .personal_number = S("037084001235"), .phone = S("0530000001")};
	struct person_facts other = {.name = S("Trần Kẻ Gian"),
		.personal_number = S("037084001235"),
		.phone = S("0530000002"),
		.email = S("binh@vidu.vn")};
	struct person_by_number known;
	int64_t id;
	bool found;
	OK(WRITE(c, person_save(c, &f, &id)));
	OK(WRITE(c, person_save(c, &other, &id)));
	OK(person_by_number(c, f.personal_number, &known, &found));
	assert_string_equal(str_c(c->a, known.name), "Nguyễn Văn Bình");
	assert_string_equal(str_c(c->a, known.phone), "0530000001");
	assert_string_equal(str_c(c->a, known.email), "binh@vidu.vn");
	c->unit = 1; /* an officer */
	OK(WRITE(c, person_save(c, &other, &id)));
	OK(person_by_number(c, f.personal_number, &known, &found));
	assert_string_equal(str_c(c->a, known.name), "Nguyễn Văn Bình"); /* replaced by nobody's form: see person_correct */
	assert_string_equal(str_c(c->a, known.phone), "0530000002");
}

static void invented_persons_are_possible_and_the_same(void **state)
{
	struct req q = {.ctx = *test_store(state)};
	uint64_t one = 7, two = 7;
	for (int i = 0; i < 500; i++) {
		struct person_facts a, b;
		person_invent(&q.ctx, &one, &a);
		person_invent(&q.ctx, &two, &b);
		assert_null(person_check(&q, &a));
		assert_true(str_eq(a.personal_number, b.personal_number) && str_eq(a.name, b.name));
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_has_twelve_digits_of_a_known_province),
		cmocka_unit_test(number_agrees_with_birth_and_sex),
		cmocka_unit_test(number_tells_where_a_birth_was_registered),
		cmocka_unit_test_setup_teardown(tax_codes_have_their_check_digit, test_open, test_close),
		cmocka_unit_test_setup_teardown(telephone_numbers_come_into_one_form, test_open, test_close),
		cmocka_unit_test_setup_teardown(every_wrong_fact_is_named_at_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_number_is_one_person, test_open, test_close),
		cmocka_unit_test_setup_teardown(who_somebody_is_stays_and_the_rest_follows_the_officer, test_open, test_close),
		cmocka_unit_test_setup_teardown(invented_persons_are_possible_and_the_same, test_open, test_close),
	};
	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
