/* view: what the pages of one dossier show, the citizen's and the officer's, and the small things their templates call. */
#include "government/dossiers/dossier_pages.h"
#include "web/services/setting.h"

static struct dossier_place place_of_view(const struct dossier_view *v)
{
	const struct dossier_of_unit *d = &v->dossier;
	size_t next = (size_t)d->step_number;
	const struct dossier_steps *now = next && next <= v->steps.n ? &v->steps.v[next - 1] : NULL;
	return (struct dossier_place){.limited = now && str_is(now->kind, "processing"),
		.actions = now ? now->actions : S(""),
		.status = d->status,
		.step = d->step,
		.next = next && next < v->steps.n ? v->steps.v[next].kind.s : NULL,
		.resting = d->status == IN_PROGRESS && d->paused_at.set,
		.running = d->due_at.set && !d->finished_at.set,
		.extended = d->extension_count > 0,
		.assigned = d->assignee_id.set,
		.declared = d->eform_id.set && d->account_id.set,
		.on_paper = !d->account_id.set};
}

static void fill_actions(struct req *q, struct dossier_view *v)
{
	const struct dossier_of_unit *d = &v->dossier;
	struct dossier_place at = place_of_view(v);
	struct flow_place stands = dossier_stands(&at);
	bool works = !q->ctx.unit || dossier_workable(q->ctx.unit, d->holder_unit_id, d->receiving_unit_id, d->step);
	v->actions = works ? flow_offered(q->ctx.a, &dossier_flow, q->ctx.unit ? BY_OFFICER : BY_APPLICANT,
				     flow_powers(q, &dossier_flow), &stands)
			   : NEW(q->ctx.a, const struct flow_action *);
	if (q->json)
		v->offers = flow_offers_of(q, &dossier_flow, q->ctx.unit ? BY_OFFICER : BY_APPLICANT, v->actions);
}

err action_open(struct req *q, const struct dossier_view *v, const struct flow_work *w)
{
	const struct dossier_of_unit *d = &v->dossier;
	struct dossier_place at = place_of_view(v);
	struct flow_place stands = dossier_stands(&at);
	if (q->ctx.unit && !dossier_workable(q->ctx.unit, d->holder_unit_id, d->receiving_unit_id, d->step))
		return FAIL(&q->ctx, CONFLICT, "Hồ sơ đang do cơ quan khác giải quyết nên không thao tác được tại đây.");
	return flow_guard(&q->ctx, &dossier_flow, w, &stands);
}

/* Who gave it to whom inside the office is no news for the applicant. */
static void hide_inside(struct dossier_events_rows *events)
{
	size_t n = 0;
	for (size_t i = 0; i < events->n; i++) {
		const struct flow_action *a = dossier_action(events->v[i].action);
		if (!a || !a->inside)
			events->v[n++] = events->v[i];
	}
	events->n = n;
}

/* Papers and amendments leave events: most dossiers have none, and are spared the questions. */
static bool papers_there(const struct dossier_events_rows *events)
{
	for (size_t i = 0; i < events->n; i++) {
		const struct flow_action *a = dossier_action(events->v[i].action);
		if (a && a->form)
			return true;
	}
	return false;
}

static bool amended(const struct dossier_events_rows *events)
{
	for (size_t i = 0; i < events->n; i++)
		if (str_is(events->v[i].action, "amend"))
			return true;
	return false;
}

str dossier_said_after(const struct dossier_view *v, size_t i)
{
	return i + 1 < v->said_before.n ? v->said_before.v[i + 1].answers : v->dossier.answers;
}

const struct choice applicant_proved_words[] = {{"paper", "Nộp không qua tài khoản"}, {"declared", "Tự khai, chưa xác minh"},
	{"desk", "Đã xác nhận bằng thẻ căn cước"}, {"provider", "Đã xác thực định danh điện tử"},
	{"other", "Tài khoản của người khác nộp"}, {NULL, NULL}};

const char *applicant_proved_colour(str proved)
{
	return str_is(proved, "desk") || str_is(proved, "provider") ? "green" : str_is(proved, "paper") ? "grey" : "orange";
}

