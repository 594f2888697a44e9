/* What the feature declares. */
#include "government/mappings/pages.h"
#include "web/module.h"
#include "web/list/register.h"
#include "web/notify.h"
#include "web/query.h"
#include "web/services/job.h"

static const struct dossier_attendant attendant = {
	.acted = mapping_acted, .known = mapping_known, .part = mapping_part, .show = mapping_part_shown};

static const struct procedure_beside beside = {
	.title = "Sổ dữ liệu của thủ tục: ghi kết quả, điền sẵn tờ khai", .page = "/so-du-lieu", .permission = "mapping.read"};

static err init(struct ctx *c)
{
	dossier_attended_by(&attendant);
	registry_broken_by(mapping_broken_by_registry);
	registry_settled_by(mapping_settled);
	eform_broken_by(mapping_broken_by_form);
	procedure_led_to(&beside);
	return mappings_init(c);
}
static const struct shape stuck_shape = LIST_SHAPE("mapping_tasks", tasks, mapping_tasks_stuck);
static const struct field design_query[] = {
	ASK_TEXT("so", "Mã sổ dữ liệu để ghép thêm một việc ghi"), ASK_CHOICE("viec", "Việc ghi", mapping_acts)};
static const struct route routes[] = {
	GET("/mot-cua/chua-ghi-so", .run = register_show, .permission = "mapping.settle",
		.summary = "Kết quả hồ sơ chưa ghi được vào sổ dữ liệu", .api = "/records/unwritten", .shape = &stuck_shape,
		.list = &mapping_stuck_list),
	LIST_FILES("/mot-cua/chua-ghi-so", "/records/unwritten", &mapping_stuck_list, "mapping.settle",
		"Kết quả hồ sơ chưa ghi được vào sổ dữ liệu"),
	GET("/mot-cua/{id}/ghi-so", .run = mapping_entries_run, .permission = "dossier.read",
		.summary = "Những gì kết quả của hồ sơ ghi vào sổ dữ liệu", .api = "/dossiers/{id}/records",
		.shape = &mapping_entries_view_shape, .whole = "nhiều nhất 5 việc ghi của một thủ tục"),
	POST("/mot-cua/{id}/ghi-so/{task}/ghi", .run = mapping_write_run, .permission = "mapping.settle",
		.summary = "Ghi kết quả của hồ sơ vào sổ dữ liệu, sau khi đã xem", .api = "/dossiers/{id}/records/{task}/write",
		.input = &mapping_write_input, .again = mapping_entries_run),
	POST("/mot-cua/{id}/ghi-so/{task}/bo", .run = mapping_drop_run, .permission = "mapping.settle",
		.summary = "Đánh dấu không cần ghi vào sổ dữ liệu", .api = "/dossiers/{id}/records/{task}/drop",
		.input = &mapping_drop_input, .again = mapping_entries_run),
	GET("/quan-tri/thu-tuc/{id}/so-du-lieu", .run = mapping_design_run, .permission = "mapping.read",
		.summary =
			"Sổ dữ liệu mà kết quả của thủ tục ghi vào, mà tờ khai lấy sẵn từ đó (so, viec: ghép thêm một việc ghi)",
		.api = "/managed-procedures/{id}/mapping", .shape = &mapping_design_view_shape, .query = LIST(design_query),
		.whole = "nhiều nhất 8 việc của một thủ tục"),
	POST("/quan-tri/thu-tuc/{id}/so-du-lieu", .run = mapping_design_save, .permission = "mapping.edit",
		.summary = "Sửa sổ dữ liệu của thủ tục, từ một ngày", .api = "/managed-procedures/{id}/mapping",
		.input = &mapping_design_input, .again = mapping_design_run, .body_max = 4 * MAPPING_TEXT_MAX),
};
static const struct permission permissions[] = {
	{.name = "mapping.settle",
		.title = "Ghi lại, bỏ việc ghi kết quả hồ sơ vào sổ dữ liệu",
		.roles = "reception specialist leader clerk"},
	{.name = "mapping.read", .title = "Xem sổ dữ liệu của các thủ tục", .roles = "administrator platform", .reads = true},
	{.name = "mapping.edit", .title = "Sửa sổ dữ liệu của các thủ tục, cho mọi đơn vị", .roles = "platform"},
};
static const struct word words[] = {
	{"mapping.save", "Sửa sổ dữ liệu của thủ tục"},
	{"mapping.write", "Ghi kết quả hồ sơ vào sổ dữ liệu"},
	{"mapping.same", "Kết quả hồ sơ không đổi gì trong sổ dữ liệu"},
	{"mapping.drop", "Không ghi kết quả hồ sơ vào sổ dữ liệu"},
};
static const struct event events[] = {{.name = "mapping.stuck",
	.title = "Kết quả hồ sơ chưa ghi được vào sổ dữ liệu",
	.who = "officer",
	.permission = "mapping.settle",
	.outlets = "email"}};
static const struct job_kind jobs[] = {
	{.name = "mappings.write", .title = "Ghi kết quả hồ sơ vào sổ dữ liệu", .run = mapping_job}};

const struct module mappings_module = {.name = "mappings",
	.title = "Hồ sơ và sổ dữ liệu",
	.jobs = LIST(jobs),
	.migrations = &mappings_migrations,
	.init = init,
	.demo = mappings_demo,
	.events = LIST(events),
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.words = LIST(words),
	.cards = mapping_cards,
	.verify = mappings_verify};
