/* The clock of a dossier where it is stopped and moved more than once, and at the edges of a day. */
#include "government/dossiers/stage_test.h"
#include "tests/unit/tamper.sql.h"

static void the_minutes_of_every_rest_add_up(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over");
	c->now = at(11, 25, 8, 0);
	walk(c, id, "pause");
	c->now = at(11, 25, 10, 0);
	walk(c, id, "resume");
	assert_int_equal(state_of(c, id).paused_minutes, 120);
	c->now = at(11, 25, 14, 0);
	walk(c, id, "ask_payment");
	c->now = at(11, 26, 8, 30);
	walk(c, id, "confirm_payment");
	assert_int_equal(state_of(c, id).paused_minutes, 120 + 180 + 90);
	/* Three days from Monday 09:00, and what it rested: 120 + 270 minutes. */
	assert_int_equal(state_of(c, id).due_at.v, at(11, 30, 7, 30));
	c->now = at(11, 26, 10, 0);
	walk(c, id, "ask_supplement");
	c->now = at(11, 26, 11, 0);
	walk(c, id, "supplement");
	assert_int_equal(state_of(c, id).paused_minutes, 120 + 180 + 90 + 60);
}

static void an_extension_counts_from_the_present_date(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over");
	c->now = at(11, 25, 9, 0);
	walk(c, id, "pause");
	c->now = at(11, 27, 9, 0);
	walk(c, id, "resume");
	assert_int_equal(state_of(c, id).due_at.v, at(12, 1, 9, 0));
	walk(c, id, "extend"); /* by two days */
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.extended_from.v, at(12, 1, 9, 0));
	assert_int_equal(s.due_at.v, at(12, 3, 9, 0));
	assert_int_equal(s.due_original_at.v, at(11, 27, 9, 0));
	assert_false(s.late_since.set);
}

static void no_step_is_due_after_the_dossier(void **state)
{
	struct ctx *c = begin(state);
	struct dossier_steps_rows steps;
	int64_t id = file(c);
	OK(WRITE(c, tamper_term(c, id, S("working_minutes"), 60)));
	c->now = at(11, 23, 15, 30); /* the desk would have until tomorrow to hand it over */
	walk(c, id, "receive");
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.due_at.v, at(11, 23, 16, 30));
	OK(dossier_steps(c, id, &steps));
	assert_int_equal(steps.n, 4);
	for (size_t i = 0; i < steps.n; i++)
		assert_true(steps.v[i].due_at.v <= s.due_at.v);
	assert_int_equal(steps.v[0].due_at.v, s.due_at.v);
	assert_int_equal(s.step_due_at.v, s.due_at.v);
}

static void assert_step_due(struct ctx *c, int64_t id)
{
	struct dossier_state s = state_of(c, id);
	struct dossier_steps_rows steps;
	OK(dossier_steps(c, id, &steps));
	assert_true(s.step_number > 1 && s.step_due_at.set);
	assert_int_equal(s.step_due_at.v, steps.v[s.step_number - 1].due_at.v);
	assert_true(s.step_due_at.v > steps.v[0].due_at.v);
}

static void the_step_at_work_has_its_own_date(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over");
	assert_step_due(c, id);
	c->now = at(11, 25, 9, 0);
	walk(c, id, "pause");
	assert_false(state_of(c, id).step_due_at.set);
	c->now = at(11, 27, 9, 0);
	walk(c, id, "resume");
	assert_step_due(c, id);
	walk(c, id, "extend propose");
	assert_step_due(c, id);
}

/* A limit in months rests and goes on by days of the calendar, as one in days does. */
static void months_go_on_by_days(void **state)
{
	struct ctx *c = begin(state);
	static const struct {
		const char *unit;
		int64_t amount;
	} terms[] = {{"months", 1}, {"days", 30}};
	int64_t due[COUNT(terms)];
	for (size_t i = 0; i < COUNT(terms); i++) {
		c->now = at(11, 2, 9, 0);
		int64_t id = file(c);
		OK(WRITE(c, tamper_term(c, id, str_of(terms[i].unit), terms[i].amount)));
		walk(c, id, "receive hand_over");
		assert_int_equal(state_of(c, id).due_at.v, at(12, 2, 17, 0));
		c->now = at(11, 12, 9, 0);
		walk(c, id, "pause");
		assert_int_equal(state_of(c, id).remaining.v, 20);
		c->now = at(11, 16, 9, 0);
		walk(c, id, "resume");
		due[i] = state_of(c, id).due_at.v;
	}
	assert_int_equal(due[0], at(12, 7, 17, 0)); /* 20 days after the 16th is a Sunday */
	assert_int_equal(due[0], due[1]);
}

/* Lateness that was there before a rest stays, whatever comes. */
static void a_rest_heals_no_lateness(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over");
	c->now = at(11, 30, 9, 0);
	walk(c, id, "pause");
	c->now = at(12, 1, 9, 0);
	walk(c, id, "resume pause resume");
	assert_int_equal(state_of(c, id).late_since.v, at(11, 27, 9, 0));
	walk(c, id, "propose approve");
	struct dossier_state s = state_of(c, id);
	assert_int_equal(clock_lateness_by(c->now, c->now, s.due_at, s.late_since, s.finished_at), ENDED_LATE);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_minutes_of_every_rest_add_up),
		cmocka_unit_test(an_extension_counts_from_the_present_date),
		cmocka_unit_test(no_step_is_due_after_the_dossier),
		cmocka_unit_test(the_step_at_work_has_its_own_date),
		cmocka_unit_test(months_go_on_by_days),
		cmocka_unit_test(a_rest_heals_no_lateness),
	};
	return cmocka_run_group_tests(tests, open_with_catalogue, test_close);
}
