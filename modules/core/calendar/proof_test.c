#include "core/units/units.sql.h"
#include "edit.h"
#include "proof.h"
#include "tests/unit/store.h"
#include "web/module.h"

static int64_t commune, province;

static int64_t add_unit(struct ctx *c, const char *level, const char *code, int64_t parent)
{
	struct unit_add row;
	OK(WRITE(c, unit_add(c,
			    &(struct unit_add_in){.level = str_of(level),
				    .code = str_of(code),
				    .name = S("Thử"),
				    .full_name = S("Xã Thử"),
				    .parent_id = parent ? some_int(parent) : (opt_int){0},
				    .agency_code = S(""),
				    .valid_from = S("2020-01-01"),
				    .valid_to = (str){0},
				    .legal_basis = S("thử"),
				    .folded = S("thu"),
				    .letters = S("thử")},
			    &row)));
	return row.id;
}

static int filled(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	OK(WRITE(c, calendar_module.init(c)));
	province = add_unit(c, "province", "90", 0);
	commune = add_unit(c, "commune", "90001", province);
	return 0;
}

static int64_t at(const char *date, int hour, int minute)
{
	day d;
	assert_true(day_parse(str_of(date), &d));
	return day_start(d) + hour * HOUR + minute * MINUTE;
}

static struct term working(int64_t minutes) { return (struct term){S("working_minutes"), minutes}; }
static const struct term SAME_DAY = {{"same_day", 8}, 0};

/* ---- the words ---- */

static void says(struct ctx *c, str proof, const char *const *sentences, size_t n)
{
	struct explanation e;
	OK(calendar_explain(c, proof, &e));
	for (size_t i = 0; i < n && i < e.n; i++)
		assert_string_equal(str_c(c->a, e.v[i].text), sentences[i]);
	assert_int_equal(e.n, n);
}
#define SAYS(c, proof, ...)                                                                                                      \
	do {                                                                                                                     \
		static const char *const said_[] = {__VA_ARGS__};                                                                \
		says((c), (proof), said_, COUNT(said_));                                                                         \
	} while (0)

static void over_the_national_day(void **state)
{
	struct ctx *c = test_store(state);
	struct due d;
	OK(calendar_due_proved(c, 0, at("2026-08-28", 17, 40), working(480 + 90), &d));
	SAYS(c, d.proof, "Tiếp nhận lúc 17:40 thứ Sáu 28/8/2026, sau giờ làm việc, nên tính từ 07:00 thứ Năm 03/9/2026.",
		"Thời hạn: 1 ngày làm việc 1 giờ 30 phút.", "Nghỉ cuối tuần, thứ Bảy 29/8/2026 và Chủ nhật 30/8/2026.",
		"Nghỉ thứ Hai 31/8/2026: Hoán đổi với thứ Bảy 22/08/2026, theo Thông báo hoán đổi ngày làm việc năm 2026 "
		"(chưa có số hiệu), ngày dự kiến.",
		"Nghỉ Quốc khánh, thứ Ba 01/9/2026 và thứ Tư 02/9/2026 (Điều 112 Bộ luật Lao động 2019).",
		"Giờ làm việc: 07:00–11:30 và 13:30–17:00, mỗi ngày làm việc 8 giờ.",
		"Ngày làm việc thứ 1: hết lúc 17:00 thứ Năm 03/9/2026.", "Còn 1 giờ 30 phút: hết lúc 08:30 thứ Sáu 04/9/2026.",
		"Hạn: 08:30 thứ Sáu 04/9/2026.", "Tính theo lịch làm việc phiên bản 1.");
}

