#include "facts.h"
#include "core/calendar/calendar.sql.h"
#include "web/kept.h"
#include <stdlib.h>

/* ---- one tier: the days and hours that one unit says ---- */

struct growing {
	struct special *v;
	size_t n, cap;
	arena *a, *kept; /* while it grows; of what stays: texts and the finished array */
};

static struct special *grow(struct growing *g)
{
	g->v = GROWN(g->a, g->v, g->n, &g->cap, 64);
	return &g->v[g->n++];
}

static int by_day(const void *x, const void *y)
{
	const struct special *a = x, *b = y;
	return a->on != b->on ? (a->on < b->on ? -1 : 1) : (int)a->closes - (int)b->closes;
}

static bool day_special(arena *a, const struct calendar_days *row, struct special *out)
{
	day d;
	if (!day_parse(row->day_on, &d))
		return false;
	bool works = str_is(row->kind, "work");
	*out = (struct special){.on = d, .sessions = works ? WHOLE_DAY : 0, .confirmed = row->is_confirmed};
	out->kind = works ? (weekly_rest(d) ? DAY_MADE_UP : DAY_WORKING) : str_is(row->kind, "swapped") ? DAY_SWAPPED : DAY_OFF;
	out->reason = str_copy(a, row->reason);
	out->basis = str_copy(a, row->legal_basis);
	return true;
}

static void put_closure(struct growing *g, const struct calendar_closures_of *row)
{
	day from, to;
	if (!day_parse(row->from_on, &from) || !day_parse(row->to_on, &to))
		return;
	int left = str_is(row->part, "morning") ? AFTERNOON : str_is(row->part, "afternoon") ? MORNING : 0;
	str reason = str_copy(g->kept, row->reason), basis = str_copy(g->kept, row->legal_basis);
	for (day d = from; d <= to && d < from + 366; d++)
		*grow(g) = (struct special){.on = d,
			.kind = DAY_CLOSED,
			.sessions = (uint8_t)left,
			.confirmed = true,
			.closes = true,
			.reason = reason,
			.basis = basis};
}

static struct span span_of(const struct calendar_hours_of *row)
{
	day from = day_make(CALENDAR_FIRST, 1, 1), to = day_make(CALENDAR_LAST + 1, 1, 1);
	day_parse(row->valid_from, &from);
	if (row->valid_to.s)
		day_parse(row->valid_to, &to);
	return (struct span){from, to,
		{(int16_t)row->morning_from, (int16_t)row->morning_to, (int16_t)row->afternoon_from, (int16_t)row->afternoon_to,
			(int16_t)row->extra_from, (int16_t)row->extra_to}};
}

/* ---- all tiers ---- */

struct source { /* what is read, ordered by unit */
	struct calendar_days_rows days;
	struct calendar_hours_of_rows hours;
	struct calendar_closures_of_rows closures;
	size_t day, hour, closure; /* the next of each */
};

static int64_t next_unit(const struct source *s)
{
	int64_t unit = INT64_MAX;
	if (s->day < s->days.n && s->days.v[s->day].unit_id < unit)
		unit = s->days.v[s->day].unit_id;
	if (s->hour < s->hours.n && s->hours.v[s->hour].unit_id < unit)
		unit = s->hours.v[s->hour].unit_id;
	if (s->closure < s->closures.n && s->closures.v[s->closure].unit_id < unit)
		unit = s->closures.v[s->closure].unit_id;
	return unit;
}

/* Takes what `unit` says off the source, onto the days that are there already. */
static void take_tier(struct source *s, int64_t unit, struct growing *days, struct tier *out)
{
	size_t first = s->hour, lawful = days->n;
	for (; s->day < s->days.n && s->days.v[s->day].unit_id == unit; s->day++) {
		struct special x;
		if (!day_special(days->kept, &s->days.v[s->day], &x))
			continue;
		struct special *same = NULL;
		for (size_t i = 0; i < lawful && !same; i++)
			same = days->v[i].on == x.on ? &days->v[i] : NULL;
		*(same ? same : grow(days)) = x;
	}
	for (; s->closure < s->closures.n && s->closures.v[s->closure].unit_id == unit; s->closure++)
		put_closure(days, &s->closures.v[s->closure]);
	while (s->hour < s->hours.n && s->hours.v[s->hour].unit_id == unit)
		s->hour++;
	struct span *spans = NEWN(days->kept, struct span, s->hour - first + 1);
	for (size_t i = first; i < s->hour; i++)
		spans[i - first] = span_of(&s->hours.v[i]);
	struct special *v = NEWN(days->kept, struct special, days->n + 1);
	if (days->n) {
		qsort(days->v, days->n, sizeof *days->v, by_day);
		memcpy(v, days->v, days->n * sizeof *v);
	}
	*out = (struct tier){v, days->n, spans, s->hour - first};
}

/* ---- the facts ---- */

struct own {
	int64_t unit;
	struct tier tier;
};
struct facts {
	struct schedule country;
	struct own *owns; /* units that say something, by id */
	size_t nowns;
	int64_t *units; /* those and everything below them, by id, and whose schedule holds for each */
	const struct schedule **schedules;
	size_t nunits;
};

