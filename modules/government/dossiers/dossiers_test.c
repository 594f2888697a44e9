/* The life of a dossier on the real catalogue: units, procedures and holidays as imported, officers and citizens of the demo data. */
#include "government/dossiers/stage_test.h"
#include "government/dossiers/rules/verify.sql.h"
#include "core/files/files.h"
#include <stdio.h>
#include "web/demo.h"
#include "web/site.h"

/* ---- the path ---- */

static void from_filing_to_result(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	assert_int_equal(state_of(c, id).status, REGISTERED);
	assert_false(state_of(c, id).due_at.set);

	OK(act(c, id, "receive", ""));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.status, RECEIVED);
	/* Received Monday 09:00; Tuesday 24/11 is a holiday; 3 working days end on Friday 09:00. */
	assert_int_equal(s.due_at.v, at(11, 27, 9, 0));
	assert_int_equal(s.due_original_at.v, s.due_at.v);

	OK(act(c, id, "hand_over", ""));
	s = state_of(c, id);
	assert_int_equal(s.status, IN_PROGRESS);
	assert_int_equal(s.assignee_id.v, is.specialist);
	OK(act(c, id, "propose", "Đủ điều kiện."));
	assert_str(state_of(c, id).step, "approval");
	OK(act(c, id, "send_back", "Xem lại năm sinh."));
	assert_str(state_of(c, id).step, "processing");
	OK(act(c, id, "propose", "Đã xem lại."));
	OK(act(c, id, "approve", ""));
	s = state_of(c, id);
	assert_int_equal(s.status, FINISHED);
	assert_int_equal(s.finished_at.v, c->now);
	assert_false(s.assignee_id.set);
	OK(act(c, id, "return", ""));
	s = state_of(c, id);
	assert_int_equal(s.status, RETURNED);
	assert_str(s.step, "closed");

	struct dossier_events_rows events;
	OK(dossier_events(c, id, &events));
	assert_int_equal(events.n, 8);
	for (size_t i = 0; i < events.n; i++)
		assert_int_equal(events.v[i].number, i + 1);
	assert_int_equal(events.v[7].from_status.v, FINISHED);
}

static void the_events_say_in_whose_place(void **state)
{
	struct ctx *c = begin(state);
	struct dossier_events_rows events;
	int64_t id = file(c);
	c->behalf = is.leader;
	OK(act(c, id, "receive", ""));
	c->behalf = 0;
	OK(dossier_events(c, id, &events));
	assert_true(str_ends(events.v[1].who, S(" ủy quyền")) && str_has(events.v[1].who, S(", được ")));
	assert_false(str_has(events.v[0].who, S("ủy quyền")));
}

static void codes_count_from_one_each_day(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n;
	str before = {0};
	c->now = at(12, 1, 8, 0);
	for (int i = 1; i <= 3; i++) {
		n = specimen();
		OK(WRITE(c, dossier_submit(c, &n)));
		str ending = str_format(c->a, "-261201-%04d", i);
		assert_true(str_ends(n.code, ending));
		assert_false(str_eq(n.code, before));
		before = n.code;
	}
	n = specimen();
	c->now = at(12, 2, 0, 0); /* midnight in Viet Nam, still the first of December in UTC */
	OK(WRITE(c, dossier_submit(c, &n)));
	assert_true(str_ends(n.code, S("-261202-0001")));
}

static void a_number_is_not_used_up_by_a_failure(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier good = specimen(), bad = specimen(), next = specimen();
	struct attachment missing = {
		.component = 1, .stored = {.sha256 = S("0000"), .mime = S("application/pdf"), .name = S("a.pdf"), .size = -1}};
	c->now = at(12, 3, 8, 0);
	OK(WRITE(c, dossier_submit(c, &good)));
	bad.receiving_unit = 1;
	bad.attachments = &missing;
	FAILS(INVALID, WRITE(c, dossier_submit(c, &bad)));
	OK(WRITE(c, dossier_submit(c, &next)));
	assert_true(str_ends(next.code, S("-261203-0002")));
}

/* ---- the clock ---- */

