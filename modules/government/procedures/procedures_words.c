#include "procedures_words.h"
#include "web/catalogue.h"

/* ---- cutting ---- */

/* Bytes of punctuation outside ASCII: no-break space, quotation marks, dashes. */
static size_t gap_at(str s)
{
	unsigned char c = (unsigned char)s.s[0];
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ? 0 : 1;
	if (c == 0xC2 && s.n > 1)
		return 2;
	return c == 0xE2 && s.n > 2 && ((unsigned char)s.s[1] == 0x80 || (unsigned char)s.s[1] == 0x81) ? 3 : 0;
}

/* One cut word; folding may still part it ("½kg"). */
static size_t word_add(arena *a, str word, struct word_form *out, size_t n, size_t most)
{
	str rest = search_key(a, word), folded;
	bool whole = !str_has(rest, S(" "));
	while (rest.n && n < most) {
		str_cut(rest, ' ', &folded, &rest);
		if (folded.n && folded.n <= WORD_LONGEST)
			out[n++] = (struct word_form){whole ? word : folded, folded, name_key(a, whole ? word : folded)};
	}
	return n;
}

size_t suggestions_words_cut(arena *a, str text, struct word_form *out, size_t most)
{
	size_t n = 0;
	while (text.n && n < most) {
		size_t gap = gap_at(text), length = 0;
		if (gap) {
			text = (str){text.s + gap, text.n - gap};
			continue;
		}
		while (length < text.n && !gap_at((str){text.s + length, text.n - length}))
			length++;
		if (length <= 8 * WORD_LONGEST)
			n = word_add(a, (str){text.s, length}, out, n, most);
		text = (str){text.s + length, text.n - length};
	}
	return n;
}

/* Letters of a name_key: those of i and y are one here, for words whose search keys are one. */
static char letter_of(char key)
{
	static const char letters[] = "a..bcd.e.fghijklmno..pqrstu.vwxyz"; /* in the order of the keys, from '0' on */
	size_t at = (size_t)(key - '0');
	return at < sizeof letters && letters[at] == 'y' ? (char)('0' + (strchr(letters, 'i') - letters)) : key;
}

bool suggestions_marks_alike(str marked, str other)
{
	if (marked.n != other.n || !marked.n)
		return marked.n == other.n;
	for (size_t i = 0; i + 1 < marked.n; i++)
		if (letter_of(marked.s[i]) != letter_of(other.s[i]))
			return false;
	char a = marked.s[marked.n - 1], b = other.s[other.n - 1]; /* the tone stands last: 2 hỏi, 3 ngã */
	return a == b || ((a == '2' || a == '3') && (b == '2' || b == '3'));
}

/* ---- sounds ---- */

static bool is_vowel(char c) { return c && strchr("aeiouy", c); }

struct spelling {
	const char *written, *sounds;
};
static const struct spelling beginnings[] = {
	{"ngh", "ng"}, {"gh", "g"}, {"tr", "ch"}, {"gi", "d"}, {"qu", "cu"}, {"x", "s"}, {"r", "d"}, {"l", "n"}, {"k", "c"}};
static const struct spelling middles[] = {{"uou", "iu"}, {"ieu", "iu"}, {"yeu", "iu"}, {"uu", "iu"}, {"y", "i"}};

static const struct spelling *spelling_at(str s, const struct spelling *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(s, str_of(list[i].written)))
			return &list[i];
	return NULL;
}

