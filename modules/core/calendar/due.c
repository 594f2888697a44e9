/* due: limits on the calendar of the store. */
#include "facts.h"
#include "proof.h"

static err outside(struct ctx *c)
{
	return FAIL(c, INVALID, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
}

static bool term_known(struct term t)
{
	return str_is(t.unit, "working_minutes") || str_is(t.unit, "days") || str_is(t.unit, "months") ||
	       str_is(t.unit, "same_day");
}

static err ends(struct ctx *c, const struct schedule *s, int64_t from, struct term term, int64_t *begin, int64_t *due)
{
	if (!term_known(term))
		return FAIL(c, INVALID, "Đơn vị thời hạn “%.*s” không tính được.", STR_ARG(term.unit));
	return limit_ends(s, from, term, begin, due) ? NULL : outside(c);
}

err calendar_due(struct ctx *c, int64_t unit, int64_t from, struct term term, int64_t *due_at)
{
	const struct schedule *s;
	int64_t begin;
	TRY(schedule_of(c, unit, &s));
	return ends(c, s, from, term, &begin, due_at);
}

err calendar_due_started(struct ctx *c, int64_t unit, int64_t from, struct term term, enum clock_start start, struct due *out)
{
	const struct schedule *s;
	TRY(schedule_of(c, unit, &s));
	struct proof p = {.version = s->version, .unit = unit, .from = from, .term = term, .start = start};
	TRY(ends(c, s, from, term, &p.begin, &p.due));
	*out = (struct due){p.due, proof_write(c->a, s, &p)};
	return NULL;
}

err calendar_due_proved(struct ctx *c, int64_t unit, int64_t from, struct term term, struct due *out)
{
	return calendar_due_started(c, unit, from, term, CLOCK_RECEIVED, out);
}

err calendar_minutes(struct ctx *c, int64_t unit, int64_t from, int64_t to, int64_t *minutes)
{
	const struct schedule *s;
	TRY(schedule_of(c, unit, &s));
	return minutes_worked_between(s, from, to, minutes) ? NULL : outside(c);
}

err calendar_minutes_left(struct ctx *c, int64_t unit, int64_t until, int64_t *minutes)
{
	if (until >= c->now)
		return calendar_minutes(c, unit, c->now, until, minutes);
	TRY(calendar_minutes(c, unit, until, c->now, minutes));
	*minutes = *minutes ? -*minutes : -1; /* late outside office hours is late */
	return NULL;
}

str minutes_text(arena *a, int64_t minutes)
{
	int64_t n = minutes < 0 ? -minutes : minutes;
	long long days = n / MINUTES_A_DAY, hours = n % MINUTES_A_DAY / 60, rest = n % 60;
	buf b = {.a = a};
	if (days)
		buf_printf(&b, "%lld ngày", days);
	if (hours)
		buf_printf(&b, "%s%lld giờ", b.n ? " " : "", hours);
	if (!days && (rest || !hours))
		buf_printf(&b, "%s%lld phút", b.n ? " " : "", rest);
	return buf_text(&b);
}

err calendar_rest(struct ctx *c, int64_t unit, int64_t at, int64_t due_at, struct term term, struct term *rest)
{
	bool by_day = str_is(term.unit, "days") || str_is(term.unit, "months");
	*rest = (struct term){by_day ? S("days") : S("working_minutes"), 0};
	if (!by_day)
		return calendar_minutes(c, unit, at, due_at, &rest->amount);
	int64_t left = day_of(due_at) - day_of(at);
	rest->amount = left > 0 ? left : 0;
	return NULL;
}

err calendar_forward_by(struct ctx *c, int64_t unit, int64_t received, int64_t *by)
{
	const struct schedule *s;
	struct office_day d;
	TRY(schedule_of(c, unit, &s));
	if (!office_on(s, day_of(received), &d))
		return outside(c);
	if (!d.sessions) /* counts as received when the office opens again */
		return due_on_day(s, d.on, by) ? NULL : outside(c);
	if (received <= day_start(d.on) + SAME_DAY_UNTIL * MINUTE && received < day_start(d.on) + day_closes(&d) * MINUTE)
		*by = day_start(d.on) + day_closes(&d) * MINUTE;
	else if (!office_next_opening(s, d.on, by))
		return outside(c);
	return NULL;
}

err calendar_apology_by(struct ctx *c, int64_t unit, int64_t due_at, int64_t *by)
{
	const struct schedule *s;
	struct office_day d;
	TRY(schedule_of(c, unit, &s));
	for (day on = day_of(due_at) - 1; office_on(s, on, &d); on--)
		if (d.sessions) {
			*by = day_start(on) + day_closes(&d) * MINUTE;
			return NULL;
		}
	return outside(c);
}

static str working_text(struct ctx *c, long long n)
{
	long long days = n / MINUTES_A_DAY, rest = n % MINUTES_A_DAY;
	if (!rest)
		return str_format(c->a, "%lld ngày làm việc", days);
	if (rest == MINUTES_A_DAY / 2)
		return str_format(c->a, "%lld,5 ngày làm việc", days);
	if (n % 60 == 0 && n < 2 * MINUTES_A_DAY)
		return str_format(c->a, "%lld giờ làm việc", n / 60);
	if (!days)
		return str_format(c->a, "%lld phút làm việc", n);
	if (rest < 60)
		return str_format(c->a, "%lld ngày làm việc %lld phút", days, rest);
	return rest % 60 ? str_format(c->a, "%lld ngày làm việc %lld giờ %lld phút", days, rest / 60, rest % 60)
			 : str_format(c->a, "%lld ngày làm việc %lld giờ", days, rest / 60);
}

str term_text(struct ctx *c, struct term t)
{
	if (str_is(t.unit, "same_day"))
		return S("trong ngày");
	if (str_is(t.unit, "days"))
		return str_format(c->a, "%lld ngày", (long long)t.amount);
	if (str_is(t.unit, "months"))
		return str_format(c->a, "%lld tháng", (long long)t.amount);
	return str_is(t.unit, "working_minutes") ? working_text(c, t.amount) : S("chưa xác định");
}
