/* Finding persons: by every number they have had, and by names as people type them. */
#include "../../../tests/unit/store.h"
#include <stdio.h>
#include "core/units/units.h"
#include "find.h"
#include "people.h"
#include "words.h"
#include "core/people/people.sql.h"
#include "web/module.h"

static int64_t unit;

static int64_t person(
	struct ctx *c, const char *name, const char *number, const char *old_number, const char *phone, const char *birth_on)
{
	struct person_facts f = {.name = str_of(name),
		.personal_number = str_of(number),
		.old_number = str_of(old_number),
		.phone = str_of(phone),
		.birth_on = str_of(birth_on),
		.unit = unit};
	int64_t id;
	OK(WRITE(c, person_save(c, &f, &id)));
	return id;
}

static void fill_units(struct ctx *c) { OK(WRITE(c, units_module.init(c))); }

/* Letters that fold to no ASCII letter, joints of every kind, several scripts. */
static const char *const strange[] = {"Søren Hansen", "Łukasz Nowak", "Иван Петров", "Ðỗ Văn Ðạt", "œ Œuvre", "Aª Bº",
	"Y-Bih Ênuôl", "K'Brể", "Ksor H’Bia", "O'Brien", "H Loan Ê̆ban", "Nay Ƀơ Ñŏ", "李小龍", "សុខ ចាន់", "ꨀꨇ ꨌꩌ",
	"Ζωή Παπαδοπούλου", "มานี ใจดี", "محمد علي"};

static int filled(void **state)
{
	if (test_open_filled(state, "units", fill_units))
		return -1;
	struct ctx *c = test_store(state);
	day today = day_of(c->now);
	OK(unit_find(c, S("commune"), S("14389"), today, &unit));
	person(c, "Nguyễn Văn Anh", "037084001234", "161234567", "0912345678", "1984-03-02");
	person(c, "Nguyễn Văn Anh", "037090001234", "161234567", "0912345679", "1990-03-02");
	person(c, "Nguyễn Thị Ánh", "037184001235", "", "", "1984-01-01");
	person(c, "Trần Đức Bình", "037084001236", "", "", "");
	person(c, "Lê Trung Kiên", "037084001237", "", "", "");
	person(c, "Đinh Thị Hoà", "037184001238", "", "", "");
	person(c, "Phạm Thị Lý", "037184001239", "", "", "");
	person(c, "H'Hen Niê", "066192000123", "", "", "");
	for (size_t i = 0; i < COUNT(strange); i++)
		person(c, strange[i], str_format(c->a, "066190%06zu", i).s, "", "", "");
	return 0;
}

static struct persons_found find(struct ctx *c, const char *typed)
{
	struct persons_found found;
	OK(person_find(c, unit, str_of(typed), &found));
	return found;
}

static void assert_first(struct ctx *c, const char *typed, const char *name, bool near)
{
	struct persons_found found = find(c, typed);
	if (!found.n)
		print_error("nobody is found by “%s”\n", typed);
	assert_true(found.n > 0);
	assert_string_equal(str_c(c->a, found.v[0].name), name);
	assert_int_equal(found.v[0].is_near > 0, near);
}

static void by_every_number(void **state)
{
	struct ctx *c = test_store(state);
	assert_int_equal(find(c, "037084001234").n, 1);
	assert_int_equal(find(c, " 0370 8400 1234 ").n, 1);
	assert_int_equal(find(c, "161234567").n, 2); /* two provinces may have given the same nine digits */
	assert_int_equal(find(c, "0912 345 678").n, 1);
	assert_int_equal(find(c, "+84912345679").n, 1);
	assert_int_equal(find(c, "037084001236||Trần Đức Bình|01011984|Nam|x|01012021").n, 1);
	assert_int_equal(find(c, "037084009999").n, 0);
	assert_int_equal(find(c, "").n, 0);
	struct persons_found elsewhere;
	OK(person_find(c, unit + 1, S("037084001234"), &elsewhere));
	assert_int_equal(elsewhere.n, 0);
	OK(person_find(c, unit + 1, S("nguyen van anh"), &elsewhere));
	assert_int_equal(elsewhere.n, 0);
}

