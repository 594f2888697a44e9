#include "pages.h"
#include "place.h"
#include "doc/doc.h"
#include "web/edge/uploads.h"
#include "core/files/files.sql.h"
#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "web/input.h"
#include "web/reply.h"
#include "web/services/setting.h"

enum { IMAGE_SIDE = 3000, HEAD = 1 << 16 };

/* ---- names ---- */

/* What the phones of some makers write; the picture becomes a JPEG. */
static str without_ending(str name, const char *const *endings, arena *a)
{
	str low = str_lower_ascii(a, name);
	for (; *endings; endings++)
		if (str_ends(low, str_of(*endings)))
			return (str){name.s, name.n - strlen(*endings)};
	return name;
}

/* A name that says what the content is, whatever it said before: "don.exe" with a PDF in it becomes "don.exe.pdf". */
static str safe_name(arena *a, str name, enum file_type type)
{
	static const char *const jpeg[] = {".jpeg", ".jpg", ".jpe", NULL}, *const pictures[] = {".heic", ".heif", ".webp", NULL};
	str base = file_name_clean(a, name), low = str_lower_ascii(a, base),
	    ending = str_format(a, ".%s", file_type_ending(type));
	if (str_ends(low, ending))
		return base;
	if (type == FILE_JPEG && without_ending(base, jpeg, a).n != base.n)
		return base;
	if (type == FILE_JPEG)
		base = without_ending(base, pictures, a);
	return str_format(a, "%.*s%s", STR_ARG(base), ending.s);
}

/* ---- storing ---- */

static bool accepted(enum file_type t)
{
	return t == FILE_PDF || t == FILE_JPEG || t == FILE_PNG || t == FILE_DOCX || t == FILE_XLSX || t == FILE_ODT;
}

/* Pictures are made anew, those of iPhones and of web pages as JPEG. */
static bool is_picture(enum file_type t) { return t == FILE_JPEG || t == FILE_PNG || t == FILE_WEBP || t == FILE_HEIC; }

static err sniff_fd(struct ctx *c, int fd, int64_t size, enum file_type *type)
{
	char *head = arena_get(c->a, HEAD);
	ssize_t n = pread(fd, head, HEAD, 0);
	if (n < 0)
		return FAIL(c, BROKEN, "read: %s", strerror(errno));
	*type = sniff((str){head, (size_t)n}, size);
	return NULL;
}

static err check(struct ctx *c, const char *field, int fd, str name, enum file_type *type)
{
	struct stat s;
	int64_t most = setting_int(c, "files.max_mb");
	str shown = file_name_clean(c->a, name);
	if (fstat(fd, &s))
		return FAIL(c, BROKEN, "stat: %s", strerror(errno));
	if (!s.st_size)
		return FAIL_FIELD(c, field, "Tệp trống: “%.*s” không có nội dung. Hãy chọn lại tệp.", STR_ARG(shown));
	if (s.st_size > most << 20)
		return FAIL_FIELD(c, field, "Tệp “%.*s” lớn hơn %lld MB. Hãy chọn tệp nhỏ hơn hoặc chia thành nhiều tệp.",
			STR_ARG(shown), (long long)most);
	TRY(sniff_fd(c, fd, s.st_size, type));
	if (!accepted(*type) && !is_picture(*type))
		return FAIL_FIELD(c, field,
			"Tệp “%.*s” không nhận được. Hãy gửi tệp PDF, ảnh (JPEG, PNG, HEIC, WebP), DOCX, XLSX hoặc ODT.",
			STR_ARG(shown));
	return NULL;
}

/* What is to be kept of an upload: the file itself, or a picture made anew. */
struct ready {
	enum file_type type;
	int fd;
	bool ours; /* fd is to be closed */
	int64_t size;
};

static err make_ready(struct ctx *c, const char *field, int fd, str name, struct ready *out)
{
	struct stat s;
	*out = (struct ready){.fd = fd};
	TRY(check(c, field, fd, name, &out->type));
	err e = NULL;
	if (is_picture(out->type)) {
		e = image_clean(c, fd, IMAGE_SIDE, &out->fd, &out->size);
		out->ours = !e;
		out->type = out->type == FILE_PNG ? FILE_PNG : FILE_JPEG;
	} else {
		out->size = fstat(fd, &s) ? 0 : s.st_size;
		e = out->type == FILE_PDF ? pdf_check(c, fd) : NULL;
	}
	if (e && e->kind == INVALID)
		return FAIL_FIELD(c, field, "“%.*s”: %.*s", STR_ARG(file_name_clean(c->a, name)), STR_ARG(e->text));
	return e;
}

static err keep(struct ctx *c, const struct ready *r, str name, struct stored *out, int *held)
{
	*out = (struct stored){.mime = str_of(file_type_mime(r->type)), .name = safe_name(c->a, name, r->type)};
	return content_place(c, r->fd, &out->sha256, &out->size, held);
}

err file_store_fd(struct ctx *c, const char *field, int fd, str name, struct stored *out)
{
	struct ready r;
	TRY(make_ready(c, field, fd, name, &r));
	err e = keep(c, &r, name, out, NULL);
	if (r.ours)
		close(r.fd);
	return e;
}

/* ---- storing for a request ---- */

struct held {
	str sha256;
	int fd;
	bool kept;
};

static void let_go(struct ctx *c, void *arg)
{
	struct held *h = arg;
	if (h->kept)
		close(h->fd);
	else
		content_place_drop(c, h->sha256, h->fd);
}

OWN_RULE(note_held, const str)
static err note_held(struct ctx *c, const str *sha256) { return held_put(c, c->actor, *sha256, c->now); }

