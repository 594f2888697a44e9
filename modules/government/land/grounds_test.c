/* Dossiers as grounds of what is written in the register: which, of whom, when; what an end without a change leaves. */
#include "government/dossiers/stage_test.h"
#include "government/land/stage_test.h"
#include "government/eforms/eforms.h"
#include "web/actor.h"
#include "web/hooks.h"

#define SPLIT "1.012784"

/* A kept store brings its tables, and nothing of what modules tell one another when they begin. */
static int open_grounded(void **state)
{
	if (open_with_catalogue(state))
		return 1;
	struct ctx *c = test_store(state);
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->init)
			OK(WRITE(c, (*m)->init(c)));
	OK(unit_find(c, S("commune"), S("00565"), day_of(c->now), &stage.elsewhere));
	stage.unit = c->unit = is.unit;
	c->actor = is.specialist;
	stage.an = somebody(c, "037090000015", "Bùi Văn An");
	struct sheet_work w = {
		.unit = c->unit, .old_unit = c->unit, .number = 77, .scale = 1000, .meridian = 6300, .drawn_on = S("2003")};
	OK(apply(c, land_sheet_keep, &w));
	stage.sheet = w.id;
	return 0;
}

static void as_officer(struct ctx *c)
{
	c->unit = is.unit;
	c->actor = is.specialist;
}

static int64_t filed_for(struct ctx *c, int64_t parcel)
{
	const struct form *f;
	struct new_dossier n = specimen();
	struct demo_procedures_rows found;
	str code = S(SPLIT);
	c->unit = 0;
	c->actor = is.citizen;
	OK(demo_procedures(c, (struct texts){&code, 1}, &found));
	n.procedure = found.v[0].id;
	OK(eform_for(c, n.procedure, &f));
	n.eform = f->id;
	n.answers = parcel ? str_format(c->a, "{\"land\":{\"kind\":\"own_parcel\",\"id\":%lld,\"title\":\"Thửa\"}}",
				     (long long)parcel)
			   : S("{\"request\":\"split\"}");
	OK(WRITE(c, dossier_submit(c, &n)));
	as_officer(c);
	return n.id;
}

static struct land_dossier_parcels_rows parcels_of(struct ctx *c, int64_t dossier)
{
	struct land_dossier_parcels_rows rows;
	OK(land_dossier_parcels(c, dossier, &rows));
	return rows;
}

/* What land hears when a dossier is acted upon; the flow itself goes over two units. */
static void goes(struct ctx *c, int64_t dossier, const char *action, int64_t was, int64_t now)
{
	OK(WRITE(c, land_dossier_acted(c, dossier, str_of(action), was, now)));
}

static struct land_dossier_task task_of(struct ctx *c, int64_t dossier)
{
	struct land_dossier_task t = {0};
	bool found;
	OK(land_dossier_task(c, dossier, &t, &found));
	return t;
}

static err grounded(struct ctx *c, int64_t dossier, int64_t parcel, const char *act)
{
	return WRITE(c, land_grounded(c, dossier, (struct ints){&parcel, 1}, act, (opt_int){0}, S("2026-11-20")));
}

static void received(struct ctx *c, int64_t dossier)
{
	OK(act(c, dossier, "receive", "x"));
	struct dossier_role_officers_rows clerks;
	OK(dossier_officers_for(c, state_of(c, dossier).competent_unit_id, S("clerk"), day_iso(c->a, day_of(c->now)), &clerks));
	assert_true(clerks.n >= 1);
	struct dossier_work w = {.action = dossier_action(S("hand_over")),
		.dossier = dossier,
		.unit = is.unit,
		.note = S(""),
		.assignee = clerks.v[0].id};
	OK(WRITE(c, dossier_apply(c, &w)));
	as_officer(c);
}

static void the_form_names_what_a_dossier_is_about(void **state)
{
	struct ctx *c = test_store(state);
	as_officer(c);
	int64_t one = parcel_in(c, box(c, 0, 0, 20, 30), 60000, "LUC"), other = parcel_in(c, box(c, 20, 0, 40, 30), 60000, "LUC");
	int64_t id = filed_for(c, one);
	struct land_dossier_parcels_rows of = parcels_of(c, id);
	assert_true(of.n == 1 && of.v[0].id == one && of.v[0].is_said);
	struct land_naming n = {.dossier = id, .parcel = one};
	FAILS(INVALID, apply(c, land_dossier_named, &n)); /* it is named */
	n.parcel = other;
	OK(apply(c, land_dossier_named, &n));
	goes(c, id, "amend", SUPPLEMENT_ASKED, SUPPLEMENT_ASKED); /* the same is said again; what an officer named stays */
	assert_int_equal(parcels_of(c, id).n, 2);
	c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, apply(c, land_dossier_named, &n));
	as_officer(c);
	assert_int_equal(parcels_of(c, filed_for(c, 0)).n, 0);
}

static void only_what_it_is_about_and_leads_to(void **state)
{
	struct ctx *c = test_store(state);
	as_officer(c);
	int64_t one = parcel_in(c, box(c, 100, 0, 120, 30), 60000, "LUC"),
		other = parcel_in(c, box(c, 120, 0, 140, 30), 60000, "LUC");
	int64_t id = filed_for(c, one);
	OK(grounded(c, 0, one, "right"));               /* no dossier is no ground */
	FAILS(CONFLICT, grounded(c, id, one, "split")); /* not received yet */
	received(c, id);
	FAILS(CONFLICT, grounded(c, id, one, "right"));
	FAILS(CONFLICT, grounded(c, id, one, "facts"));
	FAILS(CONFLICT, grounded(c, id, other, "split"));
	FAILS(NOT_FOUND, grounded(c, id + 1000, one, "split"));
	c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, grounded(c, id, one, "split"));
	as_officer(c);
	struct land_dossier_acts_rows acts;
	OK(land_dossier_acts(c, id, &acts));
	assert_int_equal(acts.n, 0);
	OK(grounded(c, id, one, "split"));
	OK(land_dossier_acts_of(c, one, &acts));
	assert_true(acts.n == 1 && acts.v[0].dossier_id == id && str_is(acts.v[0].act, "split"));
	OK(land_dossier_acts_of(c, other, &acts));
	assert_int_equal(acts.n, 0);
	assert_int_equal(times_logged(c, id, "parcel.on_dossier"), 1);
}

