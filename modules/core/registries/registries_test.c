/* Registries: definitions read strictly; records by their versions, on any day. */
#include "tests/unit/store.h"
#include "core/registries/inside.h"
#include "web/catalogue.h"
#include "web/module.h"
#include "modules.h"
#include "core/units/units.h"
#include <unistd.h>

/* ---- definitions ---- */

#define HEAD                                                                                                                     \
	"{\"code\": \"gieng\", \"title\": \"Giếng\", \"one\": \"giếng\", \"level\": \"commune\", \"name\": \"label\","       \
	"\"sections\": [{\"title\": \"Chung\", \"fields\": ["                                                                    \
	"{\"name\": \"label\", \"type\": \"text\", \"label\": \"Tên\", \"required\": true},"                                    \
	"{\"name\": \"kind\", \"type\": \"choice\", \"label\": \"Loại\", \"choices\": [{\"value\": \"dug\", \"label\": "       \
	"\"Đào\"}]},"                                                                                                          \
	"{\"name\": \"spare\", \"type\": \"text\", \"label\": \"Khác\"}]}]"
#define COLUMNS_ONLY "\"list\": {\"columns\": [\"label\"]}"

static void definitions_are_read_strictly(void **state)
{
	static const struct {
		const char *text, *says; /* NULL: it is right */
	} cases[] = {
		{HEAD "," COLUMNS_ONLY "}", NULL},
		{HEAD ", \"list\": {\"columns\": [\"label\"], \"sorts\": [\"spare\"]}}", "“spare” không phải là một cột"},
		{HEAD ", \"list\": {\"columns\": []}}", "“columns” phải có ít nhất một trường"},
		{HEAD "}", "Thiếu “list”"},
		{HEAD ", \"nonsense\": 1," COLUMNS_ONLY "}", "không có thuộc tính “nonsense”"},
		{HEAD ", \"alike\": [\"nobody\"]," COLUMNS_ONLY "}", "không có “nobody”"},
		{HEAD ", \"alike\": [\"label\", \"label\"]," COLUMNS_ONLY "}", "hai lần"},
		{HEAD ", \"list\": {\"columns\": [\"label\"], \"filters\": [\"spare\"]}}", "không phải là trường chọn một"},
		{HEAD ", \"key\": {\"field\": \"kind\", \"within\": \"unit\"}," COLUMNS_ONLY "}", "phải là một dòng chữ"},
		{HEAD ", \"key\": {\"field\": \"spare\", \"within\": \"world\"}," COLUMNS_ONLY "}", "world"},
		{HEAD ", \"states\": []," COLUMNS_ONLY "}", "“states” phải có từ 1"},
		{HEAD ", \"states\": [{\"name\": \"a\", \"title\": \"A\"}, {\"name\": \"a\", \"title\": \"B\"}]," COLUMNS_ONLY
		      "}",
			"đã dùng"},
		{HEAD ", \"states\": [{\"name\": \"a\", \"title\": \"A\", \"colour\": \"pink\"}]," COLUMNS_ONLY "}", "pink"},
		{HEAD ", \"moves\": [{\"name\": \"m\", \"title\": \"M\", \"from\": [\"kept\"], \"to\": \"gone\"}]," COLUMNS_ONLY
		      "}",
			"không có trạng thái “gone”"},
		{HEAD ", \"moves\": [{\"name\": \"m\", \"title\": \"M\", \"from\": [\"kept\"], \"to\": \"kept\"}]," COLUMNS_ONLY
		      "}",
			"“to” không được là"},
		{HEAD ", \"moves\": [7]," COLUMNS_ONLY "}", "“moves” phải là một đối tượng"},
		{"[]", "phải là một đối tượng"},
		{"{\"code\": \"x\"}", "“code” phải là văn bản"},
	};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct registry *r;
		err e = registry_parse(c, c->a, str_of(cases[i].text), &r);
		if (!cases[i].says) {
			OK(e);
			continue;
		}
		FAILS(INVALID, e);
		if (!str_has(e->text, str_of(cases[i].says)))
			fail_msg("%zu: %.*s", i, STR_ARG(e->text));
	}
}

