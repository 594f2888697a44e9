/* dossiers: the rules of filing and keeping one. rules/ holds what its actions change, where it stands, its time limits and steps, papers/ the
 * forms issued and the register; pages stand in filing/ and following/ (citizens; tracking.c is everybody's), counter/ and desk/ (officers). */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/rules/tally.h"
#include "web/notify.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

/* ---- filing ---- */

/* Identifier, date, order in the day: H42.17-261123-0001. Beyond 9999 a day the number widens. */
static err next_code(struct ctx *c, int64_t unit, str agency_code, str *code)
{
	struct dossier_next next;
	struct date d = day_parts(day_of(c->now));
	str today = day_iso(c->a, day_of(c->now));
	TRY(dossier_count(c, unit, today));
	TRY(dossier_next(c, unit, today, &next));
	*code = str_format(
		c->a, "%.*s-%02d%02d%02d-%04lld", STR_ARG(agency_code), d.year % 100, d.month, d.day, (long long)next.last);
	return NULL;
}

static opt_int id_or_none(int64_t id) { return (opt_int){id > 0, id}; }

static struct news said(struct ctx *c, int64_t dossier, str code, const char *base, str what)
{
	return (struct news){.title = str_format(c->a, "Hồ sơ %.*s", STR_ARG(code)),
		.text = what,
		.path = str_format(c->a, "%s/%lld", base, (long long)dossier)};
}

static err index_words(struct ctx *c, const struct new_dossier *n)
{
	return dossier_index(c, &(struct dossier_indexed){n->id, n->receiving_unit, n->competent_unit, n->support_unit, n->code,
					n->applicant_name, n->applicant_phone, n->applicant_number});
}

/* What is still in the mail stands behind what can be worked on, until it is time to ask for it. Only what comes online has the law's
 * promise of an answer; at the counter it is due just as soon. */
static int64_t first_place(struct ctx *c, const struct new_dossier *n, int64_t answer_due_at)
{
	return str_is(n->channel, "post") ? c->now + setting_int_in(c, n->receiving_unit, "dossiers.mail_days") * DAY
					  : answer_due_at;
}

/* One by one, and the number of the day counted before it is asked for: where SQLite may have to undo a part of a statement it saves, and FTS5
 * writes out the words of every dossier by itself instead of those of a commit together. */
static err components(struct ctx *c, int64_t dossier, int64_t procedure)
{
	struct dossier_wanted_rows wanted;
	TRY(dossier_wanted(c, procedure, &wanted));
	for (size_t i = 0; i < wanted.n; i++) {
		const struct dossier_wanted *k = &wanted.v[i];
		TRY(dossier_component_add(c, dossier, k->number, k->name, k->originals, k->copies));
	}
	return NULL;
}

static err insert(struct ctx *c, struct new_dossier *n, const struct procedure_terms *p)
{
	struct dossier_add added;
	opt_int paid = {n->fee_paid && p->fee > 0, c->now}, answer_due_at = {str_is(n->channel, "online"), 0};
	TRY(clock_answer_due(c, n->receiving_unit, c->now, &answer_due_at.v));
	if (!n->secret.n)
		n->secret = random_code(c->a, 8);
	TRY(dossier_add(c,
		&(struct dossier_add_in){.code = n->code,
			.secret = n->secret,
			.procedure = p->procedure,
			.procedure_code = p->code,
			.procedure_name = p->name,
			.field = p->field,
			.support = n->support_unit,
			.unit = n->receiving_unit,
			.competent = n->competent_unit,
			.account = id_or_none(n->account),
			.submitter = id_or_none(c->actor),
			.client_key = n->client_key.n ? n->client_key : (str){0},
			.name = n->applicant_name,
			.number = n->applicant_number,
			.birth_on = n->applicant_birth_on.n ? n->applicant_birth_on : (str){0},
			.phone = n->applicant_phone,
			.email = n->applicant_email,
			.address = n->applicant_address,
			.channel = n->channel,
			.content = n->content,
			.eform = id_or_none(n->eform),
			.answers = n->answers,
			.result_by = n->result_by,
			.result_address = n->result_address,
			.fee = p->fee,
			.fee_paid_at = paid,
			.term_unit = p->term.unit,
			.term_amount = p->term.amount,
			.supplement_rule = p->supplement_rule,
			.at = c->now,
			.step_at = first_place(c, n, answer_due_at.v),
			.answer_due_at = answer_due_at},
		&added));
	n->id = added.id;
	TRY(components(c, n->id, p->procedure));
	for (size_t i = 0; i < n->nhanded; i++)
		TRY(dossier_component_hand(c, n->id, n->handed[i].number, n->handed[i].originals, n->handed[i].copies));
	return dossier_attach(c, n->id, "component", n->attachments, n->nattachments);
}

