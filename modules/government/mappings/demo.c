/* demo: household businesses, as the demonstration's dossiers registered them. Another system gives their codes, so these are invented. */
#include "government/mappings/inside.h"

static err write_one(
	struct ctx *c, const struct mapping_tasks_of *t, const struct mapping_source *s, const struct mapping_write *w)
{
	struct record_work work = {.registry = w->registry,
		.valid_from = t->on_day,
		.reason = str_format(c->a, "Kết quả hồ sơ %.*s", STR_ARG(s->dossier.code)),
		.source = S("dossier"),
		.source_ref = str_format(c->a, "dossier/%lld", (long long)t->dossier_id),
		.though_alike = true};
	TRY(mapping_made(c, w, s->said, S(""), true, &work.answers));
	TRY(registry_record_create(c, &work));
	return mapping_task_written(c, t->id, work.record, c->now, t->account_id);
}

static err settle(struct ctx *c, const struct mapping_tasks_of *t)
{
	const struct mapping_version *v;
	struct mapping_source s;
	struct mapping m;
	TRY(mapping_source(c, t->dossier_id, &s));
	TRY(mapping_holding(c, s.dossier.procedure_code, day_of(c->now), &v));
	err e = s.dossier.answers.n && v ? mapping_read(c, &s.at, v->definition, &m) : FAIL(c, INVALID, "no answers");
	if (e && e->kind != INVALID)
		return e;
	if (e || !m.nwrites || m.writes[0].act != MAPPING_CREATE)
		return mapping_task_dropped(
			c, t->id, t->unit_id, S("Dữ liệu minh họa: hồ sơ không có tờ khai điện tử"), c->now, t->account_id);
	s.result.number = str_format(c->a, "37A8%06lld", (long long)t->dossier_id);
	s.result.signed_on = t->on_day;
	TRY(mapping_source_said(c, &s));
	return write_one(c, t, &s, &m.writes[0]);
}

err mappings_demo(struct ctx *c)
{
	struct mapping_tasks_of_rows rows;
	struct ctx own = *c;
	do {
		TRY(mapping_tasks_waiting(c, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			own.unit = rows.v[i].unit_id;
			own.actor = rows.v[i].account_id.v;
			TRY(settle(&own, &rows.v[i]));
		}
	} while (rows.n);
	return NULL;
}
