/* part: what a dossier writes, on its page and on a page of its own: before it ends as it would be, afterwards what became of it. */
#include "government/mappings/pages.h"
#include "government/mappings/mappings.html.h"
#include "web/object.h"
#include "web/reply.h"
#include "web/services/audit.h"

/* ---- what is to be written, as far as it can be said ---- */

/* Nothing of it stops the page: what cannot be said now is said when it is written. */
static err foresee(struct ctx *c, const struct mapping_write *w, const struct mapping_source *s, struct mapping_entry *e)
{
	struct registry_held h = {.answers = S("")};
	str after;
	if (w->act != MAPPING_CREATE && !e->record) {
		err bad = mapping_record(c, w, s, &h);
		if (bad && mapping_refusal(bad)) {
			if (!e->reason.n)
				e->reason = bad->text;
			return NULL;
		}
		TRY(bad);
		e->record = h.id;
	} else if (e->record) {
		bool found;
		TRY(registry_record_today(c, w->registry, e->record, &h, &found));
		if (!found)
			return NULL;
	}
	e->seen = h.version;
	if (w->act == MAPPING_END)
		return NULL;
	TRY(mapping_made(c, w, s->said, h.answers, false, &after));
	e->differences = form_answers_compare(c, w->registry->form, h.answers, after);
	return NULL;
}

static err lead(struct req *q, struct mapping_entry *e)
{
	if (!e->record)
		return NULL;
	TRY(object_title(&q->ctx, S("record"), e->record, &e->record_title));
	return object_place(q, S("record"), e->record, &e->record_path);
}

static const char *registry_title(struct ctx *c, str code)
{
	const struct registry *r;
	int64_t own = c->unit;
	c->unit = 0;
	err e = registry_of(c, code, &r);
	c->unit = own;
	return e ? str_c(c->a, code) : str_c(c->a, r->title);
}

static struct mapping_entry of_task(struct ctx *c, const struct mapping_tasks_of *t)
{
	return (struct mapping_entry){.task = t->id,
		.record = t->record_id.v,
		.name = t->name,
		.act = t->act,
		.act_title = str_of(choice_label(mapping_acts, t->act)),
		.registry = t->registry,
		.registry_title = str_of(registry_title(c, t->registry)),
		.state = t->state,
		.reason = t->reason,
		.settled_at = t->settled_at.v};
}

static struct mapping_entry of_write(const struct mapping_write *w)
{
	return (struct mapping_entry){.name = w->name,
		.act = str_of(mapping_acts[w->act].value),
		.act_title = str_of(mapping_acts[w->act].label),
		.registry = w->registry->code,
		.registry_title = w->registry->title,
		.state = S("planned")};
}

static struct mapping_entry *entry_named(struct mapping_entries *all, str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].name, name))
			return &all->v[i];
	return NULL;
}

static bool is_settled(const struct mapping_entry *e) { return str_is(e->state, "written") || str_is(e->state, "dropped"); }

static err mapping_of(struct ctx *c, const struct mapping_source *s, struct mapping *m, bool *there)
{
	const struct mapping_version *v;
	*there = false;
	TRY(mapping_holding(c, s->dossier.procedure_code, day_of(c->now), &v));
	err e = v && s->dossier.answers.n ? mapping_read(c, &s->at, v->definition, m) : NULL;
	if (e)
		return e->kind == INVALID ? NULL : e;
	*there = v && s->dossier.answers.n;
	return NULL;
}

