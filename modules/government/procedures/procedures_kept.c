#include "procedures_kept.h"
#include "procedures_index.h"
#include "web/kept.h"
#include <stdlib.h>
#include "web/catalogue.h"

enum channel procedure_channel_of(str name) { return str_is(name, "online") ? ONLINE : str_is(name, "post") ? POST : DESK; }

static struct term term_or_default(arena *a, str unit, int64_t amount)
{
	return str_is(unit, "unknown") ? PROCEDURE_DEFAULT_TERM : (struct term){str_copy(a, unit), amount};
}

static struct procedure_version version_of(arena *a, const struct procedure_versions *r)
{
	struct procedure_version v = {.id = r->id,
		.code = str_copy(a, r->code),
		.name = str_copy(a, r->name),
		.field = str_copy(a, r->field),
		.fee_note = str_copy(a, r->fee_note),
		.supplement_rule = str_copy(a, r->supplement_rule),
		.to = INT32_MAX};
	day_parse(r->valid_from, &v.from);
	if (r->valid_to.s)
		day_parse(r->valid_to, &v.to);
	/* The desk is always open, also when the source names no such channel. */
	v.channels[DESK] = (struct channel_terms){true, term_or_default(a, r->term_unit, r->term_amount), r->fee.v, r->fee.set};
	return v;
}

static int by_id(const void *a, const void *b)
{
	const struct procedure_version *const *x = a, *const *y = b;
	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

/* ---- what people call them ---- */

static struct procedure_version *with_code(struct kept_versions *all, str code, size_t *n)
{
	size_t i = 0, end;
	while (i < all->n && !str_eq(all->v[i].code, code))
		i++;
	for (end = i; end < all->n && str_eq(all->v[end].code, code);)
		end++;
	*n = end - i;
	return all->v + i;
}

static void read_aliases(arena *a, struct kept_versions *all)
{
	str rest = catalogue_file("procedure_aliases.tsv"), cells[3];
	tsv_row(&rest, cells, 3);
	while (tsv_row(&rest, cells, 3)) {
		size_t n;
		struct procedure_version *v = with_code(all, cells[0], &n);
		for (size_t i = 0; i < n; i++) {
			v[i].aliases = str_copy(a, cells[1]);
			v[i].short_name = str_copy(a, cells[2]);
		}
	}
}

static void read_often(struct kept_versions *all)
{
	str rest = catalogue_file("procedures_often.tsv"), cell;
	tsv_row(&rest, &cell, 1);
	for (int place = 1; tsv_row(&rest, &cell, 1); place++) {
		size_t n;
		struct procedure_version *v = with_code(all, cell, &n);
		for (size_t i = 0; i < n; i++)
			v[i].often = place;
	}
}

static void name_all(arena *a, struct kept_versions *all)
{
	read_aliases(a, all);
	read_often(all);
	for (size_t i = 0; i < all->n; i++)
		all->v[i].title = search_key(a, all->v[i].short_name.n ? all->v[i].short_name : all->v[i].name);
}

/* ---- beside the versions ---- */

static void read_days(str valid_from, str valid_to, day *from, day *to)
{
	*to = INT32_MAX;
	day_parse(valid_from, from);
	if (valid_to.s)
		day_parse(valid_to, to);
}

static err load_authorities(struct ctx *c, arena *a, struct kept_versions *all)
{
	struct authority_all_rows rows;
	TRY(authority_all(c, &rows));
	all->authorities = NEWN(a, struct kept_authority, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		struct kept_authority *k = &all->authorities[all->nauthorities++];
		*k = (struct kept_authority){str_copy(a, rows.v[i].code), str_copy(a, rows.v[i].level), 0, 0};
		read_days(rows.v[i].valid_from, rows.v[i].valid_to, &k->from, &k->to);
	}
	return NULL;
}

static err load_fees(struct ctx *c, arena *a, struct kept_versions *all)
{
	struct fee_rules_all_rows rows;
	TRY(fee_rules_all(c, &rows));
	all->fees = NEWN(a, struct kept_fee, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct fee_rules_all *r = &rows.v[i];
		struct kept_fee *k = &all->fees[all->nfees++];
		*k = (struct kept_fee){str_copy(a, r->code), str_copy(a, r->channel), str_copy(a, r->attribute),
			str_copy(a, r->basis), r->amount, 0, 0};
		read_days(r->valid_from, r->valid_to, &k->from, &k->to);
	}
	return NULL;
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct procedure_versions_rows rows; /* a row a channel */
	TRY(procedure_versions(c, &rows));
	struct kept_versions *all = NEW(a, struct kept_versions);
	all->v = NEWN(a, struct procedure_version, rows.n);
	all->by_id = NEWN(a, const struct procedure_version *, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct procedure_versions *r = &rows.v[i];
		if (!all->n || all->v[all->n - 1].id != r->id) {
			all->v[all->n] = version_of(a, r);
			all->by_id[all->n] = &all->v[all->n];
			all->n++;
		}
		if (r->channel.s)
			all->v[all->n - 1].channels[procedure_channel_of(r->channel)] = (struct channel_terms){true,
				term_or_default(a, r->channel_unit, r->channel_amount.v), r->channel_fee.v, r->channel_fee.set};
	}
	qsort(all->by_id, all->n, sizeof *all->by_id, by_id);
	name_all(a, all);
	TRY(load_authorities(c, a, all));
	TRY(load_fees(c, a, all));
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "procedures", .load = load};

err procedure_versions_kept(struct ctx *c, const struct kept_versions **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

bool version_holds(const struct procedure_version *v, day on) { return v->from <= on && on < v->to; }

static const struct procedure_version *with_id(const struct kept_versions *all, int64_t procedure)
{
	const struct procedure_version wanted = {.id = procedure}, *key = &wanted, **found;
	found = bsearch(&key, all->by_id, all->n, sizeof *all->by_id, by_id);
	return found ? *found : NULL;
}

err procedure_version_on(struct ctx *c, int64_t procedure, day on, const struct procedure_version **out)
{
	const struct kept_versions *all;
	TRY(procedure_versions_kept(c, &all));
	const struct procedure_version *asked = with_id(all, procedure), *v = asked, *end = all->v + all->n;
	*out = NULL;
	while (v && v > all->v && str_eq(v[-1].code, v->code))
		v--;
	for (; v && v < end && str_eq(v->code, asked->code); v++)
		if (version_holds(v, on))
			*out = v;
	return NULL;
}

err procedure_code(struct ctx *c, int64_t procedure, str *code)
{
	const struct kept_versions *all;
	struct procedure_code_of p;
	bool known;
	TRY(procedure_versions_kept(c, &all));
	const struct procedure_version *v = with_id(all, procedure);
	if (v) {
		*code = v->code;
		return NULL;
	}
	TRY(procedure_code_of(c, procedure, &p, &known));
	*code = known ? p.code : S("");
	return known ? NULL : FAIL(c, NOT_FOUND, "Không có thủ tục này.");
}

err procedures_changed(struct ctx *c) { return kept_changed(c, &kept); }

err procedures_renamed(struct ctx *c)
{
	TRY(procedures_changed(c));
	return procedures_index_changed(c);
}
