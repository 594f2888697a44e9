/* Figures counted again: by a job when another definition holds, and by `dinh verify`, which names each difference. */
#include "core/registries/figures.h"
#include "web/hooks.h"
#include "web/module.h"
#include "web/services/job.h"
#include <stdlib.h>

enum { RECORDS_AT_ONCE = 200, COUNT_JOB_UNITS = 10000 };

/* ---- the job ---- */

err registry_count_anew(struct ctx *c) { return job_add(c, "registry.count", S("all"), S(""), 0); }

struct unit_counting {
	const struct registry *registry;
	int64_t unit;
};
OWN_RULE(unit_count_rule, struct unit_counting)
static err unit_count_rule(struct ctx *c, struct unit_counting *k) { return registry_unit_count(c, k->registry, k->unit); }

static err count_stale(struct ctx *c, const struct registry *r)
{
	struct registry_units_counted u;
	int64_t after = 0;
	for (;;) {
		bool found;
		TRY(registry_units_counted(c, r->id, after, &u, &found));
		if (!found)
			return NULL;
		after = u.unit_id;
		struct unit_counting k = {r, u.unit_id};
		if (!u.version.set || u.version.v != r->version)
			TRY(apply(c, unit_count_rule, &k));
	}
}

err registry_count_job(struct ctx *c, str argument)
{
	struct registries all;
	(void)argument;
	TRY(registries_of_today(c, &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(count_stale(c, all.v[i]));
	return NULL;
}

/* ---- names of other registries ---- */

static err names_fit(struct ctx *c, const struct registry *r, const struct registry_figure *f, const struct registry_condition *w)
{
	const struct registry *by;
	err e = registry_of(c, str_of(w->registry), &by);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	const struct registry_figure *counts = registry_figure_named(by, str_of(w->figure));
	const struct form_field *through = registry_field(by, str_of(w->through));
	str kind = registry_link_kind(c->a, r->code);
	if (!counts || counts->as == FIGURE_SHARE)
		return FAIL(c, INVALID, "Số liệu “%s”: sổ “%s” không có số liệu “%s” để đếm", f->title, w->registry, w->figure);
	if (!through || through->type != FORM_REFERENCE || !str_is(kind, through->to->kind))
		return FAIL(c, INVALID, "Số liệu “%s”: trường “%s” của sổ “%s” không trỏ tới sổ này", f->title, w->through,
			w->registry);
	for (size_t i = 0; i < counts->nwhere; i++)
		if (counts->where[i].registry)
			return FAIL(c, INVALID, "Số liệu “%s”: số liệu “%s” của sổ “%s” lại hỏi một sổ khác nữa", f->title,
				w->figure, w->registry);
	return NULL;
}

err registry_figures_fit(struct ctx *c, const struct registry *r)
{
	for (size_t i = 0; i < r->nfigures; i++)
		for (size_t k = 0; k < r->figures[i].nwhere; k++)
			if (r->figures[i].where[k].registry)
				TRY(names_fit(c, r, &r->figures[i], &r->figures[i].where[k]));
	return NULL;
}

/* ---- verify ---- */

struct sum {
	str figure, part, on_day;
	int64_t n, total;
};
struct recount {
	struct ctx *c;
	const struct registry *r;
	int64_t unit;
	struct verify_report *report;
	struct map sums;
	struct sum **all;
	size_t n, room;
};

static struct sum *sum_of(struct recount *k, str figure, str part, str on_day)
{
	arena *a = k->c->a;
	str key = str_format(a, "%.*s\x1f%.*s\x1f%.*s", STR_ARG(figure), STR_ARG(part), STR_ARG(on_day));
	struct sum *s = map_get(&k->sums, key);
	if (s)
		return s;
	k->all = GROWN(a, k->all, k->n, &k->room, 64);
	s = k->all[k->n++] = NEW(a, struct sum);
	*s = (struct sum){figure, part, on_day, 0, 0};
	map_put(&k->sums, key, s);
	return s;
}

static void sum_add(struct recount *k, const struct registry_counted *one)
{
	arena *a = k->c->a;
	for (size_t p = 0; p < one->nparts; p++)
		for (size_t i = 0; i < one->days.n; i++) {
			struct sum *s = sum_of(k, str_of(one->figure->name), one->parts[p], day_iso(a, one->days.v[i].from));
			s->n++;
			s->total += one->amount;
			if (one->days.v[i].to == DAY_FOREVER)
				continue;
			s = sum_of(k, str_of(one->figure->name), one->parts[p], day_iso(a, one->days.v[i].to));
			s->n--;
			s->total -= one->amount;
		}
}

static void listed_put(buf *b, str facet, str value, str from, str to)
{
	buf_printf(b, "%.*s\x1f%.*s\x1f%.*s\x1f%.*s\n", STR_ARG(facet), STR_ARG(value), STR_ARG(from), STR_ARG(to));
}

static int by_facet(const void *x, const void *y)
{
	const struct registry_counts_kept *a = x, *b = y;
	int n = strcmp(a->facet.s, b->facet.s);
	return n ? n : strcmp(a->valid_from.s, b->valid_from.s);
}

/* What lists show of the figures of a version is what it counts for. */
static err verify_listed(
	struct recount *k, const struct registry_versions_kept *v, const struct registry_counted counted[REGISTRY_FIGURES_MAX])
{
	arena *a = k->c->a;
	struct registry_counts_kept_rows kept;
	size_t n = 0, most = 0;
	buf is = {.a = a}, should = {.a = a};
	for (size_t i = 0; i < k->r->nfigures; i++)
		most += counted[i].days.n;
	struct registry_counts_kept *rows = NEWN(a, struct registry_counts_kept, most + 1);
	for (size_t i = 0; i < k->r->nfigures; i++)
		for (size_t d = 0; d < counted[i].days.n; d++) {
			str from = day_iso(a, counted[i].days.v[d].from), to = day_iso(a, counted[i].days.v[d].to);
			rows[n++] = (struct registry_counts_kept){registry_figure_facet(a, counted[i].figure->name),
				registry_counted_value(a, v->name, from), from, to};
		}
	qsort(rows, n, sizeof *rows, by_facet);
	for (size_t i = 0; i < n; i++)
		listed_put(&should, rows[i].facet, rows[i].value, rows[i].valid_from, rows[i].valid_to);
	TRY(registry_counts_kept(k->c, v->id, &kept));
	if (kept.n)
		qsort(kept.v, kept.n, sizeof *kept.v, by_facet);
	for (size_t i = 0; i < kept.n; i++)
		listed_put(&is, kept.v[i].facet, kept.v[i].value, kept.v[i].valid_from, kept.v[i].valid_to);
	if (str_eq(buf_text(&is), buf_text(&should)))
		return NULL;
	k->report->wrong++;
	buf_printf(&k->report->lines, "sổ “%.*s”, lần ghi %lld: danh sách theo số liệu không như lần ghi\n", STR_ARG(k->r->title),
		(long long)v->id);
	return NULL;
}

static err recount_record(struct recount *k, int64_t record)
{
	struct registry_versions_kept_rows rows;
	TRY(registry_versions_kept(k->c, record, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		struct registry_counted counted[REGISTRY_FIGURES_MAX];
		TRY(registry_version_counts(k->c, k->r, &rows.v[i], counted));
		for (size_t n = 0; n < k->r->nfigures; n++)
			sum_add(k, &counted[n]);
		TRY(verify_listed(k, &rows.v[i], counted));
	}
	return NULL;
}

static void differs(struct recount *k, const struct sum *s, int64_t n, int64_t total)
{
	const struct registry_figure *f = registry_figure_named(k->r, s->figure);
	k->report->wrong++;
	buf_printf(&k->report->lines,
		"sổ “%.*s”, đơn vị %lld, số liệu “%s”%s%.*s, từ %.*s: đang giữ %lld (%lld), đếm lại %lld (%lld)\n",
		STR_ARG(k->r->title), (long long)k->unit, f ? f->title : str_c(k->c->a, s->figure), s->part.n ? ", " : "",
		STR_ARG(s->part), STR_ARG(s->on_day), (long long)n, (long long)total, (long long)s->n, (long long)s->total);
}

static err verify_tallies(struct recount *k)
{
	struct registry_tallies_kept_rows kept;
	TRY(registry_tallies_kept(k->c, k->r->id, k->unit, &kept));
	for (size_t i = 0; i < kept.n; i++) {
		const struct registry_tallies_kept *t = &kept.v[i];
		struct sum *s = sum_of(k, t->figure, t->part, t->on_day);
		k->report->checked++;
		if (s->n != t->n || s->total != t->total)
			differs(k, s, t->n, t->total);
		s->n = s->total = 0; /* seen */
	}
	for (size_t i = 0; i < k->n; i++)
		if (k->all[i]->n || k->all[i]->total)
			differs(k, k->all[i], 0, 0);
	return NULL;
}

static err verify_unit(struct ctx *c, const struct registry *r, int64_t unit, struct verify_report *report)
{
	struct recount k = {.c = c, .r = r, .unit = unit, .report = report, .sums = {.a = c->a}};
	struct registry_records_after_rows rows;
	int64_t after = 0;
	do {
		TRY(registry_records_after(c, r->id, unit, after, RECORDS_AT_ONCE, &rows));
		for (size_t i = 0; i < rows.n; i++)
			TRY(recount_record(&k, after = rows.v[i].id));
	} while (rows.n == RECORDS_AT_ONCE);
	return verify_tallies(&k);
}

err registry_figures_verify(struct ctx *c, struct verify_report *report)
{
	struct registries all;
	struct registry_units_counted u;
	bool found = false;
	TRY(registries_of_today(c, &all));
	for (size_t i = 0; i < all.n; i++) {
		err e = registry_figures_fit(c, all.v[i]);
		if (e && e->kind != INVALID)
			return e;
		report->wrong += e != NULL;
		if (e)
			buf_printf(&report->lines, "sổ “%.*s”: %.*s\n", STR_ARG(all.v[i]->title), STR_ARG(e->text));
		for (int64_t after = 0;; after = u.unit_id) {
			TRY(registry_units_counted(c, all.v[i]->id, after, &u, &found));
			if (!found)
				break;
			if (u.version.set && u.version.v == all.v[i]->version) /* else a job counts them anew */
				TRY(verify_unit(c, all.v[i], u.unit_id, report));
		}
	}
	return NULL;
}
