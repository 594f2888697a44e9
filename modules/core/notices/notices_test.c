/* Notices: for one account only, counted while unread; out of the house by what each account has chosen. */
#include <stdio.h>
#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/access/access.sql.h"
#include "core/notices/pages.h"
#include "core/notices/notices.h"
#include "modules.h"
#include "web/module.h"
#include "web/services/services.h"

/* ---- what is told and by which ways: rows of the test, as any module would add them ---- */

static bool is_open = true;
static struct {
	char text[20][600], to[20][100];
	size_t n;
} post;

static bool zalo_open(struct ctx *c) { return (void)c, is_open; }
static str by_email(const struct reach *r) { return r->email; }
static str by_phone(const struct reach *r) { return r->phone; }
static str masked(arena *a, str to) { return (void)to, str_copy(a, S("***")); }
static err zalo_send(struct ctx *c, const struct outgoing *o)
{
	(void)c;
	snprintf(post.text[post.n], sizeof post.text[0], "%.*s|%.*s", STR_ARG(o->subject), STR_ARG(o->text));
	snprintf(post.to[post.n++], sizeof post.to[0], "%.*s", STR_ARG(o->to));
	return NULL;
}
static const struct outlet outlets[] = {
	{.name = "post",
		.title = "Thư",
		.gathers = true,
		.open = zalo_open,
		.address = by_email,
		.masked = masked,
		.send = zalo_send},
	{.name = "zalo",
		.title = "Zalo",
		.brief = true,
		.open = zalo_open,
		.address = by_phone,
		.masked = masked,
		.send = zalo_send},
};
static const struct event events[] = {
	{.name = "test.news", .title = "Tin thử", .who = "citizen officer", .outlets = "post"},
	{.name = "test.silent", .title = "Tin ở chuông", .who = "citizen officer"},
	{.name = "test.legal", .title = "Tin theo luật", .who = "citizen officer", .outlets = "zalo", .legal = true},
	{.name = "test.officer", .title = "Tin cán bộ", .who = "officer", .outlets = "post"},
};
static const struct module test_module = {.name = "test", .title = "Thử", .events = LIST(events), .outlets = LIST(outlets)};

static int open_store(void **state)
{
	static const struct module *list[64];
	size_t n = 0;
	memset(&post, 0, sizeof post);
	is_open = true;
	int wrong = test_open(state);
	for (const struct module *const *m = modules; *m; m++)
		list[n++] = *m;
	list[n] = &test_module;
	modules_set(list);
	return wrong;
}

static int64_t account(struct ctx *c, const char *kind, const char *login, const char *email, const char *phone)
{
	struct new_account n = {.kind = str_of(kind), .login = str_of(login), .name = S("Nguyễn Văn A")};
	int64_t id;
	OK(WRITE(c, account_add(c, &n, &id)));
	if (*email)
		OK(WRITE(c, account_email_confirmed(c, id, str_of(email), c->now)));
	if (*phone)
		OK(WRITE(c, account_phone_confirmed(c, id, str_of(phone), c->now)));
	return id;
}

static void told(struct ctx *c, int64_t account, const char *event)
{
	OK(WRITE(c,
		notify(c, account, event, &(struct news){.title = S("Đầu đề"), .text = S("Nội dung."), .path = S("/ho-so/1")})));
}

/* Runs what waits. */
static void go(struct ctx *c)
{
	bool ran = true;
	jobs_declare(modules_all());
	while (ran)
		OK(jobs_run_one(c, &ran));
}

static int64_t unread(struct ctx *c, int64_t of)
{
	int64_t n;
	c->actor = of;
	OK(notices_module.unread(c, &n));
	return n;
}

static void notices_belong_to_one_account(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "officer", "mot.motcua", "", ""), b = account(c, "officer", "hai.motcua", "", "");
	struct notice_page_rows page;
	struct notice_find found;
	struct news first = {.title = S("Hồ sơ đã có kết quả"), .text = S("Mời nhận kết quả."), .path = S("/ho-so/1")},
		    second = {.title = S("Hồ sơ được tiếp nhận"), .text = S("Hẹn trả 25/11."), .path = S("/ho-so/1")};
	OK(WRITE(c, notify(c, a, "test.news", &first)));
	OK(WRITE(c, notify(c, a, "test.news", &second)));
	OK(WRITE(c, notify(c, 0, "test.news", &first)));
	FAILS(BROKEN, WRITE(c, notify(c, a, "test.unknown", &first)));
	assert_int_equal(unread(c, a), 2);
	assert_int_equal(unread(c, b), 0);
	OK(notice_page(c, a, INT64_MAX, 10, &page));
	assert_int_equal(page.n, 2);
	assert_string_equal(str_c(c->a, page.v[0].title), "Hồ sơ được tiếp nhận"); /* newest first */
	FAILS(NOT_FOUND, notice_find(c, page.v[0].id, b, &found));
	OK(WRITE(c, notice_read(c, page.v[0].id, b, c->now)));
	assert_int_equal(unread(c, a), 2);
	OK(WRITE(c, notice_read(c, page.v[0].id, a, c->now)));
	assert_int_equal(unread(c, a), 1);
	OK(WRITE(c, notice_read_all(c, a, c->now)));
	assert_int_equal(unread(c, a), 0);
	OK(notice_page(c, a, page.v[0].id, 10, &page));
	assert_int_equal(page.n, 1); /* the next page begins after the last one shown */
}

