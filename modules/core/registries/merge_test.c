/* Two records of one thing become one, and two again; nothing of either is lost. */
#include "tests/unit/store.h"
#include "core/registries/definitions.h"
#include "web/module.h"
#include "core/units/units.h"

static const struct registry *wells(struct ctx *c)
{
	const struct registry *r;
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, registries_init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	OK(registry_of(c, S("gieng-nuoc"), &r));
	return r;
}

static int64_t made(struct ctx *c, const struct registry *r, const char *answers, const char *day)
{
	struct record_work w = {.registry = r, .answers = str_of(answers), .valid_from = str_of(day), .though_alike = true};
	OK(apply(c, registry_record_create, &w));
	return w.record;
}

static str said_on(struct ctx *c, int64_t record, const char *day)
{
	struct registry_record_version_on v;
	bool found;
	OK(registry_record_version_on(c, record, str_of(day), &v, &found));
	return found ? v.answers : S("");
}

static str today_said(struct ctx *c, int64_t record) { return said_on(c, record, day_iso(c->a, day_of(c->now)).s); }

#define DUG     "{\"label\":\"Giếng đình\",\"number\":\"GN-0001\",\"hamlet\":\"Hạ\",\"kind\":\"dug\",\"depth\":8}"
#define DRILLED "{\"label\":\"Gieng dinh\",\"number\":\"GN-0002\",\"hamlet\":\"Hạ\",\"kind\":\"drilled\",\"clean\":true}"

static struct record_merge merge(const struct registry *r, int64_t kept, int64_t other)
{
	return (struct record_merge){
		.registry = r, .kept = kept, .kept_seen = 1, .other = other, .other_seen = 1, .reason = S("Ghi hai lần")};
}

static void what_is_chosen_stays_and_both_are_found(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	int64_t one = made(c, r, DUG, "2026-01-10"), two = made(c, r, DRILLED, "2026-02-10");
	struct record_merge m = merge(r, one, two);
	str take[] = {S("number"), S("clean")};
	m.take = (struct texts){take, 2};
	OK(apply(c, registry_record_merge, &m));
	assert_string_equal(today_said(c, one).s,
		"{\"label\":\"Giếng "
		"đình\",\"number\":\"GN-0002\",\"hamlet\":\"Hạ\",\"kind\":\"dug\",\"depth\":8,\"clean\":true}");
	assert_string_equal(today_said(c, two).s, "");
	assert_string_equal(said_on(c, two, "2026-02-10").s, DRILLED); /* past days stay as they were written */
	struct registry_record_get gone;
	struct registry_records_merged_rows merged;
	bool found;
	OK(registry_record_get(c, two, r->id, c->unit, &gone, &found));
	assert_true(found && gone.merged_into.set && gone.merged_into.v == one);
	OK(registry_records_merged(c, one, &merged));
	assert_int_equal(merged.n, 1);
	assert_int_equal(merged.v[0].id, two);
	struct registry_record_versions_rows versions;
	OK(registry_record_versions(c, one, INT64_MAX, 10, &versions));
	assert_int_equal(versions.n, 2);
	assert_string_equal(versions.v[0].act.s, "merge");
	assert_true(versions.v[1].replaced_at.set);
	assert_non_null(strstr(str_c(c->a, versions.v[0].reason), "Gieng dinh"));
	assert_non_null(strstr(str_c(c->a, versions.v[0].reason), "Ghi hai lần"));
	struct verify_report report = {.lines = {.a = c->a}};
	OK(registries_verify(c, &report));
	assert_int_equal(report.wrong, 0);
}

