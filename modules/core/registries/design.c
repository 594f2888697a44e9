/* design: the pages of those who make registries: which there are, one with its versions, preview, publishing, closing. What is in a version
 * is edited by core/editor (sections, fields, JSON) and settings.c (what a registry adds to a form). */
#include "core/registries/definitions.h"
#include "core/registries/definitions.html.h"
#include "web/reply.h"
#include "web/request.h"

#define HERE_ALL "/quan-tri/so-du-lieu"

/* ---- which there are ---- */

struct owned_asked {
	str words, whose;
};
static const struct choice whose[] = {{"own", "Tự lập"}, {"given", "Có sẵn"}, {NULL, NULL}};

static bool wanted(arena *a, const struct owned_asked *f, const struct registry_owned *r)
{
	if (f->words.n && !str_has(fold(a, r->title), fold(a, f->words)) && !str_has(fold(a, r->code), fold(a, f->words)))
		return false;
	return !f->whose.n || str_is(f->whose, "own") == r->is_own;
}

/* Its own, or one of which a version holds for c->unit. */
static err registry_shown(struct ctx *c, int64_t id, struct registry_kept *out)
{
	struct registry_version_open open;
	struct registry_version_get v;
	bool found;
	TRY(registry_kept(c, id, out));
	if (out->unit_id == c->unit)
		return NULL;
	TRY(registry_version_open(c, id, &open, &found));
	return found ? registry_version_seen(c, open.id, &v) : FAIL(c, NOT_FOUND, "registry");
}

/* Of the unit above, what is kept at its own level is not shown below. */
static err listed(struct ctx *c, const struct registries_of_owner *r, bool *out)
{
	struct registry_kept is;
	*out = r->unit_id == c->unit || r->published;
	err unseen = *out && r->unit_id != c->unit && r->unit_id ? registry_shown(c, r->id, &is) : NULL;
	*out &= !unseen;
	return unseen && unseen->kind != NOT_FOUND ? unseen : NULL;
}

static err add_of(struct ctx *c, int64_t owner, struct registry_owned **v, size_t *n)
{
	struct registries_of_owner_rows rows;
	TRY(registries_of_owner(c, owner, &rows));
	struct registry_owned *all = NEWN(c->a, struct registry_owned, *n + rows.n + 1);
	if (*n)
		memcpy(all, *v, *n * sizeof *all);
	*v = all;
	for (size_t i = 0; i < rows.n; i++) {
		const struct registries_of_owner *r = &rows.v[i];
		bool own = owner == c->unit, shown;
		TRY(listed(c, r, &shown));
		if (shown)
			all[(*n)++] = (struct registry_owned){.id = r->id,
				.published = r->published,
				.draft = own ? r->draft : 0,
				.owner = r->unit_id,
				.code = r->code,
				.title = r->title,
				.ended = r->ended_from.s ? r->ended_from : S(""),
				.is_own = own};
	}
	return NULL;
}

/* Its own, those of the unit above it, those of the program. */
static err all_owned(struct ctx *c, struct registry_owned **v, size_t *n)
{
	struct registry_unit unit;
	*v = NULL;
	*n = 0;
	TRY(add_of(c, c->unit, v, n));
	if (!c->unit)
		return NULL;
	TRY(registry_unit(c, c->unit, &unit));
	if (unit.parent_id.set)
		TRY(add_of(c, unit.parent_id.v, v, n));
	return add_of(c, 0, v, n);
}

static err owned_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct registry_owned *v;
	size_t all, n = 0;
	TRY(all_owned(&q->ctx, &v, &all));
	for (size_t i = 0; i < all; i++)
		if (wanted(q->ctx.a, l->asked, &v[i]))
			v[n++] = v[i];
	*out = list_whole(q, l, v, n, most);
	return NULL;
}

static struct list_key owned_key(const struct listing *l, const void *row)
{
	struct list_key key = list_place(l, row);
	key.id = ((const struct registry_owned *)row)->id;
	return key;
}

static str published_text(arena *a, const struct listing *l, const void *row)
{
	const struct registry_owned *r = row;
	(void)l;
	if (r->ended.n)
		return str_format(a, "Đóng từ %.*s", STR_ARG(show_date(a, r->ended)));
	return r->published ? show_int(a, r->published) : S("Chưa công bố");
}

static str owner_text(arena *a, const struct listing *l, const void *row)
{
	const struct registry_owned *r = row;
	(void)a, (void)l;
	return r->is_own ? S("Tự lập") : r->owner ? S("Cấp trên lập") : S("Có sẵn");
}

