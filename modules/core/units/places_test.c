/* Places as people write them: every unit of both eras by its own name, addresses of two and three levels, namesakes. */
#include "../../../tests/unit/store.h"
#include "places.h"
#include "core/units/units.sql.h"
#include <stdlib.h>
#include "web/module.h"

static void fill(struct ctx *c) { OK(WRITE(c, units_module.init(c))); }
static int filled(void **state) { return test_open_filled(state, "units", fill); }

static struct unit_search first_of(struct ctx *c, str typed)
{
	struct unit_search_rows rows;
	OK(unit_named(c, typed, &rows));
	if (!rows.n)
		print_error("nothing is found by “%.*s”\n", STR_ARG(typed));
	assert_true(rows.n > 0);
	return rows.v[0];
}

/* ---- every unit ---- */

static arena scratch;

/* PostgreSQL is asked the same through a socket: every twelfth unit will do. */
static size_t step(size_t n) { return getenv("DINH_TEST_DB") ? n * 12 : n; }

struct all {
	struct unit_get *v;
	size_t n;
};

static void gather(struct ctx *c, const char *day, const char *level, str code, int depth, struct all *out)
{
	struct unit_list_rows rows;
	OK(unit_list(c, str_of(level), code, str_of(day), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		OK(unit_get(c, rows.v[i].id, &out->v[out->n++]));
		if (depth)
			gather(c, day, rows.v[i].level.s, rows.v[i].code, depth - 1, out);
	}
}

static struct all every_unit(struct ctx *c)
{
	struct all out = {.v = NEWN(c->a, struct unit_get, 20000)};
	gather(c, "2025-06-30", "country", S("VN"), 2, &out);
	assert_int_equal(out.n, 63 + 696 + 10035);
	gather(c, "2026-11-23", "country", S("VN"), 1, &out);
	assert_int_equal(out.n, 63 + 696 + 10035 + 34 + 3321);
	return out;
}

static void assert_own(struct ctx *c, const struct unit_get *u, str typed, bool marks)
{
	struct unit_search_rows rows;
	OK(unit_named(c, typed, &rows));
	str full = rows.n ? rows.v[0].full_name : S("");
	struct place_part part;
	place_kind(c->a, full, &part);
	bool own = marks ? place_same(c->a, u->name, part.name) || place_same(c->a, u->name, full) ||
				   place_same(c->a, u->full_name, full)
			 : str_ends(place_letters(c->a, full), place_letters(c->a, u->name));
	if (!own)
		print_error("“%.*s” finds %.*s first\n", STR_ARG(typed), STR_ARG(full));
	assert_true(own);
}

/* By the full name, the bare name, in capitals, without marks, with nbsp for a space: the first found is called so. */
static void every_unit_is_first_by_its_own_name(void **state)
{
	struct ctx *c = test_store(state);
	struct all all = every_unit(c);
	arena *kept = c->a;
	for (size_t i = 0; i < all.n; i += step(1)) {
		const struct unit_get *u = &all.v[i];
		c->a = &scratch;
		assert_own(c, u, u->full_name, true);
		if (utf8_length(u->name) > 1)
			assert_own(c, u, u->name, true);
		if (i % 8 == 0 && utf8_length(u->name) > 1) {
			assert_own(c, u, upper_case(c->a, u->name), true);
			assert_own(c, u, fold(c->a, u->name), false);
			assert_own(c, u, place_letters(c->a, u->name), false);
		}
		arena_reset(&scratch);
	}
	c->a = kept;
	arena_free(&scratch);
}

/* With what it lies in, it is that very unit. */
static void every_unit_is_found_in_its_place(void **state)
{
	struct ctx *c = test_store(state);
	struct all all = every_unit(c);
	arena *kept = c->a;
	for (size_t i = 0; i < all.n; i += step(6)) {
		const struct unit_get *u = &all.v[i];
		c->a = &scratch;
		struct unit_search_rows rows;
		str place;
		OK(unit_place(c, u->id, &place));
		OK(unit_named(c, place, &rows));
		bool there = false;
		for (size_t k = 0; k < rows.n; k++)
			there |= rows.v[k].id == u->id;
		if (!there)
			print_error("“%.*s” is not found\n", STR_ARG(place));
		assert_true(there);
		arena_reset(&scratch);
	}
	c->a = kept;
	arena_free(&scratch);
}

static void names_that_look_like_kinds(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const names[] = {
		"Quản Bạ", "Quan Hóa", "Quan Triều", "Tịnh Khê", "Quân Chu", "Phương Đông", "Quan Sơn", "Phượng Mao"};
	for (size_t i = 0; i < COUNT(names); i++) {
		struct unit_search u = first_of(c, str_of(names[i]));
		assert_true(str_ends(u.full_name, str_of(names[i])));
		u = first_of(c, fold(c->a, str_of(names[i])));
		assert_true(str_ends(place_letters(c->a, u.full_name), place_letters(c->a, str_of(names[i]))));
	}
	assert_string_equal(first_of(c, S("Quận Ba Đình")).full_name.s, "Quận Ba Đình");
	assert_true(str_ends(first_of(c, S("quan ba dinh")).full_name, S("Ba Đình")));
}

static void spellings(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const same[][2] = {{"Qui Nhơn", "Quy Nhơn"}, {"Lí Sơn", "Lý Sơn"}, {"Kì Anh", "Kỳ Anh"},
		{"Mĩ Tho", "Mỹ Tho"}, {"Ðông Anh", "Đông Anh"}, {"Ea HLeo", "Ea H'Leo"}, {"Ea H’Leo", "Ea H'Leo"},
		{"eahleo", "Ea H'Leo"}, {"MDrắk", "M'Drắk"}, {"M Drắk", "M'Drắk"}, {"đàm THUỶ", "Đàm Thủy"},
		{"Văn Miếu - Quốc Tử Giám", "Văn Miếu - Quốc Tử Giám"}, {"TP. Huế", "Huế"}, {"TPHCM", "Hồ Chí Minh"},
		{"tp hcm", "Hồ Chí Minh"}, {"Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"}, {"P. Bến Nghé", "Bến Nghé"},
		{"TT Nho Quan", "Nho Quan"}, {"Phường 1", "Phường 1"}, {"P.1", "Phường 1"}, {"Nguyễn\u00a0Huệ", "Nguyễn Huệ"}};
	for (size_t i = 0; i < COUNT(same); i++) {
		struct unit_search u = first_of(c, str_of(same[i][0]));
		if (!str_ends(u.full_name, str_of(same[i][1])))
			print_error("“%s” finds %.*s first\n", same[i][0], STR_ARG(u.full_name));
		assert_true(str_ends(u.full_name, str_of(same[i][1])));
	}
	struct unit_search_rows rows;
	OK(unit_named(c, S("Đắk Rlấp"), &rows));
	assert_true(rows.n > 0 && str_has(rows.v[0].full_name, S("R'Lấp")));
}

static void three_levels_lead_to_today(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const typed[] = {"Xã Gia Lâm, huyện Nho Quan, tỉnh Ninh Bình", "Gia Lâm, Nho Quan, Ninh Bình",
		"X. Gia Lâm, H. Nho Quan, T. Ninh Bình", "xa gia lam, huyen nho quan, tinh ninh binh",
		"gia lam nho quan ninh binh", "Gia Lâm - Nho Quan - Ninh Bình",
		"Thôn 3, xã Gia Lâm huyện Nho Quan tỉnh Ninh Bình, Việt Nam", "gia lam, nho quan"};
	for (size_t i = 0; i < COUNT(typed); i++) {
		struct unit_search_rows rows;
		OK(unit_named(c, str_of(typed[i]), &rows));
		if (rows.n != 2)
			print_error("“%s” finds %zu\n", typed[i], rows.n);
		assert_int_equal(rows.n, 2);
		assert_true(!rows.v[0].valid_to.s && str_is(rows.v[0].full_name, "Xã Gia Lâm"));
		assert_string_equal(rows.v[0].parent_name.s, "Tỉnh Ninh Bình");
		assert_string_equal(rows.v[1].parent_name.s, "Huyện Nho Quan");
	}
	struct unit_search_rows rows;
	OK(unit_named(c, S("P.14, Q.5, TPHCM"), &rows));
	assert_true(rows.n == 2 && str_is(rows.v[0].full_name, "Phường Chợ Lớn") && str_is(rows.v[1].full_name, "Phường 14"));
	OK(unit_named(c, S("Phường Đa Kao, Q1, Tp. Hồ Chí Minh"), &rows));
	assert_true(rows.n > 1 && str_is(rows.v[rows.n - 1].full_name, "Phường Đa Kao"));
	struct named_places places;
	OK(places_named(c, S("Xã Gia Lâm, huyện Nho Quan, tỉnh Ninh Bình"), &places));
	assert_int_equal(places.n, 1);
	assert_string_equal(places.v[0].place.s, "Xã Gia Lâm, Tỉnh Ninh Bình");
}

/* ---- addresses ---- */

static day today(void) { return day_make(2026, 11, 23); }

static struct ints named_by(struct ctx *c, str address, bool *sure)
{
	struct ints out;
	OK(communes_of_address(c, address, today(), &out, sure));
	return out;
}

static bool names(struct ints list, int64_t id)
{
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i] == id)
			return true;
	return false;
}

