/* What the feature declares. */
#include "pages.h"
#include "front.h"
#include "words.h"
#include "web/hooks.h"
#include "web/query.h"
#include "web/naming.h"
#include "web/services/holdings.h"
#include "web/services/job.h"
#include "web/services/looks.h"

static const struct member line_members[] = {
	MEMBER(struct person_line, id, M_INT),
	MEMBER(struct person_line, name, M_TEXT),
	MEMBER(struct person_line, personal_number, M_TEXT),
	MEMBER(struct person_line, birth_year, M_TEXT),
	MEMBER(struct person_line, phone, M_TEXT),
	MEMBER(struct person_line, is_near, M_INT),
};
static const struct shape person_line_shape = SHAPE("person_line", struct person_line, line_members);
static const struct member people_members[] = {
	MEMBER(struct people_view, q, M_TEXT),
	MANY(struct people_view, people, person_line),
	MEMBER(struct people_view, next, M_TEXT),
};
static const struct shape people_shape = SHAPE("people", struct people_view, people_members);
static const struct member person_members[] = {
	ONE(struct person_view, person, person_seen),
	MANY(struct person_view, old_numbers, person_numbers),
};
static const struct shape person_shape = SHAPE("person", struct person_view, person_members);

static const struct permission permissions[] = {
	{.name = "people.read", .title = "Tra cứu người dân của đơn vị", .roles = "reception specialist leader", .reads = true},
	{.name = "people.change", .title = "Thêm, sửa thông tin người dân theo thẻ căn cước", .roles = "reception specialist"},
};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Người dân",
	.path = "/nguoi-dan",
	.permission = "people.read",
	.rank = 30,
	.area = AREA_RESIDENTS}};
static const struct field person_query[] = {ASK_CHOICE_NEEDED("purpose", "Mục đích xem", purposes)};

static const struct route routes[] = {
	GET("/nguoi-dan", .run = people_page_run, .permission = "people.read",
		.summary = "Tra cứu người dân theo số định danh, số điện thoại hoặc họ tên", .api = "/people",
		.shape = &people_shape, .list = &people_list),
	POST("/nguoi-dan/the", .run = card_read, .permission = "people.change",
		.summary = "Đọc mã QR của thẻ căn cước, đối chiếu với dữ liệu đang lưu", .api = "/people/card",
		.input = &card_input, .shape = &card_shape, .again = people_page_run),
	POST("/nguoi-dan/theo-the", .run = card_apply, .permission = "people.change",
		.summary = "Thêm người, hoặc lấy thông tin theo thẻ căn cước", .api = "/people/card/apply",
		.input = &card_choice_input, .again = people_page_run),
	GET("/nguoi-dan/{id}", .run = person_page_run, .permission = "people.read", .summary = "Thông tin một người dân",
		.api = "/people/{id}", .shape = &person_shape, .query = LIST(person_query)),
};

static const struct word words[] = {
	{"person", "Người dân"},
	{"person.add", "Thêm người dân"},
	{"person.change", "Cập nhật thông tin người dân"},
};
static const struct job_kind jobs[] = {{.name = "people.rekey", .title = "Lập lại khóa tìm kiếm tên người", .run = people_rekey}};

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct person_by_id p;
	TRY(person_by_id(c, id, &p));
	*out = p.name;
	return NULL;
}

/* By the whole number only: the log is no list of people. */
static err named(struct ctx *c, str typed, struct named_list *out)
{
	struct person_by_number p;
	bool found;
	TRY(person_by_number(c, number_ungrouped(c->a, typed), &p, &found));
	if (!found)
		return NULL;
	*out = (struct named_list){NEWN(c->a, struct named, 1), 1};
	out->v[0] = (struct named){p.id, p.name};
	return NULL;
}
static const struct naming namings[] = {{.kind = "person", .title = titled, .find = named}};
static const struct object objects[] = {{.kind = "person", .see = person_object, .talked = true}};
static err concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	struct person_by_id p;
	TRY(person_by_id(c, id, &p));
	look_at_person(c, out, id);
	look_at_number(c, out, p.personal_number);
	return NULL;
}
static const struct holding holdings[] = {{.name = "person", .title = "Thông tin cá nhân", .read = people_held}};
static const struct concern concerned[] = {{.kind = "person", .title = "Thông tin cá nhân của ông/bà", .whom = concerns}};
static const struct search searches[] = {
	{.kind = "people", .title = "Người dân", .permission = "people.read", .rank = 2, .find = people_hits}};

static const struct import_kind *const imports[] = {&people_import};

const struct module people_module = {
	.name = "people",
	.title = "Người dân",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.imports = LIST(imports),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerned),
	.holdings = LIST(holdings),
	.searches = LIST(searches),
	.references = LIST(people_references),
	.jobs = LIST(jobs),
	.migrations = &people_migrations,
	.init = people_init,
};
