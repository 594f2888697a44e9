/* What definitions in JSON are read with: nothing passes unread, and each fault is told with its place. */
#include "web/json.h"

enum { NAME_SHOWN = 40 };

err json_members_only(struct ctx *c, const struct node *o, const char *what, const char *const *names)
{
	if (!o || o->type != N_OBJECT)
		return FAIL(c, INVALID, "%s phải là một đối tượng { }", what);
	for (const struct node *n = o->first; n; n = n->next) {
		size_t i = 0;
		while (names[i] && !str_is(n->name, names[i]))
			i++;
		if (!names[i])
			return FAIL(c, INVALID, "%s: không có thuộc tính “%.*s”", what,
				(int)(n->name.n < NAME_SHOWN ? n->name.n : NAME_SHOWN), n->name.s);
	}
	return NULL;
}

err json_member_text(struct ctx *c, const struct node *o, const char *what, const char *name, size_t most, str *out)
{
	const struct node *n = json_member(o, name);
	if (!n || n->type != N_TEXT || !n->text.n || utf8_length(n->text) > most)
		return FAIL(c, INVALID, "%s: “%s” phải là văn bản từ 1 đến %zu ký tự", what, name, most);
	*out = n->text;
	return NULL;
}
