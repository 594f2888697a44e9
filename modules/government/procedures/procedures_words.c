#include "procedures_words.h"

/* ---- everyday names ---- */

void read_everyday(arena *a, struct everyday *out)
{
	str rest = catalogue_file("everyday_words.tsv"), cells[2];
	out->n = 0;
	tsv_row(&rest, cells, 2);
	while (out->n < COUNT(out->v) && tsv_row(&rest, cells, 2)) {
		out->v[out->n].say = fold(a, cells[0]);
		out->v[out->n++].law = fold(a, cells[1]);
	}
}

str everyday_of(arena *a, const struct everyday *all, str folded)
{
	buf b = {.a = a};
	for (size_t i = 0; i < all->n; i++)
		if (str_has(folded, all->v[i].law))
			buf_printf(&b, " %.*s", STR_ARG(all->v[i].say));
	return buf_text(&b);
}

/* ---- vocabulary ---- */

void vocabulary_add(struct vocabulary *v, arena *a, str folded)
{
	str word;
	v->words.a = a;
	while (folded.n) {
		str_cut(folded, ' ', &word, &folded);
		if (!word.n)
			continue;
		int64_t *times = map_get(&v->words, word);
		if (!times)
			map_put(&v->words, str_copy(a, word), times = NEW(a, int64_t));
		++*times;
	}
}

enum { LONGEST = 24 };

static int least(int a, int b) { return a < b ? a : b; }

/* Optimal string alignment: three rows of the usual table. */
int slips_between(str a, str b)
{
	int rows[3][LONGEST + 1];
	if (a.n > LONGEST || b.n > LONGEST)
		return LONGEST;
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

int slips_allowed(str typed) { return typed.n < 3 ? 0 : typed.n < 8 ? 1 : 2; }

/* "thaan" is "than": a key held too long, or an input method that did not combine the letters. */
static bool same_but_doubled(str a, str b)
{
	size_t i = 0, k = 0;
	while (i < a.n && k < b.n && a.s[i] == b.s[k]) {
		for (char letter = a.s[i]; i < a.n && a.s[i] == letter;)
			i++;
		for (char letter = b.s[k]; k < b.n && b.s[k] == letter;)
			k++;
	}
	return i == a.n && k == b.n;
}

struct ranked {
	int slips;
	bool other_start; /* people seldom miss the first letter */
	int64_t times;
};

static bool better(const struct ranked *a, const struct ranked *b)
{
	if (a->slips != b->slips)
		return a->slips < b->slips;
	if (a->other_start != b->other_start)
		return b->other_start;
	return a->times > b->times;
}

enum { MEANT_MOST = 8 };

size_t words_meant(const struct vocabulary *v, str typed, str *out, size_t most)
{
	struct ranked rank[MEANT_MOST];
	size_t n = 0;
	if (most > MEANT_MOST)
		most = MEANT_MOST;
	for (size_t i = 0; typed.n && i < v->words.n; i++) {
		str word = v->words.entries[i].key;
		struct ranked r = {
			slips_between(typed, word), word.s[0] != typed.s[0], *(const int64_t *)v->words.entries[i].value};
		if (r.slips > slips_allowed(typed))
			continue;
		if (same_but_doubled(typed, word))
			r.slips = 0;
		size_t at = n;
		while (at && better(&r, &rank[at - 1]))
			at--;
		if (at >= most)
			continue;
		n = n < most ? n + 1 : most;
		memmove(&rank[at + 1], &rank[at], (n - 1 - at) * sizeof *rank);
		memmove(&out[at + 1], &out[at], (n - 1 - at) * sizeof *out);
		rank[at] = r;
		out[at] = word;
	}
	return n;
}
