/* Photos as an answer: read, kept, counted, compared; where definitions allow them. */
#include "core/files/files.h"
#include "core/forms/filling_test.h"

#define RED   "1111111111111111111111111111111111111111111111111111111111111111"
#define GREEN "2222222222222222222222222222222222222222222222222222222222222222"
#define BLUE  "3333333333333333333333333333333333333333333333333333333333333333"
#define FIELD "{\"title\":\"A\",\"fields\":[{\"name\":\"p\",\"type\":\"photos\",\"label\":\"Ảnh\"%s}]}"

static const struct form *of(struct ctx *c, const char *more) { return form(c, str_format(c->a, FIELD, more).s); }

static struct texts said(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *v;
	form_answers_stored(c, f, answers, &v);
	return form_photos_said(c->a, v);
}

static void the_answer_is_a_list_of_contents(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of(c, "");
	str answers, shown;
	OK(send(c, f, "e_p-1=" RED "&e_p-3=" GREEN "&e_p-20=" BLUE "&e_p-21=" RED, true, &answers));
	assert_string_equal(answers.s, "{\"p\":[\"" RED "\",\"" GREEN "\",\"" BLUE "\"]}");
	OK(form_check(c, f, answers));
	assert_true(form_said(c, f, answers, S("p"), &shown) && str_is(shown, "3 ảnh"));
	assert_int_equal(said(c, f, answers).n, 3);
	assert_true(str_is(said(c, f, answers).v[2], BLUE));
	OK(send(c, f, "e_p-1=" RED "&e_p-2=" RED, true, &answers));
	assert_string_equal(answers.s, "{\"p\":[\"" RED "\"]}");
	OK(send(c, f, "e_p=" RED, true, &answers));
	assert_string_equal(answers.s, "{}");
}

static void photos_have_bounds(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of(c, ",\"required\":true,\"min\":2,\"max\":2");
	str answers;
	err e = send(c, f, "e_p-1=", true, &answers);
	FAILS(INVALID, e);
	assert_string_equal(e->problems->text.s, "Chụp hoặc chọn ảnh cho “Ảnh”");
	OK(send(c, f, "e_p-1=", false, &answers));
	OK(send(c, f, "e_p-1=" RED, false, &answers)); /* a draft */
	e = send(c, f, "e_p-1=" RED, true, &answers);
	FAILS(INVALID, e);
	assert_true(str_has(e->problems->text, S("cần ít nhất 2 ảnh")) && complains(e, "e_p"));
	OK(send(c, f, "e_p-1=" RED "&e_p-2=" GREEN, true, &answers));
	e = send(c, f, "e_p-1=" RED "&e_p-2=" GREEN "&e_p-3=" BLUE, true, &answers);
	FAILS(INVALID, e);
	assert_true(str_has(e->problems->text, S("nhiều nhất 2 ảnh (đang có 3)")));
	assert_int_equal(said(c, f, answers).n, 3); /* what was sent is kept */
	FAILS(INVALID, form_check(c, f, answers));
	f = of(c, "");
	static const char *const none[] = {"x", "../../etc/passwd", "1111", RED "1"};
	for (size_t i = 0; i < COUNT(none); i++) {
		e = send(c, f, str_format(c->a, "e_p-1=" RED "&e_p-2=%s", none[i]).s, true, &answers);
		FAILS(INVALID, e);
		assert_true(str_has(e->problems->text, S("không đọc được")));
	}
	FAILS(INVALID, form_check(c, f, S("{\"p\":\"" RED "\"}")));
	FAILS(INVALID, form_check(c, f, S("{\"p\":[7]}")));
}

static void others_are_a_difference_though_as_many(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of(c, "");
	static const struct {
		const char *before, *after, *shown;
	} t[] = {{"[\"" RED "\"]", "[\"" GREEN "\"]", "1 ảnh (thêm 1, bỏ 1)"},
		{"[\"" RED "\"]", "[\"" RED "\",\"" GREEN "\"]", "2 ảnh (thêm 1)"},
		{"[\"" RED "\",\"" GREEN "\"]", "[\"" GREEN "\"]", "1 ảnh (bỏ 1)"}, {"[]", "[\"" GREEN "\"]", "1 ảnh"},
		{"[\"" RED "\"]", "[]", ""}, {"[\"" RED "\",\"" GREEN "\"]", "[\"" GREEN "\",\"" RED "\"]", NULL}};
	for (size_t i = 0; i < COUNT(t); i++) {
		str before = str_format(c->a, "{\"p\":%s}", t[i].before), after = str_format(c->a, "{\"p\":%s}", t[i].after);
		struct differences d = form_answers_compare(c, f, before, after);
		assert_int_equal(d.n, t[i].shown != NULL);
		if (t[i].shown)
			assert_string_equal(str_c(c->a, d.v[0].after), t[i].shown);
	}
}

static void refused(struct ctx *c, const char *sections, const char *says)
{
	struct form *f;
	err e = form_parse(c, c->a, str_format(c->a, "{\"code\":\"thu\",\"title\":\"T\",\"sections\":[%s]}", sections), &f);
	FAILS(INVALID, e);
	if (!str_has(e->text, str_of(says)))
		fail_msg("“%s” does not say “%s”", e->text.s, says);
}

