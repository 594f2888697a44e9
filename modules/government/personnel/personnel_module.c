/* personnel_module: what the records of officers declare: routes, rights, settings, the job, what others ask. */
#include "government/personnel/pages.h"
#include "government/personnel/personnel.html.h"
#include "web/hooks.h"
#include "web/menu.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/query.h"
#include "web/request.h"
#include "web/route.h"
#include "web/services/job.h"
#include "web/services/looks.h"
#include "web/services/setting.h"

/* ---- shapes ---- */

static const struct member line_members[] = {
	MEMBER(struct personnel_line, id, M_INT),
	MEMBER(struct personnel_line, kind, M_TEXT),
	MEMBER(struct personnel_line, title, M_TEXT),
	MEMBER(struct personnel_line, state, M_TEXT),
	MEMBER(struct personnel_line, answers, M_JSON),
	MEMBER(struct personnel_line, valid_from, M_TEXT),
	MEMBER(struct personnel_line, valid_to, M_TEXT),
	MEMBER(struct personnel_line, decision_number, M_TEXT),
	MEMBER(struct personnel_line, decision_on, M_TEXT),
	MEMBER(struct personnel_line, decision_signer, M_TEXT),
	MEMBER(struct personnel_line, reason, M_TEXT),
	MEMBER(struct personnel_line, author, M_TEXT),
	MEMBER(struct personnel_line, written_at, M_INT),
};
static const struct shape personnel_line_shape = SHAPE("personnel_line", struct personnel_line, line_members);
static const struct member view_members[] = {
	MEMBER(struct personnel_view, id, M_INT),
	MEMBER(struct personnel_view, version, M_INT),
	MEMBER(struct personnel_view, name, M_TEXT),
	MEMBER(struct personnel_view, title, M_TEXT),
	{.name = "on_day", .type = M_TEXT, .at = offsetof(struct personnel_view, day)},
	MEMBER(struct personnel_view, left_on, M_TEXT),
	MEMBER(struct personnel_view, is_complete, M_INT),
	MEMBER(struct personnel_view, missing, M_TEXT),
	MEMBER(struct personnel_view, raise_on, M_TEXT),
	MEMBER(struct personnel_view, retires_on, M_TEXT),
	{.name = "entries", .type = M_MANY, .at = offsetof(struct personnel_view, lines), .of = &personnel_line_shape},
};
const struct shape personnel_shape = SHAPE("personnel", struct personnel_view, view_members);
static const struct member kind_members[] = {
	MEMBER(struct personnel_kind_view, id, M_INT),
	MEMBER(struct personnel_kind_view, version, M_INT),
	MEMBER(struct personnel_kind_view, name, M_TEXT),
	MEMBER(struct personnel_kind_view, kind, M_TEXT),
	{.name = "entries", .type = M_MANY, .at = offsetof(struct personnel_kind_view, lines), .of = &personnel_line_shape},
};
const struct shape personnel_kind_shape = SHAPE("personnel_kind", struct personnel_kind_view, kind_members);
static const struct member request_members[] = {
	{.name = "id", .type = M_INT, .at = offsetof(struct personnel_request_view, r.id)},
	{.name = "name", .type = M_TEXT, .at = offsetof(struct personnel_request_view, r.name)},
	{.name = "kind", .type = M_TEXT, .at = offsetof(struct personnel_request_view, r.kind)},
	{.name = "entry", .type = M_OPT_INT, .at = offsetof(struct personnel_request_view, r.entry_id)},
	{.name = "valid_from", .type = M_TEXT, .at = offsetof(struct personnel_request_view, r.valid_from)},
	{.name = "reason", .type = M_TEXT, .at = offsetof(struct personnel_request_view, r.reason)},
	{.name = "answer", .type = M_TEXT, .at = offsetof(struct personnel_request_view, r.answer)},
	{.name = "made", .type = M_OPT_INT, .at = offsetof(struct personnel_request_view, r.made_id)},
	{.name = "sent_at", .type = M_INT, .at = offsetof(struct personnel_request_view, r.sent_at)},
	MEMBER(struct personnel_request_view, state, M_TEXT),
	MEMBER(struct personnel_request_view, answers, M_JSON),
	MANY(struct personnel_request_view, events, personnel_events),
	MANY(struct personnel_request_view, actions, flow_offer),
};
const struct shape personnel_request_shape = SHAPE("personnel_request", struct personnel_request_view, request_members);
static const struct member figures_members[] = {
	{.name = "on_day", .type = M_TEXT, .at = offsetof(struct personnel_figures_view, day)},
	MEMBER(struct personnel_figures_view, staff, M_INT),
	MEMBER(struct personnel_figures_view, complete, M_INT),
	MEMBER(struct personnel_figures_view, signature, M_INT),
	MEMBER(struct personnel_figures_view, mailbox, M_INT),
	MEMBER(struct personnel_figures_view, skill, M_INT),
	MEMBER(struct personnel_figures_view, is_retirement_known, M_INT),
};
const struct shape personnel_figures_shape = SHAPE("personnel_figures", struct personnel_figures_view, figures_members);
static const struct member row_members[] = {
	MEMBER(struct personnel_row, id, M_INT),
	MEMBER(struct personnel_row, name, M_TEXT),
	MEMBER(struct personnel_row, title, M_TEXT),
	MEMBER(struct personnel_row, rank, M_TEXT),
	MEMBER(struct personnel_row, salary, M_TEXT),
	MEMBER(struct personnel_row, complete, M_TEXT),
	MEMBER(struct personnel_row, left_on, M_TEXT),
};
const struct shape personnel_row_shape = SHAPE("personnel_row", struct personnel_row, row_members);
static const struct member due_members[] = {
	MEMBER(struct personnel_due, id, M_INT),
	MEMBER(struct personnel_due, name, M_TEXT),
	MEMBER(struct personnel_due, what, M_TEXT),
	MEMBER(struct personnel_due, due_on, M_TEXT),
	MEMBER(struct personnel_due, rank, M_TEXT),
	MEMBER(struct personnel_due, since, M_TEXT),
};
const struct shape personnel_due_shape = SHAPE("personnel_due", struct personnel_due, due_members);
static const struct member quota_members[] = {
	MEMBER(struct personnel_quota_row, id, M_INT),
	MEMBER(struct personnel_quota_row, kind, M_TEXT),
	MEMBER(struct personnel_quota_row, quota, M_OPT_INT),
	MEMBER(struct personnel_quota_row, staff, M_INT),
	MEMBER(struct personnel_quota_row, vacant, M_OPT_INT),
	MEMBER(struct personnel_quota_row, decision, M_TEXT),
};
const struct shape personnel_quota_row_shape = SHAPE("personnel_quota_row", struct personnel_quota_row, quota_members);
static const struct shape files_shape = LIST_SHAPE("personnel_files", personnel, personnel_row);
static const struct shape dues_shape = LIST_SHAPE("personnel_dues", dues, personnel_due);
static const struct shape quotas_shape = LIST_SHAPE("personnel_quotas", quotas, personnel_quota_row);
static const struct shape requests_shape = LIST_SHAPE("personnel_requests", requests, personnel_requests_of_unit);
static const struct shape my_requests_shape = LIST_SHAPE("my_personnel_requests", requests, personnel_requests_of_unit);

