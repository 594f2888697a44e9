/* Notices: for one account only, counted while unread. */
#include "../../../tests/unit/store.h"
#include "core/access/access.h"
#include "notices.h"
#include "core/notices/notices.sql.h"
#include "web/module.h"

static int64_t account(struct ctx *c, const char *login)
{
	struct new_account n = {.kind = S("officer"), .login = str_of(login), .name = S("Nguyễn Văn A")};
	int64_t id;
	OK(WRITE(c, account_add(c, &n, &id)));
	return id;
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
	int64_t a = account(c, "mot.motcua"), b = account(c, "hai.motcua");
	struct notice_page_rows page;
	struct notice_find found;
	OK(WRITE(c, notice_add(c, a, S("Hồ sơ đã có kết quả"), S("Mời nhận kết quả."), S("/ho-so/1"))));
	OK(WRITE(c, notice_add(c, a, S("Hồ sơ được tiếp nhận"), S("Hẹn trả 25/11."), S("/ho-so/1"))));
	OK(WRITE(c, notice_add(c, 0, S("Không ai"), S(""), S(""))));
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

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(notices_belong_to_one_account, test_open, test_close),
	};
	return cmocka_run_group_tests_name("notices", tests, NULL, NULL);
}
