/* Words people type: everyday names for terms of the law, and slips of the finger. All folded. */
#pragma once
#include "web/web.h"

struct everyday { /* catalogue/everyday_words.tsv */
	struct {
		str say, law;
	} v[160];
	size_t n;
};
void read_everyday(arena *a, struct everyday *out);
/* What people say for the terms of the law in this folded name: " giay khai sinh lam khai sinh"; each begins with a space. */
str everyday_of(arena *a, const struct everyday *all, str folded);

struct vocabulary { /* every word of the catalogue once, with how often it stands there */
	struct map words;
};
void vocabulary_add(struct vocabulary *v, arena *a, str folded);
/* Slips between two folded words: letters left out, added, changed, or two swapped. */
int slips_between(str typed, str word);
int slips_allowed(str typed); /* 0 for one or two letters, 2 for long words */
/* Known words that may be meant, nearest and most frequent first (itself, when it is known); at most `most`. */
size_t words_meant(const struct vocabulary *v, str typed, str *out, size_t most);
