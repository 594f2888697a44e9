/* Records of officers: what is written and by whom, what holds on a day, corrections, requests, due dates, quota, figures, the sheet. */
#include "core/access/stage_test.h"
#include "core/notices/notices.sql.h"
#include "government/evaluation/evaluation.sql.h"
#include "government/personnel/pages.h"
#include <stdio.h>

static struct {
	int64_t unit, other_unit, keeper, desk, leader, other, file, kept_file;
} is;

static void fill_personnel(struct ctx *c)
{
	fill_access(c);
	OK(WRITE(c, personnel_module.init(c)));
}

static int64_t unit_of(struct ctx *c, int64_t who)
{
	struct evaluation_home h;
	OK(evaluation_home(c, who, S("2026-11-23"), &h));
	return h.unit_id.v;
}

static void as(struct ctx *c, int64_t who)
{
	c->actor = who;
	c->unit = who == is.other ? is.other_unit : is.unit;
}

static int64_t opened(struct ctx *c, int64_t who, const char *name)
{
	struct personnel_opening n = {.account = who, .name = str_of(name)};
	OK(apply(c, personnel_open, &n));
	return n.id;
}

static int open_personnel(void **state)
{
	if (test_open_filled(state, "personnel", fill_personnel))
		return 1;
	struct ctx *c = test_store(state);
	OK(routes_declare(c, modules_all()));
	is.leader = account(c, "lanhdao.gialam");
	is.desk = account(c, "motcua.gialam");
	is.other = account(c, "lanhdao.cucphuong");
	is.unit = unit_of(c, is.leader);
	is.other_unit = unit_of(c, is.other);
	c->unit = is.unit;
	struct new_account n = {.kind = S("officer"),
		.login = S("tochuc.gialam"),
		.name = S("Vũ Thị Giữ Hồ Sơ"),
		.unit = is.unit,
		.role = S("personnel"),
		.valid_from = S("2025-07-01")};
	OK(WRITE(c, account_add(c, &n, &is.keeper)));
	c->now = TEST_NOW;
	as(c, is.keeper);
	is.file = opened(c, is.desk, "");
	as(c, is.leader);
	is.kept_file = opened(c, is.keeper, "");
	return 0;
}

static struct ctx *stand(void **state)
{
	struct ctx *c = test_store(state);
	c->now = TEST_NOW;
	as(c, is.keeper);
	return c;
}

#define DECIDED ((struct personnel_decision){S("12/QĐ-UBND"), S("2024-01-02"), S("Nguyễn Văn Ký, Chủ tịch")})

static struct personnel_writing salary(const char *from, int step)
{
	static char text[2][80];
	static int turn;
	turn = !turn;
	snprintf(text[turn], sizeof text[turn], "{\"step\":%d,\"coefficient\":%d.34}", step, step + 1);
	return (struct personnel_writing){.file = is.file,
		.kind = S("salary"),
		.answers = str_of(text[turn]),
		.valid_from = str_of(from),
		.decision = DECIDED,
		.may_sensitive = true};
}

static int64_t wrote(struct ctx *c, struct personnel_writing w)
{
	OK(apply(c, personnel_write, &w));
	return w.id;
}

static struct personnel_writing of(const char *kind, const char *from, const char *answers)
{
	return (struct personnel_writing){.file = is.file,
		.kind = str_of(kind),
		.valid_from = str_of(from),
		.answers = str_of(answers),
		.decision = DECIDED,
		.may_sensitive = true};
}

static int64_t step_on(struct ctx *c, const char *on)
{
	struct personnel_current k;
	OK(personnel_current(c, is.file, str_of(on), &k));
	return k.step.set ? k.step.v / FORM_UNITS_OF_NUMBER : 0;
}

/* ---- writing ---- */

