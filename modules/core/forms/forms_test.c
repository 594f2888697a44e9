#include "core/forms/filling_test.h"
#include <stdio.h>

static void a_summary_has_no_gap(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f =
		form(c, "{\"title\":\"Mục\",\"fields\":[{\"name\":\"name\",\"type\":\"text\",\"label\":\"Tên\"}]}");
	assert_string_equal(form_summary(c, f, S("{\"name\":\"Bùi An\"}")).s, "Thử Bùi An.");
	assert_string_equal(form_summary(c, f, S("{}")).s, "Thử");
	assert_string_equal(form_summary(c, f, S("{\"name\":\" \"}")).s, "Thử");
	buf long_name = {.a = c->a};
	buf_lit(&long_name, "{\"name\":\"");
	for (int i = 0; i < 60; i++)
		buf_printf(&long_name, "%sđường%d", i ? " " : "", i);
	buf_lit(&long_name, "\"}");
	str cut = form_summary(c, f, buf_text(&long_name)); /* long, and not in the middle of a word */
	if (!str_ends(cut, S("…")) ||
		!strstr(long_name.s, str_format(c->a, "%.*s ", (int)(cut.n - 3 - strlen("Thử ")), cut.s + strlen("Thử ")).s))
		fail_msg("%.*s", STR_ARG(cut));
}

/* ---- values ---- */

static const char area_form[] =
	"{\"title\":\"A\",\"fields\":[{\"name\":\"area\",\"type\":\"decimal\",\"label\":\"Rộng\",\"required\":true}]}";

/* What was said on a page or in JSON, or was stored before, is what the check of handing in sees, and is stored as it was. */
static void check_area(struct ctx *c, const struct form *f, const char *typed, const char *literal)
{
	str answers, wanted = str_format(c->a, "{\"area\":%s}", literal);
	OK(send(c, f, str_format(c->a, "e_area=%s", typed).s, true, &answers));
	assert_true(str_eq(answers, wanted));
	OK(form_check(c, f, answers));
	struct form_answers *v;
	form_answers_stored(c, f, answers, &v);
	assert_true(str_eq(form_answers_json(c->a, v), wanted));
}

static void every_decimal_can_be_handed_in(void **state)
{
	struct ctx *c = test_store(state);
	char typed[40], literal[40];
	const struct form *f = form(c, area_form);
	for (int n = 0; n <= 100000; n++) {
		arena work = {0};
		struct ctx one = *c;
		one.a = &work;
		snprintf(literal, sizeof literal,
			n % 100 == 0  ? "%d"
			: n % 10 == 0 ? "%d.%d"
				      : "%d.%02d",
			n / 100, n % 10 == 0 ? n / 10 % 10 : n % 100);
		snprintf(typed, sizeof typed, "%s", literal);
		if (strchr(typed, '.'))
			*strchr(typed, '.') = ',';
		check_area(&one, f, typed, literal);
		if (n % 10 == 0 && n % 100) { /* the same with a zero behind it */
			snprintf(typed, sizeof typed, "%d,%02d", n / 100, n % 100);
			check_area(&one, f, typed, literal);
		}
		arena_free(&work);
	}
}

