/* Households: opened with a head, moved as a whole, put right; and movements that are taken back. */
#include "inside.h"
#include "core/units/units.h"
#include "web/services/audit.h"

/* ---- where it is ---- */

err movement_hamlet(struct ctx *c, const struct household_movement *m, str day)
{
	struct household_hamlet t;
	err e = household_hamlet(c, m->hamlet, m->unit, &t);
	if (e && e->kind != NOT_FOUND)
		return e;
	if (e || population_before(day, t.valid_from) || !population_before(day, t.valid_to))
		return FAIL_FIELD(c, "hamlet", "Chọn thôn, tổ dân phố có vào ngày này.");
	if (!*choice_label(household_kinds, m->household_kind))
		return FAIL_FIELD(c, "household_kind", "Chọn loại hộ.");
	return NULL;
}

static err place(struct ctx *c, const struct acting *a, str from)
{
	const struct household_movement *m = a->m;
	return household_span_add(c,
		&(struct household_span_add_in){.household = a->h.id,
			.unit = m->unit,
			.hamlet = m->hamlet,
			.address = m->address,
			.folded = str_format(c->a, "%.*s %.*s", STR_ARG(fold(c->a, a->h.code)), STR_ARG(fold(c->a, m->address))),
			.kind = m->household_kind,
			.valid_from = from,
			.begun_by = a->id});
}

err household_relocates(struct ctx *c, struct acting *a)
{
	struct household_span_now now;
	TRY(household_span_now(c, a->h.id, &now));
	TRY(movement_day(c, a->m, now.valid_from));
	TRY(movement_hamlet(c, a->m, a->m->day));
	TRY(movement_keep(c, a, 0));
	TRY(household_span_ends(c, a->h.id, a->m->day, a->id));
	return place(c, a, a->m->day);
}

/* It never was so: what stands there is kept as replaced, and the right one takes its days. */
err household_corrects(struct ctx *c, struct acting *a)
{
	struct household_span_now now;
	TRY(household_span_now(c, a->h.id, &now));
	TRY(movement_hamlet(c, a->m, now.valid_from));
	TRY(movement_keep(c, a, 0));
	TRY(household_span_replaced(c, now.id, a->id));
	return place(c, a, now.valid_from);
}

/* ---- a new one ---- */

enum { CODES_GIVEN = 999999 };

static err code_given(struct ctx *c, struct new_household *n)
{
	struct household_codes_last last;
	bool found;
	int64_t number = 0;
	TRY(household_codes_last(c, n->unit, S("HO-000000"), S("HO-999999~"), &last, &found));
	if (found)
		(void)str_int((str){last.code.s + 3, last.code.n - 3}, &number);
	n->code = str_format(c->a, "HO-%06lld", (long long)number + 1);
	return number < CODES_GIVEN
		       ? NULL
		       : FAIL_FIELD(c, "code", "Ghi mã hộ: mã HO-999999 đã dùng nên chương trình không cho mã mới được.");
}

err household_code_fits(struct ctx *c, str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./", code.s[i]))
			return FAIL_FIELD(c, "code", "Mã hộ chỉ gồm chữ không dấu, chữ số và - . /");
	return NULL;
}

static err code_checked(struct ctx *c, struct new_household *n)
{
	struct household_by_code same;
	bool found;
	if (!n->code.n)
		return code_given(c, n);
	n->code = upper_case(c->a, n->code);
	TRY(household_code_fits(c, n->code));
	TRY(household_by_code(c, n->unit, n->code, &same, &found));
	return found ? FAIL_FIELD(c, "code", "Mã này đã dùng cho một hộ của xã. Để trống thì chương trình cho mã mới.") : NULL;
}

/* Who heads it: a member of another household of the commune, or who is brought in as by an arrival. */
static err head_of(struct ctx *c, struct acting *a, struct acting *from)
{
	struct household_movement *m = a->m;
	bool found;
	if (!m->household)
		return movement_person(c, m, m->address, &m->person);
	TRY(household_of(c, m->household, m->unit, &from->h));
	TRY(household_member_now(c, from->h.id, m->person, &from->who, &found));
	if (!found)
		return FAIL_FIELD(c, "person", "Người này không còn ở hộ %s.", str_c(c->a, from->h.code));
	TRY(movement_day(c, m, from->who.valid_from));
	m->residence = from->who.residence;
	a->other = from->h.id;
	return NULL;
}

