/* What the pages of ratings share. Private to this folder. */
#pragma once
#include "base/period.h"
#include "government/ratings/ratings.h"
#include "government/ratings/ratings.sql.h"
#include "government/ratings/scoring.h"
#include "web/list/list.h"
#include "web/measure.h"
#include "web/pictures/chart.h"

struct rating_view { /* of one dossier, for the applicant */
	struct rated_dossier dossier;
	struct rating_of rating;
	bool rated, open;         /* open: may still be given or changed */
	str code, secret, action; /* code and secret: of somebody not signed in; action: where the form goes */
	int64_t until_at;         /* last moment of a change */
};
struct rating_ask_view { /* code and secret are asked for */
	str code, secret;
	bool wrong;
};
struct rating_span { /* whole months: ratings are counted by month, what is judged for the authority by quarter */
	struct period of;
	str text, title, from_month, to_month, from_quarter, to_quarter;
};
struct index_row {
	int64_t number, tenths, dossiers; /* dossiers 0: judged for the whole authority */
	str title, average;
};
struct index_rows {
	struct index_row *v;
	size_t n;
};
struct ratings_asked {
	str period, level_name, complaint;
	/* settled: */
	struct rating_span span;
	int64_t level; /* 0 = all */
};
struct ratings_view {
	struct ratings_asked is;
	struct listing list;
	str period, title;
	struct rating_sums sum;
	struct index_rows indices;
	int64_t total_tenths;
	str total, grade;
	struct rating_sums_rows months, officers, procedures; /* the most rated: those lists are pages of their own */
	struct rating_comments_rows comments;                 /* names and numbers in them are masked */
	str next;
	struct rating_shares_rows shares;
};
struct rating_sums_view {
	struct ratings_asked is;
	struct listing list;
	const char *title;
	struct rating_sums_rows rows;
	str next;
};
MUST_USE bool rating_span_parse(arena *a, str typed, struct rating_span *out);
void rating_tenths_of(
	const struct rating_sums *sums, int64_t *tenths); /* [INDICES + 1]: those asked of applicants; others NO_SCORE */
void ratings_choices(struct req *q, struct listing *l);   /* the periods that its form offers */
struct chart rating_levels_chart(arena *a, const struct ratings_view *v);
struct chart rating_months_chart(arena *a, const struct ratings_view *v, int64_t now);
str rating_mask_personal(arena *a, str text); /* telephone and personal numbers, addresses of e-mail within a comment */
/* measures.c */
enum { RATING_MEASURES = 3 };
extern const struct measure rating_measures[RATING_MEASURES];
/* words.c */
str rating_answer_of(opt_int points); /* the answer to "how often": "0" earns two points, "1" one, "2" none */
const char *rating_level_title(int64_t level);
const char *rating_level_colour(int64_t level);
extern const struct choice rating_level_choices[], rating_time_choices[], rating_contact_choices[], rating_agency_choices[],
	rating_attitude_choices[], score_choices[];

MUST_USE err ratings_demo(struct ctx *c);

err rating_form(struct req *q);
err rating_post(struct req *q);
err rating_public_form(struct req *q);
err rating_public_post(struct req *q);
err ratings_page(struct req *q);
err ratings_officers(struct req *q);
err ratings_procedures(struct req *q);
err rating_review_form(struct req *q);
err rating_review_post(struct req *q);
err rating_share_post(struct req *q);
extern const struct input rating_input, rating_public_input, rating_review_input, rating_share_input;
extern const struct shape rating_shape, ratings_shape;
extern const struct list ratings_list, ratings_officers_list, ratings_procedures_list;

#include "government/ratings/ratings.html.h"
