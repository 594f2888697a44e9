#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/people/people.h"
#include "core/privacy/privacy.h"
#include "core/units/units.h"
#include "web/module.h"
#include "web/web.sql.h"

#define NUMBER "037175000001"
#define PLACE  "Xã Gia Lâm, Tỉnh Ninh Bình"

static struct {
	int64_t unit, other, officer, desk, person, her, stranger, erased, noted, withheld;
} is;

/* ---- two kinds of things that are kept: one by law ---- */

static err read_one(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	if (!of->number.n && !of->account)
		return NULL;
	struct held_thing *t = held_add(c, out, S("Một việc"), c->now, "", 0);
	held_fact(c, t, "Số", of->number);
	held_fact(c, t, "Người", str_format(c->a, "%lld", (long long)of->person));
	held_fact(c, t, "Tài khoản", of->account ? S("có") : S(""));
	return NULL;
}
static err erase_one(struct ctx *c, const struct holding_of *of, int64_t *n)
{
	(void)c;
	is.erased += of->account;
	*n = 2;
	return NULL;
}
static err erase_none(struct ctx *c, const struct holding_of *of, int64_t *n)
{
	(void)of;
	*n = 1;
	return FAIL(c, BROKEN, "a law keeps it");
}
static err erase_noted(struct ctx *c, const struct holding_of *of, int64_t *n)
{
	(void)c, (void)of;
	is.noted++;
	*n = 1;
	return NULL;
}
static err read_none(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	(void)c, (void)of, (void)out;
	return NULL;
}
static const struct holding holdings[] = {{.name = "notes", .title = "Ghi chú", .read = read_none, .erase = erase_noted},
	{.name = "dossiers", .title = "Hồ sơ", .read = read_one, .erase = erase_none},
	{.name = "drafts", .title = "Soạn dở", .read = read_one, .erase = erase_one}};
static err withheld(struct ctx *c, int64_t unit)
{
	(void)c;
	is.withheld += unit == is.unit ? 1 : 100;
	return NULL;
}
static const struct module fake = {.name = "fake", .title = "Thử", .holdings = LIST(holdings), .withheld = withheld};
static const struct module *const all[] = {
	&fake, &units_module, &calendar_module, &people_module, &access_module, &privacy_module, NULL};

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
static int64_t citizen(struct ctx *c, const char *login, int64_t person)
{
	int64_t id;
	OK(WRITE(c, account_add(c,
			    &(struct new_account){.kind = S("citizen"),
				    .login = str_of(login),
				    .password_hash = S("x"),
				    .name = S("Bùi Thị Hạnh"),
				    .person = person,
				    .level = person ? S("desk") : S(""),
				    .declared_number = person ? S("") : S(NUMBER)},
			    &id)));
	return id;
}
static void fill(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(WRITE(c, privacy_module.init(c)));
}
static int filled(void **state)
{
	modules_set(all);
	return test_open_filled(state, "privacy", fill);
}
static struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	modules_set(all);
	is.erased = is.noted = is.withheld = 0;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &is.unit));
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &is.other));
	is.officer = officer(c, "chuyenmon.1", is.unit, "specialist");
	is.desk = officer(c, "motcua.1", is.unit, "reception");
	struct person_facts known = {
		.name = S("Bùi Thị Hạnh"), .personal_number = S(NUMBER), .birth_on = S("1975-03-08"), .unit = is.unit};
	OK(WRITE(c, person_save(c, &known, &is.person)));
	is.her = citizen(c, "hanh", is.person);
	is.stranger = citizen(c, "la.mat", 0);
	return c;
}

/* ---- asking and doing ---- */