/* A centre takes in for every commune of its province (NĐ 118/2025), not beyond. */
static err organisations(struct ctx *c, struct new_dossier *n, int64_t procedure)
{
	struct same_province found;
	int64_t competent, support;
	bool posted, near = true;
	TRY(procedure_posted(c, procedure, n->receiving_unit, &posted));
	if (!posted)
		return FAIL_FIELD(c, "receiving_unit", "Nơi này không tiếp nhận thủ tục này. Hãy chọn nơi khác.");
	TRY(procedure_authority(c, procedure, n->receiving_unit, &competent, &support));
	if (!n->support_unit)
		n->support_unit = support;
	if (!n->competent_unit || n->competent_unit == n->receiving_unit) {
		n->competent_unit = competent;
		return NULL;
	}
	TRY(same_province(c, n->receiving_unit, n->competent_unit, &found, &near));
	return near ? NULL : FAIL_FIELD(c, "competent_unit", "Chọn cơ quan giải quyết trong cùng tỉnh với nơi tiếp nhận.");
}

static err file(struct ctx *c, struct new_dossier *n, struct procedure_terms *p)
{
	struct receiving_unit unit;
	bool receives;
	str basis;
	procedure_posted_ahead(c, p->procedure, n->receiving_unit);
	dossier_wanted_ahead(c, p->procedure);
	TRY(receiving_unit(c, n->receiving_unit, day_iso(c->a, day_of(c->now)), &unit, &receives));
	if (!receives)
		return FAIL_FIELD(c, "receiving_unit", "Nơi này chưa tiếp nhận hồ sơ. Hãy chọn nơi khác.");
	TRY(organisations(c, n, p->procedure));
	TRY(procedure_fee(c, p->procedure, n->channel, n->payer, &p->fee, &basis));
	if (n->fee.set)
		p->fee = n->fee.v;
	TRY(next_code(c, unit.id, unit.agency_code, &n->code));
	TRY(insert(c, n, p));
	TRY(dossier_event_add(c, &(struct dossier_event_add_in){.dossier = n->id,
					 .number = 1,
					 .at = c->now,
					 .account = id_or_none(c->actor),
					 .action = S("submit"),
					 .from_status = (opt_int){0},
					 .to_status = REGISTERED,
					 .note = S(""),
					 .due_at = (opt_int){0},
					 .from_step = 0,
					 .to_step = 0,
					 .step_due_at = (opt_int){0},
					 .unit = some_int(unit.id),
					 .assignee = (opt_int){0},
					 .behalf = id_or_none(c->behalf)}));
	TRY(index_words(c, n));
	TRY(dossier_tally_add(c, unit.id, S("reception"), 1));
	TRY(procedure_used(c, p->procedure, unit.id));
	TRY(audit_add_in(c, unit.id, "dossier.submit", "dossier", n->id, n->code));
	struct news done = said(c, n->id, n->code, "/ho-so", S("Đã nộp hồ sơ. Cơ quan tiếp nhận sẽ kiểm tra và trả lời."));
	return notify(c, n->account, "dossier.news", &done);
}

