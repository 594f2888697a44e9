/* One household: its page, what happens to it, and a new one. */
#include "pages.h"
#include "web/query.h"
#include "web/request.h"
#include "web/services/audit.h"

static str today(struct ctx *c) { return day_iso(c->a, day_of(c->now)); }

/* ---- its page ---- */

err household_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct household_of h;
	TRY(household_of(&q->ctx, id, q->ctx.unit, &h));
	*out = (struct object_seen){
		str_format(q->ctx.a, "Hộ %.*s", STR_ARG(h.code)), str_format(q->ctx.a, "/ho-dan/%lld", (long long)id)};
	return NULL;
}

static err movements_read(struct req *q, struct household_view *v)
{
	TRY(household_movements(&q->ctx, q->id, q->ctx.unit, INT64_MAX, MOVEMENTS_SHOWN + 1, &v->movements));
	v->is_more = v->movements.n > MOVEMENTS_SHOWN;
	v->movements.n -= v->is_more ? v->movements.n - MOVEMENTS_SHOWN : 0;
	return NULL;
}

/* A look at a household concerns each of its members (population_module.c). */
static void members_seen(struct req *q, struct household_view *v)
{
	audit_look(q, "household", v->household.id, "Quản lý hộ dân");
	for (size_t i = 0; i < v->members.n; i++) {
		struct household_members_on *m = &v->members.v[i];
		m->personal_number = mask_number(q->ctx.a, m->personal_number);
		if (str_is(m->relation, "head"))
			v->head_since = m->valid_from;
	}
	for (size_t i = 0; i < v->members.n; i++)
		v->unsure += population_before(v->household.opened_on, v->head_since) &&
			     population_before(v->members.v[i].valid_from, v->head_since);
}

err household_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct household_view v = {.day = query_text(q, "ngay")};
	day on;
	TRY(household_of(c, q->id, c->unit, &v.household));
	if (!day_parse(v.day, &on))
		v.day = v.household.ended_on.n ? day_iso(c->a, day_parse(v.household.ended_on, &on) ? on - 1 : 0) : today(c);
	else
		v.day = day_iso(c->a, on);
	v.is_today = str_eq(v.day, today(c));
	TRY(household_members_on(c, q->id, v.day, &v.members));
	TRY(household_policies(c, q->id, &v.policies));
	TRY(household_spans(c, q->id, &v.places));
	TRY(movements_read(q, &v));
	members_seen(q, &v);
	v.may_change = may(q, "population.change");
	return reply(q, &v, household_page);
}

static err movement_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct household_movements_rows rows;
	TRY(household_movements(&q->ctx, q->id, q->ctx.unit, l->begun ? l->from.id : INT64_MAX, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}
static str movement_said(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return movement_title(((const struct household_movements *)row)->kind);
}
static str movement_source_said(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(household_sources, ((const struct household_movements *)row)->source));
}
static str movement_withdrawn_said(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct household_movements *)row)->withdrawn_by.set ? S("Đã rút lại") : S("");
}
static const struct column movement_columns[] = {
	{.name = "kind", .title = "Biến động", .as = COLUMN_MADE, .text = movement_said},
	{.name = "day", .title = "Ngày", .as = COLUMN_DAY, .at = offsetof(struct household_movements, on_day)},
	{.name = "person", .title = "Người", .at = offsetof(struct household_movements, person_name)},
	{.name = "other", .title = "Hộ kia", .at = offsetof(struct household_movements, other_code)},
	{.name = "source", .title = "Nguồn", .as = COLUMN_MADE, .text = movement_source_said},
	{.name = "document", .title = "Giấy tờ", .at = offsetof(struct household_movements, document)},
	{.name = "reason", .title = "Lý do", .at = offsetof(struct household_movements, reason)},
	{.name = "written", .title = "Ghi lúc", .as = COLUMN_TIME, .at = offsetof(struct household_movements, written_at)},
	{.name = "by", .title = "Người ghi", .at = offsetof(struct household_movements, written_by)},
	{.name = "withdrawn", .title = "Rút lại", .as = COLUMN_MADE, .text = movement_withdrawn_said},
};
const struct list household_movements_list = {.title = "Biến động của hộ",
	.path = "/ho-dan/{id}/bien-dong",
	.file = "bien-dong-ho",
	.columns = LIST(movement_columns),
	.row = sizeof(struct household_movements),
	.rows = movement_rows,
	.none = {"Chưa có biến động nào", "Mọi biến động của hộ đứng ở đây."},
	.above = {"Hộ dân", "/ho-dan"}};
