/* acts: what was written in the register on the ground of dossiers, as the pages of a parcel and of a dossier say it. */
#include "pages.h"
#include "web/object.h"
#include "web/request.h"

static err made_of(struct ctx *c, const struct land_dossier_acts *act, str *out)
{
	struct land_children_of_event_rows rows;
	buf b = {.a = c->a};
	if (act->event_id.set)
		TRY(land_children_of_event(c, act->parcel_id, act->event_id.v, &rows));
	for (size_t i = 0; act->event_id.set && i < rows.n; i++)
		buf_printf(&b, "%s%lld", i ? ", " : "", (long long)rows.v[i].number);
	*out = buf_text(&b);
	return NULL;
}

err land_act_lines_of(struct req *q, const struct land_dossier_acts_rows *rows, struct land_act_lines *out)
{
	struct ctx *c = &q->ctx;
	*out = (struct land_act_lines){NEWN(c->a, struct land_act_line, rows->n + 1), rows->n};
	for (size_t i = 0; i < rows->n; i++) {
		const struct land_dossier_acts *r = &rows->v[i];
		struct land_act_line *line = &out->v[i];
		*line = (struct land_act_line){.parcel = r->parcel_id,
			.act = r->act,
			.title = str_of(choice_label(land_acts, r->act)),
			.called = parcel_called(c->a, r->sheet, r->number),
			.on_day = r->on_day,
			.dossier = r->dossier_id,
			.code = r->code};
		TRY(made_of(c, r, &line->made));
		TRY(object_place(q, S("dossier"), r->dossier_id, &line->path));
	}
	return NULL;
}

static const struct member act_members[] = {MEMBER(struct land_act_line, parcel, M_INT),
	MEMBER(struct land_act_line, act, M_TEXT), MEMBER(struct land_act_line, called, M_TEXT),
	MEMBER(struct land_act_line, on_day, M_TEXT), MEMBER(struct land_act_line, dossier, M_INT),
	MEMBER(struct land_act_line, code, M_TEXT), MEMBER(struct land_act_line, made, M_TEXT)};
const struct shape land_act_line_shape = SHAPE("land_act", struct land_act_line, act_members);
