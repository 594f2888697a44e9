/* people: the pages where officers look a person up. Only who is searched for is shown, within the officer's unit, and who looked at
 * whom and why is logged. */
#include "pages.h"

const struct choice purposes[] = {
	{"receive", "Tiếp nhận hồ sơ"},
	{"process", "Giải quyết hồ sơ"},
	{"verify", "Xác minh, đối chiếu thông tin"},
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

enum { PAGE = 30 };

static bool digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n > 0;
}

/* Twelve digits are a personal number, other digits a telephone number, anything else the beginning of a name. */
static err search(struct req *q, const struct people_view *v, struct people_by_number_rows *out)
{
	struct ctx *c = &q->ctx;
	str number = phone_normal(c->a, v->q), name = fold(c->a, v->q);
	if (digits(number))
		return number.n == 12 ? people_by_number(c, number, c->unit, out)
				      : people_by_phone(c, number, c->unit, query_int(q, "after_id", 0), out);
	if (name.n < 2)
		return NULL;
	str upto = str_format(c->a, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(name)); /* the last character there is */
	return people_by_name(c, c->unit, name, upto, fold(c->a, query_text(q, "after")), query_int(q, "after_id", 0), out);
}

static str next_page(struct req *q, const struct people_view *v, const struct people_by_number *last)
{
	buf b = {.a = q->ctx.a};
	buf_lit(&b, "/nguoi-dan?q=");
	html_component(&b, v->q);
	buf_lit(&b, "&purpose=");
	html_component(&b, v->purpose);
	buf_lit(&b, "&after=");
	html_component(&b, last->folded);
	buf_printf(&b, "&after_id=%lld", (long long)last->id);
	return buf_text(&b);
}

static err list(struct req *q)
{
	struct people_view v = {.q = query_text(q, "q"), .purpose = query_text(q, "purpose")};
	struct people_by_number_rows found = {0};
	v.is_searched = v.q.n > 0;
	if (v.is_searched)
		TRY(search(q, &v, &found));
	if (found.n > PAGE)
		v.next = next_page(q, &v, &found.v[(found.n = PAGE) - 1]);
	v.people = (struct person_lines){NEWN(q->ctx.a, struct person_line, found.n), found.n};
	for (size_t i = 0; i < found.n; i++) {
		const struct people_by_number *p = &found.v[i];
		v.people.v[i] = (struct person_line){
			.id = p->id,
			.name = p->name,
			.personal_number = mask_number(q->ctx.a, p->personal_number),
			.birth_year = (str){p->birth_on.s, p->birth_on.n < 4 ? p->birth_on.n : 4},
			.phone = mask_phone(q->ctx.a, p->phone),
		};
	}
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
};
static const struct shape person_line_shape = SHAPE("person_line", struct person_line, line_members);
static const struct member people_members[] = {
	MEMBER(struct people_view, q, M_TEXT),
	MANY(struct people_view, people, person_line),
	MEMBER(struct people_view, next, M_TEXT),
};
static const struct shape people_shape = SHAPE("people", struct people_view, people_members);
static const struct member person_members[] = {ONE(struct person_view, person, person_seen)};
static const struct shape person_shape = SHAPE("person", struct person_view, person_members);

static const struct permission permissions[] = {
	{"people.read", "Tra cứu người dân của đơn vị", "reception specialist leader"},
};
static const struct menu_entry menu[] = {{MENU_OFFICER, "Người dân", "/nguoi-dan", "people.read", 30}};
static const struct route routes[] = {
	{"GET", "/nguoi-dan", list, "people.read", "Tra cứu người dân theo số định danh, số điện thoại hoặc họ tên",
		.api = "/people", .shape = &people_shape},
	{"GET", "/nguoi-dan/{id}", show, "people.read", "Thông tin một người dân", .api = "/people/{id}", .shape = &person_shape},
};

static const struct word words[] = {
	{"person", "Người dân"},
	{"person.add", "Thêm người dân"},
	{"person.change", "Cập nhật thông tin người dân"},
};
const struct module people_module = {
	.name = "people",
	.title = "Người dân",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.migrations = &people_migrations,
};
