/* What the feature declares. */
#include "government/evaluation/evaluation.html.h"
#include "government/evaluation/pages.h"
#include "base/period.h"
#include "web/hooks.h"
#include "web/menu.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/request.h"
#include "web/route.h"
#include "web/services/looks.h"

/* ---- shapes ---- */

static const struct member line_members[] = {
	MEMBER(struct evaluation_line, label, M_TEXT),
	MEMBER(struct evaluation_line, value, M_TEXT),
	MEMBER(struct evaluation_line, formula, M_TEXT),
};
static const struct shape evaluation_line_shape = SHAPE("evaluation_line", struct evaluation_line, line_members);
static const struct member quarter_members[] = {
	MEMBER(struct evaluation_quarter, period, M_TEXT),
	MEMBER(struct evaluation_quarter, tasks, M_INT),
	MEMBER(struct evaluation_quarter, quantity, M_TEXT),
	MEMBER(struct evaluation_quarter, quality, M_TEXT),
	MEMBER(struct evaluation_quarter, progress, M_TEXT),
};
static const struct shape evaluation_quarter_shape = SHAPE("evaluation_quarter", struct evaluation_quarter, quarter_members);
static const struct member view_members[] = {
	ONE(struct evaluation_view, e, evaluation_own),
	MEMBER(struct evaluation_view, state, M_TEXT),
	MEMBER(struct evaluation_view, scores, M_JSON),
	{.name = "is_enough", .type = M_INT, .at = offsetof(struct evaluation_view, is_enough)},
	MEMBER(struct evaluation_view, grade, M_TEXT),
	MEMBER(struct evaluation_view, grade_title, M_TEXT),
	MANY(struct evaluation_view, tasks, evaluation_tasks),
	MANY(struct evaluation_view, lines, evaluation_line),
	MANY(struct evaluation_view, quarters, evaluation_quarter),
	ONE(struct evaluation_view, dossiers, evaluation_unit_dossiers),
	MEMBER(struct evaluation_view, in_time, M_TEXT),
	MANY(struct evaluation_view, opinions, evaluation_opinions),
	MANY(struct evaluation_view, events, evaluation_events),
	MANY(struct evaluation_view, actions, flow_offer),
};
const struct shape evaluation_shape = SHAPE("evaluation_sheet", struct evaluation_view, view_members);
static const struct member task_members[] = {
	ONE(struct evaluation_task_view, task, evaluation_task_of),
	MANY(struct evaluation_task_view, results, evaluation_results),
};
const struct shape evaluation_task_shape = SHAPE("evaluation_task", struct evaluation_task_view, task_members);
static const struct member cycle_members[] = {
	ONE(struct evaluation_cycle_view, cycle, evaluation_cycle_get),
	MEMBER(struct evaluation_cycle_view, title, M_TEXT),
	MEMBER(struct evaluation_cycle_view, base, M_INT),
	MEMBER(struct evaluation_cycle_view, quota, M_INT),
	MEMBER(struct evaluation_cycle_view, used, M_INT),
};
static const struct shape cycle_shape = SHAPE("evaluation_cycle", struct evaluation_cycle_view, cycle_members);
static const struct shape mine_shape = LIST_SHAPE("my_evaluations", evaluations, evaluations_mine);
static const struct shape led_shape = LIST_SHAPE("led_evaluations", evaluations, evaluations_mine);
static const struct shape unit_shape = LIST_SHAPE("unit_evaluations", evaluations, evaluations_mine);
static const struct shape public_shape = LIST_SHAPE("published_evaluations", evaluations, evaluations_public);
static const struct shape products_shape = LIST_SHAPE("evaluation_catalogue", products, evaluation_products);

/* ---- routes ---- */

