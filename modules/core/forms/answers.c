/* answers: what was filled in, read from inputs or JSON in the order of the form. What a condition hides is dropped before it is
 * looked at; computed fields are computed here and nowhere else. */
#include "core/forms/inside.h"
#include "web/hooks.h"
#include <stdio.h>
#include "web/request.h"

struct reading {
	struct ctx *c;
	const struct form *f;
	const struct form_source *from;
	struct form_answers *out;
	const struct problem *first;
	const struct problem **tail;
	const struct node *object; /* of the row being read */
	str key;                   /* its key; empty in a plain section */
};

/* ---- problems ---- */

static void complain(struct reading *r, const char *field, str text)
{
	struct problem *p = NEW(r->c->a, struct problem);
	*p = (struct problem){NULL, field, text};
	*r->tail = p;
	r->tail = &p->next;
}

static const char *problem_name(struct reading *r, const struct form_field *f, size_t row, const char *part)
{
	if (r->from->page)
		return str_format(r->c->a, "%s%s", form_input_name(r->c->a, f, r->key), part).s;
	const char *dot = part[0] ? "." : "";
	if (f->section->name)
		return str_format(r->c->a, "answers.%s[%zu].%s%s%s", f->section->name, row, f->name, dot, part + (part[0] != 0))
			.s;
	return str_format(r->c->a, "answers.%s%s%s", f->name, dot, part + (part[0] != 0)).s;
}

/* In a list of rows a sentence says which row it means. */
static str problem_text(struct reading *r, const struct form_section *s, size_t row, str text)
{
	return s->name ? str_format(r->c->a, "%s %zu: %.*s", s->item, row + 1, STR_ARG(text)) : text;
}

/* ---- what was sent for a field ---- */

static struct sent from_page(struct reading *r, const struct form_field *f)
{
	const struct page *p = r->from->page;
	const char *name = form_input_name(r->c->a, f, r->key);
	str *v = NEWN(r->c->a, str, f->nchoices + 3);
	size_t n = 0;
	if (f->type == FORM_PHOTOS)
		return form_photos_typed(r->c->a, r->from, f, name);
	if (f->type == FORM_CHOICES) {
		for (size_t i = 0; i < f->nchoices; i++)
			if (p->typed_has(p, name, str_of(f->choices[i].value)))
				v[n++] = str_of(f->choices[i].value);
	} else if (f->type == FORM_PLACE) {
		static const char *const parts[] = {"province", "commune", "detail"};
		for (; n < COUNT(parts); n++)
			v[n] = p->typed(p, str_format(r->c->a, "%s-%s", name, parts[n]).s);
	} else if (f->type == FORM_REFERENCE) { /* who empties the words takes the choice back */
		v[n++] = p->typed(p, name);
		v[n++] = str_trim(v[0]).n ? p->typed(p, str_format(r->c->a, "%s-id", name).s) : S("");
	} else
		v[n++] = p->typed(p, name);
	return (struct sent){.v = v, .n = n};
}

/* As it would be typed; more decimals than are kept stay, to be told. */
static str number_text(arena *a, enum form_type type, const struct node *n)
{
	int64_t hundredths;
	if (hundredths_parse(n->text, &hundredths) && (type != FORM_YEAR || hundredths % FORM_UNITS_OF_NUMBER == 0))
		return form_number_of(a, type, hundredths);
	char *s = str_c(a, n->text), *dot = strchr(s, '.');
	if (dot)
		*dot = ',';
	return str_of(s);
}

static struct sent texts_from_list(struct reading *r, const struct node *n)
{
	size_t most = 1, k = 0;
	for (const struct node *i = n->first; i; i = i->next)
		most++;
	str *v = NEWN(r->c->a, str, most);
	for (const struct node *i = n->first; i; i = i->next) {
		if (i->type != N_TEXT)
			return (struct sent){.wrong_type = "danh sách văn bản"};
		v[k++] = i->text;
	}
	return (struct sent){.v = v, .n = k};
}

