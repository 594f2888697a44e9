/* Administrators' pages: the list, one procedure with all that belongs to it, and the small changes made there. */
#include "procedures_admin.h"
#include "government/procedures/procedures_admin.html.h"
#include "web/reply.h"
#include "web/services/audit.h"

static const struct member managed_members[] = {
	MANY(struct managed_view, procedures, procedure_list),
	MANY(struct managed_view, fields, procedure_fields),
	MEMBER(struct managed_view, next, M_TEXT),
};
const struct shape managed_view_shape = SHAPE("managed_procedures", struct managed_view, managed_members);

static const struct member step_members[] = {
	MEMBER(struct procedure_step, number, M_INT),
	MEMBER(struct procedure_step, title, M_TEXT),
	MEMBER(struct procedure_step, kind, M_TEXT),
	MEMBER(struct procedure_step, role, M_TEXT),
	MEMBER(struct procedure_step, agency_kind, M_TEXT),
	MEMBER(struct procedure_step, share, M_INT),
	MEMBER(struct procedure_step, actions, M_TEXT),
};
const struct shape procedure_step_shape = SHAPE("procedure_step", struct procedure_step, step_members);

static const struct member administration_members[] = {
	ONE(struct administration_view, procedure, procedure_get),
	{.name = "steps", .type = M_MANY, .at = offsetof(struct administration_view, steps.steps), .of = &procedure_step_shape},
	MANY(struct administration_view, versions, version_list),
	MEMBER(struct administration_view, next, M_TEXT),
	MANY(struct administration_view, fees, fee_rules_on),
	MANY(struct administration_view, authorities, authority_list),
	MEMBER(struct administration_view, is_posted, M_INT),
	MEMBER(struct administration_view, remark, M_TEXT),
};
const struct shape administration_view_shape =
	SHAPE("procedure_administration", struct administration_view, administration_members);

/* ---- one procedure ---- */

