/* spans: a set of days, as what it is made of: from a day to before another, in order, apart from one another. */
#pragma once
#include "base/base.h"

enum { DAY_FIRST = -4000000 };
#define DAY_FOREVER day_make(9999, 12, 31)
struct span {
	day from, to; /* to: the first day no longer */
};
struct spans {
	struct span *v;
	size_t n;
};
struct spans registry_spans_one(arena *a, day from, day to); /* from >= to: no day */
struct spans registry_spans_both(arena *a, struct spans x, struct spans y);
struct spans registry_spans_sorted(
	arena *a, struct span *v, size_t n);                  /* of any that may touch or overlap, in the order of `from` */
struct spans registry_spans_others(arena *a, struct spans x); /* all other days */
