/* What the feature declares. */
#include "procedures_admin.h"
#include "procedures_import.h"
#include "procedures_kept.h"
#include "procedures_pages.h"
#include "government/procedures/procedures.sql.h"
#include "government/procedures/procedures_home.html.h"
#include "web/importer.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/query.h"
#include "web/services/setting.h"

#define ADMIN       "/quan-tri/thu-tuc/{id}"
#define PAGE_NUMBER ASK_INT("trang", "Trang thứ mấy của kết quả tìm, như next của câu trả lời trước", 1, PROCEDURE_PAGES_MOST)
static const struct field found_query[] = {WORDS_FIELD, SECTOR_FIELD, PAGE_NUMBER};
static const struct field typed_query[] = {WORDS_FIELD};
static const struct route routes[] = {
	GET("/thu-tuc", .run = procedures_page_run, .permission = PUBLIC,
		.summary = "Thủ tục hành chính: tìm (tu-khoa, trang), theo lĩnh vực (linh-vuc)", .api = "/procedures",
		.shape = &procedures_view_shape, .quick = true, .query = LIST(found_query)),
	GET("/thu-tuc/{id}", .run = procedure_page_run, .permission = PUBLIC, .summary = "Một thủ tục hành chính",
		.api = "/procedures/{id}", .shape = &procedure_view_shape, .quick = true),
	GET("/thu-tuc/viec/{event}", .run = life_event_page_run, .permission = PUBLIC,
		.summary = "Thủ tục cho một việc trong đời sống", .api = "/life-events/{event}", .shape = &life_event_view_shape,
		.quick = true),
	GET("/thu-tuc/goi-y", .run = suggestions_run, .permission = PUBLIC, .summary = "Gợi ý thủ tục khi đang gõ (tu-khoa)",
		.api = "/procedures/suggestions", .shape = &suggestions_view_shape, .quick = true, .rate = RATE_SUGGEST,
		.query = LIST(typed_query), .whole = "6 gợi ý đầu; has_more là 1 khi còn, tìm đủ ở /procedures"),
	GET("/hoi-mot-cua", .run = suggestions_ask_page_run, .permission = PUBLIC,
		.summary = "Hỏi Trung tâm Phục vụ hành chính công: gọi ai, đến đâu", .quick = true),
	GET("/quan-tri/thu-tuc", .run = managed_page_run, .permission = "procedure.manage",
		.summary = "Danh mục thủ tục: tìm (tu-khoa), theo lĩnh vực (linh-vuc)", .api = "/managed-procedures",
		.shape = &managed_view_shape, .list = &managed_list),
	LIST_FILES("/quan-tri/thu-tuc", "/managed-procedures", &managed_list, "procedure.manage", "Danh mục thủ tục"),
	GET(ADMIN, .run = administration_page_run, .permission = "procedure.manage",
		.summary = "Các bước, phí, thẩm quyền, phiên bản của một thủ tục", .api = "/managed-procedures/{id}",
		.shape = &administration_view_shape, .list = &procedure_version_list),
	POST(ADMIN "/niem-yet", .run = posting_post, .permission = "procedure.manage",
		.summary = "Niêm yết hoặc gỡ thủ tục tại đơn vị mình", .api = "/managed-procedures/{id}/posting",
		.input = &posting_input, .again = administration_page_run),
	POST(ADMIN "/phi", .run = fee_rule_post, .permission = "procedure.edit",
		.summary = "Thêm mức thu hoặc trường hợp được miễn", .api = "/managed-procedures/{id}/fee-rules",
		.input = &fee_rule_input, .again = administration_page_run),
	POST(ADMIN "/phi/{rule}/thoi", .run = fee_rule_end_post, .permission = "procedure.edit",
		.summary = "Thôi áp dụng một mức thu", .api = "/managed-procedures/{id}/fee-rules/{rule}/end"),
	POST(ADMIN "/tham-quyen", .run = authority_post, .permission = "procedure.edit",
		.summary = "Ghi cấp quyết định từ một ngày", .api = "/managed-procedures/{id}/authority",
		.input = &authority_input, .again = administration_page_run),
	POST(ADMIN "/tham-quyen/{since}/bo", .run = authority_drop_post, .permission = "procedure.edit",
		.summary = "Bỏ một quy định thẩm quyền chưa có hiệu lực",
		.api = "/managed-procedures/{id}/authority/{since}/drop"),
	GET(ADMIN "/buoc", .run = steps_editor_run, .permission = "procedure.manage", .summary = "Trang sửa các bước giải quyết"),
	POST(ADMIN "/buoc", .run = steps_editor_post, .permission = "procedure.manage",
		.summary = "Sửa các bước: thêm, bỏ, đổi chỗ, xem trước, lưu", .input = &steps_editor_input,
		.again = steps_editor_run),
	POST(ADMIN "/cac-buoc", .run = steps_list_post, .permission = "procedure.manage",
		.summary = "Đặt các bước giải quyết (danh sách trống: các bước chung)", .api = "/managed-procedures/{id}/steps",
		.input = &steps_list_input, .again = steps_editor_run),
	GET(ADMIN "/phien-ban", .run = version_page_run, .permission = "procedure.edit", .summary = "Trang tạo phiên bản mới"),
	POST(ADMIN "/phien-ban", .run = version_post, .permission = "procedure.edit",
		.summary = "Tạo phiên bản có hiệu lực từ một ngày", .api = "/managed-procedures/{id}/versions",
		.input = &version_input, .again = version_page_run, .body_max = 1024 * 1024),
	POST(ADMIN "/huy-phien-ban", .run = version_cancel_post, .permission = "procedure.edit",
		.summary = "Hủy phiên bản chưa có hiệu lực", .api = "/managed-procedures/{id}/cancel"),
	GET(ADMIN "/so-sanh", .run = procedure_differences_page_run, .permission = "procedure.manage",
		.summary = "Phiên bản này khác gì bản trước", .api = "/managed-procedures/{id}/differences",
		.shape = &procedure_differences_view_shape, .whole = "mọi chỗ khác nhau của hai phiên bản"),
};
static const struct permission permissions[] = {
	{.name = "procedure.manage",
		.title = "Xem danh mục thủ tục, sửa các bước và niêm yết tại đơn vị",
		.roles = "administrator platform"},
	{.name = "procedure.edit", .title = "Sửa thủ tục, phí, thẩm quyền cho mọi đơn vị", .roles = "platform"},
};
static const struct menu_entry menu[] = {
	{.place = MENU_CITIZEN, .title = "Thủ tục", .path = "/thu-tuc", .permission = PUBLIC, .rank = 10},
	{.place = MENU_OFFICER, .title = "Thủ tục", .path = "/thu-tuc", .permission = PUBLIC, .rank = 20, .area = AREA_DESK},
	{.place = MENU_ADMIN, .title = "Danh mục thủ tục", .path = "/quan-tri/thu-tuc", .permission = "procedure.manage"},
};
static const struct word words[] = {
	{"procedure", "Thủ tục"},
	{"procedure.steps", "Sửa các bước giải quyết"},
	{"procedure.steps_reset", "Trở lại các bước chung"},
	{"procedure.post", "Niêm yết thủ tục"},
	{"procedure.fee", "Thêm mức thu"},
	{"procedure.fee_end", "Thôi áp dụng mức thu"},
	{"procedure.authority", "Ghi thẩm quyền"},
	{"procedure.version", "Tạo phiên bản thủ tục"},
	{"procedure.version_cancel", "Hủy phiên bản thủ tục"},
	{"procedure.authority_drop", "Bỏ quy định thẩm quyền"},
};
static str with_code(arena *a, str code, str name) { return str_format(a, "%.*s – %.*s", STR_ARG(code), STR_ARG(name)); }

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct procedure_get p;
	TRY(procedure_get(c, id, &p));
	*out = with_code(c->a, p.code, p.name);
	return NULL;
}

