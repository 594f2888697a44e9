#include "procedures_rank.h"
#include "procedures_said.h"
#include <math.h>
#include <stdlib.h>
#include "web/request.h"

#define K           1.2
#define PAIR        1.4
#define CUT         0.38
#define PHRASE      0.6 /* of the rarity of all its words */
#define PHRASE_ONE  0.2
#define PHRASE_PART 0.8
enum { WORDS_MOST = 40, SENSES_MOST = 24, TYPED_MOST = 300, FEW = 2 };

struct sense { /* a word of the catalogue that may be meant */
	uint32_t word;
	double sure;
	bool slip; /* worth telling the reader */
};
struct asked { /* a word of the question */
	struct word_form form;
	bool marked;
	double worth, idf;
	struct sense senses[SENSES_MOST];
	size_t n;
};
struct question {
	const struct procedures_index *x;
	struct asked words[WORDS_MOST];
	size_t n, telling; /* telling: those of full worth */
	double total;      /* of worth * idf */
	double *scores, *answered, *best;
	bool *paired;  /* two words side by side stand there so */
	bool *phrased; /* it is called so, and all words of that are in the question */
};

/* ---- what a word may mean ---- */

static void sense_add(struct asked *w, uint32_t word, double sure, bool slip)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->senses[i].word == word) {
			if (sure > w->senses[i].sure)
				w->senses[i] = (struct sense){word, sure, slip};
			return;
		}
	size_t least = 0;
	for (size_t i = 1; i < w->n; i++)
		if (w->senses[i].sure < w->senses[least].sure)
			least = i;
	if (w->n < SENSES_MOST)
		w->senses[w->n++] = (struct sense){word, sure, slip};
	else if (sure > w->senses[least].sure)
		w->senses[least] = (struct sense){word, sure, slip};
}

static void folded_senses(const struct question *q, struct asked *w, str folded, double sure, bool slip)
{
	size_t n, from = suggestions_index_range(q->x, false, folded, true, &n);
	for (size_t i = from; i < from + n; i++) {
		uint32_t word = q->x->by_folded[i];
		str marked = q->x->words[word].form.marked;
		bool same = !w->marked || str_eq(marked, w->form.marked);
		sense_add(w, word,
			sure * (same                                                     ? 1
				       : suggestions_marks_alike(marked, w->form.marked) ? 0.95
				       : slip                                            ? 0.9
											 : 0.55),
			slip);
	}
}

/* What a region says for it: "má" is "mẹ". */
static void regional_senses(const struct question *q, struct asked *w, arena *a)
{
	enum { SAID_MOST = 4 };
	struct word_form said[SAID_MOST];
	size_t many = suggestions_words_cut(a, suggestions_spoken_for(&w->form, w->marked), said, SAID_MOST), n;
	for (size_t k = 0; k < many; k++)
		for (size_t from = suggestions_index_range(q->x, false, said[k].folded, true, &n), i = from; i < from + n; i++) {
			uint32_t word = q->x->by_folded[i];
			bool same = str_eq(q->x->words[word].form.marked, said[k].marked);
			sense_add(w, word, same ? 0.85 : 0.45, false);
		}
}

static void sound_senses(const struct question *q, struct asked *w, arena *a)
{
	size_t n, from = suggestions_index_range(q->x, true, suggestions_sound_of(a, w->form.folded), true, &n);
	for (size_t i = from; i < from + n; i++) {
		uint32_t word = q->x->by_sound[i];
		const struct word_form *f = &q->x->words[word].form;
		str mine = w->form.marked;
		bool tone = mine.n && f->marked.n && mine.s[mine.n - 1] == f->marked.s[f->marked.n - 1];
		if (!str_eq(f->folded, w->form.folded))
			sense_add(w, word, !w->marked || tone ? 0.6 : 0.45, true);
	}
}

static int bits(uint32_t v) { return __builtin_popcount(v); }

