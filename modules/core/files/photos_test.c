/* Photos: whose to give they are, who has them, when they go, small ones. */
#include "core/files/pages.h"
#include "stage_test.h"
#include "place.h"
#include "doc/doc.h"
#include <fcntl.h>
#include <unistd.h>

enum { MINE = 7, ANOTHERS = 8 };

/* A picture as it lies in the store; `seed`: which. */
static struct stored picture(struct ctx *c, const char *seed)
{
	struct stored s;
	int fd = open(seed, O_RDONLY);
	assert_true(fd >= 0);
	OK(file_store_fd(c, "photos", fd, S("IMG.webp"), &s));
	close(fd);
	return s;
}
#define RGB   "tests/fuzz/seeds/image/rgb.webp"
#define ALPHA "tests/fuzz/seeds/image/alpha.webp"

static const char *from_kind = "well";

static err keep(struct ctx *c, int64_t object, int64_t from, str sha256)
{
	struct photos_kept k = {.kind = "well",
		.field = "e_photos",
		.object = object,
		.from_kind = from_kind,
		.from = from,
		.contents = {&sha256, 1}};
	return WRITE(c, photos_keep(c, &k));
}
static struct photos_of_rows of(struct ctx *c, int64_t object)
{
	struct photos_of_rows rows;
	OK(photos_of(c, S("well"), object, &rows));
	return rows;
}

static void who_has_sent_a_photo_may_give_it(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s = picture(c, RGB);
	c->actor = 5;
	err e = keep(c, MINE, 0, s.sha256); /* to know its name is not to have sent it */
	FAILS(INVALID, e);
	assert_string_equal(e->problems->field, "e_photos");
	assert_int_equal(of(c, MINE).n, 0);
	OK(file_hold(c, &s));
	OK(keep(c, MINE, 0, s.sha256));
	OK(keep(c, MINE, 0, s.sha256)); /* it is there */
	assert_int_equal(of(c, MINE).n, 1);
	c->actor = 6;
	OK(keep(c, MINE, 0, s.sha256)); /* whoever changes the object leaves it there */
	FAILS(INVALID, keep(c, ANOTHERS, 0, s.sha256));
	FAILS(INVALID, keep(c, MINE + 100, ANOTHERS, s.sha256));
	from_kind = "draft"; /* whose number is another's */
	FAILS(INVALID, keep(c, ANOTHERS, MINE, s.sha256));
	from_kind = "well";
	OK(keep(c, ANOTHERS, MINE, s.sha256)); /* two that become one */
	c->actor = 9;
	struct photos_kept other = {.kind = "road", .field = "e_photos", .object = MINE, .contents = {&s.sha256, 1}};
	FAILS(INVALID, WRITE(c, photos_keep(c, &other))); /* the number is another kind's */
}

static void what_is_no_picture_is_no_photo(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const none[] = {"", "../../etc/passwd", "abc",
		"ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789",
		"0000000000000000000000000000000000000000000000000000000000000000"};
	struct stored s;
	for (size_t i = 0; i < COUNT(none); i++)
		FAILS(INVALID, keep(c, MINE, 0, str_of(none[i])));
	assert_false(photo_is(str_of(none[3])));
	assert_true(photo_is(str_of(none[4])));
	OK(file_store_bytes(c, S("%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"), S("a.pdf"), "application/pdf", &s));
	OK(file_hold(c, &s));
	FAILS(INVALID, keep(c, MINE, 0, s.sha256));
	assert_false(photo_taken(&s));
	s = picture(c, RGB);
	assert_true(photo_taken(&s));
}

static void what_nobody_names_goes(void **state)
{
	struct ctx *c = test_store(state);
	struct stored one = picture(c, RGB), two = picture(c, ALPHA);
	struct stored gone;
	OK(file_hold(c, &one));
	OK(file_hold(c, &two));
	OK(keep(c, MINE, 0, one.sha256));
	OK(keep(c, MINE, 0, two.sha256));
	OK(keep(c, ANOTHERS, 0, two.sha256));
	struct photos_of_rows rows = of(c, MINE);
	OK(photo_shrink(c, str_format(c->a, "%lld", (long long)rows.v[1].id)));
	int64_t small = of(c, MINE).v[1].small_id.v;
	assert_true(small > 0);
	OK(WRITE(c, photos_forget(c, "well", MINE, (struct texts){&one.sha256, 1})));
	assert_int_equal(of(c, MINE).n, 1);
	assert_true(str_eq(of(c, MINE).v[0].sha256, one.sha256));
	assert_int_equal(of(c, ANOTHERS).n, 1);
	FAILS(NOT_FOUND, file_stored(c, rows.v[1].file_id, &gone));
	FAILS(NOT_FOUND, file_stored(c, small, &gone));
	OK(file_stored(c, rows.v[0].file_id, &gone));
	OK(WRITE(c, photos_forget(c, "well", MINE, (struct texts){0})));
	assert_int_equal(of(c, MINE).n, 0);
}

static void a_small_one_is_made_once(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s = picture(c, RGB), small;
	OK(file_hold(c, &s));
	OK(keep(c, MINE, 0, s.sha256));
	struct photos_of_rows rows = of(c, MINE);
	assert_false(rows.v[0].small_id.set);
	str number = str_format(c->a, "%lld", (long long)rows.v[0].id);
	OK(photo_shrink(c, number));
	OK(photo_shrink(c, number));
	int64_t first = of(c, MINE).v[0].small_id.v;
	OK(photo_shrink(c, number));
	assert_int_equal(of(c, MINE).v[0].small_id.v, first);
	OK(file_stored(c, first, &small));
	assert_true(photo_taken(&small));
	OK(photo_shrink(c, S("999"))); /* it went meanwhile */
	OK(photo_shrink(c, S("x")));
	assert_string_equal(str_c(c->a, photo_path(c->a, 9, true)), "/anh/9/nho");
	assert_string_equal(str_c(c->a, photo_path(c->a, 9, false)), "/anh/9");
	assert_ptr_equal(photo_of(&rows, s.sha256), &rows.v[0]);
	assert_null(photo_of(&rows, small.sha256));
	assert_null(photo_of(NULL, s.sha256));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_has_sent_a_photo_may_give_it, open_store, close_store),
		cmocka_unit_test_setup_teardown(what_is_no_picture_is_no_photo, open_store, close_store),
		cmocka_unit_test_setup_teardown(what_nobody_names_goes, open_store, close_store),
		cmocka_unit_test_setup_teardown(a_small_one_is_made_once, open_store, close_store),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
