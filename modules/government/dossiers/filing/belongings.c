/* What an account has filed or is filing, when it falls to the one who has proved its number: taken over, or put down. */
#include "government/dossiers/filing/drafts.h"
#include "government/dossiers/rules/rules.h"
#include "web/services/looks.h"

static void add(struct belongings *out, str what, str title, int64_t at)
{
	out->v[out->n++] = (struct belonging){what, title, at};
}

err dossiers_belongings(struct ctx *c, int64_t account, struct belongings *out)
{
	struct my_account_dossiers_rows dossiers;
	struct my_account_drafts_rows drafts;
	TRY(my_account_dossiers(c, account, &dossiers));
	TRY(my_account_drafts(c, account, &drafts));
	struct belongings all = {NEWN(c->a, struct belonging, out->n + dossiers.n + drafts.n + 1), 0};
	for (size_t i = 0; i < out->n; i++)
		all.v[all.n++] = out->v[i];
	for (size_t i = 0; i < dossiers.n; i++)
		add(&all, str_format(c->a, "Hồ sơ %.*s", STR_ARG(dossiers.v[i].code)), dossiers.v[i].procedure_name,
			dossiers.v[i].submitted_at);
	for (size_t i = 0; i < drafts.n; i++)
		add(&all, S("Hồ sơ soạn dở"), drafts.v[i].procedure_name, drafts.v[i].changed_at);
	*out = all;
	return NULL;
}

/* The offices go on with what was filed; they read that the owner of the number says it is not his. */
static err disown(struct ctx *c, int64_t account)
{
	struct my_account_dossiers_rows dossiers;
	struct my_account_drafts_rows drafts;
	TRY(my_account_dossiers(c, account, &dossiers));
	for (size_t i = 0; i < dossiers.n; i++)
		TRY(dossier_note_add(c, dossiers.v[i].id, c->now, c->actor,
			S("Người mang số định danh này đã xác minh tài khoản và cho biết không nộp hồ sơ này. Hãy liên hệ người "
			  "nộp trước "
			  "khi "
			  "giải quyết tiếp.")));
	TRY(my_account_drafts(c, account, &drafts));
	for (size_t i = 0; i < drafts.n; i++)
		TRY(draft_forget(c, drafts.v[i].id));
	return dossiers_pass(c, account, (opt_int){0});
}

err dossiers_hand_over(struct ctx *c, int64_t from, int64_t to)
{
	if (!to)
		return disown(c, from);
	TRY(dossiers_pass(c, from, some_int(to)));
	return drafts_pass(c, from, to);
}

/* ---- who reads of looks at them ---- */

/* A number that an account only declared is nobody's; one that the desk wrote down, or beside a proved account, is its person's. */
err dossier_concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct dossier_concerned d;
	TRY(dossier_concerned(c, id, &d));
	if (d.account_id.set)
		look_at_account(c, out, d.account_id.v);
	if (!d.account_id.set || d.proved_number.n)
		look_at_number(c, out, d.applicant_number);
	return NULL;
}

err dossier_list_concerns(struct ctx *c, int64_t unit, struct look_subjects *out)
{
	look_at_unit(c, out, unit);
	return NULL;
}

err dossiers_kept_in(struct ctx *c, int64_t account, struct look_places *out)
{
	struct dossier_places_rows rows;
	TRY(dossier_places(c, account, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		look_place_add(c, out, rows.v[i].receiving_unit_id, rows.v[i].since);
		look_place_add(c, out, rows.v[i].competent_unit_id, rows.v[i].since);
	}
	return NULL;
}
