/* lists: official lists of the catalogue that a choice may take its values from: too long to be seen at once, so the field is typed
 * and finds. A value is the official code; a name, an older name or a spelling without marks is understood. */
#include "core/forms/inside.h"
#include <pthread.h>
#include "web/catalogue.h"

enum { LIST_MAX = 400, CODE_MAX = 8 };

static struct form_list lists[] = {
	{.name = "ethnic_groups", .title = "Dân tộc", .file = "ethnic_groups.tsv"},
	{.name = "countries", .title = "Quốc tịch", .file = "countries.tsv"},
	{.name = NULL},
};
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The lists live as long as the program: definitions of every version point into them. */
static void load(void)
{
	static arena a;
	for (struct form_list *l = lists; l->name; l++) {
		str rest = catalogue_file(l->file), cells[3];
		struct choice *v = NEWN(&a, struct choice, LIST_MAX + 1);
		str *also = NEWN(&a, str, LIST_MAX + 1);
		tsv_row(&rest, cells, 3);
		while (l->n < LIST_MAX && tsv_row(&rest, cells, 3)) {
			v[l->n] = (struct choice){str_c(&a, cells[0]), str_c(&a, cells[1])};
			also[l->n++] = cells[2];
		}
		l->choices = v;
		l->also = also;
	}
}

const struct form_list *form_lists(void)
{
	pthread_once(&once, load);
	return lists;
}

const struct form_list *form_list_named(str name)
{
	for (const struct form_list *l = form_lists(); l->name; l++)
		if (str_is(name, l->name))
			return l;
	return NULL;
}

static bool among_others(arena *a, str also, str key)
{
	for (str one; also.n;) {
		str_cut(also, ';', &one, &also);
		if (str_eq(fold(a, one), key))
			return true;
	}
	return false;
}

const struct choice *form_list_find(arena *a, const struct form_list *l, str typed)
{
	str key = fold(a, typed);
	for (size_t i = 0; i < l->n; i++)
		if (str_is(typed, l->choices[i].value) || str_is(typed, l->choices[i].label))
			return &l->choices[i];
	for (size_t i = 0; i < l->n && key.n; i++)
		if (str_eq(fold(a, str_of(l->choices[i].label)), key)) /* "my" is Mỹ; MY, as the standard writes it, Malaysia */
			return &l->choices[i];
	for (size_t i = 0; i < l->n && key.n; i++)
		if (among_others(a, l->also[i], key))
			return &l->choices[i];
	return NULL;
}
