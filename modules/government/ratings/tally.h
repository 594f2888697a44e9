/* tally: what one rating adds to the sums of its unit, its officer and its procedure. Private to this folder. */
#pragma once
#include "government/ratings/ratings.h"

struct verify_report;

enum { POINTS = 5, COUNTS = 4 + 2 * POINTS };
struct judged { /* a rating as far as it is counted */
	int64_t unit, officer, level;
	str procedure, month;
	opt_int points[POINTS]; /* indices 1, 2, 3, 4, 7 */
};
struct counts { /* in the order of the columns of rating_tally */
	int64_t n[COUNTS];
};
void rating_counts_add(struct counts *to, const struct judged *r, int sign);
MUST_USE err rating_count(struct ctx *c, const struct judged *r, int sign); /* sign -1 takes it away again */
MUST_USE err ratings_verify(struct ctx *c, struct verify_report *report);
