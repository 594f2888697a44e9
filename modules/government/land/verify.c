/* verify: what `dinh verify` asks of the register of land: areas, shares, codes and trees add up. */
#include "inside.h"
#include "web/module.h"
#include "web/services/setting.h"
#include <stdlib.h>

enum { BATCH = 200 };

static void wrong(struct verify_report *r, int64_t parcel, const char *what)
{
	r->wrong++;
	buf_printf(&r->lines, "land: parcel %lld: %s\n", (long long)parcel, what);
}

static err facts_add_up(struct ctx *c, const struct land_all_parcels *p, struct verify_report *r)
{
	struct land_facts_of f;
	struct land_uses uses;
	struct ground g;
	TRY(land_fact_current(c, p->id, &f));
	if (!!f.valid_to.s != !!p->valid_to.s)
		wrong(r, p->id, "its newest facts have another end than it has");
	if (f.area != p->area || !str_eq(f.code, p->code))
		wrong(r, p->id, "the list says another area or code than the facts");
	if (land_uses_read(c->a, f.uses, f.area, &uses).n || !str_eq(uses.v[0].code, p->main_use))
		wrong(r, p->id, "what it is used for does not add up to its area");
	if (!f.shape.n)
		return NULL;
	if (!ground_read(c->a, f.shape, &g)) {
		wrong(r, p->id, "its shape cannot be read");
		return NULL;
	}
	struct land_parcel own;
	struct parcel_code code;
	struct land_cells_of cells;
	TRY(land_parcel(c, p->id, p->unit_id, &own));
	TRY(land_cells_of(c, p->id, &cells));
	if (!p->valid_to.s != (cells.n > 0))
		wrong(r, p->id, "maps find it though it ended, or do not find it");
	if (f.algorithm != PARCEL_CODE_ALGORITHM)
		return NULL;
	TRY(parcel_code_of(c, own.meridian, &g, &code));
	if (code.at.east != f.label_east || code.at.north != f.label_north || !str_is(f.code, code.code))
		wrong(r, p->id, "its code is another one than its shape gives");
	return NULL;
}

static err rights_add_up(struct ctx *c, const struct land_all_parcels *p, struct verify_report *r)
{
	struct land_rights_live live;
	struct land_rights_of right;
	struct land_holdings held;
	bool found;
	TRY(land_rights_live(c, p->id, &live));
	if (live.n != !p->valid_to.s)
		wrong(r, p->id, p->valid_to.s ? "it ended and somebody holds it" : "not exactly one right holds");
	TRY(land_right_current(c, p->id, &right, &found));
	if (!found)
		return NULL;
	TRY(land_holdings_of(c, right.id, &held));
	if (land_shares_wrong(c->a, &held).n)
		wrong(r, p->id, "the shares of its holders are not one whole");
	if (str_is(right.kind, "managed") != !held.n || p->is_managed != !held.n)
		wrong(r, p->id, "the state manages it and somebody holds it, or neither");
	return NULL;
}

static err tree_adds_up(struct ctx *c, const struct land_all_events *e, struct verify_report *r)
{
	struct land_ended_by_rows old, new;
	int64_t before = 0, after = 0;
	TRY(land_ended_by(c, e->id, &old));
	TRY(land_made_by(c, e->id, &new));
	struct grounds was = {NEWN(c->a, struct ground, old.n + 1), 0}, is = {NEWN(c->a, struct ground, new.n + 1), 0};
	for (size_t i = 0; i < old.n; i++) {
		before += old.v[i].area;
		was.n += ground_read(c->a, old.v[i].shape, &was.v[was.n]);
	}
	for (size_t i = 0; i < new.n; i++) {
		after += new.v[i].area;
		is.n += ground_read(c->a, new.v[i].shape, &is.v[is.n]);
	}
	bool split = str_is(e->kind, "split");
	r->checked++;
	if (split ? old.n != 1 || new.n < 2 : old.n < 2 || new.n != 1) {
		r->wrong++;
		buf_printf(&r->lines, "land: event %lld: %zu parcels became %zu\n", (long long)e->id, old.n, new.n);
		return NULL;
	}
	for (size_t i = 0; i < new.n; i++) {
		struct land_parents_rows parents;
		TRY(land_parents(c, new.v[i].id, &parents));
		if (parents.n != old.n)
			wrong(r, new.v[i].id, "its tree does not name all that it was made of");
	}
	int64_t allowed = before * setting_int(c, "land.tolerance_area") / 1000;
	if (llabs(before - after) > (allowed < 100 ? 100 : allowed))
		wrong(r, old.v[0].id, "areas before and after differ by more than the tolerance");
	if (was.n != old.n || is.n != new.n)
		wrong(r, old.v[0].id, "a shape is missing in its tree");
	else {
		struct ground_fit fit;
		TRY(ground_fits(c, split ? &was.v[0] : &is.v[0], split ? is : was, &fit));
		int64_t most = setting_int(c, "land.tolerance_shape") * 10000 +
			       (split ? 0 : ground_edge(&is.v[0]) * setting_int(c, "land.seam"));
		if (fit.gap > most || fit.outside > most || fit.overlap > most)
			wrong(r, old.v[0].id, "the shapes before and after are not the same land");
	}
	return NULL;
}

static err tasks_add_up(struct ctx *c, struct verify_report *r)
{
	struct land_dossier_tasks_wrong_rows rows;
	TRY(land_dossier_tasks_wrong(c, 0, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		r->wrong++;
		buf_printf(&r->lines, "land: dossier %lld: it is said to have changed the register and has not\n",
			(long long)rows.v[i].dossier_id);
	}
	return NULL;
}

err land_verify(struct ctx *c, struct verify_report *report)
{
	struct land_all_parcels_rows rows;
	struct land_all_events_rows events;
	int64_t after = 0;
	do {
		TRY(land_all_parcels(c, after, BATCH, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			report->checked++;
			TRY(facts_add_up(c, &rows.v[i], report));
			TRY(rights_add_up(c, &rows.v[i], report));
			after = rows.v[i].id;
		}
	} while (rows.n == BATCH);
	after = 0;
	do {
		TRY(land_all_events(c, after, BATCH, &events));
		for (size_t i = 0; i < events.n; i++) {
			TRY(tree_adds_up(c, &events.v[i], report));
			after = events.v[i].id;
		}
	} while (events.n == BATCH);
	return tasks_add_up(c, report);
}
