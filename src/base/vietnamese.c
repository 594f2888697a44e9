/* UTF-8 and Vietnamese: the adapter of utf8proc. */
#include "base.h"
#include <stdlib.h>
#include <utf8proc.h>

enum { BREVE = 0x306, CIRCUMFLEX = 0x302, HORN = 0x31b, GRAVE = 0x300, HOOK = 0x309, TILDE = 0x303, ACUTE = 0x301, DOT = 0x323 };

static bool ascii_only(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80)
			return false;
	return true;
}

/* The next code point, or -1 when the bytes are not UTF-8. */
static int32_t next(str *s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s->s, (utf8proc_ssize_t)s->n, &c);
	if (n <= 0)
		return -1;
	*s = (str){s->s + n, s->n - (size_t)n};
	return c;
}

static void put(buf *b, int32_t c)
{
	utf8proc_uint8_t bytes[4];
	buf_put(b, (char *)bytes, (size_t)utf8proc_encode_char(c, bytes));
}

bool utf8_valid(str s)
{
	while (s.n) {
		int32_t c = next(&s);
		if (c <= 0)
			return false;
	}
	return true;
}

size_t utf8_length(str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.s[i] & 0xc0) != 0x80;
	return n;
}

static void free_mapped(void *p) { free(p); }

static str mapped(arena *a, str s, int options)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.s, (utf8proc_ssize_t)s.n, &out, (utf8proc_option_t)options);
	if (n < 0)
		return s;
	arena_defer(a, free_mapped, out);
	return (str){(char *)out, (size_t)n};
}

str utf8_nfc(arena *a, str s) { return ascii_only(s) ? s : mapped(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE); }

