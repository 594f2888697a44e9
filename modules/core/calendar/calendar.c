#include "calendar.h"
#include "calendar_pages.h"
#include "working_days.h"

enum { OPENS = 7 * 60, LUNCH = 11 * 60 + 30, LUNCH_ENDS = 13 * 60 + 30, CLOSES = 17 * 60, MORNING = LUNCH - OPENS };

/* ---- rules ---- */

static err outside(struct ctx *c)
{
	return FAIL(c, INVALID, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
}

/* Office minutes of a day that have passed at a minute of it. */
static int minutes_by(int minute)
{
	if (minute <= OPENS)
		return 0;
	if (minute <= LUNCH)
		return minute - OPENS;
	if (minute <= LUNCH_ENDS)
		return MORNING;
	return minute <= CLOSES ? MORNING + minute - LUNCH_ENDS : MINUTES_A_DAY;
}

/* Working minutes since the calendar began; false outside it. */
static bool position(const struct working_days *w, int64_t at, int64_t *minutes)
{
	int i = day_of(at) - w->first;
	if (i < 0 || i >= CALENDAR_DAYS)
		return false;
	*minutes = (int64_t)w->before[i] * MINUTES_A_DAY + (w->works[i] ? minutes_by(minute_of_day(at)) : 0);
	return true;
}

static int64_t whole_minute_after(int64_t at)
{
	int64_t over = at % MINUTE;
	return over > 0 ? at - over + MINUTE : at - over;
}

static int64_t instant(const struct working_days *w, int index, int minute)
{
	return day_start(w->first + index) + minute * MINUTE;
}

/* The instant of a position: 480 is 17:00 of that day, not 07:00 of the next. Nothing left to count: the next minute of work. */
static err working_due(struct ctx *c, const struct working_days *w, int64_t from, int64_t amount, int64_t *due_at)
{
	int64_t start;
	if (!position(w, whole_minute_after(from), &start) || amount > INT64_C(480) * CALENDAR_DAYS)
		return outside(c);
	int64_t end = start + amount, n = amount ? (end - 1) / MINUTES_A_DAY : end / MINUTES_A_DAY;
	if (n >= w->before[CALENDAR_DAYS])
		return outside(c);
	int in_day = (int)(end - n * MINUTES_A_DAY);
	bool afternoon = in_day > MORNING || (in_day == MORNING && !amount);
	*due_at = instant(w, w->nth[n], afternoon ? LUNCH_ENDS + in_day - MORNING : OPENS + in_day);
	return NULL;
}

static err day_due(struct ctx *c, const struct working_days *w, int64_t last, int64_t *due_at)
{
	int64_t i = last - w->first;
	if (i < 0 || i >= CALENDAR_DAYS || w->before[i] >= w->before[CALENDAR_DAYS])
		return outside(c);
	*due_at = instant(w, w->nth[w->before[i]], CLOSES);
	return NULL;
}

/* The same day of a later month, or its last one (Civil Code art. 148.3). */
static day months_later(day d, int64_t months)
{
	struct date p = day_parts(d);
	int64_t month = p.month - 1 + months;
	int year = p.year + (int)(month / 12), m = (int)(month % 12) + 1;
	day next = m == 12 ? day_make(year + 1, 1, 1) : day_make(year, m + 1, 1);
	int length = next - day_make(year, m, 1);
	return day_make(year, m, p.day < length ? p.day : length);
}

err calendar_due(struct ctx *c, int64_t unit, int64_t from, struct term term, int64_t *due_at)
{
	(void)unit;
	const struct working_days *w;
	TRY(working_days_now(c, &w));
	if (term.amount < 0 || day_of(from) < w->first || day_of(from) >= w->first + CALENDAR_DAYS)
		return outside(c);
	if (str_is(term.unit, "working_minutes"))
		return working_due(c, w, from, term.amount, due_at);
	if (str_is(term.unit, "days"))
		return term.amount > CALENDAR_DAYS ? outside(c) : day_due(c, w, day_of(from) + term.amount, due_at);
	if (str_is(term.unit, "months"))
		return term.amount > 12 * 11 ? outside(c) : day_due(c, w, months_later(day_of(from), term.amount), due_at);
	return FAIL(c, INVALID, "Đơn vị thời hạn “%.*s” không tính được.", STR_ARG(term.unit));
}

err calendar_minutes(struct ctx *c, int64_t unit, int64_t from, int64_t to, int64_t *minutes)
{
	(void)unit;
	const struct working_days *w;
	TRY(working_days_now(c, &w));
	int64_t start, end;
	if (!position(w, whole_minute_after(from), &start) || !position(w, to, &end))
		return outside(c);
	*minutes = end > start ? end - start : 0;
	return NULL;
}

str term_text(struct ctx *c, struct term t)
{
	long long n = t.amount;
	if (str_is(t.unit, "days"))
		return str_format(c->a, "%lld ngày", n);
	if (str_is(t.unit, "months"))
		return str_format(c->a, "%lld tháng", n);
	if (!str_is(t.unit, "working_minutes"))
		return S("chưa xác định");
	if (n % MINUTES_A_DAY == 0)
		return str_format(c->a, "%lld ngày làm việc", n / MINUTES_A_DAY);
	if (n % (MINUTES_A_DAY / 2) == 0)
		return str_format(c->a, "%lld,5 ngày làm việc", n / MINUTES_A_DAY);
	if (n % 60 == 0)
		return str_format(c->a, "%lld giờ làm việc", n / 60);
	return str_format(c->a, "%lld phút làm việc", n);
}

/* ---- filling: the catalogue, and `dinh import calendar FILE` when a year's notice comes out ---- */

enum { DAY_ON, KIND, REASON, BASIS, CONFIRMED, SOURCE, CELLS };

static err add_day(struct ctx *c, const str cells[CELLS], int64_t line)
{
	day d;
	if (!day_parse(cells[DAY_ON], &d) || d < day_make(CALENDAR_FIRST, 1, 1) || d > day_make(CALENDAR_LAST, 12, 31))
		return FAIL(c, INVALID, "Dòng %lld: ngày “%.*s” không đúng hoặc ngoài các năm %d-%d.", (long long)line,
			STR_ARG(cells[DAY_ON]), CALENDAR_FIRST, CALENDAR_LAST);
	if (!str_is(cells[KIND], "off") && !str_is(cells[KIND], "work"))
		return FAIL(c, INVALID, "Dòng %lld: loại ngày phải là “off” (nghỉ) hoặc “work” (làm bù).", (long long)line);
	return calendar_day_set(
		c, day_iso(c->a, d), cells[KIND], cells[REASON], cells[BASIS], str_is(cells[CONFIRMED], "1"), cells[SOURCE]);
}

static err import_days(struct ctx *c, str text, int64_t *rows)
{
	str cells[CELLS];
	if (!tsv_row(&text, cells, CELLS) || !str_is(cells[DAY_ON], "day") || !str_is(cells[KIND], "kind"))
		return FAIL(c, INVALID,
			"Dòng đầu phải là tên cột, cách nhau bằng dấu tab: day, kind, reason, legal_basis, confirmed, source.");
	for (*rows = 0; tsv_row(&text, cells, CELLS); ++*rows)
		TRY(add_day(c, cells, *rows + 2));
	return working_days_changed(c);
}

static err init(struct ctx *c)
{
	struct calendar_any v;
	bool found;
	TRY(calendar_any(c, &v, &found));
	int64_t rows;
	return found ? NULL : import_days(c, catalogue_file("holidays_2020-2030.tsv"), &rows);
}

static const struct route routes[] = {
	{"GET", "/lich", calendar_page_run, PUBLIC, "Lịch làm việc, ngày nghỉ của một năm (nam)", .api = "/calendar",
		.shape = &calendar_view_shape, .quick = true},
};
static const struct menu_entry menu[] = {
	{MENU_CITIZEN, "Lịch làm việc", "/lich", PUBLIC, 60},
};
static const struct importer importers[] = {
	{"calendar", "Ngày nghỉ lễ, ngày hoán đổi và làm bù", import_days},
};

const struct module calendar_module = {
	.name = "calendar",
	.title = "Lịch làm việc",
	.routes = LIST(routes),
	.menu = LIST(menu),
	.importers = LIST(importers),
	.migrations = &calendar_migrations,
	.init = init,
};
