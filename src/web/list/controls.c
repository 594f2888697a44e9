#include "web/list/controls.h"
#include "web/input.h"
#include "web/layout.h"
#include "web/list/list.h"

bool field_needed(const struct field *f) { return f->min > 0 && f->type != I_BOOL; }

str field_text(arena *a, const struct field *f, const void *values)
{
	const char *at = values ? (const char *)values + f->at : NULL;
	if (!at)
		return S("");
	switch (f->type) {
	case I_INT: return str_format(a, "%lld", (long long)*(const int64_t *)(const void *)at);
	case I_BOOL: return *(const bool *)at ? S("1") : S("");
	case I_TEXT:
	case I_LONG_TEXT:
	case I_DATE:
	case I_CHOICE: return *(const str *)(const void *)at;
	default: return S(""); /* neither a secret nor a file is shown again */
	}
}

const struct crumb *list_crumbs(arena *a, const struct list *list, bool in_it)
{
	struct crumb *way = NEWN(a, struct crumb, 3);
	size_t n = 0;
	if (list->above.title)
		way[n++] = (struct crumb){list->above.title, str_of(list->above.path)};
	if (in_it)
		way[n++] = (struct crumb){list->title, str_of(list->path)};
	return n ? way : NULL;
}
