#include "base.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "tests/unit/texts.h"

/* ---- arena ---- */

static char order[8];
static void note(void *letter) { strncat(order, letter, 1); }

static void arena_gives_zeroed_memory(void **state)
{
	(void)state;
	for (size_t n = 1; n < 200000; n = n * 3 + 1) {
		unsigned char *p = arena_get(&a, n);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	arena_reset(&a);
	unsigned char *again = arena_get(&a, 30000);
	for (size_t i = 0; i < 30000; i++)
		assert_int_equal(again[i], 0);
}

static void an_array_grows_with_what_is_in_it(void **state)
{
	(void)state;
	int *v = NULL, *before = NULL;
	size_t room = 0, moved = 0;
	for (int i = 0; i < 1000; i++) {
		v = GROWN(&a, v, (size_t)i, &room, 3);
		moved += v != before;
		before = v;
		assert_true(room > (size_t)i);
		v[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v[i], i);
	assert_int_equal(room, 1536);
	assert_int_equal(moved, 10);
	arena_reset(&a);
}

static void *ask_and_end(void *unused)
{
	arena own = {0};
	for (int i = 0; i < 40; i++) {
		size_t n = i % 4 == 3 ? 8900 : 8000; /* the larger ones have a chunk of their own */
		memset(arena_room(&own, n), i, n);
		if (i == 19)
			arena_free(&own);
	}
	arena_free(&own);
	return unused;
}

static long resident_bytes(void)
{
	long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%*s %ld", &pages), 1);
	fclose(f);
	return pages * sysconf(_SC_PAGESIZE);
}

static void a_thread_leaves_no_spare_chunks(void **state)
{
	enum { THREADS = 1000, MEGABYTES = 1024 * 1024 };
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* none are kept there, and what is freed stays with the sanitizer */
#endif
	pthread_t thread;
	long before = resident_bytes();
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_create(&thread, NULL, ask_and_end, NULL), 0);
		pthread_join(thread, NULL);
	}
	assert_true(resident_bytes() - before < 32 * MEGABYTES); /* four chunks each would be 125 */
}

static void arena_closes_last_first(void **state)
{
	(void)state;
	static char letters[] = "abc";
	*order = 0;
	for (int i = 0; i < 3; i++)
		arena_defer(&a, note, letters + i);
	arena_reset(&a);
	assert_string_equal(order, "cba");
	arena_reset(&a);
	assert_string_equal(order, "cba");
}

/* ---- str, buf, map ---- */

static void texts_are_compared_and_cut(void **state)
{
	(void)state;
	str none = {0}, before, after;
	assert_true(str_eq(none, S("")));
	assert_true(str_starts(S("abc"), S("ab")) && str_starts(S("abc"), S("")) && !str_starts(S("a"), S("ab")));
	assert_true(str_ends(S("abc"), S("bc")) && str_ends(none, S("")) && !str_ends(S("c"), S("bc")));
	assert_true(str_has(S("abc"), S("b")) && str_has(none, S("")) && !str_has(none, S("b")));
	SAME(str_trim(S(" \t\u00a0 x y\u00a0\n ")), "x y");
	assert_int_equal(str_trim(S(" \u00a0")).n, 0);
	assert_true(str_cut(S("a=b=c"), '=', &before, &after));
	SAME(before, "a");
	SAME(after, "b=c");
	assert_false(str_cut(S("abc"), '=', &before, &after));
	SAME(before, "abc");
	assert_int_equal(after.n, 0);
	assert_false(str_cut(none, '=', &before, &after));
	assert_true(str_listed(S("a bc d"), S("bc")) && str_listed(S("a bc d"), S("d")) && str_listed(S("a"), S("a")));
	assert_false(str_listed(S("a bc  d"), S("b")) || str_listed(S("a bc  d"), S("")) || str_listed(none, S("a")));
	assert_false(str_listed(S("a bc d"), S("a bc")));
	assert_true(str_digits(S("0123456789")));
	assert_false(
		str_digits(S("")) || str_digits(none) || str_digits(S("1.2")) || str_digits(S("12:")) || str_digits(S("/1")));
	SAME(str_lower_ascii(&a, S("ABC.PDF Ế")), "abc.pdf Ế");
}