/* Tasks, and before the dossier has ended what will be. A dossier that ended otherwise writes nothing. */
static err entries(struct req *q, int64_t dossier, const struct mapping_source *s, struct mapping_entries *out)
{
	struct ctx *c = &q->ctx;
	struct mapping_tasks_of_rows tasks;
	struct mapping m = {0};
	bool there = false;
	TRY(mapping_tasks_of(c, dossier, &tasks));
	*out = (struct mapping_entries){.v = NEWN(c->a, struct mapping_entry, tasks.n + MAPPING_WRITES_MAX + 1)};
	for (size_t i = 0; i < tasks.n; i++)
		out->v[out->n++] = of_task(c, &tasks.v[i]);
	bool open = s &&
		    (s->dossier.status <= IN_PROGRESS || s->dossier.status == SUPPLEMENT_ASKED ||
			    s->dossier.status == PAYMENT_ASKED) &&
		    s->dossier.status != REFUSED;
	if (s && c->unit == s->dossier.competent_unit_id)
		TRY(mapping_of(c, s, &m, &there));
	for (size_t i = 0; there && i < m.nwrites; i++) {
		struct mapping_entry *e = entry_named(out, m.writes[i].name);
		if (!e && !open)
			continue;
		if (!e)
			*(e = &out->v[out->n++]) = of_write(&m.writes[i]);
		if (!is_settled(e))
			TRY(foresee(c, &m.writes[i], s, e));
	}
	for (size_t i = 0; i < out->n; i++)
		TRY(lead(q, &out->v[i]));
	return NULL;
}

/* ---- where the form says otherwise than the registry ---- */

static void compare(struct ctx *c, const struct mapping_fill *f, const struct registry_held *h, const struct mapping_source *s,
	struct differences *out)
{
	struct form_answer *v = NEWN(c->a, struct form_answer, f->values.n + 1);
	mapping_fill_take(c, f, h, v);
	for (size_t i = 0; i < f->values.n; i++) {
		const struct form_field *to = f->values.v[i].to;
		difference_add(out, to->label, form_answer_shown(c, to, &v[i]),
			form_answer_shown(c, to, form_answer_to(s->said, to, 0)));
	}
}

static err said_otherwise(struct ctx *c, const struct mapping_source *s, struct differences *out)
{
	struct mapping m = {0};
	bool there;
	*out = (struct differences){.a = c->a};
	TRY(mapping_of(c, s, &m, &there));
	for (size_t i = 0; there && i < m.nfills; i++) {
		const struct form_answer *named = form_answer_to(s->said, m.fills[i].chosen, 0);
		struct registry_held h;
		bool found = false;
		if (named && named->filled && !named->wrong)
			TRY(registry_record_today(c, m.fills[i].registry, named->number, &h, &found));
		if (found)
			compare(c, &m.fills[i], &h, s, out);
	}
	return NULL;
}

/* ---- on the page of a dossier ---- */

err mapping_part(struct req *q, int64_t dossier, const void **model)
{
	struct ctx *c = &q->ctx;
	struct mapping_part *v = NEW(c->a, struct mapping_part);
	struct mapping_dossier d;
	const struct mapping_version *holds;
	struct mapping_source s;
	bool found;
	*v = (struct mapping_part){.is_staff = c->unit > 0};
	*model = NULL;
	TRY(mapping_dossier(c, dossier, &d, &found));
	TRY(mapping_holding(c, d.procedure_code, day_of(c->now), &holds));
	bool whole = holds && c->unit && c->unit == d.competent_unit_id;
	if (whole)
		TRY(mapping_source(c, dossier, &s));
	TRY(entries(q, dossier, whole ? &s : NULL, &v->entries));
	if (whole && d.status <= IN_PROGRESS)
		TRY(said_otherwise(c, &s, &v->said));
	v->base = str_format(c->a, "/mot-cua/%lld/ghi-so", (long long)dossier);
	*model = v->entries.n || v->said.n ? v : NULL;
	return NULL;
}

void mapping_part_shown(struct page *p, const void *model) { mapping_part_page(p, model); }

/* ---- the page of its own ---- */

