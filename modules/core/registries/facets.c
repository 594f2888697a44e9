/* facets: what lists are sorted and narrowed by. One row for each, of each version, with the days on which it holds: so any list is read by one
 * index, in order, also as it stood on a past day. */
#include "core/registries/figures.h"

enum { VALUE_MAX = 60 };
#define SEPARATOR     "\x1f"
#define BEHIND_ALL    "\xf4\x8f\xbf\xbf" /* no text begins with it */
#define NUMBER_OFFSET (2 * FORM_NUMBER_MAX)

static str cut(arena *a, str s)
{
	size_t n = s.n < VALUE_MAX ? s.n : VALUE_MAX;
	return n == s.n ? s : utf8_whole(str_copy(a, (str){s.s, n}));
}

static enum form_type written_as(const struct form_field *f) { return f->type == FORM_COMPUTED ? f->shown_as : f->type; }

/* In the order in which people expect it; what is not filled in stands last. */
static str sort_value(struct ctx *c, const struct form_field *f, const struct form_answers *said)
{
	const struct form_answer *v = form_field_asked(said, f, 0) ? form_answer_to(said, f, 0) : NULL;
	if (!v || !v->filled || v->wrong)
		return S("~");
	switch (written_as(f)) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_MONEY: return str_format(c->a, "%019lld", (long long)(v->number + NUMBER_OFFSET));
	case FORM_DATE:
	case FORM_MONTH:
	case FORM_YES_NO: return v->text;
	default: return cut(c->a, fold(c->a, form_answer_shown(c, f, v)));
	}
}

/* ---- signs: a bit for each choice that a version makes, so that a list need not read what has made another ---- */

enum { SIGNS = 62 };

/* Stands in the store: what is counted out otherwise hides records from lists. */
int64_t registry_sign(str field, str value)
{
	const str parts[] = {field, S("="), value};
	uint64_t n = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < COUNT(parts); i++)
		for (size_t k = 0; k < parts[i].n; k++)
			n = (n ^ (unsigned char)parts[i].s[k]) * UINT64_C(1099511628211);
	return INT64_C(1) << n % SIGNS;
}

/* By the form that it was written by: whatever a later one is narrowed by, it says no more than that. */
err registry_signs(struct ctx *c, const struct registry *r, int64_t definition, str state, str answers, int64_t *out)
{
	struct form_kept said;
	TRY(registry_kept_listed(c, r, definition, answers, (struct texts){0}, &said));
	*out = registry_sign(S(REGISTRY_STATE), state);
	for (size_t i = 0; i < said.form->n; i++)
		for (size_t k = 0; k < said.form->sections[i].n && !said.form->sections[i].name; k++) {
			const struct form_field *f = &said.form->sections[i].fields[k];
			if (f->type != FORM_CHOICE && f->type != FORM_YES_NO)
				continue;
			struct form_answer v = form_kept_answer(c->a, &said, f);
			*out |= v.text.n ? registry_sign(str_of(f->name), v.text) : 0;
		}
	return NULL;
}

int64_t registry_signs_of(const struct registry *r, str state, const struct form_answers *said)
{
	int64_t signs = registry_sign(S(REGISTRY_STATE), state);
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (f->type != FORM_CHOICE && f->type != FORM_YES_NO)
				continue;
			const struct form_answer *v = form_answer_to(said, f, 0);
			signs |= v && v->text.n ? registry_sign(str_of(f->name), v->text) : 0;
		}
	return signs;
}

/* ---- facets ---- */

struct adding {
	struct ctx *c;
	const struct registry *r;
	const struct registry_record_version_on *v;
	int64_t signs;
};

static err add(const struct adding *k, str facet, str value)
{
	return registry_facet_add(k->c, &(struct registry_facet_add_in){.registry = k->r->id,
						.unit = k->c->unit,
						.facet = facet,
						.value = value,
						.version = k->v->id,
						.valid_from = k->v->valid_from,
						.valid_to = k->v->valid_to,
						.signs = k->signs});
}

static str narrowed_facet(arena *a, const char *filter) { return str_format(a, "%s=", filter); }

err registry_facets_add(
	struct ctx *c, const struct registry *r, const struct registry_record_version_on *v, const struct form_answers *said)
{
	struct adding k = {.c = c, .r = r, .v = v};
	if (v->definition_id == r->version && said->form == r->form)
		k.signs = registry_signs_of(r, v->state, said);
	else
		TRY(registry_signs(c, r, v->definition_id, v->state, v->answers, &k.signs));
	str name = sort_value(c, r->name, said);
	TRY(add(&k, str_of(r->name->name), name));
	TRY(add(&k, narrowed_facet(c->a, REGISTRY_STATE),
		str_format(c->a, "%.*s" SEPARATOR "%.*s", STR_ARG(v->state), STR_ARG(name))));
	for (size_t i = 0; i < r->sorts.n; i++)
		if (r->sorts.v[i] != r->name)
			TRY(add(&k, str_of(r->sorts.v[i]->name), sort_value(c, r->sorts.v[i], said)));
	for (size_t i = 0; i < r->filters.n; i++) {
		const struct form_answer *x = form_answer_to(said, r->filters.v[i], 0);
		if (x->filled && !x->wrong)
			TRY(add(&k, narrowed_facet(c->a, r->filters.v[i]->name),
				str_format(c->a, "%.*s" SEPARATOR "%.*s", STR_ARG(x->text), STR_ARG(name))));
	}
	return NULL;
}

