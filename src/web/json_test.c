#include "web/json.h"
#include "tests/unit/tests.h"
#include "web/request.h"
#include <stdlib.h>

static arena a;

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

/* Objects of every length, cut anywhere: never beyond the end, and what is picked reads as it did in the whole. */
static void whatever_is_cut_is_read_within_its_bounds(void **state)
{
	(void)state;
	const str whole =
		S("{\"a\":\"\\\\\",\"name\":\"Thôn "
		  "\\\"1\\\"\",\"b\":[{\"c\":[]},\"]\"],\"list\":[\"x\",\"y\"],\"d\":{\"e\":\"}\"},\"place\":{\"name\":\"z\"}}");
	struct ctx c = {.a = &a};
	const struct node *all, *some;
	for (size_t n = 0; n < whole.n; n++) { /* of its own size: a byte behind it is nobody's */
		char *cut = malloc(n + !n);
		memcpy(cut, whole.s, n);
		assert_ptr_equal(json_picked(&a, (str){cut, n}, (struct texts){0}).s, cut);
		free(cut);
	}
	assert_null(json_read(&c, whole, &all));
	assert_null(json_read(&c, str_of(picked(whole.s)), &some));
	assert_true(str_eq(json_member(some, "name")->text, json_member(all, "name")->text));
	assert_true(str_eq(json_member(json_member(some, "place"), "name")->text, S("z")));
	assert_null(json_member(some, "a"));
	assert_null(json_member(some, "d"));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_named_is_kept_as_it_was_written),
		cmocka_unit_test(what_is_no_object_of_ours_stays_whole),
		cmocka_unit_test(whatever_is_cut_is_read_within_its_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
