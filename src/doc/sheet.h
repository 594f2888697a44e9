/* sheet: a table that somebody else made, as rows of texts: CSV, XLSX. The bytes are foreign: they are read in the helper process
 * (image.h, jail.c), which hands back plain text and nothing else.
 *
 * CSV: UTF-8 with or without a mark, UTF-16 with one; between cells , ; or a tab, told from the first rows; quotes; any line ends. Another
 * encoding is refused with a sentence that says how to save the file. XLSX: the first sheet that is not hidden, values as they were last
 * computed; a cell that is shown as a date is an ISO date. GeoJSON: sheet_geojson.c. Stock of computers as programs write it: sheet_inventory.h. Of what is larger than the limits
 * nothing is taken. */
#pragma once
#include "doc.h"

enum {
	SHEET_ROWS = 100000,
	SHEET_COLUMNS = 60,
	SHEET_CELL = 2000,
	SHEET_PLACE = 48 * 1024
};                                          /* letters of a cell; of one that is a geometry */
#define SHEET_FILE_MAX  (INT64_C(40) << 20) /* bytes of the file as it was sent .. */
#define SHEET_TEXT_MAX  ((size_t)64 << 20)  /* .. of all its texts .. */
#define SHEET_PLAIN_MAX ((size_t)400 << 20) /* .. and of all that is unpacked to find them */

struct sheet {
	str name;  /* of the sheet in an XLSX; empty of a CSV */
	str rest;  /* what sheet_next has not handed out yet */
	int64_t n; /* rows that are not empty */
};
struct sheet_row {
	int64_t line; /* as a program for spreadsheets numbers it, from 1 */
	str cells[SHEET_COLUMNS];
	size_t n; /* up to the last one that is not empty */
};
/* INVALID with a sentence, also when there are more than SHEET_ROWS rows below the first; the text lives as long as c->a. */
MUST_USE err sheet_read(struct ctx *c, int fd, struct sheet *out);
bool sheet_next(struct sheet *s, struct sheet_row *row); /* false at the end, or where the text is none of ours */

/* ---- in the helper, and for its fuzzer ---- */
enum sheet_fault {
	SHEET_READ,
	SHEET_BROKEN,
	SHEET_LOCKED,   /* an old .xls, or one with a password */
	SHEET_ENCODING, /* neither UTF-8 nor UTF-16 */
	SHEET_OPEN,     /* a quote that is never closed */
	SHEET_MANY_ROWS,
	SHEET_MANY_COLUMNS,
	SHEET_LONG_CELL,
	SHEET_LARGE,
	SHEET_EMPTY
};
struct archive;
struct sheet_writing { /* what comes out: rows of a number and texts, between them control characters that no text has */
	arena *a;
	buf out;
	int64_t rows, line; /* line: of the row at work */
	int columns;        /* that its cells have come to */
	bool begun;         /* the row has a cell that is not empty */
	enum sheet_fault fault;
};
enum { SHEET_NAME_END = 0x1d, SHEET_ROW_END = 0x1e, SHEET_CELL_START = 0x1f };
void sheet_cell(struct sheet_writing *w, int64_t line, int column, str text); /* from left to right, line after line */
void sheet_cell_long(struct sheet_writing *w, int64_t line, int column, str text, size_t most); /* of so many letters */
void sheet_row_end(struct sheet_writing *w);
enum sheet_fault sheet_write(struct sheet_writing *w, str bytes);             /* either kind: sheet_write.c */
bool geojson_is(str bytes);                                                   /* it says that it is a FeatureCollection */
enum sheet_fault geojson_read(struct sheet_writing *w, str bytes);            /* sheet_geojson.c */
enum sheet_fault csv_read(struct sheet_writing *w, str bytes);                /* sheet_csv.c */
enum sheet_fault xlsx_read(struct sheet_writing *w, struct archive *archive); /* sheet_xlsx.c */
