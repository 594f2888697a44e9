/* Rating a returned dossier: who may, once, until when; what is counted; who hears of it. */
#include "government/dossiers/stage_test.h"
#include "government/ratings/ratings_pages.h"
#include "government/ratings/tally.h"
#include "core/notices/notices.sql.h"
#include "web/demo.h"
#include "web/site.h"

static void step(struct ctx *c, int64_t dossier, const char *name, int64_t actor)
{
	struct dossier_work w = {.action = dossier_action(str_of(name)),
		.dossier = dossier,
		.note = S("x"),
		.assignee = is.specialist,
		.taken_by = S("Đinh Thị Hoà")};
	c->actor = actor;
	c->unit = w.unit = is.unit;
	OK(WRITE(c, dossier_apply(c, &w)));
}

/* Filed now, finished after `days` days. */
static int64_t returned(struct ctx *c, int days)
{
	struct new_dossier n = {.procedure = is.procedure,
		.receiving_unit = is.unit,
		.channel = S("online"),
		.applicant_name = S("Đinh Thị Hoà"),
		.applicant_number = S("037190000123"),
		.applicant_phone = S("0912000123"),
		.content = S("Đăng ký giám hộ"),
		.result_by = S("desk"),
		.account = is.citizen,
		.secret = S("ABCD2345")};
	c->now = TEST_NOW;
	c->actor = is.citizen;
	c->unit = 0;
	OK(WRITE(c, dossier_submit(c, &n)));
	step(c, n.id, "receive", is.reception);
	step(c, n.id, "hand_over", is.reception);
	step(c, n.id, "propose", is.specialist);
	c->now += days * DAY;
	step(c, n.id, "approve", is.leader);
	step(c, n.id, "return", is.reception);
	return n.id;
}

static struct new_rating rating(int64_t dossier, int64_t level)
{
	return (struct new_rating){.dossier = dossier,
		.account = is.citizen,
		.level = level,
		.comment = S("Làm nhanh"),
		.time = S("early"),
		.contacts = S("1"),
		.agencies = S("0"),
		.attitude = S("good")};
}

static err give(struct ctx *c, struct new_rating n)
{
	c->actor = n.account;
	c->unit = 0;
	return WRITE(c, rating_give(c, &n));
}

static struct rating_sums sums(struct ctx *c)
{
	struct rating_sums_rows s;
	OK(rating_sums(c, is.unit, S("2026-11"), S("2026-12"), &s));
	return s.v[0];
}

static int64_t unread(struct ctx *c, int64_t account)
{
	struct notice_unread_count n;
	OK(notice_unread_count(c, account, &n));
	return n.total;
}

static void all_adds_up(struct ctx *c)
{
	struct verify_report report = {.lines = {.a = c->a}};
	OK(WRITE(c, ratings_verify(c, &report)));
	if (report.wrong)
		print_error("%s", report.lines.s);
	assert_int_equal(report.wrong, 0);
	assert_true(report.checked > 3);
}

/* ---- tests ---- */

static void a_returned_dossier_is_rated_once(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = returned(c, 1);
	struct rating_sums before = sums(c);
	OK(give(c, rating(id, VERY_SATISFIED)));
	struct rating_sums s = sums(c);
	assert_int_equal(s.total, before.total + 1);
	assert_int_equal(s.very_satisfied, before.very_satisfied + 1);
	assert_int_equal(s.time_points, before.time_points + 2);
	assert_int_equal(s.unit_times, before.unit_times + 1);
	assert_int_equal(s.unit_time_points, before.unit_time_points + 1); /* received on the day that step was due */
	assert_int_equal(s.contact_points, before.contact_points + 1);
	assert_int_equal(s.agency_points, before.agency_points + 2);
	assert_int_equal(s.attitude_points, before.attitude_points + 2);

	struct new_rating changed = rating(id, SATISFIED);
	changed.time = S("");
	OK(give(c, changed));
	s = sums(c);
	assert_int_equal(s.total, before.total + 1);
	assert_int_equal(s.very_satisfied, before.very_satisfied);
	assert_int_equal(s.satisfied, before.satisfied + 1);
	assert_int_equal(s.times, before.times);

	struct rating_sums_rows officers;
	OK(rating_by_officer(c, is.unit, S("2026-11"), S("2026-12"), 100, &officers));
	assert_int_equal(officers.n, 1); /* who proposed, not who received */
	assert_true(officers.v[0].total >= 1);
	struct rating_of given;
	bool found;
	OK(rating_of(c, id, &given, &found));
	assert_true(found);
	assert_int_equal(given.officer_id, is.specialist);
	struct audit_after_rows log;
	OK(audit_after(c, 0, 500, &log));
	size_t last = log.n;
	while (last && !str_is(log.v[last - 1].action, "rating.change"))
		last--;
	assert_true(last > 0);
	assert_int_equal(log.v[last - 1].unit_id, is.unit); /* in the unit's chain, though a citizen did it */

	c->now += (RATING_DAYS + 1) * DAY;
	FAILS(CONFLICT, give(c, changed));
	all_adds_up(c);
}

