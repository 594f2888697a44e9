#include "period.h"

/* How many months each has and how many of them a year has. */
static const struct {
	int months, a_year;
} kinds[PERIOD_KINDS] = {
	[PERIOD_MONTH] = {1, 12},
	[PERIOD_QUARTER] = {3, 4},
	[PERIOD_HALF] = {6, 2},
	[PERIOD_NINE_MONTHS] = {9, 1},
	[PERIOD_YEAR] = {12, 1},
	[PERIOD_SCHOOL_YEAR] = {12, 1},
};
enum { FIRST_YEAR = 1900, LAST_YEAR = 2200, SCHOOL_MONTH = 9, REPORT_DAY = 15 };

static int floor_div(int a, int b) { return a / b - (a % b < 0); }

/* ---- days ---- */

static day month_start(int months) { return day_make(floor_div(months, 12), months - floor_div(months, 12) * 12 + 1, 1); }

/* The week with the year's first Thursday, and so with 4 January. */
static day first_week(int year)
{
	day fourth = day_make(year, 1, 4);
	return fourth - (day_weekday(fourth) - 1);
}

static int weeks_of(int year) { return (first_week(year + 1) - first_week(year)) / 7; }

static int first_month(struct period p)
{
	int within = p.kind == PERIOD_SCHOOL_YEAR ? SCHOOL_MONTH - 1 : (p.number - 1) * kinds[p.kind].months;
	return p.year * 12 + within;
}

day period_first(struct period p)
{
	if (p.kind == PERIOD_DAY)
		return p.number;
	if (p.kind == PERIOD_WEEK)
		return first_week(p.year) + (p.number - 1) * 7;
	return p.reported ? month_start(first_month(p) - 1) + REPORT_DAY - 1 : month_start(first_month(p));
}

day period_last(struct period p)
{
	if (p.kind == PERIOD_DAY)
		return p.number;
	if (p.kind == PERIOD_WEEK)
		return period_first(p) + 6;
	int after = first_month(p) + kinds[p.kind].months;
	return p.reported ? month_start(after - 1) + REPORT_DAY - 2 : month_start(after) - 1;
}

struct period period_of(enum period_kind kind, bool reported, day on)
{
	struct date d = day_parts(on);
	struct period p = {kind, reported, d.year, 1};
	if (kind == PERIOD_DAY) {
		p.number = on;
	} else if (kind == PERIOD_WEEK) {
		p.year = day_parts(on - day_weekday(on) + 4).year;
		p.number = (on - first_week(p.year)) / 7 + 1;
	} else {
		int months = d.year * 12 + d.month - 1 + (reported && d.day >= REPORT_DAY);
		if (kind == PERIOD_SCHOOL_YEAR)
			months -= SCHOOL_MONTH - 1;
		p.year = floor_div(months, 12);
		if (kinds[kind].a_year > 1)
			p.number = (months - p.year * 12) / kinds[kind].months + 1;
	}
	return p;
}

struct period period_shift(struct period p, int n)
{
	if (p.kind == PERIOD_DAY || p.kind == PERIOD_WEEK)
		return period_of(p.kind, false, period_first(p) + n * (p.kind == PERIOD_WEEK ? 7 : 1));
	int a_year = kinds[p.kind].a_year, at = p.year * a_year + p.number - 1 + n;
	p.year = floor_div(at, a_year);
	p.number = at - p.year * a_year + 1;
	return p;
}

bool period_year_before(struct period p, struct period *out)
{
	*out = p;
	out->year--;
	if (p.kind == PERIOD_WEEK)
		return p.number <= weeks_of(out->year);
	if (p.kind != PERIOD_DAY)
		return true;
	struct date d = day_parts(p.number);
	out->number = day_make(d.year - 1, d.month, d.day);
	return day_parts(out->number).day == d.day;
}

/* ---- texts ---- */

static bool number_in(str s, int least, int most, int *out)
{
	int64_t n;
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	if (!str_int(s, &n) || n < least || n > most)
		return false;
	*out = (int)n;
	return true;
}

static bool year_in(str s, int *out) { return s.n == 4 && number_in(s, FIRST_YEAR, LAST_YEAR, out); }

