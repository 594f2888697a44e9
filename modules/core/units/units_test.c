#include "../../../tests/unit/store.h"
#include "units.h"
#include "core/units/units.sql.h"
#include "web/importer.h"
#include "web/module.h"

static int filled(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	int64_t before = clock_now();
	OK(WRITE(c, units_module.init(c)));
	print_message("both eras imported in %d ms\n", (int)((clock_now() - before) / 1000));
	return 0;
}

static day on(const char *date)
{
	day d;
	assert_true(day_parse(str_of(date), &d));
	return d;
}

static struct unit_get unit(struct ctx *c, const char *level, const char *code, const char *date)
{
	int64_t id;
	struct unit_get u;
	OK(unit_find(c, str_of(level), str_of(code), on(date), &id));
	OK(unit_get(c, id, &u));
	return u;
}

static void assert_name(struct ctx *c, const char *level, const char *code, const char *date, const char *name)
{
	assert_string_equal(unit(c, level, code, date).full_name.s, name);
}

static void a_code_means_something_only_with_a_date(void **state)
{
	struct ctx *c = test_store(state);
	assert_name(c, "commune", "01501", "2025-06-30", "Xã Chí Viễn");
	assert_name(c, "commune", "01501", "2025-07-01", "Xã Đàm Thủy");
	assert_name(c, "commune", "01495", "2025-06-30", "Xã Đàm Thuỷ");
	assert_name(c, "commune", "01648", "2025-06-30", "Thị trấn Hoà Thuận");
	assert_name(c, "commune", "01648", "2026-11-23", "Xã Phục Hòa");
	int64_t id;
	FAILS(NOT_FOUND, unit_find(c, S("commune"), S("01495"), on("2025-07-01"), &id));
	FAILS(NOT_FOUND, unit_find(c, S("district"), S("372"), on("2025-07-01"), &id));
}

static void a_place_is_named_with_its_province(void **state)
{
	struct ctx *c = test_store(state);
	str text;
	OK(unit_place(c, unit(c, "commune", "14389", "2026-11-23").id, &text));
	assert_string_equal(text.s, "Xã Gia Lâm, Tỉnh Ninh Bình");
	OK(unit_place(c, unit(c, "commune", "00565", "2026-11-23").id, &text));
	assert_string_equal(text.s, "Xã Gia Lâm, Thành phố Hà Nội");
	OK(unit_place(c, unit(c, "commune", "14389", "2025-06-30").id, &text));
	assert_string_equal(text.s, "Xã Gia Lâm, Huyện Nho Quan, Tỉnh Ninh Bình");
}

static void a_split_commune_has_no_single_successor(void **state)
{
	struct ctx *c = test_store(state);
	struct successor s;
	OK(unit_successor_of(c, unit(c, "commune", "01495", "2025-06-30").id, &s));
	assert_int_equal(s.id, unit(c, "commune", "01501", "2025-07-01").id);
	struct unit_kin_old_rows rows;
	struct unit_list_rows old;
	OK(unit_list(c, S("district"), S("001"), S("2025-06-30"), &old));
	int64_t split = 0;
	for (size_t i = 0; i < old.n && !split; i++) {
		OK(unit_kin_new(c, old.v[i].id, &rows));
		if (rows.n > 1)
			split = old.v[i].id;
	}
	assert_true(split != 0);
	OK(unit_successor_of(c, split, &s));
	assert_true(s.partial && s.n > 1 && s.id == 0);
	OK(unit_successor_of(c, unit(c, "commune", "14389", "2026-11-23").id, &s));
	assert_int_equal(s.n, 0);
}

static void both_official_lists_are_understood(void **state)
{
	struct ctx *c = test_store(state);
	assert_int_equal(unit(c, "commune", "06970", "2025-07-01").id, unit(c, "commune", "06978", "2025-07-01").id);
	assert_int_equal(unit(c, "commune", "23737", "2026-01-01").id, unit(c, "commune", "23938", "2026-01-01").id);
	assert_name(c, "commune", "06970", "2025-06-30", "Thị trấn Ba Chẽ");
	assert_name(c, "commune", "00745", "2025-07-01", "Xã Phố Bảng");
}

