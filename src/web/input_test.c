#include "tests/unit/store.h"
#include "web/judging.h"
#include <stdio.h>
#include "http/http.h"
#include "web/input.h"
#include "web/request.h"

struct form {
	str name, note, born_on, kind, code;
	int64_t amount, rank;
	bool agreed;
	struct ints people;
	struct texts tags;
	struct upload paper;
	struct uploads more;
};
static const struct choice kinds[] = {{"new", "Mới"}, {"again", "Cấp lại"}, {NULL, NULL}};
static const struct field fields[] = {
	TEXT(struct form, name, "Họ và tên", 2, 10),
	LONG_TEXT(struct form, note, "Ghi chú", 0, 100),
	DATE(struct form, born_on, "Ngày sinh", NEEDED),
	CHOICE(struct form, kind, "Ý kiến", NEEDED, kinds),
	TEXT(struct form, code, "CCCD", 1, 12),
	INT(struct form, amount, "Số tiền", 0, 5000000),
	INT(struct form, rank, "Thứ tự", 1, 9),
	BOOL(struct form, agreed, "Cam đoan"),
	INTS(struct form, people, "Người dự", 0, 3),
	TEXTS(struct form, tags, "Từ khóa", 0, 2),
	FILE_FIELD(struct form, paper, "Bản chụp", OPTIONAL),
	FILES_FIELD(struct form, more, "Giấy tờ khác", 0, 2),
};
static const struct input input = INPUT("form", fields);

/* What is read, with its own arena. */
struct bench {
	arena a;
	struct http_request http;
	struct req q;
	struct form f;
	err e;
};

static struct bench *begin(void)
{
	static struct bench b;
	arena_free(&b.a);
	memset(&b, 0, sizeof b);
	b.http.a = b.q.ctx.a = &b.a;
	b.q.http = &b.http;
	return &b;
}

static struct bench *from_query(const char *query)
{
	struct bench *b = begin();
	b->http.query = str_of(query);
	b->e = read_fields(&b->q, &input, FROM_QUERY, &b->f);
	return b;
}

static struct bench *from_json(const char *body)
{
	struct bench *b = begin();
	b->http.body = str_of(body);
	b->e = read_fields(&b->q, &input, FROM_JSON, &b->f);
	return b;
}

static const char *problem_of(const struct bench *b, const char *field)
{
	for (const struct problem *p = b->e ? b->e->problems : NULL; p; p = p->next)
		if (!strcmp(p->field, field))
			return p->text.s;
	return NULL;
}

#define GOOD "name=An+Na&born_on=05/09/1984&kind=new&code=1&rank=1"

static void a_good_form_fills_the_struct(void **state)
{
	(void)state;
	struct bench *b =
		from_query(GOOD "&note=m%E1%BB%99t%0D%0Ahai&amount=1.000.000&agreed=on&people=3&people=4&tags=a&tags=&tags=b");
	assert_null(b->e);
	assert_string_equal(str_c(&b->a, b->f.name), "An Na");
	assert_string_equal(str_c(&b->a, b->f.note), "một\nhai");
	assert_string_equal(str_c(&b->a, b->f.born_on), "1984-09-05");
	assert_string_equal(str_c(&b->a, b->f.kind), "new");
	assert_int_equal(b->f.amount, 1000000);
	assert_true(b->f.agreed);
	assert_int_equal(b->f.people.n, 2);
	assert_int_equal(b->f.people.v[1], 4);
	assert_int_equal(b->f.tags.n, 2);
	assert_int_equal(b->f.paper.fd, -1);
}

static void every_problem_is_told_at_once(void **state)
{
	(void)state;
	struct bench *b = from_query("");
	assert_int_equal(b->e->kind, INVALID);
	assert_string_equal(problem_of(b, "name"), "Nhập họ và tên");
	assert_string_equal(problem_of(b, "born_on"), "Nhập ngày sinh");
	assert_string_equal(problem_of(b, "kind"), "Chọn ý kiến");
	assert_string_equal(problem_of(b, "code"), "Nhập CCCD");
	assert_string_equal(problem_of(b, "rank"), "Nhập thứ tự");
	assert_null(problem_of(b, "note"));
	assert_null(problem_of(b, "amount"));
	assert_string_equal(b->e->text.s, "Nhập họ và tên");
}

static void lengths_count_characters(void **state)
{
	(void)state;
	struct bench *b = from_query("name=%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91");
	assert_null(problem_of(b, "name"));
	b = from_query("name=%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91%C4%91");
	assert_string_equal(problem_of(b, "name"), "Họ và tên dài tối đa 10 ký tự (đang có 11)");
	assert_string_equal(problem_of(from_query("name=x"), "name"), "Họ và tên phải có ít nhất 2 ký tự");
}

static void texts_are_composed_trimmed_and_freed_of_the_invisible(void **state)
{
	(void)state;
	struct bench *b = from_query("name=%C2%A0+Hoa%CC%80%E2%80%8B%07%09n%0A");
	assert_string_equal(str_c(&b->a, b->f.name), "Hoà n");
	assert_string_equal(problem_of(from_query("name=%FF%FE"), "name"), "Họ và tên có ký tự không đọc được; hãy nhập lại");
	assert_string_equal(problem_of(from_query("name=++"), "name"), "Nhập họ và tên");
}

