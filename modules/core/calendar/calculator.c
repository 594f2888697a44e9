/* The calculator: when is something due that was received then? Answered as the program itself would, with the reasons. */
#include "calendar_pages.h"
#include "core/calendar/calculator.html.h"
#include "http/http.h"
#include "web/reply.h"

static const struct choice units[] = {{"working_days", "ngày làm việc"}, {"working_hours", "giờ làm việc"},
	{"days", "ngày (tính cả ngày nghỉ)"}, {"months", "tháng"}, {"same_day", "trả trong ngày"}, {NULL, NULL}};
struct asked {
	str from_on, from_time, amount, term_unit;
};
static const struct field fields[] = {
	DATE(struct asked, from_on, "Ngày tiếp nhận", NEEDED),
	TEXT(struct asked, from_time, "Giờ tiếp nhận", 1, 8),
	TEXT(struct asked, amount, "Thời hạn", 0, 8),
	CHOICE(struct asked, term_unit, "Tính bằng", NEEDED, units),
};
const struct input calculator_input = INPUT("calendar_question", fields);

static const struct member sentence_members[] = {
	{.name = "at", .type = M_INT, .at = offsetof(struct sentence, at)},
	MEMBER(struct sentence, text, M_TEXT),
};
static const struct shape sentence_shape = SHAPE("calendar_sentence", struct sentence, sentence_members);
static const struct member calculator_members[] = {
	MEMBER(struct calculator_view, due_at, M_INT),
	MEMBER(struct calculator_view, proof, M_TEXT),
	MANY(struct calculator_view, explanation, sentence),
};
const struct shape calculator_shape = SHAPE("calendar_answer", struct calculator_view, calculator_members);

/* "3", "0,5", "2.5" -> tenths */
static bool tenths(str s, int64_t *out)
{
	str whole, rest;
	int64_t part = 0;
	if (!str_cut(s, ',', &whole, &rest))
		str_cut(s, '.', &whole, &rest);
	if (!str_int(whole, out) || *out < 0 || *out > 9999 || (rest.n && (rest.n > 1 || !str_int(rest, &part))))
		return false;
	*out = *out * 10 + part;
	return part >= 0;
}

static err term_asked(struct ctx *c, const struct asked *a, struct term *out)
{
	int64_t n = 0;
	*out = (struct term){a->term_unit, 0};
	if (str_is(a->term_unit, "same_day"))
		return NULL;
	if (!tenths(a->amount, &n))
		return FAIL_FIELD(c, "amount", "Thời hạn là một số, ví dụ 3 hoặc 0,5.");
	bool days = str_is(a->term_unit, "working_days"), hours = str_is(a->term_unit, "working_hours");
	if (days || hours) {
		*out = (struct term){S("working_minutes"), n * (days ? MINUTES_A_DAY : 60) / 10};
		return NULL;
	}
	out->amount = n / 10;
	return n % 10 ? FAIL_FIELD(c, "amount", "Thời hạn tính bằng ngày hoặc tháng phải là số nguyên.") : NULL;
}

static err answer(struct req *q, struct calculator_view *v)
{
	struct ctx *c = &q->ctx;
	struct asked a = {0};
	struct term term;
	struct due due;
	struct explanation e;
	int64_t minute;
	day on;
	TRY(read_input(q, &a));
	TRY(term_asked(c, &a, &term));
	if (!calendar_clock_parse(a.from_time, &minute) || minute == 24 * 60)
		return FAIL_FIELD(c, "from_time", "Giờ phải ghi dạng giờ:phút, ví dụ 15:40.");
	if (!day_parse(a.from_on, &on) || !calendar_has(on))
		return FAIL_FIELD(c, "from_on", "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	TRY(calendar_due_proved(c, v->place.unit_id, day_start(on) + minute * MINUTE, term, &due));
	TRY(calendar_explain(c, due.proof, &e));
	v->due_at = due.at;
	v->proof = due.proof;
	v->explanation = (struct sentences){e.v, e.n};
	return NULL;
}

err calculator_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	int now = minute_of_day(c->now);
	struct calculator_view v = {.units = units};
	TRY(calendar_place(q, &v.place));
	bool asked = query_text(q, "term_unit").n > 0 || q->json;
	v.from_on = asked ? query_text(q, "from_on") : day_iso(c->a, day_of(c->now));
	v.from_time = asked ? query_text(q, "from_time") : str_format(c->a, "%02d:%02d", now / 60, now % 60);
	v.amount = asked ? query_text(q, "amount") : S("3");
	v.term_unit = asked ? query_text(q, "term_unit") : S("working_days");
	err e = asked ? answer(q, &v) : NULL;
	if (e && (e->kind != INVALID || q->json))
		return e;
	if (e) {
		static const struct problem whole = {.field = ""};
		struct problem *p = NEW(c->a, struct problem);
		*p = whole;
		p->text = e->text;
		q->page.problems = e->problems ? e->problems : p;
		q->reply->status = 422;
	}
	return reply(q, &v, calculator_page);
}
