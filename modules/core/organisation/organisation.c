/* organisation: what the module declares. */
#include "pages.h"
#include "web/hooks.h"
#include "web/list/register.h"

static const struct permission permissions[] = {
	{.name = "organisation.manage", .title = "Quản lý phòng, ban và thôn, tổ dân phố của đơn vị", .roles = "administrator"},
};
static const struct menu_entry menu[] = {
	{.place = MENU_ADMIN,
		.title = "Phòng, ban",
		.path = "/quan-tri/co-quan",
		.permission = "organisation.manage",
		.rank = 20},
	{.place = MENU_ADMIN,
		.title = "Thôn, tổ dân phố",
		.path = "/quan-tri/thon",
		.permission = "organisation.manage",
		.rank = 21},
};
#define MAY "organisation.manage"
static const struct route routes[] = {
	GET("/quan-tri/co-quan", .run = register_show, .permission = MAY,
		.summary = "Phòng, ban của đơn vị vào một ngày (ngay), ai giữ vị trí nào", .api = "/agencies",
		.shape = &departments_shape, .list = &organisation_agencies),
	LIST_FILES("/quan-tri/co-quan", "/agencies", &organisation_agencies, MAY, "Phòng, ban của đơn vị"),
	POST("/quan-tri/co-quan", .run = department_add_run, .permission = MAY, .summary = "Thêm một phòng, ban",
		.api = "/agencies", .input = &department_input, .again = register_show),
	POST("/quan-tri/co-quan/mau", .run = departments_standard_run, .permission = MAY,
		.summary = "Thêm các phòng theo Nghị định 150/2025/NĐ-CP còn thiếu", .api = "/agencies/standard",
		.again = register_show),
	GET("/quan-tri/co-quan/{id}", .run = department_run, .permission = MAY, .summary = "Một phòng, ban",
		.api = "/agencies/{id}", .shape = &department_view_shape),
	POST("/quan-tri/co-quan/{id}", .run = department_rename_run, .permission = MAY, .summary = "Ghi tên, mã từ một ngày",
		.api = "/agencies/{id}", .input = &department_rename_input, .again = department_run),
	POST("/quan-tri/co-quan/{id}/ket-thuc", .run = department_end_run, .permission = MAY,
		.summary = "Ghi ngày thôi hoạt động", .api = "/agencies/{id}/end", .input = &department_end_input,
		.again = department_run),
	GET("/quan-tri/thon", .run = register_show, .permission = MAY,
		.summary = "Thôn, tổ dân phố của đơn vị vào một ngày (ngay)", .api = "/hamlets",
		.shape = &organisation_hamlets_shape, .list = &organisation_hamlets),
	LIST_FILES("/quan-tri/thon", "/hamlets", &organisation_hamlets, MAY, "Thôn, tổ dân phố của đơn vị"),
	POST("/quan-tri/thon", .run = organisation_hamlet_add_run, .permission = MAY, .summary = "Thêm một thôn, tổ dân phố",
		.api = "/hamlets", .input = &organisation_hamlet_input, .again = register_show),
	GET("/quan-tri/thon/{id}", .run = organisation_hamlet_run, .permission = MAY, .summary = "Một thôn, tổ dân phố",
		.api = "/hamlets/{id}", .shape = &organisation_hamlet_view_shape),
	POST("/quan-tri/thon/{id}", .run = organisation_hamlet_rename_run, .permission = MAY, .summary = "Đổi tên từ một ngày",
		.api = "/hamlets/{id}", .input = &organisation_hamlet_input, .again = organisation_hamlet_run),
	POST("/quan-tri/thon/{id}/ket-thuc", .run = organisation_hamlet_end_run, .permission = MAY,
		.summary = "Ghi ngày kết thúc", .api = "/hamlets/{id}/end", .input = &organisation_hamlet_end_input,
		.again = organisation_hamlet_run),
};

static const struct object objects[] = {{.kind = "agency", .see = department_seen, .reads = MAY, .changes = MAY, .talked = true},
	{.kind = "hamlet", .see = organisation_hamlet_seen, .reads = MAY, .changes = MAY, .talked = true}}; /* named by units */
static const struct search searches[] = {
	{.kind = "agencies", .title = "Phòng, ban", .permission = MAY, .rank = 8, .list = &organisation_agencies},
	{.kind = "hamlets", .title = "Thôn, tổ dân phố", .permission = MAY, .rank = 8, .list = &organisation_hamlets}};

static const struct import_kind *const imports[] = {&organisation_hamlet_import, &organisation_agency_import};

const struct module organisation_module = {
	.name = "organisation",
	.title = "Tổ chức của đơn vị",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.objects = LIST(objects),
	.searches = LIST(searches),
	.imports = LIST(imports),
};
