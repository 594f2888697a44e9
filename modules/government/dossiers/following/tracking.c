/* tracking: everybody may ask where a dossier stands. With the code alone one learns how far it is; the look-up secret printed on the
 * receipt shows dates and a masked name (NĐ 61/2018: without authentication only code and completion level). A wrong secret gets the
 * answer of a wrong code: it says nothing of the dossier, not even that there is one. */
#include "government/dossiers/dossier_pages.h"
#include "web/reply.h"

/* A scanner types the whole address of the QR code into the first field: the secret is in it as well. */
static void read_typed(struct req *q, struct tracking_view *v)
{
	str code = query_text(q, "ma"), secret = query_text(q, "bi-mat");
	bool address = str_has(code, S("bi-mat="));
	v->code = dossier_code_typed(q->ctx.a, code);
	v->secret = dossier_secret_typed(q->ctx.a, address && !secret.n ? code : secret);
}

static const char wrong[] = "Mã hồ sơ hoặc mã tra cứu không đúng.", unknown[] = "Không có hồ sơ mang mã này.";

/* Which of the ten statuses it is says more than how far: the first of its level stands for all of them. */
static int64_t first_of_level(int64_t status)
{
	int64_t first = REGISTERED;
	while (first < status && strcmp(status_level(first), status_level(status)))
		first++;
	return first;
}

static void hide(struct tracking_view *v)
{
	struct dossier_tracked *d = &v->dossier;
	*d = (struct dossier_tracked){.code = d->code, .status = first_of_level(d->status)};
	d->secret = d->procedure_name = d->unit_name = d->province_name = d->applicant_name = d->step = d->result_by = S("");
	v->name = S("");
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
	v.wrong = v.asked && v.secret.n && !v.secret_right;
	v.found &= !v.wrong;
	v.name = mask_name(c->a, v.dossier.applicant_name);
	v.label = str_of(v.secret_right ? status_plain(v.dossier.status) : v.found ? status_level(v.dossier.status) : "");
	v.dossier.secret = v.dossier.applicant_name = S("");
	if (!v.found)
		v.dossier = (struct dossier_tracked){0};
	if (!v.secret_right)
		hide(&v);
	if (q->json && !v.found)
		return FAIL(c, NOT_FOUND, "%s", v.wrong ? wrong : unknown);
	return reply(q, &v, tracking_page);
}
