/* What sharing declares. */
#include "core/sharing/pages.h"
#include "web/hooks.h"
#include "web/input.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/query.h"
#include "web/request.h"
#include "web/services/job.h"

#define READ "sharing.read"
#define ASK  "sharing.ask"
#define USE  "sharing.use"
#define PUT  "sharing.write"
#define DATA "/chia-se/du-lieu/{registry}"
#define API  "/shared/{registry}"

#define AGREEMENT                                                                                                                \
	{                                                                                                                        \
		.name = "thoa-thuan", .label = "Số thỏa thuận; bắt buộc khi đơn vị có nhiều thỏa thuận cho sổ này",              \
		.type = I_INT, .min = 1, .max = INT64_MAX                                                                        \
	}
#define UNIT                                                                                                                     \
	{                                                                                                                        \
		.name = "don-vi", .label = "Số của đơn vị giữ mục; để trống là mọi đơn vị được chia sẻ", .type = I_INT,          \
		.min = 1, .max = INT64_MAX                                                                                       \
	}
#define FIELDS                                                                                                                   \
	{                                                                                                                        \
		.name = "truong", .label = "Tên các trường, cách nhau bằng dấu phẩy; để trống là mọi trường được chia sẻ",       \
		.type = I_TEXT, .max = 600                                                                                       \
	}
#define KEY                                                                                                                      \
	{.name = "ma", .label = "Mã của mục", .type = I_TEXT, .max = 100},                                                       \
	{                                                                                                                        \
		.name = "so", .label = "Số của mục, khi không hỏi bằng mã", .type = I_INT, .min = 1, .max = INT64_MAX            \
	}
static const struct field list_query[] = {
	AGREEMENT, UNIT, FIELDS, {.name = "sau", .label = "Trang sau: next của trang trước", .type = I_TEXT, .max = 60}};
static const struct field one_query[] = {AGREEMENT, UNIT, FIELDS, KEY};
static const struct field exists_query[] = {AGREEMENT, UNIT, KEY};
static const struct field ask_query[] = {{.name = "so", .label = "Sổ dữ liệu", .type = I_TEXT, .max = 60, .on_page = true}};

static const struct route routes[] = {
	GET("/chia-se/cho", .run = sharing_list_run, .permission = READ, .summary = "Thỏa thuận chia sẻ mà đơn vị cho",
		.api = "/sharing/given", .shape = &sharing_list_shape, .list = &sharing_given_list),
	GET("/chia-se/xin", .run = sharing_list_run, .permission = ASK, .summary = "Thỏa thuận chia sẻ mà đơn vị xin",
		.api = "/sharing/asked", .shape = &sharing_list_shape, .list = &sharing_asked_list),
	GET("/chia-se/de-nghi", .run = sharing_ask_form, .permission = ASK, .summary = "Trang xin dữ liệu của đơn vị khác",
		.query = LIST(ask_query)),
	POST("/chia-se/de-nghi", .run = sharing_ask_run, .permission = ASK, .summary = "Xin dữ liệu của đơn vị khác",
		.api = "/sharing/asked", .input = &sharing_ask_input, .again = sharing_ask_form, .rate = RATE_SUBMIT),
	GET("/chia-se/cho/{id}", .run = sharing_show, .permission = READ,
		.summary = "Một thỏa thuận mà đơn vị cho, với số lần đã dùng", .api = "/sharing/given/{id}",
		.shape = &sharing_shape),
	GET("/chia-se/xin/{id}", .run = sharing_show, .permission = ASK,
		.summary = "Một thỏa thuận mà đơn vị xin, với số lần đã dùng", .api = "/sharing/asked/{id}",
		.shape = &sharing_shape),
	GET(DATA, .run = sharing_data_run, .permission = USE, .summary = "Các mục của một sổ theo thỏa thuận chia sẻ",
		.api = API "/records", .shape = &sharing_data_shape, .query = LIST(list_query)),
	GET(DATA "/muc", .run = sharing_record_run, .permission = USE, .summary = "Một mục của một sổ theo thỏa thuận chia sẻ",
		.api = API "/record", .shape = &sharing_record_shape, .query = LIST(one_query)),
	GET(DATA "/co-khong", .run = sharing_exists_run, .permission = USE, .summary = "Có mục đó theo thỏa thuận chia sẻ không",
		.api = API "/exists", .shape = &sharing_exists_shape, .query = LIST(exists_query)),
	GET(DATA "/gia-tri", .run = sharing_value_run, .permission = USE,
		.summary = "Một trường của một mục theo thỏa thuận chia sẻ", .api = API "/value", .shape = &sharing_value_shape,
		.query = LIST(one_query)),
	POST(DATA, .run = sharing_write_run, .permission = PUT,
		.summary =
			"Ghi một mục của đơn vị khác theo thỏa thuận: chưa có thì thêm, đã có thì sửa, không khác thì để nguyên",
		.api = API "/records", .input = &sharing_write_input, .shape = &sharing_written_shape),
	{.method = "DELETE",
		.path = DATA "/muc",
		.run = sharing_end_run,
		.permission = PUT,
		.summary = "Ghi rằng một mục của đơn vị khác không còn, theo thỏa thuận",
		.api = API "/record",
		.input = &sharing_end_input},
};
static const struct permission permissions[] = {
	{.name = USE, .title = "Lấy dữ liệu theo thỏa thuận chia sẻ", .roles = "specialist leader administrator", .reads = true},
	{.name = PUT,
		.title = "Ghi dữ liệu của đơn vị khác theo thỏa thuận chia sẻ",
		.roles = "specialist leader administrator"}};
