/* Private to this folder: models of the templates. */
#pragma once
#include "government/dashboard/dashboard.h"
#include "government/dashboard/dashboard.sql.h"
#include "government/procedures/procedures.h"

struct overseen { /* a unit in the reader's tree; the first is his own */
	int64_t id, above;
	str name;
};
struct dashboard_view {
	struct overseen *units;
	size_t nunits;
	int64_t above; /* the chosen unit's, when he oversees it; 0 = none */
	str above_name;
	bool leaf; /* the chosen unit has none below it: figures lead to its dossiers */
	struct dashboard_months_rows by_month, by_unit, by_field, by_channel;
	struct dashboard_months total;
	struct dashboard_now now;
	str since, until; /* months "2026-01", both included */
	str chart_since;  /* the chart always shows twelve months */
	int64_t unit;     /* chosen; 0 = all of them together */
	str unit_name;
	str first;                         /* oldest month with figures; empty = none */
	struct dashboard_months_rows year; /* of the chart, every month there */
	int64_t highest;                   /* of the chart's scale */
};
struct list_view {
	struct dashboard_taken_in_rows dossiers;
	str what, title, unit_name, since, until, field, channel, next;
	int64_t unit, own_unit;
};
str percent(arena *a, int64_t part, int64_t whole); /* one decimal, "–" of nothing */
str month_title(arena *a, str month);               /* "2026-01" -> "01/2026" */
str month_short(arena *a, str month);               /* "2026-01" -> "01/26" */
str list_address(
	arena *a, const struct dashboard_view *v, int64_t unit, const char *what, str field, str channel); /* unit 0: none */
str dashboard_address(arena *a, int64_t unit, str since, str until);
const struct choice *month_choices(arena *a, const struct dashboard_view *v, int64_t now);
int64_t bar_height(const struct dashboard_view *v, int64_t n); /* of 200 */
int64_t finished_of(const struct dashboard_months *m);

#include "government/dashboard/dashboard.html.h"