static struct sent place_from_object(struct reading *r, const struct node *n)
{
	static const char *const parts[] = {"province", "commune", "detail"};
	str *v = NEWN(r->c->a, str, COUNT(parts));
	for (size_t i = 0; i < COUNT(parts); i++) {
		const struct node *m = json_member(n, parts[i]);
		if (m && m->type != N_TEXT)
			return (struct sent){.wrong_type = "{\"province\": \"37\", \"commune\": \"14389\", \"detail\": \"..\"}"};
		v[i] = m ? m->text : S("");
	}
	return (struct sent){.v = v, .n = COUNT(parts)};
}

/* {"id": 7}, with the kind and title that we wrote; or words alone. */
static struct sent reference_from_json(struct reading *r, const struct form_field *f, const struct node *n)
{
	const struct node *kind = json_member(n, "kind"), *id = json_member(n, "id");
	str *v = NEWN(r->c->a, str, 2);
	bool good = n->type == N_OBJECT && id && id->type == N_INT &&
		    (!kind || (kind->type == N_TEXT && str_is(kind->text, f->to->kind)));
	if (n->type == N_TEXT)
		v[0] = n->text;
	else if (good)
		v[1] = str_format(r->c->a, "%lld", (long long)id->i);
	else
		return (struct sent){.wrong_type = str_format(r->c->a, "{\"kind\": \"%s\", \"id\": ..}", f->to->kind).s};
	return (struct sent){.v = v, .n = 2};
}

static struct sent from_json(struct reading *r, const struct form_field *f)
{
	const struct node *n = json_member(r->object, f->name);
	str *v = NEWN(r->c->a, str, 1);
	if (!n || n->type == N_NULL)
		return (struct sent){0};
	bool number = form_type_is_number(f->type);
	if (f->type == FORM_CHOICES || f->type == FORM_PHOTOS)
		return n->type == N_LIST ? texts_from_list(r, n) : (struct sent){.wrong_type = "danh sách văn bản"};
	if (f->type == FORM_PLACE)
		return n->type == N_OBJECT ? place_from_object(r, n) : (struct sent){.wrong_type = "đối tượng địa danh"};
	if (f->type == FORM_REFERENCE)
		return reference_from_json(r, f, n);
	if (f->type == FORM_GEOMETRY && n->type == N_OBJECT) {
		*v = S("{}"); /* there is something */
		return (struct sent){.v = v, .n = 1, .object = n};
	}
	if (number && (n->type == N_INT || n->type == N_REAL))
		*v = number_text(r->c->a, f->type, n);
	else if (f->type == FORM_YES_NO && n->type == N_BOOL)
		*v = n->i ? S("yes") : S("no");
	else if (n->type == N_TEXT && (r->from->as_kept || (!number && f->type != FORM_YES_NO)))
		*v = n->text;
	else
		return (struct sent){.wrong_type = number                     ? "số"
						   : f->type == FORM_YES_NO   ? "true hoặc false"
						   : f->type == FORM_GEOMETRY ? "đối tượng GeoJSON"
									      : "văn bản"};
	return (struct sent){.v = v, .n = 1};
}

static bool is_asked_for(const struct form_field *f)
{
	return f->type != FORM_NOTE && f->type != FORM_FILE && f->type != FORM_COMPUTED;
}

static struct sent sent_for(struct reading *r, const struct form_field *f)
{
	return r->from->page ? from_page(r, f) : from_json(r, f);
}

/* ---- conditions ---- */

const struct form_answer *form_answer_to(const struct form_answers *a, const struct form_field *f, size_t row)
{
	const struct form_rows *s = &a->sections[f->section->slot];
	return row < s->n && s->v[row].v ? &s->v[row].v[f->slot] : NULL;
}

