/* json: RFC 8259, read where it stands: a text without escapes is a slice of what was given. json_test.c compares it with jansson. */
#include "web/json.h"
#include <math.h>
#include <stdlib.h>

enum {
	DEPTH = 32,
	FEW = 16,   /* members of an object that are compared one by one */
	SURE = 300, /* characters of a number without an exponent that no double is too small for */
	PIECE = 6   /* \uXXXX */
};

struct reader {
	arena *a;
	const char *at, *end;
	bool deep; /* it goes on below the last level */
};

static bool value(struct reader *r, str name, int depth, const struct node **out);

static void skip_space(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t'))
		r->at++;
}

static bool take(struct reader *r, char c)
{
	bool there = r->at < r->end && *r->at == c;
	r->at += there;
	return there;
}

static bool take_word(struct reader *r, str word)
{
	bool there = (size_t)(r->end - r->at) >= word.n && !memcmp(r->at, word.s, word.n);
	r->at += there ? word.n : 0;
	return there;
}

/* ---- numbers ---- */

static bool digits(struct reader *r)
{
	const char *from = r->at;
	while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
		r->at++;
	return r->at > from;
}

static bool number(struct reader *r, struct node *n)
{
	const char *from = r->at;
	take(r, '-');
	if (!take(r, '0') && !digits(r))
		return false;
	bool part = take(r, '.');
	if (part && !digits(r))
		return false;
	bool power = take(r, 'e') || take(r, 'E');
	if (power && !take(r, '+'))
		take(r, '-');
	if (power && !digits(r))
		return false;
	n->type = part || power ? N_REAL : N_INT;
	n->text = str_copy(r->a, (str){from, (size_t)(r->at - from)});
	if (n->type == N_INT)
		return str_int(n->text, &n->i);
	return (!power && n->text.n < SURE) || isfinite(strtod(n->text.s, NULL));
}

/* ---- texts ---- */

/* The four digits after a \u; -1: they are none. */
static int32_t unit(const char *s, const char *end)
{
	int32_t v = 0;
	for (int i = 0; i < 4; i++) {
		char c = s + i < end ? s[i] : 0;
		int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
		if (digit < 0)
			return -1;
		v = v * 16 + digit;
	}
	return v;
}

/* At a \u; a character beyond 16 bits is written as two. 0: it is none, or the NUL that no text may hold. */
static int32_t character(struct reader *r)
{
	int32_t high = unit(r->at + 2, r->end), low;
	r->at += PIECE;
	if (high <= 0 || (high >= 0xdc00 && high < 0xe000))
		return 0;
	if (high < 0xd800 || high >= 0xe000)
		return high;
	if (r->end - r->at < PIECE || r->at[0] != '\\' || r->at[1] != 'u')
		return 0;
	low = unit(r->at + 2, r->end);
	r->at += PIECE;
	return low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : 0;
}

static char *put(char *to, int32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char heads[] = {0, 0xc0, 0xe0, 0xf0};
	*to++ = (char)(heads[more] | c >> 6 * more);
	while (more-- > 0)
		*to++ = (char)(0x80 | (c >> 6 * more & 0x3f));
	return to;
}

/* At a backslash. NULL: there is no such escape. */
static char *escape(struct reader *r, char *to)
{
	static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	char c = r->at + 1 < r->end ? r->at[1] : 0;
	if (c == 'u') {
		int32_t one = r->end - r->at >= PIECE ? character(r) : 0;
		return one ? put(to, one) : NULL;
	}
	const char *which = c ? strchr(names, c) : NULL;
	if (!which)
		return NULL;
	r->at += 2;
	*to++ = meant[which - names];
	return to;
}

static void skip_plain(struct reader *r)
{
	while (r->at < r->end && (unsigned char)*r->at >= ' ' && *r->at != '"' && *r->at != '\\')
		r->at++;
}

/* Its end; NULL: there is none. What an escape means is never longer than itself. */
static const char *closing(const struct reader *r)
{
	for (const char *s = r->at; s < r->end; s++)
		if (*s == '\\')
			s++;
		else if (*s == '"')
			return s;
	return NULL;
}

static bool text_escaped(struct reader *r, const char *from, str *out)
{
	const char *end = closing(r);
	if (!end)
		return false;
	char *made = arena_room(r->a, (size_t)(end - from) + 1), *to = made;
	for (const char *piece = from; to; piece = r->at) {
		skip_plain(r);
		memcpy(to, piece, (size_t)(r->at - piece));
		to += r->at - piece;
		if (r->at == end)
			break;
		to = *r->at == '\\' ? escape(r, to) : NULL;
	}
	if (!to)
		return false;
	*out = (str){made, (size_t)(to - made)};
	return take(r, '"');
}