const struct shape movements_of_household_shape = LIST_SHAPE("movements_of_household", movements, household_movements);

err household_movements_run(struct req *q)
{
	struct household_of h;
	TRY(household_of(&q->ctx, q->id, q->ctx.unit, &h));
	audit_look(q, "household", h.id, "Xem biến động của hộ");
	return register_show(q);
}

/* ---- one movement ---- */

#define SAID(member, label, ...) FIELD_OF(struct household_movement, member, label, __VA_ARGS__)
static const struct field movement_fields[] = {
	SAID(kind, "Biến động", .type = I_TEXT, .min = 1, .max = 20,
		.note = "born, arrive, leave, move, die, absent, return, settle, relation, "
			"head, id_card, id_level_1, id_level_2, id_activated, id_card_end, id_account_end, relocate, correct, "
			"policy, policy_end, withdraw"),
	SAID(changes, "Số lần hộ đã thay đổi, như đã xem", .type = I_INT, .max = INT64_MAX),
	SAID(day, "Ngày xảy ra", .type = I_DATE),
	SAID(source, "Nguồn thông tin", .type = I_CHOICE, .min = NEEDED, .choices = household_sources),
	SAID(document, "Số giấy tờ", .type = I_TEXT, .max = 100),
	SAID(reason, "Lý do", .type = I_TEXT, .max = 300),
	SAID(person, "Người", .type = I_INT, .max = INT64_MAX),
	SAID(successor, "Chủ hộ mới", .type = I_INT, .max = INT64_MAX),
	SAID(target_code, "Mã hộ chuyển đến", .type = I_TEXT, .max = 40),
	SAID(relation, "Quan hệ với chủ hộ", .type = I_CHOICE, .choices = household_relations),
	SAID(residence, "Cư trú", .type = I_CHOICE, .choices = household_residences),
	SAID(name, "Họ và tên", .type = I_TEXT, .max = 100),
	SAID(personal_number, "Số định danh cá nhân", .type = I_TEXT, .max = 20, .grouped = true),
	SAID(birth_on, "Ngày sinh", .type = I_DATE, .partly = true),
	SAID(sex, "Giới tính", .type = I_CHOICE, .choices = resident_sexes),
	SAID(ethnicity, "Dân tộc", .type = I_TEXT, .max = 10),
	SAID(hamlet, "Thôn, tổ dân phố", .type = I_INT, .max = INT64_MAX),
	SAID(address, "Địa chỉ", .type = I_TEXT, .max = 300),
	SAID(household_kind, "Loại hộ", .type = I_CHOICE, .choices = household_kinds),
	SAID(policy_kind, "Diện hộ", .type = I_TEXT, .max = 20),
	SAID(decision_number, "Số quyết định", .type = I_TEXT, .max = 60),
	SAID(decision_on, "Ngày quyết định", .type = I_DATE),
	SAID(policy, "Diện thôi hưởng", .type = I_INT, .max = INT64_MAX),
	SAID(withdrawn, "Biến động rút lại", .type = I_INT, .max = INT64_MAX),
};
const struct input movement_input = INPUT("household_movement", movement_fields);

static const struct choice *policies_left(struct ctx *c, const struct household_policies_rows *rows)
{
	struct choice *v = NEWN(c->a, struct choice, rows->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < rows->n; i++)
		if (!rows->v[i].ended_by.set)
			v[n++] = (struct choice){str_format(c->a, "%lld", (long long)rows->v[i].id).s,
				str_format(c->a, "%.*s, từ %.*s", STR_ARG(household_policy_title(rows->v[i].kind)),
					STR_ARG(show_date(c->a, rows->v[i].valid_from)))
					.s};
	return v;
}

/* What stands in the address when it is asked for, in the form when it comes back. */
static str asked_or_typed(struct req *q, const char *asked, const char *typed)
{
	return str_is(str_of(q->route->method), "GET") ? query_text(q, asked) : page_value(&q->page, typed, S(""));
}

