/* What everybody may see of e-forms: what a procedure will ask, its empty sheet. */
#include "government/eforms/pages.h"
#include "government/eforms/public.html.h"
#include "web/catalogue.h"
#include "web/reply.h"

static const struct member asked_members[] = {
	MEMBER(struct eform_asked_view, id, M_INT),
	MEMBER(struct eform_asked_view, is_default, M_INT),
	MEMBER(struct eform_asked_view, code, M_TEXT),
	MEMBER(struct eform_asked_view, title, M_TEXT),
	MEMBER(struct eform_asked_view, source, M_TEXT),
	MEMBER(struct eform_asked_view, remark, M_TEXT),
	MEMBER(struct eform_asked_view, definition, M_JSON),
};
const struct shape eform_asked_view_shape = SHAPE("eform", struct eform_asked_view, asked_members);

err eform_asked_run(struct req *q)
{
	struct eform_asked_view v = {.procedure = q->id};
	struct eform_version_get row = {.definition = catalogue_file("eforms/mac-dinh.json")};
	TRY(eform_for(&q->ctx, q->id, &v.form));
	if (v.form->id)
		TRY(eform_version_get(&q->ctx, v.form->id, &row));
	v.id = v.form->id;
	v.is_default = eform_is_default(v.form);
	v.code = v.form->code;
	v.title = v.form->title;
	v.source = v.form->source;
	v.remark = v.form->remark;
	v.definition = str_trim(row.definition);
	return reply(q, &v, eform_asked_page);
}

/* Which commune it is for is written by hand. */
static str whose(arena *a, str addressee)
{
	str any = S("cấp xã");
	if (!str_ends(addressee, any))
		return addressee;
	return str_format(a, "%.*s…………………………………", (int)(addressee.n - any.n), addressee.s);
}

err eform_blank_sheet_run(struct req *q)
{
	const struct form *f;
	buf out = {.a = q->ctx.a};
	const struct form_person nobody = {0};
	TRY(eform_for(&q->ctx, q->id, &f));
	TRY(eform_pdf(&q->ctx, f, S(""),
		&(struct eform_sheet){.addressee = whose(q->ctx.a, f->addressee), .applicant = &nobody, .blank = true}, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(q->ctx.a, "to-khai-%.*s.pdf", STR_ARG(f->code)), "application/pdf", false);
}
