/* GovStack: bodies of strangers read strictly, names both ways, schemas as definitions. */
#include "tests/unit/store.h"
#include "core/govstack/govstack.h"

static void bodies_are_read_strictly(void **state)
{
	static const struct {
		const char *text;
		unsigned wants;
		bool good;
	} cases[] = {
		{"{\"query\":{\"content\":{\"ID\":\"1\"}}}", GOVSTACK_QUERY, true},
		{"{\"query\":{\"content\":{\"ID\":1,\"Rate\":1.5,\"Is\":true}}}", GOVSTACK_QUERY, true},
		{"{\"query\":{\"content\":{\"ID\":null}}}", GOVSTACK_QUERY, false},
		{"{\"query\":{\"content\":{\"ID\":[\"1\"]}}}", GOVSTACK_QUERY, false},
		{"{\"query\":{\"content\":{}}}", GOVSTACK_QUERY, false},
		{"{\"query\":{\"content\":{\"ID\":\"1\"},\"more\":1}}", GOVSTACK_QUERY, false},
		{"{\"query\":{\"content\":{\"ID\":\"1\"}},\"more\":1}", GOVSTACK_QUERY, false},
		{"{\"query\":{\"content\":{\"ID\":\"1\"}},\"write\":{\"content\":{\"ID\":\"1\"}}}", GOVSTACK_QUERY, false},
		{"{\"query\":{\"content\":{\"ID\":\"1\"}},\"write\":{\"content\":{\"ID\":\"1\"}}}",
			GOVSTACK_QUERY | GOVSTACK_WRITE, true},
		{"{\"write\":{\"content\":{\"ID\":\"1\"}}}", GOVSTACK_QUERY | GOVSTACK_WRITE, false},
		{"{\"write\":{\"content\":{\"ID\":{\"x\":1}}}}", GOVSTACK_WRITE, true}, /* the form judges it */
		{"{\"write\":{\"content\":{\"ID\":\"1\",\"id\":\"2\"}}}", GOVSTACK_WRITE, false},
		{"{\"write\":{\"content\":{}}}", GOVSTACK_WRITE, false},
		{"{\"write\":{\"content\":\"x\"}}", GOVSTACK_WRITE, false},
		{"{\"ID\":\"1\"}", GOVSTACK_BARE, true},
		{"[]", GOVSTACK_BARE, false},
		{"{\"ID\":", GOVSTACK_BARE, false},
		{"", GOVSTACK_QUERY, false},
	};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct govstack_body body;
		err e = govstack_body_read(c, str_of(cases[i].text), cases[i].wants, &body);
		if (cases[i].good != !e)
			print_error("%s\n", cases[i].text);
		assert_int_equal(cases[i].good, !e);
		assert_true(!e || e->kind == INVALID);
	}
	struct govstack_body body;
	OK(govstack_body_read(
		c, S("{\"query\":{\"content\":{\"BirthCertificateID\":\" RR-1 \",\"rate\":1.50}}}"), GOVSTACK_QUERY, &body));
	assert_string_equal(str_c(c->a, body.query.v[0].field), "birth_certificate_id");
	assert_string_equal(str_c(c->a, body.query.v[0].value), "RR-1");
	assert_string_equal(str_c(c->a, body.query.v[1].value), "1.50");
}

static void names_are_the_specifications_and_ours(void **state)
{
	static const struct {
		const char *said, *here;
	} cases[] = {{"ID", "id"}, {"FirstName", "first_name"}, {"BirthCertificateID", "birth_certificate_id"},
		{"Label", "label"}, {"ChildID", "child_id"}, {"Line2", "line2"}};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(str_c(c->a, govstack_field(c->a, str_of(cases[i].said))), cases[i].here);
		assert_string_equal(str_c(c->a, govstack_name(c->a, str_of(cases[i].here))), cases[i].said);
		assert_string_equal(str_c(c->a, govstack_field(c->a, str_of(cases[i].here))), cases[i].here);
	}
}

static void who_calls_says_four_things(void **state)
{
	(void)state;
	assert_true(govstack_client_fits(S("eGovStack/GOV/90000009/digitalregistries")));
	static const char *const wrong[] = {
		"", "a", "a/b/c", "a/b/c/", "/b/c/d", "a/b/c/d/e", "a/b/c/d e", "a/b/c/đ", "a/b/c/d\n"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(govstack_client_fits(str_of(wrong[i])));
}

static void a_schema_becomes_a_definition(void **state)
{
	struct ctx *c = test_store(state);
	struct govstack_schema s;
	struct registry *r;
	OK(govstack_schema_read(c,
		S("{\"catalog_name\":\"Mother and "
		  "Child\",\"code\":\"MCR\",\"schema\":{\"properties\":{\"Age\":{\"type\":\"integer\"},\"ID\":{"
		  "\"type\":\"string\",\"primaryKey\":true},\"Child\":{\"properties\":{\"Born\":{\"type\":\"string\",\"format\":"
		  "\"date\"}}},\"Alive\":{\"type\":\"boolean\"}},\"required\":[\"Age\"]}}"),
		&s));
	assert_string_equal(s.code.s, "mcr");
	OK(registry_parse(c, c->a, s.definition, &r));
	assert_string_equal(r->key->name, "id");
	assert_true(registry_field(r, S("age"))->required && registry_field(r, S("age"))->type == FORM_INTEGER);
	assert_int_equal(registry_field(r, S("child_born"))->type, FORM_DATE);
	assert_int_equal(registry_field(r, S("alive"))->type, FORM_YES_NO);
	static const char *const wrong[] = {"{}", "[]", "{\"catalog_name\":\"a\",\"code\":\"ab\",\"schema\":[]}",
		"{\"catalog_name\":\"a\",\"code\":\"ab\",\"schema\":{\"properties\":{}}}",
		"{\"catalog_name\":\"a\",\"code\":\"ab\",\"schema\":{\"properties\":{\"a b\":{}}}}",
		"{\"catalog_name\":\"a\",\"code\":\"ab\",\"schema\":{\"properties\":{\"a\":1}}}",
		"{\"code\":\"ab\",\"schema\":{\"properties\":{\"a\":{}}}}"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		FAILS(INVALID, govstack_schema_read(c, str_of(wrong[i]), &s));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bodies_are_read_strictly, test_open, test_close),
		cmocka_unit_test_setup_teardown(names_are_the_specifications_and_ours, test_open, test_close),
		cmocka_unit_test(who_calls_says_four_things),
		cmocka_unit_test_setup_teardown(a_schema_becomes_a_definition, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