static bool text(struct reader *r, str *out)
{
	if (!take(r, '"'))
		return false;
	const char *from = r->at;
	skip_plain(r);
	*out = (str){from, (size_t)(r->at - from)};
	if (r->at < r->end && *r->at == '\\' ? !text_escaped(r, from, out) : !take(r, '"'))
		return false;
	return utf8_valid(*out);
}

/* ---- lists and objects ---- */

static bool below(struct reader *r, str name, int depth, const struct node **out)
{
	r->deep = !depth;
	return depth && value(r, name, depth - 1, out);
}

static bool list(struct reader *r, struct node *n, int depth)
{
	const struct node **tail = &n->first;
	n->type = N_LIST;
	skip_space(r);
	if (take(r, ']'))
		return true;
	do {
		if (!below(r, (str){0}, depth, tail))
			return false;
		tail = (const struct node **)&(*tail)->next;
	} while (take(r, ','));
	return take(r, ']');
}

static int by_name(const void *a, const void *b)
{
	const str *one = a, *other = b;
	int order = memcmp(one->s, other->s, one->n < other->n ? one->n : other->n);
	return order ? order : (one->n > other->n) - (one->n < other->n);
}

/* No name twice. Sorted, not hashed: whoever sends a long object chooses its names. */
static bool differ(arena *a, const struct node *object, size_t n)
{
	str *names = n > FEW ? NEWN(a, str, n) : NULL;
	size_t k = 0;
	for (const struct node *m = object->first; m; m = m->next) {
		for (const struct node *before = names ? m : object->first; before != m; before = before->next)
			if (str_eq(before->name, m->name))
				return false;
		if (names)
			names[k++] = m->name;
	}
	if (names)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 1; i < k; i++)
		if (str_eq(names[i - 1], names[i]))
			return false;
	return true;
}

static bool object(struct reader *r, struct node *n, int depth)
{
	const struct node **tail = &n->first;
	size_t members = 0;
	str name;
	n->type = N_OBJECT;
	skip_space(r);
	if (take(r, '}'))
		return true;
	do {
		skip_space(r);
		if (!text(r, &name))
			return false;
		skip_space(r);
		if (!take(r, ':') || !below(r, name, depth, tail))
			return false;
		tail = (const struct node **)&(*tail)->next;
		members++;
	} while (take(r, ','));
	return take(r, '}') && differ(r->a, n, members);
}

static bool kind(struct reader *r, struct node *n, int depth)
{
	switch (r->at < r->end ? *r->at : 0) {
	case '"': n->type = N_TEXT; return text(r, &n->text);
	case '{': r->at++; return object(r, n, depth);
	case '[': r->at++; return list(r, n, depth);
	case 't':
		n->type = N_BOOL;
		n->i = 1;
		return take_word(r, S("true"));
	case 'f': n->type = N_BOOL; return take_word(r, S("false"));
	case 'n': n->type = N_NULL; return take_word(r, S("null"));
	default: return number(r, n);
	}
}

static bool value(struct reader *r, str name, int depth, const struct node **out)
{
	struct node *n = NEW(r->a, struct node);
	n->name = name;
	*out = n;
	skip_space(r);
	if (!kind(r, n, depth))
		return false;
	skip_space(r);
	return true;
}

static int line_of(str text, const char *at)
{
	int line = 1;
	for (const char *s = text.s; s < at; s++)
		line += *s == '\n';
	return line;
}

err json_read(struct ctx *c, str text, const struct node **out)
{
	struct reader r = {.a = c->a, .at = text.s, .end = text.s + text.n};
	if (text.n && value(&r, (str){0}, DEPTH, out) && r.at == r.end)
		return NULL;
	if (r.deep)
		return FAIL(c, INVALID, "Dữ liệu JSON lồng quá %d tầng", DEPTH);
	return FAIL(c, INVALID, "Dữ liệu JSON sai ở dòng %d", text.n ? line_of(text, r.at) : 1);
}

const struct node *json_member(const struct node *object, const char *name)
{
	size_t n = strlen(name);
	const struct node *m = object && object->type == N_OBJECT ? object->first : NULL;
	while (m && (m->name.n != n || memcmp(m->name.s, name, n) != 0))
		m = m->next;
	return m;
}
