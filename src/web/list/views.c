#include "web/list/views.h"
#include "web/edge/edge.h"
#include "web/judging.h"
#include "web/list/views_page.h"
#include "web/object.h"
#include "web/web.sql.h"
#include "http/http.h"
#include "web/naming.h"
#include "web/reply.h"
#include "web/services/audit.h"

/* ---- rules ---- */

static err named(struct ctx *c, str list, str name, int64_t but)
{
	struct list_view_named same;
	bool taken;
	TRY(list_view_named(c, c->actor, list, name, &same, &taken));
	if (taken && same.id != but)
		return FAIL_FIELD(c, "name", "Danh sách này đã có cách xem “%.*s”. Hãy đặt tên khác.", STR_ARG(name));
	return NULL;
}

static err only_first(struct ctx *c, int64_t id, str list)
{
	TRY(list_views_none_first(c, c->actor, list));
	return list_view_make_first(c, id, c->actor);
}

err view_add(struct ctx *c, struct new_view *n)
{
	struct list_view_count count;
	struct list_view_add added;
	TRY(list_view_count(c, c->actor, &count));
	if (count.total >= VIEWS_MOST)
		return FAIL_FIELD(c, "name", "Đã lưu %d cách xem. Hãy xóa bớt một cách xem rồi lưu.", VIEWS_MOST);
	TRY(named(c, n->list, n->name, 0));
	TRY(list_view_add(c, c->actor, n->list, n->name, n->query, c->now, &added));
	n->id = added.id;
	return n->first ? only_first(c, added.id, n->list) : NULL;
}

static err own(struct ctx *c, int64_t id, struct list_view_get *out)
{
	bool found;
	TRY(list_view_get(c, id, c->actor, out, &found));
	return found ? NULL : FAIL(c, NOT_FOUND, "view");
}

err view_rename(struct ctx *c, struct view_change *w)
{
	struct list_view_get is;
	TRY(own(c, w->id, &is));
	if (is.unit_id.set && !(w->may_share && is.unit_id.v == c->unit)) /* a whole unit reads it above its list */
		return FAIL_FIELD(c, "name", "Cách xem này đang dùng chung trong một đơn vị. Hãy thôi chia sẻ, rồi đổi tên.");
	TRY(named(c, is.list, w->name, w->id));
	TRY(list_view_rename(c, w->id, c->actor, w->name));
	return is.unit_id.set ? audit_add(c, "view.rename", "list_view", w->id, w->name) : NULL;
}

err view_drop(struct ctx *c, struct view_change *w)
{
	struct list_view_get is;
	TRY(own(c, w->id, &is));
	TRY(list_view_drop(c, w->id, c->actor));
	return is.unit_id.set ? audit_add_in(c, is.unit_id.v, "view.unshare", "list_view", w->id, is.name) : NULL;
}

err view_first(struct ctx *c, struct view_change *w)
{
	struct list_view_get is;
	TRY(own(c, w->id, &is));
	return w->first ? only_first(c, w->id, is.list) : list_views_none_first(c, c->actor, is.list);
}

err view_share(struct ctx *c, struct view_change *w)
{
	struct list_view_get is;
	struct list_view_shared_count count;
	TRY(own(c, w->id, &is));
	if (!c->unit)
		return FAIL(c, DENIED, "Cách xem được chia sẻ trong một đơn vị. Hãy chọn đơn vị trước.");
	TRY(list_view_shared_count(c, c->unit, &count));
	if (count.total >= VIEWS_SHARED_MOST)
		return FAIL(c, INVALID, "Đơn vị đã chia sẻ %d cách xem. Hãy thôi chia sẻ bớt một cách xem.", VIEWS_SHARED_MOST);
	TRY(list_view_share(c, w->id, c->actor, c->unit));
	return audit_add(c, "view.share", "list_view", w->id, is.name);
}

