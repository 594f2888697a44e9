/* Permissions: what they are called, and which of them are of a kind of their own. */
#include "parts.h"
#include "web/module.h"
#include "web/route.h"

str permission_titles(arena *a, str names)
{
	buf b = {.a = a};
	for (str one; names.n;) {
		str_cut(names, ' ', &one, &names);
		const struct permission *p = permission_find(one);
		if (p)
			buf_printf(&b, "%s%s", b.n ? "; " : "", p->title);
	}
	return buf_text(&b);
}

bool permission_administrative(str permission)
{
	return str_starts(permission, S("account.")) || str_starts(permission, S("role."));
}

/* What is of no module is nobody's to pass on. */
bool permission_personal(str permission)
{
	const struct permission *p = permission_find(permission);
	return !p || p->personal;
}
