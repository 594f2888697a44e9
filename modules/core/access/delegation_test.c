/* Delegation, acting for another unit, programs: what an actor may and in whose place. On the demo accounts. */
#include "stage_test.h"

static struct actor who(struct ctx *c, const char *login)
{
	struct actor a;
	OK(access_identify(c, &(struct session){.account = account(c, login)}, &a));
	return a;
}

static void act_as(struct ctx *c, const char *login)
{
	struct actor a = who(c, login);
	c->actor = a.account;
	c->unit = a.unit;
}

static bool holds(const struct actor *a, const char *permission)
{
	struct req q = {.actor = a};
	return may(&q, permission);
}

static int64_t in_place_of(const struct actor *a, const char *permission)
{
	struct req q = {.actor = a};
	return may_for(&q, permission);
}

static struct new_delegation approving(struct ctx *c, const char *to)
{
	static const str approve[] = {{"dossier.approve", 15}};
	return (struct new_delegation){.to = account(c, to),
		.permissions = {approve, 1},
		.valid_from = S("2026-11-23"),
		.valid_until = S("2026-11-25"),
		.reason = S("Đi công tác"),
		.document = S("Quyết định số 12/QĐ-UBND ngày 20/11/2026")};
}

static void a_colleague_approves_in_the_leaders_place_for_those_days(void **state)
{
	struct ctx *c = test_store(state);
	struct actor a = who(c, "chuyenmon.gialam");
	assert_false(holds(&a, "dossier.approve"));
	act_as(c, "lanhdao.gialam");
	struct new_delegation n = approving(c, "chuyenmon.gialam");
	OK(WRITE(c, delegation_add(c, &n)));
	a = who(c, "chuyenmon.gialam");
	assert_true(holds(&a, "dossier.approve"));
	assert_int_equal(in_place_of(&a, "dossier.approve"), account(c, "lanhdao.gialam"));
	assert_int_equal(in_place_of(&a, "dossier.process"), 0);
	struct ctx later = *c;
	later.now = day_start(day_make(2026, 11, 26)) - 1;
	a = who(&later, "chuyenmon.gialam");
	assert_true(holds(&a, "dossier.approve"));
	later.now++;
	a = who(&later, "chuyenmon.gialam");
	assert_false(holds(&a, "dossier.approve"));
	OK(WRITE(c, delegation_end(c, n.id)));
	a = who(c, "chuyenmon.gialam");
	assert_false(holds(&a, "dossier.approve"));
	FAILS(CONFLICT, WRITE(c, delegation_end(c, n.id)));
}

static void nobody_delegates_what_he_does_not_hold_nor_further(void **state)
{
	struct ctx *c = test_store(state);
	act_as(c, "lanhdao.gialam");
	struct new_delegation n = approving(c, "vanthu.gialam");
	OK(WRITE(c, delegation_add(c, &n)));
	act_as(c, "vanthu.gialam");
	struct new_delegation further = approving(c, "motcua.gialam");
	FAILS(INVALID, WRITE(c, delegation_add(c, &further)));
	act_as(c, "lanhdao.gialam");
	static const char *const never[] = {"account.manage", "role.manage", "delegation.make", "dossier.receive", "no.such"};
	for (size_t i = 0; i < COUNT(never); i++) {
		str one = str_of(never[i]);
		struct new_delegation bad = approving(c, "vanthu.gialam");
		bad.permissions = (struct texts){&one, 1};
		FAILS(INVALID, WRITE(c, delegation_add(c, &bad)));
	}
	struct new_delegation abroad = approving(c, "motcua.cucphuong"), self = approving(c, "lanhdao.gialam");
	FAILS(INVALID, WRITE(c, delegation_add(c, &abroad)));
	FAILS(INVALID, WRITE(c, delegation_add(c, &self)));
	OK(WRITE(c, delegation_end(c, n.id)));
}

static void its_days_are_some_days(void **state)
{
	struct ctx *c = test_store(state);
	act_as(c, "lanhdao.gialam");
	static const char *const bad[][2] = {{"2026-11-22", "2026-11-25"}, {"2026-11-25", "2026-11-24"},
		{"2026-11-23", "2027-11-24"}, {"2026-11-23", ""}, {"", "2026-11-25"}};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct new_delegation n = approving(c, "chuyenmon.gialam");
		n.valid_from = str_of(bad[i][0]);
		n.valid_until = str_of(bad[i][1]);
		FAILS(INVALID, WRITE(c, delegation_add(c, &n)));
	}
}