/* Its owner, wherever he works now, or whoever may share in the unit. */
err view_unshare(struct ctx *c, struct view_change *w)
{
	struct list_view_get is = {0};
	struct list_view_shared_get shared = {0};
	bool mine, ours = false;
	TRY(list_view_get(c, w->id, c->actor, &is, &mine));
	if (!mine && w->may_share && c->unit)
		TRY(list_view_shared_get(c, w->id, c->unit, &shared, &ours));
	if (!mine && !ours)
		return FAIL(c, NOT_FOUND, "view");
	TRY(list_view_unshare(c, w->id));
	return audit_add_in(c, mine && is.unit_id.set ? is.unit_id.v : c->unit, "view.unshare", "list_view", w->id,
		mine ? is.name : shared.name);
}

/* ---- against the declaration ---- */

/* The list that stands at a path, as it is today; route NULL: none whose views are kept, or none for this reader. */
struct standing {
	const struct route *route;
	const struct list *list;
};

static err list_standing(struct req *q, str path, struct standing *out)
{
	struct match m;
	struct req *probe = NEW(q->ctx.a, struct req);
	*out = (struct standing){0};
	route_match(S("GET"), path, &m);
	const struct route *r = m.target ? m.target->route : NULL;
	if (!r || !r->list || list_below(r->list) || strcmp(r->path, r->list->path) != 0 ||
		!str_eq(path, list_path_of(q->ctx.a, r->list, m.id, m.key)))
		return NULL;
	*probe = *q;
	probe->id = m.id;
	probe->key = m.key;
	out->list = r->list;
	err gone = r->list->made ? r->list->made(probe, &out->list) : NULL;
	out->route = gone ? NULL : r;
	return gone && gone->kind != NOT_FOUND && gone->kind != DENIED ? gone : NULL;
}

/* A filter alone, so that one which makes no sense any more does not take the others along. */
static bool still_good(struct req *probe, const struct list *list, const struct field *f)
{
	const struct input one = {.name = "filter", .fields = f, .n = 1};
	return !read_fields(probe, &one, FROM_QUERY, arena_get(probe->ctx.a, list->asked));
}

static bool column_known(const struct list *list, str name)
{
	for (size_t i = 0; i < list->columns.n; i++)
		if (list->columns.v[i].place != COLUMN_IN_FILE && str_is(name, list->columns.v[i].name))
			return true;
	return false;
}

static str kept_columns(arena *a, const struct list *list, str sent, size_t *dropped)
{
	buf b = {.a = a};
	for (str one; sent.n;) {
		str_cut(sent, '.', &one, &sent);
		if (column_known(list, one))
			buf_printf(&b, "%s%.*s", b.n ? "." : "", STR_ARG(one));
		else
			++*dropped;
	}
	return buf_text(&b);
}

static bool order_known(const struct list *list, str sort)
{
	str name = str_starts(sort, S("-")) ? (str){sort.s + 1, sort.n - 1} : sort;
	for (size_t i = 0; i < list->columns.n; i++)
		if (list->columns.v[i].sort && str_is(name, list->columns.v[i].sort))
			return true;
	return false;
}

static bool parameter_known(const struct list *list, str name)
{
	static const char *const own[] = {"sau", "qua", "xep", "cot"};
	for (size_t i = 0; i < COUNT(own); i++)
		if (str_is(name, own[i]))
			return true;
	for (size_t i = 0; i < list->filters.n; i++)
		if (str_is(name, list->filters.v[i].name))
			return true;
	return false;
}

/* "cot=a&cot=b" of the form and "cot=a.b" of links are one. */
static str sent_columns(arena *a, str query, const struct list *list, size_t *dropped)
{
	buf b = {.a = a};
	for (str rest = query, one, name, value; rest.n;) {
		str_cut(rest, '&', &one, &rest);
		str_cut(one, '=', &name, &value);
		*dropped += one.n && !parameter_known(list, name);
		if (str_is(name, "cot") && value.n)
			buf_printf(&b, "%s%.*s", b.n ? "." : "", STR_ARG(value));
	}
	return kept_columns(a, list, buf_text(&b), dropped);
}

