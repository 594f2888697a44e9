/* Types of fields that registries brought: years and months, addresses of the web, tax codes. */
#include "core/forms/filling_test.h"

static const struct form *of_fields(struct ctx *c, const char *fields)
{
	return form(c, str_format(c->a, "{\"title\":\"A\",\"fields\":[%s]}", fields).s);
}

/* What was sent is kept as `kept`, reads as `shown`, is good once more, and comes back from the store as it was. */
static void keeps(struct ctx *c, const struct form *f, const char *sent, const char *kept, const char *shown)
{
	str answers;
	struct form_answers *v;
	OK(send(c, f, sent, true, &answers));
	assert_string_equal(answers.s, kept);
	OK(form_check(c, f, answers));
	form_answers_stored(c, f, answers, &v);
	assert_string_equal(form_answers_json(c->a, v).s, kept);
	const struct form_field *field = &f->sections[0].fields[0];
	assert_string_equal(str_c(c->a, form_answer_shown(c, field, form_answer_to(v, field, 0))), shown);
}

static void refuses(struct ctx *c, const struct form *f, const char *sent, const char *says)
{
	str answers;
	err e = send(c, f, sent, true, &answers);
	FAILS(INVALID, e);
	if (!str_has(e->problems->text, str_of(says)))
		fail_msg("%s: “%s” does not say “%s”", sent, e->problems->text.s, says);
	FAILS(INVALID, form_check(c, f, answers)); /* what was typed is kept, and stays wrong */
}

static void a_definition_is_refused(struct ctx *c, const char *field, const char *says)
{
	struct form *f;
	err e = form_parse(c, c->a,
		str_format(c->a, "{\"code\":\"thu\",\"title\":\"T\",\"sections\":[{\"title\":\"A\",\"fields\":[%s]}]}", field),
		&f);
	FAILS(INVALID, e);
	if (!str_has(e->text, str_of(says)))
		fail_msg("“%s” does not say “%s”", e->text.s, says);
}

/* ---- years and months ---- */

