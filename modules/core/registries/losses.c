/* losses: what a new version would ask no longer though records answer it: fields and choices that are gone, types that changed, states in which
 * records are, another key. What was answered stays with the version it was written by and can be read there; a state or a key that
 * records stand on cannot be taken away. */
#include "core/registries/definitions.h"
#include "web/components.h"

enum { BATCH = 500, LOOKED_MOST = 20000 };
enum loss_kind { LOST_FIELD, LOST_TYPE, LOST_CHOICE, LOST_STATE, LOST_KEY };

struct suspect { /* what may be lost, when a record has it */
	enum loss_kind kind;
	const struct form_section *section; /* of the version before */
	const struct form_field *field;
	const char *value; /* of a choice, a state */
	str what;
	int64_t records;
};
struct looking {
	const struct registry *before, *after;
	struct suspect v[REGISTRY_LOSSES_MAX];
	size_t n;
	bool full; /* there are more suspects than are looked for */
	int64_t looked;
};

static void suspect(struct looking *l, struct suspect s)
{
	l->full |= l->n == REGISTRY_LOSSES_MAX;
	if (!l->full)
		l->v[l->n++] = s;
}

/* ---- what is otherwise ---- */

/* In the other version's form: of the repeated section of that name, or of any plain one. */
static const struct form_field *same_field(const struct form *f, const struct form_section *s, const char *name)
{
	const struct form_section *there = s->name ? form_section_find(f, str_of(s->name)) : NULL;
	if (there)
		return form_field_find(there, str_of(name));
	for (size_t i = 0; i < f->n && !s->name; i++) {
		const struct form_field *found = f->sections[i].name ? NULL : form_field_find(&f->sections[i], str_of(name));
		if (found)
			return found;
	}
	return NULL;
}

static bool is_answered(const struct form_field *f) { return f->type != FORM_NOTE && f->type != FORM_COMPUTED; }

static bool same_kind(const struct form_field *a, const struct form_field *b)
{
	bool texts = (a->type == FORM_TEXT || a->type == FORM_LONG_TEXT) && (b->type == FORM_TEXT || b->type == FORM_LONG_TEXT);
	bool wider = a->type == FORM_INTEGER && (b->type == FORM_DECIMAL || b->type == FORM_MONEY);
	return texts || wider || (a->type == b->type && a->to == b->to);
}

static bool choice_there(const struct form_field *f, const char *value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (!strcmp(f->choices[i].value, value))
			return true;
	return false;
}

static void suspect_field(arena *a, struct looking *l, const struct form_section *s, const struct form_field *f)
{
	const struct form_field *now = same_field(l->after->form, s, f->name);
	struct suspect of = {.section = s, .field = f};
	if (!now) {
		of.what = str_format(a, "Trường “%s” không còn được hỏi", f->label);
		suspect(l, of);
		return;
	}
	if (!same_kind(f, now)) {
		of.kind = LOST_TYPE;
		of.what = str_format(a, "Trường “%s” đổi từ “%s” thành “%s”", f->label, form_types[f->type].title,
			form_types[now->type].title);
		suspect(l, of);
		return;
	}
	for (size_t i = 0; i < f->nchoices && !f->list; i++)
		if (!choice_there(now, f->choices[i].value)) {
			of.kind = LOST_CHOICE;
			of.value = f->choices[i].value;
			of.what = str_format(a, "Trường “%s” không còn lựa chọn “%s”", f->label, f->choices[i].label);
			suspect(l, of);
		}
}

static bool state_there(const struct registry *r, const char *name)
{
	for (size_t i = 0; i < r->nstates; i++)
		if (!strcmp(r->states[i].name, name))
			return true;
	return false;
}

static bool same_key(const struct registry *a, const struct registry *b)
{
	if (!a->key || !b->key)
		return a->key == b->key;
	return !strcmp(a->key->name, b->key->name) && a->key_everywhere == b->key_everywhere;
}

static void suspects(arena *a, struct looking *l)
{
	const struct registry *r = l->before;
	if (!same_key(r, l->after))
		suspect(l, (struct suspect){.kind = LOST_KEY, .what = S("Cách đặt mã của mỗi mục đổi khác")});
	for (size_t i = 0; i < r->nstates; i++)
		if (!state_there(l->after, r->states[i].name))
			suspect(l, (struct suspect){.kind = LOST_STATE,
					   .value = r->states[i].name,
					   .what = str_format(a, "Không còn trạng thái “%s”", r->states[i].title)});
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n; k++)
			if (is_answered(&r->form->sections[i].fields[k]))
				suspect_field(a, l, &r->form->sections[i], &r->form->sections[i].fields[k]);
}

/* ---- in records ---- */