static err view(struct req *q, struct mapping_entries_view *v)
{
	struct mapping_source s;
	struct object_seen seen;
	TRY(object_see(q, S("dossier"), q->id, &seen));
	TRY(mapping_source(&q->ctx, q->id, &s));
	v->dossier = s.dossier;
	v->base = str_format(q->ctx.a, "/mot-cua/%lld/ghi-so", (long long)q->id);
	v->may_settle = may(q, "mapping.settle") && q->ctx.unit == s.dossier.competent_unit_id;
	audit_look(q, "dossier", q->id, "Xem kết quả ghi vào sổ dữ liệu");
	TRY(entries(q, q->id, &s, &v->entries));
	return v->entries.n ? NULL : FAIL(&q->ctx, NOT_FOUND, "mapping_task");
}

err mapping_entries_run(struct req *q)
{
	struct mapping_entries_view v = {0};
	TRY(view(q, &v));
	return reply(q, &v, mapping_entries_page);
}

/* ---- settling ---- */

static const struct field write_fields[] = {INT(struct mapping_settle_input, seen, "Lần ghi của mục đã xem", 0, INT64_MAX),
	BOOL(struct mapping_settle_input, though_alike, "Đây là mục khác"),
	BOOL(struct mapping_settle_input, though_other, "Vẫn ghi, dù kết quả không lập từ mẫu")};
static const struct field drop_fields[] = {TEXT(struct mapping_settle_input, note, "Vì sao không cần ghi", 1, 300)};
const struct input mapping_write_input = INPUT("mapping_write", write_fields),
		   mapping_drop_input = INPUT("mapping_drop", drop_fields);

/* {id} is the dossier, {task} its write. */
static err task_of(struct req *q, int64_t *task)
{
	struct mapping_tasks_of t;
	bool found = false;
	if (str_int(q->key, task))
		TRY(mapping_task_get(&q->ctx, *task, &t, &found));
	return found && t.dossier_id == q->id && t.unit_id == q->ctx.unit ? NULL : FAIL(&q->ctx, NOT_FOUND, "mapping_task");
}

err mapping_write_run(struct req *q)
{
	struct mapping_settle_input in = {0};
	struct mapping_writing w = {0};
	TRY(read_input(q, &in));
	TRY(task_of(q, &w.task));
	w.seen = in.seen;
	w.though_alike = in.though_alike;
	w.though_other = in.though_other;
	err e = mapping_try(&q->ctx, &w);
	if (e && (e->kind != CONFLICT || q->json))
		return e;
	if (e)
		flash(q, "Chưa ghi được. %.*s", STR_ARG(e->text));
	else
		flash(q, "Đã ghi vào sổ.");
	return see_other(q, "/mot-cua/%lld/ghi-so", (long long)q->id);
}

err mapping_drop_run(struct req *q)
{
	struct mapping_settle_input in = {0};
	struct mapping_reason r = {0};
	TRY(read_input(q, &in));
	TRY(task_of(q, &r.task));
	r.reason = in.note;
	TRY(apply(&q->ctx, mapping_drop, &r));
	flash(q, "Đã ghi nhận: không cần ghi vào sổ.");
	return see_other(q, "/mot-cua/%lld/ghi-so", (long long)q->id);
}

/* ---- what programs get ---- */

static const struct member entry_members[] = {MEMBER(struct mapping_entry, task, M_INT),
	MEMBER(struct mapping_entry, name, M_TEXT), MEMBER(struct mapping_entry, registry, M_TEXT),
	MEMBER(struct mapping_entry, act, M_TEXT), MEMBER(struct mapping_entry, state, M_TEXT),
	MEMBER(struct mapping_entry, reason, M_TEXT), MEMBER(struct mapping_entry, record, M_INT),
	MEMBER(struct mapping_entry, seen, M_INT), MEMBER(struct mapping_entry, record_title, M_TEXT),
	MANY(struct mapping_entry, differences, difference)};
static const struct shape mapping_entry_shape = SHAPE("mapping_entry", struct mapping_entry, entry_members);
static const struct member view_members[] = {MANY(struct mapping_entries_view, entries, mapping_entry)};
const struct shape mapping_entries_view_shape = SHAPE("mapping_entries", struct mapping_entries_view, view_members);
