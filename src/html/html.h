/* html: how text becomes a page or JSON, escaped by type and position.
 *
 * Pages are written in .html templates; htmlc compiles `{{ expression }}` to h(), ha(), hu(), hc(), hq() or hv() according to the
 * place it stands in. Nothing else prints into a page. JSON is written from descriptors that sqlc emits beside each row struct, so a
 * page and its API twin show the same model. */
#pragma once
#include "../base/base.h"

struct html { /* trusted markup: made by templates and by the sanitizer only */
	str s;
};

/* ---- the page being written: first parameter `p` of every template ---- */
struct page {
	buf *out;
	arena *a;
	int64_t now;
	str csrf;                                             /* token that htmlc puts into every post form */
	str csrf_masked;                                      /* as this page shows it: made when its first form is written */
	const struct problem *problems;                       /* what was wrong with the form when it is shown again */
	bool again;                                           /* the form is shown again: typed() wins over stored values */
	str (*typed)(const struct page *p, const char *name); /* what the user typed; s == NULL when nothing was sent */
	bool (*typed_has)(const struct page *p, const char *name, str value); /* was this value among those sent (checkboxes) */
	const struct page_found *found;                                       /* what a field that names a thing may have meant */
	const void *shell; /* src/web: who is signed in, menu, unit; see web/pages/shell.h */
};
/* The value an input shows: what was typed if the form comes back, else what is stored. */
str page_value(const struct page *p, const char *name, str stored);
bool page_checked(const struct page *p, const char *name, str value, bool stored);
/* The problem of one field, or NULL. */
const struct problem *page_problem(const struct page *p, const char *name);

/* What was found for a field that names one thing by its words, when the words fit several: to choose from when the form is shown again. */
struct page_found {
	const struct page_found *next;
	const char *field;
	const struct choice *choices; /* ends with {NULL} */
};
const struct choice *page_found(const struct page *p, const char *field); /* NULL: nothing */

/* ---- addresses ---- */
/* The parameters of an address, ready to stand in one: "tu=2026-01-01&den=2026-01-31". Only query_of makes one, so each value in it is
 * percent-encoded; a template prints it whole: href="/so?{{ period }}", or href="/so{{ period }}" when there may be none. */
struct query {
	str text;
};
struct parameter { /* the name as the code writes it; one that has neither text nor number is left out */
	const char *name;
	str text;
	int64_t number;
};
struct query query_of(arena *a, const struct parameter *all);
str address_with(arena *a, str path, struct query q); /* a path that has parameters already gets more of them */
#define QUERY(a, ...) query_of(a, (const struct parameter[]){__VA_ARGS__, {0}})
#define ADDRESS(a, path, ...)                                                                                                    \
	address_with(a, S(path), QUERY(a, __VA_ARGS__)) /* ADDRESS(a, "/so", {"tu", from}, {"trang", .number = 2}) */

/* ---- escaping; called by generated code ---- */
void html_str(buf *b, str s); /* text and quoted attributes: & < > " ' */
void html_url(buf *b, str s); /* a whole URL in an attribute: own paths, https:, http:, mailto:, tel:; anything else becomes # */
void html_component(buf *b, str s);      /* a part of a URL: percent-encoded */
void html_query(buf *b, struct query q); /* after a path: with its '?', or nothing */
static inline void query_bare(buf *b, struct query q) { html_str(b, q.text); }
void html_int(buf *b, int64_t v);
void html_real(buf *b, double v);
static inline void html_cstr(buf *b, const char *s) { html_str(b, str_of(s)); }
static inline void html_raw(buf *b, struct html h) { buf_str(b, h.s); }
static inline void html_opt(buf *b, opt_int v)
{
	if (v.set)
		html_int(b, v.v);
}
static inline void url_cstr(buf *b, const char *s) { html_url(b, str_of(s)); }
static inline void component_cstr(buf *b, const char *s) { html_component(b, str_of(s)); }
#define h(b, x)                                                                                                                  \
	_Generic((x), str: html_str, struct html: html_raw, char *: html_cstr, const char *: html_cstr, int: html_int,            \
		int64_t: html_int, uint64_t: html_int, unsigned: html_int, double: html_real, opt_int: html_opt)(b, x)
#define ha(b, x)                                                                                                                 \
	_Generic((x), str: html_str, char *: html_cstr, const char *: html_cstr, int: html_int, int64_t: html_int,                \
		uint64_t: html_int, unsigned: html_int, double: html_real, opt_int: html_opt)(b, x)
#define hu(b, x) _Generic((x), str : html_url, char * : url_cstr, const char * : url_cstr)(b, x)
/* A later part of a path, or the query behind it; the whole query after a '?' or '&'; a value after a '='. */
#define hc(b, x)                                                                                                                 \
	_Generic((x), str: html_component, char *: component_cstr, const char *: component_cstr, int: html_int,                   \
		int64_t: html_int, uint64_t: html_int, unsigned: html_int, opt_int: html_opt, struct query: html_query)(b, x)
#define hq(b, x) _Generic((x), struct query : query_bare)(b, x)
#define hv(b, x)                                                                                                                 \
	_Generic((x), str: html_component, char *: component_cstr, const char *: component_cstr, int: html_int,                   \
		int64_t: html_int, uint64_t: html_int, unsigned: html_int, opt_int: html_opt)(b, x)

void html_csrf(struct page *p); /* the hidden input of a post form */
/* A form token as it stands in a page: under a random mask, so that no two pages hold the same bytes. Pages leave compressed, and a secret
 * that stays could be guessed from their lengths (BREACH). Unmasked: what was sent back; a text that is no masked one stays as it is. */
str csrf_masked(arena *a, str token);
str csrf_unmasked(arena *a, str sent);

/* ---- shapes: the members of a struct, for JSON and for the OpenAPI document ---- */
enum member_type {
	M_INT,     /* int64_t; named *_at: an instant, printed as RFC 3339; named is_* or has_*: a boolean */
	M_REAL,    /* double */
	M_TEXT,    /* str; named *_on: a date (ISO text) */
	M_BLOB,    /* str; printed as base64url */
	M_JSON,    /* str that is a JSON object already; empty -> null */
	M_OPT_INT, /* opt_int -> number or null */
	M_OPT_REAL,
	M_OPT_TEXT, /* str with s == NULL -> null */
	M_ONE,      /* another shape, embedded */
	M_MANY      /* struct { T *v; size_t n; } of another shape */
};
struct shape;
struct member {
	const char *name;
	enum member_type type;
	size_t at; /* offsetof */
	const struct shape *of;
};
struct shape {
	const char *name;
	size_t size;
	const struct member *members;
	size_t n;
};
/* A page model made of rows declares its shape once:
 *	static const struct member view_members[] = {ONE(struct view, dossier, dossier_get), MANY(struct view, events, event_of)};
 *	static const struct shape view_shape = SHAPE("dossier", struct view, view_members); */
#define SHAPE(name_, T, members_) ((struct shape){.name = name_, .size = sizeof(T), .members = members_, .n = COUNT(members_)})
#define ONE(T, at_, row)          ((struct member){.name = #at_, .type = M_ONE, .at = offsetof(T, at_), .of = &row##_shape})
#define MANY(T, at_, row)         ((struct member){.name = #at_, .type = M_MANY, .at = offsetof(T, at_), .of = &row##_shape})
#define MEMBER(T, at_, type_)     ((struct member){.name = #at_, .type = type_, .at = offsetof(T, at_)})

void json_str(buf *b, str s);
void json_write(buf *b, const struct shape *shape, const void *object);
