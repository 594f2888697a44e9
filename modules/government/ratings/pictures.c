/* pictures: how satisfied people were, as a whole and from month to month. */
#include "government/ratings/ratings_pages.h"

enum { LEVELS = 3 };
static const enum chart_look looks[LEVELS] = {LOOK_GOOD, LOOK_SECOND, LOOK_BAD};

static struct chart_series *levels_of(arena *a, const struct rating_sums *const *sums, size_t n)
{
	struct chart_series *series = NEWN(a, struct chart_series, LEVELS);
	for (int k = 0; k < LEVELS; k++) {
		int64_t *values = NEWN(a, int64_t, n + 1);
		for (size_t i = 0; i < n; i++)
			values[i] = k == 0 ? sums[i]->very_satisfied : k == 1 ? sums[i]->satisfied : sums[i]->unhappy;
		series[k] = (struct chart_series){rating_level_title(VERY_SATISFIED - k), values, looks[k], 0};
	}
	return series;
}

struct chart rating_levels_chart(arena *a, const struct ratings_view *v)
{
	const struct rating_sums *sum = &v->sum;
	str *label = NEW(a, str);
	*label = v->title;
	return (struct chart){.id = "muc-do",
		.kind = CHART_SHARE,
		.title = str_format(a, "Mức độ hài lòng, %s", str_c(a, lower_first(a, v->title))),
		.unit = "phiếu",
		.of = "",
		.labels = label,
		.n = 1,
		.series = levels_of(a, &sum, 1),
		.nseries = LEVELS,
		.no_table = true};
}

/* Every month of the period that has begun, also those in which nobody answered. */
struct chart rating_months_chart(arena *a, const struct ratings_view *v, int64_t now)
{
	static const struct rating_sums nothing = {.total = 0};
	struct period p = period_of(PERIOD_MONTH, false, period_first(v->is.span.of));
	const struct rating_sums *sums[12];
	str *labels = NEWN(a, str, 12), *names = NEWN(a, str, 12);
	size_t n = 0;
	for (; n < 12 && period_first(p) <= period_last(v->is.span.of) && period_first(p) <= day_of(now);
		p = period_shift(p, 1), n++) {
		str month = period_text(a, p);
		labels[n] = period_short(a, p);
		names[n] = period_title(a, p);
		sums[n] = &nothing;
		for (size_t i = 0; i < v->months.n; i++)
			if (str_eq(v->months.v[i].name, month))
				sums[n] = &v->months.v[i];
	}
	return (struct chart){.id = "thang",
		.kind = CHART_BARS,
		.title = str_format(a, "Số phiếu đánh giá từng tháng, %s", str_c(a, lower_first(a, v->title))),
		.unit = "phiếu",
		.of = "Tháng",
		.labels = labels,
		.names = names,
		.n = n,
		.series = levels_of(a, sums, n),
		.nseries = LEVELS,
		.newest = true,
		.no_table = true};
}