static void it_goes_by_what_the_account_has_chosen(void **state)
{
	struct ctx *c = test_store(state);
	int64_t b = account(c, "citizen", "dan.2", "b@vidu.vn", ""); /* before the other: what he chooses comes behind */
	int64_t a = account(c, "citizen", "dan.1", "a@vidu.vn", "0912000001");
	told(c, a, "test.news");
	told(c, b, "test.silent");
	go(c);
	assert_int_equal(post.n, 1);
	assert_string_equal(post.to[0], "a@vidu.vn");
	assert_non_null(strstr(post.text[0], "Đầu đề|Nội dung.\n\nXem tại: "));
	assert_non_null(strstr(post.text[0], "/thong-bao/cach-nhan"));
	OK(WRITE(c, notice_choice_put(c, a, S("test.news"), S("post"), 0)));
	OK(WRITE(c, notice_choice_put(c, a, S("test.silent"), S("zalo"), 1)));
	told(c, a, "test.news");
	told(c, a, "test.silent");
	told(c, b, "test.news"); /* another's choice is another's */
	go(c);
	assert_int_equal(post.n, 3);
	assert_string_equal(post.to[1], "0912000001");
	assert_string_equal(post.text[1], "Đầu đề|Đầu đề: Nội dung."); /* short: no address of a page */
	assert_string_equal(post.to[2], "b@vidu.vn");
	is_open = false;
	told(c, b, "test.news");
	is_open = true;
	go(c);
	assert_int_equal(post.n, 3);
	assert_int_equal(unread(c, b), 3); /* behind the bell in any case */
}

static void what_is_legal_goes_whatever_was_chosen(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "citizen", "dan.1", "a@vidu.vn", "0912000001"),
		letters = account(c, "citizen", "dan.2", "b@vidu.vn", "");
	OK(WRITE(c, notice_choice_put(c, a, S("test.legal"), S("zalo"), 0)));
	OK(WRITE(c, notice_choice_put(c, letters, S("test.legal"), S("post"), 0)));
	told(c, a, "test.legal");
	told(c, letters, "test.legal"); /* by another way than the usual, though he wants it by none */
	go(c);
	assert_int_equal(post.n, 2);
	assert_string_equal(post.to[0], "0912000001");
	assert_string_equal(post.to[1], "b@vidu.vn");
	assert_non_null(strstr(post.text[1], "Thư này luôn được gửi"));
	assert_null(strstr(post.text[1], "cach-nhan"));
}

static void who_is_no_officer_is_not_told_as_one(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "citizen", "dan.1", "a@vidu.vn", ""), gone = account(c, "citizen", "dan.2", "b@vidu.vn", "");
	told(c, a, "test.officer");
	OK(WRITE(c, account_disable(c, gone)));
	told(c, gone, "test.legal");
	go(c);
	assert_int_equal(post.n, 0);
}

static void where_he_is_reached_is_asked_when_it_goes_or_now(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "citizen", "dan.1", "cu@vidu.vn", ""), unproved = account(c, "officer", "ba.motcua", "", "");
	struct news now = {.title = S("Đổi nơi nhận"), .text = S("x"), .as_of_now = true},
		    invited = {.title = S("Tài khoản mới"), .text = S("x"), .email = S("viet.ra@vidu.vn")};
	told(c, a, "test.news");
	OK(WRITE(c, notify(c, a, "test.news", &now)));
	OK(WRITE(c, account_email_confirmed(c, a, S("moi@vidu.vn"), c->now)));
	OK(WRITE(c, notify(c, unproved, "test.news", &invited)));
	OK(WRITE(c, notify(c, a, "test.legal", &invited)));
	OK(WRITE(c, notify(c, 0, "test.legal", &(struct news){.title = S("Ở quầy"), .phone = S("0912999999")})));
	go(c);
	assert_int_equal(post.n, 5);
	assert_string_equal(post.to[0], "moi@vidu.vn");
	assert_string_equal(post.to[1], "cu@vidu.vn"); /* who takes the account over does not get it in his place */
	assert_string_equal(post.to[2], "viet.ra@vidu.vn");
	assert_string_equal(post.to[3], "moi@vidu.vn"); /* what he has proved, not what somebody wrote down */
	assert_string_equal(post.to[4], "0912999999");
	assert_string_equal(post.text[4], "Ở quầy|Ở quầy");
}

