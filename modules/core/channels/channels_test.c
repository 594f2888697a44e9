/* What goes out of the house: short messages as networks count them, quiet hours, rows that fail for a while, that nobody knows of. */
#include <stdio.h>
#include "tests/unit/store.h"
#include "core/channels/inside.h"
#include "web/module.h"
#include "web/object.h"

/* ---- an outlet of the test ---- */

static struct {
	bool open, at_night;
	enum kind wrong; /* what comes of a letter while `failing` */
	int failing, sent;
	char to[100], subject[100], text[400], mark[40];
} post;

static bool post_open(struct ctx *c) { return (void)c, post.open; }
static str post_address(const struct reach *r) { return r->email; }
static str post_masked(arena *a, str to) { return (void)to, str_copy(a, S("***")); }
static int64_t post_when(struct ctx *c, int64_t at) { return (void)c, post.at_night ? at + HOUR : at; }
static err post_send(struct ctx *c, const struct outgoing *o)
{
	snprintf(post.to, sizeof post.to, "%.*s", STR_ARG(o->to));
	snprintf(post.subject, sizeof post.subject, "%.*s", STR_ARG(o->subject));
	snprintf(post.text, sizeof post.text, "%.*s", STR_ARG(o->text));
	snprintf(post.mark, sizeof post.mark, "%.*s", STR_ARG(o->mark));
	if (post.failing > 0) {
		post.failing--;
		return post.wrong == INVALID ? FAIL(c, INVALID, "Địa chỉ sai.") : FAIL(c, BUSY, "Máy chủ bận.");
	}
	post.sent++;
	return NULL;
}
static const struct outlet outlets[] = {{.name = "post",
	.title = "Bưu điện",
	.open = post_open,
	.address = post_address,
	.masked = post_masked,
	.when = post_when,
	.send = post_send}};
static const struct event events[] = {{.name = "test.news", .title = "Tin thử", .who = "citizen"},
	{.name = "test.urgent", .title = "Tin gấp", .who = "citizen", .urgent = true}};
static err reached(struct ctx *c, struct reach *r)
{
	(void)c;
	*r = (struct reach){.account = r->account, .email = r->account == 7 ? S("bay@vidu.vn") : S("")};
	return NULL;
}
static const struct module test_module = {
	.name = "test", .title = "Thử", .events = LIST(events), .outlets = LIST(outlets), .reach = reached};
static const struct module *const list[] = {&test_module, &channels_module, NULL};

static int open_store(void **state)
{
	memset(&post, 0, sizeof post);
	post.open = true;
	post.wrong = BUSY;
	int wrong = test_open(state);
	modules_set(list);
	return wrong;
}

static int64_t put(struct ctx *c, const char *event, int64_t account)
{
	struct outbox_page_rows rows;
	struct message_to m = {.outlet = &outlets[0],
		.event = event_find(str_of(event)),
		.account = account,
		.subject = S("Tin"),
		.text = S("Một dòng\nhai dòng")};
	OK(WRITE(c, message_put(c, &m)));
	OK(outbox_page(c, INT64_MAX, 1, &rows));
	return rows.v[0].id;
}

static void send(struct ctx *c, int64_t id) { OK(outbox_send(c, str_format(c->a, "%lld", (long long)id))); }

static struct outbox_page row(struct ctx *c, int64_t id)
{
	struct outbox_page_rows rows;
	OK(outbox_page(c, id + 1, 1, &rows));
	return rows.v[0];
}
#define IS(c, id, wanted) assert_string_equal(str_c((c)->a, row((c), (id)).state), wanted)

static void verified(struct ctx *c)
{
	struct verify_report r = {.lines.a = c->a};
	OK(outbox_verify(c, &r));
	assert_true(r.checked > 0);
	assert_int_equal(r.wrong, 0);
}

/* ---- rows ---- */

