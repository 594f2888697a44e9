/* results_pages: the draft of a result: choosing a template, its fields, the preview. */
#include "government/results/pages.h"
#include "web/json.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/services/audit.h"

static err load(struct req *q, struct result_view *v)
{
	struct ctx *c = &q->ctx;
	bool found;
	TRY(result_dossier(c, q->id, &v->dossier, &found));
	if (!found || v->dossier.holder_unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "dossier");
	audit_look(q, "dossier", q->id, "Soạn kết quả");
	templates_for(c, v->dossier.procedure_code, &v->templates);
	if (!v->templates.n)
		return FAIL(c, NOT_FOUND, "template");
	v->base = str_format(c->a, "/mot-cua/%lld", (long long)q->id);
	return result_draft_of(c, q->id, &v->draft, &v->begun);
}

static const struct template *chosen(struct req *q, const struct result_view *v)
{
	str typed = http_field(q->http, "template"), asked = query_text(q, "mau");
	str name = typed.n ? typed : asked.n ? asked : v->begun ? v->draft.template : S("");
	for (size_t i = 0; i < v->templates.n; i++)
		if (str_eq(v->templates.v[i].name, name))
			return &v->templates.v[i];
	return v->templates.n == 1 ? &v->templates.v[0] : NULL;
}

static void fill(struct req *q, struct result_view *v)
{
	struct ctx *c = &q->ctx;
	v->template = chosen(q, v);
	if (!v->template)
		return;
	bool kept = v->begun && str_eq(v->draft.template, v->template->name);
	v->values = kept ? result_values_read(c, v->template, v->draft.fields) : result_values_known(c, v->template, &v->dossier);
	v->number = kept ? v->draft.number : S("");
	v->signed_on = kept ? v->draft.signed_on : S("");
}

err result_form(struct req *q)
{
	struct result_view v = {0};
	TRY(load(q, &v));
	fill(q, &v);
	if (v.template && !v.template->number_label)
		TRY(result_number_next(
			&q->ctx, v.dossier.competent_unit_id, v.template, day_parts(day_of(q->ctx.now)).year, &v.next_number));
	return reply(q, &v, result_page);
}

/* ---- saving ---- */

struct result_typed {
	str template, number, signed_on;
	int64_t seen;
};
static const struct field draft_fields[] = {
	TEXT(struct result_typed, template, "Mẫu kết quả", 1, 60),
	TEXT(struct result_typed, number, "Số", 0, 40),
	DATE(struct result_typed, signed_on, "Ngày ký", OPTIONAL),
	INT(struct result_typed, seen, "Phiên bản dự thảo đã xem", 0, INT64_MAX),
	JSON_FIELD("fields", "Các mục của mẫu"),
};
const struct input result_input = INPUT("result_draft", draft_fields);

static void put_typed(struct req *q, buf *b, const struct template *t)
{
	struct result_values v = {NEWN(q->ctx.a, str, t->n + 1)};
	for (size_t i = 0; i < t->n; i++) {
		str text = http_field(q->http, str_format(q->ctx.a, "f_%s", t->fields[i].name).s);
		v.v[i] = text.n ? text_clean(q->ctx.a, str_trim(text), t->fields[i].kind == FIELD_LONG) : S("");
	}
	buf_str(b, result_values_json(q->ctx.a, t, &v));
}

static err sent_fields(struct req *q, struct result_save *s)
{
	struct ctx *c = &q->ctx;
	const struct node *body, *fields;
	struct templates all;
	buf b = {.a = c->a};
	templates_for(c, S(""), &all);
	for (size_t i = 0; i < all.n; i++) {
		if (!str_eq(all.v[i].name, s->template))
			continue;
		if (!q->json)
			put_typed(q, &b, &all.v[i]);
		else {
			TRY(json_read(c, q->http->body.n ? q->http->body : S("{}"), &body));
			fields = json_member(body, "fields");
			struct result_values v = {NEWN(c->a, str, all.v[i].n + 1)};
			for (size_t k = 0; k < all.v[i].n; k++) {
				const struct node *one =
					fields && fields->type == N_OBJECT ? json_member(fields, all.v[i].fields[k].name) : NULL;
				v.v[k] = one && one->type == N_TEXT
						 ? text_clean(c->a, str_trim(one->text), all.v[i].fields[k].kind == FIELD_LONG)
						 : S("");
			}
			buf_str(&b, result_values_json(c->a, &all.v[i], &v));
		}
	}
	s->fields = buf_text(&b);
	return NULL;
}

err result_post(struct req *q)
{
	struct result_typed in = {0};
	TRY(read_input(q, &in));
	struct result_save s = {.dossier = q->id,
		.unit = q->ctx.unit,
		.seen = in.seen,
		.template = in.template,
		.number = in.number,
		.signed_on = in.signed_on,
		.approver = may(q, "dossier.approve")};
	TRY(sent_fields(q, &s));
	TRY(apply(&q->ctx, result_save, &s));
	flash(q, "Đã lưu dự thảo kết quả.");
	return see_other(q, "/mot-cua/%lld/ket-qua", (long long)q->id);
}

err result_drop_post(struct req *q)
{
	struct result_drop r = {q->id, q->ctx.unit, may(q, "dossier.approve")};
	TRY(apply(&q->ctx, result_drop, &r));
	flash(q, "Đã bỏ dự thảo kết quả.");
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}

err result_preview(struct req *q)
{
	struct result_view v = {0};
	buf out = {.a = q->ctx.a};
	TRY(load(q, &v));
	fill(q, &v);
	if (!v.begun || !v.template)
		return FAIL(&q->ctx, NOT_FOUND, "draft");
	const struct result_paper r = {
		.template = v.template, .dossier = &v.dossier, .values = v.values, .number = v.number, .signed_on = v.signed_on};
	TRY(result_pdf(&q->ctx, &r, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(q->ctx.a, "du-thao-%.*s.pdf", STR_ARG(v.dossier.code)), "application/pdf", false);
}
