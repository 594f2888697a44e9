/* `dinh verify`: what must hold of each household and resident is asked again, and the figures of each commune are counted a second way. */
#include "inside.h"
#include "web/module.h"

enum { BATCH = 500 };

static err wrong(struct ctx *c, struct verify_report *report, err e)
{
	(void)c;
	if (!e)
		return NULL;
	if (e->kind != CONFLICT && e->kind != INVALID)
		return e;
	report->wrong++;
	buf_printf(&report->lines, "%.*s\n", STR_ARG(e->text));
	return NULL;
}

static err households(struct ctx *c, struct verify_report *report)
{
	struct households_after_rows rows;
	int64_t after = 0;
	do {
		TRY(households_after(c, after, BATCH, &rows));
		for (size_t i = 0; i < rows.n; i++, report->checked++)
			TRY(wrong(c, report, household_holds(c, rows.v[i].id, rows.v[i].unit_id)));
		after = rows.n ? rows.v[rows.n - 1].id : after;
	} while (rows.n);
	return NULL;
}

static err residents(struct ctx *c, struct verify_report *report)
{
	struct residents_after_rows rows;
	int64_t after = 0;
	do {
		TRY(residents_after(c, after, BATCH, &rows));
		for (size_t i = 0; i < rows.n; i++, report->checked++)
			TRY(wrong(c, report, resident_holds(c, rows.v[i].person_id, 0)));
		after = rows.n ? rows.v[rows.n - 1].person_id : after;
	} while (rows.n);
	return NULL;
}

/* By hamlet, by age and by ethnic group there are as many people as rows; nobody twice. */
static err figures(struct ctx *c, int64_t unit, struct verify_report *report)
{
	struct population p;
	struct population_counted again;
	int64_t ages = 0, groups = 0, places = 0;
	str today = day_iso(c->a, day_of(c->now));
	TRY(population_count(c, unit, &(struct population_asked){.day = today}, &p));
	TRY(population_counted(c, unit, today, &again));
	for (size_t i = 0; i <= AGE_GROUPS; i++)
		ages += p.ages[i].male + p.ages[i].female + p.ages[i].unknown;
	for (size_t i = 0; i <= ETHNICITIES; i++)
		groups += p.ethnicities[i].male + p.ethnicities[i].female + p.ethnicities[i].unknown;
	for (size_t i = 0; i < p.places.n; i++)
		places += p.places.v[i].persons;
	report->checked++;
	if (ages == again.persons && groups == again.persons && places == again.persons && again.people == again.persons &&
		p.total.households == again.households)
		return NULL;
	report->wrong++;
	buf_printf(&report->lines,
		"dân số của đơn vị %lld: %lld người theo thôn, %lld theo tuổi, %lld theo dân tộc, %lld trong sổ\n",
		(long long)unit, (long long)places, (long long)ages, (long long)groups, (long long)again.persons);
	return NULL;
}

err population_verify(struct ctx *c, struct verify_report *report)
{
	struct population_unit_after u = {0};
	bool found = true;
	TRY(households(c, report));
	TRY(residents(c, report));
	for (int64_t after = 0; found; after = u.unit_id) {
		TRY(population_unit_after(c, after, &u, &found));
		if (found)
			TRY(figures(c, u.unit_id, report));
	}
	return NULL;
}