static str draft_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct registry_owned *)row)->draft ? S("Có") : S("");
}

#define OF(member) .at = offsetof(struct registry_owned, member)
static const struct column owned_columns[] = {
	{.name = "title", .title = "Sổ", OF(title), .leads = HERE_ALL "/{id}", .sort = "ten"},
	{.name = "code", .title = "Mã", OF(code), .sort = "ma"},
	{.name = "owner", .title = "Nguồn", .as = COLUMN_MADE, .text = owner_text},
	{.name = "version", .title = "Phiên bản", .as = COLUMN_MADE, .text = published_text},
	{.name = "draft", .title = "Bản thảo", .as = COLUMN_MADE, .text = draft_text, .part = registry_draft_part},
};
static const struct field owned_filters[] = {
	{.name = "tim", .label = "Tên hoặc mã", .type = I_TEXT, .at = offsetof(struct owned_asked, words), .max = 100},
	{.name = "nguon", .label = "Nguồn", .type = I_CHOICE, .at = offsetof(struct owned_asked, whose), .choices = whose},
};
const struct list registries_owned_list = {.title = "Các sổ dữ liệu",
	.path = HERE_ALL,
	.file = "so-du-lieu",
	.columns = LIST(owned_columns),
	.filters = LIST(owned_filters),
	.asked = sizeof(struct owned_asked),
	.row = sizeof(struct registry_owned),
	.rows = owned_rows,
	.key = owned_key,
	.sorts_first = "ten"};

static err others(struct ctx *c, const struct choice **out)
{
	struct registry_owned *v;
	size_t all, n = 0;
	TRY(all_owned(c, &v, &all));
	struct choice *k = NEWN(c->a, struct choice, all + 1);
	for (size_t i = 0; i < all; i++)
		if (v[i].published)
			k[n++] = (struct choice){str_format(c->a, "%lld", (long long)v[i].id).s, str_c(c->a, v[i].title)};
	*out = k;
	return NULL;
}

