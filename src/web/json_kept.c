/* json_kept: what the program wrote itself, read where it lies: lists read fifty of them for a page, and want a few members of each. Whatever is
 * written otherwise (spaces, other escapes, an end that is missing) is left to json_read. */
#include "web/json.h"

enum { DEPTH = 32 };

struct reading {
	arena *a;
	str s;
	size_t at; /* what comes next */
};

static bool next_is(const struct reading *r, char c) { return r->at < r->s.n && r->s.s[r->at] == c; }

static bool take(struct reading *r, char c)
{
	bool is = next_is(r, c);
	r->at += is;
	return is;
}

/* Behind the text that begins at s.s[at]; 0: it does not end. */
static size_t after_text(str s, size_t at)
{
	for (size_t i = at + 1; i < s.n; i++) {
		const char *end = memchr(s.s + i, '"', s.n - i);
		if (!end)
			return 0;
		i = (size_t)(end - s.s);
		size_t slashes = 0;
		while (s.s[i - 1 - slashes] == '\\')
			slashes++;
		if (slashes % 2 == 0)
			return i + 1;
	}
	return 0;
}

/* Behind the value that begins at s.s[at]: the comma or the brace that follows it; 0: none follows. */
static size_t after_value(str s, size_t at)
{
	int depth = 0;
	for (size_t i = at; i < s.n;)
		switch (s.s[i]) {
		case '"':
			if (!(i = after_text(s, i)))
				return 0;
			break;
		case '{':
		case '[':
			depth++;
			i++;
			break;
		case '}':
		case ']':
			if (!depth--)
				return i;
			i++;
			break;
		case ',':
			if (!depth)
				return i;
			i++;
			break;
		default: i++;
		}
	return 0;
}

/* ---- values ---- */

static int nibble(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

/* The escapes of json_str(): a slash, a quote, \u00 and two digits. */
static bool unescaped(arena *a, str s, str *out)
{
	char *p = arena_room(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] != '\\') {
			p[n++] = s.s[i];
			continue;
		}
		if (++i < s.n && (s.s[i] == '"' || s.s[i] == '\\')) {
			p[n++] = s.s[i];
			continue;
		}
		if (i + 4 >= s.n || memcmp(s.s + i, "u00", 3) || nibble(s.s[i + 3]) < 0 || nibble(s.s[i + 3]) > 1 ||
			nibble(s.s[i + 4]) < 0)
			return false;
		char c = (char)(nibble(s.s[i + 3]) * 16 + nibble(s.s[i + 4]));
		if (!c)
			return false;
		p[n++] = c;
		i += 4;
	}
	p[n] = 0;
	*out = (str){p, n};
	return true;
}

static bool read_text(struct reading *r, str *out)
{
	size_t end = next_is(r, '"') ? after_text(r->s, r->at) : 0;
	if (!end)
		return false;
	str inside = {r->s.s + r->at + 1, end - r->at - 2};
	r->at = end;
	if (inside.n && memchr(inside.s, '\\', inside.n))
		return unescaped(r->a, inside, out);
	*out = str_copy(r->a, inside);
	return true;
}

static size_t digits(struct reading *r)
{
	size_t from = r->at;
	while (r->at < r->s.n && r->s.s[r->at] >= '0' && r->s.s[r->at] <= '9')
		r->at++;
	return r->at - from;
}

static bool read_number(struct reading *r, struct node *n)
{
	size_t from = r->at;
	take(r, '-');
	bool zero = next_is(r, '0');
	size_t whole = digits(r);
	bool part = take(r, '.');
	if (!whole || (zero && whole > 1) || (part && !digits(r)))
		return false;
	n->type = part ? N_REAL : N_INT;
	n->text = str_copy(r->a, (str){r->s.s + from, r->at - from});
	return part || str_int(n->text, &n->i);
}

static bool read_word(struct reading *r, str word)
{
	if (r->s.n - r->at < word.n || memcmp(r->s.s + r->at, word.s, word.n))
		return false;
	r->at += word.n;
	return true;
}

static bool read_value(struct reading *r, int depth, struct node *n);

static bool read_list(struct reading *r, int depth, struct node *n)
{
	const struct node **tail = &n->first;
	n->type = N_LIST;
	if (!take(r, '[') || !depth)
		return false;
	if (take(r, ']'))
		return true;
	do {
		struct node *one = NEW(r->a, struct node);
		if (!read_value(r, depth - 1, one))
			return false;
		*tail = one;
		tail = &one->next;
	} while (take(r, ','));
	return take(r, ']');
}

static bool is_named(const struct texts *names, str name)
{
	for (size_t i = 0; names && i < names->n; i++)
		if (str_eq(names->v[i], name))
			return true;
	return !names;
}

/* names NULL: all. */
static bool read_object(struct reading *r, int depth, const struct texts *names, struct node *n)
{
	const struct node **tail = &n->first;
	n->type = N_OBJECT;
	if (!take(r, '{') || !depth)
		return false;
	if (take(r, '}'))
		return true;
	do {
		struct node *one;
		size_t name = r->at + 1, end = next_is(r, '"') ? after_text(r->s, r->at) : 0;
		if (!end || memchr(r->s.s + name, '\\', end - 1 - name))
			return false;
		str called = {r->s.s + name, end - 1 - name};
		r->at = end;
		if (!take(r, ':'))
			return false;
		if (!is_named(names, called)) {
			if (!(r->at = after_value(r->s, r->at)))
				return false;
			continue;
		}
		one = NEW(r->a, struct node);
		one->name = called;
		if (!read_value(r, depth - 1, one))
			return false;
		*tail = one;
		tail = &one->next;
	} while (take(r, ','));
	return take(r, '}');
}

static bool read_value(struct reading *r, int depth, struct node *n)
{
	switch (r->at < r->s.n ? r->s.s[r->at] : 0) {
	case '{': return read_object(r, depth, NULL, n);
	case '[': return read_list(r, depth, n);
	case '"': n->type = N_TEXT; return read_text(r, &n->text);
	case 't':
		n->type = N_BOOL;
		n->i = 1;
		return read_word(r, S("true"));
	case 'f': n->type = N_BOOL; return read_word(r, S("false"));
	case 'n': n->type = N_NULL; return read_word(r, S("null"));
	default: return read_number(r, n);
	}
}

err json_kept(struct ctx *c, str text, const struct texts *names, const struct node **out)
{
	struct reading r = {.a = c->a, .s = text};
	struct node *n = NEW(c->a, struct node);
	if (!read_object(&r, DEPTH, names, n) || r.at != text.n)
		return json_read(c, text, out);
	*out = n;
	return NULL;
}

/* ---- the same as text ---- */

str json_picked(arena *a, str object, struct texts names)
{
	buf b = {.a = a};
	size_t i = 0, end;
	if (!object.n || object.s[0] != '{')
		return object;
	buf_lit(&b, "{");
	do {
		size_t name = i + 1, colon = name < object.n && object.s[name] == '"' ? after_text(object, name) : 0;
		if (!colon || colon >= object.n || object.s[colon] != ':' || !(end = after_value(object, colon + 1)))
			return object;
		if (is_named(&names, (str){object.s + name + 1, colon - name - 2})) {
			buf_str(&b, b.n > 1 ? S(",") : S(""));
			buf_str(&b, (str){object.s + name, end - name});
		}
		i = end;
	} while (object.s[i] == ',');
	if (object.s[i] != '}' || i + 1 != object.n)
		return object;
	buf_lit(&b, "}");
	return buf_text(&b);
}
