/* Pages: two records of one thing, side by side, become one; and are two again. */
#include "core/registries/proposing.h"
#include "core/registries/pages.h"
#include "core/registries/registries.html.h"
#include "web/input.h"
#include "web/reply.h"
#include "web/request.h"

enum { OTHERS_MOST = 30 };

/* ---- side by side ---- */

static void pair_add(struct ctx *c, struct record_merge_view *v, const char *name, const char *label)
{
	struct merge_pair p = {.name = str_of(name), .label = str_of(label)};
	form_said(c, v->registry->form, v->answers, p.name, &p.one);
	form_said(c, v->registry->form, v->other_answers, p.name, &p.other);
	p.is_different = !str_eq(p.one, p.other);
	p.is_only_there = !p.one.n && p.other.n;
	if (p.one.n || p.other.n)
		v->pairs.v[v->pairs.n++] = p;
}

static bool is_said(const struct form_field *f)
{
	return f->type != FORM_NOTE && f->type != FORM_FILE && f->type != FORM_COMPUTED;
}

static void compare(struct ctx *c, struct record_merge_view *v)
{
	const struct form *f = v->registry->form;
	size_t most = f->n;
	for (size_t i = 0; i < f->n; i++)
		most += f->sections[i].n;
	v->pairs.v = NEWN(c->a, struct merge_pair, most + 1);
	for (size_t i = 0; i < f->n; i++) {
		const struct form_section *s = &f->sections[i];
		if (s->name)
			pair_add(c, v, s->name, s->title);
		for (size_t k = 0; k < s->n && !s->name; k++)
			if (is_said(&s->fields[k]))
				pair_add(c, v, s->fields[k].name, s->fields[k].label);
	}
}

static err one_of(struct req *q, const struct registry *r, int64_t id, struct registry_record_get *record,
	struct registry_record_version_on *last)
{
	bool found;
	TRY(registry_record_get(&q->ctx, id, r->id, q->ctx.unit, record, &found));
	if (found)
		TRY(registry_record_version_last(&q->ctx, id, last, &found));
	return found ? NULL : FAIL(&q->ctx, NOT_FOUND, "record");
}

/* ---- which one ---- */

static err others_found(struct req *q, struct record_merge_view *v)
{
	struct ctx *c = &q->ctx;
	struct registry_rows_rows rows;
	TRY(registry_found_first(c, v->registry, v->words, OTHERS_MOST, &rows));
	v->others.v = NEWN(c->a, struct merge_other, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].record_id != v->id)
			v->others.v[v->others.n++] = (struct merge_other){rows.v[i].record_id, rows.v[i].name};
	return NULL;
}

