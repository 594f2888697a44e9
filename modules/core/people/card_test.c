/* The citizen card: every way in which its QR has been seen to arrive. */
#include "../../../tests/unit/store.h"
#include "people.h"
#include "pages.h"
#include "http/http.h"

static const struct {
	const char *scanned, *expected; /* "ok", "doubt" (number, birth and sex disagree) or "bad" */
} seen[] = {
	{"001099012345|123456789|Nguyễn Văn A|01011990|Nam|Số 1, Phường X, Hà Nội|01012021", "doubt"},
	{"079090001001|020123456|Nguyễn Văn A|01011990|Nam|1 Lê Duẫn, Bến Nghé, Quận 1, Thành phố Hồ Chí Minh|01012021", "ok"},
	{"001090123456|012345678|NGUYEN VAN A|01011990|Nam|Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021", "ok"},
	{"012345678912|123456789|Nguyễn Văn A|01011990|Nam|123 Đường Số 1, Phường 2, Quận 3, TP Hồ Chí Minh|01012022||||",
		"doubt"},
	{"012345678901|NGUYỄN VĂN A|01011990|Nam|Việt Nam|01012021", "doubt"}, /* of the first cards, without the old number */
	{"001090567890|NGUYỄN VĂN A|01011990|Nam|Việt Nam|01012021", "ok"},
	{"001234567890|Nguyễn Văn A|01011990|Nam|123 Đường ABC, Quận 1, TP.HCM|01012021|01012031|Việt Nam|Kinh||", "bad"},
	{"079123456789|Nguyễn Văn A|01011990|Nam|Xóm 1, Xã B, Huyện C, Tỉnh D||", "bad"},
	{"", "bad"},
	{"||||||", "bad"},
	{"037090123456", "bad"},
	{"03709012345|1|Nguyễn Văn A|01011990|Nam|Hà Nội|01012021", "bad"},
	{"https://dichvucong.gov.vn/?x=037090123456", "bad"},
};

static void every_layout_that_was_seen(void **state)
{
	arena *a = test_store(state)->a;
	for (size_t i = 0; i < COUNT(seen); i++) {
		struct card k;
		bool read = card_parse(a, str_of(seen[i].scanned), &k);
		const char *is = !read ? "bad" : k.doubt ? "doubt" : "ok";
		if (strcmp(is, seen[i].expected))
			print_error("%s\n", seen[i].scanned);
		assert_string_equal(is, seen[i].expected);
		if (read)
			assert_string_equal(fold(a, k.name).s, "nguyen van a");
	}
}

static void a_card_says_who_somebody_is(void **state)
{
	arena *a = test_store(state)->a;
	struct card k;
	assert_true(card_parse(a,
		S("]Q1037184001234|161234567|ĐINH THỊ HOÀ|05091984|Nữ|Thôn 3, Gia Lâm, Nho Quan, Ninh Bình|10052021\r\n"), &k));
	assert_true(str_is(k.number, "037184001234"));
	assert_true(str_is(k.old_number, "161234567"));
	assert_true(str_is(k.name, "Đinh Thị Hoà"));
	assert_true(str_is(k.birth_on, "1984-09-05"));
	assert_true(str_is(k.sex, "female"));
	assert_true(str_is(k.address, "Thôn 3, Gia Lâm, Nho Quan, Ninh Bình"));
	assert_true(str_is(k.issued_on, "2021-05-10"));
	assert_null(k.doubt);
}

/* What an input method or a wrong code page did: nothing that is not sure goes into a form, the number always does. */
static void what_was_mangled_stays_empty(void **state)
{
	arena *a = test_store(state)->a;
	struct card k;
	assert_true(card_parse(a,
		S("037184001234||\xc3\x84\xc2\x90INH TH\xc3\xa1\xc2\xbb\xc5\xa0 "
		  "HOA|05091984|N\xc3\xa1\xc2\xbb\xc2\xaf|x|10052021"),
		&k));
	assert_true(str_is(k.name, "Đinh Thị Hoa")); /* UTF-8 taken for Windows-1252 can be put right */
	assert_true(str_is(k.sex, "female"));
	assert_true(card_parse(a, S("037184001234||?INH TH? HOA|05091984|N?|Th\xff\xfe 3|10052021"), &k));
	assert_true(str_is(k.number, "037184001234"));
	assert_true(str_is(k.name, "") && str_is(k.address, ""));
	assert_true(str_is(k.sex, "female") && str_is(k.birth_on, "1984-09-05"));
	assert_true(card_parse(a, S("037184001234||HOA|00001984|Nữ|x|"), &k)); /* day and month of birth unknown */
	assert_true(str_is(k.birth_on, "1984") && !k.doubt);
	assert_false(card_parse(a, S("037184001234|Nguyễn"), &k));
	assert_true(str_is(k.number, "037184001234"));
	assert_false(card_parse(a, S("\xff|\xfe|\x80||||||"), &k));
	assert_int_equal(k.number.n, 0);
}

