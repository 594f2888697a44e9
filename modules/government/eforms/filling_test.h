/* What the tests of e-forms share. */
#pragma once
#include "tests/unit/store.h"
#include "government/eforms/pages.h"
#include <stdio.h>
#include "government/eforms/eforms.sql.h"
#include "government/eforms/fields.html.h"
#include "core/units/units.h"

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

static err send(struct ctx *c, const struct eform *f, const char *text, bool complete, str *answers)
{
	struct http_request http = {.a = c->a};
	struct req q = {.ctx = *c, .http = &http, .page = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has}};
	sent_now = str_of(text);
	return eform_read(&q, f, complete, answers);
}

static bool complains(err e, const char *field)
{
	for (const struct problem *p = e ? e->problems : NULL; p; p = p->next)
		if (!strcmp(p->field, field))
			return true;
	return false;
}

static const struct eform *form(struct ctx *c, const char *sections)
{
	struct eform *f;
	static const struct choice provinces[] = {{"37", "Tỉnh Ninh Bình"}, {"51", "Tỉnh Quảng Ngãi"}, {NULL, NULL}};
	OK(definition_read(c, c->a,
		str_format(c->a, "{\"code\":\"thu\",\"title\":\"Thử\",\"summary\":\"Thử {name}.\",\"sections\":[%s]}", sections),
		&f));
	f->provinces = provinces;
	return f;
}

static void fill_eforms(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
	OK(WRITE(c, eforms_module.init(c)));
}

static int open_filled(void **state)
{
	if (test_open_filled(state, "eforms", fill_eforms))
		return 1;
	struct ctx *c = test_store(state);
	OK(WRITE(c, eforms_module.init(c))); /* the second time nothing is left to do */
	return 0;
}
