#include "../../../tests/unit/store.h"
#include "procedures.h"
#include "procedures_find.h"

static int filled(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	int64_t before = clock_now();
	OK(WRITE(c, procedures_module.init(c)));
	print_message("catalogue imported in %d ms\n", (int)((clock_now() - before) / 1000));
	return 0;
}

static int64_t by_code(struct ctx *c, const char *code)
{
	struct procedure_by_code p;
	bool found;
	OK(procedure_by_code(c, str_of(code), day_iso(c->a, day_of(c->now)), &p, &found));
	if (!found)
		fail_msg("%s: no such procedure", code);
	return p.id;
}

static struct procedure_list_rows found(struct ctx *c, const char *typed)
{
	struct procedure_list_rows rows;
	bool more;
	OK(procedures_find(c, str_of(typed), 1, &rows, &more));
	return rows;
}

static void assert_first(struct ctx *c, const char *typed, const char *code)
{
	struct procedure_list_rows rows = found(c, typed);
	if (!rows.n || !str_is(rows.v[0].code, code))
		fail_msg("“%s” finds first %s, not %s", typed, rows.n ? rows.v[0].name.s : "nothing", code);
}

static void what_people_type_finds_it(void **state)
{
	struct ctx *c = test_store(state);
	assert_first(c, "khai sinh", "1.001193");
	assert_first(c, "đăng ký khai sinh", "1.001193");
	assert_first(c, "KHAI SINH", "1.001193");
	assert_first(c, "tôi muốn làm giấy khai sinh cho con", "1.001193");
	assert_first(c, "giấy độc thân", "1.004873");
	assert_first(c, "kết hôn", "1.000894");
	assert_first(c, "nhập hộ khẩu", "1.004222");
	assert_first(c, "dang ky tam tru", "1.004194");
	assert_first(c, "1.001193", "1.001193");
	assert_int_equal(found(c, "1.001193").n, 1);
	assert_int_equal(found(c, "").n, 0);
	assert_int_equal(found(c, "%").n, 0);
	assert_int_equal(found(c, "không thể nào có thủ tục này").n, 0);
}

static void pages_do_not_overlap(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_list_rows first, second;
	bool more;
	OK(procedures_find(c, S("đăng ký"), 1, &first, &more));
	assert_true(more);
	assert_int_equal(first.n, PROCEDURES_A_PAGE);
	OK(procedures_find(c, S("đăng ký"), 2, &second, &more));
	for (size_t i = 0; i < first.n; i++)
		for (size_t k = 0; k < second.n; k++)
			assert_true(first.v[i].id != second.v[k].id);
}

static void communes_see_their_own(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_fields_rows fields;
	OK(procedure_fields(c, S("2026-11-23"), &fields));
	int64_t total = 0;
	for (size_t i = 0; i < fields.n; i++) {
		total += fields.v[i].total;
		assert_false(str_is(fields.v[i].field, "Hải quan"));
	}
	assert_int_equal(total, 317);
	assert_string_equal(fields.v[0].field.s, "Hộ tịch");
	struct procedure_get p;
	OK(procedure_get(c, by_code(c, "1.000005"), &p));
	assert_string_equal(p.level.s, "vertical");
	OK(procedure_get(c, by_code(c, "1.012783"), &p));
	assert_string_equal(p.level.s, "other");
	by_code(c, "1.001257"); /* of the posted list */
}

static void limits_and_fees_differ_by_channel(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	int64_t id = by_code(c, "1.012753");
	OK(procedure_in_force(c, id, S("online"), &t));
	assert_string_equal(term_text(c, t.term).s, "17 ngày làm việc");
	OK(procedure_in_force(c, id, S("desk"), &t));
	assert_string_equal(term_text(c, t.term).s, "20 ngày làm việc");
	OK(procedure_in_force(c, id, S("post"), &t));
	assert_string_equal(term_text(c, t.term).s, "30 ngày làm việc");
	id = by_code(c, "1.004222");
	OK(procedure_in_force(c, id, S("online"), &t));
	assert_int_equal(t.fee, 10000);
	OK(procedure_in_force(c, id, S("desk"), &t));
	assert_int_equal(t.fee, 20000);
	FAILS(INVALID, procedure_in_force(c, id, S("post"), &t));
}

static void an_unknown_limit_is_five_working_days(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	struct procedure_get p;
	int64_t id = by_code(c, "1.001193");
	OK(procedure_get(c, id, &p));
	assert_string_equal(p.term_unit.s, "unknown");
	assert_int_equal(p.term_amount, 1); /* the portal printed a bare 1 */
	OK(procedure_in_force(c, id, S("online"), &t));
	assert_string_equal(term_text(c, t.term).s, "5 ngày làm việc");
	assert_string_equal(t.name.s, "Thủ tục đăng ký khai sinh");
}

static void only_what_communes_take_can_be_filed(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	FAILS(NOT_FOUND, procedure_in_force(c, by_code(c, "1.000005"), S("online"), &t));
	FAILS(NOT_FOUND, procedure_in_force(c, by_code(c, "1.012783"), S("desk"), &t));
	FAILS(NOT_FOUND, procedure_in_force(c, 999999, S("desk"), &t));
	c->now = day_start(day_make(2025, 6, 30));
	int64_t id = 1;
	FAILS(NOT_FOUND, procedure_in_force(c, id, S("desk"), &t));
	c->now = TEST_NOW;
}

