#include "stage_test.h"
#include "core/population/pages.h"
#include "core/registries/definitions.h"
#include "web/services/looks.h"

static struct world {
	int64_t household, head, wife, child;
} w;

static struct household_movement of_ours(const char *kind, const char *day) { return said(w.household, kind, day); }
static struct household_movement arrives(const char *kind, const char *day, const char *name, const char *birth, const char *sex)
{
	return somebody(w.household, kind, day, name, birth, sex);
}

static int64_t opened(struct ctx *c, const char *name, const char *number, const char *birth, int64_t *head)
{
	struct new_household n = household_headed(stage.hamlet, name, birth);
	n.head.personal_number = str_of(number);
	OK(apply(c, household_open, &n));
	*head = n.head.person;
	return n.id;
}

static int64_t joins(struct ctx *c, const char *name, const char *birth, const char *sex, const char *relation)
{
	struct household_movement m = arrives("arrive", "2025-08-01", name, birth, sex);
	m.relation = str_of(relation);
	OK(apply(c, household_move, &m));
	return m.person;
}

static struct ctx *begin(void **state)
{
	struct ctx *c = stage_begin(state);
	w.household = opened(c, "Đinh Văn Tư", "037080000001", "1980-02-03", &w.head);
	w.wife = joins(c, "Bùi Thị Năm", "1982-05-06", "female", "spouse");
	w.child = joins(c, "Đinh Văn Sáu", "2010-07-08", "male", "child");
	return c;
}

static size_t members(struct ctx *c, int64_t household, const char *day)
{
	struct household_members_on_rows rows;
	OK(household_members_on(c, household, str_of(day), &rows));
	return rows.n;
}

static int64_t head_on(struct ctx *c, int64_t household, const char *day)
{
	struct household_members_on_rows rows;
	OK(household_members_on(c, household, str_of(day), &rows));
	return rows.n && str_is(rows.v[0].relation, "head") ? rows.v[0].person_id : 0;
}

static void refused(struct ctx *c, struct household_movement m, enum kind kind, const char *field, const char *words)
{
	err e = apply(c, household_move, &m);
	FAILS(kind, e);
	if (field)
		assert_string_equal(e->problems ? e->problems->field : "", field);
	if (!str_has(e->text, str_of(words)) && !(e->problems && str_has(e->problems->text, str_of(words))))
		fail_msg("“%s” is not said: %s", words, e->text.s);
}

static void who_lives_where_on_any_day(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = of_ours("leave", "2026-03-01");
	m.person = w.child;
	OK(apply(c, household_move, &m));
	assert_int_equal(members(c, w.household, "2025-07-01"), 1);
	assert_int_equal(members(c, w.household, "2025-08-01"), 3);
	assert_int_equal(members(c, w.household, "2026-02-28"), 3);
	assert_int_equal(members(c, w.household, "2026-03-01"), 2);
	refused(c, m, CONFLICT, NULL, "không còn ở hộ");
	OK(household_holds(c, w.household, stage.unit));
}

static void days_make_sense(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = of_ours("leave", "2026-11-24");
	m.person = w.wife;
	refused(c, m, INVALID, "day", "chưa tới");
	m.day = S("2025-07-31"); /* before she came */
	refused(c, m, INVALID, "day", "01/08/2025");
	m.day = S("31/02/2026");
	refused(c, m, INVALID, "day", "mẫu");
	m = arrives("arrive", "2026-01-01", "Đinh Thị Bảy", "2026-02-01", "female");
	refused(c, m, INVALID, "day", "trước ngày sinh");
	m = arrives("arrive", "2025-06-30", "Đinh Thị Bảy", "2020-02-01", "female");
	refused(c, m, INVALID, "day", "01/07/2025"); /* the household was not there */
	m = arrives("arrive", "2026-11-23", "Đinh Thị Bảy", "2020-02-01", "female");
	OK(apply(c, household_move, &m)); /* today */
	m = arrives("leave", "2026-01-01", "", "", "");
	m.person = w.wife;
	m.source = S("rumour");
	refused(c, m, INVALID, "source", "nguồn");
	m.kind = S("fly");
	refused(c, m, INVALID, "kind", "loại biến động");
}

