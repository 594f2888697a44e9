/* dashboard: the board: which units the reader oversees, and the figures of those that he chose. */
#include "government/dashboard/dashboard_pages.h"
#include "web/query.h"
#include <stdlib.h>
#include "web/reply.h"

enum { CHART_MONTHS = 12, BOARD_PROCEDURES = 100 };

/* The unit asked for, 0 = the reader's own, with all below it. */
err board_choose_units(struct ctx *c, int64_t unit, struct dashboard_view *v, struct ints *chosen)
{
	TRY(unit_oversight(c, c->unit, str_format(c->a, "%.*s-01", STR_ARG(v->since)), &v->units));
	v->unit = unit ? unit : c->unit;
	const struct overseen *u = unit_overseen(&v->units, v->unit);
	if (!u)
		return FAIL(c, NOT_FOUND, "unit");
	v->unit_name = u->name;
	v->above = u->above;
	if (u->above)
		v->above_name = unit_overseen(&v->units, u->above)->name;
	*chosen = unit_branches(c->a, &v->units, v->unit);
	v->leaf = chosen->n == 1;
	return NULL;
}

static int by_received(const void *a, const void *b)
{
	const struct dashboard_by_unit *x = a, *y = b;
	if (x->taken_in != y->taken_in)
		return x->taken_in < y->taken_in ? 1 : -1;
	return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

/* One row for each unit directly below, with all that is below it; and one for the chosen unit's own. What is late shows also where the
 * period has no figures. */
void board_branch_add(const struct dashboard_view *v, struct dashboard_by_unit_rows *to, const struct dashboard_by_unit *row)
{
	int64_t branch = unit_branch(&v->units, v->unit, row->unit_id);
	size_t k = 0;
	while (k < to->n && to->v[k].unit_id != branch)
		k++;
	if (k == to->n)
		to->v[to->n++] = (struct dashboard_by_unit){.unit_id = branch, .name = unit_overseen(&v->units, branch)->name};
	struct dashboard_by_unit *sum = &to->v[k];
	sum->late += row->late;
	sum->taken_in += row->taken_in;
	sum->early += row->early;
	sum->on_time += row->on_time;
	sum->overdue += row->overdue;
	sum->given_back += row->given_back;
	sum->turned_away += row->turned_away;
	sum->taken_back += row->taken_back;
	sum->broken_off += row->broken_off;
}

static err gather_branches(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	struct dashboard_by_unit_rows own, all = {0};
	struct dashboard_late_units_rows late;
	TRY(dashboard_by_unit(c, units, v->since, v->until, &own));
	TRY(dashboard_late_units(c, units, c->now, &late));
	all.v = NEWN(c->a, struct dashboard_by_unit, own.n + late.n + 1);
	for (size_t i = 0; i < own.n; i++)
		board_branch_add(v, &all, &own.v[i]);
	for (size_t i = 0; i < late.n; i++)
		board_branch_add(v, &all, &(struct dashboard_by_unit){.unit_id = late.v[i].unit_id, .late = late.v[i].total});
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_received);
	v->by_unit = all;
	return NULL;
}

/* Twelve months up to the end of the range, with a row for each. */
static err draw_year(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	struct period last = board_month_of(v->until);
	struct dashboard_months_rows found;
	struct dashboard_months *year = NEWN(c->a, struct dashboard_months, CHART_MONTHS);
	v->chart_since = period_text(c->a, period_shift(last, 1 - CHART_MONTHS));
	TRY(dashboard_months(c, units, v->chart_since, v->until, &found));
	for (int i = 0; i < CHART_MONTHS; i++) {
		year[i].name = period_text(c->a, period_shift(last, i + 1 - CHART_MONTHS));
		for (size_t k = 0; k < found.n; k++)
			if (str_eq(found.v[k].name, year[i].name))
				year[i] = found.v[k];
	}
	v->year.v = year;
	v->year.n = CHART_MONTHS;
	return NULL;
}

