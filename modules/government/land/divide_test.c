/* Split and merge: one transaction each, areas and shapes add up, the old ones stay. */
#include "stage_test.h"
#include "web/services/services.h"

static int open_store(void **state)
{
	int code = test_open(state);
	if (!code)
		stage_set(*state);
	return code;
}

/* The parcel of 20 by 30 metres, cut at `at` metres from the west. */
static struct split_work cut(struct ctx *c, int64_t parcel, int64_t at, int64_t width)
{
	struct ground *v = NEWN(c->a, struct ground, 2);
	v[0] = ground_box_of(c, 0, 0, at, 30);
	v[1] = ground_box_of(c, at, 0, width, 30);
	return (struct split_work){.parcel = parcel,
		.seen = parcel_now(c, parcel).version,
		.parts = {v, 2},
		.day = S("2026-10-01"),
		.basis = S("Hồ sơ H42.17-260901-0003")};
}
static str why(struct ctx *c, const struct split_work *w)
{
	struct split_preview p;
	OK(land_split_preview(c, w, &p));
	return p.wrong;
}

static void a_parcel_is_split_and_leads_to_its_parts(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	parcel_in(c, box(c, 20, 0, 40, 30), 60000, "ONT");
	OK(apply(c, land_restriction_add,
		(&(struct restriction_work){
			.parcel = id, .kind = S("easement"), .said = S("Lối đi"), .basis = S("HĐ 7"), .day = S("2020-01-02")})));
	struct split_work w = cut(c, id, 8, 20);
	struct split_preview plan;
	OK(land_split_preview(c, &w, &plan));
	assert_true(
		!plan.wrong.n && plan.n == 2 && plan.v[0].area == 24000 && plan.v[1].area == 36000 && plan.after == plan.before);
	assert_true(!parcel_now(c, id).valid_to.s); /* it was looked at, no more */
	OK(apply(c, land_split, &w));
	struct land_parcel old, west;
	old = parcel_now(c, id);
	west = parcel_now(c, w.made.v[0]);
	assert_true(str_is(old.valid_to, "2026-10-01") && west.number == 3 && west.area == 24000 &&
		    parcel_now(c, w.made.v[1]).number == 4);
	assert_true(parcel_code_like(west.code) && !str_eq(west.code, old.code));
	struct land_parents_rows tree;
	OK(land_children(c, id, &tree));
	assert_true(tree.n == 2 && tree.v[0].parcel_id == w.made.v[0] && str_is(tree.v[0].kind, "split"));
	OK(land_parents(c, w.made.v[1], &tree));
	assert_true(tree.n == 1 && tree.v[0].parcel_id == id);
	struct land_rights_of right;
	struct land_holdings held;
	bool found;
	for (size_t i = 0; i < 2; i++) {
		struct land_restrictions_of_rows against;
		OK(land_right_current(c, w.made.v[i], &right, &found));
		OK(land_holdings_of(c, right.id, &held));
		assert_true(found && held.n == 1 && held.v[0].id == stage.an && str_is(right.valid_from, "2026-10-01"));
		OK(land_restrictions_of(c, w.made.v[i], &against));
		assert_true(against.n == 1 && str_is(against.v[0].said, "Lối đi") && !against.v[0].valid_to.s);
	}
	struct land_certificates_of_rows papers;
	OK(land_certificates_of(c, id, &papers));
	assert_true(papers.n == 1 && str_is(papers.v[0].revoked_on, "2026-10-01"));
	OK(land_right_current(c, id, &right, &found));
	assert_false(found);
	FAILS(CONFLICT, apply(c, land_split, &w)); /* it is no more */
	all_adds_up(c);
}

