/* Movements: what happens to a household and to who lives in it. One act changes all that it touches, or nothing. */
#include "inside.h"
#include "core/units/units.h"
#include "web/services/audit.h"

/* ---- who comes in ---- */

static err relation_of_member(struct ctx *c, str relation)
{
	return *choice_label(household_relations_of_members, relation)
		       ? NULL
		       : FAIL_FIELD(c, "relation", "Chọn quan hệ với chủ hộ. Mỗi hộ chỉ có một chủ hộ.");
}

static err comes(struct ctx *c, struct acting *a)
{
	struct household_movement *m = a->m;
	struct household_span_now place;
	struct resident_here here;
	bool found;
	TRY(relation_of_member(c, m->relation));
	if (str_is(m->kind, "born")) {
		m->residence = S("permanent");
		m->birth_on = m->day;
	}
	if (!*choice_label(household_residences, m->residence))
		return FAIL_FIELD(c, "residence", "Chọn thường trú hoặc tạm trú.");
	TRY(resident_here(c, a->h.id, name_key(c->a, person_name(c->a, m->name)), m->birth_on, &here, &found));
	if (found)
		return FAIL_FIELD(c, "name", "Hộ này đã có người cùng họ tên và ngày sinh.");
	TRY(household_span_now(c, a->h.id, &place));
	TRY(movement_person(c, m, place.address, &m->person));
	TRY(movement_keep(c, a, m->person));
	return movement_enter(c, a, a->h.id, m->person, m->relation, m->residence, S("present"));
}

/* ---- who goes ---- */

static err leaves(struct ctx *c, struct acting *a)
{
	TRY(movement_keep(c, a, a->who.person_id));
	return movement_part(c, a);
}

static err dies(struct ctx *c, struct acting *a)
{
	TRY(resident_keep(c, a->who.person_id, S("")));
	TRY(movement_keep(c, a, a->who.person_id));
	TRY(resident_died(c, a->who.person_id, a->m->day, a->id));
	return movement_part(c, a);
}

static err target_of(struct ctx *c, struct acting *a, struct household_of *to)
{
	struct household_by_code by;
	bool found = a->m->target != 0;
	if (!a->m->target) {
		TRY(household_by_code(c, a->m->unit, a->m->target_code, &by, &found));
		if (found)
			*to = (struct household_of){by.id, by.unit_id, by.code, by.changes, by.opened_on, by.ended_on};
	} else {
		TRY(household_of(c, a->m->target, a->m->unit, to));
	}
	if (!found)
		return FAIL_FIELD(c, "target_code", "Không có hộ mang mã này trong xã. Hãy xem lại mã hộ chuyển đến.");
	if (to->id == a->h.id)
		return FAIL_FIELD(c, "target_code", "Đây chính là hộ đang ở. Hãy ghi mã của hộ chuyển đến.");
	if (to->ended_on.n || population_before(a->m->day, to->opened_on))
		return FAIL_FIELD(c, "target_code", "Hộ %s không có vào ngày này.", str_c(c->a, to->code));
	return NULL;
}

static err moves(struct ctx *c, struct acting *a)
{
	struct household_of to = {0};
	TRY(relation_of_member(c, a->m->relation));
	TRY(target_of(c, a, &to));
	a->other = to.id;
	TRY(movement_keep(c, a, a->who.person_id));
	TRY(movement_part(c, a));
	return movement_enter(c, a, to.id, a->who.person_id, a->m->relation, a->who.residence, a->who.presence);
}

/* ---- who stays, otherwise ---- */

static err presence(struct ctx *c, struct acting *a, const char *to)
{
	if (str_is(a->who.presence, to))
		return FAIL(c, CONFLICT, "%s",
			str_is(S("absent"), to) ? "Người này đang được ghi tạm vắng." : "Người này không ở diện tạm vắng.");
	TRY(movement_keep(c, a, a->who.person_id));
	return movement_goes_on(c, a, &a->who, a->who.relation, a->who.residence, str_of(to));
}
static err is_absent(struct ctx *c, struct acting *a) { return presence(c, a, "absent"); }
static err returns(struct ctx *c, struct acting *a) { return presence(c, a, "present"); }

