/* Short messages as networks count them (3GPP TS 23.038): 160 letters of seven bits are one part, or 70 of sixteen; several parts lose some of each
 * to what joins them. Vietnamese letters with marks are of sixteen bits, all but à è é ì ò ù. */
#include "channels.h"
#include <string.h>

enum { SEVEN_ONE = 160, SEVEN_MANY = 153, WIDE_ONE = 70, WIDE_MANY = 67 };

/* What one letter takes of seven bits; 0: it has none there. */
static size_t seven(str s, size_t *length)
{
	static const char *const marked[] = {"à", "è", "é", "ì", "ò", "ù", "£", "¥", "§"};
	unsigned char c = (unsigned char)*s.s;
	*length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (*length == 1)
		return strchr("[]{}\\^~|", c) ? 2 : c == '`' ? 0 : 1;
	for (size_t i = 0; i < COUNT(marked); i++)
		if (!strncmp(s.s, marked[i], *length))
			return 1;
	return 0;
}

size_t message_parts(str text)
{
	size_t narrow = 0, wide = 0, length;
	bool all_narrow = true;
	for (size_t i = 0; i < text.n; i += length) {
		size_t n = seven((str){text.s + i, text.n - i}, &length);
		all_narrow &= n > 0;
		narrow += n;
		wide += length == 4 ? 2 : 1;
	}
	size_t n = all_narrow ? narrow : wide, one = all_narrow ? SEVEN_ONE : WIDE_ONE,
	       many = all_narrow ? SEVEN_MANY : WIDE_MANY;
	return n <= one ? n > 0 : (n + many - 1) / many;
}

/* Letter by letter through fold(), which makes small ones: what was great is made so again. */
str message_unmarked(arena *a, str text)
{
	buf b = {.a = a};
	size_t length;
	text = utf8_nfc(a, text);
	for (size_t i = 0; i < text.n; i += length) {
		str one = {text.s + i, 1};
		seven((str){text.s + i, text.n - i}, &length);
		one.n = length;
		str plain = length > 1 ? fold(a, one) : one;
		bool great = length > 1 && plain.n && str_eq(upper_case(a, one), one);
		if (plain.n)
			buf_str(&b, great ? upper_case(a, plain) : plain);
		else if (!strncmp(one.s, "“", length) || !strncmp(one.s, "”", length))
			buf_lit(&b, "\"");
		else if (!strncmp(one.s, "–", length) || !strncmp(one.s, "—", length))
			buf_lit(&b, "-");
		else
			buf_lit(&b, " ");
	}
	return buf_text(&b);
}

str message_short(arena *a, str text, bool marks, size_t parts)
{
	if (!marks)
		text = message_unmarked(a, text);
	str whole = text;
	while (text.n && message_parts(text.n < whole.n ? str_format(a, "%.*s...", STR_ARG(text)) : text) > parts) {
		do
			text.n--;
		while (text.n && text.s[text.n] != ' ' && text.s[text.n] != '\n');
	}
	return text.n == whole.n ? text : str_format(a, "%.*s...", STR_ARG(text));
}
