/* photos: pictures that the answers of an object name by their content: whose they are, who sees them, and small ones for pages. */
#include "pages.h"
#include "place.h"
#include "doc/doc.h"
#include <unistd.h>
#include "web/reply.h"
#include "web/request.h"
#include "web/services/audit.h"
#include "web/services/job.h"

enum { SMALL_SIDE = 480 };

bool photo_is(str sha256) { return content_is(sha256); }

bool photo_taken(const struct stored *s) { return str_is(s->mime, "image/jpeg") || str_is(s->mime, "image/png"); }

const struct photos_of *photo_of(const struct photos_of_rows *photos, str sha256)
{
	for (size_t i = 0; photos && i < photos->n; i++)
		if (str_eq(photos->v[i].sha256, sha256))
			return &photos->v[i];
	return NULL;
}

str photo_path(arena *a, int64_t photo, bool small)
{
	return str_format(a, "/anh/%lld%s", (long long)photo, small ? "/nho" : "");
}

/* ---- rules ---- */

/* Whoever knows what a content is called has not therefore seen it: it comes from what he sent, or from what is there already. */
static err given(struct ctx *c, const struct photos_kept *k, str sha256, struct stored *out)
{
	struct photo_named other;
	bool found = false;
	if (!photo_is(sha256))
		return FAIL(c, NOT_FOUND, "content");
	if (k->from)
		TRY(photo_named(c, str_of(k->from_kind), k->from, sha256, &other, &found));
	if (found)
		return file_stored(c, other.file_id, out);
	TRY(file_kept(c, sha256, S("anh"), out));
	return photo_taken(out) ? NULL : FAIL(c, NOT_FOUND, "content");
}

static err keep_one(struct ctx *c, const struct photos_kept *k, str sha256)
{
	struct photo_named known;
	struct photo_add added;
	struct stored s;
	int64_t file;
	bool found;
	TRY(photo_named(c, str_of(k->kind), k->object, sha256, &known, &found));
	if (found)
		return NULL;
	err e = given(c, k, sha256, &s);
	if (e && e->kind == NOT_FOUND)
		return FAIL_FIELD(c, k->field, "Có ảnh không còn giữ được trên máy chủ. Hãy chụp hoặc chọn lại ảnh.");
	TRY(e);
	TRY(file_add(c, &s, &file));
	TRY(photo_add(c, str_of(k->kind), k->object, sha256, file, &added));
	str number = str_format(c->a, "%lld", (long long)added.id);
	return job_add(c, "photo.shrink", number, number, c->now);
}

err photos_keep(struct ctx *c, const struct photos_kept *k)
{
	for (size_t i = 0; i < k->contents.n; i++)
		TRY(keep_one(c, k, k->contents.v[i]));
	return NULL;
}

static bool among(struct texts list, str s)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], s))
			return true;
	return false;
}

err photos_forget(struct ctx *c, const char *kind, int64_t object, struct texts contents)
{
	struct photos_of_rows rows;
	TRY(photos_of(c, str_of(kind), object, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		if (among(contents, rows.v[i].sha256))
			continue;
		TRY(photo_drop(c, rows.v[i].id));
		TRY(file_remove(c, rows.v[i].file_id));
		if (rows.v[i].small_id.set)
			TRY(file_remove(c, rows.v[i].small_id.v));
	}
	return NULL;
}

/* ---- small ones ---- */

struct shrunk {
	int64_t photo;
	struct stored stored;
};

/* Another run may have been quicker, or it is no more. */
OWN_RULE(shrunk_keep, const struct shrunk)
static err shrunk_keep(struct ctx *c, const struct shrunk *s)
{
	struct photo_get p;
	int64_t file;
	bool found;
	TRY(photo_get(c, s->photo, &p, &found));
	if (!found || p.small_id.set)
		return NULL;
	TRY(file_add(c, &s->stored, &file));
	return photo_small_put(c, s->photo, file);
}

static err shrink(struct ctx *c, int64_t file, struct stored *out)
{
	struct stored whole;
	int from, to;
	TRY(file_open(c, file, &whole, &from));
	err e = image_clean(c, from, SMALL_SIDE, &to, &out->size);
	close(from);
	TRY(e);
	*out = (struct stored){.mime = whole.mime, .name = whole.name, .size = out->size};
	e = content_place(c, to, &out->sha256, &out->size, NULL);
	close(to);
	return e;
}

err photo_shrink(struct ctx *c, str photo)
{
	struct shrunk s = {0};
	struct photo_get p;
	bool found = false;
	if (str_int(photo, &s.photo))
		TRY(photo_get(c, s.photo, &p, &found));
	if (!found || p.small_id.set)
		return NULL;
	TRY(shrink(c, p.file_id, &s.stored));
	return apply(c, shrunk_keep, &s);
}

/* ---- who sees them ---- */

/* One that is not there and one of an object that is not his look the same. */
static err photo_seen(struct req *q, struct photo_get *out)
{
	struct object_seen of;
	bool found;
	err e = photo_get(&q->ctx, q->id, out, &found);
	if (!e)
		e = found ? object_see(q, out->kind, out->object_id, &of) : FAIL(&q->ctx, NOT_FOUND, "photo");
	if (e && e->kind == NOT_FOUND)
		return FAIL(&q->ctx, NOT_FOUND, "Không có ảnh này, hoặc ông/bà không được xem.");
	if (!e && q->ctx.unit) /* a citizen sees his own alone */
		audit_look(q, str_c(q->ctx.a, out->kind), out->object_id, "Xem ảnh");
	return e;
}

static err show(struct req *q, int64_t file)
{
	struct stored s;
	int fd;
	TRY(file_open(&q->ctx, file, &s, &fd));
	return reply_file(q, fd, s.size, s.name, str_c(q->ctx.a, s.mime), s.sha256, false); /* made anew by us, as it came in */
}

err photo_send(struct req *q)
{
	struct photo_get p;
	TRY(photo_seen(q, &p));
	return show(q, p.file_id);
}

/* Until it is made, the whole one, which the page shows small. */
err photo_send_small(struct req *q)
{
	struct photo_get p;
	TRY(photo_seen(q, &p));
	return show(q, p.small_id.set ? p.small_id.v : p.file_id);
}
