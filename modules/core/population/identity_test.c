#include "stage_test.h"
#include "core/population/pages.h"
#include "web/services/holdings.h"

static int64_t household, person;

static struct ctx *begin(void **state)
{
	struct ctx *c = stage_begin(state);
	struct new_household n = household_headed(stage.hamlet, "Đinh Văn Tư", "1980-02-03");
	n.head.personal_number = S("037080000001");
	OK(apply(c, household_open, &n));
	household = n.id;
	person = n.head.person;
	return c;
}

static err says(struct ctx *c, const char *kind, const char *day, int64_t *id)
{
	struct household_movement m = said(household, kind, day);
	m.person = person;
	err e = apply(c, household_move, &m);
	if (id)
		*id = m.id;
	return e;
}

static void refused(err e, const char *words)
{
	FAILS(INVALID, e);
	assert_string_equal(e->problems->field, "day");
	if (!str_has(e->problems->text, str_of(words)))
		fail_msg("“%s” is not said: %s", words, e->problems->text.s);
}

static void has(struct ctx *c, const char *day, int64_t cards, int64_t level_2, int64_t activated)
{
	struct population p;
	OK(db_read_begin(c));
	OK(population_count(c, stage.unit, &(struct population_asked){.day = str_of(day), .residence = S("")}, &p));
	db_read_end(c);
	assert_int_equal(p.total.cards, cards);
	assert_int_equal(p.total.level_2, level_2);
	assert_int_equal(p.total.activated, activated);
	if (p.places.n)
		assert_int_equal(p.places.v[0].activated, activated);
}

static err taken_back(struct ctx *c, int64_t movement)
{
	struct household_movement m = said(household, "withdraw", "");
	m.withdrawn = movement;
	return apply(c, household_move, &m);
}

static void each_holds_from_its_day_on(void **state)
{
	struct ctx *c = begin(state);
	OK(says(c, "id_card", "2022-05-01", NULL)); /* before he lived here */
	OK(says(c, "id_level_2", "2025-08-01", NULL));
	OK(says(c, "id_activated", "2025-08-05", NULL));
	has(c, "2025-07-31", 1, 0, 0);
	has(c, "2025-08-01", 1, 1, 0);
	has(c, "2025-08-05", 1, 1, 1);
	OK(says(c, "id_card_end", "2026-05-01", NULL));
	OK(says(c, "id_account_end", "2026-06-01", NULL));
	has(c, "2026-04-30", 1, 1, 1);
	has(c, "2026-05-01", 0, 1, 1);
	has(c, "2026-05-31", 0, 1, 1);
	has(c, "2026-06-01", 0, 0, 0);
	OK(says(c, "id_card", "2026-05-01", NULL)); /* another on the very day */
	has(c, "2026-05-01", 1, 1, 1);
}

static void days_and_order_make_sense(void **state)
{
	struct ctx *c = begin(state);
	refused(says(c, "id_card", "1980-02-02", NULL), "trước ngày sinh");
	refused(says(c, "id_card", "2026-11-24", NULL), "chưa tới");
	refused(says(c, "id_activated", "2025-08-01", NULL), "chưa có tài khoản");
	refused(says(c, "id_account_end", "2025-08-01", NULL), "chưa ghi tài khoản");
	refused(says(c, "id_card_end", "2025-08-01", NULL), "chưa ghi thẻ");
	OK(says(c, "id_level_1", "2025-07-10", NULL));
	refused(says(c, "id_activated", "2025-08-01", NULL), "chưa có tài khoản"); /* of level 2 */
	refused(says(c, "id_level_2", "2025-07-10", NULL), "sau ngày đó");
	OK(says(c, "id_level_2", "2025-08-01", NULL));
	refused(says(c, "id_level_1", "2025-09-01", NULL), "mức độ 02 đã ghi từ ngày 01/08/2025");
	refused(says(c, "id_level_2", "2025-09-01", NULL), "đã ghi từ ngày 01/08/2025");
	refused(says(c, "id_level_2", "2025-07-31", NULL), "đã ghi từ ngày 01/08/2025");
	refused(says(c, "id_activated", "2025-07-31", NULL), "chưa có tài khoản");
	OK(says(c, "id_activated", "2025-08-01", NULL));
	refused(says(c, "id_account_end", "2025-08-01", NULL), "sau ngày đó");
	has(c, "2026-01-01", 0, 1, 1);
}

static void a_mistake_is_taken_back_the_newest_first(void **state)
{
	struct ctx *c = begin(state);
	int64_t lower, account, active;
	OK(says(c, "id_level_1", "2025-07-10", &lower));
	OK(says(c, "id_level_2", "2025-08-01", &account));
	OK(says(c, "id_activated", "2025-08-05", &active));
	FAILS(CONFLICT, taken_back(c, lower));
	err e = taken_back(c, account);
	FAILS(CONFLICT, e);
	assert_true(str_has(e->text, S("rút lại việc kích hoạt trước")));
	OK(taken_back(c, active));
	OK(taken_back(c, account));
	has(c, "2026-01-01", 0, 0, 0);
	struct resident_identities_rows all;
	OK(resident_identities(c, person, &all));
	assert_int_equal(all.n, 1); /* level 1 goes on */
	assert_string_equal(all.v[0].fact.s, "level_1");
	assert_int_equal(all.v[0].valid_to.n, 0);
}