static bool has_value(const struct form_field *f, const struct form_answer *a, struct texts wanted)
{
	for (size_t i = 0; i < wanted.n; i++) {
		int64_t n;
		if (f->type == FORM_CHOICES) {
			for (size_t k = 0; k < a->list.n; k++)
				if (str_eq(a->list.v[k], wanted.v[i]))
					return true;
		} else if (f->type == FORM_INTEGER || f->type == FORM_YEAR || f->type == FORM_YES_NO) {
			int64_t unit = f->type == FORM_YES_NO ? 1 : FORM_UNITS_OF_NUMBER;
			if (str_int(wanted.v[i], &n) && a->number == n * unit)
				return true;
		} else if (str_eq(a->text, wanted.v[i]))
			return true;
	}
	return false;
}

bool form_conditions_hold(const struct form_answers *a, const struct form_conditions *when, size_t row)
{
	for (size_t i = 0; i < when->n; i++) {
		const struct form_condition *k = &when->v[i];
		const struct form_answer *v = form_answer_to(a, k->field, k->field->section->name ? row : 0);
		bool filled = v && v->filled;
		if (k->is == FORM_FILLED      ? !filled
			: k->is == FORM_EMPTY ? filled
					      : !filled || v->wrong || !has_value(k->field, v, k->values))
			return false;
	}
	return true;
}

bool form_field_asked(const struct form_answers *a, const struct form_field *f, size_t row)
{
	return form_conditions_hold(a, &f->section->when, 0) && form_conditions_hold(a, &f->when, row);
}

/* ---- fields ---- */

static void compute(struct reading *r, const struct form_field *f, size_t row, struct form_answer *out)
{
	struct result v = form_expression_value(r->c, f->formula, r->out, f->section->slot, row);
	*out = (struct form_answer){.filled = v.set || v.in_doubt, .wrong = v.in_doubt, .text = v.text, .number = v.number};
	if (v.in_doubt && f->suffix)
		out->text = str_format(r->c->a, "%.*s %s", STR_ARG(v.text), f->suffix);
	if (form_type_is_number(f->shown_as) && f->shown_as != FORM_DECIMAL) { /* rounded, half away from zero */
		int64_t half = v.number < 0 ? -FORM_UNITS_OF_NUMBER / 2 : FORM_UNITS_OF_NUMBER / 2;
		out->number = (v.number + half) / FORM_UNITS_OF_NUMBER * FORM_UNITS_OF_NUMBER;
	}
	int64_t year = out->number / FORM_UNITS_OF_NUMBER;
	if (f->shown_as == FORM_YEAR && (year < FORM_YEAR_FIRST || year > FORM_YEAR_LAST))
		*out = (struct form_answer){0}; /* "built + 50" of what is not known yet is no year */
}

static void offer_found(struct reading *r, const struct form_field *f, const struct choice *choices)
{
	struct page_found *found = NEW(r->c->a, struct page_found);
	*found = (struct page_found){r->from->q->page.found, form_input_name(r->c->a, f, r->key), choices};
	r->from->q->page.found = found;
}

static err read_field(struct reading *r, const struct form_field *f, size_t row, struct form_answer *out)
{
	str problem;
	if (f->type == FORM_NOTE || f->type == FORM_FILE || !form_conditions_hold(r->out, &f->when, row))
		return NULL;
	const struct form_known *known = form_known_of(r->from->who, f);
	if (known && known->is_fixed) {
		*out = known->is;
		return NULL;
	}
	if (f->type == FORM_COMPUTED) {
		compute(r, f, row, out);
		return NULL;
	}
	struct judging j = {
		.c = r->c, .q = r->from->q, .answers = r->out, .field = f, .row = row, .complete = r->from->complete, .out = out};
	TRY(form_answer_judge(&j, sent_for(r, f), &problem));
	if (problem.n)
		complain(r, problem_name(r, f, row, j.part), problem_text(r, f->section, row, problem));
	if (j.found && r->from->q)
		offer_found(r, f, j.found);
	return NULL;
}

static bool row_empty(struct reading *r, const struct form_section *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (!is_asked_for(&s->fields[i]))
			continue;
		struct sent sent = sent_for(r, &s->fields[i]);
		if (sent.wrong_type)
			return false;
		for (size_t k = 0; k < sent.n; k++)
			if (str_trim(sent.v[k]).n)
				return false;
	}
	return true;
}

