/* Fuzz target: what a reader makes of a citizen card, and the numbers and names that people type. */
#include "core/people/people.h"
#include "core/people/words.h"
#include "core/units/units.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static bool digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return true;
}

/* Whatever came in: what goes into a form is text, and what is called a number is one. */
static void cards(arena *a, str s)
{
	struct card k;
	day first, last;
	bool read = card_parse(a, s, &k);
	require(!read || k.number.n == 12);
	require(digits(k.number) && digits(k.old_number) && (!k.old_number.n || person_old_number_valid(k.old_number)));
	const str texts[] = {k.name, k.address};
	for (size_t i = 0; i < COUNT(texts); i++)
		require(utf8_valid(texts[i]) && !str_has(texts[i], S("\n")) && !str_has(texts[i], S("|")));
	require(!k.birth_on.n || date_span(k.birth_on, &first, &last)); /* old cards know the year alone */
	require(!k.issued_on.n || day_parse(k.issued_on, &first));
	require(!read || k.doubt || personal_number_valid(k.number, k.birth_on, k.sex));
}

static void names(arena *a, str s)
{
	str words[NAME_WORDS];
	size_t n = words_typed(a, s, words);
	for (size_t i = 0; i < n; i++) {
		require(words[i].n && words[i].n <= WORD_BYTES);
		str untyped = word_untyped(a, words[i]);
		require(untyped.n <= words[i].n);
		word_sound(a, words[i]);
	}
	str kept[KEPT_WORDS];
	require(words_kept(name_words(a, s), kept) <= KEPT_WORDS);
	str name = person_name(a, s);
	require(str_eq(person_name(a, name), name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	str s = {(const char *)data, size};
	cards(&a, s);
	names(&a, s);
	if (tax_code_valid(s))
		require(tax_code_valid(tax_code_normal(&a, s)));
	if (agency_code_kind(s) != CODE_WRONG)
		require(s.n <= 35 && utf8_valid(s));
	if (phone_valid(s))
		require(phone_valid(phone_normal(&a, s)));
	arena_free(&a);
	return 0;
}