err file_hold(struct ctx *c, struct stored *s)
{
	if (s->now)
		s->now->kept = true;
	return apply(c, note_held, &s->sha256);
}

err file_store(struct req *q, const char *field, int64_t unit, const struct upload *u, struct stored *out)
{
	struct ctx *c = &q->ctx;
	struct held *h = NEW(c->a, struct held);
	struct ready r;
	TRY(make_ready(c, field, u->fd, u->name, &r));
	err e = uploads_take(q, field, unit, r.size);
	if (!e)
		e = keep(c, &r, u->name, out, &h->fd);
	if (r.ours)
		close(r.fd);
	TRY(e);
	h->sha256 = out->sha256;
	out->now = h;
	later(q, let_go, h);
	return NULL;
}

err file_store_own(struct ctx *c, int fd, str name, const char *mime, struct stored *out)
{
	*out = (struct stored){.mime = str_of(mime), .name = file_name_clean(c->a, name), .own = true};
	return content_place(c, fd, &out->sha256, &out->size, NULL);
}

err file_store_bytes(struct ctx *c, str bytes, str name, const char *mime, struct stored *out)
{
	int fd = memfd_create("own", MFD_CLOEXEC);
	if (fd < 0)
		return FAIL(c, BROKEN, "memfd: %s", strerror(errno));
	err e = NULL;
	for (size_t done = 0; !e && done < bytes.n;) {
		ssize_t n = write(fd, bytes.s + done, bytes.n - done);
		if (n < 0 && errno != EINTR)
			e = FAIL(c, BROKEN, "memfd: %s", strerror(errno));
		done += n > 0 ? (size_t)n : 0;
	}
	if (!e)
		e = file_store_own(c, fd, name, mime, out);
	close(fd);
	return e;
}

/* What a content is: never what somebody says of it, always what lies in the store. */
static err content_facts(struct ctx *c, str sha256, str name, struct stored *out)
{
	enum file_type type = FILE_UNKNOWN;
	int fd;
	int64_t size;
	err e = content_place_open(c, sha256, &fd, &size);
	if (!e) {
		e = sniff_fd(c, fd, size, &type);
		close(fd);
	}
	if (e ? e->kind == NOT_FOUND : !accepted(type))
		return FAIL(c, NOT_FOUND, "content");
	TRY(e);
	*out = (struct stored){
		.sha256 = sha256, .mime = str_of(file_type_mime(type)), .name = safe_name(c->a, name, type), .size = size};
	return NULL;
}

err file_kept(struct ctx *c, str sha256, str name, struct stored *out)
{
	struct content_of row;
	struct held_of held;
	bool named, kept;
	TRY(content_facts(c, sha256, name, out));
	TRY(content_of(c, sha256, c->actor, &row, &named));
	TRY(held_of(c, c->actor, sha256, &held, &kept));
	return kept || (named && row.own) ? NULL : FAIL(c, NOT_FOUND, "content");
}

/* Our own is what we say it is, of whatever type. */
static err facts_of(struct ctx *c, const struct stored *s, struct stored *is)
{
	int fd;
	if (!s->own)
		return content_facts(c, s->sha256, s->name, is);
	*is = *s;
	TRY(content_place_open(c, s->sha256, &fd, &is->size));
	close(fd);
	return NULL;
}

err file_add(struct ctx *c, const struct stored *s, int64_t *id)
{
	struct stored is = {0};
	struct content_keep content;
	struct file_insert file;
	err e = facts_of(c, s, &is);
	if (e && e->kind == NOT_FOUND)
		return FAIL(c, INVALID, "Tệp “%.*s” không còn trên máy chủ. Hãy chọn lại tệp.",
			STR_ARG(file_name_clean(c->a, s->name)));
	TRY(e);
	TRY(content_keep(c, is.sha256, is.size, is.mime, c->now, &content));
	TRY(file_insert(c, content.id, is.name, s->own, c->actor, c->now, &file));
	*id = file.id;
	return NULL;
}

err file_remove(struct ctx *c, int64_t id) { return file_delete(c, id); }

/* ---- reading ---- */

err file_stored(struct ctx *c, int64_t id, struct stored *out)
{
	struct file_get row;
	TRY(file_get(c, id, &row));
	*out = (struct stored){.sha256 = row.sha256, .mime = row.mime, .name = row.name, .size = row.size, .own = row.is_own};
	return NULL;
}

err file_open(struct ctx *c, int64_t file, struct stored *out, int *fd)
{
	int64_t size;
	TRY(file_stored(c, file, out));
	err e = content_place_open(c, out->sha256, fd, &size);
	if (e)
		return FAIL(c, BROKEN, "file %lld: %.*s", (long long)file, STR_ARG(e->text));
	if (size != out->size) {
		close(*fd);
		return FAIL(c, BROKEN, "file %lld: its content has not its %lld bytes", (long long)file, (long long)out->size);
	}
	return NULL;
}

err file_send(struct req *q, int64_t file, bool attachment)
{
	struct stored s;
	int fd;
	TRY(file_open(&q->ctx, file, &s, &fd));
	bool shown = !attachment && s.own && str_is(s.mime, "application/pdf");
	return reply_file(q, fd, s.size, s.name, str_c(q->ctx.a, s.mime), s.sha256, !shown);
}

str file_size_shown(arena *a, int64_t bytes)
{
	int64_t tenths = (bytes * 10 + (1 << 19)) >> 20;
	if (tenths < 10)
		return str_format(a, "%lld KB", (long long)((bytes + 1023) >> 10));
	return str_format(a, "%lld,%lld MB", (long long)(tenths / 10), (long long)(tenths % 10));
}
