/* period: a month, a quarter or a year of ratings; what the page of a unit counts from its sums. */
#include "government/ratings/ratings_pages.h"

static str month_text(arena *a, int64_t year, int64_t month)
{
	return str_format(a, "%04lld-%02lld", (long long)year, (long long)month);
}
static str quarter_text(arena *a, int64_t year, int64_t quarter)
{
	return str_format(a, "%04lld-Q%lld", (long long)year, (long long)quarter);
}

static void set(arena *a, struct period *p, int64_t year, int64_t first, int64_t last)
{
	p->from_month = month_text(a, year, first);
	p->to_month = month_text(a, year, last);
	p->from_quarter = quarter_text(a, year, (first + 2) / 3);
	p->to_quarter = quarter_text(a, year, (last + 2) / 3);
}

bool period_parse(arena *a, str typed, struct period *out)
{
	str head, tail;
	int64_t year, part;
	bool parts = str_cut(typed, '-', &head, &tail);
	*out = (struct period){.text = typed};
	if (head.n != 4 || !str_int(head, &year) || year < 2000 || year > 2200)
		return false;
	if (!parts) {
		set(a, out, year, 1, 12);
		out->title = str_format(a, "Năm %lld", (long long)year);
	} else if (tail.n == 2 && tail.s[0] == 'Q' && tail.s[1] >= '1' && tail.s[1] <= '4') {
		part = tail.s[1] - '0';
		set(a, out, year, part * 3 - 2, part * 3);
		out->title = str_format(a, "Quý %lld năm %lld", (long long)part, (long long)year);
		out->quarter = true;
	} else if (tail.n == 2 && str_int(tail, &part) && part >= 1 && part <= 12) {
		set(a, out, year, part, part);
		out->title = str_format(a, "Tháng %lld năm %lld", (long long)part, (long long)year);
	} else
		return false;
	return true;
}

const struct choice *period_choices(arena *a, int64_t now)
{
	enum { MONTHS = 12, QUARTERS = 4, YEARS = 2 };
	struct choice *list = NEWN(a, struct choice, MONTHS + QUARTERS + YEARS + 1);
	struct date d = day_parts(day_of(now));
	struct period p;
	size_t n = 0;
	for (int i = 0; i < QUARTERS + MONTHS + YEARS; i++) {
		int month = d.year * 12 + d.month - 1 - (i - QUARTERS), quarter = d.year * 4 + (d.month - 1) / 3 - i;
		str text = i < QUARTERS            ? quarter_text(a, quarter / 4, quarter % 4 + 1)
			   : i < QUARTERS + MONTHS ? month_text(a, month / 12, month % 12 + 1)
						   : str_format(a, "%d", d.year - (i - QUARTERS - MONTHS));
		if (period_parse(a, text, &p))
			list[n++] = (struct choice){str_c(a, text), str_c(a, p.title)};
	}
	return list;
}

void tenths_of(const struct rating_sums *s, int64_t *tenths)
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

str mask_personal(arena *a, str text)
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