#define BASE    "/danh-gia-can-bo"
#define MY      "evaluation.own"
#define LEADS   "evaluation.lead"
#define DECIDES "evaluation.decide"
static const struct route routes[] = {
	GET(BASE, .run = register_show, .permission = MY, .summary = "Các kỳ đánh giá của tôi", .api = "/my/evaluations",
		.shape = &mine_shape, .list = &evaluations_mine_list),
	LIST_FILES(BASE, "/my/evaluations", &evaluations_mine_list, MY, "Các kỳ đánh giá của tôi"),
	GET(BASE "/{id}", .run = evaluation_own_show, .permission = MY, .summary = "Phiếu đánh giá của tôi",
		.api = "/my/evaluations/{id}", .shape = &evaluation_shape),
	GET(BASE "/{id}/phieu", .run = evaluation_sheet_own, .permission = MY, .summary = "Phiếu đánh giá của tôi (PDF)",
		.api = "/my/evaluations/{id}/sheet"),
	GET(BASE "/phu-trach", .run = register_show, .permission = LEADS, .summary = "Những người tôi phụ trách",
		.api = "/evaluations/led", .shape = &led_shape, .list = &evaluations_led_list),
	LIST_FILES(BASE "/phu-trach", "/evaluations/led", &evaluations_led_list, LEADS, "Những người tôi phụ trách"),
	GET(BASE "/phu-trach/{id}", .run = evaluation_led_show, .permission = LEADS, .summary = "Phiếu đánh giá của một người",
		.api = "/evaluations/{id}", .shape = &evaluation_shape),
	GET(BASE "/phu-trach/{id}/phieu", .run = evaluation_sheet_led, .permission = LEADS,
		.summary = "Phiếu đánh giá của một người (PDF)", .api = "/evaluations/{id}/sheet"),
	POST(BASE "/phu-trach/{id}/nhiem-vu", .run = evaluation_assign_post, .permission = LEADS, .summary = "Giao nhiệm vụ",
		.api = "/evaluations/{id}/tasks", .input = &evaluation_assign_input, .again = evaluation_led_show),
	POST(BASE "/phu-trach/{id}/y-kien", .run = evaluation_say_post, .permission = LEADS, .summary = "Ghi ý kiến về một người",
		.api = "/evaluations/{id}/opinions", .input = &evaluation_say_input, .again = evaluation_led_show),
	POST(BASE "/phu-trach/{id}/nguoi-phu-trach", .run = evaluation_head_post, .permission = DECIDES,
		.summary = "Chọn người phụ trách", .api = "/evaluations/{id}/head", .input = &evaluation_head_input,
		.again = evaluation_led_show),
	GET(BASE "/nhiem-vu/{id}", .run = evaluation_task_show, .permission = MY, .summary = "Một nhiệm vụ và kết quả",
		.api = "/evaluation-tasks/{id}", .shape = &evaluation_task_shape),
	POST(BASE "/nhiem-vu/{id}/ket-qua", .run = evaluation_result_post, .permission = MY, .summary = "Ghi kết quả nhiệm vụ",
		.api = "/evaluation-tasks/{id}/results", .input = &evaluation_result_input, .again = evaluation_task_show),
	POST(BASE "/nhiem-vu/{id}/ho-so", .run = evaluation_dossiers_post, .permission = MY, .summary = "Lấy kết quả từ hồ sơ",
		.api = "/evaluation-tasks/{id}/dossiers"),
	POST(BASE "/ket-qua/{id}/chat-luong", .run = evaluation_quality_post, .permission = LEADS,
		.summary = "Nhận xét chất lượng", .api = "/evaluation-results/{id}/quality", .input = &evaluation_quality_input,
		.again = evaluation_quality_again),
	POST(BASE "/ket-qua/{id}/rut", .run = evaluation_result_back_post, .permission = MY, .summary = "Rút một kết quả",
		.api = "/evaluation-results/{id}/withdraw"),
	GET(BASE "/don-vi", .run = register_show, .permission = DECIDES, .summary = "Đánh giá, xếp loại của đơn vị",
		.api = "/evaluations", .shape = &unit_shape, .list = &evaluations_unit_list),
	POST(BASE "/don-vi", .run = evaluation_open_post, .permission = DECIDES, .summary = "Mở một kỳ đánh giá",
		.api = "/evaluations", .input = &evaluation_open_input, .again = register_show),
	LIST_FILES(BASE "/don-vi", "/evaluations", &evaluations_unit_list, DECIDES, "Đánh giá, xếp loại của đơn vị"),
	GET(BASE "/ky/{id}", .run = evaluation_cycle_show, .permission = DECIDES, .summary = "Cơ cấu xếp loại của một kỳ",
		.api = "/evaluation-cycles/{id}", .shape = &cycle_shape),
	POST(BASE "/ky/{id}/don-vi", .run = evaluation_unit_grade_post, .permission = DECIDES,
		.summary = "Ghi xếp loại của đơn vị", .api = "/evaluation-cycles/{id}/unit-grade",
		.input = &evaluation_unit_grade_input, .again = evaluation_cycle_show),
	GET(BASE "/ket-qua", .run = register_show, .permission = MY, .summary = "Kết quả xếp loại đã công bố",
		.api = "/evaluations/published", .shape = &public_shape, .list = &evaluations_public_list),
	LIST_FILES(BASE "/ket-qua", "/evaluations/published", &evaluations_public_list, MY, "Kết quả xếp loại đã công bố"),
	GET(BASE "/danh-muc", .run = register_show, .permission = MY, .summary = "Danh mục sản phẩm, công việc",
		.api = "/evaluation-products", .shape = &products_shape, .list = &evaluation_products_list),
	POST(BASE "/danh-muc", .run = evaluation_product_post, .permission = DECIDES, .summary = "Thêm sản phẩm, công việc",
		.api = "/evaluation-products", .input = &evaluation_product_input, .again = register_show),
	GET(BASE "/danh-muc/{id}", .run = evaluation_product_show, .permission = MY, .summary = "Một sản phẩm, công việc",
		.api = "/evaluation-products/{id}", .shape = &evaluation_product_get_shape),
	POST(BASE "/danh-muc/{id}", .run = evaluation_product_post, .permission = DECIDES, .summary = "Sửa sản phẩm, công việc",
		.api = "/evaluation-products/{id}", .input = &evaluation_product_change_input, .again = evaluation_product_show),
	POST(BASE "/danh-muc/{id}/thoi-dung", .run = evaluation_product_end_post, .permission = DECIDES,
		.summary = "Thôi dùng một sản phẩm", .api = "/evaluation-products/{id}/end"),
	LIST_FILES(BASE "/danh-muc", "/evaluation-products", &evaluation_products_list, MY, "Danh mục sản phẩm, công việc"),
};

