/* Offers, lists and papers of forms. */
#include "core/forms/filling_test.h"

/* ---- what is known, what follows from the answers ---- */

static struct http_request *sent_parts;
static str part_typed(const struct page *p, const char *name)
{
	(void)p;
	return http_field(sent_parts, name);
}
static bool part_typed_has(const struct page *p, const char *name, str value)
{
	(void)p;
	for (size_t i = 0; i < sent_parts->nparts; i++)
		if (str_is(sent_parts->parts[i].name, name) && str_eq(sent_parts->parts[i].value, value))
			return true;
	return false;
}

/* The form as a browser without script sends it, with what is known put in. */
static struct form_answers *sent_with_known(struct ctx *c, const struct form *f, const struct form_person *who, const char *text)
{
	struct http_request *http = sent_parts = NEW(c->a, struct http_request);
	struct http_part *parts = NEWN(c->a, struct http_part, 60);
	*http = (struct http_request){.a = c->a, .parts = parts};
	for (str rest = str_of(text), one; rest.n;) {
		struct http_part *k = &parts[http->nparts++];
		*k = (struct http_part){.fd = -1};
		str_cut(rest, '&', &one, &rest);
		str_cut(one, '=', &k->name, &k->value);
	}
	struct req q = {
		.ctx = *c, .http = http, .page = {.a = c->a, .now = c->now, .typed = part_typed, .typed_has = part_typed_has}};
	str json;
	struct form_answers *v;
	form_offer_typed(&q, f, who);
	assert_true(!form_read(&q, f, false, &json) || json.n);
	form_answers_stored(c, f, json, &v);
	return v;
}

static const char *said(struct ctx *c, const struct form_answers *v, const char *name)
{
	for (size_t i = 0; i < v->form->n; i++) {
		const struct form_field *f =
			v->form->sections[i].name ? NULL : form_field_find(&v->form->sections[i], str_of(name));
		if (f)
			return str_c(c->a, form_answer_shown(c, f, form_answer_to(v, f, 0)));
	}
	fail_msg("no field %s", name);
	return NULL;
}

static struct form_person mai(struct ctx *c)
{
	struct form_person who = {.name = S("Đinh Thị Mai"),
		.personal_number = S("037190000123"),
		.birth_on = S("1990-02-03"),
		.sex = S("female"),
		.phone = S("0912000123"),
		.address = S("Thôn 2, Xã Gia Lâm, Tỉnh Ninh Bình")};
	int64_t commune;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &commune));
	OK(form_person_lives(c, &who, commune));
	return who;
}

