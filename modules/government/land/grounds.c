/* grounds: dossiers as grounds of what is written in the register. A dossier is about the parcels that its form or an officer named; what was
 * written on its ground is kept beside both; one that ends and has changed nothing leaves a task. Dossiers know nothing of it. */
#include "inside.h"
#include "core/forms/forms.h"
#include "government/dossiers/dossiers.h"
#include "government/eforms/eforms.h"
#include "web/hooks.h"
#include "web/notify.h"
#include "web/services/audit.h"

/* ---- what its form names ---- */

bool land_field_names(const struct form_field *f)
{
	return f->type == FORM_REFERENCE && f->to && !strcmp(f->to->kind, LAND_OWN_KIND);
}

static err row_names(struct ctx *c, const struct land_dossier *d, const struct form_answers *said, const struct form_section *s)
{
	for (size_t row = 0; row < said->sections[s->slot].n; row++)
		for (size_t i = 0; i < s->n; i++) {
			const struct form_answer *a =
				land_field_names(&s->fields[i]) ? form_answer_to(said, &s->fields[i], row) : NULL;
			if (a && a->filled && !a->wrong)
				TRY(land_dossier_parcel_add(c, d->id, a->number, true, c->actor, c->now));
		}
	return NULL;
}

static err filed(struct ctx *c, const struct land_dossier *d)
{
	const struct form *f;
	TRY(land_dossier_parcels_forget(c, d->id));
	if (!d->answers.n)
		return NULL;
	TRY(eform_get(c, d->eform_id.v, &f));
	const struct form_answers *said = form_answered(c, f, d->answers);
	for (size_t i = 0; said && i < f->n; i++)
		TRY(row_names(c, d, said, &f->sections[i]));
	return NULL;
}

/* ---- it ends ---- */

/* The register is kept where the parcel is; where none was named, by who took the dossier in. */
static err planned(struct ctx *c, const struct land_dossier *d)
{
	struct land_dossier_acts_rows acts;
	struct land_dossier_parcels_rows parcels;
	TRY(land_dossier_acts(c, d->id, &acts));
	if (acts.n)
		return NULL;
	TRY(land_dossier_parcels(c, d->id, &parcels));
	TRY(land_dossier_task_add(c, d->id, parcels.n ? parcels.v[0].unit_id : d->receiving_unit_id, c->now));
	if (!c->actor)
		return NULL;
	return notify(c, c->actor, "land.unwritten",
		&(struct news){.title = str_format(c->a, "Hồ sơ %.*s: chưa ghi gì vào sổ đất đai", STR_ARG(d->code)),
			.text = S("Hồ sơ đã giải quyết xong mà sổ đất đai chưa thay đổi. Hãy ghi vào sổ, hoặc nêu lý do không "
				  "cần ghi."),
			.path = land_dossier_path(c->a, d->id)});
}

err land_dossier_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now)
{
	struct land_dossier d;
	bool found, said = str_is(action, "submit") || str_is(action, "amend"), ended = now == FINISHED && was != FINISHED;
	if (!said && !ended)
		return NULL;
	TRY(land_dossier(c, dossier, &d, &found));
	if (!found || !land_procedure(d.procedure_code))
		return NULL;
	return said ? filed(c, &d) : planned(c, &d);
}

/* ---- on its ground ---- */

static bool about(const struct land_dossier_parcels_rows *rows, int64_t parcel)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].id == parcel)
			return true;
	return false;
}

/* Those with a part in it, and who keeps a parcel that it names. */
err land_dossier_of_unit(struct ctx *c, int64_t dossier, struct land_dossier *d, struct land_dossier_parcels_rows *parcels)
{
	bool found, own;
	TRY(land_dossier(c, dossier, d, &found));
	if (!found || !land_procedure(d->procedure_code))
		return FAIL(c, NOT_FOUND, "dossier of land");
	TRY(land_dossier_parcels(c, dossier, parcels));
	own = c->unit && (c->unit == d->receiving_unit_id || c->unit == d->competent_unit_id || c->unit == d->holder_unit_id);
	for (size_t i = 0; i < parcels->n; i++)
		own |= parcels->v[i].unit_id == c->unit;
	return own ? NULL : FAIL(c, NOT_FOUND, "dossier of land of another unit");
}

