/* The desk's clock and lists: when an answer is due, what stands first, what officers have and did, who is reminded; spreadsheets. */
#include "government/dossiers/stage_test.h"
#include "government/dossiers/rules/tally.h"
#include "government/dossiers/rules/rules.h"
#include "tests/unit/tamper.sql.h"
#include "modules/modules.h"
#include "web/services/services.h"
#include "core/calendar/calendar.h"

static int64_t file_by(struct ctx *c, const char *channel)
{
	struct new_dossier n = specimen();
	n.channel = str_of(channel);
	c->actor = is.citizen;
	c->unit = 0;
	OK(WRITE(c, dossier_submit(c, &n)));
	return n.id;
}

static void assert_wrong(struct ctx *c, int64_t wrong)
{
	struct verify_report report = {.lines = {.a = c->a}};
	OK(dossiers_verify(c, &report));
	if (report.wrong != wrong)
		fail_msg("%lld wrong:\n%.*s", (long long)report.wrong, (int)report.lines.n, report.lines.s);
}

/* ---- the answer ---- */

static void an_answer_is_due_in_eight_working_hours(void **state)
{
	struct ctx *c = begin(state);
	c->now = at(11, 26, 15, 0); /* Thursday: two hours left of it */
	assert_int_equal(state_of(c, file_by(c, "online")).answer_due_at.v, at(11, 27, 15, 0));
	c->now = at(11, 27, 18, 0); /* after closing on Friday: the whole of Monday */
	assert_int_equal(state_of(c, file_by(c, "online")).answer_due_at.v, at(11, 30, 17, 0));
	assert_false(state_of(c, file_by(c, "desk")).answer_due_at.set);
	assert_false(state_of(c, file_by(c, "post")).answer_due_at.set);
	OK(WRITE(c, setting_save(c, "dossiers.answer_hours", S("4"))));
	OK(settings_reload(c));
	c->now = at(11, 26, 7, 0);
	assert_int_equal(state_of(c, file_by(c, "online")).answer_due_at.v, at(11, 26, 11, 30) - 30 * MINUTE);
	OK(WRITE(c, setting_save(c, "dossiers.answer_hours", S("8"))));
	OK(settings_reload(c));
}

static void an_answer_ends_the_clock(void **state)
{
	static const char *const answers[] = {"receive", "refuse", "ask_supplement", "withdraw"};
	struct ctx *c = begin(state);
	for (size_t i = 0; i < COUNT(answers); i++) {
		int64_t id = file_by(c, "online");
		assert_true(state_of(c, id).answer_due_at.set);
		OK(act(c, id, answers[i], "Thiếu giấy tờ."));
		assert_false(state_of(c, id).answer_due_at.set);
	}
	assert_wrong(c, 0);
}

static void a_supplement_before_reception_is_answered_anew(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file_by(c, "online"), by_post = file_by(c, "post");
	OK(act(c, id, "ask_supplement", "Thiếu giấy tờ."));
	OK(act(c, by_post, "ask_supplement", "Thiếu giấy tờ."));
	c->now = at(11, 26, 9, 0);
	OK(act(c, id, "supplement", "Tôi gửi thêm."));
	OK(act(c, by_post, "take_supplement", "Đã nhận."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.status, REGISTERED);
	assert_int_equal(s.answer_due_at.v, at(11, 27, 9, 0));
	assert_int_equal(s.step_at, s.answer_due_at.v);
	assert_false(state_of(c, by_post).answer_due_at.set);
	assert_int_equal(state_of(c, by_post).step_at, c->now); /* no longer in the mail */
}

/* Filed before there were such clocks: it runs from then, however late the job. */
static void what_waited_before_gets_its_time(void **state)
{
	struct ctx *c = begin(state);
	c->now = at(11, 26, 15, 0);
	int64_t id = file_by(c, "online"), by_post = file_by(c, "post"), answered = file_by(c, "online");
	OK(act(c, answered, "receive", ""));
	OK(WRITE(c, tamper_unclock(c, id, c->now)));
	assert_false(state_of(c, id).answer_due_at.set);
	c->now = at(11, 30, 9, 0);
	jobs_declare(modules);
	OK(WRITE(c, clock_answers_init(c)));
	OK(clock_answers(c, S("")));
	assert_int_equal(state_of(c, id).answer_due_at.v, at(11, 27, 15, 0));
	assert_int_equal(state_of(c, id).step_at, at(11, 27, 15, 0));
	assert_false(state_of(c, by_post).answer_due_at.set);
	assert_false(state_of(c, answered).answer_due_at.set);
	c->now = at(12, 1, 9, 0);
	OK(clock_answers(c, S("")));
	assert_int_equal(state_of(c, id).answer_due_at.v, at(11, 27, 15, 0));
	assert_wrong(c, 0);
}

static size_t place_of(const struct inbox_of_step_rows *rows, int64_t id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].id == id)
			return i;
	fail_msg("not in the list: %lld", (long long)id);
	return 0;
}

