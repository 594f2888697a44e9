/* talk: the page where officers talk about an object. */
#include "pages.h"
#include "core/talk/talk.html.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/reply.h"
#include "web/services/audit.h"

enum { PAGE = 20 };
#define TALK "/trao-doi/{kind}/{id}"
#define API  "/talk/{kind}/{id}"

static const struct choice *kind_choices(arena *a)
{
	size_t n = 0, most = 2;
	for (const struct module *const *m = modules_all(); *m; m++)
		most += (*m)->objects.n;
	struct choice *v = NEWN(a, struct choice, most);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->objects.n; i++)
			if ((*m)->objects.v[i].talked)
				v[n++] = (struct choice){
					(*m)->objects.v[i].kind, talk_kind_title(str_of((*m)->objects.v[i].kind))};
	return v;
}

static err note_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct talk_notes_rows rows;
	TRY(talk_notes(&q->ctx, q->key, q->id, q->ctx.unit, l->begun ? l->from.id : INT64_MAX, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key note_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct talk_notes *)row)->id};
}

static const struct column columns[] = {
	{.name = "author", .title = "Người ghi", .at = offsetof(struct talk_notes, author)},
	{.name = "time", .title = "Lúc", .as = COLUMN_TIME, .at = offsetof(struct talk_notes, written_at)},
	{.name = "text", .title = "Ghi chú", .at = offsetof(struct talk_notes, text)},
};
static const struct list notes = {.title = "Các ghi chú",
	.path = TALK,
	.file = "ghi-chu",
	.columns = LIST(columns),
	.row = sizeof(struct talk_notes),
	.page = PAGE,
	.rows = note_rows,
	.key = note_key};

