/* What the feature declares. */
#include "pages.h"
#include "core/units/units.h"
#include "web/hooks.h"
#include "web/import.h"
#include "government/dossiers/dossiers.h"
#include "web/notify.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/query.h"
#include "web/request.h"
#include "web/naming.h"
#include "web/services/holdings.h"
#include "web/services/looks.h"
#include "web/services/setting.h"

static err parcel_named(struct ctx *c, int64_t id, str *out)
{
	struct land_parcel_title t;
	TRY(land_parcel_title(c, id, &t));
	*out = str_format(c->a, "%s (%.*s)", parcel_called(c->a, t.sheet, t.number).s, STR_ARG(t.old_unit));
	return NULL;
}
static const struct setting settings[] = {
	{.name = "land.tolerance_area",
		.title = "Sai số diện tích khi tách, hợp thửa (phần nghìn)",
		.help = "Tổng diện tích trước và sau được lệch nhau nhiều nhất chừng này phần nghìn diện tích trước, ít nhất 1 "
			"m².",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "5",
		.max = 100},
	{.name = "land.tolerance_shape",
		.title = "Sai số hình thửa (phần trăm mét vuông)",
		.help = "Phần hở, phần chồng và phần vượt ra ngoài khi tách, hợp thửa, mỗi thứ nhiều nhất chừng này.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "50",
		.max = 100000},
	{.name = "land.seam",
		.title = "Khe giữa hai thửa liền nhau (mi-li-mét)",
		.help = "Khi hợp thửa, khe hẹp hơn chừng này được coi là sai số vẽ và khép lại.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "20",
		.max = 1000},
	{.name = "land.least_home",
		.title = "Diện tích tối thiểu được tách của đất ở (m²)",
		.help = "Theo quyết định của Ủy ban nhân dân tỉnh. 0: không kiểm tra.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "0",
		.max = 100000},
	{.name = "land.least_farm",
		.title = "Diện tích tối thiểu được tách của đất nông nghiệp (m²)",
		.help = "Theo quyết định của Ủy ban nhân dân tỉnh. 0: không kiểm tra.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "0",
		.max = 1000000},
};
static err sheet_named(struct ctx *c, int64_t id, str *out)
{
	struct land_sheet_title s;
	TRY(land_sheet_title(c, id, &s));
	*out = str_format(c->a, "Tờ bản đồ số %lld (%.*s)", (long long)s.number, STR_ARG(s.old_unit));
	return NULL;
}
static err parcel_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct land_parcel o;
	TRY(land_parcel(&q->ctx, id, q->ctx.unit, &o));
	*out = (struct object_seen){
		parcel_called(q->ctx.a, o.sheet, o.number), str_format(q->ctx.a, PARCEL_PAGES "/%lld", (long long)id)};
	return NULL;
}
static err sheet_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct land_sheet s;
	TRY(land_sheet(&q->ctx, id, q->ctx.unit, &s));
	*out = (struct object_seen){str_format(q->ctx.a, "Tờ bản đồ số %lld", (long long)s.number),
		str_format(q->ctx.a, PARCEL_PAGES "/to-ban-do/%lld", (long long)id)};
	return NULL;
}

/* Whose data a look showed: those who hold it or held it. */
static err parcel_concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct land_rights_of_rows rights;
	struct land_holdings held;
	TRY(land_rights_of(c, id, &rights));
	for (size_t i = 0; i < rights.n; i++) {
		TRY(land_holdings_of(c, rights.v[i].id, &held));
		for (size_t k = 0; k < held.n; k++)
			if (str_is(held.v[k].kind, "person"))
				look_at_person(c, out, held.v[k].id);
	}
	return NULL;
}

/* ---- routes ---- */

enum { SHAPES_MAX = 512 * 1024 };
static const struct shape list_shape = {
	.name = "parcels", .size = sizeof(struct listing), .members = LIST_MEMBERS(parcels, parcel_line), .n = 2};
static const struct field purpose_query[] = {
	ASK_CHOICE("muc-dich", "Mục đích xem đầy đủ họ tên; để trống: họ tên được che bớt", land_purposes), ON_DAY_FIELD};
