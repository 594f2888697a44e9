/* uses: what land is used for, by the codes of both eras, and areas as people write them. */
#include "land.h"
#include "web/catalogue.h"
#include <pthread.h>
#include <stdlib.h>

enum { CODES_MAX = 128 };
static struct {
	struct land_use_code v[CODES_MAX];
	size_t n;
} codes;

static void load(void)
{
	str rest = catalogue_file("land_use_codes.tsv"), cells[7];
	for (tsv_row(&rest, cells, 7); tsv_row(&rest, cells, 7) && codes.n < CODES_MAX;)
		codes.v[codes.n++] = (struct land_use_code){.code = cells[0],
			.title = cells[1],
			.group = cells[2],
			.suggested = cells[5],
			.is_current = str_is(cells[4], "current"),
			.is_aggregate = str_is(cells[4], "aggregate")};
}

const struct land_use_code *land_use_code(str code)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	for (size_t i = 0; i < codes.n; i++)
		if (str_eq(codes.v[i].code, code))
			return &codes.v[i];
	return NULL;
}

/* ---- areas ---- */

/* "1.234.567" without its dots; groups behind the first have three digits. */
static bool grouped_read(str s, char *digits, size_t most, size_t *n)
{
	str group;
	size_t groups = 0;
	for (bool more = true; more; groups++) {
		more = str_cut(s, '.', &group, &s);
		if (!str_digits(group) || *n + group.n > most || (groups && group.n != 3) || (more && group.n > 3))
			return false;
		memcpy(digits + *n, group.s, group.n);
		*n += group.n;
	}
	return true;
}

/* "1.234,5" is of Viet Nam, "1234.5" of programs; "1.234" alone is one thousand and so many. */
bool land_area_read(str typed, int64_t *out)
{
	char digits[24];
	size_t n = 0;
	str whole, part;
	typed = str_trim(typed);
	bool comma = str_cut(typed, ',', &whole, &part), decimal = comma;
	if (!comma && str_cut(typed, '.', &whole, &part) && part.n != 3 && str_digits(part))
		decimal = true;
	else if (!comma)
		whole = typed;
	if (!grouped_read(whole, digits, 12, &n) || (decimal && (!str_digits(part) || part.n > 2)))
		return false;
	if (decimal) {
		digits[n++] = '.';
		memcpy(digits + n, part.s, part.n);
		n += part.n;
	}
	return hundredths_parse((str){digits, n}, out) && *out <= (int64_t)LAND_AREA_MAX * 100;
}

static str area_number(arena *a, int64_t area, bool for_people)
{
	int64_t part = area % 100;
	str whole = for_people ? show_int(a, area / 100) : str_format(a, "%lld", (long long)(area / 100));
	const char *point = for_people ? "," : ".";
	if (!part)
		return whole;
	return part % 10 ? str_format(a, "%.*s%s%02lld", STR_ARG(whole), point, (long long)part)
			 : str_format(a, "%.*s%s%lld", STR_ARG(whole), point, (long long)(part / 10));
}
str land_area_shown(arena *a, int64_t area) { return str_format(a, "%s m²", area_number(a, area, true).s); }

/* ---- lists of uses ---- */

static str use_read(arena *a, str one, int64_t area, bool alone, struct land_use *out)
{
	str code, rest;
	if (!str_cut(one, ' ', &code, &rest))
		rest = S("");
	code = upper_case(a, str_trim(code));
	const struct land_use_code *known = land_use_code(code);
	if (!known)
		return str_format(
			a, "Không có mã loại đất “%.*s”. Ghi mã rồi diện tích, ví dụ: ONT 200; CLN 312,5.", STR_ARG(code));
	if (known->is_aggregate)
		return str_format(a, "%.*s là chỉ tiêu tổng hợp của báo cáo, không ghi cho một thửa đất.", STR_ARG(code));
	out->code = known->code;
	out->area = area;
	rest = str_trim(rest);
	if (str_ends(rest, S("m²")))
		rest = str_trim((str){rest.s, rest.n - sizeof "m²" + 1});
	if (!rest.n)
		return alone ? S("") : str_format(a, "Ghi diện tích của loại đất %.*s.", STR_ARG(code));
	return land_area_read(rest, &out->area) && out->area > 0
		       ? S("")
		       : str_format(a, "Diện tích của loại đất %.*s ghi bằng mét vuông, ví dụ 312,5.", STR_ARG(code));
}

str land_uses_read(arena *a, str typed, int64_t area, struct land_uses *out)
{
	int64_t sum = 0;
	char *plain = str_c(a, typed);
	for (char *s = plain; *s; s++)
		*s = *s == '\n' || *s == '\r' ? ';' : *s;
	str rest = str_of(plain), one;
	bool alone = !memchr(rest.s, ';', rest.n);
	*out = (struct land_uses){0};
	for (bool more = true; more;) {
		more = str_cut(rest, ';', &one, &rest);
		one = str_trim(one);
		if (!one.n)
			continue;
		if (out->n == LAND_USES_MAX)
			return str_format(a, "Một thửa đất có nhiều nhất %d loại đất.", LAND_USES_MAX);
		str wrong = use_read(a, one, area, alone, &out->v[out->n]);
		if (wrong.n)
			return wrong;
		sum += out->v[out->n++].area;
	}
	if (!out->n)
		return S("Ghi ít nhất một mã loại đất, ví dụ: ONT 200; CLN 312,5.");
	for (size_t i = 0; i < out->n; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(out->v[i].code, out->v[j].code))
				return str_format(
					a, "Loại đất %.*s ghi hai lần; hãy gộp diện tích lại.", STR_ARG(out->v[i].code));
	if (sum != area)
		return str_format(a, "Diện tích các loại đất cộng lại là %s, khác diện tích thửa %s.", land_area_shown(a, sum).s,
			land_area_shown(a, area).s);
	return S("");
}

str land_uses_text(arena *a, const struct land_uses *u)
{
	buf b = {.a = a};
	for (size_t i = 0; i < u->n; i++)
		buf_printf(&b, "%s%.*s %s", i ? "; " : "", STR_ARG(u->v[i].code), area_number(a, u->v[i].area, false).s);
	return buf_text(&b);
}

str land_uses_shown(arena *a, const struct land_uses *u)
{
	buf b = {.a = a};
	for (size_t i = 0; i < u->n; i++) {
		const struct land_use_code *k = land_use_code(u->v[i].code);
		buf_printf(&b, "%s%.*s (%.*s): %s", i ? "; " : "", STR_ARG(k ? k->title : S("Loại đất")), STR_ARG(u->v[i].code),
			land_area_shown(a, u->v[i].area).s);
		if (k && !k->is_current)
			buf_printf(&b, "%s%.*s", k->suggested.n ? ", mã cũ, nay tương ứng " : ", mã cũ", STR_ARG(k->suggested));
	}
	return buf_text(&b);
}

str land_uses_brief(arena *a, str kept)
{
	buf b = {.a = a};
	for (size_t i = 0; i < kept.n; i++)
		buf_put(&b, kept.s[i] == '.' ? "," : kept.s + i, 1);
	return buf_text(&b);
}