static void once_is_once(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "citizen", "dan.1", "a@vidu.vn", ""), b = account(c, "citizen", "dan.2", "b@vidu.vn", "");
	struct news n = {.title = S("Đã ghi xong"), .text = S("x"), .once = S("17")};
	for (int i = 0; i < 3; i++) {
		OK(WRITE(c, notify(c, a, "test.news", &n)));
		OK(WRITE(c, notify(c, b, "test.news", &n)));
		OK(WRITE(c, notify(c, a, "test.legal", &n)));
	}
	go(c);
	assert_int_equal(post.n, 3);
	assert_int_equal(unread(c, a), 2);
	is_open = false;
	OK(WRITE(c, notify(c, a, "test.news", &n)));
	assert_int_equal(unread(c, a), 2);
}

static void names_stay_in_the_house(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "citizen", "dan.1", "a@vidu.vn", "0912000001");
	struct news n = {.title = S("Ghi chú: Lê Thị Hoa"), .text = S("x"), .outside = S("Mục theo dõi có ghi chú mới.")};
	OK(WRITE(c, notice_choice_put(c, a, S("test.news"), S("zalo"), 1)));
	OK(WRITE(c, notify(c, a, "test.news", &n)));
	go(c);
	assert_int_equal(post.n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_null(strstr(post.text[i], "Hoa"));
	assert_non_null(strstr(post.text[0], "Tin thử|Mục theo dõi"));
	assert_string_equal(post.text[1], "Tin thử|Mục theo dõi có ghi chú mới.");
}

static void an_officer_may_have_the_news_of_a_day_together(void **state)
{
	struct ctx *c = test_store(state);
	int64_t a = account(c, "officer", "mot.motcua", "a@vidu.vn", "0912000001"),
		b = account(c, "officer", "hai.motcua", "b@vidu.vn", ""),
		citizen = account(c, "citizen", "dan.2", "c@vidu.vn", "");
	struct notice_page_rows page;
	OK(WRITE(c, notice_habit_put(c, a, 1)));
	OK(WRITE(c, notice_habit_put(c, b, 1)));
	OK(WRITE(c, notice_habit_put(c, citizen, 1)));
	OK(WRITE(c, notice_choice_put(c, a, S("test.news"), S("zalo"), 1)));
	told(c, a, "test.news");
	told(c, a, "test.legal");
	told(c, citizen, "test.news");
	told(c, b, "test.news");
	OK(WRITE(c, notify(c, a, "test.news", &(struct news){.title = S("Thứ hai"), .text = S("y")})));
	struct news named = {.title = S("Ghi chú: Lê Thị Hoa"), .text = S("z"), .outside = S("Mục theo dõi có ghi chú mới.")};
	OK(WRITE(c, notify(c, a, "test.news", &named)));
	go(c);
	assert_int_equal(post.n, 5); /* the legal one, the citizen's, and those by the other outlet */
	OK(WRITE(c, notice_read_all(c, b, c->now)));
	post.n = 0;
	OK(notices_gathered(c, S("")));
	go(c);
	assert_int_equal(post.n, 1); /* the other has read his */
	assert_string_equal(post.to[0], "a@vidu.vn");
	assert_non_null(
		strstr(post.text[0], "3 thông báo chưa đọc|- Đầu đề: Nội dung.\n- Thứ hai: y\n- Mục theo dõi có ghi chú mới.\n"));
	OK(notices_gathered(c, S("")));
	go(c);
	assert_int_equal(post.n, 1);
	OK(notice_page(c, a, INT64_MAX, 10, &page));
	assert_int_equal(page.n, 4);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(notices_belong_to_one_account, open_store, test_close),
		cmocka_unit_test_setup_teardown(it_goes_by_what_the_account_has_chosen, open_store, test_close),
		cmocka_unit_test_setup_teardown(what_is_legal_goes_whatever_was_chosen, open_store, test_close),
		cmocka_unit_test_setup_teardown(who_is_no_officer_is_not_told_as_one, open_store, test_close),
		cmocka_unit_test_setup_teardown(where_he_is_reached_is_asked_when_it_goes_or_now, open_store, test_close),
		cmocka_unit_test_setup_teardown(once_is_once, open_store, test_close),
		cmocka_unit_test_setup_teardown(names_stay_in_the_house, open_store, test_close),
		cmocka_unit_test_setup_teardown(an_officer_may_have_the_news_of_a_day_together, open_store, test_close),
	};
	return cmocka_run_group_tests_name("notices", tests, NULL, NULL);
}