static bool answers_it(const struct suspect *s, const struct form_answer *v)
{
	if (!v->filled)
		return false;
	return s->kind != LOST_CHOICE || str_is(v->text, s->value) || texts_have(v->list, str_of(s->value));
}

static bool record_has(const struct suspect *s, const struct registry_records_walk *row, const struct form_answers *said)
{
	if (s->kind == LOST_KEY)
		return true;
	if (s->kind == LOST_STATE)
		return str_is(row->state, s->value);
	for (size_t i = 0; i < said->form->n; i++) {
		const struct form_section *there = &said->form->sections[i];
		bool same = s->section->name ? there->name && !strcmp(there->name, s->section->name) : !there->name;
		const struct form_field *f = same ? form_field_find(there, str_of(s->field->name)) : NULL;
		for (size_t k = 0; f && k < said->sections[i].n; k++)
			if (answers_it(s, form_answer_to(said, f, k)))
				return true;
	}
	return false;
}

static err look(struct ctx *c, struct looking *l, const struct registry_records_walk *row)
{
	const struct registry *r;
	struct form_answers *said;
	TRY(registry_written(c, l->before, row->definition_id, &r));
	form_answers_stored(c, r->form, row->answers, &said);
	for (size_t i = 0; i < l->n; i++)
		l->v[i].records += record_has(&l->v[i], row, said);
	l->looked++;
	return NULL;
}

struct place {
	int64_t unit, record;
	bool more;
};

static err look_on(struct ctx *c, int64_t registry, struct looking *l, struct place *at)
{
	struct registry_records_walk_rows rows;
	TRY(registry_records_walk(c, registry, at->unit, at->record, BATCH, &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(look(c, l, &rows.v[i]));
	at->more = rows.n == BATCH;
	if (rows.n)
		*at = (struct place){rows.v[rows.n - 1].unit_id, rows.v[rows.n - 1].id, at->more};
	return NULL;
}

/* What a batch needs is given back before the next. */
static err look_through(struct ctx *c, int64_t registry, struct looking *l, bool *more)
{
	arena own = {0}, *const outer = c->a;
	struct place at = {.more = true};
	err e = NULL;
	while (!e && at.more && l->looked < LOOKED_MOST) {
		c->a = &own;
		e = look_on(c, registry, l, &at);
		c->a = outer;
		if (e)
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
		arena_reset(&own);
	}
	arena_free(&own);
	*more = at.more;
	return e;
}

/* What stands on it elsewhere: named, and his to mend. */
static err broken(struct ctx *c, const struct registry *after, struct registry_losses *out)
{
	struct texts list = {0};
	TRY(registry_broken_said(c, after, &list));
	for (size_t i = 0; i < list.n && out->n < REGISTRY_LOSSES_MAX; i++)
		out->v[out->n++] = (struct registry_loss){.what = list.v[i], .elsewhere = true};
	return NULL;
}

err registry_losses(struct ctx *c, int64_t registry, const struct registry *after, struct registry_losses *out)
{
	struct registry_version_open open;
	struct registry *before;
	struct looking *l = NEW(c->a, struct looking);
	bool found;
	*out = (struct registry_losses){.v = NEWN(c->a, struct registry_loss, REGISTRY_LOSSES_MAX + 1)};
	TRY(registry_version_open(c, registry, &open, &found));
	if (!found)
		return NULL;
	TRY(registry_version_parsed(c, open.definition, &before));
	l->before = before;
	l->after = after;
	suspects(c->a, l);
	if (l->n)
		TRY(look_through(c, registry, l, &out->more));
	for (size_t i = 0; i < l->n; i++) {
		bool stands_on = l->v[i].kind == LOST_STATE || l->v[i].kind == LOST_KEY;
		if (!l->v[i].records && !out->more)
			continue;
		out->v[out->n++] = (struct registry_loss){l->v[i].what, l->v[i].records, stands_on};
		out->refused |= stands_on;
	}
	if (l->full)
		out->v[out->n++] = (struct registry_loss){.what = S("Còn những chỗ khác bị bỏ hoặc đổi")};
	return broken(c, after, out);
}

str registry_loss_said(arena *a, const struct registry_losses *all, size_t i)
{
	const struct registry_loss *k = &all->v[i];
	if (k->elsewhere)
		return k->what;
	if (!k->records)
		return str_format(a, "%.*s: chưa đếm hết các mục đang có%s", STR_ARG(k->what),
			k->refused ? ", nên không bỏ hay đổi được" : "");
	return str_format(a, "%.*s: %s%.*s mục đang có%s", STR_ARG(k->what), all->more ? "ít nhất " : "",
		STR_ARG(show_int(a, k->records)), k->refused ? ", nên không bỏ hay đổi được" : "");
}