static err asks(struct ctx *c, int64_t account, const char *kind, const char *about, int64_t *id)
{
	static str one;
	one = str_of(about);
	struct privacy_asking n = {.from_account = true,
		.unit_typed = S(PLACE),
		.kind = str_of(kind),
		.about = {&one, one.n ? 1 : 0},
		.wish = S("Xin như vậy")};
	c->actor = account;
	c->unit = 0;
	err e = apply(c, privacy_ask, &n);
	*id = n.id;
	return e;
}
static int64_t asked(struct ctx *c, const char *kind, const char *about)
{
	int64_t id;
	OK(asks(c, is.her, kind, about, &id));
	return id;
}
static struct privacy_asking paper(const char *name, bool proved)
{
	return (struct privacy_asking){.kind = S("see"),
		.channel = S("paper"),
		.name = str_of(name),
		.number = S(NUMBER),
		.contact = S("Thôn 3"),
		.is_proved = proved,
		.proof = proved ? S("Căn cước") : S("")};
}
static err writes(struct ctx *c, struct privacy_asking n, int64_t *id)
{
	c->actor = is.desk;
	c->unit = is.unit;
	err e = apply(c, privacy_ask, &n);
	*id = n.id;
	return e;
}
static err act(struct ctx *c, int64_t id, const char *action, const char *note, const char *article)
{
	struct privacy_work w = {.action = flow_action(&privacy_flow, str_of(action)),
		.request = id,
		.note = str_of(note),
		.article = str_of(article)};
	w.side = w.action->sides == FLOW_IN(PRIVACY_CITIZEN) ? PRIVACY_CITIZEN : PRIVACY_DESK;
	return apply(c, privacy_act, &w);
}
static err does(struct ctx *c, int64_t id, const char *action)
{
	c->actor = is.officer;
	c->unit = is.unit;
	return act(c, id, action, "vì thế", "Điều 1");
}
static struct privacy_request of(struct ctx *c, int64_t id)
{
	struct privacy_request r;
	OK(privacy_find(c, id, &r));
	return r;
}
static const char *at(struct ctx *c, int64_t when) { return str_c(c->a, show_time(c->a, when)); }
/* ---- clocks ---- */

static void both_clocks_run_by_the_calendar_of_the_house(void **state)
{
	struct ctx *c = begin(state);
	static const struct {
		const char *kind, *due;
	} kinds[] = {{"see", "17:00, 03/12/2026"}, {"provide", "17:00, 03/12/2026"}, {"correct", "17:00, 03/12/2026"},
		{"withdraw", "17:00, 08/12/2026"}, {"restrict", "17:00, 08/12/2026"}, {"object", "17:00, 08/12/2026"},
		{"delete", "17:00, 14/12/2026"}}; /* the 13th is a Sunday */
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct privacy_request r = of(c, asked(c, kinds[i].kind, ""));
		assert_string_equal(at(c, r.answer_due_at), "09:00, 26/11/2026"); /* the 24th is a day off */
		assert_string_equal(at(c, r.due_at), kinds[i].due);
		assert_string_equal(str_c(c->a, r.month), "2026-11");
	}
}

static void a_promise_stays_when_terms_change(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = asked(c, "see", ""), due = of(c, id).due_at;
	struct privacy_new_term n = {.kind = S("see"),
		.valid_from = S("2026-11-23"),
		.basis = S("Nghị định mới"),
		.answer_days = 1,
		.days = 5,
		.more_days = 3};
	OK(apply(c, privacy_term_keep, &n));
	FAILS(INVALID, apply(c, privacy_term_keep, &n));
	assert_int_equal(of(c, id).due_at, due);
	id = asked(c, "see", "");
	assert_string_equal(at(c, of(c, id).answer_due_at), "09:00, 25/11/2026");
	assert_string_equal(at(c, of(c, id).due_at), "17:00, 30/11/2026"); /* the 28th is a Saturday */
	n.valid_from = S("2026-11-22");
	FAILS(INVALID, apply(c, privacy_term_keep, &n));
	n.valid_from = S("2026-11-24"); /* from tomorrow on */
	n.days = 50;
	OK(apply(c, privacy_term_keep, &n));
	assert_string_equal(at(c, of(c, asked(c, "see", "")).due_at), "17:00, 30/11/2026");
	OK(WRITE(c, privacy_terms_fill(c))); /* the second time does nothing */
	assert_string_equal(at(c, of(c, asked(c, "see", "")).due_at), "17:00, 30/11/2026");
}