static void what_holds_is_derived_for_any_day(void **state)
{
	struct ctx *c = stand(state);
	wrote(c, salary("2020-01-01", 1));
	wrote(c, salary("2024-01-01", 3));
	wrote(c, salary("2022-01-01", 2)); /* brought in afterwards: it holds until the next one */
	assert_int_equal(step_on(c, "2019-12-31"), 0);
	assert_int_equal(step_on(c, "2020-01-01"), 1);
	assert_int_equal(step_on(c, "2021-12-31"), 1);
	assert_int_equal(step_on(c, "2022-01-01"), 2);
	assert_int_equal(step_on(c, "2023-12-31"), 2);
	assert_int_equal(step_on(c, "2024-01-01"), 3);
	wrote(c, salary("2018-01-01", 4)); /* before all: until the first */
	assert_int_equal(step_on(c, "2019-12-31"), 4);
	assert_int_equal(step_on(c, "2020-01-01"), 1);
	struct personnel_writing again = salary("2022-01-01", 5);
	FAILS(INVALID, apply(c, personnel_write, &again));
	struct personnel_writing never = salary("", 5);
	FAILS(INVALID, apply(c, personnel_write, &never));
	struct verify_report report = {.lines = {.a = c->a}};
	OK(personnel_module.verify(c, &report));
	assert_true(report.checked >= 4);
	assert_int_equal(report.wrong, 0);
}

static void an_entry_stands_on_its_decision(void **state)
{
	struct ctx *c = stand(state);
	for (int i = 0; i < 4; i++) {
		struct personnel_writing w = salary("2024-01-01", 1);
		if (i == 0)
			w.decision.number = S("");
		if (i == 1)
			w.decision.on = S("");
		if (i == 2)
			w.decision.signer = S("");
		if (i == 3)
			w.decision.on = S("2026-12-31"); /* after today */
		FAILS(INVALID, apply(c, personnel_write, &w));
	}
	struct personnel_writing free = of(
		"education", "2020-01-01", "{\"schooling\":\"12/12\",\"degree\":\"university\",\"political_theory\":\"none\"}");
	free.decision = (struct personnel_decision){S(""), S(""), S("")};
	wrote(c, free);
	struct personnel_writing half = free; /* a decision that is named is named whole */
	half.valid_from = S("2021-01-01");
	half.decision.number = S("5/QĐ");
	FAILS(INVALID, apply(c, personnel_write, &half));
	struct personnel_writing wrong = of("salary", "2024-01-01", "{\"step\":99,\"coefficient\":2.34}");
	FAILS(INVALID, apply(c, personnel_write, &wrong));
	struct personnel_writing unknown = of("hobby", "2024-01-01", "{}");
	FAILS(NOT_FOUND, apply(c, personnel_write, &unknown));
}

static void nobody_writes_his_own_nor_another_units(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_writing w = salary("2024-01-01", 1);
	w.file = is.kept_file;
	FAILS(DENIED, apply(c, personnel_write, &w));
	FAILS(DENIED, apply(c, personnel_leave, (&(struct personnel_leaving){.file = is.kept_file, .day = S("2026-01-01")})));
	int64_t id = wrote(c, salary("2024-01-01", 1));
	as(c, is.other);
	w.file = is.file;
	FAILS(NOT_FOUND, apply(c, personnel_write, &w));
	FAILS(NOT_FOUND, apply(c, personnel_end, (&(struct personnel_ending){.entry = id, .day = S("2025-01-01")})));
	FAILS(NOT_FOUND, apply(c, personnel_leave, (&(struct personnel_leaving){.file = is.file, .day = S("2026-01-01")})));
	as(c, is.desk);
	FAILS(DENIED, apply(c, personnel_end, (&(struct personnel_ending){.entry = id, .day = S("2025-01-01")})));
}

static void the_sensitive_part_has_a_right_of_its_own(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_writing w = of("health", "2024-01-01", "{\"health\":\"good\"}");
	w.may_sensitive = false;
	FAILS(DENIED, apply(c, personnel_write, &w));
	w.may_sensitive = true;
	int64_t id = wrote(c, w);
	FAILS(DENIED, apply(c, personnel_end, (&(struct personnel_ending){.entry = id, .day = S("2025-01-01")})));
	OK(apply(c, personnel_end, (&(struct personnel_ending){.entry = id, .day = S("2025-01-01"), .may_sensitive = true})));
}

