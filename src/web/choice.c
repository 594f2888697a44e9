#include "web/choice.h"
#include "base/period.h"

const char *choice_label(const struct choice *list, str value)
{
	for (; list->value; list++)
		if (str_is(value, list->value))
			return list->label;
	return "";
}

const struct choice *choice_periods_with(arena *a, int64_t now, str chosen)
{
	static const struct {
		enum period_kind kind;
		int n;
	} offered[] = {{PERIOD_QUARTER, 4}, {PERIOD_MONTH, 12}, {PERIOD_YEAR, 2}};
	struct choice *list = NEWN(a, struct choice, 4 + 12 + 2 + 2);
	struct period other;
	size_t n = 0;
	for (size_t k = 0; k < COUNT(offered); k++)
		for (int i = 0; i < offered[k].n; i++) {
			struct period p = period_shift(period_of(offered[k].kind, false, day_of(now)), -i);
			list[n++] = (struct choice){str_c(a, period_text(a, p)), str_c(a, period_title(a, p))};
		}
	if (!*choice_label(list, chosen) && period_parse(chosen, &other))
		list[n] = (struct choice){str_c(a, chosen), str_c(a, period_title(a, other))};
	return list;
}

const struct choice *choice_periods(arena *a, int64_t now) { return choice_periods_with(a, now, S("")); }
