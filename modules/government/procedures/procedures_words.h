/* Words as people say and type them: cutting a sentence, how a word sounds, what an input method left behind, slips of the finger,
 * everyday names for terms of the law.
 *
 * A word has three forms: as it stands ("Sổ"), folded ("so": search_key(), what most people type), and with marks ("sổ", wherever the tone was
 * written): folded words that meet may still be different words ("sổ đỏ" is not "số độ"). */
#pragma once
#include "base/base.h"

enum { WORD_LONGEST = 24 }; /* bytes of a folded word; longer ones are no Vietnamese syllables and are passed over */
struct word_form {
	str shown, folded, marked;
};
/* The words of a text, at most `most`; what is neither letter nor digit parts them. */
size_t suggestions_words_cut(arena *a, str text, struct word_form *out, size_t most);
/* The same word, but for i and y, and for hỏi and ngã, which half of the country does not tell apart. The words fold alike. */
bool suggestions_marks_alike(str marked, str other);
/* How a folded word sounds where sounds have merged: s/x, ch/tr, d/gi/r, l/n, c/k/q, i/y, ưu/ươu/iêu. "xinh" and "sinh" are one. */
str suggestions_sound_of(arena *a, str folded);
/* A folded word without what Telex or VNI left in it: "sinhs", "ddor", "so63" -> "sinh", "do", "so"; the same word when nothing is. */
str suggestions_untelexed(arena *a, str folded);
/* Slips between two folded words: letters left out, added, changed, or two swapped. */
int suggestions_slips_between(str typed, str word);
int suggestions_slips_allowed(str typed); /* 0 for one or two letters, 2 for long words */

struct everyday_saying { /* of catalogue/everyday_words.tsv */
	str say, law;    /* law: folded words of a name between two spaces; empty when it stands in by_code */
	struct everyday_saying *next;
};
struct everyday {
	struct map by_code; /* code -> struct everyday_saying */
	struct everyday_saying *by_law;
};
void suggestions_read_everyday(arena *a, struct everyday *out);
