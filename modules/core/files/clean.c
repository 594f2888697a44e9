#include "clean.h"
#include "place.h"
#include "web/edge/uploads.h"
#include "core/files/files.sql.h"
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include "web/importer.h"
#include "web/module.h"
#include "web/site.h"

/* ---- rows ---- */

static bool listed(const struct contents_named_rows *named, int64_t id)
{
	for (size_t i = 0; i < named->n; i++)
		if (named->v[i].content_id == id)
			return true;
	return false;
}

struct forgotten {
	int64_t *ids;
	size_t n;
	int64_t before;
};

OWN_RULE(forget, const struct forgotten)
static err forget(struct ctx *c, const struct forgotten *f)
{
	for (size_t i = 0; i < f->n; i++)
		TRY(content_forget(c, f->ids[i], f->before));
	return NULL;
}

static err clean_rows(struct ctx *c, int64_t before)
{
	struct contents_after_rows contents = {0};
	struct contents_named_rows named;
	for (int64_t after = 0;; after = contents.v[contents.n - 1].id) {
		TRY(contents_after(c, after, &contents));
		if (!contents.n)
			return NULL;
		struct forgotten f = {.ids = NEWN(c->a, int64_t, contents.n), .before = before};
		for (size_t i = 0; i < contents.n; i++)
			f.ids[i] = contents.v[i].id;
		TRY(contents_named(c, (struct ints){f.ids, contents.n}, &named));
		for (size_t i = 0; i < contents.n; i++)
			if (contents.v[i].created_at < before && !listed(&named, contents.v[i].id))
				f.ids[f.n++] = contents.v[i].id;
		if (f.n)
			TRY(apply(c, forget, &f));
	}
}

/* ---- contents ---- */

static bool older(const char *path, int64_t before)
{
	struct stat s;
	return !lstat(path, &s) && S_ISREG(s.st_mode) && s.st_mtim.tv_sec * SECOND < before;
}

struct names {
	str *v;
	size_t n, cap;
};

static void keep_name(arena *a, struct names *list, const char *name)
{
	list->v = GROWN(a, list->v, list->n, &list->cap, 64);
	list->v[list->n++] = str_copy(a, str_of(name));
}