static void a_long_limit_is_told_shortly(void **state)
{
	struct ctx *c = test_store(state);
	struct due d;
	OK(calendar_due_proved(c, 0, at("2026-02-10", 7, 0), working(480 * 30), &d));
	SAYS(c, d.proof, "Tiếp nhận lúc 07:00 thứ Ba 10/02/2026.", "Thời hạn: 30 ngày làm việc.",
		"Giờ làm việc: 07:00–11:30 và 13:30–17:00, mỗi ngày làm việc 8 giờ; không tính thứ Bảy, Chủ nhật.",
		"Ngày làm việc thứ 1 đến thứ 4: hết lúc 17:00 thứ Sáu 13/02/2026.",
		"Nghỉ Tết Nguyên đán, từ thứ Hai 16/02/2026 đến thứ Sáu 20/02/2026 (Điều 112 Bộ luật Lao động 2019).",
		"Ngày làm việc thứ 5 đến thứ 30: hết lúc 17:00 thứ Hai 30/3/2026.", "Hạn: 17:00 thứ Hai 30/3/2026.",
		"Tính theo lịch làm việc phiên bản 1.");
}

static void days_months_and_the_same_day(void **state)
{
	struct ctx *c = test_store(state);
	struct due d;
	OK(calendar_due_proved(c, 0, at("2026-11-04", 8, 0), (struct term){S("days"), 20}, &d));
	SAYS(c, d.proof, "Tiếp nhận lúc 08:00 thứ Tư 04/11/2026.", "Thời hạn: 20 ngày.",
		"Ngày đầu tiên là thứ Năm 05/11/2026, ngày liền sau (khoản 2 Điều 147 Bộ luật Dân sự 2015); tính cả ngày nghỉ.",
		"Ngày thứ 20: thứ Ba 24/11/2026.", "Nghỉ Ngày Văn hóa Việt Nam, thứ Ba 24/11/2026 (Nghị quyết 28/2026/QH16).",
		"Ngày cuối là ngày nghỉ nên hạn chuyển đến hết ngày làm việc tiếp theo (khoản 5 Điều 148 Bộ luật Dân sự 2015).",
		"Hạn: 17:00 thứ Tư 25/11/2026.", "Tính theo lịch làm việc phiên bản 1.");
	OK(calendar_due_proved(c, 0, at("2026-11-23", 15, 0), SAME_DAY, &d));
	assert_int_equal(d.at, at("2026-11-23", 17, 0));
	OK(calendar_due_proved(c, 0, at("2026-11-23", 15, 0) + 1, SAME_DAY, &d));
	assert_int_equal(d.at, at("2026-11-25", 17, 0));
	OK(calendar_due_proved(c, 0, at("2026-11-21", 9, 0), SAME_DAY, &d)); /* a Saturday */
	assert_int_equal(d.at, at("2026-11-23", 17, 0));
	OK(calendar_due_proved(c, 0, at("2026-12-30", 8, 0), (struct term){S("months"), 2}, &d));
	assert_int_equal(d.at, at("2027-03-01", 17, 0)); /* no 30/02; 28/02/2027 is a Sunday */
}

static void pause_resume_restart(void **state)
{
	struct ctx *c = test_store(state);
	struct term limit = working(5 * 480), rest;
	struct due first, resumed, again;
	struct explanation e;
	OK(calendar_due_proved(c, 0, at("2026-11-16", 9, 20), limit, &first));
	OK(calendar_rest(c, 0, at("2026-11-18", 15, 17), first.at, limit, &rest));
	OK(calendar_due_started(c, 0, at("2026-12-07", 18, 0), rest, CLOCK_RESUMED, &resumed));
	OK(calendar_explain(c, resumed.proof, &e));
	assert_string_equal(str_c(c->a, e.v[0].text),
		"Tiếp tục xử lý lúc 18:00 thứ Hai 07/12/2026, sau giờ làm việc, nên tính từ 07:00 thứ Ba 08/12/2026.");
	assert_string_equal(str_c(c->a, e.v[1].text), "Thời hạn còn lại: 2 ngày làm việc 4 giờ 3 phút.");
	int64_t used, left;
	OK(calendar_minutes(c, 0, at("2026-11-16", 9, 20), at("2026-11-18", 15, 17), &used));
	OK(calendar_minutes(c, 0, at("2026-12-07", 18, 0), resumed.at, &left));
	assert_int_equal(used + left, limit.amount);
	OK(calendar_due_started(c, 0, at("2026-12-07", 18, 0), limit, CLOCK_RESTARTED, &again));
	assert_int_equal(again.at, at("2026-12-14", 17, 0));
	OK(calendar_rest(c, 0, at("2026-11-10", 8, 0), at("2026-11-25", 17, 0), (struct term){S("days"), 20}, &rest));
	assert_true(str_is(rest.unit, "days") && rest.amount == 15);
	OK(calendar_rest(c, 0, at("2026-11-28", 8, 0), at("2026-11-25", 17, 0), (struct term){S("days"), 20}, &rest));
	assert_int_equal(rest.amount, 0);
}

