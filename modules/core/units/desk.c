/* desk: what the one-stop desk of a unit is called. The law gave it another name when communes of two levels began, and a unit may have named
 * it itself (its agency of kind "one_stop"): papers of a day bear the name of that day. */
#include "units.h"
#include "units_import.h"
#include "core/units/units.sql.h"

static const struct {
	int year, month, day;
	const char *title;
} titles[] = {
	{2025, 7, 1, "Trung tâm Phục vụ hành chính công"}, /* NĐ 118/2025/NĐ-CP */
	{2018, 6, 21, "Bộ phận Tiếp nhận và Trả kết quả"}, /* NĐ 61/2018/NĐ-CP */
};

str agency_desk_title(day on)
{
	for (size_t i = 0; i < COUNT(titles); i++)
		if (on >= day_make(titles[i].year, titles[i].month, titles[i].day))
			return str_of(titles[i].title);
	return str_of(titles[COUNT(titles) - 1].title);
}

str agency_one_stop_name(struct ctx *c, str full_name, day on)
{
	return str_format(c->a, "%.*s %.*s", STR_ARG(agency_desk_title(on)), STR_ARG(lower_first(c->a, full_name)));
}

err unit_desk(struct ctx *c, int64_t unit, day on, struct desk *out)
{
	struct agency_desk_on found;
	TRY(agency_desk_on(c, unit, day_iso(c->a, on), &found));
	str place = lower_first(c->a, found.full_name);
	out->name = found.name.n ? found.name : agency_one_stop_name(c, found.full_name, on);
	out->title = str_ends(out->name, place) ? str_trim((str){out->name.s, out->name.n - place.n}) : out->name;
	return NULL;
}
