/* What e-forms declare, and how a fresh store gets those of the catalogue. */
#include "web/object.h"
#include "government/eforms/pages.h"
#include "web/query.h"
#include <stdio.h>
#include "web/catalogue.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/request.h"

enum { FILE_NAME_MAX = 80 };

/* Forms hold from the day on which the communes of today began. A store that has one of that code keeps its own. */
static err import_one(struct ctx *c, str file, int64_t *added)
{
	char path[FILE_NAME_MAX];
	struct eform_by_code known;
	struct eform_add form;
	struct eform_version_add version;
	struct form *f;
	bool found;
	snprintf(path, sizeof path, "eforms/%.*s", STR_ARG(file));
	str text = catalogue_file(path);
	TRY(form_parse(c, c->a, text, &f));
	TRY(eform_by_code(c, f->code, &known, &found));
	if (found)
		return NULL;
	++*added;
	TRY(eform_add(c, f->code, f->title, &form));
	TRY(eform_version_add(c, form.id, 1, f->title, text, c->now, (opt_int){0}, &version));
	return eform_version_publish(c, version.id, S("2025-07-01"), c->now);
}

err eforms_init(struct ctx *c)
{
	str rest = catalogue_file("eforms.tsv"), file;
	int64_t added = 0;
	tsv_row(&rest, &file, 1);
	while (tsv_row(&rest, &file, 1))
		TRY(import_one(c, file, &added));
	return added ? eforms_changed(c) : NULL;
}

/* The layouts that the program carries fit the forms that it carries; a form that was edited past its own prints plainly. */
static err verify_layouts(struct ctx *c, struct verify_report *report)
{
	str rest = catalogue_file("eforms.tsv"), file;
	struct form *f;
	tsv_row(&rest, &file, 1);
	while (tsv_row(&rest, &file, 1)) {
		TRY(form_parse(c, c->a, catalogue_file(str_format(c->a, "eforms/%.*s", STR_ARG(file)).s), &f));
		err e = eform_sheet_verify(c, f);
		report->checked++;
		if (!e)
			continue;
		report->wrong++;
		buf_printf(&report->lines, "mẫu in %.*s: %.*s\n", STR_ARG(f->code), STR_ARG(e->text));
	}
	return NULL;
}

