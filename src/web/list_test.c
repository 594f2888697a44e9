/* Declared lists over rows that this file makes up: pages there and back, order, columns, addresses, files. */
#include "tests/unit/store.h"
#include "html/csv.h"
#include "web/edge.h"
#include "web/list.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROWS = 1234 };
struct thing {
	int64_t id, size;
	str name, born_on;
	opt_int seen_at;
};
struct thing_filter {
	str words, kind;
	int64_t least;
};
static arena memory;
static int64_t asked_most, batches;

static str hostile(int64_t id)
{
	static const char *const cells[] = {
		"=1+1", "+84912", "-2", "@SUM(A1)", " =cmd|' /C calc'!A0", "＝1", "a\"b", "hai\ndòng", "Lê Thị Hoa"};
	return str_of(cells[id % (int64_t)COUNT(cells)]);
}

static struct thing thing_of(int64_t id)
{
	return (struct thing){
		id, id * 1000, hostile(id), id % 3 ? S("2026-11-05") : S("1950"), id % 2 ? some_int(TEST_NOW) : (opt_int){0}};
}

/* By id, or by it from the end; `kind` odd leaves out the even ones and says where it stopped looking. */
static err thing_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct thing_filter *f = l->asked;
	struct thing *v = NEWN(q->ctx.a, struct thing, (size_t)most);
	int64_t n = 0, looked = 0, step = l->from_end ? -1 : 1, id = l->begun ? l->from.id + step : l->from_end ? ROWS : 1;
	asked_most = most;
	batches++;
	for (; id >= 1 && id <= ROWS && looked < most; id += step, looked++)
		if (!f->kind.n || id % 2)
			v[n++] = thing_of(id);
	*out = (struct list_rows){.v = v, .n = (size_t)n, .cut = f->kind.n && looked == most, .cut_after = {.id = id - step}};
	return NULL;
}

static struct list_key thing_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct thing *)row)->id, .text = S("có dấu.và chấm")};
}

static const struct choice kinds[] = {{"odd", "Lẻ"}, {NULL, NULL}};
static const struct column columns[] = {
	{.name = "name", .title = "Tên", .at = offsetof(struct thing, name), .leads = "/do/{id}/xem", .sort = "ten"},
	{.name = "size", .title = "Cỡ", .as = COLUMN_NUMBER, .at = offsetof(struct thing, size)},
	{.name = "born", .title = "Ngày", .as = COLUMN_DAY, .at = offsetof(struct thing, born_on), .spare = true},
	{.name = "seen",
		.title = "Thấy lúc",
		.as = COLUMN_TIME_OPTIONAL,
		.at = offsetof(struct thing, seen_at),
		.place = COLUMN_IN_FILE},
};
static const struct field filters[] = {
	{.name = "tim", .label = "Từ cần tìm", .type = I_TEXT, .at = offsetof(struct thing_filter, words)},
	{.name = "loai", .label = "Loại", .type = I_CHOICE, .at = offsetof(struct thing_filter, kind), .choices = kinds},
	{.name = "tu", .label = "Từ cỡ", .type = I_INT, .at = offsetof(struct thing_filter, least), .max = 100},
};
static const struct list things = {.title = "Các đồ vật",
	.path = "/do",
	.file = "do",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct thing_filter),
	.row = sizeof(struct thing),
	.page = 10,
	.rows = thing_rows,
	.key = thing_key};
static const struct route route = {"GET", "/do", NULL, PUBLIC, "Các đồ vật", .list = &things};

struct asking { /* one request */
	struct http_request http;
	struct http_reply reply;
	struct req q;
	struct thing_filter asked;
	struct listing l;
};

