/* channels: letters and short messages, and the settings of their adapters. */
#include "channels.h"
#include "http/client.h"
#include "auth/auth.h"
#include "web/module.h"
#include "web/services/job.h"
#include "web/services/setting.h"

enum { PARTS = 5 };

bool channel_open(struct ctx *c, const char *channel)
{
	if (!strcmp(channel, "email"))
		return mail_url_good(setting_text(c, "mail.url")) && setting_text(c, "mail.from").n;
	return url_fetchable(setting_text(c, "sms.url"));
}

/* ---- in the store: encrypted with a key that exports leave behind ---- */

static err key_of(struct ctx *c, str *key) { return secret_key(c, S("channels"), key); }

err message_post(struct ctx *c, const struct message *m)
{
	str key;
	if (!channel_open(c, m->channel))
		return NULL;
	TRY(key_of(c, &key));
	str plain = str_format(c->a, "%lld\n%s\n%.*s\n%.*s\n%.*s", (long long)(m->until ? m->until : c->now + DAY), m->channel,
		STR_ARG(m->to), STR_ARG(m->subject), STR_ARG(m->text));
	str closed = secret_seal(c->a, key, plain);
	return job_add(c, "channels.send", random_token(c->a, 12), base64url(c->a, closed.s, closed.n), 0);
}

/* ---- sending ---- */

static err send_mail(struct ctx *c, str to, str subject, str text)
{
	str name = setting_text(c, "site.name");
	struct mail m = {.url = setting_text(c, "mail.url"),
		.user = setting_text(c, "mail.user"),
		.password = setting_text(c, "mail.password"),
		.from = setting_text(c, "mail.from"),
		.from_name = name.n ? name : S("Dịch vụ hành chính công"),
		.to = to,
		.subject = subject,
		.text = text};
	return mail_send(c, &m);
}

static err send_short(struct ctx *c, str to, str text)
{
	struct fetched answer;
	str form = QUERY(c->a, {"to", to}, {"text", text}).text;
	struct fetch f = {.url = setting_text(c, "sms.url"), .bearer = setting_text(c, "sms.token"), .form = form};
	TRY(http_fetch(c, &f, &answer));
	return answer.status >= 200 && answer.status < 300 ? NULL : FAIL(c, BUSY, "Cổng tin nhắn không nhận tin.");
}

static err send(struct ctx *c, str argument)
{
	str key, parts[PARTS];
	int64_t until;
	TRY(key_of(c, &key));
	str rest = secret_open(c->a, key, base64url_parse(c->a, argument));
	if (!rest.s)
		return NULL; /* of another installation */
	for (int i = 0; i < PARTS - 1; i++)
		str_cut(rest, '\n', &parts[i], &rest);
	if (!str_int(parts[0], &until) || until < c->now || !channel_open(c, str_c(c->a, parts[1])))
		return NULL;
	err e = str_is(parts[1], "email") ? send_mail(c, parts[2], parts[3], rest) : send_short(c, parts[2], rest);
	return e && e->kind == INVALID ? NULL : e; /* an address that cannot be one gets no better by waiting */
}

/* ---- what the module declares ---- */

static err init(struct ctx *c)
{
	str key;
	return key_of(c, &key);
}

static const struct job_kind jobs[] = {
	{.name = "channels.send", .title = "Gửi thư điện tử, tin nhắn", .run = send, .attempts = 5}};
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
		.help = "Địa chỉ https nhận biểu mẫu gồm to (số điện thoại) và text (nội dung). Bỏ trống: không gửi tin nhắn.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 300},
	{.name = "sms.token",
		.title = "Tin nhắn: mã truy cập cổng",
		.help = "Gửi kèm Authorization: Bearer.",
		.type = SET_SECRET,
		.fallback = "",
		.max = 300},
};
const struct module channels_module = {
	.name = "channels",
	.title = "Thư và tin nhắn",
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.init = init,
};