static void decimals_of_programs_are_read_as_written(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = form(c, area_form);
	struct form_answers *v;
	static const char *const good[][2] = {
		{"64.10", "64,1"}, {"6.41e1", "64,1"}, {"0.29", "0,29"}, {"1e2", "100"}, {"85.500", "85,5"}};
	for (size_t i = 0; i < COUNT(good); i++) {
		str json = str_format(c->a, "{\"area\":%s}", good[i][0]);
		OK(form_check(c, f, json));
		form_answers_stored(c, f, json, &v);
		assert_string_equal(form_answer_shown(c, &f->sections[0].fields[0], &v->sections[0].v[0].v[0]).s, good[i][1]);
	}
	static const char *const wrong[] = {"85.555", "0.001", "1e-3", "85.5550000001", "12345678901234567.5"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		FAILS(INVALID, form_check(c, f, str_format(c->a, "{\"area\":%s}", wrong[i])));
	str answers;
	err e = send(c, f, "e_area=85,555", true, &answers);
	FAILS(INVALID, e);
	assert_non_null(strstr(e->text.s, "hai chữ số sau dấu phẩy"));
	FAILS(INVALID, form_check(c, f, answers)); /* what was typed stays, and stays wrong */
	static const char *const typed[] = {"85,5,5", "85,", ",5", "8,5.5", "1.0855", "85,5x", "--1", "85,-5"};
	for (size_t i = 0; i < COUNT(typed); i++)
		FAILS(INVALID, send(c, f, str_format(c->a, "e_area=%s", typed[i]).s, true, &answers));
}

static void bounds_and_formulas_have_no_third_decimal(void **state)
{
	struct ctx *c = test_store(state);
	struct form *f;
	static const char frame[] = "{\"code\":\"thu\",\"title\":\"Thử\",\"sections\":[{\"title\":\"A\",\"fields\":[%s]}]}";
	str bounded = str_format(c->a, frame, "{\"name\":\"a\",\"type\":\"decimal\",\"label\":\"A\",\"min\":0.29,\"max\":64.1}");
	OK(form_parse(c, c->a, bounded, &f));
	assert_int_equal(f->sections[0].fields[0].min, 29);
	assert_int_equal(f->sections[0].fields[0].max, 6410);
	FAILS(INVALID,
		form_parse(c, c->a,
			str_format(c->a, frame, "{\"name\":\"a\",\"type\":\"decimal\",\"label\":\"A\",\"min\":0.295}"), &f));
	FAILS(INVALID, form_parse(c, c->a,
			       str_format(c->a, frame,
				       "{\"name\":\"a\",\"type\":\"computed\",\"label\":\"A\",\"formula\":\"2 * 0.105\"}"),
			       &f));
}

static void an_example_fits_its_field(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct form *f = form(c, "{\"title\":\"A\",\"fields\":[{\"name\":\"copies\",\"type\":\"integer\",\"label\":\"Số "
				       "bản\",\"min\":1,\"max\":20},"
				       "{\"name\":\"year\",\"type\":\"integer\",\"label\":\"Năm\",\"min\":1990},{\"name\":"
				       "\"sum\",\"type\":\"money\",\"label\":\"Tiền\"}]}");
	err e = send(c, f, "e_copies=hai&e_year=x&e_sum=nhiều", true, &answers);
	FAILS(INVALID, e);
	assert_string_equal(e->problems->text.s, "“Số bản” phải là số nguyên, ví dụ 3");
	assert_string_equal(e->problems->next->text.s, "“Năm” phải là số nguyên, ví dụ 1.990");
	assert_string_equal(e->problems->next->next->text.s, "“Tiền” phải là số nguyên, ví dụ 150.000");
}

static const char dates_form[] =
	"{\"title\":\"A\",\"fields\":[{\"name\":\"born_on\",\"type\":\"date\",\"label\":\"Sinh\",\"past\":true,\"partly\":true},"
	"{\"name\":\"died_on\",\"type\":\"date\",\"label\":\"Chết\",\"not_before\":\"born_on\",\"past\":true},"
	"{\"name\":\"number\",\"type\":\"personal_number\",\"label\":\"Số\",\"birth_on\":\"born_on\"},"
	"{\"name\":\"age\",\"type\":\"computed\",\"label\":\"Tuổi\",\"formula\":\"age(born_on, "
	"died_on)\",\"shown_as\":\"integer\",\"suffix\":\"tuổi\"}]}";

static const struct {
	const char *sent, *born, *shown, *age;
} part_dates[] = {
	{"e_born_on=1938&e_died_on=01/09/2026", "1938", "1938", "87 hoặc 88 tuổi"},
	{"e_born_on=00/00/1938&e_died_on=31-12-2025", "1938", "1938", "87 tuổi"}, /* whatever the day, it was that many */
	{"e_born_on=9/1938&e_died_on=31.8.2026", "1938-09", "09/1938", "87 tuổi"},
	{"e_born_on=09/1938&e_died_on=15/09/2026", "1938-09", "09/1938", "87 hoặc 88 tuổi"},
	{"e_born_on=01021938&e_died_on=02/02/2026&e_number=037 038 001 234", "1938-02-01", "01/02/1938", "88 tuổi"},
	{"e_born_on=1938&e_died_on=02/02/2026&e_number=037.038.001.234", "1938", "1938", "87 hoặc 88 tuổi"},
};

static void a_birth_of_which_only_the_year_is_known(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = form(c, dates_form);
	struct form_answers *v;
	str answers;
	for (size_t i = 0; i < COUNT(part_dates); i++) {
		OK(send(c, f, part_dates[i].sent, true, &answers));
		OK(form_check(c, f, answers));
		form_answers_stored(c, f, answers, &v);
		const struct form_field *born = &f->sections[0].fields[0], *age = &f->sections[0].fields[3];
		assert_string_equal(str_c(c->a, form_answer_to(v, born, 0)->text), part_dates[i].born);
		assert_string_equal(form_answer_shown(c, born, form_answer_to(v, born, 0)).s, part_dates[i].shown);
		assert_string_equal(form_answer_shown(c, age, form_answer_to(v, age, 0)).s, part_dates[i].age);
	}
	assert_true(complains(send(c, f, "e_born_on=2027", true, &answers), "e_born_on"));
	assert_true(complains(
		send(c, f, "e_born_on=1938&e_died_on=1999", true, &answers), "e_died_on")); /* the definition wants a whole one */
	assert_true(complains(send(c, f, "e_born_on=1938&e_died_on=31/12/1937", true, &answers), "e_died_on"));
	assert_false(complains(send(c, f, "e_born_on=1938&e_died_on=01/01/1938", true, &answers), "e_died_on"));
	assert_true(complains(send(c, f, "e_born_on=1939&e_number=037038001234", true, &answers), "e_number"));
	err e = send(c, f, "e_died_on=30/02/1990", true, &answers);
	assert_string_equal(e->text.s, "“Chết” không đúng: không có ngày 30/02/1990");
}

static void every_type_keeps_its_canonical_value(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct form *f = form(c,
		"{\"title\":\"A\",\"fields\":["
		"{\"name\":\"name\",\"type\":\"text\",\"label\":\"Tên\",\"kind\":\"person_name\",\"max\":50},"
		"{\"name\":\"born_on\",\"type\":\"date\",\"label\":\"Sinh\",\"past\":true},"
		"{\"name\":\"sex\",\"type\":\"choice\",\"label\":\"Giới\",\"choices\":[{\"value\":\"male\",\"label\":\"Nam\"},{"
		"\"value\":\"female\",\"label\":\"Nữ\"}]},"
		"{\"name\":\"number\",\"type\":\"personal_number\",\"label\":\"Số\",\"birth_on\":\"born_on\",\"sex\":\"sex\"},"
		"{\"name\":\"phone\",\"type\":\"phone\",\"label\":\"ĐT\"},"
		"{\"name\":\"copies\",\"type\":\"integer\",\"label\":\"Bản\",\"min\":1,\"max\":20},"
		"{\"name\":\"area\",\"type\":\"decimal\",\"label\":\"Rộng\"},"
		"{\"name\":\"price\",\"type\":\"money\",\"label\":\"Giá\"},"
		"{\"name\":\"agrees\",\"type\":\"yes_no\",\"label\":\"Có\"},"
		"{\"name\":\"ways\",\"type\":\"choices\",\"label\":\"Cách\",\"choices\":[{\"value\":\"a\",\"label\":\"A\"},{"
		"\"value\":\"b\",\"label\":\"B\"}]},"
		"{\"name\":\"home\",\"type\":\"place\",\"label\":\"Nhà\",\"detail\":true},"
		"{\"name\":\"total\",\"type\":\"computed\",\"label\":\"Tổng\",\"formula\":\"area * "
		"price\",\"shown_as\":\"money\"}]}");
	OK(send(c, f,
		"e_name=Lê Thị Hoa&e_born_on=5/9/1984&e_sex=female&e_number=037184001234&e_phone=0912 345 "
		"678&e_copies=2&e_area=1.085,5"
		"&e_price=2.000.000&e_agrees=yes&e_ways=b&e_ways=a&e_home-province=37&e_home-commune=gia lam&e_home-detail=Thôn "
		"3",
		true, &answers));
	assert_string_equal(answers.s,
		"{\"name\":\"Lê Thị "
		"Hoa\",\"born_on\":\"1984-09-05\",\"sex\":\"female\",\"number\":\"037184001234\",\"phone\":\"0912345678\","
		"\"copies\":2,\"area\":1085.5,\"price\":2000000,\"agrees\":true,\"ways\":[\"a\",\"b\"],\"home\":{\"province\":"
		"\"37\","
		"\"commune\":\"14389\",\"name\":\"Xã Gia Lâm\",\"detail\":\"Thôn 3\",\"text\":\"Thôn 3, Xã Gia Lâm, Tỉnh Ninh "
		"Bình\"},"
		"\"total\":2171000000}");
	OK(form_check(c, f, answers));
	static const char *const places[][3] = {{"51", "xã sơn hạ", "21292"}, {"51", "SƠN HÀ", "21289"},
		{"51", "Lí Sơn", "\"name\":\"Đặc khu Lý Sơn\""}}; /* two of a province that differ in a tone alone; i for y */
	for (size_t k = 0; k < COUNT(places); k++) {
		OK(send(c, f,
			str_format(c->a,
				"e_name=Lê Thị "
				"Hoa&e_born_on=5/9/1984&e_sex=female&e_number=037184001234&e_phone=0912345678&e_copies=2"
				"&e_area=1.085,5&e_price=2.000.000&e_agrees=yes&e_ways=a&e_home-province=%s&e_home-commune=%s",
				places[k][0], places[k][1])
				.s,
			true, &answers));
		assert_true(str_has(answers, str_of(places[k][2])));
	}
}

static void what_is_wrong_is_named_and_kept(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct form *f =
		form(c, "{\"title\":\"A\",\"fields\":["
			"{\"name\":\"born_on\",\"type\":\"date\",\"label\":\"Sinh\",\"past\":true},"
			"{\"name\":\"copies\",\"type\":\"integer\",\"label\":\"Bản\",\"min\":1,\"max\":20},"
			"{\"name\":\"number\",\"type\":\"personal_number\",\"label\":\"Số\",\"birth_on\":\"born_on\"},"
			"{\"name\":\"home\",\"type\":\"place\",\"label\":\"Nhà\"}]}");
	err e = send(
		c, f, "e_born_on=31/02/2020&e_copies=21&e_number=12&e_home-province=37&e_home-commune=Không Có", false, &answers);
	assert_int_equal(e->kind, INVALID);
	assert_true(complains(e, "e_born_on") && complains(e, "e_copies") && complains(e, "e_number") &&
		    complains(e, "e_home-commune"));
	assert_string_equal(answers.s,
		"{\"born_on\":\"31/02/2020\",\"copies\":\"21\",\"number\":\"12\",\"home\":{\"province\":\"37\","
		"\"commune\":\"Không Có\"}}");
	e = form_check(c, f, answers);
	assert_true(complains(e, "answers.born_on") && complains(e, "answers.copies") && complains(e, "answers.home.commune"));
	e = send(c, f, "e_born_on=24/11/2026&e_copies=1,5", true, &answers);
	assert_true(complains(e, "e_born_on") && complains(e, "e_copies"));
	e = send(c, f, "e_born_on=05/09/1985&e_number=037184001234", true, &answers);
	assert_true(complains(e, "e_number") && !complains(e, "e_born_on"));
}

/* ---- conditions, rows, formulas ---- */

static void hidden_fields_are_neither_required_nor_kept(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct form *f = form(c, "{\"title\":\"A\",\"fields\":["
				       "{\"name\":\"kind\",\"type\":\"choice\",\"label\":\"Loại\",\"required\":true,\"choices\":"
				       "[{\"value\":\"own\",\"label\":\"Tôi\"},{\"value\":\"other\",\"label\":\"Khác\"}]},"
				       "{\"name\":\"who\",\"type\":\"text\",\"label\":\"Ai\",\"required\":true,\"when\":[{"
				       "\"field\":\"kind\",\"is\":\"other\"}]},"
				       "{\"name\":\"why\",\"type\":\"text\",\"label\":\"Sao\",\"required\":true,\"when\":[{"
				       "\"field\":\"who\",\"filled\":true}]}]},"
				       "{\"title\":\"B\",\"when\":[{\"field\":\"kind\",\"in\":[\"other\"]}],\"fields\":[{"
				       "\"name\":\"more\",\"type\":\"text\",\"label\":\"Nữa\",\"required\":true}]}");
	OK(send(c, f, "e_kind=own&e_who=x&e_why=y&e_more=z", true, &answers));
	assert_string_equal(answers.s, "{\"kind\":\"own\"}");
	err e = send(c, f, "e_kind=other&e_who=Lan", true, &answers);
	assert_true(complains(e, "e_why") && complains(e, "e_more") && !complains(e, "e_who"));
	e = send(c, f, "e_kind=other", true, &answers);
	assert_true(complains(e, "e_who") && !complains(e, "e_why"));
}

static void rows_are_counted_summed_and_left_out_when_empty(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct form *f = form(c,
		"{\"title\":\"A\",\"name\":\"members\",\"repeat\":{\"min\":1,\"max\":3,\"item\":\"Thành viên\"},\"fields\":["
		"{\"name\":\"name\",\"type\":\"text\",\"label\":\"Tên\",\"required\":true},{\"name\":\"income\",\"type\":"
		"\"money\",\"label\":\"Thu\"}]},"
		"{\"title\":\"B\",\"fields\":[{\"name\":\"n\",\"type\":\"computed\",\"label\":\"Số\",\"formula\":\"count(members)"
		"\",\"shown_as\":\"integer\"},"
		"{\"name\":\"each\",\"type\":\"computed\",\"label\":\"Mỗi\",\"formula\":\"sum(members.income) / "
		"count(members)\",\"shown_as\":\"money\"},"
		"{\"name\":\"line\",\"type\":\"computed\",\"label\":\"Dòng\",\"formula\":\"join(\\\"Hộ \\\", n, \\\" "
		"người\\\")\"}]}");
	OK(send(c, f,
		"e_members-rows=1,2,7&e_members-1-name=A&e_members-1-income=1000000&e_members-7-name=B&e_members-7-income=500."
		"001",
		true, &answers));
	assert_string_equal(answers.s, "{\"members\":[{\"name\":\"A\",\"income\":1000000},{\"name\":\"B\",\"income\":500001}],"
				       "\"n\":2,\"each\":750001,\"line\":\"Hộ 2 người\"}");
	OK(form_check(c, f, answers));
	err e = send(c, f, "e_members-rows=1,2", true, &answers);
	assert_true(complains(e, "e_members-2-name") || complains(e, "e_members-1-name"));
	e = send(c, f, "e_members-rows=1,2,3,4&e_members-1-name=A&e_members-2-name=A&e_members-3-name=A&e_members-4-name=A", true,
		&answers);
	assert_true(complains(e, "e_members-add"));
	e = send(c, f, "e_members-rows=1,5&e_members-1-name=A&e_members-5-income=3", true, &answers);
	assert_true(complains(e, "e_members-5-name"));
	OK(send(c, f, "e_members-rows=1,2&e_remove=members-2&e_members-1-name=A&e_members-2-name=B", true, &answers));
	assert_string_equal(answers.s, "{\"members\":[{\"name\":\"A\"}],\"n\":1,\"line\":\"Hộ 1 người\"}");
}

/* ---- definitions ---- */

static void a_bad_definition_says_where(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		const char *sections, *says;
	} cases[] = {
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"text\",\"label\":\"X\",\"reqired\":true}]}",
			"Phần 1, trường “x”: không có thuộc tính “reqired”"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"X\",\"type\":\"text\",\"label\":\"X\"}]}",
			"Phần 1, trường thứ 1: tên “X”"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"txt\",\"label\":\"X\"}]}",
			"không có loại trường “txt”"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"text\",\"label\":\"X\",\"when\":[{\"field\":\"y\","
		 "\"filled\":true}]}]}",
			"không có “y”"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"computed\",\"label\":\"X\",\"formula\":\"1 + \"}]}",
			"công thức: chưa viết hết"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"computed\",\"label\":\"X\",\"formula\":\"x + 1\"}]}",
			"không có trường “x” đứng trước"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"text\",\"label\":\"X\"},{\"name\":\"x\",\"type\":"
		 "\"text\",\"label\":\"X\"}]}",
			"tên đã dùng"},
		{"{\"title\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"text\",\"label\":\"X\",\"min\":9,\"max\":3}]}",
			"theo thứ tự"},
		{"{\"title\":\"A\"}", "Phần 1: “fields” phải là danh sách"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct form *f;
		err e = form_parse(
			c, c->a, str_format(c->a, "{\"code\":\"thu\",\"title\":\"T\",\"sections\":[%s]}", cases[i].sections), &f);
		assert_non_null(e);
		assert_int_equal(e->kind, INVALID);
		if (!str_has(e->text, str_of(cases[i].says)))
			fail_msg("“%.*s” does not say “%s”", STR_ARG(e->text), cases[i].says);
	}
}