static const struct field box_query[] = {ASK_TEXT_NEEDED("vung", "Vùng cần xem, bằng độ: tây,nam,đông,bắc"), ON_DAY_FIELD};
static const struct field ground_query[] = {ASK_ID("ho-so", "Hồ sơ làm căn cứ")};
static const struct shape unwritten_shape = LIST_SHAPE("land_unwritten", dossiers, land_dossier_tasks);
#define CHANGES .permission = LAND_CHANGE_PERMISSION
#define READS   .permission = LAND_READ
static const struct route routes[] = {
	GET(PARCEL_PAGES, .run = register_show, READS, .summary = "Thửa đất của đơn vị", .api = PARCEL_API, .shape = &list_shape,
		.list = &parcel_list),
	LIST_FILES(PARCEL_PAGES, PARCEL_API, &parcel_list, LAND_READ, "Thửa đất của đơn vị"),
	LIST_PLACES(PARCEL_PAGES, PARCEL_API, &parcel_list, LAND_READ, "Thửa đất của đơn vị"),
	GET(PARCEL_PAGES "/ban-do", .run = land_map_run, READS, .summary = "Bản đồ thửa đất", .list = &land_map_list),
	GET(PARCEL_PAGES "/ban-do.geojson", .run = land_map_data, READS,
		.summary = "Thửa đất trong một vùng (GeoJSON); vùng quá rộng: số thửa theo ô vuông",
		.api = PARCEL_API "/map.geojson", .query = LIST(box_query)),
	GET(PARCEL_PAGES "/to-ban-do", .run = register_show, READS, .summary = "Tờ bản đồ địa chính của đơn vị",
		.api = "/land-sheets", .shape = &sheet_list_shape, .list = &sheet_list),
	POST(PARCEL_PAGES "/to-ban-do", .run = sheet_add_run, CHANGES, .summary = "Thêm tờ bản đồ", .api = "/land-sheets",
		.input = &sheet_input, .again = register_show),
	LIST_FILES(PARCEL_PAGES "/to-ban-do", "/land-sheets", &sheet_list, LAND_READ, "Tờ bản đồ địa chính"),
	GET(PARCEL_PAGES "/to-ban-do/{id}", .run = sheet_run, READS, .summary = "Một tờ bản đồ", .api = "/land-sheets/{id}",
		.shape = &land_sheet_shape),
	POST(PARCEL_PAGES "/to-ban-do/{id}", .run = sheet_change_run, CHANGES, .summary = "Sửa thông tin tờ bản đồ",
		.api = "/land-sheets/{id}", .input = &sheet_change_input, .again = sheet_run),
	GET(PARCEL_PAGES "/to-ban-do/{id}/thua", .run = parcel_new_form, CHANGES, .summary = "Mẫu thêm thửa đất"),
	POST(PARCEL_PAGES "/to-ban-do/{id}/thua", .run = parcel_new_run, CHANGES, .summary = "Thêm thửa đất vào tờ bản đồ",
		.api = "/land-sheets/{id}/parcels", .input = &parcel_new_input, .again = parcel_new_form, .body_max = SHAPES_MAX),
	GET(PARCEL_PAGES "/chua-ghi", .run = register_show, CHANGES,
		.summary = "Hồ sơ đất đai đã giải quyết xong mà sổ đất đai chưa thay đổi", .api = PARCEL_API "/unwritten",
		.shape = &unwritten_shape, .list = &land_unwritten_list),
	LIST_FILES(PARCEL_PAGES "/chua-ghi", PARCEL_API "/unwritten", &land_unwritten_list, LAND_CHANGE_PERMISSION,
		"Hồ sơ đất đai chưa ghi vào sổ"),
	GET("/mot-cua/{id}/dat-dai", .run = land_dossier_run, READS, .summary = "Sổ đất đai của một hồ sơ",
		.api = "/dossiers/{id}/land", .shape = &land_dossier_view_shape, .whole = "nhiều nhất 100 thửa của một hồ sơ"),
	POST("/mot-cua/{id}/dat-dai", .run = land_naming_run, CHANGES, .summary = "Nêu thửa đất của hồ sơ",
		.api = "/dossiers/{id}/land", .input = &land_naming_input, .again = land_dossier_run),
	POST("/mot-cua/{id}/dat-dai/bo", .run = land_dropping_run, CHANGES,
		.summary = "Đánh dấu hồ sơ không cần ghi vào sổ đất đai", .api = "/dossiers/{id}/land/drop",
		.input = &land_dropping_input, .again = land_dossier_run),
	GET(PARCEL_PAGES "/{id}", .run = parcel_run, READS, .summary = "Một thửa đất, quyền, giấy tờ, nguồn gốc",
		.api = PARCEL_API "/{id}", .shape = &parcel_view_shape, .query = LIST(purpose_query)),
	GET(PARCEL_PAGES "/{id}/thong-tin", .run = parcel_facts_form, CHANGES, .summary = "Mẫu ghi biến động, đính chính",
		.query = LIST(ground_query)),
	POST(PARCEL_PAGES "/{id}/thong-tin", .run = parcel_facts_run, CHANGES,
		.summary = "Ghi biến động hoặc đính chính thông tin thửa đất", .api = PARCEL_API "/{id}/facts",
		.input = &parcel_facts_input, .again = parcel_facts_form, .body_max = SHAPES_MAX),
	GET(PARCEL_PAGES "/{id}/quyen", .run = land_right_form, CHANGES, .summary = "Mẫu chuyển quyền",
		.query = LIST(ground_query)),
	POST(PARCEL_PAGES "/{id}/quyen", .run = land_right_run, CHANGES,
		.summary = "Ghi chuyển quyền hoặc đính chính người sử dụng đất", .api = PARCEL_API "/{id}/right",
		.input = &land_right_input, .again = land_right_form),
	GET(PARCEL_PAGES "/{id}/giay-to", .run = land_papers_form, CHANGES, .summary = "Mẫu ghi giấy chứng nhận, hạn chế"),
	POST(PARCEL_PAGES "/{id}/giay-chung-nhan", .run = land_certificate_run, CHANGES, .summary = "Ghi giấy chứng nhận",
		.api = PARCEL_API "/{id}/certificates", .input = &land_certificate_input, .again = land_papers_form),
	POST(PARCEL_PAGES "/{id}/han-che", .run = land_restriction_run, CHANGES, .summary = "Ghi hạn chế",
		.api = PARCEL_API "/{id}/restrictions", .input = &land_restriction_input, .again = land_papers_form),
	GET(PARCEL_PAGES "/giay-chung-nhan/{id}/thu-hoi", .run = land_certificate_end_form, CHANGES,
		.summary = "Mẫu ghi thu hồi giấy chứng nhận"),
	POST(PARCEL_PAGES "/giay-chung-nhan/{id}/thu-hoi", .run = land_certificate_end_run, CHANGES,
		.summary = "Ghi thu hồi giấy chứng nhận", .api = "/land-certificates/{id}/revoke",
		.input = &land_certificate_end_input, .again = land_certificate_end_form),
	GET(PARCEL_PAGES "/han-che/{id}/xoa", .run = land_restriction_end_form, CHANGES, .summary = "Mẫu ghi xóa hạn chế"),
	POST(PARCEL_PAGES "/han-che/{id}/xoa", .run = land_restriction_end_run, CHANGES, .summary = "Ghi xóa hạn chế",
		.api = "/land-restrictions/{id}/lift", .input = &land_restriction_end_input, .again = land_restriction_end_form),
	GET(PARCEL_PAGES "/{id}/tach", .run = parcel_split_form, CHANGES, .summary = "Mẫu tách thửa",
		.query = LIST(ground_query)),
	POST(PARCEL_PAGES "/{id}/tach", .run = parcel_split_run, CHANGES, .summary = "Xem trước hoặc tách thửa",
		.api = PARCEL_API "/{id}/split", .input = &parcel_split_input, .shape = &parcel_split_view_shape,
		.again = parcel_split_form, .body_max = SHAPES_MAX),
	GET(PARCEL_PAGES "/{id}/hop", .run = parcel_merge_form, CHANGES, .summary = "Mẫu hợp thửa", .query = LIST(ground_query)),
	POST(PARCEL_PAGES "/{id}/hop", .run = parcel_merge_run, CHANGES, .summary = "Hợp thửa", .api = PARCEL_API "/{id}/merge",
		.input = &parcel_merge_input, .again = parcel_merge_form),
};
static const struct import_kind *const imports[] = {&land_import};
static err init(struct ctx *c)
{
	static const struct dossier_attendant attendant = {
		.acted = land_dossier_acted, .known = land_known, .part = land_part, .show = land_part_shown};
	(void)c;
	dossier_attended_by(&attendant);
	return NULL;
}
static const struct event events[] = {{.name = "land.unwritten",
	.title = "Hồ sơ đất đai xong mà sổ đất đai chưa thay đổi",
	.who = "officer",
	.permission = LAND_CHANGE_PERMISSION,
	.outlets = "email"}};
