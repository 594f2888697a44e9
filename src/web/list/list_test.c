/* Declared lists over rows that this file makes up: pages there and back, order, columns, addresses, files. */
#include "tests/unit/store.h"
#include "html/csv.h"
#include "web/edge/edge.h"
#include "web/list/list.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include "http/http.h"
#include "web/input.h"

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
	static const str cells[] = {{"=1+1", 4}, {"+84912", 6}, {"-2", 2}, {"@SUM(A1)", 8}, {" =cmd|' /C calc'!A0", 19},
		{"＝1", 4}, {"a\"b", 3}, {"hai\ndòng", 9}, {"Lê Thị Hoa", 13}, {"\t=1", 3}, {"\r-1", 3}, {"\n@A1", 4},
		{"\r\n+1", 4}, {"\",=1", 4}, {"a,=b;\"=c\"\"", 11}, {"'=1", 3}, {"\u200f=1", 5}, {"\u202egnp.exe", 10},
		{"\0=1", 3}, {"a\0b", 3}, {"\x01=1", 3}, {"\x7f+1", 3}};
	return cells[id % (int64_t)COUNT(cells)];
}

static str seen(int64_t id) /* as a reader has it */
{
	buf b = {.a = &memory};
	for (size_t i = 0; i < hostile(id).n; i++)
		if (hostile(id).s[i])
			buf_put(&b, hostile(id).s + i, 1);
	return buf_text(&b);
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
	assert_true(l->begun ||
		    (!l->from.at && !l->from.id && !l->from.text.n)); /* who does not ask whether it begun begins at nothing */
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
static const struct route route = {
	.method = "GET", .path = "/do", .permission = PUBLIC, .summary = "Các đồ vật", .list = &things};

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
		"/do?sau=.&qua=~~0", "/do?sau=1.x.%00", "/do?sau=1.x.YWI", "/do?sau=7.1x", "/do?xep=size", "/do?xep=-",
		"/do?cot=", "/do?cot=khong.co"};
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

/* ---- long files ---- */

static int64_t long_rows, nested;
static err many_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	int64_t from = l->begun ? l->from.id : 0;
	struct thing *v = NEWN(q->ctx.a, struct thing, (size_t)most);
	size_t n = 0;
	for (int64_t id = from + 1; id <= long_rows && (int64_t)n < most; id++)
		v[n++] =
			(struct thing){.id = id, .size = id, .name = S("Một dòng như mọi dòng khác"), .born_on = S("2026-11-05")};
	*out = (struct list_rows){.v = v, .n = n};
	return NULL;
}

static err written(const struct list *list, int64_t rows, bool for_excel, off_t *size)
{
	struct asking k;
	struct route of = {.method = "GET", .path = "/do", .permission = PUBLIC, .summary = "Các đồ vật", .list = list};
	int fd;
	struct req *q = begin(&k, S("/do.csv"));
	long_rows = rows;
	q->route = &of;
	TRY(list_file(q, for_excel, &fd));
	*size = lseek(fd, 0, SEEK_END);
	close(fd);
	return NULL;
}

static void a_file_takes_as_many_rows_as_a_sheet_holds_and_says_when_there_are_more(void **state)
{
	(void)state;
	struct list few = things;
	off_t size;
	few.rows = many_rows;
	for (int64_t most = 499; most <= 1001; most += most == 499 || most == 999 ? 1 : 499) /* beside the ends of batches */
		for (int64_t rows = most - 1; rows <= most + 1; rows++) {
			few.file_most = most;
			err e = written(&few, rows, rows % 2, &size);
			assert_true(rows > most ? e && e->kind == INVALID && str_has(e->text, show_int(&memory, most)) : !e);
		}
}

static int64_t peak(void) /* KiB */
{
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	return used.ru_maxrss;
}

static void a_long_file_needs_no_more_memory_than_a_short_one(void **state)
{
	(void)state;
	struct list many = things;
	off_t few_bytes, bytes;
	many.rows = many_rows;
	for (int excel = 0; excel < 2; excel++) {
		OK(written(&many, 1000, excel, &few_bytes));
		int64_t before = peak();
		OK(written(&many, 100000, excel, &bytes));
		assert_true(bytes > (excel ? 10 : 90) * few_bytes);
#ifndef __SANITIZE_ADDRESS__
		if (peak() - before >= 2048)
			fail_msg("%lld KiB more for 100,000 rows", (long long)(peak() - before));
#else
		(void)before;
#endif
	}
}

