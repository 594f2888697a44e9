/* edge: the routes of the edge itself: is it alive, its programming interface, how the reader wants his pages. */
#include "web/edge/edge.h"
#include "web/edge/uploads.h"
#include "auth/auth.sql.h"

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
	CHOICE(struct look_form, text, "Cỡ chữ", true, texts),
	CHOICE(struct look_form, contrast, "Độ tương phản", true, contrasts),
	CHOICE(struct look_form, theme, "Màu nền", true, themes),
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

static const struct route routes[] = {
	{"GET", "/healthz", healthz, PUBLIC, "Hệ thống có đang chạy", .quick = true},
	{"GET", "/api/v1/openapi.json", openapi_reply, PUBLIC, "Mô tả giao diện lập trình (OpenAPI)", .quick = true},
	{"GET", "/.well-known/security.txt", security_txt, PUBLIC, "Báo lỗ hổng bảo mật cho ai", .quick = true},
	{"POST", "/giao-dien", set_look, PUBLIC, "Chọn cỡ chữ, độ tương phản và màu nền", .input = &look_input},
};
static const struct setting settings[] = {
	{"security.contact", "Nơi nhận báo lỗ hổng bảo mật",
		"Địa chỉ thư điện tử hoặc trang https, hiện ở /.well-known/security.txt. Để trống thì không hiện.", SET_TEXT, "",
		0, 200},
	{"rate.login", "Đăng nhập mỗi phút", "Số lần đăng nhập tối đa trong một phút từ một địa chỉ mạng; 0 là không giới hạn.",
		SET_INT, "30", 0, 100000},
	{"rate.tracking", "Tra cứu mỗi phút", "Số lần tra cứu hồ sơ tối đa trong một phút từ một địa chỉ mạng.", SET_INT, "60", 0,
		100000},
	{"rate.submit", "Gửi biểu mẫu mỗi phút", "Số lần gửi tối đa trong một phút của một tài khoản.", SET_INT, "60", 0, 100000},
	{"rate.upload", "Tải tệp mỗi phút", "Số lần tải tệp lên tối đa trong một phút của một tài khoản.", SET_INT, "120", 0,
		100000},
	{"uploads.floor_mb", "Chỗ trống tối thiểu của ổ đĩa (MB)",
		"Ổ đĩa còn ít hơn thì máy chủ ngừng nhận tệp cho tới khi có thêm chỗ; việc khác vẫn chạy. 0 là không kiểm tra.",
		SET_INT, "500", 0, 100000000},
	{"uploads.day_mb_account", "Tệp mỗi ngày của một công dân (MB)",
		"Tổng dung lượng tệp một tài khoản công dân được gửi trong một ngày; 0 là không giới hạn.", SET_INT, "300", 0,
		1000000},
	{"uploads.day_mb_officer", "Tệp mỗi ngày của một cán bộ (MB)",
		"Tổng dung lượng tệp một cán bộ được gửi trong một ngày; 0 là không giới hạn.", SET_INT, "5000", 0, 1000000},
	{"uploads.day_mb_address", "Tệp mỗi ngày từ một địa chỉ mạng (MB)",
		"Tổng dung lượng tệp các tài khoản công dân gửi từ một địa chỉ mạng trong một ngày; 0 là không giới hạn.",
		SET_INT, "2000", 0, 1000000},
	{"uploads.day_mb_unit", "Tệp mỗi ngày gửi đến một đơn vị (MB)",
		"Tổng dung lượng tệp công dân gửi đến một đơn vị trong một ngày; 0 là không giới hạn.", SET_INT, "20000", 0,
		100000000},
	{"rate.suggest", "Gợi ý mỗi phút",
		"Số lần gợi ý khi đang gõ, tối đa trong một phút từ một địa chỉ mạng; quá thì không gợi ý, vẫn tìm được.",
		SET_INT, "600", 0, 100000},
};
const struct module edge_module = {.name = "edge", .title = "Cổng vào", .routes = LIST(routes), .settings = LIST(settings)};
