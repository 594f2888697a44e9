/* Where a list stands. */
#include "web/list/list.h"
#include "web/request.h"

bool list_below(const struct list *list) { return strchr(list->path, '{') && !list->made && !list->declared; }

str list_path_of(arena *a, const struct list *list, int64_t id, str key)
{
	buf b = {.a = a};
	for (const char *p = list->path; *p;) {
		if (*p != '{') {
			buf_put(&b, p++, 1);
			continue;
		}
		if (!strncmp(p, "{id}", 4))
			html_int(&b, id);
		else
			html_component(&b, key);
		p = strchr(p, '}') + 1;
	}
	return buf_text(&b);
}

str list_path(arena *a, const struct listing *l) { return list_path_of(a, l->list, l->asker->id, l->asker->key); }
