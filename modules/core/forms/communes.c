/* communes: those of a province, which the script of a place asks for. */
#include "core/forms/inside.h"
#include "core/forms/communes.html.h"
#include "web/reply.h"

static const struct member communes_members[] = {MANY(struct form_communes_view, communes, form_communes)};
const struct shape form_communes_view_shape = SHAPE("form_communes_view", struct form_communes_view, communes_members);

err form_communes_run(struct req *q)
{
	struct form_communes_view v = {.province = query_text(q, "tinh")};
	TRY(form_communes(&q->ctx, v.province, day_iso(q->ctx.a, day_of(q->ctx.now)), &v.communes));
	return reply(q, &v, form_communes_page);
}
