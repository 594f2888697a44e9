/* The data folder: its layout, its lock, its store. */
#include "main.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "web/web.h"

str data_path(struct call *call, const char *name) { return str_format(call->ctx.a, "%s/%s", call->data, name); }

static err make_folder(struct ctx *c, const char *path)
{
	struct stat s;
	if (!mkdir(path, 0700) || (errno == EEXIST && !stat(path, &s) && S_ISDIR(s.st_mode)))
		return NULL;
	return FAIL(c, BROKEN, "cannot make the folder %s: %s", path, strerror(errno));
}

err make_folders(struct ctx *c, const char *data)
{
	str tmp = str_format(c->a, "%s/tmp", data);
	TRY(make_folder(c, data));
	TRY(make_folder(c, tmp.s));
	/* SQLite's and other libraries' temporary files go where the sandbox lets them. */
	setenv("SQLITE_TMPDIR", tmp.s, 1);
	setenv("TMPDIR", tmp.s, 1);
	return NULL;
}

err lock_folder(struct call *call)
{
	str path = data_path(call, "lock");
	int fd = open(path.s, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0)
		return FAIL(&call->ctx, BROKEN, "cannot open %s: %s", path.s, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		char other[32] = "";
		ssize_t n = pread(fd, other, sizeof other - 1, 0);
		other[n > 0 ? strcspn(other, "\n") : 0] = 0;
		close(fd);
		return FAIL(
			&call->ctx, CONFLICT, "another server works on %s (process %s)", call->data, *other ? other : "unknown");
	}
	if (ftruncate(fd, 0) || dprintf(fd, "%d\n", (int)getpid()) < 0)
		log_line(LOG_WARNING, NULL, "lock", "cannot write %s", path.s);
	return NULL; /* held until the process ends */
}

bool folder_is_fresh(struct call *call)
{
	struct stat s;
	return !call->postgres && (stat(data_path(call, "dinh.db").s, &s) || !s.st_size);
}

static bool holds_files(struct call *call)
{
	DIR *files = opendir(data_path(call, "files").s);
	bool some = false;
	for (struct dirent *f; !some && files && (f = readdir(files));)
		some = *f->d_name != '.';
	if (files)
		closedir(files);
	return some;
}

/* A store that lost its database is no new house: what people uploaded would belong to nobody. */
static err refuse_lost(struct call *call)
{
	bool is_new = folder_is_fresh(call);
	if (call->to_import || !holds_files(call))
		return NULL;
	if (call->postgres)
		TRY(db_is_new(&call->ctx, call->postgres, &is_new));
	if (!is_new)
		return NULL;
	if (call->postgres)
		return FAIL(&call->ctx, CONFLICT,
			"the PostgreSQL database is empty, but %s/files holds what people uploaded: this store has lost its "
			"database "
			"and is no new one. Nothing was changed. Name the right database (--db), restore it with pg_restore, or "
			"move "
			"the files away to begin anew",
			call->data);
	return FAIL(&call->ctx, CONFLICT,
		"%s/dinh.db is %s, but %s/files holds what people uploaded: this store has lost its database and is no new one. "
		"Nothing "
		"was changed. Restore a backup into another folder (dinh restore), or move the files away to begin anew",
		call->data, access(data_path(call, "dinh.db").s, F_OK) ? "not there" : "empty", call->data);
}

err open_store(struct call *call)
{
	TRY(refuse_lost(call));
	const struct web_options o = {.modules = modules,
		.data = call->data,
		.postgres = call->postgres,
		.ini = call->ini,
		.to_import = call->to_import};
	TRY(make_folders(&call->ctx, call->data));
	TRY(web_open(&call->ctx, &o, &call->web));
	return db_use(&call->ctx, web_store(call->web));
}