/* ---- routes ---- */

#define BASE        "/ho-so-can-bo"
#define MINE        "/ho-so-cua-toi"
#define TAKES_FILES .body_max = 120 << 20, .file_max = 20 << 20, .rate = RATE_UPLOAD
static const struct field day_query[] = {ON_DAY_FIELD};
static const struct field wrong_query[] = {ON_PAGE("sua", "Mục bị sai", I_INT)};
static const struct route routes[] = {
	GET(BASE, .run = register_show, .permission = PERSONNEL_READ, .summary = "Hồ sơ cán bộ, công chức của đơn vị",
		.api = "/personnel", .shape = &files_shape, .list = &personnel_list),
	LIST_FILES(BASE, "/personnel", &personnel_list, PERSONNEL_READ, "Hồ sơ cán bộ, công chức của đơn vị"),
	GET(BASE "/mo", .run = personnel_open_form, .permission = PERSONNEL_KEEP, .summary = "Mẫu mở hồ sơ mới"),
	POST(BASE, .run = personnel_open_post, .permission = PERSONNEL_KEEP, .summary = "Mở hồ sơ của một người",
		.api = "/personnel", .input = &personnel_open_input, .again = personnel_open_form),
	GET(BASE "/{id}", .run = personnel_record_show, .permission = PERSONNEL_READ,
		.summary = "Hồ sơ của một người (phần chung)", .api = "/personnel/{id}", .shape = &personnel_shape,
		.query = LIST(day_query)),
	GET(BASE "/{id}/phan-rieng", .run = personnel_sensitive_show, .permission = PERSONNEL_SENSITIVE,
		.summary = "Phần riêng của hồ sơ: sức khỏe, gia đình, kỷ luật, Đảng", .api = "/personnel/{id}/sensitive",
		.shape = &personnel_shape, .query = LIST(day_query), .whole = "mỗi mục một dòng: các mục do danh mục khai"),
	GET(BASE "/{id}/so-yeu-ly-lich", .run = personnel_sheet_send, .permission = PERSONNEL_SENSITIVE,
		.summary = "Sơ yếu lý lịch của một người (PDF)", .api = "/personnel/{id}/sheet"),
	GET(BASE "/{id}/muc/{kind}", .run = personnel_kind_show, .permission = PERSONNEL_READ,
		.summary = "Diễn biến của một mục hồ sơ", .api = "/personnel/{id}/kinds/{kind}", .shape = &personnel_kind_shape,
		.whole = "các lần ghi của một mục, nhiều nhất 200"),
	GET(BASE "/{id}/ghi/{kind}", .run = personnel_form_show, .permission = PERSONNEL_KEEP, .summary = "Mẫu ghi một mục hồ sơ",
		.query = LIST(wrong_query)),
	POST(BASE "/{id}/ghi/{kind}", .run = personnel_write_post, .permission = PERSONNEL_KEEP,
		.summary = "Ghi hoặc đính chính một mục hồ sơ", .api = "/personnel/{id}/kinds/{kind}",
		.input = &personnel_entry_input, .again = personnel_form_show, TAKES_FILES),
	POST(BASE "/ket-thuc/{id}", .run = personnel_end_post, .permission = PERSONNEL_KEEP,
		.summary = "Ghi ngày thôi của một mục hồ sơ", .api = "/personnel-entries/{id}/end", .input = &personnel_end_input,
		.again = personnel_end_again),
	POST(BASE "/{id}/thoi-lam-viec", .run = personnel_leave_post, .permission = PERSONNEL_KEEP,
		.summary = "Ghi ngày thôi làm việc tại đơn vị", .api = "/personnel/{id}/leave", .input = &personnel_leave_input,
		.again = personnel_record_show),
	GET(BASE "/den-han", .run = register_show, .permission = PERSONNEL_READ, .summary = "Người đến hạn nâng lương, nghỉ hưu",
		.api = "/personnel/due", .shape = &dues_shape, .list = &personnel_due_list),
	LIST_FILES(BASE "/den-han", "/personnel/due", &personnel_due_list, PERSONNEL_READ, "Người đến hạn nâng lương, nghỉ hưu"),
	GET(BASE "/bien-che", .run = register_show, .permission = PERSONNEL_READ, .summary = "Biên chế được giao và số có mặt",
		.api = "/personnel/quotas", .shape = &quotas_shape, .list = &personnel_quota_list),
	POST(BASE "/bien-che", .run = personnel_quota_post, .permission = PERSONNEL_KEEP, .summary = "Ghi biên chế được giao",
		.api = "/personnel/quotas", .input = &personnel_quota_input, .again = register_show),
	LIST_FILES(
		BASE "/bien-che", "/personnel/quotas", &personnel_quota_list, PERSONNEL_READ, "Biên chế được giao và số có mặt"),
	GET(BASE "/so-lieu", .run = personnel_figures_show, .permission = PERSONNEL_READ, .summary = "Số liệu hồ sơ cán bộ",
		.api = "/personnel/figures", .shape = &personnel_figures_shape),
	GET(BASE "/de-nghi", .run = register_show, .permission = PERSONNEL_KEEP, .summary = "Đề nghị sửa hồ sơ của đơn vị",
		.api = "/personnel-requests", .shape = &requests_shape, .list = &personnel_requests_list),
	LIST_FILES(
		BASE "/de-nghi", "/personnel-requests", &personnel_requests_list, PERSONNEL_KEEP, "Đề nghị sửa hồ sơ của đơn vị"),
	GET(BASE "/de-nghi/{id}", .run = personnel_request_office, .permission = PERSONNEL_KEEP,
		.summary = "Một đề nghị sửa hồ sơ", .api = "/personnel-requests/{id}", .shape = &personnel_request_shape),
	GET(MINE, .run = personnel_own_show, .permission = PERSONNEL_OWN_RIGHT, .summary = "Hồ sơ cán bộ của tôi",
		.api = "/my/personnel", .shape = &personnel_shape, .query = LIST(day_query),
		.whole = "mỗi mục một dòng: các mục do danh mục khai"),
	GET(MINE "/so-yeu-ly-lich", .run = personnel_own_sheet, .permission = PERSONNEL_OWN_RIGHT,
		.summary = "Sơ yếu lý lịch của tôi (PDF)", .api = "/my/personnel/sheet"),
	GET(MINE "/de-nghi-sua/{kind}", .run = personnel_ask_form, .permission = PERSONNEL_OWN_RIGHT,
		.summary = "Mẫu đề nghị sửa hồ sơ", .query = LIST(wrong_query)),
	POST(MINE "/de-nghi-sua/{kind}", .run = personnel_ask_post, .permission = PERSONNEL_OWN_RIGHT,
		.summary = "Đề nghị sửa hồ sơ của tôi", .api = "/my/personnel/kinds/{kind}", .input = &personnel_ask_input,
		.again = personnel_ask_form, TAKES_FILES),
	GET(MINE "/de-nghi", .run = register_show, .permission = PERSONNEL_OWN_RIGHT, .summary = "Đề nghị sửa hồ sơ của tôi",
		.api = "/my/personnel-requests", .shape = &my_requests_shape, .list = &personnel_my_requests_list),
	LIST_FILES(MINE "/de-nghi", "/my/personnel-requests", &personnel_my_requests_list, PERSONNEL_OWN_RIGHT,
		"Đề nghị sửa hồ sơ của tôi"),
	GET(MINE "/de-nghi/{id}", .run = personnel_request_mine, .permission = PERSONNEL_OWN_RIGHT,
		.summary = "Một đề nghị của tôi", .api = "/my/personnel-requests/{id}", .shape = &personnel_request_shape),
};

