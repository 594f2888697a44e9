/* answering: the pages of a request, of who asked and of who keeps the records. */
#include "government/personnel/pages.h"
#include "government/personnel/personnel.html.h"
#include "web/input.h"
#include "web/request.h"
#include "web/services/audit.h"

static err load(struct req *q, int side, struct personnel_request_view *v)
{
	struct ctx *c = &q->ctx;
	struct personnel_request_work w = {.side = side, .request = q->id, .may_sensitive = may(q, PERSONNEL_SENSITIVE)};
	const struct personnel_kinds *all;
	struct personnel_entries_on e;
	TRY(personnel_request_load(c, &w));
	TRY(personnel_kinds(c, &all));
	*v = (struct personnel_request_view){.r = w.r, .of = personnel_kind_of(all, w.r.form_id), .side = side};
	if (!v->of)
		return FAIL(c, BROKEN, "personnel_request %lld: no form", (long long)w.r.id);
	v->state = str_of(flow_state(&personnel_request_flow, w.r.state)->code);
	v->title = v->of->form->title;
	v->answers = w.r.answers;
	v->base = str_format(
		c->a, side == PERSONNEL_OWN ? "/ho-so-cua-toi/de-nghi/%lld" : "/ho-so-can-bo/de-nghi/%lld", (long long)w.r.id);
	v->has_was = w.r.entry_id.set;
	if (v->has_was) {
		TRY(personnel_entry_get(c, w.r.entry_id.v, &e));
		TRY(personnel_line_of(q, &e, false, &v->was));
	}
	TRY(personnel_events(c, w.r.id, &v->events));
	TRY(files_linked(c, PERSONNEL_REQUEST, (struct ints){&v->r.id, 1}, &v->papers));
	const struct flow_place at = {.state = w.r.state};
	v->offered = flow_offered(c->a, &personnel_request_flow, side, flow_powers(q, &personnel_request_flow), &at);
	v->actions = flow_offers_of(q, &personnel_request_flow, side, v->offered);
	if (side == PERSONNEL_KEEPERS)
		audit_look(q, "personnel", w.r.file_id, "Xem đề nghị sửa hồ sơ cán bộ");
	return NULL;
}

static err show(struct req *q, int side)
{
	struct personnel_request_view v;
	TRY(load(q, side, &v));
	return reply(q, &v, personnel_request_page);
}
err personnel_request_office(struct req *q) { return show(q, PERSONNEL_KEEPERS); }
err personnel_request_mine(struct req *q) { return show(q, PERSONNEL_OWN); }

static err form(struct req *q, int side)
{
	struct personnel_request_view v;
	struct flow_work w = {0};
	TRY(flow_begin(q, &w));
	TRY(load(q, side, &v));
	TRY(flow_guard(&q->ctx, &personnel_request_flow, &w, &(struct flow_place){.state = v.r.state}));
	v.action = w.action;
	personnel_step_page(&q->page, &v);
	return NULL;
}
err personnel_request_office_form(struct req *q) { return form(q, PERSONNEL_KEEPERS); }
err personnel_request_mine_form(struct req *q) { return form(q, PERSONNEL_OWN); }

static err act(struct req *q, int side)
{
	struct personnel_answer_form in = {0};
	struct personnel_request_work w = {.request = q->id, .may_sensitive = may(q, PERSONNEL_SENSITIVE)};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &in));
	w.note = in.note;
	w.seen = in.seen;
	w.decision = (struct personnel_decision){in.decision_number, in.decision_on, in.decision_signer};
	TRY(apply(&q->ctx, personnel_request_act, &w));
	flash(q, "%s.", w.action->done);
	return side == PERSONNEL_OWN ? see_other(q, "/ho-so-cua-toi/de-nghi/%lld", (long long)q->id)
				     : see_other(q, "/ho-so-can-bo/de-nghi/%lld", (long long)q->id);
}
err personnel_request_office_act(struct req *q) { return act(q, PERSONNEL_KEEPERS); }
err personnel_request_mine_act(struct req *q) { return act(q, PERSONNEL_OWN); }