static void who_may_not_be_merged(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	int64_t one = made(c, r, DUG, "2026-01-10"), two = made(c, r, DRILLED, "2026-02-10");
	struct record_merge m = merge(r, one, one);
	FAILS(INVALID, apply(c, registry_record_merge, &m));
	m = merge(r, one, two);
	m.reason = S("");
	FAILS(INVALID, apply(c, registry_record_merge, &m));
	m = merge(r, one, two);
	m.other_seen = 2;
	FAILS(CONFLICT, apply(c, registry_record_merge, &m));
	m.other_seen = 1;
	m.kept_seen = 2;
	FAILS(CONFLICT, apply(c, registry_record_merge, &m));
	m = merge(r, one,
		made(c, r, "{\"label\":\"Giếng mai\",\"hamlet\":\"Hạ\",\"kind\":\"dug\"}", day_iso(c->a, day_of(c->now) + 1).s));
	FAILS(CONFLICT, apply(c, registry_record_merge, &m)); /* it holds from tomorrow only */
	assert_string_equal(today_said(c, one).s, DUG);
	m = merge(r, one, two);
	int64_t own = c->unit;
	OK(unit_find(c, S("commune"), S("14371"), day_of(c->now), &c->unit));
	assert_int_not_equal(own, c->unit);
	FAILS(NOT_FOUND, apply(c, registry_record_merge, &m));
	int64_t theirs = made(c, r, DUG, "2026-01-10");
	m.kept = theirs; /* one of theirs, one of another unit */
	FAILS(NOT_FOUND, apply(c, registry_record_merge, &m));
}

static void merged_is_merged_and_can_be_split(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	str today = day_iso(c->a, day_of(c->now));
	int64_t one = made(c, r, DUG, "2026-01-10"), two = made(c, r, DRILLED, today.s); /* written today: no day is left to it */
	struct record_merge m = merge(r, one, two);
	OK(apply(c, registry_record_merge, &m));
	assert_string_equal(today_said(c, one).s, DUG);
	assert_string_equal(today_said(c, two).s, "");
	struct record_work w = {.registry = r, .record = two, .seen = 2, .reason = S("Hai giếng khác nhau")};
	FAILS(CONFLICT, apply(c, registry_record_restore, &w));
	FAILS(CONFLICT, apply(c, registry_record_change, &w));
	w.record = one;
	FAILS(CONFLICT, apply(c, registry_record_split, &w)); /* it is the one that was kept */
	w.record = two;
	w.reason = S("");
	FAILS(INVALID, apply(c, registry_record_split, &w));
	w.reason = S("Hai giếng khác nhau");
	OK(apply(c, registry_record_split, &w));
	assert_string_equal(today_said(c, two).s, DRILLED);
	struct registry_record_get back;
	bool found;
	OK(registry_record_get(c, two, r->id, c->unit, &back, &found));
	assert_true(found && !back.merged_into.set && !back.ended_from.s);
	assert_string_equal(back.key.s, "GN-0002");
	struct verify_report report = {.lines = {.a = c->a}};
	OK(registries_verify(c, &report));
	assert_int_equal(report.wrong, 0);
	w.seen = 3;
	FAILS(CONFLICT, apply(c, registry_record_split, &w));
}

static void a_number_that_was_given_away_is_not_taken_back(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	int64_t one = made(c, r, DUG, "2026-01-10"), two = made(c, r, DRILLED, "2026-02-10");
	struct record_merge m = merge(r, one, two);
	str take[] = {S("number")};
	m.take = (struct texts){take, 1};
	OK(apply(c, registry_record_merge, &m));
	struct record_work w = {.registry = r, .record = two, .seen = 2, .reason = S("Nhầm")};
	err e = apply(c, registry_record_split, &w);
	FAILS(INVALID, e);
	assert_non_null(strstr(str_c(c->a, e->problems->text), "GN-0002"));
	assert_string_equal(today_said(c, two).s, "");
}

static void what_makes_no_sense_together_is_told(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	int64_t one = made(c, r, DUG, "2026-01-10"), two = made(c, r, DRILLED, "2026-02-10");
	struct record_merge m = merge(r, one, two);
	str take[] = {S("nonsense"), S("depth")};
	m.take = (struct texts){take, 2};
	OK(apply(c, registry_record_merge, &m));
	assert_null(strstr(str_c(c->a, today_said(c, one)), "depth")); /* the other one had none */
}