/* ---- the flow's pages ---- */

static const struct flow_fields office_fields[] = {{"approve", personnel_approve_fields}};
static const struct flow_pages flow_pages[] = {
	{.flow = &personnel_request_flow,
		.side = PERSONNEL_KEEPERS,
		.form = personnel_request_office_form,
		.run = personnel_request_office_act,
		.fields = LIST(office_fields)},
	{.flow = &personnel_request_flow,
		.side = PERSONNEL_OWN,
		.form = personnel_request_mine_form,
		.run = personnel_request_mine_act},
};
static const struct flow *const flows[] = {&personnel_request_flow};

/* ---- what others ask ---- */

static err named(struct ctx *c, int64_t id, str *out)
{
	struct personnel_file_get f;
	TRY(personnel_file_whose(c, id, &f));
	*out = f.name;
	return NULL;
}

static err kind_title(struct ctx *c, int64_t form, str *out)
{
	const struct personnel_kinds *all;
	TRY(personnel_kinds(c, &all));
	const struct personnel_kind *k = personnel_kind_of(all, form);
	*out = k ? k->form->title : S("");
	return NULL;
}

static err entry_named(struct ctx *c, int64_t id, str *out)
{
	struct personnel_entries_on e;
	struct personnel_file_get f;
	str title;
	TRY(personnel_entry_get(c, id, &e));
	TRY(personnel_file_whose(c, e.file_id, &f));
	TRY(kind_title(c, e.form_id, &title));
	*out = str_format(c->a, "%.*s, %.*s", STR_ARG(f.name), STR_ARG(title));
	return NULL;
}

