/* Dates, numbers in groups and addresses of e-mail as people type and know them. */
#include "base.h"

/* ---- separators ---- */

/* Bytes of a sign that only groups, at the head of s, which is not empty: of the plain ones, or the dashes and spaces of word
 * processors. 0: another sign. */
static size_t grouping(str s, const char *plain)
{
	static const char *const wide[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
		"\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89",
		"\xe2\x80\x8a", "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\x95",
		"\xe2\x88\x92", "\xe3\x80\x80"};
	if ((unsigned char)s.s[0] < 0x80)
		return s.s[0] && strchr(plain, s.s[0]);
	for (size_t i = 0; i < COUNT(wide); i++)
		if (str_starts(s, str_of(wide[i])))
			return strlen(wide[i]);
	return 0;
}

bool digits_ungroup(str typed, const char *plain, char *out, size_t most, size_t *n)
{
	*n = 0;
	while (typed.n) {
		size_t skip = grouping(typed, plain);
		if (!skip && (typed.s[0] < '0' || typed.s[0] > '9' || *n == most))
			return false;
		if (!skip)
			out[(*n)++] = typed.s[skip++];
		typed = (str){typed.s + skip, typed.n - skip};
	}
	return true;
}

str number_ungrouped(arena *a, str typed)
{
	size_t n;
	char *out = arena_get(a, typed.n + 1);
	typed = str_trim(typed);
	return digits_ungroup(typed, " .-", out, typed.n, &n) && n ? (str){out, n} : typed;
}

/* ---- exact decimals ---- */

bool hundredths_parse(str s, int64_t *out)
{
	__int128 v = 0;
	int64_t power = 0;
	int places = 0;
	bool negative = s.n && s.s[0] == '-', dot = false, any = false;
	size_t i = negative;
	for (; i < s.n && (s.s[i] == '.' || (s.s[i] >= '0' && s.s[i] <= '9')); i++) {
		if (s.s[i] == '.' && dot)
			return false;
		if (s.s[i] == '.') {
			dot = true;
			continue;
		}
		any = true;
		places += dot;
		v = v * 10 + (s.s[i] - '0');
		if (v > (__int128)1 << 100)
			return false;
	}
	if (i < s.n && (s.s[i] == 'e' || s.s[i] == 'E')) {
		i += 1 + (i + 1 < s.n && s.s[i + 1] == '+');
		if (!str_int((str){s.s + i, s.n - i}, &power) || power > 40 || power < -40)
			return false;
	} else if (i < s.n)
		return false;
	for (power += 2 - places; power > 0 && v < (__int128)1 << 100; power--)
		v *= 10;
	for (; power < 0; power++, v /= 10)
		if (v % 10)
			return false; /* more than two decimals: told, never rounded */
	if (!any || power || v > INT64_MAX)
		return false;
	*out = negative ? -(int64_t)v : (int64_t)v;
	return true;
}

/* ---- dates ---- */

enum { YEAR_FIRST = 1800, YEAR_LAST = 2200 };
static const char not_read[] = "phải ghi theo dạng ngày/tháng/năm, ví dụ 05/09/1984";

struct number_group {
	int value;
	size_t digits;
};

