/* kinds: what a line of text may be asked to look like, by name. */
#include "core/forms/inside.h"
#include "core/people/people.h"

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

static bool is_year(str s) { return s.n == 4 && str_digits(s) && (s.s[0] == '1' || s.s[0] == '2'); }
static bool is_digits(str s) { return str_digits(s); }

/* Passport, old identity card: letters and digits. */
static bool is_document_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') || (s.s[i] >= 'A' && s.s[i] <= 'Z') || (s.s[i] >= 'a' && s.s[i] <= 'z')))
			return false;
	return s.n >= 6 && s.n <= 20;
}

/* ---- addresses of the web ---- */

static size_t scheme(str s)
{
	return str_starts(s, S("https://")) ? strlen("https://") : str_starts(s, S("http://")) ? strlen("http://") : 0;
}

/* What stands between the scheme and the first /, ? or #. */
static str authority(str s)
{
	str rest = {s.s + scheme(s), s.n - scheme(s)};
	return (str){rest.s, strcspn(rest.s, "/?#") < rest.n ? strcspn(rest.s, "/?#") : rest.n};
}

/* Of http and https alone, with a host that the Internet may know, and nobody's name and password in it. */
static bool is_url(str s)
{
	int64_t port = 1;
	str host, digits;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] <= ' ' || strchr("<>\"\\^`{|}", s.s[i]))
			return false;
	if (str_cut(authority(s), ':', &host, &digits) && (!str_digits(digits) || digits.n > 5 || !str_int(digits, &port)))
		return false;
	return scheme(s) && host_valid(host) && port > 0 && port < 65536;
}

/* "GiaLam.gov.vn/tin" -> "https://gialam.gov.vn/tin": whoever types leaves out what all of them have. */
static str url_normal(arena *a, str s)
{
	char *v = str_c(a, s);
	if (!strncasecmp(v, "http://", 7) || !strncasecmp(v, "https://", 8))
		for (char *i = v; *i != ':'; i++)
			*i |= 0x20;
	else
		v = str_c(a, str_format(a, "https://%s", v));
	str host = authority(str_of(v));
	for (char *i = v + (host.s - v); i < host.s + host.n; i++)
		*i = *i >= 'A' && *i <= 'Z' ? (char)(*i | 0x20) : *i;
	return str_of(v);
}

bool form_is_url(const struct form_field *f) { return f->kind && f->kind->fits == is_url; }

const struct form_text_kind form_text_kinds[] = {
	{"person_name", "Họ tên người", "ghi đủ họ, chữ đệm và tên, chỉ gồm chữ", is_person_name, NULL},
	{"email", "Thư điện tử", "ghi theo dạng ten@vidu.vn, không dấu", email_valid, NULL},
	{"tax_code", "Mã số thuế",
		"mã số thuế không đúng; ghi 10 chữ số của tổ chức (chi nhánh thêm -001), hoặc 12 chữ số định danh của cá nhân, "
		"hộ kinh doanh",
		tax_code_valid, tax_code_normal},
	{"url", "Địa chỉ trang web", "ghi địa chỉ của trang, ví dụ https://gialam.ninhbinh.gov.vn, không có dấu cách", is_url,
		url_normal},
	{"year", "Năm", "ghi năm bằng 4 chữ số, ví dụ 1984", is_year, NULL},
	{"digits", "Chỉ gồm chữ số", "chỉ ghi chữ số", is_digits, NULL},
	{"document_number", "Số giấy tờ", "ghi số của giấy tờ, từ 6 đến 20 chữ và số, không có dấu cách", is_document_number,
		NULL},
	{NULL, NULL, NULL, NULL, NULL},
};
