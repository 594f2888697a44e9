/* A unit's organisation: departments end only when nobody works in them. */
#include "../../../tests/unit/store.h"
#include "pages.h"
#include "core/access/access.h"

static void a_department_ends_when_nobody_is_left(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, added, economy, account;
	struct positions_at_rows positions;
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	OK(WRITE(c, agencies_standard(c, unit, S("2025-07-01"), &added)));
	OK(agency_find(c, unit, S("economy"), &economy));
	struct new_account n = {.kind = S("officer"),
		.login = S("kinhte.thu"),
		.name = S("Lê Thử"),
		.agency = economy,
		.unit = unit,
		.title = S("Trưởng phòng"),
		.role = S("specialist"),
		.valid_from = S("2025-07-01")};
	OK(WRITE(c, account_add(c, &n, &account)));
	OK(positions_at(c, unit, S("2026-11-23"), &positions));
	assert_int_equal(positions.n, 1);
	assert_int_equal(positions.v[0].agency_id.v, economy);
	OK(positions_at(c, unit, S("2025-06-30"), &positions));
	assert_int_equal(positions.n, 0);
	struct agency_change k = {.unit = unit, .agency = economy, .day = S("2026-12-01")};
	FAILS(INVALID, WRITE(c, organisation_end_agency(c, &k)));
	int64_t culture;
	OK(agency_find(c, unit, S("culture"), &culture));
	k.agency = culture;
	OK(WRITE(c, organisation_end_agency(c, &k)));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_department_ends_when_nobody_is_left, test_open, test_close),
	};
	return cmocka_run_group_tests_name("organisation", tests, NULL, NULL);
}
