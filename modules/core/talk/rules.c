/* The rules of talk. What is asked stands in the transaction that changes: who may see an object may have changed meanwhile. */
#include "pages.h"
#include "web/hooks.h"
#include "web/actor.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/request.h"
#include "web/services/audit.h"

static err not_here(struct ctx *c) { return FAIL(c, NOT_FOUND, "Không có mục này, hoặc ông/bà không được xem."); }

err talk_open(struct req *q, str kind, int64_t id, struct object_seen *out)
{
	if (q->actor->kind != OFFICER || !object_talked(kind))
		return not_here(&q->ctx);
	return object_see(q, kind, id, out);
}

static str author_of(struct req *q)
{
	const struct actor *a = q->actor;
	return a->title.n ? str_format(q->ctx.a, "%.*s, %.*s", STR_ARG(a->name), STR_ARG(a->title)) : a->name;
}

/* ---- watching ---- */

err talk_tell(struct ctx *c, const char *kind, int64_t object, const char *what)
{
	struct talk_watchers_rows all;
	struct object_seen seen;
	TRY(talk_watchers(c, str_of(kind), object, &all));
	for (size_t i = 0; i < all.n; i++) {
		if (all.v[i].account_id == c->actor)
			continue;
		err e = object_seen_by(c, all.v[i].account_id, all.v[i].unit_id, str_of(kind), object, &seen);
		if (e && e->kind == NOT_FOUND) {
			TRY(talk_watch_drop(c, str_of(kind), object, all.v[i].account_id));
			continue;
		}
		TRY(e);
		TRY(notify(c, all.v[i].account_id, "talk.watched",
			&(struct news){.title = str_format(c->a, "%s: %.*s", what, STR_ARG(seen.title)),
				.text = S("Ông/bà theo dõi mục này."),
				.path = object_path(c->a, kind, object),
				.outside = str_format(c->a, "Mục mà ông/bà theo dõi: %s.", lower_first(c->a, str_of(what)).s)}));
	}
	return NULL;
}

err talk_watch_set(struct ctx *c, const struct talking *t)
{
	struct object_seen seen;
	struct talk_watch_count have;
	TRY(talk_open(t->q, t->kind, t->id, &seen));
	if (!t->f.watch)
		return talk_watch_drop(c, t->kind, t->id, c->actor);
	TRY(talk_watch_count(c, t->kind, t->id, &have));
	if (have.n >= TALK_WATCHERS_MAX)
		return FAIL(c, INVALID, "Mục này đã có %d người theo dõi.", TALK_WATCHERS_MAX);
	return talk_watch_add(c, t->kind, t->id, c->actor, c->unit, c->now);
}

/* ---- notes ---- */

err talk_note_write(struct ctx *c, const struct talking *t)
{
	const char *kind = str_c(c->a, t->kind);
	struct object_seen seen;
	TRY(talk_open(t->q, t->kind, t->id, &seen));
	TRY(talk_note_add(c, &(struct talk_note_add_in){.kind = t->kind,
				     .object = t->id,
				     .unit = c->unit,
				     .account = c->actor,
				     .author = author_of(t->q),
				     .text = t->f.text,
				     .at = c->now}));
	TRY(audit_add(c, "note.add", kind, t->id, S("")));
	return talk_tell(c, kind, t->id, "Có ghi chú mới");
}

err talk_note_take_back(struct ctx *c, struct talking *t)
{
	struct talk_note_get n;
	struct object_seen seen;
	TRY(talk_note_get(c, t->q->id, c->actor, c->unit, &n));
	TRY(talk_open(t->q, n.kind, n.object_id, &seen));
	err e = talk_note_withdraw(c, t->q->id, c->actor, c->now);
	if (e && e->kind == CONFLICT)
		return FAIL(c, CONFLICT, "Ghi chú này đã rút.");
	TRY(e);
	t->kind = n.kind;
	t->id = n.object_id;
	return audit_add(c, "note.withdraw", str_c(c->a, n.kind), n.object_id, S(""));
}

/* ---- links ---- */

/* The one of that name that this reader sees: by number for programs, else as it is called. */
static err other_end(struct ctx *c, struct talking *t, struct object_seen *out)
{
	const struct naming *n = naming_of(t->f.kind);
	struct named_list found = {0};
	str name = t->f.name;
	if (!object_talked(t->f.kind))
		return FAIL_FIELD(c, "kind", "Chọn loại của mục được liên kết.");
	if (!t->f.object && name.n && n && n->find)
		TRY(n->find(c, name, &found));
	for (size_t i = 0; i < found.n && !t->f.object; i++)
		if (found.n == 1 || str_eq(fold(c->a, found.v[i].title), fold(c->a, name)))
			t->f.object = found.v[i].id;
	err e = talk_open(t->q, t->f.kind, t->f.object, out);
	if (!e || e->kind != NOT_FOUND)
		return e;
	return FAIL_FIELD(c, "name",
		found.n > 1 ? "Có nhiều mục tên như vậy. Hãy ghi đủ tên hoặc mã."
			    : "Không tìm thấy mục nào như vậy mà ông/bà được xem. Hãy ghi đúng tên, mã hoặc số.");
}

