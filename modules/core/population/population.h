/* population: households of a commune and who lives in them.
 *
 * A household has a code that is its own within the commune. Where it is and of which kind, who lives in it and how he is related to its head,
 * whether it is poor or has rights by a policy: each holds from a day on, begun and ended by a movement, which says what happened, by which source
 * and why. Nothing is deleted. What was written wrongly is taken back as a whole (WITHDRAW): what the movement began is kept as replaced, what
 * it ended goes on. So a mistake is taken back from the newest on, and any past day can be asked.
 *
 * It is a module beside the registries, not a registry: what makes a household is its members, who are persons with spans of their own, and each
 * movement changes several of them in one act (the head leaves, another becomes head; a person moves, two households change). Of a registry's
 * record it would use the key alone.
 *
 * Of electronic identity a resident has a card, an account and its activation, each from a day on (identity.c). It is his, in whatever household.
 *
 * A person is of modules/core/people, once, whatever household he is in. What holds always (household_holds, resident_holds; `dinh verify`
 * asks the same): a household has exactly one head on each day of its life; a person lives permanently in one household at a time, in one household
 * of a commune at a time, not before his birth and not after his death; nothing of his electronic identity holds twice on a day. */
#pragma once
#include "core/people/people.h"
#include "db/db.h"
#include "web/choice.h"

struct module;

/* ---- words: words.c ---- */
extern const struct choice household_kinds[], household_relations[], household_residences[], household_sources[];
#define household_relations_of_members (household_relations + 1) /* a household has one head */
const struct choice *resident_ethnicities(void);                 /* of catalogue/ethnic_groups.tsv: code, name */

/* ---- what makes a family poor or gives it rights, and for which years: catalogue/household_policies.tsv ---- */
struct household_policy_kind {
	str kind, family, title, from, to,
		basis; /* family "poverty": one of them at a time; to: first day no longer, empty: none */
};
struct household_policy_kinds {
	struct household_policy_kind v[40];
	size_t n;
};
const struct household_policy_kinds *household_policy_kinds(void);
const struct choice *household_policy_choices(void);                             /* each kind once */
const struct household_policy_kind *household_policy_kind_on(str kind, str day); /* NULL: none holds on that day */
str household_policy_title(str kind);

/* ---- movements ---- */
enum movement_of { MOVEMENT_OF_PERSON, MOVEMENT_BRINGS, MOVEMENT_OF_HOUSEHOLD };
enum movement_asks {        /* which fields the form of a kind shows beside day, source, document, reason */
	ASKS_SUCCESSOR = 1, /* when he is the head and others stay */
	ASKS_PERSON = 2,
	ASKS_RELATION = 4,
	ASKS_RESIDENCE = 8,
	ASKS_TARGET = 16,
	ASKS_PLACE = 32,
	ASKS_DECISION = 64,
	ASKS_POLICY_KIND = 128,
	ASKS_POLICY = 256,
	ASKS_REASON = 512, /* is needed */
	ASKS_NO_DAY = 1024
};
struct household_movement;
struct movement_kind {
	const char *name, *title, *done; /* "leave", "Chuyển đi", "Đã ghi chuyển đi" */
	enum movement_of of;
	int asks;
	const char *key;  /* of the keyboard on the page of a household; NULL: none */
	const char *fact; /* of electronic identity: "card", "level_1", "level_2", "activated"; what ends: "card", "account" */
	bool ends;
};
extern const struct movement_kind movement_kinds[]; /* ends with a name of NULL */
const struct movement_kind *movement_kind_named(str name);
str movement_title(str kind); /* of every kind there is, also those that have no form of their own */

struct household_movement {
	int64_t unit, household;
	int64_t changes; /* of the household, as the officer saw it; 0: not asked */
	str kind, day, source, document, reason;
	int64_t person;    /* of movements of a person */
	int64_t successor; /* the person who becomes head */
	int64_t target;    /* the household moved to, or .. */
	str target_code;   /* .. its code as typed */
	str relation, residence, ethnicity;
	str name, personal_number, birth_on, sex; /* who is brought in */
	int64_t hamlet;
	str address, household_kind;
	str policy_kind, decision_number, decision_on;
	int64_t policy, withdrawn; /* what is ended; what is taken back */
	int64_t id;                /* out */
	str says;                  /* out: what else became so ("Hộ không còn ai nên đã kết thúc ..") */
};
/* INVALID with a problem on a field of that name; CONFLICT: the household has changed, or is no more, or the movement does not fit. */
RULE(household_move, struct household_movement)
/* A new household with its head: who is new to the commune, or lives in another household of it (target unused) and parts from it, where
 * `successor` becomes head if he was. An empty code is given. */
struct new_household {
	int64_t unit;
	str code;
	struct household_movement head; /* who, from which day, source; hamlet, address, household_kind */
	int64_t id;                     /* out */
};
RULE(household_open, struct new_household)

/* ---- what holds always; CONFLICT with a sentence ---- */
MUST_USE err household_holds(struct ctx *c, int64_t household, int64_t unit);
MUST_USE err resident_holds(struct ctx *c, int64_t person, int64_t unit); /* unit: whose codes the sentence may say */

/* ---- figures of a commune on a day: figures.c ---- */
enum { ELIGIBLE_AGE = 14 }; /* from that age on somebody has an account without his guardian */
enum resident_identity_bit { IDENTITY_CARD = 1, IDENTITY_LEVEL_1 = 2, IDENTITY_LEVEL_2 = 4, IDENTITY_ACTIVATED = 8 };
str resident_identity_title(str fact);
enum { AGE_GROUPS = 18, /* of five years; the last from 85 on */ AGE_UNKNOWN = AGE_GROUPS, ETHNICITIES = 57 };
struct population_cell {
	int64_t male, female, unknown; /* sex */
};
struct population_place { /* a hamlet, or households whose hamlet is none of today */
	int64_t place;
	str title;
	int64_t households, poor, near_poor, persons, male, female, temporary, absent;
	int64_t cards, eligible, level_2, activated; /* electronic identity; accounts of those who are old enough */
};
struct population_places {
	struct population_place *v;
	size_t n;
};
struct population {
	str day;
	struct population_place total;
	struct population_places places;
	struct population_cell ages[AGE_GROUPS + 1], ethnicities[ETHNICITIES + 1]; /* the last: not known */
	int64_t kinds[8], kind_persons[8];                                         /* as household_kinds */
};
struct population_asked {
	str day;
	int64_t place; /* 0: all */
	str residence; /* empty: permanent and temporary */
};
/* Counted from households and persons: one pass over those of the unit. Inside a read. */
MUST_USE err population_count(struct ctx *c, int64_t unit, const struct population_asked *asked, struct population *out);
/* What was counted of each commune on a day is kept for the unit above (counted.c, by a job each night): sums that are not counted again when
 * something of that day is written later. */
/* Whole years on a day; of a date of which only the year is known as if it were the first of January. -1: not known. */
int64_t population_age(str birth_on, str day);
extern const struct module population_module;
