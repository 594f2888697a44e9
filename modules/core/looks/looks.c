/* looks: who looked at the data of a citizen. Rows of several subjects stand in the order of time: each is asked by its own index. */
#include "core/looks/looks.h"
#include "core/looks/looks.html.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/object.h"
#include "web/reply.h"
#include "web/services/looks.h"

#define MAY "looks.own"
enum { PAGE = 30 };

/* ---- what is his ---- */

struct streams { /* each in the order of time, the newest first */
	struct look_stream {
		str subject;
		int64_t since;
		bool is_list;
		struct looks_about_rows rows;
		size_t at;
	} * v;
	size_t n, room;
};

static void stream_add(struct ctx *c, struct streams *to, str subject, int64_t since, bool is_list)
{
	to->v = GROWN(c->a, to->v, to->n, &to->room, 8);
	to->v[to->n++] = (struct look_stream){.subject = subject, .since = since, .is_list = is_list};
}

/* The number of an account counts once it is proved: what somebody merely declares leads to nobody. */
static err own_streams(struct ctx *c, struct streams *out)
{
	struct look_reader he;
	struct look_subjects own = {0};
	struct look_places places;
	TRY(look_reader(c, c->actor, &he));
	TRY(look_places_of(c, c->actor, &places));
	look_at_account(c, &own, c->actor);
	if (he.proved_number.n) {
		look_at_person(c, &own, he.person_id.v);
		look_at_number(c, &own, he.proved_number);
	}
	for (size_t i = 0; i < own.n; i++)
		stream_add(c, out, own.v[i], 0, false);
	for (size_t i = 0; i < places.n; i++) {
		struct look_subjects unit = {0};
		look_at_unit(c, &unit, places.v[i].unit);
		stream_add(c, out, unit.v[0], places.v[i].since, true);
	}
	return NULL;
}

/* ---- rows ---- */

static bool is_before(const struct looks_about *a, const struct looks_about *b)
{
	return a->happened_at != b->happened_at ? a->happened_at > b->happened_at : a->id > b->id;
}

/* The newest of what is left; the same look under another subject goes with it. */
static const struct looks_about *next_of(struct streams *all, bool *is_list)
{
	const struct looks_about *first = NULL;
	for (size_t i = 0; i < all->n; i++) {
		struct look_stream *s = &all->v[i];
		if (s->at < s->rows.n && (!first || is_before(&s->rows.v[s->at], first))) {
			first = &s->rows.v[s->at];
			*is_list = s->is_list;
		}
	}
	for (size_t i = 0; first && i < all->n; i++) {
		struct look_stream *s = &all->v[i];
		s->at += s->at < s->rows.n && s->rows.v[s->at].id == first->id;
	}
	return first;
}

static err line_of(struct req *q, const struct looks_about *r, bool is_list, struct look_line *out)
{
	*out = (struct look_line){.id = r->id,
		.happened_at = r->happened_at,
		.is_list = is_list,
		.unit = r->unit_name.n ? r->unit_name : S("Quản trị hệ thống"),
		.what = is_list ? S("Sổ, danh sách của đơn vị") : look_title(r->object_kind),
		.why = r->detail};
	struct object_seen seen;
	err e = is_list ? NULL : object_see(q, r->object_kind, r->object_id, &seen);
	if (e && e->kind != NOT_FOUND)
		return e;
	if (!is_list && !e) {
		out->title = seen.title;
		out->path = seen.path;
	}
	return NULL;
}

static err fill_streams(struct ctx *c, struct streams *all, const struct list_key *before, int64_t from, int64_t most)
{
	for (size_t i = 0; i < all->n; i++) {
		struct look_stream *s = &all->v[i];
		TRY(looks_about(
			c, s->subject, c->actor, s->since > from ? s->since : from, before->at, before->id, most, &s->rows));
	}
	return NULL;
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct looks_filter *f = l->asked;
	struct streams all = {0};
	struct look_lines lines = {NEWN(q->ctx.a, struct look_line, (size_t)most + 1), 0};
	day from = 0, to = 0;
	bool is_list = false;
	struct list_key before = {.at = INT64_MAX};
	if (day_parse(f->to, &to))
		before.at = day_start(to + 1);
	if (l->begun && l->from.at < before.at)
		before = l->from;
	TRY(own_streams(&q->ctx, &all));
	TRY(fill_streams(&q->ctx, &all, &before, day_parse(f->from, &from) ? day_start(from) : 0, most));
	for (const struct looks_about *r; lines.n < (size_t)most && (r = next_of(&all, &is_list));)
		TRY(line_of(q, r, is_list, &lines.v[lines.n++]));
	*out = LIST_ROWS(lines);
	return NULL;
}