str list_kept(struct req *q, const struct list *list, str query, size_t *dropped)
{
	arena *a = q->ctx.a;
	struct http_request http = *q->http;
	struct req probe = *q;
	struct parameter *all = NEWN(a, struct parameter, list->filters.n + 3);
	size_t n = 0;
	http.query = query;
	probe.http = &http;
	*dropped = 0;
	for (size_t i = 0; i < list->filters.n; i++) {
		const struct field *f = &list->filters.v[i];
		str value = text_clean(a, http_query(&http, f->name), false);
		if (!value.n)
			continue;
		if (still_good(&probe, list, f))
			all[n++] = (struct parameter){f->name, value, 0};
		else
			++*dropped;
	}
	str sort = http_query(&http, "xep"), columns = sent_columns(a, query, list, dropped);
	if (sort.n && order_known(list, sort))
		all[n++] = (struct parameter){"xep", sort, 0};
	else
		*dropped += sort.n > 0;
	all[n++] = (struct parameter){"cot", columns, 0};
	return query_of(a, all).text;
}

/* ---- by the names that last ---- */

static const char *name_there(const struct list *list, str name, bool kept)
{
	for (size_t i = 0; i < list->filters.n; i++) {
		const char *here = list->filters.v[i].name, *lasting = list->kept_as[i];
		if (str_is(name, kept ? here : lasting))
			return kept ? lasting : here;
	}
	return NULL;
}

/* A query of addresses as it is kept, or one that was kept as an address says it today: what is no filter any more keeps its lasting name,
 * which no address knows, so that list_kept finds that it is gone. */
static str named_for(arena *a, const struct list *list, str query, bool kept)
{
	buf b = {.a = a};
	if (!list->kept_as)
		return query;
	for (str rest = query, one, name, value; rest.n;) {
		str_cut(rest, '&', &one, &rest);
		str_cut(one, '=', &name, &value);
		const char *other = name_there(list, name, kept);
		buf_printf(&b, "%s%.*s=%.*s", b.n ? "&" : "", STR_ARG(other ? str_of(other) : name), STR_ARG(value));
	}
	return buf_text(&b);
}

/* ---- those of a list ---- */

str list_whole_address(arena *a, str path) { return address_with(a, path, QUERY(a, {"sau", S("0")})); }

static struct saved_view shown(struct req *q, const struct list_views_of *row, const struct standing *at)
{
	arena *a = q->ctx.a;
	size_t dropped;
	str query = list_kept(q, at->list, named_for(a, at->list, row->query, false), &dropped);
	struct saved_view v = {.id = row->id,
		.name = row->name,
		.query = query,
		.list = row->list,
		.list_title = at->list->title,
		.is_first = row->is_first,
		.has_gaps = dropped > 0,
		.is_mine = row->account_id == q->ctx.actor,
		.is_shared = row->unit_id.set,
		.owner = S("")};
	/* An empty query would be what the list shows first: the start of the list, said aloud. */
	v.address = query.n ? address_with(a, row->list, (struct query){query}) : list_whole_address(a, row->list);
	v.api = at->route->api ? address_with(a, route_twin(a, row->list), (struct query){query}) : S("");
	return v;
}

/* Of the unit that he acts for, by others. */
static err shared_here(struct req *q, struct list_views_of_rows *out)
{
	*out = (struct list_views_of_rows){0};
	return q->ctx.unit ? list_views_shared(&q->ctx, q->ctx.unit, q->ctx.actor, out) : NULL;
}