static void what_is_known_is_not_asked_again(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_catalogue(c, "khai-sinh");
	struct form_person who = mai(c);
	struct form_answers *v = sent_with_known(c, f, &who, "e_relation=mother&e_mother_name=&e_father_name=");
	assert_string_equal(said(c, v, "mother_known"), "Có");
	assert_string_equal(said(c, v, "mother_name"), "Đinh Thị Mai");
	assert_string_equal(said(c, v, "mother_born_on"), "03/02/1990");
	assert_string_equal(said(c, v, "mother_number"), "037190000123");
	assert_string_equal(said(c, v, "mother_home"), "Thôn 2, Xã Gia Lâm, Tỉnh Ninh Bình");
	assert_string_equal(said(c, v, "mother_nationality"), "Việt Nam");
	assert_string_equal(said(c, v, "nationality"), "Việt Nam");
	assert_string_equal(said(c, v, "father_name"), "");
	assert_string_equal(said(c, v, "father_known"), "");

	v = sent_with_known(c, f, &who, "e_relation=father&e_mother_name=Lê Thị Na&e_father_nationality=Lào");
	assert_string_equal(said(c, v, "father_name"), "Đinh Thị Mai");
	assert_string_equal(said(c, v, "father_nationality"), "Lào");
	assert_string_equal(said(c, v, "mother_name"), "Lê Thị Na"); /* what was typed stays */
	assert_string_equal(said(c, v, "mother_number"), "");
	v = sent_with_known(c, f, &who, "e_relation=mother&e_mother_known=no");
	assert_string_equal(said(c, v, "mother_name"), "");
	v = sent_with_known(c, f, &who, "e_relation=grandparent");
	assert_string_equal(said(c, v, "mother_known"), "");
	v = sent_with_known(c, f, &who, "e_relation=mother&e_mother_known=yes&e_mother_number=&e_offered=1");
	assert_string_equal(said(c, v, "mother_number"), ""); /* the script has offered it: it was emptied on purpose */
	v = sent_with_known(c, f, NULL, "e_relation=mother");
	assert_string_equal(said(c, v, "mother_name"), "");

	v = sent_with_known(c, of_catalogue(c, "tinh-trang-hon-nhan"), &who, "e_relation=parent");
	assert_string_equal(said(c, v, "person_name"), ""); /* the applicant is somebody else */
	v = sent_with_known(c, of_catalogue(c, "ket-hon"), &who, "e_man_name=");
	assert_string_equal(said(c, v, "woman_name"), "Đinh Thị Mai");
	assert_string_equal(said(c, v, "man_name"), "");
	struct page p = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has};
	v = form_fields_view(&p, of_catalogue(c, "tinh-trang-hon-nhan"), &who, S(""))->answers;
	assert_string_equal(said(c, v, "relation"), "Là chính tôi");
	assert_string_equal(said(c, v, "person_name"), "Đinh Thị Mai");
	assert_string_equal(said(c, v, "nationality"), "Việt Nam");
	assert_string_equal(said(c, v, "partner_name"), "");
	assert_non_null(strstr(form_offers_json(c->a, &f->sections[2].fields[1], &who).s,
		"[{\"when\":[{\"field\":\"e_relation\",\"in\":[\"mother\"]}],\"set\":{\"e_mother_name\":\"Đinh Thị "
		"Mai\"},\"of\":{\"e_mother_name\":\"name\"}}]"));
}

static void an_offer_copies_an_answer(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_catalogue(c, "ho-kinh-doanh");
	struct form_answers *v =
		sent_with_known(c, f, NULL, "e_head_office-province=37&e_head_office-commune=14389&e_head_office-detail=Số 5");
	assert_string_equal(said(c, v, "head_office"), "Số 5, Xã Gia Lâm, Tỉnh Ninh Bình");
	assert_string_equal(said(c, v, "tax_place"), "Số 5, Xã Gia Lâm, Tỉnh Ninh Bình");
}

static void official_lists_are_found_in(void **state)
{
	struct ctx *c = test_store(state);
	const struct form_list *groups = form_list_named(S("ethnic_groups")), *countries = form_list_named(S("countries"));
	assert_int_equal(groups->n, 54 + 1); /* and foreigners */
	assert_int_equal(countries->n, 249 + 1);
	assert_null(form_list_named(S("x")));
	static const char *const found[][2] = {{"Kinh", "01"}, {"kinh", "01"}, {"01", "01"}, {"Mông", "08"}, {"H'Mông", "08"},
		{"h’mông", "08"}, {"Cao Lan", "15"}, {"Ê Đê", "12"}, {"ede", NULL}, {"Bru Vân Kiều", "23"}, {"Thổ", "24"},
		{"", NULL}, {"Người", NULL}, {"54", "54"}, {"55", "55"}, {"56", NULL}};
	for (size_t i = 0; i < COUNT(found); i++) {
		const struct choice *k = form_list_find(c->a, groups, str_of(found[i][0]));
		assert_true(found[i][1] ? k && !strcmp(k->value, found[i][1]) : !k);
	}
	static const char *const states[][2] = {{"viet nam", "VN"}, {"VN", "VN"}, {"Mỹ", "US"}, {"Hoa Kỳ", "US"},
		{"Hàn Quốc", "KR"}, {"Lào", "LA"}, {"không quốc tịch", "XX"}, {"Anh quốc", "GB"}, {"Nhật", "JP"}, {"my", "US"},
		{"MY", "MY"}, {"ao", "AT"}};
	for (size_t i = 0; i < COUNT(states); i++) {
		const struct choice *k = form_list_find(c->a, countries, str_of(states[i][0]));
		assert_true(k && !strcmp(k->value, states[i][1]));
	}
	for (const struct form_list *l = form_lists(); l->name; l++)
		for (size_t i = 0; i < l->n; i++) {
			assert_ptr_equal(form_list_find(c->a, l, str_of(l->choices[i].value)), &l->choices[i]);
			assert_ptr_equal(form_list_find(c->a, l, str_of(l->choices[i].label)), &l->choices[i]);
		}
}