static void a_supplement_starts_the_clock_anew(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	c->now = at(11, 25, 10, 0);
	FAILS(INVALID, act(c, id, "ask_supplement", ""));
	OK(act(c, id, "ask_supplement", "Bổ sung giấy khai sinh."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.status, SUPPLEMENT_ASKED);
	assert_false(s.due_at.set);
	assert_int_equal(s.supplements, 1);
	c->now = at(11, 30, 8, 0); /* Monday */
	FAILS(INVALID, act(c, id, "supplement", ""));
	OK(act(c, id, "supplement", "Tôi gửi bản chụp."));
	s = state_of(c, id);
	assert_int_equal(s.status, IN_PROGRESS);
	assert_int_equal(s.due_at.v, at(12, 3, 8, 0));
	assert_int_equal(s.due_original_at.v, at(11, 27, 9, 0));
	/* From Wednesday 10:00 to Monday 08:00: 300 + 480 + 480 + 60 minutes. */
	assert_int_equal(s.paused_minutes, 300 + 480 + 480 + 60);
}

static err amend(struct ctx *c, int64_t id, const char *answers)
{
	struct dossier_work w = {.action = dossier_action(S("amend")),
		.dossier = id,
		.account = is.citizen,
		.answers = str_of(answers),
		.content = S("Cho cháu B")};
	c->actor = is.citizen;
	c->unit = 0;
	return WRITE(c, dossier_apply(c, &w));
}

static void a_form_is_amended_while_a_supplement_is_asked_for(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	struct dossier_said now;
	struct dossier_said_before_rows before;
	n.eform = 1;
	n.answers = S("{\"content\":\"A\"}");
	OK(WRITE(c, dossier_submit(c, &n)));
	FAILS(CONFLICT, amend(c, n.id, "{\"content\":\"B\"}")); /* nobody asked */
	OK(act(c, n.id, "ask_supplement", "Ghi rõ tên cháu."));
	FAILS(INVALID, act(c, n.id, "supplement", ""));
	OK(amend(c, n.id, "{\"content\":\"B\"}"));
	OK(dossier_said(c, n.id, &now));
	assert_str(now.answers, "{\"content\":\"B\"}");
	assert_str(now.content, "Cho cháu B");
	OK(dossier_said_before(c, n.id, &before));
	assert_int_equal(before.n, 1);
	assert_int_equal(before.v[0].number, state_of(c, n.id).version);
	assert_str(before.v[0].answers, "{\"content\":\"A\"}");
	OK(act(c, n.id, "supplement", "")); /* the amendment is what was asked for */
	FAILS(CONFLICT, amend(c, n.id, "{}"));
	OK(act(c, n.id, "ask_supplement", "Thiếu giấy khai sinh."));
	FAILS(INVALID, act(c, n.id, "supplement", "")); /* the amendment before was for the first request */
	int64_t on_paper = file(c);
	OK(act(c, on_paper, "ask_supplement", "Ảnh mờ."));
	FAILS(CONFLICT, amend(c, on_paper, "{}")); /* it has no form */
}

static void a_supplement_before_reception_goes_back_to_the_desk(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "ask_supplement", "Ảnh mờ."));
	OK(act(c, id, "supplement", "Ảnh chụp lại."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.status, REGISTERED);
	assert_str(s.step, "reception");
	assert_false(s.due_at.set);
	OK(act(c, id, "receive", ""));
}

static void a_payment_resumes_the_rest(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	c->now = at(11, 25, 9, 0); /* one of three days is used */
	OK(act(c, id, "ask_payment", "Lệ phí hộ tịch."));
	assert_int_equal(state_of(c, id).remaining.v, 960);
	assert_int_equal(state_of(c, id).fee, 50000);
	c->now = at(12, 1, 9, 0);
	OK(act(c, id, "confirm_payment", "Biên lai 12."));
	struct dossier_state s = state_of(c, id);
	assert_int_equal(s.due_at.v, at(12, 3, 9, 0));
	assert_int_equal(s.fee_paid_at.v, c->now);
}

/* ---- what is not allowed ---- */

/* The table of the national portal, beside the reopening of a finished dossier and the return of one to the desk. */
static void transitions_are_those_of_the_table(void **state)
{
	static const char *const allowed[] = {
		"", "2 3 5 7", "4 5 6 7 8 9", "", "5 6 7 8 9", "1 4 7 8", "4 7 8", "", "", "4 10", ""};
	(void)state;
	for (int from = 1; from <= 10; from++)
		for (int to = 1; to <= 10; to++) {
			char number[8], list[64];
			snprintf(number, sizeof number, " %d ", to);
			snprintf(list, sizeof list, " %s ", allowed[from]);
			assert_int_equal(status_allows(from, to), strstr(list, number) != NULL);
		}
}

