/* DCI: messages of strangers read strictly, and what their queries hold. */
#include "tests/unit/store.h"
#include "core/dci/dci.h"

static bool holds(struct ctx *c, const char *type, const char *query, const char *record)
{
	const struct node *q, *r;
	struct dci_condition *k;
	OK(json_read(c, str_of(query), &q));
	OK(json_read(c, str_of(record), &r));
	OK(dci_query_read(c, str_of(type), q, &k));
	return dci_holds(k, r);
}

#define EXPRESSION(q) "{\"value\":{\"expression\":{\"query\":" q "}}}"

static void queries_hold_or_do_not(void **state)
{
	static const struct {
		const char *query, *record;
		bool holds;
	} cases[] = {
		{EXPRESSION("{\"a\":1}"), "{\"a\":1}", true},
		{EXPRESSION("{\"a\":\"1.0\"}"), "{\"a\":1}", true},
		{EXPRESSION("{\"a\":1}"), "{\"a\":\"1\"}", true},
		{EXPRESSION("{\"a\":{\"$lt\":10}}"), "{\"a\":9}", true}, /* as numbers, not by letters */
		{EXPRESSION("{\"a\":{\"$lt\":\"x\"}}"), "{\"a\":9}", false},
		{EXPRESSION("{\"a\":{\"$lt\":10}}"), "{}", false},
		{EXPRESSION("{\"$not\":{\"a\":{\"$lt\":10}}}"), "{}", true},
		{EXPRESSION("{\"a\":{\"$gt\":\"2026-01-01\"}}"), "{\"a\":\"2026-01-02\"}", true},
		{EXPRESSION("{\"a\":{\"$le\":\"2026-01-01\"}}"), "{\"a\":\"2026-01-01\"}", true},
		{EXPRESSION("{\"a\":{\"$gt\":\"2026-01-01\"}}"), "{\"a\":\"2026-01-01\"}", false},
		{EXPRESSION("{\"a\":{\"$in\":[\"x\",\"y\"]}}"), "{\"a\":\"y\"}", true},
		{EXPRESSION("{\"a\":{\"$in\":[\"x\",\"y\"]}}"), "{\"a\":\"xy\"}", false},
		{EXPRESSION("{\"a\":true}"), "{\"a\":true}", true},
		{EXPRESSION("{\"a\":\"Nhà\"}"), "{\"a\":{\"kind\":\"unit\",\"id\":3,\"title\":\"Nhà\"}}", true},
		{EXPRESSION("{\"a\":1,\"b\":2}"), "{\"a\":1,\"b\":3}", false},
		{EXPRESSION("{\"$or\":[{\"a\":1},{\"b\":2}]}"), "{\"a\":2,\"b\":2}", true},
		{EXPRESSION("{\"$or\":[{\"a\":1},{\"b\":2}]}"), "{\"a\":2,\"b\":3}", false},
	};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool is = holds(c, "expression", cases[i].query, cases[i].record);
		if (is != cases[i].holds)
			print_error("%s of %s\n", cases[i].query, cases[i].record);
		assert_int_equal(is, cases[i].holds);
	}
}

