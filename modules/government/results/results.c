/* results: the rules: a draft is saved, dropped, and becomes the result when the dossier is approved. */
#include "government/results/register.h"
#include "core/files/files.h"
#include "web/json.h"
#include "web/services/audit.h"

/* ---- whose it is ---- */

/* As for attaching a result: by whoever holds the dossier, until the clock has ended. What a leader looks at before he signs does not
 * change under his eyes. */
static err in_hand(struct ctx *c, int64_t dossier, int64_t unit, bool approver, struct result_dossier *d)
{
	bool found;
	TRY(result_dossier(c, dossier, d, &found));
	if (!found || d->holder_unit_id != unit)
		return FAIL(c, NOT_FOUND, "dossier");
	bool working = d->status == RECEIVED || d->status == IN_PROGRESS;
	bool at_work = str_is(d->step, "reception") || str_is(d->step, "processing") || str_is(d->step, "approval");
	if (!working || !at_work)
		return FAIL(c, CONFLICT, "Hồ sơ không ở bước đang giải quyết nên không soạn kết quả được.");
	if (str_is(d->step, "approval") && !approver)
		return FAIL(c, CONFLICT,
			"Dự thảo đang chờ phê duyệt nên chỉ người phê duyệt sửa được. Hãy đề nghị lãnh đạo trả lại hồ sơ để "
			"sửa.");
	return NULL;
}

static const struct template *named(const struct templates *all, str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].name, name))
			return &all->v[i];
	return NULL;
}

/* ---- saving ---- */

static err check(struct ctx *c, const struct result_save *s, const struct template *t, const struct result_values *v)
{
	day d;
	if (s->signed_on.n && !day_parse(s->signed_on, &d))
		return FAIL_FIELD(c, "signed_on", "Ghi ngày theo dạng 27/11/2026.");
	for (size_t i = 0; i < t->n; i++) {
		const char *name = str_format(c->a, "f_%s", t->fields[i].name).s;
		if (utf8_length(v->v[i]) > RESULT_TEXT_MAX)
			return FAIL_FIELD(c, name, "%s: dài nhất %d ký tự.", t->fields[i].label, RESULT_TEXT_MAX);
		if (t->fields[i].kind == FIELD_DATE && v->v[i].n && !day_parse(v->v[i], &d))
			return FAIL_FIELD(c, name, "%s: ghi ngày theo dạng 27/11/2026.", t->fields[i].label);
	}
	return NULL;
}

/* Which lines changed; what they say is the dossier's matter, not the log's. */
static str changed(struct ctx *c, const struct template *t, const struct result_values *before, const struct result_values *now)
{
	buf b = {.a = c->a};
	buf_printf(&b, "%s", t->title);
	for (size_t i = 0; i < t->n; i++)
		if (!before || !str_eq(before->v[i], now->v[i]))
			buf_printf(&b, "; %s", t->fields[i].label);
	return buf_text(&b);
}

static err put(struct ctx *c, const struct result_save *s, const struct template *t, const struct result_values *v,
	const struct result_draft_of *old, bool again, str number)
{
	str json = result_values_json(c->a, t, v);
	if (!again && s->seen)
		return FAIL(c, CONFLICT, "Dự thảo này vừa bị bỏ. Hãy tải lại trang để soạn lại.");
	if (!again)
		return result_draft_add(c, &(struct result_draft_add_in){.dossier = s->dossier,
						   .template = t->name,
						   .fields = json,
						   .number = number,
						   .signed_on = s->signed_on,
						   .account = c->actor,
						   .now = c->now});
	if (old->version != s->seen)
		return FAIL(c, CONFLICT, "Dự thảo vừa được %.*s sửa. Hãy tải lại trang để xem rồi sửa tiếp.",
			STR_ARG(old->changed_by));
	return result_draft_change(c, &(struct result_draft_change_in){.dossier = s->dossier,
					      .version = old->version,
					      .template = t->name,
					      .fields = json,
					      .number = number,
					      .signed_on = s->signed_on,
					      .account = c->actor,
					      .now = c->now});
}

