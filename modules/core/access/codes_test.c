/* One-time codes: enrolling, passing, recovery, who must have them. */
#include "stage_test.h"
#include "web/services/services.h"

static int ready(void **state)
{
	if (filled(state))
		return 1;
	OK(settings_open(test_store(state), modules_all(), NULL));
	return 0;
}

static int cleared(void **state)
{
	settings_close();
	return emptied(state);
}

static str code_at(struct ctx *c, str secret, int64_t shift)
{
	return str_format(c->a, "%06d", totp_code(secret, c->now / SECOND / TOTP_STEP + shift));
}

/* Enrols the account; *secret is what its owner's telephone knows. */
static struct texts enrol(struct ctx *c, int64_t id, str *secret)
{
	struct enrolment e = {.account = id};
	e.offer = codes_offer(c, id);
	assert_true(codes_offered(c, id, e.offer, secret));
	e.code = code_at(c, *secret, 0);
	OK(WRITE(c, codes_enrol(c, &e)));
	return e.recovery;
}

static enum demand demand(struct ctx *c, int64_t id)
{
	enum demand d;
	OK(codes_demand(c, id, &d));
	return d;
}

static void an_offer_is_for_one_account_and_half_an_hour(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "motcua.gialam");
	str secret, offer;
	offer = codes_offer(c, id);
	assert_true(codes_offered(c, id, offer, &secret));
	assert_int_equal(secret.n, TOTP_SECRET);
	assert_false(codes_offered(c, id + 1, offer, &secret));
	assert_false(codes_offered(c, id, S("AAAA"), &secret));
	assert_false(codes_offered(c, id, S(""), &secret));
	struct ctx later = *c;
	later.now += 30 * MINUTE;
	assert_false(codes_offered(&later, id, offer, &secret));
	struct enrolment e = {.account = id, .offer = offer, .code = S("000000")};
	assert_true(codes_offered(c, id, offer, &secret));
	if (!totp_match(secret, e.code, c->now, 0))
		FAILS(INVALID, WRITE(c, codes_enrol(c, &e)));
	assert_int_equal(demand(c, id), NO_DEMAND);
}

static void a_code_passes_once(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "chuyenmon.gialam");
	str secret;
	enrol(c, id, &secret);
	assert_int_equal(demand(c, id), CODE);
	FAILS(INVALID, WRITE(c, codes_pass(c, id, code_at(c, secret, 0)))); /* the one that enrolled */
	OK(WRITE(c, codes_pass(c, id, code_at(c, secret, 1))));
	FAILS(INVALID, WRITE(c, codes_pass(c, id, code_at(c, secret, 1))));
	FAILS(INVALID, WRITE(c, codes_pass(c, id, code_at(c, secret, 2))));
	str code = code_at(c, secret, 20);
	FAILS(INVALID, WRITE(c, codes_pass(c, id, code)));
	c->now += 10 * MINUTE;
	OK(WRITE(c, codes_pass(c, id, str_format(c->a, " %.3s %.3s ", code.s, code.s + 3))));
}

static void ten_recovery_codes_each_once(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "lanhdao.gialam");
	struct recovery_left left;
	str secret;
	struct texts codes = enrol(c, id, &secret);
	assert_int_equal(codes.n, 10);
	FAILS(INVALID, WRITE(c, codes_pass(c, account(c, "chuyenmon.gialam"), codes.v[0]))); /* another's */
	OK(WRITE(c, codes_pass(c, id, codes.v[0])));
	FAILS(INVALID, WRITE(c, codes_pass(c, id, codes.v[0])));
	OK(WRITE(c, codes_pass(c, id, str_lower_ascii(c->a, codes.v[9]))));
	OK(recovery_left(c, id, &left));
	assert_int_equal(left.left, 8);
	struct enrolment e = {.account = id, .code = codes.v[1]};
	OK(WRITE(c, codes_renew(c, &e)));
	FAILS(INVALID, WRITE(c, codes_pass(c, id, codes.v[2])));
	OK(WRITE(c, codes_pass(c, id, e.recovery.v[2])));
	e.code = S("123");
	FAILS(INVALID, WRITE(c, codes_drop(c, &e)));
	e.code = e.recovery.v[3];
	OK(WRITE(c, codes_drop(c, &e)));
	assert_int_equal(demand(c, id), NO_DEMAND);
}

static void the_store_does_not_hold_the_secret(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "vanthu.gialam");
	struct totp_of row;
	bool found;
	str secret;
	enrol(c, id, &secret);
	OK(totp_of(c, id, &row, &found));
	assert_true(found && !str_has(row.sealed, secret));
	OK(WRITE(c, account_totp_reset(c, id)));
	OK(totp_of(c, id, &row, &found));
	assert_false(found);
}

static void a_role_can_be_made_to_have_them(void **state)
{
	struct ctx *c = test_store(state);
	int64_t leader = account(c, "lanhdao.cucphuong"), clerk = account(c, "vanthu.cucphuong"), at;
	OK(WRITE(c, setting_save(c, "access.totp_required", S("leader administrator"))));
	OK(settings_reload(c));
	assert_int_equal(demand(c, leader), ENROL);
	assert_int_equal(demand(c, clerk), NO_DEMAND);
	OK(WRITE(c, codes_deadline(c, leader, &at)));
	assert_int_equal(at, c->now + 14 * DAY);
	c->now += 3 * DAY;
	OK(WRITE(c, codes_deadline(c, leader, &at)));
	assert_int_equal(at, c->now + 11 * DAY); /* counted from the first time */
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_offer_is_for_one_account_and_half_an_hour),
		cmocka_unit_test(a_code_passes_once),
		cmocka_unit_test(ten_recovery_codes_each_once),
		cmocka_unit_test(the_store_does_not_hold_the_secret),
		cmocka_unit_test(a_role_can_be_made_to_have_them),
	};
	return cmocka_run_group_tests(tests, ready, cleared);
}