static err settles(struct ctx *c, struct acting *a)
{
	if (str_is(a->who.residence, "permanent"))
		return FAIL(c, CONFLICT, "Người này đã thường trú ở hộ.");
	TRY(movement_keep(c, a, a->who.person_id));
	return movement_goes_on(c, a, &a->who, a->who.relation, S("permanent"), a->who.presence);
}

static err relates(struct ctx *c, struct acting *a)
{
	if (str_is(a->who.relation, "head"))
		return FAIL(c, CONFLICT, "Đây là chủ hộ. Để đổi chủ hộ, hãy mở người sẽ làm chủ hộ và chọn “Làm chủ hộ”.");
	TRY(relation_of_member(c, a->m->relation));
	TRY(movement_keep(c, a, a->who.person_id));
	return movement_goes_on(c, a, &a->who, a->m->relation, a->who.residence, a->who.presence);
}

/* He becomes head while the head stays: `relation` is what the one before is to him. */
static err heads(struct ctx *c, struct acting *a)
{
	struct household_heads_rows all;
	struct household_members_on_rows members;
	struct household_member_now before;
	bool found = false;
	if (str_is(a->who.relation, "head"))
		return FAIL(c, CONFLICT, "Người này đang là chủ hộ.");
	TRY(relation_of_member(c, a->m->relation));
	TRY(household_heads(c, a->h.id, &all));
	TRY(household_members_on(c, a->h.id, a->m->day, &members));
	for (size_t i = 0; i < members.n && !found; i++)
		if (str_is(members.v[i].relation, "head"))
			TRY(household_member_now(c, a->h.id, members.v[i].person_id, &before, &found));
	if (!found || !str_is(before.relation, "head"))
		return FAIL_FIELD(c, "day", "Chủ hộ đang ghi có biến động sau ngày này. Hãy chọn ngày muộn hơn.");
	TRY(movement_keep(c, a, a->who.person_id));
	TRY(movement_goes_on(c, a, &before, a->m->relation, before.residence, before.presence));
	return movement_goes_on(c, a, &a->who, S("head"), a->who.residence, a->who.presence);
}

/* ---- one movement ---- */

static err (*const does[])(struct ctx *c, struct acting *a) = {comes, comes, leaves, moves, dies, is_absent, returns, settles,
	relates, heads, resident_identifies, resident_identifies, resident_identifies, resident_identifies, resident_identifies,
	resident_identifies, household_relocates, household_corrects, household_policy_begins, household_policy_stops,
	household_withdraws};

static err of_person(struct ctx *c, struct acting *a)
{
	bool found;
	TRY(household_member_now(c, a->h.id, a->m->person, &a->who, &found));
	if (!found)
		return FAIL(c, CONFLICT, "Người này không còn ở hộ. Hãy tải lại trang để xem hộ hiện nay.");
	return movement_day(c, a->m, a->kind->fact ? S("") : a->who.valid_from); /* a card may be older than his being here */
}

static err begin(struct ctx *c, struct acting *a)
{
	struct household_movement *m = a->m;
	TRY(household_of(c, m->household, m->unit, &a->h));
	a->kind = movement_kind_named(m->kind);
	if (!a->kind)
		return FAIL_FIELD(c, "kind", "Chọn loại biến động.");
	if (m->changes && m->changes != a->h.changes)
		return FAIL(c, CONFLICT,
			"Hộ này vừa được người khác ghi một biến động. Hãy xem lại người trong hộ ở dưới rồi gửi lại; những gì "
			"đã gõ vẫn còn.");
	if (a->h.ended_on.n && !str_is(m->kind, "withdraw"))
		return FAIL(c, CONFLICT, "Hộ %s đã kết thúc từ ngày %s.", str_c(c->a, a->h.code), day_said(c, a->h.ended_on));
	TRY(movement_source(c, m));
	if (a->kind->asks & ASKS_REASON && !m->reason.n)
		return FAIL_FIELD(c, "reason", "Ghi lý do.");
	if (a->kind->asks & ASKS_NO_DAY)
		m->day = day_iso(c->a, day_of(c->now));
	return a->kind->of == MOVEMENT_OF_PERSON ? of_person(c, a) : movement_day(c, m, a->h.opened_on);
}

err household_move(struct ctx *c, struct household_movement *m)
{
	struct acting a = {.m = m};
	TRY(begin(c, &a));
	TRY(does[a.kind - movement_kinds](c, &a));
	return movement_finish(c, &a, m->person);
}
