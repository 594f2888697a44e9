/* The parts of the edge that need no server: routes, declarations, ranges, buckets, what is remembered of accounts. */
#include "tests/unit/store.h"
#include "web/edge/edge.h"
#include "web/list/list.h"
#include "web/services/services.h"
#include "modules.h"
#include <stdio.h>
#include "http/http.h"
#include "web/module.h"
#include "web/naming.h"

static arena memory;
static struct ctx bare = {.a = &memory};

static err nothing(struct req *q)
{
	(void)q;
	return NULL;
}

/* ---- routes ---- */

static const struct permission permissions[] = {
	{.name = "test.read", .title = "Đọc", .roles = "reception"}, {.name = "test.write", .title = "Ghi", .roles = "leader"}};
static const struct route routes[] = {
	GET("/", .run = nothing, .permission = PUBLIC, .summary = "Trang chủ", .quick = true),
	GET("/ho-so", .run = nothing, .permission = "test.read", .summary = "Danh sách", .api = "/dossiers"),
	GET("/ho-so/moi", .run = nothing, .permission = SIGNED_IN, .summary = "Mẫu", .api = NULL),
	GET("/ho-so/{id}", .run = nothing, .permission = "test.read", .summary = "Một hồ sơ", .api = "/dossiers/{id}"),
	GET("/ho-so/{code}", .run = nothing, .permission = PUBLIC, .summary = "Theo mã", .api = "/dossiers/{code}"),
	POST("/ho-so/{id}", .run = nothing, .permission = "test.write", .summary = "Sửa", .api = "/dossiers/{id}"),
	GET("/ho-so/{id}/tep/{file}", .run = nothing, .permission = "test.read", .summary = "Tệp", .api = NULL),
};
static const struct module good = {.name = "good", .title = "Thử", .routes = LIST(routes), .permissions = LIST(permissions)};
static const struct module *const good_list[] = {&good, NULL};

static struct match at(const char *method, const char *path)
{
	struct match m;
	route_match(str_of(method), str_of(path), &m);
	return m;
}

static void the_plainest_segment_wins(void **state)
{
	(void)state;
	assert_ptr_equal(at("GET", "/").target->route, &routes[0]);
	assert_ptr_equal(at("GET", "/ho-so").target->route, &routes[1]);
	assert_ptr_equal(at("GET", "/ho-so/moi").target->route, &routes[2]);
	assert_ptr_equal(at("GET", "/ho-so/12").target->route, &routes[3]);
	assert_int_equal(at("GET", "/ho-so/12").id, 12);
	struct match m = at("GET", "/ho-so/12a");
	assert_ptr_equal(m.target->route, &routes[4]);
	assert_true(str_is(m.key, "12a"));
	m = at("GET", "/ho-so/7/tep/3");
	assert_ptr_equal(m.target->route, &routes[6]);
	assert_int_equal(m.id, 7);
	assert_true(str_is(m.key, "3"));
	assert_ptr_equal(at("GET", "/api/v1/dossiers/12").target->route, &routes[3]);
	assert_ptr_equal(at("HEAD", "/ho-so/12").target->route, &routes[3]);
}

static const struct field own_query[] = {{.name = "tu", .type = I_DATE}, {.name = "vua", .type = I_INT, .on_page = true}};
static const struct field body[] = {{.name = "ten", .type = I_TEXT}};
static const struct field filters[] = {{.name = "tim", .type = I_TEXT}};
static const struct list narrowed = {.filters = LIST(filters)};
static const struct input body_input = INPUT("body", body);

static void a_route_reads_what_it_declares(void **state)
{
	(void)state;
	struct route r = {.method = "GET",
		.path = "/x",
		.run = nothing,
		.permission = PUBLIC,
		.summary = "Thử",
		.api = "/x",
		.input = &body_input,
		.query = LIST(own_query),
		.list = &narrowed};
	struct http_request http = {.a = &memory, .query = S("tu=1&vua=2&ten=3&tim=4&khac=5")};
	static const struct {
		const char *method, *name;
		int64_t page, program;
	} cases[] = {{"GET", "tu", 1, 1}, {"GET", "vua", 2, 0}, {"GET", "ten", 3, 3}, {"GET", "tim", 4, 4}, {"GET", "khac", 0, 0},
		{"POST", "tu", 1, 1}, {"POST", "khac", 5, 0}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct req q = {.ctx = bare, .http = &http, .route = &r};
		r.method = cases[i].method;
		assert_int_equal(query_int(&q, cases[i].name, 0), cases[i].page);
		assert_true((query_text(&q, cases[i].name).n > 0) == (cases[i].page > 0));
		q.json = true;
		assert_int_equal(query_int(&q, cases[i].name, 0), cases[i].program);
		assert_true((query_raw(&q, cases[i].name).s != NULL) == (cases[i].program > 0));
	}
	struct req nowhere = {.ctx = bare, .http = &http};
	assert_int_equal(query_int(&nowhere, "khac", 0), 5);
}

