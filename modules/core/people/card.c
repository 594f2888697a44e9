/* The QR of the citizen card, as readers deliver it: typed by a scanner through whatever input method is on, or by a camera. */
#include "people.h"
#include "number.h"
#include "http/http.h"
#include "web/request.h"

enum { FIELDS = 16, SCANNED_MAX = 2048, SEPARATORS = 6 };

/* ---- text that suffered on its way ---- */

/* UTF-8 whose bytes were taken for Windows-1252, as scanners that send raw bytes cause: the byte of a character, or -1. */
static int byte_of(const unsigned char *s, size_t n, size_t *length)
{
	static const struct {
		unsigned short character;
		unsigned char byte;
	} quotes[] = {{0x20ac, 0x80}, {0x201a, 0x82}, {0x0192, 0x83}, {0x201e, 0x84}, {0x2026, 0x85}, {0x2020, 0x86},
		{0x2021, 0x87}, {0x02c6, 0x88}, {0x2030, 0x89}, {0x0160, 0x8a}, {0x2039, 0x8b}, {0x0152, 0x8c}, {0x017d, 0x8e},
		{0x2018, 0x91}, {0x2019, 0x92}, {0x201c, 0x93}, {0x201d, 0x94}, {0x2022, 0x95}, {0x2013, 0x96}, {0x2014, 0x97},
		{0x02dc, 0x98}, {0x2122, 0x99}, {0x0161, 0x9a}, {0x203a, 0x9b}, {0x0153, 0x9c}, {0x017e, 0x9e}, {0x0178, 0x9f}};
	int character = *s;
	*length = 1;
	if (*s >= 0xc0 && *s < 0xe0 && n >= 2) {
		*length = 2;
		character = (*s & 0x1f) << 6 | (s[1] & 0x3f);
	} else if (*s >= 0xe0 && *s < 0xf0 && n >= 3) {
		*length = 3;
		character = (*s & 0x0f) << 12 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f);
	}
	for (size_t i = 0; i < COUNT(quotes); i++)
		if (quotes[i].character == character)
			return quotes[i].byte;
	return character < 0x100 ? character : -1;
}

static bool ascii(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80)
			return false;
	return true;
}

/* "LÃª" -> "Lê"; what is no such text stays as it is. */
static str mended(arena *a, str s)
{
	char *bytes = arena_get(a, s.n + 1);
	size_t n = 0, length;
	if (ascii(s))
		return s;
	for (size_t i = 0; i < s.n; i += length) {
		int byte = byte_of((const unsigned char *)s.s + i, s.n - i, &length);
		if (byte < 0)
			return s;
		bytes[n++] = (char)byte;
	}
	return utf8_valid((str){bytes, n}) ? (str){bytes, n} : s;
}

/* A text to put into a form, or nothing: a question mark or a broken byte stands for a letter that is lost. */
static str sure(arena *a, str s)
{
	s = str_trim(s);
	if (!utf8_valid(s) || str_has(s, S("?")) || str_has(s, S("\xef\xbf\xbd")))
		return S("");
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ')
			return S("");
	return text_clean(a, mended(a, s), false);
}

/* ---- fields ---- */

/* ddMMyyyy; 00 stands for a day or month that is not known. Whether there is such a field tells how the card is laid out. */
static bool date_like(str s)
{
	int64_t year;
	return s.n == 8 && str_digits(s) && str_int((str){s.s + 4, 4}, &year) && year >= 1850 && year <= 2200 && s.s[0] <= '3' &&
	       s.s[2] <= '1';
}

static str date_of(arena *a, str s, bool partly)
{
	str iso;
	return date_like(s) && !date_typed(a, s, partly, &iso) ? iso : S("");
}

/* The word on the card; where it was mangled, the number knows. */
static str sex_of(arena *a, str s, str number)
{
	str word = fold(a, sure(a, s));
	if (str_is(word, "nam"))
		return S("male");
	return str_is(word, "nu") ? S("female") : personal_number_sex(number);
}