static void a_choice_of_a_list_is_typed(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = form(c, "{\"title\":\"A\",\"fields\":[{\"name\":\"group\",\"type\":\"choice\",\"label\":\"Dân "
				       "tộc\",\"list\":\"ethnic_groups\",\"required\":true},"
				       "{\"name\":\"more\",\"type\":\"text\",\"label\":\"Tiếng\",\"when\":[{\"field\":\"group\","
				       "\"in\":[\"02\",\"07\"]}]}]}");
	str answers;
	OK(send(c, f, "e_group=tay&e_more=Tày", true, &answers));
	assert_string_equal(str_c(c->a, answers), "{\"group\":\"02\",\"more\":\"Tày\"}");
	OK(send(c, f, "e_group=Kinh&e_more=Tày", true, &answers));
	assert_string_equal(str_c(c->a, answers), "{\"group\":\"01\"}");
	OK(form_check(c, f, S("{\"group\":\"Kinh\"}"))); /* a program or a draft of before writes the name */
	err e = send(c, f, "e_group=Kinhh", true, &answers);
	assert_true(complains(e, "e_group"));
	assert_string_equal(str_c(c->a, answers), "{\"group\":\"Kinhh\"}");
	assert_non_null(strstr(form_conditions_json(c->a, &f->sections[0].fields[1].when, S("")).s, "[\"Tày\",\"Nùng\"]"));
	struct form_answers *v;
	form_answers_stored(c, f, S("{\"group\":\"02\"}"), &v);
	assert_string_equal(said(c, v, "group"), "Tày");
	assert_string_equal(
		str_c(c->a, form_input_value(c, &f->sections[0].fields[0], form_answer_to(v, &f->sections[0].fields[0], 0))),
		"Tày");
}

static bool missing(struct ctx *c, const struct form *f, const char *answers, int64_t attached, const char *wanted)
{
	int64_t there[] = {attached};
	err e = form_check_files(c, f, str_of(answers), (struct ints){there, attached > 0});
	return e && e->kind == INVALID && str_is(e->problems->text, wanted) && !e->problems->next;
}

static void papers_follow_the_answers(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_catalogue(c, "khai-sinh");
	static const char certificate[] = "{\"relation\":\"mother\",\"mother_known\":true,\"birth_paper\":\"certificate\"}";
	assert_true(missing(c, f, certificate, 0, "Đính kèm “Giấy chứng sinh hoặc giấy tờ thay thế”"));
	OK(form_check_files(c, f, str_of(certificate), (struct ints){(int64_t[]){6}, 1}));
	OK(form_check_files(c, f, S("{\"birth_paper\":\"electronic\"}"), (struct ints){0}));
	assert_true(form_file_required(form_answered(c, f, str_of(certificate)), 6));
	assert_false(form_file_excluded(form_answered(c, f, str_of(certificate)), 6));
	assert_true(form_file_excluded(form_answered(c, f, S("{\"birth_paper\":\"electronic\"}")), 6));
	assert_true(form_file_excluded(form_answered(c, f, str_of(certificate)), 3)); /* no foundling */
	assert_true(form_file_excluded(form_answered(c, f, str_of(certificate)), 4)); /* she needs nobody's authority */
	assert_false(form_file_excluded(form_answered(c, f, S("{\"relation\":\"relative\",\"mother_known\":false}")), 4));
	assert_false(form_file_excluded(form_answered(c, f, S("{\"relation\":\"relative\",\"mother_known\":false}")), 3));
	assert_false(form_file_excluded(form_answered(c, f, str_of(certificate)), 8) ||
		     form_file_required(form_answered(c, f, str_of(certificate)), 8));
	assert_false(form_file_excluded(form_answered(c, f, S("")), 3)); /* nothing was answered */
	const struct form *land = of_catalogue(c, "bien-dong-dat");
	assert_true(missing(c, land, "{\"measure\":true}", 2, "Đính kèm “Mảnh trích đo bản đồ địa chính”"));
	OK(form_check_files(c, land, S("{\"measure\":false}"), (struct ints){(int64_t[]){2}, 1}));
	assert_true(form_file_excluded(form_answered(c, land, S("{\"measure\":false}")), 3));

	struct form *own;
	OK(form_parse(c, c->a,
		S("{\"code\":\"thu\",\"title\":\"Thử\",\"sections\":[{\"title\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"yes_"
		  "no\",\"label\":\"A\"}]}],"
		  "\"papers\":[{\"component\":[2,3],\"required\":false,\"when\":[{\"field\":\"a\",\"is\":false}]},"
		  "{\"component\":3,\"name\":\"Giấy B\",\"required\":true}]}"),
		&own));
	assert_true(missing(c, own, "{\"a\":true}", 0, "Đính kèm “Giấy B”"));
	OK(form_check_files(c, own, S("{\"a\":false}"), (struct ints){0})); /* the first rule that holds */
	assert_true(form_file_excluded(form_answered(c, own, S("{\"a\":false}")), 2));
	assert_false(form_file_excluded(form_answered(c, own, S("{\"a\":true}")), 2));
}