static void what_does_not_add_up_is_refused_and_nothing_stays(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	struct split_work w = cut(c, id, 8, 20);
	w.parts.v[1] = ground_box_of(c, 9, 0, 20, 30);
	assert_true(str_has(why(c, &w), S("còn hở 30 m²")));
	w.parts.v[1] = ground_box_of(c, 7, 0, 20, 30);
	assert_true(str_has(why(c, &w), S("chồng lên nhau 30 m²")));
	w.parts.v[1] = ground_box_of(c, 8, 0, 21, 30);
	assert_true(str_has(why(c, &w), S("vượt ra ngoài thửa cũ 30 m²")));
	FAILS(INVALID, apply(c, land_split, &w));
	w.parts.n = 1;
	assert_true(str_has(why(c, &w), S("ít nhất hai phần")));
	w = cut(c, id, 8, 20);
	w.seen = 77;
	FAILS(CONFLICT, apply(c, land_split, &w));
	w.seen = parcel_now(c, id).version;
	w.basis = S("");
	FAILS(INVALID, apply(c, land_split, &w));
	w.basis = S("Hồ sơ 3");
	w.day = S("2010-05-04");
	FAILS(INVALID, apply(c, land_split, &w));
	w.day = S("2031-01-01");
	FAILS(INVALID, apply(c, land_split, &w));
	w.day = S("2026-10-01");
	c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, apply(c, land_split, &w));
	c->unit = stage.unit;
	struct land_all_parcels_rows all;
	OK(land_all_parcels(c, 0, 10, &all));
	assert_true(all.n == 1 && !all.v[0].valid_to.s);
	all_adds_up(c);
}

static void paper_and_survey_may_differ_by_the_tolerance(void **state)
{
	struct ctx *c = test_store(state);
	int64_t near =
		parcel_in(c, box(c, 0, 0, 20, 30), 60290, "ONT"); /* 2.9 of 602.9 square metres; 5 in a thousand are allowed */
	struct split_work w = cut(c, near, 8, 20);
	struct split_preview plan;
	OK(land_split_preview(c, &w, &plan));
	assert_true(!plan.wrong.n && plan.allowed == 301);
	int64_t far = parcel_in(c, box(c, 100, 0, 120, 30), 60400, "ONT");
	w = cut(c, far, 8, 20);
	w.parts.v[0] = ground_box_of(c, 100, 0, 108, 30);
	w.parts.v[1] = ground_box_of(c, 108, 0, 120, 30);
	assert_true(str_has(why(c, &w), S("quá sai số cho phép")));
}

static void mortgage_dispute_and_distraint_refuse_by_name(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	static const char *const kinds[][2] = {{"mortgage", "Thế chấp"}, {"dispute", "Tranh chấp"}, {"distraint", "Kê biên"}};
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct restriction_work r = {
			.parcel = id, .kind = str_of(kinds[i][0]), .said = S(""), .basis = S("VB 9"), .day = S("2020-01-02")};
		OK(apply(c, land_restriction_add, &r));
		struct split_work w = cut(c, id, 8, 20);
		assert_true(str_has(why(c, &w), str_of(kinds[i][1])));
		FAILS(INVALID, apply(c, land_split, &w));
		OK(apply(c, land_restriction_lift,
			(&(struct restriction_work){.id = r.id, .basis = S("VB 10"), .day = S("2024-01-02")})));
	}
	FAILS(INVALID, apply(c, land_restriction_add,
			       (&(struct restriction_work){
				       .parcel = id, .kind = S("x"), .said = S(""), .basis = S("y"), .day = S("2020-01-02")})));
	struct split_work w = cut(c, id, 8, 20);
	assert_int_equal(why(c, &w).n, 0);
}

static void without_certificate_term_or_shape_nothing_is_split(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT");
	struct land_certificates_of_rows papers;
	OK(land_certificates_of(c, id, &papers));
	struct right_work right = {.parcel = id,
		.seen = 1,
		.holdings = held_by(stage.an),
		.term = S("2024-12-31"),
		.how = LAND_CORRECT,
		.basis = S("x")};
	OK(apply(c, land_right_keep, &right));
	struct split_work w = cut(c, id, 8, 20);
	assert_true(str_has(why(c, &w), S("đã hết thời hạn")));
	OK(apply(c, land_certificate_revoke,
		(&(struct certificate_work){.id = papers.v[0].id, .day = S("2024-01-01"), .reason = S("Mất")})));
	assert_true(str_has(why(c, &w), S("giấy chứng nhận")));
	int64_t bare = parcel_in(c, S(""), 60000, "ONT");
	w = cut(c, bare, 8, 20);
	assert_true(str_has(why(c, &w), S("chưa có hình")));
}

