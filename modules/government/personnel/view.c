/* view: a record as its reader sees it: the open part in the office, the sensitive part by who was given it, all of it by himself. */
#include "core/files/files.h"
#include "government/personnel/pages.h"
#include "web/input.h"
#include "web/request.h"
#include "web/services/setting.h"

enum { MASK_SHOWN = 3 };

static str covered(arena *a, str number)
{
	size_t shown = number.n < MASK_SHOWN ? number.n : MASK_SHOWN;
	return str_format(a, "•••••••%.*s", (int)shown, number.s + number.n - shown);
}

str personnel_masked(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *v;
	form_answers_stored(c, f, answers, &v);
	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < f->sections[i].n; j++) {
			const struct form_field *k = &f->sections[i].fields[j];
			struct form_answer *a = &v->sections[f->sections[i].slot].v[0].v[k->slot];
			bool hidden = k->type == FORM_PERSONAL_NUMBER || k->type == FORM_PHONE ||
				      str_is(str_of(k->name), "insurance_number");
			if (hidden && a->filled)
				a->text = covered(c->a, a->text);
		}
	return form_answers_json(c->a, v);
}

static const char *state_of(const struct personnel_entries_on *e, str on_day)
{
	if (e->replaced_at.set)
		return "replaced";
	if (personnel_order(e->valid_from, on_day) > 0)
		return "later";
	return e->valid_to.s && personnel_order(e->valid_to, on_day) <= 0 ? "before" : "now";
}

err personnel_line_of(struct req *q, const struct personnel_entries_on *e, bool masked, struct personnel_line *out)
{
	struct ctx *c = &q->ctx;
	const struct personnel_kinds *all;
	TRY(personnel_kinds(c, &all));
	const struct personnel_kind *k = personnel_kind_of(all, e->form_id);
	if (!k)
		return FAIL(c, BROKEN, "personnel_entry %lld: no form %lld", (long long)e->id, (long long)e->form_id);
	*out = (struct personnel_line){.id = e->id,
		.kind = e->kind,
		.title = k->form->title,
		.answers = masked ? personnel_masked(c, k->form, e->answers) : e->answers,
		.valid_from = e->valid_from,
		.valid_to = e->valid_to.s ? e->valid_to : S(""),
		.decision_number = e->decision_number,
		.decision_on = e->decision_on,
		.decision_signer = e->decision_signer,
		.reason = e->reason,
		.author = e->author,
		.state = str_of(state_of(e, personnel_today(c))),
		.written_at = e->written_at,
		.is_sensitive = k->is_sensitive,
		.of = k};
	return files_linked(c, PERSONNEL_ENTRY, (struct ints){&out->id, 1}, &out->papers);
}

static bool shows(enum personnel_reader reader, const struct personnel_kind *k)
{
	return reader == PERSONNEL_BY_HIMSELF || k->is_sensitive == (reader == PERSONNEL_OF_SENSITIVE);
}

/* In the order of the record. */
static err lines_of(struct req *q, const struct personnel_entries_on_rows *rows, struct personnel_view *v)
{
	bool masked = v->reader == PERSONNEL_BY_OFFICE && !may(q, PERSONNEL_KEEP);
	v->lines.v = NEWN(q->ctx.a, struct personnel_line, rows->n + 1);
	for (size_t i = 0; i < v->kinds->now; i++)
		for (size_t j = 0; j < rows->n && shows(v->reader, &v->kinds->v[i]); j++)
			if (str_eq(rows->v[j].kind, v->kinds->v[i].code)) {
				TRY(personnel_line_of(q, &rows->v[j], masked, &v->lines.v[v->lines.n]));
				v->lines.n++;
			}
	return NULL;
}

static str joined(arena *a, struct texts of)
{
	buf b = {.a = a};
	for (size_t i = 0; i < of.n; i++)
		buf_printf(&b, "%s%.*s", i ? "; " : "", STR_ARG(of.v[i]));
	return buf_text(&b);
}

static err day_asked(struct req *q, str *out)
{
	str typed = query_text(q, "ngay"), read;
	const char *wrong = typed.n ? date_typed(q->ctx.a, typed, false, &read) : NULL;
	*out = typed.n && !wrong ? read : personnel_today(&q->ctx);
	if (!wrong)
		return NULL;
	err e = problem(q, NULL, "ngay", "“Xem vào ngày” %s", wrong);
	q->page.problems = e->problems;
	return q->json ? e : NULL;
}

err personnel_view_load(struct req *q, const struct personnel_file_get *f, enum personnel_reader reader, struct personnel_view *v)
{
	struct ctx *c = &q->ctx;
	struct personnel_current k;
	struct personnel_ages ages;
	*v = (struct personnel_view){.id = f->id, .version = f->version, .reader = reader};
	TRY(day_asked(q, &v->day));
	TRY(personnel_kinds(c, &v->kinds));
	TRY(personnel_current(c, f->id, v->day, &k));
	v->name = f->name;
	v->title = k.title;
	v->left_on = f->left_on.s ? f->left_on : S("");
	v->is_complete = k.is_complete;
	v->missing = joined(c->a, k.missing);
	v->raise_on = k.raise_on;
	v->is_today = str_eq(v->day, personnel_today(c));
	v->is_own = f->account_id.set && f->account_id.v == c->actor;
	v->may_sensitive = may(q, PERSONNEL_SENSITIVE);
	v->may_write = reader != PERSONNEL_BY_HIMSELF && !v->is_own && may(q, PERSONNEL_KEEP);
	v->base = reader == PERSONNEL_BY_HIMSELF ? S("/ho-so-cua-toi") : str_format(c->a, "/ho-so-can-bo/%lld", (long long)f->id);
	if (personnel_ages_set(c, &ages))
		v->retires_on = personnel_retires_on(c->a, &ages, k.birth_on, k.sex);
	struct personnel_requests_waiting_of waiting;
	TRY(personnel_requests_waiting_of(c, f->id, &waiting));
	v->waiting = waiting.n;
	return lines_of(q, &k.entries, v);
}

err personnel_kind_reached(struct req *q, const struct personnel_kind **k)
{
	const struct personnel_kinds *all;
	TRY(personnel_kinds(&q->ctx, &all));
	*k = personnel_kind_named(all, q->key);
	if (!*k)
		return FAIL(&q->ctx, NOT_FOUND, "personnel kind");
	return (*k)->is_sensitive && !may(q, PERSONNEL_SENSITIVE)
		       ? FAIL(&q->ctx, DENIED, "Phần riêng của hồ sơ chỉ người được giao mới xem và ghi được.")
		       : NULL;
}