static err request_named(struct ctx *c, int64_t id, str *out)
{
	struct personnel_request_own r;
	str title;
	TRY(personnel_request_whose(c, id, &r));
	TRY(kind_title(c, r.form_id, &title));
	*out = str_format(c->a, "%.*s, %.*s", STR_ARG(r.name), STR_ARG(title));
	return NULL;
}

static err quota_named(struct ctx *c, int64_t id, str *out)
{
	struct personnel_quota_title t;
	TRY(personnel_quota_title(c, id, &t));
	*out = str_format(c->a, "%s từ %.*s", choice_label(personnel_servant_kinds, t.servant_kind),
		STR_ARG(show_date(c->a, t.valid_from)));
	return NULL;
}

/* Of the unit, by who may; of himself. */
static err reach(struct req *q, int64_t file, bool *own)
{
	struct personnel_file_get f;
	TRY(personnel_file_whose(&q->ctx, file, &f));
	*own = f.account_id.set && f.account_id.v == q->ctx.actor && may(q, PERSONNEL_OWN_RIGHT);
	return *own || (q->ctx.unit && f.unit_id == q->ctx.unit && may(q, PERSONNEL_READ))
		       ? NULL
		       : FAIL(&q->ctx, NOT_FOUND, "personnel");
}

static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	bool own;
	TRY(reach(q, id, &own));
	TRY(named(&q->ctx, id, &out->title));
	out->path = own ? S(MINE) : str_format(q->ctx.a, BASE "/%lld", (long long)id);
	return NULL;
}