static struct req *begin(struct asking *k, str address)
{
	str path, query;
	str_cut(address, '?', &path, &query);
	*k = (struct asking){.http = {.a = &memory, .query = query, .method = S("GET"), .path = S("/do")},
		.reply = {.fd = -1, .body = {.a = &memory}}};
	k->q = (struct req){.ctx = {.a = &memory, .now = TEST_NOW}, .http = &k->http, .reply = &k->reply, .route = &route};
	k->q.page = (struct page){.out = &k->reply.body, .a = &memory, .now = TEST_NOW};
	return &k->q;
}

static void look(struct asking *k, str address)
{
	struct req *q = begin(k, address);
	OK(list_read(q, &things, &k->asked, &k->l));
	OK(list_fill(q, &k->l));
}

static int64_t id_at(const struct asking *k, size_t i) { return ((const struct thing *)list_row(&k->l, i))->id; }

static void pages_there_and_back(void **state)
{
	(void)state;
	static const char *const starts[] = {"/do", "/do?loai=odd", "/do?xep=-ten&cot=name.born"};
	for (size_t s = 0; s < COUNT(starts); s++) {
		str addresses[200], at = str_of(starts[s]);
		int64_t seen = 0, last = starts[s][strlen(starts[s]) - 1] == 'n' ? ROWS + 1 : 0, pages = 0;
		struct asking k;
		for (; at.n; at = list_following(&memory, &k.l)) {
			assert_true(pages < 199 && at.n < 1200);
			look(&k, addresses[pages++] = at);
			assert_int_equal(asked_most, 11);
			for (size_t i = 0; i < k.l.rows.n; i++, seen++) {
				assert_true(s == 2 ? id_at(&k, i) < last : id_at(&k, i) > last);
				last = id_at(&k, i);
			}
			assert_true(str_is(k.asked.kind, s == 1 ? "odd" : ""));
		}
		assert_int_equal(seen, s == 1 ? ROWS / 2 : ROWS);
		/* Back: every page as it was, as far as the address carries, and then the first. */
		for (int64_t i = pages - 1; i > 0; i--) {
			struct asking then, again;
			str back = list_previous(&memory, &k.l);
			assert_true(back.n > 0);
			look(&again, back);
			if (!again.l.begun && i > 1) {
				assert_true(i < pages - 15);
				break;
			}
			look(&then, addresses[i - 1]);
			assert_int_equal(id_at(&again, 0), id_at(&then, 0));
			assert_true(str_eq(again.l.query.text, then.l.query.text));
			k = again;
		}
		look(&k, str_of(starts[s]));
		assert_int_equal(list_previous(&memory, &k.l).n, 0);
	}
}

static void what_makes_no_sense(void **state)
{
	(void)state;
	static const char *const cursors[] = {"/do?sau=", "/do?sau=x", "/do?sau=1", "/do?sau=9999999999999999999.1",
		"/do?sau=.&qua=~~0", "/do?sau=1.x.%00", "/do?xep=size", "/do?xep=-", "/do?cot=", "/do?cot=khong.co"};
	struct asking k;
	for (size_t i = 0; i < COUNT(cursors); i++) {
		look(&k, str_of(cursors[i]));
		assert_int_equal(id_at(&k, 0), 1);
		assert_true(list_shows(&k.l, 0) && list_shows(&k.l, 1) && !list_shows(&k.l, 2) && !list_shows(&k.l, 3));
		assert_int_equal(k.l.query.text.n, 0);
	}
	look(&k, S("/do?tu=999&tim=a"));
	assert_non_null(k.q.page.problems);
	assert_int_equal(k.l.rows.n, 0);
	assert_true(str_is(list_asked_text(&memory, &k.l, &filters[2]), "999"));
	assert_true(str_is(k.l.query.text, "tim=a&tu=999"));
	struct req *q = begin(&k, S("/do?tu=999"));
	q->json = true;
	err e = list_read(q, &things, &k.asked, &k.l);
	assert_true(e && e->kind == INVALID);
	q = begin(&k, S("/do.csv?tu=999"));
	int fd;
	e = list_file(q, false, &fd);
	assert_true(e && e->kind == INVALID);
}

