/* dinh backup, restore: the store and the files, with a manifest. A backup is a folder:
 *	dinh.db      a consistent copy of the store
 *	files/..     what people uploaded, each named by its SHA-256
 *	manifest     one line a file: SHA-256, size, path; as sha256sum -c reads it but for the size
 * A backup has a manifest only when it is whole: every file that the store names was there, with its own size and content. Who wants
 * what is left of a store that lost something says --incomplete. */
#include "main.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "web/module.h"
#include "web/web.h"

enum { CHUNK = 1 << 16, DEEP = 8 };

static err system_failed(struct ctx *c, const char *what, const char *path)
{
	return FAIL(c, BROKEN, "cannot %s %s: %s", what, path, strerror(errno));
}

/* ---- one file ---- */

/* Copies (to != NULL) and hashes. */
static err copy_file(struct ctx *c, const char *from, const char *to, struct sha256 *hash, int64_t *size)
{
	char *block = arena_get(c->a, CHUNK);
	struct sha256_state *h = sha256_begin(c->a);
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out = -1;
	ssize_t n = 0;
	err e = in < 0 ? system_failed(c, "read", from) : NULL;
	if (!e && to && (out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640)) < 0)
		e = system_failed(c, "create", to);
	for (*size = 0; !e && (n = read(in, block, CHUNK)) > 0; *size += n) {
		sha256_add(h, block, (size_t)n);
		if (to && write(out, block, (size_t)n) != n)
			e = system_failed(c, "write", to);
	}
	if (!e && n < 0)
		e = system_failed(c, "read", from);
	if (!e && to && fsync(out))
		e = system_failed(c, "write", to);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	*hash = sha256_end(h);
	return e;
}

static err sync_folder(struct ctx *c, const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = fd >= 0 && !fsync(fd);
	if (fd >= 0)
		close(fd);
	return done ? NULL : system_failed(c, "sync", path);
}

static err make_parents(struct ctx *c, const char *path)
{
	char *p = str_c(c->a, str_of(path));
	for (char *slash = p + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = 0;
		if (mkdir(p, 0750) && errno != EEXIST)
			return system_failed(c, "make the folder", p);
		*slash = '/';
	}
	return NULL;
}

/* ---- walking a folder ---- */

struct walk {
	err (*file)(struct ctx *c, void *user, const char *path);
	void *user;
	int64_t files;
};

/* Memory of one file is given back before the next: folders may hold millions. */
static err visit(struct ctx *c, struct walk *w, const char *path)
{
	arena scratch = {0};
	struct ctx one = *c;
	one.a = &scratch;
	err e = w->file(&one, w->user, path);
	if (e)
		e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
	arena_free(&scratch);
	w->files++;
	return e;
}

static err walk_folder(struct ctx *c, struct walk *w, const char *folder, const char *below, int depth)
{
	char path[1024], name[1024];
	struct stat s;
	DIR *d = opendir(*below ? (snprintf(path, sizeof path, "%s/%s", folder, below), path) : folder);
	err e = d ? NULL : system_failed(c, "read", folder);
	for (struct dirent *f; !e && d && (f = readdir(d));) {
		if (*f->d_name == '.')
			continue;
		snprintf(name, sizeof name, "%s%s%s", below, *below ? "/" : "", f->d_name);
		if (fstatat(dirfd(d), f->d_name, &s, AT_SYMLINK_NOFOLLOW))
			e = errno == ENOENT ? NULL : system_failed(c, "read", name);
		else if (S_ISDIR(s.st_mode) && depth < DEEP)
			e = walk_folder(c, w, folder, name, depth + 1);
		else if (S_ISREG(s.st_mode))
			e = visit(c, w, name);
	}
	if (d)
		closedir(d);
	return e;
}

/* ---- backup ---- */

struct backup {
	const char *from, *to;
	FILE *manifest;
	int64_t spoilt; /* files that are not as the store needs them; each has been named */
};

