/* The pages of settings: the program's, and what a unit puts in their place. */
#include "web/admin/admin.h"
#include "web/object.h"
#include "web/admin/admin.html.h"
#include "web/reply.h"

enum { CHANGES_MOST = 30 };

/* ---- the list ---- */

static err show_list(struct req *q, int64_t unit)
{
	struct settings_view v = {.of_unit = unit != 0, .unit_name = q->actor->unit_name};
	settings_each(&q->ctx, unit, &v.settings);
	return reply(q, &v, settings_page);
}

static err own_unit(struct req *q)
{
	return q->ctx.unit ? NULL : FAIL(&q->ctx, DENIED, "Cài đặt riêng do quản trị của từng đơn vị đặt.");
}

err settings_show(struct req *q) { return show_list(q, 0); }
err unit_settings_show(struct req *q)
{
	TRY(own_unit(q));
	return show_list(q, q->ctx.unit);
}

/* ---- one ---- */

static err find_setting(struct req *q, int64_t unit, struct setting_view *out)
{
	struct setting_views all;
	settings_each(&q->ctx, unit, &all);
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].name, q->key)) {
			*out = all.v[i];
			return NULL;
		}
	return FAIL(&q->ctx, NOT_FOUND, "Không có cài đặt này.");
}

static str value_said(const struct setting *s, int64_t has, str value)
{
	if (!has)
		return S("Giá trị ban đầu");
	if (s->type == SET_SECRET)
		return value.n ? S("Đã đặt, không hiện") : S("Bỏ trống");
	if (s->type == SET_BOOL)
		return str_is(value, "1") ? S("Có") : S("Không");
	return value.n ? value : S("Bỏ trống");
}

static err fill_changes(struct ctx *c, int64_t unit, const struct setting *s, struct setting_said_rows *out)
{
	struct setting_changes_rows rows;
	TRY(setting_changes(c, unit, str_of(s->name), CHANGES_MOST, &rows));
	*out = (struct setting_said_rows){NEWN(c->a, struct setting_said, rows.n + 1), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		const struct setting_changes *r = &rows.v[i];
		out->v[i] = (struct setting_said){
			.at = r->at, .before = value_said(s, r->had, r->before), .after = value_said(s, r->has, r->after)};
		TRY(object_title(c, S("account"), r->actor_id, &out->v[i].by));
	}
	return NULL;
}

static bool may_change(const struct req *q, const struct setting *s) { return !s->permission || may(q, s->permission); }

static const char *permission_title(const char *name)
{
	const struct permission *p = name ? permission_find(str_of(name)) : NULL;
	return p ? p->title : NULL;
}

static err show_one(struct req *q, int64_t unit)
{
	struct setting_one v = {.of_unit = unit != 0};
	TRY(find_setting(q, unit, &v.setting));
	TRY(fill_changes(&q->ctx, unit, v.setting.setting, &v.changes));
	v.may_change = may_change(q, v.setting.setting);
	v.power = permission_title(v.setting.setting->permission);
	return reply(q, &v, setting_page);
}

err setting_show(struct req *q) { return show_one(q, 0); }
err unit_setting_show(struct req *q)
{
	TRY(own_unit(q));
	return show_one(q, q->ctx.unit);
}

/* ---- changing one ---- */

struct setting_form {
	str value;
};
static const struct field setting_fields[] = {TEXT(struct setting_form, value, "Giá trị", 0, 2000)};
const struct input setting_input = INPUT("setting_change", setting_fields);

static err change(struct req *q, struct setting_change n, const char *said)
{
	struct setting_view v;
	TRY(find_setting(q, n.unit, &v));
	if (!may_change(q, v.setting))
		return FAIL(&q->ctx, DENIED, "Cài đặt này chỉ người có quyền “%s” đổi được.",
			permission_title(v.setting->permission));
	n.name = v.name;
	TRY(apply(&q->ctx, setting_keep, &n));
	TRY(settings_reload(&q->ctx));
	flash(q, "%s: %.*s.", said, STR_ARG(v.title));
	return see_other(q, n.unit ? "/quan-tri/cai-dat-don-vi" : "/quan-tri/cai-dat");
}

static err change_to_typed(struct req *q, int64_t unit, const char *said)
{
	struct setting_form f = {0};
	TRY(read_input(q, &f));
	return change(q, (struct setting_change){.unit = unit, .value = f.value}, said);
}

err setting_post(struct req *q) { return change_to_typed(q, 0, "Đã lưu"); }
err setting_reset_post(struct req *q) { return change(q, (struct setting_change){.reset = true}, "Đã trả về giá trị ban đầu"); }
err unit_setting_post(struct req *q)
{
	TRY(own_unit(q));
	return change_to_typed(q, q->ctx.unit, "Đã đặt riêng cho đơn vị");
}
err unit_setting_reset_post(struct req *q)
{
	TRY(own_unit(q));
	return change(q, (struct setting_change){.unit = q->ctx.unit, .reset = true}, "Đơn vị dùng lại giá trị chung");
}

/* ---- shapes ---- */

static const struct member setting_members[] = {
	MEMBER(struct setting_view, name, M_TEXT),
	MEMBER(struct setting_view, title, M_TEXT),
	MEMBER(struct setting_view, help, M_TEXT),
	MEMBER(struct setting_view, module, M_TEXT),
	MEMBER(struct setting_view, value, M_TEXT),
	MEMBER(struct setting_view, is_set, M_INT),
	MEMBER(struct setting_view, source, M_TEXT),
	MEMBER(struct setting_view, of_program, M_TEXT),
	MEMBER(struct setting_view, is_units, M_INT),
	MEMBER(struct setting_view, units, M_INT),
};
static const struct shape setting_view_shape = SHAPE("setting", struct setting_view, setting_members);
static const struct member settings_members[] = {
	{.name = "settings", .type = M_MANY, .at = offsetof(struct settings_view, settings), .of = &setting_view_shape}};
const struct shape settings_shape = SHAPE("settings", struct settings_view, settings_members);
static const struct member said_members[] = {
	MEMBER(struct setting_said, at, M_INT),
	MEMBER(struct setting_said, by, M_TEXT),
	MEMBER(struct setting_said, before, M_TEXT),
	MEMBER(struct setting_said, after, M_TEXT),
};
static const struct shape setting_said_shape = SHAPE("setting_said", struct setting_said, said_members);
static const struct member one_members[] = {
	ONE(struct setting_one, setting, setting_view), MANY(struct setting_one, changes, setting_said)};
const struct shape setting_one_shape = SHAPE("setting_one", struct setting_one, one_members);