static void uses_of_parts_are_asked_when_there_are_several(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT 200; CLN 400");
	struct split_work w = cut(c, id, 8, 20);
	assert_true(str_has(why(c, &w), S("Ghi loại đất của phần 1, rộng 240 m²")));
	w.uses = (struct texts){(const str[]){S("ONT 200; CLN 40"), S("CLN 350")}, 2};
	assert_true(str_has(why(c, &w), S("Phần 2: Diện tích các loại đất")));
	w.uses = (struct texts){(const str[]){S("ONT 200; CLN 40"), S("CLN")}, 2};
	OK(apply(c, land_split, &w));
	assert_string_equal(parcel_now(c, w.made.v[1]).main_use.s, "CLN");
	all_adds_up(c);
}

static struct merge_work both(struct ctx *c, int64_t one, int64_t other)
{
	int64_t *ids = NEWN(c->a, int64_t, 2), *seen = NEWN(c->a, int64_t, 2);
	ids[0] = one;
	ids[1] = other;
	seen[0] = parcel_now(c, one).version;
	seen[1] = parcel_now(c, other).version;
	return (struct merge_work){.parcels = {ids, 2}, .seen = {seen, 2}, .day = S("2026-10-01"), .basis = S("Hồ sơ 4")};
}

static void a_part_below_the_least_area_joins_a_neighbour_at_once(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "LUC"), east = parcel_in(c, box(c, 20, 0, 40, 30), 60000, "CLN"),
		apart = parcel_in(c, box(c, 60, 0, 80, 30), 60000, "CLN");
	OK(settings_open(c, modules_all(), NULL));
	OK(WRITE(c, setting_keep(c, &(struct setting_change){.unit = c->unit, .name = S("land.least_farm"), .value = S("300")})));
	OK(settings_reload(c));
	struct right_work right = {.parcel = east,
		.seen = parcel_now(c, east).version,
		.holdings = held_by(stage.binh),
		.day = S("2025-01-01"),
		.basis = S("HĐ")};
	OK(apply(c, land_right_keep, &right));
	struct split_work w = cut(c, id, 12, 20); /* 360 and 240 square metres */
	assert_true(str_has(why(c, &w), S("Phần 2 rộng 240 m², nhỏ hơn diện tích tối thiểu được tách 300 m²")));
	FAILS(INVALID, apply(c, land_split, &w));
	int64_t joins[] = {0, apart};
	w.joins = (struct ints){joins, 2};
	assert_true(str_has(why(c, &w), S("Phần 2 với thửa 3")));
	FAILS(INVALID, apply(c, land_split, &w)); /* they do not touch */
	joins[1] = id;
	assert_true(why(c, &w).n);
	joins[0] = joins[1] = east;
	assert_true(str_has(why(c, &w), S("vẽ thành một phần")));
	joins[0] = 0;
	struct restriction_work mortgage = {
		.parcel = east, .kind = S("mortgage"), .said = S(""), .basis = S("HĐ 9"), .day = S("2025-02-02")};
	OK(apply(c, land_restriction_add, &mortgage));
	assert_true(str_has(why(c, &w), S("Thế chấp")));
	FAILS(INVALID, apply(c, land_split, &w));
	mortgage.day = S("2025-03-03");
	OK(apply(c, land_restriction_lift, &mortgage));
	struct split_preview plan;
	OK(land_split_preview(c, &w, &plan));
	assert_true(!plan.wrong.n && plan.v[1].joins == 2);
	w.day = S("2025-01-01"); /* the neighbour's right is of that day */
	FAILS(INVALID, apply(c, land_split, &w));
	assert_false(parcel_now(c, id).valid_to.s);
	w.day = S("2026-10-01");
	OK(apply(c, land_split, &w));
	struct land_facts_of f;
	struct land_rights_of held;
	struct land_holdings of;
	struct land_parents_rows tree;
	bool found;
	int64_t made = w.made.v[1];
	OK(land_fact_current(c, made, &f));
	assert_true(f.area == 84000 && str_is(f.uses, "LUC 240; CLN 600"));
	OK(land_right_current(c, made, &held, &found));
	OK(land_holdings_of(c, held.id, &of));
	assert_true(of.n == 1 && of.v[0].id == stage.binh);
	OK(land_right_current(c, w.made.v[0], &held, &found));
	OK(land_holdings_of(c, held.id, &of));
	assert_true(of.n == 1 && of.v[0].id == stage.an);
	assert_true(parcel_now(c, id).valid_to.s && parcel_now(c, east).valid_to.s && !parcel_now(c, apart).valid_to.s);
	OK(land_parents(c, made, &tree));
	assert_int_equal(tree.n, 2); /* the neighbour, and the part that was a parcel for no day */
	struct land_parcels_rows now;
	OK(land_parcels(c,
		&(struct land_parcels_in){
			.unit = c->unit, .day = S("2026-10-01"), .code = S(""), .words = S(""), .use = S(""), .most = 10},
		&now));
	assert_int_equal(now.n, 3);
	all_adds_up(c);
	settings_close();
}

