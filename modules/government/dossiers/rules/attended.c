/* attended: the module that stands on dossiers learns of each action, in its transaction. What it knows for pages: attendant.c. */
#include "government/dossiers/rules/rules.h"

static const struct dossier_attendant *attendant;

void dossier_attended_by(const struct dossier_attendant *a) { attendant = a; }
const struct dossier_attendant *dossier_attendant(void) { return attendant; }

err attendant_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now)
{
	return attendant ? attendant->acted(c, dossier, action, was, now) : NULL;
}
