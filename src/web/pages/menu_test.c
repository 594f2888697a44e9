/* The menu of one reader, what his account keeps of it, and what modules say for the pages of the house. */
#include "tests/unit/store.h"
#include "web/pages/home.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include "http/http.h"
#include "web/module.h"
#include "web/edge/edge.h"

/* ---- small modules ---- */

static err nothing(struct req *q)
{
	(void)q;
	return NULL;
}

#define PAGE(path)                                                                                                               \
	{                                                                                                                        \
		"GET", path, nothing, PUBLIC, "x"                                                                                \
	}
static const struct route routes[] = {PAGE("/"), PAGE("/a"), PAGE("/a/b"), PAGE("/ab"), PAGE("/c"), PAGE("/d"), PAGE("/e"),
	PAGE("/f"), PAGE("/g"), PAGE("/h"), PAGE("/i"), PAGE("/j"), PAGE("/k"), PAGE("/l"), PAGE("/m"), PAGE("/n"), PAGE("/dan"),
	PAGE("/quan"), POST("/ra", .run = nothing, .permission = PUBLIC, .summary = "x")};
static const struct permission permissions[] = {{.name = "test.desk", .title = "x", .roles = "reception"},
	{.name = "test.money", .title = "x", .roles = "leader"}, {.name = "test.rule", .title = "x", .roles = "administrator"}};
static const struct menu_entry menu[] = {
	{.place = MENU_OFFICER, .title = "Hai", .path = "/c", .permission = SIGNED_IN, .rank = 20, .area = AREA_DESK},
	{.place = MENU_OFFICER, .title = "Một", .path = "/a", .permission = "test.desk", .rank = 10, .area = AREA_DESK},
	{.place = MENU_OFFICER, .title = "Một trong", .path = "/a/b", .permission = "test.desk", .rank = 10, .area = AREA_DESK},
	{.place = MENU_OFFICER, .title = "Tiền", .path = "/d", .permission = "test.money", .rank = 1, .area = AREA_ECONOMY},
	{.place = MENU_OFFICER, .title = "Giấy", .path = "/e", .permission = SIGNED_IN, .rank = 1, .area = AREA_DOCUMENTS},
	{.place = MENU_OFFICER, .title = "Chung", .path = "/f", .permission = PUBLIC, .rank = 1},
	{.place = MENU_ADMIN, .title = "Cai quản", .path = "/quan", .permission = "test.rule", .rank = 1},
	{.place = MENU_CITIZEN, .title = "Của dân", .path = "/dan", .permission = PUBLIC, .rank = 1},
	{.place = MENU_CITIZEN, .title = "Của người đã vào", .path = "/g", .permission = SIGNED_IN, .rank = 2},
	{.place = MENU_CITIZEN, .title = "Của người được phép", .path = "/h", .permission = "test.desk", .rank = 3},
	{.place = MENU_OFFICER, .title = "G", .path = "/g", .permission = SIGNED_IN, .rank = 1, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "H", .path = "/h", .permission = SIGNED_IN, .rank = 2, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "I", .path = "/i", .permission = SIGNED_IN, .rank = 3, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "J", .path = "/j", .permission = SIGNED_IN, .rank = 4, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "K", .path = "/k", .permission = SIGNED_IN, .rank = 5, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "L", .path = "/l", .permission = SIGNED_IN, .rank = 6, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "M", .path = "/m", .permission = SIGNED_IN, .rank = 7, .area = AREA_DATA},
	{.place = MENU_OFFICER, .title = "N", .path = "/n", .permission = SIGNED_IN, .rank = 8, .area = AREA_DATA},
};
static const struct module small = {
	.name = "small", .title = "x", .routes = LIST(routes), .permissions = LIST(permissions), .menu = LIST(menu)};
static const struct module *const list[] = {&small, NULL};

static struct ctx *c;
static struct actor who;
static struct visit visit;

static int setup(void **state)
{
	if (test_open(state))
		return 1;
	c = test_store(state);
	OK(routes_declare(c, list));
	menu_forget(7);
	who = (struct actor){.kind = OFFICER, .account = 7};
	c->actor = 7;
	return 0;
}

static int teardown(void **state)
{
	routes_forget();
	return test_close(state);
}

