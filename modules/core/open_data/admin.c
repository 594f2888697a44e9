/* admin: the pages of who chooses what a unit gives to everybody. */
#include "core/open_data/inside.h"
#include "core/open_data/open_data.html.h"
#include "core/registries/registries.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/object.h"
#include "web/reply.h"
#include "web/request.h"

/* ---- the list ---- */

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct open_sets_of_unit_rows found = {0};
	TRY(open_sets_of_unit(&q->ctx, q->ctx.unit, fold(q->ctx.a, *(str *)l->asked), l->from.id, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	const struct open_sets_of_unit *s = row;
	(void)a, (void)l;
	return s->taken.n ? S("Phần mềm đã gỡ") : str_of(flow_state(&open_flow, s->state)->title);
}

static const struct field filters[] = {{.name = "tim", .label = "Tên hoặc mô tả", .type = I_TEXT, .max = 100}};
#define OF(member) .at = offsetof(struct open_sets_of_unit, member)
static const struct column columns[] = {
	{.name = "title", .title = "Bộ dữ liệu", OF(title), .leads = OPEN_ADMIN "/{id}"},
	{.name = "registry", .title = "Sổ", OF(registry_title)},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .text = state_text},
	{.name = "modified", .title = "Dữ liệu đổi lúc", .as = COLUMN_TIME_OPTIONAL, OF(modified_at)},
	{.name = "code", .title = "Mã", OF(code), .spare = true},
};
const struct list open_sets_list = {.title = "Dữ liệu mở của đơn vị",
	.path = OPEN_ADMIN,
	.file = "du-lieu-mo",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(str),
	.row = sizeof(struct open_sets_of_unit),
	.rows = rows,
	.none = {"Chưa có bộ dữ liệu nào", "Chọn một sổ dữ liệu của đơn vị để công bố cho mọi người dùng."},
	.above = {"Quản trị", "/quan-tri"},
	.below = open_sets_below};
const struct shape open_sets_shape = LIST_SHAPE("open_sets", sets, open_sets_of_unit);

/* ---- the form ---- */

#define IN(member, label, ...) FIELD_OF(struct open_set_work, member, label, __VA_ARGS__)
#define NARROWED(n)                                                                                                              \
	FIELD_NAMED("narrowed" #n, "Giá trị của trường lọc thứ " #n " mà sổ khai", .type = I_TEXT, .max = 60,                    \
		.at = offsetof(struct open_set_work, narrowed[n - 1]))
static const struct field fields[] = {
	IN(registry, "Mã sổ", .type = I_TEXT, .max = 60),
	IN(title, "Tên bộ dữ liệu", .type = I_TEXT, .min = 5, .max = 150),
	IN(description, "Mô tả", .type = I_LONG_TEXT, .min = 20, .max = 2000),
	IN(licence, "Giấy phép", .type = I_TEXT, .min = 1, .max = 40),
	IN(frequency, "Làm mới", .type = I_CHOICE, .min = NEEDED, .choices = open_frequencies),
	IN(contact_name, "Nơi giải đáp", .type = I_TEXT, .min = 2, .max = 150),
	IN(contact_email, "Thư điện tử của nơi giải đáp", .type = I_TEXT, .max = 100),
	IN(contact_phone, "Điện thoại của nơi giải đáp", .type = I_TEXT, .max = 30),
	IN(fields, "Các trường công bố", .type = I_TEXTS, .min = 1, .max = OPEN_FIELDS_MAX),
	IN(has_state, "Kèm trạng thái của mỗi mục", .type = I_BOOL),
	IN(state, "Chỉ những mục ở trạng thái", .type = I_TEXT, .max = 60),
	NARROWED(1),
	NARROWED(2),
	NARROWED(3),
	NARROWED(4),
	NARROWED(5),
	NARROWED(6),
	NARROWED(7),
	NARROWED(8),
	IN(seen, "Phiên bản đã xem", .type = I_INT, .max = INT64_MAX),
};
const struct input open_set_input = INPUT("open_set", fields);

static err registries_offered(struct ctx *c, const struct choice **out)
{
	struct registries all;
	TRY(registries_of_today(c, &all));
	struct choice *v = NEWN(c->a, struct choice, all.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++) {
		str why;
		TRY(registry_closed(c, all.v[i], &why));
		if (!why.n)
			v[n++] = (struct choice){str_c(c->a, all.v[i]->code), str_c(c->a, all.v[i]->title)};
	}
	*out = v;
	return NULL;
}

err open_new_form(struct req *q)
{
	struct open_form_view v = {.licences = open_licences(&q->ctx)};
	str code = !strcmp(q->route->method, "GET") ? query_text(q, "so") : page_value(&q->page, "registry", S(""));
	TRY(registries_offered(&q->ctx, &v.registries));
	if (code.n)
		TRY(open_choices_of(&q->ctx, code, &v.choices));
	v.values = (struct open_set_work){.registry = code, .frequency = S("monthly"), .contact_name = q->actor->unit_name};
	open_form_page(&q->page, &v);
	return NULL;
}

static err keep(struct req *q)
{
	struct open_set_work w = {.id = q->id};
	TRY(read_input(q, &w));
	TRY(apply(&q->ctx, open_set_keep, &w));
	flash(q, q->id ? "Đã lưu." : "Đã lưu. Xem trước rồi công bố.");
	return see_other(q, OPEN_ADMIN "/%lld", (long long)w.id);
}

err open_new_run(struct req *q) { return keep(q); }
err open_edit_run(struct req *q) { return keep(q); }

