/* demo_plan: who files what when, and when each step of it is done. A year of dossiers, most done in time; some of the last days, so that
 * every queue of every unit has work in it; each citizen with an account has one to three. */
#include "government/dossiers/demo/demo.h"
#include "core/calendar/calendar.h"
#include "web/demo.h"

enum { DOSSIERS = 3000, DAYS = 366, RECENT = 12, OPENS = 7 * 60 + 15, CLOSES = 16 * 60 + 30, NO_STOP = DEMO_STEPS };

/* ---- days of work ---- */

static bool works(struct demo *d, day on)
{
	int64_t minutes = 0;
	err e = calendar_minutes(d->c, d->units[0].unit, day_start(on), day_start(on + 1), &minutes);
	return !e && minutes > 0;
}

static day working_day(struct demo *d, day on)
{
	while (!works(d, on))
		on++;
	return on;
}

static day working_days_before(struct demo *d, day on, int n)
{
	while (n > 0 || !works(d, on))
		n -= works(d, on--) ? 1 : 0;
	return on;
}

/* Some minute of office hours on that day or the next one that has any. */
static int64_t office_time(struct demo *d, day on)
{
	int64_t morning = demo_random(2) ? OPENS * MINUTE : 13 * HOUR + 40 * MINUTE;
	return day_start(working_day(d, on)) + morning + demo_random(170) * MINUTE + demo_random(60) * SECOND;
}

/* ---- one dossier ---- */

static size_t some_kind(struct demo *d, bool online, bool slow)
{
	for (int tries = 0; tries < 200; tries++) {
		int64_t at = demo_random(100);
		size_t i = 0;
		while (at >= demo_kinds[i].weight)
			at -= demo_kinds[i++].weight;
		if (d->procedures[i] && (!online || d->online[i]) && (!slow || !demo_kinds[i].same_day))
			return i;
	}
	return 0;
}

static int some_path(void)
{
	int64_t r = demo_random(100);
	int path = 0;
	while (r >= demo_paths[path].weight)
		r -= demo_paths[path++].weight;
	return path;
}

/* How long until the next step: the applicant takes days, the desk minutes, an expert hours when the term is of days. */
static int64_t pause_before(const struct playing *p, const char *action)
{
	bool quick = demo_kinds[p->kind].same_day;
	if (!action || !strcmp(action, "supplement"))
		return 20 * HOUR + demo_random(48) * HOUR;
	if (!strcmp(action, "return") || !strcmp(action, "confirm_payment"))
		return 30 * MINUTE + demo_random(20) * HOUR;
	return (quick ? 4 + demo_random(18) : 20 + demo_random(160)) * MINUTE;
}

/* Steps until `stop` or the end. One in a hundred is left lying, as happens. */
static void plan_steps(struct demo *d, int index, int64_t at, int stop, int64_t end)
{
	struct playing *p = &d->dossiers[index];
	bool lies = stop == NO_STOP && demo_random(100) == 0;
	for (int step = 0; at < end; step++) {
		d->plan[d->nplan++] = (struct planned){at, index, step};
		const char *next = step < DEMO_STEPS ? demo_paths[p->path].actions[step] : NULL;
		if (step == stop || !next)
			return;
		at += lies && !strcmp(next, "propose") ? (4 + demo_random(6)) * DAY : pause_before(p, next);
		int minute = minute_of_day(at);
		if (minute < 7 * 60 || minute >= 17 * 60 || !works(d, day_of(at)))
			at = office_time(d, day_of(at) + (minute >= 17 * 60));
	}
}

static void begin(struct demo *d, int index, const struct officers *where)
{
	struct playing *p = &d->dossiers[index];
	p->officers = where;
	p->unit = where->unit;
	p->online = demo_random(100) < 67;
	p->kind = some_kind(d, p->online, false);
}

/* Communes of two levels, with these procedures and officers, are there since July 2025. */
static day not_before_communes(day on)
{
	day first = day_make(2025, 7, 2);
	return on > first ? on : first;
}

static void plan_past(struct demo *d, int index, int64_t end)
{
	day first = not_before_communes(day_of(end) - DAYS);
	begin(d, index, &d->units[demo_random((int64_t)d->nunits)]);
	d->dossiers[index].path = some_path();
	plan_steps(d, index, office_time(d, first + (day)demo_random(day_of(end) - first - 8)), NO_STOP, end);
}

/* ---- what is on the desks now ---- */

/* The last day on which somebody has worked for a while already. */
static day last_day(struct demo *d, int64_t end)
{
	day on = day_of(end);
	return works(d, on) && minute_of_day(end) > OPENS + 60 ? on : working_days_before(d, on - 1, 0);
}

