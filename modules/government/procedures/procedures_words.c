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

size_t words_meant(const struct vocabulary *v, str typed, str *out, size_t most)
{
	struct {
		int slips;
		int64_t times;
	} rank[16];
	size_t n = 0;
	if (map_get(&v->words, typed)) {
		out[0] = typed;
		return 1;
	}
	if (most > COUNT(rank))
		most = COUNT(rank);
	for (size_t i = 0; i < v->words.n; i++) {
		str word = v->words.entries[i].key;
		int64_t times = *(const int64_t *)v->words.entries[i].value;
		int slips = slips_between(typed, word);
		if (slips > slips_allowed(typed))
			continue;
		size_t at = n;
		while (at && (rank[at - 1].slips > slips || (rank[at - 1].slips == slips && rank[at - 1].times < times)))
			at--;
		if (at >= most)
			continue;
		n = n < most ? n + 1 : most;
		for (size_t k = n - 1; k > at; k--) {
			rank[k] = rank[k - 1];
			out[k] = out[k - 1];
		}
		rank[at].slips = slips;
		rank[at].times = times;
		out[at] = word;
	}
	return n;
}
