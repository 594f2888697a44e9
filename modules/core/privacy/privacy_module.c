/* What privacy declares. */
#include "core/privacy/pages.h"
#include "core/privacy/breach.h"
#include "web/hooks.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/request.h"
#include "web/route.h"
#include "web/services/job.h"
#include "web/services/looks.h"

#define OWN   "privacy.own"
#define READ  "privacy.read"
#define TERMS "privacy.terms"

static const struct route routes[] = {
	GET("/quyen-du-lieu", .run = privacy_own_list, .permission = OWN,
		.summary = "Quyền về dữ liệu của tôi: các yêu cầu đã gửi", .api = "/my/data-requests",
		.shape = &privacy_list_shape, .list = &privacy_own_requests),
	GET("/quyen-du-lieu/moi", .run = privacy_own_form, .permission = OWN, .summary = "Trang gửi yêu cầu về dữ liệu của tôi"),
	POST("/quyen-du-lieu", .run = privacy_own_ask, .permission = OWN, .summary = "Gửi yêu cầu về dữ liệu của tôi",
		.api = "/my/data-requests", .input = &privacy_own_input, .again = privacy_own_form, .rate = RATE_SUBMIT),
	GET("/quyen-du-lieu/{id}", .run = privacy_show, .permission = OWN, .summary = "Một yêu cầu của tôi về dữ liệu",
		.api = "/my/data-requests/{id}", .shape = &privacy_view_shape),
	GET("/quyen-du-lieu/{id}/han", .run = privacy_due_run, .permission = OWN, .summary = "Vì sao hẹn ngày này"),
	GET("/quyen-du-lieu/{id}/ban-sao", .run = privacy_copy_run, .permission = OWN, .summary = "Bản sao dữ liệu về tôi (PDF)",
		.api = "/my/data-requests/{id}/copy"),
	GET("/quyen-du-lieu/{id}/ban-sao.json", .run = privacy_copy_data, .permission = OWN,
		.summary = "Bản sao dữ liệu về tôi (JSON)", .api = "/my/data-requests/{id}/copy.json"),
	GET("/yeu-cau-du-lieu", .run = privacy_desk_list, .permission = READ,
		.summary = "Yêu cầu của người dân về dữ liệu mà đơn vị giữ", .api = "/data-requests",
		.shape = &privacy_list_shape, .list = &privacy_desk_requests),
	LIST_FILES("/yeu-cau-du-lieu", "/data-requests", &privacy_desk_requests, READ, "Sổ yêu cầu về dữ liệu"),
	GET("/yeu-cau-du-lieu/moi", .run = privacy_desk_form, .permission = "privacy.take",
		.summary = "Trang ghi yêu cầu về dữ liệu"),
	POST("/yeu-cau-du-lieu", .run = privacy_desk_ask, .permission = "privacy.take",
		.summary = "Ghi yêu cầu về dữ liệu của người đến quầy hoặc gửi văn bản", .api = "/data-requests",
		.input = &privacy_desk_input, .again = privacy_desk_form),
	GET("/yeu-cau-du-lieu/so-lieu", .run = register_show, .permission = READ,
		.summary = "Số liệu giải quyết yêu cầu về dữ liệu theo tháng", .api = "/data-request-figures",
		.shape = &privacy_figures_shape, .list = &privacy_months_list),
	LIST_FILES("/yeu-cau-du-lieu/so-lieu", "/data-request-figures", &privacy_months_list, READ,
		"Số liệu giải quyết yêu cầu về dữ liệu"),
	GET("/yeu-cau-du-lieu/{id}", .run = privacy_show, .permission = READ, .summary = "Một yêu cầu về dữ liệu",
		.api = "/data-requests/{id}", .shape = &privacy_view_shape),
	GET("/yeu-cau-du-lieu/{id}/han", .run = privacy_due_run, .permission = READ, .summary = "Vì sao hẹn ngày này"),
	GET("/yeu-cau-du-lieu/{id}/ban-sao", .run = privacy_copy_run, .permission = "privacy.answer",
		.summary = "Bản sao dữ liệu để giao người yêu cầu (PDF)", .api = "/data-requests/{id}/copy"),
	GET("/yeu-cau-du-lieu/{id}/ban-sao.json", .run = privacy_copy_data, .permission = "privacy.answer",
		.summary = "Bản sao dữ liệu để giao người yêu cầu (JSON)", .api = "/data-requests/{id}/copy.json"),
	GET("/quan-tri/thoi-han-yeu-cau-du-lieu", .run = register_show, .permission = TERMS,
		.summary = "Thời hạn giải quyết yêu cầu về dữ liệu, từng loại, từ ngày nào", .api = "/data-request-terms",
		.shape = &privacy_termlist_shape, .list = &privacy_terms_list),
	POST("/quan-tri/thoi-han-yeu-cau-du-lieu", .run = privacy_term_run, .permission = TERMS,
		.summary = "Thêm thời hạn giải quyết yêu cầu về dữ liệu từ một ngày", .api = "/data-request-terms",
		.input = &privacy_term_input, .again = register_show),
	LIST_FILES("/quan-tri/thoi-han-yeu-cau-du-lieu", "/data-request-terms", &privacy_terms_list, TERMS,
		"Thời hạn giải quyết yêu cầu về dữ liệu"),
	GET("/su-co-du-lieu", .run = register_show, .permission = "privacy.breach",
		.summary = "Sự cố dữ liệu cá nhân của đơn vị, số giờ đến khi báo", .api = "/data-breaches",
		.shape = &privacy_breach_list_shape, .list = &privacy_breach_list),
	POST("/su-co-du-lieu", .run = privacy_breach_add_run, .permission = "privacy.breach", .summary = "Ghi một sự cố dữ liệu",
		.api = "/data-breaches", .input = &privacy_breach_input, .again = register_show),
	LIST_FILES("/su-co-du-lieu", "/data-breaches", &privacy_breach_list, "privacy.breach", "Sự cố dữ liệu cá nhân"),
	GET("/su-co-du-lieu/{id}", .run = privacy_breach_run, .permission = "privacy.breach", .summary = "Một sự cố dữ liệu",
		.api = "/data-breaches/{id}", .shape = &privacy_breach_view_shape),
	GET("/su-co-du-lieu/{id}/thong-bao", .run = privacy_breach_paper, .permission = "privacy.breach",
		.summary = "Thông báo sự cố gửi cơ quan chuyên trách (PDF)", .api = "/data-breaches/{id}/notice"),
};
static const struct permission permissions[] = {
	{.name = TERMS, .title = "Đặt thời hạn giải quyết yêu cầu về dữ liệu", .roles = "platform"}};