err registries_owned_run(struct req *q)
{
	struct registries_owned_view v = {0};
	struct owned_asked asked = {0};
	TRY(list_read(q, &registries_owned_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.registries.v = (struct registry_owned *)(uintptr_t)v.list.rows.v;
	v.registries.n = v.list.rows.n;
	v.next = v.list.next;
	TRY(others(&q->ctx, &v.others));
	return reply(q, &v, registries_owned_page);
}

/* ---- a new one ---- */

struct new_asked {
	str code, title, one, from;
};
static const struct field new_fields[] = {
	TEXT(struct new_asked, title, "Tên sổ", 1, 200),
	TEXT(struct new_asked, one, "Gọi một mục là", 0, 60),
	TEXT(struct new_asked, code, "Mã sổ", 0, 40),
	TEXT(struct new_asked, from, "Chép từ sổ", 0, 20),
};
const struct input registry_new_input = INPUT("new_registry", new_fields);

/* The newest published version of one that the reader sees. */
static err definition_of(struct ctx *c, str registry, str *out)
{
	struct registry_version_open open;
	struct registry_version_get v;
	int64_t id;
	bool found = false;
	*out = S("");
	if (!registry.n)
		return NULL;
	if (str_int(registry, &id))
		TRY(registry_version_open(c, id, &open, &found));
	if (!found)
		return FAIL_FIELD(c, "from", "Chọn một sổ đã công bố trong danh sách");
	TRY(registry_version_seen(c, open.id, &v));
	*out = v.definition;
	return NULL;
}

err registry_new_run(struct req *q)
{
	struct new_asked in = {0};
	struct registry_new n = {0};
	TRY(read_input(q, &in));
	TRY(definition_of(&q->ctx, in.from, &n.definition));
	n.code = in.code;
	n.title = in.title;
	n.one = in.one;
	TRY(apply(&q->ctx, registry_new_add, &n));
	flash(q, "Đã tạo bản thảo. Thêm các trường, chọn cột của danh sách, xem trước rồi công bố.");
	return see_other(q, HERE_ALL "/ban/%lld", (long long)n.version);
}

/* ---- one, and its versions ---- */

static err version_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct registry_version_list_rows rows;
	struct registry_kept is;
	size_t n = 0;
	TRY(registry_kept(&q->ctx, q->id, &is));
	TRY(registry_version_list(&q->ctx, q->id, l->begun ? l->from.at : INT64_MAX, most + 1, &rows));
	for (size_t i = 0; i < rows.n && n < (size_t)most; i++) /* a draft is its owner's alone; there is at most one */
		if (rows.v[i].published_at.set || is.unit_id == q->ctx.unit)
			rows.v[n++] = rows.v[i];
	rows.n = n;
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key version_key(const struct listing *l, const void *row)
{
	const struct registry_version_list *v = row;
	(void)l;
	return (struct list_key){.at = v->number, .id = v->id};
}

static str version_since(arena *a, const struct listing *l, const void *row)
{
	const struct registry_version_list *v = row;
	(void)l;
	return v->published_at.set ? show_date(a, v->valid_from) : S("Chưa công bố");
}

static const struct column version_columns[] = {
	{.name = "number", .title = "Phiên bản", .as = COLUMN_NUMBER, .at = offsetof(struct registry_version_list, number)},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .part = registry_version_state},
	{.name = "since", .title = "Từ ngày", .as = COLUMN_MADE, .text = version_since},
	{.name = "open", .title = "Xem", .as = COLUMN_MADE, .part = registry_version_links},
};
const struct list registry_version_pages = {.title = "Các phiên bản",
	.path = HERE_ALL "/{id}",
	.file = "phien-ban",
	.columns = LIST(version_columns),
	.row = sizeof(struct registry_version_list),
	.page = 20,
	.rows = version_rows,
	.key = version_key};

err registry_design_run(struct req *q)
{
	struct registry_design_view v = {0};
	struct registry_version_newest newest;
	bool any;
	TRY(registry_shown(&q->ctx, q->id, &v.is));
	TRY(registry_version_newest(&q->ctx, q->id, &newest, &any));
	v.is_own = v.is.unit_id == q->ctx.unit;
	v.draft = any && !newest.published_at.set;
	TRY(list_read(q, &registry_version_pages, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.versions = (struct registry_version_list_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, registry_design_page);
}

err registry_draft_run(struct req *q)
{
	struct registry_draft d = {.registry = q->id};
	TRY(apply(&q->ctx, registry_draft_add, &d));
	return see_other(q, HERE_ALL "/ban/%lld", (long long)d.version);
}

/* ---- one version ---- */

err registry_version_run(struct req *q)
{
	struct registry_version_view v;
	TRY(registry_version_view(q, &v));
	return reply(q, &v, registry_version_page);
}

err registry_compared_run(struct req *q)
{
	struct registry_version_view v;
	struct registry_version_previous before;
	struct registry *was;
	bool found;
	TRY(registry_version_view(q, &v));
	TRY(registry_version_previous(&q->ctx, v.version.registry_id, v.version.number, &before, &found));
	if (found) {
		v.before = before.number;
		TRY(registry_version_parsed(&q->ctx, before.definition, &was));
		v.differences = registry_compare(&q->ctx, was, v.registry);
	}
	return reply(q, &v, registry_compared_page);
}

/* ---- preview: as an officer will see it, with example data ---- */

err registry_preview_run(struct req *q)
{
	struct registry_version_view v;
	TRY(registry_version_view(q, &v));
	if (!q->page.again)
		TRY(form_sample(&q->ctx, v.registry->form, &v.answers));
	registry_preview_page(&q->page, &v);
	return NULL;
}

err registry_preview_try(struct req *q)
{
	struct registry_version_view v;
	if (form_rows_pressed(q))
		return registry_preview_run(q);
	TRY(registry_version_view(q, &v));
	TRY(form_read_photos(q, v.registry->form, false, &v.answers));
	v.tried = true;
	registry_preview_page(&q->page, &v);
	return NULL;
}

/* ---- publishing ---- */

static const struct field publish_fields[] = {
	DATE(struct registry_publication, valid_from, "Ngày có hiệu lực", NEEDED),
	BOOL(struct registry_publication, though_lost, "Đã biết những gì không còn được hỏi"),
};
const struct input registry_publish_input = INPUT("registry_publication", publish_fields);

err registry_publish_form(struct req *q)
{
	struct registry_version_view v;
	TRY(registry_version_view(q, &v));
	if (!v.is_own)
		return FAIL(&q->ctx, NOT_FOUND, "registry_version");
	TRY(registry_losses(&q->ctx, v.version.registry_id, v.registry, &v.losses));
	registry_publish_page(&q->page, &v);
	return NULL;
}

err registry_publish_run(struct req *q)
{
	struct registry_version_get v;
	struct registry_publication p = {.version = q->id};
	TRY(read_input(q, &p));
	TRY(apply(&q->ctx, registry_draft_publish, &p));
	TRY(registry_version_get(&q->ctx, q->id, &v));
	flash(q, "Đã công bố phiên bản %lld của sổ “%.*s”.", (long long)v.number, STR_ARG(v.title));
	return see_other(q, HERE_ALL "/%lld", (long long)v.registry_id);
}

err registry_drop_run(struct req *q)
{
	struct registry_version_get v;
	TRY(registry_version_seen(&q->ctx, q->id, &v));
	TRY(apply(&q->ctx, registry_draft_drop, &q->id));
	flash(q, "Đã xóa bản thảo.");
	return see_other(q, HERE_ALL "/%lld", (long long)v.registry_id);
}

/* ---- closing ---- */

static const struct field close_fields[] = {
	DATE(struct registry_ending, valid_from, "Đóng từ ngày", NEEDED),
	TEXT(struct registry_ending, reason, "Lý do, căn cứ", 1, 300),
};
const struct input registry_close_input = INPUT("registry_closing", close_fields);

err registry_close_form(struct req *q)
{
	struct registry_design_view v = {0};
	TRY(registry_owned(&q->ctx, q->id, &v.is));
	registry_close_page(&q->page, &v);
	return NULL;
}

err registry_close_run(struct req *q)
{
	struct registry_ending e = {.registry = q->id};
	TRY(read_input(q, &e));
	TRY(apply(&q->ctx, registry_close, &e));
	flash(q, "Đã đóng sổ. Nội dung vẫn xem được.");
	return see_other(q, HERE_ALL "/%lld", (long long)q->id);
}

err registry_reopen_run(struct req *q)
{
	struct registry_ending e = {.registry = q->id};
	TRY(apply(&q->ctx, registry_close, &e));
	flash(q, "Đã mở lại sổ.");
	return see_other(q, HERE_ALL "/%lld", (long long)q->id);
}

/* ---- what others ask ---- */

err registry_titled(struct ctx *c, int64_t id, str *out)
{
	struct registry_kept is;
	TRY(registry_kept(c, id, &is));
	*out = is.title;
	return NULL;
}

err registry_called(struct ctx *c, str typed, struct named_list *out)
{
	enum { MOST = 30 };
	struct registry_owned *v;
	size_t all;
	str words = fold(c->a, typed);
	TRY(all_owned(c, &v, &all));
	*out = (struct named_list){NEWN(c->a, struct named, MOST), 0};
	for (size_t i = 0; i < all && out->n < MOST; i++)
		if (str_has(fold(c->a, v[i].title), words) || str_eq(v[i].code, typed))
			out->v[out->n++] = (struct named){v[i].id, v[i].title};
	return NULL;
}

err registry_design_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct registry_kept is;
	if (!may(q, "registry.design"))
		return FAIL(&q->ctx, NOT_FOUND, "registry");
	TRY(registry_shown(&q->ctx, id, &is));
	*out = (struct object_seen){is.title, str_format(q->ctx.a, HERE_ALL "/%lld", (long long)id)};
	return NULL;
}

/* ---- what programs get ---- */

#define OWNED(name, type) MEMBER(struct registry_owned, name, type)
static const struct member owned_members[] = {OWNED(id, M_INT), OWNED(code, M_TEXT), OWNED(title, M_TEXT),
	OWNED(published, M_INT), OWNED(draft, M_INT), OWNED(ended, M_TEXT), OWNED(is_own, M_INT)};
static const struct shape registry_owned_shape = SHAPE("registry_owned", struct registry_owned, owned_members);
static const struct member owned_list_members[] = {
	MANY(struct registries_owned_view, registries, registry_owned), MEMBER(struct registries_owned_view, next, M_TEXT)};
const struct shape registries_owned_shape = SHAPE("registry_definitions", struct registries_owned_view, owned_list_members);
static const struct member design_members[] = {ONE(struct registry_design_view, is, registry_kept),
	MANY(struct registry_design_view, versions, registry_version_list), MEMBER(struct registry_design_view, next, M_TEXT),
	MEMBER(struct registry_design_view, is_own, M_INT)};
const struct shape registry_design_shape = SHAPE("registry_versions_of", struct registry_design_view, design_members);
static const struct member version_members[] = {ONE(struct registry_version_view, version, registry_version_get),
	MEMBER(struct registry_version_view, seen, M_TEXT), MEMBER(struct registry_version_view, is_own, M_INT)};
const struct shape registry_version_shape = SHAPE("registry_version", struct registry_version_view, version_members);
static const struct member compared_members[] = {ONE(struct registry_version_view, version, registry_version_get),
	MEMBER(struct registry_version_view, before, M_INT), MANY(struct registry_version_view, differences, difference)};
const struct shape registry_compared_shape = SHAPE("registry_differences", struct registry_version_view, compared_members);
