/* Roles: what they may do, and who an account is. */
#include "parts.h"
#include "auth/auth.h"
#include "web/actor.h"
#include "web/module.h"
#include "web/route.h"
#include "web/services/audit.h"
#include "web/services/rekey.h"

/* ---- who somebody is ---- */

/* A program's token holds what its maker holds, within its scope. */
static void keep_scope(struct actor *out, const struct account_permissions_rows *held, str scope)
{
	for (str one; scope.n;) {
		str_cut(scope, ' ', &one, &scope);
		for (size_t i = 0; i < held->n; i++)
			if (str_eq(held->v[i].permission, one))
				permission_grant(out, one);
	}
}

static err add_mandates(struct ctx *c, struct actor *out)
{
	struct account_mandates_rows lent;
	TRY(account_mandates(c, out->account, out->unit, today_iso(c), &lent));
	for (size_t i = 0; i < lent.n; i++)
		permission_lend(out, lent.v[i].from_id, lent.v[i].permission);
	return NULL;
}

err access_identify(struct ctx *c, const struct session *s, struct actor *out)
{
	struct account_identity who;
	struct account_permissions_rows held;
	bool found;
	*out = (struct actor){.kind = NOBODY};
	TRY(account_identity(c, s->account, s->unit.set ? s->unit.v : -1, today_iso(c), &who, &found));
	if (!found)
		return NULL;
	bool citizen = str_is(who.kind, "citizen");
	*out = (struct actor){
		.kind = citizen ? CITIZEN : OFFICER,
		.account = s->account,
		.person = who.person,
		.unit = who.unit,
		.has_units = who.units > 1,
		.is_program = s->token,
		.has_password = who.has_password,
		.name = who.name,
		.unit_name = who.unit_name,
		.title = who.title,
	};
	TRY(account_permissions(c, s->account, who.unit, today_iso(c), citizen ? S("citizen") : S(""), &held));
	if (s->token) {
		if (s->unit.v == who.unit) /* else he has left the unit that the token acts for */
			keep_scope(out, &held, s->scope);
		return NULL;
	}
	for (size_t i = 0; i < held.n; i++)
		permission_grant(out, held.v[i].permission);
	return citizen || !who.unit ? NULL : add_mandates(c, out);
}

/* ---- the defaults ---- */

static bool role_named(str name)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->roles.n; i++)
			if (str_is(name, (*m)->roles.v[i].name))
				return true;
	return false;
}

static bool has_permission(const struct role *r)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->permissions.n; i++)
			if (str_listed(str_of((*m)->permissions.v[i].roles), str_of(r->name)))
				return true;
	return false;
}

/* Of every module, in the order of modules.c. A name is one role: what one may would be what the other may. */
err roles_declare(struct ctx *c)
{
	int64_t place = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->roles.n; i++) {
			const struct role *r = &(*m)->roles.v[i];
			for (const struct module *const *k = modules_all(); k <= m; k++)
				for (size_t j = 0; j < (k == m ? i : (*k)->roles.n); j++)
					if (!strcmp(r->name, (*k)->roles.v[j].name))
						return FAIL(
							c, BROKEN, "module %s: role %s is declared twice", (*m)->name, r->name);
			if (!has_permission(r))
				return FAIL(c, BROKEN, "module %s: role %s may do nothing: no permission names it", (*m)->name,
					r->name);
			TRY(role_add(c, str_of(r->name), str_of(r->title), place++));
		}
	return NULL;
}

/* A permission seen for the first time: its roles hold it from now on; whatever the administrator changes later stays. */
static err meet(struct ctx *c, const struct permission *p)
{
	struct permission_meet met;
	bool new;
	TRY(permission_meet(c, str_of(p->name), &met, &new));
	str role, rest = str_of(p->roles);
	while (new &&rest.n) {
		str_cut(rest, ' ', &role, &rest);
		if (!role_named(role))
			return FAIL(c, BROKEN, "permission %s: no role %.*s", p->name, STR_ARG(role));
		TRY(grant_add(c, role, str_of(p->name)));
	}
	return NULL;
}