/* ---- proofs that do not hold ---- */

static void a_proof_is_counted_again(void **state)
{
	struct ctx *c = test_store(state);
	struct due d;
	struct explanation e;
	OK(calendar_due_proved(c, 0, at("2026-11-23", 9, 0), working(960), &d));
	char *text = str_c(c->a, d.proof), *holiday = strstr(text, "\ns");
	assert_non_null(holiday);
	FAILS(INVALID, calendar_explain(c, (str){text, (size_t)(holiday - text + 1)}, &e)); /* 24/11 left out */
	FAILS(INVALID, calendar_explain(c, S(""), &e));
	FAILS(INVALID, calendar_explain(c, S("1|1|0|x"), &e));
	static const char *const broken[] = {
		"h0|1|2", "s1|2|99|6|1", "s1|2|12|6", "o1|4|0|9|a|b", "z", "s1|2|12|6|1\ns1|2|12|6|1", "h0|600|500|800|900|0|0"};
	for (size_t i = 0; i < COUNT(broken); i++)
		FAILS(INVALID, calendar_explain(c,
				       str_format(c->a, "%.*s%s\n", (int)(strchr(text, '\n') + 1 - text), text, broken[i]), &e));
	for (size_t n = 0; n < d.proof.n; n++) { /* a text cut anywhere is refused or still right, and never read beyond */
		err bad = calendar_explain(c, str_copy(c->a, (str){text, n}), &e);
		assert_true(!bad || bad->kind == INVALID);
	}
}

static void a_proof_outlives_the_calendar_it_came_from(void **state)
{
	struct ctx *c = test_store(state);
	struct due before, after;
	struct explanation e;
	OK(calendar_due_proved(c, commune, at("2027-03-02", 8, 0), working(960), &before));
	struct closure_edit storm = {commune, S("2027-03-03"), S(""), S("day"), S("Bão | số 2"), S("Công văn 1")};
	OK(WRITE(c, calendar_closure_edit(c, &storm)));
	OK(calendar_due_proved(c, commune, at("2027-03-02", 8, 0), working(960), &after));
	assert_int_equal(after.at - before.at, DAY);
	OK(calendar_explain(c, before.proof, &e));
	OK(calendar_explain(c, after.proof, &e));
	bool told = false;
	for (size_t i = 0; i < e.n; i++)
		told |= str_is(e.v[i].text, "Cơ quan đóng cửa thứ Tư 03/3/2027: Bão / số 2, theo Công văn 1.");
	assert_true(told);
	OK(calendar_due_proved(c, 0, at("2027-03-02", 8, 0), working(960), &after));
	assert_int_equal(after.at, before.at); /* others work */
}

static void a_very_long_limit_says_that_its_days_are_not_listed(void **state)
{
	struct ctx *c = test_store(state);
	struct due d;
	struct explanation e;
	OK(calendar_due_proved(c, 0, at("2027-01-04", 8, 0), working(480 * 2400), &d));
	assert_true(d.proof.n <= PROOF_MAX && str_ends(d.proof, S("x\n")));
	OK(calendar_explain(c, d.proof, &e));
	assert_int_equal(e.n, 4);
	OK(calendar_due_proved(c, 0, at("2027-01-04", 8, 0), working(480 * 500), &d)); /* two years */
	assert_false(str_ends(d.proof, S("x\n")));
	OK(calendar_explain(c, d.proof, &e));
}

/* ---- other moments ---- */

