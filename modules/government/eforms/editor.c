/* editor: forms, their versions, publishing, the preview; what is in them is edited by core/editor. */
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
const struct input eform_new_input = INPUT("new_eform", new_form_fields);

err eform_form_add_run(struct req *q)
{
	struct new_form n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, eform_form_add, &n));
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
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .part = eform_version_state},
	{.name = "since", .title = "Từ ngày", .as = COLUMN_MADE, .text = form_version_since},
	{.name = "open", .title = "Xem", .as = COLUMN_MADE, .part = eform_version_links},
};
const struct list eform_version_list = {.title = "Các phiên bản",
	.path = "/quan-tri/bieu-mau/{id}",
	.file = "phien-ban",
	.columns = LIST(version_columns),
	.row = sizeof(struct eform_versions),
	.page = 20,
	.rows = version_rows,
	.key = version_key};

err eform_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct eform_view v = {0};
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

err eform_draft_add_run(struct req *q)
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
	return editor_open(q, &eform_editor, &v->editing);
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

/* ---- editing ---- */

static str draft_path(arena *a, int64_t version) { return str_format(a, "/quan-tri/bieu-mau/ban/%lld", (long long)version); }

static err opened(struct req *q, struct editing *e)
{
	struct eform_version_get v;
	TRY(eform_version_get(&q->ctx, q->id, &v));
	TRY(eform_get(&q->ctx, q->id, &e->form));
	e->path = draft_path(q->ctx.a, q->id);
	e->title = v.title;
	e->number = v.number;
	e->definition = v.definition;
	e->is_draft = !v.published_at.set;
	return NULL;
}

static err saved(struct req *q, const struct editing *e, str definition)
{
	struct eform_draft_change d = {q->id, e->definition, definition};
	return apply(&q->ctx, eform_draft_change, &d);
}

const struct editor eform_editor = {.open = opened, .save = saved, .begin = eform_editing_begin, .of_person = true};

err eform_version_change_run(struct req *q) { return editor_change_run(q, &eform_editor); }
err eform_version_json_run(struct req *q) { return editor_json_form(q, &eform_editor); }
err eform_version_json_save(struct req *q) { return editor_json_save(q, &eform_editor); }
err eform_section_form(struct req *q) { return editor_section_form(q, &eform_editor); }
err eform_section_save(struct req *q) { return editor_section_save(q, &eform_editor); }
err eform_field_adding(struct req *q) { return editor_field_adding(q, &eform_editor); }
err eform_field_form(struct req *q) { return editor_field_form(q, &eform_editor); }
err eform_field_save(struct req *q) { return editor_field_save(q, &eform_editor); }

/* ---- the head ---- */

struct head_edit {
	str title, source, remark, summary, addressee, procedures, papers, seen;
};
static const struct field head_fields[] = {
	TEXT(struct head_edit, title, "Tên biểu mẫu", 1, 300),
	LONG_TEXT(struct head_edit, source, "Căn cứ, mẫu gốc", 0, 600),
	LONG_TEXT(struct head_edit, remark, "Ghi chú", 0, 600),
	TEXT(struct head_edit, summary, "Dòng tóm tắt", 0, 300),
	TEXT(struct head_edit, addressee, "Kính gửi", 0, 300),
	LONG_TEXT(struct head_edit, procedures, "Mã thủ tục", 0, 2000),
	LONG_TEXT(struct head_edit, papers, "Giấy tờ theo điều đã khai", 0, 8000),
	TEXT(struct head_edit, seen, "Bản đang sửa", 1, 16),
};
const struct input eform_head_input = INPUT("eform_head", head_fields);

err eform_head_form(struct req *q)
{
	struct eform_version_view v;
	TRY(eform_version_view(q, &v));
	TRY(editor_open_draft(q, &eform_editor, &v.editing));
	eform_head_page(&q->page, &v);
	return NULL;
}

static struct tree *codes(arena *a, str typed)
{
	struct tree *list = tree_new(a, N_LIST);
	size_t n = 0;
	for (size_t i = 0; i <= typed.n; i++) {
		bool end = i == typed.n || strchr(" ,;\n\t", typed.s[i]);
		if (end && n)
			tree_append(list, tree_text(a, (str){typed.s + i - n, n}));
		n = end ? 0 : n + 1;
	}
	return list;
}

err eform_head_save(struct req *q)
{
	struct editing e;
	struct head_edit in = {0};
	arena *a = q->ctx.a;
	TRY(editor_open_draft(q, &eform_editor, &e));
	TRY(read_input(q, &in));
	tree_set(a, e.top, "title", tree_text(a, in.title));
	tree_set(a, e.top, "source", tree_text(a, in.source));
	tree_set(a, e.top, "remark", tree_text(a, in.remark));
	tree_set(a, e.top, "summary", tree_text(a, in.summary));
	tree_set(a, e.top, "addressee", tree_text(a, in.addressee));
	tree_set(a, e.top, "procedures", codes(a, in.procedures));
	tree_set(a, e.top, "papers", editor_papers_tree(a, e.form, in.papers));
	return editor_save(q, &e, in.seen);
}

/* ---- publishing ---- */

static const struct field publish_fields[] = {DATE(struct publication, valid_from, "Ngày có hiệu lực", NEEDED)};
const struct input eform_publish_input = INPUT("eform_publication", publish_fields);

err eform_version_publish_form(struct req *q)
{
	struct eform_version_view v;
	TRY(eform_version_view(q, &v));
	TRY(procedures_of(&q->ctx, v.form->procedures, &v.procedures));
	eform_version_publish_page(&q->page, &v);
	return NULL;
}

err eform_version_publish_run(struct req *q)
{
	struct eform_version_get v;
	struct publication p = {.version = q->id};
	TRY(read_input(q, &p));
	TRY(apply(&q->ctx, eform_draft_publish, &p));
	TRY(eform_version_get(&q->ctx, q->id, &v));
	flash(q, "Đã công bố phiên bản %lld của “%.*s”.", (long long)v.number, STR_ARG(v.title));
	return see_other(q, "/quan-tri/bieu-mau/%lld", (long long)v.eform_id);
}

err eform_version_drop_run(struct req *q)
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
	TRY(form_read_photos(q, v.form, false, &v.answers));
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
	MANY(struct eforms_view, forms, eform_list), MEMBER(struct eforms_view, next, M_TEXT)};
const struct shape eforms_view_shape = SHAPE("eforms", struct eforms_view, forms_members);
static const struct member form_members[] = {
	ONE(struct eform_view, form, eform_head),
	MANY(struct eform_view, versions, eform_versions),
	MEMBER(struct eform_view, next, M_TEXT),
	MANY(struct eform_view, procedures, eform_procedure_names),
};
const struct shape eform_view_shape = SHAPE("eform_versions_of", struct eform_view, form_members);
static const struct member version_members[] = {
	ONE(struct eform_version_view, version, eform_version_get),
	{.name = "seen", .type = M_TEXT, .at = offsetof(struct eform_version_view, editing.seen)},
};
const struct shape eform_version_view_shape = SHAPE("eform_version", struct eform_version_view, version_members);
