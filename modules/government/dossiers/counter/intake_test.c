/* Reception at the counter and the return of results, on the real catalogue. */
#include "government/dossiers/stage_test.h"
#include "government/dossiers/counter/intake.h"

static int64_t paid_procedure; /* certified copies: 2,000 đồng a page */

static int open_desk(void **state)
{
	struct demo_procedures_rows procedures;
	str code = S("2.000815");
	if (open_with_catalogue(state))
		return 1;
	OK(demo_procedures(test_store(state), (struct texts){&code, 1}, &procedures));
	paid_procedure = procedures.v[0].id;
	return 0;
}

static struct ctx *at_desk(void **state)
{
	struct ctx *c = test_store(state);
	c->now = TEST_NOW;
	c->actor = is.reception;
	c->unit = is.unit;
	return c;
}

static struct desk_intake paper(const char *number)
{
	static const struct handed handed[] = {{1, 1, 0}, {2, 0, 2}};
	struct desk_intake n = {.person = {.name = S("Đinh Thị Hoà"),
					.personal_number = str_of(number),
					.phone = S("0912000123"),
					.address = S("Thôn 2")},
		.dossier = {.procedure = is.procedure,
			.receiving_unit = is.unit,
			.channel = S("desk"),
			.applicant_name = S("Đinh Thị Hoà"),
			.applicant_number = str_of(number),
			.applicant_phone = S("0912000123"),
			.applicant_address = S("Thôn 2"),
			.content = S("Đăng ký giám hộ"),
			.result_by = S("desk"),
			.handed = handed,
			.nhanded = COUNT(handed),
			.receive = true}};
	return n;
}

static size_t open_of(struct ctx *c, const char *number)
{
	struct counter_of_person_rows rows;
	OK(counter_of_person(c, is.unit, str_of(number), &rows));
	return rows.n;
}

static void received_at_once(void **state)
{
	struct ctx *c = at_desk(state);
	struct desk_intake n = paper("037190000201");
	struct dossier_state s;
	struct persons_found known;
	n.dossier.client_key = S("one");
	OK(WRITE(c, desk_take_in(c, &n)));
	OK(dossier_state(c, n.dossier.id, &s));
	assert_int_equal(s.status, RECEIVED);
	assert_true(s.due_at.set && s.received_at.set);
	OK(person_find(c, is.unit, S("037190000201"), &known));
	assert_int_equal(known.n, 1);
	struct counter_handed_rows originals;
	OK(counter_handed(c, n.dossier.id, &originals));
	assert_int_equal(originals.n, 2);
	assert_int_equal(originals.v[0].handed_originals, 1);
	assert_int_equal(originals.v[1].handed_copies, 2);

	/* Sent a second time it is the same one. */
	struct desk_intake again = paper("037190000201");
	again.dossier.client_key = S("one");
	OK(WRITE(c, desk_take_in(c, &again)));
	assert_int_equal(again.dossier.id, n.dossier.id);
	assert_int_equal(open_of(c, "037190000201"), 1);
}

static void asks_for_what_is_missing(void **state)
{
	struct ctx *c = at_desk(state);
	struct desk_intake n = paper("037190000202");
	static const int64_t missing[] = {1};
	struct dossier_state s;
	n.dossier.receive = false;
	n.then = dossier_action(S("ask_supplement"));
	n.reason = S("Thiếu tờ khai.");
	n.missing = (struct ints){missing, 1};
	OK(WRITE(c, desk_take_in(c, &n)));
	OK(dossier_state(c, n.dossier.id, &s));
	assert_int_equal(s.status, SUPPLEMENT_ASKED);
	struct papers_issued_rows papers;
	struct dossier_paper_items_rows items;
	OK(papers_issued(c, n.dossier.id, &papers));
	assert_int_equal(papers.n, 1);
	assert_true(str_is(papers.v[0].form, "02"));
	OK(dossier_paper_items(c, papers.v[0].id, &items));
	assert_int_equal(items.n, 1);
}

