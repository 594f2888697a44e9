/* kept: as many kinds as rooms declare are each remembered, made once a version, and made anew when they change. */
#include "tests/unit/store.h"
#include "web/kept.h"

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

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(many_kinds_are_each_remembered, test_open, test_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