static void what_is_known_fills_what_nobody_has_filled(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f =
		form(c, "{\"title\":\"A\",\"fields\":["
			"{\"name\":\"name\",\"type\":\"text\",\"label\":\"Tên\",\"prefill\":\"name\"},"
			"{\"name\":\"home\",\"type\":\"place\",\"label\":\"Nhà\",\"detail\":true,\"prefill\":\"address\"}]}");
	struct form_person who = {.name = S("Lê Thị Hoa"), .address = S("Thôn 2, Xã Gia Lâm, Tỉnh Ninh Bình")};
	struct form_home unit;
	struct page p = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has};
	int64_t commune;
	bool found;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &commune));
	OK(form_home(c, commune, &unit, &found));
	OK(form_person_lives(c, &who, commune));
	const struct form_fields_view *v = form_fields_view(&p, f, &who, S(""));
	const struct form_answer *home = &v->answers->sections[0].v[0].v[1];
	assert_true(str_is(v->answers->sections[0].v[0].v[0].text, "Lê Thị Hoa"));
	assert_true(str_is(home->province, "37") && str_is(home->commune, "Xã Gia Lâm") && str_is(home->detail, "Thôn 2"));
	v = form_fields_view(&p, f, &who, S("{\"name\":\"Lê Văn An\"}")); /* a draft: nothing is put in again */
	assert_true(str_is(v->answers->sections[0].v[0].v[0].text, "Lê Văn An"));
	assert_false(v->answers->sections[0].v[0].v[1].filled);
	p.again = true;
	sent_now = S("e_name=Gõ");
	assert_true(str_is(page_value(&p, "e_name", S("x")), "Gõ"));
}

