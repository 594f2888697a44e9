/* Every action, on and beside the main path: what it leaves in the audit log, what it takes back, where it may not be done. */
#include "government/dossiers/stage_test.h"
#include "government/dossiers/rules/rules.h"
#include "web/web.sql.h"
#include "tests/unit/tamper.sql.h"
#include "government/procedures/procedures.sql.h"
#include "web/site.h"

/* ---- the audit log ---- */

/* How one gets to where each action starts. */
static const struct passage {
	const char *action, *path;
} passages[] = {
	{"receive", ""},
	{"refuse", ""},
	{"withdraw", "receive hand_over"},
	{"withdraw_paper", NULL}, /* of what was handed in on paper: tests/http/work.test.mjs */
	{"hand_over", "receive"},
	{"propose", "receive hand_over"},
	{"approve", "receive hand_over propose"},
	{"send_back", "receive hand_over propose"},
	{"assign", "receive hand_over"},
	{"finish", NULL}, /* of a procedure without approval; below */
	{"forward", NULL},
	{"take", NULL},
	{"amend", NULL},
	{"return", "receive hand_over propose approve"},
	{"reopen", "receive hand_over propose approve"},
	{"ask_supplement", "receive"},
	{"take_supplement", "receive ask_supplement"},
	{"supplement", "receive ask_supplement"},
	{"ask_payment", "receive hand_over"},
	{"confirm_payment", "receive hand_over ask_payment"},
	{"pause", "receive hand_over"},
	{"resume", "receive hand_over pause"},
	{"extend", "receive hand_over"},
	{"stop", "receive hand_over"},
};

static void assert_one_more(struct ctx *c, int64_t id, size_t before, const char *action, int64_t chain)
{
	struct audit_of_unit_rows rows = logged(c, id);
	if (rows.n != before + 1)
		fail_msg("%s left %d rows in the audit log", action, (int)rows.n - (int)before);
	assert_str(rows.v[0].action, str_format(c->a, "dossier.%s", action).s);
	assert_int_equal(rows.v[0].unit_id, chain);
	assert_int_equal(rows.v[0].actor_id, c->actor);
}

static void every_action_leaves_one_row_in_the_holders_chain(void **state)
{
	struct ctx *c = begin(state);
	assert_int_equal(COUNT(passages), dossier_flow.actions.n);
	for (size_t i = 0; i < COUNT(passages); i++) {
		const struct passage *p = &passages[i];
		assert_non_null(dossier_action(str_of(p->action)));
		if (!p->path)
			continue;
		int64_t id = file(c);
		walk(c, id, p->path);
		size_t before = logged(c, id).n;
		int64_t holder = state_of(c, id).holder_unit_id;
		if (dossier_action(str_of(p->action))->note_required) {
			FAILS(INVALID, act(c, id, p->action, ""));
			assert_int_equal(logged(c, id).n, before); /* what did not happen is not told */
		}
		OK(act(c, id, p->action, "Ghi chú."));
		assert_one_more(c, id, before, p->action, holder);
	}
}

/* The desk's row of a dossier that another commune decides stands in that commune's chain once it is there. */
static void the_chain_is_that_of_whoever_holds_it(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	n.competent_unit = is.other_unit;
	OK(WRITE(c, dossier_submit(c, &n)));
	assert_one_more(c, n.id, 0, "submit", is.unit);
	OK(act(c, n.id, "receive", ""));
	struct dossier_work over = {.action = dossier_action(S("hand_over")), .dossier = n.id, .unit = is.unit};
	c->actor = is.reception;
	c->unit = is.unit;
	OK(WRITE(c, dossier_apply(c, &over))); /* as to an office, which names its own officer */
	size_t before = logged(c, n.id).n;
	OK(act(c, n.id, "withdraw", "Không cần nữa."));
	assert_one_more(c, n.id, before, "withdraw", is.other_unit);
}

