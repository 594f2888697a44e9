/* kept: which version of which mapping holds. */
#include "government/mappings/inside.h"
#include "core/editor/editor.h"
#include "web/catalogue.h"
#include "web/kept.h"
#include "web/services/audit.h"

static err load(struct ctx *c, arena *a, const void **out)
{
	struct mapping_versions_on_rows rows;
	struct mapping_versions *all = NEW(a, struct mapping_versions);
	TRY(mapping_versions_on(c, day_iso(c->a, day_of(c->now)), &rows));
	struct mapping_version *v = NEWN(a, struct mapping_version, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		v[i] = (struct mapping_version){.id = rows.v[i].id,
			.number = rows.v[i].number,
			.procedure = str_copy(a, rows.v[i].procedure_code),
			.definition = str_copy(a, rows.v[i].definition),
			.to = INT32_MAX};
		day_parse(rows.v[i].valid_from, &v[i].from);
		if (rows.v[i].valid_to.n)
			day_parse(rows.v[i].valid_to, &v[i].to);
	}
	*all = (struct mapping_versions){v, rows.n};
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "mappings", .load = load};

err mappings_changed(struct ctx *c) { return kept_changed(c, &kept); }

err mapping_versions_kept(struct ctx *c, struct mapping_versions *out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = *(const struct mapping_versions *)facts;
	return NULL;
}

err mapping_holding(struct ctx *c, str procedure, day on, const struct mapping_version **out)
{
	struct mapping_versions all;
	*out = NULL;
	TRY(mapping_versions_kept(c, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].procedure, procedure) && all.v[i].from <= on && on < all.v[i].to)
			*out = &all.v[i];
	return NULL;
}

/* ---- a new version ---- */

err mapping_against_of(struct ctx *c, int64_t procedure, struct mapping_against *out)
{
	*out = (struct mapping_against){0};
	TRY(eform_for(c, procedure, &out->form));
	return procedure_code(c, procedure, &out->procedure);
}

static err put(struct ctx *c, str procedure, int64_t number, str definition, str valid_from)
{
	struct mapping_version_add added;
	TRY(mapping_version_close(c, procedure, valid_from));
	TRY(mapping_version_add(
		c, procedure, number, definition, valid_from, c->now, c->actor ? some_int(c->actor) : (opt_int){0}, &added));
	return mappings_changed(c);
}

err mapping_save(struct ctx *c, struct mapping_saving *s)
{
	struct mapping_against at;
	struct mapping_version_newest newest;
	struct mapping m;
	bool found;
	TRY(mapping_against_of(c, s->procedure, &at));
	err e = mapping_read(c, &at, s->definition, &m);
	if (e && e->kind == INVALID)
		return FAIL_FIELD(c, "definition", "%.*s", STR_ARG(e->text));
	TRY(e);
	TRY(editor_from_asked(c, s->valid_from, S("")));
	TRY(mapping_version_newest(c, at.procedure, &newest, &found));
	int64_t last = found ? newest.number : 0;
	if (last != s->seen)
		return FAIL(c, CONFLICT, "Sổ dữ liệu của thủ tục này vừa được sửa ở nơi khác. Hãy tải lại trang rồi sửa tiếp.");
	TRY(put(c, at.procedure, last + 1, s->definition, s->valid_from));
	return audit_add(c, "mapping.save", "procedure", s->procedure,
		str_format(c->a, "phiên bản %lld, từ %.*s", (long long)last + 1, STR_ARG(s->valid_from)));
}

/* ---- the catalogue ---- */

enum { COLUMNS = 3 }; /* procedure, file, from */

static err import_one(struct ctx *c, const str *row)
{
	struct mapping_version_newest newest;
	struct mapping_procedure_today p;
	struct mapping_against at;
	struct mapping m;
	bool found;
	TRY(mapping_version_newest(c, row[0], &newest, &found));
	if (found)
		return NULL;
	TRY(mapping_procedure_today(c, row[0], day_iso(c->a, day_of(c->now)), &p, &found));
	if (!found)
		return NULL;
	str text = catalogue_file(str_format(c->a, "mappings/%.*s", STR_ARG(row[1])).s);
	TRY(mapping_against_of(c, p.id, &at));
	TRY(mapping_read(c, &at, text, &m));
	return put(c, row[0], 1, text, row[2]);
}

err mappings_init(struct ctx *c)
{
	str rest = catalogue_file("mappings.tsv"), row[COLUMNS];
	tsv_row(&rest, row, COLUMNS);
	while (tsv_row(&rest, row, COLUMNS))
		TRY(import_one(c, row));
	return NULL;
}