static void citizens_read_plain_words(void **state)
{
	(void)state;
	assert_string_equal(status_plain(REGISTERED), "Đã nộp, chờ tiếp nhận");
	assert_string_equal(status_plain(SUPPLEMENT_ASKED), "Chờ người nộp bổ sung");
	assert_string_equal(status_plain(PAYMENT_ASKED), "Chờ nộp phí, lệ phí");
	assert_string_equal(status_plain(FINISHED), "Đã có kết quả");
	assert_string_equal(status_plain(11), "");
}

static void actions_keep_to_the_table(void **state)
{
	struct ctx *c = begin(state);
	static const char *const steps[] = {"reception", "processing", "approval", "waiting", "return", "closed"};
	static const char *const nexts[] = {NULL, "processing", "approval", "return"};
	struct dossier_place at = {.running = true};
	for (at.status = 1; at.status <= 10; at.status++)
		for (size_t s = 0; s < COUNT(steps) * COUNT(nexts); s++) {
			at.step = str_of(steps[s / COUNT(nexts)]);
			at.next = nexts[s % COUNT(nexts)];
			struct flow_place stands = dossier_stands(&at);
			for (size_t i = 0; i < dossier_flow.actions.n; i++)
				for (int to = 1; to <= 10 && flow_possible(&dossier_flow.actions.v[i], &stands); to++)
					if (dossier_flow.actions.v[i].to & FLOW_IN(to) && to != at.status)
						assert_true(status_allows(at.status, to));
		}
	static const int64_t ended[] = {REFUSED, WITHDRAWN, STOPPED, RETURNED};
	for (size_t i = 0; i < COUNT(ended); i++) {
		at = (struct dossier_place){.status = ended[i], .step = S("closed")};
		struct flow_place stands = dossier_stands(&at);
		assert_null(flow_offered(c->a, &dossier_flow, BY_OFFICER, 0, &stands)[0]);
		assert_null(flow_offered(c->a, &dossier_flow, BY_APPLICANT, 0, &stands)[0]);
	}
}

static void a_second_hand_is_told_so(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	FAILS(CONFLICT, act(c, id, "receive", ""));
	FAILS(CONFLICT, act(c, id, "approve", ""));
	OK(act(c, id, "withdraw", "Nộp nhầm nơi."));
	FAILS(CONFLICT, act(c, id, "hand_over", ""));
	assert_int_equal(state_of(c, id).status, WITHDRAWN);
}

static void others_do_not_see_it(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	struct dossier_of_unit d;
	struct dossier_work w = {.action = dossier_action(S("receive")), .dossier = id, .unit = is.other_unit};
	FAILS(NOT_FOUND, WRITE(c, dossier_apply(c, &w)));
	w = (struct dossier_work){
		.action = dossier_action(S("withdraw")), .dossier = id, .account = is.other_citizen, .note = S("x")};
	FAILS(NOT_FOUND, WRITE(c, dossier_apply(c, &w)));
	FAILS(NOT_FOUND, dossier_of_unit(c, id, is.other_unit, &d));
	FAILS(NOT_FOUND, dossier_of_account(c, id, is.other_citizen, &d));
	OK(dossier_of_account(c, id, is.citizen, &d));
}

static void filing_needs_a_procedure_and_a_desk(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	n.procedure = 999999;
	FAILS(NOT_FOUND, WRITE(c, dossier_submit(c, &n)));
	n = specimen();
	n.receiving_unit = 1; /* a province or the country: no desk */
	FAILS(INVALID, WRITE(c, dossier_submit(c, &n)));
}

static void work_is_handed_to_people_of_the_unit(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	OK(act(c, id, "receive", ""));
	struct dossier_work w = {
		.action = dossier_action(S("hand_over")), .dossier = id, .unit = is.unit, .assignee = is.citizen};
	c->unit = is.unit;
	FAILS(INVALID, WRITE(c, dossier_apply(c, &w)));
	w.assignee = 0;
	FAILS(INVALID, WRITE(c, dossier_apply(c, &w)));
}

/* ---- finding and verifying ---- */

