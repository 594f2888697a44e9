#include "places.h"

/* ---- kinds of units ---- */

static const struct unit_kind {
	const char *capitals, *key; /* as typed in capitals; without marks */
	const char *shown;
	size_t words;
} kinds[] = {{"XÃ", "xa", "Xã", 1}, {"PHƯỜNG", "phuong", "Phường", 1}, {"THỊ TRẤN", "thi tran", "Thị trấn", 2},
	{"ĐẶC KHU", "dac khu", "Đặc khu", 2}, {"HUYỆN", "huyen", "Huyện", 1}, {"QUẬN", "quan", "Quận", 1},
	{"THỊ XÃ", "thi xa", "Thị xã", 2}, {"THÀNH PHỐ", "thanh pho", "Thành phố", 2}, {"TỈNH", "tinh", "Tỉnh", 1}};

static const struct {
	const char *letters, *kind;
	bool bare; /* also without a dot, before a space */
} abbreviations[] = {{"tp", "Thành phố", true}, {"t.p", "Thành phố", true}, {"tt", "Thị trấn", true}, {"t.t", "Thị trấn", true},
	{"tx", "Thị xã", true}, {"t.x", "Thị xã", true}, {"đk", "Đặc khu", true}, {"Đk", "Đặc khu", true}, {"x", "Xã", false},
	{"p", "Phường", false}, {"h", "Huyện", false}, {"q", "Quận", false}, {"t", "Tỉnh", false}};

static const struct {
	const char *key, *name;
} short_names[] = {{"hcm", "Hồ Chí Minh"}, {"tphcm", "Thành phố Hồ Chí Minh"}, {"hn", "Hà Nội"}, {"tphn", "Thành phố Hà Nội"},
	{"brvt", "Bà Rịa - Vũng Tàu"}, {"br vt", "Bà Rịa - Vũng Tàu"}};

static bool has_marks(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80)
			return true;
	return false;
}

/* The first words of a text, and what stands behind them. */
static bool first_words(str text, size_t words, str *first, str *rest)
{
	str before, after = text;
	for (size_t i = 0; i < words; i++)
		if (!str_cut(after, ' ', &before, &after) && i + 1 < words)
			return false;
	*first = (str){text.s, (size_t)(before.s + before.n - text.s)};
	*rest = after;
	return after.n > 0;
}

static const struct unit_kind *kind_at(arena *a, str text, bool marks, str *rest)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		str first;
		if (first_words(text, kinds[i].words, &first, rest) &&
			(marks ? str_is(upper_case(a, first), kinds[i].capitals) : str_is(fold(a, first), kinds[i].key)))
			return &kinds[i];
	}
	return NULL;
}

/* "TP. Phủ Lý", "TP Phủ Lý", "P.5", "Q1" */
static const char *abbreviated(arena *a, str text, str *rest)
{
	str small = str_lower_ascii(a, text);
	for (size_t i = 0; i < COUNT(abbreviations); i++) {
		str letters = str_of(abbreviations[i].letters);
		if (!str_starts(small, letters) || small.n <= letters.n)
			continue;
		char next = small.s[letters.n];
		*rest = (str){text.s + letters.n, text.n - letters.n};
		if (next == '.' && rest->n > 1)
			*rest = str_trim((str){rest->s + 1, rest->n - 1});
		else if (!(next == ' ' && abbreviations[i].bare) && !(next >= '1' && next <= '9' && letters.n == 1))
			continue;
		*rest = str_trim(*rest);
		if (rest->n)
			return abbreviations[i].kind;
	}
	return NULL;
}

static str full_name(arena *a, str name)
{
	str key = fold(a, name);
	for (size_t i = 0; i < COUNT(short_names); i++)
		if (str_is(key, short_names[i].key) || str_is(place_letters(a, name), short_names[i].key))
			return str_of(short_names[i].name);
	return name;
}

bool place_kind(arena *a, str text, struct place_part *part)
{
	str rest;
	text = full_name(a, str_trim(text));
	const struct unit_kind *k = kind_at(a, text, has_marks(text), &rest);
	const char *kind = k ? k->shown : abbreviated(a, text, &rest);
	*part = (struct place_part){.whole = text, .name = text, .kind = S("")};
	if (!kind)
		return false;
	part->kind = str_of(kind);
	part->name = full_name(a, rest);
	part->whole = k ? text : str_format(a, "%s %.*s", kind, STR_ARG(part->name));
	return true;
}

