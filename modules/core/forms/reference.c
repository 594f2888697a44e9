/* reference: an answer that names a thing of another module: a unit, a hamlet, a person. What kinds there are is what modules declare
 * (src/web/hooks.h). The id counts, and is asked about at each save: it is there, and this reader may name it; what is not his looks
 * like what does not exist. Words alone name a thing when exactly one is called so; else one chooses. */
#include "core/forms/inside.h"
#include "core/forms/references.html.h"
#include "web/hooks.h"
#include "web/object.h"
#include "web/reply.h"

/* ---- who asks ---- */

static err reader(struct ctx *c, struct req *q, struct req **out)
{
	struct actor *who = NEW(c->a, struct actor);
	*out = q;
	if (q)
		return NULL;
	TRY(actor_of(c, c->actor, c->unit, who));
	*out = NEW(c->a, struct req);
	**out = (struct req){.ctx = *c, .actor = who};
	return NULL;
}

static err read_one(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	*out = (struct referred){0};
	err e = id > 0 ? to->read(q, to, id, out) : NULL;
	if (!e || (e->kind != NOT_FOUND && e->kind != DENIED))
		return e;
	*out = (struct referred){0};
	return NULL;
}

/* ---- judging ---- */

static bool same(arena *a, str one, str other) { return str_eq(search_key(a, one), search_key(a, other)); }

static const struct referred *with_id(const struct references *found, int64_t id)
{
	for (size_t i = 0; i < found->n; i++)
		if (id && found->v[i].id == id)
			return &found->v[i];
	return NULL;
}

/* The only one that is called so. */
static const struct referred *called(arena *a, const struct references *found, str text)
{
	const struct referred *only = NULL;
	size_t n = 0;
	for (size_t i = 0; i < found->n; i++)
		if (same(a, found->v[i].title, text)) {
			only = &found->v[i];
			n++;
		}
	return n == 1 ? only : NULL;
}

static const struct choice *choices_of(arena *a, const struct references *found)
{
	struct choice *v = NEWN(a, struct choice, found->n + 1);
	for (size_t i = 0; i < found->n; i++) {
		const struct referred *r = &found->v[i];
		v[i] = (struct choice){str_format(a, "%lld", (long long)r->id).s,
			r->detail.n ? str_format(a, "%.*s – %.*s", STR_ARG(r->title), STR_ARG(r->detail)).s : str_c(a, r->title)};
	}
	return found->n ? v : NULL;
}

static str problem_of(struct judging *j, str text)
{
	const char *label = j->field->label;
	if (!text.n)
		return str_format(j->c->a, "“%s”: không có mục này, hoặc ông/bà không được chọn", label);
	if (j->found)
		return str_format(j->c->a, "“%s”: chọn một trong những mục tìm thấy với “%.*s”", label, STR_ARG(text));
	return str_format(
		j->c->a, "“%s”: không tìm thấy “%.*s”; gõ vài chữ của tên rồi chọn mục được gợi ý", label, STR_ARG(text));
}

err form_reference_judge(struct judging *j, struct sent s, str *problem)
{
	arena *a = j->c->a;
	struct req *q;
	struct referred one = {0};
	struct references found = {0};
	int64_t id = 0;
	str text = s.v[0];
	if (!j->c->db) { /* shown again: nobody asks, the words stay as they are */
		*problem = S("…");
		return NULL;
	}
	TRY(reader(j->c, j->q, &q));
	if (s.n > 1 && str_int(s.v[1], &id))
		TRY(read_one(q, j->field->to, id, &one));
	bool chosen = one.id && (!text.n || same(a, one.title, text));
	if (!chosen && text.n) {
		TRY(j->field->to->find(q, j->field->to, text, &found));
		const struct referred *meant = one.id ? with_id(&found, id) : NULL;
		meant = meant ? meant : called(a, &found, text);
		chosen = meant != NULL;
		one = chosen ? *meant : (struct referred){0};
	}
	if (chosen) {
		j->out->number = one.id;
		j->out->text = one.title;
		return NULL;
	}
	j->found = choices_of(a, &found);
	*problem = problem_of(j, text);
	return NULL;
}

err form_reference_sample(struct ctx *c, const struct form_field *f, struct form_answer *out)
{
	struct references found = {0};
	struct req *q;
	*out = (struct form_answer){0};
	if (!c->db)
		return NULL;
	TRY(reader(c, NULL, &q));
	TRY(f->to->find(q, f->to, S(""), &found));
	if (found.n)
		*out = (struct form_answer){.filled = true, .number = found.v[0].id, .text = found.v[0].title};
	return NULL;
}

/* ---- what the field offers while one types ---- */

static const struct member suggestion_members[] = {
	MEMBER(struct form_suggestion, value, M_TEXT),
	MEMBER(struct form_suggestion, title, M_TEXT),
	MEMBER(struct form_suggestion, detail, M_TEXT),
};
static const struct shape suggestion_shape = SHAPE("form_suggestion", struct form_suggestion, suggestion_members);
static const struct member references_members[] = {
	{.name = "choices", .type = M_MANY, .at = offsetof(struct form_references_view, choices), .of = &suggestion_shape},
};
const struct shape form_references_view_shape = SHAPE("form_references_view", struct form_references_view, references_members);

err form_references_run(struct req *q)
{
	struct form_references_view v = {.title = S("Tìm để điền biểu mẫu")};
	struct references found = {0};
	const struct reference *to = reference_of(q->ctx.a, query_text(q, "loai"));
	str typed = text_clean(q->ctx.a, query_text(q, "tu-khoa"), false);
	if (!to)
		return FAIL(&q->ctx, NOT_FOUND, "reference");
	if (typed.n && typed.n <= SEARCH_TYPED_MOST)
		TRY(to->find(q, to, typed, &found));
	v.title = str_of(to->title);
	v.choices = NEWN(q->ctx.a, struct form_suggestion, found.n + 1);
	for (; v.n < found.n; v.n++)
		v.choices[v.n] = (struct form_suggestion){
			str_format(q->ctx.a, "%lld", (long long)found.v[v.n].id), found.v[v.n].title, found.v[v.n].detail};
	return reply(q, &v, form_references_page);
}