static void found_by_code_name_and_phone(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	n.applicant_name = S("Quách Thị Xuyến");
	n.applicant_phone = S("0987654321");
	n.applicant_number = S("037190001234");
	OK(WRITE(c, dossier_submit(c, &n)));
	const str typed[] = {S("quach xuyen"), S("XUYẾN"), S("0987654321"), S("0987 654 321"), S("+84987654321"),
		S("(+84) 987.654.321"), S("0987–654–321"), S("0987 654"), S("037 190 001 234"), S("037190001234"),
		S("xuyến 0987 654 321"), n.code};
	for (size_t i = 0; i < COUNT(typed); i++) {
		struct ints found;
		OK(dossiers_find(c, is.unit, typed[i], INT64_MAX, 100, &found));
		assert_true(found.n >= 1);
		assert_int_equal(found.v[0], n.id);
		OK(dossiers_find(c, is.other_unit, typed[i], INT64_MAX, 100, &found));
		assert_int_equal(found.n, 0);
	}
	struct ints none;
	OK(dossiers_find(c, is.unit, S(" ' . "), INT64_MAX, 100, &none));
	assert_int_equal(none.n, 0);
	OK(dossiers_find(c, is.unit, S("0987 655"), INT64_MAX, 100, &none));
	assert_int_equal(none.n, 0);
}

/* The first of what was typed: whole words when there are so many, else what begins so; the newest first, of the unit alone. */
static void the_first_are_found_whole_or_by_their_beginning(void **state)
{
	struct ctx *c = begin(state);
	static const char *const names[] = {"Giàng Chỉnh Páo", "Giàng Chỉnh Páo", "Giàng Chỉnh Páon", "Giàng Chỉnh Pá"};
	struct ints found;
	int64_t ids[COUNT(names)];
	for (size_t i = 0; i < COUNT(names); i++) {
		struct new_dossier n = specimen();
		n.applicant_name = str_of(names[i]);
		OK(WRITE(c, dossier_submit(c, &n)));
		ids[i] = n.id;
	}
	OK(dossiers_find_first(c, is.unit, S("giàng páo"), 2, &found));
	assert_true(found.n == 2 && found.v[0] == ids[1] && found.v[1] == ids[0]); /* not the newer one that only begins so */
	OK(dossiers_find_first(c, is.unit, S("giàng páo"), 3, &found));
	assert_true(found.n == 3 && found.v[0] == ids[2] && found.v[2] == ids[0]);
	OK(dossiers_find_first(c, is.unit, S("giàng pá"), 9, &found));
	assert_int_equal(found.n, 4);
	OK(dossiers_find_first(c, is.unit, S("pá"), 9, &found));
	assert_true(found.n == 1 && found.v[0] == ids[3]); /* what begins with two letters alone is half of the store */
	OK(dossiers_find_first(c, is.other_unit, S("giàng páo"), 2, &found));
	assert_int_equal(found.n, 0);
	OK(dossiers_find_first(c, is.unit, S(" ' . "), 2, &found));
	assert_int_equal(found.n, 0);
}

static void found_by_names_of_every_people(void **state)
{
	struct ctx *c = begin(state);
	static const char *const names[] = {"H'Hen Niê", "K'Brể", "O’Brien", "Y-Bih Ênuôl", "Søren Hansen", "Иван Петров",
		"Đỗ Văn Đạt", "Ksor Ƀŏ Ñĭ", "李小龍"};
	static const char *const typed[][3] = {{"Hhen Niê", "h hen", "H’HEN"}, {"kbre", "K' Brể", "k bre"},
		{"obrien", "O'Brien", "brien"}, {"Y Bih", "ybih", "enuol"}, {"soren", "Søren", "HANSEN"},
		{"иван", "петров", "Иван П"}, {"Ðỗ Văn Ðạt", "do van dat", "đạt"}, {"ksor bo ni", "Ƀŏ", "ñĭ"},
		{"李小龍", "李小龍", "李"}};
	for (size_t i = 0; i < COUNT(names); i++) {
		struct new_dossier n = specimen();
		n.applicant_name = str_of(names[i]);
		OK(WRITE(c, dossier_submit(c, &n)));
		for (size_t k = 0; k < 3; k++) {
			struct ints found;
			OK(dossiers_find(c, is.unit, str_of(typed[i][k]), INT64_MAX, 100, &found));
			if (!found.n || found.v[0] != n.id)
				print_error("“%s” does not find %s\n", typed[i][k], names[i]);
			assert_true(found.n && found.v[0] == n.id);
		}
	}
}

