/* settings: what a registry adds to a form, through plain pages: what it is called, by what a record is called and known, what stands in the
 * list, the states. Each page changes the tree of the draft; the one reader of definitions judges it. */
#include "core/registries/definitions.h"
#include "core/registries/definitions.html.h"
#include <stdio.h>
#include "web/components.h"
#include "web/reply.h"
#include "web/request.h"

static err draft_view(struct req *q, struct registry_version_view *v)
{
	TRY(registry_version_view(q, v));
	return v->is_own ? editor_open_draft(q, &registry_editor, &v->editing) : FAIL(&q->ctx, NOT_FOUND, "registry_version");
}

/* ---- what it is called, by what a record is known ---- */

struct head_asked {
	str title, one, basis, remark, level, name, key, within, pattern, check, seen;
};
static const struct field head_fields[] = {
	TEXT(struct head_asked, title, "Tên sổ", 1, 200),
	TEXT(struct head_asked, one, "Gọi một mục là", 1, 200),
	LONG_TEXT(struct head_asked, basis, "Căn cứ", 0, 600),
	LONG_TEXT(struct head_asked, remark, "Ghi chú", 0, 600),
	CHOICE(struct head_asked, level, "Cấp lập sổ", NEEDED, registry_levels),
	TEXT(struct head_asked, name, "Mục được gọi theo trường", 1, 40),
	TEXT(struct head_asked, key, "Trường làm mã", 0, 40),
	CHOICE(struct head_asked, within, "Mã không trùng", OPTIONAL, registry_key_bounds),
	TEXT(struct head_asked, pattern, "Dạng của mã", 0, 40),
	CHOICE(struct head_asked, check, "Người thứ hai duyệt", OPTIONAL, registry_checks),
	TEXT(struct head_asked, seen, "Bản đang sửa", 1, 16),
};
const struct input registry_head_input = INPUT("registry_head", head_fields);

err registry_head_form(struct req *q)
{
	struct registry_version_view v;
	TRY(draft_view(q, &v));
	registry_head_page(&q->page, &v);
	return NULL;
}

err registry_head_run(struct req *q)
{
	struct registry_version_view v;
	struct head_asked in = {0};
	arena *a = q->ctx.a;
	TRY(draft_view(q, &v));
	TRY(read_input(q, &in));
	struct tree *top = v.editing.top, *key = tree_new(a, N_OBJECT);
	tree_set(a, top, "title", tree_text(a, in.title));
	tree_set(a, top, "one", tree_text(a, in.one));
	tree_set(a, top, "basis", tree_text(a, in.basis));
	tree_set(a, top, "remark", tree_text(a, in.remark));
	tree_set(a, top, "level", tree_text(a, in.level));
	tree_set(a, top, "name", tree_text(a, in.name));
	tree_set(a, key, "field", tree_text(a, in.key));
	tree_set(a, key, "within", tree_text(a, in.within.n ? in.within : S("unit")));
	tree_set(a, key, "pattern", tree_text(a, in.pattern));
	tree_set(a, top, "key", in.key.n ? key : NULL);
	tree_set(a, top, "check", in.check.n ? tree_text(a, in.check) : NULL);
	return editor_save(q, &v.editing, in.seen);
}

/* ---- the list ---- */

enum use { COLUMNS, SEARCH, FILTERS, SORTS, ALIKE, PERSONAL, USES };
struct list_asked {
	struct texts uses[USES];
	str seen;
};
static const struct {
	const char *name;
	bool of_list; /* else of the definition itself */
} uses[USES] = {[COLUMNS] = {"columns", true},
	[SEARCH] = {"search", true},
	[FILTERS] = {"filters", true},
	[SORTS] = {"sorts", true},
	[ALIKE] = {"alike", false},
	[PERSONAL] = {"personal", false}};
