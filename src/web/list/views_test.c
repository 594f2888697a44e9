/* Saved views: what somebody who is gone, or may not share any more, can still do to what he once shared with a unit. */
#include "tests/unit/store.h"
#include "web/list/views.h"
#include "web/web.sql.h"

enum { ITS = 1, OTHER = 2, LEADER = 7, COLLEAGUE = 8 };

static int64_t shared_view(struct ctx *c)
{
	struct new_view n = {.list = S("/mot-cua/loc"), .name = S("Của xã"), .query = S("kenh=online")};
	c->actor = LEADER;
	c->unit = ITS;
	OK(apply(c, view_add, &n));
	OK(apply(c, view_share, &(struct view_change){.id = n.id}));
	return n.id;
}

/* All officers of the unit read the name. */
static void a_shared_name_is_given_by_who_may_share_there(void **state)
{
	struct ctx *c = test_store(state);
	struct view_change w = {.id = shared_view(c), .name = S("Lãnh đạo bất tài")};
	FAILS(INVALID, apply(c, view_rename, &w)); /* he may not share any more */
	w.may_share = true;
	for (int64_t unit = 0; unit <= OTHER; unit += OTHER) { /* he went to another unit, where he may; or to none */
		c->unit = unit;
		FAILS(INVALID, apply(c, view_rename, &w));
	}
	c->actor = COLLEAGUE;
	c->unit = ITS;
	FAILS(NOT_FOUND, apply(c, view_rename, &w)); /* it is not his to name, though he may take it back */
	c->actor = LEADER;
	w.name = S("Hồ sơ trực tuyến");
	OK(apply(c, view_rename, &w));
	c->unit = OTHER; /* taken back from wherever he works now, it is his own again */
	OK(apply(c, view_unshare, &w));
	w.may_share = false;
	OK(apply(c, view_rename, &w));
}

static void what_is_dropped_or_named_anew_stands_in_the_log_of_its_unit(void **state)
{
	struct ctx *c = test_store(state);
	struct view_change w = {.id = shared_view(c), .name = S("Hồ sơ trực tuyến"), .may_share = true};
	static const char *const newest_first[] = {"view.unshare", "view.rename", "view.share"};
	struct audit_of_unit_rows rows;
	OK(apply(c, view_rename, &w));
	c->unit = OTHER;
	OK(apply(c, view_drop, &w));
	OK(audit_of_unit(c,
		&(struct audit_of_unit_in){.unit = ITS,
			.kind = S("list_view"),
			.action = S(""),
			.before = INT64_MAX,
			.before_id = INT64_MAX,
			.max = 10},
		&rows));
	assert_int_equal(rows.n, COUNT(newest_first));
	for (size_t i = 0; i < rows.n; i++)
		assert_true(str_is(rows.v[i].action, newest_first[i]));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_shared_name_is_given_by_who_may_share_there, test_open, test_close),
		cmocka_unit_test_setup_teardown(
			what_is_dropped_or_named_anew_stands_in_the_log_of_its_unit, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