/* By its code, or as an officer calls what his unit offers. */
static err named(struct ctx *c, str typed, struct named_list *out)
{
	struct procedure_by_code row;
	struct procedure_picks picks = {0};
	bool found;
	str code, rest;
	str_cut(typed, ' ', &code, &rest); /* as it is shown */
	TRY(procedure_by_code(c, code, day_iso(c->a, day_of(c->now)), &row, &found));
	if (!found)
		TRY(procedure_pick(c, c->unit, typed, &picks));
	*out = (struct named_list){NEWN(c->a, struct named, picks.n + 1), picks.n + found};
	if (found)
		out->v[0] = (struct named){row.id, with_code(c->a, row.code, row.name)};
	for (size_t i = 0; i < picks.n; i++)
		out->v[i] = (struct named){picks.v[i].id, with_code(c->a, picks.v[i].code, picks.v[i].name)};
	return NULL;
}
static const struct naming namings[] = {{.kind = "procedure", .title = titled, .find = named}};
static const struct object objects[] = {{.kind = "procedure", .see = procedure_object}};
static const struct home_part home[] = {
	{.place = HOME_TOP, .show = procedures_home_search}, {.place = HOME_MAIN, .show = procedures_home_life}};
static const struct search searches[] = {
	{.kind = "procedures", .title = "Thủ tục", .permission = PUBLIC, .rank = 3, .find = procedures_hits}};
static const struct importer importers[] = {
	{.name = "procedures", .title = "Danh mục thủ tục hành chính", .run = procedures_import},
};

const struct module procedures_module = {
	.name = "procedures",
	.title = "Thủ tục hành chính",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.home = LIST(home),
	.searches = LIST(searches),
	.finder = &procedures_finder,
	.importers = LIST(importers),
	.migrations = &procedures_migrations,
	.init = procedures_init,
};
