/* The language of layouts: what it refuses and says, and what stands on the paper. */
#include "layout_inside.h"
#include "tests/unit/paper.h"
#include "tests/unit/tests.h"

static struct ctx *fresh(void)
{
	static arena a;
	static struct ctx c;
	arena_reset(&a);
	c = (struct ctx){.a = &a, .now = day_start(day_make(2026, 11, 23)), .request_id = S("test")};
	return &c;
}

static bool get(void *of, str section, size_t row, str name, struct layout_value *out)
{
	static const str list[] = {{"a", 1}, {"c", 1}};
	const struct {
		const char *name;
		struct layout_value v;
	} known[] = {
		{"name", {.text = S("Lê Thị Hoa"), .value = S("Lê Thị Hoa")}},
		{"empty", {.text = S("")}},
		{"yes", {.text = S("Có"), .value = S("1")}},
		{"no", {.text = S("Không"), .value = S("0")}},
		{"born", {.text = S("05/03/2026"), .value = S("2026-03-05")}},
		{"since", {.text = S("năm 1990"), .value = S("1990")}},
		{"money", {.text = S("1.250.000 đồng"), .value = S("1250000")}},
		{"many", {.text = S("A, C"), .list = list, .n = 2}},
		{"place", {.text = S("Gia Lâm"), .bare = true}},
	};
	(void)of;
	if (section.n && str_is(name, "item")) {
		*out = (struct layout_value){.text = row ? S("hàng hai") : S("hàng một")};
		return true;
	}
	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(name, known[i].name)) {
			*out = known[i].v;
			return true;
		}
	return false;
}

static bool rows(void *of, str section, size_t *n)
{
	(void)of;
	*n = 2;
	return str_is(section, "items");
}

static const struct layout_source source = {.get = get, .rows = rows}, blank = {.get = get, .rows = rows, .blank = true};

static str printed(struct ctx *c, const char *text, const struct layout_source *s)
{
	struct layout *l;
	struct pdf *p;
	buf out = {.a = c->a};
	assert_null(layout_read(c, c->a, str_of(text), &l));
	assert_null(layout_check(c, l, s));
	assert_null(pdf_begin(c, PDF_A4, S("Thử"), &p));
	layout_write(c, p, l, s);
	assert_null(pdf_end(p, &out));
	return paper_words(c, &out);
}

static void says(const char *text, const char *expected)
{
	str all = printed(fresh(), text, &source);
	if (!str_has(all, str_of(expected)))
		fail_msg("“%s” is not on the paper of “%s”: %.*s", expected, text, STR_ARG(all));
}

static void says_not(const char *text, const char *unwanted)
{
	str all = printed(fresh(), text, &source);
	if (str_has(all, str_of(unwanted)))
		fail_msg("“%s” is on the paper of “%s”", unwanted, text);
}

static void values_stand_in_their_places(void **state)
{
	(void)state;
	says("Tên: {name}...", "Tên: Lê Thị Hoa");
	says("Tên: {name|upper}", "LÊ THỊ HOA");
	says("Ngày {born|day} tháng {born|month} năm {born|year}", "Ngày 05 tháng 3 năm 2026");
	says("{born|words}", "ngày năm tháng ba năm hai nghìn không trăm hai mươi sáu");
	says("Sinh năm {since|year}.", "Sinh năm 1990.");
	says("{money|words} đồng", "một triệu hai trăm năm mươi nghìn đồng");
	says("A {empty:5} B", "A ..... B");
	says("Nam: {name} | Nữ: {place}", "Nữ: Gia Lâm");
	says("@state TRÊN | DƯỚI | Số: 1/QĐ | {place}", "Số: 1/QĐ");
	says("@title ĐƠN\n@to Kính gửi: {place}\n@para Tôi cam đoan.\n@note Ghi chú\n@centre Giữa\n@right Phải\n@place Làm tại "
	     "{place}",
		"Kính gửi: Gia Lâm");
	says("@state TRÊN | DƯỚI | | {place}, ngày 5", "Gia Lâm, ngày 5");
	says_not("@state TRÊN | DƯỚI | | {place}, ngày 5", "|");
	says_not("@sign\nA | b | {empty}\n@end", "..");
	says("@nation", "Độc lập - Tự do - Hạnh phúc");
	says("@sign\n-\nNGƯỜI KHAI | (Ký) | {name}\n@end", "NGƯỜI KHAI");
}

