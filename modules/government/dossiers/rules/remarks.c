/* remarks: what officers say about a dossier among themselves, and who watches it. */
#include "government/dossiers/rules/rules.h"
#include "web/services/audit.h"

static err seen_by(struct ctx *c, const struct dossier_remark *r, struct dossier_state *s)
{
	TRY(dossier_state(c, r->dossier, s));
	return dossier_has_part(s, r->unit) ? NULL : FAIL(c, NOT_FOUND, "dossier");
}

err dossier_note_write(struct ctx *c, struct dossier_remark *r)
{
	struct dossier_state s;
	struct dossier_watchers_rows watchers;
	TRY(seen_by(c, r, &s));
	if (!r->text.n)
		return FAIL_FIELD(c, "text", "Ghi nội dung trao đổi.");
	TRY(dossier_note_add(c, s.id, c->now, c->actor, r->text));
	TRY(dossier_watchers(c, s.id, &watchers));
	TRY(dossier_tell_watchers(c, &s, &watchers, S("Có trao đổi nội bộ mới.")));
	return audit_add_in(c, r->unit, "dossier.note", "dossier", s.id, s.code);
}

err dossier_watching(struct ctx *c, struct dossier_remark *r)
{
	struct dossier_state s;
	TRY(seen_by(c, r, &s));
	return r->watch ? dossier_watch(c, s.id, c->actor, c->now) : dossier_unwatch(c, s.id, c->actor);
}
