/* counted: the figures of each commune as they were counted on a day, for whoever stands above communes: he reads sums, of no household and of nobody. */
#include "inside.h"

struct keeping {
	int64_t unit;
	struct population counted;
};
OWN_RULE(keep, struct keeping)
static err keep(struct ctx *c, struct keeping *k)
{
	const struct population_place *t = &k->counted.total;
	return population_kept_put(c, &(struct population_kept_put_in){.unit = k->unit,
					      .on_day = k->counted.day,
					      .households = t->households,
					      .persons = t->persons,
					      .female = t->female,
					      .poor = t->poor,
					      .near_poor = t->near_poor,
					      .cards = t->cards,
					      .eligible = t->eligible,
					      .level_2 = t->level_2,
					      .activated = t->activated,
					      .now = c->now});
}

static err next(struct ctx *c, str day, struct keeping *k, bool *found)
{
	struct population_unit_after u;
	TRY(population_unit_after(c, k->unit, &u, found));
	if (!*found)
		return NULL;
	k->unit = u.unit_id;
	return population_count(c, k->unit, &(struct population_asked){.day = day, .residence = S("")}, &k->counted);
}

err population_keep_day(struct ctx *c, str day)
{
	struct keeping k = {0};
	for (bool found = true; found;) {
		bool within = db_is_reading(c); /* the demonstration */
		if (!within)
			TRY(db_read_begin(c));
		err e = next(c, day, &k, &found);
		if (!within)
			db_read_end(c);
		TRY(e);
		if (found)
			TRY(within ? keep(c, &k) : apply(c, keep, &k));
	}
	return NULL;
}

err population_keep_now(struct ctx *c, str argument)
{
	(void)argument; /* what fell out is not made up for: past days are those that were counted */
	return population_keep_day(c, day_iso(c->a, day_of(c->now)));
}
