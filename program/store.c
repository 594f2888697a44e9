/* dinh init, demo, import, export, verify: work on the whole store. */
#include "main.h"
#include "core/access/access.h"
#include "web/services/services.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "web/demo.h"
#include "web/importer.h"
#include "web/module.h"
#include "web/web.h"

/* ---- init ---- */

OWN_RULE(init_module, const struct module)
static err init_module(struct ctx *c, const struct module *m) { return m->init(c); }

err fill_store(struct call *call)
{
	int64_t n = 0, done = 0;
	for (const struct module *const *m = modules; *m; m++)
		n += (*m)->init != NULL;
	for (const struct module *const *m = modules; *m; m++) {
		if (!(*m)->init)
			continue;
		TRY(apply(&call->ctx, init_module, *m));
		progress((*m)->title, ++done, n);
	}
	return NULL;
}

err command_init(struct call *call)
{
	bool fresh = folder_is_fresh(call);
	TRY(open_store(call));
	TRY(choose_site(call, fresh));
	TRY(fill_store(call));
	printf("%s %s\n", fresh ? "Created" : "Brought up to date", call->postgres ? "the PostgreSQL store" : call->data);
	return NULL;
}

/* ---- demo ---- */

struct demo {
	int64_t seed, now;
	bool there;
};

/* All of it or nothing: a demonstration that was broken off leaves no half of itself. */
OWN_RULE(make_demo, struct demo)
static err make_demo(struct ctx *c, struct demo *d)
{
	c->now = d->now;
	demo_seed((uint64_t)d->seed);
	TRY(demo_mark(c, d->seed, &d->there));
	if (d->there)
		return NULL;
	for (const struct module *const *m = modules; *m; m++)
		if ((*m)->demo)
			TRY((*m)->demo(c));
	return NULL;
}

static void name_accounts(void)
{
	size_t width = 0;
	for (const struct demo_account *a = accounts_demo; a->login; a++)
		width = strlen(a->login) > width ? strlen(a->login) : width;
	printf("Accounts, all with the password %s\n", DEMO_PASSWORD);
	for (const struct demo_account *a = accounts_demo; a->login; a++)
		printf("  %-*s  %s\n", (int)width, a->login, a->title);
}

err command_demo(struct call *call)
{
	struct demo d = {.seed = 1};
	const char *seed = option(call, "--seed"), *date = option(call, "--date");
	day on = 0;
	if (seed && (!str_int(str_of(seed), &d.seed) || d.seed < 0))
		return wrong_usage(call, "--seed %s: expected a number", seed);
	if (date && !day_parse(str_of(date), &on))
		return wrong_usage(call, "--date %s: expected YYYY-MM-DD", date);
	if (option(call, "--full"))
		demo_make_all();
	/* As of the end of a working day that is over: today's data does not depend on the hour at which it is made. */
	d.now = day_start(date ? on : day_of(call->ctx.now - 17 * HOUR)) + 17 * HOUR;
	bool fresh = folder_is_fresh(call);
	TRY(open_store(call));
	TRY(choose_site(call, fresh));
	TRY(fill_store(call));
	TRY(apply(&call->ctx, make_demo, &d));
	if (d.there)
		return FAIL(&call->ctx, CONFLICT, "%s holds demonstration data already; nothing was changed", call->data);
	name_accounts();
	return NULL;
}

/* ---- import, export ---- */

static err read_whole(struct call *call, const char *path, str *out)
{
	enum { MOST = 1 << 30 };
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s))
		return FAIL(&call->ctx, BROKEN, "cannot open %s: %s", path, strerror(errno));
	err e = NULL;
	if (!S_ISREG(s.st_mode) || s.st_size > MOST)
		e = FAIL(&call->ctx, INVALID, "%s is no file, or larger than 1 GiB", path);
	char *text = e ? NULL : arena_get(call->ctx.a, (size_t)s.st_size + 1);
	size_t n = 0;
	while (!e && n < (size_t)s.st_size) {
		ssize_t got = read(fd, text + n, (size_t)s.st_size - n);
		if (got <= 0)
			e = FAIL(&call->ctx, BROKEN, "cannot read %s: %s", path, got ? strerror(errno) : "it became shorter");
		else
			n += (size_t)got;
	}
	close(fd);
	*out = (str){text, n};
	return e;
}

static err import_store(struct call *call, const char *path)
{
	int64_t rows = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return FAIL(&call->ctx, BROKEN, "cannot open %s: %s", path, strerror(errno));
	call->to_import = true;
	err e = open_store(call);
	if (!e)
		e = db_import(&call->ctx, web_store(call->web), fd, &rows);
	close(fd);
	if (!e)
		printf("Imported %lld rows\n", (long long)rows);
	return e;
}

