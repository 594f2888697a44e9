/* Pages of a unit's own roles: for its administrators; those of the platform look at all of them. */
#include "pages.h"
#include "web/reply.h"
#include "auth/auth.h"

/* ---- the list ---- */

static err settle(struct req *q, struct listing *l)
{
	struct unit_role_filter *f = l->asked;
	if (q->ctx.unit || !f->place.n)
		return NULL;
	TRY(places_named(&q->ctx, f->place, &f->places));
	f->unit = f->places.n == 1 ? f->places.v[0].id : -1;
	return NULL;
}

static str joined(arena *a, struct texts names)
{
	buf b = {.a = a};
	for (size_t i = 0; i < names.n; i++)
		buf_printf(&b, "%s%.*s", i ? " " : "", STR_ARG(names.v[i]));
	return buf_text(&b);
}

static err fill_rows(struct ctx *c, const struct unit_roles_after_rows *rows, struct unit_role_list *out)
{
	*out = (struct unit_role_list){NEWN(c->a, struct unit_role_row, rows->n + 1), rows->n};
	for (size_t i = 0; i < rows->n; i++) {
		const struct unit_roles_after *r = &rows->v[i];
		struct texts grants;
		TRY(unit_role_grants_of(c, r->name, &grants));
		out->v[i] = (struct unit_role_row){r->id, r->holders, r->title, r->unit_name, joined(c->a, grants), r->valid_to};
	}
	return NULL;
}

static err role_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct unit_roles_after_rows rows = {0};
	struct unit_role_list lines;
	int64_t unit = c->unit ? c->unit : ((const struct unit_role_filter *)l->asked)->unit, after = l->begun ? l->from.id : 0;
	TRY(unit ? unit_roles_after(c, unit, after, today_iso(c), most, &rows)
		 : unit_roles_all(c, after, today_iso(c), most, &rows));
	TRY(fill_rows(c, &rows, &lines));
	*out = LIST_ROWS(lines);
	return NULL;
}

static struct list_key role_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct unit_role_row *)row)->id};
}

static str powers_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return permission_titles(a, ((const struct unit_role_row *)row)->permissions);
}

static bool of_platform(const struct listing *l) { return !l->asker->ctx.unit; }

static const struct field role_filters[] = {
	{.name = "xa", .label = "Tên đơn vị", .type = I_TEXT, .at = offsetof(struct unit_role_filter, place), .max = 200}};
#define ROW(member) offsetof(struct unit_role_row, member)
static const struct column role_columns[] = {
	{.name = "title", .title = "Vai trò", .at = ROW(title), .leads = "/quan-tri/vai-tro-rieng/{id}"},
	{.name = "unit", .title = "Đơn vị", .at = ROW(unit_name), .when = of_platform},
	{.name = "powers", .title = "Quyền", .as = COLUMN_MADE, .text = powers_text},
	{.name = "holders", .title = "Số người giữ", .as = COLUMN_NUMBER, .at = ROW(holders)},
	{.name = "until", .title = "Thôi dùng từ ngày", .as = COLUMN_DAY, .at = ROW(valid_to)},
};
const struct list unit_role_list = {
	.title = "Vai trò riêng của đơn vị",
	.path = "/quan-tri/vai-tro-rieng",
	.file = "vai-tro-rieng",
	.columns = LIST(role_columns),
	.filters = LIST(role_filters),
	.asked = sizeof(struct unit_role_filter),
	.row = sizeof(struct unit_role_row),
	.settle = settle,
	.rows = role_rows,
	.key = role_key,
};