static void a_head_who_goes_leaves_a_head_behind(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = of_ours("leave", "2026-03-01");
	m.person = w.head;
	refused(c, m, INVALID, "successor", "chủ hộ mới");
	m.successor = w.head;
	refused(c, m, INVALID, "successor", "chủ hộ mới"); /* himself */
	m.successor = 999999;
	refused(c, m, INVALID, "successor", "chủ hộ mới");
	assert_int_equal(members(c, w.household, "2026-03-01"), 3);
	m.successor = w.wife;
	OK(apply(c, household_move, &m));
	assert_int_equal(head_on(c, w.household, "2026-02-28"), w.head);
	assert_int_equal(head_on(c, w.household, "2026-03-01"), w.wife);
	assert_int_equal(members(c, w.household, "2026-03-01"), 2);
	m = of_ours("arrive", "2026-04-01");
	m = arrives("arrive", "2026-04-01", "Lê Văn Tám", "1970-01-01", "male");
	m.relation = S("head");
	refused(c, m, INVALID, "relation", "một chủ hộ");
}

static void another_becomes_head_while_the_head_stays(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = of_ours("head", "2026-03-01");
	m.person = w.wife;
	m.relation = S("spouse");
	OK(apply(c, household_move, &m));
	assert_int_equal(head_on(c, w.household, "2026-03-01"), w.wife);
	assert_int_equal(members(c, w.household, "2026-03-01"), 3);
	refused(c, m, CONFLICT, NULL, "đang là chủ hộ");
	m.kind = S("relation");
	refused(c, m, CONFLICT, NULL, "Làm chủ hộ");
	m.person = w.child;
	m.relation = S("grandchild");
	OK(apply(c, household_move, &m));
}

static void one_permanent_household_at_a_time(void **state)
{
	struct ctx *c = begin(state);
	int64_t other_head, other = opened(c, "Lê Văn Tám", "037070000002", "1970-01-01", &other_head);
	struct household_movement m = arrives("arrive", "2026-01-01", "Đinh Văn Tư", "1980-02-03", "male");
	m.household = other;
	m.personal_number = S("037080000001");
	m.relation = S("sibling");
	refused(c, m, CONFLICT, NULL, "đang thường trú ở hộ HO-000001");
	m.residence = S("temporary"); /* nor for a time, in the same commune */
	refused(c, m, CONFLICT, NULL, "HO-000001");
	m.name = S("Đinh Văn Khác");
	refused(c, m, INVALID, "personal_number", "thẻ căn");
	m = of_ours("move", "2026-01-01");
	m.person = w.child;
	m.relation = S("grandchild");
	m.target_code = S("HO-000001");
	refused(c, m, INVALID, "target_code", "đang ở");
	m.target_code = S("HO-000009");
	refused(c, m, INVALID, "target_code", "Không có hộ");
	m.target_code = S("HO-000002");
	OK(apply(c, household_move, &m));
	assert_int_equal(members(c, w.household, "2026-01-01"), 2);
	assert_int_equal(members(c, other, "2026-01-01"), 2);
	assert_int_equal(members(c, other, "2025-12-31"), 1);
}

static void a_permanent_resident_of_another_commune_is_not_ours(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = arrives("arrive", "2026-01-01", "Đinh Văn Tư", "1980-02-03", "male");
	int64_t there;
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &there));
	struct hamlet_change h = {.unit = there,
		.kind = S("thon"),
		.name = S("Xa"),
		.note = S(""),
		.day = S("2025-07-01"),
		.legal_basis = S("NQ 1")};
	OK(apply(c, hamlet_open, &h));
	int64_t own = stage.unit, own_hamlet = stage.hamlet, head, household;
	stage.unit = c->unit = there;
	stage.hamlet = h.id;
	household = opened(c, "Trần Văn Chín", "037070000009", "1970-01-01", &head);
	m.unit = there;
	m.household = household;
	m.personal_number = S("037080000001");
	refused(c, m, CONFLICT, NULL, "xã, phường khác");
	struct household_of seen;
	FAILS(NOT_FOUND, household_of(c, w.household, there, &seen));
	m.residence = S("temporary"); /* for a time he may */
	OK(apply(c, household_move, &m));
	stage.unit = c->unit = own;
	struct new_household n = household_headed(h.id, "Lê Văn Mười", "1970");
	err e = apply(c, household_open, &n); /* where the other commune has a hamlet */
	FAILS(INVALID, e);
	assert_string_equal(e->problems->field, "hamlet");
	stage.hamlet = own_hamlet;
	assert_int_equal(members(c, household, "2026-01-01"), 2);
	m = of_ours("leave", "2026-02-01");
	m.unit = there; /* a household of ours, asked for another */
	m.person = w.wife;
	FAILS(NOT_FOUND, apply(c, household_move, &m));
}

