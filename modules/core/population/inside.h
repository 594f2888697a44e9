/* inside: what the files of this room share.  steps.c what movements are made of   movements.c which there are */
#pragma once
#include "population.h"
#include "web/hooks.h"
#include "core/population/population.sql.h"

static inline bool population_before(str one, str other) /* two ISO dates; none is after all */
{
	return one.n && (!other.n || memcmp(one.s, other.s, one.n < other.n ? one.n : other.n) < 0);
}

static inline const char *day_said(struct ctx *c, str day) { return str_c(c->a, show_date(c->a, day)); }

struct acting { /* one movement while it is done */
	struct household_movement *m;
	const struct movement_kind *kind;
	struct household_of h;
	struct household_member_now who; /* of movements of a person: as he stands in the household */
	int64_t id;                      /* of the movement */
	int64_t other;                   /* the other household that it touches; 0: none */
};
MUST_USE err movement_day(struct ctx *c, const struct household_movement *m, str not_before); /* INVALID on `day` */
MUST_USE err movement_source(struct ctx *c, const struct household_movement *m);
MUST_USE err movement_keep(struct ctx *c, struct acting *a, int64_t person);   /* writes it; a->id */
MUST_USE err movement_finish(struct ctx *c, struct acting *a, int64_t person); /* the rules that hold always, the log */
MUST_USE err household_code_fits(struct ctx *c, str code);                     /* INVALID on `code` */
MUST_USE err movement_hamlet(struct ctx *c, const struct household_movement *m, str day);
MUST_USE err movement_person_checked(struct ctx *c, const struct household_movement *m); /* what movement_person would refuse */
/* Who is brought in: somebody known by his number, who is that one, or a new person. */
MUST_USE err movement_person(struct ctx *c, struct household_movement *m, str address, int64_t *person);
MUST_USE err movement_enter(
	struct ctx *c, struct acting *a, int64_t household, int64_t person, str relation, str residence, str presence);
/* The next span of somebody who stays, with one thing otherwise. */
MUST_USE err movement_goes_on(
	struct ctx *c, struct acting *a, const struct household_member_now *w, str relation, str residence, str presence);
/* He is no longer in the household: another becomes head, or the household ends with him. */
MUST_USE err movement_part(struct ctx *c, struct acting *a);

/* May he enter a household of that unit on that day? CONFLICT with a sentence that says where he is. */
MUST_USE err resident_may_enter(struct ctx *c, int64_t person, const struct household_movement *m, str code);

err household_relocates(struct ctx *c, struct acting *a), household_corrects(struct ctx *c, struct acting *a);
err household_policy_begins(struct ctx *c, struct acting *a), household_policy_stops(struct ctx *c, struct acting *a);
err resident_identifies(struct ctx *c, struct acting *a);
MUST_USE err resident_identity_holds(struct ctx *c, int64_t person);
err household_withdraws(struct ctx *c, struct acting *a);
extern const struct reference household_references[1];
struct verify_report;
MUST_USE err population_keep_day(struct ctx *c, str day); /* counts each commune of that day and keeps the sums */
err population_keep_now(struct ctx *c, str argument);     /* the job of each night */
err population_demo(struct ctx *c);
err population_verify(struct ctx *c, struct verify_report *report);