static void integers_are_strict(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"", "-", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "-9223372036854775809"};
	int64_t v = 7;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(str_int(str_of(wrong[i]), &v));
	assert_false(str_int((str){"1\0002", 3}, &v));
	assert_int_equal(v, 7);
	assert_true(str_int(S("9223372036854775807"), &v) && v == INT64_MAX);
	assert_true(str_int(S("-9223372036854775808"), &v) && v == INT64_MIN);
	assert_true(str_int(S("007"), &v) && v == 7);
}

static void buffers_grow(void **state)
{
	(void)state;
	buf b = {.a = &a};
	assert_true(str_is(buf_text(&b), ""));
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "%d,", i % 10);
	assert_int_equal(b.n, 10000);
	assert_int_equal(strlen(b.s), 10000);
	char *wide = NEWN(&a, char, 3001);
	memset(wide, 'x', 3000);
	b.n = 0;
	buf_printf(&b, "<%s>", wide);
	assert_int_equal(b.n, 3002);
	assert_int_equal(str_format(&a, "<%s>", wide).n, 3002);
}

static void maps_keep_order(void **state)
{
	(void)state;
	struct map m = {.a = &a};
	static int values[1000];
	assert_null(map_get(&m, S("x")));
	for (int i = 0; i < 1000; i++)
		map_put(&m, str_format(&a, "key%d", i), &values[i]);
	map_put(&m, S("key7"), &values[8]);
	assert_int_equal(m.n, 1000);
	for (int i = 0; i < 1000; i++) {
		SAME(m.entries[i].key, str_format(&a, "key%d", i).s);
		assert_ptr_equal(map_get(&m, str_format(&a, "key%d", i)), i == 7 ? &values[8] : &values[i]);
	}
	assert_null(map_get(&m, S("key1000")));
	map_put(&m, S(""), &values[3]);
	assert_ptr_equal(map_get(&m, (str){0}), &values[3]);
}

static void errors_say_where(void **state)
{
	(void)state;
	struct ctx c = {.a = &a};
	err e = FAIL(&c, CONFLICT, "Hồ sơ %d", 7);
	assert_int_equal(e->kind, CONFLICT);
	SAME(e->text, "Hồ sơ 7");
	assert_true(str_has(str_of(e->where), S("base_test.c:")));
	e = FAIL_FIELD(&c, "name", "Nhập %s", "họ tên");
	assert_int_equal(e->kind, INVALID);
	assert_string_equal(e->problems->field, "name");
	SAME(e->problems->text, "Nhập họ tên");
}

/* ---- UTF-8 and Vietnamese ---- */

static void utf8_is_strict(void **state)
{
	(void)state;
	static const str wrong[] = {{"\xff", 1}, {"\xc0\x80", 2}, {"\xe1\xba", 2}, {"\xed\xa0\x80", 3}, {"\xf4\x90\x80\x80", 4},
		{"a\0b", 3}, {"\x80", 1}};
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(utf8_valid(wrong[i]));
	assert_true(utf8_valid(S("")) && utf8_valid(S("Tiếng Việt \U0001F600")));
	str whole = S("ế\U0001F600a");
	for (size_t n = 0; n <= whole.n; n++) {
		str cut = utf8_whole((str){whole.s, n});
		assert_true(utf8_valid(cut) && n - cut.n <= 3 && (!utf8_valid((str){whole.s, n}) || cut.n == n));
	}
	assert_int_equal(utf8_length(S("Nguyễn")), 6);
	SAME(utf8_nfc(&a, S("Nguye\u0302\u0303n")), "Nguyễn");
	SAME(utf8_nfc(&a, S("e\u0303\u0302")), "ẽ\u0302"); /* canonical order is not changed for marks of one class */
	SAME(utf8_nfc(&a, S("o\u0323\u031b")), "ợ");
}