static void papers_stand_before_remarks(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_components_rows papers;
	struct procedure_remarks_rows remarks;
	int64_t id = by_code(c, "1.001193");
	OK(procedure_components(c, id, &papers));
	OK(procedure_remarks(c, id, &remarks));
	assert_int_equal(papers.n, 8);
	assert_true(remarks.n > 10);
	assert_true(str_starts(papers.v[0].name, S("Tờ khai đăng ký khai sinh")));
	OK(procedure_components(c, by_code(c, "1.002755"), &papers));
	for (size_t i = 0; i < papers.n; i++)
		assert_false(str_has(papers.v[i].name, S("MuCT01")));
	OK(procedure_components(c, by_code(c, "1.002759"), &papers)); /* the portal lists none */
	assert_int_equal(papers.n, 2);
	assert_string_equal(papers.v[0].name.s, "Đơn đề nghị");
}

#define HEAD                                                                                                                     \
	"code\tname\tfield\thandled\tlevels\tdecision\tministry\tapplicants\ttime\ttime_unit\tfee_vnd\tfee_"                     \
	"note\tresult\tagency\tvalid_from\n"

static err import(struct ctx *c, const char *lines, int64_t *rows)
{
	return procedures_module.importers.v->run(c, str_format(c->a, "%s%s", HEAD, lines), rows);
}

static void a_code_read_as_a_number_is_offered_its_zeros(void **state)
{
	struct ctx *c = test_store(state);
	int64_t rows;
	by_code(c, "1.010810");
	err e = WRITE(c, import(c, "1.01081\tTên\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows));
	assert_int_equal(e->kind, INVALID);
	assert_true(str_has(e->text, S("1.010810")));
	FAILS(INVALID, WRITE(c, import(c, "1.99\tTên\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows)));
	FAILS(INVALID, WRITE(c, import(c, "khai sinh\tTên\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows)));
	FAILS(INVALID, WRITE(c, procedures_module.importers.v->run(c, S("mã\ttên\n"), &rows)));
}

static void a_wrong_name_is_left_out(void **state)
{
	struct ctx *c = test_store(state);
	int64_t rows = -1;
	OK(WRITE(c, import(c, "1.001193\tCấp giấy phép xây dựng nhà ở\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows)));
	assert_int_equal(rows, 0);
	struct procedure_get p;
	OK(procedure_get(c, by_code(c, "1.001193"), &p));
	assert_null(p.valid_to.s);
}

static void a_new_version_leaves_the_old_one_in_force_until_then(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	int64_t rows, old = by_code(c, "1.004222");
	const char *line = "1.004222\tĐăng ký thường trú\t\t\t\t1/QĐ-BCA\t\t\t3\twd\t5000\t\t\t\t2026-12-01\n";
	OK(WRITE(c, import(c, line, &rows)));
	assert_int_equal(rows, 1);
	OK(procedure_in_force(c, old, S("online"), &t));
	assert_int_equal(t.procedure, old);
	assert_int_equal(t.fee, 10000);
	c->now = day_start(day_make(2026, 12, 1));
	OK(procedure_in_force(c, old, S("online"), &t)); /* asked by the old id, too */
	assert_true(t.procedure != old);
	assert_int_equal(t.fee, 5000);
	assert_string_equal(term_text(c, t.term).s, "3 ngày làm việc");
	struct procedure_components_rows before, after;
	OK(procedure_components(c, old, &before));
	OK(procedure_components(c, t.procedure, &after));
	assert_int_equal(before.n, after.n);
	assert_int_equal(found(c, "đăng ký thường trú").v[0].id, t.procedure);
	FAILS(CONFLICT, WRITE(c, import(c, line, &rows)));
	c->now = TEST_NOW;
	assert_int_equal(found(c, "đăng ký thường trú").v[0].id, old);
	OK(WRITE(c, import(c, "9.000001\tThủ tục mới của tỉnh\tThử\t\tCấp xã\t\t\t\t0,5\twd\t\t\t\t\t2026-01-01\n", &rows)));
	OK(procedure_in_force(c, by_code(c, "9.000001"), S("desk"), &t));
	assert_string_equal(term_text(c, t.term).s, "0,5 ngày làm việc");
	OK(procedure_components(c, t.procedure, &after));
	assert_int_equal(after.n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_type_finds_it),
		cmocka_unit_test(pages_do_not_overlap),
		cmocka_unit_test(communes_see_their_own),
		cmocka_unit_test(limits_and_fees_differ_by_channel),
		cmocka_unit_test(an_unknown_limit_is_five_working_days),
		cmocka_unit_test(only_what_communes_take_can_be_filed),
		cmocka_unit_test(papers_stand_before_remarks),
		cmocka_unit_test(a_code_read_as_a_number_is_offered_its_zeros),
		cmocka_unit_test(a_wrong_name_is_left_out),
		cmocka_unit_test(a_new_version_leaves_the_old_one_in_force_until_then),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