/* The index knows words of records that are no more: behind a hundred of them the one that is there is found. */
static void what_has_ended_hides_nothing(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct registry_rows_rows rows;
	int64_t one = made(c, r, DUG, "2026-01-10");
	for (int i = 0; i < 105; i++) {
		struct record_work end = {.registry = r,
			.record = made(c, r, "{\"label\":\"Giếng đình\",\"hamlet\":\"Hạ\",\"kind\":\"dug\"}", "2026-01-10"),
			.seen = 1,
			.reason = S("Lấp")};
		OK(apply(c, registry_record_end, &end));
	}
	OK(registry_found_first(c, r, S("gieng dinh"), 10, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].record_id, one);
	OK(registry_found_first(c, r, S(" "), 10, &rows));
	assert_int_equal(rows.n, 0);
	for (int i = 0; i < 3; i++)
		(void)made(c, r, "{\"label\":\"Giếng đình\",\"hamlet\":\"Hạ\",\"kind\":\"dug\"}", "2026-01-10");
	OK(registry_found_first(c, r, S("gieng dinh"), 2, &rows));
	assert_int_equal(rows.n, 2);
	assert_true(rows.v[0].record_id > rows.v[1].record_id && rows.v[1].record_id > one);
}

/* "an" is a name, and half of what begins so is another one. */
static void what_bears_the_word_itself_comes_first(void **state)
{
	static const char *const names[] = {"An", "Anh", "An", "Anh", "An"};
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct registry_rows_rows rows;
	int64_t id[COUNT(names)];
	for (size_t i = 0; i < COUNT(names); i++)
		id[i] = made(c, r,
			str_format(c->a, "{\"label\":\"Giếng %s\",\"hamlet\":\"Hạ %zu\",\"kind\":\"dug\"}", names[i], i).s,
			"2026-01-10");
	const int64_t expected[] = {id[4], id[2], id[0], id[3], id[1]};
	for (size_t most = 1; most <= COUNT(expected); most++) {
		OK(registry_found_first(c, r, S("giếng an"), most, &rows));
		assert_int_equal(rows.n, most);
		for (size_t i = 0; i < most; i++)
			assert_int_equal(rows.v[i].record_id, expected[i]);
	}
	OK(registry_found_first(c, r, S("giếng an"), 10, &rows));
	assert_int_equal(rows.n, COUNT(expected));
	struct registry_finding k = {.after = INT64_MAX};
	OK(registry_found_some(c, r, S("giếng anh"), S("2026-11-01"), &k, &rows));
	assert_true(rows.n == 2 && k.begins && !k.whole && k.after == INT64_MAX);
	OK(registry_found_some(c, r, S("giếng anh"), S("2026-11-01"), &k, &rows));
	assert_true(rows.n == 0 && k.whole);
}

/* It is another record than those two that is in the way: its name is said. */
static void what_names_it_and_cannot_follow_is_told(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	(void)wells(c);
	OK(registry_of(c, S("to-chuc"), &r));
	int64_t one = made(c, r, "{\"label\":\"Trường Một\",\"kind\":\"school\"}", "2026-01-10"),
		two = made(c, r, "{\"label\":\"Trường Hai\",\"kind\":\"school\"}", "2026-01-10");
	str parent = str_format(c->a,
		"{\"label\":\"Điểm "
		"trường\",\"kind\":\"school\",\"parent\":{\"kind\":\"record:to-chuc\",\"id\":%lld,\"title\":\"Trường Hai\"}}",
		(long long)two);
	struct record_work end = {.registry = r,
		.record = made(c, r, parent.s, "2026-01-10"),
		.seen = 1,
		.valid_from = day_iso(c->a, day_of(c->now) + 1),
		.reason = S("Nhập về trường chính")};
	OK(apply(c, registry_record_end, &end)); /* from tomorrow on: today it names it still */
	struct record_merge m = merge(r, one, two);
	err e = apply(c, registry_record_merge, &m);
	FAILS(CONFLICT, e);
	assert_non_null(strstr(str_c(c->a, e->text), "“Điểm trường”"));
	assert_non_null(strstr(str_c(c->a, e->text), "“Trường Hai”"));
}