static const struct permission permissions[] = {
	{.name = LAND_READ, .title = "Xem thửa đất", .roles = "reception specialist leader", .reads = true},
	{.name = LAND_CHANGE_PERMISSION, .title = "Ghi thửa đất, quyền, tách và hợp thửa", .roles = "specialist"},
};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
						 .title = "Thửa đất",
						 .path = PARCEL_PAGES,
						 .permission = LAND_READ,
						 .rank = 60,
						 .area = AREA_DATA},
	{.place = MENU_OFFICER,
		.title = "Tờ bản đồ",
		.path = PARCEL_PAGES "/to-ban-do",
		.permission = LAND_READ,
		.rank = 61,
		.area = AREA_DATA}};
static const struct naming namings[] = {{.kind = PARCEL_KIND, .title = parcel_named},
	{.kind = "land_sheet", .title = sheet_named}, {.kind = "parcel_list", .title = unit_place, .find = unit_called}};
static const struct object objects[] = {
	{.kind = PARCEL_KIND, .see = parcel_seen, .reads = LAND_READ, .changes = LAND_CHANGE_PERMISSION, .talked = true},
	{.kind = "land_sheet", .see = sheet_seen, .reads = LAND_READ, .changes = LAND_CHANGE_PERMISSION}};
static const struct holding holdings[] = {{.name = "parcels", .title = "Thửa đất", .read = land_held}};
static const struct concern concerns[] = {{.kind = PARCEL_KIND, .title = "Thửa đất của ông/bà", .whom = parcel_concerns}};
static const struct search searches[] = {
	{.kind = "parcels", .title = "Thửa đất", .permission = LAND_READ, .rank = 4, .list = &parcel_list}};
