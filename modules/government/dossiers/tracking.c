/* tracking: everybody may ask where a dossier stands. With the code alone one learns whether it is done; the look-up secret printed on
 * the receipt shows dates and a masked name (NĐ 61/2018: without authentication only code and completion level). */
#include "government/dossiers/dossier_pages.h"

err tracking(struct req *q)
{
	struct tracking_view v = {.code = query_text(q, "ma"), .secret = query_text(q, "bi-mat")};
	struct ctx *c = &q->ctx;
	v.asked = v.code.n > 0;
	if (v.asked)
		TRY(dossier_tracked(c, v.code, &v.dossier, &v.found));
	v.secret_right = v.found && v.secret.n && same_secret(v.secret, v.dossier.secret);
	v.name = mask_name(c->a, v.dossier.applicant_name);
	v.dossier.secret = v.dossier.applicant_name = S("");
	if (!v.secret_right) {
		v.dossier.procedure_name = v.dossier.unit_name = v.dossier.province_name = v.name = S("");
		v.dossier.submitted_at = 0;
		v.dossier.received_at = v.dossier.due_at = v.dossier.finished_at = v.dossier.returned_at = (opt_int){0};
	}
	if (q->json && !v.found)
		return FAIL(c, NOT_FOUND, "Không có hồ sơ mang mã này.");
	return reply(q, &v, tracking_page);
}
