/* pages: the models of the pages of the organisation. */
#pragma once
#include "web/object.h"
#include "organisation.h"
#include "core/units/units.h"
#include "web/import.h"
#include "web/list/list.h"
#include "core/organisation/organisation_hamlets.sql.h"
#include "core/organisation/organisation.sql.h"
#include "core/organisation/organisation_departments.sql.h"
#include "web/input.h"

struct day_filter { /* what both lists are asked; the day is today when none was */
	str day, words;
	bool is_lacking; /* noted by the list of departments: one of Decree 150/2025/NĐ-CP is missing */
};
struct department_view {
	struct department agency;
	struct department_names_rows names;
	struct department_positions_rows positions; /* in it, today */
};
struct hamlet_view {
	struct organisation_hamlet hamlet;
};
err organisation_day(struct req *q, struct listing *l); /* .settle of both lists: today when no day was asked */
str organisation_until(arena *a, str valid_to);         /* the last day, from the first day no longer; empty = still there */
err department_add_run(struct req *q), departments_standard_run(struct req *q);
err department_run(struct req *q), department_rename_run(struct req *q), department_end_run(struct req *q);
err organisation_hamlet_add_run(struct req *q);
err organisation_hamlet_run(struct req *q), organisation_hamlet_rename_run(struct req *q),
	organisation_hamlet_end_run(struct req *q);
err department_seen(struct req *q, int64_t id, struct object_seen *out),
	organisation_hamlet_seen(struct req *q, int64_t id, struct object_seen *out);
/* staff.c */
err organisation_staff_day(struct req *q, struct listing *l);
str organisation_holders_text(arena *a, const struct listing *l, const void *row);
void organisation_holders_part(struct page *p, const struct listing *l, const void *row);
extern const struct input department_input, department_rename_input, department_end_input, organisation_hamlet_input,
	organisation_hamlet_end_input;
extern const struct shape departments_shape, department_view_shape, organisation_hamlets_shape, organisation_hamlet_view_shape;
extern const struct import_kind organisation_hamlet_import, organisation_agency_import;
extern const struct list organisation_agencies, organisation_hamlets;

#include "core/organisation/agencies.html.h"
#include "core/organisation/hamlets.html.h"
#include "core/organisation/staff.html.h"
