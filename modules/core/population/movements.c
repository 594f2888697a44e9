/* Movements: what happens to a household and to who lives in it. One act changes all that it touches, or nothing. */
#include "inside.h"
#include "core/units/units.h"
#include "web/services/audit.h"

static const char *shown(struct ctx *c, str day) { return str_c(c->a, show_date(c->a, day)); }

/* ---- what every movement says ---- */

err movement_day(struct ctx *c, const struct household_movement *m, str not_before)
{
	day on;
	if (!day_parse(m->day, &on))
		return FAIL_FIELD(c, "day", "Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 01/07/2025.");
	if (on > day_of(c->now))
		return FAIL_FIELD(c, "day", "Ngày %s chưa tới. Chỉ ghi việc đã xảy ra.", shown(c, m->day));
	if (not_before.n && population_before(m->day, not_before))
		return FAIL_FIELD(c, "day",
			"Ngày này phải từ %s, ngày của biến động gần nhất. Nếu biến động đó ghi nhầm, hãy rút lại nó trước.",
			shown(c, not_before));
	return NULL;
}

err movement_source(struct ctx *c, const struct household_movement *m)
{
	return *choice_label(household_sources, m->source)
		       ? NULL
		       : FAIL_FIELD(c, "source", "Chọn nguồn của thông tin: người dân khai báo, thông báo của Công an xã…");
}

err movement_keep(struct ctx *c, struct acting *a, int64_t person)
{
	struct household_movement_add added;
	const struct household_movement *m = a->m;
	TRY(household_movement_add(c,
		&(struct household_movement_add_in){.unit = m->unit,
			.household = a->h.id,
			.other = a->other ? some_int(a->other) : (opt_int){0},
			.person = person ? some_int(person) : (opt_int){0},
			.kind = m->kind,
			.on_day = m->day,
			.source = m->source,
			.document = m->document,
			.reason = m->reason,
			.withdraws = m->withdrawn ? some_int(m->withdrawn) : (opt_int){0},
			.now = c->now,
			.actor = c->actor},
		&added));
	a->id = a->m->id = added.id;
	return NULL;
}

err movement_finish(struct ctx *c, struct acting *a, int64_t person)
{
	if (person)
		TRY(resident_holds(c, person, a->m->unit));
	TRY(household_holds(c, a->h.id, a->m->unit));
	if (a->other)
		TRY(household_holds(c, a->other, a->m->unit));
	TRY(household_touch(c, a->h.id));
	if (a->other)
		TRY(household_touch(c, a->other));
	return audit_add(
		c, str_c(c->a, str_format(c->a, "household.%.*s", STR_ARG(a->m->kind))), "household", a->h.id, a->h.code);
}

/* ---- who comes in ---- */

/* By his number he is somebody only when name, birth date and sex agree; what is known of him is not told. */
static err is_that_one(struct ctx *c, const struct person_facts *f)
{
	struct fact_differences differ;
	int64_t person;
	TRY(person_differences(c, f, &person, &differ));
	for (size_t i = 0; i < differ.n; i++)
		if (!str_is(differ.v[i].fact, "address"))
			return FAIL_FIELD(c, "personal_number",
				"Số định danh này đang là của người có họ tên, ngày sinh hoặc giới tính khác. Hãy đối chiếu lại "
				"với thẻ căn "
				"cước.");
	return NULL;
}

err movement_person_checked(struct ctx *c, const struct household_movement *m)
{
	day born, last;
	if (!m->name.n)
		return FAIL_FIELD(c, "name", "Ghi họ, chữ đệm và tên như trên giấy khai sinh hoặc thẻ căn cước.");
	if (!date_span(m->birth_on, &born, &last))
		return FAIL_FIELD(c, "birth_on", "Ghi ngày sinh theo mẫu ngày/tháng/năm; chỉ biết năm thì ghi năm.");
	if (population_before(m->day, day_iso(c->a, born)))
		return FAIL_FIELD(c, "day", "Ngày này ở trước ngày sinh (%s).", shown(c, m->birth_on));
	if (!str_is(m->sex, "male") && !str_is(m->sex, "female"))
		return FAIL_FIELD(c, "sex", "Chọn Nam hoặc Nữ.");
	if (m->ethnicity.n && !*choice_label(resident_ethnicities(), m->ethnicity))
		return FAIL_FIELD(c, "ethnicity", "Chọn dân tộc trong danh mục.");
	return is_that_one(
		c, &(struct person_facts){
			   .name = m->name, .personal_number = m->personal_number, .birth_on = m->birth_on, .sex = m->sex});
}

err movement_person(struct ctx *c, struct household_movement *m, str address, int64_t *person)
{
	struct person_facts f = {.name = m->name, .personal_number = m->personal_number, .birth_on = m->birth_on, .sex = m->sex};
	int64_t home = 0;
	TRY(movement_person_checked(c, m));
	TRY(person_home(c, f.personal_number, &home));
	f.unit = !home || str_is(m->residence, "permanent") ? m->unit : 0;
	f.address = !home ? address : S("");
	TRY(person_save(c, &f, person));
	return resident_keep(c, *person, m->ethnicity);
}

