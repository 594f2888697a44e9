/* said: what was said to one field, for those who make another paper of it. */
#include "core/forms/inside.h"

/* "Bán lẻ lương thực – 4721 – Có" */
static void row_said(struct ctx *c, const struct form_answers *v, const struct form_section *s, size_t row, buf *b)
{
	size_t begun = b->n;
	for (size_t k = 0; k < s->n; k++) {
		str text = s->fields[k].type == FORM_YES_NO
				   ? S("")
				   : form_answer_shown(c, &s->fields[k], form_answer_to(v, &s->fields[k], row));
		if (text.n)
			buf_printf(b, "%s%.*s", b->n > begun ? " – " : "", STR_ARG(text));
	}
}

bool form_said(struct ctx *c, const struct form *f, str answers, str name, str *out)
{
	struct form_answers *v;
	buf b = {.a = c->a};
	*out = S("");
	form_answers_stored(c, f, answers, &v);
	const struct form_section *list = form_section_find(f, name);
	for (size_t row = 0; list && row < v->sections[list->slot].n; row++) {
		if (b.n)
			buf_lit(&b, "\n");
		row_said(c, v, list, row, &b);
	}
	*out = buf_text(&b);
	for (size_t i = 0; i < f->n && !list; i++) {
		const struct form_field *d = f->sections[i].name ? NULL : form_field_find(&f->sections[i], name);
		if (d && form_field_asked(v, d, 0))
			*out = form_answer_shown(c, d, form_answer_to(v, d, 0));
		if (d)
			return true;
	}
	return list != NULL;
}
