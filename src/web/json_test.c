#include "web/json.h"
#include "tests/unit/tests.h"
#include "web/request.h"
#include <sys/mman.h>
#include <unistd.h>

static arena a;

/* A tree said again, spaces between what belongs together. */
static void say(buf *b, const struct node *n)
{
	static const char *const types[] = {"null", "bool", "int", "real", "text", "list", "object"};
	buf_printf(b, "%.*s %s %lld <%.*s>", STR_ARG(n->name), types[n->type], (long long)n->i, STR_ARG(n->text));
	for (const struct node *i = n->first; i; i = i->next) {
		buf_lit(b, " (");
		say(b, i);
		buf_lit(b, ")");
	}
}

static const char *said(err (*read)(struct ctx *c, str text, const struct node **out), str text)
{
	struct ctx c = {.a = &a};
	buf b = {.a = &a};
	const struct node *n;
	if (read(&c, text, &n))
		return "wrong";
	say(&b, n);
	return str_c(&a, buf_text(&b));
}

static err kept_whole(struct ctx *c, str text, const struct node **out) { return json_kept(c, text, NULL, out); }

/* Of these members alone. */
static err kept_some(struct ctx *c, str text, const struct node **out)
{
	static const str names[] = {{"name", 4}, {"list", 4}, {"place", 5}};
	return json_kept(c, text, &(struct texts){names, COUNT(names)}, out);
}

static void what_is_named_is_read_and_nothing_else(void **state)
{
	(void)state;
	static const char *const both[][2] = {{"{\"other\":1,\"name\":\"An\",\"more\":[1,{\"name\":2}],\"list\":[\"a\",\"}\"]}",
						      "{\"name\":\"An\",\"list\":[\"a\",\"}\"]}"},
		{"{\"place\":{\"detail\":\"a,b\",\"x\":[{}]},\"last\":true}", "{\"place\":{\"detail\":\"a,b\",\"x\":[{}]}}"},
		{"{\"name\":\"a\\\"b\\\\\",\"other\":\"\\\\\\\"name\\\":1\",\"list\":-1.50}",
			"{\"name\":\"a\\\"b\\\\\",\"list\":-1.50}"},
		{"{\"other\":\"name\",\"x\":{\"name\":1}}", "{}"}, {"{}", "{}"}};
	for (size_t i = 0; i < COUNT(both); i++)
		assert_string_equal(said(kept_some, str_of(both[i][0])), said(json_read, str_of(both[i][1])));
}

/* What we write, and what we would not: the tree is that of json_read, and so is the refusal. */
static void it_reads_as_json_read_does(void **state)
{
	(void)state;
	static const char *const texts[] = {"{\"a\":0,\"b\":-7,\"c\":12.50,\"d\":\"\",\"e\":true,\"f\":false,\"g\":null}",
		"{\"a\":[],\"b\":[1,[\"x\",{\"y\":[{}]}],-0.5],\"c\":{\"d\":{\"e\":\"Thôn \\\"1\\\"\"}}}",
		"{\"a\":\"tab\\u0009, end\\u001f, slash \\\\\"}", "{\"a\":\"\\u00e9\"}", "{\"a\":\"\\u1ea1\"}",
		"{\"a\":\"\\u0110\"}", "{\"a\":\"\\n\\/\"}", "{\"\\u0061\":1}", "{\"a\":\"\\u000A\"}",
		"{\"a\":9223372036854775807}", "{\"a\":9223372036854775808}", "{\"a\":1e3}", "{\"a\":\"\\u0000\"}", "{\"a\":01}",
		"{\"a\":-}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1 }", "{\"a\":tru}", "{\"a\":nul}",
		"{\"a\":\"\\u00\"}", "{\"a\":\"\\x\"}", "", "[1,2]", "5", "\"x\"", "{ \"name\":1}", "{\"name\" :1}",
		"{\"name\":1} ", "{\"name\":1}x", "{\"name\":1", "{\"name\":\"a", "{\"name\":\"a\\\"}", "{\"name\":1,}",
		"{\"name\":[1}", "{\"name\":[1,]}", "{\"name\":[,1]}", "{\"name\":1}}", "{name:1}", "{\"name\"",
		"{\"name\":", "{", "{\"", "{\"name\":[1,2", "{\"x\":]}"};
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_string_equal(said(kept_whole, str_of(texts[i])), said(json_read, str_of(texts[i])));
}

static void levels_are_counted_as_json_read_counts_them(void **state)
{
	(void)state;
	for (size_t depth = 28; depth < 36; depth++) {
		buf b = {.a = &a};
		buf_lit(&b, "{\"a\":");
		for (size_t i = 0; i < depth; i++)
			buf_lit(&b, "[");
		buf_lit(&b, "1");
		for (size_t i = 0; i < depth; i++)
			buf_lit(&b, "]");
		buf_lit(&b, "}");
		assert_string_equal(said(kept_whole, buf_text(&b)), said(json_read, buf_text(&b)));
	}
}