static void the_dead_move_nowhere(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = of_ours("die", "2026-03-01");
	m.person = w.child;
	OK(apply(c, household_move, &m));
	assert_int_equal(members(c, w.household, "2026-03-01"), 2);
	m.kind = S("leave");
	refused(c, m, CONFLICT, NULL, "không còn ở hộ");
	int64_t head;
	int64_t other = opened(c, "Lê Văn Tám", "037070000002", "1970-01-01", &head);
	m = of_ours("die", "2026-03-02");
	m.person = w.head;
	m.successor = w.wife;
	OK(apply(c, household_move, &m));
	m = arrives("arrive", "2026-04-01", "Đinh Văn Tư", "1980-02-03", "male");
	m.personal_number = S("037080000001");
	m.household = other;
	m.relation = S("sibling");
	refused(c, m, CONFLICT, NULL, "đã chết ngày 02/03/2026");
}

static void the_last_one_ends_the_household(void **state)
{
	struct ctx *c = begin(state);
	struct household_of h;
	struct household_policies_rows left;
	struct household_movement m = of_ours("policy", "2026-02-01");
	m.policy_kind = S("poor");
	m.decision_number = S("12/QĐ-UBND");
	m.decision_on = S("2026-01-30");
	OK(apply(c, household_move, &m));
	int64_t leaves[] = {w.child, w.wife, w.head};
	for (size_t i = 0; i < 3; i++) {
		m = of_ours(i ? "leave" : "die", "2026-03-01");
		m.person = leaves[i];
		OK(apply(c, household_move, &m));
	}
	assert_true(str_has(m.says, S("kết thúc")) && str_has(m.says, S("Hộ nghèo")));
	OK(household_of(c, w.household, stage.unit, &h));
	assert_string_equal(h.ended_on.s, "2026-03-01");
	OK(household_policies_on(c, w.household, S("2026-03-01"), &left));
	assert_int_equal(left.n, 0);
	m = arrives("arrive", "2026-04-01", "Lê Văn Tám", "1970-01-01", "male");
	refused(c, m, CONFLICT, NULL, "đã kết thúc");
	int64_t last = 0;
	struct household_movements_rows all;
	OK(household_movements(c, w.household, stage.unit, INT64_MAX, 20, &all));
	last = all.v[0].id;
	m = of_ours("withdraw", "");
	m.withdrawn = last;
	OK(apply(c, household_move, &m)); /* he did not leave: the household goes on, and is poor */
	OK(household_of(c, w.household, stage.unit, &h));
	assert_int_equal(h.ended_on.n, 0);
	assert_int_equal(members(c, w.household, "2026-11-23"), 1);
	OK(household_policies_on(c, w.household, S("2026-03-01"), &left));
	assert_int_equal(left.n, 1);
	assert_string_equal(left.v[0].valid_to.s, "2031-01-01");
}

static void a_mistake_is_taken_back_and_kept(void **state)
{
	struct ctx *c = begin(state);
	struct household_movement m = of_ours("leave", "2026-03-01");
	m.person = w.head;
	m.successor = w.wife;
	OK(apply(c, household_move, &m));
	int64_t left = m.id;
	m = of_ours("absent", "2026-04-01");
	m.person = w.wife;
	OK(apply(c, household_move, &m));
	int64_t absent = m.id;
	m = of_ours("withdraw", "");
	m.withdrawn = left;
	refused(c, m, CONFLICT, NULL, "biến động sau trước");
	m.withdrawn = absent;
	m.reason = S("");
	refused(c, m, INVALID, "reason", "lý do");
	m.reason = S("ghi nhầm người");
	OK(apply(c, household_move, &m));
	m.withdrawn = left;
	OK(apply(c, household_move, &m));
	assert_int_equal(head_on(c, w.household, "2026-11-23"), w.head);
	assert_int_equal(members(c, w.household, "2026-11-23"), 3);
	refused(c, m, CONFLICT, NULL, "đã được rút lại");
	struct household_movements_rows all;
	OK(household_movements(c, w.household, stage.unit, INT64_MAX, 20, &all));
	assert_int_equal(all.n, 7); /* opened, two came, two and what took them back */
	m.withdrawn = all.v[6].id;
	refused(c, m, CONFLICT, NULL, "biến động sau trước"); /* it has members */
	OK(household_holds(c, w.household, stage.unit));
}

