/* The order in which procedures answer a question, the same on both databases.
 *
 * Each word of the question is taken for words of the catalogue, with how sure that is:
 *
 *	1     the same word; without any marks in the question: any word that folds to it
 *	0.95  the same but for hỏi and ngã, i and y
 *	0.85  said so in a region ("sanh" for "sinh", "má" for "mẹ"), or left over by an input method ("sinhs")
 *	0.55  other marks ("kêt hơn"), or none where others have them
 *	0.6   the same sound ("xinh" for "sinh"), 0.45 with other marks
 *	0.5   a slip of the finger, 0.3 two; only for a word that the catalogue does not know
 *	0.7   the beginning of a word that follows the one before, 0.6 of another, when the last one is not finished
 *
 * A word gives a procedure the best of worth * sure * idf * tf / (tf + 1.2); two words side by side give 1.4 times that of their
 * pair, as sure as the less sure one. worth is 0 for words that ask ("tôi muốn làm"), 0.35 for those that hardly tell, else 1
 * (procedures_said.h, which also writes short forms out).
 *
 * What people call a procedure (everyday words, short name) counts once more as a whole, its words in any order and with others
 * between ("sổ bị mất trộm" is "mất sổ"): the best phrase of which the question has four fifths by worth * idf gives that sum, times
 * 0.6 when it has two words that tell, else 0.2, times the share there is.
 *
 * The sum is then multiplied
 *
 *	by 0.35 + 0.65 * c, c = share of the question (by worth * idf) that the procedure answers
 *	by 1 commune, 0.7 what other offices of the commune's place take, 0.6 other levels
 *	by 1 + 0.3 * (how far in front among what most people come for), 1.1 with a short name
 *	by 1 + 0.4 * ln(1 + uses in the unit) / ln(1 + the unit's most used)
 *	by 0.3 when the unit does not offer it
 *
 * That is the fit. For the order it counts 1.5 times when the short name is the question, 4 times when an officer's alias is.
 * What fits less than CUT of the best, or answers too little of the question, is left out: an empty list that says where to
 * ask helps more than twenty procedures that share a syllable. Of a sentence there must be two words side by side or a whole phrase. */
#pragma once
#include "procedures_index.h"

struct ranked {
	const struct index_document *document;
	double fit, score; /* score = fit but for what was named outright */
};
struct ranking {
	struct ranked *v;
	size_t n;
	str meant; /* the question with slips undone, when the first answer needed that; empty otherwise */
};
struct ranking_wish {
	str typed;
	int64_t unit;    /* 0 = nobody's: no counts, nothing taken down */
	bool unfinished; /* the last word is still being typed */
	bool commune;    /* only what communes take */
};
MUST_USE err procedures_rank(struct ctx *c, const struct ranking_wish *wish, struct ranking *out);
