/* What the form of a thing shows of its fields. */
#include "web/list/register.h"
#include "web/input.h"

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
