/* home: the front door of the house, all entries of the menu, the way to a thing by its kind and number, and the page that shows every
 * component in every state. */
#include "web/pages/home.h"
#include "web/object.h"
#include "web/query.h"
#include "web/pages/home.html.h"
#include "web/pages/style_page.html.h"
#include "web/reply.h"
#include "web/edge/edge.h"

/* ---- the front door ---- */

struct card_row {
	str title, path, api;
	int64_t count, more;
};
struct card_rows {
	struct card_row *v;
	size_t n;
};
struct card_list {
	struct card_rows cards;
};
static const struct member card_members[] = {
	MEMBER(struct card_row, title, M_TEXT),
	MEMBER(struct card_row, count, M_INT),
	MEMBER(struct card_row, more, M_INT),
	MEMBER(struct card_row, path, M_TEXT),
	MEMBER(struct card_row, api, M_TEXT),
};
static const struct shape card_shape = SHAPE("card", struct card_row, card_members);
static const struct member cards_members[] = {
	{.name = "cards", .type = M_MANY, .at = offsetof(struct card_list, cards), .of = &card_shape}};
static const struct shape cards_shape = SHAPE("cards", struct card_list, cards_members);

static err cards_of(struct req *q, struct home_cards *out)
{
	if (q->actor->kind == NOBODY)
		return NULL;
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->cards)
			TRY((*m)->cards(q, out));
	return NULL;
}

static err reply_cards(struct req *q, const struct home_cards *found)
{
	arena *a = q->ctx.a;
	struct card_list v = {{NEWN(a, struct card_row, found->n + 1), found->n}};
	for (size_t i = 0; i < found->n; i++) {
		const struct home_card *k = &found->v[i];
		bool more = k->count > COUNTED_MOST;
		v.cards.v[i] = (struct card_row){
			str_of(k->title), k->path, route_twin(a, k->path), more ? COUNTED_MOST : k->count, more};
	}
	return reply_json(q, &v);
}

static err home(struct req *q)
{
	struct home_view v = {0};
	TRY(cards_of(q, &v.cards));
	if (q->json)
		return reply_cards(q, &v.cards);
	home_page(&q->page, &v);
	return NULL;
}

/* ---- all entries of the menu ---- */

static const struct member menu_row_members[] = {
	MEMBER(struct menu_row, title, M_TEXT),
	MEMBER(struct menu_row, path, M_TEXT),
	MEMBER(struct menu_row, area, M_TEXT),
	MEMBER(struct menu_row, is_favourite, M_INT),
};
static const struct shape menu_row_shape = SHAPE("menu_entry", struct menu_row, menu_row_members);
static const struct member menu_members[] = {
	{.name = "entries", .type = M_MANY, .at = offsetof(struct menu_view, entries), .of = &menu_row_shape}};
static const struct shape menu_shape = SHAPE("menu", struct menu_view, menu_members);

/* A program has a menu without a page around it. */
static const struct shell *menu_around(struct req *q)
{
	if (!q->json)
		return page_shell(&q->page);
	struct shell *s = NEW(q->ctx.a, struct shell);
	s->actor = q->actor;
	menu_fill(visit_of(q), s);
	return s;
}

static err menu_show(struct req *q)
{
	const struct shell *s = menu_around(q);
	struct menu_view v = {.shell = s, .entries.v = NEWN(q->ctx.a, struct menu_row, s->menu.n + 1)};
	for (size_t i = 0; i < s->areas_n; i++)
		for (size_t k = 0; k < s->areas[i].entries.n; k++) {
			const struct shell_entry *e = &s->areas[i].entries.v[k];
			v.entries.v[v.entries.n++] = (struct menu_row){
				str_of(e->title), str_of(e->path), str_of(s->areas[i].title), menu_has(&s->favourites, e->path)};
		}
	return reply(q, &v, menu_page);
}

struct favourite_form {
	str add, drop, back;
};
static const struct field favourite_fields[] = {
	TEXT(struct favourite_form, add, "Thêm mục ưa thích", 0, 200),
	TEXT(struct favourite_form, drop, "Bỏ mục ưa thích", 0, 200),
	TEXT(struct favourite_form, back, "Trang trước", 0, 1000),
};
static const struct input favourite_input = INPUT("favourite", favourite_fields);

