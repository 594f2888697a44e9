/* admin: the administration pages: overview, settings, jobs, the audit log; and what src/web itself declares. */
#include "web/admin/admin.h"
#include "web/flow/flow_view.h"
#include "web/admin/admin.html.h"
#include "web/hooks.h"
#include "web/object.h"
#include <stdio.h>
#include "web/reply.h"
#include "web/services/looks.h"
#include "web/services/job.h"

/* ---- overview ---- */

static const struct member overview_members[] = {ONE(struct overview, jobs, job_counts),
	MEMBER(struct overview, disk_free_mb, M_INT), MEMBER(struct overview, uploads_stopped, M_INT)};
static const struct shape overview_shape = SHAPE("overview", struct overview, overview_members);

static err show_overview(struct req *q)
{
	struct overview v = {.actor = q->actor, .site = setting_text(&q->ctx, "site.url")};
	struct store *s = services_store();
	TRY(job_counts(&q->ctx, &v.jobs));
	v.room = uploads_room(&q->ctx);
	v.disk_free_mb = v.room.free >> 20;
	v.uploads_stopped = v.room.stopped;
	if (s) {
		db_stats(s, &v.store);
		v.postgres = db_is_postgres(s);
	}
	return reply(q, &v, overview_page);
}

/* ---- jobs ---- */

static const struct member job_members[] = {
	MEMBER(struct job_row, id, M_INT),
	MEMBER(struct job_row, title, M_TEXT),
	MEMBER(struct job_row, state, M_TEXT),
	MEMBER(struct job_row, attempts, M_INT),
	MEMBER(struct job_row, created_at, M_INT),
	MEMBER(struct job_row, ready_at, M_OPT_INT),
	MEMBER(struct job_row, finished_at, M_OPT_INT),
	MEMBER(struct job_row, last_error, M_TEXT),
};
static const struct shape job_shape = SHAPE("job", struct job_row, job_members);
static const struct member jobs_members[] = {
	{.name = "jobs", .type = M_MANY, .at = offsetof(struct jobs_view, jobs), .of = &job_shape},
	{.name = "times", .type = M_MANY, .at = offsetof(struct jobs_view, times), .of = &job_times_shape},
	ONE(struct jobs_view, counts, job_counts), MEMBER(struct jobs_view, next, M_TEXT)};
static const struct shape jobs_shape = SHAPE("jobs", struct jobs_view, jobs_members);

struct job_filter {
	str state;
};
static const struct field job_filters[] = {{.name = "trang-thai",
	.label = "Trạng thái của công việc",
	.type = I_CHOICE,
	.at = offsetof(struct job_filter, state),
	.choices = job_states}};

static err job_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	str state = ((const struct job_filter *)l->asked)->state;
	int64_t before = l->begun ? l->from.id : INT64_MAX;
	struct job_list_rows rows = {0};
	TRY(state.n ? job_list_of(c, state, before, most, &rows) : job_list(c, before, most, &rows));
	struct job_row *v = NEWN(c->a, struct job_row, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct job_list *r = &rows.v[i];
		const struct job_kind *k = job_kind_find(r->kind);
		v[i] = (struct job_row){r->id, r->attempts, r->created_at, k ? str_of(k->title) : r->kind, r->state, r->ready_at,
			r->finished_at, r->last_error};
	}
	*out = (struct list_rows){.v = v, .n = rows.n};
	return NULL;
}

static struct list_key job_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct job_row *)row)->id};
}

static str job_state_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return job_state_title(((const struct job_row *)row)->state);
}

static void job_state_part(struct page *p, const struct listing *l, const void *row)
{
	tag(p, job_state_text(p->a, l, row), job_state_colour(((const struct job_row *)row)->state));
}

static void job_when_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	job_when(p, row);
}

static void job_actions_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	job_actions(p, row);
}

#define JOB(member) offsetof(struct job_row, member)
static const struct column job_columns[] = {
	{.name = "title", .title = "Công việc", .at = JOB(title)},
	{.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = job_state_text, .part = job_state_part},
	{.name = "when", .title = "Thời gian", .as = COLUMN_MADE, .part = job_when_part},
	{.name = "created", .title = "Tạo lúc", .as = COLUMN_TIME, .at = JOB(created_at), .spare = true},
	{.name = "finished", .title = "Xong lúc", .as = COLUMN_TIME_OPTIONAL, .at = JOB(finished_at), .spare = true},
	{.name = "attempts", .title = "Số lần chạy", .as = COLUMN_NUMBER, .at = JOB(attempts)},
	{.name = "error", .title = "Lỗi gần nhất", .at = JOB(last_error)},
	{.name = "actions", .title = "Thao tác", .as = COLUMN_MADE, .part = job_actions_part},
};
static const struct list web_jobs = {
	.title = "Công việc nền",
	.path = "/quan-tri/cong-viec",
	.file = "cong-viec-nen",
	.columns = LIST(job_columns),
	.filters = LIST(job_filters),
	.asked = sizeof(struct job_filter),
	.row = sizeof(struct job_row),
	.rows = job_rows,
	.key = job_key,
};

