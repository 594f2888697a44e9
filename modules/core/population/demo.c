/* Demonstration: invented households of two communes, some years of what happens to them, by the rules. The same for the same seed. */
#include "inside.h"
#include "core/units/units.h"

struct telling {
	int64_t unit;
	uint64_t seed;
	int64_t serial; /* the last digits of invented numbers, so that no two are alike */
	struct ints hamlets;
	const char *prefix;
};
static const struct {
	const char *code, *prefix;
	size_t households;
	uint64_t seed;
	int64_t serial;
} communes[] = {{"14389", "GL", 220, 14389, 700000}, {"14404", "CP", 60, 14404, 800000}};

static uint64_t below(struct telling *t, uint64_t n) { return person_invented(&t->seed, n); }

/* Somebody of that age on 01/07/2025 and of that sex. */
static void invented(
	struct ctx *c, struct telling *t, const char *sex, uint64_t youngest, uint64_t oldest, struct household_movement *m)
{
	struct person_facts f;
	do
		person_invent(c, &t->seed, &f);
	while (!str_is(f.sex, sex));
	day born = day_make(2025, 7, 1) - (day)(youngest * 365 + below(t, (oldest - youngest) * 365 + 1)) - 1;
	struct date d = day_parts(born);
	m->name = f.name;
	m->sex = f.sex;
	m->birth_on = day_iso(c->a, born);
	m->personal_number = str_format(c->a, "037%d%02d%06lld", (d.year - 1900) / 100 * 2 + str_is(f.sex, "female"),
		d.year % 100, (long long)t->serial++);
	m->ethnicity = below(t, 10) < 7 ? S("01") : S("06");
}

static struct household_movement said(const struct telling *t, const char *kind, int64_t household, day on, arena *a)
{
	return (struct household_movement){.unit = t->unit,
		.household = household,
		.kind = str_of(kind),
		.day = day_iso(a, on),
		.source = S("survey"),
		.document = S(""),
		.reason = S("Dữ liệu minh họa"),
		.residence = S("permanent")};
}

/* Children bear the name of their father, here the head's. */
static str of_family(arena *a, str head, str child)
{
	str family, own, rest;
	str_cut(head, ' ', &family, &rest);
	str_cut(child, ' ', &rest, &own);
	return str_format(a, "%.*s %.*s", STR_ARG(family), STR_ARG(own));
}

static err joins(struct ctx *c, struct telling *t, const struct new_household *n, const char *relation, const char *sex,
	uint64_t youngest, uint64_t oldest)
{
	struct household_movement m = said(t, "arrive", n->id, day_make(2025, 7, 1), c->a);
	invented(c, t, sex, youngest, oldest, &m);
	m.relation = str_of(relation);
	m.residence = below(t, 25) ? S("permanent") : S("temporary");
	if (str_is(m.relation, "child"))
		m.name = of_family(c->a, n->head.name, m.name);
	return household_move(c, &m);
}

static err opened(struct ctx *c, struct telling *t, size_t i, struct new_household *n)
{
	*n = (struct new_household){.unit = t->unit, .code = str_format(c->a, "%s-%04zu", t->prefix, i + 1)};
	n->head = said(t, "open", 0, day_make(2025, 7, 1), c->a);
	invented(c, t, below(t, 4) ? "male" : "female", 30, 70, &n->head);
	n->head.hamlet = t->hamlets.v[below(t, t->hamlets.n)];
	n->head.address = str_format(c->a, "Số %d", (int)below(t, 90) + 1);
	n->head.household_kind = below(t, 40) ? S("family") : S("lodging");
	TRY(household_open(c, n));
	if (below(t, 10))
		TRY(joins(c, t, n, "spouse", str_is(n->head.sex, "male") ? "female" : "male", 28, 65));
	for (uint64_t children = below(t, 4); children; children--)
		TRY(joins(c, t, n, "child", below(t, 2) ? "male" : "female", 0, 24));
	return below(t, 4) ? NULL : joins(c, t, n, "parent", below(t, 2) ? "male" : "female", 68, 92);
}

