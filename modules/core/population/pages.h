/* pages: the models of the pages of households, residents and figures. */
#pragma once
#include "inside.h"
#include "web/import.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/object.h"

/* ---- the lists: households, residents ---- */
struct household_filter {
	str day, words, kind, status;
	int64_t place;
};
struct resident_filter {
	str day, words, sex, ethnicity, residence, ages, identity;
	int64_t place;
};
extern const struct list households_list, residents_list, population_list, population_units_list, household_movements_list;
extern const struct choice resident_sexes[], population_age_groups[], household_policies_named[], resident_identity_states[];
MUST_USE err population_hamlet_choices(struct req *q, str day, bool by_place, const struct choice **out);
extern const struct shape households_shape, residents_shape, population_shape, population_units_shape,
	movements_of_household_shape;

/* ---- one household, one resident ---- */
struct household_form { /* one movement to be written */
	const struct movement_kind *kind;
	const struct household_of *household;
	const struct household_members_on *who;  /* of movements of a person */
	struct household_members_on_rows others; /* who may become head */
	const struct choice *hamlets, *policies;
	struct household_span_now place;
	int64_t withdrawn;
	str withdrawn_title;
	str today;
};
struct household_view {
	struct household_of household;
	str day; /* on which it is looked at */
	struct household_members_on_rows members;
	struct household_policies_rows policies;
	struct household_spans_rows places;
	struct household_movements_rows movements; /* the newest */
	int64_t is_more, may_change, is_today;
	str head_since; /* relations written before that day are to be looked at again */
	int64_t unsure;
};
struct resident_view {
	struct resident_one person;
	str personal_number; /* masked */
	struct resident_spans_rows spans;
	struct resident_identities_rows identities;
	struct household_movements_rows movements;
	str ethnicity;
};
struct household_new_view {
	const struct choice *hamlets;
	str today;
	struct household_of from; /* whose member heads it; id 0: somebody new */
	struct household_members_on who;
	struct household_members_on_rows others;
};
enum { MOVEMENTS_SHOWN = 20 };
extern const struct shape household_view_shape, resident_view_shape;
extern const struct input household_input, movement_input;
err households_run(struct req *q), household_run(struct req *q), household_new_run(struct req *q),
	household_add_run(struct req *q);
err movement_form_run(struct req *q), movement_run(struct req *q), resident_run(struct req *q);
err household_movements_run(struct req *q);
err household_seen(struct req *q, int64_t id, struct object_seen *out);

/* ---- figures ---- */
struct population_line { /* one thing counted, for the table, the file and programs */
	int64_t id;
	str group, group_title, title;
	int64_t persons, male, female, unknown, temporary, absent, households, poor, near_poor, cards, eligible, level_2,
		activated;
	str poor_rate, activated_rate;
	str path; /* the people behind it, for who may see them */
};
struct population_filter {
	str day, residence;
	int64_t place;
};
struct population_view {
	struct listing list;
	int64_t is_above; /* of units whose figures are kept */
	struct population counted;
	struct population_line *v;
	size_t n;
};
err population_run(struct req *q);
extern const struct import_kind population_import;

#include "core/population/population.html.h"
#include "core/population/forms.html.h"
#include "core/population/figures.html.h"
struct holding_of;
struct held_things;
err population_held(struct ctx *c, const struct holding_of *of, struct held_things *out);