/* "ngày 1 tháng 2 năm 1990" is read too: the words group as the signs do. */
static bool date_groups(arena *a, str s, struct number_group *v, size_t *n)
{
	static const char *const words[] = {"ngay", "thang", "nam"};
	bool inside = false;
	str plain = fold(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (memchr("!\"#$%&'()*+:;<=>?@[\\]^_`{|}~", s.s[i], 28))
			return false;
	*n = 0;
	while (plain.n) {
		size_t skip = 1;
		bool digit = plain.s[0] >= '0' && plain.s[0] <= '9';
		if (digit && !inside && (*n)++ == 3)
			return false;
		if (digit) {
			struct number_group *g = &v[*n - 1];
			if (!inside)
				*g = (struct number_group){0};
			if (++g->digits > 8)
				return false;
			g->value = g->value * 10 + (plain.s[0] - '0');
		} else if (plain.s[0] != ' ') {
			skip = 0;
			for (size_t k = 0; !inside && k < COUNT(words); k++)
				if (str_starts(plain, str_of(words[k])))
					skip = strlen(words[k]);
			if (!skip)
				return false;
		}
		inside = digit;
		plain = (str){plain.s + skip, plain.n - skip};
	}
	return *n > 0;
}

/* "01021990" is one group of digits; so is a year alone. */
static bool date_split(struct number_group *v, size_t n, struct date *out, bool *short_year)
{
	*short_year = false;
	*out = (struct date){0};
	if (n == 1 && v[0].digits == 8)
		*out = (struct date){v[0].value % 10000, v[0].value / 10000 % 100, v[0].value / 1000000};
	else if (n == 1)
		*out = (struct date){.year = v[0].value};
	else if (v[0].digits == 4)
		*out = (struct date){v[0].value, v[1].value, n == 3 ? v[2].value : 0};
	else
		*out = (struct date){v[n - 1].value, v[n - 2].value, n == 3 ? v[0].value : 0};
	if (n == 1 && v[0].digits == 8)
		return true;
	bool first = n == 1 || v[0].digits == 4;
	size_t of_year = v[first ? 0 : n - 1].digits;
	*short_year = of_year == 2 || (n == 1 && of_year == 6);
	for (size_t i = 0; i < n; i++)
		if (i != (first ? 0 : n - 1) && v[i].digits > 2)
			return false;
	return of_year == 4 || *short_year;
}

static const char *no_such_day(arena *a, struct date d)
{
	if (d.month < 1 || d.month > 12)
		return str_format(a, "không đúng: không có tháng %d", d.month).s;
	day there = d.day >= 1 && d.day <= 31 ? day_make(d.year, d.month, d.day) : 0;
	struct date back = day_parts(there);
	if (d.day >= 1 && d.day <= 31 && back.day == d.day && back.month == d.month)
		return NULL;
	return str_format(a, "không đúng: không có ngày %02d/%02d/%04d", d.day, d.month, d.year).s;
}

const char *date_typed(arena *a, str typed, bool partly, str *iso)
{
	struct number_group v[4];
	struct date d;
	size_t n;
	bool short_year;
	*iso = S("");
	if (!date_groups(a, str_trim(typed), v, &n) || !date_split(v, n, &d, &short_year))
		return partly ? "phải ghi theo dạng ngày/tháng/năm, ví dụ 05/09/1984; chỉ biết năm thì ghi năm, ví dụ 1950"
			      : not_read;
	if (short_year)
		return "phải ghi năm bằng bốn chữ số, ví dụ 05/09/1984";
	if (d.year < YEAR_FIRST || d.year > YEAR_LAST)
		return str_format(a, "không đúng: năm phải từ %d đến %d", YEAR_FIRST, YEAR_LAST).s;
	const char *wrong = no_such_day(a, (struct date){d.year, d.month || d.day ? d.month : 1, d.day ? d.day : 1});
	if (wrong)
		return wrong;
	if (!d.day && !partly)
		return "phải ghi đủ ngày, tháng và năm, ví dụ 05/09/1984";
	if (!d.month)
		*iso = str_format(a, "%04d", d.year);
	else
		*iso = d.day ? day_iso(a, day_make(d.year, d.month, d.day)) : str_format(a, "%04d-%02d", d.year, d.month);
	return NULL;
}

bool day_typed(arena *a, str typed, day *out)
{
	str iso;
	return !date_typed(a, typed, false, &iso) && day_parse(iso, out);
}

static bool digits_at(str s, size_t at, size_t n, int *out)
{
	*out = 0;
	for (size_t i = at; i < at + n; i++) {
		if (i >= s.n || s.s[i] < '0' || s.s[i] > '9')
			return false;
		*out = *out * 10 + (s.s[i] - '0');
	}
	return true;
}

bool date_span(str stored, day *first, day *last)
{
	int year, month = 1;
	if (day_parse(stored, first)) {
		*last = *first;
		return true;
	}
	bool with_month = stored.n == 7 && stored.s[4] == '-' && digits_at(stored, 5, 2, &month) && month >= 1 && month <= 12;
	if ((stored.n != 4 && !with_month) || !digits_at(stored, 0, 4, &year) || !year)
		return false;
	*first = day_make(year, month, 1);
	*last = (with_month && month < 12 ? day_make(year, month + 1, 1) : day_make(year + 1, 1, 1)) - 1;
	return true;
}

bool dates_agree(str one, str other)
{
	day a, b, x, y;
	return date_span(one, &a, &b) && date_span(other, &x, &y) && a <= y && x <= b;
}

str show_date(arena *a, str stored)
{
	day first, last;
	if (!date_span(stored, &first, &last))
		return stored;
	struct date d = day_parts(first);
	if (first == last)
		return show_day(a, first);
	return stored.n == 4 ? stored : str_format(a, "%02d/%04d", d.month, d.year);
}

int64_t years_between(day born, day on)
{
	struct date b = day_parts(born), t = day_parts(on);
	return t.year - b.year - (t.month < b.month || (t.month == b.month && t.day < b.day));
}

/* ---- e-mail ---- */

static bool letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* One name of a host between its dots; *letters: it is not digits alone. */
static bool host_part(str s, bool *letters)
{
	*letters = false;
	for (size_t i = 0; i < s.n; i++) {
		if (!letter_or_digit(s.s[i]) && s.s[i] != '-')
			return false;
		*letters |= s.s[i] > '9';
	}
	return s.n && s.n <= 63 && s.s[0] != '-' && s.s[s.n - 1] != '-';
}

bool host_valid(str host)
{
	str one, rest = host;
	bool letters, more = true;
	size_t names = 0;
	for (; more; names++) {
		more = str_cut(rest, '.', &one, &rest);
		if (!host_part(one, &letters))
			return false;
	}
	return names >= 2 && letters && one.n >= 2 && host.n <= 253;
}

bool email_valid(str s)
{
	str name, host;
	if (!str_cut(s, '@', &name, &host) || !name.n || name.n > 64 || s.n > 254)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.s[i];
		if (c == '.' ? !i || i + 1 == name.n || name.s[i + 1] == '.'
			     : !letter_or_digit(c) && !memchr("!#$%&'*+-/=?^_`{|}~", c, 19))
			return false;
	}
	return host_valid(host);
}