/* Every version that dossiers may be kept by can still be read. */
static err eforms_verify(struct ctx *c, struct verify_report *report)
{
	struct eforms_published_rows rows;
	struct form *f;
	TRY(eforms_published(c, S(""), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		err e = form_parse(c, c->a, rows.v[i].definition, &f);
		report->checked++;
		if (!e)
			continue;
		report->wrong++;
		buf_printf(&report->lines, "biểu mẫu, phiên bản %lld: %.*s\n", (long long)rows.v[i].id, STR_ARG(e->text));
	}
	return verify_layouts(c, report);
}

#define EDIT "eform.edit"
#define BAN  "/quan-tri/bieu-mau/ban/{id}"
static const struct field part_query[] = {EDITOR_QUERY};
static const struct route routes[] = {
	GET("/bieu-mau/thu-tuc/{id}", .run = eform_asked_run, .permission = PUBLIC, .summary = "Biểu mẫu điện tử của một thủ tục",
		.api = "/procedures/{id}/eform", .shape = &eform_asked_view_shape, .quick = true),
	GET("/bieu-mau/thu-tuc/{id}/to-khai", .run = eform_blank_sheet_run, .permission = PUBLIC,
		.summary = "Tờ khai trống của một thủ tục (PDF)"),
	GET("/quan-tri/bieu-mau", .run = eforms_run, .permission = EDIT, .summary = "Các biểu mẫu điện tử", .api = "/eforms",
		.shape = &eforms_view_shape, .list = &eforms_list),
	LIST_FILES("/quan-tri/bieu-mau", "/eforms", &eforms_list, EDIT, "Các biểu mẫu điện tử"),
	POST("/quan-tri/bieu-mau", .run = eform_form_add_run, .permission = EDIT, .summary = "Tạo biểu mẫu", .api = "/eforms",
		.input = &eform_new_input, .again = eforms_run),
	GET("/quan-tri/bieu-mau/{id}", .run = eform_run, .permission = EDIT, .summary = "Một biểu mẫu và các phiên bản",
		.api = "/eforms/{id}", .shape = &eform_view_shape, .list = &eform_version_list),
	POST("/quan-tri/bieu-mau/{id}/ban-thao", .run = eform_draft_add_run, .permission = EDIT, .summary = "Tạo bản thảo",
		.api = "/eforms/{id}/draft"),
	GET(BAN, .run = eform_version_run, .permission = EDIT, .summary = "Một phiên bản của biểu mẫu",
		.api = "/eform-versions/{id}", .shape = &eform_version_view_shape),
	POST(BAN, .run = eform_version_change_run, .permission = EDIT, .summary = "Chuyển chỗ, xóa một phần hoặc trường",
		.input = &editor_change_input, .again = eform_version_run),
	GET(BAN "/so-sanh", .run = eform_compared_run, .permission = EDIT, .summary = "Phiên bản này có gì khác bản trước",
		.api = "/eform-versions/{id}/differences", .whole = "mọi chỗ khác nhau của hai phiên bản",
		.shape = &eform_compared_shape),
	GET(BAN "/json", .run = eform_version_json_run, .permission = EDIT, .summary = "Định nghĩa của biểu mẫu"),
	POST(BAN "/json", .run = eform_version_json_save, .permission = EDIT, .summary = "Sửa định nghĩa",
		.api = "/eform-versions/{id}/definition", .input = &editor_json_input, .again = eform_version_json_run,
		.body_max = 4 * FORM_DEFINITION_MAX),
	GET(BAN "/chung", .run = eform_head_form, .permission = EDIT, .summary = "Thông tin chung của biểu mẫu",
		.query = LIST(part_query)),
	POST(BAN "/chung", .run = eform_head_save, .permission = EDIT, .summary = "Sửa thông tin chung",
		.input = &eform_head_input, .again = eform_head_form),
	GET(BAN "/phan", .run = eform_section_form, .permission = EDIT, .summary = "Một phần của biểu mẫu (phan)",
		.query = LIST(part_query)),
	POST(BAN "/phan", .run = eform_section_save, .permission = EDIT, .summary = "Thêm, sửa một phần",
		.input = &editor_section_input, .again = eform_section_form),
	GET(BAN "/them-truong", .run = eform_field_adding, .permission = EDIT, .summary = "Chọn loại trường để thêm (phan)",
		.query = LIST(part_query)),
	GET(BAN "/truong", .run = eform_field_form, .permission = EDIT, .summary = "Một trường (phan, truong, loai)",
		.query = LIST(part_query)),
	POST(BAN "/truong", .run = eform_field_save, .permission = EDIT, .summary = "Thêm, sửa một trường",
		.input = &editor_field_input, .again = eform_field_form),
	GET(BAN "/cong-bo", .run = eform_version_publish_form, .permission = EDIT, .summary = "Công bố một phiên bản"),
	POST(BAN "/cong-bo", .run = eform_version_publish_run, .permission = EDIT, .summary = "Công bố",
		.api = "/eform-versions/{id}/publish", .input = &eform_publish_input, .again = eform_version_publish_form),
	POST(BAN "/xoa", .run = eform_version_drop_run, .permission = EDIT, .summary = "Xóa bản thảo",
		.api = "/eform-versions/{id}/drop"),
	GET(BAN "/xem-truoc", .run = preview_run, .permission = EDIT, .summary = "Xem trước biểu mẫu như người dân thấy"),
	POST(BAN "/xem-truoc", .run = preview_try, .permission = EDIT, .summary = "Thử điền biểu mẫu", .again = preview_run,
		.body_max = 64 * 1024 * 1024, .file_max = 20 * 1024 * 1024, .rate = RATE_UPLOAD),
	GET(BAN "/to-khai", .run = preview_sheet, .permission = EDIT, .summary = "Tờ khai ví dụ (PDF)"),
};
static const struct permission permissions[] = {{.name = EDIT, .title = "Soạn và công bố biểu mẫu điện tử", .roles = "platform"}};
static const struct menu_entry menu[] = {
	{.place = MENU_ADMIN, .title = "Biểu mẫu điện tử", .path = "/quan-tri/bieu-mau", .permission = EDIT}};
static const struct word words[] = {
	{"eform", "Biểu mẫu điện tử"},
	{"eform.draft", "Tạo bản thảo biểu mẫu"},
	{"eform.change", "Sửa bản thảo biểu mẫu"},
	{"eform.publish", "Công bố biểu mẫu"},
	{"eform.drop", "Xóa bản thảo biểu mẫu"},
};

static err eform_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct eform_head f;
	if (!may(q, EDIT))
		return FAIL(&q->ctx, NOT_FOUND, "eform");
	TRY(eform_head(&q->ctx, id, &f));
	out->title = f.title;
	out->path = str_format(q->ctx.a, "/quan-tri/bieu-mau/%lld", (long long)id);
	return NULL;
}

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct eform_head f;
	TRY(eform_head(c, id, &f));
	*out = f.title;
	return NULL;
}

static err named(struct ctx *c, str typed, struct named_list *out)
{
	enum { MOST = 30 };
	struct eform_list_rows all;
	str words = fold(c->a, typed);
	TRY(eform_list(c, &all));
	*out = (struct named_list){NEWN(c->a, struct named, MOST), 0};
	for (size_t i = 0; i < all.n && out->n < MOST; i++)
		if (str_has(fold(c->a, all.v[i].title), words) || str_eq(all.v[i].code, typed))
			out->v[out->n++] = (struct named){all.v[i].id, all.v[i].title};
	return NULL;
}
static const struct naming namings[] = {{.kind = "eform", .title = titled, .find = named}};
static const struct object objects[] = {{.kind = "eform", .see = eform_seen}};

const struct module eforms_module = {
	.name = "eforms",
	.title = "Biểu mẫu điện tử",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.migrations = &eforms_migrations,
	.init = eforms_init,
	.verify = eforms_verify,
};
