/* choice: what may be chosen, as data: a list of values with the words that people read. */
#pragma once
#include "base/base.h"

struct choice { /* a list ends with {NULL, NULL} */
	const char *value, *label;
};
const char *choice_label(const struct choice *list, str value); /* "" when there is none */
