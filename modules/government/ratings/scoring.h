/* scoring: the quality of handling procedures (NĐ 61/2018/NĐ-CP ch. V; TT 01/2018/TT-VPCP art. 13-15). Nine indices of 0, 1 or 2 points
 * each; an index of many dossiers is their average with one decimal; an authority is the sum of all nine (at most 18), an officer that of
 * the indices 1, 2, 3, 4 and 7 (at most 10). Averages and sums are counted in tenths, so that nothing is rounded twice. */
#pragma once
#include "base/base.h"

enum score_index {
	TOTAL_TIME = 1,
	UNIT_TIME,
	CONTACTS,
	AGENCIES,
	ONE_STOP,
	PUBLICITY,
	ATTITUDE,
	PETITIONS,
	ONLINE,
	INDICES = ONLINE
};
enum { NO_SCORE = -1 }; /* nothing to judge by */
const char *rating_index_title(enum score_index i);

/* ---- points of one dossier ---- */
int score_time(day finished, day due);        /* shorter 2, equal 1, longer 0: indices 1 and 2, by the working day promised */
int score_attitude(int time, bool complaint); /* time: score_time of the dossier; a complaint that was not found untrue is 0 */

/* ---- sums ---- */
struct score { /* points of one index over some dossiers */
	int64_t points, dossiers;
};
int64_t score_average(struct score s);              /* in tenths; NO_SCORE without dossiers */
int64_t score_authority(const int64_t *tenths);     /* [INDICES + 1]: the sum of the nine; NO_SCORE when one is missing */
int64_t score_officer(const int64_t *tenths);       /* indices 1, 2, 3, 4, 7 */
const char *rating_authority_grade(int64_t tenths); /* "Tốt"; "" for NO_SCORE */
const char *rating_officer_grade(int64_t tenths);   /* "Hoàn thành 100 % nhiệm vụ" */
bool rating_index_of_officer(enum score_index i);
str rating_show_tenths(arena *a, int64_t tenths); /* "1,5"; "–" for NO_SCORE */
