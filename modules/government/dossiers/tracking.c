/* tracking: everybody may ask where a dossier stands. With the code alone one learns whether it is done; the look-up secret printed on
 * the receipt shows dates and a masked name (NĐ 61/2018: without authentication only code and completion level). */
#include "government/dossiers/dossier_pages.h"

/* A scanner types the whole address of the QR code into the first field: the secret is in it as well. */
static void read_typed(struct req *q, struct tracking_view *v)
{
	str code = query_text(q, "ma"), secret = query_text(q, "bi-mat");
	bool address = str_has(code, S("bi-mat="));
	v->code = dossier_code_typed(q->ctx.a, code);
	v->secret = dossier_secret_typed(q->ctx.a, address && !secret.n ? code : secret);
}

static void hide(struct tracking_view *v)
{
	struct dossier_tracked *d = &v->dossier;
	d->procedure_name = d->unit_name = d->province_name = v->name = S("");
	d->submitted_at = 0;
	d->received_at = d->due_at = d->finished_at = d->returned_at = (opt_int){0};
}

err tracking(struct req *q)
{
	struct tracking_view v = {0};
	struct ctx *c = &q->ctx;
	read_typed(q, &v);
	v.asked = v.code.n > 0;
	if (v.asked)
		TRY(dossier_tracked(c, v.code, &v.dossier, &v.found));
	v.secret_right = v.found && v.secret.n && same_secret(v.secret, v.dossier.secret);
	v.name = mask_name(c->a, v.dossier.applicant_name);
	v.dossier.secret = v.dossier.applicant_name = S("");
	if (!v.secret_right)
		hide(&v);
	if (q->json && !v.found)
		return FAIL(c, NOT_FOUND, "Không có hồ sơ mang mã này.");
	return reply(q, &v, tracking_page);
}
