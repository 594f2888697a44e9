#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/notices/notices.h"
#include "core/notices/notices.sql.h"
#include "core/people/people.h"
#include "core/privacy/breach.h"
#include "core/privacy/privacy.h"
#include "core/units/units.h"
#include "web/module.h"

static const struct module *const all[] = {
	&units_module, &calendar_module, &people_module, &access_module, &notices_module, &privacy_module, NULL};
static struct {
	int64_t unit, other, specialist, leader, above;
} is;

static int64_t officer(struct ctx *c, const char *login, int64_t unit, const char *role)
{
	int64_t id, agency;
	c->unit = c->actor = 0;
	OK(agency_find(c, unit, S("committee"), &agency));
	OK(WRITE(c, account_add(c,
			    &(struct new_account){.kind = S("officer"),
				    .login = str_of(login),
				    .password_hash = S("x"),
				    .name = S("Cán bộ"),
				    .unit = unit,
				    .agency = agency,
				    .title = S("Công chức"),
				    .role = str_of(role),
				    .valid_from = S("2025-07-01")},
			    &id)));
	return id;
}
static void fill(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
}
static int filled(void **state)
{
	modules_set(all);
	return test_open_filled(state, "breaches", fill);
}
static struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	int64_t province;
	modules_set(all);
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &is.unit));
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &is.other));
	OK(unit_find(c, S("province"), S("37"), day_of(c->now), &province));
	is.specialist = officer(c, "chuyenmon.1", is.unit, "specialist");
	is.leader = officer(c, "lanhdao.1", is.unit, "leader");
	is.above = officer(c, "lanhdao.2", province, "leader");
	c->actor = is.specialist;
	c->unit = is.unit;
	return c;
}
static struct privacy_new_breach new_one(const char *on, const char *time, bool serious)
{
	return (struct privacy_new_breach){.title = S("Gửi nhầm danh sách"),
		.detected_on = str_of(on),
		.detected_time = str_of(time),
		.happened = S("Gửi nhầm danh sách hộ nghèo cho một nhóm chung."),
		.kinds = S("Họ tên, số định danh"),
		.people = 34,
		.harm = S("Lộ thông tin"),
		.is_serious = serious};
}
static int64_t written(struct ctx *c, bool serious)
{
	struct privacy_new_breach n = new_one("2026-11-23", "08:30", serious);
	OK(apply(c, privacy_breach_write, &n));
	return n.id;
}
static err does(struct ctx *c, int64_t id, const char *action, const char *note)
{
	struct privacy_breach_work w = {
		.action = flow_action(&privacy_breach_flow, str_of(action)), .breach = id, .note = str_of(note)};
	return apply(c, privacy_breach_act, &w);
}
static struct privacy_breach of(struct ctx *c, int64_t id)
{
	struct privacy_breach b;
	OK(privacy_breach(c, id, is.unit, &b));
	return b;
}
/* How many notices an account has, and how the newest begins. */
static size_t told(struct ctx *c, int64_t account, const char *begins)
{
	struct notice_page_rows rows;
	OK(notice_page(c, account, INT64_MAX, 50, &rows));
	if (rows.n && begins)
		assert_true(str_starts(rows.v[0].title, str_of(begins)));
	return rows.n;
}

static void the_clock_runs_from_its_detection(void **state)
{
	struct ctx *c = begin(state);
	struct privacy_new_breach n = new_one("2026-11-23", "09:01", true);
	FAILS(INVALID, apply(c, privacy_breach_write, &n)); /* it is 09:00 */
	n.detected_time = S("09:00");
	OK(apply(c, privacy_breach_write, &n));
	assert_string_equal(str_c(c->a, show_time(c->a, of(c, n.id).report_due_at)), "09:00, 26/11/2026");
	static const char *const wrong[] = {"24:00", "8", "08:60", "-1:00", "x:y", ""};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		n.detected_time = str_of(wrong[i]);
		FAILS(INVALID, apply(c, privacy_breach_write, &n));
	}
	n = new_one("2026-02-30", "08:00", true);
	FAILS(INVALID, apply(c, privacy_breach_write, &n));
}