static const struct {
	const char *field, *papers, *says;
} bad_offers[] = {
	{"\"prefill\":\"age\"", "", "Phần 1, trường “a”: không có thông tin người nộp “age”"},
	{"\"prefill\":{\"fact\":\"age\"}", "", "không có thông tin người nộp “age”"},
	{"\"prefill\":[]", "", "từ 1 đến 4"},
	{"\"prefill\":{\"fact\":\"name\",\"value\":\"x\"}", "", "đúng một trong"},
	{"\"prefill\":{\"when\":[]}", "", "đúng một trong"},
	{"\"prefill\":{\"fact\":\"name\",\"when\":[{\"field\":\"z\",\"is\":true}]}", "", "không có “z”"},
	{"\"prefill\":{\"field\":\"k\"}", "", "đúng loại; không có “k”"},
	{"\"prefill\":{\"value\":true}", "", "một câu trả lời của trường này"},
	{"\"prefill\":{\"fact\":\"name\",\"more\":1}", "", "không có thuộc tính “more”"},
	{"\"max\":5", "{\"component\":1,\"required\":false}", "Giấy tờ thứ 1 của “papers”: “required”"},
	{"\"max\":5", "{\"component\":0,\"required\":true,\"name\":\"A\"}", "“component” là số thứ tự"},
	{"\"max\":5", "{\"component\":1,\"required\":true}", "“name” phải"},
	{"\"max\":5", "{\"required\":true,\"name\":\"A\"}", "thiếu “component”"},
	{"\"max\":5", "{\"component\":1,\"required\":true,\"name\":\"A\",\"when\":[{\"field\":\"z\",\"filled\":true}]}",
		"không có “z”"},
};

static void a_bad_offer_says_where(void **state)
{
	struct ctx *c = test_store(state);
	struct form *f;
	for (size_t i = 0; i < COUNT(bad_offers); i++) {
		err e = form_parse(c, c->a,
			str_format(c->a,
				"{\"code\":\"thu\",\"title\":\"Thử\",\"sections\":[{\"title\":\"A\",\"fields\":[{\"name\":\"k\","
				"\"type\":\"yes_no\",\"label\":\"K\"},"
				"{\"name\":\"a\",\"type\":\"text\",\"label\":\"A\",%s}]}],\"papers\":[%s]}",
				bad_offers[i].field, bad_offers[i].papers),
			&f);
		FAILS(INVALID, e);
		if (!strstr(e->text.s, bad_offers[i].says))
			fail_msg("%s: %s", bad_offers[i].says, e->text.s);
	}
	FAILS(INVALID, form_parse(c, c->a,
			       S("{\"code\":\"thu\",\"title\":\"Thử\",\"procedures\":[\"1.000001\",\"1.000002\"],\"sections\":[],"
				 "\"papers\":[{\"component\":1,\"required\":true,\"name\":\"A\"}]}"),
			       &f));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_known_is_not_asked_again),
		cmocka_unit_test(an_offer_copies_an_answer),
		cmocka_unit_test(official_lists_are_found_in),
		cmocka_unit_test(a_choice_of_a_list_is_typed),
		cmocka_unit_test(papers_follow_the_answers),
		cmocka_unit_test(a_bad_offer_says_where),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
