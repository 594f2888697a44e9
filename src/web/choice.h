/* choice: what may be chosen, as data: a list of values with the words that people read. */
#pragma once
#include "base/base.h"

struct choice { /* a list ends with {NULL, NULL} */
	const char *value, *label;
};
const char *choice_label(const struct choice *list, str value); /* "" when there is none */
/* What figures are usually asked for, as texts of periods: the last four quarters, twelve months and two years, each with the present one. */
const struct choice *choice_periods(arena *a, int64_t now);
const struct choice *choice_periods_with(arena *a, int64_t now, str chosen); /* and that one, when it is a period */
