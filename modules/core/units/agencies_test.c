/* Departments and their codes, and hamlets: from a day on, until a day. */
#include "../../../tests/unit/store.h"
#include "units.h"
#include "units_import.h"
#include "core/units/units.sql.h"
#include "web/module.h"

static int64_t gia_lam, dau_giay;

static void fill_units(struct ctx *c) { OK(WRITE(c, units_module.init(c))); }

static int filled(void **state)
{
	if (test_open_filled(state, "units", fill_units))
		return -1;
	struct ctx *c = test_store(state);
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &gia_lam));
	OK(unit_find(c, S("commune"), S("26326"), day_of(c->now), &dau_giay));
	return 0;
}

static void departments_of_the_decree(void **state)
{
	struct ctx *c = test_store(state);
	struct agencies_on_rows on;
	int64_t added;
	OK(WRITE(c, agencies_standard(c, gia_lam, S("2025-07-01"), &added)));
	assert_int_equal(added, 5); /* committee and one-stop shop are there */
	OK(agencies_on(c, gia_lam, S("2026-11-23"), &on));
	assert_int_equal(on.n, 7);
	static const char *const names[] = {"Ủy ban nhân dân xã Gia Lâm", "Trung tâm Phục vụ hành chính công xã Gia Lâm",
		"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã Gia Lâm",
		"Ban Chỉ huy quân sự xã Gia Lâm"};
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(str_c(c->a, on.v[i].name), names[i]);
	OK(WRITE(c, agencies_standard(c, gia_lam, S("2025-07-01"), &added)));
	assert_int_equal(added, 0);
	OK(WRITE(c, agencies_standard(c, dau_giay, S("2026-04-30"), &added)));
	OK(agencies_on(c, dau_giay, S("2026-11-23"), &on));
	assert_string_equal(str_c(c->a, on.v[3].name), "Phòng Kinh tế, Hạ tầng và Đô thị"); /* of a phường */
}

static void desk_is(struct ctx *c, int64_t unit, day on, const char *name, const char *title)
{
	struct desk d;
	OK(unit_desk(c, unit, on, &d));
	assert_string_equal(str_c(c->a, d.name), name);
	assert_string_equal(str_c(c->a, d.title), title);
}

static void the_desk_has_one_name_a_day(void **state)
{
	struct ctx *c = test_store(state);
	const char *now = "Trung tâm Phục vụ hành chính công", *before = "Bộ phận Tiếp nhận và Trả kết quả";
	const char *own = "Trung tâm Hành chính công số 1";
	int64_t desk, old;
	desk_is(c, gia_lam, day_make(2025, 7, 1), "Trung tâm Phục vụ hành chính công xã Gia Lâm", now);
	desk_is(c, gia_lam, day_make(2025, 6, 30), "Bộ phận Tiếp nhận và Trả kết quả xã Gia Lâm", before);
	OK(unit_find(c, S("commune"), S("14389"), day_make(2025, 6, 30), &old));
	desk_is(c, old, day_make(2022, 3, 1), "Bộ phận Tiếp nhận và Trả kết quả xã Gia Lâm", before);
	OK(WRITE(c, unit_equip(c, old, S("H42.1")))); /* its own agencies bear the name of its days as well */
	desk_is(c, old, day_make(2025, 6, 1), "Bộ phận Tiếp nhận và Trả kết quả xã Gia Lâm", before);
	OK(agency_find(c, gia_lam, S("one_stop"), &desk));
	struct agency_change k = {.unit = gia_lam, .agency = desk, .name = str_of(own), .day = S("2026-03-01")};
	OK(WRITE(c, agency_rename_from(c, &k)));
	desk_is(c, gia_lam, day_make(2026, 2, 28), "Trung tâm Phục vụ hành chính công xã Gia Lâm", now);
	desk_is(c, gia_lam, day_make(2026, 3, 1), own, own);
	assert_true(
		str_is(agency_desk_title(day_make(2025, 7, 1)), now) && str_is(agency_desk_title(day_make(2025, 6, 30)), before));
	assert_true(str_is(agency_desk_title(day_make(2000, 1, 1)), before));
	struct desk d;
	FAILS(NOT_FOUND, unit_desk(c, 999999999, day_make(2026, 1, 1), &d));
}