static void who_may(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = returned(c, 1);
	struct new_rating n = rating(id, SATISFIED);
	n.account = is.other_citizen;
	FAILS(NOT_FOUND, give(c, n));
	struct rated_dossier d;
	bool found;
	OK(rated_dossier(c, id, &d, &found));
	struct new_rating by_code = rating(0, SATISFIED);
	by_code.account = 0;
	by_code.code = d.code;
	by_code.secret = S("WRONG234");
	FAILS(NOT_FOUND, give(c, by_code));
	by_code.secret = S("");
	FAILS(NOT_FOUND, give(c, by_code));
	by_code.secret = S("ABCD2345");
	OK(give(c, by_code));
	by_code.code = S("H42.17-010101-0001");
	FAILS(NOT_FOUND, give(c, by_code));
	n = rating(id, 4);
	FAILS(INVALID, give(c, n));
}

static void only_after_return(void **state)
{
	struct ctx *c = test_store(state);
	struct new_dossier n = {.procedure = is.procedure,
		.receiving_unit = is.unit,
		.channel = S("online"),
		.applicant_name = S("Đinh Thị Hoà"),
		.applicant_number = S("037190000123"),
		.applicant_phone = S("0912000123"),
		.content = S("x"),
		.result_by = S("desk"),
		.account = is.citizen};
	c->now = TEST_NOW;
	c->actor = is.citizen;
	OK(WRITE(c, dossier_submit(c, &n)));
	FAILS(CONFLICT, give(c, rating(n.id, SATISFIED)));
}

static void leaders_hear_of_the_unhappy(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = returned(c, 1), before = unread(c, is.leader);
	OK(give(c, rating(id, SATISFIED)));
	assert_int_equal(unread(c, is.leader), before);
	OK(give(c, rating(id, UNHAPPY)));
	assert_int_equal(unread(c, is.leader), before + 1);
	OK(give(c, rating(id, UNHAPPY)));
	assert_int_equal(unread(c, is.leader), before + 1);
}

static void complaints_count_unless_untrue(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = returned(c, 1);
	struct new_rating n = rating(id, UNHAPPY);
	struct rating_of r;
	bool found;
	n.attitude = S("complaint");
	struct rating_sums before = sums(c);
	OK(give(c, n));
	assert_int_equal(sums(c).attitude_points, before.attitude_points);
	assert_int_equal(sums(c).attitudes, before.attitudes + 1);
	OK(rating_of(c, id, &r, &found));
	struct rating_review v = {r.id, false, S("Camera cho thấy không có")};
	c->actor = is.leader;
	c->unit = is.unit + 1;
	FAILS(NOT_FOUND, WRITE(c, rating_judge(c, &v)));
	c->unit = is.unit;
	OK(WRITE(c, rating_judge(c, &v)));
	assert_int_equal(sums(c).attitude_points, before.attitude_points + 2);
	OK(give(c, n)); /* judged once: the same complaint does not count again */
	assert_int_equal(sums(c).attitude_points, before.attitude_points + 2);
	v.upheld = true;
	c->actor = is.leader;
	c->unit = is.unit;
	OK(WRITE(c, rating_judge(c, &v)));
	assert_int_equal(sums(c).attitude_points, before.attitude_points);
	OK(give(c, rating(id, SATISFIED)));
	c->actor = is.leader;
	c->unit = is.unit;
	FAILS(CONFLICT, WRITE(c, rating_judge(c, &v)));
	all_adds_up(c);
}

