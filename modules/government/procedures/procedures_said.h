/* What somebody typed, word by word: short forms written out ("shk" is "sổ hộ khẩu"), and how much each word says about what he needs.
 * The words behind it are facts of the catalogue: short_forms.tsv, asking_phrases.tsv, spoken_syllables.tsv. */
#pragma once
#include "procedures_words.h"
#include "base/base.h"

struct said_word {
	struct word_form form;
	bool marked;  /* it has the marks it needs: there are some in the question, or it was a short form */
	bool asks;    /* part of a phrase that only asks or greets */
	double worth; /* 0 "tôi muốn làm", "hết bao nhiêu tiền"; 0.35 hardly tells: kin, numbers; 1 "thừa kế" */
};
struct said {
	struct said_word *v;
	size_t n;
};
/* At most `most` words of a text; the last one is not written out while it is still being typed. */
void catalogue_said_read(arena *a, str typed, size_t most, bool unfinished, struct said *out);

/* Of one word: 0, 0.35 or 1; not marked: of any that folds to it. */
double suggestions_word_worth(const struct word_form *w, bool marked);
/* What a region says for this word ("sanh": "sinh", "má": "mẹ"), with its marks; empty when it is no such word. */
str suggestions_spoken_for(const struct word_form *w, bool marked);
