#include "tests/unit/store.h"
#include "web/services/services.h"
#include "tests/unit/tamper.sql.h"
#include "web/web.sql.h"
#include <stdio.h>
#include "web/module.h"
#include "web/request.h"
#include "web/services/audit.h"

static struct verify_report verify(struct ctx *c)
{
	struct verify_report r = {.lines = {.a = c->a}};
	OK(audit_verify(c, &r));
	return r;
}

static err add_some(struct ctx *c)
{
	for (int i = 0; i < 6; i++) {
		c->unit = i % 2 ? 7 : 0;
		c->actor = i;
		TRY(audit_add(c, "dossier.receive", "dossier", 100 + i, S("một dòng")));
	}
	c->unit = 0;
	return NULL;
}

/* Six entries, every second one in the chain of unit 7; returns the ids, oldest first. */
static const struct audit_after *six(struct ctx *c)
{
	struct audit_after_rows rows;
	OK(WRITE(c, add_some(c)));
	OK(audit_after(c, 0, 10, &rows));
	assert_int_equal(rows.n, 6);
	return rows.v;
}

static void assert_named(struct verify_report r, int64_t chain, int64_t id, const char *what)
{
	char line[128];
	snprintf(line, sizeof line, "chain %lld: entry %lld: %s", (long long)chain, (long long)id, what);
	assert_int_equal(r.wrong, 1);
	if (!str_has(buf_text(&r.lines), str_of(line)))
		fail_msg("expected `%s` in `%s`", line, r.lines.s);
}

static void untouched_chains_verify(void **state)
{
	struct ctx *c = test_store(state);
	six(c);
	struct verify_report r = verify(c);
	assert_int_equal(r.checked, 6);
	assert_int_equal(r.wrong, 0);
}

static void a_changed_entry_is_named(void **state)
{
	struct ctx *c = test_store(state);
	int64_t third = six(c)[2].id;
	OK(WRITE(c, tamper_detail(c, third, S("dòng khác"))));
	assert_named(verify(c), 0, third, "changed");
}

/* Whatever is changed of an entry, in the middle of a chain and at its end; put back, nothing is wrong. */
static void every_part_of_an_entry_counts(void **state)
{
	static const char *const parts[] = {
		"unit", "at", "actor", "behalf", "object", "action", "kind", "detail", "request", "previous"};
	struct ctx *c = test_store(state);
	const struct audit_after *v = six(c);
	for (size_t k = 2; k <= 5; k += 3)
		for (size_t i = 0; i < COUNT(parts); i++) {
			OK(WRITE(c, tamper_entry(c, v[k].id, str_of(parts[i]), 1)));
			if (!verify(c).wrong)
				fail_msg("entry %zu: another %s is not noticed", k, parts[i]);
			OK(WRITE(c, tamper_entry(c, v[k].id, str_of(parts[i]), -1)));
			assert_int_equal(verify(c).wrong, 0);
		}
}

static void a_changed_last_entry_is_named(void **state)
{
	struct ctx *c = test_store(state);
	int64_t last = six(c)[5].id;
	OK(WRITE(c, tamper_detail(c, last, S("dòng khác"))));
	assert_named(verify(c), 7, last, "changed");
}

static void a_removed_entry_is_noticed(void **state)
{
	struct ctx *c = test_store(state);
	const struct audit_after *v = six(c);
	OK(WRITE(c, tamper_remove(c, v[3].id)));
	assert_named(verify(c), 7, v[1].id, "changed, or entries after it are missing");
}

static void a_removed_beginning_is_noticed(void **state)
{
	struct ctx *c = test_store(state);
	const struct audit_after *v = six(c);
	OK(WRITE(c, tamper_remove(c, v[0].id)));
	assert_named(verify(c), 0, v[2].id, "the beginning of the chain is missing");
}

static void a_removed_end_is_noticed(void **state)
{
	struct ctx *c = test_store(state);
	int64_t last = six(c)[5].id;
	OK(WRITE(c, tamper_remove(c, last)));
	assert_named(verify(c), 7, last, "the end of the chain is missing");
}

static void a_whole_chain_removed_is_noticed(void **state)
{
	struct ctx *c = test_store(state);
	const struct audit_after *v = six(c);
	for (int i = 1; i < 6; i += 2)
		OK(WRITE(c, tamper_remove(c, v[i].id)));
	assert_named(verify(c), 7, v[5].id, "the end of the chain is missing");
}

static void long_numbers_stay_out(void **state)
{
	struct ctx *c = test_store(state);
	struct audit_after_rows rows;
	OK(WRITE(c, audit_add(c, "person.change", "person", 1, S("số 001099012345, điện thoại 0912345678, hồ sơ 261123-0001"))));
	OK(audit_after(c, 0, 10, &rows));
	assert_false(str_has(rows.v[0].detail, S("001099012345")));
	assert_false(str_has(rows.v[0].detail, S("0912345678")));
	assert_true(str_has(rows.v[0].detail, S("261123-0001")));
}

/* Numbers of nine digits (identity cards before 2016) and more are masked wherever they stand, shorter ones are not. */
static void masked_by_length(void **state)
{
	static const char digits[] = "0123456789012345678901";
	struct ctx *c = test_store(state);
	struct audit_after_rows rows;
	for (size_t n = 1; n < sizeof digits; n++) {
		str number = {digits, n};
		OK(WRITE(c, audit_add(c, "person.change", "person", (int64_t)n, str_format(c->a, "số %.*s.", STR_ARG(number)))));
		OK(audit_after(c, 0, 100, &rows));
		bool whole = str_has(rows.v[rows.n - 1].detail, str_format(c->a, " %.*s.", STR_ARG(number)));
		assert_int_equal(whole, n < 9);
	}
}

static void looks_count_once_in_ten_minutes(void **state)
{
	struct ctx *c = test_store(state);
	struct audit_after_rows rows;
	struct req q = {.ctx = *c};
	q.ctx.actor = 42;
	q.ctx.unit = 7;
	for (int i = 0; i < 3; i++)
		audit_look(&q, "person", 5, "xem hồ sơ");
	audit_look(&q, "person", 6, "xem hồ sơ");
	audit_look(&q, "person", 5, "in hồ sơ"); /* for something else */
	q.ctx.actor = 43;
	audit_look(&q, "person", 5, "xem hồ sơ");
	q.ctx.actor = 42;
	q.ctx.now += 11 * MINUTE;
	audit_look(&q, "person", 5, "xem hồ sơ");
	OK(audit_flush(c));
	OK(audit_after(c, 0, 10, &rows));
	assert_int_equal(rows.n, 5);
	assert_true(str_is(rows.v[0].action, "look"));
	assert_int_equal(rows.v[0].actor_id, 42);
	assert_int_equal(rows.v[0].unit_id, 7);
	OK(audit_flush(c));
	OK(audit_after(c, 0, 10, &rows));
	assert_int_equal(rows.n, 5);
	assert_int_equal(verify(c).wrong, 0);
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_open, test_close)
	const struct CMUnitTest tests[] = {
		TEST(untouched_chains_verify),
		TEST(a_changed_entry_is_named),
		TEST(every_part_of_an_entry_counts),
		TEST(a_changed_last_entry_is_named),
		TEST(a_removed_entry_is_noticed),
		TEST(a_removed_beginning_is_noticed),
		TEST(a_removed_end_is_noticed),
		TEST(a_whole_chain_removed_is_noticed),
		TEST(long_numbers_stay_out),
		TEST(masked_by_length),
		TEST(looks_count_once_in_ten_minutes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