static void slip_senses(const struct question *q, struct asked *w)
{
	int allowed = suggestions_slips_allowed(w->form.folded);
	uint32_t letters = suggestions_letters_of(w->form.folded);
	for (uint32_t i = 0; allowed && i < q->x->nwords; i++) {
		const struct index_word *k = &q->x->words[i];
		int longer = (int)k->form.folded.n - (int)w->form.folded.n;
		if (longer > allowed || longer < -allowed || bits(letters ^ k->letters) > 2 * allowed)
			continue;
		int slips = suggestions_slips_between(w->form.folded, k->form.folded);
		bool other_start = k->form.folded.s[0] != w->form.folded.s[0]; /* people seldom miss the first letter */
		if (slips && slips <= allowed)
			sense_add(w, i, (slips > 1 ? 0.3 : 0.5) * (other_start ? 0.7 : 1), true);
	}
}

static bool follows(const struct question *q, const struct asked *before, uint32_t word)
{
	for (size_t i = 0; before && i < before->n; i++)
		if (suggestions_index_pair(q->x, before->senses[i].word, word))
			return true;
	return false;
}

/* Of many beginnings those that go on with the word before, then the frequent ones. */
static bool begun_senses(const struct question *q, struct asked *w, const struct asked *before)
{
	size_t n, from = suggestions_index_range(q->x, false, w->form.folded, false, &n);
	for (size_t i = from; i < from + n; i++) {
		uint32_t word = q->x->by_folded[i];
		double often = q->x->words[word].entry.n;
		if (q->x->words[word].form.folded.n > w->form.folded.n)
			sense_add(w, word, follows(q, before, word) ? 0.7 : 0.6 + 0.05 * often / (often + 20), false);
	}
	return n > 0;
}

static double rarity(const struct question *q, const struct asked *w)
{
	double idf = 0, sure = 0;
	for (size_t i = 0; i < w->n; i++) {
		const struct index_entry *e = &q->x->words[w->senses[i].word].entry;
		if (w->senses[i].sure > sure || (w->senses[i].sure == sure && e->idf < idf)) {
			sure = w->senses[i].sure;
			idf = e->idf;
		}
	}
	return idf;
}

static void read_word(struct ctx *c, struct question *q, size_t i, bool unfinished)
{
	struct asked *w = &q->words[i];
	enum { UNKNOWN_IDF = 4 };
	str plain = suggestions_untelexed(c->a, w->form.folded);
	folded_senses(q, w, w->form.folded, 1, false);
	bool known = w->n > 0;
	regional_senses(q, w, c->a);
	if (!str_eq(plain, w->form.folded))
		folded_senses(q, w, plain, 0.85, true);
	sound_senses(q, w, c->a);
	if (unfinished)
		known |= begun_senses(q, w, i ? w - 1 : NULL);
	if (!known)
		slip_senses(q, w);
	w->idf = w->n ? rarity(q, w) : UNKNOWN_IDF;
	q->total += w->worth * w->idf;
}

/* ---- scoring ---- */

static void give(struct question *q, const struct index_entry *e, double factor)
{
	for (uint32_t i = e->first; i < e->first + e->n; i++) {
		const struct posting *p = &q->x->postings[i];
		double value = factor * p->tf / (p->tf + K);
		if (value <= q->best[p->document])
			continue;
		q->scores[p->document] += value - q->best[p->document];
		q->best[p->document] = value;
	}
}

/* The share of the question that a document answers is told apart from how well: a word counts once, as sure as it is. */
static void answer(struct question *q, const struct index_entry *e, double part)
{
	for (uint32_t i = e->first; i < e->first + e->n; i++) {
		double *best = &q->best[q->x->postings[i].document];
		if (part <= *best)
			continue;
		q->answered[q->x->postings[i].document] += part - *best;
		*best = part;
	}
}

static void forget(struct question *q) { memset(q->best, 0, q->x->ndocuments * sizeof *q->best); }

