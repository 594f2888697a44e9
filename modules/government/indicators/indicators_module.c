/* What the feature declares. */
#include "government/indicators/pages.h"
#include "web/hooks.h"
#include "web/input.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/object.h"
#include "web/route.h"

#define READS   "indicator.read"
#define SETS    "indicator.target"
#define DEFINES "indicator.define"

static const struct member row_members[] = {
	MEMBER(struct indicator_row, code, M_TEXT),
	MEMBER(struct indicator_row, title, M_TEXT),
	MEMBER(struct indicator_row, group, M_TEXT),
	MEMBER(struct indicator_row, unit, M_TEXT),
	MEMBER(struct indicator_row, value, M_TEXT),
	MEMBER(struct indicator_row, before, M_TEXT),
	MEMBER(struct indicator_row, change, M_TEXT),
	MEMBER(struct indicator_row, target, M_TEXT),
	MEMBER(struct indicator_row, silent, M_INT),
};
static const struct shape indicator_row_shape = SHAPE("indicator_row", struct indicator_row, row_members);
static const struct member list_members[] = {
	MEMBER(struct indicators_view, period, M_TEXT),
	MEMBER(struct indicators_view, unit_name, M_TEXT),
	MANY(struct indicators_view, indicators, indicator_row),
	MEMBER(struct indicators_view, next, M_TEXT),
};
static const struct shape list_shape = SHAPE("indicators", struct indicators_view, list_members);
static const struct member line_members[] = {
	MEMBER(struct indicator_line, name, M_TEXT),
	MEMBER(struct indicator_line, title, M_TEXT),
	MEMBER(struct indicator_line, unit, M_TEXT),
	MEMBER(struct indicator_line, value, M_TEXT),
};
static const struct shape indicator_line_shape = SHAPE("indicator_part", struct indicator_line, line_members);
static const struct member branch_members[] = {
	MEMBER(struct indicator_branch, unit, M_INT),
	MEMBER(struct indicator_branch, name, M_TEXT),
	MEMBER(struct indicator_branch, value, M_TEXT),
	MEMBER(struct indicator_branch, change, M_TEXT),
	MEMBER(struct indicator_branch, pull, M_TEXT),
	MEMBER(struct indicator_branch, target, M_TEXT),
};
static const struct shape indicator_branch_shape = SHAPE("indicator_unit", struct indicator_branch, branch_members);
static const struct member one_members[] = {
	MEMBER(struct indicator_view, code, M_TEXT),
	MEMBER(struct indicator_view, title, M_TEXT),
	MEMBER(struct indicator_view, period, M_TEXT),
	MEMBER(struct indicator_view, unit_name, M_TEXT),
	MEMBER(struct indicator_view, value, M_TEXT),
	MEMBER(struct indicator_view, change, M_TEXT),
	MEMBER(struct indicator_view, change_of_year, M_TEXT),
	MEMBER(struct indicator_view, numerator_said, M_TEXT),
	MEMBER(struct indicator_view, denominator_said, M_TEXT),
	MANY(struct indicator_view, parts, indicator_line),
	MANY(struct indicator_view, units, indicator_branch),
};
static const struct shape one_shape = SHAPE("indicator", struct indicator_view, one_members);