static void two_writers_at_once(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_file_get f;
	OK(personnel_file_get(c, is.file, is.unit, &f));
	struct personnel_writing w = salary("2024-01-01", 1);
	w.seen = f.version;
	int64_t id = wrote(c, w);
	struct personnel_writing late = salary("2025-01-01", 2);
	late.seen = f.version;
	FAILS(CONFLICT, apply(c, personnel_write, &late));
	FAILS(CONFLICT,
		apply(c, personnel_end, (&(struct personnel_ending){.entry = id, .seen = f.version, .day = S("2025-01-01")})));
	late.seen = f.version + 1;
	wrote(c, late);
}

/* ---- corrections and ends ---- */

static void a_correction_takes_the_place_of_what_was_wrong(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_entries_on_rows all;
	int64_t first = wrote(c, salary("2020-01-01", 1)), second = wrote(c, salary("2023-01-01", 3));
	struct personnel_writing w = salary("", 2);
	w.corrects = second;
	FAILS(INVALID, apply(c, personnel_write, &w)); /* without a reason */
	w.reason = S("Ghi nhầm bậc");
	int64_t right = wrote(c, w);
	assert_int_equal(step_on(c, "2023-01-01"), 2);
	assert_int_equal(step_on(c, "2022-12-31"), 1);
	FAILS(CONFLICT, apply(c, personnel_write, &w)); /* it was corrected already */
	OK(personnel_entries_of(c, is.file, S("salary"), &all));
	assert_int_equal(all.n, 3); /* what was wrong stays readable */
	struct personnel_writing earlier = salary("2022-06-01", 2);
	earlier.corrects = right;
	earlier.reason = S("Hưởng từ tháng 6 năm trước");
	right = wrote(c, earlier);
	assert_int_equal(step_on(c, "2022-05-31"), 1);
	assert_int_equal(step_on(c, "2022-06-01"), 2);
	static const char *const wrong[] = {"2020-01-01", "2019-12-31"}; /* where the one before begins, or earlier */
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct personnel_writing bad = salary(wrong[i], 2);
		bad.corrects = right;
		bad.reason = S("x");
		FAILS(INVALID, apply(c, personnel_write, &bad));
	}
	struct personnel_writing beyond = salary("2022-06-01", 1); /* past its own end */
	beyond.corrects = first;
	beyond.reason = S("x");
	FAILS(INVALID, apply(c, personnel_write, &beyond));
	struct personnel_writing foreign = of("rank", "", "{\"rank\":\"expert\"}");
	foreign.corrects = right;
	foreign.reason = S("x");
	FAILS(NOT_FOUND, apply(c, personnel_write, &foreign)); /* of another kind */
	struct verify_report report = {.lines = {.a = c->a}};
	OK(personnel_module.verify(c, &report));
	assert_int_equal(report.wrong, 0);
}

static void several_hold_at_a_time_and_end(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_entries_on_rows now;
	int64_t one = wrote(c, of("award", "2024-01-01", "{\"award_year\":2023,\"award\":\"Giấy khen\"}"));
	wrote(c, of("award", "2024-01-01", "{\"award_year\":2022,\"award\":\"Bằng khen\"}"));
	OK(personnel_entries_on(c, is.file, S("2024-06-01"), &now));
	assert_int_equal(now.n, 2);
	FAILS(INVALID, apply(c, personnel_end, (&(struct personnel_ending){.entry = one, .day = S("2024-01-01")})));
	OK(apply(c, personnel_end, (&(struct personnel_ending){.entry = one, .day = S("2024-06-01")})));
	FAILS(CONFLICT, apply(c, personnel_end, (&(struct personnel_ending){.entry = one, .day = S("2024-07-01")})));
	OK(personnel_entries_on(c, is.file, S("2024-06-01"), &now));
	assert_int_equal(now.n, 1);
	OK(personnel_entries_on(c, is.file, S("2024-05-31"), &now));
	assert_int_equal(now.n, 2);
}

