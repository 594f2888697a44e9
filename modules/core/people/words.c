/* Names taken apart. Vietnamese names are made of a few thousand syllables: slips are looked up among these, never among persons. */
#include "words.h"
#include "core/people/people.sql.h"
#include "web/services/rekey.h"

/* ---- one word ---- */

static bool vowel(char c) { return c && strchr("aeiouy", c); }

static size_t split(str rest, str *words, size_t most)
{
	size_t n = 0;
	while (rest.n && n < most) {
		str_cut(rest, ' ', &words[n], &rest);
		if (words[n].n > WORD_BYTES)
			for (words[n].n = WORD_BYTES; ((unsigned char)words[n].s[words[n].n] & 0xc0) == 0x80;)
				words[n].n--;
		n += words[n].n > 0;
	}
	return n;
}

size_t words_typed(arena *a, str typed, str words[NAME_WORDS]) { return split(search_key(a, typed), words, NAME_WORDS); }
size_t words_kept(str kept, str words[KEPT_WORDS]) { return split(kept, words, KEPT_WORDS); }

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

/* ---- one letter: of any script ---- */

/* Where each letter begins, and the end; at most WORD_BYTES letters. */
static size_t letters_of(str word, size_t at[WORD_BYTES + 1])
{
	size_t n = 0;
	for (size_t i = 0; i < word.n && n < WORD_BYTES; i++)
		if (((unsigned char)word.s[i] & 0xc0) != 0x80)
			at[n++] = i;
	at[n] = word.n;
	return n;
}

/* The word and what is left of it without each of its letters. */
static struct texts slips_of(arena *a, str word)
{
	size_t at[WORD_BYTES + 1], letters = letters_of(word, at), n = 0;
	str *v = NEWN(a, str, letters + 1), before = S("");
	v[n++] = word;
	for (size_t i = 0; i < letters && letters > 1; i++) {
		str letter = {word.s + at[i], at[i + 1] - at[i]};
		if (!str_eq(letter, before))
			v[n++] = str_format(a, "%.*s%.*s", (int)at[i], word.s, (int)(word.n - at[i + 1]), word.s + at[i + 1]);
		before = letter;
	}
	return (struct texts){v, n};
}

/* Equal but for one letter wrong, missing, too much, or two neighbours exchanged. */
static bool one_slip(str a, str b)
{
	size_t in_a[WORD_BYTES + 1], in_b[WORD_BYTES + 1], n = letters_of(a, in_a), m = letters_of(b, in_b), head = 0, tail = 0;
	if (n > m)
		return one_slip(b, a);
#define LETTER_A(i) ((str){a.s + in_a[i], in_a[(i) + 1] - in_a[i]})
#define LETTER_B(i) ((str){b.s + in_b[i], in_b[(i) + 1] - in_b[i]})
	while (head < n && str_eq(LETTER_A(head), LETTER_B(head)))
		head++;
	while (tail < n - head && str_eq(LETTER_A(n - 1 - tail), LETTER_B(m - 1 - tail)))
		tail++;
	size_t left = n - head - tail;
	if (m == n + 1)
		return left == 0;
	return m == n && (left <= 1 || (left == 2 && str_eq(LETTER_A(head), LETTER_B(head + 1)) &&
					       str_eq(LETTER_A(head + 1), LETTER_B(head))));
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

err name_words_keep(struct ctx *c, int64_t person, opt_int unit, str kept, str name_key)
{
	str words[KEPT_WORDS];
	size_t n = unit.set ? words_kept(kept, words) : 0;
	for (size_t i = 0; i < n; i++) {
		TRY(learn(c, words[i]));
		TRY(person_word_add(c, unit.v, words[i], name_key, person));
	}
	return NULL;
}

/* ---- keys made anew ---- */

static err batch(struct ctx *c, int64_t after, int64_t *last)
{
	struct persons_after_rows rows;
	TRY(persons_after(c, after, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct persons_after *p = &rows.v[i];
		str name = text_clean(c->a, p->name, false), key = name_key(c->a, name), kept = name_words(c->a, name);
		TRY(person_key(c, p->id, name, key, kept));
		TRY(person_words_forget(c, p->id));
		TRY(name_words_keep(c, p->id, p->unit_id, kept, key));
		*last = p->id;
	}
	return NULL;
}

static const struct rekey rekey = {.name = "people", .job = "people.rekey", .batch = batch};

err people_init(struct ctx *c) { return rekey_begin(c, &rekey); }

err people_rekey(struct ctx *c, str argument)
{
	(void)argument;
	return rekey_run(c, &rekey);
}
