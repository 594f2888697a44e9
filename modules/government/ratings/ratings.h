/* ratings: what the applicant thinks of how his dossier was dealt with, once it has been returned: three levels and a comment; if he likes,
 * the questions of the nine indices that the law puts to him (1, 3, 4, 7: see scoring.h). One rating a dossier, to be changed within
 * fifteen days. It counts for the authority that decides, for the officer who proposed the result, and for the procedure; averages come from
 * tallies kept in the same transaction. An unhappy one reaches the leaders of the unit as a notice. */
#pragma once
#include "government/dossiers/dossiers.h"
#include "government/ratings/scoring.h"

enum rating_level { UNHAPPY = 1, SATISFIED, VERY_SATISFIED };
enum { RATING_DAYS = 15 }; /* for a change */
struct new_rating {
	int64_t dossier, account; /* of somebody signed in; or else: */
	str code, secret;         /* as printed on the receipt */
	int64_t level;
	str comment;
	str time;     /* "early", "on_time", "late"; empty: not answered */
	str contacts; /* "0", "1", "2" (more) */
	str agencies; /* "0", "1", "2" (more) */
	str attitude; /* "good", "complaint" */
};
/* struct new_rating *: gives a rating or changes it. NOT_FOUND: no such dossier for him; CONFLICT: not returned yet, or too late. */
RULE(rating_give, struct new_rating)

struct rating_review { /* a leader has looked into a complaint about an officer's attitude */
	int64_t rating;
	bool upheld;
	str note;
};
/* struct rating_review *: for the ctx's unit. An untrue complaint no longer counts (index 7). CONFLICT: it holds no complaint. */
RULE(rating_judge, struct rating_review)

struct shared_scores { /* the indices that are judged for the whole authority, once a quarter */
	str quarter;   /* "2026-Q4" */
	int64_t one_stop, publicity, petitions, online;
};
RULE(rating_share, struct shared_scores) /* of the ctx's unit */

extern const struct module ratings_module;