static void neighbours_of_one_holder_merge(void **state)
{
	struct ctx *c = test_store(state);
	int64_t west = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT"), east = parcel_in(c, box(c, 20, 0, 40, 30), 60000, "CLN"),
		apart = parcel_in(c, box(c, 60, 0, 80, 30), 60000, "CLN");
	struct merge_work w = both(c, west, apart);
	FAILS(INVALID, apply(c, land_merge, &w)); /* no common edge */
	w = both(c, west, west);
	FAILS(INVALID, apply(c, land_merge, &w));
	struct right_work right = {.parcel = east,
		.seen = parcel_now(c, east).version,
		.holdings = held_by(stage.binh),
		.day = S("2025-01-01"),
		.basis = S("HĐ")};
	OK(apply(c, land_right_keep, &right));
	w = both(c, west, east);
	FAILS(INVALID, apply(c, land_merge, &w)); /* two holders */
	right.seen = parcel_now(c, east).version;
	right.holdings = held_by(stage.an);
	right.day = S("2025-06-01");
	OK(apply(c, land_right_keep, &right));
	w = both(c, west, east);
	OK(apply(c, land_merge, &w));
	struct land_facts_of f;
	struct land_parents_rows tree;
	OK(land_fact_current(c, w.made, &f));
	assert_string_equal(f.uses.s, "ONT 600; CLN 600");
	assert_int_equal(parcel_now(c, w.made).number, 4);
	OK(land_parents(c, w.made, &tree));
	assert_int_equal(tree.n, 2);
	assert_true(parcel_now(c, west).valid_to.s && parcel_now(c, east).valid_to.s);
	all_adds_up(c);
	/* verify sees when the shapes of a tree are not the same land */
	OK(land_fact_current(c, w.made, &f));
	OK(WRITE(c, land_fact_wrong(c, f.id, c->now, 0)));
	struct verify_report report = {.lines = {.a = c->a}};
	FAILS(NOT_FOUND, land_verify(c, &report));
}

static void sheets_differ_and_restrictions_refuse_a_merge(void **state)
{
	struct ctx *c = test_store(state);
	int64_t west = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "ONT"), own = stage.sheet;
	struct sheet_work sheet = {
		.unit = c->unit, .old_unit = c->unit, .number = 13, .scale = 1000, .meridian = 6300, .drawn_on = S("")};
	OK(apply(c, land_sheet_keep, &sheet));
	stage.sheet = sheet.id;
	int64_t other = parcel_in(c, box(c, 20, 0, 40, 30), 60000, "ONT");
	stage.sheet = own;
	struct merge_work w = both(c, west, other);
	FAILS(INVALID, apply(c, land_merge, &w));
	int64_t north = parcel_in(c, box(c, 0, 30, 20, 60), 60000, "ONT");
	OK(apply(c, land_restriction_add,
		(&(struct restriction_work){
			.parcel = north, .kind = S("distraint"), .said = S(""), .basis = S("QĐ 2"), .day = S("2020-01-02")})));
	w = both(c, west, north);
	FAILS(INVALID, apply(c, land_merge, &w));
}

#define T(test) cmocka_unit_test_setup_teardown(test, open_store, test_close)
TESTS()
{
	const struct CMUnitTest tests[] = {T(a_parcel_is_split_and_leads_to_its_parts),
		T(what_does_not_add_up_is_refused_and_nothing_stays), T(paper_and_survey_may_differ_by_the_tolerance),
		T(mortgage_dispute_and_distraint_refuse_by_name), T(without_certificate_term_or_shape_nothing_is_split),
		T(uses_of_parts_are_asked_when_there_are_several), T(a_part_below_the_least_area_joins_a_neighbour_at_once),
		T(neighbours_of_one_holder_merge), T(sheets_differ_and_restrictions_refuse_a_merge)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