static struct texts words_of(arena *a, str words)
{
	str *v = NEWN(a, str, OPEN_FIELDS_MAX + 1);
	size_t n = 0;
	for (str rest = words; rest.n && n < OPEN_FIELDS_MAX;)
		str_cut(rest, ' ', &v[n++], &rest);
	return (struct texts){v, n};
}

/* What does not fit any more is left out: the administrator sees it unticked. */
static void narrowed_of(const struct registry *r, str lines, struct open_set_work *w)
{
	for (str rest = lines, line, name, value; rest.n;) {
		str_cut(rest, '\n', &line, &rest);
		str_cut(line, '=', &name, &value);
		if (str_is(name, "state"))
			w->state = value;
		for (size_t i = 0; i < r->filters.n; i++)
			if (str_is(name, r->filters.v[i]->name))
				w->narrowed[i] = value;
	}
}

err open_edit_form(struct req *q)
{
	struct open_form_view v = {.id = q->id, .licences = open_licences(&q->ctx)};
	struct open_set_get s;
	TRY(open_set_get(&q->ctx, q->id, q->ctx.unit, &s));
	TRY(open_choices_of(&q->ctx, s.registry, &v.choices));
	v.seen = s.version;
	v.values = (struct open_set_work){.id = s.id,
		.registry = s.registry,
		.title = s.title,
		.description = s.description,
		.licence = s.licence,
		.frequency = s.frequency,
		.contact_name = s.contact_name,
		.contact_email = s.contact_email,
		.contact_phone = s.contact_phone,
		.fields = words_of(q->ctx.a, s.fields),
		.has_state = s.has_state};
	narrowed_of(v.choices.registry, s.narrowed, &v.values);
	open_form_page(&q->page, &v);
	return NULL;
}

/* ---- one set ---- */

static err previewed(struct req *q, struct open_set_view *v)
{
	if (v->why.n)
		return NULL;
	v->giving.as = LIST_AS_CSV;
	v->preview = (struct listing){.list = open_list_of(q->ctx.a, &v->giving), .view = &v->giving, .asker = q};
	return v->preview.list->rows(q, &v->preview, OPEN_PREVIEW, &v->preview.rows);
}

err open_one_run(struct req *q)
{
	struct open_set_get s;
	struct open_set_view v;
	TRY(open_set_get(&q->ctx, q->id, q->ctx.unit, &s));
	TRY(open_view_of(q, &s, &v));
	TRY(previewed(q, &v));
	return thing_show(q,
		&(struct thing){.list = &open_sets_list,
			.id = s.id,
			.title = s.title,
			.model = &v,
			.flow = &open_flow,
			.state = s.state,
			.version = s.version},
		open_one_page);
}

err open_act_run(struct req *q)
{
	struct open_work w = {.set = q->id};
	TRY(flow_begin(q, &w.flow));
	TRY(apply(&q->ctx, open_act, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, OPEN_ADMIN "/%lld", (long long)q->id);
}

/* ---- what others ask ---- */

err open_titled(struct ctx *c, int64_t id, str *out)
{
	struct open_set_title t;
	bool found;
	TRY(open_set_title(c, id, &t, &found));
	*out = t.title;
	return found ? NULL : FAIL(c, NOT_FOUND, "open_set");
}

err open_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct open_set_get s;
	TRY(open_set_get(&q->ctx, id, q->ctx.unit, &s));
	*out = (struct object_seen){s.title, str_format(q->ctx.a, OPEN_ADMIN "/%lld", (long long)id)};
	return NULL;
}

static const struct member file_members[] = {MEMBER(struct open_files, format, M_TEXT), MEMBER(struct open_files, size, M_INT),
	MEMBER(struct open_files, sha256, M_TEXT), MEMBER(struct open_files, rows, M_INT),
	MEMBER(struct open_files, made_at, M_INT)};
static const struct shape open_file_shape = SHAPE("open_file", struct open_files, file_members);
static const struct member field_members[] = {MEMBER(struct open_field_row, name, M_TEXT),
	MEMBER(struct open_field_row, label, M_TEXT), MEMBER(struct open_field_row, type, M_TEXT),
	MEMBER(struct open_field_row, hint, M_TEXT)};
static const struct shape open_field_shape = SHAPE("open_field", struct open_field_row, field_members);
static const struct member view_members[] = {ONE(struct open_set_view, set, open_set_get),
	MANY(struct open_set_view, files, open_file), MANY(struct open_set_view, fields, open_field),
	MEMBER(struct open_set_view, why, M_TEXT)};
const struct shape open_set_view_shape = SHAPE("open_set", struct open_set_view, view_members);
#define SAID(member_, type_)                                                                                                     \
	{                                                                                                                        \
		.name = #member_, .type = type_, .at = offsetof(struct open_set_get, member_)                                    \
	}
static const struct member public_set_members[] = {SAID(code, M_TEXT), SAID(title, M_TEXT), SAID(description, M_TEXT),
	SAID(unit_name, M_TEXT), SAID(licence, M_TEXT), SAID(frequency, M_TEXT), SAID(contact_name, M_TEXT),
	SAID(contact_email, M_TEXT), SAID(contact_phone, M_TEXT), SAID(issued_at, M_OPT_INT), SAID(modified_at, M_OPT_INT)};
static const struct shape open_public_set_shape = SHAPE("open_data_set", struct open_set_get, public_set_members);
static const struct member public_members[] = {ONE(struct open_set_view, set, open_public_set),
	MANY(struct open_set_view, files, open_file), MANY(struct open_set_view, fields, open_field)};
const struct shape open_public_view_shape = SHAPE("open_data_page", struct open_set_view, public_members);