/* ---- every form of the catalogue ---- */

/* Answers as a browser would send them: fields of rows that form_answers_json() numbers from 1. */
static const char *as_sent(
	struct ctx *c, const struct form *f, const struct form_answers *v, const struct form_field *without, uint64_t *chance)
{
	static const char *const odd[] = {"", "x", "31/02/2020", "-5", "1.000.000.000.000.000.000", "  ", "\xff", "yes",
		"01/01/2200", "037190001234", "Nguyễn Văn A", "99999", "<b>", "0,5", "12.5", "14389"};
	buf b = {.a = c->a};
	for (size_t i = 0; i < f->n; i++)
		for (size_t row = 0; row < v->sections[i].n; row++) {
			const struct form_section *s = &f->sections[i];
			str key = v->sections[i].v[row].key;
			if (s->name && !row)
				buf_printf(&b, "&e_%s-rows=%.*s", s->name, STR_ARG(form_row_keys_text(c->a, &v->sections[i])));
			for (size_t k = 0; k < s->n; k++) {
				const struct form_field *d = &s->fields[k];
				const struct form_answer *a = &v->sections[i].v[row].v[k];
				if (d == without || d->type == FORM_FILE || d->type == FORM_COMPUTED || d->type == FORM_NOTE ||
					!a->filled)
					continue;
				const char *name = form_input_name(c->a, d, key);
				if (chance && (*chance = *chance * 6364136223846793005u + 1442695040888963407u) >> 60 == 0)
					buf_printf(&b, "&%s=%s", name, odd[*chance >> 40 & 15]);
				else if (d->type == FORM_PLACE)
					buf_printf(&b, "&%s-province=%.*s&%s-commune=%.*s", name, STR_ARG(a->province), name,
						STR_ARG(a->commune_name));
				else
					for (size_t n = 0; n < (d->type == FORM_CHOICES ? a->list.n : 1); n++)
						buf_printf(&b, "&%s=%.*s", name,
							STR_ARG(d->type == FORM_CHOICES ? a->list.v[n]
											: form_input_value(c, d, a)));
			}
		}
	return b.n ? b.s : "";
}