static err read_row(struct reading *r, const struct form_section *s)
{
	struct form_rows *rows = &r->out->sections[s->slot];
	size_t row = rows->n++;
	rows->v[row] = (struct form_row){r->key, NEWN(r->c->a, struct form_answer, s->n + 1)};
	for (size_t i = 0; i < s->n; i++)
		TRY(read_field(r, &s->fields[i], row, &rows->v[row].v[i]));
	return NULL;
}

/* ---- rows of a repeatable section ---- */

/* Keys of rows, "1,2,4", less the one to be removed, and one more when asked for. */
static size_t row_keys(struct reading *r, const struct form_section *s, str *keys)
{
	const struct page *p = r->from->page;
	arena *a = r->c->a;
	str rest = p->typed(p, str_format(a, "e_%s-rows", s->name).s), one;
	str gone = p->typed(p, "e_remove");
	size_t n = 0;
	int64_t last = 0, number;
	while (rest.n && n < (size_t)FORM_ROWS_MAX + 1) {
		str_cut(rest, ',', &one, &rest);
		if (!str_int(one, &number) || number <= last || number > 100000)
			continue; /* they rise: ours always do */
		last = number;
		str key = str_format(a, "%lld", (long long)number);
		if (!str_eq(gone, str_format(a, "%s-%.*s", s->name, STR_ARG(key))))
			keys[n++] = key;
	}
	if (str_is(p->typed(p, "e_add"), s->name) && n <= (size_t)FORM_ROWS_MAX)
		keys[n++] = str_format(a, "%lld", (long long)last + 1);
	return n;
}

static void count_rows(struct reading *r, const struct form_section *s, size_t n)
{
	const char *name =
		r->from->page ? str_format(r->c->a, "e_%s-add", s->name).s : str_format(r->c->a, "answers.%s", s->name).s;
	if ((int64_t)n > s->max)
		complain(r, name, str_format(r->c->a, "“%s”: nhiều nhất %lld dòng", s->title, (long long)s->max));
	else if (r->from->complete && (int64_t)n < s->min)
		complain(r, name, str_format(r->c->a, "“%s”: cần ít nhất %lld dòng", s->title, (long long)s->min));
}

/* A row in which nothing was written is no row, unless it makes up the least number. */
static err read_one_of(struct reading *r, const struct form_section *s, size_t left)
{
	bool needed = r->out->sections[s->slot].n + left <= (size_t)s->min;
	if (!r->from->all_rows && !needed && row_empty(r, s))
		return NULL;
	return r->out->sections[s->slot].n < (size_t)FORM_ROWS_MAX ? read_row(r, s) : NULL;
}

static err read_rows_of_page(struct reading *r, const struct form_section *s)
{
	str keys[FORM_ROWS_MAX + 2];
	size_t n = row_keys(r, s, keys);
	for (size_t i = 0; i < n; i++) {
		r->key = keys[i];
		TRY(read_one_of(r, s, n - i));
	}
	r->key = S("");
	return NULL;
}

static err read_rows_of_json(struct reading *r, const struct form_section *s)
{
	const struct node *list = json_member(r->object, s->name), *above = r->object;
	size_t left = 0, number = 0;
	if (!list || list->type == N_NULL)
		return NULL;
	if (list->type != N_LIST) {
		complain(r, str_format(r->c->a, "answers.%s", s->name).s,
			str_format(r->c->a, "“%s” phải là một danh sách", s->title));
		return NULL;
	}
	for (const struct node *n = list->first; n; n = n->next)
		left++;
	if (left > FORM_ROWS_MAX) {
		r->out->sections[s->slot].n = 0;
		complain(r, str_format(r->c->a, "answers.%s", s->name).s,
			str_format(r->c->a, "“%s”: nhiều nhất %lld dòng", s->title, (long long)s->max));
		return NULL;
	}
	for (const struct node *n = list->first; n; n = n->next, left--) {
		r->object = n;
		r->key = str_format(r->c->a, "%zu", ++number);
		if (n->type == N_OBJECT)
			TRY(read_one_of(r, s, left));
		else
			complain(r, str_format(r->c->a, "answers.%s[%zu]", s->name, number - 1).s,
				S("Mỗi dòng phải là một đối tượng { }"));
	}
	r->object = above;
	r->key = S("");
	return NULL;
}

