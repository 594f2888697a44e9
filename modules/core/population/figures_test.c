#include "stage_test.h"

static struct household_movement of_group(
	const char *kind, const char *day, const char *name, const char *birth, const char *sex, const char *group)
{
	struct household_movement m = somebody(0, kind, day, name, birth, sex);
	m.ethnicity = str_of(group);
	return m;
}

static int64_t opened(struct ctx *c, int64_t where, const char *name, const char *birth, const char *group)
{
	struct new_household n = household_headed(where, name, birth);
	n.head.ethnicity = str_of(group);
	OK(apply(c, household_open, &n));
	return n.id;
}

static struct population counted(struct ctx *c, const char *day, int64_t place, const char *residence)
{
	struct population p;
	OK(db_read_begin(c));
	OK(population_count(c, stage.unit, &(struct population_asked){str_of(day), place, str_of(residence)}, &p));
	db_read_end(c);
	return p;
}

static int64_t arrived(struct ctx *c, int64_t household, struct household_movement m)
{
	m.household = household;
	OK(apply(c, household_move, &m));
	return m.person;
}

static void ages_are_whole_years_on_the_day(void **state)
{
	(void)state;
	assert_int_equal(population_age(S("2000-11-23"), S("2026-11-22")), 25);
	assert_int_equal(population_age(S("2000-11-23"), S("2026-11-23")), 26);
	assert_int_equal(population_age(S("2000"), S("2026-01-01")), 26); /* only the year is known */
	assert_int_equal(population_age(S("2000-06"), S("2026-05-31")), 25);
	assert_int_equal(population_age(S("2000-02-29"), S("2026-02-28")), 25);
	assert_int_equal(population_age(S("2000-02-29"), S("2026-03-01")), 26);
	assert_int_equal(population_age(S(""), S("2026-03-01")), -1);
	assert_int_equal(population_age(S("2026-03-02"), S("2026-03-01")), -1);
	assert_int_equal(population_age(S("2026-03-01"), S("2026-03-01")), 0);
}

static void everybody_is_counted_once_under_each_heading(void **state)
{
	struct ctx *c = stage_begin(state);
	int64_t one = opened(c, stage.hamlet, "Đinh Văn Tư", "1941-07-01", "06"),
		two = opened(c, stage.other_hamlet, "Lê Văn Tám", "1942-07-02", "01");
	struct household_movement m = of_group("arrive", "2025-08-01", "Đinh Thị Bé", "2021-11-24", "female", "06");
	arrived(c, one, m);
	m = of_group("arrive", "2026-03-01", "Lê Thị Chín", "2021-11-23", "female", "");
	m.residence = S("temporary");
	int64_t lodger = arrived(c, two, m);
	struct population p = counted(c, "2026-07-01", 0, "");
	assert_int_equal(p.total.households, 2);
	assert_int_equal(p.total.persons, 4);
	assert_int_equal(p.total.female, 2);
	assert_int_equal(p.total.temporary, 1);
	assert_int_equal(p.places.n, 2);
	assert_string_equal(p.places.v[0].title.s, "Thôn Gia Hòa");
	assert_int_equal(p.places.v[0].persons, 2);
	assert_int_equal(p.ages[AGE_GROUPS - 1].male, 1); /* 85 that day */
	assert_int_equal(p.ages[AGE_GROUPS - 2].male, 1); /* 83 */
	assert_int_equal(p.ages[0].female, 2);
	assert_int_equal(p.ethnicities[0].male, 1);
	assert_int_equal(p.ethnicities[5].male + p.ethnicities[5].female, 2);
	assert_int_equal(p.ethnicities[ETHNICITIES].female, 1);
	assert_int_equal(p.kinds[0], 2);
	assert_int_equal(p.kind_persons[0], 4);
	p = counted(c, "2026-11-23", 0, "");
	assert_int_equal(p.ages[0].female, 1); /* one is five today, the other tomorrow */
	assert_int_equal(p.ages[1].female, 1);
	assert_int_equal(counted(c, "2026-02-28", 0, "").total.persons, 3);
	assert_int_equal(counted(c, "2025-06-30", 0, "").total.households, 0);
	assert_int_equal(counted(c, "2026-07-01", 0, "permanent").total.persons, 3);
	assert_int_equal(counted(c, "2026-07-01", 0, "temporary").total.persons, 1);
	p = counted(c, "2026-07-01", stage.hamlet, "");
	assert_int_equal(p.total.persons, 2);
	assert_int_equal(p.places.n, 1);
	m = of_group("absent", "2026-08-01", "", "", "", "");
	m.person = lodger;
	arrived(c, two, m);
	assert_int_equal(counted(c, "2026-08-01", 0, "").total.absent, 1);
	assert_int_equal(counted(c, "2026-07-31", 0, "").total.absent, 0);
	stage.unit = 1;
	p = counted(c, "2026-07-01", 0, ""); /* another unit's are not counted */
	assert_int_equal(p.total.persons, 0);
	assert_int_equal(p.total.households, 0);
}

