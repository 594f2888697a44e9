/* taking: what the desk writes down of papers that came after the dossier: out of the post, with a supplement, originals to an online filing.
 * A count that was wrong is put right here too; colleagues see who wrote what. */
#include "government/dossiers/dossier_pages.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/services/audit.h"

static str changes(struct ctx *c, const struct dossier_components_rows *all, const struct papers_taken *t)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < all->n; k++) {
			const struct dossier_components *was = &all->v[k];
			const struct handed *now = &t->v[i];
			if (was->number != now->number ||
				(was->handed_originals == now->originals && was->handed_copies == now->copies))
				continue;
			str text = handed_text(c->a, now->originals, now->copies, 0);
			buf_printf(&b, "%s%.*s: %.*s", b.n ? "; " : "", STR_ARG(component_title(was->name)),
				STR_ARG(text.n ? text : S("không nhận")));
		}
	return buf_text(&b);
}

static err in_reach(struct ctx *c, const struct papers_taken *t, struct dossier_state *s)
{
	TRY(dossier_state(c, t->dossier, s));
	if (s->receiving_unit_id != t->unit)
		return FAIL(c, NOT_FOUND, "dossier");
	if (str_is(s->step, "closed"))
		return FAIL(c, CONFLICT, "Hồ sơ đã kết thúc nên không ghi nhận thêm giấy tờ.");
	return NULL;
}

err dossier_papers_taken(struct ctx *c, struct papers_taken *t)
{
	struct dossier_state s;
	struct dossier_components_rows all;
	TRY(in_reach(c, t, &s));
	TRY(dossier_components(c, s.id, &all));
	str text = changes(c, &all, t);
	if (!text.n)
		return FAIL_FIELD(c, "papers", "Chưa thay đổi số bản của giấy tờ nào.");
	for (size_t i = 0; i < t->n; i++) {
		const struct handed *h = &t->v[i];
		if (h->originals < 0 || h->copies < 0 || h->originals > 99 || h->copies > 99)
			return FAIL_FIELD(c, "papers", "Số bản từ 0 đến 99.");
		TRY(dossier_component_take(c, s.id, h->number, h->originals + h->copies > 0, h->originals, h->copies));
	}
	struct dossier_remark note = {
		.dossier = s.id, .unit = t->unit, .text = str_format(c->a, "Ghi nhận giấy tờ: %.*s.", STR_ARG(text))};
	TRY(dossier_note_write(c, &note));
	return audit_add(c, "dossier.papers", "dossier", s.id, text);
}

/* ---- the page ---- */

struct taking {
	struct ints papers, originals, copies;
};
static const struct field taking_fields[] = {
	INTS(struct taking, papers, "Giấy tờ", 0, 200),
	INTS(struct taking, originals, "Số bản chính", 0, 200),
	INTS(struct taking, copies, "Số bản sao", 0, 200),
};
const struct input intake_taking_input = INPUT("papers_taken", taking_fields);

static err load(struct req *q, struct dossier_view *v)
{
	dossier_view_ahead(&q->ctx, q->id);
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v->dossier));
	if (v->dossier.receiving_unit_id != q->ctx.unit)
		return FAIL(&q->ctx, NOT_FOUND, "dossier");
	audit_look(q, "dossier", q->id, "Ghi giấy tờ đã nhận");
	return dossier_view_fill(q, v);
}

err desk_taking_form(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	desk_taking_page(&q->page, &v);
	return NULL;
}

/* A form names its inputs by the paper's number; an empty one is none. */
static err typed_count(struct req *q, err e, const char *list, int64_t number, int64_t *out)
{
	const char *name = str_format(q->ctx.a, "%s_%lld", list, (long long)number).s;
	str text = str_trim(http_field(q->http, name));
	*out = 0;
	if (!text.n || (str_int(text, out) && *out >= 0 && *out <= 99))
		return e;
	return problem(q, e, name, "Số bản ghi bằng số, từ 0 đến 99.");
}

static err read_form(struct req *q, struct papers_taken *t)
{
	struct dossier_of_unit d;
	struct dossier_components_rows all;
	err e = NULL;
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &d));
	TRY(dossier_components(&q->ctx, d.id, &all));
	t->v = NEWN(q->ctx.a, struct handed, all.n + 1);
	for (t->n = 0; t->n < all.n; t->n++) {
		struct handed *h = &t->v[t->n];
		h->number = all.v[t->n].number;
		e = typed_count(q, e, "originals", h->number, &h->originals);
		e = typed_count(q, e, "copies", h->number, &h->copies);
	}
	return e;
}

static err read_json(struct req *q, struct papers_taken *t)
{
	struct taking in = {0};
	TRY(read_input(q, &in));
	if (in.papers.n != in.originals.n || in.papers.n != in.copies.n)
		return FAIL_FIELD(&q->ctx, "papers", "Mỗi giấy tờ cần đủ số bản chính và số bản sao, ghi 0 nếu không có.");
	t->v = NEWN(q->ctx.a, struct handed, in.papers.n + 1);
	for (t->n = 0; t->n < in.papers.n; t->n++)
		t->v[t->n] = (struct handed){in.papers.v[t->n], in.originals.v[t->n], in.copies.v[t->n]};
	return NULL;
}

err desk_taking(struct req *q)
{
	struct papers_taken t = {.dossier = q->id, .unit = q->ctx.unit};
	TRY(q->json ? read_json(q, &t) : read_form(q, &t));
	TRY(apply(&q->ctx, dossier_papers_taken, &t));
	flash(q, "Đã ghi giấy tờ đã nhận.");
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}