#define USE(n, name_, label_)                                                                                                    \
	FIELD_NAMED(name_, label_, .type = I_TEXTS, .at = offsetof(struct list_asked, uses[n]), .max = REGISTRY_FIELDS_MAX)
static const struct field list_fields[] = {USE(COLUMNS, "columns", "Cột của danh sách"), USE(SEARCH, "search", "Tìm theo"),
	USE(FILTERS, "filters", "Lọc theo"), USE(SORTS, "sorts", "Sắp xếp theo"), USE(ALIKE, "alike", "So trùng theo"),
	USE(PERSONAL, "personal", "Dữ liệu cá nhân"), TEXT(struct list_asked, seen, "Bản đang sửa", 1, 16)};
const struct input registry_list_input = INPUT("registry_list", list_fields);

err registry_list_form(struct req *q)
{
	struct registry_version_view v;
	TRY(draft_view(q, &v));
	registry_list_page(&q->page, &v);
	return NULL;
}

/* Those that were there stay in their order, new ones come behind. */
static struct tree *names_tree(arena *a, const struct tree *was, struct texts now)
{
	struct tree *list = tree_new(a, N_LIST);
	struct texts had = {NEWN(a, str, tree_count(was) + 1), 0};
	for (const struct tree *t = was ? was->first : NULL; t; t = t->next) {
		((str *)(uintptr_t)had.v)[had.n++] = t->text;
		if (texts_have(now, t->text))
			tree_append(list, tree_text(a, t->text));
	}
	for (size_t i = 0; i < now.n; i++)
		if (!texts_have(had, now.v[i]))
			tree_append(list, tree_text(a, now.v[i]));
	return list->first ? list : NULL;
}

static str label_of(const struct registry *r, str name)
{
	const struct form_field *f = registry_field(r, name);
	return f ? str_of(f->label) : name;
}

static err list_sound(struct ctx *c, const struct registry *r, const struct list_asked *in)
{
	static const enum use of_nobody[] = {SEARCH, FILTERS, SORTS};
	if (!in->uses[COLUMNS].n)
		return FAIL_FIELD(c, "columns", "Chọn ít nhất một cột của danh sách");
	for (size_t i = 0; i < in->uses[SORTS].n; i++)
		if (!texts_have(in->uses[COLUMNS], in->uses[SORTS].v[i]))
			return FAIL_FIELD(c, "sorts", "“%.*s” chưa là cột của danh sách nên chưa sắp xếp theo được",
				STR_ARG(label_of(r, in->uses[SORTS].v[i])));
	for (size_t k = 0; k < COUNT(of_nobody); k++)
		for (size_t i = 0; i < in->uses[of_nobody[k]].n; i++)
			if (texts_have(in->uses[PERSONAL], in->uses[of_nobody[k]].v[i]))
				return FAIL_FIELD(c, uses[of_nobody[k]].name,
					"“%.*s” là dữ liệu cá nhân nên không dùng để tìm, lọc hay sắp xếp",
					STR_ARG(label_of(r, in->uses[of_nobody[k]].v[i])));
	return NULL;
}

err registry_list_run(struct req *q)
{
	struct registry_version_view v;
	struct list_asked in = {0};
	arena *a = q->ctx.a;
	TRY(draft_view(q, &v));
	TRY(read_input(q, &in));
	TRY(list_sound(&q->ctx, v.registry, &in));
	struct tree *list = tree_member(v.editing.top, "list");
	for (size_t i = 0; i < USES; i++) {
		struct tree *at = uses[i].of_list ? list : v.editing.top;
		tree_set(a, at, uses[i].name, names_tree(a, tree_member(at, uses[i].name), in.uses[i]));
	}
	return editor_save(q, &v.editing, in.seen);
}

/* ---- states ---- */

