/* filename: the name of a file in the head of a part, in all the ways that clients write what is not ASCII: as it is (browsers, UTF-8),
 * filename*=utf-8''gi%E1%BA%A5y.pdf (RFC 8187), =?utf-8?B?..?= (RFC 2047: mail libraries), percent-encoded, in an old code page. A name
 * that cannot be read is no reason to lose the file: what is unclear comes out as good as it can. */
#include "inside.h"
#include <strings.h>

static bool said(str s, const char *word) { return s.n == strlen(word) && !strncasecmp(s.s, word, s.n); }

static bool is_latin(str charset)
{
	return said(charset, "iso-8859-1") || said(charset, "latin1") || said(charset, "windows-1252") ||
	       said(charset, "us-ascii");
}

/* Each byte a character. */
static str from_latin(arena *a, str bytes)
{
	buf b = {.a = a};
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];
		char two[2] = {(char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f))};
		if (c < 0x80)
			buf_put(&b, (char *)&c, 1);
		else
			buf_put(&b, two, 2);
	}
	return buf_text(&b);
}

static str as_utf8(arena *a, str bytes, str charset)
{
	return is_latin(charset) || !utf8_valid(bytes) ? from_latin(a, bytes) : bytes;
}

/* The bytes behind %E1; a sign of percent that begins none stays, *odd says so. */
static str from_percent(arena *a, str s, bool *odd)
{
	buf b = {.a = a};
	*odd = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c;
		if (s.s[i] == '%' && i + 2 < s.n && hex_parse((str){s.s + i + 1, 2}, &c, 1)) {
			buf_put(&b, (char *)&c, 1);
			i += 2;
			continue;
		}
		*odd |= s.s[i] == '%';
		buf_put(&b, s.s + i, 1);
	}
	return buf_text(&b);
}

str filename_extended(arena *a, str value)
{
	str charset, language, rest;
	bool odd;
	if (!str_cut(value, '\'', &charset, &rest) || !str_cut(rest, '\'', &language, &rest)) {
		charset = S("");
		rest = value;
	}
	return as_utf8(a, from_percent(a, rest, &odd), charset);
}

/* ---- RFC 2047 ---- */

static int digit64(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

static str from_base64(arena *a, str s)
{
	buf b = {.a = a};
	unsigned bits = 0;
	int n = 0;
	for (size_t i = 0; i < s.n; i++) {
		int d = digit64(s.s[i]);
		if (d < 0)
			continue;
		bits = bits << 6 | (unsigned)d;
		n += 6;
		if (n >= 8) {
			char c = (char)(bits >> (n -= 8));
			buf_put(&b, &c, 1);
		}
	}
	return buf_text(&b);
}

static str from_quoted(arena *a, str s)
{
	char *to = NEWN(a, char, s.n + 1);
	bool odd;
	for (size_t i = 0; i < s.n; i++)
		to[i] = (char)(s.s[i] == '=' ? '%' : s.s[i] == '_' ? ' ' : s.s[i]);
	return from_percent(a, (str){to, s.n}, &odd);
}

/* One =?charset?B?text?= at the beginning of s; *used: its length. */
static bool encoded_word(arena *a, str s, str *charset, str *bytes, size_t *used)
{
	str how, text, rest;
	if (!str_starts(s, S("=?")))
		return false;
	rest = (str){s.s + 2, s.n - 2};
	if (!str_cut(rest, '?', charset, &rest) || !str_cut(rest, '?', &how, &rest) || how.n != 1 ||
		!str_cut(rest, '?', &text, &rest) || !str_starts(rest, S("=")))
		return false;
	if (strchr("bB", how.s[0]))
		*bytes = from_base64(a, text);
	else if (strchr("qQ", how.s[0]))
		*bytes = from_quoted(a, text);
	else
		return false;
	*used = (size_t)(rest.s + 1 - s.s);
	return true;
}

/* Blanks between two words belong to neither; a letter may be cut in two by them. */
static str from_words(arena *a, str s)
{
	buf all = {.a = a};
	str charset = S(""), bytes;
	size_t used;
	for (size_t i = 0; i < s.n; i += used) {
		str rest = {s.s + i, s.n - i};
		if (encoded_word(a, rest, &charset, &bytes, &used)) {
			buf_str(&all, bytes);
			str next = str_trim((str){rest.s + used, rest.n - used});
			if (str_starts(next, S("=?")))
				used = (size_t)(next.s - rest.s);
			continue;
		}
		used = 1;
		buf_put(&all, rest.s, 1);
	}
	return as_utf8(a, buf_text(&all), charset);
}

str filename_plain(arena *a, str raw)
{
	bool odd;
	if (str_has(raw, S("=?")))
		return from_words(a, raw);
	str decoded = from_percent(a, raw, &odd);
	if (!odd && decoded.n < raw.n && utf8_valid(decoded))
		return decoded; /* "100 %.pdf" stays */
	return as_utf8(a, raw, S(""));
}
