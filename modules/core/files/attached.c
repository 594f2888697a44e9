#include "pages.h"
#include "core/files/attached.html.h"
#include "web/reply.h"
#include "web/services/audit.h"

/* ---- rules ---- */

err file_link(struct ctx *c, const char *kind, int64_t object, const struct stored *s, int64_t *link)
{
	struct file_link_count have;
	struct file_link_add added;
	int64_t file;
	TRY(file_link_count(c, str_of(kind), object, &have));
	if (have.n >= FILE_LINKS_MAX)
		return FAIL_FIELD(c, "files", "Mỗi mục có nhiều nhất %d tệp. Hãy gộp các trang vào một tệp PDF.", FILE_LINKS_MAX);
	TRY(file_add(c, s, &file));
	TRY(file_link_add(c, str_of(kind), object, file, c->actor, c->now, &added));
	*link = added.id;
	return audit_add(c, "file.attach", kind, object, s->name);
}

err file_links_add(struct ctx *c, const char *kind, int64_t object, const struct sent_files *files)
{
	int64_t link;
	for (size_t i = 0; i < files->n; i++)
		TRY(file_link(c, kind, object, &files->v[i].stored, &link));
	return NULL;
}

err file_unlink(struct ctx *c, int64_t link)
{
	struct file_link_get l;
	struct stored s;
	TRY(file_link_get(c, link, &l));
	TRY(file_stored(c, l.file_id, &s));
	TRY(file_link_drop(c, link));
	TRY(file_remove(c, l.file_id));
	return audit_add(c, "file.detach", str_c(c->a, l.kind), l.object_id, s.name);
}

err files_linked(struct ctx *c, const char *kind, struct ints objects, struct file_links_rows *out)
{
	*out = (struct file_links_rows){0};
	return objects.n ? file_links(c, str_of(kind), objects, out) : NULL;
}

struct file_links_rows file_links_of(const struct file_links_rows *all, int64_t object)
{
	struct file_links_rows mine = {0};
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].object_id == object) {
			mine.v = mine.n ? mine.v : &all->v[i];
			mine.n++;
		}
	return mine;
}

/* ---- the page of any object's files ---- */

err attached_page(struct req *q)
{
	struct attached_view v = {.kind = q->key, .id = q->id};
	TRY(object_see(q, v.kind, v.id, &v.of));
	TRY(files_linked(&q->ctx, str_c(q->ctx.a, v.kind), (struct ints){&v.id, 1}, &v.files));
	v.is_changeable = object_changes(q, v.kind, v.id);
	if (v.is_changeable)
		v.kept = files_kept(q, &FILES_OF("files", q->ctx.unit));
	return reply(q, &v, attached_files_page);
}

struct adding {
	struct req *q;
	struct sent_files files;
};

/* The right is asked once more where it is used: it may have ended meanwhile. */
OWN_RULE(add, struct adding)
static err add(struct ctx *c, struct adding *n)
{
	TRY(object_change(n->q, n->q->key, n->q->id));
	return file_links_add(c, str_c(c->a, n->q->key), n->q->id, &n->files);
}

err attached_post(struct req *q)
{
	struct adding n = {.q = q};
	TRY(object_change(q, q->key, q->id)); /* before a byte is kept */
	TRY(files_sent(q, &FILES_OF("files", q->ctx.unit), &n.files));
	if (!n.files.n)
		return FAIL_FIELD(&q->ctx, "files", "Chọn ít nhất một tệp.");
	TRY(apply(&q->ctx, add, &n));
	flash(q, n.files.n == 1 ? "Đã đính kèm tệp." : "Đã đính kèm %zu tệp.", n.files.n);
	return see_other(q, "/dinh-kem/%.*s/%lld", STR_ARG(q->key), (long long)q->id);
}

/* One that is not there and one of an object that is not his look the same. */
static err link_of(struct req *q, struct file_link_get *out)
{
	struct object_seen of;
	err e = file_link_get(&q->ctx, q->id, out);
	if (!e)
		e = object_see(q, out->kind, out->object_id, &of);
	return e && e->kind == NOT_FOUND ? FAIL(&q->ctx, NOT_FOUND, "Không có tệp này, hoặc ông/bà không được xem.") : e;
}

err attached_send(struct req *q)
{
	struct file_link_get l;
	TRY(link_of(q, &l));
	audit_look(q, str_c(q->ctx.a, l.kind), l.object_id, "Mở tệp đính kèm");
	return file_send(q, l.file_id, true);
}

OWN_RULE(take_off, struct req)
static err take_off(struct ctx *c, struct req *q)
{
	struct file_link_get l;
	TRY(link_of(q, &l));
	TRY(object_change(q, l.kind, l.object_id));
	return file_unlink(c, q->id);
}

err attached_remove(struct req *q)
{
	struct file_link_get l;
	TRY(link_of(q, &l));
	TRY(apply(&q->ctx, take_off, q));
	flash(q, "Đã gỡ tệp.");
	return see_other(q, "/dinh-kem/%.*s/%lld", STR_ARG(l.kind), (long long)l.object_id);
}

static const struct member attached_members[] = {
	ONE(struct attached_view, of, object_seen),
	MANY(struct attached_view, files, file_links),
	MEMBER(struct attached_view, is_changeable, M_INT),
};
const struct shape attached_shape = SHAPE("attachments", struct attached_view, attached_members);