static int64_t commune(struct ctx *c, const char *code)
{
	int64_t id;
	OK(unit_find(c, S("commune"), str_of(code), today(), &id));
	return id;
}

static void residence_is_read_from_whole_parts(void **state)
{
	struct ctx *c = test_store(state);
	int64_t here = commune(c, "14389");
	bool sure;
	static const char *const of_here[] = {"Số 5, xã Gia Lâm, tỉnh Ninh Bình", "Thôn 3 xã Gia Lâm tỉnh Ninh Bình",
		"thon 3 xa gia lam, ninh binh", "X. Gia Lâm, H. Nho Quan, T. Ninh Bình",
		"Xóm 2, Xã Gia Lâm, Huyện Nho Quan, Tỉnh Ninh Bình", "Xóm 2 - Gia Lâm - Nho Quan - Ninh Bình",
		"XÃ GIA LÂM, TỈNH NINH BÌNH, VIỆT NAM", "Gia\u00a0Lâm, Ninh Bình"};
	for (size_t i = 0; i < COUNT(of_here); i++) {
		struct ints list = named_by(c, str_of(of_here[i]), &sure);
		if (!sure || list.n != 1 || list.v[0] != here)
			print_error("“%s”: %zu %d %d\n", of_here[i], list.n, (int)sure, (int)list.v[0]);
		assert_true(sure && list.n == 1 && list.v[0] == here);
	}
	static const char *const elsewhere[] = {"Số 5, xã Gia Lâm, thành phố Hà Nội", "xã Gia Lâm Thượng, Lai Châu",
		"Số 5 Gia Lâm", "huyện Gia Lâm, thành phố Hà Nội", "Ninh Bình", "", "Thôn Gia Lâm, xã Nho Quan, Ninh Bình",
		"xã Gia Lam Hạ, Ninh Bình", "xã Gia Lâm, huyện Gia Viễn, tỉnh Ninh Bình"};
	for (size_t i = 0; i < COUNT(elsewhere); i++)
		assert_false(names(named_by(c, str_of(elsewhere[i]), &sure), here));
	static const char *const doubtful[] = {
		"xã Gia Lâm, Ninh", "Số 5, xã Gia Lâm", "xã Gia Lâm, Ninh Bình, 0912345678", "Số 5, xã Gia Lãm, tỉnh Ninh Bình"};
	for (size_t i = 0; i < COUNT(doubtful); i++) {
		struct ints list = named_by(c, str_of(doubtful[i]), &sure);
		if (sure || !names(list, here))
			print_error("“%s”: %zu\n", doubtful[i], list.n);
		assert_true(!sure && names(list, here));
	}
}