static err is_poor(struct ctx *c, struct telling *t, int64_t household)
{
	uint64_t chance = below(t, 100);
	struct household_movement m = said(t, "policy", household, day_make(2026, 1, 1), c->a);
	if (chance >= 14)
		return NULL;
	m.policy_kind = chance < 6 ? S("poor") : chance < 10 ? S("near_poor") : chance < 12 ? S("merit") : S("social");
	m.decision_number = str_format(c->a, "%d/QĐ-UBND", (int)below(t, 300) + 1);
	m.decision_on = S("2025-12-25");
	return household_move(c, &m);
}

/* Something happens to one household in three. */
static err happens(struct ctx *c, struct telling *t, const struct new_household *n)
{
	struct household_members_on_rows rows;
	struct household_movement m = said(t, "born", n->id, day_make(2026, 2, 1) + (day)below(t, 200), c->a);
	uint64_t chance = below(t, 12);
	TRY(household_members_on(c, n->id, m.day, &rows));
	if (!chance) {
		invented(c, t, below(t, 2) ? "male" : "female", 0, 1, &m);
		m.personal_number = m.birth_on = S("");
		m.relation = S("child");
		m.source = S("civil");
		return household_move(c, &m);
	}
	if (rows.n < 3 || chance > 3)
		return NULL;
	m.kind = chance == 1 ? S("absent") : chance == 2 ? S("leave") : S("die");
	m.source = chance == 3 ? S("civil") : S("declared");
	m.person = rows.v[rows.n - 1].person_id;
	return household_move(c, &m);
}

/* Of ten of age nine have a card, eight an account, seven use it; told by their number, so that nothing else is invented otherwise. */
static err identified(struct ctx *c, const struct telling *t, int64_t household)
{
	static const struct {
		const char *kind;
		int64_t of_ten;
		int day; /* of September 2025 */
	} facts[] = {{"id_card", 9, 1}, {"id_level_2", 8, 8}, {"id_activated", 7, 15}};
	struct household_members_on_rows rows;
	TRY(household_members_on(c, household, day_iso(c->a, day_of(c->now)), &rows));
	for (size_t i = 0; i < rows.n; i++)
		for (size_t k = 0; k < COUNT(facts); k++) {
			struct household_movement m = said(t, facts[k].kind, household, day_make(2025, 9, facts[k].day), c->a);
			if (population_age(rows.v[i].birth_on, m.day) < ELIGIBLE_AGE ||
				rows.v[i].person_id % 10 >= facts[k].of_ten)
				continue;
			m.person = rows.v[i].person_id;
			m.source = S("police");
			m.document = S("Danh sách của Công an xã tháng 9/2025");
			TRY(household_move(c, &m));
		}
	return NULL;
}

static err hamlets_of(struct ctx *c, struct telling *t)
{
	struct household_hamlets_on_rows rows;
	static const char *const names[] = {"Nga", "Sấm", "Đồng Tâm"};
	TRY(household_hamlets_on(c, t->unit, S("2025-07-01"), &rows));
	for (size_t i = 0; !rows.n && i < COUNT(names); i++) {
		struct hamlet_change h = {.unit = t->unit,
			.kind = S("thon"),
			.name = str_of(names[i]),
			.note = S(""),
			.day = S("2025-07-01"),
			.legal_basis = S("Dữ liệu minh họa")};
		TRY(hamlet_open(c, &h));
	}
	TRY(household_hamlets_on(c, t->unit, S("2025-07-01"), &rows));
	int64_t *v = NEWN(c->a, int64_t, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = rows.v[i].id;
	t->hamlets = (struct ints){v, rows.n};
	return NULL;
}

err population_demo(struct ctx *c)
{
	int64_t before = c->unit;
	for (size_t k = 0; k < COUNT(communes); k++) {
		struct telling t = {.seed = communes[k].seed, .serial = communes[k].serial, .prefix = communes[k].prefix};
		TRY(unit_find(c, S("commune"), str_of(communes[k].code), day_of(c->now), &t.unit));
		c->unit = t.unit;
		TRY(hamlets_of(c, &t));
		for (size_t i = 0; i < communes[k].households; i++) {
			struct new_household n;
			TRY(opened(c, &t, i, &n));
			TRY(is_poor(c, &t, n.id));
			TRY(happens(c, &t, &n));
			TRY(identified(c, &t, n.id));
		}
	}
	c->unit = before;
	TRY(population_keep_day(c, S("2025-12-31")));
	return population_keep_now(c, S(""));
}