static err nested_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out);
static struct list nested_list;
static err nested_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	off_t size;
	(void)q, (void)l, (void)most;
	*out = (struct list_rows){0};
	nested++;
	return written(&nested_list, 0, false, &size);
}

static void only_so_many_files_are_written_at_once(void **state)
{
	(void)state;
	off_t size;
	nested_list = things;
	nested_list.rows = nested_rows;
	for (int i = 0; i < 2; i++) { /* what was refused leaves its place */
		nested = 0;
		err e = written(&nested_list, 0, false, &size);
		assert_true(e && e->kind == BUSY);
		assert_int_equal(nested, LIST_FILES_AT_ONCE);
	}
	OK(written(&things, 0, true, &size));
}

/* RFC 4180 to the letter: the next cell, unquoted; *ends: its row does. */
static str cell_read(str *rest, bool *ends)
{
	buf b = {.a = &memory};
	size_t i = 0;
	bool quoted = rest->s[0] == '"';
	for (i = quoted; i < rest->n; i++) {
		if (quoted && rest->s[i] == '"') {
			if (i + 1 < rest->n && rest->s[i + 1] == '"')
				i++;
			else
				break;
		} else if (!quoted && (rest->s[i] == ',' || rest->s[i] == '\r'))
			break;
		buf_put(&b, rest->s + i, 1);
	}
	i += quoted;
	assert_true(i < rest->n && (rest->s[i] == ',' || (rest->s[i] == '\r' && rest->s[i + 1] == '\n')));
	*ends = rest->s[i] == '\r';
	i += *ends ? 2 : 1;
	*rest = (str){rest->s + i, rest->n - i};
	return buf_text(&b);
}

static void a_reader_of_csv_gets_the_texts_and_runs_none(void **state)
{
	(void)state;
	str rest = file_of(S("/do.csv"), false);
	assert_true(str_starts(rest, S("\xef\xbb\xbf")));
	rest = (str){rest.s + 3, rest.n - 3};
	int64_t id = 0;
	for (; rest.n; id++) {
		bool ends = false;
		for (size_t k = 0; !ends; k++) {
			str cell = cell_read(&rest, &ends);
			assert_true(k < COUNT(columns) && ends == (k + 1 == COUNT(columns)));
			if (!id)
				assert_true(str_is(cell, columns[k].title));
			else if (k == 0) {
				bool guarded = cell.n && cell.s[0] == '\'' && hostile(id).s[0] != '\'';
				assert_true(str_eq(guarded ? (str){cell.s + 1, cell.n - 1} : cell, seen(id)));
				assert_true(guarded || !strpbrk(str_c(&memory, (str){cell.s, cell.n > 0}), "=+-@\t\r\n\x01"));
			}
		}
	}
	assert_int_equal(id, ROWS + 1);
}

/* For tests/cli/office.sh, which opens them as people do: the files, and what must be read in their first column. */
static void files_are_left_for_who_asks(void **state)
{
	(void)state;
	const char *folder = getenv("DINH_LIST_FILES");
	buf wanted = {.a = &memory};
	if (!folder)
		return;
	for (int64_t id = 1; id <= ROWS; id++)
		buf_printf(&wanted, "%.*s\x1f", STR_ARG(seen(id)));
	str texts[] = {file_of(S("/do.csv"), false), file_of(S("/do.xlsx"), true), buf_text(&wanted)};
	static const char *const names[] = {"do.csv", "do.xlsx", "wanted"};
	for (size_t i = 0; i < COUNT(names); i++) {
		FILE *f = fopen(str_format(&memory, "%s/%s", folder, names[i]).s, "w");
		assert_non_null(f);
		assert_int_equal(fwrite(texts[i].s, 1, texts[i].n, f), texts[i].n);
		assert_int_equal(fclose(f), 0);
	}
}

/* A form of the page that comes back with its problems is no reason to hide the rows. */
static void a_problem_of_a_form_leaves_the_list(void **state)
{
	(void)state;
	struct problem of_form = {.field = "tim", .text = S("Nhập tên")};
	struct asking k;
	struct req *q = begin(&k, S("/do?tim=x"));
	q->page.problems = &of_form;
	OK(list_read(q, &things, &k.asked, &k.l));
	OK(list_fill(q, &k.l));
	assert_true(!k.l.wrong && k.l.rows.n == 10 && str_is(list_asked_text(&memory, &k.l, &filters[0]), "x"));
	look(&k, S("/do?tu=999"));
	assert_true(k.l.wrong && k.l.rows.n == 0);
}

