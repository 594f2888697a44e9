/* proposals: what is written in a registry that has somebody check it waits here, as it was asked for, until another officer has decided
 * (deciding.c). The rules of records ask all that they ask, then hand it over instead of writing. */
#include "core/files/files.h"
#include "core/registries/inside.h"
#include "web/services/audit.h"

bool registry_waits(const struct record_work *w)
{
	if (w->registry->check == CHECK_NOBODY || w->is_checked || w->approved)
		return false;
	return w->registry->check == CHECK_ALL || !str_is(w->source, "dossier");
}

const char *registry_act_title(enum registry_act act)
{
	static const char *const titles[] = {[REGISTRY_CREATE] = "Ghi vào sổ",
		[REGISTRY_CHANGE] = "Thay đổi",
		[REGISTRY_CORRECT] = "Sửa sai",
		[REGISTRY_MOVE] = "Chuyển trạng thái",
		[REGISTRY_END] = "Kết thúc",
		[REGISTRY_RESTORE] = "Khôi phục",
		[REGISTRY_MERGE] = "Gộp mục trùng",
		[REGISTRY_SPLIT] = "Tách ra"};
	return titles[act];
}

static str move_title(const struct record_work *w)
{
	for (size_t i = 0; i < w->registry->nmoves; i++)
		if (str_is(w->move, w->registry->moves[i].name))
			return str_of(w->registry->moves[i].title);
	return S("Chuyển trạng thái");
}

static str title_of(struct ctx *c, const struct registry_proposing *p)
{
	str what = p->act == REGISTRY_MOVE ? move_title(p->work) : str_of(registry_act_title(p->act));
	if (str_starts(p->work->batch, S("import/")))
		return S("Nhập từ tệp");
	return p->work->batch.n ? str_format(c->a, "%.*s nhiều mục", STR_ARG(what))
				: str_format(c->a, "%.*s: %.*s", STR_ARG(what), STR_ARG(p->name));
}

/* The one that gathers the batch, as long as nobody has decided on it. */
static err proposal_for(struct ctx *c, const struct registry_proposing *p, int64_t *id)
{
	const struct record_work *w = p->work;
	struct registry_proposal_of_batch known;
	struct registry_proposal_add added;
	bool found = false;
	if (w->batch.n)
		TRY(registry_proposal_of_batch(c, w->batch, w->registry->id, c->unit, &known, &found));
	if (found) {
		*id = known.id;
		return NULL;
	}
	str title = title_of(c, p);
	TRY(registry_proposal_add(c,
		&(struct registry_proposal_add_in){.registry = w->registry->id,
			.unit = c->unit,
			.batch = w->batch,
			.title = title,
			.at = c->now,
			.account = c->actor ? some_int(c->actor) : (opt_int){0},
			.behalf = c->behalf ? some_int(c->behalf) : (opt_int){0}},
		&added));
	*id = added.id;
	return audit_add(c, "record_proposal.make", REGISTRY_PROPOSAL, added.id, title);
}

static str joined(arena *a, struct texts v)
{
	buf b = {.a = a};
	for (size_t i = 0; i < v.n; i++)
		buf_printf(&b, "%s%.*s", i ? " " : "", STR_ARG(v.v[i]));
	return buf_text(&b);
}

err registry_propose(struct ctx *c, const struct registry_proposing *p)
{
	struct record_work *w = p->work;
	const struct record_merge *m = p->merge;
	TRY(proposal_for(c, p, &w->waits));
	TRY(registry_proposal_part_add(c, &(struct registry_proposal_part_add_in){.proposal = w->waits,
						  .act = p->act,
						  .record = w->record ? some_int(w->record) : (opt_int){0},
						  .seen = w->seen,
						  .name = p->name,
						  .valid_from = p->day,
						  .reason = m ? m->reason : w->reason,
						  .source = w->source.n ? w->source : S("typed"),
						  .source_ref = w->source_ref,
						  .move = w->move,
						  .record_state = w->state,
						  .answers = w->answers,
						  .though_alike = w->though_alike,
						  .other = m ? some_int(m->other) : (opt_int){0},
						  .other_seen = m ? m->other_seen : 0,
						  .take = m ? joined(c->a, m->take) : S("")}));
	if (!p->said)
		return NULL;
	return form_photos_keep(c, p->said,
		&(struct photos_kept){.kind = REGISTRY_PROPOSAL, .object = w->waits, .from_kind = "record", .from = w->record});
}
