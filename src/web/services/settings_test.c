#include "tests/unit/store.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include <stdio.h>

static const struct setting settings[] = {
	{.name = "test.name", .title = "Tên", .help = "", .type = SET_TEXT, .fallback = "mặc định", .min = 1, .max = 20},
	{.name = "test.count", .title = "Số", .help = "", .type = SET_INT, .fallback = "7", .min = 1, .max = 30},
	{.name = "test.on", .title = "Bật", .help = "", .type = SET_BOOL, .fallback = "0", .max = 1},
	{.name = "test.token", .title = "Mã", .help = "", .type = SET_SECRET, .fallback = "", .max = 40},
};
static const struct module module = {.name = "test", .title = "Thử", .settings = LIST(settings)};
static const struct module *const list[] = {&module, NULL};

static const char *write_file(struct ctx *c, const char *text)
{
	const char *path = str_format(c->a, "%s/test.ini", test_folder(c)).s;
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static void assert_text(struct ctx *c, const char *name, const char *value)
{
	str v = setting_text(c, name);
	if (!str_is(v, value))
		fail_msg("%s is `%.*s`, not `%s`", name, STR_ARG(v), value);
}

static void the_file_beats_the_default_and_the_database_the_file(void **state)
{
	struct ctx *c = test_store(state);
	const char *path = write_file(c, "; ghi chú\n[test]\nname = từ tệp\non = yes\n[other]\nunknown = 1\n");
	OK(settings_open(c, list, path));
	assert_text(c, "test.name", "từ tệp");
	assert_int_equal(setting_int(c, "test.count"), 7);
	assert_int_equal(setting_int(c, "test.on"), 1);
	OK(WRITE(c, setting_save(c, "test.name", S("  từ cơ sở dữ liệu "))));
	OK(WRITE(c, setting_save(c, "test.count", S("12"))));
	assert_text(c, "test.name", "từ tệp"); /* until it is read anew */
	OK(settings_reload(c));
	assert_text(c, "test.name", "từ cơ sở dữ liệu");
	assert_int_equal(setting_int(c, "test.count"), 12);
	OK(WRITE(c, setting_reset(c, "test.name")));
	OK(settings_reload(c));
	assert_text(c, "test.name", "từ tệp");
	settings_close();
}

static void bounds_hold(void **state)
{
	struct ctx *c = test_store(state);
	OK(settings_open(c, list, NULL));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.count", S("31"))));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.count", S("0"))));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.count", S("7x"))));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.on", S("maybe"))));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.name", S(""))));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.name", S("hơn hai mươi ký tự một chút"))));
	FAILS(INVALID, WRITE(c, setting_save(c, "test.name", S("hai\ndòng"))));
	FAILS(NOT_FOUND, WRITE(c, setting_save(c, "test.unknown", S("1"))));
	OK(settings_reload(c));
	assert_int_equal(setting_int(c, "test.count"), 7);
	settings_close();
}

static void a_wrong_file_is_refused_in_words(void **state)
{
	struct ctx *c = test_store(state);
	err e = settings_open(c, list, write_file(c, "[test]\ncount = many\n"));
	assert_non_null(e);
	assert_true(str_has(e->text, S("test.ini: test.count: ")));
	e = settings_open(c, list, write_file(c, "[test]\nname = a\nno equals sign\n"));
	assert_non_null(e);
	assert_true(str_has(e->text, S("test.ini:3: ")));
	settings_close();
}

static void secrets_are_never_shown(void **state)
{
	struct ctx *c = test_store(state);
	struct setting_views v;
	struct audit_after_rows rows;
	OK(settings_open(c, list, NULL));
	OK(WRITE(c, setting_save(c, "test.token", S("hush-hush"))));
	OK(settings_reload(c));
	assert_text(c, "test.token", "hush-hush");
	settings_each(c, &v);
	assert_int_equal(v.n, 4);
	assert_true(v.v[3].is_set && !v.v[3].value.n);
	assert_true(str_is(v.v[3].source, "database"));
	OK(audit_after(c, 0, 10, &rows));
	assert_int_equal(rows.n, 1);
	assert_true(str_is(rows.v[0].action, "setting.change"));
	assert_true(str_is(rows.v[0].detail, "test.token"));
	settings_close();
}

/* A value that an older program stored and that is out of bounds today does not count. */
static void stale_values_do_not_count(void **state)
{
	struct ctx *c = test_store(state);
	OK(WRITE(c, setting_put(c, S("test.count"), S("500"), c->now, 0)));
	OK(WRITE(c, setting_put(c, S("gone.setting"), S("1"), c->now, 0)));
	OK(settings_open(c, list, NULL));
	assert_int_equal(setting_int(c, "test.count"), 7);
	settings_close();
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_open, test_close)
	const struct CMUnitTest tests[] = {
		TEST(the_file_beats_the_default_and_the_database_the_file),
		TEST(bounds_hold),
		TEST(a_wrong_file_is_refused_in_words),
		TEST(secrets_are_never_shown),
		TEST(stale_values_do_not_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