/* ---- an address ---- */

static void add_part(arena *a, struct place_parts *out, str text)
{
	struct place_part part;
	text = str_trim(text);
	while (text.n && strchr(".,;:-", text.s[text.n - 1]))
		text = str_trim((str){text.s, text.n - 1});
	if (!text.n || str_is(place_letters(a, text), "vietnam"))
		return;
	if (out->n == PLACE_PARTS)
		memmove(out->v, out->v + 1, --out->n * sizeof *out->v);
	place_kind(a, text, &part);
	out->v[out->n++] = part;
}

static bool is_kind(arena *a, str text)
{
	str capitals = upper_case(a, text);
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_is(capitals, kinds[i].capitals))
			return true;
	return str_is(capitals, "THỊ");
}

/* "X. Gia Lâm" */
static bool short_kind(arena *a, str text)
{
	str behind;
	const char *dot = memchr(text.s, '.', text.n < 4 ? text.n : 4);
	return dot && !memchr(text.s, ' ', (size_t)(dot - text.s)) && abbreviated(a, text, &behind);
}

/* Before each kind inside: "Thôn 3 xã Gia Lâm huyện Nho Quan", but not in Phường Phường Đúc. In a text without marks a kind may be a
 * syllable of a name. */
static void add_by_kinds(arena *a, struct place_parts *out, str text)
{
	str begin = text, rest = text, word, behind;
	while (str_cut(rest, ' ', &word, &rest)) {
		str before = {begin.s, (size_t)(rest.s - begin.s)};
		bool kind = (out->marks && kind_at(a, rest, true, &behind)) || short_kind(a, rest);
		if (!kind || is_kind(a, str_trim(before)))
			continue;
		add_part(a, out, before);
		begin = rest;
	}
	add_part(a, out, begin);
}

/* A dash between spaces parts an address, but not Bà Rịa - Vũng Tàu. */
static void add_by_dashes(arena *a, struct place_parts *out, str text)
{
	str begin = text;
	for (size_t i = 0; i + 3 < text.n; i++) {
		bool hyphen = !memcmp(text.s + i, " - ", 3),
		     long_dash = i + 5 < text.n && !memcmp(text.s + i, " \xe2\x80\x93 ", 5);
		size_t dash = hyphen ? 3 : long_dash ? 5 : 0;
		if (!dash)
			continue;
		str before = {begin.s, (size_t)(text.s + i - begin.s)}, after = {text.s + i + dash, text.n - i - dash};
		if (str_ends(place_letters(a, before), S("baria")) && str_starts(place_letters(a, after), S("vungtau")))
			continue;
		add_by_kinds(a, out, before);
		begin = after;
	}
	add_by_kinds(a, out, begin);
}

void place_parts(arena *a, str typed, bool dashes, struct place_parts *out)
{
	str rest = text_clean(a, typed, false);
	*out = (struct place_parts){.marks = has_marks(rest)};
	for (size_t from = 0, i = 0; i <= rest.n; i++) {
		if (i < rest.n && rest.s[i] != ',' && rest.s[i] != ';')
			continue;
		(dashes ? add_by_dashes : add_by_kinds)(a, out, (str){rest.s + from, i - from});
		from = i + 1;
	}
}

/* ---- comparing ---- */

str place_letters(arena *a, str text)
{
	str key = search_key(a, text);
	char *letters = str_c(a, key);
	size_t n = 0;
	for (size_t i = 0; i < key.n; i++)
		if (key.s[i] != ' ')
			letters[n++] = key.s[i];
	return (str){letters, n};
}

/* The key of a name with its marks; y counts as i, which the letters have settled already. */
static str marked_key(arena *a, str name)
{
	str key = name_key(a, name), i = name_key(a, S("i")), y = name_key(a, S("y"));
	char *v = str_c(a, key);
	for (size_t k = 0; k < key.n; k++)
		if (v[k] == *y.s)
			v[k] = *i.s;
	return (str){v, key.n};
}

bool place_same(arena *a, str typed, str name)
{
	return str_eq(place_letters(a, typed), place_letters(a, name)) && str_eq(marked_key(a, typed), marked_key(a, name));
}