static void drawn(struct ctx *c, const struct form *f, str answers)
{
	buf out = {.a = c->a};
	struct page p = {.out = &out, .a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has};
	const struct form_person who = {.name = S("Lê Thị Hoa")};
	form_inputs(&p, f, &who, answers);
	assert_true(out.n > 500);
	form_show(&p, f, answers);
}

static void missing_is_named(struct ctx *c, const struct form *f, const struct form_answers *v)
{
	str answers;
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct form_field *d = &f->sections[i].fields[k];
			const struct form_answer *a = form_answer_to(v, d, 0);
			if (!d->required || !a || !a->filled)
				continue;
			err e = send(c, f, as_sent(c, f, v, d, NULL), true, &answers);
			str name = str_format(
				c->a, "%s%s", form_input_name(c->a, d, S("1")), d->type == FORM_PLACE ? "-province" : "");
			if (!complains(e, name.s))
				fail_msg("%.*s accepts a missing %s", STR_ARG(f->code), d->name);
		}
}

static void each_form_of_the_catalogue_takes_good_data_and_names_bad(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("eforms.tsv"), file, answers, sample;
	size_t n = 0;
	tsv_row(&rest, &file, 1);
	for (; tsv_row(&rest, &file, 1); n++) {
		const struct form *f = of_catalogue(c, str_c(c->a, (str){file.s, file.n - strlen(".json")}));
		struct form_answers *v;
		OK(form_sample(c, f, &sample));
		form_answers_stored(c, f, sample, &v);
		err e = send(c, f, as_sent(c, f, v, NULL, NULL), true, &answers);
		if (e)
			fail_msg("%.*s refuses its sample: %s: %.*s", STR_ARG(file), e->problems ? e->problems->field : "",
				STR_ARG(e->text));
		OK(form_check(c, f, answers));
		OK(form_check(c, f, sample));
		assert_true(form_summary(c, f, answers).n > 5);
		drawn(c, f, answers);
		missing_is_named(c, f, v);
	}
	assert_true(n >= 13);
}

