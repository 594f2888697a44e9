/* measures: what citizens said of how they were served, for indicators and reports (src/web/measure.h). */
#include "government/ratings/ratings_pages.h"
#include "base/period.h"

static const size_t total = offsetof(struct ratings_measured, total),
		    very_satisfied = offsetof(struct ratings_measured, very_satisfied),
		    satisfied = offsetof(struct ratings_measured, satisfied);

static void add(const struct measure_asked *k, const struct ratings_measured_rows *rows, int64_t *amounts)
{
	size_t at = *(const size_t *)k->of->data;
	for (size_t i = 0; i < rows->n; i++)
		measure_add(k, rows->v[i].unit_id, *(const int64_t *)((const char *)&rows->v[i] + at) * MEASURE_ONE, amounts);
}

static err add_months(struct ctx *c, const struct measure_asked *k, str since, str until, int64_t *amounts)
{
	struct ratings_measured_rows rows;
	TRY(ratings_measured(c, k->units, since, until, &rows));
	add(k, &rows, amounts);
	return NULL;
}

static err add_days(struct ctx *c, const struct measure_asked *k, int64_t since, int64_t until, int64_t *amounts)
{
	struct ratings_measured_rows rows;
	TRY(ratings_measured_days(c, k->units, since, until, &rows));
	add(k, &rows, amounts);
	return NULL;
}

static err read_measure(struct ctx *c, const struct measure_asked *k, int64_t *amounts)
{
	return measure_read_kept(c, &(struct measure_kept){add_months, add_days}, k, amounts);
}

/* The page of ratings is one's own unit's, of a month, a quarter or a year. */
static str measure_path(struct ctx *c, const struct measure_asked *k)
{
	for (enum period_kind kind = PERIOD_MONTH; kind <= PERIOD_YEAR; kind++) {
		struct period p = period_of(kind, false, k->first);
		if (k->units.v[0] == c->unit && period_first(p) == k->first && period_last(p) == k->last)
			return ADDRESS(c->a, "/danh-gia-phuc-vu", {"ky", period_text(c->a, p)});
	}
	return S("");
}

#define OF_RATINGS(name_, title_, data_)                                                                                         \
	.name = "ratings." name_, .title = title_, .unit = "phiếu", .as = MEASURE_HAPPENS, .read = read_measure,                 \
	.path = measure_path, .data = data_
const struct measure rating_measures[RATING_MEASURES] = {
	{OF_RATINGS("given", "Phiếu đánh giá của người dân", &total)},
	{OF_RATINGS("very_satisfied", "Phiếu đánh giá rất hài lòng", &very_satisfied)},
	{OF_RATINGS("satisfied", "Phiếu đánh giá hài lòng", &satisfied)},
};
