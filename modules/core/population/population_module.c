/* population: what the module declares. */
#include "pages.h"
#include "web/hooks.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/query.h"
#include "web/route.h"
#include "web/services/holdings.h"
#include "web/services/job.h"
#include "web/services/looks.h"

static const struct permission permissions[] = {
	{.name = "population.read",
		.title = "Xem hộ dân, nhân khẩu của đơn vị",
		.roles = "reception specialist leader",
		.reads = true},
	{.name = "population.change", .title = "Lập hộ, ghi biến động của hộ và nhân khẩu", .roles = "reception specialist"},
	{.name = "population.figures",
		.title = "Xem số liệu dân số của đơn vị",
		.roles = "reception specialist leader clerk",
		.reads = true},
};
static const struct menu_entry menu[] = {
	{.place = MENU_OFFICER,
		.title = "Hộ dân",
		.path = "/ho-dan",
		.permission = "population.read",
		.rank = 31,
		.area = AREA_RESIDENTS},
	{.place = MENU_OFFICER,
		.title = "Nhân khẩu",
		.path = "/nhan-khau",
		.permission = "population.read",
		.rank = 32,
		.area = AREA_RESIDENTS},
	{.place = MENU_OFFICER,
		.title = "Số liệu dân số",
		.path = "/dan-so",
		.permission = "population.figures",
		.rank = 33,
		.area = AREA_RESIDENTS},
};
static const struct field household_query[] = {ON_DAY_FIELD};
static const struct field form_query[] = {
	ON_PAGE("viec", "Biến động", I_TEXT), ON_PAGE("nguoi", "Người", I_INT), ON_PAGE("bien-dong", "Biến động rút lại", I_INT)};
static const struct field new_query[] = {ON_PAGE("ho", "Hộ đang ở", I_INT), ON_PAGE("nguoi", "Người tách hộ", I_INT)};
#define READ   "population.read"
#define CHANGE "population.change"
static const struct route routes[] = {
	GET("/ho-dan", .run = households_run, .permission = READ, .summary = "Hộ dân của đơn vị vào một ngày (ngay)",
		.api = "/households", .shape = &households_shape, .list = &households_list),
	LIST_FILES("/ho-dan", "/households", &households_list, READ, "Hộ dân của đơn vị"),
	GET("/ho-dan/lap-ho", .run = household_new_run, .permission = CHANGE, .summary = "Trang lập hộ mới, tách hộ",
		.query = LIST(new_query)),
	POST("/ho-dan", .run = household_add_run, .permission = CHANGE, .summary = "Lập một hộ với chủ hộ, hoặc tách hộ",
		.api = "/households", .input = &household_input, .again = household_new_run),
	GET("/ho-dan/{id}", .run = household_run, .permission = READ,
		.summary = "Một hộ: người trong hộ vào một ngày, chỗ ở, diện hộ, biến động", .api = "/households/{id}",
		.shape = &household_view_shape, .query = LIST(household_query)),
	GET("/ho-dan/{id}/bien-dong", .run = household_movements_run, .permission = READ, .summary = "Mọi biến động của một hộ",
		.api = "/households/{id}/movements", .shape = &movements_of_household_shape, .list = &household_movements_list),
	GET("/ho-dan/{id}/ghi", .run = movement_form_run, .permission = CHANGE, .summary = "Trang ghi một biến động",
		.query = LIST(form_query)),
	POST("/ho-dan/{id}/ghi", .run = movement_run, .permission = CHANGE,
		.summary = "Ghi một biến động của hộ hay của người trong hộ", .api = "/households/{id}/movements",
		.input = &movement_input, .again = movement_form_run),
	GET("/nhan-khau", .run = register_show, .permission = READ, .summary = "Nhân khẩu của đơn vị vào một ngày (ngay)",
		.api = "/residents", .shape = &residents_shape, .list = &residents_list),
	LIST_FILES("/nhan-khau", "/residents", &residents_list, READ, "Nhân khẩu của đơn vị"),
	GET("/nhan-khau/{id}", .run = resident_run, .permission = READ,
		.summary = "Một người: đã ở những hộ nào của đơn vị, biến động", .api = "/residents/{id}",
		.shape = &resident_view_shape),
	GET("/dan-so", .run = population_run, .permission = "population.figures",
		.summary = "Số hộ, số người theo thôn, tuổi, giới tính, dân tộc, loại hộ vào một ngày (ngay)",
		.api = "/population", .shape = &population_shape, .list = &population_list),
	GET("/dan-so/xa-phuong", .run = register_show, .permission = "population.figures",
		.summary = "Số liệu dân số của các xã, phường trực thuộc, đếm lần gần nhất đến một ngày (ngay)",
		.api = "/population/units", .shape = &population_units_shape, .list = &population_units_list),
	LIST_FILES("/dan-so/xa-phuong", "/population/units", &population_units_list, "population.figures",
		"Số liệu dân số của các xã, phường"),
	LIST_FILES("/dan-so", "/population", &population_list, "population.figures", "Số liệu dân số"),
};
static const struct job_kind jobs[] = {{.name = "population.keep",
	.title = "Đếm dân số từng xã, phường",
	.run = population_keep_now,
	.when = {.each = EACH_DAY, .at = 1 * 60 + 30}}};