static void score_word(struct question *q, const struct asked *w)
{
	if (w->worth <= 0)
		return;
	forget(q);
	for (size_t i = 0; i < w->n; i++) {
		const struct index_entry *e = &q->x->words[w->senses[i].word].entry;
		double idf = e->idf < w->idf ? e->idf : w->idf; /* a rare word that is hardly meant must not win */
		give(q, e, w->worth * w->senses[i].sure * idf);
	}
	forget(q);
	for (size_t i = 0; i < w->n; i++)
		answer(q, &q->x->words[w->senses[i].word].entry, w->worth * w->idf * w->senses[i].sure);
}

static void score_pair(struct question *q, const struct asked *a, const struct asked *b)
{
	double worth = a->worth > b->worth ? a->worth : b->worth;
	if (worth <= 0)
		return;
	forget(q);
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			const struct index_entry *e = suggestions_index_pair(q->x, a->senses[i].word, b->senses[k].word);
			double sure = a->senses[i].sure < b->senses[k].sure ? a->senses[i].sure : b->senses[k].sure;
			if (!e)
				continue;
			give(q, e, PAIR * worth * sure * e->idf);
			for (uint32_t p = e->first; p < e->first + e->n && sure > 0.4; p++)
				q->paired[q->x->postings[p].document] = true;
		}
}

/* What people call it, its words in any order and with others between: "sổ bị mất trộm" is "mất sổ". */
static void score_phrases(struct question *q, float *sure)
{
	for (size_t i = 0; i < q->n; i++)
		for (size_t k = 0; q->words[i].worth > 0 && k < q->words[i].n; k++) {
			const struct sense *s = &q->words[i].senses[k];
			if (s->sure > sure[s->word])
				sure[s->word] = (float)s->sure;
		}
	forget(q);
	for (size_t i = 0; i < q->x->nphrases; i++) {
		const struct index_phrase *p = &q->x->phrases[i];
		double got = 0;
		for (uint32_t k = p->first; k < p->first + p->n; k++)
			got += q->x->parts[k].weight * sure[q->x->parts[k].word];
		if (got < PHRASE_PART * p->weight)
			continue;
		double value = (p->telling > 1 ? PHRASE : PHRASE_ONE) * got * got / p->weight;
		q->phrased[p->document] |= p->n > 1;
		if (value > q->best[p->document]) {
			q->scores[p->document] += value - q->best[p->document];
			q->best[p->document] = value;
		}
	}
}

/* ---- who stands in front ---- */

struct standing {
	struct map down, uses; /* code -> something */
	double most;
};

static err read_standing(struct ctx *c, int64_t unit, struct standing *s)
{
	struct posting_list_rows postings;
	struct procedure_use_list_rows uses;
	*s = (struct standing){.down.a = c->a, .uses.a = c->a};
	if (!unit)
		return NULL;
	TRY(posting_list(c, unit, &postings));
	TRY(procedure_use_list(c, unit, &uses));
	for (size_t i = 0; i < postings.n; i++)
		if (!postings.v[i].is_posted)
			map_put(&s->down, postings.v[i].code, &postings.v[i]);
	for (size_t i = 0; i < uses.n; i++) {
		map_put(&s->uses, uses.v[i].code, &uses.v[i].uses);
		if ((double)uses.v[i].uses > s->most)
			s->most = (double)uses.v[i].uses;
	}
	return NULL;
}

static bool has_alias(str aliases, str typed)
{
	str one;
	while (aliases.n) {
		str_cut(aliases, ' ', &one, &aliases);
		if (one.n && str_eq(one, typed))
			return true;
	}
	return false;
}

