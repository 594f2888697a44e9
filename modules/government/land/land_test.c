/* Sheets, parcels, rights, certificates and restrictions. */
#include "stage_test.h"

static int open_store(void **state)
{
	int code = test_open(state);
	if (!code)
		stage_set(*state);
	return code;
}
static struct parcel_work facts_of(struct ctx *c, int64_t id)
{
	struct land_facts_of f;
	OK(land_fact_current(c, id, &f));
	return (struct parcel_work){.parcel = id,
		.seen = parcel_now(c, id).version,
		.area = f.area,
		.uses = f.uses,
		.address = f.address,
		.shape = f.shape,
		.old_sheet = f.old_sheet,
		.old_number = f.old_number,
		.day = S("2024-03-01"),
		.basis = S("Biên bản 12"),
		.reason = S("Ghi nhầm")};
}

static void a_sheet_is_of_a_commune_with_its_own_meridian(void **state)
{
	struct ctx *c = test_store(state);
	struct sheet_work w = {
		.unit = c->unit, .old_unit = c->unit, .number = 12, .scale = 1000, .meridian = 6300, .drawn_on = S("")};
	FAILS(INVALID, apply(c, land_sheet_keep, &w)); /* given already */
	w.old_unit = stage.elsewhere;
	FAILS(INVALID, apply(c, land_sheet_keep, &w)); /* not one that became part of it */
	OK(unit_find(c, S("commune"), S("14392"), day_make(2025, 6, 1), &w.old_unit));
	w.scale = 1234;
	FAILS(INVALID, apply(c, land_sheet_keep, &w));
	w.scale = 2000;
	w.meridian = 6310;
	FAILS(INVALID, apply(c, land_sheet_keep, &w));
	w.meridian = 6330; /* another than its neighbour's */
	w.number = 0;
	FAILS(INVALID, apply(c, land_sheet_keep, &w));
	w.number = 12; /* two of that number in one commune of today */
	OK(apply(c, land_sheet_keep, &w));
	w.meridian = 6300;
	OK(apply(c, land_sheet_keep, &w)); /* nothing measured on it yet */
	parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	struct sheet_work with_parcels = {
		.id = stage.sheet, .unit = c->unit, .scale = 500, .meridian = 6330, .number = 12, .drawn_on = S("")};
	FAILS(CONFLICT, apply(c, land_sheet_keep, &with_parcels));
	with_parcels.meridian = 6300;
	OK(apply(c, land_sheet_keep, &with_parcels));
	with_parcels.unit = c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, apply(c, land_sheet_keep, &with_parcels));
}

static void a_parcel_has_number_code_and_holder(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT 200; CLN 400");
	struct land_parcel p = parcel_now(c, id);
	struct land_facts_of f;
	OK(land_fact_current(c, id, &f));
	assert_true(p.number == 1 && p.area == 60000 && str_is(p.main_use, "ONT") && !p.is_managed);
	assert_true(parcel_code_like(p.code) && f.algorithm == PARCEL_CODE_ALGORITHM && f.label_east == 581010000 &&
		    f.label_north == 2256015000);
	assert_int_equal(parcel_now(c, parcel_in(c, S(""), 10000, "LUC")).number, 2); /* not measured, no code */
	assert_string_equal(parcel_now(c, 2).code.s, "");
	struct parcel_work again = facts_of(c, id);
	again.sheet = stage.sheet;
	again.number = 2;
	FAILS(INVALID, apply(c, land_parcel_add, &again)); /* the number is given */
	again.number = 3;
	FAILS(INVALID, apply(c, land_parcel_add, &again)); /* it lies over the first one */
	again.shape = box(c, 20, 0, 40, 30);
	again.holdings = (struct land_holdings){.v = {{.kind = S("person"), .id = stage.an, .part = 1, .whole = 2}}, .n = 1};
	FAILS(INVALID, apply(c, land_parcel_add, &again));
	again.holdings.n = 0;
	again.day = S("2030-01-01");
	FAILS(INVALID, apply(c, land_parcel_add, &again));
	again.day = S("2020-01-01");
	OK(apply(c, land_parcel_add, &again));
	assert_int_equal(parcel_now(c, again.parcel).is_managed, 1); /* nobody holds it: the state does */
	FAILS(CONFLICT, apply(c, land_certificate_add,
				(&(struct certificate_work){.parcel = again.parcel,
					.kind = S("2014"),
					.serial = S("CA 123456"),
					.book = S(""),
					.issued_on = S("2020-01-01"),
					.issuer = S("x")})));
	c->unit = stage.elsewhere;
	again.number = 9;
	FAILS(NOT_FOUND, apply(c, land_parcel_add, &again));
	c->unit = stage.unit;
	all_adds_up(c);
}

