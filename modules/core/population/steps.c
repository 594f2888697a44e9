/* steps: what movements are made of. */
#include "inside.h"
#include "core/units/units.h"
#include "web/services/audit.h"

/* ---- what every movement says ---- */

err movement_day(struct ctx *c, const struct household_movement *m, str not_before)
{
	day on;
	if (!day_parse(m->day, &on))
		return FAIL_FIELD(c, "day", "Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 01/07/2025.");
	if (on > day_of(c->now))
		return FAIL_FIELD(c, "day", "Ngày %s chưa tới. Chỉ ghi việc đã xảy ra.", day_said(c, m->day));
	if (not_before.n && population_before(m->day, not_before))
		return FAIL_FIELD(c, "day",
			"Ngày này phải từ %s, ngày của biến động gần nhất. Nếu biến động đó ghi nhầm, hãy rút lại nó trước.",
			day_said(c, not_before));
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
		return FAIL_FIELD(c, "day", "Ngày này ở trước ngày sinh (%s).", day_said(c, m->birth_on));
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

/* ---- who goes ---- */

err movement_goes_on(
	struct ctx *c, struct acting *a, const struct household_member_now *w, str relation, str residence, str presence)
{
	TRY(household_member_ends(c, w->id, a->m->day, a->id));
	return movement_enter(c, a, a->h.id, w->person_id, relation, residence, presence);
}

static err becomes_head(struct ctx *c, struct acting *a)
{
	struct household_member_now next;
	bool found = false;
	if (a->m->successor) /* who leaves is a member no more: he does not follow himself */
		TRY(household_member_now(c, a->h.id, a->m->successor, &next, &found));
	if (!found)
		return FAIL_FIELD(c, "successor", "Chủ hộ không còn ở hộ. Hãy chọn chủ hộ mới trong số người còn lại.");
	if (population_before(a->m->day, next.valid_from))
		return FAIL_FIELD(
			c, "day", "Chủ hộ mới có biến động ngày %s; ngày này phải từ ngày đó.", day_said(c, next.valid_from));
	return movement_goes_on(c, a, &next, S("head"), next.residence, next.presence);
}

/* Its policies end with it, and the officer is told which. */
static err household_ends_empty(struct ctx *c, struct acting *a)
{
	struct household_policies_rows policies;
	buf says = {.a = c->a};
	buf_printf(&says, "Hộ %.*s không còn ai nên đã kết thúc từ ngày %s.", STR_ARG(a->h.code), day_said(c, a->m->day));
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