static void of_whom_the_sex_is_not_known_is_neither(void **state)
{
	struct ctx *c = stage_begin(state);
	int64_t household = opened(c, stage.hamlet, "Đinh Văn Tư", "1941-07-01", "06"), person;
	struct person_facts f = {.name = S("Đinh Mới"), .birth_on = S("2000"), .unit = stage.unit};
	OK(WRITE(c, person_save(c, &f, &person)));
	OK(WRITE(c, household_member_add(c, &(struct household_member_add_in){.household = household,
						    .unit = stage.unit,
						    .person = person,
						    .relation = S("child"),
						    .residence = S("permanent"),
						    .presence = S("present"),
						    .valid_from = S("2026-01-01"),
						    .begun_by = 1})));
	struct population p = counted(c, "2026-07-01", 0, "");
	assert_int_equal(p.total.persons, 2);
	assert_int_equal(p.total.male, 1);
	assert_int_equal(p.total.female, 0);
	assert_int_equal(p.places.v[0].male, 1);
	assert_int_equal(p.ages[5].unknown, 1);
}

static void what_was_written_wrongly_is_not_counted(void **state)
{
	struct ctx *c = stage_begin(state);
	int64_t one = opened(c, stage.hamlet, "Đinh Văn Tư", "1941-07-01", "06");
	struct new_household n = household_headed(stage.hamlet, "Lê Văn Tám", "1970");
	OK(apply(c, household_open, &n));
	struct household_movement m = said(one, "correct", "");
	m.hamlet = stage.other_hamlet;
	m.address = S("Số 6");
	m.household_kind = S("family");
	arrived(c, one, m);
	m = said(n.id, "withdraw", "");
	m.withdrawn = n.head.id;
	arrived(c, n.id, m);
	struct population p = counted(c, "2026-07-01", 0, "");
	assert_int_equal(p.total.households, 1);
	assert_int_equal(p.total.persons, 1);
	assert_int_equal(p.places.n, 1);
	assert_string_equal(p.places.v[0].title.s, "Thôn Gia Hòa");
}

static void poor_households_are_those_of_the_day(void **state)
{
	struct ctx *c = stage_begin(state);
	int64_t one = opened(c, stage.hamlet, "Đinh Văn Tư", "1970", "06");
	opened(c, stage.hamlet, "Lê Văn Tám", "1970", "01");
	struct household_movement m = of_group("policy", "2026-02-01", "", "", "", "");
	m.policy_kind = S("poor");
	m.decision_number = S("1/QĐ");
	m.decision_on = S("2026-01-01");
	arrived(c, one, m);
	m.policy_kind = S("near_poor");
	m.day = S("2026-05-01");
	arrived(c, one, m);
	assert_int_equal(counted(c, "2026-01-31", 0, "").total.poor, 0);
	assert_int_equal(counted(c, "2026-02-01", 0, "").total.poor, 1);
	struct population p = counted(c, "2026-05-01", 0, "");
	assert_int_equal(p.total.poor, 0);
	assert_int_equal(p.total.near_poor, 1);
	assert_int_equal(p.places.v[0].near_poor, 1);
	assert_int_equal(p.total.households, 2);
	assert_int_equal(counted(c, "2031-01-01", 0, "").total.near_poor, 0); /* the years of the standard are over */
}