static err show_jobs(struct req *q)
{
	struct jobs_view v = {0};
	struct job_filter asked = {0};
	TRY(list_read(q, &web_jobs, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	TRY(job_counts(&q->ctx, &v.counts));
	TRY(job_times_fill(&q->ctx, &v.times));
	v.state = asked.state;
	v.jobs = (struct job_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, jobs_page);
}

static err post_retry(struct req *q)
{
	TRY(job_order(&q->ctx, q->id, S("retry")));
	flash(q, "Công việc sẽ chạy lại ngay.");
	return see_other(q, "/quan-tri/cong-viec");
}

static err post_discard(struct req *q)
{
	TRY(job_order(&q->ctx, q->id, S("discard")));
	flash(q, "Đã bỏ công việc.");
	return see_other(q, "/quan-tri/cong-viec");
}

/* ---- what src/web itself declares ---- */

static const struct route routes[] = {
	GET("/metrics", .run = metrics_show, .permission = PUBLIC,
		.summary = "Số liệu vận hành (Prometheus); chỉ từ chính máy chủ hoặc có mã truy cập"),
	GET("/quan-tri", .run = show_overview, .permission = "administration.open", .summary = "Tổng quan quản trị",
		.api = "/administration", .shape = &overview_shape),
	GET("/quan-tri/cai-dat", .run = settings_show, .permission = "settings.change", .summary = "Các cài đặt",
		.api = "/settings", .shape = &settings_shape, .whole = "mọi cài đặt của phần mềm"),
	GET("/quan-tri/cai-dat/{name}", .run = setting_show, .permission = "settings.change",
		.summary = "Một cài đặt, đã đổi thế nào", .api = "/settings/{name}", .shape = &setting_one_shape),
	POST("/quan-tri/cai-dat/{name}", .run = setting_post, .permission = "settings.change", .summary = "Đổi một cài đặt",
		.api = "/settings/{name}", .input = &setting_input, .again = setting_show, .fresh = true),
	POST("/quan-tri/cai-dat/{name}/ban-dau", .run = setting_reset_post, .permission = "settings.change",
		.summary = "Trả một cài đặt về giá trị ban đầu", .api = "/settings/{name}/reset", .again = setting_show,
		.fresh = true),
	GET("/quan-tri/cai-dat-don-vi", .run = unit_settings_show, .permission = "settings.unit",
		.summary = "Các cài đặt của đơn vị", .api = "/unit-settings", .shape = &settings_shape,
		.whole = "mọi cài đặt mà đơn vị đặt riêng được"),
	GET("/quan-tri/cai-dat-don-vi/{name}", .run = unit_setting_show, .permission = "settings.unit",
		.summary = "Một cài đặt của đơn vị, đã đổi thế nào", .api = "/unit-settings/{name}", .shape = &setting_one_shape),
	POST("/quan-tri/cai-dat-don-vi/{name}", .run = unit_setting_post, .permission = "settings.unit",
		.summary = "Đặt riêng một cài đặt cho đơn vị", .api = "/unit-settings/{name}", .input = &setting_input,
		.again = unit_setting_show, .fresh = true),
	POST("/quan-tri/cai-dat-don-vi/{name}/ban-dau", .run = unit_setting_reset_post, .permission = "settings.unit",
		.summary = "Dùng giá trị chung thay cho giá trị riêng của đơn vị", .api = "/unit-settings/{name}/reset",
		.again = unit_setting_show, .fresh = true),
	GET("/quan-tri/cong-viec", .run = show_jobs, .permission = "jobs.manage", .summary = "Công việc nền", .api = "/jobs",
		.shape = &jobs_shape, .list = &web_jobs),
	LIST_FILES("/quan-tri/cong-viec", "/jobs", &web_jobs, "jobs.manage", "Công việc nền"),
	POST("/quan-tri/cong-viec/{id}/chay-lai", .run = post_retry, .permission = "jobs.manage",
		.summary = "Chạy lại một công việc nền", .api = "/jobs/{id}/retry"),
	POST("/quan-tri/cong-viec/dinh-ky/{name}/chay-ngay", .run = job_now_post, .permission = "jobs.manage",
		.summary = "Chạy ngay một công việc định kỳ", .api = "/jobs/times/{name}/run"),
	POST("/quan-tri/cong-viec/{id}/bo", .run = post_discard, .permission = "jobs.manage", .summary = "Bỏ một công việc nền",
		.api = "/jobs/{id}/discard"),
	GET("/quan-tri/luong-xu-ly", .run = flows_show, .permission = "administration.open", .summary = "Các luồng xử lý",
		.api = "/flows", .shape = &flows_shape, .whole = "mọi luồng xử lý của phần mềm"),
	GET("/quan-tri/luong-xu-ly/{flow}", .run = flow_show, .permission = "administration.open",
		.summary = "Một luồng xử lý: trạng thái, việc làm được, sơ đồ", .api = "/flows/{flow}", .shape = &flow_shape),
	GET("/quan-tri/nhat-ky", .run = audit_show, .permission = "audit.read", .summary = "Nhật ký hệ thống", .api = "/audit",
		.shape = &audit_shape, .list = &audit_list),
	LIST_FILES("/quan-tri/nhat-ky", "/audit", &audit_list, "audit.read", "Nhật ký hệ thống"),
};
static const struct permission permissions[] = {
	{.name = "administration.open",
		.title = "Mở trang quản trị",
		.roles = "administrator platform",
		.reads = true,
		.personal = true},
	{.name = "settings.change", .title = "Xem và đổi cài đặt hệ thống", .roles = "platform", .personal = true},
	{.name = "settings.unit", .title = "Xem và đổi cài đặt của đơn vị", .roles = "administrator", .personal = true},
	{.name = "jobs.manage", .title = "Quản lý công việc nền", .roles = "platform", .personal = true},
	{.name = "audit.read", .title = "Xem nhật ký hệ thống", .roles = "administrator platform", .reads = true},
};
static const struct menu_entry menu[] = {
	{.place = MENU_ADMIN, .title = "Quản trị", .path = "/quan-tri", .permission = "administration.open", .home = true},
	{.place = MENU_ADMIN, .title = "Cài đặt", .path = "/quan-tri/cai-dat", .permission = "settings.change"},
	{.place = MENU_ADMIN, .title = "Cài đặt của đơn vị", .path = "/quan-tri/cai-dat-don-vi", .permission = "settings.unit"},
	{.place = MENU_ADMIN, .title = "Công việc nền", .path = "/quan-tri/cong-viec", .permission = "jobs.manage"},
	{.place = MENU_ADMIN, .title = "Luồng xử lý", .path = "/quan-tri/luong-xu-ly", .permission = "administration.open"},
	{.place = MENU_ADMIN, .title = "Nhật ký", .path = "/quan-tri/nhat-ky", .permission = "audit.read"},
};
static const struct setting settings[] = {
	{.name = "site.name",
		.title = "Tên đơn vị",
		.help = "Hiện ở đầu trang cho người chưa đăng nhập, ví dụ: UBND xã Gia Lâm.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 120},
	{.name = "site.url",
		.title = "Địa chỉ công khai",
		.help = "Địa chỉ mà người dân mở trang này, ghi trong mã QR, giấy tờ và thư gửi đi, ví dụ: "
			"https://dichvucong.example.vn. "
			"Để trống thì giấy tờ ghi địa chỉ máy chủ lắng nghe, thường chỉ máy này mở được.",
		.type = SET_SITE,
		.fallback = "",
		.max = 200},
	{.name = "desk.phone",
		.title = "Điện thoại Trung tâm Phục vụ hành chính công",
		.help = "Hiện ở chân trang, trang “Hỏi Trung tâm Phục vụ hành chính công”, trang của đơn vị và trang hồ sơ của "
			"người nộp, ví dụ 0229 3888 888.",
		.scope = FOR_UNITS,
		.type = SET_TEXT,
		.fallback = "",
		.max = 30},
	{.name = "desk.address",
		.title = "Địa chỉ Trung tâm Phục vụ hành chính công",
		.help = "Nơi người dân đến hỏi và nộp hồ sơ; hiện ở những trang có số điện thoại.",
		.scope = FOR_UNITS,
		.type = SET_TEXT,
		.fallback = "",
		.max = 200},
	{.name = "server.listen",
		.title = "Địa chỉ lắng nghe",
		.help = "ĐỊA_CHỈ:CỔNG; có hiệu lực từ lần khởi động sau.",
		.type = SET_TEXT,
		.fallback = "127.0.0.1:8080",
		.min = 3,
		.max = 80},
	{.name = "server.trust_proxy",
		.title = "Tin cậy máy chủ trung gian trên cùng máy",
		.help = "Lấy địa chỉ người dùng từ X-Forwarded-For; có hiệu lực từ lần khởi động sau.",
		.type = SET_BOOL,
		.fallback = "1",
		.max = 1},
	{.name = "server.compress",
		.title = "Nén trang trước khi gửi",
		.help = "Tắt khi máy chủ trung gian đã nén.",
		.type = SET_BOOL,
		.fallback = "1",
		.max = 1},
	{.name = "metrics.token",
		.title = "Mã truy cập số liệu vận hành",
		.help = "Cho phép đọc /metrics từ máy khác khi gửi kèm Authorization: Bearer. Để trống là không cho phép.",
		.type = SET_SECRET,
		.fallback = "",
		.max = 200},
	{.name = "backup.keep",
		.title = "Số bản sao lưu giữ lại",
		.help = "Mỗi đêm một bản, trong thư mục backup; bản cũ hơn bị xoá.",
		.type = SET_INT,
		.fallback = "7",
		.min = 1,
		.max = 365},
	{.name = "jobs.keep_days",
		.title = "Số ngày giữ công việc đã xong",
		.help = "Công việc thất bại được giữ đến khi có người xử lý.",
		.type = SET_INT,
		.fallback = "7",
		.min = 1,
		.max = 365},
};
static const struct job_kind jobs[] = {
	{.name = "looks.index", .title = "Lập chỉ mục lượt xem dữ liệu cá nhân từ trước", .run = looks_index_all},
	{.name = "session.clean",
		.title = "Xóa phiên đăng nhập đã hết hạn",
		.run = job_clean_sessions,
		.attempts = 3,
		.every = HOUR},
	{.name = "store.backup",
		.title = "Sao lưu dữ liệu hằng đêm",
		.run = job_backup,
		.attempts = 5,
		.when = {.each = EACH_DAY, .at = 2 * 60}},
	{.name = "job.prune",
		.title = "Xóa công việc đã xong từ lâu",
		.run = job_prune_old,
		.attempts = 3,
		.when = {.each = EACH_DAY, .at = 2 * 60 + 30}},
};
static const struct word words[] = {
	{"look", "Xem dữ liệu cá nhân"},
	{"setting", "Cài đặt"},
	{"setting.change", "Đổi cài đặt"},
	{"setting.reset", "Trả cài đặt về ban đầu"},
	{"setting.unit_change", "Đặt riêng cài đặt cho đơn vị"},
	{"setting.unit_reset", "Bỏ cài đặt riêng của đơn vị"},
	{"job", "Công việc nền"},
	{"audit_list", "Nhật ký hệ thống"},
	{"job.retry", "Chạy lại công việc nền"},
	{"job.now", "Chạy ngay công việc định kỳ"},
	{"job.discard", "Bỏ công việc nền"},
};

static err job_titled(struct ctx *c, int64_t id, str *out)
{
	struct job_facts f;
	TRY(job_facts(c, id, &f));
	const struct job_kind *kind = job_kind_find(f.kind);
	*out = kind ? str_of(kind->title) : f.kind;
	return NULL;
}
static err job_seen(struct req *q, int64_t id, struct object_seen *out)
{
	if (!may(q, "jobs.manage"))
		return FAIL(&q->ctx, NOT_FOUND, "job");
	TRY(job_titled(&q->ctx, id, &out->title));
	out->path = S("/quan-tri/cong-viec");
	return NULL;
}
static err cards(struct req *q, struct home_cards *to)
{
	struct jobs_dead n;
	if (!may(q, "jobs.manage"))
		return NULL;
	TRY(jobs_dead(&q->ctx, &n));
	str path = ADDRESS(q->ctx.a, "/quan-tri/cong-viec", {"trang-thai", S("dead")});
	card_add(to, (struct home_card){.title = "Công việc nền thất bại", .count = n.total, .path = path, .urgent = true});
	return NULL;
}
static const struct object objects[] = {{.kind = "job", .see = job_seen}};
static const struct naming namings[] = {
	{.kind = "job", .title = job_titled}, {.kind = "setting"}, {.kind = "audit_list"}}; /* their names stand in the rows */

const struct module web_module = {.name = "web",
	.title = "Quản trị hệ thống",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.cards = cards,
	.migrations = &web_migrations,
	.init = looks_begin,
	.verify = audit_verify};
