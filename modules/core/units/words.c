/* How units are told on pages: since when one holds, and where it lies. */
#include "units_pages.h"

static str shown(arena *a, str iso, int days)
{
	day d;
	return day_parse(iso, &d) ? show_day(a, d + days) : iso;
}

str validity(arena *a, str valid_from, str valid_to)
{
	if (!valid_to.s)
		return str_format(a, "từ %.*s", STR_ARG(shown(a, valid_from, 0)));
	if (str_is(valid_from, "2025-01-01")) /* the list of 30/06/2025 does not say since when */
		return str_format(a, "đến hết %.*s", STR_ARG(shown(a, valid_to, -1)));
	return str_format(a, "từ %.*s đến hết %.*s", STR_ARG(shown(a, valid_from, 0)), STR_ARG(shown(a, valid_to, -1)));
}

str place_of(arena *a, str parent, str grand)
{
	return grand.n ? str_format(a, "%.*s, %.*s", STR_ARG(parent), STR_ARG(grand)) : parent;
}