/* The states of the tree; those that every registry has are written down before they are changed. */
static struct tree *states_of(arena *a, struct registry_version_view *v)
{
	struct tree *list = tree_member(v->editing.top, "states");
	if (list)
		return list;
	list = tree_new(a, N_LIST);
	for (size_t i = 0; i < v->registry->nstates; i++) {
		struct tree *o = tree_new(a, N_OBJECT);
		tree_set(a, o, "name", tree_text(a, str_of(v->registry->states[i].name)));
		tree_set(a, o, "title", tree_text(a, str_of(v->registry->states[i].title)));
		tree_set(a, o, "colour", tree_text(a, str_of(v->registry->states[i].colour)));
		tree_append(list, o);
	}
	tree_set(a, v->editing.top, "states", list);
	return list;
}

static struct tree *moves_of(arena *a, struct registry_version_view *v)
{
	struct tree *list = tree_member(v->editing.top, "moves");
	if (!list)
		tree_set(a, v->editing.top, "moves", list = tree_new(a, N_LIST));
	return list;
}

static err states_saved(struct req *q, struct registry_version_view *v, str seen)
{
	v->editing.path = str_format(q->ctx.a, "%.*s/trang-thai", STR_ARG(v->editing.path));
	return editor_save(q, &v->editing, seen);
}

err registry_states_form(struct req *q)
{
	struct registry_version_view v;
	TRY(draft_view(q, &v));
	registry_states_page(&q->page, &v);
	return NULL;
}

static bool is_text(const struct tree *t, str s) { return t && t->type == N_TEXT && str_eq(t->text, s); }

/* Moves to a state that goes go with it; those from it alone too. */
static void moves_without(struct tree *moves, str state)
{
	size_t n = 0;
	for (struct tree *m = moves->first; m; m = m->next) {
		struct tree *from = tree_member(m, "from");
		size_t k = 0;
		for (struct tree *f = from ? from->first : NULL; f; f = f->next)
			if (is_text(f, state))
				tree_drop(from, k);
			else
				k++;
		if (is_text(tree_member(m, "to"), state) || !tree_count(from))
			tree_drop(moves, n);
		else
			n++;
	}
}

/* "up 2", "down 2", "drop 2": the second state; "unmove 1": the first move. */
err registry_states_run(struct req *q)
{
	struct registry_version_view v;
	struct editor_change in = {0};
	char what[8] = "";
	int n = 0;
	arena *a = q->ctx.a;
	TRY(draft_view(q, &v));
	TRY(read_input(q, &in));
	struct tree *states = states_of(a, &v), *moves = moves_of(a, &v);
	bool two = sscanf(str_c(a, in.what), "%7s %3d", what, &n) == 2, of_move = !strcmp(what, "unmove");
	struct tree *at = two && n > 0 ? tree_nth(of_move ? moves : states, (size_t)n - 1) : NULL;
	if (!at)
		return FAIL(&q->ctx, NOT_FOUND, "state");
	bool drop = !strcmp(what, "drop");
	if (drop && tree_count(states) == 1)
		return FAIL(&q->ctx, INVALID, "Sổ phải có ít nhất một trạng thái");
	if (drop)
		moves_without(moves, tree_member(at, "name")->text);
	bool done = !strcmp(what, "up")     ? tree_move(states, (size_t)n - 1, -1)
		    : !strcmp(what, "down") ? tree_move(states, (size_t)n - 1, 1)
		    : of_move               ? tree_drop(moves, (size_t)n - 1)
					    : drop && tree_drop(states, (size_t)n - 1);
	if (!done)
		return FAIL(&q->ctx, INVALID, "Không chuyển được: đã ở đầu hoặc cuối danh sách");
	return states_saved(q, &v, in.seen);
}

struct state_asked {
	str title, colour, seen;
};
static const struct field state_fields[] = {
	TEXT(struct state_asked, title, "Tên trạng thái", 1, 100),
	CHOICE(struct state_asked, colour, "Màu", NEEDED, registry_colours),
	TEXT(struct state_asked, seen, "Bản đang sửa", 1, 16),
};
const struct input registry_state_input = INPUT("registry_state", state_fields);

