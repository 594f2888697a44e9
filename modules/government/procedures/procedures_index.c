#include "procedures_index.h"
#include "procedures_said.h"
#include "web/kept.h"
#include <math.h>
#include <stdlib.h>
#include "web/catalogue.h"

enum place { SHORT_NAME, EVERYDAY, NAME, LIFE_EVENT, FIELD, RESULT, PLACES };
static const struct {
	double weight, b;
} places[PLACES] = {[SHORT_NAME] = {3.0, 0.3},
	[EVERYDAY] = {2.6, 0},
	[NAME] = {1.6, 0.7},
	[LIFE_EVENT] = {0.5, 0.3},
	[FIELD] = {0.6, 0.3},
	[RESULT] = {0.4, 0.7}};

/* ---- what is read before anything is weighed ---- */

struct occurrence {
	uint64_t key;
	uint32_t document, length; /* of its field there */
	enum place place;
};
struct making {
	arena *a, *rough, *text; /* lives as long as the program; goes when it is made; goes with each document */
	struct word_form *cut;   /* the words of one text */
	struct procedures_index *x;
	struct map forms; /* marks and folded -> number of the word */
	struct occurrence *all;
	struct index_phrase *phrases;
	struct index_part *parts;
	size_t n, cap, words_cap, phrases_cap, parts_cap;
	uint64_t total[PLACES];
	struct everyday everyday;
	struct map aliases, often, events; /* code -> cells, place, text */
};

uint64_t suggestions_pair_key(size_t first_word, size_t second_word)
{
	return ((uint64_t)first_word + 1) << 32 | (uint64_t)second_word;
}

uint32_t suggestions_letters_of(str folded)
{
	uint32_t bits = 0;
	for (size_t i = 0; i < folded.n; i++)
		bits |= 1U << ((unsigned char)folded.s[i] % 31);
	return bits;
}

static size_t word_number(struct making *m, const struct word_form *w)
{
	str form = str_format(m->text, "%.*s %.*s", STR_ARG(w->marked), STR_ARG(w->folded));
	const size_t *known = map_get(&m->forms, form);
	if (known)
		return *known;
	struct procedures_index *x = m->x;
	x->words = GROWN(m->rough, x->words, x->nwords, &m->words_cap, 4096);
	size_t *number = NEW(m->rough, size_t);
	*number = x->nwords;
	str folded = str_copy(m->a, w->folded);
	x->words[x->nwords++] =
		(struct index_word){{lower_first(m->a, str_copy(m->a, w->shown)), folded, str_copy(m->a, w->marked)},
			suggestions_sound_of(m->a, folded), suggestions_letters_of(folded), {0}};
	map_put(&m->forms, str_copy(m->rough, form), number);
	return *number;
}

static void occurs(struct making *m, uint64_t key, enum place place, size_t document, size_t length)
{
	m->all = GROWN(m->rough, m->all, m->n, &m->cap, 4096);
	m->all[m->n++] = (struct occurrence){key, (uint32_t)document, (uint32_t)length, place};
}

/* Words that only ask are no part of it. */
static void add_phrase(struct making *m, size_t document, const struct word_form *words, size_t n)
{
	struct procedures_index *x = m->x;
	m->phrases = GROWN(m->rough, m->phrases, x->nphrases, &m->phrases_cap, 4096);
	struct index_phrase *p = &m->phrases[x->nphrases++];
	*p = (struct index_phrase){.document = (uint32_t)document, .first = (uint32_t)x->nparts};
	for (size_t i = 0; i < n; i++) {
		double worth = suggestions_word_worth(&words[i], true);
		if (worth <= 0)
			continue;
		m->parts = GROWN(m->rough, m->parts, x->nparts, &m->parts_cap, 4096);
		m->parts[x->nparts++] = (struct index_part){(uint32_t)word_number(m, &words[i]), (float)worth};
		p->n++;
	}
	if (!p->n)
		x->nphrases--;
}

enum { WORDS_MOST = 400 };
static void add_text(struct making *m, size_t document, enum place place, str text)
{
	size_t n = suggestions_words_cut(m->text, text, m->cut, WORDS_MOST), before = 0;
	for (size_t i = 0; i < n; i++) {
		size_t word = word_number(m, &m->cut[i]);
		occurs(m, word, place, document, n);
		if (i)
			occurs(m, suggestions_pair_key(before, word), place, document, n);
		before = word;
	}
	m->total[place] += n;
	if (place == EVERYDAY || place == SHORT_NAME)
		add_phrase(m, document, m->cut, n);
}

/* ---- the catalogue beside the tables ---- */