static void by_name_without_marks_in_any_order(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const typed[] = {
		"Nguyễn Văn Anh", "nguyen van anh", "anh nguyen van", "NGUYEN ANH", "van a", "nguyễn  vân ánh"};
	for (size_t i = 0; i < COUNT(typed); i++)
		assert_first(c, typed[i], "Nguyễn Văn Anh", false);
	assert_int_equal(find(c, "nguyen van anh").n, 2);
	assert_int_equal(find(c, "nguyen van anh 1990").n, 1);
	assert_int_equal(find(c, "nguyen anh 1984").n, 2);
	assert_first(c, "duc binh", "Trần Đức Bình", false);
	assert_first(c, "hoa dinh", "Đinh Thị Hoà", false);
	assert_first(c, "h hen", "H'Hen Niê", false);
	assert_first(c, "pham thi lí", "Phạm Thị Lý", false);
	assert_int_equal(find(c, "nguyen nguyen").n, 0);
}

static void by_names_of_every_people(void **state)
{
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(strange); i++)
		assert_first(c, strange[i], person_name(c->a, str_of(strange[i])).s, false);
	static const char *const typed[][2] = {{"Đỗ Văn Đạt", "Đỗ Văn Đạt"}, {"do van dat", "Đỗ Văn Đạt"},
		{"soren", "Søren Hansen"}, {"lukasz", "Łukasz Nowak"}, {"иван", "Иван Петров"}, {"Hhen Niê", "H'Hen Niê"},
		{"H’Hen", "H'Hen Niê"}, {"hen nie", "H'Hen Niê"}, {"Y Bih", "Y-Bih Ênuôl"}, {"ybih", "Y-Bih Ênuôl"},
		{"bih enuol", "Y-Bih Ênuôl"}, {"kbre", "K'Brể"}, {"k bre", "K'Brể"}, {"hbia ksor", "Ksor H’Bia"},
		{"obrien", "O'Brien"}, {"brien", "O'Brien"}, {"hloan eban", "H Loan Ê̆ban"}, {"H'Loan", "H Loan Ê̆ban"},
		{"nay bo no", "Nay Ƀơ Ñŏ"}, {"小", ""}, {"李小龍", "李小龍"}};
	for (size_t i = 0; i < COUNT(typed); i++)
		if (*typed[i][1])
			assert_first(c, typed[i][0], typed[i][1], false);
		else
			assert_int_equal(find(c, typed[i][0]).n, 0);
	assert_first(c, "Ивн Петров", "Иван Петров", true); /* a letter is one letter in every script */
	assert_first(c, "Иавн Петров", "Иван Петров", true);
	assert_first(c, "Ивас Петров", "Иван Петров", true);
	assert_int_equal(find(c, "Илас Петров").n, 0);
}

