/* The plane of VN-2000 and the earth, by vectors that two other programs agree on; areas, validity, parts and wholes; codes of parcels. */
#include "tests/unit/vectors.h"
#include "geo/geo.h"
#include "web/catalogue.h"
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

static arena a;
static struct ctx ctx;

static int fresh(void **state)
{
	arena_reset(&a);
	ctx = (struct ctx){.a = &a};
	*state = &ctx;
	return 0;
}

static double real(str s) { return strtod(str_c(&a, s), NULL); }

/* "[[[571200,2524300],..]]" of the vectors. */
static struct ground rings_of(str text)
{
	struct ground g = {.points = arena_get(&a, 200 * sizeof *g.points), .ends = NEWN(&a, size_t, 10)};
	const char *s = str_c(&a, text);
	int depth = 0;
	size_t begun = 0;
	for (char *end; *s; s++) {
		depth += *s == '[' ? 1 : *s == ']' ? -1 : 0;
		if (*s == '[' && (s[1] == '-' || (s[1] >= '0' && s[1] <= '9'))) {
			g.points[g.n][0] = llround(strtod(s + 1, &end) * 1000);
			g.points[g.n++][1] = llround(strtod(end + 1, &end) * 1000);
			s = end - 1;
		} else if (*s == ']' && depth == 1) {
			g.n -= !memcmp(g.points[begun], g.points[g.n - 1], sizeof g.points[0]);
			g.ends[g.nrings++] = begun = g.n;
		}
	}
	return g;
}

#define RING(...) ring_of((const int64_t[][2]){__VA_ARGS__}, sizeof((const int64_t[][2]){__VA_ARGS__}) / sizeof(int64_t[2]))
/* In metres from 570 km east, 2520 km north. */
static struct ground ring_of(const int64_t (*metres)[2], size_t n)
{
	struct ground g = {.points = arena_get(&a, n * sizeof *g.points), .n = n, .ends = NEWN(&a, size_t, 1), .nrings = 1};
	for (size_t i = 0; i < n; i++) {
		g.points[i][0] = (570000 + metres[i][0]) * 1000;
		g.points[i][1] = (2520000 + metres[i][1]) * 1000;
	}
	g.ends[0] = n;
	return g;
}

static void places_of_vectors_are_met_both_ways(void **state)
{
	struct ctx *c = *state;
	str rest = vector_file(&a, "tests/land/vn2000_vectors.tsv"), cells[9];
	size_t n = 0;
	for (tsv_row(&rest, cells, 9); tsv_row(&rest, cells, 9) && cells[0].n; n++) {
		int64_t meridian = llround(real(cells[3]) * 60);
		double longitude, latitude;
		struct ground_point p;
		OK(ground_from_earth(c, meridian, real(cells[1]), real(cells[2]), &p));
		assert_true(llabs(p.east - llround(real(cells[4]) * 1000)) <= 1);
		assert_true(llabs(p.north - llround(real(cells[5]) * 1000)) <= 1);
		assert_true(llabs(p.east - llround(real(cells[6]) * 1000)) > 500); /* the sign that is often copied */
		OK(ground_to_earth(c, meridian, real(cells[4]), real(cells[5]), &longitude, &latitude));
		assert_true(fabs(longitude - real(cells[1])) < 2e-8 && fabs(latitude - real(cells[2])) < 2e-8);
	}
	assert_int_equal(n, 7);
}

static void each_meridian_of_the_law_is_known_with_its_number(void **state)
{
	str rest = vector_file(&a, "tests/land/vn2000_meridians.tsv"), cells[9];
	size_t n = 0;
	(void)state;
	for (tsv_row(&rest, cells, 9); tsv_row(&rest, cells, 9) && cells[0].n; n++) {
		int64_t minutes = llround(real(cells[3]) * 60);
		assert_true(meridian_valid(minutes));
		assert_int_equal(meridian_epsg(minutes), (int64_t)real(cells[5]));
		assert_int_equal(MERIDIAN_FIRST < minutes && minutes < MERIDIAN_LAST, 1);
	}
	assert_int_equal(n, 97);
	assert_false(meridian_valid(105 * 60 + 10));
	assert_int_equal(meridian_epsg(105 * 60 + 10), 0);
	assert_string_equal(meridian_shown(&a, 6345).s, "105°45′");
	for (size_t i = 0; i < meridians_count(); i++)
		assert_true(meridian_valid(meridian_at(i)));
}