bool land_dossier_open(const struct land_dossier *d)
{
	return d->status == IN_PROGRESS || d->status == FINISHED || d->status == RETURNED;
}

err land_grounded(struct ctx *c, int64_t dossier, struct ints parcels, const char *act, opt_int event, str day)
{
	struct land_dossier d;
	struct land_dossier_parcels_rows of;
	bool named = false;
	if (!dossier)
		return NULL;
	TRY(land_dossier_of_unit(c, dossier, &d, &of));
	if (!land_dossier_open(&d))
		return FAIL(c, CONFLICT, "Hồ sơ %.*s đang ở bước “%s”, chưa làm căn cứ ghi vào sổ đất đai được.", STR_ARG(d.code),
			status_title(d.status));
	if (!str_listed(land_procedure(d.procedure_code)->acts, str_of(act)))
		return FAIL(c, CONFLICT, "Thủ tục của hồ sơ %.*s không dẫn đến việc này: %s.", STR_ARG(d.code),
			choice_label(land_acts, str_of(act)));
	for (size_t i = 0; i < parcels.n; i++)
		named |= about(&of, parcels.v[i]);
	if (!named)
		return FAIL(c, CONFLICT, "Hồ sơ %.*s không nêu thửa đất này. Hãy nêu thửa đất ở trang của hồ sơ trước.",
			STR_ARG(d.code));
	for (size_t i = 0; i < parcels.n; i++) {
		TRY(land_dossier_parcel_add(c, dossier, parcels.v[i], false, c->actor, c->now));
		TRY(land_dossier_act_add(c, &(struct land_dossier_act_add_in){.dossier = dossier,
						    .parcel = parcels.v[i],
						    .act = str_of(act),
						    .event = event,
						    .day = day,
						    .account = c->actor,
						    .now = c->now}));
	}
	TRY(land_dossier_task_done(c, dossier, c->now, c->actor));
	return audit_add(c, "parcel.on_dossier", "dossier", dossier, str_of(choice_label(land_acts, str_of(act))));
}

/* ---- what officers say of it ---- */

err land_dossier_named(struct ctx *c, struct land_naming *n)
{
	struct land_dossier d;
	struct land_dossier_parcels_rows of;
	struct land_parcel p;
	TRY(land_dossier_of_unit(c, n->dossier, &d, &of));
	TRY(land_parcel(c, n->parcel, c->unit, &p));
	if (about(&of, n->parcel))
		return FAIL_FIELD(c, "number", "Hồ sơ đã nêu thửa đất này.");
	if (d.status == REFUSED || d.status == WITHDRAWN || d.status == STOPPED)
		return FAIL(c, CONFLICT, "Hồ sơ %.*s đã dừng, không ghi thêm được.", STR_ARG(d.code));
	TRY(land_dossier_parcel_add(c, n->dossier, n->parcel, false, c->actor, c->now));
	return audit_add(c, "parcel.named", "dossier", n->dossier, parcel_called(c->a, p.sheet, p.number));
}

err land_dossier_dropped(struct ctx *c, struct land_dropping *w)
{
	struct land_dossier_task t;
	bool found;
	TRY(land_dossier_task(c, w->dossier, &t, &found));
	if (!found || t.unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "task of land");
	if (!w->reason.n)
		return FAIL_FIELD(c, "reason", "Ghi lý do không cần ghi vào sổ đất đai.");
	if (!str_is(t.state, "open"))
		return FAIL(c, CONFLICT, "Việc này đã ghi, hoặc đã bỏ rồi.");
	TRY(land_dossier_task_drop(c, w->dossier, c->unit, w->reason, c->now, c->actor));
	return audit_add(c, "parcel.not_needed", "dossier", w->dossier, w->reason);
}
