#include "tests/unit/store.h"
#include "government/eforms/inside.h"
#include "government/eforms/eforms.sql.h"
#include "government/eforms/fields.html.h"
#include "core/units/units.h"

/* ---- a form as a browser sends it: "e_name=Lê Thị Hoa&e_copies=2" ---- */

static str sent_now;

static str typed_nth(const char *name, size_t nth)
{
	for (str rest = sent_now, one, key, value; rest.n;) {
		str_cut(rest, '&', &one, &rest);
		str_cut(one, '=', &key, &value);
		if (str_is(key, name) && !nth--)
			return value;
	}
	return (str){0};
}

static str typed(const struct page *p, const char *name)
{
	(void)p;
	return typed_nth(name, 0);
}

static bool typed_has(const struct page *p, const char *name, str value)
{
	(void)p;
	for (size_t i = 0; typed_nth(name, i).s; i++)
		if (str_eq(typed_nth(name, i), value))
			return true;
	return false;
}

static err send(struct ctx *c, const struct eform *f, const char *text, bool complete, str *answers)
{
	struct http_request http = {.a = c->a};
	struct req q = {.ctx = *c, .http = &http, .page = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has}};
	sent_now = str_of(text);
	return eform_read(&q, f, complete, answers);
}

static bool complains(err e, const char *field)
{
	for (const struct problem *p = e ? e->problems : NULL; p; p = p->next)
		if (!strcmp(p->field, field))
			return true;
	return false;
}

static const struct eform *form(struct ctx *c, const char *sections)
{
	struct eform *f;
	static const struct choice provinces[] = {{"37", "Tỉnh Ninh Bình"}, {NULL, NULL}};
	OK(definition_read(c, c->a,
		str_format(c->a, "{\"code\":\"thu\",\"title\":\"Thử\",\"summary\":\"Thử {name}.\",\"sections\":[%s]}", sections),
		&f));
	f->provinces = provinces;
	return f;
}

static int open_filled(void **state)
{
	test_open(state);
	struct ctx *c = test_store(state);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
	OK(WRITE(c, eforms_module.init(c)));
	OK(WRITE(c, eforms_module.init(c))); /* the second time nothing is left to do */
	return 0;
}

/* ---- versions ---- */

static void a_procedure_without_a_form_gets_the_default_one(void **state)
{
	struct ctx *c = test_store(state);
	const struct eform *f, *again;
	str answers;
	OK(eform_for(c, 1, &f));
	assert_true(eform_is_default(f));
	assert_true(eform_id(f) > 0);
	OK(eform_get(c, eform_id(f), &again));
	assert_ptr_equal(f, again);
	FAILS(NOT_FOUND, eform_for(c, 99999999, &f));
	OK(eform_get(c, 0, &f));
	assert_int_equal(eform_id(f), 0);
	assert_true(complains(send(c, f, "", true, &answers), "e_content"));
	assert_true(str_is(answers, "{}"));
	OK(send(c, f, "", false, &answers));
	OK(send(c, f, "e_content= Cấp 02 bản sao  ", true, &answers));
	assert_string_equal(answers.s, "{\"content\":\"Cấp 02 bản sao\"}");
	OK(eform_check(c, f, answers));
	assert_string_equal(eform_summary(c, f, answers).s, "Cấp 02 bản sao");
}

/* ---- values ---- */

static void every_type_keeps_its_canonical_value(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct eform *f = form(c,
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
	OK(eform_check(c, f, answers));
}

static void what_is_wrong_is_named_and_kept(void **state)
{
	struct ctx *c = test_store(state);
	str answers;
	const struct eform *f =
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
	e = eform_check(c, f, answers);
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
	const struct eform *f = form(c, "{\"title\":\"A\",\"fields\":["
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
	const struct eform *f = form(c,
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
	OK(eform_check(c, f, answers));
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
		struct eform *f;
		err e = definition_read(
			c, c->a, str_format(c->a, "{\"code\":\"thu\",\"title\":\"T\",\"sections\":[%s]}", cases[i].sections), &f);
		assert_non_null(e);
		assert_int_equal(e->kind, INVALID);
		if (!str_has(e->text, str_of(cases[i].says)))
			fail_msg("“%.*s” does not say “%s”", STR_ARG(e->text), cases[i].says);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_procedure_without_a_form_gets_the_default_one),
		cmocka_unit_test(every_type_keeps_its_canonical_value),
		cmocka_unit_test(what_is_wrong_is_named_and_kept),
		cmocka_unit_test(hidden_fields_are_neither_required_nor_kept),
		cmocka_unit_test(rows_are_counted_summed_and_left_out_when_empty),
		cmocka_unit_test(a_bad_definition_says_where),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