static struct http_part sent(const char *name, const char *value)
{
	return (struct http_part){.name = str_of(name), .value = str_of(value), .fd = -1};
}

static void a_form_without_script_is_filled_by_the_server(void **state)
{
	struct http_part parts[] = {sent("name", "nguyễn"), sent("phone", "0912345678"),
		sent("card", "037184001234||ĐINH THỊ HOA|05091984|Nữ|Thôn 3|10052021")};
	struct http_request http = {.parts = parts, .nparts = COUNT(parts)};
	struct req q = {.ctx = *test_store(state), .http = &http};
	bool scanned;
	OK(card_scanned(&q, &scanned));
	assert_true(scanned && q.page.again);
	assert_true(str_is(http_field(&http, "name"), "Đinh Thị Hoa"));
	assert_true(str_is(http_field(&http, "birth_on"), "1984-09-05"));
	assert_true(str_is(http_field(&http, "phone"), "0912345678"));
	assert_true(str_is(http_field(&http, "card"), ""));
	parts[2] = sent("card", "không phải thẻ");
	http = (struct http_request){.parts = parts, .nparts = COUNT(parts)};
	FAILS(INVALID, card_scanned(&q, &scanned));
	assert_true(str_is(http_field(&http, "name"), "nguyễn"));
	parts[2] = sent("card", " ");
	OK(card_scanned(&q, &scanned));
	assert_false(scanned);
}

/* ---- beside what is known ---- */

static struct person_facts said(const char *name, const char *birth_on, const char *address)
{
	return (struct person_facts){.name = str_of(name),
		.personal_number = S("037184001234"),
		.birth_on = str_of(birth_on),
		.sex = S("female"),
		.address = str_of(address),
		.old_number = S("161234567"),
		.unit = 1};
}

static void differences_stand_side_by_side(void **state)
{
	struct ctx *c = test_store(state);
	struct person_facts known = said("Đinh Thị Hoà", "1984-09-05", "Thôn 3"), card;
	struct fact_differences d;
	int64_t id, person;
	known.unit = 0;
	OK(WRITE(c, person_save(c, &known, &id)));
	card = said("ĐINH THỊ HÒA", "1984-09-05", "thôn 3");
	OK(person_differences(c, &card, &person, &d));
	assert_int_equal(person, id);
	assert_int_equal(d.n, 0); /* the place of a mark and capitals are no difference */
	card = said("DINH THI HOA", "", "");
	OK(person_differences(c, &card, &person, &d));
	assert_int_equal(d.n, 0); /* nor are marks that a card lost, nor what it does not say */
	card = said("Đinh Thị Hóa", "1984-05-09", "Thôn 4");
	OK(person_differences(c, &card, &person, &d));
	assert_int_equal(d.n, 3);
	assert_string_equal(str_c(c->a, d.v[0].known), "Đinh Thị Hoà");
	assert_string_equal(str_c(c->a, d.v[0].said), "Đinh Thị Hóa");
	card.personal_number = S("037184009999");
	OK(person_differences(c, &card, &person, &d));
	assert_true(person == 0 && d.n == 0);
}

static void only_what_an_officer_chose_is_replaced(void **state)
{
	struct ctx *c = test_store(state);
	struct person_facts known = said("Đinh Thị Hoà", "1984-09-05", "Thôn 3");
	struct person_by_number now;
	int64_t id;
	bool found;
	known.unit = 0;
	known.old_number = S("");
	OK(WRITE(c, person_save(c, &known, &id)));
	c->unit = 1;
	struct correction n = {.said = said("Đinh Thị Hóa", "1984-05-09", "Thôn 4"), .birth_on = true};
	OK(WRITE(c, person_correct(c, &n)));
	OK(person_by_number(c, known.personal_number, &now, &found));
	assert_string_equal(str_c(c->a, now.name), "Đinh Thị Hoà");
	assert_string_equal(str_c(c->a, now.birth_on), "1984-05-09");
	assert_string_equal(str_c(c->a, now.address), "Thôn 3");
	struct person_numbers_rows numbers;
	OK(person_numbers(c, id, &numbers));
	assert_int_equal(numbers.n, 1);
	n.said.personal_number = S("037184009999");
	FAILS(NOT_FOUND, WRITE(c, person_correct(c, &n)));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_layout_that_was_seen, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_card_says_who_somebody_is, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_was_mangled_stays_empty, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_form_without_script_is_filled_by_the_server, test_open, test_close),
		cmocka_unit_test_setup_teardown(differences_stand_side_by_side, test_open, test_close),
		cmocka_unit_test_setup_teardown(only_what_an_officer_chose_is_replaced, test_open, test_close),
	};
	return cmocka_run_group_tests_name("card", tests, NULL, NULL);
}
