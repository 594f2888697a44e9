/* Whether a household is poor, or has rights by a policy: by a decision with number and date, for as long as the law of its kind holds. */
#include "inside.h"

static err decision(struct ctx *c, const struct household_movement *m)
{
	day on;
	if (!m->decision_number.n)
		return FAIL_FIELD(c, "decision_number", "Ghi số quyết định, ví dụ 125/QĐ-UBND.");
	if (!day_parse(m->decision_on, &on) || on > day_of(c->now))
		return FAIL_FIELD(c, "decision_on", "Ghi ngày của quyết định, không sau hôm nay.");
	return NULL;
}

/* Of poverty there is one at a time: another takes its place from that day on. Of a policy the same is not given twice. */
static err makes_room(struct ctx *c, struct acting *a, const struct household_policy_kind *k)
{
	struct household_policies_rows now;
	TRY(household_policies_on(c, a->h.id, a->m->day, &now));
	for (size_t i = 0; i < now.n; i++) {
		const struct household_policies *y = &now.v[i];
		bool same = str_eq(y->kind, k->kind);
		if (!same && !(str_is(y->family, "poverty") && str_is(k->family, "poverty")))
			continue;
		if (same || !population_before(y->valid_from, a->m->day) || y->ended_by.set)
			return FAIL_FIELD(c, same ? "policy_kind" : "day", "Hộ này đang là %s từ ngày %s.",
				str_c(c->a, lower_first(c->a, household_policy_title(y->kind))), day_said(c, y->valid_from));
		TRY(household_policy_ends(c, y->id, a->m->day, a->id));
	}
	return NULL;
}

err household_policy_begins(struct ctx *c, struct acting *a)
{
	struct household_policy_add added;
	const struct household_movement *m = a->m;
	if (!*choice_label(household_policy_choices(), m->policy_kind))
		return FAIL_FIELD(c, "policy_kind", "Chọn diện của hộ.");
	const struct household_policy_kind *k = household_policy_kind_on(m->policy_kind, m->day);
	if (!k)
		return FAIL_FIELD(c, "day", "Ngày này không thuộc giai đoạn nào có quy định về %s.",
			str_c(c->a, lower_first(c->a, household_policy_title(m->policy_kind))));
	TRY(decision(c, m));
	TRY(movement_keep(c, a, 0));
	TRY(makes_room(c, a, k));
	return household_policy_add(c,
		&(struct household_policy_add_in){.household = a->h.id,
			.unit = m->unit,
			.kind = k->kind,
			.family = k->family,
			.decision_number = m->decision_number,
			.decision_on = m->decision_on,
			.valid_from = m->day,
			.valid_to = k->to.n ? k->to : (str){NULL, 0},
			.begun_by = a->id},
		&added);
}

err household_policy_stops(struct ctx *c, struct acting *a)
{
	struct household_policies_rows now;
	TRY(household_policies_on(c, a->h.id, a->m->day, &now));
	for (size_t i = 0; i < now.n; i++) {
		const struct household_policies *y = &now.v[i];
		if (y->id != a->m->policy || y->ended_by.set)
			continue;
		if (!population_before(y->valid_from, a->m->day))
			return FAIL_FIELD(c, "day", "Ngày thôi phải sau %s, ngày được công nhận.", day_said(c, y->valid_from));
		TRY(movement_keep(c, a, 0));
		return household_policy_ends(c, y->id, a->m->day, a->id);
	}
	return FAIL_FIELD(c, "policy", "Chọn diện đang có của hộ vào ngày này.");
}