static bool comes_first(str a_kind, int64_t a, str b_kind, int64_t b)
{
	size_t n = a_kind.n < b_kind.n ? a_kind.n : b_kind.n;
	int order = memcmp(a_kind.s, b_kind.s, n);
	if (!order && a_kind.n != b_kind.n)
		order = a_kind.n < b_kind.n ? -1 : 1;
	return order ? order < 0 : a < b;
}

static err room_for_link(struct ctx *c, str kind, int64_t id)
{
	struct talk_links_rows to, from;
	TRY(talk_links(c, kind, id, c->unit, &to));
	TRY(talk_links_back(c, kind, id, c->unit, &from));
	return to.n + from.n < TALK_LINKS_MAX ? NULL
					      : FAIL_FIELD(c, "name", "Mỗi mục có nhiều nhất %d liên kết.", TALK_LINKS_MAX);
}

err talk_link_make(struct ctx *c, struct talking *t)
{
	struct object_seen here, there;
	struct talk_link_add added;
	bool new;
	TRY(talk_open(t->q, t->kind, t->id, &here));
	TRY(other_end(c, t, &there));
	if (str_eq(t->kind, t->f.kind) && t->id == t->f.object)
		return FAIL_FIELD(c, "name", "Một mục không liên kết với chính nó.");
	TRY(room_for_link(c, t->kind, t->id));
	TRY(room_for_link(c, t->f.kind, t->f.object));
	bool first = comes_first(t->kind, t->id, t->f.kind, t->f.object);
	TRY(talk_link_add(c,
		&(struct talk_link_add_in){.unit = c->unit,
			.a_kind = first ? t->kind : t->f.kind,
			.a = first ? t->id : t->f.object,
			.b_kind = first ? t->f.kind : t->kind,
			.b = first ? t->f.object : t->id,
			.why = t->f.why,
			.author = author_of(t->q),
			.at = c->now},
		&added, &new));
	if (!new)
		return FAIL_FIELD(c, "name", "Hai mục này đã liên kết với nhau.");
	TRY(audit_add(c, "link.add", str_c(c->a, t->kind), t->id, there.title));
	TRY(audit_add(c, "link.add", str_c(c->a, t->f.kind), t->f.object, here.title));
	TRY(talk_tell(c, str_c(c->a, t->kind), t->id, "Có liên kết mới"));
	return talk_tell(c, str_c(c->a, t->f.kind), t->f.object, "Có liên kết mới");
}

/* By whoever sees both ends, of the unit that made it. */
err talk_link_end(struct ctx *c, struct talking *t)
{
	struct talk_link_get l;
	struct object_seen a, b;
	TRY(talk_link_get(c, t->q->id, c->unit, &l));
	TRY(talk_open(t->q, l.a_kind, l.a_id, &a));
	TRY(talk_open(t->q, l.b_kind, l.b_id, &b));
	TRY(talk_link_drop(c, t->q->id, c->unit));
	t->kind = l.a_kind;
	t->id = l.a_id;
	TRY(audit_add(c, "link.remove", str_c(c->a, l.a_kind), l.a_id, b.title));
	return audit_add(c, "link.remove", str_c(c->a, l.b_kind), l.b_id, a.title);
}

static err lines_add(struct req *q, const struct talk_links_rows *rows, struct talk_link_lines *out)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct talk_links *r = &rows->v[i];
		struct object_seen seen;
		err e = talk_open(q, r->kind, r->object_id, &seen);
		if (e && e->kind == NOT_FOUND)
			continue; /* not even that there is something */
		TRY(e);
		out->v[out->n++] = (struct talk_link_line){.id = r->id,
			.linked_at = r->linked_at,
			.kind = r->kind,
			.kind_title = str_of(talk_kind_title(r->kind)),
			.object = r->object_id,
			.title = seen.title,
			.path = seen.path,
			.why = r->why,
			.author = r->author};
	}
	return NULL;
}

err talk_links_seen(struct req *q, str kind, int64_t id, struct talk_link_lines *out)
{
	struct talk_links_rows to, from;
	TRY(talk_links(&q->ctx, kind, id, q->ctx.unit, &to));
	TRY(talk_links_back(&q->ctx, kind, id, q->ctx.unit, &from));
	*out = (struct talk_link_lines){NEWN(q->ctx.a, struct talk_link_line, to.n + from.n + 1), 0};
	TRY(lines_add(q, &to, out));
	return lines_add(q, &from, out);
}
