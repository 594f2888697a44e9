#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/privacy/privacy.h"
#include "core/sharing/sharing.h"
#include "core/units/units.h"
#include "web/module.h"
#include "web/web.sql.h"

static struct {
	int64_t owner, asker, third, province, chief, other;
} is;

static int64_t officer(struct ctx *c, const char *login, int64_t unit)
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
				    .title = S("Phó Chủ tịch"),
				    .role = S("leader"),
				    .valid_from = S("2025-07-01")},
			    &id)));
	return id;
}

static void fill(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(WRITE(c, registries_module.init(c)));
}
static int filled(void **state) { return test_open_filled(state, "sharing", fill); }

static void record(struct ctx *c, int64_t unit, const char *registry, const char *answers)
{
	const struct registry *r;
	c->unit = unit;
	OK(registry_of(c, str_of(registry), &r));
	struct record_work w = {.registry = r,
		.answers = str_of(answers),
		.valid_from = S("2026-01-01"),
		.though_alike = true,
		.is_checked = true};
	OK(apply(c, registry_record_create, &w));
}

static struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &is.owner));
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &is.asker));
	OK(unit_find(c, S("commune"), S("14371"), day_of(c->now), &is.third));
	OK(unit_find(c, S("province"), S("37"), day_of(c->now), &is.province));
	is.chief = officer(c, "lanhdao.1", is.owner);
	is.other = officer(c, "lanhdao.2", is.asker);
	record(c, is.owner, "gieng-nuoc",
		"{\"label\":\"Giếng A\",\"number\":\"GN-0001\",\"hamlet\":\"Hạ\",\"kind\":\"dug\",\"depth\":8}");
	record(c, is.owner, "gieng-nuoc",
		"{\"label\":\"Giếng B\",\"number\":\"GN-0002\",\"hamlet\":\"Thượng\",\"kind\":\"drilled\"}");
	record(c, is.third, "gieng-nuoc", "{\"label\":\"Giếng C\",\"number\":\"GN-0001\",\"hamlet\":\"Đông\",\"kind\":\"dug\"}");
	record(c, is.owner, "phan-mo",
		"{\"label\":\"Cụ Bùi\",\"place\":\"A1\",\"cemetery\":\"Đồi\",\"kind\":\"martyr\",\"relative\":\"Bùi Văn Con\"}");
	return c;
}

static struct sharing_asking wanted(const char *registry, const str *fields, size_t n)
{
	return (struct sharing_asking){.registry = str_of(registry),
		.owner = S("Xã Gia Lâm, tỉnh Ninh Bình"),
		.fields = {fields, n},
		.purpose = S("Lập bản đồ nguồn nước"),
		.basis = S("Điều 17"),
		.until = S("2026-12-31"),
		.calls = 3};
}
static int64_t asked(struct ctx *c, struct sharing_asking a)
{
	c->unit = is.asker;
	c->actor = is.other;
	OK(apply(c, sharing_ask, &a));
	return a.id;
}
static err does(struct ctx *c, int64_t id, const char *action, const char *note)
{
	struct sharing_work w = {.action = flow_action(&sharing_flow, str_of(action)), .agreement = id, .note = str_of(note)};
	w.side = !strcmp(action, "withdraw") ? SHARING_ASKER : SHARING_OWNER;
	c->unit = w.side == SHARING_ASKER ? is.asker : is.owner;
	c->actor = w.side == SHARING_ASKER ? is.other : is.chief;
	return apply(c, sharing_act, &w);
}
static int64_t running(struct ctx *c, struct sharing_asking a)
{
	int64_t id = asked(c, a);
	OK(does(c, id, "approve", ""));
	return id;
}
static struct sharing_call call(struct ctx *c, const char *registry, const char *field)
{
	static str one;
	struct sharing_call k = {.registry = str_of(registry), .what = S("list")};
	one = str_of(field);
	k.fields = (struct texts){&one, *field ? 1 : 0};
	c->unit = is.asker;
	c->actor = is.other;
	return k;
}
static struct sharing_call made(struct ctx *c, struct sharing_call k)
{
	OK(apply(c, sharing_take, &k));
	return k;
}
/* "Giếng A|GN-0001; .." of what such a call reads */
static const char *reads(struct ctx *c, struct sharing_call k, size_t most)
{
	buf b = {.a = c->a};
	struct registry_givens given = {0};
	struct registry_wanted w = {.fields = k.fields, .units = k.units};
	assert_int_equal(k.refused, 0);
	OK(registry_given_some(c, k.r, &w, most, &given));
	for (size_t i = 0; i < given.n; i++)
		buf_printf(&b, "%s%.*s", i ? " " : "", STR_ARG(given.v[i].answers));
	int64_t ids[10];
	for (size_t i = 0; i < given.n; i++)
		ids[i] = given.v[i].id;
	struct sharing_answered d = {&k, {ids, given.n}};
	OK(apply(c, sharing_done, &d));
	return str_c(c->a, buf_text(&b));
}

