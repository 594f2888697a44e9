/* organisation: what the module declares. */
#include "pages.h"

static const struct permission permissions[] = {
	{"organisation.manage", "Quản lý phòng, ban và thôn, tổ dân phố của đơn vị", "administrator"},
};
static const struct menu_entry menu[] = {
	{MENU_ADMIN, "Phòng, ban", "/quan-tri/co-quan", "organisation.manage", 20},
	{MENU_ADMIN, "Thôn, tổ dân phố", "/quan-tri/thon", "organisation.manage", 21},
};
#define MAY "organisation.manage"
static const struct route routes[] = {
	{"GET", "/quan-tri/co-quan", agencies_run, MAY, "Phòng, ban của đơn vị vào một ngày (ngay), ai giữ vị trí nào",
		"/agencies", NULL, &agencies_shape, .list = &organisation_agencies},
	LIST_FILES("/quan-tri/co-quan", "/agencies", &organisation_agencies, MAY, "Phòng, ban của đơn vị"),
	{"POST", "/quan-tri/co-quan", agencies_add_run, MAY, "Thêm một phòng, ban", "/agencies", &new_agency_input,
		.again = agencies_run},
	{"POST", "/quan-tri/co-quan/mau", agencies_standard_run, MAY, "Thêm các phòng theo Nghị định 150/2025/NĐ-CP còn thiếu",
		"/agencies/standard", .again = agencies_run},
	{"GET", "/quan-tri/co-quan/{id}", agency_run, MAY, "Một phòng, ban", "/agencies/{id}", NULL, &agency_shape},
	{"POST", "/quan-tri/co-quan/{id}", agency_rename_run, MAY, "Ghi tên, mã từ một ngày", "/agencies/{id}",
		&agency_rename_input, .again = agency_run},
	{"POST", "/quan-tri/co-quan/{id}/ket-thuc", agency_end_run, MAY, "Ghi ngày thôi hoạt động", "/agencies/{id}/end",
		&agency_end_input, .again = agency_run},
	{"GET", "/quan-tri/thon", hamlets_run, MAY, "Thôn, tổ dân phố của đơn vị vào một ngày (ngay)", "/hamlets", NULL,
		&hamlets_shape, .list = &organisation_hamlets},
	LIST_FILES("/quan-tri/thon", "/hamlets", &organisation_hamlets, MAY, "Thôn, tổ dân phố của đơn vị"),
	{"POST", "/quan-tri/thon", hamlets_add_run, MAY, "Thêm một thôn, tổ dân phố", "/hamlets", &hamlet_input,
		.again = hamlets_run},
	{"GET", "/quan-tri/thon/{id}", hamlet_run, MAY, "Một thôn, tổ dân phố", "/hamlets/{id}", NULL, &hamlet_shape},
	{"POST", "/quan-tri/thon/{id}", hamlet_rename_run, MAY, "Đổi tên từ một ngày", "/hamlets/{id}", &hamlet_input,
		.again = hamlet_run},
	{"POST", "/quan-tri/thon/{id}/ket-thuc", hamlet_end_run, MAY, "Ghi ngày kết thúc", "/hamlets/{id}/end", &hamlet_end_input,
		.again = hamlet_run},
};

static const struct object objects[] = {
	{"agency", .see = agency_seen, .talked = true}, {"hamlet", .see = hamlet_seen, .talked = true}}; /* named by units */

const struct module organisation_module = {
	.name = "organisation",
	.title = "Tổ chức của đơn vị",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.objects = LIST(objects),
	.imports = {organisation_imports, 2},
};
