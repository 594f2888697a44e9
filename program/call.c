/* What a call was given, and how a command refuses it. */
#include "main.h"
#include <stdio.h>

const char *option(const struct call *call, const char *name)
{
	const struct option *o = call->command->options;
	for (int i = 0; o && o[i].name; i++)
		if (!strcmp(o[i].name, name))
			return call->values[i];
	return NULL;
}

err wrong_usage(struct call *call, const char *format, ...)
{
	char text[512];
	va_list v;
	va_start(v, format);
	vsnprintf(text, sizeof text, format, v);
	va_end(v);
	call->usage = true;
	return FAIL(&call->ctx, INVALID, "%s", text);
}
