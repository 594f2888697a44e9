/* Fees: which rule counts for whom, by which channel, on which day. */
#include "tests/unit/store.h"
#include "procedures_kept.h"
#include "core/units/units.h"
#include "web/module.h"

static int filled(void **state)
{
	if (test_open(state))
		return 1;
	struct ctx *c = test_store(state);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, calendar_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
	return 0;
}

#define CODE "1.004873" /* the portal says 0, the province decides */

static int64_t fee(struct ctx *c, const char *channel, const char *payer, str *basis)
{
	struct procedure_by_code p;
	bool found;
	int64_t amount;
	OK(procedure_by_code(c, S(CODE), day_iso(c->a, day_of(c->now)), &p, &found));
	assert_true(found);
	OK(procedure_fee(c, p.id, str_of(channel), str_of(payer), &amount, basis));
	return amount;
}

static void rule(struct ctx *c, const char *channel, const char *payer, int64_t amount, const char *from, const char *to)
{
	struct fee_rule_add added;
	OK(WRITE(c, fee_rule_add(c,
			    &(struct fee_rule_add_in){.code = S(CODE),
				    .channel = str_of(channel),
				    .attribute = str_of(payer),
				    .amount = amount,
				    .basis = str_format(c->a, "%s %s %lld", channel, payer, (long long)amount),
				    .valid_from = str_of(from),
				    .valid_to = str_of(to)},
			    &added)));
	OK(WRITE(c, procedures_changed(c)));
}

static void a_rule_for_some_only_lowers(void **state)
{
	struct ctx *c = test_store(state);
	str basis;
	rule(c, "", "", 15000, "2026-11-01", "2027-01-01");
	rule(c, "", "near_poor", 20000, "2026-11-01", "2027-01-01"); /* dearer than for everybody: an error of somebody's */
	rule(c, "", "elderly", 15000, "2026-11-01", "2027-01-01");
	rule(c, "", "child", 5000, "2026-11-01", "2027-01-01");
	assert_int_equal(fee(c, "desk", "near_poor", &basis), 15000);
	assert_string_equal(basis.s, "  15000");
	assert_int_equal(fee(c, "desk", "elderly", &basis), 15000);
	assert_string_equal(basis.s, " elderly 15000"); /* his own rule is told where it costs the same */
	assert_int_equal(fee(c, "desk", "child", &basis), 5000);
	assert_int_equal(fee(c, "desk", "border", &basis), 15000);
}

static void a_rule_of_one_channel_stays_there(void **state)
{
	struct ctx *c = test_store(state);
	str basis;
	rule(c, "online", "", 7000, "2026-12-01", "2027-01-01");
	rule(c, "desk", "", 9000, "2026-12-01", "2027-01-01");
	rule(c, "online", "child", 1000, "2026-12-01", "2027-01-01");
	c->now = day_start(day_make(2026, 12, 1));
	assert_int_equal(fee(c, "online", "", &basis), 7000);
	assert_int_equal(fee(c, "desk", "", &basis), 9000);
	assert_int_equal(fee(c, "post", "", &basis), 15000);
	assert_int_equal(fee(c, "online", "child", &basis), 1000);
	assert_int_equal(fee(c, "desk", "child", &basis), 5000);
	c->now = TEST_NOW;
}

static void a_rule_counts_from_its_first_day_to_before_its_last(void **state)
{
	struct ctx *c = test_store(state);
	str basis;
	c->now = day_start(day_make(2026, 12, 1)) - 1;
	assert_int_equal(fee(c, "online", "", &basis), 15000);
	c->now = day_start(day_make(2027, 1, 1)) - 1;
	assert_int_equal(fee(c, "online", "", &basis), 7000);
	c->now = day_start(day_make(2027, 1, 1));
	assert_int_equal(fee(c, "online", "", &basis), 0);
	c->now = TEST_NOW;
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_for_some_only_lowers),
		cmocka_unit_test(a_rule_of_one_channel_stays_there),
		cmocka_unit_test(a_rule_counts_from_its_first_day_to_before_its_last),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