static void a_record_is_opened_once_for_an_officer_of_the_unit(void **state)
{
	struct ctx *c = stand(state);
	FAILS(INVALID, apply(c, personnel_open, (&(struct personnel_opening){.account = is.desk})));
	FAILS(INVALID, apply(c, personnel_open, (&(struct personnel_opening){.account = is.other})));
	FAILS(INVALID, apply(c, personnel_open, (&(struct personnel_opening){.name = S("")})));
	struct personnel_file_get f;
	int64_t id = opened(c, 0, "Trần Không Tài Khoản");
	OK(personnel_file_get(c, id, is.unit, &f));
	assert_false(f.account_id.set);
	struct personnel_writing w = of("identity", "2020-01-01",
		"{\"full_name\":\"Trần Thị Đổi "
		"Tên\",\"born_on\":\"1990-05-01\",\"sex\":\"female\",\"born_at\":\"x\",\"home_town\":\"x\","
		"\"ethnicity\":\"01\",\"religion\":\"Không\",\"residence\":\"x\",\"lives_at\":\"x\",\"personal_number\":"
		"\"037190001234\"}");
	w.file = id;
	wrote(c, w);
	OK(personnel_file_get(c, id, is.unit, &f));
	assert_true(str_is(f.name, "Trần Thị Đổi Tên"));
	w.answers =
		S("{\"full_name\":\"Trần "
		  "A\",\"born_on\":\"1990-05-01\",\"sex\":\"male\",\"born_at\":\"x\",\"home_town\":\"x\",\"ethnicity\":\"01\","
		  "\"religion\":\"Không\",\"residence\":\"x\",\"lives_at\":\"x\",\"personal_number\":\"037190001234\"}");
	w.valid_from = S("2021-01-01");
	FAILS(INVALID, apply(c, personnel_write, &w)); /* the number is a woman's */
}

/* ---- due dates ---- */

static void a_raise_falls_due_by_the_rank(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_current k;
	wrote(c, salary("2024-01-31", 1));
	OK(personnel_current(c, is.file, S("2026-11-23"), &k));
	assert_int_equal(k.raise_on.n, 0); /* nobody knows without a rank */
	int64_t rank = wrote(c, of("rank", "2020-01-01", "{\"rank\":\"expert\"}"));
	OK(personnel_current(c, is.file, S("2026-11-23"), &k));
	assert_true(str_is(k.raise_on, "2027-01-31"));
	struct personnel_writing w = of("rank", "", "{\"rank\":\"assistant\"}");
	w.corrects = rank;
	w.reason = S("Là cán sự");
	wrote(c, w);
	OK(personnel_current(c, is.file, S("2026-11-23"), &k));
	assert_true(str_is(k.raise_on, "2026-01-31"));
	wrote(c, of("salary", "2026-02-01", "{\"step\":2,\"coefficient\":2.06,\"next_raise_on\":\"2027-05-01\"}"));
	OK(personnel_current(c, is.file, S("2026-11-23"), &k));
	assert_true(str_is(k.raise_on, "2027-05-01"));
	assert_true(str_is(personnel_months_after(c->a, S("2024-01-31"), 1), "2024-02-29"));
	assert_true(str_is(personnel_months_after(c->a, S("2023-12-15"), 1), "2024-01-15"));
	assert_true(str_is(personnel_months_after(c->a, S("2024-11-30"), 1), "2024-12-30"));
	assert_int_equal(personnel_months_after(c->a, S("1990"), 1).n, 0);
}

static void ranks_are_data_and_every_choice_has_one(void **state)
{
	struct ctx *c = stand(state);
	const struct personnel_kinds *all;
	struct personnel_rank r;
	OK(personnel_kinds(c, &all));
	const struct form_field *f = form_field_find(&personnel_kind_named(all, S("rank"))->form->sections[0], S("rank"));
	size_t n = 0;
	for (; f->choices[n].value; n++)
		if (strcmp(f->choices[n].value, "other") != 0)
			assert_true(personnel_rank_on(str_of(f->choices[n].value), S("2026-11-23"), &r));
	assert_int_equal(n, 6);
	assert_true(personnel_rank_on(S("staff"), S("2026-11-23"), &r) && r.raise_months == 24 && str_is(r.code, "01.005"));
	assert_true(personnel_rank_on(S("expert"), S("2020-01-01"), &r) && r.raise_months == 36);
	assert_false(personnel_rank_on(S("expert"), S("2019-12-31"), &r));
	assert_false(personnel_rank_on(S("other"), S("2026-11-23"), &r));
	/* a sheet finds a value by its name alone: no two kinds of which one holds share one */
	for (size_t i = 0; i < all->now; i++)
		for (size_t j = i + 1; j < all->now; j++)
			for (size_t k = 0; k < all->v[i].form->sections[0].n && !all->v[i].is_several && !all->v[j].is_several;
				k++)
				assert_null(form_field_find(
					&all->v[j].form->sections[0], str_of(all->v[i].form->sections[0].fields[k].name)));
}

