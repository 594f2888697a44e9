/* What the kinds of things are called that are talked about. */
#include "pages.h"
#include "web/module.h"
#include "web/naming.h"

static const struct word *word_of(str kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->words.n; i++)
			if (str_is(kind, (*m)->words.v[i].name))
				return &(*m)->words.v[i];
	return NULL;
}

const char *talk_kind_title(str kind)
{
	const struct word *w = word_of(kind);
	return w ? w->title : "";
}