static void changes_of_2026_are_new_versions(void **state)
{
	struct ctx *c = test_store(state);
	assert_name(c, "province", "75", "2025-06-30", "Tỉnh Đồng Nai");
	assert_name(c, "province", "75", "2026-04-29", "Tỉnh Đồng Nai");
	assert_name(c, "province", "75", "2026-04-30", "Thành phố Đồng Nai");
	assert_name(c, "commune", "26326", "2026-04-29", "Xã Dầu Giây");
	assert_name(c, "commune", "26326", "2026-04-30", "Phường Dầu Giây");
	struct unit_list_rows before, after;
	OK(unit_list(c, S("province"), S("75"), S("2026-04-29"), &before));
	OK(unit_list(c, S("province"), S("75"), S("2026-04-30"), &after));
	assert_int_equal(before.n, 95);
	assert_int_equal(after.n, 95);
	struct agency_list_rows agencies;
	OK(agency_list(c, unit(c, "commune", "26326", "2026-11-23").id, &agencies));
	assert_int_equal(agencies.n, 2);
	assert_string_equal(agencies.v[0].name.s, "Ủy ban nhân dân phường Dầu Giây");
}

static void counts_of_both_eras(void **state)
{
	struct ctx *c = test_store(state);
	struct unit_list_rows provinces, districts, communes;
	size_t ndistricts = 0, ncommunes = 0;
	OK(unit_list(c, S("country"), S("VN"), S("2025-06-30"), &provinces));
	assert_int_equal(provinces.n, 63);
	for (size_t i = 0; i < provinces.n; i++) {
		OK(unit_list(c, S("province"), provinces.v[i].code, S("2025-06-30"), &districts));
		ndistricts += districts.n;
	}
	assert_int_equal(ndistricts, 696);
	OK(unit_list(c, S("country"), S("VN"), S("2026-11-23"), &provinces));
	assert_int_equal(provinces.n, 34);
	for (size_t i = 0; i < provinces.n; i++) {
		OK(unit_list(c, S("province"), provinces.v[i].code, S("2026-11-23"), &communes));
		ncommunes += communes.n;
	}
	assert_int_equal(ncommunes, 3321);
}

static void communes_of_the_former_nho_quan(void **state)
{
	struct ctx *c = test_store(state);
	struct communes list;
	OK(unit_communes_of_district(c, S("372"), &list));
	bool gia_lam = false;
	for (size_t i = 0; i < list.n; i++)
		if (str_is(list.v[i].code, "14389")) {
			gia_lam = true;
			assert_string_equal(list.v[i].agency_code.s, "H42.14389");
		}
	assert_true(gia_lam);
	assert_int_equal(list.n, 10); /* eight xã, and two phường that took one commune each */
	FAILS(NOT_FOUND, unit_communes_of_district(c, S("999"), &list));
	int64_t agency;
	OK(agency_find(c, list.v[0].id, S("one_stop"), &agency));
	FAILS(NOT_FOUND, agency_find(c, list.v[0].id, S("department"), &agency));
}

static void search_needs_no_diacritics(void **state)
{
	struct ctx *c = test_store(state);
	struct unit_search_rows rows;
	OK(unit_named(c, S("gia lam"), &rows));
	assert_true(rows.n >= 3);
	assert_string_equal(rows.v[0].full_name.s, "Xã Gia Lâm");
	assert_string_equal(rows.v[1].full_name.s, "Xã Gia Lâm");
	assert_string_not_equal(rows.v[0].parent_name.s, rows.v[1].parent_name.s);
	OK(unit_named(c, S("Xã Gia Lâm, Ninh Bình"), &rows));
	assert_int_equal(rows.n, 2); /* of today, and the one before it */
	assert_true(rows.v[0].valid_to.s == NULL);
	OK(unit_named(c, S("gia lam ninh binh"), &rows));
	assert_int_equal(rows.n, 2);
	OK(unit_named(c, S("đàm THUỶ"), &rows)); /* Thủy and Thuỷ alike */
	assert_int_equal(rows.n, 2);
	OK(unit_named(c, S("14389"), &rows));
	assert_int_equal(rows.n, 2);
	OK(unit_named(c, S("x"), &rows));
	assert_int_equal(rows.n, 0);
	OK(unit_named(c, S("không có xã nào tên thế"), &rows));
	assert_int_equal(rows.n, 0);
}

#define HEAD "level\tcode\tname\tfull_name\tparent_code\tkind\tvalid_from\tlegal_basis\tsuccessors\n"

static err import(struct ctx *c, const char *lines)
{
	int64_t rows;
	return units_module.importers.v[0].run(c, str_format(c->a, HEAD "%s", lines), &rows);
}

static void import_of_changes(void **state)
{
	struct ctx *c = test_store(state);
	const char *line = "province\t37\tNinh Bình\tThành phố Ninh Bình\t\tchange\t2027-01-01\tNghị quyết thử\n";
	OK(WRITE(c, import(c, line)));
	assert_name(c, "province", "37", "2026-12-31", "Tỉnh Ninh Bình");
	assert_name(c, "province", "37", "2027-01-01", "Thành phố Ninh Bình");
	FAILS(CONFLICT, WRITE(c, import(c, line)));
	int64_t rows;
	FAILS(INVALID, WRITE(c, units_module.importers.v[0].run(c, S("a\tb\n"), &rows)));
	OK(WRITE(c, units_module.init(c))); /* the second time it does nothing */
}

