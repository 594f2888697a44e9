/* import: what can be brought in from a table that somebody has (CSV, XLSX, GeoJSON). A module says what stands in the columns, what a row means
 * beside what is known, and how one row is applied:
 *
 *	IMPORT_RULE(hamlet_row, struct hamlet_change)      reads only: new, changed or the same? INVALID with problems by field
 *	IMPORT_RULE(hamlet_row_keep, struct hamlet_change) does it; inside db_write
 *	static const struct import_column hamlet_columns[] = {{"loai hinh", "Thôn"}, {"ten thon", "Mỹ Lộc"}, ..};   one a field of the input
 *	const struct import_kind hamlet_import = {.name = "hamlets", .title = "Thôn, tổ dân phố", .permission = "organisation.manage",
 *		.input = &hamlet_input, .columns = hamlet_columns, .size = sizeof(struct hamlet_change), .check = hamlet_row_of,
 *		.keep = hamlet_row_keep_of};   listed by .imports of struct module
 *
 * The platform (modules/core/imports, /nhap-du-lieu) does the rest: the file to fill in, reading, finding which column is which, the
 * preview with the problem beside each cell, the confirmation, the work in the background, the report, and the rows that were wrong as a
 * file. What was previewed is what is applied: each row is checked again in the transaction that applies it, and left where the answer is
 * another. Importing the same twice changes nothing, because the second time every row is the same. */
#pragma once
#include "web/input.h"

struct req;

enum import_verdict { /* of a row; the first four by `check` */
	IMPORT_UNREAD,
	IMPORT_NEW,
	IMPORT_CHANGED,
	IMPORT_SAME,
	IMPORT_WRONG,
	IMPORT_ADDED,
	IMPORT_UPDATED,
	IMPORT_MOVED, /* what is known has changed since the preview: nothing was done */
	IMPORT_FAILED,
	IMPORT_VERDICTS
};
struct import_row { /* what `check` says of a row */
	enum import_verdict verdict;
	int64_t object; /* the one that it is already; 0: none */
	str key;  /* rows of one file with the same key mean the same thing: the second one is wrong. Empty: they may be double */
	str says; /* of a change: what becomes what, for people */
	/* The key of a row before it in the file without which it means nothing (the head of a household that is not there yet), and what is
	 * wrong when no such row is good. */
	str after, lacking;
};
struct import_column {       /* beside the field of the same place; its label is the heading, its note what to write there */
	const char *others;  /* other headings that mean it, folded: "so cccd|so dinh danh" */
	const char *example; /* in the file to fill in */
};
struct import_held { /* one of what is known already */
	int64_t id;
	str title, path; /* path: its page; empty: none */
	str since;       /* the day since which it holds; empty: none */
};
struct import_held_rows {
	struct import_held *v;
	size_t n;
};
struct import_kind {
	const char *name, *title; /* "hamlets", "Thôn, tổ dân phố" */
	const char *permission;   /* who may import them; asked again when the work begins */
	const char *note;         /* above the upload: what happens to what is there already */
	const char *waits,
		*waits_at; /* what is kept waits for somebody: the sentence that says so, and where; NULL: it holds at once */
	const char *leads; /* the page of what was imported */
	const struct input *input;           /* the columns: as fields of a form; a choice is taken by its label too */
	const struct import_column *columns; /* one a field */
	size_t size;                         /* of the struct that the fields fill */
	/* q->id: the import that it is a row of */
	err (*check)(struct req *q, void *facts, struct import_row *row);
	err (*keep)(struct req *q, void *facts, struct import_row *row);
	/* What is known in the asker's unit today, by id, from after `after`: what a file does not name is found so. NULL: nobody asks. */
	err (*held)(struct req *q, const struct import_kind *k, int64_t after, int64_t most, struct import_held_rows *out);
	bool personal;     /* facts about people: looks at the preview and its files are logged .. */
	const char *about; /* .. and at each of this kind whose known facts stand in a row; NULL: none do */
	bool fresh;        /* it gives somebody a way in: who confirms proves himself first */
	const void *of;    /* what a kind was made of (.import_made of struct module): a pointer to it begins the facts */
};
/* Kinds that are data (the registries) are made when they are asked for: a module says what they are called in the unit that c acts for, and
 * makes the one of a name; NULL: it is none of its own. What is made lives in c->a. */
/* By q->ctx and q->actor alone: there may be no request. */
#define IMPORT_RULE(name, T)                                                                                                     \
	MUST_USE static err name(struct req *q, T *facts, struct import_row *row);                                               \
	static err name##_of(struct req *q, void *facts, struct import_row *row) { return name(q, facts, row); }