err unit_roles_page(struct req *q)
{
	struct unit_roles_view v = {.platform = !q->ctx.unit};
	struct unit_role_filter asked = {0};
	TRY(list_read(q, &unit_role_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.roles = (struct unit_role_list){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	v.typed = asked.place;
	v.places = asked.places;
	return reply(q, &v, unit_roles_list_page);
}

/* ---- one of them ---- */

static bool among(const struct choice *choices, str one)
{
	for (; choices->value; choices++)
		if (str_is(one, choices->value))
			return true;
	return false;
}

static err choices_of(struct req *q, const struct choice **out)
{
	struct texts names;
	TRY(unit_role_choices(&q->ctx, &names));
	struct choice *v = NEWN(q->ctx.a, struct choice, names.n + 1);
	for (size_t i = 0; i < names.n; i++)
		v[i] = (struct choice){str_c(q->ctx.a, names.v[i]), str_c(q->ctx.a, permission_titles(q->ctx.a, names.v[i]))};
	*out = v;
	return NULL;
}

err unit_role_new_page(struct req *q)
{
	struct unit_role_view v = {.may_change = true};
	TRY(unit_role_of_units(&q->ctx));
	TRY(choices_of(q, &v.choices));
	unit_role_form_page(&q->page, &v);
	return NULL;
}

static err fill(struct req *q, struct unit_role_view *v)
{
	day to;
	v->today = today_iso(&q->ctx);
	TRY(unit_role_get(&q->ctx, q->id, q->ctx.unit, v->today, &v->role));
	TRY(unit_role_grants_of(&q->ctx, v->role.name, &v->permissions));
	TRY(unit_role_holders(&q->ctx, v->role.name, v->role.unit_id, v->today, &v->holders));
	TRY(choices_of(q, &v->choices));
	str *asleep = NEWN(q->ctx.a, str, v->permissions.n + 1);
	v->sleeping = (struct texts){asleep, 0};
	for (size_t i = 0; i < v->permissions.n; i++)
		if (!among(v->choices, v->permissions.v[i]))
			asleep[v->sleeping.n++] = v->permissions.v[i];
	v->over = v->role.valid_to.n && day_parse(v->role.valid_to, &to) && to <= day_of(q->ctx.now);
	v->may_change = q->ctx.unit && !v->over;
	return NULL;
}

err unit_role_page(struct req *q)
{
	struct unit_role_view v = {0};
	TRY(fill(q, &v));
	v.holds = joined(q->ctx.a, v.permissions);
	v.lost = joined(q->ctx.a, v.sleeping);
	return reply(q, &v, unit_role_form_page);
}

/* ---- changes ---- */

#define KEEP_FIELDS                                                                                                              \
	TEXT(struct unit_role_work, title, "Tên vai trò", 2, 60),                                                                \
		TEXTS(struct unit_role_work, permissions, "Quyền của vai trò", 1, 200)
static const struct field keep_fields[] = {KEEP_FIELDS};
static const struct field change_fields[] = {KEEP_FIELDS, INT(struct unit_role_work, version, "Phiên bản", 1, INT64_MAX)};
static const struct field end_fields[] = {DATE(struct unit_role_work, valid_to, "Thôi dùng từ ngày", NEEDED),
	INT(struct unit_role_work, version, "Phiên bản", 1, INT64_MAX)};
const struct input unit_role_input = INPUT("new_unit_role", keep_fields);
const struct input unit_role_change_input = INPUT("unit_role_change", change_fields);
const struct input unit_role_end_input = INPUT("unit_role_end", end_fields);

static err done(struct req *q, const struct unit_role_work *w, const char *said)
{
	auth_changed(); /* once more: what the guard read before the commit is old */
	flash(q, "%s", said);
	return see_other(q, "/quan-tri/vai-tro-rieng/%lld", (long long)w->id);
}

err unit_role_new_post(struct req *q)
{
	struct unit_role_work w = {0};
	TRY(read_input(q, &w));
	TRY(apply(&q->ctx, unit_role_keep, &w));
	return done(q, &w, "Đã lập vai trò. Hãy trao vai trò này cho cán bộ ở trang Tài khoản, mục Thêm vị trí.");
}

err unit_role_change_post(struct req *q)
{
	struct unit_role_work w = {0};
	TRY(read_input(q, &w));
	w.id = q->id;
	TRY(apply(&q->ctx, unit_role_keep, &w));
	return done(q, &w, "Đã lưu. Người đang giữ vai trò này có quyền mới từ bây giờ.");
}

err unit_role_end_post(struct req *q)
{
	struct unit_role_work w = {0};
	TRY(read_input(q, &w));
	w.id = q->id;
	TRY(apply(&q->ctx, unit_role_end, &w));
	return done(q, &w, "Đã ghi ngày thôi dùng cho vai trò và cho mọi người đang giữ vai trò.");
}

/* ---- as others see it ---- */

err unit_role_titled(struct ctx *c, int64_t id, str *out)
{
	struct unit_role_title t;
	TRY(unit_role_title(c, id, &t));
	*out = t.title;
	return NULL;
}

err unit_role_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct unit_role_get r;
	if (q->actor->is_program || !may(q, "role.own"))
		return FAIL(&q->ctx, NOT_FOUND, "unit_role");
	TRY(unit_role_get(&q->ctx, id, q->ctx.unit, today_iso(&q->ctx), &r));
	*out = (struct object_seen){r.title, str_format(q->ctx.a, "/quan-tri/vai-tro-rieng/%lld", (long long)id)};
	return NULL;
}

/* ---- shapes ---- */

static const struct member row_members[] = {
	MEMBER(struct unit_role_row, id, M_INT),
	MEMBER(struct unit_role_row, title, M_TEXT),
	MEMBER(struct unit_role_row, unit_name, M_TEXT),
	MEMBER(struct unit_role_row, permissions, M_TEXT),
	MEMBER(struct unit_role_row, holders, M_INT),
	MEMBER(struct unit_role_row, valid_to, M_TEXT),
};
static const struct shape unit_role_row_shape = SHAPE("unit_role_row", struct unit_role_row, row_members);
static const struct member list_members[] = {
	MANY(struct unit_roles_view, roles, unit_role_row), MEMBER(struct unit_roles_view, next, M_TEXT)};
const struct shape unit_roles_shape = SHAPE("unit_roles", struct unit_roles_view, list_members);
static const struct member one_members[] = {
	ONE(struct unit_role_view, role, unit_role_get),
	MEMBER(struct unit_role_view, holds, M_TEXT),
	MEMBER(struct unit_role_view, lost, M_TEXT),
	MANY(struct unit_role_view, holders, unit_role_holders),
};
const struct shape unit_role_shape = SHAPE("unit_role", struct unit_role_view, one_members);
