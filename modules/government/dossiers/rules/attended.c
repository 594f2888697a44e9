/* attended: the modules that stand on dossiers learn of each action, in its transaction. What they know for pages: attendant.c. */
#include "government/dossiers/rules/rules.h"
#include <stdlib.h>

static const struct dossier_attendant *attendants[DOSSIER_ATTENDANTS_MAX + 1];
static size_t count;

void dossier_attended_by(const struct dossier_attendant *a)
{
	for (size_t i = 0; i < count; i++)
		if (attendants[i] == a)
			return;
	if (count == DOSSIER_ATTENDANTS_MAX)
		abort();
	attendants[count++] = a;
}
const struct dossier_attendant *const *dossier_attendants(void) { return attendants; }

err attendant_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now)
{
	for (size_t i = 0; i < count; i++)
		if (attendants[i]->acted)
			TRY(attendants[i]->acted(c, dossier, action, was, now));
	return NULL;
}
