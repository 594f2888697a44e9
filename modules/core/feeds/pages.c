#include "inside.h"
#include "core/feeds/feeds.html.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/services/setting.h"

/* ---- the list ---- */

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct feeds_of_rows found = {0};
	TRY(feeds_of(&q->ctx, q->ctx.unit, l->from.id, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}

static str kind_text(arena *a, const struct listing *l, const void *row)
{
	(void)a;
	struct req asker = *l->asker;
	return import_title(&asker.ctx, ((const struct feeds_of *)row)->kind);
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	const struct feeds_of *f = row;
	(void)l;
	if (f->state == FEED_RUNS && f->failures)
		return str_format(a, "Đang chạy, %lld lần gần nhất không lấy được", (long long)f->failures);
	return str_of(flow_state(&feed_flow, f->state)->title);
}

static str next_text(arena *a, const struct listing *l, const void *row)
{
	const struct feeds_of *f = row;
	(void)l;
	return f->state == FEED_RUNS ? show_time(a, f->next_at) : S("");
}

static const struct column columns[] = {
	{.name = "title", .title = "Nguồn", .at = offsetof(struct feeds_of, title), .leads = "/nguon-du-lieu/{id}"},
	{.name = "kind", .title = "Lấy vào", .as = COLUMN_MADE, .text = kind_text},
	{.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text},
	{.name = "next", .title = "Lần lấy tới", .as = COLUMN_MADE, .text = next_text},
};
const struct list feed_list = {.title = "Nguồn dữ liệu",
	.path = "/nguon-du-lieu",
	.file = "nguon-du-lieu",
	.columns = LIST(columns),
	.row = sizeof(struct feeds_of),
	.rows = rows,
	.none = {"Chưa có nguồn nào",
		"Danh sách ở một hệ thống khác có thể được lấy về đều đặn thay vì tải tệp rồi nhập bằng tay."},
	.below = feed_below_list};

const struct shape feeds_shape = LIST_SHAPE("feeds", feeds, feeds_of);

/* ---- one ---- */

#define IS(member_, type_)                                                                                                       \
	{                                                                                                                        \
		.name = #member_, .type = type_, .at = offsetof(struct feed_view, feed.member_)                                  \
	}
static const struct member view_members[] = {IS(id, M_INT), IS(title, M_TEXT), IS(kind, M_TEXT), IS(url, M_TEXT),
	IS(rows_at, M_TEXT), IS(every, M_INT), MEMBER(struct feed_view, state, M_TEXT), IS(version, M_INT), IS(next_at, M_INT),
	IS(failures, M_INT), IS(import_id, M_OPT_INT), MANY(struct feed_view, runs, feed_runs)};
const struct shape feed_shape = SHAPE("feed", struct feed_view, view_members);

err feed_one(struct req *q)
{
	struct feed_view v = {0};
	struct ctx *c = &q->ctx;
	TRY(feed_find(c, q->id, c->unit, &v.feed));
	TRY(feed_runs(c, q->id, FEED_RUNS_SHOWN, &v.runs));
	TRY(import_choices(q, &v.kinds));
	v.kind = import_title(c, v.feed.kind);
	v.state = str_of(flow_state(&feed_flow, v.feed.state)->code);
	v.signs_in = v.feed.sign_in.n > 0;
	v.typed = (struct feed_change){
		.kind = v.feed.kind, .title = v.feed.title, .url = v.feed.url, .rows_at = v.feed.rows_at, .every = v.feed.every};
	return thing_show(q,
		&(struct thing){.list = &feed_list,
			.id = v.feed.id,
			.title = v.feed.title,
			.model = &v,
			.flow = &feed_flow,
			.state = v.feed.state,
			.version = v.feed.version,
			.permission = "feed.manage"},
		feed_page);
}

err feed_new_form(struct req *q)
{
	struct feed_form_view v = {.typed = {.every = 24}, .hosts = setting_text(&q->ctx, FEED_HOSTS)};
	TRY(import_choices(q, &v.kinds));
	return reply(q, &v, feed_new_page);
}

/* ---- what is done ---- */

err feed_keep_run(struct req *q)
{
	struct feed_change n = {0};
	const struct choice *kinds;
	bool anew = !q->id;
	TRY(read_input(q, &n));
	TRY(import_choices(q, &kinds)); /* also in the transaction of the job that takes it */
	if (!*choice_label(kinds, n.kind))
		return FAIL_FIELD(&q->ctx, "kind", "Chọn một danh sách mà ông/bà được nhập.");
	n.id = q->id;
	TRY(apply(&q->ctx, feed_keep, &n));
	flash(q, anew ? "Đã thêm nguồn. Bấm “Chạy” để bắt đầu lấy dữ liệu." : "Đã lưu.");
	return see_other(q, "/nguon-du-lieu/%lld", (long long)n.id);
}

err feed_act_run(struct req *q)
{
	struct feed_work w = {.feed = q->id};
	TRY(flow_begin(q, &w.flow));
	TRY(apply(&q->ctx, feed_act, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, "/nguon-du-lieu/%lld", (long long)q->id);
}

err feed_now_run(struct req *q)
{
	TRY(apply(&q->ctx, feed_now, &q->id));
	flash(q, "Đang lấy dữ liệu. Kết quả có ở bảng dưới trong ít phút.");
	return see_other(q, "/nguon-du-lieu/%lld", (long long)q->id);
}