static const struct shell *shell_at(const char *path)
{
	struct shell *s = NEW(c->a, struct shell);
	visit = (struct visit){.q = {.ctx = *c, .actor = &who}, .session.id = 1};
	s->actor = &who;
	s->path = str_of(path);
	menu_fill(&visit, s);
	return s;
}

static const char *told(const struct shell_menu *m)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < m->n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", m->v[i].path);
	buf_put(&b, "", 1);
	return b.s;
}

/* "Hai(/c) Giấy(/e)": title and entries of each area */
static const char *areas(const struct shell *s)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < s->areas_n; i++)
		buf_printf(&b, "%s%s(%s)", i ? " " : "", s->areas[i].title, told(&s->areas[i].entries));
	buf_put(&b, "", 1);
	return b.s;
}

/* ---- who sees what ---- */

static void areas_hold_what_a_reader_may_open(void **state)
{
	(void)state;
	assert_string_equal(
		areas(shell_at("/")), "Chung(/f) Hai(/c) Giấy(/e) Dữ liệu(/g /h /i /j /k /l /m /n)"); /* of one: itself */
	permission_grant(&who, S("test.desk"));
	permission_grant(&who, S("test.rule"));
	assert_string_equal(
		areas(shell_at("/")), "Chung(/f) Một cửa(/a /a/b /c) Giấy(/e) Dữ liệu(/g /h /i /j /k /l /m /n) Cai quản(/quan)");
	permission_grant(&who, S("test.money"));
	assert_non_null(strstr(areas(shell_at("/")), "Dữ liệu(/g /h /i /j /k /l /m /n) Tiền(/d) Cai quản"));
}

static void others_have_a_menu_of_their_own(void **state)
{
	(void)state;
	who = (struct actor){.kind = NOBODY};
	assert_string_equal(areas(shell_at("/")), "Của dân(/dan)");
	who.kind = CITIZEN;
	assert_string_equal(areas(shell_at("/")), "Của dân(/dan) Của người đã vào(/g)");
	permission_grant(&who, S("test.rule"));
	permission_grant(&who, S("test.desk"));
	assert_string_equal(areas(shell_at("/")), "Của dân(/dan) Của người đã vào(/g) Của người được phép(/h)");
}

static void a_page_knows_its_entry(void **state)
{
	(void)state;
	permission_grant(&who, S("test.desk"));
	static const struct {
		const char *path, *active, *entry;
	} cases[] = {{"/a", NULL, "/a"}, {"/a/17", NULL, "/a"}, {"/a/b/3", NULL, "/a/b"}, {"/a/bc", NULL, "/a"},
		{"/abc", NULL, NULL}, {"/", "/", NULL}, {"/a/17", "/c", "/c"}, {"/c/1", "/khong-co", "/c"}, {"/d", NULL, NULL}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct shell *s = shell_at(cases[i].path);
		const struct shell_entry *e = menu_here(s, cases[i].active);
		if (!cases[i].entry)
			assert_null(e);
		else
			assert_true(e && !strcmp(e->path, cases[i].entry));
		const struct shell_area *a = menu_area_of(s, e);
		assert_true(!e == !a && (!a || a->area == e->area));
	}
}

/* ---- favourites ---- */

static err keep(const char *add, const char *drop)
{
	struct favourite f = {str_of(add), str_of(drop), shell_at("/")};
	err e = WRITE(c, menu_favourite(c, &f));
	menu_forget(7);
	return e;
}

static void favourites_stand_in_the_order_they_were_chosen(void **state)
{
	(void)state;
	OK(keep("/e", ""));
	OK(keep("/c", ""));
	assert_string_equal(told(&shell_at("/")->favourites), "/e /c");
	OK(keep("/e", "")); /* twice is once, and last */
	assert_string_equal(told(&shell_at("/")->favourites), "/c /e");
	OK(keep("", "/c"));
	OK(keep("", "/khong-co"));
	assert_string_equal(told(&shell_at("/")->favourites), "/e");
	FAILS(INVALID, keep("/d", "")); /* not his */
	FAILS(INVALID, keep("/dan", ""));
	FAILS(INVALID, keep("/khong-co", ""));
	FAILS(INVALID, keep("/e\n/c", ""));
	assert_string_equal(told(&shell_at("/")->favourites), "/e");
}

