/* sheet_csv: text with a sign between its cells, as rows. */
#include "sheet.h"

/* ---- encodings ---- */

static uint32_t unit_at(str s, size_t at, bool little)
{
	unsigned char x = (unsigned char)s.s[at], y = (unsigned char)s.s[at + 1];
	return little ? x | (uint32_t)y << 8 : y | (uint32_t)x << 8;
}

static void put_character(buf *b, uint32_t v)
{
	char c[4];
	if (v < 0x80)
		buf_put(b, (c[0] = (char)v, c), 1);
	else if (v < 0x800) {
		c[0] = (char)(0xc0 | v >> 6);
		c[1] = (char)(0x80 | (v & 0x3f));
		buf_put(b, c, 2);
	} else if (v < 0x10000) {
		c[0] = (char)(0xe0 | v >> 12);
		c[1] = (char)(0x80 | (v >> 6 & 0x3f));
		c[2] = (char)(0x80 | (v & 0x3f));
		buf_put(b, c, 3);
	} else {
		c[0] = (char)(0xf0 | v >> 18);
		c[1] = (char)(0x80 | (v >> 12 & 0x3f));
		c[2] = (char)(0x80 | (v >> 6 & 0x3f));
		c[3] = (char)(0x80 | (v & 0x3f));
		buf_put(b, c, 4);
	}
}

static bool from_utf16(arena *a, str s, bool little, str *out)
{
	buf b = {.a = a};
	buf_room(&b, s.n + s.n / 2);
	if (s.n % 2)
		return false;
	for (size_t i = 0; i < s.n; i += 2) {
		uint32_t v = unit_at(s, i, little);
		if (v >= 0xd800 && v < 0xe000) {
			uint32_t low = v < 0xdc00 && i + 4 <= s.n ? unit_at(s, i + 2, little) : 0;
			if (low < 0xdc00 || low > 0xdfff)
				return false;
			v = 0x10000 + ((v - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		put_character(&b, v);
	}
	*out = buf_text(&b);
	return true;
}

static bool as_utf8(arena *a, str *s)
{
	if (str_starts(*s, S("\xff\xfe")) || str_starts(*s, S("\xfe\xff"))) {
		if (!from_utf16(a, (str){s->s + 2, s->n - 2}, s->s[0] == '\xff', s))
			return false;
	} else if (str_starts(*s, S("\xef\xbb\xbf")))
		*s = (str){s->s + 3, s->n - 3};
	return utf8_valid(*s);
}

/* ---- which sign stands between cells ---- */

/* Excel itself writes and believes such a first line. */
static bool says_itself(str *s, char *between)
{
	str line, rest;
	str_cut(*s, '\n', &line, &rest);
	line = str_trim(line);
	if (line.n != 5 || !str_starts(str_trim(line), S("sep=")) || !memchr(",;\t|", line.s[4], 4))
		return false;
	*between = line.s[4];
	*s = rest;
	return true;
}

/* The sign that stands most often outside quotes in the first rows, of which a title may have none. */
static char sign_of(str s)
{
	enum { LOOK = 1 << 16, ROWS = 30 };
	static const char signs[] = "\t;,";
	size_t best = 2, count[3] = {0}, rows = 0;
	bool quoted = false;
	for (size_t i = 0; i < s.n && i < LOOK && rows < ROWS; i++) {
		const char *sign = s.s[i] ? memchr(signs, s.s[i], 3) : NULL;
		quoted ^= s.s[i] == '"';
		rows += !quoted && s.s[i] == '\n';
		if (sign && !quoted)
			count[sign - signs]++;
	}
	for (size_t i = 0; i < COUNT(count); i++)
		if (count[i] > count[best])
			best = i;
	return signs[best];
}

/* ---- rows ---- */

/* One cell from `at`; the place behind it, or past the end of the text when its quote is never closed. */
static size_t cell_at(str s, size_t at, char between, buf *out)
{
	out->n = 0;
	if (at < s.n && s.s[at] == '"')
		for (at++;; at++) {
			if (at >= s.n)
				return s.n + 1;
			if (s.s[at] == '"' && !(at + 1 < s.n && s.s[at + 1] == '"')) {
				at++;
				break;
			}
			at += s.s[at] == '"';
			buf_put(out, s.s + at, 1);
		}
	size_t from = at;
	while (at < s.n && s.s[at] != between && s.s[at] != '\n' && s.s[at] != '\r')
		at++;
	buf_put(out, s.s + from, at - from);
	return at;
}

enum sheet_fault csv_read(struct sheet_writing *w, str s)
{
	buf cell = {.a = w->a};
	char between;
	if (!as_utf8(w->a, &s))
		return SHEET_ENCODING;
	int64_t line = 1 + says_itself(&s, &between);
	if (line == 1)
		between = sign_of(s);
	for (size_t at = 0; at < s.n && !w->fault; line++) {
		for (int column = 0;; column++) {
			at = cell_at(s, at, between, &cell);
			if (at > s.n)
				return SHEET_OPEN;
			sheet_cell(w, line, column, buf_text(&cell));
			if (at >= s.n || s.s[at] != between || w->fault)
				break;
			at++;
		}
		if (at < s.n && s.s[at] == '\r')
			at++;
		if (at < s.n && s.s[at] == '\n')
			at++;
	}
	return w->fault;
}