static void late_dossiers_earn_nothing_for_attitude(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = returned(c, 10);
	struct rating_sums before = sums(c);
	OK(give(c, rating(id, SATISFIED)));
	assert_int_equal(sums(c).attitude_points, before.attitude_points);
	assert_int_equal(sums(c).attitudes, before.attitudes + 1);
	all_adds_up(c);
}

static void shared_scores_are_kept_by_quarter(void **state)
{
	struct ctx *c = test_store(state);
	struct shared_scores s = {S("2026-Q4"), 2, 1, 2, 0};
	struct rating_shares_rows rows;
	c->now = TEST_NOW;
	c->actor = is.leader;
	c->unit = is.unit;
	OK(WRITE(c, rating_share(c, &s)));
	s.online = 2;
	OK(WRITE(c, rating_share(c, &s)));
	OK(rating_shares(c, is.unit, S("2026-Q1"), S("2026-Q4"), &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].online, 2);
	s.quarter = S("2026-Q5");
	FAILS(INVALID, WRITE(c, rating_share(c, &s)));
}

static void wrong_tallies_are_found(void **state)
{
	struct ctx *c = test_store(state);
	struct judged stray = {
		.unit = is.unit, .officer = 0, .level = SATISFIED, .procedure = S("1.004837"), .month = S("2026-11")};
	struct verify_report report = {.lines = {.a = c->a}};
	OK(WRITE(c, rating_count(c, &stray, 1)));
	OK(WRITE(c, ratings_verify(c, &report)));
	assert_true(report.wrong > 0);
	OK(WRITE(c, rating_count(c, &stray, -1)));
	all_adds_up(c);
}

static void some_of_the_demo_say_what_they_think(void **state)
{
	enum { RETURNED_MANY = 60 };
	struct ctx *c = begin(state);
	struct rating_tally_totals_rows before, after;
	struct verify_report report = {.lines = {.a = c->a}};
	static const char *const way[] = {"receive", "hand_over", "propose", "approve", "return"};
	for (int i = 0; i < RETURNED_MANY; i++) {
		int64_t id = file(c);
		for (size_t k = 0; k < COUNT(way); k++)
			OK(act(c, id, way[k], "Đồng ý."));
	}
	OK(rating_tally_totals(c, &before));
	c->now = TEST_NOW + 10 * DAY;
	demo_seed(1);
	data_folder_set(test_folder(c));
	OK(WRITE(c, ratings_module.demo(c)));
	assert_int_equal(c->now, TEST_NOW + 10 * DAY);
	OK(rating_tally_totals(c, &after));
	assert_int_equal(after.n, 3); /* officers, procedures, units */
	assert_in_range(after.v[2].total - (before.n ? before.v[2].total : 0), 1, RETURNED_MANY / 2);
	OK(WRITE(c, ratings_module.verify(c, &report)));
	assert_int_equal(report.wrong, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_returned_dossier_is_rated_once),
		cmocka_unit_test(who_may),
		cmocka_unit_test(only_after_return),
		cmocka_unit_test(leaders_hear_of_the_unhappy),
		cmocka_unit_test(complaints_count_unless_untrue),
		cmocka_unit_test(late_dossiers_earn_nothing_for_attitude),
		cmocka_unit_test(shared_scores_are_kept_by_quarter),
		cmocka_unit_test(wrong_tallies_are_found),
	};
	const struct CMUnitTest demo[] = {cmocka_unit_test(some_of_the_demo_say_what_they_think)};
	return cmocka_run_group_tests(tests, open_with_catalogue, test_close) +
	       cmocka_run_group_tests(demo, open_with_catalogue, test_close);
}