/* ---- the flow's pages ---- */

static const struct flow_fields led_fields[] = {{"propose", evaluation_propose_fields}, {"decide", evaluation_decide_fields},
	{"answer", evaluation_decide_fields}, {"leave_out", evaluation_leave_fields}};
static const struct flow_fields own_fields[] = {{"self", evaluation_self_fields}};
static const struct flow_pages flow_pages[] = {
	{.flow = &evaluation_flow,
		.side = EVALUATION_HEADS,
		.form = evaluation_led_form,
		.run = evaluation_led_act,
		.fields = LIST(led_fields)},
	{.flow = &evaluation_flow,
		.side = EVALUATION_OWN,
		.form = evaluation_own_form,
		.run = evaluation_own_act,
		.fields = LIST(own_fields)},
};
static const struct flow *const flows[] = {&evaluation_flow};

/* ---- what others ask ---- */

static err named(struct ctx *c, int64_t id, str *out)
{
	struct evaluation_title t;
	struct period p;
	TRY(evaluation_title(c, id, &t));
	*out = str_format(
		c->a, "%.*s, %.*s", STR_ARG(t.name), STR_ARG(period_parse(t.period, &p) ? period_title(c->a, p) : t.period));
	return NULL;
}

static err cycle_named(struct ctx *c, int64_t id, str *out)
{
	struct evaluation_cycle_title t;
	struct period p;
	TRY(evaluation_cycle_title(c, id, &t));
	*out = period_parse(t.period, &p) ? period_title(c->a, p) : t.period;
	return NULL;
}

static err product_named(struct ctx *c, int64_t id, str *out)
{
	struct evaluation_product_title t;
	TRY(evaluation_product_title(c, id, &t));
	*out = t.title;
	return NULL;
}

/* One's own sheet, or of one whom the reader leads. */
static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct evaluation_own e;
	bool decides = q->ctx.unit && may(q, DECIDES);
	err mine = may(q, MY) ? evaluation_own(&q->ctx, id, q->ctx.actor, &e) : FAIL(&q->ctx, NOT_FOUND, "evaluation");
	if (mine && mine->kind != NOT_FOUND)
		return mine;
	if (mine && !may(q, LEADS))
		return mine;
	if (mine)
		TRY(evaluation_led(&q->ctx, id, q->ctx.actor, q->ctx.unit, decides, &e));
	TRY(named(&q->ctx, id, &out->title));
	out->path = str_format(q->ctx.a, mine ? BASE "/phu-trach/%lld" : BASE "/%lld", (long long)id);
	return NULL;
}

static err cycle_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct evaluation_cycle_get o;
	TRY(evaluation_cycle_get(&q->ctx, id, q->ctx.unit, &o));
	TRY(cycle_named(&q->ctx, id, &out->title));
	out->path = str_format(q->ctx.a, BASE "/ky/%lld", (long long)id);
	return NULL;
}

static err product_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct evaluation_product_get o;
	TRY(evaluation_product_get(&q->ctx, id, q->ctx.unit, &o));
	*out = (struct object_seen){o.title, str_format(q->ctx.a, BASE "/danh-muc/%lld", (long long)id)};
	return NULL;
}

