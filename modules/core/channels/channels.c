/* channels: the outlets for letters and short messages, and the settings of their adapters. */
#include "inside.h"
#include "http/client.h"
#include "auth/auth.h"
#include "web/hooks.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/object.h"
#include "web/query.h"
#include "web/request.h"
#include "web/services/job.h"
#include "web/services/setting.h"

enum { HOURS = 24 };

bool channel_open(struct ctx *c, const char *channel)
{
	const struct outlet *o = outlet_find(str_of(channel));
	return o && o->open(c);
}

/* ---- letters ---- */

static bool mail_open(struct ctx *c) { return mail_url_good(setting_text(c, "mail.url")) && setting_text(c, "mail.from").n; }

static str mail_address(const struct reach *r) { return r->email; }

/* hoa@vidu.vn -> h***@vidu.vn */
static str mail_masked(arena *a, str to)
{
	str name, host;
	str_cut(to, '@', &name, &host);
	str first = utf8_whole((str){name.s, name.n ? 1 : 0});
	return str_format(a, "%.*s***@%.*s", STR_ARG(first), STR_ARG(host));
}

static err mail_one(struct ctx *c, const struct outgoing *o)
{
	str name = setting_text(c, "site.name");
	struct mail m = {.url = setting_text(c, "mail.url"),
		.user = setting_text(c, "mail.user"),
		.password = setting_text(c, "mail.password"),
		.from = setting_text(c, "mail.from"),
		.from_name = name.n ? name : S("Dịch vụ hành chính công"),
		.to = o->to,
		.subject = o->subject,
		.text = o->text,
		.mark = o->mark};
	return mail_send(c, &m);
}

/* ---- short messages ---- */

static bool sms_open(struct ctx *c) { return url_fetchable(setting_text(c, "sms.url")); }

static str sms_address(const struct reach *r) { return r->phone; }

static str sms_masked(arena *a, str to) { return mask_phone(a, to); }

/* From an hour of the evening to one of the morning; the same hour twice: there are none. */
static int64_t sms_when(struct ctx *c, int64_t at)
{
	int64_t from = setting_int(c, "sms.quiet_from"), until = setting_int(c, "sms.quiet_until"), hour = minute_of_day(at) / 60;
	bool quiet = from < until ? hour >= from && hour < until : from != until && (hour >= from || hour < until);
	int64_t morning = day_start(day_of(at)) + until * HOUR;
	return !quiet ? at : morning > at ? morning : morning + HOURS * HOUR;
}

static err sms_one(struct ctx *c, const struct outgoing *o)
{
	struct fetched answer;
	str text = message_short(c->a, o->text, setting_int(c, "sms.marks"), (size_t)setting_int(c, "sms.parts"));
	str form = QUERY(c->a, {"to", o->to}, {"text", text}, {"id", o->mark}).text;
	struct fetch f = {.url = setting_text(c, "sms.url"), .bearer = setting_text(c, "sms.token"), .form = form};
	TRY(http_fetch(c, &f, &answer));
	return answer.status >= 200 && answer.status < 300 ? NULL : FAIL(c, BUSY, "Cổng tin nhắn không nhận tin.");
}

/* ---- what administrators see ---- */

static err named(struct ctx *c, int64_t id, str *out)
{
	struct outbox_find is;
	bool found;
	TRY(outbox_find(c, id, &is, &found));
	*out = found ? outbox_title(is.event) : S("");
	return NULL;
}

static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	if (!may(q, "outbox.manage"))
		return FAIL(&q->ctx, NOT_FOUND, "outbox");
	TRY(named(&q->ctx, id, &out->title));
	out->path = S("/quan-tri/thu-gui-di");
	return NULL;
}

static err cards(struct req *q, struct home_cards *to)
{
	struct outbox_counts n;
	if (!may(q, "outbox.manage"))
		return NULL;
	TRY(outbox_counts(&q->ctx, &n));
	str path = ADDRESS(q->ctx.a, "/quan-tri/thu-gui-di", {"trang-thai", n.failed ? S("failed") : S("unsure")});
	card_add(
		to, (struct home_card){
			    .title = "Thư, tin nhắn không gửi được", .count = n.failed + n.unsure, .path = path, .urgent = true});
	return NULL;
}

/* ---- what the module declares ---- */

static err init(struct ctx *c)
{
	str key;
	return secret_key(c, S("channels"), &key);
}

