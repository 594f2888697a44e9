/* UTF-8 and Vietnamese: the adapter of utf8proc. */
#include "base.h"
#include <assert.h>
#include <pthread.h>
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

static bool follows(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/* Two bytes, or three that can be neither too long nor half a pair: all of Vietnamese. 0: something else. */
static int32_t next_usual(const unsigned char *s, size_t n, size_t *length)
{
	if (n > 1 && s[0] >= 0xc2 && s[0] < 0xe0 && follows(s[1])) {
		*length = 2;
		return (s[0] & 0x1f) << 6 | (s[1] & 0x3f);
	}
	if (n > 2 && s[0] > 0xe0 && s[0] < 0xed && follows(s[1]) && follows(s[2])) {
		*length = 3;
		return (s[0] & 0x0f) << 12 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f);
	}
	return 0;
}

/* The next code point, or -1 when the bytes are not UTF-8. */
static int32_t next(str *s)
{
	utf8proc_int32_t c = s->n ? (unsigned char)*s->s : -1;
	if (c < 0x80) {
		*s = (str){s->s + (c >= 0), s->n - (c >= 0)};
		return c;
	}
	size_t length;
	int32_t usual = next_usual((const unsigned char *)s->s, s->n, &length);
	if (usual) {
		*s = (str){s->s + length, s->n - length};
		return usual;
	}
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s->s, (utf8proc_ssize_t)s->n, &c);
	if (n <= 0)
		return -1;
	*s = (str){s->s + n, s->n - (size_t)n};
	return c;
}

