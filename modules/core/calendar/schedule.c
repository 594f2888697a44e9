#include "schedule.h"

const struct hours hours_standard = {7 * 60, 11 * 60 + 30, 13 * 60 + 30, 17 * 60, 0, 0};

int64_t minute_whole_after(int64_t at)
{
	int64_t over = at % MINUTE;
	return over > 0 ? at - over + MINUTE : at - over;
}

/* ---- days ---- */

static size_t first_at(const struct tier *l, day d)
{
	size_t low = 0, high = l->ndays;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (l->days[middle].on < d)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct walk walk_from(const struct schedule *s, day d)
{
	struct walk w = {.s = s, .next = d};
	for (size_t i = 0; i < s->n; i++)
		w.at[i] = first_at(s->tiers[i], d);
	return w;
}

static const struct hours *hours_on(const struct schedule *s, day d)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t j = 0; j < s->tiers[i]->nspans; j++) {
			const struct span *span = &s->tiers[i]->spans[j];
			if (d >= span->from && d < span->to)
				return &span->hours;
		}
	return &hours_standard;
}

/* The nearest tier says what the day is; whoever closes takes sessions away. */
static void judge(struct walk *w, struct office_day *out)
{
	const struct special *what = NULL, *closing = NULL;
	int open = WHOLE_DAY;
	for (size_t i = 0; i < w->s->n; i++) {
		const struct tier *l = w->s->tiers[i];
		for (; w->at[i] < l->ndays && l->days[w->at[i]].on == out->on; w->at[i]++) {
			const struct special *x = &l->days[w->at[i]];
			if (!x->closes) {
				what = what ? what : x;
				continue;
			}
			open &= x->sessions;
			closing = closing ? closing : x;
		}
	}
	bool rest = weekly_rest(out->on);
	out->sessions = what ? what->sessions : rest ? 0 : WHOLE_DAY;
	out->kind = what ? what->kind : rest ? DAY_WEEKEND : DAY_WORKING;
	out->why = what;
	if (closing && (out->sessions & ~open)) {
		out->sessions &= open;
		out->kind = DAY_CLOSED;
		out->why = closing;
	}
}

bool walk_day(struct walk *w, struct office_day *out)
{
	if (w->next < w->s->first || w->next >= w->s->last)
		return false;
	out->on = w->next++;
	judge(w, out);
	out->hours = hours_on(w->s, out->on);
	return true;
}

bool office_on(const struct schedule *s, day d, struct office_day *out)
{
	struct walk w = walk_from(s, d);
	return walk_day(&w, out);
}

bool office_session_of(const struct office_day *d, int i, int *from, int *to)
{
	if (i == 0 && !(d->sessions & MORNING))
		i = 1;
	else if (i == 1 && !(d->sessions & MORNING))
		return false;
	if (i > 1 || (i == 1 && !(d->sessions & AFTERNOON)))
		return false;
	*from = i ? d->hours->back : d->hours->opens;
	*to = i ? d->hours->closes : d->hours->lunch;
	return true;
}

int day_closes(const struct office_day *d)
{
	return d->sessions & AFTERNOON ? d->hours->closes : d->sessions & MORNING ? d->hours->lunch : -1;
}

/* ---- limits ---- */

static int64_t instant(day d, int minute) { return day_start(d) + minute * MINUTE; }

/* 17:00 of a day, not 07:00 of the next: a limit ends with the session that fills it. Nothing left to count: the next minute of work. */
bool due_working(const struct schedule *s, int64_t from, int64_t minutes, int64_t *start, int64_t *due)
{
	int64_t begin = minute_whole_after(from);
	int earliest = minute_of_day(begin), opens, closes;
	struct walk w = walk_from(s, day_of(begin));
	*start = -1;
	for (struct office_day d; walk_day(&w, &d); earliest = 0)
		for (int i = 0; office_session_of(&d, i, &opens, &closes); i++) {
			int at = opens > earliest ? opens : earliest;
			if (at >= closes)
				continue;
			if (*start < 0)
				*start = instant(d.on, at);
			if (minutes <= closes - at) {
				*due = instant(d.on, at + (int)minutes);
				return true;
			}
			minutes -= closes - at;
		}
	return false;
}

bool due_on_day(const struct schedule *s, day nominal, int64_t *due)
{
	struct walk w = walk_from(s, nominal);
	for (struct office_day d; walk_day(&w, &d);)
		if (d.sessions) {
			*due = instant(d.on, day_closes(&d));
			return true;
		}
	return false;
}

bool office_next_opening(const struct schedule *s, day after, int64_t *at)
{
	int opens, closes;
	struct walk w = walk_from(s, after + 1);
	for (struct office_day d; walk_day(&w, &d);)
		if (office_session_of(&d, 0, &opens, &closes)) {
			*at = instant(d.on, opens);
			return true;
		}
	return false;
}

bool due_same_day(const struct schedule *s, int64_t from, int64_t *start, int64_t *due)
{
	struct office_day d;
	if (!office_on(s, day_of(from), &d))
		return false;
	int64_t limit = instant(d.on, SAME_DAY_UNTIL);
	if (d.sessions && from <= limit && from < instant(d.on, day_closes(&d))) {
		int64_t minute_later;
		*due = instant(d.on, day_closes(&d));
		return due_working(s, from, 0, start, &minute_later);
	}
	return office_next_opening(s, d.on, start) && due_on_day(s, day_of(*start), due);
}

/* Minutes of a day's work up to a minute of it. */
static int worked_by(const struct office_day *d, int minute)
{
	int opens, closes, sum = 0;
	for (int i = 0; office_session_of(d, i, &opens, &closes); i++)
		if (minute > opens)
			sum += (minute < closes ? minute : closes) - opens;
	return sum;
}

bool minutes_worked_between(const struct schedule *s, int64_t from, int64_t to, int64_t *minutes)
{
	int64_t begin = minute_whole_after(from);
	day first = day_of(begin), last = day_of(to);
	struct walk w = walk_from(s, first);
	*minutes = 0;
	if (first < s->first || last < s->first || first >= s->last || last >= s->last)
		return false;
	for (struct office_day d; begin < to && w.next <= last && walk_day(&w, &d);) {
		*minutes += worked_by(&d, d.on == last ? minute_of_day(to) : 24 * 60);
		*minutes -= d.on == first ? worked_by(&d, minute_of_day(begin)) : 0;
	}
	return true;
}

day calendar_months_later(day d, int64_t months)
{
	struct date p = day_parts(d);
	int64_t month = p.month - 1 + months;
	int year = p.year + (int)(month / 12), m = (int)(month % 12) + 1;
	day next = m == 12 ? day_make(year + 1, 1, 1) : day_make(year, m + 1, 1);
	int length = next - day_make(year, m, 1);
	return day_make(year, m, p.day < length ? p.day : length);
}
