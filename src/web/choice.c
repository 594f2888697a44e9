#include "web/choice.h"

const char *choice_label(const struct choice *list, str value)
{
	for (; list->value; list++)
		if (str_is(value, list->value))
			return list->label;
	return "";
}
