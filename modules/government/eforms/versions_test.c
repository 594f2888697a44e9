#include "tests/unit/store.h"
#include "government/eforms/pages.h"
#include "core/units/units.h"
#include "web/catalogue.h"
#include "web/module.h"

static void fill_eforms(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
	OK(WRITE(c, eforms_module.init(c)));
}

static int open_filled(void **state) { return test_open_filled(state, "eforms", fill_eforms); }

static int64_t form_of(struct ctx *c, str code)
{
	struct eform_by_code f;
	bool found;
	OK(eform_by_code(c, code, &f, &found));
	assert_true(found);
	return f.id;
}

static int64_t procedure_of(struct ctx *c, str code)
{
	struct eform_procedure_names_rows rows;
	OK(eform_procedure_names(c, (struct texts){&code, 1}, day_iso(c->a, day_of(c->now)), &rows));
	assert_int_equal(rows.n, 1);
	return rows.v[0].id;
}

static err change(struct ctx *c, int64_t version, str before, const char *format, const char *what)
{
	struct eform_draft_change d = {version, before, str_format(c->a, format, what)};
	return WRITE(c, eform_draft_change(c, &d));
}

#define DEFINITION                                                                                                               \
	"{\"code\":\"khai-tu\",\"title\":\"%s\",\"procedures\":[\"1.000656\"],\"sections\":[{\"title\":\"A\",\"fields\":[{"      \
	"\"name\":\"x\",\"type\":\"text\",\"label\":\"X\"}]}]}"

static void a_draft_reaches_nobody_until_its_day(void **state)
{
	struct ctx *c = test_store(state);
	struct new_draft d = {.form = form_of(c, S("khai-tu"))}, again = d;
	int64_t procedure = procedure_of(c, S("1.000656"));
	const struct form *before, *now;
	struct eform_version_get v;
	OK(eform_for(c, procedure, &before));
	assert_true(str_is(before->code, "khai-tu"));
	OK(WRITE(c, eform_draft_add(c, &d)));
	OK(WRITE(c, eform_draft_add(c, &again)));
	assert_int_equal(d.version, again.version); /* one draft at a time */
	OK(eform_version_get(c, d.version, &v));
	OK(change(c, d.version, v.definition, DEFINITION, "Tờ khai mới"));
	FAILS(CONFLICT, change(c, d.version, v.definition, DEFINITION, "Cũ"));
	OK(eform_for(c, procedure, &now));
	assert_int_equal(now->id, before->id);
	struct publication p = {d.version, S("2026-11-22")};
	FAILS(INVALID, WRITE(c, eform_draft_publish(c, &p)));
	p.valid_from = S("2026-12-01");
	OK(WRITE(c, eform_draft_publish(c, &p)));
	FAILS(CONFLICT, WRITE(c, eform_draft_publish(c, &p)));
	OK(eform_for(c, procedure, &now));
	assert_int_equal(now->id, before->id);
	c->now += 8 * DAY; /* 01/12/2026 */
	OK(eform_for(c, procedure, &now));
	assert_int_equal(now->id, d.version);
	assert_string_equal(now->title.s, "Tờ khai mới");
	OK(eform_get(c, before->id, &now)); /* what a dossier was filed with stays */
	assert_true(str_eq(now->title, S("Tờ khai đăng ký khai tử")));
	c->now -= 8 * DAY;
}

static void a_version_cannot_jump_before_one_that_is_published(void **state)
{
	struct ctx *c = test_store(state);
	struct new_draft d = {.form = form_of(c, S("khai-tu"))};
	OK(WRITE(c, eform_draft_add(c, &d)));
	struct publication p = {d.version, S("2026-11-25")};
	FAILS(INVALID, WRITE(c, eform_draft_publish(c, &p)));
	OK(WRITE(c, eform_draft_drop(c, &d.version)));
	FAILS(NOT_FOUND, WRITE(c, eform_draft_drop(c, &d.version)));
}

