/* imports: what the module declares. */
#include "inside.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/services/job.h"
#include "web/services/setting.h"

static const struct field upload_fields[] = {{.name = "file", .label = "Tệp danh sách", .type = I_FILE, .min = 1, .max = 1}};
static const struct input upload_input = INPUT("import_file", upload_fields);
static const struct field columns_fields[] = {TEXTS(
	struct mapping_work, columns, "Các cột: cho mỗi cột của tệp tên cột của danh sách, hoặc - để bỏ qua", 1, SHEET_COLUMNS)};
static const struct input columns_input = INPUT("import_columns", columns_fields);

static const struct route routes[] = {
	GET("/nhap-du-lieu", .run = imports_get, .permission = "import.run",
		.summary = "Những danh sách nhập được từ tệp, và các lần nhập của đơn vị", .api = "/imports",
		.shape = &imports_shape, .list = &imports_list),
	GET("/nhap-du-lieu/moi/{kind}", .run = import_kind_get, .permission = "import.run",
		.summary = "Một danh sách nhập được từ tệp", .api = "/import-kinds/{kind}", .shape = &import_kind_shape),
	POST("/nhap-du-lieu/moi/{kind}", .run = import_kind_post, .permission = "import.run",
		.summary = "Gửi một tệp CSV hoặc XLSX để kiểm tra; chưa ghi gì", .api = "/import-kinds/{kind}",
		.input = &upload_input, .again = import_kind_get, .body_max = SHEET_FILE_MAX + (1 << 20),
		.file_max = SHEET_FILE_MAX, .rate = RATE_UPLOAD),
	GET("/nhap-du-lieu/moi/{kind}/mau.csv", .run = import_form_csv, .permission = "import.run",
		.summary = "Tệp mẫu để điền (CSV)", .api = "/import-kinds/{kind}/form.csv"),
	GET("/nhap-du-lieu/moi/{kind}/mau.xlsx", .run = import_form_xlsx, .permission = "import.run",
		.summary = "Tệp mẫu để điền (Excel)", .api = "/import-kinds/{kind}/form.xlsx"),
	GET("/nhap-du-lieu/{id}", .run = import_one, .permission = "import.run",
		.summary = "Một lần nhập: các cột, các dòng với chỗ sai, kết quả", .api = "/imports/{id}", .shape = &import_shape,
		.list = &import_rows_list),
	POST("/nhap-du-lieu/{id}/cot", .run = import_columns_post, .permission = "import.run",
		.summary = "Cột nào của tệp là cột nào của danh sách", .api = "/imports/{id}/columns", .input = &columns_input,
		.again = import_one),
	POST("/nhap-du-lieu/{id}/ghi", .run = import_confirm_post, .permission = "import.run",
		.summary = "Xác nhận ghi những dòng mới và thay đổi, đúng như đã xem trước", .api = "/imports/{id}/confirm",
		.again = import_one),
	POST("/nhap-du-lieu/{id}/bo", .run = import_stop_post, .permission = "import.run",
		.summary = "Bỏ một danh sách chưa ghi, xóa các dòng đã gửi", .api = "/imports/{id}/discard", .again = import_one),
	GET("/nhap-du-lieu/{id}/khong-co-trong-tep", .run = import_absent_get, .permission = "import.run",
		.summary = "Những mục đang có mà không dòng nào của tệp nói tới", .api = "/imports/{id}/absent",
		.shape = &import_absent_shape, .list = &import_absent_list),
	GET("/nhap-du-lieu/{id}/can-sua.csv", .run = import_rows_csv, .permission = "import.run",
		.summary = "Các dòng chưa ghi, kèm lý do (CSV)", .api = "/imports/{id}/problems.csv"),
	GET("/nhap-du-lieu/{id}/can-sua.xlsx", .run = import_rows_xlsx, .permission = "import.run",
		.summary = "Các dòng chưa ghi, kèm lý do (Excel)", .api = "/imports/{id}/problems.xlsx"),
};
static const struct permission permissions[] = {{.name = "import.run",
	.title = "Nhập danh sách từ tệp (cùng với quyền của từng danh sách)",
	.roles = "reception specialist clerk administrator platform"}};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Nhập từ tệp",
	.path = "/nhap-du-lieu",
	.permission = "import.run",
	.rank = 90,
	.area = AREA_DATA}};
static const struct word words[] = {
	{"import", "Lần nhập từ tệp"},
	{"import.upload", "Gửi tệp để nhập"},
	{"import.confirm", "Xác nhận ghi danh sách"},
	{"import.end", "Ghi xong danh sách"},
	{"import.lost", "Dừng nhập danh sách: người xác nhận không còn quyền"},
	{"import.stop", "Bỏ danh sách chưa ghi"},
};
static const struct setting settings[] = {{.name = IMPORT_DAYS,
	.title = "Giữ các dòng đã nhập từ tệp (ngày)",
	.help = "Sau số ngày này, các dòng của tệp được xóa; số lượng và kết quả vẫn còn.",
	.type = SET_INT,
	.fallback = "7",
	.min = 1,
	.max = 60}};
static const struct job_kind jobs[] = {
	{.name = "imports.work", .title = "Kiểm tra, ghi danh sách nhập từ tệp", .run = import_work},
	{.name = "imports.clean", .title = "Xóa các dòng nhập từ tệp đã hết hạn giữ", .run = import_clean, .every = HOUR},
};

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct import_titled im;
	TRY(import_titled(c, id, &im));
	const struct import_kind *k;
	TRY(import_kind_named(c, im.kind, &k));
	*out = str_format(c->a, "%s: %.*s", k ? k->title : "", STR_ARG(im.file_name));
	return NULL;
}
static const struct event events[] = {
	{.name = "import.checked",
		.title = "Danh sách tôi nhập đã kiểm tra xong, chờ tôi xác nhận",
		.who = "officer",
		.permission = "import.run"},
	{.name = "import.lost",
		.title = "Danh sách nhập của đơn vị phải dừng vì người xác nhận không còn quyền",
		.who = "officer",
		.permission = "import.run",
		.outlets = "email"},
	{.name = "import.ended",
		.title = "Danh sách tôi nhập đã ghi xong",
		.who = "officer",
		.permission = "import.run",
		.outlets = "email"},
};
static const struct naming namings[] = {{.kind = "import", .title = titled}};
static const struct object objects[] = {{.kind = "import", .see = import_seen}};

const struct module imports_module = {
	.name = "imports",
	.title = "Nhập từ tệp",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.events = LIST(events),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.migrations = &imports_migrations,
};
