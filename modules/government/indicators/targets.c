/* targets: what a unit is to reach in a year, by its own leader or by one above it. */
#include "core/units/units.h"
#include "government/indicators/inside.h"
#include "web/input.h"
#include "web/services/audit.h"

enum { YEAR_FIRST = 2015, YEARS_AHEAD = 10 };

err indicator_target_set(struct ctx *c, struct new_indicator_target *n)
{
	const struct indicator *k;
	struct oversight units;
	struct indicator_target_add made;
	int64_t value, year = day_parts(day_of(c->now)).year;
	TRY(indicator_on(c, n->code, day_of(c->now), &k));
	TRY(unit_oversight(c, c->unit, day_iso(c->a, day_of(c->now)), &units));
	if (!unit_overseen(&units, n->unit))
		return FAIL(c, NOT_FOUND, "Đơn vị này không thuộc đơn vị của ông/bà.");
	err e = NULL;
	if (n->year < YEAR_FIRST || n->year > year + YEARS_AHEAD)
		e = FAIL_FIELD(c, "year", "Hãy ghi một năm từ %d đến %lld.", YEAR_FIRST, (long long)(year + YEARS_AHEAD));
	else if (!form_number_parse(c->a, n->value, &value))
		e = FAIL_FIELD(c, "value", "Hãy ghi một số, nhiều nhất hai chữ số thập phân, ví dụ 95 hoặc 98,5.");
	else if (k->as == INDICATOR_SHARE && (value < 0 || value > 100 * FORM_UNITS_OF_NUMBER))
		e = FAIL_FIELD(c, "value", "Chỉ tiêu của một tỷ lệ phần trăm phải từ 0 đến 100.");
	if (e)
		return e;
	TRY(indicator_target_add(c,
		&(struct indicator_target_add_in){.unit = n->unit,
			.code = k->code,
			.year = n->year,
			.value = value,
			.basis = n->basis,
			.by = c->unit,
			.account = c->actor,
			.now = c->now},
		&made));
	n->id = made.id;
	return audit_add(c, "indicator.target", "indicator_target", n->id,
		str_format(c->a, "%.*s %lld", STR_ARG(k->code), (long long)n->year));
}
