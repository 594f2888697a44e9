#include "csv.h"

void csv_begin(buf *out) { buf_lit(out, "\xef\xbb\xbf"); }

static void next_cell(buf *out)
{
	if (out->n && out->s[out->n - 1] != '\n' && out->n > 3)
		buf_lit(out, ",");
}

/* What begins so is run: the four signs, also in full width (U+FF1D and the like), and the blanks that some programs skip before them. */
static bool runs(str s)
{
	static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};
	while (s.n && (s.s[0] == ' ' || s.s[0] == '\t' || s.s[0] == '\r' || s.s[0] == '\n'))
		s = (str){s.s + 1, s.n - 1};
	if (s.n && memchr("=+-@", s.s[0], 4))
		return true;
	for (size_t i = 0; i < COUNT(wide); i++)
		if (str_starts(s, str_of(wide[i])))
			return true;
	return false;
}

void csv_text(buf *out, str text)
{
	next_cell(out);
	buf_lit(out, "\"");
	if (runs(text))
		buf_lit(out, "'");
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '"')
			buf_lit(out, "\"");
		buf_put(out, text.s + i, 1);
	}
	buf_lit(out, "\"");
}

void csv_number(buf *out, int64_t n)
{
	next_cell(out);
	buf_printf(out, "%lld", (long long)n);
}

void csv_row_end(buf *out) { buf_lit(out, "\r\n"); }
