/* kept: the dossiers and drafts of somebody that a unit has, for the copy that he is given (web/services/holdings.h). */
#include "government/dossiers/filing/drafts.h"
#include "government/dossiers/rules/rules.h"
#include "web/services/holdings.h"

/* Who files for another writes down what is the other's: he reads that he filed it. */
static void facts_of(struct ctx *c, const struct my_kept_of_number *d, const struct holding_of *of, struct held_thing *t)
{
	held_fact(c, t, "Nộp lúc", show_time(c->a, d->submitted_at));
	held_fact(c, t, "Trạng thái", str_of(status_plain(d->status)));
	if (d->applicant_number.n && !str_eq(d->applicant_number, of->number) && !(d->account_id.set && !d->is_proved)) {
		held_fact(c, t, "Người nộp", S("(của người khác)"));
		return;
	}
	held_fact(c, t, "Người nộp", d->applicant_name);
	held_fact(c, t, "Số định danh đã ghi", d->applicant_number);
	held_fact(c, t, "Ngày sinh đã ghi", show_date(c->a, d->applicant_birth_on.s ? d->applicant_birth_on : S("")));
	held_fact(c, t, "Điện thoại đã ghi", d->applicant_phone);
	held_fact(c, t, "Thư điện tử đã ghi", d->applicant_email);
	held_fact(c, t, "Địa chỉ đã ghi", d->applicant_address);
	held_fact(c, t, "Nội dung", d->content);
}

static void dossiers_add(
	struct ctx *c, const struct my_kept_of_number_rows *rows, const struct holding_of *of, struct held_things *out)
{
	size_t before = out->n;
	for (size_t i = 0; i < rows->n; i++) {
		const struct my_kept_of_number *d = &rows->v[i];
		bool known = false;
		for (size_t k = 0; k < before && !known; k++)
			known = out->v[k].id == d->id;
		if (!known)
			facts_of(c, d, of,
				held_add(c, out, str_format(c->a, "%.*s: %.*s", STR_ARG(d->code), STR_ARG(d->procedure_name)),
					d->submitted_at, "dossier", d->id));
	}
}

err dossiers_held(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct my_kept_of_number_rows rows;
	if (of->number.n) {
		TRY(my_kept_of_number(c, of->unit, of->number, &rows));
		dossiers_add(c, &rows, of, out);
	}
	if (!of->account)
		return NULL;
	TRY(my_kept_of_account(c, of->account, of->unit, &rows));
	dossiers_add(c, &rows, of, out);
	return NULL;
}

err drafts_held(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct my_kept_drafts_rows drafts = {0};
	if (of->account)
		TRY(my_kept_drafts(c, of->account, of->unit, &drafts));
	for (size_t i = 0; i < drafts.n; i++)
		held_add(c, out, drafts.v[i].procedure_name, drafts.v[i].changed_at, "draft", drafts.v[i].id);
	return NULL;
}

err drafts_erase(struct ctx *c, const struct holding_of *of, int64_t *n)
{
	struct my_kept_drafts_rows drafts = {0};
	if (of->account)
		TRY(my_kept_drafts(c, of->account, of->unit, &drafts));
	for (size_t i = 0; i < drafts.n; i++)
		TRY(draft_forget(c, drafts.v[i].id));
	*n = (int64_t)drafts.n;
	return NULL;
}
