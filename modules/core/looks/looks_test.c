#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/looks/looks.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "web/actor.h"
#include "web/module.h"
#include "web/object.h"
#include "web/request.h"
#include "web/services/audit.h"
#include "web/services/looks.h"
#include "web/services/services.h"
#include "web/web.sql.h"

#define NUMBER "037175000001"
#define LATER  "037075000002"

static struct {
	int64_t person, proved, declared, stranger, officer, unit;
	int64_t keeper, since; /* whose things stand in lists of the unit */
} is;

static err bad(struct ctx *c, int64_t id, struct look_subjects *out)
{
	(void)out;
	return FAIL(c, id == 1 ? NOT_FOUND : INVALID, "no such thing");
}
static err nobody(struct ctx *c, int64_t id, struct look_subjects *out)
{
	(void)id;
	look_at_account(c, out, 0);
	look_at_person(c, out, 0);
	look_at_number(c, out, S(""));
	look_at_unit(c, out, 0);
	return NULL;
}
static err numbered(struct ctx *c, int64_t id, struct look_subjects *out)
{
	look_at_number(c, out, id == 1 ? S(NUMBER) : S(LATER));
	return NULL;
}
static err personal(struct ctx *c, int64_t id, struct look_subjects *out)
{
	look_at_person(c, out, id);
	return NULL;
}
static err filed(struct ctx *c, int64_t id, struct look_subjects *out) /* by that account, under the number */
{
	look_at_account(c, out, id);
	look_at_number(c, out, S(NUMBER));
	return NULL;
}
static err kept_in(struct ctx *c, int64_t account, struct look_places *out)
{
	if (account == is.keeper)
		for (int i = 0; i < 2; i++)
			look_place_add(c, out, is.unit, is.since + (1 - i) * 2 * HOUR);
	return NULL;
}
static const struct concern concerns[] = {{.kind = "bad", .whom = bad}, {.kind = "nobody", .whom = nobody},
	{.kind = "numbered", .whom = numbered}, {.kind = "personal", .whom = personal}, {.kind = "filed", .whom = filed}};
static const struct module fake = {.name = "fake", .title = "Thử", .concerns = LIST(concerns), .kept_in = kept_in};
static const struct module *const all[] = {&fake, &units_module, &people_module, &access_module, &looks_module, NULL};

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

static struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	modules_set(all);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, unit_find(c, S("province"), S("37"), day_of(c->now), &is.unit)));
	struct person_facts known = {
		.name = S("Bùi Thị Hạnh"), .personal_number = S(NUMBER), .birth_on = S("1975-03-08"), .phone = S("0530111111")};
	OK(WRITE(c, person_save(c, &known, &is.person)));
	is.proved = citizen(c, "hanh.1", is.person);
	is.declared = citizen(c, "hanh.2", 0);
	is.stranger = citizen(c, "la.mat", 0);
	is.officer = 4711;
	is.keeper = 0;
	return c;
}

static void look(struct ctx *c, const char *kind, int64_t object, const char *why)
{
	c->actor = is.officer;
	c->unit = is.unit;
	OK(WRITE(c, audit_looked(c, kind, object, str_of(why))));
}

/* What that account reads, newest first: "person: vì sao; .." */
static const char *read_by(struct ctx *c, int64_t account, struct looks_filter f, struct list_key after, int64_t most)
{
	struct actor who = {.kind = CITIZEN, .account = account};
	struct req q = {.ctx = *c, .actor = &who};
	struct listing l = {.list = &looks_list, .asked = &f, .from = after, .begun = after.at != 0};
	struct list_rows rows;
	buf b = {.a = c->a};
	q.ctx.actor = account;
	q.ctx.unit = 0;
	OK(looks_list.rows(&q, &l, most, &rows));
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&b, "%s%.*s%s", i ? "; " : "", STR_ARG(((struct look_line *)rows.v)[i].why),
			((struct look_line *)rows.v)[i].is_list ? " (list)" : "");
	return str_c(c->a, buf_text(&b));
}
static const char *all_of(struct ctx *c, int64_t account)
{
	return read_by(c, account, (struct looks_filter){0}, (struct list_key){0}, 100);
}

static void each_reads_of_his_own_alone(void **state)
{
	struct ctx *c = begin(state);
	look(c, "person", is.person, "a");
	c->now += MINUTE;
	look(c, "numbered", 1, "b");
	look(c, "account", is.declared, "c");
	look(c, "account", is.proved, "d");
	c->now += MINUTE;
	look(c, "personal", is.person, "e");
	assert_string_equal(all_of(c, is.proved), "e; d; b; a"); /* the person's look is one, though found under two subjects */
	assert_string_equal(all_of(c, is.declared), "c"); /* it says the same number, which is nobody's until it is proved */
	assert_string_equal(all_of(c, is.stranger), "");
}

static void a_number_finds_looks_from_before_anybody_was_known(void **state)
{
	struct ctx *c = begin(state);
	struct person_facts later = {.name = S("Trần Văn Muộn"), .personal_number = S(LATER), .birth_on = S("1975-03-08")};
	struct look_subjects early = {0};
	int64_t person;
	look(c, "numbered", 2, "sớm");
	OK(WRITE(c, person_save(c, &later, &person)));
	assert_string_equal(all_of(c, citizen(c, "muon", person)), "sớm");
	assert_string_equal(all_of(c, is.proved), "");
	look_at_number(c, &early, S(LATER));
	assert_false(str_has(early.v[0], S(LATER))); /* it stands in no more places than it must */
}