static const str label_number[] = {S("label"), S("number")}, label_only[] = {S("label")};

#define PLACE "{\"province\":\"37\",\"commune\":\"14389\",\"detail\":\"Chợ\"}"
static int64_t withheld_by(struct ctx *c, int64_t unit, int64_t number)
{
	struct privacy_request_add added;
	OK(WRITE(c, privacy_request_add(c,
			    &(struct privacy_request_add_in){.unit = unit,
				    .kind = S("object"),
				    .channel = S("paper"),
				    .name = S("Bà Một"),
				    .month = S("2026-11"),
				    .now = c->now},
			    &added)));
	OK(WRITE(c, privacy_limit_add(c, unit, added.id, number, (opt_int){0}, c->now)));
	return added.id;
}

static void only_what_was_agreed_is_read(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = running(c, wanted("gieng-nuoc", label_number, 2));
	struct sharing_call k = made(c, call(c, "gieng-nuoc", ""));
	assert_string_equal(
		reads(c, k, 10), "{\"label\":\"Giếng A\",\"number\":\"GN-0001\"} {\"label\":\"Giếng B\",\"number\":\"GN-0002\"}");
	k = made(c, call(c, "gieng-nuoc", "label"));
	assert_string_equal(reads(c, k, 1), "{\"label\":\"Giếng A\"}");
	k = made(c, call(c, "gieng-nuoc", "depth"));
	assert_int_equal(k.refused, DENIED);
	assert_true(str_has(k.why, S("Độ sâu")) && str_has(k.why, S("label")));
	k = made(c, call(c, "gieng-nuoc", "labe"));
	assert_int_equal(k.refused, DENIED);
	struct sharing_days_rows days;
	struct sharing_calls_rows calls;
	OK(sharing_days(c, id, &days));
	assert_int_equal(days.n, 1);
	assert_int_equal(days.v[0].calls, 2);
	assert_int_equal(days.v[0].records, 3);
	assert_int_equal(days.v[0].refused, 2);
	OK(sharing_calls(c, id, &calls));
	assert_int_equal(calls.n, 4);
	assert_int_equal(calls.v[3].n, 2);
	assert_true(calls.v[0].refused.n > 0);
}

/* Who has asked the unit to give nothing on of him is in no answer, by list, key or number; another unit's word counts there alone. */
static void whoever_stopped_it_is_left_out(void **state)
{
	struct ctx *c = begin(state);
	struct registry_given one;
	const struct registry *r;
	bool found;
	static const char shop[] = "{\"label\":\"Hộ %s\",\"code\":\"%s\",\"head_office\":" PLACE
				   ",\"owner_name\":\"Bà %s\",\"owner_number\":\"%s\"}";
	record(c, is.owner, "ho-kinh-doanh", str_format(c->a, shop, "Một", "HKD001", "Một", "037175000001").s);
	record(c, is.owner, "ho-kinh-doanh", str_format(c->a, shop, "Hai", "HKD002", "Hai", "037175000002").s);
	running(c, wanted("ho-kinh-doanh", label_only, 1));
	struct sharing_call k = made(c, call(c, "ho-kinh-doanh", ""));
	assert_string_equal(reads(c, k, 10), "{\"label\":\"Hộ Một\"} {\"label\":\"Hộ Hai\"}");
	int64_t request = withheld_by(c, is.third, 37175000001);
	assert_string_equal(reads(c, k, 10), "{\"label\":\"Hộ Một\"} {\"label\":\"Hộ Hai\"}");
	request = withheld_by(c, is.owner, 37175000001);
	assert_string_equal(reads(c, k, 10), "{\"label\":\"Hộ Hai\"}");
	c->unit = is.owner;
	OK(registry_of(c, S("ho-kinh-doanh"), &r));
	struct registry_wanted w = {.fields = k.fields, .units = k.units, .key = S("HKD001")};
	OK(registry_given_find(c, r, &w, &one, &found));
	assert_false(found);
	w.key = S("HKD002");
	OK(registry_given_find(c, r, &w, &one, &found));
	assert_true(found);
	OK(WRITE(c, privacy_limit_end(c, request, c->now)));
	assert_string_equal(reads(c, k, 10), "{\"label\":\"Hộ Một\"} {\"label\":\"Hộ Hai\"}");
}