/* ---- ticked rows ---- */

static const struct flow_action many_actions[] = {{.name = "fold", .title = "Gấp", .permission = PUBLIC, .bulk = true},
	{.name = "paint", .title = "Sơn", .permission = PUBLIC},
	{.name = "burn", .title = "Đốt", .permission = "thing.burn", .bulk = true}};
static const struct flow many_flow = {.name = "thing", .actions = LIST(many_actions)};
static const char *all_of_them(const struct listing *l)
{
	(void)l;
	return "fold paint burn unknown";
}
static const char *none_of_them(const struct listing *l)
{
	(void)l;
	return NULL;
}

static void to_ticked_rows_is_done_what_may_be_done_to_many(void **state)
{
	(void)state;
	struct list_bulk bulk = {
		.path = "/do/nhieu", .pick = "things", .noun = "đồ vật", .flow = &many_flow, .names = all_of_them};
	struct list ticked = things;
	ticked.bulk = &bulk;
	struct asking k;
	struct req *q = begin(&k, S("/do"));
	OK(list_read(q, &ticked, &k.asked, &k.l));
	OK(list_fill(q, &k.l));
	assert_true(list_offers(&k.l, "fold"));
	assert_false(list_offers(&k.l, "paint")); /* for one alone */
	assert_false(list_offers(&k.l, "burn"));  /* without the power */
	assert_null(k.l.offered[1]);
	bulk.names = none_of_them;
	q = begin(&k, S("/do"));
	OK(list_read(q, &ticked, &k.asked, &k.l));
	OK(list_fill(q, &k.l));
	assert_null(k.l.offered); /* then there are no boxes */
}

/* ---- a list that is made whole, with a period that is usual and one that makes no sense ---- */

struct sum_asked {
	str kind;
	int64_t since, until, settled;
};
enum { SUMS = 1100 };

static err sum_settle(struct req *q, struct listing *l)
{
	struct sum_asked *f = l->asked;
	f->since = f->since ? f->since : 5;
	f->settled++;
	return f->until && f->until < f->since ? problem(q, NULL, "den", "Kết thúc trước khi bắt đầu.") : NULL;
}

static err sum_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	static const char *const names[] = {"Đinh", "an", "Ân", "bình"};
	struct thing *v = NEWN(q->ctx.a, struct thing, SUMS);
	for (int64_t i = 0; i < SUMS; i++)
		v[i] = (struct thing){.id = i + 1,
			.size = i % 7,
			.name = str_of(names[i % 4]),
			.seen_at = i % 3 ? some_int(i % 5) : (opt_int){0}};
	*out = list_whole(q, l, v, SUMS, most);
	return NULL;
}

static bool of_kind(const struct listing *l) { return ((const struct sum_asked *)l->asked)->kind.n > 0; }

static const struct column sum_columns[] = {
	{.name = "name", .title = "Tên", .at = offsetof(struct thing, name), .sort = "ten"},
	{.name = "size", .title = "Cỡ", .as = COLUMN_NUMBER, .at = offsetof(struct thing, size), .sort = "co"},
	{.name = "seen",
		.title = "Thấy",
		.as = COLUMN_DATE_OPTIONAL,
		.at = offsetof(struct thing, seen_at),
		.sort = "thay",
		.when = of_kind},
};
static const struct field sum_filters[] = {
	{.name = "loai", .label = "Loại", .type = I_CHOICE, .at = offsetof(struct sum_asked, kind), .choices = kinds},
	{.name = "tu", .label = "Từ", .type = I_INT, .at = offsetof(struct sum_asked, since), .max = 100},
	{.name = "den", .label = "Đến", .type = I_INT, .at = offsetof(struct sum_asked, until), .max = 100},
};
static const struct list sums = {.title = "Các tổng",
	.path = "/tong",
	.file = "tong",
	.columns = LIST(sum_columns),
	.filters = LIST(sum_filters),
	.asked = sizeof(struct sum_asked),
	.row = sizeof(struct thing),
	.rows = sum_rows,
	.key = list_place,
	.settle = sum_settle};
static const struct route sums_route = {
	.method = "GET", .path = "/tong", .permission = PUBLIC, .summary = "Các tổng", .list = &sums};

