/* kinds: what a line of text may be asked to look like, by name. */
#include "core/forms/inside.h"

static bool only_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n > 0;
}

static bool is_person_name(str s)
{
	bool space = false;
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("0123456789<>@#$%^*_=+{}[]|\\/\";:?!", s.s[i]))
			return false;
		space |= s.s[i] == ' ';
	}
	return space;
}

/* 10 digits, or 13 with the number of a branch: 0100109106-001. */
static bool is_tax_code(str s)
{
	if (s.n == 14 && s.s[10] == '-')
		return only_digits((str){s.s, 10}) && only_digits((str){s.s + 11, 3});
	return (s.n == 10 || s.n == 12 || s.n == 13) && only_digits(s);
}

static bool is_year(str s) { return s.n == 4 && only_digits(s) && (s.s[0] == '1' || s.s[0] == '2'); }
static bool is_digits(str s) { return only_digits(s); }

/* Passport, old identity card: letters and digits. */
static bool is_document_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') || (s.s[i] >= 'A' && s.s[i] <= 'Z') || (s.s[i] >= 'a' && s.s[i] <= 'z')))
			return false;
	return s.n >= 6 && s.n <= 20;
}

const struct form_text_kind form_text_kinds[] = {
	{"person_name", "Họ tên người", "ghi đủ họ, chữ đệm và tên, chỉ gồm chữ", is_person_name},
	{"email", "Thư điện tử", "ghi theo dạng ten@vidu.vn, không dấu", email_valid},
	{"tax_code", "Mã số thuế", "mã số thuế có 10, 12 hoặc 13 chữ số", is_tax_code},
	{"year", "Năm", "ghi năm bằng 4 chữ số, ví dụ 1984", is_year},
	{"digits", "Chỉ gồm chữ số", "chỉ ghi chữ số", is_digits},
	{"document_number", "Số giấy tờ", "ghi số của giấy tờ, từ 6 đến 20 chữ và số, không có dấu cách", is_document_number},
	{NULL, NULL, NULL, NULL},
};