static void twelve_favourites_are_enough(void **state)
{
	(void)state;
	static const char *const all[] = {"/a", "/a/b", "/c", "/e", "/f", "/g", "/h", "/i", "/j", "/k", "/l", "/m"};
	permission_grant(&who, S("test.desk"));
	for (size_t i = 0; i < COUNT(all); i++)
		OK(keep(all[i], ""));
	assert_int_equal(shell_at("/")->favourites.n, FAVOURITES_MOST);
	FAILS(INVALID, keep("/n", ""));
	OK(keep("/a", "")); /* there already: only its place changes */
	assert_int_equal(shell_at("/")->favourites.n, FAVOURITES_MOST);
	who = (struct actor){.kind = OFFICER, .account = 7};
	assert_int_equal(shell_at("/")->favourites.n, FAVOURITES_MOST - 2); /* no longer his: not shown, and no hindrance */
	OK(keep("/n", ""));
	assert_string_equal(told(&shell_at("/")->favourites), "/c /e /f /g /h /i /j /k /l /m /n");
}

static void each_account_keeps_its_own(void **state)
{
	(void)state;
	OK(WRITE(c, menu_kept_put(c, 20, S("/e"), S(""))));
	who.account = 20;
	assert_string_equal(told(&shell_at("/")->favourites), "/e");
	OK(WRITE(c, menu_kept_put(c, 20, S("/f"), S(""))));
	assert_string_equal(told(&shell_at("/")->favourites), "/e"); /* remembered: nobody said that it changed */
	who.account = 20 + 1024;                                     /* the same place in memory */
	assert_int_equal(shell_at("/")->favourites.n, 0);
	who.account = 20;
	assert_string_equal(told(&shell_at("/")->favourites), "/f");
	struct menu_kept_of row;
	bool found;
	OK(menu_kept_of(c, 8, &row, &found));
	assert_false(found);
}

/* A page whose view was opened before the change comes to its menu after it: what it reads there is not remembered. */
static void a_late_reader_remembers_nothing(void **state)
{
	(void)state;
	OK(WRITE(c, menu_kept_put(c, 21, S("/e"), S(""))));
	who.account = 21;
	menu_forget(21);
	assert_string_equal(told(&shell_at("/")->favourites), "/e");
	OK(WRITE(c, menu_kept_put(c, 21, S("/f"), S(""))));
	assert_string_equal(told(&shell_at("/")->favourites), "/f");
}

/* ---- last used ---- */

static void open_page(const char *path)
{
	struct http_request r = {.path = str_of(path)};
	struct http_reply reply = {0};
	const struct shell *s = shell_at(path);
	visit.q.http = &r;
	visit.q.reply = &reply;
	visit.q.page.shell = s;
	menu_note(&visit);
}

static void use(const char *path)
{
	open_page(path);
	OK(menu_flush(c));
}

/* The page of before is opened again before the one between was written down. */
static void what_is_not_written_yet_counts(void **state)
{
	(void)state;
	use("/c");
	open_page("/e");
	open_page("/c");
	open_page("/c");
	OK(menu_flush(c));
	assert_string_equal(told(&shell_at("/")->used), "/c /e");
}

static void what_was_used_last_stands_first(void **state)
{
	(void)state;
	use("/c");
	use("/e");
	use("/c/17"); /* not the entry itself */
	use("/d");    /* not his */
	assert_string_equal(told(&shell_at("/")->used), "/e /c");
	static const char *const all[] = {"/g", "/h", "/i", "/j", "/k", "/c", "/k"};
	for (size_t i = 0; i < COUNT(all); i++)
		use(all[i]);
	assert_string_equal(told(&shell_at("/")->used), "/k /c /j /i /h /g"); /* six, each once */
	OK(keep("/e", ""));
	use("/l");
	assert_string_equal(told(&shell_at("/")->favourites), "/e"); /* the one changes nothing of the other */
	assert_string_equal(told(&shell_at("/")->used), "/l /k /c /j /i /h");
}

static void a_program_or_a_failure_is_no_use(void **state)
{
	(void)state;
	struct http_request r = {.path = S("/c")};
	struct http_reply reply = {0};
	for (int i = 0; i < 4; i++) {
		const struct shell *s = shell_at("/c");
		visit.q.http = &r;
		visit.q.reply = &reply;
		visit.q.page.shell = i == 3 ? NULL : s;
		visit.bearer = i == 0;
		visit.q.json = i == 1;
		reply.status = i == 2 ? 404 : 200;
		menu_note(&visit);
		OK(menu_flush(c));
		assert_int_equal(shell_at("/")->used.n, 0);
	}
}

