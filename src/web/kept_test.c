/* kept: as many kinds as rooms declare are each remembered, made once a version, and made anew when they change. */
#include "tests/unit/store.h"
#include "web/kept.h"
#include "web/web.sql.h"

enum { KINDS = 40 };
static int loads[KINDS];
static struct kept kinds[KINDS];

static err load(struct ctx *c, arena *a, const void **out)
{
	static int at; /* in the order in which they are asked first */
	(void)c;
	int *made = NEW(a, int);
	*made = at % KINDS;
	loads[at++ % KINDS]++;
	*out = made;
	return NULL;
}

OWN_RULE(change, struct kept)
static err change(struct ctx *c, struct kept *k) { return kept_changed(c, k); }

static void many_kinds_are_each_remembered(void **state)
{
	struct ctx *c = test_store(state);
	const void *first[KINDS], *again;
	struct db_stats before, after;
	for (int i = 0; i < KINDS; i++) {
		kinds[i] = (struct kept){.name = str_format(c->a, "kind %d", i).s, .load = load};
		OK(apply(c, change, &kinds[i]));
	}
	for (int i = 0; i < KINDS; i++)
		OK(kept_read(c, &kinds[i], &first[i]));
	for (int i = 0; i < KINDS; i++)
		kinds[i].changed_at -= 10 * SECOND;
	for (int i = 0; i < KINDS; i++)
		OK(kept_read(c, &kinds[i], &again));
	db_stats(test_handle(c), &before);
	for (int turn = 0; turn < 3; turn++)
		for (int i = 0; i < KINDS; i++) {
			OK(kept_read(c, &kinds[i], &again));
			assert_ptr_equal(again, first[i]);
			assert_int_equal(*(const int *)again, i);
			assert_int_equal(loads[i], 1);
		}
	db_stats(test_handle(c), &after);
	assert_int_equal(after.reads, before.reads); /* the store was not asked */
	OK(apply(c, change, &kinds[KINDS - 1]));
	OK(kept_read(c, &kinds[KINDS - 1], &again));
	assert_ptr_not_equal(again, first[KINDS - 1]);
	OK(kept_read(c, &kinds[0], &again));
	assert_ptr_equal(again, first[0]);
}

/* Somebody reads between a change and its commit, or the change fails: what he was told then is not what the next one is told. */
struct between {
	struct kept *kept;
	const void *seen;
	bool fails;
};
OWN_RULE(change_read_between, struct between)
static err change_read_between(struct ctx *c, struct between *b)
{
	TRY(kept_changed(c, b->kept));
	TRY(kept_read(c, b->kept, &b->seen));
	return b->fails ? FAIL(c, INVALID, "no") : NULL;
}

static void a_change_counts_when_it_is_on_disk(void **state)
{
	static struct kept kind = {.name = "between", .load = load};
	struct ctx *c = test_store(state);
	const void *first, *second, *again;
	OK(apply(c, change, &kind));
	OK(kept_read(c, &kind, &first));
	struct between b = {.kept = &kind, .fails = true};
	FAILS(INVALID, apply(c, change_read_between, &b));
	OK(kept_read(c, &kind, &again));
	assert_ptr_equal(again, first);
	/* The change itself was seen by nobody: as a reader who began before the commit. */
	OK(db_read_begin(c));
	OK(kept_read(c, &kind, &again));
	db_read_end(c);
	b.fails = false;
	OK(apply(c, change_read_between, &b));
	OK(kept_read(c, &kind, &second));
	assert_ptr_equal(second, b.seen);
	assert_ptr_not_equal(second, first);
	kind.changed_at -= 5 * SECOND; /* begun long before it is committed */
	OK(kept_read(c, &kind, &first));
	OK(WRITE(c, kept_put(c, str_of(kind.name), S("committed late"))));
	OK(kept_read(c, &kind, &again));
	assert_ptr_not_equal(again, first);
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(many_kinds_are_each_remembered, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_change_counts_when_it_is_on_disk, test_open, test_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
