/* papers: the forms that an action issues (Mẫu 02 to 05 of TT 03/2025/TT-VPCP). What a paper says is kept with its number, so that it
 * prints the same in ten years; forms.c prints. Numbers run from 1 each year, by unit and form. */
#include "government/dossiers/rules/rules.h"

struct item {
	str name;
	int64_t originals, copies;
};
struct items {
	struct item *v;
	size_t n;
};

/* The components that were ticked, then every line of what else is missing. */
static err items_of(struct ctx *c, const struct dossier_work *w, struct items *out)
{
	enum { LINES = 40 };
	struct dossier_components_rows components;
	TRY(dossier_components(c, w->state->id, &components));
	out->v = NEWN(c->a, struct item, components.n + LINES);
	for (size_t i = 0; i < components.n; i++)
		for (size_t k = 0; k < w->items.n; k++)
			if (components.v[i].number == w->items.v[k]) {
				out->v[out->n++] =
					(struct item){components.v[i].name, components.v[i].originals, components.v[i].copies};
				break;
			}
	for (str rest = w->more, line; rest.n && out->n < components.n + LINES;) {
		str_cut(rest, '\n', &line, &rest);
		line = str_trim(line);
		if (line.n)
			out->v[out->n++] = (struct item){line, 1, 0};
	}
	return NULL;
}

/* What the applicant reads in his notices and on his page is complete: the reason and every paper that is missing. */
static str complete_note(struct ctx *c, str reason, const struct items *items)
{
	buf b = {.a = c->a};
	buf_str(&b, reason);
	for (size_t i = 0; i < items->n; i++)
		buf_printf(&b, "\n– %.*s", STR_ARG(items->v[i].name));
	return buf_text(&b);
}

static err put(struct ctx *c, struct dossier_work *w, const struct desk_officer *signer, const struct dossier_state *before)
{
	const struct dossier_state *s = w->state;
	struct dossier_paper_next next;
	struct dossier_paper_add added;
	str form = str_of(w->action->form);
	bool extension = str_is(form, "04");
	int year = day_parts(day_of(c->now)).year;
	TRY(dossier_paper_next(c, w->unit, form, year, &next));
	TRY(dossier_paper_add(c,
		&(struct dossier_paper_add_in){.dossier = s->id,
			.form = form,
			.unit = w->unit,
			.year = year,
			.number = next.last,
			.at = c->now,
			.account = c->actor,
			.stage = before->received_at.set ? S("appraisal") : S("intake"),
			.legal_basis = w->legal_basis,
			.reason = w->note,
			.contact = w->contact,
			.fees = w->fees,
			.due_old_at = extension ? before->due_at : (opt_int){0},
			.due_new_at = extension ? s->due_at : (opt_int){0},
			.signer = signer->name,
			.signer_title = signer->title},
		&added));
	w->paper = added.id;
	return NULL;
}

err paper_issue(struct ctx *c, struct dossier_work *w, const struct dossier_state *before)
{
	struct desk_officer signer;
	struct items items = {0};
	bool found;
	TRY(desk_officer(c, w->unit, c->actor, day_iso(c->a, day_of(c->now)), &signer, &found));
	if (!found)
		return FAIL(c, DENIED, "Chỉ công chức đang công tác tại đơn vị mới ký được phiếu này.");
	if (str_is(str_of(w->action->form), "03") && !w->legal_basis.n)
		return FAIL_FIELD(c, "legal_basis", "Ghi căn cứ pháp luật của việc từ chối.");
	if (!w->contact.n)
		w->contact = signer.phone.n ? str_format(c->a, "%.*s – %.*s", STR_ARG(signer.name), STR_ARG(signer.phone))
					    : signer.name;
	TRY(put(c, w, &signer, before));
	if (!str_is(str_of(w->action->form), "02"))
		return NULL;
	TRY(items_of(c, w, &items));
	for (size_t i = 0; i < items.n; i++)
		TRY(dossier_paper_item_add(
			c, w->paper, (int64_t)i + 1, items.v[i].name, items.v[i].originals, items.v[i].copies));
	w->note = complete_note(c, w->note, &items);
	return NULL;
}
