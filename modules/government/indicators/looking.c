/* looking: which units and which period a page of indicators is of. */
#include "government/indicators/pages.h"

err indicators_settle(struct ctx *c, struct indicators_asked *k)
{
	if (!k->period.n)
		k->period = period_text(c->a, period_of(PERIOD_MONTH, false, day_of(c->now)));
	if (!period_parse(k->period, &k->of))
		return FAIL_FIELD(c, "ky", "Kỳ không đúng. Hãy chọn một kỳ trong danh sách.");
	k->period = period_text(c->a, k->of);
	k->period_title = period_title(c->a, k->of);
	k->before = period_shift(k->of, -1);
	k->has_year_before = period_year_before(k->of, &k->year_before);
	TRY(unit_oversight(c, c->unit, day_iso(c->a, period_first(k->of)), &k->units));
	k->unit = k->unit ? k->unit : c->unit;
	const struct overseen *u = unit_overseen(&k->units, k->unit);
	if (!u)
		return FAIL(c, NOT_FOUND, "unit");
	k->unit_name = u->name;
	k->above = u->above;
	if (u->above)
		k->above_name = unit_overseen(&k->units, u->above)->name;
	k->among = unit_branches(c->a, &k->units, k->unit);
	return NULL;
}

day indicators_day(struct ctx *c, const struct indicators_asked *k)
{
	day last = period_last(k->of), today = day_of(c->now);
	return last < today ? last : today;
}

str indicators_address(arena *a, const struct indicators_asked *k, str code, int64_t unit)
{
	str path = code.n ? str_format(a, "/chi-so/%.*s", STR_ARG(code)) : S("/chi-so");
	return address_with(a, path, QUERY(a, {"ky", k->period}, {"don-vi", .number = unit}));
}

err indicators_groups(struct ctx *c, const struct choice **out)
{
	struct indicators all;
	size_t n = 0;
	TRY(indicators_on(c, day_of(c->now), &all));
	struct choice *v = NEWN(c->a, struct choice, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (!i || !str_eq(all.v[i]->group, all.v[i - 1]->group))
			v[n++] = (struct choice){all.v[i]->group.s, all.v[i]->group.s};
	*out = v;
	return NULL;
}

str indicator_number(arena *a, opt_int v)
{
	buf b = {.a = a};
	if (v.set)
		form_number_json(&b, v.v);
	return buf_text(&b);
}

const char *indicator_light_colour(enum indicator_light light)
{
	static const char *const colours[] = {"grey", "green", "yellow", "red"};
	return colours[light];
}

const char *indicator_light_title(enum indicator_light light)
{
	static const char *const titles[] = {"Chưa xếp", "Đạt", "Gần đạt", "Chưa đạt"};
	return titles[light];
}

bool indicator_has_year_before(const struct indicator_view *v)
{
	return v->is.has_year_before && v->is.of.kind != PERIOD_YEAR && v->is.of.kind != PERIOD_SCHOOL_YEAR;
}

const struct map_key indicator_keys[4] = {
	{MAP_GOOD, "Đạt"}, {MAP_MIDDLE, "Gần đạt"}, {MAP_BAD, "Chưa đạt"}, {MAP_PLAIN, "Chưa có số liệu, hoặc không xếp"}};