/* What follows the year. */
static bool part_parse(str tail, struct period *p)
{
	str digits = tail.n ? (str){tail.s + 1, tail.n - 1} : tail;
	int end;
	if (str_is(tail, "9M")) {
		p->kind = PERIOD_NINE_MONTHS;
		return true;
	}
	if (tail.n == 3 && tail.s[0] == 'W') {
		p->kind = PERIOD_WEEK;
		return number_in(digits, 1, weeks_of(p->year), &p->number);
	}
	if (tail.n == 4) {
		p->kind = PERIOD_SCHOOL_YEAR;
		return number_in(tail, FIRST_YEAR, LAST_YEAR + 1, &end) && end == p->year + 1;
	}
	if (tail.n != 2)
		return false;
	p->kind = tail.s[0] == 'Q' ? PERIOD_QUARTER : tail.s[0] == 'H' ? PERIOD_HALF : PERIOD_MONTH;
	return number_in(p->kind == PERIOD_MONTH ? tail : digits, 1, kinds[p->kind].a_year, &p->number);
}

bool period_parse(str text, struct period *out)
{
	struct period p = {.kind = PERIOD_YEAR, .number = 1, .reported = str_ends(text, S("-BC"))};
	str year = text, tail;
	day on;
	*out = (struct period){0};
	if (p.reported)
		year.n = text.n -= 3;
	bool parts = str_cut(text, '-', &year, &tail);
	if (!year_in(year, &p.year))
		return false;
	if (text.n == 10 && day_parse(text, &on)) {
		p.kind = PERIOD_DAY;
		p.number = on;
	} else if (parts && !part_parse(tail, &p))
		return false;
	if (p.reported && (p.kind == PERIOD_DAY || p.kind == PERIOD_WEEK || p.kind == PERIOD_SCHOOL_YEAR))
		return false;
	*out = p;
	return true;
}

str period_text(arena *a, struct period p)
{
	const char *report = p.reported ? "-BC" : "";
	switch (p.kind) {
	case PERIOD_DAY: return day_iso(a, p.number);
	case PERIOD_WEEK: return str_format(a, "%04d-W%02d", p.year, p.number);
	case PERIOD_MONTH: return str_format(a, "%04d-%02d%s", p.year, p.number, report);
	case PERIOD_QUARTER: return str_format(a, "%04d-Q%d%s", p.year, p.number, report);
	case PERIOD_HALF: return str_format(a, "%04d-H%d%s", p.year, p.number, report);
	case PERIOD_NINE_MONTHS: return str_format(a, "%04d-9M%s", p.year, report);
	case PERIOD_YEAR: return str_format(a, "%04d%s", p.year, report);
	case PERIOD_SCHOOL_YEAR: return str_format(a, "%04d-%04d", p.year, p.year + 1);
	default: return S("");
	}
}

str period_title(arena *a, struct period p)
{
	switch (p.kind) {
	case PERIOD_DAY: return str_format(a, "Ngày %s", str_c(a, show_day(a, p.number)));
	case PERIOD_WEEK: return str_format(a, "Tuần %d năm %d", p.number, p.year);
	case PERIOD_MONTH: return str_format(a, "Tháng %d năm %d", p.number, p.year);
	case PERIOD_QUARTER: return str_format(a, "Quý %d năm %d", p.number, p.year);
	case PERIOD_HALF: return str_format(a, "6 tháng %s năm %d", p.number == 1 ? "đầu" : "cuối", p.year);
	case PERIOD_NINE_MONTHS: return str_format(a, "9 tháng đầu năm %d", p.year);
	case PERIOD_YEAR: return str_format(a, "Năm %d", p.year);
	case PERIOD_SCHOOL_YEAR: return str_format(a, "Năm học %d-%d", p.year, p.year + 1);
	default: return S("");
	}
}

str period_slashed(arena *a, struct period p)
{
	return p.kind == PERIOD_MONTH ? str_format(a, "%02d/%04d", p.number, p.year) : period_title(a, p);
}