static void what_is_taken_back_must_still_fit(void **state)
{
	struct ctx *c = begin(state);
	int64_t head, other = opened(c, "Lê Văn Tám", "037070000002", "1970-01-01", &head);
	struct household_movement m = of_ours("leave", "2026-01-01");
	m.person = w.head;
	m.successor = w.wife;
	OK(apply(c, household_move, &m));
	int64_t left = m.id;
	m = arrives("arrive", "2026-02-01", "Đinh Văn Tư", "1980-02-03", "male");
	m.personal_number = S("037080000001");
	m.household = other;
	OK(apply(c, household_move, &m));
	assert_int_equal(m.person, w.head); /* one person once */
	m = of_ours("withdraw", "");
	m.withdrawn = left;
	refused(c, m, CONFLICT, NULL, "HO-000002");
	m.household = other;
	FAILS(NOT_FOUND, apply(c, household_move, &m)); /* it is of another household */
}

static void of_two_officers_the_second_is_told(void **state)
{
	struct ctx *c = begin(state);
	struct household_of h;
	OK(household_of(c, w.household, stage.unit, &h));
	struct household_movement one = of_ours("absent", "2026-03-01"), two = of_ours("leave", "2026-03-01");
	one.changes = two.changes = h.changes;
	one.person = w.wife;
	two.person = w.child;
	OK(apply(c, household_move, &one));
	refused(c, two, CONFLICT, NULL, "vừa được người khác");
	assert_int_equal(members(c, w.household, "2026-03-01"), 3);
	two.changes++;
	OK(apply(c, household_move, &two));
}

static void absence_and_residence_hold_from_a_day_on(void **state)
{
	struct ctx *c = begin(state);
	struct household_members_on_rows rows;
	struct household_movement m = of_ours("absent", "2026-03-01");
	m.person = w.child;
	OK(apply(c, household_move, &m));
	refused(c, m, CONFLICT, NULL, "tạm vắng");
	OK(household_members_on(c, w.household, S("2026-05-01"), &rows));
	assert_string_equal(rows.v[2].presence.s, "absent");
	m.kind = S("return");
	m.day = S("2026-02-28");
	refused(c, m, INVALID, "day", "01/03/2026");
	m.day = S("2026-06-01");
	OK(apply(c, household_move, &m));
	refused(c, m, CONFLICT, NULL, "tạm vắng");
	m.kind = S("settle");
	refused(c, m, CONFLICT, NULL, "đã thường trú");
	m = arrives("arrive", "2026-02-01", "Lê Văn Tám", "1970-01-01", "male");
	m.residence = S("temporary");
	OK(apply(c, household_move, &m));
	struct household_movement s = of_ours("settle", "2026-07-01");
	s.person = m.person;
	OK(apply(c, household_move, &s));
	OK(household_members_on(c, w.household, S("2026-06-30"), &rows));
	assert_string_equal(rows.v[3].residence.s, "temporary");
	OK(household_members_on(c, w.household, S("2026-07-01"), &rows));
	assert_string_equal(rows.v[3].residence.s, "permanent");
}

static void a_change_is_no_correction(void **state)
{
	struct ctx *c = begin(state);
	struct household_spans_rows spans;
	struct household_movement m = of_ours("relocate", "2026-03-01");
	m.hamlet = stage.other_hamlet;
	m.address = S("Ngõ 2");
	m.household_kind = S("family");
	OK(apply(c, household_move, &m));
	m.kind = S("correct");
	m.address = S("Ngõ 3");
	m.hamlet = 999999;
	refused(c, m, INVALID, "hamlet", "thôn");
	m.hamlet = stage.other_hamlet;
	OK(apply(c, household_move, &m));
	OK(household_spans(c, w.household, &spans));
	assert_int_equal(spans.n, 2);
	assert_string_equal(spans.v[0].address.s, "Số 5");
	assert_string_equal(spans.v[0].valid_to.s, "2026-03-01");
	assert_string_equal(spans.v[1].address.s, "Ngõ 3");
	assert_string_equal(spans.v[1].valid_from.s, "2026-03-01");
	int64_t corrected = m.id;
	m = of_ours("withdraw", "");
	m.withdrawn = corrected;
	OK(apply(c, household_move, &m));
	OK(household_spans(c, w.household, &spans));
	assert_string_equal(spans.v[1].address.s, "Ngõ 2"); /* what was corrected stands again */
}