static void conditions_choose_lines(void **state)
{
	(void)state;
	says("x\n@if yes\nthấy\n@end", "thấy");
	says_not("x\n@if no\nthấy\n@end", "thấy");
	says_not("x\n@if empty\nthấy\n@end", "thấy");
	says("x\n@unless no\nthấy\n@end", "thấy");
	says("x\n@if name=Khác,Lê Thị Hoa\nthấy\n@end", "thấy");
	says_not("x\n@if name=Khác\nthấy\n@end", "thấy");
	says("x\n@if many=c\nthấy\n@end", "thấy");
	says_not("x\n@if many=b\nthấy\n@end", "thấy");
}

static void rows_repeat(void **state)
{
	(void)state;
	says("@each items\nDòng {#}: {item}\n@end", "Dòng 2: hàng hai");
	says("@table items\n10 | TT | {#}\n60 | Tên gọi | {item}\n@end", "hàng một");
	says_not("@table items 4\n10 | TT | {#}\n60 | Tên gọi | {item}\n@end", "4");
	assert_true(str_has(printed(fresh(), "@table items 4\n10 | TT | {#}\n60 | Tên gọi | {item}\n@end", &blank), S("4")));
}

/* An empty form says the paper's own words and leaves the answers to be written. */
static void by_hand(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	str all = printed(c, "Tên: {name}...\n{place}\n@if no\nmục A\n@end\n@unless yes\nmục B\n@end\n[yes=1] ô", &blank);
	assert_false(str_has(all, S("Hoa")));
	assert_true(str_has(all, S("Gia Lâm")));
	assert_true(str_has(all, S("mục A")));
	assert_false(str_has(all, S("mục B")));
}

static void only_by_hand_or_only_filled(void **state)
{
	(void)state;
	const char *text = "@if blank\nghi tay\n@end\n@unless blank\nđã điền\n@end";
	says(text, "đã điền");
	says_not(text, "ghi tay");
	str all = printed(fresh(), text, &blank);
	assert_true(str_has(all, S("ghi tay")) && !str_has(all, S("đã điền")));
}

static str second_page(struct ctx *c, const char *text)
{
	struct layout *l;
	struct pdf *p;
	buf out = {.a = c->a};
	assert_null(layout_read(c, c->a, str_of(text), &l));
	assert_null(pdf_begin(c, PDF_A4, S("Thử"), &p));
	layout_write(c, p, l, &source);
	assert_int_equal(pdf_pages(p), 2);
	assert_null(pdf_end(p, &out));
	return paper_page_words(c, &out, 2);
}

/* Neither a heading nor a part of a small table stays behind. */
static void what_belongs_together_stays_so(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	assert_true(str_has(second_page(c, "Đầu\n@space 680\n@heading Mục lớn\nDòng đầu"), S("Mục lớn Dòng đầu")));
	assert_true(str_has(second_page(c, "Đầu\n@space 660\n@table items\n10 | TT | {#}\n60 | Tên gọi | {item}\n@end"),
		S("hàng một 2 hàng hai")));
	says("@sign\nNơi nhận: | - Như Điều 3; - Lưu: VT.\n-\n@end", "Nơi nhận: - Như Điều 3; - Lưu: VT.");
}