/* Page after page down to the oldest; an index from before is made anew. */
static void found_page_by_page_and_made_anew(void **state)
{
	struct ctx *c = begin(state);
	int64_t first = 0, last = 0;
	for (int i = 0; i < 7; i++) {
		struct new_dossier n = specimen();
		n.applicant_name = S("Vừ A Páo");
		n.applicant_number = S("");
		OK(WRITE(c, dossier_submit(c, &n)));
		first = first ? first : n.id;
		last = n.id;
	}
	for (int turn = 0; turn < 2; turn++) {
		int64_t before = INT64_MAX, seen = 0;
		struct ints page;
		do {
			OK(dossiers_find(c, is.unit, S("vừ páo"), before, 3, &page));
			for (size_t i = 0; i < page.n; i++, seen++) {
				assert_true(page.v[i] < before);
				before = page.v[i];
			}
		} while (page.n);
		assert_int_equal(seen, 7);
		assert_int_equal(before, first);
		OK(WRITE(c, dossier_search_forget(c, last)));
		OK(dossiers_find(c, is.unit, S("vừ páo"), INT64_MAX, 3, &page));
		assert_int_equal(page.v[0], last - 1);
		OK(dossiers_rekey(c, S("")));
	}
}

static int64_t wrong_now(struct ctx *c)
{
	struct verify_report report = {.lines = {.a = c->a}};
	OK(dossiers_verify(c, &report));
	assert_true(report.checked > 0);
	return report.wrong;
}

static void verification_finds_what_does_not_fit(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = file(c);
	assert_int_equal(wrong_now(c), 0);
	OK(WRITE(c, dossier_tally_add(c, is.unit, S("closed"), 5)));
	assert_int_equal(wrong_now(c), 1);
	OK(WRITE(c, dossier_tally_add(c, is.unit, S("closed"), -5)));
	OK(WRITE(c, dossier_event_add(c, &(struct dossier_event_add_in){.dossier = id,
						 .number = 2,
						 .at = c->now,
						 .account = (opt_int){0},
						 .action = S("return"),
						 .from_status = some_int(1),
						 .to_status = RETURNED,
						 .note = S(""),
						 .due_at = (opt_int){0},
						 .from_step = 0,
						 .to_step = 0,
						 .step_due_at = (opt_int){0},
						 .unit = (opt_int){0},
						 .assignee = (opt_int){0},
						 .behalf = (opt_int){0}})));
	assert_int_equal(wrong_now(c), 2); /* the status, and a number that no version knows of */
	OK(WRITE(c, dossier_count(c, is.unit, S("2026-11-23"))));
	assert_int_equal(wrong_now(c), 3);
}

struct demo_sums {
	int64_t months, least, in_time, overdue;
};

static struct demo_sums sums_of(struct ctx *c)
{
	struct demo_sums sums = {.least = 1000000};
	struct dossier_months_after_rows rows;
	int64_t taken[12] = {0};
	int last = 2026 * 12 + 10;
	OK(dossier_months_after(c, 0, S(""), S(""), S(""), &rows));
	assert_true(rows.n > 0 && rows.n < 1000); /* one page */
	for (size_t i = 0; i < rows.n; i++) {
		int64_t year, month;
		assert_true(str_int((str){rows.v[i].month.s, 4}, &year) && str_int((str){rows.v[i].month.s + 5, 2}, &month));
		int64_t back = last - (year * 12 + month - 1);
		if (back >= 0 && back < 12)
			taken[back] += rows.v[i].taken_in;
		sums.in_time += rows.v[i].early + rows.v[i].on_time;
		sums.overdue += rows.v[i].overdue;
	}
	for (int i = 0; i < 12; i++) {
		sums.months += taken[i] > 0;
		sums.least = taken[i] < sums.least ? taken[i] : sums.least;
	}
	return sums;
}

