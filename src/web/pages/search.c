/* search: the box that finds everything. Each module looks for its own, by permission and unit; here they are asked in turn and shown in
 * groups, the first of each, with the way to the module's own list. A group that finds nothing is not there. */
#include "web/pages/home.h"
#include "http/http.h"
#include "web/list/list.h"
#include "web/pages/home.html.h"
#include "web/reply.h"
#include "web/edge/edge.h"

static const struct member hit_members[] = {
	MEMBER(struct hit_row, title, M_TEXT),
	MEMBER(struct hit_row, detail, M_TEXT),
	MEMBER(struct hit_row, path, M_TEXT),
	MEMBER(struct hit_row, api, M_TEXT),
};
static const struct shape hit_shape = SHAPE("search_hit", struct hit_row, hit_members);
static const struct member group_members[] = {
	MEMBER(struct search_group, kind, M_TEXT),
	MEMBER(struct search_group, title, M_TEXT),
	{.name = "hits", .type = M_MANY, .at = offsetof(struct search_group, hits), .of = &hit_shape},
	MEMBER(struct search_group, more, M_INT),
	MEMBER(struct search_group, list, M_TEXT),
};
static const struct shape group_shape = SHAPE("search_group", struct search_group, group_members);
static const struct member search_members[] = {
	{.name = "groups", .type = M_MANY, .at = offsetof(struct search_view, groups), .of = &group_shape}};
const struct shape search_shape = SHAPE("search", struct search_view, search_members);

/* A program goes on where a program can. */
static str twin_of(arena *a, str path)
{
	str twin = route_twin(a, path);
	return str_eq(twin, path) ? S("") : twin;
}

static struct hit_rows rows_of(arena *a, const struct hits *hits)
{
	struct hit_rows rows = {NEWN(a, struct hit_row, hits->n + 1), hits->n};
	for (size_t i = 0; i < hits->n; i++) {
		const struct hit *h = &hits->v[i];
		rows.v[i] = (struct hit_row){h->title, h->detail, h->path, twin_of(a, h->path)};
	}
	return rows;
}

static err find_in_list(struct req *q, const struct list *list, str typed, struct hits *hits)
{
	arena *a = q->ctx.a;
	struct listing l = {0};
	struct query words = QUERY(a, {"tim", typed});
	struct http_request http = *q->http;
	struct req own = *q;
	http.query = words.text;
	own.http = &http;
	own.json = true; /* what makes no sense as a filter finds nothing */
	if (list_read(&own, list, arena_get(a, list->asked ? list->asked : 1), &l))
		return NULL;
	TRY(list->rows(&own, &l, HITS_MOST + 1, &l.rows));
	for (size_t i = 0; i < l.rows.n; i++) {
		const void *row = list_row(&l, i);
		hit_add(hits, (struct hit){.title = list_text(a, &l, &list->columns.v[0], row),
				      .detail = list->columns.n > 1 ? list_text(a, &l, &list->columns.v[1], row) : S(""),
				      .path = list_link(a, &l, &list->columns.v[0], row)});
	}
	hits->list = address_with(a, str_of(list->path), words);
	return NULL;
}

static err ask(struct req *q, const struct search *s, struct search_view *v)
{
	arena *a = q->ctx.a;
	struct hits *hits = NEW(a, struct hits);
	if (!may(q, s->permission))
		return NULL;
	q->ctx.behalf = may_for(q, s->permission);
	TRY(s->list ? find_in_list(q, s->list, v->typed, hits) : s->find(q, v->typed, hits));
	if (!hits->n)
		return NULL;
	v->groups.v[v->groups.n++] = (struct search_group){.kind = str_of(s->kind),
		.title = str_of(s->title),
		.hits = rows_of(a, hits),
		.more = hits->more,
		.list = q->json ? route_twin(a, hits->list) : hits->list};
	return NULL;
}

err search_show(struct req *q)
{
	struct search_view v = {.typed = query_text(q, "tu-khoa")};
	size_t most = 0;
	int64_t behalf = q->ctx.behalf;
	v.asked = utf8_length(v.typed) >= SEARCH_LEAST && utf8_length(v.typed) <= SEARCH_TYPED_MOST;
	for (const struct module *const *m = modules_all(); *m; m++)
		most += (*m)->searches.n;
	v.groups.v = NEWN(q->ctx.a, struct search_group, most + 1);
	for (int rank = 0; v.asked && rank < SEARCH_RANKS; rank++)
		for (const struct module *const *m = modules_all(); *m; m++)
			for (size_t i = 0; i < (*m)->searches.n; i++)
				if ((*m)->searches.v[i].rank == rank)
					TRY(ask(q, &(*m)->searches.v[i], &v));
	q->ctx.behalf = behalf;
	return reply(q, &v, search_page);
}
