/* Figures of a commune on a day, counted from households and who lives in them: nothing is typed, nothing is kept. */
#include "inside.h"
#include <stdlib.h>
#include "core/units/units.h"

struct lives { /* a household on that day */
	int64_t household;
	size_t place, kind;
};
struct counting {
	const struct population_asked *asked;
	struct population *out;
	struct lives *households;
	size_t n, room;
	arena *a;
};

/* ---- ages ---- */

int64_t population_age(str birth_on, str day)
{
	int64_t born, on;
	if (birth_on.n < 4 || day.n != 10 || !str_int((str){birth_on.s, 4}, &born) || !str_int((str){day.s, 4}, &on))
		return -1;
	char rest[] = "-01-01"; /* what is not known of a date */
	memcpy(rest, birth_on.s + 4, birth_on.n - 4 < 6 ? birth_on.n - 4 : 6);
	int64_t years = on - born - (memcmp(day.s + 4, rest, 6) < 0);
	return years < 0 ? -1 : years;
}

static size_t age_group(str birth_on, str day)
{
	int64_t years = population_age(birth_on, day);
	return years < 0 ? AGE_UNKNOWN : years >= 5 * (AGE_GROUPS - 1) ? AGE_GROUPS - 1 : (size_t)years / 5;
}

static size_t among(const struct choice *list, str value)
{
	size_t i = 0;
	while (list[i].value && !str_is(value, list[i].value))
		i++;
	return i;
}

static void count_one(struct population_cell *cell, str sex)
{
	cell->male += str_is(sex, "male");
	cell->female += str_is(sex, "female");
	cell->unknown += !str_is(sex, "male") && !str_is(sex, "female");
}

/* ---- places ---- */

static struct population_place *place_of(struct population_places *all, int64_t place)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].place == place)
			return &all->v[i];
	return NULL;
}

/* Of more hamlets than are read those behind them stand in one row: nobody is lost from the sums. */
static struct population_place *place_or_others(struct population_places *all, int64_t place, bool one)
{
	struct population_place *p = place_of(all, place), *others = place_of(all, 0);
	if (p || one)
		return p;
	if (!others) {
		others = &all->v[all->n++];
		*others = (struct population_place){.title = S("Các thôn, tổ dân phố khác")};
	}
	return others;
}

/* Each place once, as it is called on that day; one that is no more stands there only when somebody lives in it. */
static err places(struct ctx *c, int64_t unit, const struct population_asked *asked, struct population_places *out)
{
	struct population_hamlets_rows rows;
	TRY(population_hamlets(c, unit, &rows));
	*out = (struct population_places){.v = NEWN(c->a, struct population_place, rows.n + 2)};
	for (size_t i = 0; i < rows.n; i++) {
		const struct population_hamlets *h = &rows.v[i];
		bool holds = !population_before(asked->day, h->valid_from) && population_before(asked->day, h->valid_to);
		struct population_place *p = place_of(out, h->place_id);
		if (asked->place && asked->place != h->place_id)
			continue;
		if (!p) {
			p = &out->v[out->n++];
			*p = (struct population_place){.place = h->place_id};
		}
		if (holds || !p->title.n)
			p->title = hamlet_shown(c->a, h->kind, h->name, h->note);
	}
	return NULL;
}

static void drop_empty(struct population_places *all)
{
	size_t n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].households)
			all->v[n++] = all->v[i];
	all->n = n;
}

/* ---- the two passes ---- */

static err household_counted(struct ctx *c, const struct population_households *row, void *arg)
{
	struct counting *k = arg;
	struct population_places *all = &k->out->places;
	struct population_place *p = place_or_others(all, row->place_id, k->asked->place);
	bool poor = str_is(row->poverty, "poor"), near = str_is(row->poverty, "near_poor");
	(void)c;
	if (!p)
		return NULL;
	if (k->n == k->room) {
		struct lives *more = NEWN(k->a, struct lives, k->room = k->room ? 2 * k->room : 1024);
		memcpy(more, k->households, k->n * sizeof *more);
		k->households = more;
	}
	struct lives *h = &k->households[k->n++];
	*h = (struct lives){row->household_id, (size_t)(p - all->v), among(household_kinds, row->kind)};
	k->out->kinds[h->kind]++;
	struct population_place *sums[] = {p, &k->out->total};
	for (size_t i = 0; i < COUNT(sums); i++) {
		sums[i]->households++;
		sums[i]->poor += poor;
		sums[i]->near_poor += near;
	}
	return NULL;
}

static int by_household(const void *one, const void *other)
{
	const struct lives *a = one, *b = other;
	return (a->household > b->household) - (a->household < b->household);
}

static void identity_counted(struct population_place *sum, int64_t has, bool eligible)
{
	sum->cards += (has & IDENTITY_CARD) != 0;
	sum->eligible += eligible;
	sum->level_2 += eligible && has & IDENTITY_LEVEL_2;
	sum->activated += eligible && has & IDENTITY_ACTIVATED;
}

static err member_counted(struct ctx *c, const struct population_members *row, void *arg)
{
	struct counting *k = arg;
	struct population *out = k->out;
	const struct lives *h =
		bsearch(&(struct lives){.household = row->household_id}, k->households, k->n, sizeof *h, by_household);
	(void)c;
	if (!h || (k->asked->residence.n && !str_eq(k->asked->residence, row->residence)))
		return NULL;
	struct population_place *sums[] = {&out->places.v[h->place], &out->total};
	bool eligible = population_age(row->birth_on, k->asked->day) >= ELIGIBLE_AGE;
	for (size_t i = 0; i < COUNT(sums); i++) {
		sums[i]->persons++;
		sums[i]->male += str_is(row->sex, "male");
		sums[i]->female += str_is(row->sex, "female");
		sums[i]->temporary += str_is(row->residence, "temporary");
		sums[i]->absent += str_is(row->presence, "absent");
		identity_counted(sums[i], row->identity, eligible);
	}
	out->kind_persons[h->kind]++;
	count_one(&out->ages[age_group(row->birth_on, k->asked->day)], row->sex);
	count_one(&out->ethnicities[row->ethnicity.n ? among(resident_ethnicities(), row->ethnicity) : ETHNICITIES], row->sex);
	return NULL;
}

err population_count(struct ctx *c, int64_t unit, const struct population_asked *asked, struct population *out)
{
	struct counting k = {.asked = asked, .out = out, .a = c->a, .households = NEWN(c->a, struct lives, 1)};
	*out = (struct population){.day = asked->day, .total.title = S("Toàn xã")};
	TRY(places(c, unit, asked, &out->places));
	TRY(population_households(c, unit, asked->day, household_counted, &k));
	TRY(population_members(c, unit, asked->day, member_counted, &k));
	drop_empty(&out->places);
	return NULL;
}
