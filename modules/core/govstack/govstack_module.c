/* What govstack declares. */
#include "core/govstack/govstack.sql.h"
#include "core/govstack/inside.h"
#include "web/input.h"
#include "web/module.h"
#include "web/route.h"
#include "web/services/setting.h"

#define USE  "govstack.use"
#define DATA "/api/govstack/data/{registry}/{version}"
#define BASE "/api/govstack"

#define AGREEMENT                                                                                                                \
	{                                                                                                                        \
		.name = "thoa-thuan", .label = "Số thỏa thuận; bắt buộc khi đơn vị có nhiều thỏa thuận cho sổ này",              \
		.type = I_INT, .min = 1, .max = INT64_MAX                                                                        \
	}
static const struct field one_query[] = {AGREEMENT};
static const struct field list_query[] = {AGREEMENT,
	{.name = "search", .label = "Nội dung của trường filter", .type = I_TEXT, .max = 300},
	{.name = "filter", .label = "Tên của trường", .type = I_TEXT, .max = 40},
	{.name = "ordering", .label = "ascending hoặc descending", .type = I_TEXT, .max = 20},
	{.name = "page", .label = "Trang sau: như trong next", .type = I_TEXT, .max = 60},
	{.name = "userID", .label = "Số định danh cá nhân (MyPersonalDataUsage)", .type = I_TEXT, .max = 64},
	{.name = "DatabaseID", .label = "Mã của sổ (MyPersonalDataUsage)", .type = I_TEXT, .max = 64}};
#define ASKS(path_, run_, says_)                                                                                                 \
	{                                                                                                                        \
		.method = "POST", .path = path_, .run = run_, .permission = USE, .summary = "GovStack: " says_,                  \
		.query = LIST(one_query)                                                                                         \
	}
#define PUTS(path_, run_, says_)                                                                                                 \
	{                                                                                                                        \
		.method = "PUT", .path = path_, .run = run_, .permission = USE, .summary = "GovStack: " says_,                   \
		.query = LIST(one_query)                                                                                         \
	}
static const struct route routes[] = {
	{.method = "GET",
		.path = DATA,
		.run = govstack_list,
		.permission = USE,
		.summary = "GovStack: các mục của một sổ theo thỏa thuận; ai đã xem dữ liệu",
		.query = LIST(list_query)},
	ASKS(DATA "/create", govstack_create, "thêm một mục theo thỏa thuận"),
	ASKS(DATA "/read", govstack_read, "một mục theo thỏa thuận"),
	ASKS(DATA "/exists", govstack_exists, "có mục đó theo thỏa thuận không"),
	PUTS(DATA "/update", govstack_update, "sửa một mục theo thỏa thuận"),
	PUTS(DATA "/update-entries", govstack_update_all, "sửa nhiều mục theo thỏa thuận"),
	ASKS(DATA "/update-or-create", govstack_put, "sửa hoặc thêm một mục theo thỏa thuận"),
	{.method = "GET",
		.path = DATA "/{record}/read-value/{field}",
		.run = govstack_value,
		.permission = USE,
		.summary = "GovStack: một trường của một mục theo thỏa thuận",
		.query = LIST(one_query)},
	{.method = "DELETE",
		.path = DATA "/{record}/delete",
		.run = govstack_delete,
		.permission = USE,
		.summary = "GovStack: ghi kết thúc một mục theo thỏa thuận",
		.query = LIST(one_query)},
	{.method = "POST",
		.path = BASE "/database/modify",
		.run = govstack_modify,
		.permission = USE,
		.summary = "GovStack: bản thảo của một sổ dữ liệu",
		.body_max = FORM_DEFINITION_MAX},
	GET(BASE "/databases", .run = govstack_databases, .permission = USE, .summary = "GovStack: các sổ dữ liệu"),
	GET(BASE "/database/{id}", .run = govstack_database, .permission = USE, .summary = "GovStack: một sổ dữ liệu"),
	{.method = "DELETE",
		.path = BASE "/database/{id}",
		.run = govstack_unmake,
		.permission = USE,
		.summary = "GovStack: đóng một sổ dữ liệu của đơn vị"},
};
static const struct permission permissions[] = {
	{.name = USE, .title = "Dùng giao diện GovStack của các sổ dữ liệu", .roles = "specialist leader administrator"}};
static const struct setting settings[] = {
	{.name = "govstack.on",
		.title = "Giao diện GovStack của các sổ dữ liệu",
		.help = "Mở /api/govstack cho phần mềm theo đặc tả GovStack Digital Registries. Phần mềm vẫn phải có mã truy cập "
			"và thỏa "
			"thuận chia sẻ dữ liệu.",
		.type = SET_BOOL,
		.fallback = "0"},
};

const struct module govstack_module = {.name = "govstack",
	.title = "Giao diện GovStack",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.settings = LIST(settings)};
