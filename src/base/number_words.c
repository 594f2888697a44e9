/* number_words: numbers and dates as an official paper writes them out. */
#include "base.h"

static const char *const digits[] = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};

static void word(buf *b, const char *text) { buf_printf(b, "%s%s", b->n ? " " : "", text); }

/* 21 hai mươi mốt, 24 hai mươi tư, 15 mười lăm. */
static void last_digit(buf *b, int tens, int ones)
{
	if (ones == 5 && tens)
		word(b, "lăm");
	else if (ones == 1 && tens > 1)
		word(b, "mốt");
	else if (ones == 4 && tens > 1)
		word(b, "tư");
	else
		word(b, digits[ones]);
}

/* whole: something stands before it, so its hundreds are said even when there are none. */
static void three_digits(buf *b, int n, bool whole)
{
	int hundreds = n / 100, tens = n / 10 % 10, ones = n % 10;
	if (hundreds || whole) {
		word(b, digits[hundreds]);
		word(b, "trăm");
		if (!tens && ones)
			word(b, "linh");
	}
	if (tens > 1) {
		word(b, digits[tens]);
		word(b, "mươi");
	} else if (tens == 1)
		word(b, "mười");
	if (ones)
		last_digit(b, tens, ones);
}

str number_words(arena *a, int64_t number)
{
	static const char *const groups[] = {"", "nghìn", "triệu", "tỷ"};
	int64_t unit = 1000000000;
	buf b = {.a = a};
	if (number < 0 || number >= unit * 1000)
		return S("");
	for (int g = COUNT(groups) - 1; g >= 0; g--, unit /= 1000) {
		int n = (int)(number / unit % 1000);
		if (!n)
			continue;
		three_digits(&b, n, b.n > 0);
		if (g)
			word(&b, groups[g]);
	}
	return b.n ? buf_text(&b) : S("không");
}

str day_spelled(arena *a, day d)
{
	struct date p = day_parts(d);
	return str_format(a, "ngày %.*s tháng %.*s năm %.*s", STR_ARG(number_words(a, p.day)), STR_ARG(number_words(a, p.month)),
		STR_ARG(number_words(a, p.year)));
}
