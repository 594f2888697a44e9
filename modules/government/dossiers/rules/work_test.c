/* Steps, deadlines with their proof, papers, notes, and several who act at once. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/stage_test.h"
#include "core/notices/notices.h"
#include "core/notices/notices.sql.h"
#include "tests/unit/tamper.sql.h"
#include <pthread.h>

/* ---- steps ---- */

static struct dossier_steps_rows steps_of(struct ctx *c, int64_t id)
{
	struct dossier_steps_rows rows;
	OK(dossier_steps(c, id, &rows));
	return rows;
}

static err act_at(struct ctx *c, int64_t unit, int64_t actor, int64_t dossier, const char *action)
{
	struct dossier_work w = {.action = dossier_action(str_of(action)),
		.dossier = dossier,
		.unit = unit,
		.note = S("Ghi chú"),
		.taken_by = S("Hoà")};
	c->actor = actor;
	c->unit = unit;
	return WRITE(c, dossier_apply(c, &w));
}

static void the_plan_shares_the_term(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	assert_int_equal(steps_of(c, id).n, 0);
	OK(act_at(c, is.unit, is.leader, id, "receive")); /* a colleague of him who hands it over */
	struct dossier_steps_rows k = steps_of(c, id);
	assert_int_equal(k.n, 4);
	/* Monday 09:00, three days, Tuesday a holiday. The desk forwards the same day; then 70 % and 90 % of 1440 minutes. */
	assert_int_equal(k.v[0].due_at.v, at(11, 23, 17, 0));
	assert_int_equal(k.v[1].due_at.v, at(11, 26, 9, 48));
	assert_int_equal(k.v[2].due_at.v, at(11, 26, 16, 36));
	assert_int_equal(k.v[3].due_at.v, at(11, 27, 9, 0));
	c->now = at(11, 23, 10, 0);
	OK(act(c, id, "hand_over", ""));
	k = steps_of(c, id);
	assert_int_equal(k.v[0].ended_at.v, c->now);
	assert_int_equal(k.v[0].account_id.v, is.reception);
	assert_int_equal(k.v[1].started_at.v, c->now);
	assert_int_equal(state_of(c, id).step_number, 2);
	assert_int_equal(state_of(c, id).step_due_at.v, k.v[1].due_at.v);
	OK(act(c, id, "propose", "Đủ điều kiện."));
	OK(act(c, id, "send_back", "Xem lại."));
	k = steps_of(c, id);
	assert_false(k.v[1].ended_at.set);
	assert_int_equal(state_of(c, id).step_number, 2);
	FAILS(CONFLICT, act(c, id, "forward", "")); /* the next step is approval */
	FAILS(CONFLICT, act(c, id, "finish", ""));
}

static void another_commune_decides(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	struct dossier_of_unit seen;
	struct dossier_role_officers_rows there;
	n.competent_unit = is.other_unit;
	OK(WRITE(c, dossier_submit(c, &n)));
	OK(dossier_officers_for(c, is.other_unit, S("specialist"), S("2026-11-23"), &there));
	OK(dossier_of_unit(c, n.id, is.other_unit, &seen)); /* before it arrives there */
	FAILS(CONFLICT, act_at(c, is.other_unit, there.v[0].id, n.id, "receive"));
	OK(act(c, n.id, "receive", ""));
	int64_t here = queue_total(c, is.unit, "reception"), over_there = queue_total(c, is.other_unit, "processing");
	OK(act_at(c, is.unit, is.reception, n.id, "hand_over")); /* to the office; it names its own officer */
	assert_int_equal(state_of(c, n.id).holder_unit_id, is.other_unit);
	assert_false(state_of(c, n.id).assignee_id.set);
	assert_int_equal(queue_total(c, is.unit, "reception"), here - 1);
	assert_int_equal(queue_total(c, is.other_unit, "processing"), over_there + 1);
	FAILS(CONFLICT, act_at(c, is.unit, is.specialist, n.id, "propose"));
	OK(act_at(c, is.other_unit, there.v[0].id, n.id, "take"));
	FAILS(CONFLICT, act_at(c, is.other_unit, there.v[0].id, n.id, "take"));
	OK(act_at(c, is.other_unit, there.v[0].id, n.id, "ask_supplement"));
	OK(act_at(c, is.unit, is.reception, n.id, "take_supplement")); /* he brings it where he handed in the rest */
	OK(act_at(c, is.other_unit, there.v[0].id, n.id, "propose"));
	OK(act_at(c, is.other_unit, there.v[0].id, n.id, "approve"));
	assert_int_equal(state_of(c, n.id).holder_unit_id, is.unit);
	OK(act_at(c, is.unit, is.reception, n.id, "return"));
	n = specimen();
	n.competent_unit = 1;
	FAILS(INVALID, WRITE(c, dossier_submit(c, &n)));
}

