/* The way a dossier goes: steps as data, a unit's own before the procedure's before the default four. */
#include "procedures_steps.h"
#include "procedures_kept.h"
#include "web/services/audit.h"

#define T(text)                                                                                                                  \
	{                                                                                                                        \
		text, sizeof text - 1                                                                                            \
	}

static const struct procedure_step usual[] = {
	{1, T("Tiếp nhận, kiểm tra hồ sơ"), T("reception"), T("reception"), T("one_stop"), 10, T("ask_supplement refuse")},
	{2, T("Thẩm định, xử lý hồ sơ"), T("processing"), T("specialist"), T(""), 60,
		T("ask_supplement ask_payment pause extend stop")},
	{3, T("Phê duyệt kết quả"), T("approval"), T("leader"), T("committee"), 20, T("extend stop")},
	{4, T("Trả kết quả"), T("return"), T("reception"), T("one_stop"), 10, T("")},
};

const struct choice step_kinds[] = {
	{"reception", "Tiếp nhận"}, {"processing", "Xử lý"}, {"approval", "Phê duyệt"}, {"return", "Trả kết quả"}, {NULL, NULL}};
const struct choice step_roles[] = {{"reception", "Công chức Một cửa"}, {"specialist", "Công chức chuyên môn"},
	{"leader", "Lãnh đạo"}, {"clerk", "Văn thư"}, {NULL, NULL}};
/* Departments of a commune: Decree 150/2025/NĐ-CP. */
const struct choice step_agencies[] = {{"one_stop", "Trung tâm Phục vụ hành chính công"}, {"committee", "Ủy ban nhân dân"},
	{"office", "Văn phòng HĐND và UBND"}, {"economy", "Phòng Kinh tế"}, {"culture", "Phòng Văn hóa - Xã hội"},
	{"police", "Công an xã"}, {"land_office", "Văn phòng đăng ký đất đai"}, {"department", "Cơ quan chuyên môn khác"},
	{NULL, NULL}};
const struct choice step_actions[] = {{"ask_supplement", "Yêu cầu bổ sung"}, {"refuse", "Từ chối tiếp nhận"},
	{"ask_payment", "Yêu cầu nộp phí, nghĩa vụ tài chính"}, {"pause", "Tạm dừng tính thời hạn"},
	{"extend", "Xin lỗi, hẹn lại"}, {"stop", "Dừng xử lý"}, {NULL, NULL}};

/* ---- reading ---- */

static struct procedure_steps steps_of_rows(arena *a, const struct step_list_rows *rows)
{
	struct procedure_step *v = NEWN(a, struct procedure_step, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++) {
		const struct step_list *r = &rows->v[i];
		v[i] = (struct procedure_step){r->number, r->title, r->kind, r->role, r->agency_kind, r->share, r->actions};
	}
	return (struct procedure_steps){v, rows->n};
}

err steps_in_force(struct ctx *c, str code, int64_t unit, struct steps_found *out)
{
	struct step_list_rows rows = {0};
	out->whose = STEPS_OF_UNIT;
	if (unit)
		TRY(step_list(c, code, unit, &rows));
	if (!rows.n) {
		out->whose = STEPS_OF_PROCEDURE;
		TRY(step_list(c, code, 0, &rows));
	}
	if (!rows.n)
		out->whose = STEPS_USUAL;
	out->basis = rows.n ? rows.v[0].basis : S("");
	out->steps = rows.n ? steps_of_rows(c->a, &rows) : (struct procedure_steps){usual, COUNT(usual)};
	return NULL;
}

err procedure_steps_of(struct ctx *c, int64_t procedure, struct procedure_steps *out)
{
	struct steps_found found;
	str code;
	TRY(procedure_code(c, procedure, &code));
	TRY(steps_in_force(c, code, c->unit, &found));
	*out = found.steps;
	return NULL;
}

err procedure_plan(
	struct ctx *c, int64_t unit, int64_t from, struct term term, const struct procedure_steps *steps, int64_t *due_at)
{
	int64_t end, minutes, share = 0;
	TRY(calendar_due(c, unit, from, term, &end));
	TRY(calendar_minutes(c, unit, from, end, &minutes));
	for (size_t i = 0; i < steps->n; i++) {
		share += steps->v[i].share;
		struct term part = {S("working_minutes"), minutes * share / 100};
		due_at[i] = end;
		if (share < 100 && i + 1 < steps->n)
			TRY(calendar_due(c, unit, from, part, &due_at[i]));
	}
	return NULL;
}

/* ---- writing ---- */

static bool among(const struct choice *list, str value)
{
	for (; list->value; list++)
		if (str_is(value, list->value))
			return true;
	return false;
}

