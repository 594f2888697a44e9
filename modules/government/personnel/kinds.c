/* kinds: what a record consists of, as data: versions of the catalogue, held in memory; and ranks. */
#include "government/personnel/inside.h"
#include "web/catalogue.h"
#include "web/kept.h"
#include <stdlib.h>

const struct choice personnel_servant_kinds[] = {{"official", "Cán bộ"}, {"servant", "Công chức"}, {"employee", "Viên chức"},
	{"other", "Người lao động khác"}, {NULL, NULL}};

/* ---- what is held in memory ---- */

static err read_kind(struct ctx *c, arena *a, const struct personnel_forms *row, struct personnel_kind *out)
{
	struct form *f;
	TRY(form_parse(c, a, row->definition, &f));
	*out = (struct personnel_kind){.id = row->id,
		.code = str_of(str_c(a, row->code)),
		.form = f,
		.place = row->place,
		.is_several = row->is_several,
		.is_sensitive = row->is_sensitive,
		.needs_decision = row->needs_decision,
		.is_needed = row->is_needed,
		.is_newest = true};
	return NULL;
}

static int by_place(const void *a, const void *b)
{
	const struct personnel_kind *x = a, *y = b;
	if (x->is_newest != y->is_newest)
		return x->is_newest ? -1 : 1;
	return x->place != y->place ? (x->place < y->place ? -1 : 1) : (x->id > y->id) - (x->id < y->id);
}

static err load(struct ctx *c, arena *a, const void **out)
{
	struct personnel_forms_rows rows;
	struct personnel_kinds *all = NEW(a, struct personnel_kinds);
	TRY(personnel_forms(c, &rows));
	struct personnel_kind *v = NEWN(a, struct personnel_kind, rows.n + 1);
	*all = (struct personnel_kinds){.v = v};
	for (size_t i = 0; i < rows.n; i++) { /* in the order of their versions */
		for (size_t j = 0; j < all->n; j++)
			if (str_eq(v[j].code, rows.v[i].code))
				v[j].is_newest = false;
		TRY(read_kind(c, a, &rows.v[i], &v[all->n]));
		all->n++;
	}
	qsort(v, all->n, sizeof *v, by_place);
	while (all->now < all->n && v[all->now].is_newest)
		all->now++;
	*out = all;
	return NULL;
}

static struct kept kept = {.name = "personnel", .load = load};

err personnel_kinds(struct ctx *c, const struct personnel_kinds **out)
{
	const void *facts;
	TRY(kept_read(c, &kept, &facts));
	*out = facts;
	return NULL;
}

const struct personnel_kind *personnel_kind_named(const struct personnel_kinds *k, str code)
{
	for (size_t i = 0; i < k->now; i++)
		if (str_eq(k->v[i].code, code))
			return &k->v[i];
	return NULL;
}

const struct personnel_kind *personnel_kind_of(const struct personnel_kinds *k, int64_t version)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].id == version)
			return &k->v[i];
	return NULL;
}

/* ---- the catalogue ---- */

enum { CODE, HOLDS, BLOCK, DECISION, COMPLETE, FROM, SOURCE, COLUMNS };

static err kind_known(struct ctx *c, const str *row, int64_t place, bool *added)
{
	str text = catalogue_file(str_format(c->a, "personnel/%.*s.json", STR_ARG(row[CODE])).s);
	int64_t several = str_is(row[HOLDS], "several"), sensitive = str_is(row[BLOCK], "sensitive"),
		decision = str_is(row[DECISION], "needed"), needed = str_is(row[COMPLETE], "yes");
	struct personnel_form_newest was;
	struct form *f;
	bool found;
	TRY(form_parse(c, c->a, text, &f));
	TRY(personnel_form_newest(c, row[CODE], &was, &found));
	if (found && str_eq(was.definition, text) && was.place == place && was.is_several == several &&
		was.is_sensitive == sensitive && was.needs_decision == decision && was.is_needed == needed)
		return NULL;
	*added = true;
	return personnel_form_add(c, &(struct personnel_form_add_in){.code = row[CODE],
					     .number = found ? was.number + 1 : 1,
					     .place = place,
					     .is_several = several,
					     .is_sensitive = sensitive,
					     .needs_decision = decision,
					     .is_needed = needed,
					     .definition = text,
					     .source = row[SOURCE],
					     .valid_from = row[FROM],
					     .now = c->now});
}

err personnel_init(struct ctx *c)
{
	str rest = catalogue_file("personnel.tsv"), row[COLUMNS];
	bool added = false;
	tsv_row(&rest, row, COLUMNS);
	for (int64_t place = 1; tsv_row(&rest, row, COLUMNS); place++)
		TRY(kind_known(c, row, place, &added));
	return added ? kept_changed(c, &kept) : NULL;
}

enum { RANK_NAME, RANK_CODE, RANK_TITLE, RANK_FROM, RANK_TO, RANK_MONTHS, RANK_SOURCE, RANK_COLUMNS };

bool personnel_rank_on(str name, str on_day, struct personnel_rank *out)
{
	str rest = catalogue_file("personnel_ranks.tsv"), row[RANK_COLUMNS];
	tsv_row(&rest, row, RANK_COLUMNS);
	while (tsv_row(&rest, row, RANK_COLUMNS)) {
		*out = (struct personnel_rank){
			.code = row[RANK_CODE], .title = row[RANK_TITLE], .from = row[RANK_FROM], .to = row[RANK_TO]};
		if (str_eq(row[RANK_NAME], name) && str_int(row[RANK_MONTHS], &out->raise_months) &&
			personnel_order(row[RANK_FROM], on_day) <= 0 &&
			(!row[RANK_TO].n || personnel_order(on_day, row[RANK_TO]) < 0))
			return true;
	}
	return false;
}
