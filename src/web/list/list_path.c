/* Where a list stands. */
#include "web/list/list.h"

bool list_below(const struct list *list) { return strchr(list->path, '{') != NULL; }

str list_whole_address(arena *a, const struct list *list)
{
	return address_with(a, str_of(list->path), QUERY(a, {"sau", S("0")}));
}