static void dates_are_written_as_people_write_them(void **state)
{
	(void)state;
	static const char *const bad[][2] = {{"31/02/2024", "không đúng: không có ngày 31/02/2024"},
		{"1984-13-01", "không đúng: không có tháng 13"}, {"5-9-84", "phải ghi năm bằng bốn chữ số, ví dụ 05/09/1984"},
		{"05/09/84", "phải ghi năm bằng bốn chữ số, ví dụ 05/09/1984"},
		{"09/1984", "phải ghi đủ ngày, tháng và năm, ví dụ 05/09/1984"},
		{"05/09/19845", "phải ghi theo dạng ngày/tháng/năm, ví dụ 05/09/1984"},
		{"hom nay", "phải ghi theo dạng ngày/tháng/năm, ví dụ 05/09/1984"},
		{"%FF%FE", "phải ghi theo dạng ngày/tháng/năm, ví dụ 05/09/1984"},
		{"01/01/0900", "không đúng: năm phải từ 1800 đến 2200"}};
	for (size_t i = 0; i < COUNT(bad); i++) {
		char query[64], wanted[200];
		snprintf(query, sizeof query, "born_on=%s", bad[i][0]);
		snprintf(wanted, sizeof wanted, "Ngày sinh %s", bad[i][1]);
		struct bench *b = from_query(query);
		assert_string_equal(problem_of(b, "born_on"), wanted);
		assert_int_equal(b->f.born_on.n, 0);
	}
	static const char *const good[] = {"1984-09-05", "5-9-1984", "5.9.1984", "05091984", "+5/9/1984%C2%A0"};
	for (size_t i = 0; i < COUNT(good); i++) {
		char query[64];
		snprintf(query, sizeof query, "born_on=%s", good[i]);
		struct bench *b = from_query(query);
		assert_null(problem_of(b, "born_on"));
		assert_string_equal(str_c(&b->a, b->f.born_on), "1984-09-05");
	}
}

static void a_birth_date_may_be_known_in_part_and_numbers_stand_in_groups(void **state)
{
	(void)state;
	struct known {
		str born_on, number;
	} f = {0};
	static const struct field known_fields[] = {BIRTH_DATE(struct known, born_on, "Ngày sinh", OPTIONAL),
		NUMBER_TEXT(struct known, number, "Số định danh", 1, 12)};
	static const struct input known = INPUT("known", known_fields);
	struct bench *b = begin();
	b->http.query = S("born_on=00/00/1950&number=037+190.001-234");
	assert_null(read_fields(&b->q, &known, FROM_QUERY, &f));
	assert_string_equal(str_c(&b->a, f.born_on), "1950");
	assert_string_equal(str_c(&b->a, f.number), "037190001234");
	b = begin();
	b->http.body = S("{\"born_on\": \"1950-05\", \"number\": \"037 190 001 234\"}");
	assert_null(read_fields(&b->q, &known, FROM_JSON, &f));
	assert_string_equal(str_c(&b->a, f.born_on), "1950-05");
	assert_string_equal(str_c(&b->a, f.number), "037190001234");
}

static void numbers_may_be_grouped_but_not_anyhow(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int64_t is; /* -1: no number, -2: out of bounds */
	} cases[] = {{"0", 0}, {"1000", 1000}, {"1.000", 1000}, {"12.345", 12345}, {"1+000+000", 1000000}, {"1.00", -1},
		{"1.0000", -1}, {"1234.567", -1}, {".100", -1}, {"1.", -1}, {"1,5", -1}, {"5.000.001", -2}, {"-1", -2},
		{"99999999999999999999", -1}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char query[64];
		snprintf(query, sizeof query, "amount=%s", cases[i].typed);
		struct bench *b = from_query(query);
		const char *p = problem_of(b, "amount");
		if (cases[i].is >= 0) {
			assert_null(p);
			assert_int_equal(b->f.amount, cases[i].is);
		} else
			assert_string_equal(p, cases[i].is == -1 ? "Số tiền phải là số nguyên, ví dụ 150.000"
								 : "Số tiền phải từ 0 đến 5.000.000");
	}
}

static void choices_and_counts_are_bounded(void **state)
{
	(void)state;
	assert_string_equal(problem_of(from_query("kind=other"), "kind"), "Chọn ý kiến trong danh sách");
	assert_string_equal(
		problem_of(from_query("people=1&people=2&people=3&people=4"), "people"), "Người dự: chọn tối đa 3 mục");
	assert_string_equal(problem_of(from_query("people=1&people=x"), "people"), "Người dự: mục 2 không phải là số");
	assert_string_equal(problem_of(from_query("agreed=maybe"), "agreed"), "Cam đoan: chỉ chọn có hoặc không");
}

