/* months: ranges of months as they are typed and shown, and the figures that are added up over them. */
#include "government/dashboard/dashboard_pages.h"

struct period board_month_of(str text)
{
	struct period p;
	return period_parse(text, &p) && p.kind == PERIOD_MONTH && !p.reported ? p : (struct period){0};
}

struct period board_month_now(const struct ctx *c) { return period_of(PERIOD_MONTH, false, day_of(c->now)); }

void board_range_days(str since, str until, int64_t *from, int64_t *to)
{
	*from = day_start(period_first(board_month_of(since)));
	*to = day_start(period_last(board_month_of(until)) + 1);
}

str board_month_title(arena *a, str month)
{
	return board_month_of(month).kind ? period_slashed(a, board_month_of(month)) : month;
}

str board_month_short(arena *a, str month) { return board_month_of(month).kind ? period_short(a, board_month_of(month)) : month; }

str board_month_year_before(arena *a, str month)
{
	struct period before;
	return period_year_before(board_month_of(month), &before) ? period_text(a, before) : month;
}

/* A range that can be read backwards is meant forwards; what is no month is the present year. */
void board_settle_range(struct ctx *c, str *since, str *until)
{
	struct period now = board_month_now(c);
	if (!board_month_of(*since).kind)
		*since = period_text(c->a, period_shift(now, 1 - now.number));
	if (!board_month_of(*until).kind)
		*until = period_text(c->a, now);
	if (memcmp(since->s, until->s, 7) > 0) {
		str t = *since;
		*since = *until;
		*until = t;
	}
}

struct dashboard_months board_of_procedure(const struct dashboard_procedures *r)
{
	return (struct dashboard_months){
		.name = r->name, .taken_in = r->taken_in, .early = r->early, .on_time = r->on_time, .overdue = r->overdue};
}

struct dashboard_months board_of_unit(const struct dashboard_by_unit *r)
{
	return (struct dashboard_months){.name = r->name,
		.unit_id = r->unit_id,
		.taken_in = r->taken_in,
		.early = r->early,
		.on_time = r->on_time,
		.overdue = r->overdue};
}

int64_t board_finished(const struct dashboard_months *m) { return m->early + m->on_time + m->overdue; }

/* Communes publish 98 to 100 %. Of the share as show_share tells it: 94,95 % is shown as 95,0 %, which is no less than 95 %. */
const char *board_rate_colour(int64_t part, int64_t whole)
{
	return !whole ? "grey" : part * 2000 >= whole * 1899 ? "green" : part * 2000 >= whole * 1799 ? "orange" : "red";
}

bool board_month_open(str month, int64_t now) { return !period_over(board_month_of(month), day_of(now)); }

static bool earlier(struct period one, struct period other) { return period_first(one) < period_first(other); }

/* From the latest back to the first that has figures or is asked for, but a year at least. */
const struct choice *board_month_choices(arena *a, const struct dashboard_view *v, int64_t now)
{
	enum { MOST = 240 };
	struct period last = period_of(PERIOD_MONTH, false, day_of(now)), first = period_shift(last, -11);
	const str wanted[] = {v->first, v->since};
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (board_month_of(wanted[i]).kind && earlier(board_month_of(wanted[i]), first))
			first = board_month_of(wanted[i]);
	if (earlier(last, board_month_of(v->until)))
		last = board_month_of(v->until);
	struct choice *list = NEWN(a, struct choice, MOST + 1);
	size_t n = 0;
	for (struct period p = last; n < MOST && !earlier(p, first); p = period_shift(p, -1))
		list[n++] = (struct choice){str_c(a, period_text(a, p)), str_c(a, period_slashed(a, p))};
	return list;
}

void board_months_add(struct dashboard_months *sum, const struct dashboard_months *m)
{
	sum->taken_in += m->taken_in;
	sum->early += m->early;
	sum->on_time += m->on_time;
	sum->overdue += m->overdue;
	sum->given_back += m->given_back;
	sum->turned_away += m->turned_away;
	sum->taken_back += m->taken_back;
	sum->broken_off += m->broken_off;
}