static void columns_and_order(void **state)
{
	(void)state;
	struct asking k;
	look(&k, S("/do?cot=born&cot=seen&tim=x"));
	assert_true(list_shows(&k.l, 0) && !list_shows(&k.l, 1) && list_shows(&k.l, 2) && !list_shows(&k.l, 3));
	assert_true(str_is(k.l.query.text, "tim=x&cot=name.born"));
	assert_true(str_is(list_sorted(&memory, &k.l, &columns[0]), "/do?tim=x&cot=name.born&xep=ten"));
	assert_true(str_is(list_file_path(&memory, &k.l, ".csv"), "/do.csv?tim=x&cot=name.born"));
	look(&k, S("/do?xep=ten&tim=x"));
	assert_true(str_is(list_sorted(&memory, &k.l, &columns[0]), "/do?tim=x&xep=-ten"));
	look(&k, S("/do?xep=-ten"));
	assert_int_equal(id_at(&k, 0), ROWS);
	assert_true(str_is(list_sorted(&memory, &k.l, &columns[0]), "/do?xep=ten"));
	assert_true(str_is(list_text(&memory, &k.l, &columns[1], list_row(&k.l, 0)), "1.234.000"));
	assert_true(str_is(list_text(&memory, &k.l, &columns[2], list_row(&k.l, 0)), "05/11/2026"));
	assert_true(str_is(list_text(&memory, &k.l, &columns[3], list_row(&k.l, 0)), ""));
	assert_true(str_is(list_link(&memory, &k.l, &columns[0], list_row(&k.l, 0)), "/do/1234/xem"));
	assert_int_equal(list_link(&memory, &k.l, &columns[1], list_row(&k.l, 0)).n, 0);
}

static str file_of(str address, bool for_excel)
{
	struct asking k;
	int fd;
	OK(list_file(begin(&k, address), for_excel, &fd));
	off_t size = lseek(fd, 0, SEEK_END);
	assert_true(size > 0);
	char *text = arena_get(&memory, (size_t)size + 1);
	assert_int_equal(pread(fd, text, (size_t)size, 0), size);
	close(fd);
	return (str){text, (size_t)size};
}

static void a_file_has_every_row_once_and_runs_nothing(void **state)
{
	(void)state;
	buf wanted = {.a = &memory};
	batches = 0;
	str text = file_of(S("/do.csv?sau=0.7"), false);
	assert_int_equal(batches, 3);
	csv_begin(&wanted);
	for (size_t i = 0; i < COUNT(columns); i++)
		csv_text(&wanted, str_of(columns[i].title));
	csv_row_end(&wanted);
	for (int64_t id = 1; id <= ROWS; id++) {
		csv_text(&wanted, hostile(id));
		csv_number(&wanted, id * 1000);
		csv_text(&wanted, id % 3 ? S("05/11/2026") : S("1950"));
		csv_text(&wanted, id % 2 ? show_time(&memory, TEST_NOW) : S(""));
		csv_row_end(&wanted);
	}
	assert_int_equal(text.n, wanted.n);
	assert_memory_equal(text.s, wanted.s, text.n);
	assert_true(str_has(text, S("\"'=1+1\"")) && !str_has(text, S("\"=1+1\"")));
	str odd = file_of(S("/do.csv?loai=odd"), false);
	size_t lines = 0;
	for (size_t i = 1; i < odd.n; i++)
		lines += odd.s[i] == '\n' && odd.s[i - 1] == '\r';
	assert_int_equal(lines, ROWS / 2 + 1);
	assert_true(str_starts(file_of(S("/do.xlsx"), true), S("PK\x03\x04")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_there_and_back),
		cmocka_unit_test(what_makes_no_sense),
		cmocka_unit_test(columns_and_order),
		cmocka_unit_test(a_file_has_every_row_once_and_runs_nothing),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&memory);
	return failed;
}
