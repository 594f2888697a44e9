#include "pages.h"
#include "web/query.h"
#include "core/history/history.html.h"

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

static err history(struct req *q)
{
	struct history_view v = {.kind = q->key, .id = q->id};
	struct history_changes_rows rows;
	TRY(object_see(q, v.kind, v.id, &v.of));
	TRY(history_changes(&q->ctx, v.kind, v.id, query_int(q, "truoc", INT64_MAX), PAGE + 1, &rows));
	v.next = rows.n > PAGE ? rows.v[PAGE - 1].id : 0;
	rows.n = rows.n > PAGE ? PAGE : rows.n;
	TRY(fill(&q->ctx, &rows, &v.changes));
	audit_look(q, str_c(q->ctx.a, v.kind), v.id, "Xem lịch sử thay đổi");
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
	MEMBER(struct history_view, next, M_INT),
};
static const struct shape view_shape = SHAPE("history", struct history_view, view_members);

static const struct field history_query[] = {ASK_ID("truoc", "Trước thay đổi mang số này, như next của câu trả lời trước")};
static const struct route routes[] = {
	{.method = "GET",
		.path = "/lich-su/{kind}/{id}",
		.run = history,
		.permission = SIGNED_IN,
		.summary = "Lịch sử thay đổi của một mục",
		.api = "/history/{kind}/{id}",
		.shape = &view_shape,
		.query = LIST(history_query)},
};

const struct module history_module = {
	.name = "history",
	.title = "Lịch sử thay đổi",
	.routes = LIST(routes),
	.migrations = &history_migrations,
};