static const struct word words[] = {
	{PARCEL_KIND, "Thửa đất"},
	{"parcel_list", "Danh sách thửa đất"},
	{"land_sheet", "Tờ bản đồ"},
	{"land_sheet.add", "Thêm tờ bản đồ"},
	{"land_sheet.change", "Sửa tờ bản đồ"},
	{"parcel.add", "Thêm thửa đất"},
	{"parcel.made", "Lập thửa mới do tách, hợp"},
	{"parcel.change", "Ghi biến động thửa đất"},
	{"parcel.correct", "Đính chính thửa đất"},
	{"parcel.split", "Tách thửa"},
	{"parcel.merge", "Hợp thửa"},
	{"parcel.right_passed", "Ghi chuyển quyền sử dụng đất"},
	{"parcel.right_corrected", "Đính chính người sử dụng đất"},
	{"parcel.certificate", "Ghi giấy chứng nhận"},
	{"parcel.certificate_revoked", "Ghi thu hồi giấy chứng nhận"},
	{"parcel.restriction", "Ghi hạn chế của thửa đất"},
	{"parcel.restriction_lifted", "Ghi xóa hạn chế của thửa đất"},
	{"parcel.on_dossier", "Ghi sổ đất đai theo hồ sơ"},
	{"parcel.named", "Nêu thửa đất của hồ sơ"},
	{"parcel.not_needed", "Không cần ghi sổ đất đai theo hồ sơ"},
	{"=mortgage", "Thế chấp"},
	{"=dispute", "Tranh chấp"},
	{"=distraint", "Kê biên"},
	{"=easement", "Quyền của thửa liền kề"},
	{"=planning", "Nằm trong quy hoạch"},
};
const struct module land_module = {
	.name = "land",
	.title = "Đất đai",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.searches = LIST(searches),
	.concerns = LIST(concerns),
	.references = LIST(land_references),
	.imports = LIST(imports),
	.events = LIST(events),
	.cards = land_cards,
	.holdings = LIST(holdings),
	.migrations = &land_migrations,
	.init = init,
	.verify = land_verify,
	.demo = land_demo,
};
