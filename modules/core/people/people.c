/* people: the pages where officers look a person up. Only who is searched for is shown, within the officer's unit, and who looked at
 * whom and why is logged. */
#include "pages.h"
#include "find.h"
#include "front.h"
#include "words.h"
#include "web/query.h"
#include "web/naming.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "web/services/job.h"

const char verify_purpose[] = "verify";
const struct choice purposes[] = {
	{"receive", "Tiếp nhận hồ sơ"},
	{"process", "Giải quyết hồ sơ"},
	{verify_purpose, "Xác minh, đối chiếu thông tin"},
	{NULL, NULL},
};

const char *purpose_title(str purpose)
{
	for (const struct choice *o = purposes; o->value; o++)
		if (str_is(purpose, o->value))
			return o->label;
	return NULL;
}

/* ---- searching ---- */

static struct person_line line_of(arena *a, const struct person_found *p)
{
	return (struct person_line){
		.id = p->id,
		.name = p->name,
		.personal_number = mask_number(a, p->personal_number),
		.birth_year = (str){p->birth_on.s, p->birth_on.n < 4 ? p->birth_on.n : 4},
		.phone = mask_phone(a, p->phone),
		.is_near = p->is_near > 0,
	};
}

static err people_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct people_filter *f = l->asked;
	struct persons_found found = {0};
	str cursor = l->begun ? str_format(q->ctx.a, "%lld,%.*s", (long long)l->from.id, STR_ARG(l->from.text)) : S(""), id, key;
	(void)most; /* a page of theirs */
	if (f->q.n)
		TRY(person_find_page(&q->ctx, q->ctx.unit, f->q, cursor, &found));
	struct person_line *v = NEWN(q->ctx.a, struct person_line, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		v[i] = line_of(q->ctx.a, &found.v[i]);
	*out = (struct list_rows){.v = v, .n = found.n};
	out->cut = str_cut(found.next, ',', &id, &key) && str_int(id, &out->cut_after.id);
	out->cut_after.text = key;
	return NULL;
}

static struct list_key people_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct person_line *)row)->id};
}

static void person_part(struct page *p, const struct listing *l, const void *row)
{
	person_link(p, row, ((const struct people_filter *)l->asked)->purpose);
}

static const struct field people_filters[] = {
	{.name = "q",
		.label = "Số định danh, số điện thoại hoặc họ tên",
		.type = I_TEXT,
		.at = offsetof(struct people_filter, q),
		.max = 1000}, /* a whole card may be read here */
	{.name = "purpose",
		.label = "Mục đích xem",
		.type = I_CHOICE,
		.at = offsetof(struct people_filter, purpose),
		.choices = purposes},
};
static const struct column people_columns[] = {
	{.name = "name", .title = "Họ và tên", .at = offsetof(struct person_line, name), .part = person_part},
	{.name = "birth", .title = "Năm sinh", .at = offsetof(struct person_line, birth_year)},
	{.name = "number", .title = "Số định danh", .at = offsetof(struct person_line, personal_number)},
	{.name = "phone", .title = "Số điện thoại", .at = offsetof(struct person_line, phone)},
};
static const struct list people_list = {
	.title = "Kết quả tìm người dân",
	.path = "/nguoi-dan",
	.file = "nguoi-dan",
	.columns = LIST(people_columns),
	.filters = LIST(people_filters),
	.asked = sizeof(struct people_filter),
	.row = sizeof(struct person_line),
	.page = PERSONS_FOUND,
	.rows = people_rows,
	.key = people_key,
};

static err list(struct req *q)
{
	struct people_view v = {0};
	struct people_filter asked = {0};
	TRY(list_read(q, &people_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.q = asked.q;
	v.purpose = asked.purpose;
	v.is_searched = v.q.n > 0;
	v.people = (struct person_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, people_page);
}

/* ---- one person ---- */

static err show(struct req *q)
{
	struct person_view v = {.purpose = query_text(q, "purpose")};
	const char *purpose = purpose_title(v.purpose);
	if (!purpose && q->json)
		return FAIL_FIELD(&q->ctx, "purpose", "Nêu mục đích xem: receive, process hoặc verify.");
	TRY(person_seen(&q->ctx, q->id, q->ctx.unit, &v.person));
	if (!purpose) {
		person_purpose_page(&q->page, q->id);
		return NULL;
	}
	TRY(person_numbers(&q->ctx, q->id, &v.old_numbers));
	audit_look(q, "person", q->id, purpose);
	return reply(q, &v, person_page);
}

/* ---- what the module declares ---- */

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
	GET("/nguoi-dan", .run = list, .permission = "people.read",
		.summary = "Tra cứu người dân theo số định danh, số điện thoại hoặc họ tên", .api = "/people",
		.shape = &people_shape, .list = &people_list),
	POST("/nguoi-dan/the", .run = card_read, .permission = "people.change",
		.summary = "Đọc mã QR của thẻ căn cước, đối chiếu với dữ liệu đang lưu", .api = "/people/card",
		.input = &card_input, .shape = &card_shape, .again = list),
	POST("/nguoi-dan/theo-the", .run = card_apply, .permission = "people.change",
		.summary = "Thêm người, hoặc lấy thông tin theo thẻ căn cước", .api = "/people/card/apply",
		.input = &card_choice_input, .again = list),
	GET("/nguoi-dan/{id}", .run = show, .permission = "people.read", .summary = "Thông tin một người dân",
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
static const struct search searches[] = {
	{.kind = "people", .title = "Người dân", .permission = "people.read", .rank = 2, .find = people_hits}};

const struct module people_module = {
	.name = "people",
	.title = "Người dân",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.imports = LIST(people_imports),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.searches = LIST(searches),
	.references = LIST(people_references),
	.jobs = LIST(jobs),
	.migrations = &people_migrations,
	.init = people_init,
};
