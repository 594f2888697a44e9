/* The rules of e-forms: which version holds, reading and checking of answers. */
#include "government/eforms/inside.h"
#include "government/eforms/eforms.sql.h"
#include "web/input.h"
#include "web/kept.h"

/* ---- versions in memory ---- */

struct version {
	struct eform *form;
	int64_t eform;
	day from, to;
};
struct versions {
	struct version *v;
	size_t n;
	const struct choice *provinces;
};

static err load_provinces(struct ctx *c, arena *a, const struct choice **out)
{
	struct eform_provinces_rows rows;
	TRY(eform_provinces(c, day_iso(c->a, day_of(c->now)), &rows));
	struct choice *v = NEWN(a, struct choice, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct choice){str_c(a, rows.v[i].code), str_c(a, rows.v[i].full_name)};
	*out = v;
	return NULL;
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct eforms_published_rows rows;
	struct versions *all = NEW(a, struct versions);
	TRY(eforms_published(c, day_iso(c->a, day_of(c->now)), &rows));
	all->v = NEWN(a, struct version, rows.n + 1);
	TRY(load_provinces(c, a, &all->provinces));
	for (size_t i = 0; i < rows.n; i++) {
		struct version *v = &all->v[all->n++];
		v->eform = rows.v[i].eform_id;
		v->to = INT32_MAX;
		TRY(definition_read(c, a, rows.v[i].definition, &v->form));
		v->form->id = rows.v[i].id;
		v->form->provinces = all->provinces;
		day_parse(rows.v[i].valid_from, &v->from);
		if (rows.v[i].valid_to.s)
			day_parse(rows.v[i].valid_to, &v->to);
	}
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "eforms", .load = load};

err eforms_changed(struct ctx *c) { return kept_changed(c, &kept); }

static err versions_of_now(struct ctx *c, const struct versions **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

static bool serves(const struct eform *f, str code)
{
	for (size_t i = 0; i < f->procedures.n; i++)
		if (str_eq(f->procedures.v[i], code))
			return true;
	return false;
}

static const struct eform *in_force(const struct versions *all, str procedure, day on)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct version *v = &all->v[i];
		bool right = procedure.n ? serves(v->form, procedure) : eform_is_default(v->form);
		if (right && v->from <= on && on < v->to)
			return v->form;
	}
	return NULL;
}

/* What a store without catalogue still has. */
static err built_in(struct ctx *c, const struct versions *all, const struct eform **out)
{
	struct eform *f;
	TRY(definition_read(c, c->a, catalogue_file("eforms/mac-dinh.json"), &f));
	f->provinces = all->provinces;
	*out = f;
	return NULL;
}

err eform_for(struct ctx *c, int64_t procedure, const struct eform **out)
{
	const struct versions *all;
	str code;
	TRY(versions_of_now(c, &all));
	TRY(procedure_code(c, procedure, &code));
	*out = in_force(all, code, day_of(c->now));
	if (!*out)
		*out = in_force(all, S(""), day_of(c->now));
	return *out ? NULL : built_in(c, all, out);
}

err eform_get(struct ctx *c, int64_t id, const struct eform **out)
{
	const struct versions *all;
	struct eform_version_get v;
	struct eform *f;
	TRY(versions_of_now(c, &all));
	if (!id)
		return built_in(c, all, out);
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].form->id == id) {
			*out = all->v[i].form;
			return NULL;
		}
	TRY(eform_version_get(c, id, &v)); /* a draft, or one that no longer holds */
	TRY(definition_read(c, c->a, v.definition, &f));
	f->id = id;
	f->provinces = all->provinces;
	*out = f;
	return NULL;
}

err eform_taken(struct ctx *c, int64_t eform, struct texts procedures, str *code, str *title)
{
	const struct versions *all;
	*code = S("");
	TRY(versions_of_now(c, &all));
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < procedures.n && all->v[i].eform != eform; k++)
			if (serves(all->v[i].form, procedures.v[k])) {
				*code = procedures.v[k];
				*title = all->v[i].form->title;
			}
	return NULL;
}

int64_t eform_id(const struct eform *f) { return f->id; }
str eform_title(const struct eform *f) { return f->title; }
bool eform_is_default(const struct eform *f) { return str_is(f->code, "mac-dinh"); }

/* ---- reading and checking ---- */

err problems_err(struct ctx *c, const struct problem *problems)
{
	if (!problems)
		return NULL;
	struct error *e = NEW(c->a, struct error);
	*e = (struct error){INVALID, HERE, problems->text, problems};
	return e;
}

