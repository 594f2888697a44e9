/* Finding persons as they are asked for at a desk: by any of their numbers, or by a name typed in haste. */
#include "find.h"
#include "number.h"
#include "words.h"
#include "core/people/people.sql.h"

enum { BATCHES = 4, BATCH = 200, LISTS = 3 }; /* names that hold the three rarest words: what one search may look at */

struct wanted {             /* one typed word: what it may stand for */
	struct texts exact; /* with all that begin so, for the last word: it may be unfinished */
	struct texts near;
};
struct search {
	struct wanted words[NAME_WORDS];
	size_t n;
	str year;       /* of birth, typed beside the name; empty: any */
	bool near;      /* slips are allowed */
	int slips_most; /* in the whole name */
	int64_t unit;
	str after;
	int64_t after_id;
};

/* ---- what was typed ---- */

static err exact_words(struct ctx *c, str word, bool last, struct wanted *out)
{
	struct words_by_slip_rows longer = {0};
	str untyped = word_untyped(c->a, word);
	if (last)
		TRY(words_by_prefix(c, word, str_format(c->a, "%.*s\x7f", STR_ARG(word)), &longer));
	str *v = NEWN(c->a, str, longer.n + 2);
	size_t n = 0;
	v[n++] = word;
	if (untyped.n)
		v[n++] = untyped;
	for (size_t i = 0; i < longer.n; i++)
		if (!str_eq(longer.v[i].word, word))
			v[n++] = longer.v[i].word;
	out->exact = (struct texts){v, n};
	return NULL;
}

static err near_words(struct ctx *c, str word, struct wanted *out)
{
	struct texts one, two = {0};
	str untyped = word_untyped(c->a, word);
	TRY(words_near(c, word, &one));
	if (untyped.n)
		TRY(words_near(c, untyped, &two));
	str *v = NEWN(c->a, str, one.n + two.n + 1);
	for (size_t i = 0; i < one.n + two.n; i++)
		v[i] = i < one.n ? one.v[i] : two.v[i - one.n];
	out->near = (struct texts){v, one.n + two.n};
	return NULL;
}

static bool year_like(str word)
{
	return word.n == 4 && str_digits(word) && (str_starts(word, S("19")) || str_starts(word, S("20")));
}

static err read_typed(struct ctx *c, str typed, struct search *s)
{
	str words[NAME_WORDS];
	size_t n = words_typed(c->a, typed, words);
	if (n > 1 && year_like(words[n - 1]))
		s->year = words[--n];
	for (s->n = 0; s->n < n; s->n++) {
		TRY(exact_words(c, words[s->n], s->n + 1 == n, &s->words[s->n]));
		if (s->near)
			TRY(near_words(c, words[s->n], &s->words[s->n]));
	}
	s->slips_most = !s->near ? 0 : n > 2 ? 2 : 1;
	return NULL;
}

/* ---- does a name fit? ---- */

static bool has(struct texts list, str word)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], word))
			return true;
	return false;
}

/* The fewest slips with which the words from `at` on stand for different words of a name, in any order; more than `most`: none. */
static int slips(const struct search *s, size_t at, const str *words, size_t n, unsigned used, int most)
{
	int best = most + 1;
	if (at == s->n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (used & 1u << i)
			continue;
		int cost = has(s->words[at].exact, words[i]) ? 0 : has(s->words[at].near, words[i]) ? 1 : most + 1;
		if (cost > most || cost >= best)
			continue;
		int all = cost + slips(s, at + 1, words, n, used | 1u << i, most - cost);
		best = all < best ? all : best;
	}
	return best;
}

static int slips_of_person(const struct search *s, const struct persons_by_words *p)
{
	str words[KEPT_WORDS];
	if (s->year.n && !str_starts(p->birth_on, s->year))
		return s->slips_most + 1;
	return slips(s, 0, words, words_kept(p->folded, words), 0, s->slips_most);
}

/* ---- searching ---- */

static struct texts all_words(arena *a, const struct wanted *w)
{
	str *v = NEWN(a, str, w->exact.n + w->near.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < w->exact.n; i++)
		v[n++] = w->exact.v[i];
	for (size_t i = 0; i < w->near.n; i++)
		if (!has(w->exact, w->near.v[i]))
			v[n++] = w->near.v[i];
	return (struct texts){v, n};
}

/* The three words that the fewest persons of the unit have, the rarest first: only who has them all is looked at. */
static err rarest(struct ctx *c, const struct search *s, struct texts out[LISTS])
{
	int64_t counts[LISTS];
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct texts words = all_words(c->a, &s->words[i]);
		struct persons_with_words counted;
		TRY(persons_with_words(c, s->unit, words, &counted));
		size_t at = n;
		while (at && counts[at - 1] > counted.n)
			at--;
		if (at == LISTS)
			continue;
		n += n < LISTS;
		for (size_t k = n - 1; k > at; k--) {
			out[k] = out[k - 1];
			counts[k] = counts[k - 1];
		}
		out[at] = words;
		counts[at] = counted.n;
	}
	for (; n && n < LISTS; n++)
		out[n] = out[0];
	return NULL;
}

