/* pages: the models of the pages of the organisation. */
#pragma once
#include "web/object.h"
#include "organisation.h"
#include "core/units/units.h"
#include "web/import.h"
#include "web/list/list.h"
#include "core/organisation/organisation_hamlets.sql.h"
#include "core/organisation/organisation.sql.h"
#include "web/input.h"

struct day_filter { /* what both lists are asked; the day is today when none was */
	str day, words;
	struct positions_at_rows positions; /* noted by the list of departments: who holds what on that day .. */
	bool is_lacking;                    /* .. and that a department of Decree 150/2025/NĐ-CP is missing */
};
struct agencies_view {
	str on_day, next;
	struct listing list;
	struct own_unit unit;
	struct departments_on_rows agencies;
	struct positions_at_rows positions;
	int64_t is_lacking;
};
struct agency_view {
	struct department agency;
	struct department_names_rows names;
	struct positions_at_rows positions; /* in it, today */
};
struct hamlet_view {
	struct own_hamlet hamlet;
};
err organisation_day(struct req *q, struct listing *l); /* .settle of both lists: today when no day was asked */
str organisation_until(arena *a, str valid_to);         /* the last day, from the first day no longer; empty = still there */
err agencies_run(struct req *q), agencies_add_run(struct req *q), agencies_standard_run(struct req *q);
err agency_run(struct req *q), agency_rename_run(struct req *q), agency_end_run(struct req *q);
err hamlets_add_run(struct req *q);
err hamlet_run(struct req *q), hamlet_rename_run(struct req *q), hamlet_end_run(struct req *q);
err organisation_change(struct req *q, int64_t id); /* of both objects: who manages them hangs files on them */
err agency_seen(struct req *q, int64_t id, struct object_seen *out),
	hamlet_seen(struct req *q, int64_t id, struct object_seen *out);
extern const struct input new_agency_input, agency_rename_input, agency_end_input, hamlet_input, hamlet_end_input;
extern const struct shape agencies_shape, agency_shape, hamlets_shape, hamlet_shape;
extern const struct import_kind organisation_hamlet_import, organisation_agency_import;
extern const struct list organisation_agencies, organisation_hamlets;
const char *agency_kind_title(str kind);

#include "core/organisation/hamlets.html.h"
#include "core/organisation/organisation.html.h"
