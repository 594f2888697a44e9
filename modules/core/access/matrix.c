/* The matrix of roles and permissions, as its page asks for one place of it. */
#include "pages.h"

bool granted(const struct roles_view *v, str role, const char *permission)
{
	for (size_t i = 0; i < v->grants.n; i++)
		if (str_eq(v->grants.v[i].role, role) && str_is(v->grants.v[i].permission, permission))
			return true;
	return false;
}

int64_t roles_of_units(const struct roles_view *v, const char *permission)
{
	for (size_t i = 0; i < v->own.n; i++)
		if (str_is(v->own.v[i].permission, permission))
			return v->own.v[i].roles;
	return 0;
}