/* The member `answers` of a JSON body; absent: an empty object. */
static err sent_object(struct req *q, const struct node **out)
{
	struct ctx *c = &q->ctx;
	const struct node *body, *empty;
	TRY(json_read(c, q->http->body.n ? q->http->body : S("{}"), &body));
	TRY(json_read(c, S("{}"), &empty));
	*out = json_member(body, "answers");
	if (!*out || (*out)->type == N_NULL)
		*out = empty;
	if ((*out)->type == N_OBJECT)
		return NULL;
	return FAIL_FIELD(c, "answers", "“answers” phải là một đối tượng { }");
}

err eform_read(struct req *q, const struct eform *f, bool complete, str *answers)
{
	struct answers_source from = {.page = &q->page, .complete = complete};
	const struct problem *problems;
	struct answers *v;
	*answers = S("{}");
	if (q->json && !q->http->nparts) {
		from.page = NULL;
		TRY(sent_object(q, &from.object));
	}
	TRY(answers_read(&q->ctx, f, &from, &v, &problems));
	*answers = answers_json(q->ctx.a, v);
	if (answers->n > ANSWERS_MAX)
		return FAIL(&q->ctx, TOO_LARGE, "Nội dung khai dài quá %d KB.", ANSWERS_MAX / 1024);
	return problems_err(&q->ctx, problems);
}

err eform_check(struct ctx *c, const struct eform *f, str answers)
{
	struct answers_source from = {.complete = true, .as_kept = true};
	const struct problem *problems;
	struct answers *v;
	TRY(json_read(c, answers.n ? answers : S("{}"), &from.object));
	if (from.object->type != N_OBJECT)
		return FAIL(c, INVALID, "Nội dung khai phải là một đối tượng { }");
	TRY(answers_read(c, f, &from, &v, &problems));
	return problems_err(c, problems);
}

bool eform_rows_pressed(struct req *q)
{
	bool pressed = http_field(q->http, "e_add").n || http_field(q->http, "e_remove").n;
	if (pressed)
		q->page.again = true;
	return pressed;
}

/* ---- files ---- */

bool eform_asks_file(const struct eform *f, int64_t component)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++)
			if (f->sections[i].fields[k].type == F_FILE && f->sections[i].fields[k].component == component)
				return true;
	return false;
}

/* ---- people ---- */

err eform_person_lives(struct ctx *c, struct eform_person *who, int64_t unit)
{
	struct eform_unit u;
	bool found = false;
	if (unit)
		TRY(eform_unit(c, unit, &u, &found));
	who->province = found ? u.province : S("");
	who->commune = found ? u.full_name : S("");
	return NULL;
}

/* ---- one line ---- */

enum { SUMMARY_MAX = 300 };

static const struct answer *named(const struct answers *v, str name, const struct eform_field **field)
{
	for (size_t i = 0; i < v->form->n; i++)
		if (!v->form->sections[i].name && (*field = field_find(&v->form->sections[i], name)))
			return answer_to(v, *field, 0);
	return NULL;
}

static str shortened(arena *a, str s)
{
	size_t n = 0, characters = 0;
	while (n < s.n && characters < SUMMARY_MAX) {
		n++;
		while (n < s.n && ((unsigned char)s.s[n] & 0xc0) == 0x80)
			n++;
		characters++;
	}
	size_t word = n; /* whole words, unless one is longer than all that */
	while (n < s.n && word && s.s[word] != ' ')
		word--;
	return n < s.n ? str_format(a, "%.*s…", (int)(word ? word : n), s.s) : s;
}

str eform_summary(struct ctx *c, const struct eform *f, str answers)
{
	struct answers *v;
	str rest = f->summary, part, name;
	buf b = {.a = c->a};
	answers_stored(c, f, answers, &v);
	while (str_cut(rest, '{', &part, &rest)) {
		const struct eform_field *field = NULL;
		buf_str(&b, part);
		str_cut(rest, '}', &name, &rest);
		const struct answer *answer = named(v, name, &field);
		str shown = field ? answer_shown(c, field, answer) : S("");
		if (!str_trim(shown).n) /* a sentence with a gap says nothing: "giữa và" */
			return shortened(c->a, f->title);
		buf_str(&b, shown);
	}
	buf_str(&b, part);
	str line = str_trim(text_clean(c->a, buf_text(&b), false));
	return shortened(c->a, line.n ? line : f->title);
}