static void folding_finds_what_people_mean(void **state)
{
	(void)state;
	static const char *const same[][2] = {{"Hòa", "hoa"}, {"Hoà", "hoa"}, {"HOÀ", "hoa"}, {"hoa\u0300", "hoa"},
		{"Đặng Thị Ngọc-Ánh", "dang thi ngoc anh"}, {"  Đăng ký   khai sinh!", "dang ky khai sinh"},
		{"ĐƯỜNG SỐ 3/2", "duong so 3 2"}, {"1.001193", "1 001193"}, {"ỷ ỵ ữ ợ ẫ", "y y u o a"}, {"...", ""}, {"", ""},
		{"Ðỗ Văn Ðạt", "do van dat"}, {"Ea H'Leo", "ea hleo"}, {"EA H’LEO", "ea hleo"}, {"Ea H\u00b4Leo", "ea hleo"},
		{"Ê̆ Đê ƀ č ŏ ŭ ñ", "e de b c o u n"}, {"Søren Łukasz œuvre Aª", "soren lukasz oeuvre aa"},
		{"Иван Пётр", "иван петр"}, {"\uff10\uff19 \ufb01n 64 m²", "09 fin 64 m2"}};
	for (size_t i = 0; i < COUNT(same); i++)
		SAME(fold(&a, str_of(same[i][0])), same[i][1]);
	SAME(fold(&a, (str){"x\xffÀy", 5}), "xay");
}

static void spellings_of_one_sound_have_one_key(void **state)
{
	(void)state;
	static const char *const keys[][2] = {{"chữ ký", "chu ki"}, {"chữ kí", "chu ki"}, {"Qui Nhơn", "qui nhon"},
		{"Quy Nhơn", "qui nhon"}, {"Quýnh", "quinh"}, {"Lý Sơn", "li son"}, {"Kỳ Anh", "ki anh"}, {"Mỹ Tho", "mi tho"},
		{"Y tế", "i te"}, {"Yên", "ien"}, {"Thủy", "thuy"}, {"Thuỷ", "thuy"}, {"thúi", "thui"}, {"tay", "tay"},
		{"tai", "tai"}, {"Nguyễn", "nguyen"}, {"quay", "quay"}, {"Ya Ly", "ia li"}, {"Ialy", "iali"}};
	for (size_t i = 0; i < COUNT(keys); i++) {
		str key = search_key(&a, str_of(keys[i][0]));
		SAME(key, keys[i][1]);
		assert_true(str_eq(search_key(&a, key), key) && str_eq(fold(&a, key), key));
	}
	str whole = S("quyet dinh ky luat ly son yyy"), key = search_key(&a, whole);
	for (size_t n = 1; n < whole.n; n++)
		assert_true(str_starts(key, search_key(&a, (str){whole.s, n})));
}

static str character(arena *to, uint32_t c)
{
	if (c < 0x80)
		return str_format(to, "%c", (int)c);
	if (c < 0x800)
		return str_format(to, "%c%c", (int)(0xc0 | c >> 6), (int)(0x80 | (c & 0x3f)));
	if (c < 0x10000)
		return str_format(to, "%c%c%c", (int)(0xe0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3f)), (int)(0x80 | (c & 0x3f)));
	return str_format(to, "%c%c%c%c", (int)(0xf0 | c >> 18), (int)(0x80 | (c >> 12 & 0x3f)), (int)(0x80 | (c >> 6 & 0x3f)),
		(int)(0x80 | (c & 0x3f)));
}

static void folding_is_done_once(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x30000; c++) {
		if (c >= 0xd800 && c < 0xe000)
			continue;
		arena one = {0};
		str s = str_format(&one, "Ba%sn", character(&one, c).s), folded = fold(&one, s);
		assert_true(utf8_valid(s) && utf8_valid(folded));
		assert_true(str_eq(fold(&one, folded), folded) && str_eq(fold(&one, utf8_nfc(&one, s)), folded));
		arena_free(&one);
	}
}