static void what_fails_for_a_while_goes_once(void **state)
{
	struct ctx *c = test_store(state);
	struct outbox_find is;
	bool found;
	int64_t id = put(c, "test.news", 7);
	OK(outbox_find(c, id, &is, &found));
	assert_null(strstr(str_c(c->a, is.sealed), "dòng"));
	post.failing = 2;
	send(c, id);
	IS(c, id, "waiting");
	assert_int_equal(row(c, id).ready_at, c->now + 10 * SECOND);
	char mark[sizeof post.mark];
	strcpy(mark, post.mark);
	c->now += 10 * SECOND;
	send(c, id);
	assert_int_equal(row(c, id).ready_at, c->now + 20 * SECOND); /* later each time */
	c->now += 20 * SECOND;
	send(c, id);
	IS(c, id, "sent");
	assert_int_equal(post.sent, 1);
	assert_string_equal(post.to, "bay@vidu.vn");
	assert_string_equal(post.subject, "Tin");
	assert_string_equal(post.text, "Một dòng\nhai dòng");
	assert_string_equal(post.mark, mark); /* by which the other side knows it again */
	assert_int_equal(row(c, id).attempts, 3);
	assert_int_equal(row(c, id).has_text, 0);
	assert_string_equal(str_c(c->a, row(c, id).whom), "***");
	send(c, id); /* its job runs once more */
	assert_int_equal(post.sent, 1);
	verified(c);
}

static void it_is_tried_so_often_then_waits_for_somebody(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = put(c, "test.news", 7);
	struct outbox_again_work w = {.id = id}, all = {.all = true}, none = {.id = 0};
	post.failing = OUTBOX_ATTEMPTS;
	FAILS(CONFLICT, apply(c, outbox_send_again, &w)); /* it waits anyway */
	for (int i = 1; i <= OUTBOX_ATTEMPTS; i++) {
		IS(c, id, "waiting");
		send(c, id);
		c->now += 2 * HOUR;
	}
	IS(c, id, "failed");
	assert_string_equal(str_c(c->a, row(c, id).error), "Máy chủ bận.");
	send(c, id);
	assert_int_equal(post.sent, 0);
	verified(c);
	OK(apply(c, outbox_send_again, &w));
	assert_int_equal(row(c, id).attempts, 0);
	send(c, id);
	IS(c, id, "sent");
	FAILS(CONFLICT, apply(c, outbox_send_again, &w));
	assert_int_equal(post.sent, 1);
	post.failing = 1;
	post.wrong = INVALID; /* gets no better by waiting */
	id = put(c, "test.news", 7);
	send(c, id);
	IS(c, id, "failed");
	FAILS(NOT_FOUND, apply(c, outbox_send_again, &none)); /* not all of them */
	OK(apply(c, outbox_send_again, &all));
	assert_int_equal(all.done, 1);
	IS(c, id, "waiting");
}

static void who_was_killed_on_the_way_says_so(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = put(c, "test.news", 7);
	struct outbox_again_work w = {.id = id};
	OK(WRITE(c, outbox_claimed(c, id, c->now, S("***"))));
	send(c, id); /* the job runs again */
	IS(c, id, "unsure");
	assert_int_equal(post.sent, 0);
	send(c, id);
	assert_int_equal(post.sent, 0);
	verified(c);
	OK(apply(c, outbox_send_again, &w)); /* who reads the page decides */
	send(c, id);
	IS(c, id, "sent");
	assert_int_equal(post.sent, 1);
}