static void units_begin_and_end(void **state)
{
	struct ctx *c = test_store(state);
	OK(WRITE(c, import(c, "commune\t14389\tGia Lâm\tXã Gia Lâm\t37\tend\t2028-01-01\tNQ 1\t99001,14329~\n"
			      "commune\t99001\tGia Lâm Mới\tXã Gia Lâm Mới\t37\tnew\t2028-01-01\tNQ 1\t\n")));
	assert_name(c, "commune", "14389", "2027-12-31", "Xã Gia Lâm");
	assert_name(c, "commune", "99001", "2028-01-01", "Xã Gia Lâm Mới");
	int64_t id, agency;
	FAILS(NOT_FOUND, unit_find(c, S("commune"), S("14389"), on("2028-01-01"), &id));
	struct successor s;
	OK(unit_successor_of(c, unit(c, "commune", "14389", "2027-12-31").id, &s));
	assert_true(s.n == 2 && s.partial);
	OK(unit_find(c, S("commune"), S("99001"), on("2028-01-01"), &id));
	OK(agency_find(c, id, S("one_stop"), &agency));
	struct agencies_on_rows agencies;
	OK(agencies_on(c, unit(c, "commune", "14389", "2027-12-31").id, S("2028-01-01"), &agencies));
	assert_int_equal(agencies.n, 0);
	/* a code used again on the day on which it became free */
	OK(WRITE(c, import(c, "commune\t99001\tGia Lâm Mới\tXã Gia Lâm Mới\t37\tend\t2029-01-01\tNQ 2\t99001\n"
			      "commune\t99001\tKhác\tXã Khác\t37\tnew\t2029-01-01\tNQ 2\t\n")));
	assert_name(c, "commune", "99001", "2029-01-01", "Xã Khác");
}

static void contradictions_are_refused(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const wrong[] = {
		"commune\t99999\tA\tXã A\t37\tchange\t2027-01-01\tx\n",     /* no such unit */
		"commune\t14329\tA\tXã A\t37\tnew\t2027-01-01\tx\n",        /* the code is in use */
		"commune\t99002\tA\tXã A\t98\tnew\t2027-01-01\tx\n",        /* no such province */
		"commune\t14329\tA\tXã A\t37\tend\t2027-01-01\tx\t14333\n", /* another name */
		"commune\t14329\t\t\t37\tend\t2027-01-01\tx\t\n",           /* no successor */
		"commune\t14329\t\t\t37\tend\t2027-01-01\tx\t98765\n",      /* which is no unit */
		"commune\t14329\t\t\t37\tend\t2027-01-01\tx\t14329\n",      /* which is itself */
		"commune\t14329\t\t\t37\tend\t2027-01-01\t\t14389\n",       /* no legal basis */
		"commune\t14329\t\t\t37\tend\t01/01/2027\tx\t14389\n",      /* no date */
		"commune\t14329\t\t\t37\tmerge\t2027-01-01\tx\t14389\n",    /* no such kind */
		"district\t372\tA\tHuyện A\t37\tnew\t2027-01-01\tx\n",      /* no more districts */
		"province\t38\t\t\t\tend\t2027-01-01\tx\t40\n",             /* its communes are left */
		"commune\t14389\tB\tXã B\t37\tchange\t2026-12-01\tx\ncommune\t14389\tC\tXã "
		"C\t37\tchange\t2026-12-02\tx\n", /* twice */
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		err e = WRITE(c, import(c, wrong[i]));
		if (!e)
			print_error("accepted: %s", wrong[i]);
		assert_non_null(e);
		assert_int_equal(e->kind, INVALID);
	}
	assert_name(c, "commune", "14329", "2027-06-01", unit(c, "commune", "14329", "2026-11-23").full_name.s);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_means_something_only_with_a_date),
		cmocka_unit_test(a_place_is_named_with_its_province),
		cmocka_unit_test(a_split_commune_has_no_single_successor),
		cmocka_unit_test(both_official_lists_are_understood),
		cmocka_unit_test(changes_of_2026_are_new_versions),
		cmocka_unit_test(counts_of_both_eras),
		cmocka_unit_test(communes_of_the_former_nho_quan),
		cmocka_unit_test(search_needs_no_diacritics),
		cmocka_unit_test(import_of_changes),
		cmocka_unit_test(contradictions_are_refused),
		cmocka_unit_test(units_begin_and_end),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