static void texts_are_taken_in_alike(void **state)
{
	(void)state;
	static const char *const lines[][2] = {{"Nguyễn\u00a0Văn\u2007An", "Nguyễn Văn An"}, {"  Lê   Văn \t B ", "Lê Văn B"},
		{"Ðỗ Văn ðạt", "Đỗ Văn đạt"}, {"Nguy\u00adễn\u200b V\u200dăn\ufeff", "Nguyễn Văn"},
		{"\u202eLê\u2066 An\u2069", "Lê An"}, {"\uff10\uff19\uff11 \uff21\uff07", "091 A'"},
		{"Nguye\u0302\u0303n", "Nguyễn"}, {"Nguye\u0303\u0302n", "Nguyễn"}, {"tra\u0341 la\u0340", "trá là"},
		{"a\u0301\u0306n", "ắn"}, {"\u0111o\u0301\u031b", "đớ"}, {"gia\u2011đình", "gia-đình"},
		{"a\nb\r\nc\rd", "a b c d"},
		{"a\u2028b\x01\x7f\xc2\x85"
		 "c",
			"a b c"},
		{"\ufb01n", "fin"}, {"\u3000 \u00a0", ""}, {"", ""}, {"H’Hen ê\u0306 ƀ", "H’Hen ê\u0306 ƀ"},
		{"e\u0306\u0302", "ê\u0306"}, {"Thành phố", "Thành phố"}};
	for (size_t i = 0; i < COUNT(lines); i++)
		SAME(text_clean(&a, str_of(lines[i][0]), false), lines[i][1]);
	SAME(text_clean(&a, S(" dòng  một\r\n\tdòng\u00a0hai\u2029 "), true), "dòng  một\n\tdòng hai");
	SAME(text_clean(&a, (str){"L\xc3\xaa \xff\xe1\xbb", 7}, false), "Lê"); /* bytes that are no characters */
}

static void taking_in_is_done_once(void **state)
{
	(void)state;
	static const char *const places[] = {"Ba%sn", "%s", "e%s\u0302\u0301", " %s  x"};
	for (uint32_t c = 1; c < 0x30000; c++) {
		if (c >= 0xd800 && c < 0xe000)
			continue;
		arena one = {0};
		for (size_t i = 0; i < COUNT(places); i++) {
			str s = str_format(&one, places[i], character(&one, c).s);
			for (int many = 0; many < 2; many++) {
				str clean = text_clean(&one, s, many);
				assert_true(!clean.n || utf8_valid(clean));
				assert_true(str_eq(text_clean(&one, clean, many), clean) && str_eq(utf8_nfc(&one, clean), clean));
				assert_true(many || !str_has(clean, S("  ")));
			}
		}
		arena_free(&one);
	}
}

/* A letter that no table knows sends the whole text to the library: with it and without it the rest is the same. */
static void usual_letters_are_as_the_library_says(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (int i = 0; i < 60000; i++) {
		arena one = {0};
		uint32_t letters[2];
		for (size_t k = 0; k < 2; k++) {
			seed = seed * 1664525 + 1013904223;
			letters[k] = i < 0x350 && !k ? (uint32_t)i : seed >> 8 & 0x3ff;
			letters[k] = letters[k] < 0x250 ? letters[k] + !letters[k] : 0x1e00 + (letters[k] & 0xff);
		}
		str text = str_format(&one, "a%s%sn", character(&one, letters[0]).s, character(&one, letters[1]).s);
		str other = str_format(&one, "%.*s中", STR_ARG(text));
		SAME(fold(&one, other), str_format(&one, "%.*s中", STR_ARG(fold(&one, text))).s);
		for (int many = 0; many < 2; many++)
			SAME(text_clean(&one, other, many), str_format(&one, "%.*s中", STR_ARG(text_clean(&one, text, many))).s);
		SAME(text_secret(&one, other), str_format(&one, "%.*s中", STR_ARG(text_secret(&one, text))).s);
		arena_free(&one);
	}
}

static bool follows(unsigned char byte) { return byte >= 0x80 && byte < 0xc0; }

/* Of two bytes, and of three: written out from the standard. */
static bool well_formed(const unsigned char s[3], size_t n)
{
	bool two = n == 2 && s[0] >= 0xc2 && s[0] <= 0xdf, three = n == 3 && s[0] >= 0xe0 && s[0] <= 0xef && follows(s[2]);
	bool too_long = s[0] == 0xe0 && s[1] < 0xa0, half_a_pair = s[0] == 0xed && s[1] > 0x9f;
	return (two || three) && follows(s[1]) && !(three && (too_long || half_a_pair));
}

