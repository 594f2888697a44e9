/* links: what records name: records of other registries, hamlets, persons. Kept beside each version, so that what is named is not ended as
 * long as it is, and shows who names it. */
#include "core/registries/pages.h"
#include "web/request.h"

enum { NAMERS_TOLD = 3, ABOVE_MOST = 1000 };
#define RECORD_KIND "record"

str registry_link_kind(arena *a, str code) { return str_format(a, RECORD_KIND ":%.*s", STR_ARG(code)); }

/* ---- what answers name ---- */

static void targets_of_field(
	struct ctx *c, const struct form_answers *said, const struct form_field *f, size_t rows, struct registry_targets *out)
{
	for (size_t i = 0; i < rows; i++) {
		const struct form_answer *v = form_field_asked(said, f, i) ? form_answer_to(said, f, i) : NULL;
		if (!v || !v->filled || v->wrong || v->number <= 0)
			continue;
		out->v = GROWN(c->a, out->v, out->n, &out->room, 8);
		out->v[out->n++] = (struct registry_target){str_of(f->to->kind), str_of(f->name), v->number};
	}
}

struct registry_targets registry_targets_said(struct ctx *c, const struct form_answers *said)
{
	struct registry_targets out = {0};
	const struct form *form = said->form;
	for (size_t i = 0; i < form->n; i++)
		for (size_t k = 0; k < form->sections[i].n; k++)
			if (form->sections[i].fields[k].type == FORM_REFERENCE)
				targets_of_field(
					c, said, &form->sections[i].fields[k], said->sections[form->sections[i].slot].n, &out);
	return out;
}

err registry_links_add(struct ctx *c, int64_t record, int64_t version, const struct form_answers *said)
{
	struct registry_targets t = registry_targets_said(c, said);
	for (size_t i = 0; i < t.n; i++)
		TRY(registry_link_add(c, t.v[i].kind, t.v[i].object, record, t.v[i].field, version));
	return NULL;
}

/* ---- what may be named ---- */

static const struct form_field *field_of(const struct registry *r, const struct registry_target *t)
{
	for (size_t i = 0; i < r->form->n; i++) {
		const struct form_field *f = form_field_find(&r->form->sections[i], t->field);
		if (f)
			return f;
	}
	return NULL;
}

static err wrong(struct ctx *c, const struct registry *r, const struct registry_target *t, const char *what)
{
	const struct form_field *f = field_of(r, t);
	const char *label = f ? f->label : str_c(c->a, t->field);
	return FAIL_FIELD(c, str_format(c->a, "e_%.*s", STR_ARG(t->field)).s, "“%s”: %s", label, what);
}

/* Upwards along links within the registry: is the record there again? */
static err above(struct ctx *c, str kind, int64_t record, int64_t from, str day, bool *circle)
{
	int64_t seen[ABOVE_MOST];
	size_t n = 0;
	seen[n++] = from;
	*circle = false;
	for (size_t i = 0; i < n && !*circle; i++) {
		struct registry_links_after_rows up;
		*circle = seen[i] == record;
		TRY(registry_links_after(c, seen[i], kind, day, &up));
		for (size_t k = 0; k < up.n; k++) {
			size_t at = 0;
			while (at < n && seen[at] != up.v[k].object)
				at++;
			if (at == n && n == ABOVE_MOST)
				return FAIL(c, INVALID, "Các mục nhắc tới nhau quá nhiều tầng (hơn %d).", ABOVE_MOST);
			if (at == n)
				seen[n++] = up.v[k].object;
		}
	}
	return NULL;
}

static err target_check(
	struct ctx *c, const struct registry *r, int64_t record, const struct registry_target *t, str own, str day)
{
	struct registry_ended ended;
	const struct registry *of;
	bool found = false;
	if (!str_starts(t->kind, S(RECORD_KIND ":")))
		return NULL;
	err e = registry_of(c, (str){t->kind.s + sizeof RECORD_KIND, t->kind.n - sizeof RECORD_KIND}, &of);
	if (!e)
		e = registry_ended(c, t->object, of->id, c->unit, day, &ended, &found);
	if (e && e->kind == NOT_FOUND)
		return wrong(c, r, t, "không có sổ này nữa");
	TRY(e);
	if (found)
		return wrong(c, r, t, "mục được nhắc tới đã kết thúc; hãy chọn mục khác");
	if (!record || !str_eq(t->kind, own))
		return NULL;
	TRY(above(c, own, record, t->object, day, &found));
	return found ? wrong(c, r, t, "không chọn được, vì mục ấy nằm dưới chính mục này (vòng lặp)") : NULL;
}

