/* Identifier codes of agencies. New ones go from large to small (H14.10), old ones from small to large in four fixed groups
 * (000.00.10.H14); the old form has no room for what is not there but zeros. */
#include "units.h"
#include "core/units/units.sql.h"

enum { LONGEST = 35, OTHER_LONGEST = 32, OLD_LENGTH = 13, OLD_GROUPS = 4, TAX_DIGITS = 10, BRANCH_LENGTH = 14 };

static bool capital_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }
static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Does the beginning look so? A: a letter A to Y, 0: a digit, everything else stands for itself. */
static bool looks(str s, const char *pattern)
{
	size_t n = strlen(pattern);
	if (s.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (pattern[i] == 'A' ? s.s[i] < 'A' || s.s[i] > 'Y' : pattern[i] == '0' ? !digit(s.s[i]) : s.s[i] != pattern[i])
			return false;
	return true;
}

static bool groups_good(str s)
{
	for (str one; s.n;) {
		bool more = str_cut(s, '.', &one, &s);
		for (size_t i = 0; i < one.n; i++)
			if (!capital_or_digit(one.s[i]))
				return false;
		if (!one.n || (more && !s.n))
			return false;
	}
	return true;
}

enum agency_code_kind agency_code_kind(str code)
{
	if (!code.n || code.n > LONGEST)
		return CODE_WRONG;
	if (code.n == OLD_LENGTH && looks(code, "000.00.00.A00"))
		return CODE_STATE_OLD;
	if (looks(code, "A00") && (code.n == 3 || code.s[3] == '.') && groups_good(code))
		return CODE_STATE;
	if (code.s[0] == 'Z' && code.n > 3 && digit(code.s[1]) && digit(code.s[2]) && (code.s[1] != '0' || code.s[2] != '0')) {
		str id = code.s[3] == '.' ? (str){code.s + 4, code.n - 4} : (str){code.s + 3, code.n - 3};
		return id.n && id.n <= OTHER_LONGEST && !str_has(id, S(".")) && groups_good(id) ? CODE_OTHER : CODE_WRONG;
	}
	return enterprise_code_valid(code) ? CODE_ENTERPRISE : CODE_WRONG;
}

/* The tenth digit is 10 - (sum mod 11): where that makes 10 no code was issued. */
bool enterprise_code_valid(str code)
{
	static const int weights[TAX_DIGITS - 1] = {31, 29, 23, 19, 17, 13, 7, 5, 3};
	bool branch = code.n == BRANCH_LENGTH && looks(code, "0000000000-000") && !str_ends(code, S("-000"));
	int sum = 0;
	if (!branch && (code.n != TAX_DIGITS || !looks(code, "0000000000")))
		return false;
	for (size_t i = 0; i < COUNT(weights); i++)
		sum += weights[i] * (code.s[i] - '0');
	return 10 - sum % 11 == code.s[TAX_DIGITS - 1] - '0';
}

/* ---- from one form to the other ---- */

static err unclear(struct ctx *c, str code)
{
	return FAIL(c, INVALID,
		"Không suy được mã tương ứng của %.*s theo quy tắc. Mã này cần có trong danh mục chuyển đổi (dinh import "
		"agency-codes).",
		STR_ARG(code));
}

/* "000.00.10.H14" -> "H14.10": turned round, without the zeros that follow; zeros between two groups are no rule's matter. */
static err from_old(struct ctx *c, str code, str *out)
{
	static const char zeros[] = "00000";
	str groups[OLD_GROUPS], rest = code;
	buf b = {.a = c->a};
	bool gap = false;
	for (size_t i = OLD_GROUPS; i-- > 0;)
		str_cut(rest, '.', &groups[i], &rest);
	buf_str(&b, groups[0]);
	for (size_t i = 1; i < OLD_GROUPS; i++) {
		bool empty = !memcmp(groups[i].s, zeros, groups[i].n);
		if (!empty && gap)
			return unclear(c, code);
		gap |= empty;
		if (!empty)
			buf_printf(&b, ".%.*s", STR_ARG(groups[i]));
	}
	*out = buf_text(&b);
	return NULL;
}

/* "H14.10" -> "000.00.10.H14", if every group fits into its place. */
static err to_old(struct ctx *c, str code, str *out)
{
	static const size_t widths[OLD_GROUPS] = {3, 2, 2, 3};
	str groups[OLD_GROUPS] = {S("000"), S("00"), S("00"), S("000")}, rest = code;
	for (size_t i = 0; rest.n; i++) {
		if (i == OLD_GROUPS)
			return unclear(c, code);
		str_cut(rest, '.', &groups[i], &rest);
		bool numeric = true;
		for (size_t k = 0; k < groups[i].n; k++)
			numeric &= digit(groups[i].s[k]) || !i;
		if (groups[i].n != widths[i] || !numeric)
			return unclear(c, code);
	}
	*out = str_format(
		c->a, "%.*s.%.*s.%.*s.%.*s", STR_ARG(groups[3]), STR_ARG(groups[2]), STR_ARG(groups[1]), STR_ARG(groups[0]));
	return NULL;
}

err agency_code_convert(struct ctx *c, str code, str *out)
{
	enum agency_code_kind kind = agency_code_kind(code);
	if (kind == CODE_STATE_OLD) {
		struct agency_code_by_old known;
		bool found;
		TRY(agency_code_by_old(c, code, &known, &found));
		*out = known.code;
		return found ? NULL : from_old(c, code, out);
	}
	if (kind == CODE_STATE) {
		struct agency_code_by_new_rows known;
		TRY(agency_code_by_new(c, code, &known));
		if (known.n)
			*out = known.v[0].old_code;
		return known.n ? NULL : to_old(c, code, out);
	}
	return FAIL(c, INVALID, "%.*s không phải mã định danh của cơ quan nhà nước.", STR_ARG(code));
}