static double standing_of(const struct standing *s, const struct index_document *d)
{
	enum { OFTEN_LISTED = 12 };
	double f = str_is(d->row.level, "commune") ? 1 : str_is(d->row.level, "vertical") ? 0.7 : 0.6;
	const int64_t *uses = map_get(&s->uses, d->row.code);
	if (d->often && d->often < OFTEN_LISTED)
		f *= 1 + 0.3 * (OFTEN_LISTED - d->often) / OFTEN_LISTED;
	if (d->has_short_name)
		f *= 1.1;
	if (uses && *uses > 0)
		f *= 1 + 0.4 * log(1 + (double)*uses) / log(1 + s->most);
	if (map_get(&s->down, d->row.code))
		f *= 0.3;
	return f;
}

static int by_score(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	size_t n = x->document->row.code.n < y->document->row.code.n ? x->document->row.code.n : y->document->row.code.n;
	return memcmp(x->document->row.code.s, y->document->row.code.s, n);
}

/* "so do", and "soor ddor" of an input method, is the alias "sodo". */
static bool called_by(const struct index_document *d, arena *a, str folded)
{
	buf typed = {.a = a}, plain = {.a = a};
	for (str word; folded.n && d->aliases.n;) {
		str_cut(folded, ' ', &word, &folded);
		buf_str(&typed, word);
		buf_str(&plain, suggestions_untelexed(a, word));
	}
	return d->aliases.n && (has_alias(d->aliases, buf_text(&typed)) || has_alias(d->aliases, buf_text(&plain)));
}

/* Named outright: first, but no reason to leave the others out. */
static double named(const struct index_document *d, arena *a, str folded)
{
	if (called_by(d, a, folded))
		return 4;
	return d->has_short_name && str_eq(d->title, folded) ? 1.5 : 1;
}

/* Of a sentence, words that only stand somewhere in a long name are no answer. */
static bool answers(const struct question *q, size_t i)
{
	double share = q->total > 0 ? q->answered[i] / q->total : 0;
	bool together = q->paired[i] || q->phrased[i];
	if (q->n <= FEW)
		return share >= (together || q->telling < FEW ? 0.4 : 0.5);
	if (!together && q->telling > 1)
		return false;
	return share >= (q->phrased[i] ? 0.15 : together ? 0.3 : 0.55);
}

static err collect(struct ctx *c, const struct ranking_wish *wish, struct question *q, struct ranking *out)
{
	struct standing standing;
	str folded = search_key(c->a, wish->typed);
	day today = day_of(c->now);
	double first = 0;
	size_t kept = 0;
	TRY(read_standing(c, wish->unit, &standing));
	out->v = NEWN(c->a, struct ranked, q->x->ndocuments + 1);
	for (size_t i = 0; i < q->x->ndocuments; i++) {
		const struct index_document *d = &q->x->documents[i];
		double name = named(d, c->a, folded);
		if (d->from > today || d->to <= today || (wish->commune && !str_is(d->row.level, "commune")))
			continue;
		if (name <= 1 && (q->scores[i] <= 0 || !answers(q, i)))
			continue;
		double share = q->total > 0 ? q->answered[i] / q->total : 1;
		double fit = (q->scores[i] + (name > 1)) * (0.35 + 0.65 * share) * standing_of(&standing, d);
		out->v[out->n++] = (struct ranked){d, fit, fit * name};
		first = fit > first ? fit : first;
	}
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].fit >= CUT * first || out->v[i].score > out->v[i].fit)
			out->v[kept++] = out->v[i];
	out->n = kept;
	qsort(out->v, out->n, sizeof *out->v, by_score);
	return NULL;
}

/* ---- what was meant ---- */

