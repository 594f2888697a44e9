/* Fuzz target: what src/base and src/html do with texts that strangers typed. */
#include "html/html.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void dates(arena *a, str s)
{
	day d, again;
	int64_t at, back, number;
	if (day_parse(s, &d))
		require(day_parse(day_iso(a, d), &again) && again == d && day_parse(show_day(a, d), &again) && again == d);
	if (time_parse_rfc3339(s, &at) && at > -INT64_C(60000000000000000))
		require(time_parse_rfc3339(time_rfc3339(a, at), &back) && back == at);
	if (str_int(s, &number))
		show_int(a, number);
}

static void escapes(arena *a, str s)
{
	buf b = {.a = a};
	html_str(&b, s);
	require(!b.n || !strpbrk(b.s, "<>\"'"));
	b.n = 0;
	html_url(&b, s);
	require(!b.n || !strpbrk(b.s, "<>\"'"));
	b.n = 0;
	html_component(&b, s);
	require(!b.n || !strpbrk(b.s, "<>\"'&/?#% \n") || strchr(b.s, '%'));
	b.n = 0;
	json_str(&b, s);
	for (size_t i = 0; i < b.n; i++)
		require((unsigned char)b.s[i] >= ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	str s = {(const char *)data, size}, before, after;
	dates(&a, s);
	escapes(&a, s);
	str folded = fold(&a, s);
	require(str_eq(fold(&a, folded), folded)); /* what is folded stays as it is */
	require(utf8_valid(folded) && utf8_length(folded) <= folded.n);
	str key = search_key(&a, s), clean = text_clean(&a, s, size % 2);
	require(str_eq(search_key(&a, key), key) && str_eq(fold(&a, key), key));
	require((!clean.n || utf8_valid(clean)) && str_eq(text_clean(&a, clean, size % 2), clean));
	require(utf8_valid(text_secret(&a, s)) && utf8_valid(name_words(&a, s)));
	name_key(&a, s);
	mask_name(&a, s);
	title_case(&a, s);
	str_trim(s);
	str_cut(s, '=', &before, &after);
	if (utf8_valid(s)) {
		str composed = utf8_nfc(&a, s);
		require(utf8_valid(composed) && str_eq(utf8_nfc(&a, composed), composed));
		require(str_eq(fold(&a, composed), folded));
		require(utf8_valid(mask_phone(&a, s)) && utf8_valid(mask_number(&a, s)));
	}
	arena_free(&a);
	return 0;
}
