#include "pages.h"
#include "core/history/history.html.h"
#include "web/reply.h"
#include "web/services/audit.h"

enum { PAGE = 20 };

/* ---- rules ---- */

err history_add(struct ctx *c, const char *kind, int64_t object, const struct differences *d)
{
	struct history_change_add added;
	if (!d->n)
		return NULL;
	TRY(history_change_add(c, str_of(kind), object, c->actor, c->now, &added));
	for (size_t i = 0; i < d->n; i++)
		TRY(history_line_add(c, added.id, (int64_t)i + 1, d->v[i].what, d->v[i].before, d->v[i].after));
	return object_changed(c, kind, object);
}

/* ---- the page ---- */

static err fill(struct ctx *c, const struct history_changes_rows *rows, struct history_entries *out)
{
	struct history_lines_rows lines = {0};
	int64_t *ids = NEWN(c->a, int64_t, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++)
		ids[i] = rows->v[i].id;
	if (rows->n)
		TRY(history_lines(c, (struct ints){ids, rows->n}, &lines));
	*out = (struct history_entries){NEWN(c->a, struct history_entry, rows->n + 1), rows->n};
	for (size_t i = 0; i < rows->n; i++) {
		struct history_entry *e = &out->v[i];
		*e = (struct history_entry){
			.id = rows->v[i].id, .happened_at = rows->v[i].happened_at, .differences = {.a = c->a}};
		TRY(object_title(c, S("account"), rows->v[i].actor_id, &e->by));
		for (size_t k = 0; k < lines.n; k++)
			if (lines.v[k].change_id == e->id)
				difference_add(
					&e->differences, str_c(c->a, lines.v[k].what), lines.v[k].before, lines.v[k].after);
	}
	return NULL;
}

static err change_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct history_changes_rows rows;
	struct history_entries entries;
	TRY(history_changes(&q->ctx, q->key, q->id, l->begun ? l->from.id : INT64_MAX, most, &rows));
	TRY(fill(&q->ctx, &rows, &entries));
	*out = LIST_ROWS(entries);
	return NULL;
}

static struct list_key change_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct history_entry *)row)->id};
}

static const struct column columns[] = {
	{.name = "time", .title = "Lúc", .as = COLUMN_TIME, .at = offsetof(struct history_entry, happened_at)},
	{.name = "by", .title = "Người sửa", .at = offsetof(struct history_entry, by)},
};
static const struct list changes = {.title = "Các lần thay đổi",
	.path = "/lich-su/{kind}/{id}",
	.file = "lich-su",
	.columns = LIST(columns),
	.row = sizeof(struct history_entry),
	.page = PAGE,
	.rows = change_rows,
	.key = change_key};

static err history(struct req *q)
{
	struct history_view v = {0};
	TRY(object_see(q, q->key, q->id, &v.of));
	TRY(list_read(q, &changes, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.changes = (struct history_entries){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	audit_look(q, str_c(q->ctx.a, q->key), q->id, "Xem lịch sử thay đổi");
	return reply(q, &v, history_page);
}

/* ---- what the module declares ---- */

static const struct member entry_members[] = {
	MEMBER(struct history_entry, id, M_INT),
	MEMBER(struct history_entry, happened_at, M_INT),
	MEMBER(struct history_entry, by, M_TEXT),
	MANY(struct history_entry, differences, difference),
};
static const struct shape history_entry_shape = SHAPE("change", struct history_entry, entry_members);
static const struct member view_members[] = {
	ONE(struct history_view, of, object_seen),
	MANY(struct history_view, changes, history_entry),
	MEMBER(struct history_view, next, M_TEXT),
};
static const struct shape view_shape = SHAPE("history", struct history_view, view_members);

static const struct route routes[] = {
	GET("/lich-su/{kind}/{id}", .run = history, .permission = SIGNED_IN, .summary = "Lịch sử thay đổi của một mục",
		.api = "/history/{kind}/{id}", .shape = &view_shape, .list = &changes),
};

const struct module history_module = {
	.name = "history",
	.title = "Lịch sử thay đổi",
	.routes = LIST(routes),
	.migrations = &history_migrations,
};