static const struct flow *const flows[] = {&privacy_flow, &privacy_breach_flow};
static const struct flow_pages flow_pages[] = {
	{.flow = &privacy_flow, .side = PRIVACY_DESK, .form = privacy_form, .run = privacy_form_run},
	{.flow = &privacy_flow, .side = PRIVACY_CITIZEN, .form = privacy_form, .run = privacy_form_run},
	{.flow = &privacy_breach_flow, .form = privacy_breach_form, .run = privacy_breach_form_run}};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
						 .title = "Yêu cầu về dữ liệu",
						 .path = "/yeu-cau-du-lieu",
						 .permission = READ,
						 .rank = 55,
						 .area = AREA_DATA},
	{.place = MENU_OFFICER,
		.title = "Sự cố dữ liệu",
		.path = "/su-co-du-lieu",
		.permission = "privacy.breach",
		.rank = 56,
		.area = AREA_DATA},
	{.place = MENU_ADMIN,
		.title = "Thời hạn giải quyết yêu cầu về dữ liệu",
		.path = "/quan-tri/thoi-han-yeu-cau-du-lieu",
		.permission = TERMS,
		.area = AREA_ADMINISTRATION}};
static const struct event events[] = {
	{.name = "privacy.step",
		.title = "Yêu cầu của tôi về dữ liệu có trả lời",
		.who = "citizen",
		.permission = OWN,
		.outlets = "email phone",
		.legal = true},
	{.name = "privacy.asked",
		.title = "Có yêu cầu mới của người dân về dữ liệu",
		.who = "officer",
		.permission = READ,
		.outlets = "email"},
	{.name = "privacy.breach",
		.title = "Sự cố dữ liệu, hạn 72 giờ",
		.who = "officer",
		.permission = "privacy.breach",
		.outlets = "email phone",
		.urgent = true},
	{.name = "privacy.due",
		.title = "Yêu cầu về dữ liệu đến hạn, quá hạn",
		.who = "officer",
		.permission = READ,
		.outlets = "email"},
};
static const struct word words[] = {{"privacy_request", "Yêu cầu về dữ liệu"}, {"privacy_request.ask", "Nhận yêu cầu về dữ liệu"},
	{"privacy_list", "Sổ yêu cầu về dữ liệu"}, {"privacy_breach", "Sự cố dữ liệu"},
	{"privacy_breach.write", "Ghi sự cố dữ liệu"}, {"privacy_term", "Thời hạn yêu cầu về dữ liệu"},
	{"privacy_term.add", "Thêm thời hạn yêu cầu về dữ liệu"}, {"=see", "Xem dữ liệu về mình"},
	{"=provide", "Nhận bản sao dữ liệu về mình"}, {"=correct", "Sửa dữ liệu chưa đúng"}, {"=delete", "Xóa dữ liệu"},
	{"=restrict", "Hạn chế xử lý dữ liệu"}, {"=object", "Phản đối xử lý dữ liệu"}};