static void definitions_say_where_photos_stand(void **state)
{
	struct ctx *c = test_store(state);
	refused(c, str_format(c->a, FIELD, ",\"max\":21").s, "không quá 20");
	refused(c, str_format(c->a, FIELD, ",\"min\":3,\"max\":2").s, "theo thứ tự");
	refused(c, str_format(c->a, FIELD, ",\"kind\":\"url\"").s, "kind");
	refused(c,
		"{\"title\":\"A\",\"name\":\"r\",\"repeat\":{\"min\":0,\"max\":3,\"item\":\"Dòng\"},\"fields\":[{\"name\":\"p\","
		"\"type\":\"photos\",\"label\":\"Ảnh\"}]}",
		"phần lặp lại không nhận tệp và ảnh");
	refused(c,
		"{\"title\":\"A\",\"fields\":[{\"name\":\"p\",\"type\":\"photos\",\"label\":\"Ảnh\"},{\"name\":\"t\",\"type\":"
		"\"text\",\"label\":\"Chữ\",\"when\":[{\"field\":\"p\",\"filled\":true}]}]}",
		"điều kiện phải theo một trường");
	refused(c,
		"{\"title\":\"A\",\"fields\":[{\"name\":\"p\",\"type\":\"photos\",\"label\":\"Ảnh\"},{\"name\":\"t\",\"type\":"
		"\"computed\",\"label\":\"Chữ\",\"formula\":\"join(p, p)\"}]}",
		"p");
}

static void files_of_a_form_have_places(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f =
		form(c, "{\"title\":\"A\",\"fields\":[{\"name\":\"t\",\"type\":\"text\",\"label\":\"Chữ\"},{\"name\":\"p\","
			"\"type\":\"photos\",\"label\":\"Ảnh\"},{\"name\":\"q\",\"type\":\"photos\",\"label\":\"Ảnh\"}]}");
	int64_t p, q, same;
	assert_true(form_photos_place(f, S("e_p-file"), &p) && form_photos_place(f, S("e_q-file"), &q));
	assert_true(form_photos_place(f, S("e_p-camera"), &same) && same == p && p != q);
	assert_true(form_photos_only(p) && form_photos_only(q) && !form_photos_only(1000));
	static const char *const none[] = {"e_t-file", "e_p", "p-file", "e_-file", "e_p-files", "component_1", "-file", ""};
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(form_photos_place(f, str_of(none[i]), &same));
	assert_true(form_has_photos(f) && !form_has_photos(form(c, "{\"title\":\"A\",\"fields\":[]}")));
}

static void what_came_along_stands_in_its_own_field(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = form(c, "{\"title\":\"A\",\"fields\":[{\"name\":\"p\",\"type\":\"photos\",\"label\":\"Ảnh\"},"
				       "{\"name\":\"q\",\"type\":\"photos\",\"label\":\"Ảnh\"}]}");
	struct sent_file files[] = {{.stored = {.sha256 = S(RED)}}, {.stored = {.sha256 = S(GREEN)}}, {3, {.sha256 = S(BLUE)}}};
	struct http_request http = {.a = c->a};
	struct req q = {.ctx = *c,
		.actor = &sender,
		.http = &http,
		.page = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has}};
	str answers;
	assert_true(
		form_photos_place(f, S("e_p-camera"), &files[0].place) && form_photos_place(f, S("e_q-file"), &files[1].place));
	sent_now = S("e_q-1=" BLUE);
	OK(form_read_sent(&q, f, true, &(struct sent_files){files, COUNT(files)}, &answers));
	assert_string_equal(answers.s, "{\"p\":[\"" RED "\"],\"q\":[\"" BLUE "\",\"" GREEN "\"]}");
}

static void the_page_shows_what_is_there_and_says_what_is_not(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of(c, "");
	struct photos_of have = {.id = 7, .sha256 = S(RED)};
	struct photos_of_rows rows = {.v = &have, .n = 1};
	struct form_answers *v;
	form_answers_stored(c, f, S("{\"p\":[\"" RED "\",\"" GREEN "\"]}"), &v);
	buf out = {.a = c->a}, counted = {.a = c->a}, inputs = {.a = c->a};
	struct page p = {.a = c->a, .now = c->now, .out = &out, .typed = typed, .typed_has = typed_has};
	v->photos = &rows;
	form_show_said(&p, v);
	assert_true(strstr(buf_text(&out).s, "href=\"/anh/7\"") && strstr(buf_text(&out).s, "src=\"/anh/7/nho\""));
	assert_non_null(strstr(buf_text(&out).s, "Ảnh 2 không còn trên máy chủ"));
	p.out = &counted;
	v->photos = NULL;
	form_show_said(&p, v);
	assert_true(strstr(buf_text(&counted).s, "2 ảnh") && !strstr(buf_text(&counted).s, "<img"));
	struct form_person who = {.photos = &rows};
	p.out = &inputs;
	form_inputs(&p, f, &who, S("{\"p\":[\"" RED "\"]}"));
	assert_non_null(strstr(buf_text(&inputs).s, "name=\"e_p-1\" value=\"" RED "\""));
	assert_non_null(strstr(buf_text(&inputs).s, "capture=\"environment\""));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answer_is_a_list_of_contents),
		cmocka_unit_test(photos_have_bounds),
		cmocka_unit_test(others_are_a_difference_though_as_many),
		cmocka_unit_test(definitions_say_where_photos_stand),
		cmocka_unit_test(files_of_a_form_have_places),
		cmocka_unit_test(what_came_along_stands_in_its_own_field),
		cmocka_unit_test(the_page_shows_what_is_there_and_says_what_is_not),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
