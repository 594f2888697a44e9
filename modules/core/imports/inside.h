/* inside: what the files of this folder share.  kinds.c what may be imported, which heading is which column   take.c a file becomes rows
 * judge.c what a row means   work.c the jobs   pages.c   absent.c what stands in no row   imports.c what is declared */
#pragma once
#include "core/imports/imports.h"
#include "core/imports/imports.sql.h"
#include "doc/sheet.h"
#include "web/list/list.h"
#include "web/object.h"
#include "web/input.h"

struct req;

enum { LINES_MAX = 1 << 21, FIELD_END = 0x1f };
static inline int64_t row_id(int64_t import, int64_t line) { return import * LINES_MAX + line; }
static inline int64_t row_line(int64_t row) { return row % LINES_MAX; }
extern const struct ints import_all_verdicts, import_open_verdicts,
	import_kept_back; /* any; what an import would do; what did not come in */

/* ---- kinds.c ---- */
MUST_USE err import_get(struct ctx *c, int64_t id, struct imports_of *out);              /* whoever's it is */
MUST_USE err import_kind_named(struct ctx *c, str name, const struct import_kind **out); /* NULL: there is none */
MUST_USE err import_kind_of(
	struct req *q, str name, const struct import_kind **out); /* NOT_FOUND: none that the reader may import */
MUST_USE err import_kinds_of(struct req *q, struct texts *out);
const struct field *import_field_named(const struct import_kind *k, str name);
size_t import_column_for(const struct import_kind *k, str heading); /* k->input->n: none */
bool import_required(const struct field *column);
str import_note(arena *a, const struct field *column); /* what to write there, for people */
struct texts import_parts(arena *a, str joined);       /* texts that each end with FIELD_END */
str import_joined(arena *a, const str *v, size_t n);
/* The columns that the headings mean, each at most once, "-" for those that mean nothing. */
MUST_USE err import_guess(struct ctx *c, const struct import_kind *k, const str *headings, size_t n, str *mapping);
const struct field *import_lacking(const struct import_kind *k, struct texts mapping); /* NULL: all that must be are there */

/* ---- take.c ---- */
struct taking {
	const struct import_kind *kind;
	struct upload file;
	int64_t id;    /* out */
	bool is_clear; /* out: the columns are known */
};
MUST_USE err import_take(struct req *q, struct taking *t); /* outside db_write */

/* ---- judge.c ---- */
struct judged {
	struct import_row row;
	void *facts;
	str problems; /* as they are stored; empty unless it is wrong */
};
/* BROKEN, BUSY and the like are errors; what is wrong with the row is not. */
MUST_USE err import_judge(struct req *q, const struct import_kind *k, struct texts mapping, str cells, struct judged *out);
str import_problems(arena *a, err e);
bool import_says_why(err e); /* it is the row's fault, or of what is known */

/* ---- work.c ---- */
struct confirming {
	int64_t id;
};
RULE(import_confirm, struct confirming)
RULE(import_stop, struct confirming)
struct mapping_work {
	int64_t id;
	struct texts columns;
};
RULE(import_map, struct mapping_work)
MUST_USE err import_work(struct ctx *c, str argument);  /* the job */
MUST_USE err import_clean(struct ctx *c, str argument); /* the job: rows whose time is over */

/* ---- pages.c ---- */
struct import_line { /* a row as it is shown */
	int64_t line;
	str verdict, title; /* "wrong", "Sai" */
	struct import_cells {
		struct import_cell {
			str column, heading, text, problem;
		} * v;
		size_t n;
	} cells;
	str says, problem; /* problem: of no cell */
	const char *colour;
};
struct import_lines {
	struct import_line *v;
	size_t n;
};
struct import_head { /* a column of the file, while it is said what it means */
	str heading, name, sample;
};
struct import_heads {
	struct import_head *v;
	size_t n;
};
struct import_fact { /* an import as lists show it */
	int64_t id, total, done, added, updated, wrong, made_at;
	str kind, title, file_name, state, state_title, by;
};
struct import_facts {
	struct import_fact *v;
	size_t n;
};
struct import_offer {
	str name, title, note;
};
struct import_offers {
	struct import_offer *v;
	size_t n;
};
struct imports_view {
	struct listing list;
	struct import_offers kinds;
	struct import_facts imports;
	str next;
};
struct import_view {
	const struct import_kind *kind;
	struct imports_of import;
	struct import_fact fact;
	struct listing list;
	struct import_lines rows;
	struct import_heads heads;
	int64_t counts[IMPORT_VERDICTS], checked;
	str next;
};
struct import_kind_view {
	const struct import_kind *kind;
	int64_t days; /* that rows are kept */
	str name, title;
};
MUST_USE err import_visible(struct req *q, int64_t id, struct imports_of *out, const struct import_kind **kind);
void import_looked_at(struct req *q, const struct import_kind *kind, int64_t id, const char *purpose);

/* ---- absent.c ---- */
struct import_absent_view {
	const struct import_kind *kind;
	struct imports_of import;
	struct listing list;
	struct import_held_rows rows;
	str next;
};
err import_absent_get(struct req *q);
extern const struct list import_absent_list;
extern const struct shape import_absent_shape;

str import_column_field(arena *a, size_t i); /* in the form: a program sends one list */
err imports_get(struct req *q), import_kind_get(struct req *q), import_kind_post(struct req *q), import_form_file(struct req *q);
err import_one(struct req *q), import_columns_post(struct req *q), import_confirm_post(struct req *q),
	import_stop_post(struct req *q);
err import_rows_csv(struct req *q), import_rows_xlsx(struct req *q), import_form_csv(struct req *q),
	import_form_xlsx(struct req *q);
err import_seen(struct req *q, int64_t id, struct object_seen *out);
extern const struct list imports_list, import_rows_list;
extern const struct shape imports_shape, import_shape, import_kind_shape;
#define IMPORT_DAYS "imports.days"
