/* plan: the steps of one dossier: copied from its procedure at reception, each with a due time of its own. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/rules/tally.h"

static void keep(struct ctx *c, struct dossier_work *w, struct dossier_steps *v, size_t n, bool made)
{
	struct dossier_steps *before = NEWN(c->a, struct dossier_steps, n + 1);
	if (n)
		memcpy(before, v, n * sizeof *v);
	w->plan = NEW(c->a, struct plan);
	*w->plan = (struct plan){v, before, n, made};
}

/* What the one who holds a role of steps does there: a role of the unit's own that gives it will do too. */
static str power_of(str role)
{
	return str_is(role, "reception") ? S("dossier.receive")
	       : str_is(role, "leader")  ? S("dossier.approve")
					 : S("dossier.process");
}

err dossier_officers_for(struct ctx *c, int64_t unit, str role, str today, struct dossier_role_officers_rows *out)
{
	return dossier_role_officers(c, unit, role, power_of(role), today, out);
}

err plan_load(struct ctx *c, struct dossier_work *w)
{
	struct dossier_steps_rows rows;
	TRY(dossier_steps(c, w->state->id, &rows)); /* asked ahead, so it is taken whatever the state is */
	keep(c, w, rows.v, w->state->step_number ? rows.n : 0, false);
	return NULL;
}

/* Reception and return are the receiving unit's; what lies between, the competent one's. */
static int64_t unit_of(const struct dossier_state *s, str kind)
{
	return str_is(kind, "reception") || str_is(kind, "return") ? s->receiving_unit_id : s->competent_unit_id;
}

err plan_make(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	struct procedure_steps steps;
	TRY(procedure_steps_of(c, s->procedure_id, &steps));
	struct dossier_steps *v = NEWN(c->a, struct dossier_steps, steps.n + 1);
	for (size_t i = 0; i < steps.n; i++) {
		const struct procedure_step *k = &steps.v[i];
		v[i] = (struct dossier_steps){.number = (int64_t)i + 1,
			.title = k->title,
			.kind = k->kind,
			.role = k->role,
			.department = k->agency_kind,
			.unit_id = unit_of(s, k->kind),
			.share = k->share,
			.actions = k->actions};
	}
	v[0].started_at = some_int(c->now);
	v[0].account_id = some_int(c->actor);
	s->step_number = 1;
	keep(c, w, v, steps.n, true);
	return NULL;
}

const struct dossier_steps *plan_now(const struct dossier_work *w)
{
	int64_t i = w->state->step_number;
	return i > 0 && (size_t)i <= w->plan->n ? &w->plan->v[i - 1] : NULL;
}

const struct dossier_steps *plan_next(const struct dossier_work *w)
{
	const struct dossier_steps *now = plan_now(w);
	return now && (size_t)now->number < w->plan->n ? now + 1 : NULL;
}

const struct dossier_steps *plan_back(const struct dossier_work *w)
{
	const struct dossier_steps *k = plan_now(w);
	while (k && k > w->plan->v) {
		k--;
		if (str_is(k->kind, "processing"))
			break;
	}
	return k;
}

/* What is left is shared among the steps that are left, in working time, whatever the unit of the term. The paper of a dossier goes
 * on to the experts by the rule of 15:00 (NĐ 61/2018 art. 18). */
err plan_spread(struct ctx *c, struct dossier_work *w, int64_t from)
{
	struct dossier_state *s = w->state;
	int64_t all, minutes, shares = 0, used = 0, first = s->step_number;
	TRY(calendar_minutes(c, s->competent_unit_id, from, s->due_at.v, &all));
	for (size_t i = (size_t)first - 1; i < w->plan->n; i++)
		shares += w->plan->v[i].share;
	for (size_t i = (size_t)first - 1; i < w->plan->n; i++) {
		struct dossier_steps *k = &w->plan->v[i];
		int64_t due = s->due_at.v;
		used += k->share;
		minutes = shares ? all * used / shares : all;
		if (minutes < all)
			TRY(calendar_due(c, k->unit_id, from, (struct term){S("working_minutes"), minutes}, &due));
		if (str_is(k->kind, "reception"))
			TRY(calendar_forward_by(c, k->unit_id, from, &due));
		k->due_at = some_int(due < s->due_at.v ? due : s->due_at.v);
	}
	s->step_due_at = w->plan->v[first - 1].due_at;
	return NULL;
}

static bool same(opt_int a, opt_int b) { return a.set == b.set && (!a.set || a.v == b.v); }

err plan_save(struct ctx *c, struct dossier_work *w)
{
	const struct plan *p = w->plan;
	for (size_t i = 0; i < p->n; i++) {
		const struct dossier_steps *k = &p->v[i], *old = &p->before[i];
		if (p->made)
			TRY(dossier_step_add(c, &(struct dossier_step_add_in){.dossier = w->state->id,
							.number = k->number,
							.title = k->title,
							.kind = k->kind,
							.role = k->role,
							.department = k->department,
							.unit = k->unit_id,
							.share = k->share,
							.actions = k->actions,
							.due_at = k->due_at,
							.started_at = k->started_at,
							.account = k->account_id}));
		else if (!same(k->due_at, old->due_at) || !same(k->started_at, old->started_at) ||
			 !same(k->ended_at, old->ended_at) || !same(k->account_id, old->account_id)) {
			TRY(dossier_step_set(c, w->state->id, k->number, k->due_at, k->started_at, k->ended_at, k->account_id));
			TRY(tally_step(c, old, k));
		}
	}
	return NULL;
}

void plan_stay(struct dossier_work *w)
{
	const struct dossier_steps *now = plan_now(w);
	w->state->step = now ? now->kind : S("reception");
}

void plan_go(struct ctx *c, struct dossier_work *w, const struct dossier_steps *to)
{
	struct dossier_state *s = w->state;
	struct dossier_steps *from = &w->plan->v[s->step_number - 1], *k = &w->plan->v[to->number - 1];
	if (from != k) {
		from->ended_at = some_int(c->now);
		from->account_id = some_int(c->actor);
	}
	k->started_at = some_int(c->now);
	k->ended_at = (opt_int){0};
	s->step_number = k->number;
	s->step_due_at = k->due_at;
	s->holder_unit_id = k->unit_id;
	s->step = k->kind;
}

void plan_end(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	struct dossier_steps *now = s->step_number ? &w->plan->v[s->step_number - 1] : NULL;
	if (now) {
		now->ended_at = some_int(c->now);
		now->account_id = some_int(c->actor);
	}
	s->holder_unit_id = s->receiving_unit_id;
	s->step = S("closed");
}
