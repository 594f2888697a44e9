/* The words of the calendar: what its pages say of a day and its hours. */
#include "calendar_pages.h"

static const char *const kinds[] = {[DAY_WORKING] = "working",
	[DAY_WEEKEND] = "weekend",
	[DAY_HOLIDAY] = "holiday",
	[DAY_SUBSTITUTE] = "substitute_off",
	[DAY_SWAPPED] = "swapped_off",
	[DAY_OFF] = "off",
	[DAY_MADE_UP] = "makeup_working",
	[DAY_CLOSED] = "closed"};

str weekday_name(day d)
{
	static const char *const names[] = {"Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"};
	return str_of(names[day_weekday(d) - 1]);
}

str calendar_long_day(arena *a, str iso)
{
	day d;
	if (!day_parse(iso, &d))
		return iso;
	return str_format(a, "%.*s, %.*s", STR_ARG(weekday_name(d)), STR_ARG(show_day(a, d)));
}

str hours_text(arena *a, const struct hours *h)
{
	return str_format(a, "%02d:%02d–%02d:%02d và %02d:%02d–%02d:%02d", h->opens / 60, h->opens % 60, h->lunch / 60,
		h->lunch % 60, h->back / 60, h->back % 60, h->closes / 60, h->closes % 60);
}

const char *calendar_kind_name(enum day_kind kind) { return kinds[kind]; }

const char *day_part_words(const struct year_day *d)
{
	if (!str_is(d->kind, "closed") || (!d->is_morning_worked && !d->is_afternoon_worked))
		return "";
	return d->is_morning_worked ? " buổi chiều" : " buổi sáng";
}

const char *cell_mark(const struct cell *cell)
{
	static const char *const marks[] = {[DAY_WORKING] = "",
		[DAY_WEEKEND] = "",
		[DAY_HOLIDAY] = "L",
		[DAY_SUBSTITUTE] = "B",
		[DAY_SWAPPED] = "H",
		[DAY_OFF] = "N",
		[DAY_MADE_UP] = "+",
		[DAY_CLOSED] = "Đ"};
	const struct office_day *d = &cell->office;
	if (d->kind != DAY_CLOSED || !d->sessions)
		return marks[d->kind];
	return d->sessions & MORNING ? "Đc" : "Đs";
}

str cell_lunar(arena *a, const struct cell *cell)
{
	if (cell->lunar_day > 1)
		return str_format(a, "%d", cell->lunar_day);
	return str_format(a, "1/%d%s", cell->lunar_month, cell->lunar_leap ? "n" : "");
}

str cell_words(arena *a, const struct cell *cell)
{
	const struct special *why = cell->office.why;
	str reason = why ? day_special_reason(a, why) : S("");
	return str_format(a, "%s: %.*s%s", calendar_kind_title(calendar_kind_name(cell->office.kind)), STR_ARG(reason),
		why && !why->confirmed ? " (dự kiến)" : "");
}

const char *calendar_kind_title(const char *kind)
{
	static const struct choice titles[] = {{"working", "Làm việc"}, {"weekend", "Cuối tuần"}, {"holiday", "Nghỉ lễ"},
		{"substitute_off", "Nghỉ bù"}, {"swapped_off", "Nghỉ hoán đổi"}, {"off", "Nghỉ"}, {"makeup_working", "Làm bù"},
		{"closed", "Đóng cửa"}};
	for (size_t i = 0; i < COUNT(titles); i++)
		if (!strcmp(titles[i].value, kind))
			return titles[i].label;
	return kind;
}

str lunar_month_words(int month)
{
	static const char *const names[] = {
		"", "Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp"};
	return str_of(names[month]);
}

const struct choice day_part_choices[] = {
	{"day", "Cả ngày"}, {"morning", "Buổi sáng"}, {"afternoon", "Buổi chiều"}, {NULL, NULL}};
