/* chart: figures as a picture, drawn by the server as SVG, so it is there without scripts, on paper and in every theme; beside it a table
 * that says the same. A page declares what is shown and prints it:
 *
 *	% chart(p, &(struct chart){.id = "thang", .kind = CHART_BARS, .title = S("Số hồ sơ từng tháng"), .unit = "hồ sơ", .of = "Tháng",
 *	%	.labels = labels, .n = 12, .series = LIST_OF(series), .newest = true});
 *
 * CHART_BARS    columns side by side; series of one `pile` stand on one another (stacked), what is below nothing hangs down
 * CHART_LINES   a line a series, broken where a value is not known
 * CHART_SHARE   one bar that is the whole; each series has one value
 *
 * Series differ by pattern, dash and mark, not by colour alone. The axis has round steps and begins at nothing; that of lines which lie close
 * together begins below them and says so. On a phone the newest is in sight and the older ones are scrolled to. More than CHART_POINTS
 * columns: the newest are drawn (without `newest` the first), the table has all. */
#pragma once
#include "base/base.h"

enum { CHART_POINTS = 60, CHART_SERIES = 6, CHART_TICKS = 12 };
#define CHART_NONE INT64_MIN /* a value that is not known */
enum chart_kind { CHART_BARS, CHART_LINES, CHART_SHARE };
enum chart_look { LOOK_PLAIN, LOOK_GOOD, LOOK_BAD, LOOK_FIRST, LOOK_SECOND, LOOK_THIRD };
struct chart_series {
	const char *title;
	const int64_t *values; /* one a label */
	enum chart_look look;
	int pile; /* from 0 */
};
struct chart {
	const char *id; /* its own on the page */
	str title;      /* what is counted, from when to when */
	const char *unit;
	const char *of; /* what the labels are: the first heading of the table */
	enum chart_kind kind;
	const str *labels; /* short; the table says `names` when there are some */
	const str *names;
	size_t n;
	const struct chart_series *series;
	size_t nseries;
	int decimals;  /* of the values: 2 = they are hundredths */
	bool newest;   /* labels go on in time: the last is the newest */
	bool no_table; /* the page has a table of its own that says the same, and more */
};

/* ---- what the template asks ---- */
struct chart_plan {
	const struct chart *c;
	size_t first, n; /* of the labels that are drawn */
	size_t piles;
	int64_t low, high; /* of the axis */
	int64_t ticks[CHART_TICKS];
	size_t nticks;
	int width, left, slot; /* of the picture, of the axis' numbers, of a column */
	bool cut;              /* the axis does not begin at nothing */
};
enum { CHART_TOP = 30, CHART_HEIGHT = 200, CHART_BAR = 20 };
struct chart_plan chart_plan_of(arena *a, const struct chart *c);
int64_t chart_y(const struct chart_plan *g, int64_t value);
int64_t chart_x(const struct chart_plan *g, size_t i); /* the middle of a column */
struct chart_box {                                     /* a part of a column; height 0: nothing to draw */
	int64_t x, y, height;
};
struct chart_box chart_box_of(const struct chart_plan *g, size_t series, size_t i);
str chart_points(
	arena *a, const struct chart_plan *g, size_t series, size_t *from); /* "x,y x,y" of a piece of a line, *from on */
str chart_number(arena *a, const struct chart *c, int64_t value);
str chart_tick(arena *a, const struct chart_plan *g, int64_t value);     /* "20 nghìn" */
str chart_label(arena *a, const struct chart *c, size_t i);              /* as it is drawn: not longer than a column */
str chart_said(arena *a, const struct chart_plan *g);                    /* in a sentence or two, for who does not see it */
int64_t chart_part(const struct chart *c, size_t series, int64_t whole); /* of a share: where the part ends, of `whole` */
int64_t chart_drawn(const struct chart *c, size_t series);               /* of a share: what is less than nothing is nothing */
int64_t chart_total(const struct chart *c);
int64_t chart_value(const struct chart_series *s, size_t i); /* as it is drawn: within what an axis can say */
const char *chart_look_name(enum chart_look look);
bool chart_empty(const struct chart *c);
