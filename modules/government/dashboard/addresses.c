/* addresses: where the figures of the board lead. */
#include "government/dashboard/dashboard_pages.h"

str dashboard_address(arena *a, int64_t unit, str since, str until)
{
	return ADDRESS(a, "/dieu-hanh", {"don-vi", .number = unit}, {"tu", since}, {"den", until});
}

str drill_address(arena *a, const struct dashboard_view *v, int64_t unit, const char *what, struct slice of)
{
	if (!unit)
		return S(""); /* a list is always of one unit */
	return ADDRESS(a, "/dieu-hanh/ho-so", {"xem", str_of(what)}, {"don-vi", .number = unit}, {"tu", v->since},
		{"den", v->until}, {"linh-vuc", of.field}, {"kenh", of.channel}, {"thu-tuc", of.procedure},
		{"nguoi", .number = of.officer});
}

str drill_late_address(arena *a, const struct dashboard_view *v, int64_t unit)
{
	for (size_t i = 0; i < v->units.n && unit != v->unit; i++)
		if (v->units.v[i].above == unit)
			return dashboard_address(a, unit, v->since, v->until);
	return drill_address(a, v, unit, "late", (struct slice){0});
}

str figures_address(arena *a, const struct dashboard_view *v, const char *group)
{
	return ADDRESS(a, "/dieu-hanh/so-lieu", {"theo", str_of(group)}, {"don-vi", .number = v->unit}, {"tu", v->since},
		{"den", v->until});
}

/* Which list of dossiers a row's figure is: of months and of several units together there is none. */
str figure_address(arena *a, const struct listing *l, const struct figure_row *row, const char *what)
{
	const struct figures_asked *f = l->asked;
	const struct dashboard_view *v = &f->board;
	struct slice of = {0};
	if (str_is(row->group, BY_MONTHS))
		return drill_address(
			a, &(struct dashboard_view){.since = row->name, .until = row->name}, v->leaf ? v->unit : 0, what, of);
	if (str_is(row->group, BY_UNITS))
		return row->id == v->unit ? drill_address(a, v, v->unit, what, of)
					  : dashboard_address(a, row->id, v->since, v->until);
	if (str_is(row->group, BY_CHANNELS))
		of.channel = row->code;
	if (str_is(row->group, BY_FIELDS))
		of.field = row->name;
	if (str_is(row->group, BY_PROCEDURES))
		of.procedure = row->code;
	if (str_is(row->group, BY_OFFICERS))
		of.officer = row->id;
	return drill_address(a, v, v->leaf ? v->unit : 0, what, of);
}
