/* imports: the pages and the work of what modules let people bring in from tables (src/web/import.h): /nhap-du-lieu.
 *
 * A file is read in the helper process (src/doc/sheet.h) and kept as rows of texts. Which heading is which column is found by name, or said
 * once by hand and remembered for the unit. A job checks the rows, some hundred at a time, and the page shows what each would do; only
 * then somebody confirms, and a job applies them in small transactions, each row checked once more. Both go on where they stood when the
 * program was stopped. Rows are personal data: they go after some days (setting imports.days), or at once when the import is given up; the
 * counts stay. When whoever confirmed may import it no longer, the work ends: the rows that are left say so, and those of his unit who may are
 * told.
 *
 * Who may import a kind sees the unit's imports of that kind, and nobody else does. */
#pragma once
#include "web/import.h"
#include "base/base.h"

struct module;
struct choice;
struct ctx;

enum import_state { IMPORT_READING, IMPORT_MAPPING, IMPORT_CHECKING, IMPORT_READY, IMPORT_APPLYING, IMPORT_DONE, IMPORT_STOPPED };
extern const struct module imports_module;

/* ---- for what brings tables in by itself (core/feeds) ---- */
struct import_given {
	str kind, file_name;
	int fd;        /* the bytes; closed by whoever opened it */
	int64_t id;    /* out: the import .. */
	bool is_clear; /* .. whose columns are known: it is being checked; else somebody says which is which */
};
/* As if q->actor had sent the file; by q->ctx and q->actor alone. NOT_FOUND: he may not import it. Outside db_write. */
MUST_USE err import_give(struct req *q, struct import_given *g);
/* One that nobody confirmed goes, when there is a newer one; *busy: it is being read, checked or applied. Inside db_write. */
MUST_USE err import_replace(struct ctx *c, int64_t id, bool *busy);
MUST_USE err import_choices(struct req *q, const struct choice **out); /* the kinds that he may import */
str import_title(struct ctx *c, str kind);                             /* empty: there is none any more */
