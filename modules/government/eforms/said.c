/* said: what was said to one field, for those who make another paper of it. */
#include "government/eforms/inside.h"

/* "Bán lẻ lương thực – 4721 – Có" */
static void row_said(struct ctx *c, const struct answers *v, const struct eform_section *s, size_t row, buf *b)
{
	size_t begun = b->n;
	for (size_t k = 0; k < s->n; k++) {
		str text =
			s->fields[k].type == F_YES_NO ? S("") : answer_shown(c, &s->fields[k], answer_to(v, &s->fields[k], row));
		if (text.n)
			buf_printf(b, "%s%.*s", b->n > begun ? " – " : "", STR_ARG(text));
	}
}

bool eform_said(struct ctx *c, const struct eform *f, str answers, str name, str *out)
{
	struct answers *v;
	buf b = {.a = c->a};
	*out = S("");
	answers_stored(c, f, answers, &v);
	const struct eform_section *list = section_find(f, name);
	for (size_t row = 0; list && row < v->sections[list->slot].n; row++) {
		if (b.n)
			buf_lit(&b, "\n");
		row_said(c, v, list, row, &b);
	}
	*out = buf_text(&b);
	for (size_t i = 0; i < f->n && !list; i++) {
		const struct eform_field *d = f->sections[i].name ? NULL : field_find(&f->sections[i], name);
		if (d && field_asked(v, d, 0))
			*out = answer_shown(c, d, answer_to(v, d, 0));
		if (d)
			return true;
	}
	return list != NULL;
}
