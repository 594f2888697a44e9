#include "base.h"
#include <time.h>

/* Viet Nam keeps UTC+7 without summer time. */
static const int64_t OFFSET = 7 * HOUR;

int64_t clock_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * SECOND + t.tv_nsec / 1000;
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

day day_of(int64_t at) { return (day)floor_div(at + OFFSET, DAY); }
int64_t day_start(day d) { return d * DAY - OFFSET; }
int minute_of_day(int64_t at) { return (int)((at + OFFSET - floor_div(at + OFFSET, DAY) * DAY) / MINUTE); }
int day_weekday(day d) { return (int)(((int64_t)d + 3) % 7 + 7) % 7 + 1; }

/* Days from civil and back: the usual arithmetic on years that begin in March and eras of 400 years. */
day day_make(int year, int month, int mday)
{
	int64_t y = (int64_t)year - (month <= 2), era = floor_div(y, 400);
	int64_t of_era = y - era * 400, of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
	return (day)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

struct date day_parts(day d)
{
	int64_t z = (int64_t)d + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), m = (5 * doy + 2) / 153;
	int month = (int)(m < 10 ? m + 3 : m - 9);
	return (struct date){(int)(yoe + era * 400 + (month <= 2)), month, (int)(doy - (153 * m + 2) / 5 + 1)};
}

/* 1 to `most` digits. */
static bool digits(str *s, size_t least, size_t most, int *out)
{
	size_t n = 0;
	*out = 0;
	while (n < s->n && n < most && s->s[n] >= '0' && s->s[n] <= '9')
		*out = *out * 10 + s->s[n++] - '0';
	if (n < least)
		return false;
	*s = (str){s->s + n, s->n - n};
	return true;
}

static bool sign(str *s, char c)
{
	if (!s->n || *s->s != c)
		return false;
	*s = (str){s->s + 1, s->n - 1};
	return true;
}

static bool date_head(str *s, day *out)
{
	int y, m, d;
	bool iso = s->n > 4 && s->s[4] == '-';
	if (iso ? !(digits(s, 4, 4, &y) && sign(s, '-') && digits(s, 2, 2, &m) && sign(s, '-') && digits(s, 2, 2, &d))
		: !(digits(s, 1, 2, &d) && sign(s, '/') && digits(s, 1, 2, &m) && sign(s, '/') && digits(s, 4, 4, &y)))
		return false;
	if (y < 1 || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*out = day_make(y, m, d);
	struct date back = day_parts(*out);
	return back.day == d && back.month == m;
}

bool day_parse(str s, day *out) { return date_head(&s, out) && !s.n; }

bool time_parse_rfc3339(str s, int64_t *out)
{
	day d;
	int h, m, sec, fraction = 0, oh = 0, om = 0;
	if (s.n < 20 || s.s[4] != '-' || !date_head(&s, &d) || !(sign(&s, 'T') || sign(&s, ' ')) || !digits(&s, 2, 2, &h) ||
		!sign(&s, ':') || !digits(&s, 2, 2, &m) || !sign(&s, ':') || !digits(&s, 2, 2, &sec))
		return false;
	if (sign(&s, '.')) {
		str before = s;
		if (!digits(&s, 1, 6, &fraction))
			return false;
		for (size_t n = (size_t)(s.s - before.s); n < 6; n++)
			fraction *= 10;
		for (int more; s.n && *s.s >= '0' && *s.s <= '9' && digits(&s, 1, 1, &more);)
			;
	}
	bool minus = s.n && *s.s == '-';
	if (!sign(&s, 'Z') &&
		!((sign(&s, '+') || sign(&s, '-')) && digits(&s, 2, 2, &oh) && sign(&s, ':') && digits(&s, 2, 2, &om)))
		return false;
	if (s.n || h > 23 || m > 59 || sec > 59 || oh > 23 || om > 59)
		return false;
	*out = d * DAY + h * HOUR + m * MINUTE + sec * SECOND + fraction - (minus ? -1 : 1) * (oh * HOUR + om * MINUTE);
	return true;
}

/* Each run of zeros in the pattern takes the next number; years go to 9999. printf would cost ten times as much, and a page shows many. */
static str filled(arena *a, const char *pattern, const int *numbers)
{
	str s = str_copy(a, str_of(pattern));
	for (char *p = (char *)s.s, *end; *p; p = end) {
		for (end = p; *end == '0'; end++)
			;
		if (end == p) {
			end++;
			continue;
		}
		unsigned v = (unsigned)*numbers++;
		for (char *q = end; q-- > p; v /= 10)
			*q = (char)('0' + v % 10);
	}
	return s;
}

str day_iso(arena *a, day d)
{
	struct date p = day_parts(d);
	return filled(a, "0000-00-00", (const int[]){p.year, p.month, p.day});
}

str show_day(arena *a, day d)
{
	struct date p = day_parts(d);
	return filled(a, "00/00/0000", (const int[]){p.day, p.month, p.year});
}

static str show_minute(arena *a, const char *pattern, int64_t at)
{
	struct date p = day_parts(day_of(at));
	int minute = minute_of_day(at);
	return filled(a, pattern, (const int[]){minute / 60, minute % 60, p.day, p.month, p.year});
}

str show_time(arena *a, int64_t at) { return show_minute(a, "00:00, 00/00/0000", at); }

str day_digits(arena *a, int mday) { return filled(a, "00", &mday); }
str month_digits(arena *a, int month) { return filled(a, month <= 2 || month >= 10 ? "00" : "0", &month); }

str show_day_long(arena *a, day d)
{
	struct date p = day_parts(d);
	return filled(a, p.month <= 2 || p.month >= 10 ? "ngày 00 tháng 00 năm 0000" : "ngày 00 tháng 0 năm 0000",
		(const int[]){p.day, p.month, p.year});
}

str place_and_day(arena *a, str place, day d)
{
	return str_format(a, "%s, %s", place.n ? str_c(a, place) : "................", str_c(a, show_day_long(a, d)));
}

str show_time_long(arena *a, int64_t at)
{
	int minute = minute_of_day(at);
	str clock = filled(a, "00 giờ 00 phút, ", (const int[]){minute / 60, minute % 60});
	return str_format(a, "%s%s", str_c(a, clock), str_c(a, show_day_long(a, day_of(at))));
}

str time_http(arena *a, int64_t at)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}, *const months[] = {"Jan", "Feb",
												     "Mar", "Apr", "May", "Jun",
												     "Jul", "Aug", "Sep", "Oct",
												     "Nov", "Dec"};
	int64_t d = floor_div(at, DAY), rest = at - d * DAY;
	struct date p = day_parts((day)d);
	return str_format(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[day_weekday((day)d) - 1], p.day, months[p.month - 1],
		p.year, (int)(rest / HOUR), (int)(rest / MINUTE % 60), (int)(rest / SECOND % 60));
}

str time_rfc3339(arena *a, int64_t at)
{
	int64_t d = floor_div(at, DAY), rest = at - d * DAY;
	struct date p = day_parts((day)d);
	return filled(a, "0000-00-00T00:00:00.000000Z",
		(const int[]){p.year, p.month, p.day, (int)(rest / HOUR), (int)(rest / MINUTE % 60), (int)(rest / SECOND % 60),
			(int)(rest % SECOND)});
}
