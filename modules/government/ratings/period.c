/* period: a month, a quarter or a year of ratings; what the page of a unit counts from its sums. */
#include "government/ratings/ratings_pages.h"

static void of_day(arena *a, day on, str *month, str *quarter)
{
	*month = period_text(a, period_of(PERIOD_MONTH, false, on));
	*quarter = period_text(a, period_of(PERIOD_QUARTER, false, on));
}

bool rating_span_parse(arena *a, str typed, struct rating_span *out)
{
	struct period p;
	*out = (struct rating_span){0};
	if (!period_parse(typed, &p) || p.reported || p.kind < PERIOD_MONTH || p.kind > PERIOD_YEAR)
		return false;
	*out = (struct rating_span){.of = p, .text = period_text(a, p), .title = period_title(a, p)};
	of_day(a, period_first(p), &out->from_month, &out->from_quarter);
	of_day(a, period_last(p), &out->to_month, &out->to_quarter);
	return true;
}

void rating_tenths_of(const struct rating_sums *s, int64_t *tenths)
{
	for (int i = 0; i <= INDICES; i++)
		tenths[i] = NO_SCORE;
	tenths[TOTAL_TIME] = score_average((struct score){s->time_points, s->times});
	tenths[UNIT_TIME] = score_average((struct score){s->unit_time_points, s->unit_times});
	tenths[CONTACTS] = score_average((struct score){s->contact_points, s->contacts});
	tenths[AGENCIES] = score_average((struct score){s->agency_points, s->agencies});
	tenths[ATTITUDE] = score_average((struct score){s->attitude_points, s->attitudes});
}

/* ---- what strangers to a dossier may read of a comment ---- */

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* The end of a number that begins at s, written with spaces, dots or dashes; how many digits it has. */
static size_t number_at(str s, size_t at, int *digits)
{
	size_t end = at;
	*digits = 0;
	for (size_t i = at; i < s.n; i++)
		if (digit(s.s[i])) {
			++*digits;
			end = i + 1;
		} else if (!(strchr(" .-", s.s[i]) && i + 1 < s.n && digit(s.s[i + 1])))
			break;
	return end;
}

static bool letter_of_address(char c)
{
	return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("._%+-", c);
}

static void mask_addresses(char *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		size_t k = i;
		if (s[i] != '@')
			continue;
		while (k > 0 && s[k - 1] && letter_of_address(s[k - 1]))
			s[--k] = '*';
	}
}

str rating_mask_personal(arena *a, str text)
{
	str s = str_copy(a, text);
	char *to = str_c(a, text);
	for (size_t i = 0; i < s.n; i++) {
		int digits, at = 0;
		size_t end = digit(s.s[i]) ? number_at(s, i, &digits) : i;
		if (end == i)
			continue;
		for (size_t k = i; digits >= 9 && k < end; k++)
			if (digit(s.s[k]) && ++at > 3 && at <= digits - 2)
				to[k] = '*';
		i = end - 1;
	}
	mask_addresses(to, s.n);
	return (str){to, s.n};
}
