/* Numbers of persons and organisations: what is one, and what it says. */
#include "people.h"
#include "number.h"
#include "core/units/units.h"

enum { ABROAD_MAX = 15, PHONE_DIGITS = ABROAD_MAX + 2, PERSONAL_DIGITS = 12, TAX_DIGITS = 10, BRANCH_DIGITS = 3 };

/* ---- the personal number ---- */

/* Provinces and cities of birth registration as of 2016; their mergers since have changed no number. */
static const struct {
	unsigned char code;
	const char *name;
} places[] = {{1, "Hà Nội"}, {2, "Hà Giang"}, {4, "Cao Bằng"}, {6, "Bắc Kạn"}, {8, "Tuyên Quang"}, {10, "Lào Cai"},
	{11, "Điện Biên"}, {12, "Lai Châu"}, {14, "Sơn La"}, {15, "Yên Bái"}, {17, "Hòa Bình"}, {19, "Thái Nguyên"},
	{20, "Lạng Sơn"}, {22, "Quảng Ninh"}, {24, "Bắc Giang"}, {25, "Phú Thọ"}, {26, "Vĩnh Phúc"}, {27, "Bắc Ninh"},
	{30, "Hải Dương"}, {31, "Hải Phòng"}, {33, "Hưng Yên"}, {34, "Thái Bình"}, {35, "Hà Nam"}, {36, "Nam Định"},
	{37, "Ninh Bình"}, {38, "Thanh Hóa"}, {40, "Nghệ An"}, {42, "Hà Tĩnh"}, {44, "Quảng Bình"}, {45, "Quảng Trị"},
	{46, "Thừa Thiên Huế"}, {48, "Đà Nẵng"}, {49, "Quảng Nam"}, {51, "Quảng Ngãi"}, {52, "Bình Định"}, {54, "Phú Yên"},
	{56, "Khánh Hòa"}, {58, "Ninh Thuận"}, {60, "Bình Thuận"}, {62, "Kon Tum"}, {64, "Gia Lai"}, {66, "Đắk Lắk"},
	{67, "Đắk Nông"}, {68, "Lâm Đồng"}, {70, "Bình Phước"}, {72, "Tây Ninh"}, {74, "Bình Dương"}, {75, "Đồng Nai"},
	{77, "Bà Rịa - Vũng Tàu"}, {79, "Thành phố Hồ Chí Minh"}, {80, "Long An"}, {82, "Tiền Giang"}, {83, "Bến Tre"},
	{84, "Trà Vinh"}, {86, "Vĩnh Long"}, {87, "Đồng Tháp"}, {89, "An Giang"}, {91, "Kiên Giang"}, {92, "Cần Thơ"},
	{93, "Hậu Giang"}, {94, "Sóc Trăng"}, {95, "Bạc Liêu"}, {96, "Cà Mau"}};

static const char *place_name(int code)
{
	if (code >= 100)
		return "nước ngoài";
	for (size_t i = 0; i < COUNT(places); i++)
		if (places[i].code == code)
			return places[i].name;
	return NULL;
}

static bool twelve_digits(str number) { return number.n == PERSONAL_DIGITS && str_digits(number); }

static int place_code(str number) { return (number.s[0] - '0') * 100 + (number.s[1] - '0') * 10 + (number.s[2] - '0'); }

const char *person_number_problem(str number, str birth_on, str sex)
{
	if (!twelve_digits(number))
		return "Số định danh cá nhân có đúng 12 chữ số, in trên thẻ căn cước.";
	const char *d = number.s;
	if (!place_name(place_code(number)) || d[3] > '3')
		return "Không có số định danh cá nhân như vậy. Hãy kiểm tra lại từng chữ số.";
	int year = 1900 + (d[3] - '0') / 2 * 100 + (d[4] - '0') * 10 + (d[5] - '0');
	day birth, last;
	if (birth_on.n && (!date_span(birth_on, &birth, &last) || day_parts(birth).year != year))
		return "Số định danh cá nhân không khớp với năm sinh. Hãy kiểm tra lại cả hai.";
	if (sex.n && !str_eq(sex, personal_number_sex(number)))
		return "Số định danh cá nhân không khớp với giới tính. Hãy kiểm tra lại cả hai.";
	return NULL;
}

bool personal_number_valid(str number, str birth_on, str sex) { return !person_number_problem(number, birth_on, sex); }

str personal_number_sex(str number)
{
	if (!twelve_digits(number))
		return S("");
	return (number.s[3] - '0') % 2 ? S("female") : S("male");
}

str personal_number_place(str number) { return twelve_digits(number) ? str_of(place_name(place_code(number))) : S(""); }

bool person_old_number_valid(str number) { return (number.n == 9 || number.n == PERSONAL_DIGITS) && str_digits(number); }

