/* Which version of which registry holds, kept in memory; and how a fresh store gets those of the catalogue. */
#include "core/registries/inside.h"
#include "web/catalogue.h"
#include "web/kept.h"
#include "web/module.h"

struct versions {
	const struct registry **v;
	size_t n;
};

/* One that cannot be read (it refers to things of a module that was taken out) takes no other down; `dinh verify` tells of it too. */
static err read_version(struct ctx *c, arena *a, const struct registries_published *row, struct registry **out)
{
	err e = registry_parse(c, a, row->definition, out);
	if (e && e->kind == INVALID) {
		log_line(LOG_ERROR, c, "registry", "version=%lld text=\"%.*s\"", (long long)row->id, STR_ARG(e->text));
		*out = NULL;
		return NULL;
	}
	TRY(e);
	(*out)->id = row->registry_id;
	(*out)->version = row->id;
	(*out)->unit = row->unit_id;
	(*out)->to = (*out)->ended = INT32_MAX;
	day_parse(row->valid_from, &(*out)->from);
	if (row->valid_to.s)
		day_parse(row->valid_to, &(*out)->to);
	if (row->ended_from.s)
		day_parse(row->ended_from, &(*out)->ended);
	return NULL;
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct registries_published_rows rows;
	struct versions *all = NEW(a, struct versions);
	const struct choice *provinces;
	TRY(registries_published(c, &rows));
	TRY(form_provinces_of_today(c, a, &provinces));
	all->v = NEWN(a, const struct registry *, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		struct registry *r;
		TRY(read_version(c, a, &rows.v[i], &r));
		if (!r)
			continue;
		((struct form *)r->form)->provinces = provinces;
		all->v[all->n++] = r;
	}
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "registries", .load = load};

static err versions(struct ctx *c, const struct versions **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

err registries_changed(struct ctx *c) { return kept_changed(c, &kept); }

static bool holds(const struct registry *r, day on) { return r->from <= on && on < r->to; }

bool registry_has_ended(struct ctx *c, const struct registry *r) { return r->ended <= day_of(c->now); }

err registry_seen_by_unit(struct ctx *c, int64_t owner, const char *level, bool *out)
{
	struct registry_unit unit;
	*out = !owner || owner == c->unit;
	if (*out || !c->unit)
		return NULL;
	TRY(registry_unit(c, c->unit, &unit));
	*out = unit.parent_id.set && unit.parent_id.v == owner && (!level || str_is(unit.level, level));
	return NULL;
}

/* The program itself, which acts for no unit, sees all: it counts, arranges and verifies those of units too. */
static err holds_here(struct ctx *c, const struct registry *r, bool *out)
{
	*out = holds(r, day_of(c->now));
	return *out && c->unit ? registry_seen_by_unit(c, r->unit, r->level, out) : NULL;
}

err registry_of(struct ctx *c, str code, const struct registry **out)
{
	const struct versions *all;
	bool seen = false;
	TRY(versions(c, &all));
	for (size_t i = 0; i < all->n && !seen; i++)
		if (str_eq(all->v[i]->code, code)) {
			*out = all->v[i];
			TRY(holds_here(c, *out, &seen));
		}
	return seen ? NULL : FAIL(c, NOT_FOUND, "registry");
}

err registry_written(struct ctx *c, const struct registry *today, int64_t version, const struct registry **out)
{
	const struct versions *all;
	*out = today;
	if (today && version == today->version)
		return NULL;
	TRY(versions(c, &all));
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i]->version == version)
			*out = all->v[i];
	return NULL;
}

err registry_versions(struct ctx *c, int64_t registry, struct registries *out)
{
	const struct versions *all;
	TRY(versions(c, &all));
	const struct registry **v = NEWN(c->a, const struct registry *, all->n + 1);
	*out = (struct registries){v, 0};
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i]->id == registry)
			v[out->n++] = all->v[i];
	return NULL;
}

err registries_of_today(struct ctx *c, struct registries *out)
{
	const struct versions *all;
	TRY(versions(c, &all));
	const struct registry **v = NEWN(c->a, const struct registry *, all->n + 1);
	*out = (struct registries){v, 0};
	for (size_t i = 0; i < all->n; i++) {
		bool seen;
		TRY(holds_here(c, all->v[i], &seen));
		if (seen)
			v[out->n++] = all->v[i];
	}
	return NULL;
}

/* ---- the catalogue ---- */

enum { COLUMNS = 3 }; /* file, from, source */

static err import_one(struct ctx *c, const str *row, bool *added)
{
	struct registry_by_code known;
	struct registry_add registry;
	struct registry_version_add version;
	struct registry *r;
	bool found;
	str text = catalogue_file(str_format(c->a, "registries/%.*s", STR_ARG(row[0])).s);
	TRY(registry_parse(c, c->a, text, &r));
	TRY(registry_by_code(c, r->code, &known, &found));
	if (found)
		return NULL;
	*added = true;
	TRY(registry_add(c, r->code, r->title, &registry));
	TRY(registry_version_add(c, registry.id, 1, text, c->now, (opt_int){0}, &version));
	return registry_version_publish(c, version.id, row[1], c->now);
}

err registries_init(struct ctx *c)
{
	str rest = catalogue_file("registries.tsv"), row[COLUMNS];
	bool added = false;
	tsv_row(&rest, row, COLUMNS);
	while (tsv_row(&rest, row, COLUMNS))
		TRY(import_one(c, row, &added));
	return added ? kept_changed(c, &kept) : NULL;
}

static err verify_facets(struct ctx *c, struct verify_report *report)
{
	struct registry_facets_wrong_rows wrong;
	struct registry_record_versions_count count;
	TRY(registry_facets_wrong(c, &wrong));
	TRY(registry_record_versions_count(c, &count));
	report->checked += count.total;
	report->wrong += (int64_t)wrong.n;
	for (size_t i = 0; i < wrong.n; i++)
		buf_printf(&report->lines, "mục của sổ, lần ghi %lld: danh sách không như lần ghi\n", (long long)wrong.v[i].id);
	return NULL;
}

err registries_verify(struct ctx *c, struct verify_report *report)
{
	struct registries_published_rows rows;
	struct registry *r;
	TRY(registries_published(c, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		err e = registry_parse(c, c->a, rows.v[i].definition, &r);
		report->checked++;
		if (!e)
			continue;
		report->wrong++;
		buf_printf(&report->lines, "sổ, phiên bản %lld: %.*s\n", (long long)rows.v[i].id, STR_ARG(e->text));
	}
	return verify_facets(c, report);
}
