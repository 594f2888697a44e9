#include "web/json.h"
#include <jansson.h>

enum { DEPTH = 32 };

/* On the heap, not in the arena: cjose (src/auth) works with the same jansson, whose allocator is one for all. */
static void release(void *doc) { json_decref(doc); }

/* The next number of a text that jansson has found good. It keeps members in the order written, so the numbers of the text and of
 * the tree go side by side. */
static str next_number(arena *a, str *rest)
{
	size_t i = 0, n = 0;
	for (bool quoted = false; i < rest->n; i++) {
		char c = rest->s[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '-' || (c >= '0' && c <= '9')))
			break;
	}
	while (i + n < rest->n && strchr("+-.0123456789eE", rest->s[i + n]))
		n++;
	str out = str_copy(a, (str){rest->s + i, n});
	*rest = (str){rest->s + i + n, rest->n - i - n};
	return out;
}

/* A node of the arena; the texts stay jansson's, released with the arena. */
static const struct node *copy(arena *a, json_t *from, str name, int depth, str *written)
{
	struct node *n = NEW(a, struct node);
	const struct node **tail = &n->first;
	const char *key;
	json_t *child;
	size_t i;
	n->name = name;
	switch (json_typeof(from)) {
	case JSON_NULL: n->type = N_NULL; break;
	case JSON_TRUE: n->i = 1; /* fall through */
	case JSON_FALSE: n->type = N_BOOL; break;
	case JSON_INTEGER:
		*n = (struct node){.type = N_INT, .name = name, .i = json_integer_value(from), .text = next_number(a, written)};
		break;
	case JSON_REAL: *n = (struct node){.type = N_REAL, .name = name, .text = next_number(a, written)}; break;
	case JSON_STRING:
		n->type = N_TEXT;
		n->text = (str){json_string_value(from), json_string_length(from)};
		break;
	case JSON_ARRAY:
		n->type = N_LIST;
		json_array_foreach(from, i, child)
		{
			if (!depth || !(*tail = copy(a, child, (str){0}, depth - 1, written)))
				return NULL;
			tail = (const struct node **)&(*tail)->next;
		}
		break;
	case JSON_OBJECT:
		n->type = N_OBJECT;
		json_object_foreach(from, key, child)
		{
			if (!depth || !(*tail = copy(a, child, str_of(key), depth - 1, written)))
				return NULL;
			tail = (const struct node **)&(*tail)->next;
		}
		break;
	}
	return n;
}

err json_read(struct ctx *c, str text, const struct node **out)
{
	json_error_t e;
	json_t *doc = json_loadb(text.n ? text.s : "", text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
	if (!doc)
		return FAIL(c, INVALID, "Dữ liệu JSON sai ở dòng %d, cột %d", e.line, e.column);
	arena_defer(c->a, release, doc);
	*out = copy(c->a, doc, (str){0}, DEPTH, &text);
	return *out ? NULL : FAIL(c, INVALID, "Dữ liệu JSON lồng quá %d tầng", DEPTH);
}

const struct node *json_member(const struct node *object, const char *name)
{
	const struct node *n = object && object->type == N_OBJECT ? object->first : NULL;
	while (n && !str_is(n->name, name))
		n = n->next;
	return n;
}