static bool known_actions(str actions)
{
	str one;
	while (actions.n) {
		str_cut(actions, ' ', &one, &actions);
		if (!among(step_actions, one))
			return false;
	}
	return true;
}

static const char *field_of(struct ctx *c, const char *name, size_t i) { return str_format(c->a, "%s_%zu", name, i + 1).s; }

static err check_step(struct ctx *c, const struct procedure_step *s, size_t i, size_t n)
{
	long long number = (long long)i + 1;
	size_t length = utf8_length(s->title);
	if (!length || length > 200)
		return FAIL_FIELD(c, field_of(c, "title", i), "Bước %lld: nhập tên bước, tối đa 200 ký tự.", number);
	if (!among(step_kinds, s->kind))
		return FAIL_FIELD(c, field_of(c, "kind", i), "Bước %lld: chọn loại bước.", number);
	if (!among(step_roles, s->role))
		return FAIL_FIELD(c, field_of(c, "role", i), "Bước %lld: chọn người thực hiện.", number);
	if (s->agency_kind.n && !among(step_agencies, s->agency_kind))
		return FAIL_FIELD(c, field_of(c, "agency", i), "Bước %lld: chọn cơ quan trong danh sách.", number);
	if (s->share < 0 || s->share > 100)
		return FAIL_FIELD(c, field_of(c, "share", i), "Bước %lld: tỷ lệ thời gian từ 0 đến 100.", number);
	if (!known_actions(s->actions))
		return FAIL_FIELD(c, field_of(c, "actions", i), "Bước %lld: có việc được làm không đúng.", number);
	bool first = !i, last = i + 1 == n;
	if (first != str_is(s->kind, "reception"))
		return FAIL_FIELD(c, field_of(c, "kind", i),
			first ? "Bước đầu tiên phải là “Tiếp nhận”." : "Chỉ bước đầu tiên là “Tiếp nhận”; hãy chọn loại khác.");
	if (last != str_is(s->kind, "return"))
		return FAIL_FIELD(c, field_of(c, "kind", i),
			last ? "Bước cuối cùng phải là “Trả kết quả”."
			     : "Chỉ bước cuối cùng là “Trả kết quả”; hãy chọn loại khác.");
	if (str_is(s->kind, "approval") && !str_is(s->role, "leader"))
		return FAIL_FIELD(c, field_of(c, "role", i), "Bước %lld: phê duyệt phải do lãnh đạo thực hiện.", number);
	return NULL;
}

err steps_check(struct ctx *c, const struct procedure_steps *steps)
{
	int64_t share = 0, approvals = 0;
	if (steps->n < 3 || steps->n > PROCEDURE_STEPS_MAX)
		return FAIL_FIELD(c, "title_1",
			"Cần từ 3 đến %d bước: tiếp nhận, phê duyệt, trả kết quả và các bước xử lý ở giữa.", PROCEDURE_STEPS_MAX);
	for (size_t i = 0; i < steps->n; i++) {
		TRY(check_step(c, &steps->v[i], i, steps->n));
		share += steps->v[i].share;
		approvals += str_is(steps->v[i].kind, "approval");
	}
	if (!approvals)
		return FAIL_FIELD(c, "kind_2", "Phải có bước “Phê duyệt”: kết quả do người có thẩm quyền quyết định.");
	if (share != 100)
		return FAIL_FIELD(c, "share_1", "Tổng tỷ lệ thời gian phải là 100, hiện là %lld.", (long long)share);
	return NULL;
}

err steps_store(struct ctx *c, str code, int64_t unit, const struct procedure_steps *steps, str basis)
{
	TRY(steps_remove(c, code, unit));
	for (size_t i = 0; i < steps->n; i++) {
		const struct procedure_step *s = &steps->v[i];
		TRY(step_add(c, &(struct step_add_in){.code = code,
					.unit = unit,
					.number = (int64_t)i + 1,
					.title = s->title,
					.kind = s->kind,
					.role = s->role,
					.agency_kind = s->agency_kind,
					.share = s->share,
					.actions = s->actions,
					.basis = basis}));
	}
	return NULL;
}

err steps_save(struct ctx *c, const struct steps_change *n)
{
	str code;
	TRY(procedure_code(c, n->procedure, &code));
	if (!n->steps.n)
		TRY(steps_remove(c, code, n->unit));
	else {
		TRY(steps_check(c, &n->steps));
		TRY(steps_store(c, code, n->unit, &n->steps, S("")));
	}
	return audit_add(c, n->steps.n ? "procedure.steps" : "procedure.steps_reset", "procedure", n->procedure, code);
}