static err version_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct administration_view *v = l->view;
	struct version_list_rows rows;
	str before = l->begun ? l->from.text : S("9999");
	TRY(version_list(&q->ctx, v->procedure.code, before, l->from.id, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key version_key(const struct listing *l, const void *row)
{
	const struct version_list *v = row;
	(void)l;
	return (struct list_key){.id = v->id, .text = v->valid_from};
}

#define SHOWN(member) offsetof(struct version_list, member)
static const struct column version_columns[] = {
	{.name = "valid", .title = "Hiệu lực", .as = COLUMN_MADE, .part = version_validity},
	{.name = "decision", .title = "Quyết định", .at = SHOWN(decision)},
	{.name = "change", .title = "Thay đổi", .as = COLUMN_MADE, .part = version_change},
	{.name = "open", .title = "Xem", .as = COLUMN_MADE, .part = version_links},
};
const struct list procedure_version_list = {.title = "Các phiên bản",
	.path = "/quan-tri/thu-tuc/{id}",
	.file = "phien-ban",
	.columns = LIST(version_columns),
	.row = sizeof(struct version_list),
	.page = 20,
	.rows = version_rows,
	.key = version_key};

err administration_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct administration_view v = {.of_unit = c->unit, .is_posted = 1, .remark = S("")};
	struct posting_of own;
	bool found = false;
	v.today = day_iso(c->a, day_of(c->now));
	TRY(procedure_get(c, q->id, &v.procedure));
	TRY(steps_in_force(c, v.procedure.code, c->unit, &v.steps));
	v.list.view = &v;
	TRY(list_read(q, &procedure_version_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.versions = (struct version_list_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	TRY(fee_rule_list(c, v.procedure.code, &v.fees));
	TRY(authority_list(c, v.procedure.code, &v.authorities));
	v.cancellable = strcmp(v.procedure.valid_from.s, v.today.s) > 0 && !v.procedure.valid_to.n;
	if (c->unit)
		TRY(posting_of(c, c->unit, v.procedure.code, &own, &found));
	if (found) {
		v.is_posted = own.is_posted;
		v.remark = own.remark;
	}
	return reply(q, &v, administration_page);
}

static err back(struct req *q) { return see_other(q, "/quan-tri/thu-tuc/%lld", (long long)q->id); }

/* ---- posting: what the reader's unit offers ---- */

struct posting_form {
	str posted, remark;
	int64_t procedure;
};
static const struct choice yes_no[] = {{"1", "Có"}, {"0", "Không"}, {NULL, NULL}};
static const struct field posting_fields[] = {
	CHOICE(struct posting_form, posted, "Đơn vị có tiếp nhận thủ tục này không", NEEDED, yes_no),
	LONG_TEXT(struct posting_form, remark, "Ghi chú của đơn vị", 0, 500),
};
const struct input posting_input = INPUT("posting", posting_fields);

OWN_RULE(save_posting, const struct posting_form)
static err save_posting(struct ctx *c, const struct posting_form *f)
{
	struct procedure_get p;
	if (!c->unit)
		return FAIL(c, DENIED, "Chỉ người quản trị của đơn vị niêm yết thủ tục cho đơn vị mình.");
	TRY(procedure_get(c, f->procedure, &p));
	TRY(posting_set(c, c->unit, p.code, str_is(f->posted, "1"), f->remark));
	return audit_add(c, "procedure.post", "procedure", p.id,
		str_format(c->a, "%.*s: %s", STR_ARG(p.code), str_is(f->posted, "1") ? "niêm yết" : "gỡ"));
}

err posting_post(struct req *q)
{
	struct posting_form f = {.procedure = q->id};
	TRY(read_input(q, &f));
	TRY(apply(&q->ctx, save_posting, &f));
	flash(q, str_is(f.posted, "1") ? "Đã niêm yết thủ tục tại đơn vị." : "Đã gỡ thủ tục khỏi danh sách của đơn vị.");
	return back(q);
}

/* ---- fees ---- */

struct fee_form {
	str channel, payer, basis, valid_from, valid_to;
	int64_t amount, procedure, rule;
};
static const struct field fee_fields[] = {
	CHOICE(struct fee_form, channel, "Cách nộp", OPTIONAL, procedure_channel_choices),
	CHOICE(struct fee_form, payer, "Người nộp", OPTIONAL, procedure_payers),
	INT(struct fee_form, amount, "Mức thu", 0, 1000000000),
	TEXT(struct fee_form, basis, "Căn cứ", 1, 300),
	DATE(struct fee_form, valid_from, "Áp dụng từ ngày", NEEDED),
	DATE(struct fee_form, valid_to, "Đến hết ngày trước ngày", OPTIONAL),
};
const struct input fee_rule_input = INPUT("fee_rule", fee_fields);

OWN_RULE(save_fee, const struct fee_form)
static err save_fee(struct ctx *c, const struct fee_form *f)
{
	struct procedure_get p;
	struct fee_rule_add added;
	if (f->valid_to.n && strcmp(f->valid_to.s, f->valid_from.s) <= 0)
		return FAIL_FIELD(c, "valid_to", "Ngày thôi áp dụng phải sau ngày bắt đầu.");
	TRY(procedure_get(c, f->procedure, &p));
	TRY(fee_rule_add(c,
		&(struct fee_rule_add_in){.code = p.code,
			.channel = f->channel,
			.attribute = f->payer,
			.amount = f->amount,
			.basis = f->basis,
			.valid_from = f->valid_from,
			.valid_to = f->valid_to.n ? f->valid_to : (str){0}},
		&added));
	TRY(procedures_changed(c));
	return audit_add(c, "procedure.fee", "procedure", p.id,
		str_format(c->a, "%.*s: %lld đồng, %.*s", STR_ARG(p.code), (long long)f->amount, STR_ARG(f->basis)));
}

err fee_rule_post(struct req *q)
{
	struct fee_form f = {.procedure = q->id};
	TRY(read_input(q, &f));
	TRY(apply(&q->ctx, save_fee, &f));
	flash(q, "Đã thêm mức thu.");
	return back(q);
}

OWN_RULE(end_fee, const struct fee_form)
static err end_fee(struct ctx *c, const struct fee_form *f)
{
	struct procedure_get p;
	TRY(procedure_get(c, f->procedure, &p));
	TRY(fee_rule_end(c, f->rule, p.code, day_iso(c->a, day_of(c->now))));
	TRY(procedures_changed(c));
	return audit_add(c, "procedure.fee_end", "procedure", p.id, p.code);
}

err fee_rule_end_post(struct req *q)
{
	struct fee_form f = {.procedure = q->id};
	if (!str_int(q->key, &f.rule))
		return FAIL(&q->ctx, NOT_FOUND, "Không có mức thu này.");
	TRY(apply(&q->ctx, end_fee, &f));
	flash(q, "Mức thu thôi áp dụng từ hôm nay.");
	return back(q);
}

/* ---- authority ---- */

struct authority_form {
	str level, since, legal_basis;
	int64_t procedure;
};
static const struct field authority_fields[] = {
	CHOICE(struct authority_form, level, "Cấp quyết định", NEEDED, authority_levels),
	DATE(struct authority_form, since, "Từ ngày", NEEDED),
	TEXT(struct authority_form, legal_basis, "Căn cứ pháp lý", 1, 300),
};
const struct input authority_input = INPUT("authority", authority_fields);

OWN_RULE(save_authority, const struct authority_form)
static err save_authority(struct ctx *c, const struct authority_form *f)
{
	struct procedure_get p;
	struct authority_list_rows rows;
	TRY(procedure_get(c, f->procedure, &p));
	TRY(authority_list(c, p.code, &rows));
	if (rows.n && strcmp(rows.v[rows.n - 1].valid_from.s, f->since.s) >= 0)
		return FAIL_FIELD(
			c, "since", "Chọn một ngày sau %s, ngày bắt đầu của quy định hiện có.", rows.v[rows.n - 1].valid_from.s);
	TRY(authority_end(c, p.code, f->since));
	TRY(authority_add(c, p.code, f->level, f->since, (str){0}, f->legal_basis));
	TRY(procedures_changed(c));
	return audit_add(c, "procedure.authority", "procedure", p.id,
		str_format(c->a, "%.*s: %.*s từ %.*s", STR_ARG(p.code), STR_ARG(f->level), STR_ARG(f->since)));
}

err authority_post(struct req *q)
{
	struct authority_form f = {.procedure = q->id};
	TRY(read_input(q, &f));
	TRY(apply(&q->ctx, save_authority, &f));
	flash(q, "Đã ghi thẩm quyền.");
	return back(q);
}

/* q->key: the first day of a rule that does not hold yet. */
OWN_RULE(drop_authority, const struct authority_form)
static err drop_authority(struct ctx *c, const struct authority_form *f)
{
	struct procedure_get p;
	TRY(procedure_get(c, f->procedure, &p));
	TRY(authority_drop(c, p.code, f->since, day_iso(c->a, day_of(c->now))));
	TRY(authority_reopen(c, p.code, f->since));
	TRY(procedures_changed(c));
	return audit_add(c, "procedure.authority_drop", "procedure", p.id,
		str_format(c->a, "%.*s từ %.*s", STR_ARG(p.code), STR_ARG(f->since)));
}

err authority_drop_post(struct req *q)
{
	struct authority_form f = {.procedure = q->id, .since = q->key};
	TRY(apply(&q->ctx, drop_authority, &f));
	flash(q, "Đã bỏ quy định chưa có hiệu lực.");
	return back(q);
}

/* ---- versions ---- */

#define OF(member) offsetof(struct version_change, member)
#define CHANNEL_FIELDS(of, title)                                                                                                \
	FIELD_NAMED(#of "_offered", title, .type = I_BOOL, .at = OF(of.offered)),                                                \
		FIELD_NAMED(#of "_time", title ": thời hạn", .type = I_TEXT, .at = OF(of.time), .max = 10),                      \
		FIELD_NAMED(                                                                                                     \
			#of "_unit", title ": đơn vị thời hạn", .type = I_CHOICE, .at = OF(of.unit), .choices = version_units),  \
		FIELD_NAMED(#of "_fee", title ": phí", .type = I_TEXT, .at = OF(of.fee), .max = 12)
static const struct field version_fields[] = {
	DATE(struct version_change, valid_from, "Có hiệu lực từ ngày", NEEDED),
	TEXT(struct version_change, change_note, "Lý do thay đổi", 1, 300),
	TEXT(struct version_change, name, "Tên thủ tục", 5, 1500),
	TEXT(struct version_change, decision, "Quyết định công bố", 0, 200),
	CHANNEL_FIELDS(desk, "Nộp trực tiếp"),
	CHANNEL_FIELDS(online, "Nộp trực tuyến"),
	CHANNEL_FIELDS(post, "Nộp qua bưu chính"),
	TEXT(struct version_change, term_basis, "Căn cứ của thời hạn", 0, 300),
	LONG_TEXT(struct version_change, fee_note, "Ghi chú về phí", 0, 1000),
	CHOICE(struct version_change, supplement_rule, "Khi hồ sơ được bổ sung", NEEDED, procedure_supplement_rules),
	LONG_TEXT(struct version_change, papers, "Thành phần hồ sơ", 1, 60000),
	LONG_TEXT(struct version_change, sequence, "Trình tự thực hiện", 0, 5000),
	TEXT(struct version_change, applicants, "Đối tượng thực hiện", 0, 500),
	TEXT(struct version_change, agency, "Cơ quan thực hiện", 0, 500),
	TEXT(struct version_change, result, "Kết quả", 0, 500),
	LONG_TEXT(struct version_change, conditions, "Yêu cầu, điều kiện", 0, 5000),
	LONG_TEXT(struct version_change, legal_basis, "Căn cứ pháp lý", 0, 5000),
};
const struct input version_input = INPUT("procedure_version", version_fields);

err version_page_run(struct req *q)
{
	struct version_view v = {.today = day_iso(q->ctx.a, day_of(q->ctx.now))};
	TRY(procedure_get(&q->ctx, q->id, &v.procedure));
	TRY(version_start(&q->ctx, q->id, &v.start));
	version_page(&q->page, &v);
	return NULL;
}

err version_post(struct req *q)
{
	struct version_change n = {0};
	TRY(read_input(q, &n));
	n.procedure = q->id;
	n.by = q->actor->name;
	n.desk.offered = true; /* the desk is always open */
	TRY(apply(&q->ctx, procedure_new_version, &n));
	flash(q, "Đã tạo phiên bản mới. Hồ sơ đang giải quyết vẫn theo phiên bản cũ.");
	return see_other(q, "/quan-tri/thu-tuc/%lld", (long long)n.id);
}

err version_cancel_post(struct req *q)
{
	struct procedure_get p;
	struct version_before before;
	bool found;
	TRY(procedure_get(&q->ctx, q->id, &p));
	TRY(version_before(&q->ctx, p.code, p.valid_from, &before, &found));
	TRY(apply(&q->ctx, procedure_cancel_version, &q->id));
	flash(q, "Đã hủy phiên bản chưa có hiệu lực.");
	return see_other(q, "/quan-tri/thu-tuc/%lld", (long long)(found ? before.id : q->id));
}

static const struct member differences_members[] = {
	MANY(struct difference_view, differences, difference),
};
const struct shape procedure_differences_view_shape = SHAPE("procedure_differences", struct difference_view, differences_members);

err procedure_differences_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct difference_view v = {0};
	struct version_before before;
	bool found;
	TRY(procedure_get(c, q->id, &v.after));
	TRY(version_before(c, v.after.code, v.after.valid_from, &before, &found));
	v.first = !found;
	if (found) {
		TRY(procedure_get(c, before.id, &v.before));
		TRY(version_differences(c, before.id, q->id, &v.differences));
	}
	return reply(q, &v, procedure_differences_page);
}