err household_open(struct ctx *c, struct new_household *n)
{
	struct household_movement *m = &n->head;
	struct acting a = {.m = m}, from = {.m = m};
	struct household_add added;
	m->unit = n->unit;
	m->kind = S("open");
	TRY(movement_day(c, m, S("")));
	TRY(movement_source(c, m));
	TRY(movement_hamlet(c, m, m->day));
	if (!m->household && !*choice_label(household_residences, m->residence))
		return FAIL_FIELD(c, "residence", "Chọn thường trú hoặc tạm trú.");
	TRY(code_checked(c, n));
	TRY(head_of(c, &a, &from));
	TRY(household_add(c, n->unit, n->code, m->day, &added));
	n->id = added.id;
	a.h = (struct household_of){.id = added.id, .unit_id = n->unit, .code = n->code, .opened_on = m->day};
	TRY(movement_keep(c, &a, m->person));
	if (from.h.id) {
		from.id = a.id;
		TRY(movement_part(c, &from));
	}
	TRY(place(c, &a, m->day));
	TRY(movement_enter(c, &a, a.h.id, m->person, S("head"), m->residence, S("present")));
	return movement_finish(c, &a, m->person);
}

/* ---- taken back ---- */

/* A policy goes on as far as its law says, from the day on which it began. */
static err policies_reopened(struct ctx *c, int64_t movement)
{
	struct household_policies_ended_by_rows ended;
	TRY(household_policies_ended_by(c, movement, &ended));
	for (size_t i = 0; i < ended.n; i++) {
		const struct household_policy_kind *k = household_policy_kind_on(ended.v[i].kind, ended.v[i].valid_from);
		TRY(household_policy_reopened(c, ended.v[i].id, k && k->to.n ? k->to : (str){NULL, 0}));
	}
	return NULL;
}

static err undone(struct ctx *c, const struct acting *a, const struct household_movement_get *was)
{
	int64_t m = was->id, w = a->id;
	TRY(household_movement_withdrawn(c, m, w));
	TRY(household_span_withdrawn(c, m, w));
	TRY(household_member_withdrawn(c, m, w));
	TRY(household_policy_withdrawn(c, m, w));
	TRY(resident_identity_withdrawn(c, m, w));
	TRY(household_span_reopened(c, m));
	TRY(household_member_reopened(c, m));
	TRY(policies_reopened(c, m));
	TRY(resident_identity_reopened(c, m));
	TRY(household_span_restored(c, m));
	TRY(household_member_restored(c, m));
	TRY(household_reopened(c, was->household_id, m));
	if (was->other_id.set)
		TRY(household_reopened(c, was->other_id.v, m));
	return was->person_id.set ? resident_lives(c, m, was->person_id.v) : NULL;
}

/* A household never was only when nothing else happened to it. */
static err only_movement(struct ctx *c, int64_t household, int64_t *others)
{
	struct household_movements_standing all;
	TRY(household_movements_standing(c, household, &all));
	*others = all.n - 1;
	return NULL;
}

err household_withdraws(struct ctx *c, struct acting *a)
{
	struct household_movement_get was;
	struct household_built_on built;
	TRY(household_movement_get(c, a->m->withdrawn, a->m->unit, &was));
	if (was.household_id != a->h.id && was.other_id.v != a->h.id)
		return FAIL(c, NOT_FOUND, "movement");
	if (was.withdrawn_by.set || str_is(was.kind, "withdraw"))
		return FAIL(c, CONFLICT, "Biến động này đã được rút lại.");
	TRY(household_built_on(c, was.id, &built));
	if (!built.n && str_is(was.kind, "open"))
		TRY(only_movement(c, was.household_id, &built.n));
	if (built.n)
		return FAIL(c, CONFLICT, "Đã có biến động khác tiếp theo biến động này. Hãy rút lại biến động sau trước.");
	a->other = was.household_id != a->h.id ? was.household_id : was.other_id.set ? was.other_id.v : 0;
	a->m->person = was.person_id.set ? was.person_id.v : 0;
	TRY(movement_keep(c, a, a->m->person));
	TRY(undone(c, a, &was));
	if (!str_is(was.kind, "open"))
		return NULL;
	struct household_of h;
	TRY(household_of(c, was.household_id, a->m->unit, &h));
	return household_end(c, h.id, h.opened_on, a->id); /* it never was */
}