static void json_types_are_not_converted(void **state)
{
	(void)state;
	struct bench *b = from_json("{\"name\":\"An Na\",\"born_on\":\"1984-09-05\",\"kind\":\"new\",\"code\":\"1\",\"rank\":2,"
				    "\"agreed\":true,\"people\":[7],\"tags\":[\"a\"],\"note\":null}");
	assert_null(b->e);
	assert_int_equal(b->f.rank, 2);
	assert_true(b->f.agreed);
	assert_int_equal(b->f.people.v[0], 7);
	b = from_json("{\"name\":5,\"rank\":\"2\",\"agreed\":1,\"people\":[\"7\"],\"tags\":\"a\",\"paper\":\"x\",\"colour\":1}");
	assert_string_equal(problem_of(b, "name"), "Họ và tên phải là văn bản");
	assert_string_equal(problem_of(b, "rank"), "Thứ tự phải là số nguyên");
	assert_string_equal(problem_of(b, "agreed"), "Cam đoan phải là true hoặc false");
	assert_string_equal(problem_of(b, "people"), "Người dự phải là một danh sách số nguyên");
	assert_string_equal(problem_of(b, "tags"), "Từ khóa phải là một danh sách văn bản");
	assert_string_equal(problem_of(b, "paper"), "Bản chụp: gửi tệp bằng multipart/form-data");
	assert_string_equal(problem_of(b, "colour"), "Không có trường này");
}

static void broken_json_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"{", "[]", "7", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"\\u0000\"}", "{} x"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct bench *b = from_json(bad[i]);
		assert_non_null(b->e);
		assert_int_equal(b->e->kind, INVALID);
		assert_null(b->e->problems);
	}
	char deep[200];
	memset(deep, '[', 100);
	memset(deep + 100, ']', 99);
	deep[199] = 0;
	assert_int_equal(from_json(deep)->e->kind, INVALID);
}

static void files_keep_a_safe_name(void **state)
{
	(void)state;
	static const struct {
		const char *sent, *kept;
	} names[] = {{"giấy khai sinh.pdf", "giấy khai sinh.pdf"}, {"C:\\Ảnh\\a.jpg", "a.jpg"}, {"../../etc/passwd", "passwd"},
		{"...htaccess", "htaccess"}, {"a\nb.pdf", "a b.pdf"}, {"/", "tep"}, {"\xff.pdf", "_.pdf"}};
	for (size_t i = 0; i < COUNT(names); i++) {
		struct bench *b = begin();
		struct http_part part = {.name = S("paper"), .filename = str_of(names[i].sent), .fd = 0, .size = 4};
		b->http.parts = &part;
		b->http.nparts = 1;
		b->e = read_fields(&b->q, &input, FROM_FORM, &b->f);
		assert_string_equal(str_c(&b->a, b->f.paper.name), names[i].kept);
		assert_int_equal(b->f.paper.size, 4);
	}
}

static void a_file_input_left_empty_is_no_file(void **state)
{
	(void)state;
	struct bench *b = begin();
	struct http_part parts[] = {{.name = S("paper"), .filename = S(""), .fd = 0},
		{.name = S("more"), .filename = S("a.pdf"), .fd = 0, .size = 0},
		{.name = S("more"), .filename = S("b.pdf"), .fd = 0, .size = 1},
		{.name = S("more"), .filename = S("c.pdf"), .fd = 0, .size = 1}};
	b->http.parts = parts;
	b->http.nparts = COUNT(parts);
	b->e = read_fields(&b->q, &input, FROM_FORM, &b->f);
	assert_int_equal(b->f.paper.fd, -1);
	assert_null(problem_of(b, "paper"));
	assert_string_equal(problem_of(b, "more"), "Tệp “a.pdf” trống; hãy chọn tệp khác");
	assert_int_equal(b->f.more.n, 3);
}

static void a_rule_adds_its_problems_to_those_before(void **state)
{
	(void)state;
	struct bench *b = begin();
	err e = problem(&b->q, NULL, "name", "một");
	e = problem(&b->q, e, "code", "hai %d", 2);
	assert_int_equal(e->kind, INVALID);
	assert_string_equal(e->problems->text.s, "một");
	assert_string_equal(e->problems->next->field, "code");
	assert_string_equal(e->problems->next->text.s, "hai 2");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_form_fills_the_struct),
		cmocka_unit_test(every_problem_is_told_at_once),
		cmocka_unit_test(lengths_count_characters),
		cmocka_unit_test(texts_are_composed_trimmed_and_freed_of_the_invisible),
		cmocka_unit_test(dates_are_written_as_people_write_them),
		cmocka_unit_test(a_birth_date_may_be_known_in_part_and_numbers_stand_in_groups),
		cmocka_unit_test(numbers_may_be_grouped_but_not_anyhow),
		cmocka_unit_test(choices_and_counts_are_bounded),
		cmocka_unit_test(json_types_are_not_converted),
		cmocka_unit_test(broken_json_is_refused),
		cmocka_unit_test(files_keep_a_safe_name),
		cmocka_unit_test(a_file_input_left_empty_is_no_file),
		cmocka_unit_test(a_rule_adds_its_problems_to_those_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