static void every_pair_and_three_of_bytes_is_told(void **state)
{
	static const unsigned char last[] = {0x00, 'a', 0x7f, 0x80, 0x81, 0xbf, 0xc0, 0xff};
	(void)state;
	for (int lead = 0xc0; lead < 0xf0; lead++)
		for (int second = 0; second < 0x100; second++) {
			unsigned char s[3] = {(unsigned char)lead, (unsigned char)second, 0};
			assert_int_equal(utf8_valid((str){(char *)s, 2}), well_formed(s, 2));
			for (size_t i = 0; i < COUNT(last); i++) {
				s[2] = last[i];
				bool as_two = well_formed(s, 2) && s[2] && s[2] < 0x80;
				assert_int_equal(utf8_valid((str){(char *)s, 3}), as_two || well_formed(s, 3));
			}
		}
	assert_true(str_is(text_clean(&a, S("Nhà ở\xe1\xbb"), false), "Nhà ở")); /* cut off within a letter */
}

static void secrets_stay_as_typed(void **state)
{
	(void)state;
	SAME(text_secret(&a, S(" mật  khẩu Ð \n")), "mật  khẩu Ð");
	SAME(text_secret(&a, S("ma\u0323\u0302t\u200b\x01")), "mật");
}

static void names_have_words(void **state)
{
	(void)state;
	static const char *const names[][2] = {{"H'Hen Niê", "hhen h hen nie"}, {"H’Hen Niê", "hhen h hen nie"},
		{"H Hen Niê", "h hen hhen nie"}, {"HHen Niê", "hhen nie"}, {"Y-Bih Ênuôl", "i bih ibih enuol"},
		{"Nguyễn Văn An", "nguyen van an"}, {"Lý Quý", "li qui"},
		{"Anne-Marie O'Brien", "anne marie annemarie obrien o brien"}, {"Trần Văn A", "tran van a"}, {"'", ""},
		{"H'", "h"}, {"Иван", "иван"}};
	for (size_t i = 0; i < COUNT(names); i++)
		SAME(name_words(&a, str_of(names[i][0])), names[i][1]);
}

/* Names in other scripts are no less different from each other than ours. */
static void names_of_every_people(void **state)
{
	(void)state;
	static const char *const differ[][2] = {
		{"Иван Петров", "Пётр Петров"}, {"李小龍", "李大龍"}, {"Niê Ŏ", "Niê Ô"}, {"Søren", "Seren"}};
	static const char *const same[][2] = {{"H'Hen Niê", "H’HEN NIÊ"}, {"иван", "ИВАН"}, {"Søren", "Soren"}};
	for (size_t i = 0; i < COUNT(differ); i++)
		assert_false(str_eq(name_key(&a, str_of(differ[i][0])), name_key(&a, str_of(differ[i][1]))));
	for (size_t i = 0; i < COUNT(same); i++)
		assert_true(str_eq(name_key(&a, str_of(same[i][0])), name_key(&a, str_of(same[i][1]))));
}

static int by_key(const void *x, const void *y)
{
	str l = name_key(&a, str_of(*(const char *const *)x)), r = name_key(&a, str_of(*(const char *const *)y));
	int order_ = memcmp(l.s, r.s, l.n < r.n ? l.n : r.n);
	return order_ ? order_ : (l.n > r.n) - (l.n < r.n);
}

/* Given name first, then family name; letters a ă â .. before tones: ngang, huyền, hỏi, ngã, sắc, nặng. */
static void names_sort_as_in_a_class_register(void **state)
{
	(void)state;
	static const char *const right[] = {"Bùi An", "Nguyễn Văn An", "Phạm An", "Lê Ánh", "Đỗ Ân", "Trần Văn Ân", "Bùi Ẩn",
		"Lê Bình", "Hồ Bích Cúc", "Lê Dũng", "Lê Đức", "Vũ Em", "Mai Hoa", "Mai Hòa", "Mai Hỏa", "Mai Hoả", "Mai Hóa",
		"Lê Khoa", "Lê Lan", "Lê Long", "Lê Lộc", "Lê Lợi", "Lê Nam", "Lê Oanh", "Lê Phúc", "Lê Quý", "Lê Sơn", "Lê Tú",
		"Lê Tư", "Lê Uyên", "Lê Vy", "Lê Xuân", "Lê Yến"};
	const char *shuffled[COUNT(right)];
	for (size_t i = 0; i < COUNT(right); i++)
		shuffled[i] = right[i * 7 % COUNT(right)];
	_Static_assert(COUNT(right) % 7, "a shuffle loses no name");
	qsort(shuffled, COUNT(right), sizeof *shuffled, by_key);
	for (size_t i = 0; i < COUNT(right); i++)
		if (strcmp(right[i], "Mai Hỏa") && strcmp(right[i], "Mai Hoả")) /* the same name, spelt in two ways */
			assert_string_equal(shuffled[i], right[i]);
	str one = name_key(&a, S("Mai Hỏa")), other = name_key(&a, S("MAI  HOẢ"));
	assert_true(str_eq(one, other));
}

