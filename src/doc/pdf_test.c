/* Renders Mẫu 01 of the one-stop shop and looks at the file as a reader would: with poppler's and zbar's programs. */
#include "doc.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "tests/unit/tests.h"

static arena memory;
static struct ctx context;

static struct ctx *fresh(void)
{
	arena_reset(&memory);
	context = (struct ctx){.a = &memory, .now = INT64_C(1795402800) * SECOND};
	return &context;
}

static void receipt(struct ctx *c, enum pdf_size size, buf *out)
{
	static const double widths[] = {8, 58, 20, 14}, head[] = {76, 24};
	const str cells[] = {S("STT"), S("Tên giấy tờ"), S("Loại giấy tờ"), S("Số lượng"), S("1"),
		S("Tờ khai đăng ký khai sinh theo mẫu quy định"), S("Bản chính"), S("1"), S("2"),
		S("Giấy chứng sinh; trường hợp không có thì nộp văn bản của người làm chứng xác nhận về việc sinh"),
		S("Bản sao điện tử"), S("1"), S("3"), S("Giấy chứng nhận kết hôn của cha, mẹ (nếu có)"), S("Bản sao"), S("1")};
	struct pdf_text title = {.size = size == PDF_A4 ? 15 : 12.5, .bold = true, .align = PDF_CENTRE, .before = 6};
	struct pdf *p;
	assert_null(pdf_begin(c, size, S("Giấy tiếp nhận hồ sơ và hẹn trả kết quả H42.33.12-261123-0007"), &p));
	pdf_official_head(p, &(struct official_head){S("ỦY BAN NHÂN DÂN XÃ GIA LÂM"), S("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
				     S("Số: 0007/TNHS"), place_and_day(c->a, S("Gia Lâm"), day_make(2026, 11, 23))});
	pdf_columns(p, head, 2);
	pdf_paragraph(p, S("GIẤY TIẾP NHẬN HỒ SƠ\nVÀ HẸN TRẢ KẾT QUẢ"), title);
	pdf_paragraph(p, S("Mã hồ sơ: H42.33.12-261123-0007"), (struct pdf_text){.bold = true, .align = PDF_CENTRE, .after = 6});
	pdf_column(p);
	pdf_qr(p, S("https://gialam.ninhbinh.gov.vn/tra-cuu?ma=H42.33.12-261123-0007&khoa=7KQ2MNXB"), 74);
	pdf_columns_end(p);
	pdf_labelled(p, S("Bộ phận tiếp nhận và trả kết quả"), S("Trung tâm Phục vụ hành chính công xã Gia Lâm"));
	pdf_labelled(p, S("Tiếp nhận hồ sơ của"), S("Bà Nguyễn Thị Diễm Quỳnh"));
	pdf_labelled(p, S("Số căn cước"), S("037*******12"));
	pdf_labelled(p, S("Địa chỉ"), S("Thôn Phượng Hoàng, xã Gia Lâm, tỉnh Ninh Bình"));
	pdf_labelled(p, S("Số điện thoại"), S("091*****78"));
	pdf_labelled(p, S("Thư điện tử"), S(""));
	pdf_labelled(p, S("Nội dung yêu cầu giải quyết"), S("Thủ tục đăng ký khai sinh (1.001193), lĩnh vực Hộ tịch"));
	pdf_paragraph(p, S("1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:"), (struct pdf_text){.after = 3});
	pdf_table(p, widths, cells, 4, 4);
	pdf_labelled(p, S("2. Số lượng hồ sơ"), S("01 (bộ)"));
	pdf_labelled(p, S("3. Thời gian giải quyết hồ sơ theo quy định là"), S("01 ngày làm việc"));
	pdf_labelled(p, S("4. Thời gian nhận hồ sơ"), S("08 giờ 15 phút, ngày 23 tháng 11 năm 2026"));
	pdf_labelled(p, S("5. Thời gian trả kết quả giải quyết hồ sơ"), S("08 giờ 15 phút, ngày 24 tháng 11 năm 2026"));
	pdf_labelled(p, S("6. Đăng ký nhận kết quả tại"), S("Quầy số 2, Trung tâm Phục vụ hành chính công xã Gia Lâm"));
	pdf_labelled(p, S("7. Phí, lệ phí"), S("Không"));
	pdf_space(p, 8);
	pdf_signatures(p,
		(struct pdf_signature[]){{S("NGƯỜI NỘP HỒ SƠ"), S("(Ký và ghi rõ họ tên)"), S("Nguyễn Thị Diễm Quỳnh")},
			{S("NGƯỜI TIẾP NHẬN HỒ SƠ"), S("(Ký và ghi rõ họ tên)"), S("Lê Thị Hoa")}},
		2);
	pdf_paragraph(p, S("Tra cứu tình trạng hồ sơ: quét mã QR hoặc gọi 0229 3 846 123"),
		(struct pdf_text){.size = 9, .italic = true, .align = PDF_CENTRE, .before = 10});
	assert_null(pdf_end(p, out));
}

/* What a reader's program says of the file: pdftotext, pdffonts, pdfinfo, zbarimg. */
static str ask(struct ctx *c, const buf *pdf, const char *command)
{
	char path[] = "/tmp/pdf_test.XXXXXX", piece[4096];
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, pdf->s, pdf->n) == (ssize_t)pdf->n && !close(fd));
	buf out = {.a = c->a};
	FILE *f = popen(str_format(c->a, command, path).s, "r");
	assert_non_null(f);
	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		buf_put(&out, piece, n);
	assert_int_equal(pclose(f), 0);
	unlink(path);
	return buf_text(&out);
}

