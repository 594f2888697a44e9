/* typed: answers from texts as people write them in a table, one a field: a choice by its words, a number with its unit, yes and no. */
#include "core/forms/inside.h"
#include "web/request.h"

struct table_page {
	struct page page; /* first: what reads the answers knows no other */
	const struct form_typed *v;
	const struct form_field **fields; /* of each */
	size_t n;
	size_t *next; /* they are asked for in about the order in which they stand: the one behind the last one */
};

/* t->n: there is none. */
static size_t cell_of(const struct table_page *t, str name)
{
	for (size_t k = 0, i = *t->next; k < t->n; k++, i = i + 1 < t->n ? i + 1 : 0)
		if (str_eq(t->v[i].name, name)) {
			*t->next = i + 1 < t->n ? i + 1 : 0;
			return i;
		}
	return t->n;
}

/* Columns stand in about the order of the fields: the one behind the last one, else wherever it stands. */
static const struct form_field *plain_field(const struct form *f, str name, const struct form_field *before)
{
	if (before && before->slot + 1 < before->section->n && str_is(name, before[1].name))
		return before + 1;
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *x = f->sections[i].name ? NULL : form_field_find(&f->sections[i], name);
		if (x)
			return x;
	}
	return NULL;
}

/* ---- one text ---- */

static str chosen(arena *a, const struct form_field *f, str typed)
{
	str folded = fold(a, typed);
	for (size_t i = 0; i < f->nchoices; i++)
		if (str_is(typed, f->choices[i].value) || str_eq(folded, fold(a, str_of(f->choices[i].label))))
			return str_of(f->choices[i].value);
	return typed;
}

static str yes_or_no(arena *a, str typed)
{
	static const char *const yes[] = {"yes", "co", "x", "dung", "true", "1"}, *const no[] = {
											  "no", "khong", "sai", "false", "0"};
	str folded = fold(a, typed);
	for (size_t i = 0; i < COUNT(yes); i++)
		if (str_is(folded, yes[i]))
			return S("yes");
	for (size_t i = 0; i < COUNT(no); i++)
		if (str_is(folded, no[i]))
			return S("no");
	return typed;
}

static bool ends_with(str s, str end) { return s.n > end.n && !memcmp(s.s + s.n - end.n, end.s, end.n); }

/* As lists show it: "8,5 m". */
static str without_unit(const struct form_field *f, str typed)
{
	str s = str_trim(typed), unit = f->suffix ? str_of(f->suffix) : f->type == FORM_MONEY ? S("đồng") : S("");
	return unit.n && ends_with(s, unit) ? str_trim((str){s.s, s.n - unit.n}) : s;
}

static str as_typed(arena *a, const struct form_field *f, str text)
{
	switch (f->type) {
	case FORM_CHOICE: return f->list ? text : chosen(a, f, str_trim(text));
	case FORM_YES_NO: return yes_or_no(a, text);
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_YEAR:
	case FORM_MONEY: return without_unit(f, text);
	default: return text;
	}
}

static str typed(const struct page *p, const char *name)
{
	const struct table_page *t = (const struct table_page *)p;
	str s = str_of(name);
	if (!str_starts(s, S("e_")))
		return S("");
	size_t i = cell_of(t, (str){s.s + 2, s.n - 2});
	return i < t->n && t->fields[i] ? as_typed(p->a, t->fields[i], t->v[i].text) : S("");
}

/* ---- several choices in one text ---- */

/* As lists show them, with semicolons between, or with commas: one of its own may stand in a choice, "Gỗ, tre". */
static bool next_part(arena *a, const struct form_field *f, str *rest, str *part)
{
	size_t n = 0, comma = 0;
	if (!rest->n)
		return false;
	while (n < rest->n && rest->s[n] != ';' && rest->s[n] != '\n')
		n++;
	while (comma < n && rest->s[comma] != ',')
		comma++;
	if (!form_choice_has(f, chosen(a, f, str_trim((str){rest->s, n}))))
		n = comma;
	*part = str_trim((str){rest->s, n});
	*rest = (str){rest->s + n + (n < rest->n), rest->n - n - (n < rest->n)};
	return true;
}

static bool typed_has(const struct page *p, const char *name, str value)
{
	const struct table_page *t = (const struct table_page *)p;
	size_t i = cell_of(t, (str){name + 2, strlen(name) - 2});
	const struct form_field *f = i < t->n ? t->fields[i] : NULL;
	if (!f)
		return false;
	for (str rest = t->v[i].text, part; next_part(p->a, f, &rest, &part);)
		if (str_eq(chosen(p->a, f, part), value))
			return true;
	return false;
}

/* What is no choice would be dropped without a word. */
static err choices_known(struct ctx *c, const struct form_field *f, str text)
{
	for (str rest = text, part; next_part(c->a, f, &rest, &part);)
		if (part.n && !form_choice_has(f, chosen(c->a, f, part)))
			return FAIL_FIELD(c, f->name, "“%s” không có “%.*s”", f->label, STR_ARG(part));
	return NULL;
}

err form_read_typed(struct req *q, const struct form *f, const struct form_typed *v, size_t n, str *answers, bool *is_whole)
{
	struct ctx *c = &q->ctx;
	size_t next = 0;
	struct table_page t = {.page = {.a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has},
		.v = v,
		.fields = NEWN(c->a, const struct form_field *, n + 1),
		.n = n,
		.next = &next};
	struct form_source from = {.q = q, .page = &t.page, .complete = true};
	const struct problem *problems;
	struct form_answers *read;
	for (size_t i = 0; i < n; i++) {
		const struct form_field *x = t.fields[i] = plain_field(f, v[i].name, i ? t.fields[i - 1] : NULL);
		if (x && x->type == FORM_CHOICES)
			TRY(choices_known(c, x, v[i].text));
	}
	TRY(form_answers_read(c, f, &from, &read, &problems));
	*is_whole = !problems;
	from.complete = false;
	if (!*is_whole) /* whatever else is wrong stays wrong */
		TRY(form_answers_read(c, f, &from, &read, &problems));
	*answers = form_answers_json(c->a, read);
	return form_problems(c, problems);
}