static void facts_change_from_a_day_or_are_corrected(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "CLN");
	struct parcel_work w = facts_of(c, id);
	struct land_facts_of_rows all;
	FAILS(INVALID, apply(c, land_parcel_facts, &w)); /* nothing differs */
	w.uses = S("ONT 200; CLN 400");
	w.day = S("2010-05-04");
	FAILS(INVALID, apply(c, land_parcel_facts, &w)); /* not after the day of what holds */
	w.day = S("2024-03-01");
	w.basis = S("");
	FAILS(INVALID, apply(c, land_parcel_facts, &w));
	w.basis = S("Quyết định 5");
	w.seen = 9;
	FAILS(CONFLICT, apply(c, land_parcel_facts, &w));
	w.seen = parcel_now(c, id).version;
	OK(apply(c, land_parcel_facts, &w));
	FAILS(CONFLICT, apply(c, land_parcel_facts, &w)); /* the second editor is told */
	OK(land_facts_of(c, id, &all));
	assert_true(all.n == 2 && str_is(all.v[0].valid_from, "2024-03-01") && str_is(all.v[1].valid_to, "2024-03-01") &&
		    !all.v[1].corrected_at.set);
	w = facts_of(c, id);
	w.how = LAND_CORRECT;
	w.shape = box(c, 0, 0, 20, 29);
	w.area = 58000;
	w.uses = S("ONT 200; CLN 380");
	w.reason = S("");
	FAILS(INVALID, apply(c, land_parcel_facts, &w)); /* what was wrong is said */
	w.reason = S("Đo lại");
	str before = str_copy(c->a, parcel_now(c, id).code);
	OK(apply(c, land_parcel_facts, &w));
	OK(land_facts_of(c, id, &all));
	assert_true(all.n == 3 && str_is(all.v[0].valid_from, "2024-03-01") && all.v[1].corrected_at.set &&
		    !all.v[2].corrected_at.set);
	assert_false(str_eq(before, parcel_now(c, id).code));
	assert_true(str_is(parcel_now(c, id).main_use, "ONT") && parcel_now(c, id).area == 58000);
	c->unit = stage.elsewhere;
	w = (struct parcel_work){.parcel = id, .seen = 3};
	FAILS(NOT_FOUND, apply(c, land_parcel_facts, &w));
	c->unit = stage.unit;
	all_adds_up(c);
}

static const char *shares(struct ctx *c, size_t n, const int64_t (*v)[2])
{
	struct land_holdings h = {.n = n};
	for (size_t i = 0; i < n; i++)
		h.v[i] = (struct land_holding){.kind = S("person"), .id = (int64_t)i + 1, .part = v[i][0], .whole = v[i][1]};
	return str_c(c->a, land_shares_wrong(c->a, &h));
}
#define SHARES(...) shares(c, sizeof((int64_t[][2]){__VA_ARGS__}) / sizeof(int64_t[2]), (const int64_t[][2]){__VA_ARGS__})

static void shares_are_one_whole_exactly(void **state)
{
	struct ctx *c = test_store(state);
	assert_string_equal(SHARES({1, 3}, {1, 3}, {1, 3}), "");
	assert_string_equal(SHARES({1, 2}, {1, 3}, {1, 6}), "");
	assert_string_equal(SHARES({1, 1}), "");
	assert_string_equal(SHARES({0, 0}, {0, 0}), ""); /* husband and wife */
	assert_true(strstr(SHARES({1, 2}, {1, 3}), "5/6") != NULL);
	assert_true(strstr(SHARES({333, 1000}, {333, 1000}, {333, 1000}), "999/1000") != NULL);
	assert_true(strstr(SHARES({1, 2}, {0, 0}), "không ai ghi phần") != NULL);
	assert_true(strstr(SHARES({3, 2}), "phân số") != NULL);
	assert_true(strstr(SHARES({1, 2}, {1, 2000}), "phân số") != NULL);
	assert_true(strstr(SHARES({0, 2}, {1, 1}), "phân số") != NULL);
	assert_true(strstr(SHARES({1, 997}, {1, 991}, {1, 983}, {1, 977}, {1, 971}, {1, 967}, {1, 953}), "mẫu số chung") != NULL);
	struct land_holdings twice = held_by(stage.an);
	twice.v[twice.n++] = twice.v[0];
	assert_true(str_has(land_shares_wrong(c->a, &twice), S("một lần")));
}

static struct right_work passing(struct ctx *c, int64_t parcel, int64_t to)
{
	return (struct right_work){.parcel = parcel,
		.seen = parcel_now(c, parcel).version,
		.holdings = held_by(to),
		.origin = 1,
		.term = S(""),
		.day = S("2025-02-03"),
		.basis = S("Hợp đồng 15")};
}

