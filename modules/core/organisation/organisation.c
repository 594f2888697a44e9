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
		.shape = &agencies_shape, .list = &organisation_agencies),
	LIST_FILES("/quan-tri/co-quan", "/agencies", &organisation_agencies, MAY, "Phòng, ban của đơn vị"),
	POST("/quan-tri/co-quan", .run = agencies_add_run, .permission = MAY, .summary = "Thêm một phòng, ban",
		.api = "/agencies", .input = &new_agency_input, .again = register_show),
	POST("/quan-tri/co-quan/mau", .run = agencies_standard_run, .permission = MAY,
		.summary = "Thêm các phòng theo Nghị định 150/2025/NĐ-CP còn thiếu", .api = "/agencies/standard",
		.again = register_show),
	GET("/quan-tri/co-quan/{id}", .run = agency_run, .permission = MAY, .summary = "Một phòng, ban", .api = "/agencies/{id}",
		.shape = &agency_shape),
	POST("/quan-tri/co-quan/{id}", .run = agency_rename_run, .permission = MAY, .summary = "Ghi tên, mã từ một ngày",
		.api = "/agencies/{id}", .input = &agency_rename_input, .again = agency_run),
	POST("/quan-tri/co-quan/{id}/ket-thuc", .run = agency_end_run, .permission = MAY, .summary = "Ghi ngày thôi hoạt động",
		.api = "/agencies/{id}/end", .input = &agency_end_input, .again = agency_run),
	GET("/quan-tri/thon", .run = register_show, .permission = MAY,
		.summary = "Thôn, tổ dân phố của đơn vị vào một ngày (ngay)", .api = "/hamlets", .shape = &hamlets_shape,
		.list = &organisation_hamlets),
	LIST_FILES("/quan-tri/thon", "/hamlets", &organisation_hamlets, MAY, "Thôn, tổ dân phố của đơn vị"),
	POST("/quan-tri/thon", .run = hamlets_add_run, .permission = MAY, .summary = "Thêm một thôn, tổ dân phố",
		.api = "/hamlets", .input = &hamlet_input, .again = register_show),
	GET("/quan-tri/thon/{id}", .run = hamlet_run, .permission = MAY, .summary = "Một thôn, tổ dân phố",
		.api = "/hamlets/{id}", .shape = &hamlet_shape),
	POST("/quan-tri/thon/{id}", .run = hamlet_rename_run, .permission = MAY, .summary = "Đổi tên từ một ngày",
		.api = "/hamlets/{id}", .input = &hamlet_input, .again = hamlet_run),
	POST("/quan-tri/thon/{id}/ket-thuc", .run = hamlet_end_run, .permission = MAY, .summary = "Ghi ngày kết thúc",
		.api = "/hamlets/{id}/end", .input = &hamlet_end_input, .again = hamlet_run),
};

static const struct object objects[] = {{.kind = "agency", .see = agency_seen, .reads = MAY, .changes = MAY, .talked = true},
	{.kind = "hamlet", .see = hamlet_seen, .reads = MAY, .changes = MAY, .talked = true}}; /* named by units */
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