static err filed_before(struct ctx *c, struct new_dossier *n)
{
	struct dossier_by_client d;
	n->known = false;
	if (!n->client_key.n || !c->actor)
		return NULL;
	TRY(dossier_by_client(c, c->actor, n->client_key, &d, &n->known));
	if (n->known) {
		n->id = d.id;
		n->code = d.code;
		n->secret = d.secret;
	}
	return NULL;
}

err dossier_submit(struct ctx *c, struct new_dossier *n)
{
	struct procedure_terms p;
	TRY(filed_before(c, n));
	if (n->known)
		return NULL;
	TRY(procedure_in_force(c, n->procedure, n->channel, &p));
	TRY(file(c, n, &p));
	if (!n->receive)
		return NULL;
	struct dossier_work w = {.action = dossier_action(S("receive")), .dossier = n->id, .unit = n->receiving_unit};
	return dossier_apply(c, &w);
}

/* ---- applying an action ---- */

static bool has_part(const struct dossier_state *s, int64_t unit)
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
	if (!has_part(s, w->unit))
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
	bool legal = outlet_named(by_law, w->action->name);
	struct news n = said(c, s->id, s->code, "/ho-so", news(c, w, flow_plain_words(w->action)));
	if (!s->account_id.set && legal) {
		n.path = S("");
		n.email = s->applicant_email;
		n.phone = s->applicant_phone;
	}
	return notify(c, s->account_id.v, legal ? "dossier.legal" : "dossier.news", &n);
}

static err tell_officer(struct ctx *c, int64_t account, const struct dossier_state *s, const char *event, str what)
{
	struct news n = said(c, s->id, s->code, "/mot-cua", what);
	return notify(c, account, event, &n);
}

static err tell_watchers(struct ctx *c, const struct dossier_state *s, const struct dossier_watchers_rows *all, str what)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].account_id != c->actor)
			TRY(tell_officer(c, all->v[i].account_id, s, "dossier.watched", what));
	return NULL;
}

/* The applicant learns of every change of status, a watching colleague of everything, an officer of what was given to him. */
static err tell(struct ctx *c, const struct dossier_work *w)
{
	const struct dossier_state *s = w->state, *before = w->before;
	if (!w->action->inside)
		TRY(tell_applicant(c, w));
	TRY(tell_watchers(c, s, w->watchers, news(c, w, w->action->done)));
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
	return tell(c, w);
}

err dossier_apply(struct ctx *c, struct dossier_work *w) { return flow_apply(c, &dossier_flow, w); }

/* ---- notes, watchers ---- */

static err seen_by(struct ctx *c, const struct dossier_remark *r, struct dossier_state *s)
{
	TRY(dossier_state(c, r->dossier, s));
	return has_part(s, r->unit) ? NULL : FAIL(c, NOT_FOUND, "dossier");
}

err dossier_note_write(struct ctx *c, struct dossier_remark *r)
{
	struct dossier_state s;
	struct dossier_watchers_rows watchers;
	TRY(seen_by(c, r, &s));
	if (!r->text.n)
		return FAIL_FIELD(c, "text", "Ghi nội dung trao đổi.");
	TRY(dossier_note_add(c, s.id, c->now, c->actor, r->text));
	TRY(dossier_watchers(c, s.id, &watchers));
	TRY(tell_watchers(c, &s, &watchers, S("Có trao đổi nội bộ mới.")));
	return audit_add_in(c, r->unit, "dossier.note", "dossier", s.id, s.code);
}

err dossier_watching(struct ctx *c, struct dossier_remark *r)
{
	struct dossier_state s;
	TRY(seen_by(c, r, &s));
	return r->watch ? dossier_watch(c, s.id, c->actor, c->now) : dossier_unwatch(c, s.id, c->actor);
}
