/* feeds: what others ask, what is declared. */
#include "inside.h"
#include "web/hooks.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/services/job.h"
#include "web/services/setting.h"

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct feed_title t;
	TRY(feed_title(c, id, &t));
	*out = t.title;
	return NULL;
}

static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct feed_find f;
	TRY(feed_find(&q->ctx, id, q->ctx.unit, &f));
	*out = (struct object_seen){f.title, str_format(q->ctx.a, "/nguon-du-lieu/%lld", (long long)id)};
	return NULL;
}

static const struct field fields[] = {
	TEXT(struct feed_change, title, "Tên nguồn", 1, 100),
	TEXT(struct feed_change, kind, "Lấy vào danh sách", 1, 100),
	TEXT(struct feed_change, url, "Địa chỉ", 1, 1000),
	{.name = "every",
		.label = "Bao lâu lấy một lần",
		.type = I_INT,
		.at = offsetof(struct feed_change, every),
		.min = 1,
		.max = 720,
		.note = "giờ: 1, 6, 24, 168, 720"},
	TEXT(struct feed_change, rows_at, "Danh sách nằm ở đâu trong JSON", 0, 200),
	TEXT(struct feed_change, user, "Tên đăng nhập", 0, 200),
	SECRET(struct feed_change, secret, "Mật khẩu hoặc mã truy cập", 0, 2000),
	BOOL(struct feed_change, open, "Bỏ mật khẩu, mã truy cập đã lưu"),
};
const struct input feed_input = INPUT("feed", fields);

static const struct route routes[] = {
	GET("/nguon-du-lieu", .run = register_show, .permission = "feed.manage", .summary = "Nguồn dữ liệu của đơn vị",
		.api = "/feeds", .shape = &feeds_shape, .list = &feed_list),
	GET("/nguon-du-lieu/moi", .run = feed_new_form, .permission = "feed.manage", .summary = "Thêm một nguồn dữ liệu"),
	POST("/nguon-du-lieu/moi", .run = feed_keep_run, .permission = "feed.manage",
		.summary = "Thêm một nguồn dữ liệu; nó chưa chạy", .api = "/feeds", .input = &feed_input, .again = feed_new_form),
	GET("/nguon-du-lieu/{id}", .run = feed_one, .permission = "feed.manage", .summary = "Một nguồn, những lần lấy gần đây",
		.api = "/feeds/{id}", .shape = &feed_shape),
	POST("/nguon-du-lieu/{id}", .run = feed_keep_run, .permission = "feed.manage", .summary = "Sửa một nguồn dữ liệu",
		.api = "/feeds/{id}", .input = &feed_input, .again = feed_one),
	POST("/nguon-du-lieu/{id}/lay-ngay", .run = feed_now_run, .permission = "feed.manage", .summary = "Lấy dữ liệu ngay",
		.api = "/feeds/{id}/fetch", .again = feed_one),
	LIST_FILES("/nguon-du-lieu", "/feeds", &feed_list, "feed.manage", "Nguồn dữ liệu"),
};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Nguồn dữ liệu",
	.path = "/nguon-du-lieu",
	.permission = "feed.manage",
	.rank = 92,
	.area = AREA_DATA}};
static const struct word words[] = {
	{"feed", "Nguồn dữ liệu"},
	{"feed.add", "Thêm nguồn dữ liệu"},
	{"feed.change", "Sửa nguồn dữ liệu"},
	{"feed.now", "Lấy dữ liệu ngay"},
	{"feed.lost", "Tạm dừng nguồn dữ liệu: người đặt không còn quyền"},
};
static const struct setting settings[] = {{.name = FEED_HOSTS,
	.title = "Nguồn dữ liệu: máy chủ được phép",
	.help = "Tên các máy chủ mà đơn vị được lấy dữ liệu về, cách nhau một dấu cách; có cổng thì ghi máy-chủ:cổng. Bỏ trống: "
		"không "
		"lấy từ đâu.",
	.type = SET_TEXT,
	.fallback = "",
	.max = 2000}};
static const struct job_kind jobs[] = {
	{.name = "feeds.fetch", .title = "Lấy dữ liệu từ các nguồn", .run = feeds_fetch, .every = 5 * MINUTE}};
static const struct event events[] = {{.name = "feed.failed",
	.title = "Nguồn dữ liệu tôi đặt không lấy được ba lần liền, hoặc phải tạm dừng",
	.who = "officer",
	.permission = "feed.manage",
	.outlets = "email"}};
static const struct naming namings[] = {{.kind = "feed", .title = titled}};
static const struct object objects[] = {{.kind = "feed", .see = seen, .reads = "feed.manage", .changes = "feed.manage"}};
static const struct flow *const flows[] = {&feed_flow};
static const struct flow_pages flow_pages[] = {{.flow = &feed_flow, .form = feed_one, .run = feed_act_run}};

const struct module feeds_module = {.name = "feeds",
	.title = "Nguồn dữ liệu",
	.routes = LIST(routes),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.events = LIST(events),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.migrations = &feeds_migrations};