/* 246 full names are shared by 576 communes: with its province each is itself, without it the others are named too. */
static void every_commune_of_today_by_its_address(void **state)
{
	struct ctx *c = test_store(state);
	struct all all = {.v = NEWN(c->a, struct unit_get, 4000)};
	gather(c, "2026-11-23", "country", S("VN"), 1, &all);
	size_t shared = 0;
	arena *kept = c->a;
	for (size_t i = 0; i < all.n; i += step(1)) {
		const struct unit_get *u = &all.v[i];
		bool sure;
		if (!str_is(u->level, "commune"))
			continue;
		c->a = &scratch;
		struct ints list =
			named_by(c, str_format(c->a, "Số 5, %.*s, %.*s", STR_ARG(u->full_name), STR_ARG(u->parent_name)), &sure);
		if (!sure || list.v[0] != u->id)
			print_error("%.*s, %.*s: %zu\n", STR_ARG(u->full_name), STR_ARG(u->parent_name), list.n);
		assert_true(sure && list.n == 1 && list.v[0] == u->id);
		list = named_by(c, str_format(c->a, "Số 5, %.*s", STR_ARG(u->full_name)), &sure);
		assert_true(names(list, u->id) && sure == (list.n == 1));
		shared += list.n > 1;
		arena_reset(&scratch);
	}
	c->a = kept;
	arena_free(&scratch);
	print_message("%zu communes share their full name\n", shared);
	assert_true(shared > 500 / step(1));
}