static void what_read_accepts_check_accepts(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("eforms.tsv"), file, sample, answers;
	uint64_t chance = 20261123;
	size_t accepted = 0, refused = 0;
	for (tsv_row(&rest, &file, 1); tsv_row(&rest, &file, 1);) {
		const struct form *f = of_catalogue(c, str_c(c->a, (str){file.s, file.n - strlen(".json")}));
		struct form_answers *v;
		OK(form_sample(c, f, &sample));
		form_answers_stored(c, f, sample, &v);
		for (int i = 0; i < 40; i++) {
			err e = send(c, f, as_sent(c, f, v, NULL, &chance), i % 4 > 0, &answers);
			accepted += !e;
			refused += e != NULL;
			assert_true(utf8_valid(answers));
			if (!e && i % 4 > 0)
				OK(form_check(c, f, answers));
			if (e)
				assert_int_equal(e->kind, INVALID);
		}
	}
	assert_true(accepted > 20 && refused > 20);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_summary_has_no_gap),
		cmocka_unit_test(every_type_keeps_its_canonical_value),
		cmocka_unit_test(every_decimal_can_be_handed_in),
		cmocka_unit_test(decimals_of_programs_are_read_as_written),
		cmocka_unit_test(bounds_and_formulas_have_no_third_decimal),
		cmocka_unit_test(an_example_fits_its_field),
		cmocka_unit_test(a_birth_of_which_only_the_year_is_known),
		cmocka_unit_test(what_is_wrong_is_named_and_kept),
		cmocka_unit_test(hidden_fields_are_neither_required_nor_kept),
		cmocka_unit_test(rows_are_counted_summed_and_left_out_when_empty),
		cmocka_unit_test(a_bad_definition_says_where),
		cmocka_unit_test(what_is_known_fills_what_nobody_has_filled),
		cmocka_unit_test(each_form_of_the_catalogue_takes_good_data_and_names_bad),
		cmocka_unit_test(what_read_accepts_check_accepts),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
