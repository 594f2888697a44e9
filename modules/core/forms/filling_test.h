/* What the tests of forms share. */
#pragma once
#include "tests/unit/store.h"
#include "core/forms/inside.h"
#include "core/forms/fields.html.h"
#include "core/units/units.h"
#include "http/http.h"
#include "web/catalogue.h"
#include "web/input.h"
#include "web/module.h"
#include "web/request.h"

/* ---- a form as a browser sends it: "e_name=Lê Thị Hoa&e_copies=2" ---- */

static str sent_now;

static str typed_nth(const char *name, size_t nth)
{
	for (str rest = sent_now, one, key, value; rest.n;) {
		str_cut(rest, '&', &one, &rest);
		str_cut(one, '=', &key, &value);
		if (str_is(key, name) && !nth--)
			return value;
	}
	return (str){0};
}

static str typed(const struct page *p, const char *name)
{
	(void)p;
	return typed_nth(name, 0);
}

static bool typed_has(const struct page *p, const char *name, str value)
{
	(void)p;
	for (size_t i = 0; typed_nth(name, i).s; i++)
		if (str_eq(typed_nth(name, i), value))
			return true;
	return false;
}

static struct actor sender = {.kind = NOBODY};
static const struct page_found *sent_found; /* what the form that comes back offers */

static err send(struct ctx *c, const struct form *f, const char *text, bool complete, str *answers)
{
	struct http_request http = {.a = c->a};
	struct req q = {.ctx = *c,
		.actor = &sender,
		.http = &http,
		.page = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has}};
	sent_now = str_of(text);
	err e = form_read(&q, f, complete, answers);
	sent_found = q.page.found;
	return e;
}

static inline bool complains(err e, const char *field)
{
	for (const struct problem *p = e ? e->problems : NULL; p; p = p->next)
		if (!strcmp(p->field, field))
			return true;
	return false;
}

static const struct form *form(struct ctx *c, const char *sections)
{
	struct form *f;
	static const struct choice provinces[] = {{"37", "Tỉnh Ninh Bình"}, {"51", "Tỉnh Quảng Ngãi"}, {NULL, NULL}};
	OK(form_parse(c, c->a,
		str_format(c->a, "{\"code\":\"thu\",\"title\":\"Thử\",\"summary\":\"Thử {name}.\",\"sections\":[%s]}", sections),
		&f));
	f->provinces = provinces;
	return f;
}

/* "khai-sinh": catalogue/eforms is where the forms of the house stand. */
static inline const struct form *of_catalogue(struct ctx *c, const char *code)
{
	struct form *f;
	OK(form_parse(c, c->a, catalogue_file(str_format(c->a, "eforms/%s.json", code).s), &f));
	OK(form_provinces_of_today(c, c->a, &f->provinces));
	return f;
}

static void fill(struct ctx *c) { OK(WRITE(c, units_module.init(c))); }

static int open_filled(void **state) { return test_open_filled(state, "forms", fill); }
