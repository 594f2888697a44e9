/* GeoJSON as a table: what collections say, hostile ones, limits. */
#include "sheet_test.h"

#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define POINT                "{\"type\":\"Point\",\"coordinates\":[105.5,20.5]}"
#define FEATURE(properties)  "{\"type\":\"Feature\",\"properties\":" properties ",\"geometry\":" POINT "}"

static void features_are_rows(void **state)
{
	(void)state;
	reads(S(COLLECTION(FEATURE("{\"name\":\"Giếng\",\"depth\":-8.5}") "," FEATURE("{\"clean\":true,\"name\":\"Khác\"}"))),
		"1:name|depth|clean|geometry;2:Giếng|-8,5||" POINT ";3:Khác||Có|" POINT);
	reads(S("\xef\xbb\xbf \n" COLLECTION(
		      "{\"geometry\":null,\"type\":\"Feature\",\"id\":[1,{}],\"properties\":{\"a\":null,\"b\":false,\"c\":12}}")),
		"1:a|b|c|geometry;2:|Không|12");
	reads(S("{\"bbox\":[1,2],\"features\":[" FEATURE("{\"a\":[1, 2]}") "," FEATURE(
		      "null") "],\"type\":\"FeatureCollection\"}"),
		"1:a|geometry;2:[1, 2]|" POINT ";3:|" POINT);
	reads(S(COLLECTION(FEATURE("{\"a\\\"b\":\"\\u0110\\ud83d\\udcc4\\n\\t\\\\\\/x\"}"))),
		"1:a\"b|geometry;2:Đ📄  \\/x|" POINT);
	reads(S(COLLECTION(FEATURE("{\"n\":2.125,\"m\":1e3}"))),
		"1:n|m|geometry;2:2,125|1e3|" POINT); /* no thousand of them, no number */
}

static void what_is_no_collection_is_refused(void **state)
{
	static const char *const wrong[] = {COLLECTION("{}"), COLLECTION("1"), COLLECTION(FEATURE("[]")),
		COLLECTION(FEATURE("{\"a\":1,\"a\":2}")), COLLECTION(FEATURE("{\"a\":1,}")), COLLECTION(FEATURE("{\"\":1}")),
		COLLECTION(FEATURE("{\"a\":\"\\ud83d\"}")), COLLECTION(FEATURE("{\"a\":\"\\u0000\"}")),
		COLLECTION(FEATURE("{\"a\":\"\\x\"}")), COLLECTION(FEATURE("{\"a\":tru}")), COLLECTION(FEATURE("{\"a\":\"\n\"}")),
		COLLECTION(FEATURE("{\"a\":1}")) "x", "{\"type\":\"FeatureCollection\"}",
		"{\"type\":\"FeatureCollection\",\"features\":{}}",
		"{\"type\":\"Feature\",\"name\":\"FeatureCollection\",\"features\":[]}",
		"{\"type\":\"FeatureCollection\",\"features\":[],\"features\":[]}",
		"{\"type\":\"FeatureCollection\",\"features\":[",
		"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"a",
		COLLECTION("{\"type\":\"Point\",\"properties\":{\"a\":1}}")};
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		refuses(str_of(wrong[i]), "Không đọc được");
	refuses(S(COLLECTION(FEATURE("{\"a\":\"T\xean\"}"))), "UTF-8");
}

static void its_limits(void **state)
{
	arena a = {0};
	buf b = {.a = &a};
	struct ctx c = ctx_of(&a);
	struct sheet s;
	(void)state;
	for (int i = 0; i < SHEET_COLUMNS - 1; i++)
		buf_printf(&b, "%s\"p%d\":%d", i ? "," : "", i, i);
	OK(read_bytes(&c, str_format(&a, COLLECTION(FEATURE("{%.*s}")), STR_ARG(buf_text(&b))), &s)); /* and the geometry */
	refuses(str_format(&a, COLLECTION(FEATURE("{%.*s,\"one\":1}")), STR_ARG(buf_text(&b))), "60 cột");
	b.n = 0;
	for (int i = 0; i < SHEET_CELL; i++)
		buf_lit(&b, "x");
	OK(read_bytes(&c, str_format(&a, COLLECTION(FEATURE("{\"a\":\"%.*s\"}")), STR_ARG(buf_text(&b))), &s));
	refuses(str_format(&a, COLLECTION(FEATURE("{\"a\":\"%.*sx\"}")), STR_ARG(buf_text(&b))), "2.000 chữ");
	b.n = 0;
	buf ends = {.a = &a};
	for (int i = 0; i < 32; i++) {
		buf_lit(&b, "[");
		buf_lit(&ends, "]");
	}
	OK(read_bytes(&c,
		str_format(&a, COLLECTION(FEATURE("{\"a\":%.*s1%.*s}")), STR_ARG(buf_text(&b)), STR_ARG(buf_text(&ends))), &s));
	refuses(str_format(&a, COLLECTION(FEATURE("{\"a\":[%.*s1%.*s]}")), STR_ARG(buf_text(&b)), STR_ARG(buf_text(&ends))),
		"Không đọc được");
	b.n = 0;
	for (int i = 0; i < 300000; i++) /* as deep as one cares to write it */
		buf_lit(&b, "{\"a\":[");
	refuses(str_format(&a, "{\"x\":\"FeatureCollection\",\"y\":%.*s", STR_ARG(buf_text(&b))), "Không đọc được");
	b.n = 0;
	for (int i = 0; i < 1500; i++)
		buf_printf(&b, "%s[105.123456,20.123456]", i ? "," : "");
	OK(read_bytes(&c,
		str_format(&a,
			COLLECTION("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\","
				   "\"coordinates\":[%.*s]}}"),
			STR_ARG(buf_text(&b))),
		&s));
	for (int i = 0; i < 1500; i++)
		buf_lit(&b, ",[105.123456,20.123456]");
	refuses(str_format(&a, COLLECTION("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"coordinates\":[%.*s]}}"),
			STR_ARG(buf_text(&b))),
		"2.000 chữ");
	b.n = 0;
	for (int i = 0; i < 100100; i++)
		buf_printf(&b, "%s{\"type\":\"Feature\",\"properties\":{\"a\":%d},\"geometry\":null}", i ? "," : "", i);
	refuses(str_format(&a, COLLECTION("%.*s"), STR_ARG(buf_text(&b))), "100.000 dòng");
	arena_free(&a);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(features_are_rows),
		cmocka_unit_test(what_is_no_collection_is_refused),
		cmocka_unit_test(its_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
