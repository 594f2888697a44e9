#include "tests/unit/store.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include "web/module.h"
#include "web/services/job.h"

static int runs, failing;

static err work(struct ctx *c, str argument)
{
	runs++;
	assert_true(c->actor == 0);
	if (failing)
		return FAIL(c, BUSY, "the other side is away: %.*s", STR_ARG(argument));
	return NULL;
}

static const struct job_kind kinds[] = {{.name = "test.once", .title = "Một lần", .run = work, .attempts = 3},
	{.name = "test.hourly", .title = "Mỗi giờ", .run = work, .attempts = 1, .every = HOUR}};
static const struct module module = {.name = "test", .title = "Thử", .jobs = LIST(kinds)};
static const struct module *const list[] = {&module, NULL};

static struct ctx *begin(void **state)
{
	runs = failing = 0;
	jobs_declare(list);
	return test_store(state);
}

/* Runs at a moment; says whether there was anything to do. */
static bool run_at(struct ctx *c, int64_t at)
{
	bool ran;
	c->now = at;
	OK(jobs_run_one(c, &ran));
	return ran;
}

static struct job_list only(struct ctx *c)
{
	struct job_list_rows rows;
	OK(job_list(c, INT64_MAX, 10, &rows));
	assert_int_equal(rows.n, 1);
	return rows.v[0];
}

static void assert_state(struct ctx *c, const char *state, int64_t attempts)
{
	struct job_list j = only(c);
	assert_true(str_is(j.state, state));
	assert_int_equal(j.attempts, attempts);
}

static void waits_double_up_to_six_hours(void **state)
{
	(void)state;
	assert_int_equal(job_back_off(1), 10 * SECOND);
	assert_int_equal(job_back_off(2), 20 * SECOND);
	assert_int_equal(job_back_off(5), 160 * SECOND);
	assert_int_equal(job_back_off(12), 20480 * SECOND);
	assert_int_equal(job_back_off(13), 6 * HOUR);
	assert_int_equal(job_back_off(1000), 6 * HOUR);
}

static void a_job_lives_and_dies_with_its_transaction(void **state)
{
	struct ctx *c = begin(state);
	test_begin(c);
	OK(job_add(c, "test.once", S(""), S("1"), 0));
	FAILS(INVALID, test_end(c, FAIL(c, INVALID, "never mind")));
	assert_false(run_at(c, TEST_NOW));
	OK(WRITE(c, job_add(c, "test.once", S(""), S("1"), 0)));
	assert_true(run_at(c, TEST_NOW));
	assert_int_equal(runs, 1);
	assert_state(c, "done", 1);
	FAILS(BROKEN, WRITE(c, job_add(c, "test.unknown", S(""), S(""), 0)));
}

static void failures_wait_and_end_dead(void **state)
{
	struct ctx *c = begin(state);
	failing = 1;
	OK(WRITE(c, job_add(c, "test.once", S(""), S("abc"), 0)));
	assert_true(run_at(c, TEST_NOW));
	assert_state(c, "queued", 1);
	assert_true(str_has(only(c).last_error, S("the other side is away: abc")));
	assert_false(run_at(c, TEST_NOW + 9 * SECOND));
	assert_true(run_at(c, TEST_NOW + 11 * SECOND));
	assert_false(run_at(c, TEST_NOW + 30 * SECOND));
	assert_true(run_at(c, TEST_NOW + 32 * SECOND));
	assert_state(c, "dead", 3);
	assert_false(run_at(c, TEST_NOW + DAY));
	failing = 0;
	OK(job_order(c, only(c).id, S("retry")));
	assert_true(run_at(c, TEST_NOW + DAY));
	assert_state(c, "done", 1);
	FAILS(CONFLICT, job_order(c, only(c).id, S("retry")));
}

static void one_of_a_key_waits(void **state)
{
	struct ctx *c = begin(state);
	OK(WRITE(c, job_add(c, "test.once", S("dossier 5"), S("first"), TEST_NOW + MINUTE)));
	OK(WRITE(c, job_add(c, "test.once", S("dossier 5"), S("second"), TEST_NOW + MINUTE)));
	assert_false(run_at(c, TEST_NOW));
	assert_true(run_at(c, TEST_NOW + MINUTE));
	assert_false(run_at(c, TEST_NOW + MINUTE));
	assert_int_equal(runs, 1);
	c->now = TEST_NOW;
	OK(WRITE(c, job_add(c, "test.once", S(""), S("no key"), 0)));
	OK(WRITE(c, job_add(c, "test.once", S(""), S("no key"), 0)));
	assert_true(run_at(c, TEST_NOW));
	assert_true(run_at(c, TEST_NOW));
}