static err cards(struct req *q, struct home_cards *to)
{
	struct evaluations_to_write mine;
	struct evaluations_waiting led;
	if (!q->ctx.unit)
		return NULL;
	if (may(q, MY)) {
		TRY(evaluations_to_write(&q->ctx, q->ctx.actor, &mine));
		if (mine.n)
			card_add(
				to, (struct home_card){.title = "Kỳ đánh giá của tôi đang mở", .count = mine.n, .path = S(BASE)});
	}
	if (may(q, LEADS)) {
		TRY(evaluations_waiting(&q->ctx, q->ctx.actor, &led));
		if (led.n)
			card_add(to,
				(struct home_card){
					.title = "Phiếu đánh giá chờ nhận xét", .count = led.n, .path = S(BASE "/phu-trach")});
	}
	return NULL;
}

static const struct menu_entry menu[] = {
	{.place = MENU_OFFICER, .title = "Đánh giá của tôi", .path = BASE, .permission = MY, .rank = 40, .area = AREA_TASKS},
	{.place = MENU_OFFICER,
		.title = "Người tôi phụ trách",
		.path = BASE "/phu-trach",
		.permission = LEADS,
		.rank = 41,
		.area = AREA_TASKS},
	{.place = MENU_OFFICER,
		.title = "Đánh giá, xếp loại của đơn vị",
		.path = BASE "/don-vi",
		.permission = DECIDES,
		.rank = 42,
		.area = AREA_TASKS},
	{.place = MENU_OFFICER,
		.title = "Kết quả xếp loại",
		.path = BASE "/ket-qua",
		.permission = MY,
		.rank = 43,
		.area = AREA_TASKS},
	{.place = MENU_OFFICER,
		.title = "Danh mục sản phẩm, công việc",
		.path = BASE "/danh-muc",
		.permission = MY,
		.rank = 44,
		.area = AREA_TASKS},
};
static const struct word words[] = {
	{"evaluation", "Phiếu đánh giá"},
	{"evaluation_cycle", "Kỳ đánh giá"},
	{"evaluation_product", "Sản phẩm, công việc"},
	{"evaluation_cycle.open", "Mở kỳ đánh giá"},
	{"evaluation_cycle.grade", "Ghi xếp loại của đơn vị"},
	{"evaluation.lead", "Chọn người phụ trách"},
	{"evaluation.assign", "Giao nhiệm vụ"},
	{"evaluation.result", "Ghi kết quả nhiệm vụ"},
	{"evaluation.result_back", "Rút kết quả nhiệm vụ"},
	{"evaluation.quality", "Nhận xét chất lượng"},
	{"evaluation.dossiers", "Lấy kết quả từ hồ sơ"},
	{"evaluation.opinion", "Ghi ý kiến đánh giá"},
	{"evaluation_product.add", "Thêm sản phẩm, công việc"},
	{"evaluation_product.change", "Sửa sản phẩm, công việc"},
	{"evaluation_product.end", "Thôi dùng sản phẩm, công việc"},
};
static const struct naming namings[] = {{.kind = "evaluation", .title = named},
	{.kind = "evaluation_cycle", .title = cycle_named}, {.kind = "evaluation_product", .title = product_named}};
/* Looks at a sheet concern the officer whose it is. */
static err sheet_concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct evaluation_whose w;
	TRY(evaluation_whose(c, id, &w));
	look_at_account(c, out, w.account_id);
	return NULL;
}
static const struct concern concerns[] = {{.kind = "evaluation", .title = "Phiếu đánh giá, xếp loại", .whom = sheet_concerns}};
static const struct object objects[] = {{.kind = "evaluation", .see = seen},
	{.kind = "evaluation_cycle", .see = cycle_seen, .reads = DECIDES, .changes = DECIDES},
	{.kind = "evaluation_product", .see = product_seen, .reads = MY, .changes = DECIDES}};
static const struct event events[] = {
	{.name = "evaluation.result",
		.title = "Kết quả đánh giá, xếp loại của tôi",
		.who = "officer",
		.permission = MY,
		.outlets = "email"},
	{.name = "evaluation.waiting", .title = "Phiếu đánh giá chờ tôi", .who = "officer", .permission = LEADS},
};

const struct module evaluation_module = {
	.name = "evaluation",
	.title = "Đánh giá cán bộ",
	.routes = LIST(routes),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerns),
	.events = LIST(events),
	.cards = cards,
	.migrations = &evaluation_migrations,
	.init = evaluation_init,
	.demo = evaluation_demo,
	.verify = evaluation_verify,
};