/* ---- what modules say for the pages of the house ---- */

static err hits(struct req *q, str typed, struct hits *to)
{
	(void)q;
	for (int i = 0; i < HITS_MOST; i++)
		hit_add(to, (struct hit){.title = typed});
	assert_false(to->more);
	hit_add(to, (struct hit){.title = typed});
	assert_true(to->more && to->n == HITS_MOST);
	return NULL;
}

static void show(struct page *p) { (void)p; }

static const char *complaint(const struct module *m)
{
	const struct module *const both[] = {&small, m, NULL};
	err e = routes_declare(c, both);
	return e ? e->text.s : "";
}

static void what_modules_say_is_checked(void **state)
{
	(void)state;
	static const struct doorway nowhere[] = {{.door = DOOR_NOTICES, .path = "/khong-co"}},
				    out[] = {{.door = DOOR_SIGN_OUT, .path = "/a"}},
				    in[] = {{.door = DOOR_SIGN_OUT, .path = "/ra"}},
				    twice[] = {{.door = DOOR_SIGN_IN, .path = "/a"}, {.door = DOOR_SIGN_IN, .path = "/c"}};
	static const struct search
		unknown[] = {{.kind = "x", .title = "X", .permission = "test.nope", .find = hits}},
		deep[] = {{.kind = "x", .title = "X", .permission = PUBLIC, .rank = SEARCH_RANKS, .find = hits}},
		fine[] = {{.kind = "x", .title = "X", .permission = "test.desk", .rank = SEARCH_RANKS - 1, .find = hits}};
	static const struct home_part low[] = {{.place = HOME_MAIN, .rank = HOME_RANKS, .show = show}},
				      good[] = {{.place = HOME_TOP, .show = show}};
	static const struct finder lost = {.title = "x", .what = "x", .path = "/a", .suggestions = "/khong-co"};
#define M(...) (&(const struct module){.name = "other", .title = "x", __VA_ARGS__})
	assert_non_null(strstr(complaint(M(.doors = LIST(nowhere))), "leads nowhere"));
	assert_non_null(strstr(complaint(M(.doors = LIST(out))), "leads nowhere")); /* signing out is no GET */
	assert_non_null(strstr(complaint(M(.doors = LIST(twice))), "is /a already"));
	assert_non_null(strstr(complaint(M(.searches = LIST(unknown))), "known permission"));
	assert_non_null(strstr(complaint(M(.searches = LIST(deep))), "a rank"));
	assert_non_null(strstr(complaint(M(.home = LIST(low))), "a rank from 0"));
	assert_non_null(strstr(complaint(M(.finder = &lost)), "leads nowhere"));
	assert_null(door_path(DOOR_SIGN_OUT));
	assert_string_equal(complaint(M(.doors = LIST(in), .searches = LIST(fine), .home = LIST(good))), "");
	assert_string_equal(door_path(DOOR_SIGN_OUT), "/ra");
	assert_null(finder_used());
	struct hits h = {0};
	OK(hits(NULL, S("x"), &h));
}

static void cards_are_bounded(void **state)
{
	(void)state;
	struct home_cards cards = {0};
	for (int i = 0; i < CARDS_MOST + 3; i++)
		card_add(&cards, (struct home_card){.title = "x", .count = i, .path = S("/")});
	assert_int_equal(cards.n, CARDS_MOST);
	assert_int_equal(cards.v[CARDS_MOST - 1].count, CARDS_MOST - 1);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
TESTS()
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(areas_hold_what_a_reader_may_open),
		WITH_STORE(others_have_a_menu_of_their_own),
		WITH_STORE(a_page_knows_its_entry),
		WITH_STORE(favourites_stand_in_the_order_they_were_chosen),
		WITH_STORE(twelve_favourites_are_enough),
		WITH_STORE(each_account_keeps_its_own),
		WITH_STORE(a_late_reader_remembers_nothing),
		WITH_STORE(what_was_used_last_stands_first),
		WITH_STORE(what_is_not_written_yet_counts),
		WITH_STORE(a_program_or_a_failure_is_no_use),
		WITH_STORE(what_modules_say_is_checked),
		WITH_STORE(cards_are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
