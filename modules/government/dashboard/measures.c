/* measures: what is known of dossiers, for indicators and reports (src/web/measure.h): of whole months from the figures of the board, of days
 * beside them counted by the index that the drill-down reads. */
#include "government/dashboard/dashboard_pages.h"

static const size_t taken_in = offsetof(struct dashboard_measured, taken_in), early = offsetof(struct dashboard_measured, early),
		    on_time = offsetof(struct dashboard_measured, on_time),
		    overdue = offsetof(struct dashboard_measured, overdue);

static void add(const struct measure_asked *k, const struct dashboard_measured_rows *rows, int64_t *amounts)
{
	size_t at = *(const size_t *)k->of->data;
	for (size_t i = 0; i < rows->n; i++)
		measure_add(k, rows->v[i].unit_id, *(const int64_t *)((const char *)&rows->v[i] + at) * MEASURE_ONE, amounts);
}

static err add_months(struct ctx *c, const struct measure_asked *k, str since, str until, int64_t *amounts)
{
	struct dashboard_measured_rows rows;
	TRY(dashboard_measured(c, k->units, since, until, k->value, &rows));
	add(k, &rows, amounts);
	return NULL;
}

static err add_days(struct ctx *c, const struct measure_asked *k, int64_t since, int64_t until, int64_t *amounts)
{
	struct dashboard_measured_rows rows;
	if (k->of->data == &taken_in)
		TRY(dashboard_measured_in(c, k->units, since, until, k->value, &rows));
	else
		TRY(dashboard_measured_out(c, k->units, since, until, k->value, &rows));
	add(k, &rows, amounts);
	return NULL;
}

static err read_measure(struct ctx *c, const struct measure_asked *k, int64_t *amounts)
{
	return measure_read_kept(c, &(struct measure_kept){add_months, add_days}, k, amounts);
}

/* The drill-down knows months. */
static str measure_path(struct ctx *c, const struct measure_asked *k)
{
	struct period_pieces days = period_pieces_of(k->first, k->last);
	bool whole = days.from.kind && days.before_last < days.before_first && days.behind_last < days.behind_first;
	const struct dashboard_view v = {.since = period_text(c->a, days.from), .until = period_text(c->a, days.to)};
	const char *what = strchr(k->of->name, '.') + 1;
	return whole ? drill_address(c->a, &v, k->units.v[0], what, (struct slice){.channel = k->value}) : S("");
}

static const struct measure_by divided[] = {{"channel", "Cách nộp", procedure_channel_choices}};
#define OF_DOSSIERS(name_, title_, data_)                                                                                        \
	.name = "dossiers." name_, .title = title_, .unit = "hồ sơ", .as = MEASURE_HAPPENS, .by = LIST(divided),                 \
	.read = read_measure, .path = measure_path, .data = data_
const struct measure dashboard_measures[DASHBOARD_MEASURES] = {
	{OF_DOSSIERS("taken_in", "Hồ sơ tiếp nhận", &taken_in)},
	{OF_DOSSIERS("early", "Hồ sơ giải quyết trước hạn", &early)},
	{OF_DOSSIERS("on_time", "Hồ sơ giải quyết đúng hạn", &on_time)},
	{OF_DOSSIERS("overdue", "Hồ sơ giải quyết quá hạn", &overdue)},
};
