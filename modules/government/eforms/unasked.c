/* unasked: papers of cases that the answers exclude. */
#include "government/eforms/inside.h"

bool eform_file_excluded(struct ctx *c, const struct eform *f, str answers, int64_t component)
{
	struct answers *v;
	bool named = false, asked = false;
	if (!f || !answers.n)
		return false;
	answers_stored(c, f, answers, &v);
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct eform_field *d = &f->sections[i].fields[k];
			if (d->type != F_FILE || d->component != component)
				continue;
			named = true;
			asked |= field_asked(v, d, 0);
		}
	return named && !asked;
}
