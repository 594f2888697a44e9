/* clock: when the time of a dossier starts, rests, goes on and ends. Every due date it finds is kept with its proof. */
#include "government/dossiers/rules/rules.h"
#include "web/services/job.h"
#include "web/services/setting.h"

static struct term term_of(const struct dossier_state *s) { return (struct term){s->term_unit, s->term_amount}; }

/* The calendar is that of the unit whose time it is. */
static err count(struct ctx *c, struct dossier_work *w, enum clock_start start, int64_t from, struct term term)
{
	static const char *const kinds[] = {[CLOCK_RECEIVED] = "reception",
		[CLOCK_RESUMED] = "resume",
		[CLOCK_RESTARTED] = "restart",
		[CLOCK_EXTENDED] = "extension"};
	struct dossier_state *s = w->state;
	struct due due;
	TRY(calendar_due_started(c, s->competent_unit_id, from, term, start, &due));
	TRY(dossier_due_add(c, &(struct dossier_due_add_in){.dossier = s->id,
				       .at = c->now,
				       .kind = str_of(kinds[start]),
				       .from_at = from,
				       .due_at = due.at,
				       .proof = due.proof,
				       .reason = w->note}));
	s->due_at = some_int(due.at);
	if (!s->due_original_at.set)
		s->due_original_at = s->due_at;
	return plan_spread(c, w, c->now);
}

err clock_start(struct ctx *c, struct dossier_work *w, enum clock_start start)
{
	return count(c, w, start, c->now, term_of(w->state));
}

err clock_pause(struct ctx *c, struct dossier_state *s)
{
	s->paused_at = some_int(c->now);
	s->remaining = s->step_due_at = (opt_int){0};
	if (!s->due_at.set)
		return NULL;
	struct term rest;
	TRY(calendar_rest(c, s->competent_unit_id, c->now, s->due_at.v, term_of(s), &rest));
	s->remaining = some_int(rest.amount);
	if (c->now > s->due_at.v && !s->late_since.set) /* a rest heals no lateness */
		s->late_since = s->due_at;
	s->due_at = (opt_int){0};
	return NULL;
}

static err count_pause(struct ctx *c, struct dossier_state *s)
{
	int64_t minutes = 0;
	if (s->paused_at.set)
		TRY(calendar_minutes(c, s->competent_unit_id, s->paused_at.v, c->now, &minutes));
	s->paused_minutes += minutes;
	s->paused_at = (opt_int){0};
	return NULL;
}

err clock_resume(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	bool by_day = str_is(s->term_unit, "days") || str_is(s->term_unit, "months"); /* as calendar_rest counted it */
	struct term rest = {by_day ? S("days") : S("working_minutes"), s->remaining.v};
	TRY(count_pause(c, s));
	s->remaining = (opt_int){0};
	return count(c, w, CLOCK_RESUMED, c->now, rest);
}

/* NĐ 61/2018 art. 19(4): after a full supplement the time limit is counted from the start, unless the law of the field says that it
 * goes on. */
err clock_after_supplement(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	if (str_is(s->supplement_rule, "resume"))
		return clock_resume(c, w);
	TRY(count_pause(c, s));
	s->remaining = (opt_int){0};
	return clock_start(c, w, CLOCK_RESTARTED);
}

/* Once, and before the date is over. An apology that comes later is owed all the same and says a new date, but heals nothing: the
 * dossier stays late since the old one. */
err clock_extend(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	int64_t old = s->due_at.v;
	bool late = c->now > old;
	s->extended_from = some_int(old);
	s->extension_count++;
	if (late)
		s->late_since = some_int(old);
	return count(c, w, CLOCK_EXTENDED, late ? c->now : old, (struct term){S("working_minutes"), w->days * MINUTES_A_DAY});
}

/* What comes online is answered within some working hours of the office that takes it in (NĐ 45/2020/NĐ-CP art. 11). */
err clock_answer_due(struct ctx *c, int64_t unit, int64_t from, int64_t *by)
{
	int64_t minutes = setting_int_in(c, unit, "dossiers.answer_hours") * 60;
	return calendar_due(c, unit, from, (struct term){S("working_minutes"), minutes}, by);
}

err clock_answer(struct ctx *c, struct dossier_state *s, int64_t was)
{
	bool again = s->status == REGISTERED && was != REGISTERED && str_is(s->channel, "online");
	if (again || s->status != REGISTERED)
		s->answer_due_at = (opt_int){again, 0};
	return again ? clock_answer_due(c, s->receiving_unit_id, c->now, &s->answer_due_at.v) : NULL;
}

/* ---- what waited at the desk before answers had a time: it runs from when each came there ---- */

err clock_answers_init(struct ctx *c)
{
	struct dossiers_unclocked_rows rows;
	TRY(dossiers_unclocked(c, 1, &rows));
	return rows.n ? job_add(c, "dossiers.answer_clocks", S("once"), S(""), 0) : NULL;
}

OWN_RULE(clock_some, bool)
static err clock_some(struct ctx *c, bool *more)
{
	enum { SOME = 200 };
	struct dossiers_unclocked_rows rows;
	int64_t by;
	TRY(dossiers_unclocked(c, SOME, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(clock_answer_due(c, rows.v[i].receiving_unit_id, rows.v[i].step_at, &by));
		TRY(dossier_answer_clock(c, rows.v[i].id, by));
	}
	*more = rows.n == SOME;
	return NULL;
}

err clock_answers(struct ctx *c, str argument)
{
	(void)argument;
	for (bool more = true; more;)
		TRY(apply(c, clock_some, &more));
	return NULL;
}

void clock_stop(struct dossier_state *s) { s->remaining = s->paused_at = s->step_due_at = s->assignee_id = (opt_int){0}; }
