#include "place.h"
#include "core/files/files.sql.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "web/site.h"

static err broken(struct ctx *c, const char *what, const char *path)
{
	if (errno != ENOSPC && errno != EDQUOT && errno != EFBIG)
		return FAIL(c, BROKEN, "%s %s: %s", what, path, strerror(errno));
	log_line(LOG_ERROR, c, "disk_full", "%s=%s", what, path);
	return FAIL(c, BUSY, TEXT_FULL);
}

bool content_is(str sha256)
{
	for (size_t i = 0; i < sha256.n; i++)
		if (!memchr("0123456789abcdef", sha256.s[i], 16))
			return false;
	return sha256.n == 64;
}

str content_place_path(arena *a, str sha256)
{
	if (!content_is(sha256))
		abort(); /* a path made of anything else leads anywhere */
	return str_format(a, "%s/files/%.2s/%.2s/%.*s", data_folder(), sha256.s, sha256.s + 2, STR_ARG(sha256));
}

err content_place_open(struct ctx *c, str sha256, int *fd, int64_t *size)
{
	struct stat s;
	if (!content_is(sha256))
		return FAIL(c, NOT_FOUND, "content");
	*fd = open(content_place_path(c->a, sha256).s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return FAIL(c, errno == ENOENT || errno == ELOOP ? NOT_FOUND : BROKEN, "content %.*s: %s", STR_ARG(sha256),
			strerror(errno));
	if (fstat(*fd, &s) || !S_ISREG(s.st_mode)) {
		close(*fd);
		return FAIL(c, NOT_FOUND, "content %.*s is no file", STR_ARG(sha256));
	}
	*size = s.st_size;
	return NULL;
}

/* A new folder lasts only when the folder it stands in is on disk. */
static err sync_folder(struct ctx *c, const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return broken(c, "open", path);
	int wrong = fsync(fd);
	close(fd);
	return wrong ? broken(c, "fsync", path) : NULL;
}

static err folder(struct ctx *c, const char *parent, const char *path)
{
	if (!mkdir(path, 0700))
		return sync_folder(c, parent);
	return errno == EEXIST ? NULL : broken(c, "mkdir", path);
}

static err folders_of(struct ctx *c, str sha256, str *last)
{
	str root = str_of(data_folder()), files = str_format(c->a, "%s/files", root.s);
	str first = str_format(c->a, "%s/%.2s", files.s, sha256.s);
	*last = str_format(c->a, "%s/%.2s", first.s, sha256.s + 2);
	TRY(folder(c, root.s, str_format(c->a, "%s/tmp", root.s).s));
	TRY(folder(c, root.s, files.s));
	TRY(folder(c, files.s, first.s));
	return folder(c, first.s, last->s);
}

err content_place_lock(struct ctx *c, struct place *p)
{
	str root = str_of(data_folder()), files = str_format(c->a, "%s/files", root.s);
	TRY(folder(c, root.s, files.s));
	p->lock = open(files.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->lock < 0)
		return broken(c, "open", files.s);
	while (flock(p->lock, LOCK_EX))
		if (errno != EINTR) {
			close(p->lock);
			return broken(c, "flock", files.s);
		}
	return NULL;
}

void content_place_unlock(struct place *p) { close(p->lock); }

/* ---- copying ---- */

static bool write_all(int fd, const char *bytes, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t k = write(fd, bytes + done, n - done);
		if (k < 0 && errno != EINTR)
			return false;
		done += k > 0 ? (size_t)k : 0;
	}
	return true;
}

/* Reads all of `from`; writes it to `to` unless that is -1. */
static err copy(struct ctx *c, int from, int to, str *sha256, int64_t *size)
{
	enum { PIECE = 1 << 16 };
	struct sha256_state *state = sha256_begin(c->a);
	char *piece = arena_get(c->a, PIECE);
	*size = 0;
	for (ssize_t n; (n = pread(from, piece, PIECE, *size)) != 0;) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || (to >= 0 && !write_all(to, piece, (size_t)n)))
			return broken(c, "copy", "content");
		sha256_add(state, piece, (size_t)n);
		*size += n;
	}
	*sha256 = sha256_hex(c->a, sha256_end(state));
	return NULL;
}

err content_place_hash(struct ctx *c, int fd, str *sha256, int64_t *size) { return copy(c, fd, -1, sha256, size); }

/* The temporary file gets its name; content that is there already is only marked as used again: whoever cleans up sees it. */
static err settle(struct ctx *c, const char *temporary, str sha256)
{
	str last, path = content_place_path(c->a, sha256);
	TRY(folders_of(c, sha256, &last));
	if (!utimensat(AT_FDCWD, path.s, NULL, 0)) {
		unlink(temporary);
		return sync_folder(c, last.s); /* who put it there may still be about to do this */
	}
	if (errno != ENOENT)
		return broken(c, "touch", path.s);
	return rename(temporary, path.s) ? broken(c, "rename", path.s) : sync_folder(c, last.s);
}

/* Under the lock: who removes takes it too, and asks for the content alone. */
static err hold(struct ctx *c, str sha256, int *held)
{
	str path = content_place_path(c->a, sha256);
	*held = open(path.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*held >= 0 && !flock(*held, LOCK_SH | LOCK_NB))
		return NULL;
	err e = broken(c, "hold", path.s);
	if (*held >= 0)
		close(*held);
	*held = -1;
	return e;
}

static err settle_locked(struct ctx *c, const char *temporary, str sha256, int *held)
{
	struct place p;
	TRY(content_place_lock(c, &p));
	err e = settle(c, temporary, sha256);
	if (!e && held)
		e = hold(c, sha256, held);
	content_place_unlock(&p);
	return e;
}

void content_place_drop(struct ctx *c, str sha256, int held)
{
	struct contents_known_rows known;
	struct place p;
	if (content_place_lock(c, &p)) {
		close(held);
		return;
	}
	/* The lock that was shared becomes one's own only when nobody else shares it. */
	if (!flock(held, LOCK_EX | LOCK_NB) && !contents_known(c, (struct texts){&sha256, 1}, &known) && !known.n) {
		str path = content_place_path(c->a, sha256);
		if (unlink(path.s))
			log_line(LOG_WARNING, c, "files.drop", "unlink=%s error=%s", path.s, strerror(errno));
	}
	close(held);
	content_place_unlock(&p);
}

err content_place(struct ctx *c, int fd, str *sha256, int64_t *size, int *held)
{
	str root = str_of(data_folder());
	TRY(folder(c, root.s, str_format(c->a, "%s/tmp", root.s).s));
	str temporary = str_format(c->a, "%s/tmp/file-%s", root.s, random_token(c->a, 12).s);
	int to = open(temporary.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (to < 0)
		return broken(c, "create", temporary.s);
	err e = copy(c, fd, to, sha256, size);
	if (!e && fsync(to))
		e = broken(c, "fsync", temporary.s);
	if (close(to) && !e)
		e = broken(c, "close", temporary.s);
	if (!e)
		e = settle_locked(c, temporary.s, *sha256, held);
	if (e)
		unlink(temporary.s);
	return e;
}