static void by_name_with_slips(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		const char *typed, *name;
		bool near;
	} cases[] = {
		{"Nguyeenx Vawn Anh", "Nguyễn Văn Anh", false}, /* Telex and VNI without an input method */
		{"Nguye6n4 Va8n Anh", "Nguyễn Văn Anh", false},
		{"Traanf Dduwcs Binhf", "Trần Đức Bình", false},
		{"nguyn van anh", "Nguyễn Văn Anh", true}, /* missing, wrong, exchanged, too much */
		{"nguyem van anh", "Nguyễn Văn Anh", true},
		{"ngueyn van anh", "Nguyễn Văn Anh", true},
		{"ngguyen van anh", "Nguyễn Văn Anh", true},
		{"anh nguyn van", "Nguyễn Văn Anh", true},
		{"tran duc bihn", "Trần Đức Bình", true},
		{"le chung kien", "Lê Trung Kiên", true}, /* as it sounds */
		{"pham thi ni", "Phạm Thị Lý", true},
		{"dinh thi hoaa", "Đinh Thị Hoà", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_first(c, cases[i].typed, cases[i].name, cases[i].near);
	assert_int_equal(find(c, "nguxx vaxx anxx").n, 0);
	assert_int_equal(find(c, "ngyen vn").n, 0); /* two words, two slips: too far */
}

static void a_new_name_is_found_and_the_old_one_is_not(void **state)
{
	struct ctx *c = test_store(state);
	struct person_facts f = {.name = S("Vũ Quốc Khánh"), .personal_number = S("037084005555"), .unit = unit};
	int64_t id;
	OK(WRITE(c, person_save(c, &f, &id)));
	assert_first(c, "vu quoc khanh", "Vũ Quốc Khánh", false);
	c->unit = unit;
	f.unit = unit + 1;
	OK(WRITE(c, person_save(c, &f, &id))); /* he moved */
	c->unit = 0;
	assert_int_equal(find(c, "vu quoc khanh").n, 0);
}

/* A store from before: names as they came, keys of another time. */
static void keys_are_made_anew(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = person(c, "Vừ Thị Mỷ", "037185777777", "", "", "");
	OK(WRITE(c, person_key(c, id, S("Vừ\u00a0Thị  Mỷ"), S("x"), S("x"))));
	OK(WRITE(c, person_words_forget(c, id)));
	assert_int_equal(find(c, "vừ thị mỉ").n, 0);
	OK(people_rekey(c, S("")));
	assert_first(c, "vừ thị mỉ", "Vừ Thị Mỷ", false);
}

static void many_are_paged_by_given_name(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const given[] = {"Ân", "Ẩn", "Bảo", "Dũng", "Đạt", "Ế", "Giang", "Ơn", "Uyên", "Ưng"};
	for (int i = 0; i < 70; i++) {
		char number[16];
		snprintf(number, sizeof number, "037085%06d", i);
		person(c, str_format(c->a, "Quách Ngọc %s", given[i % 10]).s, number, "", "", "");
	}
	str cursor = S("");
	int64_t seen = 0;
	str last = S("");
	do {
		struct persons_found page;
		OK(person_find_page(c, unit, S("quach ngoc"), cursor, &page));
		for (size_t i = 0; i < page.n; i++, seen++) {
			str key = name_key(c->a, page.v[i].name);
			assert_true(memcmp(last.s, key.s, last.n < key.n ? last.n : key.n) <= 0);
			last = key;
		}
		cursor = page.next;
	} while (cursor.n && seen <= 70);
	assert_int_equal(seen, 70);
}

/* An office that helped many gave its own telephone number for all of them. */
static void those_of_one_telephone_are_paged(void **state)
{
	struct ctx *c = test_store(state);
	struct persons_found found;
	str cursor = S("");
	int64_t seen = 0, ids[66] = {0};
	for (int i = 0; i < 65; i++)
		person(c, i % 2 ? "Vũ Thị Một" : "Vũ Thị Hai", str_format(c->a, "037184002%03d", i).s, "", "0530777777", "");
	for (int pages = 0; pages < 4; pages++) {
		OK(person_find_page(c, unit, S("0530 777 777"), cursor, &found));
		for (size_t i = 0; i < found.n; i++) {
			for (int64_t k = 0; k < seen; k++)
				assert_int_not_equal(ids[k], found.v[i].id);
			ids[seen++] = found.v[i].id;
		}
		cursor = found.next;
		assert_int_equal(found.n, pages < 2 ? PERSONS_FOUND : 5);
		if (!cursor.n)
			break;
	}
	assert_int_equal(seen, 65);
	OK(person_find_page(c, unit + 1, S("0530777777"), S(""), &found));
	assert_int_equal(found.n, 0);
}

static void words_as_they_sound_and_as_they_were_typed(void **state)
{
	arena *a = test_store(state)->a;
	static const char *const same[][2] = {{"trung", "chung"}, {"son", "xon"}, {"ly", "li"}, {"dung", "rung"},
		{"giang", "dang"}, {"nghia", "ngia"}, {"lam", "nam"}, {"phi", "fi"}, {"quy", "cui"}};
	for (size_t i = 0; i < COUNT(same); i++)
		assert_true(str_eq(word_sound(a, str_of(same[i][0])), word_sound(a, str_of(same[i][1]))));
	static const char *const typed[][2] = {{"nguyeenx", "nguyen"}, {"nguye6n4", "nguyen"}, {"dduwcs", "duc"},
		{"huowng", "huong"}, {"hoaf", "hoa"}, {"nguwxng", "ngung"}, {"vaxn", "van"}, {"tuwf", "tu"}};
	for (size_t i = 0; i < COUNT(typed); i++)
		assert_string_equal(str_c(a, word_untyped(a, str_of(typed[i][0]))), typed[i][1]);
	assert_int_equal(word_untyped(a, S("nguyen")).n, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_every_number),
		cmocka_unit_test(by_name_without_marks_in_any_order),
		cmocka_unit_test(by_names_of_every_people),
		cmocka_unit_test(by_name_with_slips),
		cmocka_unit_test(a_new_name_is_found_and_the_old_one_is_not),
		cmocka_unit_test(keys_are_made_anew),
		cmocka_unit_test(many_are_paged_by_given_name),
		cmocka_unit_test(those_of_one_telephone_are_paged),
		cmocka_unit_test(words_as_they_sound_and_as_they_were_typed),
	};
	return cmocka_run_group_tests_name("find", tests, filled, test_close);
}