static void what_is_not_running_gives_nothing(void **state)
{
	static const struct {
		const char *actions[3], *state;
	} ways[] = {{{"approve", "suspend"}, "Tạm ngừng"}, {{"approve", "revoke"}, "thu hồi"}, {{"refuse"}, "từ chối"},
		{{"withdraw"}, "đã thôi"}, {{NULL}, "Chờ trả lời"}};
	struct ctx *c = begin(state);
	assert_int_equal(made(c, call(c, "gieng-nuoc", "")).refused, DENIED); /* none was ever asked for */
	for (size_t i = 0; i < COUNT(ways); i++) {
		int64_t id = asked(c, wanted("gieng-nuoc", label_only, 1));
		for (size_t k = 0; k < 3 && ways[i].actions[k]; k++)
			OK(does(c, id, ways[i].actions[k], "vì thế"));
		struct sharing_call k = call(c, "gieng-nuoc", "");
		k.agreement = id;
		k = made(c, k);
		assert_int_equal(k.refused, DENIED);
		assert_true(str_has(k.why, str_of(ways[i].state)));
		assert_int_equal(k.units.n, 0);
	}
}

static void an_action_is_its_sides_and_wants_its_reason(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = asked(c, wanted("gieng-nuoc", label_only, 1));
	FAILS(INVALID, does(c, id, "refuse", ""));
	struct sharing_work w = {.action = flow_action(&sharing_flow, S("approve")), .agreement = id};
	c->unit = is.asker; /* nobody answers himself */
	FAILS(NOT_FOUND, apply(c, sharing_act, &w));
	c->unit = is.third;
	FAILS(NOT_FOUND, apply(c, sharing_act, &w));
	FAILS(CONFLICT, does(c, id, "expire", ""));
	OK(does(c, id, "approve", ""));
	FAILS(CONFLICT, does(c, id, "approve", ""));
	OK(does(c, id, "suspend", "Rà soát"));
	OK(does(c, id, "resume", ""));
	OK(does(c, id, "revoke", "Xong việc"));
	FAILS(CONFLICT, does(c, id, "resume", ""));
}

static void so_many_calls_a_day(void **state)
{
	struct ctx *c = begin(state);
	running(c, wanted("gieng-nuoc", label_only, 1));
	for (int i = 0; i < 3; i++)
		assert_int_equal(made(c, call(c, "gieng-nuoc", "")).refused, 0);
	assert_int_equal(made(c, call(c, "gieng-nuoc", "")).refused, LIMITED);
	c->now += DAY;
	assert_int_equal(made(c, call(c, "gieng-nuoc", "")).refused, 0);
}

static void an_old_one_is_used_by_its_number(void **state)
{
	struct ctx *c = begin(state);
	struct sharing_asking a = wanted("gieng-nuoc", label_only, 1);
	int64_t first = running(c, a);
	for (int i = 0; i < 55; i++) /* a province asks each of its communes */
		asked(c, a);
	struct sharing_call k = call(c, "gieng-nuoc", "");
	k.agreement = first;
	assert_int_equal(made(c, k).refused, 0);
	c->unit = is.third;
	assert_int_equal(made(c, k).refused, DENIED);
}