static const struct flow *const flows[] = {&sharing_flow};
static const struct flow_pages flow_pages[] = {
	{.flow = &sharing_flow, .side = SHARING_OWNER, .form = sharing_form, .run = sharing_form_run},
	{.flow = &sharing_flow, .side = SHARING_ASKER, .form = sharing_form, .run = sharing_form_run}};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Chia sẻ dữ liệu",
	.path = "/chia-se/cho",
	.permission = READ,
	.rank = 50,
	.area = AREA_DATA}};
static const struct event events[] = {{.name = "sharing.step",
	.title = "Thỏa thuận chia sẻ dữ liệu có bước mới",
	.who = "officer",
	.permission = READ,
	.outlets = "email"}};
static const struct word words[] = {{"sharing", "Thỏa thuận chia sẻ"}, {"sharing.ask", "Xin chia sẻ dữ liệu"}};

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct sharing_agreed t;
	TRY(sharing_find(c, id, &t));
	*out = str_format(c->a, "số %lld: %.*s", (long long)id, STR_ARG(t.title));
	return NULL;
}
static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct sharing_agreed g;
	TRY(sharing_find(&q->ctx, id, &g));
	bool owner = g.owner_id == q->ctx.unit && may(q, READ), asker = g.asker_id == q->ctx.unit && may(q, ASK);
	if (!owner && !asker)
		return FAIL(&q->ctx, NOT_FOUND, "sharing");
	*out = (struct object_seen){
		g.title, str_format(q->ctx.a, owner ? "/chia-se/cho/%lld" : "/chia-se/xin/%lld", (long long)id)};
	return NULL;
}
static err cards(struct req *q, struct home_cards *out)
{
	struct sharing_waiting n;
	if (!may(q, "sharing.decide"))
		return NULL;
	TRY(sharing_waiting(&q->ctx, q->ctx.unit, &n));
	card_add(out,
		(struct home_card){.title = "Đề nghị chia sẻ dữ liệu chờ trả lời", .count = n.total, .path = S("/chia-se/cho")});
	return NULL;
}
static const struct naming namings[] = {{.kind = "sharing", .title = titled}};
static const struct object objects[] = {{.kind = "sharing", .see = seen}};
static const struct job_kind jobs[] = {{.name = "sharing.expire",
	.title = "Ghi hết hạn những thỏa thuận chia sẻ đã qua ngày kết thúc, báo hai bên",
	.run = sharing_expire,
	.when = {.each = EACH_DAY, .at = 5}}};

const struct module sharing_module = {.name = "sharing",
	.title = "Chia sẻ dữ liệu",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.menu = LIST(menu),
	.events = LIST(events),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.jobs = LIST(jobs),
	.cards = cards,
	.demo = sharing_demo,
	.migrations = &sharing_migrations};
