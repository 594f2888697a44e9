/* Roles of a unit's own, made of permissions by its administrators. Such a role gives nothing that the unit's administrator could not give
 * already by appointing somebody to a declared role: no permission that is personal, of the platform or of citizens, none that no role
 * of units holds today, and nothing outside its unit (part role_holds of access.sql asks that again each time). What the platform's
 * administrator takes from all roles of units is gone from these too, and back when he gives it back. */
#include "parts.h"
#include "core/history/history.h"
#include "auth/auth.h"
#include "web/actor.h"
#include "web/components.h"
#include "web/module.h"
#include "web/route.h"
#include "web/services/audit.h"

enum { OPEN_MOST = 50 };

/* ---- what may stand in one ---- */

/* As it is declared: one that only the platform or citizens hold, or that stays with those who were appointed to it, is never a unit's to give. */
static bool of_units(const struct permission *p)
{
	str role, rest = str_of(p->roles);
	bool units = false;
	while (rest.n) {
		str_cut(rest, ' ', &role, &rest);
		units |= role.n && !str_is(role, "citizen") && !str_is(role, "platform");
	}
	return units && !p->personal && !permission_administrative(str_of(p->name));
}

static bool declared_for_units(str name)
{
	const struct permission *p = permission_find(name);
	return p && of_units(p);
}