static void all_or_nothing(void **state)
{
	struct ctx *c = at_desk(state);
	struct desk_intake n = paper("037190000203");
	struct persons_found known;
	n.dossier.receive = false;
	n.then = dossier_action(S("refuse"));
	FAILS(INVALID, WRITE(c, desk_take_in(c, &n))); /* no reason */
	assert_int_equal(open_of(c, "037190000203"), 0);
	OK(person_find(c, is.unit, S("037190000203"), &known));
	assert_int_equal(known.n, 0);
	n = paper("037190000203");
	n.dossier.procedure = 999999999;
	FAILS(NOT_FOUND, WRITE(c, desk_take_in(c, &n)));
}

/* ---- back over the counter ---- */

static err play(struct ctx *c, int64_t dossier, int64_t who, const char *action)
{
	struct dossier_work w = {.action = dossier_action(str_of(action)),
		.dossier = dossier,
		.unit = is.unit,
		.note = S("Đủ điều kiện."),
		.assignee = is.specialist};
	c->actor = who;
	err e = WRITE(c, dossier_apply(c, &w));
	c->actor = is.reception;
	return e;
}

static int64_t finished(struct ctx *c, const char *number)
{
	struct desk_intake n = paper(number);
	OK(WRITE(c, desk_take_in(c, &n)));
	OK(play(c, n.dossier.id, is.reception, "hand_over"));
	OK(play(c, n.dossier.id, is.specialist, "propose"));
	OK(play(c, n.dossier.id, is.leader, "approve"));
	return n.dossier.id;
}

static void results_together(void **state)
{
	struct ctx *c = at_desk(state);
	int64_t ids[] = {finished(c, "037190000204"), finished(c, "037190000204"), 0};
	struct dossier_of_unit d;
	struct desk_return r = {.dossiers = {ids, 2}, .unit = is.unit, .taken_by = S("Bùi Văn Khánh"), .relation = S("self")};
	struct desk_intake waiting = paper("037190000204");
	OK(WRITE(c, desk_take_in(c, &waiting)));
	ids[2] = waiting.dossier.id;
	r.dossiers.n = 3;
	FAILS(CONFLICT, WRITE(c, desk_give_back(c, &r))); /* one is not ready: none goes */
	OK(dossier_of_unit(c, ids[0], is.unit, &d));
	assert_int_equal(d.status, FINISHED);
	r.dossiers.n = 2;
	r.unit = is.other_unit;
	FAILS(NOT_FOUND, WRITE(c, desk_give_back(c, &r)));
	r.unit = is.unit;
	OK(WRITE(c, desk_give_back(c, &r)));
	for (int i = 0; i < 2; i++) {
		OK(dossier_of_unit(c, ids[i], is.unit, &d));
		assert_int_equal(d.status, RETURNED);
	}
	assert_int_equal(open_of(c, "037190000204"), 1);
	FAILS(CONFLICT, WRITE(c, desk_give_back(c, &r)));
}

static void fees_at_both_ends(void **state)
{
	struct ctx *c = at_desk(state);
	struct desk_intake now = paper("037190000205"), later = paper("037190000205");
	struct dossier_of_unit d;
	struct dossier_notes_rows notes;
	now.dossier.procedure = later.dossier.procedure = paid_procedure;
	now.dossier.nhanded = later.dossier.nhanded = 1;
	now.dossier.fee_paid = true;
	now.fee_receipt = S("0001234");
	OK(WRITE(c, desk_take_in(c, &now)));
	OK(WRITE(c, desk_take_in(c, &later)));
	OK(dossier_of_unit(c, now.dossier.id, is.unit, &d));
	assert_true(d.fee > 0 && d.fee_paid_at.set);
	OK(dossier_notes(c, now.dossier.id, &notes));
	assert_int_equal(notes.n, 1);
	assert_true(str_has(notes.v[0].text, S("0001234")));
	OK(dossier_of_unit(c, later.dossier.id, is.unit, &d));
	assert_false(d.fee_paid_at.set);

	OK(play(c, later.dossier.id, is.reception, "hand_over"));
	OK(play(c, later.dossier.id, is.specialist, "propose"));
	OK(play(c, later.dossier.id, is.leader, "approve"));
	struct desk_return r = {.dossiers = {&later.dossier.id, 1},
		.paid = {&later.dossier.id, 1},
		.originals = {&later.dossier.id, 1},
		.unit = is.unit,
		.taken_by = S("Bùi Văn Khánh"),
		.taken_number = S("037085000777"),
		.relation = S("authorised"),
		.authorisation = S("số 12 ngày 20/11/2026"),
		.fee_receipt = S("0001235")};
	OK(WRITE(c, desk_give_back(c, &r)));
	OK(dossier_of_unit(c, later.dossier.id, is.unit, &d));
	assert_int_equal(d.status, RETURNED);
	assert_true(d.fee_paid_at.set);
	OK(dossier_notes(c, later.dossier.id, &notes));
	assert_true(notes.n == 1 && str_has(notes.v[0].text, S("0001235")) && str_has(notes.v[0].text, S("bản chính")));
	struct dossier_events_rows events;
	OK(dossier_events(c, later.dossier.id, &events));
	assert_true(str_has(events.v[events.n - 1].note, S("được ủy quyền (số 12 ngày 20/11/2026)")));
}