static void read_beside(struct making *m)
{
	enum { CODE, ALIASES, SHORT, CELLS, EVENT = 0, TITLE, TEXT, EVENT_CODE, EVENT_CELLS };
	str cells[EVENT_CELLS], rest = catalogue_file("procedure_aliases.tsv");
	m->aliases.a = m->often.a = m->events.a = m->rough;
	while (tsv_row(&rest, cells, CELLS)) {
		str *kept = NEWN(m->rough, str, CELLS);
		memcpy(kept, cells, CELLS * sizeof *kept);
		map_put(&m->aliases, cells[CODE], kept);
	}
	rest = catalogue_file("procedures_often.tsv");
	for (int place = 0; tsv_row(&rest, cells, 1); place++) {
		int *kept = NEW(m->rough, int);
		*kept = place;
		map_put(&m->often, cells[0], kept);
	}
	rest = catalogue_file("life_events.tsv");
	while (tsv_row(&rest, cells, EVENT_CELLS)) {
		str *text = map_get(&m->events, cells[EVENT_CODE]), *more = NEW(m->rough, str);
		*more = str_format(m->rough, "%.*s %.*s", text ? (int)text->n : 0, text ? text->s : "", STR_ARG(cells[TITLE]));
		map_put(&m->events, cells[EVENT_CODE], more);
	}
}

/* Words of the law are looked for in what communes take; a code may name any. */
static void add_everyday(struct making *m, size_t document, const struct procedure_search_list *r)
{
	for (const struct everyday_saying *e = map_get(&m->everyday.by_code, r->code); e; e = e->next)
		add_text(m, document, EVERYDAY, e->say);
	if (!str_is(r->level, "commune"))
		return;
	str folded = str_format(m->text, " %s ", search_key(m->text, r->name).s);
	for (const struct everyday_saying *e = m->everyday.by_law; e; e = e->next)
		if (str_has(folded, e->law))
			add_text(m, document, EVERYDAY, e->say);
}

static str forever(struct making *m, str s) { return str_copy(m->a, s); }

static void add_document(struct making *m, const struct procedure_search_list *r)
{
	size_t at = m->x->ndocuments++;
	struct index_document *d = &m->x->documents[at];
	const str *alias = map_get(&m->aliases, r->code), *event = map_get(&m->events, r->code);
	const int *often = map_get(&m->often, r->code);
	*d = (struct index_document){
		.row = {r->id, forever(m, r->code), forever(m, r->name), forever(m, r->field), forever(m, r->level),
			forever(m, r->levels), forever(m, r->online), forever(m, r->term_unit), r->term_amount},
		.title = search_key(m->a, alias ? alias[2] : r->name),
		.aliases = alias ? forever(m, alias[1]) : S(""),
		.often = often ? *often : 0,
		.has_short_name = alias != NULL,
		.to = INT32_MAX};
	day_parse(r->valid_from, &d->from);
	if (r->valid_to.s)
		day_parse(r->valid_to, &d->to);
	add_text(m, at, NAME, r->name);
	add_text(m, at, FIELD, r->field);
	add_everyday(m, at, r);
	if (!str_is(r->level, "commune"))
		return;
	if (alias)
		add_text(m, at, SHORT_NAME, alias[2]);
	if (event)
		add_text(m, at, LIFE_EVENT, *event);
	add_text(m, at, RESULT, r->result);
}

static void add_documents(struct making *m, const struct procedure_search_list_rows *rows)
{
	arena text = {0};
	m->text = &text;
	for (size_t i = 0; i < rows->n; i++) {
		add_document(m, &rows->v[i]);
		arena_reset(&text);
	}
	m->text = NULL;
	arena_free(&text);
}

/* ---- weighing ---- */

static int by_key(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (int)x->place - (int)y->place;
}

/* The fields of one entry of one document, added up in one order: the same sum on every machine. */
static float weigh(const struct making *m, const struct occurrence *o, size_t n)
{
	double tf = 0;
	for (size_t i = 0; i < n; i++) {
		double average = (double)m->total[o[i].place] / (double)m->x->ndocuments, b = places[o[i].place].b;
		tf += places[o[i].place].weight / (1 - b + b * o[i].length / (average + 1));
	}
	return (float)tf;
}

static size_t alike(const struct occurrence *o, size_t n, bool document)
{
	size_t i = 1;
	while (i < n && o[i].key == o->key && (!document || o[i].document == o->document))
		i++;
	return i;
}