str registry_counted_value(arena *a, str name, str from)
{
	return str_format(a, "%.*s" SEPARATOR "%.*s", STR_ARG(cut(a, fold(a, name))), STR_ARG(from));
}

/* Only what is shown as it is written stands in an order by what somebody may ask. */
bool registry_order_value(arena *a, const struct registry *r, const struct form_field *f, str wanted, str *value)
{
	bool text = f->type == FORM_TEXT || f->type == FORM_LONG_TEXT, plain = f->type == FORM_DATE || f->type == FORM_MONTH;
	*value = text ? cut(a, fold(a, wanted)) : wanted;
	return (text || plain) && wanted.n && (f == r->name || registry_among(&r->sorts, f));
}

struct registry_look registry_look_sorted(const struct form_field *by)
{
	return (struct registry_look){str_of(by->name), S(""), S(BEHIND_ALL)};
}

struct registry_look registry_look_narrowed(arena *a, const char *filter, str value)
{
	return (struct registry_look){narrowed_facet(a, filter), str_format(a, "%.*s" SEPARATOR, STR_ARG(value)),
		str_format(a, "%.*s" SEPARATOR BEHIND_ALL, STR_ARG(value))};
}

/* ---- what was written by an earlier version of the definition ---- */

err registry_said(struct ctx *c, const struct registry *today, int64_t definition, str answers, struct form_answers **out)
{
	const struct registry *r;
	TRY(registry_written(c, today, definition, &r));
	form_answers_stored(c, r->form, answers, out);
	return NULL;
}

err registry_kept_listed(
	struct ctx *c, const struct registry *today, int64_t definition, str answers, struct texts listed, struct form_kept *out)
{
	const struct registry *r;
	TRY(registry_written(c, today, definition, &r));
	form_kept_read(c, r->form, answers, listed, out);
	return NULL;
}

struct texts registry_listed_names(arena *a, const struct registry *r)
{
	const struct form_field *place = registry_place(r);
	str *names = NEWN(a, str, r->columns.n + r->filters.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->columns.n; i++)
		names[n++] = str_of(r->columns.v[i]->name);
	for (size_t i = 0; i < r->filters.n; i++)
		names[n++] = str_of(r->filters.v[i]->name);
	if (place)
		names[n++] = str_of(place->name);
	return (struct texts){names, n};
}

const struct form_field *registry_field_there(const struct form *written, const struct form_field *f)
{
	for (size_t i = 0; i < written->n; i++) {
		const struct form_section *s = &written->sections[i];
		if (f->section == s) /* it is the same form */
			return f;
		const struct form_field *there = s->name ? NULL : form_field_find(s, str_of(f->name));
		if (there)
			return there;
	}
	return NULL;
}

/* ---- what tells a thing from another, and what it is found by ---- */

str registry_alike_text(struct ctx *c, const struct registry *r, const struct form_answers *said)
{
	buf b = {.a = c->a};
	bool any = false;
	for (size_t i = 0; i < r->alike.n; i++) {
		const struct form_answer *v = form_answer_to(said, r->alike.v[i], 0);
		str text = v->filled ? search_key(c->a, form_answer_shown(c, r->alike.v[i], v)) : S("");
		any |= text.n > 0;
		buf_printf(&b, "%s%.*s", i ? SEPARATOR : "", STR_ARG(text));
	}
	return any ? buf_text(&b) : S("");
}

/* No word of Vietnamese begins so, and none of a record's does: else whoever writes it could crowd the search of another unit. */
#define MARK "qz"

str registry_marks(arena *a, int64_t registry, int64_t unit)
{
	return registry ? str_format(a, MARK "r%lld " MARK "u%lld", (long long)registry, (long long)unit)
			: str_format(a, MARK "u%lld", (long long)unit);
}

static void put_words(buf *b, str words)
{
	for (str rest = words, word; rest.n;) {
		str_cut(rest, ' ', &word, &rest);
		if (word.n && !str_starts(word, S(MARK)))
			buf_printf(b, " %.*s", STR_ARG(word));
	}
}

str registry_words(struct ctx *c, const struct registry *r, const struct form_answers *said, int64_t unit)
{
	buf b = {.a = c->a};
	buf_str(&b, registry_marks(c->a, r->id, unit));
	for (size_t i = 0; i < r->searched.n; i++) {
		const struct form_answer *v = form_answer_to(said, r->searched.v[i], 0);
		if (v->filled && !v->wrong)
			put_words(&b, name_words(c->a, form_answer_shown(c, r->searched.v[i], v)));
	}
	return buf_text(&b);
}

/* ---- places ---- */

const struct form_field *registry_place(const struct registry *r)
{
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (f->type == FORM_GEOMETRY && !registry_among(&r->personal, f))
				return f;
		}
	return NULL;
}

bool registry_drawn(const struct registry *r)
{
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n; k++)
			if (r->form->sections[i].fields[k].type == FORM_GEOMETRY)
				return true;
	return false;
}