err unit_role_choices(struct ctx *c, struct texts *out)
{
	struct permission_of_units_rows rows;
	TRY(permission_of_units(c, &rows));
	str *v = NEWN(c->a, str, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = rows.v[i].permission;
	struct texts given = {v, rows.n};
	str *chosen = NEWN(c->a, str, rows.n + 1);
	*out = (struct texts){chosen, 0};
	for (const struct module *const *m = modules_all(); *m; m++) /* in the order of the table of roles */
		for (size_t i = 0; i < (*m)->permissions.n; i++)
			if (of_units(&(*m)->permissions.v[i]) && texts_have(given, str_of((*m)->permissions.v[i].name)))
				chosen[out->n++] = str_of((*m)->permissions.v[i].name);
	return NULL;
}

static err check_permissions(struct ctx *c, struct texts wanted)
{
	struct texts choices;
	if (!wanted.n)
		return FAIL_FIELD(c, "permissions", "Chọn ít nhất một quyền cho vai trò này.");
	TRY(unit_role_choices(c, &choices));
	for (size_t i = 0; i < wanted.n; i++)
		if (!texts_have(choices, wanted.v[i]))
			return FAIL_FIELD(c, "permissions",
				"Đơn vị không trao được một quyền đã chọn. Hãy tải lại trang và chọn trong các quyền đang hiện.");
	return NULL;
}

/* ---- its name: no other role of the unit, and none that is declared, reads the same ---- */

static err check_title(struct ctx *c, int64_t own, str title)
{
	struct role_all_rows declared;
	struct unit_roles_open_rows open;
	str key = search_key(c->a, title);
	TRY(role_all(c, &declared));
	TRY(unit_roles_open(c, c->unit, today_iso(c), &open));
	bool taken = !key.n;
	for (size_t i = 0; i < declared.n; i++)
		taken |= str_eq(key, search_key(c->a, declared.v[i].title));
	for (size_t i = 0; i < open.n; i++)
		taken |= open.v[i].id != own && str_eq(key, search_key(c->a, open.v[i].title));
	if (taken)
		return FAIL_FIELD(c, "title", "Đã có vai trò tên như vậy. Hãy đặt tên khác để không nhầm lẫn.");
	return !own && open.n >= OPEN_MOST
		       ? FAIL(c, CONFLICT, "Đơn vị đã có %d vai trò riêng; hãy thôi dùng vai trò không cần nữa.", OPEN_MOST)
		       : NULL;
}

/* ---- making and changing ---- */

static bool day_over(str valid_to, day today) /* what ends on that day is over then */
{
	day to;
	return valid_to.n && day_parse(valid_to, &to) && to <= today;
}

err unit_role_grants_of(struct ctx *c, str role, struct texts *out)
{
	struct role_grants_rows rows;
	TRY(role_grants(c, role, &rows));
	str *v = NEWN(c->a, str, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = rows.v[i].permission;
	*out = (struct texts){v, rows.n};
	return NULL;
}

static err exchange(struct ctx *c, str role, struct texts was, struct texts wanted, struct differences *d)
{
	for (size_t i = 0; i < was.n; i++)
		if (!texts_have(wanted, was.v[i])) {
			TRY(grant_remove(c, role, was.v[i]));
			difference_add(d, "Quyền", permission_titles(c->a, was.v[i]), S(""));
		}
	for (size_t i = 0; i < wanted.n; i++)
		if (!texts_have(was, wanted.v[i])) {
			TRY(grant_add(c, role, wanted.v[i]));
			difference_add(d, "Quyền", S(""), permission_titles(c->a, wanted.v[i]));
		}
	return NULL;
}

/* Nobody gives himself more: the same as in the platform's table of roles. */
static err check_holder(struct ctx *c, str role, struct texts was, struct texts wanted)
{
	struct account_roles_rows held;
	bool own = false, more = false;
	TRY(account_roles(c, c->actor, today_iso(c), &held));
	for (size_t i = 0; i < held.n; i++)
		own |= str_eq(held.v[i].role, role);
	for (size_t i = 0; i < wanted.n; i++)
		more |= !texts_have(was, wanted.v[i]);
	return own && more ? FAIL_FIELD(c, "permissions", "Không tự thêm quyền cho vai trò mà chính mình đang giữ.") : NULL;
}

static err make(struct ctx *c, struct unit_role_work *w, struct differences *d)
{
	struct unit_role_insert added;
	TRY(unit_role_insert(c, c->unit, c->now, &added));
	w->id = added.id;
	str name = str_format(c->a, "unit.%lld", (long long)w->id);
	TRY(unit_role_name(c, name, w->title, some_int(w->id)));
	difference_add(d, "Tên vai trò", S(""), w->title);
	TRY(exchange(c, name, (struct texts){0}, w->permissions, d));
	return audit_add(c, "unit_role.make", "unit_role", w->id, w->title);
}

static err of_unit(struct ctx *c, const struct unit_role_work *w, struct unit_role_get *is)
{
	TRY(unit_role_get(c, w->id, c->unit, today_iso(c), is));
	if (day_over(is->valid_to, day_of(c->now)))
		return FAIL(c, CONFLICT, "Vai trò này đã thôi dùng. Hãy lập vai trò mới.");
	return w->version == is->version ? NULL
					 : FAIL(c, CONFLICT, "Vai trò vừa được người khác sửa. Hãy tải lại trang rồi sửa lại.");
}

static err change(struct ctx *c, struct unit_role_work *w, struct differences *d)
{
	struct unit_role_get is;
	struct texts was;
	TRY(of_unit(c, w, &is));
	TRY(unit_role_grants_of(c, is.name, &was));
	TRY(check_holder(c, is.name, was, w->permissions));
	TRY(unit_role_changed(c, w->id, c->unit, w->version));
	difference_add(d, "Tên vai trò", is.title, w->title);
	TRY(unit_role_rename(c, is.name, w->title));
	TRY(exchange(c, is.name, was, w->permissions, d));
	return d->n ? audit_add(c, "unit_role.change", "unit_role", w->id, w->title) : NULL;
}

err unit_role_of_units(struct ctx *c)
{
	return c->unit ? NULL : FAIL(c, DENIED, "Vai trò riêng do quản trị của từng đơn vị lập và sửa.");
}

err unit_role_keep(struct ctx *c, struct unit_role_work *w)
{
	struct differences d = {.a = c->a};
	TRY(unit_role_of_units(c));
	TRY(check_title(c, w->id, w->title));
	TRY(check_permissions(c, w->permissions));
	TRY(w->id ? change(c, w, &d) : make(c, w, &d));
	auth_changed();
	return history_add(c, "unit_role", w->id, &d);
}

/* ---- ending: whoever holds it ceases to, on the same day ---- */

static err end_holder(struct ctx *c, const struct unit_role_get *is, const struct unit_role_holders *h, day to)
{
	day from = to;
	day_parse(h->valid_from, &from);
	day last = from > to ? from : to; /* who has not begun yet never does */
	if (day_over(h->valid_to, last))
		return NULL;
	TRY(position_end(c, h->id, h->account_id, c->unit, today_iso(c), day_iso(c->a, last)));
	return audit_add(c, "position.end", "account", h->account_id, is->title);
}

err unit_role_end(struct ctx *c, struct unit_role_work *w)
{
	struct unit_role_get is;
	struct unit_role_holders_rows holders;
	struct differences d = {.a = c->a};
	day to;
	TRY(unit_role_of_units(c));
	TRY(of_unit(c, w, &is));
	if (!day_parse(w->valid_to, &to) || to < day_of(c->now))
		return FAIL_FIELD(c, "valid_to", "Vai trò thôi dùng từ hôm nay hoặc một ngày sau.");
	TRY(unit_role_holders(c, is.name, c->unit, today_iso(c), &holders));
	for (size_t i = 0; i < holders.n; i++)
		TRY(end_holder(c, &is, &holders.v[i], to));
	TRY(unit_role_ended(c, w->id, c->unit, w->version, day_iso(c->a, to)));
	difference_add(&d, "Thôi dùng từ ngày", is.valid_to.n ? show_date(c->a, is.valid_to) : S(""), show_day(c->a, to));
	auth_changed();
	TRY(audit_add(c, "unit_role.end", "unit_role", w->id, is.title));
	return history_add(c, "unit_role", w->id, &d);
}

/* ---- when the program starts: what was declared otherwise since then ---- */

err unit_roles_start(struct ctx *c)
{
	struct unit_role_grants_rows all;
	TRY(unit_role_grants(c, &all));
	for (size_t i = 0; i < all.n; i++) {
		str one = all.v[i].permission;
		struct differences d = {.a = c->a};
		if (!permission_known(str_c(c->a, one)) || declared_for_units(one))
			continue; /* of a module that is not built in now: kept for its return */
		TRY(grant_remove(c, all.v[i].name, one));
		difference_add(&d, "Quyền", permission_titles(c->a, one), S(""));
		TRY(history_add(c, "unit_role", all.v[i].id, &d));
	}
	return NULL;
}

/* ---- whether its holders must have one-time codes: when it gives what otherwise only roles with codes give ---- */

err unit_role_demands(struct ctx *c, str role, str wanted, bool *out)
{
	struct role_grants_rows own;
	struct grant_all_rows all;
	*out = false;
	if (!str_starts(role, S("unit.")))
		return NULL; /* the word itself says it */
	TRY(role_grants(c, role, &own));
	TRY(grant_all(c, &all));
	for (size_t i = 0; i < own.n && !*out; i++) {
		bool any = false, with = true;
		for (size_t k = 0; k < all.n; k++)
			if (str_eq(all.v[k].permission, own.v[i].permission)) {
				any = true;
				with &= str_listed(wanted, all.v[k].role);
			}
		*out = any && with;
	}
	return NULL;
}