static bool stands_in(const struct procedures_index *x, const struct index_entry *e, const struct index_document *d)
{
	uint32_t wanted = (uint32_t)(d - x->documents), low = e->first, high = e->first + e->n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (x->postings[middle].document < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low < e->first + e->n && x->postings[low].document == wanted;
}

/* Does it stand there beside what its neighbour may mean? */
static bool beside(const struct question *q, size_t i, uint32_t word, const struct index_document *d)
{
	for (int side = -1; side <= 1; side += 2) {
		size_t other = i + (size_t)side; /* before the first: a number beyond all */
		const struct asked *w = other < q->n ? &q->words[other] : NULL;
		for (size_t k = 0; w && k < w->n; k++) {
			const struct index_entry *e = side < 0 ? suggestions_index_pair(q->x, w->senses[k].word, word)
							       : suggestions_index_pair(q->x, word, w->senses[k].word);
			if (e && stands_in(q->x, e, d))
				return true;
		}
	}
	return false;
}

/* The surest of what stands there; of equals the one that makes a pair. */
static const struct sense *sense_in(const struct question *q, size_t i, const struct index_document *d)
{
	const struct asked *w = &q->words[i];
	const struct sense *best = NULL;
	double most = 0;
	for (size_t k = 0; w->worth > 0 && k < w->n; k++) {
		const struct sense *s = &w->senses[k];
		if (!stands_in(q->x, &q->x->words[s->word].entry, d))
			continue;
		double sure = s->sure + (beside(q, i, s->word, d) ? 0.04 : 0);
		if (sure > most) {
			most = sure;
			best = s;
		}
	}
	return best;
}

static str meant(struct ctx *c, const struct question *q, const struct index_document *d)
{
	buf b = {.a = c->a};
	bool changed = false;
	for (size_t i = 0; i < q->n; i++) {
		const struct sense *s = sense_in(q, i, d);
		bool slip = s && s->slip;
		str said = slip ? q->x->words[s->word].form.shown : q->words[i].form.shown;
		buf_printf(&b, "%s%.*s", i ? " " : "", STR_ARG(said));
		changed |= slip;
	}
	return changed ? buf_text(&b) : S("");
}

/* ---- */

/* "1.012812" is a code, and no more: its digits stand in other names, too. */
static bool has_letters(str typed)
{
	for (size_t i = 0; i < typed.n; i++)
		if ((unsigned char)typed.s[i] >= 0x80 || ((typed.s[i] | 32) >= 'a' && (typed.s[i] | 32) <= 'z'))
			return true;
	return false;
}

static void read_question(struct ctx *c, const struct ranking_wish *wish, struct question *q)
{
	struct said said = {0};
	str typed = {wish->typed.s, wish->typed.n < TYPED_MOST ? wish->typed.n : TYPED_MOST};
	double all = 0;
	if (has_letters(typed))
		catalogue_said_read(c->a, typed, WORDS_MOST, wish->unfinished, &said);
	q->n = said.n;
	for (size_t i = 0; i < q->n; i++) {
		q->words[i] = (struct asked){.form = said.v[i].form, .marked = said.v[i].marked, .worth = said.v[i].worth};
		all += said.v[i].worth;
		q->telling += said.v[i].worth >= 1;
	}
	for (size_t i = 0; all <= 0 && q->n <= FEW && i < q->n; i++)
		q->words[i].worth = !said.v[i].asks; /* a word or two that say nothing: about these words */
	for (size_t i = 0; i < q->n; i++)
		read_word(c, q, i, wish->unfinished && i + 1 == q->n);
}

err procedures_rank(struct ctx *c, const struct ranking_wish *wish, struct ranking *out)
{
	struct question *q = NEW(c->a, struct question);
	*out = (struct ranking){.meant = S("")};
	TRY(procedures_index(c, &q->x));
	size_t n = q->x->ndocuments + 1;
	q->scores = NEWN(c->a, double, n);
	q->answered = NEWN(c->a, double, n);
	q->best = NEWN(c->a, double, n);
	q->paired = NEWN(c->a, bool, n);
	q->phrased = NEWN(c->a, bool, n);
	read_question(c, wish, q);
	for (size_t i = 0; i < q->n; i++) {
		score_word(q, &q->words[i]);
		if (i)
			score_pair(q, &q->words[i - 1], &q->words[i]);
	}
	score_phrases(q, NEWN(c->a, float, q->x->nwords + 1));
	TRY(collect(c, wish, q, out));
	if (out->n)
		out->meant = meant(c, q, out->v[0].document);
	return NULL;
}
