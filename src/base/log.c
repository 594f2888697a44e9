#include "base.h"
#include <stdio.h>
#include <unistd.h>

enum level log_level = LOG_INFO;

void log_line(enum level level, const struct ctx *c, const char *event, const char *format, ...)
{
	static const char *const names[] = {"debug", "info", "warning", "error"};
	if (level < log_level)
		return;
	arena scratch = {0};
	buf b = {.a = &scratch};
	va_list list;
	char text[2048];
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	text[utf8_whole(str_of(text)).n] = 0;
	for (char *p = text; *p; p++) /* one event is one line, whatever a foreign text holds */
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	buf_printf(&b, "time=%s level=%s event=%s", time_rfc3339(&scratch, clock_now()).s, names[level], event);
	if (c && c->request_id.n)
		buf_printf(&b, " request=%.*s", STR_ARG(c->request_id));
	if (*text)
		buf_printf(&b, " %s", text);
	buf_lit(&b, "\n");
	if (write(STDERR_FILENO, b.s, b.n) < 0) {
		/* Nobody is left to tell. */
	}
	arena_free(&scratch);
}