static void name_spoilt(struct backup *b, const char *path, const char *what)
{
	enum { MOST = 100 };
	if (++b->spoilt <= MOST)
		fprintf(stderr, "dinh backup: %s/files/%s %s\n", b->from, path, what);
	else if (b->spoilt == MOST + 1)
		fprintf(stderr, "dinh backup: and more; `dinh verify` names all of them\n");
}

/* Before anything is copied: is each file that the store names there? What is in it is seen when it is copied. */
static err look_for(struct ctx *c, void *user, str path)
{
	struct backup *b = user;
	struct stat s;
	if (stat(str_format(c->a, "%s/files/%.*s", b->from, STR_ARG(path)).s, &s) || !S_ISREG(s.st_mode))
		name_spoilt(b, str_c(c->a, path), "is not there");
	return NULL;
}

static err look_for_all(struct ctx *c, struct backup *b)
{
	struct needed_files to = {look_for, b};
	TRY(db_read_begin(c));
	err e = NULL;
	for (const struct module *const *m = modules; !e && *m; m++)
		if ((*m)->needs)
			e = (*m)->needs(c, &to);
	db_read_end(c);
	return e;
}

/* Its name is its SHA-256. */
static bool is_itself(const char *path, str hash)
{
	const char *slash = strrchr(path, '/');
	str name = str_of(slash ? slash + 1 : path);
	return name.n != hash.n || str_eq(name, hash);
}

static err note(struct ctx *c, struct backup *b, struct sha256 hash, int64_t size, const char *path)
{
	fprintf(b->manifest, "%s %lld %s\n", sha256_hex(c->a, hash).s, (long long)size, path);
	return NULL;
}

/* A file's content never changes under its name, so a hard link is a copy; another file system needs a real one. */
static err back_up_file(struct ctx *c, void *user, const char *path)
{
	struct backup *b = user;
	str from = str_format(c->a, "%s/files/%s", b->from, path), to = str_format(c->a, "%s/files/%s", b->to, path);
	struct sha256 hash;
	int64_t size;
	TRY(make_parents(c, to.s));
	bool linked = !link(from.s, to.s);
	TRY(copy_file(c, from.s, linked ? NULL : to.s, &hash, &size));
	if (!is_itself(path, sha256_hex(c->a, hash)))
		name_spoilt(b, path, "has another content than its name says");
	return note(c, b, hash, size, str_format(c->a, "files/%s", path).s);
}

static err back_up(struct call *call, struct backup *b, int64_t *files)
{
	struct ctx *c = &call->ctx;
	struct sha256 hash;
	int64_t size;
	str store = str_format(c->a, "%s/dinh.db", b->to), from = str_format(c->a, "%s/files", b->from);
	struct walk w = {back_up_file, b, 0};
	TRY(make_parents(c, str_format(c->a, "%s/files/", b->to).s));
	TRY(db_backup(c, web_store(call->web), store.s)); /* the store first: a file it names is there already */
	TRY(copy_file(c, store.s, NULL, &hash, &size));
	TRY(note(c, b, hash, size, "dinh.db"));
	TRY(walk_folder(c, &w, from.s, "", 0));
	*files = w.files;
	return NULL;
}

err command_backup(struct call *call)
{
	struct ctx *c = &call->ctx;
	struct backup b = {.from = call->data, .to = call->arguments[0]};
	int64_t files = 0;
	if (folder_is_fresh(call))
		return FAIL(c, NOT_FOUND, "no store in %s", call->data);
	TRY(open_store(call));
	if (mkdir(b.to, 0750))
		return system_failed(c, "make the folder", b.to);
	str part = str_format(c->a, "%s/manifest.part", b.to), whole = str_format(c->a, "%s/manifest", b.to);
	b.manifest = fopen(part.s, "wxe");
	if (!b.manifest)
		return system_failed(c, "create", part.s);
	err e = look_for_all(c, &b);
	if (!e)
		e = back_up(call, &b, &files);
	if (!e && (fflush(b.manifest) || ferror(b.manifest) || fsync(fileno(b.manifest))))
		e = system_failed(c, "write", part.s);
	fclose(b.manifest);
	if (!e && b.spoilt && !option(call, "--incomplete"))
		e = FAIL(c, BROKEN,
			"%lld files are missing or spoilt, so %s is no whole backup and has no manifest. Bring them back from an "
			"earlier "
			"backup, or keep what there is with --incomplete",
			(long long)b.spoilt, b.to);
	if (!e && rename(part.s, whole.s)) /* a backup with a manifest is whole */
		e = system_failed(c, "rename", part.s);
	TRY(e);
	TRY(sync_folder(c, b.to));
	printf("Backed up the store and %lld files to %s\n", (long long)files, b.to);
	if (b.spoilt)
		printf("%lld files are missing or spoilt\n", (long long)b.spoilt);
	return NULL;
}

