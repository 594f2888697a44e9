/* Tables of others: every way of writing CSV that programs have, workbooks as Excel and LibreOffice write them, and hostile ones. */
#include "sheet_test.h"

static void csv_as_programs_write_it(void **state)
{
	(void)state;
	reads(S("a,b\r\nc,d\r\n"), "1:a|b;2:c|d");
	reads(S("\xef\xbb\xbf"
		"Tên;Số\nMỹ Lộc;3"),
		"1:Tên|Số;2:Mỹ Lộc|3");
	reads(S("a\tb\rc\td\r"), "1:a|b;2:c|d");
	reads(S("sep=;\r\na;b,c\r\n"), "2:a|b,c");
	reads(S("\"a, \"\"b\"\"\",\"c\nd\"\n\n , \n,,e"), "1:a, \"b\"|c d;4:||e"); /* empty rows count, as Excel counts */
	reads(S("\xff\xfe"
		"a\0\t\0\xbf\x1e\n\0b\0\t\0c\0"),
		"1:a|ế;2:b|c");
	reads(S("\xfe\xff"
		"\0a\0,\xd8\x3d\xde\x00"),
		"1:a|😀");
	reads(S("a,b\x1f\x1e\x1d"
		"c\n"),
		"1:a|b   c"); /* no sign of ours comes in */
	reads(S("=1+1,@x\n"), "1:=1+1|@x");
}

static void csv_that_is_none(void **state)
{
	(void)state;
	refuses(S("T\xean,S\xf4\n"), "UTF-8");       /* Windows-1258 */
	refuses(S("\xff\xfe\x00\xd8\n\0"), "UTF-8"); /* half a pair */
	refuses(S("\xff\xfe"
		  "a"),
		"UTF-8");
	refuses(S("a,\"b\nc,d\n"), "ngoặc kép");
	refuses(S(""), "không có dòng nào");
	refuses(S("\n , ,\n\r\n"), "không có dòng nào");
	refuses(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ".xls");
	refuses(S("a\0b"), "UTF-8");
}

static void limits(void **state)
{
	arena a = {0};
	buf b = {.a = &a};
	(void)state;
	for (int i = 0; i < 300000; i++)
		buf_lit(&b, "a,b\n");
	refuses(buf_text(&b), "100.000 dòng");
	b.n = 0;
	for (int i = 0; i < SHEET_COLUMNS; i++)
		buf_lit(&b, "x,");
	refuses(str_format(&a, "%.*sy\n", STR_ARG(buf_text(&b))), "60 cột");
	struct ctx c = ctx_of(&a);
	struct sheet s;
	OK(read_bytes(&c, buf_text(&b), &s)); /* 60, and nothing in the 61st */
	b.n = 0;
	for (int i = 0; i < SHEET_CELL; i++)
		buf_lit(&b, "ế");
	OK(read_bytes(&c, buf_text(&b), &s));
	buf_lit(&b, "x");
	refuses(buf_text(&b), "2.000 chữ");
	arena_free(&a);
}

/* ---- workbooks ---- */

#define WORKBOOK(sheets, more)                                                                                                   \
	{"[Content_Types].xml", S("<Types/>")},                                                                                  \
		{"xl/workbook.xml", S("<workbook xmlns:r=\"u\">" more "<sheets>" sheets "</sheets></workbook>")},                \
	{                                                                                                                        \
		"xl/_rels/workbook.xml.rels",                                                                                    \
			S("<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"                            \
			  "<Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>")                      \
	}
#define PLAIN_BOOK WORKBOOK("<sheet name=\"Một\" sheetId=\"1\" r:id=\"r1\"/>", "")
#define SHEET(rows)                                                                                                              \
	{                                                                                                                        \
		"xl/worksheets/sheet1.xml", S("<worksheet><sheetData>" rows "</sheetData></worksheet>")                          \
	}

static void reads_book(const struct member_text *parts, const char *wanted)
{
	arena a = {0};
	reads(zipped(&a, parts), wanted);
	arena_free(&a);
}

static void refuses_book(const struct member_text *parts, const char *words)
{
	arena a = {0};
	refuses(zipped(&a, parts), words);
	arena_free(&a);
}