static void put(buf *b, int32_t c)
{
	if (c < 0x80) {
		buf_put(b, &(char){(char)c}, 1);
		return;
	}
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

str utf8_whole(str s)
{
	size_t k = 0;
	while (k < 3 && k + 1 < s.n && ((unsigned char)s.s[s.n - 1 - k] & 0xc0) == 0x80)
		k++;
	unsigned char lead = s.n ? (unsigned char)s.s[s.n - 1 - k] : 0;
	size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	return length > k + 1 ? (str){s.s, s.n - k - 1} : s;
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

/* ---- usual letters ---- */

/* The Latin letters, each settled once by the library: none of them joins another, so what is true of each is true of a text of them. */
enum { LATIN = 0x250, MARKED_TWICE = 0x1e00, MARKED_TWICE_N = 0x100 };
static struct usual_letter {
	char unmarked[7];
	unsigned char n, stays; /* a bit for each way of taking */
} usual_letters[LATIN + MARKED_TWICE_N];

static void settle_usual_letters(void);

static void usual_letters_known(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, settle_usual_letters);
}

/* After usual_letters_known(). */
static const struct usual_letter *usual_letter(int32_t c)
{
	if (c >= MARKED_TWICE && c < MARKED_TWICE + MARKED_TWICE_N)
		return &usual_letters[LATIN + c - MARKED_TWICE];
	return c >= 0 && c < LATIN ? &usual_letters[c] : NULL;
}

/* ---- texts as they are taken in ---- */

static bool space(int32_t c)
{
	return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* What nobody sees, and what makes two equal names differ: soft hyphen, joiners, direction marks, fillers, selectors, tags. */
static bool invisible(int32_t c)
{
	return c == 0xad || c == 0x34f || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
	       (c >= 0x180b && c <= 0x180f) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xffa0 ||
	       (c >= 0xfff9 && c <= 0xfffc) || (c >= 0xe0000 && c <= 0xe0fff);
}

/* Letters of other alphabets in the place of ours (old fonts, converters), full-width forms, ligatures of typeset text. */
static void put_meant(buf *b, int32_t c)
{
	static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
	if (c >= 0xfb00 && c <= 0xfb06)
		buf_put(b, ligatures[c - 0xfb00], strlen(ligatures[c - 0xfb00]));
	else if (c == 0xd0 || c == 0x189)
		put(b, 0x110);
	else if (c == 0xf0 || c == 0x256)
		put(b, 0x111);
	else if (c == 0x2010 || c == 0x2011)
		put(b, '-');
	else
		put(b, c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c);
}

enum taking { ONE_LINE, LINES, SECRET };

static void take(buf *b, int32_t c, int32_t following, enum taking how)
{
	bool line_end = c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029 || (c == '\r' && following != '\n');
	if (how == SECRET && c != '\n' && c != '\t' && c != '\r' && c >= ' ' && (c < 0x7f || c > 0x9f) && !invisible(c))
		put(b, c);
	else if (line_end || c == '\t')
		put(b, how != LINES ? ' ' : c == '\t' ? c : '\n');
	else if (how != SECRET && space(c))
		put(b, ' ');
	else if (how != SECRET && c >= ' ' && (c < 0x7f || c > 0x9f) && !invisible(c))
		put_meant(b, c);
}

/* 0 = a letter; marks stand by their rank: the shape of a Vietnamese letter before its tone, whatever a converter wrote first. */
static int mark_rank(int32_t c)
{
	if (c == HORN || c == CIRCUMFLEX || c == BREVE)
		return c == HORN ? 1 : c == CIRCUMFLEX ? 2 : 3;
	return c == GRAVE || c == HOOK || c == TILDE || c == ACUTE || c == DOT ? 4 : 0;
}

/* Room for about as much as that, not the page of text that a buffer takes: words by the thousand are made keys of. */
static buf as_long_as(arena *a, str s)
{
	size_t cap = s.n + s.n / 2 + 32;
	return (buf){.s = arena_room(a, cap), .cap = cap, .a = a};
}

static str marks_ordered(arena *a, str s)
{
	int32_t *v = NEWN(a, int32_t, s.n + 1);
	size_t n = 0;
	buf b = as_long_as(a, s);
	for (str rest = s; rest.n;) {
		int32_t c = next(&rest);
		size_t at = n++;
		for (; mark_rank(c) && at && mark_rank(v[at - 1]) > mark_rank(c); at--)
			v[at] = v[at - 1];
		v[at] = c;
	}
	for (size_t i = 0; i < n; i++)
		put(&b, v[i]);
	return buf_text(&b);
}

static str spaces_single(arena *a, str s)
{
	char *to = arena_get(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] != ' ' || (n && to[n - 1] != ' '))
			to[n++] = s.s[i];
	return (str){to, n};
}

static str normalized(arena *a, str s, enum taking how)
{
	buf b = as_long_as(a, s);
	while (s.n) {
		int32_t c = next(&s);
		if (c < 0)
			s = (str){s.s + 1, s.n - 1};
		else
			take(&b, c, s.n ? *s.s : 0, how);
	}
	str text = buf_text(&b);
	if (how != SECRET && !ascii_only(text))
		text = marks_ordered(a, mapped(a, text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE));
	return utf8_nfc(a, text);
}

/* Nearly all text is of the letters of usual_letters, and of those that stay as they are. */
static bool stays(str s, enum taking how)
{
	usual_letters_known();
	while (s.n) {
		const struct usual_letter *l = usual_letter(next(&s));
		if (!l || !(l->stays & 1 << how))
			return false;
	}
	return true;
}

static str taken(arena *a, str s, enum taking how)
{
	bool is_clean = stays(s, how);
	str text = is_clean ? s : normalized(a, s, how);
	text = str_trim(how == ONE_LINE ? spaces_single(a, text) : is_clean ? str_copy(a, text) : text);
	return text.n ? text : S("");
}

str text_clean(arena *a, str s, bool lines) { return taken(a, s, lines ? LINES : ONE_LINE); }
str text_secret(arena *a, str s) { return taken(a, s, SECRET); }

/* ---- search keys ---- */

static bool is_alnum(int32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	utf8proc_category_t k = utf8proc_category(c);
	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
	       (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

/* Without the bytes that are not UTF-8. */
static str readable(arena *a, str s)
{
	buf b = as_long_as(a, s);
	while (s.n) {
		int32_t c = next(&s);
		if (c == 0xb4 || c == 0x1ffd) /* an acute accent of its own would come apart into a space */
			put(&b, '\'');
		else if (c >= 0)
			put(&b, c);
		else
			s = (str){s.s + 1, s.n - 1};
	}
	return buf_text(&b);
}

/* Letters that no mark was taken from, as people without that key type them. */
static const char *plain_letter(int32_t c)
{
	static const struct {
		int32_t letter;
		const char *plain;
	} letters[] = {{0x111, "d"}, {0xf0, "d"}, {0x256, "d"}, {0x257, "d"}, {0x180, "b"}, {0x253, "b"}, {0x183, "b"},
		{0xf8, "o"}, {0x254, "o"}, {0x275, "o"}, {0xe6, "ae"}, {0x153, "oe"}, {0x142, "l"}, {0x127, "h"}, {0x167, "t"},
		{0xfe, "th"}, {0x131, "i"}, {0x268, "i"}, {0x289, "u"}, {0x25b, "e"}, {0x259, "e"}, {0x1dd, "e"}, {0x14b, "ng"},
		{0x1b4, "y"}, {0x1e5, "g"}, {0x260, "g"}, {0x199, "k"}};
	for (size_t i = 0; i < COUNT(letters); i++)
		if (letters[i].letter == c)
			return letters[i].plain;
	return NULL;
}

static bool apostrophe(int32_t c)
{
	return c == '\'' || c == '`' || c == 0xb4 || c == 0x2032 || c == 0xff07 || (c >= 0x2b9 && c <= 0x2bf) ||
	       (c >= 0x2018 && c <= 0x201b);
}

static str unmarked(arena *a, str s)
{
	return mapped(a, readable(a, s),
		UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
}

static void settle_usual_letters(void)
{
	arena a = {0};
	for (int32_t i = 0; i < LATIN + MARKED_TWICE_N; i++) {
		struct usual_letter *l = &usual_letters[i];
		buf b = {.a = &a};
		put(&b, i < LATIN ? i : i - LATIN + MARKED_TWICE);
		str letter = buf_text(&b), plain = unmarked(&a, letter);
		assert(plain.n <= sizeof l->unmarked);
		memcpy(l->unmarked, plain.s, plain.n);
		l->n = (unsigned char)plain.n;
		for (enum taking how = ONE_LINE; how <= SECRET; how++)
			if (str_eq(normalized(&a, letter, how), letter))
				l->stays |= (unsigned char)(1 << how);
	}
	arena_free(&a);
}

/* The same from the table; s == NULL: it has other letters. */
static str unmarked_usual(arena *a, str s)
{
	buf b = as_long_as(a, s);
	usual_letters_known();
	while (s.n) {
		const struct usual_letter *l = usual_letter(next(&s));
		if (!l)
			return (str){0};
		buf_put(&b, l->unmarked, l->n);
	}
	return buf_text(&b);
}

str fold(arena *a, str s)
{
	buf b = as_long_as(a, s);
	bool gap = false;
	if (!ascii_only(s)) {
		str usual = unmarked_usual(a, s);
		s = usual.s ? usual : unmarked(a, s);
	}
	while (s.n) {
		int32_t c = next(&s);
		if (c < 0)
			break;
		if (apostrophe(c))
			continue; /* Ea H'Leo and Ea HLeo are one place */
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (!is_alnum(c)) {
			gap = b.n > 0;
			continue;
		}
		if (gap)
			buf_lit(&b, " ");
		gap = false;
		const char *plain = c < 0x80 ? NULL : plain_letter(c);
		if (plain)
			buf_put(&b, plain, strlen(plain));
		else
			put(&b, c);
	}
	return buf_text(&b);
}

/* Kí and ký, Quí and Quý are spellings of one sound; tai and tay, thúi and Thúy are not. */
str search_key(arena *a, str s)
{
	str folded = fold(a, s);
	char *key = str_c(a, folded);
	for (size_t i = 0; i < folded.n; i++) {
		bool vowel = i && key[i - 1] && strchr("aeiou", key[i - 1]);
		if (key[i] == 'y' && (!vowel || (i > 1 && key[i - 1] == 'u' && key[i - 2] == 'q')))
			key[i] = 'i';
	}
	return (str){key, folded.n};
}

static void put_word(buf *b, str word)
{
	if (word.n && b->n)
		buf_lit(b, " ");
	buf_str(b, word);
}

/* The pieces of one typed word: "H'Hen" has two. */
static size_t pieces_of(arena *a, str word, str pieces[8], bool *apart)
{
	size_t n = 0;
	str start = word;
	for (str rest = word; rest.n && n < 7;) {
		str before = rest;
		int32_t c = next(&rest);
		bool joint = apostrophe(c) || c == '-';
		if (!joint)
			continue;
		*apart |= c == '-';
		pieces[n] = search_key(a, (str){start.s, (size_t)(before.s - start.s)});
		n += pieces[n].n > 0;
		start = rest;
	}
	pieces[n] = search_key(a, start);
	return n + (pieces[n].n > 0);
}

static str joined(arena *a, const str *v, size_t n)
{
	buf b = {.a = a};
	for (size_t i = 0; i < n; i++)
		buf_str(&b, v[i]);
	return buf_text(&b);
}

str name_words(arena *a, str name)
{
	buf b = {.a = a};
	str single = S("");
	for (str rest = text_clean(a, name, false), word; rest.n;) {
		str pieces[8];
		bool apart = false;
		str_cut(rest, ' ', &word, &rest);
		size_t n = pieces_of(a, word, pieces, &apart);
		str whole = joined(a, pieces, n);
		if (n > 1 && !apart)
			put_word(&b, whole);
		for (size_t i = 0; i < n; i++)
			put_word(&b, pieces[i]);
		if (n > 1 && apart)
			put_word(&b, whole);
		if (single.n && n == 1)
			put_word(&b, joined(a, (str[]){single, pieces[0]}, 2));
		single = n == 1 && utf8_length(pieces[0]) == 1 ? pieces[0] : S("");
	}
	return buf_text(&b);
}

/* ---- names ---- */

/* The letter under the marks, small. */
static int32_t base_letter(int32_t c)
{
	utf8proc_int32_t out[8];
	int class = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(utf8proc_tolower(c), out, 8, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &class);
	return n > 0 ? out[0] : c;
}

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
		bool foreign = false;
		if (c < 0)
			break;
		for (str ahead = s; ahead.n; s = ahead) {
			int32_t mark = next(&ahead);
			if (mark == BREVE && (shape || c != 'a')) /* ŏ, ŭ, ê̆ of the Central Highlands */
				foreign = true;
			else if (mark == BREVE || mark == CIRCUMFLEX || mark == HORN)
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
		const char *plain = w < 0 ? plain_letter(c) : NULL;
		for (; plain && *plain; plain++)
			put(key, '0' + alphabet_weight(*plain, 0));
		if (w >= 0)
			put(key, '0' + w);
		else if (!plain && is_alnum(c)) { /* other scripts stand after ours */
			buf_lit(key, "z");
			put(key, c);
		}
		if (foreign)
			buf_lit(key, "!");
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
	buf key = as_long_as(a, name);
	if (n)
		key_of_word(words[n - 1], &key, a);
	for (size_t i = 0; i + 1 < n; i++)
		key_of_word(words[i], &key, a);
	return buf_text(&key);
}

static bool vowel(int32_t c) { return c > 0 && c < 0x80 && strchr("aeiouy", c); }

/* After an apostrophe a part begins that has its own capital when nothing is before it that could be said alone: H'Hen, O'Brien,
 * Bh'Nướch, but Sa'ad. */
str title_case(arena *a, str name)
{
	buf b = as_long_as(a, name);
	bool first = true, said = false;
	size_t letters = 0;
	str s = utf8_nfc(a, name);
	while (s.n) {
		int32_t c = next(&s);
		if (c < 0)
			return name;
		c = first ? utf8proc_toupper(c)
			  : utf8proc_tolower(c); /* a mark may become a letter (U+0345): what stands there counts */
		put(&b, c);
		first = c == ' ' || c == '-' || (apostrophe(c) && letters && (letters == 1 || !said));
		letters = first ? 0 : letters + is_alnum(c);
		said = !first && (said || vowel(base_letter(c)));
	}
	return utf8_nfc(a, buf_text(&b)); /* "T̈" of two characters has a small letter of one */
}

str lower_first(arena *a, str s)
{
	buf b = as_long_as(a, s);
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
	return utf8_nfc(a, buf_text(&b));
}

/* ---- masks ---- */

/* By characters: what is no number may hold any. */
static str masked(arena *a, str s, size_t head, size_t tail)
{
	buf b = {.a = a};
	str text = readable(a, s);
	size_t n = utf8_length(text), at = 0;
	if (n <= head + tail)
		head = 0;
	if (n <= tail)
		tail = 0;
	for (str rest = text; rest.n; at++) {
		int32_t c = next(&rest);
		put(&b, at < head || at >= n - tail ? c : '*');
	}
	return buf_text(&b);
}

str mask_number(arena *a, str s) { return masked(a, s, 3, 2); }
str mask_phone(arena *a, str s) { return masked(a, s, 3, 2); }

static void initial(buf *b, str word, const char *after)
{
	str rest = word;
	if (next(&rest) < 0)
		return;
	for (str ahead = rest; ahead.n && utf8proc_category(next(&ahead)) == UTF8PROC_CATEGORY_MN;)
		rest = ahead;
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

/* ---- names of files ---- */

/* 0: dropped. Marks that turn the reading direction make "fdp.exe" look like "exe.pdf"; joiners make equal names differ. */
static int32_t in_file_name(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC: return c == '\n' || c == '\t' ? ' ' : 0;
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS: return 0;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_ZS: return ' ';
	default: return c < 0x80 && strchr("\"*:<>?|", c) ? '_' : c;
	}
}

/* A letter begins here: no byte of one before, and no mark that belongs to it. */
static bool letter_begins(str s, size_t at)
{
	str rest = {s.s + at, s.n - at};
	if (at >= s.n)
		return true;
	if (((unsigned char)s.s[at] & 0xc0) == 0x80)
		return false;
	utf8proc_category_t k = utf8proc_category(next(&rest));
	return k != UTF8PROC_CATEGORY_MN && k != UTF8PROC_CATEGORY_MC && k != UTF8PROC_CATEGORY_ME;
}

/* Pages of one paper differ at the end ("trang 1", "trang 2"), so both ends stay. */
static str both_ends(arena *a, str s)
{
	enum { MOST = 150, TAIL = 60 };
	size_t head = MOST - TAIL - 3, tail = s.n > TAIL ? s.n - TAIL : 0;
	if (s.n <= MOST)
		return s;
	while (head && !letter_begins(s, head))
		head--;
	while (tail < s.n && !letter_begins(s, tail))
		tail++;
	return str_format(a, "%.*s…%.*s", STR_ARG(str_trim((str){s.s, head})), STR_ARG(str_trim((str){s.s + tail, s.n - tail})));
}

/* A low line for each byte that is not UTF-8. */
static str marked(arena *a, str s)
{
	buf b = {.a = a};
	while (s.n) {
		int32_t c = next(&s);
		put(&b, c >= 0 ? c : '_');
		if (c < 0)
			s = (str){s.s + 1, s.n - 1};
	}
	return buf_text(&b);
}

str file_name_clean(arena *a, str sent)
{
	buf b = {.a = a};
	for (size_t i = sent.n; i-- > 0;)
		if (sent.s[i] == '/' || sent.s[i] == '\\') {
			sent = (str){sent.s + i + 1, sent.n - i - 1};
			break;
		}
	for (str rest = utf8_nfc(a, marked(a, sent)); rest.n;) {
		int32_t c = in_file_name(next(&rest));
		bool doubled = c == ' ' && b.n && b.s[b.n - 1] == ' ', leading = !b.n && (c == '.' || c == ' ');
		if (c && !doubled && !leading)
			put(&b, c);
	}
	str name = both_ends(a, str_trim(buf_text(&b)));
	return name.n ? name : S("tep");
}