static void refuses_with_the_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *problem;
	} cases[] = {
		{"a\n@tittle b", "dòng 2: không có chỉ dẫn “@tittle”"},
		{"a {Name}", "dòng 1: “Name” không phải tên mục"},
		{"a {name", "dòng 1: thiếu dấu đóng }"},
		{"a [name", "dòng 1: thiếu dấu đóng ]"},
		{"a {name|bold}", "dòng 1: không có cách viết “bold”"},
		{"a {name:0}", "dòng 1: số dấu chấm"},
		{"a {name:121}", "dòng 1: số dấu chấm"},
		{"@if name\na", "dòng 1: thiếu @end"},
		{"a\n@end", "dòng 2: @end thừa"},
		{"@nation x", "dòng 1: @nation không có gì theo sau"},
		{"@title", "dòng 1: thiếu nội dung sau @title"},
		{"@space x", "dòng 1: @space cần một số"},
		{"@space 1001", "dòng 1: @space cần một số"},
		{"@widths 10 x", "dòng 1: độ rộng"},
		{"@table items\n10 | TT\n@end", "dòng 2: một cột của bảng là"},
		{"@table items\n0 | TT | a\n@end", "dòng 2: độ rộng của cột"},
		{"@table items\n@title A\n@end", "dòng 2: @title không đứng trong bảng"},
		{"@sign\nA\n@end", "dòng 2: một cột chữ ký là"},
		{"@sign\nA | b | c\nA | b | c\nA | b | c\nA | b | c\n@end", "dòng 5: quá nhiều cột"},
		{"a | b | c | d | e | f | g | h | i", "dòng 1: nhiều nhất 8 ô"},
		{"@keep\n@keep\n@keep\n@keep\n@keep\n@keep\n@end\n@end\n@end\n@end\n@end\n@end", "lồng nhau quá"},
		{"", "Mẫu in trống."},
		{"# nothing", "Mẫu in trống."},
		{"\xff", "UTF-8"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx *c = fresh();
		struct layout *l;
		err e = layout_read(c, c->a, str_of(cases[i].text), &l);
		if (!e || e->kind != INVALID || !str_has(e->text, str_of(cases[i].problem)))
			fail_msg("“%s”: %s", cases[i].text, e ? str_c(c->a, e->text) : "let through");
	}
}

static void unknown_names_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *text, *problem;
	} cases[] = {
		{"a\n{nobody}", "dòng 2: không có mục “nobody”"},
		{"[nobody=1]", "không có mục “nobody”"},
		{"@if nobody\na\n@end", "không có mục “nobody”"},
		{"@each nothing\na\n@end", "không có phần lặp lại “nothing”"},
		{"{item}", "không có mục “item”"},
		{"{#}", "không có mục “#”"},
		{"@each items\n@table items\n10 | a | b\n@end\n@end", "không có phần lặp lại"},
		{"@sign\nA | b | {nobody}\n@end", "không có mục “nobody”"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx *c = fresh();
		struct layout *l;
		assert_null(layout_read(c, c->a, str_of(cases[i].text), &l));
		err e = layout_check(c, l, &source);
		if (!e || !str_has(e->text, str_of(cases[i].problem)))
			fail_msg("“%s” is let through", cases[i].text);
	}
	struct ctx *c = fresh();
	struct layout *l;
	assert_null(layout_read(c, c->a, S("{name}\n@each items\n{item}\n@end\n@if yes\n[no]\n@end"), &l));
	assert_true(layout_names(l, S(""), S("yes")));
	assert_true(layout_names(l, S(""), S("name")));
	assert_true(layout_names(l, S(""), S("no")));
	assert_false(layout_names(l, S(""), S("item")));
	assert_true(layout_names(l, S("items"), S("item")));
	assert_false(layout_names(l, S("items"), S("name")));
}

static void numbers_are_spelled(void **state)
{
	(void)state;
	static const struct {
		int64_t n;
		const char *words;
	} cases[] = {{0, "không"}, {1, "một"}, {10, "mười"}, {11, "mười một"}, {15, "mười lăm"}, {20, "hai mươi"},
		{21, "hai mươi mốt"}, {24, "hai mươi tư"}, {25, "hai mươi lăm"}, {101, "một trăm linh một"},
		{115, "một trăm mười lăm"}, {999, "chín trăm chín mươi chín"}, {1000, "một nghìn"},
		{1005, "một nghìn không trăm linh năm"}, {2026, "hai nghìn không trăm hai mươi sáu"}, {1000000, "một triệu"},
		{1250000, "một triệu hai trăm năm mươi nghìn"}, {2000000001, "hai tỷ không trăm linh một"}, {-1, ""},
		{1000000000000, ""}};
	struct ctx *c = fresh();
	for (size_t i = 0; i < COUNT(cases); i++) {
		str words = number_words(c->a, cases[i].n);
		if (!str_is(words, cases[i].words))
			fail_msg("%lld: “%.*s”", (long long)cases[i].n, STR_ARG(words));
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_stand_in_their_places),
		cmocka_unit_test(conditions_choose_lines),
		cmocka_unit_test(rows_repeat),
		cmocka_unit_test(by_hand),
		cmocka_unit_test(only_by_hand_or_only_filled),
		cmocka_unit_test(what_belongs_together_stays_so),
		cmocka_unit_test(refuses_with_the_line),
		cmocka_unit_test(unknown_names_are_found),
		cmocka_unit_test(numbers_are_spelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
