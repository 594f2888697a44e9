/* drafting: a version of a registry as core/editor edits it. What the head names follows the fields. */
#include "core/registries/definitions.h"
#include "core/registries/definitions.html.h"

#define HERE_ALL "/quan-tri/so-du-lieu"

static err opened(struct req *q, struct editing *e)
{
	struct registry_version_get v;
	struct registry *r;
	TRY(registry_version_seen(&q->ctx, q->id, &v));
	TRY(registry_version_parsed(&q->ctx, v.definition, &r));
	e->form = r->form;
	e->path = str_format(q->ctx.a, HERE_ALL "/ban/%lld", (long long)q->id);
	e->title = r->title;
	e->number = v.number;
	e->definition = v.definition;
	e->is_draft = !v.published_at.set;
	return NULL;
}

/* What the reader says of the head, in the words of the pages. */
static err said_plainly(struct ctx *c, err e)
{
	static const char counted[] = "Một số liệu của sổ đếm hoặc cộng theo trường này: hãy sửa số liệu ấy ở “Sửa dạng JSON” "
				      "trước khi bỏ hay đổi loại trường";
	static const struct {
		const char *says, *plainly;
	} meant[] = {{"“name” phải là tên một trường",
			     "Trường này đang là tên gọi của mỗi mục: hãy chọn trường khác ở “Tên sổ, mã” trước khi bỏ nó"},
		{"phải luôn được hỏi và bắt buộc", "Trường là tên gọi của mỗi mục phải bắt buộc và luôn được hỏi"},
		{"“columns” phải có ít nhất một trường",
			"Danh sách phải còn ít nhất một cột: hãy chọn cột khác ở “Cột, tìm, lọc” trước khi bỏ trường này"},
		{"“field” phải là tên một trường", counted}, {"“of” phải là tên một trường số", counted}};
	for (size_t i = 0; i < COUNT(meant); i++)
		if (str_has(e->text, str_of(meant[i].says)))
			return FAIL(c, INVALID, "%s", meant[i].plainly);
	return e;
}

static err saved(struct req *q, const struct editing *e, str definition)
{
	struct registry_draft_change d = {q->id, e->definition, definition};
	err bad = apply(&q->ctx, registry_draft_change, &d);
	return bad && bad->kind == INVALID && e->top ? said_plainly(&q->ctx, bad) : bad;
}

static void follow(arena *a, struct tree *list, str before, str now)
{
	size_t n = 0;
	for (struct tree *t = list ? list->first : NULL; t; n++) {
		struct tree *next = t->next;
		if (t->type == N_TEXT && str_eq(t->text, before)) {
			if (now.n)
				tree_put(list, n, tree_text(a, now));
			else
				tree_drop(list, n--);
		}
		t = next;
	}
}

static void follow_member(arena *a, struct tree *o, const char *member, str before, str now)
{
	const struct tree *t = tree_member(o, member);
	if (t && t->type == N_TEXT && str_eq(t->text, before))
		tree_set(a, o, member, tree_text(a, now));
}

/* A figure is shown by a filter less when the field is gone; what it counts or sums stays named. */
static void follow_figures(arena *a, struct tree *figures, str before, str now)
{
	for (struct tree *f = figures ? figures->first : NULL; f; f = f->next) {
		struct tree *where = tree_member(f, "where");
		follow(a, tree_member(f, "by"), before, now);
		if (now.n)
			follow_member(a, f, "of", before, now);
		for (struct tree *k = where && now.n ? where->first : NULL; k; k = k->next)
			follow_member(a, k, "field", before, now);
	}
}

/* What the head and the figures name follows the field. Its name stays named when the field is gone, so that the reader says what is missing. */
static void renamed(arena *a, const struct editing *e, str before, str now)
{
	static const char *const lists[] = {"columns", "sorts", "filters", "search"}, *const heads[] = {"alike", "personal"};
	struct tree *list = tree_member(e->top, "list"), *key = tree_member(e->top, "key"), *field = tree_member(key, "field"),
		    *holder = tree_member(e->top, "holder");
	for (size_t i = 0; i < COUNT(lists); i++)
		follow(a, tree_member(list, lists[i]), before, now);
	for (size_t i = 0; i < COUNT(heads); i++)
		follow(a, tree_member(e->top, heads[i]), before, now);
	follow_figures(a, tree_member(e->top, "figures"), before, now);
	if (now.n)
		follow_member(a, e->top, "name", before, now);
	if (holder && str_eq(holder->text, before))
		tree_set(a, e->top, "holder", now.n ? tree_text(a, now) : NULL);
	if (field && now.n)
		follow_member(a, key, "field", before, now);
	else if (field && str_eq(field->text, before))
		tree_set(a, e->top, "key", NULL);
}

const struct editor registry_editor = {
	.open = opened, .save = saved, .begin = registry_editing_begin, .renamed = renamed, .without = 1u << FORM_FILE};

err registry_version_view(struct req *q, struct registry_version_view *v)
{
	struct ctx *c = &q->ctx;
	*v = (struct registry_version_view){0};
	TRY(registry_version_seen(c, q->id, &v->version));
	TRY(registry_version_parsed(c, v->version.definition, &v->registry));
	v->is_own = registry_version_is_own(c, &v->version);
	TRY(editor_open(q, &registry_editor, &v->editing));
	v->seen = v->editing.seen;
	return NULL;
}

err registry_parts_run(struct req *q) { return editor_change_run(q, &registry_editor); }
err registry_json_form(struct req *q) { return editor_json_form(q, &registry_editor); }
err registry_json_run(struct req *q) { return editor_json_save(q, &registry_editor); }
err registry_section_form(struct req *q) { return editor_section_form(q, &registry_editor); }
err registry_section_run(struct req *q) { return editor_section_save(q, &registry_editor); }
err registry_adding_form(struct req *q) { return editor_field_adding(q, &registry_editor); }
err registry_field_form(struct req *q) { return editor_field_form(q, &registry_editor); }
err registry_field_run(struct req *q) { return editor_field_save(q, &registry_editor); }
