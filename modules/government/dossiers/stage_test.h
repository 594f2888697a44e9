/* stage: what tests of dossiers play on: the real catalogue, officers and citizens of the demo data, a dossier to be filed and worked on. */
#pragma once
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/catalogue_test.h"
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/demo/demo.sql.h"
#include "web/edge/edge.h"
#include "web/web.sql.h"

#define STAGE static __attribute__((unused))

static struct {
	int64_t unit, other_unit, reception, specialist, leader, citizen, other_citizen, procedure;
} is;

STAGE int open_with_catalogue(void **state)
{
	if (open_filled(state))
		return 1;
	struct ctx *c = test_store(state);
	OK(routes_declare(c, modules_all())); /* so that permissions are known */
	struct dossier_receiving_units_rows units;
	str today = day_iso(c->a, day_of(c->now)), code = S("1.004837"); /* giám hộ: 3 working days */
	OK(dossier_receiving_units(c, today, &units));
	assert_true(units.n >= 2);
	is.unit = units.v[0].id;
	is.other_unit = units.v[1].id;
	int64_t *officers[] = {&is.reception, &is.specialist, &is.leader};
	static const char *const roles[] = {"reception", "specialist", "leader"};
	for (int i = 0; i < 3; i++) {
		struct dossier_role_officers_rows found;
		OK(dossier_officers_for(c, is.unit, str_of(roles[i]), today, &found));
		assert_true(found.n >= 1);
		*officers[i] = found.v[0].id;
	}
	struct demo_citizens_rows citizens;
	OK(demo_citizens(c, &citizens));
	assert_true(citizens.n >= 2);
	is.citizen = citizens.v[0].id;
	is.other_citizen = citizens.v[1].id;
	struct demo_procedures_rows procedures;
	OK(demo_procedures(c, (struct texts){&code, 1}, &procedures));
	assert_int_equal(procedures.n, 1);
	is.procedure = procedures.v[0].id;
	return 0;
}

STAGE struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	c->now = TEST_NOW;
	c->actor = is.citizen;
	c->unit = 0;
	return c;
}

STAGE struct new_dossier specimen(void)
{
	return (struct new_dossier){.procedure = is.procedure,
		.receiving_unit = is.unit,
		.channel = S("online"),
		.applicant_name = S("Đinh Thị Hoà"),
		.applicant_number = S("037190000123"),
		.applicant_phone = S("0912000123"),
		.content = S("Đăng ký giám hộ"),
		.result_by = S("desk"),
		.account = is.citizen};
}

STAGE int64_t file(struct ctx *c)
{
	struct new_dossier n = specimen();
	c->actor = is.citizen;
	c->unit = 0;
	OK(WRITE(c, dossier_submit(c, &n)));
	return n.id;
}

/* By whoever holds the permission; every field that an action may want is filled. */
STAGE err act(struct ctx *c, int64_t dossier, const char *action, const char *note)
{
	const struct flow_action *a = dossier_action(str_of(action));
	bool citizen = !strcmp(a->permission, "dossier.file");
	struct dossier_work w = {.action = a, .dossier = dossier, .note = str_of(note), .amount = 50000, .days = 2};
	w.taken_by = S("Đinh Thị Hoà");
	w.legal_basis = S("Luật Hộ tịch 2014");
	w.assignee = is.specialist;
	c->actor = citizen ? is.citizen : !strcmp(a->permission, "dossier.approve") ? is.leader : is.reception;
	c->unit = w.unit = citizen ? 0 : is.unit;
	w.account = citizen ? is.citizen : 0;
	return WRITE(c, dossier_apply(c, &w));
}

/* Several, one after the other: "receive hand_over". */
STAGE void walk(struct ctx *c, int64_t dossier, const char *actions)
{
	for (str rest = str_of(actions), one; rest.n;) {
		str_cut(rest, ' ', &one, &rest);
		OK(act(c, dossier, str_c(c->a, one), "Ghi chú."));
	}
}

STAGE struct dossier_state state_of(struct ctx *c, int64_t id)
{
	struct dossier_state s;
	OK(dossier_state(c, id, &s));
	return s;
}

STAGE int64_t at(int month, int mday, int hour, int minute)
{
	return day_start(day_make(2026, month, mday)) + hour * HOUR + minute * MINUTE;
}

STAGE void assert_str(str s, const char *expected)
{
	if (!str_is(s, expected))
		fail_msg("“%.*s”, expected “%s”", STR_ARG(s), expected);
}

/* What the audit log has of a dossier, whosever chain it stands in. */
STAGE struct audit_of_unit_rows logged(struct ctx *c, int64_t id)
{
	struct audit_of_unit_rows rows;
	OK(audit_of_object(c,
		&(struct audit_of_object_in){.kind = S("dossier"),
			.object = id,
			.unit = (opt_int){0},
			.action = S(""),
			.from = 0,
			.before = INT64_MAX,
			.before_id = INT64_MAX,
			.max = 1000},
		&rows));
	return rows;
}

STAGE size_t times_logged(struct ctx *c, int64_t id, const char *action)
{
	struct audit_of_unit_rows rows = logged(c, id);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++)
		n += str_is(rows.v[i].action, action);
	return n;
}

/* As long as the count of that queue says. */
STAGE int64_t queue_total(struct ctx *c, int64_t unit, const char *step)
{
	struct dossier_tallies_rows rows;
	OK(dossier_tallies(c, unit, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].step, step))
			return rows.v[i].total;
	return 0;
}
