/* Private to this folder: models of the templates. */
#pragma once
#include "base/period.h"
#include "core/units/units.h"
#include "government/dashboard/dashboard.h"
#include "government/dashboard/dashboard.sql.h"
#include "government/dossiers/dossiers.h"
#include "government/procedures/procedures.h"
#include "web/pictures/chart.h"
#include "web/pictures/map.h"
#include "web/list/list.h"
#include "web/choice.h"
#include "web/measure.h"

struct dashboard_by_unit_rows;

struct officer_row {
	int64_t account; /* 0: nobody has it yet */
	str name;
	int64_t open, late, done, overdue;
};
struct officer_rows {
	struct officer_row *v;
	size_t n;
};
struct dashboard_view {
	struct oversight units; /* that the reader oversees */
	int64_t above;          /* the chosen unit's, when he oversees it; 0 = none */
	str above_name;
	bool leaf; /* the chosen unit has none below it: figures lead to its dossiers */
	struct dashboard_months_rows by_month, by_field, by_channel;
	struct dashboard_by_unit_rows by_unit; /* late: now, with all that is below it */
	struct dashboard_months total;
	struct dashboard_now now;
	str since, until; /* months "2026-01", both included */
	str chart_since;  /* the chart always shows twelve months */
	int64_t unit;     /* chosen; 0 = all of them together */
	str unit_name;
	str first;                         /* oldest month with figures; empty = none */
	struct dashboard_months_rows year; /* of the chart, every month there */
	struct map_place *places;          /* the units directly below the chosen one, for a map; none: no outline is known */
	size_t nplaces;
	const struct outline *around;
	struct chart months_chart, rate_chart, channels_chart;
	struct dashboard_months before; /* of the same period a year before */
	str before_since, before_until;
	struct dashboard_procedures_rows by_procedure;
	struct officer_rows by_officer; /* of one unit */
};
struct slice { /* a part of the dossiers behind a figure; empty and 0: all */
	str field, channel, procedure;
	int64_t officer; /* NOBODY_YET: those that nobody has */
};
enum { NOBODY_YET = -1 };
struct drill_asked { /* of a figure's dossiers */
	str what, since, until, field, channel, procedure;
	int64_t unit, officer;
	/* settled: */
	struct dashboard_view board; /* units and months alone */
	struct ints units;
	bool running; /* not finished: late or soon, there is something to do */
};
struct drill_view {
	struct drill_asked is;
	struct listing list;
	struct dashboard_taken_in_rows dossiers;
	str what, next, back;
	int64_t own_unit;
};
struct figure_row { /* of the board as a list; what does not apply is not set */
	str group, name, code;
	int64_t id; /* unit or account */
	opt_int taken_in, early, on_time, overdue, late, open, done, done_late;
};
struct figure_rows {
	struct figure_row *v;
	size_t n;
};
struct figures_asked {
	str group, since, until;
	int64_t unit;
	struct dashboard_view board; /* settled */
};
struct figures_view {
	struct figures_asked is;
	struct listing list;
	struct figure_rows figures;
	str next;
};

/* ---- measures.c ---- */
enum { DASHBOARD_MEASURES = 4 };
extern const struct measure dashboard_measures[DASHBOARD_MEASURES];

/* ---- months.c ---- */
struct period board_month_of(str text); /* "2026-01"; kind 0: no month */
struct period board_month_now(const struct ctx *c);
str board_month_title(arena *a, str month); /* "2026-01" -> "01/2026" */
str board_month_short(arena *a, str month); /* "2026-01" -> "01/26" */
str board_month_year_before(arena *a, str month);
bool board_month_open(str month, int64_t now); /* it has not ended: its figures are not those of a whole one */
const struct choice *board_month_choices(arena *a, const struct dashboard_view *v, int64_t now);
void board_settle_range(struct ctx *c, str *since, str *until);
void board_range_days(
	str since, str until, int64_t *from, int64_t *to); /* of months: their first instant and the first after them */
void board_months_add(struct dashboard_months *sum, const struct dashboard_months *m);
struct dashboard_months board_of_unit(const struct dashboard_by_unit *r);
struct dashboard_months board_of_procedure(const struct dashboard_procedures *r);
int64_t board_finished(const struct dashboard_months *m);
const char *board_rate_colour(int64_t part, int64_t whole); /* of dossiers in time, by the share as it is shown */

/* ---- addresses.c ---- */
#define AS_WHOLE      "tong"
#define BY_MONTHS     "thang"
#define BY_UNITS      "don-vi"
#define BY_CHANNELS   "cach-nop"
#define BY_FIELDS     "linh-vuc"
#define BY_PROCEDURES "thu-tuc"
#define BY_OFFICERS   "nguoi"
str dashboard_address(arena *a, int64_t unit, str since, str until);
str drill_late_address(
	arena *a, const struct dashboard_view *v, int64_t unit); /* the late ones of a row: their list, or the board below */
str drill_address(arena *a, const struct dashboard_view *v, int64_t unit, const char *what, struct slice of); /* unit 0: none */
str figures_address(arena *a, const struct dashboard_view *v, const char *group);
str figure_address(arena *a, const struct listing *l, const struct figure_row *row, const char *what);

/* ---- pictures.c ---- */
void board_pictures(arena *a, struct dashboard_view *v);
MUST_USE err board_year_before(struct ctx *c, struct dashboard_view *v, struct ints units);
MUST_USE err board_places(struct ctx *c, struct dashboard_view *v);
extern const struct map_key board_rate_keys[4];
str board_compared_with(arena *a, const struct dashboard_view *v, int64_t now); /* a sentence or two */

/* ---- dashboard.c, shared by the handlers ---- */
MUST_USE err board_choose_units(struct ctx *c, int64_t unit, struct dashboard_view *v, struct ints *chosen);
MUST_USE err board_fill(struct ctx *c, int64_t unit, int64_t procedures, struct dashboard_view *v,
	struct ints *chosen); /* since and until as asked */
void board_branch_add(const struct dashboard_view *v, struct dashboard_by_unit_rows *to, const struct dashboard_by_unit *row);
MUST_USE err board_oversees(struct req *q, int64_t unit, bool *out);
MUST_USE err board_officers(struct ctx *c, struct dashboard_view *v);
err board(struct req *q);

/* ---- figures.c ---- */
#define SINCE_NOTE "ví dụ 2026-01; để trống là tháng 1 năm nay"
#define UNTIL_NOTE "ví dụ 2026-11; để trống là tháng này"
str figure_name(arena *a, const struct listing *l, const void *row);
err board_figures_run(struct req *q);
extern const struct list figures_list;

/* ---- drill.c ---- */
err drill(struct req *q);
err remind(struct req *q);
extern const struct input remind_input;
extern const struct list drill_list;
extern const struct choice board_lists[]; /* the figures whose dossiers can be listed */

#include "government/dashboard/dashboard.html.h"
