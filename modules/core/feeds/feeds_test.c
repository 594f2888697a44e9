/* Feeds: JSON as a table, which hosts are allowed, when it is tried again, who is told, what rests. */
#include "core/imports/stage_test.h"
#include "core/feeds/inside.h"
#include "core/notices/notices.sql.h"
#include "modules.h"
#include "web/actor.h"
#include "web/json.h"

/* ---- JSON ---- */

static void table(struct ctx *c, const char *json, const char *rows_at, const char *wanted)
{
	const struct node *document;
	str csv;
	OK(json_read(c, str_of(json), &document));
	OK(feed_rows(c, document, str_of(rows_at), &csv));
	assert_string_equal(str_c(c->a, csv), wanted);
}

static void no_table(struct ctx *c, const char *json, const char *rows_at)
{
	const struct node *document;
	str csv;
	OK(json_read(c, str_of(json), &document));
	FAILS(INVALID, feed_rows(c, document, str_of(rows_at), &csv));
}

static void lists_of_objects_are_tables(void **state)
{
	struct ctx *c = test_store(state);
	table(c, "[{\"a\": 1, \"b\": \"x\"}, {\"b\": \"y\", \"c\": 2.50}]", "",
		"\"a\",\"b\",\"c\"\n\"1\",\"x\",\"\"\n\"\",\"y\",\"2.50\"");
	table(c, "{\"n\": 2, \"l\": [1], \"rows\": [{\"a\": true}, {\"a\": null}, 5, {\"a\": false}]}", "",
		"\"a\"\n\"Có\"\n\"\"\n\"Không\"");
	table(c, "{\"data\": {\"items\": [{\"a\": \"say \\\"x\\\", y\"}]}}", "data.items", "\"a\"\n\"say \"\"x\"\", y\"");
	table(c, "[{\"a\": 1, \"at\": {\"x\": 2, \"deep\": {\"y\": 3}}, \"l\": [1, 2]}]", "", "\"a\",\"at.x\"\n\"1\",\"2\"");
	no_table(c, "{\"a\": 1}", "");
	no_table(c, "[1, 2]", "");
	no_table(c, "[]", "");
	no_table(c, "{\"a\": {\"b\": [{\"c\": 1}]}}", "");
	no_table(c, "{\"a\": {\"b\": [{\"c\": 1}]}}", "a");
	no_table(c, "{\"a\": {\"b\": [{\"c\": 1}]}}", "a.b.c");
	no_table(c, "{\"a\": {\"b\": [{\"c\": 1}]}}", "a.x");
}

static void a_table_has_sixty_columns(void **state)
{
	struct ctx *c = test_store(state);
	buf b = {.a = c->a};
	buf_lit(&b, "[{");
	for (int i = 0; i < 60; i++)
		buf_printf(&b, "%s\"c%d\": 1", i ? "," : "", i);
	str head = buf_text(&b);
	const struct node *document;
	str csv;
	OK(json_read(c, str_format(c->a, "%.*s}]", STR_ARG(head)), &document));
	OK(feed_rows(c, document, S(""), &csv));
	no_table(c, str_format(c->a, "%.*s, \"c60\": 1}]", STR_ARG(head)).s, "");
}

static void hosts_are_whole_words(void **state)
{
	(void)state;
	assert_true(feed_is_allowed(S("a.vn b.vn:8443"), S("a.vn")));
	assert_true(feed_is_allowed(S("a.vn b.vn:8443"), S("b.vn:8443")));
	assert_false(feed_is_allowed(S("a.vn b.vn:8443"), S("b.vn")));
	assert_false(feed_is_allowed(S("a.vn"), S("aa.vn")));
	assert_false(feed_is_allowed(S("a.vn"), S("vn")));
	assert_false(feed_is_allowed(S("a.vn"), S("")));
	assert_false(feed_is_allowed(S(""), S("a.vn")));
	assert_false(feed_is_allowed(S(""), S("")));
}

