/* The reader of JSON beside jansson's: the same texts are taken and refused, and what is taken is the same. */
#include "web/json.h"
#include "tests/unit/store.h"
#include <jansson.h>

static arena a;
static struct ctx c = {.a = &a};

static const char *taken(const struct node *n, const json_t *j)
{
	const char *key;
	json_t *child;
	size_t i;
	const struct node *k = n->first;
	switch (json_typeof(j)) {
	case JSON_NULL: return n->type == N_NULL ? NULL : "null";
	case JSON_TRUE:
	case JSON_FALSE: return n->type == N_BOOL && n->i == json_is_true(j) ? NULL : "bool";
	case JSON_INTEGER: return n->type == N_INT && n->i == json_integer_value(j) ? NULL : "integer";
	case JSON_REAL: return n->type == N_REAL && strtod(n->text.s, NULL) == json_real_value(j) ? NULL : "real";
	case JSON_STRING:
		return n->type == N_TEXT && n->text.s && str_eq(n->text, (str){json_string_value(j), json_string_length(j)})
			       ? NULL
			       : "text";
	case JSON_ARRAY:
		json_array_foreach(j, i, child)
		{
			const char *wrong = k ? taken(k, child) : "list too short";
			if (wrong)
				return wrong;
			k = k->next;
		}
		return n->type == N_LIST && !k ? NULL : "list";
	case JSON_OBJECT:
		json_object_foreach((json_t *)(uintptr_t)j, key, child)
		{
			const char *wrong = !k ? "object too short" : !str_is(k->name, key) ? "name" : taken(k, child);
			if (wrong)
				return wrong;
			k = k->next;
		}
		return n->type == N_OBJECT && !k ? NULL : "object";
	}
	return "kind";
}

static int larger(int a, int b) { return a > b ? a : b; }

static int deepest(const json_t *j)
{
	const char *key;
	json_t *child;
	size_t i;
	int most = -1;
	json_array_foreach(j, i, child) most = larger(most, deepest(child));
	json_object_foreach((json_t *)(uintptr_t)j, key, child) most = larger(most, deepest(child));
	return most + 1;
}

/* A NUL behind the text is taken by jansson for its end. */
static bool compare(str text)
{
	json_error_t why;
	const struct node *ours = NULL;
	char *exact = malloc(text.n + 1); /* the sanitizer sees what is read beyond its end */
	memcpy(exact, text.s, text.n);
	json_t *theirs = json_loadb(exact, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	err e = json_read(&c, (str){exact, text.n}, &ours);
	bool expected = theirs && deepest(theirs) <= 32 && !memchr(exact, 0, text.n);
	const char *wrong = !e != expected ? (e ? "refused" : "taken") : e ? NULL : taken(ours, theirs);
	if (wrong)
		fail_msg("%s: %.*s", wrong, STR_ARG(text));
	json_decref(theirs);
	free(exact);
	arena_reset(&a);
	return expected;
}

static void odd_texts_are_taken_as_by_jansson(void **state)
{
	static const char *const odd[] = {"", " ", "{}", "[]", " [ ] ", "{ }", "[,]", "[1,]", "{,}", "{\"a\":1,}", "{\"a\"}",
		"{\"a\":}", "{a:1}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"b\":{\"a\":2}}", "[1 2]", "1", "-1", "-0", "0", "00", "01",
		"-01", "-", "+1", "1.", ".5", "1.5", "-1.50", "1e5", "1E+5", "1e-5", "1e", "1e+", "1.e5", "1e400", "-1e400",
		"1e-400", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
		"123456789012345678901234567890", "1.7976931348623157e308", "true", "false", "null", "tru", "truex", "nul",
		"True", "nullnull", "\"", "\"a", "\"a\\", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u0000\"",
		"\"\\u0041\"", "\"\\u00e9\\u1ea1\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"",
		"\"\\ud83d\\u0041\"", "\"\\ud83d\\ud83d\"", "\"\\uD83D\\uDE00 \\n\\t\\/\\\\ \\b\\f\\r\"", "\"a\nb\"", "\"a\tb\"",
		"\"\x7f\"", "\"\xc3\xa9\"", "\"\xc3\"", "\"\xc3\\u00a9\"", "\"\xe1\xbb\"", "\"\xed\xa0\x80\"", "\"\xc0\x80\"",
		"\"\xf4\x90\x80\x80\"", "\"\xf0\x9f\x98\x80\"", "\"\xef\xbf\xbe\"", "\"\xef\xbf\xbf\"", "\xef\xbb\xbf{}",
		"\xc3\xa9", "[1]x", "[1] ", "[1]\v", "[1]\f", "\r\n\t [\r\n1\t,\n2 ] ", "{\"\":1}", "{\"\\u0061\":1,\"a\":2}",
		"{\"a\\u0000\":1}", "[[[[[[]]]]]]", "{\"a\":[{\"b\":[]}]}", "/* */ 1", "'a'", "[1}", "{\"a\":1]", "[", "{", "]",
		"}", ":", ",", "NaN", "Infinity", "-Infinity", "0x10", "1_0", "[1,2,3,4.0]"};
	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++)
		compare(str_of(odd[i]));
	compare((str){"\"a\0b\"", 5});
	compare((str){"1\0", 2});
}