static err key_batch(struct ctx *c, int64_t after, int64_t *last)
{
	struct account_names_rows rows;
	TRY(account_names(c, after, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(account_key(c, rows.v[i].id, fold(c->a, rows.v[i].name)));
		*last = rows.v[i].id;
	}
	return NULL;
}

static const struct rekey rekey = {.name = "accounts", .job = "accounts.rekey", .batch = key_batch};

err accounts_rekey(struct ctx *c, str argument)
{
	(void)argument;
	return rekey_run(c, &rekey);
}

err role_start(struct ctx *c)
{
	TRY(roles_declare(c));
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->permissions.n; i++)
			TRY(meet(c, &(*m)->permissions.v[i]));
	TRY(unit_roles_start(c));
	TRY(rekey_begin(c, &rekey));
	return codes_start(c);
}

/* ---- changing them ---- */

static bool among(struct texts list, str role, str permission)
{
	str before, after;
	for (size_t i = 0; i < list.n; i++)
		if (str_cut(list.v[i], ':', &before, &after) && str_eq(before, role) && str_eq(after, permission))
			return true;
	return false;
}

/* Managing accounts and roles stays with administrators, and never leaves the platform's. */
static err check_grant(struct ctx *c, str role, str permission)
{
	bool administrative = permission_administrative(permission);
	if (!role_named(role) || !permission_known(str_c(c->a, permission)))
		return FAIL_FIELD(c, "grants", "Không có vai trò hoặc quyền như vậy. Hãy tải lại trang.");
	if (administrative && !str_is(role, "administrator") && !str_is(role, "platform"))
		return FAIL_FIELD(c, "grants", "Quyền quản lý tài khoản và vai trò chỉ trao cho vai trò quản trị.");
	if (str_is(permission, "role.manage") && !str_is(role, "platform"))
		return FAIL_FIELD(c, "grants", "Quyền sửa vai trò chỉ trao cho Quản trị hệ thống.");
	return NULL;
}

/* A role never gets more from somebody who holds it: only back what it had from the first. */
static err check_own(struct ctx *c, const struct account_roles_rows *held, str role, str permission)
{
	bool own = false;
	for (size_t i = 0; i < held->n; i++)
		own |= str_eq(held->v[i].role, role);
	for (const struct module *const *m = modules_all(); own && *m; m++)
		for (size_t i = 0; i < (*m)->permissions.n; i++) {
			const struct permission *p = &(*m)->permissions.v[i];
			if (str_is(permission, p->name) && str_listed(str_of(p->roles), role))
				return NULL;
		}
	return own ? FAIL_FIELD(c, "grants", "Không tự thêm quyền cho vai trò mà chính mình đang giữ.") : NULL;
}

static err audit_grant(struct ctx *c, const char *action, str role, str permission)
{
	return audit_add(c, action, "role", 0, str_format(c->a, "%.*s:%.*s", STR_ARG(role), STR_ARG(permission)));
}

err grants_save(struct ctx *c, const struct grants *g)
{
	const struct texts *wanted = &g->grants;
	struct grant_all_rows now;
	struct account_roles_rows own;
	struct map held = {.a = c->a};
	if (!among(*wanted, S("platform"), S("role.manage")) || !among(*wanted, S("platform"), S("account.manage")))
		return FAIL_FIELD(c, "grants", "Quản trị hệ thống phải giữ quyền quản lý tài khoản và quyền sửa vai trò.");
	TRY(grant_all(c, &now));
	TRY(account_roles(c, c->actor, today_iso(c), &own));
	for (size_t i = 0; i < now.n; i++) {
		str role = now.v[i].role, permission = now.v[i].permission;
		map_put(&held, str_format(c->a, "%.*s:%.*s", STR_ARG(role), STR_ARG(permission)), c);
		if (among(*wanted, role, permission) || !permission_known(str_c(c->a, permission)))
			continue; /* a permission of a module that is not built in now is kept for its return */
		TRY(grant_remove(c, role, permission));
		TRY(audit_grant(c, "role.revoke", role, permission));
	}
	for (size_t i = 0; i < wanted->n; i++) {
		str role, permission;
		if (map_get(&held, wanted->v[i]))
			continue;
		if (!str_cut(wanted->v[i], ':', &role, &permission))
			return FAIL_FIELD(c, "grants", "Không có vai trò hoặc quyền như vậy. Hãy tải lại trang.");
		TRY(check_grant(c, role, permission));
		TRY(check_own(c, &own, role, permission));
		TRY(grant_add(c, role, permission));
		TRY(audit_grant(c, "role.grant", role, permission));
		map_put(&held, wanted->v[i], c);
	}
	return NULL;
}
