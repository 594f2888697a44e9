/* What programs write by what tells a record from others, and what they ask by. */
#include "tests/unit/store.h"
#include "core/registries/definitions.h"
#include "core/units/units.h"
#include "web/module.h"

static const struct registry *wells(struct ctx *c)
{
	const struct registry *r;
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, registries_init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	OK(registry_of(c, S("gieng-nuoc"), &r));
	return r;
}

static const str all_names[] = {S("label"), S("number"), S("hamlet"), S("kind"), S("depth")};
static struct record_upsert sent(const struct registry *r, const char *answers, size_t names)
{
	return (struct record_upsert){.registry = r, .answers = str_of(answers), .names = {all_names, names}};
}
#define WELL "{\"label\":\"Giếng đình\",\"number\":\"GN-0001\",\"hamlet\":\"Hạ\",\"kind\":\"dug\",\"depth\":8}"

static struct registry_record_version_on said(struct ctx *c, int64_t record)
{
	struct registry_record_version_on v;
	bool found;
	OK(registry_record_version_last(c, record, &v, &found));
	assert_true(found);
	return v;
}

static void what_is_sent_twice_is_written_once(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_upsert u = sent(r, WELL, 5);
	OK(apply(c, registry_record_upsert, &u));
	assert_true(u.is_created && u.is_changed && u.version == 1);
	int64_t id = u.record;
	u = sent(r, WELL, 5);
	OK(apply(c, registry_record_upsert, &u));
	assert_true(!u.is_created && !u.is_changed && u.record == id && u.version == 1);
	u.seen = 7; /* sent again after a lost answer: it says so already, whatever was seen */
	OK(apply(c, registry_record_upsert, &u));
	assert_false(u.is_changed);
}

static void what_is_not_sent_stays_and_a_day_has_one_version(void **state)
{
	static const str few[] = {S("number"), S("depth")};
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_upsert u = sent(r, WELL, 5);
	OK(apply(c, registry_record_upsert, &u));
	u = (struct record_upsert){.registry = r, .answers = S("{\"number\":\"GN-0001\",\"depth\":9}"), .names = {few, 2}};
	OK(apply(c, registry_record_upsert, &u));
	assert_true(u.is_changed && !u.is_created && u.version == 2);
	struct registry_record_version_on v = said(c, u.record);
	assert_string_equal(
		v.answers.s, "{\"label\":\"Giếng đình\",\"number\":\"GN-0001\",\"hamlet\":\"Hạ\",\"kind\":\"dug\",\"depth\":9}");
	assert_true(str_eq(v.valid_from, day_iso(c->a, day_of(c->now))));
	str first = v.valid_from;
	c->now += 3 * DAY;
	u.answers = S("{\"number\":\"GN-0001\",\"depth\":10}");
	u.record = 0;
	OK(apply(c, registry_record_upsert, &u));
	v = said(c, u.record);
	assert_true(str_eq(v.valid_from, day_iso(c->a, day_of(c->now)))); /* it became so */
	u.answers = S("{\"number\":\"GN-0001\",\"depth\":11}");
	u.valid_from = first; /* what holds since cannot have become otherwise before */
	FAILS(INVALID, apply(c, registry_record_upsert, &u));
}

static void who_saw_an_older_version_is_told(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_upsert u = sent(r, WELL, 5);
	OK(apply(c, registry_record_upsert, &u));
	u = sent(r, "{\"label\":\"Giếng làng\",\"number\":\"GN-0001\"}", 2);
	OK(apply(c, registry_record_upsert, &u));
	struct record_upsert late = sent(r, "{\"label\":\"Giếng khác\",\"number\":\"GN-0001\"}", 2);
	late.seen = 1;
	FAILS(CONFLICT, apply(c, registry_record_upsert, &late));
	late.seen = 2;
	late.record = 0;
	OK(apply(c, registry_record_upsert, &late));
	assert_int_equal(late.version, 3);
}

static void what_tells_nothing_ended_or_is_not_there_is_refused(void **state)
{
	static const str kind[] = {S("kind")};
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_upsert u = {.registry = r, .answers = S("{\"kind\":\"dug\"}"), .names = {kind, 1}};
	err e = apply(c, registry_record_upsert, &u);
	FAILS(INVALID, e);
	assert_true(str_has(e->text, S("Số hiệu")));
	u = sent(r, WELL, 5);
	u.known_only = true;
	FAILS(NOT_FOUND, apply(c, registry_record_upsert, &u));
	u.known_only = false;
	OK(apply(c, registry_record_upsert, &u));
	c->now += DAY;
	struct record_work w = {.registry = r, .record = u.record, .seen = 1, .reason = S("Đã lấp")};
	OK(apply(c, registry_record_end, &w));
	u = sent(r, WELL, 5);
	e = apply(c, registry_record_upsert, &u);
	FAILS(CONFLICT, e);
	assert_true(str_has(e->text, S("đã kết thúc")));
	u = sent(r, "{\"label\":\"Giếng mới\",\"number\":\"GN-0002\",\"hamlet\":\"Hạ\"}", 3);
	FAILS(INVALID, apply(c, registry_record_upsert, &u)); /* a new one needs all that the form asks for */
}

