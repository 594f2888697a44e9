/* tree: a definition that can be changed: the same nodes as JSON was read into, with a hand to put and take. */
#include "core/editor/inside.h"

struct tree *tree_of(arena *a, const struct node *n)
{
	struct tree *t = NEW(a, struct tree), **tail = &t->first;
	*t = (struct tree){.type = n->type, .name = n->name, .i = n->i, .text = n->text};
	for (const struct node *i = n->first; i; i = i->next) {
		*tail = tree_of(a, i);
		tail = &(*tail)->next;
	}
	return t;
}

static void indent(buf *b, int depth)
{
	buf_lit(b, "\n");
	for (int i = 0; i < depth; i++)
		buf_lit(b, "\t");
}

static void write_at(buf *b, const struct tree *t, int depth)
{
	bool object = t->type == N_OBJECT;
	switch (t->type) {
	case N_NULL: buf_lit(b, "null"); return;
	case N_BOOL: buf_str(b, t->i ? S("true") : S("false")); return;
	case N_INT: buf_printf(b, "%lld", (long long)t->i); return;
	case N_REAL: buf_str(b, t->text); return;
	case N_TEXT: json_str(b, t->text); return;
	default: break;
	}
	buf_str(b, object ? S("{") : S("["));
	for (const struct tree *i = t->first; i; i = i->next) {
		indent(b, depth + 1);
		if (object) {
			json_str(b, i->name);
			buf_lit(b, ": ");
		}
		write_at(b, i, depth + 1);
		buf_str(b, i->next ? S(",") : S(""));
	}
	if (t->first)
		indent(b, depth);
	buf_str(b, object ? S("}") : S("]"));
}

void tree_write(buf *b, const struct tree *t)
{
	write_at(b, t, 0);
	buf_lit(b, "\n");
}

struct tree *tree_member(const struct tree *object, const char *name)
{
	struct tree *t = object && object->type == N_OBJECT ? object->first : NULL;
	while (t && !str_is(t->name, name))
		t = t->next;
	return t;
}

struct tree *tree_nth(const struct tree *list, size_t n)
{
	struct tree *t = list ? list->first : NULL;
	while (t && n--)
		t = t->next;
	return t;
}

size_t tree_count(const struct tree *list)
{
	size_t n = 0;
	for (const struct tree *t = list ? list->first : NULL; t; t = t->next)
		n++;
	return n;
}

bool tree_same(arena *a, const struct tree *x, const struct tree *y)
{
	size_t n = 0;
	if (x->type != y->type || x->i != y->i || !str_eq(x->text, y->text) || tree_count(x) != tree_count(y))
		return false;
	for (const struct tree *t = x->first; t; t = t->next, n++) {
		const struct tree *other = x->type == N_OBJECT ? tree_member(y, str_c(a, t->name)) : tree_nth(y, n);
		if (!other || !tree_same(a, t, other))
			return false;
	}
	return true;
}

void tree_append(struct tree *list, struct tree *value)
{
	struct tree **tail = &list->first;
	while (*tail)
		tail = &(*tail)->next;
	*tail = value;
}

/* The link that points to the nth. */
static struct tree **link_to(struct tree *list, size_t n)
{
	struct tree **at = &list->first;
	while (*at && n--)
		at = &(*at)->next;
	return at;
}

void tree_put(struct tree *list, size_t n, struct tree *value)
{
	struct tree **at = link_to(list, n);
	value->next = *at ? (*at)->next : NULL;
	*at = value;
}

bool tree_drop(struct tree *list, size_t n)
{
	struct tree **at = link_to(list, n);
	if (!*at)
		return false;
	*at = (*at)->next;
	return true;
}

bool tree_move(struct tree *list, size_t n, int by)
{
	size_t upper = by < 0 ? n - 1 : n;
	if ((by < 0 && !n) || !tree_nth(list, upper + 1))
		return false;
	struct tree **at = link_to(list, upper), *first = *at, *second = first->next;
	first->next = second->next;
	second->next = first;
	*at = second;
	return true;
}

void tree_set(arena *a, struct tree *object, const char *name, struct tree *value)
{
	size_t n = 0;
	struct tree *t = object->first;
	for (; t && !str_is(t->name, name); t = t->next)
		n++;
	if (value)
		value->name = str_copy(a, str_of(name));
	if (t && value)
		tree_put(object, n, value);
	else if (t)
		tree_drop(object, n);
	else if (value)
		tree_append(object, value);
}

struct tree *tree_new(arena *a, enum node_type type)
{
	struct tree *t = NEW(a, struct tree);
	t->type = type;
	return t;
}

struct tree *tree_text(arena *a, str text)
{
	if (!text.n)
		return NULL;
	struct tree *t = tree_new(a, N_TEXT);
	t->text = text;
	return t;
}

struct tree *tree_int(arena *a, int64_t i)
{
	struct tree *t = tree_new(a, N_INT);
	t->i = i;
	return t;
}

struct tree *tree_flag(arena *a, bool on)
{
	struct tree *t = on ? tree_new(a, N_BOOL) : NULL;
	if (t)
		t->i = 1;
	return t;
}