/* The actions of longer workflows: taken, forwarded, finished without a leader, a form amended. */
static void so_do_the_rarer_ones(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	n.eform = 1;
	n.answers = S("{\"content\":\"A\"}");
	OK(WRITE(c, dossier_submit(c, &n)));
	OK(act(c, n.id, "ask_supplement", "Ghi rõ."));
	size_t before = logged(c, n.id).n;
	struct dossier_work amend = {.action = dossier_action(S("amend")),
		.dossier = n.id,
		.account = is.citizen,
		.answers = S("{\"content\":\"B\"}"),
		.content = S("B")};
	c->actor = is.citizen;
	c->unit = 0;
	OK(WRITE(c, dossier_apply(c, &amend)));
	assert_one_more(c, n.id, before, "amend", is.unit);

	int64_t id = file(c);
	walk(c, id, "receive hand_over propose");
	struct dossier_work back = {
		.action = dossier_action(S("send_back")), .dossier = id, .unit = is.unit, .note = S("Xem lại.")};
	c->actor = is.leader;
	c->unit = is.unit;
	OK(WRITE(c, dossier_apply(c, &back))); /* to nobody in particular */
	before = logged(c, id).n;
	OK(act(c, id, "take", ""));
	assert_one_more(c, id, before, "take", is.unit);
	OK(WRITE(c, tamper_kind(c, id, 3, S("processing"))));
	before = logged(c, id).n;
	OK(act(c, id, "forward", "Kính chuyển."));
	assert_one_more(c, id, before, "forward", is.unit);
	assert_int_equal(state_of(c, id).step_number, 3);
	before = logged(c, id).n;
	OK(act(c, id, "finish", "Đã xong."));
	assert_one_more(c, id, before, "finish", is.unit);
	assert_int_equal(state_of(c, id).status, FINISHED);
}

static void notes_are_told_too(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	size_t before = logged(c, id).n;
	struct dossier_remark r = {.dossier = id, .unit = is.unit, .text = S("Đã gọi điện.")};
	c->actor = is.leader;
	c->unit = is.unit;
	OK(WRITE(c, dossier_note_write(c, &r)));
	assert_one_more(c, id, before, "note", is.unit);
}

/* ---- what an action takes back ---- */

static void what_was_paid_is_asked_anew(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	n.fee = some_int(20000);
	n.fee_paid = true;
	OK(WRITE(c, dossier_submit(c, &n)));
	assert_true(state_of(c, n.id).fee_paid_at.set);
	OK(act(c, n.id, "receive", ""));
	OK(act(c, n.id, "ask_payment", "Thêm trang."));
	assert_false(state_of(c, n.id).fee_paid_at.set);
	assert_int_equal(state_of(c, n.id).fee, 50000);
}

static void reopened_is_running_again(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over propose approve");
	int64_t due = state_of(c, id).due_at.v;
	OK(act(c, id, "reopen", "Sai năm sinh."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.status, IN_PROGRESS);
	assert_false(s.finished_at.set);
	assert_str(s.step, "processing");
	assert_int_equal(s.due_at.v, due);
	c->now = due + HOUR;
	assert_int_equal(clock_lateness_by(c->now, c->now + DAY, s.due_at, s.late_since, s.finished_at), LATE);
}

static int64_t wrong_now(struct ctx *c)
{
	struct verify_report report = {.lines = {.a = c->a}};
	OK(dossiers_verify(c, &report));
	if (report.wrong)
		print_error("%.*s", STR_ARG(buf_text(&report.lines)));
	return report.wrong;
}

/* Queues and months stay right through everything that can be done and undone. */
static void what_is_undone_is_uncounted(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over propose approve reopen propose");
	c->now = at(12, 2, 9, 0); /* another month, and late */
	walk(c, id, "approve reopen propose approve return");
	int64_t refused = file(c), withdrawn = file(c), stopped = file(c);
	walk(c, refused, "refuse");
	walk(c, withdrawn, "receive withdraw");
	walk(c, stopped, "receive hand_over stop");
	assert_int_equal(wrong_now(c), 0);
}

/* Approved, with more to be done: it goes on, and is not finished. */
static void what_is_approved_may_go_on(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over propose");
	OK(WRITE(c, tamper_kind(c, id, 4, S("processing"))));
	OK(act(c, id, "approve", "Đồng ý."));
	assert_int_equal(state_of(c, id).status, IN_PROGRESS);
	assert_str(state_of(c, id).step, "processing");
}

/* ---- where it may not be done ---- */

static void a_step_says_what_may_be_done_there(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	walk(c, id, "receive hand_over");
	OK(WRITE(c, tamper_actions(c, id, 2, S("none"))));
	static const char *const barred[] = {"ask_supplement", "ask_payment", "pause"};
	for (size_t i = 0; i < COUNT(barred); i++)
		FAILS(CONFLICT, act(c, id, barred[i], "Ghi chú."));
	OK(WRITE(c, tamper_actions(c, id, 2, S("ask_payment pause"))));
	FAILS(CONFLICT, act(c, id, "ask_supplement", "Ghi chú."));
	OK(act(c, id, "pause", "Ghi chú."));
}

static void what_a_unit_took_down_is_not_filed_there(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	OK(WRITE(c, posting_set(c, is.unit, S("1.004837"), 0, S("Tạm ngừng."))));
	FAILS(INVALID, WRITE(c, dossier_submit(c, &n)));
	n = specimen();
	n.receiving_unit = is.other_unit;
	OK(WRITE(c, dossier_submit(c, &n)));
	OK(WRITE(c, posting_set(c, is.unit, S("1.004837"), 1, S(""))));
	n = specimen();
	OK(WRITE(c, dossier_submit(c, &n)));
}

/* ---- lists and counts ---- */

static int64_t uses(struct ctx *c, int64_t unit)
{
	struct procedure_use_list_rows rows;
	OK(procedure_use_list(c, unit, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].code, "1.004837"))
			return rows.v[i].uses;
	return 0;
}

