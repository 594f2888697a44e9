/* demo: requests as a commune has them: one that waits, one that was answered and is carried out, a copy that was given, one refused, one withheld. */
#include "core/privacy/breach.h"
#include "core/privacy/pages.h"
#include "core/access/access.h"
#include "core/units/units.h"

#define PLACE "Xã Gia Lâm, Tỉnh Ninh Bình"

static err as_citizen(struct ctx *c, const char *login)
{
	struct account_facts who;
	TRY(account_find(c, str_of(login), &who));
	c->actor = who.id;
	c->unit = 0;
	return NULL;
}
static err as_officer(struct ctx *c, const char *login)
{
	TRY(as_citizen(c, login));
	return unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit);
}

static err asks(struct ctx *c, const char *login, const char *kind, const char *about, const char *wish, int64_t *id)
{
	str one = str_of(about);
	struct privacy_asking n = {.from_account = true,
		.unit_typed = S(PLACE),
		.kind = str_of(kind),
		.about = {&one, one.n ? 1 : 0},
		.wish = str_of(wish)};
	TRY(as_citizen(c, login));
	TRY(privacy_ask(c, &n));
	*id = n.id;
	return NULL;
}

static err does(struct ctx *c, int64_t id, const char *action, const char *note, const char *article)
{
	struct privacy_work w = {.action = flow_action(&privacy_flow, str_of(action)),
		.request = id,
		.note = str_of(note),
		.article = str_of(article)};
	TRY(as_officer(c, "chuyenmon.gialam"));
	return privacy_act(c, &w);
}

static err written(struct ctx *c)
{
	struct privacy_asking n = {.kind = S("see"),
		.channel = S("paper"),
		.name = S("Đinh Thị Lành"),
		.number = S("037162004711"),
		.contact = S("Thôn 4, xã Gia Lâm"),
		.wish = S("Xin cho biết xã đang giữ những giấy tờ gì của tôi.")};
	TRY(as_officer(c, "motcua.gialam"));
	return privacy_ask(c, &n);
}

static err play(struct ctx *c, int64_t now)
{
	int64_t id;
	c->now = now - 16 * DAY;
	TRY(asks(c, "0530000002", "see", "", "", &id));
	c->now += 20 * HOUR;
	TRY(does(c, id, "accept", "Xã sẽ lập bản sao và gửi ông/bà ở trang này.", ""));
	c->now += 3 * DAY;
	TRY(does(c, id, "finish", "Đã lập bản sao dữ liệu.", ""));
	c->now = now - 12 * DAY;
	TRY(asks(c, "0530000002", "delete", "dossiers", "Xin xóa hồ sơ cũ đã giải quyết xong.", &id));
	c->now += 22 * HOUR;
	TRY(does(c, id, "refuse", "Hồ sơ đã giải quyết phải lưu theo thời hạn của luật, xã không được xóa.",
		"Luật Lưu trữ số 33/2024/QH15"));
	c->now = now - 8 * DAY;
	TRY(asks(c, "0530000003", "object", "", "Tôi không muốn thông tin về mình được chia sẻ cho đơn vị khác.", &id));
	c->now += 18 * HOUR;
	TRY(does(c, id, "accept", "", ""));
	c->now += 2 * HOUR;
	TRY(does(c, id, "finish", "Đã thôi chia sẻ.", ""));
	c->now = now - 5 * DAY;
	TRY(asks(c, "0530000001", "correct", "person", "Địa chỉ của tôi ghi sai thôn, đúng phải là Thôn 5.", &id));
	c->now += 20 * HOUR;
	TRY(does(c, id, "accept", "Xã đang đối chiếu với hồ sơ cư trú.", ""));
	c->now = now - 3 * HOUR;
	TRY(written(c));
	c->now = now - HOUR;
	return asks(c, "0530000001", "see", "", "", &id);
}

/* A list that went to the wrong group, reported on the next day. */
static err breach(struct ctx *c, int64_t now)
{
	static const struct {
		const char *login, *action, *note;
		int64_t after;
	} steps[] = {{"chuyenmon.gialam", "contain", "Thu hồi tệp, nhờ từng người trong nhóm xóa.", HOUR},
		{"lanhdao.gialam", "report", "Báo Công an tỉnh bằng công văn.", 20 * HOUR},
		{"chuyenmon.gialam", "tell_people", "Gọi điện cho từng hộ.", 3 * HOUR}};
	c->now = now - 6 * DAY;
	struct privacy_new_breach n = {.title = S("Gửi nhầm danh sách hộ nghèo vào nhóm chung"),
		.detected_on = day_iso(c->a, day_of(c->now) - 1),
		.detected_time = S("16:40"),
		.happened = S("Cán bộ gửi nhầm tệp danh sách hộ nghèo vào nhóm trò chuyện của thôn; một người dân báo lại."),
		.kinds = S("Họ tên, số định danh, hoàn cảnh gia đình"),
		.people = 34,
		.harm = S("Lộ thông tin, ảnh hưởng danh dự của các hộ."),
		.is_serious = true};
	TRY(as_officer(c, "chuyenmon.gialam"));
	TRY(privacy_breach_write(c, &n));
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct privacy_breach_work w = {.action = flow_action(&privacy_breach_flow, str_of(steps[i].action)),
			.breach = n.id,
			.note = str_of(steps[i].note)};
		c->now += steps[i].after;
		TRY(as_officer(c, steps[i].login));
		TRY(privacy_breach_act(c, &w));
	}
	return NULL;
}

err privacy_demo(struct ctx *c)
{
	struct ctx was = *c;
	err e = play(c, was.now);
	e = e ? e : breach(c, was.now);
	c->now = was.now;
	c->actor = was.actor;
	c->unit = was.unit;
	return e;
}
