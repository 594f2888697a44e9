/* edge: the routes of the edge itself: is it alive, its programming interface, how the reader wants his pages. */
#include "web/edge/edge.h"
#include "web/edge/uploads.h"
#include "auth/auth.sql.h"
#include "http/http.h"
#include <pthread.h>
#include "web/input.h"
#include "web/module.h"
#include "web/reply.h"
#include "web/services/setting.h"
#include "web/site.h"

static err healthz(struct req *q)
{
	struct secret_by_name row;
	bool found;
	TRY(secret_by_name(&q->ctx, S("web"), &row, &found));
	if (!found)
		return FAIL(&q->ctx, BROKEN, "the store has lost its secret");
	struct room room = uploads_room(&q->ctx);
	str text = room.stopped ? str_format(q->ctx.a, "degraded: uploads stopped, %lld MB of disk free, %lld MB wanted\n",
					  (long long)(room.free >> 20), (long long)(room.wanted >> 20))
				: S("ok\n");
	return reply_bytes(q, text, S(""), "text/plain; charset=utf-8", false);
}

/* RFC 9116: to whom somebody tells what he found. */
static err security_txt(struct req *q)
{
	str contact = setting_text(&q->ctx, "security.contact");
	if (!contact.n)
		return FAIL(&q->ctx, NOT_FOUND, "nobody to report to");
	const char *scheme = str_starts(contact, S("https://")) || str_starts(contact, S("mailto:")) ? "" : "mailto:";
	str until = time_rfc3339(q->ctx.a, q->ctx.now + 180 * DAY), site = site_url(q, "/.well-known/security.txt");
	str text = str_format(q->ctx.a, "Contact: %s%.*s\nExpires: %.*s\nPreferred-Languages: vi, en\nCanonical: %.*s\n", scheme,
		STR_ARG(contact), STR_ARG(until), STR_ARG(site));
	return reply_bytes(q, text, S(""), "text/plain; charset=utf-8", false);
}

/* ---- the look ---- */

struct look_form {
	str text, contrast, theme, back;
};
static const struct choice texts[] = {{"normal", "Bình thường"}, {"large", "Lớn"}, {"largest", "Rất lớn"}, {NULL, NULL}};
static const struct choice contrasts[] = {{"normal", "Bình thường"}, {"high", "Tương phản cao"}, {NULL, NULL}};
static const struct choice themes[] = {{"system", "Theo thiết bị"}, {"light", "Nền sáng"}, {"dark", "Nền tối"}, {NULL, NULL}};
static const struct field look_fields[] = {
	CHOICE(struct look_form, text, "Cỡ chữ", NEEDED, texts),
	CHOICE(struct look_form, contrast, "Độ tương phản", NEEDED, contrasts),
	CHOICE(struct look_form, theme, "Màu nền", NEEDED, themes),
	TEXT(struct look_form, back, "Trang trước", 0, 1000),
};
static const struct input look_input = INPUT("look", look_fields);

static err set_look(struct req *q)
{
	struct look_form f = {0};
	TRY(read_input(q, &f));
	char value[4] = {str_is(f.text, "largest") ? 'x' : f.text.s[0], f.contrast.s[0], f.theme.s[0]};
	set_cookie(visit_of(q), "dinh_look", str_copy(q->ctx.a, str_of(value)), 365 * 24 * 3600);
	return see_other(q, "%s", str_c(q->ctx.a, local_path(q, f.back, "/")));
}

/* ---- the document of the API ---- */

static buf kept;
static void keep_document(void)
{
	static arena a; /* lives as long as the program: the routes do not change */
	kept.a = &a;
	openapi_print(&kept);
}

static err openapi_reply(struct req *q)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, keep_document);
	http_set(q->reply, "Content-Type", S("application/json; charset=utf-8"));
	q->reply->fixed = kept.s;
	q->reply->fixed_size = kept.n;
	return NULL;
}

/* ---- the module ---- */

