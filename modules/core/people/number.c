/* The personal number and the telephone number: what is one, and what it says. */
#include "people.h"
#include "number.h"

enum { PHONE_DIGITS = 12 };

/* Provinces and cities of birth registration as of 2016; their mergers since have changed no number. 100 and over: births abroad. */
static bool known_place(int code)
{
	static const unsigned char codes[] = {1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34,
		35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79,
		80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96};
	return code >= 100 || memchr(codes, code, sizeof codes);
}

static bool digits_only(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n > 0;
}

const char *number_problem(str number, str birth_on, str sex)
{
	if (number.n != 12 || !digits_only(number))
		return "Số định danh cá nhân có đúng 12 chữ số, in trên thẻ căn cước.";
	const char *d = number.s;
	if (!known_place((d[0] - '0') * 100 + (d[1] - '0') * 10 + (d[2] - '0')) || d[3] > '3')
		return "Không có số định danh cá nhân như vậy. Hãy kiểm tra lại từng chữ số.";
	int year = 1900 + (d[3] - '0') / 2 * 100 + (d[4] - '0') * 10 + (d[5] - '0');
	day birth;
	if (birth_on.n && (!day_parse(birth_on, &birth) || day_parts(birth).year != year))
		return "Số định danh cá nhân không khớp với năm sinh. Hãy kiểm tra lại cả hai.";
	if (sex.n && !str_eq(sex, personal_number_sex(number)))
		return "Số định danh cá nhân không khớp với giới tính. Hãy kiểm tra lại cả hai.";
	return NULL;
}

bool personal_number_valid(str number, str birth_on, str sex) { return !number_problem(number, birth_on, sex); }

str personal_number_sex(str number)
{
	if (number.n != 12 || !digits_only(number))
		return S("");
	return (number.s[3] - '0') % 2 ? S("female") : S("male");
}

/* Without separators and with 0 for +84; false when something else than digits stands there or it is too long to be a number. */
static bool phone_digits(str phone, char out[PHONE_DIGITS], size_t *n)
{
	bool abroad = str_starts(phone, S("+84"));
	*n = 0;
	if (abroad) {
		out[(*n)++] = '0';
		phone = (str){phone.s + 3, phone.n - 3};
	}
	for (size_t i = 0; i < phone.n; i++) {
		char d = phone.s[i];
		if (memchr(" .-()", d, 5) || (abroad && *n == 1 && d == '0')) /* +84 (0)912 .. */
			continue;
		if (d < '0' || d > '9' || *n == PHONE_DIGITS)
			return false;
		out[(*n)++] = d;
	}
	return true;
}

bool phone_valid(str phone)
{
	char d[PHONE_DIGITS];
	size_t n;
	return phone_digits(phone, d, &n) && n >= 10 && d[0] == '0' && (n == 10 || (n == 11 && d[1] == '2'));
}

str phone_normal(arena *a, str phone)
{
	char d[PHONE_DIGITS];
	size_t n;
	return phone_digits(phone, d, &n) ? str_copy(a, (str){d, n}) : phone;
}