static void a_procedure_has_one_form(void **state)
{
	struct ctx *c = test_store(state);
	struct new_form n = {.code = S("khai-tu-khac"), .title = S("Khai tử khác")}, same = n,
			bad = {.code = S("Sai Mã"), .title = S("X")};
	struct eform_version_get v;
	OK(WRITE(c, eform_form_add(c, &n)));
	FAILS(INVALID, WRITE(c, eform_form_add(c, &same)));
	FAILS(INVALID, WRITE(c, eform_form_add(c, &bad)));
	struct publication p = {n.version, S("2026-11-23")};
	FAILS(INVALID, WRITE(c, eform_draft_publish(c, &p))); /* it asks nothing yet */
	OK(eform_version_get(c, n.version, &v));
	FAILS(INVALID, change(c, n.version, v.definition, DEFINITION, "mã của biểu mẫu khác"));
	str other =
		S("{\"code\":\"khai-tu-khac\",\"title\":\"T\",\"procedures\":[\"%s\"],\"sections\":[{\"title\":\"A\",\"fields\":["
		  "{\"name\":\"x\",\"type\":\"text\",\"label\":\"X\"}]}]}");
	OK(change(c, n.version, v.definition, other.s, "1.000656"));
	FAILS(INVALID, WRITE(c, eform_draft_publish(c, &p)));
	OK(eform_version_get(c, n.version, &v));
	OK(change(c, n.version, v.definition, other.s, "1.000419"));
	OK(WRITE(c, eform_draft_publish(c, &p)));
	const struct form *f;
	OK(eform_for(c, procedure_of(c, S("1.000419")), &f));
	assert_int_equal(f->id, n.version);
	FAILS(CONFLICT, WRITE(c, eform_draft_drop(c, &n.version)));
}

/* Every definition of the catalogue survives the editor's trees: read, written, read again. */
static void a_tree_writes_what_it_read(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("eforms.tsv"), file;
	for (tsv_row(&rest, &file, 1); tsv_row(&rest, &file, 1);) {
		str text = catalogue_file(str_format(c->a, "eforms/%.*s", STR_ARG(file)).s);
		const struct node *n;
		buf b = {.a = c->a};
		OK(json_read(c, text, &n));
		tree_write(&b, tree_of(c->a, n));
		assert_true(str_eq(str_trim(text), str_trim(buf_text(&b))));
	}
	const struct node *n;
	buf b = {.a = c->a};
	OK(json_read(c, S("{\"min\": 0.29, \"max\": 64.1}"), &n));
	tree_write(&b, tree_of(c->a, n)); /* decimals as they were written */
	assert_string_equal(buf_text(&b).s, "{\n\t\"min\": 0.29,\n\t\"max\": 64.1\n}\n");
}

static void verify_reads_every_version_again(void **state)
{
	struct ctx *c = test_store(state);
	struct verify_report r = {.lines = {.a = c->a}};
	OK(eforms_module.verify(c, &r));
	assert_true(r.checked >= 14);
	assert_int_equal(r.wrong, 0);
	struct eform_add form;
	struct eform_version_add version;
	OK(WRITE(c, eform_add(c, S("hong"), S("Hỏng"), &form)));
	OK(WRITE(c, eform_version_add(c, form.id, 1, S("Hỏng"), S("{"), c->now, (opt_int){0}, &version)));
	OK(WRITE(c, eform_version_publish(c, version.id, S("2040-01-01"), c->now)));
	OK(eforms_module.verify(c, &r));
	assert_int_equal(r.wrong, 1);
}