static err entry_reach(struct req *q, int64_t id, struct personnel_entries_on *e, bool *own)
{
	const struct personnel_kinds *all;
	TRY(personnel_kinds(&q->ctx, &all));
	TRY(personnel_entry_get(&q->ctx, id, e));
	TRY(reach(q, e->file_id, own));
	const struct personnel_kind *k = personnel_kind_of(all, e->form_id);
	return *own || (k && !k->is_sensitive) || may(q, PERSONNEL_SENSITIVE) ? NULL : FAIL(&q->ctx, NOT_FOUND, PERSONNEL_ENTRY);
}

static err entry_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct personnel_entries_on e;
	bool own;
	TRY(entry_reach(q, id, &e, &own));
	TRY(entry_named(&q->ctx, id, &out->title));
	out->path = own ? S(MINE) : str_format(q->ctx.a, BASE "/%lld/muc/%.*s", (long long)e.file_id, STR_ARG(e.kind));
	return NULL;
}

/* Files of decisions are hung on by who keeps records, not by him whose it is. */
static err entry_change(struct req *q, int64_t id)
{
	struct personnel_entries_on e;
	bool own;
	TRY(entry_reach(q, id, &e, &own));
	return !own && may(q, PERSONNEL_KEEP) ? NULL : FAIL(&q->ctx, DENIED, PERSONNEL_ENTRY);
}

static err request_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct personnel_request_own r;
	const struct personnel_kinds *all;
	TRY(personnel_request_whose(&q->ctx, id, &r));
	TRY(personnel_kinds(&q->ctx, &all));
	const struct personnel_kind *k = personnel_kind_of(all, r.form_id);
	bool own = r.account_id == q->ctx.actor && may(q, PERSONNEL_OWN_RIGHT);
	bool office = q->ctx.unit && r.unit_id == q->ctx.unit && may(q, PERSONNEL_KEEP) &&
		      ((k && !k->is_sensitive) || may(q, PERSONNEL_SENSITIVE));
	if (!own && !office)
		return FAIL(&q->ctx, NOT_FOUND, PERSONNEL_REQUEST);
	TRY(request_named(&q->ctx, id, &out->title));
	out->path = str_format(q->ctx.a, own ? MINE "/de-nghi/%lld" : BASE "/de-nghi/%lld", (long long)id);
	return NULL;
}

/* While it waits, who asked may add evidence. */
static err request_change(struct req *q, int64_t id)
{
	struct personnel_request_own r;
	TRY(personnel_request_whose(&q->ctx, id, &r));
	return r.account_id == q->ctx.actor && r.state == PERSONNEL_SENT ? NULL : FAIL(&q->ctx, DENIED, PERSONNEL_REQUEST);
}

static err quota_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct personnel_quota_get k;
	TRY(personnel_quota_get(&q->ctx, id, q->ctx.unit, &k));
	TRY(quota_named(&q->ctx, id, &out->title));
	out->path = S(BASE "/bien-che");
	return NULL;
}

static err concerns_whom(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct personnel_file_get f;
	TRY(personnel_file_whose(c, id, &f));
	if (f.account_id.set)
		look_at_account(c, out, f.account_id.v);
	return NULL;
}

static err cards(struct req *q, struct home_cards *to)
{
	struct personnel_requests_waiting n;
	if (!q->ctx.unit || !may(q, PERSONNEL_KEEP))
		return NULL;
	TRY(personnel_requests_waiting(&q->ctx, q->ctx.unit, q->ctx.actor, &n));
	if (n.n)
		card_add(to, (struct home_card){.title = "Đề nghị sửa hồ sơ cán bộ", .count = n.n, .path = S(BASE "/de-nghi")});
	return NULL;
}

