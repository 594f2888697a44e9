#include "html.h"
#include <stdio.h>
#include <math.h>
#include "tests/unit/tests.h"

static arena a;
static buf out;

static int fresh(void **state)
{
	(void)state;
	arena_reset(&a);
	out = (buf){.a = &a};
	return 0;
}

static const char *taken(void)
{
	const char *s = str_c(&a, buf_text(&out));
	out.n = 0;
	return s;
}

static void text_and_attributes(void **state)
{
	(void)state;
	h(&out, S("<b a=\"1\" c='2'>&Đình</b>"));
	assert_string_equal(taken(), "&lt;b a=&#34;1&#34; c=&#39;2&#39;&gt;&amp;Đình&lt;/b&gt;");
	ha(&out, "\"><script>");
	assert_string_equal(taken(), "&#34;&gt;&lt;script&gt;");
	h(&out, ((struct html){S("<b>made by a template</b>")}));
	assert_string_equal(taken(), "<b>made by a template</b>");
	h(&out, (int64_t)INT64_MIN);
	assert_string_equal(taken(), "-9223372036854775808");
	h(&out, 0);
	h(&out, 1.5);
	h(&out, some_int(7));
	h(&out, (opt_int){0});
	h(&out, (str){0});
	h(&out, (const char *)NULL);
	assert_string_equal(taken(), "01.57");
}

static void a_token_looks_different_in_every_page(void **state)
{
	(void)state;
	str token = S("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"), one = csrf_masked(&a, token), two = csrf_masked(&a, token);
	assert_false(str_eq(one, two));
	assert_false(str_has(one, token));
	assert_true(str_eq(csrf_unmasked(&a, one), token));
	assert_true(str_eq(csrf_unmasked(&a, two), token));
	static const char *const others[] = {"", "x", "!!", "abc", "===="};
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(str_eq(csrf_unmasked(&a, str_of(others[i])), token));
}

static void queries(void **state)
{
	(void)state;
	struct query q = QUERY(&a, {"tu", S("2026-01-01")}, {"tim", S("Lý & Trần=?#")}, {"rong", S("")}, {"so", .number = -3});
	assert_true(str_is(q.text, "tu=2026-01-01&tim=L%C3%BD%20%26%20Tr%E1%BA%A7n%3D%3F%23&so=-3"));
	hq(&out, QUERY(&a, {"a", S("1")}, {"b", S("2")}));
	assert_string_equal(taken(), "a=1&amp;b=2");
	hc(&out, q);
	assert_string_equal(taken(), "?tu=2026-01-01&amp;tim=L%C3%BD%20%26%20Tr%E1%BA%A7n%3D%3F%23&amp;so=-3");
	hc(&out, ((struct query){0}));
	assert_string_equal(taken(), "");
	hc(&out, ((struct query){S("")}));
	assert_string_equal(taken(), "");
	hv(&out, S("a b&c"));
	assert_string_equal(taken(), "a%20b%26c");
	assert_true(str_is(ADDRESS(&a, "/so", {"a", S("x y")}), "/so?a=x%20y"));
	assert_true(str_is(ADDRESS(&a, "/so", {"a", S("")}), "/so"));
	assert_true(str_is(address_with(&a, S("/so?b=1"), QUERY(&a, {"a", .number = 2})), "/so?b=1&a=2"));
}

/* Every special character at every place of texts of every length over two blocks of sixteen, beside its neighbours in the table. */
static void escapes_everywhere(void **state)
{
	(void)state;
	static const char *const entities[256] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&#34;", ['\''] = "&#39;"};
	for (int n = 1; n <= 40; n++)
		for (int at = 0; at < n; at++)
			for (int c = 1; c < 256; c++) {
				char text[48], wanted[64];
				for (int i = 0; i < n; i++)
					text[i] = (char)(i % 3 ? 'a' + i : 0xe1);
				text[at] = (char)c;
				snprintf(wanted, sizeof wanted, "%.*s%s%.*s", at, text,
					entities[c] ? entities[c] : (char[]){(char)c, 0}, n - at - 1, text + at + 1);
				html_str(&out, (str){text, (size_t)n});
				assert_string_equal(taken(), wanted);
			}
	html_str(&out, (str){0});
	assert_string_equal(taken(), "");
}

static void addresses(void **state)
{
	(void)state;
	static const char *const kept[] = {
		"/", "/ho-so/7", "?trang=2", "#cuoi", "https://dinh.vn/a", "http://x", "mailto:a@b.vn", "tel:0912"};
	static const char *const refused[] = {"", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
		"//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
		"data:text/html,x", "vbscript:x", "java\tscript:x", "evil.example", "\x01https://x"};
	for (size_t i = 0; i < COUNT(kept); i++) {
		hu(&out, kept[i]);
		assert_string_equal(taken(), kept[i]);
	}
	for (size_t i = 0; i < COUNT(refused); i++) {
		hu(&out, refused[i]);
		assert_string_equal(taken(), "#");
	}
	hu(&out, "/tim?a=1&b=\"2\"");
	assert_string_equal(taken(), "/tim?a=1&amp;b=&#34;2&#34;");
	hc(&out, "a b/ế?&\"'~._-");
	assert_string_equal(taken(), "a%20b%2F%E1%BA%BF%3F%26%22%27~._-");
	hc(&out, (int64_t)-7);
	assert_string_equal(taken(), "-7");
}