static void hours_are_counted_to_the_notice(void **state)
{
	struct ctx *c = begin(state);
	int64_t at = c->now, due = at + 72 * HOUR;
	struct privacy_hours h = privacy_hours_of(at, some_int(at + 71 * HOUR + MINUTE), due, at + 100 * HOUR);
	assert_int_equal(h.hours, 72);
	assert_true(h.is_reported && !h.is_late);
	h = privacy_hours_of(at, some_int(due), due, at + 100 * HOUR);
	assert_false(h.is_late);
	h = privacy_hours_of(at, some_int(due + 1), due, at + 100 * HOUR);
	assert_true(h.is_late);
	h = privacy_hours_of(at, (opt_int){0}, due, due + HOUR);
	assert_true(h.is_late && !h.is_reported);
	assert_int_equal(h.hours, 73);
}

static void it_ends_when_it_is_contained_and_reported(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = written(c, true), small = written(c, false);
	FAILS(INVALID, does(c, id, "contain", ""));
	FAILS(CONFLICT, does(c, id, "close", "Xong"));
	OK(does(c, id, "contain", "Thu hồi tệp"));
	FAILS(CONFLICT, does(c, id, "contain", "Lại"));
	FAILS(CONFLICT, does(c, id, "close", "Xong")); /* nobody was told */
	OK(does(c, id, "tell_people", "Gọi điện"));
	FAILS(CONFLICT, does(c, id, "tell_people", "Lại"));
	OK(does(c, id, "report", "Công văn 12"));
	FAILS(CONFLICT, does(c, id, "report", "Lại"));
	OK(does(c, id, "close", "Xong"));
	struct privacy_breach b = of(c, id);
	assert_string_equal(str_c(c->a, b.kept_until), "2031-11-23");
	assert_true(b.contained_at.set && b.reported_at.set && b.told_people_at.set && b.closed_at.set);
	FAILS(CONFLICT, does(c, small, "close", "Xong"));
	OK(does(c, small, "contain", "Thu hồi"));
	OK(does(c, small, "close", "Xong")); /* it need not be reported */
	id = written(c, true);
	c->unit = is.other;
	FAILS(NOT_FOUND, does(c, id, "contain", "x"));
}

static void more_are_warned_as_the_hours_run(void **state)
{
	struct ctx *c = begin(state);
	int64_t start = c->now, id = written(c, true);
	written(c, false); /* of which nobody is warned */
	assert_int_equal(told(c, is.leader, "Sự cố dữ liệu mới"), 2);
	assert_int_equal(told(c, is.specialist, NULL), 2);
	OK(privacy_breach_warn(c, S(""))); /* 71 hours are left */
	assert_int_equal(told(c, is.specialist, NULL), 2);
	c->now = start + 30 * HOUR;
	for (int i = 0; i < 2; i++) /* each stage once */
		OK(privacy_breach_warn(c, S("")));
	assert_int_equal(told(c, is.specialist, "Còn 41 giờ"), 3);
	assert_int_equal(told(c, is.leader, NULL), 3);
	c->now = start + 50 * HOUR;
	OK(privacy_breach_warn(c, S("")));
	assert_int_equal(told(c, is.leader, "Còn 21 giờ"), 4);
	assert_int_equal(told(c, is.specialist, NULL), 3);
	c->now = start + 67 * HOUR;
	OK(privacy_breach_warn(c, S("")));
	assert_int_equal(told(c, is.leader, "Còn 4 giờ"), 5);
	assert_int_equal(told(c, is.above, NULL), 0);
	c->now = start + 73 * HOUR;
	OK(privacy_breach_warn(c, S("")));
	assert_int_equal(told(c, is.leader, "Quá hạn 72 giờ"), 6);
	assert_int_equal(told(c, is.above, "Quá hạn 72 giờ"), 1);
	c->unit = is.unit;
	c->actor = is.leader;
	OK(does(c, id, "report", "Công văn 12"));
	c->now += HOUR;
	OK(privacy_breach_warn(c, S("")));
	assert_int_equal(told(c, is.leader, NULL), 6);
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, filled, test_close)
	const struct CMUnitTest tests[] = {
		TEST(the_clock_runs_from_its_detection),
		TEST(hours_are_counted_to_the_notice),
		TEST(it_ends_when_it_is_contained_and_reported),
		TEST(more_are_warned_as_the_hours_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