static void a_meridian_that_is_none_and_a_place_far_away_are_refused(void **state)
{
	struct ctx *c = *state;
	double longitude, latitude;
	struct ground_point p;
	FAILS(INVALID, ground_to_earth(c, 6310, 500000, 2500000, &longitude, &latitude));
	FAILS(INVALID, ground_from_earth(c, 6345, 105, 91, &p));
	FAILS(INVALID, ground_to_earth(c, 6345, 1e12, 2500000, &longitude, &latitude));
	OK(ground_to_earth(c, 6345, 500000, 2500000, &longitude, &latitude)); /* an error does not stay */
}

static void the_sheet_says_the_meridian(void **state)
{
	struct ctx *c = *state;
	double one, other, latitude;
	OK(ground_to_earth(c, 6300, 578122.053, 2248097.518, &one, &latitude));
	OK(ground_to_earth(c, 6330, 578122.053, 2248097.518, &other, &latitude));
	assert_true(fabs(one - 105.75) < 1e-7 && fabs(other - one - 0.5) < 1e-4);
}

static void codes_are_those_of_other_programs(void **state)
{
	struct ctx *c = *state;
	str rest = vector_file(&a, "tests/land/parcel_geohash_vectors.tsv"), cells[13];
	size_t n = 0;
	for (tsv_row(&rest, cells, 13); tsv_row(&rest, cells, 13) && cells[0].n; n++) {
		struct ground g = rings_of(cells[4]);
		struct parcel_code code;
		OK(parcel_code_of(c, llround(real(cells[3]) * 60), &g, &code));
		assert_int_equal(code.at.east, llround(real(cells[6]) * 1000));
		assert_int_equal(code.at.north, llround(real(cells[7]) * 1000));
		assert_true(fabs(code.latitude - real(cells[8])) < 1e-9 && fabs(code.longitude - real(cells[9])) < 1e-9);
		assert_string_equal(code.code, str_c(&a, cells[10]));
		for (int wrong = 11; wrong <= 12; wrong++)
			assert_string_not_equal(code.code, str_c(&a, cells[wrong]));
		assert_true(parcel_code_like(cells[10]));
	}
	assert_int_equal(n, 8);
	assert_false(parcel_code_like(S("wk59y1xrfwk")));
	assert_false(parcel_code_like(S("wk59y1xrfwka"))); /* a, i, l, o are no letters of it */
}

/* A channel of ten kilometres has a line of equal points: the search ends, and gives the same each time. */
static void a_long_thin_parcel_has_a_code_soon(void **state)
{
	struct ctx *c = *state;
	struct ground g = RING({0, 0}, {10000, 0}, {10000, 3}, {0, 3});
	struct parcel_code one, other;
	OK(parcel_code_of(c, 6345, &g, &one));
	OK(parcel_code_of(c, 6345, &g, &other));
	assert_string_equal(one.code, other.code);
	assert_int_equal(one.at.north, 2520001500);
}

static void areas_leave_out_what_is_cut_out(void **state)
{
	(void)state;
	struct ground g = rings_of(S("[[[0,0],[100,0],[100,80],[0,80],[0,0]],[[40,30],[60,30],[60,50],[40,50],[40,30]]]"));
	assert_int_equal(g.nrings, 2);
	assert_int_equal(ground_area(&g), INT64_C(7600) * 1000000);
	assert_int_equal(ground_hundredths(ground_area(&g)), 760000);
	assert_int_equal(ground_edge(&g), 440000);
	assert_int_equal(ground_hundredths(4999), 0);
	assert_int_equal(ground_hundredths(5000), 1);
	struct ground far = RING({0, 0}, {20000, 0}, {20000, 20000}, {0, 20000});
	assert_int_equal(ground_area(&far), INT64_C(400000000) * 1000000);
}

