/* spans: what a condition about days, or about what others say, makes of the days on which a version holds. */
#include "core/registries/spans.h"

struct spans registry_spans_one(arena *a, day from, day to)
{
	struct spans s = {NEWN(a, struct span, 1), from < to};
	s.v[0] = (struct span){from, to};
	return s;
}

struct spans registry_spans_both(arena *a, struct spans x, struct spans y)
{
	struct spans both = {NEWN(a, struct span, x.n + y.n + 1), 0};
	for (size_t i = 0, k = 0; i < x.n && k < y.n;) {
		day from = x.v[i].from > y.v[k].from ? x.v[i].from : y.v[k].from;
		day to = x.v[i].to < y.v[k].to ? x.v[i].to : y.v[k].to;
		if (from < to)
			both.v[both.n++] = (struct span){from, to};
		if (x.v[i].to < y.v[k].to)
			i++;
		else
			k++;
	}
	return both;
}

struct spans registry_spans_sorted(arena *a, struct span *v, size_t n)
{
	struct spans s = {NEWN(a, struct span, n + 1), 0};
	for (size_t i = 0; i < n; i++) {
		struct span *last = s.n ? &s.v[s.n - 1] : NULL;
		if (v[i].from >= v[i].to)
			continue;
		if (!last || v[i].from > last->to)
			s.v[s.n++] = v[i];
		else if (v[i].to > last->to)
			last->to = v[i].to;
	}
	return s;
}

struct spans registry_spans_others(arena *a, struct spans x)
{
	struct spans s = {NEWN(a, struct span, x.n + 2), 0};
	day at = DAY_FIRST;
	for (size_t i = 0; i < x.n; i++) {
		if (at < x.v[i].from)
			s.v[s.n++] = (struct span){at, x.v[i].from};
		at = x.v[i].to;
	}
	if (at < DAY_FOREVER)
		s.v[s.n++] = (struct span){at, DAY_FOREVER};
	return s;
}