static void workbooks(void **state)
{
	(void)state;
	const struct member_text plain[] = {PLAIN_BOOK,
		{"xl/sharedStrings.xml",
			S("<sst><si><t>Tên</t></si><si><r><t>Mỹ </t></r><rPh><t>x</t></rPh><r><t>Lộc</t></r></si></sst>")},
		{"xl/styles.xml", S("<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-42A]dd/mm/yyyy;@\"/>"
				    "<numFmt numFmtId=\"171\" formatCode=\"0 &quot;đồng&quot;\"/></numFmts><cellStyleXfs><xf "
				    "numFmtId=\"14\"/>"
				    "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/>"
				    "<xf numFmtId=\"171\"/></cellXfs></styleSheet>")},
		SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Số</t></is></c></row>"
		      "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>45839</v></c><c r=\"C3\" "
		      "s=\"2\"><v>45839.5</v></c>"
		      "<c r=\"D3\" s=\"3\"><v>1950</v></c><c r=\"E3\"><v>3.7084001234E10</v></c><c r=\"F3\"><v>0.1</v></c>"
		      "<c r=\"G3\" t=\"str\"><f>HYPERLINK(\"http://x\")</f><v>kết quả</v></c><c r=\"H3\" t=\"b\"><v>1</v></c>"
		      "<c r=\"I3\" t=\"e\"><v>#REF!</v></c></row>"),
		{NULL}};
	reads_book(plain, "1:Tên||Số;3:Mỹ Lộc|2025-07-01|2025-07-01|1950|37084001234|0.1|kết quả|1|#REF!");
	const struct member_text hidden[] = {
		WORKBOOK("<sheet name=\"Ẩn\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"Hai\" r:id=\"r2\"/>",
			"<workbookPr date1904=\"1\"/>"),
		SHEET("<row><c t=\"str\"><v>sai</v></c></row>"),
		{"xl/styles.xml", S("<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>")},
		{"xl/worksheets/sheet2.xml", S("<x:worksheet xmlns:x=\"u\"><x:row><x:c t=\"str\"><x:v>đúng</x:v></x:c><x:c "
					       "s=\"0\"><x:v>44377</x:v></x:c>"
					       "</x:row></x:worksheet>")},
		{NULL}};
	reads_book(hidden, "1:đúng|2025-07-01");
}

static void hostile_workbooks(void **state)
{
	arena a = {0};
	(void)state;
#define REFUSES(words, ...) refuses_book((const struct member_text[]){__VA_ARGS__, {NULL}}, words)
	REFUSES("bảng tính", {"x", S("y")});
	REFUSES("bảng tính", PLAIN_BOOK); /* no sheet */
	REFUSES("bảng tính", PLAIN_BOOK, SHEET("<row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>"));
	REFUSES("60 cột", PLAIN_BOOK, SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"));
	REFUSES("bảng tính", PLAIN_BOOK, SHEET("<row r=\"999999999999\"><c><v>1</v></c></row>"));
	REFUSES("bảng tính", PLAIN_BOOK, SHEET("<row r=\"2\"/><row r=\"1\"><c><v>1</v></c></row>"));
	REFUSES("bảng tính", PLAIN_BOOK, SHEET("<row><c><v>1</v></row>"));
	REFUSES("bảng tính", PLAIN_BOOK, SHEET("<c r=\"A1\"><v>1</v></c>"));
	REFUSES("bảng tính", PLAIN_BOOK, SHEET("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>"));
	REFUSES("không có dòng nào", PLAIN_BOOK,
		SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c><c t=\"s\"><v>9</v></c></row>"));
	REFUSES("bảng tính", PLAIN_BOOK,
		{"xl/worksheets/sheet1.xml", S("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
					       "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><row><c t=\"str\"><v>&b;</v></c>"
					       "</row></worksheet>")});
	REFUSES("bảng tính", PLAIN_BOOK,
		{"xl/worksheets/sheet1.xml", S("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet><row><c "
					       "t=\"str\"><v>x</v></c></row></worksheet>")});
	buf deep = {.a = &a};
	for (int i = 0; i < 100000; i++)
		buf_lit(&deep, "<row>");
	REFUSES("bảng tính", PLAIN_BOOK, {"xl/worksheets/sheet1.xml", buf_text(&deep)});
	/* Half a gigabyte of blanks is half a megabyte of archive. */
	str bomb = {arena_get(&a, (size_t)500 << 20), (size_t)500 << 20};
	memset((char *)bomb.s, ' ', bomb.n);
	memcpy((char *)bomb.s, "<worksheet>", 11);
	REFUSES("quá lớn khi mở ra", PLAIN_BOOK, {"xl/worksheets/sheet1.xml", bomb});
	arena_free(&a);
}

static void cut_workbooks(void **state)
{
	arena a = {0};
	(void)state;
	const struct member_text parts[] = {PLAIN_BOOK, SHEET("<row><c t=\"str\"><v>x</v></c></row>"), {NULL}};
	str whole = zipped(&a, parts);
	for (size_t n = 5; n < whole.n; n += 97) {
		struct ctx c = ctx_of(&a);
		struct sheet s;
		FAILS(INVALID, read_bytes(&c, (str){whole.s, n}, &s));
	}
	arena_free(&a);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_as_programs_write_it),
		cmocka_unit_test(csv_that_is_none),
		cmocka_unit_test(limits),
		cmocka_unit_test(workbooks),
		cmocka_unit_test(hostile_workbooks),
		cmocka_unit_test(cut_workbooks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
