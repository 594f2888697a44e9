/* pages: models and handlers of the pages of indicators. Private to this folder. */
#pragma once
#include "core/units/units.h"
#include "government/indicators/inside.h"
#include "web/list/list.h"
#include "web/pictures/chart.h"
#include "web/pictures/map.h"
#include "web/reply.h"
#include "web/query.h"

/* ---- what is looked at (looking.c) ---- */
struct indicators_asked { /* of the address; the list of indicators and that of units read the same */
	str period, group, code;
	int64_t unit;
	/* settled: */
	struct period of, before, year_before;
	str period_title;
	bool has_year_before;
	struct oversight units;
	struct ints among; /* the chosen unit and all below it */
	str unit_name, above_name;
	int64_t above; /* 0: none that the reader oversees */
};
/* INVALID: no period; NOT_FOUND: a unit that c->unit does not oversee. */
MUST_USE err indicators_settle(struct ctx *c, struct indicators_asked *k);
day indicators_day(struct ctx *c, const struct indicators_asked *k);                        /* by whose versions it is shown */
str indicators_address(arena *a, const struct indicators_asked *k, str code, int64_t unit); /* code empty: of the list */
MUST_USE err indicators_groups(struct ctx *c, const struct choice **out);

struct indicator_row { /* one indicator of one unit with all below it */
	int64_t id;
	str code, title, group, unit;
	str value, before, target; /* as programs write them; empty: none */
	str shown, shown_before, change, target_shown;
	enum indicator_light light;
	int64_t silent; /* units that keep no such list */
};
struct indicator_rows {
	struct indicator_row *v;
	size_t n;
};
struct indicators_view {
	struct indicators_asked is;
	struct listing list;
	struct indicator_rows indicators;
	str period, unit_name, next;
};
struct indicator_line { /* a part of the formula */
	str name, title, unit, value, shown, shown_before, shown_year_before, path;
};
struct indicator_lines {
	struct indicator_line *v;
	size_t n;
};
struct indicator_branch { /* a unit directly below the chosen one with all below it, or the chosen one itself */
	int64_t unit;
	str name, value, target; /* value, target, pull: as programs write them */
	str shown, shown_before, change, target_shown;
	str pull, pull_shown; /* by how much it drew the whole up or down since the period before */
	enum indicator_light light;
	opt_int is; /* hundredths, for the order */
};
struct indicator_branches {
	struct indicator_branch *v;
	size_t n;
};
struct indicator_view { /* one indicator */
	struct indicators_asked is;
	const struct indicator *k;
	struct indicator_sums now, before, year_before;
	str period, unit_name, code, title, value, shown, change, change_of_year, numerator_said, denominator_said;
	str target_shown, target_left;
	opt_int target;
	struct indicator_lines parts;
	struct indicator_branches units;
	struct texts silent; /* names of those directly below that have neither now nor before a value */
	struct chart chart;
	struct overseen_places places;
	struct indicator_target_history_rows targets;
	bool may_set;
};
struct indicator_edit_view {
	const struct indicator *k; /* NULL: a new one */
	struct indicator_form form;
	struct measures measures;
};
struct indicator_definition { /* a row of all */
	int64_t id, number;
	str code, title, group, as, from, basis;
};

MUST_USE err indicators_run(struct req *q);
MUST_USE err indicator_run(struct req *q);
MUST_USE err indicator_target_post(struct req *q);
MUST_USE err indicator_definitions_run(struct req *q);
MUST_USE err indicator_new_form(struct req *q);
MUST_USE err indicator_new_post(struct req *q);
MUST_USE err indicator_change_form(struct req *q);
MUST_USE err indicator_edit_again(struct req *q);
extern const struct input indicator_target_input, indicator_input;
extern const struct list indicators_list, indicator_definitions_list;
extern const struct shape indicator_definitions_shape, indicator_edit_shape;
bool indicator_has_year_before(const struct indicator_view *v); /* beside the period before: of a year they are the same */
void indicator_title_part(struct page *p, const struct listing *l, const void *row);
void indicator_definition_part(struct page *p, const struct listing *l, const void *row);
void indicator_value_part(struct page *p, const struct listing *l, const void *row);
const char *indicator_light_colour(enum indicator_light light);
const char *indicator_light_title(enum indicator_light light);
extern const struct map_key indicator_keys[4];
str indicator_number(arena *a, opt_int v); /* as programs write it; empty: none */
