#include "tests/unit/store.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include <stdio.h>
#include "web/module.h"
#include "web/services/setting.h"

static const struct setting settings[] = {
	{.name = "test.name", .title = "Tên", .help = "", .type = SET_TEXT, .fallback = "mặc định", .min = 1, .max = 20},
	{.name = "test.count", .title = "Số", .help = "", .type = SET_INT, .fallback = "7", .min = 1, .max = 30},
	{.name = "test.on", .title = "Bật", .help = "", .type = SET_BOOL, .fallback = "0", .max = 1},
	{.name = "test.hours",
		.title = "Giờ",
		.help = "",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "8",
		.min = 1,
		.max = 80},
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
	OK(WRITE(c, setting_keep(c, &(struct setting_change){.name = S("test.name"), .reset = true})));
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
	settings_each(c, 0, &v);
	assert_int_equal(v.n, 5);
	assert_true(v.v[4].is_set && !v.v[4].value.n);
	assert_true(str_is(v.v[4].source, "database"));
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

static err keep(struct ctx *c, int64_t unit, const char *name, const char *value)
{
	TRY(WRITE(c, setting_keep(c, &(struct setting_change){unit, str_of(name), str_of(value ? value : ""), !value})));
	return settings_reload(c);
}

/* A unit's own value stands in the place of the program's for that unit alone, until it is taken back. */
static void a_unit_has_its_own(void **state)
{
	struct ctx *c = test_store(state);
	struct setting_views v;
	OK(settings_open(c, list, write_file(c, "[test]\nhours = 10\n")));
	assert_int_equal(setting_int_in(c, 5, "test.hours"), 10);
	OK(keep(c, 5, "test.hours", "4"));
	OK(keep(c, 9, "test.hours", "6"));
	OK(keep(c, 7, "test.hours", "5"));
	assert_int_equal(setting_int_in(c, 5, "test.hours"), 4);
	assert_int_equal(setting_int_in(c, 7, "test.hours"), 5);
	assert_int_equal(setting_int_in(c, 9, "test.hours"), 6);
	assert_int_equal(setting_int_in(c, 6, "test.hours"), 10);
	assert_int_equal(setting_int_in(c, 0, "test.hours"), 10);
	assert_int_equal(setting_int(c, "test.hours"), 10);
	assert_int_equal(setting_text_own(c, 6, "test.hours").n, 0);
	assert_string_equal(setting_text_own(c, 5, "test.hours").s, "4");
	settings_each(c, 5, &v);
	assert_int_equal(v.n, 1); /* those of units alone */
	assert_string_equal(v.v[0].value.s, "4");
	assert_string_equal(v.v[0].of_program.s, "10");
	assert_string_equal(v.v[0].source.s, "unit");
	assert_int_equal(v.v[0].units, 3);
	OK(keep(c, 0, "test.hours", "12"));
	assert_int_equal(setting_int_in(c, 5, "test.hours"), 4);
	assert_int_equal(setting_int_in(c, 6, "test.hours"), 12);
	OK(keep(c, 5, "test.hours", NULL));
	assert_int_equal(setting_int_in(c, 5, "test.hours"), 12);
	settings_close();
}

static void a_unit_sets_only_what_is_units(void **state)
{
	struct ctx *c = test_store(state);
	OK(settings_open(c, list, NULL));
	FAILS(NOT_FOUND, keep(c, 5, "test.count", "3"));
	FAILS(NOT_FOUND, keep(c, 5, "test.token", "3"));
	FAILS(NOT_FOUND, keep(c, 5, "test.unknown", "3"));
	FAILS(INVALID, keep(c, 5, "test.hours", "81"));
	FAILS(INVALID, keep(c, 5, "test.hours", ""));
	OK(WRITE(c, unit_setting_put(c, 5, S("test.count"), S("3"), c->now, 0))); /* by another way, or once upon a time */
	OK(WRITE(c, unit_setting_put(c, 5, S("test.hours"), S("500"), c->now, 0)));
	OK(settings_reload(c));
	assert_int_equal(setting_int(c, "test.count"), 7);
	assert_int_equal(setting_int_in(c, 5, "test.hours"), 8);
	struct setting_views v;
	settings_each(c, 0, &v);
	for (size_t i = 0; i < v.n; i++)
		assert_int_equal(v.v[i].units, 0); /* nor is it counted among those that units have */
	settings_close();
}

static void each_change_is_kept(void **state)
{
	struct ctx *c = test_store(state);
	struct setting_changes_rows rows;
	OK(settings_open(c, list, NULL));
	OK(keep(c, 5, "test.hours", "4"));
	OK(keep(c, 5, "test.hours", " 4 ")); /* the same: no change */
	OK(keep(c, 5, "test.hours", "6"));
	OK(keep(c, 5, "test.hours", NULL));
	OK(keep(c, 5, "test.hours", NULL));
	OK(keep(c, 7, "test.hours", "9"));
	OK(setting_changes(c, 5, S("test.hours"), 10, &rows));
	assert_int_equal(rows.n, 3);
	assert_string_equal(rows.v[0].before.s, "6");
	assert_false(rows.v[0].has);
	assert_string_equal(rows.v[1].before.s, "4");
	assert_string_equal(rows.v[1].after.s, "6");
	assert_false(rows.v[2].had);
	OK(keep(c, 0, "test.token", "hush-hush"));
	OK(setting_changes(c, 0, S("test.token"), 10, &rows));
	assert_false(str_has(rows.v[0].after, S("hush")));
	OK(keep(c, 0, "test.token", "other"));
	OK(setting_changes(c, 0, S("test.token"), 10, &rows));
	assert_false(str_has(rows.v[0].before, S("hush")));
	struct audit_after_rows log;
	OK(audit_after(c, 0, 10, &log));
	assert_int_equal(log.n, 6);
	assert_string_equal(log.v[0].action.s, "setting.unit_change");
	assert_string_equal(log.v[0].detail.s, "test.hours: 8 -> 4");
	assert_string_equal(log.v[2].action.s, "setting.unit_reset");
	settings_close();
}

static void wrong_declarations_do_not_start(void **state)
{
	struct ctx *c = test_store(state);
	static const struct setting bad[] = {
		{.name = "a.b", .title = "x", .help = "", .type = SET_INT, .fallback = "0", .min = 1, .max = 3},
		{.name = "a.b", .title = "x", .help = "", .type = SET_TEXT, .fallback = "", .permission = "no.such"},
		{.name = "a.b", .title = "x", .help = "", .type = SET_SECRET, .fallback = "", .scope = FOR_UNITS},
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		const struct module wrong = {.name = "test", .title = "Thử", .settings = {&bad[i], 1}};
		const struct module *const wrongs[] = {&wrong, NULL};
		FAILS(BROKEN, settings_open(c, wrongs, NULL));
	}
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
		TEST(a_unit_has_its_own),
		TEST(a_unit_sets_only_what_is_units),
		TEST(each_change_is_kept),
		TEST(wrong_declarations_do_not_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