static str typed(const struct page *p, const char *name)
{
	(void)p;
	return !strcmp(name, "name") ? S("gõ") : (str){0};
}

static bool typed_has(const struct page *p, const char *name, str value)
{
	(void)p;
	return !strcmp(name, "kinds") && str_is(value, "b");
}

static void forms_come_back(void **state)
{
	(void)state;
	struct problem second = {NULL, "phone", S("sai")}, first = {&second, "name", S("thiếu")};
	struct page p = {.out = &out, .a = &a, .csrf = S("t\"k"), .problems = &first, .typed = typed, .typed_has = typed_has};
	assert_true(str_is(page_value(&p, "name", S("cũ")), "cũ"));
	assert_true(page_checked(&p, "kinds", S("a"), true));
	p.again = true;
	assert_true(str_is(page_value(&p, "name", S("cũ")), "gõ"));
	assert_true(str_is(page_value(&p, "other", S("cũ")), ""));
	assert_false(page_checked(&p, "kinds", S("a"), true));
	assert_true(page_checked(&p, "kinds", S("b"), false));
	assert_ptr_equal(page_problem(&p, "phone"), &second);
	assert_null(page_problem(&p, "email"));
	html_csrf(&p);
	str field = str_copy(&a, buf_text(&out)), sent, rest;
	out.n = 0;
	str start = S("<input type=\"hidden\" name=\"_csrf\" value=\"");
	assert_true(str_starts(field, start) && str_ends(field, S("\">")));
	str_cut((str){field.s + start.n, field.n - start.n}, '"', &sent, &rest);
	assert_true(str_eq(csrf_unmasked(&a, sent), p.csrf));
}

struct row {
	int64_t id, made_at, is_own;
	str name, note, bytes;
	opt_int age, seen_at;
	double ratio;
	opt_real share;
};
static const struct member row_members[] = {MEMBER(struct row, id, M_INT), MEMBER(struct row, made_at, M_INT),
	MEMBER(struct row, is_own, M_INT), MEMBER(struct row, name, M_TEXT), MEMBER(struct row, note, M_OPT_TEXT),
	MEMBER(struct row, bytes, M_BLOB), MEMBER(struct row, age, M_OPT_INT), MEMBER(struct row, seen_at, M_OPT_INT),
	MEMBER(struct row, ratio, M_REAL), MEMBER(struct row, share, M_OPT_REAL)};
static const struct shape row_shape = SHAPE("row", struct row, row_members);
struct view {
	struct row row;
	struct {
		struct row *v;
		size_t n;
	} rows;
};
static const struct member view_members[] = {ONE(struct view, row, row), MANY(struct view, rows, row)};
static const struct shape view_shape = SHAPE("view", struct view, view_members);

static void models_become_json(void **state)
{
	(void)state;
	struct row r = {.id = -7, .is_own = 1, .name = S("a\"\\\n\x01ế</"), .bytes = S("\xff"), .ratio = 0.5, .age = some_int(3)};
	json_write(&out, &row_shape, &r);
	assert_string_equal(taken(),
		"{\"id\":-7,\"made_at\":\"1970-01-01T00:00:00.000000Z\",\"is_own\":true,\"name\":\"a\\\"\\\\\\u000a\\u0001ế</\","
		"\"note\":null,\"bytes\":\"_w\",\"age\":3,\"seen_at\":null,\"ratio\":0.5,\"share\":null}");
	r = (struct row){.note = S(""), .ratio = NAN, .seen_at = some_int(1), .share = {true, INFINITY}};
	json_write(&out, &row_shape, &r);
	assert_string_equal(taken(),
		"{\"id\":0,\"made_at\":\"1970-01-01T00:00:00.000000Z\",\"is_own\":false,\"name\":\"\",\"note\":\"\","
		"\"bytes\":null,\"age\":null,\"seen_at\":\"1970-01-01T00:00:00.000001Z\",\"ratio\":null,\"share\":null}");
	struct view v = {.rows = {(struct row[2]){{.id = 1}, {.id = 2}}, 2}};
	json_write(&out, &view_shape, &v);
	str text = str_of(taken());
	assert_true(str_starts(text, S("{\"row\":{\"id\":0,")) && str_has(text, S("\"rows\":[{\"id\":1,")) &&
		    str_has(text, S("},{\"id\":2,")));
	assert_true(str_ends(text, S("\"share\":null}]}")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup(text_and_attributes, fresh),
		cmocka_unit_test_setup(queries, fresh), cmocka_unit_test_setup(a_token_looks_different_in_every_page, fresh),
		cmocka_unit_test_setup(escapes_everywhere, fresh), cmocka_unit_test_setup(addresses, fresh),
		cmocka_unit_test_setup(forms_come_back, fresh), cmocka_unit_test_setup(models_become_json, fresh)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return failed;
}
