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

enum last { WHOLE, BEGINS, BEGINS_ALONE };

static str query(struct ctx *c, str typed, enum last last)
{
	bool postgres = db_is_postgres(c->db->store), begins = false;
	str rest = fold(c->a, typed), word = S("");
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
		begins = cut || (!more && last != WHOLE && !begins_too_many(word));
		if (begins)
			buf_str(&b, postgres ? S(":*") : S("*"));
	}
	if (last == BEGINS_ALONE && (!begins || word.n > WORD_BYTES - 1))
		return (str){0}; /* whoever asked for it whole has found it */
	if (last == BEGINS_ALONE)
		buf_printf(&b, postgres ? " & !'%.*s'" : " NOT \"%.*s\"", STR_ARG(word));
	return b.n ? buf_text(&b) : (str){0};
}

str db_search_text(struct ctx *c, str typed) { return query(c, typed, BEGINS); }
str db_search_whole(struct ctx *c, str typed) { return query(c, typed, WHOLE); }
str db_search_begun(struct ctx *c, str typed) { return query(c, typed, BEGINS_ALONE); }