static void it_is_put_off_once_and_in_time(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = asked(c, "see", "");
	struct privacy_dues_rows dues;
	struct explanation why;
	FAILS(CONFLICT, does(c, id, "put_off"));
	OK(does(c, id, "accept"));
	OK(does(c, id, "put_off"));
	assert_string_equal(at(c, of(c, id).due_at), "17:00, 14/12/2026"); /* ten days more: the 13th, a Sunday */
	assert_string_equal(at(c, of(c, id).due_first_at), "17:00, 03/12/2026");
	FAILS(CONFLICT, does(c, id, "put_off"));
	OK(privacy_dues(c, id, &dues));
	assert_int_equal(dues.n, 3);
	for (size_t i = 0; i < dues.n; i++)
		OK(calendar_explain(c, dues.v[i].proof, &why)); /* each can be counted again */
	id = asked(c, "see", "");
	OK(does(c, id, "accept"));
	c->now += 30 * DAY;
	FAILS(CONFLICT, does(c, id, "put_off"));
}

/* ---- whose it is ---- */

static void each_side_reaches_its_own_alone(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = asked(c, "see", "");
	c->actor = is.stranger;
	c->unit = 0;
	FAILS(NOT_FOUND, act(c, id, "take_back", "", ""));
	c->actor = is.officer;
	c->unit = is.other;
	FAILS(NOT_FOUND, act(c, id, "accept", "", ""));
	c->unit = 0;
	FAILS(NOT_FOUND, act(c, id, "accept", "", ""));
	c->actor = is.her;
	OK(act(c, id, "take_back", "", ""));
	assert_int_equal(of(c, id).ended_at.v, c->now);
	FAILS(CONFLICT, does(c, id, "accept"));
	int64_t written;
	OK(writes(c, paper("Bùi Thị Hạnh", true), &written));
	c->actor = 0; /* who has no account is nobody's account */
	c->unit = 0;
	FAILS(NOT_FOUND, act(c, written, "take_back", "", ""));
}

static void a_number_that_is_only_declared_gives_nothing_by_it(void **state)
{
	struct ctx *c = begin(state);
	int64_t id;
	str json;
	FAILS(INVALID, asks(c, is.stranger, "restrict", "", &id));
	FAILS(INVALID, asks(c, is.stranger, "object", "", &id));
	OK(asks(c, is.stranger, "see", "", &id));
	struct privacy_request r = of(c, id);
	assert_int_equal(r.is_proved, 0);
	assert_string_equal(str_c(c->a, r.number), "");
	assert_false(r.person_id.set);
	FAILS(CONFLICT, does(c, id, "prove"));
	OK(privacy_copy(c, &r, &json));
	assert_false(str_has(json, S(NUMBER)));
	assert_true(str_has(json, S("Tài khoản")));
}

static void at_the_desk_papers_come_first(void **state)
{
	struct ctx *c = begin(state);
	struct privacy_asking n = paper("Bùi Thị Hạnh", false);
	struct privacy_groups groups;
	int64_t id;
	OK(writes(c, n, &id));
	FAILS(CONFLICT, does(c, id, "accept"));
	struct privacy_request r = of(c, id);
	OK(privacy_kept(c, &r, &groups));
	assert_int_equal(groups.n, 0); /* nobody is proved to be it */
	OK(does(c, id, "prove"));
	assert_int_equal(of(c, id).person_id.v, is.person);
	assert_string_equal(str_c(c->a, of(c, id).proof), "vì thế");
	OK(does(c, id, "accept"));
	OK(writes(c, paper("Kẻ Mạo Danh", false), &id));
	FAILS(INVALID, does(c, id, "prove"));
	FAILS(INVALID, writes(c, paper("Kẻ Mạo Danh", true), &id));
	OK(writes(c, paper("BÙI THỊ HẠNH", true), &id));
	n = paper("Bùi Thị Hạnh", false);
	n.asker = S("Bùi Văn Con");
	FAILS(INVALID, writes(c, n, &id));
	n.asker_basis = S("Giấy ủy quyền");
	OK(writes(c, n, &id));
	n.number = S("12");
	FAILS(INVALID, writes(c, n, &id));
	n = paper("Bùi Thị Hạnh", true);
	n.proof = S("");
	FAILS(INVALID, writes(c, n, &id));
	n = paper("Bùi Thị Hạnh", true);
	n.kind = S("correct");
	FAILS(INVALID, writes(c, n, &id)); /* what is wrong is said */
}

