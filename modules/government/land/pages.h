/* pages: the models of the pages of land. Private to this folder. */
#pragma once
#include "inside.h"
#include "web/input.h"
#include "web/hooks.h"
#include "web/list/register.h"

#define PARCEL_PAGES "/dat-dai"
#define PARCEL_API   "/parcels"

extern const char land_sheets_path[];

/* ---- list.c ---- */
struct parcel_line {
	int64_t id, sheet_id, sheet, number, area;
	str old_unit, main_use, address, code, valid_from, valid_to, holders; /* holders: masked */
	str known_from, uses, shape, coordinates, old_sheet, old_number, basis;
};
struct parcels_asked {
	str words, use, holder, code, old_unit, state, day; /* old_unit, state: of their choices; day: as it was then */
	int64_t sheet, number;
};
extern const struct shape parcel_line_shape;
extern const struct list parcel_list;
MUST_USE err parcel_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out);
struct list_key parcel_key(const struct listing *l, const void *row);
MUST_USE err parcel_settle(struct req *q, struct listing *l);

/* ---- sheets.c ---- */
extern const struct list sheet_list;
extern const struct input sheet_input, sheet_change_input;
extern const struct shape sheet_list_shape;
err sheet_run(struct req *q), sheet_add_run(struct req *q), sheet_change_run(struct req *q);

/* ---- one.c: one parcel ---- */
struct holder_line {
	str name, share, kind;
	int64_t id; /* of the person or the record; 0 while masked */
};
struct holder_lines {
	struct holder_line *v;
	size_t n;
};
struct tree_line {
	int64_t id, depth, is_after, dossier; /* dossier: on whose ground; 0: none */
	str called, said;                     /* "Tách ngày 14/09/2026" */
	str code, path;                       /* of the dossier; path empty: not this reader's */
};
struct tree_lines {
	struct tree_line *v;
	size_t n;
};
struct right_line {
	str kind, valid_from, valid_to, basis, holders, state; /* state: "đã đính chính" */
};
struct right_lines {
	struct right_line *v;
	size_t n;
};
/* ---- acts.c ---- */
struct land_act_line { /* what was written on the ground of a dossier */
	int64_t parcel, dossier;
	str act, title, called, on_day, made, code, path; /* made: numbers of the new parcels */
};
struct land_act_lines {
	struct land_act_line *v;
	size_t n;
};
extern const struct shape land_act_line_shape;
MUST_USE err land_act_lines_of(struct req *q, const struct land_dossier_acts_rows *rows, struct land_act_lines *out);

/* ---- dossier.c: dossiers beside the register ---- */
struct land_dossier_view {
	int64_t id, unit, is_open, is_over, has_task;
	str code, procedure, status, path, may_do; /* may_do: acts of the procedure */
	struct land_dossier_parcels_rows parcels;
	struct land_act_lines acts;
	struct land_dossier_task task;
	const struct choice *old_units;
};
struct land_ground { /* the dossier on whose ground a form is open; id 0: none */
	int64_t id;
	str code, procedure, basis;
};
struct land_naming_form {
	int64_t old_unit, sheet, number;
};
struct dossier_asking;
struct dossier_known;
extern const struct list land_unwritten_list;
extern const struct input land_naming_input, land_dropping_input;
extern const struct shape land_dossier_view_shape;
MUST_USE err land_ground_of(struct req *q, int64_t dossier, struct land_ground *out);
MUST_USE err land_ground_asked(struct req *q, struct land_ground *out); /* of the address, or of the form that came back */
err land_dossier_run(struct req *q), land_naming_run(struct req *q), land_dropping_run(struct req *q);
MUST_USE err land_part(struct req *q, int64_t dossier, const void **model);
void land_part_shown(struct page *p, const void *model);
MUST_USE err land_cards(struct req *q, struct home_cards *to);

/* ---- own.c: parcels in forms ---- */
extern const struct reference land_references[1];
MUST_USE err land_known(struct req *q, const struct dossier_asking *of, struct dossier_known *out);