err views_of(struct req *q, str path, struct saved_views *out)
{
	struct list_views_of_rows rows, shared;
	struct standing at;
	*out = (struct saved_views){0};
	if (!q->ctx.actor)
		return NULL;
	TRY(list_standing(q, path, &at));
	if (!at.route)
		return NULL;
	TRY(list_views_of(&q->ctx, q->ctx.actor, path, &rows));
	TRY(shared_here(q, &shared));
	out->v = NEWN(q->ctx.a, struct saved_view, rows.n + shared.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		out->v[out->n++] = shown(q, &rows.v[i], &at);
	for (size_t i = 0; i < shared.n; i++)
		if (str_eq(shared.v[i].list, path))
			out->v[out->n++] = shown(q, &shared.v[i], &at);
	return NULL;
}

/* Of a list that is no more, or that he may not open now, nothing is shown; it stays kept. */
static err views_all(struct req *q, struct saved_views *out)
{
	struct list_views_of_rows rows[2];
	TRY(list_views_all(&q->ctx, q->ctx.actor, &rows[0]));
	TRY(shared_here(q, &rows[1]));
	*out = (struct saved_views){NEWN(q->ctx.a, struct saved_view, rows[0].n + rows[1].n + 1), 0};
	for (size_t turn = 0; turn < COUNT(rows); turn++)
		for (size_t i = 0; i < rows[turn].n; i++) {
			const struct list_views_of *row = &rows[turn].v[i];
			struct standing at;
			TRY(list_standing(q, row->list, &at));
			if (!(at.route && may(q, at.route->permission)))
				continue;
			struct saved_view *v = &out->v[out->n++];
			*v = shown(q, row, &at);
			if (!v->is_mine)
				TRY(object_title(&q->ctx, S("account"), row->account_id, &v->owner));
		}
	return NULL;
}

/* ---- pages ---- */

static err views(struct req *q)
{
	struct views_view v = {0};
	TRY(views_all(q, &v.views));
	return reply(q, &v, views_page);
}

static const struct field add_fields[] = {
	TEXT(struct new_view, list, "Danh sách", 1, 200),
	TEXT(struct new_view, name, "Tên cách xem", 1, VIEW_NAME_MOST),
	TEXT(struct new_view, query, "Điều kiện, cột và thứ tự", 0, VIEW_QUERY_MOST),
	BOOL(struct new_view, first, "Dùng làm cách xem mặc định"),
};
static const struct input add_input = INPUT("new_list_view", add_fields);

static err add(struct req *q)
{
	struct new_view n = {0};
	size_t dropped;
	struct standing at;
	TRY(read_input(q, &n));
	TRY(list_standing(q, n.list, &at));
	if (!at.route || !may(q, at.route->permission))
		return FAIL_FIELD(&q->ctx, "list", "Chọn một danh sách mà ông/bà xem được.");
	str query = list_kept(q, at.list, n.query, &dropped);
	if (!query.n)
		return FAIL_FIELD(&q->ctx, "name", "Chọn điều kiện lọc, cột hoặc thứ tự trước, rồi lưu cách xem.");
	n.query = named_for(q->ctx.a, at.list, query, true);
	TRY(apply(&q->ctx, view_add, &n));
	flash(q, "Đã lưu cách xem “%.*s”.", STR_ARG(n.name));
	return see_other(q, "%.*s", STR_ARG(address_with(q->ctx.a, n.list, (struct query){query})));
}

static const struct field rename_fields[] = {TEXT(struct view_change, name, "Tên cách xem", 1, VIEW_NAME_MOST)};
static const struct input rename_input = INPUT("list_view_name", rename_fields);

static err renamed(struct req *q)
{
	struct view_change w = {0};
	TRY(read_input(q, &w));
	w.id = q->id;
	w.may_share = may(q, "view.share");
	TRY(apply(&q->ctx, view_rename, &w));
	flash(q, "Đã đổi tên thành “%.*s”.", STR_ARG(w.name));
	return see_other(q, "/cach-xem");
}

static err dropped(struct req *q)
{
	struct view_change w = {.id = q->id};
	TRY(apply(&q->ctx, view_drop, &w));
	flash(q, "Đã xóa cách xem.");
	return see_other(q, "/cach-xem");
}

static err made_first(struct req *q)
{
	struct view_change w = {.id = q->id, .first = true};
	TRY(apply(&q->ctx, view_first, &w));
	flash(q, "Danh sách sẽ mở bằng cách xem này.");
	return see_other(q, "/cach-xem");
}

static err made_plain(struct req *q)
{
	struct view_change w = {.id = q->id};
	TRY(apply(&q->ctx, view_first, &w));
	flash(q, "Danh sách không còn cách xem mặc định.");
	return see_other(q, "/cach-xem");
}

static err shared(struct req *q)
{
	struct view_change w = {.id = q->id};
	TRY(apply(&q->ctx, view_share, &w));
	flash(q, "Đã chia sẻ cách xem với đơn vị.");
	return see_other(q, "/cach-xem");
}

static err unshared(struct req *q)
{
	struct view_change w = {.id = q->id, .may_share = may(q, "view.share")};
	TRY(apply(&q->ctx, view_unshare, &w));
	flash(q, "Đã thôi chia sẻ cách xem.");
	return see_other(q, "/cach-xem");
}

/* ---- declarations ---- */

static const struct member view_members[] = {
	MEMBER(struct saved_view, id, M_INT),
	MEMBER(struct saved_view, name, M_TEXT),
	MEMBER(struct saved_view, list, M_TEXT),
	MEMBER(struct saved_view, query, M_TEXT),
	MEMBER(struct saved_view, address, M_TEXT),
	MEMBER(struct saved_view, api, M_TEXT),
	MEMBER(struct saved_view, is_first, M_INT),
	MEMBER(struct saved_view, has_gaps, M_INT),
	MEMBER(struct saved_view, is_mine, M_INT),
	MEMBER(struct saved_view, is_shared, M_INT),
	MEMBER(struct saved_view, owner, M_TEXT),
};
static const struct shape saved_view_shape = SHAPE("list_view", struct saved_view, view_members);
static const struct member views_members[] = {MANY(struct views_view, views, saved_view)};
static const struct shape views_shape = SHAPE("list_views", struct views_view, views_members);

static const struct route routes[] = {
	GET("/cach-xem", .run = views, .permission = SIGNED_IN, .summary = "Các cách xem đã lưu của tôi và của đơn vị",
		.api = "/me/views", .shape = &views_shape,
		.whole = "một tài khoản có nhiều nhất 30, một đơn vị chia sẻ nhiều nhất 60"),
	POST("/cach-xem", .run = add, .permission = SIGNED_IN,
		.summary = "Lưu một cách xem của một danh sách: điều kiện, cột và thứ tự", .api = "/me/views",
		.input = &add_input, .again = views),
	POST("/cach-xem/{id}/doi-ten", .run = renamed, .permission = SIGNED_IN, .summary = "Đổi tên một cách xem",
		.api = "/me/views/{id}/rename", .input = &rename_input, .again = views),
	POST("/cach-xem/{id}/xoa", .run = dropped, .permission = SIGNED_IN, .summary = "Xóa một cách xem",
		.api = "/me/views/{id}/delete"),
	POST("/cach-xem/{id}/mo-truoc", .run = made_first, .permission = SIGNED_IN, .summary = "Danh sách mở bằng cách xem này",
		.api = "/me/views/{id}/first"),
	POST("/cach-xem/{id}/thoi-mo-truoc", .run = made_plain, .permission = SIGNED_IN,
		.summary = "Danh sách không mở bằng cách xem này nữa", .api = "/me/views/{id}/not-first"),
	POST("/cach-xem/{id}/chia-se", .run = shared, .permission = "view.share",
		.summary = "Chia sẻ một cách xem của mình với đơn vị", .api = "/me/views/{id}/share", .again = views),
	POST("/cach-xem/{id}/thoi-chia-se", .run = unshared, .permission = SIGNED_IN, .summary = "Thôi chia sẻ một cách xem",
		.api = "/me/views/{id}/unshare"),
};
static const struct permission permissions[] = {
	{.name = "view.share", .title = "Chia sẻ cách xem với đơn vị", .roles = "leader administrator"}};
static const struct word words[] = {{"list_view", "Cách xem"}, {"view.share", "Chia sẻ cách xem"},
	{"view.unshare", "Thôi chia sẻ cách xem"}, {"view.rename", "Đổi tên cách xem dùng chung"}};

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct list_view_title t;
	TRY(list_view_title(c, id, &t));
	*out = t.name;
	return NULL;
}
static const struct naming namings[] = {{.kind = "list_view", .title = titled}};

static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct list_view_get own = {0};
	struct list_view_shared_get shared = {0};
	bool mine, ours = false;
	TRY(list_view_get(&q->ctx, id, q->ctx.actor, &own, &mine));
	if (!mine && q->ctx.unit)
		TRY(list_view_shared_get(&q->ctx, id, q->ctx.unit, &shared, &ours));
	if (!mine && !ours)
		return FAIL(&q->ctx, NOT_FOUND, "view");
	*out = (struct object_seen){mine ? own.name : shared.name, S("/cach-xem")};
	return NULL;
}
static const struct object objects[] = {{.kind = "list_view", .see = seen}};

const struct module views_module = {.name = "views",
	.title = "Cách xem đã lưu",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects)};