static size_t split(str s, str fields[FIELDS])
{
	size_t n = 0;
	for (bool more = true; more && n < FIELDS; n++) {
		more = str_cut(s, '|', &fields[n], &s);
		fields[n] = str_trim(fields[n]);
	}
	while (n && !fields[n - 1].n)
		n--;
	return n;
}

bool card_parse(arena *a, str scanned, struct card *out)
{
	str field[FIELDS] = {{0}};
	*out = (struct card){0};
	scanned = str_trim(scanned);
	if (scanned.n > 3 && str_starts(scanned, S("]Q"))) /* how some readers announce a QR code */
		scanned = (str){scanned.s + 3, scanned.n - 3};
	if (!scanned.n || scanned.n > SCANNED_MAX)
		return false;
	size_t n = split(scanned, field);
	if (field[0].n != 12 || !str_digits(field[0]))
		return false;
	out->number = field[0];
	bool first_cards = n == SEPARATORS && date_like(field[2]);
	if (!first_cards && (n < SEPARATORS || !date_like(field[3])))
		return false;
	const str *rest = first_cards ? field + 1 : field + 2; /* from the name on */
	out->old_number = !first_cards && person_old_number_valid(field[1]) ? field[1] : S("");
	out->name = sure(a, rest[0]);
	out->name = name_like(out->name) ? person_name(a, out->name) : S("");
	out->birth_on = date_of(a, rest[1], true);
	out->sex = sex_of(a, rest[2], out->number);
	out->address = sure(a, rest[3]);
	out->issued_on = date_of(a, rest[4], false); /* the day of issue is known */
	if (!personal_number_valid(out->number, out->birth_on, out->sex))
		out->doubt = "Số trên thẻ không khớp với năm sinh hoặc giới tính. Hãy đối chiếu với thẻ trước khi tiếp tục.";
	return true;
}

/* ---- in a form ---- */

enum { FILLED = 7 };

/* The fields that a card fills, as parts of a form; those it says nothing about stay as they were typed. */
static size_t card_parts(const struct card *k, struct http_part out[FILLED])
{
	const struct {
		const char *name;
		str value;
	} facts[] = {{"name", k->name}, {"personal_number", k->number}, {"birth_on", k->birth_on}, {"sex", k->sex},
		{"address", k->address}, {"old_number", k->old_number}};
	size_t n = 0;
	out[n++] = (struct http_part){.name = S("card"), .value = S(""), .fd = -1};
	for (size_t i = 0; i < COUNT(facts); i++)
		if (facts[i].value.n)
			out[n++] = (struct http_part){.name = str_of(facts[i].name), .value = facts[i].value, .fd = -1};
	return n;
}

/* The first part of a name is the one that counts: the card's stand before what was typed. */
static void fill_form(struct req *q, const struct card *k)
{
	struct http_request *http = q->http;
	struct http_part *parts = NEWN(q->ctx.a, struct http_part, http->nparts + FILLED);
	size_t n = card_parts(k, parts);
	if (http->nparts)
		memcpy(parts + n, http->parts, http->nparts * sizeof *parts);
	http->parts = parts;
	http->nparts += n;
	q->page.again = true;
}

err card_scanned(struct req *q, bool *scanned)
{
	struct card k;
	str text = str_trim(http_field(q->http, "card"));
	*scanned = text.n > 0;
	if (!*scanned)
		return NULL;
	bool read = card_parse(q->ctx.a, text, &k);
	if (!k.number.n)
		return FAIL_FIELD(
			&q->ctx, "card", "Không đọc được thẻ. Hãy quét lại mã QR trên thẻ căn cước, hoặc gõ từng ô bên dưới.");
	fill_form(q, &k);
	if (!read)
		return FAIL_FIELD(&q->ctx, "card", "Chỉ đọc được số trên thẻ. Hãy ghi các ô khác theo thẻ.");
	return k.doubt ? FAIL_FIELD(&q->ctx, "card", "%s", k.doubt) : NULL;
}