static int pages(struct ctx *c, const buf *pdf) { return atoi(ask(c, pdf, "pdfinfo %s | sed -n 's/^Pages: *//p'").s); }

static void the_receipt_reads_as_written(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	buf pdf = {.a = c->a};
	receipt(c, PDF_A5, &pdf);
	assert_int_equal(pages(c, &pdf), 1);
	str text = ask(c, &pdf, "pdftotext -layout %s -");
	assert_true(str_has(text, S("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")));
	assert_true(str_has(text, S("Độc lập - Tự do - Hạnh phúc")));
	assert_true(str_has(text, S("Bà Nguyễn Thị Diễm Quỳnh")));
	assert_true(str_has(text, S("Giấy chứng nhận kết hôn của cha, mẹ (nếu có)")));
	str info = ask(c, &pdf, "pdfinfo %s");
	assert_true(str_has(info, S("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")));
	assert_true(str_has(info, S("419.528 x 595.276"))); /* A5 */
}

/* `command` reads the file. */
static str headed(struct ctx *c, const struct official_head *h, enum pdf_size size, const char *command)
{
	struct pdf *p;
	buf pdf = {.a = c->a};
	assert_null(pdf_begin(c, size, S("Đầu trang"), &p));
	pdf_official_head(p, h);
	pdf_paragraph(p, S("HẾT"), (struct pdf_text){0});
	assert_null(pdf_end(p, &pdf));
	return str_trim(ask(c, &pdf, command));
}
#define WORDS " - | tr -s ' \n\f' ' '"
static const char ALL[] = "pdftotext -layout %s" WORDS;
static const char LEFT[] = "pdftotext -layout -x 0 -y 0 -W 280 -H 842 %s" WORDS; /* of A4 */