static int64_t before_end(day on, int64_t end)
{
	int64_t minutes = day_of(end) == on ? minute_of_day(end) : CLOSES;
	minutes = (minutes < CLOSES ? minutes : CLOSES) - OPENS - 30;
	return day_start(on) + (OPENS + demo_random(minutes > 1 ? minutes : 1)) * MINUTE;
}

/* What the dossiers of the last days wait for, in turn; the same in every unit. */
static const struct {
	int path, stop, days_ago;
	bool online, slow;
	int resident; /* 1: of one who lives there and has an account; 2: of another one, where there are several; 0: somebody's */
} waiting[] = {
	{0, 2, 6, true, true, 1},  /* with the expert, late */
	{0, 0, 0, true, false, 0}, /* to be received */
	{0, 1, 1, false, true, 0}, /* received, to be handed over */
	{0, 2, 1, true, true, 0},  /* with the expert */
	{0, 3, 1, false, true, 0}, /* with the leader */
	{0, 4, 1, true, false, 0}, /* result to be returned */
	{1, 3, 2, true, true, 2},  /* a supplement was asked for */
	{1, 4, 3, true, true, 0},  /* .. and has come */
	{0, 0, 0, false, false, 0},
	{0, 1, 0, true, true, 0},
	{0, 2, 1, false, true, 0},
	{0, 0, 3, true, false, 0}, /* not answered in time */
	{0, 3, 1, true, true, 0},
	{0, 4, 2, false, false, 0},
	{0, 2, 0, true, true, 0},
	{0, 0, 0, true, false, 0},
	{0, 3, 7, false, true, 0}, /* with the leader, late */
	{0, 4, 0, true, false, 0},
	{0, 2, 1, true, true, 0},
	{0, 1, 0, false, true, 0},
};

/* The last of those who live there, or the first when there are several; anybody's account when nobody there has one. */
static const struct demo_citizens *resident(const struct demo *d, size_t unit, int which)
{
	const struct demo_citizens *first = NULL, *last = NULL;
	for (size_t i = 0; i < d->citizens.n; i++)
		if (d->citizens.v[i].unit_id.v == d->units[unit].unit) {
			last = &d->citizens.v[i];
			first = first ? first : last;
		}
	if (which == 2)
		return first != last ? first : NULL;
	return last || !d->citizens.n ? last : &d->citizens.v[unit % d->citizens.n];
}

static void plan_recent(struct demo *d, int index, size_t turn, int64_t end)
{
	struct playing *p = &d->dossiers[index];
	size_t unit = turn % d->nunits, w = turn / d->nunits % COUNT(waiting);
	begin(d, index, &d->units[unit]);
	p->online = waiting[w].online;
	p->path = waiting[w].path;
	p->kind = some_kind(d, p->online, waiting[w].slow);
	if (waiting[w].resident && turn / d->nunits == w)
		p->citizen = resident(d, unit, waiting[w].resident);
	day on = working_days_before(d, last_day(d, end), waiting[w].days_ago);
	plan_steps(d, index, before_end(on, end), waiting[w].stop, end);
}

/* ---- those who have an account ---- */

static const struct officers *home_of(const struct demo *d, const struct demo_citizens *who, size_t otherwise)
{
	for (size_t i = 0; i < d->nunits; i++)
		if (d->units[i].unit == who->unit_id.v)
			return &d->units[i];
	return &d->units[otherwise % d->nunits];
}

/* Beside what waits of some of them: one that is done for each, and for every second one another that went through a supplement. */
static void plan_citizen(struct demo *d, int index, size_t who, bool second, int64_t end)
{
	struct playing *p = &d->dossiers[index];
	p->citizen = &d->citizens.v[who];
	p->officers = home_of(d, p->citizen, who);
	p->unit = p->officers->unit;
	p->online = true;
	p->kind = some_kind(d, true, second);
	p->path = second ? 1 : 0;
	int64_t at = office_time(d, not_before_communes(day_of(end) - (second ? 20 : 60) - (day)who * 7));
	plan_steps(d, index, at, NO_STOP, end);
}

err demo_plan(struct demo *d, int64_t end)
{
	size_t turn = 0, done = 0, citizens = d->citizens.n;
	d->dossiers = NEWN(d->c->a, struct playing, DOSSIERS);
	d->plan = NEWN(d->c->a, struct planned, DOSSIERS * (DEMO_STEPS + 1));
	for (int i = 0; i < DOSSIERS; i++)
		if (i % RECENT == 0)
			plan_recent(d, i, turn++, end);
		else if (i % RECENT == 1 && done < citizens + citizens / 2) {
			plan_citizen(d, i, done < citizens ? done : (done - citizens) * 2, done >= citizens, end);
			done++;
		} else
			plan_past(d, i, end);
	return NULL;
}