/* ---- what others ask ---- */

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct privacy_request r;
	TRY(privacy_find(c, id, &r));
	*out = str_format(c->a, "số %lld: %s", (long long)id, choice_label(privacy_kinds, r.kind));
	return NULL;
}
static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct privacy_request r;
	TRY(privacy_find(&q->ctx, id, &r));
	bool desk = r.unit_id == q->ctx.unit && may(q, READ),
	     his = r.account_id.set && r.account_id.v == q->ctx.actor && may(q, OWN);
	if (!desk && !his)
		return FAIL(&q->ctx, NOT_FOUND, "data request");
	*out = (struct object_seen){str_format(q->ctx.a, "Yêu cầu về dữ liệu số %lld", (long long)id),
		str_format(q->ctx.a, desk ? "/yeu-cau-du-lieu/%lld" : "/quyen-du-lieu/%lld", (long long)id)};
	return NULL;
}
static err breach_titled(struct ctx *c, int64_t id, str *out)
{
	struct privacy_breach_title t;
	TRY(privacy_breach_title(c, id, &t));
	*out = t.title;
	return NULL;
}
static err breach_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct privacy_breach b;
	TRY(privacy_breach(&q->ctx, id, q->ctx.unit, &b));
	*out = (struct object_seen){b.title, str_format(q->ctx.a, "/su-co-du-lieu/%lld", (long long)id)};
	return NULL;
}
static err concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct privacy_request r;
	TRY(privacy_find(c, id, &r));
	if (r.account_id.set)
		look_at_account(c, out, r.account_id.v);
	if (r.is_proved)
		look_at_number(c, out, r.number);
	if (r.person_id.set)
		look_at_person(c, out, r.person_id.v);
	return NULL;
}
static err list_concerns(struct ctx *c, int64_t unit, struct look_subjects *out)
{
	look_at_unit(c, out, unit);
	return NULL;
}
static err cards(struct req *q, struct home_cards *out)
{
	struct privacy_waiting n;
	struct privacy_late late;
	if (!may(q, "privacy.answer"))
		return NULL;
	TRY(privacy_waiting(&q->ctx, q->ctx.unit, PRIVACY_RECEIVED, &n));
	TRY(privacy_late(&q->ctx, q->ctx.unit, PRIVACY_RECEIVED, q->ctx.now, &late));
	card_add(out, (struct home_card){.title = "Yêu cầu về dữ liệu chờ trả lời",
			      .count = n.total,
			      .path = S("/yeu-cau-du-lieu?trang-thai=received"),
			      .urgent = late.total > 0});
	TRY(privacy_waiting(&q->ctx, q->ctx.unit, PRIVACY_ACCEPTED, &n));
	TRY(privacy_late(&q->ctx, q->ctx.unit, PRIVACY_ACCEPTED, q->ctx.now, &late));
	card_add(out, (struct home_card){.title = "Yêu cầu về dữ liệu đang thực hiện",
			      .count = n.total,
			      .path = S("/yeu-cau-du-lieu?trang-thai=accepted"),
			      .urgent = late.total > 0});
	return NULL;
}
/* What an account asked falls to who takes the account over; what is not his stays with nobody. */
static err hand_over(struct ctx *c, int64_t from, int64_t to) { return privacy_pass(c, from, to ? some_int(to) : (opt_int){0}); }

static const struct naming namings[] = {{.kind = "privacy_request", .title = titled},
	{.kind = "privacy_breach", .title = breach_titled}, {.kind = "privacy_list"}, {.kind = "privacy_term"}};
static const struct object objects[] = {{.kind = "privacy_request", .see = seen},
	{.kind = "privacy_breach", .see = breach_seen, .reads = "privacy.breach", .changes = "privacy.breach"}};
static const struct concern concerned[] = {
	{.kind = "privacy_request", .title = "Yêu cầu của ông/bà về dữ liệu", .whom = concerns},
	{.kind = "privacy_list", .whom = list_concerns}};
static const struct job_kind jobs[] = {{.name = "privacy.remind",
					       .title = "Báo yêu cầu về dữ liệu sắp đến hạn, quá hạn",
					       .run = privacy_remind,
					       .when = {.each = EACH_WORKDAY, .at = 6 * 60 + 30}},
	{.name = "privacy.breach",
		.title = "Báo sự cố dữ liệu sắp hết 72 giờ, quá hạn",
		.run = privacy_breach_warn,
		.every = 30 * MINUTE},
	{.name = "privacy.clean",
		.title = "Bỏ bản sao dữ liệu đã hết hạn lấy",
		.run = privacy_papers_clean,
		.when = {.each = EACH_DAY, .at = 10}}};

const struct module privacy_module = {.name = "privacy",
	.title = "Quyền về dữ liệu cá nhân",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.menu = LIST(menu),
	.events = LIST(events),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerned),
	.jobs = LIST(jobs),
	.cards = cards,
	.hand_over = hand_over,
	.init = privacy_terms_fill,
	.demo = privacy_demo,
	.migrations = &privacy_migrations};