err board_fill(struct ctx *c, int64_t unit, int64_t procedures, struct dashboard_view *v, struct ints *chosen)
{
	struct dashboard_first_month first;
	board_settle_range(c, &v->since, &v->until);
	TRY(board_choose_units(c, unit, v, chosen));
	struct ints units = *chosen;
	TRY(dashboard_first_month(c, units, &first));
	v->first = first.month;
	TRY(dashboard_months(c, units, v->since, v->until, &v->by_month));
	TRY(dashboard_fields(c, units, v->since, v->until, &v->by_field));
	TRY(dashboard_channels(c, units, v->since, v->until, &v->by_channel));
	TRY(dashboard_procedures(c, units, v->since, v->until, procedures, &v->by_procedure));
	TRY(gather_branches(c, v, units));
	TRY(dashboard_now(c, units, c->now, c->now + DAY, &v->now));
	for (size_t i = 0; i < v->by_month.n; i++)
		board_months_add(&v->total, &v->by_month.v[i]);
	return v->leaf ? board_officers(c, v) : NULL;
}

/* What the page alone has: its pictures, and what its period is compared with. */
static err draw(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	TRY(board_year_before(c, v, units));
	TRY(draw_year(c, v, units));
	board_pictures(c->a, v);
	return board_places(c, v);
}

err board(struct req *q)
{
	struct dashboard_view v = {.since = query_text(q, "tu"), .until = query_text(q, "den")};
	struct ints units;
	TRY(board_fill(&q->ctx, query_int(q, "don-vi", 0), BOARD_PROCEDURES, &v, &units));
	if (!q->json)
		TRY(draw(&q->ctx, &v, units));
	return reply(q, &v, dashboard_page);
}

/* ---- by officer ---- */

static struct officer_row *officer_of(struct dashboard_view *v, int64_t account, str name)
{
	for (size_t i = 0; i < v->by_officer.n; i++)
		if (v->by_officer.v[i].account == account)
			return &v->by_officer.v[i];
	struct officer_row *row = &v->by_officer.v[v->by_officer.n++];
	*row = (struct officer_row){.account = account, .name = name};
	return row;
}

static int by_lateness(const void *a, const void *b)
{
	const struct officer_row *x = a, *y = b;
	if (x->late != y->late)
		return x->late < y->late ? 1 : -1;
	if (x->open != y->open)
		return x->open < y->open ? 1 : -1;
	return (x->account > y->account) - (x->account < y->account);
}

err board_officers(struct ctx *c, struct dashboard_view *v)
{
	struct dashboard_done_rows done;
	struct dashboard_hands_rows hands;
	struct dashboard_late_hands_rows late;
	TRY(dashboard_done(c, v->unit, v->since, v->until, &done));
	TRY(dashboard_hands(c, v->unit, &hands));
	TRY(dashboard_late_hands(c, v->unit, c->now, &late));
	v->by_officer.v = NEWN(c->a, struct officer_row, done.n + hands.n + late.n + 1);
	for (size_t i = 0; i < done.n; i++) {
		struct officer_row *row = officer_of(v, done.v[i].account_id, done.v[i].name);
		row->done = done.v[i].done;
		row->overdue = done.v[i].overdue;
	}
	for (size_t i = 0; i < hands.n; i++)
		officer_of(v, hands.v[i].account_id, hands.v[i].name)->open = hands.v[i].total;
	for (size_t i = 0; i < late.n; i++)
		officer_of(v, late.v[i].account_id, S("Chờ phê duyệt, chưa giao ai"))->late = late.v[i].total;
	if (v->by_officer.n)
		qsort(v->by_officer.v, v->by_officer.n, sizeof *v->by_officer.v, by_lateness);
	return NULL;
}

/* Whether the reader's tree has that unit now. */
err board_oversees(struct req *q, int64_t unit, bool *out)
{
	struct oversight now;
	str since = str_format(q->ctx.a, "%.*s-01", STR_ARG(period_text(q->ctx.a, board_month_now(&q->ctx))));
	TRY(unit_oversight(&q->ctx, q->ctx.unit, since, &now));
	*out = unit_overseen(&now, unit) != NULL;
	return NULL;
}