static void a_place_is_the_same_under_another_name(void **state)
{
	struct ctx *c = stage_begin(state);
	opened(c, stage.hamlet, "Đinh Văn Tư", "1970", "06");
	struct hamlet_change n = {.unit = stage.unit,
		.hamlet = stage.hamlet,
		.kind = S("thon"),
		.name = S("Tân Lộc"),
		.note = S(""),
		.day = S("2026-04-01"),
		.legal_basis = S("NQ 2")};
	OK(apply(c, hamlet_rename, &n));
	struct hamlet_change again = n;
	again.hamlet = n.id;
	again.name = S("Tân Mỹ");
	again.day = S("2026-06-01");
	OK(apply(c, hamlet_rename, &again));
	opened(c, stage.hamlet, "Lê Văn Tám", "1970", "01"); /* on a day when it was called so */
	struct population p = counted(c, "2026-11-23", 0, "");
	assert_int_equal(p.places.n, 1);
	assert_string_equal(p.places.v[0].title.s, "Thôn Tân Mỹ");
	assert_int_equal(p.places.v[0].households, 2);
	assert_string_equal(counted(c, "2026-05-01", 0, "").places.v[0].title.s, "Thôn Tân Lộc");
	assert_string_equal(counted(c, "2026-03-31", 0, "").places.v[0].title.s, "Thôn Mỹ Lộc");
	struct hamlet_change close = {.unit = stage.unit, .hamlet = again.id, .day = S("2026-11-01")};
	modules_set((const struct module *const[]){&units_module, &population_module, NULL});
	FAILS(CONFLICT, apply(c, hamlet_close, &close)); /* people live there */
	close.hamlet = stage.other_hamlet;
	OK(apply(c, hamlet_close, &close));
}

static void verify_tells_what_does_not_hold(void **state)
{
	struct ctx *c = stage_begin(state);
	opened(c, stage.hamlet, "Đinh Văn Tư", "1970", "06");
	struct verify_report report = {.lines.a = c->a};
	OK(db_read_begin(c));
	OK(population_module.verify(c, &report));
	db_read_end(c);
	assert_int_equal(report.wrong, 0);
	assert_int_equal(report.checked, 3); /* a household, a resident, the figures of a stage.unit */
	struct household_member_now head;
	struct household_by_code h;
	bool found;
	OK(household_by_code(c, stage.unit, S("HO-000001"), &h, &found));
	struct household_members_on_rows rows;
	OK(household_members_on(c, h.id, S("2026-01-01"), &rows));
	OK(household_member_now(c, h.id, rows.v[0].person_id, &head, &found));
	OK(WRITE(c, household_member_ends(c, head.id, S("2026-01-01"), 1)));
	report = (struct verify_report){.lines.a = c->a};
	OK(db_read_begin(c));
	OK(population_module.verify(c, &report));
	db_read_end(c);
	assert_int_equal(report.wrong, 2); /* nobody heads it; a household in which nobody is counted */
	assert_true(str_has(buf_text(&report.lines), S("HO-000001 không có chủ hộ từ ngày 01/01/2026")));
}

static struct population_below_rows below(struct ctx *c, int64_t unit, const char *day)
{
	struct population_below_rows rows;
	OK(population_below(c, unit, str_of(day), 10, &rows));
	return rows;
}

static void who_stands_above_reads_what_was_counted(void **state)
{
	struct ctx *c = stage_begin(state);
	int64_t one = opened(c, stage.hamlet, "Đinh Văn Tư", "1970", "06"), province, other;
	OK(unit_find(c, S("province"), S("37"), day_of(c->now), &province));
	OK(unit_find(c, S("province"), S("01"), day_of(c->now), &other));
	OK(population_keep_day(c, S("2026-01-01")));
	arrived(c, one, somebody(one, "arrive", "2026-02-01", "Đinh Thị Bé", "2021-11-24", "female"));
	c->now += 9;
	OK(population_keep_now(c, S("")));
	arrived(c, one, somebody(one, "arrive", "2026-03-01", "Đinh Văn Bé", "2022-11-24", "male"));
	OK(population_keep_now(c, S(""))); /* once more the same day */
	assert_int_equal(below(c, province, "2025-12-31").n, 0);
	struct population_below_rows rows = below(c, province, "2026-11-22");
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].persons, 1);
	assert_string_equal(rows.v[0].on_day.s, "2026-01-01");
	rows = below(c, province, "2026-11-23");
	assert_int_equal(rows.v[0].persons, 3);
	assert_int_equal(rows.v[0].female, 1);
	assert_int_equal(rows.v[0].households, 1);
	assert_int_equal(rows.v[0].eligible, 1);
	assert_int_equal(below(c, other, "2026-11-23").n, 0);
	assert_int_equal(below(c, stage.unit, "2026-11-23").n, 0);
}

TESTS()
{
#define T(name) cmocka_unit_test_setup_teardown(name, test_open, test_close)
	const struct CMUnitTest tests[] = {T(ages_are_whole_years_on_the_day), T(everybody_is_counted_once_under_each_heading),
		T(of_whom_the_sex_is_not_known_is_neither), T(what_was_written_wrongly_is_not_counted),
		T(poor_households_are_those_of_the_day), T(a_place_is_the_same_under_another_name),
		T(who_stands_above_reads_what_was_counted), T(verify_tells_what_does_not_hold)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
