/* query: how a route declares the parameters that its handler reads of the query string one by one (query_text, query_int, query_raw):
 *	static const struct field found_query[] = {SEARCH_FIELD, CURSOR_FIELD};
 *	{"GET", .., .query = LIST(found_query)}
 * The document of OpenAPI prints them, but those that only a page asks (ON_PAGE). A handler that reads another finds it absent, and the log
 * has `query.undeclared`, which no run of the tests may leave there. What people add to an address and nobody reads is ignored. What several
 * routes ask stands here, so that it has one spelling and one description. */
#pragma once
#include "web/web.h"

#define ASK_TEXT(name, label)                                                                                                    \
	{                                                                                                                        \
		name, label, I_TEXT, 0, 0, 0, NULL                                                                               \
	}
#define ASK_TEXT_NEEDED(name, label)                                                                                             \
	{                                                                                                                        \
		name, label, I_TEXT, 0, 1, 0, NULL                                                                               \
	}
#define ASK_INT(name, label, min, max)                                                                                           \
	{                                                                                                                        \
		name, label, I_INT, 0, min, max, NULL                                                                            \
	}
#define ASK_ID(name, label) ASK_INT(name, label, 0, INT64_MAX)
#define ASK_DATE(name, label)                                                                                                    \
	{                                                                                                                        \
		name, label, I_DATE, 0, 0, 0, NULL                                                                               \
	}
#define ASK_CHOICE(name, label, choices)                                                                                         \
	{                                                                                                                        \
		name, label, I_CHOICE, 0, 0, 0, choices                                                                          \
	}
#define ASK_CHOICE_NEEDED(name, label, of)                                                                                       \
	{                                                                                                                        \
		name, label, I_CHOICE, 0, 1, 0, of                                                                               \
	}

#define ON_PAGE(name_, label_, type_)                                                                                            \
	{                                                                                                                        \
		.name = name_, .label = label_, .type = type_, .on_page = true                                                   \
	}

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
