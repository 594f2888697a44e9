#include "files.h"
#include "clean.h"
#include "place.h"
#include "doc/doc.h"
#include "core/files/files.sql.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IMAGE_SIDE = 3000, HEAD = 1 << 16 };

/* ---- names ---- */

/* Marks that turn the reading direction can make "fdp.exe" look like "exe.pdf". */
static bool misleading(const unsigned char *s)
{
	return s[0] == 0xe2 && ((s[1] == 0x80 && ((s[2] >= 0x8b && s[2] <= 0x8f) || (s[2] >= 0xaa && s[2] <= 0xae))) ||
				       (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
}

static str base_name(arena *a, str name)
{
	str s = str_copy(a, utf8_valid(name) ? utf8_nfc(a, name) : S(""));
	buf out = {.a = a};
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.s[i];
		if (i + 2 < s.n && misleading((const unsigned char *)s.s + i))
			i += 2;
		else if (ch < ' ' || ch == 0x7f || strchr("\"*/:<>?\\|", ch))
			buf_lit(&out, "_");
		else if (ch != '.' || out.n)
			buf_put(&out, s.s + i, 1);
	}
	str text = str_trim(buf_text(&out));
	while (text.n > 150 || (text.n && ((unsigned char)text.s[text.n] & 0xc0) == 0x80))
		text.n--; /* whole letters only */
	return text.n ? text : S("tep");
}

/* A name that says what the content is, whatever it said before: "don.exe" with a PDF in it becomes "don.exe.pdf". */
static str safe_name(arena *a, str name, enum file_type type)
{
	str base = base_name(a, name), low = str_lower_ascii(a, base), ending = str_format(a, ".%s", file_type_ending(type));
	if (str_ends(low, ending) || (type == FILE_JPEG && str_ends(low, S(".jpeg"))))
		return base;
	return str_format(a, "%.*s%s", STR_ARG(base), ending.s);
}

/* ---- storing ---- */

static bool accepted(enum file_type t)
{
	return t == FILE_PDF || t == FILE_JPEG || t == FILE_PNG || t == FILE_DOCX || t == FILE_XLSX || t == FILE_ODT;
}

static err check(struct ctx *c, const char *field, int fd, enum file_type *type)
{
	struct stat s;
	int64_t most = setting_int(c, "files.max_mb");
	char *head = arena_get(c->a, HEAD);
	if (fstat(fd, &s))
		return FAIL(c, BROKEN, "stat: %s", strerror(errno));
	if (!s.st_size)
		return FAIL_FIELD(c, field, "Tệp đang trống. Hãy chọn lại tệp.");
	if (s.st_size > most << 20)
		return FAIL_FIELD(
			c, field, "Tệp lớn hơn %lld MB. Hãy chọn tệp nhỏ hơn hoặc chia thành nhiều tệp.", (long long)most);
	ssize_t n = pread(fd, head, HEAD, 0);
	if (n < 0)
		return FAIL(c, BROKEN, "read: %s", strerror(errno));
	*type = sniff((str){head, (size_t)n}, s.st_size);
	if (!accepted(*type))
		return FAIL_FIELD(c, field, "Tệp phải là PDF, JPEG, PNG, DOCX, XLSX hoặc ODT.");
	return NULL;
}

static err store_image(struct ctx *c, const char *field, int fd, struct stored *out)
{
	int clean = -1;
	int64_t size;
	err e = image_clean(c, fd, IMAGE_SIDE, &clean, &size);
	if (e)
		return e->kind == INVALID ? FAIL_FIELD(c, field, "%.*s", STR_ARG(e->text)) : e;
	e = place_content(c, clean, &out->sha256, &out->size);
	close(clean);
	return e;
}

err file_store_fd(struct ctx *c, const char *field, int fd, str name, struct stored *out)
{
	enum file_type type;
	TRY(check(c, field, fd, &type));
	*out = (struct stored){.mime = str_of(file_type_mime(type)), .name = safe_name(c->a, name, type)};
	if (type == FILE_JPEG || type == FILE_PNG)
		return store_image(c, field, fd, out);
	return place_content(c, fd, &out->sha256, &out->size);
}

err file_store(struct req *q, const char *field, const struct upload *u, struct stored *out)
{
	return file_store_fd(&q->ctx, field, u->fd, u->name, out);
}

err file_store_bytes(struct ctx *c, str bytes, str name, const char *mime, struct stored *out)
{
	int fd = memfd_create("own", MFD_CLOEXEC);
	if (fd < 0)
		return FAIL(c, BROKEN, "memfd: %s", strerror(errno));
	*out = (struct stored){.mime = str_of(mime), .name = base_name(c->a, name), .own = true};
	err e = NULL;
	for (size_t done = 0; !e && done < bytes.n;) {
		ssize_t n = write(fd, bytes.s + done, bytes.n - done);
		if (n < 0 && errno != EINTR)
			e = FAIL(c, BROKEN, "memfd: %s", strerror(errno));
		done += n > 0 ? (size_t)n : 0;
	}
	if (!e)
		e = place_content(c, fd, &out->sha256, &out->size);
	close(fd);
	return e;
}

err file_add(struct ctx *c, const struct stored *s, int64_t *id)
{
	struct content_keep content;
	struct file_insert file;
	TRY(content_keep(c, s->sha256, s->size, s->mime, c->now, &content));
	TRY(file_insert(c, content.id, s->name, s->own, c->actor, c->now, &file));
	*id = file.id;
	return NULL;
}

err file_remove(struct ctx *c, int64_t id) { return file_delete(c, id); }

/* ---- reading ---- */

err file_stored(struct ctx *c, int64_t id, struct stored *out)
{
	struct file_get row;
	TRY(file_get(c, id, &row));
	*out = (struct stored){row.sha256, row.mime, row.name, row.size, row.is_own};
	return NULL;
}

err file_open(struct ctx *c, int64_t file, struct stored *out, int *fd)
{
	struct stat s;
	TRY(file_stored(c, file, out));
	str path = place_path(c->a, out->sha256);
	*fd = open(path.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return FAIL(c, BROKEN, "file %lld: open %s: %s", (long long)file, path.s, strerror(errno));
	if (fstat(*fd, &s) || s.st_size != out->size) {
		close(*fd);
		return FAIL(c, BROKEN, "file %lld: %s has not its %lld bytes", (long long)file, path.s, (long long)out->size);
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

/* ---- the module ---- */

static const struct setting settings[] = {
	{"files.max_mb", "Dung lượng tối đa của một tệp (MB)", "Tệp lớn hơn bị từ chối khi tải lên.", SET_INT, "20", 1, 100},
};
static const struct job_kind jobs[] = {
	{"files.clean", "Dọn tệp không còn dùng", files_clean, 0, DAY},
};

const struct module files_module = {
	.name = "files",
	.title = "Tệp",
	.settings = LIST(settings),
	.jobs = LIST(jobs),
	.migrations = &files_migrations,
	.verify = files_verify,
};