/* ---- what comes of it ---- */

static void a_copy_says_what_is_kept_and_goes_after_its_days(void **state)
{
	struct ctx *c = begin(state);
	struct privacy_request_paper p;
	int64_t id = asked(c, "see", "");
	buf pdf = {.a = c->a};
	OK(does(c, id, "accept"));
	OK(does(c, id, "finish"));
	OK(privacy_request_paper(c, id, &p));
	assert_true(str_has(p.paper, S(NUMBER)) && str_has(p.paper, S("Soạn dở")) && str_has(p.paper, S("Luật Lưu trữ")));
	struct privacy_request r = of(c, id);
	assert_true(str_eq(r.paper_digest, sha256_hex(c->a, sha256_of(p.paper))));
	OK(privacy_copy_pdf(c, &r, p.paper, &pdf));
	assert_true(str_starts(buf_text(&pdf), S("%PDF")));
	assert_string_equal(at(c, r.paper_until.v), "00:00, 24/12/2026"); /* thirty whole days */
	c->now = r.paper_until.v - 1;
	OK(privacy_papers_clean(c, S("")));
	OK(privacy_request_paper(c, id, &p));
	assert_true(p.paper.n > 0);
	c->now++;
	OK(privacy_papers_clean(c, S("")));
	OK(privacy_request_paper(c, id, &p));
	assert_int_equal(p.paper.n, 0);
	assert_true(of(c, id).paper_digest.n > 0);
	id = asked(c, "see", "drafts"); /* of what was named alone */
	OK(does(c, id, "accept"));
	OK(does(c, id, "finish"));
	OK(privacy_request_paper(c, id, &p));
	assert_true(str_has(p.paper, S("Soạn dở")) && !str_has(p.paper, S("Hồ sơ")));
}

static void what_a_law_keeps_is_not_erased(void **state)
{
	struct ctx *c = begin(state);
	struct privacy_events_rows steps;
	int64_t id = asked(c, "delete", "dossiers");
	FAILS(CONFLICT, does(c, id, "accept"));
	c->actor = is.officer;
	FAILS(INVALID, act(c, id, "refuse", "Phải lưu", ""));
	FAILS(INVALID, act(c, id, "refuse", "", "Điều 1"));
	OK(does(c, id, "refuse"));
	assert_string_equal(str_c(c->a, of(c, id).article), "Điều 1");
	assert_int_equal(of(c, id).answered_at.v, c->now);
	assert_int_equal(of(c, id).ended_at.v, c->now);
	id = asked(c, "delete", "drafts");
	OK(does(c, id, "accept"));
	assert_int_equal(is.erased, 0);
	OK(does(c, id, "finish"));
	assert_int_equal(is.erased, is.her);
	assert_int_equal(is.noted, 0); /* it was not named */
	id = asked(c, "delete", "");
	OK(does(c, id, "accept"));
	OK(does(c, id, "finish"));
	assert_int_equal(is.noted, 1);
	OK(privacy_events(c, id, &steps));
	assert_true(str_has(steps.v[0].note, S("Đã xóa: Ghi chú (1); Soạn dở (2)")));
	assert_true(str_has(steps.v[0].note, S("Phải giữ theo luật: Hồ sơ")));
	assert_int_equal(of(c, id).paper_until.set, 0);
}