/* ---- the tax code ---- */

/* Without the spaces, dots and dashes people write; false when anything else stands there or it is too long. */
static bool tax_digits(str code, char out[TAX_DIGITS + BRANCH_DIGITS], size_t *n)
{
	return digits_ungroup(code, " .-", out, TAX_DIGITS + BRANCH_DIGITS, n);
}

bool tax_code_valid(str code)
{
	char d[TAX_DIGITS + BRANCH_DIGITS] = {0};
	size_t n;
	if (!tax_digits(code, d, &n))
		return false;
	if (n == PERSONAL_DIGITS && !str_has(code, S("-"))) /* since 01/07/2025 individuals and households */
		return personal_number_valid((str){d, n}, S(""), S(""));
	char code_of_branch[] = "0000000000-000";
	memcpy(code_of_branch, d, TAX_DIGITS);
	memcpy(code_of_branch + TAX_DIGITS + 1, d + TAX_DIGITS, BRANCH_DIGITS);
	if (n == TAX_DIGITS + BRANCH_DIGITS)
		return enterprise_code_valid(str_of(code_of_branch));
	return n == TAX_DIGITS && enterprise_code_valid((str){d, n});
}

str tax_code_normal(arena *a, str code)
{
	char d[TAX_DIGITS + BRANCH_DIGITS];
	size_t n;
	if (!tax_digits(code, d, &n))
		return str_trim(code);
	if (n == TAX_DIGITS + BRANCH_DIGITS)
		return str_format(a, "%.*s-%.*s", TAX_DIGITS, d, BRANCH_DIGITS, d + TAX_DIGITS);
	return str_copy(a, (str){d, n});
}

/* ---- the telephone number ---- */

enum { NATIONAL_DIGITS = 10, LAND_LINE_DIGITS = 11, ABROAD_MIN = 7 };
const char phone_wanted[] =
	"phải có 10 chữ số, bắt đầu bằng 0, ví dụ 0912 345 678; số nước ngoài ghi cả mã nước, ví dụ +82 2 312 3456";

struct phone {
	char digits[PHONE_DIGITS]; /* with 0 for +84 */
	size_t n;
	bool abroad; /* after a + */
};

static void drop(struct phone *p, size_t count)
{
	p->n -= count;
	memmove(p->digits, p->digits + count, p->n);
}

/* 84912345678 without a + is ours too: no number here begins with 84, and 0844666531 begins with 0. */
static bool begins_with_84(const struct phone *p, bool abroad)
{
	if (p->n < 2 || p->digits[0] != '8' || p->digits[1] != '4')
		return false;
	size_t zero = p->n > 2 && p->digits[2] == '0', rest = p->n - 2 - zero;
	return abroad || rest == NATIONAL_DIGITS - 1 || (rest == LAND_LINE_DIGITS - 1 && p->digits[2 + zero] == '2');
}

/* Without separators; false when something else than digits stands there or it is too long to be a number. */
static bool phone_read(str typed, struct phone *out)
{
	*out = (struct phone){0};
	typed = str_trim(typed);
	while (typed.n && (typed.s[0] == '(' || typed.s[0] == ' '))
		typed = (str){typed.s + 1, typed.n - 1};
	bool abroad = str_starts(typed, S("+"));
	if (abroad)
		typed = (str){typed.s + 1, typed.n - 1};
	if (!digits_ungroup(typed, " .-()/", out->digits, PHONE_DIGITS, &out->n))
		return false;
	if (!abroad && out->n > 2 && out->digits[0] == '0' && out->digits[1] == '0') {
		abroad = true;
		drop(out, 2);
	}
	if (!begins_with_84(out, abroad)) {
		out->abroad = abroad;
		return true;
	}
	drop(out, out->n > 2 && out->digits[2] == '0' ? 2 : 1); /* +84 (0)912 .. */
	out->digits[0] = '0';
	return true;
}

static bool phone_good(const struct phone *p)
{
	if (p->abroad)
		return p->n >= ABROAD_MIN && p->n <= ABROAD_MAX && p->digits[0] != '0';
	return p->n >= NATIONAL_DIGITS && p->digits[0] == '0' && p->digits[1] != '0' &&
	       (p->n == NATIONAL_DIGITS || (p->n == LAND_LINE_DIGITS && p->digits[1] == '2'));
}

bool phone_valid(str phone)
{
	struct phone p;
	return phone_read(phone, &p) && phone_good(&p);
}

str phone_normal(arena *a, str phone)
{
	struct phone p;
	if (!phone_read(phone, &p) || !phone_good(&p))
		return number_ungrouped(a, phone);
	return str_format(a, "%s%.*s", p.abroad ? "+" : "", (int)p.n, p.digits);
}