static err form_people(struct req *q, struct household_form *f, int64_t household, int64_t person)
{
	struct household_members_on_rows rows;
	TRY(household_members_on(&q->ctx, household, f->today, &rows));
	f->others = (struct household_members_on_rows){.v = NEWN(q->ctx.a, struct household_members_on, rows.n + 1)};
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].person_id == person)
			f->who = &rows.v[i];
		else
			f->others.v[f->others.n++] = rows.v[i];
	return f->kind->of == MOVEMENT_OF_PERSON && !f->who
		       ? FAIL(&q->ctx, NOT_FOUND, "Chọn một người đang ở hộ này rồi ghi biến động.")
		       : NULL;
}

static err form_withdrawn(struct req *q, struct household_form *f)
{
	struct household_movement_get was;
	TRY(household_movement_get(&q->ctx, f->withdrawn, q->ctx.unit, &was));
	if (was.household_id != q->id && was.other_id.v != q->id)
		return FAIL(&q->ctx, NOT_FOUND, "movement");
	f->withdrawn_title = str_format(
		q->ctx.a, "%.*s, ngày %.*s", STR_ARG(movement_title(was.kind)), STR_ARG(show_date(q->ctx.a, was.on_day)));
	return NULL;
}

err movement_form_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct household_of h;
	struct household_form f = {
		.kind = movement_kind_named(asked_or_typed(q, "viec", "kind")), .household = &h, .today = today(c)};
	struct household_policies_rows policies;
	int64_t person = 0;
	TRY(household_of(c, q->id, c->unit, &h));
	if (str_is(query_text(q, "viec"), "split"))
		return see_other(
			q, "%s", ADDRESS(c->a, "/ho-dan/lap-ho", {"ho", .number = h.id}, {"nguoi", query_text(q, "nguoi")}).s);
	if (!f.kind)
		return FAIL(c, NOT_FOUND, "Không có loại biến động này.");
	(void)str_int(asked_or_typed(q, "nguoi", "person"), &person);
	TRY(form_people(q, &f, h.id, person));
	if (f.kind->asks & ASKS_PLACE) {
		TRY(population_hamlet_choices(q, f.today, false, &f.hamlets));
		TRY(household_span_now(c, q->id, &f.place));
	}
	if (f.kind->asks & ASKS_POLICY) {
		TRY(household_policies_on(c, q->id, f.today, &policies));
		f.policies = policies_left(c, &policies);
	}
	if (str_is(S("withdraw"), f.kind->name)) {
		(void)str_int(asked_or_typed(q, "bien-dong", "withdrawn"), &f.withdrawn);
		TRY(form_withdrawn(q, &f));
	}
	audit_look(q, "household", h.id, "Ghi biến động của hộ");
	movement_page(&q->page, &f);
	return NULL;
}

static err facts_checked(struct req *q, const struct household_movement *m)
{
	return person_check(
		q, &(struct person_facts){
			   .name = m->name, .personal_number = m->personal_number, .birth_on = m->birth_on, .sex = m->sex});
}

/* What does not fit comes back as a form, with all that was typed. */
static err to_correct(struct req *q, err e)
{
	return e && e->kind == CONFLICT && !q->json ? problem(q, NULL, "", "%s", str_c(q->ctx.a, e->text)) : e;
}

err movement_run(struct req *q)
{
	struct household_movement m = {.unit = q->ctx.unit, .household = q->id};
	TRY(read_input(q, &m));
	const struct movement_kind *kind = movement_kind_named(m.kind);
	if (kind && kind->of == MOVEMENT_BRINGS) {
		if (str_is(m.kind, "born"))
			m.birth_on = m.day;
		TRY(facts_checked(q, &m));
	}
	TRY(to_correct(q, apply(&q->ctx, household_move, &m)));
	flash(q, "%s. %.*s", kind ? kind->done : "", STR_ARG(m.says.n ? m.says : S("")));
	return see_other(q, "/ho-dan/%lld", (long long)q->id);
}

/* ---- a new household ---- */