static void a_merge_names_one_and_takes_the_others_along(void **state)
{
	struct ctx *c = test_store(state);
	as_officer(c);
	int64_t two[] = {
		parcel_in(c, box(c, 200, 0, 220, 30), 60000, "LUC"), parcel_in(c, box(c, 220, 0, 240, 30), 60000, "LUC")};
	int64_t id = filed_for(c, two[0]);
	received(c, id);
	OK(WRITE(c, land_grounded(c, id, (struct ints){two, 2}, "merge", (opt_int){0}, S("2026-11-20"))));
	struct land_dossier_acts_rows acts;
	OK(land_dossier_acts(c, id, &acts));
	assert_int_equal(acts.n, 2);
	assert_int_equal(parcels_of(c, id).n, 2);
}

static void an_end_without_a_change_leaves_a_task(void **state)
{
	struct ctx *c = test_store(state);
	as_officer(c);
	int64_t one = parcel_in(c, box(c, 300, 0, 320, 30), 60000, "LUC"), id = filed_for(c, one), done = filed_for(c, one),
		none = filed_for(c, 0);
	goes(c, id, "hand_over", RECEIVED, IN_PROGRESS);
	assert_false(task_of(c, id).state.n);
	goes(c, id, "stop", IN_PROGRESS, STOPPED);
	assert_false(task_of(c, id).state.n);
	goes(c, id, "approve", IN_PROGRESS, FINISHED);
	assert_str(task_of(c, id).state, "open");
	assert_int_equal(task_of(c, id).unit_id, is.unit);
	goes(c, none, "approve", IN_PROGRESS, FINISHED);
	assert_int_equal(task_of(c, none).unit_id, is.unit); /* who took it in */
	received(c, done);
	OK(grounded(c, done, one, "split"));
	goes(c, done, "approve", IN_PROGRESS, FINISHED);
	assert_false(task_of(c, done).state.n);

	struct land_dropping w = {.dossier = id, .reason = S("")};
	FAILS(INVALID, apply(c, land_dossier_dropped, &w));
	w.reason = S("Không đủ điều kiện");
	c->unit = stage.elsewhere;
	FAILS(NOT_FOUND, apply(c, land_dossier_dropped, &w));
	as_officer(c);
	OK(apply(c, land_dossier_dropped, &w));
	FAILS(CONFLICT, apply(c, land_dossier_dropped, &w));
	assert_str(task_of(c, id).state, "dropped");
	struct land_dossier_tasks_rows open;
	OK(land_dossier_tasks(c, is.unit, 0, 100, &open));
	assert_true(open.n == 1 && open.v[0].dossier_id == none);
	goes(c, id, "approve", IN_PROGRESS, FINISHED); /* it ended once more */
	assert_str(task_of(c, id).state, "open");
}

static void writing_settles_the_task(void **state)
{
	struct ctx *c = test_store(state);
	as_officer(c);
	int64_t one = parcel_in(c, box(c, 400, 0, 420, 30), 60000, "LUC"), id = filed_for(c, one);
	received(c, id);
	goes(c, id, "approve", IN_PROGRESS, FINISHED);
	OK(grounded(c, id, one, "split"));
	assert_str(task_of(c, id).state, "done");
	struct land_dossier_tasks_wrong_rows wrong;
	OK(land_dossier_tasks_wrong(c, 0, &wrong));
	assert_int_equal(wrong.n, 0);
	struct land_dropping w = {.dossier = id, .reason = S("x")};
	FAILS(CONFLICT, apply(c, land_dossier_dropped, &w));
}

static void a_split_is_kept_beside_its_dossier_or_not_at_all(void **state)
{
	struct ctx *c = test_store(state);
	as_officer(c);
	int64_t one = parcel_in(c, box(c, 500, 0, 520, 30), 60000, "LUC"), id = filed_for(c, one);
	struct ground parts[] = {ground_box_of(c, 500, 0, 510, 30), ground_box_of(c, 510, 0, 520, 30)};
	struct split_work w = {
		.parcel = one, .seen = 1, .parts = {parts, 2}, .day = S("2026-11-20"), .basis = S("Hồ sơ"), .dossier = id};
	FAILS(CONFLICT, apply(c, land_split, &w));
	assert_false(parcel_now(c, one).valid_to.s);
	received(c, id);
	w.seen = parcel_now(c, one).version;
	OK(apply(c, land_split, &w));
	struct land_dossier_acts_rows acts;
	OK(land_dossier_acts(c, id, &acts));
	assert_true(acts.n == 1 && acts.v[0].event_id.v == w.event && acts.v[0].parcel_id == one);
	struct land_parents_rows made;
	OK(land_children(c, one, &made));
	assert_true(made.n == 2 && made.v[0].dossier_id.v == id);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_form_names_what_a_dossier_is_about),
		cmocka_unit_test(only_what_it_is_about_and_leads_to),
		cmocka_unit_test(a_merge_names_one_and_takes_the_others_along),
		cmocka_unit_test(an_end_without_a_change_leaves_a_task),
		cmocka_unit_test(writing_settles_the_task),
		cmocka_unit_test(a_split_is_kept_beside_its_dossier_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, open_grounded, test_close);
}
