/* typed: codes and secrets as people type them from a receipt, or as a scanner reads them out of its QR code. */
#include "government/dossiers/dossiers.h"

enum { DATE = 6, ORDER = 4, ORDER_MAX = 7 };

static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static str capitals(arena *a, str s)
{
	char *to = str_c(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (to[i] >= 'a' && to[i] <= 'z')
			to[i] -= 'a' - 'A';
	return (str){to, s.n};
}

/* The value of a parameter in an address; empty when it is none. */
static str parameter(str address, str name)
{
	for (size_t i = 0; i + name.n < address.n; i++) {
		if ((address.s[i] != '?' && address.s[i] != '&') ||
			!str_starts((str){address.s + i + 1, address.n - i - 1}, name))
			continue;
		size_t from = i + 1 + name.n, end = from;
		while (end < address.n && address.s[end] != '&' && address.s[end] != '#')
			end++;
		return (str){address.s + from, end - from};
	}
	return S("");
}

/* Cuts at whatever is no letter, digit or dot: spaces, dashes of all lengths, underscores. */
static size_t pieces(str s, str *out, size_t most)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		while (i < s.n && (digit(s.s[i]) || letter(s.s[i]) || s.s[i] == '.'))
			i++;
		if (i > from && n == most)
			return 0;
		if (i > from)
			out[n++] = (str){s.s + from, i - from};
		else
			i++;
	}
	return n;
}

static bool all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!digit(s.s[i]))
			return false;
	return s.n > 0;
}

static bool is_date(str s)
{
	day d;
	if (s.n != DATE || !all_digits(s))
		return false;
	char text[] = {s.s[4], s.s[5], '/', s.s[2], s.s[3], '/', '2', '0', s.s[0], s.s[1]};
	return s.s[0] < '5' && day_parse((str){text, sizeof text}, &d); /* a later year is a date read in the wrong place */
}

static str joined(arena *a, str authority, str date, str order)
{
	int zeros = order.n < ORDER ? ORDER - (int)order.n : 0;
	return str_format(a, "%.*s-%.*s-%.*s%.*s", STR_ARG(authority), STR_ARG(date), zeros, "0000", STR_ARG(order));
}

/* Everything in one piece: the order has four digits, on a day of more than 9999 dossiers up to seven. */
static bool split(str s, str *authority, str *date, str *order)
{
	for (size_t n = ORDER; n <= ORDER_MAX && s.n > n + DATE + 2; n++) {
		*order = (str){s.s + s.n - n, n};
		*date = (str){order->s - DATE, DATE};
		*authority = (str){s.s, s.n - n - DATE};
		if (all_digits(*order) && is_date(*date))
			return true;
	}
	return false;
}

str dossier_code_typed(arena *a, str typed)
{
	str inside = parameter(typed, S("ma=")), part[4], authority, date, order;
	str s = capitals(a, str_trim(inside.n ? inside : typed));
	size_t n = pieces(s, part, COUNT(part));
	if (n == 3 && is_date(part[1]) && all_digits(part[2]))
		return joined(a, part[0], part[1], part[2]);
	if (n != 1 && n != 2 && n != 3)
		return s;
	str all = str_format(
		a, "%.*s%.*s%.*s", STR_ARG(part[0]), STR_ARG((n > 1 ? part[1] : S(""))), STR_ARG((n > 2 ? part[2] : S(""))));
	return split(all, &authority, &date, &order) ? joined(a, authority, date, order) : s;
}

str dossier_secret_typed(arena *a, str typed)
{
	str inside = parameter(typed, S("bi-mat="));
	str s = capitals(a, inside.n ? inside : typed);
	buf out = {.a = a};
	for (size_t i = 0; i < s.n; i++)
		if (digit(s.s[i]) || letter(s.s[i]))
			buf_put(&out, s.s + i, 1);
	return buf_text(&out);
}