static void a_department_has_a_name_a_day(void **state)
{
	struct ctx *c = test_store(state);
	struct agencies_on_rows on;
	struct new_agency n = {
		.unit = gia_lam, .kind = S("department"), .name = S("Ban Quản lý chợ"), .valid_from = S("2025-07-01")};
	OK(WRITE(c, agency_open(c, &n)));
	struct agency_change k = {
		.unit = gia_lam, .agency = n.id, .name = S("Ban Quản lý chợ và bến xe"), .day = S("2026-03-01")};
	OK(WRITE(c, agency_rename_from(c, &k)));
	OK(agencies_on(c, gia_lam, S("2026-02-28"), &on));
	assert_string_equal(str_c(c->a, on.v[on.n - 1].name), "Ban Quản lý chợ");
	OK(agencies_on(c, gia_lam, S("2026-03-01"), &on));
	assert_string_equal(str_c(c->a, on.v[on.n - 1].name), "Ban Quản lý chợ và bến xe");
	k.name = S("Ban khác");
	k.day = S("2026-02-01");
	FAILS(INVALID, WRITE(c, agency_rename_from(c, &k))); /* before the last renaming */
	k.day = S("2027-01-01");
	FAILS(INVALID, WRITE(c, agency_rename_from(c, &k))); /* not yet */
	k.day = S("2026-06-01");
	k.code = S("H42-5");
	FAILS(INVALID, WRITE(c, agency_rename_from(c, &k)));
	k.unit = dau_giay;
	FAILS(NOT_FOUND, WRITE(c, agency_rename_from(c, &k))); /* another unit's */
	k = (struct agency_change){.unit = gia_lam, .agency = n.id, .day = S("2026-07-01")};
	OK(WRITE(c, agency_end(c, &k)));
	FAILS(CONFLICT, WRITE(c, agency_end(c, &k)));
	size_t before;
	OK(agencies_on(c, gia_lam, S("2026-06-30"), &on));
	before = on.n;
	OK(agencies_on(c, gia_lam, S("2026-07-01"), &on));
	assert_int_equal(on.n, before - 1);
	n.valid_from = S("2024-01-01");
	FAILS(INVALID, WRITE(c, agency_open(c, &n))); /* before the commune */
	n.valid_from = S("2025-07-01");
	n.kind = S("committee");
	FAILS(INVALID, WRITE(c, agency_open(c, &n)));
	OK(agency_find(c, gia_lam, S("committee"), &k.agency));
	FAILS(INVALID, WRITE(c, agency_end(c, &k)));
}

static void what_a_code_is(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		enum agency_code_kind kind;
	} cases[] = {{"H14", CODE_STATE}, {"H14.10", CODE_STATE}, {"H15.50.05.13", CODE_STATE}, {"G09.20", CODE_STATE},
		{"H42.14389", CODE_STATE}, {"A01.AB9", CODE_STATE}, {"Y99", CODE_STATE}, {"000.00.10.H14", CODE_STATE_OLD},
		{"0102182292", CODE_ENTERPRISE}, {"0102182292-998", CODE_ENTERPRISE}, {"Z01.ABC123", CODE_OTHER},
		{"Z99ABC", CODE_OTHER}, {"Z01.ABCDEFGHIJKLMNOPQRSTUVWXYZ01234", CODE_OTHER}, {"", CODE_WRONG}, {"H1", CODE_WRONG},
		{"h14.10", CODE_WRONG}, {"H14.", CODE_WRONG}, {"H14..10", CODE_WRONG}, {".H14", CODE_WRONG},
		{"H14.a", CODE_WRONG}, {"H14-10", CODE_WRONG}, {"Z00.A", CODE_WRONG}, {"Z01", CODE_WRONG}, {"Z01.", CODE_WRONG},
		{"Z01.A.B", CODE_WRONG}, {"0102182293", CODE_WRONG}, {"0102182292-000", CODE_WRONG},
		{"000.00.10.Z14", CODE_WRONG}, {"H14.ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", CODE_WRONG}, /* 36 characters */
		{"H14.ABCDEFGHIJKLMNOPQRSTUVWXYZ01234", CODE_STATE}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(agency_code_kind(str_of(cases[i].code)), cases[i].kind);
}

static void old_and_new_codes(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const pairs[][2] = {{"000.00.10.H14", "H14.10"}, {"000.00.00.H14", "H14"},
		{"000.17.50.H15", "H15.50.17"}, {"013.05.50.H15", "H15.50.05.013"}};
	str out;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		OK(agency_code_convert(c, str_of(pairs[i][0]), &out));
		assert_string_equal(str_c(c->a, out), pairs[i][1]);
		OK(agency_code_convert(c, str_of(pairs[i][1]), &out));
		assert_string_equal(str_c(c->a, out), pairs[i][0]);
	}
	FAILS(INVALID, agency_code_convert(c, S("001.00.10.H14"), &out)); /* zeros between: no rule */
	FAILS(INVALID, agency_code_convert(c, S("000.05.00.H14"), &out));
	FAILS(INVALID, agency_code_convert(c, S("H42.14389"), &out)); /* no room in the old form */
	FAILS(INVALID, agency_code_convert(c, S("H15.50.05.13.01"), &out));
	FAILS(INVALID, agency_code_convert(c, S("0102182292"), &out));
	int64_t rows;
	OK(WRITE(c, agency_codes_import(c, S("old_code\tcode\tsource\n001.00.10.H14\tH14.88\tQĐ thử\n"), &rows)));
	OK(agency_code_convert(c, S("001.00.10.H14"), &out));
	assert_string_equal(str_c(c->a, out), "H14.88");
	OK(agency_code_convert(c, S("H14.88"), &out));
	assert_string_equal(str_c(c->a, out), "001.00.10.H14");
	FAILS(INVALID, WRITE(c, agency_codes_import(c, S("old_code\tcode\tsource\n1\tH14.88\tQĐ\n"), &rows)));
	FAILS(INVALID, WRITE(c, agency_codes_import(c, S("x\ty\n"), &rows)));
}

