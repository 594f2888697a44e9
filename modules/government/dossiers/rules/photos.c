/* photos: the photographs that the answers of a dossier name are its own. */
#include "government/dossiers/rules/rules.h"
#include "core/forms/forms.h"
#include "government/eforms/eforms.h"

err dossier_photos_keep(struct ctx *c, int64_t dossier, int64_t eform, str answers, int64_t draft)
{
	const struct form *form = NULL;
	struct form_answers *said;
	if (eform)
		TRY(eform_get(c, eform, &form));
	if (!form || !form_has_photos(form))
		return NULL;
	form_answers_stored(c, form, answers, &said);
	return form_photos_keep(
		c, said, &(struct photos_kept){.kind = "dossier", .object = dossier, .from_kind = "draft", .from = draft});
}
