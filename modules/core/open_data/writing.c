/* writing: the jobs. A set's files are made from one snapshot of the store outside any transaction, then named by its rows in one. */
#include "core/open_data/inside.h"
#include "core/access/access.h"
#include "web/actor.h"
#include "web/module.h"
#include "web/request.h"
#include "web/services/job.h"
#include <unistd.h>

enum { FORMATS = 3 };
static const struct {
	const char *name, *mime;
} formats[FORMATS] = {[LIST_AS_CSV] = {"csv", "text/csv; charset=utf-8"},
	[LIST_AS_JSON] = {"json", "application/json"},
	[LIST_AS_GEOJSON] = {"geojson", "application/geo+json"}};

const char *open_mime(str format)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (str_is(format, formats[i].name))
			return formats[i].mime;
	return NULL;
}

/* ---- one set ---- */

struct written { /* of one version of a set */
	struct open_set_get set;
	struct open_giving giving;
	str why;
	struct {
		int fd;
		int64_t rows;
		struct stored stored;
	} v[FORMATS];
	size_t n;
};

static err write_one(struct req *q, struct written *w, enum list_written_as as)
{
	w->giving.as = as;
	w->giving.written = 0;
	struct listing l = {.list = open_list_of(q->ctx.a, &w->giving), .view = &w->giving, .asker = q};
	TRY(list_written(q, &l, as, &w->v[as].fd));
	w->v[as].rows = w->giving.written;
	w->n++;
	return NULL;
}

static err write_all(struct req *q, struct written *w)
{
	TRY(open_giving_of(&q->ctx, &w->set, &w->giving, &w->why));
	for (int as = 0; as < FORMATS && !w->why.n; as++)
		if (as != LIST_AS_GEOJSON || w->giving.place)
			TRY(write_one(q, w, (enum list_written_as)as));
	return NULL;
}

static err store_all(struct ctx *c, struct written *w)
{
	for (size_t i = 0; i < w->n; i++)
		TRY(file_store_own(c, w->v[i].fd, str_format(c->a, "%.*s.%s", STR_ARG(w->set.code), formats[i].name),
			formats[i].mime, &w->v[i].stored));
	return NULL;
}

static bool same(const struct open_files_rows *was, const struct written *w)
{
	size_t agree = 0;
	for (size_t i = 0; i < was->n; i++)
		for (size_t k = 0; k < w->n; k++)
			agree += str_is(was->v[i].format, formats[k].name) && str_eq(was->v[i].sha256, w->v[k].stored.sha256);
	return was->n == w->n && agree == w->n;
}

OWN_RULE(put_files, const struct written)
/* Of another version, or of one that was withdrawn meanwhile, they are not wanted: another job is on its way, or none. */
static err put_files(struct ctx *c, const struct written *w)
{
	struct open_set_get now;
	struct open_files_rows was;
	bool found;
	int64_t file;
	TRY(open_set_kept(c, w->set.id, &now, &found));
	if (!found || now.state != OPEN_PUBLIC || now.version != w->set.version)
		return NULL;
	TRY(open_files(c, now.id, &was));
	if (same(&was, w))
		return open_set_refreshed(c, now.id, now.version, now.modified_at.set ? now.modified_at.v : c->now, c->now);
	TRY(open_files_forget(c, now.id));
	for (size_t i = 0; i < was.n; i++)
		TRY(file_remove(c, was.v[i].file_id));
	for (size_t i = 0; i < w->n; i++) {
		const struct stored *s = &w->v[i].stored;
		TRY(file_add(c, s, &file));
		TRY(open_file_add(c, &(struct open_file_add_in){.set = now.id,
					     .format = str_of(formats[i].name),
					     .file = file,
					     .size = s->size,
					     .sha256 = s->sha256,
					     .rows = w->v[i].rows,
					     .at = c->now}));
	}
	return open_set_refreshed(c, now.id, now.version, c->now, c->now);
}

