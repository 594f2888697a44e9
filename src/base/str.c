/* str, buf, map, err */
#include "base.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- str ---- */

bool str_starts(str s, str prefix) { return s.n >= prefix.n && str_eq((str){s.s, prefix.n}, prefix); }
bool str_ends(str s, str suffix) { return s.n >= suffix.n && str_eq((str){s.s + s.n - suffix.n, suffix.n}, suffix); }
bool str_has(str s, str part) { return !part.n || (s.n && memmem(s.s, s.n, part.s, part.n)); }

static size_t space_at(const char *s, size_t n)
{
	if (n && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		return 1;
	return n >= 2 && s[0] == '\xc2' && s[1] == '\xa0' ? 2 : 0;
}

str str_trim(str s)
{
	for (size_t k; (k = space_at(s.s, s.n));)
		s = (str){s.s + k, s.n - k};
	for (;;) {
		if (s.n && space_at(s.s + s.n - 1, 1))
			s.n--;
		else if (s.n >= 2 && space_at(s.s + s.n - 2, 2) == 2)
			s.n -= 2;
		else
			return s;
	}
}

bool str_cut(str s, char at, str *before, str *after)
{
	const char *p = s.n ? memchr(s.s, at, s.n) : NULL;
	if (!p) {
		*before = s;
		*after = (str){s.n ? s.s + s.n : s.s, 0}; /* nothing may be added to NULL, not even nothing */
		return false;
	}
	*before = (str){s.s, (size_t)(p - s.s)};
	*after = (str){p + 1, s.n - before->n - 1};
	return true;
}

bool str_listed(str words, str word)
{
	for (str one; words.n;) {
		str_cut(words, ' ', &one, &words);
		if (word.n && str_eq(one, word))
			return true;
	}
	return false;
}

bool str_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n > 0;
}

bool str_int(str s, int64_t *out)
{
	bool negative = s.n && s.s[0] == '-';
	int64_t v = 0;
	if (s.n == (size_t)negative)
		return false;
	for (size_t i = negative; i < s.n; i++) {
		int digit = s.s[i] - '0';
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(v, 10, &v) ||
			__builtin_add_overflow(v, negative ? -digit : digit, &v))
			return false;
	}
	*out = v;
	return true;
}

str str_copy(arena *a, str s)
{
	char *p = arena_room(a, s.n + 1);
	if (s.n)
		memcpy(p, s.s, s.n);
	p[s.n] = 0;
	return (str){p, s.n};
}

char *str_c(arena *a, str s) { return (char *)str_copy(a, s).s; }

str str_lower_ascii(arena *a, str s)
{
	str copy = str_copy(a, s);
	char *p = (char *)copy.s;
	for (size_t i = 0; i < copy.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] += 'a' - 'A';
	return copy;
}

static str format_list(arena *a, const char *format, va_list list)
{
	char fits[512];
	va_list again;
	va_copy(again, list);
	int n = vsnprintf(fits, sizeof fits, format, list);
	str out;
	if (n < (int)sizeof fits)
		out = str_copy(a, (str){fits, n < 0 ? 0 : (size_t)n});
	else {
		char *p = arena_get(a, (size_t)n + 1);
		vsnprintf(p, (size_t)n + 1, format, again);
		out = (str){p, (size_t)n};
	}
	va_end(again);
	return out;
}

str str_format(arena *a, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	str s = format_list(a, format, list);
	va_end(list);
	return s;
}

/* ---- buf ---- */

void buf_room(buf *b, size_t n)
{
	if (b->cap - b->n > n)
		return;
	size_t cap = b->cap ? b->cap * 2 : 4096;
	while (cap - b->n <= n)
		cap *= 2;
	char *p = arena_room(b->a, cap);
	if (b->n)
		memcpy(p, b->s, b->n);
	b->s = p;
	b->cap = cap;
}

void buf_printf(buf *b, const char *format, ...)
{
	char fits[512];
	va_list list;
	va_start(list, format);
	int n = vsnprintf(fits, sizeof fits, format, list);
	va_end(list);
	if (n < (int)sizeof fits) {
		buf_put(b, fits, n < 0 ? 0 : (size_t)n);
		return;
	}
	char *big = arena_get(b->a, (size_t)n + 1);
	va_start(list, format);
	vsnprintf(big, (size_t)n + 1, format, list);
	va_end(list);
	buf_put(b, big, (size_t)n);
}

/* ---- err ---- */

err fail_at(struct ctx *c, enum kind kind, const char *where, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	struct error *e = NEW(c->a, struct error);
	*e = (struct error){kind, where, format_list(c->a, format, list), NULL};
	va_end(list);
	return e;
}

err fail_field_at(struct ctx *c, const char *where, const char *field, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	struct problem *p = NEW(c->a, struct problem);
	*p = (struct problem){NULL, field, format_list(c->a, format, list)};
	va_end(list);
	struct error *e = NEW(c->a, struct error);
	*e = (struct error){INVALID, where, p->text, p};
	return e;
}

/* ---- map: open addressing over an array of entries ---- */

static uint32_t *slot_of(const struct map *m, str key)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < key.n; i++)
		hash = (hash ^ (unsigned char)key.s[i]) * 0x100000001b3u;
	size_t mask = m->cap * 2 - 1;
	for (size_t i = (size_t)(hash ^ hash >> 32) & mask;; i = (i + 1) & mask)
		if (!m->slots[i] || str_eq(m->entries[m->slots[i] - 1].key, key))
			return &m->slots[i];
}

void *map_get(const struct map *m, str key)
{
	if (!m->cap)
		return NULL;
	uint32_t *slot = slot_of(m, key);
	return *slot ? m->entries[*slot - 1].value : NULL;
}

static void map_grow(struct map *m)
{
	struct map bigger = {.cap = m->cap ? m->cap * 2 : 16, .n = m->n, .a = m->a};
	bigger.entries = NEWN(m->a, struct map_entry, bigger.cap);
	bigger.slots = NEWN(m->a, uint32_t, bigger.cap * 2);
	if (m->n)
		memcpy(bigger.entries, m->entries, m->n * sizeof *m->entries);
	for (size_t i = 0; i < m->n; i++)
		*slot_of(&bigger, m->entries[i].key) = (uint32_t)i + 1;
	*m = bigger;
}

void map_put(struct map *m, str key, void *value)
{
	if (m->n == m->cap)
		map_grow(m);
	uint32_t *slot = slot_of(m, key);
	if (!*slot) {
		m->entries[m->n].key = key;
		*slot = (uint32_t)++m->n;
	}
	m->entries[*slot - 1].value = value;
}