static err talk(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct talk_view v = {.kind = q->key, .id = q->id, .me = c->actor, .kinds = kind_choices(c->a)};
	struct talk_watches watch;
	bool watching;
	TRY(talk_open(q, v.kind, v.id, &v.of));
	TRY(list_read(q, &notes, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.notes = (struct talk_notes_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	TRY(talk_watches(c, v.kind, v.id, c->actor, &watch, &watching));
	v.is_watching = watching;
	TRY(talk_links_seen(q, v.kind, v.id, &v.links));
	audit_look(q, str_c(c->a, v.kind), v.id, "Xem trao đổi");
	return reply(q, &v, talk_page);
}

static err back(struct req *q, const struct talking *t)
{
	return see_other(q, "/trao-doi/%.*s/%lld", STR_ARG(t->kind), (long long)t->id);
}

static err note_post(struct req *q)
{
	struct talking t = {.q = q, .kind = q->key, .id = q->id};
	TRY(read_input(q, &t.f));
	TRY(apply(&q->ctx, talk_note_write, &t));
	flash(q, "Đã ghi.");
	return back(q, &t);
}

static err watch_post(struct req *q)
{
	struct talking t = {.q = q, .kind = q->key, .id = q->id};
	TRY(read_input(q, &t.f));
	TRY(apply(&q->ctx, talk_watch_set, &t));
	flash(q, t.f.watch ? "Ông/bà sẽ nhận thông báo về mục này." : "Đã thôi theo dõi mục này.");
	return back(q, &t);
}

static err link_post(struct req *q)
{
	struct talking t = {.q = q, .kind = q->key, .id = q->id};
	TRY(read_input(q, &t.f));
	TRY(apply(&q->ctx, talk_link_make, &t));
	flash(q, "Đã liên kết.");
	return back(q, &t);
}

static err withdraw_post(struct req *q)
{
	struct talking t = {.q = q};
	TRY(apply(&q->ctx, talk_note_take_back, &t));
	flash(q, "Đã rút ghi chú.");
	return back(q, &t);
}

static err unlink_post(struct req *q)
{
	struct talking t = {.q = q};
	TRY(apply(&q->ctx, talk_link_end, &t));
	flash(q, "Đã bỏ liên kết.");
	return back(q, &t);
}

/* ---- what the module declares ---- */

static const struct field note_fields[] = {LONG_TEXT(struct talk_form, text, "Ghi chú", 1, 4000)};
static const struct field watch_fields[] = {
	{.name = "watch", .label = "Theo dõi", .type = I_BOOL, .at = offsetof(struct talk_form, watch)}};
static const struct field link_fields[] = {
	TEXT(struct talk_form, kind, "Loại", 1, 40),
	TEXT(struct talk_form, name, "Tên, mã hoặc số", 0, 200),
	TEXT(struct talk_form, why, "Vì sao liên kết", 0, 300),
	INT(struct talk_form, object, "Số của mục, thay cho tên", 0, INT64_MAX),
};
static const struct input note_input = INPUT("talk_note", note_fields), watch_input = INPUT("talk_watch", watch_fields),
			  link_input = INPUT("talk_link", link_fields);

static const struct member line_members[] = {
	MEMBER(struct talk_link_line, id, M_INT),
	MEMBER(struct talk_link_line, kind, M_TEXT),
	MEMBER(struct talk_link_line, object, M_INT),
	MEMBER(struct talk_link_line, title, M_TEXT),
	MEMBER(struct talk_link_line, path, M_TEXT),
	MEMBER(struct talk_link_line, why, M_TEXT),
	MEMBER(struct talk_link_line, author, M_TEXT),
	MEMBER(struct talk_link_line, linked_at, M_INT),
};
static const struct shape talk_link_line_shape = SHAPE("object_link", struct talk_link_line, line_members);
static const struct member view_members[] = {
	ONE(struct talk_view, of, object_seen),
	MEMBER(struct talk_view, is_watching, M_INT),
	MANY(struct talk_view, notes, talk_notes),
	MEMBER(struct talk_view, next, M_TEXT),
	MANY(struct talk_view, links, talk_link_line),
};
static const struct shape view_shape = SHAPE("talk", struct talk_view, view_members);

static const struct route routes[] = {
	GET(TALK, .run = talk, .permission = SIGNED_IN, .summary = "Ghi chú, theo dõi, liên kết của một mục", .api = API,
		.shape = &view_shape, .list = &notes),
	POST(TALK, .run = note_post, .permission = SIGNED_IN, .summary = "Ghi chú về một mục", .api = API "/notes",
		.input = &note_input, .again = talk),
	POST(TALK "/theo-doi", .run = watch_post, .permission = SIGNED_IN, .summary = "Theo dõi, thôi theo dõi một mục",
		.api = API "/watch", .input = &watch_input, .again = talk),
	POST(TALK "/lien-ket", .run = link_post, .permission = SIGNED_IN, .summary = "Liên kết hai mục", .api = API "/links",
		.input = &link_input, .again = talk),
	POST("/ghi-chu/{id}/rut", .run = withdraw_post, .permission = SIGNED_IN, .summary = "Rút ghi chú của mình",
		.api = "/notes/{id}/withdraw"),
	POST("/lien-ket/{id}/bo", .run = unlink_post, .permission = SIGNED_IN, .summary = "Bỏ một liên kết",
		.api = "/links/{id}/remove"),
};
static const struct word words[] = {
	{"note.add", "Ghi chú"},
	{"note.withdraw", "Rút ghi chú"},
	{"link.add", "Liên kết hai mục"},
	{"link.remove", "Bỏ liên kết hai mục"},
};

static const struct event events[] = {
	{.name = "talk.watched", .title = "Mục tôi theo dõi có thay đổi, ghi chú mới", .who = "officer"}};

static err changed(struct ctx *c, const char *kind, int64_t object)
{
	return object_talked(str_of(kind)) ? talk_tell(c, kind, object, "Thông tin vừa thay đổi") : NULL;
}

const struct module talk_module = {
	.name = "talk",
	.title = "Trao đổi",
	.routes = LIST(routes),
	.words = LIST(words),
	.events = LIST(events),
	.migrations = &talk_migrations,
	.changed = changed,
};