static void the_most_urgent_stands_first(void **state)
{
	struct ctx *c = begin(state);
	struct inbox_of_step_rows rows;
	c->now = at(11, 26, 7, 0);
	int64_t mail = file_by(c, "post");
	c->now = at(11, 26, 10, 0);
	int64_t counter = file_by(c, "desk"), later = file_by(c, "online");
	c->now = at(11, 26, 8, 0);
	int64_t sooner = file_by(c, "online");
	OK(inbox_of_step(c, is.unit, S("reception"), 0, 0, 10000, &rows));
	assert_true(place_of(&rows, sooner) < place_of(&rows, counter));
	assert_true(place_of(&rows, counter) < place_of(&rows, later));
	assert_true(place_of(&rows, later) < place_of(&rows, mail));
	for (size_t i = 1; i < rows.n; i++)
		assert_true(rows.v[i - 1].step_at <= rows.v[i].step_at);
}

static void clocks_say_what_is_left(void **state)
{
	struct ctx *c = begin(state);
	struct inbox_of_step_rows rows, late;
	struct inbox_counts counts;
	c->now = at(11, 26, 10, 0);
	int64_t id = file_by(c, "online");
	c->unit = is.unit;
	c->now = at(11, 26, 11, 30);
	OK(inbox_of_step(c, is.unit, S("reception"), 0, 0, 10000, &rows));
	OK(clock_fill_all(c, &rows));
	struct inbox_of_step *d = &rows.v[place_of(&rows, id)];
	assert_int_equal(d->minutes_left.v, 390);
	assert_str(dossier_answer_time(c->a, d->minutes_left.v), "6 giờ 30 phút");
	assert_str(d->channel, "online");
	c->now = at(11, 27, 10, 0); /* the last moment is not late */
	OK(inbox_unanswered(c, is.unit, c->now, 0, 0, 1000, &late));
	for (size_t i = 0; i < late.n; i++)
		assert_int_not_equal(late.v[i].id, id);
	c->now = at(11, 27, 12, 0); /* office hours end at 11:30 */
	OK(inbox_unanswered(c, is.unit, c->now, 0, 0, 1000, &late));
	OK(clock_fill_all(c, &late));
	assert_int_equal(late.v[place_of(&late, id)].minutes_left.v, -90);
	OK(inbox_counts(c, is.unit, is.reception, c->now, c->now, &counts));
	assert_int_equal(counts.unanswered, late.n);
	OK(inbox_unanswered(c, is.other_unit, c->now, 0, 0, 1000, &late));
	for (size_t i = 0; i < late.n; i++)
		assert_int_not_equal(late.v[i].id, id);
	c->now = at(12, 1, 6, 0);
	id = file_by(c, "online"); /* due when the office closes */
	c->unit = is.unit;
	c->now = at(12, 1, 19, 0); /* late by no minute of work, and late all the same */
	OK(inbox_unanswered(c, is.unit, c->now, 0, 0, 1000, &late));
	OK(clock_fill_all(c, &late));
	assert_int_equal(late.v[place_of(&late, id)].minutes_left.v, -1);
	assert_str(minutes_text(c->a, -(2 * 480 + 3 * 60 + 20)), "2 ngày 3 giờ");
	assert_str(minutes_text(c->a, 0), "0 phút");
	assert_str(minutes_text(c->a, 59), "59 phút");
}

static void what_was_supplemented_is_marked(void **state)
{
	struct ctx *c = begin(state);
	struct inbox_of_step_rows rows;
	int64_t id = file_by(c, "online"), other = file_by(c, "online");
	OK(act(c, id, "ask_supplement", "Thiếu giấy tờ."));
	OK(inbox_of_step(c, is.unit, S("waiting"), 0, 0, 10000, &rows));
	assert_false(dossier_supplemented(&rows.v[place_of(&rows, id)])); /* asked for is not brought */
	OK(act(c, id, "supplement", "Tôi gửi thêm."));
	OK(inbox_of_step(c, is.unit, S("reception"), 0, 0, 10000, &rows));
	assert_true(dossier_supplemented(&rows.v[place_of(&rows, id)]));
	assert_false(dossier_supplemented(&rows.v[place_of(&rows, other)]));
}

/* ---- what officers have and did ---- */

static int64_t hand_of(struct ctx *c, int64_t unit, int64_t account)
{
	struct inbox_counts counts;
	OK(inbox_counts(c, unit, account, c->now, c->now, &counts));
	return counts.mine;
}