err result_save(struct ctx *c, struct result_save *s)
{
	struct result_dossier d;
	struct result_draft_of old = {0};
	struct templates all;
	bool again;
	TRY(in_hand(c, s->dossier, s->unit, s->approver, &d));
	templates_for(c, d.procedure_code, &all);
	const struct template *t = named(&all, s->template);
	if (!t)
		return FAIL_FIELD(c, "template", "Chọn mẫu kết quả của thủ tục này.");
	struct result_values v = result_values_read(c, t, s->fields);
	TRY(check(c, s, t, &v));
	TRY(result_draft_of(c, d.id, &old, &again));
	bool same = again && str_eq(old.template, t->name);
	struct result_values before = result_values_read(c, t, same ? old.fields : S(""));
	str number;
	TRY(result_number_take(c, &d, t, s->number, s->signed_on, &number));
	TRY(put(c, s, t, &v, &old, again, number));
	return audit_add(c, "result.save", "dossier", d.id, changed(c, t, same ? &before : NULL, &v));
}

err result_drop(struct ctx *c, struct result_drop *r)
{
	struct result_dossier d;
	struct result_draft_of old;
	bool found;
	TRY(in_hand(c, r->dossier, r->unit, r->approver, &d));
	TRY(result_draft_of(c, d.id, &old, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "draft");
	TRY(result_number_free(c, d.id));
	TRY(result_draft_drop(c, d.id));
	return audit_add(c, "result.drop", "dossier", d.id, old.template);
}

/* ---- what dossiers asks ---- */

static err offer(struct ctx *c, int64_t dossier, str procedure_code, bool *offered, struct result_offer *out)
{
	struct templates all;
	struct result_draft_of draft;
	templates_for(c, procedure_code, &all);
	*offered = all.n > 0;
	if (!all.n)
		return NULL;
	TRY(result_draft_of(c, dossier, &draft, &out->begun));
	const struct template *t = out->begun ? named(&all, draft.template) : NULL;
	out->begun = t != NULL;
	if (t)
		out->text = draft.number.n    ? str_format(c->a, "%s, số %.*s", t->title, STR_ARG(draft.number))
			    : t->number_label ? str_format(c->a, "%s, chưa có mã số", t->title)
					      : str_format(c->a, "%s, số cấp khi phê duyệt", t->title);
	return NULL;
}

static err signer_of(struct ctx *c, struct result_paper *r)
{
	struct result_signer signer;
	bool found;
	TRY(result_signer(c, c->unit, c->actor, day_iso(c->a, day_of(c->now)), &signer, &found));
	if (!found)
		return FAIL(c, DENIED, "Chỉ công chức đang công tác tại đơn vị mới ký được kết quả.");
	r->signer = signer.name;
	r->signer_title = signer.title;
	return NULL;
}

static err make(struct ctx *c, int64_t dossier, struct stored *out, bool *there)
{
	struct result_dossier d;
	struct result_draft_of draft;
	struct templates all;
	buf pdf = {.a = c->a};
	TRY(result_draft_of(c, dossier, &draft, there));
	if (!*there)
		return NULL;
	TRY(result_dossier(c, dossier, &d, there));
	templates_for(c, d.procedure_code, &all);
	const struct template *t = named(&all, draft.template);
	if (!t)
		return FAIL_FIELD(c, "note", "Mẫu của dự thảo kết quả không còn. Hãy bỏ dự thảo và đính kèm tệp kết quả.");
	struct result_paper r = {.template = t,
		.dossier = &d,
		.values = result_values_read(c, t, draft.fields),
		.number = draft.number,
		.signed_on = draft.signed_on.n ? draft.signed_on : day_iso(c->a, day_of(c->now))};
	str lacks = result_lacks(c, &r);
	if (lacks.n)
		return FAIL_FIELD(c, "note", "Dự thảo kết quả còn thiếu: %.*s. Hãy sửa hoặc bỏ dự thảo trước.", STR_ARG(lacks));
	TRY(result_number_issue(c, &d, t, r.signed_on, &r.number));
	TRY(signer_of(c, &r));
	TRY(result_pdf(c, &r, &pdf));
	TRY(file_store_bytes(
		c, buf_text(&pdf), str_format(c->a, "%.*s-%.*s.pdf", STR_ARG(t->name), STR_ARG(d.code)), "application/pdf", out));
	TRY(result_draft_issue(c, dossier, r.number, r.signed_on, c->now));
	return audit_add(c, "result.issue", "dossier", dossier, str_format(c->a, "%s, số %.*s", t->title, STR_ARG(r.number)));
}

const struct result_maker results_maker = {.offer = offer,
	.make = make,
	.book = "/mot-cua/so-ket-qua",
	.book_title = "Sổ cấp số kết quả",
	.book_permission = "result.draft"};
