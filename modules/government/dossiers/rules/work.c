/* work: a dossier that is worked on: who may, what of it is in the store before and afterwards, and who is told. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/rules/tally.h"
#include "web/notify.h"
#include "web/object.h"

struct news dossier_news(struct ctx *c, int64_t dossier, str code, const char *base, str what)
{
	return (struct news){.title = str_format(c->a, "Hồ sơ %.*s", STR_ARG(code)),
		.text = what,
		.path = str_format(c->a, "%s/%lld", base, (long long)dossier)};
}

bool dossier_has_part(const struct dossier_state *s, int64_t unit)
{
	return unit && (s->receiving_unit_id == unit || s->competent_unit_id == unit || s->holder_unit_id == unit ||
			       s->support_unit_id == unit);
}

/* Everybody with a part in a dossier sees it; the holder works on it. What the applicant brings, he brings where he handed it in. */
bool dossier_workable(int64_t unit, int64_t holder, int64_t receiving, str step)
{
	return unit == holder || (unit == receiving && str_is(step, "waiting"));
}

static err in_scope(struct ctx *c, const struct dossier_work *w, const struct dossier_state *s)
{
	if (w->account)
		return s->account_id.set && s->account_id.v == w->account ? NULL : FAIL(c, NOT_FOUND, "dossier");
	if (!dossier_has_part(s, w->unit))
		return FAIL(c, NOT_FOUND, "dossier");
	if (!dossier_workable(w->unit, s->holder_unit_id, s->receiving_unit_id, s->step))
		return FAIL(c, CONFLICT, "Hồ sơ đang do cơ quan khác giải quyết nên không thao tác được tại đây.");
	return NULL;
}

static struct dossier_place place_now(const struct dossier_work *w)
{
	const struct dossier_state *s = w->state;
	const struct dossier_steps *now = plan_now(w), *next = plan_next(w);
	return (struct dossier_place){.limited = now && str_is(now->kind, "processing"),
		.actions = now ? now->actions : S(""),
		.status = s->status,
		.step = s->step,
		.next = next ? next->kind.s : NULL,
		.resting = s->status == IN_PROGRESS && s->paused_at.set,
		.running = s->due_at.set && !s->finished_at.set,
		.extended = s->extension_count > 0,
		.assigned = s->assignee_id.set,
		.declared = s->eform_id.set && s->account_id.set,
		.on_paper = !s->account_id.set};
}

err dossier_load(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state = NEW(c->a, struct dossier_state);
	struct dossier_place *at = NEW(c->a, struct dossier_place);
	w->watchers = NEW(c->a, struct dossier_watchers_rows);
	dossier_steps_ahead(c, w->dossier);
	dossier_watchers_ahead(c, w->dossier);
	TRY(dossier_state(c, w->dossier, s));
	TRY(dossier_watchers(c, w->dossier, w->watchers));
	TRY(plan_load(c, w));
	TRY(in_scope(c, w, s));
	w->before = NEW(c->a, struct dossier_state);
	*w->before = *s;
	*at = place_now(w);
	w->side = w->account ? BY_APPLICANT : BY_OFFICER;
	w->object = s->id;
	w->version = s->version;
	w->is = &s->status;
	w->stage = dossier_stands(at).stage;
	w->place = at;
	w->chain = s->holder_unit_id;
	w->detail = s->code;
	return NULL;
}

static err store(struct ctx *c, struct dossier_work *w)
{
	const struct dossier_state *s = w->state, *before = w->before;
	TRY(dossier_update(c, &(struct dossier_update_in){.id = s->id,
				      .old_version = before->version,
				      .version = s->version,
				      .holder = s->holder_unit_id,
				      .status = s->status,
				      .step = s->step,
				      .step_number = s->step_number,
				      .step_at = s->step_at,
				      .step_due_at = s->step_due_at,
				      .assignee = s->assignee_id,
				      .received_at = s->received_at,
				      .due_original_at = s->due_original_at,
				      .due_at = s->due_at,
				      .extension_count = s->extension_count,
				      .extended_from = s->extended_from,
				      .late_since = s->late_since,
				      .remaining = s->remaining,
				      .paused_at = s->paused_at,
				      .paused_minutes = s->paused_minutes,
				      .supplements = s->supplements,
				      .finished_at = s->finished_at,
				      .returned_at = s->returned_at,
				      .taken_by = s->taken_by,
				      .fee = s->fee,
				      .fee_paid_at = s->fee_paid_at,
				      .result_note = s->result_note,
				      .answer_due_at = s->answer_due_at}));
	TRY(plan_save(c, w));
	TRY(tally_change(c, before, s));
	if (str_eq(before->step, s->step) && before->holder_unit_id == s->holder_unit_id)
		return NULL;
	TRY(dossier_tally_add(c, before->holder_unit_id, before->step, -1));
	return dossier_tally_add(c, s->holder_unit_id, s->step, 1);
}

