/* editor: forms, their versions, publishing, the preview; structure.c edits what is in them. */
#include "government/eforms/pages.h"
#include "government/eforms/editor.html.h"
#include "web/reply.h"

/* ---- forms ---- */

static str form_version_since(arena *a, const struct listing *l, const void *row)
{
	const struct eform_versions *v = row;
	(void)l;
	return v->published_at.set ? show_date(a, v->valid_from) : S("Chưa công bố");
}

static const struct field new_form_fields[] = {
	TEXT(struct new_form, code, "Mã biểu mẫu", 2, 40),
	TEXT(struct new_form, title, "Tên biểu mẫu", 1, 300),
};
const struct input new_form_input = INPUT("new_eform", new_form_fields);

err form_add_run(struct req *q)
{
	struct new_form n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, form_add, &n));
	flash(q, "Đã tạo bản thảo. Thêm các phần và trường, xem trước rồi công bố.");
	return see_other(q, "/quan-tri/bieu-mau/ban/%lld", (long long)n.version);
}

static err procedures_of(struct ctx *c, struct texts codes, struct eform_procedure_names_rows *out)
{
	*out = (struct eform_procedure_names_rows){0};
	return codes.n ? eform_procedure_names(c, codes, day_iso(c->a, day_of(c->now)), out) : NULL;
}