/* Communes publish 98 to 100 % (Nho Quan 2022: 100 %; Yên Thế 2023: 99.46 %); a year of figures; nobody has a hundred dossiers. */
static void demo_data_is_believable(struct ctx *c)
{
	struct demo_sums sums = sums_of(c);
	struct demo_citizens_rows citizens;
	struct dossier_receiving_units_rows units;
	assert_int_equal(sums.months, 12);
	assert_true(sums.least >= 100);
	assert_true(sums.in_time * 1000 >= (sums.in_time + sums.overdue) * 975);
	assert_true(sums.overdue > 0);
	OK(demo_citizens(c, &citizens));
	for (size_t i = 0; i < citizens.n; i++) {
		struct dossiers_of_account_rows own;
		OK(dossiers_of_account(c, citizens.v[i].id, INT64_MAX, INT64_MAX, 50, &own));
		assert_in_range(own.n, 1, 3);
	}
	OK(dossier_receiving_units(c, day_iso(c->a, day_of(c->now)), &units));
	for (size_t i = 0; i < units.n; i++) {
		struct inbox_of_step_rows rows;
		struct inbox_counts counts;
		static const char *const queues[] = {"reception", "processing", "approval", "waiting", "return"};
		for (size_t k = 0; k < COUNT(queues); k++) {
			OK(inbox_of_step(c, units.v[i].id, str_of(queues[k]), 0, 0, 1000, &rows));
			assert_in_range(rows.n, 1, 60);
		}
		OK(inbox_counts(c, units.v[i].id, 0, c->now, c->now, &counts));
		assert_in_range(counts.late, 1, 6);
		assert_in_range(counts.unanswered, 1, 3);
	}
}

/* What came online says what its form asks for, with copies of the papers, all of one content. */
static void demo_data_is_whole(struct ctx *c)
{
	struct dossiers_online_rows rows;
	size_t own = 0, sent = 0;
	str content = S("");
	for (int64_t after = 0;; after = rows.v[rows.n - 1].id) {
		OK(dossiers_online(c, after, &rows));
		if (!rows.n)
			break;
		for (size_t i = 0; i < rows.n; i++) {
			const struct dossiers_online *d = &rows.v[i];
			const struct form *form;
			struct dossier_files_rows files;
			OK(eform_get(c, d->eform_id.v, &form));
			err e = form_check(c, form, d->answers);
			if (e)
				fail_msg("%.*s %.*s: %.*s", STR_ARG(d->procedure_code), STR_ARG(d->answers),
					STR_ARG(e->problems->text));
			OK(dossier_files(c, d->id, &files));
			own += !eform_is_default(form);
			sent += files.n;
			for (size_t k = 0; k < files.n; k++) {
				struct dossier_file_get file;
				struct stored stored;
				if (!str_is(files.v[k].kind, "component"))
					continue;
				OK(dossier_file_get(c, d->id, files.v[k].id, &file));
				OK(file_stored(c, file.file_id, &stored));
				assert_true(!content.n || str_eq(content, stored.sha256));
				content = stored.sha256;
			}
		}
	}
	assert_true(own > 300 && sent > 1000);
}

static void demo_data_adds_up(void **state)
{
	struct ctx *c = test_store(state);
	struct dossier_total total;
	c->now = TEST_NOW;
	demo_seed(1);
	data_folder_set(test_folder(c));
	OK(WRITE(c, dossiers_module.demo(c)));
	OK(dossier_total(c, &total));
	assert_int_equal(total.total, 3000);
	assert_int_equal(wrong_now(c), 0);
	demo_data_is_believable(c);
	demo_data_is_whole(c);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_filing_to_result),
		cmocka_unit_test(the_events_say_in_whose_place),
		cmocka_unit_test(codes_count_from_one_each_day),
		cmocka_unit_test(a_number_is_not_used_up_by_a_failure),
		cmocka_unit_test(a_supplement_starts_the_clock_anew),
		cmocka_unit_test(a_form_is_amended_while_a_supplement_is_asked_for),
		cmocka_unit_test(a_supplement_before_reception_goes_back_to_the_desk),
		cmocka_unit_test(a_payment_resumes_the_rest),
		cmocka_unit_test(transitions_are_those_of_the_table),
		cmocka_unit_test(citizens_read_plain_words),
		cmocka_unit_test(actions_keep_to_the_table),
		cmocka_unit_test(a_second_hand_is_told_so),
		cmocka_unit_test(others_do_not_see_it),
		cmocka_unit_test(filing_needs_a_procedure_and_a_desk),
		cmocka_unit_test(work_is_handed_to_people_of_the_unit),
		cmocka_unit_test(found_by_code_name_and_phone),
		cmocka_unit_test(the_first_are_found_whole_or_by_their_beginning),
		cmocka_unit_test(found_by_names_of_every_people),
		cmocka_unit_test(found_page_by_page_and_made_anew),
		cmocka_unit_test(verification_finds_what_does_not_fit),
	};
	const struct CMUnitTest demo[] = {cmocka_unit_test(demo_data_adds_up)};
	return cmocka_run_group_tests(tests, open_with_catalogue, test_close) +
	       cmocka_run_group_tests(demo, open_with_catalogue, test_close);
}