/* Who issues stands at the left and the nation at the right of the same lines, number and date below them. */
static void a_head_says_who_issues(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	const struct official_head issued = {S("TỈNH NINH BÌNH"), S("ỦY BAN NHÂN DÂN XÃ GIA LÂM"), S("Số: 12/QĐ-UBND"),
		place_and_day(c->a, S("Gia Lâm"), day_make(2026, 3, 5))};
	static const enum pdf_size sizes[] = {PDF_A4, PDF_A5, PDF_A4_WIDE};
	for (size_t i = 0; i < COUNT(sizes); i++) {
		str text = headed(c, &issued, sizes[i], ALL);
		assert_true(str_has(text, S("TỈNH NINH BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")));
		assert_true(str_has(text, S("Độc lập - Tự do - Hạnh phúc")));
		assert_true(str_has(text, S("Số: 12/QĐ-UBND Gia Lâm, ngày 05 tháng 3 năm 2026 HẾT")));
	}
	struct official_head plain = {.agency = S("TRẠM Y TẾ XÃ GIA LÂM")};
	str text = headed(c, &plain, PDF_A4, ALL);
	assert_true(str_has(text, S("TRẠM Y TẾ XÃ GIA LÂM CỘNG HÒA")) && str_has(text, S("Hạnh phúc HẾT")));
	plain.dated = issued.dated;
	assert_true(str_has(headed(c, &plain, PDF_A4, ALL), S("Hạnh phúc Gia Lâm, ngày 05 tháng 3 năm 2026 HẾT")));
	text = headed(c, &(struct official_head){0}, PDF_A4, ALL);
	assert_string_equal(str_c(c->a, text), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc HẾT");
	assert_true(str_starts(headed(c, &(struct official_head){0}, PDF_A4, LEFT), S("CỘNG HÒA"))); /* in the middle */
	text = headed(c, &issued, PDF_A4, LEFT);
	assert_true(str_has(text, S("Số: 12/QĐ-UBND")));
	assert_false(str_has(text, S("CỘNG HÒA")) || str_has(text, S("ngày")));
}

static void letters_are_embedded(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	buf pdf = {.a = c->a};
	receipt(c, PDF_A4, &pdf);
	str all = ask(c, &pdf, "pdffonts %s | tail -n +3 | wc -l");
	str good = ask(c, &pdf, "pdffonts %s | grep 'LiberationSerif.* yes yes yes ' | wc -l");
	assert_true(str_eq(all, good) && atoi(all.s) >= 3);
}

static str printed(struct ctx *c, const char *name, buf *pdf)
{
	struct pdf *p;
	assert_null(pdf_begin(c, PDF_A4, S("Tên"), &p));
	pdf_labelled(p, S("Họ và tên"), str_of(name));
	assert_null(pdf_end(p, pdf));
	return ask(c, pdf, "pdftotext %s - | tr '\\n' ' '");
}

/* The orthographies of the ethnic minorities and the names of foreigners; what no font has is told. */
static void letters_of_every_people_are_printed(void **state)
{
	(void)state;
	static const char *const names[] = {"H’Hen Niê, K'Brể, Ksor H'Bia, Ƀơ Ñŏ, Ê̆ban, Č Ĕ Ŏ̆ ƀ č ĕ ĭ ŏ ŭ ơ̆ ư̆ ñ",
		"Søren Łukasz Œuvre Aª Þór", "Иван Петров", "Παπαδόπουλος"};
	struct ctx *c = fresh();
	for (size_t i = 0; i < COUNT(names); i++) {
		buf pdf = {.a = c->a};
		assert_false(str_has(printed(c, names[i], &pdf), S("Có chữ không in được")));
	}
	buf pdf = {.a = c->a};
	assert_true(str_has(printed(c, "Chữ lạ: \U000E1234\U0001F9FF\uA8FF\U00010A80", &pdf), S("Có chữ không in được")));
}

static void every_vietnamese_letter_has_a_shape(void **state)
{
	(void)state;
	static const char letters[] = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ "
				      "AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ EÈẺẼÉẸ ÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌ ÔỒỔỖỐỘ ƠỜỞỠỚỢ UÙỦŨÚỤ ƯỪỬỮỨỰ YỲỶỸÝỴ Đ";
	struct ctx *c = fresh();
	struct pdf *p;
	buf pdf = {.a = c->a};
	assert_null(pdf_begin(c, PDF_A4, S("Chữ"), &p));
	for (int style = 0; style < 4; style++)
		pdf_paragraph(p, str_of(letters), (struct pdf_text){.bold = style & 1, .italic = style & 2});
	assert_null(pdf_end(p, &pdf));
	str fonts = ask(c, &pdf, "pdffonts %s | tail -n +3 | grep -vc LiberationSerif; true");
	assert_int_equal(atoi(fonts.s), 0);
	str text = ask(c, &pdf, "pdftotext %s - | tr '\\n' ' '");
	assert_true(str_has(text, S("ÔỒỔỖỐỘ ƠỜỞỠỚỢ UÙỦŨÚỤ ƯỪỬỮỨỰ")));
}

static void the_code_scans(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	buf pdf = {.a = c->a};
	receipt(c, PDF_A5, &pdf);
	str code = ask(c, &pdf, "pdftoppm -r 200 -gray %1$s %1$s && zbarimg -q --raw %1$s-1.pgm; rm -f %1$s-1.pgm");
	assert_string_equal(
		str_c(c->a, str_trim(code)), "https://gialam.ninhbinh.gov.vn/tra-cuu?ma=H42.33.12-261123-0007&khoa=7KQ2MNXB");
}

static void a_long_table_repeats_its_heading(void **state)
{
	(void)state;
	enum { ROWS = 121 };
	static const double widths[] = {10, 90};
	struct ctx *c = fresh();
	struct pdf *p;
	buf pdf = {.a = c->a};
	str *cells = NEWN(c->a, str, 2 * ROWS);
	cells[0] = S("STT");
	cells[1] = S("Nội dung");
	for (int i = 1; i < ROWS; i++) {
		cells[2 * i] = str_format(c->a, "%d", i);
		cells[2 * i + 1] = str_format(c->a, "dòng thứ %d", i);
	}
	assert_null(pdf_begin(c, PDF_A4, S("Bảng"), &p));
	pdf_table(p, widths, cells, 2, ROWS);
	assert_null(pdf_end(p, &pdf));
	int n = pages(c, &pdf);
	assert_true(n >= 3);
	assert_int_equal(atoi(ask(c, &pdf, "pdftotext -layout %s - | grep -c 'STT.*Nội dung'").s), n);
	assert_int_equal(atoi(ask(c, &pdf, "pdftotext -layout %s - | grep -c 'dòng thứ'").s), ROWS - 1);
}

static void long_text_flows(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	struct pdf *p;
	buf pdf = {.a = c->a}, words = {.a = c->a};
	for (int i = 0; i < 3000; i++)
		buf_printf(&words, "chữ%d ", i);
	assert_null(pdf_begin(c, PDF_A5, S("Dài"), &p));
	pdf_paragraph(p, buf_text(&words), (struct pdf_text){.align = PDF_JUSTIFY, .indent = 20});
	pdf_columns(p, (double[]){1, 1}, 2); /* taller than a page: cut, nothing lost */
	pdf_column(p);
	pdf_paragraph(p, buf_text(&words), (struct pdf_text){0});
	pdf_columns_end(p);
	assert_null(pdf_end(p, &pdf));
	assert_int_equal(atoi(ask(c, &pdf, "pdftotext %s - | grep -o 'chữ[0-9]*' | sort -u | wc -l").s), 3000);
	assert_int_equal(atoi(ask(c, &pdf, "pdftotext %s - | grep -o 'chữ[0-9]*' | wc -l").s), 6000);
	assert_true(str_has(ask(c, &pdf, "pdftotext -f 2 -l 2 %s - | head -1"), S("2")));
}

static void hostile_text_is_harmless(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	struct pdf *p;
	buf pdf = {.a = c->a};
	assert_null(pdf_begin(c, PDF_A5, (str){"a\xff\x00z", 4}, &p));
	pdf_paragraph(p, (str){"x\xc3\x01\x00y <b>&amp; \xed\xa0\x80", 18}, (struct pdf_text){0});
	pdf_paragraph(p, S(""), (struct pdf_text){.one_line = true, .align = PDF_CENTRE});
	pdf_labelled(p, S(""), (str){NULL, 0});
	assert_null(pdf_end(p, &pdf));
	assert_true(str_has(ask(c, &pdf, "pdftotext %s -"), S("<b>&amp;")));
}

static void wrong_use_is_an_error(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	struct pdf *p;
	buf pdf = {.a = c->a};
	assert_null(pdf_begin(c, PDF_A5, S("x"), &p));
	pdf_column(p);
	pdf_paragraph(p, S("x"), (struct pdf_text){0});
	err e = pdf_end(p, &pdf);
	assert_non_null(e);
	assert_int_equal(e->kind, BROKEN);
	assert_int_equal(pdf.n, 0);
}

static void a_code_is_an_image_too(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	buf svg = {.a = c->a};
	int side;
	const unsigned char *modules;
	assert_null(qr_svg(c, S("https://dinh.vn/hs/A1"), &svg));
	assert_true(str_starts(buf_text(&svg), S("<svg ")) && str_ends(buf_text(&svg), S("</svg>\n")));
	assert_null(qr_matrix(c, S("https://dinh.vn/hs/A1"), &side, &modules));
	assert_int_equal(side, 25);
	assert_int_equal(modules[0], 1); /* the corner of the finder pattern */
	assert_int_equal(modules[7], 0);
	assert_non_null(qr_matrix(c, S(""), &side, &modules));
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_receipt_reads_as_written),
		cmocka_unit_test(a_head_says_who_issues), cmocka_unit_test(letters_are_embedded),
		cmocka_unit_test(every_vietnamese_letter_has_a_shape), cmocka_unit_test(letters_of_every_people_are_printed),
		cmocka_unit_test(the_code_scans), cmocka_unit_test(a_long_table_repeats_its_heading),
		cmocka_unit_test(long_text_flows), cmocka_unit_test(hostile_text_is_harmless),
		cmocka_unit_test(wrong_use_is_an_error), cmocka_unit_test(a_code_is_an_image_too)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&memory);
	return failed;
}