static void his_own_looks_are_no_others(void **state)
{
	struct ctx *c = begin(state);
	is.officer = is.proved;
	look(c, "account", is.proved, "tự xem");
	look(c, "numbered", 1, "tự xem số");
	assert_string_equal(all_of(c, is.proved), "");
	is.officer = is.declared; /* what one has filed oneself is looked at by nobody else, under whatever number */
	look(c, "filed", is.declared, "tự xem hồ sơ");
	assert_string_equal(all_of(c, is.proved), "");
	is.officer = 4711;
	look(c, "filed", is.declared, "cán bộ xem");
	assert_string_equal(all_of(c, is.proved), "cán bộ xem");
}

static void a_thing_that_tells_of_nobody_keeps_no_log_from_being_written(void **state)
{
	struct ctx *c = begin(state);
	struct audit_after_rows rows;
	const char *const kinds[] = {"bad", "bad", "nobody", "unheard_of"};
	for (int i = 0; i < 4; i++)
		look(c, kinds[i], i + 1, "x");
	OK(audit_after(c, 0, 100, &rows));
	size_t looks = 0;
	for (size_t i = 0; i < rows.n; i++)
		looks += str_is(rows.v[i].action, "look");
	assert_int_equal(looks, 4);
	assert_string_equal(all_of(c, is.proved), "");
}

static void an_account_that_falls_takes_them_along_or_they_end(void **state)
{
	struct ctx *c = begin(state);
	look(c, "account", is.declared, "c");
	look(c, "account", is.proved, "d");
	OK(WRITE(c, looks_module.hand_over(c, is.declared, is.proved)));
	assert_string_equal(all_of(c, is.proved), "d; c");
	assert_string_equal(all_of(c, is.declared), "");
	look(c, "account", is.declared, "e");
	OK(WRITE(c, looks_module.hand_over(c, is.declared, 0)));
	assert_string_equal(all_of(c, is.declared), "");
	assert_string_equal(all_of(c, is.proved), "d; c");
}

static void a_list_of_his_unit_counts_since_he_stands_in_it(void **state)
{
	struct ctx *c = begin(state);
	look(c, "unit", is.unit, "trước");
	c->now += HOUR;
	is.keeper = is.proved;
	is.since = c->now;
	c->now += HOUR;
	look(c, "unit", is.unit, "sổ");
	look(c, "unit", is.unit + 1, "xã khác");
	look(c, "account", is.proved, "a");
	assert_string_equal(all_of(c, is.proved), "a; sổ (list)");
	assert_string_equal(all_of(c, is.stranger), "");
}

static void pages_and_days(void **state)
{
	struct ctx *c = begin(state);
	static const char *const names[] = {"1", "2", "3", "4", "5"};
	int64_t first = c->now;
	for (int i = 0; i < 5; i++, c->now += DAY)
		look(c, i % 2 ? "account" : "numbered", i % 2 ? is.proved : 1, names[i]);
	assert_string_equal(read_by(c, is.proved, (struct looks_filter){0}, (struct list_key){0}, 2), "5; 4");
	struct looks_filter from = {.from = day_iso(c->a, day_of(first) + 3)}, to = {.to = day_iso(c->a, day_of(first) + 1)};
	assert_string_equal(read_by(c, is.proved, from, (struct list_key){0}, 100), "5; 4");
	assert_string_equal(read_by(c, is.proved, to, (struct list_key){0}, 100), "2; 1");
	struct list_key behind = {.at = first + 3 * DAY, .id = 1}; /* before any entry of that instant */
	assert_string_equal(read_by(c, is.proved, (struct looks_filter){0}, behind, 2), "3; 2");
	behind.id = INT64_MAX;
	assert_string_equal(read_by(c, is.proved, (struct looks_filter){0}, behind, 2), "4; 3");
	assert_string_equal(read_by(c, is.proved, to, behind, 2), "2; 1"); /* a cursor does not lead out of the days */
}

static void a_program_is_named(void **state)
{
	struct ctx *c = begin(state);
	struct actor who = {.kind = OFFICER, .is_program = true};
	struct req q = {.ctx = *c, .actor = &who};
	q.ctx.actor = is.officer + 1;
	audit_look(&q, "account", is.proved, "Đồng bộ");
	OK(audit_flush(c));
	assert_string_equal(all_of(c, is.proved), "Đồng bộ (qua phần mềm)");
}

static void looks_from_before_the_index_are_found_once(void **state)
{
	struct ctx *c = begin(state);
	struct rekey_version done;
	struct look_subjects own = {0};
	bool found;
	for (int i = 0; i < 1203; i++)
		look(c, i == 700 || i == 1202 ? "account" : "nobody", is.proved, i == 700 ? "giữa" : "cuối");
	look_at_account(c, &own, is.proved);
	OK(WRITE(c, look_subjects_forget(c, own.v[0])));
	assert_string_equal(all_of(c, is.proved), "");
	OK(looks_index_all(c, S("")));
	OK(looks_index_all(c, S(""))); /* a killed one begins again */
	assert_string_equal(all_of(c, is.proved), "cuối; giữa");
	OK(rekey_version(c, S("looks"), &done, &found));
	assert_true(found);
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_open, test_close)
	const struct CMUnitTest tests[] = {
		TEST(each_reads_of_his_own_alone),
		TEST(a_number_finds_looks_from_before_anybody_was_known),
		TEST(his_own_looks_are_no_others),
		TEST(a_thing_that_tells_of_nobody_keeps_no_log_from_being_written),
		TEST(an_account_that_falls_takes_them_along_or_they_end),
		TEST(a_list_of_his_unit_counts_since_he_stands_in_it),
		TEST(pages_and_days),
		TEST(a_program_is_named),
		TEST(looks_from_before_the_index_are_found_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