err registry_links_check(struct ctx *c, const struct registry *r, int64_t record, const struct form_answers *said, str day)
{
	struct registry_targets t = registry_targets_said(c, said);
	str own = registry_link_kind(c->a, r->code);
	for (size_t i = 0; i < t.n; i++)
		TRY(target_check(c, r, record, &t.v[i], own, day));
	return NULL;
}

/* ---- what is named stays ---- */

err registry_unnamed_check(struct ctx *c, const char *kind, int64_t object, str day)
{
	struct registry_namers_rows rows;
	buf b = {.a = c->a};
	TRY(registry_namers(c, str_of(kind), object, day, S(REGISTRY_FOREVER), NAMERS_TOLD + 1, &rows));
	for (size_t i = 0; i < rows.n && i < NAMERS_TOLD; i++)
		buf_printf(&b, "%s“%.*s” (%.*s)", i ? ", " : "", STR_ARG(rows.v[i].name), STR_ARG(rows.v[i].title));
	if (rows.n > NAMERS_TOLD)
		buf_lit(&b, " và những mục khác");
	return rows.n ? FAIL(c, CONFLICT,
				"Chưa ghi kết thúc được, vì còn được nhắc tới trong %.*s. Hãy chọn mục khác ở đó, hoặc ghi kết "
				"thúc "
				"những mục đó trước.",
				STR_ARG(buf_text(&b)))
		      : NULL;
}

/* ---- records as answers name them ---- */

/* The program itself (demonstration, jobs) acts for a unit and is nobody. */
static err registry_named(struct req *q, const struct reference *to, const struct registry **r)
{
	if (!q->ctx.unit || (q->ctx.actor && !may(q, "registry.read")))
		return FAIL(&q->ctx, NOT_FOUND, "registry");
	return registry_of(&q->ctx, str_of(to->which), r);
}

static str detail_of(struct ctx *c, const struct registry *r, const struct form_answers *said)
{
	const struct form_field *f =
		r->key && !registry_among(&r->personal, r->key) ? registry_field_there(said->form, r->key) : NULL;
	return f ? form_answer_shown(c, f, form_answer_to(said, f, 0)) : S("");
}

static err rows_typed(struct ctx *c, const struct registry *r, str typed, struct registry_rows_rows *out)
{
	if (search_key(c->a, typed).n)
		return registry_found_first(c, r, typed, REFERENCES_MOST, out);
	struct registry_look look = registry_look_sorted(r->name);
	return registry_rows(c,
		&(struct registry_rows_in){.registry = r->id,
			.unit = c->unit,
			.facet = look.facet,
			.from = look.from,
			.until = look.until,
			.after = S(""),
			.on_day = day_iso(c->a, day_of(c->now)),
			.most = REFERENCES_MOST},
		out);
}

err registry_records_find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	struct ctx *c = &q->ctx;
	const struct registry *r;
	struct registry_rows_rows rows;
	err e = registry_named(q, to, &r);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	TRY(rows_typed(c, r, typed, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct form_answers *said;
		TRY(registry_said(c, r, rows.v[i].definition_id, rows.v[i].answers, &said));
		reference_add(out, (struct referred){rows.v[i].record_id, rows.v[i].name, detail_of(c, r, said)});
	}
	return NULL;
}

err registry_record_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	struct ctx *c = &q->ctx;
	const struct registry *r;
	struct registry_record_get record;
	struct registry_record_version_on v;
	struct form_answers *said;
	bool found;
	TRY(registry_named(q, to, &r));
	TRY(registry_record_get(c, id, r->id, c->unit, &record, &found));
	if (found)
		TRY(registry_record_version_last(c, id, &v, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "record");
	TRY(registry_said(c, r, v.definition_id, v.answers, &said));
	*out = (struct referred){id, v.name, detail_of(c, r, said)};
	return NULL;
}