static void papers_go_on_the_same_day_until_15_00(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		const char *date;
		int hour, minute;
		const char *by;
		int by_hour;
	} cases[] = {{"2026-11-23", 8, 0, "2026-11-23", 17}, {"2026-11-23", 15, 0, "2026-11-23", 17},
		{"2026-11-23", 15, 1, "2026-11-25", 7}, {"2026-11-20", 16, 0, "2026-11-23", 7},
		{"2026-11-21", 10, 0, "2026-11-23", 17}, {"2026-11-20", 20, 0, "2026-11-23", 7}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t by;
		OK(calendar_forward_by(c, 0, at(cases[i].date, cases[i].hour, cases[i].minute), &by));
		assert_int_equal(by, at(cases[i].by, cases[i].by_hour, 0));
	}
	int64_t by;
	OK(calendar_apology_by(c, 0, at("2026-11-25", 9, 0), &by));
	assert_int_equal(by, at("2026-11-23", 17, 0));
}

static void hours_of_a_province_hold_below_it(void **state)
{
	struct ctx *c = test_store(state);
	struct hours_edit winter = {province, S("2028-01-01"), S("2028-03-31"), S("7:30"), S("12h"), S("13:00"), S("16h30"),
		S("7:30"), S("11:00"), S("Quyết định 1")};
	int64_t due;
	struct due d;
	struct explanation e;
	OK(WRITE(c, calendar_hours_edit(c, &winter)));
	OK(calendar_due(c, commune, at("2028-02-02", 6, 0), working(60), &due));
	assert_int_equal(due, at("2028-02-02", 8, 30));
	OK(calendar_due(c, commune, at("2028-02-02", 9, 0), working(480), &due)); /* a day is a day */
	assert_int_equal(due, at("2028-02-03", 9, 0));
	OK(calendar_due_proved(
		c, commune, at("2028-03-31", 9, 0), working(480), &d)); /* 90 minutes into one day, 90 into the next */
	assert_int_equal(d.at, at("2028-04-03", 8, 30));
	OK(calendar_explain(c, d.proof, &e));
	OK(calendar_due_proved(c, commune, at("2028-02-05", 9, 0), working(480), &d)); /* Saturday's reception counts nothing */
	assert_int_equal(d.at, at("2028-02-07", 16, 30));
	OK(calendar_explain(c, d.proof, &e));
	assert_string_equal(str_c(c->a, e.v[0].text),
		"Tiếp nhận lúc 09:00 thứ Bảy 05/02/2028, buổi chỉ tiếp nhận, không tính là giờ "
		"làm việc, nên tính từ 07:30 thứ Hai 07/02/2028.");
	OK(calendar_due(c, 0, at("2028-02-02", 6, 0), working(60), &due));
	assert_int_equal(due, at("2028-02-02", 8, 0));
}

static void who_may_change_what(void **state)
{
	struct ctx *c = test_store(state);
	struct closure_edit e = {province, S("2029-03-01"), S(""), S("day"), S("Bão"), S("Công văn 1")};
	c->unit = commune;
	FAILS(DENIED, WRITE(c, calendar_closure_edit(c, &e)));
	struct day_edit d = {S("2029-03-01"), 0, S("off"), S("x"), S("x"), S(""), true};
	FAILS(DENIED, WRITE(c, calendar_day_edit(c, &d)));
	struct year_edit y = {2029, S("1"), S(""), S("x"), true};
	FAILS(DENIED, WRITE(c, calendar_year_edit(c, &y)));
	c->unit = province;
	e.unit = commune;
	OK(WRITE(c, calendar_closure_edit(c, &e)));
	c->unit = 0;
	d.unit = 0;
	OK(WRITE(c, calendar_day_edit(c, &d)));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(over_the_national_day),
		cmocka_unit_test(a_long_limit_is_told_shortly),
		cmocka_unit_test(days_months_and_the_same_day),
		cmocka_unit_test(pause_resume_restart),
		cmocka_unit_test(a_proof_is_counted_again),
		cmocka_unit_test(a_proof_outlives_the_calendar_it_came_from),
		cmocka_unit_test(a_very_long_limit_says_that_its_days_are_not_listed),
		cmocka_unit_test(papers_go_on_the_same_day_until_15_00),
		cmocka_unit_test(hours_of_a_province_hold_below_it),
		cmocka_unit_test(who_may_change_what),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
