/* inside: what the rules of land share. Private to this folder. */
#pragma once
#include "land.h"
#include "government/land/land.sql.h"

#define PARCEL_KIND            "parcel"
#define LAND_READ              "land.read"
#define LAND_CHANGE_PERMISSION "land.change"
enum { LAND_CELL = 20000, LAND_CELLS_MOST = 400 }; /* ten-millionths of a degree a side */

/* ---- known.c ---- */
extern const struct choice land_purposes[];
const char *land_purpose(str purpose);                      /* NULL: none of them */
str parcel_called(arena *a, int64_t sheet, int64_t number); /* "Thửa 45, tờ bản đồ 12" */
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