static void a_mandate_ends_with_the_power_behind_it(void **state)
{
	struct ctx *c = test_store(state);
	act_as(c, "lanhdao.gialam");
	int64_t leader = c->actor;
	struct new_delegation n = approving(c, "chuyenmon.gialam");
	OK(WRITE(c, delegation_add(c, &n)));
	act_as(c, "quantri");
	OK(WRITE(c, account_disable(c, leader)));
	struct actor a = who(c, "chuyenmon.gialam");
	assert_false(holds(&a, "dossier.approve"));
	OK(WRITE(c, account_enable(c, leader)));
	a = who(c, "chuyenmon.gialam");
	assert_true(holds(&a, "dossier.approve"));
	act_as(c, "chuyenmon.gialam"); /* he gives it back */
	OK(WRITE(c, delegation_end(c, n.id)));
	a = who(c, "chuyenmon.gialam");
	assert_false(holds(&a, "dossier.approve"));
}

static void strangers_do_not_end_it_and_the_units_administrator_does(void **state)
{
	struct ctx *c = test_store(state);
	act_as(c, "lanhdao.gialam");
	struct new_delegation n = approving(c, "chuyenmon.gialam");
	OK(WRITE(c, delegation_add(c, &n)));
	act_as(c, "motcua.gialam");
	FAILS(NOT_FOUND, WRITE(c, delegation_end(c, n.id)));
	act_as(c, "quantri.cucphuong");
	FAILS(NOT_FOUND, WRITE(c, delegation_end_of_unit(c, n.id)));
	act_as(c, "quantri.gialam");
	OK(WRITE(c, delegation_end_of_unit(c, n.id)));
}

static void an_officer_of_two_units_chooses_one(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "vanthu.gialam"), gia_lam = who(c, "vanthu.gialam").unit, cuc_phuong, position;
	struct actor a = who(c, "vanthu.gialam");
	assert_false(a.has_units);
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &cuc_phuong));
	c->actor = c->unit = 0; /* by the platform */
	struct new_position p = {.account = id, .unit = cuc_phuong, .role = S("reception")};
	OK(WRITE(c, position_add(c, &p, &position)));
	a = who(c, "vanthu.gialam");
	assert_true(a.has_units && a.unit == cuc_phuong && holds(&a, "dossier.receive"));
	OK(access_identify(c, &(struct session){.account = id, .unit = some_int(gia_lam)}, &a));
	assert_true(a.unit == gia_lam && !holds(&a, "dossier.receive"));
	OK(access_identify(c, &(struct session){.account = id, .unit = some_int(1 << 30)}, &a));
	assert_int_equal(a.unit, cuc_phuong); /* not a unit of his: as if he had not chosen */
}

static void a_program_may_what_its_scope_says(void **state)
{
	struct ctx *c = test_store(state);
	struct actor a = who(c, "motcua.gialam");
	struct session s = {
		.account = a.account, .token = 1, .unit = some_int(a.unit), .scope = S("dossier.receive role.manage")};
	OK(access_identify(c, &s, &a));
	assert_true(holds(&a, "dossier.receive"));
	assert_false(holds(&a, "people.read"));
	assert_false(holds(&a, "role.manage"));
	s.unit = some_int(1 << 30);
	OK(access_identify(c, &s, &a));
	assert_false(holds(&a, "dossier.receive"));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_colleague_approves_in_the_leaders_place_for_those_days),
		cmocka_unit_test(nobody_delegates_what_he_does_not_hold_nor_further),
		cmocka_unit_test(its_days_are_some_days),
		cmocka_unit_test(a_mandate_ends_with_the_power_behind_it),
		cmocka_unit_test(strangers_do_not_end_it_and_the_units_administrator_does),
		cmocka_unit_test(a_program_may_what_its_scope_says),
		cmocka_unit_test(an_officer_of_two_units_chooses_one),
	};
	return cmocka_run_group_tests(tests, filled, emptied);
}