static void store(struct making *m)
{
	struct procedures_index *x = m->x;
	struct posting *postings = NEWN(m->a, struct posting, m->n + 1);
	struct index_entry *pairs = NEWN(m->rough, struct index_entry, m->n + 1);
	uint32_t filled = 0;
	qsort(m->all, m->n, sizeof *m->all, by_key);
	for (size_t i = 0, n; i < m->n; i += n) {
		n = alike(m->all + i, m->n - i, false);
		struct index_entry entry = {m->all[i].key, filled, 0, 0};
		for (size_t k = i, same; k < i + n; k += same) {
			same = alike(m->all + k, i + n - k, true);
			postings[filled++] = (struct posting){m->all[k].document, weigh(m, m->all + k, same)};
		}
		entry.n = filled - entry.first;
		entry.idf = (float)log(1 + ((double)(x->ndocuments - entry.n) + 0.5) / (entry.n + 0.5));
		if (entry.key < x->nwords)
			x->words[entry.key].entry = entry;
		else
			pairs[x->npairs++] = entry;
	}
	struct index_entry *kept = NEWN(m->a, struct index_entry, x->npairs + 1);
	memcpy(kept, pairs, x->npairs * sizeof *kept);
	x->pairs = kept;
	x->postings = postings;
}

static void weigh_phrases(struct making *m)
{
	struct procedures_index *x = m->x;
	struct index_phrase *phrases = NEWN(m->a, struct index_phrase, x->nphrases + 1);
	struct index_part *parts = NEWN(m->a, struct index_part, x->nparts + 1);
	memcpy(phrases, m->phrases, x->nphrases * sizeof *phrases);
	memcpy(parts, m->parts, x->nparts * sizeof *parts);
	for (size_t i = 0; i < x->nphrases; i++)
		for (uint32_t k = phrases[i].first; k < phrases[i].first + phrases[i].n; k++) {
			phrases[i].telling += parts[k].weight >= 1;
			parts[k].weight *= x->words[parts[k].word].entry.idf;
			phrases[i].weight += parts[k].weight;
		}
	x->phrases = phrases;
	x->parts = parts;
}

/* ---- orders to look words up in ---- */

static int compare(str a, str b)
{
	int order = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static str text_of(const struct procedures_index *x, uint32_t word, bool by_sound)
{
	return by_sound ? x->words[word].sound : x->words[word].form.folded;
}

struct sorted_word {
	str text;
	uint32_t word;
};
static int by_text(const void *a, const void *b)
{
	const struct sorted_word *x = a, *y = b;
	int order = compare(x->text, y->text);
	return order ? order : (x->word > y->word) - (x->word < y->word);
}

static const uint32_t *sorted(struct making *m, bool by_sound)
{
	size_t n = m->x->nwords;
	struct sorted_word *list = NEWN(m->rough, struct sorted_word, n + 1);
	uint32_t *out = NEWN(m->a, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++)
		list[i] = (struct sorted_word){text_of(m->x, i, by_sound), i};
	qsort(list, n, sizeof *list, by_text);
	for (size_t i = 0; i < n; i++)
		out[i] = list[i].word;
	return out;
}

size_t suggestions_index_range(const struct procedures_index *x, bool by_sound, str text, bool whole, size_t *n)
{
	const uint32_t *order = by_sound ? x->by_sound : x->by_folded;
	size_t low = 0, high = x->nwords;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare(text_of(x, order[middle], by_sound), text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (high = low; high < x->nwords; high++) {
		str found = text_of(x, order[high], by_sound);
		if (whole ? !str_eq(found, text) : !str_starts(found, text))
			break;
	}
	*n = high - low;
	return low;
}

const struct index_entry *suggestions_index_pair(const struct procedures_index *x, size_t first_word, size_t second_word)
{
	uint64_t key = suggestions_pair_key(first_word, second_word);
	size_t low = 0, high = x->npairs;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (x->pairs[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < x->npairs && x->pairs[low].key == key ? &x->pairs[low] : NULL;
}

/* ---- kept ---- */

static err load(struct ctx *c, arena *a, const void **out)
{
	struct procedure_search_list_rows rows;
	arena rough = {0};
	TRY(procedure_search_list(c, &rows));
	struct procedures_index *x = NEW(a, struct procedures_index);
	struct making m = {.a = a, .rough = &rough, .x = x, .forms.a = &rough};
	x->documents = NEWN(a, struct index_document, rows.n + 1);
	suggestions_read_everyday(&rough, &m.everyday);
	read_beside(&m);
	m.cut = NEWN(&rough, struct word_form, WORDS_MOST);
	add_documents(&m, &rows);
	store(&m);
	weigh_phrases(&m);
	struct index_word *words = NEWN(a, struct index_word, x->nwords + 1);
	if (x->nwords)
		memcpy(words, x->words, x->nwords * sizeof *words);
	x->words = words;
	x->by_folded = sorted(&m, false);
	x->by_sound = sorted(&m, true);
	arena_free(&rough);
	*out = x;
	return NULL;
}

static struct kept kept = {.name = "procedures_index", .load = load};

err procedures_index(struct ctx *c, const struct procedures_index **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

err procedures_index_changed(struct ctx *c) { return kept_changed(c, &kept); }

err procedures_index_begin(struct ctx *c)
{
	bool filled;
	TRY(kept_filled(c, &kept, &filled));
	return filled ? NULL : procedures_index_changed(c);
}
