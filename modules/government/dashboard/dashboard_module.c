/* What the feature declares. */
#include "government/dashboard/dashboard_pages.h"
#include "web/hooks.h"
#include "web/query.h"

static const struct member officer_members[] = {
	MEMBER(struct officer_row, account, M_INT),
	MEMBER(struct officer_row, name, M_TEXT),
	MEMBER(struct officer_row, open, M_INT),
	MEMBER(struct officer_row, late, M_INT),
	MEMBER(struct officer_row, done, M_INT),
	MEMBER(struct officer_row, overdue, M_INT),
};
static const struct shape officer_row_shape = SHAPE("dashboard_officer", struct officer_row, officer_members);
static const struct member board_members[] = {
	MEMBER(struct dashboard_view, since, M_TEXT),
	MEMBER(struct dashboard_view, until, M_TEXT),
	MEMBER(struct dashboard_view, unit_name, M_TEXT),
	ONE(struct dashboard_view, total, dashboard_months),
	ONE(struct dashboard_view, now, dashboard_now),
	MANY(struct dashboard_view, by_month, dashboard_months),
	MANY(struct dashboard_view, by_unit, dashboard_by_unit),
	MANY(struct dashboard_view, by_field, dashboard_months),
	MANY(struct dashboard_view, by_channel, dashboard_months),
	MANY(struct dashboard_view, by_procedure, dashboard_procedures),
	MANY(struct dashboard_view, by_officer, officer_row),
};
static const struct shape board_shape = SHAPE("dashboard", struct dashboard_view, board_members);
static const struct member list_members[] = {
	MEMBER(struct drill_view, what, M_TEXT),
	MANY(struct drill_view, dossiers, dashboard_taken_in),
	MEMBER(struct drill_view, next, M_TEXT),
};
static const struct shape list_shape = SHAPE("dashboard_dossiers", struct drill_view, list_members);
static const struct member figure_members[] = {
	MEMBER(struct figure_row, group, M_TEXT),
	MEMBER(struct figure_row, name, M_TEXT),
	MEMBER(struct figure_row, code, M_TEXT),
	MEMBER(struct figure_row, id, M_INT),
	MEMBER(struct figure_row, taken_in, M_OPT_INT),
	MEMBER(struct figure_row, early, M_OPT_INT),
	MEMBER(struct figure_row, on_time, M_OPT_INT),
	MEMBER(struct figure_row, overdue, M_OPT_INT),
	MEMBER(struct figure_row, late, M_OPT_INT),
	MEMBER(struct figure_row, open, M_OPT_INT),
	MEMBER(struct figure_row, done, M_OPT_INT),
	MEMBER(struct figure_row, done_late, M_OPT_INT),
};
static const struct shape figure_row_shape = SHAPE("dashboard_figure", struct figure_row, figure_members);
static const struct member figures_members[] = {
	MANY(struct figures_view, figures, figure_row),
	MEMBER(struct figures_view, next, M_TEXT),
};
static const struct shape figures_shape = SHAPE("dashboard_figures", struct figures_view, figures_members);

static const struct field board_query[] = {
	UNIT_FIELD,
	ASK_TEXT("tu", "Từ tháng, " SINCE_NOTE),
	ASK_TEXT("den", "Đến tháng, " UNTIL_NOTE),
};
static const struct route routes[] = {
	GET("/dieu-hanh", .run = board, .permission = "dossier.oversee",
		.summary = "Bảng điều hành: số liệu tiếp nhận và giải quyết hồ sơ", .api = "/dashboard", .shape = &board_shape,
		.query = LIST(board_query),
		.whole = "nhiều nhất 100 lĩnh vực, 100 thủ tục, 300 người và 2.000 đơn vị; đủ từng trang ở /dashboard/figures"),
	GET("/dieu-hanh/so-lieu", .run = board_figures_run, .permission = "dossier.oversee",
		.summary = "Số liệu của bảng điều hành thành danh sách: theo tháng, đơn vị, thủ tục, người xử lý",
		.api = "/dashboard/figures", .shape = &figures_shape, .list = &figures_list),
	LIST_FILES("/dieu-hanh/so-lieu", "/dashboard/figures", &figures_list, "dossier.oversee", "Số liệu của bảng điều hành"),
	GET("/dieu-hanh/ho-so", .run = drill, .permission = "dossier.oversee",
		.summary = "Các hồ sơ của một con số trên bảng điều hành, tên được che", .api = "/dashboard/dossiers",
		.shape = &list_shape, .list = &drill_list),
	LIST_FILES("/dieu-hanh/ho-so", "/dashboard/dossiers", &drill_list, "dossier.oversee",
		"Các hồ sơ của một con số, tên được che"),
	POST("/dieu-hanh/ho-so/{id}/nhac", .run = remind, .permission = "dossier.remind",
		.summary = "Nhắc người đang giữ một hồ sơ quá hạn, mỗi ngày một lần", .api = "/dashboard/dossiers/{id}/remind",
		.input = &remind_input, .rate = RATE_SUBMIT),
};
static const struct permission permissions[] = {
	{.name = "dossier.oversee",
		.title = "Xem bảng điều hành của đơn vị và các đơn vị trực thuộc",
		.roles = "leader",
		.reads = true},
	{.name = "dossier.remind", .title = "Nhắc xử lý hồ sơ quá hạn", .roles = "leader"},
};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Điều hành",
	.path = "/dieu-hanh",
	.permission = "dossier.oversee",
	.rank = 20,
	.home = true,
	.area = AREA_REPORTS}};

const struct module dashboard_module = {
	.name = "dashboard",
	.title = "Điều hành",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.measures = LIST(dashboard_measures),
	.migrations = &dashboard_migrations,
};