static void another_units_record_is_nobodys_to_write(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_upsert u = sent(r, WELL, 5);
	OK(apply(c, registry_record_upsert, &u));
	int64_t first = u.record, own = c->unit;
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &c->unit));
	u = sent(r, WELL, 5); /* numbers are the unit's own */
	OK(apply(c, registry_record_upsert, &u));
	assert_true(u.is_created && u.record != first);
	u = sent(r, "{\"label\":\"Của người khác\",\"number\":\"GN-0001\"}", 2);
	u.record = first;
	FAILS(NOT_FOUND, apply(c, registry_record_upsert, &u));
	c->unit = own;
	assert_true(str_has(said(c, first).answers, S("Giếng đình")));
}

/* ---- asking ---- */

static size_t matching(struct ctx *c, const struct registry *r, int64_t unit, const char *field, const char *value)
{
	struct registry_match m = {str_of(field), str_of(value)};
	struct registry_givens found;
	str label = S("label");
	struct registry_wanted w = {.fields = {&label, 1}, .units = {&unit, 1}};
	OK(registry_given_matching(c, r, &w, (struct registry_matches){&m, 1}, 100, &found));
	for (size_t i = 0; i < found.n; i++)
		assert_false(str_has(found.v[i].answers, S("number"))); /* no more than is wanted */
	return found.n;
}

static void records_are_found_by_what_they_say_today(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	int64_t own = c->unit, other;
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &other));
	for (int i = 0; i < 3; i++) {
		str answers = str_format(c->a,
			"{\"label\":\"%s\",\"number\":\"GN-000%d\",\"hamlet\":\"Hạ %d\",\"kind\":\"dug\",\"depth\":%d.5}",
			i < 2 ? "Giếng đình" : "Gieng dinh", i, i, i);
		struct record_upsert u = sent(r, answers.s, 5);
		OK(apply(c, registry_record_upsert, &u));
	}
	assert_int_equal(matching(c, r, own, "number", "GN-0001"), 1);
	assert_int_equal(matching(c, r, other, "number", "GN-0001"), 0);
	assert_int_equal(matching(c, r, own, "number", "GN-000"), 0);
	assert_int_equal(matching(c, r, own, "label", "Giếng đình"), 2); /* in one order with "Gieng dinh", and not the same */
	assert_int_equal(matching(c, r, own, "label", "Gieng dinh"), 1);
	assert_int_equal(matching(c, r, other, "label", "Giếng đình"), 0);
	assert_int_equal(matching(c, r, own, "hamlet", "Hạ 2"), 1);
	assert_int_equal(matching(c, r, own, "depth", "1.50"), 1);
	assert_int_equal(matching(c, r, own, "depth", "1"), 0);
	struct registry_match two[] = {{S("label"), S("Giếng đình")}, {S("depth"), S("0.5")}};
	struct registry_givens found;
	struct registry_wanted w = {.units = {&own, 1}};
	OK(registry_given_matching(c, r, &w, (struct registry_matches){two, 2}, 100, &found));
	assert_int_equal(found.n, 1);
	OK(registry_given_matching(c, r, &w, (struct registry_matches){two, 1}, 1, &found));
	assert_int_equal(found.n, 1);
	struct registry_match wrong[] = {{S("position"), S("x")}, {S("nothing"), S("x")}};
	for (size_t i = 0; i < COUNT(wrong); i++)
		FAILS(INVALID, registry_given_matching(c, r, &w, (struct registry_matches){&wrong[i], 1}, 1, &found));
	FAILS(INVALID, registry_given_matching(c, r, &w, (struct registry_matches){NULL, 0}, 1, &found));
	assert_true(registry_identifies(r, r->key) && registry_identifies(r, registry_field(r, S("hamlet"))));
	assert_false(registry_identifies(r, registry_field(r, S("depth"))) || registry_identifies(r, NULL));
}

static void the_newest_come_first_when_asked(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct registry_givens all, back;
	str number = S("number");
	for (int i = 0; i < 5; i++) {
		str answers =
			str_format(c->a, "{\"label\":\"G %d\",\"number\":\"GN-000%d\",\"hamlet\":\"H\",\"kind\":\"dug\"}", i, i);
		struct record_upsert u = sent(r, answers.s, 4);
		OK(apply(c, registry_record_upsert, &u));
	}
	struct registry_wanted w = {.fields = {&number, 1}, .units = {&c->unit, 1}};
	OK(registry_given_some(c, r, &w, 10, &all));
	w.from_end = true;
	OK(registry_given_some(c, r, &w, 10, &back));
	assert_int_equal(all.n, 5);
	assert_int_equal(back.n, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(back.v[i].id, all.v[4 - i].id);
	w.after_unit = c->unit;
	w.record = all.v[2].id;
	OK(registry_given_some(c, r, &w, 10, &back));
	assert_int_equal(back.n, 2);
	assert_int_equal(back.v[0].id, all.v[1].id);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_sent_twice_is_written_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_not_sent_stays_and_a_day_has_one_version, test_open, test_close),
		cmocka_unit_test_setup_teardown(who_saw_an_older_version_is_told, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_tells_nothing_ended_or_is_not_there_is_refused, test_open, test_close),
		cmocka_unit_test_setup_teardown(another_units_record_is_nobodys_to_write, test_open, test_close),
		cmocka_unit_test_setup_teardown(records_are_found_by_what_they_say_today, test_open, test_close),
		cmocka_unit_test_setup_teardown(the_newest_come_first_when_asked, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
