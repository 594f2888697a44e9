/* attach: files that came in are bound to their dossier. */
#include "government/dossiers/rules/rules.h"

err dossier_attach(struct ctx *c, int64_t dossier, const char *kind, const struct attachment *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t file;
		opt_int component = {list[i].component > 0, list[i].component};
		TRY(file_add(c, &list[i].stored, &file));
		TRY(dossier_file_add(c, dossier, component, str_of(kind), file, c->now));
	}
	return NULL;
}
