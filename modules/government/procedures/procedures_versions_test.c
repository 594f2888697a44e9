#include "../../../tests/unit/store.h"
#include "procedures_kept.h"
#include "procedures_versions.h"
#include "web/module.h"

static int filled(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	OK(WRITE(c, procedures_module.init(c)));
	return 0;
}

static int64_t by_code(struct ctx *c, const char *code)
{
	struct procedure_by_code p;
	bool found;
	OK(procedure_by_code(c, str_of(code), day_iso(c->a, day_of(c->now)), &p, &found));
	assert_true(found);
	return p.id;
}

/* Everything as it is, from tomorrow. */
static struct version_change same(struct ctx *c, const char *code)
{
	struct version_change n;
	OK(version_start(c, by_code(c, code), &n));
	n.valid_from = S("2026-11-24");
	n.change_note = S("Theo quyết định công bố mới");
	n.by = S("Quản trị");
	return n;
}

static void refused(struct ctx *c, struct version_change *n, const char *field)
{
	err e = WRITE(c, procedure_new_version(c, n));
	if (!e || e->kind != INVALID || strcmp(e->problems->field, field))
		fail_msg("%s: %s", field, e ? e->text.s : "accepted");
}

static void a_copy_changes_nothing(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const codes[] = {"1.004222", "1.013225", "2.000815", "2.001159", "1.012753", "1.004859"};
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct version_change n = same(c, codes[i]);
		struct differences d;
		OK(WRITE(c, procedure_new_version(c, &n)));
		OK(version_differences(c, n.procedure, n.id, &d));
		if (d.n)
			fail_msg("%s: %s: “%s” became “%s”", codes[i], d.v[0].what.s, d.v[0].before.s, d.v[0].after.s);
		struct procedure_components_rows before, after;
		OK(procedure_components(c, n.procedure, &before));
		OK(procedure_components(c, n.id, &after));
		assert_int_equal(before.n, after.n);
		for (size_t k = 0; k < before.n; k++)
			assert_true(str_eq(before.v[k].form_name, after.v[k].form_name));
	}
}

static void a_new_version_holds_from_its_day(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	struct differences d;
	struct version_change n = same(c, "1.004194");
	int64_t old = n.procedure;
	n.name = S("Đăng ký tạm trú, lưu trú");
	n.online = (struct channel_change){true, S("0,5"), S("wd"), S("0")};
	n.desk = (struct channel_change){true, S("2"), S("wd"), S("15000")};
	n.post.offered = false;
	n.supplement_rule = S("resume");
	n.papers = S("Tờ khai CT01 | 1 bản chính\n# Trường hợp thuê nhà\nHợp đồng thuê | 1 bản sao, 2 bản chính\nẢnh");
	OK(WRITE(c, procedure_new_version(c, &n)));
	OK(procedure_in_force(c, n.id, S("desk"), &t)); /* today the old one, whichever id is asked */
	assert_int_equal(t.procedure, old);
	c->now = day_start(day_make(2026, 11, 24));
	OK(procedure_in_force(c, old, S("online"), &t));
	assert_int_equal(t.procedure, n.id);
	assert_string_equal(term_text(c, t.term).s, "0,5 ngày làm việc");
	assert_string_equal(t.supplement_rule.s, "resume");
	assert_string_equal(t.name.s, "Đăng ký tạm trú, lưu trú");
	OK(procedure_in_force(c, old, S("desk"), &t));
	assert_int_equal(t.fee, 15000);
	FAILS(INVALID, procedure_in_force(c, old, S("post"), &t));
	struct procedure_components_rows papers;
	OK(procedure_components(c, n.id, &papers));
	assert_int_equal(papers.n, 3);
	assert_string_equal(papers.v[1].grouping.s, "Trường hợp thuê nhà");
	assert_int_equal(papers.v[1].originals, 2);
	assert_int_equal(papers.v[1].copies, 1);
	assert_int_equal(papers.v[2].originals, 1);
	OK(version_differences(c, old, n.id, &d));
	assert_true(d.n >= 5);
	assert_string_equal(d.v[0].what.s, "Tên thủ tục");
	assert_true(str_has(d.v[d.n - 1].after, S("Hợp đồng thuê")));
	struct procedures_found found;
	OK(procedures_find(c, S("tạm trú, lưu trú"), 1, &found));
	assert_int_equal(found.list.v[0].id, n.id);
	struct version_list_rows versions;
	OK(version_list(c, S("1.004194"), S("9999"), 0, 50, &versions));
	assert_int_equal(versions.n, 2);
	assert_string_equal(versions.v[0].changed_by.s, "Quản trị");
	c->now = TEST_NOW;
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct ctx *c = test_store(state);
	struct version_change good = same(c, "1.003677"), n = good;
	n.valid_from = S("2026-11-22");
	refused(c, &n, "valid_from");
	n = good, n.desk.time = S("năm");
	refused(c, &n, "desk_time");
	n = good, n.online = (struct channel_change){true, S("-3"), S("wd"), S("")};
	refused(c, &n, "online_time");
	n = good, n.desk.fee = S("8.000 đ");
	refused(c, &n, "desk_fee");
	n = good, n.papers = S("# chỉ có nhóm");
	refused(c, &n, "papers");
	n = good, n.papers = S("Tờ khai | nhiều bản chính");
	refused(c, &n, "papers");
	n = good, n.papers = S("| 1 bản chính");
	refused(c, &n, "papers");
	OK(WRITE(c, procedure_new_version(c, &good)));
	n = good;
	refused(c, &n, "valid_from"); /* there is one from that day */
}

static void a_version_that_does_not_hold_yet_can_be_cancelled(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	struct procedure_get p;
	struct version_change n = same(c, "1.010028");
	int64_t old = n.procedure;
	n.desk.time = S("9");
	OK(WRITE(c, procedure_new_version(c, &n)));
	FAILS(CONFLICT, WRITE(c, procedure_cancel_version(c, &old))); /* in force */
	OK(WRITE(c, procedure_cancel_version(c, &n.id)));
	FAILS(CONFLICT, WRITE(c, procedure_cancel_version(c, &n.id)));
	OK(procedure_get(c, old, &p));
	assert_null(p.valid_to.s);
	c->now = day_start(day_make(2026, 11, 25));
	OK(procedure_in_force(c, old, S("desk"), &t));
	assert_int_equal(t.procedure, old);
	assert_string_equal(term_text(c, t.term).s, "2 ngày làm việc");
	FAILS(CONFLICT, WRITE(c, procedure_cancel_version(c, &old)));
	c->now = TEST_NOW;
	OK(WRITE(c, procedure_new_version(c, &n))); /* and made again */
	c->now = day_start(day_make(2026, 11, 24));
	FAILS(CONFLICT, WRITE(c, procedure_cancel_version(c, &n.id))); /* it holds now */
	OK(procedure_in_force(c, old, S("desk"), &t));
	assert_int_equal(t.procedure, n.id);
	c->now = TEST_NOW;
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_changes_nothing),
		cmocka_unit_test(a_new_version_holds_from_its_day),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(a_version_that_does_not_hold_yet_can_be_cancelled),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