static void it_goes_when_it_may_and_as_long_as_it_is_of_use(void **state)
{
	struct ctx *c = test_store(state);
	post.at_night = true;
	int64_t id = put(c, "test.news", 7), urgent = put(c, "test.urgent", 7);
	assert_int_equal(row(c, id).ready_at, c->now + HOUR);
	assert_int_equal(row(c, urgent).ready_at, c->now);
	send(c, id);
	send(c, urgent);
	IS(c, id, "waiting");
	IS(c, urgent, "sent");
	post.at_night = false;
	c->now += 3 * DAY + 1;
	send(c, id);
	IS(c, id, "failed");
	assert_int_equal(post.sent, 1);
	id = put(c, "test.news", 7);
	post.open = false;
	send(c, id);
	IS(c, id, "failed");
	post.open = true;
	id = put(c, "test.news", 8); /* where he cannot be reached any more */
	send(c, id);
	IS(c, id, "dropped");
	assert_int_equal(post.sent, 1);
	verified(c);
}

static void a_code_goes_where_it_was_asked_for_or_nowhere(void **state)
{
	struct ctx *c = test_store(state);
	struct outbox_page_rows rows;
	struct message m = {
		.channel = "post", .to = S("khac@vidu.vn"), .subject = S("Mã"), .text = S("1234"), .until = c->now + MINUTE};
	post.at_night = true;
	OK(WRITE(c, message_post(c, &m)));
	OK(outbox_page(c, INT64_MAX, 9, &rows));
	send(c, rows.v[0].id); /* somebody waits for it */
	str title;
	OK(object_title(c, S("outbox"), rows.v[0].id, &title));
	assert_string_equal(str_c(c->a, title), "Mã xác nhận, mã đặt lại mật khẩu"); /* in the log too */
	assert_string_equal(post.to, "khac@vidu.vn");
	OK(WRITE(c, message_post(c, &m)));
	OK(outbox_page(c, INT64_MAX, 9, &rows));
	assert_int_equal(rows.n, 2);
	c->now += MINUTE + 1;
	send(c, rows.v[0].id);
	IS(c, rows.v[0].id, "dropped"); /* it opens nothing any more */
	assert_int_equal(row(c, rows.v[0].id).has_text, 0);
	m.until = c->now + MINUTE;
	OK(WRITE(c, message_post(c, &m)));
	OK(outbox_page(c, INT64_MAX, 1, &rows));
	struct outbox_again_work again = {.id = rows.v[0].id};
	OK(WRITE(c, outbox_claimed(c, again.id, c->now, S("***"))));
	send(c, again.id);
	IS(c, again.id, "unsure");
	c->now += MINUTE + 1;
	OK(apply(c, outbox_send_again, &again)); /* sent once more, it opens no more than before */
	send(c, again.id);
	IS(c, again.id, "dropped");
	assert_int_equal(post.sent, 1);
	post.open = false;
	OK(WRITE(c, message_post(c, &m)));
	OK(outbox_page(c, INT64_MAX, 9, &rows));
	assert_int_equal(rows.n, 3);
	verified(c);
}

static void what_lies_about_is_taken_up_and_forgotten(void **state)
{
	struct ctx *c = test_store(state);
	int64_t lost = put(c, "test.news", 7), killed = put(c, "test.news", 7), sent = put(c, "test.news", 7), old = 0;
	struct outbox_page_rows rows;
	OK(WRITE(c, outbox_claimed(c, killed, c->now, S("***"))));
	send(c, sent);
	c->now += 11 * MINUTE;
	OK(outbox_tidy(c, S("")));
	send(c, killed);
	IS(c, killed, "unsure");
	send(c, lost);
	IS(c, lost, "sent");
	c->now += 90 * DAY - MINUTE;
	old = put(c, "test.news", 7);
	OK(outbox_tidy(c, S("")));
	OK(outbox_page(c, INT64_MAX, 9, &rows));
	assert_int_equal(rows.n, 3); /* one went ninety days ago */
	c->now += DAY;
	OK(outbox_tidy(c, S("")));
	OK(outbox_page(c, INT64_MAX, 9, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].id, old);
}

/* ---- short messages ---- */

static str many(arena *a, const char *one, int n)
{
	buf b = {.a = a};
	for (int i = 0; i < n; i++)
		buf_str(&b, str_of(one));
	return buf_text(&b);
}