static void what_is_no_query_is_refused(void **state)
{
	static const struct {
		const char *type, *query;
	} cases[] = {
		{"idtype-value", "{}"},
		{"idtype-value", "{\"type\":\"a\"}"},
		{"idtype-value", "{\"type\":\"a\",\"value\":{}}"},
		{"idtype-value", "{\"type\":\"a\",\"value\":[\"x\"]}"},
		{"predicate", "[]"},
		{"predicate", "{}"},
		{"predicate", "[1]"},
		{"predicate", "[{\"expression1\":{\"attribute_name\":\"a\",\"operator\":\"like\",\"attribute_value\":\"x\"}}]"},
		{"predicate", "[{\"expression1\":{\"attribute_name\":\"\",\"operator\":\"eq\",\"attribute_value\":\"x\"}}]"},
		{"predicate", "[{\"condition\":\"and\",\"expression1\":{\"attribute_name\":\"a\",\"operator\":\"eq\",\"attribute_"
			      "value\":\"x\"}}]"},
		{"predicate", "[{\"condition\":\"xor\",\"expression1\":{\"attribute_name\":\"a\",\"operator\":\"eq\",\"attribute_"
			      "value\":\"x\"}}]"},
		{"expression", "{}"},
		{"expression", EXPRESSION("{}")},
		{"expression", EXPRESSION("{\"a\":{}}")},
		{"expression", EXPRESSION("{\"$or\":[]}")},
		{"expression", EXPRESSION("{\"a\":{\"$where\":1}}")},
		{"expression", EXPRESSION("{\"a\":[1]}")},
		{"expression", EXPRESSION("{\"$not\":[{\"a\":1},{\"b\":1}]}")},
		{"expression",
			EXPRESSION(
				"{\"$or\":[{\"$or\":[{\"$or\":[{\"$or\":[{\"$or\":[{\"$or\":[{\"$or\":[{\"a\":1}]}]}]}]}]}]}]}")},
		{"magic", "{}"},
	};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct node *q;
		struct dci_condition *k;
		OK(json_read(c, str_of(cases[i].query), &q));
		err e = dci_query_read(c, str_of(cases[i].type), q, &k);
		if (!e)
			print_error("%s\n", cases[i].query);
		FAILS(INVALID, e);
	}
	struct dci_condition *k;
	FAILS(INVALID, dci_query_read(c, S("predicate"), NULL, &k));
	buf many = {.a = c->a};
	for (int i = 0; i < 70; i++)
		buf_printf(&many, "%s{\"expression1\":{\"attribute_name\":\"a\",\"operator\":\"eq\",\"attribute_value\":\"x\"}}",
			i ? "," : "[");
	buf_lit(&many, "]");
	const struct node *q;
	OK(json_read(c, buf_text(&many), &q));
	FAILS(INVALID, dci_query_read(c, S("predicate"), q, &k));
}

#define HEADER                                                                                                                   \
	"{\"header\":{\"version\":\"1.0.0\",\"message_id\":\"m\",\"message_ts\":\"2026-11-28T10:00:00%s\",\"action\":"           \
	"\"search\","                                                                                                            \
	"\"sender_id\":\"s\"},\"message\":{\"transaction_id\":\"t\",\"search_request\":[{\"reference_id\":\"r\",\"timestamp\":"  \
	"\"2026-11-28T10:00:00Z\",\"search_criteria\":{\"query_type\":\"idtype-value\",\"query\":{\"type\":\"ns:x:a\","          \
	"\"value\":1}%s}}]}}"

static void times_have_zones_and_pages_bounds(void **state)
{
	struct ctx *c = test_store(state);
	struct dci_request m;
	static const struct {
		const char *zone;
		bool good;
	} zones[] = {{"Z", true}, {"+07:00", true}, {".123Z", true}, {"", false}, {"+0700", false}, {"x", false}};
	for (size_t i = 0; i < COUNT(zones); i++)
		assert_int_equal(zones[i].good, !dci_request_read(c, str_format(c->a, HEADER, zones[i].zone, ""), &m));
	static const struct {
		const char *more, *code;
	} pages[] = {{"", NULL}, {",\"pagination\":{\"page_size\":1,\"page_number\":1}", NULL},
		{",\"pagination\":{\"page_size\":100}", NULL}, {",\"pagination\":{\"page_size\":101}", "rjct.pagination.invalid"},
		{",\"pagination\":{\"page_number\":0}", "rjct.pagination.invalid"},
		{",\"pagination\":{\"page_size\":1.5}", "rjct.pagination.invalid"},
		{",\"sort\":[{\"attribute_name\":\"a\",\"sort_order\":\"up\"}]", "rjct.sort.invalid"}};
	for (size_t i = 0; i < COUNT(pages); i++) {
		OK(dci_request_read(c, str_format(c->a, HEADER, "Z", pages[i].more), &m));
		assert_int_equal(m.n, 1);
		assert_string_equal(str_c(c->a, m.v[0].query->attribute), "a");
		if (pages[i].code)
			assert_string_equal(m.v[0].code, pages[i].code);
		else
			assert_null(m.v[0].code);
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(queries_hold_or_do_not, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_no_query_is_refused, test_open, test_close),
		cmocka_unit_test_setup_teardown(times_have_zones_and_pages_bounds, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