static void levels_end_at_the_same_depth(void **state)
{
	(void)state;
	for (int depth = 30; depth < 37; depth++)
		for (int leaf = 0; leaf < 2; leaf++) {
			buf b = {.a = &a};
			for (int i = 0; i < depth; i++)
				buf_str(&b, i % 2 ? S("{\"a\":") : S("["));
			if (leaf)
				buf_lit(&b, "1");
			else
				buf_lit(&b, "[]");
			for (int i = depth; i-- > 0;)
				buf_str(&b, i % 2 ? S("}") : S("]"));
			compare(buf_text(&b));
		}
	const struct node *n;
	buf b = {.a = &a};
	for (int i = 0; i < 100000; i++)
		buf_lit(&b, "[");
	err e = json_read(&c, buf_text(&b), &n);
	assert_true(e && e->kind == INVALID && strstr(e->text.s, "32 tầng"));
	arena_reset(&a);
}

static void a_fault_is_told_with_its_line(void **state)
{
	const struct node *n;
	(void)state;
	err e = json_read(&c, S("{\n\"a\": 1,\n\"b\": x}"), &n);
	assert_string_equal(e->text.s, "Dữ liệu JSON sai ở dòng 3");
	e = json_read(&c, S(""), &n);
	assert_string_equal(e->text.s, "Dữ liệu JSON sai ở dòng 1");
	arena_reset(&a);
}

/* ---- made at random, and then spoilt ---- */

static uint64_t seed = 20261128;
static uint32_t below(uint32_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % n;
}

static void some_text(buf *b)
{
	static const char *const pieces[] = {
		"a", "Nguyễn", "đ", " ", "\\n", "\\\"", "\\u1ea1", "\\ud83d\\ude00", "\\/", "0", "😀", "\\\\"};
	buf_lit(b, "\"");
	for (uint32_t n = below(6); n > 0; n--)
		buf_str(b, str_of(pieces[below(COUNT(pieces))]));
	buf_lit(b, "\"");
}

static void some_space(buf *b) { buf_str(b, str_of((const char *[]){"", "", " ", "\n", "\t\r"}[below(5)])); }

static void some_value(buf *b, int depth)
{
	static const char *const plain[] = {
		"0", "-7", "12.50", "1e3", "true", "false", "null", "-0.0", "9007199254740993", "2E-2"};
	uint32_t what = below(depth ? 10 : 6), n = below(what > 8 ? 40 : 5);
	some_space(b);
	if (what < 3)
		some_text(b);
	else if (what < 6)
		buf_str(b, str_of(plain[below(COUNT(plain))]));
	for (uint32_t i = 0; what >= 6 && i <= n; i++) {
		bool object = what % 2;
		if (!i)
			buf_str(b, object ? S("{") : S("["));
		if (i < n && object)
			buf_printf(b, "%s\"k%u\" :", i ? "," : "", below(8) ? i : below(n));
		else if (i && i < n)
			buf_lit(b, ",");
		if (i < n)
			some_value(b, depth - 1);
		else
			buf_str(b, object ? S("}") : S("]"));
	}
	some_space(b);
}

static void random_texts_are_taken_as_by_jansson(void **state)
{
	static const char bytes[] = "\"\\{}[]:,0123456789eE+-.utrfn \n\x01\x80\xc3\xff\xe1"
				    "ab";
	int taken_whole = 0, taken_spoilt = 0;
	(void)state;
	for (int i = 0; i < 5000; i++) {
		arena own = {0};
		buf b = {.a = &own};
		some_value(&b, 4);
		taken_whole += compare(buf_text(&b));
		for (int k = 0; k < 4 && b.n; k++) {
			size_t at = below((uint32_t)b.n);
			if (below(2))
				b.s[at] = bytes[below(sizeof bytes - 1)];
			else
				b.n = at + 1;
			taken_spoilt += compare(buf_text(&b));
		}
		arena_free(&own);
	}
	assert_true(taken_whole > 2500);
	assert_true(taken_spoilt > 700); /* it is not all refused */
}

static void an_object_of_many_names_has_each_once(void **state)
{
	(void)state;
	for (uint32_t n = 14; n < 20; n++)
		for (uint32_t twice = 0; twice <= n; twice++) {
			arena own = {0};
			buf b = {.a = &own};
			buf_lit(&b, "{");
			for (uint32_t i = 0; i < n; i++)
				buf_printf(&b, "%s\"n%u\":%u", i ? "," : "", i == n - 1 && twice < n ? twice : i, i);
			buf_lit(&b, "}");
			assert_int_equal(compare(buf_text(&b)), twice >= n - 1);
			arena_free(&own);
		}
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(odd_texts_are_taken_as_by_jansson),
		cmocka_unit_test(levels_end_at_the_same_depth), cmocka_unit_test(a_fault_is_told_with_its_line),
		cmocka_unit_test(an_object_of_many_names_has_each_once), cmocka_unit_test(random_texts_are_taken_as_by_jansson)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