/* A module was taken out, and with it a kind that a published form names. */
static void a_version_that_cannot_be_read_takes_no_other_down(void **state)
{
	struct ctx *c = test_store(state);
	struct eform_add form;
	struct eform_version_add version;
	const struct form *f;
	str definition = S("{\"code\":\"a-ho\",\"title\":\"Hộ\",\"procedures\":[\"1.000689\"],\"sections\":[{\"title\":\"A\","
			   "\"fields\":[{\"name\":\"x\",\"type\":\"reference\",\"to\":\"homestead\",\"label\":\"Hộ\"}]}]}");
	OK(WRITE(c, eform_add(c, S("a-ho"), S("Hộ"), &form))); /* the first by code */
	OK(WRITE(c, eform_version_add(c, form.id, 1, S("Hộ"), definition, c->now, (opt_int){0}, &version)));
	OK(WRITE(c, eform_version_publish(c, version.id, S("2026-11-01"), c->now)));
	OK(WRITE(c, eforms_changed(c)));
	OK(eform_for(c, procedure_of(c, S("1.000656")), &f));
	assert_true(str_is(f->code, "khai-tu"));
	OK(eform_get(c, f->id, &f));
	FAILS(INVALID, eform_get(c, version.id, &f)); /* what was filed by it is not read by another */
	struct verify_report r = {.lines = {.a = c->a}};
	OK(eforms_module.verify(c, &r));
	assert_true(str_has(buf_text(&r.lines), S("homestead")));
}

static err published_with(struct ctx *c, int64_t version, const char *field)
{
	struct eform_version_get v;
	struct publication p = {version, S("2026-11-23")};
	OK(eform_version_get(c, version, &v));
	OK(change(c, version, v.definition,
		"{\"code\":\"tro-toi\",\"title\":\"T\",\"sections\":[{\"title\":\"A\",\"fields\":[{\"name\":\"x\","
		"\"type\":\"reference\",\"label\":\"Nơi ở\",%s}]}]}",
		field));
	return WRITE(c, eform_draft_publish(c, &p));
}

static void what_citizens_cannot_choose_is_not_required_of_them(void **state)
{
	struct ctx *c = test_store(state);
	struct new_form n = {.code = S("tro-toi"), .title = S("T")};
	static const char *const of_staff[] = {"hamlet", "agency", "person"};
	OK(WRITE(c, eform_form_add(c, &n)));
	for (size_t i = 0; i < COUNT(of_staff); i++) {
		err e = published_with(c, n.version, str_format(c->a, "\"to\":\"%s\",\"required\":true", of_staff[i]).s);
		FAILS(INVALID, e);
		assert_true(str_has(e->text, S("“Nơi ở”")) && str_has(e->text, S("không chọn được")));
	}
	OK(published_with(c, n.version, "\"to\":\"hamlet\""));
	struct new_draft d = {.form = form_of(c, S("tro-toi"))};
	OK(WRITE(c, eform_draft_add(c, &d)));
	OK(published_with(c, d.version, "\"to\":\"unit\",\"required\":true"));
}

static void parts_move_and_go(void **state)
{
	struct ctx *c = test_store(state);
	const struct node *n;
	buf b = {.a = c->a};
	OK(json_read(c, S("[1,2,3]"), &n));
	struct tree *t = tree_of(c->a, n);
	assert_false(tree_move(t, 0, -1) || tree_move(t, 2, 1) || tree_move(t, 7, -1) || tree_drop(t, 3));
	assert_true(tree_move(t, 2, -1) && tree_move(t, 0, 1) && tree_drop(t, 2));
	tree_write(&b, t);
	assert_string_equal(b.s, "[\n\t3,\n\t1\n]\n");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draft_reaches_nobody_until_its_day),
		cmocka_unit_test(a_version_cannot_jump_before_one_that_is_published),
		cmocka_unit_test(a_procedure_has_one_form),
		cmocka_unit_test(a_tree_writes_what_it_read),
		cmocka_unit_test(parts_move_and_go),
		cmocka_unit_test(what_citizens_cannot_choose_is_not_required_of_them),
		cmocka_unit_test(verify_reads_every_version_again),
		cmocka_unit_test(a_version_that_cannot_be_read_takes_no_other_down),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