static err read_section(struct reading *r, const struct form_section *s)
{
	struct form_rows *rows = &r->out->sections[s->slot];
	bool hidden = !form_conditions_hold(r->out, &s->when, 0);
	rows->v = NEWN(r->c->a, struct form_row, FORM_ROWS_MAX + 1);
	if (s->name && hidden)
		return NULL;
	if (hidden) {
		rows->v[rows->n++] = (struct form_row){S(""), NEWN(r->c->a, struct form_answer, s->n + 1)};
		return NULL;
	}
	if (!s->name)
		return read_row(r, s);
	TRY(r->from->page ? read_rows_of_page(r, s) : read_rows_of_json(r, s));
	if (!r->from->all_rows)
		count_rows(r, s, rows->n);
	return NULL;
}

/* ---- members that no field has ---- */

static bool known_member(const struct form_section *s, str name, bool computed)
{
	const struct form_field *f = form_field_find(s, name);
	return f && (is_asked_for(f) || (computed && f->type == FORM_COMPUTED));
}

static void check_members(struct reading *r)
{
	for (const struct node *n = r->from->object->first; n; n = n->next) {
		const struct form_section *s = form_section_find(r->f, n->name);
		bool known = s != NULL;
		for (size_t i = 0; !known && i < r->f->n; i++)
			known = !r->f->sections[i].name && known_member(&r->f->sections[i], n->name, r->from->as_kept);
		if (!known)
			complain(r, str_format(r->c->a, "answers.%.*s", STR_ARG(n->name)).s, S("Không có trường này"));
		if (!s || n->type != N_LIST)
			continue;
		size_t row = 0;
		for (const struct node *o = n->first; o; o = o->next, row++)
			for (const struct node *m = o->type == N_OBJECT ? o->first : NULL; m; m = m->next)
				if (!known_member(s, m->name, r->from->as_kept))
					complain(r, str_format(r->c->a, "answers.%s[%zu].%.*s", s->name, row, STR_ARG(m->name)).s,
						S("Không có trường này"));
	}
}

err form_answers_read(struct ctx *c, const struct form *f, const struct form_source *from, struct form_answers **out,
	const struct problem **problems)
{
	struct reading r = {.c = c, .f = f, .from = from, .object = from->object, .key = S("")};
	r.tail = &r.first;
	r.out = *out = NEW(c->a, struct form_answers);
	*r.out = (struct form_answers){.form = f, .sections = NEWN(c->a, struct form_rows, f->n + 1)};
	for (size_t i = 0; i < f->n; i++)
		TRY(read_section(&r, &f->sections[i]));
	if (!from->page)
		check_members(&r);
	*problems = r.first;
	return NULL;
}

struct form_answers *form_answers_typed(struct page *p, const struct form *f)
{
	struct ctx c = {.a = p->a, .now = p->now};
	struct form_source from = {.page = p, .all_rows = true};
	const struct problem *problems;
	struct form_answers *out;
	return form_answers_read(&c, f, &from, &out, &problems) ? form_answers_empty(p->a, f) : out;
}

void form_compute(struct ctx *c, struct form_answers *v)
{
	struct reading r = {.c = c, .f = v->form, .out = v};
	for (size_t i = 0; i < v->form->n; i++)
		for (size_t row = 0; row < v->sections[i].n; row++)
			for (size_t k = 0; k < v->form->sections[i].n; k++) {
				const struct form_field *f = &v->form->sections[i].fields[k];
				if (f->type == FORM_COMPUTED && form_field_asked(v, f, row))
					compute(&r, f, row, &v->sections[i].v[row].v[k]);
			}
}
