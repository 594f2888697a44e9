/* home: the front door of the house, and the page that shows every component in every state. */
#include "web.h"
#include "web/home.html.h"
#include "web/style_page.html.h"

static err home(struct req *q)
{
	home_page(&q->page);
	return NULL;
}

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

static const struct route routes[] = {
	{"GET", "/", home, PUBLIC, "Trang chủ", .quick = true},
	{"GET", "/kieu-dang", style, "system.style", "Mọi thành phần của giao diện", .quick = true},
};
static const struct permission permissions[] = {
	{"system.style", "Xem trang kiểu dáng", "administrator platform", .reads = true},
};
static const struct menu_entry menu[] = {
	{MENU_ADMIN, "Kiểu dáng", "/kieu-dang", "system.style", 90},
};
const struct module home_module = {
	.name = "home",
	.title = "Trang chủ",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
};