static void poverty_is_one_decision_at_a_time(void **state)
{
	struct ctx *c = begin(state);
	struct household_policies_rows all;
	struct household_movement m = of_ours("policy", "2025-08-01");
	m.policy_kind = S("poor");
	m.decision_on = S("2025-07-30");
	m.decision_number = S("");
	refused(c, m, INVALID, "decision_number", "số quyết định");
	m.decision_number = S("12/QĐ-UBND");
	m.decision_on = S("2026-12-01");
	refused(c, m, INVALID, "decision_on", "không sau hôm nay");
	m.decision_on = S("2025-07-30");
	OK(apply(c, household_move, &m));
	refused(c, m, INVALID, "policy_kind", "đang là hộ nghèo");
	m.day = S("2025-09-01");
	refused(c, m, INVALID, "policy_kind", "đang là hộ nghèo"); /* nor once more from another day on */
	m.day = S("2025-08-01");
	m.policy_kind = S("near_poor");
	refused(c, m, INVALID, "day", "đang là hộ nghèo"); /* on the very day */
	m.day = S("2025-10-01");
	OK(apply(c, household_move, &m));
	OK(household_policies(c, w.household, &all));
	assert_int_equal(all.n, 2);
	assert_string_equal(all.v[0].valid_to.s, "2025-10-01");
	assert_string_equal(all.v[1].valid_to.s, "2026-01-01"); /* the years of that standard end */
	m.policy_kind = S("merit");
	OK(apply(c, household_move, &m)); /* beside it */
	m.policy_kind = S("rich");
	refused(c, m, INVALID, "policy_kind", "diện");
	struct household_movement stop = of_ours("policy_end", "2025-10-01");
	stop.policy = all.v[1].id;
	refused(c, stop, INVALID, "day", "sau 01/10/2025");
	stop.day = S("2025-11-01");
	OK(apply(c, household_move, &stop));
	refused(c, stop, INVALID, "policy", "đang có");
	assert_null(household_policy_kind_on(S("poor"), S("2021-12-31")));
	assert_string_equal(household_policy_kind_on(S("poor"), S("2026-01-01"))->from.s ? "2026-01-01" : "", "2026-01-01");
	assert_true(str_starts(household_policy_kind_on(S("poor"), S("2026-01-01"))->from, S("2026")));
}

static void a_household_is_split(void **state)
{
	struct ctx *c = begin(state);
	struct new_household n = {.unit = stage.unit, .code = S("ML-7")};
	n.head = of_ours("open", "2026-03-01");
	n.head.hamlet = stage.other_hamlet;
	n.head.address = S("Ngõ 9");
	n.head.household_kind = S("family");
	n.head.person = w.head;
	err e = apply(c, household_open, &n);
	FAILS(INVALID, e);
	assert_string_equal(e->problems->field, "successor");
	n.head.successor = w.wife;
	n.code = S("ho 7");
	e = apply(c, household_open, &n);
	FAILS(INVALID, e);
	assert_string_equal(e->problems->field, "code");
	n.code = S("ho-000001");
	FAILS(INVALID, apply(c, household_open, &n)); /* the code is used */
	n.code = S("ml-7");
	OK(apply(c, household_open, &n));
	assert_int_equal(head_on(c, n.id, "2026-03-01"), w.head);
	assert_int_equal(head_on(c, w.household, "2026-03-01"), w.wife);
	struct household_movement m = of_ours("withdraw", "");
	m.household = n.id;
	m.withdrawn = n.head.id;
	OK(apply(c, household_move, &m)); /* the household never was */
	assert_int_equal(head_on(c, w.household, "2026-03-01"), w.head);
	assert_int_equal(members(c, n.id, "2026-03-01"), 0);
	OK(household_holds(c, n.id, stage.unit));
	OK(household_holds(c, w.household, stage.unit));
}

static void codes_are_given_beside_those_that_were_typed(void **state)
{
	struct ctx *c = begin(state);
	static const char *const typed[] = {"HO-7A", "HO-9", "HO-1000000", "HO-00000Z"};
	struct new_household n;
	for (size_t i = 0; i < COUNT(typed); i++) {
		n = household_headed(stage.hamlet, "Lê Văn Tám", "1970-01-01");
		n.code = str_of(typed[i]);
		OK(apply(c, household_open, &n));
	}
	n = household_headed(stage.hamlet, "Lê Văn Chín", "1970-01-01");
	OK(apply(c, household_open, &n));
	assert_string_equal(n.code.s, "HO-000002"); /* after the one of the stage */
	n = household_headed(stage.hamlet, "Lê Văn Mười", "1970-01-01");
	n.code = S("ho-999998");
	OK(apply(c, household_open, &n));
	n.code = S("");
	OK(apply(c, household_open, &n));
	assert_string_equal(n.code.s, "HO-999999");
	n.code = S("");
	err e = apply(c, household_open, &n);
	FAILS(INVALID, e);
	assert_string_equal(e->problems->field, "code");
}