struct parcel_view {
	struct land_parcel parcel;
	struct land_facts_of facts;
	struct land_facts_of_rows past;
	struct land_rights_of right; /* that holds, or held last */
	struct holder_lines holders;
	struct right_lines rights;
	struct land_certificates_of_rows certificates;
	struct land_restrictions_of_rows restrictions;
	struct tree_lines tree;
	struct land_act_lines acts;
	struct land_ground ground;                 /* of a form */
	str day;                                   /* as it was on a past day; empty: as it is */
	str purpose, forbidden, uses, coordinates; /* coordinates: of GeoJSON, whole */
	int64_t measured;                          /* hundredths, of the shape; 0: there is none */
};
extern const struct shape parcel_view_shape, land_holder_line_shape;
MUST_USE err parcel_view_read(struct req *q, int64_t id, struct parcel_view *v); /* as of v->day, when that is set */
MUST_USE err land_holder_lines_of(struct ctx *c, int64_t right, bool whole, struct holder_lines *out);
str land_holders_said(arena *a, const struct holder_lines *h);
MUST_USE err land_tree(struct req *q, int64_t parcel, bool after, struct tree_lines *out); /* after: what became of it too */
err parcel_run(struct req *q);

/* ---- inputs.c, forms.c: what is written of a parcel ---- */
struct facts_form {
	str area, uses, address, shape, old_sheet, old_number, day, basis, reason, how, holders;
	int64_t number, dossier, seen;
};
struct right_typed {
	str holders, origin, term, day, basis, how;
	int64_t dossier, seen;
};
struct split_typed {
	str step, line, parts, uses, joins, day, basis;
	int64_t dossier, seen;
};
struct merge_typed {
	str numbers, day, basis;
	int64_t dossier, seen;
};

MUST_USE err land_holdings_read(struct req *q, str typed, struct land_holdings *out);
MUST_USE err land_facts_read(struct req *q, int64_t meridian, const struct facts_form *f, struct parcel_work *w);

/* ---- imported.c ---- */
extern const struct import_kind land_import;

extern const struct input parcel_new_input, parcel_facts_input, land_right_input, land_certificate_input,
	land_certificate_end_input, land_restriction_input, land_restriction_end_input;
err parcel_new_form(struct req *q), parcel_new_run(struct req *q), parcel_facts_form(struct req *q),
	parcel_facts_run(struct req *q), land_right_form(struct req *q), land_right_run(struct req *q),
	land_papers_form(struct req *q), land_certificate_run(struct req *q), land_restriction_run(struct req *q),
	land_certificate_end_form(struct req *q), land_certificate_end_run(struct req *q),
	land_restriction_end_form(struct req *q), land_restriction_end_run(struct req *q);
struct paper_view { /* one certificate or restriction to be ended */
	struct land_parcel parcel;
	str title, action, heading, button;
};

/* ---- dividing.c ---- */
struct split_part_line {
	int64_t number, area, joins; /* joins: number of the neighbour; 0: none */
	int64_t x, y;                /* of its number in the drawing */
	str uses, shape, path;       /* path: of the drawing */
};
struct split_part_lines {
	struct split_part_line *v;
	size_t n;
};
struct parcel_split_view {
	struct land_parcel parcel;
	struct land_facts_of facts;
	struct land_ground ground;
	str line, parts_typed, uses_typed, joins_typed, day, basis;
	int64_t is_previewed, before, after, allowed, gap, outside, overlap; /* hundredths of a square metre */
	str wrong, box;                                                      /* box: viewBox of the drawing */
	struct split_part_lines parts;
};
extern const struct input parcel_split_input, parcel_merge_input;
extern const struct shape parcel_split_view_shape;
err parcel_split_form(struct req *q), parcel_split_run(struct req *q), parcel_merge_form(struct req *q),
	parcel_merge_run(struct req *q);

/* ---- map.c ---- */
struct land_map_view {
	struct listing list;
	struct ground_box box;
	int64_t is_empty;
	str day; /* that the map shows; empty: today */
};
extern const struct list land_map_list;
err land_map_run(struct req *q), land_map_data(struct req *q);

#include "government/land/land.html.h"

/* ---- kept.c ---- */
struct holding_of;
struct held_things;
err land_held(struct ctx *c, const struct holding_of *of, struct held_things *out);