static void what_is_filed_counts_as_use(void **state)
{
	struct ctx *c = begin(state);
	int64_t here = uses(c, is.unit), there = uses(c, is.other_unit);
	file(c);
	file(c);
	assert_int_equal(uses(c, is.unit), here + 2);
	assert_int_equal(uses(c, is.other_unit), there);
}

static size_t place_of(const struct inbox_of_step_rows *rows, int64_t id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].id == id)
			return i;
	fail_msg("dossier %lld is not in the list", (long long)id);
	return 0;
}

static void what_is_due_first_stands_first(void **state)
{
	struct ctx *c = begin(state);
	struct inbox_of_step_rows rows;
	int64_t later = file(c), sooner = file(c);
	walk(c, sooner, "receive");
	c->now = at(11, 25, 9, 0);
	walk(c, later, "receive hand_over");
	c->now = at(11, 25, 10, 0);
	walk(c, sooner, "hand_over"); /* it comes to the queue as the second */
	assert_true(state_of(c, sooner).due_at.v < state_of(c, later).due_at.v);
	OK(inbox_of_step(c, is.unit, S("processing"), 0, 0, 10000, &rows));
	assert_true(place_of(&rows, sooner) < place_of(&rows, later));
	for (size_t i = 1; i < rows.n; i++)
		assert_true(rows.v[i - 1].step_at <= rows.v[i].step_at);
	OK(inbox_of_assignee(c, is.specialist, is.unit, 0, 0, 10000, &rows));
	assert_true(place_of(&rows, sooner) < place_of(&rows, later));
}

static void every_queue_is_as_long_as_its_count_says(void **state)
{
	struct ctx *c = begin(state);
	static const char *const paths[] = {"", "receive", "receive hand_over", "receive hand_over propose",
		"receive hand_over propose approve", "receive hand_over pause", "receive hand_over propose approve return"};
	static const char *const steps[] = {"reception", "processing", "approval", "return", "waiting"};
	for (size_t i = 0; i < COUNT(paths); i++)
		walk(c, file(c), paths[i]);
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct inbox_of_step_rows rows;
		OK(inbox_of_step(c, is.unit, str_of(steps[i]), 0, 0, 10000, &rows));
		assert_true(rows.n > 0);
		assert_int_equal(rows.n, queue_total(c, is.unit, steps[i]));
	}
}

/* ---- what belongs to another dossier ---- */

static void a_file_is_sent_with_its_own_dossier_only(void **state)
{
	struct ctx *c = begin(state);
	struct dossier_file_get found;
	struct dossier_files_rows files;
	struct attachment paper = {.component = 1};
	struct new_dossier n = specimen();
	int64_t other = file(c);
	data_folder_set(test_folder(c));
	OK(file_store_bytes(c, S("%PDF-1.7 giấy"), S("giấy.pdf"), "application/pdf", &paper.stored));
	n.attachments = &paper;
	n.nattachments = 1;
	OK(WRITE(c, dossier_submit(c, &n)));
	OK(dossier_files(c, n.id, &files));
	assert_int_equal(files.n, 1);
	OK(dossier_file_get(c, n.id, files.v[0].id, &found));
	FAILS(NOT_FOUND, dossier_file_get(c, other, files.v[0].id, &found));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_action_leaves_one_row_in_the_holders_chain),
		cmocka_unit_test(the_chain_is_that_of_whoever_holds_it),
		cmocka_unit_test(so_do_the_rarer_ones),
		cmocka_unit_test(notes_are_told_too),
		cmocka_unit_test(what_was_paid_is_asked_anew),
		cmocka_unit_test(reopened_is_running_again),
		cmocka_unit_test(what_is_undone_is_uncounted),
		cmocka_unit_test(what_is_approved_may_go_on),
		cmocka_unit_test(a_step_says_what_may_be_done_there),
		cmocka_unit_test(what_a_unit_took_down_is_not_filed_there),
		cmocka_unit_test(what_is_filed_counts_as_use),
		cmocka_unit_test(what_is_due_first_stands_first),
		cmocka_unit_test(every_queue_is_as_long_as_its_count_says),
		cmocka_unit_test(a_file_is_sent_with_its_own_dossier_only),
	};
	return cmocka_run_group_tests(tests, open_with_catalogue, test_close);
}