static const struct word words[] = {
	{"household", "Hộ dân"},
	{"household.open", "Lập hộ"},
	{"household.born", "Ghi trẻ mới sinh"},
	{"household.arrive", "Ghi chuyển đến"},
	{"household.leave", "Ghi chuyển đi"},
	{"household.move", "Ghi chuyển hộ"},
	{"household.die", "Ghi người chết"},
	{"household.absent", "Ghi tạm vắng"},
	{"household.return", "Ghi trở về"},
	{"household.settle", "Ghi thường trú"},
	{"household.relation", "Đổi quan hệ với chủ hộ"},
	{"household.head", "Đổi chủ hộ"},
	{"household.id_card", "Ghi cấp thẻ căn cước"},
	{"household.id_level_1", "Ghi tài khoản định danh mức độ 01"},
	{"household.id_level_2", "Ghi tài khoản định danh mức độ 02"},
	{"household.id_activated", "Ghi kích hoạt tài khoản định danh"},
	{"household.id_card_end", "Ghi thôi thẻ căn cước"},
	{"household.id_account_end", "Ghi thôi tài khoản định danh"},
	{"household.relocate", "Ghi hộ đổi chỗ ở"},
	{"household.correct", "Đính chính chỗ ở của hộ"},
	{"household.policy", "Công nhận diện hộ"},
	{"household.policy_end", "Thôi diện hộ"},
	{"household.withdraw", "Rút lại biến động của hộ"},
};

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct household_titled h;
	TRY(household_titled(c, id, &h));
	*out = h.code;
	return NULL;
}

static err named(struct ctx *c, str typed, struct named_list *out)
{
	struct household_by_code h;
	bool found;
	TRY(household_by_code(c, c->unit, upper_case(c->a, typed), &h, &found));
	if (!found)
		return NULL;
	*out = (struct named_list){NEWN(c->a, struct named, 1), 1};
	out->v[0] = (struct named){h.id, h.code};
	return NULL;
}
/* A household is all who were ever in it. */
static err concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct household_people_rows rows;
	TRY(household_people(c, id, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		look_at_person(c, out, rows.v[i].person_id);
		look_at_number(c, out, rows.v[i].personal_number);
	}
	return NULL;
}
static const struct holding holdings[] = {{.name = "residents", .title = "Hộ dân, cư trú", .read = population_held}};
static const struct concern concerned[] = {{.kind = "household", .title = "Hộ của ông/bà trong sổ hộ dân", .whom = concerns}};

static err kept_in(struct ctx *c, int64_t account, struct look_places *out)
{
	struct resident_kept_in_rows rows;
	TRY(resident_kept_in(c, account, &rows));
	for (size_t i = 0; i < rows.n; i++)
		look_place_add(c, out, rows.v[i].unit_id, rows.v[i].since);
	return NULL;
}

static const struct naming namings[] = {{.kind = "household", .title = titled, .find = named}};
static const struct object objects[] = {
	{.kind = "household", .see = household_seen, .reads = READ, .changes = CHANGE, .talked = true}};
static const struct search searches[] = {
	{.kind = "households", .title = "Hộ dân", .permission = READ, .rank = 3, .list = &households_list}};

static const struct import_kind *const imports[] = {&population_import};

/* A hamlet is not ended as long as somebody lives in it. */
static err hamlet_named(struct ctx *c, const char *kind, int64_t object, str day)
{
	struct household_in_place in;
	struct household_titled one;
	bool found;
	if (strcmp(kind, "hamlet"))
		return NULL;
	TRY(household_in_place(c, object, day, &in, &found));
	if (!found)
		return NULL;
	TRY(household_titled(c, in.household_id, &one));
	return FAIL(c, CONFLICT, "Còn hộ dân ở đây (ví dụ hộ %s). Hãy ghi các hộ đổi chỗ ở trước.", str_c(c->a, one.code));
}

const struct module population_module = {
	.name = "population",
	.title = "Hộ dân, nhân khẩu",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerned),
	.holdings = LIST(holdings),
	.kept_in = kept_in,
	.searches = LIST(searches),
	.imports = LIST(imports),
	.references = LIST(household_references),
	.named = hamlet_named,
	.demo = population_demo,
	.verify = population_verify,
	.migrations = &population_migrations,
};
