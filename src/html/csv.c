#include "csv.h"

void csv_begin(buf *out) { buf_lit(out, "\xef\xbb\xbf"); }

static void next_cell(buf *out)
{
	bool begun = out->n && out->s[out->n - 1] != '\n';
	if (begun && !str_eq(buf_text(out), S("\xef\xbb\xbf"))) /* the mark alone; a short cell may be three bytes too */
		buf_lit(out, ",");
}

/* Bytes of the character at the beginning that some program skips: blanks, controls, marks of direction and joiners. */
static size_t skipped(str s)
{
	const unsigned char *u = (const unsigned char *)s.s;
	if (s.n && (u[0] <= ' ' || u[0] == 0x7f))
		return 1;
	if (s.n > 1 && u[0] == 0xc2 && (u[1] <= 0xa0 || u[1] == 0xad))
		return 2;
	if (s.n > 2 && ((u[0] == 0xe2 && u[1] == 0x80 && u[2] <= 0xaf && (u[2] <= 0x8f || u[2] >= 0xa8)) ||
			       (u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0x9f && u[2] <= 0xaf) || !memcmp(u, "\xe3\x80\x80", 3) ||
			       !memcmp(u, "\xef\xbb\xbf", 3)))
		return 3;
	return 0;
}

/* What begins so is run: the four signs, also in full width (U+FF1D and the like). */
static bool runs(str s)
{
	static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};
	for (size_t n; (n = skipped(s)) > 0;)
		s = (str){s.s + n, s.n - n};
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
		if (text.s[i])
			buf_put(out, text.s + i, 1);
	}
	buf_lit(out, "\"");
}

void csv_number(buf *out, int64_t n)
{
	next_cell(out);
	buf_printf(out, "%lld", (long long)n);
}

/* A sign, then digits, with a dot or not: a spreadsheet takes it for a number; or a word of small letters. */
static bool is_plain(str s)
{
	size_t i = s.n && s.s[0] == '-', letters = 0, digits = 0, dots = 0;
	for (; i < s.n; i++) {
		digits += s.s[i] >= '0' && s.s[i] <= '9';
		letters += s.s[i] >= 'a' && s.s[i] <= 'z';
		dots += s.s[i] == '.';
	}
	return letters ? letters == s.n : digits && dots <= 1 && digits + dots + (s.s[0] == '-') == s.n;
}

void csv_plain(buf *out, str value)
{
	if (!is_plain(value)) {
		csv_text(out, value);
		return;
	}
	next_cell(out);
	buf_str(out, value);
}

void csv_row_end(buf *out) { buf_lit(out, "\r\n"); }