static void names_are_shown_and_masked(void **state)
{
	(void)state;
	SAME(title_case(&a, S("NGUYỄN THỊ ĐÀO")), "Nguyễn Thị Đào");
	SAME(title_case(&a, S("y-bih ênuôl")), "Y-Bih Ênuôl");
	SAME(title_case(&a, S("AT\u0308")), "A\u1e97");  /* two characters as a capital, one as a small letter */
	SAME(title_case(&a, S("\u0345'a")), "\u0399'A"); /* a mark that is a letter as a capital */
	static const char *const capitals[][2] = {{"H'HEN NIÊ", "H'Hen Niê"}, {"H’HEN NIÊ", "H’Hen Niê"}, {"K'BRỂ", "K'Brể"},
		{"KSOR H'BIA", "Ksor H'Bia"}, {"O'BRIEN", "O'Brien"}, {"o’brien-smith", "O’Brien-Smith"},
		{"BH'NƯỚCH", "Bh'Nướch"}, {"SA'AD", "Sa'ad"}, {"Y-BIH ÊNUÔL", "Y-Bih Ênuôl"}, {"ИВАН ПЕТРОВ", "Иван Петров"},
		{"ê̆ ĐÊ", "Ê̆ Đê"}};
	for (size_t i = 0; i < COUNT(capitals); i++)
		SAME(title_case(&a, str_of(capitals[i][0])), capitals[i][1]);
	SAME(lower_first(&a, S("Đặc khu Phú Quốc")), "đặc khu Phú Quốc");
	SAME(lower_first(&a, S("Ủy ban")), "ủy ban");
	SAME(lower_first(&a, S("CCCD")), "CCCD");
	SAME(lower_first(&a, S("")), "");
	SAME(mask_number(&a, S("001099012345")), "001*******45");
	SAME(mask_number(&a, S("12345")), "***45");
	SAME(mask_number(&a, S("1")), "*");
	SAME(mask_number(&a, S("")), "");
	SAME(mask_phone(&a, S("0912345678")), "091*****78");
	SAME(mask_name(&a, S("Nguyễn Văn Anh")), "Nguyễn V. A***");
	SAME(mask_name(&a, S("Đỗ  Thị Kim Ánh ")), "Đỗ T. K. Á***");
	SAME(mask_name(&a, S("Ân")), "Â***");
	SAME(mask_name(&a, S("Niê Ê̆ban")), "Niê Ê̆***"); /* a letter with its marks */
	SAME(mask_phone(&a, S("đt: số lạ")), "đt:****lạ");
	SAME(mask_number(&a, S("ệ")), "*");
	SAME(mask_name(&a, S("")), "");
	SAME(show_int(&a, 1234567), "1.234.567");
	SAME(show_int(&a, -1000), "-1.000");
	SAME(show_share(&a, 985, 1000), "98,5 %");
	SAME(show_share(&a, 2, 3), "66,7 %");
	SAME(show_share(&a, 1, 2000), "0,1 %"); /* half up */
	SAME(show_share(&a, 7, 7), "100,0 %");
	SAME(show_share(&a, 0, 0), "–");
	SAME(show_int(&a, -100), "-100");
	SAME(show_int(&a, 0), "0");
	SAME(show_int(&a, INT64_MIN), "-9.223.372.036.854.775.808");
}

/* ---- time ---- */