static void an_officer_of_two_units_sees_the_number_of_his_list(void **state)
{
	struct ctx *c = begin(state);
	struct inbox_of_step_rows rows;
	int64_t id = file_by(c, "online"), before = hand_of(c, is.unit, is.specialist);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	assert_int_equal(hand_of(c, is.unit, is.specialist), before + 1);
	assert_int_equal(hand_of(c, is.other_unit, is.specialist), 0); /* what he has there */
	OK(inbox_of_assignee(c, is.specialist, is.unit, 0, 0, 10000, &rows));
	assert_int_equal(rows.n, before + 1);
	OK(act(c, id, "propose", "Đủ điều kiện."));
	assert_int_equal(hand_of(c, is.unit, is.specialist), before);
	assert_wrong(c, 0);
	OK(WRITE(c, dossier_hand_add(c, is.unit, is.specialist, 1)));
	assert_wrong(c, 1);
	OK(WRITE(c, dossier_hand_add(c, is.unit, is.specialist, -1)));
}

struct ended {
	int64_t done, overdue;
};

static struct ended ended_by(struct ctx *c, int64_t account, const char *month)
{
	struct dossier_month_officers_after_rows rows;
	OK(dossier_month_officers_after(c, is.unit, str_of(month), account - 1, &rows));
	bool there = rows.n && rows.v[0].account_id == account && str_is(rows.v[0].month, month) && rows.v[0].unit_id == is.unit;
	return there ? (struct ended){rows.v[0].done, rows.v[0].overdue} : (struct ended){0, 0};
}

static void steps_count_for_who_ended_them(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file_by(c, "online");
	struct ended desk = ended_by(c, is.reception, "2026-11"), expert = ended_by(c, is.reception, "2026-12");
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", "")); /* the same hour: in time */
	assert_int_equal(ended_by(c, is.reception, "2026-11").done, desk.done + 1);
	assert_int_equal(ended_by(c, is.reception, "2026-11").overdue, desk.overdue);
	c->now = at(12, 10, 9, 0); /* long after */
	OK(act(c, id, "propose", "Đủ điều kiện."));
	assert_int_equal(ended_by(c, is.reception, "2026-12").done, expert.done + 1);
	assert_int_equal(ended_by(c, is.reception, "2026-12").overdue, expert.overdue + 1);
	OK(act(c, id, "send_back", "Xem lại."));
	assert_int_equal(ended_by(c, is.reception, "2026-12").done, expert.done); /* it has not ended after all */
	assert_int_equal(ended_by(c, is.reception, "2026-12").overdue, expert.overdue);
	OK(act(c, id, "propose", "Đã xem lại."));
	OK(act(c, id, "approve", ""));
	assert_wrong(c, 0);
	OK(act(c, id, "reopen", "Sai năm sinh."));
	OK(act(c, id, "propose", "Đã sửa."));
	OK(act(c, id, "approve", ""));
	struct ended before = ended_by(c, is.reception, "2026-12");
	OK(act(c, id, "return", "")); /* he came late for it */
	assert_int_equal(ended_by(c, is.reception, "2026-12").done, before.done + 1);
	assert_int_equal(ended_by(c, is.reception, "2026-12").overdue, before.overdue);
	assert_wrong(c, 0);
	OK(WRITE(c, dossier_month_officer_add(c, is.unit, S("2026-12"), is.reception, 0, 1)));
	assert_wrong(c, 1);
	OK(WRITE(c, dossier_month_officer_add(c, is.unit, S("2026-12"), is.reception, 0, -1)));
}

static struct dossier_month_procedures_after of_procedure_in(struct ctx *c, const char *month)
{
	struct dossier_month_procedures_after_rows rows;
	OK(dossier_month_procedures_after(c, is.unit, str_of(month), S(""), &rows));
	for (size_t i = 0; i < rows.n && rows.v[i].unit_id == is.unit && str_is(rows.v[i].month, month); i++)
		if (str_is(rows.v[i].procedure, "1.004837"))
			return rows.v[i];
	return (struct dossier_month_procedures_after){0};
}

static void procedures_have_months_of_their_own(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file_by(c, "online");
	struct dossier_month_procedures_after november = of_procedure_in(c, "2026-11"), december = of_procedure_in(c, "2026-12");
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	c->now = at(12, 1, 9, 0);
	OK(act(c, id, "propose", "Đủ điều kiện."));
	OK(act(c, id, "approve", ""));
	assert_int_equal(of_procedure_in(c, "2026-11").taken_in, november.taken_in + 1);
	assert_int_equal(of_procedure_in(c, "2026-11").overdue, november.overdue);
	assert_int_equal(of_procedure_in(c, "2026-12").overdue, december.overdue + 1);
	OK(act(c, id, "reopen", "Sai năm sinh."));
	assert_int_equal(of_procedure_in(c, "2026-12").overdue, december.overdue);
	assert_wrong(c, 0);
	OK(WRITE(c, dossier_month_procedure_add(c, &(struct dossier_month_procedure_add_in){.unit = is.unit,
							   .month = S("2026-12"),
							   .procedure = S("1.004837"),
							   .taken_in = 0,
							   .early = 1,
							   .on_time = 0,
							   .overdue = 0})));
	assert_wrong(c, 1);
	OK(WRITE(c, dossier_month_procedure_add(c, &(struct dossier_month_procedure_add_in){.unit = is.unit,
							   .month = S("2026-12"),
							   .procedure = S("1.004837"),
							   .taken_in = 0,
							   .early = -1,
							   .on_time = 0,
							   .overdue = 0})));
}

