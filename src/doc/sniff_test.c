#include "doc.h"
#include "tests/unit/tests.h"

static enum file_type of(str s) { return sniff(s, (int64_t)s.n); }

#define MEMBER_HEAD(name_size, extra) "PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" name_size "\0" extra "\0"

static void plain_kinds(void **state)
{
	(void)state;
	assert_int_equal(of(S("%PDF-1.7\n%\xe2\xe3")), FILE_PDF);
	assert_int_equal(of(S("\xff\xd8\xff\xe0..JFIF")), FILE_JPEG);
	assert_int_equal(of(S("\x89PNG\r\n\x1a\n....")), FILE_PNG);
	assert_int_equal(of(S("RIFF....WEBPVP8 ")), FILE_WEBP);
	assert_int_equal(of(S("\xef\xbb\xbf <?xml version=\"1.0\"?>")), FILE_XML);
	assert_int_equal(of(S("Xin chào\r\n")), FILE_TEXT);
	assert_int_equal(of(S("")), FILE_UNKNOWN);
	assert_int_equal(of(S("MZ\x90\0\3")), FILE_UNKNOWN);
	assert_int_equal(of(S("\x7f"
			      "ELF")),
		FILE_UNKNOWN);
	assert_int_equal(of(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")), FILE_UNKNOWN); /* old Word: may hold macros */
}

static void files_of_two_natures(void **state)
{
	(void)state;
	assert_int_equal(of(S("\n%PDF-1.7\n")), FILE_PDF);
	assert_int_equal(of(S("\xef\xbb\xbf%PDF-1.7\n")), FILE_PDF);
	assert_int_equal(of(S("\x1b%-12345X@PJL SET X\r\n%PDF-1.4\n")), FILE_PDF);
	assert_int_equal(of(S("<html>%PDF-1.7\n")), FILE_TEXT);
	assert_int_equal(of(S("MZ%PDF-1.7\n\1")), FILE_UNKNOWN);
	char late[1100];
	memset(late, ' ', sizeof late);
	memcpy(late + 1024, "%PDF-1.7", 8);
	assert_int_equal(of((str){late, sizeof late}), FILE_PDF);
	late[1024] = ' ';
	memcpy(late + 1025, "%PDF-1.7", 8);
	assert_int_equal(of((str){late, sizeof late}), FILE_TEXT);
	assert_int_equal(of(S("\0\0\0\x18"
			      "ftypheic\0\0\0\0mif1heic")),
		FILE_HEIC);
	assert_int_equal(of(S("\0\0\0\x18"
			      "ftypmif1\0\0\0\0mif1heic")),
		FILE_HEIC);
	assert_int_equal(of(S("\0\0\0\x14"
			      "ftypmif1\0\0\0\0mif1heic")),
		FILE_UNKNOWN);
	assert_int_equal(of(S("\0\0\0\x18"
			      "ftypisom\0\0\0\0isommp42")),
		FILE_UNKNOWN);
	assert_int_equal(of(S("GIF89a%PDF-1.7\n\1")), FILE_UNKNOWN);
	assert_int_equal(of(S("%PDF-x")), FILE_TEXT);
	assert_int_equal(of(S("<html><script>alert(1)</script>")), FILE_TEXT);
	assert_string_equal(file_type_mime(FILE_TEXT), "text/plain; charset=utf-8"); /* never text/html */
}

static void office_documents(void **state)
{
	(void)state;
	str docx = S(MEMBER_HEAD("\x13", "\0") "[Content_Types].xml...." MEMBER_HEAD("\x11", "\0") "word/document.xml....");
	str xlsx = S(MEMBER_HEAD("\x0b", "\0") "_rels/.rels...." MEMBER_HEAD("\x0f", "\0") "xl/workbook.xml");
	str zip = S(MEMBER_HEAD("\x11", "\0") "word/document.xml....");
	str odt = S(MEMBER_HEAD("\x08", "\0") "mimetypeapplication/vnd.oasis.opendocument.textPK\3\4....");
	str ods = S(MEMBER_HEAD("\x08", "\0") "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK\3\4");
	assert_int_equal(of(docx), FILE_DOCX);
	assert_int_equal(of(xlsx), FILE_XLSX);
	assert_int_equal(of(zip), FILE_ZIP); /* a folder named word is not yet a document */
	assert_int_equal(of(odt), FILE_ODT);
	assert_int_equal(of(ods), FILE_ZIP);
	for (size_t n = 0; n <= docx.n; n++) /* cut anywhere: never past the end */
		sniff((str){docx.s, n}, (int64_t)docx.n);
}

static void a_head_may_end_within_a_letter(void **state)
{
	(void)state;
	str text = S("Tiếng Việt"), cut = {text.s, 3};
	assert_int_equal(sniff(cut, (int64_t)text.n), FILE_TEXT);
	assert_int_equal(sniff(cut, 3), FILE_UNKNOWN);
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(plain_kinds), cmocka_unit_test(files_of_two_natures),
		cmocka_unit_test(office_documents), cmocka_unit_test(a_head_may_end_within_a_letter)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
