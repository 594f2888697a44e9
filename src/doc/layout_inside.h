/* Inside layout: what the reader (layout.c) makes and the writer (layout_write.c) prints. */
#pragma once
#include "layout.h"

enum {
	LAYOUT_MAX = 64 * 1024, /* bytes of a description */
	LAYOUT_CELLS = 8,
	LAYOUT_DEPTH = 6
};
enum piece_kind { PIECE_TEXT, PIECE_PLACE, PIECE_BOX };
struct piece { /* "Giới tính: ", {sex}, [sex=male] */
	enum piece_kind kind;
	str text;   /* letters, or the name */
	str filter; /* of a place */
	str value;  /* of a box; empty: filled */
	int dots;   /* when there is no value */
	const struct piece *next;
};
struct cell {
	const struct piece *first;
	bool leader; /* dots up to its edge */
};
enum layout_op {
	OP_LINE,
	OP_CODE,
	OP_NATION,
	OP_STATE,
	OP_TITLE,
	OP_SUBTITLE,
	OP_TO,
	OP_HEADING,
	OP_CENTRE,
	OP_BOLD,
	OP_RIGHT,
	OP_PLACE,
	OP_PARA,
	OP_NOTE,
	OP_SPACE,
	OP_RULE,
	OP_PAGE,
	OP_MORE,
	OP_WIDTHS,
	OP_KEEP,
	OP_IF,
	OP_UNLESS,
	OP_EACH,
	OP_TABLE,
	OP_SIGN,
	OP_END,
	OP_ROW /* of a table or of signatures */
};
struct item {
	enum layout_op op;
	size_t line; /* of the description, from 1 */
	str name;    /* of a condition, a section */
	const str *values;
	size_t nvalues;
	double number; /* points, or rows at least */
	struct cell cells[LAYOUT_CELLS];
	double widths[LAYOUT_CELLS];
	size_t n; /* cells */
	const struct item *inner, *next;
};
struct layout {
	const struct item *first;
};