static err favourite_post(struct req *q)
{
	struct favourite_form f = {0};
	TRY(read_input(q, &f));
	struct favourite change = {f.add, f.drop, menu_around(q)};
	if (!f.add.n == !f.drop.n)
		return FAIL_FIELD(&q->ctx, "add", "Chọn một mục để thêm hoặc để bỏ.");
	TRY(apply(&q->ctx, menu_favourite, &change));
	menu_forget(q->actor->account);
	flash(q, f.add.n ? "Đã thêm vào mục ưa thích." : "Đã bỏ khỏi mục ưa thích.");
	return see_other(q, "%s", str_c(q->ctx.a, local_path(q, f.back, "/muc-luc")));
}

/* ---- a thing by its kind and number ---- */

struct object_view {
	str kind, title, path, api;
	int64_t id;
};
static const struct member object_members[] = {
	MEMBER(struct object_view, kind, M_TEXT),
	MEMBER(struct object_view, id, M_INT),
	MEMBER(struct object_view, title, M_TEXT),
	MEMBER(struct object_view, path, M_TEXT),
	MEMBER(struct object_view, api, M_TEXT),
};
static const struct shape object_shape = SHAPE("object_place", struct object_view, object_members);

static err object_show(struct req *q)
{
	struct object_seen o;
	TRY(object_see(q, q->key, q->id, &o));
	if (!o.path.n)
		return FAIL(&q->ctx, NOT_FOUND, "Mục này không có trang riêng.");
	if (!q->json)
		return see_other(q, "%s", str_c(q->ctx.a, o.path));
	struct object_view v = {q->key, o.title, o.path, route_twin(q->ctx.a, o.path), q->id};
	return reply_json(q, &v);
}

/* ---- every component ---- */

/* The same controls twice: at rest, and as a form that comes back with a problem at each. */
static err style(struct req *q)
{
	static const struct problem choice = {
		NULL, "wrong_choice", {"Chọn một cách nhận kết quả", sizeof "Chọn một cách nhận kết quả" - 1}};
	static const struct problem date = {
		&choice, "wrong_date", {"Ngày sinh phải là một ngày có thật", sizeof "Ngày sinh phải là một ngày có thật" - 1}};
	static const struct problem name = {&date, "wrong_name", {"Nhập họ và tên", sizeof "Nhập họ và tên" - 1}};
	q->page.problems = str_is(query_text(q, "loi"), "1") ? &name : NULL;
	style_page(&q->page);
	return NULL;
}

static const struct field search_query[] = {WORDS_FIELD}, style_query[] = {ON_PAGE("loi", "1: với các lỗi", I_TEXT)};
static const struct route routes[] = {
	GET("/", .run = home, .permission = PUBLIC,
		.summary = "Trang chủ; cho phần mềm: những việc đang chờ người đăng nhập, mỗi loại bao nhiêu (more: trên 99)",
		.api = "/home", .shape = &cards_shape, .quick = true, .whole = "mọi loại việc đang chờ"),
	GET("/tim", .run = search_show, .permission = SIGNED_IN,
		.summary = "Tìm mọi thứ theo quyền và đơn vị; mỗi nhóm nhiều nhất 5 kết quả, còn nữa thì theo địa chỉ ở list",
		.api = "/search", .shape = &search_shape, .rate = RATE_SUGGEST, .query = LIST(search_query),
		.whole = "mỗi nhóm nhiều nhất 5 kết quả; còn nữa thì từng trang ở địa chỉ list của nhóm"),
	GET("/muc-luc", .run = menu_show, .permission = PUBLIC, .summary = "Mục lục: mọi mục của menu", .api = "/menu",
		.shape = &menu_shape, .quick = true, .whole = "mọi mục của menu"),
	POST("/muc-luc/ua-thich", .run = favourite_post, .permission = SIGNED_IN, .summary = "Thêm hoặc bỏ một mục ưa thích",
		.api = "/menu/favourites", .input = &favourite_input, .again = menu_show, .in_person = true),
	GET("/doi-tuong/{kind}/{id}", .run = object_show, .permission = SIGNED_IN,
		.summary = "Đến trang của một đối tượng, nếu được xem", .api = "/objects/{kind}/{id}", .shape = &object_shape,
		.quick = true),
	GET("/kieu-dang", .run = style, .permission = "system.style", .summary = "Mọi thành phần của giao diện", .quick = true,
		.query = LIST(style_query)),
};
static const struct permission permissions[] = {
	{.name = "system.style",
		.title = "Xem trang kiểu dáng",
		.roles = "administrator platform",
		.reads = true,
		.personal = true},
};
static const struct menu_entry menu[] = {
	{.place = MENU_ADMIN, .title = "Kiểu dáng", .path = "/kieu-dang", .permission = "system.style", .rank = 90},
};
const struct module home_module = {
	.name = "home",
	.title = "Trang chủ",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
};