#define NEW_HEAD(member, label, ...) FIELD_NAMED(#member, label, .at = offsetof(struct new_household, head.member), __VA_ARGS__)
static const struct field household_fields[] = {
	FIELD_OF(struct new_household, code, "Mã hộ", .type = I_TEXT, .max = 40, .note = "Để trống thì chương trình cho mã"),
	NEW_HEAD(hamlet, "Thôn, tổ dân phố", .type = I_INT, .max = INT64_MAX),
	NEW_HEAD(address, "Địa chỉ", .type = I_TEXT, .max = 300),
	NEW_HEAD(household_kind, "Loại hộ", .type = I_CHOICE, .choices = household_kinds),
	NEW_HEAD(day, "Từ ngày", .type = I_DATE),
	NEW_HEAD(household, "Hộ đang ở (khi tách hộ)", .type = I_INT, .max = INT64_MAX),
	NEW_HEAD(person, "Người tách hộ", .type = I_INT, .max = INT64_MAX),
	NEW_HEAD(successor, "Chủ hộ mới của hộ cũ", .type = I_INT, .max = INT64_MAX),
	NEW_HEAD(name, "Họ và tên chủ hộ", .type = I_TEXT, .max = 100),
	NEW_HEAD(personal_number, "Số định danh cá nhân", .type = I_TEXT, .max = 20, .grouped = true),
	NEW_HEAD(birth_on, "Ngày sinh", .type = I_DATE, .partly = true),
	NEW_HEAD(sex, "Giới tính", .type = I_CHOICE, .choices = resident_sexes),
	NEW_HEAD(ethnicity, "Dân tộc", .type = I_TEXT, .max = 10),
	NEW_HEAD(residence, "Cư trú", .type = I_CHOICE, .choices = household_residences),
	NEW_HEAD(source, "Nguồn thông tin", .type = I_CHOICE, .min = NEEDED, .choices = household_sources),
	NEW_HEAD(document, "Số giấy tờ", .type = I_TEXT, .max = 100),
	NEW_HEAD(reason, "Lý do", .type = I_TEXT, .max = 300),
};
const struct input household_input = INPUT("new_household", household_fields);

err household_new_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct household_new_view v = {.today = today(c)};
	int64_t household = 0, person = 0;
	TRY(population_hamlet_choices(q, v.today, false, &v.hamlets));
	(void)str_int(asked_or_typed(q, "ho", "household"), &household);
	(void)str_int(asked_or_typed(q, "nguoi", "person"), &person);
	if (household) {
		struct household_form f = {.kind = movement_kind_named(S("leave")), .today = v.today};
		TRY(household_of(c, household, c->unit, &v.from));
		TRY(form_people(q, &f, household, person));
		v.who = *f.who;
		v.others = f.others;
	}
	household_new_page(&q->page, &v);
	return NULL;
}

err household_add_run(struct req *q)
{
	struct new_household n = {.unit = q->ctx.unit};
	TRY(read_input(q, &n));
	if (!n.head.household)
		TRY(facts_checked(q, &n.head));
	TRY(to_correct(q, apply(&q->ctx, household_open, &n)));
	flash(q, "Đã lập hộ %.*s.", STR_ARG(n.code));
	return see_other(q, "/ho-dan/%lld", (long long)n.id);
}

/* ---- one resident ---- */

err resident_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct resident_view v = {0};
	struct resident_in_unit here;
	bool found;
	TRY(resident_in_unit(c, q->id, c->unit, &here, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "resident");
	TRY(resident_one(c, q->id, &v.person));
	v.person.personal_number = mask_number(c->a, v.person.personal_number);
	TRY(resident_spans_of(c, q->id, c->unit, &v.spans));
	TRY(resident_identities(c, q->id, &v.identities));
	TRY(resident_movements(c, q->id, c->unit, INT64_MAX, 200, &v.movements));
	v.ethnicity = str_of(choice_label(resident_ethnicities(), v.person.ethnicity));
	audit_look(q, "person", q->id, "Xem quá trình cư trú");
	return reply(q, &v, resident_page);
}

/* ---- as JSON ---- */

static const struct member household_members_[] = {
	ONE(struct household_view, household, household_of),
	MEMBER(struct household_view, day, M_TEXT),
	MANY(struct household_view, members, household_members_on),
	MANY(struct household_view, places, household_spans),
	MANY(struct household_view, policies, household_policies),
	MANY(struct household_view, movements, household_movements),
};
const struct shape household_view_shape = SHAPE("household", struct household_view, household_members_);
static const struct member resident_members_[] = {
	ONE(struct resident_view, person, resident_one),
	MANY(struct resident_view, spans, resident_spans),
	MANY(struct resident_view, identities, resident_identities),
	MANY(struct resident_view, movements, household_movements),
};
const struct shape resident_view_shape = SHAPE("resident", struct resident_view, resident_members_);