static void what_is_not_declared_does_not_exist(void **state)
{
	(void)state;
	static const char *const paths[] = {"", "/x", "/ho-so/", "//", "/ho-so//tep", "/ho-so/7/tep", "/ho-so/7/tep/3/4",
		"/ho-so/x/tep/3", "/dossiers", "/api/v1", "/api/v1/ho-so", "ho-so"};
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct match m = at("GET", paths[i]);
		assert_null(m.target);
		assert_string_equal(m.allow, "");
	}
	assert_null(at("GET", "/ho-so/99999999999999999999/tep/1").target);
	assert_null(at("PUT", "/ho-so/12").target);
	assert_string_equal(at("PUT", "/ho-so/12").allow, "GET, HEAD, POST");
}

static void a_path_knows_its_twin(void **state)
{
	(void)state;
	assert_true(str_is(route_twin(&memory, S("/ho-so/12?trang=2")), "/api/v1/dossiers/12?trang=2"));
	assert_true(str_is(route_twin(&memory, S("/ho-so/H-1 2")), "/api/v1/dossiers/H-1%202"));
	assert_true(str_is(route_twin(&memory, S("/ho-so/moi")), "/ho-so/moi"));
	assert_true(str_is(route_twin(&memory, S("/nowhere")), "/nowhere"));
}

static void permissions_are_bits(void **state)
{
	(void)state;
	struct actor a = {.kind = OFFICER};
	struct req q = {.actor = &a};
	permission_grant(&a, S("test.write"));
	permission_grant(&a, S("test.unknown"));
	assert_true(may(&q, "test.write"));
	assert_false(may(&q, "test.read"));
	assert_false(may(&q, "test.unknown"));
	assert_true(may(&q, PUBLIC) && may(&q, SIGNED_IN));
	a.kind = NOBODY;
	assert_true(may(&q, PUBLIC));
	assert_false(may(&q, SIGNED_IN));
	assert_int_equal(at("GET", "/ho-so/moi").target->permission, ROUTE_SIGNED_IN);
	assert_int_equal(at("POST", "/ho-so/1").target->permission, permission_bit("test.write"));
}

static const char *complaint(const struct route *route)
{
	const struct module m = {.name = "bad", .title = "Sai", .routes = {route, 1}};
	const struct module *const list[] = {&good, &m, NULL};
	err e = routes_declare(&bare, list);
	return e ? e->text.s : "";
}

