/* What open data declares. */
#include "core/open_data/inside.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/services/job.h"
#include "web/services/setting.h"

#define ONE_SET   OPEN_ADMIN "/{id}"
#define PUBLISHED OPEN_PUBLIC_PATH "/{code}"
static const struct field new_query[] = {{.name = "so", .label = "Mã sổ", .type = I_TEXT, .max = 60, .on_page = true}};
#define FILE_ROUTE(format, title)                                                                                                \
	GET(PUBLISHED "/du-lieu." format, .run = open_file_run, .permission = PUBLIC,                                            \
		.summary = "Một bộ dữ liệu mở (" title ")", .rate = RATE_OPEN)
static const struct route routes[] = {
	GET(OPEN_PUBLIC_PATH, .run = open_sets_run, .permission = PUBLIC, .summary = "Các bộ dữ liệu mở", .api = "/open-data",
		.shape = &open_public_shape, .list = &open_public_list),
	GET(OPEN_PUBLIC_PATH "/catalog.jsonld", .run = open_dcat_run, .permission = PUBLIC,
		.summary = "Danh mục dữ liệu mở cho phần mềm (DCAT, JSON-LD)", .rate = RATE_OPEN),
	GET(PUBLISHED, .run = open_set_run, .permission = PUBLIC, .summary = "Một bộ dữ liệu mở", .api = "/open-data/{code}",
		.shape = &open_public_view_shape),
	FILE_ROUTE("csv", "CSV"),
	FILE_ROUTE("json", "JSON"),
	FILE_ROUTE("geojson", "GeoJSON"),
	GET(OPEN_ADMIN, .run = register_show, .permission = OPEN_PUBLISH, .summary = "Dữ liệu mở của đơn vị",
		.api = "/open-data-sets", .shape = &open_sets_shape, .list = &open_sets_list),
	LIST_FILES(OPEN_ADMIN, "/open-data-sets", &open_sets_list, OPEN_PUBLISH, "Dữ liệu mở của đơn vị"),
	GET(OPEN_ADMIN "/moi", .run = open_new_form, .permission = OPEN_PUBLISH, .summary = "Trang thêm một bộ dữ liệu mở (so)",
		.query = LIST(new_query)),
	POST(OPEN_ADMIN "/moi", .run = open_new_run, .permission = OPEN_PUBLISH, .summary = "Thêm một bộ dữ liệu mở",
		.api = "/open-data-sets", .input = &open_set_input, .again = open_new_form),
	GET(ONE_SET, .run = open_one_run, .permission = OPEN_PUBLISH, .summary = "Một bộ dữ liệu mở của đơn vị, xem trước",
		.api = "/open-data-sets/{id}", .shape = &open_set_view_shape),
	GET(ONE_SET "/sua", .run = open_edit_form, .permission = OPEN_PUBLISH, .summary = "Trang sửa một bộ dữ liệu mở"),
	POST(ONE_SET "/sua", .run = open_edit_run, .permission = OPEN_PUBLISH, .summary = "Sửa một bộ dữ liệu mở",
		.api = "/open-data-sets/{id}", .input = &open_set_input, .again = open_edit_form),
};
static const struct menu_entry menu[] = {
	{.place = MENU_CITIZEN, .title = "Dữ liệu mở", .path = OPEN_PUBLIC_PATH, .permission = PUBLIC, .rank = 55},
	{.place = MENU_ADMIN, .title = "Dữ liệu mở", .path = OPEN_ADMIN, .permission = OPEN_PUBLISH}};
static const struct setting settings[] = {
	{.name = "open_data.licences",
		.title = "Giấy phép của dữ liệu mở",
		.help = "Mã các giấy phép được chọn khi công bố, cách nhau bằng dấu cách: CC-BY-4.0, CC0-1.0, ODC-BY-1.0, "
			"PDDL-1.0.",
		.type = SET_TEXT,
		.fallback = "CC-BY-4.0 CC0-1.0 ODC-BY-1.0 PDDL-1.0",
		.max = 200},
};
static const struct job_kind jobs[] = {
	{.name = "open_data.write", .title = "Làm tệp của một bộ dữ liệu mở", .run = open_write_job},
	{.name = "open_data.refresh",
		.title = "Làm mới các bộ dữ liệu mở đến kỳ",
		.run = open_refresh_job,
		.when = {.each = EACH_DAY, .at = 2 * 60 + 30}},
};
static const struct word words[] = {
	{"open_set", "Bộ dữ liệu mở"},
	{"open_set.add", "Chọn một bộ dữ liệu mở"},
	{"open_set.change", "Sửa một bộ dữ liệu mở"},
	{"open_set.taken", "Gỡ bộ dữ liệu mở vì không còn được công bố"},
};
static const struct event events[] = {{.name = "open_data.taken",
	.title = "Bộ dữ liệu mở của đơn vị bị gỡ",
	.who = "officer",
	.permission = OPEN_PUBLISH,
	.outlets = "email"}};
static const struct naming namings[] = {{.kind = "open_set", .title = open_titled}};
static const struct object objects[] = {{.kind = "open_set", .see = open_seen, .reads = OPEN_PUBLISH, .changes = OPEN_PUBLISH}};
static const struct flow *const flows[] = {&open_flow};
static const struct flow_pages flow_pages[] = {{.flow = &open_flow, .form = open_one_run, .run = open_act_run}};

const struct module open_data_module = {
	.name = "open_data",
	.title = "Dữ liệu mở",
	.routes = LIST(routes),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.events = LIST(events),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.changed = open_registry_changed,
	.migrations = &open_data_migrations,
	.demo = open_data_demo,
	.verify = open_data_verify,
	.withheld = open_withheld,
};