static void what_a_colleague_did_meanwhile_is_a_conflict(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	struct dossier_work w = {.action = dossier_action(S("assign")), .dossier = id, .unit = is.unit, .assignee = is.leader};
	c->unit = is.unit;
	c->actor = is.leader;
	w.seen = state_of(c, id).version;
	OK(WRITE(c, dossier_apply(c, &w)));
	w.assignee = is.specialist;
	FAILS(CONFLICT, WRITE(c, dossier_apply(c, &w)));
	assert_int_equal(state_of(c, id).assignee_id.v, is.leader);
	w.seen = state_of(c, id).version;
	OK(WRITE(c, dossier_apply(c, &w)));
}

/* ---- deadlines ---- */

static struct dossier_dues_rows dues_of(struct ctx *c, int64_t id)
{
	struct dossier_dues_rows rows;
	OK(dossier_dues(c, id, &rows));
	for (size_t i = 0; i < rows.n; i++) { /* every one is told, and told right */
		struct explanation why;
		OK(calendar_explain(c, rows.v[i].proof, &why));
		assert_true(why.n >= 3);
		assert_int_equal(rows.v[i].number, i + 1);
	}
	return rows;
}

static void a_pause_goes_on_with_the_rest(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	c->now = at(11, 25, 9, 0);
	FAILS(INVALID, act(c, id, "pause", ""));
	OK(act(c, id, "pause", "Xin ý kiến cơ quan khác."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.status, IN_PROGRESS);
	assert_str(s.step, "waiting");
	assert_false(s.due_at.set);
	FAILS(CONFLICT, act(c, id, "propose", "x"));
	FAILS(CONFLICT, act(c, id, "take_supplement", "x"));
	c->now = at(11, 27, 9, 0);
	OK(act(c, id, "resume", ""));
	s = state_of(c, id);
	assert_str(s.step, "processing");
	assert_int_equal(s.due_at.v, at(12, 1, 9, 0));
	assert_int_equal(s.paused_minutes, 960);
	struct dossier_dues_rows dues = dues_of(c, id);
	assert_int_equal(dues.n, 2);
	assert_str(dues.v[0].kind, "reception");
	assert_str(dues.v[1].kind, "resume");
	assert_int_equal(dues.v[1].due_at, s.due_at.v);
}

static void some_fields_go_on_after_a_supplement(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(WRITE(c, tamper_supplement_rule(c, id, S("resume"))));
	OK(act(c, id, "receive", ""));
	c->now = at(11, 25, 9, 0); /* one of three days is used */
	OK(act(c, id, "ask_supplement", "Thiếu giấy khai sinh."));
	FAILS(CONFLICT, act(c, id, "confirm_payment", "AA 123")); /* nobody asked for money */
	c->now = at(12, 1, 9, 0);
	OK(act(c, id, "supplement", "Tôi gửi."));
	assert_int_equal(state_of(c, id).due_at.v, at(12, 3, 9, 0));
	assert_str(dues_of(c, id).v[1].kind, "resume");
}

static void a_date_is_moved_once_and_in_time(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	c->now = at(11, 26, 10, 0);
	FAILS(INVALID, act(c, id, "extend", ""));
	OK(act(c, id, "extend", "Phải xác minh thêm."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.due_at.v, at(12, 1, 9, 0)); /* Friday 09:00 and two days */
	assert_int_equal(s.extended_from.v, at(11, 27, 9, 0));
	assert_int_equal(s.due_original_at.v, at(11, 27, 9, 0));
	assert_false(s.late_since.set);
	FAILS(CONFLICT, act(c, id, "extend", "Lại nữa."));
	assert_str(dues_of(c, id).v[1].kind, "extension");
	assert_int_equal(steps_of(c, id).v[3].due_at.v, s.due_at.v);
}

static void a_late_apology_heals_nothing(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	c->now = at(11, 30, 9, 0);
	OK(act(c, id, "extend", "Công chức nghỉ ốm."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.due_at.v, at(12, 2, 9, 0)); /* two days from now */
	assert_int_equal(s.late_since.v, at(11, 27, 9, 0));
	assert_int_equal(clock_lateness_by(c->now, c->now + DAY, s.due_at, s.late_since, (opt_int){0}), LATE);
	assert_int_equal(clock_lateness_by(c->now, c->now + DAY, s.due_at, s.late_since, some_int(c->now)), ENDED_LATE);
	/* Nor does a pause. */
	id = file(c);
	c->now = at(11, 23, 9, 0);
	OK(act(c, id, "receive", ""));
	c->now = at(11, 30, 9, 0);
	OK(act(c, id, "ask_payment", "Lệ phí."));
	assert_int_equal(state_of(c, id).late_since.v, at(11, 27, 9, 0));
}

/* ---- papers ---- */

static void papers_keep_what_they_say(void **state)
{
	struct ctx *c = begin(state);
	static const int64_t items[] = {1};
	struct papers_issued_rows papers;
	struct dossier_paper_items_rows lines;
	struct dossier_events_rows events;
	int64_t id = file(c);
	struct dossier_work w = {.action = dossier_action(S("ask_supplement")),
		.dossier = id,
		.unit = is.unit,
		.note = S("Ảnh bị mờ."),
		.items = {items, 1},
		.more = S("Giấy ủy quyền\n\n  Hộ chiếu  ")};
	c->actor = is.reception;
	c->unit = is.unit;
	OK(WRITE(c, dossier_apply(c, &w)));
	OK(papers_issued(c, id, &papers));
	assert_int_equal(papers.n, 1);
	assert_str(papers.v[0].form, "02");
	assert_str(papers.v[0].stage, "intake");
	assert_str(papers.v[0].reason, "Ảnh bị mờ.");
	assert_true(papers.v[0].contact.n > 0);
	OK(dossier_paper_items(c, papers.v[0].id, &lines));
	assert_int_equal(lines.n, 3);
	assert_str(lines.v[2].name, "Hộ chiếu");
	OK(dossier_events(c, id, &events));
	assert_true(str_has(events.v[1].note, S("Giấy ủy quyền"))); /* the applicant reads all of it */
}

static int64_t last_number(struct ctx *c, int64_t id)
{
	struct papers_issued_rows papers;
	OK(papers_issued(c, id, &papers));
	return papers.v[papers.n - 1].number;
}

static void numbers_run_by_unit_form_and_year(void **state)
{
	struct ctx *c = begin(state);
	int64_t a = file(c), b = file(c), r = file(c);
	OK(act(c, a, "ask_supplement", "Mờ."));
	OK(act(c, b, "ask_supplement", "Mờ."));
	assert_int_equal(last_number(c, b), last_number(c, a) + 1);
	OK(act(c, r, "refuse", "Không thuộc thẩm quyền."));
	assert_int_equal(last_number(c, r), 1);
	int64_t next_year = file(c);
	c->now = day_start(day_make(2027, 1, 4)) + 9 * HOUR;
	OK(act(c, next_year, "ask_supplement", "Mờ."));
	assert_int_equal(last_number(c, next_year), 1);
}

static void a_refusal_names_the_law(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	struct papers_issued_rows papers;
	FAILS(INVALID, act_at(c, is.unit, is.reception, id, "refuse"));
	OK(papers_issued(c, id, &papers));
	assert_int_equal(papers.n, 0);
	assert_int_equal(state_of(c, id).status, REGISTERED);
	OK(act(c, id, "refuse", "Không thuộc thẩm quyền."));
}

static void nothing_stops_after_the_decision(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	OK(act(c, id, "hand_over", ""));
	OK(act(c, id, "propose", "Đủ."));
	OK(act(c, id, "approve", ""));
	FAILS(CONFLICT, act(c, id, "stop", "Người nộp đề nghị."));
	FAILS(CONFLICT, act(c, id, "extend", "Chậm."));
	FAILS(CONFLICT, act(c, id, "withdraw", "Thôi."));
	FAILS(INVALID, act(c, id, "reopen", ""));
}

/* ---- colleagues ---- */

static int64_t unread(struct ctx *c, int64_t account)
{
	int64_t n, own = c->actor;
	c->actor = account;
	OK(notices_module.unread(c, &n));
	c->actor = own;
	return n;
}

static str last_notice(struct ctx *c, int64_t account)
{
	struct notice_page_rows rows;
	OK(notice_page(c, account, INT64_MAX, 1, &rows));
	return rows.n ? rows.v[0].text : S("");
}

/* What a citizen did is told to him in his words, to who watches in those of the office. */
static void each_side_reads_its_own_words(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	struct dossier_remark watch = {.dossier = id, .unit = is.unit, .watch = true};
	c->actor = is.leader;
	c->unit = is.unit;
	OK(WRITE(c, dossier_watching(c, &watch)));
	OK(act(c, id, "withdraw", "Nộp nhầm nơi."));
	assert_str(last_notice(c, is.citizen), "Ông/bà đã rút hồ sơ");
	assert_str(last_notice(c, is.leader), "Công dân rút hồ sơ");
}

static void watchers_hear_of_everything(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	struct dossier_remark r = {.dossier = id, .unit = is.unit, .watch = true};
	c->actor = is.leader;
	c->unit = is.unit;
	OK(WRITE(c, dossier_watching(c, &r)));
	OK(WRITE(c, dossier_watching(c, &r)));
	int64_t before = unread(c, is.leader), citizen = unread(c, is.citizen);
	OK(act(c, id, "receive", ""));
	assert_int_equal(unread(c, is.leader), before + 1);
	assert_int_equal(unread(c, is.citizen), citizen + 1);
	r.text = S("Đã gọi điện cho người nộp.");
	OK(WRITE(c, dossier_note_write(c, &r)));
	assert_int_equal(unread(c, is.leader), before + 2);
	assert_int_equal(unread(c, is.citizen), citizen + 1); /* for colleagues only */
	struct dossier_notes_rows notes;
	OK(dossier_notes(c, id, &notes));
	assert_int_equal(notes.n, 1);
	r.unit = is.other_unit;
	FAILS(NOT_FOUND, WRITE(c, dossier_note_write(c, &r)));
	FAILS(NOT_FOUND, WRITE(c, dossier_watching(c, &r)));
}

static void who_works_elsewhere_by_now_hears_no_more(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	struct dossier_role_officers_rows there;
	struct dossier_watchers_rows left;
	OK(dossier_officers_for(c, is.other_unit, S("specialist"), S("2026-11-23"), &there));
	OK(WRITE(c, dossier_watch(c, id, is.leader, c->now)));
	OK(WRITE(c, dossier_watch(c, id, there.v[0].id, c->now)));
	int64_t here = unread(c, is.leader), elsewhere = unread(c, there.v[0].id);
	OK(act(c, id, "receive", ""));
	assert_int_equal(unread(c, is.leader), here + 1);
	assert_int_equal(unread(c, there.v[0].id), elsewhere);
	OK(dossier_watchers(c, id, &left));
	assert_int_equal(left.n, 1);
	assert_int_equal(left.v[0].account_id, is.leader);
}

static void what_is_given_to_somebody_he_hears(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	int64_t before = unread(c, is.specialist), citizen = unread(c, is.citizen);
	OK(act(c, id, "hand_over", ""));
	assert_int_equal(unread(c, is.specialist), before + 1);
	OK(act(c, id, "assign", ""));
	assert_int_equal(unread(c, is.citizen), citizen + 1); /* who works on it is no news for the applicant */
}

/* ---- the log, sending twice, several at once ---- */

/* The only statement that writes the log inserts, and its insert changes no row that is there. */
static bool keeps_the_log(str text)
{
	static const char *const writing[] = {"update dossier_event", "delete from dossier_event", "replace into dossier_event",
		"into dossier_event select", "truncate dossier_event"};
	for (size_t i = 0; i < COUNT(writing); i++)
		if (str_has(text, str_of(writing[i])))
			return false;
	return !str_has(text, S("into dossier_event")) ||
	       (str_starts(text, S("insert into dossier_event ")) && !str_has(text, S("on conflict")));
}

static void nothing_rewrites_the_event_log(void **state)
{
	static const char *const rewriting[] = {"insert or replace into dossier_event (id) values (1)",
		"insert into dossier_event (id) values (1) on conflict (id) do update set note = ''",
		"update dossier_event set note = ''", "delete from dossier_event where id = 1"};
	(void)state;
	size_t n, writers = 0;
	const struct sql *const *all = db_statements(&n);
	for (size_t i = 0; i < n; i++) {
		str text = str_of(all[i]->sqlite);
		if (!keeps_the_log(text))
			fail_msg("%s", all[i]->sqlite);
		writers += str_has(text, S("into dossier_event"));
	}
	assert_int_equal(writers, 1);
	for (size_t i = 0; i < COUNT(rewriting); i++)
		assert_false(keeps_the_log(str_of(rewriting[i])));
}

static void the_same_form_sent_twice_is_one_dossier(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier a = specimen(), b = specimen(), other = specimen();
	a.client_key = b.client_key = other.client_key = S("8f1c");
	OK(WRITE(c, dossier_submit(c, &a)));
	OK(WRITE(c, dossier_submit(c, &b)));
	assert_false(a.known);
	assert_true(b.known);
	assert_int_equal(a.id, b.id);
	assert_true(str_eq(a.code, b.code) && str_eq(a.secret, b.secret));
	c->actor = other.account = is.other_citizen;
	OK(WRITE(c, dossier_submit(c, &other)));
	assert_int_not_equal(other.id, a.id);
}

static void the_counter_receives_at_once(void **state)
{
	struct ctx *c = begin(state);
	static const struct handed handed[] = {{1, 1, 2}};
	struct new_dossier n = specimen();
	struct dossier_components_rows papers;
	n.account = 0;
	n.channel = S("desk");
	n.receive = true;
	n.handed = handed;
	n.nhanded = 1;
	c->actor = is.reception;
	c->unit = is.unit;
	OK(WRITE(c, dossier_submit(c, &n)));
	assert_int_equal(state_of(c, n.id).status, RECEIVED);
	OK(dossier_components(c, n.id, &papers));
	assert_int_equal(papers.v[0].handed, 1);
	assert_int_equal(papers.v[0].handed_copies, 2);
	assert_int_equal(papers.v[1].handed, 0);
}

enum { INSTANCES = 4, EACH = 8 };
struct instance {
	struct store *store;
	pthread_t thread;
	int64_t order[EACH]; /* last four digits of the codes */
	err failed;
};

/* One instance of the program: a connection of its own (PostgreSQL), or a client of the writer (SQLite). */
static void *run_instance(void *arg)
{
	struct instance *p = arg;
	arena memory = {0};
	struct ctx c = {.a = &memory, .now = at(12, 21, 9, 0), .actor = is.citizen, .request_id = S("test")};
	p->failed = db_use(&c, p->store);
	for (int i = 0; i < EACH && !p->failed; i++) {
		struct new_dossier n = specimen();
		n.secret = S("ABCD2345");
		p->failed = apply(&c, dossier_submit, &n);
		if (!p->failed)
			str_int((str){n.code.s + n.code.n - 4, 4}, &p->order[i]);
	}
	db_thread_end();
	if (!p->failed) /* its words are read by the test */
		arena_free(&memory);
	return NULL;
}

static void codes_of_several_instances_leave_no_gap(void **state)
{
	struct ctx *c = begin(state);
	struct instance all[INSTANCES] = {0};
	bool seen[INSTANCES * EACH + 1] = {false};
	for (int i = 0; i < INSTANCES; i++) {
		all[i].store = test_handle(c);
		assert_int_equal(pthread_create(&all[i].thread, NULL, run_instance, &all[i]), 0);
	}
	for (int i = 0; i < INSTANCES; i++)
		pthread_join(all[i].thread, NULL);
	for (int i = 0; i < INSTANCES; i++) {
		OK(all[i].failed);
		for (int k = 0; k < EACH; k++) {
			assert_in_range(all[i].order[k], 1, INSTANCES * EACH);
			assert_false(seen[all[i].order[k]]);
			seen[all[i].order[k]] = true;
		}
	}
}

static void everything_adds_up(void **state)
{
	struct ctx *c = begin(state);
	struct verify_report report = {.lines = {.a = c->a}};
	OK(dossiers_verify(c, &report));
	if (report.wrong)
		print_error("%.*s", STR_ARG(buf_text(&report.lines)));
	assert_int_equal(report.wrong, 0);
	/* Each of these is noticed. */
	err (*const tamper[])(struct ctx *) = {tamper_due, tamper_step, tamper_paper};
	for (size_t i = 0; i < COUNT(tamper); i++) {
		int64_t before = report.wrong;
		OK(WRITE(c, tamper[i](c)));
		report = (struct verify_report){.lines = {.a = c->a}};
		OK(dossiers_verify(c, &report));
		assert_true(report.wrong > before);
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plan_shares_the_term),
		cmocka_unit_test(another_commune_decides),
		cmocka_unit_test(what_a_colleague_did_meanwhile_is_a_conflict),
		cmocka_unit_test(a_pause_goes_on_with_the_rest),
		cmocka_unit_test(some_fields_go_on_after_a_supplement),
		cmocka_unit_test(a_date_is_moved_once_and_in_time),
		cmocka_unit_test(a_late_apology_heals_nothing),
		cmocka_unit_test(papers_keep_what_they_say),
		cmocka_unit_test(numbers_run_by_unit_form_and_year),
		cmocka_unit_test(a_refusal_names_the_law),
		cmocka_unit_test(nothing_stops_after_the_decision),
		cmocka_unit_test(each_side_reads_its_own_words),
		cmocka_unit_test(watchers_hear_of_everything),
		cmocka_unit_test(who_works_elsewhere_by_now_hears_no_more),
		cmocka_unit_test(what_is_given_to_somebody_he_hears),
		cmocka_unit_test(nothing_rewrites_the_event_log),
		cmocka_unit_test(the_same_form_sent_twice_is_one_dossier),
		cmocka_unit_test(the_counter_receives_at_once),
		cmocka_unit_test(codes_of_several_instances_leave_no_gap),
		cmocka_unit_test(everything_adds_up),
	};
	return cmocka_run_group_tests(tests, open_with_catalogue, test_close);
}
