/* inside: what the rules of land share. Private to this folder. */
#pragma once
#include "land.h"
#include "government/land/land.sql.h"

#define PARCEL_KIND            "parcel"
#define LAND_READ              "land.read"
#define LAND_CHANGE_PERMISSION "land.change"
enum { LAND_CELL = 20000, LAND_CELLS_MOST = 400 }; /* ten-millionths of a degree a side */

#define LAND_OWN_KIND "own_parcel"

/* ---- procedures.c: which end in the register ---- */
struct land_procedure {
	str code, acts,
		fills; /* acts: "split merge"; fills: "land_area=area", fields of its form and what of the parcel stands there */
};
const struct land_procedure *land_procedure(str code); /* NULL: none of land */
extern const struct choice land_acts[];

/* ---- grounds.c: dossiers as grounds ---- */
struct form_field;
bool land_field_names(const struct form_field *f); /* it names a parcel of whoever fills in */
MUST_USE err land_dossier_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now);
/* Of a procedure of land, c->unit having a part in it or keeping a parcel that it names; else NOT_FOUND. */
MUST_USE err land_dossier_of_unit(
	struct ctx *c, int64_t dossier, struct land_dossier *d, struct land_dossier_parcels_rows *parcels);
bool land_dossier_open(const struct land_dossier *d); /* something may be written on its ground */
/* By the rules that write: kept beside the dossier and the parcels, its task is done. 0: there is none. CONFLICT: it is no ground for that. */
MUST_USE err land_grounded(struct ctx *c, int64_t dossier, struct ints parcels, const char *act, opt_int event, str day);
struct land_naming {
	int64_t dossier, parcel;
};
RULE(land_dossier_named, struct land_naming)
struct land_dropping {
	int64_t dossier;
	str reason;
};
RULE(land_dossier_dropped, struct land_dropping)

/* ---- known.c ---- */
extern const struct choice land_purposes[];
const char *land_purpose(str purpose);                      /* NULL: none of them */
str parcel_called(arena *a, int64_t sheet, int64_t number); /* "Thửa 45, tờ bản đồ 12" */
str land_dossier_path(arena *a, int64_t dossier);
MUST_USE err parcel_open(
	struct ctx *c, int64_t id, int64_t seen, struct land_parcel *out); /* of c->unit, in force, as the editor saw it */
MUST_USE err land_fact_current(struct ctx *c, int64_t parcel, struct land_facts_of *out);
MUST_USE err land_right_current(struct ctx *c, int64_t parcel, struct land_rights_of *out, bool *found);
MUST_USE err land_day_check(
	struct ctx *c, str day, str since); /* a day that something may hold from: after `since`, not in the future */

/* ---- parcels.c ---- */
/* Everything of the facts that is computed: uses, coordinates, label, code. */
MUST_USE err land_fact_made(
	struct ctx *c, int64_t meridian, const struct parcel_work *w, const char *act, struct land_fact_add_in *out);
MUST_USE err land_parcel_put(
	struct ctx *c, const struct parcel_work *w, const char *act, opt_int event, int64_t meridian, int64_t *id);
/* INVALID: it lies over a neighbour. */
MUST_USE err land_apart(struct ctx *c, int64_t parcel, int64_t meridian, const struct land_fact_add_in *f);
struct differences;
void land_facts_differ(struct differences *d, const struct land_facts_of *was, const struct land_fact_add_in *is);
MUST_USE err land_cells_keep(struct ctx *c, int64_t parcel, const struct land_fact_add_in *f);
struct ints land_cells(arena *a, int64_t west, int64_t south, int64_t east, int64_t north, size_t most); /* n > most: too many */
int64_t land_cell(int64_t east, int64_t north);

/* ---- rights.c ---- */
MUST_USE err land_right_put(struct ctx *c, const struct right_work *w, str valid_from);
MUST_USE err land_holdings_of(struct ctx *c, int64_t right, struct land_holdings *out);
bool land_holdings_same(const struct land_holdings *one, const struct land_holdings *other);
bool land_restriction_forbids(str kind); /* a split, a merge */

/* ---- verify.c, demo.c ---- */
struct verify_report;
MUST_USE err land_verify(struct ctx *c, struct verify_report *report);
MUST_USE err land_demo(struct ctx *c);