/* ---- reminding ---- */

static err remind_of(struct ctx *c, int64_t id, int64_t unit, int64_t *told)
{
	struct dossier_reminding r = {.dossier = id, .unit = unit};
	c->actor = is.leader;
	c->unit = is.unit;
	err e = WRITE(c, dossier_remind(c, &r));
	*told = r.told;
	return e;
}

static void what_is_late_is_brought_to_mind_once_a_day(void **state)
{
	struct ctx *c = begin(state);
	struct dossier_notes_rows notes;
	int64_t id = file_by(c, "online"), told;
	c->now = at(11, 25, 9, 0); /* the moment itself is not late: the 24th is a holiday */
	FAILS(CONFLICT, remind_of(c, id, is.unit, &told));
	c->now = at(11, 25, 9, 1);
	FAILS(NOT_FOUND, remind_of(c, id, is.other_unit, &told));
	FAILS(NOT_FOUND, remind_of(c, id, 0, &told));
	OK(remind_of(c, id, is.unit, &told));
	assert_int_equal(told, 1); /* the desk: nobody has it yet */
	c->now = at(11, 25, 16, 0);
	FAILS(CONFLICT, remind_of(c, id, is.unit, &told));
	c->now = at(11, 26, 7, 0);
	OK(remind_of(c, id, is.unit, &told));
	OK(dossier_notes(c, id, &notes));
	assert_int_equal(notes.n, 2);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	c->now = at(11, 27, 7, 0);
	FAILS(CONFLICT, remind_of(c, id, is.unit, &told)); /* in time again */
	c->now = at(12, 10, 7, 0);
	OK(remind_of(c, id, is.unit, &told));
	OK(act(c, id, "propose", "Đủ điều kiện."));
	OK(act(c, id, "approve", ""));
	c->now = at(12, 11, 7, 0);
	FAILS(CONFLICT, remind_of(c, id, is.unit, &told)); /* done, however late */
	assert_wrong(c, 0);
}

/* However few are asked for at a time: a file asks for what is left of a sheet. */
static void what_was_found_is_read_to_its_end(void **state)
{
	struct ctx *c = begin(state);
	struct req q = {.ctx = *c};
	struct inbox_asked asked = {.queue = S("mine"), .search = specimen().applicant_name};
	struct ints all;
	file_by(c, "online");
	file_by(c, "desk");
	q.ctx.unit = is.unit;
	OK(dossiers_find(c, is.unit, asked.search, INT64_MAX, 10000, &all));
	assert_true(all.n > 1);
	for (int64_t most = 1; most < 4; most++) {
		struct listing l = {.list = &inbox_list, .asked = &asked};
		size_t n = 0;
		do {
			struct list_rows rows;
			OK(inbox_rows(&q, &l, most, &rows));
			assert_true(rows.n > 0 && (int64_t)rows.n <= most);
			for (size_t i = 0; i < rows.n; i++)
				assert_int_equal(((const struct inbox_of_step *)rows.v)[i].id, all.v[n++]);
			l.rows = rows;
			l.from = rows.cut_after;
			l.begun = true;
		} while (l.rows.cut);
		assert_int_equal(n, all.n);
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_due_in_eight_working_hours),
		cmocka_unit_test(an_answer_ends_the_clock),
		cmocka_unit_test(a_supplement_before_reception_is_answered_anew),
		cmocka_unit_test(what_waited_before_gets_its_time),
		cmocka_unit_test(the_most_urgent_stands_first),
		cmocka_unit_test(clocks_say_what_is_left),
		cmocka_unit_test(what_was_supplemented_is_marked),
		cmocka_unit_test(an_officer_of_two_units_sees_the_number_of_his_list),
		cmocka_unit_test(steps_count_for_who_ended_them),
		cmocka_unit_test(procedures_have_months_of_their_own),
		cmocka_unit_test(what_is_late_is_brought_to_mind_once_a_day),
		cmocka_unit_test(what_was_found_is_read_to_its_end),
	};
	return cmocka_run_group_tests(tests, open_with_catalogue, test_close);
}