static void a_year_has_four_digits_and_no_dot(void **state)
{
	struct ctx *c = test_store(state); /* on 23/11/2026 */
	const struct form *f = of_fields(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"Năm xây\",\"past\":true},"
					    "{\"name\":\"next\",\"type\":\"computed\",\"label\":\"Sau\",\"formula\":\"y + 60\","
					    "\"shown_as\":\"year\"},"
					    "{\"name\":\"line\",\"type\":\"computed\",\"label\":\"Dòng\",\"formula\":\"join(y, "
					    "\\\"–\\\", next)\"}");
	keeps(c, f, "e_y=1984", "{\"y\":1984,\"next\":2044,\"line\":\"1984–2044\"}", "1984");
	keeps(c, f, "e_y= 2026 ", "{\"y\":2026,\"next\":2086,\"line\":\"2026–2086\"}", "2026");
	const struct form *open = of_fields(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"Năm\"},{\"name\":\"x\",\"type\":"
					       "\"computed\",\"label\":\"Sau\",\"formula\":\"y + 60\",\"shown_as\":\"year\"}");
	keeps(c, open, "e_y=", "{}", ""); /* 60 is no year */
	keeps(c, open, "e_y=2939", "{\"y\":2939,\"x\":2999}", "2939");
	keeps(c, open, "e_y=2940", "{\"y\":2940}", "2940");
	refuses(c, f, "e_y=2027", "không thể sau năm nay");
	static const char *const wrong[] = {
		"84", "984", "0984", "1.984", "19845", "3000", "-984", "1984x", "nay", "1 984", "+198"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		refuses(c, f, str_format(c->a, "e_y=%s", wrong[i]).s, "bốn chữ số");
	OK(form_check(c, f, S("{\"y\":1984}")));
	static const char *const odd[] = {"1984.5", "\"1984x\"", "true", "-1984", "1e9", "[1984]", "19840"};
	for (size_t i = 0; i < COUNT(odd); i++)
		FAILS(INVALID, form_check(c, f, str_format(c->a, "{\"y\":%s}", odd[i])));
	assert_string_equal(form_input_value(c, &f->sections[0].fields[0],
				    &(struct form_answer){.filled = true, .text = S("1984"), .number = 198400})
				    .s,
		"1984");
}

static void years_have_bounds(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_fields(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"Năm\",\"min\":1990,\"max\":2030}");
	keeps(c, f, "e_y=1990", "{\"y\":1990}", "1990");
	keeps(c, f, "e_y=2030", "{\"y\":2030}", "2030");
	refuses(c, f, "e_y=1989", "phải từ năm 1990 đến năm 2030");
	refuses(c, f, "e_y=2031", "phải từ năm 1990 đến năm 2030");
	refuses(c, of_fields(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"N\",\"min\":1990}"), "e_y=1989",
		"từ năm 1990 trở đi");
	refuses(c, of_fields(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"N\",\"max\":1990}"), "e_y=1991",
		"từ năm 1990 trở về trước");
	a_definition_is_refused(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"N\",\"min\":999}", "bốn chữ số");
	a_definition_is_refused(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"N\",\"min\":1990.5}", "bốn chữ số");
	a_definition_is_refused(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"N\",\"max\":3000}", "không quá 2999");
	a_definition_is_refused(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"N\",\"partly\":true}", "partly");
}

static void a_year_may_be_a_condition(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_fields(c, "{\"name\":\"y\",\"type\":\"year\",\"label\":\"Năm\"},"
					    "{\"name\":\"why\",\"type\":\"text\",\"label\":\"Sao\",\"required\":true,\"when\":[{"
					    "\"field\":\"y\",\"in\":[1984,1990]}]}");
	keeps(c, f, "e_y=1985&e_why=x", "{\"y\":1985}", "1985");
	keeps(c, f, "e_y=1990&e_why=x", "{\"y\":1990,\"why\":\"x\"}", "1990");
	refuses(c, f, "e_y=1984", "“Sao”");
}

static void a_month_is_kept_as_iso(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_fields(c, "{\"name\":\"m\",\"type\":\"month\",\"label\":\"Kỳ\",\"past\":true},"
					    "{\"name\":\"age\",\"type\":\"computed\",\"label\":\"Tuổi\",\"formula\":\"age(m)\","
					    "\"shown_as\":\"integer\"}");
	keeps(c, f, "e_m=11/2026", "{\"m\":\"2026-11\",\"age\":0}", "11/2026");
	keeps(c, f, "e_m=3-1990", "{\"m\":\"1990-03\",\"age\":36}", "03/1990");
	keeps(c, f, "e_m=1990-03", "{\"m\":\"1990-03\",\"age\":36}", "03/1990");
	refuses(c, f, "e_m=12/2026", "không thể sau tháng này");
	static const char *const wrong[] = {"13/2026", "0/2026", "2026", "05/09/1984", "1984-09-05", "9", "11/26", "x"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		refuses(c, f, str_format(c->a, "e_m=%s", wrong[i]).s, "tháng và năm");
	assert_string_equal(
		form_input_value(c, &f->sections[0].fields[0], &(struct form_answer){.filled = true, .text = S("2026-11")}).s,
		"11/2026");
	a_definition_is_refused(c, "{\"name\":\"m\",\"type\":\"month\",\"label\":\"N\",\"min\":1}", "min");
}

static void two_versions_say_which_day_bounds_a_year_or_month(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const bounds[][2] = {
		{"year", "không sau năm nay"}, {"month", "không sau tháng này"}, {"date", "không sau hôm nay"}};
	for (size_t i = 0; i < COUNT(bounds); i++) {
		static const char field[] = "{\"name\":\"x\",\"type\":\"%s\",\"label\":\"X\"%s}";
		struct differences d = form_compare(c, of_fields(c, str_format(c->a, field, bounds[i][0], "").s),
			of_fields(c, str_format(c->a, field, bounds[i][0], ",\"past\":true").s));
		assert_int_equal(d.n, 1);
		assert_true(str_has(d.v[0].after, str_of(bounds[i][1])));
	}
}

/* ---- texts of a kind ---- */

static void an_address_of_the_web_leads_to_a_host_and_nowhere_else(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_fields(c, "{\"name\":\"u\",\"type\":\"text\",\"kind\":\"url\",\"label\":\"Trang\"}");
	static const char *const good[][2] = {{"https://gialam.gov.vn", "https://gialam.gov.vn"},
		{"GiaLam.gov.vn/Tin-Tuc", "https://gialam.gov.vn/Tin-Tuc"},
		{"HTTP://Gialam.GOV.vn:8080/a?b#c", "http://gialam.gov.vn:8080/a?b#c"},
		{"https://tiktok.com/@xagialam", "https://tiktok.com/@xagialam"},
		{"https://vidu.vn/trang-chủ", "https://vidu.vn/trang-chủ"}};
	for (size_t i = 0; i < COUNT(good); i++)
		keeps(c, f, str_format(c->a, "e_u=%s", good[i][0]).s, str_format(c->a, "{\"u\":\"%s\"}", good[i][1]).s,
			good[i][1]);
	static const char *const wrong[] = {"javascript:alert(1)", "javascript://vidu.vn/%0aalert(1)", "ftp://vidu.vn",
		"//vidu.vn", "https://localhost", "http://127.0.0.1/", "https://lan:matkhau@vidu.vn", "https://lan@vidu.vn",
		"https://vidu.vn:0", "https://vidu.vn:65536", "https://vidu.vn:x", "https://vidu.vn:", "https://vi du.vn",
		"https://", "https:///a.vn", "https://vidu..vn", "https://-vidu.vn", "https://vidu.vn\\@ac.com",
		"https://vidu.vn/\"onclick", "https://xã.vn", "data:text/html,a.vn", "mailto:lan@vidu.vn", "https://[::1]/",
		"https://0x7f.1", "https:vidu.vn", "https://vidu.vn/<b>"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		refuses(c, f, str_format(c->a, "e_u=%s", wrong[i]).s, "ghi địa chỉ của trang");
	buf out = {.a = c->a};
	struct page p = {.out = &out, .a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has};
	form_show(&p, f, S("{\"u\":\"https://gialam.gov.vn/a&b\"}"));
	assert_non_null(strstr(buf_text(&out).s,
		"<a class=\"govuk-link\" href=\"https://gialam.gov.vn/a&amp;b\" rel=\"noopener noreferrer nofollow\">"));
	out.n = 0;
	form_show(&p, f, S("{\"u\":\"gialam.gov.vn\"}"));
	assert_null(strstr(buf_text(&out).s, "<a "));
	out.n = 0;
	form_show(&p, f, S("{\"u\":\"javascript:alert(1)\"}")); /* a draft keeps what was typed: it is no link */
	assert_null(strstr(buf_text(&out).s, "<a "));
}

static void a_tax_code_has_its_check_digit(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_fields(c, "{\"name\":\"t\",\"type\":\"text\",\"kind\":\"tax_code\",\"label\":\"MST\"}");
	keeps(c, f, "e_t=0100 109 106", "{\"t\":\"0100109106\"}", "0100109106");
	keeps(c, f, "e_t=0102182292998", "{\"t\":\"0102182292-998\"}", "0102182292-998");
	keeps(c, f, "e_t=037 084 001 234", "{\"t\":\"037084001234\"}", "037084001234"); /* of a person, since 01/07/2025 */
	static const char *const wrong[] = {
		"0100109107", "0102182292-000", "010218229", "000000000000", "01001O9106", "0100109106-1"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		refuses(c, f, str_format(c->a, "e_t=%s", wrong[i]).s, "mã số thuế không đúng");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_has_four_digits_and_no_dot),
		cmocka_unit_test(years_have_bounds),
		cmocka_unit_test(a_year_may_be_a_condition),
		cmocka_unit_test(a_month_is_kept_as_iso),
		cmocka_unit_test(two_versions_say_which_day_bounds_a_year_or_month),
		cmocka_unit_test(an_address_of_the_web_leads_to_a_host_and_nowhere_else),
		cmocka_unit_test(a_tax_code_has_its_check_digit),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