/* ---- what is scanned and ticked ---- */

static void what_was_scanned(void **state)
{
	struct ctx *c = at_desk(state);
	static const struct {
		const char *typed;
		int kind;
		const char *text;
	} cases[] = {
		{"", ASKED_NOTHING, ""},
		{"   ", ASKED_NOTHING, ""},
		{"http://127.0.0.1:8080/tra-cuu?ma=H42.17-261123-0001&bi-mat=ABCD2345", ASKED_CODE, "H42.17-261123-0001"},
		{"h42.17-261123-0001", ASKED_CODE, "H42.17-261123-0001"},
		{"H42.17 261123 12345", ASKED_CODE, "H42.17-261123-12345"},
		{"261123-0001", ASKED_CODE, "H42.17-261123-0001"},
		{"037190000204", ASKED_NUMBER, "037190000204"},
		{"037190000204||ĐINH THỊ HOÀ|05091990|Nữ|Thôn 2|10052021", ASKED_NUMBER, "037190000204"},
		{"Đinh Thị Hoà", ASKED_WORDS, "Đinh Thị Hoà"},
		{"0912 000 123", ASKED_WORDS, "0912 000 123"},
		{"-", ASKED_WORDS, "-"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct counter_asked asked = counter_read(c->a, str_of(cases[i].typed), S("H42.17"));
		if ((int)asked.kind != cases[i].kind || !str_is(asked.text, cases[i].text))
			fail_msg("“%s”: %d “%.*s”", cases[i].typed, asked.kind, STR_ARG(asked.text));
	}
}

static void what_everybody_brings(void **state)
{
	struct ctx *c = at_desk(state);
	assert_true(
		paper_usual(c, S(""), S("Tờ khai đăng ký khai sinh theo mẫu (nếu lựa chọn nộp hồ sơ theo hình thức trực tiếp)")));
	assert_true(paper_usual(
		c, S("Giấy tờ phải nộp"), S("Giấy chứng sinh; trường hợp không có thì nộp văn bản của người làm chứng")));
	assert_false(paper_usual(c, S("Giấy tờ phải nộp"), S("Trường hợp trẻ em bị bỏ rơi thì phải có biên bản")));
	assert_false(paper_usual(c, S("Giấy tờ phải nộp"), S("Văn bản ủy quyền theo quy định của pháp luật")));
	assert_false(
		paper_usual(c, S(""), S("Mẫu hộ tịch điện tử tương tác (nếu lựa chọn nộp hồ sơ theo hình thức trực tuyến)")));
	assert_false(paper_usual(c, S("Giấy tờ phải xuất trình"), S("Thẻ căn cước")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(received_at_once),
		cmocka_unit_test(asks_for_what_is_missing),
		cmocka_unit_test(all_or_nothing),
		cmocka_unit_test(results_together),
		cmocka_unit_test(fees_at_both_ends),
		cmocka_unit_test(what_was_scanned),
		cmocka_unit_test(what_everybody_brings),
	};
	return cmocka_run_group_tests(tests, open_desk, test_close);
}