static void it_ends_by_itself(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = running(c, wanted("gieng-nuoc", label_only, 1));
	struct sharing_agreed g;
	day last = day_make(2026, 12, 31);
	c->now = day_start(last) + HOUR;
	c->unit = 0;
	OK(sharing_expire(c, S("")));
	assert_int_equal(made(c, call(c, "gieng-nuoc", "")).refused, 0); /* on its last day */
	c->now += DAY;
	struct sharing_call k = made(c, call(c, "gieng-nuoc", ""));
	assert_int_equal(k.refused, DENIED);
	assert_true(str_has(k.why, S("31/12/2026")));
	c->unit = 0;
	c->actor = 0;
	OK(sharing_expire(c, S("")));
	OK(sharing_expire(c, S("")));
	OK(sharing_find(c, id, &g));
	assert_int_equal(g.state, SHARING_EXPIRED);
	int64_t late = asked(c, (struct sharing_asking){.registry = S("gieng-nuoc"),
					.owner = S("Xã Gia Lâm, tỉnh Ninh Bình"),
					.fields = {label_only, 1},
					.purpose = S("x"),
					.basis = S("x"),
					.until = S("2027-01-02"),
					.calls = 1});
	c->now += 3 * DAY;
	FAILS(CONFLICT, does(c, late, "approve", "")); /* what was asked for is over before it begins */
}

static void whose_records_they_are(void **state)
{
	struct ctx *c = begin(state);
	struct sharing_asking a = wanted("gieng-nuoc", label_number, 2);
	running(c, a);
	struct sharing_call k = call(c, "gieng-nuoc", "");
	k.unit = is.third;
	assert_int_equal(made(c, k).refused, DENIED);
	k.unit = is.owner;
	assert_int_equal(made(c, k).units.n, 1);
	a.owner = S("Tỉnh Ninh Bình");
	is.chief = officer(c, "lanhdao.tinh", is.province);
	int64_t commune = is.owner;
	is.owner = is.province;
	int64_t narrow = running(c, a);
	a.below = true;
	int64_t wide = running(c, a);
	is.owner = commune;
	k = call(c, "gieng-nuoc", "label");
	assert_int_equal(made(c, k).refused, INVALID); /* there are several: which? */
	k.agreement = narrow;                          /* the province's own, of which there are none */
	k = made(c, k);
	assert_int_equal(k.units.n, 1);
	assert_int_equal(k.units.v[0], is.province);
	k = call(c, "gieng-nuoc", "label");
	k.agreement = wide;
	k = made(c, k);
	assert_true(k.units.n > 100);
	for (size_t i = 1; i < k.units.n; i++)
		assert_true(k.units.v[i - 1] < k.units.v[i]);
	const char *all = reads(c, k, 10);
	assert_non_null(strstr(all, "Giếng A"));
	assert_non_null(strstr(all, "Giếng C"));
	struct registry_wanted w = {.fields = k.fields, .units = k.units};
	for (int i = 0; i < 3; i++) { /* one at a time, across units */
		struct registry_givens given = {0};
		OK(registry_given_some(c, k.r, &w, 1, &given));
		assert_int_equal(given.n, 1);
		w.record = given.v[0].id;
		w.after_unit = given.v[0].unit;
	}
	struct registry_givens none = {0};
	OK(registry_given_some(c, k.r, &w, 1, &none));
	assert_int_equal(none.n, 0);
}

static void by_key_and_by_number(void **state)
{
	struct ctx *c = begin(state);
	running(c, wanted("gieng-nuoc", label_number, 2));
	struct sharing_call k = call(c, "gieng-nuoc", "label");
	k.key = S("GN-0002");
	k = made(c, k);
	struct registry_wanted w = {.fields = k.fields, .units = k.units, .key = k.key};
	struct registry_given g;
	bool found;
	OK(registry_given_find(c, k.r, &w, &g, &found));
	assert_true(found);
	assert_string_equal(g.answers.s, "{\"label\":\"Giếng B\"}");
	assert_string_equal(g.cells[0].s, "Giếng B");
	w.key = S("");
	w.record = g.id;
	OK(registry_given_find(c, k.r, &w, &g, &found));
	assert_true(found);
	w.units = (struct ints){&is.third, 1}; /* another unit's number, another unit's key */
	OK(registry_given_find(c, k.r, &w, &g, &found));
	assert_false(found);
	w.key = S("GN-0002");
	OK(registry_given_find(c, k.r, &w, &g, &found));
	assert_false(found);
}