static void a_right_passes_on_and_the_old_one_stays(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	struct land_rights_of_rows all;
	struct land_holdings held;
	struct right_work w = passing(c, id, stage.an);
	w.origin = 0;
	FAILS(INVALID, apply(c, land_right_keep, &w)); /* nothing differs */
	w = passing(c, id, stage.binh);
	w.day = S("2009-01-01");
	FAILS(INVALID, apply(c, land_right_keep, &w));
	OK(apply(c, land_restriction_add,
		(&(struct restriction_work){
			.parcel = id, .kind = S("mortgage"), .said = S(""), .basis = S("HĐ 7"), .day = S("2020-01-02")})));
	w.day = S("2025-02-03");
	FAILS(CONFLICT, apply(c, land_right_keep, &w)); /* mortgaged */
	struct land_restrictions_of_rows against;
	OK(land_restrictions_of(c, id, &against));
	struct restriction_work lift = {.id = against.v[0].id, .basis = S("Đơn xóa"), .day = S("2019-01-01")};
	FAILS(INVALID, apply(c, land_restriction_lift, &lift));
	lift.day = S("2024-01-01");
	OK(apply(c, land_restriction_lift, &lift));
	FAILS(CONFLICT, apply(c, land_restriction_lift, &lift));
	OK(apply(c, land_right_keep, &w));
	FAILS(CONFLICT, apply(c, land_right_keep, &w)); /* he saw an older row */
	OK(land_rights_of(c, id, &all));
	assert_true(all.n == 2 && str_is(all.v[1].valid_to, "2025-02-03") && !all.v[0].valid_to.s);
	w = passing(c, id, stage.an);
	w.how = LAND_CORRECT;
	OK(apply(c, land_right_keep, &w));
	OK(land_rights_of(c, id, &all));
	assert_true(all.n == 3 && all.v[1].corrected_at.set && str_is(all.v[0].valid_from, "2025-02-03"));
	OK(land_holdings_of(c, all.v[0].id, &held));
	assert_true(held.n == 1 && held.v[0].id == stage.an);
	w = passing(c, id, stage.an);
	w.day = S("2026-01-01");
	w.holdings.n = 0; /* taken back */
	OK(apply(c, land_right_keep, &w));
	assert_int_equal(parcel_now(c, id).is_managed, 1);
	c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, apply(c, land_right_keep, &w));
	c->unit = stage.unit;
	all_adds_up(c);
}

static void certificates_bear_the_numbers_of_their_time(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const good[][2] = {{"1993", "M 123456"}, {"2003", "AB 123456"}, {"2009", "BK 123456"},
		{"2014", "CA 123456"}, {"2024", "AA 01234567"}, {"other", "12/QĐ"}};
	static const char *const bad[][2] = {{"1993", "123456"}, {"2009", "BK123456"}, {"2014", "C 123456"},
		{"2024", "AA 123456"}, {"2014", "CA 01234567"}, {"other", ""}};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_int_equal(land_serial_wrong(c->a, str_of(good[i][0]), str_of(good[i][1])).n, 0);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_true(land_serial_wrong(c->a, str_of(bad[i][0]), str_of(bad[i][1])).n > 0);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	struct land_certificates_of_rows all;
	OK(land_certificates_of(c, id, &all));
	struct certificate_work w = {.parcel = id,
		.kind = S("2009"),
		.serial = all.v[0].serial,
		.book = S(""),
		.issued_on = S("2012-01-01"),
		.issuer = S("x")};
	FAILS(INVALID, apply(c, land_certificate_add, &w)); /* there it is */
	struct certificate_work back = {.id = all.v[0].id, .day = S("2009-01-01"), .reason = S("Cấp sai")};
	FAILS(INVALID, apply(c, land_certificate_revoke, &back)); /* before it was given */
	back.day = S("2024-01-01");
	c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, apply(c, land_certificate_revoke, &back));
	c->unit = stage.unit;
	OK(apply(c, land_certificate_revoke, &back));
	FAILS(CONFLICT, apply(c, land_certificate_revoke, &back));
}

/* What verify names was made wrong behind the rules. */
static void verify_notices_what_does_not_add_up(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	struct verify_report report = {.lines = {.a = c->a}};
	all_adds_up(c);
	OK(WRITE(c, land_cells_forget(c, id)));
	OK(land_verify(c, &report));
	assert_int_equal(report.wrong, 1);
	struct land_rights_of_rows rights;
	OK(land_rights_of(c, id, &rights));
	OK(WRITE(c, land_holder_add(c, rights.v[0].id, S("person"), stage.binh, 1, 2)));
	report.wrong = 0;
	OK(land_verify(c, &report));
	assert_int_equal(report.wrong, 2);
	OK(WRITE(c, land_right_until(c, rights.v[0].id, S("2025-01-01"))));
	report.wrong = 0;
	OK(land_verify(c, &report));
	assert_int_equal(report.wrong, 2); /* nobody holds it; and the cells */
	OK(WRITE(c, land_parcel_summary(c, &(struct land_parcel_summary_in){.id = id,
						   .seen = parcel_now(c, id).version,
						   .area = 1,
						   .main_use = S("ONT"),
						   .address = S(""),
						   .folded = S(""),
						   .code = S("x")})));
	report.wrong = 0;
	OK(land_verify(c, &report));
	assert_int_equal(report.wrong, 3);
}

#define T(test) cmocka_unit_test_setup_teardown(test, open_store, test_close)
TESTS()
{
	const struct CMUnitTest tests[] = {T(a_sheet_is_of_a_commune_with_its_own_meridian),
		T(a_parcel_has_number_code_and_holder), T(facts_change_from_a_day_or_are_corrected),
		T(shares_are_one_whole_exactly), T(a_right_passes_on_and_the_old_one_stays),
		T(certificates_bear_the_numbers_of_their_time), T(verify_notices_what_does_not_add_up)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
