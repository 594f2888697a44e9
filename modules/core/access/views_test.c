/* What other modules see of accounts and positions: the views of access.sql, on a day that they are told. */
#include "stage_test.h"
#include "tests/unit/seen.sql.h"

static size_t officers(struct ctx *c, int64_t unit, const char *day)
{
	struct seen_officers_rows rows;
	OK(seen_officers(c, unit, str_of(day), &rows));
	return rows.n;
}
static size_t positions(struct ctx *c, int64_t unit, const char *day)
{
	struct seen_positions_rows rows;
	OK(seen_positions(c, unit, str_of(day), &rows));
	return rows.n;
}

static void a_day_is_told_and_a_closed_account_works_nowhere(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id, position, unit;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	size_t before = officers(c, unit, "2026-11-15"), held = positions(c, unit, "2026-11-15"),
	       late = officers(c, unit, "2026-12-01"), over = positions(c, unit, "2026-12-01"),
	       early = officers(c, unit, "2026-10-31");
	struct new_account n = {.kind = S("officer"), .login = S("nhinthay.gialam"), .name = S("Trần Nhìn Thấy")};
	OK(WRITE(c, account_add(c, &n, &id)));
	struct new_position leader = {
		.account = id, .unit = unit, .role = S("leader"), .valid_from = S("2026-11-01"), .valid_to = S("2026-12-01")};
	OK(WRITE(c, position_add(c, &leader, &position)));
	assert_int_equal(officers(c, unit, "2026-10-31"), early);
	assert_int_equal(officers(c, unit, "2026-11-01"), before + 1);
	assert_int_equal(officers(c, unit, "2026-11-30"), before + 1);
	assert_int_equal(positions(c, unit, "2026-11-30"), held + 1);
	assert_int_equal(officers(c, unit, "2026-12-01"), late);
	assert_int_equal(positions(c, unit, "2026-12-01"), over);
	OK(WRITE(c, account_disable(c, id)));
	assert_int_equal(officers(c, unit, "2026-11-15"), before);
	assert_int_equal(positions(c, unit, "2026-11-15"), held + 1); /* the position is there all the same */
}

static void a_number_alone_is_nobody(void **state)
{
	struct ctx *c = test_store(state);
	struct new_account declared = {
		.kind = S("citizen"), .login = S("kela.mat"), .name = S("Kẻ Lạ Mặt"), .declared_number = S("037175000071")};
	struct confirmation proof = {.level = S("provider"),
		.facts = {.name = S("Phạm Thị Xem"),
			.personal_number = S("037175000071"),
			.birth_on = S("1975-05-05"),
			.address = S("Xóm 3")}};
	struct seen_applicant is;
	int64_t id;
	OK(WRITE(c, account_confirm(c, &proof)));
	OK(WRITE(c, account_add(c, &declared, &id)));
	OK(seen_applicant(c, id, &is));
	assert_string_equal(is.proved.s, "");
	assert_string_equal(is.number.s, "037175000071"); /* what he says himself */
	assert_string_equal(is.address.s, "");
	OK(seen_applicant(c, proof.account, &is));
	assert_string_equal(is.level.s, "provider");
	assert_string_equal(is.address.s, "Xóm 3");
	assert_string_equal(is.proved.s, "037175000071");
	assert_string_equal(is.number.s, "037175000071");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_told_and_a_closed_account_works_nowhere), cmocka_unit_test(a_number_alone_is_nobody)};
	return cmocka_run_group_tests_name("views", tests, filled, emptied);
}
