/* What the feature declares. */
#include "clean.h"
#include "pages.h"
#include "core/files/files.sql.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/route.h"
#include "web/services/job.h"
#include "web/services/setting.h"

enum { MEGABYTES = 1024 * 1024 };

static const struct route routes[] = {
	GET("/dinh-kem/{kind}/{id}", .run = attached_page, .permission = SIGNED_IN, .summary = "Tệp đính kèm của một mục",
		.api = "/attachments/{kind}/{id}", .shape = &attached_shape),
	POST("/dinh-kem/{kind}/{id}", .run = attached_post, .permission = SIGNED_IN, .summary = "Đính kèm tệp vào một mục",
		.api = "/attachments/{kind}/{id}", .again = attached_page, .body_max = 120 * MEGABYTES,
		.file_max = 20 * MEGABYTES, .rate = RATE_UPLOAD),
	GET("/tep-dinh-kem/{id}", .run = attached_send, .permission = SIGNED_IN, .summary = "Một tệp đính kèm",
		.api = "/attached-files/{id}"),
	POST("/tep-dinh-kem/{id}/go", .run = attached_remove, .permission = SIGNED_IN, .summary = "Gỡ một tệp đính kèm",
		.api = "/attached-files/{id}/remove"),
	GET("/anh/{id}", .run = photo_send, .permission = SIGNED_IN, .summary = "Một ảnh của mục mà người xem được xem",
		.api = "/photos/{id}"),
	GET("/anh/{id}/nho", .run = photo_send_small, .permission = SIGNED_IN, .summary = "Ảnh đó, thu nhỏ",
		.api = "/photos/{id}/small"),
};
static const struct word words[] = {
	{"file.attach", "Đính kèm tệp"},
	{"file.detach", "Gỡ tệp đính kèm"},
};
static const struct setting settings[] = {
	{.name = "files.max_mb",
		.title = "Dung lượng tối đa của một tệp (MB)",
		.help = "Tệp lớn hơn bị từ chối khi tải lên.",
		.type = SET_INT,
		.fallback = "20",
		.min = 1,
		.max = 100},
};
static const struct job_kind jobs[] = {
	{.name = "files.clean",
		.title = "Dọn tệp không còn dùng",
		.run = files_clean,
		.when = {.each = EACH_DAY, .at = 2 * 60 + 40}},
	{.name = "photo.shrink", .title = "Thu nhỏ ảnh để hiện trong trang", .run = photo_shrink},
};

const struct module files_module = {
	.name = "files",
	.title = "Tệp",
	.routes = LIST(routes),
	.words = LIST(words),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.migrations = &files_migrations,
	.verify = files_verify,
	.needs = files_needs,
};
