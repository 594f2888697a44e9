/* proof: a due date with all that it was counted from, as text and read back. Lines of cells divided by '|':
 *
 *   1|version|unit|from|start|term unit|amount|begin|due     instants in microseconds
 *   h<day>|opens|lunch|back|closes                          hours from that day on; days are counted from the day of `from`
 *   s<day>|kind|name|law|confirmed                          a day off that the law gives
 *   o<day>|kind|sessions|confirmed|reason|basis             a day that somebody decided
 *   x                                                       the days are too many to be listed
 *
 * Days that are not listed are what their weekday says. */
#pragma once
#include "schedule.h"

enum { PROOF_MAX = 2000 };
struct proof {
	int64_t version, unit, from, begin, due;
	struct term term;
	enum clock_start start;
	bool listed; /* its days are there: it can be counted again */
	struct tier tier;
};
str proof_write(arena *a, const struct schedule *s, const struct proof *p); /* reads the days of s; p's own tier is not used */
bool proof_read(arena *a, str text, struct proof *out);
struct schedule proof_schedule(const struct proof *p);
/* begin and due of a limit; false: outside the calendar, or an unknown unit of the term. */
bool limit_ends(const struct schedule *s, int64_t from, struct term term, int64_t *begin, int64_t *due);
bool limit_last_day(
	int64_t from, struct term term, day *nominal); /* of days and months, before it moves; false: of other terms */