/* ---- from its beginning to a failure; the other side is a port of this machine where nobody listens ---- */

static void may_ask(struct ctx *c)
{
	begin(c);
	OK(WRITE(c, setting_save(c, FEED_HOSTS, S("127.0.0.1:1 other.vn"))));
	OK(settings_reload(c));
}

static int64_t feed(struct ctx *c)
{
	struct feed_change n = {.title = S("Thôn của Sở"),
		.kind = S("hamlets"),
		.url = S("http://127.0.0.1:1/a"),
		.every = 24,
		.user = S("xa"),
		.secret = S("mật khẩu")};
	OK(apply(c, feed_keep, &n));
	return n.id;
}

static struct feed_find of(struct ctx *c, int64_t id)
{
	struct feed_find f;
	OK(feed_find(c, id, c->unit, &f));
	return f;
}

static void lets_run(struct ctx *c, int64_t id)
{
	struct feed_work w = {.feed = id};
	for (size_t i = 0; i < feed_flow.actions.n; i++)
		if (!strcmp(feed_flow.actions.v[i].name, "run"))
			w.action = &feed_flow.actions.v[i];
	OK(apply(c, feed_act, &w));
}

static void fetch(struct ctx *c, const char *which)
{
	struct ctx job = *c;
	job.actor = job.unit = 0;
	OK(feeds_fetch(&job, str_of(which)));
}

static int64_t told(struct ctx *c)
{
	struct notice_unread_count n;
	OK(notice_unread_count(c, c->actor, &n));
	return n.total;
}

static void what_fails_is_tried_later_and_later(void **state)
{
	struct ctx *c = test_store(state);
	may_ask(c);
	int64_t id = feed(c), before = told(c);
	fetch(c, "");
	fetch(c, str_format(c->a, "%lld", (long long)id).s);
	assert_int_equal(of(c, id).failures, 0); /* it rests */
	lets_run(c, id);
	static const int64_t waits[] = {5, 10, 20, 40, 80, 160, 320, 360, 360};
	for (size_t i = 0; i < COUNT(waits); i++) {
		fetch(c, "");
		assert_int_equal(of(c, id).failures, (int64_t)i + 1);
		assert_int_equal(of(c, id).next_at - c->now, waits[i] * MINUTE);
		assert_int_equal(told(c) - before, i + 1 >= FEED_TELL_AT);
		fetch(c, ""); /* not yet */
		assert_int_equal(of(c, id).failures, (int64_t)i + 1);
		c->now += waits[i] * MINUTE;
	}
	struct feed_runs_rows runs;
	OK(feed_runs(c, id, FEED_RUNS_SHOWN, &runs));
	assert_int_equal(runs.n, COUNT(waits));
	assert_true(str_is(runs.v[0].outcome, "failed") && str_has(runs.v[0].says, S("không nhận kết nối")));
	c->now = runs.v[0].tried_at + MINUTE - 1;
	FAILS(LIMITED, apply(c, feed_now, &id));
	c->now += 1;
	OK(apply(c, feed_now, &id));
}

/* ---- one of whose setter we cannot even say who he is, for a reason of our own ---- */

static int64_t of_nobody;
static err identify(struct ctx *c, const struct session *s, struct actor *out)
{
	(void)out;
	return of_nobody && s->account == of_nobody ? FAIL(c, BROKEN, "a fault of our own") : NULL;
}
static const struct module faulty = {.name = "faulty", .title = "Thử", .identify = identify};

static int open_faulty(void **state)
{
	static const struct module *list[64];
	size_t n = 0;
	int wrong = test_open(state);
	for (const struct module *const *m = modules; *m; m++)
		list[n++] = *m;
	list[n] = &faulty;
	modules_set(list);
	return wrong;
}

