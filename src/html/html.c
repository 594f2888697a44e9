#include "html.h"
#include <math.h>

/* ---- escaping ---- */

static const bool escaped[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true};
typedef unsigned char sixteen __attribute__((vector_size(16)));

/* Does none of them need an escape? One comparison for two: '&' and '\'' differ in their lowest bit, '<' and '>' in the second. */
static bool plain(const sixteen at)
{
	sixteen special = (sixteen)((at | 1) == '\'') | (sixteen)((at | 2) == '>') | (sixteen)(at == '"');
	uint64_t halves[2];
	memcpy(halves, &special, sizeof halves);
	return !(halves[0] | halves[1]);
}

/* Sixteen bytes that begin there, or eight from two places. */
static sixteen from(const char *s)
{
	sixteen at;
	memcpy(&at, s, sizeof at);
	return at;
}
static sixteen from_both(const char *s, const char *t)
{
	sixteen at;
	memcpy(&at, s, 8);
	memcpy((char *)&at + 8, t, 8);
	return at;
}

/* How many bytes from the start need no escape; almost none does. What is left of sixteen is looked at with some that were. */
static size_t plain_run(const char *s, size_t n)
{
	size_t i = 0;
	while (n - i >= 16 && plain(from(s + i)))
		i += 16;
	if (n - i < 16 && (n >= 16 ? plain(from(s + n - 16)) : n >= 8 && plain(from_both(s, s + n - 8))))
		return n;
	while (i < n && !escaped[(unsigned char)s[i]])
		i++;
	return i;
}

void html_str(buf *b, str s)
{
	for (;;) {
		size_t run = plain_run(s.s, s.n);
		if (run) /* s.s of an empty text may be NULL */
			buf_put(b, s.s, run);
		if (run == s.n)
			return;
		switch (s.s[run]) {
		case '&': buf_lit(b, "&amp;"); break;
		case '<': buf_lit(b, "&lt;"); break;
		case '>': buf_lit(b, "&gt;"); break;
		case '"': buf_lit(b, "&#34;"); break;
		default: buf_lit(b, "&#39;");
		}
		s = (str){s.s + run + 1, s.n - run - 1};
	}
}

static bool url_allowed(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == '\\') /* browsers drop the one and turn the other into '/' */
			return false;
	if (!s.n || s.s[0] == '?' || s.s[0] == '#')
		return s.n > 0;
	if (s.s[0] == '/')
		return s.n == 1 || s.s[1] != '/';
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_starts(s, str_of(schemes[i])))
			return true;
	return false;
}

void html_url(buf *b, str s) { html_str(b, url_allowed(s) ? s : S("#")); }

void html_component(buf *b, str s)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
			     c == '_' || c == '~';
		char code[3] = {'%', digits[c >> 4], digits[c & 15]};
		buf_put(b, plain ? (const char *)&s.s[i] : code, plain ? 1 : 3);
	}
}

struct query query_of(arena *a, const struct parameter *all)
{
	buf b = {.a = a};
	for (; all->name; all++) {
		if (!all->text.n && !all->number)
			continue;
		buf_printf(&b, "%s%s=", b.n ? "&" : "", all->name);
		if (all->text.n)
			html_component(&b, all->text);
		else
			html_int(&b, all->number);
	}
	return (struct query){buf_text(&b)};
}

str address_with(arena *a, str path, struct query q)
{
	if (!q.text.n)
		return path;
	return str_format(a, "%.*s%c%.*s", STR_ARG(path), str_has(path, S("?")) ? '&' : '?', STR_ARG(q.text));
}

void html_query(buf *b, struct query q)
{
	if (!q.text.n)
		return;
	buf_lit(b, "?");
	html_str(b, q.text);
}

void html_int(buf *b, int64_t v)
{
	char digits[24], *end = digits + sizeof digits, *p = end;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (v < 0)
		*--p = '-';
	buf_put(b, p, (size_t)(end - p));
}

void html_real(buf *b, double v) { buf_printf(b, "%.15g", v); }

enum { TOKEN_MAX = 64 };

str csrf_masked(arena *a, str token)
{
	unsigned char both[2 * TOKEN_MAX];
	if (!token.n || token.n > TOKEN_MAX)
		return token;
	random_bytes(both, token.n);
	for (size_t i = 0; i < token.n; i++)
		both[token.n + i] = both[i] ^ (unsigned char)token.s[i];
	return base64url(a, both, 2 * token.n);
}