static void who_may_not_read_the_key_asks_by_none(void **state)
{
	struct ctx *c = begin(state);
	running(c, wanted("gieng-nuoc", label_only, 1));
	struct sharing_call k = call(c, "gieng-nuoc", "label");
	k.key = S("GN-0002");
	assert_int_equal(made(c, k).refused, DENIED);
}

static void one_accounts_own(void **state)
{
	struct ctx *c = begin(state);
	struct sharing_asking a = wanted("gieng-nuoc", label_only, 1);
	a.own = true;
	running(c, a);
	struct sharing_call k = call(c, "gieng-nuoc", "");
	assert_int_equal(made(c, k).refused, 0);
	c->actor = is.chief;
	assert_int_equal(made(c, k).refused, DENIED);
	c->actor = is.other;
	c->unit = is.third;
	assert_int_equal(made(c, k).refused, DENIED);
}

static void people_are_told_whose_data_it_was(void **state)
{
	struct ctx *c = begin(state);
	struct audit_after_rows rows;
	running(c, wanted("phan-mo", label_only, 1));
	running(c, wanted("gieng-nuoc", label_only, 1));
	assert_string_equal(reads(c, made(c, call(c, "gieng-nuoc", "")), 10), "{\"label\":\"Giếng A\"} {\"label\":\"Giếng B\"}");
	struct sharing_call k = call(c, "phan-mo", "");
	k.by_program = true;
	assert_string_equal(reads(c, made(c, k), 10), "{\"label\":\"Cụ Bùi\"}");
	size_t looks = 0;
	OK(audit_after(c, 0, 1000, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].action, "look")) {
			looks++;
			assert_int_equal(rows.v[i].unit_id, is.asker);
			assert_true(str_is(rows.v[i].object_kind, "record"));
			assert_true(str_has(rows.v[i].detail, S("Lập bản đồ nguồn nước (qua phần mềm)")));
		}
	assert_int_equal(looks, 1); /* wells are nobody's */
}

static void asking_for_nonsense(void **state)
{
	struct ctx *c = begin(state);
	const str unknown[] = {S("label"), S("secret")}, twice[] = {S("label"), S("label")};
	struct sharing_asking good = wanted("gieng-nuoc", label_only, 1), a = good;
	c->unit = is.asker;
	c->actor = is.other;
	a.fields = (struct texts){unknown, 2};
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a.fields = (struct texts){NULL, 0};
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a = good;
	a.registry = S("khong-co");
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a = good;
	a.until = S("2026-11-22"); /* yesterday */
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a.until = S("2030-11-22");
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a = good;
	a.owner = S("Xã Không Đâu Cả");
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a.owner = S("Xã Cúc Phương, tỉnh Ninh Bình"); /* one's own */
	FAILS(INVALID, apply(c, sharing_ask, &a));
	a = good;
	a.fields = (struct texts){twice, 2};
	OK(apply(c, sharing_ask, &a));
	struct sharing_agreed g;
	OK(sharing_find(c, a.id, &g));
	assert_string_equal(g.fields.s, "label");
	assert_string_equal(g.valid_to.s, "2027-01-01");
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, filled, test_close)
	const struct CMUnitTest tests[] = {
		TEST(only_what_was_agreed_is_read),
		TEST(whoever_stopped_it_is_left_out),
		TEST(what_is_not_running_gives_nothing),
		TEST(an_action_is_its_sides_and_wants_its_reason),
		TEST(so_many_calls_a_day),
		TEST(an_old_one_is_used_by_its_number),
		TEST(it_ends_by_itself),
		TEST(whose_records_they_are),
		TEST(by_key_and_by_number),
		TEST(who_may_not_read_the_key_asks_by_none),
		TEST(one_accounts_own),
		TEST(people_are_told_whose_data_it_was),
		TEST(asking_for_nonsense),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