static void parts_are_counted_as_networks_do(void **state)
{
	struct ctx *c = test_store(state);
	arena *a = c->a;
	static const struct {
		const char *one;
		int n;
		size_t parts;
	} cases[] = {{"a", 0, 0}, {"a", 160, 1}, {"a", 161, 2}, {"a", 306, 2}, {"a", 307, 3}, {"ơ", 70, 1}, {"ơ", 71, 2},
		{"ơ", 134, 2}, {"ơ", 135, 3}, {"à", 160, 1}, {"[", 80, 1}, {"[", 81, 2}, {"😀", 35, 1}, {"😀", 36, 2}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(message_parts(many(a, cases[i].one, cases[i].n)), cases[i].parts);
}

static void a_short_message_is_cut_after_a_word(void **state)
{
	struct ctx *c = test_store(state);
	arena *a = c->a;
	str said = S("Hồ sơ H42.17-261123-0001: Đã tiếp nhận. Hẹn trả kết quả: 10:00, 25/11/2026 – mời ông/bà đến “Trung tâm”.");
	assert_string_equal(str_c(a, message_unmarked(a, said)),
		"Ho so H42.17-261123-0001: Da tiep nhan. Hen tra ket qua: 10:00, 25/11/2026 - moi ong/ba den \"Trung tam\".");
	assert_true(str_eq(message_short(a, said, true, 2), said));
	str one = message_short(a, said, true, 1);
	assert_int_equal(message_parts(one), 1);
	assert_string_equal(str_c(a, one), "Hồ sơ H42.17-261123-0001: Đã tiếp nhận. Hẹn trả kết quả: 10:00,...");
	assert_int_equal(message_parts(message_short(a, said, false, 1)), 1);
	assert_true(str_eq(message_short(a, said, false, 1), message_unmarked(a, said)));
	assert_int_equal(message_parts(message_short(a, many(a, "một hai ", 200), true, 3)), 3);
}

static void short_messages_have_quiet_hours(void **state)
{
	struct ctx *c = test_store(state);
	const struct outlet *o = outlet_find(S("phone"));
	int64_t day = day_start(day_of(c->now));
	assert_int_equal(o->when(c, day + 9 * HOUR), day + 9 * HOUR);
	assert_int_equal(o->when(c, day + 7 * HOUR), day + 7 * HOUR);
	assert_int_equal(o->when(c, day + 7 * HOUR - 1), day + 7 * HOUR);
	assert_int_equal(o->when(c, day + 21 * HOUR - 1), day + 21 * HOUR - 1);
	assert_int_equal(o->when(c, day + 21 * HOUR), day + 31 * HOUR);
	assert_int_equal(o->when(c, day), day + 7 * HOUR);
	assert_string_equal(o->masked(c->a, S("0912345678")).s, "091*****78");
	assert_string_equal(outlet_find(S("email"))->masked(c->a, S("hoa.le@vidu.vn")).s, "h***@vidu.vn");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_fails_for_a_while_goes_once, open_store, test_close),
		cmocka_unit_test_setup_teardown(it_is_tried_so_often_then_waits_for_somebody, open_store, test_close),
		cmocka_unit_test_setup_teardown(who_was_killed_on_the_way_says_so, open_store, test_close),
		cmocka_unit_test_setup_teardown(it_goes_when_it_may_and_as_long_as_it_is_of_use, open_store, test_close),
		cmocka_unit_test_setup_teardown(a_code_goes_where_it_was_asked_for_or_nowhere, open_store, test_close),
		cmocka_unit_test_setup_teardown(what_lies_about_is_taken_up_and_forgotten, open_store, test_close),
		cmocka_unit_test_setup_teardown(parts_are_counted_as_networks_do, open_store, test_close),
		cmocka_unit_test_setup_teardown(a_short_message_is_cut_after_a_word, open_store, test_close),
		cmocka_unit_test_setup_teardown(short_messages_have_quiet_hours, open_store, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