str csrf_unmasked(arena *a, str sent)
{
	str both = sent.n <= 4 * TOKEN_MAX ? base64url_parse(a, sent) : (str){0};
	if (!both.s || both.n % 2)
		return sent;
	size_t n = both.n / 2;
	char *token = arena_get(a, n + 1);
	for (size_t i = 0; i < n; i++)
		token[i] = (char)(both.s[i] ^ both.s[n + i]);
	return (str){token, n};
}

void html_csrf(struct page *p)
{
	buf_lit(p->out, "<input type=\"hidden\" name=\"_csrf\" value=\"");
	if (!p->csrf_masked.n)
		p->csrf_masked = csrf_masked(p->a, p->csrf);
	html_str(p->out, p->csrf_masked);
	buf_lit(p->out, "\">");
}

/* ---- the form that comes back ---- */

str page_value(const struct page *p, const char *name, str stored)
{
	if (!p->again || !p->typed)
		return stored;
	str typed = p->typed(p, name);
	return typed.s ? typed : S("");
}

bool page_checked(const struct page *p, const char *name, str value, bool stored)
{
	return p->again && p->typed_has ? p->typed_has(p, name, value) : stored;
}

const struct problem *page_problem(const struct page *p, const char *name)
{
	const struct problem *e = p->problems;
	while (e && strcmp(e->field, name))
		e = e->next;
	return e;
}

const struct choice *page_found(const struct page *p, const char *field)
{
	const struct page_found *f = p->found;
	while (f && strcmp(f->field, field))
		f = f->next;
	return f ? f->choices : NULL;
}

/* ---- JSON ---- */

void json_str(buf *b, str s)
{
	size_t from = 0;
	buf_lit(b, "\"");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];
		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		buf_put(b, s.s + from, i - from);
		if (c < ' ')
			buf_printf(b, "\\u%04x", c);
		else
			buf_printf(b, "\\%c", c);
		from = i + 1;
	}
	buf_put(b, s.s + from, s.n - from);
	buf_lit(b, "\"");
}

static void json_int(buf *b, const char *name, int64_t v)
{
	str n = str_of(name);
	if (str_ends(n, S("_at"))) {
		buf_lit(b, "\"");
		buf_str(b, time_rfc3339(b->a, v));
		buf_lit(b, "\"");
	} else if (str_starts(n, S("is_")) || str_starts(n, S("has_")))
		buf_str(b, v ? S("true") : S("false"));
	else
		html_int(b, v);
}

static void json_real(buf *b, double v)
{
	if (isfinite(v))
		buf_printf(b, "%.17g", v);
	else
		buf_lit(b, "null");
}

static void json_many(buf *b, const struct shape *shape, const void *list)
{
	const struct {
		const char *v;
		size_t n;
	} *rows = list;
	buf_lit(b, "[");
	for (size_t i = 0; i < rows->n; i++) {
		if (i)
			buf_lit(b, ",");
		json_write(b, shape, rows->v + i * shape->size);
	}
	buf_lit(b, "]");
}

static void json_member(buf *b, const struct member *m, const void *at)
{
	const opt_int *oi = at;
	const opt_real * or = at;
	const str *s = at;
	switch (m->type) {
	case M_INT: json_int(b, m->name, *(const int64_t *)at); return;
	case M_REAL: json_real(b, *(const double *)at); return;
	case M_TEXT: json_str(b, *s); return;
	case M_ONE: json_write(b, m->of, at); return;
	case M_MANY: json_many(b, m->of, at); return;
	case M_OPT_INT:
		if (oi->set)
			return json_int(b, m->name, oi->v);
		break;
	case M_OPT_REAL:
		if (or->set)
			return json_real(b, or->v);
		break;
	case M_OPT_TEXT:
		if (s->s)
			return json_str(b, *s);
		break;
	case M_JSON:
		if (s->n)
			return buf_str(b, *s);
		break;
	case M_BLOB:
		if (s->s)
			return json_str(b, base64url(b->a, s->s, s->n));
		break;
	}
	buf_lit(b, "null");
}

void json_write(buf *b, const struct shape *shape, const void *object)
{
	buf_lit(b, "{");
	for (size_t i = 0; i < shape->n; i++) {
		if (i)
			buf_lit(b, ",");
		json_str(b, str_of(shape->members[i].name));
		buf_lit(b, ":");
		json_member(b, &shape->members[i], (const char *)object + shape->members[i].at);
	}
	buf_lit(b, "}");
}