static void nobody_retires_until_the_ages_are_set(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_ages k;
	assert_false(personnel_ages_set(c, &k));
	assert_true(personnel_ages_read(S(""), &k) && !k.n);
	assert_int_equal(personnel_retires_on(c->a, &k, S("1965-03-10"), S("male")).n, 0);
	assert_true(personnel_ages_read(S("2026-01-01 61-6/57-0; 2027-01-01 61-9/57-4"), &k));
	assert_int_equal(k.n, 2);
	assert_true(str_is(personnel_retires_on(c->a, &k, S("1965-03-10"), S("male")), "2026-09-10"));
	assert_true(
		str_is(personnel_retires_on(c->a, &k, S("1965-09-10"), S("male")), "2027-06-10")); /* reached in the next year */
	assert_true(str_is(personnel_retires_on(c->a, &k, S("1969-12-31"), S("female")), "2026-12-31"));
	assert_true(str_is(personnel_retires_on(c->a, &k, S("1970-01-01"), S("female")), "2027-05-01"));
	assert_int_equal(personnel_retires_on(c->a, &k, S("1965-03-10"), S("")).n, 0);
	assert_int_equal(personnel_retires_on(c->a, &k, S("1965"), S("male")).n, 0);
	static const char *const wrong[] = {"x", "2026-01-01", "2026-01-01 61/57", "2026-01-01 61-12/57-0",
		"2026-01-01 39-0/57-0", "2027-01-01 61-6/57-0; 2026-01-01 61-9/57-4",
		"2026-01-01 61-6/57-0; 2026-01-01 61-9/57-4", "2026-13-01 61-6/57-0"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(personnel_ages_read(str_of(wrong[i]), &k));
}

static int64_t told(struct ctx *c, int64_t who, const char *what)
{
	struct notice_page_rows rows;
	int64_t n = 0;
	OK(notice_page(c, who, INT64_MAX, 50, &rows));
	for (size_t i = 0; i < rows.n; i++)
		n += str_has(rows.v[i].title, str_of(what));
	return n;
}

static void who_keeps_records_is_reminded_once(void **state)
{
	struct ctx *c = stand(state);
	wrote(c, of("rank", "2020-01-01", "{\"rank\":\"expert\"}"));
	wrote(c, salary("2023-12-20", 1)); /* due on 20/12/2026: in 27 days */
	OK(personnel_remind(c, S("")));
	OK(personnel_remind(c, S("")));
	assert_int_equal(told(c, is.keeper, "đến hạn nâng bậc lương"), 1);
	assert_int_equal(told(c, is.desk, "đến hạn nâng bậc lương"), 1);
	assert_int_equal(told(c, is.leader, "đến hạn nâng bậc lương"), 0);
	assert_int_equal(told(c, is.other, "đến hạn nâng bậc lương"), 0);
}

static void what_is_far_away_is_not_told(void **state)
{
	struct ctx *c = stand(state);
	wrote(c, of("rank", "2020-01-01", "{\"rank\":\"expert\"}"));
	wrote(c, salary("2023-12-24", 1)); /* due on 24/12/2026: in 31 days */
	OK(personnel_remind(c, S("")));
	assert_int_equal(told(c, is.keeper, "đến hạn nâng bậc lương"), 0);
	c->now += DAY;
	OK(apply(c, personnel_leave, (&(struct personnel_leaving){.file = is.file, .day = S("2026-11-24")})));
	OK(personnel_remind(c, S("")));
	assert_int_equal(told(c, is.keeper, "đến hạn nâng bậc lương"), 0); /* he is here no longer */
}

/* ---- requests ---- */

static err answer(struct ctx *c, int64_t who, int64_t request, const char *action, struct personnel_request_work w)
{
	w.action = flow_action(&personnel_request_flow, str_of(action));
	w.side = w.action->sides & FLOW_IN(PERSONNEL_OWN) ? PERSONNEL_OWN : PERSONNEL_KEEPERS;
	w.request = request;
	as(c, who);
	return apply(c, personnel_request_act, &w);
}
#define WITH(...) ((struct personnel_request_work){__VA_ARGS__})
#define NOTHING   WITH(.note = S(""))

static int64_t asked(struct ctx *c, int64_t entry, const char *kind, const char *answers)
{
	struct personnel_asking w = {.kind = str_of(kind),
		.answers = str_of(answers),
		.valid_from = entry ? S("") : S("2026-10-01"),
		.reason = S("Ghi thiếu"),
		.entry = entry};
	as(c, is.desk);
	OK(apply(c, personnel_ask, &w));
	return w.id;
}

static void a_request_is_approved_with_a_decision(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_request_own r;
	int64_t wrong = wrote(c, salary("2024-01-01", 1));
	int64_t id = asked(c, wrong, "salary", "{\"step\":2,\"coefficient\":2.67}");
	assert_int_equal(told(c, is.keeper, "Có đề nghị sửa hồ sơ"), 1);
	assert_int_equal(step_on(c, "2026-11-23"), 1);                /* asking changes nothing */
	FAILS(INVALID, answer(c, is.keeper, id, "approve", NOTHING)); /* pay stands on a decision */
	OK(answer(c, is.keeper, id, "approve", WITH(.decision = DECIDED)));
	assert_int_equal(step_on(c, "2024-01-01"), 2);
	OK(personnel_request_own(c, id, is.desk, &r));
	assert_int_equal(r.state, PERSONNEL_APPROVED);
	assert_true(r.made_id.set);
	assert_int_equal(told(c, is.desk, "được duyệt"), 1);
	FAILS(CONFLICT, answer(c, is.keeper, id, "refuse", WITH(.note = S("x"))));
}

static void a_request_is_refused_with_a_reason_or_withdrawn(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_request_own r;
	int64_t id = asked(c, 0, "award", "{\"award_year\":2025,\"award\":\"Giấy khen\"}");
	FAILS(INVALID, answer(c, is.keeper, id, "refuse", NOTHING));
	OK(answer(c, is.keeper, id, "refuse", WITH(.note = S("Chưa có quyết định khen thưởng"))));
	OK(personnel_request_own(c, id, is.desk, &r));
	assert_int_equal(r.state, PERSONNEL_REFUSED);
	assert_true(str_is(r.answer, "Chưa có quyết định khen thưởng"));
	assert_int_equal(told(c, is.desk, "không được duyệt"), 1);
	id = asked(c, 0, "award", "{\"award_year\":2025,\"award\":\"Giấy khen\"}");
	FAILS(NOT_FOUND, answer(c, is.leader, id, "withdraw", NOTHING));
	OK(answer(c, is.desk, id, "withdraw", NOTHING));
	FAILS(CONFLICT, answer(c, is.keeper, id, "approve", WITH(.decision = DECIDED)));
	struct personnel_entries_on_rows now;
	OK(personnel_entries_on(c, is.file, S("2026-11-23"), &now));
	assert_int_equal(now.n, 0);
}

static void nobody_answers_himself_nor_another_unit_nor_the_sensitive_part(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_asking own = {.kind = S("award"),
		.answers = S("{\"award_year\":2025,\"award\":\"Giấy khen\"}"),
		.valid_from = S("2026-01-01"),
		.reason = S("Bổ sung")};
	OK(apply(c, personnel_ask, &own));
	FAILS(NOT_FOUND, answer(c, is.keeper, own.id, "approve", WITH(.decision = DECIDED)));
	FAILS(NOT_FOUND, answer(c, is.keeper, own.id, "refuse", WITH(.note = S("x"))));
	int64_t health = asked(c, 0, "health", "{\"health\":\"good\"}");
	FAILS(DENIED, answer(c, is.keeper, health, "approve", NOTHING));
	FAILS(DENIED, answer(c, is.keeper, health, "refuse", WITH(.note = S("x"))));
	FAILS(NOT_FOUND, answer(c, is.other, health, "approve", WITH(.may_sensitive = true)));
	OK(answer(c, is.keeper, health, "approve", WITH(.may_sensitive = true)));
}

static void what_is_asked_is_of_ones_own_record(void **state)
{
	struct ctx *c = stand(state);
	as(c, is.leader);
	struct personnel_writing w = salary("2024-01-01", 1);
	w.file = is.kept_file;
	int64_t others = wrote(c, w);
	struct personnel_asking n = {.kind = S("salary"),
		.answers = S("{\"step\":2,\"coefficient\":2.67}"),
		.reason = S("Ghi thiếu"),
		.entry = others};
	as(c, is.desk);
	FAILS(NOT_FOUND, apply(c, personnel_ask, &n));
	n.entry = 0;
	FAILS(INVALID, apply(c, personnel_ask, &n)); /* from when? */
	n.valid_from = S("2026-01-01");
	n.answers = S("{\"step\":2}");
	FAILS(INVALID, apply(c, personnel_ask, &n));
	as(c, is.leader); /* has no record */
	n.answers = S("{\"step\":2,\"coefficient\":2.67}");
	FAILS(NOT_FOUND, apply(c, personnel_ask, &n));
	as(c, is.desk);
	for (int i = 0; i < 20; i++)
		OK(apply(c, personnel_ask, &n));
	FAILS(CONFLICT, apply(c, personnel_ask, &n));
}

static void a_request_about_what_was_corrected_since_waits_no_longer(void **state)
{
	struct ctx *c = stand(state);
	int64_t wrong = wrote(c, salary("2024-01-01", 1));
	int64_t id = asked(c, wrong, "salary", "{\"step\":2,\"coefficient\":2.67}");
	as(c, is.keeper);
	struct personnel_writing w = salary("", 3);
	w.corrects = wrong;
	w.reason = S("Ghi nhầm");
	wrote(c, w);
	FAILS(CONFLICT, answer(c, is.keeper, id, "approve", WITH(.decision = DECIDED)));
	assert_int_equal(step_on(c, "2026-11-23"), 3);
}

/* ---- figures, quota, the sheet ---- */

static void figures_are_counted(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_figures f;
	wrote(c, of("digital", "2026-01-01",
			 "{\"mailbox\":\"a@b.vn\",\"signature_serial\":\"54\",\"signature_until\":\"2026-11-23\",\"digital_"
			 "certificate\":\"CNTT\"}"));
	OK(personnel_figures(c, is.unit, S("2026-11-23"), &f));
	assert_int_equal(f.staff, 2);
	assert_int_equal(f.complete, 0);
	assert_int_equal(f.mailbox, 1);
	assert_int_equal(f.skill, 1);
	assert_int_equal(f.signature, 1); /* until the end of that day */
	OK(personnel_figures(c, is.unit, S("2026-11-24"), &f));
	assert_int_equal(f.signature, 0);
	OK(personnel_figures(c, is.other_unit, S("2026-11-23"), &f));
	assert_int_equal(f.staff, 0);
	OK(apply(c, personnel_leave, (&(struct personnel_leaving){.file = is.file, .day = S("2026-11-23")})));
	OK(personnel_figures(c, is.unit, S("2026-11-23"), &f));
	assert_int_equal(f.staff, 1);
	OK(personnel_figures(c, is.unit, S("2026-11-22"), &f));
	assert_int_equal(f.staff, 2);
}

static void a_quota_holds_until_the_next(void **state)
{
	struct ctx *c = stand(state);
	struct personnel_quota_on q;
	bool found;
	struct personnel_quota_work w = {.servant_kind = S("servant"),
		.amount = 20,
		.valid_from = S("2026-01-01"),
		.number = S("1/QĐ"),
		.decision_on = S("2025-12-20")};
	OK(apply(c, personnel_quota_set, &w));
	FAILS(INVALID, apply(c, personnel_quota_set, &w)); /* from the same day */
	struct personnel_quota_get first;
	int64_t before = w.id;
	w.amount = 18;
	w.valid_from = S("2026-07-01");
	OK(apply(c, personnel_quota_set, &w));
	OK(personnel_quota_get(c, before, is.unit, &first));
	assert_true(str_is(first.valid_to, "2026-07-01"));
	OK(personnel_quota_on(c, is.unit, S("servant"), S("2026-06-30"), &q, &found));
	assert_int_equal(q.amount, 20);
	OK(personnel_quota_on(c, is.unit, S("servant"), S("2026-07-01"), &q, &found));
	assert_int_equal(q.amount, 18);
	OK(personnel_quota_on(c, is.unit, S("official"), S("2026-07-01"), &q, &found));
	assert_false(found);
	w.servant_kind = S("king");
	FAILS(INVALID, apply(c, personnel_quota_set, &w));
}

static void numbers_are_covered(void **state)
{
	struct ctx *c = stand(state);
	const struct personnel_kinds *all;
	OK(personnel_kinds(c, &all));
	const struct personnel_kind *k = personnel_kind_named(all, S("identity"));
	str said = personnel_masked(c, k->form,
		S("{\"full_name\":\"Trần A\",\"personal_number\":\"037190001234\",\"insurance_number\":\"0123456789\"}"));
	assert_true(str_has(said, S("Trần A")));
	assert_true(str_has(said, S("234")) && str_has(said, S("789")));
	assert_false(str_has(said, S("1234")));
	assert_false(str_has(said, S("6789")));
}

static void the_sheet_can_be_written_of_any_record(void **state)
{
	struct ctx *c = stand(state);
	buf out = {.a = c->a};
	OK(personnel_sheet(c, is.file, &out));
	assert_memory_equal(out.s, "%PDF", 4);
	wrote(c, of("rank", "2020-01-01", "{\"rank\":\"other\",\"rank_other\":\"Lưu trữ viên\"}"));
	wrote(c, salary("2020-01-01", 1));
	buf more = {.a = c->a};
	OK(personnel_sheet(c, is.file, &more));
	assert_memory_equal(more.s, "%PDF", 4);
}

static void what_is_wrong_in_the_store_is_found(void **state)
{
	struct ctx *c = stand(state);
	struct verify_report report = {.lines = {.a = c->a}};
	int64_t first = wrote(c, salary("2020-01-01", 1));
	wrote(c, salary("2024-01-01", 2));
	OK(WRITE(c, personnel_entry_to(c, first, S("2024-01-02"))));
	OK(personnel_module.verify(c, &report));
	assert_int_equal(report.wrong, 2); /* each stands over the other */
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_personnel, emptied)
TESTS()
{
	const struct CMUnitTest tests[] = {T(what_holds_is_derived_for_any_day), T(an_entry_stands_on_its_decision),
		T(nobody_writes_his_own_nor_another_units), T(the_sensitive_part_has_a_right_of_its_own), T(two_writers_at_once),
		T(a_correction_takes_the_place_of_what_was_wrong), T(several_hold_at_a_time_and_end),
		T(a_record_is_opened_once_for_an_officer_of_the_unit), T(a_raise_falls_due_by_the_rank),
		T(ranks_are_data_and_every_choice_has_one), T(nobody_retires_until_the_ages_are_set),
		T(who_keeps_records_is_reminded_once), T(what_is_far_away_is_not_told), T(a_request_is_approved_with_a_decision),
		T(a_request_is_refused_with_a_reason_or_withdrawn),
		T(nobody_answers_himself_nor_another_unit_nor_the_sensitive_part), T(what_is_asked_is_of_ones_own_record),
		T(a_request_about_what_was_corrected_since_waits_no_longer), T(figures_are_counted),
		T(a_quota_holds_until_the_next), T(numbers_are_covered), T(the_sheet_can_be_written_of_any_record),
		T(what_is_wrong_in_the_store_is_found)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
