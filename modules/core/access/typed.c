/* Logins as they are compared. */
#include "parts.h"

str login_normal(arena *a, str typed)
{
	typed = str_trim(typed);
	bool number = typed.n && (typed.s[0] == '+' || typed.s[0] == '(' || (typed.s[0] >= '0' && typed.s[0] <= '9'));
	str digits = number_ungrouped(a, typed);
	if (personal_number_valid(digits, S(""), S(""))) /* 001 090 .. is no telephone abroad */
		return digits;
	return number ? phone_normal(a, typed) : str_lower_ascii(a, typed);
}