str period_short(arena *a, struct period p)
{
	int year = p.year % 100;
	struct date d = day_parts(p.number);
	switch (p.kind) {
	case PERIOD_DAY: return str_format(a, "%02d/%02d", d.day, d.month);
	case PERIOD_WEEK: return str_format(a, "T%d/%02d", p.number, year);
	case PERIOD_MONTH: return str_format(a, "%02d/%02d", p.number, year);
	case PERIOD_QUARTER: return str_format(a, "Q%d/%02d", p.number, year);
	case PERIOD_HALF: return str_format(a, "6T%s/%02d", p.number == 1 ? "đ" : "c", year);
	case PERIOD_NINE_MONTHS: return str_format(a, "9T/%02d", year);
	default: return period_text(a, (struct period){.kind = p.kind, .year = p.year, .number = 1});
	}
}

str period_days(arena *a, struct period p)
{
	return str_format(
		a, "từ ngày %s đến ngày %s", str_c(a, show_day(a, period_first(p))), str_c(a, show_day(a, period_last(p))));
}

struct period_pieces period_pieces_of(day first, day last)
{
	struct period from = period_of(PERIOD_MONTH, false, first), to = period_of(PERIOD_MONTH, false, last);
	if (period_first(from) < first)
		from = period_shift(from, 1);
	if (period_last(to) > last)
		to = period_shift(to, -1);
	if (period_first(from) > period_last(to)) /* within a month, or at the seam of two */
		return (struct period_pieces){.before_first = first, .before_last = last, .behind_first = 1, .behind_last = 0};
	return (struct period_pieces){from, to, first, period_first(from) - 1, period_last(to) + 1, last};
}

/* ---- shares ---- */

/* part / whole in 1/scale, a half away from zero. Exact: 64 bits times 20,000 need more. */
static int64_t rounded(int64_t part, int64_t whole, int64_t scale)
{
	__int128 twice = (__int128)part * scale * 2, half = part < 0 ? -(__int128)whole : (__int128)whole;
	__int128 v = (twice + half) / (2 * (__int128)whole);
	return v > INT64_MAX ? INT64_MAX : v < INT64_MIN ? INT64_MIN : (int64_t)v;
}

opt_int share_of(int64_t part, int64_t whole) { return whole <= 0 ? (opt_int){0} : some_int(rounded(part, whole, 10000)); }

opt_int share_change(int64_t now, int64_t before)
{
	int64_t more;
	if (__builtin_sub_overflow(now, before, &more))
		return (opt_int){0};
	return share_of(more, before);
}

opt_int share_points(opt_int now, opt_int before)
{
	int64_t points;
	if (!now.set || !before.set || __builtin_sub_overflow(now.v, before.v, &points))
		return (opt_int){0};
	return some_int(points);
}

static str hundredths(arena *a, int64_t v)
{
	uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v;
	return str_format(a, "%s%s,%02d", v < 0 ? "-" : "", str_c(a, show_int(a, (int64_t)(u / 100))), (int)(u % 100));
}

str show_percent(arena *a, opt_int share)
{
	return share.set ? str_format(a, "%s %%", str_c(a, hundredths(a, share.v))) : S("–");
}

static str moved(arena *a, opt_int by, const char *what)
{
	if (!by.set)
		return S("–");
	if (!by.v)
		return S("không đổi");
	int64_t size = by.v == INT64_MIN ? INT64_MAX : by.v < 0 ? -by.v : by.v;
	return str_format(a, "%s %s %s", by.v > 0 ? "tăng" : "giảm", str_c(a, hundredths(a, size)), what);
}

str show_points(arena *a, opt_int points) { return moved(a, points, "điểm phần trăm"); }
str show_growth(arena *a, int64_t now, int64_t before)
{
	opt_int by = share_change(now, before);
	if (by.set && by.v >= 10000)
		return str_format(a, "gấp %s lần", str_c(a, hundredths(a, rounded(now, before, 100))));
	return moved(a, by, "%");
}

str show_share(arena *a, int64_t part, int64_t whole)
{
	if (whole <= 0)
		return S("–");
	int64_t tenths = rounded(part, whole, 1000);
	return str_format(a, "%s%lld,%lld %%", tenths < 0 ? "-" : "", (long long)(tenths < 0 ? -tenths : tenths) / 10,
		(long long)(tenths < 0 ? -tenths : tenths) % 10);
}
