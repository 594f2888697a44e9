/* Every procedure of the catalogue in memory, by the words people may ask for it with: made from the tables once a version
 * (web/kept.h), so both databases find the same in the same order.
 *
 * A word of a procedure stands in one of these fields; tf is the sum of the weights of its places, each divided by how long its field
 * is against the average (1 - b + b * length / average):
 *
 *	field                                   weight  b
 *	short name ("Cấp sổ đỏ lần đầu")          3.0   0.3
 *	everyday words ("sổ hồng")                2.6   0
 *	name                                      1.6   0.7
 *	event of life ("Sinh con")                0.5   0.3
 *	field of administration ("Hộ tịch")       0.6   0.3
 *	what one gets (result)                    0.4   0.7
 *
 * Two words side by side are an entry of their own ("khai sinh"): most words of Vietnamese have two syllables. How rare an entry is:
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5)), N procedures, n of them with it. procedures_rank.h says how a question is scored. */
#pragma once
#include "procedures_find.h"
#include "procedures_words.h"

struct index_document {
	struct procedure_list row; /* the texts live as long as the program */
	str title, aliases;        /* folded short name or name; "ks khaisinh" */
	int often;                 /* place among what most people come for; 0 = not there */
	bool has_short_name;
	day from, to;
};
struct posting {
	uint32_t document;
	float tf;
};
struct index_entry { /* a word or a pair */
	uint64_t key;
	uint32_t first, n; /* its postings, by document */
	float idf;
};
struct index_word {
	struct word_form form;
	str sound;
	uint32_t letters;         /* a bit a letter: words that share few cannot be near */
	struct index_entry entry; /* n = 0: stands nowhere alone */
};
struct index_part { /* a word of a phrase, with how much it tells: worth * idf */
	uint32_t word;
	float weight;
};
struct index_phrase {                /* what people call a procedure: everyday words, the short name */
	uint32_t document, first, n; /* its parts */
	uint32_t telling;            /* of them, those that say something of their own */
	float weight;                /* of them all */
};
struct procedures_index {
	struct index_document *documents;
	struct index_word *words;
	const uint32_t *by_folded, *by_sound; /* words in that order */
	const struct index_entry *pairs;      /* by key */
	const struct posting *postings;
	const struct index_phrase *phrases;
	const struct index_part *parts;
	size_t ndocuments, nwords, npairs, nphrases, nparts;
};
MUST_USE err procedures_index(struct ctx *c, const struct procedures_index **out);
MUST_USE err procedures_index_changed(struct ctx *c); /* inside db_write, after a change of names or versions */
MUST_USE err procedures_index_begin(struct ctx *c);   /* inside db_write: for a store that was filled before there was an index */
uint64_t suggestions_pair_key(size_t first_word, size_t second_word);
const struct index_entry *suggestions_index_pair(
	const struct procedures_index *x, size_t first_word, size_t second_word); /* NULL: nowhere */
uint32_t suggestions_letters_of(str folded);
/* Where words that begin with (whole = are) this stand in by_folded or by_sound; *n of them. */
size_t suggestions_index_range(const struct procedures_index *x, bool by_sound, str text, bool whole, size_t *n);