/* The names in a folder; a folder that is not there is empty. */
static err names_in(struct ctx *c, const char *path, struct names *out)
{
	DIR *d = opendir(path);
	*out = (struct names){0};
	if (!d)
		return errno == ENOENT ? NULL : FAIL(c, BROKEN, "open %s: %s", path, strerror(errno));
	for (struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.')
			keep_name(c->a, out, e->d_name);
	closedir(d);
	return NULL;
}

/* Under the lock: nobody can be storing the same content meanwhile, and whoever has just stored it has made it young. */
static err remove_unknown(struct ctx *c, const char *folder, const struct names *old, int64_t before)
{
	struct contents_known_rows known;
	struct place p;
	TRY(contents_known(c, (struct texts){old->v, old->n}, &known));
	struct map rows = {.a = c->a};
	for (size_t i = 0; i < known.n; i++)
		map_put(&rows, known.v[i].sha256, &known.v[i]);
	TRY(content_place_lock(c, &p));
	for (size_t i = 0; i < old->n; i++) {
		str path = str_format(c->a, "%s/%s", folder, old->v[i].s);
		if (!map_get(&rows, old->v[i]) && older(path.s, before) && unlink(path.s))
			log_line(LOG_WARNING, c, "files.clean", "unlink=%s error=%s", path.s, strerror(errno));
	}
	content_place_unlock(&p);
	return NULL;
}

static err clean_folder(struct ctx *c, const char *folder, int64_t before)
{
	struct names all, old = {0};
	TRY(names_in(c, folder, &all));
	for (size_t i = 0; i < all.n; i++)
		if (older(str_format(c->a, "%s/%s", folder, all.v[i].s).s, before))
			keep_name(c->a, &old, all.v[i].s);
	return old.n ? remove_unknown(c, folder, &old, before) : NULL;
}

static err clean_contents(struct ctx *c, int64_t before)
{
	struct names first, second;
	str root = str_format(c->a, "%s/files", data_folder());
	TRY(names_in(c, root.s, &first));
	for (size_t i = 0; i < first.n; i++) {
		arena scratch = {0};
		struct ctx of_folder = *c;
		of_folder.a = &scratch;
		str folder = str_format(&scratch, "%s/%s", root.s, first.v[i].s);
		err e = names_in(&of_folder, folder.s, &second);
		for (size_t k = 0; !e && k < second.n; k++)
			e = clean_folder(&of_folder, str_format(&scratch, "%s/%s", folder.s, second.v[k].s).s, before);
		if (e) {
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
			arena_free(&scratch);
			return e;
		}
		arena_free(&scratch);
	}
	return NULL;
}

static err clean_temporary(struct ctx *c, int64_t before)
{
	struct names list;
	str folder = str_format(c->a, "%s/tmp", data_folder());
	TRY(names_in(c, folder.s, &list));
	for (size_t i = 0; i < list.n; i++) {
		str path = str_format(c->a, "%s/%s", folder.s, list.v[i].s);
		if (str_starts(list.v[i], S("file-")) && older(path.s, before) && unlink(path.s))
			log_line(LOG_WARNING, c, "files.clean", "unlink=%s error=%s", path.s, strerror(errno));
	}
	return NULL;
}

OWN_RULE(forget_days, struct nothing)
static err forget_days(struct ctx *c, struct nothing *none)
{
	(void)none;
	TRY(held_forget(c, c->now - DAY));
	return uploads_forget(c, day_iso(c->a, day_of(c->now)));
}

err files_clean(struct ctx *c, str argument)
{
	int64_t before = c->now - DAY;
	(void)argument;
	TRY(clean_rows(c, before));
	TRY(clean_contents(c, before));
	TRY(apply(c, forget_days, NULL));
	return clean_temporary(c, before);
}

/* ---- verify ---- */

static void wrong(struct verify_report *r, str sha256, const char *what)
{
	r->wrong++;
	buf_printf(&r->lines, "files: %.*s: %s\n", STR_ARG(sha256), what);
}

static void verify_one(struct ctx *c, const struct contents_after *row, struct verify_report *r)
{
	str sha256;
	int64_t size;
	int fd;
	err e = content_place_open(c, row->sha256, &fd, &size);
	r->checked++;
	if (e) {
		wrong(r, row->sha256, content_is(row->sha256) ? "is not there" : "is no name of a content");
		return;
	}
	e = content_place_hash(c, fd, &sha256, &size);
	close(fd);
	if (e || size != row->size || !str_eq(sha256, row->sha256))
		wrong(r, row->sha256, e ? "cannot be read" : size != row->size ? "has another size" : "has another content");
}

err files_verify(struct ctx *c, struct verify_report *report)
{
	struct content_last last;
	struct contents_after_rows contents = {0};
	TRY(content_last(c, &last));
	for (int64_t after = 0;; after = contents.v[contents.n - 1].id) {
		TRY(contents_after(c, after, &contents));
		if (!contents.n)
			return NULL;
		for (size_t i = 0; i < contents.n; i++) {
			arena scratch = {0};
			struct ctx of_file = *c;
			of_file.a = &scratch;
			verify_one(&of_file, &contents.v[i], report);
			arena_free(&scratch);
			progress("files", contents.v[i].id, last.id);
		}
	}
}

/* ---- backup ---- */

static err name_page(struct ctx *c, const struct needed_files *to, int64_t *after, bool *more)
{
	struct contents_needed_rows rows;
	TRY(contents_needed(c, *after, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		str name = rows.v[i].sha256;
		if (name.n > 4)
			name = str_format(c->a, "%.2s/%.2s/%.*s", name.s, name.s + 2, STR_ARG(name));
		TRY(to->each(c, to->user, name));
		*after = rows.v[i].id;
	}
	*more = rows.n > 0;
	return NULL;
}

/* Memory of one page is given back before the next: there may be millions. */
err files_needs(struct ctx *c, const struct needed_files *to)
{
	bool more = true;
	for (int64_t after = 0; more;) {
		arena scratch = {0};
		struct ctx of_page = *c;
		of_page.a = &scratch;
		err e = name_page(&of_page, to, &after, &more);
		if (e)
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
		arena_free(&scratch);
		TRY(e);
	}
	return NULL;
}