str suggestions_sound_of(arena *a, str folded)
{
	str rest = folded, sound = {arena_room(a, folded.n + 2), 0}; /* no sound is written longer, but for the i of "gì" */
	char *to = (char *)sound.s;
	const struct spelling *k = spelling_at(rest, beginnings, COUNT(beginnings));
	if (k && !(str_is(str_of(k->written), "k") && str_starts(rest, S("kh")))) {
		size_t n = strlen(k->written);
		bool bare = n == rest.n || !is_vowel(rest.s[n]); /* "gi" of "gì", "gìn": its i is the vowel */
		to = stpcpy(to, k->sounds);
		if (str_is(str_of(k->written), "gi") && bare)
			*to++ = 'i';
		rest = (str){rest.s + n, rest.n - n};
	}
	while (rest.n) {
		k = spelling_at(rest, middles, COUNT(middles));
		size_t n = k ? strlen(k->written) : 1;
		if (k)
			to = stpcpy(to, k->sounds);
		else
			*to++ = *rest.s;
		rest = (str){rest.s + n, rest.n - n};
	}
	*to = 0;
	sound.n = (size_t)(to - sound.s);
	return sound;
}

/* ---- input methods: after its first vowel no Vietnamese syllable holds s f r x j w d or a digit ---- */

str suggestions_untelexed(arena *a, str folded)
{
	char *to = arena_get(a, folded.n + 1);
	size_t n = 0;
	bool vowel = false, letters = false;
	for (size_t i = 0; i < folded.n; i++)
		letters |= folded.s[i] >= 'a' && folded.s[i] <= 'z';
	for (size_t i = 0; i < folded.n && letters; i++) {
		char c = folded.s[i];
		bool again = n && to[n - 1] == c;
		if ((vowel && strchr("sfrxjwd0123456789", c)) || (n && c >= '0' && c <= '9') || (again && strchr("aeod", c)))
			continue;
		vowel |= is_vowel(c);
		to[n++] = c;
	}
	return vowel && n < folded.n ? (str){to, n} : folded;
}

static int least(int a, int b) { return a < b ? a : b; }

/* Optimal string alignment: three rows of the usual table. */
int suggestions_slips_between(str a, str b)
{
	int rows[3][WORD_LONGEST + 1];
	if (a.n > WORD_LONGEST || b.n > WORD_LONGEST)
		return WORD_LONGEST;
	for (int j = 0; j <= (int)b.n; j++)
		rows[0][j] = j;
	for (int i = 1; i <= (int)a.n; i++) {
		int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
		now[0] = i;
		for (int j = 1; j <= (int)b.n; j++) {
			bool same = a.s[i - 1] == b.s[j - 1];
			now[j] = least(least(before[j] + 1, now[j - 1] + 1), before[j - 1] + !same);
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1])
				now[j] = least(now[j], earlier[j - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

int suggestions_slips_allowed(str typed) { return typed.n < 3 ? 0 : typed.n < 8 ? 1 : 2; }

/* ---- catalogue ---- */

static str spaced(arena *a, str s) { return str_format(a, " %.*s ", STR_ARG(s)); }

static void say(arena *a, struct everyday *e, str code, str words)
{
	struct everyday_saying *one = NEW(a, struct everyday_saying);
	*one = (struct everyday_saying){.say = words, .next = map_get(&e->by_code, code)};
	map_put(&e->by_code, code, one);
}

/* Of one row: several ways to say it, for several codes or for words of the law. */
static void read_row(arena *a, struct everyday *out, str says, str law)
{
	bool codes = law.n && law.s[0] >= '0' && law.s[0] <= '9';
	for (str one, code, rest; says.n;) {
		str_cut(says, ';', &one, &says);
		one = str_trim(one);
		for (rest = codes ? law : S(""); rest.n;) {
			str_cut(rest, ' ', &code, &rest);
			say(a, out, code, one);
		}
		if (codes)
			continue;
		struct everyday_saying *kept = NEW(a, struct everyday_saying);
		*kept = (struct everyday_saying){one, spaced(a, search_key(a, law)), out->by_law};
		out->by_law = kept;
	}
}

void suggestions_read_everyday(arena *a, struct everyday *out)
{
	str rest = catalogue_file("everyday_words.tsv"), cells[2];
	*out = (struct everyday){.by_code.a = a};
	tsv_row(&rest, cells, 2);
	while (tsv_row(&rest, cells, 2))
		read_row(a, out, cells[0], cells[1]);
}
