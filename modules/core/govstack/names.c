/* names: BirthCertificateID of the specification is birth_certificate_id of a registry. */
#include "core/govstack/inside.h"

static bool upper(char c) { return c >= 'A' && c <= 'Z'; }

str govstack_name(arena *a, str name)
{
	buf b = {.a = a};
	for (str rest = name, word; rest.n;) {
		str_cut(rest, '_', &word, &rest);
		if (str_is(word, "id")) {
			buf_lit(&b, "ID");
			continue;
		}
		for (size_t i = 0; i < word.n; i++) {
			char c = word.s[i];
			buf_put(&b, &(char){!i && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c}, 1);
		}
	}
	return buf_text(&b);
}

str govstack_field(arena *a, str named)
{
	buf b = {.a = a};
	for (size_t i = 0; i < named.n; i++) {
		char c = named.s[i];
		bool begins = i && upper(c) && !upper(named.s[i - 1]) && named.s[i - 1] != '_';
		if (begins)
			buf_lit(&b, "_");
		buf_put(&b, &(char){upper(c) ? (char)(c - 'A' + 'a') : c}, 1);
	}
	return buf_text(&b);
}

/* ---- what a record says ---- */

static void put(buf *b, const struct node *n)
{
	bool list = n->type == N_LIST;
	switch (n->type) {
	case N_NULL: buf_lit(b, "null"); break;
	case N_BOOL: buf_str(b, n->i ? S("true") : S("false")); break;
	case N_INT:
	case N_REAL: buf_str(b, n->text); break;
	case N_TEXT: json_str(b, n->text); break;
	case N_LIST:
	case N_OBJECT:
		buf_str(b, list ? S("[") : S("{"));
		for (const struct node *m = n->first; m; m = m->next) {
			if (!list) {
				json_str(b, m->name);
				buf_lit(b, ":");
			}
			put(b, m);
			buf_str(b, m->next ? S(",") : S(""));
		}
		buf_str(b, list ? S("]") : S("}"));
	}
}

str govstack_answers(struct ctx *c, str answers)
{
	const struct node *top;
	buf b = {.a = c->a};
	err e = json_read(c, answers, &top);
	buf_lit(&b, "{");
	for (const struct node *m = e || top->type != N_OBJECT ? NULL : top->first; m; m = m->next) {
		json_str(&b, govstack_name(c->a, m->name));
		buf_lit(&b, ":");
		put(&b, m);
		buf_str(&b, m->next ? S(",") : S(""));
	}
	buf_lit(&b, "}");
	return buf_text(&b);
}