/* At the end of a page behind which nobody may read: a byte too many ends the test. */
static str at_the_edge(str text)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	static char *both;
	if (!both) {
		both = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_ptr_not_equal(both, MAP_FAILED);
		assert_int_equal(mprotect(both + page, page, PROT_NONE), 0);
	}
	assert_true(text.n < page);
	return (str){memcpy(both + page - text.n, text.s, text.n), text.n};
}

/* Cut anywhere: never beyond the end, and refused as without us. */
static void whatever_is_cut_is_read_within_its_bounds(void **state)
{
	(void)state;
	const str whole = S("{\"a\":\"\\\\\",\"name\":\"Thôn "
			    "\\\"1\\\"\",\"b\":[{\"c\":[]},\"]\",-1.25,true],\"list\":[\"x\",\"y\"],\"d\":{\"e\":\"}\\u0007\"},"
			    "\"place\":{\"name\":\"z\"}}");
	for (size_t n = 0; n < whole.n; n++) {
		str cut = at_the_edge((str){whole.s, n});
		assert_string_equal(said(kept_whole, cut), "wrong");
		assert_string_equal(said(kept_some, cut), "wrong");
	}
	assert_string_equal(said(kept_whole, whole), said(json_read, whole));
}

/* Texts of the tree end as texts of C do: who shows them need not copy. */
static void texts_are_its_own(void **state)
{
	(void)state;
	struct ctx c = {.a = &a};
	const struct node *n;
	char text[] = "{\"name\":\"An\",\"list\":12}";
	assert_null(json_kept(&c, str_of(text), NULL, &n));
	assert_string_equal(json_member(n, "name")->text.s, "An");
	assert_string_equal(json_member(n, "list")->text.s, "12");
}

/* ---- the same as text ---- */

static const char *picked(const char *object)
{
	static const str names[] = {{"name", 4}, {"list", 4}, {"place", 5}};
	return str_c(&a, json_picked(&a, str_of(object), (struct texts){names, COUNT(names)}));
}

static void what_is_named_is_kept_as_it_was_written(void **state)
{
	(void)state;
	assert_string_equal(picked("{\"other\":1,\"name\":\"An\",\"more\":[1,{\"name\":2}],\"list\":[\"a\",\"}\"]}"),
		"{\"name\":\"An\",\"list\":[\"a\",\"}\"]}");
	assert_string_equal(picked("{\"place\":{\"detail\":\"a,b\",\"x\":[{}]},\"last\":true}"),
		"{\"place\":{\"detail\":\"a,b\",\"x\":[{}]}}");
	assert_string_equal(picked("{\"name\":\"a\\\"b\\\\\",\"other\":\"\\\\\\\"name\\\":1\",\"list\":-1.50}"),
		"{\"name\":\"a\\\"b\\\\\",\"list\":-1.50}");
	assert_string_equal(picked("{\"other\":\"name\",\"x\":{\"name\":1}}"), "{}");
}

/* json_read says what is wrong with it, as without us. */
static void what_is_no_object_of_ours_stays_whole(void **state)
{
	(void)state;
	static const char *const odd[] = {"", "{}", "[1,2]", "5", "{ \"name\":1}", "{\"name\" :1}", "{\"name\":1} ",
		"{\"name\":1", "{\"name\":\"a", "{\"name\":\"a\\\"}", "{\"name\":1,}", "{\"name\":[1}", "{\"name\":1}}",
		"{name:1}", "{\"name\"", "{\"name\":", "{", "{\"", "{\"name\":[1,2"};
	for (size_t i = 0; i < COUNT(odd); i++)
		assert_string_equal(picked(odd[i]), odd[i]);
}

static void whatever_is_cut_is_picked_within_its_bounds(void **state)
{
	(void)state;
	const str whole = S("{\"a\":\"\\\\\",\"name\":\"x\",\"b\":[{\"c\":[]},\"]\"],\"place\":{\"name\":\"z\"}}");
	for (size_t n = 0; n < whole.n; n++) {
		str cut = at_the_edge((str){whole.s, n});
		assert_ptr_equal(json_picked(&a, cut, (struct texts){0}).s, cut.s);
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_named_is_read_and_nothing_else),
		cmocka_unit_test(it_reads_as_json_read_does),
		cmocka_unit_test(levels_are_counted_as_json_read_counts_them),
		cmocka_unit_test(whatever_is_cut_is_read_within_its_bounds),
		cmocka_unit_test(texts_are_its_own),
		cmocka_unit_test(what_is_named_is_kept_as_it_was_written),
		cmocka_unit_test(what_is_no_object_of_ours_stays_whole),
		cmocka_unit_test(whatever_is_cut_is_picked_within_its_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