static err fill_proved(struct ctx *c, struct dossier_view *v)
{
	const struct dossier_of_unit *d = &v->dossier;
	struct dossier_applicant_level a;
	bool found = false;
	v->applicant_proved = S("paper");
	if (d->account_id.set)
		TRY(dossier_applicant_level(c, d->account_id.v, &a, &found));
	if (found)
		v->applicant_proved = str_is(a.level, "declared")              ? S("declared")
				      : !str_eq(a.number, d->applicant_number) ? S("other")
									       : a.level;
	return NULL;
}

/* Before it is known whether he may see it: what is foreseen and not asked for is shown to nobody. */
void dossier_view_ahead(struct ctx *c, int64_t id)
{
	dossier_events_ahead(c, id);
	dossier_components_ahead(c, id);
	dossier_files_ahead(c, id);
	dossier_steps_ahead(c, id);
	if (!c->unit)
		return;
	dossier_notes_ahead(c, id);
	dossier_watchers_ahead(c, id);
}

static err photos_fill(struct ctx *c, struct dossier_view *v)
{
	struct form_answers *said;
	if (!v->said || !form_has_photos(v->eform))
		return NULL;
	TRY(photos_of(c, S("dossier"), v->dossier.id, &v->photos));
	said = NEW(c->a, struct form_answers);
	*said = *v->said;
	said->photos = &v->photos;
	v->said = said;
	return NULL;
}

/* What an amendment took away is read still. */
struct texts dossier_photos_before(struct ctx *c, const struct dossier_view *v, size_t i)
{
	struct form_answers *before, *after;
	form_answers_stored(c, v->eform, v->said_before.v[i].answers, &before);
	form_answers_stored(c, v->eform, dossier_said_after(v, i), &after);
	return form_photos_dropped(c->a, before, after);
}

err dossier_view_fill(struct req *q, struct dossier_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t id = v->dossier.id;
	v->dossier.status_label = str_of(c->unit ? status_title(v->dossier.status) : status_plain(v->dossier.status));
	TRY(dossier_events(c, id, &v->events));
	if (!c->unit)
		hide_inside(&v->events);
	TRY(dossier_components(c, id, &v->components));
	TRY(dossier_files(c, id, &v->files));
	if (papers_there(&v->events))
		TRY(papers_issued(c, id, &v->papers));
	v->desk_phone = setting_text_in(c, v->dossier.receiving_unit_id, "desk.phone");
	if (v->dossier.step_number)
		TRY(dossier_steps(c, id, &v->steps));
	if (c->unit) {
		TRY(clock_soon_at(c, &v->soon_at));
		v->answer_basis = setting_text_in(c, v->dossier.receiving_unit_id, "dossiers.answer_basis");
		TRY(dossier_notes(c, id, &v->notes));
		TRY(dossier_watchers(c, id, &v->watchers));
		TRY(fill_proved(c, v));
	}
	if (amended(&v->events))
		TRY(dossier_said_before(c, id, &v->said_before));
	if (v->dossier.answers.n)
		TRY(eform_get(c, v->dossier.eform_id.v, &v->eform));
	handed_fill(c, v);
	TRY(photos_fill(c, v));
	for (size_t i = 0; i < v->watchers.n; i++)
		v->watching |= v->watchers.v[i].account_id == c->actor;
	v->base = str_format(c->a, c->unit ? "/mot-cua/%lld" : "/ho-so/%lld", (long long)id);
	v->term = term_text(c, (struct term){v->dossier.term_unit, v->dossier.term_amount});
	const struct result_maker *maker = dossier_result_maker();
	bool at_work = v->dossier.status == RECEIVED || v->dossier.status == IN_PROGRESS;
	if (maker && c->unit == v->dossier.holder_unit_id && at_work)
		TRY(maker->offer(c, id, v->dossier.procedure_code, &v->result_offered, &v->result));
	v->takes_papers =
		c->unit == v->dossier.receiving_unit_id && !str_is(v->dossier.step, "closed") && may(q, "dossier.receive");
	TRY(procedure_fee_settled(c, v->dossier.procedure_id, v->dossier.fee, v->dossier.fee_paid_at.set, &v->fee));
	TRY(attendant_part(q, v));
	fill_actions(q, v);
	return NULL;
}