static void every_day_from_1900_to_2100(void **state)
{
	(void)state;
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	day d = day_make(1900, 1, 1), parsed;
	int weekday = 1; /* 1/1/1900 was a Monday */
	for (int y = 1900; y <= 2100; y++)
		for (int m = 1; m <= 12; m++) {
			bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
			for (int k = 1; k <= lengths[m - 1] + (m == 2 && leap); k++, d++, weekday = weekday % 7 + 1) {
				struct date p = day_parts(d);
				assert_true(day_make(y, m, k) == d && p.year == y && p.month == m && p.day == k);
				assert_int_equal(day_weekday(d), weekday);
				assert_true(day_of(day_start(d)) == d && day_of(day_start(d) - 1) == d - 1);
			}
			arena_reset(&a);
			assert_true(day_parse(day_iso(&a, d - 1), &parsed) && parsed == d - 1);
			assert_true(day_parse(show_day(&a, d - 1), &parsed) && parsed == d - 1);
		}
	assert_int_equal(day_make(1970, 1, 1), 0);
}

static void dates_are_strict(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "29/2/2023", "31/04/2026",
		"1/1/26", "2026/01/01", "01-01-2026", "2026-01-01 ", " 2026-01-01", "0000-01-01", "1/1/20266", "//",
		"2026-01-0x"};
	day d;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(day_parse(str_of(wrong[i]), &d));
	assert_true(day_parse(S("29/2/2024"), &d) && d == day_make(2024, 2, 29));
	assert_true(day_parse(S("1/01/2026"), &d) && d == day_make(2026, 1, 1));
}

static void instants_are_read_and_shown(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "2026-11-23", "2026-11-23T07:05:00", "2026-11-23T24:00:00Z",
		"2026-11-23T07:60:00Z", "2026-11-23T07:05:60Z", "2026-11-23T07:05:00.Z", "2026-11-23T07:05:00+7",
		"2026-11-23T07:05:00+0700", "2026-02-30T07:05:00Z", "2026-11-23T07:05:00Zx", "23/11/2026T07:05:00Z"};
	int64_t at, other;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(time_parse_rfc3339(str_of(wrong[i]), &at));
	assert_true(time_parse_rfc3339(S("2026-11-23T07:05:00.123456Z"), &at));
	SAME(time_rfc3339(&a, at), "2026-11-23T07:05:00.123456Z");
	SAME(time_http(&a, at), "Mon, 23 Nov 2026 07:05:00 GMT");
	SAME(time_http(&a, -1), "Wed, 31 Dec 1969 23:59:59 GMT");
	assert_true(time_parse_rfc3339(S("2026-11-23T14:05:00.1234569+07:00"), &other) && other == at);
	assert_true(time_parse_rfc3339(S("2026-11-22T23:35:00.123456-07:30"), &other) && other == at);
	SAME(show_time(&a, at), "14:05, 23/11/2026");
	SAME(show_time_long(&a, at), "14 giờ 05 phút, ngày 23 tháng 11 năm 2026");
	assert_int_equal(minute_of_day(at), 14 * 60 + 5);
	assert_int_equal(minute_of_day(-7 * HOUR - 1), 24 * 60 - 1);
	assert_true(time_parse_rfc3339(S("1969-12-31T23:59:59.999999Z"), &at) && at == -1);
	SAME(time_rfc3339(&a, -1), "1969-12-31T23:59:59.999999Z");
	assert_int_equal(day_of(16 * HOUR + 59 * MINUTE), 0); /* 23:59 in Viet Nam */
	assert_int_equal(day_of(17 * HOUR), 1);
}

