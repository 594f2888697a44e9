/* notices: sentences for one account, behind the bell. Opening one marks it read and goes where it points. */
#include "notices.h"
#include "core/notices/notices.html.h"
#include "pages.h"
#include "web/hooks.h"
#include "http/http.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/reply.h"
#include "web/services/job.h"

/* ---- rules ---- */

static err unread(struct ctx *c, int64_t *count)
{
	struct notice_unread_count row;
	TRY(notice_unread_count(c, c->actor, &row));
	*count = row.total;
	return NULL;
}

struct opening {
	int64_t id;
	str path;
};

OWN_RULE(open_notice, struct opening)
static err open_notice(struct ctx *c, struct opening *o)
{
	struct notice_find found;
	TRY(notice_find(c, o->id, c->actor, &found));
	o->path = found.path;
	return notice_read(c, o->id, c->actor, c->now);
}

OWN_RULE(read_all, struct nothing)
static err read_all(struct ctx *c, struct nothing *none)
{
	(void)none;
	return notice_read_all(c, c->actor, c->now);
}

/* ---- pages ---- */

static err notice_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct notice_page_rows rows = {0};
	TRY(notice_page(&q->ctx, q->ctx.actor, l->begun ? l->from.id : INT64_MAX, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key notice_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct notice_page *)row)->id};
}

static const struct column columns[] = {{.name = "title", .title = "Thông báo", .at = offsetof(struct notice_page, title)}};
static const struct list notices = {
	.title = "Thông báo",
	.path = "/thong-bao",
	.file = "thong-bao",
	.columns = LIST(columns),
	.row = sizeof(struct notice_page),
	.page = 30,
	.rows = notice_rows,
	.key = notice_key,
};

static err list(struct req *q)
{
	struct notices_view v = {0};
	TRY(list_read(q, &notices, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.notices = (struct notice_page_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	TRY(unread(&q->ctx, &v.unread));
	return reply(q, &v, notice_list_page);
}

static err nothing(struct req *q)
{
	q->reply->status = 204;
	return NULL;
}

static err open_post(struct req *q)
{
	struct opening o = {.id = q->id};
	TRY(apply(&q->ctx, open_notice, &o));
	if (q->json)
		return nothing(q);
	return see_other(q, "%.*s", STR_ARG(local_path(q, o.path, "/thong-bao")));
}

static err read_all_post(struct req *q)
{
	TRY(apply(&q->ctx, read_all, NULL));
	return q->json ? nothing(q) : see_other(q, "/thong-bao");
}

/* ---- what the module declares ---- */

static const struct member view_members[] = {
	MANY(struct notices_view, notices, notice_page),
	MEMBER(struct notices_view, unread, M_INT),
	MEMBER(struct notices_view, next, M_TEXT),
};
static const struct shape view_shape = SHAPE("notices", struct notices_view, view_members);

static const struct route routes[] = {
	GET("/thong-bao", .run = list, .permission = SIGNED_IN, .summary = "Thông báo của tôi", .api = "/notices",
		.shape = &view_shape, .list = &notices),
	POST("/thong-bao/{id}/mo", .run = open_post, .permission = SIGNED_IN, .summary = "Mở một thông báo",
		.api = "/notices/{id}/read"),
	GET("/thong-bao/cach-nhan", .run = choices_page, .permission = SIGNED_IN, .summary = "Cách nhận thông báo",
		.api = "/notices/choices", .shape = &choices_shape, .whole = "mỗi loại tin và cách nhận, như phần mềm có"),
	POST("/thong-bao/cach-nhan", .run = choices_post, .permission = SIGNED_IN, .summary = "Chọn cách nhận thông báo",
		.api = "/notices/choices", .input = &choices_input, .again = choices_page, .in_person = true),
	POST("/thong-bao/da-doc", .run = read_all_post, .permission = SIGNED_IN, .summary = "Đánh dấu đã đọc tất cả",
		.api = "/notices/read"),
};

static const struct job_kind jobs[] = {{.name = "notices.gather",
	.title = "Gộp thông báo trong ngày thành một thư",
	.run = notices_gathered,
	.attempts = 5,
	.when = {.each = EACH_WORKDAY, .at = 7 * 60}}};
static const struct event events[] = {
	{.name = NOTICE_GATHERED, .title = "Thông báo trong ngày", .who = "officer", .of_itself = true}};
static const struct word words[] = {{"notice.choose", "Chọn cách nhận thông báo"}};

static const struct doorway doors[] = {{.door = DOOR_NOTICES, .path = "/thong-bao"}};

static err cards(struct req *q, struct home_cards *to)
{
	int64_t count = 0;
	TRY(unread(&q->ctx, &count));
	if (count)
		card_add(to, (struct home_card){.title = "Thông báo chưa đọc", .count = count, .path = S("/thong-bao")});
	return NULL;
}

const struct module notices_module = {
	.name = "notices",
	.title = "Thông báo",
	.routes = LIST(routes),
	.jobs = LIST(jobs),
	.words = LIST(words),
	.events = LIST(events),
	.migrations = &notices_migrations,
	.unread = unread,
	.tell = notice_tell,
	.doors = LIST(doors),
	.cards = cards,
};