static void the_catalogue_is_right(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("registries.tsv"), row[3];
	struct registry *r;
	int n = 0;
	modules_set(modules); /* definitions name kinds of things that modules declare */
	tsv_row(&rest, row, 3);
	for (; tsv_row(&rest, row, 3); n++)
		OK(registry_parse(c, c->a, catalogue_file(str_format(c->a, "registries/%.*s", STR_ARG(row[0])).s), &r));
	assert_true(n > 0);
}

/* ---- records ---- */

static const struct registry *wells(struct ctx *c)
{
	const struct registry *r;
	int64_t unit;
	modules_set(modules);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, registries_init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	c->unit = unit;
	OK(registry_of(c, S("gieng-nuoc"), &r));
	return r;
}

static struct record_work work(const struct registry *r, const char *answers)
{
	return (struct record_work){.registry = r, .answers = str_of(answers), .seen = 1};
}

#define WELL(label, more) "{\"label\":\"" label "\",\"hamlet\":\"Đồng Tâm\",\"kind\":\"dug\"" more "}"

static str said_on(struct ctx *c, int64_t record, const char *day)
{
	struct registry_record_version_on v;
	bool found;
	OK(registry_record_version_on(c, record, str_of(day), &v, &found));
	return found ? str_format(c->a, "%.*s, %.*s", STR_ARG(v.name), STR_ARG(v.state)) : S("");
}

/* ---- what was tried ---- */

struct twice {
	struct record_work first, second;
};
OWN_RULE(try_both, struct twice)
static err try_both(struct ctx *c, struct twice *k)
{
	TRY(registry_record_try(c, &k->first, REGISTRY_CREATE));
	TRY(registry_record_try(c, &k->second, REGISTRY_CREATE));
	return registry_record_create(c, &k->first);
}

OWN_RULE(try_one_do_another, struct record_work)
static err try_one_do_another(struct ctx *c, struct record_work *w)
{
	w->answers = str_of(WELL("Giếng sau", ",\"number\":\"GN-0903\""));
	TRY(registry_record_try(c, w, REGISTRY_CREATE)); /* it is no record yet */
	return registry_record_change(c, w);
}

/* What was found counts in the transaction in which it was asked for alone: afterwards another may have come. */
static void what_was_tried_is_asked_again_in_another_transaction(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct twice k = {
		work(r, WELL("Giếng thử", ",\"number\":\"GN-0901\"")), work(r, WELL("Giếng khác", ",\"number\":\"GN-0901\""))};
	struct record_work other = work(r, WELL("Giếng khác nữa", ",\"number\":\"GN-0902\""));
	OK(apply(c, try_both, &k));
	assert_non_null(k.second.tried);
	FAILS(INVALID, apply(c, registry_record_create, &k.second));
	OK(registry_record_try(c, &other, REGISTRY_CREATE)); /* as a preview does, outside of any */
	OK(apply(c, registry_record_create, &other));
	FAILS(NOT_FOUND, apply(c, try_one_do_another, &other));
}

static void changes_hold_from_their_day_and_corrections_take_the_place(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", ""));
	w.valid_from = S("2026-01-10");
	OK(apply(c, registry_record_create, &w));
	assert_string_equal(said_on(c, w.record, "2026-01-09").s, "");
	assert_string_equal(said_on(c, w.record, "2026-01-10").s, "Giếng đình, in_use");
	struct record_work k = work(r, WELL("Giếng chùa", ""));
	k.record = w.record;
	k.valid_from = S("2026-01-10");
	FAILS(INVALID, apply(c, registry_record_change, &k)); /* the same day is a correction */
	k.valid_from = S("2026-06-01");
	OK(apply(c, registry_record_change, &k));
	assert_string_equal(said_on(c, w.record, "2026-05-31").s, "Giếng đình, in_use");
	assert_string_equal(said_on(c, w.record, "2026-06-01").s, "Giếng chùa, in_use");
}

