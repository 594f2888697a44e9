/* What an officer means: aliases, codes, everyday words, slips of the finger; what his unit takes in most stands first. */
#include "procedures_kept.h"
#include "procedures_rank.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "web/catalogue.h"

enum { PICKS = 12 };
enum score { NO, TITLE_WORDS, TITLE_BEGINS, ALIAS_BEGINS, TITLE, EXACT }; /* how well it fits */

struct candidate {
	const struct procedure_version *v;
	enum score score;
	int64_t uses;
};

/* ---- how well one procedure fits ---- */

static bool is_word_of(str words, str word, bool begins)
{
	char piece[80];
	int n = snprintf(piece, sizeof piece, begins ? " %.*s" : " %.*s ", STR_ARG(word));
	return n < (int)sizeof piece && str_has(words, (str){piece, (size_t)n});
}

/* All typed words stand there, the last one perhaps not finished. */
static bool has_words(str words, str typed)
{
	str word;
	while (typed.n) {
		str_cut(typed, ' ', &word, &typed);
		if (!is_word_of(words, word, !typed.n))
			return false;
	}
	return true;
}

/* "so do" is the alias "sodo". */
static str without_spaces(struct ctx *c, str s)
{
	char *to = arena_get(c->a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] != ' ')
			to[n++] = s.s[i];
	return (str){to, n};
}

static enum score alias_score(struct ctx *c, str aliases, str folded)
{
	enum score best = NO;
	str one, typed = without_spaces(c, folded);
	while (aliases.n) {
		str_cut(aliases, ' ', &one, &aliases);
		if (str_eq(one, typed))
			return EXACT;
		if (str_starts(one, typed))
			best = ALIAS_BEGINS;
	}
	return best;
}

static enum score score_of(struct ctx *c, const struct procedure_version *v, str typed, str folded)
{
	if (str_eq(v->code, typed) || (str_digits(typed) && typed.n >= 3 && str_ends(v->code, typed)))
		return EXACT;
	enum score alias = alias_score(c, v->aliases, folded);
	if (alias == EXACT)
		return EXACT;
	if (str_eq(v->title, folded))
		return TITLE;
	if (alias)
		return alias;
	if (str_starts(v->title, folded))
		return TITLE_BEGINS;
	char title[400];
	int n = snprintf(title, sizeof title, " %.*s ", STR_ARG(v->title));
	return v->short_name.n && n < (int)sizeof title && has_words((str){title, (size_t)n}, folded) ? TITLE_WORDS : NO;
}

/* ---- among those that the unit offers ---- */

struct offer {
	const struct kept_versions *all;
	struct map down, uses; /* code -> something */
};

static err read_offer(struct ctx *c, int64_t unit, struct offer *o)
{
	struct posting_list_rows postings;
	struct procedure_use_list_rows uses;
	TRY(posting_list(c, unit, &postings));
	TRY(procedure_use_list(c, unit, &uses));
	*o = (struct offer){.down.a = c->a, .uses.a = c->a};
	TRY(procedure_versions_kept(c, &o->all));
	for (size_t i = 0; i < postings.n; i++)
		if (!postings.v[i].is_posted)
			map_put(&o->down, postings.v[i].code, &postings.v[i]);
	for (size_t i = 0; i < uses.n; i++)
		map_put(&o->uses, uses.v[i].code, &uses.v[i].uses);
	return NULL;
}

static int by_fitness(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->uses != b->uses)
		return a->uses > b->uses ? -1 : 1;
	if (a->v->often != b->v->often)
		return !b->v->often || (a->v->often && a->v->often < b->v->often) ? -1 : 1;
	if (a->v->title.n != b->v->title.n)
		return a->v->title.n < b->v->title.n ? -1 : 1;
	return a->v->id < b->v->id ? -1 : 1;
}

static struct procedure_pick pick_of(const struct candidate *k)
{
	const struct procedure_version *v = k->v;
	str alias, rest;
	str_cut(v->aliases, ' ', &alias, &rest);
	return (struct procedure_pick){v->id, v->code, v->name, v->short_name.n ? v->short_name : v->name, alias, k->uses};
}

static bool offered(struct ctx *c, const struct offer *offer, const struct procedure_version *v)
{
	return version_holds(v, day_of(c->now)) && !map_get(&offer->down, v->code);
}

static size_t candidates(struct ctx *c, const struct offer *offer, str typed, struct candidate *out)
{
	str folded = search_key(c->a, typed);
	size_t n = 0;
	for (size_t i = 0; i < offer->all->n; i++) {
		const struct procedure_version *v = &offer->all->v[i];
		if (!offered(c, offer, v))
			continue;
		const int64_t *uses = map_get(&offer->uses, v->code);
		struct candidate k = {v, folded.n ? score_of(c, v, typed, folded) : EXACT, uses ? *uses : 0};
		if (k.score)
			out[n++] = k;
	}
	qsort(out, n, sizeof *out, by_fitness);
	return n;
}

static bool among(const struct candidate *list, size_t n, const struct procedure_version *v)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].v == v)
			return true;
	return false;
}

/* After what fits by its short name: what the search of the public finds, in its order. */
static err add_found(
	struct ctx *c, const struct offer *offer, const struct ranking_wish *wish, struct candidate *list, size_t *n, bool *more)
{
	struct ranking found;
	TRY(procedures_rank(c, wish, &found));
	for (size_t i = 0; i < found.n && !*more; i++) {
		const struct procedure_version *v;
		TRY(procedure_version_on(c, found.v[i].document->row.id, day_of(c->now), &v));
		if (!v || !offered(c, offer, v) || among(list, *n, v))
			continue;
		const int64_t *uses = map_get(&offer->uses, v->code);
		*more = *n == PICKS;
		if (!*more)
			list[(*n)++] = (struct candidate){v, NO, uses ? *uses : 0};
	}
	return NULL;
}

err procedure_pick(struct ctx *c, int64_t unit, str typed, struct procedure_picks *out)
{
	struct offer offer;
	struct ranking_wish wish = {.typed = typed, .unit = unit, .unfinished = true, .commune = true};
	TRY(read_offer(c, unit, &offer));
	struct candidate *list = NEWN(c->a, struct candidate, offer.all->n + PICKS + 1);
	size_t n = candidates(c, &offer, typed, list);
	bool more = n > PICKS;
	if (n <= PICKS && search_key(c->a, typed).n)
		TRY(add_found(c, &offer, &wish, list, &n, &more));
	*out = (struct procedure_picks){NEWN(c->a, struct procedure_pick, PICKS), n < PICKS ? n : PICKS, more};
	for (size_t i = 0; i < out->n; i++)
		out->v[i] = pick_of(&list[i]);
	return NULL;
}

/* Read once: a list of dossiers asks for every row. */
static struct map short_names;
static void read_short_names(void)
{
	static arena forever;
	str rest = catalogue_file("procedure_aliases.tsv"), cells[3];
	short_names.a = &forever;
	while (tsv_row(&rest, cells, 3)) {
		str *name = NEW(&forever, str);
		*name = str_copy(&forever, cells[2]);
		map_put(&short_names, cells[0], name);
	}
}

str procedure_short_name(struct ctx *c, str code, str name)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	(void)c;
	pthread_once(&once, read_short_names);
	const str *known = map_get(&short_names, code);
	return known ? *known : name;
}
