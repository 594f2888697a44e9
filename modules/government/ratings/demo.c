/* demo: what some of those whose result was returned think of it, by the same rule; one in eight answers, most are content, a few say why. */
#include "government/ratings/ratings_pages.h"
#include "web/demo.h"

enum { ONE_IN = 8, SAY_ONE_IN = 3 };

static const char *const pleased[] = {
	"Cán bộ hướng dẫn tận tình, làm nhanh hơn giấy hẹn.",
	"Nộp trực tuyến tiện, không phải đi lại.",
	"Được giải thích rõ cần giấy tờ gì, làm một lần là xong.",
	"Nhân viên niềm nở, trả kết quả đúng hẹn.",
};
static const char *const content[] = {
	"Đúng hẹn.",
	"Nên có thêm ghế chờ vào sáng thứ Hai.",
	"Biểu mẫu hơi dài, nhưng được cán bộ giúp điền.",
	"Mong có thêm chỗ để xe.",
};
static const char *const unhappy[] = {
	"Phải đến hai lần vì lần đầu không được dặn mang bản chính.",
	"Gọi điện hỏi tình trạng hồ sơ không có người nghe máy.",
	"Trả kết quả muộn hơn giấy hẹn mà không được báo trước.",
};

static str said(int64_t level)
{
	if (level != UNHAPPY && demo_random(SAY_ONE_IN))
		return S("");
	return str_of(level == VERY_SATISFIED ? pleased[demo_random(COUNT(pleased))]
		      : level == SATISFIED    ? content[demo_random(COUNT(content))]
					      : unhappy[demo_random(COUNT(unhappy))]);
}

static err rate(struct ctx *c, const struct rating_demo_returned *d)
{
	int64_t r = demo_random(100), level = r < 68 ? VERY_SATISFIED : r < 97 ? SATISFIED : UNHAPPY;
	struct new_rating n = {.dossier = d->id,
		.account = d->account_id.v,
		.code = d->code,
		.secret = d->secret,
		.level = level,
		.comment = said(level),
		.time = S(""),
		.contacts = S(""),
		.agencies = S(""),
		.attitude = S("")};
	if (demo_random(2)) {
		n.time = level == UNHAPPY ? S("late") : level == SATISFIED ? S("on_time") : S("early");
		n.contacts = level == UNHAPPY ? S("1") : S("0");
		n.agencies = S("0");
		n.attitude = S("good");
	}
	c->actor = n.account;
	return rating_give(c, &n);
}

static err rate_some(struct ctx *c, int64_t unit, int64_t end)
{
	struct rating_demo_returned_rows returned;
	TRY(rating_demo_returned(c, unit, &returned));
	for (size_t i = returned.n; i-- > 0;) { /* the oldest first */
		if (demo_random(ONE_IN))
			continue;
		/* On one of the next days, by daylight. */
		c->now = day_start(day_of(returned.v[i].returned_at.v) + 1 + (day)demo_random(4)) + 7 * HOUR +
			 demo_random(14 * 60) * MINUTE;
		if (c->now < end)
			TRY(rate(c, &returned.v[i]));
	}
	return NULL;
}

err ratings_demo(struct ctx *c)
{
	struct ctx before = *c;
	struct rating_demo_units_rows units;
	err e = NULL;
	TRY(rating_demo_units(c, &units));
	c->unit = 0;
	for (size_t i = 0; i < units.n && !e; i++)
		e = rate_some(c, units.v[i].id, before.now);
	c->now = before.now;
	c->actor = before.actor;
	c->unit = before.unit;
	return e;
}
