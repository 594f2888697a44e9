/* Names taken apart. Vietnamese names are made of a few thousand syllables: slips are looked up among these, never among persons. */
#include "words.h"
#include "core/people/people.sql.h"

/* ---- one word ---- */

static bool vowel(char c) { return c && strchr("aeiouy", c); }

size_t words_of_name(arena *a, str name, str words[NAME_WORDS])
{
	size_t n = 0;
	str rest = fold(a, name);
	while (rest.n && n < NAME_WORDS) {
		str_cut(rest, ' ', &words[n], &rest);
		if (words[n].n > WORD_BYTES)
			for (words[n].n = WORD_BYTES; ((unsigned char)words[n].s[words[n].n] & 0xc0) == 0x80;)
				words[n].n--;
		n += words[n].n > 0;
	}
	return n;
}

str word_sound(arena *a, str word)
{
	static const struct {
		const char *letters, *sound;
	} beginnings[] = {{"ngh", "ng"}, {"ng", "ng"}, {"gh", "g"}, {"gi", "z"}, {"tr", "ch"}, {"ph", "f"}, {"nh", "nh"},
		{"d", "z"}, {"r", "z"}, {"s", "x"}, {"l", "n"}, {"k", "c"}, {"q", "c"}};
	buf b = {.a = a};
	for (size_t i = 0; i < COUNT(beginnings) && !b.n; i++) {
		size_t n = strlen(beginnings[i].letters);
		if (word.n > n && str_starts(word, str_of(beginnings[i].letters)) && (n < 2 || vowel(word.s[n]))) {
			buf_str(&b, str_of(beginnings[i].sound));
			word = (str){word.s + n, word.n - n};
		}
	}
	for (size_t i = 0; i < word.n; i++)
		buf_put(&b, word.s[i] == 'y' ? "i" : word.s + i, 1);
	return buf_text(&b);
}

/* Telex doubles a letter, adds w, and writes the tone as s f r x j, which never follow a vowel in Vietnamese; VNI writes digits. */
str word_untyped(arena *a, str word)
{
	char *out = arena_get(a, word.n + 1);
	size_t n = 0;
	bool vowels = false;
	for (size_t i = 0; i < word.n; i++) {
		char c = word.s[i], before = n ? out[n - 1] : 0;
		bool doubled = c == before && strchr("aeod", c);
		bool tone = vowels && strchr("sfrxj", c) && (vowel(before) || i + 1 == word.n);
		bool digit = n && c >= '0' && c <= '9';
		if (doubled || tone || digit || (vowels && c == 'w'))
			continue;
		out[n++] = c == 'w' ? 'u' : c;
		vowels |= vowel(out[n - 1]);
	}
	str made = {out, n};
	return str_eq(made, word) ? S("") : made;
}

/* ---- one letter ---- */

/* The word and what is left of it without each of its letters. */
static struct texts slips_of(arena *a, str word)
{
	str *v = NEWN(a, str, word.n + 1);
	size_t n = 0;
	v[n++] = word;
	for (size_t i = 0; i < word.n && word.n > 1; i++)
		if (!i || word.s[i] != word.s[i - 1])
			v[n++] = str_format(a, "%.*s%.*s", (int)i, word.s, (int)(word.n - i - 1), word.s + i + 1);
	return (struct texts){v, n};
}

/* Equal but for one letter wrong, missing, too much, or two neighbours exchanged. */
static bool one_slip(str a, str b)
{
	if (a.n > b.n) {
		str other = a;
		a = b;
		b = other;
	}
	size_t head = 0, tail = 0;
	while (head < a.n && a.s[head] == b.s[head])
		head++;
	while (tail < a.n - head && a.s[a.n - 1 - tail] == b.s[b.n - 1 - tail])
		tail++;
	size_t left = a.n - head - tail;
	if (b.n == a.n + 1)
		return left == 0;
	return b.n == a.n && (left <= 1 || (left == 2 && a.s[head] == b.s[head + 1] && a.s[head + 1] == b.s[head]));
}

static void gather(const struct words_by_slip_rows *rows, str word, bool only_slips, str *v, size_t *n)
{
	for (size_t i = 0; i < rows->n && *n < WORDS_NEAR; i++)
		if (!only_slips || one_slip(word, rows->v[i].word))
			v[(*n)++] = rows->v[i].word;
}

err words_near(struct ctx *c, str word, struct texts *out)
{
	struct words_by_slip_rows slips, sounds;
	str *v = NEWN(c->a, str, WORDS_NEAR);
	size_t n = 0;
	TRY(words_by_slip(c, slips_of(c->a, word), &slips));
	TRY(words_by_sound(c, word_sound(c->a, word), &sounds));
	gather(&slips, word, true, v, &n);
	gather(&sounds, word, false, v, &n);
	*out = (struct texts){v, n};
	return NULL;
}

/* ---- keeping ---- */

static err learn(struct ctx *c, str word)
{
	struct name_word_get known;
	bool found;
	TRY(name_word_get(c, word, &known, &found));
	if (found)
		return NULL;
	TRY(name_word_add(c, word, word_sound(c->a, word)));
	struct texts slips = slips_of(c->a, word);
	for (size_t i = 0; i < slips.n; i++)
		TRY(name_slip_add(c, slips.v[i], word));
	return NULL;
}

err name_words_keep(struct ctx *c, int64_t person, opt_int unit, str name, str name_key)
{
	str words[NAME_WORDS];
	size_t n = unit.set ? words_of_name(c->a, name, words) : 0;
	for (size_t i = 0; i < n; i++) {
		TRY(learn(c, words[i]));
		TRY(person_word_add(c, unit.v, words[i], name_key, person));
	}
	return NULL;
}