static void who_comes_second_is_told(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", "")), k = work(r, WELL("Giếng chùa", ""));
	w.valid_from = S("2026-01-10");
	OK(apply(c, registry_record_create, &w));
	k.record = w.record;
	k.reason = S("Ghi nhầm tên");
	OK(apply(c, registry_record_correct, &k));
	assert_string_equal(said_on(c, w.record, "2026-01-10").s, "Giếng chùa, in_use");
	FAILS(CONFLICT, apply(c, registry_record_correct, &k)); /* it saw version 1 */
	k.seen = 2;
	k.reason = S("");
	FAILS(INVALID, apply(c, registry_record_correct, &k));
}

static void a_record_ends_and_is_restored(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", ""));
	w.valid_from = S("2026-01-10");
	OK(apply(c, registry_record_create, &w));
	w.valid_from = S("2026-03-01");
	w.reason = S("Đã lấp");
	OK(apply(c, registry_record_end, &w));
	assert_string_equal(said_on(c, w.record, "2026-02-28").s, "Giếng đình, in_use");
	assert_string_equal(said_on(c, w.record, "2026-03-01").s, "");
	w.seen = 2;
	FAILS(CONFLICT, apply(c, registry_record_end, &w));
	FAILS(CONFLICT, apply(c, registry_record_change, &w));
	OK(apply(c, registry_record_restore, &w));
	assert_string_equal(said_on(c, w.record, "2026-03-01").s, "Giếng đình, in_use");
	w.seen = 3;
	FAILS(CONFLICT, apply(c, registry_record_restore, &w));
}

static void states_are_moved_as_declared(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", ""));
	w.valid_from = S("2026-01-10");
	OK(apply(c, registry_record_create, &w));
	w.valid_from = S("2026-02-01");
	w.move = S("open");
	FAILS(CONFLICT, apply(c, registry_record_move, &w)); /* it is in use */
	w.move = S("burn");
	FAILS(NOT_FOUND, apply(c, registry_record_move, &w));
	w.move = S("close");
	OK(apply(c, registry_record_move, &w));
	assert_string_equal(said_on(c, w.record, "2026-01-31").s, "Giếng đình, in_use");
	assert_string_equal(said_on(c, w.record, "2026-02-01").s, "Giếng đình, closed");
}

static void keys_and_things_alike(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", ",\"number\":\"GN-0001\"")), k = w;
	OK(apply(c, registry_record_create, &w));
	k.answers = S(WELL("Giếng chùa", ",\"number\":\"GN-0001\""));
	FAILS(INVALID, apply(c, registry_record_create, &k));
	k.answers = S(WELL("Giếng chùa", ",\"number\":\"GN-1\""));
	FAILS(INVALID, apply(c, registry_record_create, &k));
	k.answers = S(WELL("giếng Đình", ""));
	err e = apply(c, registry_record_create, &k);
	FAILS(INVALID, e);
	assert_non_null(strstr(str_c(c->a, e->problems->text), "giống như vậy"));
	k.though_alike = true;
	OK(apply(c, registry_record_create, &k));
}

static void what_lists_show_is_recounted(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", ""));
	struct verify_report good = {.lines = {.a = c->a}}, bad = {.lines = {.a = c->a}};
	w.valid_from = S("2026-01-10");
	OK(apply(c, registry_record_create, &w));
	struct record_work k = work(r, WELL("Giếng chùa", ""));
	k.record = w.record;
	k.valid_from = S("2026-06-01");
	OK(apply(c, registry_record_change, &k));
	OK(registries_verify(c, &good));
	assert_int_equal(good.wrong, 0);
	assert_true(good.checked >= 2);
	struct registry_record_version_on v;
	bool found;
	OK(registry_record_version_on(c, w.record, S("2026-02-01"), &v, &found));
	OK(WRITE(c, registry_facet_until(c, v.id, S("2026-07-01"))));
	OK(registries_verify(c, &bad));
	assert_int_equal(bad.wrong, 1);
}