err movement_enter(struct ctx *c, struct acting *a, int64_t household, int64_t person, str relation, str residence, str presence)
{
	return household_member_add(c, &(struct household_member_add_in){.household = household,
					       .unit = a->m->unit,
					       .person = person,
					       .relation = relation,
					       .residence = residence,
					       .presence = presence,
					       .valid_from = a->m->day,
					       .begun_by = a->id});
}

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

/* The next span of somebody who stays, with one thing otherwise. */
static err goes_on(
	struct ctx *c, struct acting *a, const struct household_member_now *w, str relation, str residence, str presence)
{
	TRY(household_member_ends(c, w->id, a->m->day, a->id));
	return movement_enter(c, a, a->h.id, w->person_id, relation, residence, presence);
}

static err becomes_head(struct ctx *c, struct acting *a)
{
	struct household_member_now next;
	bool found = false;
	if (a->m->successor && a->m->successor != a->who.person_id)
		TRY(household_member_now(c, a->h.id, a->m->successor, &next, &found));
	if (!found)
		return FAIL_FIELD(c, "successor", "Chủ hộ không còn ở hộ. Hãy chọn chủ hộ mới trong số người còn lại.");
	if (population_before(a->m->day, next.valid_from))
		return FAIL_FIELD(
			c, "day", "Chủ hộ mới có biến động ngày %s; ngày này phải từ ngày đó.", shown(c, next.valid_from));
	return goes_on(c, a, &next, S("head"), next.residence, next.presence);
}

/* Its policies end with it, and the officer is told which. */
static err household_ends_empty(struct ctx *c, struct acting *a)
{
	struct household_policies_rows policies;
	buf says = {.a = c->a};
	buf_printf(&says, "Hộ %.*s không còn ai nên đã kết thúc từ ngày %s.", STR_ARG(a->h.code), shown(c, a->m->day));
	TRY(household_policies_on(c, a->h.id, a->m->day, &policies));
	for (size_t i = 0; i < policies.n; i++) {
		str from = policies.v[i].valid_from;
		TRY(household_policy_ends(c, policies.v[i].id, population_before(a->m->day, from) ? from : a->m->day, a->id));
		buf_printf(&says, " Thôi diện: %.*s.", STR_ARG(household_policy_title(policies.v[i].kind)));
	}
	TRY(household_span_ends(c, a->h.id, a->m->day, a->id));
	TRY(household_end(c, a->h.id, a->m->day, a->id));
	a->m->says = buf_text(&says);
	return NULL;
}

err movement_part(struct ctx *c, struct acting *a)
{
	struct household_members_left left;
	TRY(household_member_ends(c, a->who.id, a->m->day, a->id));
	TRY(household_members_left(c, a->h.id, a->who.person_id, &left));
	if (!left.n)
		return household_ends_empty(c, a);
	return str_is(a->who.relation, "head") ? becomes_head(c, a) : NULL;
}

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
	return goes_on(c, a, &a->who, a->who.relation, a->who.residence, str_of(to));
}
static err is_absent(struct ctx *c, struct acting *a) { return presence(c, a, "absent"); }
static err returns(struct ctx *c, struct acting *a) { return presence(c, a, "present"); }

static err settles(struct ctx *c, struct acting *a)
{
	if (str_is(a->who.residence, "permanent"))
		return FAIL(c, CONFLICT, "Người này đã thường trú ở hộ.");
	TRY(movement_keep(c, a, a->who.person_id));
	return goes_on(c, a, &a->who, a->who.relation, S("permanent"), a->who.presence);
}

static err relates(struct ctx *c, struct acting *a)
{
	if (str_is(a->who.relation, "head"))
		return FAIL(c, CONFLICT, "Đây là chủ hộ. Để đổi chủ hộ, hãy mở người sẽ làm chủ hộ và chọn “Làm chủ hộ”.");
	TRY(relation_of_member(c, a->m->relation));
	TRY(movement_keep(c, a, a->who.person_id));
	return goes_on(c, a, &a->who, a->m->relation, a->who.residence, a->who.presence);
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
	TRY(goes_on(c, a, &before, a->m->relation, before.residence, before.presence));
	return goes_on(c, a, &a->who, S("head"), a->who.residence, a->who.presence);
}

/* ---- one movement ---- */

static err (*const does[])(struct ctx *c, struct acting *a) = {comes, comes, leaves, moves, dies, is_absent, returns, settles,
	relates, heads, household_relocates, household_corrects, household_policy_begins, household_policy_stops,
	household_withdraws};

static err of_person(struct ctx *c, struct acting *a)
{
	bool found;
	TRY(household_member_now(c, a->h.id, a->m->person, &a->who, &found));
	if (!found)
		return FAIL(c, CONFLICT, "Người này không còn ở hộ. Hãy tải lại trang để xem hộ hiện nay.");
	return movement_day(c, a->m, a->who.valid_from);
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
		return FAIL(c, CONFLICT, "Hộ %s đã kết thúc từ ngày %s.", str_c(c->a, a->h.code), shown(c, a->h.ended_on));
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
