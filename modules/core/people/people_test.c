/* People: numbers, telephone numbers, who is kept once and whose word counts. */
#include "../../../tests/unit/store.h"
#include "people.h"
#include "core/people/people.sql.h"

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

static void telephone_numbers_come_into_one_form(void **state)
{
	arena *a = test_store(state)->a;
	static const char *const same[] = {
		"0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 (0)912 345 678", "0912-345-678"};
	for (size_t i = 0; i < COUNT(same); i++) {
		assert_true(phone_valid(str_of(same[i])));
		assert_string_equal(str_c(a, phone_normal(a, str_of(same[i]))), "0912345678");
	}
	assert_true(phone_valid(S("02293 866 123")));
	assert_false(phone_valid(S("91234567")));
	assert_false(phone_valid(S("09123456789")));
	assert_false(phone_valid(S("0912x45678")));
	assert_false(phone_valid(S("0091234567890")));
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

static void a_citizen_only_fills_what_is_empty(void **state)
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
	assert_string_equal(str_c(c->a, known.name), "Trần Kẻ Gian");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_has_twelve_digits_of_a_known_province),
		cmocka_unit_test(number_agrees_with_birth_and_sex),
		cmocka_unit_test_setup_teardown(telephone_numbers_come_into_one_form, test_open, test_close),
		cmocka_unit_test_setup_teardown(every_wrong_fact_is_named_at_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_number_is_one_person, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_citizen_only_fills_what_is_empty, test_open, test_close),
		cmocka_unit_test_setup_teardown(invented_persons_are_possible_and_the_same, test_open, test_close),
	};
	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
