/* What registries declare. */
#include "core/registries/pages.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/services/job.h"

#define READ           "registry.read"
#define CHANGE_RECORDS "registry.write"
#define ONE_REGISTRY   "/du-lieu/{registry}"
#define RECORD         "/du-lieu/{registry}/{id}"
#define API            "/registries/{registry}/records"
static const struct field record_query[] = {{.name = "ngay", .label = "Vào ngày; để trống là hôm nay", .type = I_DATE}};
static const struct field registries_query[] = {
	{.name = "tim", .label = "Từ cần tìm trong một sổ", .type = I_TEXT, .on_page = true}};
static const struct field figures_query[] = {{.name = "ngay", .label = "Vào ngày; để trống là hôm nay", .type = I_DATE},
	{.name = "so-lieu", .label = "Số liệu xem kỹ: diễn biến, theo đơn vị", .type = I_TEXT, .max = 40}};
static const struct field move_query[] = {{.name = "move", .label = "Việc", .type = I_TEXT, .on_page = true}};
static const struct route routes[] = {
	{.method = "GET",
		.path = "/du-lieu",
		.run = registries_run,
		.permission = READ,
		.summary = "Các sổ dữ liệu của đơn vị",
		.api = "/registries",
		.shape = &registries_shape,
		.query = LIST(registries_query),
		.whole = "các sổ được khai, vài chục"},
	{.method = "GET",
		.path = ONE_REGISTRY "/danh-sach",
		.run = registry_run,
		.permission = READ,
		.summary = "Các mục của một sổ vào một ngày",
		.api = API,
		.shape = &registry_shape,
		.list = &registry_records_list},
	LIST_FILES(ONE_REGISTRY "/danh-sach", API, &registry_records_list, READ, "Các mục của một sổ vào một ngày"),
	{.method = "GET",
		.path = ONE_REGISTRY "/so-lieu",
		.run = registry_figures_run,
		.permission = READ,
		.summary = "Số liệu của một sổ vào một ngày",
		.api = "/registries/{registry}/figures",
		.shape = &registry_figures_shape,
		.query = LIST(figures_query),
		.whole = "số liệu mà sổ khai, nhiều nhất 20"},
	{.method = "GET",
		.path = ONE_REGISTRY "/them",
		.run = record_new_form,
		.permission = CHANGE_RECORDS,
		.summary = "Trang ghi mục mới vào sổ"},
	{.method = "POST",
		.path = ONE_REGISTRY "/them",
		.run = record_new_run,
		.permission = CHANGE_RECORDS,
		.summary = "Ghi một mục mới vào sổ",
		.api = API,
		.input = &record_new_input,
		.again = record_new_form,
		.body_max = 256 * 1024},
	{.method = "GET",
		.path = RECORD,
		.run = record_run,
		.permission = READ,
		.summary = "Một mục của sổ vào một ngày",
		.api = API "/{id}",
		.shape = &record_shape,
		.query = LIST(record_query)},
	{.method = "GET",
		.path = RECORD "/lich-su",
		.run = record_history_run,
		.permission = READ,
		.summary = "Các lần ghi của một mục",
		.api = API "/{id}/versions",
		.shape = &record_history_shape,
		.list = &record_versions_list},
	{.method = "GET",
		.path = RECORD "/sua",
		.run = record_edit_form,
		.permission = CHANGE_RECORDS,
		.summary = "Trang sửa một mục của sổ"},
	{.method = "POST",
		.path = RECORD "/sua",
		.run = record_edit_run,
		.permission = CHANGE_RECORDS,
		.summary = "Ghi thay đổi hoặc sửa sai một mục của sổ",
		.api = API "/{id}",
		.input = &record_edit_input,
		.again = record_edit_form,
		.body_max = 256 * 1024},
	{.method = "GET",
		.path = RECORD "/trang-thai",
		.run = record_move_form,
		.permission = CHANGE_RECORDS,
		.summary = "Trang chuyển trạng thái một mục của sổ",
		.query = LIST(move_query)},
	{.method = "POST",
		.path = RECORD "/trang-thai",
		.run = record_move_run,
		.permission = CHANGE_RECORDS,
		.summary = "Chuyển trạng thái một mục của sổ",
		.api = API "/{id}/move",
		.input = &record_move_input,
		.again = record_move_form},
	{.method = "GET",
		.path = RECORD "/ket-thuc",
		.run = record_end_form,
		.permission = CHANGE_RECORDS,
		.summary = "Trang ghi rằng một mục không còn"},
	{.method = "POST",
		.path = RECORD "/ket-thuc",
		.run = record_end_run,
		.permission = CHANGE_RECORDS,
		.summary = "Ghi rằng một mục của sổ không còn",
		.api = API "/{id}/end",
		.input = &record_end_input,
		.again = record_end_form},
	{.method = "GET",
		.path = RECORD "/khoi-phuc",
		.run = record_restore_form,
		.permission = CHANGE_RECORDS,
		.summary = "Trang khôi phục một mục của sổ"},
	{.method = "POST",
		.path = RECORD "/khoi-phuc",
		.run = record_restore_run,
		.permission = CHANGE_RECORDS,
		.summary = "Khôi phục một mục của sổ",
		.api = API "/{id}/restore",
		.input = &record_restore_input,
		.again = record_restore_form},
};
static const struct permission permissions[] = {
	{.name = READ,
		.title = "Xem các sổ dữ liệu của đơn vị",
		.roles = "reception specialist leader clerk administrator",
		.reads = true},
	{.name = CHANGE_RECORDS,
		.title = "Ghi vào các sổ dữ liệu của đơn vị",
		.roles = "reception specialist clerk administrator"},
};
static const struct menu_entry menu[] = {
	{.place = MENU_OFFICER, .title = "Sổ dữ liệu", .path = "/du-lieu", .permission = READ, .rank = 50, .area = AREA_DATA}};
static const struct word words[] = {
	{"record", "Mục của sổ dữ liệu"},
	{"record.create", "Ghi vào sổ dữ liệu"},
	{"record.change", "Ghi thay đổi trong sổ dữ liệu"},
	{"record.correct", "Sửa sai trong sổ dữ liệu"},
	{"record.move", "Chuyển trạng thái một mục của sổ"},
	{"record.end", "Ghi kết thúc một mục của sổ"},
	{"record.restore", "Khôi phục một mục của sổ"},
};
static const struct search searches[] = {
	{.kind = "records", .title = "Sổ dữ liệu", .permission = READ, .rank = 4, .find = registry_hits}};
static const struct job_kind jobs[] = {{.name = "registry.count",
	.title = "Đếm lại số liệu của các sổ dữ liệu khi định nghĩa đã đổi",
	.run = registry_count_job,
	.when = {.each = EACH_DAY, .at = 20}}};
static const struct naming namings[] = {{.kind = "record", .title = record_titled}};
static const struct object objects[] = {{.kind = "record", .see = record_seen, .change = record_changeable, .talked = true}};

static err verify(struct ctx *c, struct verify_report *report)
{
	TRY(registries_verify(c, report));
	return registry_figures_verify(c, report);
}

const struct module registries_module = {
	.name = "registries",
	.title = "Sổ dữ liệu",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.searches = LIST(searches),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.jobs = LIST(jobs),
	.references = LIST(registries_references),
	.migrations = &registries_migrations,
	.init = registries_init,
	.demo = registries_demo,
	.verify = verify,
};