static void wrong_declarations_are_named(void **state)
{
	(void)state;
	static const struct shape spelt_otherwise = {.name = "ratingSums"};
	static const struct input nameless_input = {.name = ""};
	static const struct {
		struct route route;
		const char *says;
	} cases[] = {
		{GET("/ho-so/{id}", .run = nothing, .permission = PUBLIC, .summary = "x"), "already a route of module good"},
		{GET("/x", .run = nothing, .permission = "test.nope", .summary = "x"), "not declared"},
		{GET("/x", .run = nothing, .summary = "x"), "permission is missing"},
		{GET("/x", .permission = PUBLIC, .summary = "x"), "run is missing"},
		{GET("/x", .run = nothing, .permission = PUBLIC, .summary = ""), "summary is missing"},
		{{.method = "FETCH", .path = "/x", .run = nothing, .permission = PUBLIC, .summary = "x"}, "needs a path and GET"},
		{GET("/X", .run = nothing, .permission = PUBLIC, .summary = "x"), "a path begins with"},
		{GET("/x/{a}/{b}/{c}/{d}/{e}", .run = nothing, .permission = PUBLIC, .summary = "x"), "a path begins with"},
		{GET("/x/{id}", .run = nothing, .permission = PUBLIC, .summary = "x", .api = "/x"), "must capture the same"},
		{GET("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .again = nothing), "no form to show again"},
		{GET("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .shape = &spelt_otherwise), "named like rows"},
		{POST("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .input = &nameless_input), "named like rows"},
		{POST("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .quick = true), "only a GET can be quick"},
		{POST("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .body_max = 1, .file_max = 2),
			"smaller than file_max"},
		{POST("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .file_max = 2), "rate is missing"},
		{POST("/x", .run = nothing, .permission = SIGNED_IN, .summary = "x", .fresh = true), "again is missing"},
		{POST("/x", .run = nothing, .permission = PUBLIC, .summary = "x", .fresh = true, .again = nothing), "not public"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_non_null(strstr(complaint(&cases[i].route), cases[i].says));
	static const struct word kind[] = {{"thing", "Vật"}, {"thing.change", "Sửa vật"}};
	static const struct module nameless = {.name = "nameless", .title = "x", .words = LIST(kind)};
	static const struct module *const with_nameless[] = {&nameless, NULL};
	err unnamed = routes_declare(&bare, with_nameless);
	assert_true(unnamed && str_has(unnamed->text, S("names of `thing`")));
	const struct route fine = {
		.method = "POST", .path = "/x", .run = nothing, .permission = PUBLIC, .summary = "x", .again = nothing};
	assert_string_equal(complaint(&fine), "");
	OK(routes_declare(&bare, good_list));
}

static void the_real_modules_are_declared_well(void **state)
{
	(void)state;
	modules_set(modules);
	OK(routes_declare(&bare, modules_all()));
	assert_non_null(at("POST", "/mot-cua/7/tiep-nhan").target); /* of a flow */
	OK(routes_declare(&bare, good_list));
}

/* ---- ranges ---- */

static void ranges(void **state)
{
	(void)state;
	static const struct {
		const char *header;
		int64_t size;
		int status;
		int64_t from, length;
	} cases[] = {{"bytes=0-0", 10, 206, 0, 1}, {"bytes=2-5", 10, 206, 2, 4}, {"bytes=5-", 10, 206, 5, 5},
		{"bytes=-3", 10, 206, 7, 3}, {"bytes=-30", 10, 206, 0, 10}, {"bytes=8-99", 10, 206, 8, 2},
		{"bytes=10-", 10, 416, 0, 0}, {"bytes=-0", 10, 416, 0, 0}, {"bytes=0-", 0, 416, 0, 0}, {"bytes=-1", 0, 416, 0, 0},
		{"bytes=5-2", 10, 200, 0, 0}, {"bytes=0-1,4-5", 10, 200, 0, 0}, {"lines=1-2", 10, 200, 0, 0},
		{"bytes", 10, 200, 0, 0}, {"bytes=a-b", 10, 200, 0, 0}, {"bytes=--1", 10, 200, 0, 0},
		{"bytes=99999999999999999999-", 10, 200, 0, 0}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t from = 0, length = 0;
		assert_int_equal(range_parse(str_of(cases[i].header), cases[i].size, &from, &length), cases[i].status);
		if (cases[i].status == 206) {
			assert_int_equal(from, cases[i].from);
			assert_int_equal(length, cases[i].length);
		}
	}
}

/* ---- buckets ---- */

static void a_bucket_empties_and_fills_again(void **state)
{
	(void)state;
	int64_t now = TEST_NOW;
	for (int i = 0; i < 30; i++)
		assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.1"), 30, now), 0);
	assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.1"), 30, now), 2);
	assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.2"), 30, now), 0);
	assert_int_equal(rate_take(RATE_SUBMIT, S("203.0.113.1"), 30, now), 0);
	assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.1"), 30, now + 2 * SECOND), 0);
	assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.1"), 30, now + 2 * SECOND), 2);
	for (int i = 0; i < 30; i++)
		assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.1"), 30, now + HOUR), 0);
	assert_int_not_equal(rate_take(RATE_LOGIN, S("203.0.113.1"), 30, now + HOUR), 0);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(rate_take(RATE_LOGIN, S("203.0.113.3"), 0, now), 0); /* 0 = no limit */
}

static void a_flood_of_others_does_not_free_a_spent_bucket(void **state)
{
	(void)state;
	int64_t now = TEST_NOW + DAY;
	for (int i = 0; i < 10; i++)
		assert_int_equal(rate_take(RATE_TRACKING, S("198.51.100.9"), 10, now), 0);
	for (int i = 0; i < 200000; i++) {
		char who[16];
		snprintf(who, sizeof who, "other %d", i);
		rate_take(RATE_TRACKING, str_of(who), 10, now);
	}
	assert_int_not_equal(rate_take(RATE_TRACKING, S("198.51.100.9"), 10, now), 0);
}

static void a_whole_network_of_ipv6_is_one_address(void **state)
{
	(void)state;
	assert_true(str_eq(rate_address(&memory, S("2001:db8:1:2::1")), rate_address(&memory, S("2001:db8:1:2:ffff::9"))));
	assert_false(str_eq(rate_address(&memory, S("2001:db8:1:2::1")), rate_address(&memory, S("2001:db8:1:3::1"))));
	for (size_t i = 0; i < 32; i++) /* it is kept as a text, and PostgreSQL takes none that is not one */
		assert_true(utf8_valid(rate_address(&memory, str_format(&memory, "2001:db8:ff%02zx:%zx::1", i * 8, i))) &&
			    !memchr(rate_address(&memory, str_format(&memory, "2001:0:%zx::1", i)).s, 0, 16));
	assert_true(str_is(rate_address(&memory, S("203.0.113.1")), "203.0.113.1"));
	assert_true(str_is(rate_address(&memory, S("::ffff:203.0.113.1")), "::ffff:203.0.113.1"));
}

/* ---- accounts remembered ---- */

static void an_account_is_remembered_for_seconds(void **state)
{
	(void)state;
	struct sha256 token = sha256_of(S("token")), other = sha256_of(S("other"));
	struct known k = {.actor = {.kind = OFFICER, .account = 5, .name = S("Lê Thị Hoa"), .title = S("Công chức")},
			     .session = {.id = 9, .account = 5, .csrf = S("abc")}},
		     got;
	int64_t now = TEST_NOW, unread;
	actors_keep(token, now, auth_epoch(), &k);
	assert_false(actors_find(&memory, other, now, &got));
	assert_true(actors_find(&memory, token, now + SECOND, &got));
	assert_int_equal(got.session.id, 9);
	assert_true(
		str_is(got.actor.name, "Lê Thị Hoa") && str_is(got.session.csrf, "abc") && str_is(got.actor.title, "Công chức"));
	assert_false(actors_unread(token, now, &unread));
	actors_set_unread(token, now, 4);
	assert_true(actors_unread(token, now + SECOND, &unread));
	assert_int_equal(unread, 4);
	actors_set_unread(token, now, -1);
	assert_false(actors_unread(token, now, &unread));
	assert_false(actors_find(&memory, token, now + MINUTE, &got));
	assert_true(actors_find(&memory, token, now, &got));
	auth_changed();
	assert_false(actors_find(&memory, token, now, &got));
}

/* ---- metrics.c ---- */

static void a_hundred_modules_are_counted_each(void **state)
{
	enum { MODULES = 100 };
	static struct module many[MODULES];
	static struct route routes[MODULES];
	static const struct module *list[MODULES + 1];
	buf b = {.a = &memory};
	(void)state;
	for (int i = 0; i < MODULES; i++) {
		routes[i] = (struct route){.method = "GET", .path = str_format(&memory, "/so-%d", i).s};
		many[i] = (struct module){.name = "many", .routes = {&routes[i], 1}};
		list[i] = &many[i];
	}
	metrics_declare(list);
	metrics_request(&routes[MODULES - 1], 200, 1);
	metrics_request(&routes[63], 404, 1);
	metrics_requests(&b);
	assert_true(str_has(buf_text(&b), S("route=\"/so-99\",status=\"2xx\"} 1\n")));
	assert_true(str_has(buf_text(&b), S("route=\"/so-63\",status=\"4xx\"} 1\n")));
	assert_false(str_has(buf_text(&b), S("route=\"other\"")));
	metrics_declare(modules_all());
}

static int setup(void **state)
{
	(void)state;
	return routes_declare(&bare, good_list) != NULL;
}

static int teardown(void **state)
{
	(void)state;
	routes_forget();
	arena_free(&memory);
	return 0;
}

TESTS()
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plainest_segment_wins),
		cmocka_unit_test(a_route_reads_what_it_declares),
		cmocka_unit_test(what_is_not_declared_does_not_exist),
		cmocka_unit_test(a_path_knows_its_twin),
		cmocka_unit_test(permissions_are_bits),
		cmocka_unit_test(wrong_declarations_are_named),
		cmocka_unit_test(the_real_modules_are_declared_well),
		cmocka_unit_test(ranges),
		cmocka_unit_test(a_bucket_empties_and_fills_again),
		cmocka_unit_test(a_flood_of_others_does_not_free_a_spent_bucket),
		cmocka_unit_test(a_whole_network_of_ipv6_is_one_address),
		cmocka_unit_test(an_account_is_remembered_for_seconds),
		cmocka_unit_test(a_hundred_modules_are_counted_each),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
