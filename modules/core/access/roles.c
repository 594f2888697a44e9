/* Roles and permissions: the matrix an administrator of the platform edits. */
#include "pages.h"
#include "web/reply.h"
#include "auth/auth.h"

err roles_page(struct req *q)
{
	struct roles_view v = {0};
	TRY(role_all(&q->ctx, &v.roles));
	TRY(grant_all(&q->ctx, &v.grants));
	TRY(unit_role_counts(&q->ctx, today_iso(&q->ctx), &v.own));
	return reply(q, &v, role_matrix_page);
}

static const struct field grants_fields[] = {TEXTS(struct grants, grants, "Quyền của các vai trò", 1, 2000)};
const struct input grants_input = INPUT("grants", grants_fields);

err roles_post(struct req *q)
{
	struct grants g;
	TRY(read_input(q, &g));
	TRY(apply(&q->ctx, grants_save, &g));
	auth_changed();
	flash(q, "Đã lưu quyền của các vai trò.");
	return see_other(q, "/quan-tri/vai-tro");
}

static const struct member roles_view_members[] = {
	MANY(struct roles_view, roles, role_all),
	MANY(struct roles_view, grants, grant_all),
	MANY(struct roles_view, own, unit_role_counts),
};
const struct shape roles_view_shape = SHAPE("roles", struct roles_view, roles_view_members);
