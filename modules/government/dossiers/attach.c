/* attach: files that came in are bound to their dossier, and sent to who may see it. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/dossier_pages.h"

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

err dossier_file_send(struct req *q)
{
	struct dossier_file_get f;
	int64_t id;
	if (!str_int(q->key, &id))
		return FAIL(&q->ctx, NOT_FOUND, "file");
	TRY(dossier_file_get(&q->ctx, q->id, id, &f));
	return file_send(q, f.file_id, !str_is(f.kind, "result"));
}