/* Fields of tables and filters name what the catalogue does. */
static void policies_are_those_of_the_catalogue(void **state)
{
	const struct choice *catalogue = household_policy_choices();
	size_t i = 0;
	(void)state;
	for (; catalogue[i].value; i++) {
		assert_string_equal(household_policies_named[i].value, catalogue[i].value);
		assert_string_equal(household_policies_named[i].label, catalogue[i].label);
	}
	assert_null(household_policies_named[i].value);
}

static void a_child_is_born(void **state)
{
	struct ctx *c = begin(state);
	struct resident_one p;
	struct household_movement m = arrives("born", "2026-05-05", "Đinh Thị Bé", "", "female");
	OK(apply(c, household_move, &m));
	OK(resident_one(c, m.person, &p));
	assert_string_equal(p.birth_on.s, "2026-05-05");
	assert_string_equal(p.ethnicity.s, "01");
	refused(c, m, INVALID, "name", "cùng họ tên");
	struct household_movement d = of_ours("die", "2026-05-05"); /* on the day of her birth */
	d.person = m.person;
	OK(apply(c, household_move, &d));
	m = arrives("born", "2026-05-06", "Đinh Văn Bé", "", "");
	refused(c, m, INVALID, "sex", "Nam");
	m.sex = S("male");
	m.ethnicity = S("99");
	refused(c, m, INVALID, "ethnicity", "dân tộc");
}

/* A household is called by its head: what names it is somebody's own, and whoever looks at it looks at all of them. */
static void what_names_a_household_is_of_its_people(void **state)
{
	static const char definition[] =
		"{\"code\":\"ho-duoc-tang-qua\",\"title\":\"Quà Tết\",\"one\":\"phần "
		"quà\",\"level\":\"commune\",\"name\":\"label\","
		"\"sections\":[{\"title\":\"Chung\",\"fields\":["
		"{\"name\":\"label\",\"type\":\"text\",\"label\":\"Tên\",\"required\":true},"
		"{\"name\":\"home\",\"type\":\"reference\",\"label\":\"Hộ\",\"to\":\"household\"}]}],"
		"\"states\":[{\"name\":\"given\",\"title\":\"Đã trao\"}],\"list\":{\"columns\":[\"label\"]}}";
	struct ctx *c = begin(state);
	const struct registry *r;
	struct registry_new n = {.code = S("ho-duoc-tang-qua"), .definition = str_of(definition)};
	struct look_subjects whom = {0};
	str why;
	OK(apply(c, registry_new_add, &n));
	OK(apply(c, registry_draft_publish,
		&((struct registry_publication){.version = n.version, .valid_from = S("2026-11-23")})));
	OK(registry_of(c, n.code, &r));
	assert_true(registry_tells_of_people(r));
	OK(registry_field_closed(c, r, registry_field(r, S("home")), &why));
	assert_string_equal(why.s, "là dữ liệu cá nhân");
	OK(look_at_thing(c, &whom, S("household"), w.household));
	assert_int_equal(whom.n, 4); /* three persons, one of whom has a number */
	OK(look_at_thing(c, &whom, S("household"), 4711));
	OK(look_at_thing(c, &whom, S("hamlet"), stage.hamlet));
	assert_int_equal(whom.n, 4);
}

TESTS()
{
#define T(name) cmocka_unit_test_setup_teardown(name, test_open, test_close)
	const struct CMUnitTest tests[] = {T(who_lives_where_on_any_day), T(days_make_sense),
		T(a_head_who_goes_leaves_a_head_behind), T(another_becomes_head_while_the_head_stays),
		T(one_permanent_household_at_a_time), T(a_permanent_resident_of_another_commune_is_not_ours),
		T(the_dead_move_nowhere), T(the_last_one_ends_the_household), T(a_mistake_is_taken_back_and_kept),
		T(what_is_taken_back_must_still_fit), T(of_two_officers_the_second_is_told),
		T(absence_and_residence_hold_from_a_day_on), T(a_change_is_no_correction), T(poverty_is_one_decision_at_a_time),
		T(a_household_is_split), T(codes_are_given_beside_those_that_were_typed), T(policies_are_those_of_the_catalogue),
		T(a_child_is_born), T(what_names_a_household_is_of_its_people)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