static err version_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct eform_versions_rows rows;
	TRY(eform_versions(&q->ctx, q->id, l->begun ? l->from.at : INT64_MAX, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key version_key(const struct listing *l, const void *row)
{
	const struct eform_versions *v = row;
	(void)l;
	return (struct list_key){.at = v->number, .id = v->id};
}

static const struct column version_columns[] = {
	{.name = "number", .title = "Phiên bản", .as = COLUMN_NUMBER, .at = offsetof(struct eform_versions, number)},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .part = form_version_state},
	{.name = "since", .title = "Từ ngày", .as = COLUMN_MADE, .text = form_version_since},
	{.name = "open", .title = "Xem", .as = COLUMN_MADE, .part = form_version_links},
};
const struct list eform_version_list = {.title = "Các phiên bản",
	.path = "/quan-tri/bieu-mau/{id}",
	.file = "phien-ban",
	.columns = LIST(version_columns),
	.row = sizeof(struct eform_versions),
	.page = 20,
	.rows = version_rows,
	.key = version_key};

err form_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct form_view v = {0};
	struct eform_version_newest newest;
	bool any;
	const struct form *f;
	TRY(eform_head(c, q->id, &v.form));
	TRY(eform_version_newest(c, q->id, &newest, &any));
	if (!any)
		return FAIL(c, NOT_FOUND, "eform");
	v.draft = !newest.published_at.set;
	TRY(list_read(q, &eform_version_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.versions = (struct eform_versions_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	TRY(eform_get(c, newest.id, &f));
	TRY(procedures_of(c, f->procedures, &v.procedures));
	return reply(q, &v, eform_form_page);
}

err draft_add_run(struct req *q)
{
	struct new_draft d = {.form = q->id};
	TRY(apply(&q->ctx, eform_draft_add, &d));
	return see_other(q, "/quan-tri/bieu-mau/ban/%lld", (long long)d.version);
}

/* ---- one version ---- */

err eform_version_view(struct req *q, struct eform_version_view *v)
{
	struct ctx *c = &q->ctx;
	*v = (struct eform_version_view){0};
	TRY(eform_version_get(c, q->id, &v->version));
	TRY(eform_get(c, q->id, &v->form));
	v->seen = definition_seen(c->a, v->version.definition);
	return NULL;
}

err eform_version_run(struct req *q)
{
	struct eform_version_view v;
	TRY(eform_version_view(q, &v));
	TRY(procedures_of(&q->ctx, v.form->procedures, &v.procedures));
	return reply(q, &v, eform_version_page);
}

/* ---- what it asks differently from the one before ---- */

err eform_compared_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct eform_compared_view v = {0};
	struct eform_version_before before;
	const struct form *was, *is;
	bool found;
	TRY(eform_version_get(c, q->id, &v.version));
	TRY(eform_version_before(c, v.version.eform_id, v.version.number, &before, &found));
	if (found) {
		v.before = before.number;
		TRY(eform_get(c, before.id, &was));
		TRY(eform_get(c, q->id, &is));
		v.differences = form_compare(c, was, is);
	}
	return reply(q, &v, eform_compared_page);
}

static const struct member compared_members[] = {
	ONE(struct eform_compared_view, version, eform_version_get),
	MEMBER(struct eform_compared_view, before, M_INT),
	MANY(struct eform_compared_view, differences, difference),
};
const struct shape eform_compared_shape = SHAPE("eform_differences", struct eform_compared_view, compared_members);

/* ---- the text itself ---- */

struct json_form {
	str definition, seen;
};
static const struct field json_fields[] = {
	LONG_TEXT(struct json_form, definition, "Định nghĩa", 1, FORM_DEFINITION_MAX),
	TEXT(struct json_form, seen, "Bản đang sửa", 0, 16),
};
const struct input json_input = INPUT("eform_definition", json_fields);

err version_json_run(struct req *q)
{
	struct eform_version_view v;
	TRY(eform_version_view(q, &v));
	version_json_page(&q->page, &v);
	return NULL;
}

err version_json_save(struct req *q)
{
	struct eform_version_view v;
	struct json_form in = {0};
	TRY(eform_version_view(q, &v));
	TRY(read_input(q, &in));
	if (!str_eq(in.seen, v.seen))
		return FAIL(&q->ctx, CONFLICT, "Bản thảo vừa được sửa ở nơi khác. Hãy tải lại trang rồi sửa tiếp.");
	struct eform_draft_change d = {q->id, v.version.definition, str_format(q->ctx.a, "%.*s\n", STR_ARG(in.definition))};
	err e = apply(&q->ctx, eform_draft_change, &d);
	if (e && e->kind == INVALID)
		return FAIL_FIELD(&q->ctx, "definition", "%.*s", STR_ARG(e->text));
	TRY(e);
	flash(q, "Đã lưu bản thảo.");
	return see_other(q, "/quan-tri/bieu-mau/ban/%lld", (long long)q->id);
}

/* ---- publishing ---- */

static const struct field publish_fields[] = {DATE(struct publication, valid_from, "Ngày có hiệu lực", NEEDED)};
const struct input publish_input = INPUT("eform_publication", publish_fields);

err version_publish_form(struct req *q)
{
	struct eform_version_view v;
	TRY(eform_version_view(q, &v));
	TRY(procedures_of(&q->ctx, v.form->procedures, &v.procedures));
	version_publish_page(&q->page, &v);
	return NULL;
}

err version_publish_run(struct req *q)
{
	struct eform_version_get v;
	struct publication p = {.version = q->id};
	TRY(read_input(q, &p));
	TRY(apply(&q->ctx, eform_draft_publish, &p));
	TRY(eform_version_get(&q->ctx, q->id, &v));
	flash(q, "Đã công bố phiên bản %lld của “%.*s”.", (long long)v.number, STR_ARG(v.title));
	return see_other(q, "/quan-tri/bieu-mau/%lld", (long long)v.eform_id);
}

err version_drop_run(struct req *q)
{
	struct eform_version_get v;
	TRY(eform_version_get(&q->ctx, q->id, &v));
	TRY(apply(&q->ctx, eform_draft_drop, &q->id));
	flash(q, "Đã xóa bản thảo.");
	return see_other(q, "/quan-tri/bieu-mau/%lld", (long long)v.eform_id);
}

/* ---- preview: the form as a citizen gets it, filled with example data, checked like his ---- */

err preview_run(struct req *q)
{
	struct eform_version_view v;
	TRY(eform_version_view(q, &v));
	if (!q->page.again)
		TRY(form_sample(&q->ctx, v.form, &v.answers));
	eform_preview_page(&q->page, &v);
	return NULL;
}

err preview_try(struct req *q)
{
	struct eform_version_view v;
	if (form_rows_pressed(q))
		return preview_run(q);
	TRY(eform_version_view(q, &v));
	TRY(form_read(q, v.form, true, &v.answers));
	v.tried = true;
	eform_preview_page(&q->page, &v);
	return NULL;
}

err preview_sheet(struct req *q)
{
	struct eform_version_view v;
	buf out = {.a = q->ctx.a};
	static const struct form_person somebody = {.name = {"Nguyễn Thị Lan", sizeof "Nguyễn Thị Lan" - 1},
		.personal_number = {"037190001234", 12},
		.birth_on = {"1990-05-12", 10},
		.address = {"Thôn 3, xã ví dụ", sizeof "Thôn 3, xã ví dụ" - 1},
		.phone = {"0912345678", 10}};
	TRY(eform_version_view(q, &v));
	TRY(form_sample(&q->ctx, v.form, &v.answers));
	TRY(eform_pdf(
		&q->ctx, v.form, v.answers, &(struct eform_sheet){.addressee = v.form->addressee, .applicant = &somebody}, &out));
	return reply_bytes(
		q, buf_text(&out), str_format(q->ctx.a, "vi-du-%.*s.pdf", STR_ARG(v.form->code)), "application/pdf", false);
}

/* ---- shapes ---- */

static const struct member forms_members[] = {
	MANY(struct forms_view, forms, eform_list), MEMBER(struct forms_view, next, M_TEXT)};
const struct shape forms_view_shape = SHAPE("eforms", struct forms_view, forms_members);
static const struct member form_members[] = {
	ONE(struct form_view, form, eform_head),
	MANY(struct form_view, versions, eform_versions),
	MEMBER(struct form_view, next, M_TEXT),
	MANY(struct form_view, procedures, eform_procedure_names),
};
const struct shape form_view_shape = SHAPE("eform_versions_of", struct form_view, form_members);
static const struct member version_members[] = {
	ONE(struct eform_version_view, version, eform_version_get),
	MEMBER(struct eform_version_view, seen, M_TEXT),
};
const struct shape eform_version_view_shape = SHAPE("eform_version", struct eform_version_view, version_members);