static void what_is_restricted_is_withheld_until_it_is_lifted(void **state)
{
	struct ctx *c = begin(state);
	struct privacy_limit_of limit;
	bool found;
	int64_t id = asked(c, "object", "");
	OK(does(c, id, "accept"));
	FAILS(CONFLICT, does(c, id, "lift"));
	OK(does(c, id, "finish"));
	assert_int_equal(is.withheld, 1);
	OK(privacy_limit_of(c, id, &limit, &found));
	assert_true(found);
	OK(does(c, id, "lift"));
	assert_int_equal(is.withheld, 2);
	OK(privacy_limit_of(c, id, &limit, &found));
	assert_false(found);
	FAILS(CONFLICT, does(c, id, "lift"));
	id = asked(c, "see", "");
	OK(does(c, id, "accept"));
	OK(does(c, id, "finish"));
	assert_int_equal(is.withheld, 2);
	FAILS(CONFLICT, does(c, id, "lift"));
}

static void figures_count_what_was_in_time(void **state)
{
	struct ctx *c = begin(state);
	struct privacy_months_rows m;
	int64_t start = c->now, one = asked(c, "see", ""), two = asked(c, "see", ""), three = asked(c, "see", "");
	asked(c, "see", "");
	OK(does(c, one, "accept"));
	OK(does(c, one, "finish"));
	c->now = start + 4 * DAY;
	OK(does(c, two, "accept"));
	OK(does(c, three, "refuse"));
	OK(privacy_months(c, is.unit, S("2026-01"), S("2026-12"), c->now, &m));
	assert_int_equal(m.n, 1);
	assert_int_equal(m.v[0].received, 4);
	assert_int_equal(m.v[0].answered_on_time, 1);
	assert_int_equal(m.v[0].answered_late, 3); /* two late, one not yet */
	assert_int_equal(m.v[0].done_on_time, 1);
	assert_int_equal(m.v[0].done_late, 0);
	assert_int_equal(m.v[0].refused, 1);
	assert_int_equal(m.v[0].open, 2);
	c->now = start + 20 * DAY;
	OK(does(c, two, "finish"));
	OK(privacy_months(c, is.unit, S("2026-11"), S("2026-11"), c->now, &m));
	assert_int_equal(m.v[0].done_late, 2);
	OK(privacy_months(c, is.other, S("2026-01"), S("2026-12"), c->now, &m));
	assert_int_equal(m.n, 0);
	OK(privacy_months(c, is.unit, S("2026-12"), S("2026-12"), c->now, &m));
	assert_int_equal(m.n, 0);
}

static void an_account_that_falls_takes_them_along(void **state)
{
	struct ctx *c = begin(state);
	int64_t id;
	OK(asks(c, is.stranger, "see", "", &id));
	OK(WRITE(c, privacy_module.hand_over(c, is.stranger, is.her)));
	assert_int_equal(of(c, id).account_id.v, is.her);
	OK(WRITE(c, privacy_module.hand_over(c, is.her, 0)));
	assert_false(of(c, id).account_id.set);
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, filled, test_close)
	const struct CMUnitTest tests[] = {
		TEST(both_clocks_run_by_the_calendar_of_the_house),
		TEST(a_promise_stays_when_terms_change),
		TEST(it_is_put_off_once_and_in_time),
		TEST(each_side_reaches_its_own_alone),
		TEST(a_number_that_is_only_declared_gives_nothing_by_it),
		TEST(at_the_desk_papers_come_first),
		TEST(a_copy_says_what_is_kept_and_goes_after_its_days),
		TEST(what_a_law_keeps_is_not_erased),
		TEST(what_is_restricted_is_withheld_until_it_is_lifted),
		TEST(figures_count_what_was_in_time),
		TEST(an_account_that_falls_takes_them_along),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