static const struct route routes[] = {
	GET("/healthz", .run = healthz, .permission = PUBLIC, .summary = "Hệ thống có đang chạy", .quick = true),
	GET("/api/v1/openapi.json", .run = openapi_reply, .permission = PUBLIC, .summary = "Mô tả giao diện lập trình (OpenAPI)",
		.quick = true),
	GET("/.well-known/security.txt", .run = security_txt, .permission = PUBLIC, .summary = "Báo lỗ hổng bảo mật cho ai",
		.quick = true),
	POST("/giao-dien", .run = set_look, .permission = PUBLIC, .summary = "Chọn cỡ chữ, độ tương phản và màu nền",
		.input = &look_input),
};
static const struct setting settings[] = {
	{.name = "security.contact",
		.title = "Nơi nhận báo lỗ hổng bảo mật",
		.help = "Địa chỉ thư điện tử hoặc trang https, hiện ở /.well-known/security.txt. Để trống thì không hiện.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 200},
	{.name = "rate.login",
		.title = "Đăng nhập mỗi phút",
		.help = "Số lần đăng nhập tối đa trong một phút từ một địa chỉ mạng; 0 là không giới hạn.",
		.type = SET_INT,
		.fallback = "30",
		.max = 100000},
	{.name = "rate.tracking",
		.title = "Tra cứu mỗi phút",
		.help = "Số lần tra cứu hồ sơ tối đa trong một phút từ một địa chỉ mạng.",
		.type = SET_INT,
		.fallback = "60",
		.max = 100000},
	{.name = "rate.submit",
		.title = "Gửi biểu mẫu mỗi phút",
		.help = "Số lần gửi tối đa trong một phút của một tài khoản.",
		.type = SET_INT,
		.fallback = "60",
		.max = 100000},
	{.name = "rate.upload",
		.title = "Tải tệp mỗi phút",
		.help = "Số lần tải tệp lên tối đa trong một phút của một tài khoản.",
		.type = SET_INT,
		.fallback = "120",
		.max = 100000},
	{.name = "uploads.floor_mb",
		.title = "Chỗ trống tối thiểu của ổ đĩa (MB)",
		.help = "Ổ đĩa còn ít hơn thì máy chủ ngừng nhận tệp cho tới khi có thêm chỗ; việc khác vẫn chạy. 0 là không "
			"kiểm tra.",
		.type = SET_INT,
		.fallback = "500",
		.max = 100000000},
	{.name = "uploads.day_mb_account",
		.title = "Tệp mỗi ngày của một công dân (MB)",
		.help = "Tổng dung lượng tệp một tài khoản công dân được gửi trong một ngày; 0 là không giới hạn.",
		.type = SET_INT,
		.fallback = "300",
		.max = 1000000},
	{.name = "uploads.day_mb_officer",
		.title = "Tệp mỗi ngày của một cán bộ (MB)",
		.help = "Tổng dung lượng tệp một cán bộ được gửi trong một ngày; 0 là không giới hạn.",
		.type = SET_INT,
		.fallback = "5000",
		.max = 1000000},
	{.name = "uploads.day_mb_address",
		.title = "Tệp mỗi ngày từ một địa chỉ mạng (MB)",
		.help = "Tổng dung lượng tệp các tài khoản công dân gửi từ một địa chỉ mạng trong một ngày; 0 là không giới hạn.",
		.type = SET_INT,
		.fallback = "2000",
		.max = 1000000},
	{.name = "uploads.day_mb_unit",
		.title = "Tệp mỗi ngày gửi đến một đơn vị (MB)",
		.help = "Tổng dung lượng tệp công dân gửi đến một đơn vị trong một ngày; 0 là không giới hạn.",
		.type = SET_INT,
		.fallback = "20000",
		.max = 100000000},
	{.name = "rate.open",
		.title = "Tải dữ liệu mở mỗi phút",
		.help = "Số tệp dữ liệu mở được tải trong một phút từ một địa chỉ mạng; 0 là không giới hạn.",
		.type = SET_INT,
		.fallback = "120",
		.max = 100000},
	{.name = "rate.suggest",
		.title = "Gợi ý mỗi phút",
		.help = "Số lần gợi ý khi đang gõ, tối đa trong một phút từ một địa chỉ mạng; quá thì không gợi ý, vẫn tìm được.",
		.type = SET_INT,
		.fallback = "600",
		.max = 100000},
};
const struct module edge_module = {.name = "edge", .title = "Cổng vào", .routes = LIST(routes), .settings = LIST(settings)};

void openapi_print(buf *out) { openapi_write(out, &edge_module); }

static void print_routes(buf *out, const struct module *m)
{
	for (size_t i = 0; i < m->routes.n; i++) {
		const struct route *r = &m->routes.v[i];
		buf_printf(out, "%-24s %-6s %-40s %-36s %s\n", r->permission, r->method, r->path,
			r->api ? str_format(out->a, "/api/v1%s", r->api).s : "-", r->summary);
	}
}

void routes_print(buf *out)
{
	print_routes(out, &edge_module);
	for (const struct module *const *m = modules_all(); *m; m++)
		print_routes(out, *m);
}