static const struct field one_query[] = {
	ASK_TEXT("ky", "Kỳ, ví dụ 2026-11, 2026-Q4, 2026; để trống là tháng này"),
	UNIT_FIELD,
};
static const struct route routes[] = {
	GET("/chi-so", .run = indicators_run, .permission = READS,
		.summary = "Chỉ số của đơn vị và các đơn vị trực thuộc trong một kỳ", .api = "/indicators", .shape = &list_shape,
		.list = &indicators_list),
	LIST_FILES("/chi-so", "/indicators", &indicators_list, READS, "Chỉ số của đơn vị"),
	GET("/chi-so/{code}", .run = indicator_run, .permission = READS,
		.summary = "Một chỉ số: công thức, số liệu, diễn biến, từng đơn vị trực thuộc", .api = "/indicators/{code}",
		.shape = &one_shape, .query = LIST(one_query),
		.whole = "nhiều nhất 12 số liệu và 2.000 đơn vị trực thuộc trực tiếp"),
	POST("/chi-so/{code}/chi-tieu", .run = indicator_target_post, .permission = SETS,
		.summary = "Ghi chỉ tiêu năm của một đơn vị", .api = "/indicators/{code}/targets",
		.input = &indicator_target_input, .again = indicator_run),
	GET("/quan-tri/chi-so", .run = indicator_definitions_run, .permission = DEFINES, .summary = "Định nghĩa các chỉ số",
		.api = "/indicator-definitions", .shape = &indicator_definitions_shape, .list = &indicator_definitions_list),
	LIST_FILES("/quan-tri/chi-so", "/indicator-definitions", &indicator_definitions_list, DEFINES, "Định nghĩa các chỉ số"),
	GET("/quan-tri/chi-so/moi", .run = indicator_new_form, .permission = DEFINES, .summary = "Biểu mẫu thêm một chỉ số"),
	POST("/quan-tri/chi-so", .run = indicator_new_post, .permission = DEFINES,
		.summary = "Thêm một chỉ số, hoặc một phiên bản mới của chỉ số đã có", .api = "/indicator-definitions",
		.input = &indicator_input, .again = indicator_edit_again),
	GET("/quan-tri/chi-so/{code}", .run = indicator_change_form, .permission = DEFINES,
		.summary = "Một chỉ số như nó được định nghĩa", .api = "/indicator-definitions/{code}",
		.shape = &indicator_edit_shape),
};
static const struct permission permissions[] = {
	{.name = READS,
		.title = "Xem chỉ số của đơn vị và các đơn vị trực thuộc",
		.roles = "leader specialist clerk",
		.reads = true},
	{.name = SETS, .title = "Giao chỉ tiêu năm", .roles = "leader"},
	{.name = DEFINES, .title = "Định nghĩa chỉ số", .roles = "platform"},
};
static const struct menu_entry menu[] = {
	{.place = MENU_OFFICER, .title = "Chỉ số", .path = "/chi-so", .permission = READS, .rank = 21, .area = AREA_REPORTS},
	{.place = MENU_OFFICER,
		.title = "Định nghĩa chỉ số",
		.path = "/quan-tri/chi-so",
		.permission = DEFINES,
		.rank = 60,
		.area = AREA_ADMINISTRATION},
};
static const struct word words[] = {
	{"indicator", "Chỉ số"},
	{"indicator_target", "Chỉ tiêu"},
	{"indicator.add", "Thêm chỉ số"},
	{"indicator.change", "Thêm phiên bản của chỉ số"},
	{"indicator.target", "Giao chỉ tiêu"},
};
static err named(struct ctx *c, int64_t id, str *out)
{
	struct indicator_version_title v;
	const struct indicator *k;
	TRY(indicator_version_title(c, id, &v));
	*out = indicator_on(c, v.code, day_of(c->now), &k) ? v.code : k->title;
	return NULL;
}
static err target_named(struct ctx *c, int64_t id, str *out)
{
	struct indicator_target_title v;
	TRY(indicator_target_title(c, id, &v));
	*out = str_format(c->a, "%.*s, năm %lld, %.*s", STR_ARG(v.code), (long long)v.year, STR_ARG(v.unit));
	return NULL;
}
static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct indicator_version_title v;
	TRY(indicator_version_title(&q->ctx, id, &v));
	out->path = str_format(q->ctx.a, "/quan-tri/chi-so/%.*s", STR_ARG(v.code));
	return named(&q->ctx, id, &out->title);
}
/* Whoever oversees the unit that is to reach it. */
static err target_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct indicator_target_title v;
	struct oversight units;
	TRY(indicator_target_title(&q->ctx, id, &v));
	TRY(unit_oversight(&q->ctx, q->ctx.unit, day_iso(q->ctx.a, day_of(q->ctx.now)), &units));
	if (!unit_overseen(&units, v.unit_id))
		return FAIL(&q->ctx, NOT_FOUND, "indicator target");
	const struct indicators_asked is = {.period = str_format(q->ctx.a, "%lld", (long long)v.year)};
	out->path = indicators_address(q->ctx.a, &is, v.code, v.unit_id);
	return target_named(&q->ctx, id, &out->title);
}
static const struct object objects[] = {
	{.kind = "indicator", .see = seen, .reads = DEFINES}, {.kind = "indicator_target", .see = target_seen, .reads = READS}};
static const struct naming namings[] = {
	{.kind = "indicator", .title = named}, {.kind = "indicator_target", .title = target_named}};

const struct module indicators_module = {
	.name = "indicators",
	.title = "Chỉ số",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.migrations = &indicators_migrations,
	.init = indicator_init,
};
