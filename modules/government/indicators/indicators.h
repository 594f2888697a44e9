/* indicators: figures by which units are led: shares, ratios and numbers made by a formula of what modules measure (src/web/measure.h). An
 * indicator is data, in versions; nobody types what the program knows, and each number leads to what it is made of.
 *
 *   {"code": "dung-han", "title": "Hồ sơ giải quyết đúng hạn", "group": "Một cửa", "basis": "..", "remark": "..",
 *    "as": "share", "unit": "%", "direction": "up", "good": 95, "middle": 90,
 *    "parts": [{"name": "early", "measure": "dossiers.early"}, {"name": "online", "measure": "dossiers.taken_in", "by": "channel", "value": "online"}],
 *    "numerator": "early + on_time", "denominator": "early + on_time + overdue"}
 *
 *   as         "share": numerator of a hundred of the denominator; "ratio": numerator divided by it; "number": the numerator alone
 *   direction  "up": more is better, "down": less is, "none"; good, middle: from where on (up to where) it is green, yellow; may be left out
 *   formulas   those of e-forms (core/forms/expression.c) over the parts: + - * / and brackets
 *
 * Of several units together the parts are added up first and the formula is worked out of their sums: never an average of shares. What a unit
 * cannot say (it keeps no such list) is left out and told; when nobody can, or there is nothing to divide by, there is no value: "–", not 0.
 *
 * A period is shown by the version that holds on its last day, or today. Targets are given to a unit for a year; a new one does not
 * overwrite the one before. */
#pragma once
#include "base/period.h"
#include "core/forms/forms.h"
#include "government/indicators/indicators.sql.h"

struct module;

enum { INDICATOR_PARTS_MAX = 12 };
enum indicator_as { INDICATOR_SHARE, INDICATOR_RATIO, INDICATOR_NUMBER };
enum indicator_direction { INDICATOR_UP, INDICATOR_DOWN, INDICATOR_NEITHER };
struct indicator_part {
	const char *name;       /* in formulas */
	str measure, by, value; /* by, value: of one division of it alone; empty: of all */
};
struct indicator { /* one version; immutable */
	int64_t id, number;
	day from;
	str code, title, group, basis, remark, unit;
	enum indicator_as as;
	enum indicator_direction direction;
	struct indicator_part parts[INDICATOR_PARTS_MAX];
	size_t nparts;
	struct form *form; /* of the parts, for the formulas */
	str numerator_text, denominator_text;
	const struct expression *numerator, *denominator; /* denominator NULL: INDICATOR_NUMBER */
	opt_int good, middle;                             /* hundredths */
};
/* Strictly; INVALID names the place. Everything of *out lives in `a`. Whether somebody knows the measures is not asked here. */
MUST_USE err indicator_parse(struct ctx *c, arena *a, str text, struct indicator **out);
MUST_USE err indicator_known(
	struct ctx *c, const struct indicator *k); /* INVALID: c->unit knows no such measure, or it is not divided so */
str indicator_said(struct ctx *c, const struct indicator *k, str formula); /* its parts by the titles of their measures */

/* ---- the versions (kept.c) ---- */
struct indicators {
	const struct indicator **v;
	size_t n;
};
MUST_USE err indicators_on(struct ctx *c, day on, struct indicators *out); /* each that holds, by group and title */
MUST_USE err indicator_on(struct ctx *c, str code, day on, const struct indicator **out); /* NOT_FOUND */
struct new_indicator {              /* a version; of a code that nobody has: a new indicator */
	str definition, valid_from; /* from that day on */
	int64_t id;                 /* out */
};
RULE(indicator_add, struct new_indicator) /* INVALID: the definition, or a day not after that of the newest version */

/* ---- values ---- */
struct indicator_sums { /* of some units together, hundredths; not set: nobody knows */
	opt_int parts[INDICATOR_PARTS_MAX];
	opt_int numerator, denominator, value; /* value: of a share hundredths of a percent, else hundredths */
	int64_t units, silent;                 /* how many were asked; how many of them keep no such list */
};
struct indicator_amounts { /* what each unit says of each part */
	const struct indicator *of;
	struct ints units;
	const struct measure *measures[INDICATOR_PARTS_MAX]; /* NULL: nobody knows it any more */
	int64_t *parts[INDICATOR_PARTS_MAX];
	day first, last; /* last: not after today where something stands */
};
MUST_USE err indicator_read(
	struct ctx *c, const struct indicator *k, struct ints units, struct period p, struct indicator_amounts *out);
/* Of the units whose branch (one for each of of->units) is that one; branches NULL: of all. */
struct indicator_sums indicator_sum(struct ctx *c, const struct indicator_amounts *of, const int64_t *branches, int64_t branch);
str indicator_shown(arena *a, const struct indicator *k, opt_int value); /* "98,53 %", "1.204 hồ sơ", "–" */
str indicator_change_shown(arena *a, const struct indicator *k, opt_int now, opt_int before); /* "tăng 1,25 điểm phần trăm" */
enum indicator_light { INDICATOR_PLAIN, INDICATOR_GREEN, INDICATOR_YELLOW, INDICATOR_RED };
/* A target comes before good; what happens and is a number is compared with it only in a year as a whole. */
enum indicator_light indicator_light(const struct indicator *k, struct period p, opt_int value, opt_int target);

/* ---- targets ---- */
struct new_indicator_target {
	str code, value, basis; /* value as typed: "95", "1.204,5" */
	int64_t unit, year;
	int64_t id; /* out */
};
RULE(indicator_target_set,
	struct new_indicator_target) /* INVALID on its fields; NOT_FOUND: a unit that c->unit does not oversee */

extern const struct module indicators_module;
