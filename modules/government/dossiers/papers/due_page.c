/* dossier_due_page: "Vì sao hẹn ngày này?": every due date of a dossier that was ever computed, each told from its proof. */
#include "government/dossiers/dossier_pages.h"
#include "web/reply.h"

static err explain(struct req *q, struct due_view *v)
{
	struct ctx *c = &q->ctx;
	struct dossier_dues_rows dues;
	TRY(dossier_dues(c, v->dossier.id, &dues));
	v->rows.v = NEWN(c->a, struct due_row, dues.n + 1);
	for (size_t i = 0; i < dues.n; i++) {
		v->rows.v[i].due = dues.v[i];
		TRY(calendar_explain(c, dues.v[i].proof, &v->rows.v[i].why));
	}
	v->rows.n = dues.n;
	return reply(q, v, dossier_due_page);
}

err desk_due(struct req *q)
{
	struct due_view v = {.base = str_format(q->ctx.a, "/mot-cua/%lld", (long long)q->id)};
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v.dossier));
	return explain(q, &v);
}

err my_due(struct req *q)
{
	struct due_view v = {.base = str_format(q->ctx.a, "/ho-so/%lld", (long long)q->id)};
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &v.dossier));
	return explain(q, &v);
}