static const struct outlet outlets[] = {
	{.name = "email",
		.title = "Thư điện tử",
		.gathers = true,
		.open = mail_open,
		.address = mail_address,
		.masked = mail_masked,
		.send = mail_one},
	{.name = "phone",
		.title = "Tin nhắn",
		.brief = true,
		.open = sms_open,
		.address = sms_address,
		.masked = sms_masked,
		.when = sms_when,
		.send = sms_one},
};
static const struct route routes[] = {
	GET("/quan-tri/thu-gui-di", .run = outbox_get, .permission = "outbox.manage", .summary = "Thư và tin nhắn gửi đi",
		.api = "/outbox", .shape = &outbox_shape, .list = &outbox_list),
	LIST_FILES("/quan-tri/thu-gui-di", "/outbox", &outbox_list, "outbox.manage", "Thư và tin nhắn gửi đi"),
	POST("/quan-tri/thu-gui-di/{id}/gui-lai", .run = outbox_again_post, .permission = "outbox.manage",
		.summary = "Gửi lại một tin không gửi được", .api = "/outbox/{id}/again"),
	POST("/quan-tri/thu-gui-di/gui-lai", .run = outbox_all_post, .permission = "outbox.manage",
		.summary = "Gửi lại mọi tin không gửi được", .api = "/outbox/again"),
};
static const struct permission permissions[] = {
	{.name = "outbox.manage", .title = "Xem thư, tin nhắn gửi đi và gửi lại", .roles = "platform", .personal = true}};
static const struct menu_entry menu[] = {
	{.place = MENU_ADMIN, .title = "Thư và tin nhắn gửi đi", .path = "/quan-tri/thu-gui-di", .permission = "outbox.manage"}};
static const struct word words[] = {{"outbox", "Thư, tin nhắn gửi đi"}, {"outbox.again", "Gửi lại thư, tin nhắn"}};
static const struct naming namings[] = {{.kind = "outbox", .title = named}};
static const struct object objects[] = {{.kind = "outbox", .see = seen}};
static const struct job_kind jobs[] = {
	{.name = "channels.send", .title = "Gửi thư điện tử, tin nhắn", .run = outbox_send},
	{.name = "channels.tidy",
		.title = "Gửi tiếp thư, tin nhắn còn sót; xóa tin đã gửi từ lâu",
		.run = outbox_tidy,
		.attempts = 3,
		.every = 10 * MINUTE},
};
static const struct setting settings[] = {
	{.name = "mail.url",
		.title = "Thư điện tử: máy chủ gửi",
		.help = "smtps://máy-chủ:465 hoặc smtp://máy-chủ:587 (bắt buộc STARTTLS, trừ máy chủ trên cùng máy). Bỏ trống: "
			"không gửi "
			"thư.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 300},
	{.name = "mail.user",
		.title = "Thư điện tử: tài khoản",
		.help = "Tên đăng nhập máy chủ gửi; bỏ trống nếu không cần.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 200},
	{.name = "mail.password",
		.title = "Thư điện tử: mật khẩu",
		.help = "Mật khẩu của tài khoản gửi thư.",
		.type = SET_SECRET,
		.fallback = "",
		.max = 200},
	{.name = "mail.from",
		.title = "Thư điện tử: địa chỉ gửi",
		.help = "Người nhận thấy địa chỉ này, ví dụ khong-tra-loi@gialam.gov.vn.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 200},
	{.name = "sms.url",
		.title = "Tin nhắn: địa chỉ cổng gửi",
		.help = "Địa chỉ https nhận biểu mẫu gồm to (số điện thoại), text (nội dung) và id (như nhau mỗi lần gửi lại "
			"cùng một tin). Bỏ trống: không gửi tin nhắn.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 300},
	{.name = "sms.token",
		.title = "Tin nhắn: mã truy cập cổng",
		.help = "Gửi kèm Authorization: Bearer.",
		.type = SET_SECRET,
		.fallback = "",
		.max = 300},
	{.name = "sms.marks",
		.title = "Tin nhắn: có dấu",
		.help = "Tắt: tin nhắn viết không dấu, một tin 160 ký tự thay cho 70.",
		.type = SET_BOOL,
		.fallback = "1",
		.max = 1},
	{.name = "sms.parts",
		.title = "Tin nhắn: số phần nhiều nhất",
		.help = "Nhà mạng tính tiền từng phần: 160 ký tự không dấu, hoặc 70 ký tự có dấu. Tin dài hơn bị cắt bớt ở cuối.",
		.type = SET_INT,
		.fallback = "4",
		.min = 1,
		.max = 8},
	{.name = "sms.quiet_from",
		.title = "Tin nhắn: giờ yên lặng, từ",
		.help = "Từ giờ này buổi tối không gửi tin nhắn, trừ mã mà chính người nhận vừa xin và tin về an toàn tài khoản.",
		.type = SET_INT,
		.fallback = "21",
		.max = 23},
	{.name = "sms.quiet_until",
		.title = "Tin nhắn: giờ yên lặng, đến",
		.help = "Đến giờ này buổi sáng thì gửi những tin đã chờ. Bằng giờ bắt đầu: gửi cả ngày đêm.",
		.type = SET_INT,
		.fallback = "7",
		.max = 23},
};
const struct module channels_module = {
	.name = "channels",
	.title = "Thư và tin nhắn",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.outlets = LIST(outlets),
	.cards = cards,
	.migrations = &channels_migrations,
	.init = init,
	.verify = outbox_verify,
};
