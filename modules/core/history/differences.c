/* differences: what reads differently between two states. */
#include "history.h"
#include "html/html.h"

static const struct member members[] = {
	MEMBER(struct difference, what, M_TEXT),
	MEMBER(struct difference, before, M_TEXT),
	MEMBER(struct difference, after, M_TEXT),
};
const struct shape difference_shape = SHAPE("difference", struct difference, members);

static void put(struct differences *d, str what, str before, str after)
{
	if (str_eq(before, after))
		return;
	d->v = GROWN(d->a, d->v, d->n, &d->room, 8);
	d->v[d->n++] = (struct difference){what, before.n ? before : S(""), after.n ? after : S("")};
}

void difference_add(struct differences *d, const char *what, str before, str after) { put(d, str_of(what), before, after); }

/* Lines of one text that the other has not. */
static str lines_without(arena *a, str text, str other)
{
	buf b = {.a = a};
	str line, bounded = str_format(a, "\n%.*s\n", STR_ARG(other));
	while (text.n) {
		str_cut(text, '\n', &line, &text);
		if (!str_has(bounded, str_format(a, "\n%.*s\n", STR_ARG(line))))
			buf_printf(&b, "%s%.*s", b.n ? "\n" : "", STR_ARG(line));
	}
	return buf_text(&b);
}

void difference_lines(struct differences *d, const char *what, str before, str after)
{
	difference_add(d, what, lines_without(d->a, before, after), lines_without(d->a, after, before));
}

static const struct difference_part *part_of(const struct difference_parts *all, str key)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].key, key))
			return &all->v[i];
	return NULL;
}

void differences_of_parts(struct differences *d, struct difference_parts before, struct difference_parts after)
{
	for (size_t i = 0; i < after.n; i++) {
		const struct difference_part *was = part_of(&before, after.v[i].key);
		put(d, after.v[i].what, was ? was->said : S(""), after.v[i].said);
	}
	for (size_t i = 0; i < before.n; i++)
		if (!part_of(&after, before.v[i].key))
			put(d, before.v[i].what, before.v[i].said, S(""));
}

str differences_said(const struct differences *d)
{
	buf b = {.a = d->a};
	for (size_t i = 0; i < d->n; i++)
		buf_printf(&b, "%s%.*s: %.*s → %.*s", i ? "; " : "", STR_ARG(d->v[i].what),
			STR_ARG(d->v[i].before.n ? d->v[i].before : S("(trống)")),
			STR_ARG(d->v[i].after.n ? d->v[i].after : S("(trống)")));
	return buf_text(&b);
}
