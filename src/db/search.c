/* What a person typed becomes a full-text query. Folded words hold letters and digits only, so quoting them is enough. */
#include "inside.h"

enum { WORDS = 16, WORD_BYTES = 64, DIGITS_BEGIN = 4 };

/* "09", "h42": half of all numbers and codes begin so. To gather what begins with it costs as much as the whole index and finds nothing. */
static bool begins_too_many(str word)
{
	size_t digits = 0;
	while (digits < word.n && word.s[word.n - 1 - digits] >= '0' && word.s[word.n - 1 - digits] <= '9')
		digits++;
	return digits && digits < DIGITS_BEGIN && word.n - digits <= 1;
}

static str query(struct ctx *c, str typed, bool begins)
{
	bool postgres = db_is_postgres(c->db->store);
	str rest = fold(c->a, typed), word;
	buf b = {.a = c->a};
	bool more = rest.n > 0;
	for (int i = 0; i < WORDS && more; i++) {
		more = str_cut(rest, ' ', &word, &rest);
		bool cut = word.n > WORD_BYTES;
		if (cut)
			for (word.n = WORD_BYTES; ((unsigned char)word.s[word.n] & 0xc0) == 0x80;)
				word.n--;
		if (i)
			buf_str(&b, postgres ? S(" & ") : S(" "));
		buf_printf(&b, postgres ? "'%.*s'" : "\"%.*s\"", STR_ARG(word));
		if ((!more && begins && !begins_too_many(word)) || cut)
			buf_str(&b, postgres ? S(":*") : S("*"));
	}
	return b.n ? buf_text(&b) : (str){0};
}

str db_search_text(struct ctx *c, str typed) { return query(c, typed, true); }
str db_search_whole(struct ctx *c, str typed) { return query(c, typed, false); }