static err write_set(struct req *q, struct written *w)
{
	TRY(db_read_begin(&q->ctx));
	err e = write_all(q, w);
	db_read_end(&q->ctx);
	if (e)
		return e;
	struct open_taking taking = {w->set.id, w->why};
	if (w->why.n)
		return apply(&q->ctx, open_take_down, &taking);
	TRY(store_all(&q->ctx, w));
	return apply(&q->ctx, put_files, w);
}

err open_write_job(struct ctx *c, str set)
{
	struct actor nobody = {0};
	struct req q = {.ctx = *c, .actor = &nobody};
	struct written *w = NEW(c->a, struct written);
	bool found;
	int64_t id;
	if (!str_int(set, &id))
		return FAIL(c, BROKEN, "open data: no set %.*s", STR_ARG(set));
	TRY(open_set_kept(c, id, &w->set, &found));
	if (!found || w->set.state != OPEN_PUBLIC)
		return NULL;
	for (size_t i = 0; i < FORMATS; i++)
		w->v[i].fd = -1;
	q.ctx.unit = w->set.unit_id;
	err e = write_set(&q, w);
	for (size_t i = 0; i < FORMATS; i++)
		if (w->v[i].fd >= 0)
			close(w->v[i].fd);
	return e;
}

/* ---- all that are due ---- */

/* An hour of grace: the job of today may begin a little earlier than yesterday's. */
static bool due(const struct open_set_get *s, int64_t now)
{
	return !s->refreshed_at.set || now - s->refreshed_at.v >= open_frequency_days(s->frequency) * DAY - HOUR;
}

static err queue_due(struct ctx *c, const struct open_set_get *s, const struct open_giving *g, str why, void *arg)
{
	str id = str_format(c->a, "%lld", (long long)s->id);
	(void)g, (void)arg;
	return why.n || due(s, c->now) ? job_add(c, "open_data.write", id, id, 0) : NULL;
}

OWN_RULE(queue_all, struct nothing)
static err queue_all(struct ctx *c, struct nothing *none)
{
	(void)none;
	return open_each_published(c, queue_due, NULL);
}

/* Somebody's records may not be given on any more, or may again: the files are made anew at once. */
static err queue_of_unit(struct ctx *c, const struct open_set_get *s, const struct open_giving *g, str why, void *unit)
{
	str id = str_format(c->a, "%lld", (long long)s->id);
	(void)g, (void)why;
	return s->unit_id == *(const int64_t *)unit ? job_add(c, "open_data.write", id, id, 0) : NULL;
}
err open_withheld(struct ctx *c, int64_t unit) { return open_each_published(c, queue_of_unit, &unit); }

err open_refresh_job(struct ctx *c, str day)
{
	(void)day;
	return apply(c, queue_all, NULL);
}

/* ---- verify: what is public is what may be, and its files are there ---- */

static err verify_set(struct ctx *c, const struct open_set_get *s, const struct open_giving *g, str why, void *arg)
{
	struct verify_report *report = arg;
	struct open_files_rows files;
	(void)g;
	report->checked++;
	if (why.n) {
		report->wrong++;
		buf_printf(&report->lines, "dữ liệu mở %.*s: %.*s\n", STR_ARG(s->code), STR_ARG(why));
	}
	TRY(open_files(c, s->id, &files));
	for (size_t i = 0; i < files.n; i++) {
		struct stored stored;
		err e = file_stored(c, files.v[i].file_id, &stored);
		if (e && e->kind != NOT_FOUND)
			return e;
		if (!e && str_eq(stored.sha256, files.v[i].sha256) && stored.size == files.v[i].size)
			continue;
		report->wrong++;
		buf_printf(&report->lines, "dữ liệu mở %.*s: tệp %.*s không như đã ghi\n", STR_ARG(s->code),
			STR_ARG(files.v[i].format));
	}
	return NULL;
}

err open_data_verify(struct ctx *c, struct verify_report *report) { return open_each_published(c, verify_set, report); }