/* The state or the move of the query: from 1, 0 = a new one. */
static err at_asked(struct req *q, struct registry_version_view *v, bool of_move)
{
	int64_t n = query_int(q, "so", 0);
	TRY(draft_view(q, v));
	v->at = n > 0 ? (size_t)n : 0;
	return n < 0 || v->at > (of_move ? v->registry->nmoves : v->registry->nstates) ? FAIL(&q->ctx, NOT_FOUND, "state") : NULL;
}

err registry_state_form(struct req *q)
{
	struct registry_version_view v;
	TRY(at_asked(q, &v, false));
	registry_state_page(&q->page, &v);
	return NULL;
}

static bool state_taken(const void *of, str name)
{
	const struct registry *r = of;
	for (size_t i = 0; i < r->nstates; i++)
		if (str_is(name, r->states[i].name))
			return true;
	return false;
}

static bool move_taken(const void *of, str name)
{
	const struct registry *r = of;
	for (size_t i = 0; i < r->nmoves; i++)
		if (str_is(name, r->moves[i].name))
			return true;
	return false;
}

err registry_state_run(struct req *q)
{
	struct registry_version_view v;
	struct state_asked in = {0};
	arena *a = q->ctx.a;
	TRY(at_asked(q, &v, false));
	TRY(read_input(q, &in));
	struct tree *states = states_of(a, &v), *o = v.at ? tree_nth(states, v.at - 1) : tree_new(a, N_OBJECT);
	if (!v.at) {
		tree_set(a, o, "name", tree_text(a, editor_name_made(a, in.title, state_taken, v.registry)));
		tree_append(states, o);
	}
	tree_set(a, o, "title", tree_text(a, in.title));
	tree_set(a, o, "colour", tree_text(a, in.colour));
	return states_saved(q, &v, in.seen);
}

struct move_asked {
	str title, to, seen;
	struct texts from, by;
};
static const struct field move_fields[] = {
	TEXT(struct move_asked, title, "Tên việc", 1, 100),
	TEXTS(struct move_asked, from, "Từ trạng thái", 1, REGISTRY_STATES_MAX),
	TEXT(struct move_asked, to, "Sang trạng thái", 1, 40),
	TEXTS(struct move_asked, by, "Chỉ người có quyền", 0, REGISTRY_POWERS_MAX),
	TEXT(struct move_asked, seen, "Bản đang sửa", 1, 16),
};
const struct input registry_move_input = INPUT("registry_move", move_fields);

err registry_move_form(struct req *q)
{
	struct registry_version_view v;
	TRY(at_asked(q, &v, true));
	registry_move_page(&q->page, &v);
	return NULL;
}

err registry_move_run(struct req *q)
{
	struct registry_version_view v;
	struct move_asked in = {0};
	arena *a = q->ctx.a;
	TRY(at_asked(q, &v, true));
	TRY(read_input(q, &in));
	if (texts_have(in.from, in.to))
		return FAIL_FIELD(&q->ctx, "to", "Trạng thái đích phải khác các trạng thái đã chọn ở “Từ trạng thái”");
	struct tree *moves = moves_of(a, &v), *o = v.at ? tree_nth(moves, v.at - 1) : tree_new(a, N_OBJECT),
		    *from = tree_new(a, N_LIST);
	if (!v.at) {
		tree_set(a, o, "name", tree_text(a, editor_name_made(a, in.title, move_taken, v.registry)));
		tree_append(moves, o);
	}
	for (size_t i = 0; i < in.from.n; i++)
		tree_append(from, tree_text(a, in.from.v[i]));
	tree_set(a, o, "title", tree_text(a, in.title));
	tree_set(a, o, "from", from);
	tree_set(a, o, "to", tree_text(a, in.to));
	tree_set(a, o, "by", names_tree(a, tree_member(o, "by"), in.by));
	return states_saved(q, &v, in.seen);
}
