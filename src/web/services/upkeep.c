/* upkeep: the program's own periodic jobs: a copy of the store every night, old sessions and old jobs out of the way. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "auth/auth.h"
#include "web/services/setting.h"
#include "web/site.h"

OWN_RULE(clean_sessions, struct nothing)
static err clean_sessions(struct ctx *c, struct nothing *none)
{
	(void)none;
	return session_clean(c);
}

err job_clean_sessions(struct ctx *c, str argument)
{
	(void)argument;
	return apply(c, clean_sessions, NULL);
}

struct pruning {
	int64_t before;
	bool more;
};

OWN_RULE(prune, struct pruning)
static err prune(struct ctx *c, struct pruning *p)
{
	struct job_prunable next;
	TRY(job_prune(c, p->before, 500));
	TRY(flow_keys_forget(c, p->before));
	return job_prunable(c, p->before, &next, &p->more);
}

err job_prune_old(struct ctx *c, str argument)
{
	struct pruning p = {c->now - setting_int(c, "jobs.keep_days") * DAY, true};
	(void)argument;
	while (p.more) /* in short transactions: others write between them */
		TRY(apply(c, prune, &p));
	return NULL;
}

/* ---- backup ---- */

static int newest_first(const void *a, const void *b) { return -strcmp(*(char *const *)a, *(char *const *)b); }

static bool is_copy(const char *name) { return str_starts(str_of(name), S("dinh-")) && str_ends(str_of(name), S(".db")); }

static err drop_old(struct ctx *c, const char *folder, size_t keep)
{
	enum { MOST = 1024 };
	char **names = NEWN(c->a, char *, MOST);
	size_t n = 0;
	DIR *d = opendir(folder);
	if (!d)
		return FAIL(c, BROKEN, "cannot read %s: %s", folder, strerror(errno));
	for (struct dirent *f; n < MOST && (f = readdir(d));)
		if (is_copy(f->d_name))
			names[n++] = str_c(c->a, str_of(f->d_name));
	qsort(names, n, sizeof *names, newest_first);
	for (size_t i = keep; i < n; i++)
		if (unlinkat(dirfd(d), names[i], 0))
			log_line(LOG_WARNING, c, "backup", "cannot remove %s: %s", names[i], strerror(errno));
	closedir(d);
	return NULL;
}

/* The copy appears under its name only when it is whole and on disk. */
err job_backup(struct ctx *c, str argument)
{
	struct store *s = services_store();
	(void)argument;
	if (!s || db_is_postgres(s))
		return NULL; /* PostgreSQL is backed up by its own tools */
	str folder = str_format(c->a, "%s/backup", data_folder()), day = day_iso(c->a, day_of(c->now));
	str part = str_format(c->a, "%s/part.db", folder.s), whole = str_format(c->a, "%s/dinh-%s.db", folder.s, day.s);
	if (unlink(part.s) && errno != ENOENT)
		return FAIL(c, BROKEN, "cannot remove %s: %s", part.s, strerror(errno));
	TRY(db_backup(c, s, part.s));
	if (rename(part.s, whole.s))
		return FAIL(c, BROKEN, "cannot rename %s: %s", part.s, strerror(errno));
	return drop_old(c, folder.s, (size_t)setting_int(c, "backup.keep"));
}