static void one_that_is_our_fault_keeps_no_other_waiting(void **state)
{
	struct ctx *c = test_store(state);
	may_ask(c);
	int64_t first = feed(c);
	lets_run(c, first);
	int64_t his = c->actor;
	c->actor = officer(c, "specialist", c->unit);
	c->now += SECOND;
	int64_t second = feed(c), third = feed(c);
	lets_run(c, second);
	lets_run(c, third);
	of_nobody = his;
	struct ctx job = *c;
	job.actor = job.unit = 0;
	FAILS(BROKEN, feeds_fetch(&job, S(""))); /* the log tells of it */
	of_nobody = 0;
	assert_int_equal(of(c, first).failures, 0);
	assert_int_equal(of(c, second).failures, 1);
	assert_int_equal(of(c, third).failures, 1);
	fetch(c, ""); /* it is still due */
	assert_int_equal(of(c, first).failures, 1);
}

static void it_rests_when_he_is_gone(void **state)
{
	struct ctx *c = test_store(state);
	may_ask(c);
	int64_t id = feed(c);
	lets_run(c, id);
	OK(WRITE(c, account_disable(c, c->actor)));
	fetch(c, "");
	assert_int_equal(of(c, id).state, FEED_RESTS);
	struct feed_runs_rows runs;
	OK(feed_runs(c, id, FEED_RUNS_SHOWN, &runs));
	assert_int_equal(runs.n, 1);
	assert_true(str_has(runs.v[0].says, S("không còn làm việc")));
}

static void what_is_known_there_goes_nowhere_else(void **state)
{
	struct ctx *c = test_store(state);
	struct feed_sign_in known;
	may_ask(c);
	int64_t unit = c->unit;
	int64_t id = feed(c);
	str kept = of(c, id).sign_in;
	assert_false(str_has(kept, S("mật")));
	OK(WRITE(c, feed_sign_in_opened(c, &kept, &known)));
	assert_true(str_is(known.user, "xa") && str_is(known.secret, "mật khẩu"));
	struct feed_change n = {.id = id, .title = S("T"), .kind = S("hamlets"), .url = S("http://127.0.0.1:1/b"), .every = 1};
	OK(apply(c, feed_keep, &n));
	assert_true(str_eq(of(c, id).sign_in, kept)); /* left as it was */
	n.url = S("https://other.vn/b");
	OK(apply(c, feed_keep, &n));
	assert_int_equal(of(c, id).sign_in.n, 0);
	n.user = S("xa");
	FAILS(INVALID, apply(c, feed_keep, &n)); /* a name without a password */
	n.secret = S("x");
	OK(apply(c, feed_keep, &n));
	n.user = n.secret = S("");
	n.open = true;
	OK(apply(c, feed_keep, &n));
	assert_int_equal(of(c, id).sign_in.n, 0);
	c->unit = unit + 1;
	FAILS(NOT_FOUND, apply(c, feed_keep, &n));
	FAILS(NOT_FOUND, apply(c, feed_now, &id));
}

static void so_many_are_enough(void **state)
{
	struct ctx *c = test_store(state);
	may_ask(c);
	for (int i = 0; i < FEEDS_MOST; i++)
		feed(c);
	struct feed_change n = {.title = S("T"), .kind = S("hamlets"), .url = S("http://127.0.0.1:1/b"), .every = 1};
	FAILS(CONFLICT, apply(c, feed_keep, &n));
}

#define WITH_STORE(f) cmocka_unit_test_setup_teardown(f, test_open, test_close)

TESTS()
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(lists_of_objects_are_tables),
		WITH_STORE(a_table_has_sixty_columns),
		cmocka_unit_test(hosts_are_whole_words),
		WITH_STORE(what_fails_is_tried_later_and_later),
		cmocka_unit_test_setup_teardown(one_that_is_our_fault_keeps_no_other_waiting, open_faulty, test_close),
		WITH_STORE(it_rests_when_he_is_gone),
		WITH_STORE(what_is_known_there_goes_nowhere_else),
		WITH_STORE(so_many_are_enough),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