static void hamlets_change_their_names(void **state)
{
	struct ctx *c = test_store(state);
	struct hamlets_on_rows on;
	struct hamlet_change n = {.unit = gia_lam,
		.kind = S("thon"),
		.name = S("3"),
		.note = S("xã Gia Sơn cũ"),
		.day = S("2025-07-01"),
		.legal_basis = S("NQ 01")};
	OK(WRITE(c, hamlet_open(c, &n)));
	n.note = S("xã Gia Thủy cũ"); /* two of a name */
	OK(WRITE(c, hamlet_open(c, &n)));
	OK(hamlets_on(c, gia_lam, S("2025-07-01"), &on));
	assert_int_equal(on.n, 2);
	n.hamlet = n.id;
	n.name = S("Đồng Tâm");
	n.note = S("");
	n.day = S("2025-07-01");
	FAILS(INVALID, WRITE(c, hamlet_rename(c, &n))); /* not after it began */
	n.day = S("2026-01-01");
	OK(WRITE(c, hamlet_rename(c, &n)));
	FAILS(CONFLICT, WRITE(c, hamlet_rename(c, &n)));
	OK(hamlets_on(c, gia_lam, S("2025-12-31"), &on));
	assert_int_equal(on.n, 2);
	assert_string_equal(hamlet_shown(c->a, on.v[1].kind, on.v[1].name, on.v[1].note).s, "Thôn 3 (xã Gia Thủy cũ)");
	OK(hamlets_on(c, gia_lam, S("2026-01-01"), &on));
	assert_string_equal(hamlet_shown(c->a, on.v[1].kind, on.v[1].name, on.v[1].note).s, "Thôn Đồng Tâm");
	n.hamlet = n.id;
	n.day = S("2026-06-01");
	OK(WRITE(c, hamlet_close(c, &n)));
	OK(hamlets_on(c, gia_lam, S("2026-06-01"), &on));
	assert_int_equal(on.n, 1);
	n.kind = S("lang nuong");
	FAILS(INVALID, WRITE(c, hamlet_open(c, &n)));
	n.kind = S("thon");
	n.day = S("2024-01-01");
	FAILS(INVALID, WRITE(c, hamlet_open(c, &n)));
}

static void hamlets_are_imported_once(void **state)
{
	struct ctx *c = test_store(state);
	str head = S("commune_code\tkind\tname\tnote\tvalid_from\tlegal_basis\n");
	str file = str_format(c->a,
		"%s26326\tTổ dân phố\t1\t\t2026-04-30\tQĐ 1\n26326\tthon\t2\t\t2026-04-30\tQĐ "
		"1\n26326\tthon\t2\t\t2026-04-30\tQĐ 1\n",
		head.s);
	struct hamlets_on_rows on;
	int64_t rows;
	OK(WRITE(c, hamlets_import(c, file, &rows)));
	assert_int_equal(rows, 3); /* homonyms are two */
	OK(WRITE(c, hamlets_import(c, file, &rows)));
	assert_int_equal(rows, 0);
	OK(hamlets_on(c, dau_giay, S("2026-05-01"), &on));
	assert_int_equal(on.n, 3);
	static const char *const wrong[] = {"99999\tthon\t1\t\t2026-04-30\tx\n", "26326\tx\t1\t\t2026-04-30\tx\n",
		"26326\tthon\t\t\t2026-04-30\tx\n", "26326\tthon\t1\t\t30-04\tx\n"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		FAILS(INVALID, WRITE(c, hamlets_import(c, str_format(c->a, "%s%s", head.s, wrong[i]), &rows)));
	FAILS(INVALID, WRITE(c, hamlets_import(c, S("a\tb\n"), &rows)));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(departments_of_the_decree),
		cmocka_unit_test(the_desk_has_one_name_a_day),
		cmocka_unit_test(a_department_has_a_name_a_day),
		cmocka_unit_test(what_a_code_is),
		cmocka_unit_test(old_and_new_codes),
		cmocka_unit_test(hamlets_change_their_names),
		cmocka_unit_test(hamlets_are_imported_once),
	};
	return cmocka_run_group_tests_name("agencies", tests, filled, test_close);
}
