/* query: how a route declares the parameters that its handler reads of the query string one by one (query_text, query_int, query_raw):
 *	static const struct field found_query[] = {SEARCH_FIELD, CURSOR_FIELD};
 *	{.method = "GET", .., .query = LIST(found_query)}
 * The document of OpenAPI prints them, but those that only a page asks (ON_PAGE). A handler that reads another finds it absent, and the log
 * has `query.undeclared`, which no run of the tests may leave there. What people add to an address and nobody reads is ignored. What several
 * routes ask stands here, so that it has one spelling and one description. */
#pragma once
#include "web/input.h"

#define ASK_TEXT(name, label)              FIELD_NAMED(name, label, .type = I_TEXT)
#define ASK_TEXT_NEEDED(name, label)       FIELD_NAMED(name, label, .type = I_TEXT, .min = 1)
#define ASK_INT(name, label, from, to)     FIELD_NAMED(name, label, .type = I_INT, .min = from, .max = to)
#define ASK_ID(name, label)                ASK_INT(name, label, 0, INT64_MAX)
#define ASK_DATE(name, label)              FIELD_NAMED(name, label, .type = I_DATE)
#define ASK_CHOICE(name, label, of)        FIELD_NAMED(name, label, .type = I_CHOICE, .choices = of)
#define ASK_CHOICE_NEEDED(name, label, of) FIELD_NAMED(name, label, .type = I_CHOICE, .min = NEEDED, .choices = of)
#define ON_PAGE(name, label, type_)        FIELD_NAMED(name, label, .type = type_, .on_page = true)

#define CURSOR_FIELD    ASK_TEXT("sau", "Chỗ bắt đầu của trang tiếp theo, như next của câu trả lời trước")
#define SEARCH_FIELD    ASK_TEXT("tim", "Từ cần tìm")
#define WORDS_FIELD     ASK_TEXT("tu-khoa", "Từ khóa")
#define ON_DAY_FIELD    ASK_DATE("ngay", "Vào ngày; để trống là hôm nay")
#define FROM_DAY_FIELD  ASK_DATE("tu", "Từ ngày")
#define TO_DAY_FIELD    ASK_DATE("den", "Đến hết ngày")
#define SECTOR_FIELD    ASK_TEXT("linh-vuc", "Lĩnh vực")
#define PROCEDURE_FIELD ASK_TEXT("thu-tuc", "Mã thủ tục, ví dụ 1.001193")
#define UNIT_FIELD      ASK_ID("don-vi", "Số của đơn vị")
#define PLACE_FIELD     ASK_TEXT("xa", "Tên đơn vị")
#define CODE_FIELD      ASK_TEXT_NEEDED("ma", "Mã hồ sơ")
#define SECRET_LABEL    "Mã tra cứu in trên giấy tiếp nhận"
#define THEN_FIELD      ON_PAGE("tiep", "Trang mở sau đó", I_TEXT)
#define SECRET_FIELD    ASK_TEXT("bi-mat", SECRET_LABEL)