static void it_goes_with_him_and_counts_where_he_lives(void **state)
{
	struct ctx *c = begin(state);
	OK(says(c, "id_level_2", "2025-08-01", NULL));
	struct household_movement m = said(household, "leave", "2026-01-01");
	m.person = person;
	OK(apply(c, household_move, &m));
	struct population p;
	OK(db_read_begin(c));
	OK(population_count(c, stage.unit, &(struct population_asked){.day = S("2026-01-01"), .residence = S("")}, &p));
	db_read_end(c);
	assert_int_equal(p.total.level_2, 0);
	struct new_household n = household_headed(stage.other_hamlet, "Đinh Văn Tư", "1980-02-03");
	n.head.personal_number = S("037080000001");
	n.head.day = S("2026-03-01");
	OK(apply(c, household_open, &n));
	assert_int_equal(n.head.person, person);
	household = n.id;
	has(c, "2026-02-28", 0, 0, 0);
	has(c, "2026-03-01", 0, 1, 0);
	OK(says(c, "id_activated", "2026-02-01", NULL)); /* while he lived elsewhere */
	has(c, "2026-03-01", 0, 1, 1);
}

static void accounts_are_counted_of_those_old_enough(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = somebody(household, "arrive", "2025-08-01", "Đinh Thị Bé", "2012-03-05", "female");
	OK(apply(c, household_move, &m));
	person = m.person;
	OK(says(c, "id_card", "2025-09-01", NULL));
	OK(says(c, "id_level_2", "2025-09-01", NULL));
	OK(says(c, "id_activated", "2025-09-01", NULL));
	has(c, "2026-03-04", 1, 0, 0); /* 14 tomorrow */
	has(c, "2026-03-05", 1, 1, 1);
	struct population p;
	OK(db_read_begin(c));
	OK(population_count(c, stage.unit, &(struct population_asked){.day = S("2026-03-04"), .residence = S("")}, &p));
	assert_int_equal(p.total.eligible, 1);
	db_read_end(c);
}

static void it_is_in_the_copy_that_he_is_given(void **state)
{
	struct ctx *c = begin(state);
	struct held_things all = {0};
	OK(says(c, "id_card", "2022-05-01", NULL));
	OK(says(c, "id_card_end", "2025-09-01", NULL));
	OK(population_held(c, &(struct holding_of){.unit = stage.unit, .person = person, .number = S("")}, &all));
	assert_int_equal(all.n, 1);
	const struct held_fact *last = &all.v[0].facts.v[all.v[0].facts.n - 1];
	assert_string_equal(last->label.s, "Thẻ căn cước");
	assert_string_equal(last->value.s, "từ 01/05/2022, đến trước 01/09/2025");
}

static void nothing_holds_twice_on_a_day(void **state)
{
	struct ctx *c = begin(state);
	int64_t id;
	OK(says(c, "id_card", "2022-05-01", &id));
	OK(says(c, "id_card_end", "2025-09-01", NULL));
	OK(WRITE(c, resident_identity_add(c, person, stage.unit, S("card"), S("2025-09-01"), id)));
	OK(resident_identity_holds(c, person));
	OK(WRITE(c, resident_identity_add(c, person, stage.unit, S("card"), S("2025-08-31"), id)));
	err e = resident_identity_holds(c, person);
	FAILS(CONFLICT, e);
	assert_true(str_has(e->text, S("hai lần")));
}

static void verify_tells_of_an_activation_without_account(void **state)
{
	struct ctx *c = begin(state);
	int64_t id;
	OK(says(c, "id_level_2", "2025-08-01", NULL));
	OK(says(c, "id_activated", "2025-08-05", &id));
	struct resident_identities_rows all;
	OK(resident_identities(c, person, &all));
	OK(WRITE(c, resident_identity_ends(c, all.v[0].id, S("2026-01-01"), id)));
	struct verify_report report = {.lines.a = c->a};
	OK(db_read_begin(c));
	OK(population_module.verify(c, &report));
	db_read_end(c);
	assert_int_equal(report.wrong, 1);
	assert_true(str_has(buf_text(&report.lines), S("không có tài khoản mức độ 02")));
}

TESTS()
{
#define T(name) cmocka_unit_test_setup_teardown(name, test_open, test_close)
	const struct CMUnitTest tests[] = {T(each_holds_from_its_day_on), T(days_and_order_make_sense),
		T(a_mistake_is_taken_back_the_newest_first), T(it_goes_with_him_and_counts_where_he_lives),
		T(accounts_are_counted_of_those_old_enough), T(it_is_in_the_copy_that_he_is_given),
		T(nothing_holds_twice_on_a_day), T(verify_tells_of_an_activation_without_account)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