#define DEFINITION(fields)                                                                                                       \
	"{\"code\": \"so-thu\", \"title\": \"Sổ thử\", \"one\": \"mục\", \"level\": \"commune\", \"name\": \"label\", "    \
	"\"sections\": [{\"title\": \"Chung\", \"fields\": [{\"name\": \"label\", \"type\": \"text\", \"label\": \"Tên\", "     \
	"\"required\": true}" fields "]}], \"list\": {\"columns\": [\"label\"]}}"
#define NOTE  ", {\"name\": \"note\", \"type\": \"text\", \"label\": \"Ghi chú\"}"
#define DEPTH ", {\"name\": \"depth\", \"type\": \"integer\", \"label\": \"Độ sâu\", \"required\": true}"

static const struct registry *published(struct ctx *c, int64_t version)
{
	const struct registry *r;
	struct registry_publication p = {.version = version, .valid_from = day_iso(c->a, day_of(c->now)), .though_lost = true};
	OK(apply(c, registry_draft_publish, &p));
	OK(registry_of(c, S("so-thu"), &r));
	return r;
}

static int64_t written_by(struct ctx *c, int64_t record)
{
	struct registry_record_versions_rows all;
	OK(registry_record_versions(c, record, INT64_MAX, 1, &all));
	return all.v[0].definition_id;
}

/* A newer form asks what nobody could fill in on the pages that merge and split: what is kept as it was is not asked it. */
static void what_was_written_by_an_older_form_is_merged_and_split(void **state)
{
	struct ctx *c = test_store(state);
	struct registry_new n = {.code = S("so-thu"), .definition = S(DEFINITION(NOTE))};
	(void)wells(c);
	OK(apply(c, registry_new_add, &n));
	const struct registry *r = published(c, n.version);
	int64_t first = r->version;
	int64_t one = made(c, r, "{\"label\":\"Một\",\"note\":\"a\"}", "2026-01-10"),
		two = made(c, r, "{\"label\":\"Hai\",\"note\":\"b\"}", "2026-01-10");
	struct registry_draft d = {.registry = r->id, .definition = S(DEFINITION(DEPTH))};
	OK(apply(c, registry_draft_add, &d));
	r = published(c, d.version);
	assert_int_not_equal(r->version, first);
	struct record_merge m = merge(r, one, two);
	str take = S("label");
	m.take = (struct texts){&take, 1};
	FAILS(INVALID, apply(c, registry_record_merge, &m)); /* what becomes different is asked all */
	m.take.n = 0;
	OK(apply(c, registry_record_merge, &m));
	assert_string_equal(today_said(c, one).s, "{\"label\":\"Một\",\"note\":\"a\"}");
	assert_int_equal(written_by(c, one), first);
	assert_int_equal(written_by(c, two), first);
	struct record_work w = {.registry = r, .record = two, .seen = 2, .reason = S("Nhầm")};
	OK(apply(c, registry_record_split, &w));
	assert_string_equal(today_said(c, two).s, "{\"label\":\"Hai\",\"note\":\"b\"}");
	assert_int_equal(written_by(c, two), first);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_chosen_stays_and_both_are_found, test_open, test_close),
		cmocka_unit_test_setup_teardown(who_may_not_be_merged, test_open, test_close),
		cmocka_unit_test_setup_teardown(merged_is_merged_and_can_be_split, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_number_that_was_given_away_is_not_taken_back, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_makes_no_sense_together_is_told, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_has_ended_hides_nothing, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_bears_the_word_itself_comes_first, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_names_it_and_cannot_follow_is_told, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_was_written_by_an_older_form_is_merged_and_split, test_open, test_close),
	};
	return cmocka_run_group_tests_name("registries merge", tests, NULL, NULL);
}