/* ---- restore ---- */

/* Paths of a manifest stay below the folder. */
static bool safe_path(str path)
{
	return path.n && path.s[0] != '/' && !str_has(path, S("..")) &&
	       (str_is(path, "dinh.db") || str_starts(path, S("files/")));
}

static err restore_file(struct ctx *c, const char *from, const char *to, str line)
{
	str want, rest, size_text, path;
	struct sha256 hash;
	int64_t size, want_size;
	if (!str_cut(line, ' ', &want, &rest) || !str_cut(rest, ' ', &size_text, &path) || !str_int(size_text, &want_size) ||
		!safe_path(path))
		return FAIL(c, INVALID, "the manifest of %s has a line that is none: %.*s", from, STR_ARG(line));
	str source = str_format(c->a, "%s/%.*s", from, STR_ARG(path)), target = str_format(c->a, "%s/%.*s", to, STR_ARG(path));
	TRY(make_parents(c, target.s));
	TRY(copy_file(c, source.s, target.s, &hash, &size));
	if (size != want_size || !str_eq(sha256_hex(c->a, hash), want))
		return FAIL(c, INVALID, "%s is not what was backed up: its SHA-256 differs from the manifest's", source.s);
	return NULL;
}

static err restore_all(struct call *call, FILE *manifest, const char *from, int64_t *files)
{
	char *line = NULL;
	size_t cap = 0;
	err e = NULL;
	for (ssize_t n; !e && (n = getline(&line, &cap, manifest)) > 0; ++*files) {
		arena scratch = {0};
		struct ctx one = call->ctx;
		one.a = &scratch;
		e = restore_file(&one, from, call->data, str_trim((str){line, (size_t)n}));
		if (e)
			e = FAIL(&call->ctx, e->kind, "%.*s", STR_ARG(e->text));
		arena_free(&scratch);
	}
	free(line);
	return e;
}

static err refuse_used(struct call *call)
{
	struct stat s;
	if (call->postgres)
		return wrong_usage(call, "a PostgreSQL store is restored by pg_restore");
	if (!stat(data_path(call, "dinh.db").s, &s))
		return FAIL(&call->ctx, CONFLICT, "%s holds a store already; restore into an empty folder", call->data);
	return NULL;
}

err command_restore(struct call *call)
{
	struct ctx *c = &call->ctx;
	const char *from = call->arguments[0];
	int64_t files = 0;
	TRY(refuse_used(call));
	FILE *manifest = fopen(str_format(c->a, "%s/manifest", from).s, "re");
	if (!manifest)
		return FAIL(c, NOT_FOUND, "%s is no whole backup: it has no manifest", from);
	err e = make_folders(c, call->data);
	if (!e)
		e = lock_folder(call);
	if (!e)
		e = restore_all(call, manifest, from, &files);
	fclose(manifest);
	if (e)
		unlink(data_path(call, "dinh.db").s); /* what is not whole is no store */
	TRY(e);
	TRY(sync_folder(c, call->data));
	TRY(open_store(call));
	TRY(db_check(c, web_store(call->web)));
	printf("Restored %lld files into %s\n", (long long)files, call->data);
	return NULL;
}