static err sums_look(struct asking *k, struct sum_asked *f, str address)
{
	struct req *q = begin(k, address);
	*f = (struct sum_asked){0};
	q->route = &sums_route;
	TRY(list_read(q, &sums, f, &k->l));
	return list_fill(q, &k->l);
}

static void a_list_made_whole_is_sorted_and_turned(void **state)
{
	(void)state;
	static const struct {
		const char *order;
		int64_t first[4];
	} cases[] = {{"", {1, 2, 3, 4}}, {"co", {1, 8, 15, 22}}, {"-co", {7, 14, 21, 28}}, {"ten", {2, 3, 6, 7}},
		{"-ten", {1, 5, 9, 13}}, {"thay", {1, 4, 7, 10}}, {"khac", {1, 2, 3, 4}}};
	struct sum_asked f;
	struct asking k;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool seen[SUMS + 1] = {false};
		size_t pages = 0, rows = 0;
		for (str at = str_format(&memory, "/tong?loai=odd&xep=%s", cases[i].order); at.n;
			at = list_following(&memory, &k.l)) {
			OK(sums_look(&k, &f, at));
			for (size_t r = 0; r < k.l.rows.n; r++, rows++) {
				assert_true(pages || r >= 4 || id_at(&k, r) == cases[i].first[r]);
				assert_false(seen[id_at(&k, r)]);
				seen[id_at(&k, r)] = true;
			}
			pages++;
		}
		assert_int_equal(pages, SUMS / 50);
		assert_int_equal(rows, SUMS);
	}
	OK(sums_look(&k, &f, S("/tong?sau=99999.0")));
	assert_int_equal(k.l.rows.n, 0);
	OK(sums_look(&k, &f, S("/tong?sau=-5.0")));
	assert_int_equal(k.l.rows.n, 0);
}

static void what_is_usual_stands_in_links_and_narrows_nothing(void **state)
{
	(void)state;
	struct sum_asked f;
	struct asking k;
	OK(sums_look(&k, &f, S("/tong")));
	assert_true(f.settled == 1 && f.since == 5 && !k.l.narrowed);
	assert_true(str_is(k.l.query.text, "tu=5"));
	assert_true(list_shows(&k.l, 1) && !list_shows(&k.l, 2) && !list_may_show(&k.l, 2));
	OK(sums_look(&k, &f, S("/tong?loai=odd&cot=seen")));
	assert_true(k.l.narrowed && list_shows(&k.l, 2) && !list_shows(&k.l, 1));
	struct thing one = {.seen_at = some_int(TEST_NOW)}, none = {0};
	assert_true(str_eq(list_text(&memory, &k.l, &sum_columns[2], &one), show_day(&memory, day_of(TEST_NOW))));
	assert_int_equal(list_text(&memory, &k.l, &sum_columns[2], &none).n, 0);
	OK(sums_look(&k, &f, S("/tong?tu=9&den=8")));
	assert_non_null(k.q.page.problems);
	assert_true(k.l.narrowed && k.l.rows.n == 0);
	OK(sums_look(&k, &f, S("/tong?loai=khac&den=3")));
	assert_non_null(k.q.page.problems);
	assert_string_equal(k.q.page.problems->field, "loai");
	assert_int_equal(f.since, 5);
	k.l.keeps = "tu den";
	assert_true(list_keeps(&k.l, &sum_filters[1]) && list_keeps(&k.l, &sum_filters[2]) && !list_keeps(&k.l, &sum_filters[0]));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_there_and_back),
		cmocka_unit_test(what_makes_no_sense),
		cmocka_unit_test(columns_and_order),
		cmocka_unit_test(a_file_has_every_row_once_and_runs_nothing),
		cmocka_unit_test(a_file_takes_as_many_rows_as_a_sheet_holds_and_says_when_there_are_more),
		cmocka_unit_test(a_long_file_needs_no_more_memory_than_a_short_one),
		cmocka_unit_test(only_so_many_files_are_written_at_once),
		cmocka_unit_test(a_reader_of_csv_gets_the_texts_and_runs_none),
		cmocka_unit_test(files_are_left_for_who_asks),
		cmocka_unit_test(a_problem_of_a_form_leaves_the_list),
		cmocka_unit_test(to_ticked_rows_is_done_what_may_be_done_to_many),
		cmocka_unit_test(a_list_made_whole_is_sorted_and_turned),
		cmocka_unit_test(what_is_usual_stands_in_links_and_narrows_nothing),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&memory);
	return failed;
}