static void one_that_cannot_be_read_takes_no_other_down(void **state)
{
	struct ctx *c = test_store(state);
	struct registry_add added;
	struct registry_version_add version;
	struct verify_report report = {.lines = {.a = c->a}};
	const struct registry *r;
	OK(WRITE(c, registry_add(c, S("hong"), S("Hỏng"), &added)));
	OK(WRITE(c, registry_version_add(c, added.id, 1, S("{\"code\": 7}"), c->now, (opt_int){0}, &version)));
	OK(WRITE(c, registry_version_publish(c, version.id, S("2025-07-01"), c->now)));
	wells(c);
	FAILS(NOT_FOUND, registry_of(c, S("hong"), &r));
	OK(registries_verify(c, &report));
	assert_int_equal(report.wrong, 1);
}

static void nobody_writes_the_mark_of_a_unit(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct form_answers *said;
	form_answers_stored(c, r->form, S("{\"label\":\"qzu7 Giếng QZR1 Đình\",\"hamlet\":\"Hạ\"}"), &said);
	assert_string_equal(
		registry_words(c, r, said, 9).s, str_format(c->a, "%s gieng dinh ha", registry_marks(c->a, r->id, 9).s).s);
}

static void what_is_personal_is_known_by_its_type(void **state)
{
	struct ctx *c = test_store(state);
	struct registry *r;
	OK(registry_parse(c, c->a, catalogue_file("registries/to-cong-nghe-so.json"), &r));
	assert_int_equal(r->personal.n, 1);
	assert_string_equal(r->personal.v[0]->name, "phone");
	FAILS(INVALID, registry_parse(c, c->a, S(HEAD ", \"personal\": [\"label\"]," COLUMNS_ONLY "}"), &r));
	FAILS(INVALID,
		registry_parse(c, c->a,
			S(HEAD ", \"personal\": [\"spare\"], \"list\": {\"columns\": [\"label\"], \"search\": [\"spare\"]}}"),
			&r));
	OK(registry_parse(c, c->a, S(HEAD ", \"personal\": [\"spare\"]," COLUMNS_ONLY "}"), &r));
	assert_true(registry_among(&r->personal, registry_field(r, S("spare"))) &&
		    !registry_among(&r->personal, registry_field(r, S("kind"))));
}

static void nothing_of_another_unit(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	struct record_work w = work(r, WELL("Giếng đình", ""));
	OK(apply(c, registry_record_create, &w));
	int64_t own = c->unit;
	OK(unit_find(c, S("province"), S("37"), day_of(c->now), &c->unit));
	assert_int_not_equal(own, c->unit);
	struct registry_rows_rows rows;
	str today = day_iso(c->a, day_of(c->now));
	OK(registry_records_found(c, (struct ints){&w.record, 1}, r->id, own, today, &rows));
	assert_int_equal(rows.n, 1);
	OK(registry_records_found(c, (struct ints){&w.record, 1}, r->id, c->unit, today, &rows));
	assert_int_equal(rows.n, 0);
	w.reason = S("x");
	FAILS(NOT_FOUND, apply(c, registry_record_correct, &w));
	FAILS(NOT_FOUND, apply(c, registry_record_end, &w));
	struct record_work k = work(r, WELL("Giếng tỉnh", ""));
	FAILS(INVALID, apply(c, registry_record_create, &k)); /* communes keep it */
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(definitions_are_read_strictly, test_open, test_close),
		cmocka_unit_test_setup_teardown(the_catalogue_is_right, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_was_tried_is_asked_again_in_another_transaction, test_open, test_close),
		cmocka_unit_test_setup_teardown(
			changes_hold_from_their_day_and_corrections_take_the_place, test_open, test_close),
		cmocka_unit_test_setup_teardown(who_comes_second_is_told, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_record_ends_and_is_restored, test_open, test_close),
		cmocka_unit_test_setup_teardown(states_are_moved_as_declared, test_open, test_close),
		cmocka_unit_test_setup_teardown(keys_and_things_alike, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_lists_show_is_recounted, test_open, test_close),
		cmocka_unit_test_setup_teardown(one_that_cannot_be_read_takes_no_other_down, test_open, test_close),
		cmocka_unit_test_setup_teardown(nobody_writes_the_mark_of_a_unit, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_personal_is_known_by_its_type, test_open, test_close),
		cmocka_unit_test_setup_teardown(nothing_of_another_unit, test_open, test_close),
	};
	return cmocka_run_group_tests_name("registries", tests, NULL, NULL);
}