/* Nghị định 30/2020/NĐ-CP: a zero before days below 10, before January and February, before nothing else. */
static void official_papers_write_zeros_where_the_decree_says(void **state)
{
	(void)state;
	static const struct {
		int month, day;
		const char *said;
	} dates[] = {{1, 9, "ngày 09 tháng 01 năm 2026"}, {2, 1, "ngày 01 tháng 02 năm 2026"}, {3, 5, "ngày 05 tháng 3 năm 2026"},
		{9, 30, "ngày 30 tháng 9 năm 2026"}, {10, 9, "ngày 09 tháng 10 năm 2026"}, {11, 10, "ngày 10 tháng 11 năm 2026"},
		{12, 31, "ngày 31 tháng 12 năm 2026"}};
	for (size_t i = 0; i < COUNT(dates); i++) {
		day d = day_make(2026, dates[i].month, dates[i].day);
		SAME(show_day_long(&a, d), dates[i].said);
		SAME(place_and_day(&a, S("Gia Lâm"), d), str_format(&a, "Gia Lâm, %s", dates[i].said).s);
		SAME(show_time_long(&a, day_start(d) + 425 * MINUTE), str_format(&a, "07 giờ 05 phút, %s", dates[i].said).s);
	}
	SAME(place_and_day(&a, S(""), day_make(2026, 3, 5)), "................, ngày 05 tháng 3 năm 2026");
	static const char *const months[] = {"01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
	for (int i = 0; i < 12; i++)
		SAME(month_digits(&a, i + 1), months[i]);
	SAME(day_digits(&a, 9), "09");
	SAME(day_digits(&a, 10), "10");
}

/* ---- crypto: published vectors ---- */

static void hashes_match_their_standards(void **state)
{
	(void)state;
	SAME(sha256_hex(&a, sha256_of((str){0})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	SAME(sha256_hex(&a, sha256_of(S("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	struct sha256_state *s = sha256_begin(&a);
	static char thousand[1000];
	memset(thousand, 'a', sizeof thousand);
	for (int i = 0; i < 1000; i++)
		sha256_add(s, thousand, sizeof thousand);
	SAME(sha256_hex(&a, sha256_end(s)), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	/* RFC 4231, case 2 */
	SAME(sha256_hex(&a, hmac_sha256(S("Jefe"), S("what do ya want for nothing?"))),
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void secrets_are_random_and_checked(void **state)
{
	(void)state;
	unsigned char bytes[4];
	SAME(hex(&a, "\x00\xff\x10", 3), "00ff10");
	assert_true(hex_parse(S("00ff10Ab"), bytes, 4) && bytes[3] == 0xab);
	assert_false(hex_parse(S("00ff10a"), bytes, 4) || hex_parse(S("00ff10zz"), bytes, 4) || hex_parse(S("00ff10"), bytes, 4));
	SAME(base64url(&a, "\xfb\xff\xfe", 3), "-__-");
	SAME(base64url(&a, "a", 1), "YQ");
	assert_true(same_secret(S("abc"), S("abc")) && !same_secret(S("abc"), S("abd")) && !same_secret(S("abc"), S("ab")));
	assert_int_equal(random_token(&a, 32).n, 43);
	assert_false(str_eq(random_token(&a, 32), random_token(&a, 32)));
	str code = random_code(&a, 1000);
	for (size_t i = 0; i < code.n; i++)
		assert_non_null(strchr("23456789ABCDEFGHJKMNPQRSTUVWXYZ", code.s[i]));
	str hash = password_hash(&a, S("mật khẩu"));
	assert_true(str_starts(hash, S("$argon2id$")));
	assert_true(password_matches(S("mật khẩu"), hash));
	assert_false(password_matches(S("mật khẩU"), hash) || password_matches(S(""), hash) || password_matches(S("x"), S("")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {RESET(arena_gives_zeroed_memory), RESET(an_array_grows_with_what_is_in_it),
		RESET(a_thread_leaves_no_spare_chunks), RESET(arena_closes_last_first), RESET(texts_are_compared_and_cut),
		RESET(integers_are_strict), RESET(buffers_grow), RESET(maps_keep_order), RESET(errors_say_where),
		RESET(utf8_is_strict), RESET(folding_finds_what_people_mean), RESET(spellings_of_one_sound_have_one_key),
		RESET(folding_is_done_once), RESET(texts_are_taken_in_alike), RESET(usual_letters_are_as_the_library_says),
		RESET(every_pair_and_three_of_bytes_is_told), RESET(taking_in_is_done_once), RESET(secrets_stay_as_typed),
		RESET(names_have_words), RESET(names_of_every_people), RESET(names_sort_as_in_a_class_register),
		RESET(names_are_shown_and_masked), RESET(every_day_from_1900_to_2100), RESET(dates_are_strict),
		RESET(instants_are_read_and_shown), RESET(official_papers_write_zeros_where_the_decree_says),
		RESET(hashes_match_their_standards), RESET(secrets_are_random_and_checked)};
	crypto_start();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return failed;
}