static const struct menu_entry menu[] = {
	{.place = MENU_OFFICER,
		.title = "Hồ sơ của tôi",
		.path = MINE,
		.permission = PERSONNEL_OWN_RIGHT,
		.rank = 50,
		.area = AREA_TASKS},
	{.place = MENU_OFFICER,
		.title = "Hồ sơ cán bộ, công chức",
		.path = BASE,
		.permission = PERSONNEL_READ,
		.rank = 51,
		.area = AREA_TASKS},
};
static const struct role roles[] = {{.name = "personnel", .title = "Công chức tổ chức cán bộ"}};
static const struct permission permissions[] = {
	{.name = PERSONNEL_READ, .title = "Xem hồ sơ cán bộ của đơn vị (phần chung)", .roles = "personnel leader", .reads = true},
	{.name = PERSONNEL_SENSITIVE,
		.title = "Xem phần riêng của hồ sơ cán bộ (sức khỏe, gia đình, kỷ luật, Đảng) và in sơ yếu lý lịch",
		.roles = "personnel",
		.personal = true},
};
static const struct setting settings[] = {
	{.name = "personnel.remind_days",
		.title = "Hồ sơ cán bộ: nhắc nâng lương trước bao nhiêu ngày",
		.help = "Người đến hạn nâng bậc lương trong từng ấy ngày có trong danh sách và được nhắc một lần.",
		.type = SET_INT,
		.fallback = "30",
		.min = 0,
		.max = 365},
	{.name = "personnel.retirement_ages",
		.title = "Hồ sơ cán bộ: tuổi nghỉ hưu",
		.help = "Theo bảng của pháp luật, mỗi đoạn một ngày bắt đầu rồi tuổi của nam/nữ, viết năm-tháng, các đoạn cách "
			"nhau dấu "
			"chấm phẩy: NGÀY NAM/NỮ; ví dụ về cách viết: 2020-01-01 60-0/55-0. Bỏ trống: chưa rõ ai đến tuổi nghỉ "
			"hưu.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 1000},
};
static const struct job_kind jobs[] = {{.name = "personnel.remind",
	.title = "Nhắc người đến hạn nâng lương, nghỉ hưu",
	.run = personnel_remind,
	.when = {.each = EACH_DAY, .at = 6 * 60 + 40}}};
static const struct event events[] = {
	{.name = "personnel.request", .title = "Có đề nghị sửa hồ sơ cán bộ", .who = "officer", .permission = PERSONNEL_KEEP},
	{.name = "personnel.answered",
		.title = "Trả lời đề nghị sửa hồ sơ của tôi",
		.who = "officer",
		.permission = PERSONNEL_OWN_RIGHT,
		.outlets = "email"},
	{.name = "personnel.raise_due", .title = "Đến hạn nâng bậc lương", .who = "officer", .permission = PERSONNEL_OWN_RIGHT},
	{.name = "personnel.retires", .title = "Đến tuổi nghỉ hưu", .who = "officer", .permission = PERSONNEL_OWN_RIGHT},
};
static const struct word words[] = {
	{"personnel", "Hồ sơ cán bộ"},
	{"personnel_entry", "Mục hồ sơ cán bộ"},
	{"personnel_quota", "Biên chế được giao"},
	{"personnel.open", "Mở hồ sơ cán bộ"},
	{"personnel.write", "Ghi hồ sơ cán bộ"},
	{"personnel.correct", "Đính chính hồ sơ cán bộ"},
	{"personnel.end", "Ghi ngày thôi của một mục hồ sơ"},
	{"personnel.leave", "Ghi thôi làm việc tại đơn vị"},
	{"personnel.return", "Ghi làm việc trở lại"},
	{"personnel.ask", "Gửi đề nghị sửa hồ sơ"},
	{"personnel_quota.set", "Ghi biên chế được giao"},
};
static const struct naming namings[] = {{.kind = "personnel", .title = named}, {.kind = PERSONNEL_ENTRY, .title = entry_named},
	{.kind = PERSONNEL_REQUEST, .title = request_named}, {.kind = "personnel_quota", .title = quota_named}};
static const struct concern concerns[] = {{.kind = "personnel", .title = "Hồ sơ cán bộ", .whom = concerns_whom}};
static const struct object objects[] = {{.kind = "personnel", .see = seen},
	{.kind = PERSONNEL_ENTRY, .see = entry_seen, .change = entry_change},
	{.kind = PERSONNEL_REQUEST, .see = request_seen, .change = request_change},
	{.kind = "personnel_quota", .see = quota_seen, .reads = PERSONNEL_READ, .changes = PERSONNEL_KEEP}};

const struct module personnel_module = {.name = "personnel",
	.title = "Hồ sơ cán bộ",
	.routes = LIST(routes),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.permissions = LIST(permissions),
	.roles = LIST(roles),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerns),
	.events = LIST(events),
	.cards = cards,
	.migrations = &personnel_migrations,
	.init = personnel_init,
	.demo = personnel_demo,
	.verify = personnel_verify};