/* Within a queue the one that must be answered or finished first comes first; what waits for no date, by when it came. */
static int64_t place_in_queue(struct ctx *c, const struct dossier_state *s)
{
	if (s->answer_due_at.set)
		return s->answer_due_at.v;
	bool running = s->due_at.set && s->status != FINISHED && s->status != RETURNED;
	return running ? s->due_at.v : c->now;
}

static str news(struct ctx *c, const struct dossier_work *w, const char *done)
{
	const struct dossier_state *s = w->state, *before = w->before;
	bool newly_due = s->due_at.set && (!before->due_at.set || before->due_at.v != s->due_at.v);
	if (!newly_due)
		return str_of(done);
	return str_format(c->a, "%s. Hẹn trả kết quả: %.*s.", done, STR_ARG(show_time(c->a, s->due_at.v)));
}

/* What the law has him told (NĐ 118/2025 art. 17 to 20) goes to him whatever he chose; who came to the desk and has no account, to where he said
 * there that he is reached. */
static err tell_applicant(struct ctx *c, const struct dossier_work *w)
{
	static const char by_law[] = "receive ask_supplement ask_payment extend refuse stop finish";
	const struct dossier_state *s = w->state;
	bool legal = str_listed(str_of(by_law), str_of(w->action->name));
	struct news n = dossier_news(c, s->id, s->code, "/ho-so", news(c, w, flow_plain_words(w->action)));
	if (!s->account_id.set && legal) {
		n.path = S("");
		n.email = s->applicant_email;
		n.phone = s->applicant_phone;
	}
	return notify(c, s->account_id.v, legal ? "dossier.legal" : "dossier.news", &n);
}

static err tell_officer(struct ctx *c, int64_t account, const struct dossier_state *s, const char *event, str what)
{
	struct news n = dossier_news(c, s->id, s->code, "/mot-cua", what);
	return notify(c, account, event, &n);
}

/* Whoever began to watch may work elsewhere by now. */
static err may_watch(struct ctx *c, const struct dossier_state *s, int64_t account, bool *may)
{
	const int64_t units[] = {s->holder_unit_id, s->receiving_unit_id, s->competent_unit_id, s->support_unit_id};
	struct object_seen seen;
	*may = false;
	for (size_t i = 0; i < COUNT(units) && !*may; i++) {
		if (!units[i] || (i && units[i] == units[0]))
			continue;
		err e = object_seen_by(c, account, units[i], S("dossier"), s->id, &seen);
		if (e && e->kind != NOT_FOUND)
			return e;
		*may = !e;
	}
	return NULL;
}

err dossier_tell_watchers(struct ctx *c, const struct dossier_state *s, const struct dossier_watchers_rows *all, str what)
{
	for (size_t i = 0; i < all->n; i++) {
		int64_t account = all->v[i].account_id;
		bool may;
		if (account == c->actor)
			continue;
		TRY(may_watch(c, s, account, &may));
		TRY(may ? tell_officer(c, account, s, "dossier.watched", what) : dossier_unwatch(c, s->id, account));
	}
	return NULL;
}

/* The applicant learns of every change of status, a watching colleague of everything, an officer of what was given to him. */
static err tell(struct ctx *c, const struct dossier_work *w)
{
	const struct dossier_state *s = w->state, *before = w->before;
	if (!w->action->inside)
		TRY(tell_applicant(c, w));
	TRY(dossier_tell_watchers(c, s, w->watchers, news(c, w, w->action->done)));
	int64_t given = s->assignee_id.v;
	if (s->assignee_id.set && given != c->actor && (!before->assignee_id.set || before->assignee_id.v != given))
		TRY(tell_officer(c, given, s, "dossier.given", S("Hồ sơ được giao cho ông/bà xử lý.")));
	return NULL;
}

static err log_event(struct ctx *c, const struct dossier_work *w)
{
	const struct dossier_state *s = w->state, *before = w->before;
	return dossier_event_add(c, &(struct dossier_event_add_in){.dossier = s->id,
					    .number = s->version,
					    .at = c->now,
					    .account = id_or_none(c->actor),
					    .action = str_of(w->action->name),
					    .from_status = some_int(before->status),
					    .to_status = s->status,
					    .note = w->note,
					    .due_at = s->due_at,
					    .from_step = before->step_number,
					    .to_step = s->step_number,
					    .step_due_at = before->step_due_at,
					    .unit = some_int(w->unit ? w->unit : before->holder_unit_id),
					    .assignee = s->assignee_id,
					    .behalf = id_or_none(c->behalf)});
}

err dossier_save(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	if (w->action->form)
		TRY(paper_issue(c, w, w->before));
	TRY(clock_answer(c, s, w->was));
	s->step_at = place_in_queue(c, s);
	s->version++;
	TRY(store(c, w));
	TRY(log_event(c, w));
	TRY(tell(c, w));
	return attendant_acted(c, s->id, str_of(w->action->name), w->was, s->status);
}
