/* attendant: where other modules hang on the pages of dossiers: they fill forms, and stand on the page of one. */
#include "government/dossiers/dossier_pages.h"
#include "web/request.h"

err attendant_part(struct req *q, struct dossier_view *v)
{
	const struct dossier_attendant *const *all = dossier_attendants();
	for (size_t i = 0; all[i]; i++)
		TRY(all[i]->part(q, v->dossier.id, &v->attended[i]));
	return NULL;
}

void attendant_show(struct page *p, const struct dossier_view *v)
{
	const struct dossier_attendant *const *all = dossier_attendants();
	for (size_t i = 0; all[i]; i++)
		if (v->attended[i])
			all[i]->show(p, v->attended[i]);
}

err attendant_know(struct req *q, const struct dossier_asking *of, struct form_person *who, struct dossier_known *out)
{
	const struct dossier_attendant *const *all = dossier_attendants();
	*out = (struct dossier_known){0};
	for (size_t i = 0; all[i] && !out->asked; i++)
		TRY(all[i]->known(q, of, out));
	who->known = out->v;
	who->nknown = out->n;
	return NULL;
}

/* What is fixed depends on which thing he chose, and that he says in the same form. */
err attendant_form_read(struct req *q, int64_t procedure, const struct form *f, struct form_person *who, bool complete,
	const struct sent_files *sent, str *answers)
{
	struct dossier_known known;
	struct dossier_asking of = {.procedure = procedure, .form = f, .answers = S("")};
	const struct page_found *found = q->page.found;
	if (*dossier_attendants()) {
		err e = form_read_sent(q, f, false, sent, &of.answers);
		if (e && e->kind != INVALID)
			return e;
		q->page.found = found;
		TRY(attendant_know(q, &of, who, &known));
	}
	return form_read_of(q, f, who, complete, sent, answers);
}