/* Every commune of June 2025, as papers of that time write it, leads to what took it over. */
static void every_commune_of_the_past_by_its_address(void **state)
{
	struct ctx *c = test_store(state);
	struct all all = {.v = NEWN(c->a, struct unit_get, 12000)};
	gather(c, "2025-06-30", "country", S("VN"), 2, &all);
	arena *kept = c->a;
	size_t unsure = 0;
	for (size_t i = 0; i < all.n; i++) {
		const struct unit_get *u = &all.v[i];
		struct successor next;
		bool sure;
		if (!str_is(u->level, "commune") || i % step(4))
			continue;
		c->a = &scratch;
		str place;
		OK(unit_place(c, u->id, &place));
		struct ints list = named_by(c, place, &sure);
		OK(unit_successor_of(c, u->id, &next));
		if (!list.n || (sure && next.n > 1))
			print_error("%.*s: %zu\n", STR_ARG(place), list.n);
		assert_true(list.n > 0 && (!sure || next.n == 1));
		unsure += !sure;
		arena_reset(&scratch);
	}
	c->a = kept;
	arena_free(&scratch);
	print_message("%zu of the past are split or have a namesake in their district\n", unsure);
}

/* A store from before the letters: once, at the next start. */
static void keys_are_made_anew(void **state)
{
	struct ctx *c = test_store(state);
	struct unit_search_rows rows;
	int64_t id = commune(c, "00874");
	OK(WRITE(c, unit_key(c, id, S("x"), S(""))));
	OK(unit_named(c, S("Quản Bạ"), &rows));
	for (size_t i = 0; i < rows.n; i++)
		assert_true(rows.v[i].id != id);
	OK(WRITE(c, units_module.init(c)));
	assert_int_equal(first_of(c, S("Quản Bạ")).id, id);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_unit_is_first_by_its_own_name),
		cmocka_unit_test(every_unit_is_found_in_its_place),
		cmocka_unit_test(names_that_look_like_kinds),
		cmocka_unit_test(spellings),
		cmocka_unit_test(three_levels_lead_to_today),
		cmocka_unit_test(residence_is_read_from_whole_parts),
		cmocka_unit_test(every_commune_of_today_by_its_address),
		cmocka_unit_test(every_commune_of_the_past_by_its_address),
		cmocka_unit_test(keys_are_made_anew),
	};
	return cmocka_run_group_tests_name("places", tests, filled, test_close);
}