static struct person_found found_of(const struct persons_by_words *p, int near)
{
	return (struct person_found){p->id, p->name, p->personal_number, p->birth_on, p->phone, p->address, near};
}

/* Adds a person unless he is there or the page is full; near ones stand behind those that need fewer slips. */
static void add(struct persons_found *out, struct person_found p)
{
	size_t at = out->n;
	while (at && out->v[at - 1].is_near > p.is_near)
		at--;
	if (at == PERSONS_FOUND)
		return;
	size_t last = out->n < PERSONS_FOUND ? out->n++ : PERSONS_FOUND - 1;
	for (; last > at; last--)
		out->v[last] = out->v[last - 1];
	out->v[at] = p;
}

static str place_text(struct ctx *c, int64_t id, str name_key)
{
	return str_format(c->a, "%lld,%.*s", (long long)id, STR_ARG(name_key));
}

static void place_read(str cursor, int64_t *id, str *name_key)
{
	str number, key;
	*id = 0;
	*name_key = S("");
	if (cursor.n && str_cut(cursor, ',', &number, &key) && str_int(number, id))
		*name_key = key;
}

static err by_words(struct ctx *c, struct search *s, struct persons_found *out)
{
	struct texts lists[LISTS] = {{0}};
	int64_t before = 0;
	TRY(rarest(c, s, lists));
	for (int batch = 0; batch < BATCHES; batch++) {
		struct persons_by_words_rows rows;
		TRY(persons_by_words(c, s->unit, lists[0], lists[1], lists[2], s->after, s->after_id, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			const struct persons_by_words *p = &rows.v[i];
			int n = p->id == before ? s->slips_most + 1 : slips_of_person(s, p);
			before = p->id;
			if (n > s->slips_most)
				continue;
			if (!s->near && out->n == PERSONS_FOUND) {
				out->next = place_text(c, s->after_id, s->after);
				return NULL;
			}
			add(out, found_of(p, n));
			s->after = p->name_key;
			s->after_id = p->id;
		}
		if (rows.n < BATCH)
			return NULL;
		s->after = rows.v[rows.n - 1].name_key;
		s->after_id = rows.v[rows.n - 1].id;
	}
	if (!s->near)
		out->next = place_text(c, s->after_id, s->after);
	return NULL;
}

static err by_name(struct ctx *c, int64_t unit, str typed, str cursor, struct persons_found *out)
{
	struct search s = {.unit = unit};
	if (utf8_length(search_key(c->a, typed)) < 2)
		return NULL;
	TRY(read_typed(c, typed, &s));
	place_read(cursor, &s.after_id, &s.after);
	TRY(by_words(c, &s, out));
	if (out->n || cursor.n)
		return NULL;
	s = (struct search){.unit = unit, .near = true};
	TRY(read_typed(c, typed, &s));
	return by_words(c, &s, out);
}

static void add_rows(const struct persons_by_words_rows *rows, struct persons_found *out)
{
	for (size_t i = 0; i < rows->n; i++)
		add(out, found_of(&rows->v[i], 0));
}

/* A number is one person's; a telephone number may be that of everybody whom an office helped. */
static err by_phone(struct ctx *c, int64_t unit, str phone, str cursor, struct persons_found *out)
{
	struct persons_by_words_rows rows;
	int64_t id;
	str key;
	place_read(cursor, &id, &key);
	TRY(persons_by_phone(c, phone, unit, key, id, &rows));
	if (rows.n > PERSONS_FOUND) {
		rows.n = PERSONS_FOUND;
		out->next = place_text(c, rows.v[rows.n - 1].id, rows.v[rows.n - 1].name_key);
	}
	add_rows(&rows, out);
	return NULL;
}

static err by_number(struct ctx *c, int64_t unit, str number, str phone, str cursor, struct persons_found *out)
{
	struct persons_by_words_rows rows;
	if (number.n == 12) {
		TRY(persons_by_number(c, number, unit, &rows));
		add_rows(&rows, out);
	}
	if (!out->n && person_old_number_valid(number)) {
		TRY(persons_by_old_number(c, number, unit, &rows));
		add_rows(&rows, out);
	}
	return out->n ? NULL : by_phone(c, unit, phone, cursor, out);
}

err person_find_page(struct ctx *c, int64_t unit, str typed, str cursor, struct persons_found *out)
{
	struct card card;
	str number = number_ungrouped(c->a, typed), phone = phone_normal(c->a, typed);
	*out = (struct persons_found){.v = NEWN(c->a, struct person_found, PERSONS_FOUND)};
	card_parse(c->a, typed, &card);
	if (card.number.n || str_digits(number) || phone_valid(phone))
		return by_number(c, unit, card.number.n ? card.number : number, phone, cursor, out);
	return by_name(c, unit, typed, cursor, out);
}

err person_find(struct ctx *c, int64_t unit, str typed, struct persons_found *out)
{
	return person_find_page(c, unit, typed, S(""), out);
}
