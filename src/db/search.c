/* What a person typed becomes a full-text query. Folded words hold letters and digits only, so quoting them is enough. */
#include "inside.h"

enum { WORDS = 16, WORD_BYTES = 64 };

str db_search_text(struct ctx *c, str typed)
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
		if (!more || cut)
			buf_str(&b, postgres ? S(":*") : S("*"));
	}
	return b.n ? buf_text(&b) : (str){0};
}