static void choose(struct year_choice *y, const struct calendar_choices *row, arena *a)
{
	str basis = str_copy(a, row->legal_basis);
	if (str_is(row->subject, "tet")) {
		y->tet_before = str_is(row->choice, "2") ? 2 : 1;
		y->tet_confirmed = row->is_confirmed;
		y->tet_basis = basis;
	} else {
		y->national = str_is(row->choice, "before") ? SIDE_BEFORE : SIDE_AFTER;
		y->national_confirmed = row->is_confirmed;
		y->national_basis = basis;
	}
}

static err lawful_days(struct ctx *c, struct growing *days)
{
	struct calendar_choices_rows choices;
	TRY(calendar_choices(c, CALENDAR_FIRST, CALENDAR_LAST, &choices));
	size_t next = 0;
	for (int year = CALENDAR_FIRST; year <= CALENDAR_LAST; year++) {
		struct year_choice choice = {0};
		struct special found[HOLIDAYS_MAX];
		for (; next < choices.n && choices.v[next].year == year; next++)
			choose(&choice, &choices.v[next], days->kept);
		size_t n = holidays_of(year, &choice, found);
		for (size_t i = 0; i < n; i++)
			*grow(days) = found[i];
	}
	return NULL;
}

static int by_unit(const void *key, const void *row) /* each of these rows begins with its unit */
{
	int64_t unit = *(const int64_t *)key, other = *(const int64_t *)row;
	return (unit > other) - (unit < other);
}

static const struct own *own_of(const struct facts *f, int64_t unit)
{
	return f->nowns ? bsearch(&unit, f->owns, f->nowns, sizeof *f->owns, by_unit) : NULL;
}

static int64_t parent_of(const struct calendar_unit_parents_rows *all, int64_t unit)
{
	const struct calendar_unit_parents *u = all->n ? bsearch(&unit, all->v, all->n, sizeof *all->v, by_unit) : NULL;
	return u ? u->parent_id.v : 0;
}

/* The schedule of a unit, made once for all whose nearest speaking unit is the same. */
static const struct schedule *made(
	struct facts *f, arena *a, const struct calendar_unit_parents_rows *all, const struct schedule **cache, int64_t unit)
{
	const struct own *own = NULL;
	while (unit && !(own = own_of(f, unit)))
		unit = parent_of(all, unit);
	if (!own || cache[own - f->owns])
		return own ? cache[own - f->owns] : NULL;
	struct schedule *s = NEW(a, struct schedule);
	*s = f->country;
	s->n = 0;
	for (int depth = 0; unit && depth < TIERS - 1; depth++, unit = parent_of(all, unit)) {
		const struct own *above = own_of(f, unit);
		if (above)
			s->tiers[s->n++] = &above->tier;
	}
	s->tiers[s->n++] = f->country.tiers[0];
	return cache[own - f->owns] = s;
}

static err spread(struct ctx *c, struct facts *f, arena *a)
{
	struct calendar_unit_parents_rows all;
	if (!f->nowns)
		return NULL;
	TRY(calendar_unit_parents(c, 0, &all));
	const struct schedule **cache = NEWN(c->a, const struct schedule *, f->nowns);
	const struct schedule **found = NEWN(c->a, const struct schedule *, all.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++)
		n += (found[i] = made(f, a, &all, cache, all.v[i].id)) != NULL;
	f->units = NEWN(a, int64_t, n + 1);
	f->schedules = NEWN(a, const struct schedule *, n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (found[i]) {
			f->units[f->nunits] = all.v[i].id;
			f->schedules[f->nunits++] = found[i];
		}
	return NULL;
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct facts *f = NEW(a, struct facts);
	struct source s = {0};
	struct calendar_version_now version = {0};
	bool found;
	TRY(calendar_version_now(c, &version, &found));
	TRY(calendar_days(c, -1, &s.days));
	TRY(calendar_hours_all(c, 0, &s.hours));
	TRY(calendar_closures(c, 0, &s.closures));
	struct growing days = {.a = c->a, .kept = a};
	struct tier *country = NEW(a, struct tier);
	TRY(lawful_days(c, &days));
	take_tier(&s, 0, &days, country);
	f->country = (struct schedule){.version = version.number,
		.first = day_make(CALENDAR_FIRST, 1, 1),
		.last = day_make(CALENDAR_LAST + 1, 1, 1),
		.n = 1,
		.tiers = {country}};
	f->owns = NEWN(a, struct own, s.days.n + s.hours.n + s.closures.n + 1);
	for (int64_t unit; (unit = next_unit(&s)) != INT64_MAX; f->nowns++) {
		struct growing own = {.a = c->a, .kept = a};
		f->owns[f->nowns].unit = unit;
		take_tier(&s, unit, &own, &f->owns[f->nowns].tier);
	}
	TRY(spread(c, f, a));
	*out = f;
	return NULL;
}

static struct kept kept = {.name = "calendar", .load = load};

err schedule_of(struct ctx *c, int64_t unit, const struct schedule **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	const struct facts *f = facts;
	const int64_t *place = unit && f->nunits ? bsearch(&unit, f->units, f->nunits, sizeof *f->units, by_unit) : NULL;
	*out = place ? f->schedules[place - f->units] : &f->country;
	return NULL;
}

err calendar_changed(struct ctx *c, int64_t unit, str what)
{
	TRY(calendar_version_add(c, c->now, c->actor, unit, what));
	return kept_changed(c, &kept);
}