static err others_alike(struct req *q, struct record_merge_view *v, str alike)
{
	struct registry_record_alike_of_rows rows;
	TRY(registry_record_alike_of(&q->ctx, v->registry->id, q->ctx.unit, alike, v->id, &rows));
	v->others.v = NEWN(q->ctx.a, struct merge_other, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v->others.v[v->others.n++] = (struct merge_other){rows.v[i].id, rows.v[i].name};
	return NULL;
}

static int64_t other_asked(struct req *q)
{
	int64_t other = 0;
	if (!q->page.again)
		return query_int(q, "voi", 0);
	return str_int(page_value(&q->page, "other", S("")), &other) ? other : 0;
}

err record_merge_form(struct req *q)
{
	struct record_merge_view v = {.id = q->id, .words = q->json ? S("") : query_text(q, "tim")};
	struct registry_record_get record, other;
	struct registry_record_version_on last;
	TRY(registry_of(&q->ctx, q->key, &v.registry));
	TRY(one_of(q, v.registry, q->id, &record, &last));
	v.name = last.name;
	v.answers = last.answers;
	v.version = record.version;
	v.other = other_asked(q);
	if (v.other == v.id) /* it is chosen anew: nothing is compared with itself */
		v.other = 0;
	registry_look_logged(q, v.registry, v.id);
	if (!v.other) {
		TRY(v.words.n ? others_found(q, &v) : others_alike(q, &v, record.alike));
		return reply(q, &v, record_merge_page);
	}
	TRY(one_of(q, v.registry, v.other, &other, &last));
	v.other_name = last.name;
	v.other_answers = last.answers;
	v.other_version = other.version;
	registry_look_logged(q, v.registry, v.other);
	compare(&q->ctx, &v);
	return reply(q, &v, record_merge_page);
}

static const struct field merge_fields[] = {
	{.name = "other",
		.label = "Mục trùng, sẽ gộp vào mục này",
		.type = I_INT,
		.at = offsetof(struct record_merge, other),
		.min = 1,
		.max = INT64_MAX},
	{.name = "other_seen",
		.label = "Lần sửa đã xem của mục trùng",
		.type = I_INT,
		.at = offsetof(struct record_merge, other_seen),
		.min = 1,
		.max = INT64_MAX},
	{.name = "seen",
		.label = "Lần sửa đã xem",
		.type = I_INT,
		.at = offsetof(struct record_merge, kept_seen),
		.min = 1,
		.max = INT64_MAX},
	TEXTS(struct record_merge, take, "Những nội dung lấy của mục trùng", 0, REGISTRY_FIELDS_MAX * 2),
	TEXT(struct record_merge, reason, "Lý do, căn cứ", 0, 300),
};
const struct input record_merge_input = INPUT("record_merge", merge_fields);

err record_merge_run(struct req *q)
{
	struct record_merge m = {.kept = q->id};
	TRY(registry_of(&q->ctx, q->key, &m.registry));
	TRY(read_input(q, &m));
	TRY(apply(&q->ctx, registry_record_merge, &m));
	return record_written(q, m.registry, m.kept, m.waits,
		"Đã gộp hai mục. Lịch sử của cả hai vẫn còn; nếu gộp nhầm, có thể tách ra ở trang của mục đã gộp.");
}

/* ---- two again ---- */

err record_split_form(struct req *q)
{
	struct record_step_view v = {.step = RECORD_SPLIT, .id = q->id};
	struct registry_record_get record;
	bool found;
	TRY(registry_of(&q->ctx, q->key, &v.registry));
	TRY(registry_record_get(&q->ctx, q->id, v.registry->id, q->ctx.unit, &record, &found));
	if (!found || !record.merged_into.set)
		return FAIL(&q->ctx, NOT_FOUND, "record");
	struct registry_record_title t;
	TRY(registry_record_title(&q->ctx, q->id, &t, &found));
	v.version = record.version;
	v.name = t.name;
	record_step_page(&q->page, &v);
	return NULL;
}

err record_split_run(struct req *q)
{
	struct record_work w = {.record = q->id};
	TRY(registry_of(&q->ctx, q->key, &w.registry));
	TRY(read_input(q, &w));
	TRY(apply(&q->ctx, registry_record_split, &w));
	return record_written(q, w.registry, q->id, w.waits, "Đã tách ra: mục này lại đứng riêng trong sổ.");
}

static const struct field split_fields[] = {
	TEXT(struct record_work, reason, "Lý do, căn cứ", 0, 300),
	INT(struct record_work, seen, "Lần sửa đã xem", 1, INT64_MAX),
};
const struct input record_split_input = INPUT("record_split", split_fields);

/* ---- what programs get ---- */

static const struct member pair_members[] = {MEMBER(struct merge_pair, name, M_TEXT), MEMBER(struct merge_pair, label, M_TEXT),
	MEMBER(struct merge_pair, one, M_TEXT), MEMBER(struct merge_pair, other, M_TEXT),
	MEMBER(struct merge_pair, is_different, M_INT)};
static const struct shape merge_pair_shape = SHAPE("record_pair", struct merge_pair, pair_members);
static const struct member other_members[] = {MEMBER(struct merge_other, id, M_INT), MEMBER(struct merge_other, name, M_TEXT)};
static const struct shape merge_other_shape = SHAPE("record_other", struct merge_other, other_members);
static const struct member merge_members[] = {MEMBER(struct record_merge_view, id, M_INT),
	MEMBER(struct record_merge_view, name, M_TEXT), MEMBER(struct record_merge_view, version, M_INT),
	MEMBER(struct record_merge_view, other, M_INT), MEMBER(struct record_merge_view, other_name, M_TEXT),
	MEMBER(struct record_merge_view, other_version, M_INT), MANY(struct record_merge_view, others, merge_other),
	MANY(struct record_merge_view, pairs, merge_pair)};
const struct shape record_merge_shape = SHAPE("record_merge_look", struct record_merge_view, merge_members);