static bool is_alnum(int32_t c)
{
	utf8proc_category_t k = utf8proc_category(c);
	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
	       (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

/* Without the bytes that are not UTF-8. */
static str readable(arena *a, str s)
{
	buf b = {.a = a};
	while (s.n) {
		int32_t c = next(&s);
		if (c >= 0)
			put(&b, c);
		else
			s = (str){s.s + 1, s.n - 1};
	}
	return buf_text(&b);
}

str fold(arena *a, str s)
{
	buf b = {.a = a};
	bool gap = false;
	if (!ascii_only(s))
		s = mapped(a, readable(a, s), UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
	while (s.n) {
		int32_t c = next(&s);
		if (c < 0)
			break;
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (c == 0x111 || c == 0x110)
			c = 'd';
		if (!is_alnum(c)) {
			gap = b.n > 0;
			continue;
		}
		if (gap)
			buf_lit(&b, " ");
		gap = false;
		put(&b, c);
	}
	return buf_text(&b);
}

/* ---- names ---- */

/* The words of a name; at most 16, the rest stays in the last. */
static size_t words_of(str name, str words[16])
{
	size_t n = 0;
	name = str_trim(name);
	while (name.n && n < 15) {
		if (!str_cut(name, ' ', &words[n], &name)) {
			n++;
			name.n = 0;
		} else if (words[n].n)
			n++;
	}
	if (name.n)
		words[n++] = name;
	return n;
}

static int alphabet_weight(int32_t letter, int32_t shape)
{
	static const char order[] = "a..bcd.e.fghijklmno..pqrstu.vwxyz"; /* dots: the letters made by a shape or a stroke */
	const char *p = letter < 128 ? memchr(order, letter, sizeof order - 1) : NULL;
	if (!p)
		return letter == 0x111 ? 6 : -1; /* đ follows d */
	int w = (int)(p - order);
	if (shape == BREVE || (shape == CIRCUMFLEX && letter != 'a') || (shape == HORN && letter == 'u'))
		return w + 1;
	return shape == CIRCUMFLEX || shape == HORN ? w + 2 : w;
}

static int tone_weight(int32_t mark)
{
	static const int32_t tones[] = {0, GRAVE, HOOK, TILDE, ACUTE, DOT};
	for (int i = 1; i < 6; i++)
		if (tones[i] == mark)
			return i;
	return 0;
}

/* Letters, then the one tone of the syllable, wherever it was written: Hỏa and Hoả are the same name. */
static void key_of_word(str word, buf *key, arena *a)
{
	int word_tone = 0;
	str s = mapped(a, word, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
	while (s.n) {
		int32_t c = next(&s), shape = 0;
		int tone = 0;
		if (c < 0)
			break;
		for (str ahead = s; ahead.n; s = ahead) {
			int32_t mark = next(&ahead);
			if (mark == BREVE || mark == CIRCUMFLEX || mark == HORN)
				shape = mark;
			else if (tone_weight(mark))
				tone = tone_weight(mark);
			else
				break;
		}
		if (c >= '0' && c <= '9') {
			put(key, '&' + (c - '0'));
			continue;
		}
		int w = alphabet_weight(c, shape);
		if (w < 0)
			continue;
		put(key, '0' + w);
		if (tone)
			word_tone = tone;
	}
	buf_lit(key, "$");
	put(key, '0' + word_tone);
}

str name_key(arena *a, str name)
{
	str words[16];
	size_t n = words_of(name, words);
	buf key = {.a = a};
	if (n)
		key_of_word(words[n - 1], &key, a);
	for (size_t i = 0; i + 1 < n; i++)
		key_of_word(words[i], &key, a);
	return buf_text(&key);
}

str title_case(arena *a, str name)
{
	buf b = {.a = a};
	bool first = true;
	str s = utf8_nfc(a, name);
	while (s.n) {
		int32_t c = next(&s);
		if (c < 0)
			return name;
		put(&b, first ? utf8proc_toupper(c) : utf8proc_tolower(c));
		first = c == ' ' || c == '-';
	}
	return buf_text(&b);
}

str lower_first(arena *a, str s)
{
	buf b = {.a = a};
	str rest = s;
	int32_t c = s.n ? next(&rest) : -1;
	if (c < 0 || (rest.n && rest.s[0] >= 'A' && rest.s[0] <= 'Z'))
		return s;
	put(&b, utf8proc_tolower(c));
	buf_str(&b, rest);
	return buf_text(&b);
}

str upper_case(arena *a, str s)
{
	buf b = {.a = a};
	for (str rest = utf8_nfc(a, s); rest.n;) {
		int32_t c = next(&rest);
		if (c < 0)
			return s;
		put(&b, utf8proc_toupper(c));
	}
	return buf_text(&b);
}

/* ---- masks ---- */

static str masked(arena *a, str s, size_t head, size_t tail)
{
	char *p = str_c(a, s);
	if (s.n <= head + tail)
		head = 0;
	if (s.n <= tail)
		tail = 0;
	for (size_t i = head; i < s.n - tail; i++)
		p[i] = '*';
	return (str){p, s.n};
}

str mask_number(arena *a, str s) { return masked(a, s, 3, 2); }
str mask_phone(arena *a, str s) { return masked(a, s, 3, 2); }

static void initial(buf *b, str word, const char *after)
{
	str rest = word;
	if (next(&rest) >= 0)
		buf_put(b, word.s, word.n - rest.n);
	buf_put(b, after, strlen(after));
}

str mask_name(arena *a, str s)
{
	str words[16];
	size_t n = words_of(utf8_nfc(a, s), words);
	buf b = {.a = a};
	if (n > 1) {
		buf_str(&b, words[0]);
		buf_lit(&b, " ");
	}
	for (size_t i = 1; i + 1 < n; i++)
		initial(&b, words[i], ". ");
	if (n)
		initial(&b, words[n - 1], "***");
	return buf_text(&b);
}

str show_int(arena *a, int64_t v)
{
	char digits[32], out[48];
	size_t n = str_format(a, "%lld", (long long)v).n, o = 0;
	memcpy(digits, str_format(a, "%lld", (long long)v).s, n);
	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0 && digits[i - 1] != '-')
			out[o++] = '.';
		out[o++] = digits[i];
	}
	return str_copy(a, (str){out, o});
}