static struct list_key key(const struct listing *l, const void *row)
{
	const struct look_line *k = row;
	(void)l;
	return (struct list_key){.at = k->happened_at, .id = k->id};
}

static str what_text(arena *a, const struct listing *l, const void *row)
{
	const struct look_line *k = row;
	(void)l;
	return k->title.n ? str_format(a, "%.*s %.*s", STR_ARG(k->what), STR_ARG(k->title)) : k->what;
}

static void what_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	look_what(p, row);
}

static const struct field filters[] = {
	{.name = "tu", .label = "Từ ngày", .type = I_DATE, .at = offsetof(struct looks_filter, from)},
	{.name = "den", .label = "Đến hết ngày", .type = I_DATE, .at = offsetof(struct looks_filter, to)},
};
static const struct column columns[] = {
	{.name = "time", .title = "Lúc", .as = COLUMN_TIME, .at = offsetof(struct look_line, happened_at)},
	{.name = "unit", .title = "Đơn vị đã xem", .at = offsetof(struct look_line, unit)},
	{.name = "what", .title = "Đã xem gì", .as = COLUMN_MADE, .text = what_text, .part = what_part},
	{.name = "why", .title = "Để làm gì", .at = offsetof(struct look_line, why)},
};
const struct list looks_list = {.title = "Các lượt xem",
	.path = "/ai-da-xem",
	.file = "ai-da-xem",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct looks_filter),
	.row = sizeof(struct look_line),
	.page = PAGE,
	.rows = rows,
	.key = key};

static err looks_show(struct req *q)
{
	struct looks_filter asked = {0};
	struct looks_view v = {.is_proved = q->actor->person != 0};
	TRY(list_read(q, &looks_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.looks = (struct look_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, looks_page);
}

/* ---- what the module declares ---- */

static const struct member line_members[] = {
	MEMBER(struct look_line, id, M_INT),
	MEMBER(struct look_line, happened_at, M_INT),
	MEMBER(struct look_line, unit, M_TEXT),
	MEMBER(struct look_line, what, M_TEXT),
	MEMBER(struct look_line, title, M_TEXT),
	MEMBER(struct look_line, why, M_TEXT),
	MEMBER(struct look_line, is_list, M_INT),
};
static const struct shape look_line_shape = SHAPE("look", struct look_line, line_members);
static const struct member view_members[] = {
	MANY(struct looks_view, looks, look_line),
	MEMBER(struct looks_view, next, M_TEXT),
	MEMBER(struct looks_view, is_proved, M_INT),
};
static const struct shape view_shape = SHAPE("looks", struct looks_view, view_members);

static const struct route routes[] = {
	GET("/ai-da-xem", .run = looks_show, .permission = MAY, .summary = "Ai đã xem dữ liệu của tôi", .api = "/my/looks",
		.shape = &view_shape, .list = &looks_list),
	LIST_FILES("/ai-da-xem", "/my/looks", &looks_list, MAY, "Ai đã xem dữ liệu của tôi"),
};
static const struct permission permissions[] = {{.name = MAY,
	.title = "Xem ai đã xem dữ liệu của mình",
	.roles = "citizen reception specialist leader clerk administrator",
	.reads = true}};
static const struct menu_entry menu[] = {
	{.place = MENU_CITIZEN, .title = "Ai đã xem dữ liệu", .path = "/ai-da-xem", .permission = MAY, .rank = 40}};

const struct module looks_module = {.name = "looks",
	.title = "Ai đã xem dữ liệu của tôi",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.hand_over = looks_pass};
