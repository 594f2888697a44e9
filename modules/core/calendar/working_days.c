#include "working_days.h"
#include "core/calendar/calendar.sql.h"
#include "web/kept.h"

static void number(struct working_days *w)
{
	int16_t n = 0;
	for (int i = 0; i < CALENDAR_DAYS; i++) {
		w->before[i] = n;
		if (w->works[i])
			w->nth[n++] = (int16_t)i;
	}
	w->before[CALENDAR_DAYS] = n;
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct calendar_days_rows rows;
	TRY(calendar_days(c, S("2020-01-01"), S("2030-12-31"), &rows));
	struct working_days *w = NEW(a, struct working_days);
	w->first = day_make(CALENDAR_FIRST, 1, 1);
	for (int i = 0; i < CALENDAR_DAYS; i++)
		w->works[i] = day_weekday(w->first + i) <= 5;
	for (size_t i = 0; i < rows.n; i++) {
		day d;
		if (day_parse(rows.v[i].day_on, &d))
			w->works[d - w->first] = str_is(rows.v[i].kind, "work");
	}
	number(w);
	*out = w;
	return NULL;
}

static struct kept kept = {.name = "working_days", .load = load};

err working_days_now(struct ctx *c, const struct working_days **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

err working_days_changed(struct ctx *c) { return kept_changed(c, &kept); }