/* A failed job gives way to one of its key that was added while it ran. */
static void a_retry_gives_way_to_its_twin(void **state)
{
	struct ctx *c = begin(state);
	struct job_take t;
	struct job_list_rows rows;
	bool found;
	OK(WRITE(c, job_add(c, "test.once", S("k"), S("old"), 0)));
	OK(WRITE(c, job_take(c, c->now, c->now + MINUTE, &t, &found)));
	OK(WRITE(c, job_add(c, "test.once", S("k"), S("new"), TEST_NOW + HOUR)));
	failing = 1;
	assert_true(run_at(c, TEST_NOW + 2 * MINUTE)); /* the lease was over */
	OK(job_list(c, INT64_MAX, 10, &rows));
	assert_int_equal(rows.n, 2);
	assert_true(str_is(rows.v[1].state, "discarded"));
	assert_true(str_is(rows.v[0].state, "queued"));
}

static void a_lost_lease_ends_nothing(void **state)
{
	struct ctx *c = begin(state);
	struct job_take t;
	bool found;
	OK(WRITE(c, job_add(c, "test.once", S(""), S("1"), 0)));
	OK(WRITE(c, job_take(c, c->now, c->now + 5 * MINUTE, &t, &found)));
	assert_true(found);
	assert_false(run_at(c, TEST_NOW + 5 * MINUTE - 1));
	assert_true(run_at(c, TEST_NOW + 5 * MINUTE));
	assert_state(c, "done", 2);
	OK(WRITE(c, job_finish(c, t.id, t.attempts, S("dead"), S("too late"), c->now)));
	assert_state(c, "done", 2);
}

static void what_a_kill_left_is_taken_up(void **state)
{
	struct ctx *c = begin(state);
	struct job_take t;
	bool found;
	OK(WRITE(c, job_add(c, "test.once", S(""), S("1"), 0)));
	OK(WRITE(c, job_take(c, c->now, c->now + 5 * MINUTE, &t, &found)));
	OK(WRITE(c, jobs_recover(c)));
	assert_true(run_at(c, TEST_NOW));
	assert_state(c, "done", 2);
}

/* One that takes the program with it each time does not do so for ever. */
static void a_killer_dies(void **state)
{
	struct ctx *c = begin(state);
	struct job_take t;
	bool found;
	OK(WRITE(c, job_add(c, "test.once", S(""), S("1"), 0)));
	for (int i = 0; i < 3; i++) {
		OK(WRITE(c, job_take(c, c->now, c->now + MINUTE, &t, &found)));
		OK(WRITE(c, jobs_recover(c)));
	}
	assert_true(run_at(c, TEST_NOW));
	assert_int_equal(runs, 0);
	assert_state(c, "dead", 4);
}

static void periodic_kinds_wait_once(void **state)
{
	struct ctx *c = begin(state);
	OK(WRITE(c, jobs_schedule(c)));
	OK(WRITE(c, jobs_schedule(c)));
	assert_int_equal(only(c).ready_at.v, TEST_NOW + HOUR);
	failing = 1;
	assert_true(run_at(c, TEST_NOW + HOUR)); /* dead at once: one attempt; the next time is planned all the same */
	struct job_list_rows rows;
	OK(job_list_of(c, S("queued"), INT64_MAX, 10, &rows));
	assert_int_equal(rows.n, 1);
	assert_true(rows.v[0].ready_at.v >= TEST_NOW + 2 * HOUR);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_double_up_to_six_hours),
		cmocka_unit_test_setup_teardown(a_job_lives_and_dies_with_its_transaction, test_open, test_close),
		cmocka_unit_test_setup_teardown(failures_wait_and_end_dead, test_open, test_close),
		cmocka_unit_test_setup_teardown(one_of_a_key_waits, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_retry_gives_way_to_its_twin, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_lost_lease_ends_nothing, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_a_kill_left_is_taken_up, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_killer_dies, test_open, test_close),
		cmocka_unit_test_setup_teardown(periodic_kinds_wait_once, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