struct importing {
	const struct importer *importer;
	str text;
	int64_t rows;
	bool dry_run, would;
};

/* A dry run does everything and then takes it back. */
OWN_RULE(import_text, struct importing)
static err import_text(struct ctx *c, struct importing *i)
{
	i->rows = 0;
	TRY(i->importer->run(c, i->text, &i->rows));
	i->would = i->dry_run;
	return i->would ? FAIL(c, CONFLICT, "dry run") : NULL;
}

static const struct importer *find_importer(const char *name)
{
	for (const struct module *const *m = modules; *m; m++)
		for (size_t i = 0; i < (*m)->importers.n; i++)
			if (!strcmp((*m)->importers.v[i].name, name))
				return &(*m)->importers.v[i];
	return NULL;
}

/* Cell by cell as a form takes a line in. */
static str cells_clean(arena *a, str text)
{
	buf b = {.a = a};
	for (str rest = text, line; rest.n;) {
		bool more = str_cut(rest, '\n', &line, &rest);
		for (str cell; line.n;) {
			bool tab = str_cut(line, '\t', &cell, &line);
			buf_str(&b, text_clean(a, cell, false));
			if (tab)
				buf_lit(&b, "\t");
		}
		if (more)
			buf_lit(&b, "\n");
	}
	return buf_text(&b);
}

err command_import(struct call *call)
{
	const char *name = call->arguments[0], *path = call->arguments[1];
	if (!strcmp(name, "store"))
		return option(call, "--dry-run") ? wrong_usage(call, "--dry-run is for the importers") : import_store(call, path);
	struct importing i = {.importer = find_importer(name), .dry_run = option(call, "--dry-run") != NULL};
	if (!i.importer)
		return wrong_usage(call, "no importer `%s`", name);
	TRY(read_whole(call, path, &i.text));
	if (!utf8_valid(i.text))
		return FAIL(&call->ctx, INVALID, "%s is not UTF-8 text", path);
	i.text = cells_clean(call->ctx.a, i.text);
	TRY(open_store(call));
	import_report_show(true);
	err e = apply(&call->ctx, import_text, &i);
	import_report_show(false);
	if (e && !i.would)
		return e;
	printf(i.would ? "Would import %lld rows; nothing was changed\n" : "Imported %lld rows\n", (long long)i.rows);
	return NULL;
}

err command_export(struct call *call)
{
	const char *path = call->arguments[0];
	bool out = !strcmp(path, "-");
	int64_t rows = 0;
	if (folder_is_fresh(call))
		return FAIL(&call->ctx, NOT_FOUND, "no store in %s", call->data);
	TRY(open_store(call));
	int fd = out ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return FAIL(&call->ctx, BROKEN, "cannot create %s: %s", path, strerror(errno));
	err e = db_export(&call->ctx, web_store(call->web), fd, &rows);
	if (!out && !e && fsync(fd))
		e = FAIL(&call->ctx, BROKEN, "cannot write %s: %s", path, strerror(errno));
	if (!out && close(fd) && !e)
		e = FAIL(&call->ctx, BROKEN, "cannot write %s: %s", path, strerror(errno));
	if (e && !out)
		unlink(path);
	if (!e)
		fprintf(stderr, "Exported %lld rows\n", (long long)rows);
	return e;
}

/* ---- verify ---- */

static err verify_all(struct ctx *c, int64_t *wrong)
{
	for (const struct module *const *m = modules; *m; m++) {
		struct verify_report r = {.lines = {.a = c->a}};
		if (!(*m)->verify)
			continue;
		TRY((*m)->verify(c, &r));
		printf("%s: %lld checked, %lld wrong\n%.*s", (*m)->name, (long long)r.checked, (long long)r.wrong, (int)r.lines.n,
			r.lines.n ? r.lines.s : "");
		*wrong += r.wrong;
	}
	return NULL;
}

err command_verify(struct call *call)
{
	struct ctx *c = &call->ctx;
	int64_t wrong = 0;
	if (folder_is_fresh(call))
		return FAIL(c, NOT_FOUND, "no store in %s", call->data);
	TRY(open_store(call));
	TRY(db_check(c, web_store(call->web)));
	printf("store: sound\n");
	TRY(db_read_begin(c)); /* one consistent view, even beside a working server */
	err e = verify_all(c, &wrong);
	db_read_end(c);
	if (!e && wrong)
		e = FAIL(c, BROKEN, "%lld wrong", (long long)wrong);
	return e;
}