static void what_is_kept_is_read_again(void **state)
{
	(void)state;
	struct ground g = rings_of(S("[[[571200,2524300.05],[571220,2524300],[571220,2524340]],[[571211,2524311],[571212,2524311]"
				     ",[571212,2524312]]]"));
	struct ground again;
	str kept = ground_text(&a, &g);
	assert_string_equal(kept.s, "571200.000 2524300.050, 571220.000 2524300.000, 571220.000 2524340.000; 571211.000 "
				    "2524311.000, 571212.000 2524311.000, "
				    "571212.000 2524312.000");
	assert_true(ground_read(&a, kept, &again));
	assert_string_equal(ground_text(&a, &again).s, kept.s);
	static const char *const wrong[] = {"", "1.000 2.000", "1.000 2.000, 2.000 2.000", "1 2, 3 4, 5 6",
		"1.000 2.000, 2.000 2.000, 2.000 x", "1.000 2.000, 2.000 2.000, 2.000 3.000; 1.000 1.000",
		"1.000 2.000, 2.000 2.000, 2.000 3.000;"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(ground_read(&a, str_of(wrong[i]), &again));
}

static void crossing_edges_are_told_where(void **state)
{
	struct ctx *c = *state;
	str why;
	struct ground good = RING({0, 0}, {10, 0}, {10, 10}, {0, 10}), bow = RING({0, 0}, {10, 10}, {10, 0}, {0, 10});
	OK(ground_wrong(c, &good, &why));
	assert_int_equal(why.n, 0);
	OK(ground_wrong(c, &bow, &why));
	assert_true(str_has(why, S("cắt hoặc chạm nhau")) && str_has(why, S("E 570005.000, N 2520005.000")));
	struct ground out = rings_of(S("[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[20,20],[25,20],[25,25],[20,20]]]"));
	OK(ground_wrong(c, &out, &why));
	assert_true(str_has(why, S("phần khoét")));
}

static struct grounds both(struct ground one, struct ground other)
{
	struct ground *v = NEWN(&a, struct ground, 2);
	v[0] = one;
	v[1] = other;
	return (struct grounds){v, 2};
}

static void parts_make_up_the_whole_or_it_is_said_by_how_much_not(void **state)
{
	struct ctx *c = *state;
	struct ground_fit fit;
	struct ground whole = RING({0, 0}, {20, 0}, {20, 10}, {0, 10}), west = RING({0, 0}, {8, 0}, {8, 10}, {0, 10});
	OK(ground_fits(c, &whole, both(west, RING({8, 0}, {20, 0}, {20, 10}, {8, 10})), &fit));
	assert_true(!fit.gap && !fit.outside && !fit.overlap);
	OK(ground_fits(c, &whole, both(west, RING({9, 0}, {20, 0}, {20, 10}, {9, 10})), &fit));
	assert_true(fit.gap == 10000000 && !fit.outside && !fit.overlap);
	OK(ground_fits(c, &whole, both(west, RING({7, 0}, {20, 0}, {20, 10}, {7, 10})), &fit));
	assert_true(!fit.gap && !fit.outside && fit.overlap == 10000000);
	OK(ground_fits(c, &whole, both(west, RING({8, 0}, {21, 0}, {21, 10}, {8, 10})), &fit));
	assert_true(!fit.gap && fit.outside == 10000000 && !fit.overlap);
	int64_t area;
	struct ground east = RING({6, 0}, {20, 0}, {20, 10}, {6, 10});
	OK(ground_overlap(c, &west, &east, &area));
	assert_int_equal(area, 20000000);
}

static void neighbours_become_one_and_others_do_not(void **state)
{
	struct ctx *c = *state;
	struct ground out, west = RING({0, 0}, {8, 0}, {8, 10}, {0, 10});
	OK(ground_union(c, both(west, RING({8, 0}, {20, 0}, {20, 10}, {8, 10})), 0, &out));
	assert_int_equal(ground_area(&out), INT64_C(200) * 1000000);
	struct ground seam = RING({8, 0}, {20, 0}, {20, 10}, {8, 10});
	seam.points[0][0] += 5; /* half a centimetre */
	seam.points[3][0] += 5;
	FAILS(INVALID, ground_union(c, both(west, seam), 0, &out));
	OK(ground_union(c, both(west, seam), 10, &out));
	FAILS(INVALID, ground_union(c, both(west, RING({9, 0}, {20, 0}, {20, 10}, {9, 10})), 10, &out));
	FAILS(INVALID,
		ground_union(c, both(west, RING({8, 10}, {20, 10}, {20, 20}, {8, 20})), 0, &out)); /* at one corner alone */
}

static void a_line_cuts_with_nothing_lost(void **state)
{
	struct ctx *c = *state;
	struct grounds parts;
	struct ground_fit fit;
	struct ground g = rings_of(
		S("[[[578000,2247000],[578100,2247000],[578100,2247080],[578000,2247080]],[[578040,2247030],[578060,2247030],"
		  "[578060,2247050],[578040,2247050]]]"));
	struct ground_point slanting[] = {{577990000, 2247010000}, {578110000, 2247071000}};
	OK(ground_cut(c, &g, slanting, 2, &parts));
	OK(ground_fits(c, &g, parts, &fit));
	assert_true(fit.gap + fit.outside + fit.overlap < 100000); /* a tenth of a square decimetre: whole millimetres */
	int64_t sum = 0;
	for (size_t i = 0; i < parts.n; i++)
		sum += ground_area(&parts.v[i]);
	assert_true(parts.n == 2 && llabs(sum - ground_area(&g)) < 100000);
	struct ground_point short_of[] = {{577990000, 2247010000}, {578020000, 2247020000}},
			    beside[] = {{577000000, 2247010000}, {577000000, 2247071000}};
	FAILS(INVALID, ground_cut(c, &g, short_of, 2, &parts));
	FAILS(INVALID, ground_cut(c, &g, beside, 2, &parts));
	FAILS(INVALID, ground_cut(c, &g, beside, 1, &parts));
}

static void on_the_earth_a_ring_is_closed(void **state)
{
	struct ctx *c = *state;
	str coordinates;
	struct ground_box box;
	struct ground g = rings_of(S("[[[571200,2524300],[571220,2524300],[571220,2524340],[571200,2524340]]]"));
	OK(ground_on_earth(c, 6345, &g, &coordinates, &box));
	assert_true(str_starts(coordinates, S("[[[106.44551")) && str_ends(coordinates, S("]]]")));
	str first, rest, last;
	str_cut(coordinates, ']', &first, &rest);
	last = (str){coordinates.s + coordinates.n - first.n - 1, first.n - 2};
	assert_true(str_eq((str){first.s + 3, first.n - 3}, (str){last.s + last.n - (first.n - 3), first.n - 3}) ||
		    str_has(rest, (str){first.s + 2, first.n - 2}));
	assert_true(box.west < 1064456159 && 1064456159 < box.east && box.south < 228172214 && 228172214 < box.north);
}

/* Each thread has its own context of PROJ: many at once get what one gets. */
static void *many(void *arg)
{
	arena own = {0};
	struct ctx c = {.a = &own};
	for (int i = 0; i < 400; i++) {
		double longitude, latitude;
		if (ground_to_earth(&c, 6345, 562465.545, 2513515.487, &longitude, &latitude) || fabs(longitude - 106.36) > 2e-8)
			*(bool *)arg = true;
	}
	arena_free(&own);
	return NULL;
}
static void threads_do_not_meet(void **state)
{
	pthread_t t[4];
	bool wrong[4] = {0};
	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&t[i], NULL, many, &wrong[i]), 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(t[i], NULL);
		assert_false(wrong[i]);
	}
}

#define T(test) cmocka_unit_test_setup(test, fresh)
TESTS()
{
	const struct CMUnitTest tests[] = {T(places_of_vectors_are_met_both_ways),
		T(each_meridian_of_the_law_is_known_with_its_number), T(a_meridian_that_is_none_and_a_place_far_away_are_refused),
		T(the_sheet_says_the_meridian), T(codes_are_those_of_other_programs), T(a_long_thin_parcel_has_a_code_soon),
		T(areas_leave_out_what_is_cut_out), T(what_is_kept_is_read_again), T(crossing_edges_are_told_where),
		T(parts_make_up_the_whole_or_it_is_said_by_how_much_not), T(neighbours_become_one_and_others_do_not),
		T(a_line_cuts_with_nothing_lost), T(on_the_earth_a_ring_is_closed), T(threads_do_not_meet)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
